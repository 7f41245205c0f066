//! Importance and performance, delivered value, service quality, and the satisfaction index.

use super::kano::{slices, weights};
use super::{items, scale};
use crate::Answer;
use crate::estimate::level;
use goodwill::estimate::Method;
use goodwill::survey::{
    AcsiOptions, CustomerBenefits, CustomerCosts, DimensionWeights, FiveGapsAnswers, IpaOptions, ItemAnswers,
    ServqualOptions, ValueMetric, acsi, acsi_compare, acsi_from_means, delivered_value, delivered_values,
    five_gaps, ipa, ipa_derived, opportunity_score, opportunity_scores, servperf, servqual,
};
use goodwill::{Estimate, Result};
use goodwill_tests::{Case, Outputs};

pub(super) fn call(case: &Case) -> Answer {
    Some(match case.function.as_str() {
        "ipa" => asked(case, "performance", |performance| {
            ipa(
                &slices(&items(case, "importance")),
                performance,
                &ipa_options(case)?,
            )
        }),
        "ipa_derived" => asked(case, "performance", |performance| {
            ipa_derived(&case.numbers("importance"), performance, &ipa_options(case)?)
        }),
        "opportunity_score" => opportunity_score(case.number("importance"), case.number("satisfaction"))
            .map(|score| Outputs::of(&score)),
        "opportunity_scores" => asked(case, "satisfaction", |satisfaction| {
            let importance = items(case, "importance");
            let top = case.count("top") as usize;
            opportunity_scores(
                &slices(&importance),
                satisfaction,
                &scale(case)?,
                top,
                level(case)?,
            )
        }),
        "delivered_value" => value(case),
        "delivered_values" => asked(case, "answers", |answers| {
            delivered_values(answers, metric(case)?, level(case)?)
        }),
        "servqual" => asked(case, "perceived", |perceived| {
            let (expected, points) = (items(case, "expected"), points(case));
            let points = points.as_ref().map(|points| slices(points));
            servqual(
                &slices(&expected),
                perceived,
                shares(case, points.as_deref()),
                &quality(case)?,
            )
        }),
        "servperf" => asked(case, "perceived", |perceived| {
            let points = points(case);
            let points = points.as_ref().map(|points| slices(points));
            servperf(perceived, shares(case, points.as_deref()), &quality(case)?)
        }),
        "five_gaps" => gaps(case),
        "acsi" => asked(case, "ratings", |ratings| acsi(ratings, &acsi_options(case)?)),
        "acsi_from_means" => acsi_options(case)
            .and_then(|options| acsi_from_means(&case.numbers("means"), &options))
            .map(|index| Outputs::of(&index)),
        "acsi_compare" => compared(case),
        _ => return None,
    })
}

/// What a function makes of the items of a case and its weights.
fn asked<R: serde::Serialize>(
    case: &Case,
    key: &str,
    f: impl FnOnce(&ItemAnswers<'_>) -> Result<R>,
) -> Result<Outputs> {
    let (columns, weights) = (items(case, key), weights(case));
    let columns = slices(&columns);
    let answers = ItemAnswers {
        items: &columns,
        weights: weights.as_deref(),
    };
    f(&answers).map(|got| Outputs::of(&got))
}

fn given(case: &Case, key: &str) -> Option<f64> {
    case.has(key).then(|| case.number(key))
}

fn ipa_options(case: &Case) -> Result<IpaOptions> {
    let usual = IpaOptions::default();
    Ok(IpaOptions {
        crosshair: case.choice_or_default("crosshair")?,
        importance_midpoint: given(case, "importance_midpoint"),
        performance_midpoint: given(case, "performance_midpoint"),
        level: level(case)?,
        resamples: case.count_or("resamples", usual.resamples.into()) as u32,
        seed: case.count_or("seed", usual.seed),
        ..usual
    })
}

fn metric(case: &Case) -> Result<ValueMetric> {
    let weights = case.has("value_weights").then(|| case.numbers("value_weights"));
    ValueMetric::of(case.flag_or("in_money", false), weights.as_deref())
}

fn value(case: &Case) -> Result<Outputs> {
    let of = |key| case.number(key);
    let benefits = CustomerBenefits {
        product: of("product"),
        service: of("service"),
        personnel: of("personnel"),
        image: of("image"),
    };
    let costs = CustomerCosts {
        money: of("money"),
        time: of("time"),
        energy: of("energy"),
        psychic: of("psychic"),
    };
    delivered_value(&benefits, &costs, metric(case)?).map(|value| Outputs::of(&value))
}

fn quality(case: &Case) -> Result<ServqualOptions> {
    let mut options = ServqualOptions {
        level: level(case)?,
        ..Default::default()
    };
    if case.has("dimensions") {
        options.dimensions = case
            .integers::<u32>("dimensions")
            .iter()
            .map(|&size| size as usize)
            .collect();
    }
    Ok(options)
}

/// Points in columns of the dimensions, one after another; as many as dimensions are the same for all.
fn points(case: &Case) -> Option<Vec<Vec<f64>>> {
    let count = if case.has("dimensions") {
        case.numbers("dimensions").len()
    } else {
        5
    };
    let all = case.has("points").then(|| case.numbers("points"))?;
    Some(all.chunks(all.len() / count).map(<[f64]>::to_vec).collect())
}

fn shares<'a>(case: &'a Case, points: Option<&'a [&'a [f64]]>) -> DimensionWeights<'a> {
    match points {
        None => DimensionWeights::Equal,
        // The columns have one row: the list itself, which outlives the case.
        Some(points) if points[0].len() == 1 => DimensionWeights::Shared(Vec::leak(case.numbers("points"))),
        Some(points) => DimensionWeights::Points(points),
    }
}

fn gaps(case: &Case) -> Result<Outputs> {
    let of = |key| {
        if case.has(key) {
            case.numbers(key)
        } else {
            Vec::new()
        }
    };
    let columns = [
        "expected",
        "perceived",
        "believed",
        "standards",
        "delivered",
        "promised",
    ]
    .map(of);
    let [expected, perceived, believed, standards, delivered, promised] =
        columns.each_ref().map(Vec::as_slice);
    let answers = FiveGapsAnswers {
        expected,
        perceived,
        believed,
        standards,
        delivered,
        promised,
    };
    five_gaps(&answers, level(case)?).map(|gaps| Outputs::of(&gaps))
}

fn acsi_options(case: &Case) -> Result<AcsiOptions> {
    Ok(AcsiOptions {
        rating_weights: case.has("rating_weights").then(|| case.numbers("rating_weights")),
        minimum: case.number_or("minimum", 1.0),
        maximum: case.number_or("maximum", 10.0),
        level: level(case)?,
    })
}

/// An index with its standard error, if the case knows one.
fn known(case: &Case, key: &str) -> Option<Estimate> {
    let value = given(case, key)?;
    let error = given(case, &format!("{key}_error"));
    Some(match error {
        Some(error) => Estimate::wald(value, error, level(case).ok()?, 0, Method::Wald),
        None => Estimate::given(value),
    })
}

fn compared(case: &Case) -> Result<Outputs> {
    let current = known(case, "current").expect("an index to compare");
    let [past, rival, index] = ["past", "rival", "index"].map(|key| known(case, key));
    acsi_compare(
        &current,
        past.as_ref(),
        rival.as_ref(),
        index.as_ref(),
        level(case)?,
    )
    .map(|comparison| Outputs::of(&comparison))
}
