//! `goodwill.value`.

use super::estimate as door;
use crate::choice::Pick;
use crate::columns::ColumnLike;
use crate::error::{Reply, type_error};
use crate::mirror::{Array, Mirror, mirror};
use crate::scalar::Count;
use goodwill::estimate::Estimate;
use goodwill::quantity::{Discount, Level, Money, NonNegative, Proportion};
use goodwill::value::{self as core, AbcClass, FirstPayment};
use goodwill::{Error, ErrorCode};
use pyo3::inspect::PyStaticExpr;
use pyo3::prelude::*;
use pyo3::{type_hint_identifier, type_hint_union};

mirror! {
    /// A lifetime value and the multiple it rests on.
    Cltv in "goodwill.value" = core::Cltv {
        /// Lifetime value of one customer, net of the acquisition cost, in the unit of the margin.
        cltv: Estimate,
        /// Discounted expected number of margins: what one unit of margin per period is worth.
        multiple: Estimate,
        /// When the first margin falls.
        first_payment: FirstPayment,
    }
}

mirror! {
    /// What customers have been worth so far.
    HistoricValue in "goodwill.value" = core::HistoricValue {
        /// The mean per customer, in the unit of the values.
        mean: Estimate,
        /// The sum over customers.
        total: f64,
        /// Customers with a value.
        customers: u64,
        /// Customers without one; left out.
        missing: u64,
    }
}

mirror! {
    /// What the circulating lifetime value formula gives, and what it was meant to give.
    LiteralCltv in "goodwill.value" = core::LiteralCltv {
        /// The formula taken at its word: ARPC × lifetime, because its middle factor is 1.
        value: f64,
        /// The middle factor, retention/(1 − churn): always 1.
        factor: f64,
        /// The consistent reading with a first payment at the end of the period: ARPC × r/(1 − r). NaN at r = 1.
        end_of_period: f64,
        /// The consistent reading with an immediate first payment: ARPC × 1/(1 − r). NaN at r = 1.
        immediate: f64,
        /// Why not to use `value`, in a sentence.
        warning: String,
    }
}

mirror! {
    /// Points of a Lorenz curve, from (0, 0) to (1, 1).
    LorenzCurve in "goodwill.value" = core::LorenzCurve {
        /// Shares of the customers, the smallest first.
        customers: Array<f64>,
        /// The share of the total that they hold.
        amounts: Array<f64>,
        /// Customers without an amount; left out.
        missing: u64,
    }
}

mirror! {
    /// The Gini coefficient in its two forms.
    Gini in "goodwill.value" = core::Gini {
        /// Twice the area between the Lorenz curve and the diagonal: 0 if all are equal, (n − 1)/n if one holds all.
        gini: Estimate,
        /// The same times n/(n − 1): free of most of the bias of small samples, 1 if one holds all. NaN for one
        /// customer.
        unbiased: Estimate,
        /// Customers without an amount; left out.
        missing: u64,
    }
}

mirror! {
    /// The Theil index and its share of the possible.
    Theil in "goodwill.value" = core::Theil {
        /// The index, in nats: 0 if all are equal, ln n if one holds all.
        theil: Estimate,
        /// `theil / ln n`, in [0, 1]. NaN for one customer.
        normalised: f64,
        /// Customers without an amount; left out.
        missing: u64,
    }
}

mirror! {
    /// The Herfindahl–Hirschman index in three units.
    Herfindahl in "goodwill.value" = core::Herfindahl {
        /// The sum of the squared shares, from 1/n (all equal) to 1 (one holds all). Times 10,000 in competition law.
        index: Estimate,
        /// `1 / index`: how many customers of equal size would be as concentrated.
        effective_customers: Estimate,
        /// `(index − 1/n)/(1 − 1/n)`, from 0 to 1 whatever the number of customers. NaN for one customer.
        normalised: f64,
        /// Customers without an amount; left out.
        missing: u64,
    }
}

mirror! {
    /// How few customers hold a share of the total.
    CustomersForShare in "goodwill.value" = core::CustomersForShare {
        /// The smallest number of customers that hold at least the share.
        customers: u64,
        /// These customers as a share of all.
        fraction: Estimate,
        /// The share of the total that they hold: at least the one asked for.
        share: f64,
        /// Customers without an amount; left out.
        missing: u64,
    }
}

mirror! {
    /// One ABC class.
    AbcRow in "goodwill.value" = core::AbcRow {
        /// The class.
        abc_class: AbcClass,
        /// Customers in it.
        customers: u64,
        /// Their share of the customers.
        customer_share: f64,
        /// What they hold.
        amount: f64,
        /// Their share of the total.
        amount_share: f64,
    }
}

mirror! {
    /// Every customer's class, and the classes.
    AbcClasses in "goodwill.value" = core::AbcClasses {
        /// The class of each customer, in the order given; none where the amount is missing.
        abc_class: Vec<Option<AbcClass>>,
        /// Classes A, B and C.
        rows: [core::AbcRow; 3],
        /// Customers without an amount.
        missing: u64,
    }
}

mirror! {
    /// All measures of concentration of one base of customers.
    Concentration in "goodwill.value" = core::Concentration {
        /// Customers with an amount; 0 is one.
        customers: u64,
        /// Customers without; left out.
        missing: u64,
        /// The sum of the amounts.
        total: f64,
        /// The Gini coefficient.
        gini: core::Gini,
        /// The Theil index.
        theil: core::Theil,
        /// The Herfindahl–Hirschman index and the effective number of customers.
        herfindahl: core::Herfindahl,
        /// The share of the total that the largest 1 % of the customers hold.
        top_1_percent: Estimate,
        /// The share that the largest 10 % hold.
        top_10_percent: Estimate,
        /// The share that the largest 20 % hold.
        top_20_percent: Estimate,
        /// How few customers hold 80 % of the total.
        customers_for_80: core::CustomersForShare,
        /// Classes A (to 80 % of the total), B (to 95 %) and C.
        abc: [core::AbcRow; 3],
        /// The Lorenz curve at every percent of the customers.
        lorenz: core::LorenzCurve,
    }
}

/// A margin or a retention rate: a number that is given, or an estimate. Churn is neither, though it holds one.
pub(crate) struct Rate<'a, 'py>(Borrowed<'a, 'py, PyAny>);

impl<'a, 'py> FromPyObject<'a, 'py> for Rate<'a, 'py> {
    type Error = PyErr;
    const INPUT_TYPE: PyStaticExpr = type_hint_union!(
        <Estimate as Mirror>::HINT,
        type_hint_identifier!("builtins", "float")
    );

    fn extract(object: Borrowed<'a, 'py, PyAny>) -> PyResult<Self> {
        Ok(Self(object))
    }
}

impl Rate<'_, '_> {
    fn get(&self, parameter: &'static str) -> Reply<Estimate> {
        Estimate::take(&self.0)
            .or_else(|_| self.0.extract().map(Estimate::given))
            .map_err(|_| type_error(parameter, "a number or an estimate", &self.0))
    }
}

/// A count of the core's own width.
fn count<T: TryFrom<u64>>(parameter: &'static str, count: Count<'_, '_>) -> Reply<T> {
    let count = count.get(parameter)?;
    T::try_from(count).map_err(|_| {
        Error::new(ErrorCode::OutOfRange, parameter, "is too large")
            .with_value(count)
            .into()
    })
}

/// A measure of a column of amounts, taken without holding up other threads.
fn of_amounts<T: Send>(
    py: Python<'_>,
    values: ColumnLike<'_, '_>,
    measure: impl FnOnce(&[f64]) -> goodwill::Result<T> + Send,
) -> Reply<T> {
    let values = values.read("values")?;
    Ok(py.detach(|| measure(&values.numbers()?))?)
}

/// The value today of one unit of margin per period from a customer who stays with probability r each period.
///
/// r/(1 + i − r) if the first margin falls at the end of the period, (1 + i)/(1 + i − r) if it falls at once.
/// `retention` is the probability to stay one more period, the same in every period and for every customer, of one
/// closed cohort: a number that is given, or an estimate, whose interval is carried through the multiple. `discount`
/// is the rate per the same period. An end of the interval at which the multiple is unbounded is infinite.
///
/// Raises `undefined` if 1 + i − r = 0: nobody ever leaves and nothing is discounted; `out_of_range` or `not_finite`
/// if the retention is no probability.
///
/// >>> [round(gw.value.margin_multiple(r, 0.12, first_payment="end_of_period").value, 2) for r in (0.6, 0.7, 0.8, 0.9)]
/// [1.15, 1.67, 2.5, 4.09]
///
/// Sources: Gupta & Lehmann 2003, table 1; Fader & Hardie 2010 (which forms are consistent, and what constant
/// retention hides).
#[pyfunction]
#[pyo3(signature = (retention, discount, *, first_payment))]
pub(crate) fn margin_multiple(
    retention: Rate<'_, '_>,
    discount: f64,
    first_payment: Pick<'_, FirstPayment>,
) -> Reply<door::Estimate> {
    let discount = Discount::new("discount", discount)?;
    let first_payment = first_payment.get("first_payment")?;
    Ok(core::margin_multiple(&retention.get("retention")?, discount, first_payment)?.into())
}

/// Lifetime value 客户终身价值 of a customer who brings `margin` per period for as long as they stay: margin × the
/// `margin_multiple`, less the acquisition cost.
///
/// `margin` is revenue less the cost of serving, per period, the same in every period. Margin and retention are
/// numbers that are given, or estimates: with an interval on one of them it is carried through; with both, they are
/// taken as independent and combined by the delta method. One retention rate for all customers understates the value
/// of those who are left: the loyal ones remain.
///
/// Raises as `margin_multiple` does, and `not_finite` if the margin is.
///
/// >>> value = gw.value.cltv(50, gw.estimate.proportion(800, 1000), 0.12, first_payment="end_of_period")
/// >>> print(f"{value.cltv:.2f}")
/// 125.00 (95% transformed 111.89 to 138.95, n = 1000)
/// >>> round(gw.value.cltv(50, 0.8, 0.12, first_payment="immediate", acquisition_cost=30).cltv.value, 2)
/// 145.0
///
/// Sources: Gupta & Lehmann 2003; Fader & Hardie 2010.
#[pyfunction]
#[pyo3(signature = (margin, retention, discount, *, first_payment, acquisition_cost = 0.0))]
pub(crate) fn cltv(
    margin: Rate<'_, '_>,
    retention: Rate<'_, '_>,
    discount: f64,
    first_payment: Pick<'_, FirstPayment>,
    acquisition_cost: f64,
) -> Reply<Cltv> {
    Ok(core::cltv(
        &margin.get("margin")?,
        &retention.get("retention")?,
        Discount::new("discount", discount)?,
        first_payment.get("first_payment")?,
        NonNegative::new("acquisition_cost", acquisition_cost)?,
    )?
    .into())
}

/// Lifetime value within a horizon: the first `periods` margins of `cltv`, less the acquisition cost.
///
/// With q = r/(1 + i) and n periods the multiple is q + q² + … + qⁿ for a first margin at the end of the period, and
/// 1 + q + … + qⁿ⁻¹ for an immediate one. It is defined at 1 + i = r too, where every term is 1, and tends to
/// `margin_multiple` as the horizon grows. Intervals as for `cltv`.
///
/// Raises `out_of_range` or `not_finite` if the retention is no probability or the margin not finite.
///
/// >>> value = gw.value.cltv_finite(50, 0.8, 0.12, 5, first_payment="end_of_period")
/// >>> round(value.cltv.value, 2), round(value.multiple.value, 4)
/// (101.76, 2.0352)
///
/// Sources: Berger & Nasr 1998, case 1; Gupta & Lehmann 2003.
#[pyfunction]
#[pyo3(signature = (margin, retention, discount, periods, *, first_payment, acquisition_cost = 0.0))]
pub(crate) fn cltv_finite(
    margin: Rate<'_, '_>,
    retention: Rate<'_, '_>,
    discount: f64,
    periods: Count<'_, '_>,
    first_payment: Pick<'_, FirstPayment>,
    acquisition_cost: f64,
) -> Reply<Cltv> {
    Ok(core::cltv_finite(
        &margin.get("margin")?,
        &retention.get("retention")?,
        Discount::new("discount", discount)?,
        first_payment.get("first_payment")?,
        count("periods", periods)?,
        NonNegative::new("acquisition_cost", acquisition_cost)?,
    )?
    .into())
}

/// Historic value: the mean and the sum of what each customer has brought so far.
///
/// `values` has one row a customer: the sum of their past margins, or of their spend where margins are not known (say
/// which). Nothing is discounted and nothing is forecast. The interval is that of a mean (Student's t); the values of
/// customers are skewed, so it needs hundreds of customers to mean what it says.
///
/// Raises `empty` if there is no value, `not_finite` at the first infinite one, `overflow` if the squares exceed the
/// range of a double.
///
/// >>> historic = gw.value.cltv_historic([120.0, 35.5, 0.0, 310.0, None])
/// >>> historic.total, historic.customers, historic.missing
/// (465.5, 4, 1)
/// >>> print(f"{historic.mean:.1f}")
/// 116.4 (95% Student t -104.1 to 336.8, n = 4)
#[pyfunction]
#[pyo3(signature = (values, *, level = 0.95))]
pub(crate) fn cltv_historic(py: Python<'_>, values: ColumnLike<'_, '_>, level: f64) -> Reply<HistoricValue> {
    let level = Level::new("level", level)?;
    Ok(of_amounts(py, values, |values| core::cltv_historic(values, level))?.into())
}

/// The circulating formula ARPC × retention/(1 − churn) × lifetime, computed as it is written.
///
/// It is offered because people arrive with it. Churn is 1 − retention, so retention/(1 − churn) is 1 whatever the
/// retention, and the result is ARPC × lifetime: retention does not enter. What was meant is one of two sums of a
/// geometric series, neither discounted: r/(1 − r) payments if the first falls at the end of the first period,
/// 1/(1 − r) if it falls at once; both already hold the lifetime, which must not be multiplied again. The result has
/// their values beside the literal one, and a warning to show. Use `cltv`, which discounts too.
///
/// `arpc` is the average revenue per customer and period; `lifetime` is counted in the same periods.
///
/// Raises `undefined` if retention is 0: the factor is 0/0.
///
/// >>> literal = gw.value.cltv_literal(100, 0.75, 3)
/// >>> literal.value, literal.end_of_period, literal.immediate
/// (300.0, 300.0, 400.0)
/// >>> literal = gw.value.cltv_literal(100, 0.375, 3)  # half the retention leaves the literal value as it was
/// >>> literal.value, literal.end_of_period
/// (300.0, 60.0)
///
/// Source: Fader & Hardie 2010 (the consistent readings).
#[pyfunction]
pub(crate) fn cltv_literal(arpc: f64, retention: f64, lifetime: f64) -> Reply<LiteralCltv> {
    Ok(core::cltv_literal(
        Money::new("arpc", arpc)?,
        Proportion::new("retention", retention)?,
        NonNegative::new("lifetime", lifetime)?,
    )?
    .into())
}

/// The Lorenz curve: the share of the total that the smallest p of the customers hold, for p from 0 to 1.
///
/// `points` asks for that many equal steps of p, a fraction of a customer counting for that fraction of their amount;
/// 0 asks for one step per customer. The diagonal is perfect equality; the Gini coefficient is twice the area between
/// it and the curve.
///
/// Raises as `concentration` does.
///
/// >>> curve = gw.value.lorenz_curve([70, 10, 20, 0])
/// >>> curve.customers, curve.amounts
/// (array([0.  , 0.25, 0.5 , 0.75, 1.  ]), array([0. , 0. , 0.1, 0.3, 1. ]))
/// >>> gw.value.lorenz_curve([70, 10, 20, 0], points=2).amounts
/// array([0. , 0.1, 1. ])
///
/// Sources: Lorenz 1905; Gastwirth 1971.
#[pyfunction]
#[pyo3(signature = (values, *, points = None))]
pub(crate) fn lorenz_curve(
    py: Python<'_>,
    values: ColumnLike<'_, '_>,
    points: Option<Count<'_, '_>>,
) -> Reply<LorenzCurve> {
    let points = points.map_or(Ok(0), |points| count("points", points))?;
    Ok(of_amounts(py, values, |values| core::lorenz_curve(values, points))?.into())
}

/// The Gini coefficient of one amount per customer: Σ(2i − n − 1)·x₍ᵢ₎ / (n·Σx), with amounts ascending.
///
/// The standard error is the jackknife's, the interval Student's t, cut to [0, 1]. Amounts of customers are skewed
/// and any interval for a Gini coefficient is too narrow on small samples: this one covered a true value at 95 % in
/// 90 % (n = 50), 91 % (200) and 94 % (1,000) of lognormal samples (σ = 1), and in 84, 88 and 93 % of Pareto ones
/// (α = 3). Fewer than three customers have no interval.
///
/// Raises as `concentration` does.
///
/// >>> spend = [541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261]
/// >>> gini = gw.value.gini(spend)
/// >>> round(gini.gini.value, 7), round(gini.unbiased.value, 7)
/// (0.4620911, 0.5134346)
///
/// Sources: Gini 1914; Davidson 2009 (bias correction); Karagiannis & Kovačević 2000 (jackknife in one pass).
#[pyfunction]
#[pyo3(signature = (values, *, level = 0.95))]
pub(crate) fn gini(py: Python<'_>, values: ColumnLike<'_, '_>, level: f64) -> Reply<Gini> {
    let level = Level::new("level", level)?;
    Ok(of_amounts(py, values, |values| core::gini(values, level))?.into())
}

/// The share of the total that the largest part of the customers holds: 1 − L(1 − p) of the Lorenz curve L.
///
/// `customers` is the part: 0.2 asks what the largest fifth holds. Where it ends within a customer, they count for
/// that fraction of their amount. The standard error is that of a Lorenz ordinate, by its influence function; the
/// interval is cut to [0, 1].
///
/// Raises as `concentration` does, and `out_of_range` if `customers` is no share.
///
/// >>> spend = [541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261]
/// >>> print(gw.value.top_share(spend, 0.2))
/// 0.513 (95% linearised 0.337 to 0.689, n = 10)
///
/// Sources: Gastwirth 1971; Beach & Davidson 1983 (variance of Lorenz ordinates).
#[pyfunction]
#[pyo3(signature = (values, customers, *, level = 0.95))]
pub(crate) fn top_share(
    py: Python<'_>,
    values: ColumnLike<'_, '_>,
    customers: f64,
    level: f64,
) -> Reply<door::Estimate> {
    let customers = Proportion::new("customers", customers)?;
    let level = Level::new("level", level)?;
    Ok(of_amounts(py, values, |values| core::top_share(values, customers, level))?.into())
}

/// The share of the total that the `k` largest customers hold: what leaves with them.
///
/// Raises as `concentration` does, and `out_of_range` if `k` is 0 or more than there are customers with an amount.
///
/// >>> spend = [541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261]
/// >>> round(gw.value.top_k_share(spend, 3).value, 6)
/// 0.637807
///
/// Sources: as `top_share`; the concentration ratio CRₖ of industrial economics.
#[pyfunction]
#[pyo3(signature = (values, k, *, level = 0.95))]
pub(crate) fn top_k_share(
    py: Python<'_>,
    values: ColumnLike<'_, '_>,
    k: Count<'_, '_>,
    level: f64,
) -> Reply<door::Estimate> {
    let k = k.get("k")?;
    let level = Level::new("level", level)?;
    Ok(of_amounts(py, values, |values| core::top_k_share(values, k, level))?.into())
}

/// The smallest number of customers that hold a share of the total: the k of "k customers bring 80 %".
///
/// The standard error of the fraction k/n is that of the Lorenz ordinate there over the curve's slope; the interval
/// is cut to [0, 1].
///
/// Raises as `concentration` does, and `out_of_range` if `share` is no share.
///
/// >>> spend = [541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261]
/// >>> few = gw.value.customers_for_share(spend, 0.8)
/// >>> few.customers, few.fraction.value, round(few.share, 4)
/// (5, 0.5, 0.8149)
///
/// Sources: as `top_share`.
#[pyfunction]
#[pyo3(signature = (values, share, *, level = 0.95))]
pub(crate) fn customers_for_share(
    py: Python<'_>,
    values: ColumnLike<'_, '_>,
    share: f64,
    level: f64,
) -> Reply<CustomersForShare> {
    let share = Proportion::new("share", share)?;
    let level = Level::new("level", level)?;
    Ok(of_amounts(py, values, |values| {
        core::customers_for_share(values, share, level)
    })?
    .into())
}

/// The Herfindahl–Hirschman index of one amount per customer, Σ(x/Σx)², and the effective number of customers.
///
/// The interval is for a base of as many customers as there are: n times the index is 1 + CV², whose jackknife it
/// is; Student's t, cut to [1/n, 1]. Fewer than three customers have none.
///
/// Raises as `concentration` does.
///
/// >>> # A supplier with four customers: half, a quarter, an eighth, an eighth.
/// >>> index = gw.value.herfindahl([40, 20, 10, 10])
/// >>> index.index.value, round(index.effective_customers.value, 2), index.normalised
/// (0.34375, 2.91, 0.125)
///
/// Sources: Hirschman 1945; Herfindahl 1950; Adelman 1969 (effective number).
#[pyfunction]
#[pyo3(signature = (values, *, level = 0.95))]
pub(crate) fn herfindahl(py: Python<'_>, values: ColumnLike<'_, '_>, level: f64) -> Reply<Herfindahl> {
    let level = Level::new("level", level)?;
    Ok(of_amounts(py, values, |values| core::herfindahl(values, level))?.into())
}

/// The Theil index of one amount per customer: the mean of (x/μ)·ln(x/μ), where an amount of 0 adds 0.
///
/// Unlike the Gini coefficient it splits exactly into inequality within groups and between them. Jackknife standard
/// error, Student's t interval cut to [0, ln n]; fewer than three customers have none.
///
/// Raises as `concentration` does.
///
/// >>> spend = [541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261]
/// >>> round(gw.value.theil(spend).theil.value, 7)
/// 0.3623412
///
/// Source: Theil 1967, Economics and Information Theory, ch. 4.
#[pyfunction]
#[pyo3(signature = (values, *, level = 0.95))]
pub(crate) fn theil(py: Python<'_>, values: ColumnLike<'_, '_>, level: f64) -> Reply<Theil> {
    let level = Level::new("level", level)?;
    Ok(of_amounts(py, values, |values| core::theil(values, level))?.into())
}

/// ABC classes by one amount per customer: A up to 80 % of the total, B up to 95 %, C the rest.
///
/// `a` and `b` are the shares at which the classes end. Customers are taken from the largest down. One belongs to A
/// if those before them hold less than the first share (so that A reaches it), to B if less than the second.
/// Customers of equal amounts stay together, in the higher class.
///
/// Raises as `concentration` does, and `inconsistent` if `b` is below `a`.
///
/// >>> classes = gw.value.abc_classes([60, 5, 25, None, 10])
/// >>> classes.abc_class
/// ('a', 'c', 'a', None, 'b')
/// >>> [row.amount_share for row in classes.rows]
/// [0.85, 0.1, 0.05]
///
/// Source: Dickie 1951, "ABC inventory analysis shoots for dollars, not pennies".
#[pyfunction]
#[pyo3(signature = (values, *, a = 0.8, b = 0.95))]
pub(crate) fn abc_classes(py: Python<'_>, values: ColumnLike<'_, '_>, a: f64, b: f64) -> Reply<AbcClasses> {
    let options = core::AbcOptions {
        a: Proportion::new("a", a)?,
        b: Proportion::new("b", b)?,
    };
    Ok(of_amounts(py, values, |values| core::abc_classes(values, &options))?.into())
}

/// Every measure of concentration 集中度 at once, from one amount per customer, 0 or more: spend, margin, points.
///
/// The values themselves are exact for the customers at hand. The intervals take them as a sample of the customers
/// such a business attracts. Missing amounts are left out and counted.
///
/// Raises `empty` if there is no amount, `not_finite` at the first infinite and `out_of_range` at the first negative
/// one: a customer who returned more than they bought has no place on a Lorenz curve, so decide first whether such
/// customers count as 0 or are left out; `undefined` if all are 0, `overflow` if they add past the range of a double.
///
/// >>> spend = [541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261]
/// >>> spread = gw.value.concentration(spend)
/// >>> print(spread.gini.unbiased)
/// 0.513 (95% jackknife 0.254 to 0.773, n = 10)
/// >>> round(spread.herfindahl.effective_customers.value, 1), spread.customers_for_80.customers
/// (5.4, 5)
///
/// Data and digits of the example: R package ineq (Zeileis).
#[pyfunction]
#[pyo3(signature = (values, *, level = 0.95))]
pub(crate) fn concentration(py: Python<'_>, values: ColumnLike<'_, '_>, level: f64) -> Reply<Concentration> {
    let level = Level::new("level", level)?;
    Ok(of_amounts(py, values, |values| core::concentration(values, level))?.into())
}
