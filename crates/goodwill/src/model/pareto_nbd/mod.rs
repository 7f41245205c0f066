//! Pareto/NBD: purchases at any time, dropout at any time.

mod decay;
mod likelihood;
mod process;
#[cfg(test)]
mod tests;
mod time_varying;

pub use likelihood::ParetoNbdLikelihood;
pub use time_varying::{
    CovariatePath, TimeVaryingCustomer, TimeVaryingFit, TimeVaryingHistories, TimeVaryingModel,
};

use super::counts::HistoryCounts;
use super::fit::check_regularity;
use super::history::History;
use super::kind::ModelKind;
use super::likelihood::{Model, Setting};
use super::model_type::model_type;
use super::purchase_model::{PosteriorRates, PurchaseModel};
use super::simulate::{Simulate, SimulatedLife, Stream, check_room};
use super::time::{DiscountRate, duration, window};
use crate::calendar::TimeUnit;
use crate::error::Result;
use crate::numeric::log_space::log_1p_exp;
use alloc::vec::Vec;
use process::Process;

model_type! {
    /// Pareto/NBD: a customer buys at a rate λ until leaving, which happens at a rate µ; over the customers λ is gamma(r, α)
    /// and µ is gamma(s, β), independent of one another. α and β are in units of time: the mean rates are r/α and s/β.
    ///
    /// | | formula |
    /// |---|---|
    /// | likelihood | Γ(r+x)/Γ(r) αʳβˢ [(α+T)^−(r+x) (β+T)^−s + s ∫ (α+y)^−(r+x) (β+y)^−(s+1) dy over (tₓ, T)] |
    /// | P(alive at T) | the first term's share |
    /// | expected purchases | rβ/(α(s−1)) · (1 − (β/(β+t))^(s−1)); rβ/α · ln((β+t)/β) at s = 1 |
    ///
    /// Given a history, what is to come is that of a customer with r+x, α+T, s, β+T, times P(alive).
    ///
    /// ```
    /// use goodwill::calendar::TimeUnit;
    /// use goodwill::model::{DiscountRate, History, ParetoNbd, PurchaseModel};
    ///
    /// // CDNOW, in weeks (Fader, Hardie and Lee 2005).
    /// let model = ParetoNbd::new(0.5534, 10.5802, 0.6061, 11.6562)?.with_unit(TimeUnit::Week);
    /// let history = History::new(2, 30.43, 38.86)?;
    /// assert_eq!(format!("{:.4}", model.probability_alive(&history, 0.0)?), "0.8691");
    /// assert_eq!(format!("{:.4}", model.conditional_purchases(&history, 39.0)?), "1.4551");
    /// let discounted = model.residual_transactions(&history, DiscountRate::per(TimeUnit::Year, 0.15)?, None)?;
    /// assert_eq!(format!("{discounted:.2}"), "6.51");
    /// assert_eq!(
    ///     model.to_string(),
    ///     "Pareto/NBD (r = 0.553, alpha = 10.580, s = 0.606, beta = 11.656; weeks)"
    /// );
    /// # Ok::<(), goodwill::Error>(())
    /// ```
    ///
    /// # Source
    /// Schmittlein, Morrison & Colombo 1987; Fader & Hardie 2005, 2006 (its likelihood, conditional expectation and
    /// probabilities); Fader, Hardie & Lee 2005, "RFM and CLV" (discounted expected residual transactions).
    ParetoNbd, "Pareto/NBD",
    /// The shape of the gamma distribution of the purchase rate λ.
    r,
    /// The rate of the gamma distribution of λ, in units of time.
    alpha,
    /// The shape of the gamma distribution of the dropout rate µ.
    s,
    /// The rate of the gamma distribution of µ, in units of time.
    beta
}

impl ParetoNbd {
    fn process(&self) -> Process {
        Process {
            r: self.r,
            alpha: self.alpha,
            s: self.s,
            beta: self.beta,
        }
    }

    /// `P(alive at T) · value`, for a value of a customer alive at T; in logarithms where the probability is tiny.
    fn if_alive(&self, history: &History, value: f64) -> f64 {
        let ln_alive = -log_1p_exp(self.process().ln_odds_gone(history));
        if ln_alive > -600.0 {
            libm::exp(ln_alive) * value
        } else {
            libm::exp(ln_alive + libm::log(value))
        }
    }
}

impl Model for ParetoNbd {
    const KIND: ModelKind = ModelKind::ParetoNbd;
    const PARAMETERS: &'static [&'static str] = Self::NAMES;
    type Data = HistoryCounts;
    type Likelihood = ParetoNbdLikelihood;

    fn from_parameters(parameters: &[f64], setting: Setting) -> Result<Self> {
        check_regularity(Self::KIND, setting.regularity)?;
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

    fn likelihood(data: &Self::Data, regularity: u32) -> Result<Self::Likelihood> {
        check_regularity(Self::KIND, regularity)?;
        ParetoNbdLikelihood::new(data)
    }
}

impl Simulate for ParetoNbd {
    fn simulate_one(&self, tenure: f64, stream: &mut Stream, times: &mut Vec<f64>) -> Result<SimulatedLife> {
        let rng = stream.rng();
        let rate = rng.gamma(self.r, self.alpha);
        let patience = rng.exponential();
        let dropout = rng.gamma(self.s, self.beta);
        let left = patience / dropout;
        let begin = times.len();
        let mut time = 0.0;
        loop {
            time += rng.exponential() / rate;
            if time > tenure || time > left {
                return Ok(SimulatedLife {
                    left: (left <= tenure).then_some(left),
                    purchase_rate: rate,
                    dropout_rate: dropout,
                });
            }
            check_room(times.len() - begin)?;
            times.push(time);
        }
    }
}

impl PurchaseModel for ParetoNbd {
    fn unit(&self) -> Option<TimeUnit> {
        self.unit
    }

    fn expected_purchases(&self, t: f64) -> Result<f64> {
        let t = duration("t", t)?;
        Ok(self.process().rate() * self.process().lifetime(t))
    }

    fn purchase_pmf(&self, n: u32, from: f64, to: f64) -> Result<f64> {
        let (from, to) = window(from, to)?;
        Ok(self.process().pmf(n, from, to))
    }

    fn conditional_purchases(&self, history: &History, t: f64) -> Result<f64> {
        let t = duration("t", t)?;
        let now = self.process().after(history);
        Ok(self.if_alive(history, now.rate() * now.lifetime(t)))
    }

    fn conditional_pmf(&self, history: &History, n: u32, from: f64, to: f64) -> Result<f64> {
        let (from, to) = window(from, to)?;
        let alive = self.if_alive(history, self.process().after(history).pmf(n, from, to));
        if n > 0 {
            return Ok(alive);
        }
        let gone = libm::exp(-log_1p_exp(-self.process().ln_odds_gone(history)));
        Ok((gone + alive).min(1.0))
    }

    fn probability_alive(&self, history: &History, after: f64) -> Result<f64> {
        let after = duration("after", after)?;
        let later = self.process().after(history).ln_survival(after);
        Ok(libm::exp(
            later - log_1p_exp(self.process().ln_odds_gone(history)),
        ))
    }

    fn probability_active(&self, history: &History, from: f64, to: f64) -> Result<f64> {
        let (from, to) = window(from, to)?;
        Ok(self.if_alive(history, self.process().after(history).active(from, to)))
    }

    fn residual_transactions(
        &self,
        history: &History,
        discount: DiscountRate,
        horizon: Option<f64>,
    ) -> Result<f64> {
        let horizon = horizon.map(|horizon| duration("horizon", horizon)).transpose()?;
        let now = self.process().after(history);
        let lifetime = now.discounted_lifetime(discount.delta(self.unit)?, horizon)?;
        Ok(self.if_alive(history, now.rate() * lifetime))
    }

    fn residual_lifetime(&self, history: &History, horizon: Option<f64>) -> Result<f64> {
        let now = self.process().after(history);
        let lifetime = match horizon {
            Some(horizon) => now.lifetime(duration("horizon", horizon)?),
            None => now.whole_lifetime()?,
        };
        Ok(self.if_alive(history, lifetime))
    }

    fn posterior_rates(&self, history: &History) -> Result<PosteriorRates> {
        Ok(self.process().posterior_rates(history))
    }
}
