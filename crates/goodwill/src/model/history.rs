//! One customer's history, and columns of them.

use super::distinct::Distinct;
use super::purchase_model::PurchaseModel;
use crate::error::{Error, ErrorCode, Result};
use crate::parallel;
use crate::purchase::Histories;
use alloc::vec::Vec;

/// What a transaction model needs to know of a customer: repeat purchases, the time of the last one, and T.
///
/// Times count from the first purchase, in the time unit of the model. For [`ModelKind::BgBb`](super::ModelKind) they
/// are numbers of transaction opportunities.
///
/// ```
/// use goodwill::model::History;
/// let history = History::new(2, 30.43, 38.86)?;
/// assert_eq!(history.recency(), 30.43);
/// assert!(History::new(2, 40.0, 38.86).is_err()); // the last purchase lies after the end
/// assert!(History::new(0, 1.0, 38.86).is_err()); // no repeat purchase has no time
/// # Ok::<(), goodwill::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct History {
    frequency: u32,
    recency: f64,
    tenure: f64,
}

impl History {
    /// Checks that 0 ≤ recency ≤ tenure, that no repeat purchase means recency 0, and that both are finite.
    ///
    /// # Errors
    /// `NotFinite`, `OutOfRange` or `Inconsistent`, naming `recency` or `tenure`.
    pub fn new(frequency: u32, recency: f64, tenure: f64) -> Result<Self> {
        for (parameter, value) in [("recency", recency), ("tenure", tenure)] {
            if !value.is_finite() {
                return Err(
                    Error::new(ErrorCode::NotFinite, parameter, "must be a finite number").with_value(value),
                );
            }
            if value < 0.0 {
                return Err(Error::out_of_range(parameter, "must be 0 or more").with_value(value));
            }
        }
        if recency > tenure {
            return Err(
                Error::inconsistent("recency", "lies after the end of the observation, tenure (T)")
                    .with_value(recency),
            );
        }
        if frequency == 0 && recency > 0.0 {
            return Err(
                Error::inconsistent("recency", "must be 0 for a customer without repeat purchase")
                    .with_value(recency),
            );
        }
        Ok(Self {
            frequency,
            // Without a sign, so that −0 and 0 are one history.
            recency: recency + 0.0,
            tenure: tenure + 0.0,
        })
    }

    /// A history from the words of frequency, tenure and recency; `None` where one is missing.
    #[inline]
    pub(super) fn of_words(words: [u64; 3]) -> Result<Option<Self>> {
        let [frequency, tenure, recency] = words.map(f64::from_bits);
        if frequency.is_nan() || recency.is_nan() || tenure.is_nan() {
            return Ok(None);
        }
        let count = frequency as u32;
        if f64::from(count) != frequency {
            return Err(
                Error::out_of_range("frequency", "must be a whole number, 0 or more").with_value(frequency),
            );
        }
        Self::new(count, recency, tenure).map(Some)
    }

    /// What tells this history from others.
    pub(super) fn words(&self) -> [u64; 3] {
        [f64::from(self.frequency), self.tenure, self.recency].map(word)
    }

    /// As [`of_words`](Self::of_words), where the frequency is a whole number and nothing can be missing.
    pub(super) fn of_known_words(words: [u64; 3]) -> Result<Self> {
        let [frequency, tenure, recency] = words.map(f64::from_bits);
        Self::new(frequency as u32, recency, tenure)
    }

    /// x: the number of repeat purchases.
    #[must_use]
    pub const fn frequency(&self) -> u32 {
        self.frequency
    }

    /// tₓ: the time of the last purchase; 0 without repeat purchase.
    #[must_use]
    pub const fn recency(&self) -> f64 {
        self.recency
    }

    /// T: the time observed since the first purchase.
    #[must_use]
    pub const fn tenure(&self) -> f64 {
        self.tenure
    }
}

/// A number as its bits, which ascend as numbers from 0 on do; 0 without a sign, so that −0 and 0 are one.
pub(super) fn word(value: f64) -> u64 {
    (value + 0.0).to_bits()
}

/// Columns of histories, one row a customer.
///
/// A row with a NaN is missing: predictions for it are NaN.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HistoryColumns<'a> {
    /// Repeat purchases, whole numbers.
    pub frequency: &'a [f64],
    /// Time of the last purchase.
    pub recency: &'a [f64],
    /// Time observed.
    pub tenure: &'a [f64],
}

impl HistoryColumns<'_> {
    /// `predict` for every row; NaN for a missing row. The error of a row carries its index.
    ///
    /// Each distinct history is computed once, on several threads with the feature `parallel`.
    ///
    /// ```
    /// use goodwill::model::HistoryColumns;
    /// let columns = HistoryColumns { frequency: &[2.0, f64::NAN], recency: &[30.0, 0.0], tenure: &[39.0, 39.0] };
    /// let idle = columns.map(|history| Ok(history.tenure() - history.recency()))?;
    /// assert!(idle[0] == 9.0 && idle[1].is_nan());
    /// # Ok::<(), goodwill::Error>(())
    /// ```
    ///
    /// # Errors
    /// `LengthMismatch`; whatever a row's numbers or `predict` give, of the first row that gives an error.
    pub fn map(&self, predict: impl Fn(&History) -> Result<f64> + Sync + Send) -> Result<Vec<f64>> {
        self.map_to(f64::NAN, predict)
    }

    /// [`map`](Self::map) to any value: to an array where several are wanted of each history, to a struct of them.
    ///
    /// # Errors
    /// As [`map`](Self::map).
    pub fn map_to<T: Copy + Send + Sync>(
        &self,
        missing: T,
        predict: impl Fn(&History) -> Result<T> + Sync + Send,
    ) -> Result<Vec<T>> {
        self.check_lengths()?;
        predict_rows(
            self.frequency.len(),
            |row| self.words(row),
            |words| History::of_words(words)?.map_or(Ok(missing), |history| predict(&history)),
        )
    }

    /// Expected purchases of every customer in the next `t`, as
    /// [`conditional_purchases`](PurchaseModel::conditional_purchases); NaN for a missing row.
    ///
    /// The same numbers as [`map`](Self::map), faster where the model can [share](PurchaseModel::purchases_if_alive) work
    /// between customers who differ in recency alone.
    ///
    /// ```
    /// use goodwill::model::{BgNbd, History, HistoryColumns, PurchaseModel};
    /// let model = BgNbd::new(0.243, 4.414, 0.793, 2.426)?;
    /// let columns = HistoryColumns { frequency: &[2.0, f64::NAN], recency: &[30.43, 0.0], tenure: &[38.86, 39.0] };
    /// let next = columns.conditional_purchases(&model, 39.0)?;
    /// assert_eq!(next[0], model.conditional_purchases(&History::new(2, 30.43, 38.86)?, 39.0)?);
    /// assert!(next[1].is_nan());
    /// # Ok::<(), goodwill::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`map`](Self::map).
    pub fn conditional_purchases(&self, model: &dyn PurchaseModel, t: f64) -> Result<Vec<f64>> {
        if !matches!(model.purchases_if_alive(0, 0.0, t), Ok(Some(_))) {
            return self.map(|history| model.conditional_purchases(history, t));
        }
        self.through_alive(model, |frequency, tenure| {
            Ok(model
                .purchases_if_alive(frequency, tenure, t)?
                .unwrap_or(f64::NAN))
        })
    }

    /// P(alive) of every row times `if_alive`, which is asked once for each frequency and tenure; NaN for a missing row.
    pub(super) fn through_alive(
        &self,
        model: &dyn PurchaseModel,
        if_alive: impl Fn(u32, f64) -> Result<f64> + Sync + Send,
    ) -> Result<Vec<f64>> {
        /// Groups computed at once.
        const GROUPS: usize = 64;
        self.check_lengths()?;
        let rows = self.frequency.len();
        let distinct = Distinct::new(rows, true, |row| self.words(row));
        let all: Vec<[u64; 3]> = distinct.iter().map(|(words, _)| words).collect();
        // Of one frequency and tenure.
        let groups: Vec<&[[u64; 3]]> = all.chunk_by(|a, b| a[..2] == b[..2]).collect();
        let of_group = |group: &[[u64; 3]], values: &mut Vec<f64>| -> Result<()> {
            let mut ahead = None;
            for &words in group {
                let Some(history) = History::of_words(words)? else {
                    values.push(f64::NAN);
                    continue;
                };
                let alive = model.probability_alive(&history, 0.0)?;
                let ahead = match ahead {
                    Some(ahead) => ahead,
                    None => *ahead.insert(if_alive(history.frequency(), history.tenure())?),
                };
                values.push(alive * ahead);
            }
            Ok(())
        };
        let predicted = parallel::map(
            groups.chunks(GROUPS).collect(),
            || (),
            |(), groups: &[&[[u64; 3]]]| {
                let mut values = Vec::new();
                groups
                    .iter()
                    .try_for_each(|group| of_group(group, &mut values))
                    .map(|()| values)
            },
        );
        let predicted: Result<Vec<Vec<f64>>> = predicted.into_iter().collect();
        let predicted = predicted.map_err(|error| {
            let alone = |place: usize| of_group(&all[place..=place], &mut Vec::new());
            first_error(&distinct, rows, alone).unwrap_or(error)
        })?;
        Ok(distinct.spread(&predicted.concat()))
    }

    /// The history of a row; `None` where one of its numbers is missing.
    ///
    /// # Errors
    /// As [`History::new`], and `OutOfRange` for a frequency that is no whole number; with the row as index.
    pub fn row(&self, row: usize) -> Result<Option<History>> {
        History::of_words(self.words(row)).map_err(|error| error.at(row))
    }

    /// What tells the history of a row from others.
    #[inline]
    pub(super) fn words(&self, row: usize) -> [u64; 3] {
        [self.frequency[row], self.tenure[row], self.recency[row]].map(word)
    }

    /// All columns have one length.
    pub(crate) fn check_lengths(&self) -> Result<()> {
        for (parameter, column) in [("recency", self.recency), ("tenure", self.tenure)] {
            if column.len() != self.frequency.len() {
                return Err(Error::length_mismatch(
                    parameter,
                    column.len(),
                    self.frequency.len(),
                ));
            }
        }
        Ok(())
    }
}

/// A prediction for every row from the words of its history, each distinct history computed once.
pub(super) fn predict_rows<T: Copy + Send + Sync>(
    rows: usize,
    words: impl Fn(usize) -> [u64; 3] + Sync + Send,
    predict: impl Fn([u64; 3]) -> Result<T> + Sync + Send,
) -> Result<Vec<T>> {
    /// Fewer rows than this are not worth a search.
    const FEW: usize = 256;
    /// Histories computed at once.
    const PIECE: usize = 1 << 8;
    if rows < FEW {
        return (0..rows)
            .map(|row| predict(words(row)).map_err(|error| error.at(row)))
            .collect();
    }
    let distinct = Distinct::new(rows, true, words);
    let all: Vec<[u64; 3]> = distinct.iter().map(|(words, _)| words).collect();
    let predicted: Vec<Result<Vec<T>>> = parallel::map(
        all.chunks(PIECE).collect(),
        || (),
        |(), words: &[[u64; 3]]| words.iter().map(|&words| predict(words)).collect(),
    );
    let mut values = Vec::with_capacity(all.len());
    for piece in predicted {
        match piece {
            Ok(piece) => values.extend(piece),
            Err(error) => return Err(first_error(&distinct, rows, |at| predict(all[at])).unwrap_or(error)),
        }
    }
    Ok(distinct.spread(&values))
}

/// The error of the first row whose place gives one.
fn first_error<T>(
    distinct: &Distinct<3>,
    rows: usize,
    predict: impl Fn(usize) -> Result<T> + Sync + Send,
) -> Option<Error> {
    let fails = parallel::map(
        (0..distinct.len()).collect(),
        || (),
        |(), place| predict(place).is_err(),
    );
    let row = (0..rows).find(|&row| fails[distinct.place(row)])?;
    predict(distinct.place(row)).err().map(|error| error.at(row))
}

impl Histories {
    /// The history of a customer.
    ///
    /// # Errors
    /// As [`History::new`], with the customer's index.
    pub fn history(&self, index: usize) -> Result<History> {
        History::new(self.frequency[index], self.recency[index], self.tenure[index])
            .map_err(|error| error.at(index))
    }

    /// What tells the history of a customer from others.
    #[inline]
    pub(super) fn words(&self, index: usize) -> [u64; 3] {
        let frequency = f64::from(self.frequency[index]);
        [frequency, self.tenure[index], self.recency[index]].map(word)
    }

    /// `predict` for every customer, each distinct history computed once. The error of a customer carries their index.
    ///
    /// ```
    /// use goodwill::calendar::Day;
    /// use goodwill::purchase::{CustomerColumn, HistoryOptions, PurchaseOptions, histories};
    /// let of = HistoryOptions::new(Day::new(70)?);
    /// let (ids, days) = (CustomerColumn::Integers(&[1, 1, 2]), [0, 14, 7]);
    /// let histories = histories(ids, &days, None, &PurchaseOptions::default(), &of)?;
    /// assert_eq!(histories.map(|history| Ok(history.tenure() - history.recency()))?, [8.0, 9.0]);
    /// # Ok::<(), goodwill::Error>(())
    /// ```
    ///
    /// # Errors
    /// `Inconsistent` when the histories count the first purchase; whatever `predict` gives.
    pub fn map<T: Copy + Send + Sync>(
        &self,
        predict: impl Fn(&History) -> Result<T> + Sync + Send,
    ) -> Result<Vec<T>> {
        self.check_repeat_only()?;
        predict_rows(
            self.len(),
            |row| self.words(row),
            |words| predict(&History::of_known_words(words)?),
        )
    }

    /// That frequency counts repeat purchases only, and all columns have one length.
    pub(super) fn check_repeat_only(&self) -> Result<()> {
        if self.include_first {
            return Err(Error::inconsistent(
                "include_first",
                "histories for a model must count repeat purchases only",
            ));
        }
        for (parameter, length) in [("recency", self.recency.len()), ("tenure", self.tenure.len())] {
            if length != self.len() {
                return Err(Error::length_mismatch(parameter, length, self.len()));
            }
        }
        Ok(())
    }
}
