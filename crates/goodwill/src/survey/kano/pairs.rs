//! The pairs of answers to a feature, counted.

use crate::error::{Error, ErrorCode, Result};
use crate::numeric::sum::ExactSum;
use crate::survey::scale::Reading;
use crate::survey::tally::checked_weight;
use crate::survey::{Answer, Polarity, Scale};
use alloc::vec;
use alloc::vec::Vec;

/// How often each of the 25 pairs of answers was given, with the missing and the invalid counted apart: all that any
/// analysis of a feature needs. Pairs of batches [`merge`](Self::merge) into those of the whole.
///
/// ```
/// use goodwill::survey::KanoPairs;
///
/// let functional = [1.0, 1.0, 2.0, 4.0, f64::NAN];
/// let dysfunctional = [5.0, 3.0, 5.0, f64::NAN, f64::NAN];
/// let pairs = KanoPairs::of(&functional, &dysfunctional, &KanoPairs::scale())?;
/// assert_eq!((pairs.n(), pairs.half_missing(), pairs.missing()), (3, 1, 1));
/// assert_eq!(pairs.counts()[0], [0, 0, 1, 0, 1]);
/// # Ok::<(), goodwill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct KanoPairs {
    counts: [[u64; 5]; 5],
    weights: Option<Vec<CellWeight>>,
    missing: u64,
    half_missing: u64,
    invalid: u64,
}

/// Σw and Σw² of those who gave a pair.
#[derive(Debug, Clone, PartialEq, Default)]
struct CellWeight {
    sum: ExactSum,
    squares: ExactSum,
}

/// One pair: its answers counted from "like", and how often, with what weight, it was given.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell {
    pub(super) functional: usize,
    pub(super) dysfunctional: usize,
    pub(super) count: u64,
    /// Σw; the count without weights.
    pub(super) weight: f64,
    /// Σw²; the count without weights.
    pub(super) squares: f64,
}

impl KanoPairs {
    /// The usual scale of both questions: 1 "I like it", 2 "I expect it", 3 "I am neutral", 4 "I can live with it",
    /// 5 "I dislike it".
    #[must_use]
    pub fn scale() -> Scale {
        Scale::new(1, 5)
            .expect("five points are a scale")
            .polarity(Polarity::LowIsGood)
    }

    /// The pairs of two columns, row by row one respondent. NaN and the missing codes of the scale are missing.
    ///
    /// # Errors
    /// [`LengthMismatch`](crate::ErrorCode::LengthMismatch); [`OutOfRange`](crate::ErrorCode::OutOfRange) or
    /// [`NotFinite`](crate::ErrorCode::NotFinite) at the first answer off the scale, unless the scale counts such;
    /// `OutOfRange` for a scale of other than 3 or 5 points.
    pub fn of<T: Answer>(functional: &[T], dysfunctional: &[T], scale: &Scale) -> Result<Self> {
        Self::read(functional, dysfunctional, None, scale)
    }

    /// The pairs of two columns with a weight each; a respondent without a weight is missing.
    ///
    /// # Errors
    /// As [`of`](Self::of); `OutOfRange` at the first negative weight.
    pub fn weighted<T: Answer>(
        functional: &[T],
        dysfunctional: &[T],
        weights: &[f64],
        scale: &Scale,
    ) -> Result<Self> {
        Self::read(functional, dysfunctional, Some(weights), scale)
    }

    /// Pairs counted elsewhere: rows are the answers to the functional question, columns those to the dysfunctional,
    /// both from "like" to "dislike".
    #[must_use]
    pub fn from_counts(counts: [[u64; 5]; 5]) -> Self {
        Self {
            counts,
            weights: None,
            missing: 0,
            half_missing: 0,
            invalid: 0,
        }
    }

    fn read<T: Answer>(
        functional: &[T],
        dysfunctional: &[T],
        weights: Option<&[f64]>,
        scale: &Scale,
    ) -> Result<Self> {
        position(scale, 0)?;
        let rows = functional.len();
        if dysfunctional.len() != rows {
            return Err(Error::length_mismatch("dysfunctional", dysfunctional.len(), rows));
        }
        if let Some(weights) = weights.filter(|weights| weights.len() != rows) {
            return Err(Error::length_mismatch("weights", weights.len(), rows));
        }
        let mut pairs = Self::from_counts([[0; 5]; 5]);
        let mut sums = weights.map(|_| vec![CellWeight::default(); 25]);
        for row in 0..rows {
            let f = scale.read("functional", row, functional[row].to_f64())?;
            let d = scale.read("dysfunctional", row, dysfunctional[row].to_f64())?;
            let weight = weights.map_or(Ok(Some(1.0)), |weights| checked_weight(row, weights[row]))?;
            match (f, d, weight) {
                (Reading::Point(f), Reading::Point(d), Some(weight)) => {
                    let (f, d) = (position(scale, f)?, position(scale, d)?);
                    pairs.counts[f][d] += 1;
                    if let Some(sums) = &mut sums {
                        sums[5 * f + d].sum.add(weight);
                        sums[5 * f + d].squares.add_product(weight, weight);
                    }
                }
                (Reading::Invalid, ..) | (_, Reading::Invalid, _) => pairs.invalid += 1,
                (Reading::Missing, Reading::Point(_), _) | (Reading::Point(_), Reading::Missing, _) => {
                    pairs.half_missing += 1;
                }
                _ => pairs.missing += 1,
            }
        }
        pairs.weights = sums;
        Ok(pairs)
    }

    /// Adds the pairs of another batch.
    ///
    /// # Errors
    /// [`Inconsistent`](crate::ErrorCode::Inconsistent) if only one of the two has weights.
    pub fn merge(&mut self, other: &Self) -> Result<()> {
        match (&mut self.weights, &other.weights) {
            (None, None) => {}
            (Some(weights), Some(more)) => {
                for (weight, more) in weights.iter_mut().zip(more) {
                    weight.sum.merge(&more.sum);
                    weight.squares.merge(&more.squares);
                }
            }
            _ => {
                let reason = "must have weights, or none, like the pairs it is added to";
                return Err(Error::inconsistent("other", reason));
            }
        }
        for (count, more) in self
            .counts
            .as_flattened_mut()
            .iter_mut()
            .zip(other.counts.as_flattened())
        {
            *count = count.saturating_add(*more);
        }
        self.missing = self.missing.saturating_add(other.missing);
        self.half_missing = self.half_missing.saturating_add(other.half_missing);
        self.invalid = self.invalid.saturating_add(other.invalid);
        Ok(())
    }

    /// How often each pair was given: rows functional, columns dysfunctional, both from "like" to "dislike".
    #[must_use]
    pub fn counts(&self) -> &[[u64; 5]; 5] {
        &self.counts
    }

    /// The number of complete pairs.
    #[must_use]
    pub fn n(&self) -> u64 {
        let counts = self.counts.as_flattened().iter();
        counts.fold(0, |n: u64, &count| n.saturating_add(count))
    }

    /// Respondents with both answers, or the weight, missing.
    #[must_use]
    pub fn missing(&self) -> u64 {
        self.missing
    }

    /// Respondents with one of the two answers missing: half a pair says nothing.
    #[must_use]
    pub fn half_missing(&self) -> u64 {
        self.half_missing
    }

    /// Respondents with an answer that the scale does not have.
    #[must_use]
    pub fn invalid(&self) -> u64 {
        self.invalid
    }

    /// Whether the respondents have weights.
    #[must_use]
    pub fn is_weighted(&self) -> bool {
        self.weights.is_some()
    }

    /// The 25 cells, after it is clear that there is something to share out.
    pub(super) fn cells(&self) -> Result<Vec<Cell>> {
        let n = self.n();
        if n == 0 {
            return Err(Error::empty("pairs"));
        }
        if n > 1 << 53 {
            return Err(Error::new(ErrorCode::Overflow, "pairs", "must not exceed 2^53 pairs").with_value(n));
        }
        let cells: Vec<Cell> = (0..25)
            .map(|cell| {
                let (functional, dysfunctional) = (cell / 5, cell % 5);
                let count = self.counts[functional][dysfunctional];
                let sums = self.weights.as_ref().map(|weights| &weights[cell]);
                Cell {
                    functional,
                    dysfunctional,
                    count,
                    weight: sums.map_or(count as f64, |sums| sums.sum.value()),
                    squares: sums.map_or(count as f64, |sums| sums.squares.value()),
                }
            })
            .collect();
        if cells.iter().all(|cell| cell.weight == 0.0) {
            return Err(Error::undefined("weights", "are all 0"));
        }
        Ok(cells)
    }
}

/// Where a point of the scale stands among the five answers, counted from "like".
pub(super) fn position(scale: &Scale, point: usize) -> Result<usize> {
    let points = scale.points();
    let from_like = match scale.good_end() {
        Polarity::LowIsGood => point,
        Polarity::HighIsGood => points - 1 - point,
    };
    match points {
        5 => Ok(from_like),
        3 => Ok(2 * from_like),
        _ => Err(Error::out_of_range("scale", "must have 3 or 5 points").with_value(points)),
    }
}
