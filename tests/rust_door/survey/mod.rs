//! Cases of the survey room.

mod curve;
mod drivers;
mod fieldwork;
mod kano;
mod scores;
mod service;

use crate::Answer;
use crate::estimate::level;
use goodwill::Result;
use goodwill::quantity::{NonNegative, Positive, Proportion};
use goodwill::survey::{
    NpsCounts, NpsDifferenceOptions, NpsOptions, NpsPairedOptions, NpsSampleSizeOptions, NpsScoring,
    NpsWeightedOptions, SatisfactionOptions, Scale, Tally, nps, nps_difference, nps_from_counts,
    nps_homogeneity, nps_of_units, nps_paired, nps_sample_size, nps_weighted, satisfaction, satisfaction_gap,
    satisfaction_ratio, satisfaction_reversed, satisfaction_state,
};
use goodwill_tests::{Case, Outputs};

pub(crate) fn call(case: &Case) -> Answer {
    Some(match case.function.as_str() {
        "nps" => score(case),
        "nps_from_counts" => options(case)
            .and_then(|options| nps_from_counts(&counts(case), &options))
            .map(|nps| Outputs::of(&nps)),
        "nps_difference" => difference(case),
        "nps_homogeneity" => nps_homogeneity(&samples(case)).map(|test| Outputs::of(&test)),
        "nps_paired" => paired(case),
        "nps_weighted" => weighted(case),
        "nps_of_units" => level(case)
            .and_then(|level| nps_of_units(&samples(case), level))
            .map(|nps| Outputs::of(&nps)),
        "nps_sample_size" => sample_size(case),
        "satisfaction" => columns(case),
        "satisfaction_ratio" => answer(case, "perceived")
            .and_then(|perceived| satisfaction_ratio(perceived, answer(case, "expected")?))
            .map(|ratio| Outputs::of(&ratio)),
        "satisfaction_gap" => {
            satisfaction_gap(case.number("perceived"), case.number("expected")).map(|gap| Outputs::of(&gap))
        }
        "satisfaction_reversed" => satisfaction_reversed(case.number("perceived"), case.number("expected"))
            .map(|gap| Outputs::of(&gap)),
        "satisfaction_state" => answer(case, "tolerance")
            .and_then(|tolerance| {
                satisfaction_state(case.number("perceived"), case.number("expected"), tolerance)
            })
            .map(|state| Outputs::of(&state)),
        _ => {
            return curve::call(case)
                .or_else(|| fieldwork::call(case))
                .or_else(|| drivers::call(case))
                .or_else(|| kano::call(case))
                .or_else(|| service::call(case))
                .or_else(|| scores::call(case));
        }
    })
}

/// The scale of a case: `minimum` and `maximum`, and what else it says.
pub(crate) fn scale(case: &Case) -> Result<Scale> {
    let whole = |key, usual| case.number_or(key, usual) as i32;
    let codes: Vec<i32> = if case.has("missing_codes") {
        case.integers("missing_codes")
    } else {
        Vec::new()
    };
    Scale::new(whole("minimum", 1.0), whole("maximum", 5.0))?
        .polarity(case.choice_or_default("polarity")?)
        .off_scale(case.choice_or_default("off_scale")?)
        .fractional(case.choice_or_default("fractional")?)
        .missing_codes(&codes)
}

/// The answers of a case, counted: `answers` with `weights` or without, or `counts` with `missing`.
pub(crate) fn tally(case: &Case) -> Result<Tally> {
    let scale = scale(case)?;
    if case.has("counts") {
        return Tally::from_counts(
            &case.integers::<u64>("counts"),
            case.count_or("missing", 0),
            &scale,
        );
    }
    let answers = case.numbers("answers");
    if case.has("weights") {
        return Tally::weighted(&answers, &case.numbers("weights"), &scale);
    }
    match bytes(&answers) {
        Some(bytes) => Tally::of(&bytes, &scale),
        None => Tally::of(&answers, &scale),
    }
}

/// Columns that stand one after another in the list of that name: as many as `items` says, of one length.
pub(crate) fn items(case: &Case, key: &str) -> Vec<Vec<f64>> {
    let (all, items) = (case.numbers(key), case.count("items") as usize);
    let rows = all.len() / items.max(1);
    (0..items)
        .map(|item| all[item * rows..(item + 1) * rows].to_vec())
        .collect()
}

fn answer(case: &Case, key: &'static str) -> Result<NonNegative> {
    NonNegative::new(key, case.number(key))
}

fn counts(case: &Case) -> NpsCounts {
    NpsCounts {
        promoters: case.count("promoters"),
        passives: case.count("passives"),
        detractors: case.count("detractors"),
        missing: case.count_or("missing", 0),
    }
}

fn of_groups(groups: &[u64]) -> NpsCounts {
    NpsCounts {
        promoters: groups[0],
        passives: groups[1],
        detractors: groups[2],
        missing: 0,
    }
}

/// Samples from one list of counts for each group.
fn samples(case: &Case) -> Vec<NpsCounts> {
    let groups = ["promoters", "passives", "detractors"].map(|group| case.integers::<u64>(group));
    (0..groups[0].len())
        .map(|i| of_groups(&[groups[0][i], groups[1][i], groups[2][i]]))
        .collect()
}

fn scoring(case: &Case) -> Result<NpsScoring> {
    Ok(NpsScoring {
        missing_code: case
            .has("missing_code")
            .then(|| case.number("missing_code") as i32),
        fractional: case.choice_or_default("fractional")?,
    })
}

fn options(case: &Case) -> Result<NpsOptions> {
    let usual = NpsOptions::default();
    Ok(NpsOptions {
        level: level(case)?,
        interval: case.choice_or_default("interval")?,
        resamples: case.count_or("resamples", usual.resamples.into()) as u32,
        seed: case.count_or("seed", usual.seed),
        scoring: scoring(case)?,
    })
}

/// Answers as bytes if they are whole numbers.
fn bytes(scores: &[f64]) -> Option<Vec<i8>> {
    scores
        .iter()
        .map(|&score| (f64::from(score as i8) == score).then_some(score as i8))
        .collect()
}

fn score(case: &Case) -> Result<Outputs> {
    let (options, scores) = (options(case)?, case.numbers("scores"));
    let nps = match bytes(&scores) {
        Some(bytes) => nps(&bytes, &options),
        None => nps(&scores, &options),
    };
    nps.map(|nps| Outputs::of(&nps))
}

fn difference(case: &Case) -> Result<Outputs> {
    let options = NpsDifferenceOptions {
        level: level(case)?,
        interval: case.choice_or_default("interval")?,
    };
    let sample = |key| of_groups(&case.integers::<u64>(key));
    nps_difference(&sample("a"), &sample("b"), &options).map(|difference| Outputs::of(&difference))
}

fn paired(case: &Case) -> Result<Outputs> {
    let options = NpsPairedOptions {
        level: level(case)?,
        interval: case.choice_or_default("interval")?,
        scoring: scoring(case)?,
    };
    nps_paired(&case.numbers("first"), &case.numbers("second"), &options).map(|nps| Outputs::of(&nps))
}

fn weighted(case: &Case) -> Result<Outputs> {
    let options = NpsWeightedOptions {
        level: level(case)?,
        scoring: scoring(case)?,
    };
    nps_weighted(&case.numbers("scores"), &case.numbers("weights"), &options).map(|nps| Outputs::of(&nps))
}

fn sample_size(case: &Case) -> Result<Outputs> {
    let share = |key| Proportion::new(key, case.number_or(key, 0.5));
    let options = NpsSampleSizeOptions {
        level: level(case)?,
        promoters: share("promoters")?,
        detractors: share("detractors")?,
        population_size: case.has("population_size").then(|| case.count("population_size")),
    };
    let margin = Positive::new("margin", case.number("margin"))?;
    nps_sample_size(margin, &options).map(|n| Outputs::of(&n))
}

fn columns(case: &Case) -> Result<Outputs> {
    let options = SatisfactionOptions {
        level: level(case)?,
        tolerance: NonNegative::new("tolerance", case.number_or("tolerance", 0.0))?,
    };
    let weights = case.has("weights").then(|| case.numbers("weights"));
    satisfaction(
        &case.numbers("perceived"),
        &case.numbers("expected"),
        weights.as_deref(),
        &options,
    )
    .map(|satisfaction| Outputs::of(&satisfaction))
}
