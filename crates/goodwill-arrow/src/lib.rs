//! Columns and files for [`goodwill`]: Arrow arrays, CSV and Parquet in; purchases and survey answers out.
//!
//! The core knows slices only. This crate turns what people have into them, and says what it found:
//!
//! - [`mod@column`] reads any Arrow array as numbers, days, customer identifiers or scores;
//! - [`date`] and [`text`] read dates and numbers as people write them, one format a column, never guessed silently;
#![cfg_attr(
    feature = "files",
    doc = "- [`mod@file`] opens CSV and Parquet; [`read_purchases`](crate::file::read_purchases()) and [`read_survey`](crate::file::read_survey()) stream them into the core."
)]
#![cfg_attr(
    feature = "declarations",
    doc = "- [`mod@declaration`] reads what the columns of a survey are from TOML."
)]
#![forbid(unsafe_code)]

pub mod column;
pub mod date;
#[cfg(feature = "declarations")]
pub mod declaration;
#[cfg(feature = "files")]
pub mod file;
pub mod text;
