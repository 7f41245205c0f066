//! The continuous analysis: answers as scores.

use super::category::KanoCategory;
use super::pairs::{Cell, KanoPairs};
use crate::error::Result;
use crate::estimate::{Estimate, Interval, Method};
use crate::numeric::student_t;
use crate::numeric::sum::exact_sum;
use crate::quantity::Level;

/// Scores of the answers to the functional question, from "like" to "dislike".
const FUNCTIONAL: [f64; 5] = [4.0, 2.0, 0.0, -1.0, -2.0];
/// Scores of the answers to the dysfunctional question, from "like" to "dislike".
const DYSFUNCTIONAL: [f64; 5] = [-2.0, -1.0, 0.0, 2.0, 4.0];
/// The middle of the square in which features that are wanted lie.
const MIDDLE: f64 = 2.0;

/// Where a feature lies in the plane of satisfaction by its presence and dissatisfaction by its absence.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct KanoContinuous {
    /// Mean score of the functional question, in [−2, 4]: satisfaction by presence.
    pub functional: Estimate,
    /// Mean score of the dysfunctional question, in [−2, 4]: dissatisfaction by absence.
    pub dysfunctional: Estimate,
    /// The region the two means lie in.
    pub category: KanoCategory,
    /// The correlation of the two scores; NaN if either does not vary.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null"))]
    pub correlation: f64,
    /// The number of complete pairs of answers.
    pub n: u64,
    /// Respondents with both answers, or the weight, missing.
    pub missing: u64,
    /// Respondents with one of the two answers missing.
    pub half_missing: u64,
    /// Respondents with an answer that the scale does not have.
    pub invalid: u64,
    /// Whether there are fewer than 30 respondents: the intervals lean on more.
    pub small_sample: bool,
}

/// The continuous Kano analysis of a feature: the mean of scored answers to either question.
///
/// Present: like 4, expect 2, neutral 0, live with −1, dislike −2. Absent: like −2, expect −1, neutral 0, live with 2,
/// dislike 4. The scores are lopsided because dislike of a presence, or delight in an absence, is weaker evidence.
/// The square [0, 4]² is cut at 2: one-dimensional above on both, attractive above by presence only, must-be above by
/// absence only, indifferent below on both. A mean below 0 is a reverse feature.
///
/// Student's t intervals; with weights linearised.
///
/// # Errors
/// [`Empty`](crate::ErrorCode::Empty) if there is no complete pair; [`Undefined`](crate::ErrorCode::Undefined) if all
/// weights are 0.
///
/// # Example
/// ```
/// use goodwill::{quantity::Level, survey::{KanoCategory, KanoPairs, kano_continuous}};
///
/// let functional = [1.0, 1.0, 2.0, 3.0];
/// let dysfunctional = [5.0, 4.0, 5.0, 5.0];
/// let pairs = KanoPairs::of(&functional, &dysfunctional, &KanoPairs::scale())?;
/// let got = kano_continuous(&pairs, Level::default())?;
/// assert_eq!(got.functional.to_string(), "2.500 (95% Student t -0.547 to 5.547, n = 4)");
/// assert_eq!(got.dysfunctional.to_string(), "3.500 (95% Student t 1.909 to 5.091, n = 4)");
/// assert_eq!(got.category, KanoCategory::OneDimensional);
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// DuMouchel in Berger et al. 1993, section IVb.
pub fn kano_continuous(pairs: &KanoPairs, level: Level) -> Result<KanoContinuous> {
    let cells = pairs.cells()?;
    let total = exact_sum(cells.iter().map(|cell| cell.weight));
    let score =
        |of: fn(&Cell) -> f64| -> f64 { exact_sum(cells.iter().map(|cell| cell.weight * of(cell))) / total };
    let n = pairs.n();
    let means = [functional_score, dysfunctional_score].map(score);
    let estimate = |of: fn(&Cell) -> f64, mean: f64| {
        if n == 1 {
            return Estimate::without_interval(mean, level, n);
        }
        let count = n as f64;
        let squares = exact_sum(cells.iter().map(|cell| {
            let residual = of(cell) - mean;
            cell.squares * residual * residual
        }));
        let error = libm::sqrt(count / (count - 1.0) * squares) / total;
        if pairs.is_weighted() {
            return Estimate::wald(mean, error, level, n, Method::Linearised);
        }
        let half = -student_t::quantile(level.tail(), count - 1.0) * error;
        Estimate {
            value: mean,
            standard_error: error,
            interval: Interval {
                lower: mean - half,
                upper: mean + half,
            },
            level,
            n,
            method: Method::StudentT,
        }
    };
    let [f, d] = means;
    let product = |x: fn(&Cell) -> f64, a: f64, y: fn(&Cell) -> f64, b: f64| {
        exact_sum(
            cells
                .iter()
                .map(|cell| cell.weight * (x(cell) - a) * (y(cell) - b)),
        )
    };
    let spread = product(functional_score, f, functional_score, f)
        * product(dysfunctional_score, d, dysfunctional_score, d);
    let correlation = if spread > 0.0 {
        product(functional_score, f, dysfunctional_score, d) / libm::sqrt(spread)
    } else {
        f64::NAN
    };
    Ok(KanoContinuous {
        functional: estimate(functional_score, f),
        dysfunctional: estimate(dysfunctional_score, d),
        category: region(f, d),
        correlation: correlation.clamp(-1.0, 1.0),
        n,
        missing: pairs.missing(),
        half_missing: pairs.half_missing(),
        invalid: pairs.invalid(),
        small_sample: n < 30,
    })
}

fn functional_score(cell: &Cell) -> f64 {
    FUNCTIONAL[cell.functional]
}

fn dysfunctional_score(cell: &Cell) -> f64 {
    DYSFUNCTIONAL[cell.dysfunctional]
}

fn region(functional: f64, dysfunctional: f64) -> KanoCategory {
    match (functional >= MIDDLE, dysfunctional >= MIDDLE) {
        _ if functional < 0.0 || dysfunctional < 0.0 => KanoCategory::Reverse,
        (true, true) => KanoCategory::OneDimensional,
        (true, false) => KanoCategory::Attractive,
        (false, true) => KanoCategory::MustBe,
        (false, false) => KanoCategory::Indifferent,
    }
}
