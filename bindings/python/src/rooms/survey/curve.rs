//! The satisfaction–loyalty curve.

use crate::columns::{Column, ColumnLike};
use crate::error::Reply;
use crate::mirror::mirror;
use crate::rooms::segment::Thresholds;
use goodwill::Estimate;
use goodwill::quantity::Level;
use goodwill::survey::{self as core, CurveShape};
use pyo3::prelude::*;

mirror! {
    /// The respondents of one level of satisfaction.
    CurveLevel in "goodwill.survey" = core::CurveLevel {
        /// The answer.
        satisfaction: f64,
        /// Their mean loyalty.
        loyalty: Estimate,
        /// The isotonic fit: the nearest curve that never falls.
        isotonic: f64,
    }
}

mirror! {
    /// One zone of the curve: from its lower end, which belongs to it, to its upper end, which does not unless it is the
    /// highest answer.
    CurveZone in "goodwill.survey" = core::CurveZone {
        /// Where it starts: a cut, or the lowest answer.
        start: f64,
        /// Where it ends: a cut, or the highest answer.
        end: f64,
        /// The share of the respondents in it.
        share: Estimate,
        /// Their mean loyalty.
        loyalty: Estimate,
        /// How much loyalty a point of satisfaction brings in it, in units of loyalty per unit of satisfaction.
        slope: Estimate,
    }
}

mirror! {
    /// How loyalty goes with satisfaction.
    SatisfactionCurve in "goodwill.survey" = core::SatisfactionCurve {
        /// Every level of satisfaction that was answered, from the lowest.
        levels: Vec<core::CurveLevel>,
        /// The zones between the cuts, from the lowest.
        zones: Vec<core::CurveZone>,
        /// How the slope changes at each cut: the slope above less the slope below.
        changes: Vec<Estimate>,
        /// What the last of these changes says.
        shape: CurveShape,
        /// The satisfaction from which the isotonic fit rises no more.
        plateau: f64,
        /// The share of the variance of loyalty that the broken line explains; NaN if loyalty does not vary.
        r_squared: f64,
        /// Respondents with both answers.
        n: u64,
        /// Respondents with an answer or the weight missing.
        missing: u64,
        /// Whether the respondents count for fewer than 30, after Kish: the normal intervals are then too short.
        small_sample: bool,
    }
}

mirror! {
    /// Satisfaction with what is taken for granted against satisfaction beyond it.
    SatisfactionTrap in "goodwill.survey" = core::SatisfactionTrap {
        /// The curve of satisfaction with basic expectations 基本期望.
        basic: core::SatisfactionCurve,
        /// The curve of satisfaction with latent expectations 潜在期望.
        latent: core::SatisfactionCurve,
        /// How much more a point is worth in the top zone of latent satisfaction than in that of basic satisfaction.
        slope_difference: Estimate,
        /// The share of the respondents in the top zone of basic satisfaction and not in that of latent satisfaction.
        exposed: Estimate,
        /// Whether there is a trap: the basic curve is saturating, and the latent one is not.
        trap: bool,
        /// Respondents with all three answers.
        n: u64,
        /// Respondents with an answer or the weight missing.
        missing: u64,
    }
}

mirror! {
    /// The elasticity in one zone, at its centre.
    ZoneElasticity in "goodwill.survey" = core::ZoneElasticity {
        /// Where the zone starts: a cut, or the lowest answer.
        start: f64,
        /// Where it ends: a cut, or the highest answer.
        end: f64,
        /// The mean satisfaction of the respondents in it: where the elasticity is taken.
        satisfaction: f64,
        /// The loyalty that the broken line has there.
        loyalty: f64,
        /// By how many per cent loyalty rises when satisfaction rises by one; NaN where the loyalty there is 0.
        elasticity: Estimate,
    }
}

mirror! {
    /// The satisfaction elasticity of loyalty, by zone and overall.
    LoyaltyElasticity in "goodwill.survey" = core::LoyaltyElasticity {
        /// The zones between the cuts, from the lowest.
        zones: Vec<core::ZoneElasticity>,
        /// The elasticity of one straight line through all answers, at their means.
        overall: Estimate,
        /// Respondents with both answers.
        n: u64,
        /// Respondents with an answer or the weight missing.
        missing: u64,
        /// Whether the respondents count for fewer than 30, after Kish: the normal intervals are then too short.
        small_sample: bool,
    }
}

fn read(weights: Option<ColumnLike<'_, '_>>) -> Reply<Option<Column>> {
    weights.map(|weights| weights.read("weights")).transpose()
}

/// The satisfaction–loyalty curve 满意–忠诚曲线: an isotonic fit without assumptions, and a broken line whose slope in each
/// zone says what a point of satisfaction is worth there.
///
/// `cuts` part satisfaction into zones, for example 3 and 4 on a scale of 1 to 5. The shape is "saturating" (the trap),
/// "steady" or "accelerating", by the change of the slope at the last cut.
///
/// Raises `not_identified` if a zone holds no answers to fit a slope to, `out_of_range` for cuts that do not ascend.
///
/// >>> satisfaction = [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]
/// >>> loyalty = [0.1, 0.0, 0.3, 0.3, 0.5, 0.6, 0.8, 0.8, 0.8, 0.8]
/// >>> curve = gw.survey.satisfaction_curve(satisfaction, loyalty, cuts=[4])
/// >>> curve.shape, curve.plateau, round(curve.zones[0].slope.value, 2)
/// ('saturating', 4.0, 0.25)
///
/// Source: Jones & Sasser 1995; Ayer et al. 1955 (isotonic fit); MacKinnon & White 1985 (standard errors).
#[pyfunction]
#[pyo3(signature = (satisfaction, loyalty, *, cuts, weights = None, level = 0.95))]
pub(crate) fn satisfaction_curve(
    py: Python<'_>,
    satisfaction: ColumnLike<'_, '_>,
    loyalty: ColumnLike<'_, '_>,
    cuts: Thresholds,
    weights: Option<ColumnLike<'_, '_>>,
    level: f64,
) -> Reply<SatisfactionCurve> {
    let level = Level::new("level", level)?;
    let (satisfaction, loyalty) = (satisfaction.read("satisfaction")?, loyalty.read("loyalty")?);
    let weights = read(weights)?;
    let curve = py.detach(|| {
        let weights = weights.as_ref().map(Column::numbers).transpose()?;
        let (satisfaction, loyalty) = (satisfaction.numbers()?, loyalty.numbers()?);
        core::satisfaction_curve(&satisfaction, &loyalty, weights.as_deref(), cuts.values(), level)
    });
    Ok(curve?.into())
}

/// The satisfaction trap 满意陷阱: is loyalty exhausted by meeting basic expectations, while what customers did not think to
/// expect keeps paying?
///
/// `basic` and `latent` are satisfaction with basic 基本期望 and with latent expectations 潜在期望 of the same respondents, on
/// one scale, parted by the same `cuts`.
///
/// Raises as `satisfaction_curve` does.
///
/// >>> basic = [1 + row % 5 for row in range(50)]
/// >>> latent = [1 + row // 5 % 5 for row in range(50)]
/// >>> loyalty = [min(b, 4) + 0.1 * l + 0.01 * (row % 3) for row, (b, l) in enumerate(zip(basic, latent))]
/// >>> got = gw.survey.satisfaction_trap(basic, latent, loyalty, cuts=[3, 4])
/// >>> got.basic.shape, got.latent.shape, got.trap, got.exposed.value
/// ('saturating', 'steady', True, 0.24)
///
/// Source: Jones & Sasser 1995.
#[pyfunction]
#[pyo3(signature = (basic, latent, loyalty, *, cuts, weights = None, level = 0.95))]
pub(crate) fn satisfaction_trap(
    py: Python<'_>,
    basic: ColumnLike<'_, '_>,
    latent: ColumnLike<'_, '_>,
    loyalty: ColumnLike<'_, '_>,
    cuts: Thresholds,
    weights: Option<ColumnLike<'_, '_>>,
    level: f64,
) -> Reply<SatisfactionTrap> {
    let level = Level::new("level", level)?;
    let (basic, latent, loyalty) = (
        basic.read("basic")?,
        latent.read("latent")?,
        loyalty.read("loyalty")?,
    );
    let weights = read(weights)?;
    let trap = py.detach(|| {
        let weights = weights.as_ref().map(Column::numbers).transpose()?;
        let (basic, latent, loyalty) = (basic.numbers()?, latent.numbers()?, loyalty.numbers()?);
        core::satisfaction_trap(
            &basic,
            &latent,
            &loyalty,
            weights.as_deref(),
            cuts.values(),
            level,
        )
    });
    Ok(trap?.into())
}

/// The satisfaction elasticity of loyalty 满意弹性: by how many per cent loyalty rises when satisfaction rises by one per
/// cent, in each zone between the `cuts` and overall.
///
/// Per cent need a zero: `origin` is the answer that means no satisfaction at all, and loyalty may not be negative.
///
/// Raises as `satisfaction_curve` does; `out_of_range` if an answer lies below the origin or loyalty below 0.
///
/// >>> satisfaction = [1, 2, 3, 4, 5] * 2
/// >>> loyalty = [1, 2.1, 3, 3.2, 3.4, 1, 1.9, 3, 3.2, 3.4]
/// >>> got = gw.survey.loyalty_elasticity(satisfaction, loyalty, cuts=[3])
/// >>> [round(zone.elasticity.value, 6) for zone in got.zones]
/// [1.0, 0.25]
///
/// Source: Anderson & Sullivan 1993.
#[pyfunction]
#[pyo3(signature = (satisfaction, loyalty, *, cuts = None, origin = 0.0, weights = None, level = 0.95))]
pub(crate) fn loyalty_elasticity(
    py: Python<'_>,
    satisfaction: ColumnLike<'_, '_>,
    loyalty: ColumnLike<'_, '_>,
    cuts: Option<Thresholds>,
    origin: f64,
    weights: Option<ColumnLike<'_, '_>>,
    level: f64,
) -> Reply<LoyaltyElasticity> {
    let options = core::ElasticityOptions {
        level: Level::new("level", level)?,
        origin,
    };
    let (satisfaction, loyalty) = (satisfaction.read("satisfaction")?, loyalty.read("loyalty")?);
    let weights = read(weights)?;
    let cuts = cuts.as_ref().map_or(&[][..], Thresholds::values);
    let elasticity = py.detach(|| {
        let weights = weights.as_ref().map(Column::numbers).transpose()?;
        let (satisfaction, loyalty) = (satisfaction.numbers()?, loyalty.numbers()?);
        core::loyalty_elasticity(&satisfaction, &loyalty, weights.as_deref(), cuts, &options)
    });
    Ok(elasticity?.into())
}
