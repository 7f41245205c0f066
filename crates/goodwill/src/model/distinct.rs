//! Equal rows put together, on one thread or on many.
//!
//! Pieces of the column are searched on their own, then their keys are joined in order: keys stand in the order in
//! which they first appear, whatever the number of threads.

use super::history::History;
use crate::error::{Error, Result};
use crate::parallel;
use alloc::vec::Vec;
use core::ops::Range;

/// Rows that are searched at once: their table stays in a core's own cache.
const PIECE: usize = 1 << 16;
/// Pieces that are searched before their keys are joined: what is waiting takes a bounded memory.
const WAVE: usize = 32;
/// The place of a missing row.
const MISSING: u32 = u32::MAX;

/// What rows are told apart by.
pub(super) trait Key: Copy + PartialEq + Send + Sync {
    fn hash(&self) -> u64;
}

impl Key for History {
    fn hash(&self) -> u64 {
        let hash = mix(
            self.recency().to_bits() ^ 0x9e37_79b9_7f4a_7c15,
            self.tenure().to_bits() ^ 0xd1b5_4a32_d192_ed03,
        );
        mix(hash ^ u64::from(self.frequency()), 0x2545_f491_4f6c_dd1d)
    }
}

/// A history and its weight.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Weighted {
    pub(super) history: History,
    pub(super) weight: f64,
}

impl Key for Weighted {
    fn hash(&self) -> u64 {
        mix(self.history.hash() ^ self.weight.to_bits(), 0x9fb2_1c65_1e98_df25)
    }
}

/// Both halves of the product of two odd-made numbers.
fn mix(a: u64, b: u64) -> u64 {
    let product = u128::from(a | 1) * u128::from(b | 1);
    (a ^ b) ^ (product as u64) ^ (product >> 64) as u64
}

/// The distinct keys of a column.
pub(super) struct Distinct<K> {
    /// In order of first appearance.
    pub(super) keys: Vec<K>,
    /// How many rows have each.
    pub(super) counts: Vec<u64>,
    pieces: Vec<Piece>,
    /// What was wrong with the first row that could not be read; rows from there on are left out.
    pub(super) refused: Option<Error>,
}

/// Where the rows of a piece stand.
struct Piece {
    /// The place of each row among the keys of the piece.
    places: Vec<u32>,
    /// The place of those keys among all.
    among_all: Vec<u32>,
}

impl<K: Key> Distinct<K> {
    /// The distinct keys of `rows` rows; a row without one is missing. Values can be [spread](Self::spread) over the
    /// rows only if `places` are kept.
    pub(super) fn new(
        rows: usize,
        places: bool,
        key: impl Fn(usize) -> Result<Option<K>> + Sync + Send,
    ) -> Self {
        let pieces: Vec<Range<usize>> = (0..rows)
            .step_by(PIECE)
            .map(|start| start..rows.min(start + PIECE))
            .collect();
        let mut all = Table::new();
        let mut distinct = Self {
            keys: Vec::new(),
            counts: Vec::new(),
            pieces: Vec::new(),
            refused: None,
        };
        for wave in pieces.chunks(WAVE) {
            let search = |(): &mut (), rows| Searched::new(rows, places, &key);
            for searched in parallel::map(wave.to_vec(), || (), search) {
                let mut among_all = Vec::with_capacity(if places { searched.keys.len() } else { 0 });
                for (key, count) in searched.keys.iter().zip(searched.counts) {
                    let place = all.place(*key);
                    if place as usize == distinct.counts.len() {
                        distinct.counts.push(0);
                    }
                    distinct.counts[place as usize] += u64::from(count);
                    if places {
                        among_all.push(place);
                    }
                }
                distinct.pieces.push(Piece {
                    places: searched.places,
                    among_all,
                });
                if searched.refused.is_some() {
                    return Self {
                        keys: all.keys,
                        refused: searched.refused,
                        ..distinct
                    };
                }
            }
        }
        distinct.keys = all.keys;
        distinct
    }

    /// A value for every row from a value for every key.
    pub(super) fn spread<T: Copy + Send + Sync>(&self, rows: usize, values: &[T], missing: T) -> Vec<T> {
        let mut out = alloc::vec![missing; rows];
        let pieces: Vec<_> = out.chunks_mut(PIECE).zip(&self.pieces).collect();
        parallel::map(
            pieces,
            || (),
            |(), (out, piece)| {
                for (out, &place) in out.iter_mut().zip(&piece.places) {
                    if let Some(&key) = piece.among_all.get(place as usize) {
                        *out = values[key as usize];
                    }
                }
            },
        );
        out
    }

    /// The first row of a key.
    pub(super) fn first_row_of(&self, key: usize) -> usize {
        for (number, piece) in self.pieces.iter().enumerate() {
            let local = piece.among_all.iter().position(|&place| place as usize == key);
            if let Some(row) = local.and_then(|local| piece.places.iter().position(|&p| p as usize == local))
            {
                return number * PIECE + row;
            }
        }
        0
    }
}

/// One piece of a column, searched.
struct Searched<K> {
    keys: Vec<K>,
    counts: Vec<u32>,
    places: Vec<u32>,
    refused: Option<Error>,
}

impl<K: Key> Searched<K> {
    fn new(rows: Range<usize>, keep_places: bool, key: &impl Fn(usize) -> Result<Option<K>>) -> Self {
        let mut table = Table::new();
        let mut counts = Vec::new();
        let mut places = Vec::with_capacity(if keep_places { rows.len() } else { 0 });
        let mut refused = None;
        for row in rows {
            let place = match key(row) {
                Ok(Some(key)) => {
                    let place = table.place(key);
                    match counts.get_mut(place as usize) {
                        Some(count) => *count += 1,
                        None => counts.push(1),
                    }
                    place
                }
                Ok(None) => MISSING,
                Err(error) => {
                    refused = Some(error);
                    break;
                }
            };
            if keep_places {
                places.push(place);
            }
        }
        Self {
            keys: table.keys,
            counts,
            places,
            refused,
        }
    }
}

/// Keys and where they stand: open addressing, linear probing.
struct Table<K> {
    /// The upper half a piece of the hash, the lower the place plus one; 0 is free.
    slots: Vec<u64>,
    keys: Vec<K>,
}

impl<K: Key> Table<K> {
    fn new() -> Self {
        Self {
            slots: alloc::vec![0; 1 << 10],
            keys: Vec::new(),
        }
    }

    /// The place of a key, which is the number of keys before it if it is new.
    fn place(&mut self, key: K) -> u32 {
        if 2 * self.keys.len() >= self.slots.len() {
            self.grow();
        }
        let mask = self.slots.len() - 1;
        let tag = key.hash() >> 32;
        let mut slot = tag as usize & mask;
        loop {
            let entry = self.slots[slot];
            if entry == 0 {
                self.keys.push(key);
                self.slots[slot] = tag << 32 | self.keys.len() as u64;
                return self.keys.len() as u32 - 1;
            }
            let place = (entry as u32 - 1) as usize;
            if entry >> 32 == tag && self.keys[place] == key {
                return place as u32;
            }
            slot = (slot + 1) & mask;
        }
    }

    fn grow(&mut self) {
        let mask = 4 * self.slots.len() - 1;
        let mut slots = alloc::vec![0; mask + 1];
        for &entry in self.slots.iter().filter(|&&entry| entry != 0) {
            let mut slot = (entry >> 32) as usize & mask;
            while slots[slot] != 0 {
                slot = (slot + 1) & mask;
            }
            slots[slot] = entry;
        }
        self.slots = slots;
    }
}
