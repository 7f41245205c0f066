//! A file of survey answers → columns of numbers.

use super::guess::{choose, not_found};
use super::orders::{Chosen, NumberColumn, interrupted};
use super::report::Tally;
use super::{ColumnChoice, FileOptions, Progress, ReadReport, Role, SkipReason, Table};
use crate::text::NumberFormat;
use goodwill::{Error, ErrorCode, Result};
use std::ops::ControlFlow;
use std::path::Path;

/// Which columns of a survey are what. The default recognises them by their names.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SurveyOptions {
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
    /// Read only what is named, recognise nothing.
    pub only_given: bool,
    /// What must be there, named or recognised; nothing else is looked for. Empty: whatever is recognised.
    pub needed: Vec<Role>,
    /// How the numbers are written; found from all of them when not given.
    pub number_format: Option<NumberFormat>,
    /// How the file is read.
    pub file: FileOptions,
}

/// The answers to one question, respondent by respondent.
#[derive(Debug, Clone, PartialEq)]
pub struct Answers {
    /// What the question is about.
    pub role: Role,
    /// The name of its column.
    pub name: String,
    /// The answers, NaN where there is none. Answers of one survey stand in the same order.
    pub values: Vec<f64>,
}

/// The answers read from one file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Survey {
    /// Question by question.
    pub answers: Vec<Answers>,
}

impl Survey {
    /// The number of respondents.
    #[must_use]
    pub fn respondents(&self) -> usize {
        self.answers.first().map_or(0, |answers| answers.values.len())
    }

    /// The answers of that role.
    #[must_use]
    pub fn role(&self, role: Role) -> Option<&[f64]> {
        self.answers
            .iter()
            .find(|answers| answers.role == role)
            .map(|answers| &*answers.values)
    }

    /// The answers of the column of that name.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&[f64]> {
        self.answers
            .iter()
            .find(|answers| answers.name == name)
            .map(|answers| &*answers.values)
    }
}

/// Reads columns of answers, and reports everything that was found out, chosen or left out.
///
/// An answer that is no number counts as missing and is reported; its row stays, so that the columns of a survey keep
/// in step.
///
/// ```
/// use goodwill_arrow::file::{Role, SurveyOptions, read_survey};
///
/// let path = std::env::temp_dir().join("goodwill_survey_example.csv");
/// std::fs::write(&path, "respondent,nps,满意度\n1,9,5\n2,,4\n3,ten,3\n").unwrap();
/// let (survey, report) = read_survey(&path, &SurveyOptions::default())?;
/// assert_eq!(survey.role(Role::Satisfaction), Some(&[5.0, 4.0, 3.0][..]));
/// assert_eq!(survey.role(Role::Recommendation).unwrap()[0], 9.0);
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
    let columns = choose_all(&table, options)?;
    let wanted: Vec<usize> = columns.iter().map(|column| column.index).collect();
    let mut numbers: Vec<NumberColumn> = columns
        .iter()
        .map(|_| NumberColumn::new(options.number_format))
        .collect();
    // A decimal sign that turns out another than it seemed means reading again, once.
    loop {
        let mut survey = Survey {
            answers: columns
                .iter()
                .map(|column| Answers {
                    role: column.role,
                    name: column.name.clone(),
                    values: Vec::new(),
                })
                .collect(),
        };
        let mut tally = Tally::default();
        let scan = table.scan(&wanted, &mut |batch| {
            if progress(batch.progress()).is_break() {
                return Err(interrupted(&table));
            }
            for (i, answers) in survey.answers.iter_mut().enumerate() {
                let mut unreadable = Vec::new();
                let values =
                    numbers[i].numbers(&answers.name, batch, i, options.file.bad_rows, &mut unreadable)?;
                answers.values.extend_from_slice(&values);
                for (row, text) in unreadable {
                    let example = || format!("{}: {text:?}", answers.name);
                    tally.add(SkipReason::UnreadableAnswer, batch.line(row), example);
                }
            }
            Ok(ControlFlow::Continue(()))
        })?;
        let mut revised = false;
        for (column, numbers) in columns.iter().zip(&mut numbers) {
            revised |= numbers.settle(&column.name)?;
        }
        if !revised {
            let mut report = table.report_of(&scan, tally);
            report.columns = columns
                .iter()
                .zip(&numbers)
                .map(|(column, numbers)| {
                    column.used(numbers.found(), numbers.detector.currency().map(str::to_owned))
                })
                .collect();
            return Ok((survey, report));
        }
    }
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
