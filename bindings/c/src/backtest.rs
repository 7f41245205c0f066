//! How well a model forecasts: tracking, calibration and holdout tables, forecast errors, grids.

use crate::boundary::{In, Out, given, returning, status};
use crate::flat::{Flat, Parse, flat, goodwill_estimate, parse};
use crate::library::goodwill_status;
use crate::model::goodwill_model;
use crate::model_data::goodwill_model_data;
use crate::options::{Options, options};
use crate::purchase::{goodwill_history, goodwill_purchases};
use bytemuck::{Pod, Zeroable};
use goodwill::Result;
use goodwill::model::{
    self as core, AlivePoint, CalibrationRow, ForecastError, GridOptions, HoldoutCounts, HoldoutOptions,
    HoldoutRow, Tracking, TrackingOptions, TrackingPeriod,
};

/// One period of tracked repeat purchases.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_tracking_period {
    /// The day number of its last day.
    pub end: i32,
    /// Its length in days.
    pub days: u32,
    /// 1 if it lies after the end of calibration.
    pub holdout: i32,
    /// 0.
    pub reserved: i32,
    /// Repeat purchases in it.
    pub actual: u64,
    /// Repeat purchases the model expects in it.
    pub expected: f64,
    /// Repeat purchases up to its end.
    pub cumulative_actual: u64,
    /// Repeat purchases the model expects up to its end.
    pub cumulative_expected: f64,
}
flat!(TrackingPeriod => goodwill_tracking_period {
    end, days, holdout, actual, expected, cumulative_actual, cumulative_expected,
});

/// Tracked repeat purchases in all.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_tracking_result {
    /// The customers tracked.
    pub customers: u64,
    /// Repeat purchases of the calibration period.
    pub calibration_actual: u64,
    /// The same as expected.
    pub calibration_expected: f64,
    /// Expected over actual, less 1; NaN where there were none.
    pub calibration_error: f64,
    /// Repeat purchases of the holdout period.
    pub holdout_actual: u64,
    /// The same as expected.
    pub holdout_expected: f64,
    /// Expected over actual, less 1; NaN where there were none.
    pub holdout_error: f64,
    /// Mean absolute percentage error of the periods of the holdout.
    pub holdout_mape: f64,
}

impl Flat<goodwill_tracking_result> for &Tracking {
    fn flatten(self) -> goodwill_tracking_result {
        goodwill_tracking_result {
            customers: self.customers,
            calibration_actual: self.calibration.actual,
            calibration_expected: self.calibration.expected,
            calibration_error: self.calibration.error,
            holdout_actual: self.holdout.actual,
            holdout_expected: self.holdout.expected,
            holdout_error: self.holdout.error,
            holdout_mape: self.holdout_mape,
        }
    }
}

/// Customers with a number of repeat purchases.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_calibration_row {
    /// The number of repeat purchases.
    pub frequency: u32,
    /// 1 if more count here too: the last row.
    pub or_more: i32,
    /// Customers who made as many.
    pub actual: f64,
    /// Customers the model expects to make as many.
    pub expected: f64,
}
flat!(CalibrationRow => goodwill_calibration_row { frequency, or_more, actual, expected });

/// How customers are grouped in a holdout table.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_holdout_options {
    /// `sizeof(goodwill_holdout_options)`
    pub struct_size: u32,
    /// What the groups are by: `GOODWILL_HOLDOUT_GROUPING_…`
    pub by: i32,
    /// The number of groups, the last of which holds all that is left.
    pub groups: u32,
    /// 0.
    pub reserved: i32,
    /// The width of a group, in purchases or in the unit of the histories.
    pub width: f64,
}
options!(goodwill_holdout_options: HoldoutOptions { by, groups, width });

/// The holdout purchases of one group.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_holdout_row {
    /// The group holds customers from here ...
    pub lower: f64,
    /// ... to below here; NaN for the last group, which has no end.
    pub upper: f64,
    /// Customers.
    pub customers: u64,
    /// Their holdout purchases.
    pub actual: u64,
    /// The holdout purchases the model expects of them.
    pub expected: f64,
    /// `actual` per customer; NaN without customers.
    pub actual_mean: f64,
    /// `expected` per customer; NaN without customers.
    pub expected_mean: f64,
}
flat!(HoldoutRow => goodwill_holdout_row { lower, upper, customers, actual, expected, actual_mean, expected_mean });

/// The holdout purchases of all groups.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_holdout_total {
    /// All customers.
    pub customers: u64,
    /// All holdout purchases.
    pub actual: u64,
    /// All the model expects.
    pub expected: f64,
}

/// Forecasts against what happened.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_forecast_result {
    /// Customers.
    pub customers: u64,
    /// Their holdout purchases.
    pub actual: u64,
    /// The holdout purchases expected of them.
    pub expected: f64,
    /// Expected over actual, less 1; NaN where nobody bought.
    pub total_error: f64,
    /// Mean absolute error of a customer's forecast.
    pub mae: goodwill_estimate,
    /// Root mean squared error of a customer's forecast.
    pub rmse: f64,
    /// Mean of expected less actual.
    pub bias: goodwill_estimate,
    /// Pearson's correlation of expected and actual.
    pub correlation: f64,
}
flat!(ForecastError => goodwill_forecast_result {
    customers, actual, expected, total_error, mae, rmse, bias, correlation,
});

/// Which histories a grid holds, and what it shows of them.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_grid_options {
    /// `sizeof(goodwill_grid_options)`
    pub struct_size: u32,
    /// What is shown: `GOODWILL_GRID_VALUE_…`
    pub value: i32,
    /// Frequencies 0, 1, ... up to this.
    pub max_frequency: u32,
    /// Recencies 0 to `tenure` in this many equal steps.
    pub steps: u32,
    /// The time ahead, in the model's unit.
    pub t: f64,
    /// The time observed of every history, in the model's unit.
    pub tenure: f64,
}

impl Options for goodwill_grid_options {
    type Core = GridOptions;
    fn parse(self) -> Result<GridOptions> {
        Ok(GridOptions {
            value: Parse::parse("value", self.value)?,
            t: self.t,
            max_frequency: self.max_frequency,
            tenure: self.tenure,
            steps: self.steps,
        })
    }
    fn defaults() -> Self {
        Self {
            struct_size: size_of::<Self>() as u32,
            ..Zeroable::zeroed()
        }
    }
}

/// P(alive) of a customer on a day.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_alive_point {
    /// The day number.
    pub day: i32,
    /// Repeat purchases up to and on that day.
    pub frequency: u32,
    /// P(alive) as of that day.
    pub probability_alive: f64,
}
flat!(AlivePoint => goodwill_alive_point { day, frequency, probability_alive });

/// Repeat purchases by period, counted and expected. `observation_end` may be `GOODWILL_NONE`: the last day observed.
///
/// `needed` receives the number of periods, and NULL `periods` ask for that alone; `total` may be NULL.
/// Thread safety: any number of threads may read the same model and purchases.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_tracking(
    model: Option<&goodwill_model>,
    purchases: Option<&goodwill_purchases>,
    calibration_end: i32,
    observation_end: i32,
    period_days: u32,
    periods: Out<goodwill_tracking_period>,
    capacity: usize,
    needed: Out<usize>,
    total: Out<goodwill_tracking_result>,
) -> goodwill_status {
    status(|| {
        let options = TrackingOptions {
            calibration_end: parse!(calibration_end),
            observation_end: parse!(observation_end),
            period_days,
        };
        let model = given(model, "model")?.purchases()?;
        let tracked = core::tracking(model, given(purchases, "purchases")?.inner(), &options)?;
        let rows: Vec<_> = tracked.periods.iter().map(|period| period.flatten()).collect();
        periods.fill_rows("periods", capacity, needed, &rows)?;
        total.write((&tracked).flatten());
        Ok(())
    })
}

/// Customers by their number of repeat purchases, counted and expected: `censor` + 1 rows, the last for all with
/// `censor` or more.
///
/// Thread safety: any number of threads may read the same model and data.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_calibration_table(
    model: Option<&goodwill_model>,
    data: Option<&goodwill_model_data>,
    censor: u32,
    rows: Out<goodwill_calibration_row>,
    capacity: usize,
) -> goodwill_status {
    status(|| {
        let model = given(model, "model")?.purchases()?;
        let table = core::calibration_table(model, given(data, "data")?.histories()?, censor)?;
        let table: Vec<_> = table.rows.into_iter().map(Flat::flatten).collect();
        rows.fill("rows", capacity, &table)
    })
}

/// Holdout purchases by group of customers, counted and expected, into room for as many rows as groups; `total` may be
/// NULL.
///
/// The history is of `goodwill_purchases_holdout` or `goodwill_calibration_holdout`.
/// Thread safety: any number of threads may read the same model and history.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_holdout_table(
    model: Option<&goodwill_model>,
    history: Option<&goodwill_history>,
    options: In<goodwill_holdout_options>,
    rows: Out<goodwill_holdout_row>,
    capacity: usize,
    total: Out<goodwill_holdout_total>,
) -> goodwill_status {
    status(|| {
        let model = given(model, "model")?.purchases()?;
        let data = HoldoutCounts::from_split(given(history, "history")?.split()?)?;
        let table = core::holdout_table(model, &data, &options.options()?)?;
        let in_all = goodwill_holdout_total {
            customers: table.customers,
            actual: table.actual,
            expected: table.expected,
        };
        let table: Vec<_> = table.rows.into_iter().map(Flat::flatten).collect();
        rows.fill("rows", capacity, &table)?;
        total.write(in_all);
        Ok(())
    })
}

/// How far the forecast of each customer's holdout purchases was off.
///
/// The history is of `goodwill_purchases_holdout` or `goodwill_calibration_holdout`.
/// Thread safety: any number of threads may read the same model and history.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_forecast_error(
    model: Option<&goodwill_model>,
    history: Option<&goodwill_history>,
    level: f64,
    out: Out<goodwill_forecast_result>,
) -> goodwill_status {
    returning(out, || {
        let model = given(model, "model")?.purchases()?;
        let data = HoldoutCounts::from_split(given(history, "history")?.split()?)?;
        core::forecast_error(model, &data, parse!(level))
    })
}

/// A prediction for every combination of frequency (0 to `max_frequency`) and recency (`steps` + 1 of them), all
/// recencies of frequency 0 first; NaN where there is no such history.
///
/// Thread safety: any number of threads may read the same model.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_history_grid(
    model: Option<&goodwill_model>,
    options: In<goodwill_grid_options>,
    values: Out<f64>,
    capacity: usize,
) -> goodwill_status {
    status(|| {
        let model = given(model, "model")?.purchases()?;
        let grid = core::history_grid(model, &options.given("options")?)?;
        values.fill("values", capacity, &grid.values)
    })
}

/// P(alive) of one customer from the first purchase to day `until`, every `step` days and on `until` itself. `days` are
/// the `n` day numbers of the customer's purchases, ascending.
///
/// `needed` receives the number of points, and NULL `points` ask for that alone.
/// Thread safety: any number of threads may read the same model.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_alive_timeline(
    model: Option<&goodwill_model>,
    days: In<i32>,
    days_stride: usize,
    n: usize,
    until: i32,
    step: u32,
    points: Out<goodwill_alive_point>,
    capacity: usize,
    needed: Out<usize>,
) -> goodwill_status {
    status(|| {
        let model = given(model, "model")?.purchases()?;
        let days = days.column("days", days_stride, n)?;
        let path = core::alive_timeline(model, &days, parse!(until), step)?;
        let path: Vec<_> = path.into_iter().map(Flat::flatten).collect();
        points.fill_rows("points", capacity, needed, &path)
    })
}
