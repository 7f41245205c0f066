//! Customer satisfaction score.

use super::boxes::top_box;
use super::mean::{mean_score, rescaled_score};
use super::measure::ItemScore;
use crate::choice::choice;
use crate::error::Result;
use crate::estimate::{MeanOptions, ProportionInterval, ProportionOptions};
use crate::quantity::Level;
use crate::survey::tally::Tally;

choice! { "measure of satisfaction",
    /// What a satisfaction score is.
    #[derive(Default)]
    CsatMeasure {
        /// The share of the best answers: 4 and 5 on 1–5.
        #[default]
        TopBox = 0, "top_box";
        /// The mean answer, in points.
        Mean = 1, "mean";
        /// The mean from 0, the worst answer, to 1, the best.
        Rescaled = 2, "rescaled";
    }
}

/// How [`csat`] scores and estimates.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
pub struct CsatOptions {
    /// What the score is.
    pub measure: CsatMeasure,
    /// How many of the best answers are "satisfied".
    pub top: u32,
    /// Confidence level of the interval.
    pub level: Level,
    /// How the interval of a share is made.
    pub interval: ProportionInterval,
}

impl Default for CsatOptions {
    fn default() -> Self {
        Self {
            measure: CsatMeasure::default(),
            top: 2,
            level: Level::default(),
            interval: ProportionInterval::default(),
        }
    }
}

/// Customer satisfaction score 满意度 (CSAT): the share of the two best answers of 1–5, unless another measure is asked
/// for.
///
/// A facet (product quality 产品质量, service 服务质量, after-sales 售后, price 价格 …) and satisfaction overall are
/// items of their own: one tally each. The result names the measure, so that a share and a mean are not taken for each
/// other.
///
/// # Errors
/// As for [`top_box`](super::top_box) and [`mean_score`](super::mean_score).
///
/// # Example
/// ```
/// use goodwill::survey::{CsatMeasure, CsatOptions, Measure, Scale, Tally, csat};
///
/// let tally = Tally::from_counts(&[2, 3, 10, 40, 45], 0, &Scale::new(1, 5)?)?;
/// let satisfied = csat(&tally, &CsatOptions::default())?;
/// assert_eq!(satisfied.score.to_string(), "0.850 (95% Wilson 0.767 to 0.907, n = 100)");
/// assert_eq!((satisfied.measure, satisfied.top), (Measure::TopBox, 2));
///
/// let mean = csat(&tally, &CsatOptions { measure: CsatMeasure::Mean, ..Default::default() })?;
/// assert_eq!(mean.score.value, 4.23);
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Wilson 1927 (share); Student 1908 (mean).
pub fn csat(tally: &Tally, options: &CsatOptions) -> Result<ItemScore> {
    let means = MeanOptions {
        level: options.level,
        population_size: None,
    };
    match options.measure {
        CsatMeasure::TopBox => {
            let shares = ProportionOptions {
                level: options.level,
                interval: options.interval,
            };
            top_box(tally, options.top, &shares).map_err(|error| match error.parameter() {
                "k" => error.rename("top"),
                _ => error,
            })
        }
        CsatMeasure::Mean => mean_score(tally, &means),
        CsatMeasure::Rescaled => rescaled_score(tally, &means),
    }
}
