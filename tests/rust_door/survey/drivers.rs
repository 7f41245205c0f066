//! Cases of key drivers and reliability.

use super::items;
use crate::Answer;
use crate::estimate::level;
use goodwill::Result;
use goodwill::quantity::Positive;
use goodwill::survey::{
    DriverOptions, ItemAnswers, OmegaOptions, ReliabilityOptions, SpeedingOptions, StraightLiningOptions,
    cronbach_alpha, drivers, item_analysis, mcdonald_omega, speeding, straight_lining,
};
use goodwill_tests::{Case, Outputs};

pub(crate) fn call(case: &Case) -> Answer {
    Some(match case.function.as_str() {
        "drivers" => key_drivers(case),
        "cronbach_alpha" => answered(case, "answers", |items| {
            Ok(Outputs::of(&cronbach_alpha(items, &reliability(case)?)?))
        }),
        "mcdonald_omega" => answered(case, "answers", |items| {
            Ok(Outputs::of(&mcdonald_omega(items, &omega(case)?)?))
        }),
        "item_analysis" => answered(case, "answers", |items| {
            Ok(Outputs::of(&item_analysis(items, &reliability(case)?)?))
        }),
        "straight_lining" => answered(case, "answers", |items| {
            Ok(Outputs::of(&straight_lining(items, &straight(case)?)?))
        }),
        "speeding" => answered(case, "times", |items| {
            Ok(Outputs::of(&speeding(items, &speed(case)?)?))
        }),
        _ => return None,
    })
}

fn answered(case: &Case, key: &str, f: impl FnOnce(&ItemAnswers<'_>) -> Result<Outputs>) -> Result<Outputs> {
    let columns = items(case, key);
    let columns: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
    let weights = case.has("weights").then(|| case.numbers("weights"));
    f(&ItemAnswers {
        items: &columns,
        weights: weights.as_deref(),
    })
}

fn key_drivers(case: &Case) -> Result<Outputs> {
    let usual = DriverOptions::default();
    let options = DriverOptions {
        level: level(case)?,
        resamples: case.count_or("resamples", usual.resamples.into()) as u32,
        seed: case.count_or("seed", usual.seed),
        sampled_orders: case.count_or("sampled_orders", usual.sampled_orders.into()) as u32,
        ..usual
    };
    let outcome = case.numbers("outcome");
    answered(case, "predictors", |items| {
        Ok(Outputs::of(&drivers(&outcome, items, &options)?))
    })
}

fn reversed(case: &Case) -> Vec<usize> {
    if case.has("reversed") {
        case.integers("reversed")
    } else {
        Vec::new()
    }
}

fn reliability(case: &Case) -> Result<ReliabilityOptions> {
    Ok(ReliabilityOptions {
        level: level(case)?,
        reversed: reversed(case),
    })
}

fn omega(case: &Case) -> Result<OmegaOptions> {
    let usual = OmegaOptions::default();
    Ok(OmegaOptions {
        level: level(case)?,
        resamples: case.count_or("resamples", usual.resamples.into()) as u32,
        seed: case.count_or("seed", usual.seed),
        reversed: reversed(case),
        ..usual
    })
}

fn straight(case: &Case) -> Result<StraightLiningOptions> {
    let usual = StraightLiningOptions::default();
    Ok(StraightLiningOptions {
        level: level(case)?,
        longest_run: case.count_or("longest_run", usual.longest_run.into()) as u32,
        least_answers: case.count_or("least_answers", usual.least_answers.into()) as u32,
    })
}

fn speed(case: &Case) -> Result<SpeedingOptions> {
    let usual = SpeedingOptions::default();
    Ok(SpeedingOptions {
        level: level(case)?,
        threshold: Positive::new("threshold", case.number_or("threshold", usual.threshold.get()))?,
        cap: Positive::new("cap", case.number_or("cap", usual.cap.get()))?,
    })
}
