//! The standard normal distribution.

use super::double::Double;
use core::f64::consts::{FRAC_1_SQRT_2, FRAC_2_SQRT_PI};

/// `P(Z ≤ z)`.
#[must_use]
pub fn cdf(z: f64) -> f64 {
    sf(-z)
}

/// `P(Z > z)`, relatively exact however far out.
#[must_use]
pub fn sf(z: f64) -> f64 {
    if libm::fabs(z) > 40.0 {
        return if z > 0.0 { 0.0 } else { 1.0 };
    }
    half_erfc(
        Double::from(z)
            * Double {
                hi: FRAC_1_SQRT_2,
                lo: -4.833646656726457e-17,
            },
    )
}

/// `½ erfc(y)`. Rounding `y` to 53 bits alone would cost `2y²` units in the last place: `y.lo` is put back to first order.
fn half_erfc(y: Double) -> f64 {
    let slope = FRAC_2_SQRT_PI * libm::exp(-y.hi * y.hi);
    0.5 * (libm::erfc(y.hi) - slope * y.lo)
}

/// `½ erfc(√E)`: the normal tail whose density is `e^(−E) / √2π`.
pub(super) fn tail_of_exponent(exponent: Double) -> f64 {
    let root = libm::sqrt(exponent.hi);
    if root < 1e-140 {
        return 0.5;
    }
    let rest: f64 = (exponent - Double::product(root, root)).into();
    half_erfc(Double {
        hi: root,
        lo: 0.5 * rest / root,
    })
}

/// The `z` with `P(Z ≤ z) = p`; ∓∞ at 0 and 1.
#[must_use]
pub fn quantile(p: f64) -> f64 {
    if !(0.0..=1.0).contains(&p) {
        return f64::NAN;
    }
    let half = 0.5 - p; // exact where it is used: for p in [¼, ¾]
    if libm::fabs(half) <= 0.25 {
        central_quantile(-half)
    } else if p < 0.5 {
        -upper_quantile(p)
    } else {
        upper_quantile(1.0 - p)
    }
}

/// The `z` with `P(0 < Z ≤ z) = p`, for `|p| ≤ ¼`.
fn central_quantile(p: f64) -> f64 {
    const SQRT_TAU: f64 = 2.5066282746310002;
    // Three terms of the inverse's series, then Halley's method on erf, which keeps its digits near 0.
    let s = SQRT_TAU * p;
    let s2 = s * s;
    let mut z = s * (1.0 + s2 * (1.0 / 6.0 + s2 * (7.0 / 120.0 + s2 * (127.0 / 5040.0))));
    for _ in 0..2 {
        let step = (0.5 * libm::erf(z * FRAC_1_SQRT_2) - p) * SQRT_TAU * libm::exp(0.5 * z * z);
        z -= step / (1.0 + 0.5 * z * step);
    }
    z
}

/// The `z` with `P(Z > z) = q`, for `q < ¼`.
fn upper_quantile(q: f64) -> f64 {
    if q == 0.0 {
        return f64::INFINITY;
    }
    // Hastings' approximation (Abramowitz and Stegun 26.2.23), then Halley's method on the logarithm's scale: the
    // step is Mills' ratio times the relative error, so it is as good at 1e-300 as at 0.1.
    let t = libm::sqrt(-2.0 * libm::log(q));
    let mut z = t
        - (2.515517 + t * (0.802853 + t * 0.010328)) / (1.0 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
    for _ in 0..2 {
        let tail = sf(z);
        let density = libm::exp(-0.5 * z * z) * 0.3989422804014327;
        let step = (tail - q) / density;
        z += step / (1.0 - 0.5 * z * step);
    }
    z
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_values() {
        assert!((quantile(0.975) - 1.959963984540054).abs() < 4e-16);
        assert!((quantile(0.95) - 1.6448536269514724).abs() < 4e-16);
        assert_eq!(quantile(0.5), 0.0);
        assert_eq!(cdf(0.0), 0.5);
        assert!((sf(10.0) / 7.619853024160527e-24 - 1.0).abs() < 1e-15);
        assert!((quantile(1e-300) / -37.0471 - 1.0).abs() < 1e-6);
    }

    #[test]
    fn ends() {
        assert_eq!((quantile(0.0), quantile(1.0)), (f64::NEG_INFINITY, f64::INFINITY));
        assert_eq!((cdf(f64::NEG_INFINITY), cdf(f64::INFINITY)), (0.0, 1.0));
        assert_eq!((sf(f64::NEG_INFINITY), sf(f64::INFINITY)), (1.0, 0.0));
        assert!(quantile(-0.1).is_nan() && quantile(f64::NAN).is_nan() && cdf(f64::NAN).is_nan());
        assert!(quantile(5e-324).is_finite());
    }
}
