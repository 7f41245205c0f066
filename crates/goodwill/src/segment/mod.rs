//! Which tier and type a customer belongs to.
