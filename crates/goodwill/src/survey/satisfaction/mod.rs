//! Perception against expectation.

mod columns;
mod curve;
mod elasticity;
mod pair;
mod piecewise;

pub use columns::{Satisfaction, SatisfactionOptions, satisfaction};
pub use curve::{
    CurveLevel, CurveShape, CurveZone, SatisfactionCurve, SatisfactionTrap, satisfaction_curve,
    satisfaction_trap,
};
pub use elasticity::{ElasticityOptions, LoyaltyElasticity, ZoneElasticity, loyalty_elasticity};
pub use pair::{
    SatisfactionState, satisfaction_gap, satisfaction_ratio, satisfaction_reversed, satisfaction_state,
};
