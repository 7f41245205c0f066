//! The standard normal distribution.

use super::double::Double;
use core::f64::consts::FRAC_1_SQRT_2;

/// `P(Z ≤ z)`.
#[must_use]
pub fn cdf(z: f64) -> f64 {
    if z < 0.0 {
        upper_tail(-z)
    } else {
        1.0 - upper_tail(z)
    }
}

/// `P(Z > z)`, relatively exact however far out.
#[must_use]
pub fn sf(z: f64) -> f64 {
    if z > 0.0 {
        upper_tail(z)
    } else {
        1.0 - upper_tail(-z)
    }
}

/// `P(Z > z)` for `z ≥ 0`.
fn upper_tail(z: f64) -> f64 {
    if z.is_nan() {
        return z;
    }
    if z > 40.0 {
        return 0.0;
    }
    // Rounding z/√2 alone costs z² units: its error is put back to first order.
    let y = Double::from(z)
        * Double {
            hi: FRAC_1_SQRT_2,
            lo: -4.833646656726457e-17,
        };
    let slope = libm::exp(-y.hi * y.hi) * core::f64::consts::FRAC_2_SQRT_PI;
    0.5 * (libm::erfc(y.hi) - slope * y.lo)
}

/// The `z` with `P(Z ≤ z) = p`; ∓∞ at 0 and 1.
#[must_use]
pub fn quantile(p: f64) -> f64 {
    if !(0.0..=1.0).contains(&p) {
        return f64::NAN;
    }
    if p == 0.0 {
        return f64::NEG_INFINITY;
    }
    if p == 1.0 {
        return f64::INFINITY;
    }
    if p == 0.5 {
        return 0.0;
    }
    if p > 0.5 {
        -lower_quantile(1.0 - p)
    } else {
        lower_quantile(p)
    }
}

/// For `0 < p ≤ ½`.
fn lower_quantile(p: f64) -> f64 {
    // Abramowitz and Stegun 26.2.23 to start with, then Halley's method on the tail.
    let t = libm::sqrt(-2.0 * libm::log(p));
    let mut z = -(t
        - (2.515517 + t * (0.802853 + t * 0.010328))
            / (1.0 + t * (1.432788 + t * (0.189269 + t * 0.001308))));
    for _ in 0..3 {
        let tail = upper_tail(-z);
        // Mills' ratio times the relative error, with Halley's correction.
        let density = libm::exp(-0.5 * z * z) * 0.3989422804014327;
        let step = (tail - p) / density;
        z -= step / (1.0 + 0.5 * z * step);
    }
    z
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_values() {
        assert!((quantile(0.975) - 1.959963984540054).abs() < 4e-16);
        assert!((quantile(0.95) - 1.6448536269514722).abs() < 4e-16);
        assert_eq!(quantile(0.5), 0.0);
        assert_eq!(cdf(0.0), 0.5);
        // mpmath: ncdf(-38).
        assert!((cdf(-38.0) / 2.88542836e-316 - 1.0).abs() < 1e-7);
        assert!((sf(10.0) / 7.619853024160527e-24 - 1.0).abs() < 1e-15);
        assert!((quantile(1e-300) + 37.0471).abs() < 1e-4);
    }
}
