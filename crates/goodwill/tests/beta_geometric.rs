//! BG/NBD and MBG/NBD against arbitrary precision: `tests/peers/beta_geometric.py` makes the table, but for its first 692
//! values, which were computed by other means.

use goodwill::model::{
    BgNbd, DiscountRate, FitOptions, History, HistoryColumns, HistoryCounts, Likelihood, MbgNbd, Model,
    Order, PurchaseModel, Setting, Simulate,
};
use goodwill::{ErrorCode, Result};

const REFERENCE: &str = include_str!("beta_geometric.csv");

/// A row of the table.
struct Row {
    verb: String,
    parameters: Vec<f64>,
    regularity: u32,
    history: (f64, f64, f64),
    arguments: Vec<f64>,
    value: f64,
}

fn rows(model: &'static str) -> impl Iterator<Item = Row> {
    REFERENCE.lines().skip(1).filter_map(move |line| {
        let fields: Vec<&str> = line.split(',').collect();
        let number = |text: &str| text.parse::<f64>().unwrap();
        (fields[1] == model).then(|| Row {
            verb: fields[0].into(),
            regularity: fields[2].parse().unwrap(),
            parameters: fields[3..7].iter().map(|text| number(text)).collect(),
            history: (number(fields[7]), number(fields[8]), number(fields[9])),
            arguments: fields[10].split_whitespace().map(number).collect(),
            value: number(fields[11]),
        })
    })
}

fn one(history: (f64, f64, f64)) -> HistoryCounts {
    let columns = HistoryColumns {
        frequency: &[history.0],
        recency: &[history.1],
        tenure: &[history.2],
    };
    HistoryCounts::from_columns(&columns, None, None).unwrap()
}

fn predict<M: Model<Data = HistoryCounts> + PurchaseModel>(row: &Row) -> Result<f64> {
    let setting = Setting {
        regularity: row.regularity,
        unit: None,
    };
    let model = M::from_parameters(&row.parameters, setting)?;
    let history = History::new(row.history.0 as u32, row.history.1, row.history.2)?;
    let a = &row.arguments;
    match row.verb.as_str() {
        "log_likelihood" => model.log_likelihood(&one(row.history)),
        "gradient" => Ok(model.gradient(&one(row.history))?[a[0] as usize]),
        "hessian" => Ok(model.hessian(&one(row.history))?[a[0] as usize][a[1] as usize]),
        "expected_purchases" => model.expected_purchases(a[0]),
        "purchase_pmf" => model.purchase_pmf(a[0] as u32, a[1], a[2]),
        "conditional_purchases" => model.conditional_purchases(&history, a[0]),
        "conditional_pmf" => model.conditional_pmf(&history, a[0] as u32, a[1], a[2]),
        "probability_alive" => model.probability_alive(&history, a[0]),
        "probability_active" => model.probability_active(&history, a[0], a[1]),
        "residual_transactions" => {
            model.residual_transactions(&history, DiscountRate::continuous(a[0])?, a.get(1).copied())
        }
        "posterior_purchase" => Ok(model.posterior_rates(&history)?.purchase),
        "posterior_dropout" => Ok(model.posterior_rates(&history)?.dropout),
        "residual_lifetime" => model.residual_lifetime(&history, a.first().copied()),
        other => panic!("{other} is no verb"),
    }
}

fn check<M: Model<Data = HistoryCounts> + PurchaseModel>(name: &'static str) {
    let (mut worst, mut complaints, mut count) = ([0.0_f64; 2], Vec::new(), [0; 2]);
    for row in rows(name) {
        let got = predict::<M>(&row).unwrap();
        // What a double cannot hold rounds to 0; so does the noise of the reference's differences.
        let error = if got == row.value || (got == 0.0 && row.value.abs() < 1e-20) {
            0.0
        } else {
            (got - row.value).abs() / row.value.abs().max(f64::MIN_POSITIVE)
        };
        // A derivative may be next to nothing where the likelihood is flat.
        let derivative = row.verb == "gradient" || row.verb == "hessian";
        let (error, bound) = if derivative {
            (error * (row.value.abs() / 1e-8).min(1.0), 1e-10)
        } else {
            (error, 1e-11)
        };
        let kind = usize::from(derivative);
        worst[kind] = worst[kind].max(error);
        count[kind] += 1;
        if error > bound || error.is_nan() {
            complaints.push(format!(
                "{} k={} {:?} {:?} {:?}: {got:e}, not {:e}: {error:e}",
                row.verb, row.regularity, row.parameters, row.history, row.arguments, row.value
            ));
        }
    }
    assert!(count[0] > 1000 && count[1] > 500);
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    println!("{name}: {count:?} values and derivatives, worst relative errors {worst:?}");
}

#[test]
fn bg_nbd_is_exact() {
    check::<BgNbd>("bg_nbd");
}

#[test]
fn mbg_nbd_is_exact() {
    check::<MbgNbd>("mbg_nbd");
}

/// Customers of two tenures, and what the model expects of them.
fn simulation_agrees<M: Model<Data = HistoryCounts> + PurchaseModel + Simulate>(model: &M) {
    const CUSTOMERS: usize = 6_000;
    let tenure = 39.0;
    let simulated = model.simulate(&vec![tenure; CUSTOMERS], 5).unwrap();
    let n = CUSTOMERS as f64;
    for count in 0..5 {
        let p = model.purchase_pmf(count, 0.0, tenure).unwrap();
        let share = simulated
            .frequency
            .iter()
            .filter(|&&x| x == f64::from(count))
            .count() as f64
            / n;
        assert!(
            (share - p).abs() < 4.0 * (p * (1.0 - p) / n).sqrt(),
            "{model}: {count}: {share}, {p}"
        );
        let p = model.purchase_pmf(count, 10.0, 25.0).unwrap();
        let within = |customer: usize| {
            let times = simulated.purchases(customer);
            times.iter().filter(|&&time| time > 10.0 && time <= 25.0).count()
        };
        let share = (0..CUSTOMERS)
            .filter(|&customer| within(customer) == count as usize)
            .count() as f64
            / n;
        assert!(
            (share - p).abs() < 4.0 * (p * (1.0 - p) / n).sqrt(),
            "{model}: {count}: {share}, {p}"
        );
    }
    let mean = simulated.frequency.iter().sum::<f64>() / n;
    let square = simulated.frequency.iter().map(|x| x * x).sum::<f64>() / n;
    let expected = model.expected_purchases(tenure).unwrap();
    assert!(
        (mean - expected).abs() < 4.0 * ((square - mean * mean) / n).sqrt(),
        "{model}: {mean}, {expected}"
    );

    // P(alive) of whoever has this many purchases, against how many of them are.
    let (mut alive, mut predicted, mut variance) = (0.0, 0.0, 0.0);
    for customer in 0..CUSTOMERS {
        let x = simulated.frequency[customer] as u32;
        let history = History::new(x, simulated.recency[customer], tenure).unwrap();
        let p = model.probability_alive(&history, 0.0).unwrap();
        alive += f64::from(u8::from(simulated.left[customer].is_nan()));
        predicted += p;
        variance += p * (1.0 - p);
    }
    assert!(
        (alive - predicted).abs() < 4.0 * variance.sqrt(),
        "{model}: {alive}, {predicted}"
    );

    // A longer tenure continues the same lives.
    let longer = model.simulate(&[2.0 * tenure; 50], 5).unwrap();
    for customer in 0..50 {
        let first = simulated.purchases(customer);
        assert_eq!(&longer.purchases(customer)[..first.len()], first);
    }
}

#[test]
fn simulated_customers_follow_the_model() {
    simulation_agrees(&BgNbd::new(0.243, 4.414, 0.793, 2.426).unwrap());
    simulation_agrees(&MbgNbd::new(0.525, 6.183, 0.891, 1.614).unwrap());
    simulation_agrees(
        &BgNbd::new(0.8, 3.0, 1.2, 4.0)
            .unwrap()
            .with_regularity(3)
            .unwrap(),
    );
    simulation_agrees(
        &MbgNbd::new(0.8, 3.0, 0.6, 1.5)
            .unwrap()
            .with_regularity(2)
            .unwrap(),
    );
}

#[test]
fn regularity_is_found_again() {
    let model = MbgNbd::new(0.9, 3.0, 0.8, 2.5)
        .unwrap()
        .with_regularity(3)
        .unwrap();
    let counts = model.simulate(&[52.0; 800], 3).unwrap().counts(None).unwrap();
    let best = MbgNbd::best_regularity(&counts, 4, &FitOptions::default()).unwrap();
    assert_eq!(best.model.regularity(), 3);
    let (parameters, found) = (model.parameters(), best.model.parameters());
    for ((wanted, got), parameter) in parameters.iter().zip(found).zip(&best.summary.parameters) {
        assert!(
            (got - wanted).abs() < 4.0 * parameter.estimate.standard_error,
            "{best}"
        );
    }
}

#[test]
fn data_that_cannot_identify_are_refused() {
    let fit = |frequency: &[f64], recency: &[f64], tenure: &[f64]| {
        let columns = HistoryColumns {
            frequency,
            recency,
            tenure,
        };
        let counts = HistoryCounts::from_columns(&columns, None, None).unwrap();
        let codes = [
            BgNbd::fit(&counts, &FitOptions::default()).unwrap_err(),
            MbgNbd::fit(&counts, &FitOptions::default()).unwrap_err(),
        ];
        assert_eq!(codes[0].code(), ErrorCode::NotIdentified, "{}", codes[0]);
        assert_eq!(codes[1].code(), ErrorCode::NotIdentified, "{}", codes[1]);
        codes[0].to_string()
    };
    assert!(fit(&[0.0; 3], &[0.0; 3], &[10.0, 20.0, 30.0]).contains("no customer has bought again"));
    assert!(fit(&[2.0], &[3.0], &[10.0]).contains("one customer"));
    assert!(fit(&[2.0; 9], &[3.0; 9], &[10.0; 9]).contains("the same history"));
    assert!(fit(&[0.0; 2], &[0.0; 2], &[0.0; 2]).contains("every tenure"));
    assert!(fit(&[0.0, 3.0], &[0.0; 2], &[4.0; 2]).contains("at time 0"));
}

/// Derivatives against differences of the value, for weights and any regularity.
#[test]
fn derivatives_are_those_of_the_value() {
    let columns = HistoryColumns {
        frequency: &[0.0, 1.0, 2.0, 26.0, 5.0, 300.0],
        recency: &[0.0, 1.71, 30.43, 30.86, 39.0, 10.0],
        tenure: &[39.0, 38.86, 38.86, 31.0, 39.0, 37.0],
    };
    let counts = HistoryCounts::from_columns(&columns, Some(&[90.0, 7.0, 3.5, 1.0, 2.0, 0.5]), None).unwrap();
    for (regularity, p) in [
        (1, [0.243, 4.414, 0.793, 2.426]),
        (3, [0.7, 2.0, 1.0, 0.9]),
        (4, [0.1, 30.0, 3.0, 8.0]),
    ] {
        for likelihood in [
            BgNbd::likelihood(&counts, regularity).unwrap(),
            MbgNbd::likelihood(&counts, regularity).unwrap(),
        ] {
            let at = |i: usize, step: f64| {
                let mut p = p;
                p[i] += step;
                likelihood.evaluate(&p, Order::Hessian)
            };
            let here = likelihood.evaluate(&p, Order::Hessian);
            assert_eq!(here.value, likelihood.evaluate(&p, Order::Value).value);
            for (i, parameter) in p.iter().enumerate() {
                let h = 2e-4 * parameter;
                let [far, near, back, away] = [at(i, 2.0 * h), at(i, h), at(i, -h), at(i, -2.0 * h)];
                let slope = |f: &dyn Fn(&goodwill::model::Derivatives) -> f64| {
                    (8.0 * (f(&near) - f(&back)) - (f(&far) - f(&away))) / (12.0 * h)
                };
                let by_value = slope(&|d| d.value);
                assert!((by_value - here.gradient[i]).abs() < 1e-7 * (1.0 + here.gradient[i].abs()));
                for j in 0..4 {
                    let (got, by_gradient) = (here.hessian[4 * i + j], slope(&|d| d.gradient[j]));
                    assert_eq!(got, here.hessian[4 * j + i]);
                    assert!(
                        (by_gradient - got).abs() < 1e-8 * (1.0 + got.abs()),
                        "{i} {j}: {got} {by_gradient}"
                    );
                }
            }
        }
    }
}

#[test]
fn limits_and_refusals() {
    let model = BgNbd::new(0.243, 4.414, 0.793, 2.426).unwrap();
    let customer = History::new(2, 30.43, 38.86).unwrap();
    assert_eq!(model.expected_purchases(0.0).unwrap(), 0.0);
    assert_eq!(model.conditional_pmf(&customer, 0, 3.0, 3.0).unwrap(), 1.0);
    assert_eq!(model.residual_lifetime(&customer, Some(0.0)).unwrap(), 0.0);
    assert!(model.expected_purchases(-1.0).is_err() && model.expected_purchases(f64::INFINITY).is_err());
    assert_eq!(model.purchase_pmf(1, 3.0, 2.0).unwrap_err().parameter(), "to");
    // Whoever has not bought again has had no occasion to leave.
    let once = History::new(0, 0.0, 1e6).unwrap();
    assert_eq!(model.probability_alive(&once, 0.0).unwrap(), 1.0);
    // a < 1: infinitely many purchases for ever, and infinitely long.
    let none = DiscountRate::continuous(0.0).unwrap();
    assert_eq!(
        model
            .residual_transactions(&customer, none, None)
            .unwrap_err()
            .code(),
        ErrorCode::Undefined
    );
    assert_eq!(
        model.residual_lifetime(&customer, None).unwrap_err().code(),
        ErrorCode::Undefined
    );
    assert!(
        BgNbd::new(0.2, -4.0, 1.0, 1.0)
            .unwrap_err()
            .to_string()
            .starts_with("alpha")
    );
    assert!(model.with_regularity(0).is_err() && model.with_regularity(101).is_err());
    // The probabilities of all counts add up to 1, and their mean is the expectation.
    for k in [1, 2, 5] {
        let model = model.with_regularity(k).unwrap();
        for (from, to) in [(0.0, 10.0), (7.0, 30.0)] {
            let (mut total, mut mean) = (0.0, 0.0);
            for n in 0..150 {
                let p = model.conditional_pmf(&customer, n, from, to).unwrap();
                total += p;
                mean += f64::from(n) * p;
            }
            let expected = model.conditional_purchases(&customer, to).unwrap()
                - model.conditional_purchases(&customer, from).unwrap();
            assert!(
                (total - 1.0).abs() < 1e-12 && (mean / expected - 1.0).abs() < 1e-11,
                "{k}: {total} {mean} {expected}"
            );
            let active = model.probability_active(&customer, from, to).unwrap();
            let none = model.conditional_pmf(&customer, 0, from, to).unwrap();
            assert!((active + none - 1.0).abs() < 1e-14);
        }
    }
}

/// Very long times beside alpha take another way to the same sums.
#[test]
fn many_phases_agree_with_few() {
    for k in [1, 3] {
        let model = BgNbd::new(0.6, 2.0, 0.7, 1.4)
            .unwrap()
            .with_regularity(k)
            .unwrap();
        // From t = 747.9 there are too many phases to add one by one.
        for f in [
            |model: &BgNbd, t: f64| model.expected_purchases(t).unwrap(),
            |model: &BgNbd, t: f64| {
                model
                    .probability_alive(&History::new(0, 0.0, 0.0).unwrap(), t)
                    .unwrap()
            },
            |model: &BgNbd, t: f64| model.purchase_pmf(2, t, t + 5.0).unwrap(),
        ] {
            // High differences of a smooth function are small, on either side and across.
            let mut differences: Vec<f64> = (0..8).map(|i| f(&model, 744.4 + f64::from(i))).collect();
            let size = differences[0];
            for _ in 0..6 {
                differences = differences.windows(2).map(|pair| pair[1] - pair[0]).collect();
            }
            for difference in differences {
                assert!(difference.abs() < 1e-12 * size, "{k}: {difference:e} of {size:e}");
            }
        }
    }
}
