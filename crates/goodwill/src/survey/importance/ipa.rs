//! Importance–performance analysis.

use super::certainty::Bootstrap;
use crate::choice::choice;
use crate::error::{Error, Result};
use crate::estimate::{Estimate, QuantileType};
use crate::numeric::quantile::quantile;
use crate::numeric::sum::exact_mean;
use crate::parallel;
use crate::quantity::{Level, finite};
use crate::survey::ItemAnswers;
use crate::survey::respondents::{
    check_columns, check_count, check_weights, item_name, mean_of, named, weights_of,
};
use crate::survey::samples::{in_blocks, ordered};
use crate::watch::{Step, Watch};
use alloc::string::String;
use alloc::vec::Vec;

choice! { "crosshair of an importance-performance grid",
    /// Where the lines that divide the grid cross.
    #[derive(Default)]
    IpaCrosshair {
        /// At the mean of the attributes' means: every grid has attributes on each side of both lines.
        #[default]
        Mean = 0, "mean";
        /// At the median of the attributes' means: half of the attributes on each side.
        Median = 1, "median";
        /// At the middle of the scales, which the options give: an attribute is judged by itself.
        Midpoint = 2, "midpoint";
    }
}

choice! { "quadrant of an importance-performance grid",
    /// What an attribute asks for. An attribute on a line counts as above it.
    IpaQuadrant {
        /// Important and badly done: concentrate here 重点改进.
        Concentrate = 0, "concentrate";
        /// Important and well done: keep up the good work 继续保持.
        KeepUp = 1, "keep_up";
        /// Neither important nor well done: low priority 低优先级.
        LowPriority = 2, "low_priority";
        /// Not important and well done: possible overkill 过度投入.
        PossibleOverkill = 3, "possible_overkill";
    }
}

impl IpaQuadrant {
    pub(super) fn of(importance: f64, performance: f64, [across, up]: [f64; 2]) -> Self {
        match (importance >= across, performance >= up) {
            (true, false) => Self::Concentrate,
            (true, true) => Self::KeepUp,
            (false, false) => Self::LowPriority,
            (false, true) => Self::PossibleOverkill,
        }
    }
}

/// How [`ipa`] and [`ipa_derived`] divide the grid and estimate.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
pub struct IpaOptions {
    /// Where the lines cross.
    pub crosshair: IpaCrosshair,
    /// The middle of the scale of importance; needed with [`IpaCrosshair::Midpoint`].
    pub importance_midpoint: Option<f64>,
    /// The middle of the scale of performance; needed with [`IpaCrosshair::Midpoint`].
    pub performance_midpoint: Option<f64>,
    /// Confidence level of every interval.
    pub level: Level,
    /// Resamples of the bootstrap, 100 to 1,000,000. Of more than 100,000 respondents a thousand random blocks are drawn
    /// from instead of each respondent.
    pub resamples: u32,
    /// Seed of the bootstrap.
    pub seed: u64,
    /// Who is told of the progress of the bootstrap, and may break it off.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub watch: Watch,
}

impl Default for IpaOptions {
    fn default() -> Self {
        Self {
            crosshair: IpaCrosshair::default(),
            importance_midpoint: None,
            performance_midpoint: None,
            level: Level::default(),
            resamples: 2_000,
            seed: 0,
            watch: Watch::default(),
        }
    }
}

/// One attribute on the grid.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct IpaItem {
    /// What the item is called: `item 1`, `item 2` … unless the door knows the caller's name.
    pub name: String,
    /// Mean importance; without interval where it was given.
    pub importance: Estimate,
    /// Mean performance.
    pub performance: Estimate,
    /// Performance less importance over the same respondents, below 0 where an attribute falls short; NaN where
    /// importance was given, as it need not be on the scale of performance.
    pub gap: Estimate,
    /// What the attribute asks for.
    pub quadrant: IpaQuadrant,
    /// The share of resamples that put the attribute in that quadrant: near 1 it is certain, near 0.5 a toss-up.
    pub certainty: f64,
    /// The share of resamples in each quadrant: concentrate, keep up, low priority, possible overkill.
    pub quadrants: [f64; 4],
    /// Respondents who answered all that was asked about the attribute.
    pub n: u64,
    /// Respondents who did not.
    pub missing: u64,
}

/// An importance–performance grid.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Ipa {
    /// Each attribute, in the order given.
    pub items: Vec<IpaItem>,
    /// Where the line across lies: the importance that divides.
    pub importance_crosshair: f64,
    /// Where the line up lies: the performance that divides.
    pub performance_crosshair: f64,
    /// Respondents who answered about at least one attribute.
    pub n: u64,
    /// Respondents who answered about none, or have no weight.
    pub missing: u64,
    /// Whether an attribute was answered by fewer than 30: the intervals and the bootstrap lean on more.
    pub small_sample: bool,
}

/// Importance–performance analysis with stated importance: how important each attribute is to respondents, and how well
/// it is done.
///
/// Both tables have a column for each attribute and a row for each respondent. An attribute is averaged over those who
/// answered both of its questions, so that a respondent who never met an attribute still counts for the others.
/// Quadrants are told by the crosshair; on a line counts as above.
///
/// The certainty of a quadrant is a bootstrap: respondents are drawn with replacement, means and crosshair are computed
/// again, and the resamples in each quadrant are counted. Of more than 100,000 respondents a thousand blocks, dealt at
/// random, are drawn instead of single respondents: they vary as much, and a million respondents cost no more. The same
/// seed gives the same bits whatever the row order or the number of threads.
///
/// # Errors
/// [`LengthMismatch`](crate::ErrorCode::LengthMismatch) if the tables differ in columns or rows;
/// [`Empty`](crate::ErrorCode::Empty), naming the attribute (`performance[2]`), if nobody answered both of its
/// questions; [`Undefined`](crate::ErrorCode::Undefined) for a midpoint crosshair without midpoints, or weights that are
/// all 0; [`OutOfRange`](crate::ErrorCode::OutOfRange) at a negative weight, or fewer than 100 or more than 1,000,000
/// resamples; [`NotFinite`](crate::ErrorCode::NotFinite); [`Interrupted`](crate::ErrorCode::Interrupted) where the watch
/// broke off the bootstrap.
///
/// # Example
/// ```
/// use goodwill::survey::{IpaOptions, IpaQuadrant, ItemAnswers, ipa};
///
/// let importance: [&[f64]; 3] = [&[5.0, 5.0, 4.0, 5.0], &[2.0, 3.0, 2.0, 2.0], &[4.0, 5.0, 4.0, 4.0]];
/// let performance: [&[f64]; 3] = [&[2.0, 1.0, 2.0, 3.0], &[5.0, 4.0, 5.0, 4.0], &[4.0, 4.0, 5.0, 4.0]];
/// let grid = ipa(&importance, &ItemAnswers::new(&performance), &IpaOptions::default())?;
/// assert_eq!(grid.items[0].quadrant, IpaQuadrant::Concentrate);
/// assert_eq!(grid.items[1].quadrant, IpaQuadrant::PossibleOverkill);
/// assert_eq!(grid.items[2].quadrant, IpaQuadrant::KeepUp);
/// assert_eq!(grid.items[0].gap.value, -2.75);
/// assert_eq!(grid.items[0].certainty, 1.0);
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Martilla & James 1977; Efron & Tibshirani 1993 (bootstrap).
pub fn ipa(importance: &[&[f64]], performance: &ItemAnswers<'_>, options: &IpaOptions) -> Result<Ipa> {
    check_count("importance", importance.len(), performance.items.len())?;
    check_columns("importance", importance, performance.rows())?;
    analysed(Some(importance), &[], performance, options)
}

/// Importance–performance analysis with derived importance: one number for each attribute, such as its share of what
/// drives overall satisfaction (`drivers`), or its correlation with it.
///
/// The importances are taken as known: the certainty of a quadrant is that of performance alone. See [`ipa`].
///
/// # Errors
/// As for [`ipa`]; [`NotFinite`](crate::ErrorCode::NotFinite) at an importance that is no number.
///
/// # Example
/// ```
/// use goodwill::survey::{IpaOptions, IpaQuadrant, ItemAnswers, ipa_derived};
///
/// let performance: [&[f64]; 3] = [&[2.0, 1.0, 2.0, 3.0], &[5.0, 4.0, 5.0, 4.0], &[4.0, 4.0, 5.0, 4.0]];
/// let grid = ipa_derived(&[0.6, 0.1, 0.3], &ItemAnswers::new(&performance), &IpaOptions::default())?;
/// assert_eq!(grid.items[0].quadrant, IpaQuadrant::Concentrate);
/// assert_eq!(grid.importance_crosshair, 1.0 / 3.0);
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Martilla & James 1977; Matzler, Sauerwein & Heischmidt 2003 (derived importance).
pub fn ipa_derived(importance: &[f64], performance: &ItemAnswers<'_>, options: &IpaOptions) -> Result<Ipa> {
    if importance.len() != performance.items.len() {
        let reason = alloc::format!(
            "must have {} values, one for each attribute",
            performance.items.len()
        );
        return Err(
            Error::new(crate::ErrorCode::LengthMismatch, "importance", reason).with_value(importance.len())
        );
    }
    for (index, &value) in importance.iter().enumerate() {
        finite("importance", value).map_err(|error| error.at(index))?;
    }
    analysed(None, importance, performance, options)
}

fn analysed(
    stated: Option<&[&[f64]]>,
    derived: &[f64],
    performance: &ItemAnswers<'_>,
    options: &IpaOptions,
) -> Result<Ipa> {
    let rows = performance.rows();
    if performance.items.is_empty() {
        return Err(Error::empty("performance"));
    }
    check_columns("performance", performance.items, rows)?;
    check_weights(performance.weights, rows)?;
    if !(100..=1_000_000).contains(&options.resamples) {
        return Err(
            Error::out_of_range("resamples", "must be between 100 and 1,000,000")
                .with_value(options.resamples),
        );
    }
    let midpoints = midpoints(options)?;
    let grid = Grid {
        stated,
        derived,
        performance: performance.items,
        weights: performance.weights,
        crosshair: options.crosshair,
        midpoints,
    };
    let steps = options.watch.steps(Step::Resample);
    steps.expect(options.resamples as usize);
    let mut items = parallel::map(
        (0..performance.items.len()).collect(),
        || (),
        |(), item| {
            steps.ask()?;
            grid.item(item, rows, options.level)
        },
    )
    .into_iter()
    .collect::<Result<Vec<IpaItem>>>()?;
    steps.ask()?;
    let respondents = grid.respondents(rows);
    let at = |of: fn(&IpaItem) -> f64| items.iter().map(of).collect::<Vec<f64>>();
    let (importances, performances) = (
        at(|item| item.importance.value),
        at(|item| item.performance.value),
    );
    let crossing = grid.crossing(&importances, &performances);
    let shares =
        Bootstrap::new(&grid, &respondents, in_blocks(respondents.len())).certainty(options, &steps)?;
    for (item, shares) in items.iter_mut().zip(shares) {
        item.quadrant = IpaQuadrant::of(item.importance.value, item.performance.value, crossing);
        item.certainty = shares[item.quadrant as usize];
        item.quadrants = shares;
    }
    Ok(Ipa {
        importance_crosshair: crossing[0],
        performance_crosshair: crossing[1],
        n: respondents.len() as u64,
        missing: (rows - respondents.len()) as u64,
        small_sample: items.iter().any(|item| item.n < 30),
        items,
    })
}

/// The midpoints, which a crosshair at them cannot do without.
fn midpoints(options: &IpaOptions) -> Result<[f64; 2]> {
    let of = |parameter, midpoint: Option<f64>| match midpoint {
        Some(value) => finite(parameter, value),
        None if options.crosshair == IpaCrosshair::Midpoint => Err(Error::undefined(
            parameter,
            "must be given for a crosshair at the middle of the scales",
        )),
        None => Ok(f64::NAN),
    };
    Ok([
        of("importance_midpoint", options.importance_midpoint)?,
        of("performance_midpoint", options.performance_midpoint)?,
    ])
}

/// The answers, and how the grid is divided.
pub(super) struct Grid<'a> {
    pub(super) stated: Option<&'a [&'a [f64]]>,
    pub(super) derived: &'a [f64],
    pub(super) performance: &'a [&'a [f64]],
    pub(super) weights: Option<&'a [f64]>,
    crosshair: IpaCrosshair,
    midpoints: [f64; 2],
}

#[cfg(test)]
impl<'a> Grid<'a> {
    /// A grid divided at the means.
    pub(super) fn by_means(
        stated: Option<&'a [&'a [f64]]>,
        derived: &'a [f64],
        performance: &'a [&'a [f64]],
        weights: Option<&'a [f64]>,
    ) -> Self {
        Self {
            stated,
            derived,
            performance,
            weights,
            crosshair: IpaCrosshair::Mean,
            midpoints: [f64::NAN; 2],
        }
    }
}

impl Grid<'_> {
    /// Whether a respondent answered all that was asked about an attribute.
    pub(super) fn answered(&self, item: usize, row: usize) -> bool {
        !self.performance[item][row].is_nan()
            && self.stated.is_none_or(|stated| !stated[item][row].is_nan())
            && self.weights.is_none_or(|weights| !weights[row].is_nan())
    }

    /// Those who answered about any attribute, in an order that depends on their answers alone.
    pub(super) fn respondents(&self, rows: usize) -> Vec<usize> {
        let anything = |&row: &usize| (0..self.performance.len()).any(|item| self.answered(item, row));
        let respondents: Vec<usize> = (0..rows).filter(anything).collect();
        let columns: Vec<&[f64]> = self
            .performance
            .iter()
            .chain(self.stated.unwrap_or(&[]))
            .copied()
            .chain(self.weights)
            .collect();
        ordered(&columns, &respondents)
    }

    fn item(&self, item: usize, rows: usize, level: Level) -> Result<IpaItem> {
        let of_item = |error: Error| error.rename(named("performance", item));
        let chosen: Vec<usize> = (0..rows).filter(|&row| self.answered(item, row)).collect();
        if chosen.is_empty() {
            return Err(of_item(Error::empty("performance")));
        }
        let weights = weights_of(self.weights, &chosen)?;
        let mean = |of: &dyn Fn(usize) -> f64| {
            let values: Vec<f64> = chosen.iter().map(|&row| of(row)).collect();
            mean_of(&values, weights.as_deref(), level)
        };
        let performance = mean(&|row| self.performance[item][row])?;
        let n = chosen.len() as u64;
        let (importance, gap) = match self.stated {
            Some(stated) => (
                mean(&|row| stated[item][row])?,
                mean(&|row| self.performance[item][row] - stated[item][row])?,
            ),
            None => (
                Estimate::without_interval(self.derived[item], level, 0),
                Estimate::without_interval(f64::NAN, level, 0),
            ),
        };
        Ok(IpaItem {
            name: item_name(item),
            importance,
            performance,
            gap,
            quadrant: IpaQuadrant::Concentrate,
            certainty: f64::NAN,
            quadrants: [f64::NAN; 4],
            n,
            missing: rows as u64 - n,
        })
    }

    pub(super) fn crossing(&self, importances: &[f64], performances: &[f64]) -> [f64; 2] {
        let of = |means: &[f64]| match self.crosshair {
            IpaCrosshair::Median => {
                let mut sorted = means.to_vec();
                sorted.sort_by(f64::total_cmp);
                quantile(&sorted, 0.5, QuantileType::default())
            }
            _ => exact_mean(means),
        };
        match self.crosshair {
            IpaCrosshair::Midpoint => self.midpoints,
            _ => [of(importances), of(performances)],
        }
    }
}
