//! Draws of the parameters and their weights.

use super::summary::estimate;
use crate::error::{Error, ErrorCode, Result};
use crate::estimate::Estimate;
use crate::model::history::{History, HistoryColumns};
use crate::parallel;
use crate::quantity::Level;
use alloc::vec::Vec;

/// Draws of the parameters of a posterior and their weights, which sum to 1.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "Columns", into = "Columns"))]
pub struct Draws {
    size: usize,
    /// One draw after the other.
    values: Vec<f64>,
    weights: Vec<f64>,
}

impl Draws {
    /// Checked draws: as many weights as rows, all parameters finite, all weights 0 or more and their sum 1.
    pub(in crate::model) fn new(size: usize, values: Vec<f64>, weights: Vec<f64>) -> Result<Self> {
        if size == 0 || weights.is_empty() {
            return Err(Error::empty("draws"));
        }
        if values.len() != size * weights.len() {
            return Err(Error::length_mismatch(
                "draws",
                values.len(),
                size * weights.len(),
            ));
        }
        if let Some(index) = values.iter().position(|p| !p.is_finite()) {
            return Err(Error::out_of_range("draws", "must be finite numbers")
                .with_value(values[index])
                .at(index / size));
        }
        let total: f64 = weights.iter().sum();
        if total.is_nan() || weights.iter().any(|w| *w < 0.0) || libm::fabs(total - 1.0) > 1e-9 {
            return Err(Error::new(
                ErrorCode::Inconsistent,
                "weights",
                "must be 0 or more and sum to 1",
            )
            .with_value(total));
        }
        Ok(Self {
            size,
            values,
            weights,
        })
    }

    /// Whether the first `parameters` of every draw are positive, of draws that were read.
    #[cfg(feature = "serde")]
    pub(in crate::model) fn check_positive(&self, parameters: usize) -> Result<()> {
        for (draw, row) in self.rows().enumerate() {
            if let Some(p) = row.iter().take(parameters).find(|p| **p <= 0.0) {
                return Err(Error::out_of_range("draws", "must be positive numbers")
                    .with_value(p)
                    .at(draw));
            }
        }
        Ok(())
    }

    /// The number of draws.
    #[must_use]
    pub fn len(&self) -> usize {
        self.weights.len()
    }

    /// Never: there is at least one.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.weights.is_empty()
    }

    /// The parameters of each draw, in their order.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &[f64]> {
        self.values.chunks_exact(self.size)
    }

    /// One parameter of all draws.
    #[must_use]
    pub fn column(&self, parameter: usize) -> Vec<f64> {
        self.rows().map(|row| row[parameter]).collect()
    }

    /// The weights of the draws; they sum to 1.
    #[must_use]
    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// That many draws of one weight, each as often as its weight says (systematic resampling, without chance).
    pub(in crate::model) fn thinned(&self, draws: u32) -> Result<Self> {
        if draws == 0 {
            return Err(Error::out_of_range("draws", "must be 1 or more").with_value(draws));
        }
        Ok(self.resampled(draws as usize))
    }

    fn resampled(&self, draws: usize) -> Self {
        let mut values = Vec::with_capacity(draws * self.size);
        let (mut row, mut reached) = (0, self.weights[0]);
        for pick in 0..draws {
            let at = (pick as f64 + 0.5) / draws as f64;
            while reached < at && row + 1 < self.len() {
                row += 1;
                reached += self.weights[row];
            }
            values.extend_from_slice(&self.values[row * self.size..][..self.size]);
        }
        Self {
            size: self.size,
            values,
            weights: alloc::vec![1.0 / draws as f64; draws],
        }
    }

    /// The weighted covariance matrix.
    pub(in crate::model) fn covariance(&self) -> Vec<Vec<f64>> {
        let means: Vec<f64> = (0..self.size)
            .map(|i| self.rows().zip(&self.weights).map(|(row, w)| w * row[i]).sum())
            .collect();
        let squares: f64 = self.weights.iter().map(|w| w * w).sum();
        let known = (1.0 - squares).max(f64::MIN_POSITIVE);
        let entry = |i: usize, j: usize| {
            let products = self
                .rows()
                .zip(&self.weights)
                .map(|(row, w)| w * (row[i] - means[i]) * (row[j] - means[j]));
            products.sum::<f64>() / known
        };
        (0..self.size)
            .map(|i| (0..self.size).map(|j| entry(i, j)).collect())
            .collect()
    }

    /// The models of the draws.
    pub(in crate::model) fn models<M: Send>(&self, make: impl Fn(&[f64]) -> Result<M>) -> Result<Vec<M>> {
        self.rows().map(make).collect()
    }
}

/// What is asked of every model, and how the answers are summed up.
pub(in crate::model) struct Prediction<'a, M> {
    pub(in crate::model) models: Vec<M>,
    pub(in crate::model) weights: &'a [f64],
    pub(in crate::model) level: Level,
    pub(in crate::model) n: u64,
}

impl<M: Sync> Prediction<'_, M> {
    pub(in crate::model) fn of(&self, f: impl Fn(&M) -> Result<f64> + Sync) -> Result<Estimate> {
        let values = parallel::map(self.models.iter().collect(), || (), |(), model| f(model));
        self.sum_up(&values.into_iter().collect::<Result<Vec<f64>>>()?)
    }

    pub(in crate::model) fn of_rows(
        &self,
        rows: usize,
        f: impl Fn(&M, usize) -> Result<f64> + Sync,
    ) -> Result<Vec<Estimate>> {
        let estimates = parallel::map((0..rows).collect(), Vec::new, |values: &mut Vec<f64>, row| {
            values.clear();
            for model in &self.models {
                values.push(f(model, row)?);
            }
            self.sum_up(values)
        });
        estimates
            .into_iter()
            .enumerate()
            .map(|(row, estimate)| estimate.map_err(|error| error.at(row)))
            .collect()
    }

    pub(in crate::model) fn of_histories(
        &self,
        columns: &HistoryColumns<'_>,
        f: impl Fn(&M, &History) -> Result<f64> + Sync,
    ) -> Result<Vec<Estimate>> {
        let missing = Estimate::without_interval(f64::NAN, self.level, self.n);
        columns.map_to(missing, |history| self.of_one(|model| f(model, history)))
    }

    /// [`of`](Self::of), on the thread that asks.
    pub(in crate::model) fn of_one(&self, f: impl Fn(&M) -> Result<f64>) -> Result<Estimate> {
        self.sum_up(&self.models.iter().map(f).collect::<Result<Vec<f64>>>()?)
    }

    /// A NaN says that the row is missing: there is nothing to estimate.
    fn sum_up(&self, values: &[f64]) -> Result<Estimate> {
        if values.iter().any(|value| value.is_nan()) {
            return Ok(Estimate::without_interval(f64::NAN, self.level, self.n));
        }
        if let Some(infinite) = values.iter().find(|value| value.is_infinite()) {
            return Err(
                Error::undefined("prediction", "is infinite at some of the draws").with_value(infinite)
            );
        }
        Ok(estimate(values, self.weights, self.level, self.n))
    }
}

/// The stored form: a column a parameter.
#[cfg(feature = "serde")]
#[derive(serde::Serialize, serde::Deserialize)]
struct Columns {
    parameters: Vec<Vec<f64>>,
    weights: Vec<f64>,
}

#[cfg(feature = "serde")]
impl From<Draws> for Columns {
    fn from(draws: Draws) -> Self {
        Self {
            parameters: (0..draws.size).map(|parameter| draws.column(parameter)).collect(),
            weights: draws.weights,
        }
    }
}

#[cfg(feature = "serde")]
impl TryFrom<Columns> for Draws {
    type Error = Error;
    fn try_from(columns: Columns) -> Result<Self> {
        let (size, count) = (columns.parameters.len(), columns.weights.len());
        for column in &columns.parameters {
            if column.len() != count {
                return Err(Error::length_mismatch("draws", column.len(), count));
            }
        }
        let values = (0..count)
            .flat_map(|row| columns.parameters.iter().map(move |column| column[row]))
            .collect();
        Self::new(size, values, columns.weights)
    }
}
