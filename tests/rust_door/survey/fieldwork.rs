//! Cases of fieldwork.

use crate::Answer;
use crate::estimate::level;
use goodwill::Result;
use goodwill::estimate::ProportionOptions;
use goodwill::quantity::{Positive, Proportion};
use goodwill::survey::{
    AaporOptions, Dispositions, Margin, RakeOptions, aapor_rates, design_effect, post_stratify, rake,
    response_rate,
};
use goodwill_tests::{Case, Outputs};

pub(crate) fn call(case: &Case) -> Answer {
    Some(match case.function.as_str() {
        "response_rate" => rate(case),
        "aapor_rates" => aapor(case),
        "design_effect" => design_effect(&case.numbers("weights")).map(|effect| Outputs::of(&effect)),
        "rake" => raked(case),
        "post_stratify" => stratified(case),
        _ => return None,
    })
}

fn rate(case: &Case) -> Result<Outputs> {
    let options = ProportionOptions {
        level: level(case)?,
        interval: case.choice_or_default("interval")?,
    };
    response_rate(case.count("valid"), case.count("sent"), &options).map(|rate| Outputs::of(&rate))
}

fn aapor(case: &Case) -> Result<Outputs> {
    let dispositions = Dispositions {
        complete: case.count("complete"),
        partial: case.count("partial"),
        refusal: case.count("refusal"),
        non_contact: case.count("non_contact"),
        other: case.count("other"),
        unknown_household: case.count("unknown_household"),
        unknown_other: case.count("unknown_other"),
        ineligible: case.count("ineligible"),
    };
    let eligibility = || Proportion::new("eligibility", case.number("eligibility"));
    let options = AaporOptions {
        level: level(case)?,
        eligibility: case.has("eligibility").then(eligibility).transpose()?,
    };
    aapor_rates(&dispositions, &options).map(|rates| Outputs::of(&rates))
}

/// Categories from numbers, of which those below 0 stand for none.
fn categories(codes: &[i32]) -> Vec<Option<u32>> {
    codes.iter().map(|&code| u32::try_from(code).ok()).collect()
}

fn weights(case: &Case) -> Option<Vec<f64>> {
    case.has("weights").then(|| case.numbers("weights"))
}

fn raked(case: &Case) -> Result<Outputs> {
    let usual = RakeOptions::default();
    let options = RakeOptions {
        tolerance: Positive::new("tolerance", case.number_or("tolerance", usual.tolerance.get()))?,
        most_rounds: case.count_or("most_rounds", usual.most_rounds.into()) as u32,
        total: case.choice_or_default("total")?,
    };
    let (codes, targets) = (case.integers::<i32>("categories"), case.numbers("targets"));
    let counts = case.integers::<u64>("target_counts");
    let rows = codes.len() / counts.len();
    let columns: Vec<Vec<Option<u32>>> = codes.chunks(rows).map(categories).collect();
    let mut start = 0;
    let margins: Vec<Margin<'_>> = columns
        .iter()
        .zip(&counts)
        .map(|(categories, &count)| {
            start += count as usize;
            Margin {
                name: "margin",
                categories,
                targets: &targets[start - count as usize..start],
                labels: &[],
            }
        })
        .collect();
    rake(&margins, weights(case).as_deref(), &options).map(|weighting| Outputs::of(&weighting))
}

fn stratified(case: &Case) -> Result<Outputs> {
    let strata = Margin {
        name: "strata",
        categories: &categories(&case.integers::<i32>("strata")),
        targets: &case.numbers("targets"),
        labels: &[],
    };
    post_stratify(
        &strata,
        weights(case).as_deref(),
        case.choice_or_default("total")?,
    )
    .map(|weighting| Outputs::of(&weighting))
}
