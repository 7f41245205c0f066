//! Cronbach's alpha.

use super::battery::{Battery, ReliabilityOptions};
use crate::error::{Error, Result};
use crate::estimate::{Estimate, Interval, Method};
use crate::numeric::f_distribution;
use crate::quantity::Level;
use crate::survey::ItemAnswers;

/// Coefficient alpha of a set of items.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct CronbachAlpha {
    /// α of the answers as they are, from covariances: at most 1, and negative where items pull against each other.
    pub alpha: Estimate,
    /// α of the answers in standard deviations, from correlations; NaN if an item does not vary.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null"))]
    pub standardised: f64,
    /// The mean correlation of two items; NaN if an item does not vary.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null"))]
    pub mean_correlation: f64,
    /// The number of items.
    pub items: u64,
    /// Respondents who answered every item.
    pub n: u64,
    /// Respondents with an answer or the weight missing: they are left out.
    pub missing: u64,
    /// Kish's effective number of respondents (Σw)²/Σw²: what the weights leave of `n`.
    pub effective_n: f64,
    /// Whether there are fewer than 30 respondents: the standard error, and with weights the interval, lean on many.
    pub small_sample: bool,
}

/// Cronbach's alpha 克朗巴哈系数: how much of the variance of the sum of k items is shared,
/// α = k/(k − 1) · (1 − Σs²ⱼ/s²) with s² the variance of the sum.
///
/// The interval is Feldt's, exact for normal answers whose covariances are all alike; the standard error is the
/// distribution-free one of Maydeu-Olivares and others. With weights the variances are weighted and the interval is
/// normal. Items that mean the opposite are named in [`ReliabilityOptions::reversed`]. α grows with the number of
/// items; it does not show that they measure one thing.
///
/// `items` holds a column for each item; rows with a NaN are left out and counted.
///
/// # Errors
/// As of [`ItemAnswers`]; [`Undefined`](crate::ErrorCode::Undefined) for fewer than two items, if all answers to every
/// item are the same, or if the sum of the items is the same for everybody;
/// [`OutOfRange`](crate::ErrorCode::OutOfRange) for a reversed item that there is not.
///
/// # Example
/// ```
/// use goodwill::survey::{ItemAnswers, ReliabilityOptions, cronbach_alpha};
///
/// let (a, b, c) = ([4.0, 3.0, 5.0, 2.0, 4.0], [5.0, 3.0, 4.0, 2.0, 4.0], [2.0, 3.0, 1.0, 4.0, 1.0]);
/// let options = ReliabilityOptions { reversed: vec![2], ..Default::default() };
/// let got = cronbach_alpha(&ItemAnswers::new(&[&a, &b, &c]), &options)?;
/// assert_eq!(got.alpha.to_string(), "0.939 (95% Feldt 0.692 to 0.993, n = 5)");
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Cronbach 1951, eq. 2; Feldt 1965 (interval; Feldt, Woodruff & Salih 1987, eq. 8); Maydeu-Olivares, Coffman &
/// Hartmann 2007 (standard error).
pub fn cronbach_alpha(items: &ItemAnswers<'_>, options: &ReliabilityOptions) -> Result<CronbachAlpha> {
    let battery = Battery::new(items, &options.reversed)?;
    of_battery(&battery, options.level)
}

pub(super) fn of_battery(battery: &Battery, level: Level) -> Result<CronbachAlpha> {
    let k = battery.items();
    let own: f64 = (0..k).map(|item| battery.own(item)).sum();
    if own <= 0.0 {
        return Err(Error::undefined(
            "items",
            "do not vary: everybody gave the same answers",
        ));
    }
    let total: f64 = (0..k).map(|item| battery.with_total(item)).sum();
    if total <= own * f64::EPSILON {
        let reason = "add up to the same for everybody; is an item reverse-keyed?";
        return Err(Error::undefined("items", reason));
    }
    let [spread] = battery.spread(|above, [error]| {
        let (sum, squares) = sum_and_squares(above);
        *error = squares - own / total * (sum * sum);
    });
    let mean_correlation = battery.products.correlations().map_or(f64::NAN, |matrix| {
        let all: f64 = matrix.rows().as_slice().iter().flatten().sum();
        (all - k as f64) / (k * (k - 1)) as f64
    });
    Ok(CronbachAlpha {
        alpha: estimate(battery, k, own / total, spread / total, level),
        standardised: k as f64 * mean_correlation / (1.0 + (k - 1) as f64 * mean_correlation),
        mean_correlation,
        items: k as u64,
        n: battery.n(),
        missing: battery.missing,
        effective_n: battery.columns.effective_n(),
        small_sample: battery.n() < 30,
    })
}

/// The sum of a respondent's deviations, and the sum of their squares.
pub(super) fn sum_and_squares(above: &[f64]) -> (f64, f64) {
    above
        .iter()
        .fold((0.0, 0.0), |(sum, squares), x| (sum + x, squares + x * x))
}

/// α of `k` items whose variances are the part `unshared` of that of their sum, known with a standard error.
pub(super) fn estimate(battery: &Battery, k: usize, unshared: f64, error: f64, level: Level) -> Estimate {
    let items = k as f64;
    let scale = items / (items - 1.0);
    let alpha = scale * (1.0 - unshared);
    let n = battery.n();
    if battery.columns.is_weighted() {
        let wald = Estimate::wald(alpha, scale * error, level, n, Method::Linearised);
        return wald.clipped(f64::NEG_INFINITY, 1.0);
    }
    // (1 − α) over its estimate is distributed as F with n − 1 and (n − 1)(k − 1) degrees of freedom.
    let d1 = n as f64 - 1.0;
    let d2 = d1 * (items - 1.0);
    let end = |f: f64| 1.0 - (1.0 - alpha) * f;
    Estimate {
        value: alpha,
        standard_error: scale * error,
        interval: Interval {
            lower: end(f_distribution::upper_quantile(level.tail(), d1, d2)),
            upper: end(f_distribution::quantile(level.tail(), d1, d2)),
        },
        level,
        n,
        method: Method::Feldt,
    }
}
