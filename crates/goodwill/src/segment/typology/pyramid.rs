//! 忠诚金字塔: the loyalty pyramid.

use super::{check, sorted};
use crate::choice::choice;
use crate::error::Result;
use crate::estimate::Estimate;
use crate::quantity::{Level, finite};
use alloc::vec::Vec;

choice! { "level of the loyalty pyramid",
    /// How far up a customer is.
    PyramidLevel {
        /// Buys whatever is cheapest or nearest: a switcher 无忠诚购买者.
        Switcher = 0, "switcher";
        /// Buys from habit: a habitual buyer 习惯购买者.
        Habitual = 1, "habitual";
        /// Is satisfied, and would find it costly to change: a satisfied buyer 满意购买者.
        Satisfied = 2, "satisfied";
        /// Likes the supplier: a friend 情感购买者.
        Friend = 3, "friend";
        /// Is committed, and recommends: a committed buyer 忠诚购买者.
        Committed = 4, "committed";
    }
}

choice! { "rule of the loyalty pyramid",
    /// What a customer needs to stand on a level.
    PyramidRule {
        /// The criterion of the level and of every level below it.
        Cumulative = 0, "cumulative";
        /// The criterion of the level; those below do not matter.
        Highest = 1, "highest";
    }
}

/// The number of levels above the lowest.
const CRITERIA: usize = 4;

const LEVELS: [PyramidLevel; CRITERIA + 1] = [
    PyramidLevel::Switcher,
    PyramidLevel::Habitual,
    PyramidLevel::Satisfied,
    PyramidLevel::Friend,
    PyramidLevel::Committed,
];

const NAMES: [&str; CRITERIA] = ["habit", "satisfaction", "liking", "commitment"];

/// The level of answers that are no NaN.
fn level_of(answers: [f64; CRITERIA], cuts: &[f64; CRITERIA], rule: PyramidRule) -> PyramidLevel {
    let met = |k: &usize| answers[*k] >= cuts[*k];
    let steps = match rule {
        PyramidRule::Cumulative => (0..CRITERIA).take_while(met).count(),
        PyramidRule::Highest => (0..CRITERIA).rev().find(met).map_or(0, |k| k + 1),
    };
    LEVELS[steps]
}

fn check_cuts(cuts: &[f64; CRITERIA]) -> Result<()> {
    for (index, &cut) in cuts.iter().enumerate() {
        finite("cuts", cut).map_err(|error| error.at(index))?;
    }
    Ok(())
}

/// The level of one customer in the loyalty pyramid.
///
/// `answers` and `cuts` are those of habit, satisfaction, liking and commitment, in this order; an answer at its cut meets
/// the criterion. The `rule` says whether the lower criteria must be met too.
///
/// # Errors
/// [`Undefined`](crate::ErrorCode::Undefined) if an answer is NaN, [`NotFinite`](crate::ErrorCode::NotFinite) if one is infinite, with its
/// place.
///
/// # Example
/// ```
/// use goodwill::segment::{PyramidLevel, PyramidRule, pyramid_level};
///
/// let cuts = [4.0; 4];
/// // Habitual, satisfied, does not like it, and yet committed.
/// let answers = [5.0, 4.0, 2.0, 4.0];
/// assert_eq!(pyramid_level(&answers, &cuts, PyramidRule::Cumulative)?, PyramidLevel::Satisfied);
/// assert_eq!(pyramid_level(&answers, &cuts, PyramidRule::Highest)?, PyramidLevel::Committed);
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Aaker 1991, *Managing Brand Equity*, chapter 2.
pub fn pyramid_level(answers: &[f64; 4], cuts: &[f64; 4], rule: PyramidRule) -> Result<PyramidLevel> {
    check_cuts(cuts)?;
    for (index, &answer) in answers.iter().enumerate() {
        super::known("answers", answer).map_err(|error| error.at(index))?;
    }
    Ok(level_of(*answers, cuts, rule))
}

/// One level of the pyramid.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct PyramidRow {
    /// Which level.
    pub level: PyramidLevel,
    /// Customers on it.
    pub customers: u64,
    /// Their share of all customers with a level, in [0, 1].
    pub share: Estimate,
    /// The share of customers on it or above, in [0, 1]: the width of the pyramid.
    pub reached: Estimate,
    /// The share of those who reached the level below who also reached this one, in [0, 1]; NaN if nobody did, and for the
    /// lowest.
    pub conversion: Estimate,
}

/// Customers by level of the pyramid.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct LoyaltyPyramid {
    /// The level of each customer; `None` where an answer or the weight is missing.
    pub level: Vec<Option<PyramidLevel>>,
    /// The levels, from the lowest up.
    pub rows: Vec<PyramidRow>,
    /// Customers who meet a criterion and miss one below it: with many, the pyramid is none.
    pub broken: u64,
    /// Customers with a level.
    pub n: u64,
    /// Customers without one.
    pub missing: u64,
    /// Kish's effective number of customers; `n` without weights.
    pub effective_n: f64,
}

/// The loyalty pyramid 忠诚金字塔: switchers, habitual, satisfied, befriended and committed buyers, with shares and with
/// how many of each level reach the next.
///
/// `answers` are the columns of habit, satisfaction, liking and commitment, `cuts` from where on each counts. Shares have
/// Wilson intervals; with weights linearised ones.
///
/// # Errors
/// As for [`loyalty_matrix`](super::loyalty_matrix), naming the column.
///
/// # Example
/// ```
/// use goodwill::quantity::Level;
/// use goodwill::segment::{PyramidRule, loyalty_pyramid};
///
/// let habit = [1.0, 5.0, 5.0, 4.0, 5.0];
/// let satisfaction = [2.0, 3.0, 4.0, 5.0, 5.0];
/// let liking = [1.0, 2.0, 3.0, 4.0, 5.0];
/// let commitment = [1.0, 1.0, 5.0, 2.0, 4.0];
/// let answers = [&habit[..], &satisfaction, &liking, &commitment];
/// let got = loyalty_pyramid(&answers, None, &[4.0; 4], PyramidRule::Cumulative, Level::default())?;
/// assert_eq!(got.rows.iter().map(|row| row.customers).collect::<Vec<_>>(), [1, 1, 1, 1, 1]);
/// assert_eq!((got.rows[1].reached.value, got.rows[2].conversion.value, got.broken), (0.8, 0.75, 1));
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Aaker 1991, chapter 2.
pub fn loyalty_pyramid(
    answers: &[&[f64]; 4],
    weights: Option<&[f64]>,
    cuts: &[f64; 4],
    rule: PyramidRule,
    level: Level,
) -> Result<LoyaltyPyramid> {
    check_cuts(cuts)?;
    let columns: [(&'static str, &[f64]); CRITERIA] = core::array::from_fn(|k| (NAMES[k], answers[k]));
    let rows = check(&columns, weights)?;
    let of_row = |row: usize| {
        let of_row = answers.map(|column| column[row]);
        (!of_row.iter().any(|answer| answer.is_nan())).then_some(of_row)
    };
    let place = |row: usize| of_row(row).map(|answers| level_of(answers, cuts, rule));
    let (levels, groups) = sorted("habit", rows, LEVELS.len(), weights, place, |level| {
        level as usize
    })?;
    let broken = |&row: &usize| {
        levels[row].is_some()
            && of_row(row).is_some_and(|answers| {
                level_of(answers, cuts, PyramidRule::Cumulative)
                    != level_of(answers, cuts, PyramidRule::Highest)
            })
    };
    let table = LEVELS.iter().enumerate().map(|(number, &of)| PyramidRow {
        level: of,
        customers: groups.counts()[number],
        share: groups.share(|group| group == number, level),
        reached: groups.share(|group| group >= number, level),
        conversion: if number == 0 {
            Estimate::without_interval(f64::NAN, level, 0)
        } else {
            groups
                .within(|group| group + 1 >= number)
                .share(|group| group >= number, level)
        },
    });
    Ok(LoyaltyPyramid {
        rows: table.collect(),
        broken: (0..rows).filter(broken).count() as u64,
        n: groups.n(),
        missing: rows as u64 - groups.n(),
        effective_n: groups.effective_n(),
        level: levels,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorCode;

    #[test]
    fn levels_stand_on_each_other() {
        let cuts = [1.0; 4];
        for (answers, cumulative, highest) in [
            (
                [0.0, 0.0, 0.0, 0.0],
                PyramidLevel::Switcher,
                PyramidLevel::Switcher,
            ),
            (
                [1.0, 0.0, 0.0, 0.0],
                PyramidLevel::Habitual,
                PyramidLevel::Habitual,
            ),
            (
                [0.0, 1.0, 0.0, 0.0],
                PyramidLevel::Switcher,
                PyramidLevel::Satisfied,
            ),
            ([1.0, 1.0, 1.0, 0.0], PyramidLevel::Friend, PyramidLevel::Friend),
            (
                [1.0, 1.0, 1.0, 1.0],
                PyramidLevel::Committed,
                PyramidLevel::Committed,
            ),
        ] {
            assert_eq!(
                pyramid_level(&answers, &cuts, PyramidRule::Cumulative).unwrap(),
                cumulative
            );
            assert_eq!(
                pyramid_level(&answers, &cuts, PyramidRule::Highest).unwrap(),
                highest
            );
        }
    }

    #[test]
    fn bad_answers_are_named() {
        let error = pyramid_level(&[1.0, f64::NAN, 1.0, 1.0], &[1.0; 4], PyramidRule::Highest).unwrap_err();
        assert_eq!((error.code(), error.index()), (ErrorCode::Undefined, Some(1)));
        let error = pyramid_level(&[1.0; 4], &[1.0, 1.0, f64::NAN, 1.0], PyramidRule::Highest).unwrap_err();
        assert_eq!((error.parameter(), error.index()), ("cuts", Some(2)));
        let column = [1.0, 2.0];
        let error = loyalty_pyramid(
            &[&column, &column, &column[..1], &column],
            None,
            &[1.0; 4],
            PyramidRule::Highest,
            Level::default(),
        )
        .unwrap_err();
        assert_eq!(error.parameter(), "liking");
    }
}
