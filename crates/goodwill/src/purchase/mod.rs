//! How often customers buy, and whether they come back.

mod basket;
mod frequency;
mod history;
mod interval;
mod repeat;
pub(crate) mod window;

pub use basket::{OrderRatios, OrderTotals, OrderValue, order_ratios, order_value, revenue_per_buyer};
pub use frequency::{OrderCount, PurchaseFrequency, purchase_frequency};
pub use history::*;
pub use interval::{InterpurchaseOptions, InterpurchaseTime, interpurchase_time};
pub(crate) use repeat::RepeatRule;
pub use repeat::{RepeatOptions, RepeatRate, RepeatVariant, repeat_from_counts, repeat_rate};
