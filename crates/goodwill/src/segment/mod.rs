//! Which tier and type a customer belongs to.

mod tier;

pub use tier::{
    CIRCULATING_PURCHASES, TierAgreement, TierRow, TierRules, TierTable, Tiers, implied_repeat_rate, tier,
    tier_table, tiers, tiers_by,
};
