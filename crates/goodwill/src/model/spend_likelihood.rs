//! The log-likelihood of the Gamma–Gamma model.
//!
//! With s = x z̄, what a customer spent in all, it is −ln B(px, q) − px ln(1 + γ/s) − q ln(1 + s/γ) − ln z̄. Only the
//! logarithms and their derivatives by γ, summed by frequency, run over customers: a division each, and a logarithm for
//! as many as their product has room for. Of the two logarithms the smaller is summed, the other follows: so nothing
//! cancels where p or q run away.

use super::likelihood::{Derivatives, Likelihood, Order, Setting};
use super::spend_counts::{SpendCount, SpendCounts};
use super::sums::{Jet, JetSum};
use crate::error::{Error, ErrorCode, Result};
use crate::numeric::beta::ln_beta;
use crate::numeric::gamma::trigamma;
use crate::numeric::gamma_step::{digamma_step, trigamma_step};
use crate::numeric::sum::{ExactSum, exact_sum};
use crate::parallel;
use alloc::{vec, vec::Vec};
use core::ops::Range;

/// Rows a thread takes at once; the sums' shape, so part of the bits.
const PIECE: usize = 1 << 13;
/// Sums that run side by side, so that no addition waits for the one before.
const LANES: usize = 8;

/// The prepared log-likelihood of counted spends.
#[derive(Debug)]
pub struct SpendLikelihood {
    groups: Vec<Group>,
    pieces: Vec<Piece>,
    /// 1/s of rows with total weight 1, then of the others.
    inverse: Vec<f64>,
    /// The weights of the others.
    weights: Vec<f64>,
    /// How many rows have total weight 1.
    unweighted: usize,
    /// The smallest and the largest 1/s.
    range: [f64; 2],
    total_weight: f64,
    /// The geometric mean of s.
    typical: f64,
    /// Σ w ln z̄
    ln_mean: f64,
    starts: Vec<Vec<f64>>,
    /// Up to 3.
    distinct_means: usize,
}

/// Customers of one frequency.
#[derive(Debug)]
struct Group {
    x: f64,
    weight: f64,
    /// Σ w ln s
    ln_spent: f64,
}

/// Rows of one group, all of weight 1 or all weighted.
#[derive(Debug, Clone)]
struct Piece {
    group: usize,
    rows: Range<usize>,
}

/// Sums over customers for one of the two logarithms: ln(1 + γ/s), or ln(1 + s/γ).
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    /// Of the logarithm.
    ln: f64,
    /// Of its first derivative by γ, without its sign: 1/(γ + s), or s/γ/(γ + s).
    first: f64,
    /// Of its second derivative by γ, without its sign: 1/(γ + s)², or 1/γ² − 1/(γ + s)².
    second: f64,
}

impl Sums {
    fn add(&mut self, other: &Self) {
        self.ln += other.ln;
        self.first += other.first;
        self.second += other.second;
    }
}

/// The sums of both logarithms for a group: what is multiplied by px and what by q.
struct Both {
    p: Sums,
    q: Sums,
}

impl Both {
    /// The other from the one: ln(1 + γ/s) − ln(1 + s/γ) = ln γ − ln s, and so for the derivatives.
    fn new(summed: Sums, of_p: bool, group: &Group, gamma: f64) -> Self {
        let n = group.weight;
        let sign = if of_p { 1.0 } else { -1.0 };
        let other = Sums {
            ln: summed.ln + sign * (group.ln_spent - n * libm::log(gamma)),
            first: n / gamma - summed.first,
            second: n / (gamma * gamma) - summed.second,
        };
        if of_p {
            Self { p: summed, q: other }
        } else {
            Self { p: other, q: summed }
        }
    }
}

impl SpendLikelihood {
    pub(super) fn new(counts: &SpendCounts) -> Result<Self> {
        let rows = counts.rows();
        if rows.is_empty() {
            return Err(Error::empty("mean_spend"));
        }
        let plain = |row: &SpendCount| row.total_weight() == 1.0;
        let unweighted = rows.iter().filter(|row| plain(row)).count();
        let mut inverse = vec![0.0; rows.len()];
        let mut weights = Vec::with_capacity(rows.len() - unweighted);
        let (mut groups, mut pieces) = (Vec::new(), Vec::new());
        let (mut next, mut next_weighted) = (0, unweighted);
        for customers in rows.chunk_by(|a, b| a.frequency == b.frequency) {
            let x = f64::from(customers[0].frequency);
            let (start, start_weighted) = (next, next_weighted);
            for row in customers {
                let one_over = 1.0 / (x * row.mean_spend);
                if plain(row) {
                    inverse[next] = one_over;
                    next += 1;
                } else {
                    inverse[next_weighted] = one_over;
                    weights.push(row.total_weight());
                    next_weighted += 1;
                }
            }
            for rows in [start..next, start_weighted..next_weighted] {
                for start in rows.clone().step_by(PIECE) {
                    pieces.push(Piece {
                        group: groups.len(),
                        rows: start..rows.end.min(start + PIECE),
                    });
                }
            }
            let inverse_spent = customers
                .iter()
                .map(|row| (row.total_weight(), 1.0 / (x * row.mean_spend)));
            groups.push(Group {
                x,
                weight: exact_sum(customers.iter().map(SpendCount::total_weight)),
                ln_spent: -ln_total(inverse_spent),
            });
        }
        let total_weight = exact_sum(groups.iter().map(|group| group.weight));
        let ln_spent = exact_sum(groups.iter().map(|group| group.ln_spent));
        let ln_frequency = exact_sum(groups.iter().map(|group| group.weight * libm::log(group.x)));
        let mut means: Vec<f64> = Vec::new();
        for row in rows {
            if means.len() < 3 && !means.contains(&row.mean_spend) {
                means.push(row.mean_spend);
            }
        }
        Ok(Self {
            range: [
                inverse.iter().copied().fold(f64::INFINITY, f64::min),
                inverse.iter().copied().fold(0.0, f64::max),
            ],
            total_weight,
            typical: libm::exp(ln_spent / total_weight),
            ln_mean: ln_spent - ln_frequency,
            starts: starts(rows),
            distinct_means: means.len(),
            groups,
            pieces,
            inverse,
            weights,
            unweighted,
        })
    }

    /// The sums over customers, by group.
    fn sums(&self, gamma: f64, order: Order) -> impl Iterator<Item = Both> {
        let of_p = gamma < self.typical;
        // How many ratios surely multiply to less than 1e300.
        let largest = if of_p {
            gamma * self.range[1]
        } else {
            1.0 / (gamma * self.range[0])
        };
        let room = (690.0 / libm::log1p(largest).max(1e-3)) as usize;
        let summed = parallel::map(
            self.pieces.clone(),
            || (),
            |(), Piece { rows, .. }| {
                if rows.start >= self.unweighted {
                    let weights = &self.weights[rows.start - self.unweighted..rows.end - self.unweighted];
                    return weighted(of_p, gamma, &self.inverse[rows], weights);
                }
                let inverse = &self.inverse[rows];
                match (of_p, order == Order::Value) {
                    (true, true) => plain::<true, false>(gamma, inverse, room),
                    (true, false) => plain::<true, true>(gamma, inverse, room),
                    (false, true) => plain::<false, false>(gamma, inverse, room),
                    (false, false) => plain::<false, true>(gamma, inverse, room),
                }
            },
        );
        let mut sums = vec![Sums::default(); self.groups.len()];
        for (piece, summed) in self.pieces.iter().zip(summed) {
            sums[piece.group].add(&summed);
        }
        let groups = self.groups.iter().zip(sums);
        groups.map(move |(group, summed)| Both::new(summed, of_p, group, gamma))
    }
}

/// The sums over rows of weight 1. Products of at most `room` ratios are within bounds.
fn plain<const OF_P: bool, const DERIVATIVES: bool>(gamma: f64, inverse: &[f64], room: usize) -> Sums {
    let (mut ln, mut first, mut second) = (0.0, [0.0; LANES], [0.0; LANES]);
    // The product of the ratios less 1, so that ratios near 1 keep their digits.
    let mut step = |lane: usize, inverse: f64, product: &mut f64| {
        let excess = if OF_P {
            gamma * inverse
        } else {
            1.0 / (gamma * inverse)
        };
        *product += excess + *product * excess;
        if DERIVATIVES {
            let (one, two) = slopes::<OF_P>(inverse, excess);
            first[lane] += one;
            second[lane] += two;
        }
    };
    for block in inverse.chunks(LANES * room.clamp(1, 512)) {
        let mut products = [0.0; LANES];
        let (whole, rest) = block.as_chunks::<LANES>();
        for row in whole {
            for lane in 0..LANES {
                step(lane, row[lane], &mut products[lane]);
            }
        }
        for (lane, &inverse) in rest.iter().enumerate() {
            step(lane, inverse, &mut products[lane]);
        }
        for product in products {
            ln += libm::log1p(product);
        }
    }
    Sums {
        ln,
        first: first.iter().sum(),
        second: second.iter().sum(),
    }
}

/// What one customer adds to [`Sums::first`] and [`Sums::second`]; the excess is γ/s or s/γ.
#[inline]
fn slopes<const OF_P: bool>(inverse: f64, excess: f64) -> (f64, f64) {
    let shrunk = inverse / (1.0 + excess);
    if OF_P {
        (shrunk, shrunk * shrunk)
    } else {
        let one = shrunk * excess * excess; // s/γ / (γ + s)
        (one, one * shrunk * excess * (2.0 + excess))
    }
}

fn weighted(of_p: bool, gamma: f64, inverse: &[f64], weights: &[f64]) -> Sums {
    let mut sums = Sums::default();
    for (&inverse, &weight) in inverse.iter().zip(weights) {
        let ratio = gamma * inverse;
        let (excess, (first, second)) = if of_p {
            (ratio, slopes::<true>(inverse, ratio))
        } else {
            (1.0 / ratio, slopes::<false>(inverse, 1.0 / ratio))
        };
        sums.ln += weight * libm::log1p(excess);
        sums.first += weight * first;
        sums.second += weight * second;
    }
    sums
}

/// `Σ w ln v`, the logarithms of values of weight 1 taken together.
fn ln_total(values: impl Iterator<Item = (f64, f64)>) -> f64 {
    let mut sum = ExactSum::new();
    let mut product = 1.0;
    for (weight, value) in values {
        if weight != 1.0 || !(1e-100..1e100).contains(&value) {
            sum.add(weight * libm::log(value));
            continue;
        }
        product *= value;
        if !(1e-200..1e200).contains(&product) {
            sum.add(libm::log(product));
            product = 1.0;
        }
    }
    sum.add(libm::log(product));
    sum.value()
}

impl Likelihood for SpendLikelihood {
    fn evaluate(&self, parameters: &[f64], order: Order) -> Derivatives {
        let (p, q, gamma) = (parameters[0], parameters[1], parameters[2]);
        let mut total = JetSum::new(order);
        for (&Group { x, weight, .. }, Both { p: of_p, q: of_q }) in
            self.groups.iter().zip(self.sums(gamma, order))
        {
            let shape = p * x;
            let mut jet = Jet::<3>::ZERO;
            jet.value = -weight * ln_beta(shape, q) - shape * of_p.ln - q * of_q.ln;
            if order >= Order::Gradient {
                jet.gradient = [
                    x * (weight * digamma_step(shape, q) - of_p.ln),
                    weight * digamma_step(q, shape) - of_q.ln,
                    q * of_q.first - shape * of_p.first,
                ];
            }
            if order == Order::Hessian {
                let mixed = x * weight * trigamma(shape + q);
                jet.hessian = [
                    [x * x * weight * trigamma_step(shape, q), mixed, -x * of_p.first],
                    [mixed, weight * trigamma_step(q, shape), of_q.first],
                    [0.0, 0.0, shape * of_p.second - q * of_q.second],
                ];
            }
            total.add(1.0, &jet);
        }
        let mut all = Jet::<3>::ZERO;
        all.value = -self.ln_mean;
        total.add(1.0, &all);
        total.finish()
    }

    fn total_weight(&self) -> f64 {
        self.total_weight
    }

    fn starts(&self) -> Vec<Vec<f64>> {
        self.starts.clone()
    }

    fn identify(&self) -> Result<()> {
        let reason = match self.distinct_means {
            1 => "is the same for all customers: nothing tells how spend varies",
            2 => "takes only two values: they cannot tell three parameters",
            _ => return Ok(()),
        };
        Err(Error::new(ErrorCode::NotIdentified, "mean_spend", reason))
    }

    fn setting(&self) -> Setting {
        Setting::default()
    }
}

/// By moments: the squared coefficient of variation of z̄ is 1/(q−2) + (q−1)/(p x (q−2)), a line in 1/x.
fn starts(rows: &[SpendCount]) -> Vec<Vec<f64>> {
    let weight: f64 = rows.iter().map(SpendCount::total_weight).sum();
    let mean = rows
        .iter()
        .map(|row| row.total_weight() * row.mean_spend)
        .sum::<f64>()
        / weight;
    let inverse = rows
        .iter()
        .map(|row| row.total_weight() / f64::from(row.frequency))
        .sum::<f64>()
        / weight;
    let (mut level, mut slope, mut spread) = (0.0, 0.0, 0.0);
    for row in rows {
        let deviation = row.mean_spend / mean - 1.0;
        let at = 1.0 / f64::from(row.frequency) - inverse;
        level += row.total_weight() * deviation * deviation;
        slope += row.total_weight() * at * deviation * deviation;
        spread += row.total_weight() * at * at;
    }
    let start = |p: f64, q: f64| vec![p, q, mean * (q - 1.0) / p];
    let mut starts = Vec::new();
    let slope = slope / spread;
    let between = level / weight - slope * inverse;
    if between > 0.0 && slope > 0.0 && mean.is_finite() {
        let q = (2.0 + 1.0 / between).clamp(2.1, 50.0);
        let p = ((q - 1.0) / ((q - 2.0) * slope)).clamp(0.2, 50.0);
        starts.push(start(p, q));
    }
    if mean.is_finite() {
        starts.extend([start(4.0, 4.0), start(1.0, 2.5), start(20.0, 10.0)]);
    }
    starts
}
