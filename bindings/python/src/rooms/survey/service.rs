//! Delivered value and service quality.

use crate::columns::{Column, ColumnLike};
use crate::error::Reply;
use crate::mirror::mirror;
use crate::rooms::survey::items::{Items, ItemsLike};
use goodwill::quantity::Level;
use goodwill::survey::{self as core, DimensionWeights, ValueMetric};
use goodwill::{Error, Estimate};
use pyo3::inspect::PyStaticExpr;
use pyo3::prelude::*;
use pyo3::type_hint_identifier;
use std::borrow::Cow;

mirror! {
    /// The value delivered to one customer.
    DeliveredValue in "goodwill.survey" = core::DeliveredValue {
        /// The sum of the benefits.
        benefits: f64,
        /// The sum of the costs.
        costs: f64,
        /// Benefits less costs.
        difference: f64,
        /// Benefits over costs; NaN if it costs nothing.
        ratio: f64,
    }
}

/// Customer delivered value 顾客让渡价值 of one customer, or one offer: (product + service + personnel + image) − (money +
/// time + energy + psychic cost), and their ratio.
///
/// Either `in_money=True` and every term is an amount of one currency, or `value_weights` has eight weights in the order of
/// the arguments: answers on scales have no sum without weights.
///
/// Raises `undefined` without a metric, `inconsistent` with both, `out_of_range` at a negative term or weight.
///
/// >>> got = gw.survey.delivered_value(900, 150, 60, 90, 700, 60, 20, 20, in_money=True)
/// >>> got.difference, got.ratio
/// (400.0, 1.5)
///
/// Source: Kotler, Marketing Management.
#[pyfunction]
#[allow(clippy::too_many_arguments)] // named in Python
#[pyo3(signature = (
    product, service, personnel, image, money, time, energy, psychic, *, in_money = false, value_weights = None
))]
pub(crate) fn delivered_value(
    product: f64,
    service: f64,
    personnel: f64,
    image: f64,
    money: f64,
    time: f64,
    energy: f64,
    psychic: f64,
    in_money: bool,
    value_weights: Option<Vec<f64>>,
) -> Reply<DeliveredValue> {
    let benefits = core::CustomerBenefits {
        product,
        service,
        personnel,
        image,
    };
    let costs = core::CustomerCosts {
        money,
        time,
        energy,
        psychic,
    };
    let metric = ValueMetric::of(in_money, value_weights.as_deref())?;
    Ok(core::delivered_value(&benefits, &costs, metric)?.into())
}

mirror! {
    /// The value delivered to many customers.
    DeliveredValues in "goodwill.survey" = core::DeliveredValues {
        /// The mean of the benefits.
        benefits: Estimate,
        /// The mean of the costs.
        costs: Estimate,
        /// The mean of benefits less costs.
        difference: Estimate,
        /// The ratio of the means; NaN if it costs nobody anything.
        ratio_of_means: Estimate,
        /// The share of customers who get more than it costs them.
        positive: Estimate,
        /// The number of customers with all eight answers.
        n: u64,
        /// Kish's effective number of respondents; `n` without weights.
        effective_n: f64,
        /// Customers with an answer or the weight missing.
        missing: u64,
        /// Whether there are fewer than 30 effective respondents.
        small_sample: bool,
    }
}

/// Customer delivered value over many customers, from eight columns in the order of `delivered_value`.
///
/// Raises `length_mismatch` unless there are eight columns, `undefined` without a metric, `out_of_range` at a negative answer,
/// `empty` if nobody answered everything.
///
/// >>> columns = [[8, 6, 9], [7, 5, 8], [6, 6, 7], [5, 4, 8], [6, 8, 5], [4, 6, 3], [3, 5, 2], [2, 6, 2]]
/// >>> weights = [0.4, 0.3, 0.2, 0.1, 0.4, 0.3, 0.2, 0.1]
/// >>> print(gw.survey.delivered_values(columns, value_weights=weights).difference)
/// 2.067 (95% Student t -5.228 to 9.361, n = 3)
///
/// Source: Kotler, Marketing Management.
#[pyfunction]
#[pyo3(signature = (answers, *, in_money = false, value_weights = None, weights = None, level = 0.95))]
pub(crate) fn delivered_values(
    py: Python<'_>,
    answers: ItemsLike<'_, '_>,
    in_money: bool,
    value_weights: Option<Vec<f64>>,
    weights: Option<ColumnLike<'_, '_>>,
    level: f64,
) -> Reply<DeliveredValues> {
    let metric = ValueMetric::of(in_money, value_weights.as_deref())?;
    let level = Level::new("level", level)?;
    let answers = answers.read("answers", weights)?;
    Ok(answers
        .ask(py, |answers| core::delivered_values(answers, metric, level))?
        .into())
}

mirror! {
    /// One item of SERVQUAL.
    ServqualItem in "goodwill.survey" = core::ServqualItem {
        /// What the item is called.
        name: String,
        /// Mean expectation.
        expected: Estimate,
        /// Mean perception.
        perceived: Estimate,
        /// Mean of perception less expectation: below 0 where the service falls short.
        gap: Estimate,
    }
}

mirror! {
    /// One dimension of SERVQUAL.
    ServqualDimension in "goodwill.survey" = core::ServqualDimension {
        /// What the dimension is called.
        name: String,
        /// Mean expectation over the dimension's items.
        expected: Estimate,
        /// Mean perception over the dimension's items.
        perceived: Estimate,
        /// Mean of perception less expectation.
        gap: Estimate,
        /// The dimension's mean share of the weighted score.
        weight: f64,
        /// Cronbach's α of the expectations; NaN for a single item.
        expected_reliability: f64,
        /// Cronbach's α of the perceptions; NaN for a single item.
        perceived_reliability: f64,
        /// The reliability of the difference.
        gap_reliability: f64,
    }
}

mirror! {
    /// Service quality as perception less expectation.
    Servqual in "goodwill.survey" = core::Servqual {
        /// Each item, in the order given.
        items: Vec<core::ServqualItem>,
        /// Each dimension, in the order given.
        dimensions: Vec<core::ServqualDimension>,
        /// The unweighted SERVQUAL score: the mean of the dimensions' gaps.
        gap: Estimate,
        /// The weighted score: every respondent's gaps by that respondent's weights.
        weighted_gap: Estimate,
        /// The reliability of the unweighted score, a sum of differences.
        gap_reliability: f64,
        /// The number of complete respondents.
        n: u64,
        /// Kish's effective number of respondents; `n` without weights.
        effective_n: f64,
        /// Respondents with anything missing.
        missing: u64,
        /// Respondents whose points did not add up to 100.
        rescaled: u64,
        /// Whether there are fewer than 30 effective respondents.
        small_sample: bool,
    }
}

/// What the dimensions count, as an argument: a number for each, or a table with a column for each and a row a respondent.
pub(crate) struct PointsLike<'a, 'py>(Borrowed<'a, 'py, PyAny>);

impl<'a, 'py> FromPyObject<'a, 'py> for PointsLike<'a, 'py> {
    type Error = PyErr;
    const INPUT_TYPE: PyStaticExpr = type_hint_identifier!("goodwill.typing", "ItemsLike");

    fn extract(object: Borrowed<'a, 'py, PyAny>) -> PyResult<Self> {
        Ok(Self(object))
    }
}

/// Points that were read.
enum Points {
    Equal,
    Shared(Vec<f64>),
    Each(Items),
}

impl PointsLike<'_, '_> {
    fn read(points: Option<Self>) -> Reply<Points> {
        let Some(points) = points else {
            return Ok(Points::Equal);
        };
        if let Ok(shared) = points.0.extract::<Vec<f64>>() {
            return Ok(Points::Shared(shared));
        }
        Ok(Points::Each(ItemsLike::extract(points.0)?.read("points", None)?))
    }
}

impl Points {
    fn with<R>(&self, f: impl FnOnce(DimensionWeights<'_>) -> Result<R, Error>) -> Result<R, Error> {
        match self {
            Self::Equal => f(DimensionWeights::Equal),
            Self::Shared(weights) => f(DimensionWeights::Shared(weights)),
            Self::Each(items) => items.with(|answers| f(DimensionWeights::Points(answers.items))),
        }
    }
}

fn quality(dimensions: Option<Vec<usize>>, level: f64) -> Reply<core::ServqualOptions> {
    let usual = core::ServqualOptions::default();
    Ok(core::ServqualOptions {
        dimensions: dimensions.unwrap_or(usual.dimensions),
        level: Level::new("level", level)?,
    })
}

/// SERVQUAL: perception less expectation over the items of a service, by item, by dimension and in all.
///
/// Both tables have a column for each item, dimension after dimension, and a row for each respondent. `dimensions` is how
/// many items each has; the default is the 22 items of SERVQUAL: tangibles 4, reliability 5, responsiveness 4, assurance 4,
/// empathy 5. `points` is what the dimensions count: a number for each, or a table of what each respondent gave them out of
/// 100. Reverse-worded items must be reflected in both tables before.
///
/// Raises `length_mismatch`, `out_of_range` if the dimensions do not add up to the items, `undefined` if a respondent's points
/// are all 0, `empty` if nobody answered everything.
///
/// >>> expected = [[7, 6, 7, 6], [7, 7, 6, 6], [6, 5, 6, 4]]
/// >>> perceived = [[5, 5, 6, 4], [6, 5, 6, 3], [6, 6, 6, 5]]
/// >>> got = gw.survey.servqual(expected, perceived, points=[60, 40], dimensions=[2, 1])
/// >>> print(got.gap)
/// -0.500 (95% Student t -0.959 to -0.041, n = 4)
/// >>> round(got.weighted_gap.value, 3)
/// -0.7
///
/// Sources: Parasuraman, Zeithaml & Berry 1988; Peter, Churchill & Brown 1993 (reliability of differences).
#[pyfunction]
#[pyo3(signature = (expected, perceived, *, points = None, dimensions = None, weights = None, level = 0.95))]
pub(crate) fn servqual(
    py: Python<'_>,
    expected: ItemsLike<'_, '_>,
    perceived: ItemsLike<'_, '_>,
    points: Option<PointsLike<'_, '_>>,
    dimensions: Option<Vec<usize>>,
    weights: Option<ColumnLike<'_, '_>>,
    level: f64,
) -> Reply<Servqual> {
    let options = quality(dimensions, level)?;
    let points = PointsLike::read(points)?;
    let expected = expected.read("expected", None)?;
    let perceived = perceived.read("perceived", weights)?;
    let mut got = expected.ask_both(py, &perceived, |expected, perceived| {
        points.with(|points| core::servqual(expected.items, perceived, points, &options))
    })?;
    for (item, name) in got.items.iter_mut().zip(&perceived.names) {
        item.name.clone_from(name);
    }
    Ok(got.into())
}

mirror! {
    /// One item of SERVPERF.
    ServperfItem in "goodwill.survey" = core::ServperfItem {
        /// What the item is called.
        name: String,
        /// Mean perception.
        perceived: Estimate,
    }
}

mirror! {
    /// One dimension of SERVPERF.
    ServperfDimension in "goodwill.survey" = core::ServperfDimension {
        /// What the dimension is called.
        name: String,
        /// Mean perception over the dimension's items.
        perceived: Estimate,
        /// The dimension's mean share of the weighted score.
        weight: f64,
        /// Cronbach's α of the perceptions; NaN for a single item.
        reliability: f64,
    }
}

mirror! {
    /// Service quality as perception alone.
    Servperf in "goodwill.survey" = core::Servperf {
        /// Each item, in the order given.
        items: Vec<core::ServperfItem>,
        /// Each dimension, in the order given.
        dimensions: Vec<core::ServperfDimension>,
        /// The unweighted score: the mean of the dimensions' means.
        score: Estimate,
        /// The weighted score: every respondent's perceptions by that respondent's weights.
        weighted_score: Estimate,
        /// The number of complete respondents.
        n: u64,
        /// Kish's effective number of respondents; `n` without weights.
        effective_n: f64,
        /// Respondents with anything missing.
        missing: u64,
        /// Respondents whose points did not add up to 100.
        rescaled: u64,
        /// Whether there are fewer than 30 effective respondents.
        small_sample: bool,
    }
}

/// SERVPERF: perceptions alone over the items of a service, by item, by dimension and in all. Arguments as in `servqual`.
///
/// >>> got = gw.survey.servperf([[5, 5, 6, 4], [6, 5, 6, 3], [6, 6, 6, 5]], dimensions=[2, 1])
/// >>> got.dimensions[0].perceived.value, got.score.value
/// (5.0, 5.375)
///
/// Source: Cronin & Taylor 1992.
#[pyfunction]
#[pyo3(signature = (perceived, *, points = None, dimensions = None, weights = None, level = 0.95))]
pub(crate) fn servperf(
    py: Python<'_>,
    perceived: ItemsLike<'_, '_>,
    points: Option<PointsLike<'_, '_>>,
    dimensions: Option<Vec<usize>>,
    weights: Option<ColumnLike<'_, '_>>,
    level: f64,
) -> Reply<Servperf> {
    let options = quality(dimensions, level)?;
    let points = PointsLike::read(points)?;
    let perceived = perceived.read("perceived", weights)?;
    let mut got = perceived.ask(py, |perceived| {
        points.with(|points| core::servperf(perceived, points, &options))
    })?;
    for (item, name) in got.items.iter_mut().zip(&perceived.names) {
        item.name.clone_from(name);
    }
    Ok(got.into())
}

mirror! {
    /// The five gaps of one dimension of a service: each is what there should be less what there is, above 0 where it falls
    /// short; NaN, with `n` = 0, where a side was not asked.
    FiveGaps in "goodwill.survey" = core::FiveGaps {
        /// Gap 1, knowledge 认知差距: what customers expect less what managers believe they do.
        knowledge: Estimate,
        /// Gap 2, standards 标准差距: what managers believe less the standards set.
        standards: Estimate,
        /// Gap 3, delivery 传递差距: the standards less what is delivered.
        delivery: Estimate,
        /// Gap 4, communication 沟通差距: what is promised less what is delivered.
        communication: Estimate,
        /// Gap 5, the service gap 服务差距: what customers expect less what they perceive.
        service: Estimate,
        /// Answers missing in any column, and customers with only one of the two answers of gap 5.
        missing: u64,
    }
}

/// The five gaps of service quality in one dimension: where between a customer's expectation and perception the service
/// is lost.
///
/// Every column holds scores on the same scale; one that was not asked is left out, and a column of one number is a number
/// that was set, such as a standard. Gap 5 is paired over the customers, the others compare different people (Welch).
///
/// Raises `length_mismatch` if expected and perceived differ in rows, `empty` if no gap has answers on both sides.
///
/// >>> gaps = gw.survey.five_gaps(expected=[6, 7, 6, 7], perceived=[5, 5, 6, 4], believed=[5, 6, 5], standards=[5.5])
/// >>> print(gaps.service)
/// 1.500 (95% Student t -0.554 to 3.554, n = 4)
/// >>> print(gaps.knowledge)
/// 1.167 (95% Student t -0.010 to 2.343, n = 7)
///
/// Source: Parasuraman, Zeithaml & Berry 1985.
#[pyfunction]
#[allow(clippy::too_many_arguments)] // named in Python
#[pyo3(signature = (
    *, expected = None, perceived = None, believed = None, standards = None, delivered = None, promised = None,
    level = 0.95
))]
pub(crate) fn five_gaps(
    py: Python<'_>,
    expected: Option<ColumnLike<'_, '_>>,
    perceived: Option<ColumnLike<'_, '_>>,
    believed: Option<ColumnLike<'_, '_>>,
    standards: Option<ColumnLike<'_, '_>>,
    delivered: Option<ColumnLike<'_, '_>>,
    promised: Option<ColumnLike<'_, '_>>,
    level: f64,
) -> Reply<FiveGaps> {
    let level = Level::new("level", level)?;
    let read = |name, column: Option<ColumnLike<'_, '_>>| column.map(|column| column.read(name)).transpose();
    let columns = [
        read("expected", expected)?,
        read("perceived", perceived)?,
        read("believed", believed)?,
        read("standards", standards)?,
        read("delivered", delivered)?,
        read("promised", promised)?,
    ];
    Ok(py
        .detach(|| {
            let mut numbers = Vec::with_capacity(columns.len());
            for column in &columns {
                numbers.push(
                    column
                        .as_ref()
                        .map_or(Ok(Cow::Borrowed(&[][..])), Column::numbers)?,
                );
            }
            let answers = core::FiveGapsAnswers {
                expected: &numbers[0],
                perceived: &numbers[1],
                believed: &numbers[2],
                standards: &numbers[3],
                delivered: &numbers[4],
                promised: &numbers[5],
            };
            core::five_gaps(&answers, level)
        })?
        .into())
}
