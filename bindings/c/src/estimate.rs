//! Shares, means and rates.

use crate::boundary::{In, Out, returning};
use crate::flat::{goodwill_estimate, parse};
use crate::library::goodwill_status;
use crate::options::options;
use bytemuck::{Pod, Zeroable};
use goodwill::estimate::{MeanOptions, ProportionOptions};
use goodwill::{Estimate, estimate};

/// How `goodwill_proportion` estimates.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_proportion_options {
    /// `sizeof(goodwill_proportion_options)`
    pub struct_size: u32,
    /// How the interval is made: `GOODWILL_PROPORTION_INTERVAL_…`
    pub interval: i32,
    /// Confidence level of the interval.
    pub level: f64,
}
options!(goodwill_proportion_options: ProportionOptions { interval, level });

/// A share `successes / n` with its interval.
///
/// Undefined if `n` is 0; inconsistent if `successes` exceeds `n`.
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_proportion(
    successes: u64,
    n: u64,
    options: In<goodwill_proportion_options>,
    out: Out<goodwill_estimate>,
) -> goodwill_status {
    returning(out, || estimate::proportion(successes, n, &options.options()?))
}

/// The difference `a / n_a - b / n_b` of two independent shares, by Newcombe's hybrid score method.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_proportion_difference(
    a: u64,
    n_a: u64,
    b: u64,
    n_b: u64,
    level: f64,
    out: Out<goodwill_estimate>,
) -> goodwill_status {
    returning(out, || {
        estimate::proportion_difference(a, n_a, b, n_b, parse!(level))
    })
}

/// How `goodwill_mean` estimates.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_mean_options {
    /// `sizeof(goodwill_mean_options)`
    pub struct_size: u32,
    /// 0.
    pub reserved: i32,
    /// Confidence level of the interval.
    pub level: f64,
    /// The size of the finite population the values were drawn from, or `GOODWILL_UNKNOWN`.
    pub population_size: u64,
}
options!(goodwill_mean_options: MeanOptions { level, population_size });

/// The mean of `n` values with Student's t interval. NaN is a missing value and is skipped.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_mean(
    values: In<f64>,
    stride: usize,
    n: usize,
    options: In<goodwill_mean_options>,
    out: Out<goodwill_estimate>,
) -> goodwill_status {
    returning(out, || {
        estimate::mean(&values.column("values", stride, n)?, &options.options()?)
    })
}

/// A rate `events / exposure` with Garwood's exact Poisson interval; its `n` is the number of events.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_poisson_rate(
    events: u64,
    exposure: f64,
    level: f64,
    out: Out<goodwill_estimate>,
) -> goodwill_status {
    returning(out, || {
        estimate::poisson_rate(events, parse!(exposure), parse!(level))
    })
}

/// A number without an interval, taken as known, where an estimate is asked for.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_estimate_given(value: f64, out: Out<goodwill_estimate>) -> goodwill_status {
    returning(out, || Ok(Estimate::given(value)))
}
