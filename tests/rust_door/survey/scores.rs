//! Cases of scores of one item and of groups.

use super::{items, scoring, tally};
use crate::Answer;
use crate::estimate::level;
use goodwill::Result;
use goodwill::estimate::{MeanOptions, ProportionOptions};
use goodwill::quantity::{Positive, Proportion};
use goodwill::survey::{
    CompareOptions, CsatOptions, EffortOptions, ItemAnswers, MeanSampleSizeOptions, NetBoxOptions,
    NpsWavesOptions, Scale, ShareSampleSizeOptions, Tally, bottom_box, compare_groups, csat, effort_score,
    frequency_table, mean_sample_size, mean_score, net_box, nps_waves, recommend_willingness, rescaled_score,
    secure_customers, share_sample_size, top_box,
};
use goodwill_tests::{Case, Outputs};

pub(crate) fn call(case: &Case) -> Answer {
    Some(match case.function.as_str() {
        "frequency_table" => shares(case)
            .and_then(|options| frequency_table(&tally(case)?, &options))
            .map(|table| Outputs::of(&table)),
        "mean_score" => means(case)
            .and_then(|options| mean_score(&tally(case)?, &options))
            .map(|score| Outputs::of(&score)),
        "rescaled_score" => means(case)
            .and_then(|options| rescaled_score(&tally(case)?, &options))
            .map(|score| Outputs::of(&score)),
        "top_box" => shares(case)
            .and_then(|options| top_box(&tally(case)?, case.count("k") as u32, &options))
            .map(|score| Outputs::of(&score)),
        "bottom_box" => shares(case)
            .and_then(|options| bottom_box(&tally(case)?, case.count("k") as u32, &options))
            .map(|score| Outputs::of(&score)),
        "net_box" => net(case),
        "recommend_willingness" => shares(case)
            .and_then(|options| recommend_willingness(&tally(case)?, &options))
            .map(|would| Outputs::of(&would)),
        "csat" => satisfied(case),
        "effort_score" => effort(case),
        "secure_customers" => secure(case),
        "compare_groups" => groups(case),
        "nps_waves" => waves(case),
        "share_sample_size" => share_size(case),
        "mean_sample_size" => mean_size(case),
        _ => return None,
    })
}

fn shares(case: &Case) -> Result<ProportionOptions> {
    Ok(ProportionOptions {
        level: level(case)?,
        interval: case.choice_or_default("interval")?,
    })
}

fn population(case: &Case) -> Option<u64> {
    case.has("population_size").then(|| case.count("population_size"))
}

fn means(case: &Case) -> Result<MeanOptions> {
    Ok(MeanOptions {
        level: level(case)?,
        population_size: population(case),
    })
}

fn count(case: &Case, key: &str, usual: u32) -> u32 {
    case.count_or(key, usual.into()) as u32
}

fn net(case: &Case) -> Result<Outputs> {
    let options = NetBoxOptions {
        level: level(case)?,
        interval: case.choice_or_default("interval")?,
        ..Default::default()
    };
    net_box(
        &tally(case)?,
        count(case, "top", 0),
        count(case, "bottom", 0),
        &options,
    )
    .map(|score| Outputs::of(&score))
}

fn satisfied(case: &Case) -> Result<Outputs> {
    let options = CsatOptions {
        measure: case.choice_or_default("measure")?,
        top: count(case, "top", 2),
        level: level(case)?,
        interval: case.choice_or_default("interval")?,
    };
    csat(&tally(case)?, &options).map(|score| Outputs::of(&score))
}

fn effort(case: &Case) -> Result<Outputs> {
    let given = |key| case.has(key).then(|| case.count(key) as u32);
    let options = EffortOptions {
        level: level(case)?,
        interval: case.choice_or_default("interval")?,
        net_interval: case.choice_or_default("net_interval")?,
        top: given("top"),
        bottom: given("bottom"),
    };
    effort_score(&tally(case)?, case.choice("measure")?, &options).map(|score| Outputs::of(&score))
}

fn secure(case: &Case) -> Result<Outputs> {
    let ends = [case.integers::<i32>("minima"), case.integers("maxima")];
    let scales = ends[0]
        .iter()
        .zip(&ends[1])
        .map(|(&minimum, &maximum)| Scale::new(minimum, maximum))
        .collect::<Result<Vec<_>>>()?;
    asked(case, |items| {
        secure_customers(items, &scales, &shares(case)?).map(|secure| Outputs::of(&secure))
    })
}

fn asked(case: &Case, ask: impl FnOnce(&ItemAnswers<'_>) -> Result<Outputs>) -> Result<Outputs> {
    let columns = items(case, "answers");
    let columns: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
    let weights = case.has("weights").then(|| case.numbers("weights"));
    ask(&ItemAnswers {
        items: &columns,
        weights: weights.as_deref(),
    })
}

fn groups(case: &Case) -> Result<Outputs> {
    let scale = super::scale(case)?;
    let (answers, weights) = (
        case.numbers("answers"),
        case.has("weights").then(|| case.numbers("weights")),
    );
    let mut from = 0;
    let mut tallies = Vec::new();
    for size in case.integers::<usize>("sizes") {
        let rows = from..from + size;
        tallies.push(match &weights {
            Some(weights) => Tally::weighted(&answers[rows.clone()], &weights[rows], &scale)?,
            None => Tally::of(&answers[rows], &scale)?,
        });
        from += size;
    }
    let options = CompareOptions {
        level: level(case)?,
        top: count(case, "top", 2),
        bottom: count(case, "bottom", 2),
        adjustment: case.choice_or_default("adjustment")?,
    };
    compare_groups(&tallies, case.choice("measure")?, &options).map(|got| Outputs::of(&got))
}

fn waves(case: &Case) -> Result<Outputs> {
    let options = NpsWavesOptions {
        level: level(case)?,
        interval: case.choice_or_default("interval")?,
        adjustment: case.choice_or_default("adjustment")?,
        scoring: scoring(case)?,
    };
    asked(case, |items| {
        nps_waves(items, &options).map(|got| Outputs::of(&got))
    })
}

fn share_size(case: &Case) -> Result<Outputs> {
    let options = ShareSampleSizeOptions {
        level: level(case)?,
        share: Proportion::new("share", case.number_or("share", 0.5))?,
        population_size: population(case),
    };
    share_sample_size(Positive::new("margin", case.number("margin"))?, &options).map(|n| Outputs::of(&n))
}

fn mean_size(case: &Case) -> Result<Outputs> {
    let options = MeanSampleSizeOptions {
        level: level(case)?,
        population_size: population(case),
    };
    let deviation = Positive::new("standard_deviation", case.number("standard_deviation"))?;
    mean_sample_size(
        Positive::new("margin", case.number("margin"))?,
        deviation,
        &options,
    )
    .map(|n| Outputs::of(&n))
}
