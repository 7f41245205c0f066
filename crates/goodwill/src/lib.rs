//! Customer loyalty, measured: typed metrics and pure functions, every estimate with its interval.
//!
//! The rooms follow the questions one asks of a customer base:
//!
//! | question | room |
//! |---|---|
//! | how satisfied are they, would they recommend us? | [`survey`] |
//! | how often do they buy, and do they buy again? | [`purchase`] |
//! | do they stay? | [`retention`] |
//! | what are they worth, and how is that worth spread? | [`value`] |
//! | what will they do next, and what will they be worth? | [`model`] |
//! | who is a high-value customer? | [`segment`] |
//! | all of it at once, from one export | [`assess`](mod@assess) |
//!
//! Every function is pure: no input or output, no clock, no locale, no global state. The same input gives the
//! same bits on every platform, in any row order, at any thread count.
//!
//! ```
//! use goodwill::survey::{NpsCounts, NpsOptions, nps_from_counts};
//!
//! let counts = NpsCounts { promoters: 50, passives: 35, detractors: 15, missing: 0 };
//! let nps = nps_from_counts(&counts, &NpsOptions::default())?;
//! assert_eq!(nps.score.value, 0.35);
//! assert_eq!(nps.score.to_string(), "0.350 (95% MOVER 0.199 to 0.481, n = 100)");
//! # Ok::<(), goodwill::Error>(())
//! ```
#![cfg_attr(not(feature = "std"), no_std)]
#![forbid(unsafe_code)]

extern crate alloc;

pub mod calendar;
pub mod catalogue;
pub mod choice;
pub mod error;
pub mod estimate;
pub mod quantity;
pub mod watch;

pub mod assess;
pub mod model;
pub mod purchase;
pub mod retention;
pub mod segment;
pub mod survey;
pub mod value;

#[cfg(feature = "serde")]
mod nan_as_null;
#[cfg(not(feature = "unstable-numeric"))]
mod numeric;
/// Public only so that its accuracy can be measured from outside; no promise of stability is made.
#[cfg(feature = "unstable-numeric")]
#[doc(hidden)]
pub mod numeric;
mod parallel;
mod state;

pub use assess::assess;
pub use error::{Error, ErrorCode, Result};
pub use estimate::{Estimate, Interval, Method};

/// The version of this library, as `major.minor.patch`.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
