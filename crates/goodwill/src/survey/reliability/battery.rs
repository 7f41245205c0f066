//! Items that are to be added up.

use crate::error::{Error, Result};
use crate::numeric::sum::ExactSum;
use crate::parallel;
use crate::quantity::Level;
use crate::survey::ItemAnswers;
use crate::survey::products::{Columns, Products, Unit};
use alloc::format;
use alloc::vec;
use alloc::vec::Vec;

/// Rows that one task sums.
const CHUNK: usize = 8192;

/// Which items count backwards, and the confidence level.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
pub struct ReliabilityOptions {
    /// Confidence level of every interval.
    pub level: Level,
    /// The reverse-keyed items, by their number from 0: those whose high answer means little of what the others
    /// measure. Their answers count backwards.
    pub reversed: Vec<usize>,
}

/// The complete answers to two items or more, reverse-keyed ones turned, and their products.
pub(super) struct Battery {
    pub(super) columns: Columns,
    pub(super) products: Products,
    pub(super) missing: u64,
    /// Which items are reverse-keyed.
    pub(super) reversed: Vec<bool>,
}

impl Battery {
    pub(super) fn new(items: &ItemAnswers<'_>, reversed: &[usize]) -> Result<Self> {
        let k = items.items.len();
        if k < 2 {
            return Err(Error::undefined("items", "needs at least two items").with_value(k));
        }
        let mut flags = vec![false; k];
        for (at, &item) in reversed.iter().enumerate() {
            let Some(flag) = flags.get_mut(item) else {
                let reason = format!("must be the number of an item, from 0 to {}", k - 1);
                return Err(Error::out_of_range("reversed", reason).with_value(item).at(at));
            };
            *flag = true;
        }
        let complete = items.complete()?;
        let mut columns = Columns::new(items.items, &complete.rows, items.weights, Unit::Common);
        for (item, _) in flags.iter().enumerate().filter(|(_, reversed)| **reversed) {
            columns.reverse(item);
        }
        Ok(Self {
            products: columns.products(),
            columns,
            missing: complete.missing,
            reversed: flags,
        })
    }

    /// The number of items.
    pub(super) fn items(&self) -> usize {
        self.reversed.len()
    }

    /// The number of respondents.
    pub(super) fn n(&self) -> u64 {
        self.columns.rows() as u64
    }

    /// Σw(x − x̄)² of an item.
    pub(super) fn own(&self, item: usize) -> f64 {
        self.products.scatter[(item, item)]
    }

    /// Σw(x − x̄)(t − t̄) of an item and the total.
    pub(super) fn with_total(&self, item: usize) -> f64 {
        (0..self.items())
            .map(|other| self.products.scatter[(item, other)])
            .sum()
    }

    /// What a respondent's answers are above the means.
    pub(super) fn above_means(&self, row: usize, above: &mut [f64]) {
        for (item, above) in above.iter_mut().enumerate() {
            *above = self.columns.values(item)[row] - self.mean(item);
        }
    }

    /// The mean of an item as it counts, in units from its origin.
    pub(super) fn mean(&self, item: usize) -> f64 {
        self.products.means[item]
    }

    /// √Σw²e², for what each respondent contributes to an error: √Σe² without weights.
    pub(super) fn spread<const N: usize>(
        &self,
        contribution: impl Fn(&[f64], &mut [f64; N]) + Sync + Send,
    ) -> [f64; N] {
        let rows = self.columns.rows();
        let chunks: Vec<usize> = (0..rows).step_by(CHUNK).collect();
        let parts = parallel::map(
            chunks,
            || vec![0.0; self.items()],
            |above, start| {
                let mut sums: [ExactSum; N] = core::array::from_fn(|_| ExactSum::new());
                let mut contributions = [0.0; N];
                for row in start..(start + CHUNK).min(rows) {
                    self.above_means(row, above);
                    contribution(above, &mut contributions);
                    let w = self.columns.weight(row);
                    for (sum, contribution) in sums.iter_mut().zip(contributions) {
                        let weighted = w * contribution;
                        sum.add(weighted * weighted);
                    }
                }
                sums
            },
        );
        core::array::from_fn(|at| {
            let mut whole = ExactSum::new();
            for sums in &parts {
                whole.merge(&sums[at]);
            }
            libm::sqrt(whole.value())
        })
    }
}
