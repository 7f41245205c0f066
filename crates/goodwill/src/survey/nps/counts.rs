//! From a column of answers to promoters, passives and detractors.

use crate::choice::choice;
use crate::error::{Error, ErrorCode, Result};
use crate::survey::answer::{Answer, Bytes};
use crate::survey::{Polarity, Scale, Tally};
use alloc::format;

/// How many of the answers are promoters, passives, detractors, and missing.
///
/// Counts of batches [`merge`](Self::merge) into the counts of the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct NpsCounts {
    /// Answers of 9 and 10.
    pub promoters: u64,
    /// Answers of 7 and 8.
    pub passives: u64,
    /// Answers of 0 to 6.
    pub detractors: u64,
    /// Answers not given. They count in no share.
    #[cfg_attr(feature = "serde", serde(default))]
    pub missing: u64,
}

choice! { "treatment of fractional scores",
    /// What to do with an answer between two whole numbers.
    #[derive(Default)]
    FractionalScores {
        /// An error that names the row: the question has eleven answers and no others.
        #[default]
        Refuse = 0, "refuse";
        /// Half-open cuts: below 7 detractor, 7 to below 9 passive, 9 and above promoter.
        HalfOpen = 1, "half_open";
    }
}

/// How answers are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
pub struct NpsScoring {
    /// The number that stands for "no answer", outside the scale of 0 to 10: 99, −1. NaN is always missing.
    pub missing_code: Option<i32>,
    /// What to do with an answer between two whole numbers.
    pub fractional: FractionalScores,
}

impl NpsCounts {
    /// Counts a column of answers on the scale of 0 to 10, of any type of number.
    ///
    /// An empty column gives counts of 0. Bytes are counted at memory speed.
    ///
    /// # Errors
    /// [`OutOfRange`](ErrorCode::OutOfRange) at the first answer that is off the scale or, unless half-open cuts
    /// are asked for, fractional; [`NotFinite`](ErrorCode::NotFinite) at an infinite one;
    /// [`OutOfRange`](ErrorCode::OutOfRange) if the missing code is itself an answer.
    ///
    /// # Example
    /// ```
    /// use goodwill::survey::{NpsCounts, NpsScoring};
    ///
    /// let counts = NpsCounts::from_scores(&[9, 10, 3, 7], &NpsScoring::default())?;
    /// assert_eq!(counts, NpsCounts { promoters: 2, passives: 1, detractors: 1, missing: 0 });
    ///
    /// let error = NpsCounts::from_scores(&[9, 10, 99_u8], &NpsScoring::default()).unwrap_err();
    /// assert_eq!(error.to_string(), "scores[2]: must be between 0 and 10, got 99");
    ///
    /// let scoring = NpsScoring { missing_code: Some(99), ..Default::default() };
    /// assert_eq!(NpsCounts::from_scores(&[9, 10, 99_u8], &scoring)?.missing, 1);
    /// # Ok::<(), goodwill::Error>(())
    /// ```
    pub fn from_scores<T: Answer>(scores: &[T], scoring: &NpsScoring) -> Result<Self> {
        let rule = Rule::new(scoring)?;
        let counts = match T::bytes(scores) {
            Some(Bytes::Unsigned(scores)) => {
                let code = rule.code.and_then(|code| u8::try_from(code).ok());
                tally_bytes(scores, code, |score| score)
            }
            Some(Bytes::Signed(scores)) => {
                let code = rule.code.and_then(|code| i8::try_from(code).ok());
                // As a byte without sign, a negative answer is off the upper end.
                tally_bytes(scores, code.map(|code| code as u8), |score| score as u8)
            }
            None => Self::all_at_once(scores, rule),
        };
        match counts {
            Some(counts) => Ok(counts),
            // Something is wrong, which is rare: only now is it worth a second pass to say what and where.
            None => Self::one_by_one(scores, rule),
        }
    }

    /// The counts, or `None` if any answer is not on the scale.
    fn all_at_once<T: Answer>(scores: &[T], rule: Rule) -> Option<Self> {
        let code = rule.code();
        let (mut promoters, mut detractors, mut valid, mut missing) = (0, 0, 0, 0);
        for score in scores.iter().map(|score| score.to_f64()) {
            let on_scale = rule.accepts(score);
            valid += u64::from(on_scale);
            promoters += u64::from(on_scale && score >= 9.0);
            detractors += u64::from(on_scale && score < 7.0);
            missing += u64::from(score.is_nan() || score == code);
        }
        (valid + missing == scores.len() as u64).then_some(Self {
            promoters,
            passives: valid - promoters - detractors,
            detractors,
            missing,
        })
    }

    fn one_by_one<T: Answer>(scores: &[T], rule: Rule) -> Result<Self> {
        let mut counts = Self::default();
        for (index, score) in scores.iter().enumerate() {
            match rule.group("scores", index, score.to_f64())? {
                Some(Group::Promoter) => counts.promoters += 1,
                Some(Group::Passive) => counts.passives += 1,
                Some(Group::Detractor) => counts.detractors += 1,
                None => counts.missing += 1,
            }
        }
        Ok(counts)
    }

    /// The counts of a tally of answers from 0 to 10.
    ///
    /// # Errors
    /// [`Inconsistent`](ErrorCode::Inconsistent) unless the scale is 0 to 10 with high good: an item on 1 to 4 has no net
    /// promoter score, and is never stretched to have one. Also if the respondents have weights, which counts would lose:
    /// see [`NpsWeighted::from_tally`](super::NpsWeighted::from_tally).
    pub fn from_tally(tally: &Tally) -> Result<Self> {
        is_nps_scale(tally.scale())?;
        if tally.is_weighted() {
            let reason = "must be without weights: nps_weighted and net_box take weights";
            return Err(Error::inconsistent("answers", reason));
        }
        let sum = |counts: &[u64]| {
            counts
                .iter()
                .fold(0, |sum: u64, &count| sum.saturating_add(count))
        };
        let counts = tally.counts();
        Ok(Self {
            promoters: sum(&counts[9..]),
            passives: sum(&counts[7..9]),
            detractors: sum(&counts[..7]),
            missing: tally.missing(),
        })
    }

    /// The number of answers given: promoters, passives and detractors.
    #[must_use]
    pub fn n(&self) -> u64 {
        self.promoters
            .saturating_add(self.passives)
            .saturating_add(self.detractors)
    }

    /// Adds respondents of one group.
    pub(super) fn add(&mut self, group: Group, count: u64) {
        match group {
            Group::Promoter => self.promoters += count,
            Group::Passive => self.passives += count,
            Group::Detractor => self.detractors += count,
        }
    }

    /// Adds the counts of another batch.
    pub fn merge(&mut self, other: &Self) {
        self.promoters = self.promoters.saturating_add(other.promoters);
        self.passives = self.passives.saturating_add(other.passives);
        self.detractors = self.detractors.saturating_add(other.detractors);
        self.missing = self.missing.saturating_add(other.missing);
    }

    /// The shares, if there is somebody to share: an error names `parameter`.
    pub(super) fn shares(&self, parameter: &'static str) -> Result<Shares> {
        let n = self.n();
        if n == 0 {
            return Err(Error::empty(parameter));
        }
        if n > 1 << 53 {
            return Err(
                Error::new(ErrorCode::Overflow, parameter, "must not exceed 2^53 answers").with_value(n),
            );
        }
        Ok(Shares::of(
            self.promoters as f64,
            self.detractors as f64,
            n as f64,
        ))
    }
}

/// A net promoter score is of answers from 0 to 10.
pub(crate) fn is_nps_scale(scale: &Scale) -> Result<()> {
    let is_nps = (scale.minimum(), scale.maximum()) == (0, 10) && scale.good_end() == Polarity::HighIsGood;
    if is_nps {
        return Ok(());
    }
    let got = format!("{} to {}", scale.minimum(), scale.maximum());
    let reason = "must be 0 to 10, high is good, for a net promoter score";
    Err(Error::inconsistent("scale", reason).with_value(got))
}

/// The shares of promoters and detractors among `n` answers.
#[derive(Clone, Copy)]
pub(super) struct Shares {
    pub(super) n: f64,
    pub(super) promoters: f64,
    pub(super) detractors: f64,
    /// The net promoter score: the difference of the counts over n, rounded once.
    pub(super) score: f64,
}

impl Shares {
    pub(super) fn of(promoters: f64, detractors: f64, n: f64) -> Self {
        Self {
            n,
            promoters: promoters / n,
            detractors: detractors / n,
            score: (promoters - detractors) / n,
        }
    }

    /// The variance of one answer scored +1, 0, −1: p₊ + p₋ − (p₊ − p₋)², written as a sum of positive terms.
    pub(super) fn variance(&self) -> f64 {
        let (p, d) = (self.promoters, self.detractors);
        p * (1.0 - p) + d * (1.0 - d) + 2.0 * p * d
    }

    pub(super) fn standard_error(&self) -> f64 {
        libm::sqrt(self.variance() / self.n)
    }
}

/// The three groups of respondents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Group {
    Detractor,
    Passive,
    Promoter,
}

impl Group {
    pub(super) const ALL: [Self; 3] = [Self::Detractor, Self::Passive, Self::Promoter];

    /// The group of an answer on the scale.
    pub(super) fn of(score: f64) -> Self {
        match score {
            9.0.. => Self::Promoter,
            7.0.. => Self::Passive,
            _ => Self::Detractor,
        }
    }

    /// −1, 0 or +1.
    pub(super) fn sign(self) -> f64 {
        match self {
            Self::Detractor => -1.0,
            Self::Passive => 0.0,
            Self::Promoter => 1.0,
        }
    }
}

/// An [`NpsScoring`] that makes sense.
#[derive(Clone, Copy)]
pub(super) struct Rule {
    code: Option<i32>,
    half_open: bool,
}

impl Rule {
    pub(super) fn new(scoring: &NpsScoring) -> Result<Self> {
        if let Some(code) = scoring.missing_code.filter(|code| (0..=10).contains(code)) {
            let reason = "must lie outside the scale of 0 to 10";
            return Err(Error::out_of_range("missing_code", reason).with_value(code));
        }
        Ok(Self {
            code: scoring.missing_code,
            half_open: scoring.fractional == FractionalScores::HalfOpen,
        })
    }

    fn code(self) -> f64 {
        self.code.map_or(f64::NAN, f64::from)
    }

    fn accepts(self, score: f64) -> bool {
        (0.0..=10.0).contains(&score) && (self.half_open || f64::from(score as u8) == score)
    }

    /// The group of one answer, `None` if it is missing.
    pub(super) fn group(self, parameter: &'static str, index: usize, score: f64) -> Result<Option<Group>> {
        if score.is_nan() || score == self.code() {
            return Ok(None);
        }
        if self.accepts(score) {
            return Ok(Some(Group::of(score)));
        }
        let error = if score.is_infinite() {
            Error::new(
                ErrorCode::NotFinite,
                parameter,
                "must be a finite number, or NaN if missing",
            )
        } else if (0.0..=10.0).contains(&score) {
            Error::out_of_range(
                parameter,
                "must be a whole number; half-open cuts accept fractions",
            )
        } else {
            Error::out_of_range(parameter, "must be between 0 and 10")
        };
        Err(error.with_value(score).at(index))
    }
}

fn tally_bytes<T: Copy>(scores: &[T], code: Option<u8>, byte: impl Fn(T) -> u8 + Copy) -> Option<NpsCounts> {
    let [passive, promoter, off, missing] = match code {
        None => count_bytes::<T, false>(scores, 0, byte),
        Some(code) => count_bytes::<T, true>(scores, code, byte),
    };
    (off == missing).then_some(NpsCounts {
        promoters: promoter - off,
        passives: passive - promoter,
        detractors: scores.len() as u64 - passive,
        missing,
    })
}

/// How many bytes are ≥ 7, ≥ 9, > 10, and equal to `code`.
///
/// Lanes of bytes count at most 255 comparisons before they are emptied, so the compiler compares and counts a
/// whole register at a time.
fn count_bytes<T: Copy, const CODE: bool>(scores: &[T], code: u8, byte: impl Fn(T) -> u8) -> [u64; 4] {
    const LANES: usize = 32;
    let mut totals = [0; 4];
    let mut count = |lanes: &[[u8; LANES]; 4]| {
        for (total, lanes) in totals.iter_mut().zip(lanes) {
            *total += lanes.iter().map(|&lane| u64::from(lane)).sum::<u64>();
        }
    };
    let (blocks, rest) = scores.as_chunks::<LANES>();
    for blocks in blocks.chunks(255) {
        let mut lanes = [[0_u8; LANES]; 4];
        for block in blocks {
            for lane in 0..LANES {
                let score = byte(block[lane]);
                lanes[0][lane] += u8::from(score >= 7);
                lanes[1][lane] += u8::from(score >= 9);
                lanes[2][lane] += u8::from(score > 10);
                if CODE {
                    lanes[3][lane] += u8::from(score == code);
                }
            }
        }
        count(&lanes);
    }
    let mut lanes = [[0_u8; LANES]; 4];
    for (lane, &score) in rest.iter().enumerate() {
        let score = byte(score);
        lanes[0][lane] = u8::from(score >= 7);
        lanes[1][lane] = u8::from(score >= 9);
        lanes[2][lane] = u8::from(score > 10);
        lanes[3][lane] = u8::from(CODE && score == code);
    }
    count(&lanes);
    totals
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    #[test]
    fn every_byte_at_every_length_agrees_with_the_plain_loop() {
        let scores: Vec<u8> = (0..20_000_u32).map(|i| (i * i / 7 % 11) as u8).collect();
        let rule = Rule::new(&NpsScoring::default()).unwrap();
        for length in (0..200).chain([8159, 8160, 8161, 8192, 20_000]) {
            let bytes = NpsCounts::from_scores(&scores[..length], &NpsScoring::default()).unwrap();
            assert_eq!(
                bytes,
                NpsCounts::one_by_one(&scores[..length], rule).unwrap(),
                "{length}"
            );
        }
        for byte in 0..=255_u8 {
            let ok = NpsCounts::from_scores(&[byte; 300], &NpsScoring::default()).is_ok();
            assert_eq!(ok, byte <= 10);
            let signed = NpsCounts::from_scores(&[byte as i8; 300], &NpsScoring::default()).is_ok();
            assert_eq!(signed, byte <= 10);
        }
    }

    #[test]
    fn every_type_of_number_counts_alike() {
        let expected = NpsCounts {
            promoters: 2,
            passives: 3,
            detractors: 2,
            missing: 1,
        };
        let scoring = NpsScoring {
            missing_code: Some(99),
            ..Default::default()
        };
        macro_rules! check {
            ($($type:ty)*) => {$({
                let scores = [0, 6, 7, 8, 9, 10, 99, 7].map(|score: i8| score as $type);
                assert_eq!(NpsCounts::from_scores(&scores, &scoring), Ok(expected), stringify!($type));
                let error = NpsCounts::from_scores(&[10, 11].map(|score: i8| score as $type), &scoring).unwrap_err();
                assert_eq!(error.to_string(), "scores[1]: must be between 0 and 10, got 11");
            })*};
        }
        check!(u8 i8 u16 i16 u32 i32 u64 i64 f32 f64);
    }

    #[test]
    fn a_code_that_the_type_cannot_hold_is_never_met() {
        let scoring = NpsScoring {
            missing_code: Some(-1),
            ..Default::default()
        };
        assert_eq!(
            NpsCounts::from_scores(&[255_u8], &scoring).unwrap_err().index(),
            Some(0)
        );
        assert_eq!(NpsCounts::from_scores(&[-1_i8, 5], &scoring).unwrap().missing, 1);
    }

    #[test]
    fn fractions_need_half_open_cuts() {
        let scores = [6.5, 7.0, 8.999, 9.0, f64::NAN];
        let error = NpsCounts::from_scores(&scores, &NpsScoring::default()).unwrap_err();
        assert_eq!(
            error.to_string(),
            "scores[0]: must be a whole number; half-open cuts accept fractions, got 6.5"
        );
        let scoring = NpsScoring {
            fractional: FractionalScores::HalfOpen,
            ..Default::default()
        };
        assert_eq!(
            NpsCounts::from_scores(&scores, &scoring),
            Ok(NpsCounts {
                promoters: 1,
                passives: 2,
                detractors: 1,
                missing: 1
            })
        );
        for (score, code) in [
            (10.5, ErrorCode::OutOfRange),
            (-0.1, ErrorCode::OutOfRange),
            (f64::INFINITY, ErrorCode::NotFinite),
        ] {
            let error = NpsCounts::from_scores(&[1.0, score], &scoring).unwrap_err();
            assert_eq!((error.code(), error.index()), (code, Some(1)), "{score}");
        }
    }

    #[test]
    fn a_missing_code_on_the_scale_is_refused() {
        let scoring = NpsScoring {
            missing_code: Some(10),
            ..Default::default()
        };
        let error = NpsCounts::from_scores(&[1], &scoring).unwrap_err();
        assert_eq!(
            error.to_string(),
            "missing_code: must lie outside the scale of 0 to 10, got 10"
        );
    }
}
