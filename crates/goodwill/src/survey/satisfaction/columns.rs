//! Many customers' perceptions against their expectations.

use super::pair::SatisfactionState;
use crate::error::{Error, ErrorCode, Result};
use crate::estimate::{Estimate, Grouped, mean_of, ratio};
use crate::quantity::{Level, NonNegative};
use crate::survey::checked_weight;
use alloc::vec::Vec;

/// How [`satisfaction`] estimates.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
pub struct SatisfactionOptions {
    /// Confidence level of every interval.
    pub level: Level,
    /// How far perception may lie from expectation and still equal it, in the units of the scale.
    pub tolerance: NonNegative,
}

/// Perception against expectation over many customers.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Satisfaction {
    /// The mean of the customers' own ratios b/a, over those who expected something: every customer counts the
    /// same. NaN, with `n` = 0, if nobody did.
    pub mean_of_ratios: Estimate,
    /// The ratio of the means Σb/Σa: every unit of expectation counts the same. NaN if nobody expected anything.
    pub ratio_of_means: Estimate,
    /// The mean gap b − a, in the units of the scale.
    pub mean_gap: Estimate,
    /// The share of customers who got more than they expected, in [0, 1].
    pub above: Estimate,
    /// The share of customers who got what they expected, in [0, 1].
    pub equal: Estimate,
    /// The share of customers who got less than they expected, in [0, 1].
    pub below: Estimate,
    /// The number of customers with both answers.
    pub n: u64,
    /// Customers with either answer missing.
    pub missing: u64,
    /// Customers who expected nothing: they have no ratio, but a gap and a state.
    pub undefined_ratios: u64,
}

/// Satisfaction over two columns, row by row one customer: ratio, gap and states, each with its interval.
///
/// - `mean_of_ratios`: Σ(bᵢ/aᵢ)/n over aᵢ > 0, Student's t interval;
/// - `ratio_of_means`: R = Σbᵢ/Σaᵢ, with the linearised standard error √(Σ(bᵢ − Raᵢ)²/(n − 1)/n)/ā, which carries
///   the covariance of both answers;
/// - `mean_gap`: Σ(bᵢ − aᵢ)/n, the paired t interval;
/// - `above`, `equal`, `below`: shares with Wilson intervals.
///
/// The two ratios differ where those who expect much are served otherwise than those who expect little. NaN is a
/// missing answer: the row is left out and counted.
///
/// With `weights`, a customer counts w times in every sum: means are Σwx/Σw, the ratio Σwb/Σwa, shares Σw of a state over
/// Σw, all with linearised standard errors; only the ratios of weights matter, and a customer without a weight is missing.
///
/// # Errors
/// [`LengthMismatch`](ErrorCode::LengthMismatch); [`OutOfRange`](ErrorCode::OutOfRange) at the first negative
/// weight or answer: a ratio needs a scale that starts at 0; [`Undefined`](ErrorCode::Undefined) if all weights are 0;
/// [`NotFinite`](ErrorCode::NotFinite) at an infinite one;
/// [`Empty`](ErrorCode::Empty) if no row is complete; [`Overflow`](ErrorCode::Overflow) if a ratio or a square is
/// too large to be represented.
///
/// # Example
/// ```
/// use goodwill::survey::{SatisfactionOptions, satisfaction};
///
/// let perceived = [9.0, 6.0, 8.0, 5.0, f64::NAN];
/// let expected = [8.0, 8.0, 8.0, 4.0, 9.0];
/// let got = satisfaction(&perceived, &expected, None, &SatisfactionOptions::default())?;
/// assert_eq!(got.mean_of_ratios.to_string(), "1.031 (95% Student t 0.692 to 1.371, n = 4)");
/// assert_eq!(got.ratio_of_means.to_string(), "1.000 (95% linearised 0.802 to 1.198, n = 4)");
/// assert_eq!(got.mean_gap.to_string(), "0.000 (95% Student t -2.250 to 2.250, n = 4)");
/// assert_eq!((got.above.value, got.equal.value, got.below.value), (0.5, 0.25, 0.25));
/// assert_eq!((got.n, got.missing, got.undefined_ratios), (4, 1, 0));
///
/// let weights = [1.0, 1.0, 2.0, 0.0, 1.0];
/// let weighted = satisfaction(&perceived, &expected, Some(&weights), &SatisfactionOptions::default())?;
/// assert_eq!((weighted.mean_gap.value, weighted.equal.value), (-0.25, 0.5));
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Oliver 1980 (disconfirmation); Cochran 1977, *Sampling Techniques*, eq. 6.4 (ratio of means).
pub fn satisfaction(
    perceived: &[f64],
    expected: &[f64],
    weights: Option<&[f64]>,
    options: &SatisfactionOptions,
) -> Result<Satisfaction> {
    let mut columns = [("expected", Some(expected)), ("weights", weights)].into_iter();
    if let Some((name, column)) = columns.find_map(|(name, column)| {
        let column = column?;
        (column.len() != perceived.len()).then_some((name, column))
    }) {
        return Err(Error::length_mismatch(name, column.len(), perceived.len()));
    }
    check("perceived", perceived)?;
    check("expected", expected)?;
    let rows = Rows::new(perceived, expected, weights)?;
    let n = rows.gaps.len() as u64;
    let level = options.level;
    let weights = rows.weights.as_deref();
    let mean = |values: &[f64], weights| {
        let found = mean_of(values, weights, level);
        if found.n > 1 && found.value.is_finite() && !found.standard_error.is_finite() {
            return Err(Error::new(
                ErrorCode::Overflow,
                "perceived",
                "is too far apart to be squared",
            ));
        }
        Ok(found)
    };
    let mut states = Grouped::new(3, weights.is_some());
    for (row, &gap) in rows.gaps.iter().enumerate() {
        let state = SatisfactionState::of(gap, options.tolerance);
        states.add(state as usize, weights.map_or(1.0, |weights| weights[row]));
    }
    let share = |state: SatisfactionState| states.share(|group| group == state as usize, level);
    let weighed = |row: usize| weights.map_or(1.0, |weights| weights[row]);
    let sums = (0..rows.gaps.len()).map(|row| {
        (
            weighed(row) * rows.perceived[row],
            weighed(row) * rows.expected[row],
        )
    });
    Ok(Satisfaction {
        mean_of_ratios: mean(&rows.ratios, rows.ratio_weights.as_deref())?,
        ratio_of_means: ratio(sums, level),
        mean_gap: mean(&rows.gaps, weights)?,
        above: share(SatisfactionState::Above),
        equal: share(SatisfactionState::Equal),
        below: share(SatisfactionState::Below),
        n,
        missing: perceived.len() as u64 - n,
        undefined_ratios: n - rows.ratios.len() as u64,
    })
}

/// The complete rows.
#[derive(Default)]
struct Rows {
    perceived: Vec<f64>,
    expected: Vec<f64>,
    gaps: Vec<f64>,
    weights: Option<Vec<f64>>,
    /// Of those who expected something.
    ratios: Vec<f64>,
    ratio_weights: Option<Vec<f64>>,
}

impl Rows {
    fn new(perceived: &[f64], expected: &[f64], weights: Option<&[f64]>) -> Result<Self> {
        let mut rows = Self {
            weights: weights.map(|_| Vec::new()),
            ratio_weights: weights.map(|_| Vec::new()),
            ..Self::default()
        };
        for (row, (&b, &a)) in perceived.iter().zip(expected).enumerate() {
            let weight = match weights {
                None => Some(1.0),
                Some(weights) => checked_weight(row, weights[row])?,
            };
            let Some(weight) = weight.filter(|_| !b.is_nan() && !a.is_nan()) else {
                continue;
            };
            rows.perceived.push(b);
            rows.expected.push(a);
            rows.gaps.push(b - a);
            rows.weights.iter_mut().for_each(|weights| weights.push(weight));
            if a > 0.0 {
                if (b / a).is_infinite() {
                    let error = Error::new(ErrorCode::Overflow, "expected", "is too small to divide by");
                    return Err(error.with_value(a).at(row));
                }
                rows.ratios.push(b / a);
                rows.ratio_weights
                    .iter_mut()
                    .for_each(|weights| weights.push(weight));
            }
        }
        if rows.gaps.is_empty() {
            return Err(Error::empty("perceived"));
        }
        if rows
            .weights
            .as_ref()
            .is_some_and(|weights| weights.iter().all(|&weight| weight == 0.0))
        {
            return Err(Error::undefined("weights", "are all 0"));
        }
        Ok(rows)
    }
}

fn check(parameter: &'static str, answers: &[f64]) -> Result<()> {
    let Some(index) = answers
        .iter()
        .position(|answer| !answer.is_nan() && !(0.0..=1e150).contains(answer))
    else {
        return Ok(());
    };
    let answer = answers[index];
    let error = if answer.is_infinite() {
        Error::new(
            ErrorCode::NotFinite,
            parameter,
            "must be a finite number, or NaN if missing",
        )
    } else if answer < 0.0 {
        Error::out_of_range(
            parameter,
            "must be 0 or more: a ratio needs a scale that starts at 0",
        )
    } else {
        Error::new(
            ErrorCode::Overflow,
            parameter,
            "must be less than 1e150 to be squared",
        )
    };
    Err(error.with_value(answer).at(index))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::estimate::Method;

    fn options() -> SatisfactionOptions {
        SatisfactionOptions::default()
    }

    #[test]
    fn nobody_expected_anything() {
        let got = satisfaction(&[1.0, 2.0], &[0.0, 0.0], None, &options()).unwrap();
        assert!(got.mean_of_ratios.value.is_nan() && got.ratio_of_means.value.is_nan());
        assert_eq!(
            (got.undefined_ratios, got.n, got.mean_gap.value, got.above.value),
            (2, 2, 1.5, 1.0)
        );
    }

    #[test]
    fn one_customer_has_no_interval() {
        let got = satisfaction(&[3.0], &[4.0], None, &options()).unwrap();
        for estimate in [got.mean_of_ratios, got.ratio_of_means] {
            assert_eq!(estimate.value, 0.75);
            assert_eq!(estimate.method, Method::None);
        }
    }

    #[test]
    fn a_weight_of_0_is_no_respondent_and_only_ratios_of_weights_matter() {
        let (b, a) = ([9.0, 6.0, 8.0, 5.0, 1.0], [8.0, 8.0, 8.0, 4.0, 0.0]);
        let ask = |weights: &[f64]| satisfaction(&b, &a, Some(weights), &options()).unwrap();
        let (one, other) = (ask(&[1.0, 2.0, 0.0, 3.0, 1.0]), ask(&[4.0, 8.0, 0.0, 12.0, 4.0]));
        assert_eq!(one, other);
        // (9 + 2·6 + 3·5 + 1) / (8 + 2·8 + 3·4)
        assert_eq!(one.ratio_of_means.value, 37.0 / 36.0);
        assert_eq!(one.mean_gap.value, 1.0 / 7.0);
        assert_eq!(
            (one.above.value, one.equal.value, one.below.value),
            (5.0 / 7.0, 0.0, 2.0 / 7.0)
        );
        assert_eq!((one.n, one.undefined_ratios), (5, 1));
        let equal = ask(&[0.5; 5]);
        let plain = satisfaction(&b, &a, None, &options()).unwrap();
        for (equal, plain) in [
            (equal.mean_of_ratios, plain.mean_of_ratios),
            (equal.ratio_of_means, plain.ratio_of_means),
            (equal.mean_gap, plain.mean_gap),
            (equal.above, plain.above),
        ] {
            assert!((equal.value - plain.value).abs() < 1e-15);
        }
    }

    #[test]
    fn bad_weights_are_named() {
        let fail =
            |weights: &[f64]| satisfaction(&[1.0, 2.0], &[1.0, 1.0], Some(weights), &options()).unwrap_err();
        assert_eq!(fail(&[1.0]).parameter(), "weights");
        assert_eq!(
            fail(&[1.0, -1.0]).to_string(),
            "weights[1]: must be 0 or more, got -1"
        );
        assert_eq!(fail(&[0.0, 0.0]).code(), ErrorCode::Undefined);
        assert_eq!(fail(&[f64::NAN, f64::NAN]).code(), ErrorCode::Empty);
        assert_eq!(fail(&[1.0, f64::INFINITY]).code(), ErrorCode::NotFinite);
    }

    #[test]
    fn tolerance_widens_equality() {
        let options = SatisfactionOptions {
            tolerance: NonNegative::new("tolerance", 1.0).unwrap(),
            ..options()
        };
        let got = satisfaction(&[9.0, 6.0, 8.0, 5.0], &[8.0, 8.0, 8.0, 4.0], None, &options).unwrap();
        assert_eq!(
            (got.above.value, got.equal.value, got.below.value),
            (0.0, 0.75, 0.25)
        );
    }

    #[test]
    fn errors_name_column_and_row() {
        let fail = |b: &[f64], a: &[f64]| satisfaction(b, a, None, &options()).unwrap_err();
        assert_eq!(fail(&[1.0], &[1.0, 2.0]).code(), ErrorCode::LengthMismatch);
        assert_eq!(
            fail(&[1.0, f64::INFINITY], &[1.0, 2.0]).code(),
            ErrorCode::NotFinite
        );
        assert_eq!(
            fail(&[1.0, 2.0], &[1.0, -2.0]).to_string(),
            "expected[1]: must be 0 or more: a ratio needs a scale that starts at 0, got -2"
        );
        assert_eq!(fail(&[f64::NAN], &[1.0]).code(), ErrorCode::Empty);
        assert_eq!(fail(&[], &[]).code(), ErrorCode::Empty);
        assert_eq!(fail(&[f64::NAN, 1.0, 1.0], &[0.0, 1.0, 5e-324]).index(), Some(2));
        assert_eq!(fail(&[1e300, 1.0], &[1.0, 1.0]).code(), ErrorCode::Overflow);
    }
}
