//! What a posterior says of the parameters, and whether it can be relied on.

use super::options::PosteriorMethod;
use crate::choice::choice;
use crate::estimate::{Estimate, Interval, Method};
use crate::model::fit::{shown, write_table};
use crate::model::kind::ModelKind;
use crate::quantity::Level;
use alloc::{format, string::String, vec::Vec};
use core::fmt;

choice! { "posterior warning",
    /// Why draws should not be relied on.
    #[non_exhaustive]
    PosteriorWarningKind {
        /// k̂ is too large: a few draws carry the rest, and the posterior has parts the proposal does not reach.
        HeavyTail = 1, "heavy_tail";
        /// The draws are worth too few independent ones.
        FewDraws = 2, "few_draws";
        /// R̂ is too large: the chains do not agree.
        ChainsDisagree = 3, "chains_disagree";
        /// Trajectories left the energy surface: there are corners that the chains do not reach.
        Divergences = 4, "divergences";
    }
}

/// A warning in words.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct PosteriorWarning {
    /// What it warns of.
    pub kind: PosteriorWarningKind,
    /// The same in words, with the numbers and what to do.
    pub message: String,
}

/// The posterior of one parameter.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct PosteriorParameter {
    /// Its name.
    pub name: String,
    /// Posterior mean, standard deviation and equal-tailed interval.
    pub estimate: Estimate,
    /// How many independent draws know its middle as well; for weighted draws 1/Σw².
    pub effective_draws: f64,
    /// How many know its 5 % and 95 % quantiles as well, the smaller; for weighted draws 1/Σw².
    pub effective_tail_draws: f64,
    /// R̂ of its chains; NaN for weighted draws, which have no chains.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null"))]
    pub r_hat: f64,
}

/// What a posterior says of the parameters, and whether it can be relied on.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct PosteriorSummary {
    /// Which model.
    pub model: ModelKind,
    /// How the draws were made.
    pub method: PosteriorMethod,
    /// The parameters, in their order.
    pub parameters: Vec<PosteriorParameter>,
    /// The posterior covariance matrix of the parameters.
    pub covariance: Vec<Vec<f64>>,
    /// The total weight of the customers; their number when none is weighted.
    pub customers: f64,
    /// The number of draws.
    pub draws: u64,
    /// How many independent draws they are worth, for the parameter that fares worst.
    pub effective_draws: f64,
    /// k̂: the shape of the tail of the importance ratios; NaN for NUTS.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null"))]
    pub k_hat: f64,
    /// The largest k̂ to rely on: min(1 − 1/log₁₀ S, 0.7) for S draws; NaN for NUTS.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null"))]
    pub k_threshold: f64,
    /// R̂ of the parameter that fares worst; NaN for weighted draws.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null"))]
    pub r_hat: f64,
    /// Chains; 0 for weighted draws.
    pub chains: u32,
    /// Trajectories that left the energy surface.
    pub divergences: u64,
    /// Evaluations of the likelihood by the sampler.
    pub evaluations: u64,
    /// Whether nothing speaks against the draws: there is no warning.
    pub reliable: bool,
    /// The diagnosis in words.
    pub report: String,
    /// Why the draws should not be relied on.
    pub warnings: Vec<PosteriorWarning>,
}

impl PosteriorSummary {
    /// The parameter of that name.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<&Estimate> {
        self.parameters
            .iter()
            .find(|parameter| parameter.name == name)
            .map(|parameter| &parameter.estimate)
    }

    /// The posterior means, in the order of the parameters.
    #[must_use]
    pub fn means(&self) -> Vec<f64> {
        self.parameters
            .iter()
            .map(|parameter| parameter.estimate.value)
            .collect()
    }

    pub(in crate::model) fn level(&self) -> Level {
        self.parameters
            .first()
            .map_or(Level::default(), |parameter| parameter.estimate.level)
    }

    pub(in crate::model) fn respondents(&self) -> u64 {
        self.parameters
            .first()
            .map_or(0, |parameter| parameter.estimate.n)
    }
}

/// What the samplers found, before it is put in words.
pub(super) struct Diagnosis {
    pub(super) effective_draws: f64,
    pub(super) k_hat: f64,
    pub(super) k_threshold: f64,
    pub(super) round: u64,
    pub(super) r_hat: f64,
    pub(super) divergences: u64,
    pub(super) draws: u64,
    pub(super) chains: u32,
}

/// Effective draws below which quantiles are hardly known, a chain or a weighted sample.
const FEW: f64 = 100.0;
/// The largest R̂ to rely on (Vehtari et al. 2021).
const DISAGREE: f64 = 1.01;

impl Diagnosis {
    /// The warnings and the report.
    pub(super) fn words(&self, method: PosteriorMethod) -> (Vec<PosteriorWarning>, String) {
        let mut warnings = Vec::new();
        let mut warn = |kind, message| warnings.push(PosteriorWarning { kind, message });
        let (draws, worth) = (self.draws, libm::round(self.effective_draws));
        let report = match method {
            PosteriorMethod::LaplacePsis => {
                let (k, limit) = (self.k_hat, self.k_threshold);
                if k > limit {
                    warn(
                        PosteriorWarningKind::HeavyTail,
                        format!(
                            "k̂ = {k:.2} is above {limit:.2}: a few draws carry the rest, and means and intervals may be \
                             far off; use method nuts, or say more in the priors"
                        ),
                    );
                }
                if self.effective_draws < FEW {
                    warn(
                        PosteriorWarningKind::FewDraws,
                        format!(
                            "{draws} weighted draws are worth {worth} independent ones; draw more, or use method nuts"
                        ),
                    );
                }
                let from = match self.round {
                    1 => String::new(),
                    round => format!(" from the proposal number {round}"),
                };
                format!(
                    "{draws} weighted draws{from} are worth {worth} independent ones; k̂ = {k:.2}, to be relied on up to \
                     {limit:.2}"
                )
            }
            PosteriorMethod::Nuts => {
                let (chains, divergences) = (self.chains, self.divergences);
                if self.r_hat > DISAGREE {
                    warn(
                        PosteriorWarningKind::ChainsDisagree,
                        format!(
                            "R̂ = {:.3} is above {DISAGREE}: the chains do not agree; draw more, or say more in the priors",
                            self.r_hat
                        ),
                    );
                }
                if self.effective_draws < FEW * f64::from(chains) {
                    warn(
                        PosteriorWarningKind::FewDraws,
                        format!(
                            "{draws} draws of {chains} chains are worth {worth} independent ones; draw more"
                        ),
                    );
                }
                if divergences > 0 {
                    warn(
                        PosteriorWarningKind::Divergences,
                        format!(
                            "{divergences} of {draws} trajectories diverged: the posterior has corners the chains do not \
                             reach; say more in the priors"
                        ),
                    );
                }
                format!(
                    "{draws} draws of {chains} chains are worth {worth} independent ones; R̂ = {:.3}; {divergences} \
                     divergences",
                    self.r_hat
                )
            }
        };
        (warnings, report)
    }
}

/// The mean, standard deviation and equal-tailed interval of weighted values; the weights sum to 1.
///
/// The quantiles are linear between the values, each at the middle of its weight: type 5 of Hyndman and Fan where all
/// weigh alike.
pub(in crate::model) fn estimate(values: &[f64], weights: &[f64], level: Level, n: u64) -> Estimate {
    let mean: f64 = values.iter().zip(weights).map(|(x, w)| w * x).sum();
    let (mut squares, mut square_weights) = (0.0, 0.0);
    for (x, w) in values.iter().zip(weights) {
        squares += w * (x - mean) * (x - mean);
        square_weights += w * w;
    }
    let mut order: Vec<(f64, f64)> = values.iter().copied().zip(weights.iter().copied()).collect();
    // Of equal values the order does not matter for what is between others.
    order.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    Estimate {
        value: mean,
        standard_error: libm::sqrt(squares / (1.0 - square_weights).max(f64::MIN_POSITIVE)),
        interval: Interval {
            lower: quantile(&order, level.tail()),
            upper: quantile(&order, 1.0 - level.tail()),
        },
        level,
        n,
        method: Method::Posterior,
    }
}

/// Of (value, weight) in ascending order of the value.
fn quantile(order: &[(f64, f64)], p: f64) -> f64 {
    let mut before = 0.0;
    let (mut last_at, mut last) = (0.0, order[0].0);
    for &(value, weight) in order {
        let at = before + 0.5 * weight;
        if at >= p {
            let span = at - last_at;
            // Also where the first value lies above p already.
            if value == last || span <= 0.0 {
                return value;
            }
            return last + (value - last) * ((p - last_at) / span);
        }
        before += weight;
        (last_at, last) = (at, value);
    }
    last
}

impl fmt::Display for PosteriorSummary {
    /// A table of the parameters, then the report and the warnings.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "posterior of {} given {} customers",
            self.model.label(),
            self.customers
        )?;
        let percent = libm::round(self.level().get() * 1e6) / 1e4;
        let mut rows = alloc::vec![[
            String::from("parameter"),
            String::from("mean"),
            String::from("deviation"),
            format!("{percent}% interval"),
        ]];
        rows.extend(
            self.parameters
                .iter()
                .map(|PosteriorParameter { name, estimate, .. }| {
                    let Interval { lower, upper } = estimate.interval;
                    [
                        name.clone(),
                        shown(estimate.value),
                        shown(estimate.standard_error),
                        format!("{} to {}", shown(lower), shown(upper)),
                    ]
                }),
        );
        write_table(f, &rows)?;
        write!(f, "{}", self.report)?;
        for warning in &self.warnings {
            write!(f, "\nwarning: {}", warning.message)?;
        }
        Ok(())
    }
}
