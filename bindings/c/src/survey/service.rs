//! Delivered value and service quality.

use super::items::{Block, goodwill_items};
use crate::boundary::{In, Out, null, returning};
use crate::flat::{Flat, flat, goodwill_estimate, parse};
use crate::library::goodwill_status;
use bytemuck::{Pod, Zeroable};
use goodwill::survey::{
    CustomerBenefits, CustomerCosts, DeliveredValue, DeliveredValues, DimensionWeights, FiveGaps,
    FiveGapsAnswers, Servperf, ServperfDimension, ServperfItem, Servqual, ServqualDimension, ServqualItem,
    ServqualOptions, ValueMetric,
};
use goodwill::{Result, survey};
use std::borrow::Cow;

/// What a customer gets: each 0 or more, in money or on one scale.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_customer_benefits {
    /// Of the product.
    pub product: f64,
    /// Of services.
    pub service: f64,
    /// Of the people.
    pub personnel: f64,
    /// Of the image.
    pub image: f64,
}

/// What it costs a customer: each 0 or more, in money or on one scale.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_customer_costs {
    /// Money.
    pub money: f64,
    /// Time.
    pub time: f64,
    /// Energy.
    pub energy: f64,
    /// The mind: worry, effort to choose.
    pub psychic: f64,
}

/// The value delivered to one customer.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_delivered_result {
    /// The sum of the benefits.
    pub benefits: f64,
    /// The sum of the costs.
    pub costs: f64,
    /// Benefits less costs.
    pub difference: f64,
    /// Benefits over costs; NaN if it costs nothing.
    pub ratio: f64,
}
flat!(DeliveredValue => goodwill_delivered_result { benefits, costs, difference, ratio });

fn metric(in_money: i32, value_weights: In<f64>) -> Result<ValueMetric> {
    let weights = value_weights.optional_column("value_weights", 0, 8)?;
    ValueMetric::of(parse!(in_money), weights.as_deref())
}

/// Customer delivered value of one customer, or one offer: benefits less costs, and their ratio.
///
/// Either `in_money` is 1 and every term is an amount of one currency, or `value_weights` has eight weights side by side:
/// product, service, personnel, image, money, time, energy, psychic.
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_delivered_value(
    benefits: In<goodwill_customer_benefits>,
    costs: In<goodwill_customer_costs>,
    in_money: i32,
    value_weights: In<f64>,
    out: Out<goodwill_delivered_result>,
) -> goodwill_status {
    returning(out, || {
        let goodwill_customer_benefits {
            product,
            service,
            personnel,
            image,
        } = benefits.read().ok_or_else(|| null("benefits"))?;
        let goodwill_customer_costs {
            money,
            time,
            energy,
            psychic,
        } = costs.read().ok_or_else(|| null("costs"))?;
        let benefits = CustomerBenefits {
            product,
            service,
            personnel,
            image,
        };
        let costs = CustomerCosts {
            money,
            time,
            energy,
            psychic,
        };
        survey::delivered_value(&benefits, &costs, metric(in_money, value_weights)?)
    })
}

/// The value delivered to many customers.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_delivered_means {
    /// The mean of the benefits.
    pub benefits: goodwill_estimate,
    /// The mean of the costs.
    pub costs: goodwill_estimate,
    /// The mean of benefits less costs.
    pub difference: goodwill_estimate,
    /// The ratio of the means; NaN if it costs nobody anything.
    pub ratio_of_means: goodwill_estimate,
    /// The share of customers who get more than it costs them.
    pub positive: goodwill_estimate,
    /// The number of customers with all eight answers.
    pub n: u64,
    /// Kish's effective number of respondents; `n` without weights.
    pub effective_n: f64,
    /// Customers with an answer or the weight missing.
    pub missing: u64,
    /// 1 if there are fewer than 30 effective respondents.
    pub small_sample: i32,
    /// 0.
    pub reserved: i32,
}
flat!(DeliveredValues => goodwill_delivered_means {
    benefits, costs, difference, ratio_of_means, positive, n, effective_n, missing, small_sample,
});

/// Customer delivered value over many customers, from a block of eight items in the order of `goodwill_delivered_value`.
/// `weights` may be NULL.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_delivered_values(
    answers: In<f64>,
    weights: In<f64>,
    layout: In<goodwill_items>,
    in_money: i32,
    value_weights: In<f64>,
    level: f64,
    out: Out<goodwill_delivered_means>,
) -> goodwill_status {
    returning(out, || {
        let (metric, level) = (metric(in_money, value_weights)?, parse!(level));
        Block::new(answers, weights, layout)?.ask("answers", |answers| {
            survey::delivered_values(answers, metric, level)
        })
    })
}

/// One item of SERVQUAL.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_servqual_item {
    /// Mean expectation.
    pub expected: goodwill_estimate,
    /// Mean perception.
    pub perceived: goodwill_estimate,
    /// Mean of perception less expectation.
    pub gap: goodwill_estimate,
}
flat!(ServqualItem => goodwill_servqual_item { expected, perceived, gap });

/// One dimension of SERVQUAL.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_servqual_dimension {
    /// Mean expectation over the dimension's items.
    pub expected: goodwill_estimate,
    /// Mean perception over the dimension's items.
    pub perceived: goodwill_estimate,
    /// Mean of perception less expectation.
    pub gap: goodwill_estimate,
    /// The dimension's mean share of the weighted score.
    pub weight: f64,
    /// Cronbach's alpha of the expectations; NaN for a single item.
    pub expected_reliability: f64,
    /// Cronbach's alpha of the perceptions; NaN for a single item.
    pub perceived_reliability: f64,
    /// The reliability of the difference.
    pub gap_reliability: f64,
}
flat!(ServqualDimension => goodwill_servqual_dimension {
    expected, perceived, gap, weight, expected_reliability, perceived_reliability, gap_reliability,
});

/// Service quality as perception less expectation.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_servqual_result {
    /// The mean of the dimensions' gaps.
    pub gap: goodwill_estimate,
    /// The score by every respondent's weights.
    pub weighted_gap: goodwill_estimate,
    /// The reliability of the unweighted score.
    pub gap_reliability: f64,
    /// The number of complete respondents.
    pub n: u64,
    /// Kish's effective number of respondents; `n` without weights.
    pub effective_n: f64,
    /// Respondents with anything missing.
    pub missing: u64,
    /// Respondents whose points did not add up to 100.
    pub rescaled: u64,
    /// 1 if there are fewer than 30 effective respondents.
    pub small_sample: i32,
    /// 0.
    pub reserved: i32,
}
flat!(Servqual => goodwill_servqual_result {
    gap, weighted_gap, gap_reliability, n, effective_n, missing, rescaled, small_sample,
});

/// The dimensions given, or for NULL those of SERVQUAL.
fn options(dimensions: In<u64>, dimension_count: usize, level: f64) -> Result<ServqualOptions> {
    let mut options = ServqualOptions {
        level: parse!(level),
        ..Default::default()
    };
    if let Some(sizes) = dimensions.optional_column("dimensions", 0, dimension_count)? {
        options.dimensions = sizes.iter().map(|&size| size as usize).collect();
    }
    Ok(options)
}

/// What `f` makes of the points: NULL is equal weights, one respondent's are those of all.
fn weighed<R>(
    points: In<f64>,
    points_layout: In<goodwill_items>,
    f: impl FnOnce(DimensionWeights<'_>) -> Result<R>,
) -> Result<R> {
    if points.is_null() {
        return f(DimensionWeights::Equal);
    }
    let block = Block::unweighted(points, points_layout)?;
    let shared = block.n() == 1;
    block.ask("points", |points| {
        if shared {
            let weights: Vec<f64> = points.items.iter().map(|column| column[0]).collect();
            f(DimensionWeights::Shared(&weights))
        } else {
            f(DimensionWeights::Points(points.items))
        }
    })
}

/// SERVQUAL: perception less expectation, by item, by dimension and in all, from two blocks of one layout.
///
/// `weights` may be NULL. `points` holds what each respondent gave the dimensions, an item a dimension; a layout of one
/// respondent says that they are the same for all, and NULL that all dimensions count alike. `dimensions` has the number of
/// items of each of `dimension_count` dimensions; NULL is 4, 5, 4, 4, 5. `items` and `rows` are NULL or have room for
/// `layout->items` and for every dimension.
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_servqual(
    expected: In<f64>,
    perceived: In<f64>,
    weights: In<f64>,
    layout: In<goodwill_items>,
    points: In<f64>,
    points_layout: In<goodwill_items>,
    dimensions: In<u64>,
    dimension_count: usize,
    level: f64,
    items: Out<goodwill_servqual_item>,
    rows: Out<goodwill_servqual_dimension>,
    out: Out<goodwill_servqual_result>,
) -> goodwill_status {
    returning(out, || {
        let options = options(dimensions, dimension_count, level)?;
        let expected = Block::new(expected, weights, layout)?;
        let perceived = Block::new(perceived, weights, layout)?;
        let got = weighed(points, points_layout, |dimension_weights| {
            expected.ask("expected", |expected| {
                perceived.ask("perceived", |perceived| {
                    survey::servqual(expected.items, perceived, dimension_weights, &options)
                })
            })
        })?;
        items.fill_if_wanted(|| got.items.iter().cloned().map(Flat::flatten));
        rows.fill_if_wanted(|| got.dimensions.iter().cloned().map(Flat::flatten));
        Ok(got)
    })
}

impl Flat<goodwill_estimate> for ServperfItem {
    fn flatten(self) -> goodwill_estimate {
        self.perceived.flatten()
    }
}

/// One dimension of SERVPERF.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_servperf_dimension {
    /// Mean perception over the dimension's items.
    pub perceived: goodwill_estimate,
    /// The dimension's mean share of the weighted score.
    pub weight: f64,
    /// Cronbach's alpha of the perceptions; NaN for a single item.
    pub reliability: f64,
}
flat!(ServperfDimension => goodwill_servperf_dimension { perceived, weight, reliability });

/// Service quality as perception alone.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_servperf_result {
    /// The mean of the dimensions' means.
    pub score: goodwill_estimate,
    /// The score by every respondent's weights.
    pub weighted_score: goodwill_estimate,
    /// The number of complete respondents.
    pub n: u64,
    /// Kish's effective number of respondents; `n` without weights.
    pub effective_n: f64,
    /// Respondents with anything missing.
    pub missing: u64,
    /// Respondents whose points did not add up to 100.
    pub rescaled: u64,
    /// 1 if there are fewer than 30 effective respondents.
    pub small_sample: i32,
    /// 0.
    pub reserved: i32,
}
flat!(Servperf => goodwill_servperf_result {
    score, weighted_score, n, effective_n, missing, rescaled, small_sample,
});

/// SERVPERF: perceptions alone, by item, by dimension and in all. Points, dimensions, `items` (mean perceptions) and `rows`
/// are as in `goodwill_servqual`.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_servperf(
    perceived: In<f64>,
    weights: In<f64>,
    layout: In<goodwill_items>,
    points: In<f64>,
    points_layout: In<goodwill_items>,
    dimensions: In<u64>,
    dimension_count: usize,
    level: f64,
    items: Out<goodwill_estimate>,
    rows: Out<goodwill_servperf_dimension>,
    out: Out<goodwill_servperf_result>,
) -> goodwill_status {
    returning(out, || {
        let options = options(dimensions, dimension_count, level)?;
        let perceived = Block::new(perceived, weights, layout)?;
        let got = weighed(points, points_layout, |dimension_weights| {
            perceived.ask("perceived", |perceived| {
                survey::servperf(perceived, dimension_weights, &options)
            })
        })?;
        items.fill_if_wanted(|| got.items.iter().cloned().map(Flat::flatten));
        rows.fill_if_wanted(|| got.dimensions.iter().cloned().map(Flat::flatten));
        Ok(got)
    })
}

/// The five gaps of one dimension of a service: each is what there should be less what there is; NaN, with `n` = 0, where a
/// side was not asked.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_five_gaps_result {
    /// Gap 1: what customers expect less what managers believe they do.
    pub knowledge: goodwill_estimate,
    /// Gap 2: what managers believe less the standards set.
    pub standards: goodwill_estimate,
    /// Gap 3: the standards less what is delivered.
    pub delivery: goodwill_estimate,
    /// Gap 4: what is promised less what is delivered.
    pub communication: goodwill_estimate,
    /// Gap 5: what customers expect less what they perceive.
    pub service: goodwill_estimate,
    /// Answers missing in any column, and customers with only one of the two answers of gap 5.
    pub missing: u64,
}
flat!(FiveGaps => goodwill_five_gaps_result { knowledge, standards, delivery, communication, service, missing });

/// The five gaps of service quality in one dimension. A column that was not asked is NULL with 0 answers; one of a single
/// number is a number that was set. Expected and perceived have a row for each of `customers`; either may be NULL. All
/// columns have the same `stride`.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_five_gaps(
    expected: In<f64>,
    perceived: In<f64>,
    customers: usize,
    believed: In<f64>,
    believed_count: usize,
    standards: In<f64>,
    standards_count: usize,
    delivered: In<f64>,
    delivered_count: usize,
    promised: In<f64>,
    promised_count: usize,
    stride: usize,
    level: f64,
    out: Out<goodwill_five_gaps_result>,
) -> goodwill_status {
    returning(out, || {
        let all = [
            ("expected", &expected, customers),
            ("perceived", &perceived, customers),
            ("believed", &believed, believed_count),
            ("standards", &standards, standards_count),
            ("delivered", &delivered, delivered_count),
            ("promised", &promised, promised_count),
        ];
        let mut columns = Vec::with_capacity(all.len());
        for (name, column, n) in all {
            columns.push(
                column
                    .optional_column(name, stride, n)?
                    .unwrap_or(Cow::Borrowed(&[])),
            );
        }
        let answers = FiveGapsAnswers {
            expected: &columns[0],
            perceived: &columns[1],
            believed: &columns[2],
            standards: &columns[3],
            delivered: &columns[4],
            promised: &columns[5],
        };
        survey::five_gaps(&answers, parse!(level))
    })
}
