//! What every model of contract renewals predicts.

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

    /// S(0), S(1), … S(periods).
    fn survival_curve(&self, periods: u32) -> Result<Vec<f64>> {
        (0..=periods).map(|t| self.survival(t)).collect()
    }

    /// r(1), … r(periods).
    fn retention_curve(&self, periods: u32) -> Result<Vec<f64>> {
        (1..=periods).map(|t| self.retention_rate(t)).collect()
    }
}
