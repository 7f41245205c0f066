//! Tiers of customers.

use crate::boundary::{In, Out, copy_text, given, handle, returning, status};
use crate::estimate::goodwill_proportion_options;
use crate::flat::{Flat, flat, goodwill_estimate, parse, window};
use crate::library::goodwill_status;
use crate::orders::goodwill_repeat_options;
use crate::purchase::goodwill_purchases;
use bytemuck::{Pod, Zeroable};
use goodwill::segment::{TierRow, TierRules, TierTable, Tiers};
use goodwill::{Result, segment};
use std::ffi::c_char;

/// A customer without a tier, in columns of tiers.
pub const GOODWILL_NO_TIER: i32 = -1;

/// The thresholds between tiers, and what decides where spend and frequency disagree.
pub struct goodwill_tier_rules(TierRules);

impl goodwill_tier_rules {
    pub(crate) fn inner(&self) -> &TierRules {
        &self.0
    }
}

/// Rules from descending thresholds of spend and of purchases a year, side by side. One of the two may be empty.
/// The agreement is one of `GOODWILL_TIER_AGREEMENT_…`. The caller's to free with `goodwill_tier_rules_free`.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_tier_rules_new(
    spend_thresholds: In<f64>,
    spend_count: usize,
    purchase_thresholds: In<f64>,
    purchase_count: usize,
    agreement: i32,
    out: Out<Option<Box<goodwill_tier_rules>>>,
) -> goodwill_status {
    handle(out, || {
        Ok(goodwill_tier_rules(TierRules::new(
            &spend_thresholds.column("spend_thresholds", 0, spend_count)?,
            &purchase_thresholds.column("purchase_thresholds", 0, purchase_count)?,
            parse!(agreement),
        )?))
    })
}

/// How many tiers there are: one more than thresholds.
///
/// Thread safety: any number of threads may read the same rules.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_tier_rules_count(
    rules: Option<&goodwill_tier_rules>,
    out: Out<u64>,
) -> goodwill_status {
    returning(out, || Ok(given(rules, "rules")?.0.tiers() as u64))
}

/// A name for a tier, copied with its final NUL: "high", "medium" and "low" of three, otherwise "tier 1", ...
///
/// Thread safety: any number of threads may read the same rules.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_tier_rules_label(
    rules: Option<&goodwill_tier_rules>,
    tier: u32,
    buffer: Out<c_char>,
    capacity: usize,
    needed: Out<usize>,
) -> goodwill_status {
    status(|| copy_text(&given(rules, "rules")?.0.label(tier), buffer, capacity, needed))
}

/// Frees rules; NULL is allowed.
///
/// Thread safety: no other thread may still use the rules.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_tier_rules_free(rules: Option<Box<goodwill_tier_rules>>) {
    drop(rules);
}

/// The tier of one customer: 0 is the highest. A value the rules do not use is ignored.
///
/// Thread safety: any number of threads may read the same rules.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_tier(
    spend: f64,
    purchases: f64,
    rules: Option<&goodwill_tier_rules>,
    out: Out<u32>,
) -> goodwill_status {
    returning(out, || segment::tier(spend, purchases, &given(rules, "rules")?.0))
}

/// The tier of `n` customers, from spend and purchases a year. A column the rules do not use may be NULL.
///
/// `tier` has room for `n`, `GOODWILL_NO_TIER` where a value is missing; `customers` for one count a tier; each of
/// `tier`, `customers` and `missing` may be NULL.
/// Thread safety: any number of threads may read the same rules.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_tiers(
    spend: In<f64>,
    spend_stride: usize,
    purchases: In<f64>,
    purchases_stride: usize,
    n: usize,
    rules: Option<&goodwill_tier_rules>,
    tier: Out<i32>,
    customers: Out<u64>,
    missing: Out<u64>,
) -> goodwill_status {
    tiers(tier, customers, missing, || {
        segment::tiers(
            spend
                .optional_column("spend", spend_stride, n)?
                .as_deref()
                .unwrap_or_default(),
            purchases
                .optional_column("purchases", purchases_stride, n)?
                .as_deref()
                .unwrap_or_default(),
            &given(rules, "rules")?.0,
        )
    })
}

/// The tier of `n` customers by any number of criteria: the highest that at least `required` of them reach.
///
/// `columns` are `criteria` pointers to columns of `n` values, all of the same stride; `thresholds` as many
/// pointers to `cuts` descending thresholds each. The results are those of `goodwill_tiers`.
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_tiers_by(
    columns: In<In<f64>>,
    criteria: usize,
    columns_stride: usize,
    n: usize,
    thresholds: In<In<f64>>,
    cuts: usize,
    required: usize,
    tier: Out<i32>,
    customers: Out<u64>,
    missing: Out<u64>,
) -> goodwill_status {
    tiers(tier, customers, missing, || {
        let columns = columns.pointers("columns", criteria)?;
        let thresholds = thresholds.pointers("thresholds", criteria)?;
        let columns: Vec<_> = columns
            .iter()
            .map(|one| one.column("columns", columns_stride, n))
            .collect::<Result<_>>()?;
        let thresholds: Vec<_> = thresholds
            .iter()
            .map(|one| one.column("thresholds", 0, cuts))
            .collect::<Result<_>>()?;
        segment::tiers_by(
            &columns.iter().map(AsRef::as_ref).collect::<Vec<_>>(),
            &thresholds.iter().map(AsRef::as_ref).collect::<Vec<_>>(),
            required,
        )
    })
}

/// The tier of every customer from the purchases from day `window_start` to before day `window_end`.
///
/// `tier` has room for all customers of the purchases, in their order; the rest is as in `goodwill_tiers`.
/// Thread safety: any number of threads may read the same purchases and rules.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_purchase_tiers(
    purchases: Option<&goodwill_purchases>,
    window_start: i32,
    window_end: i32,
    rules: Option<&goodwill_tier_rules>,
    tier: Out<i32>,
    customers: Out<u64>,
    missing: Out<u64>,
) -> goodwill_status {
    tiers(tier, customers, missing, || {
        let purchases = given(purchases, "purchases")?.inner();
        segment::purchase_tiers(
            purchases,
            window(window_start, window_end)?,
            &given(rules, "rules")?.0,
        )
    })
}

/// One tier of a tier table.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_tier_row {
    /// Customers in the tier.
    pub customers: u64,
    /// What they spent; NaN if it is unknown.
    pub revenue: f64,
    /// Their share of all customers who have a tier.
    pub share: goodwill_estimate,
    /// The share of them who bought again; NaN if it is known for none.
    pub repeat_rate: goodwill_estimate,
    /// Their share of the revenue; NaN if there is none.
    pub revenue_share: goodwill_estimate,
    /// What one of them spent on average; NaN in an empty tier.
    pub mean_spend: goodwill_estimate,
}
flat!(TierRow => goodwill_tier_row { customers, revenue, share, repeat_rate, revenue_share, mean_spend });

/// The totals of a tier table.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_tier_table_result {
    /// Customers that have a tier.
    pub customers: u64,
    /// What all of them spent; NaN if it is unknown.
    pub revenue: f64,
    /// The repeat rate of all of them together.
    pub repeat_rate: goodwill_estimate,
    /// What one of them spent on average.
    pub mean_spend: goodwill_estimate,
    /// Customers without a tier.
    pub missing: u64,
    /// Customers with a tier whose spend is missing.
    pub spend_missing: u64,
    /// Customers with a tier of whom it is not known whether they bought again.
    pub repeat_missing: u64,
}
flat!(TierTable => goodwill_tier_table_result {
    customers, revenue, repeat_rate, mean_spend, missing, spend_missing, repeat_missing,
});

/// Customers, repeat rate and revenue by tier, from one row per customer.
///
/// `repeats` is 1 for a customer who bought again, 0 for one who did not, NaN where that is not known. A column
/// without values may be NULL. `rows`, NULL or with room for one row a tier, is filled from the highest tier down.
/// Thread safety: any number of threads may read the same rules.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_tier_table(
    spend: In<f64>,
    spend_stride: usize,
    purchases: In<f64>,
    purchases_stride: usize,
    repeats: In<f64>,
    repeats_stride: usize,
    n: usize,
    rules: Option<&goodwill_tier_rules>,
    options: In<goodwill_proportion_options>,
    rows: Out<goodwill_tier_row>,
    out: Out<goodwill_tier_table_result>,
) -> goodwill_status {
    table(rows, out, || {
        segment::tier_table(
            spend
                .optional_column("spend", spend_stride, n)?
                .as_deref()
                .unwrap_or_default(),
            purchases
                .optional_column("purchases", purchases_stride, n)?
                .as_deref()
                .unwrap_or_default(),
            repeats
                .optional_column("repeat", repeats_stride, n)?
                .as_deref()
                .unwrap_or_default(),
            &given(rules, "rules")?.0,
            &options.options()?,
        )
    })
}

/// Customers, repeat rate and revenue by tier, from the purchases from day `window_start` to before day
/// `window_end`. The repeat rate is one of `GOODWILL_REPEAT_VARIANT_…`; `rows` is as in `goodwill_tier_table`.
///
/// Thread safety: any number of threads may read the same purchases and rules.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_purchase_tier_table(
    purchases: Option<&goodwill_purchases>,
    window_start: i32,
    window_end: i32,
    rules: Option<&goodwill_tier_rules>,
    repeat: i32,
    options: In<goodwill_repeat_options>,
    rows: Out<goodwill_tier_row>,
    out: Out<goodwill_tier_table_result>,
) -> goodwill_status {
    table(rows, out, || {
        let purchases = given(purchases, "purchases")?.inner();
        segment::purchase_tier_table(
            purchases,
            window(window_start, window_end)?,
            &given(rules, "rules")?.0,
            parse!(repeat),
            &options.options()?,
        )
    })
}

/// What a total collected from day `window_start` to before day `window_end` amounts to per year.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_per_year(
    total: f64,
    window_start: i32,
    window_end: i32,
    out: Out<f64>,
) -> goodwill_status {
    returning(out, || {
        segment::per_year(total, window(window_start, window_end)?)
    })
}

/// What every customer spent, and how often they bought, per year of the window.
///
/// `spend` (NaN for orders without amounts) and `orders` have room for all customers of the purchases; each of
/// `spend`, `orders` and `years` may be NULL.
/// Thread safety: any number of threads may read the same purchases.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_yearly_activity(
    purchases: Option<&goodwill_purchases>,
    window_start: i32,
    window_end: i32,
    spend: Out<f64>,
    orders: Out<f64>,
    years: Out<f64>,
) -> goodwill_status {
    status(|| {
        let purchases = given(purchases, "purchases")?.inner();
        let activity = segment::yearly_activity(purchases, window(window_start, window_end)?)?;
        let customers = activity.purchases.len();
        spend.fill_if_wanted(|| (0..customers).map(|i| activity.spend.get(i).copied().unwrap_or(f64::NAN)));
        orders.fill_if_wanted(|| activity.purchases.iter().copied());
        years.write(activity.years);
        Ok(())
    })
}

/// The overall repeat rate that a tier table of `n` shares and rates implies.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_implied_repeat_rate(
    shares: In<f64>,
    shares_stride: usize,
    rates: In<f64>,
    rates_stride: usize,
    n: usize,
    out: Out<f64>,
) -> goodwill_status {
    returning(out, || {
        segment::implied_repeat_rate(
            &shares.column("shares", shares_stride, n)?,
            &rates.column("rates", rates_stride, n)?,
        )
    })
}

fn tiers(
    tier: Out<i32>,
    customers: Out<u64>,
    missing: Out<u64>,
    f: impl FnOnce() -> Result<Tiers>,
) -> goodwill_status {
    status(|| {
        let tiers = f()?;
        tier.fill_if_wanted(|| {
            tiers
                .tier
                .iter()
                .map(|tier| tier.map_or(GOODWILL_NO_TIER, |tier| tier as i32))
        });
        customers.fill_if_wanted(|| tiers.customers.iter().copied());
        missing.write(tiers.missing);
        Ok(())
    })
}

fn table(
    rows: Out<goodwill_tier_row>,
    out: Out<goodwill_tier_table_result>,
    f: impl FnOnce() -> Result<TierTable>,
) -> goodwill_status {
    returning(out, || {
        let table = f()?;
        rows.fill_if_wanted(|| table.tiers.iter().copied().map(Flat::flatten));
        Ok(table)
    })
}
