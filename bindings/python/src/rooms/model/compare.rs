//! Which of several fitted models to believe.

use super::fit::ModelCore;
use crate::error::Reply;
use crate::mirror::mirror;
use crate::rooms::estimate::TestResult;
use goodwill::model::{self as core, ModelKind};
use goodwill::{Error, ErrorCode};
use pyo3::prelude::*;

mirror! {
    /// One model of a comparison.
    ComparedModel in "goodwill.model" = core::ComparedModel {
        /// Which model.
        model: ModelKind,
        /// How many parameters it has.
        parameters: usize,
        /// Its log-likelihood.
        log_likelihood: f64,
        /// Akaike's information criterion.
        aic: f64,
        /// The Bayesian information criterion.
        bic: f64,
        /// How far its AIC is above the lowest.
        delta_aic: f64,
        /// Its Akaike weight: exp(−ΔAIC/2), in shares of the sum.
        akaike_weight: f64,
        /// Whether its AIC is the lowest; of equals the first.
        chosen: bool,
    }
}

mirror! {
    /// Fitted models side by side.
    ModelComparison in "goodwill.model" = core::ModelComparison {
        /// The models, in the order they were given.
        models: Vec<core::ComparedModel>,
        /// The position of the chosen one.
        chosen: usize,
    }
    methods {
        fn __str__(&self) -> String {
            self.0.to_string()
        }
    }
}

/// The fit of a model that was fitted.
fn fit_of<'a>(parameter: &'static str, model: &'a ModelCore) -> Reply<&'a core::FitSummary> {
    model.fit().ok_or_else(|| {
        Error::new(
            ErrorCode::NotApplicable,
            parameter,
            "was made from parameters, not fitted",
        )
        .into()
    })
}

/// Fits compared by information criteria.
#[pyfunction]
pub(crate) fn compare_fits(models: Vec<PyRef<'_, ModelCore>>) -> Reply<ModelComparison> {
    let fits = models
        .iter()
        .map(|model| fit_of("models", model))
        .collect::<Reply<Vec<_>>>()?;
    Ok(core::compare_models(&fits)?.into())
}

/// The likelihood-ratio test of one fit against another.
#[pyfunction]
pub(crate) fn likelihood_ratio_of(
    restricted: &Bound<'_, ModelCore>,
    full: &Bound<'_, ModelCore>,
) -> Reply<TestResult> {
    let (restricted, full) = (
        fit_of("restricted", restricted.get())?,
        fit_of("full", full.get())?,
    );
    Ok(core::likelihood_ratio(restricted, full)?.into())
}
