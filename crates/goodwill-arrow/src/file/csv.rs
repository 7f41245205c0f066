//! Delimited text.

use super::encoding::{self, Counts, Decoded, Text, TextEncoding};
use super::{BadRows, Chunk, FileOptions, SkipReason, Skipped, unreadable};
use arrow_array::{ArrayRef, StringArray};
use arrow_buffer::{Buffer, OffsetBuffer, ScalarBuffer};
use csv::{ByteRecord, Reader, ReaderBuilder};
use goodwill::{Error, ErrorCode, Result};
use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// The comma is last, where the last of equals wins.
const DELIMITERS: [u8; 4] = [b'|', b'\t', b';', b','];

/// How the text of a file is laid out.
#[derive(Debug, Clone, Copy)]
pub(super) struct Layout {
    text: Text,
    pub(super) delimiter: u8,
    /// Whether the first line is Excel's `sep=;`.
    announced: bool,
    ending: Ending,
    bad_rows: BadRows,
}

/// How lines end: the reader counts line feeds, and stops before the one of `\r\n`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    LineFeed,
    Both,
    CarriageReturn,
}

impl Ending {
    fn of(sample: &str) -> Self {
        match sample.find('\n') {
            Some(at) if sample[..at].ends_with('\r') => Self::Both,
            None if sample.contains('\r') => Self::CarriageReturn,
            _ => Self::LineFeed,
        }
    }

    /// The lines on which a record begins and ends, from those at which the reader stood before and after it.
    fn lines(self, before: u64, after: u64, row: u64, record: &ByteRecord) -> (u64, u64) {
        let breaks = match after - before {
            0 | 1 => 0,
            _ => record.as_slice().split(|byte| *byte == b'\n').count() as u64 - 1,
        };
        let end = match self {
            Self::Both => after,
            // Without a line feed at the end of the file.
            Self::LineFeed if after - before == breaks => after,
            Self::LineFeed => after - 1,
            Self::CarriageReturn => row + 2 + breaks,
        };
        (end - breaks, end)
    }
}

impl Layout {
    pub(super) fn encoding(&self, replaced: u64) -> TextEncoding {
        TextEncoding {
            name: self.text.encoding.name().to_owned(),
            guessed: self.text.guessed,
            replaced,
        }
    }

    /// Finds encoding, delimiter and column names.
    pub(super) fn find(path: &Path, file: File, options: &FileOptions) -> Result<(Self, Vec<String>)> {
        let text = encoding::detect(path, file, options.encoding.as_deref())?;
        let (file, _) = encoding::open(path)?;
        let sample = encoding::sample(path, &mut Decoded::new(file, text).0)?;
        let announced = announced(&sample);
        let delimiter = match options.delimiter {
            None => announced.unwrap_or_else(|| sniff(&sample)),
            Some(c) if c.is_ascii() && !matches!(c, '"' | '\n' | '\r') => c as u8,
            Some(c) => {
                return Err(Error::new(
                    ErrorCode::InvalidChoice,
                    "delimiter",
                    "must be an ASCII character that is no quote and no line break",
                )
                .with_value(c));
            }
        };
        let layout = Self {
            text,
            delimiter,
            announced: announced.is_some(),
            ending: Ending::of(&sample),
            bad_rows: options.bad_rows,
        };
        let (mut reader, _) = layout.reader(path)?;
        let mut header = ByteRecord::new();
        for _ in 0..=usize::from(layout.announced) {
            reader
                .read_byte_record(&mut header)
                .map_err(|error| csv_error(path, error))?;
        }
        let names: Vec<String> = header
            .iter()
            .enumerate()
            .map(|(index, name)| match String::from_utf8_lossy(name).trim() {
                "" => format!("column_{}", index + 1),
                name => name.to_owned(),
            })
            .collect();
        if names.is_empty() {
            return Err(Error::new(
                ErrorCode::Empty,
                path.display().to_string(),
                "holds nothing but blank lines",
            ));
        }
        Ok((layout, names))
    }

    fn reader(&self, path: &Path) -> Result<(Reader<BufReader<Decoded>>, Arc<Counts>)> {
        let (file, _) = encoding::open(path)?;
        let (reader, counts) = Decoded::new(file, self.text);
        let reader = ReaderBuilder::new()
            .delimiter(self.delimiter)
            .has_headers(false)
            .flexible(true)
            .buffer_capacity(1 << 17)
            .from_reader(reader);
        Ok((reader, counts))
    }

    /// Reads the wanted columns in chunks of at most `chunk_rows` rows, until `sink` has enough. Returns what was
    /// skipped and how many byte sequences were no characters.
    pub(super) fn produce(
        &self,
        path: &Path,
        width: usize,
        wanted: &[usize],
        chunk_rows: usize,
        sink: &mut dyn FnMut(Chunk) -> bool,
    ) -> Result<(Skipped, u64)> {
        let malformed =
            |reason: String| Error::new(ErrorCode::MalformedRow, path.display().to_string(), reason);
        let (mut reader, counts) = self.reader(path)?;
        let mut record = ByteRecord::new();
        for _ in 0..=usize::from(self.announced) {
            read(path, &mut reader, &mut record)?;
        }
        let mut skipped = Skipped::new(SkipReason::FieldCount);
        let mut texts: Vec<Texts> = wanted.iter().map(|_| Texts::default()).collect();
        let mut lines = Vec::with_capacity(chunk_rows);
        let (mut row, mut first_row) = (0, 0);
        let mut more = read(path, &mut reader, &mut record)?;
        while more {
            let before = record.position().map_or(0, csv::Position::line);
            let (line, end) = self.ending.lines(before, reader.position().line(), row, &record);
            let fields = record.len();
            let unclosed = || {
                malformed(format!(
                    "a quote opens on line {line} and closes {} lines later or never",
                    end - line
                ))
            };
            if fields == width {
                for (texts, &column) in texts.iter_mut().zip(wanted) {
                    texts.push(&record[column]);
                }
                lines.push(line);
            } else if end > line {
                // How many rows it swallowed cannot be told.
                return Err(unclosed());
            } else if self.bad_rows == BadRows::Error {
                return Err(malformed(format!(
                    "line {line} has {fields} fields where the header has {width}"
                )));
            } else {
                skipped.add(line, || {
                    format!("has {fields} fields where the header has {width}")
                });
            }
            row += 1;
            let broken = end > line && record[fields - 1].contains(&b'\n');
            more = read(path, &mut reader, &mut record)?;
            if !more && broken && counts.last.load(Ordering::Relaxed) != b'"' {
                return Err(unclosed());
            }
            if !more || lines.len() == chunk_rows || texts.iter().any(Texts::is_full) {
                if lines.is_empty() {
                    continue;
                }
                let chunk = Chunk {
                    rows: lines.len(),
                    columns: texts
                        .iter_mut()
                        .map(|texts| texts.finish(path))
                        .collect::<Result<_>>()?,
                    lines: std::mem::replace(&mut lines, Vec::with_capacity(chunk_rows)),
                    first_row,
                    done: counts.bytes.load(Ordering::Relaxed),
                };
                first_row = row;
                if !sink(chunk) {
                    break;
                }
            }
        }
        if row > 0 && skipped.rows == row {
            return Err(malformed(format!(
                "no row has {width} fields as the header does: line {} {}",
                skipped.lines[0], skipped.example
            )));
        }
        Ok((skipped, counts.replaced.load(Ordering::Relaxed)))
    }
}

fn read(path: &Path, reader: &mut Reader<BufReader<Decoded>>, record: &mut ByteRecord) -> Result<bool> {
    reader
        .read_byte_record(record)
        .map_err(|error| csv_error(path, error))
}

fn csv_error(path: &Path, error: csv::Error) -> Error {
    let text = error.to_string();
    match error.into_kind() {
        csv::ErrorKind::Io(error) => unreadable(path, &error),
        _ => Error::new(ErrorCode::MalformedRow, path.display().to_string(), text),
    }
}

/// One column under construction.
#[derive(Default)]
struct Texts {
    bytes: Vec<u8>,
    offsets: Vec<i32>,
}

impl Texts {
    fn push(&mut self, field: &[u8]) {
        if self.offsets.is_empty() {
            self.offsets.push(0);
        }
        self.bytes.extend_from_slice(field.trim_ascii());
        self.offsets.push(self.bytes.len() as i32);
    }

    /// Offsets have 32 bits: there must be room for the next field.
    fn is_full(&self) -> bool {
        self.bytes.len() > 1 << 28
    }

    fn finish(&mut self, path: &Path) -> Result<ArrayRef> {
        let next = Self {
            bytes: Vec::with_capacity(self.bytes.len() + self.bytes.len() / 8),
            offsets: Vec::with_capacity(self.offsets.len()),
        };
        let Self { bytes, offsets } = std::mem::replace(self, next);
        let offsets = OffsetBuffer::new(ScalarBuffer::from(offsets));
        StringArray::try_new(offsets, Buffer::from_vec(bytes), None)
            .map(|texts| Arc::new(texts) as ArrayRef)
            .map_err(|_| {
                encoding::unsupported(path, "changed while it was read: its text is no longer UTF-8")
            })
    }
}

/// The delimiter of a first line `sep=;`, which Excel understands and writes.
fn announced(sample: &str) -> Option<u8> {
    let line = sample.lines().next()?.trim_matches('"');
    match line
        .strip_prefix("sep=")
        .or_else(|| line.strip_prefix("SEP="))?
        .as_bytes()
    {
        [delimiter] => Some(*delimiter),
        _ => None,
    }
}

/// The delimiter under which most records have as many fields as the first, and more than one; the comma where
/// nothing tells.
fn sniff(sample: &str) -> u8 {
    let fit = |&delimiter: &u8| {
        let mut reader = ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(sample.as_bytes());
        let mut record = ByteRecord::new();
        let (mut width, mut records, mut fitting) = (0, 0_u64, 0_u64);
        while records < 1_000 && reader.read_byte_record(&mut record).unwrap_or(false) {
            if records == 0 {
                width = record.len();
            }
            records += 1;
            fitting += u64::from(record.len() == width);
        }
        if width > 1 {
            (fitting * 10 / records, width)
        } else {
            (0, 0)
        }
    };
    DELIMITERS.iter().copied().max_by_key(fit).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delimiters_are_sniffed() {
        for (sample, delimiter) in [
            ("a,b\n1,2\n", b','),
            ("a;b\n1,5;2,5\n", b';'),
            ("a\tb\n1,2\t3\n", b'\t'),
            ("a|b|c\n1|2|3\n", b'|'),
            ("a\n1\n", b','),
            ("\"a;b\",c\n\"1;2\",3\n", b','),
            ("date;amount\n2024-01-01;1.234,50\n2024-01-02;2,00\n", b';'),
        ] {
            assert_eq!(sniff(sample), delimiter, "{sample:?}");
        }
        assert_eq!(announced("sep=;\na;b\n"), Some(b';'));
    }
}
