//! Histories compressed to the distinct ones and how many customers have each.

use super::distinct::Distinct;
use super::history::{History, HistoryColumns, word};
use crate::calendar::TimeUnit;
use crate::error::{Error, ErrorCode, Result};
use crate::numeric::sum::ExactSum;
use crate::purchase::{Histories, HistoryOptions, Purchases};
use alloc::vec::Vec;
use core::cmp::Ordering;

/// A distinct history, the weight of each customer who has it, and how many do.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct HistoryCount {
    /// The history.
    pub history: History,
    /// The weight of one customer; 1 unless weights were given.
    pub weight: f64,
    /// Customers with this history and weight.
    pub count: u64,
}

impl HistoryCount {
    /// `weight · count`.
    #[must_use]
    pub fn total_weight(&self) -> f64 {
        self.weight * self.count as f64
    }
}

/// The distinct histories of a customer base: all that a transaction model's likelihood depends on.
///
/// Built once, merged by adding integers: any partition of the customers gives the same bits.
///
/// ```
/// use goodwill::calendar::TimeUnit;
/// use goodwill::model::{HistoryColumns, HistoryCounts};
///
/// let week = Some(TimeUnit::Week);
/// let columns = HistoryColumns {
///     frequency: &[2.0, 0.0, 2.0, 0.0, f64::NAN],
///     recency: &[30.5, 0.0, 30.5, 0.0, 1.0],
///     tenure: &[38.0, 39.0, 38.0, 39.0, 39.0],
/// };
/// let counts = HistoryCounts::from_columns(&columns, None, week)?;
/// assert_eq!((counts.len(), counts.customers(), counts.missing()), (2, 4, 1));
/// assert_eq!((counts.repeaters(), counts.repeat_purchases()), (2, 4.0));
///
/// let mut twice = HistoryCounts::from_bytes(&counts.to_bytes())?;
/// twice.merge(&counts)?;
/// assert_eq!((twice.len(), twice.customers()), (2, 8));
/// # Ok::<(), goodwill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct HistoryCounts {
    /// Ascending by frequency, tenure, recency, weight; no two alike.
    pub(super) rows: Vec<HistoryCount>,
    pub(super) unit: Option<TimeUnit>,
    pub(super) missing: u64,
    pub(super) weightless: u64,
    /// Σ weight · ln(time between two purchases of a customer); `None` where it is not known.
    pub(super) log_gaps: Option<ExactSum>,
}

impl HistoryCounts {
    /// No customer yet: to be [updated](Self::update) and [merged](Self::merge).
    #[must_use]
    pub fn empty(unit: Option<TimeUnit>) -> Self {
        Self {
            rows: Vec::new(),
            unit,
            missing: 0,
            weightless: 0,
            log_gaps: Some(ExactSum::new()),
        }
    }

    /// Counts the distinct histories of columns. Rows with a NaN are counted as [missing](Self::missing), rows of
    /// weight 0 as [weightless](Self::weightless).
    ///
    /// # Errors
    /// `Empty` when no row counts; `OutOfRange`, `NotFinite` or `Inconsistent` with the row of the offending value;
    /// `LengthMismatch`.
    pub fn from_columns(
        columns: &HistoryColumns<'_>,
        weights: Option<&[f64]>,
        unit: Option<TimeUnit>,
    ) -> Result<Self> {
        let mut counts = Self::empty(unit);
        counts.update(columns, weights)?;
        counts.not_empty("frequency")
    }

    /// Counts the distinct histories of customers, in their unit.
    ///
    /// # Errors
    /// `Inconsistent` when the histories count the first purchase ([`HistoryOptions::include_first`]); otherwise as
    /// [`from_columns`](Self::from_columns).
    pub fn from_histories(histories: &Histories) -> Result<Self> {
        histories.check_repeat_only()?;
        let mut counts = Self::empty(Some(histories.unit));
        let words = |row| histories.words(row);
        counts.take_in(histories.len(), words, |words| {
            Ok(Some((History::of_known_words(words)?, 1.0)))
        })?;
        counts.not_empty("frequency")
    }

    /// Counts the distinct histories of customers as of a day, and adds up the logarithms of the times between their
    /// purchases, which a model with Erlang-k regularity needs besides.
    ///
    /// ```
    /// use goodwill::calendar::Day;
    /// use goodwill::model::HistoryCounts;
    /// use goodwill::purchase::{CustomerColumn, HistoryOptions, PurchaseBatch, PurchaseOptions, PurchasesBuilder};
    ///
    /// let mut orders = PurchasesBuilder::new(&PurchaseOptions::default());
    /// orders.update(&PurchaseBatch::new(CustomerColumn::Integers(&[1, 1, 1, 2]), &[0, 14, 35, 7]))?;
    /// let counts = HistoryCounts::from_purchases(&orders.finish()?, &HistoryOptions::new(Day::new(42)?))?;
    /// assert_eq!((counts.customers(), counts.max_tenure()), (2, 6.0));
    /// assert!((counts.log_gaps().unwrap() - 6_f64.ln()).abs() < 1e-15); // 2 and 3 weeks: ln 2 + ln 3
    /// # Ok::<(), goodwill::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`Purchases::histories`] and [`from_histories`](Self::from_histories).
    pub fn from_purchases(purchases: &Purchases, options: &HistoryOptions) -> Result<Self> {
        let mut counts = Self::from_histories(&purchases.histories(options)?)?;
        counts.log_gaps = log_gaps(purchases, options);
        Ok(counts)
    }

    /// Rows that are already counted, in any order, the same history more than once or not.
    ///
    /// # Errors
    /// `Empty`; `OutOfRange` or `NotFinite` for a weight or a count, with its row; `Overflow` when there are too many.
    pub fn from_rows(rows: &[HistoryCount], unit: Option<TimeUnit>) -> Result<Self> {
        let mut counts = Self::empty(unit);
        for (index, row) in rows.iter().enumerate() {
            let weight = checked_weight(row.weight).map_err(|error| error.at(index))?;
            if row.count == 0 {
                return Err(Error::out_of_range("counts", "must be 1 or more")
                    .with_value(row.count)
                    .at(index));
            }
            if weight == 0.0 {
                counts.weightless = counts.weightless.saturating_add(row.count);
            } else {
                counts.rows.push(HistoryCount { weight, ..*row });
            }
        }
        counts.rows.sort_by(order);
        counts.join_neighbours()?;
        counts.forget_gaps();
        counts.not_empty("counts")
    }

    /// Adds the customers of columns. Σ ln(times between purchases) is not known any more if one of them bought again.
    ///
    /// # Errors
    /// As [`from_columns`](Self::from_columns), except that no row needs to count. After an error nothing was added.
    pub fn update(&mut self, columns: &HistoryColumns<'_>, weights: Option<&[f64]>) -> Result<()> {
        columns.check_lengths()?;
        let rows = columns.frequency.len();
        if let Some(weights) = weights
            && weights.len() != rows
        {
            return Err(Error::length_mismatch("weights", weights.len(), rows));
        }
        let mut added = Self::empty(self.unit);
        let history = History::of_words;
        match weights {
            None => added.take_in(
                rows,
                |row| columns.words(row),
                |words| Ok(history(words)?.map(|history| (history, 1.0))),
            )?,
            Some(weights) => added.take_in(
                rows,
                |row| {
                    let [frequency, tenure, recency] = columns.words(row);
                    [frequency, tenure, recency, word(weights[row])]
                },
                |[frequency, tenure, recency, weight]| {
                    let history = history([frequency, tenure, recency])?;
                    let weight = f64::from_bits(weight);
                    match history {
                        Some(history) if !weight.is_nan() => Ok(Some((history, checked_weight(weight)?))),
                        _ => Ok(None),
                    }
                },
            )?,
        }
        if self.is_nothing() {
            *self = added;
            return Ok(());
        }
        self.merge(&added)
    }

    /// Whether there is nothing to merge into.
    fn is_nothing(&self) -> bool {
        *self == Self::empty(self.unit)
    }

    /// Counts rows into an empty state: by their words, of which `read` makes a history and its weight, if none is
    /// missing.
    fn take_in<const N: usize>(
        &mut self,
        rows: usize,
        words: impl Fn(usize) -> [u64; N] + Sync + Send,
        read: impl Fn([u64; N]) -> Result<Option<(History, f64)>>,
    ) -> Result<()> {
        let distinct = Distinct::new(rows, false, &words);
        let first_refused = || {
            let refused = |row| read(words(row)).err().map(|error| error.at(row));
            (0..rows).find_map(refused)
        };
        self.rows.reserve_exact(distinct.len());
        for (words, count) in distinct.iter() {
            match read(words) {
                Ok(None) => self.missing += count,
                Ok(Some((_, 0.0))) => self.weightless += count,
                Ok(Some((history, weight))) => self.rows.push(HistoryCount {
                    history,
                    weight,
                    count,
                }),
                Err(error) => return Err(first_refused().unwrap_or(error)),
            }
        }
        self.forget_gaps();
        self.check_totals()
    }

    /// Adds the customers of another state. Any order of merging gives the same bits.
    ///
    /// # Errors
    /// `MismatchedState` when the units differ; `Overflow` when there are more customers than a `u64` can count. After
    /// an error nothing was added.
    pub fn merge(&mut self, other: &Self) -> Result<()> {
        if self.unit != other.unit {
            let name = |unit: Option<TimeUnit>| unit.map_or("no unit", crate::choice::Choice::name);
            return Err(Error::new(
                ErrorCode::MismatchedState,
                "unit",
                alloc::format!(
                    "of the states differs: {} and {}",
                    name(self.unit),
                    name(other.unit)
                ),
            ));
        }
        let mut rows = Vec::with_capacity(self.rows.len() + other.rows.len());
        let (mut mine, mut theirs) = (self.rows.iter().peekable(), other.rows.iter().peekable());
        while let (Some(a), Some(b)) = (mine.peek(), theirs.peek()) {
            rows.extend(match order(a, b) {
                Ordering::Greater => theirs.next(),
                _ => mine.next(),
            });
        }
        rows.extend(mine);
        rows.extend(theirs);
        let mut merged = Self {
            rows,
            unit: self.unit,
            missing: self.missing.saturating_add(other.missing),
            weightless: self.weightless.saturating_add(other.weightless),
            log_gaps: self
                .log_gaps
                .clone()
                .zip(other.log_gaps.as_ref())
                .map(|(mut gaps, others)| {
                    gaps.merge(others);
                    gaps
                }),
        };
        merged.join_neighbours()?;
        *self = merged;
        Ok(())
    }

    /// Joins equal rows, which stand together.
    fn join_neighbours(&mut self) -> Result<()> {
        let mut overflow = false;
        self.rows.dedup_by(|later, kept| {
            let same = order(later, kept) == Ordering::Equal;
            if same {
                let (sum, over) = kept.count.overflowing_add(later.count);
                kept.count = sum;
                overflow |= over;
            }
            same
        });
        if overflow {
            return Err(too_many());
        }
        self.rows.shrink_to_fit();
        self.check_totals()
    }

    /// That all customers together, and their weight, are numbers.
    pub(super) fn check_totals(&self) -> Result<()> {
        self.rows
            .iter()
            .try_fold(0_u64, |total, row| total.checked_add(row.count))
            .ok_or_else(too_many)?;
        if !self.total_weight().is_finite() || !self.repeat_purchases().is_finite() {
            return Err(Error::new(
                ErrorCode::Overflow,
                "weights",
                "add to more than a double can hold",
            ));
        }
        Ok(())
    }

    /// The times between purchases are not known any more, unless nobody bought again.
    fn forget_gaps(&mut self) {
        self.log_gaps = (self.max_frequency() == 0).then(ExactSum::new);
    }

    fn not_empty(self, parameter: &'static str) -> Result<Self> {
        if self.is_empty() {
            return Err(Error::empty(parameter));
        }
        Ok(self)
    }

    /// With Σ weight · ln(time between two purchases of a customer) given, in the unit of these counts, where only
    /// columns were counted.
    ///
    /// # Errors
    /// `NotFinite`.
    pub fn with_log_gaps(mut self, total: f64) -> Result<Self> {
        let total = crate::quantity::finite("log_gaps", total)?;
        self.log_gaps = Some(ExactSum::from_iter([total]));
        Ok(self)
    }

    /// The distinct histories, ascending by frequency, tenure, recency and weight.
    #[must_use]
    pub fn rows(&self) -> &[HistoryCount] {
        &self.rows
    }

    /// The place of a history of weight 1 among the rows.
    pub(crate) fn place_of(&self, history: &History) -> Option<usize> {
        let sought = HistoryCount {
            history: *history,
            weight: 1.0,
            count: 0,
        };
        self.rows.binary_search_by(|row| order(row, &sought)).ok()
    }

    /// How many distinct histories (and weights) there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether no customer was counted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The unit of recency and tenure, if it is known.
    #[must_use]
    pub fn unit(&self) -> Option<TimeUnit> {
        self.unit
    }

    /// The customers, each counted once whatever their weight.
    #[must_use]
    pub fn customers(&self) -> u64 {
        self.rows.iter().map(|row| row.count).sum()
    }

    /// The customers who bought again.
    #[must_use]
    pub fn repeaters(&self) -> u64 {
        let first = self.rows.partition_point(|row| row.history.frequency() == 0);
        self.rows[first..].iter().map(|row| row.count).sum()
    }

    /// The customers' total weight: their number when none is weighted.
    #[must_use]
    pub fn total_weight(&self) -> f64 {
        self.whole_total(|_| 1).unwrap_or_else(|| self.total(|_| 1.0))
    }

    /// Repeat purchases, each customer's multiplied by their weight.
    #[must_use]
    pub fn repeat_purchases(&self) -> f64 {
        self.whole_total(History::frequency)
            .unwrap_or_else(|| self.total(|history| f64::from(history.frequency())))
    }

    /// Σ of a whole `value` over all customers, if none is weighted: the bits of [`total`](Self::total), sooner.
    fn whole_total(&self, value: impl Fn(&History) -> u32) -> Option<f64> {
        /// Numbers up to here are whole without rounding.
        const MOST: u64 = 1 << 53;
        let total = self.rows.iter().try_fold(0_u64, |total, row| {
            let product = row.count.checked_mul(u64::from(value(&row.history)))?;
            (row.weight == 1.0).then_some(total.checked_add(product)?)
        })?;
        (total <= MOST).then_some(total as f64)
    }

    /// Σ of `value` over all customers, weighted: the exact sum, rounded once.
    pub(crate) fn total(&self, value: impl Fn(&History) -> f64) -> f64 {
        let mut sum = ExactSum::new();
        for row in &self.rows {
            sum.add_product(row.total_weight(), value(&row.history));
        }
        sum.value()
    }

    /// The most repeat purchases of a customer; 0 without customers.
    #[must_use]
    pub fn max_frequency(&self) -> u32 {
        self.rows.last().map_or(0, |row| row.history.frequency())
    }

    /// The longest time a customer was observed; 0 without customers.
    #[must_use]
    pub fn max_tenure(&self) -> f64 {
        self.rows
            .iter()
            .fold(0.0, |longest, row| longest.max(row.history.tenure()))
    }

    /// Rows left out because a number was missing (NaN).
    #[must_use]
    pub fn missing(&self) -> u64 {
        self.missing
    }

    /// Rows left out because their weight was 0.
    #[must_use]
    pub fn weightless(&self) -> u64 {
        self.weightless
    }

    /// Σ weight · ln(time between two purchases of a customer), in the unit of these counts; `None` where only
    /// columns were counted, or where two purchases fall together.
    #[must_use]
    pub fn log_gaps(&self) -> Option<f64> {
        self.log_gaps.as_ref().map(ExactSum::value)
    }
}

/// The order of the rows.
pub(super) fn order(a: &HistoryCount, b: &HistoryCount) -> Ordering {
    let key = |row: &HistoryCount| (row.history.tenure(), row.history.recency(), row.weight);
    let ((ta, ra, wa), (tb, rb, wb)) = (key(a), key(b));
    a.history
        .frequency()
        .cmp(&b.history.frequency())
        .then(ta.total_cmp(&tb))
        .then(ra.total_cmp(&rb))
        .then(wa.total_cmp(&wb))
}

/// A weight, without a sign where it is 0.
pub(super) fn checked_weight(weight: f64) -> Result<f64> {
    crate::quantity::NonNegative::new("weights", weight).map(|weight| weight.get() + 0.0)
}

fn too_many() -> Error {
    Error::new(ErrorCode::Overflow, "counts", "add to more than can be counted")
}

/// Σ ln(time between two purchases), from how often each number of days occurs.
fn log_gaps(purchases: &Purchases, options: &HistoryOptions) -> Option<ExactSum> {
    let end = options.as_of.number();
    let longest = end.abs_diff(purchases.first_day().number()) as usize;
    let mut times = alloc::vec![0_u64; longest + 1];
    for customer in 0..purchases.customers() {
        if !options.include_known_before && purchases.known_before(customer) {
            continue;
        }
        let days = purchases.days_of(customer);
        let days = &days[..days.partition_point(|&day| day <= end)];
        for pair in days.windows(2) {
            times[pair[1].abs_diff(pair[0]) as usize] += 1;
        }
    }
    if times[0] > 0 {
        return None; // the logarithm of no time
    }
    let mut sum = ExactSum::new();
    for (days, &count) in times.iter().enumerate().filter(|(_, count)| **count > 0) {
        sum.add_product(count as f64, libm::log(options.unit.from_days(days as i32)));
    }
    Some(sum)
}
