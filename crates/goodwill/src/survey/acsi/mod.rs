//! The satisfaction index of three ratings, and what it is compared with.

mod compare;
mod index;

pub use compare::{AcsiComparison, AcsiDifference, AcsiReference, acsi_compare};
pub use index::{Acsi, AcsiOptions, acsi, acsi_from_means};
