//! What a reader of a fit should know before using it.

use super::search::Found;
use super::summary::shown;
use super::unidentified::listed;
use crate::choice::choice;
use crate::model::kind::ModelKind;
use alloc::{format, string::String, vec::Vec};

choice! { "warning",
    /// What a fit warns of.
    #[non_exhaustive]
    FitWarningKind {
        /// A combination of parameters is barely determined: the likelihood is a flat ridge.
        FlatRidge = 1, "flat_ridge";
        /// The data hardly bound a parameter: it is close to running to 0 or to infinity.
        Boundary = 2, "boundary";
        /// A parameter is so near 1 that usual formulas divide by almost nothing; ours pass through smoothly.
        NearOne = 3, "near_one";
        /// A mean is infinite at these parameters: spend for q ≤ 1.
        UndefinedMean = 4, "undefined_mean";
        /// Spend and frequency are related, which the spend model takes to be independent.
        SpendFrequency = 5, "spend_frequency";
        /// A penalty moved the parameters away from the maximum of the likelihood.
        Penalty = 6, "penalty";
        /// Starts ended at different maxima; the highest was taken.
        LocalOptima = 7, "local_optima";
    }
}

/// A warning in words.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct FitWarning {
    /// What it warns of.
    pub kind: FitWarningKind,
    /// The same in words, with the numbers.
    pub message: String,
}

/// Beyond this standard error along a direction of the logarithms, the ridge is called flat: a 95 % interval there
/// spans a factor of 50.
const FLAT: f64 = 1.0;
/// Beyond this standard error of a logarithm the parameter is called unbounded: a factor of 1000.
const UNBOUNDED: f64 = 1.75;
/// Within this distance of 1 a parameter is called near it.
const NEAR: f64 = 0.01;

/// The warnings about an estimate. Only the first `base` variables are logarithms of parameters.
pub(in crate::model) fn warnings(
    kind: ModelKind,
    names: &[String],
    base: usize,
    found: &Found,
    penalty: f64,
) -> Vec<FitWarning> {
    let mut warnings = Vec::new();
    let mut warn = |kind, message| warnings.push(FitWarning { kind, message });
    let parameters: Vec<f64> = found.point[..base].iter().map(|x| libm::exp(*x)).collect();
    let spread = 1.0 / libm::sqrt(found.information.smallest());
    if spread > FLAT {
        let direction = &found.information.vectors[0];
        let involved: Vec<&str> = (0..direction.len())
            .filter(|&k| libm::fabs(direction[k]) > 0.3)
            .map(|k| names[k].as_str())
            .collect();
        if involved.len() > 1 {
            warn(
                FitWarningKind::FlatRidge,
                format!(
                    "{} can move together by a factor of {:.2} (one standard error) with little change of the \
                     likelihood: read what they predict, not each by itself",
                    listed(&involved),
                    libm::exp(spread)
                ),
            );
        }
    }
    for k in 0..base {
        let error = libm::sqrt(found.covariance[(k, k)]);
        if error > UNBOUNDED {
            warn(
                FitWarningKind::Boundary,
                format!(
                    "{} = {} is hardly bounded by the data: one standard error is a factor of {:.1}",
                    names[k],
                    shown(parameters[k]),
                    libm::exp(error)
                ),
            );
        }
    }
    let named = |name: &str| {
        names[..base]
            .iter()
            .position(|n| n == name)
            .map(|k| parameters[k])
    };
    let near_one = match kind {
        // With covariates every customer has parameters of their own.
        _ if names.len() > base => "",
        ModelKind::BgNbd | ModelKind::MbgNbd => "a",
        ModelKind::ParetoNbd => "s",
        _ => "",
    };
    if let Some(value) = named(near_one)
        && libm::fabs(value - 1.0) < NEAR
    {
        warn(
            FitWarningKind::NearOne,
            format!(
                "{near_one} = {value:.6} is almost 1: textbook formulas divide by {near_one} − 1 and lose digits here, \
                 and at or below 1 the expected lifetime is infinite"
            ),
        );
    }
    if let (ModelKind::GammaGamma, Some(q)) = (kind, named("q"))
        && q <= 1.0
    {
        warn(
            FitWarningKind::UndefinedMean,
            format!("q = {q:.4} is at most 1: the mean spend over customers is infinite"),
        );
    }
    if penalty > 0.0 {
        warn(
            FitWarningKind::Penalty,
            format!(
                "a penalty of {penalty} was used: these are not maximum-likelihood estimates, and their standard errors \
                 take the penalty for information"
            ),
        );
    }
    if let Some(lower) = found.lower_maximum {
        warn(
            FitWarningKind::LocalOptima,
            format!("another start ended at a lower maximum, {lower:.3e} a customer below this one"),
        );
    }
    warnings
}
