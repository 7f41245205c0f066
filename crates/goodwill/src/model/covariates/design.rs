//! How covariates move the logarithms of the parameters, and whether the data can tell them apart.

use super::Effect;
use super::profiles::{CovariateHistories, Profile};
use crate::error::{Error, ErrorCode, Result};
use crate::numeric::linear::Matrix;
use crate::numeric::sum::{ExactSum, exact_sum};
use alloc::{format, string::String, vec, vec::Vec};

/// The correlation matrix of covariates with a smaller eigenvalue is singular.
const COLLINEAR: f64 = 1e-10;

/// A process of the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Process {
    Purchase,
    Dropout,
}

impl Process {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Purchase => "purchase",
            Self::Dropout => "dropout",
        }
    }

    fn values(self, profile: &Profile) -> &[f64] {
        match self {
            Self::Purchase => &profile.purchase,
            Self::Dropout => &profile.dropout,
        }
    }
}

/// One coefficient: it moves the logarithm of one parameter by `sign · z · coefficient`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Term {
    pub(super) process: Process,
    /// The position of the covariate among those of its process.
    pub(super) covariate: usize,
    /// The parameter it moves.
    pub(super) parameter: usize,
    pub(super) sign: f64,
    /// The mean of the covariate over the customers, and its standard deviation: the search uses (z − mean)/deviation.
    pub(super) mean: f64,
    pub(super) deviation: f64,
}

impl Term {
    /// What multiplies the coefficient of the standardised covariate.
    pub(super) fn factor(&self, profile: &Profile) -> f64 {
        self.sign * (self.process.values(profile)[self.covariate] - self.mean) / self.deviation
    }
}

/// The terms of a model and their names, checked.
///
/// # Errors
/// `NotApplicable` for dropout covariates of a model without dropout; `NotIdentified` for a covariate that is constant, or
/// a combination of others.
pub(super) fn design(
    data: &CovariateHistories,
    names: &[&str],
    effects: [&[Effect]; 2],
) -> Result<(Vec<Term>, Vec<String>)> {
    let mut terms = Vec::new();
    let mut labels = Vec::new();
    for ((process, columns), effects) in [
        (Process::Purchase, data.purchase_names()),
        (Process::Dropout, data.dropout_names()),
    ]
    .into_iter()
    .zip(effects)
    {
        if effects.is_empty() && !columns.is_empty() {
            return Err(Error::new(
                ErrorCode::NotApplicable,
                columns[0].clone(),
                format!(
                    "is a covariate of {}, which the model does not have",
                    process.name()
                ),
            ));
        }
        let moments = standardisation(data.profiles(), process, columns)?;
        for effect in effects {
            for (covariate, (column, &(mean, deviation))) in columns.iter().zip(&moments).enumerate() {
                terms.push(Term {
                    process,
                    covariate,
                    parameter: effect.parameter,
                    sign: effect.sign,
                    mean,
                    deviation,
                });
                labels.push(label(process, effects, effect, names, column));
            }
        }
    }
    Ok((terms, labels))
}

/// The name of a coefficient. One parameter moved: the coefficient is the process's; several: each has its own.
pub(super) fn label(
    process: Process,
    effects: &[Effect],
    effect: &Effect,
    names: &[&str],
    column: &str,
) -> String {
    let prefix = if effects.len() == 1 {
        process.name()
    } else {
        names[effect.parameter]
    };
    format!("{prefix}.{column}")
}

/// Mean and standard deviation of each covariate over the customers; refuses what cannot be told apart.
fn standardisation(profiles: &[Profile], process: Process, columns: &[String]) -> Result<Vec<(f64, f64)>> {
    let weights: Vec<f64> = profiles
        .iter()
        .map(|profile| profile.counts.total_weight())
        .collect();
    let total = exact_sum(weights.iter().copied());
    // Σ w f(profile) / Σ w.
    let mean_of = |f: &dyn Fn(&[f64]) -> f64| {
        let mut sum = ExactSum::new();
        for (profile, weight) in profiles.iter().zip(&weights) {
            sum.add_product(*weight, f(process.values(profile)));
        }
        sum.value() / total
    };
    let mut moments = Vec::new();
    for (k, name) in columns.iter().enumerate() {
        let first = process.values(&profiles[0])[k];
        if profiles.iter().all(|profile| process.values(profile)[k] == first) {
            return Err(Error::new(
                ErrorCode::NotIdentified,
                name.clone(),
                "is the same for all customers: its effect cannot be told from the base parameters",
            )
            .with_value(first));
        }
        let mean = mean_of(&|z| z[k]);
        let deviation = libm::sqrt(mean_of(&|z| (z[k] - mean) * (z[k] - mean)));
        if !(deviation > 0.0 && deviation.is_finite()) {
            return Err(Error::new(
                ErrorCode::OutOfRange,
                name.clone(),
                "spreads over too many powers of ten, or too few",
            )
            .with_value(deviation));
        }
        moments.push((mean, deviation));
    }
    let mut correlation = Matrix::zeros(columns.len());
    for i in 0..columns.len() {
        for j in 0..columns.len() {
            let ((mi, si), (mj, sj)) = (moments[i], moments[j]);
            correlation[(i, j)] = mean_of(&|z| (z[i] - mi) / si * ((z[j] - mj) / sj));
        }
    }
    let eigen = correlation.eigen();
    if eigen.smallest() < COLLINEAR && !columns.is_empty() {
        let involved: Vec<&str> = eigen.vectors[0]
            .iter()
            .zip(columns)
            .filter(|(share, _)| libm::fabs(**share) > 0.05)
            .map(|(_, name)| name.as_str())
            .collect();
        return Err(Error::new(
            ErrorCode::NotIdentified,
            String::from(involved.last().copied().unwrap_or("covariate")),
            format!(
                "is a combination of other covariates of {}: {} cannot be told apart",
                process.name(),
                involved.join(", ")
            ),
        ));
    }
    Ok(moments)
}

/// The matrix that takes the search's variables (logarithms of the parameters at the mean covariates, coefficients of
/// standardised covariates) to logarithms at covariates of 0 and coefficients of the covariates themselves.
pub(super) fn to_original(parameters: usize, terms: &[Term]) -> Matrix {
    let mut matrix = Matrix::zeros(parameters + terms.len());
    for j in 0..parameters {
        matrix[(j, j)] = 1.0;
    }
    for (c, term) in terms.iter().enumerate() {
        matrix[(parameters + c, parameters + c)] = 1.0 / term.deviation;
        matrix[(term.parameter, parameters + c)] = -term.sign * term.mean / term.deviation;
    }
    matrix
}

/// The logarithms of a profile's own parameters, from the search's variables.
pub(super) fn shifted(variables: &[f64], parameters: usize, terms: &[Term], factors: &[f64]) -> Vec<f64> {
    let mut theta = variables[..parameters].to_vec();
    for ((term, factor), coefficient) in terms.iter().zip(factors).zip(&variables[parameters..]) {
        theta[term.parameter] += factor * coefficient;
    }
    theta
}

/// Where each variable acts: the parameter it moves, and by how much.
pub(super) fn reach(parameters: usize, terms: &[Term], factors: &[f64]) -> Vec<(usize, f64)> {
    let mut reach = vec![(0, 1.0); parameters + terms.len()];
    for (j, at) in reach[..parameters].iter_mut().enumerate() {
        at.0 = j;
    }
    for ((at, term), factor) in reach[parameters..].iter_mut().zip(terms).zip(factors) {
        *at = (term.parameter, *factor);
    }
    reach
}
