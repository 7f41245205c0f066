//! Sums over very many phases, where the time is long beside α: the first terms one by one, the rest as an integral.
//!
//! Beyond a hundred purchases a term is a smooth function of their number, for each number of phases begun. So the sum
//! is an integral over ever wider panels, with Gregory's correction at its start. It costs the logarithm of the number
//! of terms.

use super::alive::{Alive, At, Growth};
use crate::numeric::beta::{ln_gamma_difference, negative_binomial};
use crate::numeric::double::Double;
use crate::numeric::gamma::digamma;
use crate::numeric::quadrature::{RULES, panel};

/// Purchases whose terms are added one by one.
const FIRST: u32 = 128;

/// As [`Alive::expect`].
pub(super) fn expect(alive: &Alive, time: f64, growth: Growth, f: impl Fn(&At) -> f64) -> f64 {
    let term = |at: &At| {
        let weight = negative_binomial(at.phases, alive.shape, time, alive.rate);
        if weight == 0.0 { 0.0 } else { weight * f(at) }
    };
    let mut at = alive.start();
    let mut sum = 0.0;
    while at.purchases < f64::from(FIRST) {
        sum += term(&at);
        alive.advance(&mut at);
    }
    for begun in 0..alive.k {
        sum += rest(alive, time, sum, |purchases| {
            term(&far(alive, growth, purchases, begun))
        });
    }
    sum
}

/// `Σ term(m)` over m from [`FIRST`]; what is below 1e-17 of `known` is left out.
fn rest(alive: &Alive, time: f64, known: f64, term: impl Fn(f64) -> f64) -> f64 {
    /// Gregory's coefficients of the forward differences: ½, −1/12, …
    const GREGORY: [f64; 8] = [
        1.0 / 2.0,
        -1.0 / 12.0,
        1.0 / 24.0,
        -19.0 / 720.0,
        3.0 / 160.0,
        -863.0 / 60480.0,
        275.0 / 24192.0,
        -33953.0 / 3628800.0,
    ];
    let first = f64::from(FIRST);
    let mut differences = [0.0; GREGORY.len()];
    for (i, difference) in differences.iter_mut().enumerate() {
        *difference = term(first + i as f64);
    }
    let mut sum = 0.0;
    for (order, coefficient) in GREGORY.iter().enumerate() {
        sum += coefficient * differences[0];
        for i in 0..GREGORY.len() - 1 - order {
            differences[i] = differences[i + 1] - differences[i];
        }
    }
    // The phases are a gamma's, the bulk of which is a hump on a logarithmic scale of width 1/√shape.
    let odds = time / alive.rate;
    let k = f64::from(alive.k);
    let bulk = (alive.shape + 12.0 * libm::sqrt(alive.shape) + 60.0) * (1.0 + odds) / k;
    let width = (1.5 / libm::sqrt(alive.shape)).min(core::f64::consts::LN_2);
    let mut from = libm::log(first);
    let mut empty = true;
    loop {
        let area = panel(RULES[RULES.len() - 1], from, width, &|ln: f64| {
            let m = libm::exp(ln);
            m * term(m)
        });
        sum += area;
        from += width;
        empty = empty && area == 0.0;
        // Past the bulk the terms fall; before it they may have been too small to see.
        if libm::exp(from) > bulk && (area <= 1e-17 * (known + sum) || empty) {
            return sum;
        }
    }
}

/// As [`Alive::advance`] would lead there, for any real number of purchases from 1.
fn far(alive: &Alive, growth: Growth, purchases: f64, begun: u32) -> At {
    let (a, b) = (alive.a, alive.b);
    let ln_staying: f64 = (difference(a, b) - difference(a, b + purchases)).into();
    let kept = if growth == Growth::Linear {
        // After the first purchase b is b + 1, which keeps the arguments below positive.
        1.0 + b / (a + b) * kept(a, b + 1.0, purchases - 1.0)
    } else {
        f64::NAN
    };
    At {
        phases: purchases * f64::from(alive.k) + f64::from(begun) - f64::from(alive.begun),
        purchases,
        begun,
        staying: libm::exp(ln_staying),
        leaving: -libm::expm1(ln_staying),
        kept,
    }
}

/// `Σ (b)_i/(a+b)_i` over i < m, for b ≥ 1: `(b + ε)/ε · (1 − (b)_m/(b+ε)_m)` with ε = a − 1, and its limit at 0.
pub(super) fn kept(a: f64, b: f64, m: f64) -> f64 {
    let excess = a - 1.0;
    if excess == 0.0 {
        return b * (digamma(b + m) - digamma(b));
    }
    let ln_ratio: f64 = (difference(excess, b) - difference(excess, b + m)).into();
    (b + excess) * (-libm::expm1(ln_ratio) / excess)
}

/// `lnΓ(b + a) − lnΓ(b)`.
fn difference(a: f64, b: f64) -> Double {
    ln_gamma_difference(Double::from(a), Double::from(b))
}
