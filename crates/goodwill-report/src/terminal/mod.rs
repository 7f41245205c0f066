//! Plain text for a terminal of a given width: the assessment, and the parts it is made of.

mod figures;
mod models;
mod survey;
mod table;

pub use figures::{Figure, count, figures, growth, number, tiers};
pub use models::{fit, models};
pub use table::{bullets, table};

use crate::format_of;
use crate::scale::Format;
use figures::{ends, level_of};
use goodwill::assess::{Assessment, Indicator, NotComputed, SurveyAssessment};
use goodwill::purchase::Intake;
use goodwill::quantity::Level;

/// The periods shown; the page has all.
const LAST_PERIODS: usize = 12;

/// Below this width there is no room for the Chinese names.
const WIDE: u16 = 100;

/// A titled part of the summary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// One line.
    pub title: String,
    /// Lines, each ended.
    pub body: String,
}

/// A clear summary of an assessment.
#[must_use]
pub fn summary(assessment: &Assessment, width: u16) -> String {
    let sections = sections(assessment, width);
    let texts: Vec<String> = sections
        .iter()
        .map(|Section { title, body }| format!("{title}\n{body}"))
        .collect();
    texts.join("\n")
}

/// The parts of [`summary`], for a caller who sets the titles off.
#[must_use]
pub fn sections(assessment: &Assessment, width: u16) -> Vec<Section> {
    let mut sections = Vec::new();
    let mut add = |title: &str, body: String| {
        if !body.is_empty() {
            let title = title.to_owned();
            sections.push(Section { title, body });
        }
    };
    let findings = bullets(assessment.findings.iter().map(String::as_str), width);
    add("Customer loyalty assessment", span(assessment) + "\n" + &findings);
    add(
        "Indicators",
        indicators(&assessment.indicators, assessment.level, width),
    );
    let periods = &assessment.periods[..];
    let shown = &periods[periods.len().saturating_sub(LAST_PERIODS)..];
    if shown.len() < periods.len() {
        let title = format!("Retention: the last {} of {} periods", shown.len(), periods.len());
        add(&title, growth(shown, width));
    } else if !shown.is_empty() {
        add("Retention by period", growth(shown, width));
    }
    if let Some(section) = &assessment.tiers {
        add("Tiers", tiers(section, width));
    }
    if let Some(section) = &assessment.models {
        add("What customers will do next", models(section, width));
    }
    if let Some(section) = &assessment.survey {
        for (title, body) in survey::tables(section, width) {
            add(title, body);
        }
    }
    let intake = intake(&assessment.data.intake);
    let notes = assessment.data.notes.iter().chain(&intake);
    add(
        "How the data were read",
        bullets(notes.map(String::as_str), width),
    );
    add("Not computed", not_computed(&assessment.not_computed, width));
    sections
}

/// A clear summary of a survey.
#[must_use]
pub fn survey_summary(assessment: &SurveyAssessment, width: u16) -> String {
    let sections = survey_sections(assessment, width);
    let texts: Vec<String> = sections
        .iter()
        .map(|Section { title, body }| format!("{title}\n{body}"))
        .collect();
    texts.join("\n")
}

/// The parts of [`survey_summary`], for a caller who sets the titles off.
#[must_use]
pub fn survey_sections(assessment: &SurveyAssessment, width: u16) -> Vec<Section> {
    let title = assessment.survey.title.as_deref().unwrap_or("Customer survey");
    let findings = bullets(assessment.findings.iter().map(String::as_str), width);
    let respondents = format!("{} respondents\n\n", count(assessment.survey.respondents));
    let mut parts = vec![
        (title, respondents + &findings),
        (
            "Indicators",
            indicators(&assessment.indicators, assessment.level, width),
        ),
    ];
    parts.extend(survey::tables(&assessment.survey, width));
    parts.push((
        "Notes",
        bullets(assessment.notes.iter().map(String::as_str), width),
    ));
    parts.push(("Not computed", not_computed(&assessment.not_computed, width)));
    parts
        .into_iter()
        .filter(|(_, body)| !body.is_empty())
        .map(|(title, body)| Section {
            title: title.into(),
            body,
        })
        .collect()
}

fn not_computed(missing: &[NotComputed], width: u16) -> String {
    let missing: Vec<String> = missing
        .iter()
        .map(|missing| format!("{}: needs {}", missing.title, missing.needs))
        .collect();
    bullets(missing.iter().map(String::as_str), width)
}

fn span(assessment: &Assessment) -> String {
    let data = &assessment.data;
    let revenue = if data.has_amounts {
        format!(", revenue {}", Format::Amount.write(data.revenue))
    } else {
        String::new()
    };
    format!(
        "{} customers, {} orders{revenue}\n{} to {}, seen as of {}\n",
        count(data.customers),
        count(data.orders),
        data.first_day,
        data.last_day,
        data.as_of
    )
}

/// What became of the rows, in a sentence. Rows that could not be read have their own notes.
fn intake(intake: &Intake) -> Option<String> {
    let parts: Vec<String> = [
        (intake.merged, "joined an order made by another row"),
        (intake.zero_amounts, "had an amount of zero"),
        (intake.returns, "were returns"),
        (
            intake.unmatched_returns,
            "were returns without an order before them",
        ),
        (intake.after_as_of, "lay after the last day observed"),
        (intake.before_history_start, "lay before the start of the history"),
    ]
    .into_iter()
    .filter(|(rows, _)| *rows > 0)
    .map(|(rows, what)| format!("{} {what}", count(rows)))
    .collect();
    (!parts.is_empty()).then(|| format!("Of {} rows, {}.", count(intake.rows), parts.join(", ")))
}

fn indicators(indicators: &[Indicator], level: Level, width: u16) -> String {
    let interval = format!("{} interval", level_of(level));
    let wide = width >= WIDE;
    let mut header = vec!["indicator", "value", interval.as_str(), "n"];
    if wide {
        header.insert(1, "");
    }
    let rows = indicators.iter().map(|indicator| {
        let format = format_of(indicator.unit);
        let mut row = vec![
            indicator.title.clone(),
            format.write(indicator.estimate.value),
            ends(&indicator.estimate, format),
            Format::Count.write(indicator.estimate.n as f64),
        ];
        if wide {
            row.insert(1, indicator.chinese.clone());
        }
        row
    });
    table(if wide { "llrrr" } else { "lrrr" }, &header, rows, width)
}
