//! What customers say.
//!
//! | question | family | functions |
//! |---|---|---|
//! | would they recommend us? | net promoter score 净推荐值 | [`nps`], [`nps_from_counts`], [`nps_weighted`], [`nps_difference`], [`nps_paired`], [`nps_homogeneity`], [`nps_of_units`], [`nps_sample_size`] |
//! | what did they answer? | scale and box 量表/占比 | [`frequency_table`], [`mean_score`], [`top_box`], [`bottom_box`], [`net_box`], [`rescaled_score`], [`recommend_willingness`], [`share_sample_size`], [`mean_sample_size`] |
//! | are they satisfied, secure, spared effort? | satisfaction scores 满意度 | [`csat`], [`secure_customers`], [`effort_score`] |
//! | do groups differ? | comparison 分组比较 | [`compare_groups`] |
//! | did we keep what they expected? | satisfaction 客户满意度 | [`satisfaction`], [`satisfaction_ratio`], [`satisfaction_gap`], [`satisfaction_state`] |
//! | what drives an outcome? | key drivers 关键驱动 | [`drivers`] |
//! | do items measure one thing, and were they answered with care? | reliability 信度 | [`cronbach_alpha`], [`mcdonald_omega`], [`item_analysis`], [`straight_lining`], [`speeding`] |
//! | does satisfaction pay in loyalty? | satisfaction–loyalty curve 满意–忠诚曲线 | [`satisfaction_curve`], [`satisfaction_trap`], [`loyalty_elasticity`] |
//! | whom did we reach, and whom does the sample lack? | fieldwork 调查质量 | [`response_rate`], [`aapor_rates`], [`rake`], [`post_stratify`], [`design_effect`] |
//! | which features delight, which are taken for granted? | Kano 卡诺 | [`kano`], [`kano_category`], [`kano_continuous`], [`kano_fuzzy`], [`penalty_reward`] |
//! | what matters, and how well is it done? | importance and performance 重要性-绩效 | [`ipa`], [`ipa_derived`], [`opportunity_score`], [`opportunity_scores`] |
//! | what do they get for what they give? | delivered value 顾客让渡价值 | [`delivered_value`], [`delivered_values`] |
//! | where does service fall short? | service quality 服务质量 | [`servqual`], [`servperf`], [`five_gaps`] |
//! | how do we stand against past, rival and index? | satisfaction index 满意度指数 | [`acsi`], [`acsi_from_means`], [`acsi_compare`] |

//! [`Survey`] holds the answers of a whole survey, declared once, and hands each metric what it takes.

mod acsi;
mod answer;
mod count;
mod dataset;
mod drivers;
mod fieldwork;
mod importance;
mod item_answers;
mod kano;
mod nps;
mod products;
mod reliability;
mod respondents;
mod samples;
mod satisfaction;
mod scale;
mod scores;
mod service;
mod tally;
mod tally_state;

pub use acsi::*;
pub use answer::Answer;
pub use dataset::*;
pub use drivers::*;
pub use fieldwork::*;
pub use importance::*;
pub use item_answers::ItemAnswers;
pub use kano::*;
pub use nps::*;
pub use reliability::*;
pub(crate) use samples::in_blocks;
pub use satisfaction::*;
pub use scale::{OffScale, Polarity, Scale};
pub use scores::*;
pub use service::*;
pub use tally::Tally;
pub(crate) use tally::checked_weight;
