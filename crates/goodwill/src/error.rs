//! One error type for the whole library.
//!
//! An [`Error`] always says *which parameter* is wrong, *why*, and, where there is one, *which value* at *which
//! index*. Its [`ErrorCode`] is stable: the number and the name are the same in Rust, Python and C and never
//! change their meaning.

use alloc::{borrow::Cow, boxed::Box, string::String, string::ToString};
use core::fmt;

/// A specialised `Result` for this library.
pub type Result<T, E = Error> = core::result::Result<T, E>;

/// What is wrong, which parameter holds it, and where.
///
/// ```
/// use goodwill::{ErrorCode, quantity::Proportion};
///
/// let error = Proportion::new("retention", 1.2).unwrap_err();
/// assert_eq!(error.code(), ErrorCode::OutOfRange);
/// assert_eq!(error.parameter(), "retention");
/// assert_eq!(error.value(), Some("1.2"));
/// assert_eq!(error.to_string(), "retention: must be between 0 and 1, got 1.2");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Error(Box<Details>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Details {
    code: ErrorCode,
    parameter: Cow<'static, str>,
    reason: Cow<'static, str>,
    value: Option<String>,
    index: Option<usize>,
}

impl fmt::Display for Details {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.parameter)?;
        if let Some(index) = self.index {
            write!(f, "[{index}]")?;
        }
        write!(f, ": {}", self.reason)?;
        if let Some(value) = &self.value {
            write!(f, ", got {value}")?;
        }
        Ok(())
    }
}

impl Error {
    /// A new error about `parameter`. The reason completes the sentence "`parameter`: …".
    #[must_use]
    pub fn new(
        code: ErrorCode,
        parameter: impl Into<Cow<'static, str>>,
        reason: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self(Box::new(Details {
            code,
            parameter: parameter.into(),
            reason: reason.into(),
            value: None,
            index: None,
        }))
    }

    /// Adds the offending value.
    #[must_use]
    #[allow(clippy::needless_pass_by_value)] // so that literals and `&str` read naturally
    pub fn with_value(mut self, value: impl ToString) -> Self {
        self.0.value = Some(value.to_string());
        self
    }

    /// Adds the position of the offending value: its zero-based index in the column.
    #[must_use]
    pub fn at(mut self, index: usize) -> Self {
        self.0.index = Some(index);
        self
    }

    /// Moves a known index by `offset`: what a batch calls row 3 is row `offset + 3` of the whole.
    #[must_use]
    pub fn offset_by(mut self, offset: usize) -> Self {
        self.0.index = self.0.index.map(|index| index + offset);
        self
    }

    /// Names the parameter as the caller knows it, for example by its column name.
    #[must_use]
    pub fn rename(mut self, parameter: impl Into<Cow<'static, str>>) -> Self {
        self.0.parameter = parameter.into();
        self
    }

    /// The stable code of this error.
    #[must_use]
    pub fn code(&self) -> ErrorCode {
        self.0.code
    }

    /// The parameter, column or file the error is about.
    #[must_use]
    pub fn parameter(&self) -> &str {
        &self.0.parameter
    }

    /// Why the input was refused.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.0.reason
    }

    /// The offending value, as text.
    #[must_use]
    pub fn value(&self) -> Option<&str> {
        self.0.value.as_deref()
    }

    /// The zero-based position of the offending value.
    #[must_use]
    pub fn index(&self) -> Option<usize> {
        self.0.index
    }
}

// The constructors below are the vocabulary every room shares.
impl Error {
    pub(crate) fn empty(parameter: &'static str) -> Self {
        Self::new(ErrorCode::Empty, parameter, "holds no usable value")
    }

    pub(crate) fn undefined(parameter: &'static str, reason: impl Into<Cow<'static, str>>) -> Self {
        Self::new(ErrorCode::Undefined, parameter, reason)
    }

    pub(crate) fn out_of_range(parameter: &'static str, bound: impl Into<Cow<'static, str>>) -> Self {
        Self::new(ErrorCode::OutOfRange, parameter, bound)
    }

    pub(crate) fn inconsistent(parameter: &'static str, reason: impl Into<Cow<'static, str>>) -> Self {
        Self::new(ErrorCode::Inconsistent, parameter, reason)
    }

    pub(crate) fn length_mismatch(parameter: &'static str, length: usize, expected: usize) -> Self {
        Self::new(
            ErrorCode::LengthMismatch,
            parameter,
            alloc::format!("must have {expected} values like the columns before it"),
        )
        .with_value(length)
    }
}

/// Declares the codes once, so that the number, the name and the meaning cannot drift apart.
macro_rules! error_codes {
    ($($(#[$doc:meta])* $variant:ident = $number:literal, $name:literal, $meaning:literal;)*) => {
        /// The stable code of an [`Error`]: the same number and name in Rust, Python and C.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(i32)]
        #[non_exhaustive]
        pub enum ErrorCode {
            $(#[doc = $meaning] $variant = $number,)*
        }

        impl ErrorCode {
            /// Every code, in order of its number.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The stable name, in `snake_case`.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }

            /// What the code means, in one sentence.
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $meaning),* }
            }
        }
    };
}

error_codes! {
    Empty = 1, "empty", "There is no usable value: the input is empty or everything in it is missing.";
    Undefined = 2, "undefined", "The metric has no value for this input, for example because its denominator is zero.";
    OutOfRange = 3, "out_of_range", "A value lies outside the bounds that its parameter documents.";
    NotFinite = 4, "not_finite", "A value is infinite or not a number where a finite number is needed.";
    LengthMismatch = 5, "length_mismatch", "Two columns that belong together have different lengths.";
    Inconsistent = 6, "inconsistent", "Inputs contradict one another, for example more customers lost than there were.";
    Overflow = 7, "overflow", "A count or an amount is too large to be represented.";
    NotConverged = 8, "not_converged", "An iterative computation stopped before it reached its tolerance.";
    InvalidChoice = 9, "invalid_choice", "A name or number does not stand for any of the documented choices.";
    InvalidDate = 10, "invalid_date", "A date does not exist or cannot be read in any accepted format.";
    InvalidState = 11, "invalid_state", "A serialised state is truncated, corrupted or of an unknown version.";
    MismatchedState = 12, "mismatched_state", "Two states built with different settings cannot be merged.";
    Refused = 13, "refused", "A circulating but meaningless form of a metric was asked for; the message names the sound one.";
    NotIdentified = 14, "not_identified", "The data cannot tell the parameters of the model apart; the message says why.";
    NotApplicable = 15, "not_applicable", "The model has no such quantity.";
    FileNotFound = 20, "file_not_found", "The file does not exist.";
    FileUnreadable = 21, "file_unreadable", "The file exists but cannot be read: permissions, a directory, or an I/O failure.";
    UnsupportedFile = 22, "unsupported_file", "The file's content is of no accepted format.";
    MalformedRow = 23, "malformed_row", "A row of a file cannot be read, for example because it has too few fields.";
    UnknownColumn = 24, "unknown_column", "There is no column of that name.";
    DuplicateColumn = 25, "duplicate_column", "Two columns have the same name.";
    UnsupportedType = 26, "unsupported_type", "A column or argument is of a type that cannot hold this quantity.";
    NullPointer = 40, "null_pointer", "A required pointer is NULL.";
    BufferTooSmall = 41, "buffer_too_small", "The caller's buffer is too small; the needed size was written.";
    StructSize = 42, "struct_size", "The struct_size of a C struct is none that this library knows.";
    Interrupted = 43, "interrupted", "The caller asked for the work to stop.";
    Panic = 99, "panic", "An internal invariant failed; this is a defect of the library.";
}

impl ErrorCode {
    /// The code of that number.
    ///
    /// ```
    /// use goodwill::ErrorCode;
    /// assert_eq!(ErrorCode::from_number(2), Some(ErrorCode::Undefined));
    /// assert_eq!(ErrorCode::from_number(-1), None);
    /// ```
    #[must_use]
    pub fn from_number(number: i32) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.number() == number)
    }

    /// The stable number.
    #[must_use]
    pub const fn number(self) -> i32 {
        self as i32
    }
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_names_are_unique_and_round_trip() {
        for (i, code) in ErrorCode::ALL.iter().enumerate() {
            assert_eq!(ErrorCode::from_number(code.number()), Some(*code));
            for other in &ErrorCode::ALL[..i] {
                assert_ne!(code.name(), other.name());
                assert!(other.number() < code.number(), "{code} is out of order");
            }
        }
    }

    #[test]
    fn message_names_parameter_index_reason_and_value() {
        let error = Error::out_of_range("scores", "must be between 0 and 10")
            .with_value(11)
            .at(3);
        assert_eq!(error.to_string(), "scores[3]: must be between 0 and 10, got 11");
        assert_eq!(error.offset_by(100).index(), Some(103));
    }
}
