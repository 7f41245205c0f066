//! Satisfaction and loyalty beside each other.

use super::super::indicators::{Indicators, Label, Unit};
use super::{SurveyAssessOptions, filed, only, part};
use crate::error::Result;
use crate::estimate::Estimate;
use crate::quantity::Level;
use crate::segment::{LoyaltyCuts, loyalty_matrix};
use crate::survey::{ItemRole, Polarity, SatisfactionCurve, Survey, SurveyItem, satisfaction_curve};
use alloc::string::String;
use alloc::vec::Vec;

/// How loyalty goes with satisfaction.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct CurveSection {
    /// The item of satisfaction.
    pub satisfaction: String,
    /// The item of loyalty, on the scale of 0 to 1.
    pub loyalty: String,
    /// The curve and its zones: below the middle of the scale, up to three quarters of it, above.
    pub curve: SatisfactionCurve,
}

impl CurveSection {
    /// How loyalty goes with satisfaction in a survey: the items of the roles satisfaction, and repurchase or
    /// recommendation.
    ///
    /// # Errors
    /// [`Undefined`](crate::ErrorCode::Undefined), with what it needs, where the survey does not allow it.
    pub fn of(survey: &Survey, options: &SurveyAssessOptions) -> Result<Self> {
        part("satisfaction_curve", |indicators| {
            Ok(curve(indicators, survey, options.level))
        })
    }
}

/// The shares of the loyalty matrix of Dick and Basu.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct LoyaltyShares {
    /// The item of attitude; high from three quarters of its scale on.
    pub attitude: String,
    /// The item of repeat purchase; high from three quarters of its scale on.
    pub repeat: String,
    /// High attitude and repeat purchase.
    pub loyalty: Estimate,
    /// High attitude without repeat purchase.
    pub latent: Estimate,
    /// Repeat purchase without attitude.
    pub spurious: Estimate,
    /// Neither.
    pub none: Estimate,
    /// How much of the repeat purchase is loyalty.
    pub genuine: Estimate,
    /// Respondents with both answers.
    pub n: u64,
    /// Respondents without.
    pub missing: u64,
}

impl LoyaltyShares {
    /// The loyalty matrix of a survey: the items of the roles attitude, recommendation or satisfaction, and behaviour or
    /// repurchase.
    ///
    /// # Errors
    /// [`Undefined`](crate::ErrorCode::Undefined), with what it needs, where the survey does not allow it.
    pub fn of(survey: &Survey, options: &SurveyAssessOptions) -> Result<Self> {
        part("loyalty_matrix", |indicators| {
            Ok(shares(indicators, survey, options.level))
        })
    }
}

/// From here on an answer on the scale of 0 to 1 is high: 4 of 1–5, 8 of 0–10.
const HIGH: f64 = 0.75;

/// The answers to an item on the scale of 0 to 1, the good end at 1.
fn rescaled(item: &SurveyItem<'_>) -> Option<Vec<f64>> {
    let scale = item.scale()?;
    let mut values = item.values();
    for value in &mut values {
        let share = scale.rescaled(*value);
        *value = match scale.good_end() {
            Polarity::HighIsGood => share,
            Polarity::LowIsGood => 1.0 - share,
        };
    }
    Some(values)
}

pub(super) fn curve(indicators: &mut Indicators, survey: &Survey, level: Level) -> Option<CurveSection> {
    let satisfaction = only(survey, ItemRole::Satisfaction);
    let loyalty = only(survey, ItemRole::Repurchase).or_else(|| only(survey, ItemRole::Recommendation));
    let (Some(satisfaction), Some(loyalty)) = (satisfaction, loyalty) else {
        indicators.lacks(
            "satisfaction_curve",
            "survey items of the role satisfaction, and repurchase or recommendation",
        );
        return None;
    };
    let (scale, values) = (satisfaction.scale()?, rescaled(&loyalty)?);
    let at = |share: f64| {
        f64::from(scale.minimum()) + share * (f64::from(scale.maximum()) - f64::from(scale.minimum()))
    };
    let result = satisfaction_curve(
        &satisfaction.values(),
        &values,
        survey.weights().as_deref(),
        &[at(0.5), at(HIGH)],
        level,
    );
    Some(CurveSection {
        satisfaction: satisfaction.name().into(),
        loyalty: loyalty.name().into(),
        curve: filed(indicators, "satisfaction_curve", result)?,
    })
}

pub(super) fn shares(indicators: &mut Indicators, survey: &Survey, level: Level) -> Option<LoyaltyShares> {
    let attitude = only(survey, ItemRole::Attitude)
        .or_else(|| only(survey, ItemRole::Recommendation))
        .or_else(|| only(survey, ItemRole::Satisfaction));
    let repeat = only(survey, ItemRole::Behaviour).or_else(|| only(survey, ItemRole::Repurchase));
    let (Some(attitude), Some(repeat)) = (attitude, repeat) else {
        indicators.lacks(
            "loyalty_matrix",
            "survey items of the role attitude, recommendation or satisfaction, and behaviour or repurchase",
        );
        return None;
    };
    let cuts = LoyaltyCuts {
        attitude: HIGH,
        repeat: HIGH,
    };
    let result = loyalty_matrix(
        &rescaled(&attitude)?,
        &rescaled(&repeat)?,
        survey.weights().as_deref(),
        &cuts,
        level,
    );
    let matrix = filed(indicators, "loyalty_matrix", result)?;
    let note = "high attitude and repeat purchase: three quarters of the scale or more";
    indicators.add(
        Label::new("loyalty_matrix", Unit::Share, note).titled("Loyal customers"),
        Ok(matrix.loyalty),
    );
    Some(LoyaltyShares {
        attitude: attitude.name().into(),
        repeat: repeat.name().into(),
        loyalty: matrix.loyalty,
        latent: matrix.latent,
        spurious: matrix.spurious,
        none: matrix.none,
        genuine: matrix.genuine,
        n: matrix.n,
        missing: matrix.missing,
    })
}
