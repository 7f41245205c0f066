//! Customer effort score.

use super::boxes::{NetBoxOptions, net_box, top_box};
use super::mean::mean_score;
use super::measure::ItemScore;
use crate::choice::choice;
use crate::error::{Error, Result};
use crate::estimate::{MeanOptions, ProportionInterval, ProportionOptions};
use crate::quantity::Level;
use crate::survey::NpsInterval;
use crate::survey::tally::Tally;

choice! { "measure of effort",
    /// What an effort score is. Practice disagrees, so the caller says.
    EffortMeasure {
        /// The mean answer, in points.
        Mean = 0, "mean";
        /// The share of the best answers: 5 to 7 of 7.
        TopBox = 1, "top_box";
        /// The share of the best answers less the share of the worst: 6 and 7 less 1 to 3, of 7.
        NetBox = 2, "net_box";
    }
}

/// How [`effort_score`] estimates.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
pub struct EffortOptions {
    /// Confidence level of the interval.
    pub level: Level,
    /// How the interval of a share is made.
    pub interval: ProportionInterval,
    /// How the interval of a net share is made.
    pub net_interval: NpsInterval,
    /// How many of the best answers count. On seven points 3 of a share and 2 of a net share, on others it must be said.
    pub top: Option<u32>,
    /// How many of the worst answers count in a net share. On seven points 3, on others it must be said.
    pub bottom: Option<u32>,
}

/// Customer effort score 客户费力度 (CES): the mean, the share of the best answers or their net share, on a scale on
/// which the good end is little effort.
///
/// The item of today (CES 2.0) is "the company made it easy for me", 1 to 7, high is good. The older one (CES 1.0) asks
/// how much effort it took, 1 to 5, low is good: give its scale that [polarity](crate::survey::Polarity), and shares
/// count from the good end; the mean stays in points of the scale. The result names its measure and the answers that
/// count.
///
/// # Errors
/// [`Inconsistent`](crate::ErrorCode::Inconsistent) if a share is asked for on a scale of other than seven points
/// without saying which answers count; otherwise as for [`mean_score`](super::mean_score), [`top_box`](super::top_box)
/// and [`net_box`](super::net_box).
///
/// # Example
/// ```
/// use goodwill::survey::{EffortMeasure, EffortOptions, Polarity, Scale, Tally, effort_score};
///
/// let easy = Tally::from_counts(&[4, 3, 5, 8, 20, 30, 30], 0, &Scale::new(1, 7)?)?;
/// let options = EffortOptions::default();
/// assert_eq!(effort_score(&easy, EffortMeasure::Mean, &options)?.score.value, 5.47);
/// assert_eq!(effort_score(&easy, EffortMeasure::TopBox, &options)?.score.value, 0.8);
/// assert_eq!(effort_score(&easy, EffortMeasure::NetBox, &options)?.score.value, 0.48);
///
/// let scale = Scale::new(1, 5)?.polarity(Polarity::LowIsGood);
/// let effort = Tally::from_counts(&[50, 25, 15, 6, 4], 0, &scale)?;
/// let little = EffortOptions { top: Some(2), ..options };
/// assert_eq!(effort_score(&effort, EffortMeasure::TopBox, &little)?.score.value, 0.75);
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Dixon, Freeman & Toman 2010 (CES 1.0); Dixon, Toman & DeLisi 2013 (CES 2.0).
pub fn effort_score(tally: &Tally, measure: EffortMeasure, options: &EffortOptions) -> Result<ItemScore> {
    let points = tally.scale().points();
    let said = |name: &'static str, given: Option<u32>, usual: u32| match given {
        Some(count) => Ok(count),
        None if points == 7 => Ok(usual),
        None => {
            let reason =
                "must be given on a scale of other than seven points: which answers count is not settled";
            Err(Error::inconsistent(name, reason))
        }
    };
    match measure {
        EffortMeasure::Mean => mean_score(
            tally,
            &MeanOptions {
                level: options.level,
                population_size: None,
            },
        ),
        EffortMeasure::TopBox => {
            let shares = ProportionOptions {
                level: options.level,
                interval: options.interval,
            };
            top_box(tally, said("top", options.top, 3)?, &shares).map_err(|error| match error.parameter() {
                "k" => error.rename("top"),
                _ => error,
            })
        }
        EffortMeasure::NetBox => {
            let net = NetBoxOptions {
                level: options.level,
                interval: options.net_interval,
                ..Default::default()
            };
            net_box(
                tally,
                said("top", options.top, 2)?,
                said("bottom", options.bottom, 3)?,
                &net,
            )
        }
    }
}
