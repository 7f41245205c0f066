//! 客单价: what an order and a buyer bring.

use super::Purchases;
use super::frequency::no_purchase;
use super::window::InWindow;
use crate::calendar::Window;
use crate::error::{Error, Result};
use crate::estimate::{Estimate, MeanOptions, mean, ratio};
use crate::numeric::sum::exact_sum;
use crate::quantity::{Level, Money};
use alloc::vec::Vec;

/// The totals of a period, as an ERP knows them.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct OrderTotals {
    /// Customers with an order.
    pub buyers: u64,
    /// Their orders.
    pub orders: u64,
    /// What they paid, in the caller's currency.
    pub revenue: Money,
}

/// The three ratios of [`OrderTotals`]. Totals carry no spread, so these have no interval.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct OrderRatios {
    /// 购买频率: orders per buyer.
    pub purchase_frequency: f64,
    /// 客单价: revenue per order.
    pub order_value: f64,
    /// Revenue per buyer: purchase frequency × order value.
    pub revenue_per_buyer: f64,
}

/// Purchase frequency, order value and revenue per buyer from a period's totals.
///
/// # Errors
/// [`Undefined`](crate::ErrorCode::Undefined) without buyers; [`Inconsistent`](crate::ErrorCode::Inconsistent) if there
/// are fewer orders than buyers.
///
/// # Example
/// ```
/// use goodwill::{purchase::{OrderTotals, order_ratios}, quantity::Money};
///
/// let totals = OrderTotals { buyers: 200, orders: 500, revenue: Money::new("revenue", 20_000.0)? };
/// let ratios = order_ratios(&totals)?;
/// assert_eq!(ratios.purchase_frequency, 2.5);
/// assert_eq!(ratios.order_value, 40.0);
/// assert_eq!(ratios.revenue_per_buyer, 100.0);
/// # Ok::<(), goodwill::Error>(())
/// ```
pub fn order_ratios(totals: &OrderTotals) -> Result<OrderRatios> {
    let OrderTotals {
        buyers,
        orders,
        revenue,
    } = *totals;
    if buyers == 0 {
        return Err(Error::undefined("buyers", "is 0: nobody bought"));
    }
    if orders < buyers {
        return Err(Error::inconsistent("orders", "must be at least one per buyer").with_value(orders));
    }
    Ok(OrderRatios {
        purchase_frequency: orders as f64 / buyers as f64,
        order_value: revenue.get() / orders as f64,
        revenue_per_buyer: revenue.get() / buyers as f64,
    })
}

/// What an order brings.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct OrderValue {
    /// Revenue per order, in the currency of the amounts; `n` counts buyers.
    pub mean: Estimate,
    /// Revenue of the window.
    pub revenue: f64,
    /// Orders in the window.
    pub orders: u64,
    /// Customers who placed them.
    pub buyers: u64,
}

/// 客单价 AOV: the average value of an order in a window, revenue / orders.
///
/// An order is a purchase occasion: at the default grain, all rows of a customer on one day. Returns inside the window
/// lower it. The sample is of customers, whose orders resemble one another, so the standard error is clustered by
/// customer (linearised); where everybody ordered once it is that of a plain mean.
///
/// # Errors
/// [`Undefined`](crate::ErrorCode::Undefined) if the window holds no purchase;
/// [`Inconsistent`](crate::ErrorCode::Inconsistent) for orders without amounts, and for a window that ends before it
/// starts or splits an occasion.
///
/// # Example
/// ```
/// use goodwill::calendar::{Day, Window};
/// use goodwill::purchase::*;
///
/// let mut builder = PurchasesBuilder::new(&PurchaseOptions::default());
/// builder.update(&PurchaseBatch::new(CustomerColumn::Integers(&[1, 1, 2, 3]), &[10, 12, 11, 99])
///     .amounts(&[30.0, 50.0, 10.0, 7.0]))?;
/// let purchases = builder.finish()?;
/// let window = Window { start: Day::new(10)?, end: Day::new(20)? };
///
/// assert_eq!(order_value(&purchases, window, Default::default())?.mean.value, 30.0);
/// assert_eq!(revenue_per_buyer(&purchases, window, Default::default())?.value, 45.0);
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Cochran 1977, *Sampling Techniques*, section 6.3; Liang & Zeger 1986 (clusters).
pub fn order_value(purchases: &Purchases, window: Window, level: Level) -> Result<OrderValue> {
    let inside = InWindow::with_amounts(purchases, window)?;
    let rows: Vec<(f64, f64)> = inside
        .buyers()
        .map(|buyer| (inside.spend(buyer), buyer.orders() as f64))
        .collect();
    if rows.is_empty() {
        return Err(no_purchase());
    }
    Ok(OrderValue {
        mean: ratio(rows.iter().copied(), level),
        revenue: exact_sum(inside.buyers().flat_map(|buyer| inside.amounts(buyer))),
        orders: rows.iter().map(|&(_, orders)| orders as u64).sum(),
        buyers: rows.len() as u64,
    })
}

/// Revenue per buyer in a window, in the currency of the amounts: the mean over buyers, with Student's t interval.
///
/// Customers without an order in the window are no buyers of it. It is purchase frequency × order value.
///
/// # Errors
/// As for [`order_value`], whose example shows both.
pub fn revenue_per_buyer(purchases: &Purchases, window: Window, level: Level) -> Result<Estimate> {
    let inside = InWindow::with_amounts(purchases, window)?;
    let spends: Vec<f64> = inside.buyers().map(|buyer| inside.spend(buyer)).collect();
    if spends.is_empty() {
        return Err(no_purchase());
    }
    let options = MeanOptions {
        level,
        ..MeanOptions::default()
    };
    mean(&spends, &options)
}
