//! Taking in orders, batch by batch.

use super::chunk::{self, Chunk, Rows, RowsView, Scratch};
use super::customers::{CustomerColumn, PurchaseBatch};
use super::dictionary::Dictionary;
use super::options::PurchaseOptions;
use super::purchases::Purchases;
use super::sieve::{Kept, Sieve};
use crate::error::{Error, ErrorCode, Result};
use crate::parallel;
use alloc::vec::Vec;
use core::ops::Range;

/// What became of the rows: every row read is counted once, `rows = missing_customer + missing_day +
/// missing_amount + after_as_of + before_history_start + returns + merged + occasions`, and `+ zero_amounts`
/// where [`ZeroAmounts::Drop`](super::ZeroAmounts::Drop) leaves them out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Intake {
    /// Rows read.
    pub rows: u64,
    /// Rows without a customer; left out.
    pub missing_customer: u64,
    /// Rows with a customer and without a day; left out.
    pub missing_day: u64,
    /// Rows with a customer and a day and without an amount, where amounts are given; left out.
    pub missing_amount: u64,
    /// Rows after `as_of`; left out.
    pub after_as_of: u64,
    /// Rows before `history_start`; they make no occasion.
    pub before_history_start: u64,
    /// Rows with a negative amount, whatever the policy did with them.
    pub returns: u64,
    /// Of the returns that were netted, rows before the customer's first occasion; left out.
    pub unmatched_returns: u64,
    /// Rows with an amount of exactly zero, whatever the policy did with them.
    pub zero_amounts: u64,
    /// Rows that joined an occasion made by another row.
    pub merged: u64,
    /// Purchase occasions.
    pub occasions: u64,
    /// Customers with an occasion.
    pub customers: u64,
    /// Customers named by a row, none of whose rows made an occasion. Rows after `as_of`, rows without a day or an
    /// amount, dropped returns and dropped zeros name nobody.
    pub customers_without_purchases: u64,
}

impl Intake {
    pub(super) fn row_counts(&mut self) -> [&mut u64; 8] {
        [
            &mut self.rows,
            &mut self.missing_customer,
            &mut self.missing_day,
            &mut self.missing_amount,
            &mut self.after_as_of,
            &mut self.before_history_start,
            &mut self.returns,
            &mut self.zero_amounts,
        ]
    }
}

/// How the builder knows customers, settled by the first batch.
#[derive(Debug, Clone)]
pub(super) enum Identity {
    Unknown,
    Integers,
    Strings(Dictionary),
}

/// Turns orders into [`Purchases`]: batch by batch, in any order, mergeable and serialisable.
///
/// ```
/// use goodwill::calendar::Day;
/// use goodwill::purchase::{CustomerColumn, PurchaseBatch, PurchaseOptions, PurchasesBuilder};
///
/// let mut builder = PurchasesBuilder::new(&PurchaseOptions::default());
/// let january = Day::from_ymd(1997, 1, 1)?.number();
/// builder.update(&PurchaseBatch::new(CustomerColumn::Integers(&[4, 4, 9]), &[january, january, january + 17])
///     .amounts(&[20.0, 9.33, 14.96]))?;
/// builder.update(&PurchaseBatch::new(CustomerColumn::Integers(&[4]), &[january + 17]).amounts(&[29.73]))?;
/// let purchases = builder.finish()?;
/// assert_eq!(purchases.customers(), 2);
/// assert_eq!(purchases.days_of(0), [january, january + 17]);
/// assert_eq!(purchases.amounts_of(0), [29.33, 29.73]);
/// assert_eq!(purchases.intake().merged, 1);
/// # Ok::<(), goodwill::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct PurchasesBuilder {
    pub(super) options: PurchaseOptions,
    pub(super) intake: Intake,
    /// Whether amounts are given; unknown before the first batch.
    pub(super) money: Option<bool>,
    pub(super) identity: Identity,
    /// Rows gathered by bucket, about [`chunk::ROWS`] a chunk.
    pub(super) chunks: Vec<Chunk>,
    /// Rows too few for a chunk.
    pub(super) rest: Rows,
}

/// What is kept of a piece of a batch.
enum Piece {
    Chunk(Chunk),
    Rows(Rows),
    /// The rows themselves, too few for a chunk.
    Whole(Range<usize>),
}

impl PurchasesBuilder {
    /// A builder without rows.
    #[must_use]
    pub fn new(options: &PurchaseOptions) -> Self {
        Self {
            options: *options,
            intake: Intake::default(),
            money: None,
            identity: Identity::Unknown,
            chunks: Vec::new(),
            rest: Rows::default(),
        }
    }

    /// The options it was made with.
    #[must_use]
    pub fn options(&self) -> &PurchaseOptions {
        &self.options
    }

    /// Rows read so far.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.intake.rows
    }

    /// Takes in a batch. Rows with a missing customer, day or amount are left out and counted.
    ///
    /// # Errors
    /// Columns of different lengths, an infinite amount, a day outside the calendar, a return where returns are
    /// errors, texts after numbers or money after none. The error names the first such row of the batch; the
    /// builder then counts and holds no row of the batch.
    pub fn update(&mut self, batch: &PurchaseBatch<'_>) -> Result<()> {
        let sieve = Sieve::new(&self.options, batch)?;
        let rows = batch.customers.len();
        if rows == 0 {
            return Ok(());
        }
        let money = batch.amounts.is_some();
        if self.money.is_some_and(|known| known != money) {
            return Err(Error::inconsistent(
                "amounts",
                "must be given in every batch or in none",
            ));
        }
        let pieces: Vec<_> = (0..rows)
            .step_by(chunk::ROWS)
            .map(|start| start..rows.min(start + chunk::ROWS))
            .collect();
        let identity = core::mem::replace(&mut self.identity, Identity::Unknown);
        let (identity, sifted) = match (identity, batch.customers) {
            (Identity::Unknown | Identity::Integers, CustomerColumn::Integers(customers)) => {
                let view = RowsView {
                    customers,
                    days: batch.days,
                    amounts: batch.amounts,
                };
                let sifted = parallel::map(pieces, Scratch::default, |scratch, piece| {
                    let (intake, kept) = sieve.sift(piece.clone())?;
                    Ok((intake, keep_integers(&view, piece, kept, scratch)))
                });
                (Identity::Integers, sifted.into_iter().collect::<Result<Vec<_>>>())
            }
            (known @ (Identity::Strings(_) | Identity::Integers), _)
                if matches!(known, Identity::Integers)
                    || matches!(batch.customers, CustomerColumn::Integers(_)) =>
            {
                let error = Error::inconsistent(
                    "customers",
                    "must be integers in every batch or strings in every batch",
                );
                (known, Err(error))
            }
            (known, _) => {
                let mut dictionary = match known {
                    Identity::Strings(dictionary) => dictionary,
                    _ => Dictionary::default(),
                };
                // All pieces are sifted before a text is learnt: a batch that is refused leaves no trace.
                let sifted = parallel::map(
                    pieces,
                    || (),
                    |(), piece| {
                        sieve
                            .sift(piece.clone())
                            .map(|(intake, kept)| (intake, piece, kept))
                    },
                );
                let sifted = sifted
                    .into_iter()
                    .collect::<Result<Vec<_>>>()
                    .and_then(|sifted| keep_texts(&sieve, sifted, money, &mut dictionary));
                (Identity::Strings(dictionary), sifted)
            }
        };
        // A first batch that is refused settles nothing.
        if sifted.is_ok() || self.money.is_some() {
            self.identity = identity;
        }
        let sifted = sifted?;
        self.money = Some(money);
        self.intake.rows += rows as u64;
        for (mut intake, piece) in sifted {
            for (total, count) in self.intake.row_counts().into_iter().zip(intake.row_counts()) {
                *total += *count;
            }
            match piece {
                Piece::Chunk(chunk) => self.chunks.push(chunk),
                Piece::Rows(rows) => self.take_in(&rows.view(money), 0..rows.len()),
                Piece::Whole(range) => {
                    if let CustomerColumn::Integers(customers) = batch.customers {
                        let view = RowsView {
                            customers,
                            days: batch.days,
                            amounts: batch.amounts,
                        };
                        self.take_in(&view, range);
                    }
                }
            }
        }
        Ok(())
    }

    /// Holds rows back until they are enough for a chunk.
    pub(super) fn take_in(&mut self, rows: &RowsView<'_>, range: Range<usize>) {
        self.rest.extend(rows, range);
        if self.rest.len() >= chunk::ROWS {
            let view = self.rest.view(rows.amounts.is_some());
            self.chunks
                .push(Chunk::gather(&view, chunk::BUCKETS, &mut Scratch::default()));
            self.rest.clear();
        }
    }

    /// Takes in everything another builder holds. Both must have the same options.
    pub fn merge(&mut self, other: Self) -> Result<()> {
        let mismatch = |reason: &'static str| Err(Error::new(ErrorCode::MismatchedState, "other", reason));
        if self.options != other.options {
            return mismatch("was built with different options");
        }
        let mut other = other;
        if other.intake.rows == 0 {
            return Ok(());
        }
        if self.intake.rows == 0 {
            *self = other;
            return Ok(());
        }
        if self.money != other.money {
            return mismatch("must have amounts in both states or in neither");
        }
        let money = self.money == Some(true);
        match (&mut self.identity, &other.identity) {
            (Identity::Integers, Identity::Integers) => {
                self.chunks.append(&mut other.chunks);
                self.take_in(&other.rest.view(money), 0..other.rest.len());
            }
            (Identity::Strings(mine), Identity::Strings(theirs)) => {
                let places = theirs
                    .texts
                    .iter()
                    .map(|text| mine.place(text))
                    .collect::<Result<Vec<u32>>>()?;
                // Buckets follow places, so chunks are gathered anew.
                for chunk in other.chunks.into_iter().map(Some).chain([None]) {
                    let mut rows = Rows::default();
                    match chunk {
                        Some(chunk) => chunk.unpack_all(&mut rows),
                        None => rows = core::mem::take(&mut other.rest),
                    }
                    for customer in &mut rows.customers {
                        *customer = i64::from(places[*customer as usize]);
                    }
                    self.take_in(&rows.view(money), 0..rows.len());
                }
            }
            _ => return mismatch("must know customers by integers in both states or by strings in both"),
        }
        for (mine, theirs) in self
            .intake
            .row_counts()
            .into_iter()
            .zip(other.intake.row_counts())
        {
            *mine += *theirs;
        }
        Ok(())
    }

    /// Groups the rows into occasions by customer.
    ///
    /// # Errors
    /// `Empty` when no row makes an occasion, `Overflow` when an occasion's amount is too large for a double.
    pub fn finish(self) -> Result<Purchases> {
        Purchases::collapse(self)
    }
}

/// A piece's rows as a chunk if they are enough, else as they are.
fn keep(rows: Rows, money: bool, scratch: &mut Scratch) -> Piece {
    if rows.len() * 2 >= chunk::ROWS {
        Piece::Chunk(Chunk::gather(&rows.view(money), chunk::BUCKETS, scratch))
    } else {
        Piece::Rows(rows)
    }
}

/// The kept rows of pieces of a batch whose customers are texts.
fn keep_texts(
    sieve: &Sieve<'_>,
    sifted: Vec<(Intake, Range<usize>, Kept)>,
    money: bool,
    dictionary: &mut Dictionary,
) -> Result<Vec<(Intake, Piece)>> {
    /// Pieces whose rows are in memory unpacked at once.
    const PIECES: usize = 8;
    let mut pieces = Vec::with_capacity(sifted.len());
    let mut sifted = sifted.into_iter().peekable();
    while sifted.peek().is_some() {
        // Numbering texts is one thread's work, gathering rows everybody's.
        let rows = sifted
            .by_ref()
            .take(PIECES)
            .map(|(intake, piece, kept)| Ok((intake, sieve.texts(piece, kept, dictionary)?)))
            .collect::<Result<Vec<_>>>()?;
        pieces.extend(parallel::map(
            rows,
            Scratch::default,
            |scratch, (intake, rows)| (intake, keep(rows, money, scratch)),
        ));
    }
    Ok(pieces)
}

fn keep_integers(view: &RowsView<'_>, piece: Range<usize>, kept: Kept, scratch: &mut Scratch) -> Piece {
    match kept {
        Kept::All if piece.len() < chunk::ROWS => Piece::Whole(piece),
        Kept::All => {
            let rows = RowsView {
                customers: &view.customers[piece.clone()],
                days: &view.days[piece.clone()],
                amounts: view.amounts.map(|amounts| &amounts[piece]),
            };
            Piece::Chunk(Chunk::gather(&rows, chunk::BUCKETS, scratch))
        }
        Kept::Some(places) => {
            let places = places.iter().map(|&place| piece.start + place as usize);
            let rows = Rows {
                customers: places.clone().map(|row| view.customers[row]).collect(),
                days: places.clone().map(|row| view.days[row]).collect(),
                amounts: view
                    .amounts
                    .map(|amounts| places.map(|row| amounts[row] + 0.0).collect())
                    .unwrap_or_default(),
            };
            keep(rows, view.amounts.is_some(), scratch)
        }
    }
}
