//! The C interface of goodwill.
