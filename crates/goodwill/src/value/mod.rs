//! What customers are worth, and how that worth is spread.
