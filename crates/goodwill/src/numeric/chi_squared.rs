//! The χ² distribution with `df > 0` degrees of freedom: the gamma distribution of shape `df / 2` and scale 2.

use super::gamma;

/// Half the degrees of freedom; never 0 where they are not.
pub(super) fn half(df: f64) -> f64 {
    if df > 0.0 && df < f64::MIN_POSITIVE {
        df
    } else {
        0.5 * df
    }
}

/// `P(X ≤ x)`.
#[must_use]
pub fn cdf(x: f64, df: f64) -> f64 {
    gamma::regularized_p(half(df), if x < 0.0 { 0.0 } else { 0.5 * x })
}

/// `P(X > x)`.
#[must_use]
pub fn sf(x: f64, df: f64) -> f64 {
    gamma::regularized_q(half(df), if x < 0.0 { 0.0 } else { 0.5 * x })
}

/// The `x` with `P(X ≤ x) = p`.
#[must_use]
pub fn quantile(p: f64, df: f64) -> f64 {
    2.0 * gamma::inverse_p(half(df), p)
}

/// The `x` with `P(X > x) = q`, for tails too small to be written as `1 − p`.
#[must_use]
pub fn upper_quantile(q: f64, df: f64) -> f64 {
    2.0 * gamma::inverse_q(half(df), q)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_values() {
        assert!((quantile(0.95, 1.0) - 3.841458820694124).abs() < 1e-14);
        assert!((quantile(0.95, 10.0) - 18.307038053275146).abs() < 1e-13);
        assert!((sf(3.841458820694124, 1.0) - 0.05).abs() < 1e-16);
    }
}
