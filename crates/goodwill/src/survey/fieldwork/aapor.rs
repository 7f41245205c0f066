//! The outcome rates of the American Association for Public Opinion Research.

use crate::error::{Error, ErrorCode, Result};
use crate::estimate::{Estimate, Method, wilson, z_of};
use crate::quantity::{Level, Proportion};

/// How many cases of a sample ended how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
pub struct Dispositions {
    /// Complete interviews, I.
    pub complete: u64,
    /// Partial interviews, P.
    pub partial: u64,
    /// Refusals and break-offs, R.
    pub refusal: u64,
    /// Eligible, but not reached, NC.
    pub non_contact: u64,
    /// Eligible and reached, but no interview for another reason, O.
    pub other: u64,
    /// Not known whether there is a household or customer at all, UH.
    pub unknown_household: u64,
    /// Not known whether eligible for another reason, UO.
    pub unknown_other: u64,
    /// Known not to be eligible: in no rate, but they tell how many of the unknown are likely to be.
    pub ineligible: u64,
}

/// How [`aapor_rates`] treats cases of unknown eligibility.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
pub struct AaporOptions {
    /// Confidence level of every interval.
    pub level: Level,
    /// The share e of the cases of unknown eligibility that are eligible. If it is not given it is taken to be the share
    /// among the cases whose eligibility is known, which is 1 where no case is known to be ineligible.
    pub eligibility: Option<Proportion>,
}

/// The outcome rates of a sample, each in [0, 1].
///
/// `n` of each is its denominator, rounded; the e in it counts as known. A rate whose denominator is 0 is NaN.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct AaporRates {
    /// Response rate 1, the least: I over all cases that are or may be eligible.
    pub rr1: Estimate,
    /// Response rate 2: as 1, with partial interviews counted as responses.
    pub rr2: Estimate,
    /// Response rate 3: I over the cases that are or, by e, are likely to be eligible.
    pub rr3: Estimate,
    /// Response rate 4: as 3, with partial interviews counted as responses.
    pub rr4: Estimate,
    /// Response rate 5: I over the cases known to be eligible.
    pub rr5: Estimate,
    /// Response rate 6, the greatest: as 5, with partial interviews counted as responses.
    pub rr6: Estimate,
    /// Cooperation rate 1: I over all who were reached, those unable to answer among them.
    pub coop1: Estimate,
    /// Cooperation rate 2: as 1, with partial interviews counted as responses.
    pub coop2: Estimate,
    /// Cooperation rate 3: I over those reached who could have answered.
    pub coop3: Estimate,
    /// Cooperation rate 4: as 3, with partial interviews counted as responses.
    pub coop4: Estimate,
    /// Refusal rate 1: R over all cases that are or may be eligible.
    pub ref1: Estimate,
    /// Refusal rate 2: R over the cases that are or, by e, are likely to be eligible.
    pub ref2: Estimate,
    /// Refusal rate 3: R over the cases known to be eligible.
    pub ref3: Estimate,
    /// Contact rate 1: the reached over all cases that are or may be eligible.
    pub con1: Estimate,
    /// Contact rate 2: the reached over the cases that are or, by e, are likely to be eligible.
    pub con2: Estimate,
    /// Contact rate 3: the reached over the cases known to be eligible.
    pub con3: Estimate,
    /// The share e of the cases of unknown eligibility that counts as eligible.
    pub eligibility: f64,
    /// All cases, the ineligible among them.
    pub cases: u64,
}

/// Response, cooperation, refusal and contact rates by the Standard Definitions of AAPOR.
///
/// With K = I + P + R + NC + O known to be eligible, U = UH + UO unknown and C = I + P + R + O reached:
///
/// | rate | numerator | denominators 1/2, 3/4, 5/6 or 1, 2, 3 |
/// |---|---|---|
/// | RR1–6 | I, or I + P for the even ones | K + U, K + eU, K |
/// | COOP1–4 | I, or I + P for the even ones | C for 1 and 2, C − O for 3 and 4 |
/// | REF1–3 | R | K + U, K + eU, K |
/// | CON1–3 | C | K + U, K + eU, K |
///
/// Intervals are Wilson's. A report that says "response rate" must say which one.
///
/// # Errors
/// [`Empty`](ErrorCode::Empty) if there is no case that is or may be eligible; [`Undefined`](ErrorCode::Undefined) if e is
/// neither given nor can be taken from cases of known eligibility; [`Overflow`](ErrorCode::Overflow) if the counts have
/// no sum.
///
/// # Example
/// ```
/// use goodwill::quantity::Proportion;
/// use goodwill::survey::{AaporOptions, Dispositions, aapor_rates};
///
/// let cases = Dispositions {
///     complete: 4, partial: 2, refusal: 1, non_contact: 1, other: 1, unknown_household: 1, unknown_other: 1,
///     ..Default::default()
/// };
/// let options = AaporOptions { eligibility: Some(Proportion::new("e", 0.9)?), ..Default::default() };
/// let rates = aapor_rates(&cases, &options)?;
/// assert_eq!(format!("{:.3} {:.3} {:.3}", rates.rr1.value, rates.rr3.value, rates.rr5.value), "0.364 0.370 0.444");
/// assert_eq!((rates.coop1.value, rates.ref3.value, rates.con3.value), (0.5, 1.0 / 9.0, 8.0 / 9.0));
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// The American Association for Public Opinion Research 2023, *Standard Definitions*, 10th edition; the share e of known
/// cases is the proportional allocation of the Council of American Survey Research Organizations 1982.
pub fn aapor_rates(dispositions: &Dispositions, options: &AaporOptions) -> Result<AaporRates> {
    let Dispositions {
        complete: i,
        partial: p,
        refusal: r,
        non_contact: nc,
        other: o,
        unknown_household,
        unknown_other,
        ineligible,
    } = *dispositions;
    let overflow = || Error::new(ErrorCode::Overflow, "dispositions", "have no sum in 64 bits");
    let cases = [i, p, r, nc, o, unknown_household, unknown_other, ineligible]
        .into_iter()
        .try_fold(0_u64, u64::checked_add)
        .ok_or_else(overflow)?;
    let known = i + p + r + nc + o;
    let unknown = unknown_household + unknown_other;
    if known + unknown == 0 {
        return Err(Error::empty("dispositions"));
    }
    let eligibility = match options.eligibility {
        Some(e) => e.get(),
        None if known + ineligible > 0 => known as f64 / (known + ineligible) as f64,
        None => {
            let reason = "must be given: no case has a known eligibility to take it from";
            return Err(Error::undefined("eligibility", reason));
        }
    };
    let z = z_of(options.level);
    let rate = |numerator: u64, denominator: f64| {
        if denominator == 0.0 {
            return Estimate::without_interval(f64::NAN, options.level, 0);
        }
        let value = numerator as f64 / denominator;
        Estimate {
            value,
            standard_error: libm::sqrt(value * (1.0 - value) / denominator),
            interval: wilson(numerator as f64, denominator, z),
            level: options.level,
            n: libm::round(denominator) as u64,
            method: Method::Wilson,
        }
    };
    let all = (known + unknown) as f64;
    let likely = known as f64 + eligibility * unknown as f64;
    let sure = known as f64;
    let reached = i + p + r + o;
    let (able, reached_f) = ((reached - o) as f64, reached as f64);
    Ok(AaporRates {
        rr1: rate(i, all),
        rr2: rate(i + p, all),
        rr3: rate(i, likely),
        rr4: rate(i + p, likely),
        rr5: rate(i, sure),
        rr6: rate(i + p, sure),
        coop1: rate(i, reached_f),
        coop2: rate(i + p, reached_f),
        coop3: rate(i, able),
        coop4: rate(i + p, able),
        ref1: rate(r, all),
        ref2: rate(r, likely),
        ref3: rate(r, sure),
        con1: rate(reached, all),
        con2: rate(reached, likely),
        con3: rate(reached, sure),
        eligibility,
        cases,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cases() -> Dispositions {
        Dispositions {
            complete: 4,
            partial: 2,
            refusal: 1,
            non_contact: 1,
            other: 1,
            unknown_household: 1,
            unknown_other: 1,
            ineligible: 0,
        }
    }

    #[test]
    fn eligibility_is_taken_from_the_known_cases() {
        let rates = aapor_rates(&cases(), &AaporOptions::default()).unwrap();
        assert_eq!((rates.eligibility, rates.rr3), (1.0, rates.rr1));
        let with_ineligible = Dispositions {
            ineligible: 3,
            ..cases()
        };
        let rates = aapor_rates(&with_ineligible, &AaporOptions::default()).unwrap();
        assert_eq!((rates.eligibility, rates.cases), (0.75, 14));
        assert_eq!(rates.rr3.value, 4.0 / 10.5);
    }

    #[test]
    fn rates_without_a_base_are_undefined() {
        let unreached = Dispositions {
            non_contact: 5,
            ..Default::default()
        };
        let rates = aapor_rates(&unreached, &AaporOptions::default()).unwrap();
        assert!(rates.coop1.value.is_nan() && rates.coop3.value.is_nan());
        assert_eq!((rates.rr1.value, rates.con3.value), (0.0, 0.0));
    }

    #[test]
    fn errors_say_what_is_missing() {
        let fail = |cases| aapor_rates(&cases, &AaporOptions::default()).unwrap_err().code();
        assert_eq!(fail(Dispositions::default()), ErrorCode::Empty);
        assert_eq!(
            fail(Dispositions {
                unknown_other: 3,
                ..Default::default()
            }),
            ErrorCode::Undefined
        );
        assert_eq!(
            fail(Dispositions {
                refusal: u64::MAX,
                ..cases()
            }),
            ErrorCode::Overflow
        );
    }
}
