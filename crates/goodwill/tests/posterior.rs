//! Posteriors of real models on published data, against quadrature and against each other.

use goodwill::Estimate;
use goodwill::calendar::{Day, TimeUnit};
use goodwill::model::{
    AnyData, AnyModel, AnyPosterior, Bdw, BgNbd, HistoryColumns, HistoryCounts, Model, ModelKind, Posterior,
    PosteriorMethod, PosteriorOptions, Prior, PurchaseModel, RenewalCounts, RenewalModel, Sbg,
};
use std::collections::{BTreeMap, BTreeSet};

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
        let squared = |deviation: f64, draws: f64| deviation * deviation / draws;
        let error =
            squared(x.standard_error, a.effective_draws) + squared(y.standard_error, b.effective_draws);
        let error = error.sqrt();
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

/// The customers of CDNOW up to 1997-09-30, in weeks (Fader, Hardie & Lee 2005): frequency, recency, T.
fn cdnow() -> [Vec<f64>; 3] {
    let text = include_str!("../../../tests/data/cdnow_sample.csv");
    let end = Day::from_ymd(1997, 9, 30).unwrap().number();
    let mut days: BTreeMap<&str, BTreeSet<i32>> = BTreeMap::new();
    for line in text.lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        let date: i32 = fields[2].parse().unwrap();
        let day = Day::from_ymd(date / 10_000, (date / 100 % 100) as u8, (date % 100) as u8).unwrap();
        if day.number() <= end {
            days.entry(fields[0]).or_default().insert(day.number());
        }
    }
    let mut columns = [vec![], vec![], vec![]];
    for days in days.values() {
        let (first, last) = (*days.first().unwrap(), *days.last().unwrap());
        columns[0].push((days.len() - 1) as f64);
        columns[1].push(f64::from(last - first) / 7.0);
        columns[2].push(f64::from(end - first) / 7.0);
    }
    columns
}

fn counted([frequency, recency, tenure]: &[Vec<f64>; 3]) -> HistoryCounts {
    let columns = HistoryColumns {
        frequency,
        recency,
        tenure,
    };
    HistoryCounts::from_columns(&columns, None, Some(TimeUnit::Week)).unwrap()
}

/// tests/peers/posterior.py: 40,000 weighted draws of a sampler in numpy. Mean, standard deviation, Monte Carlo error of the
/// mean.
const BG_NBD: [[f64; 3]; 4] = [
    [0.242876, 0.0126413, 6.43842e-5],
    [4.43214, 0.379393, 0.00193125],
    [0.841845, 0.220601, 0.00124303],
    [2.65349, 0.881843, 0.00501601],
];

#[test]
fn bg_nbd_agrees_with_numpy_and_between_methods() {
    let data = counted(&cdnow());
    // In a debug build every evaluation takes its time.
    let with = |method, draws| {
        let options = PosteriorOptions {
            draws,
            chains: 2,
            warmup: 150,
            ..options(method)
        };
        BgNbd::posterior(&data, &options).unwrap()
    };
    let psis = with(PosteriorMethod::LaplacePsis, 4000);
    assert!(
        psis.summary.k_hat < 0.5 && psis.summary.effective_draws > 3000.0,
        "{psis}"
    );
    for (parameter, [mean, deviation, error]) in psis.summary.parameters.iter().zip(BG_NBD) {
        let Estimate {
            value,
            standard_error,
            ..
        } = parameter.estimate;
        let own = deviation / parameter.effective_draws.sqrt();
        assert!(
            (value - mean).abs() < 4.0 * (own * own + error * error).sqrt(),
            "{psis}"
        );
        assert!((standard_error / deviation - 1.0).abs() < 0.1, "{psis}");
    }
    agree(&psis, &with(PosteriorMethod::Nuts, 1200));
}

#[test]
fn bits_depend_on_neither_the_order_of_rows_nor_their_partition() {
    let [frequency, recency, tenure] = cdnow();
    let options = PosteriorOptions {
        draws: 200,
        ..PosteriorOptions::default()
    };
    let columns = [frequency, recency, tenure];
    let reference = BgNbd::posterior(&counted(&columns), &options).unwrap();
    let shuffled = columns.clone().map(|column| {
        // 1009 is prime and does not divide the number of customers.
        (0..column.len())
            .map(|i| column[i * 1009 % column.len()])
            .collect::<Vec<_>>()
    });
    let mut parts = counted(&columns.clone().map(|column| column[..700].to_vec()));
    parts
        .merge(&counted(&columns.map(|column| column[700..].to_vec())))
        .unwrap();
    for data in [counted(&shuffled), parts] {
        let other = BgNbd::posterior(&data, &options).unwrap();
        assert_eq!(other.draws, reference.draws);
        assert_eq!(
            other.summary.parameters[0].estimate,
            reference.summary.parameters[0].estimate
        );
    }
}

#[test]
fn predictions_of_customers_are_those_of_each() {
    let columns = cdnow();
    let options = PosteriorOptions {
        draws: 400,
        ..PosteriorOptions::default()
    };
    let posterior = BgNbd::posterior(&counted(&columns), &options)
        .unwrap()
        .thinned(60)
        .unwrap();
    let [frequency, recency, tenure] = &columns;
    let some = HistoryColumns {
        frequency: &frequency[..300],
        recency: &recency[..300],
        tenure: &tenure[..300],
    };
    let all = posterior
        .predict_histories(&some, |model, history| model.conditional_purchases(history, 39.0))
        .unwrap();
    for row in [0, 17, 299] {
        let history = some.row(row).unwrap().unwrap();
        let one = posterior
            .predict(|model| model.conditional_purchases(&history, 39.0))
            .unwrap();
        assert_eq!(one, all[row]);
        assert!(one.interval.contains(one.value) && one.standard_error > 0.0);
    }
}
