//! What customers say.
