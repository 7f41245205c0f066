//! Customer identifiers: the columns they come in and the ones they leave in.

use crate::error::{Error, Result};
use alloc::{string::String, vec::Vec};
use core::fmt;

/// The day number that stands for a missing date in a column of day numbers.
pub const MISSING_DAY: i32 = i32::MIN;

/// Which elements of a column are present: a bitmap as Arrow writes it, least significant bit first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Validity<'a> {
    /// The bitmap; a set bit marks a present value.
    pub bits: &'a [u8],
    /// The position of the first element's bit.
    pub offset: usize,
}

impl Validity<'_> {
    /// Whether element `index` is present.
    #[must_use]
    pub fn is_valid(&self, index: usize) -> bool {
        let bit = self.offset + index;
        self.bits[bit / 8] >> (bit % 8) & 1 == 1
    }

    fn covers(&self, rows: usize) -> bool {
        self.offset
            .checked_add(rows)
            .is_some_and(|bits| bits <= self.bits.len().saturating_mul(8))
    }
}

/// A column of customer identifiers, borrowed as it lies in the caller's memory.
///
/// A missing identifier is an empty string, or an element that [`PurchaseBatch::customer_validity`] marks absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum CustomerColumn<'a> {
    /// Numbers.
    Integers(&'a [i64]),
    /// Texts.
    Strings(&'a [&'a str]),
    /// Texts one after another in UTF-8: text `i` is `bytes[offsets[i]..offsets[i + 1]]` (Arrow's `Utf8`).
    Utf8 {
        /// One more offset than there are texts; never falling.
        offsets: &'a [i32],
        /// The texts.
        bytes: &'a [u8],
    },
    /// The same with 64-bit offsets (Arrow's `LargeUtf8`).
    LargeUtf8 {
        /// One more offset than there are texts; never falling.
        offsets: &'a [i64],
        /// The texts.
        bytes: &'a [u8],
    },
}

impl CustomerColumn<'_> {
    /// The number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Integers(ids) => ids.len(),
            Self::Strings(ids) => ids.len(),
            Self::Utf8 { offsets, .. } => offsets.len().saturating_sub(1),
            Self::LargeUtf8 { offsets, .. } => offsets.len().saturating_sub(1),
        }
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// One batch of orders: parallel columns, borrowed.
///
/// ```
/// use goodwill::purchase::{CustomerColumn, PurchaseBatch};
///
/// let batch = PurchaseBatch::new(CustomerColumn::Integers(&[7, 9]), &[9_862, 9_873]).amounts(&[11.77, 12.0]);
/// assert_eq!(batch.customers.len(), 2);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PurchaseBatch<'a> {
    /// Who bought.
    pub customers: CustomerColumn<'a>,
    /// When: days since 1970-01-01, [`MISSING_DAY`] where unknown.
    pub days: &'a [i32],
    /// For how much, in one currency; NaN where unknown. Orders without money have no such column.
    pub amounts: Option<&'a [f64]>,
    /// Which customers are present; all of them when there is none.
    pub customer_validity: Option<Validity<'a>>,
    /// Which days are present; all of them when there is none.
    pub day_validity: Option<Validity<'a>>,
    /// Which amounts are present; all of them when there is none.
    pub amount_validity: Option<Validity<'a>>,
}

impl<'a> PurchaseBatch<'a> {
    /// Orders without money.
    #[must_use]
    pub fn new(customers: CustomerColumn<'a>, days: &'a [i32]) -> Self {
        Self {
            customers,
            days,
            amounts: None,
            customer_validity: None,
            day_validity: None,
            amount_validity: None,
        }
    }

    /// Adds the amounts.
    #[must_use]
    pub fn amounts(mut self, amounts: &'a [f64]) -> Self {
        self.amounts = Some(amounts);
        self
    }

    pub(super) fn check_lengths(&self) -> Result<()> {
        let rows = self.customers.len();
        if self.days.len() != rows {
            return Err(Error::length_mismatch("days", self.days.len(), rows));
        }
        if let Some(amounts) = self.amounts
            && amounts.len() != rows
        {
            return Err(Error::length_mismatch("amounts", amounts.len(), rows));
        }
        for (parameter, validity) in [
            ("customer_validity", self.customer_validity),
            ("day_validity", self.day_validity),
            ("amount_validity", self.amount_validity),
        ] {
            if let Some(validity) = validity
                && !validity.covers(rows)
            {
                return Err(Error::length_mismatch(parameter, validity.bits.len() * 8, rows));
            }
        }
        Ok(())
    }
}

/// One customer's identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CustomerId<'a> {
    /// A number.
    Integer(i64),
    /// A text.
    String(&'a str),
}

impl fmt::Display for CustomerId<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(id) => id.fmt(f),
            Self::String(id) => id.fmt(f),
        }
    }
}

/// The identifiers of customers, ascending: numbers by value, texts by their UTF-8 bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(untagged))]
pub enum CustomerIds {
    /// Numbers.
    Integers(Vec<i64>),
    /// Texts.
    Strings(StringIds),
}

impl CustomerIds {
    /// The number of customers.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Integers(ids) => ids.len(),
            Self::Strings(ids) => ids.len(),
        }
    }

    /// Whether there is no customer.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The identifier of customer `index`.
    #[must_use]
    pub fn get(&self, index: usize) -> CustomerId<'_> {
        match self {
            Self::Integers(ids) => CustomerId::Integer(ids[index]),
            Self::Strings(ids) => CustomerId::String(ids.get(index)),
        }
    }

    /// The identifiers in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = CustomerId<'_>> {
        (0..self.len()).map(|index| self.get(index))
    }

    /// The index of the customer with that identifier.
    #[must_use]
    pub fn position(&self, id: CustomerId<'_>) -> Option<usize> {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low + (high - low) / 2;
            match self.get(middle).cmp(&id) {
                core::cmp::Ordering::Less => low = middle + 1,
                core::cmp::Ordering::Equal => return Some(middle),
                core::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    /// The identifiers at those positions, which must ascend.
    pub(super) fn select(&self, positions: &[usize]) -> Self {
        match self {
            Self::Integers(ids) => Self::Integers(positions.iter().map(|&i| ids[i]).collect()),
            Self::Strings(ids) => Self::Strings(positions.iter().map(|&i| ids.get(i)).collect()),
        }
    }
}

/// Texts, stored one after another.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(into = "Vec<String>", from = "Vec<String>"))]
pub struct StringIds {
    text: String,
    ends: Vec<usize>,
}

impl StringIds {
    /// The number of texts.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Text `index`.
    #[must_use]
    pub fn get(&self, index: usize) -> &str {
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..self.ends[index]]
    }

    /// The texts in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> {
        (0..self.len()).map(|index| self.get(index))
    }

    pub(super) fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len());
    }
}

impl<'a> FromIterator<&'a str> for StringIds {
    fn from_iter<I: IntoIterator<Item = &'a str>>(texts: I) -> Self {
        let mut ids = Self::default();
        texts.into_iter().for_each(|text| ids.push(text));
        ids
    }
}

impl From<Vec<String>> for StringIds {
    fn from(texts: Vec<String>) -> Self {
        texts.iter().map(String::as_str).collect()
    }
}

impl From<StringIds> for Vec<String> {
    fn from(ids: StringIds) -> Self {
        ids.iter().map(String::from).collect()
    }
}
