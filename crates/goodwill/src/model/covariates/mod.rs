//! Covariates that do not change over time, on both processes of a model.
//!
//! A covariate moves the logarithm of a parameter: p = p₀ exp(± γ z). A customer's own model is one of the family, so every
//! verb works for it as it is.
//!
//! | model | purchase | dropout |
//! |---|---|---|
//! | NBD | α = α₀ exp(−γ z) | |
//! | Pareto/NBD | α = α₀ exp(−γ z) | β = β₀ exp(−γ z) |
//! | BG/NBD, MBG/NBD | α = α₀ exp(−γ z) | a = a₀ exp(γₐ z), b = b₀ exp(γ_b z) |
//! | BG/BB | α = α₀ exp(γ_α z), β = β₀ exp(γ_β z) | γ = γ₀ exp(γ_γ z), δ = δ₀ exp(γ_δ z) |
//!
//! So of a rate, exp(γ z) multiplies it: a customer with γ z = 0.1 buys 10.5 % more often. A probability has two
//! coefficients, one for each parameter of its beta distribution.

mod design;
mod fit;
mod profiles;
#[cfg(test)]
mod tests;

pub use fit::CovariateFit;
pub use profiles::{Covariate, CovariateHistories, Profile};

use super::counts::HistoryCounts;
use super::fit::FitOptions;
use super::likelihood::Model;
use crate::error::Result;

/// Which parameter covariates of a process move, and whether up or down.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Effect {
    /// The position of the parameter in [`Model::PARAMETERS`].
    pub parameter: usize,
    /// 1 where the parameter is p₀ exp(γ z), −1 where it is p₀ exp(−γ z).
    pub sign: f64,
}

impl Effect {
    /// p₀ exp(γ z).
    #[must_use]
    pub const fn up(parameter: usize) -> Self {
        Self { parameter, sign: 1.0 }
    }

    /// p₀ exp(−γ z).
    #[must_use]
    pub const fn down(parameter: usize) -> Self {
        Self {
            parameter,
            sign: -1.0,
        }
    }
}

/// A model of purchases whose parameters may depend on a customer's covariates.
///
/// # Source
/// Fader & Hardie 2007, "Incorporating time-invariant covariates into the Pareto/NBD and BG/NBD models".
pub trait CovariateModel: Model<Data = HistoryCounts> {
    /// What the covariates of the purchase process move.
    const PURCHASE: &'static [Effect];
    /// What the covariates of the dropout process move; empty for a model without dropout.
    const DROPOUT: &'static [Effect];

    /// The model of the highest likelihood, with covariates.
    ///
    /// The parameters of the summary are the base parameters (of a customer whose covariates are all 0) and then the
    /// coefficients: `purchase.<name>` and `dropout.<name>` where a process has one moved parameter, `<parameter>.<name>`
    /// where it has two. The model without covariates is fitted too, and the two are compared by the likelihood-ratio test.
    ///
    /// [`FitOptions::initial`] is of the model without covariates; a penalty counts the parameters at the mean covariates.
    ///
    /// # Errors
    /// `NotIdentified` for a covariate that is constant or a combination of others, by name; as [`Model::fit`].
    /// `NotApplicable` for covariates of a process the model does not have. `Empty` without any covariate.
    fn fit_covariates(data: &CovariateHistories, options: &FitOptions) -> Result<CovariateFit<Self>> {
        fit::fit(data, options)
    }
}
