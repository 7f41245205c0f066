//! A whole survey: its columns declared once, every metric asked of it.

use super::of_type;
use super::tally::goodwill_tally;
use super::{
    GOODWILL_TYPE_DOUBLE, GOODWILL_TYPE_FLOAT, GOODWILL_TYPE_INT8, GOODWILL_TYPE_INT16, GOODWILL_TYPE_INT32,
    GOODWILL_TYPE_INT64, GOODWILL_TYPE_UINT8,
};
use crate::boundary::{In, Out, Texts, copy_text, given, handle, returning, status};
use crate::flat::{Flat, GOODWILL_NONE};
use crate::library::goodwill_status;
use bytemuck::{Pod, Zeroable};
use goodwill::survey::{Scale, Survey, SurveyDeclaration, SurveyItem, SurveyValues};
use goodwill::{Error, ErrorCode, Result};
use std::ffi::{c_char, c_void};

/// Gathers the columns of a survey under their headers.
pub struct goodwill_survey_builder {
    declaration: SurveyDeclaration,
    columns: Vec<(String, Column)>,
}

enum Column {
    Numbers(Vec<f64>),
    Texts(Texts),
}

impl goodwill_survey_builder {
    fn add(&mut self, header: &str, column: Column) {
        self.columns.push((header.to_owned(), column));
    }

    fn make(&self) -> Result<Survey> {
        let mut texts = Vec::new();
        for (_, column) in &self.columns {
            texts.push(match column {
                Column::Numbers(_) => Vec::new(),
                Column::Texts(column) => column.all("texts")?.into_iter().map(Some).collect(),
            });
        }
        let columns: Vec<(&str, SurveyValues<'_>)> = self
            .columns
            .iter()
            .zip(&texts)
            .map(|((header, column), texts)| {
                let values = match column {
                    Column::Numbers(numbers) => SurveyValues::Numbers(numbers),
                    Column::Texts(_) => SurveyValues::Texts(texts),
                };
                (&**header, values)
            })
            .collect();
        Survey::new(&self.declaration, &columns)
    }
}

/// The answers of respondents to the items of a survey, typed and counted once, whatever is asked of them.
pub struct goodwill_survey(Survey);

impl goodwill_survey {
    pub(crate) fn core(&self) -> &Survey {
        &self.0
    }
}

fn survey_of(survey: Option<&goodwill_survey>) -> Result<&Survey> {
    Ok(given(survey, "survey")?.core())
}

/// A survey without columns, declared by a text in TOML: its scales, items, groups, weights. The declaration says what
/// its columns are called; `docs/surveys.md` says how it is written.
///
/// The caller's to free with `goodwill_survey_builder_free`.
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_survey_builder_new(
    declaration: In<c_char>,
    out: Out<Option<Box<goodwill_survey_builder>>>,
) -> goodwill_status {
    handle(out, || {
        Ok(goodwill_survey_builder {
            declaration: SurveyDeclaration::from_toml("declaration", declaration.text("declaration")?)?,
            columns: Vec::new(),
        })
    })
}

/// Adds the column under a header: `n` numbers of the type `GOODWILL_TYPE_…`, NaN where there is none. They are copied.
///
/// Thread safety: one thread at a time may use a builder.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_survey_add_numbers(
    builder: Option<&mut goodwill_survey_builder>,
    header: In<c_char>,
    numbers: In<c_void>,
    numbers_type: i32,
    numbers_stride: usize,
    n: usize,
) -> goodwill_status {
    status(|| {
        #[allow(clippy::unnecessary_cast, clippy::cast_lossless)] // every type is cast alike
        let numbers = of_type!(numbers_type, T => {
            let numbers = numbers.of::<T>();
            let numbers = numbers.column("numbers", numbers_stride, n)?;
            Ok(numbers.iter().map(|&number| number as f64).collect())
        })?;
        given(builder, "builder")?.add(header.text("header")?, Column::Numbers(numbers));
        Ok(())
    })
}

/// Adds the column under a header: `n` pointers to texts in UTF-8 that end with a NUL byte, NULL or empty where there is
/// none. They are copied.
///
/// Thread safety: one thread at a time may use a builder.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_survey_add_texts(
    builder: Option<&mut goodwill_survey_builder>,
    header: In<c_char>,
    texts: In<In<c_char>>,
    texts_stride: usize,
    n: usize,
) -> goodwill_status {
    status(|| {
        let texts = texts.strings("texts", texts_stride, n)?;
        given(builder, "builder")?.add(header.text("header")?, Column::Texts(texts));
        Ok(())
    })
}

/// The same where the texts are fields of `width` bytes, padded with spaces or ended by a NUL byte; a blank field is no
/// answer. They are copied.
///
/// Thread safety: one thread at a time may use a builder.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_survey_add_fields(
    builder: Option<&mut goodwill_survey_builder>,
    header: In<c_char>,
    fields: In<c_char>,
    fields_width: usize,
    fields_stride: usize,
    n: usize,
) -> goodwill_status {
    status(|| {
        let texts = fields.fields("fields", fields_width, fields_stride, n)?;
        given(builder, "builder")?.add(header.text("header")?, Column::Texts(texts));
        Ok(())
    })
}

/// The survey in the columns of a builder, which must be all that the declaration names and of one length. Errors name
/// header, row and value.
///
/// The caller's to free with `goodwill_survey_free`.
/// Thread safety: one thread at a time may use a builder.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_survey_new(
    builder: Option<&goodwill_survey_builder>,
    out: Out<Option<Box<goodwill_survey>>>,
) -> goodwill_status {
    handle(out, || given(builder, "builder")?.make().map(goodwill_survey))
}

/// Frees a builder; NULL is allowed.
///
/// Thread safety: no other thread may still use the builder.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_survey_builder_free(builder: Option<Box<goodwill_survey_builder>>) {
    drop(builder);
}

/// What a survey holds.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_survey_summary {
    /// Respondents, whatever they answered.
    pub respondents: u64,
    /// The items of the declaration.
    pub items: u64,
    /// 1 if the respondents have weights.
    pub weighted: i32,
    /// 0.
    pub reserved: i32,
}

impl Flat<goodwill_survey_summary> for &Survey {
    fn flatten(self) -> goodwill_survey_summary {
        goodwill_survey_summary {
            respondents: self.respondents() as u64,
            items: self.items().count() as u64,
            weighted: self.is_weighted().flatten(),
            reserved: 0,
        }
    }
}

/// How many respondents and items a survey has.
///
/// Thread safety: any number of threads may read the same survey.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_survey_describe(
    survey: Option<&goodwill_survey>,
    out: Out<goodwill_survey_summary>,
) -> goodwill_status {
    returning(out, || survey_of(survey))
}

/// What an item is, and how it was answered.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_survey_item_info {
    /// Valid answers.
    pub n: u64,
    /// Answers not given.
    pub missing: u64,
    /// Answers that the scale does not have.
    pub invalid: u64,
    /// What it asks about: `GOODWILL_ITEM_ROLE_…`
    pub role: i32,
    /// The lowest answer of its scale; `GOODWILL_NONE` if it takes any number.
    pub minimum: i32,
    /// The highest answer of its scale; `GOODWILL_NONE` if it takes any number.
    pub maximum: i32,
    /// 0.
    pub reserved: i32,
}

impl Flat<goodwill_survey_item_info> for SurveyItem<'_> {
    fn flatten(self) -> goodwill_survey_item_info {
        let (n, missing, invalid) = self.counts();
        goodwill_survey_item_info {
            n,
            missing,
            invalid,
            role: self.role().flatten(),
            minimum: self.scale().map_or(GOODWILL_NONE, Scale::minimum),
            maximum: self.scale().map_or(GOODWILL_NONE, Scale::maximum),
            reserved: 0,
        }
    }
}

/// The item of that number, from 0, in the order of the declaration. Its name is copied with the final NUL.
///
/// Thread safety: any number of threads may read the same survey.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_survey_item(
    survey: Option<&goodwill_survey>,
    index: usize,
    name: Out<c_char>,
    capacity: usize,
    needed: Out<usize>,
    out: Out<goodwill_survey_item_info>,
) -> goodwill_status {
    status(|| {
        let item = survey_of(survey)?
            .items()
            .nth(index)
            .ok_or_else(|| none_such("index", index))?;
        copy_text(item.name(), name, capacity, needed)?;
        out.write(item.flatten());
        Ok(())
    })
}

fn none_such(parameter: &'static str, index: usize) -> Error {
    Error::new(ErrorCode::OutOfRange, parameter, "must be less than their number").with_value(index)
}

/// The tally of an item, with the weights of the survey: what metrics of one item take.
///
/// The caller's to free with `goodwill_tally_free`.
/// Thread safety: any number of threads may read the same survey.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_survey_tally(
    survey: Option<&goodwill_survey>,
    item: In<c_char>,
    out: Out<Option<Box<goodwill_tally>>>,
) -> goodwill_status {
    handle(out, || {
        survey_of(survey)?
            .tally(item.text("item")?)
            .map(goodwill_tally::of)
    })
}

/// The answers to an item, NaN where there is none, reflected if it is reverse-keyed: a column of what metrics of several
/// items take. `values` has room for `capacity` of them; NULL asks for their number alone.
///
/// Thread safety: any number of threads may read the same survey.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_survey_values(
    survey: Option<&goodwill_survey>,
    item: In<c_char>,
    values: Out<f64>,
    capacity: usize,
    needed: Out<usize>,
) -> goodwill_status {
    status(|| {
        let answers = survey_of(survey)?.values(item.text("item")?)?;
        values.fill_rows("values", capacity, needed, &answers)
    })
}

/// The weights of the respondents, NaN where one has none. `weights` has room for `capacity` of them; NULL asks for their
/// number alone, which is 0 if there are no weights.
///
/// Thread safety: any number of threads may read the same survey.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_survey_weights(
    survey: Option<&goodwill_survey>,
    weights: Out<f64>,
    capacity: usize,
    needed: Out<usize>,
) -> goodwill_status {
    status(|| {
        let of_respondents = survey_of(survey)?.weights().unwrap_or_default();
        weights.fill_rows("weights", capacity, needed, &of_respondents)
    })
}

/// How many groups of a group column have respondents, and how many respondents are in none.
///
/// Thread safety: any number of threads may read the same survey.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_survey_groups(
    survey: Option<&goodwill_survey>,
    column: In<c_char>,
    groups: Out<usize>,
    missing: Out<u64>,
) -> goodwill_status {
    status(|| {
        let split = survey_of(survey)?.by(column.text("column")?)?;
        groups.write(split.groups.len());
        missing.write(split.missing);
        Ok(())
    })
}

/// The group of that number, from 0, of a group column: its label, copied with the final NUL, and its respondents as a
/// survey of their own, of which everything can be asked. Both may be NULL.
///
/// The part is the caller's to free with `goodwill_survey_free`; it shares the answers and may outlive the whole.
/// Thread safety: any number of threads may read the same survey.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_survey_group(
    survey: Option<&goodwill_survey>,
    column: In<c_char>,
    index: usize,
    label: Out<c_char>,
    capacity: usize,
    needed: Out<usize>,
    out: Out<Option<Box<goodwill_survey>>>,
) -> goodwill_status {
    status(|| {
        let mut split = survey_of(survey)?.by(column.text("column")?)?;
        if index >= split.groups.len() {
            return Err(none_such("index", index));
        }
        let group = split.groups.swap_remove(index);
        copy_text(&group.label, label, capacity, needed)?;
        if !out.is_null() {
            out.write(Some(Box::new(goodwill_survey(group.survey))));
        }
        Ok(())
    })
}

/// The answers of those who answered an item in two waves: what `goodwill_nps_paired` takes. `before` and `after` have
/// room for `capacity` answers each; NULL asks for their number alone.
///
/// Thread safety: any number of threads may read the same survey.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_survey_paired(
    survey: Option<&goodwill_survey>,
    item: In<c_char>,
    first_wave: In<c_char>,
    second_wave: In<c_char>,
    before: Out<f64>,
    after: Out<f64>,
    capacity: usize,
    needed: Out<usize>,
) -> goodwill_status {
    status(|| {
        let answers = survey_of(survey)?.paired(
            item.text("item")?,
            first_wave.text("first_wave")?,
            second_wave.text("second_wave")?,
        )?;
        before.fill_rows("before", capacity, needed, &answers.before)?;
        after.fill_rows("after", capacity, needed, &answers.after)
    })
}

/// Frees a survey; NULL is allowed. Parts of it stay.
///
/// Thread safety: no other thread may still use the survey.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_survey_free(survey: Option<Box<goodwill_survey>>) {
    drop(survey);
}
