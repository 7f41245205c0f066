//! Cases of the types of loyalty.

use crate::Answer;
use crate::estimate::level;
use goodwill::choice::Choice as _;
use goodwill::segment::{
    ApostleCuts, LoyaltyCuts, LoyaltyReason, ScoreItems, apostle_model, apostle_segment, loyalty_matrix,
    loyalty_pyramid, loyalty_quadrant, loyalty_score, loyalty_scores, loyalty_type, loyalty_types,
    pyramid_level,
};
use goodwill::{ErrorCode, Result};
use goodwill_tests::{Case, Outputs};

pub(crate) fn call(case: &Case) -> Answer {
    Some(match case.function.as_str() {
        "loyalty_quadrant" => loyalty_quadrant(
            case.number("attitude"),
            case.number("repeat"),
            &loyalty_cuts(case),
        )
        .map(|quadrant| Outputs::of(&quadrant)),
        "loyalty_matrix" => matrix(case),
        "apostle_segment" => apostle_segment(
            case.number("satisfaction"),
            case.number("loyalty"),
            &apostle_cuts(case),
        )
        .map(|segment| Outputs::of(&segment)),
        "apostle_model" => apostles(case),
        "loyalty_type" => kind(case),
        "loyalty_types" => kinds(case),
        "pyramid_level" => four(case, "answers")
            .and_then(|answers| pyramid_level(&answers, &four(case, "cuts")?, case.choice("rule")?))
            .map(|level| Outputs::of(&level)),
        "loyalty_pyramid" => pyramid(case),
        "loyalty_score" => loyalty_score(
            &case.numbers("answers"),
            &case.numbers("worst"),
            &case.numbers("best"),
            &optional(case, "importance").unwrap_or_default(),
        )
        .map(|score| Outputs::of(&score)),
        "loyalty_scores" => scores(case),
        _ => return None,
    })
}

fn optional(case: &Case, key: &str) -> Option<Vec<f64>> {
    case.has(key).then(|| case.numbers(key))
}

fn loyalty_cuts(case: &Case) -> LoyaltyCuts {
    LoyaltyCuts {
        attitude: case.number("attitude_cut"),
        repeat: case.number("repeat_cut"),
    }
}

fn apostle_cuts(case: &Case) -> ApostleCuts {
    let pair = |key| optional(case, key).map(|pair| (pair[0], pair[1]));
    ApostleCuts {
        satisfaction: case.number("satisfaction_cut"),
        loyalty: case.number("loyalty_cut"),
        apostle: pair("apostle"),
        terrorist: pair("terrorist"),
    }
}

fn four(case: &Case, key: &'static str) -> Result<[f64; 4]> {
    let numbers = case.numbers(key);
    numbers
        .try_into()
        .map_err(|_| goodwill::Error::new(ErrorCode::LengthMismatch, key, "must be four numbers"))
}

fn matrix(case: &Case) -> Result<Outputs> {
    let weights = optional(case, "weights");
    loyalty_matrix(
        &case.numbers("attitude"),
        &case.numbers("repeat"),
        weights.as_deref(),
        &loyalty_cuts(case),
        level(case)?,
    )
    .map(|matrix| Outputs::of(&matrix))
}

fn apostles(case: &Case) -> Result<Outputs> {
    let weights = optional(case, "weights");
    apostle_model(
        &case.numbers("satisfaction"),
        &case.numbers("loyalty"),
        weights.as_deref(),
        &apostle_cuts(case),
        level(case)?,
    )
    .map(|model| Outputs::of(&model))
}

fn reason(name: &str) -> Result<Option<LoyaltyReason>> {
    (!name.is_empty())
        .then(|| LoyaltyReason::from_name("reason", name))
        .transpose()
}

fn kind(case: &Case) -> Result<Outputs> {
    let reason = if case.has("reason") {
        reason(case.text("reason"))?
    } else {
        None
    };
    loyalty_type(
        case.number("attitude"),
        case.number("repeat"),
        reason,
        &loyalty_cuts(case),
    )
    .map(|kind| Outputs::of(&kind))
}

fn kinds(case: &Case) -> Result<Outputs> {
    let reasons = if case.has("reason") {
        case.texts("reason")
            .into_iter()
            .map(reason)
            .collect::<Result<_>>()?
    } else {
        Vec::new()
    };
    let weights = optional(case, "weights");
    loyalty_types(
        &case.numbers("attitude"),
        &case.numbers("repeat"),
        &reasons,
        weights.as_deref(),
        &loyalty_cuts(case),
        level(case)?,
    )
    .map(|kinds| Outputs::of(&kinds))
}

/// Columns that stand one after another.
fn columns(numbers: &[f64], items: usize) -> Vec<&[f64]> {
    numbers.chunks(numbers.len() / items).collect()
}

fn pyramid(case: &Case) -> Result<Outputs> {
    let (answers, weights) = (case.numbers("answers"), optional(case, "weights"));
    let columns = columns(&answers, case.count("items") as usize);
    let four_columns = [columns[0], columns[1], columns[2], columns[3]];
    loyalty_pyramid(
        &four_columns,
        weights.as_deref(),
        &four(case, "cuts")?,
        case.choice("rule")?,
        level(case)?,
    )
    .map(|pyramid| Outputs::of(&pyramid))
}

fn scores(case: &Case) -> Result<Outputs> {
    let part = |side: &str, part: &str| optional(case, &format!("{side}_{part}")).unwrap_or_default();
    let numbers = ["attitudinal", "behavioural"].map(|side| case.numbers(side));
    let counts = ["attitudinal_items", "behavioural_items"].map(|key| case.count(key) as usize);
    let ends = ["attitudinal", "behavioural"]
        .map(|side| [part(side, "worst"), part(side, "best"), part(side, "importance")]);
    let columns = [columns(&numbers[0], counts[0]), columns(&numbers[1], counts[1])];
    let side = |k: usize| ScoreItems {
        items: &columns[k],
        worst: &ends[k][0],
        best: &ends[k][1],
        importance: &ends[k][2],
    };
    let weights = optional(case, "weights");
    loyalty_scores(&side(0), &side(1), weights.as_deref(), level(case)?).map(|scores| Outputs::of(&scores))
}
