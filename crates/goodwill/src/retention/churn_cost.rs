//! What lost customers cost.

use crate::error::Result;
use crate::estimate::Estimate;
use crate::quantity::{Money, NonNegative, Proportion};

/// The cost of churn, in the caller's currency per period.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ChurnCost {
    /// Customers expected to be lost in the period: `customers · churn`.
    pub lost: Estimate,
    /// Value that leaves with them: `lost · value_per_customer`.
    pub forgone: Estimate,
    /// What it costs to win as many new customers: `lost · acquisition_cost`.
    pub replacement: Estimate,
    /// `forgone + replacement`.
    pub total: Estimate,
}

/// The cost of a churn probability over a base of customers: the value forgone, and the cost of replacing the lost.
///
/// `value_per_customer` is what one lost customer would still have brought: a period's margin for the cost within the
/// period, the remaining lifetime value for the whole. A customer replaced is not forgone: add both only if the value is
/// the one lost until the replacement pays. Pass an `acquisition_cost` of 0 to leave replacement out. The interval of the
/// churn is carried through; `value_per_customer` and `acquisition_cost` are taken as known.
///
/// # Errors
/// [`OutOfRange`](crate::ErrorCode::OutOfRange) or [`NotFinite`](crate::ErrorCode::NotFinite) if the churn is no
/// probability.
///
/// # Example
/// ```
/// use goodwill::{estimate::{ProportionOptions, proportion}, quantity::{Money, NonNegative}, retention::churn_cost};
///
/// let churn = proportion(20, 200, &ProportionOptions::default())?;
/// let cost = churn_cost(&churn, 5_000, Money::new("value", 120.0)?, NonNegative::new("cost", 30.0)?)?;
/// assert_eq!(cost.lost.value, 500.0);
/// assert_eq!(cost.forgone.value, 60_000.0);
/// assert_eq!(cost.replacement.value, 15_000.0);
/// assert_eq!(format!("{:.0}", cost.total), "75000 (95% transformed 49253 to 112054, n = 200)");
/// # Ok::<(), goodwill::Error>(())
/// ```
pub fn churn_cost(
    churn: &Estimate,
    customers: u64,
    value_per_customer: Money,
    acquisition_cost: NonNegative,
) -> Result<ChurnCost> {
    Proportion::new("churn", churn.value)?;
    let customers = customers as f64;
    let lost = churn.transformed(|churn| churn * customers, customers);
    let times = |money: f64| lost.transformed(|lost| lost * money, money);
    Ok(ChurnCost {
        lost,
        forgone: times(value_per_customer.get()),
        replacement: times(acquisition_cost.get()),
        total: times(value_per_customer.get() + acquisition_cost.get()),
    })
}
