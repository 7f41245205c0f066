//! Who is still a customer, and what they will buy.

use super::totals::{Totals, weighted};
use crate::assess::AssessOptions;
use crate::calendar::TimeUnit;
use crate::error::Result;
use crate::estimate::Estimate;
use crate::model::{AnyFitted, HistoryCounts, Span};
use alloc::vec::Vec;

/// Customers whose P(alive) lies in a tenth of [0, 1].
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct AliveGroup {
    /// P(alive) from here …
    pub lower: f64,
    /// … to here; the last group includes 1.
    pub upper: f64,
    /// Customers.
    pub customers: u64,
}

/// Who is still a customer, and what they will buy. Intervals are those of the model's parameters.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Outlook {
    /// Customers the model was fitted to.
    pub customers: u64,
    /// The mean of P(alive): the share of customers who are expected to be one still.
    pub alive_share: Estimate,
    /// The number of customers expected to be one still.
    pub alive: Estimate,
    /// Customers by P(alive), in tenths.
    pub by_probability: Vec<AliveGroup>,
    /// The months looked ahead.
    pub months: u32,
    /// Orders expected in that time of the customers there are.
    pub orders: Estimate,
    /// The same per customer.
    pub orders_per_customer: Estimate,
}

/// The time looked ahead, in the unit of a model.
pub(super) fn horizon(fitted: &AnyFitted, options: &AssessOptions) -> Result<f64> {
    Span::new(f64::from(options.value_months), TimeUnit::Month)?.in_units(fitted.model.setting().unit)
}

/// A total per customer.
pub(super) fn per_customer(total: &Estimate) -> Estimate {
    let each = 1.0 / total.n as f64;
    Estimate {
        method: total.method,
        ..total.transformed(|total| total * each, each)
    }
}

/// What a fitted model says of the customers it was fitted to.
pub(super) fn outlook(
    fitted: &AnyFitted,
    counts: &HistoryCounts,
    options: &AssessOptions,
) -> Result<Outlook> {
    const GROUPS: usize = 10;
    let customers = counts.customers();
    let horizon = horizon(fitted, options)?;
    let totals = Totals::new(counts);
    let weights: Vec<f64> = counts.rows().iter().map(|row| row.count as f64).collect();
    let of_all = |estimate: Estimate| Estimate {
        n: customers,
        ..estimate
    };
    let alive = fitted.predict(|model| Ok(weighted(&totals.alive(model.purchase_model()?)?, &weights)))?;
    let alive = of_all(alive.clipped(0.0, customers as f64));
    let orders = fitted.predict(|model| {
        let each = totals.each(model.purchase_model()?, |model, history| {
            model.conditional_purchases(history, horizon)
        })?;
        Ok(weighted(&each, &weights))
    })?;
    let orders = of_all(orders.clipped(0.0, f64::INFINITY));
    let mut by_probability: Vec<AliveGroup> = (0..GROUPS)
        .map(|group| AliveGroup {
            lower: group as f64 / GROUPS as f64,
            upper: (group + 1) as f64 / GROUPS as f64,
            customers: 0,
        })
        .collect();
    let probabilities = totals.alive(fitted.model.purchase_model()?)?;
    for (row, probability) in counts.rows().iter().zip(probabilities) {
        by_probability[((probability * GROUPS as f64) as usize).min(GROUPS - 1)].customers += row.count;
    }
    Ok(Outlook {
        customers,
        alive_share: per_customer(&alive),
        alive,
        by_probability,
        months: options.value_months,
        orders_per_customer: per_customer(&orders),
        orders,
    })
}
