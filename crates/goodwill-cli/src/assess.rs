//! `goodwill assess`.

use crate::cli::{Assess, Files, Format, Orders, Output, TierOptions};
use crate::failure::Failure;
use crate::{long_work, output, reading};
use goodwill::assess::AssessOptions;
use goodwill::quantity::Level;
use goodwill::segment::{CIRCULATING_PURCHASES, TierRules};
use goodwill::survey::{ItemRole, Survey};
use goodwill::{Error, ErrorCode};
use goodwill_arrow::file::SurveyOptions;
use goodwill_report::terminal::{self, Section};
use std::path::Path;

pub(crate) fn run(arguments: &Assess) -> Result<(), Failure> {
    let mut inputs = vec![arguments.orders.path.as_path()];
    inputs.extend(arguments.survey.survey.as_deref());
    inputs.extend(arguments.survey.declaration.as_deref());
    check_targets(&arguments.files, &inputs)?;
    let options = AssessOptions {
        period: arguments.period,
        margin: arguments.margin,
        models: !arguments.no_models,
        value_months: arguments.value_months,
        discount: arguments.discount,
        ..options(&arguments.orders, &arguments.tiers, arguments.output.level)?
    };
    let (purchases, mut notes) = reading::purchases(&arguments.orders, &arguments.reading)?;
    let survey = match &arguments.survey.survey {
        Some(path) => {
            let columns = SurveyOptions {
                declaration: reading::declaration(arguments.survey.declaration.as_deref())?,
                recommendation: arguments.survey.recommendation.clone(),
                perceived: arguments.survey.perceived.clone(),
                expected: arguments.survey.expected.clone(),
                ..SurveyOptions::default()
            };
            let (survey, report) = reading::survey(path, columns, &arguments.reading)?;
            notes.extend(reading::notes(&report));
            Some(survey)
        }
        None => None,
    };
    let mut assessment = long_work::watched("assessing", "orders", arguments.reading.quiet, |watch| {
        let options = AssessOptions { watch, ..options };
        goodwill::assess(&purchases, survey.as_ref(), &options)
    })?;
    notes.append(&mut assessment.data.notes);
    assessment.data.notes = notes;
    write(
        &arguments.files,
        &arguments.output,
        arguments.reading.quiet,
        &goodwill_report::page(&assessment),
        goodwill_report::json(&assessment),
        |width| terminal::sections(&assessment, width),
    )
}

/// How an assessment is made, as far as all commands that rest on one say it.
pub(crate) fn options(orders: &Orders, tiers: &TierOptions, level: Level) -> Result<AssessOptions, Failure> {
    Ok(AssessOptions {
        as_of: orders.as_of,
        level,
        repeat_within_days: tiers.repeat_within,
        tier_rules: tier_rules(tiers)?,
        models: false,
        ..AssessOptions::default()
    })
}

fn tier_rules(tiers: &TierOptions) -> Result<TierRules, Failure> {
    let (spend, purchases) = (&tiers.tier_spend[..], &tiers.tier_purchases[..]);
    match (spend, purchases, tiers.tier_agreement) {
        ([], [], _) => TierRules::by_purchases(&CIRCULATING_PURCHASES),
        ([], _, _) => TierRules::by_purchases(purchases),
        (_, [], _) => TierRules::by_spend(spend),
        (_, _, Some(agreement)) => TierRules::new(spend, purchases, agreement),
        (_, _, None) => Err(Error::new(
            ErrorCode::InvalidChoice,
            "tier_agreement",
            "must say what decides where spend and purchases disagree: both, either, spend_first or purchases_first",
        )),
    }
    .map_err(Failure::Usage)
}

/// Names the column that an error of a survey metric is about.
pub(crate) fn of_column(error: Error, survey: &Survey) -> Error {
    let role = match error.parameter() {
        "scores" => ItemRole::Recommendation,
        "perceived" => ItemRole::Perceived,
        "expected" => ItemRole::Expected,
        _ => return error,
    };
    match survey.item_of(role) {
        Ok(item) => error.rename(item.header().to_owned()),
        Err(_) => error,
    }
}

/// Refuses to write over what is read.
pub(crate) fn check_targets(files: &Files, inputs: &[&Path]) -> Result<(), Failure> {
    if files.no_files {
        return Ok(());
    }
    let same = |a: &Path, b: &Path| {
        a == b || matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
    };
    let over = |target: &Path| inputs.iter().any(|input| same(input, target));
    let refuse = |parameter, reason| {
        Err(Failure::Usage(Error::new(
            ErrorCode::Inconsistent,
            parameter,
            reason,
        )))
    };
    if over(&files.html) {
        return refuse("html", "would overwrite a file that is read");
    }
    if over(&files.json) {
        return refuse("json", "would overwrite a file that is read");
    }
    if same(&files.html, &files.json) {
        return refuse("json", "is the same file as --html");
    }
    Ok(())
}

/// Writes a report: its page and its data as files, its data or its tables to the terminal.
pub(crate) fn write(
    files: &Files,
    output: &Output,
    quiet: bool,
    page: &str,
    json: String,
    sections: impl FnOnce(u16) -> Vec<Section>,
) -> Result<(), Failure> {
    // The files first: a reader who leaves early (`| head`) still gets them. The summary even if they fail.
    let (saved, wrote) = if files.no_files {
        (Ok(()), String::new())
    } else {
        let saved = output::save(&files.html, page.as_bytes())
            .and_then(|()| output::save(&files.json, json.as_bytes()));
        let wrote = format!("Wrote {} and {}\n", files.html.display(), files.json.display());
        (saved, wrote)
    };
    let wrote = if saved.is_ok() { wrote } else { String::new() };
    match output.format {
        Format::Json => {
            if !quiet {
                eprint!("{wrote}");
            }
            output::print(json)?;
        }
        Format::Table => {
            let mut text = String::new();
            for Section { title, body } in sections(output::width()) {
                text += &(output::title(&title) + &body + "\n");
            }
            output::print(text + &wrote)?;
        }
    }
    saved
}
