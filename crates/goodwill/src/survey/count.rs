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
        let (eights, rest) = block.as_chunks::<TABLES>();
        for eight in eights {
            for (table, value) in tables.iter_mut().zip(eight) {
                table[usize::from(value.byte())] += 1;
            }
        }
        for value in rest {
            tables[0][usize::from(value.byte())] += 1;
        }
        for table in &tables {
            for (total, &count) in totals.iter_mut().zip(table) {
                *total += u64::from(count);
            }
        }
    }
    totals
}

/// How often each of `points` whole numbers from `low` up occurs, and last everything else.
pub(super) fn points<T: Answer>(values: &[T], low: f64, points: usize) -> Vec<u64> {
    let mut totals = vec![0_u64; points + 1];
    for block in values.chunks(BLOCK) {
        // A scale has at most 250 points: a byte picks any of them, so no bound is checked.
        let mut tables = [[0_u32; 256]; TABLES];
        let place = |value: &T| {
            let from_low = value.to_f64() - low;
            let point = from_low as i32;
            // What is no number, too large or between two points is not its own rounding.
            let is_point = f64::from(point) == from_low && (point as u32) < points as u32;
            usize::from(if is_point { point as u8 } else { points as u8 })
        };
        let (eights, rest) = block.as_chunks::<TABLES>();
        for eight in eights {
            for (table, value) in tables.iter_mut().zip(eight) {
                table[place(value)] += 1;
            }
        }
        for value in rest {
            tables[0][place(value)] += 1;
        }
        for table in &tables {
            for (total, &count) in totals.iter_mut().zip(table) {
                *total += u64::from(count);
            }
        }
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
