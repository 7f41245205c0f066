//! The likelihood over distinct histories.
//!
//! Integrating the likelihood by parts splits it at any time E after every T into positive parts of which one knows the
//! recency alone, the others the tenure alone. With `D(y) = (α+y)^−(r+x) (β+y)^−s`,
//!
//! ```text
//! L ∝ D(T) + ∫ s/(β+y) D(y) dy over (tₓ, T)
//!   = ∫ s/(β+y) D(y) dy over (tₓ, E)  +  ∫ (r+x)/(α+y) D(y) dy over (T, E)  +  D(E):
//! ```
//!
//! the customer left after tₓ, or would have bought next after T, or neither did until E. So customers with the same x
//! share two running integrals over their distinct times, added up from E backwards, and a distinct history costs one
//! addition. All parts are positive; each is kept relative to D at its own time, so none under- or overflows.

use super::decay::Decay;
use crate::calendar::TimeUnit;
use crate::error::{Error, ErrorCode, Result};
use crate::model::counts::{HistoryCount, HistoryCounts};
use crate::model::history::History;
use crate::model::likelihood::{Derivatives, Likelihood, Order, Setting};
use crate::numeric::rising::{Rising, rising_table};
use crate::numeric::sum::ExactSum;
use crate::parallel;
use alloc::{vec, vec::Vec};

/// The prepared likelihood of [`ParetoNbd`](crate::model::ParetoNbd).
#[derive(Debug, Clone)]
pub struct ParetoNbdLikelihood {
    unit: Option<TimeUnit>,
    total_weight: f64,
    /// Ascending by frequency.
    groups: Vec<Group>,
    /// The frequencies of the groups.
    frequencies: Vec<u64>,
    /// Why the parameters cannot be determined, if they cannot.
    unidentified: Option<Error>,
    start: [f64; 4],
}

/// The customers of one frequency.
#[derive(Debug, Clone)]
struct Group {
    x: f64,
    weight: f64,
    /// Their distinct recencies and tenures, ascending.
    times: Vec<f64>,
    /// Where the first tenure stands among the times.
    first_tenure: usize,
    /// The distinct histories, ascending by tenure, then recency.
    rows: Vec<Row>,
}

/// A distinct history by the places of its times.
#[derive(Debug, Clone, Copy)]
struct Row {
    weight: f64,
    recency: u32,
    tenure: u32,
}

impl ParetoNbdLikelihood {
    pub(super) fn new(counts: &HistoryCounts) -> Result<Self> {
        let rows = counts.rows();
        if rows.is_empty() {
            return Err(Error::empty("histories"));
        }
        if u32::try_from(rows.len()).is_err() {
            return Err(Error::new(
                ErrorCode::Overflow,
                "histories",
                "has more distinct rows than a likelihood can hold",
            ));
        }
        let groups: Vec<&[HistoryCount]> = rows
            .chunk_by(|a, b| a.history.frequency() == b.history.frequency())
            .collect();
        let groups = parallel::map(groups, || (), |(), rows| Group::new(rows));
        Ok(Self {
            unit: counts.unit(),
            total_weight: counts.total_weight(),
            frequencies: groups.iter().map(|group| group.x as u64).collect(),
            unidentified: unidentified(counts),
            start: start(counts),
            groups,
        })
    }

    fn sum<const K: usize>(&self, parameters: &Parameters) -> [f64; K] {
        let rising = rising_table(parameters.r, &self.frequencies);
        let items: Vec<usize> = (0..self.groups.len()).collect();
        let sums = parallel::map(items, Scratch::<K>::default, |scratch, index| {
            self.groups[index].sum(parameters, &rising[index], scratch)
        });
        let mut total = [0.0; K];
        for (k, total) in total.iter_mut().enumerate() {
            let mut sum = ExactSum::new();
            for group in &sums {
                sum.add(group[k][0]);
                sum.add(group[k][1]);
            }
            *total = sum.value();
        }
        total
    }
}

impl Likelihood for ParetoNbdLikelihood {
    fn evaluate(&self, parameters: &[f64], order: Order) -> Derivatives {
        let parameters = Parameters {
            r: parameters[0],
            alpha: parameters[1],
            s: parameters[2],
            beta: parameters[3],
        };
        match order {
            Order::Value => Derivatives {
                value: self.sum::<1>(&parameters)[0],
                gradient: Vec::new(),
                hessian: Vec::new(),
            },
            Order::Gradient => {
                let sum = self.sum::<5>(&parameters);
                Derivatives {
                    value: sum[0],
                    gradient: sum[1..].to_vec(),
                    hessian: Vec::new(),
                }
            }
            Order::Hessian => {
                let sum = self.sum::<15>(&parameters);
                Derivatives {
                    value: sum[0],
                    gradient: sum[1..5].to_vec(),
                    hessian: PLACES.iter().flatten().map(|&place| sum[place]).collect(),
                }
            }
        }
    }

    fn total_weight(&self) -> f64 {
        self.total_weight
    }

    fn starts(&self) -> Vec<Vec<f64>> {
        let [r, alpha, s, beta] = self.start;
        // The first is near most data sets; the others hold dropout to be slower, faster, more and less alike.
        [
            [1.0, 1.0, 1.0, 1.0],
            [1.0, 1.0, 0.3, 1.0],
            [0.5, 0.5, 3.0, 3.0],
            [3.0, 3.0, 1.0, 0.2],
            [1.0, 1.0, 10.0, 30.0],
        ]
        .map(|[a, b, c, d]| vec![a * r, b * alpha, c * s, d * beta])
        .to_vec()
    }

    fn identify(&self) -> Result<()> {
        self.unidentified.clone().map_or(Ok(()), Err)
    }

    fn setting(&self) -> Setting {
        Setting {
            unit: self.unit,
            regularity: 1,
        }
    }
}

/// Why data can never determine the parameters.
fn unidentified(counts: &HistoryCounts) -> Option<Error> {
    let no = |reason: &'static str| Some(Error::new(ErrorCode::NotIdentified, "histories", reason));
    let first = counts.rows()[0].history;
    if counts.max_tenure() == 0.0 {
        no("have no time observed: every tenure (T) is 0")
    } else if counts.max_frequency() == 0 {
        no("have no repeat purchase: nothing tells buying rarely from leaving early")
    } else if counts.customers() == 1 {
        no("are of one customer: how customers differ cannot be seen")
    } else if counts.rows().iter().all(|row| row.history == first) {
        no("are all the same: how customers differ cannot be seen")
    } else {
        None
    }
}

/// A guess from the mean frequency and tenure: a lifetime of the order of the time observed.
fn start(counts: &HistoryCounts) -> [f64; 4] {
    let weight = counts.total_weight();
    let tenure = counts.total(History::tenure) / weight;
    let frequency = counts.repeat_purchases() / weight;
    let (r, s) = (0.7, 0.7);
    // Half of the purchases that a customer who stays would make.
    let alpha = r * tenure / (2.0 * frequency);
    let positive = |value: f64| if value > 0.0 && value < 1e300 { value } else { 1.0 };
    [r, positive(alpha), s, positive(0.4 * tenure)]
}

#[derive(Debug, Clone, Copy)]
struct Parameters {
    r: f64,
    alpha: f64,
    s: f64,
    beta: f64,
}

/// A function and its derivatives by (r, α, s, β): the value, four first, then the second as in [`PLACES`].
type Jet<const K: usize> = [f64; K];

/// Where the second derivatives stand.
const PLACES: [[usize; 4]; 4] = [[5, 6, 7, 8], [6, 9, 10, 11], [7, 10, 12, 13], [8, 11, 13, 14]];

/// Logarithmic derivatives of `(1 + y/α)^−r (α+y)^−(x + more_alpha) (1 + y/β)^−s (β+y)^−more_beta`.
struct Slopes {
    first: [f64; 4],
    r_alpha: f64,
    alpha_alpha: f64,
    s_beta: f64,
    beta_beta: f64,
}

impl Parameters {
    /// At `y`, with `ln(1 + y/α)` and `ln(1 + y/β)`.
    #[inline]
    fn slopes(&self, x: f64, y: f64, logs: [f64; 2], more: [f64; 2]) -> Slopes {
        let (a, b) = (1.0 / (self.alpha + y), 1.0 / (self.beta + y));
        // Shares of the time so far: 1/α − 1/(α+y) is q/α.
        let (qa, qb) = (y * a / self.alpha, y * b / self.beta);
        let (na, nb) = (x + more[0], more[1]);
        Slopes {
            first: [-logs[0], self.r * qa - na * a, -logs[1], self.s * qb - nb * b],
            r_alpha: qa,
            alpha_alpha: na * a * a - self.r * qa * (a + 1.0 / self.alpha),
            s_beta: qb,
            beta_beta: nb * b * b - self.s * qb * (b + 1.0 / self.beta),
        }
    }
}

impl Slopes {
    /// The slopes of a function without a factor of the slopes `centre`.
    #[inline]
    fn less(mut self, centre: [f64; 4]) -> Self {
        for (slope, centre) in self.first.iter_mut().zip(centre) {
            *slope -= centre;
        }
        self
    }

    /// Adds `weight · φ(f) · f`'s jet, where f has these slopes and φ is a factor of f: none, s or r + x. `factor` is its value
    /// and `place` the parameter it depends on.
    #[inline]
    fn add_to<const K: usize>(&self, jet: &mut Jet<K>, weight: f64, factor: f64, place: Option<usize>) {
        jet[0] += weight * factor;
        if K < 5 {
            return;
        }
        // The derivative of factor · f by its own parameter is f (1 + factor · slope).
        let mut by = self.first.map(|slope| factor * slope);
        if let Some(place) = place {
            by[place] += 1.0;
        }
        for (i, slope) in by.iter().enumerate() {
            jet[1 + i] += weight * slope;
        }
        if K < 15 {
            return;
        }
        let mut second = 5;
        for (i, by) in by.iter().enumerate() {
            for j in i..4 {
                let mut curve = by * self.first[j];
                if place == Some(j) {
                    curve += self.first[i];
                }
                curve += factor
                    * match (i, j) {
                        (0, 1) => self.r_alpha,
                        (1, 1) => self.alpha_alpha,
                        (2, 3) => self.s_beta,
                        (3, 3) => self.beta_beta,
                        _ => 0.0,
                    };
                jet[second] += weight * curve;
                second += 1;
            }
        }
    }
}

/// What a thread keeps from group to group.
#[derive(Default)]
struct Scratch<const K: usize> {
    /// ln(1 + t/α) and ln(1 + t/β) of every time.
    logs: Vec<[f64; 2]>,
    /// The slopes at E, taken off all slopes of the group: what they have in common would only cancel in the Hessian.
    centre: [f64; 4],
    /// From every time to E, relative to D there: of leaving, and of the next purchase, with D(E) itself.
    leaving: Vec<Jet<K>>,
    buying: Vec<Jet<K>>,
}

impl Group {
    fn new(rows: &[HistoryCount]) -> Self {
        let mut times: Vec<f64> = Vec::with_capacity(rows.len() + 1);
        let mut last = f64::NAN;
        for row in rows {
            let tenure = row.history.tenure();
            if tenure != last {
                times.push(tenure);
                last = tenure;
            }
        }
        times.extend(rows.iter().map(|row| row.history.recency()));
        times.sort_unstable_by(f64::total_cmp);
        times.dedup();
        times.shrink_to_fit();
        let place = |time: f64| times.partition_point(|&other| other < time) as u32;
        Self {
            x: f64::from(rows[0].history.frequency()),
            weight: {
                let mut sum = ExactSum::new();
                for row in rows {
                    sum.add(row.total_weight());
                }
                sum.value()
            },
            first_tenure: place(rows[0].history.tenure()) as usize,
            rows: rows
                .iter()
                .map(|row| Row {
                    weight: row.total_weight(),
                    recency: place(row.history.recency()),
                    tenure: place(row.history.tenure()),
                })
                .collect(),
            times,
        }
    }

    /// The group's part of the log-likelihood and its derivatives, each as a sum and what rounding left over.
    fn sum<const K: usize>(
        &self,
        parameters: &Parameters,
        rising: &Rising,
        scratch: &mut Scratch<K>,
    ) -> [[f64; 2]; K] {
        self.integrate(parameters, scratch);
        let mut total = [[0.0; 2]; K];
        let Parameters { r, alpha, s, .. } = *parameters;
        let p = r + self.x;
        for row in &self.rows {
            let [recency, tenure] = [row.recency as usize, row.tenure as usize];
            let (early, late) = (scratch.logs[recency], scratch.logs[tenure]);
            let ratio = libm::exp(-p * (late[0] - early[0]) - s * (late[1] - early[1]));
            let (leaving, buying) = (&scratch.leaving[recency], &scratch.buying[tenure]);
            let mut jet = [0.0; K];
            for (jet, (leaving, buying)) in jet.iter_mut().zip(leaving.iter().zip(buying)) {
                *jet = leaving + ratio * buying;
            }
            let w = row.weight;
            add(
                &mut total[0],
                w * (libm::log(jet[0]) - p * early[0] - s * early[1]),
            );
            if K < 5 {
                continue;
            }
            let inverse = 1.0 / jet[0];
            for part in &mut jet[1..] {
                *part *= inverse;
            }
            for k in 1..5 {
                add(&mut total[k], w * jet[k]);
            }
            if K < 15 {
                continue;
            }
            let mut second = 5;
            for i in 1..5 {
                for j in i..5 {
                    add(&mut total[second], w * (jet[second] - jet[i] * jet[j]));
                    second += 1;
                }
            }
        }
        // What all share: Γ(r+x)/Γ(r) α^−x.
        add(&mut total[0], self.weight * rising.value);
        add(&mut total[0], -self.weight * self.x * libm::log(alpha));
        if K >= 5 {
            add(&mut total[1], self.weight * rising.first);
            for (total, centre) in total[1..5].iter_mut().zip(scratch.centre) {
                add(total, self.weight * centre);
            }
        }
        if K >= 15 {
            add(&mut total[5], self.weight * rising.second);
        }
        total
    }

    /// Fills the running integrals, from the last time backwards.
    fn integrate<const K: usize>(&self, parameters: &Parameters, scratch: &mut Scratch<K>) {
        let Parameters { r, alpha, s, beta } = *parameters;
        let (x, p) = (self.x, r + self.x);
        let count = self.times.len();
        scratch.logs.clear();
        scratch.logs.extend(
            self.times
                .iter()
                .map(|&t| [libm::log1p(t / alpha), libm::log1p(t / beta)]),
        );
        for running in [&mut scratch.leaving, &mut scratch.buying] {
            running.clear();
            running.resize(count, [0.0; K]);
        }
        let decay = Decay { alpha, beta, p, s };
        let end = count - 1;
        let mut leaving = [0.0; K];
        let mut buying = [0.0; K];
        let neither = parameters.slopes(x, self.times[end], scratch.logs[end], [0.0, 0.0]);
        let centre = neither.first;
        scratch.centre = centre;
        neither.less(centre).add_to(&mut buying, 1.0, 1.0, None);
        scratch.buying[end] = buying;
        for at in (0..end).rev() {
            let start = self.times[at];
            let length = self.times[at + 1] - start;
            let logs = scratch.logs[at];
            let fall = libm::exp(
                -p * libm::log1p(length / (alpha + start)) - s * libm::log1p(length / (beta + start)),
            );
            let both = at >= self.first_tenure;
            for k in 0..K {
                leaving[k] *= fall;
                buying[k] *= fall;
            }
            decay.visit(start, length, |node| {
                let y = start + node.offset;
                let logs = [logs[0] + node.ln_alpha, logs[1] + node.ln_beta];
                parameters.slopes(x, y, logs, [0.0, 1.0]).less(centre).add_to(
                    &mut leaving,
                    node.weight / (beta + y),
                    s,
                    Some(2),
                );
                if both {
                    parameters.slopes(x, y, logs, [1.0, 0.0]).less(centre).add_to(
                        &mut buying,
                        node.weight / (alpha + y),
                        p,
                        Some(0),
                    );
                }
            });
            scratch.leaving[at] = leaving;
            scratch.buying[at] = buying;
        }
    }
}

/// Adds to a sum and to what rounding left over.
#[inline]
fn add(sum: &mut [f64; 2], term: f64) {
    let (high, low) = crate::numeric::double::two_sum(sum[0], term);
    sum[0] = high;
    sum[1] += low;
}
