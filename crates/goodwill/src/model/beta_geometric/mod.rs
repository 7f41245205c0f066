//! What BG/NBD and MBG/NBD share: one process with one switch.
//!
//! While alive a customer runs through phases at the rate λ ~ Gamma(r, α) and buys at every k-th: k = 1 is Poisson,
//! more is more regular (Erlang-k times between purchases). After a purchase they leave with probability
//! p ~ Beta(a, b). In BG/NBD that chance comes after each *repeat* purchase, in MBG/NBD after the first one too. So
//! after x repeat purchases there have been c = x chances, or c = x + 1; nothing else differs.
//!
//! With R = r + k x and c, a history (x, tₓ, T) has the likelihood
//!
//! ```text
//! Γ(R)/Γ(r) · α^r · (b)_c/(a+b)_c · { (α+T)^−R · Σ_{j<k} (R)_j/j! zʲ  +  a/(b+c−1) · (α+tₓ)^−R },   z = (T−tₓ)/(α+T)
//! ```
//!
//! alive with j phases of the next purchase begun, or gone right after the last purchase (if c > 0). Given alive with
//! j, λ ~ Gamma(R + j, α + T) and p ~ Beta(a, b + c): the same process again, which is what [`Alive`] predicts from.
//! A new customer is the history (0, 0, 0).

mod alive;
mod door;
mod forecast;
mod likelihood;
mod residual;
mod simulate;
mod smooth;

pub use likelihood::BetaGeometricLikelihood;

pub(super) use door::beta_geometric_model;

use super::counts::HistoryCounts;
use super::fit::{FitOptions, Fitted};
use super::history::History;
use super::likelihood::Model;
use crate::calendar::TimeUnit;
use crate::choice::Choice;
use crate::error::{Error, Result};
use crate::numeric::log_space::log_1p_exp;
use crate::quantity::Positive;
use crate::watch::unless_interrupted;
use alive::Alive;
use core::fmt;

/// The highest regularity: beyond it purchases tick like a clock, and sums over the phases cost that much more.
pub(super) const MAX_REGULARITY: u32 = 100;

/// The parameters and the switch.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct BetaGeometric {
    pub(super) r: f64,
    pub(super) alpha: f64,
    pub(super) a: f64,
    pub(super) b: f64,
    /// Phases per purchase, k.
    pub(super) k: u32,
    /// Chances to leave at the first purchase: 0 for BG/NBD, 1 for MBG/NBD.
    pub(super) at_first: u32,
}

impl BetaGeometric {
    pub(super) fn new(parameters: &[f64], regularity: u32, at_first: u32) -> Result<Self> {
        let [r, alpha, a, b] = *parameters else {
            return Err(Error::length_mismatch("parameters", parameters.len(), 4));
        };
        Ok(Self {
            r: Positive::new("r", r)?.get(),
            alpha: Positive::new("alpha", alpha)?.get(),
            a: Positive::new("a", a)?.get(),
            b: Positive::new("b", b)?.get(),
            k: checked_regularity(regularity)?,
            at_first,
        })
    }

    pub(super) fn parameters(&self) -> [f64; 4] {
        [self.r, self.alpha, self.a, self.b]
    }

    pub(super) fn display(
        &self,
        label: &str,
        unit: Option<TimeUnit>,
        f: &mut fmt::Formatter<'_>,
    ) -> fmt::Result {
        let Self {
            r, alpha, a, b, k, ..
        } = self;
        write!(
            f,
            "{label} (r = {r:.3}, alpha = {alpha:.3}, a = {a:.3}, b = {b:.3}"
        )?;
        if *k > 1 {
            write!(f, "; Erlang-{k}")?;
        }
        if let Some(unit) = unit {
            write!(f, "; {}s", unit.name())?;
        }
        f.write_str(")")
    }

    /// What is known of a customer at T.
    fn given(&self, history: &History) -> Given {
        self.given_that(
            f64::from(history.frequency()),
            history.recency(),
            history.tenure(),
        )
    }

    fn given_that(&self, x: f64, recency: f64, tenure: f64) -> Given {
        let chances = x + f64::from(self.at_first);
        let shape = self.r + f64::from(self.k) * x;
        let since = tenure - recency;
        let (at_last, now) = (self.alpha + recency, self.alpha + tenure);
        let phase = since / now;
        // ln Σ_{j<k} (R)_j/j! zʲ: in how many phases the silence may have been.
        let (mut term, mut sum) = (1.0, 1.0);
        for j in 1..self.k {
            let j = f64::from(j);
            term *= (shape + j - 1.0) / j * phase;
            sum += term;
        }
        let mut silence = shape * libm::log1p(since / at_last);
        if self.k > 1 {
            silence -= libm::log(sum);
        }
        Given {
            silence,
            odds_of_leaving: if chances == 0.0 {
                0.0
            } else {
                self.a / (self.b + (chances - 1.0))
            },
            shape,
            rate_at_last: at_last,
            rate: now,
            phase,
            a: self.a,
            b: self.b + chances,
            k: self.k,
        }
    }

    /// A customer at their first purchase.
    fn new_customer(&self) -> Given {
        self.given_that(0.0, 0.0, 0.0)
    }
}

pub(super) fn checked_regularity(regularity: u32) -> Result<u32> {
    if (1..=MAX_REGULARITY).contains(&regularity) {
        Ok(regularity)
    } else {
        Err(Error::out_of_range("regularity", "must be between 1 and 100").with_value(regularity))
    }
}

/// The posterior of one customer at T.
#[derive(Debug, Clone, Copy)]
struct Given {
    /// The logarithm of what the silence since the last purchase makes of the odds of having left at it.
    silence: f64,
    /// Those odds; 0 where nobody can have left.
    odds_of_leaving: f64,
    /// R.
    shape: f64,
    /// α + tₓ.
    rate_at_last: f64,
    /// α + T.
    rate: f64,
    /// z = (T − tₓ)/(α + T).
    phase: f64,
    a: f64,
    /// b + c.
    b: f64,
    k: u32,
}

impl Given {
    /// P(gone)/P(alive); far from 1 it may have lost its digits.
    fn odds_gone(&self) -> f64 {
        self.odds_of_leaving * libm::exp(self.silence)
    }

    fn ln_odds_gone(&self) -> f64 {
        libm::log(self.odds_of_leaving) + self.silence
    }

    fn alive(&self) -> f64 {
        let odds = self.odds_gone();
        if odds < 1e300 {
            1.0 / (1.0 + odds)
        } else {
            libm::exp(-log_1p_exp(self.ln_odds_gone()))
        }
    }

    fn gone(&self) -> f64 {
        let odds = self.odds_gone();
        if odds > 1e-300 && odds < 1e300 {
            odds / (1.0 + odds)
        } else {
            libm::exp(-log_1p_exp(-self.ln_odds_gone()))
        }
    }

    /// The mean of `f` over the phases begun since the last purchase, given alive.
    fn average(&self, f: impl Fn(&Alive) -> f64) -> f64 {
        let mut alive = Alive {
            shape: self.shape,
            rate: self.rate,
            a: self.a,
            b: self.b,
            k: self.k,
            begun: 0,
        };
        let (mut weight, mut weights, mut sum) = (1.0, 0.0, 0.0);
        loop {
            weights += weight;
            sum += weight * f(&alive);
            alive.begun += 1;
            weight *= alive.shape / f64::from(alive.begun) * self.phase;
            alive.shape += 1.0;
            if alive.begun == self.k || weight == 0.0 {
                return sum / weights;
            }
        }
    }
}

/// Fits every regularity from 1 to `most` and keeps the one of the highest likelihood.
pub(super) fn best_regularity<M: Model<Data = HistoryCounts>>(
    data: &HistoryCounts,
    most: u32,
    options: &FitOptions,
) -> Result<Fitted<M>> {
    checked_regularity(most)?;
    if data.log_gaps().is_none() {
        return Err(Error::undefined(
            "regularity",
            "cannot be chosen: the times between purchases are not known, or two purchases fall together",
        ));
    }
    let fit = |regularity| {
        M::fit(
            data,
            &FitOptions {
                regularity,
                ..options.clone()
            },
        )
    };
    let mut best = fit(1)?;
    for regularity in 2..=most {
        // A regularity that does not fit is none to choose.
        if let Ok(fitted) = unless_interrupted(fit(regularity))?
            && fitted.summary.log_likelihood > best.summary.log_likelihood
        {
            best = fitted;
        }
    }
    Ok(best)
}
