//! How a posterior is computed.

use super::prior::Prior;
use crate::choice::choice;
use crate::error::{Error, ErrorCode, Result};
use crate::quantity::Level;
use crate::watch::Watch;
use alloc::{format, string::String, vec::Vec};

choice! { "posterior method",
    /// How draws of the posterior are made.
    #[derive(Default)]
    PosteriorMethod {
        /// Independent draws from a t distribution around the mode, weighted by importance and Pareto-smoothed. Fast;
        /// k̂ says whether it can be relied on.
        #[default]
        LaplacePsis = 0, "laplace_psis";
        /// The no-U-turn sampler: chains whose draws weigh alike. The reference, some hundred times slower.
        Nuts = 1, "nuts";
    }
}

/// How a posterior is computed. The default: flat priors on the logarithms and on coefficients, 4000 draws around the mode.
///
/// ```
/// use goodwill::model::{PosteriorMethod, PosteriorOptions, Prior};
/// let options = PosteriorOptions {
///     method: PosteriorMethod::Nuts,
///     priors: vec![Prior::LogFlat, Prior::LogFlat, Prior::half_normal(5.0)?, Prior::half_normal(5.0)?],
///     ..PosteriorOptions::default()
/// };
/// assert_eq!((options.draws, options.chains), (4000, 4));
/// # Ok::<(), goodwill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
pub struct PosteriorOptions {
    /// How the draws are made.
    pub method: PosteriorMethod,
    /// The prior of each parameter, in their order, of coefficients of covariates after them; empty for [`Prior::LogFlat`] on
    /// all parameters and [`Prior::Flat`] on coefficients. A prior of a parameter that covariates move is of a customer whose
    /// covariates are all 0. A coefficient may be negative: its prior is [`Prior::Flat`] or [`Prior::Normal`].
    pub priors: Vec<Prior>,
    /// The number of draws, 100 or more; NUTS rounds it up to the same number in each chain.
    pub draws: u32,
    /// NUTS: the number of chains.
    pub chains: u32,
    /// NUTS: the steps of each chain that tune it and are thrown away.
    pub warmup: u32,
    /// The seed. The same seed gives the same bits.
    pub seed: u64,
    /// The probability inside the intervals.
    pub level: Level,
    /// Erlang-k regularity of the times between purchases (BG/NBD and MBG/NBD); 1 for exponential times.
    pub regularity: u32,
    /// Who is told of the progress, and may break it off.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub watch: Watch,
}

impl Default for PosteriorOptions {
    fn default() -> Self {
        Self {
            method: PosteriorMethod::default(),
            priors: Vec::new(),
            draws: 4000,
            chains: 4,
            warmup: 500,
            seed: 0,
            level: Level::default(),
            regularity: 1,
            watch: Watch::default(),
        }
    }
}

impl PosteriorOptions {
    /// Fewest draws: below, the tail of the weights cannot be judged.
    const FEWEST: u32 = 100;
    /// Most draws: beyond, they do not fit the streams of random numbers.
    const MOST: u32 = 100_000_000;

    pub(super) fn check(&self) -> Result<()> {
        if !(Self::FEWEST..=Self::MOST).contains(&self.draws) {
            return Err(
                Error::out_of_range("draws", "must be between 100 and 100000000").with_value(self.draws)
            );
        }
        if self.method == PosteriorMethod::Nuts {
            if !(1..=1000).contains(&self.chains) {
                return Err(
                    Error::out_of_range("chains", "must be between 1 and 1000").with_value(self.chains)
                );
            }
            if self.draws / self.chains < 50 {
                return Err(Error::out_of_range("draws", "must be 50 or more a chain").with_value(self.draws));
            }
            if self.warmup < 50 {
                return Err(Error::out_of_range("warmup", "must be 50 or more").with_value(self.warmup));
            }
        }
        Ok(())
    }

    /// The prior of each parameter; the first `positive` of them are positive, the others coefficients.
    pub(super) fn checked_priors(&self, names: &[String], positive: usize) -> Result<Vec<Prior>> {
        if self.priors.is_empty() {
            let usual = |i| if i < positive { Prior::LogFlat } else { Prior::Flat };
            return Ok((0..names.len()).map(usual).collect());
        }
        if self.priors.len() != names.len() {
            return Err(Error::length_mismatch("priors", self.priors.len(), names.len()));
        }
        for (index, (prior, name)) in self.priors.iter().zip(names).enumerate().skip(positive) {
            if !matches!(prior, Prior::Flat | Prior::Normal { .. }) {
                return Err(Error::new(
                    ErrorCode::NotApplicable,
                    "priors",
                    format!("of {name} must be flat or normal: a coefficient may be 0 or negative"),
                )
                .with_value(prior)
                .at(index));
            }
        }
        Ok(self.priors.clone())
    }
}
