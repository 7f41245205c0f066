//! What weights cost.

use crate::error::{Error, ErrorCode, Result};
use crate::numeric::sum::ExactSum;
use crate::survey::checked_weight;

/// What weights cost in precision.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct DesignEffect {
    /// n·Σw²/(Σw)² = 1 + CV²(w), 1 or more: how much larger the variance is than with equal weights.
    pub design_effect: f64,
    /// (Σw)²/Σw²: how many respondents with equal weights would tell as much.
    pub effective_n: f64,
    /// The coefficient of variation of the weights, with the denominator n.
    pub variation: f64,
    /// The smallest weight over the mean weight.
    pub smallest: f64,
    /// The largest weight over the mean weight.
    pub largest: f64,
    /// Respondents with a weight, those with a weight of 0 among them.
    pub n: u64,
    /// Respondents without a weight.
    pub missing: u64,
}

/// The design effect of weights, after Kish: 1 + CV²(w), and the effective number of respondents n/deff.
///
/// It holds for means of answers that have nothing to do with the weights, and says nothing of clusters. Only the ratios
/// of the weights matter. NaN is a missing weight: left out and counted.
///
/// # Errors
/// [`OutOfRange`](ErrorCode::OutOfRange) at the first negative weight, [`NotFinite`](ErrorCode::NotFinite) at an infinite
/// one; [`Empty`](ErrorCode::Empty) without a weight; [`Undefined`](ErrorCode::Undefined) if all are 0;
/// [`Overflow`](ErrorCode::Overflow) if their squares are beyond the range of a number.
///
/// # Example
/// ```
/// use goodwill::survey::design_effect;
///
/// let got = design_effect(&[1.0, 1.0, 1.0, 3.0])?;
/// assert_eq!((got.effective_n, got.design_effect), (3.0, 4.0 / 3.0));
/// assert_eq!((got.smallest, got.largest), (1.0 / 1.5, 2.0));
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Kish 1965, *Survey Sampling*, section 11.7; Kish 1992, *Weighting for unequal Pᵢ*.
pub fn design_effect(weights: &[f64]) -> Result<DesignEffect> {
    let (mut sum, mut squares) = (ExactSum::new(), ExactSum::new());
    let (mut n, mut smallest, mut largest) = (0_u64, f64::INFINITY, 0.0_f64);
    for (index, &weight) in weights.iter().enumerate() {
        if let Some(weight) = checked_weight(index, weight)? {
            sum.add(weight);
            squares.add_product(weight, weight);
            smallest = smallest.min(weight);
            largest = largest.max(weight);
            n += 1;
        }
    }
    if n == 0 {
        return Err(Error::empty("weights"));
    }
    let (sum, squares) = (sum.value(), squares.value());
    if sum == 0.0 {
        return Err(Error::undefined("weights", "are all 0"));
    }
    let effective_n = sum * sum / squares;
    if !(sum * sum).is_finite() || !effective_n.is_finite() {
        let reason = "have squares beyond the range of a number";
        return Err(Error::new(ErrorCode::Overflow, "weights", reason));
    }
    let count = n as f64;
    // Rounding must not make equal weights better than equal.
    let effective_n = effective_n.min(count);
    let design_effect = count / effective_n;
    let mean = sum / count;
    Ok(DesignEffect {
        design_effect,
        effective_n,
        variation: libm::sqrt(design_effect - 1.0),
        smallest: smallest / mean,
        largest: largest / mean,
        n,
        missing: weights.len() as u64 - n,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_weights_cost_nothing() {
        for weight in [1.0, 0.1, 7e100, 3e-100] {
            let got = design_effect(&[weight; 7]).unwrap();
            assert_eq!(
                (got.design_effect, got.effective_n, got.variation),
                (1.0, 7.0, 0.0)
            );
        }
    }

    #[test]
    fn bad_weights_are_named() {
        let fail = |weights: &[f64]| design_effect(weights).unwrap_err();
        assert_eq!(
            fail(&[1.0, -1.0]).to_string(),
            "weights[1]: must be 0 or more, got -1"
        );
        assert_eq!(fail(&[f64::INFINITY]).code(), ErrorCode::NotFinite);
        assert_eq!(fail(&[f64::NAN]).code(), ErrorCode::Empty);
        assert_eq!(fail(&[0.0]).code(), ErrorCode::Undefined);
        assert_eq!(fail(&[1e300]).code(), ErrorCode::Overflow);
        assert_eq!(fail(&[1e-300]).code(), ErrorCode::Overflow);
    }

    #[test]
    fn a_gap_is_counted() {
        let got = design_effect(&[2.0, f64::NAN, 0.0]).unwrap();
        assert_eq!((got.n, got.missing, got.effective_n), (2, 1, 1.0));
    }
}
