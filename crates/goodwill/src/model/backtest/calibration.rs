//! Customers by their number of repeat purchases: counted and expected.

use super::check_unit;
use crate::error::{Error, Result};
use crate::model::counts::HistoryCounts;
use crate::model::purchase_model::PurchaseModel;
use crate::numeric::sum::ExactSum;
use crate::parallel;
use alloc::vec::Vec;

/// Customers with a number of repeat purchases in the time they were observed.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct CalibrationRow {
    /// The number of repeat purchases.
    pub frequency: u32,
    /// Whether more count here too: the last row.
    pub or_more: bool,
    /// Customers who made as many; their weight where they are weighted.
    pub actual: f64,
    /// Customers the model expects to make as many.
    pub expected: f64,
}

/// Customers by their number of repeat purchases: counted and expected.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct CalibrationTable {
    /// From no repeat purchase up to the censoring number and more.
    pub rows: Vec<CalibrationRow>,
    /// All customers, by weight: the sum of either column.
    pub customers: f64,
}

/// Customers by their number of repeat purchases in the time observed, beside the number the model expects:
/// Σ over customers of P(X(0, T] = n). Everyone with `censor` or more is in the last row.
///
/// # Errors
/// `OutOfRange` for a `censor` of 0; `Empty` without customers; `Inconsistent` when model and counts name different
/// units; what [`PurchaseModel::purchase_pmf`] gives.
///
/// # Example
/// ```
/// use goodwill::model::{BgNbd, HistoryColumns, HistoryCounts, calibration_table};
///
/// let columns = HistoryColumns { frequency: &[0.0, 2.0, 9.0], recency: &[0.0, 30.0, 38.0], tenure: &[39.0; 3] };
/// let counts = HistoryCounts::from_columns(&columns, None, None)?;
/// let table = calibration_table(&BgNbd::new(0.243, 4.414, 0.793, 2.426)?, &counts, 7)?;
/// assert_eq!(table.rows.len(), 8);
/// assert_eq!((table.rows[2].actual, table.rows[7].actual), (1.0, 1.0));
/// let expected: f64 = table.rows.iter().map(|row| row.expected).sum();
/// assert!((expected - 3.0).abs() < 1e-12);
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Fader, Hardie & Lee 2005, figure 2.
pub fn calibration_table(
    model: &dyn PurchaseModel,
    counts: &HistoryCounts,
    censor: u32,
) -> Result<CalibrationTable> {
    check_unit(model, counts.unit())?;
    if censor == 0 {
        return Err(Error::out_of_range("censor", "must be 1 or more").with_value(censor));
    }
    if counts.is_empty() {
        return Err(Error::empty("counts"));
    }
    let last = censor as usize;
    let mut actual = alloc::vec![ExactSum::new(); last + 1];
    let mut tenures: Vec<(f64, ExactSum)> = Vec::new();
    let mut by_tenure: Vec<_> = counts.rows().iter().collect();
    by_tenure.sort_by(|a, b| a.history.tenure().total_cmp(&b.history.tenure()));
    for row in by_tenure {
        let (history, weight) = (row.history, row.total_weight());
        actual[last.min(history.frequency() as usize)].add(weight);
        match tenures.last_mut() {
            Some((tenure, sum)) if *tenure == history.tenure() => sum.add(weight),
            _ => tenures.push((history.tenure(), ExactSum::from_iter([weight]))),
        }
    }
    let distributions = parallel::map(
        tenures,
        || (),
        |(), (tenure, customers)| {
            let mut shares = Vec::with_capacity(last + 1);
            for n in 0..censor {
                shares.push(model.purchase_pmf(n, 0.0, tenure)?);
            }
            let below = shares.iter().copied().collect::<ExactSum>().value();
            shares.push((1.0 - below).max(0.0));
            Ok((customers.value(), shares))
        },
    );
    let mut expected = alloc::vec![ExactSum::new(); last + 1];
    for distribution in distributions {
        let (customers, shares): (f64, Vec<f64>) = distribution?;
        for (sum, share) in expected.iter_mut().zip(shares) {
            sum.add_product(customers, share);
        }
    }
    let rows = (0..=censor).zip(actual.iter().zip(&expected));
    Ok(CalibrationTable {
        rows: rows
            .map(|(frequency, (actual, expected))| CalibrationRow {
                frequency,
                or_more: frequency == censor,
                actual: actual.value(),
                expected: expected.value(),
            })
            .collect(),
        customers: counts.total_weight(),
    })
}
