//! The Herfindahl–Hirschman index.

use super::{Amounts, RunningSum, all_but_each, scaled};
use crate::error::Result;
use crate::estimate::{Estimate, Interval};
use crate::quantity::Level;

/// The Herfindahl–Hirschman index in three units.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Herfindahl {
    /// The sum of the squared shares, from 1/n (all equal) to 1 (one holds all). Times 10,000 in competition law.
    pub index: Estimate,
    /// `1 / index`: how many customers of equal size would be as concentrated.
    pub effective_customers: Estimate,
    /// `(index − 1/n)/(1 − 1/n)`, from 0 to 1 whatever the number of customers. NaN for one customer.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null"))]
    pub normalised: f64,
    /// Customers without an amount (NaN); left out.
    pub missing: u64,
}

/// The Herfindahl–Hirschman index of one amount per customer, Σ(x/Σx)², and the effective number of customers.
///
/// The interval is for a base of as many customers as there are: n times the index is 1 + CV², whose jackknife it is;
/// Student's t, cut to [1/n, 1]. Fewer than three customers have none.
///
/// # Errors
/// As [`concentration`](fn@super::concentration).
///
/// # Example
/// ```
/// use goodwill::{quantity::Level, value::herfindahl};
///
/// // A supplier with four customers: half, a quarter, an eighth, an eighth.
/// let index = herfindahl(&[40.0, 20.0, 10.0, 10.0], Level::default())?;
/// assert_eq!(index.index.value, 0.34375);
/// assert_eq!(format!("{:.2}", index.effective_customers.value), "2.91");
/// assert_eq!(index.normalised, 0.125);
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Hirschman 1945; Herfindahl 1950; Adelman 1969 (effective number).
pub fn herfindahl(values: &[f64], level: Level) -> Result<Herfindahl> {
    Ok(of(&Amounts::new(values)?, level))
}

pub(super) fn of(amounts: &Amounts, level: Level) -> Herfindahl {
    let n = amounts.len();
    let mean = amounts.mean();
    let customers = amounts.sorted.len();
    let term = |index: usize| amounts.sorted[index] / mean;
    let square = |index: usize| term(index) * term(index);
    let squares = RunningSum::of((0..customers).map(square));
    let replicates = || {
        let totals = all_but_each(customers, term, term);
        let squares = all_but_each(customers, square, square);
        let ratio = |(squares, total): (f64, f64)| (n - 1.0) * squares / (total * total);
        squares.into_iter().zip(totals).map(ratio).collect()
    };
    // Equal amounts round to either side of 1.
    let scaled_index = (squares / n).clamp(1.0, n);
    let index = scaled(
        amounts.jackknife(scaled_index, level, replicates).clipped(1.0, n),
        1.0 / n,
    );
    let value = scaled_index / n;
    let effective = Estimate {
        interval: Interval {
            lower: 1.0 / index.interval.upper,
            upper: 1.0 / index.interval.lower,
        },
        ..index.transformed(|index| 1.0 / index, 1.0 / (value * value))
    };
    Herfindahl {
        index,
        effective_customers: effective,
        normalised: (scaled_index - 1.0) / (n - 1.0),
        missing: amounts.missing,
    }
}
