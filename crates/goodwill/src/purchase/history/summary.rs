//! Histories: each customer's purchases in four numbers.

use super::customers::{CustomerColumn, CustomerIds, PurchaseBatch};
use super::options::{HistoryOptions, PurchaseOptions};
use super::purchases::Purchases;
use crate::calendar::{Day, TimeUnit};
use crate::error::{Error, Result};
use crate::numeric::sum::exact_sum_of_few;
use alloc::vec::Vec;

/// Each customer's purchases as of a day: parallel columns, customers by ascending identifier.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Histories {
    /// Who.
    pub customers: CustomerIds,
    /// Repeat purchase occasions: all but the first (all, with `include_first`).
    pub frequency: Vec<u32>,
    /// Time from the first purchase to the last, in `unit`; 0 for a customer who bought once.
    pub recency: Vec<f64>,
    /// T: time from the first purchase to `as_of`, in `unit`.
    pub tenure: Vec<f64>,
    /// Mean amount of the occasions that `frequency` counts; NaN where there is none, and for orders without money.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null::column"))]
    pub monetary_value: Vec<f64>,
    /// The day number of the first purchase.
    pub first_day: Vec<i32>,
    /// The day number of the last purchase up to `as_of`.
    pub last_day: Vec<i32>,
    /// The last day observed.
    pub as_of: Day,
    /// The unit of recency and tenure.
    pub unit: TimeUnit,
    /// Whether frequency and monetary value count the first purchase.
    pub include_first: bool,
    /// Occasions left out because they lie after `as_of`.
    pub later_occasions: u64,
    /// Customers left out because all their purchases lie after `as_of`.
    pub later_customers: u64,
    /// Customers left out because they bought before `history_start`.
    pub known_before: u64,
}

impl Histories {
    /// The number of customers.
    #[must_use]
    pub fn len(&self) -> usize {
        self.frequency.len()
    }

    /// Whether there is no customer. It never is when it comes from [`Purchases::histories`].
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.frequency.is_empty()
    }
}

/// Histories up to the end of a calibration period, and what the same customers did in the holdout period after it.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct CalibrationHoldout {
    /// The calibration period, as of its last day.
    pub calibration: Histories,
    /// Purchase occasions of each customer of `calibration` in the holdout period.
    pub holdout_frequency: Vec<u32>,
    /// Mean amount of those occasions; NaN where there is none, and for orders without money.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null::column"))]
    pub holdout_monetary_value: Vec<f64>,
    /// The length of the holdout period, in `calibration.unit`; the same for every customer.
    pub holdout_duration: f64,
    /// The last day of the holdout period.
    pub observation_end: Day,
}

impl Purchases {
    /// Frequency, recency, tenure and monetary value of every customer as of a day.
    ///
    /// # Errors
    /// `Inconsistent` when `as_of` lies before the first purchase, after the last day observed, or inside a week or
    /// month that is one occasion; `Empty` when every customer bought before `history_start`.
    pub fn histories(&self, options: &HistoryOptions) -> Result<Histories> {
        let &HistoryOptions {
            as_of,
            unit,
            include_first,
            include_known_before,
        } = options;
        self.check_as_of("as_of", as_of)?;
        let end = as_of.number();
        let mut histories = Histories {
            customers: CustomerIds::Integers(Vec::new()),
            frequency: Vec::with_capacity(self.customers()),
            recency: Vec::with_capacity(self.customers()),
            tenure: Vec::with_capacity(self.customers()),
            monetary_value: Vec::with_capacity(self.customers()),
            first_day: Vec::with_capacity(self.customers()),
            last_day: Vec::with_capacity(self.customers()),
            as_of,
            unit,
            include_first,
            later_occasions: 0,
            later_customers: 0,
            known_before: 0,
        };
        let mut positions = Vec::new();
        for customer in 0..self.customers() {
            let days = self.days_of(customer);
            let occasions = days.partition_point(|&day| day <= end);
            histories.later_occasions += (days.len() - occasions) as u64;
            if occasions == 0 {
                histories.later_customers += 1;
                continue;
            }
            if !include_known_before && self.known_before(customer) {
                histories.known_before += 1;
                continue;
            }
            let (first, last) = (days[0], days[occasions - 1]);
            let counted = usize::from(!include_first)..occasions;
            histories.frequency.push(counted.len() as u32);
            histories.recency.push(unit.from_days(last - first));
            histories.tenure.push(unit.from_days(end - first));
            histories
                .monetary_value
                .push(self.mean_amount(customer, counted, end));
            histories.first_day.push(first);
            histories.last_day.push(last);
            positions.push(customer);
        }
        if positions.is_empty() {
            return Err(Error::empty("purchases"));
        }
        histories.customers = if positions.len() == self.customers() {
            self.ids().clone()
        } else {
            self.ids().select(&positions)
        };
        Ok(histories)
    }

    /// Splits the time observed: histories as of `calibration_end`, and each customer's purchases after it, up to
    /// and including `observation_end`.
    ///
    /// # Errors
    /// As [`histories`](Self::histories); `Inconsistent` when the holdout period ends before it starts.
    pub fn calibration_holdout(
        &self,
        calibration_end: Day,
        observation_end: Day,
        unit: TimeUnit,
    ) -> Result<CalibrationHoldout> {
        if observation_end <= calibration_end {
            return Err(Error::inconsistent(
                "observation_end",
                "must lie after the end of the calibration period",
            )
            .with_value(observation_end));
        }
        self.check_as_of("calibration_end", calibration_end)?;
        self.check_as_of("observation_end", observation_end)?;
        let calibration = self.histories(&HistoryOptions {
            unit,
            ..HistoryOptions::new(calibration_end)
        })?;
        let (from, to) = (calibration_end.number(), observation_end.number());
        let mut holdout_frequency = Vec::with_capacity(calibration.len());
        let mut holdout_monetary_value = Vec::with_capacity(calibration.len());
        for customer in 0..self.customers() {
            let days = self.days_of(customer);
            if days[0] > from || self.known_before(customer) {
                continue;
            }
            let held = days.partition_point(|&day| day <= from)..days.partition_point(|&day| day <= to);
            holdout_frequency.push(held.len() as u32);
            holdout_monetary_value.push(self.mean_amount(customer, held, to));
        }
        Ok(CalibrationHoldout {
            calibration,
            holdout_frequency,
            holdout_monetary_value,
            holdout_duration: unit.from_days(to - from),
            observation_end,
        })
    }

    pub(crate) fn check_as_of(&self, parameter: &'static str, as_of: Day) -> Result<()> {
        if as_of < self.first_day() {
            return Err(Error::inconsistent(
                parameter,
                alloc::format!("lies before the first purchase, {}", self.first_day()),
            )
            .with_value(as_of));
        }
        if let Some(observed) = self.options.as_of
            && as_of > observed
        {
            return Err(Error::inconsistent(
                parameter,
                alloc::format!("lies after the last day taken in, {observed}"),
            )
            .with_value(as_of));
        }
        self.check_boundary(parameter, as_of)
    }

    /// The mean amount of some of a customer's occasions, netted by returns up to `day`.
    fn mean_amount(&self, customer: usize, occasions: core::ops::Range<usize>, day: i32) -> f64 {
        if !self.has_amounts() || occasions.is_empty() {
            return f64::NAN;
        }
        let start = self.range_of(customer).start;
        let count = occasions.len() as f64;
        exact_sum_of_few(occasions.map(|occasion| self.amount_as_of(start + occasion, day))) / count
    }
}

/// Histories straight from columns of orders, one row an order.
///
/// Frequency counts repeat purchase occasions, recency and tenure (T) are exact fractions of `unit`, monetary value
/// is the mean amount of the repeat occasions. See [`PurchasesBuilder`](super::PurchasesBuilder) for orders that
/// come in batches.
///
/// ```
/// use goodwill::calendar::Day;
/// use goodwill::purchase::{CustomerColumn, HistoryOptions, PurchaseOptions, histories};
///
/// // The first customer of the CDNOW sample.
/// let day = |month, day| Day::from_ymd(1997, month, day).unwrap().number();
/// let days = [day(1, 1), day(1, 18), day(8, 2), day(12, 12)];
/// let amounts = [29.33, 29.73, 14.96, 26.48];
/// let histories = histories(
///     CustomerColumn::Integers(&[4, 4, 4, 4]),
///     &days,
///     Some(&amounts),
///     &PurchaseOptions::default(),
///     &HistoryOptions::new(Day::from_ymd(1997, 9, 30)?),
/// )?;
/// assert_eq!(histories.frequency, [2]);
/// assert_eq!(histories.recency, [213.0 / 7.0]); // 30.43 weeks from 1 January to 2 August
/// assert_eq!(histories.tenure, [272.0 / 7.0]);
/// assert_eq!(histories.monetary_value, [(29.73 + 14.96) / 2.0]);
/// assert_eq!(histories.later_occasions, 1);
/// # Ok::<(), goodwill::Error>(())
/// ```
pub fn histories(
    customers: CustomerColumn<'_>,
    days: &[i32],
    amounts: Option<&[f64]>,
    purchase_options: &PurchaseOptions,
    history_options: &HistoryOptions,
) -> Result<Histories> {
    purchases(customers, days, amounts, purchase_options)?.histories(history_options)
}

/// Calibration histories and holdout purchases straight from columns of orders, one row an order.
///
/// ```
/// use goodwill::calendar::{Day, TimeUnit};
/// use goodwill::purchase::{CustomerColumn, PurchaseOptions, calibration_holdout};
///
/// let day = |month, day| Day::from_ymd(1997, month, day).unwrap().number();
/// let split = calibration_holdout(
///     CustomerColumn::Integers(&[4, 4, 4, 4]),
///     &[day(1, 1), day(1, 18), day(8, 2), day(12, 12)],
///     Some(&[29.33, 29.73, 14.96, 26.48]),
///     &PurchaseOptions::default(),
///     Day::from_ymd(1997, 9, 30)?,
///     Day::from_ymd(1998, 6, 30)?,
///     TimeUnit::Week,
/// )?;
/// assert_eq!(split.calibration.frequency, [2]);
/// assert_eq!(split.holdout_frequency, [1]);
/// assert_eq!(split.holdout_monetary_value, [26.48]);
/// assert_eq!(split.holdout_duration, 39.0);
/// # Ok::<(), goodwill::Error>(())
/// ```
pub fn calibration_holdout(
    customers: CustomerColumn<'_>,
    days: &[i32],
    amounts: Option<&[f64]>,
    purchase_options: &PurchaseOptions,
    calibration_end: Day,
    observation_end: Day,
    unit: TimeUnit,
) -> Result<CalibrationHoldout> {
    purchases(customers, days, amounts, purchase_options)?.calibration_holdout(
        calibration_end,
        observation_end,
        unit,
    )
}

fn purchases(
    customers: CustomerColumn<'_>,
    days: &[i32],
    amounts: Option<&[f64]>,
    options: &PurchaseOptions,
) -> Result<Purchases> {
    let mut builder = super::PurchasesBuilder::new(options);
    let batch = PurchaseBatch::new(customers, days);
    builder.update(&match amounts {
        Some(amounts) => batch.amounts(amounts),
        None => batch,
    })?;
    builder.finish()
}
