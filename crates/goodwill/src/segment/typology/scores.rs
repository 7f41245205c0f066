//! Attitudinal and behavioural loyalty as scores.

use super::check;
use crate::error::{Error, ErrorCode, Result};
use crate::estimate::{Estimate, mean_of};
use crate::numeric::sum::{ExactSum, exact_sum};
use crate::quantity::Level;
use alloc::format;
use alloc::vec::Vec;

/// The items of one side of loyalty, and how each is read.
///
/// An answer counts (x − worst)/(best − worst): 0 at the worst end of its scale, 1 at the best, which may be the lower
/// number. Items count alike, or by `importance`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScoreItems<'a> {
    /// A column for each item, NaN where an answer is missing.
    pub items: &'a [&'a [f64]],
    /// The worst answer to each item.
    pub worst: &'a [f64],
    /// The best answer to each item.
    pub best: &'a [f64],
    /// How much each item counts, 0 or more; empty if all count alike.
    pub importance: &'a [f64],
}

/// How items are read, checked: for each the worst answer, the best and its part of the score.
fn readings(
    side: &'static str,
    items: usize,
    worst: &[f64],
    best: &[f64],
    importance: &[f64],
) -> Result<Vec<(f64, f64, f64)>> {
    let error = |code, reason: &'static str| Error::new(code, side, reason);
    if items == 0 {
        return Err(error(ErrorCode::Empty, "holds no item"));
    }
    if worst.len() != items || best.len() != items || !(importance.is_empty() || importance.len() == items) {
        let reason = "must have a worst and a best answer for each item, and an importance for each or none";
        return Err(error(ErrorCode::LengthMismatch, reason).with_value(items));
    }
    for item in 0..items {
        let (worst, best) = (worst[item], best[item]);
        let weight = importance.get(item).copied().unwrap_or(1.0);
        if !worst.is_finite() || !best.is_finite() || !weight.is_finite() {
            let reason = "must have finite ends of every scale and finite importances";
            return Err(error(ErrorCode::NotFinite, reason).at(item));
        }
        if worst == best {
            let reason = "must have a best answer that is not the worst";
            return Err(error(ErrorCode::OutOfRange, reason).with_value(best).at(item));
        }
        if weight < 0.0 {
            let reason = "must have importances of 0 or more";
            return Err(error(ErrorCode::OutOfRange, reason).with_value(weight).at(item));
        }
    }
    let weight = |item: usize| importance.get(item).copied().unwrap_or(1.0);
    let total = exact_sum((0..items).map(weight));
    if total == 0.0 {
        return Err(error(ErrorCode::Undefined, "has importances that are all 0"));
    }
    Ok((0..items)
        .map(|item| (worst[item], best[item], weight(item) / total))
        .collect())
}

/// Whether an answer is on its scale.
fn on_scale(answer: f64, (worst, best, _): (f64, f64, f64)) -> bool {
    answer >= worst.min(best) && answer <= worst.max(best)
}

/// The score of answers that are on their scales; NaN if one is missing.
fn score(answers: impl Iterator<Item = f64>, readings: &[(f64, f64, f64)]) -> f64 {
    let mut sum = ExactSum::new();
    for (answer, &(worst, best, part)) in answers.zip(readings) {
        sum.add((answer - worst) / (best - worst) * part);
    }
    sum.value().min(1.0)
}

/// The loyalty score of one customer: the mean of their answers, each read as 0 at its worst and 1 at its best.
///
/// `importance` may be empty. The score is in [0, 1].
///
/// # Errors
/// [`Undefined`](ErrorCode::Undefined) if an answer is NaN; [`OutOfRange`](ErrorCode::OutOfRange) if it is off its scale or
/// the scale has one point; [`LengthMismatch`](ErrorCode::LengthMismatch), [`Empty`](ErrorCode::Empty),
/// [`NotFinite`](ErrorCode::NotFinite); the index is the item's.
///
/// # Example
/// ```
/// use goodwill::segment::loyalty_score;
///
/// // Continue 4 of 1–5, recommend 9 of 0–10, "a rival could win me over" 2 of 1–5 (reversed), pay more 3 of 1–5.
/// let got = loyalty_score(&[4.0, 9.0, 2.0, 3.0], &[1.0, 0.0, 5.0, 1.0], &[5.0, 10.0, 1.0, 5.0], &[])?;
/// assert_eq!(got, 0.725);
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Zeithaml, Berry & Parasuraman 1996 (the items of behavioural intentions); Dick & Basu 1994.
pub fn loyalty_score(answers: &[f64], worst: &[f64], best: &[f64], importance: &[f64]) -> Result<f64> {
    let readings = readings("answers", answers.len(), worst, best, importance)?;
    for (index, (&answer, &reading)) in answers.iter().zip(&readings).enumerate() {
        super::known("answers", answer).map_err(|error| error.at(index))?;
        if !on_scale(answer, reading) {
            return Err(off_scale("answers", answer, reading).at(index));
        }
    }
    Ok(score(answers.iter().copied(), &readings))
}

fn off_scale(parameter: &'static str, answer: f64, (worst, best, _): (f64, f64, f64)) -> Error {
    let reason = format!("must be between {} and {}", worst.min(best), worst.max(best));
    Error::out_of_range(parameter, reason).with_value(answer)
}

/// How loyal customers are in mind and in deed.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct LoyaltyScores {
    /// The attitudinal score of each customer, in [0, 1]; NaN where an answer is missing.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null::column"))]
    pub attitudinal: Vec<f64>,
    /// The behavioural score of each customer, in [0, 1]; NaN where an answer is missing.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null::column"))]
    pub behavioural: Vec<f64>,
    /// The mean attitudinal score.
    pub mean_attitudinal: Estimate,
    /// The mean behavioural score.
    pub mean_behavioural: Estimate,
    /// By how much the attitudinal score is higher, on average over customers who have both: intention without deed.
    pub gap: Estimate,
    /// The correlation of the two scores over customers who have both; NaN if either does not vary.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null"))]
    pub correlation: f64,
    /// Customers with both scores.
    pub n: u64,
    /// Customers with an answer or the weight missing.
    pub missing: u64,
}

/// Attitudinal and behavioural loyalty 态度忠诚与行为忠诚 as scores in [0, 1].
///
/// Attitudinal items ask what customers mean to do: continue, recommend, resist rivals, pay a premium 继续购买/推荐/抵制竞争者/
/// 支付溢价. Behavioural items say what they did: buy again, buy across categories, advocate, stay immune to rivals
/// 重复购买/交叉购买/口碑/免疫. A score is the mean of the items, each from 0 at its worst answer to 1 at its best; see
/// [`loyalty_score`]. Means have Student's t intervals; with weights linearised ones. A customer has a score only if every
/// item of it is answered: `missing` counts those who lack either.
///
/// # Errors
/// As for [`loyalty_score`], the parameter being `attitudinal` or `behavioural` for how items are read, and
/// `attitudinal[2]` for its third column, with the row; [`LengthMismatch`](ErrorCode::LengthMismatch) between columns;
/// [`Empty`](ErrorCode::Empty) if no customer has both scores; [`OutOfRange`](ErrorCode::OutOfRange) at a negative weight;
/// [`Undefined`](ErrorCode::Undefined) if all weights are 0.
///
/// # Example
/// ```
/// use goodwill::quantity::Level;
/// use goodwill::segment::{ScoreItems, loyalty_scores};
///
/// let (proceed, recommend) = ([5.0, 4.0, 3.0], [10.0, 8.0, 5.0]);
/// let attitudinal =
///     ScoreItems { items: &[&proceed, &recommend], worst: &[1.0, 0.0], best: &[5.0, 10.0], importance: &[] };
/// let repeat_share = [0.75, 0.25, 0.5];
/// let behavioural = ScoreItems { items: &[&repeat_share], worst: &[0.0], best: &[1.0], importance: &[] };
/// let got = loyalty_scores(&attitudinal, &behavioural, None, Level::default())?;
/// assert_eq!(got.attitudinal, [1.0, 0.775, 0.5]);
/// assert_eq!((got.mean_behavioural.value, got.n), (0.5, 3));
/// assert!((got.gap.value - 0.775 / 3.0).abs() < 1e-15);
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Zeithaml, Berry & Parasuraman 1996; Dick & Basu 1994.
pub fn loyalty_scores(
    attitudinal: &ScoreItems<'_>,
    behavioural: &ScoreItems<'_>,
    weights: Option<&[f64]>,
    level: Level,
) -> Result<LoyaltyScores> {
    let rows = attitudinal.items.first().map_or(0, |item| item.len());
    let in_mind = side("attitudinal", attitudinal, rows)?;
    let in_deed = side("behavioural", behavioural, rows)?;
    check(&[("attitudinal", &in_mind), ("behavioural", &in_deed)], weights)?;
    let weight = |row: usize| weights.map_or(1.0, |weights| weights[row]);
    let both: Vec<usize> = (0..rows)
        .filter(|&row| !in_mind[row].is_nan() && !in_deed[row].is_nan() && !weight(row).is_nan())
        .collect();
    if both.is_empty() {
        return Err(Error::empty("attitudinal"));
    }
    if both.iter().all(|&row| weight(row) == 0.0) {
        return Err(Error::undefined("weights", "are all 0"));
    }
    // Each mean over everybody who has that score, the comparison over those who have both.
    let mean = |scores: &[f64]| {
        let known = |&row: &usize| !scores[row].is_nan() && !weight(row).is_nan();
        let rows: Vec<usize> = (0..rows).filter(known).collect();
        let values: Vec<f64> = rows.iter().map(|&row| scores[row]).collect();
        let of_rows: Vec<f64> = rows.iter().map(|&row| weight(row)).collect();
        mean_of(&values, weights.map(|_| &of_rows[..]), level)
    };
    let pick = |scores: &[f64]| -> Vec<f64> { both.iter().map(|&row| scores[row]).collect() };
    let (a, b) = (pick(&in_mind), pick(&in_deed));
    let of_both: Vec<f64> = both.iter().map(|&row| weight(row)).collect();
    let gaps: Vec<f64> = a.iter().zip(&b).map(|(a, b)| a - b).collect();
    Ok(LoyaltyScores {
        mean_attitudinal: mean(&in_mind),
        mean_behavioural: mean(&in_deed),
        gap: mean_of(&gaps, weights.map(|_| &of_both[..]), level),
        correlation: correlation(&a, &b, &of_both),
        n: both.len() as u64,
        missing: (rows - both.len()) as u64,
        attitudinal: in_mind,
        behavioural: in_deed,
    })
}

/// The scores of one side.
fn side(name: &'static str, of: &ScoreItems<'_>, rows: usize) -> Result<Vec<f64>> {
    let readings = readings(name, of.items.len(), of.worst, of.best, of.importance)?;
    for (number, (column, &reading)) in of.items.iter().zip(&readings).enumerate() {
        let column_name = || format!("{name}[{number}]");
        if column.len() != rows {
            return Err(Error::length_mismatch(name, column.len(), rows).rename(column_name()));
        }
        let off = |answer: &f64| !answer.is_nan() && !on_scale(*answer, reading);
        if let Some(row) = column.iter().position(off) {
            return Err(off_scale(name, column[row], reading)
                .rename(column_name())
                .at(row));
        }
    }
    Ok((0..rows)
        .map(|row| {
            let answers = || of.items.iter().map(|column| column[row]);
            if answers().any(f64::is_nan) {
                f64::NAN
            } else {
                score(answers(), &readings)
            }
        })
        .collect())
}

/// The weighted correlation.
fn correlation(a: &[f64], b: &[f64], weights: &[f64]) -> f64 {
    let total = exact_sum(weights.iter().copied());
    let mean = |of: &[f64]| {
        let mut sum = ExactSum::new();
        for (&value, &weight) in of.iter().zip(weights) {
            sum.add_product(value, weight);
        }
        sum.value() / total
    };
    let (mean_a, mean_b) = (mean(a), mean(b));
    let moment = |x: &[f64], mean_x: f64, y: &[f64], mean_y: f64| {
        exact_sum((0..x.len()).map(|row| weights[row] * (x[row] - mean_x) * (y[row] - mean_y))) / total
    };
    let (aa, bb, ab) = (
        moment(a, mean_a, a, mean_a),
        moment(b, mean_b, b, mean_b),
        moment(a, mean_a, b, mean_b),
    );
    if aa * bb > 0.0 {
        (ab / libm::sqrt(aa * bb)).clamp(-1.0, 1.0)
    } else {
        f64::NAN
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn a_scale_may_run_either_way() {
        assert_eq!(loyalty_score(&[1.0], &[1.0], &[5.0], &[]).unwrap(), 0.0);
        assert_eq!(loyalty_score(&[1.0], &[5.0], &[1.0], &[]).unwrap(), 1.0);
        assert_eq!(
            loyalty_score(&[1.0, 1.0], &[1.0, 5.0], &[5.0, 1.0], &[1.0, 3.0]).unwrap(),
            0.75
        );
    }

    #[test]
    fn bad_items_are_named() {
        let fail = |answers: &[f64], worst: &[f64], best: &[f64], importance: &[f64]| {
            loyalty_score(answers, worst, best, importance).unwrap_err()
        };
        assert_eq!(
            fail(&[6.0], &[5.0], &[1.0], &[]).to_string(),
            "answers[0]: must be between 1 and 5, got 6"
        );
        assert_eq!(
            fail(&[f64::NAN], &[1.0], &[5.0], &[]).code(),
            ErrorCode::Undefined
        );
        assert_eq!(fail(&[1.0], &[1.0], &[1.0], &[]).code(), ErrorCode::OutOfRange);
        assert_eq!(fail(&[1.0], &[1.0], &[], &[]).code(), ErrorCode::LengthMismatch);
        assert_eq!(fail(&[1.0], &[1.0], &[5.0], &[0.0]).code(), ErrorCode::Undefined);
        assert_eq!(
            fail(&[1.0], &[1.0], &[5.0], &[-1.0]).code(),
            ErrorCode::OutOfRange
        );
        assert_eq!(fail(&[], &[], &[], &[]).code(), ErrorCode::Empty);
    }

    #[test]
    fn columns_are_named_with_their_row() {
        let (good, bad) = ([1.0, 2.0], [1.0, 9.0]);
        let of = |items| ScoreItems {
            items,
            worst: &[1.0, 1.0],
            best: &[5.0, 5.0],
            importance: &[],
        };
        let columns: [&[f64]; 2] = [&good, &bad];
        let fine: [&[f64]; 2] = [&good, &good];
        let error = loyalty_scores(&of(&fine), &of(&columns), None, Level::default()).unwrap_err();
        assert_eq!(
            error.to_string(),
            "behavioural[1][1]: must be between 1 and 5, got 9"
        );
        let got = loyalty_scores(&of(&fine), &of(&fine), Some(&[1.0, 3.0]), Level::default()).unwrap();
        assert_relative_eq!(got.correlation, 1.0, max_relative = 1e-15);
        assert_relative_eq!(got.mean_attitudinal.value, 0.1875, max_relative = 1e-15);
    }
}
