//! The table of answers.

use crate::error::Result;
use crate::estimate::{Estimate, ProportionOptions};
use crate::numeric::sum::ExactSum;
use crate::survey::scores::measure::is_small;
use crate::survey::tally::{Answered, Tally};
use alloc::vec::Vec;

/// One answer of a scale: who gave it.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct FrequencyRow {
    /// The answer.
    pub answer: i32,
    /// How many gave it.
    pub count: u64,
    /// Their weights added up; the count, where respondents have none.
    pub weight: f64,
    /// Their share of the valid answers.
    pub share: Estimate,
    /// The share of this answer and all lower ones.
    pub cumulative: f64,
}

/// How often each answer was given.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct FrequencyTable {
    /// The answers, from the lowest up: every one the scale has.
    pub rows: Vec<FrequencyRow>,
    /// Valid answers: the base of the shares.
    pub n: u64,
    /// Answers not given.
    pub missing: u64,
    /// Answers that the scale does not have.
    pub invalid: u64,
    /// Kish's effective number of respondents: what weights leave of `n`.
    pub effective_n: f64,
    /// The lowest answer that at least half the respondents do not exceed.
    pub median: i32,
    /// The most frequent answer; of several, the lowest.
    pub mode: i32,
    /// Whether fewer than 30 respondents stand behind intervals that lean on the normal distribution.
    pub small_sample: bool,
}

/// The frequency table 频数表 of an item: every answer of its scale with count, share, interval and cumulative share.
///
/// The base is those who answered the item: missing and invalid answers are shown beside it, in no share. The
/// intervals are each answer's own, not simultaneous ones. With weights, shares are Σw of the answer over Σw with a
/// linearised variance.
///
/// # Errors
/// [`Empty`](crate::ErrorCode::Empty) without a valid answer; [`Undefined`](crate::ErrorCode::Undefined) if all
/// weights are 0; [`Overflow`](crate::ErrorCode::Overflow) where squares of weights overflow.
///
/// # Example
/// ```
/// use goodwill::estimate::ProportionOptions;
/// use goodwill::survey::{Scale, Tally, frequency_table};
///
/// let tally = Tally::of(&[5.0, 4.0, 4.0, 2.0, f64::NAN], &Scale::new(1, 5)?)?;
/// let table = frequency_table(&tally, &ProportionOptions::default())?;
/// assert_eq!((table.n, table.missing, table.mode, table.median), (4, 1, 4, 4));
/// let fours = &table.rows[3];
/// assert_eq!((fours.answer, fours.count, fours.cumulative), (4, 2, 0.75));
/// assert_eq!(fours.share.to_string(), "0.500 (95% Wilson 0.150 to 0.850, n = 4)");
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Wilson 1927 (intervals); Kish 1965, section 11.7 (effective sample size).
pub fn frequency_table(tally: &Tally, options: &ProportionOptions) -> Result<FrequencyTable> {
    let answered = tally.answered()?;
    let rows = rows(&answered, options)?;
    let heaviest = rows.iter().fold(
        &rows[0],
        |best, row| if row.weight > best.weight { row } else { best },
    );
    let median = rows
        .iter()
        .find(|row| row.cumulative >= 0.5)
        .unwrap_or(&rows[rows.len() - 1]);
    let effective_n = answered.effective_n();
    Ok(FrequencyTable {
        n: answered.n,
        missing: tally.missing(),
        invalid: tally.invalid(),
        effective_n,
        median: median.answer,
        mode: heaviest.answer,
        small_sample: rows.iter().any(|row| is_small(row.share.method, effective_n)),
        rows,
    })
}

/// The answers of the scale, from the lowest up.
pub(super) fn rows(answered: &Answered<'_>, options: &ProportionOptions) -> Result<Vec<FrequencyRow>> {
    let counts = answered.tally.counts();
    let mut below = 0_u64;
    let mut weight_below = ExactSum::default();
    let mut rows = Vec::with_capacity(counts.len());
    for (point, (&count, answer)) in counts.iter().zip(answered.tally.scale().minimum()..).enumerate() {
        below += count;
        let (weight, cumulative) = match &answered.weights {
            None => (count as f64, below as f64 / answered.n as f64),
            Some(weights) => {
                weight_below.add(weights.sums[point]);
                (weights.sums[point], weight_below.value() / weights.total)
            }
        };
        rows.push(FrequencyRow {
            answer,
            count,
            weight,
            share: answered.share(&[point], options)?,
            cumulative,
        });
    }
    Ok(rows)
}
