//! Scores of one item, and groups against each other.

use super::items::{Block, goodwill_items};
use super::tally::{goodwill_scale, goodwill_tally, tally_of};
use crate::boundary::{In, Out, returning, status};
use crate::estimate::{goodwill_mean_options, goodwill_proportion_options};
use crate::flat::{Flat, flat, goodwill_estimate, parse};
use crate::library::goodwill_status;
use crate::options::{Options, options};
use bytemuck::{Pod, Zeroable};
use goodwill::survey::{
    CompareOptions, CsatOptions, EffortOptions, FrequencyRow, GroupDifference, GroupTest, ItemScore,
    MeanSampleSizeOptions, NetBoxOptions, Scale, ShareSampleSizeOptions, Tally,
};
use goodwill::{Error, ErrorCode, Result, survey};

/// A figure of one item, with who stands behind it.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_item_score {
    /// The figure; its `n` is the number of valid answers.
    pub score: goodwill_estimate,
    /// Kish's effective number of respondents: what weights leave of `n`.
    pub effective_n: f64,
    /// Answers not given.
    pub missing: u64,
    /// Answers that the scale does not have.
    pub invalid: u64,
    /// Which figure it is: `GOODWILL_MEASURE_…`
    pub measure: i32,
    /// How many of the best answers count in it; 0 where it is no share.
    pub top: u32,
    /// How many of the worst answers count in it; 0 where it is no share.
    pub bottom: u32,
    /// 1 if fewer than 30 respondents stand behind an interval that leans on the normal distribution.
    pub small_sample: i32,
}
flat!(ItemScore => goodwill_item_score { score, effective_n, missing, invalid, measure, top, bottom, small_sample });

/// One answer of a scale: who gave it.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_answer_row {
    /// Their share of the valid answers.
    pub share: goodwill_estimate,
    /// The share of this answer and all lower ones.
    pub cumulative: f64,
    /// Their weights added up; the count, where respondents have none.
    pub weight: f64,
    /// How many gave it.
    pub count: u64,
    /// The answer.
    pub answer: i32,
    /// 0.
    pub reserved: i32,
}
flat!(FrequencyRow => goodwill_answer_row { share, cumulative, weight, count, answer });

/// How often each answer was given.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_answer_table {
    /// Valid answers: the base of the shares.
    pub n: u64,
    /// Answers not given.
    pub missing: u64,
    /// Answers that the scale does not have.
    pub invalid: u64,
    /// Kish's effective number of respondents: what weights leave of `n`.
    pub effective_n: f64,
    /// The lowest answer that at least half the respondents do not exceed.
    pub median: i32,
    /// The most frequent answer; of several, the lowest.
    pub mode: i32,
    /// 1 if fewer than 30 respondents stand behind intervals that lean on the normal distribution.
    pub small_sample: i32,
    /// 0.
    pub reserved: i32,
}

/// The frequency table of an item, from the lowest answer up.
///
/// `rows` has room for `capacity` answers, as many as the scale has points are needed, and `needed` receives their
/// number. Each of `rows`, `needed` and `out` may be NULL.
/// Thread safety: any number of threads may read the same tally.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_frequency_table(
    tally: Option<&goodwill_tally>,
    options: In<goodwill_proportion_options>,
    rows: Out<goodwill_answer_row>,
    capacity: usize,
    needed: Out<usize>,
    out: Out<goodwill_answer_table>,
) -> goodwill_status {
    status(|| {
        let table = survey::frequency_table(tally_of(tally)?, &options.options()?)?;
        let flat: Vec<goodwill_answer_row> = table.rows.iter().map(|&row| row.flatten()).collect();
        rows.fill_rows("rows", capacity, needed, &flat)?;
        out.write(goodwill_answer_table {
            n: table.n,
            missing: table.missing,
            invalid: table.invalid,
            effective_n: table.effective_n,
            median: table.median,
            mode: table.mode,
            small_sample: table.small_sample.flatten(),
            reserved: 0,
        });
        Ok(())
    })
}

/// The mean answer of an item, in points of its scale, with Student's t interval.
///
/// Thread safety: any number of threads may read the same tally.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_mean_score(
    tally: Option<&goodwill_tally>,
    options: In<goodwill_mean_options>,
    out: Out<goodwill_item_score>,
) -> goodwill_status {
    returning(out, || survey::mean_score(tally_of(tally)?, &options.options()?))
}

/// The mean from 0, the worst answer, to 1, the best: (mean - min) / (max - min) where high is good.
///
/// Thread safety: any number of threads may read the same tally.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_rescaled_score(
    tally: Option<&goodwill_tally>,
    options: In<goodwill_mean_options>,
    out: Out<goodwill_item_score>,
) -> goodwill_status {
    returning(out, || {
        survey::rescaled_score(tally_of(tally)?, &options.options()?)
    })
}

/// The share of the `k` best answers.
///
/// Thread safety: any number of threads may read the same tally.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_top_box(
    tally: Option<&goodwill_tally>,
    k: u32,
    options: In<goodwill_proportion_options>,
    out: Out<goodwill_item_score>,
) -> goodwill_status {
    returning(out, || survey::top_box(tally_of(tally)?, k, &options.options()?))
}

/// The share of the `k` worst answers.
///
/// Thread safety: any number of threads may read the same tally.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_bottom_box(
    tally: Option<&goodwill_tally>,
    k: u32,
    options: In<goodwill_proportion_options>,
    out: Out<goodwill_item_score>,
) -> goodwill_status {
    returning(out, || {
        survey::bottom_box(tally_of(tally)?, k, &options.options()?)
    })
}

/// How `goodwill_net_box` estimates.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_net_box_options {
    /// `sizeof(goodwill_net_box_options)`
    pub struct_size: u32,
    /// How the interval is made where respondents have no weights: `GOODWILL_NPS_INTERVAL_…`
    pub interval: i32,
    /// Confidence level of the interval.
    pub level: f64,
    /// Seed of the bootstrap.
    pub seed: u64,
    /// Resamples of the bootstrap, 100 to 1,000,000.
    pub resamples: u32,
    /// 0.
    pub reserved: i32,
}
options!(goodwill_net_box_options: NetBoxOptions { interval, level, seed, resamples });

/// The share of the `top` best answers less the share of the `bottom` worst, in [-1, 1].
///
/// Thread safety: any number of threads may read the same tally.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_net_box(
    tally: Option<&goodwill_tally>,
    top: u32,
    bottom: u32,
    options: In<goodwill_net_box_options>,
    out: Out<goodwill_item_score>,
) -> goodwill_status {
    returning(out, || {
        survey::net_box(tally_of(tally)?, top, bottom, &options.options()?)
    })
}

/// Willingness to recommend on a scale of five points.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_willingness_result {
    /// The five answers, from the lowest up.
    pub rows: [goodwill_answer_row; 5],
    /// The mean answer, in points.
    pub mean: goodwill_estimate,
    /// The share of the two best answers.
    pub willing: goodwill_estimate,
    /// The share of the two worst answers.
    pub unwilling: goodwill_estimate,
    /// Valid answers: the base of the shares.
    pub n: u64,
    /// Answers not given.
    pub missing: u64,
    /// Answers that the scale does not have.
    pub invalid: u64,
    /// Kish's effective number of respondents: what weights leave of `n`.
    pub effective_n: f64,
    /// 1 if fewer than 30 respondents answered: the interval of the mean is a rough one.
    pub small_sample: i32,
    /// 0.
    pub reserved: i32,
}

/// Willingness to recommend on five points: counts, shares, mean, the willing and the unwilling.
///
/// Thread safety: any number of threads may read the same tally.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_recommend_willingness(
    tally: Option<&goodwill_tally>,
    options: In<goodwill_proportion_options>,
    out: Out<goodwill_willingness_result>,
) -> goodwill_status {
    returning(out, || {
        let would = survey::recommend_willingness(tally_of(tally)?, &options.options()?)?;
        let mut rows = [Zeroable::zeroed(); 5];
        for (flat, &row) in rows.iter_mut().zip(&would.rows) {
            *flat = row.flatten();
        }
        Ok(goodwill_willingness_result {
            rows,
            mean: would.mean.flatten(),
            willing: would.willing.flatten(),
            unwilling: would.unwilling.flatten(),
            n: would.n,
            missing: would.missing,
            invalid: would.invalid,
            effective_n: would.effective_n,
            small_sample: would.small_sample.flatten(),
            reserved: 0,
        })
    })
}

/// How `goodwill_csat` scores and estimates.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_csat_options {
    /// `sizeof(goodwill_csat_options)`
    pub struct_size: u32,
    /// What the score is: `GOODWILL_CSAT_MEASURE_…`
    pub measure: i32,
    /// Confidence level of the interval.
    pub level: f64,
    /// How many of the best answers are "satisfied".
    pub top: u32,
    /// How the interval of a share is made: `GOODWILL_PROPORTION_INTERVAL_…`
    pub interval: i32,
}
options!(goodwill_csat_options: CsatOptions { measure, level, top, interval });

/// Customer satisfaction score: the share of the two best answers unless another measure is asked for.
///
/// Thread safety: any number of threads may read the same tally.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_csat(
    tally: Option<&goodwill_tally>,
    options: In<goodwill_csat_options>,
    out: Out<goodwill_item_score>,
) -> goodwill_status {
    returning(out, || survey::csat(tally_of(tally)?, &options.options()?))
}

/// How `goodwill_effort_score` estimates.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_effort_options {
    /// `sizeof(goodwill_effort_options)`
    pub struct_size: u32,
    /// How the interval of a share is made: `GOODWILL_PROPORTION_INTERVAL_…`
    pub interval: i32,
    /// Confidence level of the interval.
    pub level: f64,
    /// How many of the best answers count, or `GOODWILL_UNKNOWN` for what is usual on seven points.
    pub top: u64,
    /// How many of the worst answers count in a net share, or `GOODWILL_UNKNOWN` for what is usual on seven points.
    pub bottom: u64,
    /// How the interval of a net share is made: `GOODWILL_NPS_INTERVAL_…`
    pub net_interval: i32,
    /// 0.
    pub reserved: i32,
}
options!(goodwill_effort_options: EffortOptions { interval, level, top, bottom, net_interval });

/// Customer effort score: the mean, the share of the best answers, or their net share, `GOODWILL_EFFORT_MEASURE_…`.
///
/// Thread safety: any number of threads may read the same tally.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_effort_score(
    tally: Option<&goodwill_tally>,
    measure: i32,
    options: In<goodwill_effort_options>,
    out: Out<goodwill_item_score>,
) -> goodwill_status {
    returning(out, || {
        survey::effort_score(tally_of(tally)?, parse!(measure), &options.options()?)
    })
}

/// Customers who give the best answer to every item at once.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_secure_result {
    /// The share of them.
    pub secure: goodwill_estimate,
    /// Respondents who answered every item.
    pub n: u64,
    /// Respondents with an answer or the weight missing.
    pub missing: u64,
    /// Respondents with an answer that its scale does not have.
    pub invalid: u64,
    /// Kish's effective number of respondents: what weights leave of `n`.
    pub effective_n: f64,
    /// 1 if fewer than 30 respondents stand behind an interval that leans on the normal distribution.
    pub small_sample: i32,
    /// 0.
    pub reserved: i32,
}

/// The secure customer index: the share that gives the best answer to satisfaction, repurchase and recommendation at once.
///
/// `scales` has a scale for each item. `each`, which may be NULL, receives for each item the share of its best answer;
/// `weights` may be NULL.
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_secure_customers(
    answers: In<f64>,
    weights: In<f64>,
    layout: In<goodwill_items>,
    scales: In<goodwill_scale>,
    options: In<goodwill_proportion_options>,
    each: Out<goodwill_estimate>,
    out: Out<goodwill_secure_result>,
) -> goodwill_status {
    returning(out, || {
        let options = options.options()?;
        let block = Block::new(answers, weights, layout)?;
        let got = block.ask("answers", |items| {
            let scales = scales.column("scales", 0, items.items.len())?;
            let scales: Result<Vec<Scale>> = scales.iter().map(scale_given).collect();
            survey::secure_customers(items, &scales?, &options)
        })?;
        each.fill_if_wanted(|| got.each.iter().map(|&share| share.flatten()));
        Ok(goodwill_secure_result {
            secure: got.secure.flatten(),
            n: got.n,
            missing: got.missing,
            invalid: got.invalid,
            effective_n: got.effective_n,
            small_sample: got.small_sample.flatten(),
            reserved: 0,
        })
    })
}

/// One scale of several: each begins with its size.
fn scale_given(scale: &goodwill_scale) -> Result<Scale> {
    if scale.struct_size as usize != size_of::<goodwill_scale>() {
        let reason = format!("must be {}, the size of the struct", size_of::<goodwill_scale>());
        return Err(Error::new(ErrorCode::StructSize, "struct_size", reason).with_value(scale.struct_size));
    }
    scale.parse()
}

/// How `goodwill_compare_groups` measures and tests.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_compare_options {
    /// `sizeof(goodwill_compare_options)`
    pub struct_size: u32,
    /// How the p-values of the pairs are adjusted for their number: `GOODWILL_ADJUSTMENT_…`
    pub adjustment: i32,
    /// Confidence level of every interval.
    pub level: f64,
    /// How many of the best answers count in a top or net box.
    pub top: u32,
    /// How many of the worst answers count in a bottom or net box.
    pub bottom: u32,
}
options!(goodwill_compare_options: CompareOptions { adjustment, level, top, bottom });

/// Whether groups differ at all.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_group_test {
    /// The test statistic; NaN where the data cannot give one.
    pub statistic: f64,
    /// Degrees of freedom, of the numerator for F.
    pub degrees_of_freedom: f64,
    /// Degrees of freedom of the denominator of F; NaN for chi-squared.
    pub denominator_df: f64,
    /// The probability, if the groups are alike, of a statistic at least as large.
    pub p_value: f64,
    /// Which test it is: `GOODWILL_GROUP_TEST_KIND_…`
    pub test: i32,
    /// 0.
    pub reserved: i32,
}
flat!(GroupTest => goodwill_group_test {
    statistic, degrees_of_freedom, denominator_df: denominator_degrees_of_freedom, p_value, test,
});

/// One group against another.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_group_difference {
    /// The first group, by its place.
    pub first: u64,
    /// The second group, by its place.
    pub second: u64,
    /// The first group's figure less the second's; its `n` counts both groups.
    pub difference: goodwill_estimate,
    /// The two-sided test that there is no difference; NaN where the data cannot give one.
    pub statistic: f64,
    /// Degrees of freedom of t; NaN for a normal statistic.
    pub degrees_of_freedom: f64,
    /// The p-value of this pair alone.
    pub p_value: f64,
    /// The p-value adjusted for the number of pairs.
    pub adjusted_p_value: f64,
}
flat!(GroupDifference => goodwill_group_difference {
    first, second, difference, statistic, degrees_of_freedom, p_value, adjusted_p_value,
});

/// How groups differ.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_comparison_result {
    /// Whether the groups differ at all.
    pub omnibus: goodwill_group_test,
    /// Which figure is compared: `GOODWILL_MEASURE_…`
    pub measure: i32,
    /// How the p-values of the pairs are adjusted: `GOODWILL_ADJUSTMENT_…`
    pub adjustment: i32,
    /// 1 if a group has fewer than 30 respondents, or Pearson's chi-squared expects fewer than 5 in a cell.
    pub small_sample: i32,
    /// 0.
    pub reserved: i32,
}

/// A figure `GOODWILL_MEASURE_…` of `n` groups: each group's estimate, whether they differ at all, and every pair.
///
/// `groups`, which may be NULL, receives `n` scores. `pairs` has room for `capacity` pairs, n (n - 1) / 2 are needed,
/// and `needed` receives their number; `pairs`, `needed` and `out` may be NULL.
/// Thread safety: any number of threads may read the same tallies.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_compare_groups(
    tallies: In<In<goodwill_tally>>,
    n: usize,
    measure: i32,
    options: In<goodwill_compare_options>,
    groups: Out<goodwill_item_score>,
    pairs: Out<goodwill_group_difference>,
    capacity: usize,
    needed: Out<usize>,
    out: Out<goodwill_comparison_result>,
) -> goodwill_status {
    status(|| {
        let tallies = tallies.handles("tallies", n)?;
        let tallies: Vec<Tally> = tallies.iter().map(|tally| tally.core().clone()).collect();
        let got = survey::compare_groups(&tallies, parse!(measure), &options.options()?)?;
        let flat: Vec<goodwill_group_difference> = got.pairs.iter().map(|&pair| pair.flatten()).collect();
        pairs.fill_rows("pairs", capacity, needed, &flat)?;
        groups.fill_if_wanted(|| got.groups.iter().map(|&group| group.flatten()));
        out.write(goodwill_comparison_result {
            omnibus: got.omnibus.flatten(),
            measure: got.measure.flatten(),
            adjustment: got.adjustment.flatten(),
            small_sample: got.small_sample.flatten(),
            reserved: 0,
        });
        Ok(())
    })
}

/// What `goodwill_share_sample_size` assumes.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_share_size_options {
    /// `sizeof(goodwill_share_size_options)`
    pub struct_size: u32,
    /// 0.
    pub reserved: i32,
    /// Confidence level of the interval to be made.
    pub level: f64,
    /// The expected share.
    pub share: f64,
    /// The number of customers there are, or `GOODWILL_UNKNOWN`.
    pub population_size: u64,
}
options!(goodwill_share_size_options: ShareSampleSizeOptions { level, share, population_size });

/// How many answers give a share an interval of plus or minus `margin`.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_share_sample_size(
    margin: f64,
    options: In<goodwill_share_size_options>,
    out: Out<u64>,
) -> goodwill_status {
    returning(out, || {
        survey::share_sample_size(parse!(margin), &options.options()?)
    })
}

/// What `goodwill_mean_sample_size` assumes.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_mean_size_options {
    /// `sizeof(goodwill_mean_size_options)`
    pub struct_size: u32,
    /// 0.
    pub reserved: i32,
    /// Confidence level of the interval to be made.
    pub level: f64,
    /// The number of customers there are, or `GOODWILL_UNKNOWN`.
    pub population_size: u64,
}
options!(goodwill_mean_size_options: MeanSampleSizeOptions { level, population_size });

/// How many answers give a mean an interval of plus or minus `margin`, in points, if one answer has that standard
/// deviation.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_mean_sample_size(
    margin: f64,
    standard_deviation: f64,
    options: In<goodwill_mean_size_options>,
    out: Out<u64>,
) -> goodwill_status {
    returning(out, || {
        survey::mean_sample_size(parse!(margin), parse!(standard_deviation), &options.options()?)
    })
}
