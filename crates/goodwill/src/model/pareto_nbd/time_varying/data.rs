//! Customers with covariates that change over time.

use crate::calendar::TimeUnit;
use crate::error::{Error, Result};
use crate::model::History;
use crate::quantity::finite;
use alloc::{format, string::String, vec::Vec};

/// The covariates of one customer over time: constant within a period, from its start to the next.
///
/// Times count from the customer's first purchase, as those of histories do; the first period may have begun before.
///
/// ```
/// use goodwill::model::CovariatePath;
/// // A campaign in the second of three quarters of 13 weeks.
/// let path = CovariatePath::new(&[0.0, 13.0, 26.0], 39.0, &[vec![0.0], vec![1.0], vec![0.0]])?;
/// assert_eq!(path.end(), 39.0);
/// assert!(CovariatePath::new(&[0.0, 13.0], 39.0, &[vec![0.0]]).is_err()); // a period without values
/// assert!(CovariatePath::new(&[1.0], 39.0, &[vec![0.0]]).is_err()); // nothing known at the first purchase
/// # Ok::<(), goodwill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct CovariatePath {
    pub(super) starts: Vec<f64>,
    pub(super) end: f64,
    pub(super) width: usize,
    /// Period by period.
    pub(super) values: Vec<f64>,
}

impl CovariatePath {
    /// Periods by their starts, the end of the last, and the covariates of each: first those of the purchase process, then
    /// those of the dropout process.
    ///
    /// # Errors
    /// `Empty` without periods; `LengthMismatch` unless every period has as many values; `NotFinite` for a missing value;
    /// `Inconsistent` unless starts ascend and the first is 0 or earlier, the last before the end.
    pub fn new(starts: &[f64], end: f64, values: &[Vec<f64>]) -> Result<Self> {
        if starts.is_empty() {
            return Err(Error::empty("starts"));
        }
        if values.len() != starts.len() {
            return Err(Error::length_mismatch("values", values.len(), starts.len()));
        }
        for (index, &start) in starts.iter().enumerate() {
            finite("starts", start).map_err(|error| error.at(index))?;
            if index > 0 && start <= starts[index - 1] {
                return Err(Error::inconsistent("starts", "must ascend")
                    .with_value(start)
                    .at(index));
            }
        }
        if starts[0] > 0.0 {
            return Err(
                Error::inconsistent("starts", "leave out the time since the first purchase, 0")
                    .with_value(starts[0])
                    .at(0),
            );
        }
        finite("end", end)?;
        if end <= starts[starts.len() - 1] {
            return Err(
                Error::inconsistent("end", "lies before the start of the last period").with_value(end),
            );
        }
        let width = values[0].len();
        for (index, row) in values.iter().enumerate() {
            if row.len() != width {
                return Err(Error::length_mismatch("values", row.len(), width).at(index));
            }
            for value in row {
                finite("values", *value).map_err(|error| error.at(index))?;
            }
        }
        Ok(Self {
            starts: starts.to_vec(),
            end,
            width,
            values: values.concat(),
        })
    }

    /// How far the covariates are known.
    #[must_use]
    pub fn end(&self) -> f64 {
        self.end
    }

    /// The covariates of a period.
    pub(super) fn row(&self, period: usize) -> &[f64] {
        &self.values[period * self.width..(period + 1) * self.width]
    }

    /// The period of a time; a purchase at the very end belongs to the last.
    pub(super) fn period(&self, time: f64) -> usize {
        self.starts
            .partition_point(|&start| start <= time)
            .saturating_sub(1)
    }

    /// Refuses a path that ends before `time`.
    pub(super) fn reaches(&self, time: f64) -> Result<()> {
        if time <= self.end {
            return Ok(());
        }
        Err(Error::inconsistent(
            "path",
            format!("ends at {}: the covariates up to {time} are missing", self.end),
        )
        .with_value(self.end))
    }
}

/// A customer with covariates over time.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct TimeVaryingCustomer {
    pub(super) history: History,
    pub(super) path: CovariatePath,
    /// Each covariate added up over the repeat purchases.
    pub(super) at_purchases: Vec<f64>,
}

impl TimeVaryingCustomer {
    /// A customer by the times of the repeat purchases, ascending, the time observed, and the covariates.
    ///
    /// # Errors
    /// `Inconsistent` for times that do not ascend or covariates that end before the tenure; as [`History::new`].
    pub fn new(purchases: &[f64], tenure: f64, path: CovariatePath) -> Result<Self> {
        let mut at_purchases = alloc::vec![0.0; path.width];
        let mut before = 0.0;
        for (index, &time) in purchases.iter().enumerate() {
            finite("purchases", time).map_err(|error| error.at(index))?;
            if time < before {
                return Err(Error::inconsistent("purchases", "must ascend from 0")
                    .with_value(time)
                    .at(index));
            }
            before = time;
        }
        let frequency = u32::try_from(purchases.len())
            .map_err(|_| Error::out_of_range("purchases", "are more than can be counted"))?;
        let history = History::new(frequency, before, tenure)?;
        path.reaches(tenure)?;
        for &time in purchases {
            let row = path.row(path.period(time));
            for (sum, value) in at_purchases.iter_mut().zip(row) {
                *sum += value;
            }
        }
        Ok(Self {
            history,
            path,
            at_purchases,
        })
    }

    /// Frequency, recency and tenure.
    #[must_use]
    pub fn history(&self) -> &History {
        &self.history
    }
}

/// Customers with covariates of the purchase and of the dropout process that change over time.
#[derive(Debug, Clone, PartialEq)]
pub struct TimeVaryingHistories {
    pub(super) purchase: Vec<String>,
    pub(super) dropout: Vec<String>,
    pub(super) unit: Option<TimeUnit>,
    pub(super) customers: Vec<TimeVaryingCustomer>,
}

impl TimeVaryingHistories {
    /// Customers whose paths hold the covariates of these names, in this order.
    ///
    /// # Errors
    /// `Empty` without customers or names; `DuplicateColumn` for two covariates of one name in a process;
    /// `LengthMismatch` for a path of another width, with its customer.
    pub fn new(
        purchase: &[&str],
        dropout: &[&str],
        customers: Vec<TimeVaryingCustomer>,
        unit: Option<TimeUnit>,
    ) -> Result<Self> {
        if customers.is_empty() {
            return Err(Error::empty("customers"));
        }
        let width = purchase.len() + dropout.len();
        if width == 0 {
            return Err(Error::empty("covariates"));
        }
        for names in [purchase, dropout] {
            for (k, name) in names.iter().enumerate() {
                if names[..k].contains(name) {
                    return Err(Error::new(
                        crate::ErrorCode::DuplicateColumn,
                        String::from(*name),
                        "is a covariate of one process twice",
                    ));
                }
            }
        }
        for (index, customer) in customers.iter().enumerate() {
            if customer.path.width != width {
                return Err(Error::length_mismatch("values", customer.path.width, width).at(index));
            }
        }
        let owned = |names: &[&str]| names.iter().map(|&name| name.into()).collect();
        Ok(Self {
            purchase: owned(purchase),
            dropout: owned(dropout),
            unit,
            customers,
        })
    }

    /// The customers.
    #[must_use]
    pub fn customers(&self) -> &[TimeVaryingCustomer] {
        &self.customers
    }
}
