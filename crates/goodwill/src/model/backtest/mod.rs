//! How well a model's forecast stands up: what it expected beside what happened.
//!
//! Fit a model to the histories as of a day, hold back what came after, and compare: purchases period by period
//! ([`tracking()`]), customers by their number of purchases ([`calibration_table`]), the holdout purchases of groups of
//! customers ([`holdout_table`]) and of each ([`forecast_error`]). [`history_grid`] and [`alive_timeline`] show what a
//! model makes of any history. All take any [`PurchaseModel`].

mod alive;
mod calibration;
mod forecast;
mod grid;
mod holdout;
mod holdout_counts;
mod tracking;

pub use alive::{AlivePoint, alive_timeline};
pub use calibration::{CalibrationRow, CalibrationTable, calibration_table};
pub use forecast::{ForecastError, forecast_error};
pub use grid::{GridOptions, GridValue, HistoryGrid, history_grid};
pub use holdout::{HoldoutGrouping, HoldoutOptions, HoldoutRow, HoldoutTable, holdout_table};
pub use holdout_counts::{HoldoutCount, HoldoutCounts};
pub use tracking::{Tracking, TrackingOptions, TrackingPeriod, TrackingTotal, tracking};

use super::purchase_model::PurchaseModel;
use crate::calendar::TimeUnit;
use crate::choice::Choice;
use crate::error::{Error, Result};

/// The unit by which days become the model's time.
fn unit_of_days(model: &dyn PurchaseModel) -> Result<TimeUnit> {
    model.unit().ok_or_else(|| {
        Error::inconsistent(
            "unit",
            "must be known to place days in the model's time; the model was not told its own",
        )
    })
}

/// That data do not name another unit than the model.
fn check_unit(model: &dyn PurchaseModel, data: Option<TimeUnit>) -> Result<()> {
    match (model.unit(), data) {
        (Some(model), Some(data)) if model != data => Err(Error::inconsistent(
            "unit",
            alloc::format!(
                "of the histories is {}, that of the model {}",
                data.name(),
                model.name()
            ),
        )),
        _ => Ok(()),
    }
}
