//! The models that are tried, and which of them is used.

use super::reason;
use crate::error::{Error, ErrorCode, Result};
use crate::model::{
    AnyData, AnyFitted, AnyModel, FitOptions, ForecastError, HistoryCounts, HoldoutCounts, ModelKind,
    Parameter, PurchaseModel, compare_models, forecast_error,
};
use crate::quantity::Level;
use crate::watch::unless_interrupted;
use alloc::{string::String, string::ToString, vec::Vec};

/// The models of repeat purchases at any time.
const KINDS: [ModelKind; 4] = [
    ModelKind::Nbd,
    ModelKind::BgNbd,
    ModelKind::MbgNbd,
    ModelKind::ParetoNbd,
];

/// A model whose AIC is higher than the lowest by more than this is out, whatever it forecast.
pub(super) const OUT: f64 = 10.0;

/// A model that was tried.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ModelCandidate {
    /// Which.
    pub model: ModelKind,
    /// Its name in words: BG/NBD.
    pub label: String,
    /// Its parameters, as fitted to the orders up to the end of calibration; empty where it could not be fitted.
    pub parameters: Vec<Parameter>,
    /// Its log-likelihood.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null"))]
    pub log_likelihood: f64,
    /// Akaike's information criterion.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null"))]
    pub aic: f64,
    /// The Bayesian information criterion.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null"))]
    pub bic: f64,
    /// How far its AIC is above the lowest.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null"))]
    pub delta_aic: f64,
    /// How far its forecast of the orders held back was from what happened.
    pub holdout: Option<ForecastError>,
    /// Why it could not be fitted.
    pub refused: Option<String>,
    /// Whether it is the one that is used.
    pub chosen: bool,
}

/// A candidate and its fit.
pub(super) struct Tried {
    pub(super) candidate: ModelCandidate,
    fitted: Option<AnyFitted>,
}

/// Fits every candidate to the calibration histories and has it forecast what was held back.
pub(super) fn fit_all(
    calibration: &HistoryCounts,
    holdout: Option<&HoldoutCounts>,
    options: &FitOptions,
    level: Level,
) -> Result<Vec<Tried>> {
    KINDS
        .into_iter()
        .map(|kind| {
            let tried = AnyModel::fit(kind, AnyData::Histories(calibration), options).and_then(|fitted| {
                let error = match holdout {
                    Some(holdout) => Some(forecast_error(fitted.model.purchase_model()?, holdout, level)?),
                    None => None,
                };
                Ok((fitted, error))
            });
            Ok(Tried::new(kind, unless_interrupted(tried)?))
        })
        .collect()
}

impl Tried {
    fn new(kind: ModelKind, tried: Result<(AnyFitted, Option<ForecastError>)>) -> Self {
        let mut candidate = ModelCandidate {
            model: kind,
            label: kind.label().into(),
            parameters: Vec::new(),
            log_likelihood: f64::NAN,
            aic: f64::NAN,
            bic: f64::NAN,
            delta_aic: f64::NAN,
            holdout: None,
            refused: None,
            chosen: false,
        };
        let fitted = match tried {
            Ok((fitted, error)) => {
                candidate.parameters.clone_from(&fitted.summary.parameters);
                candidate.log_likelihood = fitted.summary.log_likelihood;
                candidate.aic = fitted.summary.aic;
                candidate.bic = fitted.summary.bic;
                candidate.holdout = error;
                Some(fitted)
            }
            Err(error) => {
                candidate.refused = Some(error.to_string());
                None
            }
        };
        Self { candidate, fitted }
    }
}

/// The candidate that is used, and why: of those whose AIC is near the lowest, the one with the best forecast.
pub(super) fn choose(tried: &mut [Tried]) -> Result<(ModelKind, String)> {
    let fits: Vec<_> = tried
        .iter()
        .filter_map(|tried| tried.fitted.as_ref().map(|fitted| &fitted.summary))
        .collect();
    if fits.is_empty() {
        let why = tried.iter().find_map(|tried| tried.candidate.refused.clone());
        return Err(Error::new(
            ErrorCode::NotIdentified,
            "orders",
            alloc::format!("allow no model to be fitted ({})", why.unwrap_or_default()),
        ));
    }
    let compared = compare_models(&fits)?;
    for row in &compared.models {
        if let Some(tried) = tried.iter_mut().find(|tried| tried.candidate.model == row.model) {
            tried.candidate.delta_aic = row.delta_aic;
        }
    }
    let near = tried.iter().filter(|tried| tried.candidate.delta_aic <= OUT);
    let error = |tried: &Tried| tried.candidate.holdout.map_or(f64::INFINITY, |error| error.rmse);
    let best = near
        .min_by(|a, b| {
            let by_aic = a.candidate.delta_aic.total_cmp(&b.candidate.delta_aic);
            error(a).total_cmp(&error(b)).then(by_aic)
        })
        .map(|tried| tried.candidate.model)
        .ok_or_else(|| Error::undefined("aic", "is no number for any model"))?;
    for tried in tried.iter_mut() {
        tried.candidate.chosen = tried.candidate.model == best;
    }
    let candidates: Vec<&ModelCandidate> = tried.iter().map(|tried| &tried.candidate).collect();
    Ok((best, reason::of(&candidates)))
}

/// The candidate of that kind as fitted to the calibration histories.
pub(super) fn model_of(tried: &[Tried], kind: ModelKind) -> Result<&dyn PurchaseModel> {
    let fitted = tried
        .iter()
        .find(|tried| tried.candidate.model == kind)
        .and_then(|tried| tried.fitted.as_ref());
    match fitted {
        Some(fitted) => fitted
            .model
            .purchase_model()
            .map(|model| model as &dyn PurchaseModel),
        None => Err(Error::undefined("model", "could not be fitted")),
    }
}
