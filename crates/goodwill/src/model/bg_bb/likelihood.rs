//! The log-likelihood of the BG/BB model.
//!
//! For one x, having left after opportunity j has a probability C(j) that the time of the last purchase does not enter:
//! L = Σ C(j) over j = tₓ … n−1, and C(n) (γ+δ+n)/γ. So customers of one x and n share their sums: with ratios
//! ρ(j) = C(j+1)/C(j), L/C(tₓ) is u(tₓ) where u(j) = 1 + ρ(j) u(j+1), back from u(n) = (γ+δ+n)/γ. All terms are positive
//! and of moderate size, whatever n is.

use super::{BgBb, Opportunities};
use crate::error::{Error, ErrorCode, Result};
use crate::model::counts::{HistoryCount, HistoryCounts};
use crate::model::likelihood::{Derivatives, Likelihood, Order, Setting};
use crate::model::sums::{Jet, JetSum};
use crate::numeric::rising::{Rising, rising, rising_table};
use crate::numeric::sum::exact_sum;
use crate::parallel;
use alloc::{vec, vec::Vec};

/// Opportunities whose rising factorials are tabulated.
const TABLE: u64 = 1 << 16;
/// Groups a thread takes at once.
const PIECE: usize = 16;

/// The prepared log-likelihood of counted histories.
#[derive(Debug)]
pub struct BgBbLikelihood {
    groups: Vec<Group>,
    most: u64,
    buyers: bool,
    /// Purchases, and the opportunities up to the last one, of those who bought.
    used: [f64; 2],
    total_weight: f64,
    setting: Setting,
}

/// Customers of one x and n.
#[derive(Debug)]
struct Group {
    x: u64,
    n: u64,
    /// The last opportunity used, descending, and the weight of those customers.
    last: Vec<(u64, f64)>,
}

impl BgBbLikelihood {
    pub(super) fn new(counts: &HistoryCounts) -> Result<Self> {
        let rows = counts.rows();
        if rows.is_empty() {
            return Err(Error::empty("frequency"));
        }
        let mut groups: Vec<Group> = Vec::new();
        let mut used = [0.0; 2];
        for (index, row) in rows.iter().enumerate() {
            let Opportunities { x, last, n } =
                Opportunities::of(&row.history).map_err(|error| error.at(index))?;
            let weight = row.total_weight();
            if x > 0 {
                used[0] += weight * x as f64;
                used[1] += weight * last as f64;
            }
            match groups.last_mut() {
                Some(group) if group.x == x && group.n == n => group.last.push((last, weight)),
                _ => groups.push(Group {
                    x,
                    n,
                    last: vec![(last, weight)],
                }),
            }
        }
        for group in &mut groups {
            group.last.reverse();
        }
        Ok(Self {
            most: groups.iter().map(|group| group.n).max().unwrap_or(0),
            buyers: used[0] > 0.0,
            used,
            total_weight: exact_sum(rows.iter().map(HistoryCount::total_weight)),
            setting: Setting {
                unit: counts.unit(),
                ..Setting::default()
            },
            groups,
        })
    }
}

/// Rising factorials of one argument.
struct Table {
    argument: f64,
    values: Vec<Rising>,
}

impl Table {
    fn new(argument: f64, most: u64) -> Self {
        let counts: Vec<u64> = (0..=most.min(TABLE)).collect();
        Self {
            argument,
            values: rising_table(argument, &counts),
        }
    }

    fn at(&self, x: u64) -> Rising {
        match self.values.get(x as usize) {
            Some(value) => *value,
            None => rising(self.argument, x),
        }
    }
}

/// What customers of all groups share.
struct Tables {
    model: BgBb,
    alpha: Table,
    beta: Table,
    alpha_beta: Table,
    delta: Table,
    gamma_delta: Table,
}

impl Tables {
    fn new(parameters: &[f64], most: u64) -> Self {
        let (alpha, beta, gamma, delta) = (parameters[0], parameters[1], parameters[2], parameters[3]);
        Self {
            model: BgBb {
                alpha,
                beta,
                gamma,
                delta,
                unit: None,
            },
            alpha: Table::new(alpha, most),
            beta: Table::new(beta, most),
            alpha_beta: Table::new(alpha + beta, most),
            delta: Table::new(delta, most),
            gamma_delta: Table::new(gamma + delta, most + 1),
        }
    }

    /// ln C(j).
    fn ln_left_after(&self, x: u64, j: u64) -> Jet<4> {
        let (alpha, beta, both) = (self.alpha.at(x), self.beta.at(j - x), self.alpha_beta.at(j));
        let (delta, all) = (self.delta.at(j), self.gamma_delta.at(j + 1));
        let gamma = self.model.gamma;
        Jet {
            value: alpha.value + beta.value - both.value + (libm::log(gamma) + delta.value - all.value),
            gradient: [
                alpha.first - both.first,
                beta.first - both.first,
                1.0 / gamma - all.first,
                delta.first - all.first,
            ],
            hessian: [
                [alpha.second - both.second, -both.second, 0.0, 0.0],
                [0.0, beta.second - both.second, 0.0, 0.0],
                [0.0, 0.0, -1.0 / (gamma * gamma) - all.second, -all.second],
                [0.0, 0.0, 0.0, delta.second - all.second],
            ],
        }
    }

    /// u(n).
    fn alive_ratio(&self, n: u64) -> Jet<4> {
        let gamma = self.model.gamma;
        let ahead = self.model.delta + n as f64;
        let mut jet = Jet::ZERO;
        jet.value = self.model.alive_ratio(n);
        jet.gradient = [0.0, 0.0, -ahead / (gamma * gamma), 1.0 / gamma];
        jet.hessian[2][2] = 2.0 * ahead / (gamma * gamma * gamma);
        jet.hessian[2][3] = -1.0 / (gamma * gamma);
        jet
    }

    /// 1 + ρ(j) u.
    fn step(&self, x: u64, j: u64, u: &Jet<4>, order: Order) -> Jet<4> {
        let ratio = self.model.ratio(x, j);
        let mut jet = Jet::ZERO;
        jet.value = 1.0 + ratio * u.value;
        if order == Order::Value {
            return jet;
        }
        let j = j as f64;
        let BgBb {
            alpha,
            beta,
            gamma,
            delta,
            ..
        } = self.model;
        let sum = 1.0 / (alpha + beta + j);
        let missed = 1.0 / (beta + (j - x as f64));
        let all = 1.0 / (gamma + delta + 1.0 + j);
        let stayed = 1.0 / (delta + j);
        // ln ρ and its derivatives
        let slope = [-sum, missed - sum, -all, stayed - all];
        for (k, slope) in slope.iter().enumerate() {
            jet.gradient[k] = ratio * (slope * u.value + u.gradient[k]);
        }
        if order == Order::Hessian {
            let curvature = [
                [sum * sum, sum * sum, 0.0, 0.0],
                [0.0, sum * sum - missed * missed, 0.0, 0.0],
                [0.0, 0.0, all * all, all * all],
                [0.0, 0.0, 0.0, all * all - stayed * stayed],
            ];
            for k in 0..4 {
                for l in k..4 {
                    jet.hessian[k][l] = ratio
                        * ((curvature[k][l] + slope[k] * slope[l]) * u.value
                            + slope[k] * u.gradient[l]
                            + u.gradient[k] * slope[l]
                            + u.hessian[k][l]);
                }
            }
        }
        jet
    }

    /// Adds a group's log-likelihoods.
    fn add(&self, group: &Group, order: Order, sum: &mut JetSum<4>) {
        let &Group { x, n, ref last } = group;
        let mut u = self.alive_ratio(n);
        let mut at = n;
        for &(last, weight) in last {
            while at > last {
                at -= 1;
                u = self.step(x, at, &u, order);
            }
            let mut jet = self.ln_left_after(x, last);
            jet.value += libm::log(u.value);
            for k in 0..4 {
                let slope = u.gradient[k] / u.value;
                jet.gradient[k] += slope;
                for l in k..4 {
                    jet.hessian[k][l] += u.hessian[k][l] / u.value - slope * (u.gradient[l] / u.value);
                }
            }
            sum.add(weight, &jet);
        }
    }
}

impl Likelihood for BgBbLikelihood {
    fn evaluate(&self, parameters: &[f64], order: Order) -> Derivatives {
        let tables = Tables::new(parameters, self.most);
        let pieces: Vec<&[Group]> = self.groups.chunks(PIECE).collect();
        let sums = parallel::map(
            pieces,
            || (),
            |(), groups| {
                let mut sum = JetSum::new(order);
                for group in groups {
                    tables.add(group, order, &mut sum);
                }
                sum
            },
        );
        let mut total = JetSum::new(order);
        for sum in &sums {
            total.merge(sum);
        }
        total.finish()
    }

    fn total_weight(&self) -> f64 {
        self.total_weight
    }

    fn starts(&self) -> Vec<Vec<f64>> {
        let p = if self.buyers {
            (self.used[0] / self.used[1]).clamp(0.02, 0.9)
        } else {
            0.5
        };
        [
            (2.0, 0.7, 3.0),
            (1.0, 1.0, 10.0),
            (5.0, 2.0, 5.0),
            (0.5, 0.3, 1.0),
        ]
        .map(|(size, gamma, delta)| vec![size * p, size * (1.0 - p), gamma, delta])
        .to_vec()
    }

    fn identify(&self) -> Result<()> {
        let refuse = |parameter, reason| Err(Error::new(ErrorCode::NotIdentified, parameter, reason));
        if !self.buyers {
            return refuse(
                "frequency",
                "is 0 for every customer: nothing tells who buys and who has left",
            );
        }
        if self.most < 3 {
            return refuse(
                "tenure",
                "must reach 3 opportunities, or too few patterns of purchase have to tell four parameters",
            );
        }
        Ok(())
    }

    fn setting(&self) -> Setting {
        self.setting
    }
}
