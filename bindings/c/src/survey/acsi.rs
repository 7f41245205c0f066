//! The satisfaction index.

use super::items::{Block, goodwill_items};
use crate::boundary::{In, Out, null, returning};
use crate::flat::{Flat, Parse, flat, goodwill_estimate, parse};
use crate::library::goodwill_status;
use crate::options::Options;
use bytemuck::{Pod, Zeroable};
use goodwill::survey::{Acsi, AcsiDifference, AcsiOptions};
use goodwill::{Estimate, Result, survey};

/// How `goodwill_acsi` estimates.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_acsi_options {
    /// `sizeof(goodwill_acsi_options)`
    pub struct_size: u32,
    /// 0.
    pub reserved: i32,
    /// The lowest answer of the scale.
    pub minimum: f64,
    /// The highest answer of the scale.
    pub maximum: f64,
    /// Confidence level of every interval.
    pub level: f64,
}

impl Options for goodwill_acsi_options {
    type Core = AcsiOptions;
    fn parse(self) -> Result<AcsiOptions> {
        Ok(AcsiOptions {
            rating_weights: None,
            minimum: self.minimum,
            maximum: self.maximum,
            level: Parse::parse("level", self.level)?,
        })
    }
    fn defaults() -> Self {
        let AcsiOptions {
            minimum,
            maximum,
            level,
            ..
        } = AcsiOptions::default();
        Self {
            struct_size: size_of::<Self>() as u32,
            reserved: 0,
            minimum,
            maximum,
            level: level.flatten(),
        }
    }
}

/// A satisfaction index.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_acsi_result {
    /// The index, in [0, 100].
    pub index: goodwill_estimate,
    /// The number of respondents with every rating.
    pub n: u64,
    /// Kish's effective number of respondents; `n` without weights.
    pub effective_n: f64,
    /// Respondents with a rating or the weight missing.
    pub missing: u64,
    /// 1 if there are fewer than 30 effective respondents.
    pub small_sample: i32,
    /// 0.
    pub reserved: i32,
}
flat!(Acsi => goodwill_acsi_result { index, n, effective_n, missing, small_sample });

/// The options with weights of the ratings, which may be NULL.
fn weighed(
    options: In<goodwill_acsi_options>,
    rating_weights: In<f64>,
    ratings: usize,
) -> Result<AcsiOptions> {
    let weights = rating_weights.optional_column("rating_weights", 0, ratings)?;
    Ok(AcsiOptions {
        rating_weights: weights.map(Into::into),
        ..options.options()?
    })
}

/// The satisfaction index from a block of ratings, usually three on 1 to 10.
///
/// `weights`, of respondents, may be NULL; so may `rating_weights`, one for each rating side by side, and `options`.
/// `means`, NULL or with room for `layout->items`, gets the mean of each rating.
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_acsi(
    ratings: In<f64>,
    weights: In<f64>,
    layout: In<goodwill_items>,
    rating_weights: In<f64>,
    options: In<goodwill_acsi_options>,
    means: Out<goodwill_estimate>,
    out: Out<goodwill_acsi_result>,
) -> goodwill_status {
    returning(out, || {
        let block = Block::new(ratings, weights, layout)?;
        let options = weighed(options, rating_weights, block.items())?;
        let got = block.ask("ratings", |ratings| survey::acsi(ratings, &options))?;
        means.fill_if_wanted(|| got.ratings.iter().copied().map(Flat::flatten));
        Ok(got)
    })
}

/// The satisfaction index from the `n` means of the ratings, side by side. `rating_weights` and `options` may be NULL.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_acsi_from_means(
    means: In<f64>,
    n: usize,
    rating_weights: In<f64>,
    options: In<goodwill_acsi_options>,
    out: Out<f64>,
) -> goodwill_status {
    returning(out, || {
        survey::acsi_from_means(
            &means.column("means", 0, n)?,
            &weighed(options, rating_weights, n)?,
        )
    })
}

/// The distance of an index to one reference.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_acsi_difference {
    /// The own index less the reference, in points.
    pub difference: goodwill_estimate,
    /// The value of the reference.
    pub value: f64,
    /// The probability of a difference at least that far from 0 if there were none; NaN where no uncertainty is known.
    pub p_value: f64,
    /// What is compared with: `GOODWILL_ACSI_REFERENCE_…`
    pub reference: i32,
    /// 0.
    pub reserved: i32,
}
flat!(AcsiDifference => goodwill_acsi_difference { difference, value, p_value, reference });

/// An index against its past, a rival, and a published index; each of the three may be NULL, but not all.
///
/// `rows`, NULL or with room for 3, gets the differences to those given, in that order; `out` their number.
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_acsi_compare(
    current: In<goodwill_estimate>,
    past: In<goodwill_estimate>,
    rival: In<goodwill_estimate>,
    index: In<goodwill_estimate>,
    level: f64,
    rows: Out<goodwill_acsi_difference>,
    out: Out<u64>,
) -> goodwill_status {
    returning(out, || {
        if current.is_null() {
            return Err(null("current"));
        }
        let optional = |parameter, estimate: In<goodwill_estimate>| {
            (!estimate.is_null())
                .then(|| Estimate::parse(parameter, estimate))
                .transpose()
        };
        let got = survey::acsi_compare(
            &Estimate::parse("current", current)?,
            optional("past", past)?.as_ref(),
            optional("rival", rival)?.as_ref(),
            optional("index", index)?.as_ref(),
            parse!(level),
        )?;
        rows.fill_if_wanted(|| got.differences.iter().copied().map(Flat::flatten));
        Ok(got.differences.len() as u64)
    })
}
