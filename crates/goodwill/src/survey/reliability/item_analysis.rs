//! What each item does for the sum of all.

use super::alpha::{self, CronbachAlpha, sum_and_squares};
use super::battery::{Battery, ReliabilityOptions};
use crate::error::Result;
use crate::estimate::{Estimate, Interval, Method};
use crate::numeric::student_t;
use crate::quantity::Level;
use crate::survey::ItemAnswers;
use crate::survey::products::dependent;
use alloc::vec::Vec;

/// What one item does for the sum of all.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ItemStatistics {
    /// The mean answer, as it was given even if the item is reverse-keyed.
    pub mean: Estimate,
    /// The standard deviation of the answers, with n − 1; NaN for one respondent.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null"))]
    pub standard_deviation: f64,
    /// The correlation with the sum of the other items, the corrected item–total correlation: below 0.3 the item has
    /// little to do with them, below 0 it is likely reverse-keyed. NaN if the item or the others do not vary.
    pub item_rest: Estimate,
    /// The correlation with the sum of all items, the item itself among them.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null"))]
    pub item_total: f64,
    /// The share of the item's variance that the other items explain; NaN if items are combinations of others.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null"))]
    pub squared_multiple_correlation: f64,
    /// Cronbach's α of the other items: above that of all, the set is better without the item. NaN if they are fewer
    /// than two or do not vary.
    pub alpha_if_dropped: Estimate,
    /// Whether the item counts backwards.
    pub reversed: bool,
}

/// Coefficient alpha, and what each item does for it.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ItemAnalysis {
    /// Cronbach's α of all items.
    pub alpha: CronbachAlpha,
    /// The items, in the order they were given.
    pub items: Vec<ItemStatistics>,
}

/// Item analysis 题项分析: of every item its mean, its correlation with the rest, and α without it.
///
/// The standard errors of correlations are distribution-free (from each respondent's influence), with normal
/// intervals; α without the item has Feldt's.
///
/// # Errors
/// As [`cronbach_alpha`](super::cronbach_alpha).
///
/// # Example
/// ```
/// use goodwill::survey::{ItemAnswers, ReliabilityOptions, item_analysis};
///
/// let (a, b, c) = ([4.0, 3.0, 5.0, 2.0, 4.0], [5.0, 3.0, 4.0, 2.0, 4.0], [2.0, 3.0, 1.0, 4.0, 1.0]);
/// let options = ReliabilityOptions { reversed: vec![2], ..Default::default() };
/// let got = item_analysis(&ItemAnswers::new(&[&a, &b, &c]), &options)?;
/// assert_eq!(got.items[2].mean.value, 2.2);
/// assert!((got.items[2].item_rest.value - 0.9021252).abs() < 5e-8);
/// assert!((got.items[2].alpha_if_dropped.value - 0.8936170).abs() < 5e-8);
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Nunnally & Bernstein 1994, *Psychometric Theory*, chapter 8; Henrysson 1963 (the corrected correlation).
pub fn item_analysis(items: &ItemAnswers<'_>, options: &ReliabilityOptions) -> Result<ItemAnalysis> {
    let battery = Battery::new(items, &options.reversed)?;
    let alpha = alpha::of_battery(&battery, options.level)?;
    let explained = explained_by_others(&battery);
    let all = Sums::of(&battery);
    let items = explained
        .into_iter()
        .enumerate()
        .map(|(item, squared_multiple_correlation)| ItemStatistics {
            mean: mean(&battery, item, options.level),
            standard_deviation: deviation(&battery, item),
            item_rest: rest(&battery, &all, item, options.level),
            item_total: battery.with_total(item) / libm::sqrt(battery.own(item) * all.total),
            squared_multiple_correlation,
            alpha_if_dropped: without(&battery, &all, item, options.level),
            reversed: battery.reversed[item],
        })
        .collect();
    Ok(ItemAnalysis { alpha, items })
}

/// Σs²ⱼ and s², as sums of squares.
struct Sums {
    own: f64,
    total: f64,
}

impl Sums {
    fn of(battery: &Battery) -> Self {
        Self {
            own: (0..battery.items()).map(|item| battery.own(item)).sum(),
            total: (0..battery.items()).map(|item| battery.with_total(item)).sum(),
        }
    }

    /// Of the sum without one item.
    fn rest(&self, battery: &Battery, item: usize) -> f64 {
        let rest = self.total - 2.0 * battery.with_total(item) + battery.own(item);
        // What rounding leaves of nothing.
        if rest <= self.own * f64::EPSILON {
            0.0
        } else {
            rest
        }
    }
}

/// The variance of an item with n − 1, in units: with weights, of as many respondents as there are.
fn variance(battery: &Battery, item: usize) -> f64 {
    let n = battery.n() as f64;
    battery.own(item) / battery.products.weight * (n / (n - 1.0))
}

fn deviation(battery: &Battery, item: usize) -> f64 {
    battery
        .columns
        .unscaled(item, libm::sqrt(variance(battery, item)))
}

fn mean(battery: &Battery, item: usize, level: Level) -> Estimate {
    let above_origin = battery.columns.unscaled(item, battery.mean(item));
    let sign = if battery.reversed[item] { -1.0 } else { 1.0 };
    let value = battery.columns.origin(item) + sign * above_origin;
    let n = battery.n();
    if n < 2 {
        return Estimate::without_interval(value, level, n);
    }
    if battery.columns.is_weighted() {
        let [spread] = battery.spread(|above, [error]| *error = above[item]);
        let error = battery.columns.unscaled(item, spread / battery.products.weight);
        return Estimate::wald(value, error, level, n, Method::Linearised);
    }
    let error = deviation(battery, item) / libm::sqrt(n as f64);
    let half = -student_t::quantile(level.tail(), n as f64 - 1.0) * error;
    Estimate {
        value,
        standard_error: error,
        interval: Interval {
            lower: value - half,
            upper: value + half,
        },
        level,
        n,
        method: Method::StudentT,
    }
}

fn rest(battery: &Battery, all: &Sums, item: usize, level: Level) -> Estimate {
    let (own, rest) = (battery.own(item), all.rest(battery, item));
    let n = battery.n();
    if own <= 0.0 || rest <= 0.0 {
        return Estimate::without_interval(f64::NAN, level, n);
    }
    let r = ((battery.with_total(item) - own) / libm::sqrt(own * rest)).clamp(-1.0, 1.0);
    // Influence on a correlation of standardised x and y: xy − r(x² + y²)/2.
    let [spread] = battery.spread(|above, [error]| {
        let (sum, _) = sum_and_squares(above);
        let (x, y) = (above[item], sum - above[item]);
        let product = x * y / libm::sqrt(own * rest);
        *error = product - 0.5 * r * (x * x / own + y * y / rest);
    });
    Estimate::wald(r, spread, level, n, Method::Linearised).clipped(-1.0, 1.0)
}

fn without(battery: &Battery, all: &Sums, item: usize, level: Level) -> Estimate {
    let own = all.own - battery.own(item);
    let total = all.rest(battery, item);
    let k = battery.items() - 1;
    if k < 2 || total <= 0.0 {
        return Estimate::without_interval(f64::NAN, level, battery.n());
    }
    let [spread] = battery.spread(|above, [error]| {
        let (sum, squares) = sum_and_squares(above);
        let x = above[item];
        *error = (squares - x * x) - own / total * ((sum - x) * (sum - x));
    });
    alpha::estimate(battery, k, own / total, spread / total, level)
}

/// R² of each item by all others: 1 − 1/(R⁻¹)ⱼⱼ.
fn explained_by_others(battery: &Battery) -> Vec<f64> {
    let k = battery.items();
    let factor = battery
        .products
        .correlations()
        .ok()
        .filter(|matrix| dependent(matrix, k).is_none())
        .and_then(|matrix| matrix.cholesky());
    match factor {
        Some(factor) => {
            let inverse = factor.inverse();
            (0..k).map(|i| (1.0 - 1.0 / inverse[(i, i)]).max(0.0)).collect()
        }
        None => alloc::vec![f64::NAN; k],
    }
}
