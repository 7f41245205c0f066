//! The satisfaction-loyalty curve.

use crate::boundary::{In, Out, returning};
use crate::flat::{Flat, flat, goodwill_estimate, parse};
use crate::library::goodwill_status;
use crate::options::options;
use bytemuck::{Pod, Zeroable};
use goodwill::survey;
use goodwill::survey::{
    CurveLevel, CurveZone, ElasticityOptions, LoyaltyElasticity, SatisfactionCurve, SatisfactionTrap,
    ZoneElasticity,
};

/// The respondents of one level of satisfaction.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_curve_level {
    /// The answer.
    pub satisfaction: f64,
    /// Their mean loyalty.
    pub loyalty: goodwill_estimate,
    /// The isotonic fit.
    pub isotonic: f64,
}
flat!(CurveLevel => goodwill_curve_level { satisfaction, loyalty, isotonic });

/// One zone of the curve.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_curve_zone {
    /// Where it starts: a cut, or the lowest answer.
    pub start: f64,
    /// Where it ends: a cut, or the highest answer.
    pub end: f64,
    /// The share of the respondents in it.
    pub share: goodwill_estimate,
    /// Their mean loyalty.
    pub loyalty: goodwill_estimate,
    /// How much loyalty a point of satisfaction brings in it.
    pub slope: goodwill_estimate,
}
flat!(CurveZone => goodwill_curve_zone { start, end, share, loyalty, slope });

/// How loyalty goes with satisfaction.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_curve_result {
    /// The satisfaction from which the isotonic fit rises no more.
    pub plateau: f64,
    /// The share of the variance of loyalty that the broken line explains; NaN if loyalty does not vary.
    pub r_squared: f64,
    /// Respondents with both answers.
    pub n: u64,
    /// Respondents with an answer or the weight missing.
    pub missing: u64,
    /// What the last change of the slope says: one of `GOODWILL_CURVE_SHAPE_…`.
    pub shape: i32,
    /// 1 if the respondents count for fewer than 30, so that the intervals of the slopes are too short, else 0.
    pub small_sample: i32,
}
flat!(SatisfactionCurve => goodwill_curve_result { plateau, r_squared, n, missing, shape, small_sample });

/// The satisfaction-loyalty curve of `n` respondents: an isotonic fit, and a broken line with a slope between the
/// ascending cuts.
///
/// `weights` may be NULL. `levels` has room for `levels_capacity` rows, or is NULL, and `levels_needed` says how many there
/// are; `zones` has room for one row more than cuts and `changes`, how the slope changes at each cut, for one a cut; either
/// may be NULL.
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_satisfaction_curve(
    satisfaction: In<f64>,
    satisfaction_stride: usize,
    loyalty: In<f64>,
    loyalty_stride: usize,
    weights: In<f64>,
    weights_stride: usize,
    n: usize,
    cuts: In<f64>,
    cut_count: usize,
    level: f64,
    levels: Out<goodwill_curve_level>,
    levels_capacity: usize,
    levels_needed: Out<usize>,
    zones: Out<goodwill_curve_zone>,
    changes: Out<goodwill_estimate>,
    out: Out<goodwill_curve_result>,
) -> goodwill_status {
    returning(out, || {
        let curve = survey::satisfaction_curve(
            &satisfaction.column("satisfaction", satisfaction_stride, n)?,
            &loyalty.column("loyalty", loyalty_stride, n)?,
            weights.optional_column("weights", weights_stride, n)?.as_deref(),
            &cuts.column("cuts", 0, cut_count)?,
            parse!(level),
        )?;
        let rows: Vec<goodwill_curve_level> = curve.levels.iter().copied().map(Flat::flatten).collect();
        levels.fill_rows("levels", levels_capacity, levels_needed, &rows)?;
        zones.fill_if_wanted(|| curve.zones.iter().copied().map(Flat::flatten));
        changes.fill_if_wanted(|| curve.changes.iter().copied().map(Flat::flatten));
        Ok(curve)
    })
}

/// Satisfaction with what is taken for granted against satisfaction beyond it.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_trap_result {
    /// How much more a point is worth in the top zone of latent satisfaction than in that of basic satisfaction.
    pub slope_difference: goodwill_estimate,
    /// The share of the respondents in the top zone of basic satisfaction and not in that of latent satisfaction.
    pub exposed: goodwill_estimate,
    /// The curve of satisfaction with basic expectations.
    pub basic: goodwill_curve_result,
    /// The curve of satisfaction with latent expectations.
    pub latent: goodwill_curve_result,
    /// Respondents with all three answers.
    pub n: u64,
    /// Respondents with an answer or the weight missing.
    pub missing: u64,
    /// 1 if the basic curve is saturating and the latent one is not, else 0.
    pub trap: i32,
    /// 0.
    pub reserved: i32,
}
flat!(SatisfactionTrap => goodwill_trap_result { slope_difference, exposed, basic, latent, n, missing, trap });

/// The satisfaction trap: the curves of satisfaction with basic and with latent expectations of the same `n` respondents,
/// and how their slopes differ at the top.
///
/// `weights` may be NULL; `basic_zones` and `latent_zones` have room for one row more than cuts, or are NULL.
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_satisfaction_trap(
    basic: In<f64>,
    basic_stride: usize,
    latent: In<f64>,
    latent_stride: usize,
    loyalty: In<f64>,
    loyalty_stride: usize,
    weights: In<f64>,
    weights_stride: usize,
    n: usize,
    cuts: In<f64>,
    cut_count: usize,
    level: f64,
    basic_zones: Out<goodwill_curve_zone>,
    latent_zones: Out<goodwill_curve_zone>,
    out: Out<goodwill_trap_result>,
) -> goodwill_status {
    returning(out, || {
        let trap = survey::satisfaction_trap(
            &basic.column("basic", basic_stride, n)?,
            &latent.column("latent", latent_stride, n)?,
            &loyalty.column("loyalty", loyalty_stride, n)?,
            weights.optional_column("weights", weights_stride, n)?.as_deref(),
            &cuts.column("cuts", 0, cut_count)?,
            parse!(level),
        )?;
        basic_zones.fill_if_wanted(|| trap.basic.zones.iter().copied().map(Flat::flatten));
        latent_zones.fill_if_wanted(|| trap.latent.zones.iter().copied().map(Flat::flatten));
        Ok(trap)
    })
}

/// How `goodwill_loyalty_elasticity` estimates.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_elasticity_options {
    /// `sizeof(goodwill_elasticity_options)`
    pub struct_size: u32,
    /// 0.
    pub reserved: i32,
    /// Confidence level of every interval.
    pub level: f64,
    /// The answer that means no satisfaction at all.
    pub origin: f64,
}
options!(goodwill_elasticity_options: ElasticityOptions { level, origin });

/// The elasticity in one zone, at its centre.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_zone_elasticity {
    /// Where the zone starts: a cut, or the lowest answer.
    pub start: f64,
    /// Where it ends: a cut, or the highest answer.
    pub end: f64,
    /// The mean satisfaction of the respondents in it: where the elasticity is taken.
    pub satisfaction: f64,
    /// The loyalty that the broken line has there.
    pub loyalty: f64,
    /// By how many per cent loyalty rises when satisfaction rises by one; NaN where the loyalty there is 0.
    pub elasticity: goodwill_estimate,
}
flat!(ZoneElasticity => goodwill_zone_elasticity { start, end, satisfaction, loyalty, elasticity });

/// The satisfaction elasticity of loyalty over all answers.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_elasticity_result {
    /// The elasticity of one straight line through all answers, at their means.
    pub overall: goodwill_estimate,
    /// Respondents with both answers.
    pub n: u64,
    /// Respondents with an answer or the weight missing.
    pub missing: u64,
    /// 1 if the respondents count for fewer than 30, so that the intervals are too short, else 0.
    pub small_sample: i32,
    /// 0.
    pub reserved: i32,
}
flat!(LoyaltyElasticity => goodwill_elasticity_result { overall, n, missing, small_sample });

/// The satisfaction elasticity of loyalty of `n` respondents, in each zone between the ascending cuts and overall.
///
/// `weights` may be NULL; `zones` has room for one row more than cuts, or is NULL.
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_loyalty_elasticity(
    satisfaction: In<f64>,
    satisfaction_stride: usize,
    loyalty: In<f64>,
    loyalty_stride: usize,
    weights: In<f64>,
    weights_stride: usize,
    n: usize,
    cuts: In<f64>,
    cut_count: usize,
    options: In<goodwill_elasticity_options>,
    zones: Out<goodwill_zone_elasticity>,
    out: Out<goodwill_elasticity_result>,
) -> goodwill_status {
    returning(out, || {
        let elasticity = survey::loyalty_elasticity(
            &satisfaction.column("satisfaction", satisfaction_stride, n)?,
            &loyalty.column("loyalty", loyalty_stride, n)?,
            weights.optional_column("weights", weights_stride, n)?.as_deref(),
            &cuts.column("cuts", 0, cut_count)?,
            &options.options()?,
        )?;
        zones.fill_if_wanted(|| elasticity.zones.iter().copied().map(Flat::flatten));
        Ok(elasticity)
    })
}
