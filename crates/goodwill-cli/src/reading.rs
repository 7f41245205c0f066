//! Files in: what the flags say about them, and progress while they are read.

use crate::cli::{HistoryNames, Orders, Part, Reading};
use crate::failure::Failure;
use crate::long_work::{self, PATIENCE};
use goodwill::purchase::{PurchaseOptions, Purchases};
use goodwill::survey::{Survey, SurveyDeclaration};
use goodwill::{Error, ErrorCode};
use goodwill_arrow::declaration::read_declaration;
use goodwill_arrow::file::{
    BadRows, FileFormat, FileOptions, HistoryOptions, HistoryTable, OrdersOptions, Progress, ReadReport,
    SurveyOptions, holds_histories, read_histories_with, read_purchases_with, read_survey_with,
};
use goodwill_report::terminal::count;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::ops::ControlFlow;
use std::path::Path;
use std::time::Instant;

/// Reads the orders, and what a reader of the result should know about how.
pub(crate) fn purchases(orders: &Orders, reading: &Reading) -> Result<(Purchases, Vec<String>), Failure> {
    let options = OrdersOptions {
        customer: orders.customer.clone(),
        date: orders.date.clone(),
        amount: orders.amount.clone(),
        quantity: orders.quantity.clone(),
        unit_price: orders.unit_price.clone(),
        no_amounts: orders.no_amounts,
        date_format: orders.date_format.clone(),
        number_format: reading.number_format,
        file: file_options(reading),
        purchase: PurchaseOptions {
            grain: orders.grain,
            returns: orders.returns,
            zero_amounts: orders.zero_amounts,
            history_start: orders.history_start,
            as_of: orders.as_of,
        },
    };
    let (purchases, report) = watched(&orders.path, reading, |progress| {
        read_purchases_with(&orders.path, &options, progress).map_err(|error| {
            if error.code() == ErrorCode::Empty && error.parameter() == "purchases" {
                let file = orders.path.display().to_string();
                Error::new(ErrorCode::Empty, file, "holds no row that counts as an order")
            } else {
                error
            }
        })
    })?;
    Ok((purchases, notes(&report)))
}

/// Reads histories, if the file holds some: a column of each is recognised, or one was named.
pub(crate) fn histories(
    orders: &Orders,
    names: &HistoryNames,
    reading: &Reading,
) -> Result<Option<(HistoryTable, ReadReport)>, Failure> {
    let file = file_options(reading);
    let named = [&names.frequency, &names.recency, &names.tenure]
        .iter()
        .any(|name| name.is_some());
    if !named && !holds_histories(&orders.path, &file)? {
        return Ok(None);
    }
    let options = HistoryOptions {
        customer: orders.customer.clone(),
        frequency: names.frequency.clone(),
        recency: names.recency.clone(),
        tenure: names.tenure.clone(),
        monetary_value: names.monetary_value.clone(),
        weight: names.weight.clone(),
        number_format: reading.number_format,
        file,
    };
    watched(&orders.path, reading, |progress| {
        read_histories_with(&orders.path, &options, progress)
    })
    .map(Some)
}

/// The declaration of a survey, if a file of it is named.
pub(crate) fn declaration(path: Option<&Path>) -> Result<Option<SurveyDeclaration>, Failure> {
    Ok(path.map(read_declaration).transpose()?)
}

/// What a reader of a result should know about how the survey was read, and what its answers lack.
pub(crate) fn survey_notes(report: &ReadReport, survey: &Survey) -> Vec<String> {
    let mut notes = notes(report);
    notes.extend(survey.notes());
    notes
}

/// Reads a survey.
pub(crate) fn survey(
    path: &Path,
    columns: SurveyOptions,
    reading: &Reading,
) -> Result<(Survey, ReadReport), Failure> {
    let options = SurveyOptions {
        number_format: reading.number_format,
        file: file_options(reading),
        ..columns
    };
    watched(path, reading, |progress| {
        read_survey_with(path, &options, progress)
    })
}

/// The respondents of the groups asked for, and who they are if they are not all.
pub(crate) fn part(survey: Survey, part: &Part) -> Result<(Survey, Option<String>), Failure> {
    if part.groups.is_empty() {
        return Ok((survey, None));
    }
    let all = survey.respondents();
    let (mut survey, mut who) = (survey, Vec::new());
    for (group, label) in &part.groups {
        survey = survey.group(group, label)?;
        who.push(format!("{group} {label}"));
    }
    let note = format!(
        "Only respondents of {}: {} of {}.",
        who.join(", "),
        count(survey.respondents() as u64),
        count(all as u64)
    );
    Ok((survey, Some(note)))
}

fn file_options(reading: &Reading) -> FileOptions {
    FileOptions {
        delimiter: reading.delimiter,
        encoding: reading.encoding.clone(),
        bad_rows: if reading.strict {
            BadRows::Error
        } else {
            BadRows::ReportAndSkip
        },
        ..FileOptions::default()
    }
}

/// What the file is, and everything that was found out about it, chosen or left out.
pub(crate) fn notes(report: &ReadReport) -> Vec<String> {
    let name = Path::new(&report.file)
        .file_name()
        .map_or_else(|| report.file.clone(), |name| name.to_string_lossy().into_owned());
    let format = match (report.format, report.delimiter, &report.encoding) {
        (FileFormat::Csv, Some(delimiter), Some(encoding)) => {
            let separated = match delimiter {
                ',' => "by commas".to_owned(),
                ';' => "by semicolons".into(),
                '\t' => "by tabs".into(),
                '|' => "by bars".into(),
                other => format!("by {other:?}"),
            };
            format!("CSV, separated {separated}, {}", encoding.name)
        }
        (format, ..) => format.to_string(),
    };
    let mut notes = vec![format!("{name}: {} rows of {format}.", count(report.rows))];
    notes.extend(report.notes());
    notes
}

/// Runs a reader under a progress bar, and stops it when Ctrl-C asks.
fn watched<T>(
    path: &Path,
    reading: &Reading,
    read: impl FnOnce(&mut dyn FnMut(Progress) -> ControlFlow<()>) -> goodwill::Result<T>,
) -> Result<T, Failure> {
    let (shown, begun) = (long_work::shown(reading.quiet), Instant::now());
    let mut bar: Option<ProgressBar> = None;
    let result = long_work::interruptible(
        || path.display().to_string(),
        || {
            read(&mut |progress| {
                if shown && begun.elapsed() > PATIENCE {
                    let bar = bar.get_or_insert_with(|| progress_bar(path, progress.total));
                    bar.set_prefix(count(progress.rows));
                    bar.set_position(progress.done);
                }
                long_work::answer()
            })
        },
    );
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
    result
}

fn progress_bar(path: &Path, bytes: u64) -> ProgressBar {
    let style = ProgressStyle::with_template("{msg} {wide_bar} {percent:>3}%  {prefix} rows")
        .expect("the template is valid")
        .progress_chars("━╸─");
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    ProgressBar::with_draw_target(Some(bytes), ProgressDrawTarget::stderr())
        .with_style(style)
        .with_message(format!("reading {name}"))
}
