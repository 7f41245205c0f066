//! Whether customers stay.
//!
//! | question | function |
//! |---|---|
//! | what share left, on which base? | [`churn`], [`churn_daily`], [`churn_annualised`] |
//! | what share of those who were there stayed? | [`retention`](fn@retention), [`retention_from_counts`] |
//! | what did it cost, and why did they go? | [`churn_cost`], [`churn_reasons`] |
//! | did churn change, or only the mix of customers? | [`churn_decomposition`] |
//! | where do each period's customers come from, and how many return? | [`growth_accounting`], [`growth_from_periods`] |

mod churn;
mod churn_cost;
mod churn_decomposition;
mod churn_reasons;
mod growth;

pub use churn::{
    Churn, ChurnBase, CustomerFlow, churn, churn_annualised, churn_daily, retention, retention_from_counts,
};
pub use churn_cost::{ChurnCost, churn_cost};
pub use churn_decomposition::{ChurnDecomposition, GroupEffect, churn_decomposition};
pub use churn_reasons::{ChurnReason, ChurnReasons, ReasonOptions, churn_reasons};
pub use growth::{Growth, GrowthPeriod, growth_accounting, growth_from_periods};
