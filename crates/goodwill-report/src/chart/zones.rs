//! A curve over a scale that is cut into zones.

use super::text::fitted;
use super::{BOTTOM, LEFT, RIGHT, TOP, WIDTH, c, svg, y_axis};
use crate::scale::{Format, Scale};
use maud::{Markup, html};

/// A point of the curve with its interval.
pub(crate) struct Point {
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) interval: (f64, f64),
    pub(crate) n: u64,
}

/// A stretch of the x axis with a name.
pub(crate) struct Zone {
    pub(crate) name: String,
    pub(crate) from: f64,
    pub(crate) to: f64,
}

/// What was seen at each point with its interval, and the lines fitted through it.
pub(crate) fn zones(
    title: &str,
    points: &[Point],
    lines: &[(&str, Vec<(f64, f64)>)],
    zones: &[Zone],
    axes: (&str, &str),
    format: Format,
) -> Markup {
    let height = 282.0;
    let (top, bottom) = (TOP + 26.0, height - BOTTOM - 16.0);
    let first = points.first().map_or(0.0, |point| point.x);
    let last = points.last().map_or(1.0, |point| point.x);
    let margin = (last - first).max(1e-9) * 0.05;
    let x = Scale::fixed((first - margin, last + margin), (LEFT, WIDTH - RIGHT), 1.0);
    let ends = points
        .iter()
        .flat_map(|point| [point.y, point.interval.0, point.interval.1]);
    let ends = ends.chain(lines.iter().flat_map(|(_, line)| line.iter().map(|(_, y)| *y)));
    let (low, high) = ends
        .filter(|end| end.is_finite())
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), end| {
            (low.min(end), high.max(end))
        });
    let y = Scale::nice((low, high), (bottom, top), 4);
    // As many ticks under the points as fit.
    let every = (points.len() / 12).max(1);
    let body = html! {
        @for (i, zone) in zones.iter().enumerate() {
            @let (from, to) = (x.at(zone.from.max(first - margin)), x.at(zone.to.min(last + margin)));
            rect class=(if i % 2 == 0 { "zone" } else { "zone even" }) x=(c(from)) y=(c(top - 4.0)) width=(c((to - from).max(0.0))) height=(c(bottom - top + 4.0)) { title { (zone.name) } }
            text.tick x=(c(f64::midpoint(from, to))) y=(c(top - 9.0)) text-anchor="middle" { (fitted(&zone.name, to - from + 6.0)) }
        }
        (y_axis(&y, format))
        @for point in points.iter().step_by(every) {
            text.tick x=(c(x.at(point.x))) y=(c(bottom + 14.0)) text-anchor="middle" { (Format::Number.tick(point.x)) }
        }
        text.label x=(c(f64::midpoint(LEFT, WIDTH - RIGHT))) y=(c(height - 8.0)) text-anchor="middle" { (fitted(axes.0, WIDTH - LEFT - RIGHT)) title { (axes.0) } }
        text.label x="2" y="8" { (fitted(axes.1, WIDTH - 8.0)) title { (axes.1) } }
        @for (class, line) in lines {
            polyline class=(format!("line {class}")) points=(line.iter().map(|(a, b)| format!("{},{}", c(x.at(*a)), c(y.at(*b)))).collect::<Vec<_>>().join(" ")) {}
        }
        @for point in points {
            @if point.interval.0.is_finite() && point.interval.1.is_finite() {
                line.error.c1 x1=(c(x.at(point.x))) x2=(c(x.at(point.x))) y1=(c(y.at(point.interval.0))) y2=(c(y.at(point.interval.1))) {}
            }
            circle.c1 cx=(c(x.at(point.x))) cy=(c(y.at(point.y))) r="3.6" {
                title { (axes.0) " " (Format::Number.tick(point.x)) ": " (format.write(point.y)) ", n = " (Format::Count.write(point.n as f64)) }
            }
        }
    };
    svg(height, title, &body)
}
