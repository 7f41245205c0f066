//! The answers to one item: their scale, and how often each was given.

use super::of_type;
use super::{
    GOODWILL_TYPE_DOUBLE, GOODWILL_TYPE_FLOAT, GOODWILL_TYPE_INT8, GOODWILL_TYPE_INT16, GOODWILL_TYPE_INT32,
    GOODWILL_TYPE_INT64, GOODWILL_TYPE_UINT8,
};
use crate::boundary::{In, Out, given, handle, returning, status, two};
use crate::flat::{Flat, GOODWILL_NONE, Parse};
use crate::library::goodwill_status;
use crate::options::Options;
use bytemuck::{Pod, Zeroable};
use goodwill::survey::{Scale, Tally};
use goodwill::{Error, ErrorCode, Result};
use std::ffi::c_void;

/// What the answers to an item may be: the whole numbers from `minimum` to `maximum`.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_scale {
    /// `sizeof(goodwill_scale)`
    pub struct_size: u32,
    /// The lowest answer.
    pub minimum: i32,
    /// The highest answer.
    pub maximum: i32,
    /// Which end is good: `GOODWILL_POLARITY_…`
    pub polarity: i32,
    /// What to do with an answer the scale does not have: `GOODWILL_OFF_SCALE_…`
    pub off_scale: i32,
    /// What to do with an answer between two points: `GOODWILL_FRACTIONAL_SCORES_…`
    pub fractional: i32,
    /// A number that stands for "no answer", or `GOODWILL_NONE`.
    pub missing_code: i32,
    /// A second one, or `GOODWILL_NONE`.
    pub missing_code_2: i32,
    /// A third one, or `GOODWILL_NONE`.
    pub missing_code_3: i32,
    /// 0.
    pub reserved: i32,
}

impl Options for goodwill_scale {
    type Core = Scale;
    fn parse(self) -> Result<Scale> {
        let codes: Vec<i32> = [self.missing_code, self.missing_code_2, self.missing_code_3]
            .into_iter()
            .filter(|&code| code != GOODWILL_NONE)
            .collect();
        Scale::new(self.minimum, self.maximum)?
            .polarity(Parse::parse("polarity", self.polarity)?)
            .off_scale(Parse::parse("off_scale", self.off_scale)?)
            .fractional(Parse::parse("fractional", self.fractional)?)
            .missing_codes(&codes)
    }
    fn defaults() -> Self {
        Self {
            struct_size: size_of::<Self>() as u32,
            minimum: 1,
            maximum: 5,
            missing_code: GOODWILL_NONE,
            missing_code_2: GOODWILL_NONE,
            missing_code_3: GOODWILL_NONE,
            ..Zeroable::zeroed()
        }
    }
}

/// The answers to one item, counted: what every metric of a single item is made from.
pub struct goodwill_tally(Tally);

impl goodwill_tally {
    pub(crate) fn of(tally: Tally) -> Self {
        Self(tally)
    }

    pub(crate) fn core(&self) -> &Tally {
        &self.0
    }
}

/// A tally that must be given.
pub(crate) fn tally_of(tally: Option<&goodwill_tally>) -> Result<&Tally> {
    Ok(given(tally, "tally")?.core())
}

/// How many answers a tally holds.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_tally_summary {
    /// The number of points of the scale.
    pub points: u64,
    /// Valid answers.
    pub n: u64,
    /// Answers not given.
    pub missing: u64,
    /// Answers that the scale does not have.
    pub invalid: u64,
    /// 1 if the respondents have weights.
    pub weighted: i32,
    /// 0.
    pub reserved: i32,
}

impl Flat<goodwill_tally_summary> for &Tally {
    fn flatten(self) -> goodwill_tally_summary {
        goodwill_tally_summary {
            points: self.scale().points() as u64,
            n: self.n(),
            missing: self.missing(),
            invalid: self.invalid(),
            weighted: self.is_weighted().flatten(),
            reserved: 0,
        }
    }
}

/// Counts `n` answers of the type `GOODWILL_TYPE_…` on a scale, with a weight each or NULL. NaN is a missing answer.
///
/// The caller's to free with `goodwill_tally_free`.
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_tally_of(
    answers: In<c_void>,
    answers_type: i32,
    answers_stride: usize,
    weights: In<f64>,
    weights_stride: usize,
    n: usize,
    scale: In<goodwill_scale>,
    out: Out<Option<Box<goodwill_tally>>>,
) -> goodwill_status {
    handle(out, || {
        let scale = scale.given("scale")?;
        let weights = weights.optional_column("weights", weights_stride, n)?;
        of_type!(answers_type, T => {
            let answers = answers.of::<T>();
            let answers = answers.column("answers", answers_stride, n)?;
            match &weights {
                Some(weights) => Tally::weighted(&answers, weights, &scale),
                None => Tally::of(&answers, &scale),
            }
        })
        .map(goodwill_tally)
    })
}

/// The tally of answers counted elsewhere: `n` counts, one for each point of the scale from the lowest up.
///
/// The caller's to free with `goodwill_tally_free`.
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_tally_from_counts(
    counts: In<u64>,
    counts_stride: usize,
    n: usize,
    missing: u64,
    scale: In<goodwill_scale>,
    out: Out<Option<Box<goodwill_tally>>>,
) -> goodwill_status {
    handle(out, || {
        let counts = counts.column("counts", counts_stride, n)?;
        Tally::from_counts(&counts, missing, &scale.given("scale")?).map(goodwill_tally)
    })
}

/// Adds the answers of `other`, another batch, to `tally`. The scales must be the same.
///
/// Thread safety: no other thread may use either tally meanwhile.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_tally_merge(
    tally: Out<goodwill_tally>,
    other: Out<goodwill_tally>,
) -> goodwill_status {
    status(|| {
        two(("tally", tally), ("other", other), |into, from| {
            into.0.merge(&from.0)
        })
    })
}

/// How many answers a tally holds, and its counts from the lowest point up if `counts` is not NULL: it must have room
/// for `capacity` of them, at least the points of the scale.
///
/// Thread safety: any number of threads may read the same tally.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_tally_counts(
    tally: Option<&goodwill_tally>,
    counts: Out<u64>,
    capacity: usize,
    out: Out<goodwill_tally_summary>,
) -> goodwill_status {
    returning(out, || {
        let tally = tally_of(tally)?;
        if !counts.is_null() {
            counts.fill("counts", capacity, tally.counts())?;
        }
        Ok(tally)
    })
}

/// The tally as bytes, the same on every platform: `capacity` of them, of which `needed` receives the number; NULL
/// `bytes` ask for that alone.
///
/// Thread safety: any number of threads may read the same tally.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_tally_to_bytes(
    tally: Option<&goodwill_tally>,
    bytes: Out<u8>,
    capacity: usize,
    needed: Out<usize>,
) -> goodwill_status {
    status(|| bytes.fill_rows("bytes", capacity, needed, &tally_of(tally)?.to_bytes()))
}

/// The tally that those `n` bytes hold; damaged ones are refused.
///
/// The caller's to free with `goodwill_tally_free`.
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_tally_from_bytes(
    bytes: In<u8>,
    n: usize,
    out: Out<Option<Box<goodwill_tally>>>,
) -> goodwill_status {
    handle(out, || {
        Tally::from_bytes(&bytes.column("bytes", 0, n)?).map(goodwill_tally)
    })
}

/// Frees a tally; NULL is allowed.
///
/// Thread safety: no thread may use the tally meanwhile or later.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_tally_free(tally: Option<Box<goodwill_tally>>) {
    drop(tally);
}
