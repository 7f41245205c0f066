//! The whole indicator system at once.

use crate::boundary::{In, Out, copy_text, given, handle, status};
use crate::flat::{Flat, Parse, parse};
use crate::library::goodwill_status;
use crate::options::Options;
use crate::purchase::goodwill_purchases;
use crate::segment::goodwill_tier_rules;
use crate::survey::goodwill_survey;
use bytemuck::{Pod, Zeroable};
use goodwill::assess::{
    AssessOptions, Assessment, SurveyAssessOptions, SurveyAssessment, assess, assess_survey,
};
use goodwill::{Error, ErrorCode, Result};
use std::ffi::c_char;

/// Every indicator that the inputs allow, each with its interval.
pub enum goodwill_assessment {
    /// Of customers, and of a survey if there is one.
    #[doc(hidden)]
    Whole(Box<Assessment>),
    /// Of a survey alone.
    #[doc(hidden)]
    Survey(Box<SurveyAssessment>),
}

/// How an assessment is made.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_assess_options {
    /// `sizeof(goodwill_assess_options)`
    pub struct_size: u32,
    /// The grain of the tables by time: `GOODWILL_PERIOD_…`
    pub period: i32,
    /// The last day observed; `GOODWILL_NONE` for the day of the last order.
    pub as_of: i32,
    /// How many days after an order "buys again" looks ahead.
    pub repeat_within_days: u32,
    /// Confidence level of every interval.
    pub level: f64,
    /// The share of revenue that is margin; NaN if unknown: then historic value is revenue.
    pub margin: f64,
    /// The discount of money to come, a year.
    pub discount: f64,
    /// How many months ahead the models look.
    pub value_months: u32,
    /// 1 to fit probability models to the purchases, 0 to leave them out.
    pub models: i32,
}

impl Options for goodwill_assess_options {
    type Core = AssessOptions;
    fn parse(self) -> Result<AssessOptions> {
        Ok(AssessOptions {
            as_of: Parse::parse("as_of", self.as_of)?,
            period: Parse::parse("period", self.period)?,
            level: Parse::parse("level", self.level)?,
            repeat_within_days: self.repeat_within_days,
            margin: Parse::parse("margin", self.margin)?,
            models: Parse::parse("models", self.models)?,
            value_months: self.value_months,
            discount: Parse::parse("discount", self.discount)?,
            ..AssessOptions::default()
        })
    }
    fn defaults() -> Self {
        let core = AssessOptions::default();
        Self {
            struct_size: size_of::<Self>() as u32,
            period: core.period.flatten(),
            as_of: core.as_of.flatten(),
            repeat_within_days: core.repeat_within_days,
            level: core.level.flatten(),
            margin: core.margin.flatten(),
            discount: core.discount.flatten(),
            value_months: core.value_months,
            models: core.models.flatten(),
        }
    }
}

/// Assesses a customer base from its purchases and, unless it is NULL, a survey.
///
/// `tier_rules` NULL sorts customers by purchases a year. The caller's to free with `goodwill_assessment_free`.
/// Thread safety: any number of threads may read the same purchases, survey and rules.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_assess(
    purchases: Option<&goodwill_purchases>,
    survey: Option<&goodwill_survey>,
    tier_rules: Option<&goodwill_tier_rules>,
    options: In<goodwill_assess_options>,
    out: Out<Option<Box<goodwill_assessment>>>,
) -> goodwill_status {
    handle(out, || {
        let mut options = options.options()?;
        if let Some(rules) = tier_rules {
            options.tier_rules = rules.inner().clone();
        }
        let assessment = assess(
            given(purchases, "purchases")?.inner(),
            survey.map(goodwill_survey::core),
            &options,
        )?;
        Ok(goodwill_assessment::Whole(Box::new(assessment)))
    })
}

/// Everything that a survey says by itself.
///
/// The caller's to free with `goodwill_assessment_free`.
/// Thread safety: any number of threads may read the same survey.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_assess_survey(
    survey: Option<&goodwill_survey>,
    level: f64,
    out: Out<Option<Box<goodwill_assessment>>>,
) -> goodwill_status {
    handle(out, || {
        let options = SurveyAssessOptions {
            level: parse!(level),
            ..SurveyAssessOptions::default()
        };
        let assessment = assess_survey(given(survey, "survey")?.core(), &options)?;
        Ok(goodwill_assessment::Survey(Box::new(assessment)))
    })
}

/// The assessment as JSON, copied with its final NUL: the text of `goodwill assess --format json`, or of
/// `goodwill survey --format json`.
///
/// Thread safety: any number of threads may read the same assessment.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_assessment_json(
    assessment: Option<&goodwill_assessment>,
    buffer: Out<c_char>,
    capacity: usize,
    needed: Out<usize>,
) -> goodwill_status {
    status(|| {
        let text = match given(assessment, "assessment")? {
            goodwill_assessment::Whole(assessment) => serde_json::to_string_pretty(assessment),
            goodwill_assessment::Survey(assessment) => serde_json::to_string_pretty(assessment),
        };
        let text = text.map_err(|error| Error::new(ErrorCode::Panic, "assessment", error.to_string()))?;
        copy_text(&text, buffer, capacity, needed)
    })
}

/// Frees an assessment; NULL is allowed.
///
/// Thread safety: no other thread may still use the assessment.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_assessment_free(assessment: Option<Box<goodwill_assessment>>) {
    drop(assessment);
}
