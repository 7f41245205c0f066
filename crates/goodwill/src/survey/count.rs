//! Counting answers at the speed of memory.

use super::answer::Answer;
use alloc::vec;
use alloc::vec::Vec;

/// Tables side by side: neighbouring answers are often alike, and a counter that was just written cannot be read at
/// once.
const TABLES: usize = 8;

/// How many rows are counted before the narrow counters are emptied.
const BLOCK: usize = 1 << 20;

/// How often each byte occurs.
pub(super) fn bytes<T: Copy + bytelike::Byte>(values: &[T]) -> [u64; 256] {
    let mut totals = [0_u64; 256];
    for block in values.chunks(BLOCK) {
        let mut tables = [[0_u32; 256]; TABLES];
        tally(&mut tables, block);
        empty(&tables, &mut totals);
    }
    totals
}

fn tally<T: Copy + bytelike::Byte>(tables: &mut [[u32; 256]; TABLES], values: &[T]) {
    let (eights, rest) = values.as_chunks::<TABLES>();
    for eight in eights {
        for (table, value) in tables.iter_mut().zip(eight) {
            table[usize::from(value.byte())] += 1;
        }
    }
    for value in rest {
        tables[0][usize::from(value.byte())] += 1;
    }
}

fn empty(tables: &[[u32; 256]; TABLES], totals: &mut [u64]) {
    for table in tables {
        for (total, &count) in totals.iter_mut().zip(table) {
            *total += u64::from(count);
        }
    }
}

/// How often each of `points` whole numbers from `low` up occurs, and last everything else.
pub(super) fn points<T: Answer>(values: &[T], low: f64, points: usize) -> Vec<u64> {
    /// Whole numbers this large are as far apart as 1, so a small number added to it loses its fraction, and its last
    /// byte is the number.
    const WHOLE: f64 = 4_503_599_627_370_496.0;
    /// As many as stay in the nearest cache.
    const PART: usize = 4096;
    let mut totals = vec![0_u64; points + 1];
    // A scale has at most 250 points, so a byte is enough for any of them.
    let (end, other) = (points as f64, points as u8);
    let mut places = [0_u8; PART];
    for block in values.chunks(BLOCK) {
        let mut tables = [[0_u32; 256]; TABLES];
        for part in block.chunks(PART) {
            // Without a branch, which answers at random would mislead.
            #[allow(clippy::needless_bitwise_bool)]
            for (place, value) in places.iter_mut().zip(part) {
                let from_low = value.to_f64() - low;
                let whole = from_low + WHOLE;
                let is_point = (from_low >= 0.0) & (from_low < end) & (whole - WHOLE == from_low);
                *place = if is_point { whole.to_bits() as u8 } else { other };
            }
            tally(&mut tables, &places[..part.len()]);
        }
        empty(&tables, &mut totals);
    }
    totals
}

mod bytelike {
    /// A byte with a sign or without.
    pub(crate) trait Byte {
        fn byte(&self) -> u8;
    }

    impl Byte for u8 {
        fn byte(&self) -> u8 {
            *self
        }
    }

    impl Byte for i8 {
        fn byte(&self) -> u8 {
            *self as u8
        }
    }
}
