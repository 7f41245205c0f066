//! Importance and performance.

use super::items::{Block, goodwill_items};
use super::tally::goodwill_scale;
use crate::boundary::{In, Out, returning, status};
use crate::flat::{Flat, flat, goodwill_estimate, parse};
use crate::library::goodwill_status;
use crate::options::options;
use bytemuck::{Pod, Zeroable};
use goodwill::survey;
use goodwill::survey::{Ipa, IpaItem, IpaOptions, OpportunityItem};

/// How `goodwill_ipa` and `goodwill_ipa_derived` divide the grid and estimate.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_ipa_options {
    /// `sizeof(goodwill_ipa_options)`
    pub struct_size: u32,
    /// Where the lines cross: `GOODWILL_IPA_CROSSHAIR_…`
    pub crosshair: i32,
    /// The middle of the scale of importance, for a crosshair there; NaN if it is not given.
    pub importance_midpoint: f64,
    /// The middle of the scale of performance, for a crosshair there; NaN if it is not given.
    pub performance_midpoint: f64,
    /// Confidence level of every interval.
    pub level: f64,
    /// Seed of the bootstrap.
    pub seed: u64,
    /// Resamples of the bootstrap, 100 to 1,000,000.
    pub resamples: u32,
    /// 0.
    pub reserved: i32,
}

options!(goodwill_ipa_options: IpaOptions {
    crosshair, importance_midpoint, performance_midpoint, level, seed, resamples
} without watch);

/// One attribute on the grid.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_ipa_item {
    /// Mean importance; without interval where it was given.
    pub importance: goodwill_estimate,
    /// Mean performance.
    pub performance: goodwill_estimate,
    /// Performance less importance over the same respondents; NaN where importance was given.
    pub gap: goodwill_estimate,
    /// The share of resamples that put the attribute in its quadrant.
    pub certainty: f64,
    /// The share of resamples in each quadrant: concentrate, keep up, low priority, possible overkill.
    pub quadrants: [f64; 4],
    /// Respondents who answered all that was asked about the attribute.
    pub n: u64,
    /// Respondents who did not.
    pub missing: u64,
    /// What the attribute asks for: `GOODWILL_IPA_QUADRANT_…`
    pub quadrant: i32,
    /// 0.
    pub reserved: i32,
}
flat!(IpaItem => goodwill_ipa_item { importance, performance, gap, certainty, quadrants, n, missing, quadrant });

/// How the grid is divided.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_ipa_result {
    /// The importance that divides.
    pub importance_crosshair: f64,
    /// The performance that divides.
    pub performance_crosshair: f64,
    /// Respondents who answered about at least one attribute.
    pub n: u64,
    /// Respondents who answered about none, or have no weight.
    pub missing: u64,
    /// 1 if an attribute was answered by fewer than 30.
    pub small_sample: i32,
    /// 0.
    pub reserved: i32,
}
flat!(Ipa => goodwill_ipa_result { importance_crosshair, performance_crosshair, n, missing, small_sample });

/// Importance-performance analysis with stated importance: two blocks of one layout, an item for each attribute.
///
/// `weights` and `options` may be NULL. `rows`, NULL or with room for `layout->items`, gets each attribute in order.
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_ipa(
    importance: In<f64>,
    performance: In<f64>,
    weights: In<f64>,
    layout: In<goodwill_items>,
    options: In<goodwill_ipa_options>,
    rows: Out<goodwill_ipa_item>,
    out: Out<goodwill_ipa_result>,
) -> goodwill_status {
    returning(out, || {
        let options = options.options()?;
        let importance = Block::new(importance, weights, layout)?;
        let performance = Block::new(performance, weights, layout)?;
        let grid = importance.ask("importance", |importance| {
            performance.ask("performance", |performance| {
                survey::ipa(importance.items, performance, &options)
            })
        })?;
        rows.fill_if_wanted(|| grid.items.iter().cloned().map(Flat::flatten));
        Ok(grid)
    })
}

/// Importance-performance analysis with derived importance: `importance` has one number for each attribute, side by side.
///
/// `weights` and `options` may be NULL. `rows`, NULL or with room for `layout->items`, gets each attribute in order.
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_ipa_derived(
    importance: In<f64>,
    performance: In<f64>,
    weights: In<f64>,
    layout: In<goodwill_items>,
    options: In<goodwill_ipa_options>,
    rows: Out<goodwill_ipa_item>,
    out: Out<goodwill_ipa_result>,
) -> goodwill_status {
    returning(out, || {
        let options = options.options()?;
        let performance = Block::new(performance, weights, layout)?;
        let importance = importance.column("importance", 0, performance.items())?;
        let grid = performance.ask("performance", |performance| {
            survey::ipa_derived(&importance, performance, &options)
        })?;
        rows.fill_if_wanted(|| grid.items.iter().cloned().map(Flat::flatten));
        Ok(grid)
    })
}

/// The opportunity score of one outcome: importance + max(importance - satisfaction, 0), both in [0, 10].
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_opportunity_score(
    importance: f64,
    satisfaction: f64,
    out: Out<f64>,
) -> goodwill_status {
    returning(out, || survey::opportunity_score(importance, satisfaction))
}

/// The opportunity of one outcome that customers want.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_opportunity_item {
    /// The share of respondents who find it important.
    pub importance: goodwill_estimate,
    /// The share of respondents who are satisfied.
    pub satisfaction: goodwill_estimate,
    /// The opportunity score, in [0, 20].
    pub score: goodwill_estimate,
    /// Respondents who answered both questions.
    pub n: u64,
    /// Respondents with an answer or the weight missing.
    pub missing: u64,
    /// Respondents with an answer that the scale does not have.
    pub invalid: u64,
    /// 1 if fewer than 30 answered.
    pub small_sample: i32,
    /// 0.
    pub reserved: i32,
}
flat!(OpportunityItem => goodwill_opportunity_item {
    importance, satisfaction, score, n, missing, invalid, small_sample,
});

/// The opportunity scores of outcomes from two blocks of one layout: importance and satisfaction are ten times the share in
/// the `top` best answers of the scale.
///
/// `weights` may be NULL. `rows` has room for `layout->items` and gets each outcome in order.
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_opportunity_scores(
    importance: In<f64>,
    satisfaction: In<f64>,
    weights: In<f64>,
    layout: In<goodwill_items>,
    scale: In<goodwill_scale>,
    top: usize,
    level: f64,
    rows: Out<goodwill_opportunity_item>,
) -> goodwill_status {
    status(|| {
        let rows = rows.required("rows")?;
        let (scale, level) = (scale.given("scale")?, parse!(level));
        let importance = Block::new(importance, weights, layout)?;
        let satisfaction = Block::new(satisfaction, weights, layout)?;
        let scores = importance.ask("importance", |importance| {
            satisfaction.ask("satisfaction", |satisfaction| {
                survey::opportunity_scores(importance.items, satisfaction, &scale, top, level)
            })
        })?;
        rows.fill_if_wanted(|| scores.into_iter().map(Flat::flatten));
        Ok(())
    })
}
