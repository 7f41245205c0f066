//! How amounts are spread over customers: on few shoulders or on many.
//!
//! Every measure takes one amount per customer, 0 or more: spend, margin, points. The value itself is exact for the
//! customers at hand. The interval takes them as a sample of the customers such a business attracts.

mod abc;
mod gini;
mod herfindahl;
mod lorenz;
mod theil;
mod top;

pub use abc::{AbcClass, AbcClasses, AbcOptions, AbcRow, abc_classes};
pub use gini::{Gini, gini};
pub use herfindahl::{Herfindahl, herfindahl};
pub use lorenz::{LorenzCurve, lorenz_curve};
pub use theil::{Theil, theil};
pub use top::{CustomersForShare, customers_for_share, top_k_share, top_share};

use crate::error::{Error, ErrorCode, Result};
use crate::estimate::{Estimate, Interval, Method};
use crate::numeric::double::two_sum;
use crate::numeric::student_t;
use crate::numeric::sum::exact_sum;
use crate::quantity::{Level, Proportion};
use alloc::vec::Vec;

/// All measures of concentration of one base of customers.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Concentration {
    /// Customers with an amount; 0 is one.
    pub customers: u64,
    /// Customers without (NaN); left out.
    pub missing: u64,
    /// The sum of the amounts.
    pub total: f64,
    /// The Gini coefficient.
    pub gini: Gini,
    /// The Theil index.
    pub theil: Theil,
    /// The Herfindahl–Hirschman index and the effective number of customers.
    pub herfindahl: Herfindahl,
    /// The share of the total that the largest 1 % of the customers hold.
    pub top_1_percent: Estimate,
    /// The share that the largest 10 % hold.
    pub top_10_percent: Estimate,
    /// The share that the largest 20 % hold.
    pub top_20_percent: Estimate,
    /// How few customers hold 80 % of the total.
    pub customers_for_80: CustomersForShare,
    /// Classes A (to 80 % of the total), B (to 95 %) and C.
    pub abc: [AbcRow; 3],
    /// The Lorenz curve at every percent of the customers.
    pub lorenz: LorenzCurve,
}

/// Every measure of concentration at once, from one amount per customer.
///
/// # Errors
/// [`Empty`](crate::ErrorCode::Empty) if there is no amount; [`NotFinite`](crate::ErrorCode::NotFinite) at the first
/// infinite and [`OutOfRange`](crate::ErrorCode::OutOfRange) at the first negative one: a customer who returned more
/// than they bought has no place on a Lorenz curve, so decide first whether such customers count as 0 or are left out;
/// [`Undefined`](crate::ErrorCode::Undefined) if all are 0; [`Overflow`](crate::ErrorCode::Overflow) if they add past
/// the range of `f64`.
///
/// # Example
/// ```
/// use goodwill::{quantity::Level, value::concentration};
///
/// let spend = [541.0, 1463.0, 2445.0, 3438.0, 4437.0, 5401.0, 6392.0, 8304.0, 11904.0, 22261.0];
/// let spread = concentration(&spend, Level::default())?;
/// assert_eq!(spread.gini.unbiased.to_string(), "0.513 (95% jackknife 0.254 to 0.773, n = 10)");
/// assert_eq!(format!("{:.7}", spread.theil.theil.value), "0.3623412");
/// assert_eq!(format!("{:.1}", spread.herfindahl.effective_customers.value), "5.4");
/// assert_eq!(spread.customers_for_80.customers, 5);
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Data and digits of the example: R package `ineq` (Zeileis), help pages of `Gini`, `Theil` and `Herfindahl`.
pub fn concentration(values: &[f64], level: Level) -> Result<Concentration> {
    let amounts = Amounts::new(values)?;
    let top = |share| top::share(&amounts, amounts.len() * (1.0 - share), level);
    Ok(Concentration {
        customers: amounts.customers(),
        missing: amounts.missing,
        total: amounts.total,
        gini: gini::of(&amounts, level),
        theil: theil::of(&amounts, level),
        herfindahl: herfindahl::of(&amounts, level),
        top_1_percent: top(0.01),
        top_10_percent: top(0.10),
        top_20_percent: top(0.20),
        customers_for_80: top::customers(&amounts, Proportion::PARETO, level),
        abc: abc::rows(&amounts, &abc::Limits::new(&amounts, &AbcOptions::default())),
        lorenz: lorenz::curve(&amounts, 100),
    })
}

/// The amounts of a base of customers, sorted, and what every measure needs of them.
struct Amounts {
    /// Ascending; not empty, finite, none negative.
    sorted: Vec<f64>,
    /// `cumulative[k]` is the sum of the `k` smallest; one longer than `sorted`.
    cumulative: Vec<f64>,
    /// Greater than 0.
    total: f64,
    missing: u64,
}

impl Amounts {
    fn new(values: &[f64]) -> Result<Self> {
        let mut sorted = Vec::with_capacity(values.len());
        for (index, &value) in values.iter().enumerate() {
            if value.is_nan() {
                continue;
            }
            let refuse = |code, reason| Err(Error::new(code, "values", reason).with_value(value).at(index));
            if value.is_infinite() {
                return refuse(ErrorCode::NotFinite, "must be a finite number, or NaN if missing");
            }
            if value < 0.0 {
                return refuse(
                    ErrorCode::OutOfRange,
                    "must be 0 or more: set to 0 or leave out customers who returned more than they bought",
                );
            }
            sorted.push(value + 0.0); // −0 becomes 0
        }
        if sorted.is_empty() {
            return Err(Error::empty("values"));
        }
        sorted.sort_unstable_by(f64::total_cmp);
        let total = exact_sum(sorted.iter().copied());
        if total == 0.0 {
            return Err(Error::undefined(
                "values",
                "are all 0: there is nothing to be spread",
            ));
        }
        if !total.is_finite() {
            return Err(Error::new(
                ErrorCode::Overflow,
                "values",
                "add to more than a double can hold",
            ));
        }
        // Running sums of sorted values are the same in any row order.
        let mut cumulative = Vec::with_capacity(sorted.len() + 1);
        let mut sum = RunningSum::default();
        cumulative.push(0.0);
        for &value in &sorted {
            sum.add(value);
            cumulative.push(sum.value());
        }
        Ok(Self {
            missing: (values.len() - sorted.len()) as u64,
            sorted,
            cumulative,
            total,
        })
    }

    fn customers(&self) -> u64 {
        self.sorted.len() as u64
    }

    /// The number of customers, as a number to calculate with.
    fn len(&self) -> f64 {
        self.sorted.len() as f64
    }

    fn mean(&self) -> f64 {
        self.total / self.len()
    }

    /// The sum of the `position` smallest, a fraction of a customer counting for that fraction of their amount.
    fn cumulative_at(&self, position: f64) -> f64 {
        let position = position.clamp(0.0, self.len());
        let whole = libm::floor(position);
        let below = self.cumulative[whole as usize];
        match self.sorted.get(whole as usize) {
            Some(next) => below + (position - whole) * next,
            None => below,
        }
    }

    /// The jackknife standard error and Student's t interval around `value`, from the replicates with each customer left
    /// out in turn: √((n − 1)/n · Σ(θ₍ⱼ₎ − θ̄)²). Undefined for fewer than three customers, or where leaving one out
    /// leaves nothing.
    fn jackknife(&self, value: f64, level: Level, replicates: impl Fn() -> Vec<f64>) -> Estimate {
        let n = self.len();
        let undefined = Estimate::without_interval(value, level, self.customers());
        if self.sorted.len() < 3 {
            return undefined;
        }
        let replicates = replicates();
        let mean = RunningSum::of(replicates.iter().copied()) / n;
        let squares = RunningSum::of(
            replicates
                .iter()
                .map(|replicate| (replicate - mean) * (replicate - mean)),
        );
        if !squares.is_finite() {
            return undefined;
        }
        let standard_error = libm::sqrt((n - 1.0) / n * squares);
        let half = -student_t::quantile(level.tail(), n - 1.0) * standard_error;
        Estimate {
            value,
            standard_error,
            interval: Interval {
                lower: value - half,
                upper: value + half,
            },
            level,
            n: self.customers(),
            method: Method::Jackknife,
        }
    }
}

/// A sum whose second word keeps it correct to the last digits however many terms it has.
#[derive(Default, Clone, Copy)]
struct RunningSum {
    high: f64,
    low: f64,
}

impl RunningSum {
    fn add(&mut self, term: f64) {
        let (sum, error) = two_sum(self.high, term);
        self.high = sum;
        self.low += error;
    }

    fn value(self) -> f64 {
        self.high + self.low
    }

    /// The sum of terms in their order, which is that of the sorted amounts and so the same for any row order.
    fn of(terms: impl Iterator<Item = f64>) -> f64 {
        let mut sum = Self::default();
        terms.for_each(|term| sum.add(term));
        sum.value()
    }
}

/// For every j below `n`, Σ below(i) over i < j plus Σ above(i) over i > j: a sum over all but j, without subtracting,
/// so that leaving out the one who holds nearly all loses no digits.
fn all_but_each(n: usize, below: impl Fn(usize) -> f64, above: impl Fn(usize) -> f64) -> Vec<f64> {
    let mut sums = alloc::vec![RunningSum::default(); n];
    let (mut from_below, mut from_above) = (RunningSum::default(), RunningSum::default());
    for j in (0..n).rev() {
        sums[j] = from_above;
        from_above.add(above(j));
    }
    let finish = |(j, mut sum): (usize, RunningSum)| {
        sum.add(from_below.high);
        sum.low += from_below.low;
        from_below.add(below(j));
        sum.value()
    };
    sums.into_iter().enumerate().map(finish).collect()
}

/// The same estimate in another unit.
fn scaled(estimate: Estimate, factor: f64) -> Estimate {
    Estimate {
        method: estimate.method,
        ..estimate.transformed(|value| value * factor, factor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_abs_diff_eq;

    /// The incomes of the examples of R package `ineq`.
    const INCOMES: [f64; 10] = [
        541.0, 1463.0, 2445.0, 3438.0, 4437.0, 5401.0, 6392.0, 8304.0, 11904.0, 22261.0,
    ];

    #[test]
    fn published_values() {
        let got = concentration(&INCOMES, Level::default()).unwrap();
        assert_abs_diff_eq!(got.gini.gini.value, 0.4620911, epsilon = 5e-8);
        assert_abs_diff_eq!(got.gini.unbiased.value, 0.5134346, epsilon = 5e-8);
        assert_abs_diff_eq!(got.theil.theil.value, 0.3623412, epsilon = 5e-8);
        assert_abs_diff_eq!(got.herfindahl.index.value, 0.1840812, epsilon = 5e-8);
    }

    #[test]
    fn equal_customers_and_one_who_holds_all() {
        let equal = concentration(&[7.0; 50], Level::default()).unwrap();
        assert_eq!(
            (
                equal.gini.gini.value,
                equal.gini.unbiased.value,
                equal.theil.theil.value
            ),
            (0.0, 0.0, 0.0)
        );
        assert_abs_diff_eq!(equal.herfindahl.effective_customers.value, 50.0, epsilon = 1e-12);
        assert_abs_diff_eq!(equal.herfindahl.normalised, 0.0, epsilon = 1e-15);
        assert_abs_diff_eq!(equal.top_10_percent.value, 0.1, epsilon = 1e-15);
        assert_eq!(equal.customers_for_80.customers, 40);
        assert_eq!(
            equal.abc.map(|row| row.customers),
            [50, 0, 0],
            "ties stay together"
        );

        let mut values = [0.0; 20];
        values[3] = 9.0;
        let one = concentration(&values, Level::default()).unwrap();
        assert_eq!(
            (
                one.gini.unbiased.value,
                one.herfindahl.index.value,
                one.herfindahl.normalised
            ),
            (1.0, 1.0, 1.0)
        );
        assert_abs_diff_eq!(one.gini.gini.value, 0.95, epsilon = 1e-15);
        assert_abs_diff_eq!(one.theil.theil.value, libm::log(20.0), epsilon = 1e-15);
        assert_abs_diff_eq!(one.theil.normalised, 1.0, epsilon = 1e-15);
        assert_eq!(
            (one.customers_for_80.customers, one.top_10_percent.value),
            (1, 1.0)
        );
        assert_eq!(one.abc.map(|row| row.customers), [1, 0, 19]);
        // Without that one customer nothing is left: no replicate, no interval.
        assert!(one.gini.gini.interval.lower.is_nan() && one.theil.theil.standard_error.is_nan());
    }

    #[test]
    fn a_single_customer() {
        let one = concentration(&[5.0, f64::NAN], Level::default()).unwrap();
        assert_eq!((one.customers, one.missing, one.gini.gini.value), (1, 1, 0.0));
        assert!(one.gini.unbiased.value.is_nan() && one.herfindahl.normalised.is_nan());
        assert!(one.theil.normalised.is_nan());
    }

    #[test]
    fn bad_amounts_are_named() {
        for (values, code, index) in [
            (&[][..], ErrorCode::Empty, None),
            (&[f64::NAN], ErrorCode::Empty, None),
            (&[1.0, f64::NAN, -2.0], ErrorCode::OutOfRange, Some(2)),
            (&[1.0, f64::INFINITY], ErrorCode::NotFinite, Some(1)),
            (&[0.0, -0.0], ErrorCode::Undefined, None),
            (&[f64::MAX, f64::MAX], ErrorCode::Overflow, None),
        ] {
            let error = concentration(values, Level::default()).unwrap_err();
            assert_eq!((error.code(), error.index()), (code, index), "{error}");
        }
    }

    #[test]
    fn running_sums_end_at_the_total() {
        let values: Vec<f64> = (0..10_000).map(|i| 0.1 + f64::from(i % 97) * 1e-7).collect();
        let amounts = Amounts::new(&values).unwrap();
        assert_eq!(amounts.cumulative.last(), Some(&amounts.total));
        // Near the end of the range of f64 nothing overflows on the way.
        assert!(
            concentration(&[1e307, 2e307, 3e307, 1e300], Level::default())
                .unwrap()
                .gini
                .gini
                .standard_error
                > 0.0
        );
    }
}
