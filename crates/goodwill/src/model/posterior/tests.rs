//! Whole posteriors of a toy whose posterior is known in closed form.

use super::*;
use crate::error::ErrorCode;
use crate::model::likelihood::{Derivatives, Likelihood, Order};
use crate::numeric::chi_squared;
use crate::numeric::random::CounterRng;
use crate::quantity::Positive;
use alloc::{format, string::ToString, vec};

/// Two independent Poisson processes of rates r and alpha, wearing the name of the NBD. With gamma(a, b) priors the
/// posteriors are gamma(a + events, b + exposure).
#[derive(Debug, Clone, PartialEq)]
struct Rates {
    r: f64,
    alpha: f64,
}

impl fmt::Display for Rates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "rates ({}, {})", self.r, self.alpha)
    }
}

/// Events and exposure of each process.
#[derive(Debug, Clone, Copy)]
struct Seen([(f64, f64); 2]);

impl Likelihood for Seen {
    fn evaluate(&self, p: &[f64], _: Order) -> Derivatives {
        let [(n, t), (m, s)] = self.0;
        Derivatives {
            value: n * libm::log(p[0]) - t * p[0] + m * libm::log(p[1]) - s * p[1],
            gradient: vec![n / p[0] - t, m / p[1] - s],
            hessian: vec![-n / (p[0] * p[0]), 0.0, 0.0, -m / (p[1] * p[1])],
        }
    }
    fn total_weight(&self) -> f64 {
        7.0
    }
    fn starts(&self) -> Vec<Vec<f64>> {
        vec![vec![1.0, 1.0]]
    }
    fn setting(&self) -> Setting {
        Setting::default()
    }
    fn identify(&self) -> Result<()> {
        if self.0.iter().any(|seen| seen.0 == 0.0) {
            return Err(Error::new(ErrorCode::NotIdentified, "r", "nothing happened"));
        }
        Ok(())
    }
}

impl Model for Rates {
    const KIND: ModelKind = ModelKind::Nbd;
    const PARAMETERS: &'static [&'static str] = &["r", "alpha"];
    type Data = Seen;
    type Likelihood = Seen;

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
    fn likelihood(data: &Seen, _: u32) -> Result<Seen> {
        Ok(*data)
    }
}

fn options(method: PosteriorMethod, draws: u32) -> PosteriorOptions {
    PosteriorOptions {
        method,
        draws,
        ..PosteriorOptions::default()
    }
}

/// Quantile of a gamma distribution.
fn gamma_quantile(shape: f64, rate: f64, p: f64) -> f64 {
    0.5 * chi_squared::quantile(p, 2.0 * shape) / rate
}

#[test]
fn both_methods_find_the_gamma_posterior() {
    let data = Seen([(6.0, 10.0), (40.0, 5.0)]);
    for method in [PosteriorMethod::LaplacePsis, PosteriorMethod::Nuts] {
        // What each prior adds to events and exposure: flat in ln p nothing, flat in p one event.
        for (prior, events, exposure) in [
            (Prior::LogFlat, 0.0, 0.0),
            (Prior::Flat, 1.0, 0.0),
            (Prior::gamma(3.0, 2.0).unwrap(), 3.0, 2.0),
        ] {
            let options = PosteriorOptions {
                priors: vec![prior; 2],
                ..options(method, 8000)
            };
            let posterior = Rates::posterior(&data, &options).unwrap();
            let summary = &posterior.summary;
            assert!(summary.reliable, "{posterior}");
            assert!(summary.effective_draws > 3000.0, "{posterior}");
            for (parameter, (n, t)) in summary.parameters.iter().zip(data.0) {
                let (shape, rate) = (n + events, t + exposure);
                let Estimate {
                    value,
                    standard_error,
                    interval,
                    n,
                    method,
                    ..
                } = parameter.estimate;
                let deviation = libm::sqrt(shape) / rate;
                let error = deviation / libm::sqrt(parameter.effective_draws);
                assert!(
                    (value - shape / rate).abs() < 4.0 * error,
                    "{prior}: {value} {shape} {rate}"
                );
                assert!(
                    (standard_error / deviation - 1.0).abs() < 0.06,
                    "{prior}: {standard_error}"
                );
                for (end, p) in [(interval.lower, 0.025), (interval.upper, 0.975)] {
                    let expected = gamma_quantile(shape, rate, p);
                    assert!(
                        (end - expected).abs() < 0.1 * deviation,
                        "{prior}: {end}, not {expected}"
                    );
                }
                assert_eq!((n, method), (7, crate::Method::Posterior));
            }
            let correlation =
                summary.covariance[0][1] / libm::sqrt(summary.covariance[0][0] * summary.covariance[1][1]);
            assert!(correlation.abs() < 0.05, "{correlation}");
        }
    }
}

#[test]
fn predictions_are_over_the_draws() {
    let data = Seen([(20.0, 10.0), (40.0, 5.0)]);
    let posterior = Rates::posterior(&data, &options(PosteriorMethod::LaplacePsis, 4000)).unwrap();
    // The predictive probability of no event in 1: E exp(−λ) = (10/11)^20.
    let quiet = posterior.predict(|model| Ok(libm::exp(-model.r))).unwrap();
    assert!((quiet.value - libm::pow(10.0 / 11.0, 20.0)).abs() < 4.0 * quiet.standard_error / 60.0);
    assert!(quiet.interval.contains(quiet.value));
    // The interval of a monotone function is the image of the interval, up to interpolation.
    let rate = posterior.summary.parameter("r").unwrap().interval;
    assert!((quiet.interval.lower - libm::exp(-rate.upper)).abs() < 1e-4);
    let rows = posterior
        .predict_rows(3, |model, row| Ok(model.r * row as f64))
        .unwrap();
    assert_eq!(rows[1].value, posterior.summary.parameters[0].estimate.value);
    assert_eq!((rows[0].value, rows[0].standard_error), (0.0, 0.0));
    let columns = HistoryColumns {
        frequency: &[1.0, f64::NAN, 1.0],
        recency: &[2.0, 0.0, 2.0],
        tenure: &[4.0, 1.0, 4.0],
    };
    let each = posterior
        .predict_histories(&columns, |model, history| Ok(model.r * history.tenure()))
        .unwrap();
    assert!((each[0].value / rows[1].value - 4.0).abs() < 1e-12 && each[1].value.is_nan());
    assert_eq!(each[0], each[2]);
    let failed = posterior.predict_rows(3, |_, row| match row {
        2 => Err(Error::undefined("horizon", "is for ever")),
        _ => Ok(0.0),
    });
    assert_eq!(failed.unwrap_err().index(), Some(2));
    assert_eq!(
        posterior.predict(|_| Ok(f64::INFINITY)).unwrap_err().code(),
        ErrorCode::Undefined
    );
    let few = posterior.thinned(400).unwrap();
    assert_eq!(few.draws.len(), 400);
    let (mean, all) = (few.predict(|model| Ok(model.r)).unwrap(), rows[1]);
    assert!(
        (mean.value - all.value).abs() < 0.2 * all.standard_error,
        "{mean} {all}"
    );
    assert!(posterior.thinned(0).is_err());
}

/// Talts, Betancourt, Simpson, Vehtari and Gelman 2018: rates drawn from the prior rank uniformly among draws from the
/// posterior of data drawn at them.
#[test]
fn ranks_are_uniform_over_simulated_data() {
    const CELLS: usize = 8;
    for (method, runs, draws) in [
        (PosteriorMethod::LaplacePsis, 400, 500),
        (PosteriorMethod::Nuts, 160, 200),
    ] {
        let mut cells = [0.0; CELLS];
        for run in 0..runs {
            let mut random = CounterRng::new(3, run);
            let mut simulate = || {
                let rate = gamma_quantile(2.0, 1.0, random.uniform());
                let (mut time, mut events) = (0.0, 0.0);
                loop {
                    time -= libm::log(random.uniform()) / rate;
                    if time > 3.0 {
                        break (rate, events);
                    }
                    events += 1.0;
                }
            };
            let ((rate, n), (_, m)) = (simulate(), simulate());
            let options = PosteriorOptions {
                priors: vec![Prior::gamma(2.0, 1.0).unwrap(); 2],
                seed: run,
                chains: 2,
                warmup: 100,
                ..options(method, draws)
            };
            let posterior = Rates::posterior(&Seen([(n, 3.0), (m, 3.0)]), &options).unwrap();
            let below = posterior
                .draws
                .rows()
                .zip(posterior.draws.weights())
                .filter(|(row, _)| row[0] < rate)
                .map(|(_, weight)| weight)
                .sum::<f64>();
            cells[((below * CELLS as f64) as usize).min(CELLS - 1)] += 1.0;
        }
        let expected = runs as f64 / CELLS as f64;
        let statistic: f64 = cells
            .iter()
            .map(|cell| (cell - expected) * (cell - expected) / expected)
            .sum();
        let p_value = chi_squared::sf(statistic, (CELLS - 1) as f64);
        assert!(p_value > 0.005, "{method:?}: {cells:?}, p = {p_value}");
    }
}

#[test]
fn bits_repeat_and_seeds_differ() {
    let data = Seen([(6.0, 10.0), (40.0, 5.0)]);
    for method in [PosteriorMethod::LaplacePsis, PosteriorMethod::Nuts] {
        let with = |seed| {
            let options = PosteriorOptions {
                seed,
                warmup: 60,
                ..options(method, 200)
            };
            Rates::posterior(&data, &options).unwrap().draws
        };
        assert_eq!(with(1), with(1));
        assert_ne!(with(1), with(2));
    }
}

#[cfg(feature = "parallel")]
#[test]
fn threads_do_not_change_a_bit() {
    let data = Seen([(6.0, 10.0), (40.0, 5.0)]);
    for method in [PosteriorMethod::LaplacePsis, PosteriorMethod::Nuts] {
        let on = |threads| {
            let pool = rayon::ThreadPoolBuilder::new()
                .num_threads(threads)
                .build()
                .unwrap();
            pool.install(|| {
                let posterior = Rates::posterior(&data, &options(method, 400)).unwrap();
                let rows = posterior
                    .predict_rows(9, |model, row| Ok(model.r * row as f64))
                    .unwrap();
                (posterior.draws, rows)
            })
        };
        let one = on(1);
        assert_eq!(one, on(2));
        assert_eq!(one, on(8));
    }
}

#[test]
fn proper_priors_answer_where_the_data_do_not() {
    let nothing = Seen([(0.0, 10.0), (0.0, 5.0)]);
    let flat = Rates::posterior(&nothing, &PosteriorOptions::default()).unwrap_err();
    assert_eq!(flat.code(), ErrorCode::NotIdentified);
    let options = PosteriorOptions {
        priors: vec![Prior::gamma(2.0, 1.0).unwrap(); 2],
        ..PosteriorOptions::default()
    };
    let posterior = Rates::posterior(&nothing, &options).unwrap();
    let mean = posterior.summary.means()[0];
    assert!((mean - 2.0 / 11.0).abs() < 0.01, "{posterior}");
}

#[test]
fn options_are_checked() {
    let data = Seen([(6.0, 10.0), (40.0, 5.0)]);
    let parameter = |options: PosteriorOptions| {
        Rates::posterior(&data, &options)
            .unwrap_err()
            .parameter()
            .to_string()
    };
    let usual = PosteriorOptions::default;
    let nuts = || options(PosteriorMethod::Nuts, 4000);
    assert_eq!(parameter(PosteriorOptions { draws: 99, ..usual() }), "draws");
    assert_eq!(parameter(PosteriorOptions { chains: 0, ..nuts() }), "chains");
    assert_eq!(
        parameter(PosteriorOptions {
            chains: 100,
            ..nuts()
        }),
        "draws"
    );
    assert_eq!(parameter(PosteriorOptions { warmup: 3, ..nuts() }), "warmup");
    let priors = vec![Prior::Flat; 3];
    assert_eq!(parameter(PosteriorOptions { priors, ..usual() }), "priors");
    let regularity = 2;
    assert_eq!(
        parameter(PosteriorOptions {
            regularity,
            ..usual()
        }),
        "regularity"
    );
}

#[test]
fn weak_draws_are_told() {
    let weak = summary::Diagnosis {
        draws: 1000,
        effective_draws: 20.0,
        k_hat: 0.9,
        k_threshold: 0.66,
        round: 4,
        r_hat: 1.2,
        divergences: 3,
        chains: 4,
    };
    let kinds = |method| -> Vec<_> {
        let (warnings, _) = weak.words(method);
        warnings.iter().map(|warning| warning.kind).collect()
    };
    assert_eq!(
        kinds(PosteriorMethod::LaplacePsis),
        [PosteriorWarningKind::HeavyTail, PosteriorWarningKind::FewDraws]
    );
    assert_eq!(
        kinds(PosteriorMethod::Nuts),
        [
            PosteriorWarningKind::ChainsDisagree,
            PosteriorWarningKind::FewDraws,
            PosteriorWarningKind::Divergences
        ]
    );
}

#[test]
fn reads_as_a_table() {
    let data = Seen([(20.0, 10.0), (40.0, 5.0)]);
    let text = format!(
        "{}",
        Rates::posterior(&data, &PosteriorOptions::default()).unwrap()
    );
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "posterior of NBD given 7 customers");
    assert_eq!(lines[1], "  parameter    mean  deviation      95% interval");
    assert!(
        lines[2].starts_with("  r ") && lines[2].contains(" to "),
        "{text}"
    );
    assert!(lines[4].starts_with("4000 weighted draws are worth "), "{text}");
}

#[cfg(feature = "serde")]
#[test]
fn json_keeps_every_bit() {
    let data = Seen([(20.0, 10.0), (40.0, 5.0)]);
    let posterior = Rates::posterior(&data, &options(PosteriorMethod::LaplacePsis, 100)).unwrap();
    let text = serde_json::to_string(&posterior).unwrap();
    let back: Posterior<Rates> = serde_json::from_str(&text).unwrap();
    assert_eq!(back.draws, posterior.draws);
    assert_eq!(serde_json::to_string(&back).unwrap(), text);
    // Draws of one model are none of another, and as those of any model they keep their kind.
    let other = text.replacen("\"model\":\"nbd\"", "\"model\":\"bg_bb\"", 1);
    assert!(serde_json::from_str::<Posterior<Rates>>(&other).is_err());
    assert_eq!(serde_json::to_string(&posterior.into_any()).unwrap(), text);
    // A weight that is none.
    let broken = text.replacen("\"weights\":[", "\"weights\":[-", 1);
    assert!(serde_json::from_str::<Posterior<Rates>>(&broken).is_err());
    let options: PosteriorOptions = serde_json::from_str(
        r#"{"method": "nuts", "priors": [{"kind": "gamma", "shape": 2.0, "rate": 1.0}]}"#,
    )
    .unwrap();
    assert_eq!(options.priors, [Prior::gamma(2.0, 1.0).unwrap()]);
    assert!(serde_json::from_str::<Prior>(r#"{"kind": "gamma", "shape": -2.0, "rate": 1.0}"#).is_err());
}
