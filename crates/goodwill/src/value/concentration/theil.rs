//! The Theil index.

use super::{Amounts, RunningSum, all_but_each};
use crate::error::Result;
use crate::estimate::Estimate;
use crate::quantity::Level;
use alloc::vec::Vec;

/// The Theil index and its share of the possible.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Theil {
    /// The index, in nats: 0 if all are equal, ln n if one holds all.
    pub theil: Estimate,
    /// `theil / ln n`, in [0, 1]. NaN for one customer.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null"))]
    pub normalised: f64,
    /// Customers without an amount (NaN); left out.
    pub missing: u64,
}

/// The Theil index of one amount per customer: the mean of (x/μ)·ln(x/μ), where an amount of 0 adds 0.
///
/// Unlike the Gini coefficient it splits exactly into inequality within groups and between them. Jackknife standard
/// error, Student's t interval cut to [0, ln n]; fewer than three customers have none.
///
/// # Errors
/// As [`concentration`](fn@super::concentration).
///
/// # Example
/// ```
/// use goodwill::{quantity::Level, value::theil};
///
/// let spend = [541.0, 1463.0, 2445.0, 3438.0, 4437.0, 5401.0, 6392.0, 8304.0, 11904.0, 22261.0];
/// let theil = theil(&spend, Level::default())?;
/// assert_eq!(format!("{:.7}", theil.theil.value), "0.3623412");
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Theil 1967, *Economics and Information Theory*, ch. 4.
pub fn theil(values: &[f64], level: Level) -> Result<Theil> {
    Ok(of(&Amounts::new(values)?, level))
}

pub(super) fn of(amounts: &Amounts, level: Level) -> Theil {
    let n = amounts.len();
    let mean = amounts.mean();
    let terms: Vec<(f64, f64)> = amounts
        .sorted
        .iter()
        .map(|x| {
            let x = x / mean;
            (x, if x > 0.0 { x * libm::log(x) } else { 0.0 })
        })
        .collect();
    let sum = RunningSum::of(terms.iter().map(|term| term.1));
    let replicates = || {
        // The total is no longer n, nor the mean 1.
        let totals = all_but_each(terms.len(), |index| terms[index].0, |index| terms[index].0);
        let sums = all_but_each(terms.len(), |index| terms[index].1, |index| terms[index].1);
        let index = |(sum, total): (f64, f64)| sum / total - libm::log(total / (n - 1.0));
        sums.into_iter().zip(totals).map(index).collect()
    };
    let most = libm::log(n);
    let value = (sum / n).max(0.0); // equal amounts round to either side of 0
    Theil {
        theil: amounts.jackknife(value, level, replicates).clipped(0.0, most),
        normalised: value / most,
        missing: amounts.missing,
    }
}
