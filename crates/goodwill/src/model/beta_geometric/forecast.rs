//! The verbs: what a customer will do, given their history.

use super::BetaGeometric;
use super::Given;
use super::alive::{Alive, Growth};
use crate::error::{Error, Result};
use crate::model::history::History;
use crate::model::purchase_model::PosteriorRates;
use crate::numeric::beta::{negative_binomial, tails_of_ratio};
use crate::numeric::quadrature::{panel, rule};
use crate::numeric::rising::ln_rising;
use crate::quantity::NonNegative;

impl BetaGeometric {
    pub(in super::super) fn expected_purchases(&self, t: f64) -> Result<f64> {
        Ok(self.new_customer().purchases(duration("t", t)?))
    }

    pub(in super::super) fn purchase_pmf(&self, n: u32, from: f64, to: f64) -> Result<f64> {
        let (from, length) = window(from, to)?;
        Ok(self.new_customer().probability_of(n, from, length))
    }

    pub(in super::super) fn conditional_purchases(&self, history: &History, t: f64) -> Result<f64> {
        Ok(self.given(history).purchases(duration("t", t)?))
    }

    /// `None` where recency tells how many phases of the next purchase have begun.
    pub(in super::super) fn purchases_if_alive(
        &self,
        frequency: u32,
        tenure: f64,
        t: f64,
    ) -> Result<Option<f64>> {
        let t = duration("t", t)?;
        let given = self.given_that(f64::from(frequency), tenure, tenure);
        Ok((self.k == 1).then(|| given.purchases_if_alive(t)))
    }

    pub(in super::super) fn conditional_pmf(
        &self,
        history: &History,
        n: u32,
        from: f64,
        to: f64,
    ) -> Result<f64> {
        let (from, length) = window(from, to)?;
        Ok(self.given(history).probability_of(n, from, length))
    }

    pub(in super::super) fn probability_alive(&self, history: &History, after: f64) -> Result<f64> {
        Ok(self.given(history).alive_after(duration("after", after)?))
    }

    pub(in super::super) fn probability_active(&self, history: &History, from: f64, to: f64) -> Result<f64> {
        let (from, length) = window(from, to)?;
        Ok(self.given(history).active(from, length))
    }

    /// `delta` is per unit of the model's time.
    pub(in super::super) fn residual_transactions(
        &self,
        history: &History,
        delta: f64,
        horizon: Option<f64>,
    ) -> Result<f64> {
        let given = self.given(history);
        match horizon {
            Some(horizon) => Ok(given.discounted_within(delta, duration("horizon", horizon)?)),
            None if delta > 0.0 => Ok(given.alive() * given.average(|alive| alive.discounted(delta))),
            None if self.a > 1.0 => Ok(given.alive() * given.average(Alive::purchases_for_ever)),
            None => Err(Error::undefined(
                "discount",
                "of 0 without horizon makes the expected purchases infinite: a is not above 1",
            )
            .with_value(self.a)),
        }
    }

    pub(in super::super) fn residual_lifetime(&self, history: &History, horizon: Option<f64>) -> Result<f64> {
        let given = self.given(history);
        if let Some(horizon) = horizon {
            return Ok(given.lifetime_within(duration("horizon", horizon)?));
        }
        for (parameter, value, reason) in [
            (
                "a",
                given.a,
                "is not above 1: the expected lifetime is infinite, ask for a horizon",
            ),
            (
                "r",
                given.shape,
                "and the purchases made are together not above 1: the expected lifetime is infinite, ask for a horizon",
            ),
        ] {
            if value <= 1.0 {
                return Err(Error::undefined(parameter, reason).with_value(value));
            }
        }
        // k E[1/p] phases but those begun, each 1/λ long.
        Ok(given.alive()
            * given.average(|alive| {
                let phases = f64::from(alive.k) * alive.purchases_for_ever() - f64::from(alive.begun);
                phases * (alive.rate / (alive.shape - 1.0))
            }))
    }

    pub(in super::super) fn posterior_rates(&self, history: &History) -> PosteriorRates {
        let given = self.given(history);
        let (alive, gone) = (given.alive(), given.gone());
        let chances = given.a + given.b;
        let while_alive = given.average(|alive| alive.shape / alive.rate);
        let mut dropout = alive * (given.a / chances);
        let mut phases = alive * while_alive;
        if gone > 0.0 {
            dropout += gone * ((given.a + 1.0) / chances);
            phases += gone * (given.shape / given.rate_at_last);
        }
        PosteriorRates {
            purchase: phases / f64::from(given.k),
            dropout,
        }
    }
}

impl Given {
    /// Expected purchases in the next `t`.
    fn purchases(&self, t: f64) -> f64 {
        self.alive() * self.purchases_if_alive(t)
    }

    fn purchases_if_alive(&self, t: f64) -> f64 {
        if t == 0.0 {
            return 0.0;
        }
        self.average(|alive| alive.expect(t, Growth::Linear, |at| at.kept))
    }

    fn alive_after(&self, after: f64) -> f64 {
        if after == 0.0 {
            return self.alive();
        }
        self.alive() * self.average(|alive| alive.expect(after, Growth::Bounded, |at| at.staying))
    }

    /// P(a purchase in (from, from + length]): alive at its beginning, and as many phases within it as are needed.
    fn active(&self, from: f64, length: f64) -> f64 {
        if length == 0.0 {
            return 0.0;
        }
        self.alive()
            * self.average(|alive| {
                alive.expect(from, Growth::Bounded, |at| {
                    let needed = f64::from(alive.k - at.begun);
                    let shape = alive.shape + at.phases;
                    at.staying * tails_of_ratio(needed, shape, length, alive.rate + from).0
                })
            })
    }

    /// P(n purchases in (from, from + length]).
    ///
    /// None: gone before, or alive and too few phases. Otherwise alive at the beginning, then n − 1 chances survived,
    /// and either the n-th too but phases for no more, or left at the n-th, however many phases follow. All of these
    /// are positive: the tail does not cancel.
    fn probability_of(&self, n: u32, from: f64, length: f64) -> f64 {
        if length == 0.0 {
            return if n == 0 { 1.0 } else { 0.0 };
        }
        if n == 0 {
            let silent = self.average(|alive| {
                alive.expect(from, Growth::Bounded, |at| {
                    let needed = f64::from(alive.k - at.begun);
                    let shape = alive.shape + at.phases;
                    at.leaving + at.staying * tails_of_ratio(needed, shape, length, alive.rate + from).1
                })
            });
            return self.gone() + self.alive() * silent;
        }
        let many = f64::from(n);
        self.alive()
            * self.average(|alive| {
                alive.expect(from, Growth::Bounded, |at| {
                    let (shape, rate) = (alive.shape + at.phases, alive.rate + from);
                    let k = f64::from(alive.k);
                    let needed = many * k - f64::from(at.begun);
                    let mut exactly = 0.0;
                    for more in 0..alive.k {
                        exactly += negative_binomial(needed + f64::from(more), shape, length, rate);
                    }
                    let at_least = tails_of_ratio(needed, shape, length, rate).0;
                    let (a, b) = (alive.a, alive.b + at.purchases);
                    // The chances after the first n − 1 purchases, and the n-th.
                    let survived = at.staying * libm::exp(ln_rising(b, n - 1) - ln_rising(a + b, n - 1));
                    let last = a + b + (many - 1.0);
                    survived * ((b + (many - 1.0)) / last * exactly + a / last * at_least)
                })
            })
    }

    /// `e^(−δH) E[X(H)] + δ ∫ e^(−δs) E[X(s)] ds` over (0, H): the integral of the discounted intensity by parts.
    fn discounted_within(&self, delta: f64, horizon: f64) -> f64 {
        let end = libm::exp(-delta * horizon) * self.purchases(horizon);
        if delta == 0.0 {
            return end;
        }
        end + delta * self.integral(horizon, delta, |s| libm::exp(-delta * s) * self.purchases(s))
    }

    fn lifetime_within(&self, horizon: f64) -> f64 {
        self.integral(horizon, 0.0, |s| self.alive_after(s))
    }

    /// `∫ f` over (0, horizon) of a function that is smooth on the logarithmic scale beyond the time of a phase and falls
    /// as fast as `exp(−δ s)`: Gauss–Legendre panels, each as wide as what lies before it.
    fn integral(&self, horizon: f64, delta: f64, f: impl Fn(f64) -> f64) -> f64 {
        // 12 nodes: over a panel as wide as its distance from the nearest singularity they leave 1e-18.
        let rule = rule(6.0);
        let mut from = 0.0;
        let mut width = self.rate / (self.shape + 1.0);
        let mut sum = 0.0;
        while from < horizon && delta * from < 80.0 {
            width = width.min(horizon - from);
            if delta > 0.0 {
                width = width.min(6.0 / delta);
            }
            sum += panel(rule, from, width, &f);
            from += width;
            width = from;
        }
        sum
    }
}

fn duration(parameter: &'static str, value: f64) -> Result<f64> {
    Ok(NonNegative::new(parameter, value)?.get())
}

/// The start of a window and its length.
fn window(from: f64, to: f64) -> Result<(f64, f64)> {
    let (from, to) = (duration("from", from)?, duration("to", to)?);
    if from <= to {
        Ok((from, to - from))
    } else {
        Err(Error::inconsistent("to", "lies before from").with_value(to))
    }
}
