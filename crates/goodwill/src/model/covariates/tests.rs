//! Covariates on a negative binomial, whose likelihood is known in closed form.

use super::*;
use crate::ErrorCode;
use crate::calendar::TimeUnit;
use crate::error::Result;
use crate::estimate::Method;
use crate::model::counts::HistoryCounts;
use crate::model::fit::FitOptions;
use crate::model::history::HistoryColumns;
use crate::model::kind::ModelKind;
use crate::model::likelihood::{Derivatives, Likelihood, Model, Order, Setting};
use crate::numeric::random::CounterRng;
use crate::numeric::rising::rising;
use crate::quantity::Positive;
use alloc::{format, string::ToString, vec, vec::Vec};
use core::fmt;

/// Purchases at rates that are gamma distributed over customers.
#[derive(Debug, Clone, PartialEq)]
struct Toy {
    r: f64,
    alpha: f64,
}

impl fmt::Display for Toy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "toy (r = {:.3}, alpha = {:.3})", self.r, self.alpha)
    }
}

struct ToyLikelihood(HistoryCounts);

impl Likelihood for ToyLikelihood {
    fn evaluate(&self, p: &[f64], _: Order) -> Derivatives {
        let (r, alpha) = (p[0], p[1]);
        let mut sum = Derivatives {
            value: 0.0,
            gradient: vec![0.0; 2],
            hessian: vec![0.0; 4],
        };
        for row in self.0.rows() {
            let (x, end, w) = (
                row.history.frequency(),
                alpha + row.history.tenure(),
                row.total_weight(),
            );
            let up = rising(r, x);
            let all = r + f64::from(x);
            sum.value += w * (up.value + r * libm::log(alpha) - all * libm::log(end));
            sum.gradient[0] += w * (up.first + libm::log(alpha / end));
            sum.gradient[1] += w * (r / alpha - all / end);
            sum.hessian[0] += w * up.second;
            sum.hessian[1] += w * (1.0 / alpha - 1.0 / end);
            sum.hessian[3] += w * (all / (end * end) - r / (alpha * alpha));
        }
        sum.hessian[2] = sum.hessian[1];
        sum
    }
    fn total_weight(&self) -> f64 {
        self.0.total_weight()
    }
    fn starts(&self) -> Vec<Vec<f64>> {
        vec![vec![1.0, 10.0]]
    }
    fn setting(&self) -> Setting {
        Setting {
            unit: self.0.unit(),
            regularity: 1,
        }
    }
}

impl Model for Toy {
    const KIND: ModelKind = ModelKind::Nbd;
    const PARAMETERS: &'static [&'static str] = &["r", "alpha"];
    type Data = HistoryCounts;
    type Likelihood = ToyLikelihood;

    fn from_parameters(p: &[f64], _: Setting) -> Result<Self> {
        Ok(Self {
            r: Positive::new("r", p[0])?.get(),
            alpha: Positive::new("alpha", p[1])?.get(),
        })
    }
    fn parameters(&self) -> Vec<f64> {
        vec![self.r, self.alpha]
    }
    fn setting(&self) -> Setting {
        Setting::default()
    }
    fn likelihood(data: &HistoryCounts, _: u32) -> Result<ToyLikelihood> {
        Ok(ToyLikelihood(data.clone()))
    }
}

/// Customers whose rate is multiplied by exp(0.5 online + 0.02 age): columns of x, T, online, age.
struct Sample {
    x: Vec<f64>,
    recency: Vec<f64>,
    tenure: Vec<f64>,
    online: Vec<f64>,
    age: Vec<f64>,
}

fn sample(n: u64, ages: bool) -> Sample {
    let mut all = Sample {
        x: vec![],
        recency: vec![],
        tenure: vec![],
        online: vec![],
        age: vec![],
    };
    for customer in 0..n {
        let mut rng = CounterRng::new(5, customer);
        let online = f64::from(u8::from(rng.uniform() < 0.4));
        let age = if ages {
            40.0 + 12.0 * rng.normal()
        } else {
            20.0 + 10.0 * libm::floor(5.0 * rng.uniform())
        };
        // Shape 2: the sum of two exponentials; purchases by their waiting times.
        let unit = -libm::log(rng.uniform()) - libm::log(rng.uniform());
        let rate = unit / 12.0 * libm::exp(0.5 * online + 0.02 * (age - 40.0));
        let end = libm::ceil(20.0 + 19.0 * rng.uniform());
        let (mut x, mut last) = (0.0, 0.0);
        loop {
            let next = last - libm::log(rng.uniform()) / rate;
            if next > end {
                break;
            }
            last = next;
            x += 1.0;
        }
        all.x.push(x);
        // The toy does not look at recency: a round one keeps the distinct histories few.
        all.recency.push(if x > 0.0 { 1.0 } else { 0.0 });
        all.tenure.push(end);
        all.online.push(online);
        all.age.push(age);
    }
    all
}

impl Sample {
    fn data(&self, covariates: &[Covariate<'_>]) -> Result<CovariateHistories> {
        let columns = HistoryColumns {
            frequency: &self.x,
            recency: &self.recency,
            tenure: &self.tenure,
        };
        CovariateHistories::from_columns(&columns, covariates, &[], None, Some(TimeUnit::Week))
    }

    fn fit(&self, covariates: &[Covariate<'_>]) -> Result<CovariateFit<Toy>> {
        Toy::fit_covariates(&self.data(covariates)?, &FitOptions::default())
    }
}

fn named<'a>(name: &'a str, values: &'a [f64]) -> Covariate<'a> {
    Covariate { name, values }
}

fn close(value: f64, expected: f64, tolerance: f64) {
    assert!(
        (value - expected).abs() <= tolerance * expected.abs(),
        "{value} is not {expected}"
    );
}

#[test]
fn finds_the_effects_and_their_errors() {
    let sample = sample(4000, false);
    let fit = sample
        .fit(&[named("online", &sample.online), named("age", &sample.age)])
        .unwrap();
    for (name, truth) in [
        ("r", 2.0),
        ("alpha", 12.0 * libm::exp(0.8)),
        ("purchase.online", 0.5),
        ("purchase.age", 0.02),
    ] {
        let estimate = fit.summary.parameter(name).unwrap();
        let off = (estimate.value - truth) / estimate.standard_error;
        assert!(off.abs() < 2.5, "{name}: {estimate}");
    }
    let test = fit.test.unwrap();
    assert_eq!(test.degrees_of_freedom, 2.0);
    assert!(test.p_value < 1e-20);
    assert_eq!(fit.summary.parameters[2].estimate.method, Method::Wald);
    assert!(fit.summary.warnings.is_empty(), "{fit}");

    // A customer's own model, and its error by the delta method against the covariance itself.
    let model = fit.model_for(&[1.0, 30.0], &[]).unwrap();
    let value = |name| fit.summary.parameter(name).unwrap().value;
    let (alpha, gamma, slope) = (value("alpha"), value("purchase.online"), value("purchase.age"));
    close(model.alpha, alpha * libm::exp(-gamma - 30.0 * slope), 1e-14);
    let ln_alpha = fit
        .predict(&[1.0, 30.0], &[], |m| Ok(libm::log(m.alpha)))
        .unwrap();
    let direction = [0.0, 1.0 / alpha, -1.0, -30.0];
    let covariance = &fit.summary.covariance;
    let variance: f64 = (0..4)
        .flat_map(|i| (0..4).map(move |j| (i, j)))
        .map(|(i, j)| direction[i] * covariance[i][j] * direction[j])
        .sum();
    close(ln_alpha.standard_error, libm::sqrt(variance), 1e-8);
    assert!(fit.model_for(&[1.0], &[]).is_err());
    assert!(fit.model_for(&[1.0, f64::NAN], &[]).is_err());
    let text = format!("{fit}");
    assert!(
        text.contains("purchase.online") && text.contains("2 degrees of freedom"),
        "{text}"
    );
}

#[test]
fn the_derivatives_are_those_of_the_likelihood() {
    let sample = sample(300, true);
    let fit = sample.fit(&[named("age", &sample.age)]).unwrap();
    // The likelihood of the customers' own models is the reported one, and stationary there.
    let at = |r: f64, alpha: f64, gamma: f64| -> f64 {
        (0..300)
            .map(|i| {
                let end = HistoryColumns {
                    frequency: &sample.x[i..=i],
                    recency: &sample.recency[i..=i],
                    tenure: &sample.tenure[i..=i],
                };
                let own = Toy {
                    r,
                    alpha: alpha * libm::exp(-gamma * sample.age[i]),
                };
                let counts = HistoryCounts::from_columns(&end, None, None).unwrap();
                own.log_likelihood(&counts).unwrap()
            })
            .sum()
    };
    let [r, alpha, gamma] = [0, 1, 2].map(|i| fit.summary.parameters[i].estimate.value);
    let top = at(r, alpha, gamma);
    close(fit.summary.log_likelihood, top, 1e-13);
    // The covariance is the inverse of the observed information: by second differences of the likelihood itself.
    let steps = [1e-3 * r, 1e-3 * alpha, 1e-3 * gamma];
    let moved = |i: usize, a: f64, j: usize, b: f64| {
        let mut p = [r, alpha, gamma];
        p[i] += a * steps[i];
        p[j] += b * steps[j];
        at(p[0], p[1], p[2])
    };
    for i in 0..3 {
        for j in 0..3 {
            let product: f64 = (0..3)
                .map(|k| {
                    let second = moved(i, 1.0, k, 1.0) - moved(i, 1.0, k, -1.0) - moved(i, -1.0, k, 1.0)
                        + moved(i, -1.0, k, -1.0);
                    -second / (4.0 * steps[i] * steps[k]) * fit.summary.covariance[k][j]
                })
                .sum();
            let scale = fit.summary.parameters[j].estimate.standard_error
                / fit.summary.parameters[i].estimate.standard_error;
            let expected = f64::from(u8::from(i == j));
            assert!(
                (product - expected).abs() < 3e-4 * scale.max(1.0 / scale).max(1.0),
                "{i} {j} {product}"
            );
        }
    }
}

#[test]
fn units_and_order_of_covariates_do_not_matter() {
    let sample = sample(500, true);
    let scaled: Vec<f64> = sample.age.iter().map(|age| 1e6 + 1000.0 * age).collect();
    let fit = sample.fit(&[named("age", &sample.age)]).unwrap();
    let other = sample.fit(&[named("age", &scaled)]).unwrap();
    close(other.summary.log_likelihood, fit.summary.log_likelihood, 1e-12);
    let (a, b) = (
        fit.summary.parameters[2].estimate,
        other.summary.parameters[2].estimate,
    );
    close(b.value * 1000.0, a.value, 1e-8);
    close(b.standard_error * 1000.0, a.standard_error, 1e-8);

    // Shuffled rows: the same bits.
    let mut order: Vec<usize> = (0..500).collect();
    order.sort_by_key(|i| (i * 7919) % 500);
    let shuffle = |column: &[f64]| order.iter().map(|&i| column[i]).collect::<Vec<_>>();
    let shuffled = Sample {
        x: shuffle(&sample.x),
        recency: shuffle(&sample.recency),
        tenure: shuffle(&sample.tenure),
        online: shuffle(&sample.online),
        age: shuffle(&sample.age),
    };
    let again = shuffled.fit(&[named("age", &shuffled.age)]).unwrap();
    assert_eq!(again.summary, fit.summary);
}

#[test]
fn covariates_that_cannot_be_told_apart_are_named() {
    let sample = sample(200, false);
    let offline: Vec<f64> = sample.online.iter().map(|x| 1.0 - x).collect();
    let error = sample
        .fit(&[
            named("age", &sample.age),
            named("online", &sample.online),
            named("offline", &offline),
        ])
        .unwrap_err();
    assert_eq!(
        (error.code(), error.parameter()),
        (ErrorCode::NotIdentified, "offline")
    );
    assert!(
        error.to_string().contains("online, offline cannot be told apart"),
        "{error}"
    );
    assert!(!error.to_string().contains("age"), "{error}");

    let constant = vec![3.0; 200];
    let error = sample.fit(&[named("constant", &constant)]).unwrap_err();
    assert_eq!(
        (error.code(), error.parameter()),
        (ErrorCode::NotIdentified, "constant")
    );

    assert_eq!(sample.fit(&[]).unwrap_err().code(), ErrorCode::Empty);
    let twice = sample
        .fit(&[named("age", &sample.age), named("age", &sample.age)])
        .unwrap_err();
    assert_eq!(twice.code(), ErrorCode::DuplicateColumn);
    let mut broken = sample.age.clone();
    broken[7] = f64::INFINITY;
    let error = sample.fit(&[named("age", &broken)]).unwrap_err();
    assert_eq!((error.code(), error.index()), (ErrorCode::NotFinite, Some(7)));
    let columns = HistoryColumns {
        frequency: &sample.x,
        recency: &sample.recency,
        tenure: &sample.tenure,
    };
    let data =
        CovariateHistories::from_columns(&columns, &[], &[named("age", &sample.age)], None, None).unwrap();
    let error = Toy::fit_covariates(&data, &FitOptions::default()).unwrap_err();
    assert_eq!(
        (error.code(), error.parameter()),
        (ErrorCode::NotApplicable, "age")
    );
}

#[test]
fn a_row_error_keeps_its_row() {
    let sample = sample(50, false);
    let mut recency = sample.recency.clone();
    recency[31] = 1e6;
    let columns = HistoryColumns {
        frequency: &sample.x,
        recency: &recency,
        tenure: &sample.tenure,
    };
    let error =
        CovariateHistories::from_columns(&columns, &[named("online", &sample.online)], &[], None, None)
            .unwrap_err();
    assert_eq!((error.parameter(), error.index()), ("recency", Some(31)));
    let mut age = sample.age.clone();
    age[3] = f64::NAN;
    let data = sample.data(&[named("age", &age)]).unwrap();
    assert_eq!(data.missing(), 1);
    assert_eq!(data.pooled().unwrap().customers(), 49);
}
