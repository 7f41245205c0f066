//! Survey answers, identifiers and groups, as they are written.

use super::{customers, days, is_text, keys, numbers, unsupported};
use arrow_array::cast::AsArray as _;
use arrow_array::{Array, ArrayRef, StringArray};
use arrow_schema::DataType;
use goodwill::Result;
use goodwill::calendar::Day;
use goodwill::purchase::MISSING_DAY;
use goodwill::survey::{
    Survey, SurveyBuilder, SurveyColumn, SurveyColumnKind, SurveyDeclaration, SurveyValues,
};
use std::borrow::Cow;
use std::sync::Arc;

/// Some rows of a column that a survey needs.
#[derive(Debug)]
pub enum Answers<'a> {
    /// Numbers, NaN where there is none.
    Numbers(Cow<'a, [f64]>),
    /// Texts, `None` where there is none.
    Texts(Vec<Option<&'a str>>),
}

impl Answers<'_> {
    /// The rows as [`SurveyBuilder::push`] takes them.
    #[must_use]
    pub fn values(&self) -> SurveyValues<'_> {
        match self {
            Self::Numbers(numbers) => SurveyValues::Numbers(numbers),
            Self::Texts(texts) => SurveyValues::Texts(texts),
        }
    }
}

/// The array of a survey's column as texts, if it holds texts, and as numbers otherwise.
///
/// ```
/// use arrow_array::{Int8Array, StringArray};
/// use goodwill_arrow::column::{Answers, answers};
///
/// let words = StringArray::from(vec![Some("非常满意"), None]);
/// assert!(matches!(answers("q1", &words)?, Answers::Texts(texts) if texts == [Some("非常满意"), None]));
/// assert!(matches!(answers("q2", &Int8Array::from(vec![5, 4]))?, Answers::Numbers(_)));
/// # Ok::<(), goodwill::Error>(())
/// ```
pub fn answers<'a>(name: &str, array: &'a dyn Array) -> Result<Answers<'a>> {
    match texts(array) {
        Some(texts) => Ok(Answers::Texts(texts)),
        None => match numbers(name, array) {
            Ok(numbers) => Ok(Answers::Numbers(numbers)),
            Err(_) => Err(unsupported(name, array, "survey answers")),
        },
    }
}

fn texts(array: &dyn Array) -> Option<Vec<Option<&str>>> {
    match array.data_type() {
        DataType::Utf8 => Some(array.as_string::<i32>().iter().collect()),
        DataType::LargeUtf8 => Some(array.as_string::<i64>().iter().collect()),
        DataType::Utf8View => Some(array.as_string_view().iter().collect()),
        DataType::Dictionary(_, values) if is_text(values) => {
            let dictionary = array.as_any_dictionary();
            let entries = texts(dictionary.values().as_ref())?;
            let text = |(row, key): (usize, usize)| {
                entries
                    .get(key)
                    .copied()
                    .flatten()
                    .filter(|_| array.is_valid(row))
            };
            Some(keys(dictionary).into_iter().enumerate().map(text).collect())
        }
        _ => None,
    }
}

/// The array of a column of identifiers, groups or waves, as they are written where they are no texts: whole numbers in
/// digits, days as `2024-03-15`.
pub fn labels(column: &SurveyColumn, array: &ArrayRef) -> Result<ArrayRef> {
    if column.kind != SurveyColumnKind::Texts {
        return Ok(Arc::clone(array));
    }
    let texts: StringArray = match array.data_type() {
        DataType::Boolean => array
            .as_boolean()
            .iter()
            .map(|value| value.map(|value| value.to_string()))
            .collect(),
        DataType::Date32 | DataType::Date64 | DataType::Timestamp(..) => {
            let days = days(&column.header, array, None)?;
            let text = |&day: &i32| -> Result<Option<String>> {
                match day {
                    MISSING_DAY => Ok(None),
                    day => Ok(Some(Day::new(day)?.to_string())),
                }
            };
            days.iter().map(text).collect::<Result<Vec<_>>>()?.into()
        }
        // A number of 64 bits may be more than a double holds.
        DataType::Int64 | DataType::UInt64 => {
            let ids = customers(&column.header, array)?;
            StringArray::from_iter_values((0..array.len()).map(|row| ids.name(row)))
        }
        _ => return Ok(Arc::clone(array)),
    };
    Ok(Arc::new(texts))
}

/// Rows that are pushed at once.
const BATCH: usize = 1 << 16;

/// The survey in columns in memory, each in one piece or in several, with its header.
///
/// ```
/// use arrow_array::{ArrayRef, Int64Array, StringArray};
/// use goodwill::survey::{GroupDeclaration, ItemDeclaration, ItemRole, SurveyDeclaration};
/// use goodwill_arrow::column::survey;
/// use std::sync::Arc;
///
/// let declaration = SurveyDeclaration::default()
///     .item(ItemDeclaration::new("recommend").role(ItemRole::Recommendation))
///     .group(GroupDeclaration::new("year"));
/// let scores: ArrayRef = Arc::new(StringArray::from(vec!["9", "10", "N/A"]));
/// let years: ArrayRef = Arc::new(Int64Array::from(vec![2023, 2024, 2024]));
/// let survey = survey(&declaration, &[("recommend", vec![scores]), ("year", vec![years])])?;
/// assert_eq!(survey.tally("recommend")?.missing(), 1);
/// assert_eq!(survey.by("year")?.groups[1].label, "2024");
/// # Ok::<(), goodwill::Error>(())
/// ```
pub fn survey(declaration: &SurveyDeclaration, columns: &[(&str, Vec<ArrayRef>)]) -> Result<Survey> {
    let mut builder = SurveyBuilder::with_blanks(declaration, crate::text::is_missing)?;
    let needed = builder.columns();
    let mut pieces = Vec::with_capacity(needed.len());
    for column in &needed {
        let names = || columns.iter().map(|(header, _)| *header);
        let place = column.find(names())?;
        pieces.push(Pieces::new(&columns[place].1));
    }
    let rows = pieces.iter().map(Pieces::rows).max().unwrap_or_default();
    let mut done = 0;
    while done < rows {
        // As many rows as all columns have in one piece.
        let step = pieces
            .iter()
            .map(Pieces::left)
            .min()
            .unwrap_or_default()
            .min(BATCH);
        if step == 0 {
            let short = pieces
                .iter()
                .position(|pieces| pieces.left() == 0)
                .unwrap_or_default();
            let reason = format!("must have {rows} values like the longest column");
            let error = goodwill::Error::new(
                goodwill::ErrorCode::LengthMismatch,
                needed[short].header.clone(),
                reason,
            );
            return Err(error.with_value(pieces[short].rows()));
        }
        let mut arrays = Vec::with_capacity(needed.len());
        for (column, pieces) in needed.iter().zip(&mut pieces) {
            let array = labels(column, &pieces.take(step));
            arrays.push(array.map_err(|error| error.offset_by(done))?);
        }
        push(&mut builder, &needed, &arrays)?;
        done += step;
    }
    builder.finish()
}

/// Pushes some rows of all columns.
fn push(builder: &mut SurveyBuilder, needed: &[SurveyColumn], arrays: &[ArrayRef]) -> Result<()> {
    let mut batch = Vec::with_capacity(needed.len());
    for (column, array) in needed.iter().zip(arrays) {
        batch.push(answers(&column.header, array.as_ref())?);
    }
    let values: Vec<SurveyValues<'_>> = batch.iter().map(Answers::values).collect();
    builder.push(&values)
}

/// A column being worked through from its start.
struct Pieces<'a> {
    pieces: Vec<&'a ArrayRef>,
    /// The piece that is next, and how much of it is done.
    at: (usize, usize),
}

impl<'a> Pieces<'a> {
    fn new(pieces: &'a [ArrayRef]) -> Self {
        Self {
            pieces: pieces.iter().filter(|piece| !piece.is_empty()).collect(),
            at: (0, 0),
        }
    }

    fn rows(&self) -> usize {
        self.pieces.iter().map(Array::len).sum()
    }

    /// The rows that are left of the piece that is next.
    fn left(&self) -> usize {
        self.pieces
            .get(self.at.0)
            .map_or(0, |piece| piece.len() - self.at.1)
    }

    fn take(&mut self, rows: usize) -> ArrayRef {
        let (piece, done) = self.at;
        let array = self.pieces[piece].slice(done, rows);
        self.at = if done + rows == self.pieces[piece].len() {
            (piece + 1, 0)
        } else {
            (piece, done + rows)
        };
        array
    }
}
