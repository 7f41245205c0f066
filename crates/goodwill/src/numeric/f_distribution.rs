//! Fisher's and Snedecor's F distribution with `d1, d2 > 0` degrees of freedom.

use super::beta;
use super::double::Double;

/// `P(F ≤ x)`.
#[must_use]
pub fn cdf(x: f64, d1: f64, d2: f64) -> f64 {
    both(x, d1, d2).0
}

/// `P(F > x)`.
#[must_use]
pub fn sf(x: f64, d1: f64, d2: f64) -> f64 {
    both(x, d1, d2).1
}

fn both(x: f64, d1: f64, d2: f64) -> (f64, f64) {
    if x.is_nan() || !(d1 > 0.0 && d2 > 0.0) {
        return (f64::NAN, f64::NAN);
    }
    if x <= 0.0 {
        return (0.0, 1.0);
    }
    // I_v(d1/2, d2/2) with v = d1 x / (d1 x + d2).
    let numerator = Double::product(d1, x);
    if numerator.hi.is_nan() || numerator.hi > 1e300 {
        return (1.0, 0.0);
    }
    let whole = numerator + Double::from(d2);
    beta::regularized_pair(0.5 * d1, 0.5 * d2, numerator / whole, Double::from(d2) / whole)
}

/// The `x` with `P(F ≤ x) = p`.
#[must_use]
pub fn quantile(p: f64, d1: f64, d2: f64) -> f64 {
    if p > 0.5 {
        inverse(1.0 - p, d1, d2, false)
    } else {
        inverse(p, d1, d2, true)
    }
}

/// The `x` with `P(F > x) = q`, for tails too small to be written as `1 − p`.
#[must_use]
pub fn upper_quantile(q: f64, d1: f64, d2: f64) -> f64 {
    if q > 0.5 {
        inverse(1.0 - q, d1, d2, true)
    } else {
        inverse(q, d1, d2, false)
    }
}

fn inverse(tail: f64, d1: f64, d2: f64, lower: bool) -> f64 {
    // The odds of v = d1 x / (d1 x + d2) are d1 x / d2.
    let (a, b) = (0.5 * d1, 0.5 * d2);
    beta::inverse_odds(a, b, tail, lower, beta::start(a, b, tail, lower)) * (d2 / d1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_values() {
        assert!((quantile(0.95, 5.0, 10.0) - 3.325834530413011).abs() < 1e-13);
        assert!((sf(1.0, 4.0, 4.0) - 0.5).abs() < 1e-15);
    }
}
