//! Constrained quantities: checked once, then carried by their type.
//!
//! A function that takes a [`Proportion`] cannot fail for it. Every constructor takes the name of the parameter
//! it fills, so that the error speaks the caller's language.

use crate::error::{Error, ErrorCode, Result};

/// `value` if it is finite.
pub(crate) fn finite(parameter: &'static str, value: f64) -> Result<f64> {
    if value.is_finite() {
        Ok(value)
    } else {
        Err(Error::new(ErrorCode::NotFinite, parameter, "must be a finite number").with_value(value))
    }
}

macro_rules! quantity {
    ($(#[$doc:meta])* $name:ident, $bound:literal, |$value:ident| $holds:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        #[cfg_attr(feature = "serde", serde(try_from = "f64", into = "f64"))]
        pub struct $name(f64);

        impl $name {
            /// The bound every value keeps, as a clause: "must be …".
            pub const BOUND: &'static str = $bound;

            /// Checks `value`; an error names `parameter`.
            pub fn new(parameter: &'static str, value: f64) -> Result<Self> {
                let $value = finite(parameter, value)?;
                if $holds {
                    Ok(Self(value))
                } else {
                    Err(Error::out_of_range(parameter, Self::BOUND).with_value(value))
                }
            }

            /// The number itself.
            #[must_use]
            pub const fn get(self) -> f64 {
                self.0
            }
        }

        impl From<$name> for f64 {
            fn from(quantity: $name) -> f64 {
                quantity.0
            }
        }

        impl TryFrom<f64> for $name {
            type Error = Error;
            fn try_from(value: f64) -> Result<Self> {
                Self::new(stringify!($name), value)
            }
        }
    };
}

quantity! {
    /// A share of a whole, in [0, 1]: a retention rate, a churn rate, a satisfaction share.
    ///
    /// ```
    /// use goodwill::quantity::Proportion;
    /// let retention = Proportion::new("retention", 0.8)?;
    /// assert_eq!(retention.complement().get(), 1.0 - 0.8);
    /// assert_eq!(retention.percent(), 80.0);
    /// assert!(Proportion::new("retention", 80.0).is_err());
    /// # Ok::<(), goodwill::Error>(())
    /// ```
    Proportion, "must be between 0 and 1", |value| (0.0..=1.0).contains(&value)
}

impl Proportion {
    /// One half.
    pub(crate) const HALF: Self = Self(0.5);

    /// The share of the Pareto rule: 80 %.
    pub(crate) const PARETO: Self = Self(0.8);
    /// The share that ABC analysis leaves to the first two classes: 95 %.
    pub(crate) const NINETEEN_TWENTIETHS: Self = Self(0.95);

    /// What is missing to the whole: `1 − p`.
    #[must_use]
    pub fn complement(self) -> Self {
        Self(1.0 - self.0)
    }

    /// For display: `100 p`.
    #[must_use]
    pub fn percent(self) -> f64 {
        100.0 * self.0
    }
}

quantity! {
    /// A confidence level, strictly between 0 and 1; the default is 0.95.
    ///
    /// ```
    /// use goodwill::quantity::Level;
    /// assert_eq!(Level::default().get(), 0.95);
    /// assert!(Level::new("level", 95.0).is_err());
    /// ```
    Level, "must lie strictly between 0 and 1", |value| value > 0.0 && value < 1.0
}

impl Default for Level {
    fn default() -> Self {
        Self(0.95)
    }
}

impl Level {
    /// The probability left in each tail: `(1 − level) / 2`.
    pub(crate) fn tail(self) -> f64 {
        0.5 * (1.0 - self.0)
    }
}

quantity! {
    /// A discount rate per period, 0 or more: 0.12 for 12 % a period. The period is the one the money is counted in.
    Discount, "must be 0 or more", |value| value >= 0.0
}

quantity! {
    /// An amount of money in the caller's one currency; negative for a loss.
    Money, "must be a finite number", |_value| true
}

quantity! {
    /// A finite number, of either sign: a mean, a coefficient.
    Finite, "must be a finite number", |_value| true
}

quantity! {
    /// A positive, finite number: an expectation to divide by, an exposure, a cost base.
    Positive, "must be greater than 0", |value| value > 0.0
}

quantity! {
    /// A finite number that is 0 or more: a cost, a duration, a count of periods.
    NonNegative, "must be 0 or more", |value| value >= 0.0
}

impl Positive {
    /// How near its target raking brings a category, unless told otherwise.
    pub(crate) const RAKING: Self = Self(1e-10);
    /// Twice as fast as usual is too fast.
    pub(crate) const TWO: Self = Self(2.0);
    /// What one page counts at most for speed.
    pub(crate) const THREE: Self = Self(3.0);
}

impl Default for NonNegative {
    fn default() -> Self {
        Self(0.0)
    }
}
