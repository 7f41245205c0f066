//! What all mergeable states as bytes have in common: little-endian, magic and version first, a checksum last.

use crate::error::{Error, ErrorCode, Result};
use alloc::vec::Vec;

const CHECKSUM: usize = 8;

pub(crate) fn invalid(reason: &'static str) -> Error {
    Error::new(ErrorCode::InvalidState, "bytes", reason)
}

/// Tells a damaged state from a whole one; no protection against forgery.
fn checksum(bytes: &[u8]) -> u64 {
    let step = |hash: u64, word: u64| {
        let hash = (hash ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        hash ^ hash >> 32
    };
    let mut words = bytes.chunks_exact(8);
    let mut hash = step(0, bytes.len() as u64);
    for word in &mut words {
        hash = step(hash, u64::from_le_bytes(word.try_into().unwrap_or_default()));
    }
    words
        .remainder()
        .iter()
        .fold(hash, |hash, &byte| step(hash, u64::from(byte)))
}

/// What a state is and how it says so.
pub(crate) struct Format {
    pub(crate) magic: [u8; 4],
    pub(crate) version: u32,
    /// The complaint about bytes without the magic.
    pub(crate) other: &'static str,
}

impl Format {
    /// The start of a state, with room for what follows.
    pub(crate) fn begin(&self, capacity: usize) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(capacity);
        bytes.extend(self.magic);
        bytes.extend(self.version.to_le_bytes());
        bytes
    }

    /// Checks start and end, and gives what lies between.
    ///
    /// # Errors
    /// `InvalidState` when the bytes are truncated, damaged, of another kind or of an unknown version.
    pub(crate) fn open<'a>(&self, bytes: &'a [u8]) -> Result<Reader<'a>> {
        let Some((body, sum)) = bytes.split_last_chunk::<CHECKSUM>() else {
            return Err(invalid("is truncated"));
        };
        let mut reader = Reader { bytes: body };
        if reader.array::<4>()? != self.magic {
            return Err(invalid(self.other));
        }
        if u32::from_le_bytes(reader.array()?) != self.version {
            return Err(invalid("is of a version this library does not know"));
        }
        if u64::from_le_bytes(*sum) != checksum(body) {
            return Err(invalid("is truncated or damaged"));
        }
        Ok(reader)
    }
}

/// The end of a state: the checksum of all before it.
pub(crate) fn seal(mut bytes: Vec<u8>) -> Vec<u8> {
    bytes.extend(checksum(&bytes).to_le_bytes());
    bytes
}

/// Reads a state piece by piece.
pub(crate) struct Reader<'a> {
    pub(crate) bytes: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(crate) fn array<const N: usize>(&mut self) -> Result<[u8; N]> {
        let (&array, rest) = self
            .bytes
            .split_first_chunk()
            .ok_or_else(|| invalid("is truncated"))?;
        self.bytes = rest;
        Ok(array)
    }

    /// The next `count` elements of `N` bytes. Nothing is allocated before they are known to be there.
    pub(crate) fn elements<const N: usize>(&mut self, count: u64) -> Result<&'a [[u8; N]]> {
        let bytes = usize::try_from(count).ok().and_then(|count| count.checked_mul(N));
        let (elements, rest) = bytes
            .and_then(|bytes| self.bytes.split_at_checked(bytes))
            .ok_or_else(|| invalid("is truncated"))?;
        self.bytes = rest;
        Ok(elements.as_chunks().0)
    }

    pub(crate) fn count(&mut self) -> Result<u64> {
        Ok(u64::from_le_bytes(self.array()?))
    }

    /// That nothing follows.
    pub(crate) fn end(&self) -> Result<()> {
        if self.bytes.is_empty() {
            Ok(())
        } else {
            Err(invalid("goes on after its end"))
        }
    }
}
