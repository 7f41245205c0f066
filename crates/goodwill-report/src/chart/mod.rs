//! Charts as inline SVG. Each is drawn about as wide as a phone, so that its text stays readable there, and
//! takes its colours from the page's style sheet, so that it follows dark mode and print.
//! The palette is Okabe and Ito's, which colour-blind readers can tell apart.

mod bars;
mod diverging;
#[cfg(test)]
mod gallery;
mod map;
mod matrix;
mod text;
mod zones;

pub(crate) use bars::{bars, net_score};
pub(crate) use diverging::{Answers, diverging};
pub(crate) use map::{Axis, Spot, map};
pub(crate) use matrix::{Cell, matrix};
pub(crate) use zones::{Point, Zone, zones};

use crate::scale::{Format, Scale};
use maud::{Markup, html};

const WIDTH: f64 = 400.0;
const HEIGHT: f64 = 230.0;
const LEFT: f64 = 44.0;
const RIGHT: f64 = 12.0;
const TOP: f64 = 14.0;
const BOTTOM: f64 = 26.0;

/// A named row of values, one for each place on the x axis; `None` where there is none.
pub(crate) struct Series<'a> {
    pub(crate) name: &'a str,
    /// The colour class: `c1` … `c6`.
    pub(crate) class: &'a str,
    pub(crate) values: Vec<Option<f64>>,
    /// The interval around each value; empty when there is none to draw.
    pub(crate) bands: Vec<Option<(f64, f64)>>,
}

/// Coordinates with one decimal: a tenth of a pixel is finer than any screen.
fn c(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map_or(text.clone(), Into::into)
}

fn svg(height: f64, title: &str, body: &Markup) -> Markup {
    html! {
        svg viewBox=(format!("0 0 {} {}", c(WIDTH), c(height))) role="img" aria-label=(title) { title { (title) } (body) }
    }
}

fn legend(series: &[(&str, &str)]) -> Markup {
    html! {
        @if series.len() > 1 {
            ul.legend { @for (name, class) in series { li { i class=(class) {} (name) } } }
        }
    }
}

fn y_axis(scale: &Scale, format: Format) -> Markup {
    html! {
        @for tick in scale.ticks() {
            line.grid x1=(c(LEFT)) x2=(c(WIDTH - RIGHT)) y1=(c(scale.at(tick))) y2=(c(scale.at(tick))) {}
            text.tick x=(c(LEFT - 5.0)) y=(c(scale.at(tick) + 3.5)) text-anchor="end" { (format.tick(tick)) }
        }
    }
}

/// Labels under the places of the x axis, as many as fit without touching.
fn x_axis(labels: &[String], at: impl Fn(usize) -> f64) -> Markup {
    let longest = labels
        .iter()
        .map(|label| label.chars().count())
        .max()
        .unwrap_or(1) as f64;
    let room = (WIDTH - LEFT - RIGHT) / (longest * 6.2 + 10.0);
    let every = (labels.len() as f64 / room.max(1.0)).ceil().max(1.0) as usize;
    html! {
        @for (i, label) in labels.iter().enumerate().filter(|(i, _)| i % every == 0) {
            text.tick x=(c(at(i))) y=(c(HEIGHT - 9.0)) text-anchor="middle" { (label) }
        }
    }
}

fn extent(values: impl Iterator<Item = f64>) -> (f64, f64) {
    values
        .filter(|value| value.is_finite())
        .fold((0.0, 0.0), |(low, high), value| (low.min(value), high.max(value)))
}

/// Lines over time with their interval as a band.
pub(crate) fn lines(title: &str, labels: &[String], series: &[Series<'_>], format: Format) -> Markup {
    marked_lines(title, labels, series, format, None)
}

/// [`lines`] with a rule after a place of the x axis, and what begins there.
pub(crate) fn marked_lines(
    title: &str,
    labels: &[String],
    series: &[Series<'_>],
    format: Format,
    mark: Option<(usize, &str)>,
) -> Markup {
    // More dots than this run into one another.
    const DOTS: usize = 40;
    let radius = if labels.len() > DOTS { "1.1" } else { "2.6" };
    let all = series.iter().flat_map(|line| {
        let bands = line.bands.iter().flatten().flat_map(|(low, high)| [*low, *high]);
        line.values.iter().flatten().copied().chain(bands)
    });
    let y = Scale::nice(extent(all), (HEIGHT - BOTTOM, TOP), 4);
    let step = (WIDTH - LEFT - RIGHT - 20.0) / (labels.len().max(2) - 1) as f64;
    let x = |i: usize| LEFT + 10.0 + step * i as f64;
    let body = html! {
        (y_axis(&y, format)) (x_axis(labels, x))
        @if let Some((after, text)) = mark {
            @let at = x(after) + step / 2.0;
            line.mark x1=(c(at)) x2=(c(at)) y1=(c(TOP)) y2=(c(HEIGHT - BOTTOM)) {}
            text.tick x=(c(at)) y=(c(TOP - 4.0)) text-anchor="middle" { (text) }
        }
        @for line in series {
            @for run in runs(&line.bands) {
                @let upper = run.iter().map(|(i, (_, high))| format!("{},{}", c(x(*i)), c(y.at(*high))));
                @let lower = run.iter().rev().map(|(i, (low, _))| format!("{},{}", c(x(*i)), c(y.at(*low))));
                polygon class=(format!("band {}", line.class)) points=(upper.chain(lower).collect::<Vec<_>>().join(" ")) {}
            }
            @for run in runs(&line.values) {
                @let points = run.iter().map(|(i, value)| format!("{},{}", c(x(*i)), c(y.at(*value)))).collect::<Vec<_>>();
                polyline class=(format!("line {}", line.class)) points=(points.join(" ")) {}
            }
            @for (i, value) in line.values.iter().enumerate().filter_map(|(i, value)| value.map(|value| (i, value))) {
                circle class=(line.class) cx=(c(x(i))) cy=(c(y.at(value))) r=(radius) {
                    title { (line.name) " " (labels[i]) ": " (format.write(value))
                        @if let Some(Some((low, high))) = line.bands.get(i) { " (" (format.write(*low)) " to " (format.write(*high)) ")" } }
                }
            }
        }
    };
    html! { (legend(&series.iter().map(|line| (line.name, line.class)).collect::<Vec<_>>())) (svg(HEIGHT, title, &body)) }
}

/// Unbroken runs of values: a line stops where a value is missing.
fn runs<T: Copy>(values: &[Option<T>]) -> Vec<Vec<(usize, T)>> {
    let mut runs: Vec<Vec<(usize, T)>> = Vec::new();
    let mut open = false;
    for (i, value) in values.iter().enumerate() {
        if let Some(value) = value {
            if !open {
                runs.push(Vec::new());
            }
            runs.last_mut().expect("a run was just opened").push((i, *value));
        }
        open = value.is_some();
    }
    runs
}

/// Stacked columns: positive values grow up from zero, negative ones down.
pub(crate) fn columns(title: &str, labels: &[String], series: &[Series<'_>], format: Format) -> Markup {
    let total = |i: usize, sign: f64| -> f64 {
        let values = series
            .iter()
            .filter_map(|row| row.values.get(i).copied().flatten());
        values.filter(|value| value * sign > 0.0).sum()
    };
    let y = Scale::nice(
        extent((0..labels.len()).flat_map(|i| [total(i, 1.0), total(i, -1.0)])),
        (HEIGHT - BOTTOM, TOP),
        4,
    );
    let step = (WIDTH - LEFT - RIGHT) / labels.len().max(1) as f64;
    let width = (step * 0.72).min(46.0);
    let x = |i: usize| LEFT + step * (i as f64 + 0.5);
    let mut bars = Vec::new();
    for (i, label) in labels.iter().enumerate() {
        let (mut up, mut down) = (0.0, 0.0);
        for row in series {
            let Some(value) = row.values.get(i).copied().flatten() else {
                continue;
            };
            let base = if value >= 0.0 { &mut up } else { &mut down };
            let (from, to) = (*base, *base + value);
            *base = to;
            let (top, bottom) = (y.at(from.max(to)), y.at(from.min(to)));
            bars.push(html! {
                rect class=(row.class) x=(c(x(i) - width / 2.0)) y=(c(top)) width=(c(width)) height=(c((bottom - top).max(0.0))) {
                    title { (row.name) " " (label) ": " (format.write(value.abs())) }
                }
            });
        }
    }
    let body = html! {
        (y_axis(&y, format)) (x_axis(labels, x))
        @for bar in &bars { (bar) }
        line.axis x1=(c(LEFT)) x2=(c(WIDTH - RIGHT)) y1=(c(y.at(0.0))) y2=(c(y.at(0.0))) {}
    };
    html! { (legend(&series.iter().map(|row| (row.name, row.class)).collect::<Vec<_>>())) (svg(HEIGHT, title, &body)) }
}

/// Columns beside one another, a group for each place on the x axis.
pub(crate) fn pairs(title: &str, labels: &[String], series: &[Series<'_>], format: Format) -> Markup {
    let all = series.iter().flat_map(|row| row.values.iter().flatten().copied());
    let y = Scale::nice(extent(all), (HEIGHT - BOTTOM, TOP), 4);
    let step = (WIDTH - LEFT - RIGHT) / labels.len().max(1) as f64;
    let width = (step * 0.76 / series.len().max(1) as f64).min(23.0);
    let x = |i: usize| LEFT + step * (i as f64 + 0.5);
    let whole = width * series.len() as f64;
    let body = html! {
        (y_axis(&y, format)) (x_axis(labels, x))
        @for (place, row) in series.iter().enumerate() {
            @for (i, value) in row.values.iter().enumerate().filter_map(|(i, value)| value.map(|value| (i, value))) {
                @let (top, bottom) = (y.at(value.max(0.0)), y.at(value.min(0.0)));
                rect class=(row.class) x=(c(x(i) - whole / 2.0 + width * place as f64)) y=(c(top)) width=(c(width)) height=(c(bottom - top)) {
                    title { (row.name) ", " (labels[i]) ": " (format.write(value)) }
                }
            }
        }
        line.axis x1=(c(LEFT)) x2=(c(WIDTH - RIGHT)) y1=(c(y.at(0.0))) y2=(c(y.at(0.0))) {}
    };
    html! { (legend(&series.iter().map(|row| (row.name, row.class)).collect::<Vec<_>>())) (svg(HEIGHT, title, &body)) }
}

/// One row of an interval chart.
pub(crate) struct Whisker {
    pub(crate) label: String,
    pub(crate) value: f64,
    pub(crate) interval: (f64, f64),
}

/// Estimates beside each other: a dot with its interval, the number at the right.
pub(crate) fn whiskers(title: &str, rows: &[Whisker], format: Format) -> Markup {
    let row_height = 38.0;
    let height = TOP + row_height * rows.len() as f64 + BOTTOM;
    let ends = rows
        .iter()
        .flat_map(|row| [row.value, row.interval.0, row.interval.1]);
    let x = Scale::nice(extent(ends), (14.0, WIDTH - 18.0), 4);
    let body = html! {
        @for tick in x.ticks() {
            line.grid x1=(c(x.at(tick))) x2=(c(x.at(tick))) y1=(c(TOP)) y2=(c(height - BOTTOM)) {}
            text.tick x=(c(x.at(tick))) y=(c(height - 9.0)) text-anchor="middle" { (format.tick(tick)) }
        }
        @for (i, row) in rows.iter().enumerate() {
            @let y = TOP + row_height * (i as f64 + 0.5);
            text.label x="14" y=(c(y - 5.0)) { (text::fitted(&row.label, WIDTH - 100.0)) title { (row.label) } }
            text.value x=(c(WIDTH - 14.0)) y=(c(y - 5.0)) text-anchor="end" { (format.write(row.value)) }
            @if row.interval.0.is_finite() && row.interval.1.is_finite() {
                line.whisker x1=(c(x.at(row.interval.0))) x2=(c(x.at(row.interval.1))) y1=(c(y + 6.0)) y2=(c(y + 6.0)) {}
            }
            circle.c1 cx=(c(x.at(row.value))) cy=(c(y + 6.0)) r="4" {
                title { (row.label) ": " (format.write(row.value)) " (" (format.write(row.interval.0)) " to " (format.write(row.interval.1)) ")" }
            }
        }
    };
    svg(height, title, &body)
}

/// Parts of one whole as a single bar, with their shares written in or under it.
pub(crate) fn shares(title: &str, parts: &[(&str, &str, f64)]) -> Markup {
    let height = 60.0;
    let total: f64 = parts.iter().map(|(_, _, share)| share).sum();
    let x = Scale::fixed((0.0, total), (14.0, WIDTH - 14.0), 1.0);
    let mut start = 0.0;
    let mut cells = Vec::new();
    for (name, class, share) in parts {
        let (from, to) = (x.at(start), x.at(start + share));
        start += share;
        cells.push(html! {
            rect class=(class) x=(c(from)) y="16" width=(c((to - from).max(0.0))) height="34" {
                title { (name) ": " (Format::Percent.write(*share / total)) }
            }
            @if to - from > 44.0 {
                text class=(format!("inside {class}")) x=(c(f64::midpoint(from, to))) y="37.5" text-anchor="middle" { (Format::Percent.write(*share / total)) }
            }
        });
    }
    let names = parts
        .iter()
        .map(|(name, class, _)| (*name, *class))
        .collect::<Vec<_>>();
    html! { (legend(&names)) (svg(height, title, &html! { @for cell in &cells { (cell) } })) }
}

/// A curve in the unit square against its diagonal: the Lorenz curve, marked where `marks` say.
pub(crate) fn unit_curve(
    title: &str,
    points: &[(f64, f64)],
    marks: &[(f64, f64, String)],
    axes: (&str, &str),
) -> Markup {
    let height = 300.0;
    let x = Scale::fixed((0.0, 1.0), (LEFT, WIDTH - RIGHT), 0.25);
    let y = Scale::fixed((0.0, 1.0), (height - 44.0, TOP), 0.25);
    let place = |(a, b): &(f64, f64)| format!("{},{}", c(x.at(*a)), c(y.at(*b)));
    let body = html! {
        (y_axis(&y, Format::Percent))
        @for tick in x.ticks() {
            text.tick x=(c(x.at(tick))) y=(c(height - 28.0)) text-anchor="middle" { (Format::Percent.tick(tick)) }
        }
        text.label x=(c(f64::midpoint(LEFT, WIDTH - RIGHT))) y=(c(height - 10.0)) text-anchor="middle" { (axes.0) }
        text.label x=(c(LEFT + 6.0)) y=(c(TOP + 12.0)) { (axes.1) }
        polyline.diagonal points=(format!("{} {}", place(&(0.0, 0.0)), place(&(1.0, 1.0)))) {}
        polyline class="line c1" points=(points.iter().map(place).collect::<Vec<_>>().join(" ")) {}
        @for (a, b, text) in marks {
            @let right = *a < 0.6;
            circle.c4 cx=(c(x.at(*a))) cy=(c(y.at(*b))) r="4" {}
            text.value x=(c(x.at(*a) + if right { 9.0 } else { -9.0 })) y=(c(y.at(*b) + if right { 13.0 } else { -5.0 })) text-anchor=(if right { "start" } else { "end" }) { (text) }
        }
    };
    svg(height, title, &body)
}
