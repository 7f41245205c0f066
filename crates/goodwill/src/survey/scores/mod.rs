//! Scores of one item: the table of its answers, their mean, the shares of its best and worst answers.

mod boxes;
mod compare;
mod csat;
mod effort;
mod mean;
mod measure;
mod multiple;
mod sample_size;
mod secure;
mod table;
mod willingness;

pub use boxes::{NetBoxOptions, bottom_box, net_box, top_box};
pub use compare::{
    CompareOptions, GroupComparison, GroupDifference, GroupTest, GroupTestKind, compare_groups,
};
pub(crate) use compare::{adjust, wald_pair};
pub use csat::{CsatMeasure, CsatOptions, csat};
pub use effort::{EffortMeasure, EffortOptions, effort_score};
pub use mean::{mean_score, rescaled_score};
pub use measure::{ItemScore, Measure};
pub use multiple::Adjustment;
pub use sample_size::{MeanSampleSizeOptions, ShareSampleSizeOptions, mean_sample_size, share_sample_size};
pub use secure::{SecureCustomers, secure_customers};
pub use table::{FrequencyRow, FrequencyTable, frequency_table};
pub use willingness::{RecommendWillingness, recommend_willingness};
