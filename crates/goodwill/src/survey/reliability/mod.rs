//! Whether items measure one thing, and whether they were answered with care.

mod alpha;
mod battery;
mod care;
mod item_analysis;
mod omega;

pub use alpha::{CronbachAlpha, cronbach_alpha};
pub use battery::ReliabilityOptions;
pub use care::{Speeding, SpeedingOptions, StraightLining, StraightLiningOptions, speeding, straight_lining};
pub use item_analysis::{ItemAnalysis, ItemStatistics, item_analysis};
pub use omega::{McDonaldOmega, OmegaOptions, mcdonald_omega};
