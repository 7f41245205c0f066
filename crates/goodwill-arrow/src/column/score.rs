//! Small whole scores.

use super::{numbers, unsupported};
use arrow_array::cast::AsArray as _;
use arrow_array::types::{
    ArrowPrimitiveType, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type,
    UInt64Type,
};
use arrow_array::{Array, PrimitiveArray};
use arrow_schema::DataType;
use goodwill::{Error, ErrorCode, Result};
use std::borrow::Cow;

/// A column of scores in the narrowest form that keeps every row in its place.
#[derive(Debug, Clone, PartialEq)]
pub enum Scores<'a> {
    /// Whole numbers, none missing.
    I8(Cow<'a, [i8]>),
    /// Whole numbers from zero, none missing.
    U8(Cow<'a, [u8]>),
    /// Any numbers, NaN where one is missing.
    F64(Cow<'a, [f64]>),
}

/// The array called `name` as scores: bytes where it holds whole numbers without a gap, doubles otherwise.
///
/// Int8 and UInt8 are borrowed; a wider integer that is no small score is an error that names its row.
///
/// ```
/// use arrow_array::{Int64Array, UInt8Array};
/// use goodwill_arrow::column::{Scores, scores};
///
/// assert!(matches!(scores("nps", &UInt8Array::from(vec![9, 10]))?, Scores::U8(_)));
/// assert!(matches!(scores("nps", &Int64Array::from(vec![9, 10]))?, Scores::I8(_)));
/// assert!(matches!(scores("nps", &Int64Array::from(vec![Some(9), None]))?, Scores::F64(_)));
/// assert_eq!(
///     scores("nps", &Int64Array::from(vec![9, 999])).unwrap_err().to_string(),
///     "nps[1]: must be a score between -128 and 127, got 999"
/// );
/// # Ok::<(), goodwill::Error>(())
/// ```
pub fn scores<'a>(name: &str, array: &'a dyn Array) -> Result<Scores<'a>> {
    if !array.data_type().is_integer() || array.null_count() > 0 {
        return match numbers(name, array) {
            Ok(numbers) => Ok(Scores::F64(numbers)),
            Err(_) => Err(unsupported(name, array, "scores")),
        };
    }
    match array.data_type() {
        DataType::Int8 => Ok(Scores::I8(Cow::Borrowed(
            array.as_primitive::<Int8Type>().values(),
        ))),
        DataType::UInt8 => Ok(Scores::U8(Cow::Borrowed(
            array.as_primitive::<UInt8Type>().values(),
        ))),
        DataType::Int16 => narrowed(name, array.as_primitive::<Int16Type>()),
        DataType::Int32 => narrowed(name, array.as_primitive::<Int32Type>()),
        DataType::Int64 => narrowed(name, array.as_primitive::<Int64Type>()),
        DataType::UInt16 => narrowed(name, array.as_primitive::<UInt16Type>()),
        DataType::UInt32 => narrowed(name, array.as_primitive::<UInt32Type>()),
        DataType::UInt64 => narrowed(name, array.as_primitive::<UInt64Type>()),
        _ => Err(unsupported(name, array, "scores")),
    }
}

fn narrowed<'a, T: ArrowPrimitiveType>(name: &str, array: &PrimitiveArray<T>) -> Result<Scores<'a>>
where
    T::Native: TryInto<i8> + std::fmt::Display,
{
    let narrow = |(row, &score): (usize, &T::Native)| {
        score.try_into().map_err(|_| {
            Error::new(
                ErrorCode::OutOfRange,
                name.to_owned(),
                "must be a score between -128 and 127",
            )
            .with_value(score)
            .at(row)
        })
    };
    Ok(Scores::I8(
        array
            .values()
            .iter()
            .enumerate()
            .map(narrow)
            .collect::<Result<_>>()?,
    ))
}
