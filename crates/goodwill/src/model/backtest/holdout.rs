//! Holdout purchases of groups of customers: counted and expected.

use super::holdout_counts::HoldoutCounts;
use crate::choice::choice;
use crate::error::{Error, Result};
use crate::model::history::History;
use crate::model::purchase_model::PurchaseModel;
use crate::numeric::sum::ExactSum;
use crate::quantity::Positive;
use alloc::vec::Vec;

choice! { "grouping of customers",
    /// By what the customers of a holdout table are grouped.
    #[derive(Default)]
    HoldoutGrouping {
        /// Repeat purchases in the calibration period.
        #[default]
        Frequency = 0, "frequency";
        /// The time of the last purchase in the calibration period.
        Recency = 1, "recency";
        /// The time observed in the calibration period.
        Tenure = 2, "tenure";
        /// The time since the last purchase: tenure less recency.
        Idle = 3, "idle";
    }
}

/// How a holdout table is made.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HoldoutOptions {
    /// What the groups are by; repeat purchases when nothing else is said.
    pub by: HoldoutGrouping,
    /// The width of a group, in purchases or in the unit of the histories; 1.
    pub width: f64,
    /// The number of groups, the last of which holds all that is left; 8: 0 to 6 repeat purchases, and 7 or more.
    pub groups: u32,
}

impl Default for HoldoutOptions {
    fn default() -> Self {
        Self {
            by: HoldoutGrouping::default(),
            width: 1.0,
            groups: 8,
        }
    }
}

/// The holdout purchases of one group.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct HoldoutRow {
    /// The group holds customers from here …
    pub lower: f64,
    /// … to below here; `None` for the last group, which has no end.
    pub upper: Option<f64>,
    /// Customers.
    pub customers: u64,
    /// Their holdout purchases.
    pub actual: u64,
    /// The holdout purchases the model expects of them.
    pub expected: f64,
    /// `actual` per customer; NaN without customers.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null"))]
    pub actual_mean: f64,
    /// `expected` per customer; NaN without customers.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null"))]
    pub expected_mean: f64,
}

/// Holdout purchases by group.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct HoldoutTable {
    /// What the groups are by.
    pub by: HoldoutGrouping,
    /// The groups, ascending.
    pub rows: Vec<HoldoutRow>,
    /// All customers.
    pub customers: u64,
    /// All holdout purchases.
    pub actual: u64,
    /// All the model expects.
    pub expected: f64,
}

/// Holdout purchases of customers grouped by their calibration history, beside what the model expects of each group:
/// Σ E[X(T, T + t] | x, tₓ, T] with t the length of the holdout period.
///
/// # Errors
/// `OutOfRange` for a width that is not positive or fewer than one group; `Inconsistent` when model and data name
/// different units; what [`PurchaseModel::conditional_purchases`] gives.
///
/// # Example
/// ```
/// use goodwill::model::{BgNbd, HistoryColumns, HoldoutCounts, HoldoutOptions, holdout_table};
///
/// let columns = HistoryColumns { frequency: &[0.0, 2.0, 9.0], recency: &[0.0, 30.43, 38.0], tenure: &[39.0, 38.86, 39.0] };
/// let data = HoldoutCounts::from_columns(&columns, &[0.0, 1.0, 4.0], 39.0, None)?;
/// let table = holdout_table(&BgNbd::new(0.243, 4.414, 0.793, 2.426)?, &data, &HoldoutOptions::default())?;
/// assert_eq!((table.customers, table.actual, table.rows.len()), (3, 5, 8));
/// assert!((table.rows[2].expected - 1.2260281747671444).abs() < 1e-12);
/// assert!(table.rows[1].expected_mean.is_nan()); // nobody bought again once
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Fader, Hardie & Lee 2005, figure 4.
pub fn holdout_table(
    model: &dyn PurchaseModel,
    data: &HoldoutCounts,
    options: &HoldoutOptions,
) -> Result<HoldoutTable> {
    let width = Positive::new("width", options.width)?.get();
    if options.groups == 0 {
        return Err(Error::out_of_range("groups", "must be 1 or more").with_value(options.groups));
    }
    let last = options.groups as usize - 1;
    let expected_each = data.expected(model)?;
    let mut groups = alloc::vec![(0_u64, 0_u64, ExactSum::new()); last + 1];
    for (row, expected) in data.rows().iter().zip(expected_each) {
        let place = group_of(options.by.of(&row.history) / width);
        let (customers, actual, sum) = &mut groups[place.min(last)];
        *customers += row.count;
        *actual += row.count * u64::from(row.purchases);
        sum.add_product(row.count as f64, expected);
    }
    let mut total = ExactSum::new();
    for (_, _, sum) in &groups {
        total.merge(sum);
    }
    let rows = groups
        .iter()
        .enumerate()
        .map(|(place, (customers, actual, sum))| {
            let (of, expected) = (*customers as f64, sum.value());
            HoldoutRow {
                lower: place as f64 * width,
                upper: (place < last).then(|| (place + 1) as f64 * width),
                customers: *customers,
                actual: *actual,
                expected,
                actual_mean: *actual as f64 / of,
                expected_mean: expected / of,
            }
        });
    Ok(HoldoutTable {
        by: options.by,
        rows: rows.collect(),
        customers: data.customers(),
        actual: data.purchases(),
        expected: total.value(),
    })
}

/// The group of a value in widths. A time of whole days that opens a group can come out a rounding error below it, as
/// a fraction of a week less another does: it belongs to the group it opens.
fn group_of(value: f64) -> usize {
    let nearest = libm::round(value);
    if libm::fabs(value - nearest) <= 1e-9 * nearest.max(1.0) {
        nearest as usize
    } else {
        value as usize
    }
}

impl HoldoutGrouping {
    fn of(self, history: &History) -> f64 {
        match self {
            Self::Frequency => f64::from(history.frequency()),
            Self::Recency => history.recency(),
            Self::Tenure => history.tenure(),
            Self::Idle => history.tenure() - history.recency(),
        }
    }
}
