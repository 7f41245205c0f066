//! Net promoter score.

use super::items::{Block, goodwill_items};
use super::of_type;
use super::scores::{goodwill_group_difference, goodwill_group_test};
use super::tally::{goodwill_tally, tally_of};
use super::{
    GOODWILL_TYPE_DOUBLE, GOODWILL_TYPE_FLOAT, GOODWILL_TYPE_INT8, GOODWILL_TYPE_INT16, GOODWILL_TYPE_INT32,
    GOODWILL_TYPE_INT64, GOODWILL_TYPE_UINT8,
};
use crate::boundary::{In, Out, null, returning, status};
use crate::flat::{Flat, flat, goodwill_estimate, goodwill_test_result, parse};
use crate::library::goodwill_status;
use crate::options::options;
use bytemuck::{Pod, Zeroable};
use goodwill::survey::{
    Nps, NpsCounts, NpsDifferenceOptions, NpsOfUnits, NpsOptions, NpsPaired, NpsPairedOptions,
    NpsSampleSizeOptions, NpsScoring, NpsWavesOptions, NpsWeighted, NpsWeightedOptions,
};
use goodwill::{Error, ErrorCode, Result, survey};
use std::ffi::c_void;

/// How many of the answers are promoters, passives, detractors, and missing.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_nps_counts {
    /// Answers of 9 and 10.
    pub promoters: u64,
    /// Answers of 7 and 8.
    pub passives: u64,
    /// Answers of 0 to 6.
    pub detractors: u64,
    /// Answers not given.
    pub missing: u64,
}
flat!(NpsCounts => goodwill_nps_counts { promoters, passives, detractors, missing });

impl From<goodwill_nps_counts> for NpsCounts {
    fn from(counts: goodwill_nps_counts) -> Self {
        let goodwill_nps_counts {
            promoters,
            passives,
            detractors,
            missing,
        } = counts;
        Self {
            promoters,
            passives,
            detractors,
            missing,
        }
    }
}

/// How `goodwill_nps` reads and estimates.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_nps_options {
    /// `sizeof(goodwill_nps_options)`
    pub struct_size: u32,
    /// How the interval of the score is made: `GOODWILL_NPS_INTERVAL_…`
    pub interval: i32,
    /// Confidence level of every interval.
    pub level: f64,
    /// Seed of the bootstrap.
    pub seed: u64,
    /// Resamples of the bootstrap, 100 to 1,000,000.
    pub resamples: u32,
    /// The number that stands for "no answer", or `GOODWILL_NONE`.
    pub missing_code: i32,
    /// What to do with an answer between two whole numbers: `GOODWILL_FRACTIONAL_SCORES_…`
    pub fractional: i32,
    /// 0.
    pub reserved: i32,
}
options!(goodwill_nps_options: NpsOptions { interval, level, seed, resamples }
    + scoring: NpsScoring { missing_code, fractional });

/// A net promoter score, the shares it comes from, and the counts behind them.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_nps_result {
    /// The net promoter score, in [-1, 1].
    pub score: goodwill_estimate,
    /// The share of promoters.
    pub promoters: goodwill_estimate,
    /// The share of passives.
    pub passives: goodwill_estimate,
    /// The share of detractors.
    pub detractors: goodwill_estimate,
    /// The counts behind the shares.
    pub counts: goodwill_nps_counts,
    /// 1 if at least 100 answered and nobody gave a 0: the question may have been put on 1 to 10. Nothing is recoded.
    pub suspect_scale: i32,
    /// 0.
    pub reserved: i32,
}
flat!(Nps => goodwill_nps_result { score, promoters, passives, detractors, counts, suspect_scale });

/// The net promoter score of `n` answers on the scale of 0 to 10, of the type `GOODWILL_TYPE_…`.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_nps(
    scores: In<c_void>,
    scores_type: i32,
    scores_stride: usize,
    n: usize,
    options: In<goodwill_nps_options>,
    out: Out<goodwill_nps_result>,
) -> goodwill_status {
    returning(out, || {
        of_type!(scores_type, T => {
            survey::nps(&scores.of::<T>().column("scores", scores_stride, n)?, &options.options()?)
        })
    })
}

/// The net promoter score of counted answers.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_nps_from_counts(
    counts: In<goodwill_nps_counts>,
    options: In<goodwill_nps_options>,
    out: Out<goodwill_nps_result>,
) -> goodwill_status {
    returning(out, || {
        survey::nps_from_counts(&one("counts", counts)?, &options.options()?)
    })
}

/// The net promoter score of a tally of answers from 0 to 10; another scale is refused.
///
/// Thread safety: any number of threads may read the same tally.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_nps_from_tally(
    tally: Option<&goodwill_tally>,
    options: In<goodwill_nps_options>,
    out: Out<goodwill_nps_result>,
) -> goodwill_status {
    returning(out, || Nps::from_tally(tally_of(tally)?, &options.options()?))
}

/// How `goodwill_nps_waves` reads and estimates.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_waves_options {
    /// `sizeof(goodwill_waves_options)`
    pub struct_size: u32,
    /// How the interval of a change is made where respondents have no weights: `GOODWILL_NPS_PAIRED_INTERVAL_…`
    pub interval: i32,
    /// Confidence level of every interval.
    pub level: f64,
    /// How the p-values of the changes are adjusted for their number: `GOODWILL_ADJUSTMENT_…`
    pub adjustment: i32,
    /// The number that stands for "no answer", or `GOODWILL_NONE`.
    pub missing_code: i32,
    /// What to do with an answer between two whole numbers: `GOODWILL_FRACTIONAL_SCORES_…`
    pub fractional: i32,
    /// 0.
    pub reserved: i32,
}
options!(goodwill_waves_options: NpsWavesOptions { interval, level, adjustment }
    + scoring: NpsScoring { missing_code, fractional });

/// Several waves of the same respondents.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_waves_result {
    /// Whether the score changed at all.
    pub omnibus: goodwill_group_test,
    /// Respondents who answered every wave.
    pub n: u64,
    /// Respondents with an answer or the weight missing: they are left out.
    pub missing: u64,
    /// Kish's effective number of respondents: what weights leave of `n`.
    pub effective_n: f64,
    /// How the p-values of the changes are adjusted: `GOODWILL_ADJUSTMENT_…`
    pub adjustment: i32,
    /// 1 if fewer than 30 respondents answered every wave.
    pub small_sample: i32,
}

/// The net promoter score of the same respondents over several waves, which are the items of the block `answers`.
///
/// `weights` may be NULL. `waves` receives the score of each wave and `covariance` their covariances, row by row; both
/// may be NULL. `changes` has room for `capacity` pairs of waves, n (n - 1) / 2 are needed, and `needed` receives their
/// number; `changes`, `needed` and `out` may be NULL.
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_nps_waves(
    answers: In<f64>,
    weights: In<f64>,
    layout: In<goodwill_items>,
    options: In<goodwill_waves_options>,
    waves: Out<goodwill_estimate>,
    covariance: Out<f64>,
    changes: Out<goodwill_group_difference>,
    capacity: usize,
    needed: Out<usize>,
    out: Out<goodwill_waves_result>,
) -> goodwill_status {
    status(|| {
        let options = options.options()?;
        let block = Block::new(answers, weights, layout)?;
        let got = block.ask("answers", |items| survey::nps_waves(items, &options))?;
        let flat: Vec<goodwill_group_difference> =
            got.changes.iter().map(|&change| change.flatten()).collect();
        changes.fill_rows("changes", capacity, needed, &flat)?;
        waves.fill_if_wanted(|| got.waves.iter().map(|&wave| wave.flatten()));
        covariance.fill_if_wanted(|| got.covariance.iter().flatten().copied());
        out.write(goodwill_waves_result {
            omnibus: got.omnibus.flatten(),
            n: got.n,
            missing: got.missing,
            effective_n: got.effective_n,
            adjustment: got.adjustment.flatten(),
            small_sample: got.small_sample.flatten(),
        });
        Ok(())
    })
}

/// The counts of `n` answers on the scale of 0 to 10, of the type `GOODWILL_TYPE_…`. Counts of batches add up.
///
/// Of the options only `missing_code` and `fractional` matter.
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_nps_count_scores(
    scores: In<c_void>,
    scores_type: i32,
    scores_stride: usize,
    n: usize,
    options: In<goodwill_nps_options>,
    out: Out<goodwill_nps_counts>,
) -> goodwill_status {
    returning(out, || {
        let scoring = options.options()?.scoring;
        of_type!(scores_type, T => {
            NpsCounts::from_scores(&scores.of::<T>().column("scores", scores_stride, n)?, &scoring)
        })
    })
}

/// How `goodwill_nps_weighted` reads and estimates.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_nps_weighted_options {
    /// `sizeof(goodwill_nps_weighted_options)`
    pub struct_size: u32,
    /// The number that stands for "no answer", or `GOODWILL_NONE`.
    pub missing_code: i32,
    /// What to do with an answer between two whole numbers: `GOODWILL_FRACTIONAL_SCORES_…`
    pub fractional: i32,
    /// 0.
    pub reserved: i32,
    /// Confidence level of every interval.
    pub level: f64,
}
options!(goodwill_nps_weighted_options: NpsWeightedOptions { level }
    + scoring: NpsScoring { missing_code, fractional });

/// A net promoter score of weighted answers.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_nps_weighted_result {
    /// The weighted score, in [-1, 1]; `n` is the number of respondents.
    pub score: goodwill_estimate,
    /// The weighted share of promoters.
    pub promoters: goodwill_estimate,
    /// The weighted share of passives.
    pub passives: goodwill_estimate,
    /// The weighted share of detractors.
    pub detractors: goodwill_estimate,
    /// Kish's effective number of respondents.
    pub effective_n: f64,
    /// Rows whose answer or weight is missing.
    pub missing: u64,
}
flat!(NpsWeighted => goodwill_nps_weighted_result { score, promoters, passives, detractors, effective_n, missing });

/// The net promoter score of `n` answers with weights.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_nps_weighted(
    scores: In<c_void>,
    scores_type: i32,
    scores_stride: usize,
    weights: In<f64>,
    weights_stride: usize,
    n: usize,
    options: In<goodwill_nps_weighted_options>,
    out: Out<goodwill_nps_weighted_result>,
) -> goodwill_status {
    returning(out, || {
        let weights = weights.column("weights", weights_stride, n)?;
        of_type!(scores_type, T => {
            let scores = scores.of::<T>();
            survey::nps_weighted(&scores.column("scores", scores_stride, n)?, &weights, &options.options()?)
        })
    })
}

/// The net promoter score of a tally of answers from 0 to 10 with weights; of the options, the level counts.
///
/// Thread safety: any number of threads may read the same tally.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_nps_weighted_tally(
    tally: Option<&goodwill_tally>,
    options: In<goodwill_nps_weighted_options>,
    out: Out<goodwill_nps_weighted_result>,
) -> goodwill_status {
    returning(out, || {
        NpsWeighted::from_tally(tally_of(tally)?, options.options()?.level)
    })
}

/// How `goodwill_nps_difference` estimates.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_nps_diff_options {
    /// `sizeof(goodwill_nps_diff_options)`
    pub struct_size: u32,
    /// How the interval is made: `GOODWILL_NPS_DIFFERENCE_INTERVAL_…`
    pub interval: i32,
    /// Confidence level of the interval.
    pub level: f64,
}
options!(goodwill_nps_diff_options: NpsDifferenceOptions { interval, level });

/// The difference of the net promoter scores of two independent samples, `a` less `b`.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_nps_difference(
    a: In<goodwill_nps_counts>,
    b: In<goodwill_nps_counts>,
    options: In<goodwill_nps_diff_options>,
    out: Out<goodwill_estimate>,
) -> goodwill_status {
    returning(out, || {
        survey::nps_difference(&one("a", a)?, &one("b", b)?, &options.options()?)
    })
}

/// How `goodwill_nps_paired` reads and estimates.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_nps_paired_options {
    /// `sizeof(goodwill_nps_paired_options)`
    pub struct_size: u32,
    /// How the interval of the difference is made: `GOODWILL_NPS_PAIRED_INTERVAL_…`
    pub interval: i32,
    /// Confidence level of every interval.
    pub level: f64,
    /// The number that stands for "no answer", or `GOODWILL_NONE`.
    pub missing_code: i32,
    /// What to do with an answer between two whole numbers: `GOODWILL_FRACTIONAL_SCORES_…`
    pub fractional: i32,
}
options!(goodwill_nps_paired_options: NpsPairedOptions { interval, level }
    + scoring: NpsScoring { missing_code, fractional });

/// Two waves of the same respondents.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_nps_paired_result {
    /// Score of the second wave less score of the first.
    pub difference: goodwill_estimate,
    /// The score of the first wave among those who answered both.
    pub first: goodwill_estimate,
    /// The score of the second wave among those who answered both.
    pub second: goodwill_estimate,
    /// The correlation of a respondent's two groups; NaN if everybody was alike in a wave.
    pub correlation: f64,
    /// Respondents with either answer missing: they are left out.
    pub missing: u64,
}
flat!(NpsPaired => goodwill_nps_paired_result { difference, first, second, correlation, missing });

/// The change of the score between two waves of the same `n` respondents, row by row.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_nps_paired(
    first: In<c_void>,
    first_stride: usize,
    second: In<c_void>,
    second_stride: usize,
    scores_type: i32,
    n: usize,
    options: In<goodwill_nps_paired_options>,
    out: Out<goodwill_nps_paired_result>,
) -> goodwill_status {
    returning(out, || {
        of_type!(scores_type, T => {
            let first = first.of::<T>();
            let second = second.of::<T>();
            survey::nps_paired(
                &first.column("first", first_stride, n)?,
                &second.column("second", second_stride, n)?,
                &options.options()?,
            )
        })
    })
}

/// Whether `n` samples share one distribution over promoters, passives and detractors: Pearson's chi-squared.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_nps_homogeneity(
    samples: In<goodwill_nps_counts>,
    samples_stride: usize,
    n: usize,
    out: Out<goodwill_test_result>,
) -> goodwill_status {
    returning(out, || {
        survey::nps_homogeneity(&all("samples", samples, samples_stride, n)?)
    })
}

/// The net promoter score of several units.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_nps_of_units_result {
    /// The score of all respondents: every respondent counts the same.
    pub pooled: goodwill_estimate,
    /// The mean of the units' scores: every unit counts the same.
    pub mean_of_units: goodwill_estimate,
    /// The number of units.
    pub units: u64,
}
flat!(NpsOfUnits => goodwill_nps_of_units_result { pooled, mean_of_units, units });

/// The net promoter score of `n` units, pooled and as the mean of the units.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_nps_of_units(
    units: In<goodwill_nps_counts>,
    units_stride: usize,
    n: usize,
    level: f64,
    out: Out<goodwill_nps_of_units_result>,
) -> goodwill_status {
    returning(out, || {
        survey::nps_of_units(&all("units", units, units_stride, n)?, parse!(level))
    })
}

/// What `goodwill_nps_sample_size` assumes.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_nps_size_options {
    /// `sizeof(goodwill_nps_size_options)`
    pub struct_size: u32,
    /// 0.
    pub reserved: i32,
    /// Confidence level of the interval to be made.
    pub level: f64,
    /// The expected share of promoters.
    pub promoters: f64,
    /// The expected share of detractors.
    pub detractors: f64,
    /// The number of customers there are, or `GOODWILL_UNKNOWN`.
    pub population_size: u64,
}
options!(goodwill_nps_size_options: NpsSampleSizeOptions { level, promoters, detractors, population_size });

/// How many answers give the score an interval of plus or minus `margin` (0.05 for 5 points).
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_nps_sample_size(
    margin: f64,
    options: In<goodwill_nps_size_options>,
    out: Out<u64>,
) -> goodwill_status {
    returning(out, || {
        survey::nps_sample_size(parse!(margin), &options.options()?)
    })
}
fn one(parameter: &'static str, counts: In<goodwill_nps_counts>) -> Result<NpsCounts> {
    counts.read().map(NpsCounts::from).ok_or_else(|| null(parameter))
}

fn all(
    parameter: &'static str,
    counts: In<goodwill_nps_counts>,
    stride: usize,
    n: usize,
) -> Result<Vec<NpsCounts>> {
    let counts = counts.column(parameter, stride, n)?;
    Ok(counts.iter().copied().map(NpsCounts::from).collect())
}
