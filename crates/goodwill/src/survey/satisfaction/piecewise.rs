//! A broken line through answers: least squares between fixed cuts.

use crate::error::{Error, ErrorCode, Result};
use crate::estimate::{Estimate, Method};
use crate::numeric::linear::{Matrix, dot};
use crate::numeric::sum::{ExactSum, exact_sum};
use crate::quantity::{Level, finite};
use crate::survey::checked_weight;
use alloc::format;
use alloc::vec;
use alloc::vec::Vec;

/// The respondents who gave both answers, with weights of mean 1.
#[derive(Debug, Clone)]
pub(super) struct Pairs {
    pub(super) x: Vec<f64>,
    pub(super) y: Vec<f64>,
    /// Weights over their mean; all 1 where there are none.
    pub(super) weights: Vec<f64>,
    pub(super) weighted: bool,
    pub(super) missing: u64,
}

/// The rows in which nothing is missing, once every value is checked.
pub(super) fn complete(columns: &[(&'static str, &[f64])], weights: Option<&[f64]>) -> Result<Vec<usize>> {
    let rows = columns[0].1.len();
    for &(name, column) in columns {
        if column.len() != rows {
            return Err(Error::length_mismatch(name, column.len(), rows));
        }
        let bad = |value: &f64| value.is_infinite() || libm::fabs(*value) > 1e100;
        if let Some(row) = column.iter().position(bad) {
            let value = column[row];
            let error = if value.is_infinite() {
                Error::new(
                    ErrorCode::NotFinite,
                    name,
                    "must be a finite number, or NaN if missing",
                )
            } else {
                Error::new(ErrorCode::Overflow, name, "must be less than 1e100 in size")
            };
            return Err(error.with_value(value).at(row));
        }
    }
    if let Some(weights) = weights {
        if weights.len() != rows {
            return Err(Error::length_mismatch("weights", weights.len(), rows));
        }
        for (row, &weight) in weights.iter().enumerate() {
            checked_weight(row, weight)?;
        }
    }
    let whole = |&row: &usize| {
        columns.iter().all(|(_, column)| !column[row].is_nan())
            && weights.is_none_or(|weights| !weights[row].is_nan())
    };
    let whole: Vec<usize> = (0..rows).filter(whole).collect();
    if whole.is_empty() {
        return Err(Error::empty(columns[0].0));
    }
    Ok(whole)
}

impl Pairs {
    pub(super) fn new(satisfaction: &[f64], loyalty: &[f64], weights: Option<&[f64]>) -> Result<Self> {
        let rows = complete(&[("satisfaction", satisfaction), ("loyalty", loyalty)], weights)?;
        Self::of(&rows, satisfaction, loyalty, weights)
    }

    /// The answers in `rows`, which have been checked.
    pub(super) fn of(rows: &[usize], x: &[f64], y: &[f64], weights: Option<&[f64]>) -> Result<Self> {
        let missing = (x.len() - rows.len()) as u64;
        let pick = |column: &[f64]| -> Vec<f64> { rows.iter().map(|&row| column[row]).collect() };
        let weighted = weights.is_some();
        let mut weights = weights.map_or_else(|| vec![1.0; rows.len()], pick);
        if weighted {
            let total = exact_sum(weights.iter().copied());
            if total == 0.0 {
                return Err(Error::undefined("weights", "are all 0"));
            }
            let mean = total / rows.len() as f64;
            if !mean.is_finite() {
                return Err(Error::new(ErrorCode::Overflow, "weights", "have no sum"));
            }
            for weight in &mut weights {
                *weight /= mean;
            }
        }
        Ok(Self {
            x: pick(x),
            y: pick(y),
            weights,
            weighted,
            missing,
        })
    }

    pub(super) fn n(&self) -> u64 {
        self.x.len() as u64
    }

    /// Whether normal intervals are doubtful: the respondents count for fewer than 30.
    pub(super) fn small(&self) -> bool {
        let squares = exact_sum(self.weights.iter().map(|weight| weight * weight));
        let sum = exact_sum(self.weights.iter().copied());
        sum * sum / squares < 30.0
    }

    /// The values of `of` in the rows `which` picks, and their weights if there are weights.
    pub(super) fn select(&self, of: &[f64], which: impl Fn(usize) -> bool) -> (Vec<f64>, Option<Vec<f64>>) {
        let rows: Vec<usize> = (0..self.x.len()).filter(|&row| which(row)).collect();
        let values = rows.iter().map(|&row| of[row]).collect();
        let weights = self
            .weighted
            .then(|| rows.iter().map(|&row| self.weights[row]).collect());
        (values, weights)
    }
}

/// The zone of an answer: zones are half-open, and a cut belongs to the zone above it.
pub(super) fn zone(cuts: &[f64], x: f64) -> usize {
    cuts.partition_point(|&cut| cut <= x)
}

/// A continuous line that may bend at the cuts, by its heights at the lowest answer, the cuts and the highest answer.
#[derive(Debug, Clone)]
pub(super) struct BrokenLine {
    pub(super) knots: Vec<f64>,
    pub(super) heights: Vec<f64>,
    /// The covariance of the heights; `None` with no more respondents than heights.
    covariance: Option<Matrix>,
    /// (XᵀWX)⁻¹
    inverse: Matrix,
    pub(super) r_squared: f64,
}

impl BrokenLine {
    pub(super) fn fit(pairs: &Pairs, cuts: &[f64]) -> Result<Self> {
        let knots = knots(pairs, cuts)?;
        let size = knots.len();
        let mut gram: Vec<[ExactSum; 2]> = (0..size).map(|_| Default::default()).collect();
        let mut moments = vec![ExactSum::new(); size];
        for row in 0..pairs.x.len() {
            let (zone, [left, right]) = hats(&knots, cuts, pairs.x[row]);
            let (w, y) = (pairs.weights[row], pairs.y[row]);
            gram[zone][0].add(w * left * left);
            gram[zone][1].add(w * left * right);
            gram[zone + 1][0].add(w * right * right);
            moments[zone].add(w * left * y);
            moments[zone + 1].add(w * right * y);
        }
        let moments: Vec<f64> = moments.iter().map(ExactSum::value).collect();
        let factor = banded(&gram).cholesky().ok_or_else(|| {
            Error::new(
                ErrorCode::NotIdentified,
                "cuts",
                "leave too few answers to fit a line to",
            )
        })?;
        let heights = factor.solve(&moments);
        let inverse = factor.inverse();
        let mut line = Self {
            knots,
            heights,
            covariance: None,
            inverse,
            r_squared: f64::NAN,
        };
        line.measure(pairs, cuts);
        Ok(line)
    }

    /// The height at `x`.
    pub(super) fn at(&self, cuts: &[f64], x: f64) -> f64 {
        let (zone, [left, right]) = hats(&self.knots, cuts, x);
        left * self.heights[zone] + right * self.heights[zone + 1]
    }

    /// The robust covariance n/(n − p) · A⁻¹ (Σ w²e²hhᵀ) A⁻¹ and the share of the variance explained.
    fn measure(&mut self, pairs: &Pairs, cuts: &[f64]) {
        let size = self.heights.len();
        let mut meat: Vec<[ExactSum; 2]> = (0..size).map(|_| Default::default()).collect();
        let total = exact_sum(pairs.weights.iter().copied());
        let mut sum = ExactSum::new();
        for (&w, &y) in pairs.weights.iter().zip(&pairs.y) {
            sum.add_product(w, y);
        }
        let mean = sum.value() / total;
        let (mut left_over, mut all) = (ExactSum::new(), ExactSum::new());
        for row in 0..pairs.x.len() {
            let (zone, [left, right]) = hats(&self.knots, cuts, pairs.x[row]);
            let (w, y) = (pairs.weights[row], pairs.y[row]);
            let residual = y - (left * self.heights[zone] + right * self.heights[zone + 1]);
            let score = w * residual;
            let square = score * score;
            meat[zone][0].add(square * left * left);
            meat[zone][1].add(square * left * right);
            meat[zone + 1][0].add(square * right * right);
            left_over.add(w * residual * residual);
            all.add(w * (y - mean) * (y - mean));
        }
        let all = all.value();
        if all > 0.0 {
            self.r_squared = (1.0 - left_over.value() / all).max(0.0);
        }
        let (n, p) = (pairs.x.len(), size);
        if n > p {
            let meat = banded(&meat);
            let columns: Vec<Vec<f64>> = (0..size).map(|k| self.inverse.times(&unit(size, k))).collect();
            let scale = n as f64 / (n - p) as f64;
            self.covariance = Some(Matrix::from_fn(size, |i, j| {
                let (i, j) = (i.min(j), i.max(j));
                scale * meat.form(&columns[i], &columns[j])
            }));
        }
    }

    /// The contrast of the heights that is the slope in a zone.
    pub(super) fn slope_contrast(&self, zone: usize) -> Vec<f64> {
        let width = self.knots[zone + 1] - self.knots[zone];
        let mut contrast = vec![0.0; self.heights.len()];
        contrast[zone] = -1.0 / width;
        contrast[zone + 1] = 1.0 / width;
        contrast
    }

    /// The slope in a zone, as the difference of its ends: exact where they are equal.
    pub(super) fn slope(&self, zone: usize) -> f64 {
        (self.heights[zone + 1] - self.heights[zone]) / (self.knots[zone + 1] - self.knots[zone])
    }

    /// The contrast of the heights that is the height at `x`.
    pub(super) fn height_contrast(&self, cuts: &[f64], x: f64) -> Vec<f64> {
        let (zone, [left, right]) = hats(&self.knots, cuts, x);
        let mut contrast = vec![0.0; self.heights.len()];
        contrast[zone] = left;
        contrast[zone + 1] = right;
        contrast
    }

    /// A function of the heights whose gradient is `contrast`.
    pub(super) fn estimate(&self, value: f64, contrast: &[f64], level: Level, n: u64) -> Estimate {
        self.covariance.as_ref().map_or_else(
            || Estimate::without_interval(value, level, n),
            |covariance| {
                let variance = covariance.form(contrast, contrast).max(0.0);
                Estimate::wald(value, libm::sqrt(variance), level, n, Method::Linearised)
            },
        )
    }

    /// What each respondent adds to the deviation of `contrast` · heights from its value.
    pub(super) fn influence(&self, pairs: &Pairs, cuts: &[f64], contrast: &[f64]) -> Vec<f64> {
        let direction = self.inverse.times(contrast);
        (0..pairs.x.len())
            .map(|row| {
                let (zone, [left, right]) = hats(&self.knots, cuts, pairs.x[row]);
                let residual = pairs.y[row] - (left * self.heights[zone] + right * self.heights[zone + 1]);
                pairs.weights[row] * residual * dot(&[left, right], &direction[zone..zone + 2])
            })
            .collect()
    }
}

fn unit(size: usize, k: usize) -> Vec<f64> {
    let mut unit = vec![0.0; size];
    unit[k] = 1.0;
    unit
}

/// The symmetric matrix with these diagonals: the main one and the one beside it.
fn banded(sums: &[[ExactSum; 2]]) -> Matrix {
    Matrix::from_fn(sums.len(), |i, j| match i.abs_diff(j) {
        0 => sums[i][0].value(),
        1 => sums[i.min(j)][1].value(),
        _ => 0.0,
    })
}

/// The zone of `x` and the heights there of the two hat functions that are not 0.
fn hats(knots: &[f64], cuts: &[f64], x: f64) -> (usize, [f64; 2]) {
    let zone = zone(cuts, x);
    let (low, high) = (knots[zone], knots[zone + 1]);
    (zone, [(high - x) / (high - low), (x - low) / (high - low)])
}

/// The lowest answer, the cuts, the highest answer, if the answers between them can carry a line in every zone.
fn knots(pairs: &Pairs, cuts: &[f64]) -> Result<Vec<f64>> {
    for (index, &cut) in cuts.iter().enumerate() {
        finite("cuts", cut).map_err(|error| error.at(index))?;
        if index > 0 && cut <= cuts[index - 1] {
            let reason = format!("must ascend: above {} before it", cuts[index - 1]);
            return Err(Error::out_of_range("cuts", reason).with_value(cut).at(index));
        }
    }
    let mut levels: Vec<f64> = pairs
        .x
        .iter()
        .zip(&pairs.weights)
        .filter(|&(_, &weight)| weight > 0.0)
        .map(|(&x, _)| x)
        .collect();
    levels.sort_unstable_by(f64::total_cmp);
    levels.dedup();
    let (lowest, highest) = (levels[0], levels[levels.len() - 1]);
    let not_identified = |reason| Error::new(ErrorCode::NotIdentified, "cuts", reason);
    for (index, &cut) in cuts.iter().enumerate() {
        let below = if index == 0 {
            f64::NEG_INFINITY
        } else {
            cuts[index - 1]
        };
        let inside = |level: &f64| (below..cut).contains(level);
        if !levels.iter().any(inside) {
            let from = if index == 0 { lowest.min(cut) } else { below };
            return Err(
                not_identified(format!("leave the zone from {from} to {cut} without an answer")).at(index),
            );
        }
    }
    if let Some(&last) = cuts.last()
        && highest <= last
    {
        let reason = format!("leave no answer above {last}: the zone that starts there has no slope");
        return Err(not_identified(reason).at(cuts.len() - 1));
    }
    if lowest == highest {
        return Err(Error::new(
            ErrorCode::NotIdentified,
            "satisfaction",
            "is the same for everybody: no line has a slope",
        )
        .with_value(lowest));
    }
    let mut knots = vec![lowest];
    knots.extend_from_slice(cuts);
    knots.push(highest);
    // Every height needs an answer of its own, in order, where its hat is not 0 (Schoenberg and Whitney).
    let mut left = levels.iter();
    for knot in 0..knots.len() {
        let low = if knot == 0 {
            f64::NEG_INFINITY
        } else {
            knots[knot - 1]
        };
        let high = knots.get(knot + 1).copied().unwrap_or(f64::INFINITY);
        if !left.any(|&level| low < level && level < high) {
            let reason = format!(
                "ask for {} slopes of answers at {} points: use fewer cuts",
                cuts.len() + 1,
                levels.len()
            );
            return Err(not_identified(reason));
        }
    }
    Ok(knots)
}
