//! The uncertainty of the measures: respondents drawn with replacement, again and again.

use super::DriverOptions;
use super::measures::Measures;
use super::shapley::GoOn;
use crate::error::Result;
use crate::numeric::linear::Matrix;
use crate::parallel;
use crate::survey::products::{Columns, Scratch};
use crate::watch::Steps;
use alloc::vec::Vec;

/// Resamples whose trees of sets are walked together.
const TOGETHER: usize = 4;

/// The measures of every resample, each in a row; those that have none are counted.
///
/// # Errors
/// The watch broke it off.
pub(super) fn resamples(
    columns: Columns,
    options: &DriverOptions,
    steps: &Steps<'_>,
) -> Result<(Vec<Vec<f64>>, u32)> {
    if options.resamples == 0 {
        return Ok((Vec::new(), 0));
    }
    let columns = columns.sorted();
    let groups: Vec<u32> = (0..options.resamples).step_by(TOGETHER).collect();
    let rows = parallel::map(groups, Scratch::default, |scratch, start| {
        let numbers = start..(start + TOGETHER as u32).min(options.resamples);
        let mut drawn = Vec::with_capacity(TOGETHER);
        for number in numbers.clone() {
            steps.ask()?;
            let products = columns.resampled(options.seed, u64::from(number), scratch);
            drawn.extend(products.correlations().ok());
        }
        let rows = measures(&drawn, options, &|| steps.ask().is_ok());
        for _ in numbers {
            steps.count()?;
        }
        Ok(rows)
    });
    let rows = rows.into_iter().collect::<Result<Vec<_>>>()?.concat();
    let failed = options.resamples - rows.len() as u32;
    Ok((rows, failed))
}

/// The measures of those that have any.
fn measures(drawn: &[Matrix], options: &DriverOptions, go_on: &GoOn<'_>) -> Vec<Vec<f64>> {
    let row = |measures: &Measures| measures.flat().collect();
    if let [a, b, c, d] = drawn
        && let Ok(measures) = Measures::of_many([a, b, c, d], options, go_on)
    {
        return measures.iter().map(row).collect();
    }
    drawn
        .iter()
        .filter_map(|matrix| Measures::of(matrix, options, go_on).ok())
        .map(|measures| row(&measures))
        .collect()
}
