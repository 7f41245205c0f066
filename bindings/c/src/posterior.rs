//! Posterior distributions of the parameters of a model.

use crate::boundary::{In, Out, copy_text, given, handle, returning, status};
use crate::flat::{Flat, Parse, goodwill_estimate, parse};
use crate::library::goodwill_status;
use crate::model::nth;
use crate::model_data::goodwill_model_data;
use crate::options::Options;
use crate::predict::{Customers, goodwill_question};
use bytemuck::{Pod, Zeroable};
use goodwill::model::{
    AnyModel, CovariatePosterior, Draws, History, Posterior, PosteriorOptions, PosteriorSummary, Prior,
    PriorKind,
};
use goodwill::{Error, ErrorCode, Result};
use std::ffi::c_char;

/// Draws from the posterior distribution of a model's parameters.
pub struct goodwill_draws(Drawn);

enum Drawn {
    Plain(Posterior<AnyModel>),
    Covariates(CovariatePosterior<AnyModel>),
}

impl goodwill_draws {
    fn summary(&self) -> &PosteriorSummary {
        match &self.0 {
            Drawn::Plain(posterior) => &posterior.summary,
            Drawn::Covariates(posterior) => &posterior.summary,
        }
    }

    fn draws(&self) -> &Draws {
        match &self.0 {
            Drawn::Plain(posterior) => &posterior.draws,
            Drawn::Covariates(posterior) => &posterior.draws,
        }
    }

    /// What predicts; with covariates every customer has an own one.
    pub(crate) fn posterior(&self) -> Result<&Posterior<AnyModel>> {
        match &self.0 {
            Drawn::Plain(posterior) => Ok(posterior),
            Drawn::Covariates(_) => Err(Error::new(
                ErrorCode::NotApplicable,
                "draws",
                "depend on covariates: goodwill_draws_for gives those of a customer",
            )),
        }
    }
}

impl From<Posterior<AnyModel>> for goodwill_draws {
    fn from(posterior: Posterior<AnyModel>) -> Self {
        Self(Drawn::Plain(posterior))
    }
}

impl From<CovariatePosterior<AnyModel>> for goodwill_draws {
    fn from(posterior: CovariatePosterior<AnyModel>) -> Self {
        Self(Drawn::Covariates(posterior))
    }
}

/// How a posterior is computed.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_posterior_options {
    /// `sizeof(goodwill_posterior_options)`
    pub struct_size: u32,
    /// How the draws are made: `GOODWILL_POSTERIOR_METHOD_…`
    pub method: i32,
    /// The number of draws, 100 or more.
    pub draws: u32,
    /// NUTS: the number of chains.
    pub chains: u32,
    /// NUTS: the steps of each chain that tune it and are thrown away.
    pub warmup: u32,
    /// Erlang-k regularity of the times between purchases; 1 for exponential times.
    pub regularity: u32,
    /// The seed.
    pub seed: u64,
    /// The probability inside the intervals.
    pub level: f64,
}

impl Options for goodwill_posterior_options {
    type Core = PosteriorOptions;
    fn parse(self) -> Result<PosteriorOptions> {
        Ok(PosteriorOptions {
            method: Parse::parse("method", self.method)?,
            draws: self.draws,
            chains: self.chains,
            warmup: self.warmup,
            seed: self.seed,
            level: Parse::parse("level", self.level)?,
            regularity: self.regularity,
            ..PosteriorOptions::default()
        })
    }
    fn defaults() -> Self {
        let core = PosteriorOptions::default();
        Self {
            struct_size: size_of::<Self>() as u32,
            method: core.method.flatten(),
            draws: core.draws,
            chains: core.chains,
            warmup: core.warmup,
            regularity: core.regularity,
            seed: core.seed,
            level: core.level.flatten(),
        }
    }
}

/// What is believed of one parameter before the data.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_prior {
    /// `GOODWILL_PRIOR_KIND_…`
    pub kind: i32,
    /// 0.
    pub reserved: i32,
    /// The first number of that kind: median, shape, sigma of `GOODWILL_PRIOR_KIND_HALF_NORMAL`, or mean.
    pub first: f64,
    /// The second number of that kind: sigma, rate or scale.
    pub second: f64,
}

/// Whether a posterior can be relied on.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_posterior_summary {
    /// The total weight of the customers; their number when none is weighted.
    pub customers: f64,
    /// How many independent draws they are worth, for the parameter that fares worst.
    pub effective_draws: f64,
    /// The shape of the tail of the importance ratios; NaN for NUTS.
    pub k_hat: f64,
    /// The largest `k_hat` to rely on; NaN for NUTS.
    pub k_threshold: f64,
    /// R-hat of the parameter that fares worst; NaN for weighted draws.
    pub r_hat: f64,
    /// The number of draws.
    pub draws: u64,
    /// Trajectories of NUTS that left the energy surface.
    pub divergences: u64,
    /// Evaluations of the likelihood by the sampler.
    pub evaluations: u64,
    /// How many parameters there are.
    pub parameters: u64,
    /// How many warnings there are.
    pub warnings: u64,
    /// Chains; 0 for weighted draws.
    pub chains: u32,
    /// 0.
    pub reserved: i32,
    /// How the draws were made: `GOODWILL_POSTERIOR_METHOD_…`
    pub method: i32,
    /// 1 if nothing speaks against the draws.
    pub reliable: i32,
}

impl Flat<goodwill_posterior_summary> for &PosteriorSummary {
    fn flatten(self) -> goodwill_posterior_summary {
        goodwill_posterior_summary {
            customers: self.customers,
            effective_draws: self.effective_draws,
            k_hat: self.k_hat,
            k_threshold: self.k_threshold,
            r_hat: self.r_hat,
            draws: self.draws,
            divergences: self.divergences,
            evaluations: self.evaluations,
            parameters: self.parameters.len() as u64,
            warnings: self.warnings.len() as u64,
            chains: self.chains,
            reserved: 0,
            method: self.method.flatten(),
            reliable: self.reliable.flatten(),
        }
    }
}

/// The posterior distribution of the parameters of a model of kind `model`, `GOODWILL_MODEL_KIND_…`.
///
/// `priors` has one for each of `n` parameters, or is NULL: flat on their logarithms. The caller's to free with
/// `goodwill_draws_free`.
/// Thread safety: any number of threads may read the same data.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_posterior(
    model: i32,
    data: Option<&goodwill_model_data>,
    priors: In<goodwill_prior>,
    n: usize,
    options: In<goodwill_posterior_options>,
    out: Out<Option<Box<goodwill_draws>>>,
) -> goodwill_status {
    handle(out, || {
        let options = with_priors(priors, n, options)?;
        AnyModel::posterior(parse!(model), given(data, "data")?.any(), &options).map(Into::into)
    })
}

/// The options of a posterior, with `n` priors or none.
pub(crate) fn with_priors(
    priors: In<goodwill_prior>,
    n: usize,
    options: In<goodwill_posterior_options>,
) -> Result<PosteriorOptions> {
    let priors = priors.optional_column("priors", 0, n)?.unwrap_or_default();
    Ok(PosteriorOptions {
        priors: priors.iter().map(prior).collect::<Result<_>>()?,
        ..options.options()?
    })
}

/// From draws of `goodwill_covariates_posterior`, those of the model of a customer with these covariates: its parameters are the
/// customer's own, and it answers every question. The caller's to free with `goodwill_draws_free`.
///
/// `GOODWILL_NOT_APPLICABLE` for draws without covariates.
/// Thread safety: any number of threads may read the same draws.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_draws_for(
    draws: Option<&goodwill_draws>,
    purchase: In<f64>,
    purchase_count: usize,
    dropout: In<f64>,
    dropout_count: usize,
    out: Out<Option<Box<goodwill_draws>>>,
) -> goodwill_status {
    handle(out, || match &given(draws, "draws")?.0 {
        Drawn::Covariates(posterior) => posterior
            .posterior_for(
                &purchase.column("purchase", 0, purchase_count)?,
                &dropout.column("dropout", 0, dropout_count)?,
            )
            .map(Into::into),
        Drawn::Plain(_) => Err(Error::new(
            ErrorCode::NotApplicable,
            "draws",
            "do not depend on covariates",
        )),
    })
}

/// What a posterior found beside the parameters.
///
/// Thread safety: any number of threads may read the same draws.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_draws_summary(
    draws: Option<&goodwill_draws>,
    out: Out<goodwill_posterior_summary>,
) -> goodwill_status {
    returning(out, || Ok(given(draws, "draws")?.summary()))
}

/// The diagnosis in words, copied with its final NUL.
///
/// Thread safety: any number of threads may read the same draws.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_draws_report(
    draws: Option<&goodwill_draws>,
    buffer: Out<c_char>,
    capacity: usize,
    needed: Out<usize>,
) -> goodwill_status {
    status(|| copy_text(&given(draws, "draws")?.summary().report, buffer, capacity, needed))
}

/// Warning `index` of a posterior: its kind, `GOODWILL_POSTERIOR_WARNING_KIND_…`, and its text, copied with its final NUL.
///
/// Thread safety: any number of threads may read the same draws.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_draws_warning(
    draws: Option<&goodwill_draws>,
    index: usize,
    kind: Out<i32>,
    buffer: Out<c_char>,
    capacity: usize,
    needed: Out<usize>,
) -> goodwill_status {
    status(|| {
        let warning = nth(&given(draws, "draws")?.summary().warnings, index)?;
        copy_text(&warning.message, buffer, capacity, needed)?;
        kind.write(warning.kind.flatten());
        Ok(())
    })
}

/// The parameters: posterior mean, standard deviation and interval, into room for `capacity` of them.
///
/// `needed` receives their number, and NULL `estimates` ask for that alone.
/// Thread safety: any number of threads may read the same draws.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_draws_estimates(
    draws: Option<&goodwill_draws>,
    estimates: Out<goodwill_estimate>,
    capacity: usize,
    needed: Out<usize>,
) -> goodwill_status {
    status(|| {
        let rows: Vec<_> = given(draws, "draws")?
            .summary()
            .parameters
            .iter()
            .map(|parameter| parameter.estimate.flatten())
            .collect();
        estimates.fill_rows("estimates", capacity, needed, &rows)
    })
}

/// The posterior covariance matrix of the parameters, row by row, into room for `capacity` numbers.
///
/// `needed` receives their number, and NULL `covariance` asks for that alone.
/// Thread safety: any number of threads may read the same draws.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_draws_covariance(
    draws: Option<&goodwill_draws>,
    covariance: Out<f64>,
    capacity: usize,
    needed: Out<usize>,
) -> goodwill_status {
    status(|| {
        let rows = given(draws, "draws")?.summary().covariance.concat();
        covariance.fill_rows("covariance", capacity, needed, &rows)
    })
}

/// The draws, parameter after parameter within each, and their weights, which sum to 1. Each may be NULL; `values` has
/// room for draws times parameters, `weights` for draws.
///
/// Thread safety: any number of threads may read the same draws.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_draws_values(
    draws: Option<&goodwill_draws>,
    values: Out<f64>,
    weights: Out<f64>,
) -> goodwill_status {
    status(|| {
        let of = given(draws, "draws")?.draws();
        values.fill_if_wanted(|| of.rows().flatten().copied());
        weights.fill_if_wanted(|| of.weights().iter().copied());
        Ok(())
    })
}

/// The answer to a question for each customer: posterior mean, standard deviation and interval, into room for `n`
/// estimates. Draws that depend on covariates answer none: `goodwill_draws_for` first.
///
/// Thread safety: any number of threads may read the same draws.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_draws_predict(
    draws: Option<&goodwill_draws>,
    frequency: In<f64>,
    frequency_stride: usize,
    recency: In<f64>,
    recency_stride: usize,
    tenure: In<f64>,
    tenure_stride: usize,
    n: usize,
    question: In<goodwill_question>,
    out: Out<goodwill_estimate>,
) -> goodwill_status {
    let customers = Customers {
        frequency,
        frequency_stride,
        recency,
        recency_stride,
        tenure,
        tenure_stride,
        n,
    };
    status(|| {
        let posterior = given(draws, "draws")?.posterior()?;
        let question = question.given("question")?;
        let ask = |model: &AnyModel, history: &History| question.ask(model.purchase_model()?, history);
        let answers = customers.read(|columns| posterior.predict_histories(columns, ask))?;
        let answers: Vec<_> = answers.into_iter().map(Flat::flatten).collect();
        out.fill("out", n, &answers)
    })
}

/// Frees draws; NULL is allowed.
///
/// Thread safety: no other thread may still use the draws.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_draws_free(draws: Option<Box<goodwill_draws>>) {
    drop(draws);
}

fn prior(given: &goodwill_prior) -> Result<Prior> {
    let &goodwill_prior {
        kind, first, second, ..
    } = given;
    match parse!(kind) {
        PriorKind::LogFlat => Ok(Prior::LogFlat),
        PriorKind::Flat => Ok(Prior::Flat),
        PriorKind::LogNormal => Prior::log_normal(first, second),
        PriorKind::Gamma => Prior::gamma(first, second),
        PriorKind::HalfNormal => Prior::half_normal(first),
        PriorKind::Weibull => Prior::weibull(first, second),
        PriorKind::Normal => Prior::normal(first, second),
    }
}
