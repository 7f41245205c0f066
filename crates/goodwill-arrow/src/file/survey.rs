//! A file of survey answers → a survey.

use super::guess::{choose, not_found};
use super::orders::{Chosen, NumberColumn, interrupted};
use super::report::Tally;
use super::{Batch, ColumnChoice, FileFormat, FileOptions, Progress, ReadReport, Role, SkipReason, Table};
use crate::column::{Answers, answers, labels};
use crate::text::{NumberFormat, is_missing};
use arrow_array::ArrayRef;
use goodwill::survey::{
    ItemDeclaration, ItemRole, ScaleDeclaration, Survey, SurveyBuilder, SurveyColumn, SurveyColumnKind,
    SurveyDeclaration, SurveyValues,
};
use goodwill::{Error, ErrorCode, Result};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

/// Which columns of a survey are what. The default recognises a few of them by their names.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SurveyOptions {
    /// What the columns are. With it, nothing is recognised, and the names below must not be given; without it, they
    /// make a declaration.
    pub declaration: Option<SurveyDeclaration>,
    /// The column of recommendation scores, 0 to 10.
    pub recommendation: Option<String>,
    /// The column of satisfaction ratings.
    pub satisfaction: Option<String>,
    /// The column of perceived values.
    pub perceived: Option<String>,
    /// The column of expected values.
    pub expected: Option<String>,
    /// More columns to read, each under its name.
    pub items: Vec<String>,
    /// Numbers that stand for "no answer" among the recommendation scores.
    pub missing_codes: Vec<i32>,
    /// Read only what is named, recognise nothing.
    pub only_given: bool,
    /// What must be there, named or recognised; nothing else is looked for. Empty: whatever is recognised.
    pub needed: Vec<Role>,
    /// How the numbers are written; found from all of them when not given.
    pub number_format: Option<NumberFormat>,
    /// How the file is read.
    pub file: FileOptions,
}

/// Reads a survey, and reports everything that was found out, chosen or left out.
///
/// With a declaration, an answer that is neither a number of its scale nor one of its words is an error that names
/// column, row, line and value, unless the declaration has such counted as invalid. Where no scale is declared, a text
/// that is no number counts as missing and is reported; its row stays.
///
/// ```
/// use goodwill::survey::ItemRole;
/// use goodwill_arrow::file::{SurveyOptions, read_survey};
///
/// let path = std::env::temp_dir().join("goodwill_survey_example.csv");
/// std::fs::write(&path, "respondent,nps,满意度\n1,9,5\n2,,4\n3,ten,3\n").unwrap();
/// let (survey, report) = read_survey(&path, &SurveyOptions::default())?;
/// assert_eq!(survey.item_of(ItemRole::Satisfaction)?.values(), [5.0, 4.0, 3.0]);
/// assert_eq!(survey.item_of(ItemRole::Recommendation)?.values()[0], 9.0);
/// assert_eq!(report.skipped[0].to_string(), "1 row with an unreadable answer (line 4; nps: \"ten\")");
/// # std::fs::remove_file(path).unwrap();
/// # Ok::<(), goodwill::Error>(())
/// ```
pub fn read_survey(path: impl AsRef<Path>, options: &SurveyOptions) -> Result<(Survey, ReadReport)> {
    read_survey_with(path, options, &mut |_| ControlFlow::Continue(()))
}

/// As [`read_survey`], telling `progress` how far it has come after every batch. Breaking off gives
/// [`ErrorCode::Interrupted`].
pub fn read_survey_with(
    path: impl AsRef<Path>,
    options: &SurveyOptions,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<(Survey, ReadReport)> {
    let table = Table::open(path, &options.file)?;
    let (declaration, columns) = declared(&table, options)?;
    let mut reading = Reading {
        table: &table,
        options,
        needed: SurveyBuilder::new(&declaration)?.columns(),
        numbers: columns
            .iter()
            .map(|column| column.numeric.then(|| NumberColumn::new(options.number_format)))
            .collect(),
        columns,
    };
    // A decimal sign that turns out another than it seemed means reading again, once.
    loop {
        let mut builder = SurveyBuilder::with_blanks(&declaration, is_missing)?;
        let mut tally = Tally::default();
        let mut rows = 0;
        let wanted: Vec<usize> = reading.columns.iter().map(|column| column.chosen.index).collect();
        let scan = table.scan(&wanted, &mut |batch| {
            if progress(batch.progress()).is_break() {
                return Err(interrupted(&table));
            }
            reading.push(&mut builder, batch, rows, &mut tally)?;
            rows += batch.rows();
            Ok(ControlFlow::Continue(()))
        })?;
        if !reading.settle()? {
            let mut report = table.report_of(&scan, tally);
            report.columns = reading.used();
            return Ok((builder.finish()?, report));
        }
    }
}

/// A column that is read.
struct Column {
    chosen: Chosen,
    /// Whether its texts are read as numbers however they are written; otherwise they go to the survey as they are.
    numeric: bool,
}

struct Reading<'a> {
    table: &'a Table,
    options: &'a SurveyOptions,
    columns: Vec<Column>,
    needed: Vec<SurveyColumn>,
    numbers: Vec<Option<NumberColumn>>,
}

impl Reading<'_> {
    /// Pushes a batch, before which `rows` were pushed.
    fn push(
        &mut self,
        builder: &mut SurveyBuilder,
        batch: &Batch<'_>,
        rows: usize,
        tally: &mut Tally,
    ) -> Result<()> {
        let first = batch.first_row() as usize;
        let mut labelled: Vec<Option<ArrayRef>> = Vec::with_capacity(self.columns.len());
        for (index, needed) in self.needed.iter().enumerate() {
            let array = &batch.chunk.columns[index];
            let made = labels(needed, array).map_err(|error| error.offset_by(first))?;
            labelled.push((!Arc::ptr_eq(&made, array)).then_some(made));
        }
        let mut values: Vec<Answers<'_>> = Vec::with_capacity(self.columns.len());
        for (index, (column, made)) in self.columns.iter().zip(&labelled).enumerate() {
            let name = &column.chosen.name;
            let Some(numbers) = &mut self.numbers[index] else {
                let array = made.as_deref().unwrap_or_else(|| batch.column(index));
                values.push(answers(name, array)?);
                continue;
            };
            let mut unreadable = Vec::new();
            let bad_rows = self.options.file.bad_rows;
            let read = numbers.numbers(name, batch, index, bad_rows, &mut unreadable)?;
            for (row, text) in unreadable {
                tally.add(SkipReason::UnreadableAnswer, batch.line(row), || {
                    format!("{name}: {text:?}")
                });
            }
            values.push(Answers::Numbers(read));
        }
        let pushed: Vec<SurveyValues<'_>> = values.iter().map(Answers::values).collect();
        builder.push(&pushed).map_err(|error| match error.index() {
            Some(index) if index >= rows => self.with_line(error, batch, index - rows),
            _ => error,
        })
    }

    /// Says on which line of a CSV file the row stands.
    fn with_line(&self, error: Error, batch: &Batch<'_>, row: usize) -> Error {
        let index = batch.first_row() as usize + row;
        if self.table.format() != FileFormat::Csv {
            return error.at(index);
        }
        let reason = format!("{} (line {})", error.reason(), batch.line(row));
        let made = Error::new(error.code(), error.parameter().to_owned(), reason).at(index);
        match error.value() {
            Some(value) => made.with_value(value),
            None => made,
        }
    }

    /// Settles how numbers are written; true where it is otherwise than was thought.
    fn settle(&mut self) -> Result<bool> {
        let mut revised = false;
        for (column, numbers) in self.columns.iter().zip(&mut self.numbers) {
            if let Some(numbers) = numbers {
                revised |= numbers.settle(&column.chosen.name)?;
            }
        }
        Ok(revised)
    }

    fn used(&self) -> Vec<super::ColumnUse> {
        self.columns
            .iter()
            .zip(&self.numbers)
            .map(|(column, numbers)| match numbers {
                Some(numbers) => {
                    let currency = numbers.detector.currency().map(str::to_owned);
                    column.chosen.used(numbers.found(), currency)
                }
                None => column.chosen.used(None, None),
            })
            .collect()
    }
}

/// The declaration, and the columns it needs in the order in which a builder takes them.
fn declared(table: &Table, options: &SurveyOptions) -> Result<(SurveyDeclaration, Vec<Column>)> {
    let Some(declaration) = &options.declaration else {
        let chosen = choose_all(table, options)?;
        let declaration = shorthand(&chosen, &options.missing_codes);
        let columns = chosen.into_iter().map(|chosen| Column {
            chosen,
            numeric: true,
        });
        return Ok((declaration, columns.collect()));
    };
    let named = [
        &options.recommendation,
        &options.satisfaction,
        &options.perceived,
        &options.expected,
    ];
    if named.iter().any(|name| name.is_some()) || !options.items.is_empty() {
        let reason = "says what the columns are: do not name columns besides";
        return Err(Error::new(ErrorCode::Inconsistent, "declaration", reason));
    }
    let mut columns = Vec::new();
    for needed in SurveyBuilder::new(declaration)?.columns() {
        let index = find(table, &needed.header)?;
        columns.push(Column {
            chosen: Chosen::new(table, role(declaration, &needed), (index, ColumnChoice::Given)),
            numeric: needed.kind == SurveyColumnKind::Numbers,
        });
    }
    Ok((declaration.clone(), columns))
}

/// The column under a header, which a file may write with other blanks around and within it: headers that are
/// questions run over lines.
fn find(table: &Table, header: &str) -> Result<usize> {
    let exact = table.column(header);
    if exact.is_ok() {
        return exact;
    }
    let plain = |text: &str| -> String { text.split_whitespace().collect::<Vec<_>>().join(" ") };
    let wanted = plain(header);
    let mut alike = (0..table.columns().len()).filter(|&index| plain(&table.columns()[index].name) == wanted);
    match (alike.next(), alike.next()) {
        (Some(index), None) => Ok(index),
        _ => exact,
    }
}

/// What the report calls a column.
fn role(declaration: &SurveyDeclaration, column: &SurveyColumn) -> Role {
    let is = |name: &Option<String>| name.as_ref() == Some(&column.header);
    let item = declaration
        .items
        .iter()
        .find(|item| item.header() == column.header);
    match column.kind {
        SurveyColumnKind::Texts if is(&declaration.respondent) => Role::Respondent,
        SurveyColumnKind::Texts if is(&declaration.question) => Role::Question,
        SurveyColumnKind::Texts => Role::Group,
        SurveyColumnKind::Numbers if is(&declaration.weight) => Role::Weight,
        _ => match item.map(|item| item.role) {
            Some(ItemRole::Recommendation) => Role::Recommendation,
            Some(ItemRole::Satisfaction) => Role::Satisfaction,
            Some(ItemRole::Perceived) => Role::Perceived,
            Some(ItemRole::Expected) => Role::Expected,
            _ => Role::Item,
        },
    }
}

/// The declaration that a few named columns make: recommendation on 0 to 10, the rest any number.
fn shorthand(columns: &[Chosen], missing_codes: &[i32]) -> SurveyDeclaration {
    columns
        .iter()
        .fold(SurveyDeclaration::default(), |declaration, column| {
            let item = ItemDeclaration::new(&column.name);
            declaration.item(match column.role {
                Role::Recommendation => item
                    .role(ItemRole::Recommendation)
                    .scale(ScaleDeclaration::new(0, 10).missing(missing_codes)),
                Role::Satisfaction => item.role(ItemRole::Satisfaction),
                Role::Perceived => item.role(ItemRole::Perceived),
                Role::Expected => item.role(ItemRole::Expected),
                _ => item,
            })
        })
}

fn choose_all(table: &Table, options: &SurveyOptions) -> Result<Vec<Chosen>> {
    let given = [
        (Role::Recommendation, &options.recommendation),
        (Role::Satisfaction, &options.satisfaction),
        (Role::Perceived, &options.perceived),
        (Role::Expected, &options.expected),
    ];
    let mut taken = Vec::new();
    for name in given
        .iter()
        .filter_map(|(_, name)| name.as_ref())
        .chain(&options.items)
    {
        taken.push(table.column(name)?);
    }
    let mut columns = Vec::new();
    for (role, name) in given {
        let needed = options.needed.contains(&role);
        let wanted = needed || options.needed.is_empty() && !options.only_given;
        if name.is_none() && !wanted {
            continue;
        }
        match choose(table, role, name.as_deref(), &mut taken)? {
            Some(choice) => columns.push(Chosen::new(table, role, choice)),
            None if needed => return Err(not_found(table, role)),
            None => {}
        }
    }
    for name in &options.items {
        columns.push(Chosen::new(
            table,
            Role::Item,
            (table.column(name)?, ColumnChoice::Given),
        ));
    }
    if columns.is_empty() {
        let names: Vec<&str> = table
            .columns()
            .iter()
            .map(|column| column.name.as_str())
            .collect();
        return Err(Error::new(
            ErrorCode::UnknownColumn,
            table.path().display().to_string(),
            format!(
                "no column is recognised as a survey answer: say which of {}",
                names.join(", ")
            ),
        ));
    }
    Ok(columns)
}
