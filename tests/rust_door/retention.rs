//! Cases of the retention room.

use crate::Answer;
use crate::purchase::orders;
use goodwill::Result;
use goodwill::estimate::{Estimate, Interval, Method, ProportionOptions};
use goodwill::quantity::{Level, Money, NonNegative, Positive, Proportion};
use goodwill::retention::{
    CustomerFlow, ReasonOptions, churn, churn_annualised, churn_cost, churn_daily, churn_decomposition,
    churn_reasons, growth_accounting, growth_from_periods, retention, retention_from_counts,
};
use goodwill_tests::{Case, Outputs};

pub(crate) fn call(case: &Case) -> Answer {
    Some(match case.function.as_str() {
        "churn" => options(case)
            .and_then(|options| churn(&flow(case), case.choice("base")?, &options))
            .map(|churn| Outputs::of(&churn)),
        "churn_daily" => level(case)
            .and_then(|level| {
                churn_daily(
                    &case.integers("active"),
                    &case.integers("lost"),
                    case.choice("base")?,
                    level,
                )
            })
            .map(|churn| Outputs::of(&churn)),
        "retention" => options(case)
            .and_then(|options| retention(&flow(case), &options))
            .map(|kept| Outputs::of(&kept)),
        "retention_from_counts" => options(case)
            .and_then(|options| {
                retention_from_counts(
                    case.count("start"),
                    case.count("end"),
                    case.count("joined"),
                    &options,
                )
            })
            .map(|kept| Outputs::of(&kept)),
        "churn_annualised" => Positive::new("periods", case.number("periods"))
            .and_then(|periods| churn_annualised(&estimate(case, "churn")?, periods))
            .map(|churn| Outputs::of(&churn)),
        "churn_cost" => cost(case),
        "churn_reasons" => reasons(case),
        "churn_decomposition" => level(case)
            .and_then(|level| {
                let column = |key| case.integers(key);
                churn_decomposition(
                    &column("customers_before"),
                    &column("lost_before"),
                    &column("customers_after"),
                    &column("lost_after"),
                    level,
                )
            })
            .map(|split| Outputs::of(&split)),
        "growth_accounting" => growth(case),
        "growth_from_periods" => periods(case),
        _ => return None,
    })
}

pub(crate) fn level(case: &Case) -> Result<Level> {
    Level::new("level", case.number_or("level", 0.95))
}

fn options(case: &Case) -> Result<ProportionOptions> {
    Ok(ProportionOptions {
        level: level(case)?,
        interval: case.choice_or_default("interval")?,
    })
}

/// A number that is given, `in.churn = 0.05`; or an estimate, whose parts stand beside it: `in.churn_standard_error`,
/// `in.churn_lower`, `in.churn_upper`, `in.churn_n`.
pub(crate) fn estimate(case: &Case, key: &str) -> Result<Estimate> {
    let part = |name: &str| format!("{key}_{name}");
    let value = case.number(key);
    if !case.has(&part("lower")) {
        return Ok(Estimate::given(value));
    }
    Ok(Estimate {
        value,
        standard_error: case.number(&part("standard_error")),
        interval: Interval {
            lower: case.number(&part("lower")),
            upper: case.number(&part("upper")),
        },
        level: level(case)?,
        n: case.count(&part("n")),
        method: Method::Wald,
    })
}

fn flow(case: &Case) -> CustomerFlow {
    CustomerFlow {
        start: case.count("start"),
        joined: case.count_or("joined", 0),
        lost: case.count("lost"),
        joined_lost: case.has("joined_lost").then(|| case.count("joined_lost")),
        customer_days: case.has("customer_days").then(|| case.number("customer_days")),
        days: case.has("days").then(|| case.number("days")),
    }
}

fn cost(case: &Case) -> Result<Outputs> {
    let cost = churn_cost(
        &estimate(case, "churn")?,
        case.count("customers"),
        Money::new("value_per_customer", case.number("value_per_customer"))?,
        NonNegative::new("acquisition_cost", case.number("acquisition_cost"))?,
    )?;
    Ok(Outputs::of(&cost))
}

fn reasons(case: &Case) -> Result<Outputs> {
    let counts: Option<Vec<u64>> = case.has("counts").then(|| case.integers("counts"));
    let options = ReasonOptions {
        level: level(case)?,
        interval: case.choice_or_default("interval")?,
        vital_share: Proportion::new("vital_share", case.number_or("vital_share", 0.8))?,
    };
    Ok(Outputs::of(&churn_reasons(
        &case.texts("reasons"),
        counts.as_deref(),
        &options,
    )?))
}

fn growth(case: &Case) -> Result<Outputs> {
    let as_of = case.text("as_of").parse()?;
    let growth = growth_accounting(&orders(case)?, case.choice("period")?, as_of, &options(case)?)?;
    Ok(Outputs::of(&growth))
}

fn periods(case: &Case) -> Result<Outputs> {
    let amounts = case.has("amounts").then(|| case.numbers("amounts"));
    let last_complete = case
        .has("last_complete")
        .then(|| case.number("last_complete") as i32);
    let growth = growth_from_periods(
        &case.integers("customers"),
        &case.integers("periods"),
        amounts.as_deref(),
        last_complete,
        &options(case)?,
    )?;
    Ok(Outputs::of(&growth))
}
