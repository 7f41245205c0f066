//! Willingness to recommend on five points.

use super::measure::is_small;
use super::table::{FrequencyRow, rows};
use crate::error::{Error, Result};
use crate::estimate::{Estimate, MeanOptions, ProportionOptions};
use crate::survey::tally::Tally;
use alloc::vec::Vec;

/// Willingness to recommend on a scale of five points.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct RecommendWillingness {
    /// The five answers, from the lowest up: X₁ … X₅ with their shares.
    pub rows: Vec<FrequencyRow>,
    /// The mean answer, in points.
    pub mean: Estimate,
    /// The willing: the share of the two best answers, (X₄ + X₅)/X.
    pub willing: Estimate,
    /// The unwilling: the share of the two worst answers, (X₁ + X₂)/X.
    pub unwilling: Estimate,
    /// Valid answers: the base X of the shares.
    pub n: u64,
    /// Answers not given.
    pub missing: u64,
    /// Answers that the scale does not have.
    pub invalid: u64,
    /// Kish's effective number of respondents: what weights leave of `n`.
    pub effective_n: f64,
    /// Whether fewer than 30 respondents (effective ones, where they have weights) answered: the interval of the mean is
    /// a rough one.
    pub small_sample: bool,
}

/// Willingness to recommend 推荐意愿 on five points: the counts X₁ … X₅ with their shares, the mean, the share of the
/// willing (X₄ + X₅)/X and of the unwilling (X₁ + X₂)/X.
///
/// X is the number who answered the item, not the number asked: missing answers are counted apart. Where the low end
/// of the scale is good, the willing are X₁ and X₂. For 0–10 see [`nps`](super::super::nps).
///
/// # Errors
/// [`Inconsistent`](crate::ErrorCode::Inconsistent) unless the scale has five points; otherwise as for
/// [`frequency_table`](super::frequency_table).
///
/// # Example
/// ```
/// use goodwill::estimate::ProportionOptions;
/// use goodwill::survey::{Scale, Tally, recommend_willingness};
///
/// let tally = Tally::from_counts(&[5, 10, 25, 40, 20], 12, &Scale::new(1, 5)?)?;
/// let would = recommend_willingness(&tally, &ProportionOptions::default())?;
/// assert_eq!((would.mean.value, would.willing.value, would.unwilling.value), (3.6, 0.6, 0.15));
/// assert_eq!((would.n, would.missing), (100, 12));
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Wilson 1927 (shares); Student 1908 (mean).
pub fn recommend_willingness(tally: &Tally, options: &ProportionOptions) -> Result<RecommendWillingness> {
    let points = tally.scale().points();
    if points != 5 {
        let reason = "must have five points; net promoter score is the measure on 0 to 10";
        return Err(Error::inconsistent("scale", reason).with_value(points));
    }
    let answered = tally.answered()?;
    let (best, worst) = tally.ends(("top", 2), ("bottom", 2))?;
    let mean = answered.mean(&MeanOptions {
        level: options.level,
        population_size: None,
    })?;
    let effective_n = answered.effective_n();
    Ok(RecommendWillingness {
        rows: rows(&answered, options)?,
        mean,
        willing: answered.share(&best, options)?,
        unwilling: answered.share(&worst, options)?,
        n: answered.n,
        missing: tally.missing(),
        invalid: tally.invalid(),
        effective_n,
        small_sample: is_small(mean.method, effective_n),
    })
}
