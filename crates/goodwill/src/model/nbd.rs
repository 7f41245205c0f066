//! NBD: purchases of customers who never leave.

use super::counts::{HistoryCount, HistoryCounts};
use super::fit::check_regularity;
use super::history::History;
use super::kind::ModelKind;
use super::likelihood::{Derivatives, Likelihood, Model, Order, Setting};
use super::model_type::model_type;
use super::purchase_model::{PosteriorRates, PurchaseModel};
use super::simulate::{Simulate, SimulatedLife, Stream, check_room};
use super::time::{DiscountRate, duration, window};
use crate::calendar::TimeUnit;
use crate::error::{Error, ErrorCode, Result};
use crate::numeric::beta::ln_beta;
use crate::numeric::rising::rising_table;
use crate::numeric::sum::ExactSum;
use alloc::{vec, vec::Vec};

model_type! {
    /// NBD: a customer buys at a rate λ, for ever; over the customers λ is gamma(r, α), with α in units of time.
    ///
    /// | | formula |
    /// |---|---|
    /// | likelihood | Γ(r+x)/Γ(r) αʳ / (α+T)^(r+x) |
    /// | probability of n purchases in t | Γ(r+n)/(Γ(r) n!) (α/(α+t))ʳ (t/(α+t))ⁿ |
    /// | expected purchases | r t/α |
    ///
    /// Given a history, what is to come is that of a customer with r+x and α+T. The likelihood is that of the times of the
    /// purchases, as of the models with dropout: they compare by it, and Pareto/NBD without dropout (s → 0) is this model.
    ///
    /// A frequency that falls with time reads as few purchases here: for customers who do leave use
    /// [`ParetoNbd`](super::ParetoNbd) or [`BgNbd`](super::BgNbd).
    ///
    /// ```
    /// use goodwill::model::{History, Nbd, PurchaseModel};
    /// let model = Nbd::new(0.5, 10.0)?;
    /// assert_eq!(model.expected_purchases(20.0)?, 1.0);
    /// assert_eq!(format!("{:.4}", model.purchase_pmf(0, 0.0, 20.0)?), "0.5774"); // (10/30)^0.5
    /// let history = History::new(2, 30.0, 40.0)?;
    /// assert_eq!(model.conditional_purchases(&history, 20.0)?, 1.0); // 2.5/50 · 20
    /// assert_eq!(model.probability_alive(&history, 0.0)?, 1.0);
    /// assert_eq!(model.to_string(), "NBD (r = 0.500, alpha = 10.000)");
    /// # Ok::<(), goodwill::Error>(())
    /// ```
    ///
    /// # Source
    /// Ehrenberg 1959, "The pattern of consumer purchases", Applied Statistics 8; Morrison & Schmittlein 1988,
    /// "Generalizing the NBD model for customer purchases", J. Business & Economic Statistics 6.
    Nbd, "NBD",
    /// The shape of the gamma distribution of the purchase rate λ.
    r,
    /// The rate of the gamma distribution of λ, in units of time.
    alpha
}

impl Nbd {
    /// The process of a customer of that history.
    fn after(&self, history: &History) -> Self {
        Self {
            r: self.r + f64::from(history.frequency()),
            alpha: self.alpha + history.tenure(),
            unit: self.unit,
        }
    }

    /// Mean purchase rate.
    fn rate(&self) -> f64 {
        self.r / self.alpha
    }

    /// The probability of n purchases in any `span`.
    fn pmf(&self, n: u32, span: f64) -> f64 {
        let ln_none = -self.r * libm::log1p(span / self.alpha);
        if n == 0 {
            return libm::exp(ln_none);
        }
        if span == 0.0 {
            return 0.0;
        }
        let n = f64::from(n);
        let ln_ways = -libm::log(n) - ln_beta(self.r, n);
        libm::exp(ln_ways + ln_none - n * libm::log1p(self.alpha / span)).min(1.0)
    }

    /// The probability of a purchase in any `span`.
    fn active(&self, span: f64) -> f64 {
        -libm::expm1(-self.r * libm::log1p(span / self.alpha))
    }
}

impl Model for Nbd {
    const KIND: ModelKind = ModelKind::Nbd;
    const PARAMETERS: &'static [&'static str] = Self::NAMES;
    type Data = HistoryCounts;
    type Likelihood = NbdLikelihood;

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
        NbdLikelihood::new(data)
    }
}

impl Simulate for Nbd {
    fn simulate_one(&self, tenure: f64, stream: &mut Stream, times: &mut Vec<f64>) -> Result<SimulatedLife> {
        let rng = stream.rng();
        let rate = rng.gamma(self.r, self.alpha);
        let begin = times.len();
        let mut time = 0.0;
        loop {
            time += rng.exponential() / rate;
            if time > tenure {
                return Ok(SimulatedLife {
                    left: None,
                    purchase_rate: rate,
                    dropout_rate: 0.0,
                });
            }
            check_room(times.len() - begin)?;
            times.push(time);
        }
    }
}

impl PurchaseModel for Nbd {
    fn unit(&self) -> Option<TimeUnit> {
        self.unit
    }

    fn expected_purchases(&self, t: f64) -> Result<f64> {
        Ok(self.rate() * duration("t", t)?)
    }

    fn purchase_pmf(&self, n: u32, from: f64, to: f64) -> Result<f64> {
        let (from, to) = window(from, to)?;
        Ok(self.pmf(n, to - from))
    }

    fn conditional_purchases(&self, history: &History, t: f64) -> Result<f64> {
        self.after(history).expected_purchases(t)
    }

    fn conditional_pmf(&self, history: &History, n: u32, from: f64, to: f64) -> Result<f64> {
        self.after(history).purchase_pmf(n, from, to)
    }

    fn probability_alive(&self, _history: &History, after: f64) -> Result<f64> {
        duration("after", after)?;
        Ok(1.0)
    }

    fn probability_active(&self, history: &History, from: f64, to: f64) -> Result<f64> {
        let (from, to) = window(from, to)?;
        Ok(self.after(history).active(to - from))
    }

    fn residual_transactions(
        &self,
        history: &History,
        discount: DiscountRate,
        horizon: Option<f64>,
    ) -> Result<f64> {
        let horizon = horizon.map(|horizon| duration("horizon", horizon)).transpose()?;
        let delta = discount.delta(self.unit)?;
        let value = match horizon {
            Some(horizon) if delta * horizon < 1e-300 => horizon,
            Some(horizon) => -libm::expm1(-delta * horizon) / delta,
            None if delta > 0.0 => 1.0 / delta,
            None => {
                return Err(Error::undefined(
                    "discount",
                    "of 0 without horizon: customers who never leave buy without end",
                ));
            }
        };
        Ok(self.after(history).rate() * value)
    }

    fn residual_lifetime(&self, _history: &History, horizon: Option<f64>) -> Result<f64> {
        match horizon {
            Some(horizon) => duration("horizon", horizon),
            None => Err(Error::undefined(
                "horizon",
                "is needed: in this model customers never leave",
            )),
        }
    }

    fn posterior_rates(&self, history: &History) -> Result<PosteriorRates> {
        Ok(PosteriorRates {
            purchase: self.after(history).rate(),
            dropout: 0.0,
        })
    }
}

/// The prepared likelihood of [`Nbd`]: a sum over the distinct frequencies and one over the distinct tenures.
#[derive(Debug, Clone)]
pub struct NbdLikelihood {
    unit: Option<TimeUnit>,
    total_weight: f64,
    frequencies: Vec<u64>,
    /// The weight of each frequency.
    weights: Vec<f64>,
    tenures: Vec<Tenure>,
    unidentified: Option<Error>,
    start: [f64; 2],
}

/// A distinct tenure.
#[derive(Debug, Clone, Copy)]
struct Tenure {
    at: f64,
    weight: f64,
    /// Repeat purchases, weighted.
    purchases: f64,
}

impl NbdLikelihood {
    fn new(counts: &HistoryCounts) -> Result<Self> {
        let rows = counts.rows();
        if rows.is_empty() {
            return Err(Error::empty("histories"));
        }
        let mut frequencies = Vec::new();
        let mut weights = Vec::new();
        for group in rows.chunk_by(|a, b| a.history.frequency() == b.history.frequency()) {
            frequencies.push(u64::from(group[0].history.frequency()));
            let weight: ExactSum = group.iter().map(HistoryCount::total_weight).collect();
            weights.push(weight.value());
        }
        let mut by_tenure: Vec<_> = rows.iter().collect();
        by_tenure.sort_by(|a, b| a.history.tenure().total_cmp(&b.history.tenure()));
        let tenures = by_tenure
            .chunk_by(|a, b| a.history.tenure() == b.history.tenure())
            .map(|group| {
                let mut purchases = ExactSum::new();
                for row in group {
                    purchases.add_product(row.total_weight(), f64::from(row.history.frequency()));
                }
                Tenure {
                    at: group[0].history.tenure(),
                    weight: group
                        .iter()
                        .map(|row| HistoryCount::total_weight(row))
                        .collect::<ExactSum>()
                        .value(),
                    purchases: purchases.value(),
                }
            })
            .collect();
        let (time, purchases) = (counts.total(History::tenure), counts.repeat_purchases());
        let alpha = 0.7 * (time / purchases);
        Ok(Self {
            unit: counts.unit(),
            total_weight: counts.total_weight(),
            frequencies,
            weights,
            tenures,
            unidentified: unidentified(counts),
            start: [0.7, if alpha > 0.0 && alpha < 1e300 { alpha } else { 1.0 }],
        })
    }
}

/// Why data can never determine the parameters.
fn unidentified(counts: &HistoryCounts) -> Option<Error> {
    let seen = |history: &History| (history.frequency(), history.tenure());
    let first = seen(&counts.rows()[0].history);
    let reason = if counts.max_tenure() == 0.0 {
        "have no time observed: every tenure (T) is 0"
    } else if counts.max_frequency() == 0 {
        "have no repeat purchase: the purchase rate may be as small as it likes"
    } else if counts.customers() == 1 {
        "are of one customer: how customers differ cannot be seen"
    } else if counts.rows().iter().all(|row| seen(&row.history) == first) {
        "are all the same: how customers differ cannot be seen"
    } else {
        return None;
    };
    Some(Error::new(ErrorCode::NotIdentified, "histories", reason))
}

impl Likelihood for NbdLikelihood {
    fn evaluate(&self, parameters: &[f64], order: Order) -> Derivatives {
        let (r, alpha) = (parameters[0], parameters[1]);
        let [
            mut value,
            mut by_r,
            mut by_alpha,
            mut rr,
            mut r_alpha,
            mut alpha_alpha,
        ] = core::array::from_fn(|_| ExactSum::new());
        for (rising, &weight) in rising_table(r, &self.frequencies).iter().zip(&self.weights) {
            value.add(weight * rising.value);
            by_r.add(weight * rising.first);
            rr.add(weight * rising.second);
        }
        let ln_alpha = libm::log(alpha);
        for tenure in &self.tenures {
            let Tenure {
                at,
                weight,
                purchases,
            } = *tenure;
            let ln = libm::log1p(at / alpha);
            value.add(-(r * weight * ln + purchases * (ln_alpha + ln)));
            if order == Order::Value {
                continue;
            }
            let inverse = 1.0 / (alpha + at);
            // 1/α − 1/(α+T).
            let share = at * inverse / alpha;
            by_r.add(-weight * ln);
            by_alpha.add(r * weight * share - purchases * inverse);
            r_alpha.add(weight * share);
            alpha_alpha.add(purchases * inverse * inverse - r * weight * share * (inverse + 1.0 / alpha));
        }
        let cross = r_alpha.value();
        Derivatives {
            value: value.value(),
            gradient: if order >= Order::Gradient {
                vec![by_r.value(), by_alpha.value()]
            } else {
                Vec::new()
            },
            hessian: if order >= Order::Hessian {
                vec![rr.value(), cross, cross, alpha_alpha.value()]
            } else {
                Vec::new()
            },
        }
    }

    fn total_weight(&self) -> f64 {
        self.total_weight
    }

    fn starts(&self) -> Vec<Vec<f64>> {
        let [r, alpha] = self.start;
        vec![
            vec![r, alpha],
            vec![4.0 * r, 4.0 * alpha],
            vec![0.2 * r, 0.2 * alpha],
        ]
    }

    fn identify(&self) -> Result<()> {
        self.unidentified.clone().map_or(Ok(()), Err)
    }

    fn setting(&self) -> Setting {
        Setting {
            unit: self.unit,
            ..Setting::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{FitOptions, ParetoNbd};

    fn counts(histories: &[(u32, f64, f64)]) -> HistoryCounts {
        let rows: Vec<HistoryCount> = histories
            .iter()
            .map(|&(x, recency, tenure)| HistoryCount {
                history: History::new(x, recency, tenure).unwrap(),
                weight: 1.0,
                count: 1,
            })
            .collect();
        HistoryCounts::from_rows(&rows, None).unwrap()
    }

    /// NBD is Pareto/NBD of customers who leave once in 1e300 units of time.
    #[test]
    fn is_pareto_nbd_without_dropout() {
        let histories = [
            (0, 0.0, 30.0),
            (0, 0.0, 38.0),
            (1, 3.0, 38.0),
            (4, 33.0, 38.0),
            (1000, 30.0, 30.0),
        ];
        let data = counts(&histories);
        for (r, alpha) in [(0.5, 10.0), (1e-6, 0.1), (300.0, 2000.0)] {
            let (nbd, pareto) = (
                Nbd::new(r, alpha).unwrap(),
                ParetoNbd::new(r, alpha, 1e-290, 1e10).unwrap(),
            );
            let close =
                |a: f64, b: f64| assert!((a - b).abs() <= 1e-12 * b.abs() + 1e-280, "{a:e} {b:e}: {nbd}");
            close(
                nbd.log_likelihood(&data).unwrap(),
                pareto.log_likelihood(&data).unwrap(),
            );
            let (g, h) = (nbd.gradient(&data).unwrap(), nbd.hessian(&data).unwrap());
            let (pg, ph) = (pareto.gradient(&data).unwrap(), pareto.hessian(&data).unwrap());
            for i in 0..2 {
                close(g[i], pg[i]);
                for j in 0..2 {
                    close(h[i][j], ph[i][j]);
                }
            }
            for (x, recency, tenure) in histories {
                let history = History::new(x, recency, tenure).unwrap();
                for n in [0, 1, 7, 900] {
                    close(
                        nbd.conditional_pmf(&history, n, 5.0, 40.0).unwrap(),
                        pareto.conditional_pmf(&history, n, 5.0, 40.0).unwrap(),
                    );
                }
                close(
                    nbd.probability_active(&history, 1.0, 9.0).unwrap(),
                    pareto.probability_active(&history, 1.0, 9.0).unwrap(),
                );
                for horizon in [None, Some(12.0)] {
                    let discount = DiscountRate::continuous(0.01).unwrap();
                    close(
                        nbd.residual_transactions(&history, discount, horizon).unwrap(),
                        pareto.residual_transactions(&history, discount, horizon).unwrap(),
                    );
                }
                let rates = nbd.posterior_rates(&history).unwrap();
                close(rates.purchase, pareto.posterior_rates(&history).unwrap().purchase);
                assert_eq!(rates.dropout, 0.0);
            }
        }
    }

    #[test]
    fn simulated_customers_give_the_parameters_back() {
        let truth = Nbd::new(0.8, 12.0).unwrap();
        let simulated = truth.simulate(&vec![52.0; 4000], 3).unwrap();
        let fitted = Nbd::fit(&simulated.counts(None).unwrap(), &FitOptions::default()).unwrap();
        for (parameter, truth) in fitted.summary.parameters.iter().zip([0.8, 12.0]) {
            let estimate = parameter.estimate;
            let error = (estimate.value - truth) / estimate.standard_error;
            assert!(error.abs() < 3.0, "{fitted}");
        }
    }

    #[test]
    fn what_has_no_value_is_an_error() {
        let code = |error: Error| error.code();
        let model = Nbd::new(0.5, 10.0).unwrap();
        let history = History::new(2, 3.0, 4.0).unwrap();
        let free = DiscountRate::continuous(0.0).unwrap();
        assert_eq!(
            code(model.residual_lifetime(&history, None).unwrap_err()),
            ErrorCode::Undefined
        );
        assert_eq!(
            code(model.residual_transactions(&history, free, None).unwrap_err()),
            ErrorCode::Undefined
        );
        let same = counts(&[(2, 3.0, 9.0), (2, 5.0, 9.0)]);
        assert_eq!(
            code(Nbd::fit(&same, &FitOptions::default()).unwrap_err()),
            ErrorCode::NotIdentified
        );
        assert!(Nbd::new(0.5, f64::INFINITY).is_err());
    }
}
