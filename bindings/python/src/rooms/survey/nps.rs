//! Net promoter score.

use crate::choice::{Pick, pick};
use crate::columns::{Column, ColumnLike};
use crate::error::{Reply, type_error};
use crate::mirror::{Mirror, mirror};
use crate::rooms::estimate as door;
use crate::rooms::survey::answers::AnswersLike;
use crate::rooms::survey::items::ItemsLike;
use crate::rooms::survey::scores::NamedDifference;
use crate::scalar::Count;
use arrow_array::cast::AsArray as _;
use arrow_array::{Array, types};
use arrow_schema::DataType;
use goodwill::quantity::{Level, Positive, Proportion};
use goodwill::survey::{
    self as core, Adjustment, FractionalScores, NpsDifferenceInterval, NpsInterval, NpsPairedInterval,
    NpsScoring,
};
use goodwill::{Error, Estimate};
use pyo3::exceptions::PyTypeError;
use pyo3::inspect::PyStaticExpr;
use pyo3::prelude::*;
use pyo3::{type_hint_identifier, type_hint_subscript, type_hint_union};

mirror! {
    /// Two waves of the same respondents.
    NpsPaired in "goodwill.survey" = core::NpsPaired {
        /// The change: score of the second wave minus score of the first, in [−2, 2].
        difference: Estimate,
        /// The score of the first wave among those who answered both, in [−1, 1], with its MOVER interval.
        first: Estimate,
        /// The score of the second wave among those who answered both, in [−1, 1], with its MOVER interval.
        second: Estimate,
        /// The correlation of a respondent's two groups, scored −1, 0, 1; NaN if everybody was alike in a wave.
        correlation: f64,
        /// Respondents with either answer missing: they are left out.
        missing: u64,
    }
}

mirror! {
    /// How many of the answers are promoters, passives, detractors, and missing.
    ///
    /// Counts of batches `merge` into the counts of the whole.
    NpsCounts in "goodwill.survey" = core::NpsCounts {
        /// Answers of 9 and 10.
        promoters: u64,
        /// Answers of 7 and 8.
        passives: u64,
        /// Answers of 0 to 6.
        detractors: u64,
        /// Answers not given. They count in no share.
        missing: u64,
    }
    methods {
        /// The number of answers given: promoters, passives and detractors.
        #[getter]
        fn n(&self) -> u64 {
            self.0.n()
        }
    }
}

mirror! {
    /// A net promoter score, the shares it comes from, and the counts behind them.
    Nps in "goodwill.survey" = core::Nps {
        /// The net promoter score p₊ − p₋, in [−1, 1].
        score: Estimate,
        /// The share of promoters, in [0, 1].
        promoters: Estimate,
        /// The share of passives, in [0, 1].
        passives: Estimate,
        /// The share of detractors, in [0, 1].
        detractors: Estimate,
        /// The counts behind the shares.
        counts: core::NpsCounts,
        /// Whether at least 100 answered and nobody gave a 0: the question may have been put on 1 to 10, whose scores do
        /// not compare with those of 0 to 10. Nothing is recoded.
        suspect_scale: bool,
    }
    methods {
        /// The score in points, −100 to 100: for display.
        #[getter]
        fn points(&self) -> f64 {
            self.0.points()
        }
    }
}

mirror! {
    /// The two answers to "what is the score of all units together".
    NpsOfUnits in "goodwill.survey" = core::NpsOfUnits {
        /// The score of all respondents: every respondent counts the same, in [−1, 1].
        pooled: Estimate,
        /// The mean of the units' scores: every unit counts the same, in [−1, 1].
        mean_of_units: Estimate,
        /// The number of units.
        units: u64,
    }
}

mirror! {
    /// A net promoter score of weighted answers.
    NpsWeighted in "goodwill.survey" = core::NpsWeighted {
        /// The weighted score, in [−1, 1]; `n` is the number of respondents, not of weights.
        score: Estimate,
        /// The weighted share of promoters, in [0, 1].
        promoters: Estimate,
        /// The weighted share of passives, in [0, 1].
        passives: Estimate,
        /// The weighted share of detractors, in [0, 1].
        detractors: Estimate,
        /// Kish's effective number of respondents (Σw)²/Σw²: what the weights leave of `n`.
        effective_n: f64,
        /// Rows whose answer or weight is missing.
        missing: u64,
    }
}

/// The result of the core with the names of the waves.
#[derive(Clone)]
pub(crate) struct NamedWaves {
    names: Vec<String>,
    waves: Vec<Estimate>,
    covariance: Vec<Vec<f64>>,
    changes: Vec<NamedDifference>,
    omnibus: core::GroupTest,
    adjustment: Adjustment,
    n: u64,
    missing: u64,
    effective_n: f64,
    small_sample: bool,
}

impl NamedWaves {
    fn new(of: core::NpsWaves, names: Option<&[String]>) -> Self {
        let numbered = || (1..=of.waves.len()).map(|k| format!("wave {k}")).collect();
        let named = |change| NamedDifference::new(change, names);
        Self {
            names: names.map_or_else(numbered, <[String]>::to_vec),
            waves: of.waves,
            covariance: of.covariance,
            changes: of.changes.into_iter().map(named).collect(),
            omnibus: of.omnibus,
            adjustment: of.adjustment,
            n: of.n,
            missing: of.missing,
            effective_n: of.effective_n,
            small_sample: of.small_sample,
        }
    }
}

mirror! {
    /// Several waves of the same respondents.
    NpsWaves in "goodwill.survey" = NamedWaves {
        /// What the waves are called: `wave 1` and so on, where they were given no names.
        names: Vec<String>,
        /// The score of each wave among those who answered all, in [−1, 1].
        waves: Vec<Estimate>,
        /// The covariance of the waves' scores, row by row.
        covariance: Vec<Vec<f64>>,
        /// The change between every two waves, later less earlier: `first` is the later wave.
        changes: Vec<NamedDifference>,
        /// Whether the score changed at all.
        omnibus: core::GroupTest,
        /// How the p-values of the changes are adjusted.
        adjustment: Adjustment,
        /// Respondents who answered every wave.
        n: u64,
        /// Respondents with an answer or the weight missing: they are left out.
        missing: u64,
        /// Kish's effective number of respondents: what weights leave of `n`.
        effective_n: f64,
        /// Whether fewer than 30 respondents answered every wave: tests lean on the normal distribution.
        small_sample: bool,
    }
}

fn scoring(missing_code: Option<i32>, fractional: Option<Pick<'_, FractionalScores>>) -> Reply<NpsScoring> {
    Ok(NpsScoring {
        missing_code,
        fractional: pick("fractional", fractional)?,
    })
}

/// Counts answers piece by piece, in the type they come in.
fn count_answers(scores: &Column, scoring: &NpsScoring) -> Result<core::NpsCounts, Error> {
    let mut counts = core::NpsCounts::default();
    let mut offset = 0;
    for chunk in &scores.chunks {
        let of = count_chunk(&scores.name, chunk, scoring).map_err(|error| error.offset_by(offset))?;
        counts.merge(&of);
        offset += chunk.len();
    }
    Ok(counts)
}

fn count_chunk(name: &str, chunk: &dyn Array, scoring: &NpsScoring) -> Result<core::NpsCounts, Error> {
    macro_rules! values {
        ($type:ident) => {
            core::NpsCounts::from_scores(chunk.as_primitive::<types::$type>().values(), scoring)
        };
    }
    if chunk.null_count() > 0 {
        return core::NpsCounts::from_scores(&goodwill_arrow::column::numbers(name, chunk)?, scoring);
    }
    match chunk.data_type() {
        DataType::Int8 => values!(Int8Type),
        DataType::UInt8 => values!(UInt8Type),
        DataType::Int16 => values!(Int16Type),
        DataType::UInt16 => values!(UInt16Type),
        DataType::Int32 => values!(Int32Type),
        DataType::UInt32 => values!(UInt32Type),
        DataType::Int64 => values!(Int64Type),
        DataType::UInt64 => values!(UInt64Type),
        DataType::Float32 => values!(Float32Type),
        _ => core::NpsCounts::from_scores(&goodwill_arrow::column::numbers(name, chunk)?, scoring),
    }
}

/// Whether anybody answered 0; a column that was counted can be read again.
fn any_zero(scores: &Column) -> bool {
    scores.chunks.iter().any(|chunk| {
        macro_rules! holds {
            ($($type:ident $dtype:ident),*) => {
                match chunk.data_type() {
                    $(DataType::$dtype if chunk.null_count() == 0 => {
                        chunk.as_primitive::<types::$type>().values().contains(&0)
                    })*
                    _ => goodwill_arrow::column::numbers(&scores.name, chunk)
                        .is_ok_and(|numbers| numbers.contains(&0.0)),
                }
            };
        }
        holds!(Int8Type Int8, UInt8Type UInt8, Int16Type Int16, UInt16Type UInt16, Int32Type Int32, Int64Type Int64)
    })
}

/// Counted answers: an `NpsCounts`, an `Nps`, or promoters, passives and detractors as a tuple.
pub(crate) struct CountsLike<'a, 'py>(Borrowed<'a, 'py, PyAny>);

impl<'a, 'py> FromPyObject<'a, 'py> for CountsLike<'a, 'py> {
    type Error = PyErr;
    const INPUT_TYPE: PyStaticExpr = type_hint_union!(
        <core::NpsCounts as Mirror>::HINT,
        <core::Nps as Mirror>::HINT,
        type_hint_subscript!(
            type_hint_identifier!("builtins", "tuple"),
            type_hint_identifier!("builtins", "int"),
            type_hint_identifier!("builtins", "int"),
            type_hint_identifier!("builtins", "int")
        )
    );

    fn extract(object: Borrowed<'a, 'py, PyAny>) -> PyResult<Self> {
        Ok(Self(object))
    }
}

impl CountsLike<'_, '_> {
    fn get(&self, parameter: &'static str) -> Reply<core::NpsCounts> {
        counts_of(parameter, &self.0)
    }
}

fn counts_of(parameter: &'static str, object: &Bound<'_, PyAny>) -> Reply<core::NpsCounts> {
    if let Ok(counts) = core::NpsCounts::take(object) {
        return Ok(counts);
    }
    if let Ok(nps) = core::Nps::take(object) {
        return Ok(nps.counts);
    }
    let Ok([promoters, passives, detractors]) = object.extract::<[Bound<'_, PyAny>; 3]>() else {
        let expected = "an NpsCounts, an Nps or a tuple (promoters, passives, detractors)";
        return Err(type_error(parameter, expected, object));
    };
    let count = |object: Bound<'_, PyAny>| Count::extract(object.as_borrowed())?.get(parameter);
    Ok(core::NpsCounts {
        promoters: count(promoters)?,
        passives: count(passives)?,
        detractors: count(detractors)?,
        missing: 0,
    })
}

/// Several counted answers: waves, units.
pub(crate) struct CountsList<'py>(Vec<Bound<'py, PyAny>>);

impl<'py> FromPyObject<'_, 'py> for CountsList<'py> {
    type Error = PyErr;
    const INPUT_TYPE: PyStaticExpr = type_hint_subscript!(
        type_hint_identifier!("collections.abc", "Iterable"),
        CountsLike::INPUT_TYPE
    );

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        object.try_iter()?.collect::<PyResult<_>>().map(Self)
    }
}

impl CountsList<'_> {
    fn get(&self, parameter: &'static str) -> Reply<Vec<core::NpsCounts>> {
        self.0.iter().map(|counts| counts_of(parameter, counts)).collect()
    }
}

/// The net promoter score 净推荐值 of a column of answers on the scale of 0 to 10.
///
/// Promoters answer 9 or 10, passives 7 or 8, detractors 0 to 6. The score is p₊ − p₋, in [−1, 1]; its standard error
/// is √((p₊ + p₋ − (p₊ − p₋)²)/n). Missing answers (None, NaN or `missing_code`) are counted apart and belong to no
/// share; a `Tally` on 0 to 10 is counted already. Where 100 answered and nobody gave a 0, `suspect_scale` warns that
/// the question may have been put on 1 to 10. `interval` is "mover", "tango", "adjusted_wald", "wald" or "bootstrap" (with `resamples` and `seed`);
/// `fractional="half_open"` accepts answers between whole numbers.
///
/// Raises `out_of_range` at the first answer off the scale, `not_finite` at an infinite one, `empty` if nobody
/// answered.
///
/// >>> loyal = gw.survey.nps([9, 10, 3, 7])
/// >>> loyal.points
/// 25.0
/// >>> print(loyal.score)
/// 0.250 (95% MOVER -0.461 to 0.747, n = 4)
/// >>> print(gw.survey.nps([9, 10, 99, 3, 7], interval="tango", missing_code=99).score)
/// 0.250 (95% Tango -0.505 to 0.778, n = 4)
/// >>> gw.survey.nps([9, 10, 11])
/// Traceback (most recent call last):
///     ...
/// goodwill.error.GoodwillError: scores[2]: must be between 0 and 10, got 11
///
/// Sources: Reichheld 2003; Tango 1998, eq. 9; Rocks 2016; Newcombe 1998 and Zou & Donner 2008 (MOVER).
#[pyfunction]
#[pyo3(signature = (
    scores, *, level = 0.95, interval = "mover", resamples = 10_000, seed = 0, missing_code = None,
    fractional = "refuse"
))]
#[allow(clippy::too_many_arguments)]
pub(crate) fn nps(
    py: Python<'_>,
    scores: AnswersLike<'_, '_>,
    level: f64,
    interval: Option<Pick<'_, NpsInterval>>,
    resamples: u32,
    seed: u64,
    missing_code: Option<i32>,
    fractional: Option<Pick<'_, FractionalScores>>,
) -> Reply<Nps> {
    let options = core::NpsOptions {
        level: Level::new("level", level)?,
        interval: pick("interval", interval)?,
        resamples,
        seed,
        scoring: scoring(missing_code, fractional)?,
    };
    if let Some(tally) = scores.as_tally() {
        return Ok(py.detach(|| core::Nps::from_tally(&tally, &options))?.into());
    }
    let scores = scores.column("scores")?;
    let nps = py.detach(|| {
        let counts = count_answers(&scores, &options.scoring)?;
        let nps = core::nps_from_counts(&counts, &options).map_err(|error| match error.parameter() {
            "counts" => error.rename("scores"),
            _ => error,
        })?;
        Ok::<_, Error>(nps.judged(|| any_zero(&scores)))
    });
    Ok(nps?.into())
}

/// The net promoter score of counted answers: see `nps`.
///
/// Raises `empty` if the counts are 0.
///
/// >>> loyal = gw.survey.nps_from_counts(50, 35, 15)
/// >>> print(loyal.score)
/// 0.350 (95% MOVER 0.199 to 0.481, n = 100)
#[pyfunction]
#[pyo3(signature = (
    promoters, passives, detractors, missing = None, *, level = 0.95, interval = "mover", resamples = 10_000, seed = 0
))]
#[allow(clippy::too_many_arguments)]
pub(crate) fn nps_from_counts(
    py: Python<'_>,
    promoters: Count<'_, '_>,
    passives: Count<'_, '_>,
    detractors: Count<'_, '_>,
    missing: Option<Count<'_, '_>>,
    level: f64,
    interval: Option<Pick<'_, NpsInterval>>,
    resamples: u32,
    seed: u64,
) -> Reply<Nps> {
    let counts = core::NpsCounts {
        promoters: promoters.get("promoters")?,
        passives: passives.get("passives")?,
        detractors: detractors.get("detractors")?,
        missing: missing.map_or(Ok(0), |missing| missing.get("missing"))?,
    };
    let options = core::NpsOptions {
        level: Level::new("level", level)?,
        interval: pick("interval", interval)?,
        resamples,
        seed,
        scoring: NpsScoring::default(),
    };
    let nps = if options.interval == NpsInterval::Bootstrap {
        py.detach(|| core::nps_from_counts(&counts, &options))
    } else {
        core::nps_from_counts(&counts, &options)
    };
    Ok(nps?.into())
}

/// The net promoter score of answers with weights: NPS = Σwᵢsᵢ/Σwᵢ with s = +1, 0, −1.
///
/// Weights correct for who was asked or who answered; only their ratios matter. The variance is linearised, the
/// interval normal and clipped to the scale. Rows with a missing weight or answer are left out and counted.
///
/// Raises `length_mismatch`, `out_of_range` at the first negative weight or bad answer, `empty` if no row is
/// complete, `undefined` if all weights are 0. A `Tally` with weights is counted already.
///
/// >>> loyal = gw.survey.nps_weighted([9, 10, 3, 7], [2.0, 1.0, 1.0, 1.0])
/// >>> print(loyal.score)
/// 0.400 (95% linearised -0.376 to 1.000, n = 4)
/// >>> round(loyal.effective_n, 3)
/// 3.571
///
/// Sources: Kish 1965, section 11.7; Särndal, Swensson & Wretman 1992, result 5.7.1.
#[pyfunction]
#[pyo3(signature = (scores, weights = None, *, level = 0.95, missing_code = None, fractional = "refuse"))]
pub(crate) fn nps_weighted(
    py: Python<'_>,
    scores: AnswersLike<'_, '_>,
    weights: Option<ColumnLike<'_, '_>>,
    level: f64,
    missing_code: Option<i32>,
    fractional: Option<Pick<'_, FractionalScores>>,
) -> Reply<NpsWeighted> {
    let options = core::NpsWeightedOptions {
        level: Level::new("level", level)?,
        scoring: scoring(missing_code, fractional)?,
    };
    let Some(weights) = weights else {
        let Some(tally) = scores.as_tally() else {
            let reason = "weights: must be given with a column of scores";
            return Err(PyTypeError::new_err(reason).into());
        };
        return Ok(core::NpsWeighted::from_tally(&tally, options.level)?.into());
    };
    let (scores, weights) = (scores.column("scores")?, weights.read("weights")?);
    Ok(py
        .detach(|| core::nps_weighted(&scores.numbers()?, &weights.numbers()?, &options))?
        .into())
}

/// The difference NPS(a) − NPS(b) of two independent samples, in [−2, 2].
///
/// Each sample is an `NpsCounts`, an `Nps` or a tuple (promoters, passives, detractors). For the same respondents
/// asked twice use `nps_paired`.
///
/// Raises `empty`, naming the sample, if nobody answered.
///
/// >>> print(gw.survey.nps_difference((50, 35, 15), (40, 30, 30)))
/// 0.250 (95% MOVER 0.032 to 0.459, n = 200)
///
/// Sources: Zou & Donner 2008 (MOVER); Rocks 2016.
#[pyfunction]
#[pyo3(signature = (a, b, *, level = 0.95, interval = "mover"))]
pub(crate) fn nps_difference(
    a: CountsLike<'_, '_>,
    b: CountsLike<'_, '_>,
    level: f64,
    interval: Option<Pick<'_, NpsDifferenceInterval>>,
) -> Reply<door::Estimate> {
    let options = core::NpsDifferenceOptions {
        level: Level::new("level", level)?,
        interval: pick("interval", interval)?,
    };
    Ok(core::nps_difference(&a.get("a")?, &b.get("b")?, &options)?.into())
}

/// The change of the score between two waves of the same respondents, row by row.
///
/// Respondents who answered only once are left out and counted.
///
/// Raises `length_mismatch`, `empty` if nobody answered both waves, and for bad answers as `nps` does.
///
/// >>> change = gw.survey.nps_paired([9, 7, 3, 8, 10, 6, 9, 7], [10, 9, 6, 8, 9, 7, 9, 9])
/// >>> change.first.value, change.second.value
/// (0.125, 0.5)
/// >>> print(change.difference)
/// 0.375 (95% MOVER 0.024 to 0.690, n = 8)
///
/// Source: Zou & Donner 2008, eq. 7.
#[pyfunction]
#[pyo3(signature = (first, second, *, level = 0.95, interval = "mover", missing_code = None, fractional = "refuse"))]
pub(crate) fn nps_paired(
    py: Python<'_>,
    first: ColumnLike<'_, '_>,
    second: ColumnLike<'_, '_>,
    level: f64,
    interval: Option<Pick<'_, NpsPairedInterval>>,
    missing_code: Option<i32>,
    fractional: Option<Pick<'_, FractionalScores>>,
) -> Reply<NpsPaired> {
    let options = core::NpsPairedOptions {
        level: Level::new("level", level)?,
        interval: pick("interval", interval)?,
        scoring: scoring(missing_code, fractional)?,
    };
    let (first, second) = (first.read("first")?, second.read("second")?);
    Ok(py
        .detach(|| core::nps_paired(&first.numbers()?, &second.numbers()?, &options))?
        .into())
}

/// The net promoter score of the same respondents over several waves, with the covariance between them.
///
/// `waves` is a frame, a dictionary or list of columns, one a wave, or an array with a row a respondent. Who left a wave
/// out is left out and counted. With `weights` the covariance is linearised and intervals are normal. `adjustment` of
/// the p-values is "holm", "bonferroni", "benjamini_hochberg" or "none".
///
/// Raises `undefined` for fewer than two waves, `empty` if nobody answered every wave, and for bad answers as `nps` does.
///
/// >>> got = gw.survey.nps_waves({
/// ...     "spring": [9, 7, 3, 8, 10, 6, 9, 7],
/// ...     "summer": [9, 9, 5, 8, 9, 7, 8, 7],
/// ...     "autumn": [10, 9, 6, 8, 9, 7, 9, 9],
/// ... })
/// >>> [wave.value for wave in got.waves]
/// [0.125, 0.25, 0.5]
/// >>> got.changes[1].first, got.changes[1].second
/// ('autumn', 'spring')
/// >>> print(got.changes[1].difference)
/// 0.375 (95% MOVER 0.024 to 0.690, n = 8)
///
/// Sources: Zou & Donner 2008, eq. 7; Särndal, Swensson & Wretman 1992, result 5.7.1; Wald 1943.
#[pyfunction]
#[pyo3(signature = (
    waves, *, weights = None, level = 0.95, interval = "mover", adjustment = "holm", missing_code = None,
    fractional = "refuse"
))]
#[allow(clippy::too_many_arguments)]
pub(crate) fn nps_waves(
    py: Python<'_>,
    waves: ItemsLike<'_, '_>,
    weights: Option<ColumnLike<'_, '_>>,
    level: f64,
    interval: Option<Pick<'_, NpsPairedInterval>>,
    adjustment: Option<Pick<'_, Adjustment>>,
    missing_code: Option<i32>,
    fractional: Option<Pick<'_, FractionalScores>>,
) -> Reply<NpsWaves> {
    let options = core::NpsWavesOptions {
        level: Level::new("level", level)?,
        interval: pick("interval", interval)?,
        adjustment: pick("adjustment", adjustment)?,
        scoring: scoring(missing_code, fractional)?,
    };
    let waves = waves.read("waves", weights)?;
    let got = waves.ask(py, |waves| core::nps_waves(waves, &options))?;
    Ok(NamedWaves::new(got, waves.given_names()).into())
}

/// Whether k samples share one distribution over promoters, passives and detractors: Pearson's χ² on the 3 × k table.
///
/// Raises `empty` at the first sample nobody answered, `undefined` if there are fewer than two samples or all
/// respondents belong to one group.
///
/// >>> test = gw.survey.nps_homogeneity([(50, 35, 15), (40, 30, 30), (45, 33, 22)])
/// >>> round(test.statistic, 6), test.degrees_of_freedom, round(test.p_value, 6)
/// (6.543642, 4.0, 0.162061)
///
/// Sources: Pearson 1900; Agresti 2013, section 3.2.
#[pyfunction]
pub(crate) fn nps_homogeneity(samples: CountsList<'_>) -> Reply<door::TestResult> {
    Ok(core::nps_homogeneity(&samples.get("samples")?)?.into())
}

/// The net promoter score of several units, pooled and as the mean of the units.
///
/// The two differ where large units score otherwise than small ones. The interval of the mean carries the
/// uncertainty within each unit.
///
/// Raises `empty` if there is no unit, or at the first unit nobody answered for.
///
/// >>> scores = gw.survey.nps_of_units([(700, 200, 100), (3, 3, 4)])
/// >>> print(scores.pooled)
/// 0.593 (95% MOVER 0.550 to 0.632, n = 1010)
/// >>> print(scores.mean_of_units)
/// 0.250 (95% MOVER 0.038 to 0.486, n = 1010)
///
/// Source: Zou & Donner 2008.
#[pyfunction]
#[pyo3(signature = (units, *, level = 0.95))]
pub(crate) fn nps_of_units(units: CountsList<'_>, level: f64) -> Reply<NpsOfUnits> {
    Ok(core::nps_of_units(&units.get("units")?, Level::new("level", level)?)?.into())
}

/// How many answers give the score an interval of ± `margin`.
///
/// n₀ = z²(p₊ + p₋ − (p₊ − p₋)²)/margin², rounded up; from a population of N, n₀/(1 + (n₀ − 1)/N). The margin is on
/// the scale of the score: 0.05 for ± 5 points. The default shares, ½ and ½, are the worst case.
///
/// Raises `inconsistent` if the shares exceed 1 together.
///
/// >>> gw.survey.nps_sample_size(0.05)
/// 1537
/// >>> gw.survey.nps_sample_size(0.05, promoters=0.50, detractors=0.15, population_size=1000)
/// 448
///
/// Source: Cochran 1977, eq. 4.1 and 4.2, with the variance of a score in place of pq.
#[pyfunction]
#[pyo3(signature = (margin, *, level = 0.95, promoters = 0.5, detractors = 0.5, population_size = None))]
pub(crate) fn nps_sample_size(
    margin: f64,
    level: f64,
    promoters: f64,
    detractors: f64,
    population_size: Option<Count<'_, '_>>,
) -> Reply<u64> {
    let options = core::NpsSampleSizeOptions {
        level: Level::new("level", level)?,
        promoters: Proportion::new("promoters", promoters)?,
        detractors: Proportion::new("detractors", detractors)?,
        population_size: population_size
            .map(|size| size.get("population_size"))
            .transpose()?,
    };
    Ok(core::nps_sample_size(Positive::new("margin", margin)?, &options)?)
}
