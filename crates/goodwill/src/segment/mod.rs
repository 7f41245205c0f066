//! Which tier and type a customer belongs to.

mod tier;
mod typology;

pub use tier::{
    CIRCULATING_PURCHASES, TierAgreement, TierRow, TierRules, TierTable, Tiers, YearlyActivity,
    implied_repeat_rate, per_year, purchase_tier_table, purchase_tiers, tier, tier_table, tiers, tiers_by,
    yearly_activity,
};
pub use typology::*;
