//! Calibration histories beside holdout purchases, compressed to the distinct pairs.

use super::check_unit;
use crate::calendar::TimeUnit;
use crate::error::{Error, Result};
use crate::model::distinct::{Distinct, Key};
use crate::model::history::{History, HistoryColumns, predict_rows};
use crate::model::purchase_model::PurchaseModel;
use crate::parallel;
use crate::purchase::CalibrationHoldout;
use crate::quantity::Positive;
use alloc::vec::Vec;
use core::cmp::Ordering;

/// A history up to the end of calibration, the purchases after it, and how many customers have both.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct HoldoutCount {
    /// The history as of the end of calibration.
    pub history: History,
    /// Purchases in the holdout period.
    pub purchases: u32,
    /// Customers.
    pub count: u64,
}

/// What customers did up to the end of calibration and in the holdout period after it.
#[derive(Debug, Clone, PartialEq)]
pub struct HoldoutCounts {
    /// Ascending by frequency, tenure, recency, purchases; no two alike.
    rows: Vec<HoldoutCount>,
    duration: f64,
    unit: Option<TimeUnit>,
    missing: u64,
}

impl HoldoutCounts {
    /// Counts the distinct pairs of history and holdout purchases of columns; `duration` is the length of the holdout
    /// period, in the unit of the histories. Rows with a NaN are counted as [missing](Self::missing).
    ///
    /// # Errors
    /// `Empty`, `LengthMismatch`; what a row's numbers give, with the row; `OutOfRange` for a duration that is not
    /// positive.
    pub fn from_columns(
        columns: &HistoryColumns<'_>,
        holdout: &[f64],
        duration: f64,
        unit: Option<TimeUnit>,
    ) -> Result<Self> {
        columns.check_lengths()?;
        let rows = columns.frequency.len();
        if holdout.len() != rows {
            return Err(Error::length_mismatch("holdout", holdout.len(), rows));
        }
        Self::new(rows, duration, unit, |row| {
            let purchases = holdout[row];
            let Some(history) = columns.row(row)?.filter(|_| !purchases.is_nan()) else {
                return Ok(None);
            };
            let whole = purchases as u32;
            if f64::from(whole) != purchases {
                return Err(
                    Error::out_of_range("holdout", "must be a whole number, 0 or more")
                        .with_value(purchases)
                        .at(row),
                );
            }
            Ok(Some(Pair {
                history,
                purchases: whole,
            }))
        })
    }

    /// Counts the distinct pairs of customers whose purchases were split.
    ///
    /// # Errors
    /// As [`from_columns`](Self::from_columns).
    pub fn from_split(split: &CalibrationHoldout) -> Result<Self> {
        let histories = &split.calibration;
        histories.check_repeat_only()?;
        let (holdout, rows) = (&split.holdout_frequency, histories.len());
        if holdout.len() != rows {
            return Err(Error::length_mismatch("holdout_frequency", holdout.len(), rows));
        }
        Self::new(rows, split.holdout_duration, Some(histories.unit), |row| {
            Ok(Some(Pair {
                history: histories.history(row)?,
                purchases: holdout[row],
            }))
        })
    }

    fn new(
        rows: usize,
        duration: f64,
        unit: Option<TimeUnit>,
        pair: impl Fn(usize) -> Result<Option<Pair>> + Sync + Send,
    ) -> Result<Self> {
        let duration = Positive::new("duration", duration)?.get();
        let distinct = Distinct::new(rows, false, pair);
        if let Some(error) = distinct.refused {
            return Err(error);
        }
        let counted: u64 = distinct.counts.iter().sum();
        if counted == 0 {
            return Err(Error::empty("frequency"));
        }
        let pairs = distinct.keys.iter().zip(&distinct.counts);
        let mut rows_counted: Vec<HoldoutCount> = pairs
            .map(|(pair, &count)| HoldoutCount {
                history: pair.history,
                purchases: pair.purchases,
                count,
            })
            .collect();
        parallel::sort_by(&mut rows_counted, order);
        Ok(Self {
            rows: rows_counted,
            duration,
            unit,
            missing: rows as u64 - counted,
        })
    }

    /// The distinct pairs, ascending by frequency, tenure, recency and holdout purchases.
    #[must_use]
    pub fn rows(&self) -> &[HoldoutCount] {
        &self.rows
    }

    /// The customers.
    #[must_use]
    pub fn customers(&self) -> u64 {
        self.rows.iter().map(|row| row.count).sum()
    }

    /// All holdout purchases.
    #[must_use]
    pub fn purchases(&self) -> u64 {
        self.rows
            .iter()
            .map(|row| row.count * u64::from(row.purchases))
            .sum()
    }

    /// The length of the holdout period, in the unit of the histories.
    #[must_use]
    pub fn duration(&self) -> f64 {
        self.duration
    }

    /// The unit of histories and duration, if it is known.
    #[must_use]
    pub fn unit(&self) -> Option<TimeUnit> {
        self.unit
    }

    /// Rows left out because a number was missing (NaN).
    #[must_use]
    pub fn missing(&self) -> u64 {
        self.missing
    }

    /// The holdout purchases the model expects of one customer of each row.
    pub(super) fn expected(&self, model: &dyn PurchaseModel) -> Result<Vec<f64>> {
        check_unit(model, self.unit)?;
        predict_rows(
            self.rows.len(),
            |row| Ok(Some(self.rows[row].history)),
            None,
            |history| model.conditional_purchases(history, self.duration),
        )
    }
}

/// What rows are told apart by.
#[derive(Clone, Copy, PartialEq)]
struct Pair {
    history: History,
    purchases: u32,
}

impl Key for Pair {
    fn hash(&self) -> u64 {
        self.history
            .hash()
            .wrapping_add(u64::from(self.purchases))
            .wrapping_mul(0x9fb2_1c65_1e98_df25)
    }
}

fn order(a: &HoldoutCount, b: &HoldoutCount) -> Ordering {
    let (left, right) = (&a.history, &b.history);
    left.frequency()
        .cmp(&right.frequency())
        .then(left.tenure().total_cmp(&right.tenure()))
        .then(left.recency().total_cmp(&right.recency()))
        .then(a.purchases.cmp(&b.purchases))
}
