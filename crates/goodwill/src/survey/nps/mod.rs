//! Net promoter score.

mod compare;
mod counts;
mod sample_size;
mod score;
mod units;
mod waves;
mod weighted;

pub use compare::{
    NpsDifferenceInterval, NpsDifferenceOptions, NpsPaired, NpsPairedInterval, NpsPairedOptions,
    nps_difference, nps_homogeneity, nps_paired,
};
pub(crate) use counts::is_nps_scale;
pub use counts::{FractionalScores, NpsCounts, NpsScoring};
pub use sample_size::{NpsSampleSizeOptions, nps_sample_size};
pub(crate) use score::weighted_net;
pub use score::{Nps, NpsInterval, NpsOptions, nps, nps_from_counts};
pub use units::{NpsOfUnits, nps_of_units};
pub use waves::{NpsWaves, NpsWavesOptions, nps_waves};
pub use weighted::{NpsWeighted, NpsWeightedOptions, nps_weighted};
