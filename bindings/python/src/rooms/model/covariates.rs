//! Covariates that do not change over time.

use super::arguments::{Values, rows};
use super::fit::{Arguments, FitSummary, ModelCore};
use super::predict::table;
use super::verbs::{Call, Terms};
use crate::choice::Pick;
use crate::columns::{Column, ColumnLike};
use crate::error::Reply;
use crate::long_work::attended;
use crate::mirror::{Given, Mirror};
use crate::rooms::estimate::TestResult;
use goodwill::Estimate;
use goodwill::calendar::TimeUnit;
use goodwill::model::{
    AnyModel, Covariate, CovariateFit, CovariateHistories, FitOptions, HistoryColumns, ModelKind,
};
use goodwill::quantity::Level;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

/// Covariates by their names.
type Named<'py> = Vec<(String, Bound<'py, PyAny>)>;

/// A fit with covariates.
#[pyclass(frozen, module = "goodwill._goodwill")]
pub(crate) struct CovariateCore(CovariateFit<AnyModel>);

#[pymethods]
impl CovariateCore {
    /// The fit that was written as JSON.
    #[staticmethod]
    fn from_json(text: &str) -> PyResult<Self> {
        serde_json::from_str(text)
            .map(Self)
            .map_err(|error| PyValueError::new_err(format!("text: is no fit with covariates: {error}")))
    }

    /// The fit as JSON.
    fn to_json(&self) -> PyResult<String> {
        serde_json::to_string(&self.0).map_err(|error| PyValueError::new_err(error.to_string()))
    }

    /// The model of a customer whose covariates are all 0.
    #[getter]
    fn base(&self) -> ModelCore {
        self.0.base.clone().into()
    }

    /// The unit of the times.
    #[getter]
    fn unit<'py>(&self, py: Python<'py>) -> PyResult<Given<'py, Option<TimeUnit>>> {
        Given::new(py, &self.0.setting.unit)
    }

    /// The names of the covariates of the purchase process.
    #[getter]
    fn purchase(&self) -> Vec<String> {
        self.0.purchase.clone()
    }

    /// The names of the covariates of the dropout process.
    #[getter]
    fn dropout(&self) -> Vec<String> {
        self.0.dropout.clone()
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

    /// The model of a customer with these covariates.
    fn model_for(&self, purchase: Vec<f64>, dropout: Vec<f64>) -> Reply<ModelCore> {
        Ok(self.0.model_for(&purchase, &dropout)?.into())
    }

    /// What a verb says with its interval: an estimate, or a table of values and intervals.
    #[pyo3(signature = (verb, arguments, purchase, dropout, terms = None))]
    #[allow(clippy::too_many_arguments)]
    fn predict<'py>(
        &self,
        py: Python<'py>,
        verb: &str,
        arguments: Arguments<'_, 'py>,
        purchase: Vec<Bound<'py, PyAny>>,
        dropout: Vec<Bound<'py, PyAny>>,
        terms: Option<Arguments<'_, 'py>>,
    ) -> Reply<Bound<'py, PyAny>> {
        let call = Call::read(
            verb,
            &arguments.0,
            Terms::read(terms.as_ref().map(|terms| &*terms.0))?,
            self.0.setting.unit,
        )?;
        let read = |what: &'static str, columns: Vec<Bound<'py, PyAny>>| {
            columns
                .iter()
                .map(|column| Values::read(what, column))
                .collect::<Reply<Vec<_>>>()
        };
        let (purchase, dropout) = (read("purchase", purchase)?, read("dropout", dropout)?);
        let at =
            |values: &[Values], row: usize| values.iter().map(|values| values.at(row)).collect::<Vec<_>>();
        let named = purchase.iter().map(|values| ("purchase", values));
        let of_covariates = rows(named.chain(dropout.iter().map(|values| ("dropout", values))))?;
        let covariates = |row: usize| [at(&purchase, row), at(&dropout, row)];
        let Some(rows) = call.rows_with(of_covariates)? else {
            let [purchase, dropout] = covariates(0);
            let estimate = self.0.predict(&purchase, &dropout, |model| call.at(model, 0))?;
            return Ok(Estimate::give(&estimate, py)?);
        };
        let estimates = attended(py, None, |desk| {
            self.0.predict_rows(rows, covariates, |model, row| {
                desk.ask()?;
                call.of_row(model, row)
            })
        })?;
        table(py, &call, &estimates)
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Self>().is_ok_and(|other| self.0 == other.get().0)
    }
}

/// A model fitted with covariates.
#[pyfunction]
#[pyo3(signature = (
    kind, *, frequency, recency, tenure, purchase, dropout, weights = None, unit = None, regularity = 1, penalty = 0.0,
    level = 0.95, max_iterations = 200, starts = 0, seed = 0, initial = None, progress = None
))]
#[allow(clippy::too_many_arguments)]
pub(crate) fn fit_with_covariates(
    py: Python<'_>,
    kind: Pick<'_, ModelKind>,
    frequency: ColumnLike<'_, '_>,
    recency: ColumnLike<'_, '_>,
    tenure: ColumnLike<'_, '_>,
    purchase: Named<'_>,
    dropout: Named<'_>,
    weights: Option<ColumnLike<'_, '_>>,
    unit: Option<Pick<'_, TimeUnit>>,
    regularity: u32,
    penalty: f64,
    level: f64,
    max_iterations: u32,
    starts: u32,
    seed: u64,
    initial: Option<Vec<f64>>,
    progress: Option<Bound<'_, PyAny>>,
) -> Reply<CovariateCore> {
    let kind = kind.get("model")?;
    let unit = unit.map(|unit| unit.get("unit")).transpose()?;
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
    let (frequency, recency) = (frequency.read("frequency")?, recency.read("recency")?);
    let tenure = tenure.read("tenure")?;
    let weights = weights.map(|weights| weights.read("weights")).transpose()?;
    let read = |named: Named<'_>| {
        let columns = named.iter().map(|(name, column)| Column::read(name, column));
        columns.collect::<Reply<Vec<_>>>()
    };
    let (purchase, dropout) = (read(purchase)?, read(dropout)?);
    let fit = attended(py, progress.as_ref(), |desk| {
        let histories = HistoryColumns {
            frequency: &frequency.numbers()?,
            recency: &recency.numbers()?,
            tenure: &tenure.numbers()?,
        };
        let weights = weights.as_ref().map(Column::numbers).transpose()?;
        let numbers = |columns: &[Column]| {
            let numbers = columns
                .iter()
                .map(|column| column.numbers().map(std::borrow::Cow::into_owned));
            numbers.collect::<goodwill::Result<Vec<_>>>()
        };
        let (buying, leaving) = (numbers(&purchase)?, numbers(&dropout)?);
        let data = CovariateHistories::from_columns(
            &histories,
            &covariates(&purchase, &buying),
            &covariates(&dropout, &leaving),
            weights.as_deref(),
            unit,
        )?;
        let watch = desk.watch();
        AnyModel::fit_covariates(kind, &data, &FitOptions { watch, ..options })
    });
    Ok(CovariateCore(fit?))
}

fn covariates<'a>(columns: &'a [Column], numbers: &'a [Vec<f64>]) -> Vec<Covariate<'a>> {
    let pairs = columns.iter().zip(numbers);
    pairs
        .map(|(column, values)| Covariate {
            name: &column.name,
            values,
        })
        .collect()
}
