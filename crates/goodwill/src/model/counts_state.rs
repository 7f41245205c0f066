//! Counted histories as bytes: to send them between machines, or to keep them until the next batch comes.

use super::counts::{HistoryCount, HistoryCounts, checked_weight, order};
use super::history::History;
use crate::calendar::TimeUnit;
use crate::choice::Choice;
use crate::error::Result;
use crate::numeric::sum::ExactSum;
use crate::state::{Format, invalid, seal};
use alloc::vec::Vec;
use core::cmp::Ordering;

const FORMAT: Format = Format {
    magic: *b"GWHC",
    version: 1,
    other: "is no state of counted histories",
};
/// In place of the number of a unit.
const NO_UNIT: u8 = u8::MAX;

impl HistoryCounts {
    /// The counts as bytes, the same on every platform.
    ///
    /// Little-endian: magic, version, unit, whether Σ ln(times between purchases) is known, missing and weightless
    /// rows, number of rows, the rows in columns, the exact sum, and a checksum of everything before it.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = FORMAT.begin(128 + 36 * self.rows.len());
        bytes.push(self.unit.map_or(NO_UNIT, |unit| unit.number() as u8));
        bytes.push(u8::from(self.log_gaps.is_some()));
        for count in [self.missing, self.weightless, self.rows.len() as u64] {
            bytes.extend(count.to_le_bytes());
        }
        let rows = self.rows.iter();
        bytes.extend(rows.clone().flat_map(|row| row.history.frequency().to_le_bytes()));
        bytes.extend(rows.clone().flat_map(|row| row.history.recency().to_le_bytes()));
        bytes.extend(rows.clone().flat_map(|row| row.history.tenure().to_le_bytes()));
        bytes.extend(rows.clone().flat_map(|row| row.weight.to_le_bytes()));
        bytes.extend(rows.flat_map(|row| row.count.to_le_bytes()));
        bytes.extend(self.log_gaps.iter().flat_map(ExactSum::to_bytes));
        seal(bytes)
    }

    /// The counts that [`to_bytes`](Self::to_bytes) wrote.
    ///
    /// # Errors
    /// `InvalidState` when the bytes are truncated, damaged, contradict themselves or are of an unknown version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let mut reader = FORMAT.open(bytes)?;
        let [unit, gaps] = reader.array()?;
        let unit = match unit {
            NO_UNIT => None,
            number => Some(
                TimeUnit::from_number("unit", i32::from(number))
                    .map_err(|_| invalid("holds an unknown number of a choice"))?,
            ),
        };
        let (missing, weightless, rows) = (reader.count()?, reader.count()?, reader.count()?);
        let frequency = reader.elements::<4>(rows)?;
        let recency = reader.elements::<8>(rows)?;
        let tenure = reader.elements::<8>(rows)?;
        let weight = reader.elements::<8>(rows)?;
        let count = reader.elements::<8>(rows)?;
        let log_gaps = match gaps {
            0 => None,
            1 => {
                let (sum, rest) =
                    ExactSum::from_bytes(reader.bytes).map_err(|error| error.rename("bytes"))?;
                reader.bytes = rest;
                Some(sum)
            }
            _ => return Err(invalid("holds an unknown number of a choice")),
        };
        reader.end()?;
        let mut counts = Self {
            rows: Vec::with_capacity(frequency.len()),
            log_gaps,
            missing,
            weightless,
            ..Self::empty(unit)
        };
        for row in 0..frequency.len() {
            let row = HistoryCount {
                history: History::new(
                    u32::from_le_bytes(frequency[row]),
                    f64::from_le_bytes(recency[row]),
                    f64::from_le_bytes(tenure[row]),
                )
                .map_err(|_| invalid("holds an impossible history"))?,
                weight: checked_weight(f64::from_le_bytes(weight[row]))
                    .map_err(|_| invalid("holds an impossible weight"))?,
                count: u64::from_le_bytes(count[row]),
            };
            let ascends = counts
                .rows
                .last()
                .is_none_or(|last| order(last, &row) == Ordering::Less);
            if row.weight == 0.0 || row.count == 0 || !ascends {
                return Err(invalid("holds counts that contradict each other"));
            }
            counts.rows.push(row);
        }
        let gaps_are_numbers = counts.log_gaps().is_none_or(f64::is_finite);
        if counts.check_totals().is_err() || !gaps_are_numbers {
            return Err(invalid("holds counts that contradict each other"));
        }
        Ok(counts)
    }
}

// The numbers of these choices are part of the format.
const _: () = assert!(TimeUnit::Year as i32 == 3);
