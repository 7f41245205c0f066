//! Customer lifetime value from a purchase model, a spend and a margin.

use super::any::{AnyFitted, AnyModel};
use super::fit::Fitted;
use super::history::{History, HistoryColumns};
use super::likelihood::Model;
use super::posterior::{Drawn, Posterior};
use super::purchase_model::PurchaseModel;
use super::survival_sum::edge;
use super::time::{DiscountRate, Span};
use crate::calendar::TimeUnit;
use crate::error::{Error, ErrorCode, Result};
use crate::estimate::{Estimate, Method};
use crate::quantity::{NonNegative, finite};
use crate::value::product;
use alloc::vec::Vec;

/// More periods than this cannot be needed.
const MOST_PERIODS: f64 = 1e6;
/// Periods of an endless future that are added up one by one.
const DIRECT: f64 = 64.0;

/// When the margin of a purchase is received.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Payments {
    /// At the moment of the purchase: discounted continuously.
    Continuous,
    /// At the end of the period in which the purchase falls; a last, shorter period is paid at the horizon.
    EndOf(Span),
}

/// How purchases become money.
///
/// Spans and rates name their unit, and are converted to the model's: a yearly rate on a model in weeks cannot be read as
/// a weekly one. A span or rate in a named unit is refused for a model that was never told its own.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ValueOptions {
    /// How far ahead; `None` for ever.
    pub horizon: Option<Span>,
    /// When the margin of a purchase is received.
    pub payments: Payments,
    /// What money later is worth less.
    pub discount: DiscountRate,
    /// The share of spend that is margin; 1 values the spend itself.
    pub margin: f64,
}

impl ValueOptions {
    /// All future purchases, each discounted from its own moment, at full margin.
    #[must_use]
    pub fn new(discount: DiscountRate) -> Self {
        Self {
            horizon: None,
            payments: Payments::Continuous,
            discount,
            margin: 1.0,
        }
    }

    /// The convention of the Python package lifetimes: `months` steps of 30 days, 4.345 weeks or 1 month of the model's
    /// unit, each paid at its end and discounted by `monthly_rate` a step; full margin.
    ///
    /// A step of 4.345 weeks or 30 days is not quite a month: to compare with that package. Otherwise say
    /// `Payments::EndOf(Span::new(1.0, TimeUnit::Month)?)`.
    ///
    /// # Errors
    /// `NotApplicable` for a model in years, which that package has no step for; `OutOfRange` or `NotFinite` for the rate.
    pub fn lifetimes(unit: TimeUnit, months: u32, monthly_rate: f64) -> Result<Self> {
        let step = match unit {
            TimeUnit::Day => 30.0,
            TimeUnit::Week => 4.345,
            TimeUnit::Month => 1.0,
            TimeUnit::Year => {
                return Err(Error::new(
                    ErrorCode::NotApplicable,
                    "unit",
                    "has no step in the package lifetimes: days, weeks or months",
                )
                .with_value("year"));
            }
        };
        let rate = NonNegative::new("discount", monthly_rate)?.get();
        Ok(Self {
            horizon: Some(Span::of_model(step * f64::from(months))?),
            payments: Payments::EndOf(Span::of_model(step)?),
            discount: DiscountRate::continuous(libm::log1p(rate) / step)?,
            margin: 1.0,
        })
    }

    /// Expected purchases of a customer within the horizon, each discounted to now: what one unit of margin per purchase is worth.
    ///
    /// # Errors
    /// As [`lifetime_value`](fn@lifetime_value).
    pub fn discounted_purchases(&self, model: &dyn PurchaseModel, history: &History) -> Result<f64> {
        let unit = model.unit();
        let horizon = self.horizon.map(|horizon| horizon.in_units(unit)).transpose()?;
        let delta = self.discount.delta(unit)?;
        match self.payments {
            Payments::Continuous => {
                let rate = DiscountRate::continuous(delta)?;
                model.residual_transactions(history, rate, horizon)
            }
            Payments::EndOf(period) => {
                let period = period.in_units(unit)?;
                by_periods(model, history, period, horizon, delta)
            }
        }
    }

    fn checked_margin(&self) -> Result<f64> {
        finite("margin", self.margin)
    }
}

/// Purchases of each period, discounted from its end.
fn by_periods(
    model: &dyn PurchaseModel,
    history: &History,
    period: f64,
    horizon: Option<f64>,
    delta: f64,
) -> Result<f64> {
    if period <= 0.0 {
        return Err(
            Error::out_of_range("payments", "must be at the end of a period longer than 0")
                .with_value(period),
        );
    }
    let periods = horizon.map_or(f64::INFINITY, |horizon| horizon / period);
    // A year is 12 months, whatever rounding says.
    let nearest = libm::round(periods);
    let exact = libm::fabs(periods - nearest) <= 1e-9 * nearest;
    let whole = if exact { nearest } else { libm::floor(periods) };
    if horizon.is_some() && whole > MOST_PERIODS {
        return Err(
            Error::out_of_range("payments", "must be at most 1,000,000 within the horizon")
                .with_value(periods),
        );
    }
    if horizon.is_none() && delta * period < 1e-4 {
        return Err(Error::undefined(
            "horizon",
            "is needed for a discount this small: less than 0.01 % a period adds up without end",
        )
        .with_value(delta * period));
    }
    let factor = |t: f64| libm::exp(-delta * t);
    let endless = horizon.is_none();
    let last = if endless && !model.is_discrete() {
        DIRECT
    } else {
        whole
    };
    let (mut sum, mut before) = (0.0, 0.0);
    let mut number = 1.0;
    while number <= last {
        let t = number * period;
        let purchases = model.conditional_purchases(history, t)?;
        let term = (purchases - before) * factor(t);
        sum += term;
        before = purchases;
        // Later periods bring less and less: at most a geometric series.
        if endless && term <= 1e-16 * sum * -libm::expm1(-delta * period) {
            return Ok(sum);
        }
        number += 1.0;
    }
    if endless {
        return Ok(sum + later_periods(model, history, period, delta)?);
    }
    if let (Some(horizon), false) = (horizon, exact) {
        sum += (model.conditional_purchases(history, horizon)? - before) * factor(horizon);
    }
    Ok(sum)
}

/// Purchases of every period after the first [`DIRECT`] ones, discounted from its end: by Euler's and Maclaurin's formula, whose
/// integral is known from the purchases that are discounted continuously.
fn later_periods(model: &dyn PurchaseModel, history: &History, period: f64, delta: f64) -> Result<f64> {
    let rate = DiscountRate::continuous(delta)?;
    let total = model.residual_transactions(history, rate, None)?;
    let after = |number: f64| -> Result<f64> {
        Ok(total - model.residual_transactions(history, rate, Some(number * period))?)
    };
    let of_period = |number: f64| -> Result<f64> {
        let until = |number: f64| model.conditional_purchases(history, number * period);
        Ok(libm::exp(-delta * period * number) * (until(number)? - until(number - 1.0)?))
    };
    let from = DIRECT + 0.5;
    let step = delta * period;
    let integral = (of_period(from)? + after(from)? - libm::exp(-step) * after(from - 1.0)?) / step;
    let near = [-1.5, -0.5, 0.5, 1.5].map(|by| of_period(from + by));
    let [a, b, c, d] = near;
    Ok(integral + edge([a?, b?, c?, d?]))
}

/// Customer lifetime value: the expected margin of a customer's future purchases within the horizon, discounted to now.
///
/// CLV = margin × spend × Σ E\[purchases in period j\] e^(−δ t_j), or with [`Payments::Continuous`] margin × spend × DERT.
/// `spend` is the expected spend per purchase, from [`GammaGamma::expected_spend`](super::GammaGamma::expected_spend) or any other source, taken
/// as independent of how often the customer buys. It is the value still to come; what the customer brought so far is
/// [`cltv_historic`](crate::value::cltv_historic).
///
/// This is the expectation at given parameters. With how sure the parameters are, in one call:
/// [`Fitted::lifetime_value`] (delta method) and [`Posterior::lifetime_value`] (posterior draws). Columns:
/// [`HistoryColumns::lifetime_values`].
///
/// # Errors
/// `Undefined` where the value is infinite: no horizon and no discount. `Inconsistent` for a unit of time that the model
/// does not know. `OutOfRange` or `NotFinite` for spend, margin or a period of length 0. What the model's verbs refuse.
///
/// # Example
/// ```
/// use goodwill::calendar::TimeUnit;
/// use goodwill::model::{BgNbd, DiscountRate, GammaGamma, History, Payments, Span, ValueOptions, lifetime_value};
///
/// let model = BgNbd::new(0.243, 4.414, 0.793, 2.426)?.with_unit(TimeUnit::Week);
/// let spend = GammaGamma::new(6.25, 3.74, 15.44)?.expected_spend(2, 22.35)?;
/// let customer = History::new(2, 30.43, 38.86)?;
/// let year = ValueOptions {
///     horizon: Some(Span::new(1.0, TimeUnit::Year)?),
///     payments: Payments::EndOf(Span::new(1.0, TimeUnit::Month)?),
///     ..ValueOptions::new(DiscountRate::per(TimeUnit::Year, 0.15)?)
/// };
/// let value = lifetime_value(&model, &customer, spend, &year)?;
/// assert_eq!(format!("{value:.2}"), "35.95");
/// let for_ever = ValueOptions::new(DiscountRate::per(TimeUnit::Year, 0.15)?);
/// assert_eq!(format!("{:.2}", lifetime_value(&model, &customer, spend, &for_ever)?), "127.74");
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Fader, Hardie & Lee 2005b (DERT × spend × margin).
pub fn lifetime_value(
    model: &dyn PurchaseModel,
    history: &History,
    spend: f64,
    options: &ValueOptions,
) -> Result<f64> {
    let margin = options.checked_margin()?;
    let spend = NonNegative::new("spend", spend)?.get();
    finite(
        "spend",
        margin * spend * options.discounted_purchases(model, history)?,
    )
}

impl HistoryColumns<'_> {
    /// [`lifetime_value`](fn@lifetime_value) of every customer; NaN where a number is missing.
    ///
    /// The periods are added up once for each frequency and tenure, and each customer's P(alive) does the rest: a million
    /// customers cost little more than their number of distinct histories.
    ///
    /// # Errors
    /// `LengthMismatch`; as [`lifetime_value`](fn@lifetime_value), with the row as index.
    pub fn lifetime_values(
        &self,
        model: &dyn PurchaseModel,
        spend: &[f64],
        options: &ValueOptions,
    ) -> Result<Vec<f64>> {
        self.check_lengths()?;
        let rows = self.frequency.len();
        if spend.len() != rows {
            return Err(Error::length_mismatch("spend", spend.len(), rows));
        }
        let margin = options.checked_margin()?;
        let mut values = if model.is_proportional_to_alive() {
            // What those alive will do the latest possible last purchase tells most exactly.
            self.through_alive(model, |frequency, tenure| {
                let recency = if frequency == 0 { 0.0 } else { tenure };
                let latest = History::new(frequency, recency, tenure)?;
                Ok(options.discounted_purchases(model, &latest)? / model.probability_alive(&latest, 0.0)?)
            })?
        } else {
            self.map(|history| options.discounted_purchases(model, history))?
        };
        for (row, (value, &spend)) in values.iter_mut().zip(spend).enumerate() {
            if spend.is_nan() {
                *value = f64::NAN;
            } else {
                let spend = NonNegative::new("spend", spend)
                    .map_err(|error| error.at(row))?
                    .get();
                *value *= margin * spend;
            }
        }
        Ok(values)
    }
}

/// The value from discounted purchases and a spend, as independent estimates.
fn combined(
    purchases: &Estimate,
    spend: &Estimate,
    options: &ValueOptions,
    method: Method,
) -> Result<Estimate> {
    let margin = options.checked_margin()?;
    NonNegative::new("spend", spend.value)?;
    let gross = product(spend, purchases);
    let value = gross.transformed(|gross| margin * gross, margin);
    finite("spend", value.value)?;
    let value = Estimate { method, ..value };
    Ok(if margin >= 0.0 {
        value.clipped(0.0, f64::INFINITY)
    } else {
        value.clipped(f64::NEG_INFINITY, 0.0)
    })
}

impl<M: Model + PurchaseModel> Fitted<M> {
    /// [`lifetime_value`](fn@lifetime_value) with its interval, by the delta method: the standard errors of the parameters, and of the spend if it has
    /// one ([`Fitted::predict`] of a spend model; [`Estimate::given`] for a number), as independent.
    ///
    /// # Errors
    /// As [`lifetime_value`](fn@lifetime_value).
    pub fn lifetime_value(
        &self,
        history: &History,
        spend: &Estimate,
        options: &ValueOptions,
    ) -> Result<Estimate> {
        let purchases = self.predict(|model| options.discounted_purchases(model, history))?;
        combined(&purchases, spend, options, Method::Delta)
    }
}

impl AnyFitted {
    /// As [`Fitted::lifetime_value`].
    ///
    /// # Errors
    /// `NotApplicable` for a model without purchases; as [`lifetime_value`](fn@lifetime_value).
    pub fn lifetime_value(
        &self,
        history: &History,
        spend: &Estimate,
        options: &ValueOptions,
    ) -> Result<Estimate> {
        let purchases =
            self.predict(|model| options.discounted_purchases(model.purchase_model()?, history))?;
        combined(&purchases, spend, options, Method::Delta)
    }
}

/// A model, or any model, of purchases.
pub trait PurchaseVerbs: Drawn {
    /// The verbs of repeat purchases.
    ///
    /// # Errors
    /// `NotApplicable` for a model of something else.
    fn verbs(&self) -> Result<&dyn PurchaseModel>;
}

impl<M: Model + PurchaseModel> PurchaseVerbs for M {
    fn verbs(&self) -> Result<&dyn PurchaseModel> {
        Ok(self)
    }
}

impl PurchaseVerbs for AnyModel {
    fn verbs(&self) -> Result<&dyn PurchaseModel> {
        self.purchase_model().map(|model| model as &dyn PurchaseModel)
    }
}

impl<M: PurchaseVerbs> Posterior<M> {
    /// [`lifetime_value`](fn@lifetime_value) over the draws: posterior mean, standard deviation and equal-tailed interval; the spend's uncertainty,
    /// if it has one, is added as independent.
    ///
    /// # Errors
    /// As [`lifetime_value`](fn@lifetime_value), at any draw.
    pub fn lifetime_value(
        &self,
        history: &History,
        spend: &Estimate,
        options: &ValueOptions,
    ) -> Result<Estimate> {
        let purchases = self.predict(|model| options.discounted_purchases(model.verbs()?, history))?;
        combined(&purchases, spend, options, Method::Posterior)
    }
}
