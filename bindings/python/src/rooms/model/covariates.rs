//! Covariates that do not change over time.

use super::arguments::{Values, rows};
use super::fit::{Arguments, FitSummary, ModelCore};
use super::posterior::{PosteriorCore, PosteriorSummary, read_priors, same};
use super::predict::table;
use super::verbs::{Call, Terms};
use crate::choice::{Pick, pick};
use crate::columns::{Column, ColumnLike};
use crate::error::Reply;
use crate::long_work::attended;
use crate::mirror::{Array, Given, Mirror};
use crate::rooms::estimate::TestResult;
use goodwill::calendar::TimeUnit;
use goodwill::model::{
    AnyModel, Covariate, CovariateFit, CovariateHistories, CovariatePosterior, FitOptions, HistoryColumns,
    ModelKind, PosteriorMethod, PosteriorOptions,
};
use goodwill::quantity::Level;
use goodwill::{Estimate, Result};
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
        let unit = self.0.setting.unit;
        predicted(
            py,
            &self.0,
            unit,
            verb,
            &arguments,
            [&purchase, &dropout],
            terms.as_ref(),
        )
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Self>().is_ok_and(|other| self.0 == other.get().0)
    }
}

/// What knows how sure a model is of a customer with covariates.
trait Uncertain: Sync {
    fn of_one(&self, at: [Vec<f64>; 2], f: impl Fn(&AnyModel) -> Result<f64> + Sync) -> Result<Estimate>;
    fn of_rows(
        &self,
        rows: usize,
        at: impl Fn(usize) -> [Vec<f64>; 2] + Sync + Send,
        f: impl Fn(&AnyModel, usize) -> Result<f64> + Sync + Send,
    ) -> Result<Vec<Estimate>>;
}

macro_rules! uncertain {
    ($($name:ty),*) => {$(
        impl Uncertain for $name {
            fn of_one(
                &self,
                [purchase, dropout]: [Vec<f64>; 2],
                f: impl Fn(&AnyModel) -> Result<f64> + Sync,
            ) -> Result<Estimate> {
                self.predict(&purchase, &dropout, f)
            }
            fn of_rows(
                &self,
                rows: usize,
                at: impl Fn(usize) -> [Vec<f64>; 2] + Sync + Send,
                f: impl Fn(&AnyModel, usize) -> Result<f64> + Sync + Send,
            ) -> Result<Vec<Estimate>> {
                self.predict_rows(rows, at, f)
            }
        }
    )*};
}

uncertain!(CovariateFit<AnyModel>, CovariatePosterior<AnyModel>);

/// What a verb says of customers with the covariates of either process: an estimate, or a table of values and intervals.
fn predicted<'py>(
    py: Python<'py>,
    of: &impl Uncertain,
    unit: Option<TimeUnit>,
    verb: &str,
    arguments: &Arguments<'_, 'py>,
    [purchase, dropout]: [&[Bound<'py, PyAny>]; 2],
    terms: Option<&Arguments<'_, 'py>>,
) -> Reply<Bound<'py, PyAny>> {
    let call = Call::read(
        verb,
        &arguments.0,
        Terms::read(terms.map(|terms| &*terms.0))?,
        unit,
    )?;
    let read = |what: &'static str, columns: &[Bound<'py, PyAny>]| {
        columns
            .iter()
            .map(|column| Values::read(what, column))
            .collect::<Reply<Vec<_>>>()
    };
    let (purchase, dropout) = (read("purchase", purchase)?, read("dropout", dropout)?);
    let at = |values: &[Values], row: usize| values.iter().map(|values| values.at(row)).collect::<Vec<_>>();
    let named = purchase.iter().map(|values| ("purchase", values));
    let of_covariates = rows(named.chain(dropout.iter().map(|values| ("dropout", values))))?;
    let covariates = |row: usize| [at(&purchase, row), at(&dropout, row)];
    let Some(rows) = call.rows_with(of_covariates)? else {
        let estimate = py.detach(|| of.of_one(covariates(0), |model| call.at(model, 0)))?;
        return Ok(Estimate::give(&estimate, py)?);
    };
    let estimates = attended(py, None, |desk| {
        of.of_rows(rows, covariates, |model, row| {
            desk.ask()?;
            call.of_row(model, row)
        })
    })?;
    table(py, &call, &estimates)
}

/// Draws of base parameters and coefficients of a model with covariates.
#[pyclass(frozen, module = "goodwill._goodwill")]
pub(crate) struct CovariatePosteriorCore(CovariatePosterior<AnyModel>);

#[pymethods]
impl CovariatePosteriorCore {
    /// The posterior that was written as JSON.
    #[staticmethod]
    fn from_json(text: &str) -> PyResult<Self> {
        serde_json::from_str(text)
            .map(Self)
            .map_err(|error| PyValueError::new_err(format!("text: is no posterior with covariates: {error}")))
    }

    /// The posterior as JSON.
    fn to_json(&self) -> PyResult<String> {
        serde_json::to_string(&self.0).map_err(|error| PyValueError::new_err(error.to_string()))
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

    /// The posterior of the model of a customer with these covariates.
    fn posterior_for(&self, purchase: Vec<f64>, dropout: Vec<f64>) -> Reply<PosteriorCore> {
        Ok(PosteriorCore(self.0.posterior_for(&purchase, &dropout)?))
    }

    /// The same with that many draws of one weight.
    fn thinned(&self, draws: u32) -> Reply<Self> {
        Ok(Self(self.0.thinned(draws)?))
    }

    /// What a verb says over all draws: an estimate, or a table of values and intervals.
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
        let unit = self.0.setting.unit;
        predicted(
            py,
            &self.0,
            unit,
            verb,
            &arguments,
            [&purchase, &dropout],
            terms.as_ref(),
        )
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Self>().is_ok_and(|other| {
            let other = &other.get().0;
            same(&self.0.summary, &other.summary)
                && self.0.draws == other.draws
                && self.0.setting == other.setting
                && self.0.purchase == other.purchase
                && self.0.dropout == other.dropout
        })
    }
}

/// The names of the coefficients of covariates, in their order.
#[pyfunction]
pub(crate) fn coefficient_names(
    kind: Pick<'_, ModelKind>,
    purchase: Vec<String>,
    dropout: Vec<String>,
) -> Reply<Vec<String>> {
    let [purchase, dropout] =
        [&purchase, &dropout].map(|side| side.iter().map(String::as_str).collect::<Vec<_>>());
    Ok(AnyModel::coefficient_names(
        kind.get("model")?,
        &purchase,
        &dropout,
    ))
}

/// Columns of customers with their covariates.
struct Columns {
    histories: [Column; 3],
    weights: Option<Column>,
    purchase: Vec<Column>,
    dropout: Vec<Column>,
}

impl Columns {
    fn read(
        [frequency, recency, tenure]: [&ColumnLike<'_, '_>; 3],
        weights: Option<&ColumnLike<'_, '_>>,
        [purchase, dropout]: [&Named<'_>; 2],
    ) -> Reply<Self> {
        let read = |named: &Named<'_>| {
            let columns = named.iter().map(|(name, column)| Column::read(name, column));
            columns.collect::<Reply<Vec<_>>>()
        };
        Ok(Self {
            histories: [
                frequency.read("frequency")?,
                recency.read("recency")?,
                tenure.read("tenure")?,
            ],
            weights: weights.map(|weights| weights.read("weights")).transpose()?,
            purchase: read(purchase)?,
            dropout: read(dropout)?,
        })
    }

    fn grouped(&self, unit: Option<TimeUnit>) -> Result<CovariateHistories> {
        let [frequency, recency, tenure] = &self.histories;
        let histories = HistoryColumns {
            frequency: &frequency.numbers()?,
            recency: &recency.numbers()?,
            tenure: &tenure.numbers()?,
        };
        let weights = self.weights.as_ref().map(Column::numbers).transpose()?;
        let numbers = |columns: &[Column]| {
            let numbers = columns
                .iter()
                .map(|column| column.numbers().map(std::borrow::Cow::into_owned));
            numbers.collect::<Result<Vec<_>>>()
        };
        let (buying, leaving) = (numbers(&self.purchase)?, numbers(&self.dropout)?);
        CovariateHistories::from_columns(
            &histories,
            &covariates(&self.purchase, &buying),
            &covariates(&self.dropout, &leaving),
            weights.as_deref(),
            unit,
        )
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
    let columns = Columns::read(
        [&frequency, &recency, &tenure],
        weights.as_ref(),
        [&purchase, &dropout],
    )?;
    let fit = attended(py, progress.as_ref(), |desk| {
        let watch = desk.watch();
        AnyModel::fit_covariates(kind, &columns.grouped(unit)?, &FitOptions { watch, ..options })
    });
    Ok(CovariateCore(fit?))
}

/// The posterior distribution of a model with covariates.
#[pyfunction]
#[pyo3(signature = (
    kind, *, frequency, recency, tenure, purchase, dropout, weights = None, unit = None, method = "laplace_psis",
    priors = Vec::new(), draws = 4000, chains = 4, warmup = 500, seed = 0, level = 0.95, regularity = 1, progress = None
))]
#[allow(clippy::too_many_arguments)]
pub(crate) fn posterior_with_covariates(
    py: Python<'_>,
    kind: Pick<'_, ModelKind>,
    frequency: ColumnLike<'_, '_>,
    recency: ColumnLike<'_, '_>,
    tenure: ColumnLike<'_, '_>,
    purchase: Named<'_>,
    dropout: Named<'_>,
    weights: Option<ColumnLike<'_, '_>>,
    unit: Option<Pick<'_, TimeUnit>>,
    method: Option<Pick<'_, PosteriorMethod>>,
    priors: Vec<(String, Vec<f64>)>,
    draws: u32,
    chains: u32,
    warmup: u32,
    seed: u64,
    level: f64,
    regularity: u32,
    progress: Option<Bound<'_, PyAny>>,
) -> Reply<CovariatePosteriorCore> {
    let kind = kind.get("model")?;
    let unit = unit.map(|unit| unit.get("unit")).transpose()?;
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
    let columns = Columns::read(
        [&frequency, &recency, &tenure],
        weights.as_ref(),
        [&purchase, &dropout],
    )?;
    let posterior = attended(py, progress.as_ref(), |desk| {
        let watch = desk.watch();
        AnyModel::posterior_covariates(
            kind,
            &columns.grouped(unit)?,
            &PosteriorOptions { watch, ..options },
        )
    });
    Ok(CovariatePosteriorCore(posterior?))
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
