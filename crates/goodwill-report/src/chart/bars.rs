//! Bars from zero with their intervals, and the bar of a net score.

use super::text::fitted;
use super::{BOTTOM, TOP, WIDTH, Whisker, c, legend, svg};
use crate::scale::{Format, Scale};
use maud::{Markup, html};

/// A bar for each row from zero to its value, its interval over the end, the number at the right.
pub(crate) fn bars(title: &str, rows: &[Whisker], format: Format) -> Markup {
    const ROW: f64 = 36.0;
    let height = TOP + ROW * rows.len() as f64 + BOTTOM;
    let ends = rows
        .iter()
        .flat_map(|row| [row.value, row.interval.0, row.interval.1, 0.0])
        .filter(|end| end.is_finite());
    let (low, high) = ends.fold((0.0, 0.0), |(low, high): (f64, f64), end| {
        (low.min(end), high.max(end))
    });
    let x = Scale::nice((low, high), (14.0, WIDTH - 18.0), 4);
    let body = html! {
        @for tick in x.ticks() {
            line.grid x1=(c(x.at(tick))) x2=(c(x.at(tick))) y1=(c(TOP)) y2=(c(height - BOTTOM)) {}
            text.tick x=(c(x.at(tick))) y=(c(height - 9.0)) text-anchor="middle" { (format.tick(tick)) }
        }
        @for (i, row) in rows.iter().enumerate() {
            @let y = TOP + ROW * (i as f64 + 0.5);
            @let (from, to) = (x.at(row.value.min(0.0)), x.at(row.value.max(0.0)));
            text.label x="14" y=(c(y - 4.0)) { (fitted(&row.label, WIDTH - 90.0)) title { (row.label) } }
            text.value x=(c(WIDTH - 14.0)) y=(c(y - 4.0)) text-anchor="end" { (format.write(row.value)) }
            rect.c5 x=(c(from)) y=(c(y + 1.0)) width=(c(to - from)) height="11" {
                title { (row.label) ": " (format.write(row.value)) " (" (format.write(row.interval.0)) " to " (format.write(row.interval.1)) ")" }
            }
            @if row.interval.0.is_finite() && row.interval.1.is_finite() {
                line.error.strong x1=(c(x.at(row.interval.0))) x2=(c(x.at(row.interval.1))) y1=(c(y + 6.5)) y2=(c(y + 6.5)) {}
            }
            // Beside the bars alone: through the labels it would strike letters out.
            line.axis x1=(c(x.at(0.0))) x2=(c(x.at(0.0))) y1=(c(y - 1.0)) y2=(c(y + 14.0)) {}
        }
    };
    svg(height, title, &body)
}

/// The parts of a net score as one bar, and under it the score with its interval on the axis from −100 to 100.
pub(crate) fn net_score(title: &str, parts: &[(&str, &str, f64)], score: &Whisker) -> Markup {
    let height = 128.0;
    let total: f64 = parts.iter().map(|(_, _, share)| share).sum();
    let bar = Scale::fixed((0.0, total), (14.0, WIDTH - 14.0), 1.0);
    let x = Scale::fixed((-1.0, 1.0), (14.0, WIDTH - 14.0), 0.5);
    let mut start = 0.0;
    let mut cells = Vec::new();
    for (name, class, share) in parts {
        let (from, to) = (bar.at(start), bar.at(start + share));
        start += share;
        let text = Format::Percent.write(*share / total);
        cells.push(html! {
            rect class=(class) x=(c(from)) y="8" width=(c((to - from).max(0.0))) height="34" { title { (name) ": " (text) } }
            @if to - from > 44.0 {
                text class=(format!("inside {class}")) x=(c(f64::midpoint(from, to))) y="29.5" text-anchor="middle" { (text) }
            }
        });
    }
    let at = x.at(score.value);
    let body = html! {
        @for cell in &cells { (cell) }
        @for tick in x.ticks() {
            line.grid x1=(c(x.at(tick))) x2=(c(x.at(tick))) y1="78" y2="108" {}
            text.tick x=(c(x.at(tick))) y="121" text-anchor="middle" { (Format::Points.tick(tick)) }
        }
        @if score.interval.0.is_finite() && score.interval.1.is_finite() {
            line.whisker x1=(c(x.at(score.interval.0))) x2=(c(x.at(score.interval.1))) y1="93" y2="93" {}
        }
        circle.c1 cx=(c(at)) cy="93" r="5" {}
        text.value x=(c(at.clamp(34.0, WIDTH - 34.0))) y="70" text-anchor="middle" { (score.label) " " (Format::Points.write(score.value)) }
    };
    html! { (legend(&parts.iter().map(|(name, class, _)| (*name, *class)).collect::<Vec<_>>())) (svg(height, title, &body)) }
}
