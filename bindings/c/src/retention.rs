//! Churn, retention and growth.

use crate::boundary::{In, Out, given, returning, status};
use crate::estimate::goodwill_proportion_options;
use crate::flat::{Flat, flat, goodwill_estimate, parse};
use crate::library::goodwill_status;
use crate::options::options;
use crate::purchase::goodwill_purchases;
use bytemuck::{Pod, Zeroable};
use goodwill::retention::{
    Churn, ChurnCost, ChurnDecomposition, ChurnReason, CustomerFlow, GroupEffect, Growth, GrowthPeriod,
    ReasonOptions,
};
use goodwill::{Result, retention};
use std::ffi::c_char;

/// What happened to the customers of one period.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_customer_flow {
    /// `sizeof(goodwill_customer_flow)`
    pub struct_size: u32,
    /// 0.
    pub reserved: i32,
    /// Customers at the start of the period.
    pub start: u64,
    /// Customers who joined, or came back, during the period.
    pub joined: u64,
    /// Customers who left during the period.
    pub lost: u64,
    /// How many of the lost had joined during the same period, or `GOODWILL_UNKNOWN`.
    pub joined_lost: u64,
    /// Days spent as a customer within the period, added over customers; NaN if unknown.
    pub customer_days: f64,
    /// Length of the period in days; NaN if unknown.
    pub days: f64,
}

options!(goodwill_customer_flow: CustomerFlow { start, joined, lost, joined_lost, customer_days, days });

/// Churn on the chosen base.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_churn_result {
    /// Lost over at risk: a share, a rate per customer and period or per customer-day, or a cumulative hazard.
    pub rate: goodwill_estimate,
    /// The same as a probability that one customer leaves within the period.
    pub probability: goodwill_estimate,
    /// Customers counted as lost.
    pub lost: u64,
    /// What they are divided by: customers or customer-days.
    pub at_risk: f64,
    /// What the lost were divided by: `GOODWILL_CHURN_BASE_…`
    pub base: i32,
    /// 1 if the lost and the base are the same group of customers: only then is 1 - rate a retention rate.
    pub closed_cohort: i32,
}
flat!(Churn => goodwill_churn_result { rate, probability, lost, at_risk, base, closed_cohort });

/// Customers lost in a period over the base the caller names, `GOODWILL_CHURN_BASE_…`.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_churn(
    flow: In<goodwill_customer_flow>,
    base: i32,
    options: In<goodwill_proportion_options>,
    out: Out<goodwill_churn_result>,
) -> goodwill_status {
    returning(out, || {
        retention::churn(&flow.given("flow")?, parse!(base), &options.options()?)
    })
}

/// Churn from daily columns: each day's customers and each day's lost, on the base of customer-days or daily sum.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_churn_daily(
    active: In<u64>,
    active_stride: usize,
    lost: In<u64>,
    lost_stride: usize,
    n: usize,
    base: i32,
    level: f64,
    out: Out<goodwill_churn_result>,
) -> goodwill_status {
    returning(out, || {
        retention::churn_daily(
            &active.column("active", active_stride, n)?,
            &lost.column("lost", lost_stride, n)?,
            parse!(base),
            parse!(level),
        )
    })
}

/// The share of the customers at the start who were still there at the end.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_retention(
    flow: In<goodwill_customer_flow>,
    options: In<goodwill_proportion_options>,
    out: Out<goodwill_estimate>,
) -> goodwill_status {
    returning(out, || {
        retention::retention(&flow.given("flow")?, &options.options()?)
    })
}

/// Retention from a period's opening, closing and new customers: (end - joined) / start.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_retention_from_counts(
    start: u64,
    end: u64,
    joined: u64,
    options: In<goodwill_proportion_options>,
    out: Out<goodwill_estimate>,
) -> goodwill_status {
    returning(out, || {
        retention::retention_from_counts(start, end, joined, &options.options()?)
    })
}

/// Churn over `periods` periods in a row, from the churn probability of one.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_churn_annualised(
    churn: In<goodwill_estimate>,
    periods: f64,
    out: Out<goodwill_estimate>,
) -> goodwill_status {
    returning(out, || {
        retention::churn_annualised(&parse!(churn), parse!(periods))
    })
}

/// The cost of churn, in the caller's currency per period.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_churn_cost_result {
    /// Customers expected to be lost in the period.
    pub lost: goodwill_estimate,
    /// Value that leaves with them.
    pub forgone: goodwill_estimate,
    /// What it costs to win as many new customers.
    pub replacement: goodwill_estimate,
    /// Both together.
    pub total: goodwill_estimate,
}
flat!(ChurnCost => goodwill_churn_cost_result { lost, forgone, replacement, total });

/// The cost of a churn probability over a base of customers.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_churn_cost(
    churn: In<goodwill_estimate>,
    customers: u64,
    value_per_customer: f64,
    acquisition_cost: f64,
    out: Out<goodwill_churn_cost_result>,
) -> goodwill_status {
    returning(out, || {
        retention::churn_cost(
            &parse!(churn),
            customers,
            parse!(value_per_customer),
            parse!(acquisition_cost),
        )
    })
}

/// How `goodwill_churn_reasons` counts.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_reason_options {
    /// `sizeof(goodwill_reason_options)`
    pub struct_size: u32,
    /// How the intervals of the shares are made: `GOODWILL_PROPORTION_INTERVAL_…`
    pub interval: i32,
    /// Confidence level of the intervals.
    pub level: f64,
    /// The share of lost customers that the vital few reasons must explain.
    pub vital_share: f64,
}
options!(goodwill_reason_options: ReasonOptions { interval, level, vital_share });

/// One reason of the Pareto table.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_churn_reason {
    /// The position, in the input, of the first row with this reason.
    pub row: u64,
    /// Customers lost for it.
    pub lost: u64,
    /// Their share of all who gave a reason.
    pub share: goodwill_estimate,
    /// Customers lost for this reason or a more frequent one.
    pub cumulative_lost: u64,
    /// Their share of all who gave a reason.
    pub cumulative_share: goodwill_estimate,
}

/// The totals of the Pareto table of reasons.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_churn_reasons_result {
    /// Lost customers with a reason.
    pub lost: u64,
    /// Lost customers without one.
    pub missing: u64,
    /// The smallest number of reasons that explains the vital share of the lost.
    pub vital_few: u64,
}

/// The Pareto table of churn reasons, the most frequent first.
///
/// `reasons` are pointers to UTF-8 texts that end with a NUL byte, NULL for none; `counts` says how many customers
/// left for each, NULL for one a row. `rows` has room for `capacity` reasons, at most `n` are needed, and `needed`
/// receives their number. Each of `rows`, `needed` and `out` may be NULL.
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_churn_reasons(
    reasons: In<In<c_char>>,
    reasons_stride: usize,
    counts: In<u64>,
    counts_stride: usize,
    n: usize,
    options: In<goodwill_reason_options>,
    rows: Out<goodwill_churn_reason>,
    capacity: usize,
    needed: Out<usize>,
    out: Out<goodwill_churn_reasons_result>,
) -> goodwill_status {
    status(|| {
        let texts = reasons.strings("reasons", reasons_stride, n)?;
        let reasons: Vec<&str> = texts.all("reasons")?;
        let counts = counts.optional_column("counts", counts_stride, n)?;
        let table = retention::churn_reasons(&reasons, counts.as_deref(), &options.options()?)?;
        let flat: Vec<goodwill_churn_reason> = table
            .rows
            .into_iter()
            .map(
                |ChurnReason {
                     reason,
                     lost,
                     share,
                     cumulative_lost,
                     cumulative_share,
                 }| {
                    goodwill_churn_reason {
                        row: reasons
                            .iter()
                            .position(|text| *text == reason)
                            .map_or(0, Flat::flatten),
                        lost,
                        share: share.flatten(),
                        cumulative_lost,
                        cumulative_share: cumulative_share.flatten(),
                    }
                },
            )
            .collect();
        rows.fill_rows("rows", capacity, needed, &flat)?;
        out.write(goodwill_churn_reasons_result {
            lost: table.lost,
            missing: table.missing,
            vital_few: table.vital_few.flatten(),
        });
        Ok(())
    })
}

/// What one group of customers adds to the change of churn.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_group_effect {
    /// The group's share of the customers before.
    pub share_before: f64,
    /// The group's share of the customers after.
    pub share_after: f64,
    /// The group's churn before; NaN if it had no customers.
    pub churn_before: f64,
    /// The group's churn after; NaN if it had no customers.
    pub churn_after: f64,
    /// What the change of the group's size adds.
    pub mix: f64,
    /// What the change of the group's churn adds.
    pub rate: f64,
}
flat!(GroupEffect => goodwill_group_effect { share_before, share_after, churn_before, churn_after, mix, rate });

/// The change of churn between two periods, split in two parts that add up to it.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_decomposition_result {
    /// Churn after less churn before.
    pub change: goodwill_estimate,
    /// The part due to the mix of groups.
    pub mix: goodwill_estimate,
    /// The part due to churn within the groups.
    pub rate: goodwill_estimate,
}
flat!(ChurnDecomposition => goodwill_decomposition_result { change, mix, rate });

/// Kitagawa's decomposition of a change of churn into mix and rate, over `n` groups.
///
/// `groups`, NULL or with room for `n`, receives what each adds.
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_churn_decomposition(
    customers_before: In<u64>,
    customers_before_stride: usize,
    lost_before: In<u64>,
    lost_before_stride: usize,
    customers_after: In<u64>,
    customers_after_stride: usize,
    lost_after: In<u64>,
    lost_after_stride: usize,
    n: usize,
    level: f64,
    groups: Out<goodwill_group_effect>,
    out: Out<goodwill_decomposition_result>,
) -> goodwill_status {
    returning(out, || {
        let parts = retention::churn_decomposition(
            &customers_before.column("customers_before", customers_before_stride, n)?,
            &lost_before.column("lost_before", lost_before_stride, n)?,
            &customers_after.column("customers_after", customers_after_stride, n)?,
            &lost_after.column("lost_after", lost_after_stride, n)?,
            parse!(level),
        )?;
        groups.fill_if_wanted(|| parts.groups.iter().copied().map(Flat::flatten));
        Ok(parts)
    })
}

/// One period of growth accounting: active = retained + new + resurrected.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_growth_period {
    /// The running number of the period; `goodwill_period_label` names it.
    pub index: i32,
    /// 1 if the records cover the whole period; if not, its counts are lower bounds.
    pub complete: i32,
    /// Customers with at least one order in the period.
    pub active: u64,
    /// Of these, customers active in the period before too.
    pub retained: u64,
    /// Of these, customers never active before.
    pub new_customers: u64,
    /// Of these, customers active before, but not in the period just before.
    pub resurrected: u64,
    /// Customers active in the period before and not in this one.
    pub churned: u64,
    /// Orders in the period.
    pub orders: u64,
    /// What they amount to; NaN for orders without amounts.
    pub revenue: f64,
    /// The share of the customers of the period before who are active in this one; NaN where there is none.
    pub retention: goodwill_estimate,
    /// The share who are not; NaN where there is none.
    pub churn: goodwill_estimate,
}
flat!(GrowthPeriod => goodwill_growth_period {
    index, complete, active, retained, new_customers: new, resurrected, churned, orders, revenue, retention, churn,
});

/// What growth accounting left out.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_growth_result {
    /// Orders left out: after `as_of`.
    pub later_orders: u64,
    /// Orders whose amount is missing.
    pub missing_amounts: u64,
    /// What a period is, `GOODWILL_PERIOD_…`; `GOODWILL_NONE` where periods are numbers of the caller's.
    pub period: i32,
    /// 0.
    pub reserved: i32,
}
flat!(Growth => goodwill_growth_result { later_orders, missing_amounts, period });

/// Growth accounting of purchases by calendar period (`GOODWILL_PERIOD_…`), as of a day.
///
/// `rows` has room for `capacity` periods, and `needed` receives their number; a NULL `rows` asks for that alone.
/// Thread safety: any number of threads may read the same purchases.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_growth_accounting(
    purchases: Option<&goodwill_purchases>,
    period: i32,
    as_of: i32,
    options: In<goodwill_proportion_options>,
    rows: Out<goodwill_growth_period>,
    capacity: usize,
    needed: Out<usize>,
    out: Out<goodwill_growth_result>,
) -> goodwill_status {
    growth(rows, capacity, needed, out, || {
        retention::growth_accounting(
            given(purchases, "purchases")?.inner(),
            parse!(period),
            parse!(as_of),
            &options.options()?,
        )
    })
}

/// Growth accounting from `n` orders whose periods are already numbered.
///
/// `amounts` may be NULL. `last_complete` is the last period observed to its end, or `GOODWILL_NONE`. `rows`,
/// `capacity` and `needed` are as in `goodwill_growth_accounting`.
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_growth_from_periods(
    customers: In<i64>,
    customers_stride: usize,
    periods: In<i32>,
    periods_stride: usize,
    amounts: In<f64>,
    amounts_stride: usize,
    n: usize,
    last_complete: i32,
    options: In<goodwill_proportion_options>,
    rows: Out<goodwill_growth_period>,
    capacity: usize,
    needed: Out<usize>,
    out: Out<goodwill_growth_result>,
) -> goodwill_status {
    growth(rows, capacity, needed, out, || {
        let amounts = amounts.optional_column("amounts", amounts_stride, n)?;
        retention::growth_from_periods(
            &customers.column("customers", customers_stride, n)?,
            &periods.column("periods", periods_stride, n)?,
            amounts.as_deref(),
            parse!(last_complete),
            &options.options()?,
        )
    })
}

fn growth(
    rows: Out<goodwill_growth_period>,
    capacity: usize,
    needed: Out<usize>,
    out: Out<goodwill_growth_result>,
    f: impl FnOnce() -> Result<Growth>,
) -> goodwill_status {
    status(|| {
        let mut growth = f()?;
        let periods: Vec<_> = std::mem::take(&mut growth.periods)
            .into_iter()
            .map(Flat::flatten)
            .collect();
        rows.fill_rows("rows", capacity, needed, &periods)?;
        out.write(growth.flatten());
        Ok(())
    })
}
