//! `goodwill fit`.

use crate::cli::{Fit, Format};
use crate::failure::Failure;
use crate::input::{self, Input};
use crate::{long_work, output, reading};
use goodwill::model::{
    AnyData, AnyFitted, AnyModel, FitOptions, ModelKind, NonPositiveSpend, RenewalCounts, SpendCounts,
};
use goodwill::{Error, ErrorCode};
use goodwill_arrow::file::SurveyOptions;
use goodwill_report::terminal;

pub(crate) fn run(arguments: &Fit) -> Result<(), Failure> {
    let options = FitOptions {
        level: arguments.output.level,
        penalty: arguments.penalty.get(),
        regularity: arguments.regularity,
        ..FitOptions::default()
    };
    let (fitted, notes) = match arguments.model {
        ModelKind::Sbg | ModelKind::Bdw => renewals(arguments, &options)?,
        _ => purchases(arguments, &options)?,
    };
    let json = output::json(&fitted);
    // The file first: a reader who leaves early (`| head`) still gets it. The table even if it fails.
    let saved = match &arguments.save {
        Some(path) => output::save(path, json.as_bytes()),
        None => Ok(()),
    };
    match arguments.output.format {
        Format::Json => {
            if !arguments.reading.quiet {
                for note in &notes {
                    eprintln!("{note}");
                }
            }
            output::print(json)?;
        }
        Format::Table => {
            let width = output::width();
            let mut text = output::title(&fitted.model.to_string()) + &terminal::fit(&fitted.summary, width);
            text.push('\n');
            text += &output::title("How the data were read");
            text += &terminal::bullets(notes.iter().map(String::as_str), width);
            if let (Some(path), true) = (&arguments.save, saved.is_ok()) {
                text.push_str("\nSaved ");
                text.push_str(&path.display().to_string());
                text.push('\n');
            }
            output::print(text)?;
        }
    }
    saved
}

/// The fit, with what shows that it goes on.
fn watched(arguments: &Fit, data: AnyData<'_>, options: &FitOptions) -> Result<AnyFitted, Failure> {
    let kind = arguments.model;
    long_work::watched("fitting", kind.label(), arguments.reading.quiet, |watch| {
        let options = FitOptions {
            watch,
            ..options.clone()
        };
        AnyModel::fit(kind, data, &options)
    })
}

/// A model of contract renewals, from a column of survivors.
fn renewals(arguments: &Fit, options: &FitOptions) -> Result<(AnyFitted, Vec<String>), Failure> {
    let Some(column) = &arguments.survivors else {
        return Err(Failure::Usage(Error::new(
            ErrorCode::InvalidChoice,
            "survivors",
            "must name the column that says how many customers are left at the start and after each renewal",
        )));
    };
    let columns = SurveyOptions {
        items: vec![column.clone()],
        only_given: true,
        ..SurveyOptions::default()
    };
    let (survey, report) = reading::survey(&arguments.orders.path, columns, &arguments.reading)?;
    let survivors: Vec<f64> = survey
        .values(column)?
        .into_iter()
        .filter(|left| !left.is_nan())
        .collect();
    let mut counts =
        RenewalCounts::from_survivors(&survivors).map_err(|error| error.rename(column.clone()))?;
    if let Some(unit) = arguments.unit {
        counts = counts.with_unit(unit);
    }
    let fitted = watched(arguments, AnyData::Renewals(&counts), options)?;
    Ok((fitted, reading::notes(&report)))
}

/// A model of purchases or of spend, from orders or histories.
fn purchases(arguments: &Fit, options: &FitOptions) -> Result<(AnyFitted, Vec<String>), Failure> {
    let input = input::read(
        &arguments.orders,
        &arguments.histories,
        arguments.unit,
        &arguments.reading,
    )?;
    let mut notes = input.notes.clone();
    let fitted = if arguments.model == ModelKind::GammaGamma {
        let counts = spend_counts(&input, &mut notes)?;
        watched(arguments, AnyData::Spend(&counts), options)?
    } else {
        let counts = input.counts()?;
        if counts.missing() > 0 {
            notes.push(format!(
                "{} rows without frequency, recency or T left out.",
                terminal::count(counts.missing())
            ));
        }
        watched(arguments, AnyData::Histories(&counts), options)?
    };
    Ok((fitted, notes))
}

/// Spend of customers who bought again, and what was left out.
pub(crate) fn spend_counts(input: &Input, notes: &mut Vec<String>) -> Result<SpendCounts, Failure> {
    if !input.has_money() {
        return Err(Error::new(
            ErrorCode::UnknownColumn,
            "amount",
            "no column of money is recognised, which a model of spend needs",
        )
        .into());
    }
    let counts = SpendCounts::from_columns(
        &input.table.frequency,
        &input.table.monetary_value,
        input.weights(),
        NonPositiveSpend::Skip,
    )?;
    if counts.skipped() > 0 {
        notes.push(format!(
            "Spend: {} customers with a mean of 0 or less left out.",
            terminal::count(counts.skipped())
        ));
    }
    Ok(counts)
}
