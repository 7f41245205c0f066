//! Fits of every model: what must not change the optimum, and what a fit must refuse.

use goodwill::model::{Bdw, FitOptions, Model, RenewalCounts, Sbg};

/// Numbers that look random, in (−1, 1).
fn numbers(mut state: u64) -> impl FnMut() -> f64 {
    move || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1_u64 << 52) as f64 - 1.0
    }
}

/// 120 starts, each parameter up to a factor of e⁴ from the optimum, all end there.
fn the_start_does_not_matter<M: Model>(data: &M::Data, reach: f64) {
    let reference = M::fit(data, &FitOptions::default()).unwrap();
    let optimum = reference.model.parameters();
    let mut random = numbers(1);
    for _ in 0..120 {
        let start: Vec<f64> = optimum.iter().map(|p| p * libm::exp(reach * random())).collect();
        let options = FitOptions {
            initial: Some(start.clone()),
            ..FitOptions::default()
        };
        let fitted = M::fit(data, &options).unwrap();
        for (a, b) in fitted.model.parameters().iter().zip(&optimum) {
            assert!((a / b - 1.0).abs() < 1e-9, "from {start:?}: {}", fitted.model);
        }
        let gap = fitted.summary.log_likelihood - reference.summary.log_likelihood;
        assert!(gap.abs() <= 1e-12 * reference.summary.log_likelihood.abs());
    }
}

#[test]
fn renewals() {
    let survivors = [1000.0, 869.0, 743.0, 653.0, 593.0, 551.0, 517.0, 491.0];
    let counts = RenewalCounts::from_survivors(&survivors).unwrap();
    the_start_does_not_matter::<Sbg>(&counts, 4.0);
    the_start_does_not_matter::<Bdw>(&counts, 2.0);
}
