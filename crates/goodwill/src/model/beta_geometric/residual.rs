//! Infinite horizons: the discounted purchases of a customer who is alive, over all time.

use super::alive::Alive;
use alloc::vec::Vec;

impl Alive {
    /// E[X(∞)] = Σ (b)_n/(a+b)_n, for a > 1.
    pub(super) fn purchases_for_ever(&self) -> f64 {
        (self.b + (self.a - 1.0)) / (self.a - 1.0)
    }

    /// Every purchase of all time, each worth `exp(−δ t)`, for δ > 0.
    ///
    /// A purchase is discounted by φ = (λ/(λ+δ))ᵏ against the one before, the first by the phases it still needs, so
    /// the sum is E[φ₁ F(φ)] over λ with F(φ) = E[1/(1 − φ(1−p))] = Σ φⁿ (b)_n/(a+b)_n over p. Both means are taken
    /// by the trapezoidal rule in ln λ and logit p, where the integrands are positive and analytic about the real line: it
    /// converges exponentially.
    pub(super) fn discounted(&self, delta: f64) -> f64 {
        let k = f64::from(self.k);
        // λ in units of 1/rate, from the density of shape + 1: the discounted first purchase has λ as a factor.
        let rates = gamma_nodes(self.shape + 1.0);
        let delta = delta * self.rate;
        let fastest = rates.last().map_or(1.0, |node| node.at);
        let dropouts = beta_nodes(self.a + 1.0, self.b + 1.0, k * delta / (fastest + delta));
        let (mut sum, mut weights) = (0.0, 0.0);
        for rate in &rates {
            let ln_phase = -libm::log1p(delta / rate.at);
            // 1 − φ first: it may be tiny.
            let discount = -libm::expm1(k * ln_phase);
            let phi = libm::exp(k * ln_phase);
            let (mut inner, mut inner_weights) = (0.0, 0.0);
            for p in &dropouts {
                let g = 1.0 / (discount + phi * p.at);
                inner += p.weight * g * (1.0 + p.rest * phi * g / (self.a + self.b + 1.0));
                inner_weights += p.weight;
            }
            let all = 1.0 + phi * (self.b / (self.a + self.b)) * (inner / inner_weights);
            let first = libm::exp((k - f64::from(self.begun)) * ln_phase);
            sum += rate.weight * (first / rate.at) * all;
            weights += rate.weight;
        }
        sum / weights * self.shape
    }
}

/// A point of a quadrature rule: its place, 1 less its place, and its weight.
struct Node {
    at: f64,
    rest: f64,
    weight: f64,
}

/// Weights below `exp(−DEPTH)` of the largest are left out.
const DEPTH: f64 = 44.0;

/// Points in ln y of the density `y^(shape−1) e^(−y)`, up to a factor; `shape` is above 1.
fn gamma_nodes(shape: f64) -> Vec<Node> {
    let step = (0.6 / libm::sqrt(shape)).min(0.2);
    let mode = libm::log(shape);
    // shape (v − mode) − e^v + shape, which is 0 at the mode.
    let ln_weight = |v: f64| shape * ((v - mode) - libm::expm1(v - mode));
    nodes(step, mode, f64::INFINITY, ln_weight, |v| (libm::exp(v), f64::NAN))
}

/// Points in logit p of the density `p^(a−1) (1−p)^(b−1)`, up to a factor; `a` and `b` are above 1. They reach down to
/// where p is far below `pole`, for an integrand that grows like `p⁻²` down to there.
fn beta_nodes(a: f64, b: f64, pole: f64) -> Vec<Node> {
    let step = (0.6 / libm::sqrt(a.min(b))).min(0.2);
    let mode = libm::log(a / b);
    let whole = a + b;
    // a (v − mode) − (a + b) ln(1 + x (e^(v−mode) − 1)) with x = a/(a+b), which is 0 at the mode.
    let ln_weight = |v: f64| {
        let d = v - mode;
        if d > 0.0 {
            -b * d - whole * libm::log1p(b / whole * libm::expm1(-d))
        } else {
            a * d - whole * libm::log1p(a / whole * libm::expm1(d))
        }
    };
    nodes(step, mode, libm::log(pole), ln_weight, |v| {
        let odds = libm::exp(v);
        (odds / (1.0 + odds), 1.0 / (1.0 + odds))
    })
}

/// Equidistant points about the mode, ascending, to where the weight is negligible and v at least [`DEPTH`] e-folds of
/// the weight below `pole`.
fn nodes(
    step: f64,
    mode: f64,
    pole: f64,
    ln_weight: impl Fn(f64) -> f64,
    place: impl Fn(f64) -> (f64, f64),
) -> Vec<Node> {
    let node = |v: f64, ln: f64| {
        let (at, rest) = place(v);
        Node {
            at,
            rest,
            weight: libm::exp(ln),
        }
    };
    let mut left = Vec::new();
    let deepest = -DEPTH + ln_weight(pole.min(mode)).min(0.0);
    let mut i = 0.0;
    loop {
        let v = mode - i * step;
        let ln = ln_weight(v);
        if ln < deepest {
            break;
        }
        left.push(node(v, ln));
        i += 1.0;
    }
    left.reverse();
    let mut i = 1.0;
    loop {
        let v = mode + i * step;
        let ln = ln_weight(v);
        if ln < -DEPTH {
            return left;
        }
        left.push(node(v, ln));
        i += 1.0;
    }
}
