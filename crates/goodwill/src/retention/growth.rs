//! Growth accounting: where each period's active customers come from, and where the others went.

use crate::calendar::{Day, Period};
use crate::error::{Error, ErrorCode, Result};
use crate::estimate::{Estimate, ProportionOptions, proportion};
use crate::numeric::sum::ExactSum;
use crate::purchase::Purchases;
use alloc::{format, string::String, vec, vec::Vec};

/// More periods than this are a mistaken date or a grain too fine.
const MOST_PERIODS: i64 = 100_000;

/// One period of growth accounting.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct GrowthPeriod {
    /// The running number of the period; consecutive periods have consecutive numbers.
    pub index: i32,
    /// The period's name: `1997-03` for a calendar month, the number itself where periods are numbers.
    pub label: String,
    /// Whether the records cover the whole period. If not, its counts are lower bounds.
    pub complete: bool,
    /// Customers with at least one order in the period.
    pub active: u64,
    /// Of these, customers active in the period before too.
    pub retained: u64,
    /// Of these, customers never active before.
    pub new: u64,
    /// Of these, customers active before, but not in the period just before.
    pub resurrected: u64,
    /// Customers active in the period before and not in this one. In an incomplete period: not yet.
    pub churned: u64,
    /// Orders (purchase occasions) in the period.
    pub orders: u64,
    /// What they amount to, in the caller's currency; NaN for orders without amounts.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null"))]
    pub revenue: f64,
    /// The share of the customers of the period before who are active in this one: `retained / active(t − 1)`. NaN, not
    /// 0, in the first period, after a period without customers, and in a period not complete at its end.
    pub retention: Estimate,
    /// The share who are not: `churned / active(t − 1)`. NaN where `retention` is.
    pub churn: Estimate,
}

/// Growth accounting over consecutive periods, from the first with an order to the last observed.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Growth {
    /// What a period is; none where periods are numbers of the caller's.
    pub period: Option<Period>,
    /// The periods in order, those without any order included.
    pub periods: Vec<GrowthPeriod>,
    /// Orders left out: after `as_of`.
    pub later_orders: u64,
    /// Orders whose amount is missing; they count as orders and add nothing to the revenue.
    pub missing_amounts: u64,
}

/// Growth accounting of purchases by calendar period, as of a day.
///
/// In every period, exactly:
///
/// ```text
/// active(t) = active(t − 1) + new + resurrected − churned        active(t) = retained + new + resurrected
/// ```
///
/// `as_of` is the last day observed. A period that ends after it is not complete: customers may still come, so it has
/// no retention and no churn yet. The first period is complete if `history_start` of the purchase options (or, without
/// it, the first order) is not after its first day. Customers known to have bought before `history_start` are never
/// new: their first period here counts them as resurrected.
///
/// Churn here is not being active in *one* period. A customer who buys every other month churns and is resurrected all
/// the time: choose a period longer than most gaps between purchases.
///
/// # Errors
/// [`Inconsistent`](crate::ErrorCode::Inconsistent) if `as_of` lies before the first order or after the last day
/// observed; [`OutOfRange`](crate::ErrorCode::OutOfRange) if there are more than 100,000 periods;
/// [`Overflow`](crate::ErrorCode::Overflow) if a period's amounts add past the range of `f64`.
///
/// # Example
/// ```
/// use goodwill::calendar::{Day, Period};
/// use goodwill::estimate::ProportionOptions;
/// use goodwill::purchase::{CustomerColumn, PurchaseBatch, PurchaseOptions, PurchasesBuilder};
/// use goodwill::retention::growth_accounting;
///
/// // Ann buys in January and March, Bob in January and February, Cem in February.
/// let day = |month, day| Day::from_ymd(1997, month, day).unwrap().number();
/// let mut builder = PurchasesBuilder::new(&PurchaseOptions::default());
/// builder.update(
///     &PurchaseBatch::new(
///         CustomerColumn::Strings(&["ann", "bob", "bob", "cem", "ann"]),
///         &[day(1, 1), day(1, 9), day(2, 3), day(2, 5), day(3, 8)],
///     )
///     .amounts(&[10.0, 20.0, 15.0, 5.0, 12.5]),
/// )?;
/// let purchases = builder.finish()?;
/// let as_of = Day::from_ymd(1997, 3, 31)?;
/// let growth = growth_accounting(&purchases, Period::Month, as_of, &ProportionOptions::default())?;
///
/// let [january, february, march] = &growth.periods[..] else { panic!() };
/// assert_eq!((january.active, january.new, january.revenue), (2, 2, 30.0));
/// assert_eq!((february.active, february.retained, february.new, february.churned), (2, 1, 1, 1));
/// assert_eq!(february.retention.value, 0.5);
/// assert_eq!((march.active, march.resurrected, march.churned, march.complete), (1, 1, 2, true));
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// The bridge is the "growth accounting" of Hsu 2015 (Social Capital), "A quantitative approach to product-market fit".
pub fn growth_accounting(
    purchases: &Purchases,
    period: Period,
    as_of: Day,
    options: &ProportionOptions,
) -> Result<Growth> {
    purchases.check_as_of("as_of", as_of)?;
    let first = purchases.first_day();
    let mut ledger = Ledger::new(
        period.index_of(first),
        period.index_of(as_of),
        purchases.has_amounts(),
    )?;
    let mut later_orders = 0;
    let mut numbers = PeriodNumbers::new(period);
    for customer in 0..purchases.customers() {
        let occasions = purchases.range_of(customer);
        let mut visits = Visits::new(purchases.known_before(customer));
        for (occasion, &day) in occasions.clone().zip(purchases.days_of(customer)) {
            if day > as_of.number() {
                later_orders += 1;
                continue;
            }
            let index = numbers.of(day)?;
            let amount = if purchases.has_amounts() {
                purchases.amount_as_of(occasion, as_of.number())
            } else {
                f64::NAN
            };
            ledger.visit(&mut visits, index, amount);
        }
    }
    let covered_from = purchases.options().history_start.unwrap_or(first);
    let last_complete = match as_of.plus(1) {
        Ok(next) => period.index_of(next) - 1,
        Err(_) => period.index_of(as_of),
    };
    let mut growth = ledger.close(Some(period), last_complete, options)?;
    growth.later_orders = later_orders;
    for (row, window) in growth.periods.iter_mut().map(|row| {
        let window = period.window(row.index);
        (row, window)
    }) {
        row.label = period.label(row.index);
        // A window that leaves the calendar starts before any record.
        row.complete &= window.is_ok_and(|window| covered_from <= window.start);
    }
    Ok(growth)
}

/// Growth accounting from columns of orders whose periods are already numbered: subscription months, seasons, waves.
///
/// One row an order, in any order: whose it is, the number of its period, and its amount if there are amounts (NaN if
/// missing). Any numbers may name customers. `last_complete` is the last period that was observed to its end; without it
/// all are taken to be. The bridge, the estimates and their limits are those of [`growth_accounting`].
///
/// # Errors
/// [`Empty`](crate::ErrorCode::Empty) without rows; [`LengthMismatch`](crate::ErrorCode::LengthMismatch);
/// [`NotFinite`](crate::ErrorCode::NotFinite) at the first infinite amount;
/// [`OutOfRange`](crate::ErrorCode::OutOfRange) if the periods span more than 100,000 numbers;
/// [`Overflow`](crate::ErrorCode::Overflow) if a period's amounts add past the range of `f64`.
///
/// # Example
/// ```
/// use goodwill::{estimate::ProportionOptions, retention::growth_from_periods};
///
/// let (customers, periods) = ([1, 1, 2, 2, 3, 3, 1], [1, 2, 1, 2, 2, 3, 4]);
/// let growth = growth_from_periods(&customers, &periods, None, Some(3), &ProportionOptions::default())?;
/// let churned: Vec<u64> = growth.periods.iter().map(|period| period.churned).collect();
/// assert_eq!(churned, [0, 0, 2, 1]);
/// assert_eq!(growth.periods[2].churn.value, 2.0 / 3.0);
/// assert!(growth.periods[3].churn.value.is_nan(), "period 4 is not over");
/// # Ok::<(), goodwill::Error>(())
/// ```
pub fn growth_from_periods(
    customers: &[i64],
    periods: &[i32],
    amounts: Option<&[f64]>,
    last_complete: Option<i32>,
    options: &ProportionOptions,
) -> Result<Growth> {
    let rows = customers.len();
    if periods.len() != rows {
        return Err(Error::length_mismatch("periods", periods.len(), rows));
    }
    if let Some(amounts) = amounts {
        if amounts.len() != rows {
            return Err(Error::length_mismatch("amounts", amounts.len(), rows));
        }
        if let Some(index) = amounts.iter().position(|amount| amount.is_infinite()) {
            return Err(Error::new(
                ErrorCode::NotFinite,
                "amounts",
                "must be a finite number, or NaN if missing",
            )
            .with_value(amounts[index])
            .at(index));
        }
    }
    let (Some(&first), Some(&last)) = (periods.iter().min(), periods.iter().max()) else {
        return Err(Error::empty("customers"));
    };
    let mut order: Vec<usize> = (0..rows).collect();
    order.sort_unstable_by_key(|&row| (customers[row], periods[row]));
    let mut ledger = Ledger::new(first, last, amounts.is_some())?;
    for rows in order.chunk_by(|&a, &b| customers[a] == customers[b]) {
        let mut visits = Visits::new(false);
        for &row in rows {
            ledger.visit(
                &mut visits,
                periods[row],
                amounts.map_or(f64::NAN, |amounts| amounts[row]),
            );
        }
    }
    let mut growth = ledger.close(None, last_complete.unwrap_or(last), options)?;
    for row in &mut growth.periods {
        row.label = format!("{}", row.index);
    }
    Ok(growth)
}

/// The period number of a day, remembering the last period asked for: a customer's days come in order.
struct PeriodNumbers {
    period: Period,
    index: i32,
    days: core::ops::Range<i32>,
}

impl PeriodNumbers {
    fn new(period: Period) -> Self {
        Self {
            period,
            index: 0,
            days: 0..0,
        }
    }

    fn of(&mut self, day: i32) -> Result<i32> {
        if !self.days.contains(&day) {
            self.index = self.period.index_of(Day::new(day)?);
            self.days = match self.period.window(self.index) {
                Ok(window) => window.start.number()..window.end.number(),
                Err(_) => day..day, // the calendar's first or last period: do not remember
            };
        }
        Ok(self.index)
    }
}

/// Where one customer was last seen.
struct Visits {
    known_before: bool,
    last: Option<i32>,
}

impl Visits {
    fn new(known_before: bool) -> Self {
        Self {
            known_before,
            last: None,
        }
    }
}

/// The counts of every period. Integers and exact sums: the order of customers changes no bit.
struct Ledger {
    first: i32,
    active: Vec<u64>,
    retained: Vec<u64>,
    new: Vec<u64>,
    orders: Vec<u64>,
    revenue: Vec<ExactSum>,
    missing_amounts: u64,
}

impl Ledger {
    fn new(first: i32, last: i32, amounts: bool) -> Result<Self> {
        let periods = i64::from(last) - i64::from(first) + 1;
        if periods > MOST_PERIODS {
            return Err(Error::out_of_range(
                "period",
                format!("must leave at most {MOST_PERIODS} periods between the first order and the last"),
            )
            .with_value(periods));
        }
        let periods = periods as usize;
        Ok(Self {
            first,
            active: vec![0; periods],
            retained: vec![0; periods],
            new: vec![0; periods],
            orders: vec![0; periods],
            revenue: if amounts {
                vec![ExactSum::new(); periods]
            } else {
                Vec::new()
            },
            missing_amounts: 0,
        })
    }

    /// Enters one order; a customer's orders must come with their periods ascending.
    fn visit(&mut self, visits: &mut Visits, period: i32, amount: f64) {
        let slot = (i64::from(period) - i64::from(self.first)) as usize;
        self.orders[slot] += 1;
        if let Some(revenue) = self.revenue.get_mut(slot) {
            if amount.is_nan() {
                self.missing_amounts += 1;
            } else {
                revenue.add(amount);
            }
        }
        if visits.last != Some(period) {
            self.active[slot] += 1;
            match visits.last {
                None => self.new[slot] += u64::from(!visits.known_before),
                Some(last) => self.retained[slot] += u64::from(last.checked_add(1) == Some(period)),
            }
            visits.last = Some(period);
        }
    }

    fn close(
        self,
        period: Option<Period>,
        last_complete: i32,
        options: &ProportionOptions,
    ) -> Result<Growth> {
        let undefined = || Estimate::without_interval(f64::NAN, options.level, 0);
        let mut periods = Vec::with_capacity(self.active.len());
        let mut before = 0;
        for slot in 0..self.active.len() {
            let index = self.first + slot as i32;
            let (active, retained, new) = (self.active[slot], self.retained[slot], self.new[slot]);
            let complete = index <= last_complete;
            let churned = before - retained;
            let (retention, churn) = if complete && before > 0 {
                (
                    proportion(retained, before, options)?,
                    proportion(churned, before, options)?,
                )
            } else {
                (undefined(), undefined())
            };
            let revenue = self.revenue.get(slot).map_or(f64::NAN, ExactSum::value);
            if revenue.is_infinite() {
                return Err(Error::new(
                    ErrorCode::Overflow,
                    "amounts",
                    "add to more than a double can hold",
                ));
            }
            periods.push(GrowthPeriod {
                index,
                label: String::new(),
                complete,
                active,
                retained,
                new,
                resurrected: active - retained - new,
                churned,
                orders: self.orders[slot],
                revenue,
                retention,
                churn,
            });
            before = active;
        }
        Ok(Growth {
            period,
            periods,
            later_orders: 0,
            missing_amounts: self.missing_amounts,
        })
    }
}
