//! `goodwill nps` and `goodwill satisfaction`.

use crate::assess::of_column;
use crate::cli;
use crate::failure::Failure;
use crate::{output, reading};
use goodwill::assess::Unit;
use goodwill::survey::{NpsOptions, NpsScoring, SatisfactionOptions};
use goodwill_arrow::file::{Role, Survey, SurveyOptions};
use goodwill_report::terminal::{Figure, count, figures};

pub(crate) fn nps(arguments: &cli::Nps) -> Result<(), Failure> {
    let columns = SurveyOptions {
        recommendation: arguments.column.clone(),
        needed: vec![Role::Recommendation],
        ..SurveyOptions::default()
    };
    let (survey, report) = reading::survey(&arguments.file, columns, &arguments.reading)?;
    let options = NpsOptions {
        level: arguments.output.level,
        interval: arguments.interval,
        scoring: NpsScoring {
            missing_code: arguments.missing_code,
            ..NpsScoring::default()
        },
        ..NpsOptions::default()
    };
    let nps = goodwill::survey::nps(answers(&survey, Role::Recommendation), &options)
        .map_err(|error| of_column(error, &survey))?;
    let rows = [
        Figure::new("Net promoter score", Unit::Points, &nps.score),
        Figure::new("Promoters (9–10)", Unit::Share, &nps.promoters),
        Figure::new("Passives (7–8)", Unit::Share, &nps.passives),
        Figure::new("Detractors (0–6)", Unit::Share, &nps.detractors),
    ];
    output::show(
        &arguments.output,
        "nps",
        &nps,
        &reading::notes(&report),
        |width| figures(&rows, width) + &without(nps.counts.missing, "an answer"),
    )
}

pub(crate) fn satisfaction(arguments: &cli::Satisfaction) -> Result<(), Failure> {
    let columns = SurveyOptions {
        perceived: arguments.perceived.clone(),
        expected: arguments.expected.clone(),
        needed: vec![Role::Perceived, Role::Expected],
        ..SurveyOptions::default()
    };
    let (survey, report) = reading::survey(&arguments.file, columns, &arguments.reading)?;
    let options = SatisfactionOptions {
        level: arguments.output.level,
        tolerance: arguments.tolerance,
    };
    let (perceived, expected) = (
        answers(&survey, Role::Perceived),
        answers(&survey, Role::Expected),
    );
    let satisfaction = goodwill::survey::satisfaction(perceived, expected, &options)
        .map_err(|error| of_column(error, &survey))?;
    let rows = [
        Figure::new(
            "C = b/a, ratio of means",
            Unit::Number,
            &satisfaction.ratio_of_means,
        ),
        Figure::new(
            "C = b/a, mean of ratios",
            Unit::Number,
            &satisfaction.mean_of_ratios,
        ),
        Figure::new("Gap b − a", Unit::Number, &satisfaction.mean_gap),
        Figure::new("Got more than expected", Unit::Share, &satisfaction.above),
        Figure::new("Got what they expected", Unit::Share, &satisfaction.equal),
        Figure::new("Got less than expected", Unit::Share, &satisfaction.below),
    ];
    output::show(
        &arguments.output,
        "satisfaction",
        &satisfaction,
        &reading::notes(&report),
        |width| {
            figures(&rows, width)
                + &without(satisfaction.missing, "both answers")
                + &without(satisfaction.undefined_ratios, "a ratio: they expected nothing")
        },
    )
}

/// The answers of a role that the survey was read for.
fn answers(survey: &Survey, role: Role) -> &[f64] {
    survey.role(role).unwrap_or_default()
}

fn without(respondents: u64, what: &str) -> String {
    match respondents {
        0 => String::new(),
        1 => format!("1 respondent without {what}\n"),
        _ => format!("{} respondents without {what}\n", count(respondents)),
    }
}
