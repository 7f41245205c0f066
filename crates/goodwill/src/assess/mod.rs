//! The whole indicator system from one set of inputs.
//!
//! [`assess()`](assess) takes the orders of a business and, where there are any, survey answers, and returns every indicator
//! that they allow, each with its interval, and a list of those they do not allow and what is missing.

mod findings;
mod indicators;

pub use indicators::{Indicator, Unit};

use crate::calendar::{Day, Period, TimeUnit, Window};
use crate::choice::Choice;
use crate::error::{Error, Result};
use crate::estimate::ProportionOptions;
use crate::numeric::sum::exact_sum;
use crate::purchase::{
    Intake, InterpurchaseOptions, PurchaseFrequency, Purchases, RepeatOptions, RepeatVariant,
    interpurchase_time, order_value, purchase_frequency, repeat_rate, revenue_per_buyer,
};
use crate::quantity::{Level, Proportion};
use crate::retention::{GrowthPeriod, growth_accounting};
use crate::segment::{CIRCULATING_PURCHASES, TierRules, TierTable, purchase_tier_table};
use crate::survey::{Nps, NpsOptions, Satisfaction, SatisfactionOptions, nps, satisfaction};
use crate::value::{Concentration, cltv_historic, concentration};
use alloc::{format, string::String, string::ToString, vec::Vec};
use indicators::{Indicators, Label};

/// The name and version of the JSON form of an [`Assessment`]. The version grows when a field changes its meaning
/// or goes; new fields may appear within a version.
pub const SCHEMA: &str = "goodwill-assessment/1";

/// What a survey gave: columns of answers, NaN where one is missing. A column that was not asked is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct SurveyAnswers<'a> {
    /// "Would you recommend us?" on the integer scale 0 to 10.
    pub recommendation: Option<&'a [f64]>,
    /// The perceived value b of each respondent, on a ratio scale (0 or more).
    pub perceived: Option<&'a [f64]>,
    /// The expected value a of each respondent, on the same scale.
    pub expected: Option<&'a [f64]>,
}

/// How an assessment is made.
#[derive(Debug, Clone, PartialEq)]
pub struct AssessOptions {
    /// The last day observed; the day of the last order when not given.
    pub as_of: Option<Day>,
    /// The grain of the tables by time.
    pub period: Period,
    /// Confidence level of every interval.
    pub level: Level,
    /// How many days after an order "buys again" looks ahead.
    pub repeat_within_days: u32,
    /// The rules of the customer tiers; by purchases a year (5, 3, 1) when nothing else is said.
    pub tier_rules: TierRules,
    /// The share of revenue that is margin: with it, historic value is profit, without it, revenue.
    pub margin: Option<Proportion>,
}

impl Default for AssessOptions {
    fn default() -> Self {
        Self {
            as_of: None,
            period: Period::Month,
            level: Level::default(),
            repeat_within_days: 90,
            tier_rules: TierRules::by_purchases(&CIRCULATING_PURCHASES)
                .expect("the circulating table is valid"),
            margin: None,
        }
    }
}

/// What the data are.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct DataSummary {
    /// The day of the first order.
    pub first_day: Day,
    /// The day of the last order.
    pub last_day: Day,
    /// The last day observed.
    pub as_of: Day,
    /// Customers with at least one order.
    pub customers: u64,
    /// Orders: what a customer bought on one day, unless another grain was asked for.
    pub orders: u64,
    /// Whether the orders carry money.
    pub has_amounts: bool,
    /// The sum of all amounts; NaN without any.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null"))]
    pub revenue: f64,
    /// What was read, merged and skipped.
    pub intake: Intake,
    /// What had to be decided or left out, in sentences: by the assessment, and by the reader of the files.
    pub notes: Vec<String>,
}

/// One row of the distribution of orders per customer.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct OrdersPerCustomer {
    /// `1`, `2`, …, or `10+`.
    pub label: String,
    /// Customers with that many orders.
    pub customers: u64,
}

/// The tiers of the customers.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct TierSection {
    /// How the tiers were made, in a sentence.
    pub rule: String,
    /// A label for each tier, from the highest down.
    pub labels: Vec<String>,
    /// Customers, repeat rate and revenue by tier.
    pub table: TierTable,
}

/// What the survey says.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct SurveySection {
    /// Net promoter score, if recommendation was asked.
    pub nps: Option<Nps>,
    /// Satisfaction, if perceived and expected value were asked.
    pub satisfaction: Option<Satisfaction>,
}

/// An indicator the inputs do not allow, and what it needs.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct NotComputed {
    /// The name of the metric.
    pub metric: String,
    /// Its English name.
    pub title: String,
    /// Its Chinese name.
    pub chinese: String,
    /// What is missing.
    pub needs: String,
}

/// Every indicator the inputs allow, with its interval.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Assessment {
    /// The name and version of this form: [`SCHEMA`].
    pub schema: String,
    /// The version of the library.
    pub goodwill: String,
    /// The confidence level of every interval.
    pub level: Level,
    /// What the data are.
    pub data: DataSummary,
    /// The scalar indicators.
    pub indicators: Vec<Indicator>,
    /// Growth accounting, retention, orders and revenue by period.
    pub periods: Vec<GrowthPeriod>,
    /// Customers by their number of orders.
    pub orders_per_customer: Vec<OrdersPerCustomer>,
    /// Customers by tier.
    pub tiers: Option<TierSection>,
    /// How revenue is spread; absent without amounts.
    pub concentration: Option<Concentration>,
    /// What the survey says; absent without one.
    pub survey: Option<SurveySection>,
    /// The main results in plain sentences.
    pub findings: Vec<String>,
    /// What could not be computed, and what it needs.
    pub not_computed: Vec<NotComputed>,
}

/// Every indicator that orders and survey answers allow, each with its interval.
///
/// An indicator that the inputs do not allow is no error: it is listed in [`Assessment::not_computed`] with what it
/// needs. Orders after `as_of` are left out.
///
/// Windows: frequency, order value, repeat purchase, concentration and historic value are measured over the whole
/// span of the orders. The tiers are made from the last 365 days that leave `repeat_within_days` to see who came back,
/// or from as much as there is.
///
/// # Errors
/// [`Inconsistent`](crate::ErrorCode::Inconsistent) if `as_of` lies before the first order. A survey column that cannot be what it is
/// said to be (scores out of 0 to 10, negative perceived value) is an error of the survey metrics.
///
/// # Example
/// ```
/// use goodwill::assess::{AssessOptions, SurveyAnswers};
/// use goodwill::purchase::{CustomerColumn, PurchaseBatch, PurchaseOptions, PurchasesBuilder};
///
/// let mut orders = PurchasesBuilder::new(&PurchaseOptions::default());
/// let customers = CustomerColumn::Strings(&["ann", "bob", "bob", "cem", "ann"]);
/// orders.update(
///     &PurchaseBatch::new(customers, &[9862, 9870, 9895, 9897, 9928]).amounts(&[10.0, 20.0, 15.0, 5.0, 12.5]),
/// )?;
/// let survey = SurveyAnswers { recommendation: Some(&[9.0, 10.0, 3.0, 8.0]), ..Default::default() };
/// let assessment = goodwill::assess(&orders.finish()?, &survey, &AssessOptions::default())?;
///
/// assert_eq!(assessment.data.customers, 3);
/// assert_eq!(assessment.data.revenue, 62.5);
/// assert_eq!(assessment.indicator("repeat_rate").unwrap().estimate.value, 2.0 / 3.0);
/// assert_eq!(assessment.indicator("nps").unwrap().estimate.value, 0.25);
/// assert!(assessment.not_computed.iter().any(|missing| missing.metric == "satisfaction"));
/// # Ok::<(), goodwill::Error>(())
/// ```
pub fn assess(orders: &Purchases, survey: &SurveyAnswers<'_>, options: &AssessOptions) -> Result<Assessment> {
    let as_of = options
        .as_of
        .or(orders.options().as_of)
        .unwrap_or(orders.last_day());
    let (first_day, after) = (orders.first_day(), as_of.plus(1)?);
    let span = Window {
        start: first_day,
        end: after,
    };
    let observed;
    let orders = if orders.last_day() > as_of {
        if as_of < first_day {
            return Err(Error::inconsistent("as_of", "must not be before the first order").with_value(as_of));
        }
        observed = orders.within(span)?;
        &observed
    } else {
        orders
    };
    let mut indicators = Indicators::default();
    let frequency = purchase_frequency(orders, span, options.level)?;
    purchase_indicators(&mut indicators, orders, span, &frequency, options);
    let interval = ProportionOptions {
        level: options.level,
        ..ProportionOptions::default()
    };
    let growth = growth_accounting(orders, options.period, as_of, &interval)?;
    retention_indicators(&mut indicators, &growth.periods, options.period);
    let tiers = tier_section(&mut indicators, orders, span, options);
    let concentration = value_indicators(&mut indicators, orders, options);
    let survey = survey_section(&mut indicators, survey, options)?;
    Ok(Assessment {
        schema: SCHEMA.into(),
        goodwill: crate::VERSION.into(),
        level: options.level,
        data: DataSummary {
            first_day,
            last_day: orders.last_day(),
            as_of,
            customers: orders.customers() as u64,
            orders: orders.occasions() as u64,
            has_amounts: orders.has_amounts(),
            revenue: if orders.has_amounts() {
                exact_sum(orders.amounts().iter().copied())
            } else {
                f64::NAN
            },
            intake: *orders.intake(),
            notes: notes(orders),
        },
        findings: findings::findings(
            &indicators,
            &growth.periods,
            tiers
                .as_ref()
                .map(|section| (&section.labels[..], &section.table)),
            options.level,
        ),
        indicators: indicators.computed,
        periods: growth.periods,
        orders_per_customer: orders_per_customer(&frequency),
        tiers,
        concentration,
        survey,
        not_computed: indicators.missing,
    })
}

impl Assessment {
    /// The first indicator of that metric.
    #[must_use]
    pub fn indicator(&self, metric: &str) -> Option<&Indicator> {
        self.indicators
            .iter()
            .find(|indicator| indicator.metric == metric)
    }
}

fn purchase_indicators(
    indicators: &mut Indicators,
    orders: &Purchases,
    span: Window,
    frequency: &PurchaseFrequency,
    options: &AssessOptions,
) {
    let days = format!("over {} days", span.days());
    let label = Label::new(
        "purchase_frequency",
        Unit::Number,
        format!("orders per customer {days}"),
    );
    indicators.add(label.headline(), Ok(frequency.mean));
    if orders.has_amounts() {
        let label = Label::new("order_value", Unit::Money, "revenue per order").headline();
        indicators.add(
            label,
            order_value(orders, span, options.level).map(|value| value.mean),
        );
        let label = Label::new(
            "revenue_per_buyer",
            Unit::Money,
            format!("revenue per customer {days}"),
        );
        indicators.add(label, revenue_per_buyer(orders, span, options.level));
    } else {
        indicators.lacks("order_value", "a column of amounts");
        indicators.lacks("revenue_per_buyer", "a column of amounts");
    }

    let horizon = options.repeat_within_days;
    let repeat = RepeatOptions {
        level: options.level,
        horizon_days: Some(horizon),
        ..RepeatOptions::default()
    };
    let rate = |window, variant| repeat_rate(orders, window, variant, &repeat).map(|rate| rate.rate);
    let label = Label::new(
        "repeat_rate",
        Unit::Share,
        format!("customers with two or more orders {days}"),
    );
    indicators.add(
        label.titled("Repeat purchase: two or more orders").headline(),
        rate(span, RepeatVariant::TwoOrMore),
    );
    let within = format!("Ordered again within {horizon} days");
    let label = Label::new(
        "repeat_rate",
        Unit::Share,
        "of new customers observed that long after their first order",
    );
    indicators.add(label.titled(&within), rate(span, RepeatVariant::WithinHorizon));
    let label = Label::new("repeat_rate", Unit::Share, format!("of all orders {days}"));
    indicators.add(
        label.titled("Repeat orders among all orders"),
        rate(span, RepeatVariant::RepeatOrders),
    );
    let recent = Window {
        start: span
            .start
            .max(span.end.plus(-horizon.cast_signed()).unwrap_or(span.start)),
        end: span.end,
    };
    let label = Label::new(
        "repeat_rate",
        Unit::Share,
        format!("of the buyers of the last {} days", recent.days()),
    );
    indicators.add(
        label.titled("Had bought before (old customers)"),
        rate(recent, RepeatVariant::BoughtBefore),
    );

    let gaps = InterpurchaseOptions {
        unit: TimeUnit::Day,
        level: options.level,
    };
    let label = Label::new(
        "interpurchase_time",
        Unit::Days,
        "days between two orders of a customer, closed gaps only",
    );
    indicators.add(
        label,
        interpurchase_time(orders, span, &gaps).map(|time| time.mean),
    );
}

fn orders_per_customer(frequency: &PurchaseFrequency) -> Vec<OrdersPerCustomer> {
    const LAST: u64 = 10;
    let mut rows: Vec<OrdersPerCustomer> = Vec::new();
    for count in &frequency.distribution {
        let label = if count.orders < LAST {
            count.orders.to_string()
        } else {
            format!("{LAST}+")
        };
        match rows.last_mut().filter(|row| row.label == label) {
            Some(row) => row.customers += count.buyers,
            None => rows.push(OrdersPerCustomer {
                label,
                customers: count.buyers,
            }),
        }
    }
    rows
}

fn retention_indicators(indicators: &mut Indicators, periods: &[GrowthPeriod], grain: Period) {
    let Some(last) = periods
        .iter()
        .rev()
        .find(|period| period.retention.value.is_finite())
    else {
        let needs = format!("orders in two complete periods (grain: {})", grain.name());
        indicators.lacks("retention", &needs);
        indicators.lacks("churn", &needs);
        return;
    };
    let note = format!(
        "into {}: customers of the {} before who ordered again",
        last.label,
        grain.name()
    );
    indicators.add(
        Label::new("retention", Unit::Share, note).headline(),
        Ok(last.retention),
    );
    let note = format!(
        "into {}: customers of the {} before who did not order",
        last.label,
        grain.name()
    );
    indicators.add(Label::new("churn", Unit::Share, note), Ok(last.churn));
}

fn tier_section(
    indicators: &mut Indicators,
    orders: &Purchases,
    span: Window,
    options: &AssessOptions,
) -> Option<TierSection> {
    const YEAR: i32 = 365;
    let rules = &options.tier_rules;
    let horizon = options.repeat_within_days.cast_signed();
    // With enough history, a window that leaves the horizon to see who came back; else all there is.
    let split = span.days() >= 2 * horizon;
    let end = if split {
        span.end.plus(-horizon).ok()?
    } else {
        span.end
    };
    let start = end.plus(-YEAR).map_or(span.start, |start| start.max(span.start));
    let window = Window { start, end };
    let (variant, again) = if split {
        (
            RepeatVariant::AfterWindow,
            format!("ordered again in the {horizon} days after"),
        )
    } else {
        (
            RepeatVariant::TwoOrMore,
            "ordered twice or more in that time".into(),
        )
    };
    let repeat = RepeatOptions {
        level: options.level,
        horizon_days: split.then_some(options.repeat_within_days),
        ..RepeatOptions::default()
    };
    match purchase_tier_table(orders, window, rules, variant, &repeat) {
        Ok(table) => Some(TierSection {
            rule: format!(
                "Customers by their orders from {} to {}, per year; the repeat rate is the share who {again}.",
                window.start,
                window.end.plus(-1).ok()?
            ),
            labels: (0..rules.tiers()).map(|tier| tier_label(rules, tier)).collect(),
            table,
        }),
        Err(error) => {
            indicators.lacks("tier_table", &format!("other data: {error}"));
            None
        }
    }
}

/// "high (5 or more purchases a year)".
fn tier_label(rules: &TierRules, tier: usize) -> String {
    let band = |thresholds: &[f64], what: &str| {
        let lower = thresholds.get(tier);
        let upper = tier.checked_sub(1).and_then(|above| thresholds.get(above));
        match (lower, upper) {
            (Some(lower), None) => format!("{lower} or more {what} a year"),
            (Some(lower), Some(upper)) => format!("{lower} to below {upper} {what} a year"),
            (None, Some(upper)) => format!("below {upper} {what} a year"),
            (None, None) => String::new(),
        }
    };
    let bands: Vec<String> = [
        (rules.spend_thresholds(), "spent"),
        (rules.purchase_thresholds(), "purchases"),
    ]
    .into_iter()
    .filter(|(thresholds, _)| !thresholds.is_empty())
    .map(|(thresholds, what)| band(thresholds, what))
    .collect();
    format!("{} ({})", rules.label(tier as u32), bands.join(", "))
}

fn value_indicators(
    indicators: &mut Indicators,
    orders: &Purchases,
    options: &AssessOptions,
) -> Option<Concentration> {
    if !orders.has_amounts() {
        indicators.lacks("cltv_historic", "a column of amounts");
        indicators.lacks("concentration", "a column of amounts");
        return None;
    }
    let spend: Vec<f64> = orders
        .iter()
        .map(|customer| exact_sum(customer.amounts.iter().copied()))
        .collect();
    let (margin, note) = match options.margin {
        Some(margin) => (
            margin.get(),
            format!("margin of {}% of revenue per customer so far", margin.percent()),
        ),
        None => (
            1.0,
            "revenue per customer so far; give a margin to see profit".into(),
        ),
    };
    let margins: Vec<f64> = spend.iter().map(|spend| spend * margin).collect();
    let label = Label::new("cltv_historic", Unit::Money, note).headline();
    indicators.add(
        label,
        cltv_historic(&margins, options.level).map(|value| value.mean),
    );

    // Who returned more than they bought has no place on a Lorenz curve; they bring nothing.
    let bought: Vec<f64> = spend
        .iter()
        .map(|&spend| if spend < 0.0 { 0.0 } else { spend })
        .collect();
    let concentration = match concentration(&bought, options.level) {
        Ok(concentration) => concentration,
        Err(error) => {
            indicators.lacks("concentration", &format!("other data: {error}"));
            return None;
        }
    };
    for (metric, title, unit, note, estimate) in [
        (
            "top_share",
            "Revenue share of the top 20%",
            Unit::Share,
            "",
            concentration.top_20_percent,
        ),
        (
            "top_share",
            "Revenue share of the top 10%",
            Unit::Share,
            "",
            concentration.top_10_percent,
        ),
        (
            "customers_for_share",
            "Customers who bring 80% of revenue",
            Unit::Share,
            "the fewest that do, as a share of all",
            concentration.customers_for_80.fraction,
        ),
        (
            "gini",
            "Gini coefficient of revenue",
            Unit::Number,
            "0: all customers bring the same; 1: one brings all",
            concentration.gini.gini,
        ),
        (
            "herfindahl",
            "Effective number of customers",
            Unit::Number,
            "as many equal customers would be as concentrated",
            concentration.herfindahl.effective_customers,
        ),
    ] {
        indicators.add(Label::new(metric, unit, note).titled(title), Ok(estimate));
    }
    Some(concentration)
}

/// What the numbers alone do not say.
fn notes(orders: &Purchases) -> Vec<String> {
    let negative = orders
        .iter()
        .filter(|customer| exact_sum(customer.amounts.iter().copied()) < 0.0)
        .count();
    (negative > 0)
        .then(|| format!("Customers who returned more than they bought: {negative}. In the concentration of revenue they count as 0."))
        .into_iter()
        .collect()
}

fn survey_section(
    indicators: &mut Indicators,
    answers: &SurveyAnswers<'_>,
    options: &AssessOptions,
) -> Result<Option<SurveySection>> {
    let nps = match answers.recommendation {
        Some(scores) => Some(nps(
            scores,
            &NpsOptions {
                level: options.level,
                ..NpsOptions::default()
            },
        )?),
        None => None,
    };
    match &nps {
        Some(nps) => {
            let label = Label::new("nps", Unit::Points, "promoters (9–10) minus detractors (0–6)").headline();
            indicators.add(label, Ok(nps.score));
        }
        None => indicators.lacks("nps", "a survey column of recommendation scores, 0 to 10"),
    }
    let satisfaction = match (answers.perceived, answers.expected) {
        (Some(perceived), Some(expected)) => {
            let options = SatisfactionOptions {
                level: options.level,
                ..SatisfactionOptions::default()
            };
            Some(satisfaction(perceived, expected, &options)?)
        }
        _ => None,
    };
    match &satisfaction {
        Some(satisfaction) => {
            let label = Label::new(
                "satisfaction",
                Unit::Number,
                "mean perceived value over mean expected value",
            );
            indicators.add(
                label.titled("Satisfaction C = b/a").headline(),
                Ok(satisfaction.ratio_of_means),
            );
            let label = Label::new(
                "satisfaction",
                Unit::Number,
                "mean of each respondent's own ratio",
            );
            indicators.add(
                label.titled("Satisfaction, mean of ratios"),
                Ok(satisfaction.mean_of_ratios),
            );
            let label = Label::new(
                "satisfaction",
                Unit::Number,
                "perceived minus expected, in scale points",
            );
            indicators.add(
                label.titled("Disconfirmation gap b − a"),
                Ok(satisfaction.mean_gap),
            );
        }
        None => indicators.lacks(
            "satisfaction",
            "survey columns of perceived and of expected value",
        ),
    }
    Ok((nps.is_some() || satisfaction.is_some()).then_some(SurveySection { nps, satisfaction }))
}
