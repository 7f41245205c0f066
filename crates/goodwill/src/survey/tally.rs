//! The answers to one item, counted: what every share, mean and score of the item is made from.

use super::answer::Answer;
use super::scale::{Polarity, Reading, Scale};
use crate::error::{Error, ErrorCode, Result};
use crate::numeric::sum::ExactSum;
use alloc::vec;
use alloc::vec::Vec;

/// How often each point of a scale was answered, with the missing and the invalid answers counted apart.
///
/// Every metric of a single item takes a tally, so answers are read once however much is asked of them. Tallies of
/// batches [`merge`](Self::merge) into the tally of the whole. With weights, the sums of the weights and of their
/// squares stand beside the counts, exactly.
///
/// ```
/// use goodwill::survey::{Scale, Tally};
///
/// let scale = Scale::new(1, 5)?.missing_codes(&[99])?;
/// let tally = Tally::of(&[5.0, 4.0, 4.0, 2.0, 99.0, f64::NAN], &scale)?;
/// assert_eq!((tally.n(), tally.missing(), tally.invalid()), (4, 2, 0));
/// assert_eq!(tally.counts(), [0, 1, 0, 2, 1]);
/// # Ok::<(), goodwill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Tally {
    scale: Scale,
    counts: Vec<u64>,
    weights: Option<Vec<PointWeight>>,
    missing: u64,
    invalid: u64,
}

/// Σw and Σw² of those who answered a point.
#[derive(Debug, Clone, PartialEq, Default)]
struct PointWeight {
    sum: ExactSum,
    squares: ExactSum,
}

impl Tally {
    /// No answers yet.
    #[must_use]
    pub fn new(scale: &Scale) -> Self {
        Self {
            counts: vec![0; scale.points()],
            scale: scale.clone(),
            weights: None,
            missing: 0,
            invalid: 0,
        }
    }

    /// The tally of a column of answers, of any type of number; NaN and the missing codes of the scale are missing.
    ///
    /// # Errors
    /// [`OutOfRange`](ErrorCode::OutOfRange) or [`NotFinite`](ErrorCode::NotFinite) at the first answer off the scale,
    /// unless the scale counts such.
    pub fn of<T: Answer>(answers: &[T], scale: &Scale) -> Result<Self> {
        let mut tally = Self::new(scale);
        for (index, answer) in answers.iter().enumerate() {
            match scale.read("answers", index, answer.to_f64())? {
                Reading::Point(point) => tally.counts[point] += 1,
                Reading::Missing => tally.missing += 1,
                Reading::Invalid => tally.invalid += 1,
            }
        }
        Ok(tally)
    }

    /// The tally of a column of answers with a weight each; a respondent without a weight is missing.
    ///
    /// # Errors
    /// As [`of`](Self::of); [`LengthMismatch`](ErrorCode::LengthMismatch); [`OutOfRange`](ErrorCode::OutOfRange) at the
    /// first negative weight.
    pub fn weighted<T: Answer>(answers: &[T], weights: &[f64], scale: &Scale) -> Result<Self> {
        if weights.len() != answers.len() {
            return Err(Error::length_mismatch("weights", weights.len(), answers.len()));
        }
        let mut tally = Self::new(scale);
        let mut sums = vec![PointWeight::default(); scale.points()];
        for (index, (answer, &weight)) in answers.iter().zip(weights).enumerate() {
            let reading = scale.read("answers", index, answer.to_f64())?;
            match (reading, checked_weight(index, weight)?) {
                (Reading::Point(point), Some(weight)) => {
                    tally.counts[point] += 1;
                    sums[point].sum.add(weight);
                    sums[point].squares.add_product(weight, weight);
                }
                (Reading::Invalid, _) => tally.invalid += 1,
                (Reading::Missing, _) | (Reading::Point(_), None) => tally.missing += 1,
            }
        }
        tally.weights = Some(sums);
        Ok(tally)
    }

    /// The tally of answers counted elsewhere: how many gave each point of the scale, from the lowest up.
    ///
    /// # Errors
    /// [`LengthMismatch`](ErrorCode::LengthMismatch) unless there is a count for each point.
    pub fn from_counts(counts: &[u64], missing: u64, scale: &Scale) -> Result<Self> {
        if counts.len() != scale.points() {
            return Err(Error::length_mismatch("counts", counts.len(), scale.points()));
        }
        Ok(Self {
            counts: counts.to_vec(),
            missing,
            ..Self::new(scale)
        })
    }

    /// Adds the answers of another batch.
    ///
    /// # Errors
    /// [`Inconsistent`](ErrorCode::Inconsistent) if the scales differ, or if only one of the two has weights.
    pub fn merge(&mut self, other: &Self) -> Result<()> {
        if self.scale != other.scale || self.weights.is_some() != other.weights.is_some() {
            return Err(Error::inconsistent(
                "other",
                "must be of the same scale, with weights or without",
            ));
        }
        for (count, more) in self.counts.iter_mut().zip(&other.counts) {
            *count += more;
        }
        if let (Some(weights), Some(more)) = (&mut self.weights, &other.weights) {
            for (weight, more) in weights.iter_mut().zip(more) {
                weight.sum.merge(&more.sum);
                weight.squares.merge(&more.squares);
            }
        }
        self.missing += other.missing;
        self.invalid += other.invalid;
        Ok(())
    }

    /// The scale of the answers.
    #[must_use]
    pub fn scale(&self) -> &Scale {
        &self.scale
    }

    /// How many gave each point, from the lowest up.
    #[must_use]
    pub fn counts(&self) -> &[u64] {
        &self.counts
    }

    /// The number of valid answers.
    #[must_use]
    pub fn n(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// Answers not given.
    #[must_use]
    pub fn missing(&self) -> u64 {
        self.missing
    }

    /// Answers that the scale does not have.
    #[must_use]
    pub fn invalid(&self) -> u64 {
        self.invalid
    }

    /// Whether the respondents have weights.
    #[must_use]
    pub fn is_weighted(&self) -> bool {
        self.weights.is_some()
    }

    /// The tally with that many answers off the scale.
    pub(crate) fn with_invalid(mut self, invalid: u64) -> Self {
        self.invalid = invalid;
        self
    }

    /// An empty tally that takes weights.
    pub(crate) fn with_weights(mut self) -> Self {
        self.weights = Some(vec![PointWeight::default(); self.counts.len()]);
        self
    }

    /// Adds what one respondent answered.
    #[inline]
    pub(crate) fn add(&mut self, reading: Reading) {
        match reading {
            Reading::Point(point) => self.counts[point] += 1,
            Reading::Missing => self.missing += 1,
            Reading::Invalid => self.invalid += 1,
        }
    }

    /// Adds what one respondent answered, with a weight that was checked before.
    #[inline]
    pub(crate) fn add_weighted(&mut self, reading: Reading, weight: f64) {
        match reading {
            Reading::Point(_) if weight.is_nan() => self.missing += 1,
            Reading::Point(point) => {
                self.counts[point] += 1;
                if let Some(weights) = &mut self.weights {
                    weights[point].sum.add(weight);
                    weights[point].squares.add_product(weight, weight);
                }
            }
            Reading::Missing | Reading::Invalid => self.add(reading),
        }
    }

    /// The points from the best answer to the worst, as indices into [`counts`](Self::counts).
    pub(crate) fn best_first(&self) -> Vec<usize> {
        match self.scale.good_end() {
            Polarity::HighIsGood => (0..self.counts.len()).rev().collect(),
            Polarity::LowIsGood => (0..self.counts.len()).collect(),
        }
    }
}

/// A weight that counts, `None` if it is missing.
///
/// # Errors
/// An infinite or negative one, by its row.
pub(crate) fn checked_weight(index: usize, weight: f64) -> Result<Option<f64>> {
    if weight.is_infinite() {
        let reason = "must be a finite number, or NaN if missing";
        return Err(Error::new(ErrorCode::NotFinite, "weights", reason)
            .with_value(weight)
            .at(index));
    }
    if weight < 0.0 {
        return Err(Error::out_of_range("weights", "must be 0 or more")
            .with_value(weight)
            .at(index));
    }
    Ok((!weight.is_nan()).then_some(weight))
}
