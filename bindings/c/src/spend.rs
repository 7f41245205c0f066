//! What customers spend per purchase, and what they will be worth.

use crate::boundary::{In, Out, given, returning, status};
use crate::flat::{Flat, GOODWILL_NONE, flat, goodwill_estimate, goodwill_test_result, parse};
use crate::library::goodwill_status;
use crate::model::goodwill_model;
use crate::options::Options;
use crate::posterior::goodwill_draws;
use crate::predict::{Customers, rate, until};
use bytemuck::{Pod, Zeroable};
use goodwill::Result;
use goodwill::calendar::TimeUnit;
use goodwill::model::{
    History, Payments, Span, SpendIndependence, ValueOptions, lifetime_value, spend_independence,
};

/// The relation of spend and frequency among customers with a purchase.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_spend_relation {
    /// Pearson's correlation of frequency and mean spend.
    pub pearson: goodwill_estimate,
    /// The t test of no linear relation.
    pub pearson_test: goodwill_test_result,
    /// Spearman's rank correlation.
    pub spearman: goodwill_estimate,
    /// The t test of no monotone relation.
    pub spearman_test: goodwill_test_result,
    /// Customers left out because they made no purchase.
    pub without_purchase: u64,
}
flat!(SpendIndependence => goodwill_spend_relation {
    pearson, pearson_test, spearman, spearman_test, without_purchase,
});

/// Expected spend per purchase of each customer, given how often they bought and what they spent on average; a
/// `frequency` of 0 gives the mean of all customers.
///
/// Thread safety: any number of threads may read the same model.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_expected_spend(
    model: Option<&goodwill_model>,
    frequency: In<f64>,
    frequency_stride: usize,
    mean_spend: In<f64>,
    mean_spend_stride: usize,
    n: usize,
    out: Out<f64>,
) -> goodwill_status {
    status(|| {
        let model = given(model, "model")?.spend()?;
        let expected = model.expected_spends(
            &frequency.column("frequency", frequency_stride, n)?,
            &mean_spend.column("mean_spend", mean_spend_stride, n)?,
        )?;
        out.fill("out", n, &expected)
    })
}

/// The correlation of purchase frequency and mean spend, which the Gamma-Gamma model takes to be 0.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_spend_independence(
    frequency: In<f64>,
    frequency_stride: usize,
    mean_spend: In<f64>,
    mean_spend_stride: usize,
    n: usize,
    level: f64,
    out: Out<goodwill_spend_relation>,
) -> goodwill_status {
    returning(out, || {
        spend_independence(
            &frequency.column("frequency", frequency_stride, n)?,
            &mean_spend.column("mean_spend", mean_spend_stride, n)?,
            parse!(level),
        )
    })
}

/// How purchases become money.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_value_options {
    /// `sizeof(goodwill_value_options)`
    pub struct_size: u32,
    /// The unit of `horizon`: `GOODWILL_TIME_UNIT_…`, or `GOODWILL_NONE` for the model's own.
    pub horizon_unit: i32,
    /// The unit of `payment`, likewise.
    pub payment_unit: i32,
    /// The discount is effective per this unit, likewise; `GOODWILL_CONTINUOUS` compounds continuously.
    pub discount_unit: i32,
    /// How far ahead, or `GOODWILL_FOR_EVER`.
    pub horizon: f64,
    /// The margin of a purchase is received at the end of the period of this length in which it falls; 0 at the moment of
    /// the purchase.
    pub payment: f64,
    /// The discount rate.
    pub discount: f64,
    /// The share of spend that is margin; 1 values the spend itself.
    pub margin: f64,
}

impl Options for goodwill_value_options {
    type Core = ValueOptions;
    fn parse(self) -> Result<ValueOptions> {
        Ok(ValueOptions {
            horizon: until(self.horizon)
                .map(|horizon| span(horizon, self.horizon_unit))
                .transpose()?,
            payments: if self.payment == 0.0 {
                Payments::Continuous
            } else {
                Payments::EndOf(span(self.payment, self.payment_unit)?)
            },
            discount: rate(self.discount, self.discount_unit)?,
            margin: self.margin,
        })
    }
    fn defaults() -> Self {
        Self {
            struct_size: size_of::<Self>() as u32,
            horizon_unit: TimeUnit::Month.flatten(),
            payment_unit: GOODWILL_NONE,
            discount_unit: TimeUnit::Year.flatten(),
            horizon: 12.0,
            payment: 0.0,
            discount: 0.0,
            margin: 1.0,
        }
    }
}

/// A length of time in a unit, or in the model's own.
fn span(length: f64, unit: i32) -> Result<Span> {
    match parse!(unit) {
        Some(unit) => Span::new(length, unit),
        None => Span::of_model(length),
    }
}

/// The value of one customer's purchases to come: expected purchases within the horizon, each discounted, times `spend`
/// per purchase, times margin.
///
/// Thread safety: any number of threads may read the same model.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_lifetime_value(
    model: Option<&goodwill_model>,
    frequency: u32,
    recency: f64,
    tenure: f64,
    spend: f64,
    options: In<goodwill_value_options>,
    out: Out<f64>,
) -> goodwill_status {
    returning(out, || {
        let history = History::new(frequency, recency, tenure)?;
        lifetime_value(
            given(model, "model")?.purchases()?,
            &history,
            spend,
            &options.options()?,
        )
    })
}

/// The value of each customer's purchases to come: expected purchases within the horizon, each discounted, times
/// `spend` per purchase, times margin, into room for `n` of them.
///
/// A column shares its work between customers, so its last digits may differ from `goodwill_lifetime_value`'s.
/// Thread safety: any number of threads may read the same model.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_lifetime_values(
    model: Option<&goodwill_model>,
    frequency: In<f64>,
    frequency_stride: usize,
    recency: In<f64>,
    recency_stride: usize,
    tenure: In<f64>,
    tenure_stride: usize,
    spend: In<f64>,
    spend_stride: usize,
    n: usize,
    options: In<goodwill_value_options>,
    out: Out<f64>,
) -> goodwill_status {
    let customers = Customers {
        frequency,
        frequency_stride,
        recency,
        recency_stride,
        tenure,
        tenure_stride,
        n,
    };
    status(|| {
        let model = given(model, "model")?.purchases()?;
        let spend = spend.column("spend", spend_stride, n)?;
        let options = options.options()?;
        let values = customers.read(|columns| columns.lifetime_values(model, &spend, &options))?;
        out.fill("out", n, &values)
    })
}

/// The value of one customer's purchases to come, with its interval: of a fitted model by the delta method, or over
/// posterior `draws` (NULL for none). `spend` is an estimate, whose own uncertainty enters.
///
/// Thread safety: any number of threads may read the same model and draws.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_value_of_customer(
    model: Option<&goodwill_model>,
    draws: Option<&goodwill_draws>,
    frequency: u32,
    recency: f64,
    tenure: f64,
    spend: In<goodwill_estimate>,
    options: In<goodwill_value_options>,
    out: Out<goodwill_estimate>,
) -> goodwill_status {
    returning(out, || {
        let history = History::new(frequency, recency, tenure)?;
        let (spend, options) = (parse!(spend), options.options()?);
        match draws {
            Some(draws) => draws.posterior()?.lifetime_value(&history, &spend, &options),
            None => given(model, "model")?
                .fitted()?
                .lifetime_value(&history, &spend, &options),
        }
    })
}
