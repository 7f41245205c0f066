//! Repeat purchases period by period: counted and expected.

use super::unit_of_days;
use crate::calendar::Day;
use crate::error::{Error, Result};
use crate::model::purchase_model::PurchaseModel;
use crate::numeric::sum::ExactSum;
use crate::parallel;
use crate::purchase::Purchases;
use alloc::vec::Vec;

/// How purchases are tracked. There is no default: the end of calibration is the caller's to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TrackingOptions {
    /// The last day of the data the model was fitted to.
    pub calibration_end: Day,
    /// The last day tracked; the last day observed when not given.
    pub observation_end: Option<Day>,
    /// Days in a period; 7.
    pub period_days: u32,
}

impl TrackingOptions {
    /// Weeks, to the last day observed.
    #[must_use]
    pub fn new(calibration_end: Day) -> Self {
        Self {
            calibration_end,
            observation_end: None,
            period_days: 7,
        }
    }
}

/// One period.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct TrackingPeriod {
    /// Its last day.
    pub end: Day,
    /// Its length: shorter than the others only in the first and the last period.
    pub days: u32,
    /// Whether it lies after the end of calibration.
    pub holdout: bool,
    /// Repeat purchases in it.
    pub actual: u64,
    /// Repeat purchases the model expects in it.
    pub expected: f64,
    /// Repeat purchases up to its end.
    pub cumulative_actual: u64,
    /// Repeat purchases the model expects up to its end.
    pub cumulative_expected: f64,
}

/// Repeat purchases of several periods.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct TrackingTotal {
    /// How many there were.
    pub actual: u64,
    /// How many the model expects.
    pub expected: f64,
    /// expected / actual − 1; NaN where there were none.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null"))]
    pub error: f64,
}

/// Repeat purchases by period, counted and expected.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Tracking {
    /// The last day of calibration.
    pub calibration_end: Day,
    /// Days in a period.
    pub period_days: u32,
    /// The customers tracked: first purchase seen, and not after the end of calibration.
    pub customers: u64,
    /// The periods in order; one ends with the calibration.
    pub periods: Vec<TrackingPeriod>,
    /// All periods of the calibration.
    pub calibration: TrackingTotal,
    /// All periods after it.
    pub holdout: TrackingTotal,
    /// Mean absolute percentage error of the periods of the holdout: mean of |expected − actual| / actual over those of
    /// full length with purchases; NaN without any.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null"))]
    pub holdout_mape: f64,
}

/// Tracks the repeat purchases of the customers acquired in the calibration period, period by period, beside what the
/// model expects: by the end of day d it is Σ over first days s of (customers acquired on s) · E[X(d − s)].
///
/// Periods are counted from the end of calibration, back and forth, so that none straddles it; the first and the last may be
/// shorter. Customers known to have bought before `history_start` are left out, like from the histories a model is fitted
/// to. The model must know its unit. The expectation is that of new customers: what they did in the calibration
/// period does not enter it, so the chart tests the model, not the customers.
///
/// # Errors
/// `Inconsistent` when the model does not know its unit, the end of observation does not lie after the end of calibration, or
/// either lies outside what was observed; `OutOfRange` for a period of 0 days; what
/// [`PurchaseModel::expected_purchases`] gives.
///
/// # Example
/// ```
/// use goodwill::calendar::{Day, TimeUnit};
/// use goodwill::model::{BgNbd, TrackingOptions, tracking};
/// use goodwill::purchase::{CustomerColumn, PurchaseBatch, PurchaseOptions, PurchasesBuilder};
///
/// let mut orders = PurchasesBuilder::new(&PurchaseOptions::default());
/// orders.update(&PurchaseBatch::new(CustomerColumn::Integers(&[1, 1, 2, 2]), &[0, 9, 3, 27]))?;
/// let model = BgNbd::new(0.243, 4.414, 0.793, 2.426)?.with_unit(TimeUnit::Week);
/// let tracked = tracking(&model, &orders.finish()?, &TrackingOptions::new(Day::new(20)?))?;
/// assert_eq!(tracked.periods.len(), 4);
/// let actual: Vec<u64> = tracked.periods.iter().map(|period| period.cumulative_actual).collect();
/// assert_eq!(actual, [0, 1, 1, 2]);
/// assert!(tracked.periods[3].holdout && tracked.holdout.actual == 1);
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Fader, Hardie & Lee 2005, figures 3 and 4, and their note on the implementation in a spreadsheet.
pub fn tracking(
    model: &dyn PurchaseModel,
    purchases: &Purchases,
    options: &TrackingOptions,
) -> Result<Tracking> {
    let unit = unit_of_days(model)?;
    let &TrackingOptions {
        calibration_end,
        observation_end,
        period_days,
    } = options;
    if period_days == 0 {
        return Err(Error::out_of_range("period_days", "must be 1 or more").with_value(period_days));
    }
    let observation_end = observation_end
        .or(purchases.options().as_of)
        .unwrap_or(purchases.last_day());
    purchases.check_as_of("calibration_end", calibration_end)?;
    purchases.check_as_of("observation_end", observation_end)?;
    if observation_end <= calibration_end {
        return Err(Error::inconsistent(
            "observation_end",
            "must lie after the end of the calibration period",
        )
        .with_value(observation_end));
    }
    let start = purchases.first_day().number();
    let (calibrated, end) = (calibration_end.number(), observation_end.number());
    let span = (end - start) as usize + 1;
    let mut acquired = alloc::vec![0_u64; span];
    let mut bought_again = alloc::vec![0_u64; span];
    for customer in 0..purchases.customers() {
        let days = purchases.days_of(customer);
        if days[0] > calibrated || purchases.known_before(customer) {
            continue;
        }
        acquired[(days[0] - start) as usize] += 1;
        for day in days[1..].iter().take_while(|&&day| day <= end) {
            bought_again[(day - start) as usize] += 1;
        }
    }
    let first_days: Vec<(usize, u64)> = acquired
        .into_iter()
        .enumerate()
        .filter(|(_, customers)| *customers > 0)
        .collect();
    if first_days.is_empty() {
        return Err(Error::empty("purchases"));
    }
    let ends = period_ends(start, calibrated, end, period_days);
    let mean = means(model, &ends, start, &first_days, |days| {
        unit.from_days(days as i32)
    })?;
    let mut periods: Vec<TrackingPeriod> = Vec::with_capacity(ends.len());
    let (mut from, mut actual, mut expected) = (0, 0, 0.0);
    for &day in &ends {
        let until = (day - start) as usize + 1;
        let in_period: u64 = bought_again[from..until].iter().sum();
        let mut sum = ExactSum::new();
        for &(first, customers) in first_days.iter().take_while(|(first, _)| *first < until) {
            sum.add_product(customers as f64, mean[until - 1 - first]);
        }
        let cumulative = sum.value();
        actual += in_period;
        periods.push(TrackingPeriod {
            end: Day::new(day)?,
            days: (until - from) as u32,
            holdout: day > calibrated,
            actual: in_period,
            expected: cumulative - expected,
            cumulative_actual: actual,
            cumulative_expected: cumulative,
        });
        (from, expected) = (until, cumulative);
    }
    let at_end = periods.iter().rfind(|period| !period.holdout);
    let (actual_before, expected_before) = at_end.map_or((0, 0.0), |period| {
        (period.cumulative_actual, period.cumulative_expected)
    });
    Ok(Tracking {
        calibration_end,
        period_days,
        customers: first_days.iter().map(|(_, customers)| customers).sum(),
        calibration: TrackingTotal::new(actual_before, expected_before),
        holdout: TrackingTotal::new(actual - actual_before, expected - expected_before),
        holdout_mape: mape(&periods, period_days),
        periods,
    })
}

impl TrackingTotal {
    fn new(actual: u64, expected: f64) -> Self {
        Self {
            actual,
            expected,
            error: if actual == 0 {
                f64::NAN
            } else {
                expected / actual as f64 - 1.0
            },
        }
    }
}

/// The last day of each period, counted from the end of calibration.
fn period_ends(start: i32, calibrated: i32, end: i32, period_days: u32) -> Vec<i32> {
    let step = i64::from(period_days);
    let (start, calibrated, end) = (i64::from(start), i64::from(calibrated), i64::from(end));
    let first = calibrated - (calibrated - start) / step * step;
    let regular = (0..)
        .map(|period| first + period * step)
        .take_while(|&day| day < end);
    // Days lie within the calendar, so they fit.
    regular.chain([end]).map(|day| day as i32).collect()
}

/// E[X(t)] for every number of days that lies between a first day and the end of a period; 0 elsewhere.
fn means(
    model: &dyn PurchaseModel,
    ends: &[i32],
    start: i32,
    first_days: &[(usize, u64)],
    time: impl Fn(usize) -> f64 + Sync + Send,
) -> Result<Vec<f64>> {
    let longest = ends.last().map_or(0, |&end| (end - start) as usize);
    let mut needed = alloc::vec![false; longest + 1];
    for &end in ends {
        let end = (end - start) as usize;
        for &(first, _) in first_days.iter().take_while(|(first, _)| *first < end) {
            needed[end - first] = true;
        }
    }
    let days: Vec<usize> = (0..=longest).filter(|&days| needed[days]).collect();
    let expected = parallel::map(
        days.clone(),
        || (),
        |(), days| model.expected_purchases(time(days)),
    );
    let mut means = alloc::vec![0.0; longest + 1];
    for (days, expected) in days.into_iter().zip(expected) {
        means[days] = expected?;
    }
    Ok(means)
}

fn mape(periods: &[TrackingPeriod], period_days: u32) -> f64 {
    let errors: Vec<f64> = periods
        .iter()
        .filter(|period| period.holdout && period.days == period_days && period.actual > 0)
        .map(|period| libm::fabs(period.expected / period.actual as f64 - 1.0))
        .collect();
    errors.iter().copied().collect::<ExactSum>().value() / errors.len() as f64
}
