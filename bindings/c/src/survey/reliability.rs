//! Whether items measure one thing, and whether they were answered with care.

use super::items::{Block, goodwill_items};
use crate::boundary::{In, Out, returning, status};
use crate::flat::{Flat, Parse, flat, goodwill_estimate, goodwill_test_result};
use crate::library::goodwill_status;
use crate::options::{Options, options};
use bytemuck::{Pod, Zeroable};
use goodwill::survey::{
    self, CronbachAlpha, ItemStatistics, McDonaldOmega, OmegaOptions, ReliabilityOptions, Speeding,
    SpeedingOptions, StraightLining, StraightLiningOptions,
};
use goodwill::{Error, ErrorCode, Result};

/// How `goodwill_cronbach_alpha` and `goodwill_item_analysis` estimate.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_reliability_options {
    /// `sizeof(goodwill_reliability_options)`
    pub struct_size: u32,
    /// 0.
    pub reserved: i32,
    /// Confidence level of every interval.
    pub level: f64,
}

impl Options for goodwill_reliability_options {
    type Core = ReliabilityOptions;
    fn parse(self) -> Result<ReliabilityOptions> {
        Ok(ReliabilityOptions {
            level: Parse::parse("level", self.level)?,
            ..ReliabilityOptions::default()
        })
    }
    fn defaults() -> Self {
        Self {
            struct_size: size_of::<Self>() as u32,
            reserved: 0,
            level: ReliabilityOptions::default().level.flatten(),
        }
    }
}

/// How `goodwill_mcdonald_omega` estimates.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_omega_options {
    /// `sizeof(goodwill_omega_options)`
    pub struct_size: u32,
    /// Resamples of the bootstrap: 100 to 1,000,000, or 0 for no interval.
    pub resamples: u32,
    /// Confidence level of the interval.
    pub level: f64,
    /// Seed of the bootstrap.
    pub seed: u64,
}

impl Options for goodwill_omega_options {
    type Core = OmegaOptions;
    fn parse(self) -> Result<OmegaOptions> {
        Ok(OmegaOptions {
            level: Parse::parse("level", self.level)?,
            resamples: self.resamples,
            seed: self.seed,
            ..OmegaOptions::default()
        })
    }
    fn defaults() -> Self {
        let core = OmegaOptions::default();
        Self {
            struct_size: size_of::<Self>() as u32,
            resamples: core.resamples,
            level: core.level.flatten(),
            seed: core.seed,
        }
    }
}

/// The numbers of the reverse-keyed items.
fn numbers(items: In<u64>, count: usize) -> Result<Vec<usize>> {
    let items = items.column("reversed", 0, count)?;
    items
        .iter()
        .enumerate()
        .map(|(at, &item)| {
            usize::try_from(item).map_err(|_| {
                Error::new(ErrorCode::OutOfRange, "reversed", "must be the number of an item")
                    .with_value(item)
                    .at(at)
            })
        })
        .collect()
}

/// Coefficient alpha of a set of items.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_alpha {
    /// Alpha of the answers as they are, from covariances.
    pub alpha: goodwill_estimate,
    /// Alpha of the answers in standard deviations; NaN if an item does not vary.
    pub standardised: f64,
    /// The mean correlation of two items; NaN if an item does not vary.
    pub mean_correlation: f64,
    /// The number of items.
    pub items: u64,
    /// Respondents who answered every item.
    pub n: u64,
    /// Respondents with an answer or the weight missing: they are left out.
    pub missing: u64,
    /// Kish's effective number of respondents.
    pub effective_n: f64,
    /// 1 if there are fewer than 30 respondents.
    pub small_sample: i32,
    /// 0.
    pub reserved: i32,
}
flat!(CronbachAlpha => goodwill_alpha {
    alpha, standardised, mean_correlation, items, n, missing, effective_n, small_sample
});

/// Cronbach's alpha of items, with Feldt's interval.
///
/// `reversed` are the numbers of the reverse-keyed items, from 0; there are `reversed_count` of them, and it may be NULL
/// if there are none. `weights` may be NULL.
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_cronbach_alpha(
    answers: In<f64>,
    weights: In<f64>,
    layout: In<goodwill_items>,
    reversed: In<u64>,
    reversed_count: usize,
    options: In<goodwill_reliability_options>,
    out: Out<goodwill_alpha>,
) -> goodwill_status {
    returning(out, || {
        let options = ReliabilityOptions {
            reversed: numbers(reversed, reversed_count)?,
            ..options.options()?
        };
        Block::new(answers, weights, layout)?.ask("answers", |items| survey::cronbach_alpha(items, &options))
    })
}

/// What one item does for the sum of all.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_item_statistics {
    /// The mean answer, as it was given even if the item is reverse-keyed.
    pub mean: goodwill_estimate,
    /// The correlation with the sum of the other items; NaN if the item or the others do not vary.
    pub item_rest: goodwill_estimate,
    /// Cronbach's alpha of the other items; NaN if they are fewer than two or do not vary.
    pub alpha_if_dropped: goodwill_estimate,
    /// The standard deviation of the answers, with n - 1.
    pub standard_deviation: f64,
    /// The correlation with the sum of all items, the item itself among them.
    pub item_total: f64,
    /// The share of the item's variance that the other items explain; NaN if items are combinations of others.
    pub squared_multiple_correlation: f64,
    /// 1 if the item counts backwards.
    pub reversed: i32,
    /// 0.
    pub reserved: i32,
}
flat!(ItemStatistics => goodwill_item_statistics {
    mean, item_rest, alpha_if_dropped, standard_deviation, item_total, squared_multiple_correlation, reversed
});

/// Coefficient alpha, and what each item does for it.
///
/// The items go into `statistics`, which has room for `capacity`; `needed` receives their number. `statistics` may be
/// NULL. All else is as for `goodwill_cronbach_alpha`.
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_item_analysis(
    answers: In<f64>,
    weights: In<f64>,
    layout: In<goodwill_items>,
    reversed: In<u64>,
    reversed_count: usize,
    options: In<goodwill_reliability_options>,
    out: Out<goodwill_alpha>,
    statistics: Out<goodwill_item_statistics>,
    capacity: usize,
    needed: Out<usize>,
) -> goodwill_status {
    status(|| {
        let out = out.required("out")?;
        let options = ReliabilityOptions {
            reversed: numbers(reversed, reversed_count)?,
            ..options.options()?
        };
        let got = Block::new(answers, weights, layout)?
            .ask("answers", |items| survey::item_analysis(items, &options))?;
        let rows: Vec<goodwill_item_statistics> = got.items.iter().map(|item| item.flatten()).collect();
        statistics.fill_rows("statistics", capacity, needed, &rows)?;
        out.write(got.alpha.flatten());
        Ok(())
    })
}

/// Coefficient omega of a set of items.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_omega {
    /// Omega of the answers as they are, in [0, 1].
    pub omega: goodwill_estimate,
    /// Omega of the answers in standard deviations.
    pub standardised: f64,
    /// Bartlett's test that one factor is enough; NaN for three items.
    pub one_factor: goodwill_test_result,
    /// Respondents who answered every item.
    pub n: u64,
    /// Respondents with an answer or the weight missing: they are left out.
    pub missing: u64,
    /// Kish's effective number of respondents.
    pub effective_n: f64,
    /// 1 if an item's own share was held at 0.005 (a Heywood case).
    pub heywood: i32,
    /// Resamples in which no factor was found; they are left out.
    pub failed_resamples: u32,
}
flat!(McDonaldOmega => goodwill_omega {
    omega, standardised, one_factor, n, missing, effective_n, heywood, failed_resamples
});

/// McDonald's omega of items, from a model of one factor.
///
/// `loadings` and `uniquenesses` have room for one number an item; each may be NULL. All else is as for
/// `goodwill_cronbach_alpha`.
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_mcdonald_omega(
    answers: In<f64>,
    weights: In<f64>,
    layout: In<goodwill_items>,
    reversed: In<u64>,
    reversed_count: usize,
    options: In<goodwill_omega_options>,
    out: Out<goodwill_omega>,
    loadings: Out<f64>,
    uniquenesses: Out<f64>,
) -> goodwill_status {
    returning(out, || {
        let options = OmegaOptions {
            reversed: numbers(reversed, reversed_count)?,
            ..options.options()?
        };
        let got = Block::new(answers, weights, layout)?
            .ask("answers", |items| survey::mcdonald_omega(items, &options))?;
        loadings.fill_if_wanted(|| got.loadings.clone());
        uniquenesses.fill_if_wanted(|| got.uniquenesses.clone());
        Ok(got)
    })
}

/// When `goodwill_straight_lining` flags a respondent.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_straight_options {
    /// `sizeof(goodwill_straight_options)`
    pub struct_size: u32,
    /// The number of equal answers one after another that is flagged, 2 or more; 0 flags one answer throughout.
    pub longest_run: u32,
    /// Confidence level of the interval.
    pub level: f64,
    /// How many items a respondent must have answered to be judged, 2 or more.
    pub least_answers: u32,
    /// 0.
    pub reserved: i32,
}
options!(goodwill_straight_options: StraightLiningOptions { longest_run, level, least_answers });

/// How many respondents are flagged.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_flagged {
    /// The share of respondents flagged, in [0, 1].
    pub share: goodwill_estimate,
    /// Respondents flagged.
    pub flagged: u64,
    /// Respondents judged.
    pub n: u64,
    /// Respondents who cannot be judged, or have no weight.
    pub missing: u64,
}
flat!(StraightLining => goodwill_flagged { share, flagged, n, missing });
flat!(Speeding => goodwill_flagged { share, flagged, n, missing });

/// Who gives the same answer to item after item.
///
/// `flags` (1 if flagged), `longest_runs` and `variability` have room for one number a respondent; each may be NULL.
/// `weights` may be NULL.
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_straight_lining(
    answers: In<f64>,
    weights: In<f64>,
    layout: In<goodwill_items>,
    options: In<goodwill_straight_options>,
    out: Out<goodwill_flagged>,
    flags: Out<u8>,
    longest_runs: Out<u32>,
    variability: Out<f64>,
) -> goodwill_status {
    returning(out, || {
        let options = options.options()?;
        let got = Block::new(answers, weights, layout)?
            .ask("answers", |items| survey::straight_lining(items, &options))?;
        flags.fill_if_wanted(|| got.flags.iter().map(|&flag| flag.into()).collect::<Vec<u8>>());
        longest_runs.fill_if_wanted(|| got.longest_runs.clone());
        variability.fill_if_wanted(|| got.variability.clone());
        Ok(got)
    })
}

/// When `goodwill_speeding` flags a respondent.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_speeding_options {
    /// `sizeof(goodwill_speeding_options)`
    pub struct_size: u32,
    /// 0.
    pub reserved: i32,
    /// Confidence level of the interval.
    pub level: f64,
    /// The relative speed from which a respondent is flagged: 2 for twice as fast as usual.
    pub threshold: f64,
    /// The most that one page counts, above the threshold.
    pub cap: f64,
}
options!(goodwill_speeding_options: SpeedingOptions { level, threshold, cap });

/// Who answers much faster than others.
///
/// `times` holds a column for each page, or one for the whole interview. `flags` (1 if flagged) and `speeds` have room
/// for one number a respondent, `medians` for one a page; each may be NULL. `weights` may be NULL.
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_speeding(
    times: In<f64>,
    weights: In<f64>,
    layout: In<goodwill_items>,
    options: In<goodwill_speeding_options>,
    out: Out<goodwill_flagged>,
    flags: Out<u8>,
    speeds: Out<f64>,
    medians: Out<f64>,
) -> goodwill_status {
    returning(out, || {
        let options = options.options()?;
        let got =
            Block::new(times, weights, layout)?.ask("times", |items| survey::speeding(items, &options))?;
        flags.fill_if_wanted(|| got.flags.iter().map(|&flag| flag.into()).collect::<Vec<u8>>());
        speeds.fill_if_wanted(|| got.speeds.clone());
        medians.fill_if_wanted(|| got.medians.clone());
        Ok(got)
    })
}
