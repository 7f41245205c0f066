//! What the model types of this room have in common: a checked constructor, accessors, a unit, and their written forms.

/// Declares a model whose parameters are positive numbers and which keeps a unit of time.
macro_rules! model_type {
    ($(#[$doc:meta])* $name:ident, $title:literal, $($(#[$parameter_doc:meta])* $parameter:ident),+) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        #[cfg_attr(feature = "serde", serde(into = "Written", try_from = "Written"))]
        pub struct $name {
            $($parameter: f64,)+
            unit: Option<$crate::calendar::TimeUnit>,
        }

        /// The model as it is written down; read back through the checks.
        #[cfg(feature = "serde")]
        #[derive(serde::Serialize, serde::Deserialize)]
        struct Written {
            $($parameter: f64,)+
            #[serde(default)]
            unit: Option<$crate::calendar::TimeUnit>,
        }

        #[cfg(feature = "serde")]
        impl From<$name> for Written {
            fn from(model: $name) -> Self {
                Self { $($parameter: model.$parameter,)+ unit: model.unit }
            }
        }

        #[cfg(feature = "serde")]
        impl TryFrom<Written> for $name {
            type Error = $crate::error::Error;
            fn try_from(written: Written) -> $crate::error::Result<Self> {
                Ok(Self { unit: written.unit, ..Self::new($(written.$parameter),+)? })
            }
        }

        impl $name {
            const NAMES: &'static [&'static str] = &[$(stringify!($parameter)),+];

            /// The model of these parameters.
            ///
            /// # Errors
            /// `OutOfRange` or `NotFinite`, naming the parameter that is not positive and finite.
            pub fn new($($parameter: f64),+) -> $crate::error::Result<Self> {
                Ok(Self {
                    $($parameter: $crate::quantity::Positive::new(stringify!($parameter), $parameter)?.get(),)+
                    unit: None,
                })
            }

            /// Names the unit of the model's time: the length of one period.
            #[must_use]
            pub fn with_unit(self, unit: $crate::calendar::TimeUnit) -> Self {
                Self { unit: Some(unit), ..self }
            }

            $($(#[$parameter_doc])*
            #[must_use]
            pub fn $parameter(&self) -> f64 {
                self.$parameter
            })+

            fn of(parameters: &[f64], unit: Option<$crate::calendar::TimeUnit>) -> $crate::error::Result<Self> {
                let &[$($parameter),+] = parameters else {
                    return Err($crate::model::model_type::wrong_length(parameters, Self::NAMES));
                };
                Ok(Self { unit, ..Self::new($($parameter),+)? })
            }

            fn values(&self) -> alloc::vec::Vec<f64> {
                alloc::vec![$(self.$parameter),+]
            }
        }

        impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                $crate::model::model_type::write_model(f, $title, Self::NAMES, &self.values(), self.unit)
            }
        }
    };
}
pub(super) use model_type;

use crate::calendar::TimeUnit;
use crate::error::{Error, ErrorCode};
use core::fmt;

pub(super) fn wrong_length(parameters: &[f64], names: &[&str]) -> Error {
    Error::new(
        ErrorCode::LengthMismatch,
        "parameters",
        alloc::format!("must be the {} numbers {}", names.len(), names.join(", ")),
    )
    .with_value(parameters.len())
}

/// `BG/BB (alpha = 1.204, beta = 0.750, gamma = 0.657, delta = 2.783; years)`.
pub(super) fn write_model(
    f: &mut fmt::Formatter<'_>,
    title: &str,
    names: &[&str],
    values: &[f64],
    unit: Option<TimeUnit>,
) -> fmt::Result {
    let digits = f.precision().unwrap_or(3);
    write!(f, "{title} (")?;
    for (at, (name, value)) in names.iter().zip(values).enumerate() {
        let comma = if at > 0 { ", " } else { "" };
        write!(f, "{comma}{name} = {value:.digits$}")?;
    }
    if let Some(unit) = unit {
        write!(f, "; {}s", crate::choice::Choice::name(unit))?;
    }
    f.write_str(")")
}
