//! What customers say.
//!
//! | question | family | functions |
//! |---|---|---|
//! | would they recommend us? | net promoter score 净推荐值 | [`nps`], [`nps_from_counts`], [`nps_weighted`], [`nps_difference`], [`nps_paired`], [`nps_homogeneity`], [`nps_of_units`], [`nps_sample_size`] |
//! | did we keep what they expected? | satisfaction 客户满意度 | [`satisfaction`], [`satisfaction_ratio`], [`satisfaction_gap`], [`satisfaction_state`] |
//! | what drives an outcome? | key drivers 关键驱动 | [`drivers`] |
//! | does satisfaction pay in loyalty? | satisfaction–loyalty curve 满意–忠诚曲线 | [`satisfaction_curve`], [`satisfaction_trap`], [`loyalty_elasticity`] |
//! | whom did we reach, and whom does the sample lack? | fieldwork 调查质量 | [`response_rate`], [`aapor_rates`], [`rake`], [`post_stratify`], [`design_effect`] |

mod answer;
mod drivers;
mod fieldwork;
mod item_answers;
mod nps;
mod products;
mod satisfaction;
mod scale;
mod tally;

pub use answer::Answer;
pub use drivers::*;
pub use fieldwork::*;
pub use item_answers::ItemAnswers;
pub use nps::*;
pub use satisfaction::*;
pub use scale::{OffScale, Polarity, Scale};
pub use tally::Tally;
pub(crate) use tally::checked_weight;
