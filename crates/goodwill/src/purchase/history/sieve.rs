//! Which rows of a batch are kept, what becomes of the others, and what is refused.

use super::builder::Intake;
use super::chunk::Rows;
use super::customers::{CustomerColumn, MISSING_DAY, PurchaseBatch, Validity};
use super::dictionary::Dictionary;
use super::options::{PurchaseOptions, ReturnsPolicy, ZeroAmounts};
use crate::calendar::Day;
use crate::error::{Error, ErrorCode, Result};
use alloc::vec::Vec;
use core::ops::Range;

/// A batch, looked at under the builder's options.
pub(super) struct Sieve<'a> {
    options: &'a PurchaseOptions,
    batch: &'a PurchaseBatch<'a>,
    texts: Texts<'a>,
}

/// Which rows of a piece are kept.
pub(super) enum Kept {
    All,
    /// By their distance from the start of the piece.
    Some(Vec<u32>),
}

/// A column of texts whose offsets and encoding were checked.
#[derive(Clone, Copy)]
enum Texts<'a> {
    None,
    Slices(&'a [&'a str]),
    /// The offset of the first text is that of the start of all.
    Small(&'a [i32], &'a str),
    Large(&'a [i64], &'a str),
}

impl<'a> Texts<'a> {
    fn new(column: CustomerColumn<'a>) -> Result<Self> {
        match column {
            CustomerColumn::Integers(_) => Ok(Self::None),
            CustomerColumn::Strings(texts) => Ok(Self::Slices(texts)),
            CustomerColumn::Utf8 { offsets, bytes } => Ok(Self::Small(offsets, check_texts(offsets, bytes)?)),
            CustomerColumn::LargeUtf8 { offsets, bytes } => {
                Ok(Self::Large(offsets, check_texts(offsets, bytes)?))
            }
        }
    }

    /// The text of a row; empty for a column of numbers.
    #[inline]
    fn get(&self, row: usize) -> &'a str {
        match *self {
            Self::None => "",
            Self::Slices(texts) => texts[row],
            Self::Small(offsets, text) => {
                &text[(offsets[row] - offsets[0]) as usize..(offsets[row + 1] - offsets[0]) as usize]
            }
            Self::Large(offsets, text) => {
                &text[(offsets[row] - offsets[0]) as usize..(offsets[row + 1] - offsets[0]) as usize]
            }
        }
    }
}

/// The bytes that the offsets cut into texts, as text.
fn check_texts<'a, O: Copy + TryInto<usize>>(offsets: &[O], bytes: &'a [u8]) -> Result<&'a str> {
    let not_utf8 = || Error::new(ErrorCode::UnsupportedType, "customers", "must be text in UTF-8");
    let offset = |index: usize| {
        let offset = offsets[index]
            .try_into()
            .ok()
            .filter(|&offset| offset <= bytes.len());
        offset.ok_or_else(|| {
            Error::inconsistent("customers", "has offsets that leave its texts").at(index.saturating_sub(1))
        })
    };
    if offsets.is_empty() {
        return Ok("");
    }
    let (first, last) = (offset(0)?, offset(offsets.len() - 1)?);
    let mut before = first;
    for index in 1..offsets.len() {
        let end = offset(index)?;
        if end < before {
            return Err(Error::inconsistent("customers", "has offsets that fall").at(index - 1));
        }
        before = end;
    }
    // What lies outside the offsets is the caller's.
    let text = core::str::from_utf8(&bytes[first..last]).map_err(|error| {
        let bad = first + error.valid_up_to();
        let row = (1..offsets.len()).find(|&index| offset(index).is_ok_and(|end| end > bad));
        not_utf8().at(row.unwrap_or(1) - 1)
    })?;
    for index in 0..offsets.len() {
        if !text.is_char_boundary(offset(index)? - first) {
            return Err(not_utf8().at(index.saturating_sub(1)));
        }
    }
    Ok(text)
}

impl<'a> Sieve<'a> {
    pub(super) fn new(options: &'a PurchaseOptions, batch: &'a PurchaseBatch<'a>) -> Result<Self> {
        batch.check_lengths()?;
        Ok(Self {
            options,
            batch,
            texts: Texts::new(batch.customers)?,
        })
    }

    /// Sifts a piece of the batch.
    pub(super) fn sift(&self, piece: Range<usize>) -> Result<(Intake, Kept)> {
        if let Some(intake) = self.sift_at_once(piece.clone()) {
            return Ok((intake, Kept::All));
        }
        let mut intake = Intake::default();
        let mut kept = Vec::with_capacity(piece.len());
        for row in piece.clone() {
            if self.sift_row(row, &mut intake)? {
                kept.push((row - piece.start) as u32);
            }
        }
        Ok((intake, Kept::Some(kept)))
    }

    /// The counts of a piece all of whose rows are kept, in loops without exits; none if a row needs a closer look.
    fn sift_at_once(&self, piece: Range<usize>) -> Option<Intake> {
        let Self {
            options,
            batch,
            texts,
        } = self;
        if batch.customer_validity.is_some()
            || batch.day_validity.is_some()
            || batch.amount_validity.is_some()
        {
            return None;
        }
        let earliest = options.history_start.unwrap_or(Day::MIN).number();
        let latest = options.as_of.unwrap_or(Day::MAX).number();
        let days = &batch.days[piece.clone()];
        let outside = days.iter().fold(0_u32, |outside, &day| {
            outside | u32::from(day < earliest) | u32::from(day > latest)
        });
        if outside != 0 {
            return None;
        }
        if !matches!(texts, Texts::None) && piece.clone().any(|row| texts.get(row).is_empty()) {
            return None;
        }
        let mut intake = Intake::default();
        if let Some(amounts) = batch.amounts {
            let (mut finite, mut negative, mut zero) = (true, 0_u64, 0_u64);
            for &amount in &amounts[piece] {
                finite &= libm::fabs(amount) < f64::INFINITY;
                negative += u64::from(amount < 0.0);
                zero += u64::from(amount == 0.0);
            }
            let close_look = !finite
                || negative > 0 && options.returns != ReturnsPolicy::Net
                || zero > 0 && options.zero_amounts == ZeroAmounts::Drop;
            if close_look {
                return None;
            }
            (intake.returns, intake.zero_amounts) = (negative, zero);
        }
        Some(intake)
    }

    /// Whether a row is kept.
    fn sift_row(&self, row: usize, intake: &mut Intake) -> Result<bool> {
        let Self {
            options,
            batch,
            texts,
        } = self;
        let absent = |validity: Option<Validity<'_>>| validity.is_some_and(|bits| !bits.is_valid(row));
        let amount = match batch.amounts {
            Some(_) if absent(batch.amount_validity) => f64::NAN,
            Some(amounts) => amounts[row],
            None => 1.0,
        };
        if amount.is_infinite() {
            return Err(
                Error::new(ErrorCode::NotFinite, "amounts", "must be a finite number")
                    .with_value(amount)
                    .at(row),
            );
        }
        let day = match batch.days[row] {
            MISSING_DAY => None,
            _ if absent(batch.day_validity) => None,
            number => Some(Day::new(number).map_err(|error| error.rename("days").at(row))?),
        };
        let nameless = !matches!(texts, Texts::None) && texts.get(row).is_empty();
        if nameless || absent(batch.customer_validity) {
            intake.missing_customer += 1;
            return Ok(false);
        }
        let Some(day) = day else {
            intake.missing_day += 1;
            return Ok(false);
        };
        if amount.is_nan() {
            intake.missing_amount += 1;
            return Ok(false);
        }
        if options.as_of.is_some_and(|as_of| day > as_of) {
            intake.after_as_of += 1;
            return Ok(false);
        }
        if options.history_start.is_some_and(|start| day < start) {
            intake.before_history_start += 1;
            return Ok(true);
        }
        if amount < 0.0 {
            intake.returns += 1;
            return match options.returns {
                ReturnsPolicy::Net => Ok(true),
                ReturnsPolicy::Drop => Ok(false),
                ReturnsPolicy::Error => Err(Error::out_of_range(
                    "amounts",
                    "must be 0 or more where returns are errors",
                )
                .with_value(amount)
                .at(row)),
            };
        }
        if amount == 0.0 {
            intake.zero_amounts += 1;
            return Ok(options.zero_amounts == ZeroAmounts::Keep);
        }
        Ok(true)
    }

    /// The kept rows of a piece of a batch whose customers are texts, each text by its place in the dictionary.
    pub(super) fn texts(&self, piece: Range<usize>, kept: Kept, dictionary: &mut Dictionary) -> Result<Rows> {
        let mut rows = Rows::with_capacity(piece.len(), self.batch.amounts.is_some());
        let mut take = |row: usize| -> Result<()> {
            rows.customers
                .push(i64::from(dictionary.place(self.texts.get(row))?));
            rows.days.push(self.batch.days[row]);
            if let Some(amounts) = self.batch.amounts {
                rows.amounts.push(amounts[row] + 0.0);
            }
            Ok(())
        };
        match kept {
            Kept::All => piece.into_iter().try_for_each(&mut take)?,
            Kept::Some(places) => places
                .into_iter()
                .try_for_each(|place| take(piece.start + place as usize))?,
        }
        Ok(rows)
    }
}
