//! Repeat purchase, purchase frequency, order value and the time between purchases.

use crate::boundary::{In, Out, given, returning, status};
use crate::flat::{Flat, flat, goodwill_estimate, parse, window};
use crate::library::goodwill_status;
use crate::options::options;
use crate::purchase::goodwill_purchases;
use bytemuck::{Pod, Zeroable};
use goodwill::purchase::{
    self, InterpurchaseOptions, InterpurchaseTime, OrderCount, OrderRatios, OrderTotals, OrderValue,
    PurchaseFrequency, RepeatOptions, RepeatRate,
};

/// How a repeat rate is estimated.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_repeat_options {
    /// `sizeof(goodwill_repeat_options)`
    pub struct_size: u32,
    /// How the interval of a share of customers is made: `GOODWILL_PROPORTION_INTERVAL_…`
    pub interval: i32,
    /// Confidence level of the interval.
    pub level: f64,
    /// The horizon in days, for the variants that need one; otherwise `GOODWILL_UNKNOWN`.
    pub horizon_days: u64,
}
options!(goodwill_repeat_options: RepeatOptions { interval, level, horizon_days });

/// A repeat purchase rate and what it is made of.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_repeat_result {
    /// The rate, in [0, 1].
    pub rate: goodwill_estimate,
    /// The customers, or orders, that repeat.
    pub repeaters: u64,
    /// The customers, or orders, that could.
    pub base: u64,
    /// Customers left out because they were observed for less than the horizon.
    pub not_yet_observable: u64,
    /// Which rate it is: `GOODWILL_REPEAT_VARIANT_…`
    pub variant: i32,
    /// 0.
    pub reserved: i32,
}
flat!(RepeatRate => goodwill_repeat_result { rate, repeaters, base, not_yet_observable, variant });

/// The repeat purchase rate of the buyers from day `window_start` to before day `window_end`.
///
/// Thread safety: any number of threads may read the same purchases.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_repeat_rate(
    purchases: Option<&goodwill_purchases>,
    window_start: i32,
    window_end: i32,
    variant: i32,
    options: In<goodwill_repeat_options>,
    out: Out<goodwill_repeat_result>,
) -> goodwill_status {
    returning(out, || {
        let purchases = given(purchases, "purchases")?.inner();
        purchase::repeat_rate(
            purchases,
            window(window_start, window_end)?,
            parse!(variant),
            &options.options()?,
        )
    })
}

/// The repeat purchase rate from two counts.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_repeat_from_counts(
    repeaters: u64,
    base: u64,
    variant: i32,
    options: In<goodwill_repeat_options>,
    out: Out<goodwill_repeat_result>,
) -> goodwill_status {
    returning(out, || {
        purchase::repeat_from_counts(repeaters, base, parse!(variant), &options.options()?)
    })
}

/// How many buyers placed that many orders.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_order_count {
    /// Orders of one buyer.
    pub orders: u64,
    /// Buyers with that many.
    pub buyers: u64,
}
flat!(OrderCount => goodwill_order_count { orders, buyers });

/// How often the buyers of a period bought.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_frequency_result {
    /// Orders per buyer.
    pub mean: goodwill_estimate,
    /// Customers with an order in the window.
    pub buyers: u64,
    /// Their orders in it.
    pub orders: u64,
}
flat!(PurchaseFrequency => goodwill_frequency_result { mean, buyers, orders });

/// Orders per buyer from day `window_start` to before day `window_end`.
///
/// `rows` has room for `capacity` rows of the distribution, and `needed` receives their number; a NULL `rows` asks
/// for that alone.
/// Thread safety: any number of threads may read the same purchases.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_purchase_frequency(
    purchases: Option<&goodwill_purchases>,
    window_start: i32,
    window_end: i32,
    level: f64,
    rows: Out<goodwill_order_count>,
    capacity: usize,
    needed: Out<usize>,
    out: Out<goodwill_frequency_result>,
) -> goodwill_status {
    status(|| {
        let purchases = given(purchases, "purchases")?.inner();
        let frequency =
            purchase::purchase_frequency(purchases, window(window_start, window_end)?, parse!(level))?;
        let counts: Vec<_> = frequency
            .distribution
            .iter()
            .copied()
            .map(Flat::flatten)
            .collect();
        rows.fill_rows("rows", capacity, needed, &counts)?;
        out.write(frequency.flatten());
        Ok(())
    })
}

/// Three ratios of a period's totals.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_order_ratios_result {
    /// Orders per buyer.
    pub purchase_frequency: f64,
    /// Revenue per order.
    pub order_value: f64,
    /// Revenue per buyer.
    pub revenue_per_buyer: f64,
}
flat!(OrderRatios => goodwill_order_ratios_result { purchase_frequency, order_value, revenue_per_buyer });

/// Purchase frequency, order value and revenue per buyer from a period's totals.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_order_ratios(
    buyers: u64,
    orders: u64,
    revenue: f64,
    out: Out<goodwill_order_ratios_result>,
) -> goodwill_status {
    returning(out, || {
        purchase::order_ratios(&OrderTotals {
            buyers,
            orders,
            revenue: parse!(revenue),
        })
    })
}

/// What an order brings.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_order_value_result {
    /// Revenue per order; `n` counts buyers.
    pub mean: goodwill_estimate,
    /// Revenue of the window.
    pub revenue: f64,
    /// Orders in the window.
    pub orders: u64,
    /// Customers who placed them.
    pub buyers: u64,
}
flat!(OrderValue => goodwill_order_value_result { mean, revenue, orders, buyers });

/// The average value of an order from day `window_start` to before day `window_end`.
///
/// Thread safety: any number of threads may read the same purchases.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_order_value(
    purchases: Option<&goodwill_purchases>,
    window_start: i32,
    window_end: i32,
    level: f64,
    out: Out<goodwill_order_value_result>,
) -> goodwill_status {
    returning(out, || {
        let purchases = given(purchases, "purchases")?.inner();
        purchase::order_value(purchases, window(window_start, window_end)?, parse!(level))
    })
}

/// Revenue per buyer from day `window_start` to before day `window_end`.
///
/// Thread safety: any number of threads may read the same purchases.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_revenue_per_buyer(
    purchases: Option<&goodwill_purchases>,
    window_start: i32,
    window_end: i32,
    level: f64,
    out: Out<goodwill_estimate>,
) -> goodwill_status {
    returning(out, || {
        let purchases = given(purchases, "purchases")?.inner();
        purchase::revenue_per_buyer(purchases, window(window_start, window_end)?, parse!(level))
    })
}

/// How inter-purchase times are measured.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_interpurchase_options {
    /// `sizeof(goodwill_interpurchase_options)`
    pub struct_size: u32,
    /// The unit of the times: `GOODWILL_TIME_UNIT_…`
    pub unit: i32,
    /// Confidence level of the interval.
    pub level: f64,
}
options!(goodwill_interpurchase_options: InterpurchaseOptions { unit, level });

/// The time between one purchase and the next.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_interpurchase_result {
    /// The mean of the closed gaps; `n` counts the customers who have one.
    pub mean: goodwill_estimate,
    /// The median of the closed gaps.
    pub median: f64,
    /// Their standard deviation over their mean; NaN where there is none.
    pub coefficient_of_variation: f64,
    /// The time after which half of all gaps, open ones included, have closed; NaN if fewer do.
    pub median_with_open_gaps: f64,
    /// Gaps between two purchases in the window.
    pub closed_gaps: u64,
    /// Gaps that began with a buyer's last purchase in the window.
    pub open_gaps: u64,
    /// The unit of the times: `GOODWILL_TIME_UNIT_…`
    pub unit: i32,
    /// 0.
    pub reserved: i32,
}
flat!(InterpurchaseTime => goodwill_interpurchase_result {
    mean, median, coefficient_of_variation, median_with_open_gaps, closed_gaps, open_gaps, unit,
});

/// The time between consecutive purchases of a customer from day `window_start` to before day `window_end`.
///
/// Thread safety: any number of threads may read the same purchases.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_interpurchase_time(
    purchases: Option<&goodwill_purchases>,
    window_start: i32,
    window_end: i32,
    options: In<goodwill_interpurchase_options>,
    out: Out<goodwill_interpurchase_result>,
) -> goodwill_status {
    returning(out, || {
        let purchases = given(purchases, "purchases")?.inner();
        purchase::interpurchase_time(purchases, window(window_start, window_end)?, &options.options()?)
    })
}
