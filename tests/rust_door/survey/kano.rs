//! Kano's model.

use super::{items, scale};
use crate::Answer;
use crate::estimate::level;
use goodwill::Result;
use goodwill::choice::Choice;
use goodwill::quantity::{Level, Proportion};
use goodwill::survey::{
    ItemAnswers, KanoCategory, KanoFuzzyOptions, KanoOptions, KanoPairs, KanoTable, Scale, kano,
    kano_category, kano_continuous, kano_fuzzy, penalty_reward,
};
use goodwill_tests::{Case, Outputs};

pub(super) fn call(case: &Case) -> Answer {
    Some(match case.function.as_str() {
        "kano_category" => category(case),
        "kano" => pairs(case)
            .and_then(|pairs| kano(&pairs, &options(case)?))
            .map(|kano| Outputs::of(&kano)),
        "kano_continuous" => pairs(case)
            .and_then(|pairs| kano_continuous(&pairs, level(case)?))
            .map(|kano| Outputs::of(&kano)),
        "kano_fuzzy" => fuzzy(case),
        "penalty_reward" => contrast(case),
        _ => return None,
    })
}

/// Columns, as what functions take.
pub(super) fn slices(columns: &[Vec<f64>]) -> Vec<&[f64]> {
    columns.iter().map(Vec::as_slice).collect()
}

/// The weights of the respondents, if the case gives any.
pub(super) fn weights(case: &Case) -> Option<Vec<f64>> {
    case.has("weights").then(|| case.numbers("weights"))
}

/// The scale of the two questions: 1 is "like" unless the case says otherwise.
fn kano_scale(case: &Case) -> Result<Scale> {
    if case.has("minimum") {
        scale(case)
    } else {
        Ok(KanoPairs::scale())
    }
}

/// The table of a case: by name, or its 25 cells row by row.
fn table(case: &Case) -> Result<KanoTable> {
    if !case.has("cells") {
        return case.choice_or_default("table");
    }
    let cells = case.texts("cells");
    let rows: Vec<&[&str]> = cells.chunks(5).collect();
    KanoTable::custom(&rows, |name| KanoCategory::from_name("table", name))
}

fn category(case: &Case) -> Result<Outputs> {
    let (functional, dysfunctional) = (case.number("functional"), case.number("dysfunctional"));
    kano_category(functional, dysfunctional, &kano_scale(case)?, table(case)?)
        .map(|category| Outputs::of(&category))
}

fn pairs(case: &Case) -> Result<KanoPairs> {
    if case.has("counts") {
        let counts = case.integers::<u64>("counts");
        return Ok(KanoPairs::from_counts(core::array::from_fn(|f| {
            core::array::from_fn(|d| counts[5 * f + d])
        })));
    }
    let (functional, dysfunctional) = (case.numbers("functional"), case.numbers("dysfunctional"));
    let scale = kano_scale(case)?;
    match weights(case) {
        Some(weights) => KanoPairs::weighted(&functional, &dysfunctional, &weights, &scale),
        None => KanoPairs::of(&functional, &dysfunctional, &scale),
    }
}

fn options(case: &Case) -> Result<KanoOptions> {
    Ok(KanoOptions {
        table: table(case)?,
        rule: case.choice_or_default("rule")?,
        level: level(case)?,
        interval: case.choice_or_default("interval")?,
        decision_level: Level::new("decision_level", case.number_or("decision_level", 0.9))?,
    })
}

fn fuzzy(case: &Case) -> Result<Outputs> {
    let (functional, dysfunctional) = (items(case, "functional"), items(case, "dysfunctional"));
    let options = KanoFuzzyOptions {
        table: table(case)?,
        threshold: Proportion::new("threshold", case.number_or("threshold", 0.4))?,
        level: level(case)?,
    };
    let weights = weights(case);
    kano_fuzzy(
        &slices(&functional),
        &slices(&dysfunctional),
        weights.as_deref(),
        &options,
    )
    .map(|kano| Outputs::of(&kano))
}

fn contrast(case: &Case) -> Result<Outputs> {
    let (attributes, weights) = (items(case, "attributes"), weights(case));
    let attributes = slices(&attributes);
    let answers = ItemAnswers {
        items: &attributes,
        weights: weights.as_deref(),
    };
    let overall = case.numbers("overall");
    penalty_reward(
        &overall,
        &answers,
        case.number("low"),
        case.number("high"),
        level(case)?,
    )
    .map(|got| Outputs::of(&got))
}
