//! What customers say.
//!
//! | question | family | functions |
//! |---|---|---|
//! | would they recommend us? | net promoter score 净推荐值 | [`nps`], [`nps_from_counts`], [`nps_weighted`], [`nps_difference`], [`nps_paired`], [`nps_homogeneity`], [`nps_of_units`], [`nps_sample_size`] |
//! | did we keep what they expected? | satisfaction 客户满意度 | [`satisfaction`], [`satisfaction_ratio`], [`satisfaction_gap`], [`satisfaction_state`] |

mod answer;
mod item_answers;
mod nps;
mod satisfaction;
mod scale;
mod tally;

pub use answer::Answer;
pub use item_answers::ItemAnswers;
pub use nps::*;
pub use satisfaction::*;
pub use scale::{OffScale, Polarity, Scale};
pub use tally::Tally;
