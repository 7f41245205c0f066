//! Answers, stored small.

use super::reader::Answer;
use crate::survey::{FractionalScores, Scale};
use alloc::vec;
use alloc::vec::Vec;

/// No answer.
pub(super) const MISSING: u8 = u8::MAX;
/// An answer the scale does not have. Scales have at most 250 points.
pub(super) const INVALID: u8 = u8::MAX - 1;

/// The answers to one item, respondent by respondent, as they were given.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cells {
    /// Points of the scale, counted from the lowest.
    Codes(Vec<u8>),
    /// Numbers, where there is no scale or answers may lie between its points: NaN is missing, infinite invalid.
    Numbers(Vec<f64>),
}

impl Cells {
    /// For a scale whose answers are points, codes.
    pub(super) fn new(scale: Option<&Scale>) -> Self {
        match scale {
            Some(scale) if scale.fractional_treatment() == FractionalScores::Refuse => {
                Self::Codes(Vec::new())
            }
            _ => Self::Numbers(Vec::new()),
        }
    }

    /// Makes room for so many rows more.
    pub(super) fn reserve(&mut self, rows: usize) {
        match self {
            Self::Codes(codes) => codes.reserve(rows),
            Self::Numbers(numbers) => numbers.reserve(rows),
        }
    }

    #[inline]
    pub(super) fn push(&mut self, answer: Answer) {
        match self {
            Self::Codes(codes) => codes.push(code(answer)),
            Self::Numbers(numbers) => numbers.push(double(answer)),
        }
    }

    pub(super) fn is_missing(&self, row: usize) -> bool {
        match self {
            Self::Codes(codes) => codes[row] == MISSING,
            Self::Numbers(numbers) => numbers[row].is_nan(),
        }
    }

    pub(super) fn set(&mut self, row: usize, answer: Answer) {
        match self {
            Self::Codes(codes) => codes[row] = code(answer),
            Self::Numbers(numbers) => numbers[row] = double(answer),
        }
    }

    /// As long as there are respondents; those who are new have not answered.
    pub(super) fn grow(&mut self, rows: usize) {
        match self {
            Self::Codes(codes) => codes.resize(rows, MISSING),
            Self::Numbers(numbers) => numbers.resize(rows, f64::NAN),
        }
    }
}

fn code(answer: Answer) -> u8 {
    match answer {
        Answer::Given(_, point) => point,
        Answer::Missing => MISSING,
        Answer::Invalid => INVALID,
    }
}

fn double(answer: Answer) -> f64 {
    match answer {
        Answer::Given(number, _) => number,
        Answer::Missing => f64::NAN,
        Answer::Invalid => f64::INFINITY,
    }
}

/// How often each code stands in a column.
pub(super) fn count_codes(codes: &[u8]) -> [u64; 256] {
    // Four tables, so that a run of equal answers does not wait for its own last count.
    let mut tables = vec![[0_u64; 256]; 4];
    let (quads, rest) = codes.as_chunks::<4>();
    for quad in quads {
        for (table, &code) in tables.iter_mut().zip(quad) {
            table[usize::from(code)] += 1;
        }
    }
    for &code in rest {
        tables[0][usize::from(code)] += 1;
    }
    let mut counts = [0; 256];
    for table in &tables {
        for (count, more) in counts.iter_mut().zip(table) {
            *count += more;
        }
    }
    counts
}
