//! What the metrics of several items share: columns checked, and means over the respondents who count.

use super::tally::checked_weight;
use crate::error::{Error, ErrorCode, Result};
use crate::estimate::{Estimate, MeanOptions, mean, ratio};
use crate::quantity::Level;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// The name of one of several columns: `items[2]`.
pub(super) fn named(parameter: &str, number: usize) -> String {
    format!("{parameter}[{number}]")
}

/// What an item without a name is called.
pub(super) fn item_name(number: usize) -> String {
    format!("item {}", number + 1)
}

/// Checks that columns have one length and hold nothing infinite, nor anything whose square could overflow.
pub(super) fn check_columns(parameter: &'static str, columns: &[&[f64]], rows: usize) -> Result<()> {
    for (number, column) in columns.iter().enumerate() {
        check_column(parameter, column, rows).map_err(|error| error.rename(named(parameter, number)))?;
    }
    Ok(())
}

/// Checks one column as [`check_columns`] does.
pub(super) fn check_column(parameter: &'static str, column: &[f64], rows: usize) -> Result<()> {
    if column.len() != rows {
        return Err(Error::length_mismatch(parameter, column.len(), rows));
    }
    let bad = |answer: &f64| !answer.is_nan() && libm::fabs(*answer) > 1e150;
    let Some(index) = column.iter().position(bad) else {
        return Ok(());
    };
    let (code, reason) = if column[index].is_infinite() {
        (ErrorCode::NotFinite, "must be a finite number, or NaN if missing")
    } else {
        (
            ErrorCode::Overflow,
            "must be less than 1e150 in size to be squared",
        )
    };
    Err(Error::new(code, parameter, reason)
        .with_value(column[index])
        .at(index))
}

/// Checks that there are as many columns as another question has.
pub(super) fn check_count(parameter: &'static str, columns: usize, expected: usize) -> Result<()> {
    if columns == expected {
        return Ok(());
    }
    let reason = format!("must have {expected} columns");
    Err(Error::new(ErrorCode::LengthMismatch, parameter, reason).with_value(columns))
}

/// Checks a weight for each respondent.
pub(super) fn check_weights(weights: Option<&[f64]>, rows: usize) -> Result<()> {
    let Some(weights) = weights else { return Ok(()) };
    if weights.len() != rows {
        return Err(Error::length_mismatch("weights", weights.len(), rows));
    }
    for (index, &weight) in weights.iter().enumerate() {
        checked_weight(index, weight)?;
    }
    Ok(())
}

/// The rows in which no column and no weight is missing.
pub(super) fn complete_rows<'a>(
    columns: &(impl Iterator<Item = &'a [f64]> + Clone),
    weights: Option<&[f64]>,
    rows: usize,
) -> Vec<usize> {
    let counts = |&row: &usize| {
        columns.clone().all(|column| !column[row].is_nan())
            && weights.is_none_or(|weights| !weights[row].is_nan())
    };
    (0..rows).filter(counts).collect()
}

/// The weights of those rows, which may not all be 0.
pub(super) fn weights_of(weights: Option<&[f64]>, rows: &[usize]) -> Result<Option<Vec<f64>>> {
    let Some(weights) = weights else { return Ok(None) };
    let chosen: Vec<f64> = rows.iter().map(|&row| weights[row]).collect();
    if chosen.iter().all(|&weight| weight == 0.0) {
        return Err(Error::undefined("weights", "are all 0"));
    }
    Ok(Some(chosen))
}

/// The mean of values that were checked, of which there is at least one: Student's t, or linearised with weights.
pub(super) fn mean_of(values: &[f64], weights: Option<&[f64]>, level: Level) -> Result<Estimate> {
    match weights {
        None => mean(
            values,
            &MeanOptions {
                level,
                ..Default::default()
            },
        ),
        Some(weights) => Ok(ratio(
            values
                .iter()
                .zip(weights)
                .map(|(&value, &weight)| (weight * value, weight)),
            level,
        )),
    }
}

/// Kish's effective number of respondents: (Σw)²/Σw².
pub(super) fn effective(n: usize, weights: Option<&[f64]>) -> f64 {
    let Some(weights) = weights else { return n as f64 };
    let sum = crate::numeric::sum::exact_sum(weights.iter().copied());
    let squares = crate::numeric::sum::exact_dot(weights, weights);
    sum * (sum / squares)
}
