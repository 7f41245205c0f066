//! The spend model against arbitrary precision (tests/peers/spend.py) and on CDNOW.

use crate::{cdnow_histories, near};
use goodwill::ErrorCode;
use goodwill::model::{
    FitOptions, FitWarningKind, GammaGamma, Likelihood, Model, NonPositiveSpend, Order, SpendCounts,
    spend_independence,
};
use goodwill::quantity::Level;

const X: [f64; 8] = [2.0, 1.0, 7.0, 1.0, 3.0, 50.0, 1000.0, 2.0];
const Z: [f64; 8] = [22.345, 11.77, 73.74, 35.0, 35.0, 10.0, 28.5, 4000.25];
const W: [f64; 8] = [1.0, 1.0, 2.5, 1.0, 3.0, 1.0, 1.0, 1.0];

/// (parameters, log-likelihood, gradient, upper triangle of the Hessian) of the rows above
type Point = ([f64; 3], f64, [f64; 3], [f64; 6]);
#[rustfmt::skip]
const DERIVATIVES: &[Point] = &[
    ([6.25, 3.74, 15.44], -70.70228473927718, [0.794474116821019, -5.558691549525271, 0.3319452888222477], [-0.962080449662015, 1.5644853296095282, -0.3298049760243063, -2.9915772046905666, 0.6399001040037867, -0.15223511919688718]),
    ([0.3, 1.05, 200.0], -66.82623448533948, [-7.815186322780414, 3.096509900252427, -0.0222832402169891], [-130.69270162192083, 24.515237408339527, -0.1776100898881045, -10.820892276527795, 0.029523606428040233, -0.00010838374089453327]),
    ([40.0, 12.0, 2.5], -182.36772743620335, [2.284360109705832, -18.87148294647719, 37.709337103257305], [-0.07861053513267643, 0.26087401046550873, -0.39142307035963686, -0.9067680672191756, 4.447188326470232, -21.70134818530806]),
    ([1.0, 0.8, 1000000.0], -4262.561578670043, [-4222.760343983938, 32.70118941649529, -0.001054708496729311], [-9.748738503888282, 10.281546030164176, -0.001054738771301807, -22.84818311349501, 3.784321562001793e-08, 1.0276856605247147e-09]),
    ([6.0, 4.0, 1e-06], -792.2368191143343, [7.077050336824028, -195.03215115279127, 45999996.83461774], [-1.0989615202932672, 1.602750951013695, -0.41324081823900477, -2.726729702026735, 11499999.828515662, -45999999999999.91]),
];

/// (p, q, gamma, x, z, density and share of means of x purchases, density and share of own means)
type Distribution = (f64, f64, f64, f64, f64, f64, f64, f64, f64);
#[rustfmt::skip]
const DISTRIBUTIONS: &[Distribution] = &[
    (6.25, 3.74, 15.44, 1.0, 35.0, 0.015266139220033847, 0.6527106702756217, 0.018418359654427306, 0.6494493096034326),
    (6.25, 3.74, 15.44, 7.0, 2.0, 1.1859811301497515e-10, 1.093161645762023e-11, 2.5116231466487685e-16, 1.102372679785391e-17),
    (6.25, 3.74, 15.44, 3.0, 900.0, 6.840825363018867e-08, 0.9999830834518173, 5.393490198951836e-08, 0.9999867218460746),
    (0.3, 1.05, 200.0, 2.0, 0.001, 0.6208734427838728, 0.0010347997425708046, 0.0, 0.0),
    (40.0, 12.0, 2.5, 1000.0, 8.0, 0.16979685790684568, 0.4057861573277429, 0.1698217951013522, 0.40576068881148275),
    (6.25, 3.74, 15.44, 1.0, 1000000.0, 4.446599619858674e-22, 0.9999999999999999, 2.195348634629001e-22, 0.9999999999999999),
];

/// (x, mean spend, expected spend) at p = 6.25, q = 3.74, gamma = 15.44: ball arithmetic.
#[rustfmt::skip]
const EXPECTED: &[(u32, f64, f64)] = &[
    (0, 0.0, 35.21897810218978),
    (2, 22.345, 24.659612860892388),
    (1, 11.77, 18.916852057842046),
    (7, 73.74, 71.46967089696709),
    (1, 35.0, 35.06674082313682),
    (3, 35.0, 35.02791996277338),
    (50, 10.0, 10.219198071310746),
];

fn counts(x: &[f64], z: &[f64], w: Option<&[f64]>) -> SpendCounts {
    SpendCounts::from_columns(x, z, w, NonPositiveSpend::Refuse).unwrap()
}

#[test]
fn log_likelihood_gradient_and_hessian() {
    let counts = counts(&X, &Z, Some(&W));
    let likelihood = GammaGamma::likelihood(&counts, 1).unwrap();
    for (parameters, value, gradient, hessian) in DERIVATIVES {
        let got = likelihood.evaluate(parameters, Order::Hessian);
        near(got.value, *value, 1e-13);
        for (got, wanted) in got.gradient.iter().zip(gradient) {
            near(*got, *wanted, 1e-11);
        }
        let upper = [(0, 0), (0, 1), (0, 2), (1, 1), (1, 2), (2, 2)];
        for (&(i, j), wanted) in upper.iter().zip(hessian) {
            near(got.hessian[3 * i + j], *wanted, 1e-11);
        }
        assert_eq!(likelihood.evaluate(parameters, Order::Value).value, got.value);
    }
}

#[test]
fn expected_spend() {
    let model = GammaGamma::new(6.25, 3.74, 15.44).unwrap();
    let (mut x, mut z, mut wanted) = (vec![f64::NAN], vec![1.0], vec![f64::NAN]);
    for &(frequency, mean, expected) in EXPECTED {
        near(model.expected_spend(frequency, mean).unwrap(), expected, 1e-15);
        x.push(f64::from(frequency));
        z.push(mean);
        wanted.push(expected);
    }
    let column = model.expected_spends(&x, &z).unwrap();
    assert!(column[0].is_nan());
    for (got, wanted) in column.iter().zip(&wanted).skip(1) {
        near(*got, *wanted, 1e-15);
    }
}

#[test]
fn an_infinite_mean_is_an_error() {
    let model = GammaGamma::new(0.05, 0.9, 10.0).unwrap();
    let error = model.mean_spend().unwrap_err();
    assert_eq!(
        (error.code(), error.parameter(), error.value()),
        (ErrorCode::Undefined, "q", Some("0.9"))
    );
    assert_eq!(
        model.expected_spend(1, 10.0).unwrap_err().code(),
        ErrorCode::Undefined
    );
    // Enough purchases make a customer's own expectation finite.
    assert!(model.expected_spend(3, 10.0).unwrap() > 0.0);
    assert_eq!(
        GammaGamma::new(1.0, 1.0, 1.0)
            .unwrap()
            .mean_spend()
            .unwrap_err()
            .code(),
        ErrorCode::Undefined
    );
    for bad in [0.0, -3.0, f64::NAN, f64::INFINITY] {
        assert_eq!(
            model.expected_spend(3, bad).unwrap_err().parameter(),
            "mean_spend"
        );
        assert_eq!(GammaGamma::new(bad, 1.0, 1.0).unwrap_err().parameter(), "p");
    }
    let row = model.expected_spends(&[3.0, 2.5], &[10.0, 10.0]).unwrap_err();
    assert_eq!((row.parameter(), row.index()), ("frequency", Some(1)));
    assert_eq!(
        model.expected_spends(&[3.0], &[]).unwrap_err().code(),
        ErrorCode::LengthMismatch
    );
}

#[test]
fn distributions() {
    for &(p, q, gamma, x, z, mean_pdf, mean_cdf, pdf, cdf) in DISTRIBUTIONS {
        let model = GammaGamma::new(p, q, gamma).unwrap();
        near(model.mean_spend_pdf(x as u32, z).unwrap(), mean_pdf, 1e-11);
        near(model.mean_spend_cdf(x as u32, z).unwrap(), mean_cdf, 1e-11);
        near(model.spend_pdf(z).unwrap(), pdf, 1e-11);
        near(model.spend_cdf(z).unwrap(), cdf, 1e-11);
        assert_eq!(
            (
                model.spend_cdf(0.0).unwrap(),
                model.mean_spend_cdf(1, 0.0).unwrap()
            ),
            (0.0, 0.0)
        );
        assert_eq!(model.mean_spend_pdf(0, 1.0).unwrap_err().parameter(), "frequency");
    }
}

/// p, q, gamma and their standard errors.
type Optimum = ([f64; 3], f64, [f64; 3]);

#[test]
fn cdnow() {
    let histories = cdnow_histories();
    let exact = SpendCounts::from_histories(&histories, NonPositiveSpend::Skip).unwrap();
    assert_eq!((exact.customers(), exact.without_purchase()), (946, 1411));
    // Most tutorials use a table rounded to cents.
    let x: Vec<f64> = histories.frequency.iter().map(|&x| f64::from(x)).collect();
    let cents = |z: f64| {
        if z.is_nan() {
            z
        } else {
            (z * 100.0 + 0.5 + 1e-9).floor() / 100.0
        }
    };
    let z: Vec<f64> = histories.monetary_value.iter().map(|&z| cents(z)).collect();
    let rounded = counts(&x, &z, None);
    let optima: [(&SpendCounts, Optimum); 2] = [
        (
            &exact,
            (
                [6.249572271323758, 3.744224667132024, 15.44352096258923],
                -4055.917694801874,
                [1.1900553359638544, 0.29013306527618504, 4.159422751967722],
            ),
        ),
        (
            &rounded,
            (
                [6.248802489709097, 3.744588453287469, 15.44774800946372],
                -4055.923243502864,
                [1.1896870376579969, 0.2901656151351709, 4.159993878325117],
            ),
        ),
    ];
    for (counts, (parameters, log_likelihood, errors)) in optima {
        let fitted = GammaGamma::fit(counts, &FitOptions::default()).unwrap();
        near(fitted.summary.log_likelihood, log_likelihood, 1e-13);
        for k in 0..3 {
            let estimate = &fitted.summary.parameters[k].estimate;
            near(estimate.value, parameters[k], 1e-10);
            near(estimate.standard_error, errors[k], 1e-8);
        }
        assert!(
            fitted.summary.warnings.is_empty(),
            "{:?}",
            fitted.summary.warnings
        );
        let mean = fitted.predict(GammaGamma::mean_spend).unwrap();
        assert!(mean.interval.contains(35.2));
    }
    let found = exact.independence(Level::default()).unwrap();
    assert_eq!(format!("{:.4}", found.pearson.value), "0.1139");
}

#[test]
fn related_spend_and_unidentified_data() {
    let x: Vec<f64> = (0..60).map(|i| f64::from(i % 6 + 1)).collect();
    let z: Vec<f64> = x
        .iter()
        .enumerate()
        .map(|(i, x)| 2.0 * x + ((i * i + 3) as f64 * 7.3) % 29.0 + 1.0)
        .collect();
    let fitted = GammaGamma::fit(&counts(&x, &z, None), &FitOptions::default()).unwrap();
    let kinds: Vec<_> = fitted
        .summary
        .warnings
        .iter()
        .map(|warning| warning.kind)
        .collect();
    assert!(kinds.contains(&FitWarningKind::SpendFrequency), "{kinds:?}");

    let refused = |x: &[f64], z: &[f64]| {
        GammaGamma::fit(&counts(x, z, None), &FitOptions::default())
            .unwrap_err()
            .code()
    };
    assert_eq!(
        refused(&[1.0, 2.0, 3.0], &[5.0, 5.0, 5.0]),
        ErrorCode::NotIdentified
    );
    assert_eq!(refused(&[1.0], &[5.0]), ErrorCode::NotIdentified);
    assert_eq!(refused(&[1.0, 1.0], &[5.0, 6.0]), ErrorCode::NotIdentified);
    let same =
        spend_independence(&[1.0, 1.0, 1.0, 1.0], &[1.0, 2.0, 3.0, 4.0], Level::default()).unwrap_err();
    assert_eq!(
        (same.code(), same.parameter()),
        (ErrorCode::Undefined, "frequency")
    );
    let few = spend_independence(&[1.0, 2.0, 3.0], &[1.0, 2.0, 4.0], Level::default()).unwrap_err();
    assert_eq!(few.code(), ErrorCode::Undefined);
}

#[test]
fn weights_are_repetition() {
    let once: Vec<f64> = [&X[..], &X[..3]].concat();
    let spend: Vec<f64> = [&Z[..], &Z[..3]].concat();
    let twice = [2.0, 2.0, 2.0, 1.0, 1.0, 1.0, 1.0, 1.0];
    let (repeated, weighted) = (counts(&once, &spend, None), counts(&X, &Z, Some(&twice)));
    let at = |counts: &SpendCounts| {
        let likelihood = GammaGamma::likelihood(counts, 1).unwrap();
        (
            likelihood.total_weight(),
            likelihood.evaluate(&[6.0, 4.0, 15.0], Order::Gradient),
        )
    };
    let ((n, a), (m, b)) = (at(&repeated), at(&weighted));
    assert_eq!(n, m);
    near(a.value, b.value, 1e-15);
    let (a, b) = (
        repeated.independence(Level::default()).unwrap(),
        weighted.independence(Level::default()).unwrap(),
    );
    near(a.pearson.value, b.pearson.value, 1e-14);
    near(a.spearman.value, b.spearman.value, 1e-14);
    near(a.spearman_test.p_value, b.spearman_test.p_value, 1e-12);
}
