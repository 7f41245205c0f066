//! Which features delight, which are demanded, which are taken for granted: Kano's model.

mod category;
mod continuous;
mod discrete;
mod fuzzy;
mod pairs;
mod penalty_reward;

pub use category::{KanoCategory, KanoRule, KanoTable, kano_category};
pub use continuous::{KanoContinuous, kano_continuous};
pub use discrete::{Kano, KanoCounts, KanoOptions, kano};
pub use fuzzy::{KanoFuzzy, KanoFuzzyOptions, kano_fuzzy};
pub use pairs::KanoPairs;
pub use penalty_reward::{PenaltyReward, PenaltyRewardItem, penalty_reward};
