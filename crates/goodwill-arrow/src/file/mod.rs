//! CSV and Parquet files: open one, see its columns, stream the wanted ones in bounded memory.
//!
//! ```
//! use goodwill_arrow::file::{FileOptions, Table};
//!
//! # let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/data/cdnow_sample.csv");
//! let table = Table::open(path, &FileOptions::default())?; // tests/data/cdnow_sample.csv
//! let names: Vec<&str> = table.columns().iter().map(|column| column.name.as_str()).collect();
//! assert_eq!(names, ["master_id", "id", "date", "cds", "spend"]);
//! assert_eq!(
//!     table.column("speed").unwrap_err().reason(),
//!     "there is no such column: did you mean \"spend\"? The columns are master_id, id, date, cds, spend"
//! );
//! let mut rows = 0;
//! table.scan(&[table.column("spend")?], &mut |batch| {
//!     rows += batch.rows();
//!     Ok(std::ops::ControlFlow::Continue(()))
//! })?;
//! assert_eq!(rows, 6_919);
//! # Ok::<(), goodwill::Error>(())
//! ```

mod csv;
mod encoding;
mod guess;
mod histories;
mod orders;
mod parquet;
mod report;
mod survey;

pub use encoding::TextEncoding;
pub use guess::{ColumnChoice, Role};
pub use histories::{HistoryOptions, HistoryTable, holds_histories, read_histories, read_histories_with};
pub use orders::{OrdersOptions, read_purchases, read_purchases_with};
pub use report::{BadRows, ColumnUse, FileFormat, ReadReport, SkipReason, Skipped};
pub use survey::{SurveyOptions, read_survey, read_survey_with};

use crate::date::DateDetector;
use crate::text::NumberDetector;
use arrow_array::cast::AsArray as _;
use arrow_array::{Array, ArrayRef};
use arrow_schema::DataType;
use goodwill::{Error, ErrorCode, Result};
use std::borrow::Cow;
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::mpsc;

/// Rows a batch holds at most.
const BATCH_ROWS: usize = 1 << 16;

/// Rows looked at to tell what a column holds.
const SAMPLE_ROWS: usize = 1_000;

/// How a file is read. The default finds everything out by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileOptions {
    /// The sign between fields of a CSV file; found among comma, semicolon, tab and bar when not given.
    pub delimiter: Option<char>,
    /// The character encoding of a CSV file, by any name of the WHATWG Encoding Standard; found when not given.
    pub encoding: Option<String>,
    /// What to do about rows that cannot be read.
    pub bad_rows: BadRows,
    /// Rows in a batch. It changes memory and speed, never a result.
    pub batch_rows: usize,
    /// Whether a second thread reads and decodes while the first one works.
    pub read_ahead: bool,
}

impl Default for FileOptions {
    fn default() -> Self {
        Self {
            delimiter: None,
            encoding: None,
            bad_rows: BadRows::ReportAndSkip,
            batch_rows: BATCH_ROWS,
            read_ahead: true,
        }
    }
}

/// How far reading has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Bytes of the file read so far; of a Parquet file, in proportion to its rows.
    pub done: u64,
    /// Bytes of the file.
    pub total: u64,
    /// Rows read so far.
    pub rows: u64,
}

/// What the values of a column look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "snake_case"))]
pub enum ColumnKind {
    /// Whole numbers.
    Integer,
    /// Numbers.
    Number,
    /// Dates or instants, typed as such or as text in a date format.
    Date,
    /// Text.
    Text,
    /// True and false.
    Boolean,
    /// Nothing but missing values, as far as was looked.
    Missing,
    /// Something else: lists, structures, bytes.
    Other,
}

/// One column of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnInfo {
    /// Its name; `column_3` for the third when the file gives none.
    pub name: String,
    /// What its first thousand values look like.
    pub kind: ColumnKind,
    /// Whether they could be dates: text in a date format, or integers of the form `YYYYMMDD`.
    pub date_like: bool,
    /// Its type in a Parquet file; none in a CSV file, where everything is text.
    pub data_type: Option<DataType>,
}

/// An open file: its format and its columns.
#[derive(Debug)]
pub struct Table {
    path: PathBuf,
    bytes: u64,
    columns: Vec<ColumnInfo>,
    source: Source,
    options: FileOptions,
}

#[derive(Debug)]
enum Source {
    Csv(csv::Layout),
    Parquet(parquet::Footer),
}

/// Some rows of the wanted columns.
struct Chunk {
    rows: usize,
    columns: Vec<ArrayRef>,
    /// The line on which each row starts, where that is not the row's own number.
    lines: Vec<u64>,
    first_row: u64,
    done: u64,
}

/// Some rows of the columns a [`Table::scan`] asked for.
pub struct Batch<'a> {
    chunk: &'a Chunk,
    total: u64,
}

impl Batch<'_> {
    /// How many rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.chunk.rows
    }

    /// The column that was asked for as number `index`. CSV columns are text.
    #[must_use]
    pub fn column(&self, index: usize) -> &dyn Array {
        self.chunk.columns[index].as_ref()
    }

    /// Where row `row` of the batch stands in the file: the line of a CSV file, counted from 1 with the header; the
    /// row of a Parquet file, counted from 1.
    #[must_use]
    pub fn line(&self, row: usize) -> u64 {
        self.chunk
            .lines
            .get(row)
            .copied()
            .unwrap_or(self.chunk.first_row + row as u64 + 1)
    }

    /// The number of the first row in the file, counted from 0.
    #[must_use]
    pub fn first_row(&self) -> u64 {
        self.chunk.first_row
    }

    /// How far reading has come with this batch.
    #[must_use]
    pub fn progress(&self) -> Progress {
        Progress {
            done: self.chunk.done.min(self.total),
            total: self.total,
            rows: self.chunk.first_row + self.chunk.rows as u64,
        }
    }
}

/// What a whole scan came upon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scan {
    /// Rows given to the callback.
    pub rows: u64,
    /// Rows that do not fit the header.
    pub malformed: Skipped,
    /// Byte sequences that stand for no character.
    pub replaced: u64,
}

impl Table {
    /// Opens a file and looks at its first rows. The content tells the format, not the name.
    ///
    /// [`ErrorCode::FileNotFound`], [`ErrorCode::FileUnreadable`] (a directory, no permission, damaged),
    /// [`ErrorCode::UnsupportedFile`] (binary, compressed, a workbook), [`ErrorCode::Empty`] (no bytes, no rows),
    /// [`ErrorCode::DuplicateColumn`], [`ErrorCode::MalformedRow`].
    pub fn open(path: impl AsRef<Path>, options: &FileOptions) -> Result<Self> {
        let path = path.as_ref();
        let (mut file, bytes) = encoding::open(path)?;
        let format = encoding::recognise(path, &mut file)?;
        drop(file);
        let (file, _) = encoding::open(path)?;
        let (source, names) = match format {
            FileFormat::Csv => {
                let (layout, names) = csv::Layout::find(path, file, options)?;
                (Source::Csv(layout), names)
            }
            FileFormat::Parquet => {
                let footer = parquet::Footer::read(path, &file, bytes)?;
                let names = footer.fields().iter().map(|field| field.name().clone()).collect();
                (Source::Parquet(footer), names)
            }
        };
        check_unique(path, &names)?;
        let mut table = Self {
            path: path.to_owned(),
            bytes,
            columns: names
                .into_iter()
                .map(|name| ColumnInfo {
                    name,
                    kind: ColumnKind::Missing,
                    date_like: false,
                    data_type: None,
                })
                .collect(),
            source,
            options: options.clone(),
        };
        table.look()?;
        Ok(table)
    }

    /// Looks at the first rows of every column.
    fn look(&mut self) -> Result<()> {
        if let Source::Parquet(footer) = &self.source {
            for (column, field) in self.columns.iter_mut().zip(footer.fields()) {
                column.data_type = Some(field.data_type().clone());
                column.kind = kind_of_type(field.data_type());
            }
        }
        let wanted: Vec<usize> = (0..self.columns.len())
            .filter(|&index| self.columns[index].kind != ColumnKind::Other)
            .collect();
        let mut first = None;
        let looked = self.produce(&wanted, SAMPLE_ROWS, &mut |chunk| {
            first = Some(chunk);
            false
        });
        let Some(chunk) = first.filter(|chunk| chunk.rows > 0) else {
            looked?;
            return Err(Error::new(
                ErrorCode::Empty,
                self.path.display().to_string(),
                "has column names and no rows",
            ));
        };
        for (&index, array) in wanted.iter().zip(&chunk.columns) {
            let column = &mut self.columns[index];
            let (kind, date_like) = kind_of_values(array);
            column.date_like = date_like;
            if column.data_type.is_none() || kind == ColumnKind::Missing || kind == ColumnKind::Date {
                column.kind = kind;
            }
        }
        Ok(())
    }

    /// The path it was opened by.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The format of the file.
    #[must_use]
    pub fn format(&self) -> FileFormat {
        match self.source {
            Source::Csv(_) => FileFormat::Csv,
            Source::Parquet(_) => FileFormat::Parquet,
        }
    }

    /// The columns, in the order of the file.
    #[must_use]
    pub fn columns(&self) -> &[ColumnInfo] {
        &self.columns
    }

    /// The number of rows, where the file says so: Parquet does, CSV does not.
    #[must_use]
    pub fn rows(&self) -> Option<u64> {
        match &self.source {
            Source::Csv(_) => None,
            Source::Parquet(footer) => Some(footer.rows),
        }
    }

    /// The position of the column of that name. The error, [`ErrorCode::UnknownColumn`], names the nearest one.
    pub fn column(&self, name: &str) -> Result<usize> {
        self.columns
            .iter()
            .position(|column| column.name == name)
            .ok_or_else(|| guess::unknown_column(name, &self.columns))
    }

    /// Streams the wanted columns, by position, through `each`, batch by batch in the order of the file, until it
    /// breaks off.
    pub fn scan(
        &self,
        wanted: &[usize],
        each: &mut dyn FnMut(&Batch<'_>) -> Result<ControlFlow<()>>,
    ) -> Result<Scan> {
        self.scan_by(self.options.batch_rows.max(1), wanted, each)
    }

    fn scan_by(
        &self,
        rows: usize,
        wanted: &[usize],
        each: &mut dyn FnMut(&Batch<'_>) -> Result<ControlFlow<()>>,
    ) -> Result<Scan> {
        let mut seen = 0;
        let mut failure = Ok(());
        let mut consume = |chunk: &Chunk| {
            seen += chunk.rows as u64;
            let batch = Batch {
                chunk,
                total: self.bytes,
            };
            match each(&batch) {
                Ok(ControlFlow::Continue(())) => true,
                Ok(ControlFlow::Break(())) => false,
                Err(error) => {
                    failure = Err(error);
                    false
                }
            }
        };
        let produced = if self.options.read_ahead {
            std::thread::scope(|scope| {
                // Two batches in flight: one decoded while one is worked on.
                let (sender, receiver) = mpsc::sync_channel(2);
                let reader =
                    scope.spawn(move || self.produce(wanted, rows, &mut |chunk| sender.send(chunk).is_ok()));
                for chunk in &receiver {
                    if !consume(&chunk) {
                        break;
                    }
                }
                drop(receiver);
                reader
                    .join()
                    .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            })
        } else {
            self.produce(wanted, rows, &mut |chunk| consume(&chunk))
        };
        failure?;
        let (malformed, replaced) = produced?;
        Ok(Scan {
            rows: seen,
            malformed,
            replaced,
        })
    }

    fn produce(
        &self,
        wanted: &[usize],
        rows: usize,
        sink: &mut dyn FnMut(Chunk) -> bool,
    ) -> Result<(Skipped, u64)> {
        match &self.source {
            Source::Csv(layout) => layout.produce(&self.path, self.columns.len(), wanted, rows, sink),
            Source::Parquet(footer) => footer
                .produce(&self.path, wanted, rows, sink)
                .map(|()| (Skipped::new(SkipReason::FieldCount), 0)),
        }
    }

    fn report_of(&self, scan: &Scan, tally: report::Tally) -> ReadReport {
        let mut skipped = tally.into_skipped();
        if scan.malformed.rows > 0 {
            skipped.insert(0, scan.malformed.clone());
        }
        let (encoding, delimiter) = match &self.source {
            Source::Csv(layout) => (
                Some(layout.encoding(scan.replaced)),
                Some(char::from(layout.delimiter)),
            ),
            Source::Parquet(_) => (None, None),
        };
        ReadReport {
            file: self.path.display().to_string(),
            bytes: self.bytes,
            format: self.format(),
            encoding,
            delimiter,
            rows: scan.rows + scan.malformed.rows,
            skipped,
            columns: Vec::new(),
        }
    }
}

/// The error for a file the system does not let us read.
fn unreadable(path: &Path, error: &io::Error) -> Error {
    let (code, reason) = match error.kind() {
        io::ErrorKind::NotFound => (ErrorCode::FileNotFound, Cow::Borrowed("does not exist")),
        io::ErrorKind::PermissionDenied => (
            ErrorCode::FileUnreadable,
            "may not be read: permission denied".into(),
        ),
        io::ErrorKind::IsADirectory => (ErrorCode::FileUnreadable, "is a directory, not a file".into()),
        _ => (
            ErrorCode::FileUnreadable,
            format!("cannot be read: {error}").into(),
        ),
    };
    Error::new(code, path.display().to_string(), reason)
}

fn check_unique(path: &Path, names: &[String]) -> Result<()> {
    let mut sorted: Vec<&String> = names.iter().collect();
    sorted.sort_unstable();
    let Some(twice) = sorted
        .windows(2)
        .find(|pair| pair[0] == pair[1])
        .map(|pair| pair[0])
    else {
        return Ok(());
    };
    let places: Vec<String> = (1..=names.len())
        .filter(|place| names[place - 1] == *twice)
        .map(|place| place.to_string())
        .collect();
    let hint = if crate::text::plain(twice.as_bytes()).is_some() {
        "; the first line seems to hold data, not column names"
    } else {
        ""
    };
    Err(Error::new(
        ErrorCode::DuplicateColumn,
        path.display().to_string(),
        format!("has the same name over columns {}{hint}", places.join(" and ")),
    )
    .with_value(twice))
}

fn kind_of_type(data_type: &DataType) -> ColumnKind {
    match data_type {
        DataType::Dictionary(_, values) => kind_of_type(values),
        DataType::Boolean => ColumnKind::Boolean,
        DataType::Null => ColumnKind::Missing,
        DataType::Date32 | DataType::Date64 | DataType::Timestamp(..) => ColumnKind::Date,
        other if other.is_integer() => ColumnKind::Integer,
        other if other.is_numeric() => ColumnKind::Number,
        other if crate::column::is_text(other) => ColumnKind::Text,
        _ => ColumnKind::Other,
    }
}

/// What some values look like, and whether they could be dates.
fn kind_of_values(array: &ArrayRef) -> (ColumnKind, bool) {
    if array.null_count() == array.len() {
        return (ColumnKind::Missing, false);
    }
    let kind = kind_of_type(array.data_type());
    match kind {
        ColumnKind::Text => {
            let values = match array.as_any_dictionary_opt() {
                Some(dictionary) => dictionary.values(),
                None => array,
            };
            let mut dates = DateDetector::default();
            let mut numbers = NumberDetector::default();
            let mut whole = true;
            crate::column::each_text(values, &mut |text| {
                dates.see(text);
                numbers.see(text);
                whole &= crate::text::is_missing(text)
                    || text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
            });
            let most = |(fitting, others): (u64, u64)| fitting > 0 && fitting >= others * 9;
            match (most(numbers.seen()), most(dates.seen())) {
                _ if numbers.seen() == (0, 0) => (ColumnKind::Missing, false),
                (true, date) if whole => (ColumnKind::Integer, date),
                (_, true) => (ColumnKind::Date, true),
                (true, false) => (ColumnKind::Number, false),
                (false, false) => (ColumnKind::Text, false),
            }
        }
        ColumnKind::Integer | ColumnKind::Number => {
            let date_like = crate::column::days("", array.as_ref(), None).is_ok();
            (kind, date_like)
        }
        ColumnKind::Date => (kind, true),
        _ => (kind, false),
    }
}
