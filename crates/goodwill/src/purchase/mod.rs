//! How often customers buy, and whether they come back.

mod history;

pub use history::*;
