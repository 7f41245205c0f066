//! `goodwill.segment`.

use super::purchase::Purchases;
use crate::choice::{Pick, pick};
use crate::columns::{Column, ColumnLike};
use crate::error::Reply;
use crate::frames::{self, Table};
use crate::mirror::{Array, Gaps, Numbers, mirror};
use crate::scalar::{WindowLike, options};
use goodwill::estimate::ProportionInterval;
use goodwill::purchase::{RepeatOptions, RepeatVariant};
use goodwill::quantity::Level;
use goodwill::segment::{self as core, TierAgreement};
use goodwill::{Error, ErrorCode, Estimate};
use pyo3::inspect::PyStaticExpr;
use pyo3::prelude::*;
use pyo3::types::PyTuple;
use pyo3::{type_hint_identifier, type_hint_subscript};

mirror! {
    /// The tier of every customer of a column.
    Tiers in "goodwill.segment" = core::Tiers {
        /// The tier of each customer, 0 the highest; `None` where a value it needs is missing.
        tier: Gaps,
        /// How many customers each tier holds, from the highest down.
        customers: Vec<u64>,
        /// How many customers have no tier.
        missing: u64,
    }
}

mirror! {
    /// One row of a `TierTable`.
    TierRow in "goodwill.segment" = core::TierRow {
        /// Customers in the tier.
        customers: u64,
        /// Their share of all customers that have a tier.
        share: Estimate,
        /// The share of them who bought again, of those for whom that is known; NaN if it is known for none.
        repeat_rate: Estimate,
        /// What they spent, in the unit of the spend column; NaN without one.
        revenue: f64,
        /// Their share of the revenue; NaN if there is none.
        revenue_share: Estimate,
        /// What one of them spent on average; NaN in an empty tier.
        mean_spend: Estimate,
    }
}

mirror! {
    /// What each tier holds: customers, repeat rate and revenue.
    TierTable in "goodwill.segment" = core::TierTable {
        /// The tiers, from the highest down.
        tiers: Vec<core::TierRow>,
        /// Customers that have a tier.
        customers: u64,
        /// The repeat rate of all of them together.
        repeat_rate: Estimate,
        /// What all of them spent; NaN without a spend column.
        revenue: f64,
        /// What one of them spent on average.
        mean_spend: Estimate,
        /// Customers without a tier: a value is missing, or they did not buy in the window.
        missing: u64,
        /// Customers with a tier whose spend is missing: they are not in the revenue.
        spend_missing: u64,
        /// Customers with a tier of whom it is not known whether they bought again: they are not in the repeat rates.
        repeat_missing: u64,
    }
}

mirror! {
    /// What every customer spent and how often they bought in a window, per year.
    YearlyActivity in "goodwill.segment" = core::YearlyActivity {
        /// Spend a year, by customer in the order of `Purchases::ids`; 0 for who did not buy in the window; empty for
        /// orders without amounts.
        spend: Array<f64>,
        /// Orders (purchase occasions) a year, by customer.
        purchases: Array<f64>,
        /// The length of the window in years, by which the totals were divided.
        years: f64,
    }
}

/// Descending thresholds: any iterable of numbers.
pub(crate) struct Thresholds(Vec<f64>);

impl Thresholds {
    pub(crate) fn values(&self) -> &[f64] {
        &self.0
    }
}

impl<'py> FromPyObject<'_, 'py> for Thresholds {
    type Error = PyErr;
    const INPUT_TYPE: PyStaticExpr = type_hint_subscript!(
        type_hint_identifier!("collections.abc", "Iterable"),
        type_hint_identifier!("builtins", "float")
    );

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        object
            .try_iter()?
            .map(|value| value?.extract())
            .collect::<PyResult<_>>()
            .map(Self)
    }
}

/// The rules: the agreement must be chosen where both criteria count.
pub(crate) fn rules(
    spend: Option<Thresholds>,
    purchases: Option<Thresholds>,
    agreement: Option<Pick<'_, TierAgreement>>,
) -> Reply<core::TierRules> {
    let of = |thresholds: Option<Thresholds>| thresholds.map_or_else(Vec::new, |thresholds| thresholds.0);
    let (spend, purchases) = (of(spend), of(purchases));
    let agreement = match agreement {
        Some(agreement) => agreement.get("agreement")?,
        None if spend.is_empty() => TierAgreement::PurchasesFirst,
        None if purchases.is_empty() => TierAgreement::SpendFirst,
        None => {
            let reason = "must be chosen where spend and purchases both count: both, either, spend_first or purchases_first";
            return Err(Error::new(ErrorCode::InvalidChoice, "agreement", reason).into());
        }
    };
    Ok(core::TierRules::new(&spend, &purchases, agreement)?)
}

fn read(name: &str, column: Option<ColumnLike<'_, '_>>) -> Reply<Option<Column>> {
    column.map(|column| column.read(name)).transpose()
}

/// A column's numbers, or none.
fn numbers(column: Option<&Column>) -> Result<std::borrow::Cow<'_, [f64]>, Error> {
    column.map_or(Ok(std::borrow::Cow::Borrowed(&[])), Column::numbers)
}

/// The circulating table's cuts: 5 and more purchases a year, 3–4, and 1–2.
#[pyfunction]
pub(crate) fn circulating_purchases(py: Python<'_>) -> PyResult<Numbers<'_>> {
    Ok(Numbers(PyTuple::new(py, core::CIRCULATING_PURCHASES)?.into_any()))
}

/// The tier of one customer: 0 is the highest.
///
/// `spend` is money a year in the currency of the thresholds, `purchases` is purchases a year. k descending thresholds
/// part the customers into k + 1 tiers; a threshold belongs to its tier. With thresholds for both, `agreement` says
/// what decides where they disagree: "both", "either", "spend_first" or "purchases_first".
///
/// Raises `undefined` if a value the rules need is missing, `out_of_range` for negative `purchases`.
///
/// >>> gw.segment.tier(purchases=4.5, purchase_thresholds=gw.segment.CIRCULATING_PURCHASES)
/// 1
/// >>> # 1,200 a year in two purchases: high by spend, low by frequency.
/// >>> rules = dict(spend_thresholds=[1000, 300], purchase_thresholds=[5, 3])
/// >>> gw.segment.tier(1200, 2, **rules, agreement="both"), gw.segment.tier(1200, 2, **rules, agreement="either")
/// (2, 0)
#[pyfunction]
#[pyo3(signature = (
    spend = f64::NAN, purchases = f64::NAN, *, spend_thresholds = None, purchase_thresholds = None, agreement = None
))]
pub(crate) fn tier(
    spend: f64,
    purchases: f64,
    spend_thresholds: Option<Thresholds>,
    purchase_thresholds: Option<Thresholds>,
    agreement: Option<Pick<'_, TierAgreement>>,
) -> Reply<u32> {
    Ok(core::tier(
        spend,
        purchases,
        &rules(spend_thresholds, purchase_thresholds, agreement)?,
    )?)
}

/// The tiers of columns, and what the tiers are called.
#[pyfunction]
#[pyo3(signature = (spend, purchases, spend_thresholds, purchase_thresholds, agreement))]
pub(crate) fn tiers_of(
    py: Python<'_>,
    spend: Option<ColumnLike<'_, '_>>,
    purchases: Option<ColumnLike<'_, '_>>,
    spend_thresholds: Option<Thresholds>,
    purchase_thresholds: Option<Thresholds>,
    agreement: Option<Pick<'_, TierAgreement>>,
) -> Reply<(Tiers, Table)> {
    let rules = rules(spend_thresholds, purchase_thresholds, agreement)?;
    let (spend, purchases) = (read("spend", spend)?, read("purchases", purchases)?);
    let tiers =
        py.detach(|| core::tiers(&numbers(spend.as_ref())?, &numbers(purchases.as_ref())?, &rules))?;
    let table = tier_columns(&tiers, &rules)?;
    Ok((tiers.into(), table))
}

/// One row a customer: the number of the tier and its name.
fn tier_columns(tiers: &core::Tiers, rules: &core::TierRules) -> Reply<Table> {
    let labels: Vec<_> = (0..rules.tiers()).map(|tier| rules.label(tier as u32)).collect();
    let names = tiers
        .tier
        .iter()
        .map(|tier| tier.map(|tier| labels[tier as usize].as_ref()));
    Table::new(vec![
        ("tier", frames::maybe_counts(&tiers.tier)),
        ("tier_label", frames::texts(names)),
    ])
}

/// The tier of every customer by any number of criteria: the highest that at least `required` of them reach.
///
/// `columns` holds one column per criterion and `thresholds` the descending thresholds of each, equally many. A
/// customer who lacks a value has no tier.
///
/// Raises `length_mismatch`, and `out_of_range` if `required` is 0 or more than there are criteria.
///
/// >>> # Spend, purchases and categories bought from; two of the three must reach the tier.
/// >>> columns = [[1200.0, 90.0], [2.0, 6.0], [4.0, 1.0]]
/// >>> gw.segment.tiers_by(columns, [[1000.0, 300.0], [5.0, 3.0], [4.0, 2.0]], required=2).tier.tolist()
/// [0.0, 2.0]
#[pyfunction]
pub(crate) fn tiers_by(
    py: Python<'_>,
    columns: ColumnList<'_>,
    thresholds: ThresholdList,
    required: usize,
) -> Reply<Tiers> {
    let columns = columns
        .0
        .iter()
        .map(|column| Column::read("columns", column))
        .collect::<Reply<Vec<_>>>()?;
    let tiers = py.detach(|| {
        let columns = columns
            .iter()
            .map(Column::numbers)
            .collect::<Result<Vec<_>, _>>()?;
        let columns: Vec<&[f64]> = columns.iter().map(AsRef::as_ref).collect();
        let thresholds: Vec<&[f64]> = thresholds.0.iter().map(|thresholds| &thresholds.0[..]).collect();
        core::tiers_by(&columns, &thresholds, required)
    });
    Ok(tiers?.into())
}

/// Several columns.
pub(crate) struct ColumnList<'py>(Vec<Bound<'py, PyAny>>);

impl<'py> FromPyObject<'_, 'py> for ColumnList<'py> {
    type Error = PyErr;
    const INPUT_TYPE: PyStaticExpr = type_hint_subscript!(
        type_hint_identifier!("collections.abc", "Iterable"),
        ColumnLike::INPUT_TYPE
    );

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        object.try_iter()?.collect::<PyResult<_>>().map(Self)
    }
}

/// The thresholds of several criteria.
pub(crate) struct ThresholdList(Vec<Thresholds>);

impl<'py> FromPyObject<'_, 'py> for ThresholdList {
    type Error = PyErr;
    const INPUT_TYPE: PyStaticExpr = type_hint_subscript!(
        type_hint_identifier!("collections.abc", "Iterable"),
        Thresholds::INPUT_TYPE
    );

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        object
            .try_iter()?
            .map(|value| value?.extract())
            .collect::<PyResult<_>>()
            .map(Self)
    }
}

/// The tier table of columns.
#[pyfunction]
#[pyo3(signature = (
    spend, purchases, repeat, spend_thresholds, purchase_thresholds, agreement, level, interval
))]
#[allow(clippy::too_many_arguments)]
pub(crate) fn tier_table_of(
    py: Python<'_>,
    spend: Option<ColumnLike<'_, '_>>,
    purchases: Option<ColumnLike<'_, '_>>,
    repeat: Option<ColumnLike<'_, '_>>,
    spend_thresholds: Option<Thresholds>,
    purchase_thresholds: Option<Thresholds>,
    agreement: Option<Pick<'_, TierAgreement>>,
    level: f64,
    interval: Option<Pick<'_, ProportionInterval>>,
) -> Reply<TierTable> {
    let rules = rules(spend_thresholds, purchase_thresholds, agreement)?;
    let options = options(level, interval)?;
    let (spend, purchases, repeat) = (
        read("spend", spend)?,
        read("purchases", purchases)?,
        read("repeat", repeat)?,
    );
    let table = py.detach(|| {
        let (spend, purchases) = (numbers(spend.as_ref())?, numbers(purchases.as_ref())?);
        core::tier_table(&spend, &purchases, &numbers(repeat.as_ref())?, &rules, &options)
    });
    Ok(table?.into())
}

/// Spend and orders per year of every customer, from the purchases in a window; customers as in `purchases.ids`.
///
/// Everybody is measured by the whole window, newcomers too. A window much shorter than a year multiplies chance.
///
/// Raises `inconsistent` for a window that ends before it starts or splits an occasion.
///
/// >>> orders = gw.purchase.purchases(
/// ...     customer=[7, 7, 7, 9], date=["2023-03-01", "2023-03-10", "2024-07-13", "2023-03-01"], amount=[80, 20, 60, 30]
/// ... )
/// >>> activity = gw.segment.yearly_activity(orders, window=("2023-01-01", "2025-01-01"))
/// >>> activity.spend.tolist(), activity.purchases.tolist()
/// ([80.0, 15.0], [1.5, 0.5])
#[pyfunction]
#[pyo3(signature = (purchases, *, window))]
pub(crate) fn yearly_activity(
    py: Python<'_>,
    purchases: &Bound<'_, Purchases>,
    window: WindowLike<'_, '_>,
) -> Reply<YearlyActivity> {
    let window = window.get("window")?;
    let purchases = purchases.get();
    Ok(py.detach(|| core::yearly_activity(&purchases.0, window))?.into())
}

/// What a total collected in a window amounts to per year.
///
/// A window from one date to the same date a year later is exactly one year, leap year or not.
///
/// >>> gw.segment.per_year(9.0, ("2023-07-01", "2025-07-01"))
/// 4.5
#[pyfunction]
pub(crate) fn per_year(total: f64, window: WindowLike<'_, '_>) -> Reply<f64> {
    Ok(core::per_year(total, window.get("window")?)?)
}

/// The tier of every customer from the purchases in a window, by spend and orders per year; customers as in
/// `purchases.ids`.
///
/// A customer without a purchase in the window has none and is counted as missing.
///
/// Raises `inconsistent` for a window that ends before it starts, or if the rules ask for spend and the orders have no
/// amounts.
///
/// >>> orders = gw.purchase.purchases(
/// ...     customer=[1, 1, 1, 1, 1, 2, 2, 3, 4],
/// ...     date=["2024-01-01", "2024-02-20", "2024-03-31", "2024-07-19", "2024-10-27"]
/// ...     + ["2024-01-06", "2024-01-10", "2024-01-08", "2023-12-31"],
/// ... )
/// >>> year = ("2024-01-01", "2025-01-01")
/// >>> tiers = gw.segment.purchase_tiers(orders, window=year, purchase_thresholds=[5, 3])
/// >>> tiers.tier.tolist(), tiers.customers, tiers.missing
/// ([0.0, 2.0, 2.0, nan], (1, 0, 2), 1)
#[pyfunction]
#[pyo3(signature = (purchases, *, window, spend_thresholds = None, purchase_thresholds = None, agreement = None))]
pub(crate) fn purchase_tiers(
    py: Python<'_>,
    purchases: &Bound<'_, Purchases>,
    window: WindowLike<'_, '_>,
    spend_thresholds: Option<Thresholds>,
    purchase_thresholds: Option<Thresholds>,
    agreement: Option<Pick<'_, TierAgreement>>,
) -> Reply<Tiers> {
    let rules = rules(spend_thresholds, purchase_thresholds, agreement)?;
    let window = window.get("window")?;
    let purchases = purchases.get();
    Ok(py
        .detach(|| core::purchase_tiers(&purchases.0, window, &rules))?
        .into())
}

/// Customers, repeat rate and revenue by tier, from the purchases in a window.
///
/// Tiers are by spend and orders per year. `repeat` says which repeat rate the table shows (see
/// `goodwill.purchase.repeat_rate`): "two_or_more" is 100 % by construction in a tier that asks for two orders in the
/// window; "after_window" with `horizon_days` asks whether they returned afterwards.
///
/// Raises as `purchase_tiers` and `repeat_rate` do; `empty` if nobody bought in the window.
///
/// >>> orders = gw.purchase.purchases(
/// ...     customer=[1, 1, 1, 1, 1, 2, 2, 3],
/// ...     date=["2024-01-01", "2024-02-20", "2024-03-31", "2024-07-19", "2024-10-27"]
/// ...     + ["2024-01-06", "2025-02-04", "2024-01-08"],
/// ...     amount=[40, 50, 60, 70, 80, 50, 10, 50],
/// ... )
/// >>> table = gw.segment.purchase_tier_table(
/// ...     orders, window=("2024-01-01", "2025-01-01"), purchase_thresholds=[5, 3], repeat="after_window", horizon_days=30
/// ... )
/// >>> [(row.customers, row.revenue, round(row.revenue_share.value, 2)) for row in table.tiers]
/// [(1, 300.0, 0.75), (0, 0.0, 0.0), (2, 100.0, 0.25)]
#[pyfunction]
#[pyo3(signature = (
    purchases, *, window, repeat, spend_thresholds = None, purchase_thresholds = None, agreement = None,
    horizon_days = None, level = 0.95, interval = "wilson"
))]
#[allow(clippy::too_many_arguments)]
pub(crate) fn purchase_tier_table(
    py: Python<'_>,
    purchases: &Bound<'_, Purchases>,
    window: WindowLike<'_, '_>,
    repeat: Pick<'_, RepeatVariant>,
    spend_thresholds: Option<Thresholds>,
    purchase_thresholds: Option<Thresholds>,
    agreement: Option<Pick<'_, TierAgreement>>,
    horizon_days: Option<u32>,
    level: f64,
    interval: Option<Pick<'_, ProportionInterval>>,
) -> Reply<TierTable> {
    let rules = rules(spend_thresholds, purchase_thresholds, agreement)?;
    let (window, repeat) = (window.get("window")?, repeat.get("repeat")?);
    let options = RepeatOptions {
        level: Level::new("level", level)?,
        interval: pick("interval", interval)?,
        horizon_days,
    };
    let purchases = purchases.get();
    Ok(py
        .detach(|| core::purchase_tier_table(&purchases.0, window, &rules, repeat, &options))?
        .into())
}

/// The overall repeat rate that a tier table of shares and rates implies: Σ share · rate.
///
/// `shares` are the tiers' shares of all customers and sum to 1; `rates` their repeat rates; both in [0, 1].
///
/// Raises `inconsistent` if the shares do not sum to 1.
///
/// >>> # 15 % high, 30 % medium and 55 % low value, who come back at 85, 60 and 30 %.
/// >>> gw.segment.implied_repeat_rate([0.15, 0.30, 0.55], [0.85, 0.60, 0.30])
/// 0.4725
#[pyfunction]
pub(crate) fn implied_repeat_rate(shares: ColumnLike<'_, '_>, rates: ColumnLike<'_, '_>) -> Reply<f64> {
    let (shares, rates) = (shares.read("shares")?, rates.read("rates")?);
    Ok(core::implied_repeat_rate(&shares.numbers()?, &rates.numbers()?)?)
}
