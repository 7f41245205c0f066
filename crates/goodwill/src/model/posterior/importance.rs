//! Draws around the mode, weighted by how much likelier the posterior finds them than the proposal does.

use super::density::{Density, Frame};
use super::pareto_smooth::{Smoothed, effective_draws, smooth, threshold};
use crate::model::likelihood::Likelihood;
use crate::numeric::linear::{Matrix, dot};
use crate::numeric::random::CounterRng;
use alloc::vec::Vec;

/// Degrees of freedom of the proposal: heavier tails than a posterior's, so that no ratio is huge. Even, so that χ² is
/// a product of uniforms.
const FREEDOM: u32 = 8;
/// Proposals tried at most: the first from the curvature at the mode, each other from the moments of the draws before.
const ROUNDS: u64 = 4;

/// Weighted draws.
pub(super) struct Weighted {
    /// One after the other, in θ.
    pub(super) draws: Vec<Vec<f64>>,
    pub(super) weights: Vec<f64>,
    pub(super) k_hat: f64,
    pub(super) evaluations: u64,
    /// Proposals that were needed.
    pub(super) rounds: u64,
}

/// `None` when the posterior vanishes wherever the proposal goes.
pub(super) fn sample<L: Likelihood>(
    density: &Density<'_, L>,
    frame: &Frame,
    draws: usize,
    seed: u64,
) -> Option<Weighted> {
    let mut frame = frame.clone();
    let mut best: Option<Weighted> = None;
    for round in 0..ROUNDS {
        let mut found = propose(density, &frame, draws, seed, round)?;
        found.evaluations += best.as_ref().map_or(0, |best| best.evaluations);
        let evaluations = found.evaluations;
        if best.as_ref().is_none_or(|best| found.k_hat < best.k_hat) {
            best = Some(found);
        }
        let best = best.as_mut()?;
        best.evaluations = evaluations;
        best.rounds = round + 1;
        if best.k_hat <= threshold(draws) {
            break;
        }
        match moments(&best.draws, &best.weights) {
            Some(moments) => frame = moments,
            None => break,
        }
    }
    best
}

/// One round: a multivariate t around the frame.
fn propose<L: Likelihood>(
    density: &Density<'_, L>,
    frame: &Frame,
    draws: usize,
    seed: u64,
    round: u64,
) -> Option<Weighted> {
    let size = frame.centre.len();
    let freedom = f64::from(FREEDOM);
    let drawn = crate::parallel::map(
        (0..draws as u64).collect(),
        || (),
        |(), number| {
            let mut random = CounterRng::new(seed, round << 48 | number);
            // χ² of an even number of degrees of freedom: −2 ln of a product of uniforms.
            let uniforms: f64 = (0..FREEDOM / 2).map(|_| random.uniform()).product();
            let stretch = libm::sqrt(freedom / (-2.0 * libm::log(uniforms)));
            let z: Vec<f64> = (0..size).map(|_| stretch * random.normal()).collect();
            let proposal = -0.5 * (freedom + size as f64) * libm::log1p(dot(&z, &z) / freedom);
            let theta = frame.theta(&z);
            let ratio = density.value(&theta) - proposal;
            (theta, ratio)
        },
    );
    let (draws_of_theta, ratios): (Vec<_>, Vec<_>) = drawn.into_iter().unzip();
    let Smoothed { weights, k_hat } = smooth(&ratios)?;
    Some(Weighted {
        draws: draws_of_theta,
        weights,
        k_hat,
        evaluations: draws as u64,
        rounds: round + 1,
    })
}

/// The mean and covariance of weighted draws; `None` when too few draws have weight to know it.
fn moments(draws: &[Vec<f64>], weights: &[f64]) -> Option<Frame> {
    let size = draws[0].len();
    if effective_draws(weights) < 5.0 * size as f64 {
        return None;
    }
    let centre: Vec<f64> = (0..size)
        .map(|i| draws.iter().zip(weights).map(|(theta, w)| w * theta[i]).sum())
        .collect();
    let covariance = Matrix::from_fn(size, |i, j| {
        draws
            .iter()
            .zip(weights)
            .map(|(theta, w)| w * (theta[i] - centre[i]) * (theta[j] - centre[j]))
            .sum()
    });
    let lower = covariance.cholesky()?.lower().clone();
    Some(Frame { centre, lower })
}
