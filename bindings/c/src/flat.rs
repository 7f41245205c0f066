//! The core's types and their flat C counterparts: how each goes out, and how each comes in.

use bytemuck::{Pod, Zeroable};
use goodwill::calendar::Day;
use goodwill::purchase::MISSING_DAY;
use goodwill::quantity::{Discount, Level, Money, NonNegative, Positive, Proportion};
use goodwill::{Error, ErrorCode, Estimate, Result};

/// A type of the core that C sees as `C`.
pub(crate) trait Flat<C>: Sized {
    /// What C sees.
    fn flatten(self) -> C;
}

/// A type of the core that C gives as `C`.
pub(crate) trait Parse<C>: Sized {
    /// Checks what C gave for `parameter`.
    fn parse(parameter: &'static str, value: C) -> Result<Self>;
}

/// Says which C struct stands for which result of the core, field by field.
macro_rules! flat {
    ($core:ty => $c:ident { $($field:ident),* $(,)? }) => {
        impl $crate::flat::Flat<$c> for $core {
            #[allow(clippy::needless_update)] // only some have reserved fields
            fn flatten(self) -> $c {
                $c {
                    $($field: $crate::flat::Flat::flatten(self.$field),)*
                    ..bytemuck::Zeroable::zeroed()
                }
            }
        }
    };
}
pub(crate) use flat;

/// What is C already.
impl<T: Pod> Flat<T> for T {
    fn flatten(self) -> T {
        self
    }
}

impl<T: Pod> Parse<T> for T {
    fn parse(_: &'static str, value: T) -> Result<Self> {
        Ok(value)
    }
}

macro_rules! quantities {
    ($($type:ty),*) => {$(
        impl Flat<f64> for $type {
            fn flatten(self) -> f64 {
                self.get()
            }
        }
        impl Parse<f64> for $type {
            fn parse(parameter: &'static str, value: f64) -> Result<Self> {
                Self::new(parameter, value)
            }
        }
    )*};
}
quantities!(Discount, Level, Money, NonNegative, Positive, Proportion);

/// C has no portable truth value of a fixed size: 0 is false, 1 is true.
impl Flat<i32> for bool {
    fn flatten(self) -> i32 {
        self.into()
    }
}

impl Parse<i32> for bool {
    fn parse(parameter: &'static str, value: i32) -> Result<Self> {
        match value {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(Error::new(ErrorCode::OutOfRange, parameter, "must be 0 or 1").with_value(value)),
        }
    }
}

/// A count that may be unknown: 0 says so.
impl Flat<u64> for Option<u64> {
    fn flatten(self) -> u64 {
        self.unwrap_or(0)
    }
}

impl Parse<u64> for Option<u64> {
    fn parse(_: &'static str, value: u64) -> Result<Self> {
        Ok((value != 0).then_some(value))
    }
}

impl Flat<i32> for Day {
    fn flatten(self) -> i32 {
        self.number()
    }
}

impl Parse<i32> for Day {
    fn parse(parameter: &'static str, value: i32) -> Result<Self> {
        Self::new(value).map_err(|error| error.rename(parameter))
    }
}

/// A day that may be unknown: `GOODWILL_MISSING_DAY` says so.
impl Flat<i32> for Option<Day> {
    fn flatten(self) -> i32 {
        self.map_or(MISSING_DAY, Day::number)
    }
}

impl Parse<i32> for Option<Day> {
    fn parse(parameter: &'static str, value: i32) -> Result<Self> {
        (value != MISSING_DAY)
            .then(|| Parse::parse(parameter, value))
            .transpose()
    }
}

/// An estimate with its interval; `method` is one of `GOODWILL_METHOD_…`.
///
/// `standard_error`, `lower` and `upper` are NaN where the data cannot give them.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_estimate {
    /// The point estimate.
    pub value: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// The lower end of the confidence interval.
    pub lower: f64,
    /// The upper end of the confidence interval.
    pub upper: f64,
    /// The confidence level of the interval.
    pub level: f64,
    /// The number of respondents, customers or observations behind it.
    pub n: u64,
    /// How the interval was made.
    pub method: i32,
    /// 0.
    pub reserved: i32,
}

impl Flat<goodwill_estimate> for Estimate {
    fn flatten(self) -> goodwill_estimate {
        goodwill_estimate {
            value: self.value,
            standard_error: self.standard_error,
            lower: self.interval.lower,
            upper: self.interval.upper,
            level: self.level.get(),
            n: self.n,
            method: self.method.flatten(),
            reserved: 0,
        }
    }
}
