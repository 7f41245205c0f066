//! The no-U-turn sampler (Hoffman and Gelman 2014), its draws taken from the trajectory by their weight (Betancourt
//! 2017, "A conceptual introduction to Hamiltonian Monte Carlo", appendix A).
//!
//! Coordinates are those in which the posterior is about a standard normal, so masses are 1. A chain depends on its seed
//! and number alone.

use crate::error::Result;
use crate::numeric::log_space::log_add_exp;
use crate::numeric::random::CounterRng;
use crate::watch::Steps;
use alloc::vec::Vec;

/// A log density and its gradient; −∞ where there is none.
pub(super) trait Target: Sync {
    fn dimension(&self) -> usize;
    fn gradient(&self, at: &[f64]) -> (f64, Vec<f64>);
}

/// What a chain is asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plan {
    pub(super) warmup: usize,
    pub(super) draws: usize,
    pub(super) seed: u64,
}

/// What it gives.
#[derive(Debug, Clone)]
pub(super) struct Chain {
    /// The draws after warm-up, one after the other.
    pub(super) draws: Vec<Vec<f64>>,
    /// Trajectories after warm-up that left the energy surface.
    pub(super) divergences: u32,
    /// Evaluations of the density, warm-up included.
    pub(super) evaluations: u64,
}

/// Doublings at most: 2^10 steps.
const DEEPEST: u32 = 10;
/// An energy error beyond this is a divergence.
const DIVERGENCE: f64 = 1000.0;
/// The mean acceptance that the step size is tuned to.
const ACCEPTANCE: f64 = 0.85;
/// Attempts to find a start where the density is positive.
const STARTS: u32 = 100;

/// Runs chain number `chain`. `None` when no start of positive density is found; an error when the chain is broken off.
pub(super) fn run(target: &impl Target, plan: Plan, chain: u64, steps: &Steps<'_>) -> Result<Option<Chain>> {
    let mut random = CounterRng::new(plan.seed, chain);
    let mut evaluations = 0;
    let Some(mut point) = start(target, &mut random, &mut evaluations) else {
        return Ok(None);
    };
    let mut step = StepSize::new();
    let mut result = Chain {
        draws: Vec::with_capacity(plan.draws),
        divergences: 0,
        evaluations: 0,
    };
    for iteration in 0..plan.warmup + plan.draws {
        let warming = iteration < plan.warmup;
        let mut trajectory = Trajectory {
            target,
            step: if warming { step.trial() } else { step.settled() },
            energy: 0.0,
            random: &mut random,
            watched: steps,
            acceptance: 0.0,
            steps: 0,
            diverged: false,
        };
        point = trajectory.travel(point)?;
        evaluations += trajectory.steps;
        if warming {
            step.learn(trajectory.acceptance / trajectory.steps as f64);
        } else {
            result.divergences += u32::from(trajectory.diverged);
            result.draws.push(point.at.clone());
        }
        steps.count()?;
    }
    result.evaluations = evaluations;
    Ok(Some(result))
}

/// A position, its density and gradient, and the momentum there.
#[derive(Debug, Clone)]
struct Point {
    at: Vec<f64>,
    value: f64,
    gradient: Vec<f64>,
    momentum: Vec<f64>,
}

impl Point {
    fn new(target: &impl Target, at: Vec<f64>, momentum: Vec<f64>) -> Self {
        let (value, gradient) = target.gradient(&at);
        Self {
            at,
            value,
            gradient,
            momentum,
        }
    }

    fn energy(&self) -> f64 {
        0.5 * dot(&self.momentum, &self.momentum) - self.value
    }
}

/// A start twice as far out as the draws will be, so that chains that agree have forgotten it.
fn start(target: &impl Target, random: &mut CounterRng, evaluations: &mut u64) -> Option<Point> {
    for attempt in 0..STARTS {
        let scale = 2.0 / f64::from(1 + attempt);
        let at = (0..target.dimension()).map(|_| scale * random.normal()).collect();
        let point = Point::new(target, at, Vec::new());
        *evaluations += 1;
        if point.value.is_finite() {
            return Some(point);
        }
    }
    None
}

/// A stretch of a trajectory, seen from its `near` end.
struct Stretch {
    near: Point,
    far: Point,
    /// The sum of the momenta along it.
    sum: Vec<f64>,
    /// ln Σ exp(−energy), relative to the start.
    log_weight: f64,
    proposal: Point,
}

impl Stretch {
    fn of(point: Point, log_weight: f64) -> Self {
        Self {
            near: point.clone(),
            far: point.clone(),
            sum: point.momentum.clone(),
            log_weight,
            proposal: point,
        }
    }
}

struct Trajectory<'a, T> {
    target: &'a T,
    step: f64,
    /// At the start.
    energy: f64,
    random: &'a mut CounterRng,
    watched: &'a Steps<'a>,
    /// Sum over the steps of min(1, exp(start energy − energy)).
    acceptance: f64,
    steps: u64,
    diverged: bool,
}

impl<T: Target> Trajectory<'_, T> {
    /// From a point with a fresh momentum to the next draw.
    fn travel(&mut self, mut start: Point) -> Result<Point> {
        start.momentum = (0..start.at.len()).map(|_| self.random.normal()).collect();
        self.energy = start.energy();
        // `near` is the backward end of the whole, `far` the forward one.
        let mut whole = Stretch::of(start, 0.0);
        for depth in 0..DEEPEST {
            let forward = self.random.next_u64() & 1 == 1;
            let (first, inner) = if forward {
                (&whole.near, &whole.far)
            } else {
                (&whole.far, &whole.near)
            };
            let Some(added) = self.extend(inner, forward, depth)? else {
                break;
            };
            let turned = turns(&whole.sum, &added.sum, first, inner, &added.near, &added.far);
            // The newer half is preferred: the next draw lies farther from this one.
            if libm::log(self.random.uniform()) < added.log_weight - whole.log_weight {
                whole.proposal = added.proposal;
            }
            if turned {
                break;
            }
            whole.sum = plus(&whole.sum, &added.sum);
            whole.log_weight = log_add_exp(whole.log_weight, added.log_weight);
            if forward {
                whole.far = added.far;
            } else {
                whole.near = added.far;
            }
        }
        Ok(whole.proposal)
    }

    /// 2^depth steps onwards from a point; `None` if they turn back or leave the energy surface.
    fn extend(&mut self, from: &Point, forward: bool, depth: u32) -> Result<Option<Stretch>> {
        if depth == 0 {
            self.watched.ask()?;
            let point = self.leap(from, forward);
            self.steps += 1;
            let log_weight = self.energy - point.energy();
            if log_weight.is_nan() || log_weight < -DIVERGENCE {
                self.diverged = true;
                return Ok(None);
            }
            self.acceptance += libm::exp(log_weight.min(0.0));
            return Ok(Some(Stretch::of(point, log_weight)));
        }
        let Some(first) = self.extend(from, forward, depth - 1)? else {
            return Ok(None);
        };
        let Some(second) = self.extend(&first.far, forward, depth - 1)? else {
            return Ok(None);
        };
        if turns(
            &first.sum,
            &second.sum,
            &first.near,
            &first.far,
            &second.near,
            &second.far,
        ) {
            return Ok(None);
        }
        let log_weight = log_add_exp(first.log_weight, second.log_weight);
        let proposal = if libm::log(self.random.uniform()) < second.log_weight - log_weight {
            second.proposal
        } else {
            first.proposal
        };
        Ok(Some(Stretch {
            sum: plus(&first.sum, &second.sum),
            near: first.near,
            far: second.far,
            log_weight,
            proposal,
        }))
    }

    /// One leapfrog step.
    fn leap(&self, from: &Point, forward: bool) -> Point {
        let step = if forward { self.step } else { -self.step };
        let half: Vec<f64> = from
            .momentum
            .iter()
            .zip(&from.gradient)
            .map(|(momentum, slope)| momentum + 0.5 * step * slope)
            .collect();
        let at = from
            .at
            .iter()
            .zip(&half)
            .map(|(at, momentum)| at + step * momentum)
            .collect();
        let mut point = Point::new(self.target, at, half);
        for (momentum, slope) in point.momentum.iter_mut().zip(&point.gradient) {
            *momentum += 0.5 * step * slope;
        }
        point
    }
}

/// Whether a trajectory of two stretches has begun to turn back: its ends, or an end and the seam, no longer move apart.
fn turns(
    first_sum: &[f64],
    second_sum: &[f64],
    first: &Point,
    inner: &Point,
    outer: &Point,
    last: &Point,
) -> bool {
    let turned =
        |sum: &[f64], a: &Point, b: &Point| !(dot(sum, &a.momentum) > 0.0 && dot(sum, &b.momentum) > 0.0);
    turned(&plus(first_sum, second_sum), first, last)
        || turned(&plus(first_sum, &outer.momentum), first, outer)
        || turned(&plus(second_sum, &inner.momentum), inner, last)
}

fn dot(x: &[f64], y: &[f64]) -> f64 {
    x.iter().zip(y).map(|(x, y)| x * y).sum()
}

fn plus(x: &[f64], y: &[f64]) -> Vec<f64> {
    x.iter().zip(y).map(|(x, y)| x + y).collect()
}

/// Nesterov's dual averaging of the step size (Hoffman and Gelman 2014, section 3.2).
struct StepSize {
    iteration: f64,
    error: f64,
    trial: f64,
    mean: f64,
}

impl StepSize {
    /// Half a standard deviation.
    const FIRST: f64 = 0.5;

    fn new() -> Self {
        Self {
            iteration: 0.0,
            error: 0.0,
            trial: libm::log(Self::FIRST),
            mean: 0.0,
        }
    }

    fn trial(&self) -> f64 {
        libm::exp(self.trial)
    }

    fn settled(&self) -> f64 {
        if self.iteration == 0.0 {
            Self::FIRST
        } else {
            libm::exp(self.mean)
        }
    }

    fn learn(&mut self, acceptance: f64) {
        self.iteration += 1.0;
        let weight = 1.0 / (self.iteration + 10.0);
        self.error += weight * (ACCEPTANCE - acceptance - self.error);
        self.trial = libm::log(10.0 * Self::FIRST) - libm::sqrt(self.iteration) / 0.05 * self.error;
        let share = libm::pow(self.iteration, -0.75);
        self.mean += share * (self.trial - self.mean);
    }
}

#[cfg(test)]
mod tests {
    use super::super::convergence::assess;
    use super::*;
    use crate::watch::{Step, Watch};

    /// A normal with unit variances and correlation ρ between neighbours, in 3 dimensions.
    struct Correlated(f64);

    impl Target for Correlated {
        fn dimension(&self) -> usize {
            3
        }
        fn gradient(&self, x: &[f64]) -> (f64, Vec<f64>) {
            // x₁ = e₁, xᵢ₊₁ = ρ xᵢ + √(1 − ρ²) eᵢ₊₁.
            let (rho, rest) = (self.0, 1.0 - self.0 * self.0);
            let e = [x[1] - rho * x[0], x[2] - rho * x[1]];
            let value = -0.5 * (x[0] * x[0] + (e[0] * e[0] + e[1] * e[1]) / rest);
            let gradient = [
                -x[0] + rho * e[0] / rest,
                (-e[0] + rho * e[1]) / rest,
                -e[1] / rest,
            ];
            (value, gradient.to_vec())
        }
    }

    fn alone(target: &impl Target, plan: Plan, chain: u64) -> Option<Chain> {
        run(target, plan, chain, &Watch::default().steps(Step::Draw)).unwrap()
    }

    fn chains(target: &impl Target, draws: usize) -> Vec<Chain> {
        let plan = Plan {
            warmup: 300,
            draws,
            seed: 5,
        };
        (0..4).map(|chain| alone(target, plan, chain).unwrap()).collect()
    }

    /// Mean of f over all chains and its Monte Carlo error by the effective draws of f.
    fn average(chains: &[Chain], f: impl Fn(&[f64]) -> f64) -> (f64, f64) {
        let values: Vec<Vec<f64>> = chains
            .iter()
            .map(|chain| chain.draws.iter().map(|x| f(x)).collect())
            .collect();
        let found = assess(&values);
        assert!(found.r_hat < 1.02, "{found:?}");
        assert!(found.bulk > 400.0, "{found:?}");
        let pooled: Vec<f64> = values.concat();
        let n = pooled.len() as f64;
        let mean = pooled.iter().sum::<f64>() / n;
        let variance = pooled.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / n;
        (mean, libm::sqrt(variance / found.bulk))
    }

    type Moment = fn(&[f64]) -> f64;

    #[test]
    fn moments_of_correlated_normals() {
        for rho in [0.0, 0.6, 0.95] {
            let chains = chains(&Correlated(rho), 1500);
            assert!(chains.iter().all(|chain| chain.divergences == 0));
            let expected: [(Moment, f64); 6] = [
                (|x| x[0], 0.0),
                (|x| x[2], 0.0),
                (|x| x[0] * x[0], 1.0),
                (|x| x[2] * x[2], 1.0),
                (|x| x[0] * x[1], rho),
                (|x| x[1] * x[2], rho),
            ];
            for (i, (f, expected)) in expected.into_iter().enumerate() {
                let (mean, error) = average(&chains, f);
                assert!(
                    (mean - expected).abs() < 4.0 * error,
                    "ρ {rho}, {i}: {mean} ± {error}"
                );
            }
        }
    }

    /// The density of ln G for a gamma G of shape 2: skewed, E = ψ(2), variance ψ′(2).
    struct LogGamma;

    impl Target for LogGamma {
        fn dimension(&self) -> usize {
            1
        }
        fn gradient(&self, x: &[f64]) -> (f64, Vec<f64>) {
            let g = libm::exp(x[0]);
            (2.0 * x[0] - g, alloc::vec![2.0 - g])
        }
    }

    #[test]
    fn moments_of_a_skewed_density() {
        let chains = chains(&LogGamma, 2000);
        let (mean, error) = average(&chains, |x| x[0]);
        assert!(
            (mean - 0.4227843350984671).abs() < 4.0 * error,
            "{mean} ± {error}"
        );
        let (square, error) = average(&chains, |x| {
            (x[0] - 0.4227843350984671) * (x[0] - 0.4227843350984671)
        });
        assert!(
            (square - 0.6449340668482264).abs() < 4.0 * error,
            "{square} ± {error}"
        );
        let (g, error) = average(&chains, |x| libm::exp(x[0]));
        assert!((g - 2.0).abs() < 4.0 * error, "{g} ± {error}");
    }

    #[test]
    fn a_chain_repeats_and_chains_differ() {
        let plan = Plan {
            warmup: 20,
            draws: 10,
            seed: 1,
        };
        let draws = |chain| alone(&Correlated(0.3), plan, chain).unwrap().draws;
        assert_eq!(draws(0), draws(0));
        assert_ne!(draws(0), draws(1));
    }

    /// Neal's funnel: chains of one fixed scale must leave the energy surface in its neck, and say so.
    struct Funnel;

    impl Target for Funnel {
        fn dimension(&self) -> usize {
            2
        }
        fn gradient(&self, x: &[f64]) -> (f64, Vec<f64>) {
            let narrow = libm::exp(-x[0]);
            let value = -x[0] * x[0] / 18.0 - 0.5 * x[0] - 0.5 * x[1] * x[1] * narrow;
            let gradient = [-x[0] / 9.0 - 0.5 + 0.5 * x[1] * x[1] * narrow, -x[1] * narrow];
            (value, gradient.to_vec())
        }
    }

    #[test]
    fn divergences_are_counted() {
        let divergences: u32 = chains(&Funnel, 1000).iter().map(|chain| chain.divergences).sum();
        assert!(divergences > 0);
    }

    /// No density anywhere: no chain.
    struct Nothing;

    impl Target for Nothing {
        fn dimension(&self) -> usize {
            1
        }
        fn gradient(&self, _: &[f64]) -> (f64, Vec<f64>) {
            (f64::NEG_INFINITY, alloc::vec![0.0])
        }
    }

    #[test]
    fn a_density_without_support_is_no_chain() {
        let plan = Plan {
            warmup: 5,
            draws: 5,
            seed: 1,
        };
        assert!(alone(&Nothing, plan, 0).is_none());
    }
}
