//! Arrow arrays as the core's inputs.
//!
//! | input | function | accepted Arrow types |
//! |---|---|---|
//! | numbers, NaN where missing | [`numbers`] | every integer, float and decimal width, booleans, null |
//! | days since 1970-01-01 | [`days`] | dates, timestamps of every unit with or without zone, text, `YYYYMMDD` integers |
//! | customer identifiers | [`customers`] | every integer width, whole floats and decimals, text |
//! | survey answers, as numbers or texts | [`answers`], [`survey`] | as numbers; text |
//! | small whole scores | [`scores`] | every integer width; otherwise as numbers |
//!
//! Each of them also comes dictionary-encoded, and text as `Utf8`, `LargeUtf8` or `Utf8View`. What already lies in
//! memory as the core wants it is borrowed, not copied. Errors name the column, the row and the value.

mod answer;
mod customer;
mod day;
mod number;
mod score;

pub use answer::{Answers, answers, labels, survey};
pub use customer::{Customers, customers};
pub use day::{date_format, days};
pub use number::numbers;
pub use score::{Scores, scores};

#[cfg(feature = "files")]
pub(crate) use customer::integer_ids;
#[cfg(feature = "files")]
pub(crate) use day::{days_or_else, misfit};
#[cfg(feature = "files")]
pub(crate) use number::text_numbers;

use arrow_array::cast::AsArray as _;
use arrow_array::{AnyDictionaryArray, Array, ArrayAccessor};
use arrow_schema::DataType;
use goodwill::{Error, ErrorCode, Result};

/// The error for a column whose type cannot hold what is asked of it.
fn unsupported(name: &str, array: &dyn Array, what: &str) -> Error {
    Error::new(
        ErrorCode::UnsupportedType,
        name.to_owned(),
        format!("is of a type that cannot hold {what}"),
    )
    .with_value(array.data_type())
}

/// Whether a type is one of the three layouts of text.
pub(crate) fn is_text(data_type: &DataType) -> bool {
    match data_type {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => true,
        DataType::Dictionary(_, values) => is_text(values),
        _ => false,
    }
}

/// Something to do with the texts of an array, whatever their layout.
trait TextVisitor {
    type Output;
    fn visit<'a, A: ArrayAccessor<Item = &'a str>>(self, texts: A) -> Self::Output;
}

/// Lets `visitor` see the texts of `array`, or gives it back where the array holds none. Dictionaries are the
/// caller's to unfold.
fn visit_texts<V: TextVisitor>(array: &dyn Array, visitor: V) -> Result<V::Output, V> {
    match array.data_type() {
        DataType::Utf8 => Ok(visitor.visit(array.as_string::<i32>())),
        DataType::LargeUtf8 => Ok(visitor.visit(array.as_string::<i64>())),
        DataType::Utf8View => Ok(visitor.visit(array.as_string_view())),
        _ => Err(visitor),
    }
}

/// Shows every present text of `array` to `see`. Other arrays have none.
#[cfg(feature = "files")]
pub(crate) fn each_text(array: &dyn Array, see: &mut dyn FnMut(&str)) {
    struct Each<'s>(&'s mut dyn FnMut(&str));
    impl TextVisitor for Each<'_> {
        type Output = ();
        fn visit<'a, A: ArrayAccessor<Item = &'a str>>(self, texts: A) {
            for row in 0..texts.len() {
                if texts.is_valid(row) {
                    (self.0)(texts.value(row));
                }
            }
        }
    }
    match array.as_any_dictionary_opt() {
        Some(dictionary) => each_text(dictionary.values().as_ref(), see),
        None => drop(visit_texts(array, Each(see))),
    }
}

/// The place of each row's value in a dictionary; anything where the row is null.
fn keys(dictionary: &dyn AnyDictionaryArray) -> Vec<usize> {
    if dictionary.values().is_empty() {
        return vec![0; dictionary.len()];
    }
    dictionary.normalized_keys()
}

/// The values of a dictionary laid out row by row; `missing` where the key or the value is null.
fn unfold<T: Copy>(array: &dyn Array, values: &[T], missing: T) -> Vec<T> {
    if values.is_empty() {
        return vec![missing; array.len()];
    }
    let keys = keys(array.as_any_dictionary());
    match array.nulls() {
        None => keys.into_iter().map(|key| values[key]).collect(),
        Some(nulls) => keys
            .into_iter()
            .zip(nulls)
            .map(|(key, valid)| if valid { values[key] } else { missing })
            .collect(),
    }
}
