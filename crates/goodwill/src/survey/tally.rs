//! The answers to one item, counted: what every share, mean and score of the item is made from.

use super::answer::{Answer, Bytes};
use super::count;
use super::scale::{Polarity, Reading, Scale};
use crate::error::{Error, ErrorCode, Result};
use crate::numeric::sum::ExactSum;
use alloc::vec;
use alloc::vec::Vec;

/// How often each point of a scale was answered, with the missing and the invalid answers counted apart.
///
/// Every metric of a single item takes a tally, so answers are read once, at the speed of memory, however much is asked
/// of them. Tallies of
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
    pub(super) weights: Option<Vec<PointWeight>>,
    missing: u64,
    invalid: u64,
}

/// Σw and Σw² of those who answered a point.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct PointWeight {
    pub(crate) sum: ExactSum,
    pub(crate) squares: ExactSum,
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
        let others = match T::bytes(answers) {
            Some(Bytes::Unsigned(bytes)) => tally.count_bytes(bytes, 0),
            Some(Bytes::Signed(bytes)) => tally.count_bytes(bytes, i8::MIN.into()),
            None => {
                let (low, points) = (f64::from(scale.minimum()), scale.points());
                tally.counts = count::points(answers, low, points);
                tally.counts.pop() != Some(0)
            }
        };
        if others {
            tally.read_others(answers)?;
        }
        Ok(tally)
    }

    /// Counts bytes, of which the least means `least`; whether any is no point of the scale.
    fn count_bytes<T: count::Byte>(&mut self, bytes: &[T], least: i32) -> bool {
        // The points that a byte can be.
        let low = self.scale.minimum().max(least);
        let high = self.scale.maximum().min(least + i32::from(u8::MAX));
        let points = usize::try_from(high - low + 1).unwrap_or(0);
        let mut counts = count::bytes(bytes, low as u8, points);
        let others = counts.pop();
        let above = (i64::from(low) - i64::from(self.scale.minimum())) as usize;
        for (total, count) in self.counts.iter_mut().skip(above).zip(counts) {
            *total += count;
        }
        others != Some(0)
    }

    /// Reads the answers that are no whole points of the scale, which the fast count left out.
    fn read_others<T: Answer>(&mut self, answers: &[T]) -> Result<()> {
        let (low, high) = (f64::from(self.scale.minimum()), f64::from(self.scale.maximum()));
        for (index, answer) in answers.iter().enumerate() {
            let answer = answer.to_f64();
            if (low..=high).contains(&answer) && libm::trunc(answer) == answer {
                continue;
            }
            match self.scale.read("answers", index, answer)? {
                Reading::Point(point) => self.counts[point] += 1,
                Reading::Missing => self.missing += 1,
                Reading::Invalid => self.invalid += 1,
            }
        }
        Ok(())
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
            *count = count.saturating_add(*more);
        }
        if let (Some(weights), Some(more)) = (&mut self.weights, &other.weights) {
            for (weight, more) in weights.iter_mut().zip(more) {
                weight.sum.merge(&more.sum);
                weight.squares.merge(&more.squares);
            }
        }
        self.missing = self.missing.saturating_add(other.missing);
        self.invalid = self.invalid.saturating_add(other.invalid);
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
        self.counts
            .iter()
            .fold(0, |n: u64, &count| n.saturating_add(count))
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

    /// The weights of each point, from the lowest up, if respondents have weights.
    pub(crate) fn weights(&self) -> Option<&[PointWeight]> {
        self.weights.as_deref()
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

    /// Kish's effective number of respondents, (Σw)²/Σw²: the number of valid answers without weights, NaN with none.
    #[must_use]
    pub fn effective_n(&self) -> f64 {
        let Some(weights) = &self.weights else {
            return self.n() as f64;
        };
        let (mut sum, mut squares) = (ExactSum::default(), ExactSum::default());
        for point in weights {
            sum.merge(&point.sum);
            squares.merge(&point.squares);
        }
        let sum = sum.value();
        sum / squares.value() * sum
    }

    /// The valid answers as metrics need them, if there are any.
    ///
    /// # Errors
    /// [`Empty`](ErrorCode::Empty) without a valid answer; [`Undefined`](ErrorCode::Undefined) if all weights are 0;
    /// [`Overflow`](ErrorCode::Overflow) beyond 2⁵³ answers or where squares of weights overflow.
    pub(crate) fn answered(&self) -> Result<Answered<'_>> {
        let n = self.n();
        if n == 0 {
            return Err(Error::empty("answers"));
        }
        if n > 1 << 53 {
            return Err(
                Error::new(ErrorCode::Overflow, "answers", "must not exceed 2^53 answers").with_value(n),
            );
        }
        let weights = match &self.weights {
            None => None,
            Some(points) => Some(self.weights_of(points)?),
        };
        Ok(Answered {
            tally: self,
            n,
            weights,
        })
    }

    fn weights_of(&self, points: &[PointWeight]) -> Result<Weights> {
        let mut total = ExactSum::default();
        for point in points {
            total.merge(&point.sum);
        }
        let total = total.value();
        if total == 0.0 {
            return Err(Error::undefined("weights", "are all 0"));
        }
        let effective_n = self.effective_n();
        if !(total * total).is_finite() || !effective_n.is_finite() {
            let reason = "have squares beyond the range of a number";
            return Err(Error::new(ErrorCode::Overflow, "weights", reason));
        }
        Ok(Weights {
            total,
            effective_n,
            sums: points.iter().map(|point| point.sum.value()).collect(),
            squares: points.iter().map(|point| point.squares.value()).collect(),
        })
    }

    /// The points from the best answer to the worst, as indices into [`counts`](Self::counts).
    pub(crate) fn best_first(&self) -> Vec<usize> {
        match self.scale.good_end() {
            Polarity::HighIsGood => (0..self.counts.len()).rev().collect(),
            Polarity::LowIsGood => (0..self.counts.len()).collect(),
        }
    }
}

/// A tally that somebody answered.
#[derive(Debug)]
pub(crate) struct Answered<'a> {
    pub(crate) tally: &'a Tally,
    /// The number of valid answers, from 1 to 2⁵³.
    pub(crate) n: u64,
    /// The weights, if the respondents have any.
    pub(crate) weights: Option<Weights>,
}

/// The weights of the valid answers, point by point.
#[derive(Debug)]
pub(crate) struct Weights {
    /// Σw, positive.
    pub(crate) total: f64,
    /// (Σw)²/Σw².
    pub(crate) effective_n: f64,
    /// Σw of each point.
    pub(crate) sums: Vec<f64>,
    /// Σw² of each point.
    pub(crate) squares: Vec<f64>,
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
