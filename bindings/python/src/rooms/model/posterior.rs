//! Posterior distributions of the parameters.

use super::fit::{Arguments, Data, ModelCore};
use super::predict::predicted;
use crate::choice::{Pick, pick};
use crate::error::Reply;
use crate::long_work::attended;
use crate::mirror::{Array, Given, Mirror, mirror};
use goodwill::Estimate;
use goodwill::calendar::TimeUnit;
use goodwill::choice::Choice as _;
use goodwill::model::{
    self as core, AnyModel, AnyPosterior, ModelKind, PosteriorMethod, PosteriorOptions, PosteriorWarningKind,
    Prior, PriorKind,
};
use goodwill::quantity::Level;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

mirror! {
    /// The posterior of one parameter.
    PosteriorParameter in "goodwill.model" = core::PosteriorParameter {
        /// Its name.
        name: String,
        /// Posterior mean, standard deviation and equal-tailed interval.
        estimate: Estimate,
        /// How many independent draws know its middle as well.
        effective_draws: f64,
        /// How many know its 5 % and 95 % quantiles as well, the smaller.
        effective_tail_draws: f64,
        /// R̂ of its chains; NaN for weighted draws, which have no chains.
        r_hat: f64,
    }
}

mirror! {
    /// Why draws should not be relied on.
    PosteriorWarning in "goodwill.model" = core::PosteriorWarning {
        /// What it warns of.
        kind: PosteriorWarningKind,
        /// The same in words, with the numbers and what to do.
        message: String,
    }
}

mirror! {
    /// What a posterior says of the parameters, and whether it can be relied on.
    PosteriorSummary in "goodwill.model" = core::PosteriorSummary {
        /// Which model.
        model: ModelKind,
        /// How the draws were made.
        method: PosteriorMethod,
        /// The parameters, in their order.
        parameters: Vec<core::PosteriorParameter>,
        /// The posterior covariance of the parameters.
        covariance: Vec<Vec<f64>>,
        /// The total weight of the customers; their number when none is weighted.
        customers: f64,
        /// The number of draws.
        draws: u64,
        /// How many independent draws they are worth, for the parameter that fares worst.
        effective_draws: f64,
        /// k̂: the shape of the tail of the importance ratios; NaN for NUTS.
        k_hat: f64,
        /// The largest k̂ to rely on; NaN for NUTS.
        k_threshold: f64,
        /// R̂ of the parameter that fares worst; NaN for weighted draws.
        r_hat: f64,
        /// Chains; 0 for weighted draws.
        chains: u32,
        /// Trajectories that left the energy surface.
        divergences: u64,
        /// Evaluations of the likelihood by the sampler.
        evaluations: u64,
        /// Whether nothing speaks against the draws.
        reliable: bool,
        /// The diagnosis in words.
        report: String,
        /// Why the draws should not be relied on.
        warnings: Vec<core::PosteriorWarning>,
    }
    methods {
        fn __str__(&self) -> String {
            self.0.to_string()
        }
    }
}

/// Draws of the parameters of a model.
#[pyclass(frozen, module = "goodwill._goodwill")]
pub(crate) struct PosteriorCore(pub(super) AnyPosterior);

#[pymethods]
impl PosteriorCore {
    /// The posterior that was written as JSON.
    #[staticmethod]
    fn from_json(text: &str) -> PyResult<Self> {
        serde_json::from_str(text)
            .map(Self)
            .map_err(|error| PyValueError::new_err(format!("text: is no posterior: {error}")))
    }

    /// The posterior as JSON.
    fn to_json(&self) -> PyResult<String> {
        serde_json::to_string(&self.0).map_err(|error| PyValueError::new_err(error.to_string()))
    }

    /// Which model it is of.
    #[getter]
    fn kind<'py>(&self, py: Python<'py>) -> PyResult<Given<'py, ModelKind>> {
        Given::new(py, &self.0.summary.model)
    }

    /// The draws, one after the other.
    #[getter]
    fn draws<'py>(&self, py: Python<'py>) -> PyResult<Given<'py, Array<f64>>> {
        let draws: Vec<f64> = self.0.draws.rows().flatten().copied().collect();
        Given::new(py, &draws)
    }

    /// The weights of the draws.
    #[getter]
    fn weights<'py>(&self, py: Python<'py>) -> PyResult<Given<'py, Array<f64>>> {
        Given::new(py, &self.0.draws.weights().to_vec())
    }

    /// What it says.
    #[getter]
    fn summary(&self) -> PosteriorSummary {
        self.0.summary.clone().into()
    }

    /// The unit of the times.
    #[getter]
    fn unit<'py>(&self, py: Python<'py>) -> PyResult<Given<'py, Option<TimeUnit>>> {
        Given::new(py, &self.0.setting.unit)
    }

    /// The model of the posterior means.
    fn mean_model(&self) -> Reply<ModelCore> {
        Ok(self.0.mean_model()?.into())
    }

    /// The same with that many draws of one weight.
    fn thinned(&self, draws: u32) -> Reply<Self> {
        Ok(Self(self.0.thinned(draws)?))
    }

    /// What a verb says over all draws: an estimate, or a table of values and intervals.
    #[pyo3(signature = (verb, arguments, terms = None))]
    #[allow(clippy::too_many_arguments)]
    fn predict<'py>(
        &self,
        py: Python<'py>,
        verb: &str,
        arguments: Arguments<'_, 'py>,
        terms: Option<Arguments<'_, 'py>>,
    ) -> Reply<Bound<'py, PyAny>> {
        predicted(py, &self.0, self.0.setting.unit, verb, &arguments, terms.as_ref())
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Self>().is_ok_and(|other| {
            let other = &other.get().0;
            same(&self.0.summary, &other.summary)
                && self.0.draws == other.draws
                && self.0.setting == other.setting
        })
    }
}

/// Whether two summaries say the same. A figure that a method does not have is NaN in both.
pub(super) fn same(one: &core::PosteriorSummary, other: &core::PosteriorSummary) -> bool {
    <core::PosteriorSummary as Mirror>::tree(one) == <core::PosteriorSummary as Mirror>::tree(other)
}

/// Priors by name and numbers.
pub(super) fn read_priors(priors: &[(String, Vec<f64>)]) -> goodwill::Result<Vec<Prior>> {
    let prior = |(name, numbers): &(String, Vec<f64>)| {
        Prior::from_numbers(PriorKind::from_name("priors", name)?, numbers)
    };
    priors.iter().map(prior).collect()
}

/// The posterior distribution of a model's parameters.
#[pyfunction]
#[pyo3(signature = (
    kind, data, *, method = "laplace_psis", priors = Vec::new(), draws = 4000, chains = 4, warmup = 500, seed = 0,
    level = 0.95, regularity = 1, progress = None
))]
#[allow(clippy::too_many_arguments)]
pub(crate) fn posterior_of(
    py: Python<'_>,
    kind: Pick<'_, ModelKind>,
    data: Data<'_, '_>,
    method: Option<Pick<'_, PosteriorMethod>>,
    priors: Vec<(String, Vec<f64>)>,
    draws: u32,
    chains: u32,
    warmup: u32,
    seed: u64,
    level: f64,
    regularity: u32,
    progress: Option<Bound<'_, PyAny>>,
) -> Reply<PosteriorCore> {
    let kind = kind.get("model")?;
    let options = PosteriorOptions {
        method: pick("method", method)?,
        priors: read_priors(&priors)?,
        draws,
        chains,
        warmup,
        seed,
        level: Level::new("level", level)?,
        regularity,
        ..PosteriorOptions::default()
    };
    let posterior = data.with(|data| {
        attended(py, progress.as_ref(), |desk| {
            let watch = desk.watch();
            AnyModel::posterior(kind, data, &PosteriorOptions { watch, ..options })
        })
    })??;
    Ok(PosteriorCore(posterior))
}
