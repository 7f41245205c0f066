//! Counting answers at the speed of memory.

use super::answer::Answer;
use crate::parallel;
use alloc::vec;
use alloc::vec::Vec;

/// Rows that one task counts.
const BLOCK: usize = 1 << 18;

/// As many as stay in the nearest cache, and not more than a lane can count.
const PART: usize = LANES * 128;
const LANES: usize = 32;

/// Points that are counted by comparing with each of them; more are counted in tables.
const FEW: usize = 16;
/// Points that are compared with at once.
const AT_ONCE: usize = 4;

/// Tables side by side: neighbouring answers are often alike, and a counter that was just written cannot be read at
/// once.
const TABLES: usize = 8;

/// How often each of `points` bytes from `low` up occurs, and last everything else. Bytes go round: 0 follows 255.
pub(super) fn bytes<T: Byte>(values: &[T], low: u8, points: usize) -> Vec<u64> {
    blocks(values, points, |block, totals| {
        if points > FEW {
            in_tables(block, low, totals);
        } else {
            block
                .chunks(PART)
                .for_each(|part| by_comparing(part, low, totals));
        }
    })
}

/// How often each of `points` whole numbers from `low` up occurs, and last everything else.
pub(super) fn points<T: Answer>(values: &[T], low: f64, points: usize) -> Vec<u64> {
    /// Whole numbers this large are as far apart as 1, so a small number added to it loses its fraction, and its last
    /// byte is the number.
    const WHOLE: f64 = 4_503_599_627_370_496.0;
    // A scale has at most 250 points, so a byte is enough for any of them.
    let (end, other) = (points as f64, points as u8);
    blocks(values, points, |block, totals| {
        let mut places = [0_u8; PART];
        for part in block.chunks(PART) {
            let places = &mut places[..part.len()];
            // Without a branch, which answers at random would mislead.
            #[allow(clippy::needless_bitwise_bool)]
            for (place, value) in places.iter_mut().zip(part) {
                let from_low = value.to_f64() - low;
                let whole = from_low + WHOLE;
                let is_point = (from_low >= 0.0) & (from_low < end) & (whole - WHOLE == from_low);
                *place = if is_point { whole.to_bits() as u8 } else { other };
            }
            if points > FEW {
                in_tables(&*places, 0, totals);
            } else {
                by_comparing(&*places, 0, totals);
            }
        }
    })
}

/// The counts of all blocks together; what is no point is what is left of the rows.
fn blocks<T: Sync>(values: &[T], points: usize, count: impl Fn(&[T], &mut [u64]) + Sync + Send) -> Vec<u64> {
    let counted = parallel::map(
        values.chunks(BLOCK).collect(),
        || (),
        |(), block| {
            let mut totals = vec![0; points];
            count(block, &mut totals);
            totals
        },
    );
    let mut totals = vec![0; points];
    for block in counted {
        totals
            .iter_mut()
            .zip(block)
            .for_each(|(total, count)| *total += count);
    }
    totals.push(values.len() as u64 - totals.iter().sum::<u64>());
    totals
}

/// A byte, with a sign or without.
pub(super) trait Byte: Copy + Sync {
    fn byte(self) -> u8;
}

impl Byte for u8 {
    fn byte(self) -> u8 {
        self
    }
}

impl Byte for i8 {
    fn byte(self) -> u8 {
        self as u8
    }
}

fn by_comparing<T: Byte>(part: &[T], low: u8, totals: &mut [u64]) {
    let (chunks, rest) = part.as_chunks::<LANES>();
    for (first, totals) in (0..).step_by(AT_ONCE).zip(totals.chunks_mut(AT_ONCE)) {
        let wanted: [u8; AT_ONCE] = core::array::from_fn(|point| low.wrapping_add(first + point as u8));
        let mut lanes = [[0_u8; LANES]; AT_ONCE];
        for chunk in chunks {
            for (lanes, wanted) in lanes.iter_mut().zip(wanted) {
                for (lane, value) in lanes.iter_mut().zip(chunk) {
                    *lane += u8::from(value.byte() == wanted);
                }
            }
        }
        for ((total, lanes), wanted) in totals.iter_mut().zip(&lanes).zip(wanted) {
            *total += lanes.iter().map(|&lane| u64::from(lane)).sum::<u64>();
            *total += rest.iter().filter(|value| value.byte() == wanted).count() as u64;
        }
    }
}

fn in_tables<T: Byte>(values: &[T], low: u8, totals: &mut [u64]) {
    let mut tables = [[0_u32; 256]; TABLES];
    let (eights, rest) = values.as_chunks::<TABLES>();
    for eight in eights {
        for (table, &value) in tables.iter_mut().zip(eight) {
            table[usize::from(value.byte())] += 1;
        }
    }
    for &value in rest {
        tables[0][usize::from(value.byte())] += 1;
    }
    for table in &tables {
        for (point, total) in (0..).zip(totals.iter_mut()) {
            *total += u64::from(table[usize::from(low.wrapping_add(point))]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::{OffScale, Scale, Tally};

    /// The counts of all points, and of all else, one answer after another.
    fn one_by_one(values: impl Iterator<Item = f64>, low: f64, points: usize) -> Vec<u64> {
        let mut counts = vec![0; points + 1];
        for value in values {
            let point = value - low;
            let is_point = point >= 0.0 && point < points as f64 && libm::trunc(point) == point;
            counts[if is_point { point as usize } else { points }] += 1;
        }
        counts
    }

    #[test]
    fn few_points_and_many_are_counted_alike() {
        let rows = u32::try_from(BLOCK + 77).unwrap();
        let bytes: Vec<u8> = (0..rows)
            .map(|row| (row.wrapping_mul(2_654_435_761) >> 24) as u8)
            .collect();
        let signed: Vec<i8> = bytes.iter().map(|&byte| byte as i8).collect();
        let halves: Vec<f64> = bytes.iter().map(|&byte| f64::from(byte) / 2.0).collect();
        for number in [1, FEW, FEW + 1, 250] {
            let expected = |values: &mut dyn Iterator<Item = f64>, low| one_by_one(values, low, number);
            assert_eq!(
                bytes_of(&bytes, 3, number),
                expected(&mut bytes.iter().map(|&x| f64::from(x)), 3.0)
            );
            assert_eq!(
                bytes_of(&signed, -7, number),
                expected(&mut signed.iter().map(|&x| f64::from(x)), -7.0)
            );
            assert_eq!(
                points(&halves, 5.0, number),
                expected(&mut halves.iter().copied(), 5.0)
            );
        }
    }

    /// As many of the points as a byte can be.
    fn bytes_of<T: Byte + Answer>(values: &[T], low: i32, points: usize) -> Vec<u64> {
        let scale = Scale::new(low, low + points.max(2) as i32 - 1).unwrap();
        let tally = Tally::of(values, &scale.off_scale(OffScale::Count)).unwrap();
        let mut counts = tally.counts()[..points].to_vec();
        counts.push(values.len() as u64 - counts.iter().sum::<u64>());
        counts
    }

    #[test]
    fn a_byte_is_no_negative_answer() {
        let scale = Scale::new(-3, 3).unwrap().off_scale(OffScale::Count);
        let unsigned = Tally::of(&[253_u8, 0, 3, 4], &scale).unwrap();
        assert_eq!(
            (unsigned.counts(), unsigned.invalid()),
            (&[0, 0, 0, 1, 0, 0, 1][..], 2)
        );
        let signed = Tally::of(&[-3_i8, 0, 3, 4], &scale).unwrap();
        assert_eq!(
            (signed.counts(), signed.invalid()),
            (&[1, 0, 0, 1, 0, 0, 1][..], 1)
        );
        let far = Scale::new(1000, 1010).unwrap().off_scale(OffScale::Count);
        assert_eq!(Tally::of(&[232_u8, 0], &far).unwrap().invalid(), 2);
    }
}
