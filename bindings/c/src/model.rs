//! Models: given or fitted, and what the fit found.

use crate::boundary::{In, Out, copy_text, given, handle, returning, status};
use crate::flat::{Flat, Parse, flat, goodwill_estimate, goodwill_test_result, parse};
use crate::library::goodwill_status;
use crate::model_data::goodwill_model_data;
use crate::options::Options;
use bytemuck::{Pod, Zeroable};
use goodwill::model::{
    AnyFitted, AnyModel, ComparedModel, FitOptions, FitSummary, GammaGamma, PurchaseModel, RenewalModel,
    Setting, compare_models, likelihood_ratio,
};
use goodwill::{Error, ErrorCode, Result};
use serde::{Deserialize, Serialize};
use std::ffi::c_char;

/// A model: its parameters, and what the fit found if it was fitted.
#[derive(Clone, Serialize, Deserialize)]
pub struct goodwill_model {
    model: AnyModel,
    summary: Option<FitSummary>,
}

impl goodwill_model {
    pub(crate) fn any(&self) -> &AnyModel {
        &self.model
    }

    pub(crate) fn purchases(&self) -> Result<&(dyn PurchaseModel + Sync)> {
        self.model.purchase_model()
    }

    pub(crate) fn renewals(&self) -> Result<&dyn RenewalModel> {
        self.model.renewal_model()
    }

    pub(crate) fn spend(&self) -> Result<&GammaGamma> {
        self.model.spend_model()
    }

    /// What the fit found.
    pub(crate) fn fit(&self) -> Result<&FitSummary> {
        let reason = "was given its parameters: there was no fit";
        self.summary
            .as_ref()
            .ok_or_else(|| Error::new(ErrorCode::Undefined, "model", reason))
    }

    /// The model with its fit.
    pub(crate) fn fitted(&self) -> Result<AnyFitted> {
        Ok(AnyFitted {
            model: self.model.clone(),
            summary: self.fit()?.clone(),
        })
    }
}

impl From<AnyModel> for goodwill_model {
    fn from(model: AnyModel) -> Self {
        Self { model, summary: None }
    }
}

impl From<AnyFitted> for goodwill_model {
    fn from(fitted: AnyFitted) -> Self {
        Self {
            model: fitted.model,
            summary: Some(fitted.summary),
        }
    }
}

/// How a model is fitted.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_fit_options {
    /// `sizeof(goodwill_fit_options)`
    pub struct_size: u32,
    /// Erlang-k regularity of the times between purchases (BG/NBD and MBG/NBD); 1 for exponential times.
    pub regularity: u32,
    /// The most steps of one search.
    pub max_iterations: u32,
    /// Random starts to try beside the model's own.
    pub starts: u32,
    /// The seed of the random starts.
    pub seed: u64,
    /// Confidence level of the intervals.
    pub level: f64,
    /// What is maximised is the mean log-likelihood less `penalty` times the sum of the squared parameters.
    pub penalty: f64,
}

impl Options for goodwill_fit_options {
    type Core = FitOptions;
    fn parse(self) -> Result<FitOptions> {
        Ok(FitOptions {
            level: Parse::parse("level", self.level)?,
            penalty: self.penalty,
            regularity: self.regularity,
            max_iterations: self.max_iterations,
            starts: self.starts,
            seed: self.seed,
            ..FitOptions::default()
        })
    }
    fn defaults() -> Self {
        let core = FitOptions::default();
        Self {
            struct_size: size_of::<Self>() as u32,
            regularity: core.regularity,
            max_iterations: core.max_iterations,
            starts: core.starts,
            seed: core.seed,
            level: core.level.flatten(),
            penalty: core.penalty,
        }
    }
}

/// What a fit found beside the parameters.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_fit_summary {
    /// The log-likelihood at the estimates, without penalty.
    pub log_likelihood: f64,
    /// Akaike's information criterion.
    pub aic: f64,
    /// The Bayesian information criterion.
    pub bic: f64,
    /// The total weight of the customers; their number when none is weighted.
    pub customers: f64,
    /// The condition number of the information by the logarithms of the parameters.
    pub condition: f64,
    /// Steps of the search, over all starts.
    pub iterations: u32,
    /// Evaluations of the likelihood, over all starts.
    pub evaluations: u32,
    /// Which model: `GOODWILL_MODEL_KIND_…`
    pub model: i32,
    /// 1 if the search ended at a maximum. A fit that did not is an error.
    pub converged: i32,
    /// How many parameters there are.
    pub parameters: u64,
    /// How many warnings there are.
    pub warnings: u64,
}

impl Flat<goodwill_fit_summary> for &FitSummary {
    fn flatten(self) -> goodwill_fit_summary {
        goodwill_fit_summary {
            log_likelihood: self.log_likelihood,
            aic: self.aic,
            bic: self.bic,
            customers: self.customers,
            condition: self.condition,
            iterations: self.iterations,
            evaluations: self.evaluations,
            model: self.model.flatten(),
            converged: self.converged.flatten(),
            parameters: self.parameters.len() as u64,
            warnings: self.warnings.len() as u64,
        }
    }
}

/// One model of a comparison.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_compared_model {
    /// Which model: `GOODWILL_MODEL_KIND_…`
    pub model: i32,
    /// 1 if its AIC is the lowest.
    pub chosen: i32,
    /// How many parameters it has.
    pub parameters: u64,
    /// Its log-likelihood.
    pub log_likelihood: f64,
    /// Akaike's information criterion.
    pub aic: f64,
    /// The Bayesian information criterion.
    pub bic: f64,
    /// How far its AIC is above the lowest.
    pub delta_aic: f64,
    /// Its Akaike weight.
    pub akaike_weight: f64,
}
flat!(ComparedModel => goodwill_compared_model {
    model, chosen, parameters, log_likelihood, aic, bic, delta_aic, akaike_weight,
});

/// The model of kind `model`, `GOODWILL_MODEL_KIND_…`, with these parameters, in the order of its paper.
///
/// `unit` is that of its times, `GOODWILL_TIME_UNIT_…`, or `GOODWILL_NONE`; `regularity` is 1 but for BG/NBD and MBG/NBD
/// with Erlang-k times. The caller's to free with `goodwill_model_free`.
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_model_new(
    model: i32,
    parameters: In<f64>,
    n: usize,
    unit: i32,
    regularity: u32,
    out: Out<Option<Box<goodwill_model>>>,
) -> goodwill_status {
    handle(out, || {
        let parameters = parameters.column("parameters", 0, n)?;
        let setting = Setting {
            unit: parse!(unit),
            regularity,
        };
        AnyModel::from_parameters(parse!(model), &parameters, setting).map(Into::into)
    })
}

/// Fits a model of kind `model`, `GOODWILL_MODEL_KIND_…`, by maximum likelihood. The caller's to free with
/// `goodwill_model_free`.
///
/// `GOODWILL_NOT_IDENTIFIED` says that the data do not determine the parameters; the message says why.
/// Thread safety: any number of threads may read the same data.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_fit(
    model: i32,
    data: Option<&goodwill_model_data>,
    options: In<goodwill_fit_options>,
    out: Out<Option<Box<goodwill_model>>>,
) -> goodwill_status {
    handle(out, || {
        AnyModel::fit(parse!(model), given(data, "data")?.any(), &options.options()?).map(Into::into)
    })
}

/// A copy of a model, the caller's to free with `goodwill_model_free`.
///
/// Thread safety: any number of threads may read the same model.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_model_copy(
    model: Option<&goodwill_model>,
    out: Out<Option<Box<goodwill_model>>>,
) -> goodwill_status {
    handle(out, || Ok(given(model, "model")?.clone()))
}

/// Frees a model; NULL is allowed.
///
/// Thread safety: no other thread may still use the model.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_model_free(model: Option<Box<goodwill_model>>) {
    drop(model);
}

/// The model, and its fit if there was one, in one line or a table, copied with its final NUL.
///
/// Thread safety: any number of threads may read the same model.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_model_text(
    model: Option<&goodwill_model>,
    buffer: Out<c_char>,
    capacity: usize,
    needed: Out<usize>,
) -> goodwill_status {
    status(|| {
        let model = given(model, "model")?;
        let text = match &model.summary {
            Some(_) => model.fitted()?.to_string(),
            None => model.model.to_string(),
        };
        copy_text(&text, buffer, capacity, needed)
    })
}

/// The model as JSON, copied with its final NUL; `goodwill_model_from_json` gives the same model, to the last bit.
///
/// Thread safety: any number of threads may read the same model.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_model_to_json(
    model: Option<&goodwill_model>,
    buffer: Out<c_char>,
    capacity: usize,
    needed: Out<usize>,
) -> goodwill_status {
    status(|| {
        let text = serde_json::to_string(given(model, "model")?)
            .map_err(|error| Error::new(ErrorCode::InvalidState, "model", error.to_string()))?;
        copy_text(&text, buffer, capacity, needed)
    })
}

/// The model that JSON text describes. The caller's to free with `goodwill_model_free`.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_model_from_json(
    json: In<c_char>,
    out: Out<Option<Box<goodwill_model>>>,
) -> goodwill_status {
    handle(out, || {
        serde_json::from_str(json.text("json")?)
            .map_err(|error| Error::new(ErrorCode::InvalidState, "json", error.to_string()))
    })
}

/// The parameters of a model, fitted or given, into room for `capacity` of them; `needed` receives their number, and
/// NULL `parameters` ask for that alone.
///
/// Thread safety: any number of threads may read the same model.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_model_parameters(
    model: Option<&goodwill_model>,
    parameters: Out<f64>,
    capacity: usize,
    needed: Out<usize>,
) -> goodwill_status {
    status(|| {
        parameters.fill_rows(
            "parameters",
            capacity,
            needed,
            &given(model, "model")?.model.parameters(),
        )
    })
}

/// What the fit of a model found. Undefined for a model that was given its parameters.
///
/// Thread safety: any number of threads may read the same model.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_model_summary(
    model: Option<&goodwill_model>,
    out: Out<goodwill_fit_summary>,
) -> goodwill_status {
    returning(out, || given(model, "model")?.fit())
}

/// The estimated parameters with their standard errors and intervals, into room for `capacity` of them.
///
/// `needed` receives their number, and NULL `estimates` ask for that alone.
/// Thread safety: any number of threads may read the same model.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_model_estimates(
    model: Option<&goodwill_model>,
    estimates: Out<goodwill_estimate>,
    capacity: usize,
    needed: Out<usize>,
) -> goodwill_status {
    status(|| {
        let rows = estimates_of(given(model, "model")?.fit()?);
        estimates.fill_rows("estimates", capacity, needed, &rows)
    })
}

/// The covariance matrix of the estimates, row by row, into room for `capacity` numbers.
///
/// `needed` receives their number, and NULL `covariance` asks for that alone.
/// Thread safety: any number of threads may read the same model.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_model_covariance(
    model: Option<&goodwill_model>,
    covariance: Out<f64>,
    capacity: usize,
    needed: Out<usize>,
) -> goodwill_status {
    status(|| {
        let rows = given(model, "model")?.fit()?.covariance.concat();
        covariance.fill_rows("covariance", capacity, needed, &rows)
    })
}

/// Warning `index` of a fit: its kind, `GOODWILL_FIT_WARNING_KIND_…`, and its text, copied with its final NUL.
///
/// Thread safety: any number of threads may read the same model.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_model_warning(
    model: Option<&goodwill_model>,
    index: usize,
    kind: Out<i32>,
    buffer: Out<c_char>,
    capacity: usize,
    needed: Out<usize>,
) -> goodwill_status {
    status(|| {
        let warning = nth(&given(model, "model")?.fit()?.warnings, index)?;
        copy_text(&warning.message, buffer, capacity, needed)?;
        kind.write(warning.kind.flatten());
        Ok(())
    })
}

/// The log-likelihood of data at the parameters of a model.
///
/// Thread safety: any number of threads may read the same model and data.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_log_likelihood(
    model: Option<&goodwill_model>,
    data: Option<&goodwill_model_data>,
    out: Out<f64>,
) -> goodwill_status {
    returning(out, || {
        given(model, "model")?
            .model
            .log_likelihood(given(data, "data")?.any())
    })
}

/// The derivatives of the log-likelihood by the parameters, into room for `capacity` of them.
///
/// Thread safety: any number of threads may read the same model and data.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_gradient(
    model: Option<&goodwill_model>,
    data: Option<&goodwill_model_data>,
    gradient: Out<f64>,
    capacity: usize,
) -> goodwill_status {
    status(|| {
        let model = given(model, "model")?;
        gradient.fill(
            "gradient",
            capacity,
            &model.model.gradient(given(data, "data")?.any())?,
        )
    })
}

/// The second derivatives of the log-likelihood, row by row, into room for `capacity` of them.
///
/// Thread safety: any number of threads may read the same model and data.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_hessian(
    model: Option<&goodwill_model>,
    data: Option<&goodwill_model_data>,
    hessian: Out<f64>,
    capacity: usize,
) -> goodwill_status {
    status(|| {
        let model = given(model, "model")?;
        let rows = model.model.hessian(given(data, "data")?.any())?.concat();
        hessian.fill("hessian", capacity, &rows)
    })
}

/// `n` models fitted to the same customers, compared by information criteria, into room for one row each.
///
/// Thread safety: any number of threads may read the same models.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_compare_models(
    models: In<In<goodwill_model>>,
    n: usize,
    out: Out<goodwill_compared_model>,
) -> goodwill_status {
    status(|| {
        let models = models.handles("models", n)?;
        let fits = models
            .iter()
            .map(|model| model.fit())
            .collect::<Result<Vec<_>>>()?;
        let rows: Vec<_> = compare_models(&fits)?
            .models
            .into_iter()
            .map(Flat::flatten)
            .collect();
        out.fill("out", n, &rows)
    })
}

/// The likelihood-ratio test of a fitted model against one it is a special case of.
///
/// Thread safety: any number of threads may read the same models.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_likelihood_ratio(
    restricted: Option<&goodwill_model>,
    full: Option<&goodwill_model>,
    out: Out<goodwill_test_result>,
) -> goodwill_status {
    returning(out, || {
        likelihood_ratio(
            given(restricted, "restricted")?.fit()?,
            given(full, "full")?.fit()?,
        )
    })
}

/// Warning `index` of a list.
pub(crate) fn nth<W>(warnings: &[W], index: usize) -> Result<&W> {
    warnings.get(index).ok_or_else(|| {
        let reason = format!("must be below {}, the number of warnings", warnings.len());
        Error::new(ErrorCode::OutOfRange, "index", reason).with_value(index)
    })
}

/// The estimated parameters of a fit.
pub(crate) fn estimates_of(summary: &FitSummary) -> Vec<goodwill_estimate> {
    let parameters = summary.parameters.iter();
    parameters.map(|parameter| parameter.estimate.flatten()).collect()
}
