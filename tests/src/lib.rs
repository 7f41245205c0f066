//! goodwill tests.
