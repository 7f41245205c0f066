//! Where results go: stdout, files, and the shape of a terminal.

use crate::cli::{Format, Output};
use crate::failure::Failure;
use anstyle::Style;
use goodwill::catalogue::Metric;
use goodwill_report::terminal;
use serde::Serialize;
use std::io::{self, Write};
use std::path::Path;

/// The width of a text that goes to no terminal.
const WIDTH: u16 = 100;

/// Wider lines are hard to read.
const WIDEST: u16 = 120;

/// The width to write tables in: that of the terminal, or what `COLUMNS` says.
pub(crate) fn width() -> u16 {
    let columns = || std::env::var("COLUMNS").ok()?.parse().ok();
    terminal_size::terminal_size_of(io::stdout())
        .map(|(width, _)| width.0)
        .or_else(columns)
        .unwrap_or(WIDTH)
        .clamp(40, WIDEST)
}

/// Writes to stdout. A reader who has seen enough (`| head`) is no failure.
pub(crate) fn print(text: impl AsRef<[u8]>) -> Result<(), Failure> {
    print_with(|out| out.write_all(text.as_ref()))
}

/// Streams to stdout, as [`print`] does.
pub(crate) fn print_with(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    let mut out = io::BufWriter::with_capacity(1 << 16, io::stdout().lock());
    match write(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::writing(&"stdout")(error)),
        _ => Ok(()),
    }
}

/// Writes a file as a whole.
pub(crate) fn save(path: &Path, content: &[u8]) -> Result<(), Failure> {
    std::fs::write(path, content).map_err(Failure::writing(&path.display()))
}

/// JSON, indented.
pub(crate) fn json(value: &impl Serialize) -> String {
    serde_json::to_string_pretty(value).expect("results are plain data") + "\n"
}

/// One metric's result with its context, as JSON.
#[derive(Serialize)]
pub(crate) struct OneMetric<'a, T> {
    goodwill: &'static str,
    metric: &'a str,
    result: &'a T,
    notes: &'a [String],
}

/// A result of one metric: JSON, or a heading, the table and the notes.
pub(crate) fn show<T: Serialize>(
    output: &Output,
    metric: &str,
    result: &T,
    notes: &[String],
    table: impl FnOnce(u16) -> String,
) -> Result<(), Failure> {
    match output.format {
        Format::Json => print(json(&OneMetric {
            goodwill: goodwill::VERSION,
            metric,
            result,
            notes,
        })),
        Format::Table => {
            let width = width();
            let metric = Metric::named(metric).expect("every command's metric is in the catalogue");
            let mut text = title(&format!("{}  {}", metric.title, metric.chinese)) + &table(width);
            if !notes.is_empty() {
                text.push('\n');
                text.push_str(&title("How the data were read"));
                text.push_str(&terminal::bullets(notes.iter().map(String::as_str), width));
            }
            print(text)
        }
    }
}

/// A line that stands out on a terminal.
pub(crate) fn title(text: &str) -> String {
    let bold = if anstream::AutoStream::choice(&io::stdout()) == anstream::ColorChoice::Never {
        Style::new()
    } else {
        Style::new().bold()
    };
    format!("{bold}{text}{bold:#}\n")
}
