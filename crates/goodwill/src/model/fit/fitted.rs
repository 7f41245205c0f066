//! A model and the fit it came from.

use super::FitOptions;
use super::log_scale::by_logarithms;
use super::search::Search;
use super::summary::{FitSummary, Height};
use super::warning::warnings;
use crate::error::Result;
use crate::estimate::Estimate;
use crate::model::likelihood::{Likelihood, Model, Order};
use alloc::{string::String, vec, vec::Vec};
use core::fmt;

/// A fitted model: the model at its estimates, and how sure they are.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Fitted<M> {
    /// The model of the estimated parameters.
    pub model: M,
    /// What the fit found.
    pub summary: FitSummary,
}

impl<M: Model> Fitted<M> {
    /// Any function of the model with its standard error and interval, by the delta method: the standard errors of the
    /// parameters carried through the slope of `f`. The interval is symmetric, whatever bounds the quantity has.
    ///
    /// # Errors
    /// Whatever `f` gives, at the estimates or next to them.
    pub fn predict(&self, f: impl Fn(&M) -> Result<f64>) -> Result<Estimate> {
        let at = self.model.parameters();
        let setting = self.model.setting();
        self.summary
            .propagate(at.len(), &at, |p| f(&M::from_parameters(p, setting)?))
    }
}

impl<M: fmt::Display> fmt::Display for Fitted<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n{}", self.model, self.summary)
    }
}

/// Maximises a prepared likelihood.
pub(in crate::model) fn fit_likelihood<M: Model>(
    likelihood: &M::Likelihood,
    options: &FitOptions,
) -> Result<Fitted<M>> {
    let k = M::PARAMETERS.len();
    options.check(M::KIND, k)?;
    likelihood.identify()?;
    let weight = likelihood.total_weight();
    let names: Vec<String> = M::PARAMETERS.iter().map(|&name| name.into()).collect();
    let mut starts: Vec<Vec<f64>> = likelihood
        .starts()
        .iter()
        .map(|start| start.iter().map(|p| libm::log(*p)).collect())
        .collect();
    if starts.is_empty() {
        starts.push(vec![0.0; k]);
    }
    let found = Search {
        kind: M::KIND,
        names: &names,
        base: k,
        objective: &|theta, _| Ok(by_logarithms(likelihood, theta).mean(weight, options.penalty, theta)),
        starts,
        weight,
    }
    .run(options)?;
    let parameters: Vec<f64> = found.point.iter().map(|theta| libm::exp(*theta)).collect();
    let height = Height {
        log_likelihood: likelihood.evaluate(&parameters, Order::Value).value,
        weight,
        complete: likelihood.is_complete(),
    };
    let warnings = warnings(M::KIND, &names, k, &found, options.penalty);
    Ok(Fitted {
        model: M::from_parameters(&parameters, likelihood.setting())?,
        summary: FitSummary::new(M::KIND, &names, k, &found, height, options, warnings),
    })
}
