//! Proportions: one sample, and the difference of two.

use super::{Estimate, Interval, Method};
use crate::choice::choice;
use crate::error::{Error, Result};
use crate::numeric::{beta, normal};
use crate::quantity::Level;

choice! { "interval of a proportion",
    /// How the interval of one proportion is made.
    #[derive(Default)]
    ProportionInterval {
        /// Wilson's score interval: close to its nominal coverage at every n and p, never outside [0, 1].
        #[default]
        Wilson = 0, "wilson";
        /// Clopper and Pearson's exact interval: covers at least the level, and is the widest.
        ClopperPearson = 1, "clopper_pearson";
        /// Agresti and Coull's adjusted Wald interval, clipped to [0, 1].
        AgrestiCoull = 2, "agresti_coull";
        /// Equal-tailed Jeffreys interval; 0 successes reach down to 0 and n successes up to 1.
        Jeffreys = 3, "jeffreys";
        /// Estimate ± z · standard error, clipped to [0, 1]: the textbook's, and the one that covers worst.
        Wald = 4, "wald";
    }
}

impl From<ProportionInterval> for Method {
    fn from(interval: ProportionInterval) -> Self {
        match interval {
            ProportionInterval::Wilson => Self::Wilson,
            ProportionInterval::ClopperPearson => Self::ClopperPearson,
            ProportionInterval::AgrestiCoull => Self::AgrestiCoull,
            ProportionInterval::Jeffreys => Self::Jeffreys,
            ProportionInterval::Wald => Self::Wald,
        }
    }
}

/// How [`proportion`] estimates.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
pub struct ProportionOptions {
    /// Confidence level of the interval.
    pub level: Level,
    /// How the interval is made.
    pub interval: ProportionInterval,
}

/// A share `successes / n` with its interval.
///
/// The standard error is √(p(1 − p)/n) whichever interval is chosen. 0 successes give an interval that starts
/// at exactly 0, n successes one that ends at exactly 1.
///
/// # Errors
/// [`Undefined`](crate::ErrorCode::Undefined) if `n` is 0; [`Inconsistent`](crate::ErrorCode::Inconsistent) if
/// `successes` exceeds `n`.
///
/// # Example
/// ```
/// use goodwill::estimate::{ProportionInterval, ProportionOptions, proportion};
///
/// let wilson = proportion(81, 263, &ProportionOptions::default())?;
/// assert_eq!(wilson.to_string(), "0.308 (95% Wilson 0.255 to 0.366, n = 263)");
/// assert!((wilson.interval.lower - 0.255289).abs() < 5e-7);
///
/// let exact = ProportionOptions { interval: ProportionInterval::ClopperPearson, ..Default::default() };
/// let none = proportion(0, 20, &exact)?;
/// assert_eq!(none.interval.lower, 0.0);
/// assert!((none.interval.upper - 0.168433).abs() < 5e-7);
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Wilson 1927; Clopper & Pearson 1934; Agresti & Coull 1998; Brown, Cai & DasGupta 2001 (Jeffreys, with their
/// modification at 0 and n). The digits above: Newcombe 1998a, table I.
pub fn proportion(successes: u64, n: u64, options: &ProportionOptions) -> Result<Estimate> {
    if n == 0 {
        return Err(Error::undefined("n", "is 0: a share of nothing has no value"));
    }
    if successes > n {
        return Err(
            Error::inconsistent("successes", alloc::format!("must not exceed n = {n}")).with_value(successes),
        );
    }
    let z = z_of(options.level);
    let share = wilson_share(successes, n, options.level, z);
    let (x, m, tail) = (successes as f64, n as f64, options.level.tail());
    // Beta quantiles, but exactly 0 below no success and exactly 1 above nothing else.
    let betas = |lower: (f64, f64), upper: (f64, f64)| {
        (
            if x == 0.0 {
                0.0
            } else {
                beta::inverse(lower.0, lower.1, tail)
            },
            if x == m {
                1.0
            } else {
                beta::inverse(upper.0, upper.1, 1.0 - tail)
            },
        )
    };
    let (lower, upper) = match options.interval {
        ProportionInterval::Wilson => return Ok(share),
        ProportionInterval::ClopperPearson => betas((x, m - x + 1.0), (x + 1.0, m - x)),
        ProportionInterval::Jeffreys => {
            let posterior = (x + 0.5, m - x + 0.5);
            betas(posterior, posterior)
        }
        ProportionInterval::AgrestiCoull => {
            let total = m + z * z;
            let centre = (x + 0.5 * z * z) / total;
            let half = z * libm::sqrt(centre * (1.0 - centre) / total);
            (centre - half, centre + half)
        }
        ProportionInterval::Wald => {
            let half = z * share.standard_error;
            (share.value - half, share.value + half)
        }
    };
    Ok(Estimate {
        interval: Interval { lower, upper }.clipped(0.0, 1.0),
        method: options.interval.into(),
        ..share
    })
}

/// A share of `n` > 0 with Wilson's interval, where `z` is known already.
pub(crate) fn wilson_share(count: u64, n: u64, level: Level, z: f64) -> Estimate {
    let (x, m) = (count as f64, n as f64);
    let p = x / m;
    Estimate {
        value: p,
        standard_error: libm::sqrt(p * (1.0 - p) / m),
        interval: wilson(x, m, z),
        level,
        n,
        method: Method::Wilson,
    }
}

/// The normal quantile that leaves `level` in the middle.
pub(crate) fn z_of(level: Level) -> f64 {
    // Nearly every call asks for 95 %, and the quantile costs more than all the rest of an interval.
    const USUAL: f64 = 1.959_963_984_540_053_8;
    if level == Level::default() {
        USUAL
    } else {
        -normal::quantile(level.tail())
    }
}

/// Wilson's interval of `x` out of `n > 0`, which need not be integers.
///
/// The ends are the roots of (n + z²)p² − (2x + z²)p + x²/n = 0. The smaller one comes from their product, so
/// that neither loses digits where p is tiny.
pub(crate) fn wilson(x: f64, n: f64, z: f64) -> Interval {
    let z2 = z * z;
    let root = z * libm::sqrt(z2 + 4.0 * x * ((n - x) / n));
    let larger = (2.0 * x + z2 + root) / (2.0 * (n + z2));
    let smaller = x * (x / n) / ((n + z2) * larger);
    Interval {
        lower: smaller,
        upper: if x >= n { 1.0 } else { larger },
    }
}

/// The difference `a / n_a − b / n_b` of two independent shares, by Newcombe's hybrid score method 10.
///
/// With Wilson intervals (l, u) of each share, the ends lie √((p_a − l_a)² + (u_b − p_b)²) below and
/// √((u_a − p_a)² + (p_b − l_b)²) above the difference. `n` of the result is `n_a + n_b`.
///
/// # Errors
/// As for [`proportion`], naming the group's parameter.
///
/// # Example
/// ```
/// use goodwill::{estimate::proportion_difference, quantity::Level};
///
/// let difference = proportion_difference(56, 70, 48, 80, Level::default())?;
/// assert_eq!(difference.to_string(), "0.200 (95% Newcombe 0.052 to 0.334, n = 150)");
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Newcombe 1998b, method 10 and table II.
pub fn proportion_difference(a: u64, n_a: u64, b: u64, n_b: u64, level: Level) -> Result<Estimate> {
    let options = ProportionOptions {
        level,
        interval: ProportionInterval::Wilson,
    };
    let group = |successes, n, name, base| {
        proportion(successes, n, &options).map_err(|error| {
            if error.parameter() == "n" {
                error.rename(base)
            } else {
                error.rename(name)
            }
        })
    };
    let (pa, pb) = (group(a, n_a, "a", "n_a")?, group(b, n_b, "b", "n_b")?);
    let value = pa.value - pb.value;
    Ok(Estimate {
        value,
        standard_error: root_sum_squares(pa.standard_error, pb.standard_error),
        interval: Interval {
            lower: value - root_sum_squares(pa.value - pa.interval.lower, pb.interval.upper - pb.value),
            upper: value + root_sum_squares(pa.interval.upper - pa.value, pb.value - pb.interval.lower),
        },
        level,
        n: n_a.saturating_add(n_b),
        method: Method::Newcombe,
    })
}

pub(crate) fn root_sum_squares(a: f64, b: f64) -> f64 {
    libm::sqrt(a * a + b * b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::choice::Choice;
    use approx::assert_abs_diff_eq;

    #[test]
    fn wilson_of_newcombe_1998a_table_1() {
        for (x, n, lower, upper) in [
            (81, 263, 0.255289, 0.366210),
            (15, 148, 0.062386, 0.160487),
            (0, 20, 0.0, 0.161125),
        ] {
            let got = proportion(x, n, &ProportionOptions::default()).unwrap();
            assert_abs_diff_eq!(got.interval.lower, lower, epsilon = 5e-7);
            assert_abs_diff_eq!(got.interval.upper, upper, epsilon = 5e-7);
        }
    }

    #[test]
    fn newcombe_1998b_table_2() {
        let got = proportion_difference(56, 70, 48, 80, Level::default()).unwrap();
        assert_abs_diff_eq!(got.interval.lower, 0.052431, epsilon = 5e-7);
        assert_abs_diff_eq!(got.interval.upper, 0.333873, epsilon = 5e-7);
    }

    #[test]
    fn ends_are_exact_at_none_and_all() {
        for &interval in ProportionInterval::ALL {
            for n in [1, 2, 7, 1000, u64::MAX] {
                let options = ProportionOptions {
                    interval,
                    ..Default::default()
                };
                let (none, all) = (
                    proportion(0, n, &options).unwrap(),
                    proportion(n, n, &options).unwrap(),
                );
                assert_eq!((none.value, none.interval.lower), (0.0, 0.0), "{interval:?} {n}");
                assert_eq!((all.value, all.interval.upper), (1.0, 1.0), "{interval:?} {n}");
            }
        }
    }

    #[test]
    fn the_usual_quantile_is_the_computed_one() {
        let level = Level::default();
        assert_eq!(z_of(level), -normal::quantile(level.tail()));
    }

    #[test]
    fn errors_name_the_parameter() {
        let error = proportion(3, 0, &ProportionOptions::default()).unwrap_err();
        assert_eq!(error.to_string(), "n: is 0: a share of nothing has no value");
        let error = proportion_difference(3, 4, 5, 4, Level::default()).unwrap_err();
        assert_eq!(error.to_string(), "b: must not exceed n = 4, got 5");
    }
}
