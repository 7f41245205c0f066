//! Rows, thousands at a time, gathered by customer bucket.
//!
//! A bucket holds about one in [`BUCKETS`] customers, with all of their rows. Its work fits in a core's cache, and
//! no two buckets share a customer, so buckets are worked on one by one on any number of threads.

use super::packed::{Amounts, Days, Identifiers};
use alloc::{vec, vec::Vec};
use core::ops::Range;

/// Rows of a full chunk: enough that its share of a bucket is worth fetching, few enough for a core's cache.
pub(super) const ROWS: usize = 1 << 17;
const BUCKET_BITS: u32 = 9;
/// Buckets of rows that are many.
pub(super) const BUCKETS: usize = 1 << BUCKET_BITS;
/// So few rows go into a single bucket.
const FEW: usize = 1 << 14;

/// Rows in columns.
#[derive(Debug, Clone, Default)]
pub(super) struct Rows {
    /// The identifier itself, or the text's place in the dictionary.
    pub(super) customers: Vec<i64>,
    pub(super) days: Vec<i32>,
    /// Empty for orders without money.
    pub(super) amounts: Vec<f64>,
}

impl Rows {
    pub(super) fn with_capacity(rows: usize, money: bool) -> Self {
        Self {
            customers: Vec::with_capacity(rows),
            days: Vec::with_capacity(rows),
            amounts: Vec::with_capacity(if money { rows } else { 0 }),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.customers.len()
    }

    pub(super) fn clear(&mut self) {
        self.customers.clear();
        self.days.clear();
        self.amounts.clear();
    }

    pub(super) fn view(&self, money: bool) -> RowsView<'_> {
        RowsView {
            customers: &self.customers,
            days: &self.days,
            amounts: money.then_some(&self.amounts),
        }
    }

    /// Appends a range of other rows.
    pub(super) fn extend(&mut self, rows: &RowsView<'_>, range: Range<usize>) {
        self.customers.extend_from_slice(&rows.customers[range.clone()]);
        self.days.extend_from_slice(&rows.days[range.clone()]);
        if let Some(amounts) = rows.amounts {
            self.amounts
                .extend(amounts[range].iter().map(|amount| amount + 0.0));
        }
    }
}

/// Rows in columns, borrowed.
#[derive(Debug, Clone, Copy)]
pub(super) struct RowsView<'a> {
    pub(super) customers: &'a [i64],
    pub(super) days: &'a [i32],
    pub(super) amounts: Option<&'a [f64]>,
}

/// Rows gathered by bucket, packed.
#[derive(Debug, Clone)]
pub(super) struct Chunk {
    /// Where each bucket starts, and the end of the last.
    starts: Vec<u32>,
    customers: Identifiers,
    days: Days,
    amounts: Amounts,
}

/// Spreads identifiers evenly, whatever their pattern (the finaliser of MurmurHash3, Appleby 2011).
#[inline]
pub(super) fn spread(id: i64) -> u64 {
    let mut hash = id as u64;
    hash = (hash ^ hash >> 33).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash = (hash ^ hash >> 33).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ hash >> 33
}

/// How many buckets so many rows are worth.
pub(super) fn buckets_for(rows: usize) -> usize {
    if rows <= FEW { 1 } else { BUCKETS }
}

impl Chunk {
    /// Gathers rows into 1 or [`BUCKETS`] buckets.
    pub(super) fn gather(rows: &RowsView<'_>, buckets: usize, scratch: &mut Scratch) -> Self {
        let len = rows.customers.len();
        let Scratch { bucket_of, places } = scratch;
        bucket_of.clear();
        places.clear();
        let mut starts = vec![0; buckets + 1];
        if buckets == 1 {
            starts[1] = len as u32;
            places.extend(0..len as u32);
        } else {
            bucket_of.extend(
                rows.customers
                    .iter()
                    .map(|&id| (spread(id) >> (64 - BUCKET_BITS)) as u16),
            );
            for &bucket in bucket_of.iter() {
                starts[usize::from(bucket) + 1] += 1;
            }
            let mut next = vec![0; buckets];
            let mut sum = 0;
            for (next, start) in next.iter_mut().zip(&mut starts[1..]) {
                *next = sum;
                sum += *start;
                *start = sum;
            }
            places.extend(bucket_of.iter().map(|&bucket| {
                let next = &mut next[usize::from(bucket)];
                let place = *next;
                *next += 1;
                place
            }));
        }
        Self {
            starts,
            customers: Identifiers::pack(rows.customers, places),
            days: Days::pack(rows.days, places),
            amounts: Amounts::pack(rows.amounts, places),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.starts.last().map_or(0, |&end| end as usize)
    }

    fn range(&self, bucket: usize) -> Range<usize> {
        self.starts[bucket] as usize..self.starts[bucket + 1] as usize
    }

    /// Appends the rows of a bucket.
    pub(super) fn unpack(&self, bucket: usize, rows: &mut Rows) {
        self.unpack_range(self.range(bucket), rows);
    }

    /// Appends all rows.
    pub(super) fn unpack_all(&self, rows: &mut Rows) {
        self.unpack_range(0..self.len(), rows);
    }

    fn unpack_range(&self, range: Range<usize>, rows: &mut Rows) {
        self.customers.unpack(range.clone(), &mut rows.customers);
        self.days.unpack(range.clone(), &mut rows.days);
        self.amounts.unpack(range, &mut rows.amounts);
    }
}

/// Memory that gathering reuses.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    bucket_of: Vec<u16>,
    places: Vec<u32>,
}
