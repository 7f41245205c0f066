//! Pareto/NBD with covariates that change over time.

use super::fit::{FitSummary, ModelCore};
use crate::choice::Pick;
use crate::error::{Failure, Reply};
use crate::long_work::attended;
use crate::mirror::{Array, Given};
use crate::rooms::estimate::{Estimate, TestResult};
use goodwill::calendar::TimeUnit;
use goodwill::model::{
    AnyModel, CovariatePath, FitOptions, TimeVaryingCustomer, TimeVaryingFit, TimeVaryingHistories,
    TimeVaryingModel,
};
use goodwill::quantity::Level;
use pyo3::prelude::*;

/// A customer with covariates over time.
#[pyclass(frozen, module = "goodwill._goodwill")]
pub(crate) struct PathCore(TimeVaryingCustomer);

#[pymethods]
impl PathCore {
    #[new]
    fn construct(
        purchases: Vec<f64>,
        tenure: f64,
        starts: Vec<f64>,
        end: f64,
        values: Vec<Vec<f64>>,
    ) -> PyResult<Self> {
        let customer = CovariatePath::new(&starts, end, &values)
            .and_then(|path| TimeVaryingCustomer::new(&purchases, tenure, path));
        Ok(Self(customer.map_err(Failure::Core)?))
    }
}

/// A fit with covariates that change over time.
#[pyclass(frozen, module = "goodwill._goodwill")]
pub(crate) struct TimeVaryingCore(TimeVaryingFit);

#[pymethods]
impl TimeVaryingCore {
    /// The model of a customer whose covariates are all 0.
    #[getter]
    fn base(&self) -> ModelCore {
        AnyModel::from(*self.0.model.base()).into()
    }

    /// What the fit found.
    #[getter]
    fn summary(&self) -> FitSummary {
        self.0.summary.clone().into()
    }

    /// The fit without covariates.
    #[getter]
    fn without(&self) -> FitSummary {
        self.0.without.clone().into()
    }

    /// The likelihood-ratio test of no covariate having any effect.
    #[getter]
    fn test(&self) -> Option<TestResult> {
        self.0.test.map(Into::into)
    }

    /// The fit in words.
    #[getter]
    fn words(&self) -> String {
        self.0.to_string()
    }

    /// What a verb says of customers, one number each.
    fn call<'py>(
        &self,
        py: Python<'py>,
        verb: &str,
        customers: Vec<PyRef<'_, PathCore>>,
        time: f64,
    ) -> Reply<Given<'py, Array<f64>>> {
        let customers: Vec<&TimeVaryingCustomer> = customers.iter().map(|customer| &customer.0).collect();
        let model = &self.0.model;
        let answers = attended(py, None, |desk| {
            model.each(&customers, |model, customer| {
                desk.ask()?;
                ask(model, verb, customer, time)
            })
        })?;
        Ok(Given::new(py, &answers)?)
    }

    /// What a verb says of one customer, with its interval.
    fn predict(&self, verb: &str, customer: &Bound<'_, PathCore>, time: f64) -> Reply<Estimate> {
        let customer = &customer.get().0;
        Ok(self.0.predict(|model| ask(model, verb, customer, time))?.into())
    }
}

fn ask(
    model: &TimeVaryingModel,
    verb: &str,
    customer: &TimeVaryingCustomer,
    time: f64,
) -> goodwill::Result<f64> {
    if verb == "probability_alive" {
        model.probability_alive(customer, time)
    } else {
        model.conditional_purchases(customer, time)
    }
}

/// Pareto/NBD fitted with covariates that change over time.
#[pyfunction]
#[pyo3(signature = (
    customers, purchase, dropout, *, unit = None, penalty = 0.0, level = 0.95, max_iterations = 200, starts = 0,
    seed = 0, initial = None, progress = None
))]
#[allow(clippy::too_many_arguments)]
pub(crate) fn fit_time_varying(
    py: Python<'_>,
    customers: Vec<PyRef<'_, PathCore>>,
    purchase: Vec<String>,
    dropout: Vec<String>,
    unit: Option<Pick<'_, TimeUnit>>,
    penalty: f64,
    level: f64,
    max_iterations: u32,
    starts: u32,
    seed: u64,
    initial: Option<Vec<f64>>,
    progress: Option<Bound<'_, PyAny>>,
) -> Reply<TimeVaryingCore> {
    let options = FitOptions {
        level: Level::new("level", level)?,
        penalty,
        max_iterations,
        starts,
        seed,
        initial,
        ..FitOptions::default()
    };
    let unit = unit.map(|unit| unit.get("unit")).transpose()?;
    let customers: Vec<TimeVaryingCustomer> = customers.iter().map(|customer| customer.0.clone()).collect();
    let fit = attended(py, progress.as_ref(), |desk| {
        let purchase: Vec<&str> = purchase.iter().map(String::as_str).collect();
        let dropout: Vec<&str> = dropout.iter().map(String::as_str).collect();
        let data = TimeVaryingHistories::new(&purchase, &dropout, customers, unit)?;
        let watch = desk.watch();
        TimeVaryingModel::fit(&data, &FitOptions { watch, ..options })
    });
    Ok(TimeVaryingCore(fit?))
}
