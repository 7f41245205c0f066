//! Choices: enumerations with a stable number (C) and a stable name (Python, JSON, the command line).

use alloc::vec::Vec;

/// What every enumeration of this library can do, so that a door handles all of them alike.
pub trait Choice: Copy + Sized + 'static {
    /// What is being chosen, in words: "churn base".
    const WHAT: &'static str;
    /// Every choice, in order of its number.
    const ALL: &'static [Self];
    /// The stable name, in `snake_case`.
    fn name(self) -> &'static str;
    /// The stable number.
    fn number(self) -> i32;

    /// The choice of that name; the error lists the names there are.
    fn from_name(parameter: &'static str, name: &str) -> crate::Result<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|choice| choice.name() == name)
            .ok_or_else(|| {
                let names: Vec<_> = Self::ALL.iter().map(|choice| choice.name()).collect();
                crate::Error::new(
                    crate::ErrorCode::InvalidChoice,
                    parameter,
                    alloc::format!("must be one of {}", names.join(", ")),
                )
                .with_value(name)
            })
    }

    /// The choice of that number.
    fn from_number(parameter: &'static str, number: i32) -> crate::Result<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|choice| choice.number() == number)
            .ok_or_else(|| {
                crate::Error::new(
                    crate::ErrorCode::InvalidChoice,
                    parameter,
                    alloc::format!("is no number of a {}", Self::WHAT),
                )
                .with_value(number)
            })
    }
}

/// Declares an enumeration and its [`Choice`], so that variant, number and name stand side by side.
macro_rules! choice {
    ($what:literal, $(#[$meta:meta])* $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $number:literal, $text:literal;)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        #[repr(i32)]
        pub enum $name {
            $($(#[$variant_meta])* #[cfg_attr(feature = "serde", serde(rename = $text))] $variant = $number,)*
        }

        impl $crate::choice::Choice for $name {
            const WHAT: &'static str = $what;
            const ALL: &'static [Self] = &[$(Self::$variant),*];
            fn name(self) -> &'static str {
                match self { $(Self::$variant => $text),* }
            }
            fn number(self) -> i32 {
                self as i32
            }
        }
    };
}
pub(crate) use choice;
