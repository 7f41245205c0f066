//! `goodwill predict`.

use crate::cli::{HistoriesFormat, Predict, Prediction};
use crate::failure::Failure;
use crate::fit::spend_counts;
use crate::input::{self, Input};
use crate::output;
use clap::ValueEnum as _;
use goodwill::calendar::TimeUnit;
use goodwill::model::{
    AnyData, AnyFitted, AnyModel, DiscountRate, FitOptions, GammaGamma, ModelKind, PurchaseModel, Span,
    ValueOptions,
};
use goodwill::{Error, ErrorCode};
use serde::Serialize;
use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

/// One column of the result.
struct Column {
    name: String,
    values: Vec<f64>,
}

pub(crate) fn run(arguments: &Predict) -> Result<(), Failure> {
    let model = load(&arguments.model)?;
    let unit = model.setting().unit;
    let of_purchases = model.purchase_model()?;
    let input = input::read(&arguments.orders, &arguments.histories, unit, &arguments.reading)?;
    let mut notes = input.notes.clone();
    let columns = predictions(arguments, of_purchases, unit, &input, &mut notes)?;
    if !arguments.reading.quiet {
        for note in &notes {
            eprintln!("{note}");
        }
    }
    let write = |out: &mut dyn Write| match arguments.format {
        HistoriesFormat::Csv => csv(&input, &columns, out),
        HistoriesFormat::Json => json(&input, &columns, out),
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

/// A saved model: as `goodwill fit` writes it, or its parameters alone.
fn load(path: &Path) -> Result<AnyModel, Failure> {
    let name = || path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|error| {
        let code = match error.kind() {
            io::ErrorKind::NotFound => ErrorCode::FileNotFound,
            _ => ErrorCode::FileUnreadable,
        };
        Error::new(code, name(), error.to_string())
    })?;
    let fitted = serde_json::from_str::<AnyFitted>(&text).map(|fitted| fitted.model);
    fitted
        .or_else(|why| serde_json::from_str::<AnyModel>(&text).map_err(|_| why))
        .map_err(|why| {
            let reason = format!("holds no model that goodwill fit saved ({why})");
            Error::new(ErrorCode::InvalidState, name(), reason).into()
        })
}

fn predictions(
    arguments: &Predict,
    model: &dyn PurchaseModel,
    unit: Option<TimeUnit>,
    input: &Input,
    notes: &mut Vec<String>,
) -> Result<Vec<Column>, Failure> {
    let asked = |prediction| arguments.columns.contains(&prediction);
    let all = arguments.columns.is_empty();
    let wanted: Vec<Prediction> = Prediction::value_variants()
        .iter()
        .copied()
        .filter(|&prediction| match prediction {
            Prediction::ExpectedPurchases | Prediction::ProbabilityAlive => all || asked(prediction),
            Prediction::ProbabilityActive => asked(prediction),
            Prediction::ExpectedSpend => {
                asked(prediction) || all && (input.has_money() || arguments.spend_model.is_some())
            }
            // A yearly discount needs to know what a year is.
            Prediction::LifetimeValue => {
                asked(prediction)
                    || all && unit.is_some() && (input.has_money() || arguments.spend_model.is_some())
            }
        })
        .collect();
    let (length, of) = arguments.horizon;
    let span = match of {
        Some(unit) => Span::new(length, unit)?,
        None => Span::of_model(length)?,
    };
    let horizon = span.in_units(unit)?;
    let histories = input.table.columns();
    let spends = if wanted
        .iter()
        .any(|wanted| matches!(wanted, Prediction::ExpectedSpend | Prediction::LifetimeValue))
    {
        expected_spends(arguments, input, notes)?
    } else {
        Vec::new()
    };
    let mut columns = Vec::new();
    for prediction in wanted {
        let values = match prediction {
            Prediction::ExpectedPurchases => histories.conditional_purchases(model, horizon)?,
            Prediction::ProbabilityAlive => histories.map(|history| model.probability_alive(history, 0.0))?,
            Prediction::ProbabilityActive => {
                histories.map(|history| model.probability_active(history, 0.0, horizon))?
            }
            Prediction::ExpectedSpend => spends.clone(),
            Prediction::LifetimeValue => {
                let options = ValueOptions {
                    horizon: Some(span),
                    margin: arguments.margin.get(),
                    ..ValueOptions::new(DiscountRate::per(TimeUnit::Year, arguments.discount.get())?)
                };
                histories.lifetime_values(model, &spends, &options)?
            }
        };
        let name = prediction.to_possible_value().expect("every column has a name");
        columns.push(Column {
            name: name.get_name().to_owned(),
            values,
        });
    }
    Ok(columns)
}

/// The spend per purchase expected of each row, by the given model or one fitted to these rows.
fn expected_spends(arguments: &Predict, input: &Input, notes: &mut Vec<String>) -> Result<Vec<f64>, Failure> {
    let model = if let Some(path) = &arguments.spend_model {
        of_spend(load(path)?)?
    } else {
        let counts = spend_counts(input, notes)?;
        let fitted = AnyModel::fit(
            ModelKind::GammaGamma,
            AnyData::Spend(&counts),
            &FitOptions::default(),
        )?;
        notes.push(format!("Spend: {}, fitted to this file.", fitted.model));
        notes.extend(
            fitted
                .summary
                .warnings
                .iter()
                .map(|warning| warning.message.clone()),
        );
        of_spend(fitted.model)?
    };
    if !input.has_money() {
        return Ok(vec![model.mean_spend()?; input.table.frequency.len()]);
    }
    // Of who never paid, the spend of all is expected.
    let known: Vec<f64> = input
        .table
        .frequency
        .iter()
        .zip(&input.table.monetary_value)
        .map(|(&frequency, &spend)| if spend > 0.0 { frequency } else { 0.0 })
        .collect();
    Ok(model.expected_spends(&known, &input.table.monetary_value)?)
}

fn of_spend(model: AnyModel) -> Result<GammaGamma, Failure> {
    match model {
        AnyModel::GammaGamma(model) => Ok(model),
        other => Err(Error::new(
            ErrorCode::NotApplicable,
            "spend_model",
            format!("{} is no model of spend", other.kind().label()),
        )
        .into()),
    }
}

fn csv(input: &Input, columns: &[Column], out: &mut dyn Write) -> io::Result<()> {
    // A closed pipe must stay one: the conversion of the crate itself forgets what kind of error it was.
    write_rows(input, columns, out).map_err(|error| match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        kind => io::Error::other(format!("{kind:?}")),
    })
}

fn write_rows(input: &Input, columns: &[Column], out: &mut dyn Write) -> csv::Result<()> {
    let mut out = csv::Writer::from_writer(out);
    let table = &input.table;
    let named = !table.customers.is_empty();
    let numbers = [&table.frequency, &table.recency, &table.tenure];
    let header = named.then_some("customer").into_iter();
    let header = header.chain(["frequency", "recency", "tenure"]);
    out.write_record(header.chain(columns.iter().map(|column| column.name.as_str())))?;
    let mut row = Vec::new();
    for index in 0..table.frequency.len() {
        row.clear();
        if named {
            row.push(table.customers[index].clone());
        }
        row.extend(numbers.iter().map(|column| number(column[index])));
        row.extend(columns.iter().map(|column| number(column.values[index])));
        out.write_record(&row)?;
    }
    Ok(out.flush()?)
}

/// A number as short as it reads back to the same bits; nothing where it is NaN.
fn number(value: f64) -> String {
    if value.is_nan() {
        String::new()
    } else {
        value.to_string()
    }
}

/// The columns, as JSON lists.
#[derive(Serialize)]
struct Lists<'a> {
    customer: &'a [String],
    frequency: Vec<Option<f64>>,
    recency: Vec<Option<f64>>,
    tenure: Vec<Option<f64>>,
    #[serde(flatten)]
    predictions: serde_json::Map<String, serde_json::Value>,
}

fn json(input: &Input, columns: &[Column], out: &mut dyn Write) -> io::Result<()> {
    let known = |values: &[f64]| {
        values
            .iter()
            .map(|&value| (!value.is_nan()).then_some(value))
            .collect::<Vec<_>>()
    };
    let mut predictions = serde_json::Map::new();
    for column in columns {
        predictions.insert(column.name.clone(), serde_json::to_value(known(&column.values))?);
    }
    let table = &input.table;
    let lists = Lists {
        customer: &table.customers,
        frequency: known(&table.frequency),
        recency: known(&table.recency),
        tenure: known(&table.tenure),
        predictions,
    };
    serde_json::to_writer(&mut *out, &lists)?;
    out.write_all(b"\n")
}
