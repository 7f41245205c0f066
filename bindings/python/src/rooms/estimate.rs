//! `goodwill.estimate`.

use crate::choice::{Pick, pick};
use crate::columns::ColumnLike;
use crate::error::Reply;
use crate::mirror::mirror;
use crate::scalar::Count;
use goodwill::estimate::{self as core, MeanOptions, ProportionInterval, ProportionOptions};
use goodwill::quantity::{Level, Positive};
use pyo3::prelude::*;

mirror! {
    /// A closed interval; both ends are NaN where the data cannot give one.
    Interval in "goodwill.estimate" = core::Interval {
        /// The lower end.
        lower: f64,
        /// The upper end.
        upper: f64,
    }
    methods {
        /// Whether `value` lies inside.
        fn contains(&self, value: f64) -> bool {
            self.0.contains(value)
        }

        fn __contains__(&self, value: f64) -> bool {
            self.0.contains(value)
        }
    }
}

mirror! {
    /// A point estimate with its standard error, interval, confidence level, sample size and method.
    ///
    /// >>> share = gw.estimate.proportion(81, 263)
    /// >>> print(share)
    /// 0.308 (95% Wilson 0.255 to 0.366, n = 263)
    /// >>> round(share.value, 4), round(share.lower, 4), share.n, share.method
    /// (0.308, 0.2553, 263, 'wilson')
    /// >>> f"{share:.1f}"
    /// '0.3 (95% Wilson 0.3 to 0.4, n = 263)'
    Estimate in "goodwill.estimate" = core::Estimate {
        /// The point estimate.
        value: f64,
        /// Its standard error; NaN where the data cannot give one.
        standard_error: f64,
        /// The confidence interval.
        interval: core::Interval,
        /// The confidence level of the interval.
        level: Level,
        /// The number of respondents, customers or observations behind it.
        n: u64,
        /// How the interval was made.
        method: core::Method,
    }
    line |estimate| estimate.to_string();
    methods {
        /// The lower end of the interval.
        #[getter]
        fn lower(&self) -> f64 {
            self.0.interval.lower
        }

        /// The upper end of the interval.
        #[getter]
        fn upper(&self) -> f64 {
            self.0.interval.upper
        }

        fn __float__(&self) -> f64 {
            self.0.value
        }

        fn __str__(&self) -> String {
            self.0.to_string()
        }

        /// Formats value and interval with as many digits as `.Nf` asks for.
        fn __format__(&self, spec: &str) -> Reply<String> {
            if spec.is_empty() {
                return Ok(self.0.to_string());
            }
            match spec.strip_prefix('.').map(|rest| rest.strip_suffix('f').unwrap_or(rest).parse::<usize>()) {
                Some(Ok(digits)) if digits <= 17 => Ok(format!("{:.digits$}", self.0)),
                _ => Err(pyo3::exceptions::PyValueError::new_err(format!(
                    "an estimate is formatted with a number of digits like '.2f', got {spec:?}"
                ))
                .into()),
            }
        }
    }
}

mirror! {
    /// A test statistic, its degrees of freedom and the p-value.
    TestResult in "goodwill.estimate" = core::TestResult {
        /// The test statistic.
        statistic: f64,
        /// Degrees of freedom; NaN for a normal statistic.
        degrees_of_freedom: f64,
        /// The probability, under the hypothesis, of a statistic at least as extreme.
        p_value: f64,
    }
}

/// A share `successes / n` with its interval.
///
/// The standard error is √(p(1 − p)/n) whichever interval is chosen. 0 successes give an interval that starts
/// at exactly 0, n successes one that ends at exactly 1.
///
/// Raises `undefined` if `n` is 0, `inconsistent` if `successes` exceeds `n`.
///
/// >>> print(gw.estimate.proportion(81, 263))
/// 0.308 (95% Wilson 0.255 to 0.366, n = 263)
/// >>> print(gw.estimate.proportion(0, 20, interval="clopper_pearson"))
/// 0.000 (95% Clopper-Pearson 0.000 to 0.168, n = 20)
///
/// Sources: Wilson 1927; Clopper & Pearson 1934; Agresti & Coull 1998; Brown, Cai & DasGupta 2001.
#[pyfunction]
#[pyo3(signature = (successes, n, *, level = 0.95, interval = "wilson"))]
pub(crate) fn proportion(
    successes: Count<'_, '_>,
    n: Count<'_, '_>,
    level: f64,
    interval: Option<Pick<'_, ProportionInterval>>,
) -> Reply<Estimate> {
    let options = ProportionOptions {
        level: Level::new("level", level)?,
        interval: pick("interval", interval)?,
    };
    Ok(core::proportion(successes.get("successes")?, n.get("n")?, &options)?.into())
}

/// The difference `a / n_a − b / n_b` of two independent shares, by Newcombe's hybrid score method 10.
///
/// `n` of the result is `n_a + n_b`. Raises as `proportion` does, naming the group's parameter.
///
/// >>> print(gw.estimate.proportion_difference(56, 70, 48, 80))
/// 0.200 (95% Newcombe 0.052 to 0.334, n = 150)
///
/// Source: Newcombe 1998b, method 10 and table II.
#[pyfunction]
#[pyo3(signature = (a, n_a, b, n_b, *, level = 0.95))]
pub(crate) fn proportion_difference(
    a: Count<'_, '_>,
    n_a: Count<'_, '_>,
    b: Count<'_, '_>,
    n_b: Count<'_, '_>,
    level: f64,
) -> Reply<Estimate> {
    let (a, n_a, b, n_b) = (a.get("a")?, n_a.get("n_a")?, b.get("b")?, n_b.get("n_b")?);
    Ok(core::proportion_difference(a, n_a, b, n_b, Level::new("level", level)?)?.into())
}

/// A rate `events / exposure` with Garwood's exact Poisson interval; `n` is the number of events.
///
/// The exposure is what the events are counted over: customer-days, contacts, months; it must be positive. No
/// events give an interval that starts at exactly 0.
///
/// >>> print(gw.estimate.poisson_rate(10, 200.0))
/// 0.050 (95% exact Poisson 0.024 to 0.092, n = 10)
///
/// Source: Garwood 1936.
#[pyfunction]
#[pyo3(signature = (events, exposure, *, level = 0.95))]
pub(crate) fn poisson_rate(events: Count<'_, '_>, exposure: f64, level: f64) -> Reply<Estimate> {
    let exposure = Positive::new("exposure", exposure)?;
    Ok(core::poisson_rate(events.get("events")?, exposure, Level::new("level", level)?)?.into())
}

/// The mean of `values` with Student's t interval: x̄ ± t(n − 1) · √(s²/n · (1 − n/N)).
///
/// `values` is any column of numbers; missing ones are skipped, and `n` counts the rest. With `population_size` N
/// the values are a sample without replacement from that many. A single value has no interval. The result does not
/// depend on the order of the values.
///
/// Raises `empty` if there is no value, `not_finite` at the first infinite one, `inconsistent` if there are more
/// values than `population_size`.
///
/// >>> print(gw.estimate.mean([4.0, 5.0, None, 3.0, 5.0, 4.0]))
/// 4.200 (95% Student t 3.161 to 5.239, n = 5)
///
/// Sources: Student 1908; Cochran 1977, eq. 2.20 (finite population).
#[pyfunction]
#[pyo3(signature = (values, *, level = 0.95, population_size = None))]
pub(crate) fn mean(
    py: Python<'_>,
    values: ColumnLike<'_, '_>,
    level: f64,
    population_size: Option<Count<'_, '_>>,
) -> Reply<Estimate> {
    let options = MeanOptions {
        level: Level::new("level", level)?,
        population_size: population_size
            .map(|size| size.get("population_size"))
            .transpose()?,
    };
    let values = values.read("values")?;
    Ok(py.detach(|| core::mean(&values.numbers()?, &options))?.into())
}
