//! The report as one page that needs nothing else: style and charts are inside, it reads on a phone and in print.

use crate::chart::{self, Series, Whisker};
use crate::format_of;
use crate::models;
use crate::scale::Format;
use crate::survey;
use goodwill::Estimate;
use goodwill::assess::{Assessment, Indicator, NotComputed, SurveyAssessment};
use goodwill::quantity::Level;
use goodwill::retention::GrowthPeriod;
use maud::{DOCTYPE, Markup, PreEscaped, html};

const STYLE: &str = include_str!("style.css");

/// The whole page.
#[must_use]
pub fn page(assessment: &Assessment) -> String {
    whole("Customer loyalty assessment", &body(assessment))
}

/// The page of a survey by itself.
#[must_use]
pub fn survey_page(assessment: &SurveyAssessment) -> String {
    let title = assessment.survey.title.as_deref().unwrap_or("Customer survey");
    let body = html! {
        h1 { (title) }
        (cards(&assessment.indicators))
        (findings(&assessment.findings))
        @if !assessment.notes.is_empty() { h2 { "The data" } (findings(&assessment.notes)) }
        (survey::section(&assessment.survey))
        (all_indicators(&assessment.indicators))
        (not_computed(&assessment.not_computed))
        (foot(&assessment.goodwill, &assessment.schema, assessment.level))
    };
    whole(title, &body)
}

/// The headline figures of a survey as a fragment for a notebook.
#[must_use]
pub fn survey_fragment(assessment: &SurveyAssessment) -> String {
    html! {
        p { b { (assessment.survey.title.as_deref().unwrap_or("Customer survey")) } ", "
            (Format::Count.write(assessment.survey.respondents as f64)) " respondents" }
        (indicator_table(&assessment.indicators))
        (findings(&assessment.findings))
    }
    .into_string()
}

fn whole(title: &str, body: &Markup) -> String {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body { (body) }
        }
    }
    .into_string()
}

fn foot(version: &str, schema: &str, level: Level) -> Markup {
    html! {
        footer {
            "goodwill " (version) ", " (schema) ". Every interval covers the true figure with "
            (percent(level.get())) " confidence under the method it names."
        }
    }
}

/// The headline figures as a fragment for a notebook.
#[must_use]
pub fn fragment(assessment: &Assessment) -> String {
    html! {
        p { b { "Customer loyalty assessment" } ", " (span(assessment)) }
        (indicator_table(&assessment.indicators))
        (findings(&assessment.findings))
    }
    .into_string()
}

fn body(assessment: &Assessment) -> Markup {
    html! {
        h1 { "Customer loyalty assessment" }
        p.soft { (span(assessment)) }
        (cards(&assessment.indicators))
        (findings(&assessment.findings))
        (data(assessment))
        (purchase(assessment))
        (retention(assessment))
        (tiers(assessment))
        (value(assessment))
        @if let Some(section) = &assessment.models { (models::section(section)) }
        @if let Some(section) = &assessment.survey { (survey::section(section)) }
        (all_indicators(&assessment.indicators))
        (not_computed(&assessment.not_computed))
        (foot(&assessment.goodwill, &assessment.schema, assessment.level))
    }
}

fn span(assessment: &Assessment) -> String {
    let data = &assessment.data;
    format!(
        "{} customers, {} orders from {} to {}, seen as of {}",
        Format::Count.write(data.customers as f64),
        Format::Count.write(data.orders as f64),
        data.first_day,
        data.last_day,
        data.as_of
    )
}

fn percent(share: f64) -> String {
    Format::Percent.tick(share)
}

fn cards(indicators: &[Indicator]) -> Markup {
    let headline = indicators.iter().filter(|indicator| indicator.headline);
    html! {
        div.cards {
            @for indicator in headline {
                @let format = format_of(indicator.unit);
                div.card {
                    span { (indicator.title) }
                    span lang="zh" { (indicator.chinese) }
                    b { (format.write(indicator.estimate.value)) }
                    span.soft { (range(&indicator.estimate, format).unwrap_or_else(|| indicator.note.clone())) }
                }
            }
        }
    }
}

/// "31.2% to 38.8%", or nothing where there is no interval.
pub(crate) fn range(estimate: &Estimate, format: Format) -> Option<String> {
    let interval = estimate.interval;
    (interval.lower.is_finite() && interval.upper.is_finite()).then(|| {
        format!(
            "{} to {}",
            format.write(interval.lower),
            format.write(interval.upper)
        )
    })
}

fn findings(findings: &[String]) -> Markup {
    html! { ul.findings { @for finding in findings { li { (finding) } } } }
}

fn data(assessment: &Assessment) -> Markup {
    let intake = &assessment.data.intake;
    let rows = [
        ("rows read", intake.rows),
        ("skipped: no customer", intake.missing_customer),
        ("skipped: no date", intake.missing_day),
        ("skipped: no amount", intake.missing_amount),
        ("skipped: after the as-of day", intake.after_as_of),
        ("skipped: before the history starts", intake.before_history_start),
        ("rows merged into an order of the same day", intake.merged),
        ("returns (negative amounts)", intake.returns),
        (
            "returns without an order to take them from",
            intake.unmatched_returns,
        ),
        ("rows with a zero amount", intake.zero_amounts),
        ("orders", intake.occasions),
        ("customers", intake.customers),
        ("customers without a purchase", intake.customers_without_purchases),
    ];
    html! {
        h2 { "The data" }
        ul.findings { @for note in &assessment.data.notes { li { (note) } } }
        div.scroll { table {
            @for (name, count) in rows.iter().filter(|(name, count)| *count > 0 || *name == "rows read") {
                tr { td { (name) } td { (Format::Count.write(*count as f64)) } }
            }
        } }
    }
}

pub(crate) fn figure(title: &str, chart: &Markup, caption: &str) -> Markup {
    html! { figure { h3 { (title) } (chart) @if !caption.is_empty() { figcaption { (caption) } } } }
}

fn purchase(assessment: &Assessment) -> Markup {
    let periods = &assessment.periods;
    let labels: Vec<String> = periods.iter().map(|period| period.label.clone()).collect();
    let orders = [Series {
        name: "orders",
        class: "c1",
        values: periods.iter().map(|period| Some(period.orders as f64)).collect(),
        bands: Vec::new(),
    }];
    let revenue = [Series {
        name: "revenue",
        class: "c3",
        values: periods
            .iter()
            .map(|period| Some(period.revenue).filter(|value| value.is_finite()))
            .collect(),
        bands: Vec::new(),
    }];
    let distribution = &assessment.orders_per_customer;
    let counts: Vec<String> = distribution.iter().map(|row| row.label.clone()).collect();
    let customers = [Series {
        name: "customers",
        class: "c1",
        values: distribution
            .iter()
            .map(|row| Some(row.customers as f64))
            .collect(),
        bands: Vec::new(),
    }];
    html! {
        h2 { "Do they buy, and buy again? " span lang="zh" { "购买频率 · 重复购买率" } }
        div.charts {
            (figure("Orders", &chart::columns("Orders by period", &labels, &orders, Format::Count), ""))
            @if assessment.data.has_amounts {
                (figure("Revenue", &chart::columns("Revenue by period", &labels, &revenue, Format::Amount), ""))
            }
            (figure("Orders per customer", &chart::columns("Orders per customer", &counts, &customers, Format::Count),
                "Customers by their number of orders in the whole span."))
            (whiskers(assessment, "Repeat purchase, by definition", "repeat_rate"))
        }
    }
}

/// The share-valued indicators of one metric beside each other.
fn whiskers(assessment: &Assessment, title: &str, metric: &str) -> Markup {
    let rows: Vec<Whisker> = assessment
        .indicators
        .iter()
        .filter(|indicator| indicator.metric == metric)
        .map(|indicator| Whisker {
            label: indicator.title.clone(),
            value: indicator.estimate.value,
            interval: (
                indicator.estimate.interval.lower,
                indicator.estimate.interval.upper,
            ),
        })
        .collect();
    html! { @if !rows.is_empty() { (figure(title, &chart::whiskers(title, &rows, Format::Percent), "Dot: estimate; bar: its interval.")) } }
}

fn retention(assessment: &Assessment) -> Markup {
    let periods = &assessment.periods;
    let labels: Vec<String> = periods.iter().map(|period| period.label.clone()).collect();
    let row = |name, class, value: fn(&GrowthPeriod) -> f64| Series {
        name,
        class,
        values: periods.iter().map(|period| Some(value(period))).collect(),
        bands: Vec::new(),
    };
    let flows = [
        row("retained", "c1", |period| period.retained as f64),
        row("reactivated", "c5", |period| period.resurrected as f64),
        row("new", "c3", |period| period.new as f64),
        row("churned", "c4", |period| -(period.churned as f64)),
    ];
    let known =
        |period: &GrowthPeriod| Some(period.retention).filter(|retention| retention.value.is_finite());
    let rates = [Series {
        name: "retention",
        class: "c1",
        values: periods
            .iter()
            .map(|period| known(period).map(|retention| retention.value))
            .collect(),
        bands: periods
            .iter()
            .map(|period| known(period).map(|retention| (retention.interval.lower, retention.interval.upper)))
            .collect(),
    }];
    html! {
        h2 { "Do they stay? " span lang="zh" { "留存率 · 流失率" } }
        p { "A customer is active in a period by ordering in it. Retained customers were active in the period before as well; "
            "churned customers were, and are not now; reactivated customers come back after a pause. Without a contract, a "
            "churned customer may still return." }
        div.charts {
            (figure("Active customers", &chart::columns("Active customers by period", &labels, &flows, Format::Count),
                "Above the line: who is active, and where from. Below: who was active before and is not now."))
            (figure("Retention from period to period", &chart::lines("Retention by period", &labels, &rates, Format::Percent),
                "Share of the customers active in the period before who order again; the band is the interval. An unfinished period is left out."))
        }
        div.scroll { table {
            tr { th { "period" } th { "active" } th { "retained" } th { "new" } th { "reactivated" } th { "churned" } th { "retention" } th { "interval" } th { "churn" } }
            @for period in periods {
                tr {
                    td { (period.label) @if !period.complete { span.soft { " (unfinished)" } } }
                    td { (Format::Count.write(period.active as f64)) }
                    td { (Format::Count.write(period.retained as f64)) }
                    td { (Format::Count.write(period.new as f64)) }
                    td { (Format::Count.write(period.resurrected as f64)) }
                    td { (Format::Count.write(period.churned as f64)) }
                    (estimate_cells(&period.retention, Format::Percent))
                    td { (Format::Percent.write(period.churn.value)) }
                }
            }
        } }
    }
}

pub(crate) fn estimate_cells(estimate: &Estimate, format: Format) -> Markup {
    html! {
        td { (format.write(estimate.value)) }
        td.interval.soft { (range(estimate, format).unwrap_or_else(|| "–".into())) }
    }
}

/// The value with its interval below, where a table is wide already.
pub(crate) fn stacked_cell(estimate: &Estimate, format: Format) -> Markup {
    html! { td { (format.write(estimate.value)) @if let Some(range) = range(estimate, format) { small { (range) } } } }
}

fn tiers(assessment: &Assessment) -> Markup {
    let Some(tiers) = &assessment.tiers else {
        return html! {};
    };
    html! {
        h2 { "Who are the valuable ones? " span lang="zh" { "高 / 中 / 低价值客户" } }
        p { (tiers.rule) }
        div.scroll { table {
            tr { th { "tier" } th { "customers" } th { "share" } th { "repeat rate" }
                @if assessment.data.has_amounts { th { "revenue" } th { "share of revenue" } th { "mean spend" } } }
            @for (label, tier) in tiers.labels.iter().zip(&tiers.table.tiers) {
                tr {
                    td { (label) }
                    td { (Format::Count.write(tier.customers as f64)) }
                    (stacked_cell(&tier.share, Format::Percent))
                    (stacked_cell(&tier.repeat_rate, Format::Percent))
                    @if assessment.data.has_amounts {
                        td { (Format::Amount.write(tier.revenue)) }
                        (stacked_cell(&tier.revenue_share, Format::Percent))
                        (stacked_cell(&tier.mean_spend, Format::Amount))
                    }
                }
            }
        } }
        @if tiers.table.missing > 0 {
            p.soft { (Format::Count.write(tiers.table.missing as f64)) " customers without an order in that time have no tier." }
        }
    }
}

fn value(assessment: &Assessment) -> Markup {
    let Some(concentration) = &assessment.concentration else {
        return html! {};
    };
    let marks = [
        (0.9, concentration.top_10_percent.value),
        (0.8, concentration.top_20_percent.value),
    ]
    .map(|(below, top)| {
        let text = format!(
            "top {}: {}",
            Format::Percent.tick(1.0 - below),
            Format::Percent.write(top)
        );
        (below, 1.0 - top, text)
    });
    let curve = &concentration.lorenz;
    let points: Vec<(f64, f64)> = curve
        .customers
        .iter()
        .copied()
        .zip(curve.amounts.iter().copied())
        .collect();
    let chart = chart::unit_curve(
        "Lorenz curve of revenue",
        &points,
        &marks,
        ("share of customers, from the lowest spend", "share of revenue"),
    );
    let own = |indicator: &&Indicator| {
        [
            "cltv_historic",
            "gini",
            "top_share",
            "customers_for_share",
            "herfindahl",
        ]
        .contains(&indicator.metric.as_str())
    };
    let rows: Vec<Indicator> = assessment.indicators.iter().filter(own).cloned().collect();
    html! {
        h2 { "What are they worth, and how is it spread? " span lang="zh" { "客户价值 · 集中度" } }
        div.charts {
            (figure("Concentration of revenue", &chart, "On the dashed line every customer would bring the same."))
            div { (compact_table(&rows)) }
        }
    }
}

fn all_indicators(indicators: &[Indicator]) -> Markup {
    html! {
        h2 { "Every figure with its interval" }
        (indicator_table(indicators))
    }
}

fn indicator_table(indicators: &[Indicator]) -> Markup {
    html! {
        div.scroll { table {
            tr { th { "indicator" } th { "value" } th { "interval" } th.text { "method" } th { "n" } }
            @for indicator in indicators {
                @let format = format_of(indicator.unit);
                tr {
                    td { (indicator.title) " " span lang="zh" { (indicator.chinese) }
                        @if !indicator.note.is_empty() { br; span.soft { (indicator.note) } } }
                    (estimate_cells(&indicator.estimate, format))
                    td.text.soft { (indicator.estimate.method.label()) }
                    td { (Format::Count.write(indicator.estimate.n as f64)) }
                }
            }
        } }
    }
}

/// Indicators in half the width of the page: the interval under the value, method and n left to the full table.
fn compact_table(indicators: &[Indicator]) -> Markup {
    html! {
        table {
            tr { th { "indicator" } th { "value" } }
            @for indicator in indicators {
                tr {
                    td { (indicator.title) @if !indicator.note.is_empty() { small.note { (indicator.note) } } }
                    (stacked_cell(&indicator.estimate, format_of(indicator.unit)))
                }
            }
        }
    }
}

fn not_computed(missing: &[NotComputed]) -> Markup {
    html! {
        @if !missing.is_empty() {
            h2 { "What could not be computed" }
            div.scroll { table {
                tr { th { "indicator" } th.text { "needs" } }
                @for missing in missing {
                    tr { td { (missing.title) " " span lang="zh" { (missing.chinese) } } td.text { (missing.needs) } }
                }
            } }
        }
    }
}
