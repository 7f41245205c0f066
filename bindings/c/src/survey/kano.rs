//! Kano's model.

use super::items::{Block, goodwill_items};
use super::of_type;
use super::tally::goodwill_scale;
use super::{
    GOODWILL_TYPE_DOUBLE, GOODWILL_TYPE_FLOAT, GOODWILL_TYPE_INT8, GOODWILL_TYPE_INT16, GOODWILL_TYPE_INT32,
    GOODWILL_TYPE_INT64, GOODWILL_TYPE_UINT8,
};
use crate::boundary::{In, Out, given, handle, returning, status, two};
use crate::flat::{Flat, flat, goodwill_estimate, parse};
use crate::library::goodwill_status;
use crate::options::options;
use bytemuck::{Pod, Zeroable};
use goodwill::choice::Choice;
use goodwill::survey::{
    Kano, KanoCategory, KanoContinuous, KanoCounts, KanoFuzzy, KanoFuzzyOptions, KanoOptions, KanoPairs,
    KanoTable, PenaltyReward, PenaltyRewardItem, Scale,
};
use goodwill::{Error, ErrorCode, Estimate, Result, survey};
use std::ffi::c_void;

/// The pairs of answers to a feature, counted: what its Kano analyses are made from.
pub struct goodwill_kano_pairs(KanoPairs);

/// The scale given, or for NULL the usual one: 1 to 5, where 1 is "I like it".
fn scale_of(scale: In<goodwill_scale>) -> Result<Scale> {
    if scale.is_null() {
        Ok(KanoPairs::scale())
    } else {
        scale.given("scale")
    }
}

/// The table of that number, or the caller's own.
fn table_of(table: KanoTable, cells: In<i32>) -> Result<KanoTable> {
    let Some(cells) = cells.optional_column("cells", 0, 25)? else {
        return Ok(table);
    };
    if table != KanoTable::default() {
        let reason = "must be GOODWILL_KANO_TABLE_STANDARD, the default, where cells are given";
        return Err(Error::new(ErrorCode::Inconsistent, "table", reason).with_value(table.number()));
    }
    let rows: Vec<&[i32]> = cells.chunks(5).collect();
    KanoTable::custom(&rows, |&cell| KanoCategory::from_number("table", cell))
}

/// The Kano category `GOODWILL_KANO_CATEGORY_…` of one customer's pair of answers: how would you feel if the feature were
/// there, and if it were not? The table is one of `GOODWILL_KANO_TABLE_…`.
///
/// `cells`, NULL for that table, are a table of one's own: 25 categories side by side, row by row the answers to the
/// functional question from "like" to "dislike", in each the dysfunctional from "like" to "dislike".
/// `scale` may be NULL: 1 "I like it", 2 "I expect it", 3 "I am neutral", 4 "I can live with it", 5 "I dislike it".
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_kano_category(
    functional: f64,
    dysfunctional: f64,
    scale: In<goodwill_scale>,
    table: i32,
    cells: In<i32>,
    out: Out<i32>,
) -> goodwill_status {
    returning(out, || {
        let table = table_of(parse!(table), cells)?;
        survey::kano_category(functional, dysfunctional, &scale_of(scale)?, table)
    })
}

/// Counts `n` pairs of answers of the type `GOODWILL_TYPE_…`, with a weight each or NULL. NaN is a missing answer.
///
/// `scale` may be NULL, as in `goodwill_kano_category`. The caller's to free with `goodwill_kano_pairs_free`.
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_kano_pairs_of(
    functional: In<c_void>,
    functional_stride: usize,
    dysfunctional: In<c_void>,
    dysfunctional_stride: usize,
    answers_type: i32,
    weights: In<f64>,
    weights_stride: usize,
    n: usize,
    scale: In<goodwill_scale>,
    out: Out<Option<Box<goodwill_kano_pairs>>>,
) -> goodwill_status {
    handle(out, || {
        let scale = scale_of(scale)?;
        let weights = weights.optional_column("weights", weights_stride, n)?;
        of_type!(answers_type, T => {
            let (functional, dysfunctional) = (functional.of::<T>(), dysfunctional.of::<T>());
            let functional = functional.column("functional", functional_stride, n)?;
            let dysfunctional = dysfunctional.column("dysfunctional", dysfunctional_stride, n)?;
            match &weights {
                Some(weights) => KanoPairs::weighted(&functional, &dysfunctional, weights, &scale),
                None => KanoPairs::of(&functional, &dysfunctional, &scale),
            }
        })
        .map(goodwill_kano_pairs)
    })
}

/// The pairs of answers counted elsewhere: 25 counts side by side, row by row the answers to the functional question from
/// "like" to "dislike", in each the dysfunctional from "like" to "dislike".
///
/// The caller's to free with `goodwill_kano_pairs_free`.
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_kano_pairs_of_counts(
    counts: In<u64>,
    out: Out<Option<Box<goodwill_kano_pairs>>>,
) -> goodwill_status {
    handle(out, || {
        let counts = counts.column("counts", 0, 25)?;
        let cells = std::array::from_fn(|f| std::array::from_fn(|d| counts[5 * f + d]));
        Ok(goodwill_kano_pairs(KanoPairs::from_counts(cells)))
    })
}

/// Adds the pairs of `other`, another batch, to `pairs`.
///
/// Thread safety: no other thread may use either meanwhile.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_kano_pairs_merge(
    pairs: Out<goodwill_kano_pairs>,
    other: Out<goodwill_kano_pairs>,
) -> goodwill_status {
    status(|| {
        two(("pairs", pairs), ("other", other), |into, from| {
            into.0.merge(&from.0)
        })
    })
}

/// How many pairs there are.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_kano_pairs_summary {
    /// How often each pair was given, row by row as in `goodwill_kano_pairs_of_counts`.
    pub counts: [u64; 25],
    /// Complete pairs.
    pub n: u64,
    /// Respondents with both answers, or the weight, missing.
    pub missing: u64,
    /// Respondents with one of the two answers missing.
    pub half_missing: u64,
    /// Respondents with an answer that the scale does not have.
    pub invalid: u64,
}

impl Flat<goodwill_kano_pairs_summary> for &KanoPairs {
    fn flatten(self) -> goodwill_kano_pairs_summary {
        let mut counts = [0; 25];
        counts.copy_from_slice(self.counts().as_flattened());
        goodwill_kano_pairs_summary {
            counts,
            n: self.n(),
            missing: self.missing(),
            half_missing: self.half_missing(),
            invalid: self.invalid(),
        }
    }
}

/// How many pairs there are.
///
/// Thread safety: any number of threads may read the same pairs.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_kano_pairs_counts(
    pairs: Option<&goodwill_kano_pairs>,
    out: Out<goodwill_kano_pairs_summary>,
) -> goodwill_status {
    returning(out, || Ok(&given(pairs, "pairs")?.0))
}

/// Frees pairs; NULL is allowed.
///
/// Thread safety: no thread may use the pairs meanwhile or later.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_kano_pairs_free(pairs: Option<Box<goodwill_kano_pairs>>) {
    drop(pairs);
}

/// How `goodwill_kano` classifies and estimates.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_kano_options {
    /// `sizeof(goodwill_kano_options)`
    pub struct_size: u32,
    /// What category each pair of answers belongs to: `GOODWILL_KANO_TABLE_…`
    pub table: i32,
    /// How the answers of all make one category: `GOODWILL_KANO_RULE_…`
    pub rule: i32,
    /// How the intervals of shares are made: `GOODWILL_PROPORTION_INTERVAL_…`; with weights they are linearised.
    pub interval: i32,
    /// Confidence level of every interval.
    pub level: f64,
    /// The level at which the first category must lead the second to be decided.
    pub decision_level: f64,
}
options!(goodwill_kano_options: KanoOptions { table, rule, interval, level, decision_level });

/// How many respondents are in each category.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_kano_counts {
    /// Attractive, A.
    pub attractive: u64,
    /// One-dimensional, O.
    pub one_dimensional: u64,
    /// Must-be, M.
    pub must_be: u64,
    /// Indifferent, I.
    pub indifferent: u64,
    /// Reverse, R.
    pub reverse: u64,
    /// Questionable, Q.
    pub questionable: u64,
}
flat!(KanoCounts => goodwill_kano_counts {
    attractive, one_dimensional, must_be, indifferent, reverse, questionable,
});

/// What a feature is to the respondents together.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_kano_result {
    /// The category of the feature: `GOODWILL_KANO_CATEGORY_…`
    pub category: i32,
    /// The category that comes next in frequency.
    pub runner_up: i32,
    /// 1 if Fong's test tells the first from the second.
    pub decided: i32,
    /// 1 if total strength is 60 % or more with category strength of 6 % or less.
    pub mixed: i32,
    /// The share of respondents to whom the feature is attractive.
    pub attractive: goodwill_estimate,
    /// The share to whom it is one-dimensional.
    pub one_dimensional: goodwill_estimate,
    /// The share to whom it is a must-be.
    pub must_be: goodwill_estimate,
    /// The share to whom it is indifferent.
    pub indifferent: goodwill_estimate,
    /// The share who would rather not have it.
    pub reverse: goodwill_estimate,
    /// The share whose answers contradict each other.
    pub questionable: goodwill_estimate,
    /// (A + O)/(A + O + M + I): how far having it satisfies; NaN if all answers are R or Q.
    pub better: goodwill_estimate,
    /// -(O + M)/(A + O + M + I): how far lacking it dissatisfies; NaN if all answers are R or Q.
    pub worse: goodwill_estimate,
    /// The share of the most frequent category less that of the next.
    pub category_strength: goodwill_estimate,
    /// The share of A, O and M together.
    pub total_strength: goodwill_estimate,
    /// How many respondents are in each category.
    pub counts: goodwill_kano_counts,
    /// The number of complete pairs of answers.
    pub n: u64,
    /// Kish's effective number of respondents; `n` without weights.
    pub effective_n: f64,
    /// Respondents with both answers, or the weight, missing.
    pub missing: u64,
    /// Respondents with one of the two answers missing.
    pub half_missing: u64,
    /// Respondents with an answer that the scale does not have.
    pub invalid: u64,
    /// 1 if there are fewer than 30 effective respondents.
    pub small_sample: i32,
    /// 0.
    pub reserved: i32,
}
flat!(Kano => goodwill_kano_result {
    category, runner_up, decided, mixed, attractive, one_dimensional, must_be, indifferent, reverse, questionable,
    better, worse, category_strength, total_strength, counts, n, effective_n, missing, half_missing, invalid,
    small_sample,
});

/// The discrete Kano analysis of a feature: shares of the categories, the category of the feature, better and worse.
///
/// Empty if there is no complete pair. `cells`, a table of one's own as in `goodwill_kano_category`, and `options` may be
/// NULL.
/// Thread safety: any number of threads may read the same pairs.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_kano(
    pairs: Option<&goodwill_kano_pairs>,
    cells: In<i32>,
    options: In<goodwill_kano_options>,
    out: Out<goodwill_kano_result>,
) -> goodwill_status {
    returning(out, || {
        let mut options = options.options()?;
        options.table = table_of(options.table, cells)?;
        survey::kano(&given(pairs, "pairs")?.0, &options)
    })
}

/// Where a feature lies in the plane of satisfaction by its presence and dissatisfaction by its absence.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_kano_position {
    /// Mean score of the functional question, in [-2, 4].
    pub functional: goodwill_estimate,
    /// Mean score of the dysfunctional question, in [-2, 4].
    pub dysfunctional: goodwill_estimate,
    /// The correlation of the two scores; NaN if either does not vary.
    pub correlation: f64,
    /// The number of complete pairs of answers.
    pub n: u64,
    /// Respondents with both answers, or the weight, missing.
    pub missing: u64,
    /// Respondents with one of the two answers missing.
    pub half_missing: u64,
    /// Respondents with an answer that the scale does not have.
    pub invalid: u64,
    /// The region the two means lie in: `GOODWILL_KANO_CATEGORY_…`
    pub category: i32,
    /// 1 if there are fewer than 30 respondents.
    pub small_sample: i32,
}
flat!(KanoContinuous => goodwill_kano_position {
    functional, dysfunctional, correlation, n, missing, half_missing, invalid, category, small_sample,
});

/// The continuous Kano analysis of a feature: the means of scored answers to either question.
///
/// Empty if there is no complete pair.
/// Thread safety: any number of threads may read the same pairs.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_kano_continuous(
    pairs: Option<&goodwill_kano_pairs>,
    level: f64,
    out: Out<goodwill_kano_position>,
) -> goodwill_status {
    returning(out, || {
        survey::kano_continuous(&given(pairs, "pairs")?.0, parse!(level))
    })
}

/// How `goodwill_kano_fuzzy` classifies and estimates.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_kano_fuzzy_options {
    /// `sizeof(goodwill_kano_fuzzy_options)`
    pub struct_size: u32,
    /// What category each pair of answers belongs to: `GOODWILL_KANO_TABLE_…`
    pub table: i32,
    /// The membership from which a respondent counts for a category, in [0, 1].
    pub threshold: f64,
    /// Confidence level of every interval.
    pub level: f64,
}
options!(goodwill_kano_fuzzy_options: KanoFuzzyOptions { table, threshold, level });

/// What a feature is to respondents who shared their answers out over the scale.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_kano_fuzzy_result {
    /// The category that most respondents count for: `GOODWILL_KANO_CATEGORY_…`
    pub category: i32,
    /// 1 if there are fewer than 30 effective respondents.
    pub small_sample: i32,
    /// The share of respondents whose membership of attractive reaches the threshold.
    pub attractive: goodwill_estimate,
    /// The share that counts for one-dimensional.
    pub one_dimensional: goodwill_estimate,
    /// The share that counts for must-be.
    pub must_be: goodwill_estimate,
    /// The share that counts for indifferent.
    pub indifferent: goodwill_estimate,
    /// The share that counts for reverse.
    pub reverse: goodwill_estimate,
    /// The share that counts for questionable.
    pub questionable: goodwill_estimate,
    /// The mean memberships of A, O, M, I, R and Q, before any threshold.
    pub memberships: [goodwill_estimate; 6],
    /// Better from the memberships.
    pub better: goodwill_estimate,
    /// Worse from the memberships.
    pub worse: goodwill_estimate,
    /// Respondents who reach the threshold for no category.
    pub undecided: u64,
    /// The number of respondents with all ten memberships.
    pub n: u64,
    /// Kish's effective number of respondents; `n` without weights.
    pub effective_n: f64,
    /// Respondents with a membership or the weight missing.
    pub missing: u64,
}
flat!(KanoFuzzy => goodwill_kano_fuzzy_result {
    category, small_sample, attractive, one_dimensional, must_be, indifferent, reverse, questionable, memberships,
    better, worse, undecided, n, effective_n, missing,
});

impl Flat<[goodwill_estimate; 6]> for [Estimate; 6] {
    fn flatten(self) -> [goodwill_estimate; 6] {
        self.map(Flat::flatten)
    }
}

/// The fuzzy Kano analysis of a feature: `functional` and `dysfunctional` are blocks of one layout with five items each,
/// from "like" to "dislike", which hold the memberships of a respondent's answer. `weights`, `cells` (a table of one's own, as
/// in `goodwill_kano_category`) and `options` may be NULL.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_kano_fuzzy(
    functional: In<f64>,
    dysfunctional: In<f64>,
    weights: In<f64>,
    layout: In<goodwill_items>,
    cells: In<i32>,
    options: In<goodwill_kano_fuzzy_options>,
    out: Out<goodwill_kano_fuzzy_result>,
) -> goodwill_status {
    returning(out, || {
        let mut options = options.options()?;
        options.table = table_of(options.table, cells)?;
        let functional = Block::new(functional, weights, layout)?;
        let dysfunctional = Block::new(dysfunctional, weights, layout)?;
        functional.ask("functional", |functional| {
            dysfunctional.ask("dysfunctional", |dysfunctional| {
                survey::kano_fuzzy(
                    functional.items,
                    dysfunctional.items,
                    functional.weights,
                    &options,
                )
            })
        })
    })
}

/// The penalty and the reward of one attribute.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_penalty_reward_item {
    /// What low performance does to overall satisfaction.
    pub penalty: goodwill_estimate,
    /// What high performance does to overall satisfaction.
    pub reward: goodwill_estimate,
    /// Reward + penalty.
    pub contrast: goodwill_estimate,
    /// Reward - penalty.
    pub range: f64,
    /// (reward + penalty)/(reward - penalty); NaN if the range is not positive.
    pub asymmetry: f64,
    /// Respondents who rated the attribute low.
    pub low: u64,
    /// Respondents who rated the attribute high.
    pub high: u64,
    /// What the attribute is: `GOODWILL_KANO_CATEGORY_…`
    pub category: i32,
    /// 0.
    pub reserved: i32,
}
flat!(PenaltyRewardItem => goodwill_penalty_reward_item {
    penalty, reward, contrast, range, asymmetry, low, high, category,
});

/// What the penalties and rewards explain.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_penalty_reward_result {
    /// Overall satisfaction where every attribute is middling.
    pub intercept: goodwill_estimate,
    /// The share of the variance of overall satisfaction that is explained.
    pub r_squared: f64,
    /// The number of complete respondents.
    pub n: u64,
    /// Respondents with an answer or the weight missing.
    pub missing: u64,
}
flat!(PenaltyReward => goodwill_penalty_reward_result { intercept, r_squared, n, missing });

/// Penalty-reward contrast analysis: what it does to overall satisfaction that an attribute is rated `low` or less, and
/// `high` or more.
///
/// `weights` may be NULL. `rows`, NULL or with room for `layout->items`, gets each attribute in order.
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_penalty_reward(
    overall: In<f64>,
    overall_stride: usize,
    attributes: In<f64>,
    weights: In<f64>,
    layout: In<goodwill_items>,
    low: f64,
    high: f64,
    level: f64,
    rows: Out<goodwill_penalty_reward_item>,
    out: Out<goodwill_penalty_reward_result>,
) -> goodwill_status {
    returning(out, || {
        let block = Block::new(attributes, weights, layout)?;
        let overall = overall.column("overall", overall_stride, block.n())?;
        let level = parse!(level);
        let got = block.ask("attributes", |attributes| {
            survey::penalty_reward(&overall, attributes, low, high, level)
        })?;
        rows.fill_if_wanted(|| got.items.iter().cloned().map(Flat::flatten));
        Ok(got)
    })
}
