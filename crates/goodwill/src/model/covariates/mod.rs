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
//!
//! Source: Fader & Hardie 2007, "Incorporating time-invariant covariates into the Pareto/NBD and BG/NBD models"; NBD and
//! BG/BB by analogy.

mod customer;
mod design;
mod fit;
mod posterior;
mod profiles;
#[cfg(test)]
mod tests;

pub use fit::CovariateFit;
pub(super) use fit::fit;
pub use posterior::CovariatePosterior;
pub use profiles::{Covariate, CovariateHistories, Profile};

use super::any::AnyModel;
use super::kind::ModelKind;
use alloc::{string::String, vec::Vec};
use design::{Process, label};

/// Which parameter covariates of a process move, and whether up or down.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Effect {
    /// The position of the parameter.
    parameter: usize,
    /// 1 where the parameter is p₀ exp(γ z), −1 where it is p₀ exp(−γ z).
    sign: f64,
}

const fn up(parameter: usize) -> Effect {
    Effect { parameter, sign: 1.0 }
}

const fn down(parameter: usize) -> Effect {
    Effect {
        parameter,
        sign: -1.0,
    }
}

/// What covariates of the purchase process and of the dropout process move.
const fn effects(kind: ModelKind) -> [&'static [Effect]; 2] {
    match kind {
        // r, alpha
        ModelKind::Nbd => const { [&[down(1)], &[]] },
        // r, alpha, s, beta
        ModelKind::ParetoNbd => const { [&[down(1)], &[down(3)]] },
        // r, alpha, a, b
        ModelKind::BgNbd | ModelKind::MbgNbd => const { [&[down(1)], &[up(2), up(3)]] },
        // alpha, beta, gamma, delta
        ModelKind::BgBb => const { [&[up(0), up(1)], &[up(2), up(3)]] },
        ModelKind::Sbg | ModelKind::Bdw | ModelKind::GammaGamma => [&[], &[]],
    }
}

impl AnyModel {
    /// The names of the coefficients of a model of that kind with these covariates of the purchase and of the dropout process,
    /// in the order of a fit or posterior, where they come after the [parameters](Self::parameter_names).
    ///
    /// ```
    /// use goodwill::model::{AnyModel, ModelKind};
    /// let names = AnyModel::coefficient_names(ModelKind::BgNbd, &["online", "age"], &["age"]);
    /// assert_eq!(names, ["purchase.online", "purchase.age", "a.age", "b.age"]);
    /// ```
    #[must_use]
    pub fn coefficient_names(kind: ModelKind, purchase: &[&str], dropout: &[&str]) -> Vec<String> {
        let names = Self::parameter_names(kind);
        [(Process::Purchase, purchase), (Process::Dropout, dropout)]
            .into_iter()
            .zip(effects(kind))
            .flat_map(|((process, columns), effects)| {
                effects.iter().flat_map(move |effect| {
                    columns
                        .iter()
                        .map(move |column| label(process, effects, effect, names, column))
                })
            })
            .collect()
    }
}
