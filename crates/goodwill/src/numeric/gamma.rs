//! The gamma function's relatives: lnΓ, digamma, trigamma, the incomplete gamma ratios and their inverses.

use super::double::Double;
use super::erfc_series::ErfcSeries;
use super::normal::tail_of_exponent;
use super::root::{self, Look};
use core::f64::consts::TAU;

/// `lnΓ(x)` for `x > 0`; +∞ at 0.
///
/// `libm`'s function, but between 8 and 18, where it multiplies the rounding of `ln x` by `x` and exceeds two units
/// in the last place: there the recurrence leads below 3.
#[must_use]
pub fn ln_gamma(x: f64) -> f64 {
    if (8.0..18.0).contains(&x) {
        let mut product = 1.0;
        let mut x = x;
        while x >= 3.0 {
            x -= 1.0; // exact
            product *= x;
        }
        libm::log(product) + libm::lgamma_r(x).0
    } else if x >= 0.0 {
        libm::lgamma_r(x).0
    } else {
        f64::NAN
    }
}

/// `B₂ₖ / (2k (2k − 1))` for k = 1 …: the coefficients of Stirling's series, as fractions.
const STIRLING: [(f64, f64); 14] = [
    (1.0, 12.0),
    (-1.0, 360.0),
    (1.0, 1260.0),
    (-1.0, 1680.0),
    (1.0, 1188.0),
    (-691.0, 360360.0),
    (1.0, 156.0),
    (-3617.0, 122400.0),
    (43867.0, 244188.0),
    (-174611.0, 125400.0),
    (77683.0, 5796.0),
    (-236364091.0, 1506960.0),
    (657931.0, 300.0),
    (-3392780147.0, 93960.0),
];

/// What is left of `lnΓ(a)` after `(a − ½) ln a − a + ½ ln 2π`, for `a ≥ 10`: Stirling's series, DLMF 5.11.1.
pub(super) fn stirling_error(a: f64) -> f64 {
    let square = 1.0 / (a * a);
    let series = STIRLING[..10]
        .iter()
        .rev()
        .fold(0.0, |sum, (numerator, denominator)| {
            sum * square + numerator / denominator
        });
    series / a
}

/// As [`stirling_error`], to 30 digits, for `a ≥ 36`.
pub(super) fn stirling_error_double(a: Double) -> Double {
    let inverse = Double::ONE / a;
    let square = inverse * inverse;
    let series = STIRLING
        .iter()
        .rev()
        .fold(Double::ZERO, |sum, &(numerator, denominator)| {
            sum * square + Double::quotient(numerator, denominator)
        });
    series * inverse
}

/// `lnΓ(a)` to an absolute error of about 1e-29, for `0 < a < 100`: the recurrence up to 36, then Stirling's series.
pub(super) fn ln_gamma_double(a: Double) -> Double {
    let mut product = Double::ONE;
    let mut a = a;
    while a.hi < 36.0 {
        product = product * a;
        a = a + Double::ONE;
    }
    let stirling = (a - Double::from(0.5)) * a.ln() - a + Double::HALF_LN_TAU + stirling_error_double(a);
    stirling - product.ln()
}

/// `lnΓ(1 + a)` for `-0.5 ≤ a`, relatively exact near `a = 0`, where `1 + a` would be rounded.
pub(super) fn ln_gamma_1p(a: f64) -> f64 {
    /// `(−1)^k (ζ(k) − 1) / k` for k = 2 …
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
    // The series of lnΓ(1 + a) with that of ln(1 + a) taken out, DLMF 5.7.3.
    let series = ZETA
        .iter()
        .rev()
        .fold(0.0, |sum, coefficient| sum * a + coefficient);
    a * (ONE_MINUS_EULER + a * series) - libm::log1p(a)
}

/// `Γ(1 + a)` for `0 ≤ a < 20`.
pub(super) fn gamma_1p(a: f64) -> f64 {
    if a < 0.5 {
        libm::exp(ln_gamma_1p(a))
    } else {
        libm::tgamma(1.0 + a)
    }
}

/// ψ(x) = d lnΓ(x) / dx for `x > 0`; −∞ at 0.
///
/// Between 1 and 2, where its zero lies, a polynomial for `ψ(x) / (x − x₀)`; from 7 the asymptotic series; the
/// recurrence `ψ(x + 1) = ψ(x) + 1/x` elsewhere, with its quotients' errors carried along.
#[must_use]
pub fn digamma(x: f64) -> f64 {
    /// `B₂ₖ / 2k`, DLMF 5.11.2.
    const ASYMPTOTIC: [f64; 12] = [
        1.0 / 12.0,
        -1.0 / 120.0,
        1.0 / 252.0,
        -1.0 / 240.0,
        1.0 / 132.0,
        -691.0 / 32760.0,
        1.0 / 12.0,
        -3617.0 / 8160.0,
        43867.0 / 14364.0,
        -174611.0 / 6600.0,
        77683.0 / 276.0,
        -236364091.0 / 65520.0,
    ];
    if x.is_nan() || x < 0.0 {
        return f64::NAN;
    }
    if x == 0.0 {
        return f64::NEG_INFINITY;
    }
    if x >= 7.0 {
        let inverse = 1.0 / x;
        let square = inverse * inverse;
        let series = ASYMPTOTIC
            .iter()
            .rev()
            .fold(0.0, |sum, coefficient| sum * square + coefficient);
        return libm::log(x) - (0.5 * inverse + square * series);
    }
    if x < 1e-20 {
        return -1.0 / x; // the next term is Euler's constant
    }
    if x < 1.0 {
        let shifted = Double::sum(1.0, x);
        return (digamma_near_root(shifted) - Double::quotient(1.0, x)).into();
    }
    let mut sum = Double::ZERO;
    let mut x = x;
    while x > 2.0 {
        x -= 1.0; // exact: the result is the smaller
        sum = sum + Double::quotient(1.0, x);
    }
    (digamma_near_root(Double::from(x)) + sum).into()
}

/// ψ on [1, 2].
fn digamma_near_root(x: Double) -> Double {
    /// Chebyshev interpolation of `ψ(x) / (x − x₀)`, in powers of `x − 3/2`; its error is below 5e-17.
    const POLYNOMIAL: [f64; 23] = [
        0.9510558760318328,
        -0.4236274212814606,
        0.24054248424078697,
        -0.14840492305388092,
        0.09498872445289039,
        -0.06192213327548831,
        0.040760833940846085,
        -0.026975796659787055,
        0.017907248317313294,
        -0.011908220105959716,
        0.007927021796868154,
        -0.005279937255532708,
        0.003518106563802472,
        -0.0023454947397380833,
        0.0015633696313653504,
        -0.0010364584817312839,
        0.0006909255761282986,
        -0.00048595039220036254,
        0.00032395945401345196,
        -0.00014480643368061614,
        9.653646261410062e-05,
        -0.0001782188548855923,
        0.00011881232908510335,
    ];
    const ROOT: Double = Double {
        hi: 1.4616321449683622,
        lo: 9.549995429965697e-17,
    };
    let t = (x.hi - 1.5) + x.lo;
    let slope = POLYNOMIAL
        .iter()
        .rev()
        .fold(0.0, |sum, coefficient| sum * t + coefficient);
    (x - ROOT) * Double::from(slope)
}

/// ψ′(x) for `x > 0`; +∞ at 0. The recurrence up to 15, then the asymptotic series: nothing cancels.
#[must_use]
pub fn trigamma(x: f64) -> f64 {
    /// B₂ₖ, DLMF 5.11.2 differentiated: `1/x + 1/2x² + Σ B₂ₖ / x^(2k+1)`.
    const BERNOULLI: [f64; 9] = [
        1.0 / 6.0,
        -1.0 / 30.0,
        1.0 / 42.0,
        -1.0 / 30.0,
        5.0 / 66.0,
        -691.0 / 2730.0,
        7.0 / 6.0,
        -3617.0 / 510.0,
        43867.0 / 798.0,
    ];
    if x.is_nan() || x < 0.0 {
        return f64::NAN;
    }
    if x == 0.0 {
        return f64::INFINITY;
    }
    let mut shifted = x;
    let mut sum = 0.0;
    while shifted < 15.0 {
        let inverse = 1.0 / shifted;
        sum += inverse * inverse;
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

/// `a φ(u)` where `φ(u) = u − ln(1 + u)`: the exponent of every gamma and beta density about its mean.
/// The caller knows `ratio = 1 + u` as well, and exactly where it is near 0.
pub(super) fn deviance(a: Double, u: Double, ratio: Double) -> Double {
    let ln = if libm::fabs(u.hi) < 0.5 {
        u.ln_1p()
    } else {
        ratio.ln()
    };
    a * (u - ln)
}

/// `xᵃ e⁻ˣ / Γ(a + 1)`, the factor that all tails share (Loader 2000, "Fast and accurate computation of binomial
/// probabilities", whose saddle-point form is used from `a = 10`).
pub(super) fn density(a: f64, x: Double) -> f64 {
    if a < 10.0 {
        let exponent = Double::from(a) * x.ln() - x;
        return exponent.exp() / gamma_1p(a);
    }
    let wide = Double::from(a);
    let exponent = -deviance(wide, (x - wide) / wide, x / wide) - Double::from(stirling_error(a));
    exponent.exp() / libm::sqrt(TAU * a)
}

/// Both incomplete gamma ratios (P, Q), each relatively exact, its tails included.
pub(super) fn regularized(a: f64, x: Double) -> (f64, f64) {
    if !(a >= 0.0 && x.hi >= 0.0) || (a.is_infinite() && x.hi.is_infinite()) {
        return (f64::NAN, f64::NAN);
    }
    if x.hi == 0.0 || a.is_infinite() {
        return (0.0, 1.0);
    }
    if a == 0.0 || x.hi.is_infinite() {
        return (1.0, 0.0);
    }
    if a > HUGE || x.hi > HUGE {
        // The distribution's width, √a, is far below the spacing of numbers: a step.
        return match x.hi.partial_cmp(&a) {
            Some(core::cmp::Ordering::Less) => (0.0, 1.0),
            Some(core::cmp::Ordering::Equal) => (0.5, 0.5),
            _ => (1.0, 0.0),
        };
    }
    if a >= 10.0 && x.hi < 1e-40 * a {
        return (0.0, 1.0);
    }
    if a >= 20.0 {
        let wide = Double::from(a);
        let difference = x - wide;
        // |η| < 0.7 or so.
        if difference.hi > -0.5 * a && difference.hi < 0.85 * a {
            return near_mean(wide, x, difference);
        }
    }
    if x.hi < a {
        let p = density(a, x) * series(a, x.hi);
        (p, if p < 0.7 { 1.0 - p } else { small_q(a, x) })
    } else if x.hi < 1.1 {
        let q = small_q(a, x);
        (
            if q < 0.7 {
                1.0 - q
            } else {
                density(a, x) * series(a, x.hi)
            },
            q,
        )
    } else {
        let q = density(a, x) * a * fraction(a, x.hi);
        (1.0 - q, q)
    }
}

/// Beyond this, splitting a number into halves would overflow.
const HUGE: f64 = 1e290;

/// Temme's uniform expansion about the mean (1979, "The asymptotic expansion of the incomplete gamma functions").
fn near_mean(a: Double, x: Double, difference: Double) -> (f64, f64) {
    const SERIES: ErfcSeries = ErfcSeries::new(1.0, 0.0);
    let exponent = deviance(a, difference / a, x / a);
    if exponent.hi > 750.0 {
        return if difference.hi < 0.0 {
            (0.0, 1.0)
        } else {
            (1.0, 0.0)
        };
    }
    let eta = libm::sqrt(2.0 * exponent.hi / a.hi);
    let scale = (-exponent).exp() / libm::sqrt(TAU * a.hi);
    let tail = tail_of_exponent(exponent);
    if difference.hi < 0.0 {
        let p = tail - scale * SERIES.value(-eta, a.hi);
        (p, 1.0 - p)
    } else {
        let q = tail + scale * SERIES.value(eta, a.hi);
        (1.0 - q, q)
    }
}

/// `Σ xⁿ / ((a + 1) … (a + n))`: P over the density (DLMF 8.11.4). Positive terms.
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

/// Q over `a` times the density: Legendre's continued fraction (DLMF 8.9.2) by the modified Lentz method.
/// For `x ≥ a` every partial denominator is positive.
fn fraction(a: f64, x: f64) -> f64 {
    let mut b = x - a + 1.0;
    let mut c = f64::MAX;
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
        if libm::fabs(factor - 1.0) < 2.5e-16 || n > 1e4 {
            return h;
        }
        n += 1.0;
    }
}

/// Q(a, x) for `a` and `x` up to about 1, where `1 − P` would cancel (DiDonato and Morris 1986, "Computation of the
/// incomplete gamma function ratios and their inverse", equation 9).
fn small_q(a: f64, x: Double) -> f64 {
    // P = xᵃ (1 − J) / Γ(1 + a) where 1 − J = Σ (−x)ⁿ a / (n! (a + n)).
    let mut power = 1.0;
    let mut j = 0.0;
    let mut n = 1.0;
    loop {
        power *= -x.hi / n;
        let term = power / (a + n);
        j -= term;
        if libm::fabs(term) <= 1e-17 * libm::fabs(j) {
            break;
        }
        n += 1.0;
    }
    j *= a;
    // With s = ln(xᵃ / Γ(1 + a)): 1 − eˢ (1 − J).
    let s: f64 = (Double::from(a) * x.ln() - Double::from(ln_gamma_1p(a))).into();
    libm::exp(s) * j - libm::expm1(s)
}

/// The regularised lower incomplete gamma function `P(a, x) = γ(a, x) / Γ(a)`, for `a ≥ 0`, `x ≥ 0`.
#[must_use]
pub fn regularized_p(a: f64, x: f64) -> f64 {
    regularized(a, Double::from(x)).0
}

/// The regularised upper incomplete gamma function `Q(a, x) = Γ(a, x) / Γ(a)`, for `a ≥ 0`, `x ≥ 0`.
#[must_use]
pub fn regularized_q(a: f64, x: f64) -> f64 {
    regularized(a, Double::from(x)).1
}

/// The `x` with `P(a, x) = p`, for `a > 0`.
#[must_use]
pub fn inverse_p(a: f64, p: f64) -> f64 {
    if p > 0.5 {
        inverse(a, 1.0 - p, p, false)
    } else {
        inverse(a, p, p, true)
    }
}

/// The `x` with `Q(a, x) = q`, for `a > 0`.
#[must_use]
pub fn inverse_q(a: f64, q: f64) -> f64 {
    if q > 0.5 {
        inverse(a, 1.0 - q, q, true)
    } else {
        inverse(a, q, q, false)
    }
}

/// Where the lower or the upper tail, at most ½, is `tail`; `given` is the caller's probability.
fn inverse(a: f64, tail: f64, given: f64, lower: bool) -> f64 {
    if !(a > 0.0 && a.is_finite() && (0.0..=1.0).contains(&given)) {
        return f64::NAN;
    }
    if tail == 0.0 {
        return if lower { 0.0 } else { f64::INFINITY };
    }
    if a > HUGE {
        return a;
    }
    root::solve(tail, lower, start(a, tail, lower), |x| {
        let wide = Double::from(x);
        let (p, q) = regularized(a, wide);
        Look {
            tail: if lower { p } else { q },
            density: a * density(a, wide),
            curvature: a - x,
        }
    })
}

/// Near the answer: Wilson and Hilferty (1931), or `P ≈ xᵃ / Γ(a + 1)` near the origin.
fn start(a: f64, tail: f64, lower: bool) -> f64 {
    let z = super::normal::quantile(tail);
    let z = if lower { z } else { -z };
    let cube = 1.0 - 1.0 / (9.0 * a) + z / (3.0 * libm::sqrt(a));
    if a > 0.5 && cube > 0.2 {
        return a * cube * cube * cube;
    }
    if !lower && tail < 1e-3 {
        // Q ≈ x^(a−1) e⁻ˣ / Γ(a).
        let y = -libm::log(tail) - ln_gamma(a);
        return (y + (a - 1.0) * libm::log(y.max(1.0))).max(0.1);
    }
    let ln_p = if lower {
        libm::log(tail)
    } else {
        libm::log1p(-tail)
    };
    libm::exp((ln_p + ln_gamma_1p(a)) / a)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(got: f64, expected: f64) {
        assert!(
            (got - expected).abs() <= 1e-15 * expected.abs(),
            "{got:e}, not {expected:e}"
        );
    }

    #[test]
    fn known_values() {
        close(digamma(1.0), -0.577_215_664_901_532_9);
        close(digamma(0.25), -4.227_453_533_376_265);
        close(trigamma(1.0), core::f64::consts::PI * core::f64::consts::PI / 6.0);
        close(regularized_p(1.0, 1.0), 1.0 - libm::exp(-1.0));
        close(
            regularized_q(0.5, 0.5),
            libm::erfc(core::f64::consts::FRAC_1_SQRT_2),
        );
        close(inverse_q(1.0, 1e-300), 300.0 * core::f64::consts::LN_10);
        close(inverse_p(2.0, regularized_p(2.0, 3.0)), 3.0);
        let exact: f64 = ln_gamma_double(Double::from(0.5)).into();
        close(exact, 0.572_364_942_924_700_1);
    }

    #[test]
    fn ends_of_the_domain() {
        assert_eq!(ln_gamma(0.0), f64::INFINITY);
        assert_eq!((ln_gamma(1.0), ln_gamma(2.0)), (0.0, 0.0));
        assert_eq!(digamma(0.0), f64::NEG_INFINITY);
        assert_eq!(trigamma(0.0), f64::INFINITY);
        assert_eq!(trigamma(f64::INFINITY), 0.0);
        assert_eq!(digamma(f64::INFINITY), f64::INFINITY);
        assert!(ln_gamma(-0.5).is_nan() && digamma(-1.0).is_nan() && trigamma(-1.0).is_nan());
        assert_eq!(regularized(0.0, Double::ONE), (1.0, 0.0));
        assert_eq!(regularized(1.0, Double::ZERO), (0.0, 1.0));
        assert_eq!(regularized(1e300, Double::from(1e300)), (0.5, 0.5));
        assert_eq!(regularized(f64::MAX, Double::ONE), (0.0, 1.0));
        assert_eq!(regularized(f64::MIN_POSITIVE, Double::from(f64::MAX)), (1.0, 0.0));
        assert_eq!((inverse_p(2.0, 0.0), inverse_p(2.0, 1.0)), (0.0, f64::INFINITY));
        assert_eq!((inverse_q(2.0, 1.0), inverse_q(2.0, 0.0)), (0.0, f64::INFINITY));
        assert!(
            inverse_p(0.0, 0.5).is_nan() && inverse_p(1.0, 1.5).is_nan() && inverse_q(1.0, f64::NAN).is_nan()
        );
    }
}
