//! Taking in orders, batch by batch.

use super::customers::{CustomerColumn, MISSING_DAY, PurchaseBatch, StringIds};
use super::options::{PurchaseOptions, ReturnsPolicy, ZeroAmounts};
use super::purchases::Purchases;
use crate::calendar::Day;
use crate::error::{Error, ErrorCode, Result};
use alloc::vec::Vec;
use foldhash::fast::FixedState;
use hashbrown::HashTable;

/// What became of the rows: every row read is counted once, `rows = missing_customer + missing_day +
/// missing_amount + after_as_of + before_history_start + returns + merged + occasions`, and `+ zero_amounts`
/// where [`ZeroAmounts::Drop`] leaves them out.
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

/// A row kept: whose it is, on which day, for how much.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    /// The identifier itself, or the text's place in the dictionary.
    pub(super) customer: i64,
    pub(super) day: i32,
    pub(super) amount: f64,
}

/// How the builder knows customers, settled by the first batch.
#[derive(Debug, Clone)]
pub(super) enum Identity {
    Unknown,
    Integers,
    Strings(Dictionary),
}

/// Texts in order of arrival, and a way to find them.
#[derive(Debug, Clone, Default)]
pub(super) struct Dictionary {
    pub(super) texts: StringIds,
    places: HashTable<u32>,
}

fn hash(text: &str) -> u64 {
    use core::hash::BuildHasher;
    FixedState::with_seed(0).hash_one(text)
}

impl Dictionary {
    pub(super) fn place(&mut self, text: &str) -> Result<u32> {
        let Self { texts, places } = self;
        let entry = places.entry(
            hash(text),
            |&place| texts.get(place as usize) == text,
            |&place| hash(texts.get(place as usize)),
        );
        match entry {
            hashbrown::hash_table::Entry::Occupied(entry) => Ok(*entry.get()),
            hashbrown::hash_table::Entry::Vacant(entry) => {
                let place = u32::try_from(texts.len()).map_err(|_| {
                    Error::new(
                        ErrorCode::Overflow,
                        "customers",
                        "has more than 4,294,967,296 texts",
                    )
                })?;
                entry.insert(place);
                texts.push(text);
                Ok(place)
            }
        }
    }
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
    pub(super) rows: Vec<Row>,
}

/// What a row of a batch is, once looked at.
enum Fate {
    Keep(Row),
    Leave,
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
            rows: Vec::new(),
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
    /// builder is then as it was before the batch.
    pub fn update(&mut self, batch: &PurchaseBatch<'_>) -> Result<()> {
        batch.check_lengths()?;
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
        let integers = matches!(batch.customers, CustomerColumn::Integers(_));
        match (&self.identity, integers) {
            (Identity::Integers, false) | (Identity::Strings(_), true) => {
                return Err(Error::inconsistent(
                    "customers",
                    "must be integers in every batch or strings in every batch",
                ));
            }
            _ => {}
        }

        let mut intake = self.intake;
        intake.rows += rows as u64;
        let kept_before = self.rows.len();
        let mut dictionary = match &mut self.identity {
            Identity::Strings(dictionary) => core::mem::take(dictionary),
            _ => Dictionary::default(),
        };
        let mut failure = None;
        for index in 0..rows {
            match look_at(&self.options, batch, index, &mut intake, &mut dictionary) {
                Ok(Fate::Keep(row)) => self.rows.push(row),
                Ok(Fate::Leave) => {}
                Err(error) => {
                    failure = Some(error);
                    break;
                }
            }
        }
        if let Some(error) = failure {
            // New texts may stay in the dictionary: nothing counts them but rows.
            self.rows.truncate(kept_before);
            if let Identity::Strings(known) = &mut self.identity {
                *known = dictionary;
            }
            return Err(error);
        }
        self.intake = intake;
        self.money = Some(money);
        self.identity = if integers {
            Identity::Integers
        } else {
            Identity::Strings(dictionary)
        };
        Ok(())
    }

    /// Takes in everything another builder holds. Both must have the same options.
    pub fn merge(&mut self, other: Self) -> Result<()> {
        if self.options != other.options {
            return Err(Error::new(
                ErrorCode::MismatchedState,
                "other",
                "was built with different options",
            ));
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
            return Err(Error::new(
                ErrorCode::MismatchedState,
                "other",
                "must have amounts in both states or in neither",
            ));
        }
        match (&mut self.identity, &other.identity) {
            (Identity::Strings(mine), Identity::Strings(theirs)) => {
                let places = theirs
                    .texts
                    .iter()
                    .map(|text| mine.place(text))
                    .collect::<Result<Vec<u32>>>()?;
                for row in &mut other.rows {
                    row.customer = i64::from(places[row.customer as usize]);
                }
            }
            (Identity::Integers, Identity::Integers) => {}
            _ => {
                return Err(Error::new(
                    ErrorCode::MismatchedState,
                    "other",
                    "must know customers by integers in both states or by strings in both",
                ));
            }
        }
        for (mine, theirs) in self
            .intake
            .row_counts()
            .into_iter()
            .zip(other.intake.row_counts())
        {
            *mine += *theirs;
        }
        self.rows.append(&mut other.rows);
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

fn look_at(
    options: &PurchaseOptions,
    batch: &PurchaseBatch<'_>,
    index: usize,
    intake: &mut Intake,
    dictionary: &mut Dictionary,
) -> Result<Fate> {
    let absent = |validity: Option<super::Validity<'_>>| validity.is_some_and(|bits| !bits.is_valid(index));
    let amount = match batch.amounts {
        Some(_) if absent(batch.amount_validity) => f64::NAN,
        Some(amounts) => amounts[index],
        None => 0.0,
    };
    if amount.is_infinite() {
        return Err(
            Error::new(ErrorCode::NotFinite, "amounts", "must be a finite number")
                .with_value(amount)
                .at(index),
        );
    }
    let day = if absent(batch.day_validity) {
        MISSING_DAY
    } else {
        batch.days[index]
    };
    let named_day = Day::new(day);
    if day != MISSING_DAY
        && let Err(error) = named_day
    {
        return Err(error.rename("days").at(index));
    }
    let text = batch.customers.text(index)?;
    let customer = match batch.customers {
        _ if absent(batch.customer_validity) => None,
        CustomerColumn::Integers(ids) => Some(ids[index]),
        _ if text.is_empty() => None,
        _ => Some(0),
    };
    let Some(mut customer) = customer else {
        intake.missing_customer += 1;
        return Ok(Fate::Leave);
    };
    let Ok(named_day) = named_day else {
        intake.missing_day += 1;
        return Ok(Fate::Leave);
    };
    if amount.is_nan() {
        intake.missing_amount += 1;
        return Ok(Fate::Leave);
    }
    if options.as_of.is_some_and(|as_of| named_day > as_of) {
        intake.after_as_of += 1;
        return Ok(Fate::Leave);
    }
    if options.history_start.is_some_and(|start| named_day < start) {
        intake.before_history_start += 1;
    } else if amount < 0.0 {
        intake.returns += 1;
        match options.returns {
            ReturnsPolicy::Net => {}
            ReturnsPolicy::Drop => return Ok(Fate::Leave),
            ReturnsPolicy::Error => {
                return Err(
                    Error::out_of_range("amounts", "must be 0 or more where returns are errors")
                        .with_value(amount)
                        .at(index),
                );
            }
        }
    } else if amount == 0.0 && batch.amounts.is_some() {
        intake.zero_amounts += 1;
        if options.zero_amounts == ZeroAmounts::Drop {
            return Ok(Fate::Leave);
        }
    }
    if !text.is_empty() {
        customer = i64::from(dictionary.place(text)?);
    }
    // A zero has one sign.
    let amount = amount + 0.0;
    Ok(Fate::Keep(Row {
        customer,
        day,
        amount,
    }))
}
