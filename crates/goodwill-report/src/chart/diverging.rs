//! Answers to several items around the middle of their scale.

use super::text::fitted;
use super::{TOP, WIDTH, c, legend, svg};
use crate::scale::{Format, Scale};
use maud::{Markup, html};

/// The answers to one item: the share of each point, from the worst answer to the best.
pub(crate) struct Answers {
    pub(crate) label: String,
    pub(crate) shares: Vec<f64>,
    pub(crate) n: u64,
}

impl Answers {
    /// The share of the worse answers, half of a middle one among them.
    fn below(&self) -> f64 {
        let points = self.shares.len();
        let half = |point: usize| match (2 * point + 1).cmp(&points) {
            core::cmp::Ordering::Less => 1.0,
            core::cmp::Ordering::Equal => 0.5,
            core::cmp::Ordering::Greater => 0.0,
        };
        let parts = self.shares.iter().enumerate();
        parts.map(|(point, share)| share * half(point)).sum()
    }

    /// How far the answers lean to the better side, from −1 to 1.
    pub(crate) fn balance(&self) -> f64 {
        1.0 - 2.0 * self.below()
    }
}

/// The colour class of a point, from `n2` for the worst over `n0` for the middle to `p2` for the best.
fn class(point: usize, points: usize) -> &'static str {
    let distance = 2 * point as i64 - (points as i64 - 1);
    // The outer half of each side is drawn darker.
    let outer = distance.unsigned_abs() as usize * 2 > points;
    match (distance.signum(), outer) {
        (0, _) => "n0",
        (-1, true) => "n2",
        (-1, false) => "n1",
        (_, false) => "p1",
        (_, true) => "p2",
    }
}

/// A bar for each item, set so that the middle of the scale lies on one line: good answers reach to the right, bad ones
/// to the left, and half of a middle answer to either side.
pub(crate) fn diverging(title: &str, rows: &[Answers], ends: (&str, &str)) -> Markup {
    const ROW: f64 = 37.0;
    let low = rows.iter().map(Answers::below).fold(0.0, f64::max);
    let high = rows.iter().map(|row| 1.0 - row.below()).fold(0.0, f64::max);
    let x = Scale::fixed((-low.max(0.05), high.max(0.05)), (14.0, WIDTH - 14.0), 1.0);
    let height = TOP + ROW * rows.len() as f64 + 6.0;
    let mut bars = Vec::new();
    for (i, row) in rows.iter().enumerate() {
        let y = TOP + ROW * i as f64;
        let mut start = -row.below();
        for (point, &share) in row.shares.iter().enumerate() {
            let (from, to) = (x.at(start), x.at(start + share));
            start += share;
            let class = class(point, row.shares.len());
            let text = Format::Percent.tick((share * 100.0).round() / 100.0);
            bars.push(html! {
                rect class=(class) x=(c(from)) y=(c(y + 5.0)) width=(c(to - from)) height="17" {
                    title { (row.label) ", point " (point + 1) " of " (row.shares.len()) ": " (Format::Percent.write(share)) }
                }
                @if to - from > 26.0 {
                    text class=(format!("inside small {class}")) x=(c(f64::midpoint(from, to))) y=(c(y + 17.5)) text-anchor="middle" { (text) }
                }
            });
        }
    }
    let body = html! {
        @for (i, row) in rows.iter().enumerate() {
            @let y = TOP + ROW * i as f64;
            text.label x="14" y=(c(y)) { (fitted(&row.label, WIDTH - 100.0)) title { (row.label) } }
            text.tick x=(c(WIDTH - 14.0)) y=(c(y)) text-anchor="end" { "n = " (Format::Count.write(row.n as f64)) }
        }
        @for bar in &bars { (bar) }
        @for i in 0..rows.len() {
            @let y = TOP + ROW * i as f64;
            @for end in [y + 2.0, y + 22.0] { line.axis x1=(c(x.at(0.0))) x2=(c(x.at(0.0))) y1=(c(end)) y2=(c(end + 3.0)) {} }
        }
    };
    html! { (legend(&[(ends.0, "n2"), ("middle", "n0"), (ends.1, "p2")])) (svg(height, title, &body)) }
}

#[cfg(test)]
mod tests {
    use super::class;

    #[test]
    fn the_middle_is_neutral_and_the_sides_mirror_each_other() {
        let of = |points| (0..points).map(|point| class(point, points)).collect::<Vec<_>>();
        assert_eq!(of(5), ["n2", "n1", "n0", "p1", "p2"]);
        assert_eq!(of(4), ["n2", "n1", "p1", "p2"]);
        assert_eq!(of(7), ["n2", "n2", "n1", "n0", "p1", "p2", "p2"]);
        assert_eq!(of(2), ["n1", "p1"]);
    }
}
