//! The shifted beta-geometric model of contract renewals.

use super::kind::ModelKind;
use super::likelihood::{Derivatives, Model, Order, Setting};
use super::model_type::model_type;
use super::renewal_counts::RenewalCounts;
use super::renewal_model::{RenewalModel, simulated_end};
use super::renewals::{Decision, Outcome, RenewalLikelihood, beta_starts, decision, sum_of};
use super::simulate::Stream;
use super::sums::Jet;
use super::survival_sum::{BetaGeometric, Survival, discounted};
use super::time::DiscountRate;
use crate::calendar::TimeUnit;
use crate::error::Result;
use alloc::vec::Vec;

model_type! {
    /// Shifted beta-geometric model: at each renewal decision a customer churns with a probability θ of their own, the same at
    /// every decision; θ varies over customers as Beta(α, β).
    ///
    /// S(t) = B(α, β + t) / B(α, β) and r(t) = (β + t − 1) / (α + β + t − 1): retention rises with age only because those
    /// who churn easily have gone. Small α + β means customers who differ much.
    ///
    /// The likelihood of [`RenewalCounts`] is Σ churned(t) ln P(T = t) + Σ censored(t) ln S(t).
    ///
    /// ```
    /// use goodwill::model::{DiscountRate, RenewalModel, Sbg};
    /// let model = Sbg::new(0.668, 3.806)?; // high-end customers of the paper
    /// assert_eq!(format!("{:.3}", model.survival(12)?), "0.378"); // observed: 0.394
    /// assert_eq!(format!("{:.3} {:.3}", model.retention_rate(1)?, model.retention_rate(8)?), "0.851 0.942");
    /// let ten_percent = DiscountRate::per_model_unit(0.1)?;
    /// assert_eq!(format!("{:.3}", model.residual_renewals(0, ten_percent, None)?), "5.415");
    /// assert_eq!(model.to_string(), "sBG (alpha = 0.668, beta = 3.806)");
    /// # Ok::<(), goodwill::Error>(())
    /// ```
    ///
    /// # Source
    /// Fader & Hardie 2007, "How to project customer retention", J. Interactive Marketing 21; 2010, "Customer-base valuation
    /// in a contractual setting", Marketing Science 29 (DERL, elasticity).
    Sbg, "sBG",
    /// α of the churn probability's beta distribution.
    alpha,
    /// β of the churn probability's beta distribution.
    beta
}

impl Sbg {
    fn curve(&self) -> BetaGeometric {
        BetaGeometric {
            alpha: self.alpha,
            beta: self.beta,
        }
    }
}

impl Model for Sbg {
    const KIND: ModelKind = ModelKind::Sbg;
    const PARAMETERS: &'static [&'static str] = Self::NAMES;
    type Data = RenewalCounts;
    type Likelihood = RenewalLikelihood<Self>;

    fn from_parameters(parameters: &[f64], setting: Setting) -> Result<Self> {
        Self::of(parameters, setting.unit)
    }

    fn parameters(&self) -> Vec<f64> {
        self.values()
    }

    fn setting(&self) -> Setting {
        Setting {
            unit: self.unit,
            ..Setting::default()
        }
    }

    fn likelihood(data: &RenewalCounts, _regularity: u32) -> Result<Self::Likelihood> {
        RenewalLikelihood::new(data)
    }
}

impl Decision for Sbg {
    const PARAMETERS: usize = 2;

    fn evaluate(parameters: &[f64], decisions: &[Outcome], order: Order) -> Derivatives {
        let (alpha, beta) = (parameters[0], parameters[1]);
        let jets = (0_u32..).zip(decisions).flat_map(|(at, outcome)| {
            let stay = beta + f64::from(at);
            let whole = alpha + stay;
            let square = 1.0 / (whole * whole);
            let renewed = Jet {
                value: -libm::log1p(alpha / stay),
                gradient: [-1.0 / whole, alpha / (stay * whole)],
                hessian: [[square, square], [square, square - 1.0 / (stay * stay)]],
            };
            let churned = Jet {
                value: -libm::log1p(stay / alpha),
                gradient: [stay / (alpha * whole), -1.0 / whole],
                hessian: [[square - 1.0 / (alpha * alpha), square], [square, square]],
            };
            [(outcome.renewed, renewed), (outcome.churned, churned)]
        });
        sum_of(order, jets)
    }

    fn starts(decisions: &[Outcome]) -> Vec<Vec<f64>> {
        beta_starts(decisions)
            .iter()
            .map(|start| start.to_vec())
            .collect()
    }
}

impl RenewalModel for Sbg {
    fn unit(&self) -> Option<TimeUnit> {
        self.unit
    }

    fn survival(&self, t: u32) -> Result<f64> {
        Ok(self.curve().survival(u64::from(t)))
    }

    fn retention_rate(&self, t: u32) -> Result<f64> {
        Ok(self.curve().retention_after(u64::from(decision(t)? - 1)))
    }

    fn churn_pmf(&self, t: u32) -> Result<f64> {
        let before = f64::from(decision(t)? - 1);
        Ok(self.survival(t - 1)? * (self.alpha / (self.alpha + self.beta + before)))
    }

    fn conditional_survival(&self, renewals: u32, t: u32) -> Result<f64> {
        self.after(renewals).survival(t)
    }

    fn residual_renewals(&self, renewals: u32, discount: DiscountRate, horizon: Option<u32>) -> Result<f64> {
        let delta = discount.delta(self.unit)?;
        if delta == 0.0 && horizon.is_none() && self.alpha > 1.0 {
            return Ok((self.beta + f64::from(renewals)) / (self.alpha - 1.0));
        }
        discounted(
            &self.curve(),
            u64::from(renewals),
            delta,
            horizon.map(u64::from),
            0,
        )
    }

    fn retention_elasticity(&self, renewals: u32, discount: DiscountRate) -> Result<f64> {
        let delta = discount.delta(self.unit)?;
        let sum = |moment| discounted(&self.curve(), u64::from(renewals), delta, None, moment);
        Ok(sum(1)? / sum(0)?)
    }

    fn simulate_one(&self, stream: &mut Stream) -> f64 {
        simulated_end(self.alpha, self.beta, 1.0, stream)
    }

    fn posterior_churn(&self, renewals: u32) -> Result<f64> {
        Ok(self.alpha / (self.alpha + self.beta + f64::from(renewals)))
    }
}

impl Sbg {
    /// The model of those who have made `renewals` renewals, as if that were their start: their θ follow Beta(α, β + renewals).
    #[must_use]
    pub fn after(&self, renewals: u32) -> Self {
        Self {
            beta: self.beta + f64::from(renewals),
            ..*self
        }
    }
}
