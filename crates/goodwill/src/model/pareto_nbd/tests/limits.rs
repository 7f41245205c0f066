//! Limits, and what must be refused.

use super::*;
use crate::ErrorCode;
use crate::model::FitOptions;

#[test]
fn nothing_is_infinite_or_missing() {
    let parameters = [1e-8, 1.0, 1.0 + 1e-9, 1e4];
    let scales = [1e-4, 1e6];
    let histories = [
        history(0.0, 0.0, 0.0),
        history(0.0, 0.0, 1e-9),
        history(0.0, 0.0, 1e6),
        history(1.0, 1e-12, 30.0),
        history(1000.0, 0.5, 1e5),
        history(1000.0, 40.0, 40.0),
        history(4_000_000_000.0, 40.0, 41.0),
    ];
    let discounts = [0.0, 1e-300, 1e-9, 0.01, 50.0].map(|delta| DiscountRate::continuous(delta).unwrap());
    for r in parameters {
        for s in parameters {
            for (alpha, beta) in scales.iter().flat_map(|&a| scales.map(|b| (a, b))) {
                let model = ParetoNbd::new(r, alpha, s, beta).unwrap();
                for history in &histories {
                    let mut seen = vec![model.log_likelihood(&counts(&[*history])).unwrap()];
                    for t in [0.0, 1e-9, 1e7] {
                        seen.push(model.conditional_purchases(history, t).unwrap());
                        seen.push(model.residual_lifetime(history, Some(t)).unwrap());
                        for discount in discounts {
                            seen.push(model.residual_transactions(history, discount, Some(t)).unwrap());
                        }
                        for probability in [
                            model.probability_alive(history, t).unwrap(),
                            model.probability_active(history, 0.5 * t, t).unwrap(),
                            model.conditional_pmf(history, 0, 0.5 * t, t).unwrap(),
                            model.conditional_pmf(history, 1, 0.5 * t, t).unwrap(),
                            model.conditional_pmf(history, 100, 0.5 * t, t).unwrap(),
                        ] {
                            assert!(
                                (0.0..=1.0).contains(&probability),
                                "{probability} {model} {history:?} {t}"
                            );
                        }
                    }
                    seen.push(model.residual_transactions(history, discounts[3], None).unwrap());
                    let rates = model.posterior_rates(history).unwrap();
                    seen.extend([rates.purchase, rates.dropout]);
                    assert!(seen.iter().all(|x| x.is_finite()), "{seen:?} {model} {history:?}");
                }
            }
        }
    }
}

#[test]
fn probabilities_add_to_one() {
    let model = cdnow();
    let history = history(2.0, 30.43, 38.86);
    for (from, to) in [(0.0, 39.0), (20.0, 52.0)] {
        let (mut sum, mut mean) = (0.0, 0.0);
        for n in 0..400 {
            let p = model.conditional_pmf(&history, n, from, to).unwrap();
            sum += p;
            mean += f64::from(n) * p;
        }
        assert!((sum - 1.0).abs() < 1e-13, "{sum}");
        let expected = model.conditional_purchases(&history, to).unwrap()
            - model.conditional_purchases(&history, from).unwrap();
        assert!((mean / expected - 1.0).abs() < 1e-12, "{mean} {expected}");
        let none = model.conditional_pmf(&history, 0, from, to).unwrap();
        let some = model.probability_active(&history, from, to).unwrap();
        assert!((none + some - 1.0).abs() < 1e-15);
    }
}

#[test]
fn lifetimes_end_only_where_s_exceeds_one() {
    let history = history(2.0, 30.43, 38.86);
    let free = DiscountRate::continuous(0.0).unwrap();
    let short = ParetoNbd::new(0.5, 10.0, 1.5, 12.0).unwrap();
    let whole = short.residual_lifetime(&history, None).unwrap();
    let long = short.residual_lifetime(&history, Some(1e16)).unwrap();
    assert!((whole / long - 1.0).abs() < 1e-6, "{whole} {long}");
    let purchases = short.residual_transactions(&history, free, None).unwrap();
    assert!((purchases / whole - 2.5 / 48.86).abs() < 1e-15);
    for s in [0.5, 1.0] {
        let model = ParetoNbd::new(0.5, 10.0, s, 12.0).unwrap();
        let error = model.residual_lifetime(&history, None).unwrap_err();
        assert_eq!(
            (error.code(), error.parameter()),
            (ErrorCode::Undefined, "horizon")
        );
        let error = model.residual_transactions(&history, free, None).unwrap_err();
        assert_eq!(error.code(), ErrorCode::Undefined);
    }
}

#[test]
fn hopeless_data_are_refused() {
    let cases: [(&[History], &str); 4] = [
        (
            &[history(0.0, 0.0, 30.0), history(0.0, 0.0, 20.0)],
            "no repeat purchase",
        ),
        (&[history(2.0, 10.0, 30.0)], "one customer"),
        (&[history(2.0, 10.0, 30.0); 5], "all the same"),
        (&[history(0.0, 0.0, 0.0), history(1.0, 0.0, 0.0)], "no time"),
    ];
    for (histories, reason) in cases {
        let error = ParetoNbd::fit(&counts(histories), &FitOptions::default()).unwrap_err();
        assert_eq!(error.code(), ErrorCode::NotIdentified);
        assert!(error.to_string().contains(reason), "{error}");
    }
}

#[test]
fn arguments_are_checked() {
    let model = cdnow();
    let history = history(2.0, 30.43, 38.86);
    let code = |result: Result<f64>| result.unwrap_err().code();
    assert_eq!(code(model.expected_purchases(-1.0)), ErrorCode::OutOfRange);
    assert_eq!(code(model.expected_purchases(f64::NAN)), ErrorCode::NotFinite);
    assert_eq!(code(model.purchase_pmf(1, 2.0, 1.0)), ErrorCode::Inconsistent);
    assert_eq!(
        code(model.probability_active(&history, 0.0, f64::INFINITY)),
        ErrorCode::NotFinite
    );
    let error = ParetoNbd::new(0.5, 10.0, 0.0, 12.0).unwrap_err();
    assert_eq!((error.code(), error.parameter()), (ErrorCode::OutOfRange, "s"));
    let setting = Setting {
        regularity: 2,
        ..Setting::default()
    };
    assert_eq!(
        ParetoNbd::from_parameters(&[1.0; 4], setting).unwrap_err().code(),
        ErrorCode::NotApplicable
    );
}

#[test]
fn weights_are_repetitions() {
    let histories = [
        history(0.0, 0.0, 30.0),
        history(0.0, 0.0, 38.0),
        history(1.0, 3.0, 38.0),
        history(4.0, 33.0, 38.0),
        history(4.0, 20.0, 30.0),
    ];
    let model = cdnow();
    let weighted: Vec<HistoryCount> = histories
        .iter()
        .enumerate()
        .map(|(k, &history)| HistoryCount {
            history,
            weight: 1.0 + k as f64,
            count: 1,
        })
        .collect();
    let repeated: Vec<History> = (0..5).flat_map(|k| vec![histories[k]; k + 1]).collect();
    let weighted = HistoryCounts::from_rows(&weighted, None).unwrap();
    let repeated = counts(&repeated);
    assert_eq!(
        model.log_likelihood(&weighted).unwrap(),
        model.log_likelihood(&repeated).unwrap()
    );
    assert_eq!(
        model.hessian(&weighted).unwrap(),
        model.hessian(&repeated).unwrap()
    );
}

#[cfg(feature = "serde")]
#[test]
fn written_and_read() {
    let model = cdnow().with_unit(TimeUnit::Week);
    let text = serde_json::to_string(&model).unwrap();
    assert_eq!(serde_json::from_str::<ParetoNbd>(&text).unwrap(), model);
    assert!(serde_json::from_str::<ParetoNbd>(&text.replace("0.6061", "-0.6061")).is_err());
}

/// Customers of NBD: nobody leaves, and no s and β fit best.
#[test]
fn nobody_leaving_is_said() {
    let simulated = crate::model::Nbd::new(0.8, 6.0)
        .unwrap()
        .simulate(&vec![52.0; 600], 11)
        .unwrap();
    let data = simulated.counts(None).unwrap();
    let error = ParetoNbd::fit(&data, &FitOptions::default()).unwrap_err();
    assert_eq!(error.code(), ErrorCode::NotIdentified);
    assert!(error.to_string().contains("leave"), "{error}");
}

/// Weeks or days, seconds or millennia: r and s are numbers, α and β times.
#[test]
fn the_unit_of_time_does_not_matter() {
    let simulated = ParetoNbd::new(0.8, 6.0, 0.9, 10.0)
        .unwrap()
        .simulate(&vec![52.0; 600], 12)
        .unwrap();
    let fit = |scale: f64| {
        let times = |column: &[f64]| column.iter().map(|t| t * scale).collect::<Vec<f64>>();
        let (recency, tenure) = (times(&simulated.recency), times(&simulated.tenure));
        let columns = crate::model::HistoryColumns {
            frequency: &simulated.frequency,
            recency: &recency,
            tenure: &tenure,
        };
        let counts = HistoryCounts::from_columns(&columns, None, None).unwrap();
        ParetoNbd::fit(&counts, &FitOptions::default()).unwrap().model
    };
    let weeks = fit(1.0);
    for scale in [7.0, 604_800.0, 1e-5] {
        let other = fit(scale);
        for (got, expected) in
            other
                .parameters()
                .iter()
                .zip([weeks.r(), weeks.alpha() * scale, weeks.s(), weeks.beta() * scale])
        {
            assert!((got / expected - 1.0).abs() < 1e-9, "{other} {weeks} {scale}");
        }
    }
}
