//! 购买间隔: the time between one purchase and the next.

use super::Purchases;
use super::frequency::no_purchase;
use super::window::InWindow;
use crate::calendar::{TimeUnit, Window};
use crate::error::{Error, Result};
use crate::estimate::{Estimate, ratio};
use crate::quantity::Level;
use alloc::{collections::BTreeMap, vec::Vec};

/// How inter-purchase times are measured.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
pub struct InterpurchaseOptions {
    /// The unit of the times; days by default.
    pub unit: TimeUnit,
    /// Confidence level of the interval.
    pub level: Level,
}

impl Default for InterpurchaseOptions {
    fn default() -> Self {
        Self {
            unit: TimeUnit::Day,
            level: Level::default(),
        }
    }
}

/// The time between one purchase and the next.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct InterpurchaseTime {
    /// The mean of the closed gaps, in `unit`; `n` counts the customers who have one.
    pub mean: Estimate,
    /// The median of the closed gaps, in `unit`.
    pub median: f64,
    /// The standard deviation of the closed gaps over their mean: 0 for clockwork, 1 for purchases at random times;
    /// NaN for a single gap, or where all gaps are 0.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null"))]
    pub coefficient_of_variation: f64,
    /// The time after which half of all gaps, open ones included, have closed (Kaplan–Meier), in `unit`; NaN if fewer
    /// than half close while observed.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null"))]
    pub median_with_open_gaps: f64,
    /// Gaps between two purchases in the window.
    pub closed_gaps: u64,
    /// Gaps that began with a buyer's last purchase in the window: one per buyer.
    pub open_gaps: u64,
    /// The unit of the times.
    pub unit: TimeUnit,
}

/// 购买间隔: the time between consecutive purchases of a customer inside a window.
///
/// Mean, median and coefficient of variation are of the gaps that closed. They are biased short: the gap that runs when
/// the window ends is left out, and it is the long ones that do. `median_with_open_gaps` counts those as censored on the
/// window's last day, or on the last day observed if that comes first. It pools the gaps of all customers, so frequent
/// buyers weigh more; a customer who will never return keeps it from being a customer's typical rhythm.
///
/// The interval of the mean is clustered by customer (linearised).
///
/// # Errors
/// [`Undefined`](crate::ErrorCode::Undefined) if nobody bought twice in the window;
/// [`Inconsistent`](crate::ErrorCode::Inconsistent) for a window that ends before it starts or splits an occasion.
///
/// # Example
/// ```
/// use goodwill::calendar::{Day, Window};
/// use goodwill::purchase::*;
///
/// let mut builder = PurchasesBuilder::new(&PurchaseOptions::default());
/// builder.update(&PurchaseBatch::new(CustomerColumn::Integers(&[1, 1, 1, 2, 2, 3]), &[0, 7, 17, 3, 33, 1]))?;
/// let window = Window { start: Day::new(0)?, end: Day::new(40)? };
/// let gaps = interpurchase_time(&builder.finish()?, window, &InterpurchaseOptions::default())?;
/// assert_eq!(gaps.mean.value, (7.0 + 10.0 + 30.0) / 3.0);
/// assert_eq!((gaps.median, gaps.median_with_open_gaps), (10.0, 30.0));
/// assert_eq!((gaps.closed_gaps, gaps.open_gaps), (3, 3));
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Kaplan & Meier 1958.
pub fn interpurchase_time(
    purchases: &Purchases,
    window: Window,
    options: &InterpurchaseOptions,
) -> Result<InterpurchaseTime> {
    let inside = InWindow::new(purchases, window)?;
    let last_observed = window.end.number().min(inside.observed_until()) - 1;
    // By length in days: gaps that closed, and gaps still open.
    let mut gaps: BTreeMap<i32, (u64, u64)> = BTreeMap::new();
    let mut rows = Vec::new();
    let mut open_gaps = 0;
    for buyer in inside.buyers() {
        let days = buyer.days();
        for pair in days.windows(2) {
            gaps.entry(pair[1] - pair[0]).or_default().0 += 1;
        }
        let last = days[days.len() - 1];
        gaps.entry(last_observed - last).or_default().1 += 1;
        open_gaps += 1;
        if days.len() > 1 {
            rows.push((f64::from(last - days[0]), (days.len() - 1) as f64));
        }
    }
    if open_gaps == 0 {
        return Err(no_purchase());
    }
    let closed: u64 = gaps.values().map(|(closed, _)| closed).sum();
    if closed == 0 {
        return Err(Error::undefined("window", "holds no customer who bought twice"));
    }
    let per_unit = options.unit.days();
    let mean = ratio(
        rows.iter().map(|&(days, gaps)| (days / per_unit, gaps)),
        options.level,
    );
    Ok(InterpurchaseTime {
        mean,
        median: median(&gaps, closed) / per_unit,
        coefficient_of_variation: variation(&gaps, closed),
        median_with_open_gaps: kaplan_meier_median(&gaps) / per_unit,
        closed_gaps: closed,
        open_gaps,
        unit: options.unit,
    })
}

/// The median of the closed gaps: the middle one, or the mean of the two middle ones.
fn median(gaps: &BTreeMap<i32, (u64, u64)>, closed: u64) -> f64 {
    let at = |rank: u64| {
        let mut seen = 0;
        for (&days, &(count, _)) in gaps {
            seen += count;
            if seen > rank {
                return f64::from(days);
            }
        }
        f64::NAN
    };
    0.5 * (at((closed - 1) / 2) + at(closed / 2))
}

/// The sample standard deviation over the mean, from integer sums: exact up to the last division and root.
fn variation(gaps: &BTreeMap<i32, (u64, u64)>, closed: u64) -> f64 {
    let sum = |power: u32| -> i128 {
        gaps.iter()
            .map(|(&days, &(count, _))| i128::from(days).pow(power) * i128::from(count))
            .sum()
    };
    let (n, first, second) = (i128::from(closed), sum(1), sum(2));
    if closed < 2 || first == 0 {
        return f64::NAN;
    }
    // n Σx² − (Σx)² = n (n − 1) s²
    let scatter = (n * second - first * first) as f64;
    libm::sqrt(scatter * n as f64 / (n - 1) as f64) / first as f64
}

/// The shortest time at which the survival curve is at or below one half; NaN if it never is.
fn kaplan_meier_median(gaps: &BTreeMap<i32, (u64, u64)>) -> f64 {
    let mut at_risk: u64 = gaps.values().map(|(closed, open)| closed + open).sum();
    let mut survival = 1.0;
    for (&days, &(closed, open)) in gaps {
        if closed > 0 {
            survival *= (at_risk - closed) as f64 / at_risk as f64;
            // A product of ratios that is one half in exact arithmetic may round to just above it.
            if survival <= 0.5 * (1.0 + 1e-12) {
                return f64::from(days);
            }
        }
        at_risk -= closed + open;
    }
    f64::NAN
}
