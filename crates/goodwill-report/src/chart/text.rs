//! How much room text takes, and where labels go so that none covers another.

/// About how wide `text` is drawn at the size of a chart label. Chinese characters are square.
pub(super) fn width(text: &str) -> f64 {
    text.chars()
        .map(|letter| match letter {
            '\u{2e80}'.. => 11.0,
            'i' | 'j' | 'l' | 't' | 'f' | 'r' | 'I' | ' ' | '.' | ',' | '(' | ')' | '|' => 3.8,
            'm' | 'w' | 'M' | 'W' | '%' => 9.6,
            'A'..='Z' => 7.6,
            _ => 6.2,
        })
        .sum()
}

/// The height of a line of label text.
pub(super) const LINE: f64 = 12.0;

/// `text` cut to `room`, with an ellipsis where something is missing.
pub(super) fn fitted(text: &str, room: f64) -> String {
    if width(text) <= room {
        return text.into();
    }
    let mut kept = String::new();
    for letter in text.chars() {
        kept.push(letter);
        if width(&kept) + 9.0 > room {
            kept.pop();
            break;
        }
    }
    kept.trim_end().to_owned() + "…"
}

/// A rectangle on the drawing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Room {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Room {
    pub(super) fn around(x: f64, y: f64, half: f64) -> Self {
        Self {
            left: x - half,
            top: y - half,
            right: x + half,
            bottom: y + half,
        }
    }

    /// The area that two rectangles share.
    pub(super) fn overlap(&self, other: &Self) -> f64 {
        let width = self.right.min(other.right) - self.left.max(other.left);
        let height = self.bottom.min(other.bottom) - self.top.max(other.top);
        width.max(0.0) * height.max(0.0)
    }

    fn outside(&self, of: &Self) -> f64 {
        (of.left - self.left).max(0.0)
            + (self.right - of.right).max(0.0)
            + (of.top - self.top).max(0.0)
            + (self.bottom - of.bottom).max(0.0)
    }
}

/// Where a label is written: the left end of its baseline.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Place {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) room: Room,
    /// Whether the label is too far from its dot to be read as its own without a line between them.
    pub(super) apart: bool,
}

/// A place for the label of each dot inside `frame`, clear of all dots, of what else is `drawn` and of each other as far as there is room:
/// rings of places around each dot are tried from the nearest out.
pub(super) fn places(dots: &[(f64, f64)], drawn: &[Room], labels: &[String], frame: &Room) -> Vec<Place> {
    let mut full: Vec<Room> = dots.iter().map(|&(x, y)| Room::around(x, y, 5.0)).collect();
    full.extend(drawn);
    let mut places = Vec::with_capacity(dots.len());
    for (&(x, y), label) in dots.iter().zip(labels) {
        let wide = width(label);
        let mut best: Option<(f64, Place)> = None;
        for ring in 0..9 {
            let reach = 8.0 + 11.0 * f64::from(ring);
            for step in 0..16 {
                let angle = f64::from(step) * core::f64::consts::PI / 8.0;
                let (dx, dy) = (angle.cos() * reach, angle.sin() * reach);
                // The side of the label that faces the dot.
                let left = x + dx - wide * (0.5 - 0.5 * angle.cos());
                let middle = y + dy;
                let room = Room {
                    left,
                    top: middle - LINE / 2.0,
                    right: left + wide,
                    bottom: middle + LINE / 2.0,
                };
                let crowding: f64 = full.iter().map(|other| room.overlap(other)).sum();
                let cost = crowding * 4.0 + room.outside(frame) * 50.0 + reach;
                if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                    let place = Place {
                        x: left,
                        y: middle + 4.0,
                        room,
                        // Beside its dot, a line to it would look like an interval.
                        apart: ring > 1 || ring == 1 && dy.abs() > 6.0,
                    };
                    best = Some((cost, place));
                }
            }
        }
        let (_, place) = best.expect("places were tried");
        full.push(place.room);
        places.push(place);
    }
    places
}

/// Which labels can be read: inside `frame`, and clear of those before them that can.
pub(super) fn clear(places: &[Place], frame: &Room) -> Vec<bool> {
    let mut clear: Vec<bool> = Vec::with_capacity(places.len());
    for place in places {
        let covers = places
            .iter()
            .zip(&clear)
            .any(|(other, &read)| read && place.room.overlap(&other.room) > 0.0);
        clear.push(!covers && place.room.outside(frame) == 0.0);
    }
    clear
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_dots_on_top_of_each_other_do_not_cover_each_other() {
        let dots = [(200.0, 150.0); 9];
        let labels: Vec<String> = (0..9).map(|i| format!("after-sales service 售后 {i}")).collect();
        let frame = Room {
            left: 40.0,
            top: 10.0,
            right: 390.0,
            bottom: 290.0,
        };
        let places = places(&dots, &[], &labels, &frame);
        for (i, a) in places.iter().enumerate() {
            assert_eq!(a.room.outside(&frame), 0.0);
            for b in &places[..i] {
                assert_eq!(a.room.overlap(&b.room), 0.0, "{a:?} covers {b:?}");
            }
        }
    }

    #[test]
    fn what_cannot_be_read_is_told() {
        let frame = Room {
            left: 0.0,
            top: 0.0,
            right: 100.0,
            bottom: 100.0,
        };
        let place = |x: f64| Place {
            x,
            y: 50.0,
            room: Room::around(x, 50.0, 10.0),
            apart: false,
        };
        // The third covers the second, which is not drawn, and not the first.
        let places = [20.0, 35.0, 50.0, 95.0].map(place);
        assert_eq!(clear(&places, &frame), [true, false, true, false]);
    }

    #[test]
    fn a_label_is_cut_to_its_room() {
        assert_eq!(fitted("price", 100.0), "price");
        let cut = fitted("How satisfied are you with the quality of our products?", 120.0);
        assert!(cut.ends_with('…') && width(&cut) <= 124.0, "{cut}");
        assert!(width("售后服务") > width("price"));
    }
}
