//! Customer delivered value: what customers get less what it costs them.

use crate::error::{Error, ErrorCode, Result};
use crate::estimate::{Estimate, ProportionOptions, proportion, ratio};
use crate::numeric::sum::exact_dot;
use crate::quantity::{Level, NonNegative};
use crate::survey::ItemAnswers;
use crate::survey::respondents::{effective, mean_of, named, weights_of};
use alloc::vec::Vec;

/// What a customer gets, 总顾客价值: each 0 or more, in money or on one scale.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct CustomerBenefits {
    /// Of the product 产品价值.
    pub product: f64,
    /// Of services 服务价值.
    pub service: f64,
    /// Of the people 人员价值.
    pub personnel: f64,
    /// Of the image 形象价值.
    pub image: f64,
}

/// What it costs a customer, 总顾客成本: each 0 or more, in money or on one scale.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct CustomerCosts {
    /// Money 货币成本.
    pub money: f64,
    /// Time 时间成本.
    pub time: f64,
    /// Energy 体力成本.
    pub energy: f64,
    /// The mind: worry, effort to choose 精神成本.
    pub psychic: f64,
}

/// What makes product, time and worry comparable, without which their sum means nothing.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum ValueMetric {
    /// All eight are amounts of one currency: what the customer would pay for each benefit, and to be spared each cost.
    Money,
    /// All eight are answers on one scale; each counts by its weight, 0 or more: product, service, personnel, image,
    /// money, time, energy, psychic.
    Weighted([f64; 8]),
}

impl ValueMetric {
    /// The metric of a door that has either flag or weights: one of the two must be given.
    ///
    /// # Errors
    /// [`Undefined`](ErrorCode::Undefined) if neither is given, [`Inconsistent`](ErrorCode::Inconsistent) if both are;
    /// [`LengthMismatch`](ErrorCode::LengthMismatch) unless there are eight weights.
    pub fn of(in_money: bool, weights: Option<&[f64]>) -> Result<Self> {
        match (in_money, weights) {
            (true, None) => Ok(Self::Money),
            (false, Some(weights)) => weights.try_into().map(Self::Weighted).map_err(|_| {
                Error::new(
                    ErrorCode::LengthMismatch,
                    "value_weights",
                    "must have 8 values: four benefits, four costs",
                )
                .with_value(weights.len())
            }),
            (true, Some(_)) => Err(Error::inconsistent(
                "value_weights",
                "must not be given where everything is money",
            )),
            (false, None) => Err(Error::undefined(
                "value_weights",
                "must be given unless everything is money: answers on scales have no sum without weights",
            )),
        }
    }

    /// The weights, checked.
    fn weights(self) -> Result<[f64; 8]> {
        let Self::Weighted(weights) = self else {
            return Ok([1.0; 8]);
        };
        for (index, &weight) in weights.iter().enumerate() {
            NonNegative::new("value_weights", weight).map_err(|error| error.at(index))?;
        }
        if weights.iter().all(|&weight| weight == 0.0) {
            return Err(Error::undefined("value_weights", "are all 0"));
        }
        Ok(weights)
    }
}

/// The value delivered to one customer.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct DeliveredValue {
    /// The sum of the benefits.
    pub benefits: f64,
    /// The sum of the costs.
    pub costs: f64,
    /// Benefits less costs 顾客让渡价值.
    pub difference: f64,
    /// Benefits over costs; NaN if it costs nothing.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null"))]
    pub ratio: f64,
}

/// Customer delivered value of one customer, or one offer: (product + service + personnel + image) − (money + time +
/// energy + psychic cost), and their ratio.
///
/// In money every term is an amount. On a scale each term is multiplied by its weight; without weights the sum would
/// weigh a minute like a franc, so a metric must be chosen.
///
/// # Errors
/// [`OutOfRange`](ErrorCode::OutOfRange) at a negative benefit, cost or weight; [`NotFinite`](ErrorCode::NotFinite);
/// [`Undefined`](ErrorCode::Undefined) if all weights are 0; [`Overflow`](ErrorCode::Overflow) if a sum is too large.
///
/// # Example
/// ```
/// use goodwill::survey::{CustomerBenefits, CustomerCosts, ValueMetric, delivered_value};
///
/// let benefits = CustomerBenefits { product: 900.0, service: 150.0, personnel: 60.0, image: 90.0 };
/// let costs = CustomerCosts { money: 700.0, time: 60.0, energy: 20.0, psychic: 20.0 };
/// let got = delivered_value(&benefits, &costs, ValueMetric::Money)?;
/// assert_eq!((got.difference, got.ratio), (400.0, 1.5));
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Kotler, *Marketing Management*, customer delivered value 顾客让渡价值.
pub fn delivered_value(
    benefits: &CustomerBenefits,
    costs: &CustomerCosts,
    metric: ValueMetric,
) -> Result<DeliveredValue> {
    let weights = metric.weights()?;
    let given = [
        ("product", benefits.product),
        ("service", benefits.service),
        ("personnel", benefits.personnel),
        ("image", benefits.image),
        ("money", costs.money),
        ("time", costs.time),
        ("energy", costs.energy),
        ("psychic", costs.psychic),
    ];
    let mut parts = [0.0; 8];
    for (part, (name, value)) in parts.iter_mut().zip(given) {
        *part = NonNegative::new(name, value)?.get();
    }
    let value = valued(&parts, &weights);
    if value.benefits.is_finite() && value.costs.is_finite() {
        Ok(value)
    } else {
        Err(Error::new(
            ErrorCode::Overflow,
            "product",
            "makes sums beyond the range of a number",
        ))
    }
}

fn valued(parts: &[f64; 8], weights: &[f64; 8]) -> DeliveredValue {
    let benefits = exact_dot(&parts[..4], &weights[..4]);
    let costs = exact_dot(&parts[4..], &weights[4..]);
    let signed: [f64; 8] = core::array::from_fn(|i| if i < 4 { weights[i] } else { -weights[i] });
    DeliveredValue {
        benefits,
        costs,
        difference: exact_dot(parts, &signed),
        ratio: if costs > 0.0 { benefits / costs } else { f64::NAN },
    }
}

/// The value delivered to many customers.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct DeliveredValues {
    /// The mean of the benefits.
    pub benefits: Estimate,
    /// The mean of the costs.
    pub costs: Estimate,
    /// The mean of benefits less costs.
    pub difference: Estimate,
    /// The ratio of the means, Σ benefits/Σ costs; NaN if it costs nobody anything.
    pub ratio_of_means: Estimate,
    /// The share of customers who get more than it costs them, in [0, 1].
    pub positive: Estimate,
    /// The number of customers with all eight answers.
    pub n: u64,
    /// Kish's effective number of respondents; `n` without weights.
    pub effective_n: f64,
    /// Customers with an answer or the weight missing.
    pub missing: u64,
    /// Whether there are fewer than 30 effective respondents.
    pub small_sample: bool,
}

/// Customer delivered value over many customers, from eight columns: product, service, personnel, image, money, time,
/// energy and psychic cost. See [`delivered_value`].
///
/// Means have Student's t intervals, the ratio a linearised and the share a Wilson one; with respondent weights all are
/// linearised.
///
/// # Errors
/// [`LengthMismatch`](ErrorCode::LengthMismatch), also unless there are eight columns;
/// [`OutOfRange`](ErrorCode::OutOfRange) at a negative answer or weight; [`Empty`](ErrorCode::Empty);
/// [`Undefined`](ErrorCode::Undefined) if all weights are 0; [`NotFinite`](ErrorCode::NotFinite).
///
/// # Example
/// ```
/// use goodwill::{quantity::Level, survey::{ItemAnswers, ValueMetric, delivered_values}};
///
/// let (product, service, personnel, image) = ([8.0, 6.0, 9.0], [7.0, 5.0, 8.0], [6.0, 6.0, 7.0], [5.0, 4.0, 8.0]);
/// let (money, time, energy, psychic) = ([6.0, 8.0, 5.0], [4.0, 6.0, 3.0], [3.0, 5.0, 2.0], [2.0, 6.0, 2.0]);
/// let columns: [&[f64]; 8] = [&product, &service, &personnel, &image, &money, &time, &energy, &psychic];
/// let metric = ValueMetric::Weighted([0.4, 0.3, 0.2, 0.1, 0.4, 0.3, 0.2, 0.1]);
/// let got = delivered_values(&ItemAnswers::new(&columns), metric, Level::default())?;
/// assert_eq!(format!("{:.2}", got.difference), "2.07 (95% Student t -5.23 to 9.36, n = 3)");
/// assert_eq!(format!("{:.4}", got.positive.value), "0.6667");
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Kotler, *Marketing Management*.
pub fn delivered_values(
    answers: &ItemAnswers<'_>,
    metric: ValueMetric,
    level: Level,
) -> Result<DeliveredValues> {
    crate::survey::respondents::check_count("items", answers.items.len(), 8)?;
    let value_weights = metric.weights()?;
    for (number, item) in answers.items.iter().enumerate() {
        if let Some(index) = item.iter().position(|&x| x < 0.0 && x.is_finite()) {
            return Err(Error::out_of_range("items", NonNegative::BOUND)
                .with_value(item[index])
                .at(index)
                .rename(named("items", number)));
        }
    }
    crate::survey::respondents::check_columns("items", answers.items, answers.rows())?;
    let complete = answers.complete()?;
    let weights = weights_of(answers.weights, &complete.rows)?;
    let weights = weights.as_deref();
    let values: Vec<DeliveredValue> = complete
        .rows
        .iter()
        .map(|&row| {
            valued(
                &core::array::from_fn(|item| answers.items[item][row]),
                &value_weights,
            )
        })
        .collect();
    let mean = |of: fn(&DeliveredValue) -> f64| {
        let numbers: Vec<f64> = values.iter().map(of).collect();
        mean_of(&numbers, weights, level).map_err(|error| error.rename("items"))
    };
    let n = values.len() as u64;
    let positive = match weights {
        None => {
            let count = values.iter().filter(|value| value.difference > 0.0).count() as u64;
            let options = ProportionOptions {
                level,
                ..Default::default()
            };
            proportion(count, n, &options)?
        }
        Some(_) => mean(|value| f64::from(value.difference > 0.0))?.clipped(0.0, 1.0),
    };
    let rows = values.iter().enumerate().map(|(row, value)| {
        let weight = weights.map_or(1.0, |weights| weights[row]);
        (weight * value.benefits, weight * value.costs)
    });
    let effective_n = effective(values.len(), weights);
    Ok(DeliveredValues {
        benefits: mean(|value| value.benefits)?,
        costs: mean(|value| value.costs)?,
        difference: mean(|value| value.difference)?,
        ratio_of_means: ratio(rows, level),
        positive,
        n,
        effective_n,
        missing: complete.missing,
        small_sample: effective_n < 30.0,
    })
}
