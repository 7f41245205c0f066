//! Spans of time and discount rates that name their unit.

use crate::calendar::TimeUnit;
use crate::error::{Error, ErrorCode, Result};
use crate::quantity::{Discount, NonNegative};

/// A length of time in a named unit, so that weeks cannot be read as days.
///
/// ```
/// use goodwill::calendar::TimeUnit;
/// use goodwill::model::Span;
/// let year = Span::new(12.0, TimeUnit::Month)?;
/// assert_eq!(year.in_units(Some(TimeUnit::Year))?, 1.0);
/// assert_eq!(Span::of_model(39.0)?.in_units(None)?, 39.0);
/// assert!(year.in_units(None).is_err()); // a model that does not know its unit
/// # Ok::<(), goodwill::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Span {
    length: NonNegative,
    unit: Option<TimeUnit>,
}

impl Span {
    /// `length` units.
    pub fn new(length: f64, unit: TimeUnit) -> Result<Self> {
        Ok(Self {
            length: NonNegative::new("span", length)?,
            unit: Some(unit),
        })
    }

    /// `length` in the model's own unit.
    pub fn of_model(length: f64) -> Result<Self> {
        Ok(Self {
            length: NonNegative::new("span", length)?,
            unit: None,
        })
    }

    /// The length in a model's unit.
    ///
    /// # Errors
    /// `Inconsistent` when this span names a unit and the model has none.
    pub fn in_units(self, model: Option<TimeUnit>) -> Result<f64> {
        Ok(self.length.get() * units_in(self.unit, model)?)
    }
}

/// What a payment later is worth less.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum DiscountRate {
    /// `1 / (1 + rate)` per span of that unit; `None` for the model's own unit.
    Effective {
        /// The rate: 0.15 for 15 %.
        rate: Discount,
        /// The unit it is per.
        per: Option<TimeUnit>,
    },
    /// `exp(−δ t)` with δ per unit of the model's own time.
    Continuous(Discount),
}

impl DiscountRate {
    /// An effective rate per unit: `DiscountRate::per(TimeUnit::Year, 0.15)`.
    pub fn per(unit: TimeUnit, rate: f64) -> Result<Self> {
        Ok(Self::Effective {
            rate: Discount::new("discount", rate)?,
            per: Some(unit),
        })
    }

    /// An effective rate per unit of the model's own time.
    pub fn per_model_unit(rate: f64) -> Result<Self> {
        Ok(Self::Effective {
            rate: Discount::new("discount", rate)?,
            per: None,
        })
    }

    /// A continuously compounded rate per unit of the model's own time.
    pub fn continuous(delta: f64) -> Result<Self> {
        Ok(Self::Continuous(Discount::new("discount", delta)?))
    }

    /// δ: the continuously compounded rate per unit of a model's time.
    ///
    /// # Errors
    /// `Inconsistent` when this rate names a unit and the model has none.
    pub fn delta(self, model: Option<TimeUnit>) -> Result<f64> {
        match self {
            Self::Continuous(delta) => Ok(delta.get()),
            Self::Effective { rate, per } => Ok(libm::log1p(rate.get()) / units_in(per, model)?),
        }
    }
}

/// How many units of a model's time one `unit` lasts.
fn units_in(unit: Option<TimeUnit>, model: Option<TimeUnit>) -> Result<f64> {
    match (unit, model) {
        (None, _) => Ok(1.0),
        (Some(unit), Some(model)) => Ok(if unit == model {
            1.0
        } else {
            unit.days() / model.days()
        }),
        (Some(unit), None) => Err(Error::new(
            ErrorCode::Inconsistent,
            "unit",
            "names a unit of time, but the model was not told its own",
        )
        .with_value(crate::choice::Choice::name(unit))),
    }
}

/// A length of time in the model's unit, which a verb was given.
pub(super) fn duration(parameter: &'static str, value: f64) -> Result<f64> {
    Ok(NonNegative::new(parameter, value)?.get())
}

/// The ends of a window of time in the model's unit.
pub(super) fn window(from: f64, to: f64) -> Result<(f64, f64)> {
    let (from, to) = (duration("from", from)?, duration("to", to)?);
    if from <= to {
        Ok((from, to))
    } else {
        Err(Error::inconsistent("to", "lies before from").with_value(to))
    }
}
