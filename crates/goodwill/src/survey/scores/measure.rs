//! What is made of the answers to one item, and how each figure is estimated.

use crate::choice::choice;
use crate::error::{Error, Result};
use crate::estimate::{Estimate, Interval, MeanOptions, Method, ProportionOptions, proportion};
use crate::numeric::student_t;
use crate::numeric::sum::ExactSum;
use crate::quantity::Level;
use crate::survey::Polarity;
use crate::survey::tally::{Answered, Tally};
use alloc::vec::Vec;

choice! { "measure of an item",
    /// A figure made of the answers to one item.
    #[derive(Default)]
    Measure {
        /// The mean answer, in points of the scale.
        #[default]
        Mean = 0, "mean";
        /// The mean on a scale from 0, the worst answer, to 1, the best.
        Rescaled = 1, "rescaled";
        /// The share of the k best answers.
        TopBox = 2, "top_box";
        /// The share of the k worst answers.
        BottomBox = 3, "bottom_box";
        /// The share of the best answers less the share of the worst.
        NetBox = 4, "net_box";
        /// The net promoter score, on 0 to 10.
        Nps = 5, "nps";
    }
}

/// A figure of one item, with who stands behind it.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ItemScore {
    /// The figure; its `n` is the number of valid answers.
    pub score: Estimate,
    /// Which figure it is.
    pub measure: Measure,
    /// How many of the best answers count in it; 0 where it is no share.
    pub top: u32,
    /// How many of the worst answers count in it; 0 where it is no share.
    pub bottom: u32,
    /// Kish's effective number of respondents: what weights leave of `n`.
    pub effective_n: f64,
    /// Answers not given.
    pub missing: u64,
    /// Answers that the scale does not have.
    pub invalid: u64,
    /// Whether fewer than 30 respondents (effective ones, where they have weights) stand behind an interval that leans
    /// on the normal distribution: take it as a rough one.
    pub small_sample: bool,
}

/// Below this many respondents an interval that leans on normality is rough.
const SMALL: f64 = 30.0;

/// Whether an interval leans on the normal distribution of a mean.
fn leans(method: Method) -> bool {
    matches!(
        method,
        Method::Wald | Method::StudentT | Method::Linearised | Method::AdjustedWald | Method::Delta
    )
}

/// Whether so few respondents make such an interval rough.
pub(crate) fn is_small(method: Method, effective_n: f64) -> bool {
    leans(method) && effective_n < SMALL
}

impl Answered<'_> {
    pub(super) fn effective_n(&self) -> f64 {
        self.weights
            .as_ref()
            .map_or(self.n as f64, |weights| weights.effective_n)
    }

    /// The figure with who stands behind it.
    pub(super) fn scored(&self, measure: Measure, (top, bottom): (u32, u32), score: Estimate) -> ItemScore {
        let effective_n = self.effective_n();
        ItemScore {
            score,
            measure,
            top,
            bottom,
            effective_n,
            missing: self.tally.missing(),
            invalid: self.tally.invalid(),
            small_sample: is_small(score.method, effective_n),
        }
    }

    /// How many gave one of those points.
    pub(super) fn count(&self, points: &[usize]) -> u64 {
        points.iter().map(|&point| self.tally.counts()[point]).sum()
    }

    /// The mean of a value that each point has, its linearised standard error, and a normal interval. `bessel` says
    /// whether the variance is that of a sample, over n − 1.
    pub(super) fn weighted(&self, value_of: impl Fn(usize) -> f64, bessel: bool, level: Level) -> Estimate {
        let weights = self.weights.as_ref().expect("asked of weighted answers");
        let points = 0..weights.sums.len();
        let mut sum = ExactSum::default();
        for point in points.clone() {
            sum.add_product(weights.sums[point], value_of(point));
        }
        let value = sum.value() / weights.total;
        let mut variance = ExactSum::default();
        for point in points {
            let residual = value_of(point) - value;
            variance.add_product(weights.squares[point], residual * residual);
        }
        let n = self.n as f64;
        let spread = match (bessel, self.n) {
            (true, 1) => return Estimate::without_interval(value, level, self.n),
            (true, _) => n / (n - 1.0),
            (false, _) => 1.0,
        };
        let standard_error = libm::sqrt(variance.value() * spread) / weights.total;
        Estimate::wald(value, standard_error, level, self.n, Method::Linearised)
    }

    /// The share of those points.
    pub(super) fn share(&self, points: &[usize], options: &ProportionOptions) -> Result<Estimate> {
        if self.weights.is_some() {
            let inside = |point| f64::from(points.contains(&point));
            let share = self.weighted(inside, false, options.level);
            return Ok(share.of_weighted_share(self.effective_n()));
        }
        proportion(self.count(points), self.n, options)
    }

    /// Σc, Σck and Σck² over the points k, exactly.
    fn moments(&self) -> (i128, i128, i128) {
        let counts = self.tally.counts().iter().zip(0_i128..);
        counts.fold((0, 0, 0), |(n, sum, squares), (&count, point)| {
            let count = i128::from(count);
            (n + count, sum + count * point, squares + count * point * point)
        })
    }

    /// The variance of the answers, over n − 1; NaN of a single answer.
    pub(super) fn variance(&self) -> f64 {
        let (n, sum, squares) = self.moments();
        // An integer below 2^123: at most 2^53 answers of at most 249 points.
        (n * squares - sum * sum) as f64 / (n as f64 * (n - 1) as f64)
    }

    /// The mean answer.
    pub(super) fn mean(&self, options: &MeanOptions) -> Result<Estimate> {
        let minimum = i128::from(self.tally.scale().minimum());
        if self.weights.is_some() {
            if options.population_size.is_some() {
                let reason =
                    "cannot be given where respondents have weights: they say already whom each stands for";
                return Err(Error::inconsistent("population_size", reason));
            }
            return Ok(self.weighted(|point| (minimum + point as i128) as f64, true, options.level));
        }
        if let Some(size) = options.population_size.filter(|&size| size < self.n) {
            let reason = alloc::format!("must be at least the number of answers, {}", self.n);
            return Err(Error::inconsistent("population_size", reason).with_value(size));
        }
        let (n, sum, _) = self.moments();
        let (value, count) = ((sum + n * minimum) as f64 / n as f64, n as f64);
        let census = options.population_size == Some(self.n);
        if self.n == 1 && !census {
            return Ok(Estimate::without_interval(value, options.level, 1));
        }
        let (standard_error, t) = if census {
            (0.0, 0.0)
        } else {
            let open = options
                .population_size
                .map_or(1.0, |size| 1.0 - count / size as f64);
            let t = -student_t::quantile(options.level.tail(), count - 1.0);
            (libm::sqrt(self.variance() / count * open), t)
        };
        let half = t * standard_error;
        Ok(Estimate {
            value,
            standard_error,
            interval: Interval {
                lower: value - half,
                upper: value + half,
            },
            level: options.level,
            n: self.n,
            method: Method::StudentT,
        })
    }

    /// The mean from 0, the worst answer, to 1, the best.
    pub(super) fn rescaled(&self, options: &MeanOptions) -> Result<Estimate> {
        let scale = self.tally.scale();
        let mean = self.mean(options)?;
        let (slope, from) = match scale.good_end() {
            Polarity::HighIsGood => (1.0, scale.minimum()),
            Polarity::LowIsGood => (-1.0, scale.maximum()),
        };
        let width = f64::from(scale.maximum()) - f64::from(scale.minimum());
        let onto = |x: f64| slope * (x - f64::from(from)) / width;
        Ok(Estimate {
            value: onto(mean.value),
            standard_error: mean.standard_error / width,
            interval: mean.interval.map(onto),
            ..mean
        })
    }
}

impl Tally {
    /// The best `top` and the worst `bottom` points.
    ///
    /// # Errors
    /// [`OutOfRange`](crate::ErrorCode::OutOfRange) unless each is 1 or more and less than the points of the scale.
    pub(super) fn ends(
        &self,
        (top_name, top): (&'static str, u32),
        (bottom_name, bottom): (&'static str, u32),
    ) -> Result<(Vec<usize>, Vec<usize>)> {
        let points = self.best_first();
        for (name, count) in [(top_name, top), (bottom_name, bottom)] {
            if count == 0 || count as usize >= points.len() {
                let reason = alloc::format!(
                    "must be 1 to {}, less than the scale has points",
                    points.len() - 1
                );
                return Err(Error::out_of_range(name, reason).with_value(count));
            }
        }
        if (top + bottom) as usize > points.len() {
            let reason = alloc::format!(
                "must leave the best {top} answers out: the scale has {} points",
                points.len()
            );
            return Err(Error::inconsistent(bottom_name, reason).with_value(bottom));
        }
        let worst = points.iter().rev().take(bottom as usize).copied().collect();
        Ok((points[..top as usize].to_vec(), worst))
    }

    /// The best, or the worst, `count` points.
    pub(super) fn end(&self, name: &'static str, count: u32, best: bool) -> Result<Vec<usize>> {
        let mut points = self.best_first();
        if count == 0 || count as usize >= points.len() {
            let reason = alloc::format!(
                "must be 1 to {}, less than the scale has points",
                points.len() - 1
            );
            return Err(Error::out_of_range(name, reason).with_value(count));
        }
        if !best {
            points.reverse();
        }
        points.truncate(count as usize);
        Ok(points)
    }
}
