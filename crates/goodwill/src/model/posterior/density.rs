//! The posterior density of θ = ln p: the likelihood times the priors, up to a constant.

use super::nuts::Target;
use super::prior::Prior;
use crate::model::fit::by_logarithms;
use crate::model::likelihood::{Likelihood, Order};
use crate::numeric::linear::{Eigen, Matrix, dot};
use crate::numeric::optimise::Look;
use alloc::vec::Vec;

pub(super) struct Density<'a, L> {
    pub(super) likelihood: &'a L,
    /// One a parameter.
    pub(super) priors: &'a [Prior],
}

impl<L: Likelihood> Density<'_, L> {
    /// ln of the density; −∞ where a parameter or the likelihood leaves the numbers.
    pub(super) fn value(&self, theta: &[f64]) -> f64 {
        let Some(p) = natural(theta) else {
            return f64::NEG_INFINITY;
        };
        let prior: f64 = self.prior(theta).map(|[value, ..]| value).sum();
        finite_or_nothing(self.likelihood.evaluate(&p, Order::Value).value + prior)
    }

    /// The same with the first derivatives.
    fn gradient(&self, theta: &[f64]) -> (f64, Vec<f64>) {
        let Some(p) = natural(theta) else {
            return (f64::NEG_INFINITY, alloc::vec![0.0; theta.len()]);
        };
        let mut at = self.likelihood.evaluate(&p, Order::Gradient);
        for ((slope, p), [value, first, _]) in at.gradient.iter_mut().zip(&p).zip(self.prior(theta)) {
            at.value += value;
            *slope = *slope * p + first;
        }
        (finite_or_nothing(at.value), at.gradient)
    }

    /// The same with both derivatives, over the total weight of the customers.
    pub(super) fn mean(&self, theta: &[f64], weight: f64) -> Look {
        let mut look = by_logarithms(self.likelihood, theta);
        for (i, [value, first, second]) in self.prior(theta).enumerate() {
            look.value += value;
            look.gradient[i] += first;
            look.hessian[(i, i)] += second;
        }
        look.mean(weight, 0.0, theta)
    }

    fn prior(&self, theta: &[f64]) -> impl Iterator<Item = [f64; 3]> {
        self.priors
            .iter()
            .zip(theta)
            .map(|(prior, &theta)| prior.log_density(theta))
    }
}

/// exp θ, if all of it is a positive number.
fn natural(theta: &[f64]) -> Option<Vec<f64>> {
    let p: Vec<f64> = theta.iter().map(|&theta| libm::exp(theta)).collect();
    p.iter().all(|p| p.is_normal()).then_some(p)
}

fn finite_or_nothing(value: f64) -> f64 {
    if value.is_finite() {
        value
    } else {
        f64::NEG_INFINITY
    }
}

/// A centre and axes of θ: θ = centre + A z, where z is about standard normal.
#[derive(Debug, Clone)]
pub(super) struct Frame {
    pub(super) centre: Vec<f64>,
    /// A: its columns are the axes of the covariance of θ, A Aᵀ.
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

    pub(super) fn theta(&self, z: &[f64]) -> Vec<f64> {
        let moved = self.axes.times(z);
        self.centre
            .iter()
            .zip(moved)
            .map(|(centre, moved)| centre + moved)
            .collect()
    }
}

/// The density in the coordinates of a frame.
pub(super) struct Framed<'a, L> {
    pub(super) density: &'a Density<'a, L>,
    pub(super) frame: &'a Frame,
}

impl<L: Likelihood> Target for Framed<'_, L> {
    fn dimension(&self) -> usize {
        self.frame.centre.len()
    }

    fn gradient(&self, z: &[f64]) -> (f64, Vec<f64>) {
        let (value, slopes) = self.density.gradient(&self.frame.theta(z));
        // Aᵀ times the gradient by θ.
        let size = slopes.len();
        let column = |j: usize| (0..size).map(|i| self.frame.axes[(i, j)]).collect::<Vec<_>>();
        (value, (0..size).map(|j| dot(&column(j), &slopes)).collect())
    }
}
