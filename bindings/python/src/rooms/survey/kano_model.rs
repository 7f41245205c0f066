//! Kano's model.

use crate::choice::{Named, Pick, pick};
use crate::columns::{Column, ColumnLike};
use crate::error::{Reply, type_error};
use crate::mirror::{Given, Tree, hash, mirror};
use crate::rooms::survey::answers::ScaleLike;
use crate::rooms::survey::items::ItemsLike;
use goodwill::choice::Choice;
use goodwill::estimate::ProportionInterval;
use goodwill::quantity::{Level, Proportion};
use goodwill::survey::{self as core, KanoCategory, KanoRule, KanoTable};
use goodwill::{Error, ErrorCode, Estimate};
use pyo3::inspect::PyStaticExpr;
use pyo3::prelude::*;
use pyo3::{type_hint_identifier, type_hint_subscript, type_hint_union};

/// The pairs of answers to a feature, counted: how would you feel if it were there, and if it were not?
///
/// Every Kano analysis takes two columns or these. Pairs of batches `merge`. The scale is 1 "I like it", 2 "I expect it",
/// 3 "I am neutral", 4 "I can live with it", 5 "I dislike it" unless another, of 3 or 5 points, is given.
///
/// >>> pairs = gw.survey.KanoPairs([1, 1, 2, 4, None], [5, 3, 5, None, None])
/// >>> pairs
/// <KanoPairs 3 pairs, 1 half missing, 1 missing, 0 invalid>
/// >>> pairs.counts[0]
/// (0, 0, 1, 0, 1)
#[pyclass(frozen, module = "goodwill.survey")]
pub(crate) struct KanoPairs(core::KanoPairs);

#[pymethods]
impl KanoPairs {
    #[new]
    #[pyo3(signature = (functional, dysfunctional, scale = None, weights = None))]
    fn construct(
        py: Python<'_>,
        functional: ColumnLike<'_, '_>,
        dysfunctional: ColumnLike<'_, '_>,
        scale: Option<ScaleLike>,
        weights: Option<ColumnLike<'_, '_>>,
    ) -> Reply<Self> {
        let functional = functional.read("functional")?;
        counted(py, &functional, &dysfunctional, scale, weights.as_ref()).map(Self)
    }

    /// The pairs counted elsewhere: five rows for the answers to the functional question, five columns for the
    /// dysfunctional, both from "like" to "dislike".
    ///
    /// Raises `length_mismatch` unless there are five rows of five.
    #[staticmethod]
    fn from_counts(counts: Vec<Vec<u64>>) -> Reply<Self> {
        let rows: Option<Vec<[u64; 5]>> = counts.iter().map(|row| row.as_slice().try_into().ok()).collect();
        let cells: Option<[[u64; 5]; 5]> = rows.and_then(|rows| rows.try_into().ok());
        cells
            .map(|cells| Self(core::KanoPairs::from_counts(cells)))
            .ok_or_else(|| {
                Error::new(
                    ErrorCode::LengthMismatch,
                    "counts",
                    "must have five rows of five counts",
                )
                .into()
            })
    }

    /// The pairs of both batches.
    ///
    /// Raises `inconsistent` if only one of the two has weights.
    fn merge(&self, other: &Self) -> Reply<Self> {
        let mut whole = self.0.clone();
        whole.merge(&other.0)?;
        Ok(Self(whole))
    }

    /// How often each pair was given: rows functional, columns dysfunctional, both from "like" to "dislike".
    #[getter]
    fn counts<'py>(&self, py: Python<'py>) -> PyResult<Given<'py, Vec<Vec<u64>>>> {
        Given::new(py, &self.0.counts().iter().map(|row| row.to_vec()).collect())
    }

    /// The number of complete pairs.
    #[getter]
    fn n(&self) -> u64 {
        self.0.n()
    }

    /// Respondents with both answers, or the weight, missing.
    #[getter]
    fn missing(&self) -> u64 {
        self.0.missing()
    }

    /// Respondents with one of the two answers missing.
    #[getter]
    fn half_missing(&self) -> u64 {
        self.0.half_missing()
    }

    /// Respondents with an answer that the scale does not have.
    #[getter]
    fn invalid(&self) -> u64 {
        self.0.invalid()
    }

    /// Whether the respondents have weights.
    #[getter]
    fn weighted(&self) -> bool {
        self.0.is_weighted()
    }

    fn __repr__(&self) -> String {
        format!(
            "<KanoPairs {} pairs, {} half missing, {} missing, {} invalid{}>",
            self.0.n(),
            self.0.half_missing(),
            self.0.missing(),
            self.0.invalid(),
            if self.0.is_weighted() { ", weighted" } else { "" },
        )
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Self>().is_ok_and(|other| self.0 == other.get().0)
    }

    fn __hash__(&self) -> u64 {
        let counts = self.0.counts().as_flattened().iter();
        hash(&Tree::List(
            counts.map(|&count| Tree::Int(count.into())).collect(),
        ))
    }
}

fn counted(
    py: Python<'_>,
    functional: &Column,
    dysfunctional: &ColumnLike<'_, '_>,
    scale: Option<ScaleLike>,
    weights: Option<&ColumnLike<'_, '_>>,
) -> Reply<core::KanoPairs> {
    let dysfunctional = dysfunctional.read("dysfunctional")?;
    let weights = weights.map(|weights| weights.read("weights")).transpose()?;
    let scale = scale.map_or_else(core::KanoPairs::scale, ScaleLike::core);
    Ok(py.detach(|| {
        let (functional, dysfunctional) = (functional.numbers()?, dysfunctional.numbers()?);
        match &weights {
            Some(weights) => {
                core::KanoPairs::weighted(&functional, &dysfunctional, &weights.numbers()?, &scale)
            }
            None => core::KanoPairs::of(&functional, &dysfunctional, &scale),
        }
    })?)
}

/// Pairs as an argument: `KanoPairs`, or the column of functional answers that goes with a dysfunctional.
pub(crate) struct PairsLike<'a, 'py>(Borrowed<'a, 'py, PyAny>);

impl<'a, 'py> FromPyObject<'a, 'py> for PairsLike<'a, 'py> {
    type Error = PyErr;
    const INPUT_TYPE: PyStaticExpr = type_hint_identifier!("goodwill.typing", "PairsLike");

    fn extract(object: Borrowed<'a, 'py, PyAny>) -> PyResult<Self> {
        Ok(Self(object))
    }
}

impl PairsLike<'_, '_> {
    fn pairs(
        self,
        dysfunctional: Option<&ColumnLike<'_, '_>>,
        scale: Option<ScaleLike>,
        weights: Option<&ColumnLike<'_, '_>>,
    ) -> Reply<core::KanoPairs> {
        let py = self.0.py();
        if let Ok(pairs) = self.0.cast::<KanoPairs>() {
            if dysfunctional.is_some() || scale.is_some() || weights.is_some() {
                return Err(pyo3::exceptions::PyTypeError::new_err(
                    "functional: KanoPairs have their dysfunctional answers, scale and weights already",
                )
                .into());
            }
            return Ok(pairs.get().0.clone());
        }
        let Some(dysfunctional) = dysfunctional else {
            return Err(type_error(
                "functional",
                "KanoPairs, or a column with one of dysfunctional answers beside it",
                &self.0,
            ));
        };
        let functional = Column::read("functional", &self.0)?;
        counted(py, &functional, dysfunctional, scale, weights)
    }
}

/// A table as an argument: a name, or five rows of five categories.
pub(crate) enum TableLike<'a> {
    Named(Pick<'a, KanoTable>),
    Own(Vec<Vec<String>>),
}

impl<'a, 'py: 'a> FromPyObject<'a, 'py> for TableLike<'a> {
    type Error = PyErr;
    const INPUT_TYPE: PyStaticExpr = type_hint_union!(
        KanoTable::LITERAL,
        type_hint_subscript!(
            type_hint_identifier!("collections.abc", "Sequence"),
            type_hint_subscript!(
                type_hint_identifier!("collections.abc", "Sequence"),
                KanoCategory::LITERAL
            )
        )
    );

    fn extract(object: Borrowed<'a, 'py, PyAny>) -> PyResult<Self> {
        if let Ok(name) = Pick::extract(object) {
            return Ok(Self::Named(name));
        }
        let rows = object.extract().map(Self::Own);
        rows.map_err(|_| type_error("table", "a name, or five rows of five categories", &object).into())
    }
}

impl<'a> pyo3::impl_::wrap::SomeWrap<TableLike<'a>> for &'a str {
    fn wrap(self) -> Option<TableLike<'a>> {
        self.wrap().map(TableLike::Named)
    }
}

/// The core's table, its default where the argument is `None`.
fn table_of(table: Option<TableLike<'_>>) -> Reply<KanoTable> {
    match table {
        None => Ok(KanoTable::default()),
        Some(TableLike::Named(name)) => name.get("table"),
        Some(TableLike::Own(rows)) => {
            let category = |name: &String| KanoCategory::from_name("table", name);
            Ok(KanoTable::custom(&rows, category)?)
        }
    }
}

/// The Kano category of one customer's pair of answers to a feature: how would you feel if it were there (`functional`),
/// and if it were not (`dysfunctional`)?
///
/// | functional \ dysfunctional | like | expect | neutral | live with | dislike |
/// |---|---|---|---|---|---|
/// | like | questionable | attractive | attractive | attractive | one_dimensional |
/// | expect, neutral, live with | reverse | indifferent | indifferent | indifferent | must_be |
/// | dislike | reverse | reverse | reverse | reverse | questionable |
///
/// `table="pouliot"` makes (2, 2) and (4, 4) questionable; five rows of five categories are a table of one's own.
///
/// Raises `empty` if an answer is missing, `out_of_range` off the scale, `length_mismatch` or `invalid_choice` for a table
/// that is not five by five categories.
///
/// >>> gw.survey.kano_category(1, 3)
/// 'attractive'
/// >>> gw.survey.kano_category(2, 5)
/// 'must_be'
///
/// Sources: Kano et al. 1984; Berger et al. 1993.
#[pyfunction]
#[pyo3(signature = (functional, dysfunctional, *, scale = None, table = "standard"))]
pub(crate) fn kano_category<'py>(
    py: Python<'py>,
    functional: f64,
    dysfunctional: f64,
    scale: Option<ScaleLike>,
    table: Option<TableLike<'_>>,
) -> Reply<Given<'py, KanoCategory>> {
    let scale = scale.map_or_else(core::KanoPairs::scale, ScaleLike::core);
    let category = core::kano_category(functional, dysfunctional, &scale, table_of(table)?)?;
    Ok(Given::new(py, &category)?)
}

mirror! {
    /// How many respondents are in each category.
    KanoCounts in "goodwill.survey" = core::KanoCounts {
        /// Attractive, A.
        attractive: u64,
        /// One-dimensional, O.
        one_dimensional: u64,
        /// Must-be, M.
        must_be: u64,
        /// Indifferent, I.
        indifferent: u64,
        /// Reverse, R.
        reverse: u64,
        /// Questionable, Q.
        questionable: u64,
    }
}

mirror! {
    /// What a feature is to the respondents together.
    Kano in "goodwill.survey" = core::Kano {
        /// The category of the feature, by the rule.
        category: KanoCategory,
        /// The category that comes next in frequency.
        runner_up: KanoCategory,
        /// Whether Fong's test tells the first from the second: if not, call the feature mixed, or segment.
        decided: bool,
        /// The share of respondents to whom the feature is attractive.
        attractive: Estimate,
        /// The share to whom it is one-dimensional.
        one_dimensional: Estimate,
        /// The share to whom it is a must-be.
        must_be: Estimate,
        /// The share to whom it is indifferent.
        indifferent: Estimate,
        /// The share who would rather not have it.
        reverse: Estimate,
        /// The share whose answers contradict each other.
        questionable: Estimate,
        /// (A + O)/(A + O + M + I): how far having it satisfies. NaN if all answers are R or Q.
        better: Estimate,
        /// −(O + M)/(A + O + M + I): how far lacking it dissatisfies. NaN if all answers are R or Q.
        worse: Estimate,
        /// The share of the most frequent category less that of the next.
        category_strength: Estimate,
        /// The share of A, O and M together.
        total_strength: Estimate,
        /// Total strength of 60 % or more with category strength of 6 % or less.
        mixed: bool,
        /// How many respondents are in each category.
        counts: core::KanoCounts,
        /// The number of complete pairs of answers.
        n: u64,
        /// Kish's effective number of respondents; `n` without weights.
        effective_n: f64,
        /// Respondents with both answers, or the weight, missing.
        missing: u64,
        /// Respondents with one of the two answers missing.
        half_missing: u64,
        /// Respondents with an answer that the scale does not have.
        invalid: u64,
        /// Whether there are fewer than 30 effective respondents.
        small_sample: bool,
    }
}

/// The discrete Kano analysis of a feature: shares of the categories, the category of the feature, better and worse.
///
/// `functional` and `dysfunctional` are two columns, row by row one respondent, or `functional` is `KanoPairs`. The
/// category is the most frequent, between equal ones must-be, one-dimensional, attractive, indifferent;
/// `rule="grouped"` first asks whether A + O + M outweigh I + R + Q. better = (A + O)/(A + O + M + I), worse =
/// −(O + M)/(A + O + M + I). `decided` is Fong's test of the first category against the second at `decision_level`.
///
/// Raises `length_mismatch`, `out_of_range` off the scale, `empty` if no pair is complete, `undefined` if all weights are 0.
///
/// >>> got = gw.survey.kano([1, 1, 2, 2, 3, 1, 2, 2, 1, 2], [5, 3, 5, 5, 5, 5, 3, 5, 4, 5])
/// >>> got.category, got.decided
/// ('must_be', False)
/// >>> print(got.better)
/// 0.400 (95% Wilson 0.168 to 0.687, n = 10)
/// >>> print(got.worse)
/// -0.700 (95% Wilson -0.892 to -0.397, n = 10)
///
/// Sources: Kano et al. 1984; Berger et al. 1993; Fong 1996; Lee & Newcomb 1997.
#[pyfunction]
#[allow(clippy::too_many_arguments)] // named in Python
#[pyo3(signature = (
    functional, dysfunctional = None, *, scale = None, weights = None, table = "standard", rule = "mode", level = 0.95,
    interval = "wilson", decision_level = 0.9
))]
pub(crate) fn kano(
    functional: PairsLike<'_, '_>,
    dysfunctional: Option<ColumnLike<'_, '_>>,
    scale: Option<ScaleLike>,
    weights: Option<ColumnLike<'_, '_>>,
    table: Option<TableLike<'_>>,
    rule: Option<Pick<'_, KanoRule>>,
    level: f64,
    interval: Option<Pick<'_, ProportionInterval>>,
    decision_level: f64,
) -> Reply<Kano> {
    let options = core::KanoOptions {
        table: table_of(table)?,
        rule: pick("rule", rule)?,
        level: Level::new("level", level)?,
        interval: pick("interval", interval)?,
        decision_level: Level::new("decision_level", decision_level)?,
    };
    let pairs = functional.pairs(dysfunctional.as_ref(), scale, weights.as_ref())?;
    Ok(core::kano(&pairs, &options)?.into())
}

mirror! {
    /// Where a feature lies in the plane of satisfaction by its presence and dissatisfaction by its absence.
    KanoContinuous in "goodwill.survey" = core::KanoContinuous {
        /// Mean score of the functional question, in [−2, 4].
        functional: Estimate,
        /// Mean score of the dysfunctional question, in [−2, 4].
        dysfunctional: Estimate,
        /// The region the two means lie in.
        category: KanoCategory,
        /// The correlation of the two scores; NaN if either does not vary.
        correlation: f64,
        /// The number of complete pairs of answers.
        n: u64,
        /// Respondents with both answers, or the weight, missing.
        missing: u64,
        /// Respondents with one of the two answers missing.
        half_missing: u64,
        /// Respondents with an answer that the scale does not have.
        invalid: u64,
        /// Whether there are fewer than 30 respondents.
        small_sample: bool,
    }
}

/// The continuous Kano analysis of a feature: the mean of scored answers to either question.
///
/// Present: like 4, expect 2, neutral 0, live with −1, dislike −2. Absent: like −2, expect −1, neutral 0, live with 2,
/// dislike 4. The square [0, 4]² is cut at 2; a mean below 0 is a reverse feature. Arguments as in `kano`.
///
/// >>> got = gw.survey.kano_continuous([1, 1, 2, 3], [5, 4, 5, 5])
/// >>> got.functional.value, got.dysfunctional.value, got.category
/// (2.5, 3.5, 'one_dimensional')
///
/// Source: DuMouchel in Berger et al. 1993.
#[pyfunction]
#[pyo3(signature = (functional, dysfunctional = None, *, scale = None, weights = None, level = 0.95))]
pub(crate) fn kano_continuous(
    functional: PairsLike<'_, '_>,
    dysfunctional: Option<ColumnLike<'_, '_>>,
    scale: Option<ScaleLike>,
    weights: Option<ColumnLike<'_, '_>>,
    level: f64,
) -> Reply<KanoContinuous> {
    let level = Level::new("level", level)?;
    let pairs = functional.pairs(dysfunctional.as_ref(), scale, weights.as_ref())?;
    Ok(core::kano_continuous(&pairs, level)?.into())
}

mirror! {
    /// What a feature is to respondents who shared their answers out over the scale.
    KanoFuzzy in "goodwill.survey" = core::KanoFuzzy {
        /// The category that most respondents count for.
        category: KanoCategory,
        /// The share of respondents whose membership of attractive reaches the threshold.
        attractive: Estimate,
        /// The share that counts for one-dimensional.
        one_dimensional: Estimate,
        /// The share that counts for must-be.
        must_be: Estimate,
        /// The share that counts for indifferent.
        indifferent: Estimate,
        /// The share that counts for reverse.
        reverse: Estimate,
        /// The share that counts for questionable.
        questionable: Estimate,
        /// The mean memberships of A, O, M, I, R and Q, before any threshold.
        memberships: [Estimate; 6],
        /// Better from the memberships.
        better: Estimate,
        /// Worse from the memberships.
        worse: Estimate,
        /// Respondents who reach the threshold for no category.
        undecided: u64,
        /// The number of respondents with all ten memberships.
        n: u64,
        /// Kish's effective number of respondents; `n` without weights.
        effective_n: f64,
        /// Respondents with a membership or the weight missing.
        missing: u64,
        /// Whether there are fewer than 30 effective respondents.
        small_sample: bool,
    }
}

/// The fuzzy Kano analysis of a feature, for questionnaires that let a respondent share an answer out: 0.7 "I like it",
/// 0.3 "I expect it".
///
/// Both tables have five columns, from "like" to "dislike", and a row for each respondent that adds up to 1. A respondent
/// counts for every category whose membership reaches `threshold`.
///
/// Raises `length_mismatch`, `out_of_range` at a membership outside [0, 1] or a row that does not add up to 1, `empty`.
///
/// >>> got = gw.survey.kano_fuzzy([[0.6], [0.4], [0.0], [0.0], [0.0]], [[0.0], [0.0], [0.0], [0.2], [0.8]])
/// >>> got.category, round(got.memberships[1].value, 3)
/// ('one_dimensional', 0.48)
///
/// Source: Lee & Huang 2009.
#[pyfunction]
#[pyo3(signature = (functional, dysfunctional, *, weights = None, table = "standard", threshold = 0.4, level = 0.95))]
pub(crate) fn kano_fuzzy(
    py: Python<'_>,
    functional: ItemsLike<'_, '_>,
    dysfunctional: ItemsLike<'_, '_>,
    weights: Option<ColumnLike<'_, '_>>,
    table: Option<TableLike<'_>>,
    threshold: f64,
    level: f64,
) -> Reply<KanoFuzzy> {
    let options = core::KanoFuzzyOptions {
        table: table_of(table)?,
        threshold: Proportion::new("threshold", threshold)?,
        level: Level::new("level", level)?,
    };
    let functional = functional.read("functional", weights)?;
    let dysfunctional = dysfunctional.read("dysfunctional", None)?;
    let got = functional.ask_both(py, &dysfunctional, |functional, dysfunctional| {
        core::kano_fuzzy(
            functional.items,
            dysfunctional.items,
            functional.weights,
            &options,
        )
    })?;
    Ok(got.into())
}

mirror! {
    /// The penalty and the reward of one attribute.
    PenaltyRewardItem in "goodwill.survey" = core::PenaltyRewardItem {
        /// What the attribute is called.
        name: String,
        /// What low performance does to overall satisfaction, against middling.
        penalty: Estimate,
        /// What high performance does to overall satisfaction, against middling.
        reward: Estimate,
        /// Reward + penalty: above 0 where a reward outweighs the penalty.
        contrast: Estimate,
        /// The range of the attribute's impact, reward − penalty.
        range: f64,
        /// (reward + penalty)/(reward − penalty): −1 is a pure dissatisfier, 1 a pure satisfier.
        asymmetry: f64,
        /// What the attribute is: basic (must-be), performance (one-dimensional) or delighter (attractive).
        category: KanoCategory,
        /// Respondents who rated the attribute low.
        low: u64,
        /// Respondents who rated the attribute high.
        high: u64,
    }
}

mirror! {
    /// The penalties and rewards of attributes.
    PenaltyReward in "goodwill.survey" = core::PenaltyReward {
        /// Each attribute, in the order given.
        items: Vec<core::PenaltyRewardItem>,
        /// Overall satisfaction where every attribute is middling.
        intercept: Estimate,
        /// The share of the variance of overall satisfaction that penalties and rewards explain.
        r_squared: f64,
        /// The number of complete respondents.
        n: u64,
        /// Respondents with an answer or the weight missing.
        missing: u64,
    }
}

/// Penalty–reward contrast analysis: Kano's factors from ordinary ratings, without his questionnaire.
///
/// `overall` satisfaction is regressed on two indicators for each attribute: rated `low` or less (the penalty), rated
/// `high` or more (the reward). An attribute is a must-be if the penalty outweighs the reward, attractive the other way
/// round, one-dimensional if neither does, indifferent if neither can be told from 0.
///
/// Raises `length_mismatch`, `inconsistent` unless low < high, `not_identified` naming the attribute, `undefined` if overall
/// satisfaction does not vary, `empty`.
///
/// >>> clean = [1, 2, 3, 4, 5, 5, 3, 4, 1, 5, 3, 2]
/// >>> overall = [4, 5, 7, 8, 8, 7, 8, 7, 4, 8, 8, 5]
/// >>> got = gw.survey.penalty_reward(overall, {"clean": clean}, low=2, high=5)
/// >>> got.items[0].name, got.items[0].category
/// ('clean', 'must_be')
/// >>> print(f"{got.items[0].penalty}")
/// -3.100 (95% Student t -3.956 to -2.244, n = 12)
///
/// Sources: Brandt 1987; Matzler & Sauerwein 2002; Mikulić & Prebežac 2008.
#[pyfunction]
#[pyo3(signature = (overall, attributes, *, low, high, weights = None, level = 0.95))]
pub(crate) fn penalty_reward(
    py: Python<'_>,
    overall: ColumnLike<'_, '_>,
    attributes: ItemsLike<'_, '_>,
    low: f64,
    high: f64,
    weights: Option<ColumnLike<'_, '_>>,
    level: f64,
) -> Reply<PenaltyReward> {
    let level = Level::new("level", level)?;
    let overall = overall.read("overall")?;
    let attributes = attributes.read("attributes", weights)?;
    let mut got = attributes.ask(py, |answers| {
        core::penalty_reward(&overall.numbers()?, answers, low, high, level)
    })?;
    for (item, name) in got.items.iter_mut().zip(&attributes.names) {
        item.name.clone_from(name);
    }
    Ok(got.into())
}
