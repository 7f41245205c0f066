//! Compressed data of the models.

use crate::choice::{Pick, pick};
use crate::columns::{Column, ColumnLike};
use crate::error::{Failure, Reply};
use crate::frames::{self, Table};
use crate::mirror::{Given, mirror};
use crate::rooms::purchase::Purchases;
use crate::scalar::DateLike;
use goodwill::calendar::TimeUnit;
use goodwill::estimate::TestResult;
use goodwill::model::{HistoryColumns, HistoryCounts, NonPositiveSpend, RenewalCounts, SpendCounts};
use goodwill::purchase::HistoryOptions;
use goodwill::quantity::Level;
use goodwill::{Error, ErrorCode, Estimate};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

/// The distinct histories of customers.
#[pyclass(frozen, module = "goodwill._goodwill")]
pub(crate) struct HistoryTally(pub(super) HistoryCounts);

#[pymethods]
impl HistoryTally {
    #[new]
    #[pyo3(signature = (*, frequency, recency, tenure, weights = None, unit = None))]
    fn construct(
        py: Python<'_>,
        frequency: ColumnLike<'_, '_>,
        recency: ColumnLike<'_, '_>,
        tenure: ColumnLike<'_, '_>,
        weights: Option<ColumnLike<'_, '_>>,
        unit: Option<Pick<'_, TimeUnit>>,
    ) -> PyResult<Self> {
        let unit = unit.map(|unit| unit.get("unit")).transpose()?;
        let frequency = frequency.read("frequency")?;
        let recency = recency.read("recency")?;
        let tenure = tenure.read("tenure")?;
        let weights = weights.map(|weights| weights.read("weights")).transpose()?;
        let counts = py.detach(|| {
            let columns = HistoryColumns {
                frequency: &frequency.numbers()?,
                recency: &recency.numbers()?,
                tenure: &tenure.numbers()?,
            };
            let weights = weights.as_ref().map(Column::numbers).transpose()?;
            HistoryCounts::from_columns(&columns, weights.as_deref(), unit)
        });
        Ok(Self(counts.map_err(Failure::Core)?))
    }

    /// Of customers as of a day, with the times between their purchases.
    #[staticmethod]
    #[pyo3(signature = (purchases, as_of, unit, include_known_before))]
    fn of_purchases(
        py: Python<'_>,
        purchases: &Bound<'_, Purchases>,
        as_of: DateLike<'_, '_>,
        unit: Option<Pick<'_, TimeUnit>>,
        include_known_before: bool,
    ) -> Reply<Self> {
        let options = HistoryOptions {
            unit: pick("unit", unit)?,
            include_known_before,
            ..HistoryOptions::new(as_of.get("as_of")?)
        };
        let purchases = purchases.get();
        Ok(Self(py.detach(|| {
            HistoryCounts::from_purchases(&purchases.0, &options)
        })?))
    }

    /// The unit of recency and tenure.
    #[getter]
    fn unit<'py>(&self, py: Python<'py>) -> PyResult<Given<'py, Option<TimeUnit>>> {
        Given::new(py, &self.0.unit())
    }

    /// The weights of all customers.
    #[getter]
    fn total_weight(&self) -> f64 {
        self.0.total_weight()
    }

    /// Customers counted.
    #[getter]
    fn customers(&self) -> u64 {
        self.0.customers()
    }

    /// Rows left out because a number was missing.
    #[getter]
    fn missing(&self) -> u64 {
        self.0.missing()
    }

    fn __len__(&self) -> usize {
        self.0.len()
    }

    /// These customers and those of the others.
    fn merge(&self, py: Python<'_>, others: Vec<PyRef<'_, Self>>) -> Reply<Self> {
        let others: Vec<&HistoryCounts> = others.iter().map(|other| &other.0).collect();
        let merged = py.detach(|| {
            let mut merged = self.0.clone();
            others.into_iter().try_for_each(|other| merged.merge(other))?;
            Ok(merged)
        });
        Ok(Self(merged.map_err(Failure::Core)?))
    }

    /// The distinct histories, one a row.
    fn table(&self) -> PyResult<Table> {
        let rows = self.0.rows();
        let frequency: Vec<u32> = rows.iter().map(|row| row.history.frequency()).collect();
        let doubles = |value: fn(&goodwill::model::HistoryCount) -> f64| {
            frames::doubles(&rows.iter().map(value).collect::<Vec<_>>())
        };
        let counts: Vec<i64> = rows.iter().map(|row| row.count as i64).collect();
        Ok(Table::new(vec![
            ("frequency", frames::counts(&frequency)),
            ("recency", doubles(|row| row.history.recency())),
            ("tenure", doubles(|row| row.history.tenure())),
            ("weight", doubles(|row| row.weight)),
            ("count", frames::integers(&counts)),
        ])?)
    }

    /// The state as bytes.
    fn to_bytes<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &self.0.to_bytes())
    }

    /// The counts whose state these bytes are.
    #[staticmethod]
    fn from_bytes(bytes: &[u8]) -> PyResult<Self> {
        Ok(Self(HistoryCounts::from_bytes(bytes).map_err(Failure::Core)?))
    }
}

/// Contracts by the renewal at which they ended.
#[pyclass(frozen, module = "goodwill._goodwill")]
pub(crate) struct RenewalTally(pub(super) RenewalCounts);

#[pymethods]
impl RenewalTally {
    /// Of cohorts: how many are left at the start and after each renewal.
    #[staticmethod]
    #[pyo3(signature = (cohorts, unit = None))]
    fn of_cohorts(cohorts: Vec<Bound<'_, PyAny>>, unit: Option<Pick<'_, TimeUnit>>) -> Reply<Self> {
        let columns = cohorts.iter().map(|cohort| Column::read("survivors", cohort));
        let columns = columns.collect::<Reply<Vec<_>>>()?;
        let numbers = columns
            .iter()
            .map(Column::numbers)
            .collect::<Result<Vec<_>, _>>()?;
        let cohorts: Vec<&[f64]> = numbers.iter().map(AsRef::as_ref).collect();
        Self::in_unit(RenewalCounts::from_cohorts(&cohorts)?, unit)
    }

    /// Of contracts: how often each was renewed, and whether it ended then.
    #[staticmethod]
    #[pyo3(signature = (*, renewals, churned, weights = None, unit = None))]
    fn of_contracts(
        renewals: ColumnLike<'_, '_>,
        churned: ColumnLike<'_, '_>,
        weights: Option<ColumnLike<'_, '_>>,
        unit: Option<Pick<'_, TimeUnit>>,
    ) -> Reply<Self> {
        let (renewals, churned) = (renewals.read("renewals")?, churned.read("churned")?);
        let weights = weights.map(|weights| weights.read("weights")).transpose()?;
        let churned = churned.integers::<u8>()?;
        if let Some(row) = churned.iter().position(|&churned| churned > 1) {
            let error =
                Error::new(ErrorCode::OutOfRange, "churned", "must be 0 or 1").with_value(churned[row]);
            return Err(error.at(row).into());
        }
        let churned: Vec<bool> = churned.into_iter().map(|churned| churned == 1).collect();
        let weights = weights.as_ref().map(Column::numbers).transpose()?;
        let counts = RenewalCounts::from_contracts(&renewals.numbers()?, &churned, weights.as_deref())?;
        Self::in_unit(counts, unit)
    }

    /// The length of a period.
    #[getter]
    fn unit<'py>(&self, py: Python<'py>) -> PyResult<Given<'py, Option<TimeUnit>>> {
        Given::new(py, &self.0.unit())
    }

    /// The contracts that faced a renewal.
    #[getter]
    fn customers(&self) -> f64 {
        self.0.customers()
    }

    /// These contracts and those of the others.
    fn merge(&self, others: Vec<PyRef<'_, Self>>) -> Reply<Self> {
        let mut merged = self.0.clone();
        others.iter().try_for_each(|other| merged.merge(&other.0))?;
        Ok(Self(merged))
    }

    /// What happened at each renewal, one a row.
    fn table(&self) -> PyResult<Table> {
        let rows = self.0.rows();
        let column = |part: fn(&goodwill::model::RenewalCount) -> f64| {
            frames::doubles(&rows.iter().map(part).collect::<Vec<_>>())
        };
        let renewals: Vec<u32> = rows.iter().map(|row| row.renewal).collect();
        Ok(Table::new(vec![
            ("renewal", frames::counts(&renewals)),
            ("renewed", column(|row| row.renewed)),
            ("churned", column(|row| row.churned)),
            ("censored", column(|row| row.censored)),
        ])?)
    }

    /// The state as bytes.
    fn to_bytes<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &self.0.to_bytes())
    }

    /// The counts whose state these bytes are.
    #[staticmethod]
    fn from_bytes(bytes: &[u8]) -> Reply<Self> {
        Ok(Self(RenewalCounts::from_bytes(bytes)?))
    }
}

impl RenewalTally {
    fn in_unit(counts: RenewalCounts, unit: Option<Pick<'_, TimeUnit>>) -> Reply<Self> {
        Ok(Self(match unit {
            Some(unit) => counts.with_unit(unit.get("unit")?),
            None => counts,
        }))
    }
}

/// The distinct (frequency, mean spend) of customers.
#[pyclass(frozen, module = "goodwill._goodwill")]
pub(crate) struct SpendTally(pub(super) SpendCounts);

#[pymethods]
impl SpendTally {
    #[new]
    #[pyo3(signature = (*, frequency, mean_spend, weights = None, non_positive = "refuse"))]
    fn construct(
        py: Python<'_>,
        frequency: ColumnLike<'_, '_>,
        mean_spend: ColumnLike<'_, '_>,
        weights: Option<ColumnLike<'_, '_>>,
        non_positive: Option<Pick<'_, NonPositiveSpend>>,
    ) -> PyResult<Self> {
        let non_positive = pick("non_positive", non_positive)?;
        let (frequency, mean_spend) = (frequency.read("frequency")?, mean_spend.read("mean_spend")?);
        let weights = weights.map(|weights| weights.read("weights")).transpose()?;
        let counts = py.detach(|| {
            let weights = weights.as_ref().map(Column::numbers).transpose()?;
            SpendCounts::from_columns(
                &frequency.numbers()?,
                &mean_spend.numbers()?,
                weights.as_deref(),
                non_positive,
            )
        });
        Ok(Self(counts.map_err(Failure::Core)?))
    }

    /// Customers with a purchase.
    #[getter]
    fn customers(&self) -> u64 {
        self.0.customers()
    }

    /// Customers without a purchase.
    #[getter]
    fn without_purchase(&self) -> u64 {
        self.0.without_purchase()
    }

    /// Customers left out because their mean spend is 0 or less.
    #[getter]
    fn skipped(&self) -> u64 {
        self.0.skipped()
    }

    /// Customers left out because a number is missing.
    #[getter]
    fn missing(&self) -> u64 {
        self.0.missing()
    }

    fn __len__(&self) -> usize {
        self.0.len()
    }

    /// These customers and those of the others.
    fn merge(&self, others: Vec<PyRef<'_, Self>>) -> Reply<Self> {
        let mut merged = self.0.clone();
        others.iter().try_for_each(|other| merged.merge(&other.0))?;
        Ok(Self(merged))
    }

    /// The correlation of frequency and mean spend.
    fn independence(&self, py: Python<'_>, level: f64) -> Reply<SpendIndependence> {
        let level = Level::new("level", level)?;
        Ok(py.detach(|| self.0.independence(level))?.into())
    }

    /// The distinct frequencies and mean spends, one pair a row.
    fn table(&self) -> PyResult<Table> {
        let rows = self.0.rows();
        let column = |part: fn(&goodwill::model::SpendCount) -> f64| {
            frames::doubles(&rows.iter().map(part).collect::<Vec<_>>())
        };
        let frequency: Vec<u32> = rows.iter().map(|row| row.frequency).collect();
        let counts: Vec<i64> = rows.iter().map(|row| row.count as i64).collect();
        Ok(Table::new(vec![
            ("frequency", frames::counts(&frequency)),
            ("mean_spend", column(|row| row.mean_spend)),
            ("weight", column(|row| row.weight)),
            ("count", frames::integers(&counts)),
        ])?)
    }

    /// The state as bytes.
    fn to_bytes<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &self.0.to_bytes())
    }

    /// The counts whose state these bytes are.
    #[staticmethod]
    fn from_bytes(bytes: &[u8]) -> Reply<Self> {
        Ok(Self(SpendCounts::from_bytes(bytes)?))
    }
}

mirror! {
    /// The relation of spend and frequency among customers with a purchase.
    SpendIndependence in "goodwill.model" = goodwill::model::SpendIndependence {
        /// Pearson's correlation of frequency and mean spend, with Fisher's z interval.
        pearson: Estimate,
        /// The t test of no linear relation.
        pearson_test: TestResult,
        /// Spearman's rank correlation, with the interval of Bonett & Wright (2000).
        spearman: Estimate,
        /// The t test of no monotone relation.
        spearman_test: TestResult,
        /// Customers left out because they made no purchase.
        without_purchase: u64,
    }
}
