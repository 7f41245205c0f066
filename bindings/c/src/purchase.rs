//! Orders, purchase occasions and histories.

use crate::boundary::{In, Out, Texts, copy_text, given, handle, returning, status, two};
use crate::flat::{Flat, Parse, flat, parse, window};
use crate::library::goodwill_status;
use crate::options::{Options, options};
use bytemuck::{Pod, Zeroable};
use goodwill::calendar::Day;
use goodwill::purchase::{
    CalibrationHoldout, CustomerColumn, CustomerIds, Histories, HistoryOptions, Intake, PurchaseBatch,
    PurchaseOptions, Purchases, PurchasesBuilder, Validity,
};
use goodwill::{Error, ErrorCode, Result};
use std::ffi::c_char;
use std::mem::replace;

/// No customer: an order whose customer is unknown, where customers are integers.
pub const GOODWILL_NO_CUSTOMER: i64 = i64::MIN;

/// Takes in orders batch by batch.
pub struct goodwill_builder(PurchasesBuilder);

/// Purchase occasions by customer, customers ascending by identifier.
pub struct goodwill_purchases(Purchases);

impl goodwill_purchases {
    pub(crate) fn inner(&self) -> &Purchases {
        &self.0
    }
}

/// Each customer's purchases as of a day, customers ascending by identifier.
pub enum goodwill_history {
    /// All that was observed.
    #[doc(hidden)]
    Whole(Histories),
    /// A calibration period, and what the same customers did in the holdout period after it.
    #[doc(hidden)]
    Split(CalibrationHoldout),
}

impl goodwill_history {
    pub(crate) fn histories(&self) -> &Histories {
        match self {
            Self::Whole(histories) => histories,
            Self::Split(split) => &split.calibration,
        }
    }

    pub(crate) fn split(&self) -> Result<&CalibrationHoldout> {
        match self {
            Self::Whole(_) => Err(Error::new(
                ErrorCode::Undefined,
                "history",
                "has no holdout period",
            )),
            Self::Split(split) => Ok(split),
        }
    }
}

/// How orders become purchase occasions.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_purchase_options {
    /// `sizeof(goodwill_purchase_options)`
    pub struct_size: u32,
    /// Which orders of a customer make one occasion: `GOODWILL_GRAIN_…`
    pub grain: i32,
    /// What negative amounts do: `GOODWILL_RETURNS_POLICY_…`
    pub returns: i32,
    /// What amounts of exactly zero do: `GOODWILL_ZERO_AMOUNTS_…`
    pub zero_amounts: i32,
    /// The first day from which the records are complete, or `GOODWILL_NONE`.
    pub history_start: i32,
    /// The last day observed, or `GOODWILL_NONE`; later orders are left out and counted.
    pub as_of: i32,
}
options!(goodwill_purchase_options: PurchaseOptions { grain, returns, zero_amounts, history_start, as_of });

/// How occasions become histories.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_history_options {
    /// `sizeof(goodwill_history_options)`
    pub struct_size: u32,
    /// The unit of recency and tenure: `GOODWILL_TIME_UNIT_…`
    pub unit: i32,
    /// 1 if frequency and monetary value count the first purchase too; the models need 0.
    pub include_first: i32,
    /// 1 to keep customers known to have bought before `history_start`.
    pub include_known_before: i32,
}

impl Options for goodwill_history_options {
    type Core = HistoryOptions;
    fn parse(self) -> Result<HistoryOptions> {
        Ok(HistoryOptions {
            as_of: Day::MIN, // a required argument in C
            unit: Parse::parse("unit", self.unit)?,
            include_first: Parse::parse("include_first", self.include_first)?,
            include_known_before: Parse::parse("include_known_before", self.include_known_before)?,
        })
    }
    fn defaults() -> Self {
        let core = HistoryOptions::new(Day::MIN);
        Self {
            struct_size: size_of::<Self>() as u32,
            unit: core.unit.flatten(),
            include_first: core.include_first.flatten(),
            include_known_before: core.include_known_before.flatten(),
        }
    }
}

/// What became of the orders.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_intake {
    /// Rows read.
    pub rows: u64,
    /// Rows without a customer; left out.
    pub missing_customer: u64,
    /// Rows without a day; left out.
    pub missing_day: u64,
    /// Rows without an amount, where amounts are given; left out.
    pub missing_amount: u64,
    /// Rows after `as_of`; left out.
    pub after_as_of: u64,
    /// Rows before `history_start`; they make no occasion.
    pub before_history_start: u64,
    /// Rows with a negative amount, whatever the policy did with them.
    pub returns: u64,
    /// Of the returns that were netted, rows before the customer's first occasion; left out.
    pub unmatched_returns: u64,
    /// Rows with an amount of exactly zero, whatever the policy did with them.
    pub zero_amounts: u64,
    /// Rows that joined an occasion made by another row.
    pub merged: u64,
    /// Purchase occasions.
    pub occasions: u64,
    /// Customers with an occasion.
    pub customers: u64,
    /// Customers named by a row, none of whose rows made an occasion.
    pub customers_without_purchases: u64,
}
flat!(Intake => goodwill_intake {
    rows, missing_customer, missing_day, missing_amount, after_as_of, before_history_start, returns,
    unmatched_returns, zero_amounts, merged, occasions, customers, customers_without_purchases,
});

/// A builder without orders. It is the caller's to free with `goodwill_builder_free`.
///
/// Thread safety: may be called from any thread at any time. A builder may move between threads, but only one
/// at a time may use it.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_builder_new(
    options: In<goodwill_purchase_options>,
    out: Out<Option<Box<goodwill_builder>>>,
) -> goodwill_status {
    handle(out, || {
        Ok(goodwill_builder(PurchasesBuilder::new(&options.options()?)))
    })
}

/// Takes in `n` orders: who bought, when (day numbers), for how much (`amounts` NULL for orders without money).
///
/// `GOODWILL_NO_CUSTOMER`, `GOODWILL_NONE` and NaN are missing: such rows are left out and counted.
/// After an error the builder is as it was before.
/// Thread safety: one thread at a time may use a builder.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_builder_update(
    builder: Option<&mut goodwill_builder>,
    customers: In<i64>,
    customers_stride: usize,
    days: In<i32>,
    days_stride: usize,
    amounts: In<f64>,
    amounts_stride: usize,
    n: usize,
) -> goodwill_status {
    let orders = Orders {
        days,
        days_stride,
        amounts,
        amounts_stride,
        n,
    };
    status(|| orders.with_integers(&mut given(builder, "builder")?.0, customers, customers_stride))
}

/// The same where customers are text fields of `width` bytes, padded with spaces or ended by a NUL byte; a blank
/// field is a missing customer. The text is UTF-8.
///
/// Thread safety: one thread at a time may use a builder.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_builder_update_fields(
    builder: Option<&mut goodwill_builder>,
    customers: In<c_char>,
    customers_width: usize,
    customers_stride: usize,
    days: In<i32>,
    days_stride: usize,
    amounts: In<f64>,
    amounts_stride: usize,
    n: usize,
) -> goodwill_status {
    let orders = Orders {
        days,
        days_stride,
        amounts,
        amounts_stride,
        n,
    };
    status(|| {
        let texts = customers.fields("customers", customers_width, customers_stride, n)?;
        orders.add_to(&mut given(builder, "builder")?.0, batch(column(&texts), None))
    })
}

/// The same where customers are pointers to texts that end with a NUL byte; NULL is a missing customer. The text
/// is UTF-8.
///
/// Thread safety: one thread at a time may use a builder.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_builder_update_text(
    builder: Option<&mut goodwill_builder>,
    customers: In<In<c_char>>,
    customers_stride: usize,
    days: In<i32>,
    days_stride: usize,
    amounts: In<f64>,
    amounts_stride: usize,
    n: usize,
) -> goodwill_status {
    let orders = Orders {
        days,
        days_stride,
        amounts,
        amounts_stride,
        n,
    };
    status(|| {
        let texts = customers.strings("customers", customers_stride, n)?;
        orders.add_to(&mut given(builder, "builder")?.0, batch(column(&texts), None))
    })
}

/// Moves everything `other` holds into `builder`. Both must have the same options. `other` is empty afterwards,
/// whatever the status, and still has to be freed.
///
/// Thread safety: one thread at a time may use a builder, and this uses both.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_builder_merge(
    builder: Out<goodwill_builder>,
    other: Out<goodwill_builder>,
) -> goodwill_status {
    status(|| {
        two(("builder", builder), ("other", other), |builder, other| {
            builder.0.merge(take(other))
        })
    })
}

/// Groups the orders into purchase occasions by customer. The builder is empty afterwards, whatever the status,
/// and still has to be freed; the result is the caller's to free with `goodwill_purchases_free`.
///
/// Thread safety: one thread at a time may use a builder.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_builder_finish(
    builder: Option<&mut goodwill_builder>,
    out: Out<Option<Box<goodwill_purchases>>>,
) -> goodwill_status {
    handle(out, || {
        Ok(goodwill_purchases(take(given(builder, "builder")?).finish()?))
    })
}

/// Everything the builder holds, as bytes to be kept or sent to another machine, into room for `capacity` of them.
///
/// `needed` receives their number; NULL `bytes` ask for that alone.
/// Thread safety: one thread at a time may use a builder.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_builder_to_bytes(
    builder: Option<&goodwill_builder>,
    bytes: Out<u8>,
    capacity: usize,
    needed: Out<usize>,
) -> goodwill_status {
    status(|| {
        bytes.fill_rows(
            "bytes",
            capacity,
            needed,
            &given(builder, "builder")?.0.to_bytes(),
        )
    })
}

/// A builder that holds what those `n` bytes say. It is the caller's to free with `goodwill_builder_free`.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_builder_from_bytes(
    bytes: In<u8>,
    n: usize,
    out: Out<Option<Box<goodwill_builder>>>,
) -> goodwill_status {
    handle(out, || {
        Ok(goodwill_builder(PurchasesBuilder::from_bytes(
            &bytes.column("bytes", 0, n)?,
        )?))
    })
}

/// Frees a builder; NULL is allowed.
///
/// Thread safety: no other thread may still use the builder.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_builder_free(builder: Option<Box<goodwill_builder>>) {
    drop(builder);
}

/// What became of the orders.
///
/// Thread safety: any number of threads may read the same purchases.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_purchases_intake(
    purchases: Option<&goodwill_purchases>,
    out: Out<goodwill_intake>,
) -> goodwill_status {
    returning(out, || Ok(*given(purchases, "purchases")?.0.intake()))
}

/// The first and the last day with an occasion, and whether orders have amounts (1 or 0). Each may be NULL.
///
/// Thread safety: any number of threads may read the same purchases.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_purchases_span(
    purchases: Option<&goodwill_purchases>,
    first_day: Out<i32>,
    last_day: Out<i32>,
    has_amounts: Out<i32>,
) -> goodwill_status {
    status(|| {
        let purchases = &given(purchases, "purchases")?.0;
        first_day.write(purchases.first_day().number());
        last_day.write(purchases.last_day().number());
        has_amounts.write(purchases.has_amounts().into());
        Ok(())
    })
}

/// The customers' integer identifiers, ascending, into room for `capacity` of them.
///
/// Unsupported if customers are text. How many there are: `customers` of `goodwill_purchases_intake`.
/// Thread safety: any number of threads may read the same purchases.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_purchases_ids(
    purchases: Option<&goodwill_purchases>,
    ids: Out<i64>,
    capacity: usize,
) -> goodwill_status {
    status(|| ids.fill("ids", capacity, integers(given(purchases, "purchases")?.0.ids())?))
}

/// The identifier of customer `index` as text, integers in decimal, copied with its final NUL.
///
/// Thread safety: any number of threads may read the same purchases.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_purchases_id_text(
    purchases: Option<&goodwill_purchases>,
    index: usize,
    buffer: Out<c_char>,
    capacity: usize,
    needed: Out<usize>,
) -> goodwill_status {
    status(|| {
        let ids = given(purchases, "purchases")?.0.ids();
        copy_text(&id_text(ids, index)?, buffer, capacity, needed)
    })
}

/// Every occasion, customer after customer: the days and amounts of customer i are those from `starts[i]` to
/// before `starts[i + 1]`.
///
/// `starts` has room for one more than customers, `days` and `amounts` for all occasions; each may be NULL.
/// `amounts` are NaN for orders without money.
/// Thread safety: any number of threads may read the same purchases.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_purchases_occasions(
    purchases: Option<&goodwill_purchases>,
    starts: Out<u64>,
    days: Out<i32>,
    amounts: Out<f64>,
) -> goodwill_status {
    status(|| {
        let purchases = &given(purchases, "purchases")?.0;
        starts.fill_if_wanted(|| purchases.starts().iter().map(|&start| start as u64));
        days.fill_if_wanted(|| purchases.days().iter().copied());
        let occasions = purchases.occasions();
        amounts.fill_if_wanted(|| {
            (0..occasions).map(|i| purchases.amounts().get(i).copied().unwrap_or(f64::NAN))
        });
        Ok(())
    })
}

/// Only the occasions from day `window_start` to before day `window_end`, as purchases of their own, the caller's to free.
///
/// Thread safety: any number of threads may read the same purchases.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_purchases_within(
    purchases: Option<&goodwill_purchases>,
    window_start: i32,
    window_end: i32,
    out: Out<Option<Box<goodwill_purchases>>>,
) -> goodwill_status {
    handle(out, || {
        let window = window(window_start, window_end)?;
        Ok(goodwill_purchases(
            given(purchases, "purchases")?.0.within(window)?,
        ))
    })
}

/// Frees purchases; NULL is allowed.
///
/// Thread safety: no other thread may still use the purchases.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_purchases_free(purchases: Option<Box<goodwill_purchases>>) {
    drop(purchases);
}

/// Frequency, recency, tenure and monetary value of every customer as of a day. The caller's to free with
/// `goodwill_history_free`.
///
/// Thread safety: any number of threads may read the same purchases.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_purchases_histories(
    purchases: Option<&goodwill_purchases>,
    as_of: i32,
    options: In<goodwill_history_options>,
    out: Out<Option<Box<goodwill_history>>>,
) -> goodwill_status {
    handle(out, || {
        Ok(given(purchases, "purchases")?
            .0
            .histories(&at(as_of, options)?)?
            .into())
    })
}

/// Histories as of `calibration_end`, and what the same customers did after it, up to and including
/// `observation_end`. The caller's to free with `goodwill_history_free`.
///
/// Thread safety: any number of threads may read the same purchases.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_purchases_holdout(
    purchases: Option<&goodwill_purchases>,
    calibration_end: i32,
    observation_end: i32,
    unit: i32,
    out: Out<Option<Box<goodwill_history>>>,
) -> goodwill_status {
    handle(out, || {
        let purchases = &given(purchases, "purchases")?.0;
        let split =
            purchases.calibration_holdout(parse!(calibration_end), parse!(observation_end), parse!(unit))?;
        Ok(split.into())
    })
}

/// Histories straight from columns of orders; customers are integers. See `goodwill_builder_update` for the
/// columns and `goodwill_purchases_histories` for the result.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_histories(
    customers: In<i64>,
    customers_stride: usize,
    days: In<i32>,
    days_stride: usize,
    amounts: In<f64>,
    amounts_stride: usize,
    n: usize,
    purchase_options: In<goodwill_purchase_options>,
    as_of: i32,
    history_options: In<goodwill_history_options>,
    out: Out<Option<Box<goodwill_history>>>,
) -> goodwill_status {
    let orders = Orders {
        days,
        days_stride,
        amounts,
        amounts_stride,
        n,
    };
    handle(out, || {
        let purchases = orders.into_purchases(customers, customers_stride, purchase_options)?;
        Ok(purchases.histories(&at(as_of, history_options)?)?.into())
    })
}

/// Calibration histories and holdout purchases straight from columns of orders; customers are integers. See
/// `goodwill_builder_update` for the columns and `goodwill_purchases_holdout` for the result.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_calibration_holdout(
    customers: In<i64>,
    customers_stride: usize,
    days: In<i32>,
    days_stride: usize,
    amounts: In<f64>,
    amounts_stride: usize,
    n: usize,
    purchase_options: In<goodwill_purchase_options>,
    calibration_end: i32,
    observation_end: i32,
    unit: i32,
    out: Out<Option<Box<goodwill_history>>>,
) -> goodwill_status {
    let orders = Orders {
        days,
        days_stride,
        amounts,
        amounts_stride,
        n,
    };
    handle(out, || {
        let purchases = orders.into_purchases(customers, customers_stride, purchase_options)?;
        let split =
            purchases.calibration_holdout(parse!(calibration_end), parse!(observation_end), parse!(unit))?;
        Ok(split.into())
    })
}

/// How many customers a history has, and what it left out.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_history_summary {
    /// Customers: the length of every column.
    pub customers: u64,
    /// Occasions left out because they lie after `as_of`.
    pub later_occasions: u64,
    /// Customers left out because all their purchases lie after `as_of`.
    pub later_customers: u64,
    /// Customers left out because they bought before `history_start`.
    pub known_before: u64,
    /// The last day observed.
    pub as_of: i32,
    /// The unit of recency, tenure and holdout duration: `GOODWILL_TIME_UNIT_…`
    pub unit: i32,
    /// 1 if frequency and monetary value count the first purchase.
    pub include_first: i32,
    /// The last day of the holdout period; `GOODWILL_NONE` if there is none.
    pub observation_end: i32,
    /// The length of the holdout period, in `unit`; NaN if there is none.
    pub holdout_duration: f64,
}

/// How many customers a history has, and what it left out.
///
/// Thread safety: any number of threads may read the same history.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_history_describe(
    history: Option<&goodwill_history>,
    out: Out<goodwill_history_summary>,
) -> goodwill_status {
    returning(out, || {
        let history = given(history, "history")?;
        let (histories, split) = (history.histories(), history.split().ok());
        Ok(goodwill_history_summary {
            customers: histories.len() as u64,
            later_occasions: histories.later_occasions,
            later_customers: histories.later_customers,
            known_before: histories.known_before,
            as_of: histories.as_of.flatten(),
            unit: histories.unit.flatten(),
            include_first: histories.include_first.flatten(),
            observation_end: Flat::flatten(split.map(|split| split.observation_end)),
            holdout_duration: split.map_or(f64::NAN, |split| split.holdout_duration),
        })
    })
}

/// The columns of a history, each with room for all customers, or NULL if it is not wanted.
///
/// `frequency` counts repeat occasions, `recency` and `tenure` are in units of time, `monetary_value` is the mean
/// amount per repeat occasion and NaN where there is none; the days are of the first and the last purchase.
/// Thread safety: any number of threads may read the same history.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_history_columns(
    history: Option<&goodwill_history>,
    frequency: Out<u32>,
    recency: Out<f64>,
    tenure: Out<f64>,
    monetary_value: Out<f64>,
    first_day: Out<i32>,
    last_day: Out<i32>,
) -> goodwill_status {
    status(|| {
        let of = given(history, "history")?.histories();
        frequency.fill_if_wanted(|| of.frequency.iter().copied());
        recency.fill_if_wanted(|| of.recency.iter().copied());
        tenure.fill_if_wanted(|| of.tenure.iter().copied());
        monetary_value.fill_if_wanted(|| of.monetary_value.iter().copied());
        first_day.fill_if_wanted(|| of.first_day.iter().copied());
        last_day.fill_if_wanted(|| of.last_day.iter().copied());
        Ok(())
    })
}

/// What each customer did in the holdout period: occasions, and their mean amount (NaN where there is none).
///
/// Each column has room for all customers, or is NULL. Undefined for a history without a holdout period.
/// Thread safety: any number of threads may read the same history.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_history_holdout(
    history: Option<&goodwill_history>,
    frequency: Out<u32>,
    monetary_value: Out<f64>,
) -> goodwill_status {
    status(|| {
        let split = given(history, "history")?.split()?;
        frequency.fill_if_wanted(|| split.holdout_frequency.iter().copied());
        monetary_value.fill_if_wanted(|| split.holdout_monetary_value.iter().copied());
        Ok(())
    })
}

/// The customers' integer identifiers, ascending, into room for `capacity` of them.
///
/// Thread safety: any number of threads may read the same history.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_history_ids(
    history: Option<&goodwill_history>,
    ids: Out<i64>,
    capacity: usize,
) -> goodwill_status {
    status(|| {
        ids.fill(
            "ids",
            capacity,
            integers(&given(history, "history")?.histories().customers)?,
        )
    })
}

/// The identifier of customer `index` as text, integers in decimal, copied with its final NUL.
///
/// Thread safety: any number of threads may read the same history.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_history_id_text(
    history: Option<&goodwill_history>,
    index: usize,
    buffer: Out<c_char>,
    capacity: usize,
    needed: Out<usize>,
) -> goodwill_status {
    status(|| {
        let ids = &given(history, "history")?.histories().customers;
        copy_text(&id_text(ids, index)?, buffer, capacity, needed)
    })
}

/// Frees a history; NULL is allowed.
///
/// Thread safety: no other thread may still use the history.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_history_free(history: Option<Box<goodwill_history>>) {
    drop(history);
}

/// What the builder holds, leaving it empty with the same options.
fn take(builder: &mut goodwill_builder) -> PurchasesBuilder {
    let empty = PurchasesBuilder::new(builder.0.options());
    replace(&mut builder.0, empty)
}

/// A bit per customer, 0 for a missing one; none if nobody is missing.
fn validity(ids: &[i64]) -> Option<Vec<u8>> {
    ids.contains(&GOODWILL_NO_CUSTOMER).then(|| {
        let byte = |ids: &[i64]| {
            let bits = ids.iter().enumerate();
            bits.fold(0, |byte, (bit, &id)| {
                byte | u8::from(id != GOODWILL_NO_CUSTOMER) << bit
            })
        };
        ids.chunks(8).map(byte).collect()
    })
}

fn column(texts: &Texts) -> CustomerColumn<'_> {
    CustomerColumn::LargeUtf8 {
        offsets: &texts.offsets,
        bytes: &texts.bytes,
    }
}

/// A batch whose days and amounts `update` fills in.
fn batch<'a>(customers: CustomerColumn<'a>, bits: Option<&'a [u8]>) -> PurchaseBatch<'a> {
    PurchaseBatch {
        customer_validity: bits.map(|bits| Validity { bits, offset: 0 }),
        ..PurchaseBatch::new(customers, &[])
    }
}

/// The columns of a batch beside its customers.
struct Orders {
    days: In<i32>,
    days_stride: usize,
    amounts: In<f64>,
    amounts_stride: usize,
    n: usize,
}

impl Orders {
    fn add_to(self, builder: &mut PurchasesBuilder, batch: PurchaseBatch<'_>) -> Result<()> {
        let days = self.days.column("days", self.days_stride, self.n)?;
        let amounts = self
            .amounts
            .optional_column("amounts", self.amounts_stride, self.n)?;
        builder.update(&PurchaseBatch {
            days: &days,
            amounts: amounts.as_deref(),
            ..batch
        })
    }

    fn with_integers(self, builder: &mut PurchasesBuilder, customers: In<i64>, stride: usize) -> Result<()> {
        let ids = customers.column("customers", stride, self.n)?;
        let bits = validity(&ids);
        self.add_to(builder, batch(CustomerColumn::Integers(&ids), bits.as_deref()))
    }

    fn into_purchases(
        self,
        customers: In<i64>,
        stride: usize,
        options: In<goodwill_purchase_options>,
    ) -> Result<Purchases> {
        let mut builder = PurchasesBuilder::new(&options.options()?);
        self.with_integers(&mut builder, customers, stride)?;
        builder.finish()
    }
}

pub(crate) fn at(as_of: i32, options: In<goodwill_history_options>) -> Result<HistoryOptions> {
    Ok(HistoryOptions {
        as_of: parse!(as_of),
        ..options.options()?
    })
}

impl From<Histories> for goodwill_history {
    fn from(histories: Histories) -> Self {
        Self::Whole(histories)
    }
}

impl From<CalibrationHoldout> for goodwill_history {
    fn from(split: CalibrationHoldout) -> Self {
        Self::Split(split)
    }
}

fn integers(ids: &CustomerIds) -> Result<&[i64]> {
    match ids {
        CustomerIds::Integers(ids) => Ok(ids),
        CustomerIds::Strings(_) => Err(Error::new(
            ErrorCode::UnsupportedType,
            "ids",
            "are texts, not integers",
        )),
    }
}

fn id_text(ids: &CustomerIds, index: usize) -> Result<String> {
    if index >= ids.len() {
        let reason = format!("must be below {}, the number of customers", ids.len());
        return Err(Error::new(ErrorCode::OutOfRange, "index", reason).with_value(index));
    }
    Ok(ids.get(index).to_string())
}
