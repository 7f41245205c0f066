//! Metrics of several items: drivers, importance, Kano, service quality, reliability.

use super::super::indicators::{Indicators, Label, Unit};
use super::{SurveyAssessOptions, filed, only, part};
use crate::error::Result;
use crate::quantity::Level;
use crate::survey::{
    Acsi, AcsiOptions, CronbachAlpha, DimensionWeights, DriverOptions, Drivers, Ipa, IpaOptions, ItemPair,
    ItemRole, Kano, KanoOptions, KanoPairs, ReliabilityOptions, Servqual, ServqualOptions, Survey,
    SurveyItem, acsi, cronbach_alpha, drivers, in_blocks, ipa, kano, servqual,
};
use crate::watch::unless_interrupted;
use alloc::{format, string::String, vec::Vec};

/// What drives an outcome.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct DriverSection {
    /// The item that is explained.
    pub outcome: String,
    /// The attributes that explain it, in the order of the drivers.
    pub attributes: Vec<String>,
    /// What each of them does.
    pub drivers: Drivers,
}

impl DriverSection {
    /// What drives satisfaction in a survey, or else recommendation: the items of the role performance.
    ///
    /// # Errors
    /// [`Undefined`](crate::ErrorCode::Undefined), with what it needs, where the survey does not allow it.
    pub fn of(survey: &Survey, options: &SurveyAssessOptions) -> Result<Self> {
        part("drivers", |indicators| key_drivers(indicators, survey, options))
    }
}

/// Importance against performance.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ImportanceSection {
    /// The attributes, in the order of the items.
    pub attributes: Vec<String>,
    /// Where each of them lies, and how certain that is.
    pub ipa: Ipa,
}

impl ImportanceSection {
    /// Importance against performance in a survey: the items of these roles, paired by what they are about.
    ///
    /// # Errors
    /// [`Undefined`](crate::ErrorCode::Undefined), with what it needs, where the survey does not allow it.
    pub fn of(survey: &Survey, options: &SurveyAssessOptions) -> Result<Self> {
        part("importance", |indicators| importance(indicators, survey, options))
    }
}

/// What a feature is to customers.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct KanoFeature {
    /// The feature.
    pub feature: String,
    /// Its Kano analysis.
    pub kano: Kano,
}

impl KanoFeature {
    /// Every feature of a survey: the items of the roles `kano_functional` and `kano_dysfunctional`, paired by what they
    /// are about.
    ///
    /// ```
    /// use goodwill::assess::{KanoFeature, SurveyAssessOptions};
    /// use goodwill::survey::*;
    ///
    /// // 1 is "I like it", 5 "I dislike it".
    /// let scale = ScaleDeclaration::new(1, 5).polarity(Polarity::LowIsGood);
    /// let asked = |name, role| ItemDeclaration::new(name).role(role).about("app").scale(scale.clone());
    /// let declaration = SurveyDeclaration::default()
    ///     .item(asked("with", ItemRole::KanoFunctional))
    ///     .item(asked("without", ItemRole::KanoDysfunctional));
    /// let like = SurveyValues::Numbers(&[1.0, 1.0, 2.0]);
    /// let survey = Survey::new(&declaration, &[("with", like), ("without", SurveyValues::Numbers(&[3.0, 4.0, 3.0]))])?;
    /// let features = KanoFeature::all(&survey, &SurveyAssessOptions::default())?;
    /// assert_eq!((&*features[0].feature, features[0].kano.category), ("app", KanoCategory::Attractive));
    /// # Ok::<(), goodwill::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Undefined`](crate::ErrorCode::Undefined), with what it needs, where the survey does not allow it.
    pub fn all(survey: &Survey, options: &SurveyAssessOptions) -> Result<Vec<Self>> {
        part("kano", |indicators| {
            let features = kano_features(indicators, survey, options.level);
            Ok((!features.is_empty()).then_some(features))
        })
    }
}

/// Service quality by dimension.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ServqualSection {
    /// The dimensions, in the order of the result.
    pub dimensions: Vec<String>,
    /// The statements, in the order of the result.
    pub statements: Vec<String>,
    /// Gaps by dimension and statement.
    pub servqual: Servqual,
}

/// How well items measure one thing together.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ReliabilitySection {
    /// What they are declared to measure.
    pub construct: String,
    /// The items.
    pub items: Vec<String>,
    /// Cronbach's α.
    pub alpha: CronbachAlpha,
}

fn names<'a>(items: &[SurveyItem<'a>]) -> Vec<&'a str> {
    items.iter().map(SurveyItem::name).collect()
}

fn firsts<'a>(pairs: &[ItemPair<'a>]) -> Vec<&'a str> {
    pairs.iter().map(|pair| pair.first.name()).collect()
}

fn seconds<'a>(pairs: &[ItemPair<'a>]) -> Vec<&'a str> {
    pairs.iter().map(|pair| pair.second.name()).collect()
}

pub(super) fn index(indicators: &mut Indicators, survey: &Survey, level: Level) -> Option<Acsi> {
    let items = survey.items_of(ItemRole::SatisfactionIndex);
    let Some(scale) = items.first().and_then(SurveyItem::scale) else {
        indicators.lacks(
            "acsi",
            "survey items of the role satisfaction_index: overall, expectations, ideal",
        );
        return None;
    };
    let options = AcsiOptions {
        minimum: scale.minimum().into(),
        maximum: scale.maximum().into(),
        level,
        ..AcsiOptions::default()
    };
    let result = survey
        .columns(&names(&items))
        .and_then(|columns| columns.ask(|answers| acsi(answers, &options)));
    let acsi = filed(indicators, "acsi", result)?;
    indicators.add(
        Label::new(
            "acsi",
            Unit::Number,
            format!("0 to 100, from {} items", items.len()),
        )
        .headline(),
        Ok(acsi.index),
    );
    Some(acsi)
}

pub(super) fn key_drivers(
    indicators: &mut Indicators,
    survey: &Survey,
    options: &SurveyAssessOptions,
) -> Result<Option<DriverSection>> {
    let attributes = survey.items_of(ItemRole::Performance);
    let outcome = only(survey, ItemRole::Satisfaction).or_else(|| only(survey, ItemRole::Recommendation));
    let Some(outcome) = outcome.filter(|_| attributes.len() > 1) else {
        indicators.lacks(
            "drivers",
            "survey items of the role satisfaction or recommendation, and two or more of the role performance",
        );
        return Ok(None);
    };
    let options = DriverOptions {
        level: options.level,
        watch: options.watch.clone(),
        sampled_orders: if attributes.len() > 20 { 1000 } else { 0 },
        ..DriverOptions::default()
    };
    let result = survey
        .columns(&names(&attributes))
        .and_then(|columns| columns.ask(|answers| drivers(&outcome.values(), answers, &options)));
    let drivers = filed(indicators, "drivers", unless_interrupted(result)?);
    Ok(drivers.map(|drivers| DriverSection {
        outcome: outcome.about().into(),
        attributes: attributes.iter().map(|item| item.about().into()).collect(),
        drivers,
    }))
}

/// A bootstrap this long, in respondents times resamples, takes about a second.
const BOOTSTRAP_ROWS: usize = 20_000_000;

/// As many resamples as so many respondents allow in about a second.
fn resamples(respondents: usize) -> u32 {
    if in_blocks(respondents) {
        return 2000;
    }
    (BOOTSTRAP_ROWS / respondents.max(1)).clamp(100, 2000) as u32
}

pub(super) fn importance(
    indicators: &mut Indicators,
    survey: &Survey,
    options: &SurveyAssessOptions,
) -> Result<Option<ImportanceSection>> {
    if survey.items_of(ItemRole::Importance).is_empty() {
        indicators.lacks(
            "ipa",
            "survey items of the roles importance and performance for each attribute",
        );
        return Ok(None);
    }
    let result = survey
        .pairs(ItemRole::Importance, ItemRole::Performance)
        .and_then(|pairs| {
            let importance = survey.columns(&firsts(&pairs))?;
            let performance = survey.columns(&seconds(&pairs))?;
            let options = IpaOptions {
                level: options.level,
                watch: options.watch.clone(),
                resamples: resamples(survey.respondents()),
                ..IpaOptions::default()
            };
            let mut ipa = importance.ask(|of| performance.ask(|answers| ipa(of.items, answers, &options)))?;
            for (item, pair) in ipa.items.iter_mut().zip(&pairs) {
                item.name = pair.about.into();
            }
            Ok(ImportanceSection {
                attributes: pairs.iter().map(|pair| pair.about.into()).collect(),
                ipa,
            })
        });
    Ok(filed(indicators, "ipa", unless_interrupted(result)?))
}

pub(super) fn kano_features(indicators: &mut Indicators, survey: &Survey, level: Level) -> Vec<KanoFeature> {
    if survey.items_of(ItemRole::KanoFunctional).is_empty() {
        indicators.lacks(
            "kano",
            "survey items of the roles kano_functional and kano_dysfunctional for each feature",
        );
        return Vec::new();
    }
    let pairs = match survey.pairs(ItemRole::KanoFunctional, ItemRole::KanoDysfunctional) {
        Ok(pairs) => pairs,
        Err(error) => {
            indicators.refuse("kano", &error);
            return Vec::new();
        }
    };
    let weights = survey.weights();
    let options = KanoOptions {
        level,
        ..KanoOptions::default()
    };
    let mut features = Vec::with_capacity(pairs.len());
    for pair in &pairs {
        let usual = KanoPairs::scale();
        let scale = pair.first.scale().unwrap_or(&usual);
        let (functional, dysfunctional) = (pair.first.values(), pair.second.values());
        let answers = match &weights {
            Some(weights) => KanoPairs::weighted(&functional, &dysfunctional, weights, scale),
            None => KanoPairs::of(&functional, &dysfunctional, scale),
        };
        let result = answers.and_then(|answers| kano(&answers, &options));
        if let Some(kano) = filed(indicators, "kano", result) {
            features.push(KanoFeature {
                feature: pair.about.into(),
                kano,
            });
        }
    }
    features
}

pub(super) fn service_quality(
    indicators: &mut Indicators,
    survey: &Survey,
    level: Level,
) -> Option<ServqualSection> {
    if survey.items_of(ItemRole::ServiceExpectation).is_empty() {
        indicators.lacks(
            "servqual",
            "survey items of the roles service_expectation and service_perception for each statement",
        );
        return None;
    }
    let result = survey
        .pairs(ItemRole::ServiceExpectation, ItemRole::ServicePerception)
        .and_then(|mut pairs| {
            // Statements of a dimension side by side, dimensions in the order they come.
            let mut dimensions: Vec<&str> = Vec::new();
            for pair in &pairs {
                let dimension = pair.dimension.unwrap_or("service");
                if !dimensions.contains(&dimension) {
                    dimensions.push(dimension);
                }
            }
            let place = |pair: &ItemPair<'_>| {
                let dimension = pair.dimension.unwrap_or("service");
                dimensions.iter().position(|known| *known == dimension)
            };
            pairs.sort_by_key(place);
            let sizes = (0..dimensions.len())
                .map(|number| pairs.iter().filter(|pair| place(pair) == Some(number)).count())
                .collect();
            let options = ServqualOptions {
                dimensions: sizes,
                level,
            };
            let expected = survey.columns(&firsts(&pairs))?;
            let perceived = survey.columns(&seconds(&pairs))?;
            let mut servqual = expected.ask(|of| {
                perceived.ask(|answers| servqual(of.items, answers, DimensionWeights::Equal, &options))
            })?;
            for (item, pair) in servqual.items.iter_mut().zip(&pairs) {
                item.name = pair.about.into();
            }
            for (dimension, name) in servqual.dimensions.iter_mut().zip(&dimensions) {
                dimension.name = (*name).into();
            }
            Ok(ServqualSection {
                dimensions: dimensions.into_iter().map(Into::into).collect(),
                statements: pairs.iter().map(|pair| pair.about.into()).collect(),
                servqual,
            })
        });
    let section = filed(indicators, "servqual", result)?;
    let note = format!(
        "perception less expectation over {} dimensions",
        section.dimensions.len()
    );
    indicators.add(
        Label::new("servqual", Unit::Number, note).titled("Service quality gap P − E"),
        Ok(section.servqual.gap),
    );
    Some(section)
}

pub(super) fn reliability(
    indicators: &mut Indicators,
    survey: &Survey,
    level: Level,
) -> Vec<ReliabilitySection> {
    let constructs = survey.constructs();
    let mut sections = Vec::new();
    if constructs.is_empty() {
        indicators.lacks(
            "cronbach_alpha",
            "survey items with a construct that they measure together",
        );
    }
    for (construct, items) in constructs {
        let options = ReliabilityOptions {
            level,
            ..ReliabilityOptions::default()
        };
        let result = survey
            .columns(&names(&items))
            .and_then(|columns| columns.ask(|answers| cronbach_alpha(answers, &options)));
        if let Some(alpha) = filed(indicators, "cronbach_alpha", result) {
            indicators.add(
                Label::new(
                    "cronbach_alpha",
                    Unit::Number,
                    format!("{construct}: {} items", items.len()),
                ),
                Ok(alpha.alpha),
            );
            sections.push(ReliabilitySection {
                construct: construct.into(),
                items: items.iter().map(|item| item.name().into()).collect(),
                alpha,
            });
        }
    }
    sections
}
