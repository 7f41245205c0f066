//! One customer's history, and columns of them.

use crate::error::{Error, ErrorCode, Result};
use alloc::vec::Vec;

/// What a transaction model needs to know of a customer: repeat purchases, the time of the last one, and T.
///
/// Times count from the first purchase, in the time unit of the model. For [`ModelKind::BgBb`](super::ModelKind) they
/// are numbers of transaction opportunities.
///
/// ```
/// use goodwill::model::History;
/// let history = History::new(2, 30.43, 38.86)?;
/// assert_eq!(history.recency(), 30.43);
/// assert!(History::new(2, 40.0, 38.86).is_err()); // the last purchase lies after the end
/// assert!(History::new(0, 1.0, 38.86).is_err()); // no repeat purchase has no time
/// # Ok::<(), goodwill::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct History {
    frequency: u32,
    recency: f64,
    tenure: f64,
}

impl History {
    /// Checks that 0 ≤ recency ≤ tenure, that no repeat purchase means recency 0, and that both are finite.
    ///
    /// # Errors
    /// `NotFinite`, `OutOfRange` or `Inconsistent`, naming `recency` or `tenure`.
    pub fn new(frequency: u32, recency: f64, tenure: f64) -> Result<Self> {
        for (parameter, value) in [("recency", recency), ("tenure", tenure)] {
            if !value.is_finite() {
                return Err(
                    Error::new(ErrorCode::NotFinite, parameter, "must be a finite number").with_value(value),
                );
            }
            if value < 0.0 {
                return Err(Error::out_of_range(parameter, "must be 0 or more").with_value(value));
            }
        }
        if recency > tenure {
            return Err(
                Error::inconsistent("recency", "lies after the end of the observation, tenure (T)")
                    .with_value(recency),
            );
        }
        if frequency == 0 && recency > 0.0 {
            return Err(
                Error::inconsistent("recency", "must be 0 for a customer without repeat purchase")
                    .with_value(recency),
            );
        }
        Ok(Self {
            frequency,
            // Without a sign, so that −0 and 0 are one history.
            recency: recency + 0.0,
            tenure: tenure + 0.0,
        })
    }

    /// x: the number of repeat purchases.
    #[must_use]
    pub const fn frequency(&self) -> u32 {
        self.frequency
    }

    /// tₓ: the time of the last purchase; 0 without repeat purchase.
    #[must_use]
    pub const fn recency(&self) -> f64 {
        self.recency
    }

    /// T: the time observed since the first purchase.
    #[must_use]
    pub const fn tenure(&self) -> f64 {
        self.tenure
    }
}

/// Columns of histories, one row a customer.
///
/// A row with a NaN is missing: predictions for it are NaN.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HistoryColumns<'a> {
    /// Repeat purchases, whole numbers.
    pub frequency: &'a [f64],
    /// Time of the last purchase.
    pub recency: &'a [f64],
    /// Time observed.
    pub tenure: &'a [f64],
}

impl HistoryColumns<'_> {
    /// `predict` for every row; NaN for a missing row. The error of a row carries its index.
    ///
    /// # Errors
    /// `LengthMismatch`; whatever a row's numbers or `predict` give.
    pub fn map(&self, predict: impl Fn(&History) -> Result<f64> + Sync) -> Result<Vec<f64>> {
        self.check_lengths()?;
        (0..self.frequency.len())
            .map(|row| match self.row(row)? {
                Some(history) => predict(&history).map_err(|error| error.at(row)),
                None => Ok(f64::NAN),
            })
            .collect()
    }

    /// The history of a row; `None` where one of its numbers is missing.
    ///
    /// # Errors
    /// As [`History::new`], and `OutOfRange` for a frequency that is no whole number; with the row as index.
    pub fn row(&self, row: usize) -> Result<Option<History>> {
        let (frequency, recency, tenure) = (self.frequency[row], self.recency[row], self.tenure[row]);
        if frequency.is_nan() || recency.is_nan() || tenure.is_nan() {
            return Ok(None);
        }
        let count = frequency as u32;
        if f64::from(count) != frequency {
            return Err(
                Error::out_of_range("frequency", "must be a whole number, 0 or more")
                    .with_value(frequency)
                    .at(row),
            );
        }
        History::new(count, recency, tenure)
            .map(Some)
            .map_err(|error| error.at(row))
    }

    /// All columns have one length.
    pub(crate) fn check_lengths(&self) -> Result<()> {
        for (parameter, column) in [("recency", self.recency), ("tenure", self.tenure)] {
            if column.len() != self.frequency.len() {
                return Err(Error::length_mismatch(
                    parameter,
                    column.len(),
                    self.frequency.len(),
                ));
            }
        }
        Ok(())
    }
}
