//! goodwill benches.
