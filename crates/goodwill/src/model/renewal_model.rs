//! What every model of contract renewals predicts.

use super::renewal_counts::RenewalCounts;
use super::simulate::Stream;
use super::time::DiscountRate;
use crate::calendar::TimeUnit;
use crate::error::Result;
use alloc::vec::Vec;

/// A model of how long contracts last, in renewal periods.
///
/// A contract faces its first renewal decision after one period. `t` counts decisions: [`survival`](Self::survival) of 2
/// is the probability to renew at least twice.
pub trait RenewalModel: Sync {
    /// The length of a period; `None` if it was never said.
    fn unit(&self) -> Option<TimeUnit>;

    /// S(t): the probability that a new contract is renewed at least `t` times; 1 at t = 0.
    fn survival(&self, t: u32) -> Result<f64>;

    /// r(t) = S(t) / S(t−1): the share of those who face decision `t` who renew.
    ///
    /// # Errors
    /// `OutOfRange` at t = 0, where there is no decision.
    fn retention_rate(&self, t: u32) -> Result<f64>;

    /// P(T = t) = S(t−1) − S(t): the probability that a new contract ends at decision `t`.
    ///
    /// # Errors
    /// `OutOfRange` at t = 0.
    fn churn_pmf(&self, t: u32) -> Result<f64>;

    /// S(renewals + t) / S(renewals): the probability of `t` further renewals of a customer who has made `renewals`.
    fn conditional_survival(&self, renewals: u32, t: u32) -> Result<f64>;

    /// DERL, the discounted expected residual lifetime: the expected number of further renewals of a customer who has
    /// made `renewals` and is about to decide, each discounted to that decision: Σ S(renewals + k) / S(renewals) / (1+d)^(k−1)
    /// over k = 1 … `horizon` decisions, or for ever. The first renewal counts in full. Seen a whole period before
    /// the decision, just after the last payment, it is worth 1 / (1 + d) of it.
    ///
    /// # Errors
    /// `Undefined` where the sum is infinite: no horizon, no discount, and too heavy a tail.
    fn residual_renewals(&self, renewals: u32, discount: DiscountRate, horizon: Option<u32>) -> Result<f64>;

    /// The elasticity of [`residual_renewals`](Self::residual_renewals) without horizon by retention: by how many per
    /// cent it rises when every later retention rate rises by one per cent: Σ k v^(k−1) S(renewals + k) / Σ v^(k−1) S(renewals + k),
    /// v = 1 / (1+d). Never below 1.
    ///
    /// # Errors
    /// `Undefined` where a sum is infinite.
    fn retention_elasticity(&self, renewals: u32, discount: DiscountRate) -> Result<f64>;

    /// The mean of the customer's own θ given that the contract was renewed `renewals` times: θ is the probability to
    /// churn at a decision (at the first one, where it drifts with age).
    fn posterior_churn(&self, renewals: u32) -> Result<f64>;

    /// One simulated contract: the decision at which it ends; infinite where that is beyond any number.
    fn simulate_one(&self, stream: &mut Stream) -> f64;

    /// Simulated contracts, one for each number of decisions it is observed for. The same seed gives the same contracts;
    /// contract i depends on the seed, on i and on its own number of decisions only.
    ///
    /// ```
    /// use goodwill::model::{FitOptions, Model, RenewalModel, Sbg};
    /// let contracts = Sbg::new(0.668, 3.806)?.simulate(&[7; 3000], 5);
    /// let fitted = Sbg::fit(&contracts.counts()?, &FitOptions::default())?;
    /// assert!((fitted.model.survival(7)? - 0.489).abs() < 0.03);
    /// # Ok::<(), goodwill::Error>(())
    /// ```
    fn simulate(&self, decisions: &[u32], seed: u64) -> SimulatedContracts {
        let mut contracts = SimulatedContracts::default();
        for (number, &decisions) in decisions.iter().enumerate() {
            let end = self.simulate_one(&mut Stream::new(seed, number));
            let decisions = f64::from(decisions);
            contracts.churned.push(end <= decisions);
            contracts.renewals.push(decisions.min(end - 1.0));
        }
        contracts
    }

    /// S(0), S(1), … S(periods).
    fn survival_curve(&self, periods: u32) -> Result<Vec<f64>> {
        (0..=periods).map(|t| self.survival(t)).collect()
    }

    /// r(1), … r(periods).
    fn retention_curve(&self, periods: u32) -> Result<Vec<f64>> {
        (1..=periods).map(|t| self.retention_rate(t)).collect()
    }
}

/// Simulated contracts: how often each was renewed, and whether it ended at the decision after.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct SimulatedContracts {
    /// Renewals made.
    pub renewals: Vec<f64>,
    /// Whether the contract ended; else it was still running after the last decision observed.
    pub churned: Vec<bool>,
}

impl SimulatedContracts {
    /// The contracts counted, to fit a model to.
    ///
    /// # Errors
    /// `Empty` when no contract faced a decision; `OutOfRange` beyond 100,000 renewals.
    pub fn counts(&self) -> Result<RenewalCounts> {
        RenewalCounts::from_contracts(&self.renewals, &self.churned, None)
    }
}

/// The decision at which a contract ends whose holder renews t times with probability (1 − θ)^(t^c), θ from Beta(α, β).
pub(super) fn simulated_end(alpha: f64, beta: f64, c: f64, stream: &mut Stream) -> f64 {
    let rng = stream.rng();
    let (churn, stay) = rng.beta(alpha, beta);
    let ln_stay = if churn < 0.5 {
        libm::log1p(-churn)
    } else {
        libm::log(stay)
    };
    let survived = libm::log(rng.uniform()) / ln_stay;
    let whole = if c == 1.0 {
        survived
    } else {
        libm::pow(survived, 1.0 / c)
    };
    libm::floor(whole) + 1.0
}
