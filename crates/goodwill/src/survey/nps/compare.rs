//! Two scores, many scores, and the same respondents twice.

use super::counts::{Group, NpsCounts, NpsScoring, Rule};
use super::score::{NpsInterval, NpsOptions, adjusted, mover_difference, nps_from_counts};
use crate::choice::choice;
use crate::error::{Error, Result};
use crate::estimate::{Estimate, Interval, Method, TestResult, z_of};
use crate::numeric::chi_squared;
use crate::numeric::sum::exact_sum;
use crate::quantity::Level;
use crate::survey::Answer;

choice! { "interval of a difference of net promoter scores",
    /// How the interval of a difference of two net promoter scores is made.
    #[derive(Default)]
    NpsDifferenceInterval {
        /// The two scores' own MOVER intervals combined.
        #[default]
        Mover = 0, "mover";
        /// Wald on three more respondents in each sample: ¾ promoter, 1½ passives, ¾ detractor.
        AdjustedWald = 1, "adjusted_wald";
        /// Difference ± z · standard error.
        Wald = 2, "wald";
    }
}

impl From<NpsDifferenceInterval> for Method {
    fn from(interval: NpsDifferenceInterval) -> Self {
        match interval {
            NpsDifferenceInterval::Mover => Self::Mover,
            NpsDifferenceInterval::AdjustedWald => Self::AdjustedWald,
            NpsDifferenceInterval::Wald => Self::Wald,
        }
    }
}

/// How [`nps_difference`] estimates.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
pub struct NpsDifferenceOptions {
    /// Confidence level of the interval.
    pub level: Level,
    /// How the interval is made.
    pub interval: NpsDifferenceInterval,
}

/// The difference NPS(a) − NPS(b) of two independent samples, in [−2, 2].
///
/// The standard error is √(SE²(a) + SE²(b)); `n` is the number of respondents of both samples. For the same
/// respondents asked twice use [`nps_paired`].
///
/// # Errors
/// [`Empty`](crate::ErrorCode::Empty), naming the sample, if nobody answered.
///
/// # Example
/// ```
/// use goodwill::survey::{NpsCounts, NpsDifferenceOptions, nps_difference};
///
/// let ours = NpsCounts { promoters: 50, passives: 35, detractors: 15, missing: 0 };
/// let theirs = NpsCounts { promoters: 40, passives: 30, detractors: 30, missing: 0 };
/// let lead = nps_difference(&ours, &theirs, &NpsDifferenceOptions::default())?;
/// assert_eq!(lead.to_string(), "0.250 (95% MOVER 0.032 to 0.459, n = 200)");
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Zou & Donner 2008 (MOVER); Rocks 2016 (the adjustment of each sample).
pub fn nps_difference(a: &NpsCounts, b: &NpsCounts, options: &NpsDifferenceOptions) -> Result<Estimate> {
    let (shares_a, shares_b) = (a.shares("a")?, b.shares("b")?);
    let value = shares_a.score - shares_b.score;
    let standard_error = libm::sqrt(shares_a.variance() / shares_a.n + shares_b.variance() / shares_b.n);
    let z = z_of(options.level);
    let (lower, upper) = match options.interval {
        NpsDifferenceInterval::Mover => {
            let distances = |counts| score_distances(counts, options.level);
            let (down, up) = mover_difference(distances(a)?, distances(b)?, 0.0);
            (value - down, value + up)
        }
        NpsDifferenceInterval::AdjustedWald => {
            let (a, b) = (adjusted(a), adjusted(b));
            let half = z * libm::sqrt(a.variance() / a.n + b.variance() / b.n);
            let centre = a.score - b.score;
            (centre - half, centre + half)
        }
        NpsDifferenceInterval::Wald => (value - z * standard_error, value + z * standard_error),
    };
    Ok(Estimate {
        value,
        standard_error,
        interval: Interval {
            lower: lower.max(-2.0),
            upper: upper.min(2.0),
        },
        level: options.level,
        n: a.n().saturating_add(b.n()),
        method: options.interval.into(),
    })
}

/// How far the ends of a score's MOVER interval lie below and above it.
fn score_distances(counts: &NpsCounts, level: Level) -> Result<(f64, f64)> {
    let score = nps_from_counts(
        counts,
        &NpsOptions {
            level,
            ..Default::default()
        },
    )?
    .score;
    Ok((
        score.value - score.interval.lower,
        score.interval.upper - score.value,
    ))
}

/// Whether k samples share one distribution over promoters, passives and detractors: Pearson's χ² on the 3 × k
/// table, with (groups − 1)(k − 1) degrees of freedom.
///
/// A group that nobody in any sample belongs to does not count. Samples can differ here with equal scores: few
/// promoters and few detractors are not the same as many of both.
///
/// # Errors
/// [`Empty`](crate::ErrorCode::Empty) at the first sample nobody answered; [`Undefined`](crate::ErrorCode::Undefined)
/// if there are fewer than two samples, or all respondents belong to one group.
///
/// # Example
/// ```
/// use goodwill::survey::{NpsCounts, nps_homogeneity};
///
/// let wave = |promoters, passives, detractors| NpsCounts { promoters, passives, detractors, missing: 0 };
/// let test = nps_homogeneity(&[wave(50, 35, 15), wave(40, 30, 30), wave(45, 33, 22)])?;
/// assert!((test.statistic - 6.543642).abs() < 5e-7);
/// assert_eq!(test.degrees_of_freedom, 4.0);
/// assert!((test.p_value - 0.162061).abs() < 5e-7);
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Pearson 1900; Agresti 2013, *Categorical Data Analysis*, section 3.2.
pub fn nps_homogeneity(samples: &[NpsCounts]) -> Result<TestResult> {
    if samples.len() < 2 {
        return Err(Error::undefined(
            "samples",
            "needs at least two samples to compare",
        ));
    }
    let mut whole = NpsCounts::default();
    for (index, sample) in samples.iter().enumerate() {
        sample.shares("samples").map_err(|error| error.at(index))?;
        whole.merge(sample);
    }
    let total = whole.shares("samples")?.n;
    let groups = |counts: &NpsCounts| [counts.promoters, counts.passives, counts.detractors];
    let whole = groups(&whole);
    let present = whole.iter().filter(|&&count| count > 0).count();
    if present < 2 {
        return Err(Error::undefined("samples", "holds respondents of one group only"));
    }
    let statistic = exact_sum(samples.iter().flat_map(|sample| {
        let n = sample.n() as f64;
        groups(sample)
            .into_iter()
            .zip(whole)
            .filter(|&(_, all)| all > 0)
            .map(move |(count, all)| {
                let expected = all as f64 * (n / total);
                let excess = count as f64 - expected;
                excess * excess / expected
            })
    }));
    let degrees_of_freedom = ((present - 1) * (samples.len() - 1)) as f64;
    Ok(TestResult {
        statistic,
        degrees_of_freedom,
        p_value: chi_squared::sf(statistic, degrees_of_freedom),
    })
}

choice! { "interval of a paired difference of net promoter scores",
    /// How the interval of the change between two waves is made.
    #[derive(Default)]
    NpsPairedInterval {
        /// The two scores' own MOVER intervals combined with the correlation of the waves.
        #[default]
        Mover = 0, "mover";
        /// Difference ± z · standard error.
        Wald = 1, "wald";
    }
}

/// How [`nps_paired`] reads and estimates.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
pub struct NpsPairedOptions {
    /// Confidence level of every interval.
    pub level: Level,
    /// How the interval of the difference is made.
    pub interval: NpsPairedInterval,
    /// How answers are read.
    pub scoring: NpsScoring,
}

/// Two waves of the same respondents.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct NpsPaired {
    /// The change: score of the second wave minus score of the first, in [−2, 2].
    pub difference: Estimate,
    /// The score of the first wave among those who answered both, in [−1, 1], with its MOVER interval.
    pub first: Estimate,
    /// The score of the second wave among those who answered both, in [−1, 1], with its MOVER interval.
    pub second: Estimate,
    /// The correlation of a respondent's two groups, scored −1, 0, 1; NaN if everybody was alike in a wave.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null"))]
    pub correlation: f64,
    /// Respondents with either answer missing: they are left out.
    pub missing: u64,
}

/// The change of the score between two waves of the same respondents, row by row.
///
/// With d the change of a respondent's group, scored −1, 0, 1, the variance of the difference is Var(d)/n: the
/// variances of both waves less twice their covariance. Respondents who answered only once are left out and
/// counted.
///
/// # Errors
/// [`LengthMismatch`](crate::ErrorCode::LengthMismatch); [`Empty`](crate::ErrorCode::Empty) if nobody answered
/// both waves; bad answers as for [`NpsCounts::from_scores`], naming `first` or `second`.
///
/// # Example
/// ```
/// use goodwill::survey::{NpsPairedOptions, nps_paired};
///
/// let (spring, autumn) = ([9, 7, 3, 8, 10, 6, 9, 7], [10, 9, 6, 8, 9, 7, 9, 9]);
/// let change = nps_paired(&spring, &autumn, &NpsPairedOptions::default())?;
/// assert_eq!((change.first.value, change.second.value), (0.125, 0.5));
/// assert_eq!(change.difference.to_string(), "0.375 (95% MOVER 0.024 to 0.690, n = 8)");
/// assert!((change.correlation - 0.792594).abs() < 5e-7);
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Variance of a paired difference; interval: Zou & Donner 2008, eq. 7, with the correlation of the waves.
pub fn nps_paired<T: Answer>(first: &[T], second: &[T], options: &NpsPairedOptions) -> Result<NpsPaired> {
    if second.len() != first.len() {
        return Err(Error::length_mismatch("second", second.len(), first.len()));
    }
    let rule = Rule::new(&options.scoring)?;
    let mut table = [[0_u64; 3]; 3];
    let mut missing = 0;
    for (index, (before, after)) in first.iter().zip(second).enumerate() {
        let before = rule.group("first", index, before.to_f64())?;
        let after = rule.group("second", index, after.to_f64())?;
        match (before, after) {
            (Some(before), Some(after)) => table[before as usize][after as usize] += 1,
            _ => missing += 1,
        }
    }
    let mut waves = [NpsCounts::default(); 2];
    let (mut products, mut changes, mut squares) = (0.0, 0.0, 0.0);
    for before in Group::ALL {
        for after in Group::ALL {
            let count = table[before as usize][after as usize];
            waves[0].add(before, count);
            waves[1].add(after, count);
            let change = after.sign() - before.sign();
            products += before.sign() * after.sign() * count as f64;
            changes += change * count as f64;
            squares += change * change * count as f64;
        }
    }
    let score = nps_options(options.level);
    let [first, second] = [
        nps_from_counts(&waves[0], &score),
        nps_from_counts(&waves[1], &score),
    ]
    .map(|nps| nps.map(|nps| nps.score));
    let (first, second) = (first.map_err(|error| error.rename("first"))?, second?);
    let n = first.n as f64;
    // Sums of small integers: exact, whatever the order of the rows.
    let value = changes / n;
    let standard_error = libm::sqrt((squares / n - value * value).max(0.0) / n);
    let spread = first.standard_error * second.standard_error * n;
    let correlation = (products / n - first.value * second.value) / spread;
    let correlation = if spread > 0.0 {
        correlation.clamp(-1.0, 1.0)
    } else {
        f64::NAN
    };
    let (down, up, method) = match options.interval {
        NpsPairedInterval::Mover => {
            let known = if correlation.is_nan() { 0.0 } else { correlation };
            let distances = |e: Estimate| (e.value - e.interval.lower, e.interval.upper - e.value);
            let (down, up) = mover_difference(distances(second), distances(first), known);
            (down, up, Method::Mover)
        }
        NpsPairedInterval::Wald => {
            let half = z_of(options.level) * standard_error;
            (half, half, Method::Wald)
        }
    };
    Ok(NpsPaired {
        difference: Estimate {
            value,
            standard_error,
            interval: Interval {
                lower: (value - down).max(-2.0),
                upper: (value + up).min(2.0),
            },
            level: options.level,
            n: first.n,
            method,
        },
        first,
        second,
        correlation,
        missing,
    })
}

fn nps_options(level: Level) -> NpsOptions {
    NpsOptions {
        level,
        interval: NpsInterval::Mover,
        ..Default::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorCode;
    use approx::assert_abs_diff_eq;

    const OURS: NpsCounts = NpsCounts {
        promoters: 50,
        passives: 35,
        detractors: 15,
        missing: 0,
    };

    #[test]
    fn a_sample_does_not_differ_from_itself() {
        for &interval in <NpsDifferenceInterval as crate::choice::Choice>::ALL {
            let options = NpsDifferenceOptions {
                interval,
                ..Default::default()
            };
            let none = nps_difference(&OURS, &OURS, &options).unwrap();
            assert_eq!(none.value, 0.0);
            assert_abs_diff_eq!(none.interval.lower, -none.interval.upper, epsilon = 1e-15);
            assert_abs_diff_eq!(
                none.standard_error,
                0.0726292 * core::f64::consts::SQRT_2,
                epsilon = 1e-7
            );
        }
        let test = nps_homogeneity(&[OURS, OURS, OURS]).unwrap();
        assert_abs_diff_eq!(test.statistic, 0.0, epsilon = 1e-25);
        assert_eq!(test.p_value, 1.0);
    }

    #[test]
    fn errors_name_the_sample() {
        let nobody = NpsCounts::default();
        let options = NpsDifferenceOptions::default();
        assert_eq!(
            nps_difference(&OURS, &nobody, &options).unwrap_err().parameter(),
            "b"
        );
        assert_eq!(nps_homogeneity(&[OURS, nobody]).unwrap_err().index(), Some(1));
        assert_eq!(nps_homogeneity(&[OURS]).unwrap_err().code(), ErrorCode::Undefined);
        let fans = NpsCounts {
            promoters: 4,
            ..nobody
        };
        assert_eq!(
            nps_homogeneity(&[fans, fans]).unwrap_err().code(),
            ErrorCode::Undefined
        );
    }

    #[test]
    fn an_empty_group_costs_a_degree_of_freedom() {
        let wave = |promoters, detractors| NpsCounts {
            promoters,
            detractors,
            ..Default::default()
        };
        let test = nps_homogeneity(&[wave(10, 20), wave(30, 15)]).unwrap();
        assert_eq!(test.degrees_of_freedom, 1.0);
    }

    #[test]
    fn pairs_that_never_change_have_no_error() {
        let scores = [9, 3, 7, 10, 8];
        let same = nps_paired(&scores, &scores, &NpsPairedOptions::default()).unwrap();
        assert_eq!(
            (same.difference.value, same.difference.standard_error),
            (0.0, 0.0)
        );
        assert_abs_diff_eq!(same.correlation, 1.0, epsilon = 1e-15);
        let fans = nps_paired(&[9, 10], &[10, 10], &NpsPairedOptions::default()).unwrap();
        assert!(fans.correlation.is_nan());
    }

    #[test]
    fn pairs_with_a_gap_are_left_out() {
        let options = NpsPairedOptions::default();
        let got = nps_paired(&[9.0, f64::NAN, 3.0], &[2.0, 9.0, f64::NAN], &options).unwrap();
        assert_eq!(
            (got.difference.value, got.difference.n, got.missing),
            (-2.0, 1, 2)
        );
        assert_eq!(
            nps_paired(&[f64::NAN], &[1.0], &options).unwrap_err().to_string(),
            "first: holds no usable value"
        );
        assert_eq!(
            nps_paired(&[9, 1], &[1], &options).unwrap_err().code(),
            ErrorCode::LengthMismatch
        );
        let error = nps_paired(&[9, 1], &[1, 12], &options).unwrap_err();
        assert_eq!(error.to_string(), "second[1]: must be between 0 and 10, got 12");
    }
}
