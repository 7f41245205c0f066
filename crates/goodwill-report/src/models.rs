//! The part of the page about what customers will do: which model, how its forecast stood up, who is left.

use crate::chart::{self, Series};
use crate::html::{estimate_cells, figure, stacked_cell};
use crate::scale::Format;
use goodwill::assess::{ModelCandidate, ModelSection, Outlook, ValueOutlook};
use goodwill::model::{CalibrationTable, HoldoutTable, Tracking};
use maud::{Markup, html};

/// The class of what was counted, and of what the model expects.
const ACTUAL: &str = "c1";
const EXPECTED: &str = "c4";

pub(crate) fn section(section: &ModelSection) -> Markup {
    let label = section
        .candidates
        .iter()
        .find(|candidate| candidate.chosen)
        .map_or("", |candidate| candidate.label.as_str());
    html! {
        h2 { "What will they do next? " span lang="zh" { "存活概率 · 未来购买" } }
        p { (section.reason) }
        (candidates(section))
        div.charts {
            @if let Some(tracking) = &section.tracking { (tracks(label, tracking)) }
            (calibration(label, &section.calibration))
            @if let Some(table) = &section.holdout { (holdout(label, table)) }
            (alive(&section.outlook))
            @if let Some(value) = &section.value { (tenths(value)) }
        }
        p { (label) ", fitted to all orders, with its parameters in " (goodwill::choice::Choice::name(section.unit)) "s:" }
        div.charts { (outlook(section)) div { (parameters(section)) @if let Some(value) = &section.value { (spend(value)) } } }
        ul.findings { @for note in &section.notes { li { (note) } } }
    }
}

fn candidates(section: &ModelSection) -> Markup {
    let with_holdout = section
        .candidates
        .iter()
        .any(|candidate| candidate.holdout.is_some());
    let rmse = |candidate: &ModelCandidate| {
        candidate
            .holdout
            .map_or("–".to_owned(), |error| format!("{:.4}", error.rmse))
    };
    let total = |candidate: &ModelCandidate| {
        candidate
            .holdout
            .map_or("–".to_owned(), |error| Format::Percent.write(error.total_error))
    };
    html! {
        p.soft { "Fitted to the orders up to " (section.calibration_end)
            @if with_holdout { "; the orders after were held back and forecast" } "." }
        div.scroll { table {
            tr { th { "model" } th { "log-likelihood" } th { "AIC" } th { "above the lowest" }
                @if with_holdout { th { "forecast RMSE" } th { "forecast total" } } }
            @for candidate in &section.candidates {
                tr {
                    td { @if candidate.chosen { b { (candidate.label) } } @else { (candidate.label) }
                        @if let Some(refused) = &candidate.refused { small.note { (refused) } } }
                    td { (Format::Amount.write(candidate.log_likelihood)) }
                    td { (Format::Amount.write(candidate.aic)) }
                    td { (Format::Amount.write(candidate.delta_aic)) }
                    @if with_holdout { td { (rmse(candidate)) } td { (total(candidate)) } }
                }
            }
        } }
    }
}

/// A row of counted and a row of expected values.
fn both<'a>(actual: Vec<Option<f64>>, expected: Vec<Option<f64>>, lines: bool) -> [Series<'a>; 2] {
    let row = |name, class, values| Series {
        name,
        class,
        values,
        bands: Vec::new(),
    };
    [
        row("actual", ACTUAL, actual),
        row("expected", if lines { "c4 dashed" } else { EXPECTED }, expected),
    ]
}

fn tracks(label: &str, tracking: &Tracking) -> Markup {
    let periods = &tracking.periods;
    let labels: Vec<String> = periods.iter().map(|period| period.end.to_string()).collect();
    let start = periods
        .iter()
        .rposition(|period| !period.holdout)
        .map(|place| (place, "held back from here"));
    let cumulative = both(
        periods
            .iter()
            .map(|period| Some(period.cumulative_actual as f64))
            .collect(),
        periods
            .iter()
            .map(|period| Some(period.cumulative_expected))
            .collect(),
        true,
    );
    let weekly = both(
        periods.iter().map(|period| Some(period.actual as f64)).collect(),
        periods.iter().map(|period| Some(period.expected)).collect(),
        true,
    );
    let error = Format::Percent.write(tracking.holdout.error);
    html! {
        (figure("Repeat orders added up",
            &chart::marked_lines("Cumulative repeat orders, actual and expected", &labels, &cumulative, Format::Count, start),
            &format!("Of customers who came by {}. {label} was not shown what lies right of the rule; the expected total there is {error} off.", tracking.calibration_end)))
        (figure("Repeat orders by week",
            &chart::marked_lines("Repeat orders by week, actual and expected", &labels, &weekly, Format::Count, start),
            "Seasons and campaigns stand out from the expectation, which knows of none."))
    }
}

fn more(frequency: usize, last: usize) -> String {
    if frequency == last {
        format!("{frequency}+")
    } else {
        frequency.to_string()
    }
}

fn calibration(label: &str, table: &CalibrationTable) -> Markup {
    let last = table.rows.len().saturating_sub(1);
    let labels: Vec<String> = (0..table.rows.len()).map(|row| more(row, last)).collect();
    let rows = both(
        table.rows.iter().map(|row| Some(row.actual)).collect(),
        table.rows.iter().map(|row| Some(row.expected)).collect(),
        false,
    );
    figure(
        "Customers by repeat orders",
        &chart::pairs(
            "Customers by repeat orders, actual and expected",
            &labels,
            &rows,
            Format::Count,
        ),
        &format!("In the time {label} was fitted to."),
    )
}

fn holdout(label: &str, table: &HoldoutTable) -> Markup {
    let last = table.rows.len().saturating_sub(1);
    let labels: Vec<String> = (0..table.rows.len()).map(|row| more(row, last)).collect();
    let known = |value: f64| Some(value).filter(|value| value.is_finite());
    let rows = both(
        table.rows.iter().map(|row| known(row.actual_mean)).collect(),
        table.rows.iter().map(|row| known(row.expected_mean)).collect(),
        true,
    );
    figure(
        "Orders held back, by repeat orders before",
        &chart::lines(
            "Mean orders held back by repeat orders before, actual and expected",
            &labels,
            &rows,
            Format::Number,
        ),
        &format!(
            "Orders per customer in the time {label} was not shown, by how often they had ordered again before."
        ),
    )
}

fn alive(outlook: &Outlook) -> Markup {
    let labels: Vec<String> = outlook
        .by_probability
        .iter()
        .map(|group| format!("{:.0}–{:.0}%", 100.0 * group.lower, 100.0 * group.upper))
        .collect();
    let rows = [Series {
        name: "customers",
        class: "c3",
        values: outlook
            .by_probability
            .iter()
            .map(|group| Some(group.customers as f64))
            .collect(),
        bands: Vec::new(),
    }];
    figure(
        "Customers by P(alive)",
        &chart::columns(
            "Customers by the probability to be one still",
            &labels,
            &rows,
            Format::Count,
        ),
        "The probability that a customer is one still, given when and how often they ordered.",
    )
}

fn outlook(section: &ModelSection) -> Markup {
    let outlook = &section.outlook;
    let customers = Format::Count.write(outlook.customers as f64);
    html! {
        div { table {
            tr { th { "of " (customers) " customers" } th { "expected" } }
            tr { td { "are customers still" } (stacked_cell(&outlook.alive, Format::Count)) }
            tr { td { "share of all" } (stacked_cell(&outlook.alive_share, Format::Percent)) }
            tr { td { "orders in the next " (outlook.months) " months" } (stacked_cell(&outlook.orders, Format::Count)) }
            tr { td { "the same per customer" } (stacked_cell(&outlook.orders_per_customer, Format::Number)) }
            @if let Some(value) = &section.value {
                tr { td { "lifetime value of all, " (value.months) " months" small.note { (terms(value)) } } (stacked_cell(&value.total, Format::Amount)) }
                tr { td { "the same per customer" } (stacked_cell(&value.mean, Format::Amount)) }
            }
        } }
    }
}

/// "revenue, discounted at 10% a year".
fn terms(value: &ValueOutlook) -> String {
    let what = value.margin.map_or("revenue".into(), |margin| {
        format!("margin of {} of revenue", Format::Percent.tick(margin.get()))
    });
    format!(
        "{what}, discounted at {} a year",
        Format::Percent.tick(value.discount.get())
    )
}

fn tenths(value: &ValueOutlook) -> Markup {
    let labels: Vec<String> = (1..=value.tenths.len()).map(|tenth| tenth.to_string()).collect();
    let rows = [Series {
        name: "mean value",
        class: "c3",
        values: value.tenths.iter().map(|group| Some(group.mean)).collect(),
        bands: Vec::new(),
    }];
    let first = value.tenths.first().map_or(f64::NAN, |group| group.share);
    figure(
        "Lifetime value by tenth of customers",
        &chart::columns(
            "Mean lifetime value by tenth of customers",
            &labels,
            &rows,
            Format::Amount,
        ),
        &format!(
            "Mean of each tenth, the most valuable first, over the next {} months ({}). The first tenth holds {} of the total.",
            value.months,
            terms(value),
            Format::Percent.write(first)
        ),
    )
}

fn spend(value: &ValueOutlook) -> Markup {
    html! {
            table {
                tr { th { "spend per order" } th { "estimate" } th { "interval" } }
                @for parameter in &value.fitted.summary.parameters {
                    tr { td { (parameter.name) } (estimate_cells(&parameter.estimate, Format::Number)) }
                }
                tr { td { "rank correlation of spend and frequency" } (estimate_cells(&value.independence.spearman, Format::Number)) }
            }
            p.soft { "Gamma–Gamma model of the mean spend of customers who ordered again. It takes spend and frequency as unrelated. "
                "Every interval here covers the parameters of the models, not what single customers happen to do." }
    }
}

fn parameters(section: &ModelSection) -> Markup {
    html! {
        table {
            tr { th { "parameter" } th { "estimate" } th { "interval" } }
            @for parameter in &section.fitted.summary.parameters {
                tr { td { (parameter.name) } (estimate_cells(&parameter.estimate, Format::Number)) }
            }
        }
    }
}
