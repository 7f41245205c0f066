//! The purchases inside a window, customer by customer.

use super::Purchases;
use crate::calendar::Window;
use crate::error::{Error, Result};
use crate::numeric::sum::exact_sum;

/// The orders of a window. An order is a purchase occasion: what the builder's grain merged counts once.
#[derive(Clone, Copy)]
pub(crate) struct InWindow<'a> {
    pub(crate) purchases: &'a Purchases,
    pub(crate) window: Window,
    /// The last day inside.
    until: i32,
}

/// A customer with at least one order in the window.
#[derive(Clone, Copy)]
pub(crate) struct Buyer<'a> {
    /// The day numbers of all orders on record, and which of them lie in the window.
    pub(crate) all: &'a [i32],
    pub(crate) from: usize,
    pub(crate) to: usize,
    /// The position of the first order on record among those of all customers.
    start: usize,
    /// Whether there was an order before the window.
    pub(crate) bought_before: bool,
}

impl<'a> InWindow<'a> {
    pub(crate) fn new(purchases: &'a Purchases, window: Window) -> Result<Self> {
        if window.start >= window.end {
            return Err(Error::inconsistent("window", "must start before it ends"));
        }
        let until = window.end.plus(-1)?;
        purchases.check_boundary("window", until)?;
        if let Ok(before) = window.start.plus(-1) {
            purchases.check_boundary("window", before)?;
        }
        Ok(Self {
            purchases,
            window,
            until: until.number(),
        })
    }

    /// As [`new`](Self::new), for metrics of money.
    pub(crate) fn with_amounts(purchases: &'a Purchases, window: Window) -> Result<Self> {
        if !purchases.has_amounts() {
            return Err(Error::inconsistent("purchases", "have no amounts"));
        }
        Self::new(purchases, window)
    }

    /// Customer `index`, if they bought in the window.
    pub(crate) fn buyer(&self, index: usize) -> Option<Buyer<'a>> {
        let all = self.purchases.days_of(index);
        let from = all.partition_point(|&day| day < self.window.start.number());
        let to = all.partition_point(|&day| day < self.window.end.number());
        (from < to).then(|| Buyer {
            all,
            from,
            to,
            start: self.purchases.range_of(index).start,
            bought_before: from > 0 || self.purchases.known_before(index),
        })
    }

    /// Every customer who bought in the window.
    pub(crate) fn buyers(self) -> impl Iterator<Item = Buyer<'a>> + Clone {
        (0..self.purchases.customers()).filter_map(move |index| self.buyer(index))
    }

    /// The amounts of the buyer's orders in the window, netted by returns in the window only.
    pub(crate) fn amounts(self, buyer: Buyer<'a>) -> impl Iterator<Item = f64> + Clone {
        (buyer.start + buyer.from..buyer.start + buyer.to)
            .map(move |order| self.purchases.amount_as_of(order, self.until))
    }

    /// What the buyer spent in the window.
    pub(crate) fn spend(self, buyer: Buyer<'a>) -> f64 {
        exact_sum(self.amounts(buyer))
    }

    /// The first day that is not observed any more.
    pub(crate) fn observed_until(&self) -> i32 {
        self.purchases
            .options()
            .as_of
            .unwrap_or(self.purchases.last_day())
            .number()
            + 1
    }
}

impl<'a> Buyer<'a> {
    /// Orders in the window; at least 1.
    pub(crate) fn orders(&self) -> usize {
        self.to - self.from
    }

    /// Their day numbers.
    pub(crate) fn days(&self) -> &'a [i32] {
        &self.all[self.from..self.to]
    }
}
