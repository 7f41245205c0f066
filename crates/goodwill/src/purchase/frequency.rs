//! 购买频率: how often a buyer buys.

use super::Purchases;
use super::window::InWindow;
use crate::calendar::Window;
use crate::error::{Error, Result};
use crate::estimate::{Estimate, MeanOptions, mean};
use crate::quantity::Level;
use alloc::{collections::BTreeMap, vec::Vec};

/// How often the buyers of a period bought.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct PurchaseFrequency {
    /// Orders per buyer, at least 1: the mean, with Student's t interval.
    pub mean: Estimate,
    /// Customers with an order in the window.
    pub buyers: u64,
    /// Their orders in it.
    pub orders: u64,
    /// How many buyers placed how many orders, by ascending number of orders; numbers nobody has are left out.
    pub distribution: Vec<OrderCount>,
}

/// How many buyers placed that many orders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct OrderCount {
    /// Orders of one buyer.
    pub orders: u64,
    /// Buyers with that many.
    pub buyers: u64,
}

/// Orders per buyer in a window: orders / buyers.
///
/// An order is a purchase occasion: at the default grain, all rows of a customer on one day. Customers without an order
/// in the window are no buyers of it, so the frequency is at least 1; it grows with the length of the window.
///
/// # Errors
/// [`Undefined`](crate::ErrorCode::Undefined) if the window holds no purchase;
/// [`Inconsistent`](crate::ErrorCode::Inconsistent) for a window that ends before it starts or splits an occasion.
///
/// # Example
/// ```
/// use goodwill::calendar::{Day, Window};
/// use goodwill::purchase::*;
///
/// let mut builder = PurchasesBuilder::new(&PurchaseOptions::default());
/// builder.update(&PurchaseBatch::new(CustomerColumn::Integers(&[1, 1, 1, 2, 3]), &[10, 12, 15, 11, 99]))?;
/// let window = Window { start: Day::new(10)?, end: Day::new(20)? };
/// let frequency = purchase_frequency(&builder.finish()?, window, Default::default())?;
/// assert_eq!(frequency.mean.value, 2.0);
/// assert_eq!(frequency.distribution, [OrderCount { orders: 1, buyers: 1 }, OrderCount { orders: 3, buyers: 1 }]);
/// # Ok::<(), goodwill::Error>(())
/// ```
pub fn purchase_frequency(purchases: &Purchases, window: Window, level: Level) -> Result<PurchaseFrequency> {
    let inside = InWindow::new(purchases, window)?;
    let per_buyer: Vec<f64> = inside.buyers().map(|buyer| buyer.orders() as f64).collect();
    if per_buyer.is_empty() {
        return Err(no_purchase());
    }
    let mut distribution = BTreeMap::new();
    for &orders in &per_buyer {
        *distribution.entry(orders as u64).or_insert(0_u64) += 1;
    }
    let options = MeanOptions {
        level,
        ..MeanOptions::default()
    };
    Ok(PurchaseFrequency {
        mean: mean(&per_buyer, &options)?,
        buyers: per_buyer.len() as u64,
        orders: distribution.iter().map(|(orders, buyers)| orders * buyers).sum(),
        distribution: distribution
            .into_iter()
            .map(|(orders, buyers)| OrderCount { orders, buyers })
            .collect(),
    })
}

pub(super) fn no_purchase() -> Error {
    Error::undefined("window", "holds no purchase")
}
