//! What a model expected beside what happened.

use super::counts::HistoryTally;
use super::fit::ModelCore;
use crate::choice::{Pick, pick};
use crate::columns::ColumnLike;
use crate::error::Reply;
use crate::frames::{self, Table};
use crate::mirror::{Array, Capsule, mirror};
use crate::rooms::purchase::{CalibrationHoldout, Purchases};
use crate::scalar::DateLike;
use arrow_array::{ArrayRef, BooleanArray};
use goodwill::Estimate;
use goodwill::calendar::{Day, TimeUnit};
use goodwill::model::{
    self as core, GridOptions, GridValue, HistoryColumns, HoldoutCounts, HoldoutGrouping, HoldoutOptions,
    TrackingOptions,
};
use goodwill::quantity::Level;
use pyo3::prelude::*;
use std::sync::Arc;

mirror! {
    /// One period of a tracking.
    TrackingPeriod in "goodwill.model" = core::TrackingPeriod {
        /// Its last day.
        end: Day,
        /// Its length: shorter than the others only in the first and the last period.
        days: u32,
        /// Whether it lies after the end of calibration.
        holdout: bool,
        /// Repeat purchases in it.
        actual: u64,
        /// Repeat purchases the model expects in it.
        expected: f64,
        /// Repeat purchases up to its end.
        cumulative_actual: u64,
        /// Repeat purchases the model expects up to its end.
        cumulative_expected: f64,
    }
}

mirror! {
    /// Repeat purchases of several periods.
    TrackingTotal in "goodwill.model" = core::TrackingTotal {
        /// How many there were.
        actual: u64,
        /// How many the model expects.
        expected: f64,
        /// expected / actual − 1; NaN where there were none.
        error: f64,
    }
}

mirror! {
    /// Repeat purchases by period, counted and expected.
    Tracking in "goodwill.model" = core::Tracking {
        /// The last day of calibration.
        calibration_end: Day,
        /// Days in a period.
        period_days: u32,
        /// The customers tracked: first purchase seen, and not after the end of calibration.
        customers: u64,
        /// The periods in order; one ends with the calibration.
        periods: Vec<core::TrackingPeriod>,
        /// All periods of the calibration.
        calibration: core::TrackingTotal,
        /// All periods after it.
        holdout: core::TrackingTotal,
        /// Mean absolute percentage error of the full periods of the holdout with purchases; NaN without any.
        holdout_mape: f64,
    }
    methods {
        /// The periods as an Arrow stream.
        #[pyo3(signature = (requested_schema = None))]
        fn __arrow_c_stream__<'py>(
            &self,
            py: Python<'py>,
            requested_schema: Option<Bound<'py, PyAny>>,
        ) -> PyResult<Capsule<'py>> {
            self.table()?.__arrow_c_stream__(py, requested_schema)
        }

        /// The periods, one a row.
        fn table(&self) -> PyResult<Table> {
            let rows = &self.0.periods;
            let holdout: BooleanArray = rows.iter().map(|row| Some(row.holdout)).collect();
            Ok(Table::new(vec![
                ("end", frames::dates(&rows.iter().map(|row| row.end.number()).collect::<Vec<_>>())),
                ("days", counts(rows, |row| row.days.into())),
                ("holdout", Arc::new(holdout)),
                ("actual", counts(rows, |row| row.actual)),
                ("expected", doubles(rows, |row| row.expected)),
                ("cumulative_actual", counts(rows, |row| row.cumulative_actual)),
                ("cumulative_expected", doubles(rows, |row| row.cumulative_expected)),
            ])?)
        }
    }
}

mirror! {
    /// Customers with a number of repeat purchases.
    CalibrationRow in "goodwill.model" = core::CalibrationRow {
        /// The number of repeat purchases.
        frequency: u32,
        /// Whether more count here too: the last row.
        or_more: bool,
        /// Customers who made as many; their weight where they are weighted.
        actual: f64,
        /// Customers the model expects to make as many.
        expected: f64,
    }
}

mirror! {
    /// Customers by their number of repeat purchases: counted and expected.
    CalibrationTable in "goodwill.model" = core::CalibrationTable {
        /// From no repeat purchase up to the censoring number and more.
        rows: Vec<core::CalibrationRow>,
        /// All customers, by weight: the sum of either column.
        customers: f64,
    }
    methods {
        /// The rows as an Arrow stream.
        #[pyo3(signature = (requested_schema = None))]
        fn __arrow_c_stream__<'py>(
            &self,
            py: Python<'py>,
            requested_schema: Option<Bound<'py, PyAny>>,
        ) -> PyResult<Capsule<'py>> {
            self.table()?.__arrow_c_stream__(py, requested_schema)
        }

        /// The rows as a table.
        fn table(&self) -> PyResult<Table> {
            let rows = &self.0.rows;
            Ok(Table::new(vec![
                ("frequency", counts(rows, |row| row.frequency.into())),
                ("actual", doubles(rows, |row| row.actual)),
                ("expected", doubles(rows, |row| row.expected)),
            ])?)
        }
    }
}

mirror! {
    /// The holdout purchases of one group of customers.
    HoldoutRow in "goodwill.model" = core::HoldoutRow {
        /// The group holds customers from here …
        lower: f64,
        /// … to below here; None for the last group, which has no end.
        upper: Option<f64>,
        /// Customers.
        customers: u64,
        /// Their holdout purchases.
        actual: u64,
        /// The holdout purchases the model expects of them.
        expected: f64,
        /// `actual` per customer; NaN without customers.
        actual_mean: f64,
        /// `expected` per customer; NaN without customers.
        expected_mean: f64,
    }
}

mirror! {
    /// Holdout purchases by group of customers.
    HoldoutTable in "goodwill.model" = core::HoldoutTable {
        /// What the groups are by.
        by: HoldoutGrouping,
        /// The groups, ascending.
        rows: Vec<core::HoldoutRow>,
        /// All customers.
        customers: u64,
        /// All holdout purchases.
        actual: u64,
        /// All the model expects.
        expected: f64,
    }
    methods {
        /// The groups as an Arrow stream.
        #[pyo3(signature = (requested_schema = None))]
        fn __arrow_c_stream__<'py>(
            &self,
            py: Python<'py>,
            requested_schema: Option<Bound<'py, PyAny>>,
        ) -> PyResult<Capsule<'py>> {
            self.table()?.__arrow_c_stream__(py, requested_schema)
        }

        /// The groups as a table.
        fn table(&self) -> PyResult<Table> {
            let rows = &self.0.rows;
            Ok(Table::new(vec![
                ("lower", doubles(rows, |row| row.lower)),
                ("upper", doubles(rows, |row| row.upper.unwrap_or(f64::NAN))),
                ("customers", counts(rows, |row| row.customers)),
                ("actual", counts(rows, |row| row.actual)),
                ("expected", doubles(rows, |row| row.expected)),
                ("actual_mean", doubles(rows, |row| row.actual_mean)),
                ("expected_mean", doubles(rows, |row| row.expected_mean)),
            ])?)
        }
    }
}

mirror! {
    /// How far a forecast was from what happened, by customer and in total.
    ForecastError in "goodwill.model" = core::ForecastError {
        /// Customers.
        customers: u64,
        /// Their holdout purchases.
        actual: u64,
        /// The holdout purchases expected of them.
        expected: f64,
        /// The error of the total: expected / actual − 1; NaN where nobody bought.
        total_error: f64,
        /// Mean absolute error of a customer's forecast, in purchases.
        mae: Estimate,
        /// Root mean squared error of a customer's forecast, in purchases.
        rmse: f64,
        /// Mean of expected less actual: above 0, the model expects too much.
        bias: Estimate,
        /// Pearson's correlation of expected and actual; NaN where one of them is the same for all.
        correlation: f64,
    }
}

mirror! {
    /// A value for every combination of frequency and recency.
    HistoryGrid in "goodwill.model" = core::HistoryGrid {
        /// What is shown.
        value: GridValue,
        /// The time ahead.
        t: f64,
        /// T of every history.
        tenure: f64,
        /// The frequencies.
        frequencies: Array<u32>,
        /// The recencies.
        recencies: Array<f64>,
        /// The values, all recencies of frequency 0 first; NaN where there is no such history.
        values: Array<f64>,
    }
}

mirror! {
    /// P(alive) on a day, given what had been seen by its end.
    AlivePoint in "goodwill.model" = core::AlivePoint {
        /// The day.
        day: Day,
        /// Repeat purchases up to and on that day.
        frequency: u32,
        /// P(alive | the history as of that day).
        probability_alive: f64,
    }
}

fn counts<T>(rows: &[T], count: impl Fn(&T) -> u64) -> ArrayRef {
    frames::integers(&rows.iter().map(|row| count(row) as i64).collect::<Vec<_>>())
}

fn doubles<T>(rows: &[T], number: impl Fn(&T) -> f64) -> ArrayRef {
    frames::doubles(&rows.iter().map(number).collect::<Vec<_>>())
}

/// Customers with what they did in a holdout period.
#[pyclass(frozen, module = "goodwill._goodwill")]
pub(crate) struct HoldoutTally(HoldoutCounts);

#[pymethods]
impl HoldoutTally {
    /// Of customers whose purchases were split.
    #[staticmethod]
    fn of_split(py: Python<'_>, split: &Bound<'_, CalibrationHoldout>) -> Reply<Self> {
        let split = split.get();
        Ok(Self(py.detach(|| HoldoutCounts::from_split(&split.0))?))
    }

    /// Of columns.
    #[staticmethod]
    #[pyo3(signature = (*, frequency, recency, tenure, holdout_frequency, duration, unit = None))]
    fn of_columns(
        py: Python<'_>,
        frequency: ColumnLike<'_, '_>,
        recency: ColumnLike<'_, '_>,
        tenure: ColumnLike<'_, '_>,
        holdout_frequency: ColumnLike<'_, '_>,
        duration: f64,
        unit: Option<Pick<'_, TimeUnit>>,
    ) -> Reply<Self> {
        let unit = unit.map(|unit| unit.get("unit")).transpose()?;
        let (frequency, recency) = (frequency.read("frequency")?, recency.read("recency")?);
        let (tenure, holdout) = (
            tenure.read("tenure")?,
            holdout_frequency.read("holdout_frequency")?,
        );
        let counts = py.detach(|| {
            let columns = HistoryColumns {
                frequency: &frequency.numbers()?,
                recency: &recency.numbers()?,
                tenure: &tenure.numbers()?,
            };
            HoldoutCounts::from_columns(&columns, &holdout.numbers()?, duration, unit)
        });
        Ok(Self(counts?))
    }
}

/// Repeat purchases by period, counted and expected.
#[pyfunction]
#[pyo3(signature = (model, purchases, calibration_end, observation_end, period_days))]
pub(crate) fn tracking_of(
    py: Python<'_>,
    model: &Bound<'_, ModelCore>,
    purchases: &Bound<'_, Purchases>,
    calibration_end: DateLike<'_, '_>,
    observation_end: Option<DateLike<'_, '_>>,
    period_days: u32,
) -> Reply<Tracking> {
    let options = TrackingOptions {
        calibration_end: calibration_end.get("calibration_end")?,
        observation_end: observation_end
            .map(|day| day.get("observation_end"))
            .transpose()?,
        period_days,
    };
    let (model, purchases) = (model.get(), purchases.get());
    Ok(py
        .detach(|| core::tracking(model.model.purchase_model()?, &purchases.0, &options))?
        .into())
}

/// Customers by their number of repeat purchases: counted and expected.
#[pyfunction]
pub(crate) fn calibration_of(
    py: Python<'_>,
    model: &Bound<'_, ModelCore>,
    counts: &Bound<'_, HistoryTally>,
    censor: u32,
) -> Reply<CalibrationTable> {
    let (model, counts) = (model.get(), counts.get());
    Ok(py
        .detach(|| core::calibration_table(model.model.purchase_model()?, &counts.0, censor))?
        .into())
}

/// Holdout purchases of groups of customers: counted and expected.
#[pyfunction]
#[pyo3(signature = (model, data, by, width, groups))]
pub(crate) fn holdout_of(
    py: Python<'_>,
    model: &Bound<'_, ModelCore>,
    data: &Bound<'_, HoldoutTally>,
    by: Option<Pick<'_, HoldoutGrouping>>,
    width: f64,
    groups: u32,
) -> Reply<HoldoutTable> {
    let options = HoldoutOptions {
        by: pick("by", by)?,
        width,
        groups,
    };
    let (model, data) = (model.get(), data.get());
    Ok(py
        .detach(|| core::holdout_table(model.model.purchase_model()?, &data.0, &options))?
        .into())
}

/// How far a forecast was from what happened.
#[pyfunction]
pub(crate) fn forecast_error_of(
    py: Python<'_>,
    model: &Bound<'_, ModelCore>,
    data: &Bound<'_, HoldoutTally>,
    level: f64,
) -> Reply<ForecastError> {
    let level = Level::new("level", level)?;
    let (model, data) = (model.get(), data.get());
    Ok(py
        .detach(|| core::forecast_error(model.model.purchase_model()?, &data.0, level))?
        .into())
}

/// A prediction for every combination of frequency and recency.
#[pyfunction]
#[pyo3(signature = (model, value, t, max_frequency, tenure, steps))]
pub(crate) fn grid_of(
    py: Python<'_>,
    model: &Bound<'_, ModelCore>,
    value: Option<Pick<'_, GridValue>>,
    t: f64,
    max_frequency: u32,
    tenure: f64,
    steps: u32,
) -> Reply<HistoryGrid> {
    let options = GridOptions {
        value: pick("value", value)?,
        t,
        max_frequency,
        tenure,
        steps,
    };
    let model = model.get();
    Ok(py
        .detach(|| core::history_grid(model.model.purchase_model()?, &options))?
        .into())
}

/// P(alive) of one customer over time.
#[pyfunction]
pub(crate) fn alive_of(
    model: &Bound<'_, ModelCore>,
    days: ColumnLike<'_, '_>,
    until: DateLike<'_, '_>,
    step: u32,
) -> Reply<Vec<AlivePoint>> {
    let days = days.read("days")?;
    let until = until.get("until")?;
    let points = core::alive_timeline(model.get().model.purchase_model()?, &days.days()?, until, step)?;
    Ok(points.into_iter().map(Into::into).collect())
}
