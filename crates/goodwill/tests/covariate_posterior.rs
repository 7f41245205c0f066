//! Posteriors of models with covariates: against their fits, a grid, a sampler of its own, and each other.

use goodwill::ErrorCode;
use goodwill::model::{
    AnyModel, BgNbd, Covariate, CovariateHistories, CovariatePosterior, FitOptions, History, HistoryColumns,
    HistoryCounts, Model, ModelKind, Nbd, ParetoNbd, PosteriorMethod, PosteriorOptions, Prior, PurchaseModel,
    Simulate,
};

/// Customers in columns, with a covariate.
#[derive(Clone)]
struct Customers {
    frequency: Vec<f64>,
    recency: Vec<f64>,
    tenure: Vec<f64>,
    online: Vec<f64>,
}

impl Customers {
    /// Those of the shop (0), then those who came online (1).
    fn of(shop: &impl Simulate, online: &impl Simulate, each: usize, tenure: f64) -> Self {
        let (a, b) = (
            shop.simulate(&vec![tenure; each], 1).unwrap(),
            online.simulate(&vec![tenure; each], 2).unwrap(),
        );
        // To the day, so that some histories are the same.
        let days = |recency: &[f64]| {
            recency
                .iter()
                .map(|t| (t * 7.0).floor() / 7.0)
                .collect::<Vec<_>>()
        };
        Self {
            frequency: [a.frequency, b.frequency].concat(),
            recency: [days(&a.recency), days(&b.recency)].concat(),
            tenure: vec![tenure; 2 * each],
            online: [vec![0.0; each], vec![1.0; each]].concat(),
        }
    }

    fn columns(&self) -> HistoryColumns<'_> {
        HistoryColumns {
            frequency: &self.frequency,
            recency: &self.recency,
            tenure: &self.tenure,
        }
    }

    /// With the covariate on the purchase process, and on the dropout process too if asked for.
    fn data(&self, dropout: bool) -> CovariateHistories {
        let online = [Covariate {
            name: "online",
            values: &self.online,
        }];
        let leaving: &[Covariate<'_>] = if dropout { &online } else { &[] };
        CovariateHistories::from_columns(&self.columns(), &online, leaving, None, None).unwrap()
    }
}

/// Of tests/peers/covariate_posterior.py.
fn twenty() -> Customers {
    let whole = |numbers: [u8; 20]| numbers.map(f64::from).to_vec();
    Customers {
        frequency: whole([2, 1, 0, 0, 0, 7, 1, 0, 2, 0, 5, 0, 0, 0, 0, 0, 10, 1, 0, 3]),
        recency: vec![
            30.43, 1.71, 0., 0., 0., 29.43, 5., 0., 35.71, 0., 24.43, 0., 0., 0., 0., 0., 34.14, 4.86, 0.,
            28.29,
        ],
        tenure: vec![38.86; 20],
        online: whole([1, 0, 0, 0, 1, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 1]),
    }
}

fn options(method: PosteriorMethod, draws: u32, priors: Vec<Prior>) -> PosteriorOptions {
    PosteriorOptions {
        method,
        draws,
        priors,
        ..PosteriorOptions::default()
    }
}

/// Mean and deviation, each within so many deviations and that share.
fn near(posterior: &CovariatePosterior<impl Model>, expected: &[[f64; 2]], mean: f64, deviation: f64) {
    assert!(posterior.summary.reliable, "{posterior}");
    assert_eq!(posterior.summary.parameters.len(), expected.len());
    for (parameter, [centre, spread]) in posterior.summary.parameters.iter().zip(expected) {
        let found = parameter.estimate;
        assert!(
            (found.value - centre).abs() < mean * spread,
            "{}: {found}, not {centre}\n{posterior}",
            parameter.name
        );
        assert!(
            (found.standard_error / spread - 1.0).abs() < deviation,
            "{}: {}, not {spread}\n{posterior}",
            parameter.name,
            found.standard_error
        );
    }
}

#[test]
fn of_many_customers_it_is_the_fit_with_its_errors() {
    let shop = Nbd::new(0.9, 12.0).unwrap();
    let customers = Customers::of(&shop, &Nbd::new(0.9, 6.0).unwrap(), 2000, 52.0);
    let data = customers.data(false);
    let fit = Nbd::fit_covariates(&data, &FitOptions::default()).unwrap();
    let posterior = Nbd::posterior_covariates(&data, &PosteriorOptions::default()).unwrap();
    let expected: Vec<[f64; 2]> = fit
        .summary
        .parameters
        .iter()
        .map(|parameter| [parameter.estimate.value, parameter.estimate.standard_error])
        .collect();
    near(&posterior, &expected, 0.1, 0.05);
    assert!(posterior.summary.k_hat < 0.5, "{posterior}");
    let names: Vec<&str> = posterior
        .summary
        .parameters
        .iter()
        .map(|parameter| parameter.name.as_str())
        .collect();
    assert_eq!(names, ["r", "alpha", "purchase.online"]);

    // So are predictions, for either kind of customer.
    let history = History::new(2, 20.0, 40.0).unwrap();
    let ask = |model: &Nbd| model.conditional_purchases(&history, 26.0);
    for z in [0.0, 1.0] {
        let drawn = posterior.predict(&[z], &[], ask).unwrap();
        let fitted = fit.predict(&[z], &[], ask).unwrap();
        assert!(
            (drawn.value - fitted.value).abs() < 0.1 * fitted.standard_error,
            "{drawn} {fitted}"
        );
        assert!(
            (drawn.standard_error / fitted.standard_error - 1.0).abs() < 0.06,
            "{drawn} {fitted}"
        );
    }
}

/// Priors and what tests/peers/covariate_posterior.py finds by sums over a grid.
struct Grid {
    priors: [Prior; 3],
    parameters: [[f64; 2]; 3],
    /// Of a customer online.
    purchases: [f64; 2],
}

fn grids() -> [Grid; 2] {
    [
        Grid {
            priors: [
                Prior::gamma(2.0, 1.0).unwrap(),
                Prior::gamma(2.0, 0.2).unwrap(),
                Prior::normal(0.0, 0.5).unwrap(),
            ],
            parameters: [
                [0.494932029, 0.207009242],
                [13.9462548, 6.81833384],
                [0.370721436, 0.399983963],
            ],
            purchases: [1.8393501, 0.133254937],
        },
        Grid {
            priors: [
                Prior::LogFlat,
                Prior::normal(10.0, 5.0).unwrap(),
                Prior::normal(1.0, 2.0).unwrap(),
            ],
            parameters: [
                [0.327111402, 0.134655422],
                [12.5435531, 4.18523145],
                [1.24103326, 0.806507068],
            ],
            purchases: [1.95045308, 0.115165778],
        },
    ]
}

#[test]
fn nbd_agrees_with_sums_over_a_grid() {
    let data = twenty().data(false);
    let history = History::new(3, 20.5, 40.0).unwrap();
    for Grid {
        priors,
        parameters,
        purchases: [purchases, spread],
    } in grids()
    {
        for (method, draws) in [
            (PosteriorMethod::LaplacePsis, 20_000),
            (PosteriorMethod::Nuts, 8_000),
        ] {
            let options = options(method, draws, priors.to_vec());
            let posterior = Nbd::posterior_covariates(&data, &options).unwrap();
            near(&posterior, &parameters, 0.05, 0.05);
            let next = posterior
                .predict(&[1.0], &[], |model| model.conditional_purchases(&history, 26.0))
                .unwrap();
            assert!((next.value - purchases).abs() < 0.05 * spread, "{next}");
            assert!((next.standard_error / spread - 1.0).abs() < 0.05, "{next}");
        }
    }
}

/// tests/peers/covariate_posterior.py: two million weighted draws in numpy.
const BG_NBD: [[f64; 2]; 7] = [
    [0.471054, 0.201746],
    [10.3203, 5.74556],
    [1.04002, 0.746693],
    [2.61451, 1.5467],
    [0.251758, 0.413662],
    [-0.411075, 0.468257],
    [0.331434, 0.484217],
];

#[test]
fn bg_nbd_agrees_with_numpy_and_between_methods() {
    let (gamma, slope) = (Prior::gamma(2.0, 1.0).unwrap(), Prior::normal(0.0, 0.5).unwrap());
    let mut priors = vec![gamma, Prior::gamma(2.0, 0.2).unwrap(), gamma, gamma];
    priors.extend([slope; 3]);
    let data = twenty().data(true);
    for (method, draws) in [
        (PosteriorMethod::LaplacePsis, 20_000),
        (PosteriorMethod::Nuts, 8_000),
    ] {
        let posterior = BgNbd::posterior_covariates(&data, &options(method, draws, priors.clone())).unwrap();
        near(&posterior, &BG_NBD, 0.06, 0.06);
    }
}

#[test]
fn both_methods_agree_on_pareto_nbd() {
    let shop = ParetoNbd::new(0.8, 9.0, 0.7, 15.0).unwrap();
    let online = ParetoNbd::new(0.8, 5.0, 0.7, 20.0).unwrap();
    let data = Customers::of(&shop, &online, 80, 52.0).data(true);
    // The dropout of so few is hardly known.
    let mut priors = vec![Prior::log_normal(1.0, 1.0).unwrap(); 4];
    (priors[1], priors[3]) = (
        Prior::log_normal(10.0, 1.0).unwrap(),
        Prior::log_normal(10.0, 1.0).unwrap(),
    );
    priors.extend([Prior::normal(0.0, 1.0).unwrap(); 2]);
    let psis = options(PosteriorMethod::LaplacePsis, 4000, priors.clone());
    let nuts = PosteriorOptions {
        chains: 2,
        warmup: 200,
        ..options(PosteriorMethod::Nuts, 2000, priors)
    };
    let [psis, nuts] = [psis, nuts].map(|options| ParetoNbd::posterior_covariates(&data, &options).unwrap());
    assert!(
        nuts.summary.r_hat < 1.01 && nuts.summary.effective_draws > 400.0,
        "{nuts}"
    );
    let expected: Vec<[f64; 2]> = nuts
        .summary
        .parameters
        .iter()
        .map(|parameter| [parameter.estimate.value, parameter.estimate.standard_error])
        .collect();
    near(&psis, &expected, 0.1, 0.1);
}

#[test]
fn without_an_effect_it_is_the_plain_posterior() {
    let model = BgNbd::new(0.8, 8.0, 0.9, 2.5).unwrap();
    let customers = Customers::of(&model, &model, 300, 60.0);
    let counts = HistoryCounts::from_columns(&customers.columns(), None, None).unwrap();
    let plain = BgNbd::posterior(&counts, &PosteriorOptions::default()).unwrap();
    let expected: Vec<[f64; 2]> = plain
        .summary
        .parameters
        .iter()
        .map(|parameter| [parameter.estimate.value, parameter.estimate.standard_error])
        .collect();
    // An effect that the prior holds at 0.
    let mut priors = vec![Prior::LogFlat; 4];
    priors.extend([Prior::normal(0.0, 1e-4).unwrap(); 3]);
    let held = options(PosteriorMethod::LaplacePsis, 4000, priors);
    let held = BgNbd::posterior_covariates(&customers.data(true), &held).unwrap();
    let base: Vec<[f64; 2]> = held.summary.parameters[..4]
        .iter()
        .map(|parameter| [parameter.estimate.value, parameter.estimate.standard_error])
        .collect();
    for ([mean, deviation], [expected, spread]) in base.iter().zip(&expected) {
        assert!((mean - expected).abs() < 0.1 * spread, "{held}\n{plain}");
        assert!((deviation / spread - 1.0).abs() < 0.1, "{held}\n{plain}");
    }
    for parameter in &held.summary.parameters[4..] {
        assert!(
            (parameter.estimate.standard_error / 1e-4 - 1.0).abs() < 0.1,
            "{held}"
        );
    }

    // The same customers once at −1 and once at 1: by symmetry the coefficient is around 0, and the base parameters are those of
    // the plain model.
    let twice = |column: &[f64]| [column, column].concat();
    let mirrored = Customers {
        frequency: twice(&customers.frequency),
        recency: twice(&customers.recency),
        tenure: twice(&customers.tenure),
        online: [vec![-1.0; 600], vec![1.0; 600]].concat(),
    };
    let counts = HistoryCounts::from_columns(&mirrored.columns(), None, None).unwrap();
    let plain = BgNbd::posterior(&counts, &PosteriorOptions::default()).unwrap();
    let found = BgNbd::posterior_covariates(&mirrored.data(false), &PosteriorOptions::default()).unwrap();
    for (with, without) in found.summary.parameters.iter().zip(&plain.summary.parameters) {
        let (with, without) = (with.estimate, without.estimate);
        assert!(
            (with.value - without.value).abs() < 0.1 * without.standard_error,
            "{found}\n{plain}"
        );
        assert!(
            (with.standard_error / without.standard_error - 1.0).abs() < 0.1,
            "{found}\n{plain}"
        );
    }
    let effect = found.summary.parameter("purchase.online").unwrap();
    assert!(effect.value.abs() < 0.1 * effect.standard_error, "{found}");
}

#[test]
fn a_customer_has_an_own_posterior() {
    let customers = twenty();
    let data = customers.data(true);
    let priors = [
        vec![Prior::gamma(2.0, 0.5).unwrap(); 4],
        vec![Prior::normal(0.0, 0.5).unwrap(); 3],
    ]
    .concat();
    for method in [PosteriorMethod::LaplacePsis, PosteriorMethod::Nuts] {
        let posterior = BgNbd::posterior_covariates(&data, &options(method, 400, priors.clone())).unwrap();
        let own = posterior.posterior_for(&[1.0], &[2.0]).unwrap();
        let draw = posterior.draws.rows().nth(7).unwrap();
        let expected = [
            draw[0],
            draw[1] * libm::exp(-draw[4]),
            draw[2] * libm::exp(2.0 * draw[5]),
            draw[3] * libm::exp(2.0 * draw[6]),
        ];
        assert_eq!(own.draws.rows().nth(7).unwrap(), expected);
        assert_eq!(own.draws.weights(), posterior.draws.weights());
        assert_eq!(own.summary.k_hat.to_bits(), posterior.summary.k_hat.to_bits());
        // alpha is made of the second parameter and the first coefficient.
        let (all, mine) = (&posterior.summary.parameters, &own.summary.parameters);
        assert_eq!(mine.len(), 4);
        assert_eq!(
            mine[1].effective_draws,
            all[1].effective_draws.min(all[4].effective_draws)
        );
        assert_eq!(mine[0].estimate, all[0].estimate);
        assert_eq!(mine[0].r_hat.is_nan(), method == PosteriorMethod::LaplacePsis);

        let history = History::new(3, 20.0, 38.0).unwrap();
        let ask = |model: &BgNbd| model.conditional_purchases(&history, 26.0);
        let one = posterior.predict(&[1.0], &[2.0], ask).unwrap();
        assert_eq!(one, own.predict(ask).unwrap());
        assert!(one.interval.contains(one.value));
        let zero = posterior.posterior_for(&[0.0], &[0.0]).unwrap();
        assert_eq!(zero.summary.parameters[1].estimate, all[1].estimate);

        // Rows with covariates of their own.
        let columns = customers.columns();
        let rows = posterior
            .predict_rows(
                20,
                |row| {
                    let z = if row == 4 { f64::NAN } else { customers.online[row] };
                    [vec![z], vec![z]]
                },
                |model, row| model.probability_alive(&columns.row(row)?.unwrap(), 0.0),
            )
            .unwrap();
        let together = posterior
            .predict_histories(&[1.0], &[1.0], &columns, |model, history| {
                model.probability_alive(history, 0.0)
            })
            .unwrap();
        assert!(rows[4].value.is_nan());
        for row in [0, 5, 16] {
            assert_eq!(rows[row], together[row]);
        }
        assert_ne!(rows[1], together[1]);
        let few = posterior.thinned(50).unwrap();
        assert_eq!(
            (
                few.draws.len(),
                few.posterior_for(&[1.0], &[1.0]).unwrap().draws.len()
            ),
            (50, 50)
        );
    }
}

#[test]
fn bits_depend_on_neither_the_order_of_rows_nor_the_model_type() {
    let shop = BgNbd::new(0.8, 12.0, 0.9, 2.5).unwrap();
    let customers = Customers::of(&shop, &BgNbd::new(0.8, 7.0, 0.9, 2.5).unwrap(), 150, 40.0);
    let shuffle = |column: &[f64]| (0..300).map(|i| column[i * 211 % 300]).collect::<Vec<_>>();
    let shuffled = Customers {
        frequency: shuffle(&customers.frequency),
        recency: shuffle(&customers.recency),
        tenure: shuffle(&customers.tenure),
        online: shuffle(&customers.online),
    };
    for method in [PosteriorMethod::LaplacePsis, PosteriorMethod::Nuts] {
        let options = PosteriorOptions {
            warmup: 60,
            ..options(method, 200, vec![])
        };
        let reference = BgNbd::posterior_covariates(&customers.data(false), &options).unwrap();
        let again = BgNbd::posterior_covariates(&shuffled.data(false), &options).unwrap();
        assert_eq!(again.draws, reference.draws);
        let any = AnyModel::posterior_covariates(ModelKind::BgNbd, &shuffled.data(false), &options).unwrap();
        assert_eq!(any.draws, reference.draws);
        assert_eq!(any.to_string(), reference.to_string());
        let other =
            BgNbd::posterior_covariates(&customers.data(false), &PosteriorOptions { seed: 1, ..options })
                .unwrap();
        assert_ne!(other.draws, reference.draws);
    }
}

#[cfg(feature = "parallel")]
#[test]
fn threads_do_not_change_a_bit() {
    // More profiles than are added in one go.
    let model = Nbd::new(0.9, 12.0).unwrap();
    let mut customers = Customers::of(&model, &model, 300, 30.0);
    for (row, z) in customers.online.iter_mut().enumerate() {
        *z = (row * 7 % 600) as f64 / 100.0;
    }
    let data = customers.data(false);
    for method in [PosteriorMethod::LaplacePsis, PosteriorMethod::Nuts] {
        let options = PosteriorOptions {
            chains: 2,
            warmup: 50,
            ..options(method, 100, vec![])
        };
        let on = |threads| {
            let pool = rayon::ThreadPoolBuilder::new()
                .num_threads(threads)
                .build()
                .unwrap();
            pool.install(|| {
                let posterior = Nbd::posterior_covariates(&data, &options).unwrap();
                let rows = posterior
                    .predict_rows(
                        9,
                        |row| [vec![row as f64], vec![]],
                        |model, _| model.expected_purchases(5.0),
                    )
                    .unwrap();
                (posterior.draws, rows)
            })
        };
        let one = on(1);
        assert_eq!(one, on(2));
        assert_eq!(one, on(7));
    }
}

#[test]
fn units_of_a_covariate_do_not_matter() {
    let customers = Customers::of(
        &Nbd::new(0.9, 12.0).unwrap(),
        &Nbd::new(0.9, 6.0).unwrap(),
        200,
        52.0,
    );
    let mut scaled = customers.clone();
    for z in &mut scaled.online {
        *z = 1e6 + 1000.0 * *z;
    }
    let [one, other] = [&customers, &scaled].map(|customers| {
        Nbd::posterior_covariates(&customers.data(false), &PosteriorOptions::default()).unwrap()
    });
    let (a, b) = (
        one.summary.parameters[2].estimate,
        other.summary.parameters[2].estimate,
    );
    assert!((b.value * 1000.0 / a.value - 1.0).abs() < 1e-6, "{one}\n{other}");
    assert!(
        (b.interval.upper * 1000.0 / a.interval.upper - 1.0).abs() < 1e-6,
        "{one}\n{other}"
    );
}

#[test]
fn a_proper_prior_answers_where_the_data_do_not() {
    // Nobody online bought: the coefficient has no estimate.
    let mut customers = twenty();
    for row in 0..20 {
        if customers.online[row] == 1.0 {
            (customers.frequency[row], customers.recency[row]) = (0.0, 0.0);
        }
    }
    customers.frequency[1] = 6.0;
    let data = customers.data(false);
    let error = Nbd::posterior_covariates(&data, &PosteriorOptions::default()).unwrap_err();
    assert_eq!(
        (error.code(), error.parameter()),
        (ErrorCode::NotIdentified, "purchase.online")
    );
    assert!(error.reason().contains("a proper prior does that"), "{error}");
    let gamma = Prior::gamma(2.0, 0.5).unwrap();
    let proper = vec![gamma, gamma, Prior::normal(0.0, 1.0).unwrap()];
    let posterior = Nbd::posterior_covariates(
        &data,
        &options(PosteriorMethod::LaplacePsis, 4000, proper.clone()),
    )
    .unwrap();
    let effect = posterior.summary.parameter("purchase.online").unwrap();
    assert!(effect.value < -0.8 && effect.interval.upper < 1.0, "{posterior}");

    // Nobody bought at all: it says what the priors say.
    customers.frequency = vec![0.0; 20];
    customers.recency = vec![0.0; 20];
    let data = customers.data(false);
    let error = Nbd::posterior_covariates(&data, &PosteriorOptions::default()).unwrap_err();
    assert_eq!(error.code(), ErrorCode::NotIdentified);
    let posterior =
        Nbd::posterior_covariates(&data, &options(PosteriorMethod::LaplacePsis, 4000, proper)).unwrap();
    let effect = posterior.summary.parameter("purchase.online").unwrap();
    assert!((effect.standard_error - 1.0).abs() < 0.1, "{posterior}");
}

#[test]
fn what_is_wrong_is_named() {
    let customers = twenty();
    let data = customers.data(false);
    let refused = |priors: Vec<Prior>| {
        Nbd::posterior_covariates(&data, &options(PosteriorMethod::LaplacePsis, 100, priors)).unwrap_err()
    };
    let gamma = Prior::gamma(2.0, 0.5).unwrap();
    let error = refused(vec![gamma, gamma, gamma]);
    assert_eq!(
        (error.code(), error.parameter(), error.index(), error.value()),
        (
            ErrorCode::NotApplicable,
            "priors",
            Some(2),
            Some("gamma(shape 2, rate 0.5)")
        )
    );
    assert!(error.reason().contains("purchase.online"), "{error}");
    assert_eq!(refused(vec![gamma; 3]).code(), ErrorCode::NotApplicable);
    assert_eq!(refused(vec![Prior::LogFlat; 3]).index(), Some(2));
    let error = refused(vec![gamma; 2]);
    assert_eq!(
        (error.code(), error.parameter(), error.value()),
        (ErrorCode::LengthMismatch, "priors", Some("2"))
    );
    let error = Prior::normal(f64::NAN, 1.0).unwrap_err();
    assert_eq!((error.code(), error.parameter()), (ErrorCode::NotFinite, "mean"));
    let error = Prior::normal(0.0, 0.0).unwrap_err();
    assert_eq!(
        (error.code(), error.parameter()),
        (ErrorCode::OutOfRange, "sigma")
    );
    let usual = PosteriorOptions::default;
    let error = Nbd::posterior_covariates(&data, &PosteriorOptions { draws: 99, ..usual() }).unwrap_err();
    assert_eq!(error.parameter(), "draws");
    let error = Nbd::posterior_covariates(
        &data,
        &PosteriorOptions {
            regularity: 2,
            ..usual()
        },
    )
    .unwrap_err();
    assert_eq!(error.parameter(), "regularity");
    let leaving = customers.data(true);
    let error = Nbd::posterior_covariates(&leaving, &usual()).unwrap_err();
    assert_eq!(
        (error.code(), error.parameter()),
        (ErrorCode::NotApplicable, "online")
    );
    let constant = Customers {
        online: vec![3.0; 20],
        ..customers.clone()
    };
    let error = Nbd::posterior_covariates(&constant.data(false), &usual()).unwrap_err();
    assert_eq!(
        (error.code(), error.parameter(), error.value()),
        (ErrorCode::NotIdentified, "online", Some("3"))
    );
    let error = AnyModel::posterior_covariates(ModelKind::GammaGamma, &data, &usual()).unwrap_err();
    assert_eq!(error.code(), ErrorCode::NotApplicable);

    let slope = Prior::normal(0.0, 0.5).unwrap();
    let posterior = Nbd::posterior_covariates(
        &data,
        &options(PosteriorMethod::LaplacePsis, 100, vec![gamma, gamma, slope]),
    )
    .unwrap();
    let error = posterior.posterior_for(&[], &[]).unwrap_err();
    assert_eq!(
        (error.code(), error.parameter(), error.value()),
        (ErrorCode::LengthMismatch, "purchase", Some("0"))
    );
    let error = posterior.posterior_for(&[f64::INFINITY], &[]).unwrap_err();
    assert_eq!(
        (error.code(), error.parameter(), error.index()),
        (ErrorCode::NotFinite, "purchase", Some(0))
    );
    let error = posterior
        .predict(&[1e6], &[], |model| model.expected_purchases(1.0))
        .unwrap_err();
    assert_eq!(error.parameter(), "alpha");
    let error = posterior
        .predict_rows(
            3,
            |row| [vec![if row == 2 { f64::INFINITY } else { 0.0 }], vec![]],
            |model, _| model.expected_purchases(1.0),
        )
        .unwrap_err();
    assert_eq!((error.code(), error.index()), (ErrorCode::NotFinite, Some(2)));
    assert!(posterior.thinned(0).is_err());
}

#[cfg(feature = "serde")]
#[test]
fn json_keeps_every_bit() {
    let gamma = Prior::gamma(2.0, 0.5).unwrap();
    let priors = vec![gamma, gamma, Prior::normal(0.0, 0.5).unwrap()];
    let posterior = Nbd::posterior_covariates(
        &twenty().data(false),
        &options(PosteriorMethod::LaplacePsis, 100, priors.clone()),
    )
    .unwrap();
    let text = serde_json::to_string(&posterior).unwrap();
    let back: CovariatePosterior<Nbd> = serde_json::from_str(&text).unwrap();
    assert_eq!(back.draws, posterior.draws);
    assert_eq!(serde_json::to_string(&back).unwrap(), text);
    assert_eq!(serde_json::to_string(&posterior.into_any()).unwrap(), text);
    for (from, to) in [
        ("\"model\":\"nbd\"", "\"model\":\"bg_bb\""),
        ("\"purchase\":[\"online\"]", "\"purchase\":[\"online\",\"age\"]"),
        ("\"draws\":{\"parameters\":[[", "\"draws\":{\"parameters\":[[-"),
    ] {
        let broken = text.replacen(from, to, 1);
        assert_ne!(broken, text);
        assert!(serde_json::from_str::<CovariatePosterior<Nbd>>(&broken).is_err());
    }
    let written = serde_json::to_string(&priors).unwrap();
    assert!(
        written.contains(r#"{"kind":"normal","mean":0.0,"sigma":0.5}"#),
        "{written}"
    );
    assert_eq!(serde_json::from_str::<Vec<Prior>>(&written).unwrap(), priors);
}
