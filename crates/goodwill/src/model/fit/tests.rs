//! The engine on a toy: a gamma sample, whose likelihood is known in closed form.

use super::*;
use crate::ErrorCode;
use crate::error::Result;
use crate::model::kind::ModelKind;
use crate::model::likelihood::{Derivatives, Likelihood, Model, Order, Setting};
use crate::numeric::gamma::{digamma, ln_gamma, trigamma};
use crate::quantity::Positive;
use alloc::{format, string::ToString, vec, vec::Vec};
use core::fmt;

/// A gamma distribution of shape r and rate alpha, wearing the name of the NBD.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
struct Gamma {
    r: f64,
    alpha: f64,
}

impl fmt::Display for Gamma {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "gamma (r = {:.3}, alpha = {:.3})", self.r, self.alpha)
    }
}

/// Sufficient statistics: Σw, Σwx, Σw ln x.
struct Sample {
    weight: f64,
    sum: f64,
    logs: f64,
    start: Vec<f64>,
}

impl Likelihood for Sample {
    fn evaluate(&self, p: &[f64], _: Order) -> Derivatives {
        let (r, alpha, w) = (p[0], p[1], self.weight);
        Derivatives {
            value: w * (r * libm::log(alpha) - ln_gamma(r)) + (r - 1.0) * self.logs - alpha * self.sum,
            gradient: vec![
                w * (libm::log(alpha) - digamma(r)) + self.logs,
                w * r / alpha - self.sum,
            ],
            hessian: vec![-w * trigamma(r), w / alpha, w / alpha, -w * r / (alpha * alpha)],
        }
    }
    fn total_weight(&self) -> f64 {
        self.weight
    }
    fn starts(&self) -> Vec<Vec<f64>> {
        vec![self.start.clone()]
    }
    fn setting(&self) -> Setting {
        Setting::default()
    }
}

impl Model for Gamma {
    const KIND: ModelKind = ModelKind::Nbd;
    const PARAMETERS: &'static [&'static str] = &["r", "alpha"];
    /// Values and their weights.
    type Data = Vec<(f64, f64)>;
    type Likelihood = Sample;

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
    fn likelihood(data: &Self::Data, _: u32) -> Result<Sample> {
        let mut sample = Sample {
            weight: 0.0,
            sum: 0.0,
            logs: 0.0,
            start: vec![1.0, 1.0],
        };
        for (x, w) in data {
            sample.weight += w;
            sample.sum += w * x;
            sample.logs += w * libm::log(*x);
        }
        Ok(sample)
    }
}

/// The numbers 1 … 12: by mpmath at 40 digits, r solves ln r − ψ(r) = ln x̄ − mean ln x.
fn data() -> Vec<(f64, f64)> {
    (1..=12_u32).map(|x| (f64::from(x), 1.0)).collect()
}

fn fit(options: &FitOptions) -> Result<Fitted<Gamma>> {
    Gamma::fit(&data(), options)
}

fn close(value: f64, expected: f64, tolerance: f64) {
    assert!(
        (value / expected - 1.0).abs() <= tolerance,
        "{value} is not {expected}"
    );
}

#[test]
fn agrees_with_mpmath() {
    let Fitted { model, summary } = fit(&FitOptions::default()).unwrap();
    close(model.r, 2.5792957556000746, 1e-14);
    close(model.alpha, 0.3968147316307807, 1e-14);
    close(summary.log_likelihood, -32.097453621856744, 1e-15);
    close(
        summary.parameters[0].estimate.standard_error,
        0.9924630565663141,
        1e-13,
    );
    close(
        summary.parameters[1].estimate.standard_error,
        0.16852469709025997,
        1e-13,
    );
    close(summary.covariance[0][1], 0.15153583363830012, 1e-13);
    close(summary.condition, 20.499704209970336, 1e-13);
    close(summary.aic, 4.0 + 2.0 * 32.097453621856744, 1e-15);
    close(
        summary.bic,
        2.0 * 2.4849066497880004 + 2.0 * 32.097453621856744,
        1e-15,
    );
    assert!(summary.converged && summary.warnings.is_empty(), "{summary}");
    let interval = summary.parameter("alpha").unwrap().interval;
    close(interval.lower * interval.upper, model.alpha * model.alpha, 1e-14);
}

#[test]
fn does_not_depend_on_the_start() {
    let reference = fit(&FitOptions::default()).unwrap();
    for (r, alpha) in [(1e-4, 1e-4), (1e3, 1e-3), (1e-3, 1e3), (50.0, 50.0), (1e4, 1e4)] {
        let options = FitOptions {
            initial: Some(vec![r, alpha]),
            ..FitOptions::default()
        };
        let fitted = fit(&options).unwrap();
        close(fitted.model.r, reference.model.r, 1e-13);
        close(fitted.model.alpha, reference.model.alpha, 1e-13);
    }
    let options = FitOptions {
        starts: 5,
        ..FitOptions::default()
    };
    let several = fit(&options).unwrap();
    close(several.model.r, reference.model.r, 1e-13);
    assert!(
        several
            .summary
            .report
            .ends_with("6 of 6 starts ended at this maximum"),
        "{several}"
    );
}

#[test]
fn weights_are_repetitions() {
    let doubled: Vec<_> = data().iter().map(|(x, _)| (*x, 2.0)).collect();
    let repeated: Vec<_> = data().iter().chain(&data()).copied().collect();
    let (a, b) = (
        Gamma::fit(&doubled, &FitOptions::default()).unwrap(),
        Gamma::fit(&repeated, &FitOptions::default()).unwrap(),
    );
    close(a.model.r, b.model.r, 1e-14);
    let single = fit(&FitOptions::default()).unwrap();
    let error = |fitted: &Fitted<Gamma>| fitted.summary.parameters[0].estimate.standard_error;
    close(error(&a) * core::f64::consts::SQRT_2, error(&single), 1e-13);
    assert_eq!(a.summary.customers, 24.0);
    assert_eq!(a.summary.parameters[0].estimate.n, 24);
}

#[test]
fn a_penalty_shrinks_and_is_told() {
    let options = FitOptions {
        penalty: 0.05,
        ..FitOptions::default()
    };
    let Fitted { model, summary } = fit(&options).unwrap();
    close(model.r, 1.5252734026642762, 1e-14);
    close(model.alpha, 0.23381636819395923, 1e-14);
    assert_eq!(summary.warnings[0].kind, FitWarningKind::Penalty);
    // The log-likelihood is that of the data alone.
    close(
        summary.log_likelihood,
        model.log_likelihood(&data()).unwrap(),
        0.0,
    );
    assert!(summary.log_likelihood < -32.0974536);
}

#[test]
fn data_that_determine_nothing_are_refused() {
    let same = vec![(3.0, 1.0); 5];
    let error = Gamma::fit(&same, &FitOptions::default()).unwrap_err();
    assert_eq!(error.code(), ErrorCode::NotIdentified);
    let text = error.to_string();
    assert!(
        text.contains("grows without bound, together with") && text.contains("customers do not differ"),
        "{text}"
    );
    // The first start runs away; a penalty holds it.
    let options = FitOptions {
        penalty: 1e-4,
        ..FitOptions::default()
    };
    assert!(Gamma::fit(&same, &options).is_ok());
}

#[test]
fn iterations_that_run_out_are_an_error() {
    let options = FitOptions {
        max_iterations: 2,
        initial: Some(vec![1e3, 1e-3]),
        ..FitOptions::default()
    };
    let error = fit(&options).unwrap_err();
    assert_eq!(
        (error.code(), error.parameter()),
        (ErrorCode::NotConverged, "max_iterations")
    );
}

#[test]
fn options_are_checked() {
    let error = |options: FitOptions| fit(&options).unwrap_err();
    let usual = FitOptions::default;
    assert_eq!(
        error(FitOptions {
            penalty: -1.0,
            ..usual()
        })
        .parameter(),
        "penalty"
    );
    assert_eq!(
        error(FitOptions {
            penalty: f64::NAN,
            ..usual()
        })
        .code(),
        ErrorCode::NotFinite
    );
    assert_eq!(
        error(FitOptions {
            regularity: 2,
            ..usual()
        })
        .code(),
        ErrorCode::NotApplicable
    );
    assert_eq!(
        error(FitOptions {
            regularity: 0,
            ..usual()
        })
        .code(),
        ErrorCode::OutOfRange
    );
    assert_eq!(
        error(FitOptions {
            max_iterations: 0,
            ..usual()
        })
        .parameter(),
        "max_iterations"
    );
    let initial = |initial| error(FitOptions { initial, ..usual() });
    assert_eq!(initial(Some(vec![1.0])).code(), ErrorCode::LengthMismatch);
    assert_eq!(initial(Some(vec![1.0, 0.0])).index(), Some(1));
}

#[test]
fn predictions_carry_their_error() {
    let fitted = fit(&FitOptions::default()).unwrap();
    let mean = fitted.predict(|m| Ok(m.r / m.alpha)).unwrap();
    close(mean.value, 6.5, 1e-14);
    close(mean.standard_error, 1.1683478450882914, 1e-10);
    assert_eq!((mean.method, mean.n), (crate::Method::Delta, 12));
}

#[test]
fn reads_as_a_table() {
    let text = format!("{}", fit(&FitOptions::default()).unwrap());
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "gamma (r = 2.579, alpha = 0.397)");
    assert_eq!(
        lines[1],
        "NBD fitted to 12 customers: log-likelihood -32.0975, AIC 68.195, BIC 69.165"
    );
    assert_eq!(
        lines[3],
        "  r            2.5793          0.9925  1.2133 to 5.4831"
    );
    assert!(lines[5].starts_with("converged after"), "{text}");
}

#[cfg(feature = "serde")]
#[test]
fn json_keeps_every_bit() {
    let fitted = fit(&FitOptions {
        penalty: 0.1,
        starts: 2,
        ..FitOptions::default()
    })
    .unwrap();
    let text = serde_json::to_string(&fitted).unwrap();
    assert_eq!(serde_json::from_str::<Fitted<Gamma>>(&text).unwrap(), fitted);
    let options: FitOptions = serde_json::from_str(r#"{"penalty": 0.1}"#).unwrap();
    assert_eq!(
        options,
        FitOptions {
            penalty: 0.1,
            ..FitOptions::default()
        }
    );
}
