//! The answers to several items, side by side.

use crate::boundary::{In, Out, returning};
use crate::library::goodwill_status;
use crate::options::Options;
use bytemuck::{Pod, Zeroable};
use goodwill::Result;
use goodwill::survey::ItemAnswers;
use std::borrow::Cow;

/// How the answers to several items lie in memory: a block of doubles, NaN where an answer is missing.
///
/// With both strides 0 the items are columns, one after another. An array of records with a field for each item has the
/// size of a record as `respondent_stride`, and an `item_stride` of 0 then means neighbouring fields.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_items {
    /// `sizeof(goodwill_items)`
    pub struct_size: u32,
    /// 0.
    pub reserved: i32,
    /// The number of items.
    pub items: u64,
    /// The number of respondents.
    pub n: u64,
    /// The distance in bytes from one item to the next.
    pub item_stride: u64,
    /// The distance in bytes from one respondent to the next.
    pub respondent_stride: u64,
    /// The distance in bytes from one weight to the next; 0 means side by side.
    pub weights_stride: u64,
}

impl Options for goodwill_items {
    type Core = Self;
    fn parse(self) -> Result<Self> {
        Ok(self)
    }
    fn defaults() -> Self {
        Self {
            struct_size: size_of::<Self>() as u32,
            ..Zeroable::zeroed()
        }
    }
}

/// A block of answers with its weights, which may be NULL.
pub(crate) struct Block {
    answers: In<f64>,
    weights: Option<In<f64>>,
    layout: goodwill_items,
}

impl Block {
    pub(crate) fn new(answers: In<f64>, weights: In<f64>, layout: In<goodwill_items>) -> Result<Self> {
        Ok(Self {
            answers,
            weights: Some(weights),
            layout: layout.given("layout")?,
        })
    }

    /// A block of answers that have no weights of their own.
    pub(crate) fn unweighted(answers: In<f64>, layout: In<goodwill_items>) -> Result<Self> {
        Ok(Self {
            answers,
            weights: None,
            layout: layout.given("points_layout")?,
        })
    }

    /// The number of items.
    pub(crate) fn items(&self) -> usize {
        self.layout.items as usize
    }

    /// The number of respondents.
    pub(crate) fn n(&self) -> usize {
        self.layout.n as usize
    }

    /// What `f` makes of the answers; errors call them `parameter`.
    pub(crate) fn ask<R>(
        &self,
        parameter: &'static str,
        f: impl FnOnce(&ItemAnswers<'_>) -> Result<R>,
    ) -> Result<R> {
        let layout = &self.layout;
        let n = layout.n as usize;
        let width = size_of::<f64>() as u64;
        let (item_stride, respondent_stride) = match (layout.item_stride, layout.respondent_stride) {
            (0, 0) => (layout.n.saturating_mul(width), width),
            (0, respondent) => (width, respondent),
            (item, 0) => (item, width),
            given => given,
        };
        // Without respondents there is nothing to point at.
        let count = if n == 0 { 0 } else { layout.items as usize };
        let items = self.answers.beginnings(parameter, item_stride as usize, count)?;
        let columns = items
            .iter()
            .map(|item| item.column(parameter, respondent_stride as usize, n))
            .collect::<Result<Vec<_>>>()?;
        let weights = match &self.weights {
            Some(weights) => weights.optional_column("weights", layout.weights_stride as usize, n)?,
            None => None,
        };
        let columns: Vec<&[f64]> = columns.iter().map(Cow::as_ref).collect();
        f(&ItemAnswers {
            items: &columns,
            weights: weights.as_deref(),
        })
    }
}

/// Who answered.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_items_summary {
    /// Respondents who answered every item, and have a weight if there are weights.
    pub n: u64,
    /// The others.
    pub missing: u64,
}

/// How many respondents answered every item, and how many did not. `weights` may be NULL.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_items_describe(
    answers: In<f64>,
    weights: In<f64>,
    layout: In<goodwill_items>,
    out: Out<goodwill_items_summary>,
) -> goodwill_status {
    returning(out, || {
        Block::new(answers, weights, layout)?.ask("answers", |items| {
            let (n, missing) = items.respondents()?;
            Ok(goodwill_items_summary { n, missing })
        })
    })
}
