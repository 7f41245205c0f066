//! `goodwill.segment`: types of loyalty.

use super::segment::Thresholds;
use super::survey::items::ItemsLike;
use crate::choice::Pick;
use crate::columns::{Column, ColumnLike};
use crate::error::Reply;
use crate::mirror::{Array, Given, mirror};
use goodwill::choice::Choice as _;
use goodwill::quantity::Level;
use goodwill::segment::{
    self as core, ApostleSegment, LoyaltyCuts, LoyaltyQuadrant, LoyaltyReason, LoyaltyType, PyramidLevel,
    PyramidRule,
};
use goodwill::{Error, ErrorCode, Estimate};
use pyo3::prelude::*;

mirror! {
    /// Customers by attitude and repeat purchase.
    LoyaltyMatrix in "goodwill.segment" = core::LoyaltyMatrix {
        /// The quadrant of each customer; `None` where an answer or the weight is missing.
        quadrant: Vec<Option<LoyaltyQuadrant>>,
        /// The share with high attitude and many repeats, in [0, 1].
        loyalty: Estimate,
        /// The share with high attitude and few repeats, in [0, 1].
        latent: Estimate,
        /// The share with low attitude and many repeats, in [0, 1].
        spurious: Estimate,
        /// The share with low attitude and few repeats, in [0, 1].
        none: Estimate,
        /// How much of the repeat buying is loyalty: loyal over loyal and spurious; NaN if nobody repeats.
        genuine: Estimate,
        /// Customers with a quadrant.
        n: u64,
        /// Customers without one.
        missing: u64,
        /// Kish's effective number of customers; `n` without weights.
        effective_n: f64,
    }
}

mirror! {
    /// Customers by satisfaction and loyalty.
    ApostleModel in "goodwill.segment" = core::ApostleModel {
        /// The segment of each customer; `None` where an answer or the weight is missing.
        segment: Vec<Option<ApostleSegment>>,
        /// The share of apostles, in [0, 1]; 0 where they are not told apart.
        apostle: Estimate,
        /// The share of the other loyalists, in [0, 1].
        loyalist: Estimate,
        /// The share of mercenaries, in [0, 1].
        mercenary: Estimate,
        /// The share of hostages, in [0, 1].
        hostage: Estimate,
        /// The share of defectors who are no terrorists, in [0, 1].
        defector: Estimate,
        /// The share of terrorists, in [0, 1]; 0 where they are not told apart.
        terrorist: Estimate,
        /// Customers with a segment.
        n: u64,
        /// Customers without one.
        missing: u64,
        /// Kish's effective number of customers; `n` without weights.
        effective_n: f64,
    }
}

mirror! {
    /// Customers by what holds them.
    LoyaltyTypes in "goodwill.segment" = core::LoyaltyTypes {
        /// The type of each customer; `None` where attitude, repeat or the weight is missing.
        kind: Vec<Option<LoyaltyType>>,
        /// The share held by the lack of an alternative, in [0, 1].
        monopoly: Estimate,
        /// The share that belongs to the supplier, in [0, 1].
        kinship: Estimate,
        /// The share held by incentives, in [0, 1].
        incentive: Estimate,
        /// The share held by habit, in [0, 1].
        inertia: Estimate,
        /// The share held by trust, in [0, 1].
        trust: Estimate,
        /// The share that would, but does not yet, in [0, 1].
        latent: Estimate,
        /// The share that is not loyal, in [0, 1].
        none: Estimate,
        /// Customers who repeat and gave no reason: their attitude decided.
        without_reason: u64,
        /// Customers with a type.
        n: u64,
        /// Customers without one.
        missing: u64,
        /// Kish's effective number of customers; `n` without weights.
        effective_n: f64,
    }
}

mirror! {
    /// One level of the pyramid.
    PyramidRow in "goodwill.segment" = core::PyramidRow {
        /// Which level.
        level: PyramidLevel,
        /// Customers on it.
        customers: u64,
        /// Their share of all customers with a level, in [0, 1].
        share: Estimate,
        /// The share of customers on it or above, in [0, 1]: the width of the pyramid.
        reached: Estimate,
        /// The share of those who reached the level below who also reached this one; NaN for the lowest.
        conversion: Estimate,
    }
}

mirror! {
    /// Customers by level of the pyramid.
    LoyaltyPyramid in "goodwill.segment" = core::LoyaltyPyramid {
        /// The level of each customer; `None` where an answer or the weight is missing.
        level: Vec<Option<PyramidLevel>>,
        /// The levels, from the lowest up.
        rows: Vec<core::PyramidRow>,
        /// Customers who meet a criterion and miss one below it: with many, the pyramid is none.
        broken: u64,
        /// Customers with a level.
        n: u64,
        /// Customers without one.
        missing: u64,
        /// Kish's effective number of customers; `n` without weights.
        effective_n: f64,
    }
}

mirror! {
    /// How loyal customers are in mind and in deed.
    LoyaltyScores in "goodwill.segment" = core::LoyaltyScores {
        /// The attitudinal score of each customer, in [0, 1]; NaN where an answer is missing.
        attitudinal: Array<f64>,
        /// The behavioural score of each customer, in [0, 1]; NaN where an answer is missing.
        behavioural: Array<f64>,
        /// The mean attitudinal score.
        mean_attitudinal: Estimate,
        /// The mean behavioural score.
        mean_behavioural: Estimate,
        /// By how much the attitudinal score is higher, on average over customers who have both.
        gap: Estimate,
        /// The correlation of the two scores over customers who have both; NaN if either does not vary.
        correlation: f64,
        /// Customers with both scores.
        n: u64,
        /// Customers with an answer or the weight missing.
        missing: u64,
    }
}

fn read(weights: Option<ColumnLike<'_, '_>>) -> Reply<Option<Column>> {
    weights.map(|weights| weights.read("weights")).transpose()
}

/// The quadrant of one customer in the loyalty matrix of Dick and Basu: "loyalty", "latent", "spurious" or "none".
///
/// `attitude` is how much better than its rivals they think of the supplier, `repeat` how much they buy again; a value at
/// the cut is high.
///
/// Raises `undefined` if a value is NaN.
///
/// >>> gw.segment.loyalty_quadrant(3, 0.8, attitude_cut=4, repeat_cut=0.5)
/// 'spurious'
///
/// Source: Dick & Basu 1994.
#[pyfunction]
#[pyo3(signature = (attitude, repeat, *, attitude_cut, repeat_cut))]
pub(crate) fn loyalty_quadrant(
    py: Python<'_>,
    attitude: f64,
    repeat: f64,
    attitude_cut: f64,
    repeat_cut: f64,
) -> Reply<Given<'_, LoyaltyQuadrant>> {
    let cuts = LoyaltyCuts {
        attitude: attitude_cut,
        repeat: repeat_cut,
    };
    Ok(Given::new(py, &core::loyalty_quadrant(attitude, repeat, &cuts)?)?)
}

/// The loyalty matrix 忠诚矩阵 of Dick and Basu: loyalty, latent loyalty, spurious loyalty and none, by attitude and repeat
/// purchase, with shares.
///
/// Raises `length_mismatch`, `not_finite`, `out_of_range` for a negative weight, `empty` if no customer has a quadrant.
///
/// >>> got = gw.segment.loyalty_matrix(
/// ...     [5, 4, 2, 3, 5, None], [0.9, 0.5, 0.7, 0.1, 0.2, 0.9], attitude_cut=4, repeat_cut=0.5
/// ... )
/// >>> got.loyalty.value, got.latent.value, got.spurious.value, got.none.value
/// (0.4, 0.2, 0.2, 0.2)
/// >>> got.quadrant[2:], got.missing
/// (('spurious', 'none', 'latent', None), 1)
///
/// Source: Dick & Basu 1994.
#[pyfunction]
#[pyo3(signature = (attitude, repeat, *, attitude_cut, repeat_cut, weights = None, level = 0.95))]
#[allow(clippy::too_many_arguments)]
pub(crate) fn loyalty_matrix(
    py: Python<'_>,
    attitude: ColumnLike<'_, '_>,
    repeat: ColumnLike<'_, '_>,
    attitude_cut: f64,
    repeat_cut: f64,
    weights: Option<ColumnLike<'_, '_>>,
    level: f64,
) -> Reply<LoyaltyMatrix> {
    let cuts = LoyaltyCuts {
        attitude: attitude_cut,
        repeat: repeat_cut,
    };
    let level = Level::new("level", level)?;
    let (attitude, repeat, weights) = (attitude.read("attitude")?, repeat.read("repeat")?, read(weights)?);
    let matrix = py.detach(|| {
        let weights = weights.as_ref().map(Column::numbers).transpose()?;
        let (attitude, repeat) = (attitude.numbers()?, repeat.numbers()?);
        core::loyalty_matrix(&attitude, &repeat, weights.as_deref(), &cuts, level)
    });
    Ok(matrix?.into())
}

/// The segment of one customer in the apostle model: "apostle", "loyalist", "mercenary", "hostage", "defector" or
/// "terrorist".
///
/// `apostle` and `terrorist` are pairs of satisfaction and loyalty: apostles reach both, terrorists stay at or below both.
/// Without them the two are not told apart from loyalists and defectors.
///
/// Raises `undefined` if a value is NaN, `out_of_range` for extremes outside their quadrant.
///
/// >>> cuts = dict(satisfaction_cut=4, loyalty_cut=4, apostle=(5, 5), terrorist=(1, 1))
/// >>> gw.segment.apostle_segment(5, 5, **cuts), gw.segment.apostle_segment(5, 2, **cuts)
/// ('apostle', 'mercenary')
///
/// Source: Jones & Sasser 1995.
#[pyfunction]
#[pyo3(signature = (satisfaction, loyalty, *, satisfaction_cut, loyalty_cut, apostle = None, terrorist = None))]
pub(crate) fn apostle_segment(
    py: Python<'_>,
    satisfaction: f64,
    loyalty: f64,
    satisfaction_cut: f64,
    loyalty_cut: f64,
    apostle: Option<(f64, f64)>,
    terrorist: Option<(f64, f64)>,
) -> Reply<Given<'_, ApostleSegment>> {
    let cuts = core::ApostleCuts {
        satisfaction: satisfaction_cut,
        loyalty: loyalty_cut,
        apostle,
        terrorist,
    };
    Ok(Given::new(
        py,
        &core::apostle_segment(satisfaction, loyalty, &cuts)?,
    )?)
}

/// The apostle model 传道者模型: apostles, loyalists, mercenaries, hostages, defectors and terrorists by satisfaction and
/// loyalty, with shares.
///
/// The cuts are those of `apostle_segment`.
///
/// Raises as `apostle_segment` and `loyalty_matrix` do.
///
/// >>> got = gw.segment.apostle_model(
/// ...     [5, 4, 5, 2], [5, 5, 1, 4], satisfaction_cut=4, loyalty_cut=4, apostle=(5, 5)
/// ... )
/// >>> got.segment
/// ('apostle', 'loyalist', 'mercenary', 'hostage')
///
/// Source: Jones & Sasser 1995.
#[pyfunction]
#[pyo3(signature = (
    satisfaction, loyalty, *, satisfaction_cut, loyalty_cut, apostle = None, terrorist = None, weights = None,
    level = 0.95
))]
#[allow(clippy::too_many_arguments)]
pub(crate) fn apostle_model(
    py: Python<'_>,
    satisfaction: ColumnLike<'_, '_>,
    loyalty: ColumnLike<'_, '_>,
    satisfaction_cut: f64,
    loyalty_cut: f64,
    apostle: Option<(f64, f64)>,
    terrorist: Option<(f64, f64)>,
    weights: Option<ColumnLike<'_, '_>>,
    level: f64,
) -> Reply<ApostleModel> {
    let cuts = core::ApostleCuts {
        satisfaction: satisfaction_cut,
        loyalty: loyalty_cut,
        apostle,
        terrorist,
    };
    let level = Level::new("level", level)?;
    let (satisfaction, loyalty) = (satisfaction.read("satisfaction")?, loyalty.read("loyalty")?);
    let weights = read(weights)?;
    let model = py.detach(|| {
        let weights = weights.as_ref().map(Column::numbers).transpose()?;
        let (satisfaction, loyalty) = (satisfaction.numbers()?, loyalty.numbers()?);
        core::apostle_model(&satisfaction, &loyalty, weights.as_deref(), &cuts, level)
    });
    Ok(model?.into())
}

/// The type of loyalty of one customer: "monopoly", "kinship", "incentive", "inertia", "trust", "latent" or "none"
/// 垄断/亲缘/利益/惰性/信赖/潜在.
///
/// A customer who repeats is of the type of their `reason`: "no_alternative", "kinship", "incentive", "habit" or
/// "preference". Preference, or no reason, is trust where the attitude is high and inertia where it is low. A customer who
/// does not repeat is latent or none, by attitude.
///
/// Raises `undefined` if attitude or repeat is NaN.
///
/// >>> gw.segment.loyalty_type(2, 0.9, "no_alternative", attitude_cut=4, repeat_cut=0.5)
/// 'monopoly'
/// >>> gw.segment.loyalty_type(5, 0.9, attitude_cut=4, repeat_cut=0.5)
/// 'trust'
#[pyfunction]
#[pyo3(signature = (attitude, repeat, reason = None, *, attitude_cut, repeat_cut))]
pub(crate) fn loyalty_type<'py>(
    py: Python<'py>,
    attitude: f64,
    repeat: f64,
    reason: Option<Pick<'_, LoyaltyReason>>,
    attitude_cut: f64,
    repeat_cut: f64,
) -> Reply<Given<'py, LoyaltyType>> {
    let cuts = LoyaltyCuts {
        attitude: attitude_cut,
        repeat: repeat_cut,
    };
    let reason = reason.map(|reason| reason.get("reason")).transpose()?;
    Ok(Given::new(
        py,
        &core::loyalty_type(attitude, repeat, reason, &cuts)?,
    )?)
}

/// The six types of loyalty 忠诚类型 of many customers, with shares: see `loyalty_type`.
///
/// `reason` is a column of the names of reasons, `None` where none was given; or nothing if nobody was asked.
///
/// Raises as `loyalty_matrix` does, and `invalid_choice` with the row for an unknown reason.
///
/// >>> got = gw.segment.loyalty_types(
/// ...     [3, 5, 5, None], [0.8, 0.8, 0.1, 0.8], ["incentive", None, None, "habit"], attitude_cut=4, repeat_cut=0.5
/// ... )
/// >>> got.kind, got.without_reason
/// (('incentive', 'trust', 'latent', None), 1)
#[pyfunction]
#[pyo3(signature = (attitude, repeat, reason = None, *, attitude_cut, repeat_cut, weights = None, level = 0.95))]
#[allow(clippy::too_many_arguments)]
pub(crate) fn loyalty_types(
    py: Python<'_>,
    attitude: ColumnLike<'_, '_>,
    repeat: ColumnLike<'_, '_>,
    reason: Option<ColumnLike<'_, '_>>,
    attitude_cut: f64,
    repeat_cut: f64,
    weights: Option<ColumnLike<'_, '_>>,
    level: f64,
) -> Reply<LoyaltyTypes> {
    let cuts = LoyaltyCuts {
        attitude: attitude_cut,
        repeat: repeat_cut,
    };
    let level = Level::new("level", level)?;
    let (attitude, repeat, weights) = (attitude.read("attitude")?, repeat.read("repeat")?, read(weights)?);
    let reasons = reason
        .map(|reason| reason.read("reason"))
        .transpose()?
        .map_or(Ok(Vec::new()), |column| reasons(&column))?;
    let types = py.detach(|| {
        let weights = weights.as_ref().map(Column::numbers).transpose()?;
        let (attitude, repeat) = (attitude.numbers()?, repeat.numbers()?);
        core::loyalty_types(&attitude, &repeat, &reasons, weights.as_deref(), &cuts, level).map_err(|error| {
            if error.parameter() == "reasons" {
                error.rename("reason")
            } else {
                error
            }
        })
    });
    Ok(types?.into())
}

/// Reasons by their names.
fn reasons(column: &Column) -> Result<Vec<Option<LoyaltyReason>>, Error> {
    let one = |(row, name): (usize, &Option<String>)| {
        name.as_deref()
            .map(|name| LoyaltyReason::from_name("reason", name).map_err(|error| error.at(row)))
            .transpose()
    };
    column.texts()?.iter().enumerate().map(one).collect()
}

/// Four numbers.
fn four(parameter: &'static str, numbers: &[f64]) -> Result<[f64; 4], Error> {
    numbers.try_into().map_err(|_| {
        let reason = "must be four numbers: of habit, satisfaction, liking and commitment";
        Error::new(ErrorCode::LengthMismatch, parameter, reason).with_value(numbers.len())
    })
}

/// The level of one customer in the loyalty pyramid: "switcher", "habitual", "satisfied", "friend" or "committed".
///
/// `cuts` are four numbers, from where on habit, satisfaction, liking and commitment count. With the `rule` "cumulative" a
/// level needs its own criterion and those below it, with "highest" its own only.
///
/// Raises `undefined` if an answer is NaN.
///
/// >>> gw.segment.pyramid_level(5, 4, 2, 4, cuts=[4, 4, 4, 4], rule="cumulative")
/// 'satisfied'
/// >>> gw.segment.pyramid_level(5, 4, 2, 4, cuts=[4, 4, 4, 4], rule="highest")
/// 'committed'
///
/// Source: Aaker 1991, chapter 2.
#[pyfunction]
#[pyo3(signature = (habit, satisfaction, liking, commitment, *, cuts, rule))]
pub(crate) fn pyramid_level<'py>(
    py: Python<'py>,
    habit: f64,
    satisfaction: f64,
    liking: f64,
    commitment: f64,
    cuts: Thresholds,
    rule: Pick<'_, PyramidRule>,
) -> Reply<Given<'py, PyramidLevel>> {
    let answers = [habit, satisfaction, liking, commitment];
    let level = core::pyramid_level(&answers, &four("cuts", cuts.values())?, rule.get("rule")?)?;
    Ok(Given::new(py, &level)?)
}

/// The loyalty pyramid 忠诚金字塔: switchers, habitual, satisfied, befriended and committed buyers, with shares and with how
/// many of each level reach the next.
///
/// `cuts` and `rule` are those of `pyramid_level`.
///
/// Raises as `loyalty_matrix` does.
///
/// >>> got = gw.segment.loyalty_pyramid(
/// ...     [1, 5, 5, 4, 5], [2, 3, 4, 5, 5], [1, 2, 3, 4, 5], [1, 1, 5, 2, 4], cuts=[4, 4, 4, 4], rule="cumulative"
/// ... )
/// >>> got.level
/// ('switcher', 'habitual', 'satisfied', 'friend', 'committed')
/// >>> got.rows[1].reached.value, got.rows[2].conversion.value, got.broken
/// (0.8, 0.75, 1)
///
/// Source: Aaker 1991, chapter 2.
#[pyfunction]
#[pyo3(signature = (habit, satisfaction, liking, commitment, *, cuts, rule, weights = None, level = 0.95))]
#[allow(clippy::too_many_arguments)]
pub(crate) fn loyalty_pyramid(
    py: Python<'_>,
    habit: ColumnLike<'_, '_>,
    satisfaction: ColumnLike<'_, '_>,
    liking: ColumnLike<'_, '_>,
    commitment: ColumnLike<'_, '_>,
    cuts: Thresholds,
    rule: Pick<'_, PyramidRule>,
    weights: Option<ColumnLike<'_, '_>>,
    level: f64,
) -> Reply<LoyaltyPyramid> {
    let (cuts, rule) = (four("cuts", cuts.values())?, rule.get("rule")?);
    let level = Level::new("level", level)?;
    let columns = [
        habit.read("habit")?,
        satisfaction.read("satisfaction")?,
        liking.read("liking")?,
        commitment.read("commitment")?,
    ];
    let weights = read(weights)?;
    let pyramid = py.detach(|| {
        let weights = weights.as_ref().map(Column::numbers).transpose()?;
        let [habit, satisfaction, liking, commitment] = &columns;
        let answers: [&[f64]; 4] = [
            &habit.numbers()?,
            &satisfaction.numbers()?,
            &liking.numbers()?,
            &commitment.numbers()?,
        ];
        core::loyalty_pyramid(&answers, weights.as_deref(), &cuts, rule, level)
    });
    Ok(pyramid?.into())
}

/// The worst and the best answers of items, and how much each counts.
struct Ends {
    worst: Vec<f64>,
    best: Vec<f64>,
    importance: Vec<f64>,
}

impl Ends {
    fn new(scales: Vec<(f64, f64)>, importance: Option<Thresholds>) -> Self {
        let (worst, best) = scales.into_iter().unzip();
        Self {
            worst,
            best,
            importance: importance.map_or_else(Vec::new, |importance| importance.values().to_vec()),
        }
    }

    fn of<'a>(&'a self, items: &'a [&'a [f64]]) -> core::ScoreItems<'a> {
        core::ScoreItems {
            items,
            worst: &self.worst,
            best: &self.best,
            importance: &self.importance,
        }
    }
}

/// The loyalty score of one customer: the mean of their answers, each read as 0 at its worst and 1 at its best.
///
/// `scales` has a pair for each answer, the worst and the best; the best may be the lower number. Answers count alike or
/// by `importance`.
///
/// Raises `undefined` if an answer is NaN, `out_of_range` if it is off its scale.
///
/// >>> # Continue, recommend, "a rival could win me over", pay more.
/// >>> gw.segment.loyalty_score([4, 9, 2, 3], scales=[(1, 5), (0, 10), (5, 1), (1, 5)])
/// 0.725
///
/// Source: Zeithaml, Berry & Parasuraman 1996.
#[pyfunction]
#[pyo3(signature = (answers, *, scales, importance = None))]
pub(crate) fn loyalty_score(
    answers: Thresholds,
    scales: Vec<(f64, f64)>,
    importance: Option<Thresholds>,
) -> Reply<f64> {
    let ends = Ends::new(scales, importance);
    Ok(core::loyalty_score(
        answers.values(),
        &ends.worst,
        &ends.best,
        &ends.importance,
    )?)
}

/// Attitudinal and behavioural loyalty 态度忠诚与行为忠诚 as scores in [0, 1].
///
/// Attitudinal items ask what customers mean to do: continue, recommend, resist rivals, pay a premium. Behavioural items
/// say what they did: buy again, buy across categories, advocate, stay immune to rivals. A score is the mean of the items,
/// each from 0 at its worst answer to 1 at its best: see `loyalty_score`. A customer has a score only if every item of it is
/// answered.
///
/// Raises `out_of_range` at an answer off its scale, `length_mismatch`, `empty` if no customer has both scores.
///
/// >>> got = gw.segment.loyalty_scores(
/// ...     {"continue": [5, 4, 3], "recommend": [10, 8, 5]},
/// ...     {"repeat share": [0.75, 0.25, 0.5]},
/// ...     attitudinal_scales=[(1, 5), (0, 10)],
/// ...     behavioural_scales=[(0, 1)],
/// ... )
/// >>> got.attitudinal.tolist(), got.mean_behavioural.value
/// ([1.0, 0.775, 0.5], 0.5)
///
/// Source: Zeithaml, Berry & Parasuraman 1996; Dick & Basu 1994.
#[pyfunction]
#[pyo3(signature = (
    attitudinal, behavioural, *, attitudinal_scales, behavioural_scales, attitudinal_importance = None,
    behavioural_importance = None, weights = None, level = 0.95
))]
#[allow(clippy::too_many_arguments)]
pub(crate) fn loyalty_scores(
    py: Python<'_>,
    attitudinal: ItemsLike<'_, '_>,
    behavioural: ItemsLike<'_, '_>,
    attitudinal_scales: Vec<(f64, f64)>,
    behavioural_scales: Vec<(f64, f64)>,
    attitudinal_importance: Option<Thresholds>,
    behavioural_importance: Option<Thresholds>,
    weights: Option<ColumnLike<'_, '_>>,
    level: f64,
) -> Reply<LoyaltyScores> {
    let level = Level::new("level", level)?;
    let mind_ends = Ends::new(attitudinal_scales, attitudinal_importance);
    let deed_ends = Ends::new(behavioural_scales, behavioural_importance);
    let mind = attitudinal.read("attitudinal", weights)?;
    let deed = behavioural.read("behavioural", None)?;
    let scores = py.detach(|| {
        mind.with(|mind| {
            deed.with(|deed| {
                core::loyalty_scores(
                    &mind_ends.of(mind.items),
                    &deed_ends.of(deed.items),
                    mind.weights,
                    level,
                )
            })
        })
    });
    Ok(scores
        .map_err(|error| mind.named("attitudinal", deed.named("behavioural", error)))?
        .into())
}
