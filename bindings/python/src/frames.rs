//! Tables of the library's own, on their way to a frame of the caller's kind.

use crate::capsule;
use crate::error::Reply;
use crate::mirror::{Arrays, Capsule};
use arrow_array::cast::AsArray as _;
use arrow_array::{
    Array, ArrayReader as _, ArrayRef, Date32Array, Float64Array, Int64Array, LargeStringArray, RecordBatch,
    RecordBatchIterator, UInt32Array, types,
};
use arrow_schema::{DataType, Field, Schema};
use goodwill::purchase::CustomerIds;
use goodwill::{Error, ErrorCode};
use numpy::PyArray1;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};
use std::sync::Arc;

/// A table of results: an Arrow stream for who can read one, ndarrays for who cannot.
#[pyclass(frozen, module = "goodwill._goodwill")]
pub(crate) struct Table(RecordBatch);

impl Table {
    pub(crate) fn new(columns: Vec<(&str, ArrayRef)>) -> Reply<Self> {
        let fields: Vec<_> = columns
            .iter()
            .map(|(name, array)| Field::new(*name, array.data_type().clone(), array.null_count() > 0))
            .collect();
        let arrays = columns.into_iter().map(|(_, array)| array).collect();
        let batch = RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays);
        Ok(Self(batch.map_err(|error| capsule::arrow_error(&error))?))
    }
}

#[pymethods]
impl Table {
    /// The names of the columns.
    #[getter]
    fn names(&self) -> Vec<String> {
        self.0
            .schema_ref()
            .fields()
            .iter()
            .map(|field| field.name().clone())
            .collect()
    }

    /// The table as an Arrow stream.
    #[pyo3(signature = (requested_schema = None))]
    pub(crate) fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Capsule<'py>> {
        let _ = requested_schema; // the interface lets a producer answer with its own types
        let batches = RecordBatchIterator::new([Ok(self.0.clone())], self.0.schema());
        capsule::export(py, Box::new(batches))
    }

    /// The columns as ndarrays: days as `datetime64[D]`, missing numbers as NaN.
    fn to_numpy<'py>(&self, py: Python<'py>) -> PyResult<Arrays<'py>> {
        let columns = PyDict::new(py);
        for (field, array) in self.0.schema_ref().fields().iter().zip(self.0.columns()) {
            columns.set_item(field.name(), as_numpy(py, array)?)?;
        }
        Ok(Arrays(columns.into_any()))
    }
}

fn as_numpy<'py>(py: Python<'py>, array: &dyn Array) -> PyResult<Bound<'py, PyAny>> {
    Ok(match array.data_type() {
        DataType::Float64 => {
            let values = array.as_primitive::<types::Float64Type>().iter();
            PyArray1::from_iter(py, values.map(|value| value.unwrap_or(f64::NAN))).into_any()
        }
        DataType::Int64 => {
            PyArray1::from_slice(py, array.as_primitive::<types::Int64Type>().values()).into_any()
        }
        DataType::UInt32 if array.null_count() == 0 => {
            PyArray1::from_slice(py, array.as_primitive::<types::UInt32Type>().values()).into_any()
        }
        DataType::UInt32 => {
            let values = array.as_primitive::<types::UInt32Type>();
            PyArray1::from_iter(py, values.iter().map(|value| value.map_or(f64::NAN, f64::from))).into_any()
        }
        DataType::Date32 => PyArray1::from_slice(py, array.as_primitive::<types::Date32Type>().values())
            .call_method1("astype", ("int64",))?
            .call_method1("view", ("M8[D]",))?,
        _ => {
            let texts = PyList::new(py, array.as_string::<i64>())?;
            py.import("numpy")?.call_method1("array", (texts, "O"))?
        }
    })
}

/// A number that is none is null in a table.
pub(crate) fn doubles(values: &[f64]) -> ArrayRef {
    let values = values.iter().map(|&value| (!value.is_nan()).then_some(value));
    Arc::new(values.collect::<Float64Array>())
}

pub(crate) fn counts(values: &[u32]) -> ArrayRef {
    Arc::new(UInt32Array::from(values.to_vec()))
}

pub(crate) fn integers(values: &[i64]) -> ArrayRef {
    Arc::new(Int64Array::from(values.to_vec()))
}

pub(crate) fn maybe_counts(values: &[Option<u32>]) -> ArrayRef {
    Arc::new(UInt32Array::from(values.to_vec()))
}

pub(crate) fn dates(days: &[i32]) -> ArrayRef {
    Arc::new(Date32Array::from(days.to_vec()))
}

pub(crate) fn texts<'a>(texts: impl Iterator<Item = Option<&'a str>>) -> ArrayRef {
    Arc::new(texts.collect::<LargeStringArray>())
}

pub(crate) fn identifiers(ids: &CustomerIds) -> ArrayRef {
    match ids {
        CustomerIds::Integers(ids) => Arc::new(Int64Array::from(ids.clone())),
        CustomerIds::Strings(ids) => texts(ids.iter().map(Some)),
    }
}

/// A column read from a stream: an Arrow stream of its own.
#[pyclass(frozen, module = "goodwill._goodwill")]
pub(crate) struct StreamColumn(Vec<ArrayRef>);

#[pymethods]
impl StreamColumn {
    /// The column as an Arrow stream.
    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Capsule<'py>> {
        let _ = requested_schema;
        let data_type = self
            .0
            .first()
            .map_or(DataType::Null, |chunk| chunk.data_type().clone());
        let schema = Arc::new(Schema::new(vec![Field::new("column", data_type, true)]));
        let batches: Vec<_> = self
            .0
            .iter()
            .map(|chunk| RecordBatch::try_new(schema.clone(), vec![chunk.clone()]))
            .collect();
        capsule::export(py, Box::new(RecordBatchIterator::new(batches, schema)))
    }
}

/// The columns of those names of a stream, which can be read once.
#[pyfunction]
pub(crate) fn stream_columns(
    py: Python<'_>,
    stream: &Bound<'_, PyAny>,
    names: Vec<String>,
) -> Reply<Vec<StreamColumn>> {
    let reader = capsule::stream(&stream.call_method0("__arrow_c_stream__")?)?;
    let places = places(
        reader.field().data_type(),
        &names.iter().map(String::as_str).collect::<Vec<_>>(),
    )?;
    let mut columns: Vec<Vec<ArrayRef>> = vec![Vec::new(); names.len()];
    let batches = py
        .detach(|| reader.collect::<Result<Vec<_>, _>>())
        .map_err(|error| capsule::arrow_error(&error))?;
    for batch in batches {
        for (column, &place) in columns.iter_mut().zip(&places) {
            column.push(batch.as_struct().column(place).clone());
        }
    }
    Ok(columns.into_iter().map(StreamColumn).collect())
}

/// Where the columns of those names are in a stream.
pub(crate) fn places(data_type: &DataType, names: &[&str]) -> Reply<Vec<usize>> {
    let DataType::Struct(fields) = data_type else {
        let reason = "must be a table, got a stream of one column";
        return Err(Error::new(ErrorCode::UnsupportedType, "data", reason).into());
    };
    let known: Vec<_> = fields.iter().map(|field| field.name().as_str()).collect();
    let place = |name: &&str| {
        known
            .iter()
            .position(|known| known == name)
            .ok_or_else(|| unknown(name, &known).into())
    };
    names.iter().map(place).collect()
}

/// Raises the error for a column that is not there, with the nearest name that is.
#[pyfunction]
pub(crate) fn unknown_column(name: &str, known: Vec<String>) -> Reply<()> {
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    Err(unknown(name, &known).into())
}

fn unknown(name: &str, known: &[&str]) -> Error {
    let likeness =
        |known: &str| strsim::normalized_damerau_levenshtein(&name.to_lowercase(), &known.to_lowercase());
    let nearest = known
        .iter()
        .map(|known| (likeness(known), known))
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .filter(|(likeness, _)| *likeness >= 0.5);
    let hint = nearest.map_or_else(
        || ".".to_owned(),
        |(_, known)| format!(": did you mean \"{known}\"?"),
    );
    let reason = format!(
        "there is no such column{hint} The columns are {}",
        known.join(", ")
    );
    Error::new(ErrorCode::UnknownColumn, name.to_owned(), reason)
}
