//! The Lorenz curve.

use super::Amounts;
use crate::error::{Error, Result};
use alloc::vec::Vec;

/// More points than any drawing needs; a bound, so that a wrong number cannot ask for all memory.
const MOST_POINTS: usize = 1_000_000;

/// Points of a Lorenz curve, from (0, 0) to (1, 1).
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct LorenzCurve {
    /// Shares of the customers, the smallest first.
    pub customers: Vec<f64>,
    /// The share of the total that they hold.
    pub amounts: Vec<f64>,
    /// Customers without an amount (NaN); left out.
    pub missing: u64,
}

/// The Lorenz curve: the share of the total that the smallest p of the customers hold, for p from 0 to 1.
///
/// `points` asks for that many equal steps of p, a fraction of a customer counting for that fraction of their amount;
/// 0 asks for one step per customer. The diagonal is perfect equality; the Gini coefficient is twice the area between
/// it and the curve.
///
/// # Errors
/// As [`concentration`](fn@super::concentration); [`OutOfRange`](crate::ErrorCode::OutOfRange) for more than 1,000,000
/// points.
///
/// # Example
/// ```
/// use goodwill::value::lorenz_curve;
///
/// let curve = lorenz_curve(&[70.0, 10.0, 20.0, 0.0], 0)?;
/// assert_eq!(curve.customers, [0.0, 0.25, 0.5, 0.75, 1.0]);
/// assert_eq!(curve.amounts, [0.0, 0.0, 0.1, 0.3, 1.0]);
/// let curve = lorenz_curve(&[70.0, 10.0, 20.0, 0.0], 2)?;
/// assert_eq!((curve.customers, curve.amounts), (vec![0.0, 0.5, 1.0], vec![0.0, 0.1, 1.0]));
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Lorenz 1905; Gastwirth 1971.
pub fn lorenz_curve(values: &[f64], points: usize) -> Result<LorenzCurve> {
    if points > MOST_POINTS {
        return Err(Error::out_of_range("points", "must be at most 1,000,000").with_value(points));
    }
    Ok(curve(&Amounts::new(values)?, points))
}

pub(super) fn curve(amounts: &Amounts, points: usize) -> LorenzCurve {
    let steps = if points == 0 { amounts.sorted.len() } else { points };
    let at = |step: usize| step as f64 / steps as f64;
    LorenzCurve {
        customers: (0..=steps).map(at).collect(),
        amounts: (0..=steps)
            .map(|step| {
                let held = match points {
                    0 => amounts.cumulative[step],
                    _ => amounts.cumulative_at(step as f64 * amounts.len() / steps as f64),
                };
                held / amounts.total
            })
            .collect(),
        missing: amounts.missing,
    }
}
