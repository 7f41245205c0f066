//! What every model of repeat purchases predicts.

use super::history::History;
use super::time::DiscountRate;
use crate::calendar::TimeUnit;
use crate::error::Result;

/// The posterior means of one customer's own rates.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct PosteriorRates {
    /// Purchases per unit of time while alive (λ); per opportunity for BG/BB (p).
    pub purchase: f64,
    /// Dropout: the rate per unit of time for Pareto/NBD (µ), the probability after a purchase for BG/NBD and
    /// MBG/NBD (p), the probability before an opportunity for BG/BB (θ); 0 for NBD.
    pub dropout: f64,
}

/// A model of repeat purchases. Times are in the model's own unit and count from the first purchase; "given the
/// history" they count from T, the end of the observation.
///
/// Every verb is a scalar form; [`HistoryColumns::map`](super::HistoryColumns::map) is the column form of all of them.
pub trait PurchaseModel: Sync {
    /// The unit of time of the parameters and of every duration; `None` if it was never said.
    fn unit(&self) -> Option<TimeUnit>;

    /// Whether a history tells of the future only through P(alive now), the frequency and the tenure, so that expected
    /// purchases of customers who differ in recency alone are in proportion to their P(alive). Column forms make use of
    /// it. It is so but with Erlang-k regularity above 1, where the silence since the last purchase tells how near the next
    /// one is, too.
    fn is_proportional_to_alive(&self) -> bool {
        true
    }

    /// Whether time counts opportunities, in whole numbers.
    fn is_discrete(&self) -> bool {
        false
    }

    /// E[X(t)]: expected repeat purchases of a new customer in (0, t].
    fn expected_purchases(&self, t: f64) -> Result<f64>;

    /// P(X(from, to] = n): the probability that a new customer makes n repeat purchases in (from, to].
    fn purchase_pmf(&self, n: u32, from: f64, to: f64) -> Result<f64>;

    /// E[X(T, T+t] | history]: expected purchases of a customer in the next t.
    fn conditional_purchases(&self, history: &History, t: f64) -> Result<f64>;

    /// Expected purchases in the next `t` of a customer who is alive, for a model where they depend on frequency and
    /// tenure alone and times P(alive now) are [`conditional_purchases`](Self::conditional_purchases) to the last bit.
    /// Column forms make use of it.
    fn purchases_if_alive(&self, frequency: u32, tenure: f64, t: f64) -> Result<Option<f64>> {
        let _ = (frequency, tenure, t);
        Ok(None)
    }

    /// P(X(T+from, T+to] = n | history).
    fn conditional_pmf(&self, history: &History, n: u32, from: f64, to: f64) -> Result<f64>;

    /// P(alive at T + after | history).
    fn probability_alive(&self, history: &History, after: f64) -> Result<f64>;

    /// P(at least one purchase in (T+from, T+to] | history).
    fn probability_active(&self, history: &History, from: f64, to: f64) -> Result<f64>;

    /// Discounted expected residual transactions: purchases after T, each discounted to T; over the next `horizon`, or
    /// for ever.
    ///
    /// # Errors
    /// `Undefined` where the sum is infinite: no horizon and no discount.
    fn residual_transactions(
        &self,
        history: &History,
        discount: DiscountRate,
        horizon: Option<f64>,
    ) -> Result<f64>;

    /// Expected time alive within the next `horizon`: ∫ P(alive at T+u) du over (0, horizon); without horizon, for ever.
    ///
    /// # Errors
    /// `Undefined` where it is infinite.
    fn residual_lifetime(&self, history: &History, horizon: Option<f64>) -> Result<f64>;

    /// The posterior means of the customer's own rates.
    fn posterior_rates(&self, history: &History) -> Result<PosteriorRates>;
}
