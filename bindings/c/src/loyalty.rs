//! Types of loyalty.

use crate::boundary::{In, Out, returning};
use crate::flat::{Flat, GOODWILL_NONE, Parse, flat, goodwill_estimate, parse};
use crate::library::goodwill_status;
use crate::options::Options;
use crate::survey::{Block, goodwill_items};
use bytemuck::{Pod, Zeroable};
use goodwill::segment::{
    ApostleCuts, ApostleModel, LoyaltyCuts, LoyaltyMatrix, LoyaltyPyramid, LoyaltyReason, LoyaltyScores,
    LoyaltyTypes, PyramidRow, ScoreItems,
};
use goodwill::{Error, ErrorCode, Result, segment};

/// The numbers of choices, `GOODWILL_NONE` where there is none.
fn numbers<T: Copy + Flat<i32>>(choices: &[Option<T>]) -> impl Iterator<Item = i32> + '_ {
    choices
        .iter()
        .map(|choice| choice.map_or(GOODWILL_NONE, Flat::flatten))
}

/// The quadrant of one customer in the loyalty matrix of Dick and Basu: one of `GOODWILL_LOYALTY_QUADRANT_…`.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_loyalty_quadrant(
    attitude: f64,
    repeat: f64,
    attitude_cut: f64,
    repeat_cut: f64,
    out: Out<i32>,
) -> goodwill_status {
    returning(out, || {
        let cuts = LoyaltyCuts {
            attitude: attitude_cut,
            repeat: repeat_cut,
        };
        segment::loyalty_quadrant(attitude, repeat, &cuts)
    })
}

/// Customers by attitude and repeat purchase.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_loyalty_matrix_result {
    /// The share with high attitude and many repeats.
    pub loyalty: goodwill_estimate,
    /// The share with high attitude and few repeats.
    pub latent: goodwill_estimate,
    /// The share with low attitude and many repeats.
    pub spurious: goodwill_estimate,
    /// The share with low attitude and few repeats.
    pub none: goodwill_estimate,
    /// How much of the repeat buying is loyalty: loyal over loyal and spurious; NaN if nobody repeats.
    pub genuine: goodwill_estimate,
    /// Customers with a quadrant.
    pub n: u64,
    /// Customers without one.
    pub missing: u64,
    /// Kish's effective number of customers; `n` without weights.
    pub effective_n: f64,
}
flat!(LoyaltyMatrix => goodwill_loyalty_matrix_result {
    loyalty, latent, spurious, none, genuine, n, missing, effective_n,
});

/// The loyalty matrix of `n` customers, and their quadrants.
///
/// `weights` may be NULL; `quadrants` has room for `n`, `GOODWILL_NONE` where there is none, or is NULL.
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_loyalty_matrix(
    attitude: In<f64>,
    attitude_stride: usize,
    repeat: In<f64>,
    repeat_stride: usize,
    weights: In<f64>,
    weights_stride: usize,
    n: usize,
    attitude_cut: f64,
    repeat_cut: f64,
    level: f64,
    quadrants: Out<i32>,
    out: Out<goodwill_loyalty_matrix_result>,
) -> goodwill_status {
    returning(out, || {
        let cuts = LoyaltyCuts {
            attitude: attitude_cut,
            repeat: repeat_cut,
        };
        let matrix = segment::loyalty_matrix(
            &attitude.column("attitude", attitude_stride, n)?,
            &repeat.column("repeat", repeat_stride, n)?,
            weights.optional_column("weights", weights_stride, n)?.as_deref(),
            &cuts,
            parse!(level),
        )?;
        quadrants.fill_if_wanted(|| numbers(&matrix.quadrant));
        Ok(matrix)
    })
}

/// From where on satisfaction and loyalty are high, and where the extremes begin.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_apostle_cuts {
    /// `sizeof(goodwill_apostle_cuts)`
    pub struct_size: u32,
    /// 1 if apostles are told apart from loyalists, else 0.
    pub apostles: i32,
    /// A customer is satisfied from here on.
    pub satisfaction: f64,
    /// A customer is loyal from here on.
    pub loyalty: f64,
    /// Apostles reach this satisfaction.
    pub apostle_satisfaction: f64,
    /// Apostles reach this loyalty.
    pub apostle_loyalty: f64,
    /// Terrorists stay at or below this satisfaction.
    pub terrorist_satisfaction: f64,
    /// Terrorists stay at or below this loyalty.
    pub terrorist_loyalty: f64,
    /// 1 if terrorists are told apart from defectors, else 0.
    pub terrorists: i32,
    /// 0.
    pub reserved: i32,
}

impl Options for goodwill_apostle_cuts {
    type Core = ApostleCuts;
    fn parse(self) -> Result<ApostleCuts> {
        let apostles: bool = Parse::parse("apostles", self.apostles)?;
        let terrorists: bool = Parse::parse("terrorists", self.terrorists)?;
        Ok(ApostleCuts {
            satisfaction: self.satisfaction,
            loyalty: self.loyalty,
            apostle: apostles.then_some((self.apostle_satisfaction, self.apostle_loyalty)),
            terrorist: terrorists.then_some((self.terrorist_satisfaction, self.terrorist_loyalty)),
        })
    }
    fn defaults() -> Self {
        Self {
            struct_size: size_of::<Self>() as u32,
            ..Zeroable::zeroed()
        }
    }
}

/// The segment of one customer in the apostle model: one of `GOODWILL_APOSTLE_SEGMENT_…`. `cuts` must be given.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_apostle_segment(
    satisfaction: f64,
    loyalty: f64,
    cuts: In<goodwill_apostle_cuts>,
    out: Out<i32>,
) -> goodwill_status {
    returning(out, || {
        segment::apostle_segment(satisfaction, loyalty, &cuts.given("cuts")?)
    })
}

/// Customers by satisfaction and loyalty.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_apostle_result {
    /// The share of apostles; 0 where they are not told apart.
    pub apostle: goodwill_estimate,
    /// The share of the other loyalists.
    pub loyalist: goodwill_estimate,
    /// The share of mercenaries.
    pub mercenary: goodwill_estimate,
    /// The share of hostages.
    pub hostage: goodwill_estimate,
    /// The share of defectors who are no terrorists.
    pub defector: goodwill_estimate,
    /// The share of terrorists; 0 where they are not told apart.
    pub terrorist: goodwill_estimate,
    /// Customers with a segment.
    pub n: u64,
    /// Customers without one.
    pub missing: u64,
    /// Kish's effective number of customers; `n` without weights.
    pub effective_n: f64,
}
flat!(ApostleModel => goodwill_apostle_result {
    apostle, loyalist, mercenary, hostage, defector, terrorist, n, missing, effective_n,
});

/// The apostle model of `n` customers, and their segments. `cuts` must be given.
///
/// `weights` may be NULL; `segments` has room for `n`, `GOODWILL_NONE` where there is none, or is NULL.
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_apostle_model(
    satisfaction: In<f64>,
    satisfaction_stride: usize,
    loyalty: In<f64>,
    loyalty_stride: usize,
    weights: In<f64>,
    weights_stride: usize,
    n: usize,
    cuts: In<goodwill_apostle_cuts>,
    level: f64,
    segments: Out<i32>,
    out: Out<goodwill_apostle_result>,
) -> goodwill_status {
    returning(out, || {
        let model = segment::apostle_model(
            &satisfaction.column("satisfaction", satisfaction_stride, n)?,
            &loyalty.column("loyalty", loyalty_stride, n)?,
            weights.optional_column("weights", weights_stride, n)?.as_deref(),
            &cuts.given("cuts")?,
            parse!(level),
        )?;
        segments.fill_if_wanted(|| numbers(&model.segment));
        Ok(model)
    })
}

/// A reason that may not be given: `GOODWILL_NONE` says so.
impl Parse<i32> for Option<LoyaltyReason> {
    fn parse(parameter: &'static str, value: i32) -> Result<Self> {
        (value != GOODWILL_NONE)
            .then(|| Parse::parse(parameter, value))
            .transpose()
    }
}

/// The type of loyalty of one customer: one of `GOODWILL_LOYALTY_TYPE_…`.
///
/// `reason` is one of `GOODWILL_LOYALTY_REASON_…`, or `GOODWILL_NONE`.
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_loyalty_type(
    attitude: f64,
    repeat: f64,
    reason: i32,
    attitude_cut: f64,
    repeat_cut: f64,
    out: Out<i32>,
) -> goodwill_status {
    returning(out, || {
        let cuts = LoyaltyCuts {
            attitude: attitude_cut,
            repeat: repeat_cut,
        };
        segment::loyalty_type(attitude, repeat, parse!(reason), &cuts)
    })
}

/// Customers by what holds them.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_loyalty_types_result {
    /// The share held by the lack of an alternative.
    pub monopoly: goodwill_estimate,
    /// The share that belongs to the supplier.
    pub kinship: goodwill_estimate,
    /// The share held by incentives.
    pub incentive: goodwill_estimate,
    /// The share held by habit.
    pub inertia: goodwill_estimate,
    /// The share held by trust.
    pub trust: goodwill_estimate,
    /// The share that would, but does not yet.
    pub latent: goodwill_estimate,
    /// The share that is not loyal.
    pub none: goodwill_estimate,
    /// Customers who repeat and gave no reason: their attitude decided.
    pub without_reason: u64,
    /// Customers with a type.
    pub n: u64,
    /// Customers without one.
    pub missing: u64,
    /// Kish's effective number of customers; `n` without weights.
    pub effective_n: f64,
}
flat!(LoyaltyTypes => goodwill_loyalty_types_result {
    monopoly, kinship, incentive, inertia, trust, latent, none, without_reason, n, missing, effective_n,
});

/// The types of loyalty of `n` customers.
///
/// `reasons` holds one of `GOODWILL_LOYALTY_REASON_…` or `GOODWILL_NONE` for each, or is NULL; `weights` may be NULL;
/// `types` has room for `n`, `GOODWILL_NONE` where there is none, or is NULL.
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_loyalty_types(
    attitude: In<f64>,
    attitude_stride: usize,
    repeat: In<f64>,
    repeat_stride: usize,
    reasons: In<i32>,
    reasons_stride: usize,
    weights: In<f64>,
    weights_stride: usize,
    n: usize,
    attitude_cut: f64,
    repeat_cut: f64,
    level: f64,
    types: Out<i32>,
    out: Out<goodwill_loyalty_types_result>,
) -> goodwill_status {
    returning(out, || {
        let cuts = LoyaltyCuts {
            attitude: attitude_cut,
            repeat: repeat_cut,
        };
        let numbered = reasons.optional_column("reasons", reasons_stride, n)?;
        let reasons = numbered
            .as_deref()
            .unwrap_or_default()
            .iter()
            .enumerate()
            .map(|(row, &reason)| Parse::parse("reasons", reason).map_err(|error: Error| error.at(row)))
            .collect::<Result<Vec<Option<LoyaltyReason>>>>()?;
        let sorted = segment::loyalty_types(
            &attitude.column("attitude", attitude_stride, n)?,
            &repeat.column("repeat", repeat_stride, n)?,
            &reasons,
            weights.optional_column("weights", weights_stride, n)?.as_deref(),
            &cuts,
            parse!(level),
        )?;
        types.fill_if_wanted(|| numbers(&sorted.kind));
        Ok(sorted)
    })
}

/// How many criteria, and so how many numbers of each kind, the loyalty pyramid has.
pub const GOODWILL_PYRAMID_CRITERIA: u64 = 4;

/// Four numbers the caller points at.
fn four(parameter: &'static str, numbers: In<f64>) -> Result<[f64; 4]> {
    let numbers = numbers.column(parameter, 0, 4)?;
    Ok([numbers[0], numbers[1], numbers[2], numbers[3]])
}

/// The level of one customer in the loyalty pyramid: one of `GOODWILL_PYRAMID_LEVEL_…`.
///
/// `answers` and `cuts` are four numbers each: habit, satisfaction, liking, commitment. `rule` is one of
/// `GOODWILL_PYRAMID_RULE_…`.
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_pyramid_level(
    answers: In<f64>,
    cuts: In<f64>,
    rule: i32,
    out: Out<i32>,
) -> goodwill_status {
    returning(out, || {
        segment::pyramid_level(&four("answers", answers)?, &four("cuts", cuts)?, parse!(rule))
    })
}

/// One level of the pyramid.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_pyramid_row {
    /// Which level: one of `GOODWILL_PYRAMID_LEVEL_…`.
    pub level: i32,
    /// 0.
    pub reserved: i32,
    /// Customers on it.
    pub customers: u64,
    /// Their share of all customers with a level.
    pub share: goodwill_estimate,
    /// The share of customers on it or above.
    pub reached: goodwill_estimate,
    /// The share of those who reached the level below who also reached this one; NaN for the lowest.
    pub conversion: goodwill_estimate,
}
flat!(PyramidRow => goodwill_pyramid_row { level, customers, share, reached, conversion });

/// The totals of the pyramid.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_pyramid_result {
    /// Customers who meet a criterion and miss one below it.
    pub broken: u64,
    /// Customers with a level.
    pub n: u64,
    /// Customers without one.
    pub missing: u64,
    /// Kish's effective number of customers; `n` without weights.
    pub effective_n: f64,
}
flat!(LoyaltyPyramid => goodwill_pyramid_result { broken, n, missing, effective_n });

/// The loyalty pyramid of customers, and their levels.
///
/// `answers` are the four items habit, satisfaction, liking and commitment as `layout` says; `cuts` four numbers; `weights`
/// may be NULL. `levels` has room for all customers, `GOODWILL_NONE` where there is none, and `rows` for five, from the
/// lowest level up; either may be NULL.
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_loyalty_pyramid(
    answers: In<f64>,
    weights: In<f64>,
    layout: In<goodwill_items>,
    cuts: In<f64>,
    rule: i32,
    level: f64,
    levels: Out<i32>,
    rows: Out<goodwill_pyramid_row>,
    out: Out<goodwill_pyramid_result>,
) -> goodwill_status {
    returning(out, || {
        let (cuts, rule, level) = (four("cuts", cuts)?, parse!(rule), parse!(level));
        let pyramid = Block::new(answers, weights, layout)?.ask("answers", |items| {
            let &[habit, satisfaction, liking, commitment] = items.items else {
                let reason = "must be four items: habit, satisfaction, liking and commitment";
                return Err(
                    Error::new(ErrorCode::LengthMismatch, "answers", reason).with_value(items.items.len())
                );
            };
            let answers = [habit, satisfaction, liking, commitment];
            segment::loyalty_pyramid(&answers, items.weights, &cuts, rule, level)
        })?;
        levels.fill_if_wanted(|| numbers(&pyramid.level));
        rows.fill_if_wanted(|| pyramid.rows.iter().copied().map(Flat::flatten));
        Ok(pyramid)
    })
}

/// How an item of a loyalty score is read.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_score_item {
    /// The worst answer.
    pub worst: f64,
    /// The best answer.
    pub best: f64,
    /// How much the item counts: 1 for all if all count alike.
    pub importance: f64,
}

/// The ends of the scales and the importances of items.
struct Ends {
    worst: Vec<f64>,
    best: Vec<f64>,
    importance: Vec<f64>,
}

impl Ends {
    fn read(parameter: &'static str, items: In<goodwill_score_item>, count: usize) -> Result<Self> {
        let items = items.column(parameter, 0, count)?;
        let each = |of: fn(&goodwill_score_item) -> f64| items.iter().map(of).collect();
        Ok(Self {
            worst: each(|item| item.worst),
            best: each(|item| item.best),
            importance: each(|item| item.importance),
        })
    }

    fn of<'a>(&'a self, items: &'a [&'a [f64]]) -> ScoreItems<'a> {
        ScoreItems {
            items,
            worst: &self.worst,
            best: &self.best,
            importance: &self.importance,
        }
    }
}

/// The loyalty score of one customer: the mean of `count` answers, each from 0 at its worst to 1 at its best.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_loyalty_score(
    answers: In<f64>,
    items: In<goodwill_score_item>,
    count: usize,
    out: Out<f64>,
) -> goodwill_status {
    returning(out, || {
        let ends = Ends::read("items", items, count)?;
        segment::loyalty_score(
            &answers.column("answers", 0, count)?,
            &ends.worst,
            &ends.best,
            &ends.importance,
        )
    })
}

/// How loyal customers are in mind and in deed.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_loyalty_scores_result {
    /// The mean attitudinal score.
    pub mean_attitudinal: goodwill_estimate,
    /// The mean behavioural score.
    pub mean_behavioural: goodwill_estimate,
    /// By how much the attitudinal score is higher, on average.
    pub gap: goodwill_estimate,
    /// The correlation of the two scores; NaN if either does not vary.
    pub correlation: f64,
    /// Customers with both scores.
    pub n: u64,
    /// Customers with an answer or the weight missing.
    pub missing: u64,
}
flat!(LoyaltyScores => goodwill_loyalty_scores_result {
    mean_attitudinal, mean_behavioural, gap, correlation, n, missing,
});

/// Attitudinal and behavioural loyalty as scores in [0, 1].
///
/// Each side is a block of answers as its layout says, with one `goodwill_score_item` for each item of it. `weights`, laid
/// out as `attitudinal_layout` says, may be NULL. `in_mind` and `in_deed` have room for a score of each customer, NaN where
/// an answer is missing, or are NULL.
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_loyalty_scores(
    attitudinal: In<f64>,
    attitudinal_layout: In<goodwill_items>,
    attitudinal_items: In<goodwill_score_item>,
    behavioural: In<f64>,
    behavioural_layout: In<goodwill_items>,
    behavioural_items: In<goodwill_score_item>,
    weights: In<f64>,
    level: f64,
    in_mind: Out<f64>,
    in_deed: Out<f64>,
    out: Out<goodwill_loyalty_scores_result>,
) -> goodwill_status {
    returning(out, || {
        let level = parse!(level);
        let mind = Block::new(attitudinal, weights, attitudinal_layout)?;
        let deed = Block::new(behavioural, weights, behavioural_layout)?;
        let scores = mind.ask("attitudinal", |mind| {
            deed.ask("behavioural", |deed| {
                let ends = [
                    Ends::read("attitudinal_items", attitudinal_items, mind.items.len())?,
                    Ends::read("behavioural_items", behavioural_items, deed.items.len())?,
                ];
                let (mind_of, deed_of) = (ends[0].of(mind.items), ends[1].of(deed.items));
                segment::loyalty_scores(&mind_of, &deed_of, mind.weights, level)
            })
        })?;
        in_mind.fill_if_wanted(|| scores.attitudinal.iter().copied());
        in_deed.fill_if_wanted(|| scores.behavioural.iter().copied());
        Ok(scores)
    })
}
