//! Predictions of all distinct histories at the price of a few.
//!
//! Customers who differ in recency alone have predictions in proportion to their P(alive)
//! ([`PurchaseModel`]), so a prediction is computed once for each frequency and tenure.

use crate::error::Result;
use crate::model::{History, HistoryCount, HistoryCounts, PurchaseModel};
use crate::numeric::sum::ExactSum;
use crate::parallel;
use alloc::vec::Vec;

/// Distinct histories, those of one frequency and tenure together.
pub(super) struct Totals<'a> {
    groups: Vec<&'a [HistoryCount]>,
}

impl<'a> Totals<'a> {
    pub(super) fn new(counts: &'a HistoryCounts) -> Self {
        let alike = |a: &HistoryCount, b: &HistoryCount| {
            a.history.frequency() == b.history.frequency() && a.history.tenure() == b.history.tenure()
        };
        Self {
            groups: counts.rows().chunk_by(alike).collect(),
        }
    }

    /// P(alive) of every row.
    pub(super) fn alive(&self, model: &dyn PurchaseModel) -> Result<Vec<f64>> {
        self.map(|group, out| {
            for row in group {
                out.push(model.probability_alive(&row.history, 0.0)?);
            }
            Ok(())
        })
    }

    /// A prediction for every row. `value` is asked for one history of each frequency and tenure.
    pub(super) fn each(
        &self,
        model: &dyn PurchaseModel,
        value: impl Fn(&dyn PurchaseModel, &History) -> Result<f64> + Sync + Send,
    ) -> Result<Vec<f64>> {
        self.map(|group, out| {
            if let [row] = group {
                out.push(value(model, &row.history)?);
                return Ok(());
            }
            let start = out.len();
            let mut best = 0;
            for (place, row) in group.iter().enumerate() {
                out.push(model.probability_alive(&row.history, 0.0)?);
                if out[start + place] > out[start + best] {
                    best = place;
                }
            }
            let likeliest = out[start + best];
            let predicted = value(model, &group[best].history)?;
            for value in &mut out[start..] {
                // If nobody of them is alive, `predicted` is 0 for all.
                *value = if likeliest > 0.0 {
                    predicted * (*value / likeliest)
                } else {
                    predicted
                };
            }
            Ok(())
        })
    }

    fn map(
        &self,
        work: impl Fn(&[HistoryCount], &mut Vec<f64>) -> Result<()> + Sync + Send,
    ) -> Result<Vec<f64>> {
        const PIECE: usize = 64;
        let pieces: Vec<&[&[HistoryCount]]> = self.groups.chunks(PIECE).collect();
        let predicted: Vec<Result<Vec<f64>>> = parallel::map(
            pieces,
            || (),
            |(), groups| {
                let mut values = Vec::new();
                for group in groups {
                    work(group, &mut values)?;
                }
                Ok(values)
            },
        );
        let mut all = Vec::new();
        for values in predicted {
            all.extend(values?);
        }
        Ok(all)
    }
}

/// Σ weight · value, exactly.
pub(super) fn weighted(values: &[f64], weights: &[f64]) -> f64 {
    let mut sum = ExactSum::new();
    for (&value, &weight) in values.iter().zip(weights) {
        sum.add_product(value, weight);
    }
    sum.value()
}
