//! The correction to the normal tail in the uniform expansions of the incomplete gamma and beta ratios.
//!
//! Both distributions are normal in a variable θ with `½ N θ² = −ln(density / density at the mean)`:
//!
//! `lower tail = ½ erfc(−θ √(N/2)) − e^(−½Nθ²) S(θ) / √(2πN)`.
//!
//! Differentiating gives `S′ − Nθ S = N (1 − K f(θ))` with `f(θ) = θ / w(θ)`, `w` the distance from the mean in
//! units of the variance over `N`, and `K` a constant. The power series of `S` follows from that of `f` by a
//! recursion run downwards, which is stable (Temme 1987, "On the computation of the incomplete gamma functions for
//! large values of the parameters"). The same recursion serves the beta distribution: only `f` differs.

/// Terms of the power series; `f` converges for `|θ| < √(4π) = 3.54`, and `|θ|` stays below 0.8.
const TERMS: usize = 30;

/// The power series of `f(θ) = θ / w(θ)`.
pub(super) struct ErfcSeries([f64; TERMS]);

impl ErfcSeries {
    /// For `θ dθ = w dw / (1 + c w − g w²)`: the gamma distribution has `c = 1, g = 0`; the beta distribution with
    /// mean `p = 1 − q` has `c = q − p, g = p q`.
    pub(super) const fn new(c: f64, g: f64) -> Self {
        // w = Σ w_k θ^k from w w′ = θ (1 + c w − g w²). With h = w²: h′ = 2θ (1 + c w − g h), so
        // h_{k+2} = 2 (δ_{k0} + c w_k − g h_k) / (k + 2), and w is the square root of h.
        let mut w = [0.0; TERMS + 1];
        let mut h = [0.0; TERMS + 2];
        w[1] = 1.0;
        h[2] = 1.0;
        let mut k = 2;
        while k <= TERMS {
            h[k + 1] = 2.0 * (c * w[k - 1] - g * h[k - 1]) / (k + 1) as f64;
            // h_{k+1} = 2 w_1 w_k + Σ_{1<i<k} w_i w_{k+1−i}.
            let mut sum = h[k + 1];
            let mut i = 2;
            while i < k {
                sum -= w[i] * w[k + 1 - i];
                i += 1;
            }
            w[k] = 0.5 * sum;
            k += 1;
        }
        // f w / θ = 1.
        let mut f = [0.0; TERMS];
        f[0] = 1.0;
        let mut k = 1;
        while k < TERMS {
            let mut sum = 0.0;
            let mut i = 0;
            while i < k {
                sum -= f[i] * w[k - i + 1];
                i += 1;
            }
            f[k] = sum;
            k += 1;
        }
        Self(f)
    }

    /// `S(θ)` for the size `n` of the distribution.
    pub(super) fn value(&self, theta: f64, n: f64) -> f64 {
        // K⁻¹ s_{m−1} = f_m + (m + 1) K⁻¹ s_{m+1} / n, and 1 = K (1 + K⁻¹ s_1 / n); summed by Horner's rule on the way.
        let f = &self.0;
        let (mut above, mut here) = (0.0, f[TERMS - 1]);
        let mut sum = here;
        let mut first = 0.0;
        for m in (1..TERMS - 1).rev() {
            let next = f[m] + (m + 1) as f64 * above / n;
            (above, here) = (here, next);
            sum = sum * theta + here;
            if m == 2 {
                first = here;
            }
        }
        sum / (1.0 + first / n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The coefficients of the gamma distribution, from Temme's expansion of η / (λ − 1).
    #[test]
    fn coefficients_of_the_gamma_distribution() {
        let ErfcSeries(f) = ErfcSeries::new(1.0, 0.0);
        let expected = [
            1.0,
            -1.0 / 3.0,
            1.0 / 12.0,
            -2.0 / 135.0,
            1.0 / 864.0,
            1.0 / 2835.0,
            -139.0 / 777600.0,
        ];
        for (got, expected) in f.iter().zip(expected) {
            assert!((got - expected).abs() < 1e-16, "{got}, not {expected}");
        }
    }
}
