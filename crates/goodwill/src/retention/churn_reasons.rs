//! Why customers left.

use crate::error::{Error, ErrorCode, Result};
use crate::estimate::{Estimate, ProportionInterval, ProportionOptions, proportion};
use crate::quantity::{Level, Proportion};
use alloc::collections::BTreeMap;
use alloc::{string::String, vec::Vec};

/// How [`churn_reasons`] counts.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
pub struct ReasonOptions {
    /// Confidence level of the intervals.
    pub level: Level,
    /// How the intervals of the shares are made.
    pub interval: ProportionInterval,
    /// The share of lost customers that the `vital_few` reasons must explain; 0.8 unless told.
    pub vital_share: Proportion,
}

impl Default for ReasonOptions {
    fn default() -> Self {
        Self {
            level: Level::default(),
            interval: ProportionInterval::default(),
            vital_share: Proportion::PARETO,
        }
    }
}

/// One reason of the Pareto table.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ChurnReason {
    /// The reason, as given.
    pub reason: String,
    /// Customers lost for it.
    pub lost: u64,
    /// Their share of all who gave a reason.
    pub share: Estimate,
    /// Customers lost for this reason or a more frequent one.
    pub cumulative_lost: u64,
    /// Their share of all who gave a reason.
    pub cumulative_share: Estimate,
}

/// Reasons in falling order of frequency.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ChurnReasons {
    /// One row a reason, the most frequent first; equally frequent ones in the order of their text.
    pub rows: Vec<ChurnReason>,
    /// Lost customers with a reason: the base of the shares.
    pub lost: u64,
    /// Lost customers without one: the reason is empty or blank.
    pub missing: u64,
    /// The smallest number of reasons that explains at least `vital_share` of the lost.
    pub vital_few: usize,
}

/// The Pareto table of churn reasons: counts, shares, cumulative shares, and the vital few.
///
/// `counts[i]` customers left for `reasons[i]`; without counts every row is one customer. Rows with the same reason are
/// added up, so a raw column and its table give the same. An empty or blank reason is missing: counted, and no part of
/// the base. Every share has the interval of one proportion. The intervals of cumulative shares treat the order of the
/// reasons as known; where neighbours are close, another sample may order them otherwise.
///
/// # Errors
/// [`LengthMismatch`](crate::ErrorCode::LengthMismatch); [`Empty`](crate::ErrorCode::Empty) if nobody gave a reason;
/// [`Overflow`](crate::ErrorCode::Overflow) if the counts add up past 2⁶⁴.
///
/// # Example
/// ```
/// use goodwill::retention::{ReasonOptions, churn_reasons};
///
/// let reasons = ["price", "service", "moved away", "", "price"];
/// let table = churn_reasons(&reasons, Some(&[30, 25, 10, 7, 35]), &ReasonOptions::default())?;
/// assert_eq!((table.lost, table.missing, table.vital_few), (100, 7, 2));
/// assert_eq!(table.rows[0].reason, "price");
/// assert_eq!(table.rows[0].share.to_string(), "0.650 (95% Wilson 0.553 to 0.736, n = 100)");
/// assert_eq!(table.rows[1].cumulative_share.value, 0.9);
/// # Ok::<(), goodwill::Error>(())
/// ```
pub fn churn_reasons<S: AsRef<str>>(
    reasons: &[S],
    counts: Option<&[u64]>,
    options: &ReasonOptions,
) -> Result<ChurnReasons> {
    if let Some(counts) = counts.filter(|counts| counts.len() != reasons.len()) {
        return Err(Error::length_mismatch("counts", counts.len(), reasons.len()));
    }
    let overflow = || Error::new(ErrorCode::Overflow, "counts", "adds up to too large a count");
    let (mut table, mut lost, mut missing) = (BTreeMap::<&str, u64>::new(), 0_u64, 0_u64);
    for (row, reason) in reasons.iter().enumerate() {
        let count = counts.map_or(1, |counts| counts[row]);
        let reason = reason.as_ref();
        let total = if reason.trim().is_empty() {
            &mut missing
        } else {
            &mut lost
        };
        *total = total.checked_add(count).ok_or_else(overflow)?;
        if count > 0 && !reason.trim().is_empty() {
            // No overflow: part of `lost`.
            *table.entry(reason).or_default() += count;
        }
    }
    if lost == 0 {
        return Err(Error::empty("reasons"));
    }
    let mut ordered: Vec<(&str, u64)> = table.into_iter().collect();
    ordered.sort_by_key(|&(_, count)| core::cmp::Reverse(count)); // stable: ties stay in the order of their text
    let options_of_shares = ProportionOptions {
        level: options.level,
        interval: options.interval,
    };
    let (mut rows, mut cumulative_lost) = (Vec::with_capacity(ordered.len()), 0);
    for (reason, count) in ordered {
        cumulative_lost += count;
        rows.push(ChurnReason {
            reason: reason.into(),
            lost: count,
            share: proportion(count, lost, &options_of_shares)?,
            cumulative_lost,
            cumulative_share: proportion(cumulative_lost, lost, &options_of_shares)?,
        });
    }
    let enough = |row: &ChurnReason| row.cumulative_share.value >= options.vital_share.get();
    let vital_few = rows.iter().position(enough).map_or(rows.len(), |index| index + 1);
    Ok(ChurnReasons {
        rows,
        lost,
        missing,
        vital_few,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_are_ordered_by_text_and_zero_counts_are_no_rows() {
        let table = churn_reasons(
            &["b", "a", "c", " "],
            Some(&[2, 2, 0, 9]),
            &ReasonOptions::default(),
        )
        .unwrap();
        let names: Vec<_> = table.rows.iter().map(|row| row.reason.as_str()).collect();
        assert_eq!((names, table.lost, table.missing), (alloc::vec!["a", "b"], 4, 9));
        assert_eq!(table.rows[1].cumulative_share.value, 1.0);
    }

    #[test]
    fn nobody_gave_a_reason() {
        let options = ReasonOptions::default();
        assert_eq!(
            churn_reasons(&["", " "], None, &options).unwrap_err().code(),
            ErrorCode::Empty
        );
        let error = churn_reasons(&["a"], Some(&[1, 2]), &options).unwrap_err();
        assert_eq!(error.code(), ErrorCode::LengthMismatch);
        let error = churn_reasons(&["a", "b"], Some(&[u64::MAX, 2]), &options).unwrap_err();
        assert_eq!(error.code(), ErrorCode::Overflow);
    }
}
