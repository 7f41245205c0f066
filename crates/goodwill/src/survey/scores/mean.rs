//! The mean answer, on its own scale and from 0 to 1.

use super::measure::{ItemScore, Measure};
use crate::error::Result;
use crate::estimate::MeanOptions;
use crate::survey::tally::Tally;

/// The mean answer 平均评分 of an item, in points of its scale, with Student's t interval.
///
/// x̄ ± t(n − 1) · √(s²/n · (1 − n/N)), with N the size of a finite population if it is given. With weights,
/// Σwx/Σw with the linearised variance n/(n − 1) · Σw²(x − x̄)²/(Σw)² and a normal interval: equal weights give the
/// unweighted mean and standard error. A single answer has no interval.
///
/// # Errors
/// [`Empty`](crate::ErrorCode::Empty) without a valid answer; [`Undefined`](crate::ErrorCode::Undefined) if all
/// weights are 0; [`Inconsistent`](crate::ErrorCode::Inconsistent) for a population smaller than the sample, or beside
/// weights.
///
/// # Example
/// ```
/// use goodwill::estimate::MeanOptions;
/// use goodwill::survey::{Scale, Tally, mean_score};
///
/// let tally = Tally::of(&[4.0, 5.0, f64::NAN, 3.0, 5.0, 4.0], &Scale::new(1, 5)?)?;
/// let mean = mean_score(&tally, &MeanOptions::default())?;
/// assert_eq!(mean.score.to_string(), "4.200 (95% Student t 3.161 to 5.239, n = 5)");
/// assert_eq!((mean.missing, mean.small_sample), (1, true));
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Student 1908; Cochran 1977, *Sampling Techniques*, eq. 2.20 (finite population); Särndal, Swensson & Wretman 1992,
/// result 5.7.1 (weights).
pub fn mean_score(tally: &Tally, options: &MeanOptions) -> Result<ItemScore> {
    let answered = tally.answered()?;
    Ok(answered.scored(Measure::Mean, (0, 0), answered.mean(options)?))
}

/// The rescaled score 百分制 of an item: (x̄ − min)/(max − min), from 0, the worst answer, to 1, the best.
///
/// Scores of scales of different lengths stand side by side; × 100 is the score "out of a hundred". On a scale whose
/// low end is good it is (max − x̄)/(max − min). Standard error and interval are those of [`mean_score`], divided by
/// max − min.
///
/// # Errors
/// As for [`mean_score`].
///
/// # Example
/// ```
/// use goodwill::estimate::MeanOptions;
/// use goodwill::survey::{Scale, Tally, rescaled_score};
///
/// let tally = Tally::from_counts(&[2, 3, 10, 40, 45], 0, &Scale::new(1, 5)?)?;
/// let score = rescaled_score(&tally, &MeanOptions::default())?;
/// assert_eq!(score.score.to_string(), "0.808 (95% Student t 0.763 to 0.852, n = 100)");
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Student 1908, of a linear function of the answers.
pub fn rescaled_score(tally: &Tally, options: &MeanOptions) -> Result<ItemScore> {
    let answered = tally.answered()?;
    Ok(answered.scored(Measure::Rescaled, (0, 0), answered.rescaled(options)?))
}
