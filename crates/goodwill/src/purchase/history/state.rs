//! Builders as bytes: to send them between machines, or to keep them until the next batch comes.
//!
//! Little-endian: magic, version, options, counts, texts, rows in columns, and a checksum of everything before it.

use super::builder::{Identity, PurchasesBuilder};
use super::chunk::{self, Rows};
use super::dictionary::Dictionary;
use super::options::{Grain, PurchaseOptions, ReturnsPolicy, ZeroAmounts};
use crate::calendar::Day;
use crate::choice::Choice;
use crate::error::Result;
use crate::state::{Format, Reader, invalid, seal};
use alloc::vec::Vec;

const FORMAT: Format = Format {
    magic: *b"GWPB",
    version: 1,
    other: "is no state of a purchases builder",
};

impl PurchasesBuilder {
    /// The builder as bytes, the same on every platform.
    ///
    /// ```
    /// use goodwill::purchase::{CustomerColumn, PurchaseBatch, PurchaseOptions, PurchasesBuilder};
    ///
    /// let mut builder = PurchasesBuilder::new(&PurchaseOptions::default());
    /// builder.update(&PurchaseBatch::new(CustomerColumn::Strings(&["ann", "bob"]), &[9_862, 9_863]))?;
    /// let mut back = PurchasesBuilder::from_bytes(&builder.to_bytes())?;
    /// back.update(&PurchaseBatch::new(CustomerColumn::Strings(&["ann"]), &[9_900]))?;
    /// assert_eq!(back.finish()?.days_of(0), [9_862, 9_900]);
    /// # Ok::<(), goodwill::Error>(())
    /// ```
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let money = self.money == Some(true);
        let kept: usize = self.chunks.iter().map(chunk::Chunk::len).sum::<usize>() + self.rest.len();
        let mut bytes = FORMAT.begin(256 + kept * if money { 20 } else { 12 });
        let PurchaseOptions {
            grain,
            returns,
            zero_amounts,
            history_start,
            as_of,
        } = self.options;
        bytes.extend([
            grain.number() as u8,
            returns.number() as u8,
            zero_amounts.number() as u8,
            u8::from(history_start.is_some()) | u8::from(as_of.is_some()) << 1,
            match self.money {
                None => 0,
                Some(false) => 1,
                Some(true) => 2,
            },
            match self.identity {
                Identity::Unknown => 0,
                Identity::Integers => 1,
                Identity::Strings(_) => 2,
            },
        ]);
        for day in [history_start, as_of] {
            bytes.extend(day.map_or(0, Day::number).to_le_bytes());
        }
        for count in { self.intake }.row_counts() {
            bytes.extend(count.to_le_bytes());
        }
        if let Identity::Strings(dictionary) = &self.identity {
            let texts = &dictionary.texts;
            bytes.extend((texts.len() as u64).to_le_bytes());
            for text in texts.iter() {
                bytes.extend((text.len() as u64).to_le_bytes());
            }
            texts.iter().for_each(|text| bytes.extend(text.as_bytes()));
        }
        bytes.extend((kept as u64).to_le_bytes());
        let mut scratch = Rows::default();
        self.each_chunk(&mut scratch, |rows| {
            bytes.extend(rows.customers.iter().flat_map(|id| id.to_le_bytes()));
        });
        self.each_chunk(&mut scratch, |rows| {
            bytes.extend(rows.days.iter().flat_map(|day| day.to_le_bytes()));
        });
        self.each_chunk(&mut scratch, |rows| {
            bytes.extend(rows.amounts.iter().flat_map(|amount| amount.to_le_bytes()));
        });
        seal(bytes)
    }

    fn each_chunk(&self, scratch: &mut Rows, mut work: impl FnMut(&Rows)) {
        for chunk in &self.chunks {
            scratch.clear();
            chunk.unpack_all(scratch);
            work(scratch);
        }
        work(&self.rest);
    }

    /// The builder that [`to_bytes`](Self::to_bytes) wrote.
    ///
    /// # Errors
    /// `InvalidState` when the bytes are truncated, damaged, contradict themselves or are of an unknown version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let mut reader = FORMAT.open(bytes)?;
        let [grain, returns, zero_amounts, days, money, identity] = reader.array()?;
        let day = |present: bool, bytes: [u8; 4]| {
            let day = present.then(|| Day::new(i32::from_le_bytes(bytes))).transpose();
            day.map_err(|_| invalid("holds a day outside the calendar"))
        };
        let options = PurchaseOptions {
            grain: choice(grain)?,
            returns: choice(returns)?,
            zero_amounts: choice(zero_amounts)?,
            history_start: day(days & 1 != 0, reader.array()?)?,
            as_of: day(days & 2 != 0, reader.array()?)?,
        };
        let mut builder = Self::new(&options);
        builder.money = match money {
            0 => None,
            1 => Some(false),
            2 => Some(true),
            _ => return Err(invalid("holds an unknown number of a choice")),
        };
        for count in builder.intake.row_counts() {
            *count = u64::from_le_bytes(reader.array()?);
        }
        builder.identity = match identity {
            0 => Identity::Unknown,
            1 => Identity::Integers,
            2 => Identity::Strings(reader.dictionary()?),
            _ => return Err(invalid("holds an unknown number of a choice")),
        };
        reader.rows(&mut builder)?;
        reader.end()?;
        Ok(builder)
    }

    /// The rows that the counts say were kept.
    fn kept_by_counts(&self) -> Option<u64> {
        let intake = &self.intake;
        let dropped = |applies: bool, count: u64| if applies { count } else { 0 };
        [
            intake.missing_customer,
            intake.missing_day,
            intake.missing_amount,
            intake.after_as_of,
            dropped(self.options.returns == ReturnsPolicy::Drop, intake.returns),
            dropped(
                self.options.zero_amounts == ZeroAmounts::Drop,
                intake.zero_amounts,
            ),
        ]
        .into_iter()
        .try_fold(intake.rows, u64::checked_sub)
    }
}

fn choice<C: Choice>(number: u8) -> Result<C> {
    C::from_number("bytes", i32::from(number)).map_err(|_| invalid("holds an unknown number of a choice"))
}

impl Reader<'_> {
    fn dictionary(&mut self) -> Result<Dictionary> {
        let count = self.count()?;
        let lengths = self.elements::<8>(count)?;
        let mut dictionary = Dictionary::default();
        for (place, length) in (0..).zip(lengths) {
            let text = self.elements::<1>(u64::from_le_bytes(*length))?;
            let text = core::str::from_utf8(text.as_flattened());
            match text {
                Ok(text) if !text.is_empty() && dictionary.place(text)? == place => {}
                _ => return Err(invalid("holds a text that is empty, doubled or not UTF-8")),
            }
        }
        Ok(dictionary)
    }

    fn rows(&mut self, builder: &mut PurchasesBuilder) -> Result<()> {
        let money = builder.money == Some(true);
        let kept = self.count()?;
        let customers = self.elements::<8>(kept)?;
        let days = self.elements::<4>(kept)?;
        let amounts = self.elements::<8>(if money { kept } else { 0 })?;
        let settled = builder.money.is_some() && !matches!(builder.identity, Identity::Unknown);
        let untouched = builder.money.is_none() && matches!(builder.identity, Identity::Unknown);
        if builder.kept_by_counts() != Some(kept) || !(settled || untouched && builder.intake.rows == 0) {
            return Err(invalid("holds counts that contradict its rows"));
        }
        let earliest = Day::MIN.number();
        let latest = builder.options.as_of.unwrap_or(Day::MAX).number();
        let texts = match &builder.identity {
            Identity::Strings(dictionary) => Some(dictionary.texts.len() as i64),
            _ => None,
        };
        for start in (0..customers.len()).step_by(chunk::ROWS) {
            let range = start..customers.len().min(start + chunk::ROWS);
            let rows = Rows {
                customers: customers[range.clone()]
                    .iter()
                    .map(|id| i64::from_le_bytes(*id))
                    .collect(),
                days: days[range.clone()]
                    .iter()
                    .map(|day| i32::from_le_bytes(*day))
                    .collect(),
                amounts: amounts
                    .get(range)
                    .unwrap_or_default()
                    .iter()
                    .map(|amount| f64::from_le_bytes(*amount))
                    .collect(),
            };
            if texts.is_some_and(|texts| !rows.customers.iter().all(|place| (0..texts).contains(place))) {
                return Err(invalid("holds a customer without a text"));
            }
            if !rows.days.iter().all(|day| (earliest..=latest).contains(day)) {
                return Err(invalid("holds a day outside its bounds"));
            }
            if !rows.amounts.iter().all(|amount| amount.is_finite()) {
                return Err(invalid("holds an amount that is no number"));
            }
            builder.take_in(&rows.view(money), 0..rows.len());
        }
        Ok(())
    }
}

// The numbers of these choices are part of the format.
const _: () =
    assert!(Grain::Row as i32 == 3 && ReturnsPolicy::Error as i32 == 2 && ZeroAmounts::Drop as i32 == 1);
