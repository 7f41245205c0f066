//! Pareto/NBD with covariates that change over time.

mod data;
mod exposure;
mod fit;
#[cfg(test)]
mod tests;

pub use data::{CovariatePath, TimeVaryingCustomer, TimeVaryingHistories};
pub use fit::TimeVaryingFit;

use super::ParetoNbd;
use super::process::Process;
use crate::error::{Error, Result};
use crate::model::likelihood::Order;
use crate::model::time::duration;
use crate::numeric::log_space::log_1p_exp;
use crate::parallel;
use crate::quantity::finite;
use alloc::vec::Vec;
use exposure::Point;

/// Pareto/NBD whose rates change with time: of a customer with covariates x(t) and z(t), constant within periods, λ exp(γ·x(t))
/// is the purchase rate and µ exp(δ·z(t)) the dropout rate, where λ is gamma(r, α) and µ is gamma(s, β) over the customers.
///
/// With `A(t) = ∫ exp(γ·x(u)) du` and `D(t) = ∫ exp(δ·z(u)) du` from the first purchase, the likelihood of repeat purchases
/// at t₁ … tₓ is
///
/// ```text
/// Γ(r+x)/Γ(r) αʳ βˢ Π exp(γ·x(tⱼ)) · [(α+A(T))^−(r+x) (β+D(T))^−s + s ∫ (α+A(y))^−(r+x) (β+D(y))^−(s+1) dD(y) over (tₓ, T)].
/// ```
///
/// Where covariates do not change this is the model of [static covariates](crate::model::CovariateFit), where there is no
/// effect it is [`ParetoNbd`]. A seasonal covariate without any other is a calendar in disguise: its coefficient is known
/// from the few seasons in the data, however many the customers.
///
/// ```
/// use goodwill::model::{CovariatePath, ParetoNbd, TimeVaryingCustomer, TimeVaryingModel};
///
/// let base = ParetoNbd::new(0.55, 10.6, 0.61, 11.7)?;
/// let model = TimeVaryingModel::new(base, &[0.7], &[])?; // campaigns double the purchase rate
/// // Weeks 0 to 26 without campaign, 26 to 39 with one; then 13 weeks with, or without.
/// let customer = |planned: f64| {
///     let path = CovariatePath::new(&[0.0, 26.0, 39.0], 52.0, &[vec![0.0], vec![1.0], vec![planned]])?;
///     TimeVaryingCustomer::new(&[3.0, 30.0], 39.0, path)
/// };
/// let with = model.conditional_purchases(&customer(1.0)?, 13.0)?;
/// let without = model.conditional_purchases(&customer(0.0)?, 13.0)?;
/// assert!((with / without - 0.7_f64.exp()).abs() < 1e-12);
/// assert!(model.conditional_purchases(&customer(1.0)?, 20.0).is_err()); // what is planned for weeks 53 to 59?
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Bachmann, Meierer & Näf 2021, "The role of time-varying contextual factors in latent attrition models for customer base
/// analysis", Marketing Science 40.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct TimeVaryingModel {
    base: ParetoNbd,
    purchase: Vec<f64>,
    dropout: Vec<f64>,
}

impl TimeVaryingModel {
    /// The model of a base (of a customer whose covariates are all 0) and the coefficients of both processes.
    ///
    /// # Errors
    /// `NotFinite` for a coefficient.
    pub fn new(base: ParetoNbd, purchase: &[f64], dropout: &[f64]) -> Result<Self> {
        for (parameter, coefficients) in [("purchase", purchase), ("dropout", dropout)] {
            for (index, &coefficient) in coefficients.iter().enumerate() {
                finite(parameter, coefficient).map_err(|error| error.at(index))?;
            }
        }
        Ok(Self {
            base,
            purchase: purchase.to_vec(),
            dropout: dropout.to_vec(),
        })
    }

    /// The model of a customer whose covariates are all 0.
    #[must_use]
    pub fn base(&self) -> &ParetoNbd {
        &self.base
    }

    /// The coefficients of the purchase process.
    #[must_use]
    pub fn purchase(&self) -> &[f64] {
        &self.purchase
    }

    /// The coefficients of the dropout process.
    #[must_use]
    pub fn dropout(&self) -> &[f64] {
        &self.dropout
    }

    /// The log-likelihood of customers.
    ///
    /// # Errors
    /// `LengthMismatch` unless they have as many covariates as this has coefficients.
    pub fn log_likelihood(&self, data: &TimeVaryingHistories) -> Result<f64> {
        for customer in &data.customers {
            self.check(customer)?;
        }
        Ok(fit::total(&data.customers, &self.point(), Order::Value).value)
    }

    /// P(alive at T + after). Covariates must reach as far.
    ///
    /// # Errors
    /// `Inconsistent` where the covariates end before; `LengthMismatch` for a customer with other covariates.
    pub fn probability_alive(&self, customer: &TimeVaryingCustomer, after: f64) -> Result<f64> {
        let until = self.reaching(customer, duration("after", after)?)?;
        let point = self.point();
        let now = point.exposures(customer, customer.history.tenure())[1].value;
        let later = point.exposures(customer, until)[1].value;
        let staying = -point.s * libm::log1p((later - now) / (point.beta + now));
        Ok(libm::exp(staying - log_1p_exp(point.ln_odds_gone(customer))))
    }

    /// Expected purchases in the next `t`, under the covariates of that time, which the customer's path must hold.
    ///
    /// # Errors
    /// As [`probability_alive`](Self::probability_alive).
    pub fn conditional_purchases(&self, customer: &TimeVaryingCustomer, t: f64) -> Result<f64> {
        let until = self.reaching(customer, duration("t", t)?)?;
        let point = self.point();
        let tenure = customer.history.tenure();
        let [bought, risked] = point.exposures(customer, tenure).map(|exposure| exposure.value);
        let rate = (point.r + f64::from(customer.history.frequency())) / (point.alpha + bought);
        let mut scale = point.beta + risked;
        let mut ln_staying = 0.0;
        let mut purchases = 0.0;
        point.pieces(customer, tenure, until, |length, purchase, dropout| {
            // In this piece the dropout rate of those who are left is gamma(s, scale / pace).
            let process = Process {
                r: point.r,
                alpha: point.alpha,
                s: point.s,
                beta: scale / dropout.rate,
            };
            purchases += libm::exp(ln_staying) * purchase.rate * process.lifetime(length);
            ln_staying += process.ln_survival(length);
            scale += dropout.rate * length;
        });
        let ln_alive = -log_1p_exp(point.ln_odds_gone(customer));
        Ok(libm::exp(ln_alive) * (rate * purchases))
    }

    /// What `f` says of each customer, on several threads.
    ///
    /// # Errors
    /// The error of the first customer that has one, with the customer's position as its index.
    pub fn each(
        &self,
        customers: &[&TimeVaryingCustomer],
        f: impl Fn(&Self, &TimeVaryingCustomer) -> Result<f64> + Sync + Send,
    ) -> Result<Vec<f64>> {
        parallel::rows(customers.len(), |row| f(self, customers[row]))
    }

    fn point(&self) -> Point {
        Point {
            r: self.base.r(),
            alpha: self.base.alpha(),
            s: self.base.s(),
            beta: self.base.beta(),
            purchase: self.purchase.clone(),
            dropout: self.dropout.clone(),
        }
    }

    fn check(&self, customer: &TimeVaryingCustomer) -> Result<()> {
        let width = self.purchase.len() + self.dropout.len();
        if customer.path.width == width {
            Ok(())
        } else {
            Err(Error::length_mismatch("values", customer.path.width, width))
        }
    }

    /// The time that long after T, to which the covariates must be known.
    fn reaching(&self, customer: &TimeVaryingCustomer, ahead: f64) -> Result<f64> {
        self.check(customer)?;
        let until = customer.history.tenure() + ahead;
        customer.path.reaches(until)?;
        Ok(until)
    }
}
