//! The main results in plain sentences. Each states a figure, its interval and what it is about; none gives advice.

use super::ModelSection;
use super::indicators::Indicators;
use crate::estimate::{Estimate, proportion_difference};
use crate::quantity::Level;
use crate::retention::GrowthPeriod;
use crate::segment::TierTable;
use alloc::{format, string::String, vec::Vec};
use core::fmt::Write as _;

/// Fewer observations than this make a figure a first impression.
const SMALL_SAMPLE: u64 = 30;

pub(super) fn findings(
    indicators: &Indicators,
    periods: &[GrowthPeriod],
    tiers: Option<(&[String], &TierTable)>,
    models: Option<&ModelSection>,
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
    if let Some(nps) = indicators.first("nps") {
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
    let small = indicators.computed.iter().filter(|indicator| {
        indicator.headline && indicator.estimate.n > 0 && indicator.estimate.n < SMALL_SAMPLE
    });
    for indicator in small {
        findings.push(format!(
            "Take \"{}\" as a first impression: it rests on {} observations.",
            indicator.title, indicator.estimate.n
        ));
    }
    findings
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
