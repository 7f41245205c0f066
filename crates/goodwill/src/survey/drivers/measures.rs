//! Every measure of every predictor, from correlations.

use super::shapley::{GoOn, r_squared, sampled_shapley, shapley};
use super::{Driver, DriverOptions};
use crate::estimate::Estimate;
use crate::numeric::linear::Matrix;
use crate::survey::products::dependent;
use alloc::vec;
use alloc::vec::Vec;

/// How many measures a predictor has.
const MEASURES: usize = 6;

/// The measures of one predictor, in the order of their fields in [`Driver`].
type Row = [f64; MEASURES];

/// The measures of all predictors.
#[derive(Debug, Clone)]
pub(super) struct Measures {
    pub(super) r_squared: f64,
    rows: Vec<Row>,
    pub(super) sampling_errors: Vec<f64>,
}

impl Measures {
    /// From correlations, the outcome's last. Nothing that is not to [go on](GoOn) is of any use.
    ///
    /// # Errors
    /// The first predictor that is a linear combination of those before it.
    pub(super) fn of(
        correlations: &Matrix,
        options: &DriverOptions,
        go_on: &GoOn<'_>,
    ) -> Result<Self, usize> {
        Self::of_many([correlations], options, go_on).map(|[measures]| measures)
    }

    /// The same of several at once.
    pub(super) fn of_many<const L: usize>(
        correlations: [&Matrix; L],
        options: &DriverOptions,
        go_on: &GoOn<'_>,
    ) -> Result<[Self; L], usize> {
        let p = correlations[0].size() - 1;
        if let Some(predictor) = correlations.iter().find_map(|matrix| dependent(matrix, p)) {
            return Err(predictor);
        }
        let (shares, sampling_errors): (Vec<Vec<f64>>, Vec<Vec<f64>>) = if options.sampled_orders == 0 {
            let shares = shapley(correlations, go_on);
            (0..L)
                .map(|lane| (shares.iter().map(|share| share[lane]).collect(), vec![0.0; p]))
                .unzip()
        } else {
            correlations
                .iter()
                .map(|matrix| sampled_shapley(matrix, options.sampled_orders, options.seed, go_on))
                .unzip()
        };
        Ok(core::array::from_fn(|lane| {
            Self::with_shares(correlations[lane], &shares[lane], &sampling_errors[lane])
        }))
    }

    fn with_shares(correlations: &Matrix, lmg: &[f64], sampling_errors: &[f64]) -> Self {
        let p = lmg.len();
        let r_squared = r_squared(correlations);
        let predictors = Matrix::from_fn(p, |i, j| correlations[(i, j)]);
        let outcome: Vec<f64> = (0..p).map(|i| correlations[(i, p)]).collect();
        let betas = predictors
            .cholesky()
            .map_or_else(|| vec![f64::NAN; p], |factor| factor.solve(&outcome));
        let weights = relative_weights(&predictors, &outcome);
        let rows = (0..p)
            .map(|i| {
                let share = if r_squared > 0.0 {
                    lmg[i] / r_squared
                } else {
                    f64::NAN
                };
                [
                    lmg[i],
                    share,
                    weights[i],
                    betas[i],
                    betas[i] * outcome[i],
                    outcome[i],
                ]
            })
            .collect();
        Self {
            r_squared,
            rows,
            sampling_errors: sampling_errors.to_vec(),
        }
    }

    /// All measures in a row: R², then predictor by predictor.
    pub(super) fn flat(&self) -> impl Iterator<Item = f64> {
        core::iter::once(self.r_squared).chain(self.rows.iter().flatten().copied())
    }

    /// The estimates of the measures, as [`flat`](Self::flat) lists them, in their fields.
    pub(super) fn assemble(&self, estimates: &[Estimate], inflation: &[f64]) -> (Estimate, Vec<Driver>) {
        let predictors = estimates[1..]
            .as_chunks::<MEASURES>()
            .0
            .iter()
            .zip(&self.sampling_errors)
            .zip(inflation)
            .map(|((estimates, &sampling_error), &variance_inflation)| {
                let &[lmg, share, relative_weight, standardised_beta, pratt, correlation] = estimates;
                Driver {
                    lmg,
                    share,
                    sampling_error,
                    relative_weight,
                    standardised_beta,
                    pratt,
                    correlation,
                    variance_inflation,
                }
            })
            .collect();
        (estimates[0], predictors)
    }
}

/// Johnson's relative weights. The nearest uncorrelated variables Z to the predictors X have the correlations
/// Λ = R^½ with them; the outcome's regression on Z has the coefficients Λ⁻¹r; what Z_k explains goes to X_j by Λ_jk².
fn relative_weights(predictors: &Matrix, outcome: &[f64]) -> Vec<f64> {
    let p = outcome.len();
    let eigen = predictors.eigen();
    let root = |value: f64| libm::sqrt(value.max(0.0));
    let mut loadings = Matrix::zeros(p);
    let mut explained = vec![0.0; p];
    for (&value, vector) in eigen.values.iter().zip(&eigen.vectors) {
        let root = root(value);
        let along: f64 = vector.iter().zip(outcome).map(|(v, r)| v * r).sum();
        for i in 0..p {
            explained[i] += vector[i] * along / root;
            for j in 0..p {
                loadings[(i, j)] += vector[i] * root * vector[j];
            }
        }
    }
    let squares = loadings.rows();
    squares
        .iter()
        .map(|row| row.iter().zip(&explained).map(|(l, b)| (l * b) * (l * b)).sum())
        .collect()
}

/// 1/(1 − R²) of every predictor by the others.
pub(super) fn variance_inflation(correlations: &Matrix) -> Vec<f64> {
    let p = correlations.size() - 1;
    let predictors = Matrix::from_fn(p, |i, j| correlations[(i, j)]);
    predictors.cholesky().map_or_else(
        || vec![f64::NAN; p],
        |factor| {
            let inverse = factor.inverse();
            (0..p).map(|i| inverse[(i, i)].max(1.0)).collect()
        },
    )
}
