//! One bucket of customers: its rows grouped, ordered and collapsed into occasions.

use super::builder::Intake;
use super::chunk::{Chunk, Rows, spread};
use super::options::{Grain, PurchaseOptions};
use super::packed::{Amounts, Days};
use crate::calendar::{Day, Period};
use crate::numeric::sum::exact_sum_of_few;
use alloc::vec::Vec;

/// The occasions of a bucket's customers, who stand in no particular order.
#[derive(Debug)]
pub(super) struct Collapsed {
    /// Customers with an occasion.
    pub(super) ids: Vec<i64>,
    /// Where each customer's occasions start, and the end of the last.
    pub(super) starts: Vec<u32>,
    pub(super) days: Days,
    pub(super) amounts: Amounts,
    /// Customers with rows before `history_start`, ascending.
    pub(super) known_before: Vec<u32>,
    /// By customer, occasion and day.
    pub(super) late_returns: Vec<LateReturn>,
    /// Merged rows, unmatched returns, occasions, customers with and without.
    pub(super) intake: Intake,
    pub(super) first_day: i32,
    pub(super) last_day: i32,
    pub(super) last_row_day: i32,
    /// Whether every amount is finite.
    pub(super) finite: bool,
}

/// A return on a later day than the occasion it lowers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct LateReturn {
    /// The customer's place in the bucket.
    pub(super) customer: u32,
    /// The occasion's place among the customer's.
    pub(super) occasion: u32,
    pub(super) day: i32,
    pub(super) amount: f64,
    /// The occasion's amount before any late return.
    pub(super) before: f64,
}

/// Memory that one bucket after another uses.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    rows: Rows,
    table: Table,
    /// Which customer each row belongs to.
    customer_of: Vec<u32>,
    ends: Vec<u32>,
    order: Vec<(i64, usize)>,
    /// Rows grouped by customer: the day, made unsigned, above the row's place.
    keys: Vec<u64>,
    days: Vec<i32>,
    amounts: Vec<f64>,
    of_customer: Vec<Row>,
}

#[derive(Debug, Clone, Copy)]
struct Row {
    day: i32,
    amount: f64,
}

/// Numbers identifiers in order of arrival: open addressing, at most half full.
#[derive(Debug, Default)]
struct Table {
    slots: Vec<(i64, u32)>,
    ids: Vec<i64>,
}

const FREE: (i64, u32) = (0, u32::MAX);

impl Table {
    fn clear(&mut self) {
        self.slots.fill(FREE);
        self.ids.clear();
    }

    #[inline]
    fn number(&mut self, id: i64) -> u32 {
        if self.ids.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let slots = &mut self.slots[..];
        let mask = slots.len() - 1;
        // The low bits: the high ones are the same all over the bucket.
        let mut place = spread(id) as usize & mask;
        loop {
            let slot = &mut slots[place & mask];
            if slot.1 == FREE.1 {
                let number = self.ids.len() as u32;
                *slot = (id, number);
                self.ids.push(id);
                return number;
            }
            if slot.0 == id {
                return slot.1;
            }
            place += 1;
        }
    }

    #[cold]
    fn grow(&mut self) {
        let slots = (self.slots.len() * 2).max(1 << 10);
        self.slots.clear();
        self.slots.resize(slots, FREE);
        for (number, &id) in self.ids.iter().enumerate() {
            let mut place = spread(id) as usize & (slots - 1);
            while self.slots[place].1 != FREE.1 {
                place = (place + 1) & (slots - 1);
            }
            self.slots[place] = (id, number as u32);
        }
    }
}

fn day_of(key: u64) -> i32 {
    ((key >> 32) as u32 ^ 0x8000_0000) as i32
}

/// Collapses the rows that the chunks hold in one bucket.
pub(super) fn collapse(
    options: &PurchaseOptions,
    money: bool,
    chunks: &[Chunk],
    bucket: usize,
    scratch: &mut Scratch,
) -> Collapsed {
    let Scratch {
        rows,
        table,
        customer_of,
        ends,
        order,
        keys,
        days,
        amounts,
        of_customer,
    } = scratch;
    rows.clear();
    for chunk in chunks {
        chunk.unpack(bucket, rows);
    }

    group_by_customer(rows, table, customer_of, ends, keys);

    days.clear();
    amounts.clear();
    let mut occasions = Occasions {
        grain: options.grain,
        history_start: options.history_start.map_or(i32::MIN, Day::number),
        money,
        days,
        amounts,
        late_returns: Vec::new(),
        intake: Intake::default(),
    };
    let plain = options.grain == Grain::Day
        && options.history_start.is_none()
        && rows.amounts.iter().all(|&amount| amount >= 0.0);
    let mut ids = Vec::with_capacity(table.ids.len());
    let mut starts = Vec::with_capacity(table.ids.len() + 1);
    starts.push(0);
    let mut known_before = Vec::new();
    // By identifier, so that putting all customers in order reads every bucket from front to back.
    order.clear();
    order.extend((0..).zip(&table.ids).map(|(customer, &id)| (id, customer)));
    order.sort_unstable();
    for &(id, customer) in order.iter() {
        let customer: usize = customer;
        let start = customer.checked_sub(1).map_or(0, |before| ends[before] as usize);
        let keys = &mut keys[start..ends[customer] as usize];
        keys.sort_unstable();
        if plain {
            occasions.plain_customer(keys, &rows.amounts);
        } else {
            of_customer.clear();
            of_customer.extend(keys.iter().map(|&key| Row {
                day: day_of(key),
                amount: if money {
                    rows.amounts[key as u32 as usize]
                } else {
                    0.0
                },
            }));
            let before = occasions.customer(ids.len() as u32, of_customer);
            if occasions.days.len() == starts[ids.len()] as usize {
                occasions.intake.customers_without_purchases += 1;
                continue;
            }
            if before {
                known_before.push(ids.len() as u32);
            }
        }
        ids.push(id);
        starts.push(occasions.days.len() as u32);
    }

    let Occasions {
        late_returns,
        mut intake,
        ..
    } = occasions;
    intake.customers = ids.len() as u64;
    intake.occasions = days.len() as u64;
    Collapsed {
        ids,
        starts,
        known_before,
        late_returns,
        intake,
        first_day: days.iter().copied().min().unwrap_or(i32::MAX),
        last_day: days.iter().copied().max().unwrap_or(i32::MIN),
        last_row_day: rows.days.iter().copied().max().unwrap_or(i32::MIN),
        finite: amounts.iter().all(|amount| amount.is_finite()),
        days: Days::pack_in_order(days),
        amounts: Amounts::pack_in_order(money.then_some(amounts)),
    }
}

/// Gathers the keys of each customer's rows; `ends` becomes where each customer's end.
fn group_by_customer(
    rows: &Rows,
    table: &mut Table,
    customer_of: &mut Vec<u32>,
    ends: &mut Vec<u32>,
    keys: &mut Vec<u64>,
) {
    table.clear();
    customer_of.clear();
    customer_of.extend(rows.customers.iter().map(|&id| table.number(id)));
    ends.clear();
    ends.resize(table.ids.len(), 0);
    for &customer in customer_of.iter() {
        ends[customer as usize] += 1;
    }
    let mut sum = 0;
    for end in ends.iter_mut() {
        let rows = *end;
        *end = sum;
        sum += rows;
    }
    keys.clear();
    keys.resize(rows.len(), 0);
    for (row, (&customer, &day)) in customer_of.iter().zip(&rows.days).enumerate() {
        let end = &mut ends[customer as usize];
        keys[*end as usize] = u64::from(day as u32 ^ 0x8000_0000) << 32 | row as u64;
        *end += 1;
    }
}

/// The occasions of one customer after another.
struct Occasions<'a> {
    grain: Grain,
    history_start: i32,
    money: bool,
    days: &'a mut Vec<i32>,
    amounts: &'a mut Vec<f64>,
    late_returns: Vec<LateReturn>,
    intake: Intake,
}

impl Occasions<'_> {
    /// A customer whose rows, ordered by day, are purchases and merge by day.
    #[inline]
    fn plain_customer(&mut self, keys: &[u64], amounts: &[f64]) {
        for occasion in keys.chunk_by(|a, b| a >> 32 == b >> 32) {
            self.days.push(day_of(occasion[0]));
            self.intake.merged += occasion.len() as u64 - 1;
            if self.money {
                self.amounts.push(match occasion {
                    [row] => amounts[*row as u32 as usize],
                    rows => exact_sum_of_few(rows.iter().map(|&row| amounts[row as u32 as usize])),
                });
            }
        }
    }

    /// Any customer, rows ordered by day; whether there are rows before `history_start`.
    fn customer(&mut self, customer: u32, rows: &mut [Row]) -> bool {
        let before = rows.partition_point(|row| row.day < self.history_start);
        let rows = &mut rows[before..];
        let first = self.days.len();
        let mut before_late = 0.0;
        let mut late_from = self.late_returns.len();
        if self.grain == Grain::Row {
            // Returns first, then by amount: an order that does not depend on the order of arrival.
            rows.sort_unstable_by_key(|row| (row.day, total_order(row.amount)));
        }
        let same_occasion = |a: &Row, b: &Row| match self.grain {
            Grain::Row => a.day == b.day && a.amount < 0.0 && b.amount < 0.0,
            Grain::Day => a.day == b.day,
            Grain::Week => a.day == b.day || same_period(Period::Week, a.day, b.day),
            Grain::Month => a.day == b.day || same_period(Period::Month, a.day, b.day),
        };
        for group in rows.chunk_by(same_occasion) {
            let mut purchases = group.iter().filter(|row| row.amount >= 0.0);
            if let Some(purchase) = purchases.next() {
                self.intake.merged += purchases.count() as u64;
                self.days.push(purchase.day);
                if self.money {
                    self.amounts
                        .push(exact_sum_of_few(group.iter().map(|row| row.amount)));
                }
                late_from = self.late_returns.len();
                continue;
            }
            for returned in group.chunk_by(|a, b| a.day == b.day) {
                if self.days.len() == first {
                    self.intake.unmatched_returns += returned.len() as u64;
                    continue;
                }
                let occasion = self.days.len() - 1;
                if late_from == self.late_returns.len() {
                    before_late = self.amounts[occasion];
                }
                self.late_returns.push(LateReturn {
                    customer,
                    occasion: (occasion - first) as u32,
                    day: returned[0].day,
                    amount: exact_sum_of_few(returned.iter().map(|row| row.amount)),
                    before: before_late,
                });
                let late = self.late_returns[late_from..].iter().map(|late| late.amount);
                self.amounts[occasion] = exact_sum_of_few(core::iter::once(before_late).chain(late));
            }
        }
        before > 0
    }
}

fn same_period(period: Period, a: i32, b: i32) -> bool {
    // Both are days of the calendar, or they would not have been taken in.
    let index = |day| Day::new(day).map(|day| period.index_of(day)).ok();
    index(a) == index(b)
}

/// An integer that orders finite amounts as their values.
fn total_order(amount: f64) -> i64 {
    let bits = amount.to_bits() as i64;
    bits ^ ((bits >> 63) as u64 >> 1) as i64
}
