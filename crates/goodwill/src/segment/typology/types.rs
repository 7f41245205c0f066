//! 垄断/亲缘/利益/惰性/信赖/潜在忠诚: six types of loyalty by what holds a customer.

use super::matrix::LoyaltyCuts;
use super::{check, known, sorted};
use crate::choice::choice;
use crate::error::{Error, Result};
use crate::estimate::Estimate;
use crate::quantity::Level;
use alloc::vec::Vec;

choice! { "type of loyalty",
    /// What holds a customer.
    LoyaltyType {
        /// There is nobody else to buy from: monopoly loyalty 垄断忠诚.
        Monopoly = 0, "monopoly";
        /// They belong to the supplier, as employees or relatives: kinship loyalty 亲缘忠诚.
        Kinship = 1, "kinship";
        /// Price, points and gifts: incentive loyalty 利益忠诚, which goes where the incentive goes.
        Incentive = 2, "incentive";
        /// Habit and convenience: inertia loyalty 惰性忠诚, which lasts until another is as convenient.
        Inertia = 3, "inertia";
        /// Liking and trust: trust loyalty 信赖忠诚, the one that is worth building.
        Trust = 4, "trust";
        /// They would, but cannot or need not yet: latent loyalty 潜在忠诚.
        Latent = 5, "latent";
        /// Neither liking nor repeats: no loyalty.
        None = 6, "none";
    }
}

choice! { "reason for buying again",
    /// Why a customer says they buy again.
    LoyaltyReason {
        /// There is no alternative.
        NoAlternative = 0, "no_alternative";
        /// They work there, or are related to somebody who does.
        Kinship = 1, "kinship";
        /// Price, points, gifts.
        Incentive = 2, "incentive";
        /// Habit, convenience, the trouble of changing.
        Habit = 3, "habit";
        /// Because they prefer it.
        Preference = 4, "preference";
    }
}

/// The type of a customer whose values are no NaN.
fn type_of(attitude: f64, repeat: f64, reason: Option<LoyaltyReason>, cuts: &LoyaltyCuts) -> LoyaltyType {
    let likes = attitude >= cuts.attitude;
    if repeat < cuts.repeat {
        return if likes {
            LoyaltyType::Latent
        } else {
            LoyaltyType::None
        };
    }
    match reason {
        Some(LoyaltyReason::NoAlternative) => LoyaltyType::Monopoly,
        Some(LoyaltyReason::Kinship) => LoyaltyType::Kinship,
        Some(LoyaltyReason::Incentive) => LoyaltyType::Incentive,
        Some(LoyaltyReason::Preference) | None if likes => LoyaltyType::Trust,
        Some(LoyaltyReason::Habit | LoyaltyReason::Preference) | None => LoyaltyType::Inertia,
    }
}

/// The type of loyalty of one customer, from attitude, repeat purchase and the reason they give.
///
/// | repeats | reason | attitude | type |
/// |---|---|---|---|
/// | few | any | high | latent 潜在 |
/// | few | any | low | none |
/// | many | no alternative | any | monopoly 垄断 |
/// | many | kinship | any | kinship 亲缘 |
/// | many | incentive | any | incentive 利益 |
/// | many | habit | any | inertia 惰性 |
/// | many | preference, or none given | high | trust 信赖 |
/// | many | preference, or none given | low | inertia 惰性 |
///
/// A value at the cut is high.
///
/// # Errors
/// [`Undefined`](crate::ErrorCode::Undefined) if attitude or repeat is NaN, [`NotFinite`](crate::ErrorCode::NotFinite) if
/// one is infinite.
///
/// # Example
/// ```
/// use goodwill::segment::{LoyaltyCuts, LoyaltyReason, LoyaltyType, loyalty_type};
///
/// let cuts = LoyaltyCuts { attitude: 4.0, repeat: 0.5 };
/// assert_eq!(loyalty_type(2.0, 0.9, Some(LoyaltyReason::NoAlternative), &cuts)?, LoyaltyType::Monopoly);
/// assert_eq!(loyalty_type(5.0, 0.9, None, &cuts)?, LoyaltyType::Trust);
/// assert_eq!(loyalty_type(5.0, 0.1, None, &cuts)?, LoyaltyType::Latent);
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// The six types of customer loyalty of Chinese marketing texts (客户忠诚的类型), after Griffin 1995, *Customer Loyalty*,
/// and Dick & Basu 1994.
pub fn loyalty_type(
    attitude: f64,
    repeat: f64,
    reason: Option<LoyaltyReason>,
    cuts: &LoyaltyCuts,
) -> Result<LoyaltyType> {
    cuts.check()?;
    Ok(type_of(
        known("attitude", attitude)?,
        known("repeat", repeat)?,
        reason,
        cuts,
    ))
}

/// Customers by what holds them.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct LoyaltyTypes {
    /// The type of each customer; `None` where attitude, repeat or the weight is missing.
    pub kind: Vec<Option<LoyaltyType>>,
    /// The share held by the lack of an alternative, in [0, 1].
    pub monopoly: Estimate,
    /// The share that belongs to the supplier, in [0, 1].
    pub kinship: Estimate,
    /// The share held by incentives, in [0, 1].
    pub incentive: Estimate,
    /// The share held by habit, in [0, 1].
    pub inertia: Estimate,
    /// The share held by trust, in [0, 1].
    pub trust: Estimate,
    /// The share that would, but does not yet, in [0, 1].
    pub latent: Estimate,
    /// The share that is not loyal, in [0, 1].
    pub none: Estimate,
    /// Customers who repeat and gave no reason: their attitude decided.
    pub without_reason: u64,
    /// Customers with a type.
    pub n: u64,
    /// Customers without one.
    pub missing: u64,
    /// Kish's effective number of customers; `n` without weights.
    pub effective_n: f64,
}

/// The six types of loyalty 忠诚类型 of many customers, with shares: see [`loyalty_type`].
///
/// `reasons` is as long as the other columns, `None` where none was given, or empty if nobody was asked. Shares have Wilson
/// intervals; with weights linearised ones.
///
/// # Errors
/// As for [`loyalty_matrix`](super::loyalty_matrix).
///
/// # Example
/// ```
/// use goodwill::quantity::Level;
/// use goodwill::segment::{LoyaltyCuts, LoyaltyReason, LoyaltyType, loyalty_types};
///
/// let cuts = LoyaltyCuts { attitude: 4.0, repeat: 0.5 };
/// let reasons = [Some(LoyaltyReason::Incentive), None, None, Some(LoyaltyReason::Habit)];
/// let got = loyalty_types(&[3.0, 5.0, 5.0, f64::NAN], &[0.8, 0.8, 0.1, 0.8], &reasons, None, &cuts, Level::default())?;
/// assert_eq!(got.kind[..3], [LoyaltyType::Incentive, LoyaltyType::Trust, LoyaltyType::Latent].map(Some));
/// assert_eq!((got.without_reason, got.n, got.missing), (1, 3, 1));
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// As for [`loyalty_type`].
pub fn loyalty_types(
    attitude: &[f64],
    repeat: &[f64],
    reasons: &[Option<LoyaltyReason>],
    weights: Option<&[f64]>,
    cuts: &LoyaltyCuts,
    level: Level,
) -> Result<LoyaltyTypes> {
    cuts.check()?;
    let rows = check(&[("attitude", attitude), ("repeat", repeat)], weights)?;
    if !reasons.is_empty() && reasons.len() != rows {
        return Err(Error::length_mismatch("reasons", reasons.len(), rows));
    }
    let reason = |row: usize| reasons.get(row).copied().flatten();
    let place = |row: usize| {
        let (attitude, repeat) = (attitude[row], repeat[row]);
        (!attitude.is_nan() && !repeat.is_nan()).then(|| type_of(attitude, repeat, reason(row), cuts))
    };
    let (kind, groups) = sorted("attitude", rows, 7, weights, place, |kind| kind as usize)?;
    let unexplained =
        |&row: &usize| kind[row].is_some() && repeat[row] >= cuts.repeat && reason(row).is_none();
    let share = |of: LoyaltyType| groups.share(|group| group == of as usize, level);
    Ok(LoyaltyTypes {
        monopoly: share(LoyaltyType::Monopoly),
        kinship: share(LoyaltyType::Kinship),
        incentive: share(LoyaltyType::Incentive),
        inertia: share(LoyaltyType::Inertia),
        trust: share(LoyaltyType::Trust),
        latent: share(LoyaltyType::Latent),
        none: share(LoyaltyType::None),
        without_reason: (0..rows).filter(unexplained).count() as u64,
        n: groups.n(),
        missing: rows as u64 - groups.n(),
        effective_n: groups.effective_n(),
        kind,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::choice::Choice;

    const CUTS: LoyaltyCuts = LoyaltyCuts {
        attitude: 4.0,
        repeat: 0.5,
    };

    #[test]
    fn every_type_can_be_reached() {
        let mut reached = Vec::new();
        for attitude in [3.0, 4.0] {
            for repeat in [0.4, 0.5] {
                for reason in LoyaltyReason::ALL.iter().copied().map(Some).chain([None]) {
                    reached.push(loyalty_type(attitude, repeat, reason, &CUTS).unwrap());
                }
            }
        }
        for kind in LoyaltyType::ALL {
            assert!(reached.contains(kind), "{kind:?}");
        }
    }

    #[test]
    fn reasons_may_be_left_out_altogether() {
        let got = loyalty_types(&[5.0, 1.0], &[1.0, 1.0], &[], None, &CUTS, Level::default()).unwrap();
        assert_eq!(
            (got.trust.value, got.inertia.value, got.without_reason),
            (0.5, 0.5, 2)
        );
        let error =
            loyalty_types(&[5.0, 1.0], &[1.0, 1.0], &[None], None, &CUTS, Level::default()).unwrap_err();
        assert_eq!(error.parameter(), "reasons");
    }
}
