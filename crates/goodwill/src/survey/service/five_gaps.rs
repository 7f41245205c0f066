//! The five gaps of service quality.

use crate::error::{Error, Result};
use crate::estimate::{Estimate, Interval, MeanOptions, Method, mean};
use crate::numeric::student_t;
use crate::numeric::sum::ExactMoments;
use crate::quantity::Level;
use crate::survey::respondents::check_column;
use alloc::vec::Vec;

/// Who said what of one dimension of a service, all on one scale. A column that was not asked is empty; one of a single
/// number is a number that was set, such as a standard.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct FiveGapsAnswers<'a> {
    /// What customers expect.
    pub expected: &'a [f64],
    /// What the same customers, row by row, perceive.
    pub perceived: &'a [f64],
    /// What managers believe that customers expect.
    pub believed: &'a [f64],
    /// The standards that were set.
    pub standards: &'a [f64],
    /// What is delivered, as measured or as those who deliver it say.
    pub delivered: &'a [f64],
    /// What customers are promised.
    pub promised: &'a [f64],
}

/// The five gaps of one dimension: each is what there should be less what there is, above 0 where it falls short. A gap
/// of which a side was not asked is NaN with `n` = 0.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct FiveGaps {
    /// Gap 1, knowledge 认知差距: what customers expect less what managers believe they do.
    pub knowledge: Estimate,
    /// Gap 2, standards 标准差距: what managers believe less the standards set.
    pub standards: Estimate,
    /// Gap 3, delivery 传递差距: the standards less what is delivered.
    pub delivery: Estimate,
    /// Gap 4, communication 沟通差距: what is promised less what is delivered.
    pub communication: Estimate,
    /// Gap 5, the service gap 服务差距: what customers expect less what they perceive. It is measured, not the sum of the
    /// other four.
    pub service: Estimate,
    /// Answers missing in any column, and customers with only one of the two answers of gap 5.
    pub missing: u64,
}

/// The five gaps of service quality in one dimension: where between a customer's expectation and perception the service
/// is lost.
///
/// Gap 5 is paired over the customers, with Student's t interval; its negative is the SERVQUAL score. The others compare
/// different people: Welch's t interval for two independent samples. A column of one number counts as known. Ask for
/// each dimension by itself.
///
/// # Errors
/// [`LengthMismatch`](crate::ErrorCode::LengthMismatch) if expected and perceived differ in rows and neither is empty;
/// [`Empty`](crate::ErrorCode::Empty) if no gap has answers on both sides; [`NotFinite`](crate::ErrorCode::NotFinite) at
/// an infinite answer.
///
/// # Example
/// ```
/// use goodwill::{quantity::Level, survey::{FiveGapsAnswers, five_gaps}};
///
/// let gaps = five_gaps(
///     &FiveGapsAnswers {
///         expected: &[6.0, 7.0, 6.0, 7.0],
///         perceived: &[5.0, 5.0, 6.0, 4.0],
///         believed: &[5.0, 6.0, 5.0],
///         standards: &[5.5],
///         ..Default::default()
///     },
///     Level::default(),
/// )?;
/// assert_eq!(gaps.service.to_string(), "1.500 (95% Student t -0.554 to 3.554, n = 4)");
/// assert_eq!(format!("{:.2}", gaps.knowledge), "1.17 (95% Student t -0.01 to 2.34, n = 7)");
/// assert!(gaps.delivery.value.is_nan());
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Parasuraman, Zeithaml & Berry 1985, *A conceptual model of service quality and its implications for future research*;
/// Welch 1947.
pub fn five_gaps(answers: &FiveGapsAnswers<'_>, level: Level) -> Result<FiveGaps> {
    let FiveGapsAnswers {
        expected,
        perceived,
        believed,
        standards,
        delivered,
        promised,
    } = *answers;
    let columns = [
        ("expected", expected),
        ("perceived", perceived),
        ("believed", believed),
        ("standards", standards),
        ("delivered", delivered),
        ("promised", promised),
    ];
    for (name, column) in columns {
        check_column(name, column, column.len())?;
    }
    let of = |column: &[f64]| -> ExactMoments {
        column.iter().copied().filter(|answer| !answer.is_nan()).collect()
    };
    let gap = |should: &[f64], is: &[f64]| welch(&of(should), &of(is), level);
    let missing: usize = columns
        .iter()
        .skip(2)
        .map(|(_, column)| column.iter().filter(|answer| answer.is_nan()).count())
        .sum();
    let (service, unpaired) = service_gap(expected, perceived, level)?;
    let gaps = FiveGaps {
        knowledge: gap(expected, believed),
        standards: gap(believed, standards),
        delivery: gap(standards, delivered),
        communication: gap(promised, delivered),
        service,
        missing: (missing + unpaired) as u64,
    };
    let all = [
        gaps.knowledge,
        gaps.standards,
        gaps.delivery,
        gaps.communication,
        gaps.service,
    ];
    if all.iter().all(|gap| gap.value.is_nan()) {
        return Err(Error::empty("expected"));
    }
    Ok(gaps)
}

/// Expectation less perception over the customers, and how many lack an answer.
fn service_gap(expected: &[f64], perceived: &[f64], level: Level) -> Result<(Estimate, usize)> {
    let alone = if expected.is_empty() { perceived } else { expected };
    if expected.is_empty() || perceived.is_empty() {
        let missing = alone.iter().filter(|answer| answer.is_nan()).count();
        return Ok((Estimate::without_interval(f64::NAN, level, 0), missing));
    }
    if perceived.len() != expected.len() {
        return Err(Error::length_mismatch(
            "perceived",
            perceived.len(),
            expected.len(),
        ));
    }
    let gaps: Vec<f64> = expected.iter().zip(perceived).map(|(e, p)| e - p).collect();
    let missing = gaps.iter().filter(|gap| gap.is_nan()).count();
    if missing == gaps.len() {
        return Ok((Estimate::without_interval(f64::NAN, level, 0), missing));
    }
    let options = MeanOptions {
        level,
        ..Default::default()
    };
    let service = mean(&gaps, &options).map_err(|error| error.rename("perceived"))?;
    Ok((service, missing))
}

/// The difference of the means of two samples; a single number is known.
fn welch(a: &ExactMoments, b: &ExactMoments, level: Level) -> Estimate {
    let n = a.count() + b.count();
    if a.count() == 0 || b.count() == 0 {
        return Estimate::without_interval(f64::NAN, level, 0);
    }
    let value = a.mean() - b.mean();
    let part = |of: &ExactMoments| {
        let count = of.count() as f64;
        if of.count() == 1 {
            (0.0, f64::INFINITY)
        } else {
            (of.variance() / count, count - 1.0)
        }
    };
    let ((u, f), (v, g)) = (part(a), part(b));
    if f.is_infinite() && g.is_infinite() {
        return Estimate::without_interval(value, level, n);
    }
    let standard_error = libm::sqrt(u + v);
    let half = if standard_error > 0.0 {
        let freedom = (u + v) * (u + v) / (u * u / f + v * v / g);
        -student_t::quantile(level.tail(), freedom) * standard_error
    } else {
        0.0
    };
    Estimate {
        value,
        standard_error,
        interval: Interval {
            lower: value - half,
            upper: value + half,
        },
        level,
        n,
        method: Method::StudentT,
    }
}
