//! The score and its interval.

use super::counts::{NpsCounts, NpsScoring, Shares};
use crate::choice::choice;
use crate::error::{Error, Result};
use crate::estimate::resample::multinomial;
use crate::estimate::{Estimate, Interval, Method, wilson, wilson_share, z_of};
use crate::numeric::quantile::{QuantileType, quantile};
use crate::numeric::random::CounterRng;
use crate::quantity::Level;
use crate::survey::{Answer, Tally};
use alloc::vec::Vec;

choice! { "interval of a net promoter score",
    /// How the interval of a net promoter score is made.
    #[derive(Default)]
    NpsInterval {
        /// Wilson intervals of promoters and detractors, combined with the correlation −√(p₊p₋/((1−p₊)(1−p₋)))
        /// that a trinomial imposes on their shares, 0 if either is empty. Good at every n and every score.
        #[default]
        Mover = 0, "mover";
        /// Tango's score interval: the scores that a score test does not reject.
        Tango = 1, "tango";
        /// Wald on 3 more respondents: ¾ promoter, 1½ passives, ¾ detractor; clipped to [−1, 1].
        AdjustedWald = 2, "adjusted_wald";
        /// Score ± z · standard error, clipped to [−1, 1]: too narrow for small samples and extreme scores.
        Wald = 3, "wald";
        /// Percentiles of resampled scores: seeded, and the same on every machine.
        Bootstrap = 4, "bootstrap";
    }
}

impl From<NpsInterval> for Method {
    fn from(interval: NpsInterval) -> Self {
        match interval {
            NpsInterval::Mover => Self::Mover,
            NpsInterval::Tango => Self::Tango,
            NpsInterval::AdjustedWald => Self::AdjustedWald,
            NpsInterval::Wald => Self::Wald,
            NpsInterval::Bootstrap => Self::Bootstrap,
        }
    }
}

/// How [`nps`] reads and estimates.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
pub struct NpsOptions {
    /// Confidence level of every interval.
    pub level: Level,
    /// How the interval of the score is made; the three shares have Wilson intervals.
    pub interval: NpsInterval,
    /// Resamples of the bootstrap, 100 to 1,000,000.
    pub resamples: u32,
    /// Seed of the bootstrap.
    pub seed: u64,
    /// How answers are read; of no consequence where counts are given.
    pub scoring: NpsScoring,
}

impl Default for NpsOptions {
    fn default() -> Self {
        Self {
            level: Level::default(),
            interval: NpsInterval::default(),
            resamples: 10_000,
            seed: 0,
            scoring: NpsScoring::default(),
        }
    }
}

/// A net promoter score, the shares it comes from, and the counts behind them.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Nps {
    /// The net promoter score p₊ − p₋, in [−1, 1].
    pub score: Estimate,
    /// The share of promoters, in [0, 1].
    pub promoters: Estimate,
    /// The share of passives, in [0, 1].
    pub passives: Estimate,
    /// The share of detractors, in [0, 1].
    pub detractors: Estimate,
    /// The counts behind the shares.
    pub counts: NpsCounts,
    /// Whether at least 100 answered and nobody gave a 0: the question may have been put on 1 to 10, whose scores do not
    /// compare with those of 0 to 10. Nothing is recoded. Always false where only counts are known.
    #[cfg_attr(feature = "serde", serde(default))]
    pub suspect_scale: bool,
}

/// From how many answers on the lack of any 0 says something. About 3 in 100 respondents give a 0: without a doubt about
/// the scale none would in 5 of 100 samples of this size.
const TELLING: u64 = 100;

impl Nps {
    /// The score in points, −100 to 100: for display.
    #[must_use]
    pub fn points(&self) -> f64 {
        100.0 * self.score.value
    }
}

/// The net promoter score of a column of answers on the scale of 0 to 10.
///
/// Promoters answer 9 or 10, passives 7 or 8, detractors 0 to 6. The score is p₊ − p₋, in [−1, 1]; its standard
/// error is √((p₊ + p₋ − (p₊ − p₋)²)/n). Missing answers are NaN or the caller's missing code: they are counted
/// apart and belong to no share. Where nobody in 100 gives a 0, [`suspect_scale`](Nps::suspect_scale) warns that the
/// scale may be another.
///
/// # Errors
/// As for [`NpsCounts::from_scores`]; [`Empty`](crate::ErrorCode::Empty) if no answer was given;
/// [`OutOfRange`](crate::ErrorCode::OutOfRange) for a bootstrap of fewer than 100 or more than 1,000,000 resamples.
///
/// # Example
/// ```
/// use goodwill::survey::{NpsInterval, NpsOptions, nps};
///
/// let loyal = nps(&[9, 10, 3, 7], &NpsOptions::default())?;
/// assert_eq!(loyal.points(), 25.0);
/// assert_eq!(loyal.score.to_string(), "0.250 (95% MOVER -0.461 to 0.747, n = 4)");
/// assert_eq!(loyal.detractors.value, 0.25);
///
/// let options = NpsOptions { interval: NpsInterval::Tango, ..Default::default() };
/// assert_eq!(nps(&[9, 10, 3, 7], &options)?.score.to_string(), "0.250 (95% Tango -0.505 to 0.778, n = 4)");
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Reichheld 2003; Tango 1998, eq. 9; Rocks 2016 (adjusted Wald); Newcombe 1998 and Zou & Donner 2008 (MOVER).
pub fn nps<T: Answer>(scores: &[T], options: &NpsOptions) -> Result<Nps> {
    let counts = NpsCounts::from_scores(scores, &options.scoring)?;
    let nps = estimate("scores", &counts, options)?;
    Ok(nps.judged(|| scores.iter().any(|score| score.to_f64() == 0.0)))
}

impl Nps {
    /// The score, with a warning where nobody gave a 0. A column that holds one shows it soon.
    #[must_use]
    pub fn judged(mut self, any_zero: impl FnOnce() -> bool) -> Self {
        self.suspect_scale = self.counts.n() >= TELLING && !any_zero();
        self
    }

    /// The net promoter score of the answers of a tally.
    ///
    /// # Errors
    /// As for [`NpsCounts::from_tally`] and [`nps_from_counts`].
    ///
    /// # Example
    /// ```
    /// use goodwill::survey::{Nps, NpsOptions, Scale, Tally};
    ///
    /// let tally = Tally::of(&[9, 10, 3, 7], &Scale::new(0, 10)?)?;
    /// assert_eq!(Nps::from_tally(&tally, &NpsOptions::default())?.points(), 25.0);
    /// let other = Tally::of(&[4, 3, 1], &Scale::new(1, 4)?)?;
    /// assert!(Nps::from_tally(&other, &NpsOptions::default()).is_err());
    /// # Ok::<(), goodwill::Error>(())
    /// ```
    pub fn from_tally(tally: &Tally, options: &NpsOptions) -> Result<Self> {
        let nps = estimate("answers", &NpsCounts::from_tally(tally)?, options)?;
        Ok(nps.judged(|| tally.counts()[0] > 0))
    }
}

/// The net promoter score of counted answers: see [`nps`].
///
/// # Errors
/// [`Empty`](crate::ErrorCode::Empty) if the counts are 0; [`Overflow`](crate::ErrorCode::Overflow) if they exceed
/// 2⁵³ together.
///
/// # Example
/// ```
/// use goodwill::survey::{NpsCounts, NpsInterval, NpsOptions, nps_from_counts};
///
/// let counts = NpsCounts { promoters: 50, passives: 35, detractors: 15, missing: 0 };
/// let loyal = nps_from_counts(&counts, &NpsOptions::default())?;
/// assert_eq!(loyal.score.value, 0.35);
/// assert!((loyal.score.standard_error - 0.0726292).abs() < 5e-8);
/// assert!((loyal.score.interval.lower - 0.1989933).abs() < 5e-8);
/// assert!((loyal.score.interval.upper - 0.4807333).abs() < 5e-8);
/// # Ok::<(), goodwill::Error>(())
/// ```
pub fn nps_from_counts(counts: &NpsCounts, options: &NpsOptions) -> Result<Nps> {
    estimate("counts", counts, options)
}

fn estimate(parameter: &'static str, counts: &NpsCounts, options: &NpsOptions) -> Result<Nps> {
    let shares = counts.shares(parameter)?;
    let n = counts.n();
    let z = z_of(options.level);
    let share = |count| wilson_share(count, n, options.level, z);
    let interval = match options.interval {
        NpsInterval::Mover => mover(&shares, z),
        NpsInterval::Tango => tango(counts, z),
        NpsInterval::AdjustedWald => wald(&adjusted(counts), z),
        NpsInterval::Wald => wald(&shares, z),
        NpsInterval::Bootstrap => bootstrap(counts, options)?,
    };
    Ok(Nps {
        score: Estimate {
            value: shares.score,
            standard_error: shares.standard_error(),
            interval: interval.clipped(-1.0, 1.0),
            level: options.level,
            n,
            method: options.interval.into(),
        },
        promoters: share(counts.promoters),
        passives: share(counts.passives),
        detractors: share(counts.detractors),
        counts: *counts,
        suspect_scale: false,
    })
}

fn wald(shares: &Shares, z: f64) -> Interval {
    let half = z * shares.standard_error();
    Interval {
        lower: shares.score - half,
        upper: shares.score + half,
    }
}

/// Three more respondents, spread as ¼, ½, ¼.
pub(super) fn adjusted(counts: &NpsCounts) -> Shares {
    Shares::of(
        counts.promoters as f64 + 0.75,
        counts.detractors as f64 + 0.75,
        counts.n() as f64 + 3.0,
    )
}

/// The interval of a difference of correlated estimates, from the distances of their own intervals' ends.
///
/// `down` and `up` of the first, then of the second, estimate.
pub(super) fn mover_difference(first: (f64, f64), second: (f64, f64), correlation: f64) -> (f64, f64) {
    let combine = |a: f64, b: f64| libm::sqrt((a * a + b * b - 2.0 * correlation * (a * b)).max(0.0));
    (combine(first.0, second.1), combine(first.1, second.0))
}

/// A linearised net score of weighted answers cut to [−1, 1]. Where all are alike, its interval has no width, so that MOVER's
/// on the effective number stands in.
pub(crate) fn weighted_net(score: Estimate, promoters: f64, detractors: f64, effective_n: f64) -> Estimate {
    if score.standard_error > 0.0 {
        return score.clipped(-1.0, 1.0);
    }
    let shares = Shares {
        n: effective_n,
        promoters,
        detractors,
        score: score.value,
    };
    Estimate {
        interval: mover(&shares, z_of(score.level)).clipped(-1.0, 1.0),
        method: Method::Mover,
        ..score
    }
}

pub(super) fn mover(shares: &Shares, z: f64) -> Interval {
    let distances = |p: f64| {
        let Interval { lower, upper } = wilson(p * shares.n, shares.n, z);
        (p - lower, upper - p)
    };
    let (p, d) = (shares.promoters, shares.detractors);
    // Where either share is 0 so is the correlation, also for unanimous samples (Newcombe 1998c); elsewhere both
    // complements are positive.
    let correlation = if p * d > 0.0 {
        -libm::sqrt(p / (1.0 - d) * (d / (1.0 - p)))
    } else {
        0.0
    };
    let (down, up) = mover_difference(distances(p), distances(d), correlation);
    Interval {
        lower: shares.score - down,
        upper: shares.score + up,
    }
}

/// Tango 1998: the λ with |promoters − detractors − nλ| = z √(n(2q + λ(1 − λ))), where q is the share of
/// detractors that is most likely if the score is λ.
fn tango(counts: &NpsCounts, z: f64) -> Interval {
    let (promoters, detractors, n) = (
        counts.promoters as f64,
        counts.detractors as f64,
        counts.n() as f64,
    );
    // The upper end is the lower end of the mirror image.
    Interval {
        lower: tango_lower(promoters, detractors, n, z),
        upper: -tango_lower(detractors, promoters, n, z),
    }
}

fn tango_lower(b: f64, c: f64, n: f64, z: f64) -> f64 {
    let excess = |score: f64| {
        let linear = (2.0 * n - b + c) * score - b - c;
        let root = libm::sqrt((linear * linear + 8.0 * n * c * score * (1.0 - score)).max(0.0));
        // The larger root of 2nq² + linear·q − cλ(1 − λ), in the form that does not cancel.
        let likely = if linear <= 0.0 {
            (root - linear) / (4.0 * n)
        } else {
            2.0 * c * score * (1.0 - score) / (root + linear)
        };
        let variance = n * (2.0 * likely + score * (1.0 - score));
        let distance = b - c - n * score;
        distance * distance - z * z * variance.max(0.0)
    };
    boundary((b - c) / n, -1.0, excess)
}

/// Where `excess` turns positive between `inside` and `outside`, by bisection to the last bit.
fn boundary(mut inside: f64, mut outside: f64, excess: impl Fn(f64) -> f64) -> f64 {
    loop {
        let middle = 0.5 * (inside + outside);
        if middle == inside || middle == outside {
            return middle;
        }
        if excess(middle) > 0.0 {
            outside = middle;
        } else {
            inside = middle;
        }
    }
}

fn bootstrap(counts: &NpsCounts, options: &NpsOptions) -> Result<Interval> {
    if !(100..=1_000_000).contains(&options.resamples) {
        return Err(
            Error::out_of_range("resamples", "must be between 100 and 1,000,000")
                .with_value(options.resamples),
        );
    }
    let n = counts.n();
    // Every resample draws from its own stream: their order, or the thread they run on, changes nothing.
    let mut scores: Vec<f64> = (0..u64::from(options.resamples))
        .map(|resample| {
            let mut random = CounterRng::new(options.seed, resample);
            let [promoters, _, detractors] = multinomial(
                [counts.promoters, counts.passives, counts.detractors],
                &mut random,
            );
            (promoters as f64 - detractors as f64) / n as f64
        })
        .collect();
    scores.sort_unstable_by(f64::total_cmp);
    let tail = options.level.tail();
    // The k-th of B resamples estimates the quantile k/(B + 1): Davison & Hinkley 1997, eq. 5.6.
    let end = |p| quantile(&scores, p, QuantileType::Weibull);
    Ok(Interval {
        lower: end(tail),
        upper: end(1.0 - tail),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_abs_diff_eq;

    const PUBLISHED: NpsCounts = NpsCounts {
        promoters: 50,
        passives: 35,
        detractors: 15,
        missing: 0,
    };

    fn with(interval: NpsInterval) -> NpsOptions {
        NpsOptions {
            interval,
            ..Default::default()
        }
    }

    #[test]
    fn published_intervals_of_15_35_50() {
        for (interval, lower, upper, epsilon) in [
            (NpsInterval::Wald, 0.2076494, 0.4923506, 5e-8),
            (NpsInterval::AdjustedWald, 0.1991900, 0.4804217, 5e-8),
            (NpsInterval::Tango, 0.1992512, 0.4828868, 5e-8),
            (NpsInterval::Mover, 0.1989933, 0.4807333, 5e-8),
            (NpsInterval::Bootstrap, 0.2076494, 0.4923506, 0.02),
        ] {
            let nps = nps_from_counts(&PUBLISHED, &with(interval)).unwrap();
            assert_eq!(nps.score.value, 0.35);
            assert_abs_diff_eq!(nps.score.standard_error, 0.0726292, epsilon = 5e-8);
            assert_abs_diff_eq!(nps.score.interval.lower, lower, epsilon = epsilon);
            assert_abs_diff_eq!(nps.score.interval.upper, upper, epsilon = epsilon);
        }
    }

    #[test]
    fn unanimity_keeps_every_interval_on_the_scale() {
        for &interval in <NpsInterval as crate::choice::Choice>::ALL {
            for n in [1, 3, 1000, 1 << 53] {
                if interval == NpsInterval::Bootstrap && n > 1000 {
                    continue;
                }
                let all = nps_from_counts(
                    &NpsCounts {
                        promoters: n,
                        ..Default::default()
                    },
                    &with(interval),
                )
                .unwrap();
                let none = nps_from_counts(
                    &NpsCounts {
                        detractors: n,
                        ..Default::default()
                    },
                    &with(interval),
                )
                .unwrap();
                let idle = nps_from_counts(
                    &NpsCounts {
                        passives: n,
                        ..Default::default()
                    },
                    &with(interval),
                )
                .unwrap();
                assert_eq!((all.score.value, all.score.standard_error), (1.0, 0.0));
                assert!(all.score.interval.lower >= -1.0 && all.score.interval.lower <= 1.0);
                assert_eq!(all.score.interval.lower, -none.score.interval.upper);
                assert_eq!(all.score.interval.upper, -none.score.interval.lower);
                if interval != NpsInterval::AdjustedWald {
                    assert_abs_diff_eq!(all.score.interval.upper, 1.0, epsilon = 1e-15);
                }
                assert_abs_diff_eq!(
                    idle.score.interval.lower,
                    -idle.score.interval.upper,
                    epsilon = 1e-15
                );
            }
        }
    }

    #[test]
    fn nobody_is_an_error() {
        let options = NpsOptions::default();
        let error = nps::<u8>(&[], &options).unwrap_err();
        assert_eq!(error.to_string(), "scores: holds no usable value");
        assert_eq!(
            nps(&[f64::NAN], &options).unwrap_err().to_string(),
            "scores: holds no usable value"
        );
        let error = nps_from_counts(
            &NpsCounts {
                missing: 4,
                ..Default::default()
            },
            &options,
        )
        .unwrap_err();
        assert_eq!(error.to_string(), "counts: holds no usable value");
        let crowd = NpsCounts {
            promoters: u64::MAX,
            passives: 1,
            ..Default::default()
        };
        assert_eq!(
            nps_from_counts(&crowd, &options).unwrap_err().code(),
            crate::ErrorCode::Overflow
        );
        let few = NpsOptions {
            resamples: 99,
            ..with(NpsInterval::Bootstrap)
        };
        assert_eq!(
            nps_from_counts(&PUBLISHED, &few).unwrap_err().parameter(),
            "resamples"
        );
    }
}
