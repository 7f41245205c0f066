//! One customer's history, and columns of them.

use super::distinct::Distinct;
use crate::error::{Error, ErrorCode, Result};
use crate::parallel;
use crate::purchase::Histories;
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
    /// Each distinct history is computed once, on several threads with the feature `parallel`.
    ///
    /// ```
    /// use goodwill::model::HistoryColumns;
    /// let columns = HistoryColumns { frequency: &[2.0, f64::NAN], recency: &[30.0, 0.0], tenure: &[39.0, 39.0] };
    /// let idle = columns.map(|history| Ok(history.tenure() - history.recency()))?;
    /// assert!(idle[0] == 9.0 && idle[1].is_nan());
    /// # Ok::<(), goodwill::Error>(())
    /// ```
    ///
    /// # Errors
    /// `LengthMismatch`; whatever a row's numbers or `predict` give, of the first row that gives an error.
    pub fn map(&self, predict: impl Fn(&History) -> Result<f64> + Sync + Send) -> Result<Vec<f64>> {
        self.map_to(f64::NAN, predict)
    }

    /// [`map`](Self::map) to any value: to an array where several are wanted of each history, to a struct of them.
    ///
    /// # Errors
    /// As [`map`](Self::map).
    pub fn map_to<T: Copy + Send + Sync>(
        &self,
        missing: T,
        predict: impl Fn(&History) -> Result<T> + Sync + Send,
    ) -> Result<Vec<T>> {
        self.check_lengths()?;
        predict_rows(self.frequency.len(), |row| self.row(row), Some(missing), predict)
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

/// A prediction for every row, each distinct history computed once. Where rows can be missing, `missing` is their value.
pub(super) fn predict_rows<T: Copy + Send + Sync>(
    rows: usize,
    history: impl Fn(usize) -> Result<Option<History>> + Sync + Send,
    missing: Option<T>,
    predict: impl Fn(&History) -> Result<T> + Sync + Send,
) -> Result<Vec<T>> {
    /// Fewer rows than this are not worth a search.
    const FEW: usize = 256;
    /// Histories computed at once.
    const PIECE: usize = 1 << 8;
    if rows < FEW {
        let predict_row = |row| match history(row) {
            Ok(Some(history)) => Some(predict(&history).map_err(|error| error.at(row))),
            Ok(None) => missing.map(Ok),
            Err(error) => Some(Err(error)),
        };
        return (0..rows).filter_map(predict_row).collect();
    }
    let distinct = Distinct::new(rows, true, history);
    let pieces: Vec<&[History]> = distinct.keys.chunks(PIECE).collect();
    let predicted: Vec<Vec<Result<T>>> = parallel::map(
        pieces,
        || (),
        |(), histories| histories.iter().map(&predict).collect(),
    );
    let mut values = Vec::with_capacity(distinct.keys.len());
    for (key, value) in predicted.into_iter().flatten().enumerate() {
        values.push(value.map_err(|error| error.at(distinct.first_row_of(key)))?);
    }
    if let Some(error) = distinct.refused {
        return Err(error);
    }
    Ok(match missing.or(values.first().copied()) {
        Some(fill) => distinct.spread(rows, &values, fill),
        None => Vec::new(),
    })
}

impl Histories {
    /// The history of a customer.
    ///
    /// # Errors
    /// As [`History::new`], with the customer's index.
    pub fn history(&self, index: usize) -> Result<History> {
        History::new(self.frequency[index], self.recency[index], self.tenure[index])
            .map_err(|error| error.at(index))
    }

    /// `predict` for every customer, each distinct history computed once. The error of a customer carries their index.
    ///
    /// ```
    /// use goodwill::calendar::Day;
    /// use goodwill::purchase::{CustomerColumn, HistoryOptions, PurchaseOptions, histories};
    /// let of = HistoryOptions::new(Day::new(70)?);
    /// let (ids, days) = (CustomerColumn::Integers(&[1, 1, 2]), [0, 14, 7]);
    /// let histories = histories(ids, &days, None, &PurchaseOptions::default(), &of)?;
    /// assert_eq!(histories.map(|history| Ok(history.tenure() - history.recency()))?, [8.0, 9.0]);
    /// # Ok::<(), goodwill::Error>(())
    /// ```
    ///
    /// # Errors
    /// `Inconsistent` when the histories count the first purchase; whatever `predict` gives.
    pub fn map<T: Copy + Send + Sync>(
        &self,
        predict: impl Fn(&History) -> Result<T> + Sync + Send,
    ) -> Result<Vec<T>> {
        self.check_repeat_only()?;
        predict_rows(self.len(), |row| self.history(row).map(Some), None, predict)
    }

    /// That frequency counts repeat purchases only, and all columns have one length.
    pub(super) fn check_repeat_only(&self) -> Result<()> {
        if self.include_first {
            return Err(Error::inconsistent(
                "include_first",
                "histories for a model must count repeat purchases only",
            ));
        }
        for (parameter, length) in [("recency", self.recency.len()), ("tenure", self.tenure.len())] {
            if length != self.len() {
                return Err(Error::length_mismatch(parameter, length, self.len()));
            }
        }
        Ok(())
    }
}
