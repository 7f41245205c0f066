//! An estimate and its uncertainty travel together.
//!
//! This room holds the [`Estimate`] every metric returns, and the kernels that make one from counts or from
//! measurements.

mod grouped;
mod mean;
mod proportion;
mod rate;
mod ratio;
pub(crate) mod resample;
mod test_result;

pub use crate::numeric::quantile::QuantileType;
pub(crate) use grouped::{Grouped, mean_of};
pub use mean::{MeanOptions, mean};
pub use proportion::{ProportionInterval, ProportionOptions, proportion, proportion_difference};
pub(crate) use proportion::{wilson, wilson_share, z_of};
pub(crate) use rate::fay_feuer;
pub use rate::poisson_rate;
pub(crate) use ratio::{clustered_share, ratio};
pub use test_result::TestResult;

use crate::choice::{Choice, choice};
use crate::quantity::Level;
use core::fmt;

/// A closed interval. Both ends are NaN where the data cannot give one: a mean of a single value, for example.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Interval {
    /// The lower end.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null"))]
    pub lower: f64,
    /// The upper end.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null"))]
    pub upper: f64,
}

impl Interval {
    /// The interval that says nothing could be said.
    pub const UNDEFINED: Self = Self {
        lower: f64::NAN,
        upper: f64::NAN,
    };

    /// Whether `value` lies inside.
    #[must_use]
    pub fn contains(self, value: f64) -> bool {
        self.lower <= value && value <= self.upper
    }

    /// The interval cut to the values that are possible; an undefined one stays so.
    pub(crate) fn clipped(self, lower: f64, upper: f64) -> Self {
        if self.lower.is_nan() {
            return self;
        }
        Self {
            lower: self.lower.max(lower),
            upper: self.upper.min(upper),
        }
    }

    /// The image under a monotone function, its ends put back in order.
    pub(crate) fn map(self, f: impl Fn(f64) -> f64) -> Self {
        let (a, b) = (f(self.lower), f(self.upper));
        if a <= b {
            Self { lower: a, upper: b }
        } else {
            Self { lower: b, upper: a }
        }
    }
}

/// A point estimate with its standard error, interval, confidence level, sample size and method.
///
/// ```
/// use goodwill::estimate::{Method, ProportionOptions, proportion};
///
/// let share = proportion(81, 263, &ProportionOptions::default())?;
/// assert_eq!(share.value, 81.0 / 263.0);
/// assert_eq!(share.method, Method::Wilson);
/// assert_eq!(share.to_string(), "0.308 (95% Wilson 0.255 to 0.366, n = 263)");
/// assert_eq!(format!("{share:.1}"), "0.3 (95% Wilson 0.3 to 0.4, n = 263)");
/// # Ok::<(), goodwill::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Estimate {
    /// The point estimate; NaN where it is undefined in one row of a table.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null"))]
    pub value: f64,
    /// Its standard error; NaN where the data cannot give one.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null"))]
    pub standard_error: f64,
    /// The confidence interval.
    pub interval: Interval,
    /// The confidence level of the interval.
    pub level: Level,
    /// The number of respondents, customers or observations behind it.
    pub n: u64,
    /// How the interval was made.
    pub method: Method,
}

impl Estimate {
    /// The normal interval: `value ± z · standard_error`. An undefined standard error leaves it undefined.
    #[must_use]
    pub fn wald(value: f64, standard_error: f64, level: Level, n: u64, method: Method) -> Self {
        let half = z_of(level) * standard_error;
        Self {
            value,
            standard_error,
            interval: Interval {
                lower: value - half,
                upper: value + half,
            },
            level,
            n,
            method,
        }
    }

    /// A value the data give no interval for.
    #[must_use]
    pub fn without_interval(value: f64, level: Level, n: u64) -> Self {
        Self {
            value,
            standard_error: f64::NAN,
            interval: Interval::UNDEFINED,
            level,
            n,
            method: Method::None,
        }
    }

    /// A number that was given, not estimated: an assumption, a contract, a published figure. It has no standard
    /// error, no interval and `n` = 0.
    #[must_use]
    pub fn given(value: f64) -> Self {
        Self::without_interval(value, Level::default(), 0)
    }

    /// The estimate of `f(value)` for a monotone `f`: the interval's ends are carried through, and the standard
    /// error is multiplied by the `slope` of `f` at the value. Without an interval there is nothing to carry, and
    /// the method stays [`Method::None`].
    #[must_use]
    pub fn transformed(self, f: impl Fn(f64) -> f64, slope: f64) -> Self {
        Self {
            value: f(self.value),
            standard_error: self.standard_error * libm::fabs(slope),
            interval: self.interval.map(f),
            method: if self.method == Method::None {
                Method::None
            } else {
                Method::Transformed
            },
            ..self
        }
    }

    /// The interval cut to the values that are possible.
    pub(crate) fn clipped(self, lower: f64, upper: f64) -> Self {
        Self {
            interval: self.interval.clipped(lower, upper),
            ..self
        }
    }
}

impl fmt::Display for Estimate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = f.precision().unwrap_or(3);
        write!(f, "{:.digits$} (", self.value)?;
        if self.interval.lower.is_nan() {
            f.write_str("no interval")?;
        } else {
            let Interval { lower, upper } = self.interval;
            // Percent without a trailing ".0": 95, 99.9.
            let percent = libm::round(self.level.get() * 1e6) / 1e4;
            write!(
                f,
                "{percent}% {} {lower:.digits$} to {upper:.digits$}",
                self.method.label()
            )?;
        }
        write!(f, ", n = {})", self.n)
    }
}

choice! { "method",
    /// How an interval was made. The result of every metric names it.
    #[non_exhaustive]
    Method {
        /// No interval: the value is exact by definition, or the data cannot give one.
        None = 0, "none";
        /// Wilson (1927) score interval for a proportion.
        Wilson = 1, "wilson";
        /// Clopper and Pearson (1934) exact interval for a proportion.
        ClopperPearson = 2, "clopper_pearson";
        /// Agresti and Coull (1998) adjusted Wald interval for a proportion.
        AgrestiCoull = 3, "agresti_coull";
        /// Equal-tailed Jeffreys interval for a proportion, Brown, Cai and DasGupta (2001).
        Jeffreys = 4, "jeffreys";
        /// Wald interval: estimate ± z · standard error.
        Wald = 5, "wald";
        /// Newcombe (1998) hybrid score interval for a difference of proportions (method 10).
        Newcombe = 6, "newcombe";
        /// Method of variance estimates recovery, Zou and Donner (2008), on Wilson intervals.
        Mover = 7, "mover";
        /// Tango (1998) score interval for a difference of paired or multinomial proportions.
        Tango = 8, "tango";
        /// Wald interval after adding pseudo-counts (Agresti and Min 2005; Rocks 2016 for NPS).
        AdjustedWald = 9, "adjusted_wald";
        /// Percentile bootstrap with a counter-based random number generator and an explicit seed.
        Bootstrap = 10, "bootstrap";
        /// Student's t interval for a mean.
        StudentT = 11, "student_t";
        /// Exact Poisson interval for a rate, Garwood (1936).
        ExactPoisson = 12, "exact_poisson";
        /// First-order (delta-method) propagation of standard errors, normal quantiles.
        Delta = 13, "delta";
        /// The interval of an input carried through a monotone function.
        Transformed = 14, "transformed";
        /// Taylor-linearised variance (the influence function's), normal quantiles.
        Linearised = 15, "linearised";
        /// Leave-one-out jackknife standard error, Student's t quantiles.
        Jackknife = 16, "jackknife";
        /// Gamma interval of Fay and Feuer (1997) for a weighted sum of Poisson counts.
        FayFeuer = 17, "fay_feuer";
        /// Wald interval of the logarithm carried back: value · exp(±z · standard error / value). It stays positive.
        LogWald = 18, "log_wald";
        /// Equal-tailed interval of a posterior distribution: quantiles of its draws.
        Posterior = 19, "posterior";
        /// Feldt's (1965) F interval for coefficient alpha.
        Feldt = 20, "feldt";
    }
}

impl Method {
    /// A short name to print beside an interval.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::None => "exact",
            Self::Wilson => "Wilson",
            Self::ClopperPearson => "Clopper-Pearson",
            Self::AgrestiCoull => "Agresti-Coull",
            Self::Jeffreys => "Jeffreys",
            Self::Wald => "Wald",
            Self::Newcombe => "Newcombe",
            Self::Mover => "MOVER",
            Self::Tango => "Tango",
            Self::AdjustedWald => "adjusted Wald",
            Self::Bootstrap => "bootstrap",
            Self::StudentT => "Student t",
            Self::ExactPoisson => "exact Poisson",
            Self::Delta => "delta",
            Self::Transformed => "transformed",
            Self::Linearised => "linearised",
            Self::Jackknife => "jackknife",
            Self::FayFeuer => "Fay-Feuer",
            Self::LogWald => "log Wald",
            Self::Posterior => "posterior",
            Self::Feldt => "Feldt",
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
