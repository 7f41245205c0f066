//! The beta-discrete-Weibull model of contract renewals.

use super::kind::ModelKind;
use super::likelihood::{Derivatives, Model, Order, Setting};
use super::model_type::model_type;
use super::renewal_counts::RenewalCounts;
use super::renewal_model::{RenewalModel, simulated_end};
use super::renewals::{Decision, Outcome, RenewalLikelihood, beta_starts, decision, sum_of};
use super::simulate::Stream;
use super::sums::Jet;
use super::survival_sum::{Survival, discounted};
use super::time::DiscountRate;
use crate::calendar::TimeUnit;
use crate::error::Result;
use crate::numeric::beta::ln_beta;
use crate::numeric::gamma::{ln_gamma, trigamma};
use crate::numeric::gamma_step::{digamma_step, ln_beta_step, trigamma_step};
use alloc::vec::Vec;

model_type! {
    /// Beta-discrete-Weibull model: a customer renews at least t times with probability (1 − θ)^(t^c); θ varies over customers as
    /// Beta(α, β). c > 1: a customer's own churn probability rises with age, c < 1: it falls; at c = 1 this is [`Sbg`](super::Sbg).
    ///
    /// S(t) = B(α, β + t^c) / B(α, β). Retention of the whole base may fall first and rise later, which the sBG cannot.
    ///
    /// ```
    /// use goodwill::model::{Bdw, RenewalModel, Sbg};
    /// let model = Bdw::new(0.26, 0.93, 1.5)?;
    /// let rates = model.retention_curve(3)?;
    /// assert_eq!(format!("{:.3} {:.3} {:.3}", rates[0], rates[1], rates[2]), "0.782 0.820 0.872");
    /// let same = Bdw::new(0.668, 3.806, 1.0)?;
    /// assert!((same.survival(12)? - Sbg::new(0.668, 3.806)?.survival(12)?).abs() < 1e-15);
    /// # Ok::<(), goodwill::Error>(())
    /// ```
    ///
    /// # Source
    /// Fader, Hardie, Liu, Davin & Steenburgh 2018, "'How to project customer retention' revisited: the role of duration
    /// dependence", J. Interactive Marketing 43.
    Bdw, "BdW",
    /// α of the first churn probability's beta distribution.
    alpha,
    /// β of the first churn probability's beta distribution.
    beta,
    /// The Weibull shape: 1 for no drift with age.
    c
}

/// `t^c − (t − 1)^c` for `t ≥ 1`.
fn power_step(t: f64, c: f64) -> f64 {
    if t == 1.0 {
        1.0
    } else {
        -libm::pow(t, c) * libm::expm1(c * libm::log1p(-1.0 / t))
    }
}

/// Beyond this `B(α, β + t^c)` is a power of t to the last digit.
const HUGE: f64 = 1e150;

impl Survival for Bdw {
    fn retention_after(&self, t: u64) -> f64 {
        libm::exp(self.ln_survival_step(t as f64, 1.0))
    }

    fn ln_survival_step(&self, from: f64, step: f64) -> f64 {
        let Self { alpha, beta, c, .. } = *self;
        let (before, after) = (libm::pow(from, c), libm::pow(from + step, c));
        if after > HUGE {
            // B(α, y) is Γ(α) y^−α there.
            return if before > HUGE {
                -alpha * c * libm::log1p(step / from)
            } else {
                ln_gamma(alpha) - alpha * c * libm::log(from + step) - ln_beta(alpha, beta + before)
            };
        }
        let gain = if from > 0.0 {
            before * libm::expm1(c * libm::log1p(step / from))
        } else {
            after
        };
        ln_beta_step(alpha, beta + before, gain)
    }

    fn decay(&self) -> f64 {
        self.alpha * self.c
    }
}

impl Model for Bdw {
    const KIND: ModelKind = ModelKind::Bdw;
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

/// `ln B(α, y)` by y, α, and both, at `y = β + t^c`; and how t^c moves with c.
struct End {
    /// d/dy
    slope: f64,
    /// d²/dy²
    curvature: f64,
    /// d²/dα dy
    mixed: f64,
    /// d t^c / dc
    power_slope: f64,
    /// d² t^c / dc²
    power_curvature: f64,
}

impl End {
    fn new(alpha: f64, beta: f64, c: f64, t: f64) -> Self {
        let (power, ln_t) = if t == 0.0 {
            (0.0, 0.0)
        } else {
            (libm::pow(t, c), libm::log(t))
        };
        let y = beta + power;
        Self {
            slope: -digamma_step(y, alpha),
            curvature: -trigamma_step(y, alpha),
            mixed: -trigamma(alpha + y),
            power_slope: power * ln_t,
            power_curvature: power * ln_t * ln_t,
        }
    }
}

/// ln r(t) with its derivatives by α, β, c.
fn ln_retention_jet(parameters: &[f64], t: f64) -> Jet<3> {
    let (alpha, beta, c) = (parameters[0], parameters[1], parameters[2]);
    let step = power_step(t, c);
    let before = beta + libm::pow(t - 1.0, c);
    let (a, b) = (End::new(alpha, beta, c, t - 1.0), End::new(alpha, beta, c, t));
    let alpha_beta = -trigamma_step(alpha + before, step);
    let alpha_c = b.mixed * b.power_slope - a.mixed * a.power_slope;
    let beta_c = b.curvature * b.power_slope - a.curvature * a.power_slope;
    let by_c =
        |end: &End| end.curvature * end.power_slope * end.power_slope + end.slope * end.power_curvature;
    Jet {
        value: ln_beta_step(alpha, before, step),
        gradient: [
            -digamma_step(alpha + before, step),
            b.slope - a.slope,
            b.slope * b.power_slope - a.slope * a.power_slope,
        ],
        hessian: [
            [alpha_beta, alpha_beta, alpha_c],
            [alpha_beta, b.curvature - a.curvature, beta_c],
            [alpha_c, beta_c, by_c(&b) - by_c(&a)],
        ],
    }
}

/// `ln (1 − e^x)` of a jet x < 0.
fn ln_one_minus_exp(x: &Jet<3>) -> Jet<3> {
    // d/dx ln (1 − e^x) = −e^x / (1 − e^x) = −odds; d²/dx² = −odds (1 + odds).
    let odds = 1.0 / libm::expm1(-x.value);
    let mut jet = Jet::ZERO;
    jet.value = crate::numeric::log_space::log_1m_exp(x.value);
    for i in 0..3 {
        jet.gradient[i] = -odds * x.gradient[i];
        for j in 0..3 {
            jet.hessian[i][j] = -odds * (x.hessian[i][j] + (1.0 + odds) * x.gradient[i] * x.gradient[j]);
        }
    }
    jet
}

impl Decision for Bdw {
    const PARAMETERS: usize = 3;

    fn evaluate(parameters: &[f64], decisions: &[Outcome], order: Order) -> Derivatives {
        let jets = (1_u32..).zip(decisions).flat_map(|(t, outcome)| {
            let renewed = ln_retention_jet(parameters, f64::from(t));
            let churned = ln_one_minus_exp(&renewed);
            [(outcome.renewed, renewed), (outcome.churned, churned)]
        });
        sum_of(order, jets)
    }

    fn starts(decisions: &[Outcome]) -> Vec<Vec<f64>> {
        let starts = beta_starts(decisions);
        let shapes = [1.0, 0.7, 1.5];
        let start = |[alpha, beta]: [f64; 2], c| alloc::vec![alpha, beta, c];
        let mut all: Vec<_> = shapes.iter().map(|&c| start(starts[0], c)).collect();
        all.extend(starts[1..].iter().map(|&pair| start(pair, 1.0)));
        all
    }
}

impl RenewalModel for Bdw {
    fn unit(&self) -> Option<TimeUnit> {
        self.unit
    }

    fn survival(&self, t: u32) -> Result<f64> {
        self.conditional_survival(0, t)
    }

    fn retention_rate(&self, t: u32) -> Result<f64> {
        Ok(libm::exp(self.ln_survival_step(f64::from(decision(t)? - 1), 1.0)))
    }

    fn churn_pmf(&self, t: u32) -> Result<f64> {
        let lost = -libm::expm1(self.ln_survival_step(f64::from(decision(t)? - 1), 1.0));
        Ok(self.survival(t - 1)? * lost)
    }

    fn conditional_survival(&self, renewals: u32, t: u32) -> Result<f64> {
        Ok(libm::exp(
            self.ln_survival_step(f64::from(renewals), f64::from(t)),
        ))
    }

    fn residual_renewals(&self, renewals: u32, discount: DiscountRate, horizon: Option<u32>) -> Result<f64> {
        let delta = discount.delta(self.unit)?;
        discounted(self, u64::from(renewals), delta, horizon.map(u64::from), 0)
    }

    fn retention_elasticity(&self, renewals: u32, discount: DiscountRate) -> Result<f64> {
        let delta = discount.delta(self.unit)?;
        let sum = |moment| discounted(self, u64::from(renewals), delta, None, moment);
        Ok(sum(1)? / sum(0)?)
    }

    fn simulate_one(&self, stream: &mut Stream) -> f64 {
        simulated_end(self.alpha, self.beta, self.c, stream)
    }

    fn posterior_churn(&self, renewals: u32) -> Result<f64> {
        let survived = libm::pow(f64::from(renewals), self.c);
        Ok(self.alpha / (self.alpha + self.beta + survived))
    }
}
