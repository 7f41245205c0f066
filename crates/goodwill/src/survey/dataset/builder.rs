//! Columns in, batch by batch; a survey out.

use super::cells::Cells;
use super::declaration::{SurveyDeclaration, SurveyForm};
use super::groups::{GroupReader, NO_GROUP, texts_of};
use super::near::unknown;
use super::object::{Data, ItemData, Survey};
use super::plan::{Plan, Slot};
use super::reader::{Answer, Blank, ItemReader};
use crate::error::{Error, ErrorCode, Result};
use crate::parallel;
use crate::purchase::Dictionary;
use crate::survey::tally::checked_weight;
use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;

/// Some values of a column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum SurveyValues<'a> {
    /// Numbers, NaN where there is none.
    Numbers(&'a [f64]),
    /// Texts, `None` or empty where there is none.
    Texts(&'a [Option<&'a str>]),
}

impl SurveyValues<'_> {
    fn len(&self) -> usize {
        match self {
            Self::Numbers(numbers) => numbers.len(),
            Self::Texts(texts) => texts.len(),
        }
    }
}

/// A column that a declaration needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SurveyColumn {
    /// Its header.
    pub header: String,
    /// What it holds.
    pub kind: SurveyColumnKind,
}

/// What a column holds, and so how it is best given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SurveyColumnKind {
    /// Answers on scales: numbers, or texts as they are written.
    Answers,
    /// Numbers and nothing else: weights, and items without a scale.
    Numbers,
    /// Texts: identifiers, groups, questions.
    Texts,
}

impl SurveyColumn {
    /// Where its header stands among `headers`.
    ///
    /// # Errors
    /// [`UnknownColumn`](ErrorCode::UnknownColumn), with the nearest header;
    /// [`DuplicateColumn`](ErrorCode::DuplicateColumn) if it stands there twice.
    pub fn find<'a>(&self, headers: impl Iterator<Item = &'a str> + Clone) -> Result<usize> {
        let mut found = headers
            .clone()
            .enumerate()
            .filter(|(_, header)| *header == self.header);
        match (found.next(), found.next()) {
            (Some((place, _)), None) => Ok(place),
            (None, _) => Err(unknown("column", &self.header, headers)),
            _ => {
                let reason = "is the name of more than one column";
                Err(Error::new(
                    ErrorCode::DuplicateColumn,
                    self.header.clone(),
                    reason,
                ))
            }
        }
    }
}

/// Reads the columns of a declaration, batch by batch.
#[derive(Debug, Clone)]
pub struct SurveyBuilder {
    declaration: SurveyDeclaration,
    plan: Plan,
    items: Vec<ItemReader>,
    cells: Vec<Cells>,
    invalid: Vec<Option<(usize, String)>>,
    groups: Vec<GroupReader>,
    respondents: Dictionary,
    /// The number of the identifier of each respondent.
    ids: Vec<u32>,
    weights: Vec<f64>,
    /// Respondents of the wide form, answers of the long form.
    rows: usize,
    long: Long,
}

/// What the long form needs besides.
#[derive(Debug, Clone, Default)]
struct Long {
    questions: Dictionary,
    /// The item of each question, if it is declared.
    items: Vec<Option<usize>>,
    /// The respondent's place, by wave and identifier.
    places: Vec<Vec<u32>>,
    respondents: usize,
}

/// No place yet.
const NOWHERE: u32 = u32::MAX;

impl SurveyBuilder {
    /// Nothing read yet.
    ///
    /// # Errors
    /// What the declaration has wrong, by its key: an unknown scale, a word that stands for two numbers, a name
    /// declared twice, a missing code that is an answer, a long form without its columns.
    pub fn new(declaration: &SurveyDeclaration) -> Result<Self> {
        Self::with_blanks(declaration, |_| false)
    }

    /// As [`new`](Self::new), where texts for which `blank` holds stand for no answer, unless the declaration gives
    /// them a meaning: "N/A", "null".
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn with_blanks(declaration: &SurveyDeclaration, blank: Blank) -> Result<Self> {
        let plan = Plan::new(declaration)?;
        let items: Vec<ItemReader> = declaration
            .items
            .iter()
            .zip(&plan.items)
            .map(|(item, plan)| ItemReader::new(item.header(), plan.clone(), blank))
            .collect();
        Ok(Self {
            cells: items.iter().map(|item| Cells::new(item.scale())).collect(),
            invalid: vec![None; items.len()],
            items,
            groups: plan.groups.iter().cloned().map(GroupReader::new).collect(),
            declaration: declaration.clone(),
            plan,
            respondents: Dictionary::default(),
            ids: Vec::new(),
            weights: Vec::new(),
            rows: 0,
            long: Long::default(),
        })
    }

    /// The columns that are needed, in the order in which [`push`](Self::push) takes them.
    #[must_use]
    pub fn columns(&self) -> Vec<SurveyColumn> {
        self.plan.slots.iter().map(|&slot| self.column(slot)).collect()
    }

    fn column(&self, slot: Slot) -> SurveyColumn {
        SurveyColumn {
            header: self.header(slot).to_owned(),
            kind: match slot {
                Slot::Item(item) if self.items[item].scale().is_none() => SurveyColumnKind::Numbers,
                Slot::Weight => SurveyColumnKind::Numbers,
                Slot::Item(_) | Slot::Answer => SurveyColumnKind::Answers,
                Slot::Group(_) | Slot::Respondent | Slot::Question => SurveyColumnKind::Texts,
            },
        }
    }

    fn header(&self, slot: Slot) -> &str {
        match slot {
            Slot::Item(item) => &self.items[item].header,
            Slot::Group(group) => self.groups[group].header(),
            Slot::Respondent => self.declaration.respondent.as_deref().unwrap_or_default(),
            Slot::Weight => self.declaration.weight.as_deref().unwrap_or_default(),
            Slot::Question => self.declaration.question.as_deref().unwrap_or_default(),
            Slot::Answer => self.declaration.answer.as_deref().unwrap_or_default(),
        }
    }

    /// Reads some rows: a batch of each of the [`columns`](Self::columns), in that order.
    ///
    /// # Errors
    /// [`LengthMismatch`](ErrorCode::LengthMismatch); and by header, value and row:
    /// [`InvalidChoice`](ErrorCode::InvalidChoice) at a text that is no answer,
    /// [`OutOfRange`](ErrorCode::OutOfRange) at a number off the scale or a negative weight,
    /// [`NotFinite`](ErrorCode::NotFinite); in the long form [`Inconsistent`](ErrorCode::Inconsistent) where a
    /// respondent answers a question twice or changes group or weight.
    pub fn push(&mut self, batch: &[SurveyValues<'_>]) -> Result<()> {
        if batch.len() != self.plan.slots.len() {
            let error = Error::length_mismatch("columns", batch.len(), self.plan.slots.len());
            return Err(error);
        }
        let rows = batch[0].len();
        for (values, &slot) in batch.iter().zip(&self.plan.slots) {
            if values.len() != rows {
                let error = Error::length_mismatch("columns", values.len(), rows);
                return Err(error.rename(self.header(slot).to_owned()));
            }
        }
        if u32::try_from(self.rows + rows).is_err() {
            return Err(Error::new(
                ErrorCode::Overflow,
                "rows",
                "must be fewer than 4,294,967,296",
            ));
        }
        match self.declaration.form {
            SurveyForm::Wide => self.push_wide(batch)?,
            SurveyForm::Long => self.push_long(batch)?,
        }
        self.rows += rows;
        Ok(())
    }

    fn push_wide(&mut self, batch: &[SurveyValues<'_>]) -> Result<()> {
        let first = self.rows;
        self.push_items(batch)?;
        for (values, slot) in batch.iter().zip(self.plan.slots.clone()) {
            match slot {
                Slot::Group(group) => {
                    let group = &mut self.groups[group];
                    each_text(values, |_, text| {
                        let code = text.map_or(Ok(NO_GROUP), |text| group.code(text))?;
                        group.codes.push(code);
                        Ok(())
                    })?;
                }
                Slot::Respondent => {
                    let (respondents, ids) = (&mut self.respondents, &mut self.ids);
                    each_text(values, |_, text| {
                        ids.push(identify(respondents, text)?);
                        Ok(())
                    })?;
                }
                Slot::Weight => {
                    let header = self.declaration.weight.clone().unwrap_or_default();
                    let weights = &mut self.weights;
                    each_number(&header, values, first, |row, weight| {
                        weights.push(weight_of(&header, row, weight)?);
                        Ok(())
                    })?;
                }
                Slot::Item(_) | Slot::Question | Slot::Answer => {}
            }
        }
        Ok(())
    }

    /// Reads the items, each by itself.
    fn push_items(&mut self, batch: &[SurveyValues<'_>]) -> Result<()> {
        let first = self.rows;
        let mut given = vec![None; self.items.len()];
        for (values, &slot) in batch.iter().zip(&self.plan.slots) {
            if let Slot::Item(item) = slot {
                given[item] = Some(values);
            }
        }
        let places = self.cells.iter_mut().zip(&mut self.invalid);
        let items: Vec<_> = self.items.iter_mut().zip(places).zip(given).collect();
        let read = parallel::map(
            items,
            || (),
            |(), ((reader, (cells, invalid)), values)| {
                let Some(values) = values else { return Ok(()) };
                cells.reserve(values.len());
                each_answer(reader, values, first, |row, answer| {
                    if answer == Answer::Invalid && invalid.is_none() {
                        *invalid = Some((row, written(values, row - first)));
                    }
                    cells.push(answer);
                })
            },
        );
        read.into_iter().collect()
    }

    fn push_long(&mut self, batch: &[SurveyValues<'_>]) -> Result<()> {
        let rows = batch[0].len();
        let places = self.places_of(batch, rows)?;
        let mut questions: Vec<Option<usize>> = Vec::with_capacity(rows);
        let slots = self.plan.slots.clone();
        for (values, slot) in batch.iter().zip(slots) {
            match slot {
                Slot::Question => each_text(values, |row, text| {
                    let text = text.map(str::trim).filter(|text| !text.is_empty());
                    let header = self.declaration.question.as_ref();
                    let text =
                        text.ok_or_else(|| absent(header, self.rows + row, "must say which question"))?;
                    questions.push(self.long.item(text, &self.items)?);
                    Ok(())
                })?,
                Slot::Answer => self.place_answers(values, &questions, &places)?,
                Slot::Group(group) => {
                    let first = self.rows;
                    let group = &mut self.groups[group];
                    group.codes.resize(self.long.respondents, NO_GROUP);
                    each_text(values, |row, text| {
                        let code = text.map_or(Ok(NO_GROUP), |text| group.code(text))?;
                        let place = places[row] as usize;
                        if code != NO_GROUP && group.codes[place] != NO_GROUP && group.codes[place] != code {
                            let reason = "must be the same in all rows of a respondent";
                            let header = group.header().to_owned();
                            let error = Error::new(ErrorCode::Inconsistent, header, reason);
                            return Err(error.with_value(written(values, row)).at(first + row));
                        }
                        if code != NO_GROUP {
                            group.codes[place] = code;
                        }
                        Ok(())
                    })?;
                }
                Slot::Weight => self.place_weights(values, &places)?,
                Slot::Respondent | Slot::Item(_) => {}
            }
        }
        Ok(())
    }

    /// The place of the respondent of each row, by identifier and wave; new ones are made room for.
    fn places_of(&mut self, batch: &[SurveyValues<'_>], rows: usize) -> Result<Vec<u32>> {
        let column = |wanted: Slot| {
            let place = self.plan.slots.iter().position(|&slot| slot == wanted);
            place.map(|place| batch[place])
        };
        let mut waves = vec![0; rows];
        if let Some(wave) = self.plan.wave
            && let Some(values) = column(Slot::Group(wave))
        {
            let reader = &mut self.groups[wave];
            each_text(&values, |row, text| {
                let code = text.map_or(Ok(NO_GROUP), |text| reader.code(text))?;
                // Without a wave is a wave of its own.
                waves[row] = code.wrapping_add(1) as usize;
                Ok(())
            })?;
        }
        let mut places = Vec::with_capacity(rows);
        if let Some(values) = column(Slot::Respondent) {
            let (first, header) = (self.rows, &self.declaration.respondent);
            let (respondents, long, ids) = (&mut self.respondents, &mut self.long, &mut self.ids);
            each_text(&values, |row, text| {
                let id = identify(respondents, text)?;
                if id == NO_GROUP {
                    return Err(absent(header.as_ref(), first + row, "must say who answered"));
                }
                let (place, new) = long.place(waves[row], id as usize);
                if new {
                    ids.push(id);
                }
                places.push(place);
                Ok(())
            })?;
        }
        for cells in &mut self.cells {
            cells.grow(self.long.respondents);
        }
        Ok(places)
    }

    fn place_answers(
        &mut self,
        values: &SurveyValues<'_>,
        questions: &[Option<usize>],
        places: &[u32],
    ) -> Result<()> {
        let first = self.rows;
        for (row, (&question, &place)) in questions.iter().zip(places).enumerate() {
            let Some(item) = question else { continue };
            let reader = &mut self.items[item];
            let about = |error: Error, header: &str, item: &str| {
                let reason = format!("of the question \"{item}\": {}", error.reason());
                let value = error.value().unwrap_or_default().to_owned();
                Error::new(error.code(), header.to_owned(), reason)
                    .with_value(value)
                    .at(first + row)
            };
            let answer = match values {
                SurveyValues::Numbers(numbers) => reader.number(first + row, numbers[row]),
                SurveyValues::Texts(texts) => {
                    texts[row].map_or(Ok(Answer::Missing), |text| reader.text(first + row, text))
                }
            };
            let header = self.declaration.answer.as_deref().unwrap_or_default();
            let answer = answer.map_err(|error| about(error, header, &reader.header))?;
            if answer == Answer::Missing {
                continue;
            }
            if !self.cells[item].is_missing(place as usize) {
                let reason = format!(
                    "the respondent answered the question \"{}\" before",
                    reader.header
                );
                let error = Error::new(ErrorCode::Inconsistent, header.to_owned(), reason);
                return Err(error.with_value(written(values, row)).at(first + row));
            }
            if answer == Answer::Invalid && self.invalid[item].is_none() {
                self.invalid[item] = Some((first + row, written(values, row)));
            }
            self.cells[item].set(place as usize, answer);
        }
        Ok(())
    }

    fn place_weights(&mut self, values: &SurveyValues<'_>, places: &[u32]) -> Result<()> {
        let first = self.rows;
        let header = self.declaration.weight.clone().unwrap_or_default();
        let weights = &mut self.weights;
        weights.resize(self.long.respondents, f64::NAN);
        each_number(&header, values, first, |row, weight| {
            let weight = weight_of(&header, row, weight)?;
            let known = &mut weights[places[row - first] as usize];
            if !known.is_nan() && !weight.is_nan() && *known != weight {
                let reason = "must be the same in all rows of a respondent";
                let error = Error::new(ErrorCode::Inconsistent, header.clone(), reason);
                return Err(error.with_value(weight).at(row));
            }
            if known.is_nan() {
                *known = weight;
            }
            Ok(())
        })
    }

    /// The survey that was read.
    ///
    /// # Errors
    /// [`Empty`](ErrorCode::Empty) if there is no row; [`UnknownColumn`](ErrorCode::UnknownColumn) at a question that
    /// the long form does not hold; [`Inconsistent`](ErrorCode::Inconsistent) if a respondent stands twice in a wave.
    pub fn finish(self) -> Result<Survey> {
        if self.rows == 0 {
            return Err(Error::empty("survey"));
        }
        let long = self.declaration.form == SurveyForm::Long;
        if long {
            for (item, reader) in self.items.iter().enumerate() {
                if !self.long.items.contains(&Some(item)) {
                    let texts = texts_of(&self.long.questions.into_texts());
                    return Err(unknown(
                        "question",
                        &reader.header,
                        texts.iter().map(|text| &**text),
                    ));
                }
            }
        }
        let groups: Vec<_> = self.groups.into_iter().map(GroupReader::finish).collect();
        let respondents = if long { self.long.respondents } else { self.rows };
        let waves = self.plan.wave.map(|wave| &*groups[wave].codes);
        let id_texts = self.respondents.into_texts();
        if let Some((row, id)) = twice(&self.ids, waves, id_texts.len()) {
            let header = self.declaration.respondent.clone().unwrap_or_default();
            let reason = if waves.is_some() {
                "stands twice in one wave"
            } else {
                "stands twice: name the column of the wave if respondents answered more than once"
            };
            let error = Error::new(ErrorCode::Inconsistent, header, reason);
            return Err(error.with_value(id_texts.get(id as usize)).at(row));
        }
        let items = self.items.into_iter().zip(self.cells).zip(self.invalid);
        Ok(Survey::of(Data {
            items: items
                .map(|((reader, cells), first_invalid)| ItemData {
                    scale: reader.scale().cloned(),
                    cells,
                    first_invalid,
                })
                .collect(),
            groups,
            wave: self.plan.wave,
            ids: self.declaration.respondent.as_ref().map(|_| self.ids),
            id_texts,
            weights: self.declaration.weight.as_ref().map(|_| self.weights),
            respondents,
            declaration: self.declaration,
        }))
    }
}

impl Long {
    /// The item that a question is, if it is declared.
    fn item(&mut self, question: &str, items: &[ItemReader]) -> Result<Option<usize>> {
        let place = self.questions.place(question)? as usize;
        if place == self.items.len() {
            self.items
                .push(items.iter().position(|item| item.header == question));
        }
        Ok(self.items[place])
    }

    /// The place of a respondent in a wave, and whether it is new.
    fn place(&mut self, wave: usize, id: usize) -> (u32, bool) {
        if self.places.len() <= wave {
            self.places.resize(wave + 1, Vec::new());
        }
        let places = &mut self.places[wave];
        if places.len() <= id {
            places.resize(id + 1, NOWHERE);
        }
        let new = places[id] == NOWHERE;
        if new {
            places[id] = self.respondents as u32;
            self.respondents += 1;
        }
        (places[id], new)
    }
}

/// The first respondent who stands a second time in a wave: the row and the number of the identifier.
fn twice(ids: &[u32], waves: Option<&[u32]>, known: usize) -> Option<(usize, u32)> {
    let mut seen: Vec<Vec<bool>> = Vec::new();
    for (row, &id) in ids.iter().enumerate() {
        if id == NO_GROUP {
            continue;
        }
        let wave = waves.map_or(0, |waves| waves[row].wrapping_add(1) as usize);
        if seen.len() <= wave {
            seen.resize(wave + 1, Vec::new());
        }
        let seen = &mut seen[wave];
        seen.resize(known, false);
        if core::mem::replace(&mut seen[id as usize], true) {
            return Some((row, id));
        }
    }
    None
}

/// The number of an identifier; none where there is no text.
fn identify(respondents: &mut Dictionary, text: Option<&str>) -> Result<u32> {
    match text.map(str::trim).filter(|text| !text.is_empty()) {
        Some(text) => respondents.place(text),
        None => Ok(NO_GROUP),
    }
}

fn absent(header: Option<&String>, row: usize, reason: &'static str) -> Error {
    Error::new(ErrorCode::Empty, header.cloned().unwrap_or_default(), reason).at(row)
}

fn weight_of(header: &str, row: usize, weight: f64) -> Result<f64> {
    checked_weight(row, weight)
        .map(|weight| weight.unwrap_or(f64::NAN))
        .map_err(|error| error.rename(header.to_owned()))
}

fn each_answer(
    reader: &mut ItemReader,
    values: &SurveyValues<'_>,
    first: usize,
    mut take: impl FnMut(usize, Answer),
) -> Result<()> {
    match values {
        SurveyValues::Numbers(numbers) => {
            for (row, &number) in numbers.iter().enumerate() {
                take(first + row, reader.number(first + row, number)?);
            }
        }
        SurveyValues::Texts(texts) => {
            for (row, text) in texts.iter().enumerate() {
                let answer = text.map_or(Ok(Answer::Missing), |text| reader.text(first + row, text))?;
                take(first + row, answer);
            }
        }
    }
    Ok(())
}

fn each_text(
    values: &SurveyValues<'_>,
    mut take: impl FnMut(usize, Option<&str>) -> Result<()>,
) -> Result<()> {
    match values {
        SurveyValues::Numbers(numbers) => {
            for (row, number) in numbers.iter().enumerate() {
                let text = (!number.is_nan()).then(|| number.to_string());
                take(row, text.as_deref())?;
            }
        }
        SurveyValues::Texts(texts) => {
            for (row, text) in texts.iter().enumerate() {
                take(row, *text)?;
            }
        }
    }
    Ok(())
}

fn each_number(
    header: &str,
    values: &SurveyValues<'_>,
    first: usize,
    mut take: impl FnMut(usize, f64) -> Result<()>,
) -> Result<()> {
    match values {
        SurveyValues::Numbers(numbers) => {
            for (row, &number) in numbers.iter().enumerate() {
                take(first + row, number)?;
            }
        }
        SurveyValues::Texts(texts) => {
            for (row, text) in texts.iter().enumerate() {
                let text = text.map(super::reader::plain).filter(|text| !text.is_empty());
                let number = match text {
                    None => f64::NAN,
                    Some(text) => super::reader::number(&text).ok_or_else(|| {
                        let error = Error::new(ErrorCode::OutOfRange, header.to_owned(), "must be a number");
                        error.with_value(format!("{text:?}")).at(first + row)
                    })?,
                };
                take(first + row, number)?;
            }
        }
    }
    Ok(())
}

/// A value as it was written.
fn written(values: &SurveyValues<'_>, row: usize) -> String {
    match values {
        SurveyValues::Numbers(numbers) => numbers[row].to_string(),
        SurveyValues::Texts(texts) => texts[row].unwrap_or_default().to_owned(),
    }
}

impl Survey {
    /// The survey in columns that are all there, each under its header.
    ///
    /// # Errors
    /// As [`SurveyBuilder::new`], [`SurveyBuilder::push`] and [`SurveyBuilder::finish`];
    /// [`UnknownColumn`](ErrorCode::UnknownColumn), with the nearest name, where a declared column is not there.
    pub fn new(declaration: &SurveyDeclaration, columns: &[(&str, SurveyValues<'_>)]) -> Result<Self> {
        let mut builder = SurveyBuilder::new(declaration)?;
        let mut batch = Vec::new();
        for needed in builder.columns() {
            let place = needed.find(columns.iter().map(|(header, _)| *header))?;
            batch.push(columns[place].1);
        }
        builder.push(&batch)?;
        builder.finish()
    }
}
