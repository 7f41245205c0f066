//! From a likelihood to draws and their diagnosis.

use super::convergence::{Convergence, assess};
use super::density::{Density, Frame, Framed, Parameters, Surface};
use super::draws::Draws;
use super::importance;
use super::nuts::{Chain, Plan, run};
use super::options::{PosteriorMethod, PosteriorOptions};
use super::pareto_smooth::{effective_draws, threshold};
use super::summary::{Diagnosis, PosteriorParameter, PosteriorSummary, estimate};
use crate::error::{Error, ErrorCode, Result};
use crate::model::fit::{FitOptions, Search, check_regularity, respondents};
use crate::model::likelihood::Setting;
use crate::parallel;
use crate::watch::{Step, Watch};
use alloc::{format, string::String, vec, vec::Vec};

/// Draws, how they may be trusted, and what the models of them keep.
pub(in crate::model) struct Found {
    pub(in crate::model) draws: Draws,
    pub(in crate::model) summary: PosteriorSummary,
    pub(in crate::model) setting: Setting,
}

/// Draws from the posterior of a likelihood.
pub(in crate::model) fn posterior(
    parameters: &Parameters,
    surface: &impl Surface,
    options: &PosteriorOptions,
) -> Result<Found> {
    options.check()?;
    check_regularity(parameters.kind, options.regularity)?;
    let priors = options.checked_priors(&parameters.names, parameters.positive)?;
    // What the data cannot tell, proper priors can.
    let proper = priors.iter().all(|prior| prior.is_proper());
    let starts = surface.starts(proper, &options.watch)?;
    let density = Density {
        surface,
        parameters,
        priors: &priors,
    };
    let frame = mode(&density, starts, &options.watch)?;
    let sampled = match options.method {
        PosteriorMethod::LaplacePsis => weighted(&density, &frame, options)?,
        PosteriorMethod::Nuts => chained(&density, &frame, options)?,
    };
    summarise(parameters, surface, options, sampled)
}

/// The mode of the variables and the curvature there.
fn mode<S: Surface>(density: &Density<'_, S>, mut starts: Vec<Vec<f64>>, watch: &Watch) -> Result<Frame> {
    let weight = density.surface.total_weight();
    let parameters = density.parameters;
    if starts.is_empty() {
        starts.push(vec![0.0; parameters.names.len()]);
    }
    let found = Search {
        kind: parameters.kind,
        names: &parameters.names,
        base: parameters.positive,
        objective: &|variables, steps| density.mean(variables, weight, steps),
        starts,
        weight,
    }
    .run(&FitOptions {
        watch: watch.clone(),
        ..FitOptions::default()
    })
    .map_err(with_advice)?;
    Frame::new(found.point, &found.information, |information| 1.0 / information).ok_or_else(nowhere)
}

/// What a fit would settle by a penalty, a posterior settles by a prior.
pub(in crate::model) fn with_advice(error: Error) -> Error {
    if error.code() != ErrorCode::NotIdentified {
        return error;
    }
    let reason = format!("{}; in a posterior a proper prior does that", error.reason());
    let advised = Error::new(error.code(), String::from(error.parameter()), reason);
    match error.value() {
        Some(value) => advised.with_value(value),
        None => advised,
    }
}

fn nowhere() -> Error {
    Error::new(
        ErrorCode::NotConverged,
        "posterior",
        "could not be sampled: it is not finite around its mode",
    )
}

/// Draws in θ and what is known of them.
struct Sampled {
    theta: Vec<Vec<f64>>,
    weights: Vec<f64>,
    /// One a parameter.
    convergence: Vec<Convergence>,
    diagnosis: Diagnosis,
    evaluations: u64,
}

fn weighted<S: Surface>(
    density: &Density<'_, S>,
    frame: &Frame,
    options: &PosteriorOptions,
) -> Result<Sampled> {
    let draws = options.draws as usize;
    let steps = options.watch.steps(Step::Draw);
    let found = importance::sample(density, frame, draws, options.seed, &steps)?.ok_or_else(nowhere)?;
    let worth = effective_draws(&found.weights);
    let each = Convergence {
        r_hat: f64::NAN,
        bulk: worth,
        tail: worth,
    };
    Ok(Sampled {
        theta: found
            .draws
            .into_iter()
            .map(|variables| density.parameters.theta(variables))
            .collect(),
        weights: found.weights,
        convergence: vec![each; frame.centre.len()],
        diagnosis: Diagnosis {
            draws: draws as u64,
            effective_draws: worth,
            k_hat: found.k_hat,
            k_threshold: threshold(draws),
            round: found.round,
            r_hat: f64::NAN,
            divergences: 0,
            chains: 0,
        },
        evaluations: found.evaluations,
    })
}

fn chained<S: Surface>(
    density: &Density<'_, S>,
    frame: &Frame,
    options: &PosteriorOptions,
) -> Result<Sampled> {
    let target = Framed { density, frame };
    let plan = Plan {
        warmup: options.warmup as usize,
        draws: options.draws.div_ceil(options.chains) as usize,
        seed: options.seed,
    };
    let steps = options.watch.steps(Step::Draw);
    steps.expect(options.chains as usize * (plan.warmup + plan.draws));
    let chains: Vec<Chain> = parallel::map(
        (0..u64::from(options.chains)).collect(),
        || (),
        |(), chain| run(&target, plan, chain, &steps)?.ok_or_else(nowhere),
    )
    .into_iter()
    .collect::<Result<_>>()?;
    let theta: Vec<Vec<Vec<f64>>> = chains
        .iter()
        .map(|chain| {
            let theta = |z: &Vec<f64>| density.parameters.theta(frame.variables(z));
            chain.draws.iter().map(theta).collect()
        })
        .collect();
    let convergence: Vec<Convergence> = (0..frame.centre.len())
        .map(|parameter| {
            let column = |chain: &Vec<Vec<f64>>| chain.iter().map(|theta| theta[parameter]).collect();
            assess(&theta.iter().map(column).collect::<Vec<Vec<f64>>>())
        })
        .collect();
    let theta = theta.concat();
    let draws = theta.len();
    Ok(Sampled {
        weights: vec![1.0 / draws as f64; draws],
        diagnosis: Diagnosis {
            draws: draws as u64,
            effective_draws: convergence
                .iter()
                .fold(f64::INFINITY, |least, c| least.min(c.bulk).min(c.tail)),
            k_hat: f64::NAN,
            k_threshold: f64::NAN,
            round: 0,
            r_hat: convergence.iter().fold(0.0, |most: f64, c| most.max(c.r_hat)),
            divergences: chains.iter().map(|chain| u64::from(chain.divergences)).sum(),
            chains: options.chains,
        },
        evaluations: chains.iter().map(|chain| chain.evaluations).sum(),
        theta,
        convergence,
    })
}

fn summarise(
    parameters: &Parameters,
    surface: &impl Surface,
    options: &PosteriorOptions,
    sampled: Sampled,
) -> Result<Found> {
    let customers = surface.total_weight();
    let values = sampled
        .theta
        .iter()
        .flat_map(|theta| parameters.values(theta))
        .collect();
    let draws = Draws::new(parameters.names.len(), values, sampled.weights)?;
    let n = respondents(customers);
    let each = parameters
        .names
        .iter()
        .zip(&sampled.convergence)
        .enumerate()
        .map(|(parameter, (name, convergence))| PosteriorParameter {
            name: name.clone(),
            estimate: estimate(&draws.column(parameter), draws.weights(), options.level, n),
            effective_draws: convergence.bulk,
            effective_tail_draws: convergence.tail,
            r_hat: convergence.r_hat,
        })
        .collect();
    let diagnosis = sampled.diagnosis;
    let (warnings, report) = diagnosis.words(options.method);
    let summary = PosteriorSummary {
        model: parameters.kind,
        method: options.method,
        parameters: each,
        covariance: draws.covariance(),
        customers,
        draws: diagnosis.draws,
        effective_draws: diagnosis.effective_draws,
        k_hat: diagnosis.k_hat,
        k_threshold: diagnosis.k_threshold,
        r_hat: diagnosis.r_hat,
        chains: diagnosis.chains,
        divergences: diagnosis.divergences,
        evaluations: sampled.evaluations,
        reliable: warnings.is_empty(),
        report,
        warnings,
    };
    Ok(Found {
        draws,
        summary,
        setting: surface.setting(),
    })
}
