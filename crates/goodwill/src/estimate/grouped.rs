//! Shares and means of respondents or customers who may have weights.

use super::proportion::{wilson, wilson_share, z_of};
use super::{Estimate, Method};
use crate::numeric::student_t;
use crate::numeric::sum::{ExactMoments, ExactSum, exact_sum};
use crate::quantity::Level;
use alloc::vec;
use alloc::vec::Vec;

/// How many members each of several groups has, and with weights also their Σw and Σw², exactly.
#[derive(Debug, Clone)]
pub(crate) struct Grouped {
    counts: Vec<u64>,
    weights: Option<Vec<(ExactSum, ExactSum)>>,
}

impl Grouped {
    /// No members yet.
    pub(crate) fn new(groups: usize, weighted: bool) -> Self {
        Self {
            counts: vec![0; groups],
            weights: weighted.then(|| vec![(ExactSum::new(), ExactSum::new()); groups]),
        }
    }

    /// One member more; the weight counts only if there are weights.
    pub(crate) fn add(&mut self, group: usize, weight: f64) {
        self.counts[group] += 1;
        if let Some(weights) = &mut self.weights {
            weights[group].0.add(weight);
            weights[group].1.add_product(weight, weight);
        }
    }

    /// All members.
    pub(crate) fn n(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// The members of each group.
    pub(crate) fn counts(&self) -> &[u64] {
        &self.counts
    }

    /// Whether anybody counts.
    pub(crate) fn weighs(&self) -> bool {
        self.n() > 0 && (self.weights.is_none() || self.total(|_| true, |sums| &sums.0) > 0.0)
    }

    fn total(&self, which: impl Fn(usize) -> bool, part: impl Fn(&(ExactSum, ExactSum)) -> &ExactSum) -> f64 {
        let mut total = ExactSum::new();
        for (group, sums) in self.weights.iter().flatten().enumerate() {
            if which(group) {
                total.merge(part(sums));
            }
        }
        total.value()
    }

    /// The members of the groups that `which` picks alone.
    pub(crate) fn within(&self, which: impl Fn(usize) -> bool) -> Self {
        let mut part = self.clone();
        for group in (0..part.counts.len()).filter(|&group| !which(group)) {
            part.counts[group] = 0;
            if let Some(weights) = &mut part.weights {
                weights[group] = (ExactSum::new(), ExactSum::new());
            }
        }
        part
    }

    /// Kish's effective number of members: (Σw)²/Σw², or their number without weights.
    pub(crate) fn effective_n(&self) -> f64 {
        if self.weights.is_none() {
            return self.n() as f64;
        }
        let sum = self.total(|_| true, |sums| &sums.0);
        sum * sum / self.total(|_| true, |sums| &sums.1)
    }

    /// The share of those in the groups that `which` picks: Wilson's interval without weights; with them the linearised
    /// one, cut to [0, 1]. Where everybody or nobody is picked the latter has no width, so that Wilson's on the effective
    /// number stands in. NaN without members.
    pub(crate) fn share(&self, which: impl Fn(usize) -> bool, level: Level) -> Estimate {
        let n = self.n();
        if n == 0 {
            return Estimate::without_interval(f64::NAN, level, 0);
        }
        if self.weights.is_none() {
            let picked = (0..self.counts.len()).filter(|&group| which(group));
            return wilson_share(
                picked.map(|group| self.counts[group]).sum(),
                n,
                level,
                z_of(level),
            );
        }
        let all = self.total(|_| true, |sums| &sums.0);
        if all == 0.0 {
            return Estimate::without_interval(f64::NAN, level, n);
        }
        let share = self.total(&which, |sums| &sums.0) / all;
        let (inside, outside) = (
            self.total(&which, |sums| &sums.1),
            self.total(|group| !which(group), |sums| &sums.1),
        );
        let variance = inside * (1.0 - share) * (1.0 - share) + outside * share * share;
        let linearised = Estimate::wald(share, libm::sqrt(variance) / all, level, n, Method::Linearised);
        linearised.of_weighted_share(self.effective_n())
    }
}

impl Estimate {
    /// A linearised share cut to [0, 1]. Where everybody or nobody is in it, its interval has no width, so that Wilson's on
    /// the effective number stands in.
    pub(crate) fn of_weighted_share(self, effective_n: f64) -> Self {
        if self.standard_error > 0.0 {
            return self.clipped(0.0, 1.0);
        }
        Self {
            interval: wilson(self.value * effective_n, effective_n, z_of(self.level)),
            method: Method::Wilson,
            ..self
        }
    }
}

/// The mean of finite values with their weights: Student's t interval if nobody has weights, the linearised one
/// otherwise. NaN without values or weights that sum to 0; a single value has no interval.
pub(crate) fn mean_of(values: &[f64], weights: Option<&[f64]>, level: Level) -> Estimate {
    let n = values.len() as u64;
    let Some(weights) = weights else {
        let moments: ExactMoments = values.iter().copied().collect();
        if n < 2 {
            return Estimate::without_interval(moments.mean(), level, n);
        }
        let standard_error = libm::sqrt(moments.variance() / n as f64);
        let half = -student_t::quantile(level.tail(), n as f64 - 1.0) * standard_error;
        let value = moments.mean();
        return Estimate {
            value,
            standard_error,
            interval: super::Interval {
                lower: value - half,
                upper: value + half,
            },
            level,
            n,
            method: Method::StudentT,
        };
    };
    let total = exact_sum(weights.iter().copied());
    let mut sum = ExactSum::new();
    for (&value, &weight) in values.iter().zip(weights) {
        sum.add_product(value, weight);
    }
    let value = if total > 0.0 {
        sum.value() / total
    } else {
        f64::NAN
    };
    if n < 2 || value.is_nan() {
        return Estimate::without_interval(value, level, n);
    }
    let squares = exact_sum(values.iter().zip(weights).map(|(x, w)| {
        let influence = w * (x - value) / total;
        influence * influence
    }));
    Estimate::wald(value, libm::sqrt(squares), level, n, Method::Linearised)
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn equal_weights_change_no_value() {
        let (mut plain, mut weighted) = (Grouped::new(2, false), Grouped::new(2, true));
        for group in [0, 0, 1, 0, 1] {
            plain.add(group, 1.0);
            weighted.add(group, 2.5);
        }
        let (a, b) = (
            plain.share(|group| group == 0, Level::default()),
            weighted.share(|group| group == 0, Level::default()),
        );
        assert_eq!((a.value, a.n), (b.value, b.n));
        assert_relative_eq!(a.standard_error, b.standard_error, max_relative = 1e-15);
        assert_eq!(weighted.effective_n(), 5.0);
    }

    #[test]
    fn everybody_keeps_an_interval() {
        let mut weighted = Grouped::new(2, true);
        weighted.add(1, 2.0);
        weighted.add(1, 1.0);
        let all = weighted.share(|group| group == 1, Level::default());
        assert_eq!(
            (all.value, all.interval.upper, all.method),
            (1.0, 1.0, Method::Wilson)
        );
        assert!(all.interval.lower < 0.5);
    }
}
