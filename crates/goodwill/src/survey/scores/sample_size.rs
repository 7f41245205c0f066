//! How many answers it takes.

use crate::error::{Error, ErrorCode, Result};
use crate::estimate::z_of;
use crate::quantity::{Level, Positive, Proportion};

/// What [`share_sample_size`] assumes.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
pub struct ShareSampleSizeOptions {
    /// Confidence level of the interval to be made.
    pub level: Level,
    /// The expected share. The default, ½, is the worst case.
    pub share: Proportion,
    /// The number of customers there are, if it is small enough to matter.
    pub population_size: Option<u64>,
}

impl Default for ShareSampleSizeOptions {
    fn default() -> Self {
        Self {
            level: Level::default(),
            share: Proportion::HALF,
            population_size: None,
        }
    }
}

/// How many answers give a share an interval of ± `margin`.
///
/// n₀ = z²p(1 − p)/margin², rounded up; from a population of N, n₀/(1 + (n₀ − 1)/N). Answers, not invitations: divide
/// by the response rate to be expected.
///
/// # Errors
/// [`OutOfRange`](ErrorCode::OutOfRange) for a population of 0; [`Overflow`](ErrorCode::Overflow) if more than 2⁵³
/// answers are needed.
///
/// # Example
/// ```
/// use goodwill::{quantity::Positive, survey::{ShareSampleSizeOptions, share_sample_size}};
///
/// let margin = Positive::new("margin", 0.05)?;
/// assert_eq!(share_sample_size(margin, &ShareSampleSizeOptions::default())?, 385);
/// let few = ShareSampleSizeOptions { population_size: Some(1000), ..Default::default() };
/// assert_eq!(share_sample_size(margin, &few)?, 278);
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Cochran 1977, *Sampling Techniques*, eq. 4.1 and 4.2.
pub fn share_sample_size(margin: Positive, options: &ShareSampleSizeOptions) -> Result<u64> {
    let p = options.share.get();
    let ratio = z_of(options.level) / margin.get();
    let infinite = ratio * ratio * p * (1.0 - p);
    needed(margin, options.population_size, infinite, infinite - 1.0)
}

/// What [`mean_sample_size`] assumes.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
pub struct MeanSampleSizeOptions {
    /// Confidence level of the interval to be made.
    pub level: Level,
    /// The number of customers there are, if it is small enough to matter.
    pub population_size: Option<u64>,
}

/// How many answers give a mean an interval of ± `margin`, in points of the scale.
///
/// n₀ = z²s²/margin² with the standard deviation s of an answer, rounded up; from a population of N,
/// n₀/(1 + n₀/N). An answer on a scale from `a` to `b` cannot have a larger standard deviation than (b − a)/2; on 1–5,
/// about 1 is usual.
///
/// # Errors
/// [`OutOfRange`](ErrorCode::OutOfRange) for a population of 0; [`Overflow`](ErrorCode::Overflow) if more than 2⁵³
/// answers are needed.
///
/// # Example
/// ```
/// use goodwill::{quantity::Positive, survey::{MeanSampleSizeOptions, mean_sample_size}};
///
/// let (margin, deviation) = (Positive::new("margin", 0.1)?, Positive::new("standard_deviation", 1.0)?);
/// assert_eq!(mean_sample_size(margin, deviation, &MeanSampleSizeOptions::default())?, 385);
/// let few = MeanSampleSizeOptions { population_size: Some(1000), ..Default::default() };
/// assert_eq!(mean_sample_size(margin, deviation, &few)?, 278);
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Cochran 1977, *Sampling Techniques*, section 4.6.
pub fn mean_sample_size(
    margin: Positive,
    standard_deviation: Positive,
    options: &MeanSampleSizeOptions,
) -> Result<u64> {
    let ratio = z_of(options.level) * standard_deviation.get() / margin.get();
    let infinite = ratio * ratio;
    needed(margin, options.population_size, infinite, infinite)
}

/// n₀ answers, or n₀/(1 + excess/N) of a population of N.
fn needed(margin: Positive, population_size: Option<u64>, infinite: f64, excess: f64) -> Result<u64> {
    if population_size == Some(0) {
        return Err(Error::out_of_range("population_size", "must be 1 or more").with_value(0));
    }
    let needed = population_size.map_or(infinite, |size| infinite / (1.0 + excess / size as f64));
    // A whole number that is missed only by rounding is not rounded up to the next.
    let answers = libm::ceil(needed * (1.0 - 1e-12)).max(1.0);
    if answers < 9_007_199_254_740_992.0 {
        Ok(answers as u64)
    } else {
        let error = Error::new(ErrorCode::Overflow, "margin", "needs more than 2^53 answers");
        Err(error.with_value(margin.get()))
    }
}
