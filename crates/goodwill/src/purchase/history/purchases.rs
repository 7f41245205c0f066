//! Purchase occasions grouped by customer.

use super::bucket::{self, Collapsed};
use super::builder::{Identity, Intake, PurchasesBuilder};
use super::chunk::{self, Chunk};
use super::customers::{CustomerId, CustomerIds, StringIds};
use super::options::{Grain, PurchaseOptions};
use crate::calendar::{Day, Window};
use crate::error::{Error, ErrorCode, Result};
use crate::numeric::sum::exact_sum_of_few;
use crate::parallel;
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
            mut chunks,
            rest,
        } = builder;
        let texts = match identity {
            Identity::Strings(dictionary) => Some(dictionary.into_texts()),
            _ => None,
        };
        let money = money == Some(true);
        let buckets = if chunks.is_empty() {
            chunk::buckets_for(rest.len())
        } else {
            chunk::BUCKETS
        };
        chunks.push(Chunk::gather(
            &rest.view(money),
            buckets,
            &mut chunk::Scratch::default(),
        ));
        drop(rest);
        let collapsed = parallel::map(
            (0..buckets).collect(),
            bucket::Scratch::default,
            |scratch, bucket| bucket::collapse(&options, money, &chunks, bucket, scratch),
        );
        drop(chunks);

        for bucket in &collapsed {
            intake.merged += bucket.intake.merged;
            intake.unmatched_returns += bucket.intake.unmatched_returns;
            intake.occasions += bucket.intake.occasions;
            intake.customers += bucket.intake.customers;
            intake.customers_without_purchases += bucket.intake.customers_without_purchases;
        }
        if intake.occasions == 0 {
            return Err(Error::empty("purchases"));
        }
        if !collapsed.iter().all(|bucket| bucket.finite) {
            return Err(Error::new(
                ErrorCode::Overflow,
                "amounts",
                "add to more than a double can hold",
            ));
        }

        let (ids, members) = in_order(texts.as_ref(), &collapsed, intake.customers as usize);
        drop(texts);
        let mut starts = Vec::with_capacity(members.len() + 1);
        starts.push(0);
        let mut end = 0;
        for member in &members {
            end += member.occasions(&collapsed).len();
            starts.push(end);
        }
        let mut days = vec![0; end];
        let mut amounts = vec![0.0; if money { end } else { 0 }];
        write_in_order(&collapsed, &members, &mut days, &mut amounts);
        let (known_before, late_returns) = exceptions(&collapsed, &members, &starts);
        let bucket_days = |day: fn(&Collapsed) -> i32| collapsed.iter().map(day);
        Ok(Self {
            options,
            intake,
            ids,
            starts,
            days,
            amounts,
            money,
            known_before,
            late_returns,
            first_day: bucket_days(|bucket| bucket.first_day).min().unwrap_or(0),
            last_day: bucket_days(|bucket| bucket.last_day).max().unwrap_or(0),
            last_row_day: bucket_days(|bucket| bucket.last_row_day).max().unwrap_or(0),
        })
    }
}

/// Where a customer stands before all are put in order.
#[derive(Debug, Clone, Copy)]
struct Member {
    bucket: u32,
    customer: u32,
}

impl Member {
    /// The positions of the customer's occasions in the bucket.
    fn occasions(self, collapsed: &[Collapsed]) -> Range<usize> {
        let starts = &collapsed[self.bucket as usize].starts;
        starts[self.customer as usize] as usize..starts[self.customer as usize + 1] as usize
    }
}

/// The customers of all buckets by ascending identifier.
fn in_order(
    texts: Option<&StringIds>,
    collapsed: &[Collapsed],
    customers: usize,
) -> (CustomerIds, Vec<Member>) {
    let mut members: Vec<(i64, Member)> = Vec::with_capacity(customers);
    let key = SortKey::new(texts);
    for (bucket, collapsed) in (0..).zip(collapsed) {
        let place = |(customer, &id)| (key.of(id), Member { bucket, customer });
        members.extend((0..).zip(&collapsed.ids).map(place));
    }
    let id = |member: &Member| collapsed[member.bucket as usize].ids[member.customer as usize];
    let ids = if let Some(texts) = texts {
        let text = |member: &Member| texts.get(id(member) as usize);
        parallel::sort_by(&mut members, |a, b| {
            a.0.cmp(&b.0).then_with(|| text(&a.1).cmp(text(&b.1)))
        });
        CustomerIds::Strings(members.iter().map(|(_, member)| text(member)).collect())
    } else {
        parallel::sort_by(&mut members, |a, b| a.0.cmp(&b.0));
        CustomerIds::Integers(members.iter().map(|(id, _)| *id).collect())
    };
    (ids, members.into_iter().map(|(_, member)| member).collect())
}

/// A number by which identifiers sort, all but the last step of it where they are texts.
struct SortKey<'a> {
    texts: Option<&'a StringIds>,
    /// Bytes that all texts begin with.
    common: usize,
}

impl<'a> SortKey<'a> {
    fn new(texts: Option<&'a StringIds>) -> Self {
        let common = texts.filter(|texts| !texts.is_empty()).map_or(0, |texts| {
            let first = texts.get(0).as_bytes();
            texts.iter().fold(first.len(), |common, text| {
                let pairs = first[..common].iter().zip(text.as_bytes());
                pairs.take_while(|(a, b)| a == b).count()
            })
        });
        Self { texts, common }
    }

    /// The identifier itself, or the eight bytes of its text after the common ones.
    fn of(&self, id: i64) -> i64 {
        let Some(texts) = self.texts else { return id };
        let bytes = &texts.get(id as usize).as_bytes()[self.common..];
        let mut key = [0; 8];
        for (key, byte) in key.iter_mut().zip(bytes) {
            *key = *byte;
        }
        // As unsigned numbers order, so do these.
        (u64::from_be_bytes(key) ^ 1 << 63) as i64
    }
}

/// Writes every customer's occasions where they belong.
fn write_in_order(collapsed: &[Collapsed], members: &[Member], days: &mut [i32], amounts: &mut [f64]) {
    const CUSTOMERS: usize = 1 << 14;
    let (mut days, mut amounts) = (days, amounts);
    let mut pieces = Vec::with_capacity(members.len() / CUSTOMERS + 1);
    for members in members.chunks(CUSTOMERS) {
        let occasions = members
            .iter()
            .map(|member| member.occasions(collapsed).len())
            .sum();
        let (of_piece, rest) = core::mem::take(&mut days).split_at_mut(occasions);
        days = rest;
        let (amounts_of_piece, rest) = {
            let amounts = core::mem::take(&mut amounts);
            let middle = occasions.min(amounts.len());
            amounts.split_at_mut(middle)
        };
        amounts = rest;
        pieces.push((members, of_piece, amounts_of_piece));
    }
    parallel::map(
        pieces,
        || (),
        |(), (members, days, amounts)| {
            let money = !amounts.is_empty();
            let mut position = 0;
            for member in members {
                let occasions = member.occasions(collapsed);
                let bucket = &collapsed[member.bucket as usize];
                let to = position..position + occasions.len();
                bucket.days.write(occasions.start, &mut days[to.clone()]);
                if money {
                    bucket.amounts.write(occasions.start, &mut amounts[to.clone()]);
                }
                position = to.end;
            }
        },
    );
}

/// Customers known before `history_start`, and late returns by occasion: few, if any.
fn exceptions(
    collapsed: &[Collapsed],
    members: &[Member],
    starts: &[usize],
) -> (Vec<usize>, Vec<LateReturn>) {
    let mut known_before = Vec::new();
    let mut late_returns = Vec::new();
    if collapsed
        .iter()
        .all(|bucket| bucket.known_before.is_empty() && bucket.late_returns.is_empty())
    {
        return (known_before, late_returns);
    }
    for (index, member) in members.iter().enumerate() {
        let bucket = &collapsed[member.bucket as usize];
        if bucket.known_before.binary_search(&member.customer).is_ok() {
            known_before.push(index);
        }
        let late = &bucket.late_returns[bucket
            .late_returns
            .partition_point(|late| late.customer < member.customer)..];
        late_returns.extend(
            late.iter()
                .take_while(|late| late.customer == member.customer)
                .map(|late| LateReturn {
                    occasion: starts[index] + late.occasion as usize,
                    day: late.day,
                    amount: late.amount,
                    before: late.before,
                }),
        );
    }
    (known_before, late_returns)
}

fn net<'a>(before: f64, late: impl Iterator<Item = &'a LateReturn> + Clone) -> f64 {
    exact_sum_of_few(core::iter::once(before).chain(late.map(|late| late.amount)))
}
