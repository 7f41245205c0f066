//! `goodwill.assess`.

use super::purchase::Purchases;
use super::segment::{Thresholds, rules};
use crate::choice::{Pick, pick};
use crate::columns::{Column, ColumnLike};
use crate::error::Reply;
use crate::mirror::mirror;
use crate::scalar::DateLike;
use goodwill::Estimate;
use goodwill::assess::{self as core, AssessOptions, SurveyAnswers, Unit};
use goodwill::calendar::{Day, Period};
use goodwill::purchase::Intake;
use goodwill::quantity::{Level, Proportion};
use goodwill::segment::{TierAgreement, TierTable};
use goodwill::survey::{Nps, Satisfaction};
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
    /// What the survey says.
    SurveySection in "goodwill.assessment" = core::SurveySection {
        /// Net promoter score, if recommendation was asked.
        nps: Option<Nps>,
        /// Satisfaction, if perceived and expected value were asked.
        satisfaction: Option<Satisfaction>,
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
    purchase_thresholds, agreement
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
        ..AssessOptions::default()
    };
    let read = |name, column: Option<ColumnLike<'_, '_>>| column.map(|column| column.read(name)).transpose();
    let (recommendation, perceived, expected): (Option<Column>, Option<Column>, Option<Column>) = (
        read("recommendation", recommendation)?,
        read("perceived", perceived)?,
        read("expected", expected)?,
    );
    let orders = orders.get();
    let assessment = py.detach(|| {
        let recommendation = recommendation.as_ref().map(Column::numbers).transpose()?;
        let perceived = perceived.as_ref().map(Column::numbers).transpose()?;
        let expected = expected.as_ref().map(Column::numbers).transpose()?;
        let survey = SurveyAnswers {
            recommendation: recommendation.as_deref(),
            perceived: perceived.as_deref(),
            expected: expected.as_deref(),
        };
        goodwill::assess(&orders.0, &survey, &options)
    });
    Ok(assessment?.into())
}
