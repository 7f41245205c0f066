//! Long work tells how far it has come, stops when asked to, and gives the same bits whoever looks on.

use goodwill::assess::{AssessOptions, SurveyAssessOptions, assess_survey};
use goodwill::calendar::TimeUnit;
use goodwill::model::{
    AnyData, AnyModel, BgNbd, Covariate, CovariateHistories, CovariatePath, FitOptions, GammaGamma,
    HistoryCounts, MbgNbd, Model, ModelKind, NonPositiveSpend, ParetoNbd, PosteriorMethod, PosteriorOptions,
    RenewalCounts, Simulate, SimulatedHistories, SpendCounts, TimeVaryingCustomer, TimeVaryingHistories,
    TimeVaryingModel,
};
use goodwill::purchase::{CustomerColumn, PurchaseBatch, PurchaseOptions, Purchases, PurchasesBuilder};
use goodwill::survey::{
    DriverOptions, IpaOptions, ItemAnswers, ItemDeclaration, ItemRole, OmegaOptions, ScaleDeclaration,
    Survey, SurveyDeclaration, SurveyValues, drivers, ipa, ipa_derived, mcdonald_omega,
};
use goodwill::watch::{Progress, Step, Watch};
use goodwill::{ErrorCode, Result, assess};
use std::fmt::Debug;
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex};

/// What a watch was told, until it broke off.
#[derive(Clone, Default)]
struct Seen(Arc<Mutex<Vec<Progress>>>);

impl Seen {
    /// A watch that breaks off when told so many times.
    fn watch(&self, patience: usize) -> Watch {
        let seen = self.clone();
        Watch::new(move |progress| {
            let mut told = seen.0.lock().unwrap();
            told.push(progress);
            if told.len() < patience {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        })
    }

    fn told(&self) -> Vec<Progress> {
        self.0.lock().unwrap().clone()
    }
}

/// The same work with nobody looking on, with a patient watch and with watches that break it off; what the patient one
/// was told.
fn watched<T: Debug>(name: &str, work: impl Fn(Watch) -> Result<T>) -> Vec<Progress> {
    let alone = work(Watch::default()).unwrap();
    let seen = Seen::default();
    let looked_at = work(seen.watch(usize::MAX)).unwrap();
    // Debug writes every digit of a float.
    assert_eq!(format!("{looked_at:?}"), format!("{alone:?}"), "{name}");
    let told = seen.told();
    assert!(told.len() > 2, "{name}: {told:?}");
    for patience in [1, told.len() / 2, told.len() - 1] {
        let seen = Seen::default();
        let error = work(seen.watch(patience)).unwrap_err();
        assert_eq!(error.code(), ErrorCode::Interrupted, "{name}: {error}");
        // Other threads may have asked meanwhile, but nobody goes on.
        let after = seen.told().len() - patience;
        assert!(
            after <= 64,
            "{name}: told {after} times more after breaking off at {patience}"
        );
    }
    told
}

fn simulated() -> SimulatedHistories {
    let model = MbgNbd::new(0.8, 6.0, 0.9, 2.5).unwrap();
    model.simulate(&[60.0; 300], 7).unwrap()
}

fn counts() -> HistoryCounts {
    simulated().counts(Some(TimeUnit::Week)).unwrap()
}

/// Every count once, in order: a search runs on one thread.
fn counted(told: &[Progress]) {
    let evaluated: Vec<u64> = told.iter().map(|progress| progress.done).collect();
    assert!(
        told.iter()
            .all(|progress| (progress.step, progress.total) == (Step::Evaluation, None))
    );
    assert_eq!(evaluated, (1..=told.len() as u64).collect::<Vec<_>>());
}

#[test]
fn fits() {
    let counts = counts();
    let frequency = [1.0, 2.0, 3.0, 1.0, 5.0, 2.0].repeat(50);
    let spends = GammaGamma::new(6.25, 3.74, 15.44)
        .unwrap()
        .simulate(&frequency, 1)
        .unwrap();
    let spend = SpendCounts::from_columns(&frequency, &spends, None, NonPositiveSpend::Skip).unwrap();
    let renewals = RenewalCounts::from_survivors(&[1000.0, 869.0, 743.0, 653.0, 593.0, 551.0]).unwrap();
    for (kind, data) in [
        (ModelKind::BgNbd, AnyData::Histories(&counts)),
        (ModelKind::ParetoNbd, AnyData::Histories(&counts)),
        (ModelKind::GammaGamma, AnyData::Spend(&spend)),
        (ModelKind::Sbg, AnyData::Renewals(&renewals)),
    ] {
        let told = watched(kind.label(), |watch| {
            let options = FitOptions {
                starts: 2,
                watch,
                ..FitOptions::default()
            };
            AnyModel::fit(kind, data, &options)
        });
        counted(&told);
        let fitted = AnyModel::fit(
            kind,
            data,
            &FitOptions {
                starts: 2,
                ..FitOptions::default()
            },
        )
        .unwrap();
        assert_eq!(told.len() as u32, fitted.summary.evaluations, "{kind:?}");
    }
}

#[test]
fn the_choice_of_a_regularity() {
    let counts = counts();
    watched("regularity", |watch| {
        let options = FitOptions {
            watch,
            ..FitOptions::default()
        };
        BgNbd::best_regularity(&counts, 2, &options)
    });
}

#[test]
fn fits_with_covariates() {
    let simulated = simulated();
    let values: Vec<f64> = (0..300).map(|customer| f64::from(customer % 7)).collect();
    let z = Covariate {
        name: "z",
        values: &values,
    };
    let data = CovariateHistories::from_columns(&simulated.columns(), &[z], &[], None, None).unwrap();
    watched("covariates", |watch| {
        let options = FitOptions {
            watch,
            ..FitOptions::default()
        };
        ParetoNbd::fit_covariates(&data, &options)
    });
}

#[test]
fn fits_with_covariates_over_time() {
    let model = ParetoNbd::new(0.8, 6.0, 0.9, 25.0).unwrap();
    let simulated = model.simulate(&[50.0; 80], 3).unwrap();
    let customers = (0..80)
        .map(|customer| {
            let values = [vec![f64::from(customer % 3)], vec![f64::from(customer % 2)]];
            let path = CovariatePath::new(&[0.0, 20.0], 60.0, &values)?;
            TimeVaryingCustomer::new(simulated.purchases(customer as usize), 50.0, path)
        })
        .collect::<Result<_>>()
        .unwrap();
    let data = TimeVaryingHistories::new(&["z"], &[], customers, None).unwrap();
    watched("covariates over time", |watch| {
        let options = FitOptions {
            watch,
            ..FitOptions::default()
        };
        TimeVaryingModel::fit(&data, &options)
    });
}

#[test]
fn posteriors() {
    let counts = counts();
    for (method, total) in [
        (PosteriorMethod::LaplacePsis, 200),
        (PosteriorMethod::Nuts, 2 * (50 + 100)),
    ] {
        let told = watched("posterior", |watch| {
            let options = PosteriorOptions {
                method,
                draws: 200,
                chains: 2,
                warmup: 50,
                watch,
                ..PosteriorOptions::default()
            };
            BgNbd::posterior(&counts, &options)
        });
        let (search, draws): (Vec<Progress>, Vec<Progress>) = told
            .iter()
            .partition(|progress| progress.step == Step::Evaluation);
        assert!(!search.is_empty());
        // Another round of weighted draws adds to the total.
        let expected = draws
            .iter()
            .map(|progress| progress.total.unwrap())
            .max()
            .unwrap();
        assert_eq!(expected % total, 0, "{method:?}");
        assert!(draws.iter().any(|progress| progress.done == expected));
        assert!(
            draws
                .iter()
                .all(|progress| progress.done <= progress.total.unwrap())
        );
    }
}

/// Made-up answers to some items that have something in common.
fn answers(items: usize, respondents: usize) -> Vec<Vec<f64>> {
    let made = |item: usize, row: usize| {
        let mixed = ((row + 1) * (item + 3)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        ((mixed ^ mixed >> 29).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 61) as f64 + (row * row % 5) as f64
    };
    (0..items)
        .map(|item| (0..respondents).map(|row| made(item, row)).collect())
        .collect()
}

/// The steps of a bootstrap: every resample of `total` is counted, whatever else there was to tell.
fn resampled(told: &[Progress], total: u64) {
    let (resamples, others): (Vec<Progress>, Vec<Progress>) =
        told.iter().partition(|progress| progress.step == Step::Resample);
    assert!(others.iter().all(|progress| progress.step == Step::Order));
    assert!(resamples.iter().all(|progress| progress.total == Some(total)));
    for done in 0..=total {
        assert!(
            resamples.iter().any(|progress| progress.done == done),
            "{done} of {total}"
        );
    }
}

#[test]
fn bootstraps_of_surveys() {
    let columns = answers(6, 300);
    let columns: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
    let (outcome, predictors) = columns.split_first().unwrap();
    for sampled_orders in [0, 200] {
        let told = watched("drivers", |watch| {
            let options = DriverOptions {
                resamples: 150,
                sampled_orders,
                watch,
                ..DriverOptions::default()
            };
            drivers(outcome, &ItemAnswers::new(predictors), &options)
        });
        resampled(&told, 150);
        let orders: Vec<&Progress> = told
            .iter()
            .filter(|progress| progress.step == Step::Order)
            .collect();
        assert_eq!(orders.is_empty(), sampled_orders == 0);
        let all = u64::from(sampled_orders);
        assert!(orders.iter().all(|progress| progress.total == Some(all)));
        assert!(sampled_orders == 0 || orders.iter().any(|progress| progress.done == all));
    }
    let told = watched("omega", |watch| {
        let options = OmegaOptions {
            resamples: 120,
            watch,
            ..OmegaOptions::default()
        };
        mcdonald_omega(&ItemAnswers::new(&columns[..4]), &options)
    });
    resampled(&told, 120);
    let of = |watch| IpaOptions {
        resamples: 130,
        watch,
        ..IpaOptions::default()
    };
    let performance = ItemAnswers::new(&columns[3..]);
    resampled(
        &watched("ipa", |watch| ipa(&columns[..3], &performance, &of(watch))),
        130,
    );
    let told = watched("ipa_derived", |watch| {
        ipa_derived(&[0.2, 0.3, 0.5], &performance, &of(watch))
    });
    resampled(&told, 130);
}

/// All 2¹⁹ sets of predictors, resampled a million times, would take days.
#[test]
fn drivers_of_many_predictors_stop_soon() {
    let columns = answers(20, 200);
    let columns: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
    let (outcome, predictors) = columns.split_first().unwrap();
    for patience in [1, 20] {
        let seen = Seen::default();
        let options = DriverOptions {
            resamples: 1_000_000,
            watch: seen.watch(patience),
            ..DriverOptions::default()
        };
        let error = drivers(outcome, &ItemAnswers::new(predictors), &options).unwrap_err();
        assert_eq!(error.code(), ErrorCode::Interrupted);
    }
}

#[test]
fn a_survey_that_is_broken_off_is_no_refusal() {
    let columns = answers(7, 250);
    let mut declaration = SurveyDeclaration::default();
    let names: Vec<String> = (0..7).map(|item| format!("q{item}")).collect();
    for (item, name) in names.iter().enumerate() {
        let declared = ItemDeclaration::new(name).scale(ScaleDeclaration::new(0, 11));
        declaration = declaration.item(match item {
            0 => declared.role(ItemRole::Satisfaction),
            1..=3 => declared.role(ItemRole::Performance).about(&format!("a{item}")),
            _ => declared
                .role(ItemRole::Importance)
                .about(&format!("a{}", item - 3)),
        });
    }
    let values: Vec<(&str, SurveyValues<'_>)> = names
        .iter()
        .zip(&columns)
        .map(|(name, column)| (name.as_str(), SurveyValues::Numbers(column)))
        .collect();
    let survey = Survey::new(&declaration, &values).unwrap();
    let told = watched("survey", |watch| {
        assess_survey(
            &survey,
            &SurveyAssessOptions {
                watch,
                ..SurveyAssessOptions::default()
            },
        )
    });
    let of = |step: Step| -> Vec<u64> {
        let steps = told.iter().filter(|progress| progress.step == step);
        steps.map(|progress| progress.done).collect()
    };
    assert!(of(Step::Section).is_sorted());
    // Drivers and importance, each from the beginning.
    assert!(of(Step::Resample).iter().filter(|&&done| done == 1).count() >= 2);
    let said = assess_survey(&survey, &SurveyAssessOptions::default()).unwrap();
    assert!(said.survey.drivers.is_some() && said.survey.importance.is_some());
}

#[test]
fn what_is_broken_off_is_no_refusal() {
    let (customers, days) = orders();
    let mut builder = PurchasesBuilder::new(&PurchaseOptions::default());
    builder
        .update(
            &PurchaseBatch::new(CustomerColumn::Integers(&customers), &days).amounts(&vec![20.0; days.len()]),
        )
        .unwrap();
    let orders: Purchases = builder.finish().unwrap();
    let told = watched("assess", |watch| {
        let options = AssessOptions {
            watch,
            ..AssessOptions::default()
        };
        assess(&orders, None, &options)
    });
    // Four candidates, the chosen one on all orders, and spend: each counts from the beginning.
    let fits = told.iter().filter(|progress| progress.done == 1).count();
    assert!(fits >= 5, "{fits}");
}

/// Orders of simulated customers, by day.
fn orders() -> (Vec<i64>, Vec<i32>) {
    let simulated = simulated();
    (0..300)
        .flat_map(|customer| {
            let repeats = simulated.purchases(customer).iter();
            let days = core::iter::once(&0.0)
                .chain(repeats)
                .map(|week| (week * 7.0) as i32);
            days.map(move |day| (customer as i64, 9_000 + customer as i32 % 30 + day))
        })
        .unzip()
}

#[test]
fn a_watch_is_equal_to_itself_alone() {
    let watch = Watch::new(|_| ControlFlow::Continue(()));
    assert_eq!(watch, watch.clone());
    assert_ne!(watch, Watch::default());
    assert_ne!(watch, Watch::new(|_| ControlFlow::Continue(())));
    assert_eq!(Watch::default(), Watch::default());
    assert_eq!(
        format!("{watch:?} {:?}", Watch::default()),
        "Watch(…) Watch(nobody)"
    );
}
