//! Orders → [`Purchases`] → [`Histories`]: who bought when, how often again, and for how much.
//!
//! [`PurchasesBuilder`] takes orders in batches, in any order, and needs no row twice. [`Purchases`] holds each
//! customer's purchase occasions. [`Histories`] summarises them as of a day: frequency, recency, tenure and
//! monetary value, the input of every buy-till-you-die model.
//!
//! Two rows of a customer on one day are one occasion ([`Grain`]); amounts add exactly; returns change money and
//! never the count of occasions ([`ReturnsPolicy`]). Durations are exact fractions of a unit (days / 7), never
//! rounded. Any row order, batch size, partitioning or thread count gives the same bits.

mod bucket;
mod builder;
mod chunk;
mod customers;
mod dictionary;
mod options;
mod packed;
mod purchases;
mod sieve;
mod state;
mod summary;

pub use builder::{Intake, PurchasesBuilder};
pub use customers::{
    CustomerColumn, CustomerId, CustomerIds, MISSING_DAY, PurchaseBatch, StringIds, Validity,
};
pub(crate) use dictionary::Dictionary;
pub use options::{Grain, HistoryOptions, PurchaseOptions, ReturnsPolicy, ZeroAmounts};
pub use purchases::{CustomerPurchases, Purchases};
pub use summary::{CalibrationHoldout, Histories, calibration_holdout, histories};
