//! Numbers.

use super::{unfold, unsupported};
use arrow_array::cast::AsArray as _;
use arrow_array::types::{
    ArrowPrimitiveType, Decimal32Type, Decimal64Type, Decimal128Type, Decimal256Type, Float16Type,
    Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type,
    UInt64Type,
};
use arrow_array::{Array, PrimitiveArray};
use arrow_schema::DataType;
use goodwill::Result;
use std::borrow::Cow;

/// The array called `name` as doubles, NaN where a value is missing. Doubles without nulls are borrowed.
///
/// Decimals become the nearest double, integers above 2^53 too, booleans 0 and 1.
///
/// ```
/// use arrow_array::{Decimal128Array, Float64Array};
/// use goodwill_arrow::column::numbers;
///
/// let amounts = Decimal128Array::from(vec![Some(1177), None]).with_precision_and_scale(9, 2).unwrap();
/// let amounts = numbers("amount", &amounts)?;
/// assert_eq!(amounts[0], 11.77);
/// assert!(amounts[1].is_nan());
/// let text = arrow_array::StringArray::from(vec!["11.77"]);
/// assert_eq!(
///     numbers("amount", &text).unwrap_err().to_string(),
///     "amount: is of a type that cannot hold numbers, got Utf8"
/// );
/// # Ok::<(), goodwill::Error>(())
/// ```
pub fn numbers<'a>(name: &str, array: &'a dyn Array) -> Result<Cow<'a, [f64]>> {
    Ok(Cow::Owned(match array.data_type() {
        DataType::Float64 => {
            let doubles = array.as_primitive::<Float64Type>();
            if doubles.null_count() == 0 {
                return Ok(Cow::Borrowed(doubles.values()));
            }
            each(doubles, |value| value)
        }
        DataType::Float32 => each(array.as_primitive::<Float32Type>(), f64::from),
        DataType::Float16 => each(array.as_primitive::<Float16Type>(), f64::from),
        DataType::Int8 => each(array.as_primitive::<Int8Type>(), f64::from),
        DataType::Int16 => each(array.as_primitive::<Int16Type>(), f64::from),
        DataType::Int32 => each(array.as_primitive::<Int32Type>(), f64::from),
        DataType::Int64 => each(array.as_primitive::<Int64Type>(), |value| value as f64),
        DataType::UInt8 => each(array.as_primitive::<UInt8Type>(), f64::from),
        DataType::UInt16 => each(array.as_primitive::<UInt16Type>(), f64::from),
        DataType::UInt32 => each(array.as_primitive::<UInt32Type>(), f64::from),
        DataType::UInt64 => each(array.as_primitive::<UInt64Type>(), |value| value as f64),
        DataType::Decimal32(_, scale) => each(array.as_primitive::<Decimal32Type>(), |value| {
            decimal(i128::from(value), *scale)
        }),
        DataType::Decimal64(_, scale) => each(array.as_primitive::<Decimal64Type>(), |value| {
            decimal(i128::from(value), *scale)
        }),
        DataType::Decimal128(_, scale) => each(array.as_primitive::<Decimal128Type>(), |value| {
            decimal(value, *scale)
        }),
        DataType::Decimal256(_, scale) => each(array.as_primitive::<Decimal256Type>(), |value| {
            value
                .to_i128()
                .map_or_else(|| written(&value, *scale), |value| decimal(value, *scale))
        }),
        DataType::Boolean => array
            .as_boolean()
            .iter()
            .map(|value| value.map_or(f64::NAN, |value| f64::from(u8::from(value))))
            .collect(),
        DataType::Null => vec![f64::NAN; array.len()],
        DataType::Dictionary(..) => {
            let values = numbers(name, array.as_any_dictionary().values().as_ref())?;
            unfold(array, &values, f64::NAN)
        }
        _ => return Err(unsupported(name, array, "numbers")),
    }))
}

fn each<T: ArrowPrimitiveType>(array: &PrimitiveArray<T>, f: impl Fn(T::Native) -> f64) -> Vec<f64> {
    match array.nulls() {
        None => array.values().iter().map(|&value| f(value)).collect(),
        Some(nulls) => array
            .values()
            .iter()
            .zip(nulls)
            .map(|(&value, valid)| if valid { f(value) } else { f64::NAN })
            .collect(),
    }
}

/// The double nearest to `unscaled · 10^−scale`.
fn decimal(unscaled: i128, scale: i8) -> f64 {
    const POWERS: [f64; 23] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
        1e18, 1e19, 1e20, 1e21, 1e22,
    ];
    // Both operands are exact, so the one division rounds correctly.
    if unscaled.unsigned_abs() <= 1 << 53
        && let Some(power) = usize::try_from(scale).ok().and_then(|scale| POWERS.get(scale))
    {
        return unscaled as f64 / power;
    }
    written(&unscaled, scale)
}

#[cold]
fn written(unscaled: &dyn std::fmt::Display, scale: i8) -> f64 {
    format!("{unscaled}e{}", -i32::from(scale))
        .parse()
        .unwrap_or(f64::NAN)
}

#[cfg(feature = "files")]
mod text {
    use super::super::{TextVisitor, keys, visit_texts};
    use super::{Cow, numbers, unfold};
    use crate::text::{NumberFormat, is_missing, plain};
    use arrow_array::cast::AsArray as _;
    use arrow_array::{Array, ArrayAccessor};
    use goodwill::Result;

    /// As [`numbers`], and text as well: `read` gets each text that is not plain digits with its row and says what
    /// it stands for.
    pub(crate) fn text_numbers<'a>(
        name: &str,
        array: &'a dyn Array,
        format: NumberFormat,
        read: &mut dyn FnMut(usize, &str) -> Result<f64>,
    ) -> Result<Cow<'a, [f64]>> {
        struct Parse<'b>(NumberFormat, &'b mut dyn FnMut(usize, &str) -> Result<f64>);
        impl TextVisitor for Parse<'_> {
            type Output = Result<Vec<f64>>;
            fn visit<'a, A: ArrayAccessor<Item = &'a str>>(self, texts: A) -> Self::Output {
                let Self(format, read) = self;
                (0..texts.len())
                    .map(|row| {
                        if texts.is_null(row) {
                            return Ok(f64::NAN);
                        }
                        let text = texts.value(row);
                        if format == NumberFormat::Point
                            && let Some(value) = plain(text.as_bytes())
                        {
                            return Ok(value);
                        }
                        if is_missing(text) {
                            return Ok(f64::NAN);
                        }
                        read(row, text)
                    })
                    .collect()
            }
        }
        if let Some(dictionary) = array.as_any_dictionary_opt()
            && super::super::is_text(dictionary.values().data_type())
        {
            // Entries that are not plain are read where they are used, so that the row is known.
            let mut special = Vec::new();
            let values = text_numbers(name, dictionary.values().as_ref(), format, &mut |entry, text| {
                special.push((entry, text.to_owned()));
                Ok(f64::NAN)
            })?;
            let mut rows = unfold(array, &values, f64::NAN);
            if !special.is_empty() {
                for (row, key) in keys(dictionary).into_iter().enumerate() {
                    if array.is_valid(row)
                        && let Ok(found) = special.binary_search_by_key(&key, |(entry, _)| *entry)
                    {
                        rows[row] = read(row, &special[found].1)?;
                    }
                }
            }
            return Ok(Cow::Owned(rows));
        }
        match visit_texts(array, Parse(format, read)) {
            Ok(values) => values.map(Cow::Owned),
            Err(_) => numbers(name, array),
        }
    }
}
#[cfg(feature = "files")]
pub(crate) use text::text_numbers;
