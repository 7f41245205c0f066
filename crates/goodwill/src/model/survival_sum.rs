//! Discounted sums over a survival curve: residual lifetimes and what follows from them.

use crate::error::{Error, Result};
use crate::numeric::gamma_step::{GAUSS_8, ln_beta_step};

/// A survival curve over whole periods that is smooth in between.
pub(super) trait Survival {
    /// The probability to survive period `t + 1` for those who survived `t`.
    fn retention_after(&self, t: u64) -> f64;

    /// `ln (S(from + step) / S(from))`.
    fn ln_survival_step(&self, from: f64, step: f64) -> f64;

    /// e where `S(t)` falls as `t^−e` in the end.
    fn decay(&self) -> f64;
}

/// The shifted beta-geometric survival curve `S(t) = B(α, β + t) / B(α, β)`.
#[derive(Debug, Clone, Copy)]
pub(super) struct BetaGeometric {
    pub(super) alpha: f64,
    pub(super) beta: f64,
}

impl BetaGeometric {
    /// S(t).
    pub(super) fn survival(self, t: u64) -> f64 {
        if t <= DIRECT {
            (0..t).map(|t| self.retention_after(t)).product()
        } else {
            libm::exp(self.ln_survival_step(0.0, t as f64))
        }
    }
}

impl Survival for BetaGeometric {
    fn retention_after(&self, t: u64) -> f64 {
        let stay = self.beta + t as f64;
        stay / (self.alpha + stay)
    }

    fn ln_survival_step(&self, from: f64, step: f64) -> f64 {
        ln_beta_step(self.alpha, self.beta + from, step)
    }

    fn decay(&self) -> f64 {
        self.alpha
    }
}

/// Up to this many terms are added one by one; the rest by Euler's and Maclaurin's formula.
const DIRECT: u64 = 4096;
/// Beyond this the curve is a power to the last digit.
const POWER: f64 = 1e100;

/// `Σ k^moment e^(−δ (k − 1)) S(made + k) / S(made)` over k = 1 … `horizon`: discounted periods survived after `made`
/// of them, the next one undiscounted.
///
/// Terms are positive, so the sum is as exact as they are. Euler's and Maclaurin's formula about midpoints gives what
/// lies beyond the first few thousand, its integral by Gauss and Legendre's rule over panels of ln k.
pub(super) fn discounted(
    curve: &impl Survival,
    made: u64,
    delta: f64,
    horizon: Option<u64>,
    moment: u32,
) -> Result<f64> {
    if horizon.is_none() && delta == 0.0 && curve.decay() <= 1.0 + f64::from(moment) {
        return Err(Error::undefined(
            "discount",
            "of 0 makes the sum over an endless future infinite for this model; give a discount or a horizon",
        )
        .with_value(delta));
    }
    let factor = libm::exp(-delta);
    let left_per_period = -libm::expm1(-delta);
    let last = horizon.unwrap_or(u64::MAX).min(DIRECT);
    let (mut term, mut sum) = (1.0, 0.0);
    for k in 1..=last {
        term *= curve.retention_after(made + k - 1);
        let power = if moment == 0 { 1.0 } else { k as f64 };
        sum += power * term;
        // What follows is at most a geometric series.
        let rest = (power + if moment == 0 { 0.0 } else { 1.0 / left_per_period }) * term * factor;
        if rest <= 1e-18 * sum * left_per_period {
            return Ok(sum);
        }
        term *= factor;
    }
    if horizon.is_some_and(|horizon| horizon <= DIRECT) {
        return Ok(sum);
    }
    let from = made as f64;
    let f = |k: f64| {
        let power = if moment == 0 { 1.0 } else { k };
        power * libm::exp(curve.ln_survival_step(from, k) - delta * (k - 1.0))
    };
    let first = DIRECT as f64 + 0.5;
    let end = horizon.map_or(f64::INFINITY, |horizon| horizon as f64 + 0.5);
    let mut rest = integral(&f, first, end, sum, curve.decay() - f64::from(moment) - 1.0);
    let around = |at: f64| [-1.5, -0.5, 0.5, 1.5].map(|by| f(at + by));
    rest += edge(around(first));
    if end.is_finite() {
        rest -= edge(around(end));
    }
    Ok(sum + rest)
}

/// `f′/24 − 7 f‴/5760`, what the sum of f from half a step on exceeds the integral by, from f at −3/2, −1/2, 1/2 and 3/2
/// steps.
pub(super) fn edge([far_below, below, above, far_above]: [f64; 4]) -> f64 {
    let near = above - below;
    let wide = far_above - far_below;
    near / 24.0 - 17.0 / 5760.0 * (wide - 3.0 * near)
}

/// `∫ f` over `(from, end)`; what is below 1e-18 of `known` is left out. Beyond [`POWER`] f falls as `k^−(excess + 1)`.
fn integral(f: &impl Fn(f64) -> f64, from: f64, end: f64, known: f64, excess: f64) -> f64 {
    /// The width of a panel in ln k.
    const PANEL: f64 = 0.125;
    let mut sum = 0.0;
    let mut start = from;
    while start < end {
        let stop = (start * libm::exp(PANEL)).min(end);
        let width = libm::log(stop / start);
        let middle = start * libm::exp(0.5 * width);
        let mut panel = 0.0;
        for (node, weight) in GAUSS_8 {
            let shift = libm::exp(0.5 * width * node);
            let (below, above) = (middle / shift, middle * shift);
            panel += weight * (below * f(below) + above * f(above));
        }
        panel *= 0.5 * width;
        sum += panel;
        start = stop;
        let here = start * f(start);
        if excess > 0.0 && start > POWER && end.is_infinite() {
            return sum + here / excess;
        }
        // Later panels are smaller: by the power at least, or by the discount.
        if here <= 1e-19 * (known + sum) || here == 0.0 {
            break;
        }
    }
    sum
}
