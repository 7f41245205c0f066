//! Metrics of single items: counts, boxes, net scores; by group, and from wave to wave.

use super::super::indicators::{Indicators, Label, Unit};
use super::only;
use crate::error::Result;
use crate::estimate::{Estimate, MeanOptions, ProportionOptions};
use crate::quantity::Level;
use crate::survey::{
    CompareOptions, CsatOptions, EffortMeasure, EffortOptions, GroupComparison, ItemRole, ItemScore, Measure,
    Nps, NpsOptions, NpsPairedOptions, NpsWeighted, Polarity, Survey, SurveyItem, Tally, bottom_box,
    compare_groups, csat, effort_score, frequency_table, mean_score, nps_paired, top_box,
};
use alloc::{format, string::String, vec::Vec};

/// The answers to one item on a scale.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ItemSummary {
    /// The name of the item.
    pub name: String,
    /// What was asked: the header of the column.
    pub question: String,
    /// What it asks about.
    pub role: ItemRole,
    /// The attribute, feature or statement.
    pub about: String,
    /// The lowest answer of the scale.
    pub minimum: i32,
    /// The highest.
    pub maximum: i32,
    /// Which end is good.
    pub polarity: Polarity,
    /// How many gave each answer, from the lowest up.
    pub counts: Vec<u64>,
    /// The (weighted) share of each answer, from the lowest up.
    pub shares: Vec<f64>,
    /// Answers given.
    pub n: u64,
    /// Answers not given.
    pub missing: u64,
    /// Answers off the scale.
    pub invalid: u64,
    /// The mean answer.
    pub mean: Estimate,
    /// The share of the two best answers.
    pub top_box: Estimate,
    /// The share of the two worst.
    pub bottom_box: Estimate,
}

/// One figure of one item in every group.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct GroupScore {
    /// The item.
    pub item: String,
    /// What the figure is.
    pub title: String,
    /// What its number counts.
    pub unit: Unit,
    /// The groups of the section that have answers, in their order.
    pub labels: Vec<String>,
    /// The figure in each of them, and whether they differ.
    pub comparison: GroupComparison,
}

/// The headline figures by the groups of one column.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct GroupSection {
    /// The group column.
    pub name: String,
    /// Respondents in no group.
    pub missing: u64,
    /// The figures.
    pub scores: Vec<GroupScore>,
}

/// What changed between a wave and the next.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct WaveChange {
    /// The item.
    pub item: String,
    /// What the figure is.
    pub title: String,
    /// The earlier wave.
    pub before: String,
    /// The later one.
    pub after: String,
    /// Whether it is about the respondents of both waves, matched by identifier; else the waves are two samples.
    pub same_respondents: bool,
    /// The net promoter score in the earlier wave.
    pub first: Estimate,
    /// The net promoter score in the later one.
    pub second: Estimate,
    /// The later less the earlier.
    pub change: Estimate,
}

/// Answers counted as best and as worst on a scale of that many points.
fn box_size(points: usize) -> u32 {
    if points < 4 { 1 } else { 2 }
}

pub(super) fn summaries(survey: &Survey, level: Level) -> Result<Vec<ItemSummary>> {
    let items: Vec<SurveyItem<'_>> = survey.items().filter(|item| item.scale().is_some()).collect();
    let mut summaries = Vec::with_capacity(items.len());
    for item in items {
        summaries.push(summary(&item, &item.tally()?, level)?);
    }
    Ok(summaries)
}

fn summary(item: &SurveyItem<'_>, tally: &Tally, level: Level) -> Result<ItemSummary> {
    let scale = tally.scale();
    let interval = ProportionOptions {
        level,
        ..ProportionOptions::default()
    };
    let mean_options = MeanOptions {
        level,
        ..MeanOptions::default()
    };
    let nothing = Estimate::without_interval(f64::NAN, level, 0);
    let answered = tally.n() > 0;
    let or_nothing = |score: Result<ItemScore>| {
        if answered {
            score.map(|score| score.score)
        } else {
            Ok(nothing)
        }
    };
    let size = box_size(scale.points());
    let shares = if answered {
        let table = frequency_table(tally, &interval)?;
        table.rows.iter().map(|row| row.share.value).collect()
    } else {
        Vec::new()
    };
    Ok(ItemSummary {
        name: item.name().into(),
        question: item.header().into(),
        role: item.role(),
        about: item.about().into(),
        minimum: scale.minimum(),
        maximum: scale.maximum(),
        polarity: scale.good_end(),
        counts: tally.counts().to_vec(),
        shares,
        n: tally.n(),
        missing: tally.missing(),
        invalid: tally.invalid(),
        mean: or_nothing(mean_score(tally, &mean_options))?,
        top_box: or_nothing(top_box(tally, size, &interval))?,
        bottom_box: or_nothing(bottom_box(tally, size, &interval))?,
    })
}

/// The net promoter score, by the weights of the respondents where they have some.
pub(super) fn recommendation(
    indicators: &mut Indicators,
    survey: &Survey,
    level: Level,
) -> Result<(Option<Nps>, Option<NpsWeighted>)> {
    let Some(item) = only(survey, ItemRole::Recommendation) else {
        indicators.lacks("nps", "a survey column of recommendation scores, 0 to 10");
        return Ok((None, None));
    };
    let tally = item.tally()?;
    let label =
        |metric| Label::new(metric, Unit::Points, "promoters (9–10) minus detractors (0–6)").headline();
    if survey.is_weighted() {
        let weighted = NpsWeighted::from_tally(&tally, level);
        let weighted = super::filed(indicators, "nps_weighted", weighted);
        if let Some(nps) = &weighted {
            indicators.add(label("nps_weighted"), Ok(nps.score));
        }
        return Ok((None, weighted));
    }
    let options = NpsOptions {
        level,
        ..NpsOptions::default()
    };
    let nps = super::filed(indicators, "nps", Nps::from_tally(&tally, &options));
    if let Some(nps) = &nps {
        indicators.add(label("nps"), Ok(nps.score));
    }
    Ok((nps, None))
}

pub(super) fn csat_indicators(indicators: &mut Indicators, survey: &Survey, level: Level) -> Result<()> {
    let Some(item) = only(survey, ItemRole::Satisfaction) else {
        indicators.lacks("csat", "a survey column of the role satisfaction");
        return Ok(());
    };
    let tally = item.tally()?;
    let size = box_size(tally.scale().points());
    let options = CsatOptions {
        level,
        ..CsatOptions::default()
    };
    let note = format!("share of the {size} best answers of {}", tally.scale().points());
    let score = csat(&tally, &options).map(|score| score.score);
    indicators.add(Label::new("csat", Unit::Share, note).headline(), score);
    Ok(())
}

pub(super) fn effort(
    indicators: &mut Indicators,
    survey: &Survey,
    level: Level,
) -> Result<Option<ItemScore>> {
    let Some(item) = only(survey, ItemRole::Effort) else {
        indicators.lacks("effort_score", "a survey column of the role effort");
        return Ok(None);
    };
    let options = EffortOptions {
        level,
        ..EffortOptions::default()
    };
    let score = effort_score(&item.tally()?, EffortMeasure::Mean, &options);
    let Some(score) = super::filed(indicators, "effort_score", score) else {
        return Ok(None);
    };
    indicators.add(
        Label::new("effort_score", Unit::Number, "mean answer").headline(),
        Ok(score.score),
    );
    Ok(Some(score))
}

/// The figures that are shown by group: the item, the figure's name, and what is measured.
fn headline(survey: &Survey) -> Vec<(SurveyItem<'_>, &'static str, Unit, Measure)> {
    let mut figures = Vec::new();
    if let Some(item) = only(survey, ItemRole::Recommendation) {
        figures.push((item, "Net promoter score", Unit::Points, Measure::Nps));
    }
    if let Some(item) = only(survey, ItemRole::Satisfaction).filter(|item| item.scale().is_some()) {
        figures.push((item, "Satisfaction, best answers", Unit::Share, Measure::TopBox));
    }
    figures
}

/// More groups than this are a list, not a comparison.
const MOST_GROUPS: usize = 24;

pub(super) fn groups(survey: &Survey, level: Level) -> Result<Vec<GroupSection>> {
    let mut sections = Vec::new();
    for name in survey.group_names() {
        let groups = survey.by(name)?;
        if !(2..=MOST_GROUPS).contains(&groups.groups.len()) {
            continue;
        }
        let mut scores = Vec::new();
        for (item, title, unit, measure) in headline(survey) {
            let (mut labels, mut tallies) = (Vec::new(), Vec::new());
            for group in &groups.groups {
                let tally = group.survey.tally(item.name())?;
                if tally.n() > 0 {
                    labels.push(group.label.clone());
                    tallies.push(tally);
                }
            }
            let size = box_size(item.scale().map_or(0, crate::survey::Scale::points));
            let options = CompareOptions {
                level,
                top: size,
                bottom: size,
                ..CompareOptions::default()
            };
            // A group that has no figure leaves nothing to compare it with: the table of items says how few there are.
            if let Ok(comparison) = compare_groups(&tallies, measure, &options) {
                scores.push(GroupScore {
                    item: item.name().into(),
                    title: title.into(),
                    unit,
                    labels,
                    comparison,
                });
            }
        }
        sections.push(GroupSection {
            name: name.into(),
            missing: groups.missing,
            scores,
        });
    }
    Ok(sections)
}

/// The net promoter score from each wave to the next: of the same respondents, if they can be told and any answered both.
pub(super) fn waves(survey: &Survey, level: Level) -> Result<Vec<WaveChange>> {
    let (Ok(waves), Some(item)) = (survey.waves(), only(survey, ItemRole::Recommendation)) else {
        return Ok(Vec::new());
    };
    let mut changes = Vec::new();
    for pair in waves.groups.windows(2) {
        let [before, after] = pair else { continue };
        let of = |first, second, change, same_respondents| WaveChange {
            item: item.name().into(),
            title: "Net promoter score".into(),
            before: before.label.clone(),
            after: after.label.clone(),
            same_respondents,
            first,
            second,
            change,
        };
        let options = NpsPairedOptions {
            level,
            ..NpsPairedOptions::default()
        };
        let paired = survey
            .paired(item.name(), &before.label, &after.label)
            .and_then(|answers| nps_paired(&answers.before, &answers.after, &options));
        if let Ok(paired) = paired {
            changes.push(of(paired.first, paired.second, paired.difference, true));
            continue;
        }
        let tallies = [
            after.survey.tally(item.name())?,
            before.survey.tally(item.name())?,
        ];
        let options = CompareOptions {
            level,
            ..CompareOptions::default()
        };
        if let Ok(two) = compare_groups(&tallies, Measure::Nps, &options) {
            changes.push(of(
                two.groups[1].score,
                two.groups[0].score,
                two.pairs[0].difference,
                false,
            ));
        }
    }
    Ok(changes)
}
