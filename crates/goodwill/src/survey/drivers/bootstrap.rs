//! The uncertainty of the measures: respondents drawn with replacement, again and again.

use super::DriverOptions;
use super::measures::Measures;
use crate::numeric::linear::Matrix;
use crate::parallel;
use crate::survey::products::{Columns, Scratch};
use alloc::vec::Vec;

/// Resamples whose trees of sets are walked together.
const TOGETHER: usize = 4;

/// The measures of every resample, each in a row; those that have none are counted.
pub(super) fn resamples(columns: Columns, options: &DriverOptions) -> (Vec<Vec<f64>>, u32) {
    if options.resamples == 0 {
        return (Vec::new(), 0);
    }
    let columns = columns.sorted();
    let groups: Vec<u32> = (0..options.resamples).step_by(TOGETHER).collect();
    let rows = parallel::map(groups, Scratch::default, |scratch, start| {
        let drawn: Vec<Matrix> = (start..(start + TOGETHER as u32).min(options.resamples))
            .filter_map(|number| {
                let products = columns.resampled(options.seed, u64::from(number), scratch);
                products.correlations().ok()
            })
            .collect();
        measures(&drawn, options)
    });
    let rows: Vec<Vec<f64>> = rows.into_iter().flatten().collect();
    let failed = options.resamples - rows.len() as u32;
    (rows, failed)
}

/// The measures of those that have any.
fn measures(drawn: &[Matrix], options: &DriverOptions) -> Vec<Vec<f64>> {
    let row = |measures: &Measures| measures.flat().collect();
    if let [a, b, c, d] = drawn
        && let Ok(measures) = Measures::of_many([a, b, c, d], options)
    {
        return measures.iter().map(row).collect();
    }
    drawn
        .iter()
        .filter_map(|matrix| Measures::of(matrix, options).ok())
        .map(|measures| row(&measures))
        .collect()
}
