//! Perception against expectation.

mod columns;
mod pair;

pub use columns::{Satisfaction, SatisfactionOptions, satisfaction};
pub use pair::{
    SatisfactionState, satisfaction_gap, satisfaction_ratio, satisfaction_reversed, satisfaction_state,
};
