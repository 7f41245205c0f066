//! How many answers it takes.

use crate::error::{Error, ErrorCode, Result};
use crate::estimate::z_of;
use crate::quantity::{Level, Positive, Proportion};

/// What [`nps_sample_size`] assumes.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
pub struct NpsSampleSizeOptions {
    /// Confidence level of the interval to be made.
    pub level: Level,
    /// The expected share of promoters. The default, ½ and ½, is the worst case.
    pub promoters: Proportion,
    /// The expected share of detractors.
    pub detractors: Proportion,
    /// The number of customers there are, if it is small enough to matter.
    pub population_size: Option<u64>,
}

impl Default for NpsSampleSizeOptions {
    fn default() -> Self {
        Self {
            level: Level::default(),
            promoters: Proportion::HALF,
            detractors: Proportion::HALF,
            population_size: None,
        }
    }
}

/// How many answers give the score an interval of ± `margin`.
///
/// n₀ = z²(p₊ + p₋ − (p₊ − p₋)²)/margin², rounded up; from a population of N, n₀/(1 + (n₀ − 1)/N). The margin is
/// on the scale of the score: 0.05 for ± 5 points.
///
/// # Errors
/// [`Inconsistent`](ErrorCode::Inconsistent) if the shares exceed 1 together; [`OutOfRange`](ErrorCode::OutOfRange)
/// for a population of 0; [`Overflow`](ErrorCode::Overflow) if more than 2⁵³ answers are needed.
///
/// # Example
/// ```
/// use goodwill::{quantity::{Positive, Proportion}, survey::{NpsSampleSizeOptions, nps_sample_size}};
///
/// let margin = Positive::new("margin", 0.05)?;
/// assert_eq!(nps_sample_size(margin, &NpsSampleSizeOptions::default())?, 1537);
///
/// let expected = NpsSampleSizeOptions {
///     promoters: Proportion::new("promoters", 0.50)?,
///     detractors: Proportion::new("detractors", 0.15)?,
///     ..Default::default()
/// };
/// assert_eq!(nps_sample_size(margin, &expected)?, 811);
/// assert_eq!(nps_sample_size(margin, &NpsSampleSizeOptions { population_size: Some(1000), ..expected })?, 448);
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Cochran 1977, *Sampling Techniques*, eq. 4.1 and 4.2, with the variance of a score in place of pq.
pub fn nps_sample_size(margin: Positive, options: &NpsSampleSizeOptions) -> Result<u64> {
    let (promoters, detractors) = (options.promoters.get(), options.detractors.get());
    if promoters + detractors > 1.0 {
        return Err(
            Error::inconsistent("detractors", "must not exceed 1 together with promoters")
                .with_value(detractors),
        );
    }
    if options.population_size == Some(0) {
        return Err(Error::out_of_range("population_size", "must be 1 or more").with_value(0));
    }
    let net = promoters - detractors;
    let ratio = z_of(options.level) / margin.get();
    let infinite = ratio * ratio * (promoters + detractors - net * net);
    let needed = options
        .population_size
        .map_or(infinite, |size| infinite / (1.0 + (infinite - 1.0) / size as f64));
    // A whole number that is missed only by rounding is not rounded up to the next.
    let answers = libm::ceil(needed * (1.0 - 1e-12)).max(1.0);
    if answers < 9_007_199_254_740_992.0 {
        Ok(answers as u64)
    } else {
        Err(
            Error::new(ErrorCode::Overflow, "margin", "needs more than 2^53 answers")
                .with_value(margin.get()),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_population_is_never_exceeded() {
        for size in [1, 2, 10, 1536, 1537, 1_000_000] {
            let options = NpsSampleSizeOptions {
                population_size: Some(size),
                ..Default::default()
            };
            for margin in [1e-6, 0.01, 0.05, 0.5] {
                let n = nps_sample_size(Positive::new("margin", margin).unwrap(), &options).unwrap();
                assert!((1..=size).contains(&n), "{size} {margin} {n}");
            }
        }
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let margin = Positive::new("margin", 0.05).unwrap();
        let share = |value| Proportion::new("share", value).unwrap();
        let both = NpsSampleSizeOptions {
            promoters: share(0.7),
            detractors: share(0.4),
            ..Default::default()
        };
        assert_eq!(
            nps_sample_size(margin, &both).unwrap_err().code(),
            ErrorCode::Inconsistent
        );
        let certain = NpsSampleSizeOptions {
            promoters: share(1.0),
            detractors: share(0.0),
            ..Default::default()
        };
        assert_eq!(nps_sample_size(margin, &certain), Ok(1));
        let none = NpsSampleSizeOptions {
            population_size: Some(0),
            ..Default::default()
        };
        assert_eq!(
            nps_sample_size(margin, &none).unwrap_err().parameter(),
            "population_size"
        );
        let fine = Positive::new("margin", 1e-12).unwrap();
        assert_eq!(
            nps_sample_size(fine, &NpsSampleSizeOptions::default())
                .unwrap_err()
                .code(),
            ErrorCode::Overflow
        );
    }
}
