//! `goodwill survey`, `goodwill nps` and `goodwill satisfaction`.

use crate::assess::{check_targets, of_column, write};
use crate::cli;
use crate::failure::Failure;
use crate::{long_work, output, reading};
use goodwill::assess::{SurveyAssessOptions, Unit, assess_survey};
use goodwill::survey::{
    ItemRole, NpsCounts, NpsOptions, NpsScoring, NpsWeightedOptions, SatisfactionOptions, nps_weighted,
};
use goodwill_arrow::file::{Role, SurveyOptions};
use goodwill_report::terminal::{Figure, count, figures, survey_sections};

/// Everything a survey says.
pub(crate) fn run(arguments: &cli::SurveyReport) -> Result<(), Failure> {
    let mut inputs = vec![arguments.file.as_path()];
    inputs.extend(arguments.declaration.as_deref());
    check_targets(&arguments.files, &inputs)?;
    let columns = SurveyOptions {
        declaration: reading::declaration(arguments.declaration.as_deref())?,
        recommendation: arguments.recommendation.clone(),
        perceived: arguments.perceived.clone(),
        expected: arguments.expected.clone(),
        ..SurveyOptions::default()
    };
    let (survey, report) = reading::survey(&arguments.file, columns, &arguments.reading)?;
    let (survey, part) = reading::part(survey, &arguments.part)?;
    let level = arguments.output.level;
    let mut assessment = long_work::watched("assessing", "the survey", arguments.reading.quiet, |watch| {
        assess_survey(&survey, &SurveyAssessOptions { level, watch })
    })?;
    let mut notes = reading::notes(&report);
    notes.extend(part);
    notes.append(&mut assessment.notes);
    assessment.notes = notes;
    write(
        &arguments.files,
        &arguments.output,
        arguments.reading.quiet,
        &goodwill_report::survey_page(&assessment),
        goodwill_report::survey_json(&assessment),
        |width| survey_sections(&assessment, width),
    )
}

pub(crate) fn nps(arguments: &cli::Nps) -> Result<(), Failure> {
    let scoring = NpsScoring {
        missing_code: arguments.missing_code,
        ..NpsScoring::default()
    };
    // A code that is itself an answer is wrong whatever the file holds.
    NpsCounts::from_scores::<f64>(&[], &scoring)?;
    let columns = SurveyOptions {
        declaration: reading::declaration(arguments.declaration.as_deref())?,
        recommendation: arguments.column.clone(),
        missing_codes: arguments.missing_code.into_iter().collect(),
        needed: vec![Role::Recommendation],
        ..SurveyOptions::default()
    };
    let (survey, report) = reading::survey(&arguments.file, columns, &arguments.reading)?;
    let (survey, part) = reading::part(survey, &arguments.part)?;
    let mut notes = reading::survey_notes(&report, &survey);
    notes.extend(part);
    let scores = survey.item_of(ItemRole::Recommendation)?.values();
    let rows = |score, promoters, passives, detractors| {
        [
            Figure::new("Net promoter score", Unit::Points, score),
            Figure::new("Promoters (9–10)", Unit::Share, promoters),
            Figure::new("Passives (7–8)", Unit::Share, passives),
            Figure::new("Detractors (0–6)", Unit::Share, detractors),
        ]
    };
    if let Some(weights) = survey.weights() {
        let options = NpsWeightedOptions {
            level: arguments.output.level,
            scoring,
        };
        let nps = nps_weighted(&scores, &weights, &options).map_err(|error| of_column(error, &survey))?;
        let rows = rows(&nps.score, &nps.promoters, &nps.passives, &nps.detractors);
        return output::show(&arguments.output, "nps_weighted", &nps, &notes, |width| {
            figures(&rows, width) + &without(nps.missing, "an answer")
        });
    }
    let options = NpsOptions {
        level: arguments.output.level,
        interval: arguments.interval,
        scoring,
        ..NpsOptions::default()
    };
    let nps = goodwill::survey::nps(&scores, &options).map_err(|error| of_column(error, &survey))?;
    let rows = rows(&nps.score, &nps.promoters, &nps.passives, &nps.detractors);
    output::show(&arguments.output, "nps", &nps, &notes, |width| {
        figures(&rows, width) + &without(nps.counts.missing, "an answer")
    })
}

pub(crate) fn satisfaction(arguments: &cli::Satisfaction) -> Result<(), Failure> {
    let columns = SurveyOptions {
        declaration: reading::declaration(arguments.declaration.as_deref())?,
        perceived: arguments.perceived.clone(),
        expected: arguments.expected.clone(),
        needed: vec![Role::Perceived, Role::Expected],
        ..SurveyOptions::default()
    };
    let (survey, report) = reading::survey(&arguments.file, columns, &arguments.reading)?;
    let (survey, part) = reading::part(survey, &arguments.part)?;
    let mut notes = reading::survey_notes(&report, &survey);
    notes.extend(part);
    let options = SatisfactionOptions {
        level: arguments.output.level,
        tolerance: arguments.tolerance,
    };
    let perceived = survey.item_of(ItemRole::Perceived)?.values();
    let expected = survey.item_of(ItemRole::Expected)?.values();
    let satisfaction =
        goodwill::survey::satisfaction(&perceived, &expected, survey.weights().as_deref(), &options)
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
        &notes,
        |width| {
            figures(&rows, width)
                + &without(satisfaction.missing, "both answers")
                + &without(satisfaction.undefined_ratios, "a ratio: they expected nothing")
        },
    )
}

fn without(respondents: u64, what: &str) -> String {
    match respondents {
        0 => String::new(),
        1 => format!("1 respondent without {what}\n"),
        _ => format!("{} respondents without {what}\n", count(respondents)),
    }
}
