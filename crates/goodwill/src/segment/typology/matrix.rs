//! The loyalty matrix of Dick and Basu: attitude by repeat purchase.

use super::{check, known, sorted};
use crate::choice::choice;
use crate::error::Result;
use crate::estimate::Estimate;
use crate::quantity::{Level, finite};
use alloc::vec::Vec;

choice! { "quadrant of the loyalty matrix",
    /// Relative attitude by repeat purchase.
    LoyaltyQuadrant {
        /// High attitude, many repeats: loyalty 忠诚.
        Loyalty = 0, "loyalty";
        /// High attitude, few repeats: latent loyalty 潜在忠诚. Something keeps them from buying.
        Latent = 1, "latent";
        /// Low attitude, many repeats: spurious loyalty 虚假忠诚. They stay until something better comes.
        Spurious = 2, "spurious";
        /// Low attitude, few repeats: no loyalty 不忠诚.
        None = 3, "none";
    }
}

/// From where on attitude and repeat purchase are high. There is no default: the cuts belong to the scales.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct LoyaltyCuts {
    /// Attitude is high from here on.
    pub attitude: f64,
    /// Repeat purchase is high from here on.
    pub repeat: f64,
}

impl LoyaltyCuts {
    pub(super) fn check(&self) -> Result<()> {
        finite("attitude_cut", self.attitude)?;
        finite("repeat_cut", self.repeat)?;
        Ok(())
    }

    /// The quadrant of values that are no NaN.
    fn quadrant(&self, attitude: f64, repeat: f64) -> LoyaltyQuadrant {
        match (attitude >= self.attitude, repeat >= self.repeat) {
            (true, true) => LoyaltyQuadrant::Loyalty,
            (true, false) => LoyaltyQuadrant::Latent,
            (false, true) => LoyaltyQuadrant::Spurious,
            (false, false) => LoyaltyQuadrant::None,
        }
    }
}

/// The quadrant of one customer in the loyalty matrix of Dick and Basu.
///
/// `attitude` is how much better than its rivals they think of the supplier, `repeat` how much they buy again (a share of
/// purchases, a number of them); a value at the cut is high.
///
/// # Errors
/// [`Undefined`](crate::ErrorCode::Undefined) if a value is NaN, [`NotFinite`](crate::ErrorCode::NotFinite) if one is
/// infinite.
///
/// # Example
/// ```
/// use goodwill::segment::{LoyaltyCuts, LoyaltyQuadrant, loyalty_quadrant};
///
/// let cuts = LoyaltyCuts { attitude: 4.0, repeat: 0.5 };
/// assert_eq!(loyalty_quadrant(3.0, 0.8, &cuts)?, LoyaltyQuadrant::Spurious);
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Dick & Basu 1994, *Customer loyalty: toward an integrated conceptual framework*, figure 2.
pub fn loyalty_quadrant(attitude: f64, repeat: f64, cuts: &LoyaltyCuts) -> Result<LoyaltyQuadrant> {
    cuts.check()?;
    Ok(cuts.quadrant(known("attitude", attitude)?, known("repeat", repeat)?))
}

/// Customers by attitude and repeat purchase.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct LoyaltyMatrix {
    /// The quadrant of each customer; `None` where an answer or the weight is missing.
    pub quadrant: Vec<Option<LoyaltyQuadrant>>,
    /// The share with high attitude and many repeats, in [0, 1].
    pub loyalty: Estimate,
    /// The share with high attitude and few repeats, in [0, 1].
    pub latent: Estimate,
    /// The share with low attitude and many repeats, in [0, 1].
    pub spurious: Estimate,
    /// The share with low attitude and few repeats, in [0, 1].
    pub none: Estimate,
    /// How much of the repeat buying is loyalty: loyal over loyal and spurious; NaN if nobody repeats.
    pub genuine: Estimate,
    /// Customers with a quadrant.
    pub n: u64,
    /// Customers without one.
    pub missing: u64,
    /// Kish's effective number of customers; `n` without weights.
    pub effective_n: f64,
}

/// The loyalty matrix 忠诚矩阵 of Dick and Basu: loyalty, latent loyalty, spurious loyalty and none, by attitude and repeat
/// purchase, with shares.
///
/// Shares have Wilson intervals; with weights linearised ones. NaN is missing: the customer has no quadrant and is counted.
///
/// # Errors
/// [`LengthMismatch`](crate::ErrorCode::LengthMismatch); [`NotFinite`](crate::ErrorCode::NotFinite) at an infinite value;
/// [`OutOfRange`](crate::ErrorCode::OutOfRange) at a negative weight; [`Empty`](crate::ErrorCode::Empty) if no customer
/// has a quadrant; [`Undefined`](crate::ErrorCode::Undefined) if all weights are 0.
///
/// # Example
/// ```
/// use goodwill::quantity::Level;
/// use goodwill::segment::{LoyaltyCuts, loyalty_matrix};
///
/// let cuts = LoyaltyCuts { attitude: 4.0, repeat: 0.5 };
/// let attitude = [5.0, 4.0, 2.0, 3.0, 5.0, f64::NAN];
/// let repeat = [0.9, 0.5, 0.7, 0.1, 0.2, 0.9];
/// let got = loyalty_matrix(&attitude, &repeat, None, &cuts, Level::default())?;
/// assert_eq!((got.loyalty.value, got.latent.value, got.spurious.value, got.none.value), (0.4, 0.2, 0.2, 0.2));
/// assert_eq!((got.genuine.value, got.n, got.missing), (2.0 / 3.0, 5, 1));
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Dick & Basu 1994, figure 2.
pub fn loyalty_matrix(
    attitude: &[f64],
    repeat: &[f64],
    weights: Option<&[f64]>,
    cuts: &LoyaltyCuts,
    level: Level,
) -> Result<LoyaltyMatrix> {
    cuts.check()?;
    let rows = check(&[("attitude", attitude), ("repeat", repeat)], weights)?;
    let place = |row: usize| {
        let (attitude, repeat) = (attitude[row], repeat[row]);
        (!attitude.is_nan() && !repeat.is_nan()).then(|| cuts.quadrant(attitude, repeat))
    };
    let (quadrant, groups) = sorted("attitude", rows, 4, weights, place, |quadrant| quadrant as usize)?;
    let share = |of: LoyaltyQuadrant| groups.share(|group| group == of as usize, level);
    Ok(LoyaltyMatrix {
        loyalty: share(LoyaltyQuadrant::Loyalty),
        latent: share(LoyaltyQuadrant::Latent),
        spurious: share(LoyaltyQuadrant::Spurious),
        none: share(LoyaltyQuadrant::None),
        genuine: groups
            .within(|group| {
                group == LoyaltyQuadrant::Loyalty as usize || group == LoyaltyQuadrant::Spurious as usize
            })
            .share(|group| group == LoyaltyQuadrant::Loyalty as usize, level),
        n: groups.n(),
        missing: rows as u64 - groups.n(),
        effective_n: groups.effective_n(),
        quadrant,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorCode;

    const CUTS: LoyaltyCuts = LoyaltyCuts {
        attitude: 4.0,
        repeat: 0.5,
    };

    #[test]
    fn one_customer_as_in_a_column() {
        for (attitude, repeat) in [(4.0, 0.5), (4.0, 0.4), (3.0, 0.5), (3.0, 0.4)] {
            let one = loyalty_quadrant(attitude, repeat, &CUTS).unwrap();
            let column = loyalty_matrix(&[attitude], &[repeat], None, &CUTS, Level::default()).unwrap();
            assert_eq!(column.quadrant, [Some(one)]);
        }
        assert_eq!(
            loyalty_quadrant(f64::NAN, 0.5, &CUTS).unwrap_err().code(),
            ErrorCode::Undefined
        );
    }

    #[test]
    fn nobody_repeats() {
        let got = loyalty_matrix(&[5.0, 1.0], &[0.0, 0.0], None, &CUTS, Level::default()).unwrap();
        assert!(got.genuine.value.is_nan() && got.genuine.n == 0);
    }

    #[test]
    fn bad_columns_are_named() {
        let fail = |attitude: &[f64], repeat: &[f64], weights: Option<&[f64]>| {
            loyalty_matrix(attitude, repeat, weights, &CUTS, Level::default()).unwrap_err()
        };
        assert_eq!(fail(&[1.0], &[1.0, 2.0], None).code(), ErrorCode::LengthMismatch);
        assert_eq!(
            fail(&[1.0, 2.0], &[1.0, f64::INFINITY], None).to_string(),
            "repeat[1]: must be a finite number, or NaN if missing, got inf"
        );
        assert_eq!(fail(&[1.0], &[f64::NAN], None).code(), ErrorCode::Empty);
        assert_eq!(fail(&[1.0], &[1.0], Some(&[-1.0])).code(), ErrorCode::OutOfRange);
        assert_eq!(fail(&[1.0], &[1.0], Some(&[0.0])).code(), ErrorCode::Undefined);
        let cuts = LoyaltyCuts {
            attitude: f64::NAN,
            ..CUTS
        };
        let error = loyalty_quadrant(1.0, 1.0, &cuts).unwrap_err();
        assert_eq!(error.parameter(), "attitude_cut");
    }
}
