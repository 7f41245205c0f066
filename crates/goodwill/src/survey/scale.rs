//! What the answers to an item may be.

use super::FractionalScores;
use crate::choice::choice;
use crate::error::{Error, ErrorCode, Result};
use alloc::format;
use alloc::vec::Vec;

choice! { "polarity of a scale",
    /// Which end of a scale is the good one.
    #[derive(Default)]
    Polarity {
        /// A high answer is good: 5 of 1–5 is "very satisfied".
        #[default]
        HighIsGood = 0, "high_is_good";
        /// A low answer is good: 1 of 1–5 is "very low effort", 1 of 1–6 the best school mark.
        LowIsGood = 1, "low_is_good";
    }
}

choice! { "treatment of answers off the scale",
    /// What to do with an answer that the scale does not have.
    #[derive(Default)]
    OffScale {
        /// An error that names the row.
        #[default]
        Refuse = 0, "refuse";
        /// Counted apart as invalid; it belongs to no share.
        Count = 1, "count";
    }
}

/// A scale of answers: from `minimum` to `maximum` in whole steps, which end is good, and which numbers say that
/// there is no answer.
///
/// ```
/// use goodwill::survey::{Polarity, Scale};
///
/// let scale = Scale::new(1, 5)?.missing_codes(&[98, 99])?;
/// assert_eq!(scale.points(), 5);
/// assert_eq!(scale.rescaled(4.0), 0.75);
/// assert_eq!(scale.reflected(4.0), 2.0);
/// assert!(Scale::new(5, 1).is_err());
/// assert!(Scale::new(1, 5)?.missing_codes(&[3]).is_err());
/// # Ok::<(), goodwill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[allow(clippy::struct_field_names)] // off the scale is what it is called
pub struct Scale {
    minimum: i32,
    maximum: i32,
    polarity: Polarity,
    missing_codes: Vec<i32>,
    #[allow(clippy::struct_field_names)] // it is what it is about: the scale
    off_scale: OffScale,
    fractional: FractionalScores,
}

/// The most points a scale may have: 0 to 100, and room to spare.
const MOST_POINTS: i64 = 250;

impl Scale {
    /// The whole numbers from `minimum` to `maximum`, high is good, nothing stands for a missing answer but NaN.
    ///
    /// # Errors
    /// [`OutOfRange`](ErrorCode::OutOfRange) unless there are 2 to 250 points.
    pub fn new(minimum: i32, maximum: i32) -> Result<Self> {
        let points = i64::from(maximum) - i64::from(minimum) + 1;
        if !(2..=MOST_POINTS).contains(&points) {
            let reason = format!("must be 1 to {} above the minimum, {minimum}", MOST_POINTS - 1);
            return Err(Error::out_of_range("maximum", reason).with_value(maximum));
        }
        Ok(Self {
            minimum,
            maximum,
            polarity: Polarity::default(),
            missing_codes: Vec::new(),
            off_scale: OffScale::default(),
            fractional: FractionalScores::default(),
        })
    }

    /// The scale with that good end.
    #[must_use]
    pub fn polarity(mut self, polarity: Polarity) -> Self {
        self.polarity = polarity;
        self
    }

    /// The scale with numbers that stand for "no answer": 98 for "does not apply", 99 for "refused".
    ///
    /// # Errors
    /// [`OutOfRange`](ErrorCode::OutOfRange) if a code is itself an answer.
    pub fn missing_codes(mut self, codes: &[i32]) -> Result<Self> {
        let answer = |&code: &i32| (self.minimum..=self.maximum).contains(&code);
        if let Some(index) = codes.iter().position(answer) {
            let reason = format!("must lie off the scale of {} to {}", self.minimum, self.maximum);
            return Err(Error::out_of_range("missing_codes", reason)
                .with_value(codes[index])
                .at(index));
        }
        self.missing_codes = codes.to_vec();
        Ok(self)
    }

    /// The scale with that treatment of answers it does not have.
    #[must_use]
    pub fn off_scale(mut self, off_scale: OffScale) -> Self {
        self.off_scale = off_scale;
        self
    }

    /// The scale with that treatment of answers between two points; half-open cuts take the point below.
    #[must_use]
    pub fn fractional(mut self, fractional: FractionalScores) -> Self {
        self.fractional = fractional;
        self
    }

    /// The lowest answer.
    #[must_use]
    pub fn minimum(&self) -> i32 {
        self.minimum
    }

    /// The highest answer.
    #[must_use]
    pub fn maximum(&self) -> i32 {
        self.maximum
    }

    /// Which end is good.
    #[must_use]
    pub fn good_end(&self) -> Polarity {
        self.polarity
    }

    /// The numbers that stand for "no answer".
    #[must_use]
    pub fn codes(&self) -> &[i32] {
        &self.missing_codes
    }

    /// What becomes of an answer it does not have.
    #[must_use]
    pub fn off_scale_treatment(&self) -> OffScale {
        self.off_scale
    }

    /// What becomes of an answer between two points.
    #[must_use]
    pub fn fractional_treatment(&self) -> FractionalScores {
        self.fractional
    }

    /// The number of answers there are.
    #[must_use]
    pub fn points(&self) -> usize {
        (self.maximum - self.minimum) as usize + 1
    }

    /// The middle of the scale, which need not be an answer.
    #[must_use]
    pub fn midpoint(&self) -> f64 {
        f64::midpoint(f64::from(self.minimum), f64::from(self.maximum))
    }

    /// (x − minimum)/(maximum − minimum), in [0, 1] for answers.
    #[must_use]
    pub fn rescaled(&self, x: f64) -> f64 {
        (x - f64::from(self.minimum)) / (f64::from(self.maximum) - f64::from(self.minimum))
    }

    /// The answer of a reverse-keyed item: minimum + maximum − x.
    #[must_use]
    pub fn reflected(&self, x: f64) -> f64 {
        (f64::from(self.minimum) + f64::from(self.maximum)) - x
    }

    /// What an answer is: its point counted from the lowest, or why it has none.
    ///
    /// # Errors
    /// An answer off the scale, unless such are counted: `parameter` and `index` say where it stands.
    #[inline]
    pub(crate) fn read(&self, parameter: &'static str, index: usize, answer: f64) -> Result<Reading> {
        // A whole point is no missing code, so nearly all answers are read by this alone.
        let offset = answer - f64::from(self.minimum);
        let point = offset as u8;
        if f64::from(point) == offset && usize::from(point) < self.points() {
            return Ok(Reading::Point(point.into()));
        }
        self.read_other(parameter, index, answer)
    }

    fn read_other(&self, parameter: &'static str, index: usize, answer: f64) -> Result<Reading> {
        if answer.is_nan() || self.missing_codes.iter().any(|&code| f64::from(code) == answer) {
            return Ok(Reading::Missing);
        }
        let (low, high) = (f64::from(self.minimum), f64::from(self.maximum));
        let point = libm::floor(answer - low);
        let between = point != answer - low;
        if (low..=high).contains(&answer) && (!between || self.fractional == FractionalScores::HalfOpen) {
            return Ok(Reading::Point(point as usize));
        }
        if self.off_scale == OffScale::Count {
            return Ok(Reading::Invalid);
        }
        let error = if answer.is_infinite() {
            Error::new(
                ErrorCode::NotFinite,
                parameter,
                "must be a finite number, or NaN if missing",
            )
        } else if (low..=high).contains(&answer) {
            Error::out_of_range(
                parameter,
                "must be a whole number; half-open cuts accept fractions",
            )
        } else {
            Error::out_of_range(parameter, format!("must be between {low} and {high}"))
        };
        Err(error.with_value(answer).at(index))
    }
}

/// What one answer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// A point of the scale, counted from the lowest.
    Point(usize),
    /// No answer.
    Missing,
    /// An answer the scale does not have.
    Invalid,
}
