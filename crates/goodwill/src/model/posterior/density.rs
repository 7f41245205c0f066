//! The posterior density: a likelihood times the priors, up to a constant.

use super::nuts::Target;
use super::prior::Prior;
use crate::error::Result;
use crate::model::fit::by_logarithms;
use crate::model::kind::ModelKind;
use crate::model::likelihood::{Likelihood, Order, Setting};
use crate::numeric::linear::{Eigen, Matrix, dot};
use crate::numeric::optimise::Look;
use crate::watch::{Steps, Watch};
use alloc::{string::String, vec, vec::Vec};

/// A log-likelihood of variables that may be any numbers.
pub(in crate::model) trait Surface: Sync {
    /// The log-likelihood; `None` where a parameter leaves the numbers.
    fn value(&self, variables: &[f64]) -> Option<f64>;

    /// The same with the first derivatives.
    fn gradient(&self, variables: &[f64]) -> Option<(f64, Vec<f64>)>;

    /// The same with both derivatives.
    ///
    /// # Errors
    /// `Interrupted`.
    fn look(&self, variables: &[f64], steps: &Steps<'_>) -> Result<Look>;

    /// Points to start from, the best guess first. Where the priors alone do not determine the parameters (not `proper`), the
    /// data must.
    ///
    /// # Errors
    /// `NotIdentified`, saying why.
    fn starts(&self, proper: bool, watch: &Watch) -> Result<Vec<Vec<f64>>>;

    /// The total weight of the customers.
    fn total_weight(&self) -> f64;

    /// What the models of the draws will keep.
    fn setting(&self) -> Setting;
}

/// The likelihood of a model by the logarithms of its parameters.
pub(super) struct Logarithms<'a, L>(pub(super) &'a L);

impl<L: Likelihood> Surface for Logarithms<'_, L> {
    fn value(&self, theta: &[f64]) -> Option<f64> {
        let p = natural(theta)?;
        Some(self.0.evaluate(&p, Order::Value).value)
    }

    fn gradient(&self, theta: &[f64]) -> Option<(f64, Vec<f64>)> {
        let p = natural(theta)?;
        let mut at = self.0.evaluate(&p, Order::Gradient);
        for (slope, p) in at.gradient.iter_mut().zip(&p) {
            *slope *= p;
        }
        Some((at.value, at.gradient))
    }

    fn look(&self, theta: &[f64], _: &Steps<'_>) -> Result<Look> {
        Ok(by_logarithms(self.0, theta))
    }

    fn starts(&self, proper: bool, _: &Watch) -> Result<Vec<Vec<f64>>> {
        if !proper {
            self.0.identify()?;
        }
        Ok(logarithms(&self.0.starts()))
    }

    fn total_weight(&self) -> f64 {
        self.0.total_weight()
    }

    fn setting(&self) -> Setting {
        self.0.setting()
    }
}

/// ln of each parameter of each point.
pub(in crate::model) fn logarithms(points: &[Vec<f64>]) -> Vec<Vec<f64>> {
    points
        .iter()
        .map(|point| point.iter().map(|p| libm::log(*p)).collect())
        .collect()
}

/// exp θ, if all of it is a positive number.
fn natural(theta: &[f64]) -> Option<Vec<f64>> {
    let p: Vec<f64> = theta.iter().map(|&theta| libm::exp(theta)).collect();
    p.iter().all(|p| p.is_normal()).then_some(p)
}

/// What a posterior is of, and how the variables of its [`Surface`] become that.
pub(in crate::model) struct Parameters {
    /// Which model.
    pub(in crate::model) kind: ModelKind,
    /// The names of the parameters.
    pub(in crate::model) names: Vec<String>,
    /// How many are positive: they come first, and θ has their logarithms. The others are coefficients, θ itself.
    pub(in crate::model) positive: usize,
    /// The matrix that takes the variables to θ; none where they are θ.
    pub(in crate::model) original: Option<Matrix>,
}

impl Parameters {
    /// θ.
    pub(super) fn theta(&self, variables: Vec<f64>) -> Vec<f64> {
        match &self.original {
            Some(matrix) => matrix.times(&variables),
            None => variables,
        }
    }

    /// The parameters themselves.
    pub(super) fn values(&self, theta: &[f64]) -> impl Iterator<Item = f64> {
        // A draw of no weight may lie beyond the numbers.
        theta.iter().enumerate().map(|(i, &theta)| {
            if i < self.positive {
                libm::exp(theta).clamp(f64::MIN_POSITIVE, f64::MAX)
            } else {
                theta.clamp(-f64::MAX, f64::MAX)
            }
        })
    }
}

pub(super) struct Density<'a, S> {
    pub(super) surface: &'a S,
    pub(super) parameters: &'a Parameters,
    /// One a parameter.
    pub(super) priors: &'a [Prior],
}

impl<S: Surface> Density<'_, S> {
    /// ln of the density; −∞ where a parameter or the likelihood leaves the numbers.
    pub(super) fn value(&self, variables: &[f64]) -> f64 {
        let Some(value) = self.surface.value(variables) else {
            return f64::NEG_INFINITY;
        };
        let prior: f64 = self.prior(variables).iter().map(|[value, ..]| value).sum();
        finite_or_nothing(value + prior)
    }

    /// The same with the first derivatives.
    fn gradient(&self, variables: &[f64]) -> (f64, Vec<f64>) {
        let Some((mut value, mut gradient)) = self.surface.gradient(variables) else {
            return (f64::NEG_INFINITY, vec![0.0; variables.len()]);
        };
        for (i, [prior, first, _]) in self.prior(variables).into_iter().enumerate() {
            value += prior;
            for (variable, by) in self.reach(i) {
                gradient[variable] += by * first;
            }
        }
        (finite_or_nothing(value), gradient)
    }

    /// The same with both derivatives, over the total weight of the customers.
    pub(super) fn mean(&self, variables: &[f64], weight: f64, steps: &Steps<'_>) -> Result<Look> {
        let mut look = self.surface.look(variables, steps)?;
        for (i, [value, first, second]) in self.prior(variables).into_iter().enumerate() {
            look.value += value;
            for (v, by) in self.reach(i) {
                look.gradient[v] += by * first;
                for (w, and) in self.reach(i) {
                    look.hessian[(v, w)] += by * and * second;
                }
            }
        }
        Ok(look.mean(weight, 0.0, variables))
    }

    /// ln of each prior density and its derivatives by θ.
    fn prior(&self, variables: &[f64]) -> Vec<[f64; 3]> {
        let theta = self.parameters.theta(variables.to_vec());
        self.priors
            .iter()
            .zip(theta)
            .enumerate()
            .map(|(i, (prior, theta))| {
                if i < self.parameters.positive {
                    prior.log_density(theta)
                } else {
                    prior.coefficient_log_density(theta)
                }
            })
            .collect()
    }

    /// The variables that θ i depends on, and by how much.
    fn reach(&self, i: usize) -> Vec<(usize, f64)> {
        match &self.parameters.original {
            Some(matrix) => (0..matrix.size())
                .map(|v| (v, matrix[(i, v)]))
                .filter(|(_, by)| *by != 0.0)
                .collect(),
            None => vec![(i, 1.0)],
        }
    }
}

fn finite_or_nothing(value: f64) -> f64 {
    if value.is_finite() {
        value
    } else {
        f64::NEG_INFINITY
    }
}

/// A centre and axes of the variables: v = centre + A z, where z is about standard normal.
#[derive(Debug, Clone)]
pub(super) struct Frame {
    pub(super) centre: Vec<f64>,
    /// A: its columns are the axes of the covariance of v, A Aᵀ.
    pub(super) axes: Matrix,
}

impl Frame {
    /// The frame of a covariance, given by its own axes or by those of its inverse. `None` unless it is positive definite.
    pub(super) fn new(centre: Vec<f64>, eigen: &Eigen, variance: impl Fn(f64) -> f64) -> Option<Self> {
        let scales: Vec<f64> = eigen
            .values
            .iter()
            .map(|&value| libm::sqrt(variance(value)))
            .collect();
        let good = eigen.smallest() > 0.0 && scales.iter().all(|scale| scale.is_normal());
        good.then(|| Self {
            axes: Matrix::from_fn(centre.len(), |i, j| eigen.vectors[j][i] * scales[j]),
            centre,
        })
    }

    pub(super) fn variables(&self, z: &[f64]) -> Vec<f64> {
        let moved = self.axes.times(z);
        self.centre
            .iter()
            .zip(moved)
            .map(|(centre, moved)| centre + moved)
            .collect()
    }
}

/// The density in the coordinates of a frame.
pub(super) struct Framed<'a, S> {
    pub(super) density: &'a Density<'a, S>,
    pub(super) frame: &'a Frame,
}

impl<S: Surface> Target for Framed<'_, S> {
    fn dimension(&self) -> usize {
        self.frame.centre.len()
    }

    fn gradient(&self, z: &[f64]) -> (f64, Vec<f64>) {
        let (value, slopes) = self.density.gradient(&self.frame.variables(z));
        // Aᵀ times the gradient by v.
        let size = slopes.len();
        let column = |j: usize| (0..size).map(|i| self.frame.axes[(i, j)]).collect::<Vec<_>>();
        (value, (0..size).map(|j| dot(&column(j), &slopes)).collect())
    }
}
