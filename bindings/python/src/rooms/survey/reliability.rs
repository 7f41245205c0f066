//! Whether items measure one thing, and whether they were answered with care.

use crate::columns::ColumnLike;
use crate::error::{Reply, type_error};
use crate::long_work::{ProgressLike, reporter};
use crate::mirror::{Array, mirror};
use crate::rooms::survey::items::{Items, ItemsLike};
use goodwill::Estimate;
use goodwill::estimate::TestResult;
use goodwill::quantity::{Level, Positive};
use goodwill::survey as core;
use goodwill::{Error, ErrorCode};
use pyo3::prelude::*;

/// Reverse-keyed items by their numbers or names.
fn reversed(items: &Items, given: Option<Bound<'_, PyAny>>) -> Reply<Vec<usize>> {
    let Some(given) = given else {
        return Ok(Vec::new());
    };
    let item = |object: PyResult<Bound<'_, PyAny>>| -> Reply<usize> {
        let object = object?;
        if let Ok(number) = object.extract::<usize>() {
            return Ok(number);
        }
        let Ok(name) = object.extract::<String>() else {
            return Err(type_error("reversed", "the numbers or names of items", &object));
        };
        items.names.iter().position(|own| *own == name).ok_or_else(|| {
            let reason = format!("must be among the items {}", items.names.join(", "));
            Error::new(ErrorCode::UnknownColumn, "reversed", reason)
                .with_value(&name)
                .into()
        })
    };
    given.try_iter()?.map(item).collect()
}

mirror! {
    /// Coefficient alpha of a set of items.
    CronbachAlpha in "goodwill.survey" = core::CronbachAlpha {
        /// α of the answers as they are, from covariances: at most 1, negative where items pull against each other.
        alpha: Estimate,
        /// α of the answers in standard deviations, from correlations; NaN if an item does not vary.
        standardised: f64,
        /// The mean correlation of two items; NaN if an item does not vary.
        mean_correlation: f64,
        /// The number of items.
        items: u64,
        /// Respondents who answered every item.
        n: u64,
        /// Respondents with an answer or the weight missing: they are left out.
        missing: u64,
        /// Kish's effective number of respondents: what the weights leave of `n`.
        effective_n: f64,
        /// Whether there are fewer than 30 respondents.
        small_sample: bool,
    }
}

/// Cronbach's alpha 克朗巴哈系数: how much of the variance of the sum of k items is shared,
/// α = k/(k − 1) · (1 − Σs²ⱼ/s²).
///
/// Feldt's interval; with weights a normal one. `reversed` are the numbers or names of the reverse-keyed items. Rows with a
/// missing answer are left out and counted.
///
/// Raises `undefined` for fewer than two items, or if all answers are the same.
///
/// >>> answers = {"a": [4, 3, 5, 2, 4], "b": [5, 3, 4, 2, 4], "c": [2, 3, 1, 4, 1]}
/// >>> print(gw.survey.cronbach_alpha(answers, reversed=["c"]).alpha)
/// 0.939 (95% Feldt 0.692 to 0.993, n = 5)
///
/// Sources: Cronbach 1951; Feldt 1965; Maydeu-Olivares, Coffman & Hartmann 2007 (standard error).
#[pyfunction]
#[pyo3(signature = (items, *, reversed = None, weights = None, level = 0.95))]
pub(crate) fn cronbach_alpha(
    py: Python<'_>,
    items: ItemsLike<'_, '_>,
    reversed: Option<Bound<'_, PyAny>>,
    weights: Option<ColumnLike<'_, '_>>,
    level: f64,
) -> Reply<CronbachAlpha> {
    let items = items.read("items", weights)?;
    let options = core::ReliabilityOptions {
        level: Level::new("level", level)?,
        reversed: self::reversed(&items, reversed)?,
    };
    Ok(items
        .ask(py, |items| core::cronbach_alpha(items, &options))?
        .into())
}

/// An item of the core with its name.
#[derive(Clone)]
pub(crate) struct NamedItem {
    name: String,
    mean: Estimate,
    standard_deviation: f64,
    item_rest: Estimate,
    item_total: f64,
    squared_multiple_correlation: f64,
    alpha_if_dropped: Estimate,
    reversed: bool,
}

/// The result of the core with the names of the items.
#[derive(Clone)]
pub(crate) struct NamedItems {
    alpha: core::CronbachAlpha,
    items: Vec<NamedItem>,
}

impl NamedItems {
    fn new(analysis: core::ItemAnalysis, names: Vec<String>) -> Self {
        let named = |(item, name): (core::ItemStatistics, String)| NamedItem {
            name,
            mean: item.mean,
            standard_deviation: item.standard_deviation,
            item_rest: item.item_rest,
            item_total: item.item_total,
            squared_multiple_correlation: item.squared_multiple_correlation,
            alpha_if_dropped: item.alpha_if_dropped,
            reversed: item.reversed,
        };
        Self {
            alpha: analysis.alpha,
            items: analysis.items.into_iter().zip(names).map(named).collect(),
        }
    }
}

mirror! {
    /// What one item does for the sum of all.
    ItemStatistics in "goodwill.survey" = NamedItem {
        /// What the item is called.
        name: String,
        /// The mean answer, as it was given even if the item is reverse-keyed.
        mean: Estimate,
        /// The standard deviation of the answers, with n − 1.
        standard_deviation: f64,
        /// The correlation with the sum of the other items, the corrected item–total correlation: below 0.3 the item
        /// has little to do with them, below 0 it is likely reverse-keyed.
        item_rest: Estimate,
        /// The correlation with the sum of all items, the item itself among them.
        item_total: f64,
        /// The share of the item's variance that the other items explain; NaN if items are combinations of others.
        squared_multiple_correlation: f64,
        /// Cronbach's α of the other items: above that of all, the set is better without the item.
        alpha_if_dropped: Estimate,
        /// Whether the item counts backwards.
        reversed: bool,
    }
}

mirror! {
    /// Coefficient alpha, and what each item does for it.
    ItemAnalysis in "goodwill.survey" = NamedItems {
        /// Cronbach's α of all items.
        alpha: core::CronbachAlpha,
        /// The items, in the order they were given.
        items: Vec<NamedItem>,
    }
}

/// Item analysis 题项分析: of every item its mean, its correlation with the rest, and α without it.
///
/// `reversed` are the numbers or names of the reverse-keyed items. Rows with a missing answer are left out and counted.
///
/// Raises what `cronbach_alpha` raises.
///
/// >>> answers = {"a": [4, 3, 5, 2, 4], "b": [5, 3, 4, 2, 4], "c": [2, 3, 1, 4, 1]}
/// >>> got = gw.survey.item_analysis(answers, reversed=["c"])
/// >>> [(item.name, round(item.item_rest.value, 3)) for item in got.items]
/// [('a', 0.933), ('b', 0.801), ('c', 0.902)]
///
/// Source: Nunnally & Bernstein 1994.
#[pyfunction]
#[pyo3(signature = (items, *, reversed = None, weights = None, level = 0.95))]
pub(crate) fn item_analysis(
    py: Python<'_>,
    items: ItemsLike<'_, '_>,
    reversed: Option<Bound<'_, PyAny>>,
    weights: Option<ColumnLike<'_, '_>>,
    level: f64,
) -> Reply<ItemAnalysis> {
    let items = items.read("items", weights)?;
    let options = core::ReliabilityOptions {
        level: Level::new("level", level)?,
        reversed: self::reversed(&items, reversed)?,
    };
    let got = items.ask(py, |items| core::item_analysis(items, &options))?;
    Ok(NamedItems::new(got, items.names).into())
}

mirror! {
    /// Coefficient omega of a set of items, and the model of one factor it comes from.
    McDonaldOmega in "goodwill.survey" = core::McDonaldOmega {
        /// ω of the answers as they are: the share of the variance of their sum that is the factor's, in [0, 1].
        omega: Estimate,
        /// ω of the answers in standard deviations.
        standardised: f64,
        /// The correlation of each item with the factor.
        loadings: Vec<f64>,
        /// The share of each item's variance that is its own, at least 0.005.
        uniquenesses: Vec<f64>,
        /// Bartlett's χ² test that one factor is enough; NaN for three items, which one factor always fits.
        one_factor: TestResult,
        /// Whether an item's own share was held at 0.005 (a Heywood case).
        heywood: bool,
        /// Respondents who answered every item.
        n: u64,
        /// Respondents with an answer or the weight missing: they are left out.
        missing: u64,
        /// Kish's effective number of respondents: what the weights leave of `n`.
        effective_n: f64,
        /// Resamples in which no factor was found; they are left out.
        failed_resamples: u32,
    }
}

/// McDonald's omega 麦克唐纳欧米伽系数: ω = (Σλⱼ)²/((Σλⱼ)² + Σψⱼ) of one factor, fitted by maximum likelihood.
///
/// The interval is of percentiles of a bootstrap over respondents; `resamples=0` leaves it out. `reversed` are the numbers
/// or names of the reverse-keyed items. Rows with a missing answer are left out and counted. `progress=True` shows the
/// resamples done on the terminal; a function is called with them and with all there are.
///
/// Raises `not_identified` for fewer than three items, at an item that is a linear combination of those before it, or with
/// too few respondents; `undefined` at an item that does not vary.
///
/// >>> answers = {"a": [4, 3, 5, 2, 4], "b": [5, 3, 4, 2, 4], "c": [2, 3, 1, 4, 1]}
/// >>> got = gw.survey.mcdonald_omega(answers, reversed=["c"], resamples=0)
/// >>> round(got.omega.value, 4)
/// 0.9456
///
/// Sources: McDonald 1999; Jöreskog 1967; Kelley & Pornprasertmanit 2016.
#[pyfunction]
#[pyo3(signature = (
    items, *, reversed = None, weights = None, level = 0.95, resamples = 1000, seed = 0, progress = false
))]
#[allow(clippy::too_many_arguments)] // Python's keywords
pub(crate) fn mcdonald_omega(
    py: Python<'_>,
    items: ItemsLike<'_, '_>,
    reversed: Option<Bound<'_, PyAny>>,
    weights: Option<ColumnLike<'_, '_>>,
    level: f64,
    resamples: u32,
    seed: u64,
    progress: Option<ProgressLike<'_, '_>>,
) -> Reply<McDonaldOmega> {
    let report = reporter(py, progress)?;
    let items = items.read("items", weights)?;
    let options = core::OmegaOptions {
        level: Level::new("level", level)?,
        resamples,
        seed,
        reversed: self::reversed(&items, reversed)?,
        ..core::OmegaOptions::default()
    };
    let omega = items.ask_watched(py, report.as_ref(), |items, watch| {
        core::mcdonald_omega(items, &core::OmegaOptions { watch, ..options })
    })?;
    Ok(omega.into())
}

mirror! {
    /// Respondents who answer all alike.
    StraightLining in "goodwill.survey" = core::StraightLining {
        /// The share of respondents flagged, in [0, 1].
        share: Estimate,
        /// Whether each respondent is flagged; somebody who answered too little is not.
        flags: Array<bool>,
        /// The most equal answers that each respondent gave one after another; 0 for somebody who answered too little.
        longest_runs: Array<u32>,
        /// The standard deviation of each respondent's own answers; NaN for somebody who answered too little.
        variability: Array<f64>,
        /// Respondents flagged.
        flagged: u64,
        /// Respondents judged.
        n: u64,
        /// Respondents who answered too little, or have no weight.
        missing: u64,
    }
}

/// Straight-lining 直线作答: who gives the same answer to item after item.
///
/// The items stand in the order they were asked; missing answers are passed over. By default only one answer throughout is
/// flagged; `longest_run` flags that many equal answers one after another. Who answered fewer than `least_answers` items
/// is not judged. Give reverse-keyed items as they were answered.
///
/// Raises `out_of_range` for a run or a least number of answers below 2, `empty` if nobody answered enough.
///
/// >>> got = gw.survey.straight_lining([[3, 5, 1, 4], [3, 4, 2, 4], [3, 4, 5, None]])
/// >>> got.flags.tolist(), got.longest_runs.tolist(), got.missing
/// ([True, False, False, False], [3, 2, 1, 0], 1)
///
/// Sources: Johnson 2005; Dunn, Heggestad, Shanock & Theilgard 2018.
#[pyfunction]
#[pyo3(signature = (items, *, longest_run = 0, least_answers = 3, weights = None, level = 0.95))]
pub(crate) fn straight_lining(
    py: Python<'_>,
    items: ItemsLike<'_, '_>,
    longest_run: u32,
    least_answers: u32,
    weights: Option<ColumnLike<'_, '_>>,
    level: f64,
) -> Reply<StraightLining> {
    let options = core::StraightLiningOptions {
        level: Level::new("level", level)?,
        longest_run,
        least_answers,
    };
    let items = items.read("items", weights)?;
    Ok(items
        .ask(py, |items| core::straight_lining(items, &options))?
        .into())
}

mirror! {
    /// Respondents who answer too fast.
    Speeding in "goodwill.survey" = core::Speeding {
        /// The share of respondents flagged, in [0, 1].
        share: Estimate,
        /// Whether each respondent is flagged; somebody without a time is not.
        flags: Array<bool>,
        /// How many times as fast as usual each respondent was; NaN for somebody without a time.
        speeds: Array<f64>,
        /// The median time of each page, in the unit of the times.
        medians: Vec<f64>,
        /// Respondents flagged.
        flagged: u64,
        /// Respondents judged.
        n: u64,
        /// Respondents without a time, or without a weight.
        missing: u64,
    }
}

/// Speeding 快速作答: who answers much faster than others, by the relative speed index.
///
/// `times` holds a column for each page, or one for the whole interview, in any unit. A respondent's speed is the mean over
/// the pages seen of median time / own time, each at most `cap`; who is at or above `threshold` is flagged. With one column
/// and the defaults: less than half of the median.
///
/// Raises `out_of_range` at a time that is not above 0, `inconsistent` for a cap below the threshold.
///
/// >>> got = gw.survey.speeding([[300, 280, 120, 400, None, 310]])
/// >>> got.flags.tolist(), got.medians
/// ([False, False, True, False, False, False], (300.0,))
///
/// Source: Leiner 2019.
#[pyfunction]
#[pyo3(signature = (times, *, threshold = 2.0, cap = 3.0, weights = None, level = 0.95))]
pub(crate) fn speeding(
    py: Python<'_>,
    times: ItemsLike<'_, '_>,
    threshold: f64,
    cap: f64,
    weights: Option<ColumnLike<'_, '_>>,
    level: f64,
) -> Reply<Speeding> {
    let options = core::SpeedingOptions {
        level: Level::new("level", level)?,
        threshold: Positive::new("threshold", threshold)?,
        cap: Positive::new("cap", cap)?,
    };
    let times = times.read("times", weights)?;
    Ok(times.ask(py, |times| core::speeding(times, &options))?.into())
}
