//! What callers have, as Arrow arrays. Protocols are accepted, not library names, and this is the one place where
//! that happens:
//!
//! 1. NumPy arrays, and columns that say they hold plain NumPy values (pandas): without a copy where the values are
//!    contiguous numbers;
//! 2. the Arrow PyCapsule interface: `__arrow_c_stream__` and `__arrow_c_array__` (pyarrow, polars, DuckDB, nanoarrow);
//! 3. buffers (`array.array`, `memoryview`), through NumPy;
//! 4. `to_frame()` to an object of the second kind, or `__array__` (pandas extension types, JAX, PyTorch on the CPU);
//! 5. iterables of Python numbers, strings and dates, with `None` for missing.

use crate::capsule;
use crate::error::{Reply, type_error};
use arrow_array::cast::AsArray as _;
use arrow_array::types::ArrowPrimitiveType;
use arrow_array::{
    Array, ArrayReader as _, ArrayRef, Date32Array, Float64Array, Int64Array, NullArray, PrimitiveArray,
    StringArray, UInt64Array, types,
};
use arrow_buffer::{NullBuffer, ScalarBuffer};
use arrow_schema::DataType;
use goodwill::calendar::Day;
use goodwill::{Error, ErrorCode};
use goodwill_arrow::column;
use numpy::{PyArray1, PyArrayDescrMethods as _, PyUntypedArray, PyUntypedArrayMethods as _};
use pyo3::exceptions::{PyImportError, PyTypeError};
use pyo3::inspect::PyStaticExpr;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::type_hint_identifier;
use pyo3::types::{
    PyBool, PyByteArray, PyBytes, PyDate, PyDateAccess as _, PyDict, PyFloat, PyInt, PyList, PyString, PyType,
};
use std::borrow::Cow;
use std::sync::Arc;

/// A column as an argument; [`read`](Self::read) it once its parameter's name is known.
pub(crate) struct ColumnLike<'a, 'py>(Borrowed<'a, 'py, PyAny>);

impl<'a, 'py> FromPyObject<'a, 'py> for ColumnLike<'a, 'py> {
    type Error = PyErr;
    const INPUT_TYPE: PyStaticExpr = type_hint_identifier!("goodwill.typing", "ColumnLike");

    fn extract(object: Borrowed<'a, 'py, PyAny>) -> PyResult<Self> {
        Ok(Self(object))
    }
}

impl ColumnLike<'_, '_> {
    pub(crate) fn read(&self, parameter: &str) -> Reply<Column> {
        Column::read(parameter, &self.0)
    }
}

/// A column in one or more pieces.
pub(crate) struct Column {
    pub(crate) name: String,
    pub(crate) chunks: Vec<ArrayRef>,
}

impl Column {
    /// Reads any column; errors call it `name`.
    pub(crate) fn read(name: &str, object: &Bound<'_, PyAny>) -> Reply<Self> {
        let chunks = chunks(name, object)?;
        Ok(Self {
            name: name.to_owned(),
            chunks,
        })
    }

    pub(crate) fn len(&self) -> usize {
        self.chunks.iter().map(Array::len).sum()
    }

    /// As doubles, NaN where one is missing; borrowed where they are in one piece.
    pub(crate) fn numbers(&self) -> Result<Cow<'_, [f64]>, Error> {
        self.joined(|chunk| column::numbers(&self.name, chunk))
    }

    /// As days since 1970-01-01; the one date format of a text column is found from all of it.
    pub(crate) fn days(&self) -> Result<Cow<'_, [i32]>, Error> {
        let format = column::date_format(&self.name, self.chunks.iter().map(AsRef::as_ref))?;
        self.joined(|chunk| column::days(&self.name, chunk, format.as_ref()))
    }

    /// As counts; a missing one is an error.
    pub(crate) fn counts(&self) -> Result<Vec<u64>, Error> {
        self.whole("must be a whole number, 0 or more")
    }

    /// As integers; a missing one is an error.
    pub(crate) fn integers<T: TryFrom<i64> + TryFrom<u64>>(&self) -> Result<Vec<T>, Error> {
        self.whole("must be a whole number of the range of its type")
    }

    fn whole<T: TryFrom<i64> + TryFrom<u64>>(&self, bound: &'static str) -> Result<Vec<T>, Error> {
        // Doubles hold whole numbers to here.
        const EXACT: f64 = 9_007_199_254_740_992.0;
        let mut all = Vec::with_capacity(self.len());
        for chunk in &self.chunks {
            let doubles = column::numbers(&self.name, chunk).map_err(|error| error.offset_by(all.len()))?;
            let (signed, unsigned) = (
                chunk.as_primitive_opt::<types::Int64Type>(),
                chunk.as_primitive_opt::<types::UInt64Type>(),
            );
            for (row, &double) in doubles.iter().enumerate() {
                let value = match (signed, unsigned) {
                    _ if double.is_nan() => None,
                    (Some(values), _) => T::try_from(values.value(row)).ok(),
                    (_, Some(values)) => T::try_from(values.value(row)).ok(),
                    _ if double.abs() <= EXACT && double.fract() == 0.0 => T::try_from(double as i64).ok(),
                    _ => None,
                };
                all.push(value.ok_or_else(|| {
                    Error::new(ErrorCode::OutOfRange, self.name.clone(), bound)
                        .with_value(double)
                        .at(all.len())
                })?);
            }
        }
        Ok(all)
    }

    /// As texts.
    pub(crate) fn texts(&self) -> Result<Vec<Option<String>>, Error> {
        let mut texts = Vec::with_capacity(self.len());
        for chunk in &self.chunks {
            append_texts(&self.name, chunk, &mut texts)?;
        }
        Ok(texts)
    }

    fn joined<'a, T: Copy>(
        &'a self,
        read: impl Fn(&'a dyn Array) -> Result<Cow<'a, [T]>, Error>,
    ) -> Result<Cow<'a, [T]>, Error> {
        if let [chunk] = &self.chunks[..] {
            return read(chunk);
        }
        let mut all = Vec::with_capacity(self.len());
        for chunk in &self.chunks {
            let part = read(chunk).map_err(|error| error.offset_by(all.len()))?;
            all.extend_from_slice(&part);
        }
        Ok(Cow::Owned(all))
    }
}

fn append_texts(name: &str, array: &dyn Array, texts: &mut Vec<Option<String>>) -> Result<(), Error> {
    match array.data_type() {
        DataType::Utf8 => texts.extend(array.as_string::<i32>().iter().map(|text| text.map(Into::into))),
        DataType::LargeUtf8 => texts.extend(array.as_string::<i64>().iter().map(|text| text.map(Into::into))),
        DataType::Utf8View => texts.extend(array.as_string_view().iter().map(|text| text.map(Into::into))),
        DataType::Null => texts.extend(std::iter::repeat_n(None, array.len())),
        DataType::Dictionary(..) => {
            let dictionary = array.as_any_dictionary();
            let mut values = Vec::with_capacity(dictionary.values().len());
            append_texts(name, dictionary.values(), &mut values)?;
            let keys = if values.is_empty() {
                vec![0; array.len()]
            } else {
                dictionary.normalized_keys()
            };
            texts.extend(keys.into_iter().enumerate().map(|(row, key)| {
                if array.is_valid(row) {
                    values.get(key).cloned().flatten()
                } else {
                    None
                }
            }));
        }
        other => return Err(unsupported(name, "is of a type that cannot hold texts", other)),
    }
    Ok(())
}

fn chunks(name: &str, object: &Bound<'_, PyAny>) -> Reply<Vec<ArrayRef>> {
    let py = object.py();
    if let Ok(array) = object.cast::<PyUntypedArray>() {
        return Ok(vec![from_numpy(name, array)?]);
    }
    if let Ok(list) = object.cast::<PyList>() {
        return Ok(vec![from_items(name, list)?]);
    }
    if object.is_instance_of::<PyString>()
        || object.is_instance_of::<PyDict>()
        || object.is_instance_of::<PyBytes>()
        || object.is_instance_of::<PyByteArray>()
        || object.is_instance_of::<PyType>()
        || object.is_none()
    {
        return Err(type_error(name, "a column: an array, a series or a list", object));
    }
    // A pandas column of plain numbers or instants: NumPy has it without a copy and without pyarrow.
    if let Some(dtype) = object.getattr_opt(intern!(py, "dtype"))?
        && let Ok(dtype) = dtype.cast::<numpy::PyArrayDescr>()
        && dtype.kind() != b'O'
        && dtype.kind() != b'V'
    {
        return Ok(vec![from_numpy(
            name,
            as_numpy(object)?.cast().map_err(PyErr::from)?,
        )?]);
    }
    if let Some(chunks) = from_arrow(name, object)? {
        return Ok(chunks);
    }
    if let Ok(view) = py.get_type::<pyo3::types::PyMemoryView>().call1((object,)) {
        return Ok(vec![from_numpy(
            name,
            as_numpy(&view)?.cast().map_err(PyErr::from)?,
        )?]);
    }
    if let Some(to_frame) = object.getattr_opt(intern!(py, "to_frame"))?
        && let Ok(frame) = to_frame.call0()
        && let Ok(Some(chunks)) = from_arrow(name, &frame)
    {
        return Ok(chunks);
    }
    if object.hasattr(intern!(py, "__array__"))? {
        return Ok(vec![from_numpy(
            name,
            as_numpy(object)?.cast().map_err(PyErr::from)?,
        )?]);
    }
    match object.try_iter() {
        Ok(items) => Ok(vec![from_items(name, items)?]),
        Err(_) => Err(type_error(name, "a column: an array, a series or a list", object)),
    }
}

fn as_numpy<'py>(object: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    object
        .py()
        .import(intern!(object.py(), "numpy"))?
        .call_method1(intern!(object.py(), "asarray"), (object,))
}

/// The pieces of an Arrow array or stream; a table counts as its only column. None where the object has no Arrow
/// interface, or cannot serve it because its library needs another that is not installed.
fn from_arrow(name: &str, object: &Bound<'_, PyAny>) -> Reply<Option<Vec<ArrayRef>>> {
    let py = object.py();
    let exported = |method| -> PyResult<Option<Bound<'_, PyAny>>> {
        let Some(method) = object.getattr_opt(method)? else {
            return Ok(None);
        };
        match method.call0() {
            Ok(capsule) => Ok(Some(capsule)),
            Err(error) if error.is_instance_of::<PyImportError>(py) => Ok(None),
            Err(error) => Err(error),
        }
    };
    let arrays = if let Some(capsule) = exported(intern!(py, "__arrow_c_stream__"))? {
        let reader = capsule::stream(&capsule)?;
        // Polars sends columns of nothing but nulls in a form that does not follow the specification.
        if reader.field().data_type() == &DataType::Null {
            return Ok(None);
        }
        py.detach(|| reader.collect::<Result<Vec<_>, _>>())
            .map_err(|error| capsule::arrow_error(&error))?
    } else if let Some(capsules) = exported(intern!(py, "__arrow_c_array__"))? {
        vec![capsule::array(&capsules)?]
    } else {
        return Ok(None);
    };
    let columns = arrays.into_iter().map(|array| only_column(name, array));
    columns
        .collect::<Result<Vec<_>, _>>()
        .map(Some)
        .map_err(Into::into)
}

fn only_column(name: &str, array: ArrayRef) -> Result<ArrayRef, Error> {
    let Some(table) = array.as_struct_opt() else {
        return Ok(array);
    };
    // pandas sends an unnamed index along.
    let names = table.column_names();
    let mut columns = names
        .iter()
        .zip(table.columns())
        .filter(|(name, _)| !name.starts_with("__index_level_"));
    match (columns.next(), columns.next()) {
        (Some((_, column)), None) => Ok(column.clone()),
        _ => Err(Error::new(
            ErrorCode::UnsupportedType,
            name.to_owned(),
            format!("must be one column, got a table of {}", names.join(", ")),
        )),
    }
}

fn unsupported(name: &str, reason: impl Into<Cow<'static, str>>, value: impl ToString) -> Error {
    Error::new(ErrorCode::UnsupportedType, name.to_owned(), reason).with_value(value)
}

fn from_numpy(name: &str, array: &Bound<'_, PyUntypedArray>) -> Reply<ArrayRef> {
    let py = array.py();
    match *array.shape() {
        [_] => {}
        // A table of one column, where pandas has no Arrow to send it with.
        [_, 1] => {
            let column = array.call_method1(intern!(py, "reshape"), (-1,))?;
            return from_numpy(name, column.cast().map_err(PyErr::from)?);
        }
        _ => {
            let dimensions = format!("{} dimensions", array.ndim());
            return Err(unsupported(name, "must have one dimension", dimensions).into());
        }
    }
    // `asarray` would drop the mask of a masked array; its `tolist` has None where a value is masked.
    if array.hasattr(intern!(py, "mask"))? && array.hasattr(intern!(py, "filled"))? {
        return from_items(name, &array.call_method0(intern!(py, "tolist"))?);
    }
    let dtype = array.dtype();
    let cast = |dtype: &str| -> PyResult<Bound<'_, PyAny>> {
        array
            .py()
            .import(intern!(py, "numpy"))?
            .call_method1(intern!(py, "ascontiguousarray"), (array, dtype))
    };
    Ok(match (dtype.kind(), dtype.itemsize()) {
        (b'i', 1) => numbers::<types::Int8Type>(&cast("i1")?)?,
        (b'i', 2) => numbers::<types::Int16Type>(&cast("i2")?)?,
        (b'i', 4) => numbers::<types::Int32Type>(&cast("i4")?)?,
        (b'i', 8) => numbers::<types::Int64Type>(&cast("i8")?)?,
        (b'u', 1) | (b'b', _) => numbers::<types::UInt8Type>(&cast("u1")?)?,
        (b'u', 2) => numbers::<types::UInt16Type>(&cast("u2")?)?,
        (b'u', 4) => numbers::<types::UInt32Type>(&cast("u4")?)?,
        (b'u', 8) => numbers::<types::UInt64Type>(&cast("u8")?)?,
        (b'f', 4) => numbers::<types::Float32Type>(&cast("f4")?)?,
        (b'f', _) => numbers::<types::Float64Type>(&cast("f8")?)?,
        (b'M', _) => from_datetime64(name, array)?,
        (b'O' | b'U' | b'T', _) => from_items(name, &array.call_method0(intern!(py, "tolist"))?)?,
        _ => return Err(unsupported(name, "must hold numbers, texts or dates", dtype.str()?).into()),
    })
}

fn numbers<T>(array: &Bound<'_, PyAny>) -> PyResult<ArrayRef>
where
    T: ArrowPrimitiveType,
    T::Native: numpy::Element,
{
    let array = array.cast::<PyArray1<T::Native>>()?;
    Ok(Arc::new(PrimitiveArray::<T>::new(
        capsule::numpy_values(array)?,
        None,
    )))
}

fn from_datetime64(name: &str, array: &Bound<'_, PyUntypedArray>) -> Reply<ArrayRef> {
    let py = array.py();
    let numpy = py.import(intern!(py, "numpy"))?;
    let (unit, count): (String, i32) = numpy.call_method1("datetime_data", (array.dtype(),))?.extract()?;
    let unit = match (unit.as_str(), count) {
        ("generic", _) => {
            return Err(unsupported(name, "must hold dates of a known unit", array.dtype().str()?).into());
        }
        (unit @ ("s" | "ms" | "us" | "ns"), 1) => unit,
        _ => "s",
    };
    let array = numpy.call_method1(intern!(py, "ascontiguousarray"), (array, format!("M8[{unit}]")))?;
    let values = capsule::numpy_values(array.call_method1("view", ("i8",))?.cast().map_err(PyErr::from)?)?;
    Ok(match unit {
        "ms" => instants::<types::TimestampMillisecondType>(values),
        "us" => instants::<types::TimestampMicrosecondType>(values),
        "ns" => instants::<types::TimestampNanosecondType>(values),
        _ => instants::<types::TimestampSecondType>(values),
    })
}

fn instants<T: ArrowPrimitiveType<Native = i64>>(values: ScalarBuffer<i64>) -> ArrayRef {
    // NaT is the smallest integer.
    let nulls = values.contains(&i64::MIN).then(|| {
        values
            .iter()
            .map(|&value| value != i64::MIN)
            .collect::<NullBuffer>()
    });
    Arc::new(PrimitiveArray::<T>::new(values, nulls))
}

/// One value of a list.
enum Item {
    Missing,
    Nan,
    Integer(i64),
    /// Above the signed range.
    Large(u64),
    Float(f64),
    Text(String),
    Day(i32),
}

impl Item {
    fn is_missing(&self) -> bool {
        matches!(self, Self::Missing | Self::Nan)
    }

    fn kind(&self) -> &'static str {
        match self {
            Self::Missing | Self::Nan => "missing",
            Self::Integer(_) | Self::Large(_) | Self::Float(_) => "numbers",
            Self::Text(_) => "texts",
            Self::Day(_) => "dates",
        }
    }
}

fn from_items<'py, I, O>(name: &str, items: O) -> Reply<ArrayRef>
where
    I: IntoIterator<Item = PyResult<Bound<'py, PyAny>>>,
    O: Items<'py, Iter = I>,
{
    let mut values = Vec::new();
    let mut kind = "missing";
    let (mut floats, mut large) = (false, false);
    for (index, object) in items.items()?.into_iter().enumerate() {
        let item = item(name, index, &object?)?;
        floats |= matches!(item, Item::Float(_));
        large |= matches!(item, Item::Large(_));
        if !item.is_missing() && item.kind() != kind {
            if kind != "missing" {
                let reason = format!("mixes {kind} and {}", item.kind());
                return Err(Error::new(ErrorCode::UnsupportedType, name.to_owned(), reason)
                    .at(index)
                    .into());
            }
            kind = item.kind();
        }
        values.push(item);
    }
    let nans = values.iter().any(|item| matches!(item, Item::Nan));
    let negative = || {
        values
            .iter()
            .any(|item| matches!(item, Item::Integer(i64::MIN..0)))
    };
    Ok(match kind {
        "texts" => Arc::new(collect::<_, StringArray>(values, |item| match item {
            Item::Text(text) => Some(text),
            _ => None,
        })),
        "dates" => Arc::new(collect::<_, Date32Array>(values, |item| match item {
            Item::Day(day) => Some(day),
            _ => None,
        })),
        // Whole numbers stay whole, so that identifiers and counts are exact.
        "numbers" if !floats && !large => Arc::new(collect::<_, Int64Array>(values, |item| match item {
            Item::Integer(value) => Some(value),
            _ => None,
        })),
        "numbers" if !floats && !negative() => {
            Arc::new(collect::<_, UInt64Array>(values, |item| match item {
                Item::Integer(value) => Some(value as u64),
                Item::Large(value) => Some(value),
                _ => None,
            }))
        }
        "missing" if !nans => Arc::new(NullArray::new(values.len())),
        _ => Arc::new(collect::<_, Float64Array>(values, |item| match item {
            Item::Integer(value) => Some(value as f64),
            Item::Large(value) => Some(value as f64),
            Item::Float(value) => Some(value),
            _ => Some(f64::NAN),
        })),
    })
}

fn collect<T, A: FromIterator<Option<T>>>(items: Vec<Item>, value: impl Fn(Item) -> Option<T>) -> A {
    items.into_iter().map(value).collect()
}

/// What [`from_items`] walks over: lists without an iterator object, everything else by iterating.
trait Items<'py> {
    type Iter;
    fn items(self) -> PyResult<Self::Iter>;
}

impl<'py> Items<'py> for &Bound<'py, PyList> {
    type Iter = Box<dyn Iterator<Item = PyResult<Bound<'py, PyAny>>> + 'py>;
    fn items(self) -> PyResult<Self::Iter> {
        Ok(Box::new(self.clone().into_iter().map(Ok)))
    }
}

impl<'py> Items<'py> for &Bound<'py, PyAny> {
    type Iter = Box<dyn Iterator<Item = PyResult<Bound<'py, PyAny>>> + 'py>;
    fn items(self) -> PyResult<Self::Iter> {
        Ok(Box::new(self.try_iter()?))
    }
}

impl<'py> Items<'py> for Bound<'py, pyo3::types::PyIterator> {
    type Iter = Self;
    fn items(self) -> PyResult<Self> {
        Ok(self)
    }
}

fn item(name: &str, index: usize, object: &Bound<'_, PyAny>) -> Reply<Item> {
    let py = object.py();
    if let Ok(float) = object.cast::<PyFloat>() {
        let value = float.extract::<f64>()?;
        return Ok(if value.is_nan() {
            Item::Nan
        } else {
            Item::Float(value)
        });
    }
    if object.is_none() {
        return Ok(Item::Missing);
    }
    if object.is_instance_of::<PyInt>() || object.is_instance_of::<PyBool>() {
        return integer(name, index, object);
    }
    if let Ok(text) = object.cast::<PyString>() {
        return Ok(Item::Text(text.to_str()?.to_owned()));
    }
    let class = object.get_type();
    let class = class.name()?;
    // The missing values of pandas and the instants of NumPy, which are no dates of Python's.
    match class.to_str()? {
        "NAType" | "NaTType" => return Ok(Item::Missing),
        "datetime64" => {
            let day = object.call_method1("astype", ("M8[D]",))?.call_method0("item")?;
            return item(name, index, &day);
        }
        _ => {}
    }
    // A datetime is a date: the civil day it names, in its own zone.
    if let Ok(date) = object.cast::<PyDate>() {
        let day = Day::from_ymd(date.get_year(), date.get_month(), date.get_day())
            .map_err(|error| error.rename(name.to_owned()).at(index))?;
        return Ok(Item::Day(day.number()));
    }
    if object.hasattr(intern!(py, "__index__"))? {
        return integer(name, index, object);
    }
    if object.hasattr(intern!(py, "__float__"))? {
        let value = object.extract::<f64>()?;
        return Ok(if value.is_nan() {
            Item::Nan
        } else {
            Item::Float(value)
        });
    }
    Err(PyTypeError::new_err(format!(
        "{name}[{index}]: must be a number, a text, a date or None, got {class}"
    ))
    .into())
}

fn integer(name: &str, index: usize, object: &Bound<'_, PyAny>) -> Reply<Item> {
    object
        .extract::<i64>()
        .map(Item::Integer)
        .or_else(|_| object.extract::<u64>().map(Item::Large))
        .or_else(|_| {
            Err(
                Error::new(ErrorCode::OutOfRange, name.to_owned(), "must fit 64 bits")
                    .with_value(object.str()?)
                    .at(index)
                    .into(),
            )
        })
}
