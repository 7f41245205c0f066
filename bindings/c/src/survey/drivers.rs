//! What drives an outcome.

use super::items::{Block, goodwill_items};
use crate::boundary::{In, Out, status};
use crate::flat::{Flat, flat, goodwill_estimate};
use crate::library::goodwill_status;
use crate::options::options;
use bytemuck::{Pod, Zeroable};
use goodwill::survey::{self, Driver, DriverOptions, Drivers};

/// How `goodwill_drivers` estimates.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_driver_options {
    /// `sizeof(goodwill_driver_options)`
    pub struct_size: u32,
    /// Resamples of the bootstrap: 100 to 1,000,000, or 0 for no intervals.
    pub resamples: u32,
    /// Confidence level of every interval.
    pub level: f64,
    /// Seed of the bootstrap and of the sampled orders.
    pub seed: u64,
    /// 0 averages over all orders of 20 predictors or fewer, exactly; otherwise over that many random orders, an even
    /// number from 100 to 1,000,000.
    pub sampled_orders: u32,
    /// 0.
    pub reserved: i32,
}
options!(goodwill_driver_options: DriverOptions { resamples, level, seed, sampled_orders } without watch);

/// What one predictor does for an outcome.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_driver {
    /// The part of R squared that is its own: what it adds, averaged over all orders of the predictors (LMG).
    pub lmg: goodwill_estimate,
    /// `lmg` over R squared, in [0, 1]; NaN if nothing is explained.
    pub share: goodwill_estimate,
    /// Johnson's relative weight.
    pub relative_weight: goodwill_estimate,
    /// The standardised regression coefficient.
    pub standardised_beta: goodwill_estimate,
    /// Pratt's measure: the coefficient times the correlation.
    pub pratt: goodwill_estimate,
    /// The correlation with the outcome, by itself.
    pub correlation: goodwill_estimate,
    /// The standard error of `lmg` that comes from sampling orders; 0 if all orders were taken.
    pub sampling_error: f64,
    /// The variance inflation factor of the predictor.
    pub variance_inflation: f64,
}
flat!(Driver => goodwill_driver {
    lmg, share, relative_weight, standardised_beta, pratt, correlation, sampling_error, variance_inflation
});

/// What all predictors do for an outcome together.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_drivers_result {
    /// The share of the outcome's variance that the predictors explain together, in [0, 1].
    pub r_squared: goodwill_estimate,
    /// R squared less what as many predictors explain by chance.
    pub adjusted_r_squared: f64,
    /// Respondents with an answer to everything.
    pub n: u64,
    /// Respondents with an answer or the weight missing: they are left out.
    pub missing: u64,
    /// Kish's effective number of respondents.
    pub effective_n: f64,
    /// Resamples that had no measures; they are left out.
    pub failed_resamples: u32,
    /// 0.
    pub reserved: i32,
}
flat!(Drivers => goodwill_drivers_result {
    r_squared, adjusted_r_squared, n, missing, effective_n, failed_resamples
});

/// Key drivers: how much of the variance of an outcome each predictor explains.
///
/// `outcome` has a value for each respondent of `layout`, the predictors a column; `weights` may be NULL. What each
/// predictor does goes into `drivers`, which has room for `capacity`; `needed` receives their number. `drivers` may be
/// NULL.
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_drivers(
    outcome: In<f64>,
    outcome_stride: usize,
    predictors: In<f64>,
    weights: In<f64>,
    layout: In<goodwill_items>,
    options: In<goodwill_driver_options>,
    out: Out<goodwill_drivers_result>,
    drivers: Out<goodwill_driver>,
    capacity: usize,
    needed: Out<usize>,
) -> goodwill_status {
    status(|| {
        let out = out.required("out")?;
        let block = Block::new(predictors, weights, layout)?;
        let outcome = outcome.column("outcome", outcome_stride, block.n())?;
        let options = options.options()?;
        let got = block.ask("predictors", |items| survey::drivers(&outcome, items, &options))?;
        let rows: Vec<goodwill_driver> = got.predictors.iter().map(|driver| driver.flatten()).collect();
        drivers.fill_rows("drivers", capacity, needed, &rows)?;
        out.write(got.flatten());
        Ok(())
    })
}
