//! Models with their fits.

use super::counts::{HistoryTally, RenewalTally, SpendTally};
use super::predict::predicted;
use super::verbs::{Call, Terms};
use crate::choice::Pick;
use crate::error::{Failure, Reply, type_error};
use crate::frames::{self, Table};
use crate::long_work::attended;
use crate::mirror::{Array, Given, Mirror, Record, Tree, mirror};
use goodwill::calendar::TimeUnit;
use goodwill::model::{
    self as core, AnyData, AnyFitted, AnyModel, FitOptions, FitWarningKind, ModelKind, Setting,
};
use goodwill::quantity::Level;
use goodwill::{Error, ErrorCode, Estimate};
use pyo3::PyTypeInfo;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::inspect::PyStaticExpr;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use pyo3::{type_hint_identifier, type_hint_union};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

mirror! {
    /// An estimated parameter.
    Parameter in "goodwill.model" = core::Parameter {
        /// Its name, as in the paper of the model.
        name: String,
        /// Its value, standard error and interval.
        estimate: Estimate,
    }
}

mirror! {
    /// What to know before the estimates are used.
    FitWarning in "goodwill.model" = core::FitWarning {
        /// What it warns of.
        kind: FitWarningKind,
        /// The same in words, with the numbers.
        message: String,
    }
}

mirror! {
    /// What a fit found, and how sure it is.
    FitSummary in "goodwill.model" = core::FitSummary {
        /// Which model was fitted.
        model: ModelKind,
        /// Erlang-k regularity of the times between purchases; 1 for exponential times.
        regularity: u32,
        /// The parameters, in their order.
        parameters: Vec<core::Parameter>,
        /// The covariance of the estimates: the inverse of the observed information.
        covariance: Vec<Vec<f64>>,
        /// The log-likelihood at the estimates, without penalty.
        log_likelihood: f64,
        /// Akaike's information criterion.
        aic: f64,
        /// The Bayesian information criterion.
        bic: f64,
        /// The total weight of the customers; their number when none is weighted.
        customers: f64,
        /// Steps of the search, over all starts.
        iterations: u32,
        /// Evaluations of the likelihood, over all starts.
        evaluations: u32,
        /// The condition number of the information by the logarithms of the parameters.
        condition: f64,
        /// Whether the search ended at a maximum.
        converged: bool,
        /// Whether the log-likelihood has every term of the data, so that fits of different regularity can be compared.
        complete: bool,
        /// How the search ended, in words.
        report: String,
        /// What to know before using the estimates.
        warnings: Vec<core::FitWarning>,
    }
    methods {
        fn __str__(&self) -> String {
            self.0.to_string()
        }
    }
}

mirror! {
    /// The posterior means of one customer's own rates.
    PosteriorRates in "goodwill.model" = core::PosteriorRates {
        /// Purchases per unit of time while alive; per opportunity for BG/BB.
        purchase: f64,
        /// Dropout: per unit of time for Pareto/NBD, per purchase for BG/NBD and MBG/NBD, per opportunity for BG/BB.
        dropout: f64,
    }
}

/// A model with parameters, and the fit they came from if they came from one.
#[pyclass(frozen, module = "goodwill._goodwill")]
pub(crate) struct ModelCore {
    pub(super) model: AnyModel,
    summary: Option<core::FitSummary>,
}

impl From<AnyModel> for ModelCore {
    fn from(model: AnyModel) -> Self {
        Self { model, summary: None }
    }
}

impl ModelCore {
    /// What the fit found, if there is one.
    pub(super) fn fit(&self) -> Option<&core::FitSummary> {
        self.summary.as_ref()
    }

    /// The model with its fit, if there is one.
    pub(super) fn fitted(&self) -> Option<AnyFitted> {
        Some(AnyFitted {
            model: self.model.clone(),
            summary: self.summary.clone()?,
        })
    }
}

#[pymethods]
impl ModelCore {
    #[new]
    fn construct(
        kind: Pick<'_, ModelKind>,
        parameters: Vec<f64>,
        unit: Option<Pick<'_, TimeUnit>>,
        regularity: u32,
    ) -> PyResult<Self> {
        let setting = Setting {
            unit: unit.map(|unit| unit.get("unit")).transpose()?,
            regularity,
        };
        let model =
            AnyModel::from_parameters(kind.get("kind")?, &parameters, setting).map_err(Failure::Core)?;
        Ok(model.into())
    }

    /// The model, or fit, that was written as JSON.
    #[staticmethod]
    fn from_json(text: &str) -> PyResult<Self> {
        if let Ok(AnyFitted { model, summary }) = serde_json::from_str(text) {
            return Ok(Self {
                model,
                summary: Some(summary),
            });
        }
        match serde_json::from_str(text) {
            Ok(model) => Ok(Self { model, summary: None }),
            Err(error) => Err(PyValueError::new_err(format!("text: is no model: {error}"))),
        }
    }

    /// The model, with its fit if it has one, as JSON.
    fn to_json(&self) -> PyResult<String> {
        let text = match self.fitted() {
            Some(fitted) => serde_json::to_string(&fitted),
            None => serde_json::to_string(&self.model),
        };
        text.map_err(|error| PyValueError::new_err(error.to_string()))
    }

    /// Which model it is.
    #[getter]
    fn kind<'py>(&self, py: Python<'py>) -> PyResult<Given<'py, ModelKind>> {
        Given::new(py, &self.model.kind())
    }

    /// The names of the parameters.
    #[getter]
    fn names(&self) -> Vec<&'static str> {
        AnyModel::parameter_names(self.model.kind()).to_vec()
    }

    /// The parameters.
    #[getter]
    fn parameters(&self) -> Vec<f64> {
        self.model.parameters()
    }

    /// The unit of the times.
    #[getter]
    fn unit<'py>(&self, py: Python<'py>) -> PyResult<Given<'py, Option<TimeUnit>>> {
        Given::new(py, &self.model.setting().unit)
    }

    /// Erlang-k regularity.
    #[getter]
    fn regularity(&self) -> u32 {
        self.model.setting().regularity
    }

    /// The model in a line.
    #[getter]
    fn line(&self) -> String {
        self.model.to_string()
    }

    /// The model, and its fit if it has one, in words.
    #[getter]
    fn words(&self) -> String {
        self.fitted()
            .map_or_else(|| self.model.to_string(), |fitted| fitted.to_string())
    }

    /// What the fit found.
    #[getter]
    fn summary(&self) -> Option<FitSummary> {
        self.summary.clone().map(Into::into)
    }

    /// The log-likelihood of data.
    fn log_likelihood(&self, py: Python<'_>, data: Data<'_, '_>) -> Reply<f64> {
        Ok(data.with(|data| py.detach(|| self.model.log_likelihood(data)))??)
    }

    /// The derivatives of the log-likelihood.
    fn gradient<'py>(&self, py: Python<'py>, data: Data<'_, '_>) -> Reply<Given<'py, Array<f64>>> {
        let gradient = data.with(|data| py.detach(|| self.model.gradient(data)))??;
        Ok(Given::new(py, &gradient)?)
    }

    /// The second derivatives of the log-likelihood.
    fn hessian<'py>(&self, py: Python<'py>, data: Data<'_, '_>) -> Reply<Given<'py, Vec<Vec<f64>>>> {
        let hessian = data.with(|data| py.detach(|| self.model.hessian(data)))??;
        Ok(Given::new(py, &hessian)?)
    }

    /// What a verb says of one customer, or of each of many: a number, or a table of one column.
    #[pyo3(signature = (verb, arguments, terms = None))]
    #[allow(clippy::too_many_arguments)]
    fn call<'py>(
        &self,
        py: Python<'py>,
        verb: &str,
        arguments: Arguments<'_, 'py>,
        terms: Option<Arguments<'_, 'py>>,
    ) -> Reply<Bound<'py, PyAny>> {
        let read = |verb: &str| {
            Call::read(
                verb,
                &arguments.0,
                Terms::read(terms.as_ref().map(|terms| &*terms.0))?,
                self.model.setting().unit,
            )
        };
        let calls = if verb == "posterior_rates" {
            vec![read("purchase_rate")?, read("dropout_rate")?]
        } else {
            vec![read(verb)?]
        };
        let Some(rows) = calls[0].rows else {
            let answers = py.detach(|| {
                let answers = calls.iter().map(|call| call.at(&self.model, 0));
                answers.collect::<Result<Vec<_>, _>>()
            })?;
            return Ok(match answers[..] {
                [purchase, dropout] => {
                    core::PosteriorRates::give(&core::PosteriorRates { purchase, dropout }, py)?
                }
                _ => f64::give(&answers[0], py)?,
            });
        };
        let columns = attended(py, None, |desk| {
            let columns = calls.iter().map(|call| call.column(&self.model, rows, desk));
            columns.collect::<Result<Vec<_>, _>>()
        })?;
        let named = calls.iter().zip(&columns);
        let table = Table::new(
            named
                .map(|(call, column)| (call.verb.name(), frames::doubles(column)))
                .collect(),
        )?;
        Ok(Bound::new(py, table)?.into_any())
    }

    /// What a verb says with its interval, by the delta method: an estimate, or a table of values and intervals.
    #[pyo3(signature = (verb, arguments, terms = None))]
    #[allow(clippy::too_many_arguments)]
    fn predict<'py>(
        &self,
        py: Python<'py>,
        verb: &str,
        arguments: Arguments<'_, 'py>,
        terms: Option<Arguments<'_, 'py>>,
    ) -> Reply<Bound<'py, PyAny>> {
        let Some(fitted) = self.fitted() else {
            let reason = "has no intervals: it was made from parameters, not fitted";
            return Err(Error::new(ErrorCode::NotApplicable, "model", reason).into());
        };
        predicted(
            py,
            &fitted,
            self.model.setting().unit,
            verb,
            &arguments,
            terms.as_ref(),
        )
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Self>().is_ok_and(|other| {
            let other = other.get();
            self.model == other.model && self.summary == other.summary
        })
    }

    fn __hash__(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.model.to_string().hash(&mut hasher);
        hasher.finish()
    }
}

/// A fitted model of any kind: an object of its class in `goodwill.model`.
impl Mirror for AnyFitted {
    type Core = Self;
    const HINT: PyStaticExpr = type_hint_identifier!("goodwill.model", "Model");

    fn give<'py>(core: &Self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let model = ModelCore {
            model: core.model.clone(),
            summary: Some(core.summary.clone()),
        };
        py.import("goodwill.model._base")?
            .call_method1("model_of", (model,))
    }

    fn take(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        let model = object.getattr("_core")?;
        let model = model.cast::<ModelCore>()?.get();
        model.fitted().ok_or_else(|| {
            PyTypeError::new_err("fitted: must be a fitted model, not one made from parameters")
        })
    }

    fn tree(core: &Self) -> Tree {
        let summary = <core::FitSummary as Mirror>::tree(&core.summary);
        let parameters = core.model.parameters().into_iter().map(Tree::Float).collect();
        Tree::Struct {
            name: "Model",
            line: Some(core.model.to_string()),
            fields: vec![("parameters", Tree::List(parameters)), ("summary", summary)],
        }
    }
}

/// The arguments of a verb by their names.
pub(crate) struct Arguments<'a, 'py>(pub(super) Borrowed<'a, 'py, PyDict>);

impl<'a, 'py> FromPyObject<'a, 'py> for Arguments<'a, 'py> {
    type Error = PyErr;
    const INPUT_TYPE: PyStaticExpr = Record::OUTPUT_TYPE;

    fn extract(object: Borrowed<'a, 'py, PyAny>) -> PyResult<Self> {
        Ok(Self(object.cast::<PyDict>()?))
    }
}

/// What a model is fitted to.
pub(crate) struct Data<'a, 'py>(Borrowed<'a, 'py, PyAny>);

impl<'a, 'py> FromPyObject<'a, 'py> for Data<'a, 'py> {
    type Error = PyErr;
    const INPUT_TYPE: PyStaticExpr = type_hint_union!(
        <HistoryTally as PyTypeInfo>::TYPE_HINT,
        <RenewalTally as PyTypeInfo>::TYPE_HINT,
        <SpendTally as PyTypeInfo>::TYPE_HINT
    );

    fn extract(object: Borrowed<'a, 'py, PyAny>) -> PyResult<Self> {
        Ok(Self(object))
    }
}

impl Data<'_, '_> {
    pub(super) fn with<T>(&self, work: impl FnOnce(AnyData<'_>) -> T) -> Reply<T> {
        if let Ok(counts) = self.0.cast::<HistoryTally>() {
            return Ok(work(AnyData::Histories(&counts.get().0)));
        }
        if let Ok(counts) = self.0.cast::<RenewalTally>() {
            return Ok(work(AnyData::Renewals(&counts.get().0)));
        }
        if let Ok(counts) = self.0.cast::<SpendTally>() {
            return Ok(work(AnyData::Spend(&counts.get().0)));
        }
        Err(type_error(
            "data",
            "counted histories, renewals or spend",
            &self.0,
        ))
    }
}

/// The names of a model's parameters.
#[pyfunction]
pub(crate) fn parameter_names(kind: Pick<'_, ModelKind>) -> Reply<Vec<&'static str>> {
    Ok(AnyModel::parameter_names(kind.get("model")?).to_vec())
}

/// A model fitted by maximum likelihood.
#[pyfunction]
#[pyo3(signature = (
    kind, data, *, regularity = 1, penalty = 0.0, level = 0.95, max_iterations = 200, starts = 0, seed = 0,
    initial = None, progress = None
))]
#[allow(clippy::too_many_arguments)]
pub(crate) fn fit_model(
    py: Python<'_>,
    kind: Pick<'_, ModelKind>,
    data: Data<'_, '_>,
    regularity: u32,
    penalty: f64,
    level: f64,
    max_iterations: u32,
    starts: u32,
    seed: u64,
    initial: Option<Vec<f64>>,
    progress: Option<Bound<'_, PyAny>>,
) -> Reply<ModelCore> {
    let kind = kind.get("model")?;
    let options = FitOptions {
        level: Level::new("level", level)?,
        penalty,
        regularity,
        max_iterations,
        starts,
        seed,
        initial,
        ..FitOptions::default()
    };
    let fitted = data.with(|data| {
        attended(py, progress.as_ref(), |desk| {
            let watch = desk.watch();
            AnyModel::fit(kind, data, &FitOptions { watch, ..options })
        })
    })??;
    Ok(ModelCore {
        model: fitted.model,
        summary: Some(fitted.summary),
    })
}
