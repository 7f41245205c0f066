//! Cases of orders to purchase histories.

use crate::Answer;
use goodwill::Result;
use goodwill::calendar::{Day, TimeUnit};
use goodwill::purchase::{CustomerColumn, HistoryOptions, PurchaseOptions, calibration_holdout, histories};
use goodwill_tests::{Case, Outputs};

pub(crate) fn call(case: &Case) -> Answer {
    Some(match case.function.as_str() {
        "histories" => whole(case),
        "calibration_holdout" => split(case),
        _ => return None,
    })
}

/// Customers, days and, where the case has them, amounts.
fn columns(case: &Case) -> (Vec<i64>, Vec<i32>, Option<Vec<f64>>) {
    let amounts = case.has("amounts").then(|| case.numbers("amounts"));
    (case.integers("customers"), case.integers("days"), amounts)
}

fn purchase_options(case: &Case) -> Result<PurchaseOptions> {
    Ok(PurchaseOptions {
        grain: case.choice_or_default("grain")?,
        returns: case.choice_or_default("returns")?,
        zero_amounts: case.choice_or_default("zero_amounts")?,
        history_start: case
            .has("history_start")
            .then(|| day(case, "history_start"))
            .transpose()?,
        as_of: None,
    })
}

fn day(case: &Case, key: &str) -> Result<Day> {
    case.text(key).parse()
}

fn unit(case: &Case) -> Result<TimeUnit> {
    case.choice_or_default("unit")
}

fn whole(case: &Case) -> Result<Outputs> {
    let (customers, days, amounts) = columns(case);
    let customers = CustomerColumn::Integers(&customers);
    let options = HistoryOptions {
        unit: unit(case)?,
        include_first: case.number_or("include_first", 0.0) != 0.0,
        include_known_before: case.number_or("include_known_before", 0.0) != 0.0,
        ..HistoryOptions::new(day(case, "as_of")?)
    };
    let histories = histories(
        customers,
        &days,
        amounts.as_deref(),
        &purchase_options(case)?,
        &options,
    )?;
    Ok(Outputs::of(&histories))
}

fn split(case: &Case) -> Result<Outputs> {
    let (customers, days, amounts) = columns(case);
    let split = calibration_holdout(
        CustomerColumn::Integers(&customers),
        &days,
        amounts.as_deref(),
        &purchase_options(case)?,
        day(case, "calibration_end")?,
        day(case, "observation_end")?,
        unit(case)?,
    )?;
    Ok(Outputs::of(&split))
}
