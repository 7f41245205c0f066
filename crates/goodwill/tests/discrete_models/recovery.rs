//! Models find again the parameters their own simulations were made with.

use goodwill::model::{
    Bdw, BgBb, FitOptions, FitSummary, GammaGamma, Model, NonPositiveSpend, RenewalModel, Sbg, Simulate,
    SpendCounts,
};

/// Within four standard errors of the truth.
fn recovers(summary: &FitSummary, truth: &[f64]) {
    for (parameter, truth) in summary.parameters.iter().zip(truth) {
        let estimate = &parameter.estimate;
        let off = (estimate.value - truth).abs() / estimate.standard_error;
        assert!(off < 4.0, "{}: {estimate}, not {truth}", parameter.name);
    }
}

#[test]
fn renewals() {
    let decisions: Vec<u32> = (0..6000).map(|i| 4 + i % 9).collect();
    let truth = Sbg::new(0.7, 1.2).unwrap();
    let contracts = truth.simulate(&decisions, 11);
    assert_eq!(contracts, truth.simulate(&decisions, 11));
    assert_ne!(contracts, truth.simulate(&decisions, 12));
    let fitted = Sbg::fit(&contracts.counts().unwrap(), &FitOptions::default()).unwrap();
    recovers(&fitted.summary, &[0.7, 1.2]);

    let truth = Bdw::new(0.7, 3.0, 1.4).unwrap();
    let contracts = truth.simulate(&decisions, 11).counts().unwrap();
    recovers(
        &Bdw::fit(&contracts, &FitOptions::default()).unwrap().summary,
        &[0.7, 3.0, 1.4],
    );
}

#[test]
fn opportunities() {
    let truth = BgBb::new(1.2, 0.75, 0.66, 2.8).unwrap();
    let tenures: Vec<f64> = (0..6000).map(|i| f64::from(4 + i % 9)).collect();
    let simulated = truth.simulate(&tenures, 3).unwrap();
    let fitted = BgBb::fit(&simulated.counts(None).unwrap(), &FitOptions::default()).unwrap();
    recovers(&fitted.summary, &[1.2, 0.75, 0.66, 2.8]);
}

#[test]
fn spend() {
    let truth = GammaGamma::new(6.25, 3.74, 15.44).unwrap();
    let frequency: Vec<f64> = (0..4000).map(|i| f64::from(i % 7)).collect();
    let spend = truth.simulate(&frequency, 5).unwrap();
    let counts = SpendCounts::from_columns(&frequency, &spend, None, NonPositiveSpend::Refuse).unwrap();
    assert_eq!(counts.without_purchase(), 572);
    let fitted = GammaGamma::fit(&counts, &FitOptions::default()).unwrap();
    recovers(&fitted.summary, &[6.25, 3.74, 15.44]);
    assert!(fitted.summary.warnings.is_empty());
}
