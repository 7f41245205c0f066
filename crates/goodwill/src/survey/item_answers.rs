//! The answers to several items, side by side.

use super::tally::checked_weight;
use crate::error::{Error, ErrorCode, Result};
use alloc::vec::Vec;

/// The answers of respondents to several items: a column for each item, NaN where an answer is missing, and, where
/// respondents do not count the same, a weight for each.
///
/// Every metric of several items takes this: reliability, drivers, gaps, importance and performance. A respondent with
/// an answer or the weight missing is left out and counted, unless a metric says otherwise.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ItemAnswers<'a> {
    /// A column for each item, all of one length.
    pub items: &'a [&'a [f64]],
    /// A weight for each respondent, 0 or more.
    pub weights: Option<&'a [f64]>,
}

impl<'a> ItemAnswers<'a> {
    /// Answers of respondents who all count the same.
    #[must_use]
    pub fn new(items: &'a [&'a [f64]]) -> Self {
        Self { items, weights: None }
    }

    /// The number of respondents, complete or not.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.items.first().map_or(0, |item| item.len())
    }

    /// How many respondents answered every item and have a weight, if there are weights, and how many did not.
    ///
    /// # Errors
    /// [`LengthMismatch`](ErrorCode::LengthMismatch), [`NotFinite`](ErrorCode::NotFinite) at an infinite answer (the
    /// parameter is `items[k]`), [`OutOfRange`](ErrorCode::OutOfRange) at a negative weight,
    /// [`Empty`](ErrorCode::Empty) if nobody is complete, [`Undefined`](ErrorCode::Undefined) if all weights are 0.
    pub fn respondents(&self) -> Result<(u64, u64)> {
        let complete = self.complete()?;
        Ok((complete.rows.len() as u64, complete.missing))
    }

    /// Checks every value.
    ///
    /// # Errors
    /// [`LengthMismatch`](ErrorCode::LengthMismatch), [`NotFinite`](ErrorCode::NotFinite) at an infinite answer (the
    /// parameter is `items[k]`), [`OutOfRange`](ErrorCode::OutOfRange) at a negative weight.
    pub(crate) fn check(&self) -> Result<()> {
        let rows = self.rows();
        for (number, item) in self.items.iter().enumerate() {
            let name = || alloc::format!("items[{number}]");
            if item.len() != rows {
                return Err(Error::length_mismatch("items", item.len(), rows).rename(name()));
            }
            if let Some(index) = item.iter().position(|answer| answer.is_infinite()) {
                let reason = "must be a finite number, or NaN if missing";
                return Err(Error::new(ErrorCode::NotFinite, "items", reason)
                    .with_value(item[index])
                    .at(index)
                    .rename(name()));
            }
        }
        if let Some(weights) = self.weights {
            if weights.len() != rows {
                return Err(Error::length_mismatch("weights", weights.len(), rows));
            }
            for (index, &weight) in weights.iter().enumerate() {
                checked_weight(index, weight)?;
            }
        }
        Ok(())
    }

    /// The weight of a row.
    pub(crate) fn weight(&self, row: usize) -> f64 {
        self.weights.map_or(1.0, |weights| weights[row])
    }

    /// The rows in which nothing is missing, after every value was checked.
    ///
    /// # Errors
    /// [`LengthMismatch`](ErrorCode::LengthMismatch), [`NotFinite`](ErrorCode::NotFinite) at an infinite answer (the
    /// parameter is `items[k]`), [`OutOfRange`](ErrorCode::OutOfRange) at a negative weight,
    /// [`Empty`](ErrorCode::Empty) if no row is complete, [`Undefined`](ErrorCode::Undefined) if all weights are 0.
    pub(crate) fn complete(&self) -> Result<Complete> {
        self.check()?;
        let rows = self.rows();
        let counts = |&row: &usize| {
            self.items.iter().all(|item| !item[row].is_nan())
                && self.weights.is_none_or(|weights| !weights[row].is_nan())
        };
        let complete: Vec<usize> = (0..rows).filter(counts).collect();
        if complete.is_empty() {
            return Err(Error::empty("items"));
        }
        if self
            .weights
            .is_some_and(|weights| complete.iter().all(|&row| weights[row] == 0.0))
        {
            return Err(Error::undefined("weights", "are all 0"));
        }
        Ok(Complete {
            missing: (rows - complete.len()) as u64,
            rows: complete,
        })
    }
}

/// The rows in which nothing is missing.
#[derive(Debug, Clone)]
pub(crate) struct Complete {
    /// Their indices.
    pub(crate) rows: Vec<usize>,
    /// How many rows are not among them.
    pub(crate) missing: u64,
}
