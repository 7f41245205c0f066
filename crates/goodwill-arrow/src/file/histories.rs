//! A file of histories → columns of numbers, and who they belong to.

use super::guess::{choose, not_found};
use super::orders::{Chosen, NumberColumn, interrupted};
use super::report::Tally;
use super::{FileOptions, Progress, ReadReport, Role, SkipReason, Table};
use crate::column::customers;
use crate::text::NumberFormat;
use goodwill::Result;
use goodwill::model::HistoryColumns;
use std::ops::ControlFlow;
use std::path::Path;

/// Which columns of a file of histories are what. The default recognises them by their names.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct HistoryOptions {
    /// The column of customers.
    pub customer: Option<String>,
    /// The column of repeat purchases.
    pub frequency: Option<String>,
    /// The column of the time of the last purchase.
    pub recency: Option<String>,
    /// The column of the time observed, T.
    pub tenure: Option<String>,
    /// The column of the mean amount of the repeat purchases.
    pub monetary_value: Option<String>,
    /// The column that says how many customers a row stands for.
    pub weight: Option<String>,
    /// How the numbers are written; found from all of them when not given.
    pub number_format: Option<NumberFormat>,
    /// How the file is read.
    pub file: FileOptions,
}

/// The histories read from one file. A number that is missing is NaN; its row stays.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct HistoryTable {
    /// Who, as the file writes it; empty without such a column.
    pub customers: Vec<String>,
    /// Repeat purchases.
    pub frequency: Vec<f64>,
    /// The time of the last purchase.
    pub recency: Vec<f64>,
    /// The time observed.
    pub tenure: Vec<f64>,
    /// The mean amount of the repeat purchases; empty without such a column.
    pub monetary_value: Vec<f64>,
    /// How many customers each row stands for; empty without such a column.
    pub weights: Vec<f64>,
}

impl HistoryTable {
    /// The columns a model needs.
    #[must_use]
    pub fn columns(&self) -> HistoryColumns<'_> {
        HistoryColumns {
            frequency: &self.frequency,
            recency: &self.recency,
            tenure: &self.tenure,
        }
    }
}

/// Whether a file holds histories rather than orders: it has columns known as frequency, recency and T.
///
/// # Errors
/// As [`Table::open`].
pub fn holds_histories(path: impl AsRef<Path>, options: &FileOptions) -> Result<bool> {
    let table = Table::open(path, options)?;
    let mut taken = Vec::new();
    for role in [Role::Frequency, Role::Recency, Role::Tenure] {
        if choose(&table, role, None, &mut taken)?.is_none() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Reads columns of histories, and reports everything that was found out, chosen or left out.
///
/// ```
/// use goodwill_arrow::file::{HistoryOptions, read_histories};
///
/// let path = std::env::temp_dir().join("goodwill_histories_example.csv");
/// std::fs::write(&path, "customer,frequency,recency,T,monetary_value\n7,2,30.43,38.86,22.35\n8,0,0,38.86,\n").unwrap();
/// let (histories, _) = read_histories(&path, &HistoryOptions::default())?;
/// assert_eq!((histories.customers[1].as_str(), histories.frequency[0]), ("8", 2.0));
/// assert!(histories.monetary_value[1].is_nan() && histories.weights.is_empty());
/// # std::fs::remove_file(path).unwrap();
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Errors
/// `UnknownColumn` where frequency, recency or T is not found; as [`Table::open`].
pub fn read_histories(
    path: impl AsRef<Path>,
    options: &HistoryOptions,
) -> Result<(HistoryTable, ReadReport)> {
    read_histories_with(path, options, &mut |_| ControlFlow::Continue(()))
}

/// As [`read_histories`], telling `progress` how far it has come after every batch.
///
/// # Errors
/// As [`read_histories`]; [`ErrorCode::Interrupted`](goodwill::ErrorCode::Interrupted) when it was broken off.
pub fn read_histories_with(
    path: impl AsRef<Path>,
    options: &HistoryOptions,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<(HistoryTable, ReadReport)> {
    let table = Table::open(path, &options.file)?;
    let (numbers_of, customer) = choose_all(&table, options)?;
    let wanted: Vec<usize> = numbers_of
        .iter()
        .chain(&customer)
        .map(|column| column.index)
        .collect();
    let mut formats: Vec<NumberColumn> = numbers_of
        .iter()
        .map(|_| NumberColumn::new(options.number_format))
        .collect();
    // A decimal sign that turns out another than it seemed means reading again, once.
    loop {
        let mut values = vec![Vec::new(); numbers_of.len()];
        let mut names = Vec::new();
        let mut tally = Tally::default();
        let scan = table.scan(&wanted, &mut |batch| {
            if progress(batch.progress()).is_break() {
                return Err(interrupted(&table));
            }
            for (i, column) in numbers_of.iter().enumerate() {
                let mut unreadable = Vec::new();
                let bad_rows = options.file.bad_rows;
                let read = formats[i].numbers(&column.name, batch, i, bad_rows, &mut unreadable)?;
                values[i].extend_from_slice(&read);
                for (row, text) in unreadable {
                    let example = || format!("{}: {text:?}", column.name);
                    tally.add(SkipReason::UnreadableNumber, batch.line(row), example);
                }
            }
            if let Some(column) = &customer {
                let ids = customers(&column.name, batch.column(numbers_of.len()))
                    .map_err(|error| error.offset_by(batch.first_row() as usize))?;
                names.extend((0..batch.rows()).map(|row| ids.name(row)));
            }
            Ok(ControlFlow::Continue(()))
        })?;
        let mut revised = false;
        for (column, format) in numbers_of.iter().zip(&mut formats) {
            revised |= format.settle(&column.name)?;
        }
        if revised {
            continue;
        }
        let mut report = table.report_of(&scan, tally);
        report.columns = numbers_of
            .iter()
            .zip(&formats)
            .map(|(column, format)| column.used(format.found(), None))
            .collect();
        report
            .columns
            .extend(customer.iter().map(|column| column.used(None, None)));
        let mut histories = HistoryTable {
            customers: names,
            ..HistoryTable::default()
        };
        for (column, values) in numbers_of.iter().zip(values) {
            *match column.role {
                Role::Frequency => &mut histories.frequency,
                Role::Recency => &mut histories.recency,
                Role::Tenure => &mut histories.tenure,
                Role::MonetaryValue => &mut histories.monetary_value,
                _ => &mut histories.weights,
            } = values;
        }
        return Ok((histories, report));
    }
}

/// The columns of numbers, and that of customers.
fn choose_all(table: &Table, options: &HistoryOptions) -> Result<(Vec<Chosen>, Option<Chosen>)> {
    let given = [
        (Role::Frequency, &options.frequency, true),
        (Role::Recency, &options.recency, true),
        (Role::Tenure, &options.tenure, true),
        (Role::MonetaryValue, &options.monetary_value, false),
        (Role::Weight, &options.weight, false),
        (Role::Customer, &options.customer, false),
    ];
    // What is named is not free to be guessed as something else.
    let mut taken = Vec::new();
    for name in given.iter().filter_map(|(_, name, _)| name.as_ref()) {
        taken.push(table.column(name)?);
    }
    let mut columns = Vec::new();
    for (role, name, needed) in given {
        match choose(table, role, name.as_deref(), &mut taken)? {
            Some(choice) => columns.push(Chosen::new(table, role, choice)),
            None if needed => return Err(not_found(table, role)),
            None => {}
        }
    }
    let customer = columns.pop_if(|column| column.role == Role::Customer);
    Ok((columns, customer))
}
