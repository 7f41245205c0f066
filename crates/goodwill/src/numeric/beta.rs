//! The beta function's logarithm, the regularised incomplete beta function and its inverse.

use super::double::Double;
use super::gamma::{deviance, gamma_1p, ln_gamma, stirling_error};
use super::root;

/// `ln B(a, b)` for `a, b > 0`.
#[must_use]
pub fn ln_beta(a: f64, b: f64) -> f64 {
    if !(a >= 0.0 && b >= 0.0) {
        return f64::NAN;
    }
    let (a, b) = if a <= b { (a, b) } else { (b, a) };
    if a == 0.0 {
        return f64::INFINITY;
    }
    if b.is_infinite() {
        return f64::NEG_INFINITY;
    }
    if b < 10.0 {
        return ln_gamma(a) + (ln_gamma(b) - ln_gamma(a + b));
    }
    // lnΓ(b) − lnΓ(a + b) without their common size.
    let n = Double::sum(a, b);
    let ratio = Double::from(a) / Double::from(b);
    let difference = stirling_error(b) - stirling_error(n.hi);
    let tail = Double::from(a) * (Double::ONE - n.ln()) - Double::difference(b, 0.5) * ratio.ln_1p();
    (Double::from(ln_gamma(a)) + tail + Double::from(difference)).into()
}

/// `xᵃ yᵇ / B(a, b)` where `x + y = 1`.
pub(super) fn density(a: f64, b: f64, x: Double, y: Double) -> f64 {
    if a > b {
        return density(b, a, y, x);
    }
    let (da, db) = (Double::from(a), Double::from(b));
    let n = Double::sum(a, b);
    if b < 10.0 {
        let exponent = da * x.ln() + db * y.ln();
        // 1/B = Γ(n) a b / (Γ(1 + a) Γ(1 + b)) and Γ(n) = Γ(1 + n) / n.
        let constant = gamma_1p(n.hi) / (gamma_1p(a) * gamma_1p(b)) * (a * (b / n.hi));
        return exponent.exp() * constant;
    }
    // How far (x, y) is from the mean (a/n, b/n), relatively: n x = a (1 + d/a), n y = b (1 − d/b).
    let d = x * db - y * da;
    let far_b = deviance(b, -d / db);
    let correction = stirling_error(n.hi) - stirling_error(b);
    if a < 10.0 {
        // Γ(n) / Γ(b) by Stirling: only a is small.
        let exponent = da * (x * n).ln() - d - far_b - da + Double::from(correction);
        return exponent.exp() * libm::sqrt(b / n.hi) * a / gamma_1p(a);
    }
    let exponent = Double::from(correction - stirling_error(a)) - deviance(a, d / da) - far_b;
    exponent.exp() * libm::sqrt(a * (b / n.hi) / core::f64::consts::TAU)
}

/// Both incomplete beta ratios (I_x(a, b), I_y(b, a)) where `x + y = 1`, each relatively exact.
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
    let d = density(a, b, x, y);
    if x.hi * (b + 1.0) < (a + 1.0) * y.hi {
        let lower = d / a * fraction(a, b, x.hi);
        let upper = if lower < 0.9 {
            1.0 - lower
        } else {
            d / b * fraction(b, a, y.hi)
        };
        (lower, upper)
    } else {
        let upper = d / b * fraction(b, a, y.hi);
        let lower = if upper < 0.9 {
            1.0 - upper
        } else {
            d / a * fraction(a, b, x.hi)
        };
        (lower, upper)
    }
}

/// `I_x(a, b) · a / density` by its continued fraction (DLMF 8.17.22), evaluated with modified Lentz.
fn fraction(a: f64, b: f64, x: f64) -> f64 {
    let guard = |v: f64| if libm::fabs(v) < 1e-300 { 1e-300 } else { v };
    let mut c = 1.0;
    let mut d = 1.0 / guard(1.0 - (a + b) * x / (a + 1.0));
    let mut h = d;
    let mut m = 1.0;
    loop {
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / guard(1.0 + even * d);
        c = guard(1.0 + even / c);
        h *= d * c;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / guard(1.0 + odd * d);
        c = guard(1.0 + odd / c);
        let factor = d * c;
        h *= factor;
        if libm::fabs(factor - 1.0) < 3e-16 || m > 1e6 {
            return h;
        }
        m += 1.0;
    }
}

/// The regularised incomplete beta function `I_x(a, b)`, for `a, b > 0` and `0 ≤ x ≤ 1`.
#[must_use]
pub fn regularized(a: f64, b: f64, x: f64) -> f64 {
    if !(0.0..=1.0).contains(&x) {
        return f64::NAN;
    }
    regularized_pair(a, b, Double::from(x), Double::difference(1.0, x)).0
}

/// The `x` with `I_x(a, b) = p`.
#[must_use]
pub fn inverse(a: f64, b: f64, p: f64) -> f64 {
    inverse_pair(a, b, p, 1.0 - p, p <= 0.5).0
}

/// The (x, 1 − x) with `I_x(a, b) = p`, where `q = 1 − p` and `lower` says which of the two is the exact one.
pub(super) fn inverse_pair(a: f64, b: f64, p: f64, q: f64, lower: bool) -> (f64, f64) {
    if !(a > 0.0 && b > 0.0 && a.is_finite() && b.is_finite() && p >= 0.0 && q >= 0.0) {
        return (f64::NAN, f64::NAN);
    }
    if p == 0.0 {
        return (0.0, 1.0);
    }
    if q == 0.0 {
        return (1.0, 0.0);
    }
    // Newton's method on the logarithm of the smaller tail against the logit of x.
    let parts = |z: f64| {
        if z < 0.0 {
            let e = libm::exp(z);
            let y = Double::ONE / Double::sum(1.0, e);
            (Double::from(e) * y, y)
        } else {
            let e = libm::exp(-z);
            let x = Double::ONE / Double::sum(1.0, e);
            (x, Double::from(e) * x)
        }
    };
    let look = |x: Double, y: Double| {
        let (below, above) = regularized_pair(a, b, x, y);
        let (tail, target) = if lower { (below, p) } else { (above, q) };
        (tail, target, density(a, b, x, y) / tail)
    };
    let start = libm::log(a / b);
    let z = root::solve(start, -744.0, 744.0, |z| {
        let (x, y) = parts(z);
        let (tail, target, slope) = look(x, y);
        let residual = libm::log(tail / target);
        root::Step {
            residual: if lower { residual } else { -residual },
            slope,
        }
    });
    let (x, y) = parts(z);
    let (tail, target, slope) = look(x, y);
    let excess = (tail - target) / target;
    let dz = if lower { -excess / slope } else { excess / slope };
    // dx/dz = x y.
    if dz.is_finite() && libm::fabs(dz) < 1e-3 {
        (x.hi + (x.lo + x.hi * y.hi * dz), y.hi + (y.lo - x.hi * y.hi * dz))
    } else {
        (x.hi, y.hi)
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
    fn identities() {
        close(regularized(1.0, 1.0, 0.3), 0.3);
        close(regularized(2.0, 3.0, 0.4), 0.5248);
        close(regularized(3.0, 1.0, 1e-100), 1e-300);
        close(inverse(2.0, 3.0, 0.5248), 0.4);
        close(ln_beta(2.0, 3.0), -libm::log(12.0));
        close(ln_beta(1e6, 2.0), -libm::log(1e6) - libm::log(1e6 + 1.0));
        close(ln_gamma(0.5), 0.572_364_942_924_700_1);
    }
}
