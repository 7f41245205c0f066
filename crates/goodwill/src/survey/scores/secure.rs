//! Secure customers.

use super::measure::is_small;
use crate::error::{Error, Result};
use crate::estimate::{Estimate, ProportionOptions};
use crate::survey::scale::{Reading, Scale};
use crate::survey::tally::{Tally, checked_weight};
use crate::survey::{ItemAnswers, Polarity};
use alloc::format;
use alloc::vec::Vec;

/// Customers who give the best answer to every item at once.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct SecureCustomers {
    /// The share of them.
    pub secure: Estimate,
    /// The share that gives the best answer to each item, among the same respondents.
    pub each: Vec<Estimate>,
    /// Respondents who answered every item.
    pub n: u64,
    /// Respondents with an answer or the weight missing.
    pub missing: u64,
    /// Respondents with an answer that its scale does not have.
    pub invalid: u64,
    /// Kish's effective number of respondents: what weights leave of `n`.
    pub effective_n: f64,
    /// Whether fewer than 30 respondents stand behind an interval that leans on the normal distribution.
    pub small_sample: bool,
}

/// The secure customer index 安全客户指数: the share of customers who give the best answer to satisfaction, repurchase and
/// recommendation at once.
///
/// Each item has its own scale, whose good end is its best answer. Who left an item out belongs to no share and is
/// counted. The share cannot exceed that of any one item, which stand beside it: what keeps customers from being secure
/// shows in the lowest.
///
/// # Errors
/// [`LengthMismatch`](crate::ErrorCode::LengthMismatch) unless there is a scale for each item; at an answer off its
/// scale as for [`Tally::of`], the parameter is `items[k]`; [`Empty`](crate::ErrorCode::Empty) if nobody answered every
/// item; [`Undefined`](crate::ErrorCode::Undefined) if all weights are 0.
///
/// # Example
/// ```
/// use goodwill::estimate::ProportionOptions;
/// use goodwill::survey::{ItemAnswers, Scale, secure_customers};
///
/// let satisfied = [4.0, 4.0, 4.0, 3.0, f64::NAN];
/// let again = [5.0, 5.0, 4.0, 5.0, 5.0];
/// let recommend = [5.0, 5.0, 5.0, 5.0, 5.0];
/// let items: [&[f64]; 3] = [&satisfied, &again, &recommend];
/// let scales = [Scale::new(1, 4)?, Scale::new(1, 5)?, Scale::new(1, 5)?];
/// let got = secure_customers(&ItemAnswers::new(&items), &scales, &ProportionOptions::default())?;
/// assert_eq!(got.secure.to_string(), "0.500 (95% Wilson 0.150 to 0.850, n = 4)");
/// assert_eq!((got.each[0].value, got.each[2].value, got.missing), (0.75, 1.0, 1));
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// The secure customer index of Burke, Inc. (Brandt 1996).
pub fn secure_customers(
    items: &ItemAnswers<'_>,
    scales: &[Scale],
    options: &ProportionOptions,
) -> Result<SecureCustomers> {
    let (rows, count) = (items.rows(), items.items.len());
    if count == 0 {
        return Err(Error::empty("items"));
    }
    if scales.len() != count {
        return Err(Error::length_mismatch("scales", scales.len(), count));
    }
    for (number, item) in items.items.iter().enumerate() {
        if item.len() != rows {
            return Err(Error::length_mismatch("items", item.len(), rows).rename(format!("items[{number}]")));
        }
    }
    if let Some(weights) = items.weights.filter(|weights| weights.len() != rows) {
        return Err(Error::length_mismatch("weights", weights.len(), rows));
    }
    // Whether all are best, then whether each is: 1 or 0, NaN for who does not count.
    let mut marks = Vec::new();
    marks.resize_with(count + 1, || Vec::with_capacity(rows));
    let (mut missing, mut invalid) = (0, 0);
    let mut best = Vec::with_capacity(count);
    for row in 0..rows {
        best.clear();
        let mut left_out = None;
        for (number, (item, scale)) in items.items.iter().zip(scales).enumerate() {
            match scale
                .read("items", row, item[row])
                .map_err(|error| error.rename(format!("items[{number}]")))?
            {
                Reading::Point(point) => best.push(point == best_point(scale)),
                Reading::Missing => left_out = left_out.or(Some(Reading::Missing)),
                Reading::Invalid => left_out = Some(Reading::Invalid),
            }
        }
        let weight = items
            .weights
            .map_or(Ok(Some(1.0)), |weights| checked_weight(row, weights[row]))?;
        match left_out {
            Some(Reading::Invalid) => invalid += 1,
            None if weight.is_some() => {}
            _ => missing += 1,
        }
        let counts = left_out.is_none() && weight.is_some();
        let mark = |yes: bool| if counts { f64::from(yes) } else { f64::NAN };
        marks[0].push(mark(best.iter().all(|&best| best)));
        for number in 0..count {
            marks[number + 1].push(mark(best.get(number).copied().unwrap_or_default()));
        }
    }
    let yes_or_no = Scale::new(0, 1)?;
    let mut shares = Vec::with_capacity(count + 1);
    let (mut n, mut effective_n) = (0, f64::NAN);
    for mark in &marks {
        let tally = match items.weights {
            Some(weights) => Tally::weighted(mark, weights, &yes_or_no)?,
            None => Tally::of(mark, &yes_or_no)?,
        };
        let answered = tally.answered().map_err(|error| match error.parameter() {
            "answers" => error.rename("items"),
            _ => error,
        })?;
        shares.push(answered.share(&[1], options)?);
        (n, effective_n) = (answered.n, tally.effective_n());
    }
    let secure = shares.remove(0);
    Ok(SecureCustomers {
        secure,
        each: shares,
        n,
        missing,
        invalid,
        effective_n,
        small_sample: is_small(secure.method, effective_n),
    })
}

fn best_point(scale: &Scale) -> usize {
    match scale.good_end() {
        Polarity::HighIsGood => scale.points() - 1,
        Polarity::LowIsGood => 0,
    }
}
