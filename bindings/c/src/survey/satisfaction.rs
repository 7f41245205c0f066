//! Satisfaction.

use crate::boundary::{In, Out, returning};
use crate::flat::{flat, goodwill_estimate, parse};
use crate::library::goodwill_status;
use crate::options::options;
use bytemuck::{Pod, Zeroable};
use goodwill::survey;
use goodwill::survey::{Satisfaction, SatisfactionOptions};

/// How `goodwill_satisfaction` estimates.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_satisfaction_options {
    /// `sizeof(goodwill_satisfaction_options)`
    pub struct_size: u32,
    /// 0.
    pub reserved: i32,
    /// Confidence level of every interval.
    pub level: f64,
    /// How far perception may lie from expectation and still equal it, in the units of the scale.
    pub tolerance: f64,
}
options!(goodwill_satisfaction_options: SatisfactionOptions { level, tolerance });

/// Perception against expectation over many customers.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_satisfaction_result {
    /// The mean of the customers' own ratios b/a; NaN, with `n` = 0, if nobody expected anything.
    pub mean_of_ratios: goodwill_estimate,
    /// The ratio of the means; NaN if nobody expected anything.
    pub ratio_of_means: goodwill_estimate,
    /// The mean gap b - a, in the units of the scale.
    pub mean_gap: goodwill_estimate,
    /// The share of customers who got more than they expected.
    pub above: goodwill_estimate,
    /// The share of customers who got what they expected.
    pub equal: goodwill_estimate,
    /// The share of customers who got less than they expected.
    pub below: goodwill_estimate,
    /// The number of customers with both answers.
    pub n: u64,
    /// Customers with either answer missing.
    pub missing: u64,
    /// Customers who expected nothing: they have no ratio, but a gap and a state.
    pub undefined_ratios: u64,
}
flat!(Satisfaction => goodwill_satisfaction_result {
    mean_of_ratios, ratio_of_means, mean_gap, above, equal, below, n, missing, undefined_ratios,
});

/// Satisfaction of `n` customers, row by row: ratio, gap and states, with a weight each or NULL. NaN is a missing answer.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_satisfaction(
    perceived: In<f64>,
    perceived_stride: usize,
    expected: In<f64>,
    expected_stride: usize,
    weights: In<f64>,
    weights_stride: usize,
    n: usize,
    options: In<goodwill_satisfaction_options>,
    out: Out<goodwill_satisfaction_result>,
) -> goodwill_status {
    returning(out, || {
        survey::satisfaction(
            &perceived.column("perceived", perceived_stride, n)?,
            &expected.column("expected", expected_stride, n)?,
            weights.optional_column("weights", weights_stride, n)?.as_deref(),
            &options.options()?,
        )
    })
}

/// Customer satisfaction C = b/a: what was perceived over what was expected. Undefined if nothing was.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_satisfaction_ratio(
    perceived: f64,
    expected: f64,
    out: Out<f64>,
) -> goodwill_status {
    returning(out, || {
        survey::satisfaction_ratio(parse!(perceived), parse!(expected))
    })
}

/// The disconfirmation gap b - a: what was perceived less what was expected.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_satisfaction_gap(perceived: f64, expected: f64, out: Out<f64>) -> goodwill_status {
    returning(out, || survey::satisfaction_gap(perceived, expected))
}

/// The circulating form "expected less perceived": always refused, the message names the sound ones.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_satisfaction_reversed(
    perceived: f64,
    expected: f64,
    out: Out<f64>,
) -> goodwill_status {
    returning(out, || survey::satisfaction_reversed(perceived, expected))
}

/// Whether perception is above, equal to (within `tolerance`) or below expectation: `GOODWILL_SATISFACTION_STATE_…`
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_satisfaction_state(
    perceived: f64,
    expected: f64,
    tolerance: f64,
    out: Out<i32>,
) -> goodwill_status {
    returning(out, || {
        survey::satisfaction_state(perceived, expected, parse!(tolerance))
    })
}
