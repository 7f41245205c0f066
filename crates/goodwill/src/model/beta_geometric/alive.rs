//! A customer who is alive: sums over the phases they run through.

use super::smooth;

/// Alive at time 0, with `begun` of the k phases of the next purchase behind them, λ ~ Gamma(shape, rate) and
/// p ~ Beta(a, b).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Alive {
    pub(super) shape: f64,
    pub(super) rate: f64,
    pub(super) a: f64,
    pub(super) b: f64,
    pub(super) k: u32,
    pub(super) begun: u32,
}

/// Where the phases have led to, had the customer never left.
#[derive(Debug, Clone, Copy)]
pub(super) struct At {
    /// Phases run through.
    pub(super) phases: f64,
    /// Purchases made, m.
    pub(super) purchases: f64,
    /// Phases begun of the next purchase.
    pub(super) begun: u32,
    /// E[(1−p)^m] = (b)_m/(a+b)_m: the probability not to have left.
    pub(super) staying: f64,
    /// 1 − `staying`, where that is tiny too.
    pub(super) leaving: f64,
    /// Expected purchases while not yet gone: Σ E[(1−p)^i] over i < m.
    pub(super) kept: f64,
}

/// How fast a function of [`At`] may grow, which says when a sum over the phases can stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Growth {
    /// It is at most 1.
    Bounded,
    /// It is at most one more than the phases.
    Linear,
}

/// Sums with more terms than this are left to [`smooth`].
const MOST_TERMS: f64 = 20_000.0;

impl Alive {
    /// E[`f`] over the phases run through in `time`, which are negative binomial: a sum of positive terms by their
    /// recurrence, divided by the sum of the probabilities, so that nothing under- or overflows.
    ///
    /// It stops where the terms left, bounded by a geometric series, are below 1e-17 of it.
    pub(super) fn expect(&self, time: f64, growth: Growth, f: impl Fn(&At) -> f64) -> f64 {
        if time == 0.0 {
            return f(&self.start());
        }
        let odds = time / self.rate;
        let mean = self.shape * odds;
        if mean + 10.0 * libm::sqrt(mean * (1.0 + odds)) + 45.0 * (1.0 + odds) > MOST_TERMS {
            return smooth::expect(self, time, growth, f);
        }
        let step = time / (self.rate + time);
        let mut at = self.start();
        let (mut weight, mut weights, mut sum) = (1.0, 0.0, 0.0);
        loop {
            // The bound is looked at once in a while: it costs as much as a term.
            for _ in 0..8 {
                weights += weight;
                sum += weight * f(&at);
                weight *= step * (self.shape + at.phases) / (at.phases + 1.0);
                self.advance(&mut at);
            }
            // Weights fall at least this fast from here on: for a shape below 1 the ratio rises, but never to `step`.
            let ratio = (step * (self.shape + at.phases) / (at.phases + 1.0)).max(step);
            let left = 1.0 - ratio;
            let bound = match growth {
                Growth::Bounded => weight / left,
                Growth::Linear => weight * ((at.phases + 1.0) / left + ratio / (left * left)),
            };
            if ratio < 1.0 && bound <= 1e-17 * sum.min(weights) {
                return sum / weights;
            }
            if weight > 1e200 {
                for x in [&mut weight, &mut weights, &mut sum] {
                    *x *= 1e-200;
                }
            }
        }
    }

    /// Before the first phase.
    pub(super) fn start(&self) -> At {
        At {
            phases: 0.0,
            purchases: 0.0,
            begun: self.begun,
            staying: 1.0,
            leaving: 0.0,
            kept: 0.0,
        }
    }

    /// One phase more.
    pub(super) fn advance(&self, at: &mut At) {
        at.phases += 1.0;
        at.begun += 1;
        if at.begun == self.k {
            at.begun = 0;
            at.kept += at.staying;
            let all = self.a + self.b + at.purchases;
            at.leaving += at.staying * (self.a / all);
            at.staying *= (self.b + at.purchases) / all;
            at.purchases += 1.0;
        }
    }
}
