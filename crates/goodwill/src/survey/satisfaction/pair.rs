//! One customer's perception against one expectation.

use crate::choice::choice;
use crate::error::{Error, ErrorCode, Result};
use crate::quantity::{NonNegative, finite};

/// Customer satisfaction C = b/a: what was perceived over what was expected.
///
/// Above 1 the customer got more than expected, below 1 less. It needs a ratio scale: one with a true zero,
/// where 8 is twice as much as 4. On a scale that starts at 1 the ratio depends on where the scale starts: use
/// [`satisfaction_gap`] there.
///
/// # Errors
/// [`Undefined`](ErrorCode::Undefined) if nothing was expected; [`Overflow`](ErrorCode::Overflow) if the quotient
/// is too large to be represented.
///
/// # Example
/// ```
/// use goodwill::{ErrorCode, quantity::NonNegative, survey::satisfaction_ratio};
///
/// let perceived = NonNegative::new("perceived", 9.0)?;
/// let expected = NonNegative::new("expected", 8.0)?;
/// assert_eq!(satisfaction_ratio(perceived, expected)?, 1.125);
///
/// let nothing = NonNegative::new("expected", 0.0)?;
/// assert_eq!(satisfaction_ratio(perceived, nothing).unwrap_err().code(), ErrorCode::Undefined);
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// The definition of customer satisfaction as C = b/a in Chinese marketing texts (客户满意度); the paradigm is
/// Oliver 1980.
pub fn satisfaction_ratio(perceived: NonNegative, expected: NonNegative) -> Result<f64> {
    let (perceived, expected) = (perceived.get(), expected.get());
    if expected == 0.0 {
        return Err(Error::undefined(
            "expected",
            "is 0: a ratio to nothing has no value",
        ));
    }
    let ratio = perceived / expected;
    if ratio.is_finite() {
        Ok(ratio)
    } else {
        Err(Error::new(ErrorCode::Overflow, "expected", "is too small to divide by").with_value(expected))
    }
}

/// The disconfirmation gap b − a: what was perceived less what was expected, in the units of the scale.
///
/// Positive where the customer got more than expected. Any interval scale will do.
///
/// # Errors
/// [`NotFinite`](ErrorCode::NotFinite), naming the parameter.
///
/// # Example
/// ```
/// use goodwill::survey::satisfaction_gap;
///
/// assert_eq!(satisfaction_gap(4.0, 4.5)?, -0.5);
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Oliver 1980, expectancy disconfirmation.
pub fn satisfaction_gap(perceived: f64, expected: f64) -> Result<f64> {
    let gap = finite("perceived", perceived)? - finite("expected", expected)?;
    if gap.is_finite() {
        Ok(gap)
    } else {
        Err(Error::new(
            ErrorCode::Overflow,
            "perceived",
            "is too far from what was expected",
        )
        .with_value(perceived))
    }
}

/// The circulating form "satisfaction = a − b", expectation less perception: always refused.
///
/// It rises as customers grow unhappier, so it measures dissatisfaction under the name of its opposite. It is
/// here because people arrive with it.
///
/// # Errors
/// [`Refused`](ErrorCode::Refused), always; the message names [`satisfaction_gap`] and [`satisfaction_ratio`].
///
/// # Example
/// ```
/// use goodwill::{ErrorCode, survey::satisfaction_reversed};
///
/// let error = satisfaction_reversed(9.0, 8.0).unwrap_err();
/// assert_eq!(error.code(), ErrorCode::Refused);
/// assert!(error.to_string().contains("satisfaction_gap"));
/// ```
pub fn satisfaction_reversed(perceived: f64, expected: f64) -> Result<f64> {
    let _ = (perceived, expected);
    Err(Error::new(
        ErrorCode::Refused,
        "satisfaction_reversed",
        "expected − perceived grows as customers grow unhappier; \
         use satisfaction_gap (perceived − expected) or satisfaction_ratio (perceived / expected)",
    ))
}

choice! { "state of satisfaction",
    /// How perception compares with expectation 期待三态, and what tends to follow.
    SatisfactionState {
        /// Less than expected, disappointed: complains or leaves.
        Below = 0, "below";
        /// As expected, confirmed: stays only while no rival offers better.
        Equal = 1, "equal";
        /// More than expected, delighted: becomes a regular.
        Above = 2, "above";
    }
}

impl SatisfactionState {
    /// How the customer feels: disappointed, confirmed, delighted.
    #[must_use]
    pub const fn feeling(self) -> &'static str {
        match self {
            Self::Below => "disappointed",
            Self::Equal => "confirmed",
            Self::Above => "delighted",
        }
    }

    /// What tends to follow.
    #[must_use]
    pub const fn consequence(self) -> &'static str {
        match self {
            Self::Below => "complains or leaves",
            Self::Equal => "stays only while no rival offers better",
            Self::Above => "becomes a regular",
        }
    }

    /// The state of a gap that is no NaN.
    pub(super) fn of(gap: f64, tolerance: NonNegative) -> Self {
        if gap > tolerance.get() {
            Self::Above
        } else if gap < -tolerance.get() {
            Self::Below
        } else {
            Self::Equal
        }
    }
}

/// Whether perception is above, equal to or below expectation.
///
/// Equal means within `tolerance` of it, in the units of the scale: |b − a| ≤ tolerance. 0 for whole-number
/// answers.
///
/// # Errors
/// As for [`satisfaction_gap`].
///
/// # Example
/// ```
/// use goodwill::{quantity::NonNegative, survey::{SatisfactionState, satisfaction_state}};
///
/// let exactly = NonNegative::new("tolerance", 0.0)?;
/// let state = satisfaction_state(4.0, 4.5, exactly)?;
/// assert_eq!(state, SatisfactionState::Below);
/// assert_eq!((state.feeling(), state.consequence()), ("disappointed", "complains or leaves"));
///
/// let roughly = NonNegative::new("tolerance", 0.5)?;
/// assert_eq!(satisfaction_state(4.0, 4.5, roughly)?, SatisfactionState::Equal);
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Oliver 1980: positive disconfirmation, confirmation, negative disconfirmation.
pub fn satisfaction_state(
    perceived: f64,
    expected: f64,
    tolerance: NonNegative,
) -> Result<SatisfactionState> {
    satisfaction_gap(perceived, expected).map(|gap| SatisfactionState::of(gap, tolerance))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_name_the_parameter() {
        assert_eq!(
            satisfaction_gap(1.0, f64::NAN).unwrap_err().parameter(),
            "expected"
        );
        assert_eq!(
            satisfaction_gap(f64::INFINITY, 1.0).unwrap_err().parameter(),
            "perceived"
        );
        assert_eq!(
            satisfaction_gap(f64::MAX, f64::MIN).unwrap_err().code(),
            ErrorCode::Overflow
        );
        let number = |value| NonNegative::new("number", value).unwrap();
        assert_eq!(
            satisfaction_ratio(number(1.0), number(5e-324))
                .unwrap_err()
                .code(),
            ErrorCode::Overflow
        );
        assert_eq!(
            satisfaction_ratio(number(0.0), number(0.0)).unwrap_err().code(),
            ErrorCode::Undefined
        );
    }
}
