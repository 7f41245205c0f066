//! Cases of the segment room.

use crate::Answer;
use crate::purchase::{orders, repeat_options, window};
use goodwill::Result;
use goodwill::estimate::ProportionOptions;
use goodwill::quantity::Level;
use goodwill::segment::{
    TierRules, implied_repeat_rate, per_year, purchase_tier_table, purchase_tiers, tier, tier_table, tiers,
    tiers_by, yearly_activity,
};
use goodwill_tests::{Case, Outputs};

pub(crate) fn call(case: &Case) -> Answer {
    let spend = || case.numbers("spend");
    let purchases = || case.numbers("purchases");
    Some(match case.function.as_str() {
        "tier" => rules(case)
            .and_then(|rules| tier(case.number("spend"), case.number("purchases"), &rules))
            .map(|tier| Outputs::of(&tier)),
        "tiers" => rules(case)
            .and_then(|rules| tiers(&spend(), &purchases(), &rules))
            .map(|tiers| Outputs::of(&tiers)),
        "tiers_by" => by(case),
        "tier_table" => rules(case)
            .and_then(|rules| {
                tier_table(
                    &spend(),
                    &purchases(),
                    &case.numbers("repeat"),
                    &rules,
                    &options(case)?,
                )
            })
            .map(|table| Outputs::of(&table)),
        "purchase_tiers" => purchase_tiers_of(case),
        "purchase_tier_table" => purchase_table(case),
        "yearly_activity" => activity(case),
        "implied_repeat_rate" => implied_repeat_rate(&case.numbers("shares"), &case.numbers("rates"))
            .map(|rate| Outputs::of(&rate)),
        "per_year" => window(case)
            .and_then(|window| per_year(case.number("total"), window))
            .map(|total| Outputs::of(&total)),
        _ => return None,
    })
}

fn rules(case: &Case) -> Result<TierRules> {
    TierRules::new(
        &case.numbers("spend_thresholds"),
        &case.numbers("purchase_thresholds"),
        case.choice("agreement")?,
    )
}

fn options(case: &Case) -> Result<ProportionOptions> {
    Ok(ProportionOptions {
        level: Level::new("level", case.number_or("level", 0.95))?,
        interval: case.choice_or_default("interval")?,
    })
}

/// Columns and thresholds of the criteria one after another, in equal parts: the files hold no nested lists.
fn by(case: &Case) -> Result<Outputs> {
    let criteria = case.count("criteria") as usize;
    let (columns, thresholds) = (case.numbers("columns"), case.numbers("thresholds"));
    let parts = |all: &[f64]| -> Vec<Vec<f64>> {
        all.chunks(all.len().div_ceil(criteria))
            .map(<[f64]>::to_vec)
            .collect()
    };
    let (columns, thresholds) = (parts(&columns), parts(&thresholds));
    let columns: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
    let thresholds: Vec<&[f64]> = thresholds.iter().map(Vec::as_slice).collect();
    tiers_by(&columns, &thresholds, case.count("required") as usize).map(|tiers| Outputs::of(&tiers))
}

fn activity(case: &Case) -> Result<Outputs> {
    yearly_activity(&orders(case)?, window(case)?).map(|activity| Outputs::of(&activity))
}

fn purchase_tiers_of(case: &Case) -> Result<Outputs> {
    purchase_tiers(&orders(case)?, window(case)?, &rules(case)?).map(|tiers| Outputs::of(&tiers))
}

fn purchase_table(case: &Case) -> Result<Outputs> {
    purchase_tier_table(
        &orders(case)?,
        window(case)?,
        &rules(case)?,
        case.choice("repeat")?,
        &repeat_options(case)?,
    )
    .map(|table| Outputs::of(&table))
}
