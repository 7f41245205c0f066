//! The shares of the best and of the worst answers, and their difference.

use super::measure::{ItemScore, Measure};
use crate::error::Result;
use crate::estimate::{Estimate, ProportionOptions};
use crate::quantity::Level;
use crate::survey::nps::weighted_net;
use crate::survey::tally::{Answered, Tally};
use crate::survey::{NpsCounts, NpsInterval, NpsOptions, nps_from_counts};

/// The share of the `k` best answers 高分占比: top-2 box is the share of 4 and 5 on 1–5.
///
/// Best is the high end, or the low end where the polarity of the scale says so. With weights the share is Σw of the
/// best over Σw, its variance linearised, and the interval normal and clipped to [0, 1]; where all or none are best,
/// which leaves no variance, Wilson's on the effective number.
///
/// # Errors
/// [`OutOfRange`](crate::ErrorCode::OutOfRange) unless `k` is 1 or more and less than the scale has points;
/// [`Empty`](crate::ErrorCode::Empty) without a valid answer; [`Undefined`](crate::ErrorCode::Undefined) if all
/// weights are 0.
///
/// # Example
/// ```
/// use goodwill::estimate::ProportionOptions;
/// use goodwill::survey::{Scale, Tally, bottom_box, top_box};
///
/// let tally = Tally::from_counts(&[2, 3, 10, 40, 45], 7, &Scale::new(1, 5)?)?;
/// let options = ProportionOptions::default();
/// let best = top_box(&tally, 2, &options)?;
/// assert_eq!(best.score.to_string(), "0.850 (95% Wilson 0.767 to 0.907, n = 100)");
/// assert_eq!(best.missing, 7);
/// assert_eq!(bottom_box(&tally, 2, &options)?.score.value, 0.05);
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Wilson 1927; the other intervals as for [`proportion`](crate::estimate::proportion).
pub fn top_box(tally: &Tally, k: u32, options: &ProportionOptions) -> Result<ItemScore> {
    let best = tally.end("k", k, true)?;
    let answered = tally.answered()?;
    Ok(answered.scored(Measure::TopBox, (k, 0), answered.share(&best, options)?))
}

/// The share of the `k` worst answers 低分占比: bottom-2 box is the share of 1 and 2 on 1–5.
///
/// # Errors
/// As for [`top_box`].
///
/// # Example
/// See [`top_box`].
///
/// # Source
/// Wilson 1927; the other intervals as for [`proportion`](crate::estimate::proportion).
pub fn bottom_box(tally: &Tally, k: u32, options: &ProportionOptions) -> Result<ItemScore> {
    let worst = tally.end("k", k, false)?;
    let answered = tally.answered()?;
    Ok(answered.scored(Measure::BottomBox, (0, k), answered.share(&worst, options)?))
}

/// How [`net_box`] estimates.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
pub struct NetBoxOptions {
    /// Confidence level of the interval.
    pub level: Level,
    /// How the interval is made where respondents have no weights.
    pub interval: NpsInterval,
    /// Resamples of the bootstrap, 100 to 1,000,000.
    pub resamples: u32,
    /// Seed of the bootstrap.
    pub seed: u64,
}

impl Default for NetBoxOptions {
    fn default() -> Self {
        let NpsOptions {
            level,
            interval,
            resamples,
            seed,
            ..
        } = NpsOptions::default();
        Self {
            level,
            interval,
            resamples,
            seed,
        }
    }
}

/// The share of the `top` best answers less the share of the `bottom` worst 净占比, in [−1, 1].
///
/// The variance is that of a trinomial: p₊ + p₋ − (p₊ − p₋)², over n. The net promoter score is the net box of 2 and 7
/// on 0–10. With weights the variance is linearised, and the interval normal and clipped to [−1, 1];
/// where all answers are alike, MOVER's on the effective number.
///
/// # Errors
/// [`OutOfRange`](crate::ErrorCode::OutOfRange) unless each of `top` and `bottom` is 1 or more and less than the scale
/// has points; [`Inconsistent`](crate::ErrorCode::Inconsistent) if they overlap; [`Empty`](crate::ErrorCode::Empty)
/// without a valid answer; [`Undefined`](crate::ErrorCode::Undefined) if all weights are 0.
///
/// # Example
/// ```
/// use goodwill::survey::{NetBoxOptions, Scale, Tally, net_box};
///
/// let tally = Tally::from_counts(&[2, 3, 10, 40, 45], 0, &Scale::new(1, 5)?)?;
/// let net = net_box(&tally, 2, 2, &NetBoxOptions::default())?;
/// assert_eq!(net.score.to_string(), "0.800 (95% MOVER 0.672 to 0.876, n = 100)");
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Newcombe 1998 and Zou & Donner 2008 (MOVER); Tango 1998; Rocks 2016 (adjusted Wald).
pub fn net_box(tally: &Tally, top: u32, bottom: u32, options: &NetBoxOptions) -> Result<ItemScore> {
    let (best, worst) = tally.ends(("top", top), ("bottom", bottom))?;
    let answered = tally.answered()?;
    let score = net(&answered, &best, &worst, options)?;
    Ok(answered.scored(Measure::NetBox, (top, bottom), score))
}

/// The share of the best points less the share of the worst.
pub(super) fn net(
    answered: &Answered<'_>,
    best: &[usize],
    worst: &[usize],
    options: &NetBoxOptions,
) -> Result<Estimate> {
    if answered.weights.is_some() {
        let sign = |point| f64::from(best.contains(&point)) - f64::from(worst.contains(&point));
        let score = answered.weighted(sign, false, options.level);
        let n = answered.effective_n();
        let share = |points: &[usize]| {
            let inside = |point| f64::from(points.contains(&point));
            answered.weighted(inside, false, options.level).value
        };
        return Ok(weighted_net(score, share(best), share(worst), n));
    }
    let counts = counts(answered, best, worst);
    let options = NpsOptions {
        level: options.level,
        interval: options.interval,
        resamples: options.resamples,
        seed: options.seed,
        ..Default::default()
    };
    Ok(nps_from_counts(&counts, &options)?.score)
}

/// The best as promoters, the worst as detractors.
pub(super) fn counts(answered: &Answered<'_>, best: &[usize], worst: &[usize]) -> NpsCounts {
    let (promoters, detractors) = (answered.count(best), answered.count(worst));
    NpsCounts {
        promoters,
        passives: answered.n - promoters - detractors,
        detractors,
        missing: answered.tally.missing(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::estimate::Method;
    use crate::survey::{Scale, nps};
    use approx::assert_abs_diff_eq;

    /// Weights that are all alike are no weights: where everybody agrees, both say how little that means.
    #[test]
    fn unanimous_answers_with_weights_are_not_certain() {
        let scale = Scale::new(1, 5).unwrap();
        let (answers, weights) = ([5_u8; 20], [0.5; 20]);
        let weighted = Tally::weighted(&answers, &weights, &scale).unwrap();
        let plain = Tally::of(&answers, &scale).unwrap();
        let options = ProportionOptions::default();
        for ask in [top_box, bottom_box] {
            let (weighted, plain) = (
                ask(&weighted, 2, &options).unwrap().score,
                ask(&plain, 2, &options).unwrap().score,
            );
            assert_eq!((weighted.value, weighted.method), (plain.value, Method::Wilson));
            assert_abs_diff_eq!(weighted.interval.lower, plain.interval.lower, epsilon = 1e-15);
            assert_abs_diff_eq!(weighted.interval.upper, plain.interval.upper, epsilon = 1e-15);
        }
        let (weighted, plain) = (
            net_box(&weighted, 2, 2, &NetBoxOptions::default()).unwrap().score,
            net_box(&plain, 2, 2, &NetBoxOptions::default()).unwrap().score,
        );
        assert_eq!((weighted.value, weighted.method), (1.0, Method::Mover));
        assert_abs_diff_eq!(weighted.interval.lower, plain.interval.lower, epsilon = 1e-15);
        assert!(weighted.interval.lower < 1.0);
        assert_eq!(
            nps(&[10_u8; 20], &NpsOptions::default()).unwrap().score.interval,
            plain.interval
        );
    }
}
