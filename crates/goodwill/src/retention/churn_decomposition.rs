//! Whether churn changed, or only the mix of customers.

use crate::error::{Error, ErrorCode, Result};
use crate::estimate::{Estimate, Interval, Method, ProportionOptions, proportion};
use crate::numeric::sum::exact_sum;
use crate::quantity::Level;
use alloc::{format, vec::Vec};

/// What one group of customers adds to the change of churn.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct GroupEffect {
    /// The group's share of the customers before.
    pub share_before: f64,
    /// The group's share of the customers after.
    pub share_after: f64,
    /// The group's churn before; NaN if it had no customers.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null"))]
    pub churn_before: f64,
    /// The group's churn after; NaN if it had no customers.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null"))]
    pub churn_after: f64,
    /// What the change of the group's size adds: Δshare · mean churn.
    pub mix: f64,
    /// What the change of the group's churn adds: Δchurn · mean share.
    pub rate: f64,
}

/// The change of churn between two periods, split in two parts that add up to it.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ChurnDecomposition {
    /// Churn after less churn before.
    pub change: Estimate,
    /// The part due to the mix of groups.
    pub mix: Estimate,
    /// The part due to churn within the groups.
    pub rate: Estimate,
    /// One row a group, in the order given.
    pub groups: Vec<GroupEffect>,
}

/// Kitagawa's decomposition of a change of churn into mix and rate.
///
/// With shares s and churn c of every group before (1) and after (2):
///
/// ```text
/// C₂ − C₁ = Σ (s₂ − s₁)(c₁ + c₂)/2  +  Σ (c₂ − c₁)(s₁ + s₂)/2
///            mix                        rate
/// ```
///
/// exactly, without an interaction term. A group that is empty in one period has no churn there: it takes that of the
/// other period, so that all it adds is mix. The intervals take the sizes of the groups as known and the lost in each
/// as independent binomials; they combine Wilson intervals by MOVER. `n` counts the customers of both periods.
///
/// The four columns have one row a group. Groups must not overlap and together be the whole base.
///
/// # Errors
/// [`LengthMismatch`](crate::ErrorCode::LengthMismatch); [`Empty`](crate::ErrorCode::Empty) without groups;
/// [`Inconsistent`](crate::ErrorCode::Inconsistent) at the first group that lost more than it had;
/// [`Undefined`](crate::ErrorCode::Undefined) if one of the periods has no customers;
/// [`Overflow`](crate::ErrorCode::Overflow) if counts add up past 2⁶⁴.
///
/// # Example
/// ```
/// use goodwill::{quantity::Level, retention::churn_decomposition};
///
/// // Two plans: churn did not move in either, yet the total rose, because the cheap plan grew.
/// let split = churn_decomposition(&[800, 200], &[40, 40], &[500, 500], &[25, 100], Level::default())?;
/// assert_eq!(format!("{:.3}", split.change.value), "0.045");
/// assert_eq!(format!("{:.3}", split.mix.value), "0.045");
/// assert_eq!(split.rate.value, 0.0);
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Kitagawa 1955, eq. 3; Zou & Donner 2008 (interval of a linear combination).
pub fn churn_decomposition(
    customers_before: &[u64],
    lost_before: &[u64],
    customers_after: &[u64],
    lost_after: &[u64],
    level: Level,
) -> Result<ChurnDecomposition> {
    let groups = customers_before.len();
    for (name, column) in [
        ("lost_before", lost_before),
        ("customers_after", customers_after),
        ("lost_after", lost_after),
    ] {
        if column.len() != groups {
            return Err(Error::length_mismatch(name, column.len(), groups));
        }
    }
    if groups == 0 {
        return Err(Error::empty("customers_before"));
    }
    let before = Side::new("customers_before", customers_before, "lost_before", lost_before)?;
    let after = Side::new("customers_after", customers_after, "lost_after", lost_after)?;
    let options = ProportionOptions {
        level,
        ..Default::default()
    };
    let mut rows = Vec::with_capacity(groups);
    // Every part is Σ over groups of a factor times an independent churn: (churn, change, mix, rate).
    let mut terms: Vec<(Estimate, [f64; 3])> = Vec::with_capacity(2 * groups);
    for group in 0..groups {
        let (s1, s2) = (before.share(group), after.share(group));
        let (step, mean) = (0.5 * (s2 - s1), 0.5 * (s1 + s2));
        let churn = |side: &Side<'_>| match side.customers[group] {
            0 => Ok(None),
            customers => proportion(side.lost[group], customers, &options).map(Some),
        };
        let (c1, c2) = (churn(&before)?, churn(&after)?);
        let (mix, rate) = match (c1, c2) {
            (Some(c1), Some(c2)) => {
                terms.push((c1, [-s1, step, -mean]));
                terms.push((c2, [s2, step, mean]));
                (step * (c1.value + c2.value), mean * (c2.value - c1.value))
            }
            (Some(c1), None) => {
                terms.push((c1, [-s1, -s1, 0.0]));
                (-s1 * c1.value, 0.0)
            }
            (None, Some(c2)) => {
                terms.push((c2, [s2, s2, 0.0]));
                (s2 * c2.value, 0.0)
            }
            (None, None) => (0.0, 0.0),
        };
        let value = |churn: Option<Estimate>| churn.map_or(f64::NAN, |churn| churn.value);
        rows.push(GroupEffect {
            share_before: s1,
            share_after: s2,
            churn_before: value(c1),
            churn_after: value(c2),
            mix,
            rate,
        });
    }
    let n = before.total.saturating_add(after.total);
    let change =
        after.lost_total as f64 / after.total as f64 - before.lost_total as f64 / before.total as f64;
    Ok(ChurnDecomposition {
        change: mover(change, &terms, 0, level, n),
        mix: mover(exact_sum(rows.iter().map(|row| row.mix)), &terms, 1, level, n),
        rate: mover(exact_sum(rows.iter().map(|row| row.rate)), &terms, 2, level, n),
        groups: rows,
    })
}

/// One period's columns and their totals.
struct Side<'a> {
    customers: &'a [u64],
    lost: &'a [u64],
    total: u64,
    lost_total: u64,
}

impl<'a> Side<'a> {
    fn new(
        customers_name: &'static str,
        customers: &'a [u64],
        lost_name: &'static str,
        lost: &'a [u64],
    ) -> Result<Self> {
        if let Some(group) = (0..customers.len()).find(|&group| lost[group] > customers[group]) {
            let reason = format!("must not exceed the group's customers = {}", customers[group]);
            return Err(Error::inconsistent(lost_name, reason)
                .with_value(lost[group])
                .at(group));
        }
        let total = customers
            .iter()
            .try_fold(0_u64, |sum, &count| sum.checked_add(count))
            .ok_or_else(|| {
                Error::new(
                    ErrorCode::Overflow,
                    customers_name,
                    "adds up to too large a count",
                )
            })?;
        if total == 0 {
            return Err(Error::undefined(customers_name, "is 0 in every group"));
        }
        Ok(Self {
            customers,
            lost,
            total,
            lost_total: lost.iter().sum(), // no overflow: no more lost than customers
        })
    }

    fn share(&self, group: usize) -> f64 {
        self.customers[group] as f64 / self.total as f64
    }
}

/// A linear combination of independent estimates: Zou & Donner 2008, eq. 2 and 3, for any number of terms.
fn mover(value: f64, terms: &[(Estimate, [f64; 3])], part: usize, level: Level, n: u64) -> Estimate {
    let root = |reach: &dyn Fn(&Estimate, f64) -> f64| {
        libm::sqrt(exact_sum(terms.iter().map(|(churn, factors)| {
            let side = factors[part] * reach(churn, factors[part]);
            side * side
        })))
    };
    let below = |churn: &Estimate| churn.value - churn.interval.lower;
    let above = |churn: &Estimate| churn.interval.upper - churn.value;
    Estimate {
        value,
        standard_error: root(&|churn, _| churn.standard_error),
        interval: Interval {
            lower: value - root(&|churn, factor| if factor > 0.0 { below(churn) } else { above(churn) }),
            upper: value + root(&|churn, factor| if factor > 0.0 { above(churn) } else { below(churn) }),
        },
        level,
        n,
        method: Method::Mover,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn a_group_that_appears_is_all_mix() {
        let split = churn_decomposition(
            &[100, 0, 0],
            &[10, 0, 0],
            &[100, 100, 0],
            &[10, 30, 0],
            Level::default(),
        );
        let split = split.unwrap();
        assert_relative_eq!(split.change.value, 0.1);
        assert_eq!((split.groups[1].rate, split.groups[1].mix), (0.0, 0.15));
        assert!(split.groups[1].churn_before.is_nan());
        assert_eq!((split.groups[2].rate, split.groups[2].mix), (0.0, 0.0));
    }

    #[test]
    fn one_group_is_all_rate() {
        let split = churn_decomposition(&[70], &[56], &[80], &[48], Level::default()).unwrap();
        let newcombe = crate::estimate::proportion_difference(48, 80, 56, 70, Level::default()).unwrap();
        assert_eq!(split.mix.value, 0.0);
        assert_relative_eq!(split.rate.value, newcombe.value, max_relative = 1e-15);
        assert_relative_eq!(
            split.change.interval.lower,
            newcombe.interval.lower,
            max_relative = 1e-14
        );
        assert_relative_eq!(
            split.rate.interval.upper,
            newcombe.interval.upper,
            max_relative = 1e-14
        );
    }

    #[test]
    fn errors_name_the_group() {
        let level = Level::default();
        let error = churn_decomposition(&[5, 5], &[1, 1], &[5, 5], &[1, 6], level).unwrap_err();
        assert_eq!(
            error.to_string(),
            "lost_after[1]: must not exceed the group's customers = 5, got 6"
        );
        let error = churn_decomposition(&[5], &[1], &[0], &[0], level).unwrap_err();
        assert_eq!(error.code(), ErrorCode::Undefined);
        let error = churn_decomposition(&[5], &[1], &[5, 5], &[0], level).unwrap_err();
        assert_eq!(error.parameter(), "customers_after");
        assert_eq!(
            churn_decomposition(&[], &[], &[], &[], level).unwrap_err().code(),
            ErrorCode::Empty
        );
    }
}
