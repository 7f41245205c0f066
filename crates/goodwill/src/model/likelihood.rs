//! What every model has: parameters, a likelihood and its derivatives.

use super::counts::HistoryCounts;
use super::covariates::{CovariateFit, CovariateHistories, CovariatePosterior};
use super::fit::{FitOptions, Fitted, check_regularity, fit_likelihood};
use super::kind::ModelKind;
use super::posterior::{Posterior, PosteriorOptions};
use crate::calendar::TimeUnit;
use crate::error::Result;
use alloc::vec::Vec;
use core::fmt;

/// How many derivatives to compute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Order {
    /// The value alone.
    Value,
    /// The value and the gradient.
    Gradient,
    /// The value, the gradient and the Hessian.
    Hessian,
}

/// A log-likelihood and its derivatives at a point.
#[derive(Debug, Clone, PartialEq)]
pub struct Derivatives {
    /// The log-likelihood.
    pub value: f64,
    /// Its first derivatives; empty unless asked for.
    pub gradient: Vec<f64>,
    /// Its second derivatives, row by row, symmetric; empty unless asked for.
    pub hessian: Vec<f64>,
}

/// What a model keeps beside its parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Setting {
    /// The unit of time of the parameters and of every duration; `None` if it was never said.
    pub unit: Option<TimeUnit>,
    /// Erlang-k regularity of the times between purchases; 1 for exponential times.
    pub regularity: u32,
}

impl Default for Setting {
    fn default() -> Self {
        Self {
            unit: None,
            regularity: 1,
        }
    }
}

/// The log-likelihood of given data as a function of the parameters, its tables made once.
///
/// Its value does not depend on the order of the customers or the number of threads.
pub trait Likelihood: Send + Sync {
    /// The log-likelihood at `parameters`, all positive, with derivatives by the parameters themselves.
    fn evaluate(&self, parameters: &[f64], order: Order) -> Derivatives;

    /// The total weight of the customers: their number when none is weighted.
    fn total_weight(&self) -> f64;

    /// Points to start from, the best guess first.
    fn starts(&self) -> Vec<Vec<f64>>;

    /// Refuses data that can never determine the parameters, before any search: all customers without repeat purchase,
    /// for example. The search itself finds the rest.
    ///
    /// # Errors
    /// `NotIdentified`, saying why.
    fn identify(&self) -> Result<()> {
        Ok(())
    }

    /// What the fitted model will keep.
    fn setting(&self) -> Setting;

    /// Whether the value has every term of the data, so that fits of different regularity can be compared. An Erlang-k
    /// likelihood has where the times between purchases are known.
    fn is_complete(&self) -> bool {
        true
    }
}

/// A model with parameters that can be estimated from data.
pub trait Model: Sized + Clone + PartialEq + fmt::Debug + fmt::Display + Send + Sync {
    /// Which model this is.
    const KIND: ModelKind;
    /// The names of the parameters, in their order.
    const PARAMETERS: &'static [&'static str];
    /// What it is fitted to.
    type Data;
    /// Its prepared likelihood.
    type Likelihood: Likelihood;

    /// The model of these parameters.
    ///
    /// # Errors
    /// `LengthMismatch`; `OutOfRange` or `NotFinite`, naming the parameter that is not positive.
    fn from_parameters(parameters: &[f64], setting: Setting) -> Result<Self>;

    /// The parameters, in the order of [`PARAMETERS`](Self::PARAMETERS).
    fn parameters(&self) -> Vec<f64>;

    /// The unit and the regularity.
    fn setting(&self) -> Setting;

    /// Prepares the likelihood of data: any data the model can be evaluated on, a single customer too. What can never be
    /// fitted is refused by [`Likelihood::identify`].
    ///
    /// # Errors
    /// What the model demands of its data is said there.
    fn likelihood(data: &Self::Data, regularity: u32) -> Result<Self::Likelihood>;

    /// The log-likelihood of data at these parameters.
    ///
    /// # Errors
    /// As [`likelihood`](Self::likelihood).
    fn log_likelihood(&self, data: &Self::Data) -> Result<f64> {
        Ok(self.evaluate(data, Order::Value)?.value)
    }

    /// The derivatives of the log-likelihood by the parameters.
    ///
    /// # Errors
    /// As [`likelihood`](Self::likelihood).
    fn gradient(&self, data: &Self::Data) -> Result<Vec<f64>> {
        Ok(self.evaluate(data, Order::Gradient)?.gradient)
    }

    /// The second derivatives of the log-likelihood by the parameters.
    ///
    /// # Errors
    /// As [`likelihood`](Self::likelihood).
    fn hessian(&self, data: &Self::Data) -> Result<Vec<Vec<f64>>> {
        let flat = self.evaluate(data, Order::Hessian)?.hessian;
        Ok(flat.chunks(Self::PARAMETERS.len()).map(<[f64]>::to_vec).collect())
    }

    /// The log-likelihood of data at these parameters, with derivatives.
    ///
    /// # Errors
    /// As [`likelihood`](Self::likelihood).
    fn evaluate(&self, data: &Self::Data, order: Order) -> Result<Derivatives> {
        let likelihood = Self::likelihood(data, Model::setting(self).regularity)?;
        Ok(likelihood.evaluate(&self.parameters(), order))
    }

    /// The model of the highest likelihood.
    ///
    /// Newton's method on the logarithms of the parameters, inside a trust region, with the exact Hessian, until no step
    /// reduces the gradient; further starts only if the first does not end at a maximum, or if asked for. The covariance
    /// is the inverse of the observed information.
    ///
    /// # Errors
    /// `NotIdentified` where the data do not determine the parameters: the likelihood rises without end, or is flat; the
    /// message names the parameter and says what it means. `NotConverged` where the iterations ran out. `OutOfRange`,
    /// `LengthMismatch` or `NotApplicable` for options. As [`likelihood`](Self::likelihood).
    fn fit(data: &Self::Data, options: &FitOptions) -> Result<Fitted<Self>> {
        check_regularity(Self::KIND, options.regularity)?;
        fit_likelihood(&Self::likelihood(data, options.regularity)?, options)
    }

    /// The model of the highest likelihood whose parameters depend on covariates of each customer: p = p₀ exp(± γ z).
    ///
    /// | model | purchase | dropout | coefficients |
    /// |---|---|---|---|
    /// | NBD | α = α₀ exp(−γ z) | | `purchase.z` |
    /// | Pareto/NBD | α = α₀ exp(−γ z) | β = β₀ exp(−γ z) | `purchase.z`, `dropout.z` |
    /// | BG/NBD, MBG/NBD | α = α₀ exp(−γ z) | a = a₀ exp(γₐ z), b = b₀ exp(γ_b z) | `purchase.z`, `a.z`, `b.z` |
    /// | BG/BB | α = α₀ exp(γ_α z), β = β₀ exp(γ_β z) | γ = γ₀ exp(γ_γ z), δ = δ₀ exp(γ_δ z) | `alpha.z`, `beta.z`, `gamma.z`, `delta.z` |
    ///
    /// The parameters of the summary are the base parameters, of a customer whose covariates are all 0, and then the
    /// coefficients. The model without covariates is fitted too, and the two are compared by the likelihood-ratio test.
    /// [`FitOptions::initial`] is of the model without covariates; a penalty counts the parameters at the mean covariates.
    ///
    /// # Errors
    /// `NotIdentified` for a covariate that is constant or a combination of others, by name; as [`fit`](Self::fit).
    /// `NotApplicable` for covariates of a process the model does not have. `Empty` without any covariate.
    ///
    /// # Source
    /// Fader & Hardie 2007, "Incorporating time-invariant covariates into the Pareto/NBD and BG/NBD models".
    fn fit_covariates(data: &CovariateHistories, options: &FitOptions) -> Result<CovariateFit<Self>>
    where
        Self: Model<Data = HistoryCounts>,
    {
        super::covariates::fit(data, options)
    }

    /// The posterior distribution of the parameters: the likelihood times priors, as draws.
    ///
    /// # Errors
    /// As [`fit`](Self::fit): the draws start at the mode, so there must be one. Where every parameter has a proper prior,
    /// data that a fit refuses at sight are taken. `OutOfRange` or `LengthMismatch` for options.
    fn posterior(data: &Self::Data, options: &PosteriorOptions) -> Result<Posterior<Self>> {
        Posterior::of(data, options)
    }

    /// The posterior distribution of base parameters and coefficients of a model with covariates, as in
    /// [`fit_covariates`](Self::fit_covariates): the likelihood times priors, as draws.
    ///
    /// Base parameters come first, then the coefficients, as in the summary of the fit; [`PosteriorOptions::priors`] has one for
    /// each. [`AnyModel::coefficient_names`](super::AnyModel::coefficient_names) tells the coefficients of a model.
    ///
    /// # Errors
    /// `NotApplicable` for a prior of a coefficient that is neither flat nor normal; as [`posterior`](Self::posterior) and
    /// [`fit_covariates`](Self::fit_covariates).
    ///
    /// # Example
    /// See [`CovariatePosterior`].
    fn posterior_covariates(
        data: &CovariateHistories,
        options: &PosteriorOptions,
    ) -> Result<CovariatePosterior<Self>>
    where
        Self: Model<Data = HistoryCounts>,
    {
        CovariatePosterior::of(data, options)
    }
}
