//! Figures with their intervals, and the tables of one metric.

use super::table;
use crate::format_of;
use crate::scale::Format;
use goodwill::Estimate;
use goodwill::assess::{TierSection, Unit};
use goodwill::quantity::Level;
use goodwill::retention::GrowthPeriod;

/// One figure of a list.
#[derive(Debug, Clone, Copy)]
pub struct Figure<'a> {
    /// What it is.
    pub title: &'a str,
    /// What its number counts.
    pub unit: Unit,
    /// The figure itself.
    pub estimate: &'a Estimate,
}

impl<'a> Figure<'a> {
    /// A figure of that title and unit.
    #[must_use]
    pub fn new(title: &'a str, unit: Unit, estimate: &'a Estimate) -> Self {
        Self {
            title,
            unit,
            estimate,
        }
    }
}

/// A number as people write it: `47.2%`, `12,345`, `35.99`; `–` where there is none.
#[must_use]
pub fn number(unit: Unit, value: f64) -> String {
    format_of(unit).write(value)
}

/// A count, with thousands separated.
#[must_use]
pub fn count(count: u64) -> String {
    Format::Count.write(count as f64)
}

/// Figures one below the other, each with its interval, n and the interval's method, as far as there are any.
#[must_use]
pub fn figures(figures: &[Figure<'_>], width: u16) -> String {
    let plain = |figure: &Figure<'_>| {
        vec![
            figure.title.to_owned(),
            number(figure.unit, figure.estimate.value),
        ]
    };
    let Some(level) = figures
        .iter()
        .map(|figure| figure.estimate)
        .find(|estimate| !estimate.interval.lower.is_nan())
        .map(|estimate| estimate.level)
    else {
        return table("lr", &["", "value"], figures.iter().map(plain), width);
    };
    let rows = figures.iter().map(|figure| {
        let estimate = figure.estimate;
        let ends = ends(estimate, format_of(figure.unit));
        let method = if ends.is_empty() {
            ""
        } else {
            estimate.method.label()
        };
        let n = if estimate.n == 0 {
            String::new()
        } else {
            count(estimate.n)
        };
        let mut row = plain(figure);
        row.extend([ends, n, method.to_owned()]);
        row
    });
    let interval = format!("{} interval", level_of(level));
    table("lrrrw", &["", "value", &interval, "n", "method"], rows, width)
}

/// Where the active customers of each period come from and how many of the period before stayed.
///
/// What does not fit the width is left out: first the orders, then the revenue.
#[must_use]
pub fn growth(periods: &[GrowthPeriod], width: u16) -> String {
    let has_amounts = periods.iter().any(|period| !period.revenue.is_nan());
    let level = periods
        .first()
        .map_or(Level::default(), |period| period.churn.level);
    let interval = format!("{} interval", level_of(level));
    let mut header = vec![
        "period",
        "active",
        "new",
        "returned",
        "retained",
        "churned",
        "retention",
        &interval,
    ];
    let mut rows: Vec<Vec<String>> = periods
        .iter()
        .map(|period| {
            let mark = if period.complete { "" } else { "*" };
            vec![
                format!("{}{mark}", period.label),
                count(period.active),
                count(period.new),
                count(period.resurrected),
                count(period.retained),
                count(period.churned),
                Format::Percent.write(period.retention.value),
                ends(&period.retention, Format::Percent),
            ]
        })
        .collect();
    let mut add = |title: &'static str, cells: Vec<String>| {
        let wider =
            wide(&header, &rows) + cells.iter().map(String::len).max().unwrap_or(0).max(title.len()) + 2;
        if wider <= usize::from(width) {
            header.push(title);
            for (row, cell) in rows.iter_mut().zip(cells) {
                row.push(cell);
            }
        }
    };
    if has_amounts {
        add("revenue", amounts(periods.iter().map(|period| period.revenue)));
    }
    add(
        "orders",
        periods.iter().map(|period| count(period.orders)).collect(),
    );
    let columns = format!("l{}", "r".repeat(header.len() - 1));
    let mut out = table(&columns, &header, rows, width);
    if periods.iter().any(|period| !period.complete) {
        out.push_str("* not observed from its first day to its last\n");
    }
    out
}

/// How wide a table of numbers is.
fn wide(header: &[&str], rows: &[Vec<String>]) -> usize {
    (0..header.len())
        .map(|column| {
            rows.iter()
                .map(|row| row[column].chars().count())
                .max()
                .unwrap_or(0)
                .max(header[column].len())
        })
        .sum::<usize>()
        + 2 * (header.len() - 1)
}

/// Customers, repeat rate and revenue by tier, under the sentence that says how the tiers were made.
#[must_use]
pub fn tiers(section: &TierSection, width: u16) -> String {
    let of_all = |share: &Estimate| Format::Percent.write(share.value);
    let tiers = &section.table.tiers;
    let rows = section
        .labels
        .iter()
        .zip(tiers)
        .zip(amounts(tiers.iter().map(|tier| tier.revenue)))
        .map(|((label, tier), revenue)| {
            vec![
                label.clone(),
                Format::Count.write(tier.customers as f64),
                of_all(&tier.share),
                of_all(&tier.repeat_rate),
                ends(&tier.repeat_rate, Format::Percent),
                revenue,
                of_all(&tier.revenue_share),
            ]
        });
    let interval = format!("{} interval", level_of(section.table.repeat_rate.level));
    let header = [
        "tier",
        "customers",
        "share",
        "repeat",
        &interval,
        "revenue",
        "share",
    ];
    table("lrrrrrr", &header, rows, width) + &textwrap::fill(&section.rule, usize::from(width)) + "\n"
}

/// Amounts of one column, all with the same decimals.
pub(super) fn amounts(values: impl Iterator<Item = f64> + Clone) -> Vec<String> {
    let large = values.clone().any(|value| value.abs() >= 10_000.0);
    let format = if large { Format::Count } else { Format::Amount };
    values.map(|value| format.write(value)).collect()
}

/// "31.2% to 38.8%"; nothing where there is no interval.
pub(super) fn ends(estimate: &Estimate, format: Format) -> String {
    let end = |end: f64| {
        if end == f64::INFINITY {
            "∞".to_owned()
        } else {
            format.write(end)
        }
    };
    let interval = estimate.interval;
    if interval.lower.is_nan() || interval.upper.is_nan() {
        return String::new();
    }
    format!("{} to {}", end(interval.lower), end(interval.upper))
}

/// "95%", "99.9%".
pub(super) fn level_of(level: Level) -> String {
    Format::Percent.tick(level.get())
}
