//! Things in a plane of two measures, with quadrants.

use super::text::{Room, clear, fitted, places};
use super::{LEFT, RIGHT, TOP, WIDTH, c, legend, svg, y_axis};
use crate::scale::{Format, Scale};
use maud::{Markup, html};

/// One thing on the map: where it lies, with an interval each way where there is one.
pub(crate) struct Spot {
    pub(crate) label: String,
    /// What is written after the label, whole.
    pub(crate) mark: String,
    pub(crate) class: &'static str,
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) x_interval: (f64, f64),
    pub(crate) y_interval: (f64, f64),
    /// What else there is to say of it, for the reader who points at it.
    pub(crate) note: String,
}

/// One axis of a map.
pub(crate) struct Axis<'a> {
    pub(crate) name: &'a str,
    pub(crate) format: Format,
    /// What is drawn; the extent of the spots when not given.
    pub(crate) domain: Option<(f64, f64)>,
    /// Where the quadrants meet.
    pub(crate) cross: f64,
}

impl Spot {
    /// The label, cut to some room, and the mark.
    fn text(&self, room: f64) -> String {
        let label = fitted(&self.label, room);
        if self.mark.is_empty() {
            label
        } else {
            format!("{label} {}", self.mark)
        }
    }
}

/// The room of a label; a longer one is cut.
const LABEL: f64 = 132.0;

/// Spots in a plane cut into quadrants, named from the upper left clockwise. Where the labels would cover each other the
/// spots are numbered, and the labels stand below.
pub(crate) fn map(
    title: &str,
    spots: &[Spot],
    axes: (&Axis<'_>, &Axis<'_>),
    quadrants: [&str; 4],
    classes: &[(&str, &str)],
) -> Markup {
    let height = 356.0;
    let (across, up) = axes;
    // The names of the quadrants stand outside the frame, where no spot can cover them.
    let frame = Room {
        left: LEFT,
        top: TOP + 22.0,
        right: WIDTH - RIGHT,
        bottom: height - 58.0,
    };
    let x = scale(
        across,
        spots
            .iter()
            .flat_map(|spot| [spot.x, spot.x_interval.0, spot.x_interval.1]),
        (frame.left, frame.right),
    );
    let y = scale(
        up,
        spots
            .iter()
            .flat_map(|spot| [spot.y, spot.y_interval.0, spot.y_interval.1]),
        (frame.bottom, frame.top),
    );
    let (center, middle) = (x.at(across.cross), y.at(up.cross));
    let halves = [(frame.left, center), (center, frame.right)];
    let name = |i: usize, y: f64| {
        let (from, to) = halves[usize::from(matches!(i, 1 | 2))];
        html! { text.tick x=(c(f64::midpoint(from, to))) y=(c(y)) text-anchor="middle" { (quadrants[i]) } }
    };
    let (wide, tall) = ((frame.left, frame.right), (frame.top, frame.bottom));
    let dots: Vec<(f64, f64)> = spots.iter().map(|spot| (x.at(spot.x), y.at(spot.y))).collect();
    let labels: Vec<String> = spots.iter().map(|spot| spot.text(LABEL)).collect();
    let crosses: Vec<Room> = spots
        .iter()
        .zip(&dots)
        .flat_map(|(spot, &dot)| cross(spot, dot, &x, &y, (wide, tall)))
        .collect();
    let named = places(&dots, &crosses, &labels, &frame);
    let numbered = !clear(&named, &frame).iter().all(|&clear| clear);
    let (labels, places) = if numbered {
        let numbers: Vec<String> = (1..=spots.len()).map(|number| number.to_string()).collect();
        let places = places(&dots, &crosses, &numbers, &frame);
        (numbers, places)
    } else {
        (labels, named)
    };
    let drawn = clear(&places, &frame);
    let body = html! {
        (y_axis(&y, up.format))
        @for tick in x.ticks() {
            text.tick x=(c(x.at(tick))) y=(c(frame.bottom + 14.0)) text-anchor="middle" { (across.format.tick(tick)) }
        }
        text.label x=(c(f64::midpoint(frame.left, frame.right))) y=(c(height - 10.0)) text-anchor="middle" { (across.name) }
        text.label x="2" y="8" { (up.name) }
        line.mark x1=(c(center)) x2=(c(center)) y1=(c(frame.top)) y2=(c(frame.bottom)) {}
        line.mark x1=(c(frame.left)) x2=(c(frame.right)) y1=(c(middle)) y2=(c(middle)) {}
        (name(0, frame.top - 7.0)) (name(1, frame.top - 7.0)) (name(2, frame.bottom + 30.0)) (name(3, frame.bottom + 30.0))
        @for ((spot, &drawn), (dot, place)) in spots.iter().zip(&drawn).zip(dots.iter().zip(&places)) {
            @if spot.x_interval.0.is_finite() && spot.x_interval.1.is_finite() {
                line class=(format!("error {}", spot.class)) x1=(c(within(x.at(spot.x_interval.0), wide))) x2=(c(within(x.at(spot.x_interval.1), wide))) y1=(c(dot.1)) y2=(c(dot.1)) {}
            }
            @if spot.y_interval.0.is_finite() && spot.y_interval.1.is_finite() {
                line class=(format!("error {}", spot.class)) x1=(c(dot.0)) x2=(c(dot.0)) y1=(c(within(y.at(spot.y_interval.0), tall))) y2=(c(within(y.at(spot.y_interval.1), tall))) {}
            }
            @if place.apart && drawn {
                @let end = place.room.left.max(dot.0.min(place.room.right));
                line.leader x1=(c(dot.0)) y1=(c(dot.1)) x2=(c(end)) y2=(c(place.y - 4.0)) {}
            }
            circle class=(spot.class) cx=(c(dot.0)) cy=(c(dot.1)) r="4.5" {
                title { (spot.text(f64::INFINITY)) ": " (across.name) " " (across.format.write(spot.x)) ", " (up.name) " " (up.format.write(spot.y))
                    @if !spot.note.is_empty() { ". " (spot.note) } }
            }
        }
        @for ((label, place), &drawn) in labels.iter().zip(&places).zip(&drawn) {
            @if drawn { text.label x=(c(place.x)) y=(c(place.y)) { (label) } }
        }
    };
    html! {
        (legend(classes))
        (svg(height, title, &body))
        @if numbered { ol.key { @for spot in spots { li { (spot.text(f64::INFINITY)) } } } }
    }
}

/// The room of the lines of a spot's intervals.
fn cross(
    spot: &Spot,
    dot: (f64, f64),
    x: &Scale,
    y: &Scale,
    (wide, tall): ((f64, f64), (f64, f64)),
) -> Vec<Room> {
    /// Half of what a line takes with some air.
    const HALF: f64 = 1.5;
    let known = |(low, high): (f64, f64)| low.is_finite() && high.is_finite();
    let mut rooms = Vec::new();
    if known(spot.x_interval) {
        rooms.push(Room {
            left: within(x.at(spot.x_interval.0), wide),
            right: within(x.at(spot.x_interval.1), wide),
            ..Room::around(dot.0, dot.1, HALF)
        });
    }
    if known(spot.y_interval) {
        rooms.push(Room {
            top: within(y.at(spot.y_interval.1), tall),
            bottom: within(y.at(spot.y_interval.0), tall),
            ..Room::around(dot.0, dot.1, HALF)
        });
    }
    rooms
}

/// A place on the drawing, kept inside it.
fn within(place: f64, (from, to): (f64, f64)) -> f64 {
    place.clamp(from, to)
}

fn scale(axis: &Axis<'_>, values: impl Iterator<Item = f64>, range: (f64, f64)) -> Scale {
    if let Some(domain) = axis.domain {
        let ticks = Scale::nice(domain, range, 4);
        return Scale::fixed(
            domain,
            range,
            ticks.ticks().nth(1).unwrap_or(domain.1) - ticks.ticks().next().unwrap_or(domain.0),
        );
    }
    let (low, high) = values
        .chain([axis.cross])
        .filter(|value| value.is_finite())
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
            (low.min(value), high.max(value))
        });
    let margin = (high - low).max(1e-9) * 0.06;
    Scale::nice((low - margin, high + margin), range, 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(count: usize) -> String {
        let spots: Vec<Spot> = (0..count)
            .map(|i| Spot {
                label: format!("客服人员在电话中耐心倾听并准确理解我的问题 {i}"),
                mark: "93%".into(),
                class: "c1",
                x: 0.5 + 0.01 * i as f64,
                y: 0.5,
                x_interval: (0.4, 0.6),
                y_interval: (0.45, 0.55),
                note: String::new(),
            })
            .collect();
        let axis = |name| Axis {
            name,
            format: Format::Percent,
            domain: Some((0.0, 1.0)),
            cross: 0.5,
        };
        let quadrants = ["a", "b", "c", "d"];
        map("Many", &spots, (&axis("x"), &axis("y")), quadrants, &[]).into_string()
    }

    #[test]
    fn spots_too_many_to_be_named_are_numbered() {
        let few = drawn(3);
        assert!(!few.contains("class=\"key\""));
        assert!(few.contains("… 93%</text>"));
        let many = drawn(60);
        assert!(many.contains(">1</text>") && !many.contains("93%</text>"));
        assert_eq!(many.matches("<li>").count(), 60);
        assert!(many.contains("<li>客服人员在电话中耐心倾听并准确理解我的问题 59 93%</li>"));
    }
}
