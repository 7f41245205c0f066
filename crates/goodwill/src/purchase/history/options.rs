//! How rows become purchase occasions, and how occasions become histories.

use crate::calendar::{Day, Period, TimeUnit};
use crate::choice::choice;

choice! { "grain",
    /// Which rows of a customer make one purchase occasion.
    #[derive(Default)]
    Grain {
        /// All rows of one day: two receipts on a day are one decision to come and buy.
        #[default]
        Day = 0, "day";
        /// All rows of one ISO week, Monday to Sunday.
        Week = 1, "week";
        /// All rows of one calendar month.
        Month = 2, "month";
        /// Every row is an occasion of its own.
        Row = 3, "row";
    }
}

impl Grain {
    /// The calendar period that holds an occasion; none for rows, which never merge.
    pub(crate) fn period(self) -> Option<Period> {
        match self {
            Self::Day => Some(Period::Day),
            Self::Week => Some(Period::Week),
            Self::Month => Some(Period::Month),
            Self::Row => None,
        }
    }

    /// Whether an occasion can span more than one day.
    pub(crate) fn spans_days(self) -> bool {
        matches!(self, Self::Week | Self::Month)
    }
}

choice! { "returns policy",
    /// What a row with a negative amount, a return, does. Returns never make or unmake an occasion: they change money only.
    #[derive(Default)]
    ReturnsPolicy {
        /// A return lowers the amount of the occasion it falls on; on a day without a purchase it lowers the
        /// customer's latest occasion before it, but only in histories whose `as_of` is not before the return.
        /// An occasion may net to zero or less. A return with no occasion before it is left out and counted.
        #[default]
        Net = 0, "net";
        /// Returns are left out and counted.
        Drop = 1, "drop";
        /// A return is an error that names its row.
        Error = 2, "error";
    }
}

choice! { "zero amounts policy",
    /// What a row with an amount of exactly zero does.
    #[derive(Default)]
    ZeroAmounts {
        /// It is a purchase: free goods, full vouchers. The published CDNOW counts rest on this.
        #[default]
        Keep = 0, "keep";
        /// It is left out and counted.
        Drop = 1, "drop";
    }
}

/// How rows become purchase occasions.
///
/// ```
/// use goodwill::calendar::Day;
/// use goodwill::purchase::{Grain, PurchaseOptions};
///
/// let options = PurchaseOptions { grain: Grain::Week, ..PurchaseOptions::default() };
/// assert_eq!(options.as_of, None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct PurchaseOptions {
    /// Which rows of a customer make one occasion; the day by default.
    pub grain: Grain,
    /// What negative amounts do; netted by default.
    pub returns: ReturnsPolicy,
    /// What amounts of exactly zero do; kept as purchases by default.
    pub zero_amounts: ZeroAmounts,
    /// The first day from which the records are complete. Rows before it make no occasion; they only testify that
    /// their customer is older than the first purchase seen ([`Purchases::known_before`](super::Purchases::known_before)).
    pub history_start: Option<Day>,
    /// The last day observed. Rows after it are left out and counted.
    pub as_of: Option<Day>,
}

/// How occasions become histories. There is no default: the day of observation is the caller's to say.
///
/// ```
/// use goodwill::calendar::{Day, TimeUnit};
/// use goodwill::purchase::HistoryOptions;
///
/// let options = HistoryOptions::new(Day::from_ymd(1997, 9, 30)?);
/// assert_eq!(options.unit, TimeUnit::Week);
/// assert!(!options.include_first && !options.include_known_before);
/// # Ok::<(), goodwill::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct HistoryOptions {
    /// The last day observed: purchases on it count, purchases after it do not.
    pub as_of: Day,
    /// The unit of recency and tenure; the week by default.
    pub unit: TimeUnit,
    /// Whether frequency and monetary value count the first purchase too. The models of this library need `false`.
    pub include_first: bool,
    /// Whether customers known to have bought before `history_start` are kept, dated from the first purchase seen.
    pub include_known_before: bool,
}

impl HistoryOptions {
    /// Weeks, repeat purchases only, customers whose first purchase was seen.
    #[must_use]
    pub fn new(as_of: Day) -> Self {
        Self {
            as_of,
            unit: TimeUnit::Week,
            include_first: false,
            include_known_before: false,
        }
    }
}
