//! Many customers' perceptions against their expectations.

use super::pair::SatisfactionState;
use crate::error::{Error, ErrorCode, Result};
use crate::estimate::{Estimate, MeanOptions, ProportionOptions, mean, proportion, ratio};
use crate::quantity::{Level, NonNegative};
use alloc::vec::Vec;

/// How [`satisfaction`] estimates.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
pub struct SatisfactionOptions {
    /// Confidence level of every interval.
    pub level: Level,
    /// How far perception may lie from expectation and still equal it, in the units of the scale.
    pub tolerance: NonNegative,
}

/// Perception against expectation over many customers.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Satisfaction {
    /// The mean of the customers' own ratios b/a, over those who expected something: every customer counts the
    /// same. NaN, with `n` = 0, if nobody did.
    pub mean_of_ratios: Estimate,
    /// The ratio of the means Σb/Σa: every unit of expectation counts the same. NaN if nobody expected anything.
    pub ratio_of_means: Estimate,
    /// The mean gap b − a, in the units of the scale.
    pub mean_gap: Estimate,
    /// The share of customers who got more than they expected, in [0, 1].
    pub above: Estimate,
    /// The share of customers who got what they expected, in [0, 1].
    pub equal: Estimate,
    /// The share of customers who got less than they expected, in [0, 1].
    pub below: Estimate,
    /// The number of customers with both answers.
    pub n: u64,
    /// Customers with either answer missing.
    pub missing: u64,
    /// Customers who expected nothing: they have no ratio, but a gap and a state.
    pub undefined_ratios: u64,
}

/// Satisfaction over two columns, row by row one customer: ratio, gap and states, each with its interval.
///
/// - `mean_of_ratios`: Σ(bᵢ/aᵢ)/n over aᵢ > 0, Student's t interval;
/// - `ratio_of_means`: R = Σbᵢ/Σaᵢ, with the linearised standard error √(Σ(bᵢ − Raᵢ)²/(n − 1)/n)/ā, which carries
///   the covariance of both answers;
/// - `mean_gap`: Σ(bᵢ − aᵢ)/n, the paired t interval;
/// - `above`, `equal`, `below`: shares with Wilson intervals.
///
/// The two ratios differ where those who expect much are served otherwise than those who expect little. NaN is a
/// missing answer: the row is left out and counted.
///
/// # Errors
/// [`LengthMismatch`](ErrorCode::LengthMismatch); [`OutOfRange`](ErrorCode::OutOfRange) at the first negative
/// answer: a ratio needs a scale that starts at 0; [`NotFinite`](ErrorCode::NotFinite) at an infinite one;
/// [`Empty`](ErrorCode::Empty) if no row is complete; [`Overflow`](ErrorCode::Overflow) if a ratio or a square is
/// too large to be represented.
///
/// # Example
/// ```
/// use goodwill::survey::{SatisfactionOptions, satisfaction};
///
/// let perceived = [9.0, 6.0, 8.0, 5.0, f64::NAN];
/// let expected = [8.0, 8.0, 8.0, 4.0, 9.0];
/// let got = satisfaction(&perceived, &expected, &SatisfactionOptions::default())?;
/// assert_eq!(got.mean_of_ratios.to_string(), "1.031 (95% Student t 0.692 to 1.371, n = 4)");
/// assert_eq!(got.ratio_of_means.to_string(), "1.000 (95% linearised 0.802 to 1.198, n = 4)");
/// assert_eq!(got.mean_gap.to_string(), "0.000 (95% Student t -2.250 to 2.250, n = 4)");
/// assert_eq!((got.above.value, got.equal.value, got.below.value), (0.5, 0.25, 0.25));
/// assert_eq!((got.n, got.missing, got.undefined_ratios), (4, 1, 0));
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Oliver 1980 (disconfirmation); Cochran 1977, *Sampling Techniques*, eq. 6.4 (ratio of means).
pub fn satisfaction(
    perceived: &[f64],
    expected: &[f64],
    options: &SatisfactionOptions,
) -> Result<Satisfaction> {
    if expected.len() != perceived.len() {
        return Err(Error::length_mismatch(
            "expected",
            expected.len(),
            perceived.len(),
        ));
    }
    check("perceived", perceived)?;
    check("expected", expected)?;
    let rows = || perceived.iter().copied().zip(expected.iter().copied());
    let complete = || rows().filter(|(b, a)| !b.is_nan() && !a.is_nan());
    let gaps: Vec<f64> = complete().map(|(b, a)| b - a).collect();
    if gaps.is_empty() {
        return Err(Error::empty("perceived"));
    }
    let n = gaps.len() as u64;
    let ratios: Vec<f64> = complete().filter(|&(_, a)| a > 0.0).map(|(b, a)| b / a).collect();
    if let Some(index) = rows().position(|(b, a)| a > 0.0 && (b / a).is_infinite()) {
        let error = Error::new(ErrorCode::Overflow, "expected", "is too small to divide by");
        return Err(error.with_value(expected[index]).at(index));
    }
    let level = options.level;
    let means = MeanOptions {
        level,
        ..Default::default()
    };
    let mean_of = |values: &[f64]| mean(values, &means).map_err(|error| error.rename("perceived"));
    let mean_of_ratios = if ratios.is_empty() {
        Estimate::without_interval(f64::NAN, level, 0)
    } else {
        mean_of(&ratios)?
    };
    let share = |state| {
        let count = gaps
            .iter()
            .filter(|&&gap| SatisfactionState::of(gap, options.tolerance) == state)
            .count();
        proportion(
            count as u64,
            n,
            &ProportionOptions {
                level,
                ..Default::default()
            },
        )
    };
    Ok(Satisfaction {
        mean_of_ratios,
        ratio_of_means: ratio(complete(), level),
        mean_gap: mean_of(&gaps)?,
        above: share(SatisfactionState::Above)?,
        equal: share(SatisfactionState::Equal)?,
        below: share(SatisfactionState::Below)?,
        n,
        missing: perceived.len() as u64 - n,
        undefined_ratios: n - ratios.len() as u64,
    })
}

fn check(parameter: &'static str, answers: &[f64]) -> Result<()> {
    let Some(index) = answers
        .iter()
        .position(|answer| !answer.is_nan() && !(0.0..=1e150).contains(answer))
    else {
        return Ok(());
    };
    let answer = answers[index];
    let error = if answer.is_infinite() {
        Error::new(
            ErrorCode::NotFinite,
            parameter,
            "must be a finite number, or NaN if missing",
        )
    } else if answer < 0.0 {
        Error::out_of_range(
            parameter,
            "must be 0 or more: a ratio needs a scale that starts at 0",
        )
    } else {
        Error::new(
            ErrorCode::Overflow,
            parameter,
            "must be less than 1e150 to be squared",
        )
    };
    Err(error.with_value(answer).at(index))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::estimate::Method;

    fn options() -> SatisfactionOptions {
        SatisfactionOptions::default()
    }

    #[test]
    fn nobody_expected_anything() {
        let got = satisfaction(&[1.0, 2.0], &[0.0, 0.0], &options()).unwrap();
        assert!(got.mean_of_ratios.value.is_nan() && got.ratio_of_means.value.is_nan());
        assert_eq!(
            (got.undefined_ratios, got.n, got.mean_gap.value, got.above.value),
            (2, 2, 1.5, 1.0)
        );
    }

    #[test]
    fn one_customer_has_no_interval() {
        let got = satisfaction(&[3.0], &[4.0], &options()).unwrap();
        for estimate in [got.mean_of_ratios, got.ratio_of_means] {
            assert_eq!(estimate.value, 0.75);
            assert_eq!(estimate.method, Method::None);
        }
    }

    #[test]
    fn tolerance_widens_equality() {
        let options = SatisfactionOptions {
            tolerance: NonNegative::new("tolerance", 1.0).unwrap(),
            ..options()
        };
        let got = satisfaction(&[9.0, 6.0, 8.0, 5.0], &[8.0, 8.0, 8.0, 4.0], &options).unwrap();
        assert_eq!(
            (got.above.value, got.equal.value, got.below.value),
            (0.0, 0.75, 0.25)
        );
    }

    #[test]
    fn errors_name_column_and_row() {
        let fail = |b: &[f64], a: &[f64]| satisfaction(b, a, &options()).unwrap_err();
        assert_eq!(fail(&[1.0], &[1.0, 2.0]).code(), ErrorCode::LengthMismatch);
        assert_eq!(
            fail(&[1.0, f64::INFINITY], &[1.0, 2.0]).code(),
            ErrorCode::NotFinite
        );
        assert_eq!(
            fail(&[1.0, 2.0], &[1.0, -2.0]).to_string(),
            "expected[1]: must be 0 or more: a ratio needs a scale that starts at 0, got -2"
        );
        assert_eq!(fail(&[f64::NAN], &[1.0]).code(), ErrorCode::Empty);
        assert_eq!(fail(&[], &[]).code(), ErrorCode::Empty);
        assert_eq!(fail(&[f64::NAN, 1.0, 1.0], &[0.0, 1.0, 5e-324]).index(), Some(2));
        assert_eq!(fail(&[1e300, 1.0], &[1.0, 1.0]).code(), ErrorCode::Overflow);
    }
}
