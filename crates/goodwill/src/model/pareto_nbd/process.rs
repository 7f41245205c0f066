//! What the two gamma mixtures say of a customer who is alive at time 0: a new one, or, with the parameters updated by
//! the history, one who has not left yet.

use super::decay::Decay;
use crate::error::{Error, Result};
use crate::model::history::History;
use crate::model::purchase_model::PosteriorRates;
use crate::numeric::beta::ln_beta;
use crate::numeric::log_space::log_1p_exp;
use crate::numeric::quadrature::{panel, rule, unimodal};

/// λ ~ gamma(r, α), µ ~ gamma(s, β), both rates per unit of time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Process {
    pub(super) r: f64,
    pub(super) alpha: f64,
    pub(super) s: f64,
    pub(super) beta: f64,
}

impl Process {
    /// The process of a customer with that history who is alive at its end.
    pub(super) fn after(&self, history: &History) -> Self {
        Self {
            r: self.r + f64::from(history.frequency()),
            alpha: self.alpha + history.tenure(),
            s: self.s,
            beta: self.beta + history.tenure(),
        }
    }

    /// Calls `visit(y, weight, decay)` for the times of dropout between the last purchase and T, and gives ln of the odds
    /// that the customer is gone: `ln ∫ s ((α+T)/(α+y))^(r+x) ((β+T)/(β+y))^s dy/(β+y)`. The weights add to the integral
    /// over the decay since the last purchase.
    fn dropout(&self, history: &History, mut visit: impl FnMut(f64, f64)) -> f64 {
        let (recency, tenure) = (history.recency(), history.tenure());
        let decay = Decay {
            alpha: self.alpha,
            beta: self.beta,
            p: self.r + f64::from(history.frequency()),
            s: self.s,
        };
        let (a, b) = (self.alpha + recency, self.beta + recency);
        let silence = tenure - recency;
        let mut gone = 0.0;
        decay.visit(recency, silence, |node| {
            let weight = node.weight * self.s / (b + node.offset);
            gone += weight;
            visit(node.offset, weight);
        });
        libm::log(gone) + decay.p * libm::log1p(silence / a) + self.s * libm::log1p(silence / b)
    }

    /// ln of the odds that the customer is gone by T; −∞ for one who bought at T.
    pub(super) fn ln_odds_gone(&self, history: &History) -> f64 {
        self.dropout(history, |_, _| ())
    }

    /// The posterior means of λ and µ: over the customers still alive, whose silence has told T, and over those gone,
    /// averaged over the time of their dropout.
    pub(super) fn posterior_rates(&self, history: &History) -> PosteriorRates {
        let (a, b) = (self.alpha + history.recency(), self.beta + history.recency());
        let (mut gone, mut purchase, mut dropout) = (0.0, 0.0, 0.0);
        let odds = self.dropout(history, |offset, weight| {
            gone += weight;
            purchase += weight / (a + offset);
            dropout += weight / (b + offset);
        });
        let now = self.after(history);
        let alive = libm::exp(-log_1p_exp(odds));
        let not = libm::exp(-log_1p_exp(-odds));
        if gone > 0.0 {
            purchase = now.r * (alive / now.alpha + not * (purchase / gone));
            dropout = alive * (self.s / now.beta) + not * ((self.s + 1.0) * (dropout / gone));
        } else {
            purchase = now.r / now.alpha;
            dropout = self.s / now.beta;
        }
        PosteriorRates { purchase, dropout }
    }

    /// `ln P(alive at t)`.
    pub(super) fn ln_survival(&self, t: f64) -> f64 {
        -self.s * libm::log1p(t / self.beta)
    }

    /// Expected time alive within `t`: `β/(s−1) · (1 − (β/(β+t))^(s−1))`, and `β ln((β+t)/β)` at s = 1, its limit.
    pub(super) fn lifetime(&self, t: f64) -> f64 {
        let length = libm::log1p(t / self.beta);
        let power = (self.s - 1.0) * length;
        if libm::fabs(power) < 1e-100 {
            return self.beta * length;
        }
        self.beta * (-libm::expm1(-power) / (self.s - 1.0))
    }

    /// As [`lifetime`](Self::lifetime), for ever: β/(s − 1).
    pub(super) fn whole_lifetime(&self) -> Result<f64> {
        if self.s > 1.0 {
            Ok(self.beta / (self.s - 1.0))
        } else {
            Err(Error::undefined(
                "horizon",
                "is needed: the expected lifetime is infinite where s is 1 or less",
            )
            .with_value(self.s))
        }
    }

    /// Mean purchase rate while alive, r/α.
    pub(super) fn rate(&self) -> f64 {
        self.r / self.alpha
    }

    /// `∫ e^(−δu) P(alive at u) du` over `(0, horizon)` or for ever.
    pub(super) fn discounted_lifetime(&self, delta: f64, horizon: Option<f64>) -> Result<f64> {
        /// The logarithm of the most that the integrand, entire in w, changes by in a panel.
        const FALL: f64 = 10.0;
        let z = delta * self.beta;
        if z == 0.0 {
            return match horizon {
                Some(t) => Ok(self.lifetime(t)),
                None => self.whole_lifetime(),
            };
        }
        // With u = β (eʷ − 1): β ∫ exp(−z (eʷ − 1) + (1 − s) w) dw, which is β Ψ(1, 2 − s; z) for ever.
        let exponent = |w: f64| (1.0 - self.s) * w - z * libm::expm1(w);
        let mode = if self.s < 1.0 && z < 1.0 - self.s {
            libm::log(1.0 - self.s) - libm::log(z)
        } else {
            0.0
        };
        // Beyond, e^(−z (eʷ − 1)) is nothing.
        let forever = if z > 1e-290 {
            libm::log1p(800.0 / z)
        } else {
            libm::log(800.0) - libm::log(z)
        };
        let end = horizon.map_or(forever, |t| libm::log1p(t / self.beta).min(forever));
        let highest = exponent(mode.min(end));
        let slope = |w: f64| libm::fabs(z * libm::exp(w) + (self.s - 1.0));
        let mut integral = 0.0;
        let mut done = 0.0;
        let mut before = slope(0.0);
        while done < end {
            let left = end - done;
            if done > mode && libm::exp(exponent(done) - highest) * left <= 1e-18 * integral {
                break;
            }
            // First by the slope here, then by the steeper one where that leads.
            let mut width = left.min(1.5).min(FALL / before);
            let mut after = slope(done + width);
            if after * width > FALL {
                width = FALL / after;
                after = slope(done + width);
            }
            if left - width < 0.01 * width {
                width = left;
            }
            let rule = rule((before.max(after) + 1.0) * width);
            integral += panel(rule, done, width, &|w| libm::exp(exponent(w) - highest));
            done += width;
            before = after;
        }
        Ok(self.beta * (integral * libm::exp(highest)))
    }

    /// The probability of n purchases in `(from, to]`. Who is gone by `from` makes none; the others are alive to the end of
    /// the window or leave within it. Only positive terms.
    pub(super) fn pmf(&self, n: u32, from: f64, to: f64) -> f64 {
        let span = to - from;
        let b = self.beta + from;
        let here = libm::exp(self.ln_survival(from));
        if n == 0 {
            let gone = -libm::expm1(self.ln_survival(from));
            let mut silent = self.silent(b, span);
            Decay {
                alpha: self.alpha,
                beta: b,
                p: self.r,
                s: self.s,
            }
            .visit(0.0, span, |node| {
                silent += node.weight * self.s / (b + node.offset);
            });
            return (gone + here * silent).min(1.0);
        }
        if span == 0.0 {
            return 0.0;
        }
        let count = f64::from(n);
        // ln of Γ(r + n) / (Γ(r) n!).
        let ln_ways = -libm::log(count) - ln_beta(self.r, count);
        let exponent = |u: f64| {
            -count * libm::log1p(self.alpha / u)
                - self.r * libm::log1p(u / self.alpha)
                - self.s * libm::log1p(u / b)
        };
        let staying = libm::exp(ln_ways + exponent(span) + self.ln_survival(from));
        // The density of leaving at u, in w = ln((m + u)/m): exp(exponent) s (m + u)/(b + u). It rises to the positive
        // root of a quadratic.
        let low = self.alpha.min(b);
        let mode = {
            let square = self.r + self.s;
            let linear = self.r * b + self.s * self.alpha - count * self.alpha - (b - low);
            let constant = count * self.alpha * b;
            let root = libm::sqrt(linear * linear + 4.0 * square * constant);
            if linear > 0.0 {
                2.0 * constant / (linear + root)
            } else {
                (root - linear) / (2.0 * square)
            }
        };
        let mode = mode.min(span);
        let height = |u: f64| exponent(u) + libm::log((low + u) / (b + u));
        let highest = height(mode);
        let end = libm::log1p(span / low);
        let integral = unimodal(
            0.0,
            libm::log1p(mode / low).min(end),
            end,
            2.0 / libm::sqrt(1.0 + count),
            |w| {
                let u = low * libm::expm1(w);
                if u > 0.0 {
                    libm::exp(height(u) - highest)
                } else {
                    0.0
                }
            },
        );
        let leaving = self.s * integral * libm::exp(ln_ways + highest + self.ln_survival(from));
        (staying + leaving).min(1.0)
    }

    /// P(alive through and silent in `span`), where the dropout rate is gamma(s, b).
    fn silent(&self, b: f64, span: f64) -> f64 {
        libm::exp(-self.r * libm::log1p(span / self.alpha) - self.s * libm::log1p(span / b))
    }

    /// The probability of a purchase in `(from, to]`: of being alive at the first one, whose density is integrated.
    pub(super) fn active(&self, from: f64, to: f64) -> f64 {
        let b = self.beta + from;
        let mut active = 0.0;
        Decay {
            alpha: self.alpha,
            beta: b,
            p: self.r,
            s: self.s,
        }
        .visit(0.0, to - from, |node| {
            active += node.weight * self.r / (self.alpha + node.offset);
        });
        (active * libm::exp(self.ln_survival(from))).min(1.0)
    }
}
