//! The Gini coefficient.

use super::{Amounts, RunningSum, all_but_each, scaled};
use crate::error::Result;
use crate::estimate::Estimate;
use crate::quantity::Level;

/// The Gini coefficient in its two forms.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Gini {
    /// Twice the area between the Lorenz curve and the diagonal: 0 if all are equal, (n − 1)/n if one holds all.
    pub gini: Estimate,
    /// The same times n/(n − 1): free of most of the bias of small samples, 1 if one holds all. NaN for one customer.
    pub unbiased: Estimate,
    /// Customers without an amount (NaN); left out.
    pub missing: u64,
}

/// The Gini coefficient of one amount per customer: Σ(2i − n − 1)·x₍ᵢ₎ / (n·Σx), with amounts ascending.
///
/// The standard error is the jackknife's, computed in closed form, and the interval Student's t, cut to [0, 1]. Amounts
/// of customers are skewed and any interval for a Gini coefficient is too narrow on small samples: measured over 4,000
/// samples each, this one covered a true value at 95 % in 90 % (n = 50), 91 % (200) and 94 % (1,000) of lognormal ones
/// (σ = 1), and in 84, 88 and 93 % of Pareto ones (α = 3). Fewer than three customers have no interval.
///
/// # Errors
/// As [`concentration`](fn@super::concentration).
///
/// # Example
/// ```
/// use goodwill::{quantity::Level, value::gini};
///
/// let spend = [541.0, 1463.0, 2445.0, 3438.0, 4437.0, 5401.0, 6392.0, 8304.0, 11904.0, 22261.0];
/// let gini = gini(&spend, Level::default())?;
/// assert_eq!(format!("{:.7}", gini.gini.value), "0.4620911");
/// assert_eq!(format!("{:.7}", gini.unbiased.value), "0.5134346");
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Gini 1914; Davidson 2009 (bias correction); Karagiannis & Kovačević 2000 (jackknife in one pass).
pub fn gini(values: &[f64], level: Level) -> Result<Gini> {
    Ok(of(&Amounts::new(values)?, level))
}

pub(super) fn of(amounts: &Amounts, level: Level) -> Gini {
    let n = amounts.len();
    // In units of the mean, so that the total is n and nothing overflows.
    let mean = amounts.mean();
    let sorted = &amounts.sorted;
    let rank_weight = |index: usize| (2 * index + 1) as f64 - n;
    let weighted = RunningSum::of(
        sorted
            .iter()
            .enumerate()
            .map(|(index, x)| rank_weight(index) * (x / mean)),
    );
    let replicates = || {
        // Of n − 1 customers; the ranks above the one left out move down by one.
        let term = |index: usize| sorted[index] / mean;
        let weighted = all_but_each(
            sorted.len(),
            |index| (rank_weight(index) + 1.0) * term(index),
            |index| (rank_weight(index) - 1.0) * term(index),
        );
        let totals = all_but_each(sorted.len(), term, term);
        let ratio = |(weighted, total): (f64, f64)| weighted / ((n - 2.0) * total);
        weighted.into_iter().zip(totals).map(ratio).collect()
    };
    let value = weighted / (n * (n - 1.0));
    let unbiased = amounts.jackknife(value, level, replicates).clipped(0.0, 1.0);
    let gini = if sorted.len() == 1 {
        Estimate::without_interval(0.0, level, 1)
    } else {
        Estimate {
            value: weighted / (n * n),
            ..scaled(unbiased, (n - 1.0) / n)
        }
    };
    Gini {
        gini,
        unbiased,
        missing: amounts.missing,
    }
}
