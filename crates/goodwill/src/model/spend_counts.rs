//! Customers counted by how often they bought and how much they spent on average.

use crate::choice::choice;
use crate::error::{Error, ErrorCode, Result};
use crate::parallel;
use crate::purchase::Histories;
use crate::quantity::NonNegative;
use crate::state::{Format, invalid, seal};
use alloc::{format, vec::Vec};
use core::cmp::Ordering;

const FORMAT: Format = Format {
    magic: *b"GWSC",
    version: 1,
    other: "is no state of counted spend",
};

choice! { "treatment of mean spends of 0 or less",
    /// What to do with a customer whose mean spend is 0 or negative, which a model of positive amounts cannot hold.
    #[derive(Default)]
    NonPositiveSpend {
        /// An error that names the first such row and says how many there are.
        #[default]
        Refuse = 0, "refuse";
        /// Such rows are left out, and [counted](SpendCounts::skipped).
        Skip = 1, "skip";
    }
}

/// Customers of one frequency and mean spend.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct SpendCount {
    /// x: purchases behind the mean; repeat purchases, by custom.
    pub frequency: u32,
    /// z̄: mean spend per purchase.
    pub mean_spend: f64,
    /// The weight of one customer; 1 unless weights were given.
    pub weight: f64,
    /// Customers with this frequency, mean spend and weight.
    pub count: u64,
}

impl SpendCount {
    /// `weight · count`.
    #[must_use]
    pub fn total_weight(&self) -> f64 {
        self.weight * self.count as f64
    }
}

/// The distinct (frequency, mean spend) of a customer base: all that the spend model's likelihood depends on.
///
/// Customers without purchase have no mean spend; they are counted apart. Any partition of the customers gives the same
/// bits.
///
/// ```
/// use goodwill::model::{NonPositiveSpend, SpendCounts};
/// let counts = SpendCounts::from_columns(&[2.0, 0.0, 1.0, 1.0], &[22.35, 0.0, 11.77, 11.77], None, NonPositiveSpend::Refuse)?;
/// assert_eq!((counts.len(), counts.customers(), counts.without_purchase()), (2, 3, 1));
///
/// let free = SpendCounts::from_columns(&[2.0, 1.0], &[22.35, -5.0], None, NonPositiveSpend::Refuse).unwrap_err();
/// assert_eq!((free.parameter(), free.index(), free.value()), ("mean_spend", Some(1), Some("-5")));
/// let skipped = SpendCounts::from_columns(&[2.0, 1.0], &[22.35, -5.0], None, NonPositiveSpend::Skip)?;
/// assert_eq!((skipped.customers(), skipped.skipped()), (1, 1));
/// # Ok::<(), goodwill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SpendCounts {
    /// Ascending by frequency, mean spend, weight; no two alike.
    rows: Vec<SpendCount>,
    without_purchase: u64,
    skipped: u64,
    missing: u64,
    weightless: u64,
}

impl SpendCounts {
    /// No customer yet: to be [updated](Self::update) and [merged](Self::merge).
    #[must_use]
    pub fn empty() -> Self {
        Self::default()
    }

    /// Counts columns, one row a customer: purchases and the mean spend over them. Rows without purchase are counted as
    /// [`without_purchase`](Self::without_purchase) whatever their mean spend; rows with a NaN as [missing](Self::missing).
    ///
    /// # Errors
    /// `LengthMismatch`; `OutOfRange` or `NotFinite` with row and value, for a mean spend of 0 or less too unless they
    /// are to be skipped; `Empty` when no row counts.
    pub fn from_columns(
        frequency: &[f64],
        mean_spend: &[f64],
        weights: Option<&[f64]>,
        non_positive: NonPositiveSpend,
    ) -> Result<Self> {
        let mut counts = Self::empty();
        counts.update(frequency, mean_spend, weights, non_positive)?;
        counts.not_empty()
    }

    /// Counts customers' histories with money: frequency and monetary value.
    ///
    /// # Errors
    /// As [`from_columns`](Self::from_columns).
    pub fn from_histories(histories: &Histories, non_positive: NonPositiveSpend) -> Result<Self> {
        let mut counts = Self::empty();
        counts.take_in(histories.len(), non_positive, |row| {
            Ok((
                f64::from(histories.frequency[row]),
                histories.monetary_value[row],
                1.0,
            ))
        })?;
        counts.not_empty()
    }

    fn not_empty(self) -> Result<Self> {
        if self.rows.is_empty() {
            return Err(Error::new(
                ErrorCode::Empty,
                "mean_spend",
                format!(
                    "holds no usable value: {} customers without purchase, {} missing, {} skipped",
                    self.without_purchase, self.missing, self.skipped
                ),
            ));
        }
        Ok(self)
    }

    /// Adds the customers of columns.
    ///
    /// # Errors
    /// As [`from_columns`](Self::from_columns), except that no row needs to count. After an error nothing was added.
    pub fn update(
        &mut self,
        frequency: &[f64],
        mean_spend: &[f64],
        weights: Option<&[f64]>,
        non_positive: NonPositiveSpend,
    ) -> Result<()> {
        if mean_spend.len() != frequency.len() {
            return Err(Error::length_mismatch(
                "mean_spend",
                mean_spend.len(),
                frequency.len(),
            ));
        }
        if let Some(weights) = weights
            && weights.len() != frequency.len()
        {
            return Err(Error::length_mismatch("weights", weights.len(), frequency.len()));
        }
        let mut added = Self::empty();
        added.take_in(frequency.len(), non_positive, |row| {
            let weight = weights.map_or(1.0, |weights| weights[row]);
            Ok((frequency[row], mean_spend[row], weight))
        })?;
        if *self == Self::empty() {
            *self = added;
            return Ok(());
        }
        self.merge(&added)
    }

    fn take_in(
        &mut self,
        rows: usize,
        non_positive: NonPositiveSpend,
        row: impl Fn(usize) -> Result<(f64, f64, f64)>,
    ) -> Result<()> {
        self.rows.reserve(rows);
        let mut refused = None;
        for at in 0..rows {
            let (frequency, mean_spend, weight) = row(at)?;
            if frequency.is_nan() || weight.is_nan() {
                self.missing += 1;
                continue;
            }
            let count = whole(frequency).map_err(|error| error.at(at))?;
            let weight = NonNegative::new("weights", weight)
                .map_err(|error| error.at(at))?
                .get();
            if count == 0 {
                self.without_purchase += 1;
            } else if mean_spend.is_nan() {
                self.missing += 1;
            } else if mean_spend <= 0.0 {
                self.skipped += 1;
                refused = refused.or(Some((at, mean_spend)));
            } else if mean_spend == f64::INFINITY {
                return Err(
                    Error::new(ErrorCode::NotFinite, "mean_spend", "must be a finite number")
                        .with_value(mean_spend)
                        .at(at),
                );
            } else if weight == 0.0 {
                self.weightless += 1;
            } else {
                self.rows.push(SpendCount {
                    frequency: count,
                    mean_spend,
                    weight,
                    count: 1,
                });
            }
        }
        if let (NonPositiveSpend::Refuse, Some((at, value))) = (non_positive, refused) {
            return Err(Error::out_of_range(
                "mean_spend",
                format!(
                    "must be greater than 0: a spend model cannot hold free orders and returns, and there are {} such rows; \
                     leave them out or have them skipped",
                    self.skipped
                ),
            )
            .with_value(value)
            .at(at));
        }
        join(&mut self.rows);
        Ok(())
    }

    /// Adds the customers of another state.
    ///
    /// # Errors
    /// `Overflow` beyond 2⁶⁴ customers.
    pub fn merge(&mut self, other: &Self) -> Result<()> {
        let mut rows = Vec::with_capacity(self.rows.len() + other.rows.len());
        let (mut ours, mut theirs) = (self.rows.iter().peekable(), other.rows.iter().peekable());
        let overflow = || Error::new(ErrorCode::Overflow, "counts", "add to more than can be counted");
        loop {
            let next = match (ours.peek(), theirs.peek()) {
                (Some(a), Some(b)) => match order(a, b) {
                    Ordering::Less => ours.next(),
                    Ordering::Greater => theirs.next(),
                    Ordering::Equal => {
                        let row = **a;
                        let count = row.count.checked_add(b.count).ok_or_else(overflow)?;
                        rows.push(SpendCount { count, ..row });
                        ours.next();
                        theirs.next();
                        continue;
                    }
                },
                (Some(_), None) => ours.next(),
                (None, _) => theirs.next(),
            };
            match next {
                Some(row) => rows.push(*row),
                None => break,
            }
        }
        self.rows = rows;
        self.without_purchase += other.without_purchase;
        self.skipped += other.skipped;
        self.missing += other.missing;
        self.weightless += other.weightless;
        Ok(())
    }

    /// The distinct rows, ascending by frequency, mean spend and weight.
    #[must_use]
    pub fn rows(&self) -> &[SpendCount] {
        &self.rows
    }

    /// The number of distinct rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether no customer counts.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Every `stride`-th row.
    pub(super) fn every(&self, stride: usize) -> Self {
        Self {
            rows: self.rows.iter().step_by(stride).copied().collect(),
            ..Self::empty()
        }
    }

    /// Customers with a purchase.
    #[must_use]
    pub fn customers(&self) -> u64 {
        self.rows.iter().map(|row| row.count).sum()
    }

    /// Customers without a purchase, who have no mean spend.
    #[must_use]
    pub fn without_purchase(&self) -> u64 {
        self.without_purchase
    }

    /// Customers left out because their mean spend is 0 or less.
    #[must_use]
    pub fn skipped(&self) -> u64 {
        self.skipped
    }

    /// Customers left out because a number is missing.
    #[must_use]
    pub fn missing(&self) -> u64 {
        self.missing
    }

    /// Customers of weight 0.
    #[must_use]
    pub fn weightless(&self) -> u64 {
        self.weightless
    }

    /// The counts as bytes, the same on every platform.
    ///
    /// Little-endian: magic, version, rows without purchase, skipped, missing, weightless, number of rows, the rows in
    /// columns, and a checksum of everything before it.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = FORMAT.begin(64 + 28 * self.rows.len());
        for count in [
            self.without_purchase,
            self.skipped,
            self.missing,
            self.weightless,
            self.rows.len() as u64,
        ] {
            bytes.extend(count.to_le_bytes());
        }
        let rows = self.rows.iter();
        bytes.extend(rows.clone().flat_map(|row| row.frequency.to_le_bytes()));
        bytes.extend(rows.clone().flat_map(|row| row.mean_spend.to_le_bytes()));
        bytes.extend(rows.clone().flat_map(|row| row.weight.to_le_bytes()));
        bytes.extend(rows.flat_map(|row| row.count.to_le_bytes()));
        seal(bytes)
    }

    /// The counts that [`to_bytes`](Self::to_bytes) wrote.
    ///
    /// # Errors
    /// `InvalidState` when the bytes are truncated, damaged, contradict themselves or are of an unknown version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let mut reader = FORMAT.open(bytes)?;
        let mut counts = Self {
            without_purchase: reader.count()?,
            skipped: reader.count()?,
            missing: reader.count()?,
            weightless: reader.count()?,
            rows: Vec::new(),
        };
        let rows = reader.count()?;
        let frequency = reader.elements::<4>(rows)?;
        let mean_spend = reader.elements::<8>(rows)?;
        let weight = reader.elements::<8>(rows)?;
        let count = reader.elements::<8>(rows)?;
        reader.end()?;
        counts.rows.reserve_exact(frequency.len());
        let mut customers = 0_u64;
        for at in 0..frequency.len() {
            let row = SpendCount {
                frequency: u32::from_le_bytes(frequency[at]),
                mean_spend: f64::from_le_bytes(mean_spend[at]),
                weight: f64::from_le_bytes(weight[at]),
                count: u64::from_le_bytes(count[at]),
            };
            let positive = |number: f64| number > 0.0 && number.is_finite();
            let ascends = counts
                .rows
                .last()
                .is_none_or(|last| order(last, &row) == Ordering::Less);
            let total = customers.checked_add(row.count);
            let (true, true, true, Some(total)) = (
                row.frequency > 0 && row.count > 0,
                positive(row.mean_spend) && positive(row.weight),
                ascends,
                total,
            ) else {
                return Err(invalid("holds rows that cannot be"));
            };
            customers = total;
            counts.rows.push(row);
        }
        Ok(counts)
    }
}

/// Sorts rows of one customer each and joins equal ones.
fn join(rows: &mut Vec<SpendCount>) {
    /// Frequencies that get a place in a table of their own.
    const TABLE: usize = 1 << 16;
    let highest = rows.iter().map(|row| row.frequency as usize).max().unwrap_or(0);
    if highest >= TABLE || rows.len() < 1000 || rows.iter().any(|row| row.weight != 1.0) {
        rows.sort_unstable_by(order);
        rows.dedup_by(|later, kept| {
            let same = order(later, kept) == Ordering::Equal;
            if same {
                kept.count += later.count;
            }
            same
        });
        return;
    }
    // Without weights only the spends of each frequency are left to sort; positive ones ascend as their bits do.
    let mut next = alloc::vec![0_usize; highest + 2];
    for row in &*rows {
        next[row.frequency as usize + 1] += 1;
    }
    for frequency in 0..=highest {
        next[frequency + 1] += next[frequency];
    }
    let starts = next.clone();
    let mut spends = alloc::vec![0_u64; rows.len()];
    for row in &*rows {
        let place = &mut next[row.frequency as usize];
        spends[*place] = row.mean_spend.to_bits();
        *place += 1;
    }
    let (mut rest, mut buckets) = (&mut spends[..], Vec::new());
    for bounds in starts.windows(2) {
        let (bucket, later) = rest.split_at_mut(bounds[1] - bounds[0]);
        buckets.push(bucket);
        rest = later;
    }
    parallel::map(buckets, || (), |(), bucket| bucket.sort_unstable());
    rows.clear();
    for (frequency, bounds) in (0..).zip(starts.windows(2)) {
        for alike in spends[bounds[0]..bounds[1]].chunk_by(|a, b| a == b) {
            rows.push(SpendCount {
                frequency,
                mean_spend: f64::from_bits(alike[0]),
                weight: 1.0,
                count: alike.len() as u64,
            });
        }
    }
}

fn order(a: &SpendCount, b: &SpendCount) -> Ordering {
    a.frequency
        .cmp(&b.frequency)
        .then(a.mean_spend.total_cmp(&b.mean_spend))
        .then(a.weight.total_cmp(&b.weight))
}

/// A frequency as the whole number it must be.
pub(super) fn whole(frequency: f64) -> Result<u32> {
    let count = frequency as u32;
    if f64::from(count) == frequency {
        Ok(count)
    } else {
        Err(Error::out_of_range("frequency", "must be a whole number, 0 or more").with_value(frequency))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const X: [f64; 6] = [2.0, 1.0, 0.0, 7.0, 1.0, f64::NAN];
    const Z: [f64; 6] = [22.35, 11.77, f64::NAN, 73.74, 11.77, 1.0];

    fn counts(x: &[f64], z: &[f64]) -> Result<SpendCounts> {
        SpendCounts::from_columns(x, z, None, NonPositiveSpend::Refuse)
    }

    #[test]
    fn partitions_and_row_order_give_the_same_bits() {
        let whole = counts(&X, &Z).unwrap();
        assert_eq!((whole.len(), whole.customers(), whole.missing()), (3, 4, 1));
        let mut parts = SpendCounts::empty();
        for row in [5, 3, 1, 0, 2, 4] {
            parts
                .update(&X[row..=row], &Z[row..=row], None, NonPositiveSpend::Refuse)
                .unwrap();
        }
        assert_eq!(parts.to_bytes(), whole.to_bytes());
        assert_eq!(SpendCounts::from_bytes(&parts.to_bytes()).unwrap(), whole);
    }

    #[test]
    fn bad_input_is_named() {
        let error = counts(&[1.0, 2.0, 1.0, 0.0], &[5.0, 0.0, -1.0, -3.0]).unwrap_err();
        assert_eq!(
            (error.code(), error.index(), error.value()),
            (ErrorCode::OutOfRange, Some(1), Some("0"))
        );
        assert!(error.reason().contains("there are 2 such rows"), "{error}");
        let error = counts(&[1.5], &[5.0]).unwrap_err();
        assert_eq!((error.parameter(), error.index()), ("frequency", Some(0)));
        assert_eq!(counts(&[-1.0], &[5.0]).unwrap_err().code(), ErrorCode::OutOfRange);
        assert_eq!(
            counts(&[1.0], &[f64::INFINITY]).unwrap_err().code(),
            ErrorCode::NotFinite
        );
        assert_eq!(counts(&[1.0], &[]).unwrap_err().code(), ErrorCode::LengthMismatch);
        let none = counts(&[0.0, 0.0], &[0.0, 0.0]).unwrap_err();
        assert_eq!(none.code(), ErrorCode::Empty);
        assert!(none.reason().contains("2 customers without purchase"));
        let weight = SpendCounts::from_columns(&[1.0], &[5.0], Some(&[-1.0]), NonPositiveSpend::Refuse);
        assert_eq!(weight.unwrap_err().parameter(), "weights");
        let mut untouched = counts(&[1.0], &[5.0]).unwrap();
        let before = untouched.clone();
        assert!(
            untouched
                .update(&[1.0], &[-5.0], None, NonPositiveSpend::Refuse)
                .is_err()
        );
        assert_eq!(untouched, before);
    }

    #[test]
    fn damaged_bytes_are_refused() {
        let bytes = counts(&X, &Z).unwrap().to_bytes();
        for at in 0..bytes.len() {
            assert_eq!(
                SpendCounts::from_bytes(&bytes[..at]).unwrap_err().code(),
                ErrorCode::InvalidState
            );
            let mut damaged = bytes.clone();
            damaged[at] ^= 4;
            assert_eq!(
                SpendCounts::from_bytes(&damaged).unwrap_err().code(),
                ErrorCode::InvalidState
            );
        }
    }
}
