//! Cases of the satisfaction–loyalty curve.

use crate::Answer;
use crate::estimate::level;
use goodwill::Result;
use goodwill::survey::{ElasticityOptions, loyalty_elasticity, satisfaction_curve, satisfaction_trap};
use goodwill_tests::{Case, Outputs};

pub(crate) fn call(case: &Case) -> Answer {
    Some(match case.function.as_str() {
        "satisfaction_curve" => curve(case),
        "satisfaction_trap" => trap(case),
        "loyalty_elasticity" => elasticity(case),
        _ => return None,
    })
}

fn weights(case: &Case) -> Option<Vec<f64>> {
    case.has("weights").then(|| case.numbers("weights"))
}

fn curve(case: &Case) -> Result<Outputs> {
    let (satisfaction, loyalty) = (case.numbers("satisfaction"), case.numbers("loyalty"));
    let weights = weights(case);
    satisfaction_curve(
        &satisfaction,
        &loyalty,
        weights.as_deref(),
        &case.numbers("cuts"),
        level(case)?,
    )
    .map(|curve| Outputs::of(&curve))
}

fn trap(case: &Case) -> Result<Outputs> {
    let weights = weights(case);
    satisfaction_trap(
        &case.numbers("basic"),
        &case.numbers("latent"),
        &case.numbers("loyalty"),
        weights.as_deref(),
        &case.numbers("cuts"),
        level(case)?,
    )
    .map(|trap| Outputs::of(&trap))
}

fn elasticity(case: &Case) -> Result<Outputs> {
    let options = ElasticityOptions {
        level: level(case)?,
        origin: case.number_or("origin", 0.0),
    };
    let cuts = if case.has("cuts") {
        case.numbers("cuts")
    } else {
        Vec::new()
    };
    let weights = weights(case);
    loyalty_elasticity(
        &case.numbers("satisfaction"),
        &case.numbers("loyalty"),
        weights.as_deref(),
        &cuts,
        &options,
    )
    .map(|elasticity| Outputs::of(&elasticity))
}
