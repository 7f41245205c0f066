//! Customers grouped by their covariates.

use crate::calendar::TimeUnit;
use crate::error::{Error, ErrorCode, Result};
use crate::model::counts::HistoryCounts;
use crate::model::history::HistoryColumns;
use alloc::{format, string::String, vec::Vec};
use core::cmp::Ordering;

/// A covariate: a name and one number a customer. A category is a column of 0 and 1 for each level but one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Covariate<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its values, in the rows of the histories.
    pub values: &'a [f64],
}

/// The customers who share the values of all covariates.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    /// The values of the covariates of the purchase process.
    pub purchase: Vec<f64>,
    /// The values of the covariates of the dropout process.
    pub dropout: Vec<f64>,
    /// Their histories.
    pub counts: HistoryCounts,
}

/// Histories with covariates of the purchase and of the dropout process: what a model with covariates is fitted to.
///
/// ```
/// use goodwill::model::{Covariate, CovariateHistories, HistoryColumns};
/// let histories = HistoryColumns {
///     frequency: &[2.0, 0.0, 1.0, 0.0],
///     recency: &[30.0, 0.0, 12.0, 0.0],
///     tenure: &[38.0, 39.0, 38.0, 39.0],
/// };
/// let online = Covariate { name: "online", values: &[1.0, 0.0, 1.0, f64::NAN] };
/// let data = CovariateHistories::from_columns(&histories, &[online], &[], None, None)?;
/// assert_eq!((data.profiles().len(), data.missing()), (2, 1));
/// assert_eq!(data.purchase_names(), ["online"]);
/// # Ok::<(), goodwill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct CovariateHistories {
    profiles: Vec<Profile>,
    purchase: Vec<String>,
    dropout: Vec<String>,
    unit: Option<TimeUnit>,
    missing: u64,
}

impl CovariateHistories {
    /// Groups customers by their covariates. A row with a NaN, in its history or a covariate, is left out and counted as
    /// [missing](Self::missing). The two processes may share covariates.
    ///
    /// # Errors
    /// `LengthMismatch`, `NotFinite`, `OutOfRange` or `Inconsistent` with the column's name and the row; `DuplicateColumn`
    /// for two covariates of one name in a process; `Empty` when no row is complete.
    pub fn from_columns(
        histories: &HistoryColumns<'_>,
        purchase: &[Covariate<'_>],
        dropout: &[Covariate<'_>],
        weights: Option<&[f64]>,
        unit: Option<TimeUnit>,
    ) -> Result<Self> {
        let rows = histories.frequency.len();
        for covariates in [purchase, dropout] {
            check(covariates, rows)?;
        }
        for (parameter, length) in [
            ("recency", histories.recency.len()),
            ("tenure", histories.tenure.len()),
            ("weights", weights.map_or(rows, <[f64]>::len)),
        ] {
            if length != rows {
                return Err(Error::length_mismatch(parameter, length, rows));
            }
        }
        let columns: Vec<&[f64]> = purchase.iter().chain(dropout).map(|c| c.values).collect();
        let complete = |&row: &usize| {
            let numbers = [
                histories.frequency[row],
                histories.recency[row],
                histories.tenure[row],
            ];
            !numbers.iter().any(|x| x.is_nan())
                && !columns.iter().any(|column| column[row].is_nan())
                && !weights.is_some_and(|weights| weights[row].is_nan())
        };
        let mut order: Vec<usize> = (0..rows).filter(complete).collect();
        if order.is_empty() {
            return Err(Error::empty("frequency"));
        }
        let missing = (rows - order.len()) as u64;
        // −0 and 0 are one value.
        let compare = |a: &usize, b: &usize| {
            columns
                .iter()
                .map(|column| (column[*a] + 0.0).total_cmp(&(column[*b] + 0.0)))
                .find(|ordering| *ordering != Ordering::Equal)
                .unwrap_or(Ordering::Equal)
        };
        order.sort_by(compare);
        let mut profiles = Vec::new();
        for group in order.chunk_by(|a, b| compare(a, b) == Ordering::Equal) {
            let take = |column: &[f64]| -> Vec<f64> { group.iter().map(|&row| column[row]).collect() };
            let (frequency, recency, tenure) = (
                take(histories.frequency),
                take(histories.recency),
                take(histories.tenure),
            );
            let some = HistoryColumns {
                frequency: &frequency,
                recency: &recency,
                tenure: &tenure,
            };
            let weights = weights.map(take);
            let counts = match HistoryCounts::from_columns(&some, weights.as_deref(), unit) {
                // All of weight 0.
                Err(error) if error.code() == ErrorCode::Empty => continue,
                // The row of the group is that row of the whole.
                counts => counts.map_err(|error| match error.index() {
                    Some(index) => error.at(group[index]),
                    None => error,
                })?,
            };
            let values =
                |covariates: &[Covariate<'_>]| covariates.iter().map(|c| c.values[group[0]] + 0.0).collect();
            profiles.push(Profile {
                purchase: values(purchase),
                dropout: values(dropout),
                counts,
            });
        }
        if profiles.is_empty() {
            return Err(Error::empty("weights"));
        }
        let names = |covariates: &[Covariate<'_>]| covariates.iter().map(|c| c.name.into()).collect();
        Ok(Self {
            profiles,
            purchase: names(purchase),
            dropout: names(dropout),
            unit,
            missing,
        })
    }

    /// The distinct profiles, ascending by their values.
    #[must_use]
    pub fn profiles(&self) -> &[Profile] {
        &self.profiles
    }

    /// The names of the covariates of the purchase process.
    #[must_use]
    pub fn purchase_names(&self) -> &[String] {
        &self.purchase
    }

    /// The names of the covariates of the dropout process.
    #[must_use]
    pub fn dropout_names(&self) -> &[String] {
        &self.dropout
    }

    /// The unit of recency and tenure, if it is known.
    #[must_use]
    pub fn unit(&self) -> Option<TimeUnit> {
        self.unit
    }

    /// Rows left out because a number was missing.
    #[must_use]
    pub fn missing(&self) -> u64 {
        self.missing
    }

    /// The histories of all profiles together, without covariates.
    ///
    /// # Errors
    /// As [`HistoryCounts::merge`].
    pub fn pooled(&self) -> Result<HistoryCounts> {
        HistoryCounts::from_rows(
            &self
                .profiles
                .iter()
                .flat_map(|profile| profile.counts.rows())
                .copied()
                .collect::<Vec<_>>(),
            self.unit,
        )
    }
}

/// Lengths, finite values and distinct names of the covariates of a process.
fn check(covariates: &[Covariate<'_>], rows: usize) -> Result<()> {
    for (index, covariate) in covariates.iter().enumerate() {
        if covariate.values.len() != rows {
            return Err(Error::length_mismatch("covariate", covariate.values.len(), rows)
                .rename(String::from(covariate.name)));
        }
        if let Some(row) = covariate.values.iter().position(|x| x.is_infinite()) {
            return Err(Error::new(
                ErrorCode::NotFinite,
                String::from(covariate.name),
                "must be a finite number",
            )
            .with_value(covariate.values[row])
            .at(row));
        }
        if covariates[..index]
            .iter()
            .any(|other| other.name == covariate.name)
        {
            return Err(Error::new(
                ErrorCode::DuplicateColumn,
                String::from(covariate.name),
                format!("is given twice, as covariate {} too", index + 1),
            ));
        }
    }
    Ok(())
}
