//! Fits of every model: published optima, what must not change them, and what a fit must refuse.

use goodwill::ErrorCode;
use goodwill::calendar::{Day, TimeUnit};
use goodwill::model::*;
use goodwill::purchase::{
    CustomerColumn, HistoryOptions, PurchaseBatch, PurchaseOptions, Purchases, PurchasesBuilder,
};

/// The orders of the CDNOW sample, and 30 September 1997, in weeks.
fn cdnow_orders() -> (Purchases, HistoryOptions) {
    let text = include_str!("../../../tests/data/cdnow_sample.csv");
    let (mut customers, mut days, mut amounts) = (Vec::new(), Vec::new(), Vec::new());
    for line in text.lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        let date: i32 = fields[2].parse().unwrap();
        let day = Day::from_ymd(date / 10_000, (date / 100 % 100) as u8, (date % 100) as u8).unwrap();
        customers.push(fields[1].parse::<i64>().unwrap());
        days.push(day.number());
        amounts.push(fields[4].parse::<f64>().unwrap());
    }
    let mut builder = PurchasesBuilder::new(&PurchaseOptions::default());
    let batch = PurchaseBatch::new(CustomerColumn::Integers(&customers), &days).amounts(&amounts);
    builder.update(&batch).unwrap();
    let options = HistoryOptions::new(Day::from_ymd(1997, 9, 30).unwrap());
    (builder.finish().unwrap(), options)
}

fn cdnow() -> HistoryCounts {
    let (orders, options) = cdnow_orders();
    HistoryCounts::from_purchases(&orders, &options).unwrap()
}

/// The mean spends of the CDNOW sample.
fn cdnow_spend() -> SpendCounts {
    let (orders, options) = cdnow_orders();
    SpendCounts::from_histories(&orders.histories(&options).unwrap(), NonPositiveSpend::Skip).unwrap()
}

/// The 11,104 donors of Fader, Hardie and Shang 2010.
fn donations() -> HistoryCounts {
    let text = include_str!("../../../tests/data/donations_rf.csv");
    let mut columns: [Vec<f64>; 4] = Default::default();
    for line in text.lines().skip(1) {
        for (column, field) in columns.iter_mut().zip(line.split(',')) {
            column.push(field.parse().unwrap());
        }
    }
    let [frequency, recency, tenure, weights] = &columns;
    let columns = HistoryColumns {
        frequency,
        recency,
        tenure,
    };
    HistoryCounts::from_columns(&columns, Some(weights), Some(TimeUnit::Year)).unwrap()
}

fn close(value: f64, expected: f64, tolerance: f64) {
    assert!(
        (value / expected - 1.0).abs() <= tolerance,
        "{value} is not {expected}"
    );
}

/// Numbers that look random, in (−1, 1).
fn numbers(mut state: u64) -> impl FnMut() -> f64 {
    move || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1_u64 << 52) as f64 - 1.0
    }
}

/// Random starts, each parameter up to a factor of e^reach from the optimum, all end there.
fn the_start_does_not_matter<M: Model>(data: &M::Data, starts: u32, reach: f64) {
    let reference = M::fit(data, &FitOptions::default()).unwrap();
    let optimum = reference.model.parameters();
    let mut random = numbers(1);
    for _ in 0..starts {
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
        assert!(gap.abs() <= 1e-13 * reference.summary.log_likelihood.abs());
    }
}

#[test]
fn renewals_from_any_start() {
    let survivors = [1000.0, 869.0, 743.0, 653.0, 593.0, 551.0, 517.0, 491.0];
    let counts = RenewalCounts::from_survivors(&survivors).unwrap();
    the_start_does_not_matter::<Sbg>(&counts, 120, 4.0);
    the_start_does_not_matter::<Bdw>(&counts, 120, 2.0);
}

#[test]
fn purchases_from_any_start() {
    the_start_does_not_matter::<Nbd>(&cdnow(), 120, 4.0);
    the_start_does_not_matter::<BgNbd>(&cdnow(), 120, 4.0);
    the_start_does_not_matter::<MbgNbd>(&cdnow(), 120, 4.0);
}

#[test]
fn donations_and_spend_from_any_start() {
    the_start_does_not_matter::<BgBb>(&donations(), 120, 4.0);
    the_start_does_not_matter::<GammaGamma>(&cdnow_spend(), 120, 4.0);
}

#[test]
fn pareto_from_any_start() {
    // In whole weeks, so that a debug build is fast.
    let mut rows = cdnow().rows().to_vec();
    for row in &mut rows {
        let (x, recency, tenure) = (
            row.history.frequency(),
            row.history.recency(),
            row.history.tenure(),
        );
        row.history = History::new(x, recency.ceil(), tenure.ceil()).unwrap();
    }
    let counts = HistoryCounts::from_rows(&rows, Some(TimeUnit::Week)).unwrap();
    the_start_does_not_matter::<ParetoNbd>(&counts, 100, 3.0);
}

/// The optimum of the CDNOW sample in exact weeks, by ball arithmetic to 17 digits: parameters, log-likelihood and the
/// covariance by rows.
struct Optimum {
    parameters: [f64; 4],
    log_likelihood: f64,
    errors: [f64; 4],
    covariance: [[f64; 4]; 4],
}

#[rustfmt::skip]
const BG_NBD: Optimum = Optimum {
    parameters: [0.2425945224301571, 4.413602019013504, 0.7929220172255976, 2.425906776826332],
    log_likelihood: -9582.42920667393,
    errors: [0.012557378067872244, 0.37822405985380597, 0.1857338213721818, 0.7054142597948337],
    covariance: [
        [0.00015768774393947884, 0.0037064200657462316, -8.784702780188055e-05, 6.56370377961074e-05],
        [0.0037064200657462316, 0.1430534394522954, -0.002865678937583693, 0.01052328086843499],
        [-8.784702780188055e-05, -0.002865678937583693, 0.03449705240151354, 0.12321776664356765],
        [6.56370377961074e-05, 0.01052328086843499, 0.12321776664356765, 0.4976092779218932],
    ],
};

#[rustfmt::skip]
const MBG_NBD: Optimum = Optimum {
    parameters: [0.5248431591062976, 6.183085279576005, 0.8913593907322158, 1.614002240170344],
    log_likelihood: -9582.13571555375,
    errors: [0.0832682065797707, 0.6956206425090194, 0.15478992777774275, 0.5374947982398051],
    covariance: [
        [0.0069335942270113676, 0.04847792788013658, -0.0075076852357599325, -0.037570884835901125],
        [0.04847792788013658, 0.48388807828466096, -0.05320779420820655, -0.23610791175444554],
        [-0.0075076852357599325, -0.05320779420820655, 0.02395992174143882, 0.0738036965314889],
        [-0.037570884835901125, -0.23610791175444554, 0.0738036965314889, 0.28890065813484883],
    ],
};

#[rustfmt::skip]
const PARETO_NBD: Optimum = Optimum {
    parameters: [0.5532770468531796, 10.57768346330231, 0.6062399891278263, 11.66873528885501],
    log_likelihood: -9594.976178939543,
    errors: [0.047627925979135434, 0.8427225338164391, 0.1872813423116573, 6.211113590595996],
    covariance: [
        [0.002268419333074004, 0.032983164833708604, -0.003153747496486895, -0.14068608568948376],
        [0.032983164833708604, 0.7101812690019994, -0.026926082207158402, -1.205963082200154],
        [-0.003153747496486895, -0.026926082207158402, 0.035074301178056155, 1.1301561080047142],
        [-0.14068608568948376, -1.205963082200154, 1.1301561080047142, 38.57793203528629],
    ],
};

fn reaches<M: Model<Data = HistoryCounts>>(optimum: &Optimum) {
    let fitted = M::fit(&cdnow(), &FitOptions::default()).unwrap();
    let summary = &fitted.summary;
    close(summary.log_likelihood, optimum.log_likelihood, 1e-14);
    for i in 0..4 {
        let estimate = &summary.parameters[i].estimate;
        close(estimate.value, optimum.parameters[i], 1e-11);
        close(estimate.standard_error, optimum.errors[i], 1e-10);
        for j in 0..4 {
            close(summary.covariance[i][j], optimum.covariance[i][j], 1e-9);
        }
        assert_eq!(estimate.n, 2357);
    }
    assert!(summary.converged && summary.warnings.is_empty(), "{summary}");
    assert!(summary.iterations < 15, "{summary}");
}

#[test]
fn optima_of_cdnow() {
    reaches::<BgNbd>(&BG_NBD);
    reaches::<MbgNbd>(&MBG_NBD);
    reaches::<ParetoNbd>(&PARETO_NBD);
}

#[test]
fn weights_are_repetitions() {
    let counts = cdnow();
    let mut weighted = counts.rows().to_vec();
    for row in &mut weighted {
        row.weight = 2.5;
    }
    let weighted = HistoryCounts::from_rows(&weighted, counts.unit()).unwrap();
    let (one, many) = (
        BgNbd::fit(&counts, &FitOptions::default()).unwrap(),
        BgNbd::fit(&weighted, &FitOptions::default()).unwrap(),
    );
    close(
        many.summary.log_likelihood,
        2.5 * one.summary.log_likelihood,
        1e-14,
    );
    close(many.summary.customers, 2.5 * 2357.0, 0.0);
    for (a, b) in one.summary.parameters.iter().zip(&many.summary.parameters) {
        close(b.estimate.value, a.estimate.value, 1e-11);
        close(
            b.estimate.standard_error * libm::sqrt(2.5),
            a.estimate.standard_error,
            1e-10,
        );
    }
    let error = compare_models(&[&one.summary, &many.summary]).unwrap_err();
    assert_eq!(error.code(), ErrorCode::Inconsistent);
}

const PURCHASE_MODELS: [ModelKind; 4] = [
    ModelKind::Nbd,
    ModelKind::BgNbd,
    ModelKind::MbgNbd,
    ModelKind::ParetoNbd,
];

fn counts_of(rows: &[(u32, f64, f64)]) -> HistoryCounts {
    let column = |f: fn(&(u32, f64, f64)) -> f64| rows.iter().map(f).collect::<Vec<_>>();
    let (frequency, recency, tenure) = (
        column(|row| f64::from(row.0)),
        column(|row| row.1),
        column(|row| row.2),
    );
    let columns = HistoryColumns {
        frequency: &frequency,
        recency: &recency,
        tenure: &tenure,
    };
    HistoryCounts::from_columns(&columns, None, None).unwrap()
}

/// The table of docs/models.md.
#[test]
fn models_of_cdnow_compared() {
    let counts = cdnow();
    let fits = PURCHASE_MODELS
        .map(|kind| AnyModel::fit(kind, AnyData::Histories(&counts), &FitOptions::default()).unwrap());
    let summaries = fits.each_ref().map(|fit| &fit.summary);
    let compared = compare_models(&summaries).unwrap();
    let text = compared.to_string();
    assert_eq!(
        compared.models[compared.chosen].model,
        ModelKind::MbgNbd,
        "{text}"
    );
    let page = include_str!("../../../docs/models.md");
    for line in text.lines().skip(1) {
        let shown: Vec<&str> = line.split_whitespace().filter(|word| *word != "*").collect();
        assert!(page.contains(&format!("| {} |", shown.join(" | "))), "{text}");
    }
    // What each expects of the same customers in the 39 weeks after; they bought on 1,882 days.
    let expected = fits.each_ref().map(|fit| {
        let model = fit.model.purchase_model().unwrap();
        let of =
            |row: &HistoryCount| row.count as f64 * model.conditional_purchases(&row.history, 39.0).unwrap();
        counts.rows().iter().map(of).sum::<f64>()
    });
    let words = expected.map(|sum| format!("{sum:.0}")).join(", ");
    assert!(page.contains(&words), "{words}");
}

/// Data that determine nothing are refused by every model, with words; nothing panics and nothing is NaN.
#[test]
fn what_determines_nothing_is_refused() {
    let cases = [
        (
            "nobody bought again",
            vec![(0_u32, 0.0, 30.0), (0, 0.0, 25.0), (0, 0.0, 10.0)],
        ),
        ("a single customer", vec![(3, 20.0, 30.0)]),
        ("one customer again and again", vec![(3, 20.0, 30.0); 500]),
        ("a single customer without repeat purchase", vec![(0, 0.0, 30.0)]),
        ("no time observed", vec![(0, 0.0, 0.0); 10]),
        ("bought on the last day", vec![(4, 30.0, 30.0); 10]),
        ("two customers", vec![(1, 3.0, 30.0), (2, 28.0, 30.0)]),
        ("very heavy buyers alone", vec![(1000, 30.0, 30.0); 20]),
    ];
    for (what, rows) in &cases {
        let counts = counts_of(rows);
        for kind in PURCHASE_MODELS {
            match AnyModel::fit(kind, AnyData::Histories(&counts), &FitOptions::default()) {
                Err(error) => {
                    assert_eq!(
                        error.code(),
                        ErrorCode::NotIdentified,
                        "{what}, {kind:?}: {error}"
                    );
                }
                Ok(fitted) => panic!("{what}, {kind:?}: {fitted}"),
            }
        }
    }
}

/// Where ℓ/W − c·Σp² is highest, the mean gradient is 2 c p.
#[test]
fn a_penalty_shrinks_and_says_so() {
    let options = FitOptions {
        penalty: 0.01,
        ..FitOptions::default()
    };
    let counts = cdnow();
    let data = AnyData::Histories(&counts);
    for kind in PURCHASE_MODELS {
        let AnyFitted { model, summary } = AnyModel::fit(kind, data, &options).unwrap();
        for (slope, p) in model.gradient(data).unwrap().iter().zip(model.parameters()) {
            close(slope / 2357.0, 0.02 * p, 1e-9);
        }
        assert_eq!(summary.warnings[0].kind, FitWarningKind::Penalty);
        close(summary.log_likelihood, model.log_likelihood(data).unwrap(), 0.0);
        let plain = AnyModel::fit(kind, data, &FitOptions::default()).unwrap();
        assert!(summary.log_likelihood < plain.summary.log_likelihood);
        assert!(compare_models(&[&plain.summary, &summary]).is_err());
    }
}

#[test]
fn regularity_is_of_the_beta_geometric_models() {
    let options = FitOptions {
        regularity: 2,
        ..FitOptions::default()
    };
    let fitted = BgNbd::fit(&cdnow(), &options).unwrap();
    assert_eq!((fitted.model.regularity(), fitted.summary.regularity), (2, 2));
    // With the times between purchases known, regularities compare; the CDNOW customers buy at random.
    let plain = BgNbd::fit(&cdnow(), &FitOptions::default()).unwrap();
    let compared = compare_models(&[&plain.summary, &fitted.summary]).unwrap();
    assert!(
        compared.chosen == 0 && compared.models[1].delta_aic > 100.0,
        "{compared}"
    );
    let without = HistoryCounts::from_rows(cdnow().rows(), cdnow().unit()).unwrap();
    let unknown = BgNbd::fit(&without, &options).unwrap();
    assert_eq!(unknown.model, fitted.model);
    assert!(compare_models(&[&plain.summary, &unknown.summary]).is_err());
    let error = ParetoNbd::fit(&cdnow(), &options).unwrap_err();
    assert_eq!(
        (error.code(), error.parameter()),
        (ErrorCode::NotApplicable, "regularity")
    );
}

#[cfg(feature = "serde")]
#[test]
fn json_keeps_every_bit_of_any_model() {
    for kind in PURCHASE_MODELS {
        let fitted = AnyModel::fit(kind, AnyData::Histories(&cdnow()), &FitOptions::default()).unwrap();
        let text = serde_json::to_string(&fitted).unwrap();
        assert!(text.contains(&format!("\"model\":\"{}\"", goodwill::choice::Choice::name(kind))));
        let back: AnyFitted = serde_json::from_str(&text).unwrap();
        assert_eq!(back, fitted);
        for (a, b) in back.model.parameters().iter().zip(fitted.model.parameters()) {
            assert_eq!(a.to_bits(), b.to_bits());
        }
    }
    let broken = r#"{"model": "pareto_nbd", "r": 1, "alpha": 1, "s": -1, "beta": 1, "unit": null}"#;
    let error = serde_json::from_str::<AnyModel>(broken).unwrap_err();
    assert!(error.to_string().contains("s: must be greater than 0"), "{error}");
}

#[test]
fn rows_are_predicted_as_one_by_one() {
    let fitted = AnyModel::fit(
        ModelKind::BgNbd,
        AnyData::Histories(&cdnow()),
        &FitOptions::default(),
    )
    .unwrap();
    let ask = |model: &AnyModel, row: usize| model.purchase_model()?.expected_purchases(20.0 - row as f64);
    let rows = fitted.predict_rows(21, ask).unwrap();
    for (row, estimate) in rows.iter().enumerate() {
        assert_eq!(*estimate, fitted.predict(|model| ask(model, row)).unwrap());
    }
    // The first of several that are wrong.
    let error = fitted.predict_rows(40, ask).unwrap_err();
    assert_eq!((error.code(), error.index()), (ErrorCode::OutOfRange, Some(21)));
}

#[test]
fn rows_shared_out_among_threads_are_those_one_after_another() {
    let model = AnyModel::from(BgNbd::new(0.243, 4.414, 0.793, 2.426).unwrap());
    let ask = |model: &AnyModel, row: usize| match row {
        300 | 650.. => Err(goodwill::Error::new(ErrorCode::OutOfRange, "t", "is bad")),
        _ => model.purchase_model()?.expected_purchases(row as f64 / 7.0),
    };
    let got = model.map_rows(300, ask).unwrap();
    let expected: Vec<f64> = (0..300).map(|row| ask(&model, row).unwrap()).collect();
    assert_eq!(got, expected);
    assert!(model.map_rows(0, ask).unwrap().is_empty());
    let error = model.map_rows(700, ask).unwrap_err();
    assert_eq!((error.code(), error.index()), (ErrorCode::OutOfRange, Some(300)));
}
