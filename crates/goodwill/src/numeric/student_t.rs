//! Student's t distribution with `df > 0` degrees of freedom, whole or not.

use super::beta;
use super::chi_squared::half;

/// `P(T ≤ t)`.
#[must_use]
pub fn cdf(t: f64, df: f64) -> f64 {
    sf(-t, df)
}

/// `P(T > t)`.
#[must_use]
pub fn sf(t: f64, df: f64) -> f64 {
    if t.is_nan() || df.is_nan() || df <= 0.0 {
        return f64::NAN;
    }
    if df.is_infinite() {
        return super::normal::sf(t);
    }
    if t == 0.0 {
        return 0.5;
    }
    if t.is_infinite() {
        return if t > 0.0 { 0.0 } else { 1.0 };
    }
    // ½ I_x(df/2, ½) with x = df / (df + t²).
    let (y, x) = beta::from_ratio(t, t, df);
    let (tails, middle) = beta::regularized_pair(half(df), 0.5, x, y);
    if t > 0.0 { 0.5 * tails } else { 0.5 + 0.5 * middle }
}

/// The `t` with `P(T ≤ t) = p`; ∓∞ at 0 and 1.
#[must_use]
pub fn quantile(p: f64, df: f64) -> f64 {
    if !(0.0..=1.0).contains(&p) || df.is_nan() || df <= 0.0 {
        return f64::NAN;
    }
    if p > 0.5 {
        -lower_quantile(1.0 - p, df)
    } else {
        lower_quantile(p, df)
    }
}

/// For `p ≤ ½`.
fn lower_quantile(p: f64, df: f64) -> f64 {
    if p == 0.0 {
        return f64::NEG_INFINITY;
    }
    if p == 0.5 {
        return 0.0;
    }
    if df.is_infinite() {
        return super::normal::quantile(p);
    }
    // The odds of x = df / (df + t²) are df / t². Near the middle, P(0 < T < t) is the smaller, and exact, side.
    let a = half(df);
    let z = super::normal::quantile(p);
    let near = z * (1.0 + (z * z + 1.0) / (4.0 * df));
    let guess = if df > 4.0 && z * z < 2.0 * df {
        df / (near * near)
    } else {
        beta::start(a, 0.5, 2.0 * p, true)
    };
    let odds = if p < 0.25 {
        beta::inverse_odds(a, 0.5, 2.0 * p, true, guess)
    } else {
        beta::inverse_odds(a, 0.5, 1.0 - 2.0 * p, false, guess)
    };
    -libm::sqrt(df) / libm::sqrt(odds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_values() {
        assert!((quantile(0.975, 10.0) - 2.228138851986274).abs() < 1e-14);
        assert!((quantile(0.975, 1.0) - 12.706204736174698).abs() < 1e-13);
        assert!((sf(1.0, 1.0) - 0.25).abs() < 2e-16);
        assert!((cdf(-2.0, 3.0) / 0.06966298427942164 - 1.0).abs() < 1e-14);
    }
}
