//! Simulated customers: the purchases a model says there might be.

use super::counts::HistoryCounts;
use super::history::HistoryColumns;
use crate::calendar::TimeUnit;
use crate::error::{Error, ErrorCode, Result};
use crate::numeric::random::CounterRng;
use crate::parallel;
use crate::quantity::NonNegative;
use alloc::vec::Vec;

/// The most repeat purchases of one simulated customer.
const MOST_PURCHASES: usize = 10_000_000;

/// Customers simulated at once.
const PIECE: usize = 1024;

/// Random numbers for one customer: a function of the seed and the customer's position alone, so that neither threads
/// nor other customers change them.
#[derive(Debug, Clone)]
pub struct Stream(CounterRng);

impl Stream {
    pub(crate) fn new(seed: u64, customer: usize) -> Self {
        Self(CounterRng::new(seed, customer as u64))
    }

    pub(crate) fn rng(&mut self) -> &mut CounterRng {
        &mut self.0
    }
}

/// The life of a simulated customer, beside the times of the purchases.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SimulatedLife {
    /// When the customer left, if that was before the end.
    pub left: Option<f64>,
    /// The customer's own rate of purchases: what [`PosteriorRates::purchase`](super::PosteriorRates::purchase) estimates.
    pub purchase_rate: f64,
    /// The customer's own rate of dropout: what [`PosteriorRates::dropout`](super::PosteriorRates::dropout) estimates.
    pub dropout_rate: f64,
}

/// A model that can make up customers.
pub trait Simulate: Sync {
    /// One customer observed for `tenure`: appends the times of the repeat purchases, ascending, and returns the rest of the
    /// life. A longer tenure continues the same life.
    ///
    /// # Errors
    /// `Overflow` for more than ten million purchases.
    fn simulate_one(&self, tenure: f64, stream: &mut Stream, times: &mut Vec<f64>) -> Result<SimulatedLife>;

    /// One customer a tenure: the time from the first purchase to the end of the observation, in the model's unit.
    ///
    /// The same seed gives the same customers, on any number of threads; customer i depends on the seed, on i and on its
    /// own tenure only.
    ///
    /// ```
    /// use goodwill::calendar::TimeUnit;
    /// use goodwill::model::{BgNbd, FitOptions, Model, Simulate};
    ///
    /// let model = BgNbd::new(0.8, 6.0, 0.9, 2.5)?.with_unit(TimeUnit::Week);
    /// let simulated = model.simulate(&[104.0; 3000], 7)?;
    /// assert_eq!(simulated.times, model.simulate(&[104.0; 3000], 7)?.times);
    ///
    /// let fitted = BgNbd::fit(&simulated.counts(Some(TimeUnit::Week))?, &FitOptions::default())?;
    /// assert!((fitted.model.r() - 0.8).abs() < 0.1);
    /// # Ok::<(), goodwill::Error>(())
    /// ```
    ///
    /// # Errors
    /// `OutOfRange` or `NotFinite` for a tenure, with its position; as [`simulate_one`](Self::simulate_one).
    fn simulate(&self, tenures: &[f64], seed: u64) -> Result<SimulatedHistories> {
        let starts: Vec<usize> = (0..tenures.len()).step_by(PIECE).collect();
        let pieces = parallel::map(
            starts,
            || (),
            |(), start| {
                let mut piece = Piece::default();
                for (customer, &tenure) in tenures.iter().enumerate().skip(start).take(PIECE) {
                    let length = NonNegative::new("tenures", tenure).map_err(|error| error.at(customer))?;
                    let life = self
                        .simulate_one(length.get(), &mut Stream::new(seed, customer), &mut piece.times)
                        .map_err(|error| error.at(customer))?;
                    piece.ends.push(piece.times.len());
                    piece.lives.push(life);
                }
                Ok(piece)
            },
        );
        let mut all = SimulatedHistories {
            frequency: Vec::with_capacity(tenures.len()),
            recency: Vec::with_capacity(tenures.len()),
            tenure: tenures.to_vec(),
            left: Vec::with_capacity(tenures.len()),
            purchase_rate: Vec::with_capacity(tenures.len()),
            dropout_rate: Vec::with_capacity(tenures.len()),
            offsets: Vec::with_capacity(tenures.len() + 1),
            times: Vec::new(),
        };
        all.offsets.push(0);
        for piece in pieces {
            let piece: Piece = piece?;
            let mut start = 0;
            for &end in &piece.ends {
                all.frequency.push((end - start) as f64);
                all.recency
                    .push(piece.times[start..end].last().copied().unwrap_or(0.0));
                all.offsets.push(all.times.len() + end);
                start = end;
            }
            all.times.extend(&piece.times);
            for life in piece.lives {
                all.left.push(life.left.unwrap_or(f64::NAN));
                all.purchase_rate.push(life.purchase_rate);
                all.dropout_rate.push(life.dropout_rate);
            }
        }
        Ok(all)
    }
}

#[derive(Default)]
struct Piece {
    times: Vec<f64>,
    ends: Vec<usize>,
    lives: Vec<SimulatedLife>,
}

/// Simulated customers: their histories, and what no data show: their own rates and when they left.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct SimulatedHistories {
    /// Repeat purchases.
    pub frequency: Vec<f64>,
    /// Time of the last purchase; 0 without repeat purchase.
    pub recency: Vec<f64>,
    /// Time observed.
    pub tenure: Vec<f64>,
    /// When the customer left; NaN who had not at the end.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null::column"))]
    pub left: Vec<f64>,
    /// The customer's own rate of purchases: see [`SimulatedLife`].
    pub purchase_rate: Vec<f64>,
    /// The customer's own rate of dropout.
    pub dropout_rate: Vec<f64>,
    /// Where each customer's purchases begin in `times`, and at last its length.
    pub offsets: Vec<usize>,
    /// The times of all repeat purchases since the customer's first one, customer after customer.
    pub times: Vec<f64>,
}

impl SimulatedHistories {
    /// The histories as columns.
    #[must_use]
    pub fn columns(&self) -> HistoryColumns<'_> {
        HistoryColumns {
            frequency: &self.frequency,
            recency: &self.recency,
            tenure: &self.tenure,
        }
    }

    /// The times of one customer's repeat purchases.
    ///
    /// # Panics
    /// If there is no such customer.
    #[must_use]
    pub fn purchases(&self, customer: usize) -> &[f64] {
        &self.times[self.offsets[customer]..self.offsets[customer + 1]]
    }

    /// The distinct histories, to fit a model to, with the logarithms of the times between purchases.
    ///
    /// # Errors
    /// `Empty` without customers.
    pub fn counts(&self, unit: Option<TimeUnit>) -> Result<HistoryCounts> {
        let mut gaps = crate::numeric::sum::ExactSum::new();
        for customer in 0..self.tenure.len() {
            let mut before = 0.0;
            for &time in self.purchases(customer) {
                gaps.add(libm::log(time - before));
                before = time;
            }
        }
        let counts = HistoryCounts::from_columns(&self.columns(), None, unit)?;
        let total = gaps.value();
        // Two purchases at the same moment: only opportunities and rounding have them.
        if total.is_finite() {
            counts.with_log_gaps(total)
        } else {
            Ok(counts)
        }
    }
}

/// Refuses a purchase more of a customer who has made that many.
pub(super) fn check_room(purchases: usize) -> Result<()> {
    if purchases < MOST_PURCHASES {
        Ok(())
    } else {
        Err(Error::new(
            ErrorCode::Overflow,
            "tenures",
            "holds more than ten million purchases of one simulated customer",
        ))
    }
}
