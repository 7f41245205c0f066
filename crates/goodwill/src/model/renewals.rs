//! What the renewal models share: their likelihood over decisions, and checks of their arguments.

use super::likelihood::{Derivatives, Likelihood, Order, Setting};
use super::renewal_counts::RenewalCounts;
use super::sums::{Jet, JetSum};
use crate::error::{Error, ErrorCode, Result};
use alloc::vec::Vec;

/// How a renewal model sees one decision, as a function of its parameters.
pub(super) trait Decision: Send + Sync {
    const PARAMETERS: usize;
    /// Adds `renewed · ln r + churned · ln (1 − r)` of every decision, first to last, with derivatives.
    fn evaluate(parameters: &[f64], decisions: &[Outcome], order: Order) -> Derivatives;
    /// Points to start from.
    fn starts(decisions: &[Outcome]) -> Vec<Vec<f64>>;
}

/// The weight of those who renewed at a decision, and of those who did not.
#[derive(Debug, Clone, Copy)]
pub(super) struct Outcome {
    pub(super) renewed: f64,
    pub(super) churned: f64,
}

/// The log-likelihood of counted renewals.
#[derive(Debug)]
pub struct RenewalLikelihood<M> {
    decisions: Vec<Outcome>,
    total_weight: f64,
    setting: Setting,
    model: core::marker::PhantomData<fn() -> M>,
}

#[allow(private_bounds)] // sealed: the renewal models of this room
impl<M: Decision> RenewalLikelihood<M> {
    pub(super) fn new(counts: &RenewalCounts) -> Result<Self> {
        let decisions: Vec<_> = counts
            .rows()
            .iter()
            .map(|row| Outcome {
                renewed: row.renewed,
                churned: row.churned,
            })
            .collect();
        if decisions.is_empty() {
            return Err(Error::empty("survivors"));
        }
        Ok(Self {
            decisions,
            total_weight: counts.customers(),
            setting: Setting {
                unit: counts.unit(),
                ..Setting::default()
            },
            model: core::marker::PhantomData,
        })
    }
}

#[allow(private_bounds)]
impl<M: Decision> Likelihood for RenewalLikelihood<M> {
    fn evaluate(&self, parameters: &[f64], order: Order) -> Derivatives {
        M::evaluate(parameters, &self.decisions, order)
    }

    fn total_weight(&self) -> f64 {
        self.total_weight
    }

    fn starts(&self) -> Vec<Vec<f64>> {
        M::starts(&self.decisions)
    }

    fn identify(&self) -> Result<()> {
        let refuse = |reason| Err(Error::new(ErrorCode::NotIdentified, "survivors", reason));
        if self.decisions.iter().all(|decision| decision.churned == 0.0) {
            return refuse("show no churn: nothing tells how fast contracts end");
        }
        if self.decisions.iter().all(|decision| decision.renewed == 0.0) {
            return refuse("show no renewal: everybody left at the first decision");
        }
        let faced = self
            .decisions
            .iter()
            .filter(|decision| decision.renewed + decision.churned > 0.0)
            .count();
        if faced < M::PARAMETERS {
            return refuse(if M::PARAMETERS == 2 {
                "must cover at least 2 renewals, or one churn rate has to tell two parameters"
            } else {
                "must cover at least 3 renewals, or two churn rates have to tell three parameters"
            });
        }
        Ok(())
    }

    fn setting(&self) -> Setting {
        self.setting
    }
}

/// Sums the jets of decisions.
pub(super) fn sum_of<const P: usize>(
    order: Order,
    jets: impl IntoIterator<Item = (f64, Jet<P>)>,
) -> Derivatives {
    let mut sum = JetSum::new(order);
    for (weight, jet) in jets {
        sum.add(weight, &jet);
    }
    sum.finish()
}

/// α and β of the shifted beta-geometric from observed churn: 1 / churn rate grows by 1/α with each decision. The best
/// guess first, then rounder ones.
pub(super) fn beta_starts(decisions: &[Outcome]) -> Vec<[f64; 2]> {
    let (mut weight, mut mean_at, mut mean_inverse) = (0.0, 0.0, 0.0);
    let rated = || {
        (0..)
            .zip(decisions)
            .filter(|(_, outcome)| outcome.churned > 0.0)
            .map(|(at, outcome)| {
                let inverse = (outcome.renewed + outcome.churned) / outcome.churned;
                (f64::from(at), inverse, outcome.churned / inverse)
            })
    };
    for (at, inverse, w) in rated() {
        weight += w;
        mean_at += w * (at - mean_at) / weight;
        mean_inverse += w * (inverse - mean_inverse) / weight;
    }
    let (mut covariance, mut variance) = (0.0, 0.0);
    for (at, inverse, w) in rated() {
        covariance += w * (at - mean_at) * (inverse - mean_inverse);
        variance += w * (at - mean_at) * (at - mean_at);
    }
    let odds = (mean_inverse - 1.0).max(0.01);
    let mut starts = Vec::new();
    let slope = covariance / variance;
    if slope.is_finite() && slope > 0.0 {
        let first = (mean_inverse - slope * mean_at).max(1.01);
        let alpha = (1.0 / slope).clamp(0.05, 50.0);
        starts.push([alpha, alpha * (first - 1.0)]);
    }
    starts.extend([1.0, 10.0, 0.2].map(|alpha| [alpha, alpha * odds]));
    starts
}

/// A decision is counted from 1.
pub(super) fn decision(t: u32) -> Result<u32> {
    if t == 0 {
        return Err(
            Error::out_of_range("t", "must be 1 or more: there is no decision at the start").with_value(t),
        );
    }
    Ok(t)
}
