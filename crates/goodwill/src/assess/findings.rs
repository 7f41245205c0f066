//! The main results in plain sentences. Each states a figure, its interval and what it is about; none gives advice.

use super::indicators::Indicators;
use super::{ModelSection, SurveySection};
use crate::estimate::{Estimate, proportion_difference};
use crate::quantity::Level;
use crate::retention::GrowthPeriod;
use crate::segment::TierTable;
use crate::survey::{IpaQuadrant, KanoCategory};
use alloc::{format, string::String, vec::Vec};
use core::fmt::Write as _;

/// Fewer observations than this make a figure a first impression.
const SMALL_SAMPLE: u64 = 30;

/// A quadrant this certain is worth a sentence.
const CERTAIN: f64 = 0.9;

pub(super) fn findings(
    indicators: &Indicators,
    periods: &[GrowthPeriod],
    tiers: Option<(&[String], &TierTable)>,
    models: Option<&ModelSection>,
    survey: Option<&SurveySection>,
    level: Level,
) -> Vec<String> {
    let mut findings = Vec::new();
    if let Some(repeat) = indicators.first("repeat_rate") {
        findings.push(format!(
            "{} of all customers have bought more than once ({}).",
            percent(repeat.estimate.value),
            ends(&repeat.estimate)
        ));
    }
    findings.extend(retention_trend(periods, level));
    if let Some(top) = indicators.first("top_share") {
        findings.push(format!(
            "The top 20% of customers bring {} of the revenue.",
            percent(top.estimate.value)
        ));
    }
    if let Some((label, row)) = tiers.and_then(|(labels, table)| labels.first().zip(table.tiers.first())) {
        if row.customers == 0 {
            findings.push(format!("No customer reaches the tier \"{label}\"."));
        } else if row.revenue_share.value.is_finite() {
            findings.push(format!(
                "The tier \"{label}\" holds {} of the customers and brings {} of the revenue.",
                percent(row.share.value),
                percent(row.revenue_share.value)
            ));
        }
    }
    findings.extend(models.map(outlook));
    said(&mut findings, indicators);
    if let Some(section) = survey {
        answers(&mut findings, section);
    }
    first_impressions(&mut findings, indicators);
    findings
}

/// What customers say of themselves.
fn said(findings: &mut Vec<String>, indicators: &Indicators) {
    if let Some(nps) = indicators
        .first("nps")
        .or_else(|| indicators.first("nps_weighted"))
    {
        let interval = nps.estimate.interval;
        let verdict = if interval.lower > 0.0 {
            "promoters outnumber detractors"
        } else if interval.upper < 0.0 {
            "detractors outnumber promoters"
        } else {
            "it is open whether promoters or detractors are more"
        };
        findings.push(format!(
            "The net promoter score is {:.0} points ({:.0} to {:.0}): {verdict}.",
            100.0 * nps.estimate.value,
            100.0 * interval.lower,
            100.0 * interval.upper
        ));
    }
    if let Some(ratio) = indicators.first("satisfaction") {
        let interval = ratio.estimate.interval;
        let verdict = if interval.lower > 1.0 {
            "customers get more than they expect"
        } else if interval.upper < 1.0 {
            "customers get less than they expect"
        } else {
            "it is open whether customers get more or less than they expect"
        };
        findings.push(format!(
            "Satisfaction C = b/a is {:.2} ({:.2} to {:.2}): {verdict}.",
            ratio.estimate.value, interval.lower, interval.upper
        ));
    }
}

/// Figures that rest on little.
fn first_impressions(findings: &mut Vec<String>, indicators: &Indicators) {
    let small = indicators.computed.iter().filter(|indicator| {
        indicator.headline && indicator.estimate.n > 0 && indicator.estimate.n < SMALL_SAMPLE
    });
    for indicator in small {
        findings.push(format!(
            "Take \"{}\" as a first impression: it rests on {} observations.",
            indicator.title, indicator.estimate.n
        ));
    }
}

/// What a survey by itself says.
pub(super) fn survey_findings(indicators: &Indicators, section: &SurveySection) -> Vec<String> {
    let mut findings = Vec::new();
    said(&mut findings, indicators);
    answers(&mut findings, section);
    first_impressions(&mut findings, indicators);
    findings
}

/// What stands out in the answers.
pub(super) fn answers(findings: &mut Vec<String>, section: &SurveySection) {
    if let Some(drivers) = &section.drivers {
        let each = drivers.attributes.iter().zip(&drivers.drivers.predictors);
        let strongest = each.max_by(|(_, a), (_, b)| a.share.value.total_cmp(&b.share.value));
        if let Some((name, driver)) = strongest.filter(|(_, driver)| driver.share.value.is_finite()) {
            findings.push(format!(
                "\"{name}\" drives {} most: {} of what the attributes explain ({}).",
                drivers.outcome,
                percent(driver.share.value),
                ends(&driver.share)
            ));
        }
    }
    if let Some(importance) = &section.importance {
        let urgent: Vec<&str> = importance
            .attributes
            .iter()
            .zip(&importance.ipa.items)
            .filter(|(_, item)| item.quadrant == IpaQuadrant::Concentrate && item.certainty >= CERTAIN)
            .map(|(name, _)| name.as_str())
            .collect();
        if !urgent.is_empty() {
            findings.push(format!("Important and below average: {}.", urgent.join(", ")));
        }
    }
    let must_be: Vec<&str> = section
        .kano
        .iter()
        .filter(|feature| feature.kano.decided && feature.kano.category == KanoCategory::MustBe)
        .map(|feature| feature.feature.as_str())
        .collect();
    if !must_be.is_empty() {
        findings.push(format!(
            "Taken for granted, missed if absent: {}.",
            must_be.join(", ")
        ));
    }
    if let Some(loyalty) = &section.loyalty {
        findings.push(format!(
            "{} are loyal in attitude and purchase ({}); {} buy again without the attitude ({}).",
            percent(loyalty.loyalty.value),
            ends(&loyalty.loyalty),
            percent(loyalty.spurious.value),
            ends(&loyalty.spurious)
        ));
    }
    for section in &section.groups {
        for score in section
            .scores
            .iter()
            .filter(|score| score.comparison.omnibus.p_value < 0.05)
        {
            findings.push(format!("{} differs by {}.", score.title, section.name));
        }
    }
}

/// Who is expected to be a customer still, and what they will bring.
fn outlook(section: &ModelSection) -> String {
    let outlook = &section.outlook;
    let model = section.chosen.label();
    let count = |value: f64| format!("{:.0}", value.max(0.0));
    let mut text = format!(
        "Of {} customers {} are expected to be one still ({} to {}), and to order {} times in the next {} months ({} to {}), by {model}",
        outlook.customers,
        count(outlook.alive.value),
        count(outlook.alive.interval.lower),
        count(outlook.alive.interval.upper),
        count(outlook.orders.value),
        outlook.months,
        count(outlook.orders.interval.lower),
        count(outlook.orders.interval.upper),
    );
    if let Some(value) = &section.value {
        let what = if value.margin.is_some() {
            "margin"
        } else {
            "revenue"
        };
        let _ = write!(
            text,
            "; that is {what} of {} today ({} to {})",
            count(value.total.value),
            count(value.total.interval.lower),
            count(value.total.interval.upper)
        );
    }
    text + "."
}

/// Whether retention of the second half of the complete periods differs from that of the first half.
fn retention_trend(periods: &[GrowthPeriod], level: Level) -> Option<String> {
    let known: Vec<(u64, u64)> = periods
        .iter()
        .filter(|period| period.retention.value.is_finite())
        .map(|period| (period.retained, period.retention.n))
        .collect();
    if known.len() < 4 {
        return None;
    }
    let total = |half: &[(u64, u64)]| {
        half.iter()
            .fold((0, 0), |(a, b), (kept, base)| (a + kept, b + base))
    };
    let (early, late) = known.split_at(known.len() / 2);
    let ((kept_early, base_early), (kept_late, base_late)) = (total(early), total(late));
    let change = proportion_difference(kept_late, base_late, kept_early, base_early, level).ok()?;
    let rates = format!(
        "{} in the later half of the periods, {} in the earlier (difference {:+.1} points, {:+.1} to {:+.1})",
        percent(kept_late as f64 / base_late as f64),
        percent(kept_early as f64 / base_early as f64),
        100.0 * change.value,
        100.0 * change.interval.lower,
        100.0 * change.interval.upper
    );
    Some(if change.interval.lower > 0.0 {
        format!("Period-to-period retention has risen: {rates}.")
    } else if change.interval.upper < 0.0 {
        format!("Period-to-period retention has fallen: {rates}.")
    } else {
        format!("Period-to-period retention shows no clear change: {rates}.")
    })
}

fn percent(share: f64) -> String {
    format!("{:.1}%", 100.0 * share)
}

fn ends(estimate: &Estimate) -> String {
    format!(
        "{} to {}",
        percent(estimate.interval.lower),
        percent(estimate.interval.upper)
    )
}
