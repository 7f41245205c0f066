//! Sample quantiles: the nine definitions of Hyndman and Fan (1996, "Sample quantiles in statistical packages",
//! The American Statistician 50, 361–365), numbered as there and as in R.

use crate::choice::choice;

choice! { "quantile type",
    /// Which definition of a sample quantile is meant; the numbers are those of Hyndman and Fan (1996) and of R.
    ///
    /// Types 1 to 3 return observed values; 4 to 9 interpolate.
    #[derive(Default)]
    QuantileType {
        /// Inverse of the empirical distribution function.
        InvertedCdf = 1, "inverted_cdf";
        /// As 1, with averaging at discontinuities.
        AveragedInvertedCdf = 2, "averaged_inverted_cdf";
        /// The observation nearest to `n p` (SAS), ties to the even one.
        ClosestObservation = 3, "closest_observation";
        /// Linear interpolation of the empirical distribution function.
        InterpolatedInvertedCdf = 4, "interpolated_inverted_cdf";
        /// Piecewise linear with knots midway through the steps (Hazen 1914).
        Hazen = 5, "hazen";
        /// Knots at `k / (n + 1)` (Weibull; Minitab and SPSS).
        Weibull = 6, "weibull";
        /// Knots at `(k − 1) / (n − 1)` (Gumbel); what R, NumPy, pandas and Excel do by default.
        #[default]
        Linear = 7, "linear";
        /// Approximately median-unbiased whatever the distribution; recommended by Hyndman and Fan.
        MedianUnbiased = 8, "median_unbiased";
        /// Approximately unbiased for the expected order statistics of a normal sample (Blom 1958).
        NormalUnbiased = 9, "normal_unbiased";
    }
}

/// The `p` quantile of `sorted`, which is in ascending order and free of NaN; NaN when it is empty or `p` lies
/// outside [0, 1].
#[must_use]
pub fn quantile(sorted: &[f64], p: f64, definition: QuantileType) -> f64 {
    let count = sorted.len();
    if count == 0 || !(0.0..=1.0).contains(&p) {
        return f64::NAN;
    }
    let n = count as f64;
    // (Q_j, Q_{j+1}) weighted (1 − γ, γ), j counted from 1, ends repeated. As R does, a position within a few
    // units in the last place of an integer is that integer: 0.1 · 30 is meant to be 3.
    let fuzz = 4.0 * f64::EPSILON;
    let (j, gamma) = match definition {
        QuantileType::InvertedCdf | QuantileType::AveragedInvertedCdf | QuantileType::ClosestObservation => {
            let offset = if definition == QuantileType::ClosestObservation {
                -0.5
            } else {
                0.0
            };
            let position = n * p + offset;
            let j = libm::floor(position + fuzz);
            let beyond = position > j + fuzz;
            let gamma = match definition {
                QuantileType::InvertedCdf => f64::from(u8::from(beyond)),
                QuantileType::AveragedInvertedCdf => {
                    if beyond {
                        1.0
                    } else {
                        0.5
                    }
                }
                _ => f64::from(u8::from(beyond || libm::fmod(j, 2.0) != 0.0)),
            };
            (j, gamma)
        }
        _ => {
            let (alpha, beta) = match definition {
                QuantileType::InterpolatedInvertedCdf => (0.0, 1.0),
                QuantileType::Hazen => (0.5, 0.5),
                QuantileType::Weibull => (0.0, 0.0),
                QuantileType::MedianUnbiased => (1.0 / 3.0, 1.0 / 3.0),
                QuantileType::NormalUnbiased => (0.375, 0.375),
                _ => (1.0, 1.0),
            };
            let position = alpha + p * (n + 1.0 - alpha - beta);
            let j = libm::floor(position + fuzz);
            let gamma = position - j;
            (j, if libm::fabs(gamma) < fuzz { 0.0 } else { gamma })
        }
    };
    let at = |j: f64| sorted[(j.max(1.0) as usize).min(count) - 1];
    let (low, high) = (at(j), at(j + 1.0));
    if gamma == 0.0 || low == high {
        low
    } else if gamma == 1.0 {
        high
    } else {
        (1.0 - gamma) * low + gamma * high
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::choice::Choice;

    /// `sapply(1:9, \(t) quantile(c(1, 3, 4, 7, 11), p, type = t))` in R.
    #[test]
    fn agrees_with_r() {
        let x = [1.0, 3.0, 4.0, 7.0, 11.0];
        let table = [
            (0.25, [3.0, 3.0, 1.0, 1.5, 2.5, 2.0, 3.0, 2.0 + 1.0 / 3.0, 2.375]),
            (0.5, [4.0, 4.0, 3.0, 3.5, 4.0, 4.0, 4.0, 4.0, 4.0]),
            (0.6, [4.0, 5.5, 4.0, 4.0, 5.5, 5.8, 5.2, 5.6, 5.575]),
            (0.0, [1.0; 9]),
            (1.0, [11.0; 9]),
        ];
        for (p, expected) in table {
            for (definition, expected) in QuantileType::ALL.iter().zip(expected) {
                let got = quantile(&x, p, *definition);
                assert!(
                    (got - expected).abs() < 1e-14,
                    "{definition:?} at {p}: {got}, not {expected}"
                );
            }
        }
        assert!(quantile(&[], 0.5, QuantileType::Linear).is_nan());
    }
}
