//! Draws an [`Assessment`]: one self-contained HTML page, terminal tables, JSON.
//!
//! Nothing is computed here: every number on the page is in the assessment.

mod chart;
mod html;
mod models;
mod scale;
mod survey;
pub mod terminal;

pub use html::{fragment, page, survey_fragment, survey_page};
pub use terminal::{summary, survey_summary};

use goodwill::assess::{Assessment, SurveyAssessment, Unit};
use goodwill::survey::ItemRole;
use scale::Format;

/// The published JSON Schema of the text that [`json`] writes: `docs/report.schema.json`.
pub const SCHEMA: &str = include_str!("../../../docs/report.schema.json");

/// The assessment as JSON, indented.
///
/// # Panics
/// Never: an assessment holds nothing that JSON cannot express.
#[must_use]
pub fn json(assessment: &Assessment) -> String {
    serde_json::to_string_pretty(assessment).expect("an assessment is plain data") + "\n"
}

/// The assessment of a survey as JSON, indented.
///
/// # Panics
/// Never: an assessment holds nothing that JSON cannot express.
#[must_use]
pub fn survey_json(assessment: &SurveyAssessment) -> String {
    serde_json::to_string_pretty(assessment).expect("an assessment is plain data") + "\n"
}

/// Whether the scale of an item has a good end and a bad one: the answers to Kano's questions have none, so that their best
/// and worst say nothing.
fn has_good_end(role: ItemRole) -> bool {
    !matches!(role, ItemRole::KanoFunctional | ItemRole::KanoDysfunctional)
}

/// How numbers of a unit are written.
fn format_of(unit: Unit) -> Format {
    match unit {
        Unit::Share => Format::Percent,
        Unit::Points => Format::Points,
        Unit::Count => Format::Count,
        Unit::Money => Format::Amount,
        Unit::Days | Unit::Number => Format::Number,
    }
}
