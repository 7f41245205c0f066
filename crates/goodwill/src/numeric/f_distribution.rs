//! Fisher's and Snedecor's F distribution with `d1, d2 > 0` degrees of freedom.

use super::chi_squared::{self, half};
use super::double::Double;
use super::{beta, gamma};

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
    if x.is_infinite() {
        return (1.0, 0.0);
    }
    if d2.is_infinite() {
        // d1 F is χ² with d1 degrees of freedom.
        return gamma::regularized(half(d1), Double::product(half(d1), x));
    }
    if d1.is_infinite() {
        let (lower, upper) = gamma::regularized(half(d2), Double::from(half(d2)) / Double::from(x));
        return (upper, lower);
    }
    // I_v(d1/2, d2/2) with v = d1 x / (d1 x + d2).
    let (v, w) = beta::from_ratio(d1, x, d2);
    beta::regularized_pair(half(d1), half(d2), v, w)
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
    if d2.is_infinite() {
        let x = if lower {
            chi_squared::quantile(tail, d1)
        } else {
            chi_squared::upper_quantile(tail, d1)
        };
        return x / d1;
    }
    if d1.is_infinite() {
        let x = if lower {
            chi_squared::upper_quantile(tail, d2)
        } else {
            chi_squared::quantile(tail, d2)
        };
        return d2 / x;
    }
    let (a, b) = (half(d1), half(d2));
    let odds = beta::inverse_odds(a, b, tail, lower, beta::start(a, b, tail, lower));
    if odds == 0.0 || odds.is_infinite() {
        odds
    } else {
        odds * (d2 / d1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_values() {
        assert!((quantile(0.95, 5.0, 10.0) - 3.325834530413011).abs() < 1e-13);
        assert!((sf(1.0, 4.0, 4.0) - 0.5).abs() < 1e-15);
    }

    #[test]
    fn infinite_degrees_of_freedom() {
        let infinity = f64::INFINITY;
        assert_eq!(sf(2.0, 3.0, infinity), chi_squared::sf(6.0, 3.0));
        assert!((sf(2.0, 3.0, 1e12) / sf(2.0, 3.0, infinity) - 1.0).abs() < 1e-11);
        assert!((sf(2.0, 1e12, 3.0) / sf(2.0, infinity, 3.0) - 1.0).abs() < 1e-11);
        assert!((quantile(0.9, infinity, 3.0) / quantile(0.9, 1e12, 3.0) - 1.0).abs() < 1e-11);
        assert!((quantile(0.9, 3.0, infinity) / quantile(0.9, 3.0, 1e12) - 1.0).abs() < 1e-11);
        assert!(quantile(0.5, infinity, infinity).is_nan());
    }
}
