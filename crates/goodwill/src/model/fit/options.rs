//! How a model is fitted.

use crate::error::{Error, Result};
use crate::model::kind::ModelKind;
use crate::quantity::{Level, NonNegative, Positive};
use crate::watch::Watch;
use alloc::vec::Vec;

/// How a model is fitted. The default is plain maximum likelihood.
///
/// ```
/// use goodwill::model::FitOptions;
/// let options = FitOptions { penalty: 0.01, ..FitOptions::default() };
/// assert_eq!((options.level.get(), options.regularity), (0.95, 1));
/// ```
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
pub struct FitOptions {
    /// Confidence level of the intervals.
    pub level: Level,
    /// c ≥ 0: what is maximised is ℓ/W − c·Σp², the mean log-likelihood less a penalty on large parameters; 0 for none.
    pub penalty: f64,
    /// Erlang-k regularity of the times between purchases (BG/NBD and MBG/NBD); 1 for exponential times.
    pub regularity: u32,
    /// The most steps of one search.
    pub max_iterations: u32,
    /// Random starts to try beside the model's own; the highest maximum found is taken.
    pub starts: u32,
    /// The seed of the random starts.
    pub seed: u64,
    /// Parameters to start from; the model's own guess otherwise.
    pub initial: Option<Vec<f64>>,
    /// Who is told of the progress, and may break it off.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub watch: Watch,
}

impl Default for FitOptions {
    fn default() -> Self {
        Self {
            level: Level::default(),
            penalty: 0.0,
            regularity: 1,
            max_iterations: 200,
            starts: 0,
            seed: 0,
            initial: None,
            watch: Watch::default(),
        }
    }
}

impl FitOptions {
    pub(crate) fn check(&self, kind: ModelKind, parameters: usize) -> Result<()> {
        NonNegative::new("penalty", self.penalty)?;
        check_regularity(kind, self.regularity)?;
        if self.max_iterations == 0 {
            return Err(Error::out_of_range("max_iterations", "must be 1 or more").with_value(0));
        }
        if let Some(initial) = &self.initial {
            if initial.len() != parameters {
                return Err(Error::length_mismatch("initial", initial.len(), parameters));
            }
            for (index, &value) in initial.iter().enumerate() {
                Positive::new("initial", value).map_err(|error| error.at(index))?;
            }
        }
        Ok(())
    }
}

/// Only the beta-geometric models of purchases have a regularity other than 1.
pub(crate) fn check_regularity(kind: ModelKind, regularity: u32) -> Result<()> {
    if regularity == 0 {
        return Err(Error::out_of_range("regularity", "must be 1 or more").with_value(0));
    }
    if regularity != 1 && !kind.has_regularity() {
        return Err(Error::new(
            crate::ErrorCode::NotApplicable,
            "regularity",
            alloc::format!("must be 1: {} has no Erlang-k form", kind.label()),
        )
        .with_value(regularity));
    }
    Ok(())
}
