//! The mean of a column.

use super::{Estimate, Interval, Method};
use crate::error::{Error, ErrorCode, Result};
use crate::numeric::student_t;
use crate::numeric::sum::ExactMoments;
use crate::quantity::Level;

/// How [`mean`] estimates.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
pub struct MeanOptions {
    /// Confidence level of the interval.
    pub level: Level,
    /// The size of the population the values were drawn from without replacement, if it is finite and known:
    /// the variance shrinks by 1 − n/N, and to nothing when everybody answered.
    pub population_size: Option<u64>,
}

/// The mean of `values` with Student's t interval: x̄ ± t(n − 1) · √(s²/n · (1 − n/N)).
///
/// NaN is a missing value: it is skipped, and `n` counts the rest. A single value has no standard error and no
/// interval. The result does not depend on the order of the values.
///
/// # Errors
/// [`Empty`](crate::ErrorCode::Empty) if there is no value; [`NotFinite`](crate::ErrorCode::NotFinite) at the
/// first infinite one; [`Inconsistent`](crate::ErrorCode::Inconsistent) if there are more values than
/// `population_size`; [`Overflow`](crate::ErrorCode::Overflow) at a value above 1e150 in size, whose square could overflow.
///
/// # Example
/// ```
/// use goodwill::estimate::{MeanOptions, mean};
///
/// let mut options = MeanOptions::default();
/// let scores = [4.0, 5.0, f64::NAN, 3.0, 5.0, 4.0];
/// assert_eq!(mean(&scores, &options)?.to_string(), "4.200 (95% Student t 3.161 to 5.239, n = 5)");
///
/// options.population_size = Some(20);
/// assert_eq!(mean(&scores, &options)?.to_string(), "4.200 (95% Student t 3.300 to 5.100, n = 5)");
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Student 1908; Cochran 1977, *Sampling Techniques*, eq. 2.20 (finite population).
pub fn mean(values: &[f64], options: &MeanOptions) -> Result<Estimate> {
    let moments = finite_moments("values", values)?;
    let n = moments.count();
    if let Some(size) = options.population_size.filter(|&size| size < n) {
        let reason = alloc::format!("must be at least the number of values, {n}");
        return Err(Error::inconsistent("population_size", reason).with_value(size));
    }
    let count = n as f64;
    let value = moments.mean();
    let census = options.population_size == Some(n);
    if n == 1 && !census {
        return Ok(Estimate::without_interval(value, options.level, n));
    }
    let (standard_error, t) = if census {
        (0.0, 0.0)
    } else {
        let open = options
            .population_size
            .map_or(1.0, |size| 1.0 - count / size as f64);
        let t = -student_t::quantile(options.level.tail(), count - 1.0);
        (libm::sqrt(moments.variance() / count * open), t)
    };
    let half = t * standard_error;
    Ok(Estimate {
        value,
        standard_error,
        interval: Interval {
            lower: value - half,
            upper: value + half,
        },
        level: options.level,
        n,
        method: Method::StudentT,
    })
}

/// The moments of the values that are not NaN: at least one, and all of them, and their squares, finite.
fn finite_moments(parameter: &'static str, values: &[f64]) -> Result<ExactMoments> {
    if let Some(index) = values.iter().position(|value| value.is_infinite()) {
        return Err(Error::new(
            ErrorCode::NotFinite,
            parameter,
            "must be a finite number, or NaN if missing",
        )
        .with_value(values[index])
        .at(index));
    }
    let moments: ExactMoments = values.iter().copied().filter(|value| !value.is_nan()).collect();
    if moments.count() == 0 {
        return Err(Error::empty(parameter));
    }
    // Below 1e150 neither a square nor a sum of squares of any column that fits in memory overflows.
    if let Some(index) = values.iter().position(|value| libm::fabs(*value) > 1e150) {
        return Err(Error::new(
            ErrorCode::Overflow,
            parameter,
            "must be less than 1e150 in size to be squared",
        )
        .with_value(values[index])
        .at(index));
    }
    Ok(moments)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_value_has_no_interval() {
        let one = mean(&[7.0, f64::NAN], &MeanOptions::default()).unwrap();
        assert_eq!(one.to_string(), "7.000 (no interval, n = 1)");
        assert!(one.standard_error.is_nan());
        assert_eq!(one.method, Method::None);
    }

    #[test]
    fn a_census_is_certain() {
        for values in [&[7.0][..], &[1.0, 2.0, 6.0]] {
            let options = MeanOptions {
                population_size: Some(values.len() as u64),
                ..Default::default()
            };
            let all = mean(values, &options).unwrap();
            assert_eq!(
                (all.standard_error, all.interval.lower, all.interval.upper),
                (0.0, all.value, all.value)
            );
        }
    }

    #[test]
    fn a_large_offset_keeps_the_variance() {
        let values: [f64; 4] = core::array::from_fn(|i| 1e15 + i as f64);
        let got = mean(&values, &MeanOptions::default()).unwrap();
        assert_eq!(got.standard_error, libm::sqrt(5.0 / 3.0 / 4.0));
    }

    #[test]
    fn errors_name_the_row() {
        let huge = mean(&[1.0, 1e200], &MeanOptions::default()).unwrap_err();
        assert_eq!((huge.code(), huge.index()), (ErrorCode::Overflow, Some(1)));
        let options = MeanOptions::default();
        assert_eq!(mean(&[f64::NAN], &options).unwrap_err().code(), ErrorCode::Empty);
        let error = mean(&[1.0, f64::NAN, f64::INFINITY], &options).unwrap_err();
        assert_eq!(
            error.to_string(),
            "values[2]: must be a finite number, or NaN if missing, got inf"
        );
        let options = MeanOptions {
            population_size: Some(1),
            ..options
        };
        assert_eq!(
            mean(&[1.0, 2.0], &options).unwrap_err().code(),
            ErrorCode::Inconsistent
        );
    }
}
