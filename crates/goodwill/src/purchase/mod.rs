//! How often customers buy, and whether they come back.
