//! Which of several fitted models to believe.

use super::fit::{FitSummary, FitWarningKind};
use super::kind::ModelKind;
use crate::error::{Error, Result};
use crate::estimate::TestResult;
use crate::numeric::chi_squared;
use alloc::{format, string::String, vec::Vec};
use core::fmt;

/// One model of a comparison.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ComparedModel {
    /// Which model.
    pub model: ModelKind,
    /// How many parameters it has.
    pub parameters: usize,
    /// ℓ, its log-likelihood.
    pub log_likelihood: f64,
    /// Akaike's information criterion.
    pub aic: f64,
    /// The Bayesian information criterion.
    pub bic: f64,
    /// How far its AIC is above the lowest.
    pub delta_aic: f64,
    /// Its Akaike weight: exp(−ΔAIC/2), in shares of the sum.
    pub akaike_weight: f64,
    /// Whether its AIC is the lowest; of equals the first.
    pub chosen: bool,
}

/// Fitted models side by side.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ModelComparison {
    /// The models, in the order they were given.
    pub models: Vec<ComparedModel>,
    /// The position of the chosen one.
    pub chosen: usize,
}

/// Compares fits to the same customers by information criteria: AIC = 2k − 2ℓ, BIC = k ln W − 2ℓ, ΔAIC to the lowest, and
/// Akaike weights. The lowest AIC is chosen.
///
/// A model with less than ΔAIC = 2 behind the chosen one is hardly worse; one with more than 10 is out. The criteria speak
/// of the fit to the calibration period: look at a holdout too.
///
/// # Errors
/// `Empty` without a fit. `Inconsistent` where the likelihoods are not of the same data: the total weights of the customers
/// differ, the models describe different things (renewals, purchases in continuous time, purchases at opportunities,
/// spend), or their regularities differ and the counts do not know the times between purchases
/// ([`HistoryCounts::log_gaps`](super::HistoryCounts::log_gaps)); where a penalty was used.
///
/// # Example
/// ```
/// use goodwill::model::*;
/// let survivors = [1000.0, 631.0, 468.0, 382.0, 326.0, 289.0, 262.0, 241.0]; // Fader & Hardie 2007, regular customers
/// let counts = RenewalCounts::from_survivors(&survivors)?;
/// let sbg = Sbg::fit(&counts, &FitOptions::default())?;
/// let bdw = Bdw::fit(&counts, &FitOptions::default())?;
/// let compared = compare_models(&[&sbg.summary, &bdw.summary])?;
/// assert_eq!(compared.models[compared.chosen].model, ModelKind::Sbg);
/// assert_eq!(format!("{:.4}", compared.models[1].delta_aic), "0.6753");
/// assert_eq!(format!("{:.4}", compared.models[0].akaike_weight), "0.5836");
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Akaike 1974; Schwarz 1978; Burnham & Anderson 2002, chapter 2.
pub fn compare_models(fits: &[&FitSummary]) -> Result<ModelComparison> {
    let Some(first) = fits.first() else {
        return Err(Error::empty("fits"));
    };
    for (index, fit) in fits.iter().enumerate() {
        comparable(first, fit, "fits").map_err(|error| error.at(index))?;
    }
    let mut chosen = 0;
    for (index, fit) in fits.iter().enumerate() {
        if fit.aic < fits[chosen].aic {
            chosen = index;
        }
    }
    let delta = |fit: &FitSummary| fit.aic - fits[chosen].aic;
    let sum: f64 = fits.iter().map(|fit| libm::exp(-0.5 * delta(fit))).sum();
    let models = fits
        .iter()
        .enumerate()
        .map(|(index, fit)| ComparedModel {
            model: fit.model,
            parameters: fit.degrees_of_freedom(),
            log_likelihood: fit.log_likelihood,
            aic: fit.aic,
            bic: fit.bic,
            delta_aic: delta(fit),
            akaike_weight: libm::exp(-0.5 * delta(fit)) / sum,
            chosen: index == chosen,
        })
        .collect();
    Ok(ModelComparison { models, chosen })
}

/// The likelihood-ratio test of a model against one it is a special case of: 2(ℓ_full − ℓ_restricted) is χ² with as many
/// degrees of freedom as parameters were left out, if the restricted model is true.
///
/// Nested are: the same model with fewer covariates; sBG in BdW (c = 1). NBD is no inner point of the models with dropout,
/// so χ² would be wrong there: use [`compare_models`].
///
/// # Errors
/// `Inconsistent` where `restricted` is no special case of `full`, where the fits are of different customers, or where a
/// penalty was used.
///
/// # Example
/// ```
/// use goodwill::model::*;
/// let survivors = [1000.0, 631.0, 468.0, 382.0, 326.0, 289.0, 262.0, 241.0];
/// let counts = RenewalCounts::from_survivors(&survivors)?;
/// let sbg = Sbg::fit(&counts, &FitOptions::default())?;
/// let bdw = Bdw::fit(&counts, &FitOptions::default())?;
/// let test = likelihood_ratio(&sbg.summary, &bdw.summary)?;
/// assert_eq!(format!("{:.4}", test.statistic), "1.3247");
/// assert_eq!(format!("{:.4}", test.p_value), "0.2497"); // no sign that churn changes with age
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Wilks 1938.
pub fn likelihood_ratio(restricted: &FitSummary, full: &FitSummary) -> Result<TestResult> {
    comparable(full, restricted, "restricted")?;
    let missing = full.degrees_of_freedom() as f64 - restricted.degrees_of_freedom() as f64;
    if !nested(restricted, full) || missing <= 0.0 {
        return Err(Error::inconsistent(
            "restricted",
            format!(
                "is no special case of the full model, {}: compare the two by information criteria",
                full.model.label()
            ),
        )
        .with_value(restricted.model.label()));
    }
    let statistic = 2.0 * (full.log_likelihood - restricted.log_likelihood);
    // Two fits to the same maximum differ by rounding.
    if statistic < -1e-6 * (1.0 + libm::fabs(full.log_likelihood)) {
        return Err(Error::inconsistent(
            "restricted",
            "has a higher likelihood than the full model: the two are not of the same data",
        )
        .with_value(restricted.log_likelihood));
    }
    let statistic = statistic.max(0.0);
    Ok(TestResult {
        statistic,
        degrees_of_freedom: missing,
        p_value: chi_squared::sf(statistic, missing),
    })
}

/// Whether every parameter of the one is a parameter of the other.
fn nested(restricted: &FitSummary, full: &FitSummary) -> bool {
    let same = restricted.model == full.model;
    let contained = restricted
        .parameters
        .iter()
        .all(|parameter| full.parameter(&parameter.name).is_some());
    contained && (same || (restricted.model, full.model) == (ModelKind::Sbg, ModelKind::Bdw))
}

/// What the likelihood of a model is of.
#[derive(PartialEq)]
enum Subject {
    Renewals,
    Purchases,
    Opportunities,
    Spend,
}

const fn subject(kind: ModelKind) -> Subject {
    match kind {
        ModelKind::Sbg | ModelKind::Bdw => Subject::Renewals,
        ModelKind::Nbd | ModelKind::BgNbd | ModelKind::MbgNbd | ModelKind::ParetoNbd => Subject::Purchases,
        ModelKind::BgBb => Subject::Opportunities,
        ModelKind::GammaGamma => Subject::Spend,
    }
}

/// Whether two log-likelihoods may be subtracted.
fn comparable(one: &FitSummary, other: &FitSummary, parameter: &'static str) -> Result<()> {
    let refuse = |reason: String| Err(Error::inconsistent(parameter, reason));
    if subject(one.model) != subject(other.model) {
        return refuse(format!(
            "{} and {} describe different data: their likelihoods have no common measure",
            one.model.label(),
            other.model.label()
        ));
    }
    // The same weights added up by two models may differ in the last bits.
    if libm::fabs(one.customers - other.customers) > 1e-9 * one.customers {
        return refuse(format!(
            "are fits to different customers: their total weights are {} and {}",
            one.customers, other.customers
        ));
    }
    if one.regularity != other.regularity && !(one.complete && other.complete) {
        return refuse(format!(
            "differ in regularity, {} and {}: counts without the times between purchases lack the term of the likelihood that such a comparison needs",
            one.regularity, other.regularity
        ));
    }
    for fit in [one, other] {
        if fit
            .warnings
            .iter()
            .any(|warning| warning.kind == FitWarningKind::Penalty)
        {
            return refuse(
                "a penalised fit is no maximum of the likelihood, which the comparison supposes".into(),
            );
        }
    }
    Ok(())
}

impl fmt::Display for ModelComparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:<12} {:>3} {:>16} {:>14} {:>14} {:>10} {:>7}",
            "model", "k", "log-likelihood", "AIC", "BIC", "ΔAIC", "weight"
        )?;
        for row in &self.models {
            write!(
                f,
                "\n{:<12} {:>3} {:>16.4} {:>14.3} {:>14.3} {:>10.3} {:>7.4}{}",
                row.model.label(),
                row.parameters,
                row.log_likelihood,
                row.aic,
                row.bic,
                row.delta_aic,
                row.akaike_weight,
                if row.chosen { " *" } else { "" }
            )?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::estimate::Estimate;
    use crate::model::fit::{FitWarning, Parameter};
    use alloc::{string::ToString, vec, vec::Vec};

    fn fit(model: ModelKind, names: &[&str], log_likelihood: f64) -> FitSummary {
        let parameters: Vec<_> = names
            .iter()
            .map(|name| Parameter {
                name: (*name).into(),
                estimate: Estimate::given(1.0),
            })
            .collect();
        FitSummary {
            model,
            regularity: 1,
            aic: 2.0 * names.len() as f64 - 2.0 * log_likelihood,
            bic: 0.0,
            parameters,
            covariance: vec![],
            log_likelihood,
            complete: true,
            customers: 100.0,
            iterations: 1,
            evaluations: 1,
            condition: 1.0,
            converged: true,
            report: String::new(),
            warnings: vec![],
        }
    }

    #[test]
    fn what_cannot_be_compared_is_refused() {
        let bg = fit(ModelKind::BgNbd, &["r"], -10.0);
        let refused = |other: &FitSummary, why: &str| {
            let error = compare_models(&[&bg, other]).unwrap_err();
            assert_eq!(
                (error.code(), error.index()),
                (crate::ErrorCode::Inconsistent, Some(1))
            );
            assert!(error.to_string().contains(why), "{error}");
        };
        refused(&fit(ModelKind::BgBb, &["alpha"], -10.0), "different data");
        let weighted = FitSummary {
            customers: 101.0,
            ..bg.clone()
        };
        refused(&weighted, "total weights are 100 and 101");
        let regular = FitSummary {
            regularity: 2,
            complete: false,
            ..bg.clone()
        };
        refused(&regular, "regularity");
        let penalised = FitSummary {
            warnings: vec![FitWarning {
                kind: FitWarningKind::Penalty,
                message: String::new(),
            }],
            ..bg.clone()
        };
        refused(&penalised, "penalised");
        assert_eq!(compare_models(&[]).unwrap_err().code(), crate::ErrorCode::Empty);
    }

    #[test]
    fn weights_add_up_and_the_first_of_equals_is_chosen() {
        let models = [
            fit(ModelKind::Nbd, &["r", "alpha"], -12.0),
            fit(ModelKind::BgNbd, &["r", "alpha", "a", "b"], -10.0),
            fit(ModelKind::MbgNbd, &["r", "alpha", "a", "b"], -10.0),
        ];
        let compared = compare_models(&[&models[0], &models[1], &models[2]]).unwrap();
        assert_eq!(compared.chosen, 0);
        assert!(compared.models.iter().all(|row| row.delta_aic == 0.0));
        assert_eq!(compared.models.iter().filter(|row| row.chosen).count(), 1);
        let sum: f64 = compared.models.iter().map(|row| row.akaike_weight).sum();
        assert!((sum - 1.0).abs() < 1e-15);
        assert_eq!(compared.to_string().lines().count(), 4);
    }

    #[test]
    fn ratio_needs_nested_models() {
        let small = fit(ModelKind::BgNbd, &["r", "alpha"], -12.0);
        let large = fit(ModelKind::BgNbd, &["r", "alpha", "purchase.age"], -10.0);
        // P(χ²₁ > 4), by mpmath: gammainc(0.5, 2) / gamma(0.5)
        let test = likelihood_ratio(&small, &large).unwrap();
        assert!((test.p_value - 0.04550026389635842).abs() < 1e-16);
        assert!(likelihood_ratio(&large, &small).is_err());
        assert!(likelihood_ratio(&small, &small).is_err());
        let nbd = fit(ModelKind::Nbd, &["r", "alpha"], -12.0);
        assert!(likelihood_ratio(&nbd, &large).is_err());
        let better = fit(ModelKind::BgNbd, &["r", "alpha"], -9.0);
        assert!(likelihood_ratio(&better, &large).is_err());
        let equal = fit(ModelKind::BgNbd, &["r", "alpha"], -10.0);
        assert_eq!(likelihood_ratio(&equal, &large).unwrap().p_value, 1.0);
    }
}
