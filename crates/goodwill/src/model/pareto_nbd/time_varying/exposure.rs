//! The likelihood of one customer, and its derivatives, with rates that change from period to period.

use super::super::decay::Decay;
use super::data::TimeVaryingCustomer;
use crate::model::likelihood::Order;
use crate::numeric::rising::rising;
use alloc::{vec, vec::Vec};

/// r, α, s, β and the coefficients of both processes.
#[derive(Debug, Clone)]
pub(super) struct Point {
    pub(super) r: f64,
    pub(super) alpha: f64,
    pub(super) s: f64,
    pub(super) beta: f64,
    pub(super) purchase: Vec<f64>,
    pub(super) dropout: Vec<f64>,
}

/// `∫ exp(γ·x(u)) du` since the first purchase, with its derivatives by the coefficients.
#[derive(Debug, Clone)]
pub(super) struct Exposure {
    pub(super) value: f64,
    first: Vec<f64>,
    second: Vec<f64>,
}

/// A process within a period: its covariates and `exp(γ·x)`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pace<'a> {
    covariates: &'a [f64],
    pub(super) rate: f64,
}

impl<'a> Pace<'a> {
    pub(super) fn new(covariates: &'a [f64], coefficients: &[f64]) -> Self {
        Self {
            covariates,
            rate: libm::exp(dot(covariates, coefficients)),
        }
    }
}

pub(super) fn dot(x: &[f64], y: &[f64]) -> f64 {
    x.iter().zip(y).map(|(x, y)| x * y).sum()
}

impl Exposure {
    pub(super) fn new(coefficients: usize) -> Self {
        Self {
            value: 0.0,
            first: vec![0.0; coefficients],
            second: vec![0.0; coefficients * coefficients],
        }
    }

    /// `time` further at that pace.
    pub(super) fn advance(&mut self, pace: Pace<'_>, time: f64) {
        let more = pace.rate * time;
        self.value += more;
        let n = self.first.len();
        for (i, x) in pace.covariates.iter().enumerate() {
            self.first[i] += more * x;
            for (j, y) in pace.covariates.iter().enumerate() {
                self.second[i * n + j] += more * x * y;
            }
        }
    }
}

/// A log-likelihood with its gradient and Hessian, row by row; what was not asked for is 0.
#[derive(Debug, Clone)]
pub(super) struct Jet {
    pub(super) value: f64,
    pub(super) gradient: Vec<f64>,
    pub(super) hessian: Vec<f64>,
}

impl Jet {
    pub(super) fn zero(n: usize) -> Self {
        Self {
            value: 0.0,
            gradient: vec![0.0; n],
            hessian: vec![0.0; n * n],
        }
    }
}

impl Point {
    pub(super) fn len(&self) -> usize {
        4 + self.purchase.len() + self.dropout.len()
    }

    /// The pieces of `(from, to)` with constant covariates: `visit(length, purchase, dropout)`.
    pub(super) fn pieces<'a>(
        &self,
        customer: &'a TimeVaryingCustomer,
        from: f64,
        to: f64,
        mut visit: impl FnMut(f64, Pace<'a>, Pace<'a>),
    ) {
        let path = &customer.path;
        let mut at = from;
        let mut period = path.period(from);
        while at < to {
            let next = path
                .starts
                .get(period + 1)
                .copied()
                .unwrap_or(f64::INFINITY)
                .min(to);
            let (purchase, dropout) = path.row(period).split_at(self.purchase.len());
            visit(
                next - at,
                Pace::new(purchase, &self.purchase),
                Pace::new(dropout, &self.dropout),
            );
            at = next;
            period += 1;
        }
    }

    /// Exposures of both processes at a time.
    pub(super) fn exposures(&self, customer: &TimeVaryingCustomer, time: f64) -> [Exposure; 2] {
        let mut exposures = [
            Exposure::new(self.purchase.len()),
            Exposure::new(self.dropout.len()),
        ];
        self.pieces(customer, 0.0, time, |length, purchase, dropout| {
            exposures[0].advance(purchase, length);
            exposures[1].advance(dropout, length);
        });
        exposures
    }

    /// `ln` of the odds that the customer is gone by T.
    pub(super) fn ln_odds_gone(&self, customer: &TimeVaryingCustomer) -> f64 {
        let (gone, ln_alive) = self.mixture(customer, |_, _, _, _| ());
        libm::log(gone) - ln_alive
    }

    /// Visits every time of dropout between the last purchase and T and at last, with weight, T itself, where the
    /// customer is alive: `visit(weight, purchase exposure, dropout exposure, dropout covariates)`, the last `None` at T.
    /// Weights are relative to the decay at the last purchase. Gives the weight of the dropouts and ln of that at T.
    fn mixture(
        &self,
        customer: &TimeVaryingCustomer,
        mut visit: impl FnMut(f64, &Exposure, &Exposure, Option<&[f64]>),
    ) -> (f64, f64) {
        let history = customer.history;
        let p = self.r + f64::from(history.frequency());
        let [mut bought, mut risked] = self.exposures(customer, history.recency());
        let (a0, b0) = (self.alpha + bought.value, self.beta + risked.value);
        let mut gone = 0.0;
        let decay = |bought: &Exposure, risked: &Exposure| {
            let (a, b) = (self.alpha + bought.value, self.beta + risked.value);
            -p * libm::log1p((a - a0) / a0) - self.s * libm::log1p((b - b0) / b0)
        };
        self.pieces(
            customer,
            history.recency(),
            history.tenure(),
            |length, purchase, dropout| {
                // In the piece's own time, both exposures grow at rate 1 when divided by their paces.
                let scale = libm::exp(decay(&bought, &risked));
                let stretch = Decay {
                    alpha: (self.alpha + bought.value) / purchase.rate,
                    beta: (self.beta + risked.value) / dropout.rate,
                    p,
                    s: self.s,
                };
                stretch.visit(0.0, length, |node| {
                    let weight = scale * node.weight * self.s / (stretch.beta + node.offset);
                    gone += weight;
                    let (mut here, mut there) = (bought.clone(), risked.clone());
                    here.advance(purchase, node.offset);
                    there.advance(dropout, node.offset);
                    visit(weight, &here, &there, Some(dropout.covariates));
                });
                bought.advance(purchase, length);
                risked.advance(dropout, length);
            },
        );
        let alive = decay(&bought, &risked);
        visit(libm::exp(alive), &bought, &risked, None);
        (gone, alive)
    }

    /// The log-likelihood of a customer.
    pub(super) fn log_likelihood(&self, customer: &TimeVaryingCustomer, order: Order) -> Jet {
        let n = self.len();
        let mut jet = Jet::zero(n);
        let history = customer.history;
        let x = f64::from(history.frequency());
        let p = self.r + x;
        let begin = self.exposures(customer, history.recency());
        // What all slopes have in common is taken off: it would cancel.
        let centre = self.slopes(p, &begin[0], &begin[1], None);
        let mut total = 0.0;
        self.mixture(customer, |weight, bought, risked, covariates| {
            total += weight;
            if order == Order::Value {
                return;
            }
            let mut slopes = self.slopes(p, bought, risked, covariates);
            for (slope, centre) in slopes.iter_mut().zip(&centre) {
                *slope -= centre;
            }
            for (sum, slope) in jet.gradient.iter_mut().zip(&slopes) {
                *sum += weight * slope;
            }
            if order == Order::Hessian {
                for (i, a) in slopes.iter().enumerate() {
                    for (j, b) in slopes.iter().enumerate() {
                        jet.hessian[i * n + j] += weight * a * b;
                    }
                }
                self.add_curves(&mut jet.hessian, weight, p, bought, risked, covariates.is_some());
            }
        });
        let ways = rising(self.r, u64::from(history.frequency()));
        let [bought, risked] = &begin;
        let log = [
            libm::log1p(bought.value / self.alpha),
            libm::log1p(risked.value / self.beta),
        ];
        let purchase = &customer.at_purchases[..self.purchase.len()];
        jet.value = ways.value - x * libm::log(self.alpha) - p * log[0] - self.s * log[1]
            + dot(purchase, &self.purchase)
            + libm::log(total);
        if order == Order::Value {
            return jet;
        }
        for slope in &mut jet.gradient {
            *slope /= total;
        }
        for i in 0..n {
            for j in 0..n {
                let product = jet.gradient[i] * jet.gradient[j];
                jet.hessian[i * n + j] = jet.hessian[i * n + j] / total - product;
            }
        }
        for (slope, centre) in jet.gradient.iter_mut().zip(&centre) {
            *slope += centre;
        }
        jet.gradient[0] += ways.first;
        jet.gradient[1] += self.r / self.alpha;
        jet.gradient[3] += self.s / self.beta;
        for (slope, at) in jet.gradient[4..].iter_mut().zip(purchase) {
            *slope += at;
        }
        jet.hessian[0] += ways.second;
        jet.hessian[1] += 1.0 / self.alpha;
        jet.hessian[n] += 1.0 / self.alpha;
        jet.hessian[n + 1] -= self.r / (self.alpha * self.alpha);
        jet.hessian[2 * n + 3] += 1.0 / self.beta;
        jet.hessian[3 * n + 2] += 1.0 / self.beta;
        jet.hessian[3 * n + 3] -= self.s / (self.beta * self.beta);
        jet
    }

    /// Slopes of `(1 + A/α)^−r (α+A)^−x (1 + D/β)^−s`, times `s e^(δ·z)/(β + D)` for a dropout under covariates z.
    fn slopes(&self, p: f64, bought: &Exposure, risked: &Exposure, dropout: Option<&[f64]>) -> Vec<f64> {
        let (u, v) = (
            1.0 / (self.alpha + bought.value),
            1.0 / (self.beta + risked.value),
        );
        let (order, by_s) = if dropout.is_some() {
            (self.s + 1.0, 1.0 / self.s)
        } else {
            (self.s, 0.0)
        };
        let mut slopes = Vec::with_capacity(self.len());
        slopes.extend([
            -libm::log1p(bought.value / self.alpha),
            -p * u,
            by_s - libm::log1p(risked.value / self.beta),
            -order * v,
        ]);
        slopes.extend(bought.first.iter().map(|a| -p * u * a));
        slopes.extend(
            risked
                .first
                .iter()
                .enumerate()
                .map(|(k, d)| dropout.map_or(0.0, |z| z[k]) - order * v * d),
        );
        slopes
    }

    /// Adds the second derivatives of the logarithm of the same function.
    fn add_curves(
        &self,
        hessian: &mut [f64],
        weight: f64,
        p: f64,
        bought: &Exposure,
        risked: &Exposure,
        dropout: bool,
    ) {
        let n = self.len();
        let (u, v) = (
            1.0 / (self.alpha + bought.value),
            1.0 / (self.beta + risked.value),
        );
        let order = if dropout { self.s + 1.0 } else { self.s };
        let mut add = |i: usize, j: usize, curve: f64| {
            hessian[i * n + j] += weight * curve;
            if i != j {
                hessian[j * n + i] += weight * curve;
            }
        };
        if dropout {
            add(2, 2, -1.0 / (self.s * self.s));
        }
        for (shape, scale, offset, power, inverse, exposure) in [
            (0, 1, 4, p, u, bought),
            (2, 3, 4 + self.purchase.len(), order, v, risked),
        ] {
            add(shape, scale, -inverse);
            add(scale, scale, power * inverse * inverse);
            let m = exposure.first.len();
            for (k, first) in exposure.first.iter().enumerate() {
                add(shape, offset + k, -first * inverse);
                add(scale, offset + k, power * first * inverse * inverse);
                for l in k..m {
                    let curve =
                        exposure.second[k * m + l] * inverse - first * exposure.first[l] * inverse * inverse;
                    add(offset + k, offset + l, -power * curve);
                }
            }
        }
    }
}
