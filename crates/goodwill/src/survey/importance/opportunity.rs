//! Opportunity: important and not yet satisfied.

use crate::error::{Error, Result};
use crate::estimate::{Estimate, ProportionOptions, proportion};
use crate::quantity::{Level, finite};
use crate::survey::respondents::{
    check_columns, check_count, check_weights, item_name, mean_of, named, weights_of,
};
use crate::survey::scale::Reading;
use crate::survey::{ItemAnswers, Polarity, Scale};
use alloc::string::String;
use alloc::vec::Vec;

/// The opportunity of one outcome that customers want.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct OpportunityItem {
    /// What the item is called: `item 1`, `item 2` … unless the door knows the caller's name.
    pub name: String,
    /// The share of respondents who find it important: importance in its top boxes, in [0, 1].
    pub importance: Estimate,
    /// The share of respondents who are satisfied: satisfaction in its top boxes, in [0, 1].
    pub satisfaction: Estimate,
    /// The opportunity score, in [0, 20].
    pub score: Estimate,
    /// Respondents who answered both questions.
    pub n: u64,
    /// Respondents with an answer or the weight missing.
    pub missing: u64,
    /// Respondents with an answer that the scale does not have.
    pub invalid: u64,
    /// Whether fewer than 30 answered: the interval leans on more.
    pub small_sample: bool,
}

/// The opportunity score of one outcome: importance + max(importance − satisfaction, 0), both in [0, 10].
///
/// It lies in [0, 20]: above 10 importance exceeds satisfaction by what lifts it there, above 15 is called an extreme
/// opportunity. Satisfaction beyond importance does not lower it.
///
/// # Errors
/// [`OutOfRange`](crate::ErrorCode::OutOfRange) outside [0, 10]; [`NotFinite`](crate::ErrorCode::NotFinite).
///
/// # Example
/// ```
/// use goodwill::survey::opportunity_score;
///
/// assert_eq!(opportunity_score(9.0, 3.0)?, 15.0);
/// assert_eq!(opportunity_score(6.0, 8.0)?, 6.0);
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Ulwick 2002, *Turn customer input into innovation*.
pub fn opportunity_score(importance: f64, satisfaction: f64) -> Result<f64> {
    let ten = |parameter, value| {
        let value = finite(parameter, value)?;
        if (0.0..=10.0).contains(&value) {
            Ok(value)
        } else {
            Err(Error::out_of_range(parameter, "must be between 0 and 10").with_value(value))
        }
    };
    let importance = ten("importance", importance)?;
    Ok(importance + (importance - ten("satisfaction", satisfaction)?).max(0.0))
}

/// The opportunity scores of outcomes from answers: importance and satisfaction are ten times the share of respondents
/// in the `top` best answers of the scale.
///
/// Both tables have a column for each outcome and a row for each respondent; an outcome is scored by those who answered
/// both of its questions. The score has a normal interval, clipped to [0, 20], whose variance knows that both shares come
/// from the same respondents; with weights it is linearised. Where importance and satisfaction are about equal the score
/// has a kink, and the interval is that of the side it lies on.
///
/// # Errors
/// [`LengthMismatch`](crate::ErrorCode::LengthMismatch) if the tables differ in columns or rows;
/// [`OutOfRange`](crate::ErrorCode::OutOfRange) at an answer off the scale, a negative weight, or if `top` is not at least
/// 1 and less than the number of points; [`Empty`](crate::ErrorCode::Empty), naming the outcome, if nobody answered both of
/// its questions; [`Undefined`](crate::ErrorCode::Undefined) if all weights are 0.
///
/// # Example
/// ```
/// use goodwill::{quantity::Level, survey::{ItemAnswers, Scale, opportunity_scores}};
///
/// let importance: [&[f64]; 1] = [&[5.0, 4.0, 5.0, 4.0, 5.0]];
/// let satisfaction: [&[f64]; 1] = [&[2.0, 3.0, 4.0, 1.0, f64::NAN]];
/// let scale = Scale::new(1, 5)?;
/// let got = opportunity_scores(&importance, &ItemAnswers::new(&satisfaction), &scale, 2, Level::default())?;
/// assert_eq!((got[0].score.value, got[0].n, got[0].missing), (17.5, 4, 1));
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Ulwick 2002; top-two shares of a five-point scale as there.
pub fn opportunity_scores(
    importance: &[&[f64]],
    satisfaction: &ItemAnswers<'_>,
    scale: &Scale,
    top: usize,
    level: Level,
) -> Result<Vec<OpportunityItem>> {
    let rows = satisfaction.rows();
    if satisfaction.items.is_empty() {
        return Err(Error::empty("satisfaction"));
    }
    check_count("importance", importance.len(), satisfaction.items.len())?;
    check_columns("importance", importance, rows)?;
    check_columns("satisfaction", satisfaction.items, rows)?;
    check_weights(satisfaction.weights, rows)?;
    if !(1..scale.points()).contains(&top) {
        let reason = alloc::format!("must be between 1 and {}", scale.points() - 1);
        return Err(Error::out_of_range("top", reason).with_value(top));
    }
    let columns = importance.iter().zip(satisfaction.items).enumerate();
    columns
        .map(|(number, (importance, satisfied))| {
            let scored = scored(importance, satisfied, satisfaction.weights, scale, top, level);
            scored
                .map(|item| OpportunityItem {
                    name: item_name(number),
                    ..item
                })
                .map_err(|error| {
                    let parameter = String::from(error.parameter());
                    if parameter == "weights" {
                        error
                    } else {
                        error.rename(named(&parameter, number))
                    }
                })
        })
        .collect()
}

fn scored(
    importance: &[f64],
    satisfaction: &[f64],
    weights: Option<&[f64]>,
    scale: &Scale,
    top: usize,
    level: Level,
) -> Result<OpportunityItem> {
    let best = |point: usize| match scale.good_end() {
        Polarity::HighIsGood => point >= scale.points() - top,
        Polarity::LowIsGood => point < top,
    };
    let (mut pairs, mut chosen, mut invalid) = (Vec::new(), Vec::new(), 0);
    for row in 0..importance.len() {
        let important = scale.read("importance", row, importance[row])?;
        let satisfied = scale.read("satisfaction", row, satisfaction[row])?;
        match (important, satisfied) {
            (Reading::Invalid, _) | (_, Reading::Invalid) => invalid += 1,
            (Reading::Point(important), Reading::Point(satisfied))
                if weights.is_none_or(|weights| !weights[row].is_nan()) =>
            {
                pairs.push((best(important), best(satisfied)));
                chosen.push(row);
            }
            _ => {}
        }
    }
    if chosen.is_empty() {
        return Err(Error::empty("satisfaction"));
    }
    let weights = weights_of(weights, &chosen)?;
    let mean = |of: &dyn Fn(bool, bool) -> f64| {
        let values: Vec<f64> = pairs.iter().map(|&(a, b)| of(a, b)).collect();
        mean_of(&values, weights.as_deref(), level)
    };
    let n = chosen.len() as u64;
    let share = |of: fn(bool, bool) -> bool| {
        if weights.is_some() {
            return mean(&|a, b| f64::from(of(a, b))).map(|estimate| estimate.clipped(0.0, 1.0));
        }
        let count = pairs.iter().filter(|&&(a, b)| of(a, b)).count() as u64;
        let options = ProportionOptions {
            level,
            ..Default::default()
        };
        proportion(count, n, &options)
    };
    let (important, satisfied) = (share(|a, _| a)?, share(|_, b| b)?);
    let short = important.value > satisfied.value;
    let score = mean(&|a, b| {
        let (a, b) = (10.0 * f64::from(a), 10.0 * f64::from(b));
        if short { 2.0 * a - b } else { a }
    })?;
    let missing = importance.len() as u64 - n - invalid;
    Ok(OpportunityItem {
        name: String::new(),
        importance: important,
        satisfaction: satisfied,
        score: score.clipped(0.0, 20.0),
        n,
        missing,
        invalid,
        small_sample: n < 30,
    })
}
