//! The models of an assessment.

use super::figures::{Figure, count, ends, figures};
use super::table;
use crate::scale::Format;
use goodwill::assess::{ModelCandidate, ModelSection, Unit};
use goodwill::model::FitSummary;
use std::fmt::Write as _;

/// Which models were tried and which is used, and what it says of the customers.
#[must_use]
pub fn models(section: &ModelSection, width: u16) -> String {
    let outlook = &section.outlook;
    let orders = format!("orders expected in the next {} months", outlook.months);
    let mut shown = vec![
        Figure::new("customers still, by P(alive)", Unit::Count, &outlook.alive),
        Figure::new("share of all customers", Unit::Share, &outlook.alive_share),
        Figure::new(&orders, Unit::Count, &outlook.orders),
        Figure::new(
            "the same per customer",
            Unit::Number,
            &outlook.orders_per_customer,
        ),
    ];
    let (all, each) = section.value.as_ref().map_or_else(Default::default, |value| {
        let title = format!(
            "lifetime value of all, {} months, {}discount {}",
            value.months,
            value.margin.map_or_else(String::new, |margin| format!(
                "margin {}, ",
                Format::Percent.tick(margin.get())
            )),
            Format::Percent.tick(value.discount.get())
        );
        (title, "the same per customer".to_owned())
    });
    if let Some(value) = &section.value {
        shown.push(Figure::new(&all, Unit::Money, &value.total));
        shown.push(Figure::new(&each, Unit::Money, &value.mean));
    }
    let mut text = candidates(&section.candidates, width)
        + &words(&section.reason, width)
        + "\n\n"
        + &figures(&shown, width);
    if !section.notes.is_empty() {
        text.push('\n');
        text += &super::bullets(section.notes.iter().map(String::as_str), width);
    }
    text
}

fn candidates(candidates: &[ModelCandidate], width: u16) -> String {
    let holdout = |candidate: &ModelCandidate, write: fn(&goodwill::model::ForecastError) -> String| {
        candidate.holdout.as_ref().map_or_else(|| "–".into(), write)
    };
    let rows = candidates.iter().map(|candidate| {
        let mark = if candidate.chosen { " *" } else { "" };
        vec![
            format!("{}{mark}", candidate.label),
            Format::Amount.write(candidate.log_likelihood),
            Format::Amount.write(candidate.aic),
            Format::Amount.write(candidate.delta_aic),
            holdout(candidate, |error| format!("{:.4}", error.rmse)),
            holdout(candidate, |error| Format::Percent.write(error.total_error)),
        ]
    });
    let header = [
        "model",
        "log-likelihood",
        "AIC",
        "ΔAIC",
        "forecast RMSE",
        "total error",
    ];
    table("wrrrrr", &header, rows, width)
}

/// A fitted model: parameters with their intervals, and how good the fit is.
#[must_use]
pub fn fit(summary: &FitSummary, width: u16) -> String {
    let rows: Vec<Figure<'_>> = summary
        .parameters
        .iter()
        .map(|parameter| Figure::new(&parameter.name, Unit::Number, &parameter.estimate))
        .collect();
    let interval = rows.first().map_or_else(String::new, |figure| {
        format!("{} interval", super::figures::level_of(figure.estimate.level))
    });
    let cells = rows.iter().map(|figure| {
        vec![
            figure.title.to_owned(),
            significant(figure.estimate.value),
            significant(figure.estimate.standard_error),
            ends(figure.estimate, Format::Number),
        ]
    });
    let mut text = table(
        "lrrr",
        &["parameter", "estimate", "standard error", &interval],
        cells,
        width,
    );
    let _ = write!(
        text,
        "\nlog-likelihood {}, AIC {}, BIC {}, {} customers\n{}\n",
        Format::Amount.write(summary.log_likelihood),
        Format::Amount.write(summary.aic),
        Format::Amount.write(summary.bic),
        count(summary.customers.round() as u64),
        words(&summary.report, width),
    );
    if !summary.warnings.is_empty() {
        text.push('\n');
        text += &super::bullets(
            summary.warnings.iter().map(|warning| warning.message.as_str()),
            width,
        );
    }
    text
}

/// A number with five digits that count.
fn significant(value: f64) -> String {
    if !value.is_finite() {
        return "–".into();
    }
    let whole = if value == 0.0 {
        0.0
    } else {
        value.abs().log10().floor()
    };
    format!("{:.*}", (4.0 - whole).clamp(0.0, 12.0) as usize, value)
}

/// A sentence in lines that break between words only: 1.5e-16 is one.
fn words(text: &str, width: u16) -> String {
    let options = textwrap::Options::new(width.into()).word_splitter(textwrap::WordSplitter::NoHyphenation);
    textwrap::fill(text, options)
}
