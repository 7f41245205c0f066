//! Whether customers stay.
