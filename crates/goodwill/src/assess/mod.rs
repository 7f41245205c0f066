//! The whole indicator system from one set of inputs.
//!
//! [`assess()`](assess) takes the orders of a business and, where there are any, survey answers, and returns every indicator
//! that they allow, each with its interval, and a list of those they do not allow and what is missing.

mod findings;
mod indicators;
mod models;
mod sections;
mod survey;

pub use indicators::{Indicator, Unit};
pub use models::{AliveGroup, ModelCandidate, ModelSection, Outlook, ValueGroup, ValueOutlook};

pub use survey::{
    CurveSection, DriverSection, GroupScore, GroupSection, ImportanceSection, ItemSummary, KanoFeature,
    LoyaltyShares, ReliabilitySection, SURVEY_SCHEMA, ServqualSection, SurveyAnswers, SurveyAssessOptions,
    SurveyAssessment, SurveySection, WaveChange, assess_survey,
};

use crate::calendar::{Day, Period, Window};
use crate::error::{Error, Result};
use crate::estimate::ProportionOptions;
use crate::numeric::sum::exact_sum;
use crate::purchase::{Intake, Purchases, purchase_frequency};
use crate::quantity::{Discount, Level, Proportion};
use crate::retention::{GrowthPeriod, growth_accounting};
use crate::segment::{CIRCULATING_PURCHASES, TierRules, TierTable};
use crate::survey::Survey;
use crate::value::Concentration;
use crate::watch::Watch;
use alloc::{string::String, vec::Vec};
use indicators::Indicators;

/// The name and version of the JSON form of an [`Assessment`]. The version grows when a field changes its meaning
/// or goes; new fields may appear within a version.
pub const SCHEMA: &str = "goodwill-assessment/1";

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
    /// Whether probability models are fitted to the orders.
    pub models: bool,
    /// How many months ahead the models look.
    pub value_months: u32,
    /// The discount of money to come, a year.
    pub discount: Discount,
    /// Who is told of the progress of the fits and of the survey, and may break them off.
    pub watch: Watch,
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
            models: true,
            value_months: 12,
            discount: Discount::new("discount", 0.1).expect("a valid discount"),
            watch: Watch::default(),
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
    /// What probability models make of the orders: the future of the customers.
    pub models: Option<ModelSection>,
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
/// [`Interrupted`](crate::ErrorCode::Interrupted) where the watch broke it off.
///
/// # Example
/// ```
/// use goodwill::assess::AssessOptions;
/// use goodwill::purchase::{CustomerColumn, PurchaseBatch, PurchaseOptions, PurchasesBuilder};
/// use goodwill::survey::{ItemDeclaration, ItemRole, Survey, SurveyDeclaration, SurveyValues};
///
/// let mut orders = PurchasesBuilder::new(&PurchaseOptions::default());
/// let customers = CustomerColumn::Strings(&["ann", "bob", "bob", "cem", "ann"]);
/// orders.update(
///     &PurchaseBatch::new(customers, &[9862, 9870, 9895, 9897, 9928]).amounts(&[10.0, 20.0, 15.0, 5.0, 12.5]),
/// )?;
/// let asked = SurveyDeclaration::default().item(ItemDeclaration::new("recommend").role(ItemRole::Recommendation));
/// let survey = Survey::new(&asked, &[("recommend", SurveyValues::Numbers(&[9.0, 10.0, 3.0, 8.0]))])?;
/// let assessment = goodwill::assess(&orders.finish()?, Some(&survey), &AssessOptions::default())?;
///
/// assert_eq!(assessment.data.customers, 3);
/// assert_eq!(assessment.data.revenue, 62.5);
/// assert_eq!(assessment.indicator("repeat_rate").unwrap().estimate.value, 2.0 / 3.0);
/// assert_eq!(assessment.indicator("nps").unwrap().estimate.value, 0.25);
/// assert!(assessment.not_computed.iter().any(|missing| missing.metric == "satisfaction"));
/// # Ok::<(), goodwill::Error>(())
/// ```
pub fn assess(orders: &Purchases, survey: Option<&Survey>, options: &AssessOptions) -> Result<Assessment> {
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
    sections::purchase_indicators(&mut indicators, orders, span, &frequency, options);
    let interval = ProportionOptions {
        level: options.level,
        ..ProportionOptions::default()
    };
    let growth = growth_accounting(orders, options.period, as_of, &interval)?;
    sections::retention_indicators(&mut indicators, &growth.periods, options.period);
    let tiers = sections::tier_section(&mut indicators, orders, span, options);
    let spend = sections::spend(orders);
    let concentration = sections::value_indicators(&mut indicators, spend.as_deref(), options);
    let models = sections::model_section(&mut indicators, orders, as_of, options)?;
    let answers = survey;
    let survey = if let Some(answers) = answers {
        let options = SurveyAssessOptions {
            level: options.level,
            watch: options.watch.clone(),
        };
        Some(survey::section(&mut indicators, answers, &options)?)
    } else {
        indicators.lacks("nps", "a survey column of recommendation scores, 0 to 10");
        indicators.lacks(
            "satisfaction",
            "survey columns of perceived and of expected value",
        );
        None
    };
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
            notes: {
                let mut notes = sections::notes(spend.as_deref());
                if let Some((answers, section)) = answers.zip(survey.as_ref()) {
                    notes.extend(survey::notes(answers, section));
                }
                notes
            },
        },
        findings: findings::findings(
            &indicators,
            &growth.periods,
            tiers
                .as_ref()
                .map(|section| (&section.labels[..], &section.table)),
            models.as_ref(),
            survey.as_ref(),
            options.level,
        ),
        indicators: indicators.computed,
        periods: growth.periods,
        orders_per_customer: sections::orders_per_customer(&frequency),
        tiers,
        concentration,
        models,
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
