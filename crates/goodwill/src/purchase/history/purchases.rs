//! Purchase occasions grouped by customer.

use super::builder::{Identity, Intake, PurchasesBuilder, Row};
use super::customers::{CustomerId, CustomerIds};
use super::exact::exact_sum;
use super::options::{Grain, PurchaseOptions};
use crate::calendar::{Day, Window};
use crate::error::{Error, ErrorCode, Result};
use alloc::{vec, vec::Vec};
use core::ops::Range;

/// Each customer's purchase occasions: customers by ascending identifier, days ascending within a customer.
#[derive(Debug, Clone, PartialEq)]
pub struct Purchases {
    pub(super) options: PurchaseOptions,
    intake: Intake,
    ids: CustomerIds,
    /// Where each customer's occasions start, and the end of the last.
    starts: Vec<usize>,
    days: Vec<i32>,
    /// Empty for orders without money.
    amounts: Vec<f64>,
    money: bool,
    /// Indices of customers with rows before `history_start`, ascending.
    known_before: Vec<usize>,
    /// Returns on days without a purchase, by occasion and day.
    late_returns: Vec<LateReturn>,
    first_day: i32,
    last_day: i32,
    /// The last day of any row, which an occasion of several days may hide.
    last_row_day: i32,
}

/// A return on a later day than the occasion it lowers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct LateReturn {
    occasion: usize,
    day: i32,
    amount: f64,
    /// The occasion's amount before any late return.
    before: f64,
}

/// One customer's purchases, borrowed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CustomerPurchases<'a> {
    /// Who.
    pub id: CustomerId<'a>,
    /// The day number of each occasion, ascending.
    pub days: &'a [i32],
    /// The amount of each occasion; empty for orders without money.
    pub amounts: &'a [f64],
    /// Whether the customer bought before `history_start`, so that the first day here is not their first.
    pub known_before: bool,
}

impl Purchases {
    /// The number of customers with an occasion; at least 1.
    #[must_use]
    pub fn customers(&self) -> usize {
        self.ids.len()
    }

    /// The number of purchase occasions; at least 1.
    #[must_use]
    pub fn occasions(&self) -> usize {
        self.days.len()
    }

    /// The customers' identifiers, ascending.
    #[must_use]
    pub fn ids(&self) -> &CustomerIds {
        &self.ids
    }

    /// The options the rows were taken in with.
    #[must_use]
    pub fn options(&self) -> &PurchaseOptions {
        &self.options
    }

    /// What became of the rows.
    #[must_use]
    pub fn intake(&self) -> &Intake {
        &self.intake
    }

    /// Whether the orders have amounts.
    #[must_use]
    pub fn has_amounts(&self) -> bool {
        self.money
    }

    /// The positions of customer `index`'s occasions in [`days`](Self::days) and [`amounts`](Self::amounts).
    #[must_use]
    pub fn range_of(&self, index: usize) -> Range<usize> {
        self.starts[index]..self.starts[index + 1]
    }

    /// The day numbers of customer `index`'s occasions, ascending; at least one.
    #[must_use]
    pub fn days_of(&self, index: usize) -> &[i32] {
        &self.days[self.range_of(index)]
    }

    /// The amounts of customer `index`'s occasions, late returns netted; empty for orders without money.
    #[must_use]
    pub fn amounts_of(&self, index: usize) -> &[f64] {
        if self.money {
            &self.amounts[self.range_of(index)]
        } else {
            &[]
        }
    }

    /// Whether customer `index` is known to have bought before `history_start`.
    #[must_use]
    pub fn known_before(&self, index: usize) -> bool {
        self.known_before.binary_search(&index).is_ok()
    }

    /// The day numbers of all occasions, customer after customer.
    #[must_use]
    pub fn days(&self) -> &[i32] {
        &self.days
    }

    /// The amounts of all occasions, customer after customer; empty for orders without money.
    #[must_use]
    pub fn amounts(&self) -> &[f64] {
        &self.amounts
    }

    /// Where each customer's occasions start in [`days`](Self::days), and after them all the end: one more than customers.
    #[must_use]
    pub fn starts(&self) -> &[usize] {
        &self.starts
    }

    /// The day of the earliest occasion.
    #[must_use]
    pub fn first_day(&self) -> Day {
        Day::new(self.first_day).unwrap_or(Day::MIN)
    }

    /// The day of the latest occasion.
    #[must_use]
    pub fn last_day(&self) -> Day {
        Day::new(self.last_day).unwrap_or(Day::MAX)
    }

    /// The customers in order.
    pub fn iter(&self) -> impl Iterator<Item = CustomerPurchases<'_>> {
        (0..self.customers()).map(|index| CustomerPurchases {
            id: self.ids.get(index),
            days: self.days_of(index),
            amounts: self.amounts_of(index),
            known_before: self.known_before(index),
        })
    }

    /// Only the occasions inside `window`, netted only by returns inside it; customers without any are left out.
    ///
    /// Customers who bought before the window are [known before](Self::known_before) in the result.
    ///
    /// # Errors
    /// `Empty` when no occasion lies inside; `Inconsistent` when an end of the window splits an occasion of a week or month.
    pub fn within(&self, window: Window) -> Result<Self> {
        if window.start >= window.end {
            return Err(Error::inconsistent("window", "must start before it ends"));
        }
        let until = window.end.plus(-1)?;
        self.check_boundary("window", until)?;
        if let Ok(before) = window.start.plus(-1) {
            self.check_boundary("window", before)?;
        }
        let mut result = Self {
            options: PurchaseOptions {
                history_start: Some(
                    self.options
                        .history_start
                        .map_or(window.start, |day| day.max(window.start)),
                ),
                as_of: Some(self.options.as_of.map_or(until, |day| day.min(until))),
                ..self.options
            },
            starts: vec![0],
            days: Vec::new(),
            amounts: Vec::new(),
            known_before: Vec::new(),
            late_returns: Vec::new(),
            ..self.clone_empty()
        };
        let mut positions = Vec::new();
        for customer in 0..self.customers() {
            let range = self.range_of(customer);
            let days = self.days_of(customer);
            let from = days.partition_point(|&day| day < window.start.number());
            let to = days.partition_point(|&day| day < window.end.number());
            if from == to {
                continue;
            }
            if from > 0 || self.known_before(customer) {
                result.known_before.push(positions.len());
            }
            positions.push(customer);
            for occasion in range.start + from..range.start + to {
                let kept = result.days.len();
                result.days.push(self.days[occasion]);
                if self.money {
                    result.amounts.push(self.amount_as_of(occasion, until.number()));
                    result.late_returns.extend(
                        self.late_returns_of(occasion)
                            .iter()
                            .filter(|late| late.day <= until.number())
                            .map(|late| LateReturn {
                                occasion: kept,
                                ..*late
                            }),
                    );
                }
            }
            result.starts.push(result.days.len());
        }
        result.last_row_day = result.last_row_day.min(until.number());
        result.ids = self.ids.select(&positions);
        result.intake.customers = positions.len() as u64;
        result.intake.occasions = result.days.len() as u64;
        result.set_bounds()?;
        Ok(result)
    }

    fn clone_empty(&self) -> Self {
        Self {
            options: self.options,
            intake: self.intake,
            ids: CustomerIds::Integers(Vec::new()),
            starts: Vec::new(),
            days: Vec::new(),
            amounts: Vec::new(),
            money: self.money,
            known_before: Vec::new(),
            late_returns: Vec::new(),
            first_day: self.first_day,
            last_day: self.last_day,
            last_row_day: self.last_row_day,
        }
    }

    fn set_bounds(&mut self) -> Result<()> {
        let first = self.days.iter().min();
        let last = self.days.iter().max();
        let (Some(&first), Some(&last)) = (first, last) else {
            return Err(Error::empty("purchases"));
        };
        (self.first_day, self.last_day) = (first, last);
        Ok(())
    }

    /// A boundary after `day` must not split an occasion of several days.
    pub(crate) fn check_boundary(&self, parameter: &'static str, day: Day) -> Result<()> {
        let grain = self.options.grain;
        if let (Some(period), true, Ok(next)) = (grain.period(), grain.spans_days(), day.plus(1))
            && period.index_of(day) == period.index_of(next)
            && day.number() < self.last_row_day
            && day.number() >= self.first_day
        {
            let what = if grain == Grain::Week { "week" } else { "month" };
            return Err(Error::inconsistent(
                parameter,
                alloc::format!("must end with a {what}, because an occasion is all of a {what}"),
            )
            .with_value(day));
        }
        Ok(())
    }

    fn late_returns_of(&self, occasion: usize) -> &[LateReturn] {
        let start = self.late_returns.partition_point(|late| late.occasion < occasion);
        let len = self.late_returns[start..].partition_point(|late| late.occasion == occasion);
        &self.late_returns[start..start + len]
    }

    /// The amount of an occasion, netted by returns up to a day only.
    pub(crate) fn amount_as_of(&self, occasion: usize, day: i32) -> f64 {
        if self.late_returns.is_empty() {
            return self.amounts[occasion];
        }
        let late = self.late_returns_of(occasion);
        let Some(first) = late.first() else {
            return self.amounts[occasion];
        };
        net(first.before, late.iter().filter(|late| late.day <= day))
    }

    pub(super) fn collapse(builder: PurchasesBuilder) -> Result<Self> {
        let PurchasesBuilder {
            options,
            mut intake,
            money,
            identity,
            mut rows,
        } = builder;
        let order = |row: &Row| (row.day, total_order(row.amount));
        let ids = match &identity {
            Identity::Strings(dictionary) => {
                let texts = &dictionary.texts;
                let mut sorted: Vec<usize> = (0..texts.len()).collect();
                sorted.sort_unstable_by_key(|&place| texts.get(place));
                let mut ranks = vec![0; sorted.len()];
                for (rank, &place) in sorted.iter().enumerate() {
                    ranks[place] = rank as i64;
                }
                for row in &mut rows {
                    row.customer = ranks[row.customer as usize];
                }
                CustomerIds::Strings(sorted.into_iter().map(|place| texts.get(place)).collect())
            }
            _ => CustomerIds::Integers(Vec::new()),
        };
        rows.sort_unstable_by_key(|row| (row.customer, order(row)));

        let mut result = Self {
            options,
            intake,
            ids: CustomerIds::Integers(Vec::new()),
            starts: vec![0],
            days: Vec::new(),
            amounts: Vec::new(),
            money: money == Some(true),
            known_before: Vec::new(),
            late_returns: Vec::new(),
            first_day: 0,
            last_day: 0,
            last_row_day: rows.iter().map(|row| row.day).max().unwrap_or(i32::MIN),
        };
        let mut integers: Vec<i64> = Vec::new();
        for rows in rows.chunk_by(|a, b| a.customer == b.customer) {
            let customer = rows[0].customer;
            if result.customer(rows, &mut intake) {
                integers.push(customer);
            } else {
                intake.customers_without_purchases += 1;
            }
        }
        result.ids = match ids {
            CustomerIds::Integers(_) => CustomerIds::Integers(integers),
            CustomerIds::Strings(_) => {
                let positions: Vec<usize> = integers.into_iter().map(|rank| rank as usize).collect();
                ids.select(&positions)
            }
        };
        intake.customers = result.ids.len() as u64;
        intake.occasions = result.days.len() as u64;
        result.intake = intake;
        result.set_bounds()?;
        if result.amounts.iter().any(|amount| !amount.is_finite()) {
            return Err(Error::new(
                ErrorCode::Overflow,
                "amounts",
                "add to more than a double can hold",
            ));
        }
        Ok(result)
    }

    /// Appends the occasions of one customer's rows, which ascend by day; false when there is none.
    fn customer(&mut self, rows: &[Row], intake: &mut Intake) -> bool {
        let first = self.days.len();
        let start = self.options.history_start.map_or(i32::MIN, Day::number);
        let before = rows.partition_point(|row| row.day < start);
        let (mut late_of, mut before_late) = (usize::MAX, 0.0);
        let grain = self.options.grain;
        let rows = &rows[before..];
        let same = |a: &Row, b: &Row| match grain.period() {
            Some(period) => {
                a.day == b.day
                    || grain.spans_days()
                        && Day::new(a.day).map(|day| period.index_of(day))
                            == Day::new(b.day).map(|day| period.index_of(day))
            }
            None => a.day == b.day && a.amount < 0.0 && b.amount < 0.0,
        };
        for group in rows.chunk_by(same) {
            let purchases = group.iter().filter(|row| row.amount >= 0.0).count();
            if let Some(day) = group.iter().find(|row| row.amount >= 0.0).map(|row| row.day) {
                intake.merged += purchases as u64 - 1;
                self.days.push(day);
                if self.money {
                    self.amounts.push(exact_sum(group.iter().map(|row| row.amount)));
                }
                continue;
            }
            for returned in group.chunk_by(|a, b| a.day == b.day) {
                let Some(occasion) = self.days.len().checked_sub(1).filter(|&last| last >= first) else {
                    intake.unmatched_returns += returned.len() as u64;
                    continue;
                };
                if late_of != occasion {
                    (late_of, before_late) = (occasion, self.amounts[occasion]);
                }
                self.late_returns.push(LateReturn {
                    occasion,
                    day: returned[0].day,
                    amount: exact_sum(returned.iter().map(|row| row.amount)),
                    before: before_late,
                });
                let from = self.late_returns.partition_point(|late| late.occasion < occasion);
                self.amounts[occasion] = net(before_late, self.late_returns[from..].iter());
            }
        }
        let bought = self.days.len() > first;
        if bought {
            if before > 0 {
                self.known_before.push(self.starts.len() - 1);
            }
            self.starts.push(self.days.len());
        }
        bought
    }
}

fn net<'a>(before: f64, late: impl Iterator<Item = &'a LateReturn> + Clone) -> f64 {
    exact_sum(core::iter::once(before).chain(late.map(|late| late.amount)))
}

/// An integer that orders finite amounts as their values.
pub(super) fn total_order(amount: f64) -> i64 {
    let bits = amount.to_bits() as i64;
    bits ^ (((bits >> 63) as u64) >> 1) as i64
}
