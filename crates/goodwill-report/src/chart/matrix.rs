//! Shares in a table of two traits.

use super::text::{fitted, width};
use super::{TOP, WIDTH, c, svg};
use crate::scale::Format;
use maud::{Markup, html};

/// A cell of the matrix: its name and how many are in it.
pub(crate) struct Cell {
    pub(crate) name: String,
    pub(crate) share: f64,
    pub(crate) interval: (f64, f64),
}

/// A table of shares, a row for each level of one trait from the top down and a column for each of the other; the more
/// are in a cell, the deeper its colour.
pub(crate) fn matrix(
    title: &str,
    rows: &[(&str, Vec<Cell>)],
    columns: &[&str],
    axes: (&str, &str),
) -> Markup {
    const LEFT: f64 = 62.0;
    const CELL: f64 = 72.0;
    let head = TOP + 22.0;
    let height = head + CELL * rows.len() as f64 + 6.0;
    let wide = (WIDTH - LEFT - 6.0) / columns.len().max(1) as f64;
    let most = rows
        .iter()
        .flat_map(|(_, cells)| cells.iter().map(|cell| cell.share))
        .fold(1e-9, f64::max);
    // The names of both axes share a line.
    let middle = LEFT + wide * columns.len() as f64 / 2.0;
    let room = 2.0 * (WIDTH - 4.0 - middle).min(middle - width(axes.1) - 14.0);
    let body = html! {
        text.label x=(c(middle)) y="10" text-anchor="middle" { (fitted(axes.0, room)) title { (axes.0) } }
        text.label x="2" y="10" { (axes.1) }
        @for (j, name) in columns.iter().enumerate() {
            text.tick x=(c(LEFT + wide * (j as f64 + 0.5))) y=(c(head - 7.0)) text-anchor="middle" { (name) }
        }
        @for (i, (name, cells)) in rows.iter().enumerate() {
            @let y = head + CELL * i as f64;
            text.tick x=(c(LEFT - 7.0)) y=(c(y + CELL / 2.0 + 3.0)) text-anchor="end" { (fitted(name, LEFT - 8.0)) }
            @for (j, cell) in cells.iter().enumerate() {
                @let x = LEFT + wide * j as f64;
                rect.cell x=(c(x + 1.5)) y=(c(y + 1.5)) width=(c(wide - 3.0)) height=(c(CELL - 3.0)) rx="4"
                    fill-opacity=(format!("{:.2}", 0.06 + 0.44 * cell.share / most)) {}
                text.label x=(c(x + wide / 2.0)) y=(c(y + 22.0)) text-anchor="middle" { (fitted(&cell.name, wide - 10.0)) }
                text.big x=(c(x + wide / 2.0)) y=(c(y + 43.0)) text-anchor="middle" { (Format::Percent.write(cell.share)) }
                @if cell.interval.0.is_finite() {
                    text.tick x=(c(x + wide / 2.0)) y=(c(y + 59.0)) text-anchor="middle" {
                        (Format::Percent.write(cell.interval.0)) " to " (Format::Percent.write(cell.interval.1))
                    }
                }
            }
        }
    };
    svg(height, title, &body)
}
