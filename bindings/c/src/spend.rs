//! What customers spend per purchase, and what they will be worth.

use crate::boundary::{In, Out, given, returning, status};
use crate::flat::{flat, goodwill_estimate, goodwill_test_result, parse};
use crate::library::goodwill_status;
use crate::model::goodwill_model;
use bytemuck::{Pod, Zeroable};
use goodwill::model::{SpendIndependence, spend_independence};

/// The relation of spend and frequency among customers with a purchase.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_spend_relation {
    /// Pearson's correlation of frequency and mean spend.
    pub pearson: goodwill_estimate,
    /// The t test of no linear relation.
    pub pearson_test: goodwill_test_result,
    /// Spearman's rank correlation.
    pub spearman: goodwill_estimate,
    /// The t test of no monotone relation.
    pub spearman_test: goodwill_test_result,
    /// Customers left out because they made no purchase.
    pub without_purchase: u64,
}
flat!(SpendIndependence => goodwill_spend_relation {
    pearson, pearson_test, spearman, spearman_test, without_purchase,
});

/// Expected spend per purchase of each customer, given how often they bought and what they spent on average; a
/// `frequency` of 0 gives the mean of all customers.
///
/// Thread safety: any number of threads may read the same model.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_expected_spend(
    model: Option<&goodwill_model>,
    frequency: In<f64>,
    frequency_stride: usize,
    mean_spend: In<f64>,
    mean_spend_stride: usize,
    n: usize,
    out: Out<f64>,
) -> goodwill_status {
    status(|| {
        let model = given(model, "model")?.spend()?;
        let expected = model.expected_spends(
            &frequency.column("frequency", frequency_stride, n)?,
            &mean_spend.column("mean_spend", mean_spend_stride, n)?,
        )?;
        out.fill("out", n, &expected)
    })
}

/// The correlation of purchase frequency and mean spend, which the Gamma-Gamma model takes to be 0.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_spend_independence(
    frequency: In<f64>,
    frequency_stride: usize,
    mean_spend: In<f64>,
    mean_spend_stride: usize,
    n: usize,
    level: f64,
    out: Out<goodwill_spend_relation>,
) -> goodwill_status {
    returning(out, || {
        spend_independence(
            &frequency.column("frequency", frequency_stride, n)?,
            &mean_spend.column("mean_spend", mean_spend_stride, n)?,
            parse!(level),
        )
    })
}
