//! Arithmetic on logarithms.

/// `ln(eᵃ + eᵇ)` without overflow.
#[must_use]
pub fn log_add_exp(a: f64, b: f64) -> f64 {
    let (high, low) = if a >= b { (a, b) } else { (b, a) };
    if high.is_infinite() {
        high
    } else {
        high + libm::log1p(libm::exp(low - high))
    }
}

/// `ln(eᵃ − eᵇ)` for `a ≥ b`; −∞ where they are equal.
#[must_use]
pub fn log_sub_exp(a: f64, b: f64) -> f64 {
    if b == f64::NEG_INFINITY {
        a
    } else {
        a + log_1m_exp(b - a)
    }
}

/// `ln Σ eˣ`, whatever the order of the terms; −∞ for none.
#[must_use]
pub fn log_sum_exp(terms: &[f64]) -> f64 {
    let largest = terms.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if largest.is_infinite() {
        return largest;
    }
    let sum = super::sum::exact_sum(terms.iter().map(|&x| libm::exp(x - largest)));
    largest + libm::log(sum)
}

/// `ln(1 − eˣ)` for `x ≤ 0` (Mächler 2012, "Accurately computing log(1 − exp(−|a|))").
#[must_use]
pub fn log_1m_exp(x: f64) -> f64 {
    if x > -core::f64::consts::LN_2 {
        libm::log(-libm::expm1(x))
    } else {
        libm::log1p(-libm::exp(x))
    }
}

/// `ln(1 + eˣ)` without overflow.
#[must_use]
pub fn log_1p_exp(x: f64) -> f64 {
    if x > 0.0 {
        x + libm::log1p(libm::exp(-x))
    } else {
        libm::log1p(libm::exp(x))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn far_apart_and_near() {
        assert_eq!(log_add_exp(1000.0, 1000.0), 1000.0 + core::f64::consts::LN_2);
        assert_eq!(log_add_exp(f64::NEG_INFINITY, 3.0), 3.0);
        assert_eq!(log_sum_exp(&[]), f64::NEG_INFINITY);
        assert_eq!(log_sum_exp(&[-1e4, -1e4]), -1e4 + core::f64::consts::LN_2);
        assert_eq!(log_sub_exp(2.0, 2.0), f64::NEG_INFINITY);
        assert_eq!(log_1p_exp(800.0), 800.0);
    }
}
