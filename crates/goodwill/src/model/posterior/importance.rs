//! Draws around the mode, weighted by how much likelier the posterior finds them than the proposal does.

use super::density::{Density, Frame, Surface};
use super::pareto_smooth::{Smoothed, effective_draws, smooth, threshold};
use crate::error::Result;
use crate::numeric::linear::{Matrix, dot};
use crate::numeric::random::CounterRng;
use crate::parallel;
use crate::watch::Steps;
use alloc::{vec, vec::Vec};

/// Degrees of freedom of the proposal: heavier tails than a posterior's, so that no ratio is huge. Even, so that χ² is
/// a product of uniforms.
const FREEDOM: u32 = 8;
/// Proposals tried at most: the first from the density at and around the mode, each other from the draws before.
const ROUNDS: u64 = 4;

/// Weighted draws.
pub(super) struct Weighted {
    /// One after the other, in the variables.
    pub(super) draws: Vec<Vec<f64>>,
    pub(super) weights: Vec<f64>,
    pub(super) k_hat: f64,
    pub(super) evaluations: u64,
    /// Which proposal they are from; 1 for the first.
    pub(super) round: u64,
}

/// A multivariate t, stretched to either side of each axis by a factor of its own: posteriors are skewed (Geweke 1989,
/// "Bayesian inference in econometric models using Monte Carlo integration", Econometrica 57: the split-t).
struct Proposal {
    frame: Frame,
    /// To the negative and to the positive side of each axis.
    stretch: Vec<[f64; 2]>,
}

/// `None` when the posterior vanishes wherever the proposal goes.
pub(super) fn sample<S: Surface>(
    density: &Density<'_, S>,
    frame: &Frame,
    draws: usize,
    seed: u64,
    steps: &Steps<'_>,
) -> Result<Option<Weighted>> {
    let mut proposal = Proposal::around_the_mode(density, frame);
    let mut evaluations = (STEPS.len() * 2 * frame.centre.len() + 1) as u64;
    let mut best: Option<Weighted> = None;
    for round in 1..=ROUNDS {
        let Some(found) = proposal.draw(density, draws, seed, round, steps)? else {
            return Ok(None);
        };
        evaluations += draws as u64;
        let best = match &mut best {
            Some(best) => {
                if found.k_hat < best.k_hat {
                    *best = found;
                }
                best
            }
            none => none.insert(found),
        };
        best.evaluations = evaluations;
        if best.k_hat <= threshold(draws) {
            break;
        }
        match Proposal::from_draws(&best.draws, &best.weights) {
            Some(better) => proposal = better,
            None => break,
        }
    }
    Ok(best)
}

/// Where the density is looked at on either side of each axis, in standard deviations. At 3 the t and a normal of one scale
/// have fallen by as much.
const STEPS: [f64; 4] = [3.0, 4.0, 5.0, 6.0];

impl Proposal {
    /// Stretched until, along each axis, the t falls no faster than the posterior does.
    fn around_the_mode<S: Surface>(density: &Density<'_, S>, frame: &Frame) -> Self {
        let size = frame.centre.len();
        let (freedom, top) = (f64::from(FREEDOM), density.value(&frame.centre));
        let needed = |axis: usize, side: f64| {
            STEPS.iter().fold(0.0, |most: f64, step| {
                let mut z = vec![0.0; size];
                z[axis] = side * step;
                let drop = top - density.value(&frame.variables(&z));
                // The scale of the t whose density falls by as much over that step.
                let scale = step / libm::sqrt(freedom * libm::expm1(2.0 * drop / (freedom + size as f64)));
                // Nothing to go by where the density rises away from the mode.
                if scale.is_nan() { most } else { most.max(scale) }
            })
        };
        Self {
            stretch: (0..size)
                .map(|axis| [-1.0, 1.0].map(|side| bounded(needed(axis, side))))
                .collect(),
            frame: frame.clone(),
        }
    }

    /// Of the mean and the axes of weighted draws; `None` when too few draws have weight to know them.
    fn from_draws(draws: &[Vec<f64>], weights: &[f64]) -> Option<Self> {
        let size = draws[0].len();
        if effective_draws(weights) < 5.0 * size as f64 {
            return None;
        }
        let centre: Vec<f64> = (0..size)
            .map(|i| draws.iter().zip(weights).map(|(theta, w)| w * theta[i]).sum())
            .collect();
        let from_centre =
            |theta: &[f64]| -> Vec<f64> { theta.iter().zip(&centre).map(|(x, c)| x - c).collect() };
        let covariance = Matrix::from_fn(size, |i, j| {
            let products = draws.iter().zip(weights).map(|(theta, w)| {
                let moved = from_centre(theta);
                w * moved[i] * moved[j]
            });
            products.sum()
        });
        let eigen = covariance.eigen();
        let frame = Frame::new(centre.clone(), &eigen, |variance| variance)?;
        // The root mean square to either side of each axis.
        let stretch = eigen.vectors.iter().zip(&eigen.values).map(|(axis, variance)| {
            let mut sums = [[0.0; 2]; 2];
            for (theta, w) in draws.iter().zip(weights) {
                let z = dot(axis, &from_centre(theta)) / libm::sqrt(*variance);
                let [weight, squares] = &mut sums[usize::from(z > 0.0)];
                *weight += w;
                *squares += w * z * z;
            }
            sums.map(|[weight, squares]| bounded(libm::sqrt(squares / weight)))
        });
        Some(Self {
            stretch: stretch.collect(),
            frame,
        })
    }

    fn draw<S: Surface>(
        &self,
        density: &Density<'_, S>,
        draws: usize,
        seed: u64,
        round: u64,
        steps: &Steps<'_>,
    ) -> Result<Option<Weighted>> {
        steps.expect(draws);
        let drawn = parallel::map(
            (0..draws as u64).collect(),
            || (),
            |(), number| {
                let mut random = CounterRng::new(seed, round << 48 | number);
                let (theta, proposed) = self.one(&mut random);
                let ratio = density.value(&theta) - proposed;
                steps.count()?;
                Ok((theta, ratio))
            },
        );
        let drawn: Vec<_> = drawn.into_iter().collect::<Result<_>>()?;
        let (draws, ratios): (Vec<_>, Vec<_>) = drawn.into_iter().unzip();
        Ok(smooth(&ratios).map(|Smoothed { weights, k_hat }| Weighted {
            draws,
            weights,
            k_hat,
            evaluations: 0,
            round,
        }))
    }

    /// A draw and ln of its density.
    fn one(&self, random: &mut CounterRng) -> (Vec<f64>, f64) {
        let (size, freedom) = (self.stretch.len(), f64::from(FREEDOM));
        // χ² of an even number of degrees of freedom: −2 ln of a product of uniforms.
        let uniforms: f64 = (0..FREEDOM / 2).map(|_| random.uniform()).product();
        let spread = libm::sqrt(freedom / (-2.0 * libm::log(uniforms)));
        let mut z: Vec<f64> = (0..size).map(|_| spread * random.normal()).collect();
        let mut ln_density = -0.5 * (freedom + size as f64) * libm::log1p(dot(&z, &z) / freedom);
        for (z, stretch) in z.iter_mut().zip(&self.stretch) {
            let factor = stretch[usize::from(*z > 0.0)];
            *z *= factor;
            ln_density -= libm::log(factor);
        }
        (self.frame.variables(&z), ln_density)
    }
}

/// A side that falls faster than a normal is not narrowed: near the mode it is as wide.
fn bounded(factor: f64) -> f64 {
    if factor.is_nan() {
        1.0
    } else {
        factor.clamp(1.0, 6.0)
    }
}
