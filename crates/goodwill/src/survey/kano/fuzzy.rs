//! The fuzzy analysis: answers shared out over the scale.

use super::category::{KanoCategory, KanoTable};
use super::discrete::negated;
use crate::error::{Error, Result};
use crate::estimate::{Estimate, ratio};
use crate::numeric::sum::exact_sum;
use crate::quantity::{Level, Proportion};
use crate::survey::respondents::{
    check_columns, check_count, check_weights, complete_rows, effective, mean_of, named, weights_of,
};
use alloc::vec::Vec;

/// How [`kano_fuzzy`] classifies and estimates.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
pub struct KanoFuzzyOptions {
    /// What category each pair of answers belongs to.
    pub table: KanoTable,
    /// The membership from which a respondent counts for a category; 0.4 is usual.
    pub threshold: Proportion,
    /// Confidence level of every interval.
    pub level: Level,
}

impl Default for KanoFuzzyOptions {
    fn default() -> Self {
        Self {
            table: KanoTable::default(),
            threshold: Proportion::new("threshold", 0.4).expect("0.4 is a share"),
            level: Level::default(),
        }
    }
}

/// What a feature is to respondents who shared their answers out over the scale.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct KanoFuzzy {
    /// The category that most respondents count for; between equal ones M > O > A > I > R > Q.
    pub category: KanoCategory,
    /// The share of respondents whose membership of attractive reaches the threshold. The six shares may add up to
    /// more than 1, as one respondent may count for two categories, or to less, as one may count for none.
    pub attractive: Estimate,
    /// The share that counts for one-dimensional.
    pub one_dimensional: Estimate,
    /// The share that counts for must-be.
    pub must_be: Estimate,
    /// The share that counts for indifferent.
    pub indifferent: Estimate,
    /// The share that counts for reverse.
    pub reverse: Estimate,
    /// The share that counts for questionable.
    pub questionable: Estimate,
    /// The mean memberships of A, O, M, I, R and Q, before any threshold: they add up to 1.
    pub memberships: [Estimate; 6],
    /// Better from the memberships: Σ(A + O)/Σ(A + O + M + I).
    pub better: Estimate,
    /// Worse from the memberships: −Σ(O + M)/Σ(A + O + M + I).
    pub worse: Estimate,
    /// Respondents who reach the threshold for no category.
    pub undecided: u64,
    /// The number of respondents with all ten memberships.
    pub n: u64,
    /// Kish's effective number of respondents; `n` without weights.
    pub effective_n: f64,
    /// Respondents with a membership or the weight missing.
    pub missing: u64,
    /// Whether there are fewer than 30 effective respondents.
    pub small_sample: bool,
}

/// How far the memberships of one answer may be from adding up to 1: they are given to two digits.
const ROUNDING: f64 = 0.015;
/// A membership this close below the threshold reaches it: 0.1 + 0.3 is meant to be 0.4.
const FUZZ: f64 = 1e-9;

/// The fuzzy Kano analysis of a feature, for questionnaires that let a respondent share an answer out: 0.7 "I like it",
/// 0.3 "I expect it".
///
/// `functional` and `dysfunctional` hold five columns each, from "like" to "dislike": the memberships of the answers,
/// in [0, 1], which add up to 1 in each row up to rounding (they are divided by their sum). A respondent's membership of
/// a category is the sum over its cells of the evaluation table of the product functional · dysfunctional; from
/// `threshold` on the respondent counts for it. Memberships of 0 and 1 give the categories of [`kano`](super::kano).
///
/// Means have Student's t intervals and better and worse linearised ones; with weights all are linearised.
///
/// # Errors
/// [`LengthMismatch`](crate::ErrorCode::LengthMismatch), also unless both have five columns;
/// [`OutOfRange`](crate::ErrorCode::OutOfRange) at a membership outside [0, 1] or a row that does not add up to 1;
/// [`Empty`](crate::ErrorCode::Empty) if no row is complete; [`Undefined`](crate::ErrorCode::Undefined) if all weights
/// are 0.
///
/// # Example
/// ```
/// use goodwill::survey::{KanoCategory, KanoFuzzyOptions, kano_fuzzy};
///
/// // Two respondents; the first likes the feature (0.6) or expects it (0.4), and would miss it.
/// let functional: [&[f64]; 5] = [&[0.6, 0.0], &[0.4, 0.8], &[0.0, 0.2], &[0.0, 0.0], &[0.0, 0.0]];
/// let dysfunctional: [&[f64]; 5] = [&[0.0, 0.0], &[0.0, 0.0], &[0.0, 0.1], &[0.2, 0.0], &[0.8, 0.9]];
/// let got = kano_fuzzy(&functional, &dysfunctional, None, &KanoFuzzyOptions::default())?;
/// assert_eq!(got.category, KanoCategory::MustBe);
/// assert_eq!((got.one_dimensional.value, got.must_be.value), (0.5, 0.5));
/// assert!((got.memberships[KanoCategory::MustBe as usize].value - 0.61).abs() < 1e-12);
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Lee & Huang 2009, *A new fuzzy concept approach for Kano's model*.
pub fn kano_fuzzy(
    functional: &[&[f64]],
    dysfunctional: &[&[f64]],
    weights: Option<&[f64]>,
    options: &KanoFuzzyOptions,
) -> Result<KanoFuzzy> {
    check_count("functional", functional.len(), 5)?;
    check_count("dysfunctional", dysfunctional.len(), 5)?;
    let rows = functional[0].len();
    check_columns("functional", functional, rows)?;
    check_columns("dysfunctional", dysfunctional, rows)?;
    check_weights(weights, rows)?;
    let columns = functional.iter().chain(dysfunctional).copied();
    let complete = complete_rows(&columns, weights, rows);
    check_memberships("functional", functional, &complete)?;
    check_memberships("dysfunctional", dysfunctional, &complete)?;
    if complete.is_empty() {
        return Err(Error::empty("functional"));
    }
    let weights = weights_of(weights, &complete)?;
    let weights = weights.as_deref();
    let members: Vec<[f64; 6]> = complete
        .iter()
        .map(|&row| membership(functional, dysfunctional, row, options.table))
        .collect();
    let threshold = options.threshold.get() - FUZZ;
    let mean = |of: &dyn Fn(&[f64; 6]) -> f64| {
        let values: Vec<f64> = members.iter().map(of).collect();
        mean_of(&values, weights, options.level).map(|estimate| estimate.clipped(0.0, 1.0))
    };
    let reached = |category: KanoCategory| mean(&|member| f64::from(member[category as usize] >= threshold));
    let part = |of: fn(&[f64; 6]) -> f64| {
        let rows = members.iter().enumerate().map(move |(row, member)| {
            let weight = weights.map_or(1.0, |weights| weights[row]);
            (weight * of(member), weight * member[..4].iter().sum::<f64>())
        });
        ratio(rows, options.level).clipped(0.0, 1.0)
    };
    let reach = |category: KanoCategory| {
        exact_sum(members.iter().enumerate().map(|(row, member)| {
            weights.map_or(1.0, |weights| weights[row]) * f64::from(member[category as usize] >= threshold)
        }))
    };
    let mut category = KanoCategory::PRECEDENCE[0];
    for other in KanoCategory::PRECEDENCE {
        if reach(other) > reach(category) {
            category = other;
        }
    }
    let n = complete.len();
    let effective_n = effective(n, weights);
    let [a, o, m, i, r, q] = core::array::from_fn(|category| mean(&move |member| member[category]));
    Ok(KanoFuzzy {
        category,
        attractive: reached(KanoCategory::Attractive)?,
        one_dimensional: reached(KanoCategory::OneDimensional)?,
        must_be: reached(KanoCategory::MustBe)?,
        indifferent: reached(KanoCategory::Indifferent)?,
        reverse: reached(KanoCategory::Reverse)?,
        questionable: reached(KanoCategory::Questionable)?,
        memberships: [a?, o?, m?, i?, r?, q?],
        better: part(|member| member[0] + member[1]),
        worse: negated(part(|member| member[1] + member[2])),
        undecided: members
            .iter()
            .filter(|member| member.iter().all(|&share| share < threshold))
            .count() as u64,
        n: n as u64,
        effective_n,
        missing: (rows - n) as u64,
        small_sample: effective_n < 30.0,
    })
}

/// Memberships lie in [0, 1], and in a complete row they add up to 1.
fn check_memberships(parameter: &'static str, columns: &[&[f64]], complete: &[usize]) -> Result<()> {
    for (number, column) in columns.iter().enumerate() {
        if let Some(index) = column
            .iter()
            .position(|share| !share.is_nan() && !(0.0..=1.0).contains(share))
        {
            return Err(Error::out_of_range(parameter, Proportion::BOUND)
                .with_value(column[index])
                .at(index)
                .rename(named(parameter, number)));
        }
    }
    for &row in complete {
        let sum = exact_sum(columns.iter().map(|column| column[row]));
        if libm::fabs(sum - 1.0) > ROUNDING {
            return Err(Error::out_of_range(parameter, "must add up to 1 in each row")
                .with_value(sum)
                .at(row));
        }
    }
    Ok(())
}

/// A respondent's membership of each category, in the order of their numbers.
fn membership(functional: &[&[f64]], dysfunctional: &[&[f64]], row: usize, table: KanoTable) -> [f64; 6] {
    let whole = |columns: &[&[f64]]| exact_sum(columns.iter().map(|column| column[row]));
    let scale = whole(functional) * whole(dysfunctional);
    let mut members = [0.0; 6];
    for (f, presence) in functional.iter().enumerate() {
        for (d, absence) in dysfunctional.iter().enumerate() {
            members[table.at(f, d) as usize] += presence[row] * absence[row];
        }
    }
    members.map(|member| member / scale)
}
