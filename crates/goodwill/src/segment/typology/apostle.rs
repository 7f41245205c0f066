//! The apostle model: satisfaction by loyalty.

use super::{check, known, sorted};
use crate::choice::choice;
use crate::error::{Error, Result};
use crate::estimate::Estimate;
use crate::quantity::{Level, finite};
use alloc::format;
use alloc::vec::Vec;

choice! { "segment of the apostle model",
    /// Satisfaction by loyalty, with the extremes of two quadrants apart.
    ApostleSegment {
        /// Among the most satisfied and the most loyal: an apostle 传道者, who tells everybody.
        Apostle = 0, "apostle";
        /// Satisfied and loyal: a loyalist 忠诚者.
        Loyalist = 1, "loyalist";
        /// Satisfied and not loyal: a mercenary 唯利是图者, who comes and goes.
        Mercenary = 2, "mercenary";
        /// Not satisfied and loyal: a hostage 囚禁者, who cannot leave.
        Hostage = 3, "hostage";
        /// Not satisfied and not loyal: a defector 叛离者.
        Defector = 4, "defector";
        /// Among the least satisfied and the least loyal: a terrorist 恐怖分子, who warns everybody.
        Terrorist = 5, "terrorist";
    }
}

/// From where on satisfaction and loyalty are high, and where the extremes begin. There is no default: the cuts belong
/// to the scales.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ApostleCuts {
    /// A customer is satisfied from here on.
    pub satisfaction: f64,
    /// A customer is loyal from here on.
    pub loyalty: f64,
    /// Apostles reach both of these, satisfaction and loyalty; `None` if they are not told apart from loyalists.
    pub apostle: Option<(f64, f64)>,
    /// Terrorists stay at or below both of these, satisfaction and loyalty; `None` if they are not told apart from
    /// defectors.
    pub terrorist: Option<(f64, f64)>,
}

impl ApostleCuts {
    fn check(&self) -> Result<()> {
        let (satisfaction, loyalty) = (
            finite("satisfaction_cut", self.satisfaction)?,
            finite("loyalty_cut", self.loyalty)?,
        );
        if let Some((top_satisfaction, top_loyalty)) = self.apostle {
            let reaches = |parameter, top: f64, cut: f64| {
                if finite(parameter, top)? < cut {
                    let reason = format!("must be at least the cut, {cut}");
                    return Err(Error::out_of_range(parameter, reason).with_value(top));
                }
                Ok(())
            };
            reaches("apostle_satisfaction", top_satisfaction, satisfaction)?;
            reaches("apostle_loyalty", top_loyalty, loyalty)?;
        }
        if let Some((low_satisfaction, low_loyalty)) = self.terrorist {
            let stays_below = |parameter, low: f64, cut: f64| {
                if finite(parameter, low)? >= cut {
                    let reason = format!("must lie below the cut, {cut}");
                    return Err(Error::out_of_range(parameter, reason).with_value(low));
                }
                Ok(())
            };
            stays_below("terrorist_satisfaction", low_satisfaction, satisfaction)?;
            stays_below("terrorist_loyalty", low_loyalty, loyalty)?;
        }
        Ok(())
    }

    /// The segment of values that are no NaN.
    fn segment(&self, satisfaction: f64, loyalty: f64) -> ApostleSegment {
        let at_the_top = |(s, l): (f64, f64)| satisfaction >= s && loyalty >= l;
        let at_the_bottom = |(s, l): (f64, f64)| satisfaction <= s && loyalty <= l;
        match (satisfaction >= self.satisfaction, loyalty >= self.loyalty) {
            (true, true) if self.apostle.is_some_and(at_the_top) => ApostleSegment::Apostle,
            (true, true) => ApostleSegment::Loyalist,
            (true, false) => ApostleSegment::Mercenary,
            (false, true) => ApostleSegment::Hostage,
            (false, false) if self.terrorist.is_some_and(at_the_bottom) => ApostleSegment::Terrorist,
            (false, false) => ApostleSegment::Defector,
        }
    }
}

/// The segment of one customer in the apostle model.
///
/// # Errors
/// [`Undefined`](crate::ErrorCode::Undefined) if a value is NaN, [`NotFinite`](crate::ErrorCode::NotFinite) if one is
/// infinite; [`OutOfRange`](crate::ErrorCode::OutOfRange) for cuts of apostles below, or of terrorists not below, the cut
/// of their quadrant.
///
/// # Example
/// ```
/// use goodwill::segment::{ApostleCuts, ApostleSegment, apostle_segment};
///
/// let cuts = ApostleCuts { satisfaction: 4.0, loyalty: 4.0, apostle: Some((5.0, 5.0)), terrorist: Some((1.0, 1.0)) };
/// assert_eq!(apostle_segment(5.0, 5.0, &cuts)?, ApostleSegment::Apostle);
/// assert_eq!(apostle_segment(5.0, 2.0, &cuts)?, ApostleSegment::Mercenary);
/// assert_eq!(apostle_segment(2.0, 1.0, &cuts)?, ApostleSegment::Defector);
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Jones & Sasser 1995, *Why satisfied customers defect*.
pub fn apostle_segment(satisfaction: f64, loyalty: f64, cuts: &ApostleCuts) -> Result<ApostleSegment> {
    cuts.check()?;
    Ok(cuts.segment(known("satisfaction", satisfaction)?, known("loyalty", loyalty)?))
}

/// Customers by satisfaction and loyalty.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ApostleModel {
    /// The segment of each customer; `None` where an answer or the weight is missing.
    pub segment: Vec<Option<ApostleSegment>>,
    /// The share of apostles, in [0, 1]; 0 where they are not told apart.
    pub apostle: Estimate,
    /// The share of the other loyalists, in [0, 1].
    pub loyalist: Estimate,
    /// The share of mercenaries, in [0, 1].
    pub mercenary: Estimate,
    /// The share of hostages, in [0, 1].
    pub hostage: Estimate,
    /// The share of defectors who are no terrorists, in [0, 1].
    pub defector: Estimate,
    /// The share of terrorists, in [0, 1]; 0 where they are not told apart.
    pub terrorist: Estimate,
    /// Customers with a segment.
    pub n: u64,
    /// Customers without one.
    pub missing: u64,
    /// Kish's effective number of customers; `n` without weights.
    pub effective_n: f64,
}

/// The apostle model 传道者模型: apostles, loyalists, mercenaries, hostages, defectors and terrorists by satisfaction and
/// loyalty, with shares.
///
/// The six segments are exclusive and sum to 1. Shares have Wilson intervals; with weights linearised ones. NaN is missing:
/// the customer has no segment and is counted.
///
/// # Errors
/// As for [`apostle_segment`] and [`loyalty_matrix`](super::loyalty_matrix).
///
/// # Example
/// ```
/// use goodwill::quantity::Level;
/// use goodwill::segment::{ApostleCuts, apostle_model};
///
/// let cuts = ApostleCuts { satisfaction: 4.0, loyalty: 4.0, apostle: Some((5.0, 5.0)), terrorist: None };
/// let got = apostle_model(&[5.0, 4.0, 5.0, 2.0], &[5.0, 5.0, 1.0, 4.0], None, &cuts, Level::default())?;
/// assert_eq!((got.apostle.value, got.loyalist.value, got.mercenary.value, got.hostage.value), (0.25, 0.25, 0.25, 0.25));
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Jones & Sasser 1995.
pub fn apostle_model(
    satisfaction: &[f64],
    loyalty: &[f64],
    weights: Option<&[f64]>,
    cuts: &ApostleCuts,
    level: Level,
) -> Result<ApostleModel> {
    cuts.check()?;
    let rows = check(&[("satisfaction", satisfaction), ("loyalty", loyalty)], weights)?;
    let place = |row: usize| {
        let (satisfaction, loyalty) = (satisfaction[row], loyalty[row]);
        (!satisfaction.is_nan() && !loyalty.is_nan()).then(|| cuts.segment(satisfaction, loyalty))
    };
    let (segment, groups) = sorted("satisfaction", rows, 6, weights, place, |segment| {
        segment as usize
    })?;
    let share = |of: ApostleSegment| groups.share(|group| group == of as usize, level);
    Ok(ApostleModel {
        apostle: share(ApostleSegment::Apostle),
        loyalist: share(ApostleSegment::Loyalist),
        mercenary: share(ApostleSegment::Mercenary),
        hostage: share(ApostleSegment::Hostage),
        defector: share(ApostleSegment::Defector),
        terrorist: share(ApostleSegment::Terrorist),
        n: groups.n(),
        missing: rows as u64 - groups.n(),
        effective_n: groups.effective_n(),
        segment,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extremes_must_lie_in_their_quadrants() {
        let cuts = ApostleCuts {
            satisfaction: 4.0,
            loyalty: 4.0,
            apostle: Some((3.0, 5.0)),
            terrorist: None,
        };
        let fail = |cuts: &ApostleCuts| apostle_segment(1.0, 1.0, cuts).unwrap_err().to_string();
        assert_eq!(
            fail(&cuts),
            "apostle_satisfaction: must be at least the cut, 4, got 3"
        );
        let cuts = ApostleCuts {
            apostle: None,
            terrorist: Some((1.0, 4.0)),
            ..cuts
        };
        assert_eq!(fail(&cuts), "terrorist_loyalty: must lie below the cut, 4, got 4");
    }

    #[test]
    fn every_corner() {
        let cuts = ApostleCuts {
            satisfaction: 4.0,
            loyalty: 4.0,
            apostle: Some((5.0, 5.0)),
            terrorist: Some((1.0, 1.0)),
        };
        for (satisfaction, loyalty, segment) in [
            (5.0, 5.0, ApostleSegment::Apostle),
            (5.0, 4.0, ApostleSegment::Loyalist),
            (4.0, 3.9, ApostleSegment::Mercenary),
            (3.9, 4.0, ApostleSegment::Hostage),
            (1.0, 2.0, ApostleSegment::Defector),
            (1.0, 1.0, ApostleSegment::Terrorist),
        ] {
            assert_eq!(apostle_segment(satisfaction, loyalty, &cuts).unwrap(), segment);
        }
    }
}
