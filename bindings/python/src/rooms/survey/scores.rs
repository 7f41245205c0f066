//! Scores of one item, and groups against each other.

use super::answers::{AnswersLike, ScaleLike};
use super::items::ItemsLike;
use crate::choice::{Pick, pick};
use crate::columns::ColumnLike;
use crate::error::{Reply, type_error};
use crate::mirror::{Mirror, Tree, mirror};
use crate::scalar::{Count, options};
use goodwill::estimate::{MeanOptions, ProportionInterval};
use goodwill::quantity::{Level, Positive, Proportion};
use goodwill::survey::{self as core, Adjustment, CsatMeasure, EffortMeasure, Measure, NpsInterval};
use goodwill::{Error, Estimate};
use pyo3::inspect::PyStaticExpr;
use pyo3::prelude::*;
use pyo3::types::PyMapping;
use pyo3::{type_hint_identifier, type_hint_subscript, type_hint_union};

mirror! {
    /// A figure of one item, with who stands behind it.
    ItemScore in "goodwill.survey" = core::ItemScore {
        /// The figure; its `n` is the number of valid answers.
        score: Estimate,
        /// Which figure it is.
        measure: Measure,
        /// How many of the best answers count in it; 0 where it is no share.
        top: u32,
        /// How many of the worst answers count in it; 0 where it is no share.
        bottom: u32,
        /// Kish's effective number of respondents: what weights leave of `n`.
        effective_n: f64,
        /// Answers not given.
        missing: u64,
        /// Answers that the scale does not have.
        invalid: u64,
        /// Whether fewer than 30 respondents (effective ones, where they have weights) stand behind an interval that leans
        /// on the normal distribution: take it as a rough one.
        small_sample: bool,
    }
}

mirror! {
    /// One answer of a scale: who gave it.
    FrequencyRow in "goodwill.survey" = core::FrequencyRow {
        /// The answer.
        answer: i32,
        /// How many gave it.
        count: u64,
        /// Their weights added up; the count, where respondents have none.
        weight: f64,
        /// Their share of the valid answers.
        share: Estimate,
        /// The share of this answer and all lower ones.
        cumulative: f64,
    }
}

mirror! {
    /// How often each answer was given.
    FrequencyTable in "goodwill.survey" = core::FrequencyTable {
        /// The answers, from the lowest up: every one the scale has.
        rows: Vec<core::FrequencyRow>,
        /// Valid answers: the base of the shares.
        n: u64,
        /// Answers not given.
        missing: u64,
        /// Answers that the scale does not have.
        invalid: u64,
        /// Kish's effective number of respondents: what weights leave of `n`.
        effective_n: f64,
        /// The lowest answer that at least half the respondents do not exceed.
        median: i32,
        /// The most frequent answer; of several, the lowest.
        mode: i32,
        /// Whether fewer than 30 respondents stand behind intervals that lean on the normal distribution.
        small_sample: bool,
    }
}

mirror! {
    /// Willingness to recommend on a scale of five points.
    RecommendWillingness in "goodwill.survey" = core::RecommendWillingness {
        /// The five answers, from the lowest up, with their shares.
        rows: Vec<core::FrequencyRow>,
        /// The mean answer, in points.
        mean: Estimate,
        /// The willing: the share of the two best answers.
        willing: Estimate,
        /// The unwilling: the share of the two worst answers.
        unwilling: Estimate,
        /// Valid answers: the base of the shares.
        n: u64,
        /// Answers not given.
        missing: u64,
        /// Answers that the scale does not have.
        invalid: u64,
        /// Kish's effective number of respondents: what weights leave of `n`.
        effective_n: f64,
        /// Whether fewer than 30 respondents answered: the interval of the mean is a rough one.
        small_sample: bool,
    }
}

mirror! {
    /// Customers who give the best answer to every item at once.
    SecureCustomers in "goodwill.survey" = core::SecureCustomers {
        /// The share of them.
        secure: Estimate,
        /// The share that gives the best answer to each item, among the same respondents.
        each: Vec<Estimate>,
        /// Respondents who answered every item.
        n: u64,
        /// Respondents with an answer or the weight missing.
        missing: u64,
        /// Respondents with an answer that its scale does not have.
        invalid: u64,
        /// Kish's effective number of respondents: what weights leave of `n`.
        effective_n: f64,
        /// Whether fewer than 30 respondents stand behind an interval that leans on the normal distribution.
        small_sample: bool,
    }
}

mirror! {
    /// Whether groups differ at all.
    GroupTest in "goodwill.survey" = core::GroupTest {
        /// Which test it is.
        test: core::GroupTestKind,
        /// The test statistic; NaN where the data cannot give one: everybody alike, or a group of one.
        statistic: f64,
        /// Degrees of freedom, of the numerator for F.
        degrees_of_freedom: f64,
        /// Degrees of freedom of the denominator of F; NaN for χ².
        denominator_degrees_of_freedom: f64,
        /// The probability, if the groups are alike, of a statistic at least as large; NaN where there is none.
        p_value: f64,
    }
}

/// A group of a comparison: its name, or its place where the caller gave it none.
#[derive(Clone)]
pub(crate) enum Place {
    Number(u64),
    Name(String),
}

impl Mirror for Place {
    type Core = Self;
    const HINT: PyStaticExpr = type_hint_union!(u64::HINT, String::HINT);

    fn give<'py>(core: &Self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        match core {
            Self::Number(number) => u64::give(number, py),
            Self::Name(name) => String::give(name, py),
        }
    }

    fn take(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        u64::take(object)
            .map(Self::Number)
            .or_else(|_| String::take(object).map(Self::Name))
    }

    fn tree(core: &Self) -> Tree {
        match core {
            Self::Number(number) => u64::tree(number),
            Self::Name(name) => String::tree(name),
        }
    }
}

/// A difference of the core, its groups called as the caller calls them.
#[derive(Clone)]
pub(crate) struct NamedDifference {
    first: Place,
    second: Place,
    difference: Estimate,
    statistic: f64,
    degrees_of_freedom: f64,
    p_value: f64,
    adjusted_p_value: f64,
}

impl NamedDifference {
    pub(crate) fn new(of: core::GroupDifference, names: Option<&[String]>) -> Self {
        let place = |number: u64| match names.and_then(|names| names.get(number as usize)) {
            Some(name) => Place::Name(name.clone()),
            None => Place::Number(number),
        };
        Self {
            first: place(of.first),
            second: place(of.second),
            difference: of.difference,
            statistic: of.statistic,
            degrees_of_freedom: of.degrees_of_freedom,
            p_value: of.p_value,
            adjusted_p_value: of.adjusted_p_value,
        }
    }

    fn core(self, names: &[String]) -> core::GroupDifference {
        let number = |place| match place {
            Place::Number(number) => number,
            Place::Name(name) => names.iter().position(|known| *known == name).unwrap_or_default() as u64,
        };
        core::GroupDifference {
            first: number(self.first),
            second: number(self.second),
            difference: self.difference,
            statistic: self.statistic,
            degrees_of_freedom: self.degrees_of_freedom,
            p_value: self.p_value,
            adjusted_p_value: self.adjusted_p_value,
        }
    }
}

mirror! {
    /// One group against another.
    GroupDifference in "goodwill.survey" = NamedDifference {
        /// The first group: its name, or its place where it was given none.
        first: Place,
        /// The second group.
        second: Place,
        /// The first group's figure less the second's; its `n` counts both groups.
        difference: Estimate,
        /// The two-sided test that there is no difference; NaN where the data cannot give one.
        statistic: f64,
        /// Degrees of freedom of t; NaN for a normal statistic.
        degrees_of_freedom: f64,
        /// The p-value of this pair alone.
        p_value: f64,
        /// The p-value adjusted for the number of pairs.
        adjusted_p_value: f64,
    }
}

/// A comparison of the core with the names of its groups.
#[derive(Clone)]
pub(crate) struct NamedComparison {
    measure: Measure,
    names: Vec<String>,
    groups: Vec<core::ItemScore>,
    omnibus: core::GroupTest,
    pairs: Vec<NamedDifference>,
    adjustment: Adjustment,
    small_sample: bool,
}

impl NamedComparison {
    pub(crate) fn new(of: core::GroupComparison, names: Option<&[String]>) -> Self {
        let numbered = || (1..=of.groups.len()).map(|k| format!("group {k}")).collect();
        let named = |pair| NamedDifference::new(pair, names);
        Self {
            measure: of.measure,
            names: names.map_or_else(numbered, <[String]>::to_vec),
            groups: of.groups,
            omnibus: of.omnibus,
            pairs: of.pairs.into_iter().map(named).collect(),
            adjustment: of.adjustment,
            small_sample: of.small_sample,
        }
    }
}

impl From<NamedComparison> for core::GroupComparison {
    fn from(named: NamedComparison) -> Self {
        let names = named.names;
        Self {
            measure: named.measure,
            groups: named.groups,
            omnibus: named.omnibus,
            pairs: named.pairs.into_iter().map(|pair| pair.core(&names)).collect(),
            adjustment: named.adjustment,
            small_sample: named.small_sample,
        }
    }
}

mirror! {
    /// A figure of several groups, and how they differ.
    GroupComparison in "goodwill.survey" = NamedComparison {
        /// Which figure is compared.
        measure: Measure,
        /// What the groups are called: `group 1` and so on, where they were given no names.
        names: Vec<String>,
        /// The figure of each group.
        groups: Vec<core::ItemScore>,
        /// Whether the groups differ at all.
        omnibus: core::GroupTest,
        /// Every pair of groups: the first with the second, the first with the third …, the second with the third ….
        pairs: Vec<NamedDifference>,
        /// How the p-values of the pairs are adjusted.
        adjustment: Adjustment,
        /// Whether a group has fewer than 30 respondents, or Pearson's χ² expects fewer than 5 in a cell: take the p-values
        /// as rough ones.
        small_sample: bool,
    }
}

/// The frequency table 频数表 of an item: every answer of its scale with count, share, interval and cumulative share.
///
/// `answers` is a column, with its `scale` as a pair (1, 5) or a `Scale`, or a `Tally`. Missing and invalid answers are
/// shown beside the table, in no share. With `weights`, shares are weighted and their variance is linearised.
///
/// Raises `empty` without a valid answer, `out_of_range` at the first answer off the scale, `undefined` if all weights
/// are 0.
///
/// >>> table = gw.survey.frequency_table([5, 4, 4, 2, None], scale=(1, 5))
/// >>> table.n, table.missing, table.mode, table.median
/// (4, 1, 4, 4)
/// >>> print(table.rows[3].share)
/// 0.500 (95% Wilson 0.150 to 0.850, n = 4)
///
/// Sources: Wilson 1927; Kish 1965, section 11.7.
#[pyfunction]
#[pyo3(signature = (answers, *, scale = None, weights = None, level = 0.95, interval = "wilson"))]
pub(crate) fn frequency_table(
    answers: AnswersLike<'_, '_>,
    scale: Option<ScaleLike>,
    weights: Option<ColumnLike<'_, '_>>,
    level: f64,
    interval: Option<Pick<'_, ProportionInterval>>,
) -> Reply<FrequencyTable> {
    let options = options(level, interval)?;
    Ok(core::frequency_table(&answers.tally("answers", scale, weights)?, &options)?.into())
}

fn means(level: f64, population_size: Option<Count<'_, '_>>) -> Reply<MeanOptions> {
    Ok(MeanOptions {
        level: Level::new("level", level)?,
        population_size: population_size
            .map(|size| size.get("population_size"))
            .transpose()?,
    })
}

/// The mean answer 平均评分 of an item, in points of its scale, with Student's t interval.
///
/// With `population_size` N the answers are a sample without replacement from that many. With `weights` the variance is
/// linearised and the interval normal. A single answer has no interval.
///
/// Raises as `frequency_table` does; `inconsistent` for a population smaller than the sample, or beside weights.
///
/// >>> mean = gw.survey.mean_score([4, 5, None, 3, 5, 4], scale=(1, 5))
/// >>> print(mean.score)
/// 4.200 (95% Student t 3.161 to 5.239, n = 5)
/// >>> mean.missing, mean.small_sample
/// (1, True)
///
/// Sources: Student 1908; Cochran 1977, eq. 2.20; Särndal, Swensson & Wretman 1992, result 5.7.1.
#[pyfunction]
#[pyo3(signature = (answers, *, scale = None, weights = None, level = 0.95, population_size = None))]
pub(crate) fn mean_score(
    answers: AnswersLike<'_, '_>,
    scale: Option<ScaleLike>,
    weights: Option<ColumnLike<'_, '_>>,
    level: f64,
    population_size: Option<Count<'_, '_>>,
) -> Reply<ItemScore> {
    let options = means(level, population_size)?;
    Ok(core::mean_score(&answers.tally("answers", scale, weights)?, &options)?.into())
}

/// The rescaled score 百分制 of an item: (x̄ − min)/(max − min), from 0, the worst answer, to 1, the best.
///
/// On a scale whose low end is good it is (max − x̄)/(max − min). Otherwise as `mean_score`.
///
/// >>> tally = gw.survey.Tally.from_counts([2, 3, 10, 40, 45], (1, 5))
/// >>> print(gw.survey.rescaled_score(tally).score)
/// 0.808 (95% Student t 0.763 to 0.852, n = 100)
#[pyfunction]
#[pyo3(signature = (answers, *, scale = None, weights = None, level = 0.95, population_size = None))]
pub(crate) fn rescaled_score(
    answers: AnswersLike<'_, '_>,
    scale: Option<ScaleLike>,
    weights: Option<ColumnLike<'_, '_>>,
    level: f64,
    population_size: Option<Count<'_, '_>>,
) -> Reply<ItemScore> {
    let options = means(level, population_size)?;
    Ok(core::rescaled_score(&answers.tally("answers", scale, weights)?, &options)?.into())
}

/// The share of the `k` best answers 高分占比: top-2 box is the share of 4 and 5 on 1–5.
///
/// Best is the high end, or the low end where the polarity of the scale says so. With `weights` the variance is
/// linearised, and the interval normal and clipped to [0, 1].
///
/// Raises as `frequency_table` does; `out_of_range` unless `k` is 1 or more and less than the scale has points.
///
/// >>> tally = gw.survey.Tally.from_counts([2, 3, 10, 40, 45], (1, 5), missing=7)
/// >>> best = gw.survey.top_box(tally, 2)
/// >>> print(best.score)
/// 0.850 (95% Wilson 0.767 to 0.907, n = 100)
/// >>> best.missing
/// 7
#[pyfunction]
#[pyo3(signature = (answers, k, *, scale = None, weights = None, level = 0.95, interval = "wilson"))]
pub(crate) fn top_box(
    answers: AnswersLike<'_, '_>,
    k: u32,
    scale: Option<ScaleLike>,
    weights: Option<ColumnLike<'_, '_>>,
    level: f64,
    interval: Option<Pick<'_, ProportionInterval>>,
) -> Reply<ItemScore> {
    let options = options(level, interval)?;
    Ok(core::top_box(&answers.tally("answers", scale, weights)?, k, &options)?.into())
}

/// The share of the `k` worst answers 低分占比: see `top_box`.
///
/// >>> print(gw.survey.bottom_box([5, 4, 4, 2, 1], 2, scale=(1, 5)).score)
/// 0.400 (95% Wilson 0.118 to 0.769, n = 5)
#[pyfunction]
#[pyo3(signature = (answers, k, *, scale = None, weights = None, level = 0.95, interval = "wilson"))]
pub(crate) fn bottom_box(
    answers: AnswersLike<'_, '_>,
    k: u32,
    scale: Option<ScaleLike>,
    weights: Option<ColumnLike<'_, '_>>,
    level: f64,
    interval: Option<Pick<'_, ProportionInterval>>,
) -> Reply<ItemScore> {
    let options = options(level, interval)?;
    Ok(core::bottom_box(&answers.tally("answers", scale, weights)?, k, &options)?.into())
}

/// The share of the `top` best answers less the share of the `bottom` worst 净占比, in [−1, 1].
///
/// The variance is that of a trinomial. `interval` is "mover", "tango", "adjusted_wald", "wald" or "bootstrap"; with
/// `weights` the variance is linearised and the interval normal.
///
/// Raises as `top_box` does; `inconsistent` if the two ends overlap.
///
/// >>> tally = gw.survey.Tally.from_counts([2, 3, 10, 40, 45], (1, 5))
/// >>> print(gw.survey.net_box(tally, 2, 2).score)
/// 0.800 (95% MOVER 0.672 to 0.876, n = 100)
///
/// Sources: Newcombe 1998 and Zou & Donner 2008 (MOVER); Tango 1998; Rocks 2016 (adjusted Wald).
#[pyfunction]
#[pyo3(signature = (
    answers, top, bottom, *, scale = None, weights = None, level = 0.95, interval = "mover", resamples = 10_000, seed = 0
))]
#[allow(clippy::too_many_arguments)]
pub(crate) fn net_box(
    py: Python<'_>,
    answers: AnswersLike<'_, '_>,
    top: u32,
    bottom: u32,
    scale: Option<ScaleLike>,
    weights: Option<ColumnLike<'_, '_>>,
    level: f64,
    interval: Option<Pick<'_, NpsInterval>>,
    resamples: u32,
    seed: u64,
) -> Reply<ItemScore> {
    let options = core::NetBoxOptions {
        level: Level::new("level", level)?,
        interval: pick("interval", interval)?,
        resamples,
        seed,
    };
    let tally = answers.tally("answers", scale, weights)?;
    Ok(py.detach(|| core::net_box(&tally, top, bottom, &options))?.into())
}

/// Willingness to recommend 推荐意愿 on five points: counts, shares, mean, the share of the willing (the two best answers)
/// and of the unwilling (the two worst).
///
/// The base is who answered the item; missing answers are counted apart.
///
/// Raises as `frequency_table` does; `inconsistent` unless the scale has five points.
///
/// >>> would = gw.survey.recommend_willingness(gw.survey.Tally.from_counts([5, 10, 25, 40, 20], (1, 5), missing=12))
/// >>> would.mean.value, would.willing.value, would.unwilling.value, would.missing
/// (3.6, 0.6, 0.15, 12)
#[pyfunction]
#[pyo3(signature = (answers, *, scale = None, weights = None, level = 0.95, interval = "wilson"))]
pub(crate) fn recommend_willingness(
    answers: AnswersLike<'_, '_>,
    scale: Option<ScaleLike>,
    weights: Option<ColumnLike<'_, '_>>,
    level: f64,
    interval: Option<Pick<'_, ProportionInterval>>,
) -> Reply<RecommendWillingness> {
    let options = options(level, interval)?;
    Ok(core::recommend_willingness(&answers.tally("answers", scale, weights)?, &options)?.into())
}

/// Customer satisfaction score 满意度 (CSAT): the share of the two best answers, unless another measure is asked for.
///
/// `measure` is "top_box" (of `top` answers), "mean" or "rescaled"; the result names it. A facet (product quality,
/// service, after-sales, price …) and satisfaction overall are items of their own.
///
/// Raises as `top_box` and `mean_score` do.
///
/// >>> tally = gw.survey.Tally.from_counts([2, 3, 10, 40, 45], (1, 5))
/// >>> satisfied = gw.survey.csat(tally)
/// >>> print(satisfied.score, satisfied.measure, satisfied.top)
/// 0.850 (95% Wilson 0.767 to 0.907, n = 100) top_box 2
/// >>> gw.survey.csat(tally, measure="mean").score.value
/// 4.23
#[pyfunction]
#[pyo3(signature = (
    answers, *, scale = None, weights = None, measure = "top_box", top = 2, level = 0.95, interval = "wilson"
))]
#[allow(clippy::too_many_arguments)]
pub(crate) fn csat(
    answers: AnswersLike<'_, '_>,
    scale: Option<ScaleLike>,
    weights: Option<ColumnLike<'_, '_>>,
    measure: Option<Pick<'_, CsatMeasure>>,
    top: u32,
    level: f64,
    interval: Option<Pick<'_, ProportionInterval>>,
) -> Reply<ItemScore> {
    let options = core::CsatOptions {
        measure: pick("measure", measure)?,
        top,
        level: Level::new("level", level)?,
        interval: pick("interval", interval)?,
    };
    Ok(core::csat(&answers.tally("answers", scale, weights)?, &options)?.into())
}

/// Customer effort score 客户费力度 (CES): "mean", "top_box" (the share of the best answers: 5 to 7 of 7) or "net_box"
/// (6 and 7 less 1 to 3, of 7).
///
/// On a scale of other than seven points `top`, and for a net share `bottom`, say which answers count. The older item
/// (CES 1.0), on which little effort is 1, has a scale with `polarity="low_is_good"`.
///
/// Raises `inconsistent` where it must be said which answers count; otherwise as `top_box` and `net_box` do.
///
/// >>> easy = gw.survey.Tally.from_counts([4, 3, 5, 8, 20, 30, 30], (1, 7))
/// >>> [gw.survey.effort_score(easy, measure).score.value for measure in ("mean", "top_box", "net_box")]
/// [5.47, 0.8, 0.48]
///
/// Sources: Dixon, Freeman & Toman 2010; Dixon, Toman & DeLisi 2013.
#[pyfunction]
#[pyo3(signature = (
    answers, measure, *, scale = None, weights = None, top = None, bottom = None, level = 0.95, interval = "wilson",
    net_interval = "mover"
))]
#[allow(clippy::too_many_arguments)]
pub(crate) fn effort_score(
    answers: AnswersLike<'_, '_>,
    measure: Pick<'_, EffortMeasure>,
    scale: Option<ScaleLike>,
    weights: Option<ColumnLike<'_, '_>>,
    top: Option<u32>,
    bottom: Option<u32>,
    level: f64,
    interval: Option<Pick<'_, ProportionInterval>>,
    net_interval: Option<Pick<'_, NpsInterval>>,
) -> Reply<ItemScore> {
    let options = core::EffortOptions {
        level: Level::new("level", level)?,
        interval: pick("interval", interval)?,
        net_interval: pick("net_interval", net_interval)?,
        top,
        bottom,
    };
    let measure = measure.get("measure")?;
    Ok(core::effort_score(&answers.tally("answers", scale, weights)?, measure, &options)?.into())
}

/// The scales of several items: one for all, or one for each.
pub(crate) enum Scales {
    All(ScaleLike),
    Each(Vec<ScaleLike>),
}

impl<'a, 'py> FromPyObject<'a, 'py> for Scales {
    type Error = PyErr;
    const INPUT_TYPE: PyStaticExpr = type_hint_union!(
        ScaleLike::INPUT_TYPE,
        type_hint_subscript!(
            type_hint_identifier!("collections.abc", "Iterable"),
            ScaleLike::INPUT_TYPE
        )
    );

    fn extract(object: Borrowed<'a, 'py, PyAny>) -> PyResult<Self> {
        // A pair of numbers is one scale; a pair of anything else is two.
        if object.extract::<(i32, i32)>().is_ok() || object.try_iter().is_err() {
            return ScaleLike::extract(object).map(Self::All);
        }
        let scales = object.try_iter()?.map(|scale| scale?.extract::<ScaleLike>());
        scales.collect::<PyResult<_>>().map(Self::Each)
    }
}

impl Scales {
    pub(crate) fn of(self, items: usize) -> Vec<core::Scale> {
        match self {
            Self::All(scale) => vec![scale.core(); items],
            Self::Each(scales) => scales.into_iter().map(ScaleLike::core).collect(),
        }
    }
}

/// The secure customer index 安全客户指数: the share of customers who give the best answer to satisfaction, repurchase and
/// recommendation at once.
///
/// `items` is a frame, a dictionary or list of columns, or an array with a row a respondent; `scales` one scale for all
/// or one for each. Who left an item out belongs to no share and is counted.
///
/// Raises `length_mismatch` unless there is a scale for each item, `out_of_range` at an answer off its scale, `empty` if
/// nobody answered every item, `undefined` if all weights are 0.
///
/// >>> got = gw.survey.secure_customers(
/// ...     {"satisfied": [4, 4, 4, 3, None], "again": [5, 5, 4, 5, 5], "recommend": [5, 5, 5, 5, 5]},
/// ...     [(1, 4), (1, 5), (1, 5)],
/// ... )
/// >>> print(got.secure)
/// 0.500 (95% Wilson 0.150 to 0.850, n = 4)
/// >>> got.each[0].value, got.missing
/// (0.75, 1)
///
/// Source: the secure customer index of Burke, Inc. (Brandt 1996).
#[pyfunction]
#[pyo3(signature = (items, scales, *, weights = None, level = 0.95, interval = "wilson"))]
pub(crate) fn secure_customers(
    py: Python<'_>,
    items: ItemsLike<'_, '_>,
    scales: Scales,
    weights: Option<ColumnLike<'_, '_>>,
    level: f64,
    interval: Option<Pick<'_, ProportionInterval>>,
) -> Reply<SecureCustomers> {
    let options = options(level, interval)?;
    let items = items.read("items", weights)?;
    let scales = scales.of(items.names.len());
    Ok(items
        .ask(py, |items| core::secure_customers(items, &scales, &options))?
        .into())
}

/// Groups as an argument: a dictionary of answers, which names them, or a list.
pub(crate) struct Groups<'py> {
    names: Option<Vec<String>>,
    answers: Vec<Bound<'py, PyAny>>,
}

impl<'py> FromPyObject<'_, 'py> for Groups<'py> {
    type Error = PyErr;
    const INPUT_TYPE: PyStaticExpr = type_hint_union!(
        type_hint_subscript!(
            type_hint_identifier!("collections.abc", "Mapping"),
            type_hint_identifier!("typing", "Any"),
            AnswersLike::INPUT_TYPE
        ),
        type_hint_subscript!(
            type_hint_identifier!("collections.abc", "Iterable"),
            AnswersLike::INPUT_TYPE
        )
    );

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if let Ok(mapping) = object.cast::<PyMapping>() {
            let names = mapping.keys()?.iter().map(|name| Ok(name.str()?.to_string()));
            return Ok(Self {
                names: Some(names.collect::<PyResult<_>>()?),
                answers: mapping.values()?.iter().collect(),
            });
        }
        match object.try_iter() {
            Ok(groups) => Ok(Self {
                names: None,
                answers: groups.collect::<PyResult<_>>()?,
            }),
            Err(_) => Err(type_error("groups", "a dictionary or list of answers", &object).into()),
        }
    }
}

/// A figure of several groups 分组比较: each group's estimate, whether the groups differ at all, and every pair's
/// difference with its interval and a p-value adjusted for the number of pairs.
///
/// `groups` is a dictionary or list of columns on one `scale`, or of tallies, which may have weights; the result has
/// them in that order, and calls those of a dictionary by its keys. `measure` is "mean", "rescaled", "top_box", "bottom_box", "net_box" (of `top` and `bottom`
/// answers) or "nps". Means are compared by Welch's t and F, shares by Newcombe's interval and χ², net shares by MOVER
/// and Wald's χ², weighted ones by their linearised variances. `adjustment` is "holm", "bonferroni",
/// "benjamini_hochberg" or "none".
///
/// Raises `undefined` for fewer than two groups, `empty` at the first group without a valid answer, `inconsistent` if
/// scales differ or only some groups have weights.
///
/// >>> got = gw.survey.compare_groups(
/// ...     {"north": gw.survey.Tally.from_counts([2, 3, 10, 40, 45], (1, 5)),
/// ...      "south": gw.survey.Tally.from_counts([5, 10, 20, 40, 25], (1, 5)),
/// ...      "west": gw.survey.Tally.from_counts([4, 8, 18, 42, 28], (1, 5))},
/// ...     "top_box",
/// ... )
/// >>> got.names, got.pairs[0].first, got.pairs[0].second
/// (('north', 'south', 'west'), 'north', 'south')
/// >>> print(got.pairs[0].difference)
/// 0.200 (95% Newcombe 0.080 to 0.313, n = 200)
/// >>> got.omnibus.test, round(got.omnibus.p_value, 4), round(got.pairs[0].adjusted_p_value, 4)
/// ('pearson_chi_squared', 0.0039, 0.0033)
///
/// Sources: Welch 1947, 1951; Newcombe 1998; Zou & Donner 2008; Holm 1979; Benjamini & Hochberg 1995.
#[pyfunction]
#[pyo3(signature = (
    groups, measure, *, scale = None, top = 2, bottom = 2, level = 0.95, adjustment = "holm"
))]
#[allow(clippy::too_many_arguments)]
pub(crate) fn compare_groups(
    groups: Groups<'_>,
    measure: Pick<'_, Measure>,
    scale: Option<ScaleLike>,
    top: u32,
    bottom: u32,
    level: f64,
    adjustment: Option<Pick<'_, Adjustment>>,
) -> Reply<GroupComparison> {
    let options = core::CompareOptions {
        level: Level::new("level", level)?,
        top,
        bottom,
        adjustment: pick("adjustment", adjustment)?,
    };
    let measure = measure.get("measure")?;
    let names = groups.names.as_deref();
    let tallies = groups
        .answers
        .iter()
        .map(|group| AnswersLike::of(group).tally("groups", scale.clone(), None))
        .collect::<Reply<Vec<_>>>()?;
    let compared = core::compare_groups(&tallies, measure, &options).map_err(|error| {
        let group = error.index().filter(|_| error.parameter() == "groups");
        match group.and_then(|group| names?.get(group)) {
            Some(name) => Error::new(error.code(), format!("groups.{name}"), error.reason().to_owned()),
            None => error,
        }
    })?;
    Ok(NamedComparison::new(compared, names).into())
}

/// How many answers give a share an interval of ± `margin`.
///
/// n₀ = z²p(1 − p)/margin², rounded up; from a population of N, n₀/(1 + (n₀ − 1)/N). The default share, ½, is the worst
/// case. Answers, not invitations: divide by the response rate to be expected.
///
/// >>> gw.survey.share_sample_size(0.05)
/// 385
/// >>> gw.survey.share_sample_size(0.05, population_size=1000)
/// 278
///
/// Source: Cochran 1977, eq. 4.1 and 4.2.
#[pyfunction]
#[pyo3(signature = (margin, *, level = 0.95, share = 0.5, population_size = None))]
pub(crate) fn share_sample_size(
    margin: f64,
    level: f64,
    share: f64,
    population_size: Option<Count<'_, '_>>,
) -> Reply<u64> {
    let options = core::ShareSampleSizeOptions {
        level: Level::new("level", level)?,
        share: Proportion::new("share", share)?,
        population_size: population_size
            .map(|size| size.get("population_size"))
            .transpose()?,
    };
    Ok(core::share_sample_size(
        Positive::new("margin", margin)?,
        &options,
    )?)
}

/// How many answers give a mean an interval of ± `margin`, in points, if an answer has that standard deviation.
///
/// n₀ = z²s²/margin², rounded up; from a population of N, n₀/(1 + n₀/N). On 1–5 a standard deviation of about 1 is usual.
///
/// >>> gw.survey.mean_sample_size(0.1, 1.0)
/// 385
///
/// Source: Cochran 1977, section 4.6.
#[pyfunction]
#[pyo3(signature = (margin, standard_deviation, *, level = 0.95, population_size = None))]
pub(crate) fn mean_sample_size(
    margin: f64,
    standard_deviation: f64,
    level: f64,
    population_size: Option<Count<'_, '_>>,
) -> Reply<u64> {
    let MeanOptions {
        level,
        population_size,
    } = means(level, population_size)?;
    let options = core::MeanSampleSizeOptions {
        level,
        population_size,
    };
    let margin = Positive::new("margin", margin)?;
    let deviation = Positive::new("standard_deviation", standard_deviation)?;
    Ok(core::mean_sample_size(margin, deviation, &options)?)
}
