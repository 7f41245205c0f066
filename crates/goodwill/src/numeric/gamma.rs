//! The gamma function's relatives: lnΓ, digamma, trigamma, the incomplete gamma ratios and their inverses.

use super::double::Double;
use super::root;

/// `lnΓ(x)` for `x > 0`.
#[must_use]
pub fn ln_gamma(x: f64) -> f64 {
    if x >= 0.0 { libm::lgamma_r(x).0 } else { f64::NAN }
}

/// `lnΓ(1 + a)`, relatively exact near `a = 0` and `a = 1`, for `-0.5 ≤ a`.
pub(super) fn ln_gamma_1p(a: f64) -> f64 {
    // Σ (−1)^k (ζ(k) − 1) a^k / k for k = 2 …, what the series of lnΓ(1 + a) is once ln(1 + a) is taken out.
    const ZETA: [f64; 28] = [
        0.3224670334241132,
        -0.0673523010531981,
        0.020580808427784546,
        -0.007385551028673986,
        0.0028905103307415234,
        -0.001192753911703261,
        0.0005096695247430425,
        -0.00022315475845357939,
        9.945751278180853e-05,
        -4.492623673813314e-05,
        2.050721277567069e-05,
        -9.439488275268397e-06,
        4.374866789907488e-06,
        -2.039215753801366e-06,
        9.55141213040742e-07,
        -4.492469198764566e-07,
        2.1207184805554665e-07,
        -1.0043224823968099e-07,
        4.7698101693639804e-08,
        -2.2711094608943164e-08,
        1.0838659214896955e-08,
        -5.183475041970047e-09,
        2.4836745438024785e-09,
        -1.1921401405860912e-09,
        5.731367241678862e-10,
        -2.7595228851242334e-10,
        1.330476437424449e-10,
        -6.4229645638381e-11,
    ];
    const ONE_MINUS_EULER: f64 = 0.42278433509846713;
    if a > 0.5 {
        return libm::lgamma_r(1.0 + a).0;
    }
    let series = ZETA
        .iter()
        .rev()
        .fold(0.0, |sum, coefficient| sum * a + coefficient);
    a * (ONE_MINUS_EULER + a * series) - libm::log1p(a)
}

/// `lnΓ(a) − [(a − ½) ln a − a + ½ ln 2π]` for `a ≥ 10`: Stirling's series (DLMF 5.11.1).
pub(super) fn stirling_error(a: f64) -> f64 {
    const COEFFICIENTS: [f64; 9] = [
        0.08333333333333333,
        -0.002777777777777778,
        0.0007936507936507937,
        -0.0005952380952380953,
        0.0008417508417508417,
        -0.0019175269175269176,
        0.00641025641025641,
        -0.029550653594771242,
        0.17964437236883057,
    ];
    let square = 1.0 / (a * a);
    COEFFICIENTS
        .iter()
        .rev()
        .fold(0.0, |sum, coefficient| sum * square + coefficient)
        / a
}

/// ψ(x) = d lnΓ(x) / dx for `x > 0`.
#[must_use]
pub fn digamma(x: f64) -> f64 {
    // DLMF 5.11.2.
    const COEFFICIENTS: [f64; 8] = [
        0.08333333333333333,
        -0.008333333333333333,
        0.003968253968253968,
        -0.004166666666666667,
        0.007575757575757576,
        -0.021092796092796094,
        0.08333333333333333,
        -0.4432598039215686,
    ];
    if x.is_nan() || x < 0.0 {
        return f64::NAN;
    }
    if x == 0.0 {
        return f64::NEG_INFINITY;
    }
    if x > 1e17 {
        return libm::log(x);
    }
    let mut shifted = Double::from(x);
    let mut sum = Double::ZERO;
    while shifted.hi < 15.0 {
        sum = sum - Double::ONE / shifted;
        shifted = shifted + Double::ONE;
    }
    let square = 1.0 / (shifted.hi * shifted.hi);
    let series = COEFFICIENTS
        .iter()
        .rev()
        .fold(0.0, |sum, coefficient| sum * square + coefficient)
        * square;
    let half = Double::from(0.5) / shifted;
    (shifted.ln() - half - Double::from(series) + sum).into()
}

/// ψ′(x) for `x > 0`.
#[must_use]
pub fn trigamma(x: f64) -> f64 {
    // DLMF 5.15.8 with 5.11.2 differentiated: 1/x + 1/2x² + Σ B₂ₖ / x^(2k+1).
    const BERNOULLI: [f64; 9] = [
        0.16666666666666666,
        -0.03333333333333333,
        0.023809523809523808,
        -0.03333333333333333,
        0.07575757575757576,
        -0.2531135531135531,
        1.1666666666666667,
        -7.092156862745098,
        54.971177944862156,
    ];
    if x.is_nan() || x < 0.0 {
        return f64::NAN;
    }
    if x == 0.0 {
        return f64::INFINITY;
    }
    // All terms are positive: nothing cancels.
    let mut shifted = x;
    let mut sum = 0.0;
    while shifted < 15.0 {
        sum += 1.0 / (shifted * shifted);
        shifted += 1.0;
    }
    let inverse = 1.0 / shifted;
    let square = inverse * inverse;
    let series = BERNOULLI
        .iter()
        .rev()
        .fold(0.0, |sum, coefficient| sum * square + coefficient);
    sum + (inverse + (0.5 * square + series * square * inverse))
}

/// `a φ(u)` where `φ(u) = u − ln(1 + u)`, the exponent of every gamma and beta density around its mean.
pub(super) fn deviance(a: f64, u: Double) -> Double {
    Double::from(a) * (u - u.ln_1p())
}

/// `xᵃ e⁻ˣ / Γ(a + 1)`.
fn density(a: f64, x: f64) -> f64 {
    if a < 10.0 {
        let ln_x = if x < f64::MIN_POSITIVE {
            Double::from(x * 18014398509481984.0).ln() - Double::LN_2 * Double::from(54.0)
        } else {
            Double::from(x).ln()
        };
        let exponent = Double::from(a) * ln_x - Double::from(x);
        return exponent.exp() / gamma_1p(a);
    }
    let u = Double::difference(x, a) / Double::from(a);
    let exponent = -deviance(a, u) - Double::from(stirling_error(a));
    exponent.exp() / libm::sqrt(core::f64::consts::TAU * a)
}

/// `Γ(1 + a)` for `0 ≤ a < 20`.
pub(super) fn gamma_1p(a: f64) -> f64 {
    if a < 0.5 {
        libm::exp(ln_gamma_1p(a))
    } else {
        libm::tgamma(1.0 + a)
    }
}

/// Both incomplete gamma ratios (P, Q), each relatively exact.
pub(super) fn regularized(a: f64, x: f64) -> (f64, f64) {
    if !(a >= 0.0 && x >= 0.0) || (a.is_infinite() && x.is_infinite()) {
        return (f64::NAN, f64::NAN);
    }
    if x == 0.0 || a.is_infinite() {
        // P(0, x) = 1 for x > 0; at the origin P(a, 0) = 0 is kept.
        return (0.0, 1.0);
    }
    if a == 0.0 || x.is_infinite() {
        return (1.0, 0.0);
    }
    if x < 1.1 && x < a + 1.0 || x < a {
        let p = density(a, x) * series(a, x);
        if a < 1.0 && p > 0.5 {
            (p, small_q(a, x))
        } else {
            (p, 1.0 - p)
        }
    } else {
        let q = density(a, x) * a * fraction(a, x);
        (1.0 - q, q)
    }
}

/// `Σ xⁿ / ((a + 1) … (a + n))` (DLMF 8.11.4): P over the density.
fn series(a: f64, x: f64) -> f64 {
    let mut sum = 1.0;
    let mut term = 1.0;
    let mut n = 1.0;
    loop {
        term *= x / (a + n);
        sum += term;
        if term < 1e-17 * sum {
            return sum;
        }
        n += 1.0;
    }
}

/// Q over `a` times the density, by Legendre's continued fraction (DLMF 8.9.2), evaluated with modified Lentz.
fn fraction(a: f64, x: f64) -> f64 {
    let mut b = x + 1.0 - a;
    let mut c = 1e300;
    let mut d = 1.0 / b;
    let mut h = d;
    let mut n = 1.0;
    loop {
        let numerator = n * (a - n);
        b += 2.0;
        d = 1.0 / (numerator * d + b);
        c = b + numerator / c;
        let factor = c * d;
        h *= factor;
        if libm::fabs(factor - 1.0) < 2e-16 || n > 1e7 {
            return h;
        }
        n += 1.0;
    }
}

/// Q(a, x) for `a < 1` and small `x`, where `1 − P` cancels (DiDonato and Morris 1986, equation 9).
fn small_q(a: f64, x: f64) -> f64 {
    // P = xᵃ (1 − J) / Γ(1 + a), so 1 − P = (J xᵃ − (xᵃ − 1)) (1 + H) − H with H = 1/Γ(1 + a) − 1.
    let mut power = 1.0;
    let mut j = 0.0;
    let mut n = 1.0;
    loop {
        power *= -x / n;
        let term = power / (a + n);
        j -= term;
        if libm::fabs(term) < 1e-17 * libm::fabs(j) {
            break;
        }
        n += 1.0;
    }
    j *= a;
    let l = libm::expm1(a * libm::log(x));
    let h = libm::expm1(-ln_gamma_1p(a));
    (j * (1.0 + l) - l) * (1.0 + h) - h
}

/// The regularised lower incomplete gamma function `P(a, x) = γ(a, x) / Γ(a)`, for `a > 0`, `x ≥ 0`.
#[must_use]
pub fn regularized_p(a: f64, x: f64) -> f64 {
    regularized(a, x).0
}

/// The regularised upper incomplete gamma function `Q(a, x) = Γ(a, x) / Γ(a)`, for `a > 0`, `x ≥ 0`.
#[must_use]
pub fn regularized_q(a: f64, x: f64) -> f64 {
    regularized(a, x).1
}

/// The `x` with `P(a, x) = p`.
#[must_use]
pub fn inverse_p(a: f64, p: f64) -> f64 {
    if !(a > 0.0 && a.is_finite() && (0.0..=1.0).contains(&p)) {
        return f64::NAN;
    }
    if p == 0.0 {
        return 0.0;
    }
    if p == 1.0 {
        return f64::INFINITY;
    }
    inverse(a, p, 1.0 - p, p <= 0.5)
}

/// The `x` with `Q(a, x) = q`.
#[must_use]
pub fn inverse_q(a: f64, q: f64) -> f64 {
    if !(a > 0.0 && a.is_finite() && (0.0..=1.0).contains(&q)) {
        return f64::NAN;
    }
    if q == 0.0 {
        return f64::INFINITY;
    }
    if q == 1.0 {
        return 0.0;
    }
    inverse(a, 1.0 - q, q, q > 0.5)
}

/// Newton's method on the logarithm of the smaller tail against ln x.
fn inverse(a: f64, p: f64, q: f64, lower: bool) -> f64 {
    // Wilson and Hilferty (1931), or P ≈ xᵃ / Γ(a + 1) near the origin.
    let z = if lower {
        super::normal::quantile(p)
    } else {
        -super::normal::quantile(q)
    };
    let cube = 1.0 - 1.0 / (9.0 * a) + z / (3.0 * libm::sqrt(a));
    let origin = if lower {
        (libm::log(p) + ln_gamma_1p(a)) / a
    } else {
        (libm::log1p(-q) + ln_gamma_1p(a)) / a
    };
    let start = if cube > 0.3 && a > 0.3 {
        libm::log(a * cube * cube * cube)
    } else {
        origin
    };
    let z = root::solve(start, -746.0, 710.0, |z| {
        let x = libm::exp(z);
        let (below, above) = regularized(a, x);
        let (tail, target) = if lower { (below, p) } else { (above, q) };
        let slope = a * density(a, x) / tail;
        root::Step {
            // Positive where x is too large.
            residual: if lower {
                libm::log(tail / target)
            } else {
                libm::log(target / tail)
            },
            slope,
        }
    });
    // One step on x itself, which the logarithm cannot resolve.
    let x = libm::exp(z);
    let (below, above) = regularized(a, x);
    let excess = if lower { (below - p) / p } else { (q - above) / q };
    let slope = a * density(a, x) / if lower { p } else { q };
    let refined = x - x * (excess / slope);
    if refined.is_finite() && refined > 0.0 {
        refined
    } else {
        x
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(got: f64, expected: f64) {
        assert!(
            (got - expected).abs() <= 1e-13 * expected.abs(),
            "{got:e}, not {expected:e}"
        );
    }

    #[test]
    fn published_values() {
        // Abramowitz and Stegun, tables 6.1, 6.2, 26.7 carry fewer digits; these are mpmath's.
        close(digamma(1.0), -0.577_215_664_901_532_9);
        close(trigamma(1.0), core::f64::consts::PI * core::f64::consts::PI / 6.0);
        close(regularized_p(1.0, 1.0), 1.0 - libm::exp(-1.0));
        close(regularized_q(0.5, 2.0), libm::erfc(core::f64::consts::SQRT_2));
        close(inverse_q(1.0, 1e-300), 300.0 * core::f64::consts::LN_10);
        close(inverse_p(2.0, regularized_p(2.0, 3.0)), 3.0);
    }
}
