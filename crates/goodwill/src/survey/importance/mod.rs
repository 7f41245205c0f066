//! What matters against how well it is done.

mod certainty;
mod ipa;
mod opportunity;

pub use ipa::{Ipa, IpaCrosshair, IpaItem, IpaOptions, IpaQuadrant, ipa, ipa_derived};
pub use opportunity::{OpportunityItem, opportunity_score, opportunity_scores};
