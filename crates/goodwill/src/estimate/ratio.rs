//! The ratio of two sums over the same customers.

use super::proportion::{wilson, z_of};
use super::{Estimate, Interval, Method};
use crate::numeric::sum::exact_sum;
use crate::quantity::Level;

/// The ratio of sums Σx / Σy with the sampling units as rows, by Taylor linearisation: the standard error is
/// √(m/(m − 1) · Σ(x − r·y)²) / |Σy| over m rows. One row has no interval; Σy = 0 has no ratio and gives NaN.
///
/// Where x sums over the orders of a customer and y counts them, this is the mean over orders whose interval knows
/// that the orders of one customer resemble each other. `n` is the number of rows.
///
/// Source: Cochran 1977, *Sampling Techniques*, section 6.3; with y the cluster size also Liang & Zeger 1986.
pub(crate) fn ratio(rows: impl Iterator<Item = (f64, f64)> + Clone, level: Level) -> Estimate {
    let n = rows.clone().count() as u64;
    let (x, y) = (
        exact_sum(rows.clone().map(|(x, _)| x)),
        exact_sum(rows.clone().map(|(_, y)| y)),
    );
    if n == 0 || y == 0.0 {
        return Estimate::without_interval(f64::NAN, level, n);
    }
    let value = x / y;
    if n == 1 {
        return Estimate::without_interval(value, level, n);
    }
    let squares = exact_sum(rows.map(|(x, y)| {
        let residual = x - value * y;
        residual * residual
    }));
    let m = n as f64;
    let standard_error = libm::sqrt(m / (m - 1.0) * squares) / libm::fabs(y);
    Estimate::wald(value, standard_error, level, n, Method::Linearised)
}

/// A share Σx / Σy of units (orders) that come in clusters (customers), 0 ≤ x ≤ y in every row.
///
/// The standard error is that of [`ratio`]. The interval is Wilson's on the effective number of independent units,
/// r(1 − r)/se², at most Σy; where the rows do not vary (r is 0 or 1, or every row has the same share) it is the number
/// of rows. It stays inside [0, 1] and never shrinks to a point. `n` is the number of rows.
///
/// Source: Korn & Graubard 1998 (effective sample size); Dean & Pagano 2015 (with Wilson's interval).
pub(crate) fn clustered_share(rows: impl Iterator<Item = (f64, f64)> + Clone, level: Level) -> Estimate {
    let units = exact_sum(rows.clone().map(|(_, y)| y));
    let linearised = ratio(rows, level);
    let Estimate {
        value: r,
        standard_error,
        n,
        ..
    } = linearised;
    if n < 2 || r.is_nan() {
        return linearised;
    }
    let effective = if standard_error > 0.0 && r > 0.0 && r < 1.0 {
        (r * (1.0 - r) / (standard_error * standard_error)).min(units)
    } else {
        n as f64
    };
    let Interval { lower, upper } = wilson(r * effective, effective, z_of(level));
    Estimate {
        // Rounding may leave the share itself just outside.
        interval: Interval {
            lower: lower.min(r),
            upper: upper.max(r),
        },
        method: Method::Wilson,
        ..linearised
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::estimate::{MeanOptions, mean};
    use approx::assert_relative_eq;

    #[test]
    fn of_one_unit_a_row_it_is_the_mean() {
        let values = [3.0, 8.0, 1.0, 4.5];
        let got = ratio(values.iter().map(|&x| (x, 1.0)), Level::default());
        let expected = mean(&values, &MeanOptions::default()).unwrap();
        assert_eq!(got.value, expected.value);
        assert_relative_eq!(got.standard_error, expected.standard_error, max_relative = 1e-15);
    }

    #[test]
    fn a_share_that_does_not_vary_keeps_an_interval() {
        let got = clustered_share([(0.0, 2.0), (0.0, 1.0), (0.0, 7.0)].into_iter(), Level::default());
        assert_eq!((got.value, got.interval.lower), (0.0, 0.0));
        assert!(got.interval.upper > 0.5);
    }
}
