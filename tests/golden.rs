//! Every golden case, through the Rust door.
