//! Posterior distributions: how sure the parameters, and whatever is predicted from them, are.
//!
//! The likelihood of the data times a [`Prior`] of each parameter. Draws are made in θ = ln p, where posteriors are
//! nearly normal; the density of θ carries the Jacobian dp/dθ = p. Coefficients of covariates, which may be negative, are
//! drawn as they are.

mod convergence;
mod density;
mod draws;
mod importance;
mod nuts;
mod options;
mod pareto_smooth;
mod prior;
mod run;
mod summary;

pub use draws::Draws;
pub use options::{PosteriorMethod, PosteriorOptions};
pub use prior::{Prior, PriorKind};
pub use summary::{PosteriorParameter, PosteriorSummary, PosteriorWarning, PosteriorWarningKind};

pub(super) use density::{Parameters, Surface, logarithms};
pub(super) use draws::Prediction;
pub(super) use run::{posterior, with_advice};
pub(super) use summary::estimate;

use super::any::AnyModel;
use super::history::{History, HistoryColumns};
use super::kind::ModelKind;
use super::likelihood::{Model, Setting};
use crate::error::{Error, Result};
use crate::estimate::Estimate;
use alloc::vec::Vec;
use core::fmt;
use core::marker::PhantomData;
use density::Logarithms;

/// A model that a draw can be turned into: every [`Model`], and [`AnyModel`](super::AnyModel).
pub trait Drawn: Sized + Send + Sync {
    /// The model of that kind with these parameters.
    ///
    /// # Errors
    /// `Inconsistent` for another kind; as [`Model::from_parameters`].
    fn drawn(kind: ModelKind, parameters: &[f64], setting: Setting) -> Result<Self>;
}

impl<M: Model> Drawn for M {
    fn drawn(kind: ModelKind, parameters: &[f64], setting: Setting) -> Result<Self> {
        if kind != M::KIND {
            return Err(
                Error::inconsistent("model", alloc::format!("must be {}", M::KIND.label()))
                    .with_value(kind.label()),
            );
        }
        M::from_parameters(parameters, setting)
    }
}

/// The posterior distribution of a model's parameters: draws with weights, and what they say. [`Model::posterior`] makes
/// it.
///
/// ```
/// use goodwill::model::{Model, PosteriorOptions, RenewalCounts, RenewalModel, Sbg};
/// // 1,000 customers and who is left after each of seven renewals (Fader & Hardie 2007, "High End").
/// let data = RenewalCounts::from_survivors(&[1000.0, 869.0, 743.0, 653.0, 593.0, 551.0, 517.0, 491.0])?;
/// let posterior = Sbg::posterior(&data, &PosteriorOptions::default())?;
/// assert!(posterior.summary.reliable);
/// assert_eq!(posterior.summary.parameter("alpha").unwrap().to_string(), "0.693 (95% posterior 0.511 to 0.965, n = 1000)");
/// // How many will be left after twelve? 394 were.
/// let left = posterior.predict(|model| model.survival(12))?;
/// assert_eq!(left.to_string(), "0.377 (95% posterior 0.340 to 0.414, n = 1000)");
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Vehtari, Simpson, Gelman, Yao & Gabry 2024 (importance weights and k̂); Hoffman & Gelman 2014, Betancourt 2017 (NUTS);
/// Vehtari, Gelman, Simpson, Carpenter & Bürkner 2021 (R̂ and effective draws).
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(try_from = "Stored", bound(serialize = "", deserialize = "M: Drawn"))
)]
pub struct Posterior<M> {
    /// What it says of the parameters, and whether it can be relied on.
    pub summary: PosteriorSummary,
    /// The draws of the parameters.
    pub draws: Draws,
    /// What the models of the draws keep beside their parameters.
    pub setting: Setting,
    #[cfg_attr(feature = "serde", serde(skip))]
    model: PhantomData<fn() -> M>,
}

/// What is read before it is checked.
#[cfg(feature = "serde")]
#[derive(serde::Deserialize)]
struct Stored {
    summary: PosteriorSummary,
    draws: Draws,
    setting: Setting,
}

#[cfg(feature = "serde")]
impl<M: Drawn> TryFrom<Stored> for Posterior<M> {
    type Error = Error;
    fn try_from(stored: Stored) -> Result<Self> {
        let Stored {
            summary,
            draws,
            setting,
        } = stored;
        let first = draws.rows().next().unwrap_or_default();
        if summary.parameters.len() != first.len() {
            return Err(Error::length_mismatch(
                "parameters",
                summary.parameters.len(),
                first.len(),
            ));
        }
        draws.check_positive(first.len())?;
        M::drawn(summary.model, first, setting)?;
        Ok(Self::from_draws(summary, draws, setting))
    }
}

impl<M: Model> Posterior<M> {
    pub(super) fn of(data: &M::Data, options: &PosteriorOptions) -> Result<Self> {
        super::fit::check_regularity(M::KIND, options.regularity)?;
        let likelihood = M::likelihood(data, options.regularity)?;
        let parameters = Parameters {
            kind: M::KIND,
            names: M::PARAMETERS.iter().map(|&name| name.into()).collect(),
            positive: M::PARAMETERS.len(),
            original: None,
        };
        let found = posterior(&parameters, &Logarithms(&likelihood), options)?;
        Ok(Self::from_draws(found.summary, found.draws, found.setting))
    }

    /// The same for callers who learn only at run time which model it is of.
    #[must_use]
    pub fn into_any(self) -> Posterior<AnyModel> {
        Posterior {
            summary: self.summary,
            draws: self.draws,
            setting: self.setting,
            model: PhantomData,
        }
    }
}

impl<M: Drawn> Posterior<M> {
    pub(super) fn from_draws(summary: PosteriorSummary, draws: Draws, setting: Setting) -> Self {
        Self {
            summary,
            draws,
            setting,
            model: PhantomData,
        }
    }

    /// The model at the posterior means of the parameters.
    pub fn mean_model(&self) -> Result<M> {
        M::drawn(self.summary.model, &self.summary.means(), self.setting)
    }

    /// Anything a model says, with the uncertainty of the parameters: posterior mean, standard deviation and equal-tailed
    /// interval of `f` over the draws.
    ///
    /// What is still random once the parameters are known is not in it: the interval of an expected number of purchases
    /// is one for the expectation, not for the number.
    ///
    /// # Errors
    /// The first error of `f`: a mean that is undefined at some draws has no posterior mean.
    pub fn predict(&self, f: impl Fn(&M) -> Result<f64> + Sync) -> Result<Estimate> {
        self.prediction()?.of(f)
    }

    /// [`predict`](Self::predict) for rows 0 to `rows` − 1, on several threads; a row whose prediction is NaN is missing.
    ///
    /// Every row asks every draw: for many rows, [`thinned`](Self::thinned) to a few hundred draws first.
    ///
    /// # Errors
    /// The error of the first row that has one, with the row as its index.
    pub fn predict_rows(
        &self,
        rows: usize,
        f: impl Fn(&M, usize) -> Result<f64> + Sync,
    ) -> Result<Vec<Estimate>> {
        self.prediction()?.of_rows(rows, f)
    }

    /// [`predict`](Self::predict) for every customer of columns, each distinct history once; NaN for a missing row.
    ///
    /// Every distinct history asks every draw: for many, [`thinned`](Self::thinned) to a few hundred draws first.
    ///
    /// # Errors
    /// As [`predict_rows`](Self::predict_rows); `LengthMismatch`; whatever a row's numbers give.
    pub fn predict_histories(
        &self,
        columns: &HistoryColumns<'_>,
        f: impl Fn(&M, &History) -> Result<f64> + Sync,
    ) -> Result<Vec<Estimate>> {
        self.prediction()?.of_histories(columns, f)
    }

    fn prediction(&self) -> Result<Prediction<'_, M>> {
        Ok(Prediction {
            models: self
                .draws
                .models(|parameters| M::drawn(self.summary.model, parameters, self.setting))?,
            weights: self.draws.weights(),
            level: self.summary.level(),
            n: self.summary.respondents(),
        })
    }
}

impl<M> Posterior<M> {
    /// The same with that many draws of one weight, each draw as often as its weight says (systematic resampling,
    /// without chance). The summary stays that of all draws.
    ///
    /// # Errors
    /// `OutOfRange` for 0 draws.
    pub fn thinned(&self, draws: u32) -> Result<Self> {
        Ok(Self {
            summary: self.summary.clone(),
            draws: self.draws.thinned(draws)?,
            setting: self.setting,
            model: PhantomData,
        })
    }
}

impl<M> fmt::Display for Posterior<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.summary, f)
    }
}

#[cfg(test)]
mod tests;
