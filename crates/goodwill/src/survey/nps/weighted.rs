//! The score of a weighted sample.

use super::counts::{Group, NpsScoring, Rule, is_nps_scale};
use super::score::weighted_net;
use crate::error::{Error, ErrorCode, Result};
use crate::estimate::{Estimate, Method};
use crate::numeric::sum::ExactSum;
use crate::quantity::Level;
use crate::survey::{Answer, Tally, checked_weight};

/// How [`nps_weighted`] reads and estimates.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
pub struct NpsWeightedOptions {
    /// Confidence level of every interval.
    pub level: Level,
    /// How answers are read.
    pub scoring: NpsScoring,
}

/// A net promoter score of weighted answers.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct NpsWeighted {
    /// The weighted score, in [−1, 1]; `n` is the number of respondents, not of weights.
    pub score: Estimate,
    /// The weighted share of promoters, in [0, 1].
    pub promoters: Estimate,
    /// The weighted share of passives, in [0, 1].
    pub passives: Estimate,
    /// The weighted share of detractors, in [0, 1].
    pub detractors: Estimate,
    /// Kish's effective number of respondents (Σw)²/Σw²: what the weights leave of `n`.
    pub effective_n: f64,
    /// Rows whose answer or weight is missing.
    pub missing: u64,
}

/// The net promoter score of answers with weights: NPS = Σwᵢsᵢ/Σwᵢ with s = +1, 0, −1.
///
/// Weights correct for who was asked or who answered; only their ratios matter. The variance is linearised:
/// Σwᵢ²(sᵢ − NPS)²/(Σwᵢ)², so that equal weights give the standard error of [`nps`](super::nps); the interval is
/// normal, clipped to the scale; where all answers are alike it is MOVER's on the effective number. Rows with a NaN weight or a missing answer are left out and counted.
///
/// # Errors
/// [`LengthMismatch`](ErrorCode::LengthMismatch); [`OutOfRange`](ErrorCode::OutOfRange) at the first negative
/// weight, [`NotFinite`](ErrorCode::NotFinite) at an infinite one; [`Empty`](ErrorCode::Empty) if no row is
/// complete; [`Undefined`](ErrorCode::Undefined) if all weights are 0; bad answers as for
/// [`NpsCounts::from_scores`](super::NpsCounts::from_scores).
///
/// # Example
/// ```
/// use goodwill::survey::{NpsWeightedOptions, nps_weighted};
///
/// let loyal = nps_weighted(&[9, 10, 3, 7], &[2.0, 1.0, 1.0, 1.0], &NpsWeightedOptions::default())?;
/// assert_eq!(loyal.score.value, 0.4);
/// assert_eq!(loyal.score.to_string(), "0.400 (95% linearised -0.376 to 1.000, n = 4)");
/// assert_eq!(loyal.effective_n, 25.0 / 7.0);
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Kish 1965, *Survey Sampling*, section 11.7; Särndal, Swensson & Wretman 1992, result 5.7.1 (linearisation).
pub fn nps_weighted<T: Answer>(
    scores: &[T],
    weights: &[f64],
    options: &NpsWeightedOptions,
) -> Result<NpsWeighted> {
    if weights.len() != scores.len() {
        return Err(Error::length_mismatch("weights", weights.len(), scores.len()));
    }
    let rule = Rule::new(&options.scoring)?;
    let mut sums = Sums::default();
    for (index, (score, &weight)) in scores.iter().zip(weights).enumerate() {
        let group = rule.group("scores", index, score.to_f64())?;
        let weight = checked_weight(index, weight)?;
        if let (Some(group), Some(weight)) = (group, weight) {
            sums.weights[group as usize].add(weight);
            sums.squares[group as usize].add_product(weight, weight);
            sums.n += 1;
        }
    }
    sums.missing = scores.len() as u64 - sums.n;
    sums.score("scores", options.level)
}

impl NpsWeighted {
    /// The net promoter score of a tally of answers from 0 to 10 with weights: as [`nps_weighted`] of the answers, which
    /// counts invalid answers as missing.
    ///
    /// ```
    /// use goodwill::quantity::Level;
    /// use goodwill::survey::{NpsWeighted, NpsWeightedOptions, Scale, Tally, nps_weighted};
    ///
    /// let (scores, weights) = ([9, 10, 3, 7], [2.0, 1.0, 1.0, 1.0]);
    /// let tally = Tally::weighted(&scores, &weights, &Scale::new(0, 10)?)?;
    /// let loyal = NpsWeighted::from_tally(&tally, Level::default())?;
    /// assert_eq!(loyal, nps_weighted(&scores, &weights, &NpsWeightedOptions::default())?);
    /// # Ok::<(), goodwill::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Inconsistent`](ErrorCode::Inconsistent) unless the scale is 0 to 10 with high good, and if respondents have no
    /// weights; otherwise as [`nps_weighted`].
    pub fn from_tally(tally: &Tally, level: Level) -> Result<Self> {
        is_nps_scale(tally.scale())?;
        let Some(points) = tally.weights() else {
            let reason = "must have weights: nps is for answers without";
            return Err(Error::inconsistent("answers", reason));
        };
        let mut sums = Sums {
            n: tally.n(),
            missing: tally.missing() + tally.invalid(),
            ..Sums::default()
        };
        for (answer, point) in points.iter().enumerate() {
            let group = Group::of(answer as f64) as usize;
            sums.weights[group].merge(&point.sum);
            sums.squares[group].merge(&point.squares);
        }
        sums.score("answers", level)
    }
}

/// Σw and Σw² of detractors, passives and promoters.
#[derive(Default)]
struct Sums {
    n: u64,
    missing: u64,
    weights: [ExactSum; 3],
    squares: [ExactSum; 3],
}

impl Sums {
    fn score(&self, parameter: &'static str, level: Level) -> Result<NpsWeighted> {
        if self.n == 0 {
            return Err(Error::empty(parameter));
        }
        let total = |sums: &[ExactSum; 3]| {
            let mut total = ExactSum::default();
            for sum in sums {
                total.merge(sum);
            }
            total.value()
        };
        let (weight, square) = (total(&self.weights), total(&self.squares));
        if weight == 0.0 {
            return Err(Error::undefined("weights", "are all 0"));
        }
        let effective_n = weight * weight / square;
        if !(weight * weight).is_finite() || !effective_n.is_finite() {
            let reason = "have squares beyond the range of a number";
            return Err(Error::new(ErrorCode::Overflow, "weights", reason));
        }
        // A weighted mean of something that depends on the group only.
        let estimate = |value: f64, of: fn(Group) -> f64| {
            let variance: f64 = Group::ALL
                .into_iter()
                .map(|group| {
                    let residual = of(group) - value;
                    self.squares[group as usize].value() * residual * residual
                })
                .sum();
            let standard_error = libm::sqrt(variance) / weight;
            Estimate::wald(value, standard_error, level, self.n, Method::Linearised)
        };
        let of = |group: Group| &self.weights[group as usize];
        let mut net = of(Group::Promoter).clone();
        net.add(-of(Group::Detractor).value());
        let share = |group, is| estimate(of(group).value() / weight, is).of_weighted_share(effective_n);
        let promoters = share(Group::Promoter, |group| f64::from(group == Group::Promoter));
        let detractors = share(Group::Detractor, |group| f64::from(group == Group::Detractor));
        let score = estimate(net.value() / weight, Group::sign);
        Ok(NpsWeighted {
            score: weighted_net(score, promoters.value, detractors.value, effective_n),
            promoters,
            passives: share(Group::Passive, |group| f64::from(group == Group::Passive)),
            detractors,
            effective_n,
            missing: self.missing,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::{NpsOptions, nps};
    use approx::assert_abs_diff_eq;

    #[test]
    fn unanimous_respondents_are_not_certain() {
        let plain = nps(&[10; 20], &NpsOptions::default()).unwrap();
        let got = nps_weighted(&[10; 20], &[0.5; 20], &NpsWeightedOptions::default()).unwrap();
        for (got, plain) in [
            (got.score, plain.score),
            (got.promoters, plain.promoters),
            (got.passives, plain.passives),
        ] {
            assert_eq!((got.value, got.method), (plain.value, plain.method));
            assert_abs_diff_eq!(got.interval.lower, plain.interval.lower, epsilon = 1e-15);
            assert_abs_diff_eq!(got.interval.upper, plain.interval.upper, epsilon = 1e-15);
        }
        assert!(got.score.interval.lower < 1.0);
    }

    #[test]
    fn equal_weights_change_nothing() {
        let scores = [9, 10, 3, 7, 8, 9, 0];
        let plain = nps(&scores, &NpsOptions::default()).unwrap();
        for weight in [1.0, 0.25, 3.7] {
            let got = nps_weighted(&scores, &[weight; 7], &NpsWeightedOptions::default()).unwrap();
            assert_abs_diff_eq!(got.score.value, plain.score.value, epsilon = 1e-15);
            assert_abs_diff_eq!(
                got.score.standard_error,
                plain.score.standard_error,
                epsilon = 1e-15
            );
            assert_abs_diff_eq!(
                got.passives.standard_error,
                plain.passives.standard_error,
                epsilon = 1e-15
            );
            assert_abs_diff_eq!(got.effective_n, 7.0, epsilon = 1e-14);
        }
    }

    #[test]
    fn rows_with_a_gap_are_left_out() {
        let got = nps_weighted(
            &[9.0, f64::NAN, 3.0],
            &[1.0, 1.0, f64::NAN],
            &NpsWeightedOptions::default(),
        )
        .unwrap();
        assert_eq!((got.score.value, got.score.n, got.missing), (1.0, 1, 2));
    }

    #[test]
    fn errors_name_the_row() {
        let weighted =
            |weights: &[f64]| nps_weighted(&[9, 3], weights, &NpsWeightedOptions::default()).unwrap_err();
        assert_eq!(weighted(&[1.0]).code(), ErrorCode::LengthMismatch);
        assert_eq!(
            weighted(&[1.0, -0.5]).to_string(),
            "weights[1]: must be 0 or more, got -0.5"
        );
        assert_eq!(weighted(&[f64::INFINITY, 1.0]).code(), ErrorCode::NotFinite);
        assert_eq!(weighted(&[f64::NAN, f64::NAN]).code(), ErrorCode::Empty);
        assert_eq!(weighted(&[0.0, 0.0]).code(), ErrorCode::Undefined);
        assert_eq!(weighted(&[1e300, 1e300]).code(), ErrorCode::Overflow);
    }
}
