//! What a survey says, as tables.

use super::figures::{Figure, count, ends, figures};
use super::table;
use crate::has_good_end;
use crate::scale::Format;
use goodwill::Estimate;
use goodwill::assess::{SurveySection, Unit};
use goodwill::choice::Choice;

/// The tables of a survey with their titles; an empty one has nothing to show.
pub(super) fn tables(survey: &SurveySection, width: u16) -> Vec<(&'static str, String)> {
    vec![
        ("Survey", shares(survey, width)),
        ("Items", items(survey, width)),
        ("Drivers", drivers(survey, width)),
        ("Importance and performance", importance(survey, width)),
        ("Kano", kano(survey, width)),
        ("Service quality", service_quality(survey, width)),
        ("By group", groups(survey, width)),
    ]
    .into_iter()
    .filter(|(_, body)| !body.is_empty())
    .collect()
}

/// The shares of the answers.
fn shares(survey: &SurveySection, width: u16) -> String {
    let mut rows: Vec<(&str, &Estimate)> = Vec::new();
    let parts = survey
        .nps
        .as_ref()
        .map(|nps| [&nps.promoters, &nps.passives, &nps.detractors]);
    let weighted = survey.nps_weighted.as_ref();
    let parts = parts.or_else(|| weighted.map(|nps| [&nps.promoters, &nps.passives, &nps.detractors]));
    if let Some(parts) = parts {
        rows.extend(
            ["promoters (9–10)", "passives (7–8)", "detractors (0–6)"]
                .into_iter()
                .zip(parts),
        );
    }
    if let Some(satisfaction) = &survey.satisfaction {
        rows.extend([
            ("got more than expected", &satisfaction.above),
            ("got what they expected", &satisfaction.equal),
            ("got less than expected", &satisfaction.below),
        ]);
    }
    if let Some(loyalty) = &survey.loyalty {
        rows.extend([
            ("loyal", &loyalty.loyalty),
            ("latently loyal", &loyalty.latent),
            ("spuriously loyal", &loyalty.spurious),
            ("not loyal", &loyalty.none),
        ]);
    }
    if rows.is_empty() {
        return String::new();
    }
    let shown: Vec<Figure<'_>> = rows
        .into_iter()
        .map(|(title, estimate)| Figure::new(title, Unit::Share, estimate))
        .collect();
    figures(&shown, width)
}

fn items(survey: &SurveySection, width: u16) -> String {
    if survey.items.is_empty() {
        return String::new();
    }
    let rows = survey.items.iter().map(|item| {
        let best_or_worst = |share: &Estimate| {
            if has_good_end(item.role) {
                Format::Percent.write(share.value)
            } else {
                String::new()
            }
        };
        vec![
            item.name.clone(),
            format!("{}–{}", item.minimum, item.maximum),
            count(item.n),
            count(item.missing),
            count(item.invalid),
            Format::Number.write(item.mean.value),
            best_or_worst(&item.top_box),
            best_or_worst(&item.bottom_box),
        ]
    });
    let header = [
        "item",
        "scale",
        "n",
        "missing",
        "invalid",
        "mean",
        "best two",
        "worst two",
    ];
    table("llrrrrrr", &header, rows, width)
}

fn drivers(survey: &SurveySection, width: u16) -> String {
    let Some(section) = &survey.drivers else {
        return String::new();
    };
    let explained = format!("explained of {}, R²", section.outcome);
    let mut shown: Vec<Figure<'_>> = section
        .attributes
        .iter()
        .zip(&section.drivers.predictors)
        .map(|(name, driver)| Figure::new(name, Unit::Share, &driver.share))
        .collect();
    shown.push(Figure::new(&explained, Unit::Share, &section.drivers.r_squared));
    figures(&shown, width)
}

fn importance(survey: &SurveySection, width: u16) -> String {
    let Some(section) = &survey.importance else {
        return String::new();
    };
    let rows = section
        .attributes
        .iter()
        .zip(&section.ipa.items)
        .map(|(name, item)| {
            vec![
                name.clone(),
                Format::Number.write(item.importance.value),
                Format::Number.write(item.performance.value),
                item.quadrant.name().replace('_', " "),
                Format::Percent.write(item.certainty),
            ]
        });
    table(
        "lrrlr",
        &["attribute", "importance", "performance", "quadrant", "certain"],
        rows,
        width,
    )
}

fn kano(survey: &SurveySection, width: u16) -> String {
    if survey.kano.is_empty() {
        return String::new();
    }
    let rows = survey.kano.iter().map(|feature| {
        let kano = &feature.kano;
        let category = kano.category.name().replace('_', "-");
        vec![
            feature.feature.clone(),
            if kano.decided {
                category
            } else {
                category + " (undecided)"
            },
            Format::Percent.write(kano.better.value),
            ends(&kano.better, Format::Percent),
            Format::Percent.write(kano.worse.value),
            ends(&kano.worse, Format::Percent),
            count(kano.n),
        ]
    });
    table(
        "llrrrrr",
        &[
            "feature", "category", "better", "interval", "worse", "interval", "n",
        ],
        rows,
        width,
    )
}

fn service_quality(survey: &SurveySection, width: u16) -> String {
    let Some(section) = &survey.service_quality else {
        return String::new();
    };
    let mut shown: Vec<Figure<'_>> = section
        .dimensions
        .iter()
        .zip(&section.servqual.dimensions)
        .map(|(name, dimension)| Figure::new(name, Unit::Number, &dimension.gap))
        .collect();
    shown.push(Figure::new("all dimensions", Unit::Number, &section.servqual.gap));
    figures(&shown, width)
}

fn groups(survey: &SurveySection, width: u16) -> String {
    let rows: Vec<Vec<String>> = survey
        .groups
        .iter()
        .flat_map(|section| section.scores.iter().map(move |score| (section, score)))
        .flat_map(|(section, score)| {
            let format = crate::format_of(score.unit);
            score
                .labels
                .iter()
                .zip(&score.comparison.groups)
                .map(move |(label, group)| {
                    vec![
                        format!("{} by {}", score.title, section.name),
                        label.clone(),
                        format.write(group.score.value),
                        ends(&group.score, format),
                        count(group.score.n),
                    ]
                })
        })
        .collect();
    if rows.is_empty() {
        return String::new();
    }
    table(
        "llrrr",
        &["figure", "group", "value", "interval", "n"],
        rows,
        width,
    )
}
