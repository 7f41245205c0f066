//! What the largest customers hold, and how many hold a share.

use super::{Amounts, RunningSum};
use crate::error::{Error, Result};
use crate::estimate::{Estimate, Interval, Method};
use crate::quantity::{Level, Proportion};
use alloc::format;

/// Running sums are right to about 15 digits: a share counts as reached within this of it.
pub(super) const ROUNDING: f64 = 1e-12;

/// The share of the total that the largest part of the customers holds: 1 − L(1 − p) of the Lorenz curve L.
///
/// `customers` is the part: 0.2 asks what the largest fifth holds. Where it ends within a customer, they count for that
/// fraction of their amount. The standard error is that of a Lorenz ordinate, by its influence function; the interval
/// is cut to [0, 1].
///
/// # Errors
/// As [`concentration`](fn@super::concentration).
///
/// # Example
/// ```
/// use goodwill::quantity::{Level, Proportion};
/// use goodwill::value::top_share;
///
/// let spend = [541.0, 1463.0, 2445.0, 3438.0, 4437.0, 5401.0, 6392.0, 8304.0, 11904.0, 22261.0];
/// let fifth = Proportion::new("customers", 0.2)?;
/// let share = top_share(&spend, fifth, Level::default())?;
/// assert_eq!(share.to_string(), "0.513 (95% linearised 0.337 to 0.689, n = 10)");
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Gastwirth 1971; Beach & Davidson 1983 (variance of Lorenz ordinates).
pub fn top_share(values: &[f64], customers: Proportion, level: Level) -> Result<Estimate> {
    let amounts = Amounts::new(values)?;
    Ok(share(&amounts, amounts.len() * (1.0 - customers.get()), level))
}

/// The share of the total that the `k` largest customers hold: what leaves with them.
///
/// # Errors
/// As [`concentration`](fn@super::concentration); [`OutOfRange`](crate::ErrorCode::OutOfRange) if `k` is 0 or more than
/// there are customers with an amount.
///
/// # Example
/// ```
/// use goodwill::{quantity::Level, value::top_k_share};
///
/// let spend = [541.0, 1463.0, 2445.0, 3438.0, 4437.0, 5401.0, 6392.0, 8304.0, 11904.0, 22261.0];
/// let share = top_k_share(&spend, 3, Level::default())?;
/// assert_eq!(format!("{:.6}", share.value), "0.637807");
/// assert!(top_k_share(&spend, 11, Level::default()).is_err());
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// As [`top_share`]; the concentration ratio CRₖ of industrial economics.
pub fn top_k_share(values: &[f64], k: u64, level: Level) -> Result<Estimate> {
    let amounts = Amounts::new(values)?;
    let customers = amounts.customers();
    if k == 0 || k > customers {
        return Err(
            Error::out_of_range("k", format!("must be between 1 and the {customers} customers"))
                .with_value(k),
        );
    }
    Ok(share(&amounts, (customers - k) as f64, level))
}

/// What the customers above the `position` smallest hold.
pub(super) fn share(amounts: &Amounts, position: f64, level: Level) -> Estimate {
    let value = if position <= 0.0 {
        1.0
    } else {
        1.0 - amounts.cumulative_at(position) / amounts.total
    };
    Estimate::wald(
        value,
        standard_error(amounts, position),
        level,
        amounts.customers(),
        Method::Linearised,
    )
    .or_without_interval()
    .clipped(0.0, 1.0)
}

/// √(Σψ²/(n(n − 1))) with the influence ψ = ((x − ξ)·[x ≤ ξ] + pξ − L·x)/μ on the Lorenz ordinate L at p, ξ the
/// quantile there; NaN for a single customer.
fn standard_error(amounts: &Amounts, position: f64) -> f64 {
    let n = amounts.len();
    let mean = amounts.mean();
    let held = amounts.cumulative_at(position) / amounts.total;
    let quantile = quantile(amounts, position) / mean;
    let influence = |x: f64| (x - quantile).min(0.0) + position / n * quantile - held * x;
    let squares = RunningSum::of(amounts.sorted.iter().map(|x| {
        let influence = influence(x / mean);
        influence * influence
    }));
    if position <= 0.0 && n > 1.0 {
        return 0.0; // all customers hold all of it
    }
    libm::sqrt(squares / (n * (n - 1.0)))
}

/// The largest amount of the `position` smallest.
fn quantile(amounts: &Amounts, position: f64) -> f64 {
    let at = (libm::ceil(position) as usize).clamp(1, amounts.sorted.len());
    amounts.sorted[at - 1]
}

/// How few customers hold a share of the total.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct CustomersForShare {
    /// The smallest number of customers that hold at least the share.
    pub customers: u64,
    /// These customers as a share of all.
    pub fraction: Estimate,
    /// The share of the total that they hold: at least the one asked for.
    pub share: f64,
    /// Customers without an amount (NaN); left out.
    pub missing: u64,
}

/// The smallest number of customers that hold a share of the total: the k of "k customers bring 80 %".
///
/// The standard error of the fraction k/n is that of the Lorenz ordinate there over the curve's slope; the interval is
/// cut to [0, 1].
///
/// # Errors
/// As [`concentration`](fn@super::concentration).
///
/// # Example
/// ```
/// use goodwill::quantity::{Level, Proportion};
/// use goodwill::value::customers_for_share;
///
/// let spend = [541.0, 1463.0, 2445.0, 3438.0, 4437.0, 5401.0, 6392.0, 8304.0, 11904.0, 22261.0];
/// let few = customers_for_share(&spend, Proportion::new("share", 0.8)?, Level::default())?;
/// assert_eq!((few.customers, few.fraction.value), (5, 0.5));
/// assert_eq!(format!("{:.4}", few.share), "0.8149");
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// As [`top_share`].
pub fn customers_for_share(values: &[f64], share: Proportion, level: Level) -> Result<CustomersForShare> {
    Ok(customers(&Amounts::new(values)?, share, level))
}

pub(super) fn customers(amounts: &Amounts, share: Proportion, level: Level) -> CustomersForShare {
    let n = amounts.sorted.len();
    let total = amounts.total;
    // The k largest hold total − (the n − k smallest); the largest n − k that leaves enough.
    let enough = |smallest: &f64| total - smallest >= (share.get() - ROUNDING) * total;
    let smallest = amounts.cumulative.partition_point(enough) - 1;
    let customers = n - smallest;
    let slope = quantile(amounts, smallest as f64) / amounts.mean();
    let fraction = customers as f64 / amounts.len();
    let standard_error = standard_error(amounts, smallest as f64) / slope;
    CustomersForShare {
        customers: customers as u64,
        fraction: Estimate::wald(fraction, standard_error, level, n as u64, Method::Linearised)
            .or_without_interval()
            .clipped(0.0, 1.0),
        share: if smallest == 0 {
            1.0
        } else {
            1.0 - amounts.cumulative[smallest] / total
        },
        missing: amounts.missing,
    }
}

impl Estimate {
    /// Names no method where there is no interval.
    fn or_without_interval(self) -> Self {
        if self.standard_error.is_finite() {
            return self;
        }
        Self {
            standard_error: f64::NAN,
            interval: Interval::UNDEFINED,
            method: Method::None,
            ..self
        }
    }
}
