//! `goodwill.retention`.

use super::estimate as door;
use super::purchase::Purchases;
use crate::choice::{Pick, pick};
use crate::columns::{Column, ColumnLike};
use crate::error::Reply;
use crate::mirror::mirror;
use crate::scalar::{Count, DateLike, EstimateLike, options};
use goodwill::Estimate;
use goodwill::calendar::Period;
use goodwill::estimate::ProportionInterval;
use goodwill::quantity::{Level, Money, NonNegative, Positive, Proportion};
use goodwill::retention::{self as core, ChurnBase, CustomerFlow};
use pyo3::prelude::*;

mirror! {
    /// Churn on the chosen base.
    Churn in "goodwill.retention" = core::Churn {
        /// What the lost were divided by.
        base: ChurnBase,
        /// `lost / at_risk`, as the base defines it: a share, a rate per customer and period, a rate per customer-day,
        /// or a cumulative hazard over the period.
        rate: Estimate,
        /// The same as a probability that one customer leaves within the period, so that bases can be compared: the
        /// rate itself on the bases that count customers, 1 − exp(−hazard) on the others.
        probability: Estimate,
        /// Customers counted as lost: on the base `start` those of the start alone, if they could be told apart.
        lost: u64,
        /// What they are divided by: customers, or customer-days on the bases `customer_days` and `daily_sum`.
        at_risk: f64,
        /// Whether the lost and the base are the same group of customers, none joining: only then is `1 − rate` a
        /// retention rate.
        closed_cohort: bool,
    }
}

mirror! {
    /// The cost of churn, in the caller's currency per period.
    ChurnCost in "goodwill.retention" = core::ChurnCost {
        /// Customers expected to be lost in the period: `customers · churn`.
        lost: Estimate,
        /// Value that leaves with them: `lost · value_per_customer`.
        forgone: Estimate,
        /// What it costs to win as many new customers: `lost · acquisition_cost`.
        replacement: Estimate,
        /// `forgone + replacement`.
        total: Estimate,
    }
}

mirror! {
    /// What one group of customers adds to the change of churn.
    GroupEffect in "goodwill.retention" = core::GroupEffect {
        /// The group's share of the customers before.
        share_before: f64,
        /// The group's share of the customers after.
        share_after: f64,
        /// The group's churn before; NaN if it had no customers.
        churn_before: f64,
        /// The group's churn after; NaN if it had no customers.
        churn_after: f64,
        /// What the change of the group's size adds: Δshare · mean churn.
        mix: f64,
        /// What the change of the group's churn adds: Δchurn · mean share.
        rate: f64,
    }
}

mirror! {
    /// The change of churn between two periods, split in two parts that add up to it.
    ChurnDecomposition in "goodwill.retention" = core::ChurnDecomposition {
        /// Churn after less churn before.
        change: Estimate,
        /// The part due to the mix of groups.
        mix: Estimate,
        /// The part due to churn within the groups.
        rate: Estimate,
        /// One row a group, in the order given.
        groups: Vec<core::GroupEffect>,
    }
}

mirror! {
    /// One reason of the Pareto table.
    ChurnReason in "goodwill.retention" = core::ChurnReason {
        /// The reason, as given.
        reason: String,
        /// Customers lost for it.
        lost: u64,
        /// Their share of all who gave a reason.
        share: Estimate,
        /// Customers lost for this reason or a more frequent one.
        cumulative_lost: u64,
        /// Their share of all who gave a reason.
        cumulative_share: Estimate,
    }
}

mirror! {
    /// Reasons in falling order of frequency.
    ChurnReasons in "goodwill.retention" = core::ChurnReasons {
        /// One row a reason, the most frequent first; equally frequent ones in the order of their text.
        rows: Vec<core::ChurnReason>,
        /// Lost customers with a reason: the base of the shares.
        lost: u64,
        /// Lost customers without one: the reason is empty or blank.
        missing: u64,
        /// The smallest number of reasons that explains at least `vital_share` of the lost.
        vital_few: usize,
    }
}

mirror! {
    /// One period of growth accounting.
    GrowthPeriod in "goodwill.retention" = core::GrowthPeriod {
        /// The running number of the period; consecutive periods have consecutive numbers.
        index: i32,
        /// The period's name: `1997-03` for a calendar month, the number itself where periods are numbers.
        label: String,
        /// Whether the records cover the whole period. If not, its counts are lower bounds.
        complete: bool,
        /// Customers with at least one order in the period.
        active: u64,
        /// Of these, customers active in the period before too.
        retained: u64,
        /// Of these, customers never active before.
        new: u64,
        /// Of these, customers active before, but not in the period just before.
        resurrected: u64,
        /// Customers active in the period before and not in this one. In an incomplete period: not yet.
        churned: u64,
        /// Orders (purchase occasions) in the period.
        orders: u64,
        /// What they amount to, in the caller's currency; NaN for orders without amounts.
        revenue: f64,
        /// The share of the customers of the period before who are active in this one: `retained / active(t − 1)`. NaN, not
        /// 0, in the first period, after a period without customers, and in a period not complete at its end.
        retention: Estimate,
        /// The share who are not: `churned / active(t − 1)`. NaN where `retention` is.
        churn: Estimate,
    }
}

mirror! {
    /// Growth accounting over consecutive periods, from the first with an order to the last observed.
    Growth in "goodwill.retention" = core::Growth {
        /// What a period is; none where periods are numbers of the caller's.
        period: Option<Period>,
        /// The periods in order, those without any order included.
        periods: Vec<core::GrowthPeriod>,
        /// Orders left out: after `as_of`.
        later_orders: u64,
        /// Orders whose amount is missing; they count as orders and add nothing to the revenue.
        missing_amounts: u64,
    }
}

/// The flow of a period from its numbers.
fn flow(
    start: Count<'_, '_>,
    joined: Count<'_, '_>,
    lost: Count<'_, '_>,
    joined_lost: Option<Count<'_, '_>>,
    customer_days: Option<f64>,
    days: Option<f64>,
) -> Reply<CustomerFlow> {
    Ok(CustomerFlow {
        start: start.get("start")?,
        joined: joined.get("joined")?,
        lost: lost.get("lost")?,
        joined_lost: joined_lost.map(|count| count.get("joined_lost")).transpose()?,
        customer_days,
        days,
    })
}

/// Customers lost in a period over the base the caller names.
///
/// | base | rate | interval | probability |
/// |---|---|---|---|
/// | `start` | lost of the start / start | of a proportion | the rate |
/// | `start_plus_joiners` | lost / (start + joined) | of a proportion | the rate |
/// | `average` | lost / ((start + end) / 2) | exact Poisson | 1 − exp(−rate) |
/// | `customer_days` | lost / customer-days | exact Poisson | 1 − exp(−rate · days) |
///
/// `joined_lost` says how many of the lost had joined during the period; without it the base `start` counts all the
/// lost against the start, and `closed_cohort` is false. The base `customer_days` needs `customer_days` and `days`.
/// `interval` is that of a proportion, for the bases that count customers.
///
/// Raises `undefined` if the base is 0, `inconsistent` if more are lost than there were, if parts exceed their
/// whole, or if the base needs what is not given.
///
/// >>> april = dict(start=200, joined=50, lost=20, joined_lost=5, customer_days=6_300.0, days=30.0)
/// >>> churn = gw.retention.churn(**april, base="start")
/// >>> print(churn.rate)
/// 0.075 (95% Wilson 0.046 to 0.120, n = 200)
/// >>> churn.closed_cohort
/// True
/// >>> gw.retention.churn(**april, base="start_plus_joiners").rate.value
/// 0.08
/// >>> print(gw.retention.churn(**april, base="customer_days").probability)
/// 0.091 (95% transformed 0.057 to 0.137, n = 20)
///
/// Sources: Garwood 1936; Preston, Heuveline & Guillot 2001, ch. 2–3; Noble 2011.
#[pyfunction]
#[pyo3(signature = (
    start, joined, lost, *, base, joined_lost = None, customer_days = None, days = None, level = 0.95,
    interval = "wilson"
))]
#[allow(clippy::too_many_arguments)]
pub(crate) fn churn(
    start: Count<'_, '_>,
    joined: Count<'_, '_>,
    lost: Count<'_, '_>,
    base: Pick<'_, ChurnBase>,
    joined_lost: Option<Count<'_, '_>>,
    customer_days: Option<f64>,
    days: Option<f64>,
    level: f64,
    interval: Option<Pick<'_, ProportionInterval>>,
) -> Reply<Churn> {
    let flow = flow(start, joined, lost, joined_lost, customer_days, days)?;
    Ok(core::churn(&flow, base.get("base")?, &options(level, interval)?)?.into())
}

/// Churn from daily columns: each day's customers and each day's lost.
///
/// On the base `customer_days` the rate is Σ lost / Σ active, with Garwood's exact Poisson interval. On the base
/// `daily_sum` it is H = Σ (lost[d] / active[d]), the Nelson–Aalen cumulative hazard of the period, with the gamma
/// interval of Fay and Feuer. The probability that one customer leaves within the period is 1 − exp(−H). A day
/// without customers adds nothing.
///
/// Raises `length_mismatch`, `empty`, `inconsistent` at the first day that lost more than it had, `undefined` if no
/// day had a customer.
///
/// >>> print(gw.retention.churn_daily([100, 120, 150], [2, 3, 3], base="daily_sum").rate)
/// 0.065 (95% Fay-Feuer 0.028 to 0.132, n = 8)
///
/// Sources: Nelson 1972; Aalen 1978; Fay & Feuer 1997, eq. 7; Garwood 1936.
#[pyfunction]
#[pyo3(signature = (active, lost, *, base, level = 0.95))]
pub(crate) fn churn_daily(
    py: Python<'_>,
    active: ColumnLike<'_, '_>,
    lost: ColumnLike<'_, '_>,
    base: Pick<'_, ChurnBase>,
    level: f64,
) -> Reply<Churn> {
    let (active, lost) = (active.read("active")?, lost.read("lost")?);
    let (base, level) = (base.get("base")?, Level::new("level", level)?);
    Ok(py
        .detach(|| core::churn_daily(&active.counts()?, &lost.counts()?, base, level))?
        .into())
}

/// Churn over `periods` periods in a row, from the churn probability of one: 1 − (1 − c)^periods.
///
/// With 12 periods a monthly churn becomes an annual one; with 1/12 an annual one becomes monthly. It assumes the
/// same churn in every period; real customer bases lose their least loyal members first. `churn` is a number, an
/// estimate whose interval is carried through, or the result of `churn`, whose probability is used.
///
/// Raises `out_of_range` if the churn is no probability.
///
/// >>> round(gw.retention.churn_annualised(0.05, 12).value, 4)
/// 0.4596
/// >>> print(gw.retention.churn_annualised(gw.estimate.proportion(15, 200), 12))
/// 0.608 (95% transformed 0.432 to 0.784, n = 200)
#[pyfunction]
#[pyo3(signature = (churn, periods = 12.0))]
pub(crate) fn churn_annualised(churn: EstimateLike<'_, '_>, periods: f64) -> Reply<door::Estimate> {
    Ok(core::churn_annualised(&churn.get("churn")?, Positive::new("periods", periods)?)?.into())
}

/// The share of the customers at the start who were still there at the end: retention of one closed cohort.
///
/// (start − lost of the start) / start, which is 1 − churn on the base `start`. If customers joined, `joined_lost`
/// must say how many of the lost were theirs, or 1 − churn is no retention.
///
/// Raises `undefined` if `start` is 0, `inconsistent` if customers joined and `joined_lost` is not given.
///
/// >>> print(gw.retention.retention(200, 50, 20, joined_lost=5))
/// 0.925 (95% Wilson 0.880 to 0.954, n = 200)
#[pyfunction]
#[pyo3(signature = (
    start, joined, lost, *, joined_lost = None, customer_days = None, days = None, level = 0.95, interval = "wilson"
))]
#[allow(clippy::too_many_arguments)]
pub(crate) fn retention(
    start: Count<'_, '_>,
    joined: Count<'_, '_>,
    lost: Count<'_, '_>,
    joined_lost: Option<Count<'_, '_>>,
    customer_days: Option<f64>,
    days: Option<f64>,
    level: f64,
    interval: Option<Pick<'_, ProportionInterval>>,
) -> Reply<door::Estimate> {
    let flow = flow(start, joined, lost, joined_lost, customer_days, days)?;
    Ok(core::retention(&flow, &options(level, interval)?)?.into())
}

/// Retention from a period's opening, closing and new customers: (end − joined) / start.
///
/// The form most dashboards use. It is the retention of the customers at the start only if none of those who joined
/// left within the same period; otherwise it is too low.
///
/// Raises `undefined` if `start` is 0, `inconsistent` if the counts contradict one another.
///
/// >>> print(gw.retention.retention_from_counts(200, 230, 50))
/// 0.900 (95% Wilson 0.851 to 0.934, n = 200)
#[pyfunction]
#[pyo3(signature = (start, end, joined, *, level = 0.95, interval = "wilson"))]
pub(crate) fn retention_from_counts(
    start: Count<'_, '_>,
    end: Count<'_, '_>,
    joined: Count<'_, '_>,
    level: f64,
    interval: Option<Pick<'_, ProportionInterval>>,
) -> Reply<door::Estimate> {
    let (start, end, joined) = (start.get("start")?, end.get("end")?, joined.get("joined")?);
    Ok(core::retention_from_counts(start, end, joined, &options(level, interval)?)?.into())
}

/// The cost of a churn probability over a base of customers: the value forgone, and the cost of replacing the lost.
///
/// `value_per_customer` is what one lost customer would still have brought, `acquisition_cost` what a new one costs;
/// both in the caller's currency and taken as known. The interval of the churn is carried through. `churn` is a
/// number, an estimate, or the result of `churn`, whose probability is used.
///
/// Raises `out_of_range` if the churn is no probability.
///
/// >>> cost = gw.retention.churn_cost(gw.estimate.proportion(20, 200), 5_000, 120.0, 30.0)
/// >>> cost.lost.value, cost.forgone.value, cost.replacement.value
/// (500.0, 60000.0, 15000.0)
/// >>> print(f"{cost.total:.0f}")
/// 75000 (95% transformed 49253 to 112054, n = 200)
#[pyfunction]
#[pyo3(signature = (churn, customers, value_per_customer, acquisition_cost = 0.0))]
pub(crate) fn churn_cost(
    churn: EstimateLike<'_, '_>,
    customers: Count<'_, '_>,
    value_per_customer: f64,
    acquisition_cost: f64,
) -> Reply<ChurnCost> {
    let value = Money::new("value_per_customer", value_per_customer)?;
    let cost = NonNegative::new("acquisition_cost", acquisition_cost)?;
    Ok(core::churn_cost(&churn.get("churn")?, customers.get("customers")?, value, cost)?.into())
}

/// Kitagawa's decomposition of a change of churn into mix and rate.
///
/// C₂ − C₁ = Σ (s₂ − s₁)(c₁ + c₂)/2 + Σ (c₂ − c₁)(s₁ + s₂)/2 with shares s and churn c of every group before (1)
/// and after (2). The four columns have one row a group; groups must not overlap and together be the whole base.
///
/// Raises `length_mismatch`, `empty`, `inconsistent` at the first group that lost more than it had, `undefined` if a
/// period has no customers.
///
/// >>> # Two plans: churn did not move in either, yet the total rose, because the cheap plan grew.
/// >>> split = gw.retention.churn_decomposition([800, 200], [40, 40], [500, 500], [25, 100])
/// >>> round(split.change.value, 3), round(split.mix.value, 3), split.rate.value
/// (0.045, 0.045, 0.0)
///
/// Sources: Kitagawa 1955, eq. 3; Zou & Donner 2008.
#[pyfunction]
#[pyo3(signature = (customers_before, lost_before, customers_after, lost_after, *, level = 0.95))]
pub(crate) fn churn_decomposition(
    py: Python<'_>,
    customers_before: ColumnLike<'_, '_>,
    lost_before: ColumnLike<'_, '_>,
    customers_after: ColumnLike<'_, '_>,
    lost_after: ColumnLike<'_, '_>,
    level: f64,
) -> Reply<ChurnDecomposition> {
    let (customers_before, lost_before) = (
        customers_before.read("customers_before")?,
        lost_before.read("lost_before")?,
    );
    let (customers_after, lost_after) = (
        customers_after.read("customers_after")?,
        lost_after.read("lost_after")?,
    );
    let level = Level::new("level", level)?;
    let split = py.detach(|| {
        core::churn_decomposition(
            &customers_before.counts()?,
            &lost_before.counts()?,
            &customers_after.counts()?,
            &lost_after.counts()?,
            level,
        )
    });
    Ok(split?.into())
}

/// The Pareto table of churn reasons: counts, shares, cumulative shares, and the vital few.
///
/// `counts[i]` customers left for `reasons[i]`; without counts every row is one customer. Rows with the same reason
/// are added up. A missing or blank reason is counted and no part of the base. `vital_few` is how many reasons reach
/// `vital_share` of the lost.
///
/// Raises `length_mismatch`, and `empty` if nobody gave a reason.
///
/// >>> table = gw.retention.churn_reasons(["price", "service", "moved", None, "price"], [30, 25, 10, 7, 35])
/// >>> table.lost, table.missing, table.vital_few, table.rows[0].reason
/// (100, 7, 2, 'price')
/// >>> print(table.rows[0].share)
/// 0.650 (95% Wilson 0.553 to 0.736, n = 100)
#[pyfunction]
#[pyo3(signature = (reasons, counts = None, *, level = 0.95, interval = "wilson", vital_share = 0.8))]
pub(crate) fn churn_reasons(
    py: Python<'_>,
    reasons: ColumnLike<'_, '_>,
    counts: Option<ColumnLike<'_, '_>>,
    level: f64,
    interval: Option<Pick<'_, ProportionInterval>>,
    vital_share: f64,
) -> Reply<ChurnReasons> {
    let options = core::ReasonOptions {
        level: Level::new("level", level)?,
        interval: pick("interval", interval)?,
        vital_share: Proportion::new("vital_share", vital_share)?,
    };
    let reasons = reasons.read("reasons")?;
    let counts = counts.map(|counts| counts.read("counts")).transpose()?;
    let table = py.detach(|| {
        let reasons: Vec<String> = reasons
            .texts()?
            .into_iter()
            .map(Option::unwrap_or_default)
            .collect();
        let counts = counts.map(|counts| counts.counts()).transpose()?;
        core::churn_reasons(&reasons, counts.as_deref(), &options)
    });
    Ok(table?.into())
}

/// Growth accounting of purchases by calendar period, as of a day.
///
/// In every period, exactly: active(t) = active(t − 1) + new + resurrected − churned, and active(t) = retained + new +
/// resurrected. `period` is "day", "week", "month", "quarter" or "year"; `as_of` is the last day observed. A period
/// that ends after it is not complete and has no retention and no churn yet. Churn here is not being active in *one*
/// period: choose a period longer than most gaps between purchases.
///
/// Raises `inconsistent` if `as_of` lies before the first order or after the last day observed.
///
/// >>> orders = gw.purchase.purchases(
/// ...     customer=["ann", "bob", "bob", "cem", "ann"],
/// ...     date=["1997-01-01", "1997-01-09", "1997-02-03", "1997-02-05", "1997-03-08"],
/// ... )
/// >>> growth = gw.retention.growth_accounting(orders, period="month", as_of="1997-03-31")
/// >>> [(row.label, row.active, row.new, row.retained, row.resurrected, row.churned) for row in growth.periods]
/// [('1997-01', 2, 2, 0, 0, 0), ('1997-02', 2, 1, 1, 0, 1), ('1997-03', 1, 0, 0, 1, 2)]
///
/// Source: the "growth accounting" of Hsu 2015 (Social Capital).
#[pyfunction]
#[pyo3(signature = (purchases, *, period = "month", as_of, level = 0.95, interval = "wilson"))]
pub(crate) fn growth_accounting(
    py: Python<'_>,
    purchases: &Bound<'_, Purchases>,
    period: Option<Pick<'_, Period>>,
    as_of: DateLike<'_, '_>,
    level: f64,
    interval: Option<Pick<'_, ProportionInterval>>,
) -> Reply<Growth> {
    let (period, as_of, options) = (
        pick("period", period)?,
        as_of.get("as_of")?,
        options(level, interval)?,
    );
    let purchases = purchases.get();
    Ok(py
        .detach(|| core::growth_accounting(&purchases.0, period, as_of, &options))?
        .into())
}

/// Growth accounting from columns of orders whose periods are already numbered: subscription months, seasons, waves.
///
/// One row an order, in any order: whose it is (any integers), the number of its period, and its amount if there are
/// amounts. `last_complete` is the last period that was observed to its end; without it all are taken to be.
///
/// Raises `empty` without rows, `length_mismatch`, `not_finite` at the first infinite amount.
///
/// >>> growth = gw.retention.growth_from_periods([1, 1, 2, 2, 3, 3, 1], [1, 2, 1, 2, 2, 3, 4], last_complete=3)
/// >>> [row.churned for row in growth.periods]
/// [0, 0, 2, 1]
#[pyfunction]
#[pyo3(signature = (customers, periods, amounts = None, *, last_complete = None, level = 0.95, interval = "wilson"))]
#[allow(clippy::too_many_arguments)]
pub(crate) fn growth_from_periods(
    py: Python<'_>,
    customers: ColumnLike<'_, '_>,
    periods: ColumnLike<'_, '_>,
    amounts: Option<ColumnLike<'_, '_>>,
    last_complete: Option<i32>,
    level: f64,
    interval: Option<Pick<'_, ProportionInterval>>,
) -> Reply<Growth> {
    let options = options(level, interval)?;
    let (customers, periods) = (customers.read("customers")?, periods.read("periods")?);
    let amounts = amounts.map(|amounts| amounts.read("amounts")).transpose()?;
    let growth = py.detach(|| {
        let amounts = amounts.as_ref().map(Column::numbers).transpose()?;
        core::growth_from_periods(
            &customers.integers::<i64>()?,
            &periods.integers::<i32>()?,
            amounts.as_deref(),
            last_complete,
            &options,
        )
    });
    Ok(growth?.into())
}
