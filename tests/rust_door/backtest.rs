//! Cases of a model's forecast beside what happened.

use crate::Answer;
use crate::model::model;
use crate::purchase::orders;
use goodwill::Result;
use goodwill::calendar::{Day, TimeUnit};
use goodwill::model::{
    GridOptions, HistoryCounts, HoldoutCounts, HoldoutOptions, PurchaseModel, TrackingOptions,
    alive_timeline, calibration_table, forecast_error, history_grid, holdout_table, tracking,
};
use goodwill::purchase::HistoryOptions;
use goodwill::quantity::Level;
use goodwill_tests::{Case, Outputs};

pub(crate) fn call(case: &Case) -> Answer {
    let call: fn(&Case, &dyn PurchaseModel) -> Result<Outputs> = match case.function.as_str() {
        "tracking" => track,
        "calibration_table" => calibration,
        "holdout_table" => |case, model| {
            let options = HoldoutOptions {
                by: case.choice("by")?,
                width: case.number("width"),
                groups: case.count("groups") as u32,
            };
            holdout_table(model, &holdout(case)?, &options).map(|table| Outputs::of(&table))
        },
        "forecast_error" => |case, model| {
            forecast_error(model, &holdout(case)?, Level::default()).map(|error| Outputs::of(&error))
        },
        "history_grid" => grid,
        "alive_timeline" => timeline,
        _ => return None,
    };
    Some(model(case).and_then(|model| call(case, model.purchase_model()?)))
}

fn day(case: &Case, key: &str) -> Result<Day> {
    case.text(key).parse()
}

fn holdout(case: &Case) -> Result<HoldoutCounts> {
    let split = orders(case)?.calibration_holdout(
        day(case, "calibration_end")?,
        day(case, "observation_end")?,
        case.choice("unit")?,
    )?;
    HoldoutCounts::from_split(&split)
}

fn track(case: &Case, model: &dyn PurchaseModel) -> Result<Outputs> {
    let options = TrackingOptions {
        observation_end: Some(day(case, "observation_end")?),
        ..TrackingOptions::new(day(case, "calibration_end")?)
    };
    tracking(model, &orders(case)?, &options).map(|tracking| Outputs::of(&tracking))
}

fn calibration(case: &Case, model: &dyn PurchaseModel) -> Result<Outputs> {
    let options = HistoryOptions {
        unit: case.choice::<TimeUnit>("unit")?,
        ..HistoryOptions::new(day(case, "as_of")?)
    };
    let counts = HistoryCounts::from_purchases(&orders(case)?, &options)?;
    calibration_table(model, &counts, case.count("censor") as u32).map(|table| Outputs::of(&table))
}

fn grid(case: &Case, model: &dyn PurchaseModel) -> Result<Outputs> {
    let options = GridOptions {
        value: case.choice("value")?,
        t: case.number("t"),
        max_frequency: case.count("max_frequency") as u32,
        tenure: case.number("tenure"),
        steps: case.count("steps") as u32,
    };
    history_grid(model, &options).map(|grid| Outputs::of(&grid))
}

fn timeline(case: &Case, model: &dyn PurchaseModel) -> Result<Outputs> {
    let (days, until) = (case.integers::<i32>("days"), case.count("until") as i32);
    let path = alive_timeline(model, &days, Day::new(until)?, case.count("step") as u32)?;
    Ok(Outputs::of(&path))
}
