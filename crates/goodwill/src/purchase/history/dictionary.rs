//! Texts numbered in order of arrival.

use super::customers::StringIds;
use crate::error::{Error, ErrorCode, Result};
use alloc::vec::Vec;
use core::hash::BuildHasher;
use foldhash::fast::FixedState;

/// Texts, and a way to find the number of one.
///
/// Open addressing, at most half full. A slot holds all of a text of up to 16 bytes, as most identifiers are: a row
/// then costs one look at memory that is far away, not four.
#[derive(Debug, Clone, Default)]
pub(crate) struct Dictionary {
    pub(crate) texts: StringIds,
    slots: Vec<Slot>,
}

#[derive(Debug, Clone, Copy)]
struct Slot {
    key: Key,
    place: u32,
}

const FREE: u32 = u32::MAX;
/// Texts of up to so many bytes are their keys.
const WHOLE: u32 = 16;

/// What two texts must share to be equal; all of it if they are short.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Key {
    first: u64,
    last: u64,
    /// In bytes; the largest number for that and more.
    length: u32,
}

impl Key {
    #[inline]
    fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
        // Overlapping ends: with the length, they say what stands between.
        let (first, last) = if bytes.len() < 8 {
            let mut few = [0; 8];
            few[..bytes.len()].copy_from_slice(bytes);
            (u64::from_le_bytes(few), 0)
        } else {
            let first = bytes.first_chunk().copied().unwrap_or_default();
            let last = bytes.last_chunk().copied().unwrap_or_default();
            (u64::from_le_bytes(first), u64::from_le_bytes(last))
        };
        let first = if length <= WHOLE {
            first
        } else {
            FixedState::with_seed(0).hash_one(text)
        };
        Self { first, last, length }
    }

    #[inline]
    fn hash(self) -> usize {
        let left = u128::from(self.first ^ 0x243f_6a88_85a3_08d3);
        let right = u128::from(self.last ^ 0x1319_8a2e_0370_7344 ^ u64::from(self.length) << 40);
        let product = left * right;
        (product as u64 ^ (product >> 64) as u64) as usize
    }
}

impl Dictionary {
    /// The place of a text, which is new if it was not there.
    #[inline]
    pub(crate) fn place(&mut self, text: &str) -> Result<u32> {
        if self.texts.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let key = Key::of(text);
        let mask = self.slots.len() - 1;
        let mut at = key.hash() & mask;
        loop {
            let slot = self.slots[at & mask];
            if slot.place == FREE {
                return self.learn(text, key, at & mask);
            }
            if slot.key == key && (key.length <= WHOLE || self.texts.get(slot.place as usize) == text) {
                return Ok(slot.place);
            }
            at += 1;
        }
    }

    fn learn(&mut self, text: &str, key: Key, at: usize) -> Result<u32> {
        let place = u32::try_from(self.texts.len()).ok().filter(|&place| place < FREE);
        let place = place.ok_or_else(|| {
            Error::new(
                ErrorCode::Overflow,
                "customers",
                "must be fewer than 4,294,967,295 different texts",
            )
        })?;
        self.slots[at] = Slot { key, place };
        self.texts.push(text);
        Ok(place)
    }

    #[cold]
    fn grow(&mut self) {
        let free = Slot {
            key: Key {
                first: 0,
                last: 0,
                length: 0,
            },
            place: FREE,
        };
        let more = (self.slots.len() * 2).max(1 << 8);
        let old = core::mem::replace(&mut self.slots, alloc::vec![free; more]);
        for slot in old.into_iter().filter(|slot| slot.place != FREE) {
            let mut at = slot.key.hash() & (more - 1);
            while self.slots[at].place != FREE {
                at = (at + 1) & (more - 1);
            }
            self.slots[at] = slot;
        }
    }

    /// The texts alone, when no more will be asked for.
    pub(crate) fn into_texts(self) -> StringIds {
        self.texts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::{format, string::String};

    #[test]
    fn texts_of_every_length_are_told_apart() {
        let mut dictionary = Dictionary::default();
        let mut texts: Vec<String> = Vec::new();
        for length in 1..40 {
            for place in 0..length {
                for letter in ["a", "b", "\0"] {
                    let mut text = "x".repeat(length);
                    text.replace_range(place..=place, letter);
                    texts.push(text);
                }
            }
            texts.push("x".repeat(length));
        }
        texts.extend((0..2_000).map(|number| format!("customer {number}")));
        for round in 0..2 {
            for (place, text) in texts.iter().enumerate() {
                assert_eq!(
                    dictionary.place(text),
                    Ok(place as u32),
                    "round {round}: {text:?}"
                );
            }
        }
    }
}
