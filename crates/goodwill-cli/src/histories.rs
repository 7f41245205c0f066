//! `goodwill histories`.

use crate::cli::{self, HistoriesFormat};
use crate::failure::Failure;
use crate::{output, reading};
use goodwill::calendar::{Day, TimeUnit};
use goodwill::purchase::{CustomerId, Histories, HistoryOptions};
use serde::Serialize;
use std::fs::File;
use std::io::{self, Write};

/// The columns, as JSON lists.
#[derive(Serialize)]
struct Columns<'a> {
    as_of: Day,
    unit: TimeUnit,
    customer: Vec<Identifier<'a>>,
    frequency: &'a [u32],
    recency: &'a [f64],
    tenure: &'a [f64],
    monetary_value: Vec<Option<f64>>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Identifier<'a> {
    Integer(i64),
    Text(&'a str),
}

impl<'a> From<CustomerId<'a>> for Identifier<'a> {
    fn from(id: CustomerId<'a>) -> Self {
        match id {
            CustomerId::Integer(id) => Self::Integer(id),
            CustomerId::String(id) => Self::Text(id),
        }
    }
}

pub(crate) fn run(arguments: &cli::Histories) -> Result<(), Failure> {
    let (purchases, notes) = reading::purchases(&arguments.orders, &arguments.reading)?;
    let options = HistoryOptions {
        unit: arguments.unit,
        include_first: arguments.include_first,
        ..HistoryOptions::new(arguments.orders.as_of.unwrap_or(purchases.last_day()))
    };
    let histories = purchases.histories(&options)?;
    if !arguments.reading.quiet {
        for note in notes {
            eprintln!("{note}");
        }
    }
    let write = |out: &mut dyn Write| match arguments.format {
        HistoriesFormat::Csv => csv(&histories, out),
        HistoriesFormat::Json => json(&histories, out),
    };
    match &arguments.output {
        None => output::print_with(write),
        Some(path) => File::create(path)
            .and_then(|file| {
                let mut out = io::BufWriter::new(file);
                write(&mut out)?;
                out.flush()
            })
            .map_err(Failure::writing(&path.display())),
    }
}

fn csv(histories: &Histories, out: &mut dyn Write) -> io::Result<()> {
    // A closed pipe must stay one: the conversion of the crate itself forgets what kind of error it was.
    write_rows(histories, out).map_err(|error| match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        kind => io::Error::other(format!("{kind:?}")),
    })
}

fn write_rows(histories: &Histories, out: &mut dyn Write) -> csv::Result<()> {
    let mut out = csv::Writer::from_writer(out);
    out.write_record(["customer", "frequency", "recency", "tenure", "monetary_value"])?;
    for (index, customer) in histories.customers.iter().enumerate() {
        out.serialize((
            Identifier::from(customer),
            histories.frequency[index],
            histories.recency[index],
            histories.tenure[index],
            known(histories.monetary_value[index]),
        ))?;
    }
    Ok(out.flush()?)
}

fn json(histories: &Histories, out: &mut dyn Write) -> io::Result<()> {
    let columns = Columns {
        as_of: histories.as_of,
        unit: histories.unit,
        customer: histories.customers.iter().map(Identifier::from).collect(),
        frequency: &histories.frequency,
        recency: &histories.recency,
        tenure: &histories.tenure,
        monetary_value: histories.monetary_value.iter().copied().map(known).collect(),
    };
    serde_json::to_writer(&mut *out, &columns)?;
    out.write_all(b"\n")
}

/// A number, or nothing where it is NaN.
fn known(value: f64) -> Option<f64> {
    (!value.is_nan()).then_some(value)
}
