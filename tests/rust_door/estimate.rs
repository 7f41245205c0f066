//! Cases of the estimate room.

use crate::Answer;
use goodwill::Result;
use goodwill::estimate::{
    MeanOptions, ProportionOptions, mean, poisson_rate, proportion, proportion_difference,
};
use goodwill::quantity::{Level, Positive};
use goodwill_tests::{Case, Outputs};

pub(crate) fn call(case: &Case) -> Answer {
    let got = match case.function.as_str() {
        "proportion" => share(case),
        "proportion_difference" => level(case).and_then(|level| {
            let count = |key| case.count(key);
            proportion_difference(count("a"), count("n_a"), count("b"), count("n_b"), level)
        }),
        "mean" => average(case),
        "poisson_rate" => level(case).and_then(|level| {
            let exposure = Positive::new("exposure", case.number("exposure"))?;
            poisson_rate(case.count("events"), exposure, level)
        }),
        _ => return None,
    };
    Some(got.map(|estimate| Outputs::of(&estimate)))
}

pub(crate) fn level(case: &Case) -> Result<Level> {
    Level::new("level", case.number_or("level", Level::default().get()))
}

fn share(case: &Case) -> Result<goodwill::Estimate> {
    let options = ProportionOptions {
        level: level(case)?,
        interval: case.choice_or_default("interval")?,
    };
    proportion(case.count("successes"), case.count("n"), &options)
}

fn average(case: &Case) -> Result<goodwill::Estimate> {
    let options = MeanOptions {
        level: level(case)?,
        population_size: case.has("population_size").then(|| case.count("population_size")),
    };
    mean(&case.numbers("values"), &options)
}
