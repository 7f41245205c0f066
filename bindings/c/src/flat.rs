//! The core's types and their flat C counterparts: how each goes out, and how each comes in.

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

macro_rules! same {
    ($($type:ty),*) => {$(
        impl Flat<$type> for $type {
            fn flatten(self) -> $type {
                self
            }
        }
        impl Parse<$type> for $type {
            fn parse(_: &'static str, value: $type) -> Result<Self> {
                Ok(value)
            }
        }
    )*};
}
same!(f64, u64, i64, i32);

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

/// An estimate with its interval; `method` is one of `GOODWILL_METHOD_…`.
///
/// `standard_error`, `lower` and `upper` are NaN where the data cannot give them.
#[repr(C)]
#[derive(Clone, Copy)]
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
