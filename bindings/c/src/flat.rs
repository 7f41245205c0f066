//! The core's types and their flat C counterparts: how each goes out, and how each comes in.

use crate::boundary::{In, null};
use bytemuck::{Pod, Zeroable};
use goodwill::calendar::{Day, Period, TimeUnit, Window};
use goodwill::estimate::TestResult;
use goodwill::quantity::{Discount, Level, Money, NonNegative, Positive, Proportion};
use goodwill::{Error, ErrorCode, Estimate, Interval, Result};

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

/// A count that is not given, where a field or a parameter may be left open.
pub const GOODWILL_UNKNOWN: u64 = u64::MAX;

/// No day, no code: a 32-bit integer that is not given, where a field or a parameter may be left open.
pub const GOODWILL_NONE: i32 = i32::MIN;

/// Says which C struct stands for which result of the core, field by field; `c: core` where the names differ.
macro_rules! flat {
    ($core:ty => $c:ident { $($field:ident $(: $from:ident)?),* $(,)? }) => {
        impl $crate::flat::Flat<$c> for $core {
            #[allow(clippy::needless_update)] // only some have reserved fields
            fn flatten(self) -> $c {
                $c {
                    $($field: $crate::flat::Flat::flatten($crate::flat::flat!(@ self $field $($from)?)),)*
                    ..bytemuck::Zeroable::zeroed()
                }
            }
        }
    };
    (@ $of:ident $field:ident) => {
        $of.$field
    };
    (@ $of:ident $field:ident $from:ident) => {
        $of.$from
    };
}
pub(crate) use flat;

/// A parameter, checked; its error names it.
macro_rules! parse {
    ($parameter:ident) => {
        $crate::flat::Parse::parse(stringify!($parameter), $parameter)?
    };
}
pub(crate) use parse;

/// A window of days from two parameters of those names.
pub(crate) fn window(start: i32, end: i32) -> Result<Window> {
    Ok(Window {
        start: Parse::parse("window_start", start)?,
        end: Parse::parse("window_end", end)?,
    })
}

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
        impl Flat<f64> for Option<$type> {
            fn flatten(self) -> f64 {
                Flat::flatten(self.map(<$type>::get))
            }
        }
        impl Parse<f64> for Option<$type> {
            fn parse(parameter: &'static str, value: f64) -> Result<Self> {
                (!value.is_nan()).then(|| Parse::parse(parameter, value)).transpose()
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

/// A count that may not be given: `GOODWILL_UNKNOWN` says so.
impl Flat<u64> for Option<u64> {
    fn flatten(self) -> u64 {
        self.unwrap_or(GOODWILL_UNKNOWN)
    }
}

impl Parse<u64> for Option<u64> {
    fn parse(_: &'static str, value: u64) -> Result<Self> {
        Ok((value != GOODWILL_UNKNOWN).then_some(value))
    }
}

impl Flat<u64> for Option<u32> {
    fn flatten(self) -> u64 {
        Flat::flatten(self.map(u64::from))
    }
}

impl Parse<u64> for Option<u32> {
    fn parse(parameter: &'static str, value: u64) -> Result<Self> {
        let given = Option::<u64>::parse(parameter, value)?;
        let small = |value: u64| {
            u32::try_from(value).map_err(|_| {
                Error::new(ErrorCode::OutOfRange, parameter, "must fit in 32 bits").with_value(value)
            })
        };
        given.map(small).transpose()
    }
}

/// A number that may not be given: NaN says so.
impl Flat<f64> for Option<f64> {
    fn flatten(self) -> f64 {
        self.unwrap_or(f64::NAN)
    }
}

impl Parse<f64> for Option<f64> {
    fn parse(_: &'static str, value: f64) -> Result<Self> {
        Ok((!value.is_nan()).then_some(value))
    }
}

impl Flat<u64> for usize {
    fn flatten(self) -> u64 {
        self as u64
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

/// A day or a number that may not be given: `GOODWILL_NONE` says so.
impl Flat<i32> for Option<Day> {
    fn flatten(self) -> i32 {
        self.map_or(GOODWILL_NONE, Day::number)
    }
}

impl Parse<i32> for Option<Day> {
    fn parse(parameter: &'static str, value: i32) -> Result<Self> {
        (value != GOODWILL_NONE)
            .then(|| Parse::parse(parameter, value))
            .transpose()
    }
}

impl Flat<i32> for Option<Period> {
    fn flatten(self) -> i32 {
        self.map_or(GOODWILL_NONE, Flat::flatten)
    }
}

/// A unit of time that may not be known: `GOODWILL_NONE` says so.
impl Parse<i32> for Option<TimeUnit> {
    fn parse(parameter: &'static str, value: i32) -> Result<Self> {
        (value != GOODWILL_NONE)
            .then(|| Parse::parse(parameter, value))
            .transpose()
    }
}

impl Flat<i32> for Option<i32> {
    fn flatten(self) -> i32 {
        self.unwrap_or(GOODWILL_NONE)
    }
}

impl Parse<i32> for Option<i32> {
    fn parse(_: &'static str, value: i32) -> Result<Self> {
        Ok((value != GOODWILL_NONE).then_some(value))
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

impl Parse<In<goodwill_estimate>> for Estimate {
    fn parse(parameter: &'static str, value: In<goodwill_estimate>) -> Result<Self> {
        let flat = value.read().ok_or_else(|| null(parameter))?;
        Ok(Self {
            value: flat.value,
            standard_error: flat.standard_error,
            interval: Interval {
                lower: flat.lower,
                upper: flat.upper,
            },
            level: Parse::parse("level", flat.level)?,
            n: flat.n,
            method: Parse::parse("method", flat.method)?,
        })
    }
}

/// What a hypothesis test found.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_test_result {
    /// The test statistic.
    pub statistic: f64,
    /// Degrees of freedom; NaN for a normal statistic.
    pub degrees_of_freedom: f64,
    /// The probability, under the hypothesis, of a statistic at least as extreme.
    pub p_value: f64,
}
flat!(TestResult => goodwill_test_result { statistic, degrees_of_freedom, p_value });
