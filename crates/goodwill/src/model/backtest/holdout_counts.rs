//! Calibration histories beside holdout purchases, compressed to the distinct pairs.

use super::check_unit;
use crate::calendar::TimeUnit;
use crate::error::{Error, Result};
use crate::model::distinct::Distinct;
use crate::model::history::{History, HistoryColumns, predict_rows, word};
use crate::model::purchase_model::PurchaseModel;
use crate::purchase::CalibrationHoldout;
use crate::quantity::Positive;
use alloc::vec::Vec;

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
        let words = |row| with_purchases(columns.words(row), holdout[row]);
        Self::new(rows, duration, unit, words, |history, purchases| {
            let Some(history) = History::of_words(history)?.filter(|_| !purchases.is_nan()) else {
                return Ok(None);
            };
            let whole = purchases as u32;
            if f64::from(whole) != purchases {
                return Err(
                    Error::out_of_range("holdout", "must be a whole number, 0 or more").with_value(purchases),
                );
            }
            Ok(Some((history, whole)))
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
        let words = |row| with_purchases(histories.words(row), f64::from(holdout[row]));
        Self::new(
            rows,
            split.holdout_duration,
            Some(histories.unit),
            words,
            |history, purchases| Ok(Some((History::of_known_words(history)?, purchases as u32))),
        )
    }

    /// Counts rows by their words, of which `read` makes a pair, if no number is missing.
    fn new(
        rows: usize,
        duration: f64,
        unit: Option<TimeUnit>,
        words: impl Fn(usize) -> [u64; 4] + Sync + Send,
        read: impl Fn([u64; 3], f64) -> Result<Option<(History, u32)>>,
    ) -> Result<Self> {
        let duration = Positive::new("duration", duration)?.get();
        let read = |[frequency, tenure, recency, purchases]: [u64; 4]| {
            read([frequency, tenure, recency], f64::from_bits(purchases))
        };
        let mut counts = Self {
            rows: Vec::new(),
            duration,
            unit,
            missing: 0,
        };
        for (pair, count) in Distinct::new(rows, false, &words).iter() {
            match read(pair) {
                Ok(None) => counts.missing += count,
                Ok(Some((history, purchases))) => counts.rows.push(HoldoutCount {
                    history,
                    purchases,
                    count,
                }),
                Err(error) => {
                    let refused = |row| read(words(row)).err().map(|error| error.at(row));
                    return Err((0..rows).find_map(refused).unwrap_or(error));
                }
            }
        }
        if counts.rows.is_empty() {
            return Err(Error::empty("frequency"));
        }
        Ok(counts)
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
            |row| self.rows[row].history.words(),
            |words| model.conditional_purchases(&History::of_known_words(words)?, self.duration),
        )
    }
}

/// What tells a history and holdout purchases from others.
fn with_purchases([frequency, tenure, recency]: [u64; 3], purchases: f64) -> [u64; 4] {
    [frequency, tenure, recency, word(purchases)]
}
