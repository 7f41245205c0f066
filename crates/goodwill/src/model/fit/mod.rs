//! Maximum likelihood: the same for every model.

mod fitted;
mod log_scale;
mod options;
mod search;
mod summary;
mod unidentified;
mod warning;

pub use fitted::Fitted;
pub use options::FitOptions;
pub use summary::{FitSummary, Parameter};
pub use warning::{FitWarning, FitWarningKind};

pub(super) use fitted::fit_likelihood;
pub(super) use log_scale::by_logarithms;
pub(super) use options::check_regularity;
pub(super) use search::Search;
pub(super) use summary::{Height, respondents, shown, write_table};
pub(super) use warning::warnings;

#[cfg(test)]
mod same_bits;
#[cfg(test)]
mod tests;
