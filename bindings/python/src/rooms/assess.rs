//! `goodwill.assess`.

use super::purchase::Purchases;
use super::segment::{Thresholds, rules};
use crate::choice::{Pick, pick};
use crate::columns::{Column, ColumnLike};
use crate::error::Reply;
use crate::long_work::attended;
use crate::mirror::mirror;
use crate::rooms::survey::dataset::SurveyData;
use crate::scalar::DateLike;
use goodwill::Estimate;
use goodwill::assess::{self as core, AssessOptions, SurveyAnswers, Unit};
use goodwill::calendar::{Day, Period, TimeUnit};
use goodwill::model::{
    AnyFitted, CalibrationTable, ForecastError, HoldoutTable, ModelKind, SpendIndependence, Tracking,
};
use goodwill::purchase::Intake;
use goodwill::quantity::{Discount, Level, Proportion};
use goodwill::segment::{TierAgreement, TierTable};
use goodwill::value::Concentration;
use pyo3::prelude::*;

mirror! {
    /// One scalar indicator with its interval.
    Indicator in "goodwill.assessment" = core::Indicator {
        /// The name of the metric in the catalogue.
        metric: String,
        /// What this figure is, in English: the metric, or the variant of it.
        title: String,
        /// The metric in Chinese.
        chinese: String,
        /// What the number counts.
        unit: Unit,
        /// The figure.
        estimate: Estimate,
        /// What exactly was measured: window, base, variant.
        note: String,
        /// Whether it belongs among the few figures to see first.
        headline: bool,
    }
}

mirror! {
    /// What the data are.
    DataSummary in "goodwill.assessment" = core::DataSummary {
        /// The day of the first order.
        first_day: Day,
        /// The day of the last order.
        last_day: Day,
        /// The last day observed.
        as_of: Day,
        /// Customers with at least one order.
        customers: u64,
        /// Orders: what a customer bought on one day, unless another grain was asked for.
        orders: u64,
        /// Whether the orders carry money.
        has_amounts: bool,
        /// The sum of all amounts; NaN without any.
        revenue: f64,
        /// What was read, merged and skipped.
        intake: Intake,
        /// What had to be decided or left out, in sentences: by the assessment, and by the reader of the files.
        notes: Vec<String>,
    }
}

mirror! {
    /// One row of the distribution of orders per customer.
    OrdersPerCustomer in "goodwill.assessment" = core::OrdersPerCustomer {
        /// `1`, `2`, …, or `10+`.
        label: String,
        /// Customers with that many orders.
        customers: u64,
    }
}

mirror! {
    /// The tiers of the customers.
    TierSection in "goodwill.assessment" = core::TierSection {
        /// How the tiers were made, in a sentence.
        rule: String,
        /// A label for each tier, from the highest down.
        labels: Vec<String>,
        /// Customers, repeat rate and revenue by tier.
        table: TierTable,
    }
}

mirror! {
    /// An indicator the inputs do not allow, and what it needs.
    NotComputed in "goodwill.assessment" = core::NotComputed {
        /// The name of the metric.
        metric: String,
        /// Its English name.
        title: String,
        /// Its Chinese name.
        chinese: String,
        /// What is missing.
        needs: String,
    }
}

mirror! {
    /// A model that was tried on the orders.
    ModelCandidate in "goodwill.assessment" = core::ModelCandidate {
        /// Which.
        model: ModelKind,
        /// Its name in words: BG/NBD.
        label: String,
        /// Its parameters, as fitted to the orders up to the end of calibration; empty where it could not be fitted.
        parameters: Vec<goodwill::model::Parameter>,
        /// Its log-likelihood.
        log_likelihood: f64,
        /// Akaike's information criterion.
        aic: f64,
        /// The Bayesian information criterion.
        bic: f64,
        /// How far its AIC is above the lowest.
        delta_aic: f64,
        /// How far its forecast of the orders held back was from what happened.
        holdout: Option<ForecastError>,
        /// Why it could not be fitted.
        refused: Option<String>,
        /// Whether it is the one that is used.
        chosen: bool,
    }
}

mirror! {
    /// Customers whose P(alive) lies in a tenth of [0, 1].
    AliveGroup in "goodwill.assessment" = core::AliveGroup {
        /// P(alive) from here …
        lower: f64,
        /// … to here; the last group includes 1.
        upper: f64,
        /// Customers.
        customers: u64,
    }
}

mirror! {
    /// Who is still a customer, and what they will buy. Intervals are those of the model's parameters.
    Outlook in "goodwill.assessment" = core::Outlook {
        /// Customers the model was fitted to.
        customers: u64,
        /// The mean of P(alive): the share of customers who are expected to be one still.
        alive_share: Estimate,
        /// The number of customers expected to be one still.
        alive: Estimate,
        /// Customers by P(alive), in tenths.
        by_probability: Vec<core::AliveGroup>,
        /// The months looked ahead.
        months: u32,
        /// Orders expected in that time of the customers there are.
        orders: Estimate,
        /// The same per customer.
        orders_per_customer: Estimate,
    }
}

mirror! {
    /// A tenth of the customers, by what they are expected to be worth.
    ValueGroup in "goodwill.assessment" = core::ValueGroup {
        /// Customers.
        customers: u64,
        /// Their mean lifetime value.
        mean: f64,
        /// Their share of the total.
        share: f64,
    }
}

mirror! {
    /// Customer lifetime value within a horizon: expected orders times expected spend and margin, discounted.
    ValueOutlook in "goodwill.assessment" = core::ValueOutlook {
        /// The months looked ahead.
        months: u32,
        /// The discount a year.
        discount: Discount,
        /// The share of revenue that is margin; without it the value is revenue.
        margin: Option<Proportion>,
        /// The Gamma–Gamma model of spend per order, fitted to customers who ordered again.
        fitted: AnyFitted,
        /// Whether spend and frequency are related, which the model takes them not to be.
        independence: SpendIndependence,
        /// Customers who ordered again with a mean spend of 0 or less; the mean spend of all is expected of them.
        without_spend: u64,
        /// The mean value of a customer.
        mean: Estimate,
        /// The value of all customers.
        total: Estimate,
        /// The customers in tenths, the most valuable first.
        tenths: Vec<core::ValueGroup>,
    }
}

mirror! {
    /// What probability models make of the orders.
    ModelSection in "goodwill.assessment" = core::ModelSection {
        /// The unit of time of every parameter.
        unit: TimeUnit,
        /// The last day of the orders that the candidates were fitted to; what came after was held back.
        calibration_end: Day,
        /// The models that were tried.
        candidates: Vec<core::ModelCandidate>,
        /// The one that is used.
        chosen: ModelKind,
        /// Why, in words.
        reason: String,
        /// The chosen model fitted to all orders: a model of `goodwill.model`.
        fitted: AnyFitted,
        /// Repeat orders by week, expected and actual, of the chosen candidate.
        tracking: Option<Tracking>,
        /// Customers by repeat orders up to the end of calibration, expected and actual, of the chosen candidate.
        calibration: CalibrationTable,
        /// Held-back orders by repeat orders before, expected and actual, of the chosen candidate.
        holdout: Option<HoldoutTable>,
        /// Who is still a customer, and what they will buy, by the chosen model fitted to all orders.
        outlook: core::Outlook,
        /// What they will be worth; None where the orders do not allow it.
        value: Option<core::ValueOutlook>,
        /// What a reader must know.
        notes: Vec<String>,
    }
}

mirror! {
    /// Every indicator the inputs allow, with its interval.
    Assessment in "goodwill.assessment" = core::Assessment {
        /// The name and version of this form: `SCHEMA`.
        schema: String,
        /// The version of the library.
        goodwill: String,
        /// The confidence level of every interval.
        level: Level,
        /// What the data are.
        data: core::DataSummary,
        /// The scalar indicators.
        indicators: Vec<core::Indicator>,
        /// Growth accounting, retention, orders and revenue by period.
        periods: Vec<goodwill::retention::GrowthPeriod>,
        /// Customers by their number of orders.
        orders_per_customer: Vec<core::OrdersPerCustomer>,
        /// Customers by tier.
        tiers: Option<core::TierSection>,
        /// How revenue is spread; absent without amounts.
        concentration: Option<Concentration>,
        /// What probability models make of the orders: the future of the customers.
        models: Option<core::ModelSection>,
        /// What the survey says; absent without one.
        survey: Option<core::SurveySection>,
        /// The main results in plain sentences.
        findings: Vec<String>,
        /// What could not be computed, and what it needs.
        not_computed: Vec<core::NotComputed>,
    }
    html |assessment| goodwill_report::fragment(assessment);
    methods {
        /// The first indicator of that metric, or None.
        fn indicator(&self, metric: &str) -> Option<Indicator> {
            self.0.indicator(metric).cloned().map(Indicator)
        }

        /// The assessment as JSON, in the published schema.
        fn to_json(&self) -> String {
            goodwill_report::json(&self.0)
        }

        /// The report: one self-contained page with charts.
        fn to_html(&self) -> String {
            goodwill_report::page(&self.0)
        }

        fn __str__(&self) -> String {
            goodwill_report::summary(&self.0, 100)
        }
    }
}

/// Every indicator that orders and survey columns allow.
#[pyfunction]
#[pyo3(signature = (
    orders, recommendation, perceived, expected, as_of, period, level, repeat_within_days, margin, spend_thresholds,
    purchase_thresholds, agreement, models, value_months, discount, progress = None, declared = None
))]
#[allow(clippy::too_many_arguments)]
pub(crate) fn assess_purchases(
    py: Python<'_>,
    orders: &Bound<'_, Purchases>,
    recommendation: Option<ColumnLike<'_, '_>>,
    perceived: Option<ColumnLike<'_, '_>>,
    expected: Option<ColumnLike<'_, '_>>,
    as_of: Option<DateLike<'_, '_>>,
    period: Option<Pick<'_, Period>>,
    level: f64,
    repeat_within_days: u32,
    margin: Option<f64>,
    spend_thresholds: Option<Thresholds>,
    purchase_thresholds: Option<Thresholds>,
    agreement: Option<Pick<'_, TierAgreement>>,
    models: bool,
    value_months: u32,
    discount: f64,
    progress: Option<Bound<'_, PyAny>>,
    declared: Option<&Bound<'_, SurveyData>>,
) -> Reply<Assessment> {
    let defaults = AssessOptions::default();
    let tier_rules = if spend_thresholds.is_none() && purchase_thresholds.is_none() {
        defaults.tier_rules
    } else {
        rules(spend_thresholds, purchase_thresholds, agreement)?
    };
    let options = AssessOptions {
        as_of: as_of.map(|day| day.get("as_of")).transpose()?,
        period: pick("period", period)?,
        level: Level::new("level", level)?,
        repeat_within_days,
        tier_rules,
        margin: margin
            .map(|margin| Proportion::new("margin", margin))
            .transpose()?,
        models,
        value_months,
        discount: Discount::new("discount", discount)?,
        ..AssessOptions::default()
    };
    let read = |name, column: Option<ColumnLike<'_, '_>>| column.map(|column| column.read(name)).transpose();
    let (recommendation, perceived, expected): (Option<Column>, Option<Column>, Option<Column>) = (
        read("recommendation", recommendation)?,
        read("perceived", perceived)?,
        read("expected", expected)?,
    );
    let orders = orders.get();
    let declared = declared.map(|declared| declared.get().survey());
    let assessment = attended(py, progress.as_ref(), |desk| {
        let recommendation = recommendation.as_ref().map(Column::numbers).transpose()?;
        let perceived = perceived.as_ref().map(Column::numbers).transpose()?;
        let expected = expected.as_ref().map(Column::numbers).transpose()?;
        let answers = SurveyAnswers {
            recommendation: recommendation.as_deref(),
            perceived: perceived.as_deref(),
            expected: expected.as_deref(),
        };
        let undeclared = answers.survey()?;
        let survey = declared.or(undeclared.as_ref());
        let watch = desk.watch();
        goodwill::assess(&orders.0, survey, &AssessOptions { watch, ..options })
    });
    Ok(assessment?.into())
}
