//! Histories compressed to the distinct ones and how many customers have each.

use super::history::{History, HistoryColumns};
use crate::calendar::TimeUnit;
use crate::error::{Error, Result};
use alloc::vec::Vec;
use core::cmp::Ordering;

/// A distinct history, the weight of each customer who has it, and how many do.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HistoryCount {
    /// The history.
    pub history: History,
    /// The weight of one customer; 1 unless weights were given.
    pub weight: f64,
    /// Customers with this history and weight.
    pub count: u64,
}

impl HistoryCount {
    /// `weight · count`.
    #[must_use]
    pub fn total_weight(&self) -> f64 {
        self.weight * self.count as f64
    }
}

/// The distinct histories of a customer base: all that a transaction model's likelihood depends on.
///
/// Built once, merged by adding integers: any partition of the customers gives the same bits.
#[derive(Debug, Clone, PartialEq)]
pub struct HistoryCounts {
    /// Ascending by frequency, tenure, recency, weight; no two alike.
    rows: Vec<HistoryCount>,
    unit: Option<TimeUnit>,
}

impl HistoryCounts {
    /// Counts the distinct histories of columns.
    ///
    /// # Errors
    /// `Empty` when no row is complete; `OutOfRange` or `Inconsistent` with the row of the offending value.
    pub fn from_columns(
        columns: &HistoryColumns<'_>,
        weights: Option<&[f64]>,
        unit: Option<TimeUnit>,
    ) -> Result<Self> {
        columns.check_lengths()?;
        let mut rows = Vec::with_capacity(columns.frequency.len());
        for row in 0..columns.frequency.len() {
            if let Some(history) = columns.row(row)? {
                rows.push(HistoryCount {
                    history,
                    weight: weights.map_or(1.0, |weights| weights[row]),
                    count: 1,
                });
            }
        }
        if rows.is_empty() {
            return Err(Error::empty("frequency"));
        }
        rows.sort_unstable_by(order);
        rows.dedup_by(|later, kept| {
            let same = order(later, kept) == Ordering::Equal;
            if same {
                kept.count += later.count;
            }
            same
        });
        Ok(Self { rows, unit })
    }

    /// The distinct histories, ascending by frequency, tenure, recency and weight.
    #[must_use]
    pub fn rows(&self) -> &[HistoryCount] {
        &self.rows
    }

    /// The unit of recency and tenure, if it is known.
    #[must_use]
    pub fn unit(&self) -> Option<TimeUnit> {
        self.unit
    }
}

fn order(a: &HistoryCount, b: &HistoryCount) -> Ordering {
    let key = |row: &HistoryCount| (row.history.tenure(), row.history.recency(), row.weight);
    let ((ta, ra, wa), (tb, rb, wb)) = (key(a), key(b));
    a.history
        .frequency()
        .cmp(&b.history.frequency())
        .then(ta.total_cmp(&tb))
        .then(ra.total_cmp(&rb))
        .then(wa.total_cmp(&wb))
}
