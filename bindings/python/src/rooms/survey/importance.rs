//! Importance and performance.

use crate::choice::{Pick, pick};
use crate::columns::ColumnLike;
use crate::error::Reply;
use crate::long_work::{ProgressLike, reporter};
use crate::mirror::{Given, mirror};
use crate::rooms::survey::answers::ScaleLike;
use crate::rooms::survey::items::{Items, ItemsLike};
use goodwill::Estimate;
use goodwill::quantity::Level;
use goodwill::survey::{self as core, IpaCrosshair, IpaQuadrant};
use pyo3::prelude::*;

mirror! {
    /// One attribute on the grid.
    IpaItem in "goodwill.survey" = core::IpaItem {
        /// What the attribute is called.
        name: String,
        /// Mean importance; without interval where it was given.
        importance: Estimate,
        /// Mean performance.
        performance: Estimate,
        /// Performance less importance over the same respondents; NaN where importance was given.
        gap: Estimate,
        /// What the attribute asks for.
        quadrant: IpaQuadrant,
        /// The share of resamples that put the attribute in that quadrant: near 1 it is certain, near 0.5 a toss-up.
        certainty: f64,
        /// The share of resamples in each quadrant: concentrate, keep up, low priority, possible overkill.
        quadrants: [f64; 4],
        /// Respondents who answered all that was asked about the attribute.
        n: u64,
        /// Respondents who did not.
        missing: u64,
    }
}

mirror! {
    /// An importance–performance grid.
    Ipa in "goodwill.survey" = core::Ipa {
        /// Each attribute, in the order given.
        items: Vec<core::IpaItem>,
        /// The importance that divides.
        importance_crosshair: f64,
        /// The performance that divides.
        performance_crosshair: f64,
        /// Respondents who answered about at least one attribute.
        n: u64,
        /// Respondents who answered about none, or have no weight.
        missing: u64,
        /// Whether an attribute was answered by fewer than 30.
        small_sample: bool,
    }
}

fn with_names(mut grid: core::Ipa, items: &Items) -> Ipa {
    for (item, name) in grid.items.iter_mut().zip(&items.names) {
        item.name.clone_from(name);
    }
    grid.into()
}

/// Importance–performance analysis with stated importance: how important each attribute is to respondents, and how well
/// it is done.
///
/// Both tables have a column for each attribute and a row for each respondent; an attribute is averaged over those who
/// answered both of its questions. The lines cross at the mean of the attributes' means, at their median, or at the middle
/// of the scales (`crosshair="midpoint"` with both midpoints). The certainty of a quadrant is a bootstrap over respondents;
/// `progress=True` shows the resamples done on the terminal; a function is called with them and with all there are.
///
/// Raises `length_mismatch`, `empty` naming the attribute if nobody answered about it, `undefined` for a midpoint crosshair
/// without midpoints, `out_of_range` for fewer than 100 or more than 1,000,000 resamples.
///
/// >>> importance = {"speed": [5, 5, 4, 5], "looks": [2, 3, 2, 2], "price": [4, 5, 4, 4]}
/// >>> performance = {"speed": [2, 1, 2, 3], "looks": [5, 4, 5, 4], "price": [4, 4, 5, 4]}
/// >>> grid = gw.survey.ipa(importance, performance)
/// >>> [(item.name, item.quadrant, item.certainty) for item in grid.items][0]
/// ('speed', 'concentrate', 1.0)
///
/// Source: Martilla & James 1977.
#[pyfunction]
#[allow(clippy::too_many_arguments)] // named in Python
#[pyo3(signature = (
    importance, performance, *, weights = None, crosshair = "mean", importance_midpoint = None,
    performance_midpoint = None, level = 0.95, resamples = 2_000, seed = 0, progress = false
))]
pub(crate) fn ipa(
    py: Python<'_>,
    importance: ItemsLike<'_, '_>,
    performance: ItemsLike<'_, '_>,
    weights: Option<ColumnLike<'_, '_>>,
    crosshair: Option<Pick<'_, IpaCrosshair>>,
    importance_midpoint: Option<f64>,
    performance_midpoint: Option<f64>,
    level: f64,
    resamples: u32,
    seed: u64,
    progress: Option<ProgressLike<'_, '_>>,
) -> Reply<Ipa> {
    let report = reporter(py, progress)?;
    let options = core::IpaOptions {
        crosshair: pick("crosshair", crosshair)?,
        importance_midpoint,
        performance_midpoint,
        level: Level::new("level", level)?,
        resamples,
        seed,
        ..core::IpaOptions::default()
    };
    let importance = importance.read("importance", None)?;
    let performance = performance.read("performance", weights)?;
    let grid = importance.ask_both_watched(
        py,
        &performance,
        report.as_ref(),
        |importance, performance, watch| {
            core::ipa(
                importance.items,
                performance,
                &core::IpaOptions { watch, ..options },
            )
        },
    )?;
    Ok(with_names(grid, &performance))
}

/// Importance–performance analysis with derived importance: one number for each attribute, such as its share of what
/// drives overall satisfaction, or its correlation with it.
///
/// The importances are taken as known; the rest is as in `ipa`.
///
/// Raises as `ipa`, and `not_finite` at an importance that is no number.
///
/// >>> performance = {"speed": [2, 1, 2, 3], "looks": [5, 4, 5, 4], "price": [4, 4, 5, 4]}
/// >>> grid = gw.survey.ipa_derived([0.6, 0.1, 0.3], performance)
/// >>> grid.items[1].quadrant
/// 'possible_overkill'
///
/// Source: Martilla & James 1977.
#[pyfunction]
#[allow(clippy::too_many_arguments)] // named in Python
#[pyo3(signature = (
    importance, performance, *, weights = None, crosshair = "mean", importance_midpoint = None,
    performance_midpoint = None, level = 0.95, resamples = 2_000, seed = 0, progress = false
))]
pub(crate) fn ipa_derived(
    py: Python<'_>,
    importance: ColumnLike<'_, '_>,
    performance: ItemsLike<'_, '_>,
    weights: Option<ColumnLike<'_, '_>>,
    crosshair: Option<Pick<'_, IpaCrosshair>>,
    importance_midpoint: Option<f64>,
    performance_midpoint: Option<f64>,
    level: f64,
    resamples: u32,
    seed: u64,
    progress: Option<ProgressLike<'_, '_>>,
) -> Reply<Ipa> {
    let report = reporter(py, progress)?;
    let options = core::IpaOptions {
        crosshair: pick("crosshair", crosshair)?,
        importance_midpoint,
        performance_midpoint,
        level: Level::new("level", level)?,
        resamples,
        seed,
        ..core::IpaOptions::default()
    };
    let importance = importance.read("importance")?;
    let performance = performance.read("performance", weights)?;
    let grid = performance.ask_watched(py, report.as_ref(), |performance, watch| {
        let options = core::IpaOptions { watch, ..options };
        core::ipa_derived(&importance.numbers()?, performance, &options)
    })?;
    Ok(with_names(grid, &performance))
}

/// The opportunity score of one outcome: importance + max(importance − satisfaction, 0), both in [0, 10].
///
/// Raises `out_of_range` outside [0, 10].
///
/// >>> gw.survey.opportunity_score(9.0, 3.0)
/// 15.0
///
/// Source: Ulwick 2002.
#[pyfunction]
pub(crate) fn opportunity_score(importance: f64, satisfaction: f64) -> Reply<f64> {
    Ok(core::opportunity_score(importance, satisfaction)?)
}

mirror! {
    /// The opportunity of one outcome that customers want.
    OpportunityItem in "goodwill.survey" = core::OpportunityItem {
        /// What the outcome is called.
        name: String,
        /// The share of respondents who find it important.
        importance: Estimate,
        /// The share of respondents who are satisfied.
        satisfaction: Estimate,
        /// The opportunity score, in [0, 20].
        score: Estimate,
        /// Respondents who answered both questions.
        n: u64,
        /// Respondents with an answer or the weight missing.
        missing: u64,
        /// Respondents with an answer that the scale does not have.
        invalid: u64,
        /// Whether fewer than 30 answered.
        small_sample: bool,
    }
}

/// The opportunity scores of outcomes from answers: importance and satisfaction are ten times the share of respondents in
/// the `top` best answers of the scale.
///
/// Both tables have a column for each outcome and a row for each respondent.
///
/// Raises `length_mismatch`, `out_of_range` at an answer off the scale, `empty` naming the outcome.
///
/// >>> got = gw.survey.opportunity_scores({"speed": [5, 4, 5, 4]}, {"speed": [2, 3, 4, 1]}, scale=(1, 5), top=2)
/// >>> got[0].name, got[0].score.value
/// ('speed', 17.5)
///
/// Source: Ulwick 2002.
#[pyfunction]
#[pyo3(signature = (importance, satisfaction, *, scale, top, weights = None, level = 0.95))]
pub(crate) fn opportunity_scores<'py>(
    py: Python<'py>,
    importance: ItemsLike<'_, '_>,
    satisfaction: ItemsLike<'_, '_>,
    scale: ScaleLike,
    top: usize,
    weights: Option<ColumnLike<'_, '_>>,
    level: f64,
) -> Reply<Given<'py, Vec<core::OpportunityItem>>> {
    let (scale, level) = (scale.core(), Level::new("level", level)?);
    let importance = importance.read("importance", None)?;
    let satisfaction = satisfaction.read("satisfaction", weights)?;
    let mut got = importance.ask_both(py, &satisfaction, |importance, satisfaction| {
        core::opportunity_scores(importance.items, satisfaction, &scale, top, level)
    })?;
    for (item, name) in got.iter_mut().zip(&satisfaction.names) {
        item.name.clone_from(name);
    }
    Ok(Given::new(py, &got)?)
}
