//! The likelihood over distinct histories.
//!
//! Only the silence since the last purchase ties frequency, recency and tenure together: `ln(S + gone/alive)`, one term
//! a distinct history. All else is a sum over the distinct frequencies or over the distinct tenures, with the weights
//! added up once.

use super::checked_regularity;
use crate::error::{Error, ErrorCode, Result};
use crate::model::counts::{HistoryCount, HistoryCounts};
use crate::model::distinct::Distinct;
use crate::model::history::{History, word};
use crate::model::likelihood::{Derivatives, Likelihood, Order, Setting};
use crate::numeric::gamma::ln_gamma;
use crate::numeric::log_space::log_1p_exp;
use crate::numeric::rising::{Rising, ln_rising_table, rising_table};
use crate::numeric::sum::ExactSum;
use crate::parallel;
use alloc::{vec, vec::Vec};

/// Rows whose terms are added in one go; the sums of the pieces are added in their order, whatever the threads.
const PIECE: usize = 4096;

/// The prepared likelihood of [`BgNbd`](crate::model::BgNbd) and [`MbgNbd`](crate::model::MbgNbd).
#[derive(Debug, Clone)]
pub struct BetaGeometricLikelihood {
    setting: Setting,
    /// k.
    k: u32,
    total_weight: f64,
    /// What does not depend on the parameters: of k > 1 only.
    constant: f64,
    /// Whether `constant` is known.
    complete: bool,
    frequencies: Vec<Frequency>,
    /// k x of every frequency.
    phases: Vec<u64>,
    /// Chances to leave at every frequency.
    chances: Vec<u64>,
    tenures: Vec<Tenure>,
    recencies: Vec<f64>,
    /// The histories that have a term of their own, by weight.
    rows: Vec<Row>,
    /// Why the parameters cannot be determined, if they cannot.
    unidentified: Option<Error>,
    start: [f64; 4],
}

/// A distinct number of repeat purchases.
#[derive(Debug, Clone, Copy)]
struct Frequency {
    phases: f64,
    chances: f64,
    weight: f64,
}

/// A distinct tenure.
#[derive(Debug, Clone, Copy)]
struct Tenure {
    at: f64,
    weight: f64,
    /// Σ weight · k x.
    phases: f64,
}

/// A distinct history by its places in the tables.
#[derive(Debug, Clone, Copy)]
struct Row {
    weight: f64,
    frequency: u32,
    tenure: u32,
    recency: u32,
}

impl BetaGeometricLikelihood {
    /// Prepares the likelihood; `at_first` as in `BetaGeometric`.
    pub(in super::super) fn new(counts: &HistoryCounts, regularity: u32, at_first: u32) -> Result<Self> {
        let k = checked_regularity(regularity)?;
        let histories = counts.rows();
        if histories.is_empty() {
            return Err(Error::empty("histories"));
        }
        // A place takes 4 bytes. As many distinct rows do not fit into any memory yet.
        if u32::try_from(histories.len()).is_err() {
            return Err(Error::new(
                ErrorCode::Overflow,
                "histories",
                "has too many distinct rows",
            ));
        }
        let (recencies, recency_of) = ranked(histories, History::recency);
        let (ends, tenure_of) = ranked(histories, History::tenure);
        let mut tenure_sums = vec![[Total::default(), Total::default()]; ends.len()];
        let mut frequencies: Vec<(u32, Total)> = Vec::new();
        let mut rows = Vec::with_capacity(histories.len());
        for (row, (&tenure, &recency)) in histories.iter().zip(tenure_of.iter().zip(&recency_of)) {
            let (x, weight) = (row.history.frequency(), row.total_weight());
            if frequencies.last().is_none_or(|last| last.0 != x) {
                frequencies.push((x, Total::default()));
            }
            if let Some(last) = frequencies.last_mut() {
                last.1.add_product(row.weight, row.count as f64);
            }
            let [weights, phases] = &mut tenure_sums[tenure as usize];
            weights.add_product(weight, 1.0);
            phases.add_product(weight, f64::from(k) * f64::from(x));
            if x + at_first > 0 || k > 1 {
                rows.push(Row {
                    weight,
                    frequency: frequencies.len() as u32 - 1,
                    tenure,
                    recency,
                });
            }
        }
        drop((recency_of, tenure_of));
        // Equal weights keep the order of the histories. Weights ascend as their bits do.
        rows.sort_unstable_by_key(|row| (row.weight.to_bits(), row.frequency, row.tenure, row.recency));
        let frequencies: Vec<Frequency> = frequencies
            .iter()
            .map(|(x, weight)| Frequency {
                phases: f64::from(k) * f64::from(*x),
                chances: f64::from(*x) + f64::from(at_first),
                weight: weight.value(),
            })
            .collect();
        let tenures = tenure_sums
            .iter()
            .zip(&ends)
            .map(|([weight, phases], &at)| Tenure {
                at,
                weight: weight.value(),
                phases: phases.value(),
            })
            .collect();
        Ok(Self {
            setting: Setting {
                unit: counts.unit(),
                regularity: k,
            },
            k,
            total_weight: counts.total_weight(),
            constant: constant(counts, k),
            complete: k == 1 || counts.log_gaps().is_some(),
            phases: frequencies.iter().map(|x| x.phases as u64).collect(),
            chances: frequencies.iter().map(|x| x.chances as u64).collect(),
            frequencies,
            tenures,
            recencies,
            rows,
            unidentified: unidentified(counts),
            start: start(counts, k),
        })
    }

    /// The sums over frequencies and tenures: everything but the rows.
    fn separable(&self, p: &[f64; 4], order: Order) -> Sums {
        let [r, alpha, a, b] = *p;
        let mut sums = Sums::default();
        let mut purchases = 0.0;
        if order == Order::Value {
            let (mut buying, mut staying, mut leaving) = (Vec::new(), Vec::new(), Vec::new());
            ln_rising_table(r, &self.phases, &mut buying);
            ln_rising_table(b, &self.chances, &mut staying);
            ln_rising_table(a + b, &self.chances, &mut leaving);
            for (i, frequency) in self.frequencies.iter().enumerate() {
                sums.value += frequency.weight * (buying[i] + (staying[i] - leaving[i]));
                purchases += frequency.weight * frequency.phases;
            }
        } else {
            let buying = rising_table(r, &self.phases);
            let staying = rising_table(b, &self.chances);
            let leaving = rising_table(a + b, &self.chances);
            for (i, frequency) in self.frequencies.iter().enumerate() {
                let Frequency { weight, phases, .. } = *frequency;
                purchases += weight * phases;
                let (buying, staying, leaving): (Rising, Rising, Rising) =
                    (buying[i], staying[i], leaving[i]);
                sums.value += weight * (buying.value + (staying.value - leaving.value));
                let first = [buying.first, 0.0, -leaving.first, staying.first - leaving.first];
                let second = [
                    buying.second,
                    0.0,
                    0.0,
                    0.0,
                    0.0,
                    0.0,
                    0.0,
                    -leaving.second,
                    -leaving.second,
                    staying.second - leaving.second,
                ];
                sums.add(weight, &first, &second);
            }
        }
        // −R ln(α+T) + r ln α = −R ln(1 + T/α) − kx ln α.
        sums.value -= purchases * libm::log(alpha);
        if order != Order::Value {
            let u = 1.0 / alpha;
            sums.first[1] -= purchases * u;
            sums.second[4] += purchases * u * u;
        }
        for tenure in &self.tenures {
            let exponent = r * tenure.weight + tenure.phases;
            let ln = libm::log1p(tenure.at / alpha);
            sums.value -= exponent * ln;
            if order != Order::Value {
                // The derivatives of ln(1 + T/α) by α.
                let end = alpha + tenure.at;
                let slope = -tenure.at / alpha / end;
                let bend = -slope * (1.0 / alpha + 1.0 / end);
                sums.first[0] -= tenure.weight * ln;
                sums.first[1] -= exponent * slope;
                sums.second[1] -= tenure.weight * slope;
                sums.second[4] -= exponent * bend;
            }
        }
        sums
    }

    /// `value(row)` summed over the rows, or `derivatives(row, sums)`.
    fn over_rows(&self, piece: impl Fn(&[Row]) -> Sums + Sync + Send) -> Sums {
        if self.rows.len() <= PIECE {
            return piece(&self.rows);
        }
        let pieces = parallel::map(
            self.rows.chunks(PIECE).collect(),
            || (),
            |(), rows: &[Row]| piece(rows),
        );
        let mut sums = Sums::default();
        for part in &pieces {
            sums.merge(part);
        }
        sums
    }
}

impl Likelihood for BetaGeometricLikelihood {
    fn evaluate(&self, parameters: &[f64], order: Order) -> Derivatives {
        let p = [parameters[0], parameters[1], parameters[2], parameters[3]];
        let [r, alpha, a, b] = p;
        let mut sums = self.separable(&p, order);
        let ends: Vec<f64> = self
            .tenures
            .iter()
            .map(|tenure| libm::log1p(tenure.at / alpha))
            .collect();
        let lasts: Vec<f64> = self.recencies.iter().map(|&at| libm::log1p(at / alpha)).collect();
        // Exponent and ln of a/(b+c−1) by frequency.
        let ln_a = libm::log(a);
        let odds: Vec<(f64, f64)> = self
            .frequencies
            .iter()
            .map(|x| {
                let ln_odds = if x.chances == 0.0 {
                    f64::NEG_INFINITY
                } else {
                    ln_a - libm::log(b + (x.chances - 1.0))
                };
                (r + x.phases, ln_odds)
            })
            .collect();
        let tables = Tables {
            alpha,
            a,
            b,
            ends: &ends,
            lasts: &lasts,
            odds: &odds,
            ends_inverse: self
                .tenures
                .iter()
                .map(|tenure| 1.0 / (alpha + tenure.at))
                .collect(),
            lasts_inverse: self.recencies.iter().map(|&at| 1.0 / (alpha + at)).collect(),
            chances_inverse: self
                .frequencies
                .iter()
                .map(|x| 1.0 / (b + (x.chances - 1.0)))
                .collect(),
        };
        let rows = match order {
            Order::Value => self.over_rows(|rows| Sums {
                value: self.values(rows, &tables),
                ..Sums::default()
            }),
            _ if self.k == 1 => self.over_rows(|rows| self.one_phase(rows, &tables)),
            _ => self.over_rows(|rows| self.derivatives(rows, &tables)),
        };
        sums.merge(&rows);
        sums.into_derivatives(self.constant, order)
    }

    fn total_weight(&self) -> f64 {
        self.total_weight
    }

    fn starts(&self) -> Vec<Vec<f64>> {
        let [r, alpha, a, b] = self.start;
        let scale = alpha / r;
        vec![
            vec![r, alpha, a, b],
            vec![1.0, scale, 1.0, 1.0],
            vec![0.25, 0.25 * scale, 0.5, 4.0],
            vec![5.0, 5.0 * scale, 2.0, 8.0],
        ]
    }

    fn identify(&self) -> Result<()> {
        self.unidentified.clone().map_or(Ok(()), Err)
    }

    fn setting(&self) -> Setting {
        self.setting
    }

    fn is_complete(&self) -> bool {
        self.complete
    }
}

/// What the rows look up.
struct Tables<'a> {
    alpha: f64,
    a: f64,
    b: f64,
    /// ln(1 + T/α).
    ends: &'a [f64],
    /// ln(1 + tₓ/α).
    lasts: &'a [f64],
    /// R, and ln(a/(b+c−1)).
    odds: &'a [(f64, f64)],
    /// 1/(α + T).
    ends_inverse: Vec<f64>,
    /// 1/(α + tₓ).
    lasts_inverse: Vec<f64>,
    /// 1/(b + c − 1).
    chances_inverse: Vec<f64>,
}

impl Tables<'_> {
    /// ln((α + T)/(α + tₓ)).
    fn between(&self, row: &Row) -> f64 {
        self.ends[row.tenure as usize] - self.lasts[row.recency as usize]
    }
}

/// What follows from g = ln(gone/alive), by one exponential.
struct Gone {
    /// e^g; e^(−g) for g above [`Gone::FAR`].
    odds: f64,
    /// P(gone).
    p: f64,
    /// P(gone) P(alive).
    curve: f64,
}

impl Gone {
    const FAR: f64 = 30.0;

    fn new(gone: f64) -> Self {
        let far = gone > Self::FAR;
        let odds = libm::exp(if far { -gone } else { gone });
        let likelier = 1.0 / (1.0 + odds);
        let other = odds * likelier;
        Self {
            odds,
            p: if far { likelier } else { other },
            curve: likelier * other,
        }
    }
}

/// Σ weight · ln(1 + e^g). Rows come by weight: one logarithm for many.
struct Logarithms {
    sum: f64,
    product: f64,
    factors: u32,
    weight: f64,
}

impl Default for Logarithms {
    fn default() -> Self {
        Self {
            sum: 0.0,
            product: 1.0,
            factors: 0,
            weight: 0.0,
        }
    }
}

impl Logarithms {
    /// `odds` as in [`Gone`].
    fn add(&mut self, weight: f64, gone: f64, odds: f64) {
        /// Factors to a logarithm; each is below e³¹.
        const FACTORS: u32 = 16;
        if gone > Gone::FAR {
            self.sum += weight * (gone + odds);
            return;
        }
        if self.factors == FACTORS || weight != self.weight {
            self.sum += self.weight * libm::log(self.product);
            (self.product, self.factors, self.weight) = (1.0, 0, weight);
        }
        self.product *= 1.0 + odds;
        self.factors += 1;
    }

    fn value(&self) -> f64 {
        self.sum + self.weight * libm::log(self.product)
    }
}

impl BetaGeometricLikelihood {
    /// Σ weight · ln(S + gone/alive).
    fn values(&self, rows: &[Row], tables: &Tables<'_>) -> f64 {
        let mut sum = Logarithms::default();
        for row in rows {
            let (shape, ln_odds) = tables.odds[row.frequency as usize];
            let gone = ln_odds + shape * tables.between(row);
            if self.k > 1 {
                let silence = Silence::new(shape, self.silence(tables.alpha, row), self.k);
                let ln = libm::log(silence.sum);
                sum.sum += row.weight * (ln + log_1p_exp(gone - ln));
            } else {
                sum.add(row.weight, gone, Gone::new(gone).odds);
            }
        }
        sum.value()
    }

    /// [`values`](Self::values), to the same bits, and its derivatives, with one phase to a purchase.
    fn one_phase(&self, rows: &[Row], tables: &Tables<'_>) -> Sums {
        let mut sums = Sums::default();
        let mut values = Logarithms::default();
        let inverse_a = 1.0 / tables.a;
        for row in rows {
            let (shape, ln_odds) = tables.odds[row.frequency as usize];
            let (end, last) = (
                tables.ends_inverse[row.tenure as usize],
                tables.lasts_inverse[row.recency as usize],
            );
            let between = tables.between(row);
            let gone = ln_odds + shape * between;
            // Its slope by `gone` is P(gone).
            let Gone { odds, p, curve } = Gone::new(gone);
            values.add(row.weight, gone, odds);
            if p == 0.0 {
                continue;
            }
            let inverse_b = tables.chances_inverse[row.frequency as usize];
            // 1/(α+T) − 1/(α+tₓ), without the difference of two numbers that may be close.
            let slope = -(alpha_gap(self, row) * end * last);
            let [g0, g1, g2, g3] = [between, shape * slope, inverse_a, -inverse_b];
            let [c0, c1, c2, c3] = [curve * g0, curve * g1, curve * g2, curve * g3];
            let first = [p * g0, p * g1, p * g2, p * g3];
            let second = [
                c0 * g0,
                c0 * g1 + p * slope,
                c0 * g2,
                c0 * g3,
                c1 * g1 - p * (g1 * (end + last)),
                c1 * g2,
                c1 * g3,
                c2 * g2 - p * (inverse_a * inverse_a),
                c2 * g3,
                c3 * g3 + p * (inverse_b * inverse_b),
            ];
            sums.add(row.weight, &first, &second);
        }
        sums.value = values.value();
        sums
    }

    /// z = (T − tₓ)/(α + T).
    fn silence(&self, alpha: f64, row: &Row) -> f64 {
        let end = self.tenures[row.tenure as usize].at;
        (end - self.recencies[row.recency as usize]) / (alpha + end)
    }

    /// As [`one_phase`](Self::one_phase), with more than one.
    fn derivatives(&self, rows: &[Row], tables: &Tables<'_>) -> Sums {
        // The same bits as without derivatives.
        let mut sums = Sums {
            value: self.values(rows, tables),
            ..Sums::default()
        };
        let (a, alpha) = (tables.a, tables.alpha);
        for row in rows {
            let (shape, ln_odds) = tables.odds[row.frequency as usize];
            let end = tables.ends_inverse[row.tenure as usize];
            let last = tables.lasts_inverse[row.recency as usize];
            let between = tables.between(row);
            // The terms of ln S, by R and α.
            let silence = Silence::new(shape, self.silence(alpha, row), self.k);
            let s = silence.logarithm(end);
            let gone = ln_odds + shape * between - s.value;
            // ln(S + G) = ln S + ln(1 + e^gone); its slope by `gone` is P(gone).
            let p = 1.0 / (1.0 + libm::exp(-gone));
            // 1/(α+T) − 1/(α+tₓ), without the difference of two numbers that may be close.
            let slope = -(alpha_gap(self, row) * end * last);
            let (inverse_a, inverse_b) = if p == 0.0 {
                (0.0, 0.0)
            } else {
                let chances = self.frequencies[row.frequency as usize].chances;
                (1.0 / a, 1.0 / (tables.b + (chances - 1.0)))
            };
            let gone_first = [
                between - s.first[0],
                shape * slope - s.first[1],
                inverse_a,
                -inverse_b,
            ];
            let gone_second = [
                -s.second[0],
                slope - s.second[1],
                -shape * slope * (end + last) - s.second[2],
                -inverse_a * inverse_a,
                inverse_b * inverse_b,
            ];
            let curve = p / (1.0 + libm::exp(gone));
            let g = &gone_first;
            let first = [s.first[0] + p * g[0], s.first[1] + p * g[1], p * g[2], p * g[3]];
            let second = [
                s.second[0] + p * gone_second[0] + curve * g[0] * g[0],
                s.second[1] + p * gone_second[1] + curve * g[0] * g[1],
                curve * g[0] * g[2],
                curve * g[0] * g[3],
                s.second[2] + p * gone_second[2] + curve * g[1] * g[1],
                curve * g[1] * g[2],
                curve * g[1] * g[3],
                p * gone_second[3] + curve * g[2] * g[2],
                curve * g[2] * g[3],
                p * gone_second[4] + curve * g[3] * g[3],
            ];
            sums.add(row.weight, &first, &second);
        }
        sums
    }
}

/// T − tₓ.
fn alpha_gap(likelihood: &BetaGeometricLikelihood, row: &Row) -> f64 {
    likelihood.tenures[row.tenure as usize].at - likelihood.recencies[row.recency as usize]
}

/// `S = Σ_{j<k} (R)_j/j! zʲ` and its derivatives by R and ln z, all sums of positive terms.
struct Silence {
    sum: f64,
    by_r: f64,
    by_rr: f64,
    by_z: f64,
    by_rz: f64,
    by_zz: f64,
}

/// ln S and its derivatives: by r and α; rr, rα, αα.
struct LnSilence {
    value: f64,
    first: [f64; 2],
    second: [f64; 3],
}

impl Silence {
    fn new(shape: f64, z: f64, k: u32) -> Self {
        let mut s = Self::of_one_phase();
        let (mut term, mut harmonic, mut squares) = (1.0, 0.0, 0.0);
        for j in 1..k {
            let j = f64::from(j);
            let factor = shape + (j - 1.0);
            term *= factor / j * z;
            harmonic += 1.0 / factor;
            squares += 1.0 / (factor * factor);
            s.sum += term;
            s.by_r += term * harmonic;
            s.by_rr += term * (harmonic * harmonic - squares);
            s.by_z += j * term;
            s.by_rz += j * term * harmonic;
            s.by_zz += j * (j + 1.0) * term;
        }
        s
    }

    /// k = 1: S is 1.
    const fn of_one_phase() -> Self {
        Self {
            sum: 1.0,
            by_r: 0.0,
            by_rr: 0.0,
            by_z: 0.0,
            by_rz: 0.0,
            by_zz: 0.0,
        }
    }

    /// With d ln z / dα = −1/(α+T) = −`end`.
    fn logarithm(&self, end: f64) -> LnSilence {
        let (by_r, by_alpha) = (self.by_r / self.sum, -self.by_z / self.sum * end);
        LnSilence {
            value: libm::log(self.sum),
            first: [by_r, by_alpha],
            second: [
                self.by_rr / self.sum - by_r * by_r,
                -self.by_rz / self.sum * end - by_r * by_alpha,
                self.by_zz / self.sum * end * end - by_alpha * by_alpha,
            ],
        }
    }
}

/// A value and its derivatives by r, α, a, b; the second ones by rows of the upper triangle.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    value: f64,
    first: [f64; 4],
    second: [f64; 10],
}

impl Sums {
    #[inline]
    fn add(&mut self, weight: f64, first: &[f64; 4], second: &[f64; 10]) {
        for (sum, term) in self.first.iter_mut().zip(first) {
            *sum += weight * term;
        }
        for (sum, term) in self.second.iter_mut().zip(second) {
            *sum += weight * term;
        }
    }

    fn merge(&mut self, other: &Self) {
        self.value += other.value;
        self.add(1.0, &other.first, &other.second);
    }

    fn into_derivatives(self, constant: f64, order: Order) -> Derivatives {
        /// Where an entry of the full matrix stands in the triangle.
        const PLACES: [usize; 16] = [0, 1, 2, 3, 1, 4, 5, 6, 2, 5, 7, 8, 3, 6, 8, 9];
        Derivatives {
            value: self.value + constant,
            gradient: if order >= Order::Gradient {
                self.first.to_vec()
            } else {
                Vec::new()
            },
            hessian: if order == Order::Hessian {
                PLACES.iter().map(|&place| self.second[place]).collect()
            } else {
                Vec::new()
            },
        }
    }
}

/// The distinct times of histories, ascending, and the place of each history's among them.
fn ranked(histories: &[HistoryCount], time: impl Fn(&History) -> f64 + Sync + Send) -> (Vec<f64>, Vec<u32>) {
    let distinct = Distinct::new(histories.len(), true, |row| [word(time(&histories[row].history))]);
    let times = distinct.iter().map(|([time], _)| f64::from_bits(time)).collect();
    (times, distinct.into_places())
}

/// A sum of products: whole numbers by themselves while they are exact, all else as an exact sum.
#[derive(Debug, Clone, Default)]
struct Total {
    whole: f64,
    rest: Option<ExactSum>,
}

impl Total {
    fn add_product(&mut self, a: f64, b: f64) {
        /// Up to here whole numbers are exact.
        const MOST: f64 = (1_u64 << 53) as f64;
        let product = a * b;
        let sum = self.whole + product;
        if sum <= MOST && libm::trunc(a) == a && libm::trunc(b) == b {
            self.whole = sum;
        } else {
            self.rest.get_or_insert_default().add_product(a, b);
        }
    }

    fn value(&self) -> f64 {
        let Some(rest) = &self.rest else {
            return self.whole;
        };
        let mut sum = rest.clone();
        sum.add(self.whole);
        sum.value()
    }
}

/// `(k−1) Σ ln Δ − x lnΓ(k)` of the Erlang densities: no part of the shape of the likelihood, but of its height, by which
/// regularities are compared. 0 where the times between purchases are not known.
fn constant(counts: &HistoryCounts, k: u32) -> f64 {
    match counts.log_gaps() {
        Some(log_gaps) if k > 1 => {
            f64::from(k - 1) * log_gaps - counts.repeat_purchases() * ln_gamma(f64::from(k))
        }
        _ => 0.0,
    }
}

/// Why no data like these can determine the parameters.
fn unidentified(counts: &HistoryCounts) -> Option<Error> {
    let rows = counts.rows();
    let [first, rest @ ..] = rows else {
        return Some(Error::empty("histories"));
    };
    let reason = if counts.max_tenure() == 0.0 {
        "cannot tell the parameters: every tenure (T) is 0, nobody has been observed yet"
    } else if counts.max_frequency() == 0 {
        "cannot tell the parameters: no customer has bought again, so neither purchase rates nor dropout show"
    } else if counts.customers() == 1 {
        "cannot tell the parameters: one customer does not show how customers differ"
    } else if rest.iter().all(|row| row.history == first.history) {
        "cannot tell the parameters: all customers have the same history, so they do not show how customers differ"
    } else if rows.iter().all(|row| row.history.recency() == 0.0) {
        "cannot tell the parameters: all repeat purchases were made at time 0"
    } else {
        return None;
    };
    Some(Error::new(ErrorCode::NotIdentified, "histories", reason))
}

/// A first guess: the rate from the repeat purchases in the time until the last of them, its spread from theirs.
fn start(counts: &HistoryCounts, k: u32) -> [f64; 4] {
    let customers = counts.total_weight();
    let mean = counts.repeat_purchases() / customers;
    let square = counts.total(|history| {
        let x = f64::from(history.frequency());
        x * x
    }) / customers;
    let tenure = counts.total(History::tenure) / customers;
    // A gamma mixture of Poisson counts has the variance µ + µ²/r.
    let spread = (square - mean * mean - mean).max(0.02 * mean * mean);
    let r = (mean * mean / spread).clamp(0.05, 20.0);
    let rate = f64::from(k) * (1.5 * mean / tenure);
    let alpha = r / rate;
    if alpha.is_finite() && alpha > 0.0 {
        [r, alpha, 1.0, 2.5]
    } else {
        [1.0, 1.0, 1.0, 1.0]
    }
}
