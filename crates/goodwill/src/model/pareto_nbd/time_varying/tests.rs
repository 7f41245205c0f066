use super::*;
use crate::ErrorCode;
use crate::model::{
    Covariate, CovariateHistories, FitOptions, History, HistoryColumns, HistoryCount, HistoryCounts, Model,
    PurchaseModel, likelihood_ratio,
};
use crate::numeric::random::CounterRng;
use alloc::vec;

fn close(got: f64, expected: f64, tolerance: f64) {
    assert!(
        (got - expected).abs() <= tolerance * expected.abs().max(1e-3),
        "{got:e}, not {expected:e}"
    );
}

/// tests/peers/time_varying.py.
#[test]
#[allow(clippy::needless_range_loop)]
fn one_customer_in_ball_arithmetic() {
    const VALUE: f64 = -11.628805706310601;
    const GRADIENT: [f64; 7] = [
        1.4290557913449695,
        -0.030155463218818932,
        -0.44597183825011455,
        0.024260024513100692,
        -0.034766226322681885,
        0.1631212690687029,
        -0.30214496092361665,
    ];
    const HESSIAN: [[f64; 7]; 7] = [
        [
            -3.8372796111953202,
            0.06793320981958609,
            0.18062470810866346,
            -0.002973410382142968,
            -0.30405110601276025,
            -0.039435761664566735,
            -0.05433021497693475,
        ],
        [
            0.06793320981958609,
            -0.002633566909226492,
            -0.014787639347837006,
            0.000247350877638157,
            0.023553118496771223,
            0.0013127439293348596,
            0.005531764872470094,
        ],
        [
            0.18062470810866346,
            -0.014787639347837006,
            -0.542841756194653,
            0.04815604811199346,
            0.1779797675993956,
            0.18218396156269895,
            -0.4655168533906899,
        ],
        [
            -0.002973410382142968,
            0.000247350877638157,
            0.04815604811199346,
            -0.0035247447140913106,
            -0.00301044302354925,
            -0.003748702430614517,
            0.012489965646293672,
        ],
        [
            -0.30405110601276025,
            0.023553118496771223,
            0.1779797675993956,
            -0.00301044302354925,
            -0.5544372664264018,
            -0.3844097884734125,
            -0.10635213569414588,
        ],
        [
            -0.039435761664566735,
            0.0013127439293348596,
            0.18218396156269895,
            -0.003748702430614517,
            -0.3844097884734125,
            -2.4107622502789168,
            -0.16142129991195317,
        ],
        [
            -0.05433021497693475,
            0.005531764872470094,
            -0.4655168533906899,
            0.012489965646293672,
            -0.10635213569414588,
            -0.16142129991195317,
            0.0708620550794384,
        ],
    ];
    let path = CovariatePath::new(
        &[-3.0, 5.0, 13.0, 20.5, 30.0],
        39.0,
        &[
            vec![0.2, 1.0, 1.0],
            vec![0.0, -1.0, 0.0],
            vec![1.0, 0.5, -1.5],
            vec![0.3, 2.0, 0.8],
            vec![0.7, -0.4, 0.1],
        ],
    )
    .unwrap();
    let customer = TimeVaryingCustomer::new(&[2.0, 6.0, 14.0], 36.0, path).unwrap();
    let base = ParetoNbd::new(0.55, 10.6, 0.61, 11.7).unwrap();
    let model = TimeVaryingModel::new(base, &[0.6, -0.3], &[0.9]).unwrap();
    let jet = model.point().log_likelihood(&customer, Order::Hessian);
    close(jet.value, VALUE, 1e-14);
    for i in 0..7 {
        close(jet.gradient[i], GRADIENT[i], 1e-12);
        for j in 0..7 {
            close(jet.hessian[7 * i + j], HESSIAN[i][j], 1e-11);
        }
    }
    let data = TimeVaryingHistories::new(&["a", "b"], &["c"], vec![customer], None).unwrap();
    assert_eq!(model.log_likelihood(&data).unwrap(), jet.value);
}

/// Customers of r = 0.8, α = 9, s = 0.7, β = 15 whose purchase rate is doubled in every third period of 13 weeks, with
/// some customers' campaigns in other periods.
fn simulated(customers: usize, effect: f64) -> Vec<TimeVaryingCustomer> {
    let starts = [0.0, 13.0, 26.0, 39.0, 52.0];
    (0..customers)
        .map(|customer| {
            let mut rng = CounterRng::new(5, customer as u64);
            let rate = rng.gamma(0.8, 9.0);
            let left = rng.exponential() / rng.gamma(0.7, 15.0);
            let campaign = |period: usize| f64::from(u8::from((period + customer).is_multiple_of(3)));
            let tenure = 60.0 - (customer % 12) as f64 / 7.0;
            let mut times = Vec::new();
            let mut time = 0.0;
            'life: loop {
                let mut wait = rng.exponential() / rate;
                loop {
                    let period = starts.partition_point(|&start| start <= time) - 1;
                    let pace = libm::exp(effect * campaign(period));
                    let next = starts.get(period + 1).copied().unwrap_or(f64::INFINITY);
                    if wait / pace <= next - time {
                        time += wait / pace;
                        break;
                    }
                    if next >= tenure {
                        break 'life;
                    }
                    wait -= (next - time) * pace;
                    time = next;
                }
                if time > tenure.min(left) {
                    break;
                }
                times.push(time);
            }
            let values: Vec<Vec<f64>> = (0..5).map(|period| vec![campaign(period)]).collect();
            let path = CovariatePath::new(&starts, 104.0, &values).unwrap();
            TimeVaryingCustomer::new(&times, tenure, path).unwrap()
        })
        .collect()
}

#[test]
fn finds_the_effect_of_campaigns() {
    let customers = simulated(500, 0.7);
    let data = TimeVaryingHistories::new(&["campaign"], &[], customers.clone(), None).unwrap();
    let fitted = TimeVaryingModel::fit(&data, &FitOptions::default()).unwrap();
    let effect = fitted.summary.parameter("purchase.campaign").unwrap();
    assert!(
        (effect.value - 0.7).abs() < 3.0 * effect.standard_error,
        "{fitted}"
    );
    assert!(effect.standard_error < 0.15, "{fitted}");
    let test = fitted.test.unwrap();
    assert!(test.degrees_of_freedom == 1.0 && test.p_value < 1e-6, "{fitted}");
    close(
        fitted.model.log_likelihood(&data).unwrap(),
        fitted.summary.log_likelihood,
        1e-12,
    );
    #[cfg(feature = "serde")]
    {
        let text = serde_json::to_string(&fitted).unwrap();
        assert_eq!(serde_json::from_str::<TimeVaryingFit>(&text).unwrap(), fitted);
    }
    // The same bits in any order of the customers.
    let backwards: Vec<_> = customers.into_iter().rev().collect();
    let data = TimeVaryingHistories::new(&["campaign"], &[], backwards, None).unwrap();
    assert_eq!(
        TimeVaryingModel::fit(&data, &FitOptions::default())
            .unwrap()
            .summary,
        fitted.summary
    );
}

/// Static covariates are paths that do not change, and no effect is no covariate.
#[test]
fn constant_covariates_are_static_ones() {
    let customers = simulated(300, 0.0);
    let online: Vec<f64> = (0..300).map(|k| f64::from(k % 2)).collect();
    let age: Vec<f64> = (0..300).map(|k| 20.0 + f64::from(k % 7)).collect();
    let [frequency, recency, tenure]: [Vec<f64>; 3] = [
        customers
            .iter()
            .map(|c| f64::from(c.history().frequency()))
            .collect(),
        customers.iter().map(|c| c.history().recency()).collect(),
        customers.iter().map(|c| c.history().tenure()).collect(),
    ];
    let columns = HistoryColumns {
        frequency: &frequency,
        recency: &recency,
        tenure: &tenure,
    };
    let covariates = [
        Covariate {
            name: "online",
            values: &online,
        },
        Covariate {
            name: "age",
            values: &age,
        },
    ];
    let fixed =
        CovariateHistories::from_columns(&columns, &covariates[..1], &covariates[1..], None, None).unwrap();
    let fixed = ParetoNbd::fit_covariates(&fixed, &FitOptions::default()).unwrap();

    let paths = customers.iter().enumerate().map(|(k, customer)| {
        let row = vec![online[k], age[k]];
        let path = CovariatePath::new(&[0.0, 10.0, 30.0], 104.0, &[row.clone(), row.clone(), row]).unwrap();
        let mut constant = customer.clone();
        let frequency = f64::from(customer.history().frequency());
        constant.at_purchases = vec![frequency * online[k], frequency * age[k]];
        constant.path = path;
        constant
    });
    let customers: Vec<_> = paths.collect();
    let data = TimeVaryingHistories::new(&["online"], &["age"], customers, None).unwrap();
    let varying = TimeVaryingModel::fit(&data, &FitOptions::default()).unwrap();
    close(
        varying.summary.log_likelihood,
        fixed.summary.log_likelihood,
        1e-12,
    );
    for (a, b) in varying.summary.parameters.iter().zip(&fixed.summary.parameters) {
        assert_eq!(a.name, b.name);
        let error = (a.estimate.value - b.estimate.value) / b.estimate.standard_error;
        assert!(error.abs() < 1e-6, "{}: {error:e}", a.name);
        close(a.estimate.standard_error, b.estimate.standard_error, 1e-6);
    }
    assert_eq!(varying.without, fixed.without);
    let own = fixed.model_for(&[online[1]], &[age[1]]).unwrap();
    let customer = &data.customers()[1];
    close(
        varying.model.conditional_purchases(customer, 40.0).unwrap(),
        own.conditional_purchases(customer.history(), 40.0).unwrap(),
        1e-6,
    );
    // Fewer covariates are nested in more.
    assert!(likelihood_ratio(&fixed.without, &varying.summary).is_ok());
}

#[test]
fn no_effect_is_plain_pareto_nbd() {
    let customers = simulated(300, 0.4);
    let base = ParetoNbd::new(0.8, 9.0, 0.7, 15.0).unwrap();
    let model = TimeVaryingModel::new(base, &[0.0], &[]).unwrap();
    let rows: Vec<HistoryCount> = customers
        .iter()
        .map(|customer| HistoryCount {
            history: *customer.history(),
            weight: 1.0,
            count: 1,
        })
        .collect();
    let counts = HistoryCounts::from_rows(&rows, None).unwrap();
    for customer in &customers {
        let history: &History = customer.history();
        for t in [0.0, 5.0, 40.0] {
            close(
                model.probability_alive(customer, t).unwrap(),
                base.probability_alive(history, t).unwrap(),
                1e-12,
            );
            close(
                model.conditional_purchases(customer, t).unwrap(),
                base.conditional_purchases(history, t).unwrap(),
                1e-12,
            );
        }
    }
    let data = TimeVaryingHistories::new(&["campaign"], &[], customers, None).unwrap();
    close(
        model.log_likelihood(&data).unwrap(),
        base.log_likelihood(&counts).unwrap(),
        1e-13,
    );
}

#[test]
fn what_is_missing_is_named() {
    let path = |end: f64| CovariatePath::new(&[0.0, 10.0], end, &[vec![0.0], vec![1.0]]).unwrap();
    let error = TimeVaryingCustomer::new(&[3.0], 39.0, path(30.0)).unwrap_err();
    assert_eq!(
        (error.code(), error.parameter()),
        (ErrorCode::Inconsistent, "path")
    );
    assert!(TimeVaryingCustomer::new(&[3.0, 2.0], 39.0, path(39.0)).is_err());
    assert!(TimeVaryingCustomer::new(&[3.0, 40.0], 39.0, path(39.0)).is_err());
    let nan = CovariatePath::new(&[0.0, 10.0], 20.0, &[vec![0.0], vec![f64::NAN]]).unwrap_err();
    assert_eq!((nan.code(), nan.index()), (ErrorCode::NotFinite, Some(1)));
    assert!(CovariatePath::new(&[0.0, 10.0, 9.0], 20.0, &[vec![], vec![], vec![]]).is_err());

    let customer = TimeVaryingCustomer::new(&[3.0], 39.0, path(45.0)).unwrap();
    let base = ParetoNbd::new(0.8, 9.0, 0.7, 15.0).unwrap();
    let model = TimeVaryingModel::new(base, &[0.5], &[]).unwrap();
    assert!(model.conditional_purchases(&customer, 6.0).is_ok());
    assert!(model.conditional_purchases(&customer, 6.1).is_err());
    let other = TimeVaryingModel::new(base, &[0.5], &[0.1]).unwrap();
    assert_eq!(
        other.probability_alive(&customer, 0.0).unwrap_err().code(),
        ErrorCode::LengthMismatch
    );
    let same = |tenure: f64, times: &[f64]| {
        let path = CovariatePath::new(&[0.0], 50.0, &[vec![2.0]]).unwrap();
        TimeVaryingCustomer::new(times, tenure, path).unwrap()
    };
    let mut customers = simulated(50, 0.0);
    for customer in &mut customers {
        customer.path = CovariatePath::new(&[0.0], 104.0, &[vec![2.0]]).unwrap();
    }
    customers.push(same(39.0, &[3.0]));
    let data = TimeVaryingHistories::new(&["constant"], &[], customers, None).unwrap();
    let error = TimeVaryingModel::fit(&data, &FitOptions::default()).unwrap_err();
    assert_eq!(
        (error.code(), error.parameter()),
        (ErrorCode::NotIdentified, "purchase.constant")
    );
}
