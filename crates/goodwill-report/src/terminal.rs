//! The assessment on a terminal.

use crate::format_of;
use crate::scale::Format;
use comfy_table::{CellAlignment, ContentArrangement, Table, presets};
use goodwill::assess::Assessment;
use std::fmt::Write as _;

/// A clear summary for a terminal of that width, in plain text.
#[must_use]
pub fn summary(assessment: &Assessment, width: u16) -> String {
    let data = &assessment.data;
    let mut out = format!(
        "Customer loyalty assessment\n{} customers, {} orders, {} to {}, as of {}\n\n",
        Format::Count.write(data.customers as f64),
        Format::Count.write(data.orders as f64),
        data.first_day,
        data.last_day,
        data.as_of
    );
    let interval = format!("{} interval", Format::Percent.tick(assessment.level.get()));
    let mut table = plain(["indicator", "value", interval.as_str(), "n"], width);
    for indicator in &assessment.indicators {
        let format = format_of(indicator.unit);
        let (estimate, ends) = (&indicator.estimate, indicator.estimate.interval);
        let interval = if ends.lower.is_finite() && ends.upper.is_finite() {
            format!("{} to {}", format.write(ends.lower), format.write(ends.upper))
        } else {
            String::new()
        };
        table.add_row([
            indicator.title.clone(),
            format.write(estimate.value),
            interval,
            Format::Count.write(estimate.n as f64),
        ]);
    }
    out.push_str(&lines(&table));

    if let Some(tiers) = &assessment.tiers {
        let mut table = plain(["tier", "customers", "share", "repeat rate", "revenue"], width);
        for (label, tier) in tiers.labels.iter().zip(&tiers.table.tiers) {
            table.add_row([
                label.clone(),
                Format::Count.write(tier.customers as f64),
                Format::Percent.write(tier.share.value),
                Format::Percent.write(tier.repeat_rate.value),
                Format::Amount.write(tier.revenue),
            ]);
        }
        out.push('\n');
        out.push_str(&lines(&table));
    }

    out.push('\n');
    for finding in &assessment.findings {
        let _ = writeln!(out, "• {finding}");
    }
    if !assessment.not_computed.is_empty() {
        out.push_str("\nNot computed:\n");
        for missing in &assessment.not_computed {
            let _ = writeln!(out, "• {}: needs {}", missing.title, missing.needs);
        }
    }
    out
}

fn plain<const N: usize>(header: [&str; N], width: u16) -> Table {
    let mut table = Table::new();
    table
        .load_style(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(width)
        .set_header(header);
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}

/// The table's lines without trailing blanks.
fn lines(table: &Table) -> String {
    table
        .lines()
        .map(|line| line.trim_end().to_owned() + "\n")
        .collect()
}
