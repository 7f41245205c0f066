//! The beta function's logarithm, the regularised incomplete beta function and its inverse.
//!
//! The kernel takes both `x` and `y = 1 − x`, in twice the precision: a Student's t of a million degrees of freedom
//! raises `x` to the power of half a million. It computes the tail on whose side of the mean `x` lies, by the method
//! that converges there, and the other as its complement:
//!
//! | parameters | where | method |
//! |---|---|---|
//! | both ≥ 20 | near the mean | uniform expansion with the normal tail |
//! | both ≥ 20 | far from it | series of positive terms, or continued fraction |
//! | b < 20 ≤ a | x ≥ 0.4 | expansion in incomplete gamma functions of b |
//! | otherwise | x not near 1 | series of positive terms |
//! | otherwise | x near 1 | complement in logarithms, or continued fraction |

use super::double::Double;
use super::erfc_series::ErfcSeries;
use super::gamma::{
    self, deviance, digamma, gamma_1p, ln_gamma, ln_gamma_double, stirling_error, stirling_error_double,
    trigamma,
};
use super::normal::tail_of_exponent;
use super::root::{self, Look};
use core::f64::consts::TAU;

/// Beyond this, parameters are taken for infinite: their products would overflow.
const HUGE: f64 = 1e140;

/// `ln B(a, b)` for `a, b > 0`; +∞ at 0. Relatively exact near the curve `B(a, b) = 1` too.
#[must_use]
pub fn ln_beta(a: f64, b: f64) -> f64 {
    if !(a >= 0.0 && b >= 0.0) {
        return f64::NAN;
    }
    let (a, b) = if a <= b { (a, b) } else { (b, a) };
    if a == 0.0 {
        return if b.is_infinite() { f64::NAN } else { f64::INFINITY };
    }
    if b.is_infinite() {
        return f64::NEG_INFINITY;
    }
    if b > 1e200 {
        return if a < 1e-18 * b {
            ln_gamma(a) - a * libm::log(b)
        } else {
            // Stirling's leading terms; the result may be beyond −1e308.
            0.5 * libm::log(TAU / a * (1.0 + a / b)) - (a * libm::log1p(b / a) + b * libm::log1p(a / b))
        };
    }
    if a == 1.0 || b == 1.0 {
        return -libm::log(if a == 1.0 { b } else { a });
    }
    // The quick way is exact enough unless its parts cancel.
    let n = a + b;
    let (first, rest) = if b < 10.0 {
        (ln_gamma(a), ln_gamma(b) - ln_gamma(n))
    } else {
        // lnΓ(b) − lnΓ(a + b) by Stirling's series, without the size they share.
        let powers = -(b - 0.5) * libm::log1p(a / b) - a * (libm::log(n) - 1.0);
        (ln_gamma(a), powers + (stirling_error(b) - stirling_error(n)))
    };
    let quick = first + rest;
    let enough = if b < 10.0 {
        libm::fabs(ln_gamma(b)).max(libm::fabs(ln_gamma(n)))
    } else {
        0.0
    };
    if libm::fabs(quick) > 0.03 * libm::fabs(first).max(libm::fabs(rest)).max(enough) {
        quick
    } else {
        ln_beta_double(a, b).into()
    }
}

/// `ln B(a, b)` to about 30 digits, for `a ≤ b`.
fn ln_beta_double(a: f64, b: f64) -> Double {
    let wide = Double::from(a);
    let difference = ln_gamma_difference(wide, Double::from(b));
    if a < 60.0 {
        return ln_gamma_double(wide) - difference;
    }
    let half = Double::from(0.5);
    (wide - half) * wide.ln() - wide + Double::HALF_LN_TAU + stirling_error_double(wide) - difference
}

/// `lnΓ(b + a) − lnΓ(b)`, for any `a, b > 0`.
pub fn ln_gamma_difference(a: Double, b: Double) -> Double {
    let n = a + b;
    if b.hi < 36.0 {
        let above = if n.hi < 60.0 {
            ln_gamma_double(n)
        } else {
            (n - Double::from(0.5)) * n.ln() - n + Double::HALF_LN_TAU + stirling_error_double(n)
        };
        return above - ln_gamma_double(b);
    }
    // Stirling's series of both, without the size they share.
    (b - Double::from(0.5)) * (a / b).ln_1p()
        + a * (n.ln() - Double::ONE)
        + (stirling_error_double(n) - stirling_error_double(b))
}

/// `xᵃ yᵇ / B(a, b)` where `x + y = 1`.
fn density(a: f64, b: f64, x: Double, y: Double) -> f64 {
    if a > b {
        return density(b, a, y, x);
    }
    let (wide_a, wide_b) = (Double::from(a), Double::from(b));
    let n = Double::sum(a, b);
    if b < 10.0 {
        // 1/B = Γ(1 + n) a b / (n Γ(1 + a) Γ(1 + b)).
        let constant = gamma_1p(n.hi) / (gamma_1p(a) * gamma_1p(b)) * (a * (b / n.hi));
        return (wide_a * x.ln() + wide_b * y.ln()).exp() * constant;
    }
    // The distance d from the mean: n x = a (1 + d/a), n y = b (1 − d/b).
    let d = x * wide_b - y * wide_a;
    let beyond = deviance(wide_b, -d / wide_b, y * n / wide_b);
    let correction = stirling_error(n.hi) - stirling_error(b);
    if a < 10.0 {
        // Stirling's series for Γ(n) / Γ(b) only.
        let exponent = wide_a * (x * n).ln() - d - wide_a - beyond + Double::from(correction);
        return exponent.exp() * libm::sqrt(b / n.hi) * (a / gamma_1p(a));
    }
    let exponent =
        Double::from(correction - stirling_error(a)) - deviance(wide_a, d / wide_a, x * n / wide_a) - beyond;
    exponent.exp() * libm::sqrt(a * (b / n.hi) / TAU)
}

/// Both incomplete beta ratios `(I_x(a, b), I_y(b, a))` where `x + y = 1`, each relatively exact.
pub(super) fn regularized_pair(a: f64, b: f64, x: Double, y: Double) -> (f64, f64) {
    if !(a >= 0.0 && b >= 0.0 && x.hi >= 0.0 && y.hi >= 0.0) || (a == 0.0 && b == 0.0) {
        return (f64::NAN, f64::NAN);
    }
    if x.hi == 0.0 || b == 0.0 {
        return (0.0, 1.0);
    }
    if y.hi == 0.0 || a == 0.0 {
        return (1.0, 0.0);
    }
    if a > HUGE || b > HUGE {
        // Narrower than the spacing of numbers: a step at the mean.
        let (left, right) = (x.hi / a, y.hi / b);
        return if left < right {
            (0.0, 1.0)
        } else if left > right {
            (1.0, 0.0)
        } else {
            (0.5, 0.5)
        };
    }
    let d: f64 = (x * Double::from(b) - y * Double::from(a)).into();
    if d <= 0.0 {
        lower_side(a, b, x, y)
    } else {
        let (upper, lower) = lower_side(b, a, y, x);
        (lower, upper)
    }
}

/// As [`regularized_pair`] where `x` is at most the mean `a / (a + b)`.
fn lower_side(a: f64, b: f64, x: Double, y: Double) -> (f64, f64) {
    let lower = if y.hi < 1e-250 {
        complement(b, a, y) // so are b and a y, then
    } else if a >= 20.0 && b >= 20.0 {
        if let Some(tail) = near_mean(a, b, x, y) {
            tail
        } else if x.hi < 0.8 && (a + b) * x.hi < 0.8 * (a + 1.0) {
            density(a, b, x, y) / a * series(a, b, x.hi)
        } else {
            density(a, b, x, y) * fraction(a, b, x, y)
        }
    } else if a >= 20.0 && x.hi >= 0.4 {
        gamma_expansion(a, b, x, y)
    } else if x.hi <= 0.7 || a >= 20.0 {
        density(a, b, x, y) / a * series(a, b, x.hi)
    } else if y.hi < 0.05 {
        complement(b, a, y)
    } else {
        density(a, b, x, y) * fraction(a, b, x, y)
    };
    // Rounding must not lead out of [0, 1].
    let upper = if lower < 0.8 {
        1.0 - lower
    } else {
        complement(a, b, x).max(0.0)
    };
    (lower.clamp(0.0, 1.0), upper)
}

/// `I_x(a, b)` within about 0.7 standard deviations times √size of the mean: the uniform expansion of
/// [`ErfcSeries`], for `a, b ≥ 20`. The beta counterpart of Temme's for the incomplete gamma ratio.
fn near_mean(a: f64, b: f64, x: Double, y: Double) -> Option<f64> {
    let (wide_a, wide_b) = (Double::from(a), Double::from(b));
    let n = Double::sum(a, b);
    let d = x * wide_b - y * wide_a;
    let exponent =
        deviance(wide_a, d / wide_a, x * n / wide_a) + deviance(wide_b, -d / wide_b, y * n / wide_b);
    if exponent.hi > 750.0 {
        return Some(0.0);
    }
    let (p, q) = (a / n.hi, b / n.hi);
    let size = a * q;
    let theta = libm::sqrt(2.0 * exponent.hi / size);
    if theta > 0.75 {
        return None;
    }
    let correction = ErfcSeries::new(q - p, p * q).value(-theta, size);
    Some(tail_of_exponent(exponent) - (-exponent).exp() / libm::sqrt(TAU * size) * correction)
}

/// `I_x(a, b) · a / density` (DLMF 8.17.8). Positive terms.
fn series(a: f64, b: f64, x: f64) -> f64 {
    let mut sum = 1.0;
    let mut term = 1.0;
    let mut n = 0.0;
    loop {
        term *= (a + b + n) / (a + 1.0 + n) * x;
        sum += term;
        if term < 1e-17 * sum {
            return sum;
        }
        n += 1.0;
    }
}

/// `I_x(a, b) / density`: the even part of the continued fraction DLMF 8.17.22, by the modified Lentz method. Written
/// with `λ = a y − b x ≥ 0`, its partial denominators do not cancel (DiDonato and Morris 1992, "Significant digit
/// computation of the incomplete beta function ratios", section 3).
fn fraction(a: f64, b: f64, x: Double, y: Double) -> f64 {
    let lambda: f64 = (Double::from(a) * y - Double::from(b) * x).into();
    let (x, y) = (x.hi, y.hi);
    let denominator = |m: f64| {
        let even = a + 2.0 * m;
        let own = ((a + m) * (lambda + 1.0 + m * (1.0 + y)) + m * (even + 1.0)) / (even * (even + 1.0));
        if m == 0.0 {
            own
        } else {
            own + m * (b - m) / (even - 1.0) * (x / even)
        }
    };
    let mut d = 1.0 / denominator(0.0);
    let mut c = f64::MAX;
    let mut h = d;
    let mut m = 1.0;
    loop {
        let odd = a + 2.0 * m - 1.0;
        let before = m - 1.0; // kept apart: a may be far below 1
        let numerator = (a + before) / (a + 2.0 * before)
            * ((a + b + before) / odd)
            * (m * (b - m) / odd)
            * (x * x / (odd + 1.0));
        let partial = denominator(m);
        d = 1.0 / (partial + numerator * d);
        c = partial + numerator / c;
        let factor = c * d;
        h *= factor;
        if libm::fabs(factor - 1.0) < 2.5e-16 || m > 1e4 {
            return h / a;
        }
        m += 1.0;
    }
}

/// `I_x(a, b)` for large `a` and moderate `b`, `x` not small. With `x = e⁻ᵛ`, `T = a + (b − 1)/2` and
/// `(sinh(v/2) / (v/2))^(b−1) = Σ pₙ (v/2)²ⁿ`, the integral becomes
/// `Σ pₙ Γ(b + 2n, T ζ) / (4ⁿ T^(b+2n) B(a, b))`, `ζ = −ln x` (DiDonato and Morris 1992, section 9).
fn gamma_expansion(a: f64, b: f64, x: Double, y: Double) -> f64 {
    const TERMS: usize = 24;
    let t = Double::from(a) + Double::from(0.5) * Double::difference(b, 1.0);
    let zeta = if y.hi < 0.3 { -(-y).ln_1p() } else { -x.ln() };
    let u = t * zeta;
    if u.hi > 1200.0 {
        return 0.0;
    }
    // Γ(a + b) / (Γ(a) T^b).
    let wide_b = Double::from(b);
    let scale = (ln_gamma_difference(wide_b, Double::from(a)) - wide_b * t.ln()).exp();
    // gamma = Γ(b + 2n, u) / (Γ(b) (2T)²ⁿ), power = u^(b+2n) e⁻ᵘ / (Γ(b) (2T)²ⁿ).
    let mut gamma = gamma::regularized(b, u).1;
    let mut power = b * gamma::density(b, u);
    let (u, step) = (u.hi, 0.25 / (t.hi * t.hi));
    // ln((sinh w) / w) = Σ l_n w²ⁿ; its multiple's exponential is Σ pₙ w²ⁿ by n pₙ = (b − 1) Σ k l_k p_{n−k}.
    let mut p = [0.0; TERMS];
    p[0] = 1.0;
    let mut sum = gamma;
    for n in 1..TERMS {
        let s = b + 2.0 * (n - 1) as f64;
        gamma = step * (s * (s + 1.0) * gamma + power * (s + 1.0 + u));
        power *= step * u * u;
        let mut coefficient = 0.0;
        for k in 1..=n {
            coefficient += LN_SINHC[k - 1] * p[n - k];
        }
        p[n] = (b - 1.0) * coefficient / n as f64;
        let term = p[n] * gamma;
        sum += term;
        if libm::fabs(term) < 1e-17 * sum {
            break;
        }
    }
    scale * sum
}

/// `k l_k` of `ln((sinh w) / w) = Σ l_k w^(2k)`: `w coth w − 1 = Σ 2 k l_k w^(2k)`, from the series of sinh and cosh.
const LN_SINHC: [f64; 24] = {
    // (Σ c_k w²ᵏ)(Σ s_k w²ᵏ) = Σ (2k + 1) s_k w²ᵏ with s_k = 1/(2k + 1)!.
    let mut s = [1.0; 25];
    let mut c = [1.0; 25];
    let mut k = 1;
    while k < 25 {
        s[k] = s[k - 1] / ((2 * k) as f64 * (2 * k + 1) as f64);
        let mut sum = (2 * k + 1) as f64 * s[k];
        let mut i = 0;
        while i < k {
            sum -= c[i] * s[k - i];
            i += 1;
        }
        c[k] = sum;
        k += 1;
    }
    let mut l = [0.0; 24];
    let mut k = 0;
    while k < 24 {
        l[k] = 0.5 * c[k + 1];
        k += 1;
    }
    l
};

/// `1 − I_x(a, b)` where `I` is near 1, or any value for small `a` and `b x` up to about 1.
fn complement(a: f64, b: f64, x: Double) -> f64 {
    // I = xᵃ G (1 − J), G = Γ(a + b) / (Γ(b) Γ(1 + a)), 1 − J = Σ (1 − b)_n a xⁿ / (n! (a + n)) (DLMF 8.17.7).
    let mut power = 1.0;
    let mut j = 0.0;
    let mut n = 1.0;
    loop {
        power *= (n - b) / n * x.hi;
        let term = power / (a + n);
        j -= term;
        if libm::fabs(term) <= 1e-17 * libm::fabs(j) || n > 1e4 {
            break;
        }
        n += 1.0;
    }
    j *= a;
    let wide = Double::from(a);
    let ln_g = if a > 1e-10 {
        ln_gamma_difference(wide, Double::from(b)) - ln_gamma_double(wide + Double::ONE)
    } else {
        // To second order in a; the pole of Γ(b) at 0 taken out.
        let b_1 = 1.0 + b;
        let first = digamma(b_1) + EULER;
        let second = 0.5 * (trigamma(b_1) - core::f64::consts::PI * core::f64::consts::PI / 6.0);
        Double::from(a * (first + a * second) - libm::log1p(a / b))
    };
    // With s = ln(xᵃ G): 1 − eˢ (1 − J).
    let s: f64 = (wide * x.ln() + ln_g).into();
    libm::exp(s) * j - libm::expm1(s)
}

/// Euler's constant, −ψ(1).
const EULER: f64 = 0.5772156649015329;

/// The regularised incomplete beta function `I_x(a, b)`, for `a, b > 0` and `0 ≤ x ≤ 1`.
#[must_use]
pub fn regularized(a: f64, b: f64, x: f64) -> f64 {
    if !(0.0..=1.0).contains(&x) {
        return f64::NAN;
    }
    regularized_pair(a, b, Double::from(x), Double::difference(1.0, x)).0
}

/// The tails `(I_x(a, b), I_{1−x}(b, a))` at `x = t / (t + rate)`, each relatively exact: for a gamma-distributed rate
/// with shape `b` and that `rate`, the probabilities of at least and of fewer than `a` events in the time `t`.
#[must_use]
pub fn tails_of_ratio(a: f64, b: f64, t: f64, rate: f64) -> (f64, f64) {
    let (x, y) = from_ratio(t, 1.0, rate);
    regularized_pair(a, b, x, y)
}

/// `(shape)ₙ/n! xⁿ (1−x)^shape` at `x = t / (t + rate)`, for any real `n ≥ 0`: the probability of n events in the time
/// `t` whose rate is gamma-distributed.
#[must_use]
pub fn negative_binomial(n: f64, shape: f64, t: f64, rate: f64) -> f64 {
    if n == 0.0 {
        return libm::exp(-shape * libm::log1p(t / rate));
    }
    if t == 0.0 {
        return 0.0;
    }
    let (x, y) = from_ratio(t, 1.0, rate);
    density(n, shape, x, y) / n
}

/// The `x` with `I_x(a, b) = p`, for `a, b > 0`.
#[must_use]
pub fn inverse(a: f64, b: f64, p: f64) -> f64 {
    let (tail, lower) = if p > 0.5 { (1.0 - p, false) } else { (p, true) };
    let odds = inverse_odds(a, b, tail, lower, start(a, b, tail, lower));
    if odds.is_infinite() {
        1.0
    } else {
        odds / (1.0 + odds)
    }
}

/// The odds `x / (1 − x)` at which the lower or upper tail is `tail`, which is at most about ½; `start` is a guess.
pub(super) fn inverse_odds(a: f64, b: f64, tail: f64, lower: bool, start: f64) -> f64 {
    if !(a > 0.0 && b > 0.0 && a.is_finite() && b.is_finite() && (0.0..=1.0).contains(&tail)) {
        return f64::NAN;
    }
    if tail == 0.0 {
        return if lower { 0.0 } else { f64::INFINITY };
    }
    if a > HUGE || b > HUGE {
        return a / b;
    }
    root::solve(tail, lower, start, |odds| {
        let (x, y) = from_odds(odds);
        let (below, above) = regularized_pair(a, b, x, y);
        Look {
            tail: if lower { below } else { above },
            density: density(a, b, x, y),
            curvature: a * y.hi - b * x.hi,
        }
    })
}

/// Odds near those whose lower or upper tail is `tail`.
pub(super) fn start(a: f64, b: f64, tail: f64, lower: bool) -> f64 {
    if a > 1.0 && b > 1.0 {
        // Abramowitz and Stegun 26.5.22.
        let z = super::normal::quantile(tail);
        let z = if lower { z } else { -z };
        let (r, s) = (1.0 / (2.0 * a - 1.0), 1.0 / (2.0 * b - 1.0));
        let h = 2.0 / (r + s);
        let l = (z * z - 3.0) / 6.0;
        let w = z * libm::sqrt((h + l).max(0.0)) / h + (s - r) * -(l + 5.0 / 6.0 - 2.0 / (3.0 * h));
        return a / b * libm::exp(2.0 * w);
    }
    // I ≈ xᵃ / (a B) near 0, 1 − I ≈ yᵇ / (b B) near 1: whichever is nearer its end.
    let (p, q) = if lower {
        (tail, 1.0 - tail)
    } else {
        (1.0 - tail, tail)
    };
    let ln_b = ln_beta(a, b);
    let left = (libm::log(p) + libm::log(a) + ln_b) / a;
    let right = (libm::log(q) + libm::log(b) + ln_b) / b;
    if left < right {
        libm::exp(left)
    } else {
        libm::exp(-right)
    }
}

/// (x, 1 − x) of the odds `a b / c`, whatever the sizes: what Student's t and F make of their arguments.
pub(super) fn from_ratio(a: f64, b: f64, c: f64) -> (Double, Double) {
    let ((a, i), (b, j), (c, k)) = (libm::frexp(a), libm::frexp(b), libm::frexp(c));
    let (odds, exponent) = (Double::product(a, b) / Double::from(c), i + j - k);
    let scaled = |x: Double, exponent| Double {
        hi: libm::scalbn(x.hi, exponent),
        lo: libm::scalbn(x.lo, exponent),
    };
    if exponent > 120 {
        (Double::ONE, scaled(Double::ONE / odds, -exponent))
    } else if exponent < -120 {
        (scaled(odds, exponent), Double::ONE)
    } else {
        let odds = scaled(odds, exponent);
        let whole = Double::ONE + odds;
        (odds / whole, Double::ONE / whole)
    }
}

/// (x, 1 − x) of the odds x / (1 − x).
fn from_odds(odds: f64) -> (Double, Double) {
    if odds > 1e290 {
        return (Double::ONE, Double::from(1.0 / odds));
    }
    let whole = Double::sum(1.0, odds);
    (Double::from(odds) / whole, Double::ONE / whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(got: f64, expected: f64) {
        assert!(
            (got - expected).abs() <= 2e-15 * expected.abs(),
            "{got:e}, not {expected:e}"
        );
    }

    #[test]
    fn known_values() {
        close(regularized(1.0, 1.0, 0.3), 0.3);
        close(regularized(2.0, 3.0, 0.4), 0.5248);
        close(regularized(3.0, 1.0, 1e-100), 1e-300);
        close(inverse(2.0, 3.0, 0.5248), 0.4);
        close(ln_beta(2.0, 3.0), -libm::log(12.0));
        close(ln_beta(1e6, 2.0), -libm::log(1e6) - libm::log(1e6 + 1.0));
        // ln((sinh w) / w) = w²/6 − w⁴/180 + w⁶/2835 − …
        close(LN_SINHC[0], 1.0 / 6.0);
        close(LN_SINHC[1], -2.0 / 180.0);
        close(LN_SINHC[2], 3.0 / 2835.0);
    }

    #[test]
    fn ends_of_the_domain() {
        assert_eq!(
            (regularized(2.0, 3.0, 0.0), regularized(2.0, 3.0, 1.0)),
            (0.0, 1.0)
        );
        assert_eq!((inverse(2.0, 3.0, 0.0), inverse(2.0, 3.0, 1.0)), (0.0, 1.0));
        assert_eq!(regularized(1e300, 1e300, 0.5), 0.5);
        assert_eq!(
            (regularized(1e300, 1.0, 0.5), regularized(1.0, 1e300, 0.5)),
            (0.0, 1.0)
        );
        assert!(regularized(2.0, 3.0, 1.5).is_nan() && regularized(-1.0, 3.0, 0.5).is_nan());
        assert!(inverse(0.0, 3.0, 0.5).is_nan() && inverse(2.0, 3.0, f64::NAN).is_nan());
        assert_eq!(ln_beta(0.0, 1.0), f64::INFINITY);
        assert_eq!(ln_beta(1.0, f64::INFINITY), f64::NEG_INFINITY);
        assert_eq!(ln_beta(1.0, 1.0), 0.0);
    }
}
