//! Rates of events over an exposure.

use super::{Estimate, Interval, Method};
use crate::error::Result;
use crate::numeric::gamma;
use crate::quantity::{Level, Positive};

/// A rate `events / exposure` with Garwood's exact Poisson interval; `n` is the number of events.
///
/// The exposure is what the events are counted over: customer-days, contacts, months. The ends are gamma
/// quantiles: G⁻¹(α/2; x) and G⁻¹(1 − α/2; x + 1) over the exposure. No events give an interval that starts at
/// exactly 0.
///
/// # Errors
/// None: the exposure is checked by its type.
///
/// # Example
/// ```
/// use goodwill::{estimate::poisson_rate, quantity::{Level, Positive}};
///
/// let rate = poisson_rate(10, Positive::new("exposure", 200.0)?, Level::default())?;
/// assert_eq!(rate.to_string(), "0.050 (95% exact Poisson 0.024 to 0.092, n = 10)");
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Garwood 1936.
#[allow(clippy::unnecessary_wraps)] // like every other estimate, so that a caller handles all alike
pub fn poisson_rate(events: u64, exposure: Positive, level: Level) -> Result<Estimate> {
    let (x, exposure) = (events as f64, exposure.get());
    let lower = if events == 0 {
        0.0
    } else {
        gamma::inverse_p(x, level.tail())
    };
    let upper = gamma::inverse_q(x + 1.0, level.tail());
    Ok(Estimate {
        value: x / exposure,
        standard_error: libm::sqrt(x) / exposure,
        interval: Interval {
            lower: lower / exposure,
            upper: upper / exposure,
        },
        level,
        n: events,
        method: Method::ExactPoisson,
    })
}

/// A weighted sum of Poisson counts, with its variance Σ w²x and its largest weight: Fay & Feuer 1997, eq. 7 and 8.
pub(crate) fn fay_feuer(sum: f64, variance: f64, largest_weight: f64, n: u64, level: Level) -> Estimate {
    // The gamma distribution with that mean and variance.
    let shape = |mean: f64, variance: f64| mean * (mean / variance);
    let lower = if n == 0 {
        0.0
    } else {
        variance / sum * gamma::inverse_p(shape(sum, variance), level.tail())
    };
    let (mean, wider) = (sum + largest_weight, variance + largest_weight * largest_weight);
    let upper = wider / mean * gamma::inverse_q(shape(mean, wider), level.tail());
    Estimate {
        value: sum,
        standard_error: libm::sqrt(variance),
        interval: Interval { lower, upper },
        level,
        n,
        method: Method::FayFeuer,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_abs_diff_eq;

    #[test]
    fn limits_of_garwood_1936() {
        // 95 % limits of a Poisson mean, as tabled by Garwood and by Pearson & Hartley (table 40).
        let one = Positive::new("exposure", 1.0).unwrap();
        for (events, lower, upper) in [
            (0, 0.0, 3.689),
            (1, 0.0253, 5.572),
            (10, 4.795, 18.39),
            (50, 37.11, 65.92),
        ] {
            let got = poisson_rate(events, one, Level::default()).unwrap();
            assert_abs_diff_eq!(got.interval.lower, lower, epsilon = 5e-3);
            assert_abs_diff_eq!(got.interval.upper, upper, epsilon = 5e-3);
        }
    }
}
