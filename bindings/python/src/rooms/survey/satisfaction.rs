//! Satisfaction.

use crate::columns::{Column, ColumnLike};
use crate::error::Reply;
use crate::mirror::{Given, mirror};
use goodwill::Estimate;
use goodwill::quantity::{Level, NonNegative};
use goodwill::survey::{self as core, SatisfactionState};
use pyo3::prelude::*;

mirror! {
    /// Perception against expectation over many customers.
    Satisfaction in "goodwill.survey" = core::Satisfaction {
        /// The mean of the customers' own ratios b/a, over those who expected something: every customer counts the
        /// same. NaN, with `n` = 0, if nobody did.
        mean_of_ratios: Estimate,
        /// The ratio of the means Σb/Σa: every unit of expectation counts the same. NaN if nobody expected anything.
        ratio_of_means: Estimate,
        /// The mean gap b − a, in the units of the scale.
        mean_gap: Estimate,
        /// The share of customers who got more than they expected, in [0, 1].
        above: Estimate,
        /// The share of customers who got what they expected, in [0, 1].
        equal: Estimate,
        /// The share of customers who got less than they expected, in [0, 1].
        below: Estimate,
        /// The number of customers with both answers.
        n: u64,
        /// Customers with either answer missing.
        missing: u64,
        /// Customers who expected nothing: they have no ratio, but a gap and a state.
        undefined_ratios: u64,
    }
}

/// Satisfaction 客户满意度 over two columns, row by row one customer: ratio, gap and states, each with its interval.
///
/// - `mean_of_ratios`: Σ(bᵢ/aᵢ)/n over aᵢ > 0, Student's t interval;
/// - `ratio_of_means`: Σbᵢ/Σaᵢ, linearised;
/// - `mean_gap`: Σ(bᵢ − aᵢ)/n, the paired t interval;
/// - `above`, `equal`, `below`: shares with Wilson intervals; equal means within `tolerance`.
///
/// With weights a customer counts w times in every sum, and all standard errors are linearised.
///
/// Rows with a missing answer or weight are left out and counted. The ratios need a scale that starts at 0.
///
/// Raises `length_mismatch`, `out_of_range` at the first negative answer, `empty` if no row is complete.
///
/// >>> got = gw.survey.satisfaction([9, 6, 8, 5, None], [8, 8, 8, 4, 9])
/// >>> print(got.mean_of_ratios)
/// 1.031 (95% Student t 0.692 to 1.371, n = 4)
/// >>> got.above.value, got.equal.value, got.below.value, got.missing
/// (0.5, 0.25, 0.25, 1)
///
/// Sources: Oliver 1980 (disconfirmation); Cochran 1977, eq. 6.4 (ratio of means).
#[pyfunction]
#[pyo3(signature = (perceived, expected, weights = None, *, level = 0.95, tolerance = 0.0))]
pub(crate) fn satisfaction(
    py: Python<'_>,
    perceived: ColumnLike<'_, '_>,
    expected: ColumnLike<'_, '_>,
    weights: Option<ColumnLike<'_, '_>>,
    level: f64,
    tolerance: f64,
) -> Reply<Satisfaction> {
    let options = core::SatisfactionOptions {
        level: Level::new("level", level)?,
        tolerance: NonNegative::new("tolerance", tolerance)?,
    };
    let (perceived, expected) = (perceived.read("perceived")?, expected.read("expected")?);
    let weights = weights.map(|weights| weights.read("weights")).transpose()?;
    Ok(py
        .detach(|| {
            let weights = weights.as_ref().map(Column::numbers).transpose()?;
            core::satisfaction(
                &perceived.numbers()?,
                &expected.numbers()?,
                weights.as_deref(),
                &options,
            )
        })?
        .into())
}

/// Customer satisfaction C = b/a: what was perceived over what was expected.
///
/// Above 1 the customer got more than expected, below 1 less. It needs a scale with a true zero.
///
/// Raises `undefined` if nothing was expected.
///
/// >>> gw.survey.satisfaction_ratio(9.0, 8.0)
/// 1.125
#[pyfunction]
pub(crate) fn satisfaction_ratio(perceived: f64, expected: f64) -> Reply<f64> {
    let perceived = NonNegative::new("perceived", perceived)?;
    Ok(core::satisfaction_ratio(
        perceived,
        NonNegative::new("expected", expected)?,
    )?)
}

/// The disconfirmation gap b − a: what was perceived less what was expected, in the units of the scale.
///
/// >>> gw.survey.satisfaction_gap(4.0, 4.5)
/// -0.5
///
/// Source: Oliver 1980.
#[pyfunction]
pub(crate) fn satisfaction_gap(perceived: f64, expected: f64) -> Reply<f64> {
    Ok(core::satisfaction_gap(perceived, expected)?)
}

/// The circulating form "satisfaction = a − b", expectation less perception: always refused.
///
/// It rises as customers grow unhappier. The message names the sound forms.
///
/// >>> gw.survey.satisfaction_reversed(9.0, 8.0)
/// Traceback (most recent call last):
///     ...
/// goodwill.error.GoodwillError: satisfaction_reversed: ...
#[pyfunction]
pub(crate) fn satisfaction_reversed(perceived: f64, expected: f64) -> Reply<f64> {
    Ok(core::satisfaction_reversed(perceived, expected)?)
}

/// Whether perception is above, equal to or below expectation.
///
/// Equal means within `tolerance` of it, in the units of the scale.
///
/// >>> gw.survey.satisfaction_state(4.0, 4.5)
/// 'below'
/// >>> gw.survey.satisfaction_state(4.0, 4.5, tolerance=0.5)
/// 'equal'
///
/// Source: Oliver 1980.
#[pyfunction]
#[pyo3(signature = (perceived, expected, *, tolerance = 0.0))]
pub(crate) fn satisfaction_state(
    py: Python<'_>,
    perceived: f64,
    expected: f64,
    tolerance: f64,
) -> Reply<Given<'_, SatisfactionState>> {
    let state = core::satisfaction_state(perceived, expected, NonNegative::new("tolerance", tolerance)?)?;
    Ok(Given::new(py, &state)?)
}
