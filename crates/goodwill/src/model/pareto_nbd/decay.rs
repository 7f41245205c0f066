//! The one integral of the model: over two falling powers of time, without a hypergeometric function.

use crate::numeric::quadrature::rule;

/// `((α + y₀) / (α + y))^p ((β + y₀) / (β + y))^s`: how the mixture of purchase rates (order p) and of dropout rates (order
/// s) thins out from `y₀` to `y`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Decay {
    pub(super) alpha: f64,
    pub(super) beta: f64,
    pub(super) p: f64,
    pub(super) s: f64,
}

/// Where the integrand is looked at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Node {
    /// `y − y₀`.
    pub(super) offset: f64,
    /// The weight of the quadrature times the decay.
    pub(super) weight: f64,
    /// `ln((α + y) / (α + y₀))`.
    pub(super) ln_alpha: f64,
    /// `ln((β + y) / (β + y₀))`.
    pub(super) ln_beta: f64,
}

impl Decay {
    /// Nodes with `Σ weight · F(y) = ∫ decay(y) F(y) dy` from `start` over `length`, to about 1e-15 for an F like
    /// `1/(α + y)` or `1/(β + y)` times a polynomial of logarithms.
    ///
    /// The variable is `w = ln(m + y)` where m is the smaller of α and β: the singularity of the other lies π away from the
    /// real line. Panels are so short that the decay within one is at most e⁻⁸; they end where the rest is below 1e-19 of
    /// the integral.
    #[inline]
    pub(super) fn visit(&self, start: f64, length: f64, mut visit: impl FnMut(&Node)) {
        if length <= 0.0 {
            return;
        }
        let (a, b) = (self.alpha + start, self.beta + start);
        let alpha_is_low = a <= b;
        let (low, high, low_power, high_power) = if alpha_is_low {
            (a, b, self.p, self.s)
        } else {
            (b, a, self.s, self.p)
        };
        let inverse_high = 1.0 / high;
        let rate = |w: f64| {
            let offset = low * libm::expm1(w);
            low_power + high_power * ((low + offset) / (high + offset))
        };
        let whole = libm::log1p(length / low);
        let mut done = 0.0;
        let mut sum = 0.0;
        while done < whole {
            let left = whole - done;
            if done > 0.0 {
                let decay = {
                    let offset = low * libm::expm1(done);
                    libm::exp(-low_power * done - high_power * libm::log1p(offset * inverse_high))
                };
                if decay * left <= 1e-19 * sum {
                    return;
                }
            }
            let mut width = left.min(1.0);
            // The rate grows, e-fold at most over the panel.
            let steepest = rate(done + width);
            width = width.min(LARGEST_FALL / steepest);
            if left - width < 0.01 * width {
                width = left;
            }
            // Two more for what F adds.
            for &(node, weight) in rule((steepest + 2.0) * width) {
                let w = done + width * node;
                let offset = low * libm::expm1(w);
                let other = libm::log1p(offset * inverse_high);
                let decay = libm::exp(-low_power * w - high_power * other);
                let weight = weight * width * decay * (low + offset);
                sum += weight / (high + offset);
                let (ln_alpha, ln_beta) = if alpha_is_low { (w, other) } else { (other, w) };
                visit(&Node {
                    offset,
                    weight,
                    ln_alpha,
                    ln_beta,
                });
            }
            done += width;
        }
    }
}

/// The logarithm of the most that the decay changes by in a panel.
const LARGEST_FALL: f64 = 8.0;
