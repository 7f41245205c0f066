//! Renewals, discrete opportunities, spend and lifetime value: against arbitrary precision and published numbers.

#[path = "discrete_models/renewals.rs"]
mod renewals;

/// Relatively near.
#[track_caller]
pub(crate) fn near(got: f64, wanted: f64, bound: f64) {
    assert!(
        (got - wanted).abs() <= bound * wanted.abs(),
        "{got:e}, not {wanted:e}: off by {:e}",
        ((got - wanted) / wanted).abs()
    );
}
