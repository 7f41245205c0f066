//! Whether what customers spend per purchase is unrelated to how often they buy.

use super::spend_counts::{NonPositiveSpend, SpendCount, SpendCounts};
use crate::error::{Error, Result};
use crate::estimate::{Estimate, Method, TestResult};
use crate::numeric::student_t;
use crate::numeric::sum::{ExactSum, exact_sum};
use crate::parallel;
use crate::quantity::Level;
use alloc::vec::Vec;

/// The relation of spend and frequency among customers with a purchase.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct SpendIndependence {
    /// Pearson's correlation of frequency and mean spend, with Fisher's z interval.
    pub pearson: Estimate,
    /// The t test of no linear relation.
    pub pearson_test: TestResult,
    /// Spearman's rank correlation, with the interval of Bonett & Wright (2000).
    pub spearman: Estimate,
    /// The t test of no monotone relation.
    pub spearman_test: TestResult,
    /// Customers left out because they made no purchase.
    pub without_purchase: u64,
}

/// The correlation of purchase frequency and mean spend, which the Gamma–Gamma model takes to be 0.
///
/// One row a customer; those without purchase (frequency 0) are left out and counted. Pearson's r measures a linear
/// relation, Spearman's the relation of ranks, which a few large spenders do not move. A correlation near 0 is what
/// matters: with many customers a harmless one is significant too. CDNOW has r = 0.11 and is modelled all the same.
///
/// # Errors
/// `Undefined` when all frequencies or all spends are equal, or with fewer than 4 customers; what else
/// [`SpendCounts::from_columns`] refuses.
///
/// # Example
/// ```
/// use goodwill::{model::spend_independence, quantity::Level};
/// let frequency = [2.0, 1.0, 0.0, 7.0, 1.0, 3.0, 1.0];
/// let spend = [22.35, 11.77, 0.0, 73.74, 12.0, 21.0, 35.0];
/// let found = spend_independence(&frequency, &spend, Level::default())?;
/// assert_eq!(format!("{:.2}", found.pearson), "0.89 (95% transformed 0.27 to 0.99, n = 6)");
/// assert_eq!(found.without_purchase, 1);
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Fader, Hardie & Lee 2005b, section 4 (the assumption and its check); Bonett & Wright 2000, Psychometrika 65 (interval).
pub fn spend_independence(frequency: &[f64], mean_spend: &[f64], level: Level) -> Result<SpendIndependence> {
    SpendCounts::from_columns(frequency, mean_spend, None, NonPositiveSpend::Refuse)?.independence(level)
}

impl SpendCounts {
    /// The correlation of frequency and mean spend of these customers: [`spend_independence`]. Weights count as customers.
    ///
    /// # Errors
    /// As [`spend_independence`].
    pub fn independence(&self, level: Level) -> Result<SpendIndependence> {
        let rows = self.rows();
        let weights: Vec<f64> = rows.iter().map(SpendCount::total_weight).collect();
        let total = exact_sum(weights.iter().copied());
        if total < 4.0 {
            return Err(Error::undefined(
                "mean_spend",
                "has too few customers with a purchase: at least 4 are needed",
            )
            .with_value(total));
        }
        let frequency: Vec<f64> = rows.iter().map(|row| f64::from(row.frequency)).collect();
        let spend: Vec<f64> = rows.iter().map(|row| row.mean_spend).collect();
        let pearson = correlation(&frequency, &spend, &weights, total)?;
        let spearman = self.rank_correlation(&weights, total)?;
        let n = libm::round(total) as u64;
        Ok(SpendIndependence {
            pearson: interval(pearson, 1.0, total, level, n),
            pearson_test: no_relation(pearson, total),
            spearman: interval(spearman, 1.0 + 0.5 * spearman * spearman, total, level, n),
            spearman_test: no_relation(spearman, total),
            without_purchase: self.without_purchase(),
        })
    }

    /// Spearman's correlation and its test, of at most 65,536 of the rows at equal distances: enough to see whether a
    /// relation is worth a warning.
    pub(super) fn rough_relation(&self) -> Result<(f64, TestResult)> {
        let stride = self.rows().len().div_ceil(1 << 16).max(1);
        let sample = self.every(stride);
        let weights: Vec<f64> = sample.rows().iter().map(SpendCount::total_weight).collect();
        let total = exact_sum(weights.iter().copied());
        let r = sample.rank_correlation(&weights, total)?;
        Ok((r, no_relation(r, total)))
    }

    /// Spearman's correlation: of mid-ranks.
    fn rank_correlation(&self, weights: &[f64], total: f64) -> Result<f64> {
        let rows = self.rows();
        // Rows ascend by frequency already; no two rows are equal, so ties are broken by their place.
        let by_frequency: Vec<u32> = (0..rows.len() as u32).collect();
        let mut keyed: Vec<(f64, u32)> = rows.iter().map(|row| row.mean_spend).zip(0..).collect();
        parallel::sort_by(&mut keyed, |a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let by_spend: Vec<u32> = keyed.iter().map(|&(_, row)| row).collect();
        let frequency = ranks(&by_frequency, weights, |at| f64::from(rows[at].frequency));
        let spend = ranks(&by_spend, weights, |at| rows[at].mean_spend);
        correlation(&frequency, &spend, weights, total)
    }
}

/// The mean rank of each row, where rows of one value share theirs.
fn ranks(ascending: &[u32], weights: &[f64], value: impl Fn(usize) -> f64) -> Vec<f64> {
    let mut ranks = alloc::vec![0.0; ascending.len()];
    let mut before = ExactSum::new();
    let mut start = 0;
    while start < ascending.len() {
        let this = value(ascending[start] as usize);
        let mut end = start;
        let first = before.value();
        while end < ascending.len() && value(ascending[end] as usize) == this {
            before.add(weights[ascending[end] as usize]);
            end += 1;
        }
        let rank = 0.5 * (first + before.value() + 1.0);
        for &row in &ascending[start..end] {
            ranks[row as usize] = rank;
        }
        start = end;
    }
    ranks
}

/// Pearson's correlation of weighted pairs.
fn correlation(x: &[f64], y: &[f64], weights: &[f64], total: f64) -> Result<f64> {
    let mean = |values: &[f64]| exact_sum(values.iter().zip(weights).map(|(v, w)| v * w)) / total;
    let (mean_x, mean_y) = (mean(x), mean(y));
    let product = |a: &[f64], mean_a: f64, b: &[f64], mean_b: f64| {
        let pairs = a.iter().zip(b).zip(weights);
        exact_sum(pairs.map(|((a, b), w)| w * ((a - mean_a) * (b - mean_b))))
    };
    let (xx, yy) = (product(x, mean_x, x, mean_x), product(y, mean_y, y, mean_y));
    for (parameter, spread, values) in [("frequency", xx, x), ("mean_spend", yy, y)] {
        if spread == 0.0 || values.iter().all(|value| *value == values[0]) {
            return Err(Error::undefined(
                parameter,
                "is the same for all customers: it has no correlation with anything",
            ));
        }
    }
    let r = product(x, mean_x, y, mean_y) / (libm::sqrt(xx) * libm::sqrt(yy));
    Ok(r.clamp(-1.0, 1.0))
}

/// Fisher's z carried back; `factor / (n − 3)` is the variance of z.
fn interval(r: f64, factor: f64, n: f64, level: Level, customers: u64) -> Estimate {
    if libm::fabs(r) == 1.0 {
        return Estimate::without_interval(r, level, customers);
    }
    let z = Estimate::wald(
        libm::atanh(r),
        libm::sqrt(factor / (n - 3.0)),
        level,
        customers,
        Method::Wald,
    );
    Estimate {
        value: r,
        ..z.transformed(libm::tanh, 1.0 - r * r)
    }
}

/// Student's t test that a correlation is 0.
fn no_relation(r: f64, n: f64) -> TestResult {
    let df = n - 2.0;
    let statistic = r * libm::sqrt(df / ((1.0 - r) * (1.0 + r)));
    TestResult {
        statistic,
        degrees_of_freedom: df,
        p_value: 2.0 * student_t::sf(libm::fabs(statistic), df),
    }
}
