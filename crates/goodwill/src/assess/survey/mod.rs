//! What a survey says: every metric that its items allow.

mod families;
mod items;
mod loyalty;

pub use families::{DriverSection, ImportanceSection, KanoFeature, ReliabilitySection, ServqualSection};
pub use items::{GroupScore, GroupSection, ItemSummary, WaveChange};
pub use loyalty::{CurveSection, LoyaltyShares};

use super::indicators::{Indicators, Label, Unit};
use super::{Indicator, NotComputed};
use crate::error::{Error, ErrorCode, Result};
use crate::quantity::Level;
use crate::survey::{
    Acsi, ItemDeclaration, ItemRole, ItemScore, Nps, NpsWeighted, Satisfaction, SatisfactionOptions, Survey,
    SurveyDeclaration, SurveyValues, satisfaction,
};
use crate::watch::{Step, Watch};
use alloc::{borrow::ToOwned, format, string::String, vec::Vec};

/// The name and version of the JSON form of a [`SurveyAssessment`].
pub const SURVEY_SCHEMA: &str = "goodwill-survey/1";

/// What the survey says.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct SurveySection {
    /// What the survey is called, if its declaration says so.
    pub title: Option<String>,
    /// Respondents, whatever they answered.
    pub respondents: u64,
    /// Whether respondents have weights.
    pub weighted: bool,
    /// Every item on a scale: its answers counted, missing and invalid ones apart, with mean and boxes.
    pub items: Vec<ItemSummary>,
    /// Net promoter score, if recommendation was asked.
    pub nps: Option<Nps>,
    /// The same of respondents with weights, who have no counts.
    pub nps_weighted: Option<NpsWeighted>,
    /// Customer effort score, if effort was asked.
    pub effort: Option<ItemScore>,
    /// Satisfaction, if perceived and expected value were asked.
    pub satisfaction: Option<Satisfaction>,
    /// Satisfaction index of the ACSI kind, if its items were asked.
    pub acsi: Option<Acsi>,
    /// How loyalty goes with satisfaction, if both were asked.
    pub curve: Option<CurveSection>,
    /// Attitude by repeat purchase, if both were asked.
    pub loyalty: Option<LoyaltyShares>,
    /// What drives satisfaction, if attributes were rated.
    pub drivers: Option<DriverSection>,
    /// Importance against performance of attributes, if both were asked.
    pub importance: Option<ImportanceSection>,
    /// What features are to customers, one row a pair of Kano questions.
    pub kano: Vec<KanoFeature>,
    /// Service quality by dimension, if SERVQUAL statements were asked.
    pub service_quality: Option<ServqualSection>,
    /// How well items measure what they are declared to measure together.
    pub reliability: Vec<ReliabilitySection>,
    /// The headline figures by group.
    pub groups: Vec<GroupSection>,
    /// What changed from wave to wave.
    pub waves: Vec<WaveChange>,
}

/// The columns of the three questions that need no declaration, NaN where an answer is missing.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct SurveyAnswers<'a> {
    /// "Would you recommend us?" on the integer scale 0 to 10.
    pub recommendation: Option<&'a [f64]>,
    /// The perceived value b of each respondent, on a ratio scale (0 or more).
    pub perceived: Option<&'a [f64]>,
    /// The expected value a of each respondent, on the same scale.
    pub expected: Option<&'a [f64]>,
}

impl SurveyAnswers<'_> {
    /// The survey that asked these questions; none, if no column is given.
    ///
    /// # Errors
    /// [`LengthMismatch`](ErrorCode::LengthMismatch) if the columns are of different length; an answer off the scale of
    /// 0 to 10, by its row.
    pub fn survey(&self) -> Result<Option<Survey>> {
        let mut declaration = SurveyDeclaration::default();
        let mut columns = Vec::new();
        for (name, role, column) in [
            ("recommendation", ItemRole::Recommendation, self.recommendation),
            ("perceived", ItemRole::Perceived, self.perceived),
            ("expected", ItemRole::Expected, self.expected),
        ] {
            if let Some(answers) = column {
                declaration = declaration.item(ItemDeclaration::new(name).role(role));
                columns.push((name, SurveyValues::Numbers(answers)));
            }
        }
        (!columns.is_empty())
            .then(|| Survey::new(&declaration, &columns))
            .transpose()
    }
}

/// How [`assess_survey`] works.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SurveyAssessOptions {
    /// Confidence level of every interval.
    pub level: Level,
    /// Who is told of the progress, and may break it off.
    pub watch: Watch,
}

/// All that a survey says, by itself.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct SurveyAssessment {
    /// The name and version of this form: [`SURVEY_SCHEMA`].
    pub schema: String,
    /// The version of the library.
    pub goodwill: String,
    /// The confidence level of every interval.
    pub level: Level,
    /// The scalar indicators.
    pub indicators: Vec<Indicator>,
    /// Everything else.
    pub survey: SurveySection,
    /// What had to be decided or left out, in sentences.
    pub notes: Vec<String>,
    /// The main results in plain sentences.
    pub findings: Vec<String>,
    /// What could not be computed, and what it needs.
    pub not_computed: Vec<NotComputed>,
}

/// Every metric that the items of a survey allow, each with its interval: the part of [`assess`](super::assess) that needs
/// no orders.
///
/// Which metric an item belongs to is its declared [role](ItemRole). A metric that the items do not allow is listed in
/// [`SurveyAssessment::not_computed`] with what it needs.
///
/// # Errors
/// An answer off its scale, by item and row, unless the scale counts such; weights that are all 0;
/// [`Interrupted`](crate::ErrorCode::Interrupted) where the watch broke it off.
///
/// # Example
/// ```
/// use goodwill::assess::{SurveyAssessOptions, assess_survey};
/// use goodwill::survey::{ItemDeclaration, ItemRole, ScaleDeclaration, Survey, SurveyDeclaration, SurveyValues};
///
/// let declaration = SurveyDeclaration::default()
///     .item(ItemDeclaration::new("recommend").role(ItemRole::Recommendation))
///     .item(ItemDeclaration::new("overall").role(ItemRole::Satisfaction).scale(ScaleDeclaration::new(1, 5)));
/// let survey = Survey::new(
///     &declaration,
///     &[
///         ("recommend", SurveyValues::Numbers(&[10.0, 9.0, 3.0, f64::NAN])),
///         ("overall", SurveyValues::Numbers(&[5.0, 4.0, 2.0, 3.0])),
///     ],
/// )?;
/// let said = assess_survey(&survey, &SurveyAssessOptions::default())?;
/// assert_eq!(said.survey.nps.unwrap().counts.missing, 1);
/// assert_eq!(said.survey.items[1].top_box.value, 0.5);
/// assert!(said.not_computed.iter().any(|missing| missing.metric == "kano"));
/// # Ok::<(), goodwill::Error>(())
/// ```
pub fn assess_survey(survey: &Survey, options: &SurveyAssessOptions) -> Result<SurveyAssessment> {
    let mut indicators = Indicators::default();
    let section = section(&mut indicators, survey, options)?;
    let findings = super::findings::survey_findings(&indicators, &section);
    Ok(SurveyAssessment {
        schema: SURVEY_SCHEMA.into(),
        goodwill: crate::VERSION.into(),
        level: options.level,
        indicators: indicators.computed,
        notes: notes(survey, &section),
        survey: section,
        findings,
        not_computed: indicators.missing,
    })
}

/// The section on a survey, its scalar figures filed among the indicators.
pub(super) fn section(
    indicators: &mut Indicators,
    survey: &Survey,
    options: &SurveyAssessOptions,
) -> Result<SurveySection> {
    let level = options.level;
    let steps = options.watch.steps(Step::Section);
    steps.ask()?;
    let items = steps.through(items::summaries(survey, level)?)?;
    let (nps, nps_weighted) = steps.through(items::recommendation(indicators, survey, level)?)?;
    items::csat_indicators(indicators, survey, level)?;
    let effort = steps.through(items::effort(indicators, survey, level)?)?;
    let satisfaction = steps.through(perceived_value(indicators, survey, level)?)?;
    let acsi = steps.through(families::index(indicators, survey, level))?;
    let curve = steps.through(loyalty::curve(indicators, survey, level))?;
    let loyalty = steps.through(loyalty::shares(indicators, survey, level))?;
    let drivers = steps.through(families::key_drivers(indicators, survey, options)?)?;
    let importance = steps.through(families::importance(indicators, survey, options)?)?;
    let kano = steps.through(families::kano_features(indicators, survey, level))?;
    let service_quality = steps.through(families::service_quality(indicators, survey, level))?;
    let reliability = steps.through(families::reliability(indicators, survey, level))?;
    let groups = steps.through(items::groups(survey, level)?)?;
    let waves = steps.through(items::waves(survey, level)?)?;
    Ok(SurveySection {
        title: survey.declaration().title.clone(),
        respondents: survey.respondents() as u64,
        weighted: survey.is_weighted(),
        items,
        nps,
        nps_weighted,
        effort,
        satisfaction,
        acsi,
        curve,
        loyalty,
        drivers,
        importance,
        kano,
        service_quality,
        reliability,
        groups,
        waves,
    })
}

/// What a reader must know of the answers.
pub(super) fn notes(survey: &Survey, section: &SurveySection) -> Vec<String> {
    let mut notes = survey.notes();
    let silent = section.items.iter().filter(|item| item.n == 0);
    notes.extend(silent.map(|item| format!("Nobody answered \"{}\".", item.name)));
    if section.nps.as_ref().is_some_and(|nps| nps.suspect_scale) {
        let note = "Nobody gave a 0 to the recommendation question: see that it was asked on 0 to 10, not on 1 to 10.";
        notes.push(note.into());
    }
    notes
}

/// Files what a metric of several items gave: its value, or why there is none.
fn filed<T>(indicators: &mut Indicators, metric: &'static str, result: Result<T>) -> Option<T> {
    match result {
        Ok(value) => Some(value),
        Err(error) => {
            indicators.refuse(metric, &error);
            None
        }
    }
}

/// What one part of a survey says by itself; where there is none, what it needs.
fn part<T>(part: &'static str, say: impl FnOnce(&mut Indicators) -> Result<Option<T>>) -> Result<T> {
    let mut indicators = Indicators::default();
    say(&mut indicators)?.ok_or_else(|| match indicators.missing.pop() {
        Some(missing) => Error::undefined(part, format!("needs {}", missing.needs)),
        None => Error::undefined(part, "needs items on a scale"),
    })
}

/// The one item of a role, if there is just one.
fn only(survey: &Survey, role: ItemRole) -> Option<crate::survey::SurveyItem<'_>> {
    survey.item_of(role).ok()
}

fn perceived_value(
    indicators: &mut Indicators,
    survey: &Survey,
    level: Level,
) -> Result<Option<Satisfaction>> {
    let (Some(perceived), Some(expected)) = (
        only(survey, ItemRole::Perceived),
        only(survey, ItemRole::Expected),
    ) else {
        indicators.lacks(
            "satisfaction",
            "survey columns of perceived and of expected value",
        );
        return Ok(None);
    };
    let options = SatisfactionOptions {
        level,
        ..SatisfactionOptions::default()
    };
    let named = |error: Error| match error.parameter() {
        "perceived" => error.rename(perceived.header().to_owned()),
        "expected" => error.rename(expected.header().to_owned()),
        _ => error,
    };
    let weights = survey.weights();
    let got = match satisfaction(
        &perceived.values(),
        &expected.values(),
        weights.as_deref(),
        &options,
    ) {
        Err(error) if error.code() == ErrorCode::Empty => {
            indicators.refuse("satisfaction", &error);
            return Ok(None);
        }
        other => other.map_err(named)?,
    };
    for (title, note, headline, estimate) in [
        (
            "Satisfaction C = b/a",
            "mean perceived value over mean expected value",
            true,
            got.ratio_of_means,
        ),
        (
            "Satisfaction, mean of ratios",
            "mean of each respondent's own ratio",
            false,
            got.mean_of_ratios,
        ),
        (
            "Disconfirmation gap b − a",
            "perceived minus expected, in scale points",
            false,
            got.mean_gap,
        ),
    ] {
        let mut label = Label::new("satisfaction", Unit::Number, note).titled(title);
        label.headline = headline;
        indicators.add(label, Ok(estimate));
    }
    Ok(Some(got))
}
