//! The beta-geometric/beta-Bernoulli model of purchases at discrete opportunities.

mod likelihood;

pub use likelihood::BgBbLikelihood;

use super::counts::HistoryCounts;
use super::history::History;
use super::kind::ModelKind;
use super::likelihood::{Model, Setting};
use super::model_type::model_type;
use super::purchase_model::{PosteriorRates, PurchaseModel};
use super::simulate::{Simulate, SimulatedLife, Stream};
use super::survival_sum::{BetaGeometric, Survival, discounted};
use super::time::DiscountRate;
use crate::calendar::TimeUnit;
use crate::error::{Error, Result};
use crate::numeric::rising::ln_rising;
use alloc::vec::Vec;

/// More opportunities than there are in practice: 27,000 years of days.
const MOST_OPPORTUNITIES: f64 = 1e7;

model_type! {
    /// Beta-geometric/beta-Bernoulli model: at each opportunity (a yearly appeal, a conference, a cruise) a customer who
    /// is alive buys with a probability p of their own, after having left for good with a probability θ of their own
    /// before each opportunity; p varies over customers as Beta(α, β), θ as Beta(γ, δ).
    ///
    /// Histories count opportunities: frequency x is how many were used, recency tₓ the last one used, tenure n how many
    /// there were. All must be whole numbers, and so must every time given to a verb.
    ///
    /// L = B(α+x, β+n−x) B(γ, δ+n) / (B(α,β) B(γ,δ)) + Σ B(α+x, β+tₓ−x+i) B(γ+1, δ+tₓ+i) / (B(α,β) B(γ,δ)) over
    /// i = 0 … n−tₓ−1: the probability of one order of purchases, without the number of orders, as in the paper.
    ///
    /// Alive "now" (`after` = 0) means alive at the last opportunity, n; `after` = 1 is the paper's P(alive at n + 1).
    ///
    /// ```
    /// use goodwill::model::{BgBb, DiscountRate, History, PurchaseModel};
    /// let model = BgBb::new(1.204, 0.750, 0.657, 2.783)?; // donors of the paper
    /// let donor = History::new(4, 5.0, 6.0)?; // gave in 4 of 6 years, last in the fifth
    /// assert_eq!(format!("{:.3}", model.probability_alive(&donor, 1.0)?), "0.697");
    /// assert_eq!(format!("{:.2}", model.conditional_purchases(&donor, 5.0)?), "2.03");
    /// let ten_percent = DiscountRate::per_model_unit(0.1)?; // per opportunity
    /// assert_eq!(format!("{:.2}", model.residual_transactions(&donor, ten_percent, None)?), "3.20");
    /// assert!(model.expected_purchases(1.5).is_err()); // there is no half opportunity
    /// # Ok::<(), goodwill::Error>(())
    /// ```
    ///
    /// # Source
    /// Fader, Hardie & Shang 2010, "Customer-base analysis in a discrete-time noncontractual setting", Marketing Science 29.
    BgBb, "BG/BB",
    /// α of the purchase probability's beta distribution.
    alpha,
    /// β of the purchase probability's beta distribution.
    beta,
    /// γ of the dropout probability's beta distribution.
    gamma,
    /// δ of the dropout probability's beta distribution.
    delta
}

/// A history in opportunities.
#[derive(Debug, Clone, Copy)]
struct Opportunities {
    /// How many were used.
    x: u64,
    /// The last one used.
    last: u64,
    /// How many there were.
    n: u64,
}

impl Opportunities {
    fn of(history: &History) -> Result<Self> {
        let last = whole("recency", history.recency())?;
        let n = whole("tenure", history.tenure())?;
        let x = u64::from(history.frequency());
        if x > last {
            return Err(Error::inconsistent(
                "frequency",
                "is more than the opportunities up to the last purchase, recency",
            )
            .with_value(x));
        }
        Ok(Self { x, last, n })
    }
}

/// A number of opportunities.
fn whole(parameter: &'static str, value: f64) -> Result<u64> {
    if (0.0..=MOST_OPPORTUNITIES).contains(&value) && value == libm::floor(value) {
        Ok(value as u64)
    } else {
        Err(Error::out_of_range(
            parameter,
            "must be a whole number of opportunities, 0 to 10,000,000",
        )
        .with_value(value))
    }
}

/// The opportunities in (from, to]: where they start, and how many.
fn window(from: f64, to: f64) -> Result<(u64, u64)> {
    let (from, to) = (whole("from", from)?, whole("to", to)?);
    if to < from {
        return Err(Error::inconsistent("to", "lies before the start of the window, from").with_value(to));
    }
    Ok((from, to - from))
}

impl BgBb {
    /// How the probability of having bought x times by opportunity j and left then moves to j + 1.
    fn ratio(&self, x: u64, j: u64) -> f64 {
        let j_ = j as f64;
        let missed = self.beta + (j - x) as f64;
        let stayed = self.delta + j_;
        missed / (self.alpha + self.beta + j_) * (stayed / (self.gamma + self.delta + 1.0 + j_))
    }

    /// The probability of being alive at n over that of having left just after it.
    fn alive_ratio(&self, n: u64) -> f64 {
        (self.gamma + self.delta + n as f64) / self.gamma
    }

    /// ln of the probability of purchases at x of the first j opportunities in one order, and of leaving after j.
    fn ln_left_after(&self, x: u64, j: u64) -> f64 {
        ln_rising(self.alpha, x) + ln_rising(self.beta, j - x) - ln_rising(self.alpha + self.beta, j)
            + (libm::log(self.gamma) + ln_rising(self.delta, j) - ln_rising(self.gamma + self.delta, j + 1))
    }

    /// The likelihood of a history over [`ln_left_after`](Self::ln_left_after) its last purchase: the part of those who
    /// left since, and of those who are alive at n.
    fn parts(&self, Opportunities { x, last, n }: Opportunities) -> (f64, f64) {
        let (mut left, mut alive) = (0.0, self.alive_ratio(n));
        for j in (last..n).rev() {
            let ratio = self.ratio(x, j);
            left = 1.0 + ratio * left;
            alive *= ratio;
        }
        (left, alive)
    }

    fn ln_likelihood(&self, at: Opportunities) -> f64 {
        let (left, alive) = self.parts(at);
        self.ln_left_after(at.x, at.last) + libm::log(left + alive)
    }

    /// The shares of such customers who have left and who are alive at n.
    fn state(&self, at: Opportunities) -> (f64, f64) {
        let (left, alive) = self.parts(at);
        (left / (left + alive), alive / (left + alive))
    }

    /// The model of a customer who is known to be alive at n.
    fn if_alive(&self, Opportunities { x, n, .. }: Opportunities) -> Self {
        Self {
            alpha: self.alpha + x as f64,
            beta: self.beta + (n - x) as f64,
            ..self.after(n)
        }
    }

    /// The model of those who are alive after n more opportunities of which nothing else is known.
    fn after(&self, n: u64) -> Self {
        Self {
            delta: self.delta + n as f64,
            ..*self
        }
    }

    fn lifetime(&self) -> BetaGeometric {
        BetaGeometric {
            alpha: self.gamma,
            beta: self.delta,
        }
    }

    /// `1 − S(n)`: the share who have left by opportunity n.
    fn left_by(&self, n: u64) -> f64 {
        if n == 0 {
            return 0.0;
        }
        -libm::expm1(self.lifetime().ln_survival_step(0.0, n as f64))
    }

    /// E\[p\]
    fn mean_purchase(&self) -> f64 {
        self.alpha / (self.alpha + self.beta)
    }

    /// Expected purchases at the next n opportunities, each discounted by δ for every one before it.
    fn purchases(&self, delta: f64, n: Option<u64>) -> Result<f64> {
        Ok(self.mean_purchase() * discounted(&self.lifetime(), 0, delta, n, 0)?)
    }

    /// P(x purchases at the next n opportunities).
    fn pmf(&self, x: u64, n: u64) -> f64 {
        /// A sum above this is scaled down.
        const LARGE: f64 = 1e250;
        if x > n {
            return 0.0;
        }
        // Having left after j weighs C(j, x) times `ln_left_after`; summed from the last to the first.
        let (mut one, mut sum, mut ln_scale) = (1.0, self.alive_ratio(n), 0.0);
        for j in (x..n).rev() {
            let orders = (j + 1) as f64 / (j + 1 - x) as f64;
            sum = one + orders * self.ratio(x, j) * sum;
            if sum > LARGE {
                sum /= LARGE;
                one /= LARGE;
                ln_scale += libm::log(LARGE);
            }
        }
        libm::exp(self.ln_left_after(x, x) + ln_scale + libm::log(sum))
    }

    /// P(at least one purchase at the next n opportunities): at the first of them, the second, …
    fn active(&self, n: u64) -> f64 {
        let mut term = 1.0;
        let mut sum = 0.0;
        for i in 0..n {
            let i = i as f64;
            term *= (self.delta + i) / (self.gamma + self.delta + i);
            sum += term * (self.alpha / (self.alpha + self.beta + i));
            term *= (self.beta + i) / (self.alpha + self.beta + i);
        }
        sum
    }
}

impl Model for BgBb {
    const KIND: ModelKind = ModelKind::BgBb;
    const PARAMETERS: &'static [&'static str] = Self::NAMES;
    type Data = HistoryCounts;
    type Likelihood = BgBbLikelihood;

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

    fn likelihood(data: &HistoryCounts, _regularity: u32) -> Result<BgBbLikelihood> {
        BgBbLikelihood::new(data)
    }
}

impl Simulate for BgBb {
    fn simulate_one(&self, tenure: f64, stream: &mut Stream, times: &mut Vec<f64>) -> Result<SimulatedLife> {
        let n = whole("tenures", tenure)?;
        let rng = stream.rng();
        let (buys, _) = rng.beta(self.alpha, self.beta);
        let (leaves, _) = rng.beta(self.gamma, self.delta);
        let life = |left| SimulatedLife {
            left,
            purchase_rate: buys,
            dropout_rate: leaves,
        };
        for opportunity in 1..=n {
            if rng.uniform() < leaves {
                return Ok(life(Some(opportunity as f64)));
            }
            if rng.uniform() < buys {
                times.push(opportunity as f64);
            }
        }
        Ok(life(None))
    }
}

impl PurchaseModel for BgBb {
    fn unit(&self) -> Option<TimeUnit> {
        self.unit
    }

    fn is_discrete(&self) -> bool {
        true
    }

    fn expected_purchases(&self, t: f64) -> Result<f64> {
        self.purchases(0.0, Some(whole("t", t)?))
    }

    fn purchase_pmf(&self, n: u32, from: f64, to: f64) -> Result<f64> {
        let (from, length) = window(from, to)?;
        let later = self.after(from);
        let alive = self.lifetime().survival(from);
        let left = if n == 0 { self.left_by(from) } else { 0.0 };
        Ok(left + alive * later.pmf(u64::from(n), length))
    }

    fn conditional_purchases(&self, history: &History, t: f64) -> Result<f64> {
        let at = Opportunities::of(history)?;
        let t = whole("t", t)?;
        Ok(self.state(at).1 * self.if_alive(at).purchases(0.0, Some(t))?)
    }

    fn conditional_pmf(&self, history: &History, n: u32, from: f64, to: f64) -> Result<f64> {
        let at = Opportunities::of(history)?;
        let (from, length) = window(from, to)?;
        let (left, alive) = self.state(at);
        let now = self.if_alive(at);
        let none = if n == 0 {
            left + alive * now.left_by(from)
        } else {
            0.0
        };
        let later = alive * now.lifetime().survival(from);
        Ok(none + later * now.after(from).pmf(u64::from(n), length))
    }

    fn probability_alive(&self, history: &History, after: f64) -> Result<f64> {
        let at = Opportunities::of(history)?;
        let after = whole("after", after)?;
        Ok(self.state(at).1 * self.if_alive(at).lifetime().survival(after))
    }

    fn probability_active(&self, history: &History, from: f64, to: f64) -> Result<f64> {
        let at = Opportunities::of(history)?;
        let (from, length) = window(from, to)?;
        let now = self.if_alive(at);
        let alive = self.state(at).1 * now.lifetime().survival(from);
        Ok(alive * now.after(from).active(length))
    }

    /// Purchases after n, each discounted to n: the next opportunity lies one period ahead. The rate is per opportunity
    /// unless it names a unit.
    fn residual_transactions(
        &self,
        history: &History,
        discount: DiscountRate,
        horizon: Option<f64>,
    ) -> Result<f64> {
        let at = Opportunities::of(history)?;
        let delta = discount.delta(self.unit)?;
        let horizon = horizon.map(|horizon| whole("horizon", horizon)).transpose()?;
        let ahead = self.if_alive(at).purchases(delta, horizon)?;
        Ok(self.state(at).1 * (libm::exp(-delta) * ahead))
    }

    /// Expected number of further opportunities at which the customer is alive.
    fn residual_lifetime(&self, history: &History, horizon: Option<f64>) -> Result<f64> {
        let at = Opportunities::of(history)?;
        let horizon = horizon.map(|horizon| whole("horizon", horizon)).transpose()?;
        let now = self.if_alive(at);
        let ahead = if horizon.is_none() && self.gamma > 1.0 {
            now.delta / (now.gamma - 1.0)
        } else {
            discounted(&now.lifetime(), 0, 0.0, horizon, 0).map_err(|_| {
                Error::undefined(
                    "horizon",
                    "is needed: for gamma up to 1 the expected residual lifetime is infinite",
                )
                .with_value(self.gamma)
            })?
        };
        Ok(self.state(at).1 * ahead)
    }

    fn posterior_rates(&self, history: &History) -> Result<PosteriorRates> {
        let at = Opportunities::of(history)?;
        let here = self.ln_likelihood(at);
        let buys = Self {
            alpha: self.alpha + 1.0,
            ..*self
        };
        let leaves = Self {
            gamma: self.gamma + 1.0,
            ..*self
        };
        let leaving = self.gamma / (self.gamma + self.delta);
        Ok(PosteriorRates {
            purchase: self.mean_purchase() * libm::exp(buys.ln_likelihood(at) - here),
            dropout: leaving * libm::exp(leaves.ln_likelihood(at) - here),
        })
    }
}
