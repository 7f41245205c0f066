//! The search for the maximum, from as many starts as it needs, and the refusal where there is none.

use super::options::FitOptions;
use super::unidentified::{flat, runaway};
use crate::error::{Error, ErrorCode, Result};
use crate::model::kind::ModelKind;
use crate::numeric::linear::{Eigen, Matrix};
use crate::numeric::optimise::{Ending, Look, Optimum, maximise};
use crate::numeric::random::CounterRng;
use crate::watch::{Step, Steps};
use alloc::{format, string::String, vec::Vec};

/// How far a logarithm may run from the model's own guess before it is said to run away: a factor of 10¹⁰.
const FAR: f64 = 23.0;
/// Standard error of a logarithm beyond which nothing is known: a 95 % interval spans 17 powers of ten.
const NOTHING_KNOWN: f64 = 10.0;
/// An information matrix with a smaller eigenvalue, relative to its largest, is singular.
const SINGULAR: f64 = 1e-13;

/// What is searched: an objective on variables of the order of 1.
pub(in crate::model) struct Search<'a> {
    /// Which model, for the messages.
    pub(in crate::model) kind: ModelKind,
    /// The names of the variables.
    pub(in crate::model) names: &'a [String],
    /// How many variables are logarithms of parameters; they come first.
    pub(in crate::model) base: usize,
    /// The mean log-likelihood, penalised.
    pub(in crate::model) objective: &'a dyn Fn(&[f64], &Steps<'_>) -> Result<Look>,
    /// Points to start from, the best guess first.
    pub(in crate::model) starts: Vec<Vec<f64>>,
    /// The total weight.
    pub(in crate::model) weight: f64,
}

/// The maximum, and what is known about it.
pub(in crate::model) struct Found {
    /// The variables there.
    pub(in crate::model) point: Vec<f64>,
    /// The eigenvalues of the information: minus the Hessian of the whole log-likelihood.
    pub(in crate::model) information: Eigen,
    /// Its inverse.
    pub(in crate::model) covariance: Matrix,
    /// Steps of all searches.
    pub(in crate::model) iterations: u32,
    /// Evaluations of all searches.
    pub(in crate::model) evaluations: u32,
    /// How far below this maximum another start ended at one.
    pub(in crate::model) lower_maximum: Option<f64>,
    /// How it ended, in words.
    pub(in crate::model) report: String,
}

impl Found {
    /// The same maximum in other variables: `matrix` times these.
    pub(in crate::model) fn transformed(self, matrix: &Matrix) -> Self {
        let rows = matrix.rows();
        Self {
            point: matrix.times(&self.point),
            // The same bits on both sides of the diagonal.
            covariance: Matrix::from_fn(rows.len(), |i, j| {
                self.covariance.form(&rows[i.max(j)], &rows[i.min(j)])
            }),
            ..self
        }
    }
}

impl Search<'_> {
    /// Searches.
    ///
    /// # Errors
    /// `NotIdentified` where the likelihood has no maximum, or one that determines nothing; `NotConverged` where the
    /// search did not end; `Interrupted` where the watch broke it off.
    pub(in crate::model) fn run(&self, options: &FitOptions) -> Result<Found> {
        let centre = &self.starts[0];
        let given = options.initial.iter().map(|initial| {
            let mut start = centre.clone();
            for (variable, value) in start.iter_mut().zip(initial) {
                *variable = libm::log(*value);
            }
            start
        });
        let steps = options.watch.steps(Step::Evaluation);
        let mut runs: Vec<Optimum> = Vec::new();
        for start in given.chain(self.starts.iter().cloned()) {
            let run = self.climb(&start, options, &steps)?;
            let converged = run.ending == Ending::Maximum;
            runs.push(run);
            if converged {
                break;
            }
        }
        for number in 0..options.starts {
            let mut rng = CounterRng::new(options.seed, u64::from(number));
            let start: Vec<f64> = centre.iter().map(|x| x + rng.normal()).collect();
            runs.push(self.climb(&start, options, &steps)?);
        }
        // The highest; of equals the first. Where nothing is finite, any.
        let mut best = 0;
        for (number, run) in runs.iter().enumerate() {
            let ahead = run.look.value - runs[best].look.value;
            // What ended at a maximum is preferred to what ran past it by rounding.
            let prefer =
                |a: &Optimum, b: &Optimum| a.ending == Ending::Maximum && b.ending != Ending::Maximum;
            let margin = if prefer(run, &runs[best]) {
                -1e-9
            } else if prefer(&runs[best], run) {
                1e-9
            } else {
                0.0
            };
            if ahead > margin * (1.0 + libm::fabs(run.look.value)) || runs[best].look.value.is_nan() {
                best = number;
            }
        }
        let chosen = &runs[best];
        if chosen.ending != Ending::Maximum {
            return Err(self.refuse(chosen, options));
        }
        let total = |get: fn(&Optimum) -> u32| runs.iter().map(get).sum();
        let tied = |run: &&Optimum| run.ending == Ending::Maximum && value_near(run, chosen);
        let lower_maximum = runs
            .iter()
            .filter(|run| run.ending == Ending::Maximum && !value_near(run, chosen))
            .map(|run| chosen.look.value - run.look.value)
            .fold(None, |least: Option<f64>, gap| {
                Some(least.map_or(gap, |least| least.min(gap)))
            });
        let agree = runs.iter().filter(tied).count();
        let (information, covariance) = self.information(chosen)?;
        let (iterations, evaluations) = (total(|run| run.iterations), total(|run| run.evaluations));
        let gradient = chosen
            .look
            .gradient
            .iter()
            .fold(0.0, |a: f64, g| a.max(libm::fabs(*g)));
        let mut report = format!(
            "converged after {iterations} iterations and {evaluations} evaluations: the largest mean derivative by a \
             logarithm is {gradient:.1e}, and no step reduces it"
        );
        if runs.len() > 1 {
            let starts = runs.len();
            report = format!("{report}; {agree} of {starts} starts ended at this maximum");
        }
        Ok(Found {
            point: chosen.point.clone(),
            information,
            covariance,
            iterations,
            evaluations,
            lower_maximum,
            report,
        })
    }

    fn climb(&self, start: &[f64], options: &FitOptions, steps: &Steps<'_>) -> Result<Optimum> {
        let bounds: Vec<(f64, f64)> = self.starts[0]
            .iter()
            .zip(start)
            .map(|(centre, start)| (centre.min(*start) - FAR, centre.max(*start) + FAR))
            .collect();
        let evaluated = |variables: &[f64]| {
            let look = (self.objective)(variables, steps)?;
            steps.count()?;
            Ok(look)
        };
        maximise(evaluated, start, &bounds, options.max_iterations)
    }

    /// The information and its inverse.
    fn information(&self, optimum: &Optimum) -> Result<(Eigen, Matrix)> {
        let hessian = &optimum.look.hessian;
        let information = Matrix::from_fn(hessian.size(), |i, j| -self.weight * hessian[(i, j)]);
        let eigen = information.eigen();
        let known = eigen.smallest() > SINGULAR * eigen.largest()
            && 1.0 / libm::sqrt(eigen.smallest()) < NOTHING_KNOWN;
        match information.cholesky() {
            Some(factor) if known => Ok((eigen, factor.inverse())),
            _ => Err(flat(self, &optimum.point, &eigen.vectors[0])),
        }
    }

    fn refuse(&self, run: &Optimum, options: &FitOptions) -> Error {
        match run.ending {
            Ending::Escaped { variable, upward } => runaway(self, &run.point, variable, upward),
            Ending::Flat => {
                let moved: Vec<f64> = run
                    .point
                    .iter()
                    .zip(&self.starts[0])
                    .map(|(x, c)| x - c)
                    .collect();
                let (variable, by) =
                    moved
                        .iter()
                        .enumerate()
                        .fold((0, 0.0), |best: (usize, f64), (k, by)| {
                            if libm::fabs(*by) > libm::fabs(best.1) {
                                (k, *by)
                            } else {
                                best
                            }
                        });
                if libm::fabs(by) > 5.0 {
                    runaway(self, &run.point, variable, by > 0.0)
                } else {
                    let eigen = Matrix::from_fn(moved.len(), |i, j| -run.look.hessian[(i, j)]).eigen();
                    flat(self, &run.point, &eigen.vectors[0])
                }
            }
            Ending::Exhausted => Error::new(
                ErrorCode::NotConverged,
                "max_iterations",
                format!(
                    "iterations were not enough: a further step is expected to gain {:.1e} a customer",
                    run.gain
                ),
            )
            .with_value(options.max_iterations),
            Ending::Stuck | Ending::Undefined | Ending::Maximum => Error::new(
                ErrorCode::NotConverged,
                "initial",
                "no start leads anywhere: the likelihood is not finite there, or not smooth",
            ),
        }
    }
}

/// Whether two maxima are one.
fn value_near(a: &Optimum, b: &Optimum) -> bool {
    libm::fabs(a.look.value - b.look.value) <= 1e-10 * (1.0 + libm::fabs(b.look.value))
}
