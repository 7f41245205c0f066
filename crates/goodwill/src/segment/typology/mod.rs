//! 忠诚类型: what kind of loyal a customer is.

mod apostle;
mod matrix;
mod pyramid;
mod scores;
mod types;

pub use apostle::{ApostleCuts, ApostleModel, ApostleSegment, apostle_model, apostle_segment};
pub use matrix::{LoyaltyCuts, LoyaltyMatrix, LoyaltyQuadrant, loyalty_matrix, loyalty_quadrant};
pub use pyramid::{LoyaltyPyramid, PyramidLevel, PyramidRow, PyramidRule, loyalty_pyramid, pyramid_level};
pub use scores::{LoyaltyScores, ScoreItems, loyalty_score, loyalty_scores};
pub use types::{LoyaltyReason, LoyaltyType, LoyaltyTypes, loyalty_type, loyalty_types};

use crate::error::{Error, ErrorCode, Result};
use crate::estimate::Grouped;
use crate::quantity::finite;
use crate::survey::checked_weight;
use alloc::vec::Vec;

/// A number one customer must have.
fn known(parameter: &'static str, value: f64) -> Result<f64> {
    if value.is_nan() {
        return Err(Error::undefined(
            parameter,
            "is missing, so the customer has no place",
        ));
    }
    finite(parameter, value)
}

/// The columns and weights of customers, checked: the length they share.
fn check(columns: &[(&'static str, &[f64])], weights: Option<&[f64]>) -> Result<usize> {
    let rows = columns[0].1.len();
    for &(name, column) in columns {
        if column.len() != rows {
            return Err(Error::length_mismatch(name, column.len(), rows));
        }
        if let Some(row) = column.iter().position(|value| value.is_infinite()) {
            let reason = "must be a finite number, or NaN if missing";
            return Err(Error::new(ErrorCode::NotFinite, name, reason)
                .with_value(column[row])
                .at(row));
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
    Ok(rows)
}

/// Customers sorted into groups, row by row; one without a weight belongs to none.
///
/// # Errors
/// [`Empty`](ErrorCode::Empty), naming `parameter`, if no customer has a place; [`Undefined`](ErrorCode::Undefined) if
/// those who have one weigh nothing.
fn sorted<T: Copy>(
    parameter: &'static str,
    rows: usize,
    groups: usize,
    weights: Option<&[f64]>,
    place: impl Fn(usize) -> Option<T>,
    number: impl Fn(T) -> usize,
) -> Result<(Vec<Option<T>>, Grouped)> {
    let mut counts = Grouped::new(groups, weights.is_some());
    let places: Vec<Option<T>> = (0..rows)
        .map(|row| {
            let weight = weights.map_or(1.0, |weights| weights[row]);
            let place = place(row).filter(|_| !weight.is_nan())?;
            counts.add(number(place), weight);
            Some(place)
        })
        .collect();
    if counts.n() == 0 {
        return Err(Error::empty(parameter));
    }
    if !counts.weighs() {
        return Err(Error::undefined("weights", "are all 0"));
    }
    if !counts.effective_n().is_finite() {
        let reason = "have squares beyond the range of a number";
        return Err(Error::new(ErrorCode::Overflow, "weights", reason));
    }
    Ok((places, counts))
}
