//! The answers to one item: their scale, and how often each was given.

use crate::choice::{Pick, pick};
use crate::columns::{Column, ColumnLike};
use crate::error::{Reply, type_error};
use crate::mirror::{FieldNames, Given, Mirror, Record, Reduced, Tree, hash};
use crate::scalar::Count;
use arrow_array::cast::AsArray as _;
use arrow_array::{Array, types};
use arrow_schema::DataType;
use goodwill::Error;
use goodwill::choice::Choice as _;
use goodwill::estimate::ProportionOptions;
use goodwill::survey::{self as core, FractionalScores, OffScale, Polarity};
use pyo3::inspect::PyStaticExpr;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::type_hint_identifier;
use pyo3::types::PyBytes;

/// A scale of answers: the whole numbers from `minimum` to `maximum`, which end is good, and which numbers say that
/// there is no answer.
///
/// `off_scale="count"` counts answers off the scale as invalid instead of raising; `fractional="half_open"` takes an
/// answer between two points as the point below.
///
/// Raises `out_of_range` unless there are 2 to 250 points, or if a missing code is itself an answer.
///
/// >>> scale = gw.survey.Scale(1, 5, missing_codes=[98, 99])
/// >>> scale.points, scale.midpoint, scale.missing_codes
/// (5, 3.0, [98, 99])
#[pyclass(frozen, module = "goodwill.survey")]
pub(crate) struct Scale(pub(crate) core::Scale);

#[pymethods]
impl Scale {
    #[new]
    #[pyo3(signature = (
        minimum, maximum, polarity = "high_is_good", missing_codes = None, off_scale = "refuse", fractional = "refuse"
    ))]
    fn construct(
        minimum: i32,
        maximum: i32,
        polarity: Option<Pick<'_, Polarity>>,
        missing_codes: Option<Vec<i32>>,
        off_scale: Option<Pick<'_, OffScale>>,
        fractional: Option<Pick<'_, FractionalScores>>,
    ) -> Reply<Self> {
        Ok(Self(
            core::Scale::new(minimum, maximum)?
                .polarity(pick("polarity", polarity)?)
                .off_scale(pick("off_scale", off_scale)?)
                .fractional(pick("fractional", fractional)?)
                .missing_codes(&missing_codes.unwrap_or_default())?,
        ))
    }

    /// The lowest answer.
    #[getter]
    fn minimum(&self) -> i32 {
        self.0.minimum()
    }

    /// The highest answer.
    #[getter]
    fn maximum(&self) -> i32 {
        self.0.maximum()
    }

    /// Which end is good: "high_is_good" or "low_is_good".
    #[getter]
    fn polarity(&self) -> &'static str {
        self.0.good_end().name()
    }

    /// The numbers that stand for "no answer".
    #[getter]
    fn missing_codes(&self) -> Vec<i32> {
        self.0.codes().to_vec()
    }

    /// What to do with an answer the scale does not have: "refuse" or "count".
    #[getter]
    fn off_scale(&self) -> &'static str {
        self.0.off_scale_treatment().name()
    }

    /// What to do with an answer between two points: "refuse" or "half_open".
    #[getter]
    fn fractional(&self) -> &'static str {
        self.0.fractional_treatment().name()
    }

    /// The number of answers there are.
    #[getter]
    fn points(&self) -> usize {
        self.0.points()
    }

    /// The middle of the scale, which need not be an answer.
    #[getter]
    fn midpoint(&self) -> f64 {
        self.0.midpoint()
    }

    /// The fields as plain Python values.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Record<'py>> {
        Ok(Record(<core::Scale as Mirror>::tree(&self.0).to_python(py)?))
    }

    fn __repr__(&self) -> String {
        <core::Scale as Mirror>::tree(&self.0).repr()
    }

    fn _repr_html_(&self) -> String {
        <core::Scale as Mirror>::tree(&self.0).html()
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Self>().is_ok_and(|other| self.0 == other.get().0)
    }

    fn __hash__(&self) -> u64 {
        hash(&<core::Scale as Mirror>::tree(&self.0))
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Reduced<'py>> {
        let fields = vec![
            self.minimum().into_pyobject(py)?.into_any(),
            self.maximum().into_pyobject(py)?.into_any(),
            self.polarity().into_pyobject(py)?.into_any(),
            self.missing_codes().into_pyobject(py)?,
            self.off_scale().into_pyobject(py)?.into_any(),
            self.fractional().into_pyobject(py)?.into_any(),
        ];
        Reduced::new(py.get_type::<Self>(), fields)
    }

    #[classattr]
    fn __match_args__(py: Python<'_>) -> PyResult<FieldNames<'_>> {
        FieldNames::new(py, &["minimum", "maximum"])
    }
}

impl Mirror for core::Scale {
    type Core = Self;
    const HINT: PyStaticExpr = <Scale as pyo3::PyTypeInfo>::TYPE_HINT;

    fn give<'py>(core: &Self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(Bound::new(py, Scale(core.clone()))?.into_any())
    }

    fn take(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        Ok(object.cast::<Scale>()?.get().0.clone())
    }

    fn tree(core: &Self) -> Tree {
        Tree::Struct {
            name: "Scale",
            line: None,
            fields: vec![
                ("minimum", i32::tree(&core.minimum())),
                ("maximum", i32::tree(&core.maximum())),
                ("polarity", Polarity::tree(&core.good_end())),
                ("missing_codes", Vec::<i32>::tree(&core.codes().to_vec())),
                ("off_scale", OffScale::tree(&core.off_scale_treatment())),
                ("fractional", FractionalScores::tree(&core.fractional_treatment())),
            ],
        }
    }
}

/// A scale as an argument: a `Scale`, or its lowest and highest answer.
#[derive(Clone)]
pub(crate) struct ScaleLike(core::Scale);

impl<'a, 'py> FromPyObject<'a, 'py> for ScaleLike {
    type Error = PyErr;
    const INPUT_TYPE: PyStaticExpr = type_hint_identifier!("goodwill.typing", "ScaleLike");

    fn extract(object: Borrowed<'a, 'py, PyAny>) -> PyResult<Self> {
        if let Ok(scale) = core::Scale::take(&object) {
            return Ok(Self(scale));
        }
        let Ok((minimum, maximum)) = object.extract::<(i32, i32)>() else {
            return Err(type_error(
                "scale",
                "a Scale, or its lowest and highest answer as a pair",
                &object,
            )
            .into());
        };
        let scale = core::Scale::new(minimum, maximum);
        Ok(Self(scale.map_err(crate::error::Failure::Core)?))
    }
}

impl ScaleLike {
    pub(crate) fn core(self) -> core::Scale {
        self.0
    }
}

/// The answers to one item, counted: how often each point of a scale was answered, with the missing and the invalid
/// answers apart.
///
/// Every metric of a single item takes a column of answers or a tally. Tallies of batches `merge`.
///
/// >>> tally = gw.survey.Tally([5, 4, 4, 2, 99, None], gw.survey.Scale(1, 5, missing_codes=[99]))
/// >>> tally.n, tally.missing, tally.counts
/// (4, 2, (0, 1, 0, 2, 1))
#[pyclass(frozen, module = "goodwill.survey")]
pub(crate) struct Tally(pub(crate) core::Tally);

#[pymethods]
impl Tally {
    #[new]
    #[pyo3(signature = (answers, scale, weights = None))]
    fn construct(
        py: Python<'_>,
        answers: ColumnLike<'_, '_>,
        scale: ScaleLike,
        weights: Option<ColumnLike<'_, '_>>,
    ) -> Reply<Self> {
        let answers = answers.read("answers")?;
        let weights = weights.map(|weights| weights.read("weights")).transpose()?;
        Ok(Self(py.detach(|| {
            tally_columns(&answers, weights.as_ref(), &scale.core())
        })?))
    }

    /// The tally of answers counted elsewhere: how many gave each point of the scale, from the lowest up.
    ///
    /// Raises `length_mismatch` unless there is a count for each point.
    #[staticmethod]
    #[pyo3(signature = (counts, scale, missing = None))]
    fn from_counts(
        counts: ColumnLike<'_, '_>,
        scale: ScaleLike,
        missing: Option<Count<'_, '_>>,
    ) -> Reply<Self> {
        let counts = counts.read("counts")?.counts()?;
        let missing = missing.map_or(Ok(0), |missing| missing.get("missing"))?;
        Ok(Self(core::Tally::from_counts(&counts, missing, &scale.core())?))
    }

    /// The tally of both batches.
    ///
    /// Raises `inconsistent` if the scales differ, or if only one of the two has weights.
    fn merge(&self, other: &Self) -> Reply<Self> {
        let mut whole = self.0.clone();
        whole.merge(&other.0)?;
        Ok(Self(whole))
    }

    /// The tally as bytes, the same on every platform.
    fn to_bytes<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &self.0.to_bytes())
    }

    /// The tally that `to_bytes` wrote.
    ///
    /// Raises `invalid_state` when the bytes are truncated, damaged or of an unknown version.
    #[staticmethod]
    fn from_bytes(bytes: &[u8]) -> Reply<Self> {
        Ok(Self(core::Tally::from_bytes(bytes)?))
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, (Bound<'py, PyBytes>,))> {
        let from_bytes = py.get_type::<Self>().getattr(intern!(py, "from_bytes"))?;
        Ok((from_bytes, (self.to_bytes(py),)))
    }

    /// The scale of the answers.
    #[getter]
    fn scale(&self) -> Scale {
        Scale(self.0.scale().clone())
    }

    /// How many gave each point, from the lowest up.
    #[getter]
    fn counts<'py>(&self, py: Python<'py>) -> PyResult<Given<'py, Vec<u64>>> {
        Given::new(py, &self.0.counts().to_vec())
    }

    /// The share of each point among the valid answers, from the lowest up: weighted, where respondents have weights, and
    /// empty if nobody answered.
    #[getter]
    fn shares<'py>(&self, py: Python<'py>) -> Reply<Given<'py, Vec<f64>>> {
        let mut shares = Vec::new();
        if self.0.n() > 0 {
            let table = core::frequency_table(&self.0, &ProportionOptions::default())?;
            shares = table.rows.iter().map(|row| row.share.value).collect();
        }
        Ok(Given::new(py, &shares)?)
    }

    /// The number of valid answers.
    #[getter]
    fn n(&self) -> u64 {
        self.0.n()
    }

    /// Answers not given.
    #[getter]
    fn missing(&self) -> u64 {
        self.0.missing()
    }

    /// Answers that the scale does not have.
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
        let scale = self.0.scale();
        format!(
            "<Tally {} answers on {}–{}, {} missing, {} invalid{}>",
            self.0.n(),
            scale.minimum(),
            scale.maximum(),
            self.0.missing(),
            self.0.invalid(),
            if self.0.is_weighted() { ", weighted" } else { "" },
        )
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Self>().is_ok_and(|other| self.0 == other.get().0)
    }

    fn __hash__(&self) -> u64 {
        hash(&Tree::List(self.0.counts().iter().map(u64::tree).collect()))
    }
}

impl From<core::Tally> for Tally {
    fn from(tally: core::Tally) -> Self {
        Self(tally)
    }
}

/// The answers to one item as an argument: a `Tally`, or a column that a scale makes one of.
pub(crate) struct AnswersLike<'a, 'py>(Borrowed<'a, 'py, PyAny>);

impl<'a, 'py> FromPyObject<'a, 'py> for AnswersLike<'a, 'py> {
    type Error = PyErr;
    const INPUT_TYPE: PyStaticExpr = type_hint_identifier!("goodwill.typing", "AnswersLike");

    fn extract(object: Borrowed<'a, 'py, PyAny>) -> PyResult<Self> {
        Ok(Self(object))
    }
}

impl<'a, 'py> AnswersLike<'a, 'py> {
    /// An object that was found inside another.
    pub(crate) fn of(object: &'a Bound<'py, PyAny>) -> Self {
        Self(object.as_borrowed())
    }
}

impl AnswersLike<'_, '_> {
    /// The tally, if that is what was given.
    pub(crate) fn as_tally(&self) -> Option<core::Tally> {
        self.0.cast::<Tally>().ok().map(|tally| tally.get().0.clone())
    }

    /// The column, where a tally is out of the question.
    pub(crate) fn column(&self, parameter: &str) -> Reply<Column> {
        Column::read(parameter, &self.0)
    }

    /// The tally. A column needs a scale; a tally has one, and its weights, already. The GIL is released to count.
    pub(crate) fn tally(
        self,
        parameter: &'static str,
        scale: Option<ScaleLike>,
        weights: Option<ColumnLike<'_, '_>>,
    ) -> Reply<core::Tally> {
        if let Ok(tally) = self.0.cast::<Tally>() {
            if scale.is_some() || weights.is_some() {
                return Err(pyo3::exceptions::PyTypeError::new_err(format!(
                    "{parameter}: a Tally has its scale and weights already"
                ))
                .into());
            }
            return Ok(tally.get().0.clone());
        }
        let Some(scale) = scale else {
            return Err(pyo3::exceptions::PyTypeError::new_err(format!(
                "scale: must be given with a column of {parameter}, as a pair (1, 5) or a Scale"
            ))
            .into());
        };
        let answers = Column::read(parameter, &self.0)?;
        let weights = weights.map(|weights| weights.read("weights")).transpose()?;
        let scale = scale.core();
        let py = self.0.py();
        Ok(py.detach(|| tally_columns(&answers, weights.as_ref(), &scale))?)
    }
}

/// Counts answers piece by piece, in the type they come in.
pub(crate) fn tally_columns(
    answers: &Column,
    weights: Option<&Column>,
    scale: &core::Scale,
) -> Result<core::Tally, Error> {
    let named = |error: Error| match error.parameter() {
        "answers" => error.rename(answers.name.clone()),
        _ => error,
    };
    if let Some(weights) = weights {
        return core::Tally::weighted(&answers.numbers()?, &weights.numbers()?, scale).map_err(named);
    }
    let mut tally = core::Tally::new(scale);
    let mut offset = 0;
    for chunk in &answers.chunks {
        let of = tally_chunk(&answers.name, chunk, scale).map_err(|error| named(error).offset_by(offset))?;
        tally.merge(&of)?;
        offset += chunk.len();
    }
    Ok(tally)
}

fn tally_chunk(name: &str, chunk: &dyn Array, scale: &core::Scale) -> Result<core::Tally, Error> {
    macro_rules! values {
        ($type:ident) => {
            core::Tally::of(chunk.as_primitive::<types::$type>().values(), scale)
        };
    }
    if chunk.null_count() > 0 {
        return core::Tally::of(&goodwill_arrow::column::numbers(name, chunk)?, scale);
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
        _ => core::Tally::of(&goodwill_arrow::column::numbers(name, chunk)?, scale),
    }
}
