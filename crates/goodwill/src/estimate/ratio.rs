//! The ratio of two sums over the same customers.

use super::interim::exact_sum;
use super::{Estimate, Interval, Method};
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

impl Estimate {
    /// The interval cut to the values that are possible.
    pub(crate) fn clipped(self, lower: f64, upper: f64) -> Self {
        if self.interval.lower.is_nan() {
            return self;
        }
        Self {
            interval: Interval {
                lower: self.interval.lower.max(lower),
                upper: self.interval.upper.min(upper),
            },
            ..self
        }
    }
}
