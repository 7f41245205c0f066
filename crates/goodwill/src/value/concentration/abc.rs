//! ABC classes: the vital few, the middle, the many.

use super::Amounts;
use super::top::ROUNDING;
use crate::choice::choice;
use crate::error::{Error, Result};
use crate::quantity::Proportion;
use alloc::{format, vec::Vec};

choice! { "ABC class",
    /// The class of a customer by their share of the total.
    AbcClass {
        /// The largest customers, who together hold the first share (80 %).
        A = 0, "a";
        /// The next, up to the second share (95 %).
        B = 1, "b";
        /// The rest, and customers with nothing.
        C = 2, "c";
    }
}

/// Where the classes end.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
pub struct AbcOptions {
    /// Class A holds the total up to this share; 0.8 unless told.
    pub a: Proportion,
    /// Classes A and B hold the total up to this share; 0.95 unless told.
    pub b: Proportion,
}

impl Default for AbcOptions {
    fn default() -> Self {
        Self {
            a: Proportion::PARETO,
            b: Proportion::NINETEEN_TWENTIETHS,
        }
    }
}

/// One class.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct AbcRow {
    /// The class.
    pub abc_class: AbcClass,
    /// Customers in it.
    pub customers: u64,
    /// Their share of the customers.
    pub customer_share: f64,
    /// What they hold.
    pub amount: f64,
    /// Their share of the total.
    pub amount_share: f64,
}

/// Every customer's class, and the classes.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct AbcClasses {
    /// The class of each customer, in the order given; none where the amount is missing.
    pub abc_class: Vec<Option<AbcClass>>,
    /// Classes A, B and C.
    pub rows: [AbcRow; 3],
    /// Customers without an amount (NaN).
    pub missing: u64,
}

/// ABC classes by one amount per customer: A up to 80 % of the total, B up to 95 %, C the rest.
///
/// Customers are taken from the largest down. One belongs to A if those before them hold less than the first share (so
/// that A reaches it), to B if less than the second. Customers of equal amounts stay together, in the higher class.
///
/// # Errors
/// As [`concentration`](fn@super::concentration); [`Inconsistent`](crate::ErrorCode::Inconsistent) if `b` is below `a`.
///
/// # Example
/// ```
/// use goodwill::value::{AbcClass, AbcOptions, abc_classes};
///
/// let classes = abc_classes(&[60.0, 5.0, 25.0, f64::NAN, 10.0], &AbcOptions::default())?;
/// let (a, b, c) = (Some(AbcClass::A), Some(AbcClass::B), Some(AbcClass::C));
/// assert_eq!(classes.abc_class, [a, c, a, None, b]);
/// assert_eq!(classes.rows.map(|row| row.amount_share), [0.85, 0.1, 0.05]);
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Dickie 1951, "ABC inventory analysis shoots for dollars, not pennies".
pub fn abc_classes(values: &[f64], options: &AbcOptions) -> Result<AbcClasses> {
    if options.b < options.a {
        return Err(
            Error::inconsistent("b", format!("must not be below a = {}", options.a.get()))
                .with_value(options.b.get()),
        );
    }
    let amounts = Amounts::new(values)?;
    let limits = Limits::new(&amounts, options);
    let class = |&value: &f64| (!value.is_nan()).then(|| limits.class(&amounts, value));
    Ok(AbcClasses {
        abc_class: values.iter().map(class).collect(),
        rows: rows(&amounts, &limits),
        missing: amounts.missing,
    })
}

/// How many of the smallest customers lie below class B, and below class A; ties moved up.
pub(super) struct Limits {
    below_b: usize,
    below_a: usize,
}

impl Limits {
    pub(super) fn new(amounts: &Amounts, options: &AbcOptions) -> Self {
        let below = |share: Proportion| {
            // The first customer (from below) above whom less than the share is held.
            let reached =
                |smallest: &f64| amounts.total - smallest >= (share.get() - ROUNDING) * amounts.total;
            let below = amounts.cumulative[1..].partition_point(reached);
            // Their equals join them.
            amounts.sorted.get(below).map_or(below, |lowest| {
                amounts.sorted[..below].partition_point(|value| value < lowest)
            })
        };
        Self {
            below_b: below(options.b),
            below_a: below(options.a),
        }
    }

    fn class(&self, amounts: &Amounts, value: f64) -> AbcClass {
        let reaches = |below: usize| amounts.sorted.get(below).is_some_and(|&lowest| value >= lowest);
        if reaches(self.below_a) {
            AbcClass::A
        } else if reaches(self.below_b) {
            AbcClass::B
        } else {
            AbcClass::C
        }
    }
}

pub(super) fn rows(amounts: &Amounts, limits: &Limits) -> [AbcRow; 3] {
    let n = amounts.sorted.len();
    let row = |abc_class, from: usize, to: usize| {
        let amount = amounts.cumulative[to] - amounts.cumulative[from];
        AbcRow {
            abc_class,
            customers: (to - from) as u64,
            customer_share: (to - from) as f64 / amounts.len(),
            amount,
            amount_share: amount / amounts.total,
        }
    };
    [
        row(AbcClass::A, limits.below_a, n),
        row(AbcClass::B, limits.below_b, limits.below_a),
        row(AbcClass::C, 0, limits.below_b),
    ]
}
