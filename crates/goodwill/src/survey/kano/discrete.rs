//! The discrete analysis: categories counted.

use super::category::{KanoCategory, KanoRule, KanoTable};
use super::pairs::{Cell, KanoPairs};
use crate::error::Result;
use crate::estimate::{Estimate, Interval, Method, ProportionInterval, ProportionOptions, proportion, z_of};
use crate::numeric::sum::exact_sum;
use crate::quantity::Level;

/// How [`kano`] classifies and estimates.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
pub struct KanoOptions {
    /// What category each pair of answers belongs to.
    pub table: KanoTable,
    /// How the answers of all make one category.
    pub rule: KanoRule,
    /// Confidence level of every interval.
    pub level: Level,
    /// How the intervals of shares are made; with weights they are linearised.
    pub interval: ProportionInterval,
    /// The level at which the first category must lead the second to be decided; Fong took 90 %.
    pub decision_level: Level,
}

impl Default for KanoOptions {
    fn default() -> Self {
        Self {
            table: KanoTable::default(),
            rule: KanoRule::default(),
            level: Level::default(),
            interval: ProportionInterval::default(),
            decision_level: Level::new("decision_level", 0.9).expect("0.9 is a level"),
        }
    }
}

/// How many respondents are in each category.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct KanoCounts {
    /// Attractive, A.
    pub attractive: u64,
    /// One-dimensional, O.
    pub one_dimensional: u64,
    /// Must-be, M.
    pub must_be: u64,
    /// Indifferent, I.
    pub indifferent: u64,
    /// Reverse, R.
    pub reverse: u64,
    /// Questionable, Q.
    pub questionable: u64,
}

/// What a feature is to the respondents together.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Kano {
    /// The category of the feature, by the rule of the options.
    pub category: KanoCategory,
    /// The category that comes next in frequency.
    pub runner_up: KanoCategory,
    /// Whether Fong's test tells the first from the second: if not, call the feature mixed, or segment.
    pub decided: bool,
    /// The share of respondents to whom the feature is attractive, in [0, 1].
    pub attractive: Estimate,
    /// The share to whom it is one-dimensional.
    pub one_dimensional: Estimate,
    /// The share to whom it is a must-be.
    pub must_be: Estimate,
    /// The share to whom it is indifferent.
    pub indifferent: Estimate,
    /// The share who would rather not have it.
    pub reverse: Estimate,
    /// The share whose answers contradict each other.
    pub questionable: Estimate,
    /// Better = (A + O)/(A + O + M + I), in [0, 1]: how far having it satisfies. NaN if all answers are R or Q.
    pub better: Estimate,
    /// Worse = −(O + M)/(A + O + M + I), in [−1, 0]: how far lacking it dissatisfies. NaN if all answers are R or Q.
    pub worse: Estimate,
    /// Category strength: the share of the most frequent category less that of the next, in [0, 1].
    pub category_strength: Estimate,
    /// Total strength: the share of A, O and M together, in [0, 1].
    pub total_strength: Estimate,
    /// Total strength of 60 % or more with category strength of 6 % or less: the feature matters, but not in one way.
    pub mixed: bool,
    /// How many respondents are in each category.
    pub counts: KanoCounts,
    /// The number of complete pairs of answers.
    pub n: u64,
    /// Kish's effective number of respondents; `n` without weights.
    pub effective_n: f64,
    /// Respondents with both answers, or the weight, missing.
    pub missing: u64,
    /// Respondents with one of the two answers missing.
    pub half_missing: u64,
    /// Respondents with an answer that the scale does not have.
    pub invalid: u64,
    /// Whether there are fewer than 30 effective respondents: the test and the linearised intervals lean on more.
    pub small_sample: bool,
}

/// The discrete Kano analysis of a feature: shares of the categories, the category of the feature, better and worse.
///
/// - category: the most frequent, between equal ones M > O > A > I > R > Q (or by groups, see [`KanoRule`]);
/// - better = (A + O)/(A + O + M + I), worse = −(O + M)/(A + O + M + I);
/// - category strength: first share less second; total strength: A + O + M;
/// - undecided by Fong's test if |a − b| < z √((a + b)(2n − a − b)/(2n)), with a and b the numbers in the two most
///   frequent categories.
///
/// Shares, better and worse have the proportion interval of the options. With weights every share is Σw of the
/// category over Σw, its variance linearised, its interval normal and clipped; Fong's test then runs on shares of the
/// effective number of respondents. The two most frequent categories are chosen by the data, so the interval of
/// the category strength is optimistic.
///
/// # Errors
/// [`Empty`](crate::ErrorCode::Empty) if there is no complete pair; [`Undefined`](crate::ErrorCode::Undefined) if all
/// weights are 0.
///
/// # Example
/// ```
/// use goodwill::survey::{KanoCategory, KanoOptions, KanoPairs, kano};
///
/// // Ten pairs: rows are the answers if the feature is there, columns those if it is not.
/// let pairs = KanoPairs::from_counts([
///     [0, 0, 1, 1, 2],
///     [0, 0, 1, 0, 4],
///     [0, 0, 0, 0, 1],
///     [0, 0, 0, 0, 0],
///     [0, 0, 0, 0, 0],
/// ]);
/// let got = kano(&pairs, &KanoOptions::default())?;
/// assert_eq!(got.category, KanoCategory::MustBe);
/// assert_eq!(got.better.to_string(), "0.400 (95% Wilson 0.168 to 0.687, n = 10)");
/// assert_eq!(got.worse.to_string(), "-0.700 (95% Wilson -0.892 to -0.397, n = 10)");
/// assert!(!got.decided, "five against two of ten could be chance");
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Kano et al. 1984; Berger et al. 1993 (better and worse by Timko); Fong 1996, *Using the self-stated importance
/// questionnaire to interpret Kano questionnaire results*; Lee & Newcomb 1997 (category and total strength).
pub fn kano(pairs: &KanoPairs, options: &KanoOptions) -> Result<Kano> {
    let groups = Groups::of(pairs, options)?;
    let z = z_of(options.decision_level);
    let (category, runner_up) = groups.ranked(options.rule);
    let (first, second) = groups.most_frequent();
    let n = groups.effective_n;
    let (a, b) = (groups.share(first) * n, groups.share(second) * n);
    let both = a + b;
    let decided = a - b >= z * libm::sqrt(both * (2.0 * n - both).max(0.0) / (2.0 * n));
    let of = |category| groups.estimate(|other| other == category, |_| true);
    let base =
        |category: KanoCategory| !matches!(category, KanoCategory::Reverse | KanoCategory::Questionable);
    let worse = groups.estimate(
        |category| matches!(category, KanoCategory::OneDimensional | KanoCategory::MustBe),
        base,
    )?;
    let category_strength = groups.lead(first, second);
    let total_strength = groups.estimate(KanoCategory::matters, |_| true)?;
    Ok(Kano {
        category,
        runner_up,
        decided,
        attractive: of(KanoCategory::Attractive)?,
        one_dimensional: of(KanoCategory::OneDimensional)?,
        must_be: of(KanoCategory::MustBe)?,
        indifferent: of(KanoCategory::Indifferent)?,
        reverse: of(KanoCategory::Reverse)?,
        questionable: of(KanoCategory::Questionable)?,
        better: groups.estimate(
            |category| matches!(category, KanoCategory::Attractive | KanoCategory::OneDimensional),
            base,
        )?,
        worse: negated(worse),
        category_strength,
        total_strength,
        mixed: total_strength.value >= 0.6 && category_strength.value <= 0.06,
        counts: groups.counts(),
        n: pairs.n(),
        effective_n: n,
        missing: pairs.missing(),
        half_missing: pairs.half_missing(),
        invalid: pairs.invalid(),
        small_sample: n < 30.0,
    })
}

/// Worse is written below zero.
pub(super) fn negated(estimate: Estimate) -> Estimate {
    Estimate {
        // Not -x: nothing is 0 here, never -0.
        value: 0.0 - estimate.value,
        interval: Interval {
            lower: 0.0 - estimate.interval.upper,
            upper: 0.0 - estimate.interval.lower,
        },
        ..estimate
    }
}

/// Respondents by category.
struct Groups<'a> {
    options: &'a KanoOptions,
    is_weighted: bool,
    /// In the order of the categories' numbers.
    counts: [u64; 6],
    weights: [f64; 6],
    squares: [f64; 6],
    effective_n: f64,
}

impl<'a> Groups<'a> {
    fn of(pairs: &KanoPairs, options: &'a KanoOptions) -> Result<Self> {
        let cells = pairs.cells()?;
        let in_group = |cell: &&Cell, group: usize| {
            options.table.at(cell.functional, cell.dysfunctional) as usize == group
        };
        let sum = |of: fn(&Cell) -> f64| {
            core::array::from_fn(|group| exact_sum(cells.iter().filter(|cell| in_group(cell, group)).map(of)))
        };
        let whole = exact_sum(cells.iter().map(|cell| cell.weight));
        let squares = exact_sum(cells.iter().map(|cell| cell.squares));
        Ok(Self {
            options,
            is_weighted: pairs.is_weighted(),
            counts: core::array::from_fn(|group| {
                cells
                    .iter()
                    .filter(|cell| in_group(cell, group))
                    .map(|cell| cell.count)
                    .sum()
            }),
            weights: sum(|cell| cell.weight),
            squares: sum(|cell| cell.squares),
            effective_n: whole * (whole / squares),
        })
    }

    fn counts(&self) -> KanoCounts {
        let [
            attractive,
            one_dimensional,
            must_be,
            indifferent,
            reverse,
            questionable,
        ] = self.counts;
        KanoCounts {
            attractive,
            one_dimensional,
            must_be,
            indifferent,
            reverse,
            questionable,
        }
    }

    fn share(&self, category: KanoCategory) -> f64 {
        self.weights[category as usize] / total(&self.weights, |_| true)
    }

    /// The most frequent of some categories; between equal ones the one that must not be missed.
    fn first_of(&self, among: impl Fn(KanoCategory) -> bool) -> KanoCategory {
        let mut best: Option<KanoCategory> = None;
        for category in KanoCategory::PRECEDENCE
            .into_iter()
            .filter(|&category| among(category))
        {
            if best.is_none_or(|best| self.weights[category as usize] > self.weights[best as usize]) {
                best = Some(category);
            }
        }
        best.unwrap_or(KanoCategory::Questionable)
    }

    fn most_frequent(&self) -> (KanoCategory, KanoCategory) {
        let first = self.first_of(|_| true);
        (first, self.first_of(|category| category != first))
    }

    fn ranked(&self, rule: KanoRule) -> (KanoCategory, KanoCategory) {
        match rule {
            KanoRule::Mode => self.most_frequent(),
            KanoRule::Grouped => {
                let matters = total(&self.weights, KanoCategory::matters)
                    > total(&self.weights, |category| !category.matters());
                let first = self.first_of(|category| category.matters() == matters);
                (first, self.first_of(|category| category != first))
            }
        }
    }

    /// The share of some categories among others; NaN where there are none of the others.
    fn estimate(
        &self,
        within: impl Fn(KanoCategory) -> bool,
        base: impl Fn(KanoCategory) -> bool,
    ) -> Result<Estimate> {
        let level = self.options.level;
        let count = |within: &dyn Fn(KanoCategory) -> bool| -> u64 {
            KanoCategory::PRECEDENCE
                .into_iter()
                .filter(|&category| within(category))
                .map(|category| self.counts[category as usize])
                .sum()
        };
        let n = count(&base);
        let whole = total(&self.weights, &base);
        if whole == 0.0 {
            return Ok(Estimate::without_interval(f64::NAN, level, n));
        }
        if !self.is_weighted {
            let options = ProportionOptions {
                level,
                interval: self.options.interval,
            };
            return proportion(count(&within), n, &options);
        }
        let value = total(&self.weights, &within) / whole;
        let variance = exact_sum(
            KanoCategory::PRECEDENCE
                .into_iter()
                .filter(|&category| base(category))
                .map(|category| {
                    let residual = f64::from(within(category)) - value;
                    self.squares[category as usize] * residual * residual
                }),
        );
        let error = libm::sqrt(variance) / whole;
        Ok(Estimate::wald(value, error, level, n, Method::Linearised).clipped(0.0, 1.0))
    }

    /// The share of one category less that of another.
    fn lead(&self, first: KanoCategory, second: KanoCategory) -> Estimate {
        let whole = total(&self.weights, |_| true);
        let value = (self.weights[first as usize] - self.weights[second as usize]) / whole;
        let variance = exact_sum(KanoCategory::PRECEDENCE.into_iter().map(|category| {
            let sign = f64::from(category == first) - f64::from(category == second);
            self.squares[category as usize] * (sign - value) * (sign - value)
        }));
        let method = if self.is_weighted {
            Method::Linearised
        } else {
            Method::Wald
        };
        let error = libm::sqrt(variance) / whole;
        let n = self.counts.iter().sum();
        Estimate::wald(value, error, self.options.level, n, method).clipped(0.0, 1.0)
    }
}

/// The sum over some categories.
fn total(of: &[f64; 6], within: impl Fn(KanoCategory) -> bool) -> f64 {
    let chosen = KanoCategory::PRECEDENCE
        .into_iter()
        .filter(|&category| within(category));
    exact_sum(chosen.map(|category| of[category as usize]))
}
