//! Groups against each other.

use super::boxes::{NetBoxOptions, counts, net};
use super::measure::{ItemScore, Measure};
use super::multiple::{Adjustment, adjusted};
use crate::choice::choice;
use crate::error::{Error, Result};
use crate::estimate::{
    Estimate, Interval, MeanOptions, Method, ProportionOptions, TestResult, proportion_difference,
};
use crate::numeric::sum::exact_sum;
use crate::numeric::{chi_squared, f_distribution, normal, student_t};
use crate::quantity::Level;
use crate::survey::tally::{Answered, Tally};
use crate::survey::{NpsDifferenceOptions, is_nps_scale, nps_difference};
use alloc::vec::Vec;

/// How [`compare_groups`] measures and tests.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
pub struct CompareOptions {
    /// Confidence level of every interval.
    pub level: Level,
    /// How many of the best answers count in a top or net box.
    pub top: u32,
    /// How many of the worst answers count in a bottom or net box.
    pub bottom: u32,
    /// How the p-values of the pairs are adjusted for their number.
    pub adjustment: Adjustment,
}

impl Default for CompareOptions {
    fn default() -> Self {
        Self {
            level: Level::default(),
            top: 2,
            bottom: 2,
            adjustment: Adjustment::default(),
        }
    }
}

choice! { "test of several groups",
    /// A test whether groups differ at all.
    GroupTestKind {
        /// Pearson's χ² on the 2 × k table of a share.
        PearsonChiSquared = 0, "pearson_chi_squared";
        /// Welch's F of means with unequal variances.
        WelchF = 1, "welch_f";
        /// Wald's χ²: the estimates' weighted spread about their common value.
        WaldChiSquared = 2, "wald_chi_squared";
    }
}

/// Whether groups differ at all.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct GroupTest {
    /// Which test it is.
    pub test: GroupTestKind,
    /// The test statistic; NaN where the data cannot give one: everybody alike, or a group of one.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null"))]
    pub statistic: f64,
    /// Degrees of freedom, of the numerator for F.
    pub degrees_of_freedom: f64,
    /// Degrees of freedom of the denominator of F; NaN for χ².
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null"))]
    pub denominator_degrees_of_freedom: f64,
    /// The probability, if the groups are alike, of a statistic at least as large; NaN where there is none.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null"))]
    pub p_value: f64,
}

/// One group against another.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct GroupDifference {
    /// The first group, by its place.
    pub first: u64,
    /// The second group, by its place.
    pub second: u64,
    /// The first group's figure less the second's; its `n` counts both groups.
    pub difference: Estimate,
    /// The two-sided test that there is no difference; NaN where the data cannot give one.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null"))]
    pub statistic: f64,
    /// Degrees of freedom of t; NaN for a normal statistic.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null"))]
    pub degrees_of_freedom: f64,
    /// The p-value of this pair alone.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null"))]
    pub p_value: f64,
    /// The p-value adjusted for the number of pairs.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null"))]
    pub adjusted_p_value: f64,
}

/// A figure of several groups, and how they differ.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct GroupComparison {
    /// Which figure is compared.
    pub measure: Measure,
    /// The figure of each group.
    pub groups: Vec<ItemScore>,
    /// Whether the groups differ at all.
    pub omnibus: GroupTest,
    /// Every pair of groups: (0, 1), (0, 2) …, (1, 2) ….
    pub pairs: Vec<GroupDifference>,
    /// How the p-values of the pairs are adjusted.
    pub adjustment: Adjustment,
    /// Whether a group has fewer than 30 respondents (effective ones, where they have weights), or Pearson's χ² expects
    /// fewer than 5 in a cell: take the p-values as rough ones.
    pub small_sample: bool,
}

/// A figure of several groups 分组比较: each group's estimate, whether the groups differ at all, and every pair's
/// difference with its interval and a p-value adjusted for the number of pairs.
///
/// | figure | difference of a pair | its test | of all groups |
/// |---|---|---|---|
/// | mean, rescaled | Welch's t | Welch's t | Welch's F |
/// | top box, bottom box | Newcombe | z with the pooled share (= χ² of 2 × 2) | Pearson's χ² of 2 × k |
/// | net box, net promoter score | MOVER | z with both variances | Wald's χ² |
/// | any of weighted answers | linearised, normal | z | Wald's χ² |
///
/// Wald's χ² is Σ(θ − θ̄)²/SE² with θ̄ weighted by 1/SE², on k − 1 degrees of freedom. Intervals of differences are each
/// pair's own: they are not widened for the number of pairs. A pair whose data give no test (everybody alike, a group
/// of one) has NaN there and does not count in the adjustment.
///
/// # Errors
/// [`Undefined`](crate::ErrorCode::Undefined) for fewer than two groups; [`Empty`](crate::ErrorCode::Empty) or
/// [`Undefined`](crate::ErrorCode::Undefined) at the first group without a valid answer, or with weights that are all 0;
/// [`Inconsistent`](crate::ErrorCode::Inconsistent) if scales differ, if only some groups have weights, or for a net promoter
/// score off 0–10; [`OutOfRange`](crate::ErrorCode::OutOfRange) for a box that the scale does not have.
///
/// # Example
/// ```
/// use goodwill::survey::{CompareOptions, Measure, Scale, Tally, compare_groups};
///
/// let scale = Scale::new(1, 5)?;
/// let north = Tally::from_counts(&[2, 3, 10, 40, 45], 0, &scale)?;
/// let south = Tally::from_counts(&[5, 10, 20, 40, 25], 0, &scale)?;
/// let west = Tally::from_counts(&[4, 8, 18, 42, 28], 0, &scale)?;
/// let got = compare_groups(&[north, south, west], Measure::TopBox, &CompareOptions::default())?;
/// assert_eq!(got.groups[1].score.value, 0.65);
/// assert_eq!(got.pairs[0].difference.to_string(), "0.200 (95% Newcombe 0.080 to 0.313, n = 200)");
/// assert!(got.omnibus.p_value < 0.005 && got.pairs[2].adjusted_p_value > 0.4);
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Welch 1947, 1951; Newcombe 1998; Zou & Donner 2008 (MOVER); Agresti 2013, section 3.2; Holm 1979; Benjamini &
/// Hochberg 1995.
pub fn compare_groups(
    groups: &[Tally],
    measure: Measure,
    options: &CompareOptions,
) -> Result<GroupComparison> {
    let answered = checked(groups)?;
    let plan = Plan::new(&groups[0], measure, options)?;
    let scores = answered
        .iter()
        .map(|group| plan.score(group))
        .collect::<Result<Vec<_>>>()?;
    let mut pairs = Vec::new();
    for first in 0..groups.len() {
        for second in first + 1..groups.len() {
            let (difference, test) = plan.difference(
                (&answered[first], &scores[first]),
                (&answered[second], &scores[second]),
            )?;
            pairs.push(GroupDifference {
                first: first as u64,
                second: second as u64,
                difference,
                statistic: test.statistic,
                degrees_of_freedom: test.degrees_of_freedom,
                p_value: test.p_value,
                adjusted_p_value: f64::NAN,
            });
        }
    }
    adjust(&mut pairs, options.adjustment);
    let (omnibus, thin) = plan.omnibus(&answered, &scores);
    Ok(GroupComparison {
        measure,
        small_sample: thin || scores.iter().any(|score| score.effective_n < 30.0),
        groups: scores,
        omnibus,
        pairs,
        adjustment: options.adjustment,
    })
}

/// Groups that can be compared.
fn checked(groups: &[Tally]) -> Result<Vec<Answered<'_>>> {
    if groups.len() < 2 {
        return Err(Error::undefined("groups", "needs at least two groups to compare"));
    }
    for (index, group) in groups.iter().enumerate() {
        let reason = if group.scale() != groups[0].scale() {
            "must be of one scale"
        } else if group.is_weighted() != groups[0].is_weighted() {
            "must all have weights or all have none"
        } else {
            continue;
        };
        return Err(Error::inconsistent("groups", reason).at(index));
    }
    let answered = groups
        .iter()
        .enumerate()
        .map(|(index, group)| group.answered().map_err(|error| error.rename("groups").at(index)));
    answered.collect()
}

/// What is measured, and how.
struct Plan {
    measure: Measure,
    level: Level,
    ends: (u32, u32),
    best: Vec<usize>,
    worst: Vec<usize>,
}

impl Plan {
    fn new(first: &Tally, measure: Measure, options: &CompareOptions) -> Result<Self> {
        let (mut best, mut worst, mut ends) = (Vec::new(), Vec::new(), (0, 0));
        match measure {
            Measure::Mean | Measure::Rescaled => {}
            Measure::TopBox => {
                best = first.end("top", options.top, true)?;
                ends = (options.top, 0);
            }
            Measure::BottomBox => {
                worst = first.end("bottom", options.bottom, false)?;
                ends = (0, options.bottom);
            }
            Measure::NetBox => {
                (best, worst) = first.ends(("top", options.top), ("bottom", options.bottom))?;
                ends = (options.top, options.bottom);
            }
            Measure::Nps => {
                is_nps_scale(first.scale())?;
                ends = (2, 7);
                (best, worst) = first.ends(("top", 2), ("bottom", 7))?;
            }
        }
        Ok(Self {
            measure,
            level: options.level,
            ends,
            best,
            worst,
        })
    }

    fn score(&self, group: &Answered<'_>) -> Result<ItemScore> {
        let means = MeanOptions {
            level: self.level,
            population_size: None,
        };
        let shares = ProportionOptions {
            level: self.level,
            ..Default::default()
        };
        let score = match self.measure {
            Measure::Mean => group.mean(&means)?,
            Measure::Rescaled => group.rescaled(&means)?,
            Measure::TopBox => group.share(&self.best, &shares)?,
            Measure::BottomBox => group.share(&self.worst, &shares)?,
            Measure::NetBox | Measure::Nps => {
                let options = NetBoxOptions {
                    level: self.level,
                    ..Default::default()
                };
                net(group, &self.best, &self.worst, &options)?
            }
        };
        Ok(group.scored(self.measure, self.ends, score))
    }

    /// The points whose share is measured.
    fn boxed(&self) -> &[usize] {
        if self.measure == Measure::TopBox {
            &self.best
        } else {
            &self.worst
        }
    }

    fn difference(
        &self,
        (first, a): (&Answered<'_>, &ItemScore),
        (second, b): (&Answered<'_>, &ItemScore),
    ) -> Result<(Estimate, TestResult)> {
        let (a, b) = (&a.score, &b.score);
        let value = a.value - b.value;
        let error = libm::sqrt(a.standard_error * a.standard_error + b.standard_error * b.standard_error);
        let n = first.n.saturating_add(second.n);
        if first.weights.is_some() {
            let most = match self.measure {
                Measure::Mean => f64::INFINITY,
                Measure::Rescaled | Measure::TopBox | Measure::BottomBox => 1.0,
                Measure::NetBox | Measure::Nps => 2.0,
            };
            let difference = if error.is_nan() {
                Estimate::without_interval(value, self.level, n)
            } else {
                Estimate::wald(value, error, self.level, n, Method::Linearised).clipped(-most, most)
            };
            return Ok((difference, z_test(value, error)));
        }
        Ok(match self.measure {
            Measure::Mean | Measure::Rescaled => welch(a, b, self.level),
            Measure::TopBox | Measure::BottomBox => {
                let (x, y) = (first.count(self.boxed()), second.count(self.boxed()));
                let difference = proportion_difference(x, first.n, y, second.n, self.level)?;
                let (m, k) = (first.n as f64, second.n as f64);
                let pooled = (x as f64 + y as f64) / (m + k);
                let error = libm::sqrt(pooled * (1.0 - pooled) * (1.0 / m + 1.0 / k));
                (difference, z_test(value, error))
            }
            Measure::NetBox | Measure::Nps => {
                let of = |group| counts(group, &self.best, &self.worst);
                let options = NpsDifferenceOptions {
                    level: self.level,
                    ..Default::default()
                };
                (
                    nps_difference(&of(first), &of(second), &options)?,
                    z_test(value, error),
                )
            }
        })
    }

    /// The test of all groups, and whether its χ² expects too few in a cell.
    fn omnibus(&self, groups: &[Answered<'_>], scores: &[ItemScore]) -> (GroupTest, bool) {
        if groups[0].weights.is_some() {
            return (wald(scores), false);
        }
        match self.measure {
            Measure::Mean | Measure::Rescaled => (welch_f(scores), false),
            Measure::TopBox | Measure::BottomBox => {
                let table: Vec<(f64, f64)> = groups
                    .iter()
                    .map(|group| (group.count(self.boxed()) as f64, group.n as f64))
                    .collect();
                pearson(&table)
            }
            Measure::NetBox | Measure::Nps => (wald(scores), false),
        }
    }
}

/// A pair whose difference is tested against the normal distribution.
pub(crate) fn wald_pair(first: usize, second: usize, difference: Estimate) -> GroupDifference {
    let test = z_test(difference.value, difference.standard_error);
    GroupDifference {
        first: first as u64,
        second: second as u64,
        difference,
        statistic: test.statistic,
        degrees_of_freedom: test.degrees_of_freedom,
        p_value: test.p_value,
        adjusted_p_value: f64::NAN,
    }
}

/// Puts the adjusted p-values beside the others.
pub(crate) fn adjust(pairs: &mut [GroupDifference], adjustment: Adjustment) {
    let alone: Vec<f64> = pairs.iter().map(|pair| pair.p_value).collect();
    for (pair, p) in pairs.iter_mut().zip(adjusted(&alone, adjustment)) {
        pair.adjusted_p_value = p;
    }
}

/// The two-sided normal test of a difference.
fn z_test(difference: f64, standard_error: f64) -> TestResult {
    let statistic = if standard_error > 0.0 {
        difference / standard_error
    } else {
        f64::NAN
    };
    TestResult {
        statistic,
        degrees_of_freedom: f64::NAN,
        p_value: (2.0 * normal::sf(libm::fabs(statistic))).min(1.0),
    }
}

/// Welch's t, with the degrees of freedom of Satterthwaite.
fn welch(a: &Estimate, b: &Estimate, level: Level) -> (Estimate, TestResult) {
    let value = a.value - b.value;
    let n = a.n.saturating_add(b.n);
    let (va, vb) = (
        a.standard_error * a.standard_error,
        b.standard_error * b.standard_error,
    );
    let standard_error = libm::sqrt(va + vb);
    // A group of one has a standard error of NaN, which this refuses too.
    let has_spread = standard_error > 0.0;
    if !has_spread {
        let none = TestResult {
            statistic: f64::NAN,
            degrees_of_freedom: f64::NAN,
            p_value: f64::NAN,
        };
        return (Estimate::without_interval(value, level, n), none);
    }
    let (share, rest) = (va / (va + vb), vb / (va + vb));
    let df = 1.0 / (share * share / (a.n - 1) as f64 + rest * rest / (b.n - 1) as f64);
    let half = -student_t::quantile(level.tail(), df) * standard_error;
    let statistic = value / standard_error;
    let difference = Estimate {
        value,
        standard_error,
        interval: Interval {
            lower: value - half,
            upper: value + half,
        },
        level,
        n,
        method: Method::StudentT,
    };
    let test = TestResult {
        statistic,
        degrees_of_freedom: df,
        p_value: (2.0 * student_t::sf(libm::fabs(statistic), df)).min(1.0),
    };
    (difference, test)
}

/// What there is to say where a test has no statistic: nothing but its degrees of freedom.
fn no_test(test: GroupTestKind, groups: usize) -> GroupTest {
    GroupTest {
        test,
        statistic: f64::NAN,
        degrees_of_freedom: (groups - 1) as f64,
        denominator_degrees_of_freedom: f64::NAN,
        p_value: f64::NAN,
    }
}

/// The precision of each estimate, their total, and the common value; `None` if one has no standard error above 0.
fn precisions(scores: &[ItemScore]) -> Option<(Vec<f64>, f64, f64)> {
    let precisions: Option<Vec<f64>> = scores
        .iter()
        .map(|score| {
            let error = score.score.standard_error;
            (error > 0.0).then_some(1.0 / (error * error))
        })
        .collect();
    let precisions = precisions?;
    let total = exact_sum(precisions.iter().copied());
    let common = exact_sum(
        scores
            .iter()
            .zip(&precisions)
            .map(|(score, precision)| score.score.value * precision),
    ) / total;
    Some((precisions, total, common))
}

/// Σ precision · (estimate − common)².
fn spread(scores: &[ItemScore], precisions: &[f64], common: f64) -> f64 {
    exact_sum(scores.iter().zip(precisions).map(|(score, precision)| {
        let distance = score.score.value - common;
        precision * (distance * distance)
    }))
}

fn wald(scores: &[ItemScore]) -> GroupTest {
    let none = no_test(GroupTestKind::WaldChiSquared, scores.len());
    let Some((precisions, _, common)) = precisions(scores) else {
        return none;
    };
    let statistic = spread(scores, &precisions, common);
    GroupTest {
        statistic,
        p_value: chi_squared::sf(statistic, none.degrees_of_freedom),
        ..none
    }
}

fn welch_f(scores: &[ItemScore]) -> GroupTest {
    let none = no_test(GroupTestKind::WelchF, scores.len());
    let Some((precisions, total, common)) = precisions(scores) else {
        return none;
    };
    let k = scores.len() as f64;
    let excess = exact_sum(scores.iter().zip(&precisions).map(|(score, precision)| {
        let rest = 1.0 - precision / total;
        rest * rest / (score.score.n - 1) as f64
    }));
    let between = spread(scores, &precisions, common) / (k - 1.0);
    let statistic = between / (1.0 + 2.0 * (k - 2.0) / (k * k - 1.0) * excess);
    let denominator = (k * k - 1.0) / (3.0 * excess);
    GroupTest {
        statistic,
        denominator_degrees_of_freedom: denominator,
        p_value: f_distribution::sf(statistic, k - 1.0, denominator),
        ..none
    }
}

/// Pearson's χ² of a share, from (inside, n) of each group, and whether it expects fewer than 5 in a cell.
fn pearson(table: &[(f64, f64)]) -> (GroupTest, bool) {
    let none = no_test(GroupTestKind::PearsonChiSquared, table.len());
    let inside: f64 = table.iter().map(|(inside, _)| inside).sum();
    let total: f64 = table.iter().map(|(_, n)| n).sum();
    let share = inside / total;
    let thin = table.iter().any(|(_, n)| n * share.min(1.0 - share) < 5.0);
    if inside == 0.0 || inside == total {
        return (none, thin);
    }
    let statistic = exact_sum(table.iter().map(|(inside, n)| {
        let distance = inside - n * share;
        // The cell and its complement: d²/(np) + d²/(n(1 − p)).
        distance * distance / (n * share * (1.0 - share))
    }));
    let test = GroupTest {
        statistic,
        p_value: chi_squared::sf(statistic, none.degrees_of_freedom),
        ..none
    };
    (test, thin)
}
