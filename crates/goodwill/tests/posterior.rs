//! Posteriors of real models on published data, against quadrature and against each other.

use goodwill::model::{
    AnyData, AnyModel, AnyPosterior, Bdw, Model, ModelKind, Posterior, PosteriorMethod, PosteriorOptions,
    Prior, RenewalCounts, RenewalModel, Sbg,
};

/// Fader & Hardie 2007, table 1, "High End": 1,000 customers, seven renewals.
fn high_end() -> RenewalCounts {
    RenewalCounts::from_survivors(&[1000.0, 869.0, 743.0, 653.0, 593.0, 551.0, 517.0, 491.0]).unwrap()
}

fn options(method: PosteriorMethod) -> PosteriorOptions {
    PosteriorOptions {
        method,
        ..PosteriorOptions::default()
    }
}

const METHODS: [PosteriorMethod; 2] = [PosteriorMethod::LaplacePsis, PosteriorMethod::Nuts];

/// tests/peers/posterior.py, sums over a grid: mean, standard deviation, 2.5 % and 97.5 % quantiles of alpha and beta;
/// mean and standard deviation of the survival to period 12.
const LOG_FLAT: ([[f64; 4]; 2], [f64; 2]) = (
    [
        [0.693058698, 0.11689834, 0.511009897, 0.965598317],
        [4.01380687, 0.90138195, 2.65476637, 6.14719007],
    ],
    [0.376898921, 0.019549771],
);
const GAMMA_2_1: ([[f64; 4]; 2], [f64; 2]) = (
    [
        [0.671433483, 0.0990370165, 0.508705329, 0.895579604],
        [3.82380323, 0.747209463, 2.62852994, 5.54115357],
    ],
    [0.377995774, 0.0189069848],
);

#[test]
fn sbg_agrees_with_quadrature() {
    let gamma = Prior::gamma(2.0, 1.0).unwrap();
    for (priors, (parameters, survival)) in [(vec![], LOG_FLAT), (vec![gamma; 2], GAMMA_2_1)] {
        for method in METHODS {
            let options = PosteriorOptions {
                priors: priors.clone(),
                ..options(method)
            };
            let posterior = Sbg::posterior(&high_end(), &options).unwrap();
            assert!(posterior.summary.reliable, "{posterior}");
            for (parameter, [mean, deviation, lower, upper]) in
                posterior.summary.parameters.iter().zip(parameters)
            {
                let estimate = parameter.estimate;
                let error = deviation
                    / parameter
                        .effective_draws
                        .min(parameter.effective_tail_draws)
                        .sqrt();
                assert!((estimate.value - mean).abs() < 4.0 * error, "{posterior}");
                assert!(
                    (estimate.standard_error / deviation - 1.0).abs() < 0.1,
                    "{posterior}"
                );
                assert!(
                    (estimate.interval.lower - lower).abs() < 8.0 * error,
                    "{posterior}"
                );
                assert!(
                    (estimate.interval.upper - upper).abs() < 20.0 * error,
                    "{posterior}"
                );
            }
            let predicted = posterior.predict(|model| model.survival(12)).unwrap();
            let [mean, deviation] = survival;
            let error = deviation / posterior.summary.effective_draws.sqrt();
            assert!((predicted.value - mean).abs() < 4.0 * error, "{predicted}");
            assert!(
                (predicted.standard_error / deviation - 1.0).abs() < 0.1,
                "{predicted}"
            );
        }
    }
}

/// Three parameters on a curved ridge: what one method finds, the other does.
#[test]
fn both_methods_agree_on_bdw() {
    let prior = Prior::log_normal(1.0, 1.5).unwrap();
    let [psis, nuts] = METHODS.map(|method| {
        let options = PosteriorOptions {
            priors: vec![prior; 3],
            ..options(method)
        };
        Bdw::posterior(&high_end(), &options).unwrap()
    });
    agree(&psis, &nuts);
}

/// Means within the Monte Carlo error, standard deviations within 10 %.
fn agree<M: Model>(psis: &Posterior<M>, nuts: &Posterior<M>) {
    assert!(psis.summary.reliable && nuts.summary.reliable, "{psis}\n{nuts}");
    for (a, b) in psis.summary.parameters.iter().zip(&nuts.summary.parameters) {
        let (x, y) = (a.estimate, b.estimate);
        let error = (x.standard_error.powi(2) / a.effective_draws
            + y.standard_error.powi(2) / b.effective_draws)
            .sqrt();
        assert!((x.value - y.value).abs() < 4.0 * error, "{psis}\n{nuts}");
        assert!(
            (x.standard_error / y.standard_error - 1.0).abs() < 0.1,
            "{psis}\n{nuts}"
        );
    }
}

#[test]
fn any_model_gives_the_same_bits() {
    let (data, options) = (high_end(), PosteriorOptions::default());
    let typed = Sbg::posterior(&data, &options).unwrap();
    let any: AnyPosterior = AnyModel::posterior(ModelKind::Sbg, AnyData::Renewals(&data), &options).unwrap();
    assert_eq!(typed.draws, any.draws);
    let survival = any.predict(|model| model.renewal_model()?.survival(12)).unwrap();
    assert_eq!(survival, typed.predict(|model| model.survival(12)).unwrap());
}
