//! Customer identifiers.

use super::{is_text, keys, unsupported};
use arrow_array::cast::AsArray as _;
use arrow_array::types::{
    ArrowPrimitiveType, Decimal32Type, Decimal64Type, Decimal128Type, Float32Type, Float64Type, Int8Type,
    Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, PrimitiveArray, StringViewArray};
use arrow_buffer::NullBuffer;
use arrow_schema::DataType;
use goodwill::purchase::{CustomerColumn, Validity};
use goodwill::{Error, ErrorCode, Result};
use std::borrow::Cow;

/// A column of customer identifiers, borrowed from an Arrow array where its layout allows.
///
/// ```
/// use arrow_array::StringArray;
/// use goodwill::purchase::PurchaseBatch;
/// use goodwill_arrow::column::customers;
///
/// let ids = StringArray::from(vec![Some("0001"), None, Some("0002")]);
/// let ids = customers("customer_id", &ids)?;
/// let mut batch = PurchaseBatch::new(ids.column(), &[9_862, 9_862, 9_873]);
/// batch.customer_validity = ids.validity();
/// assert_eq!(batch.customer_validity.unwrap().is_valid(1), false);
/// # Ok::<(), goodwill::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Customers<'a> {
    ids: Ids<'a>,
    nulls: Option<Cow<'a, NullBuffer>>,
}

#[derive(Debug, Clone)]
enum Ids<'a> {
    Integers(Cow<'a, [i64]>),
    Utf8 {
        offsets: &'a [i32],
        bytes: &'a [u8],
    },
    LargeUtf8 {
        offsets: Cow<'a, [i64]>,
        bytes: Cow<'a, [u8]>,
    },
}

impl Ids<'_> {
    /// The text of row `index`; empty for numbers.
    fn text(&self, index: usize) -> &[u8] {
        match self {
            Self::Integers(_) => &[],
            Self::Utf8 { offsets, bytes } => &bytes[offsets[index] as usize..offsets[index + 1] as usize],
            Self::LargeUtf8 { offsets, bytes } => {
                &bytes[offsets[index] as usize..offsets[index + 1] as usize]
            }
        }
    }
}

impl Customers<'_> {
    /// The identifiers, as the core takes them.
    #[must_use]
    pub fn column(&self) -> CustomerColumn<'_> {
        match &self.ids {
            Ids::Integers(ids) => CustomerColumn::Integers(ids),
            Ids::Utf8 { offsets, bytes } => CustomerColumn::Utf8 { offsets, bytes },
            Ids::LargeUtf8 { offsets, bytes } => CustomerColumn::LargeUtf8 { offsets, bytes },
        }
    }

    /// Which of them are present; all when there is none.
    #[must_use]
    pub fn validity(&self) -> Option<Validity<'_>> {
        self.nulls.as_deref().map(|nulls| Validity {
            bits: nulls.validity(),
            offset: nulls.offset(),
        })
    }

    /// The identifier of row `index` as text; empty where there is none.
    #[must_use]
    pub fn name(&self, index: usize) -> String {
        match &self.ids {
            _ if !self.is_present(index) => String::new(),
            Ids::Integers(ids) => ids[index].to_string(),
            texts => String::from_utf8_lossy(texts.text(index)).into_owned(),
        }
    }

    /// Whether row `index` names a customer.
    #[must_use]
    pub fn is_present(&self, index: usize) -> bool {
        self.nulls.as_deref().is_none_or(|nulls| nulls.is_valid(index))
            && (matches!(self.ids, Ids::Integers(_)) || !self.ids.text(index).is_empty())
    }
}

/// The array called `name` as customer identifiers: integers (whole floats and decimals included) or texts.
///
/// Int64, Utf8 and LargeUtf8 are borrowed. An identifier that is no whole number or does not fit 64 signed bits is
/// an error: such a column should come as text.
pub fn customers<'a>(name: &str, array: &'a dyn Array) -> Result<Customers<'a>> {
    let ids = match array.data_type() {
        DataType::Int64 => Ids::Integers(Cow::Borrowed(array.as_primitive::<Int64Type>().values())),
        DataType::Int32 => widened(array.as_primitive::<Int32Type>(), i64::from),
        DataType::Int16 => widened(array.as_primitive::<Int16Type>(), i64::from),
        DataType::Int8 => widened(array.as_primitive::<Int8Type>(), i64::from),
        DataType::UInt32 => widened(array.as_primitive::<UInt32Type>(), i64::from),
        DataType::UInt16 => widened(array.as_primitive::<UInt16Type>(), i64::from),
        DataType::UInt8 => widened(array.as_primitive::<UInt8Type>(), i64::from),
        DataType::UInt64 => checked(name, array.as_primitive::<UInt64Type>(), |id| {
            i64::try_from(id).ok()
        })?,
        DataType::Decimal32(_, 0) => widened(array.as_primitive::<Decimal32Type>(), i64::from),
        DataType::Decimal64(_, 0) => widened(array.as_primitive::<Decimal64Type>(), |id| id),
        DataType::Decimal128(_, 0) => checked(name, array.as_primitive::<Decimal128Type>(), |id| {
            i64::try_from(id).ok()
        })?,
        // What pandas makes of integers with gaps; NaN is its null.
        DataType::Float64 => return whole(name, array.as_primitive::<Float64Type>(), |id| id),
        DataType::Float32 => return whole(name, array.as_primitive::<Float32Type>(), f64::from),
        DataType::Utf8 => {
            let texts = array.as_string::<i32>();
            Ids::Utf8 {
                offsets: texts.value_offsets(),
                bytes: texts.value_data(),
            }
        }
        DataType::LargeUtf8 => {
            let texts = array.as_string::<i64>();
            Ids::LargeUtf8 {
                offsets: Cow::Borrowed(texts.value_offsets()),
                bytes: Cow::Borrowed(texts.value_data()),
            }
        }
        DataType::Utf8View => gathered(array.as_string_view()),
        DataType::Null => Ids::Integers(Cow::Owned(vec![0; array.len()])),
        DataType::Dictionary(_, values) if is_text(values) || values.is_integer() => {
            return dictionary(name, array);
        }
        _ => return Err(unsupported(name, array, "customer identifiers")),
    };
    let nulls = match array.data_type() {
        DataType::Null => Some(Cow::Owned(NullBuffer::new_null(array.len()))),
        _ => array.nulls().map(Cow::Borrowed),
    };
    Ok(Customers { ids, nulls })
}

fn widened<'a, T: ArrowPrimitiveType>(array: &PrimitiveArray<T>, f: impl Fn(T::Native) -> i64) -> Ids<'a> {
    Ids::Integers(array.values().iter().map(|&id| f(id)).collect())
}

fn checked<'a, T: ArrowPrimitiveType>(
    name: &str,
    array: &PrimitiveArray<T>,
    f: impl Fn(T::Native) -> Option<i64>,
) -> Result<Ids<'a>>
where
    T::Native: std::fmt::Display,
{
    let id = |(row, &id): (usize, &T::Native)| match f(id) {
        Some(id) => Ok(id),
        None if array.is_null(row) => Ok(0),
        None => Err(Error::new(
            ErrorCode::OutOfRange,
            name.to_owned(),
            "must fit 64 signed bits: give such identifiers as text",
        )
        .with_value(id)
        .at(row)),
    };
    Ok(Ids::Integers(
        array.values().iter().enumerate().map(id).collect::<Result<_>>()?,
    ))
}

fn whole<'a, T: ArrowPrimitiveType>(
    name: &str,
    array: &PrimitiveArray<T>,
    f: impl Fn(T::Native) -> f64,
) -> Result<Customers<'a>> {
    let mut ids = Vec::with_capacity(array.len());
    let mut present = Vec::with_capacity(array.len());
    for row in 0..array.len() {
        let id = if array.is_null(row) {
            f64::NAN
        } else {
            f(array.value(row))
        };
        present.push(!id.is_nan());
        // Above 2^53 neighbouring identifiers have become one.
        if !id.is_nan() && (id != id.trunc() || id.abs() > 9_007_199_254_740_992.0) {
            return Err(Error::new(
                ErrorCode::UnsupportedType,
                name.to_owned(),
                "must be a whole number that a float holds exactly, or text",
            )
            .with_value(id)
            .at(row));
        }
        ids.push(if id.is_nan() { 0 } else { id as i64 });
    }
    Ok(Customers {
        ids: Ids::Integers(ids.into()),
        nulls: Some(Cow::Owned(present.into())),
    })
}

fn gathered(texts: &StringViewArray) -> Ids<'static> {
    let mut offsets = Vec::with_capacity(texts.len() + 1);
    let mut bytes = Vec::new();
    offsets.push(0);
    for row in 0..texts.len() {
        if texts.is_valid(row) {
            bytes.extend_from_slice(texts.value(row).as_bytes());
        }
        offsets.push(bytes.len() as i64);
    }
    Ids::LargeUtf8 {
        offsets: offsets.into(),
        bytes: bytes.into(),
    }
}

fn dictionary(name: &str, array: &dyn Array) -> Result<Customers<'static>> {
    let dictionary = array.as_any_dictionary();
    let values = customers(name, dictionary.values().as_ref())?;
    let keys = keys(dictionary);
    let present: Vec<bool> = (0..array.len())
        .map(|row| array.is_valid(row) && !dictionary.values().is_empty() && values.is_present(keys[row]))
        .collect();
    let rows = || keys.iter().zip(&present);
    let ids = if let Ids::Integers(ids) = &values.ids {
        Ids::Integers(
            rows()
                .map(|(&key, &present)| if present { ids[key] } else { 0 })
                .collect(),
        )
    } else {
        let mut offsets = Vec::with_capacity(keys.len() + 1);
        let mut bytes = Vec::new();
        offsets.push(0);
        for (&key, &present) in rows() {
            if present {
                bytes.extend_from_slice(values.ids.text(key));
            }
            offsets.push(bytes.len() as i64);
        }
        Ids::LargeUtf8 {
            offsets: offsets.into(),
            bytes: bytes.into(),
        }
    };
    Ok(Customers {
        ids,
        nulls: Some(Cow::Owned(present.into())),
    })
}

#[cfg(feature = "files")]
mod inferred {
    use super::super::{TextVisitor, visit_texts};
    use super::{Array, Cow, Customers, Ids, NullBuffer};
    use arrow_array::ArrayAccessor;

    /// The texts as integers, when every one of them is how an integer is written: no sign but a minus, no leading
    /// zero.
    pub(crate) fn integer_ids(array: &dyn Array) -> Option<Customers<'static>> {
        struct Read;
        impl TextVisitor for Read {
            type Output = Option<(Vec<i64>, Vec<bool>)>;
            fn visit<'a, A: ArrayAccessor<Item = &'a str>>(self, texts: A) -> Self::Output {
                let mut ids = Vec::with_capacity(texts.len());
                let mut present = Vec::with_capacity(texts.len());
                for row in 0..texts.len() {
                    let text = if texts.is_valid(row) { texts.value(row) } else { "" };
                    present.push(!text.is_empty());
                    ids.push(if text.is_empty() {
                        0
                    } else {
                        canonical(text.as_bytes())?
                    });
                }
                Some((ids, present))
            }
        }
        let (ids, present) = visit_texts(array, Read).ok()??;
        let nulls = present
            .contains(&false)
            .then(|| Cow::Owned(NullBuffer::from(present)));
        Some(Customers {
            ids: Ids::Integers(ids.into()),
            nulls,
        })
    }

    fn canonical(text: &[u8]) -> Option<i64> {
        let digits = text.strip_prefix(b"-").unwrap_or(text);
        if digits.is_empty() || digits.len() > 18 || digits[0] == b'0' && text.len() > 1 {
            return None;
        }
        let mut id = 0;
        for byte in digits {
            if !byte.is_ascii_digit() {
                return None;
            }
            id = id * 10 + i64::from(byte - b'0');
        }
        Some(if digits.len() < text.len() { -id } else { id })
    }
}
#[cfg(feature = "files")]
pub(crate) use inferred::integer_ids;
