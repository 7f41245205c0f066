//! What reading a file came upon.

use super::encoding::TextEncoding;
use super::guess::{ColumnChoice, Role};
use std::fmt;

/// How many line numbers a report keeps for each reason.
const KEPT_LINES: usize = 20;

/// The format of a file, as its content tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "snake_case"))]
pub enum FileFormat {
    /// Delimited text.
    Csv,
    /// Apache Parquet.
    Parquet,
}

impl fmt::Display for FileFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Csv => "CSV",
            Self::Parquet => "Parquet",
        })
    }
}

/// What to do about a row that cannot be read: too few or too many fields, a date or an amount that is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum BadRows {
    /// Leave it out, count it and report its line.
    #[default]
    ReportAndSkip,
    /// Stop with an error that names its line.
    Error,
}

/// Why rows were left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum SkipReason {
    /// More or fewer fields than the header has.
    FieldCount,
    /// No customer.
    MissingCustomer,
    /// No date.
    MissingDate,
    /// A date that is none in the column's format.
    UnreadableDate,
    /// No amount.
    MissingAmount,
    /// An amount that is no number.
    UnreadableAmount,
    /// A survey answer that is no number: the answer counts as missing, the row stays.
    UnreadableAnswer,
    /// A number of a history that is none: it counts as missing, the row stays.
    UnreadableNumber,
}

impl fmt::Display for SkipReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::FieldCount => "fields that do not fit the header",
            Self::MissingCustomer => "no customer",
            Self::MissingDate => "no date",
            Self::UnreadableDate => "an unreadable date",
            Self::MissingAmount => "no amount",
            Self::UnreadableAmount => "an unreadable amount",
            Self::UnreadableAnswer => "an unreadable answer",
            Self::UnreadableNumber => "an unreadable number",
        })
    }
}

/// Rows that were left out for one reason.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Skipped {
    /// Why.
    pub reason: SkipReason,
    /// How many.
    pub rows: u64,
    /// Where the first twenty are: lines of a CSV file (the header is line 1), rows of a Parquet file from 1.
    pub lines: Vec<u64>,
    /// What is wrong with the first of them; empty where the reason says it all.
    pub example: String,
}

impl Skipped {
    pub(super) fn new(reason: SkipReason) -> Self {
        Self {
            reason,
            rows: 0,
            lines: Vec::new(),
            example: String::new(),
        }
    }

    pub(super) fn add(&mut self, line: u64, example: impl FnOnce() -> String) {
        if self.rows == 0 {
            self.example = example();
        }
        self.rows += 1;
        if self.lines.len() < KEPT_LINES {
            self.lines.push(line);
        }
    }
}

impl fmt::Display for Skipped {
    /// `3 rows with an unreadable date (lines 5, 9, 12; "31.02.2024")`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = |count: u64| if count == 1 { "" } else { "s" };
        write!(
            f,
            "{} row{} with {} (line{} ",
            self.rows,
            plural(self.rows),
            self.reason,
            plural(self.rows)
        )?;
        for (i, line) in self.lines.iter().enumerate() {
            write!(f, "{}{line}", if i == 0 { "" } else { ", " })?;
        }
        if self.rows > self.lines.len() as u64 {
            f.write_str(", …")?;
        }
        if !self.example.is_empty() {
            write!(f, "; {}", self.example)?;
        }
        f.write_str(")")
    }
}

/// A column that was read, and as what.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct ColumnUse {
    /// What it was read as.
    pub role: Role,
    /// Its name in the file.
    pub name: String,
    /// Whether the caller named it or its name was recognised.
    pub choice: ColumnChoice,
    /// How its dates or numbers are written, where that had to be found out: `DD/MM/YYYY`, `decimal_comma`.
    pub format: Option<String>,
    /// The currency written beside its numbers.
    pub currency: Option<String>,
}

/// What reading a file came upon: everything that was found out, chosen or left out.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct ReadReport {
    /// The path of the file.
    pub file: String,
    /// Its size.
    pub bytes: u64,
    /// Its format.
    pub format: FileFormat,
    /// The encoding of its text; none for Parquet.
    pub encoding: Option<TextEncoding>,
    /// The sign between its fields; none for Parquet.
    pub delimiter: Option<char>,
    /// Rows in the file, those left out included, the header not.
    pub rows: u64,
    /// Rows left out, reason by reason.
    pub skipped: Vec<Skipped>,
    /// The columns that were read.
    pub columns: Vec<ColumnUse>,
}

impl ReadReport {
    /// How many rows were left out altogether. Unreadable answers leave no row out.
    #[must_use]
    pub fn skipped_rows(&self) -> u64 {
        self.skipped
            .iter()
            .filter(|skipped| skipped.reason != SkipReason::UnreadableAnswer)
            .map(|skipped| skipped.rows)
            .sum()
    }

    /// The column read as `role`.
    #[must_use]
    pub fn column(&self, role: Role) -> Option<&ColumnUse> {
        self.columns.iter().find(|column| column.role == role)
    }

    /// What a reader of the result should know, one sentence a line: guesses, skipped rows, conversions.
    #[must_use]
    pub fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if let Some(encoding) = &self.encoding {
            if encoding.guessed {
                notes.push(format!(
                    "The text is not UTF-8; it was read as {}, a guess.",
                    encoding.name
                ));
            }
            if encoding.replaced > 0 {
                notes.push(format!(
                    "{} byte sequences are no characters in {} and were replaced.",
                    encoding.replaced, encoding.name
                ));
            }
        }
        for column in &self.columns {
            let format = column
                .format
                .as_ref()
                .map_or(String::new(), |format| format!(", written {format}"));
            match &column.choice {
                ColumnChoice::Guessed { why } => {
                    notes.push(format!(
                        "Column \"{}\" was taken as the {} ({why}){format}.",
                        column.name, column.role
                    ));
                }
                ColumnChoice::Given if !format.is_empty() => {
                    notes.push(format!(
                        "Column \"{}\" is the {}{format}.",
                        column.name, column.role
                    ));
                }
                ColumnChoice::Given => {}
            }
        }
        notes.extend(self.skipped.iter().map(|skipped| match skipped.reason {
            SkipReason::UnreadableAnswer => format!("Counted as missing: {skipped}."),
            _ => format!("Left out: {skipped}."),
        }));
        notes
    }
}

/// Skipped rows by reason.
#[derive(Debug, Clone, Default)]
pub(super) struct Tally(Vec<Skipped>);

impl Tally {
    pub(super) fn add(&mut self, reason: SkipReason, line: u64, example: impl FnOnce() -> String) {
        let place = self
            .0
            .binary_search_by_key(&reason, |skipped| skipped.reason)
            .unwrap_or_else(|place| {
                self.0.insert(place, Skipped::new(reason));
                place
            });
        self.0[place].add(line, example);
    }

    pub(super) fn get(&self, reason: SkipReason) -> Option<&Skipped> {
        self.0.iter().find(|skipped| skipped.reason == reason)
    }

    pub(super) fn into_skipped(self) -> Vec<Skipped> {
        self.0
    }
}
