//! The Python interface of goodwill.
