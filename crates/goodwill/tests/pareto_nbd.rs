//! Pareto/NBD on CDNOW: the published and the exact optimum.

use goodwill::calendar::Day;
use goodwill::model::{FitOptions, HistoryColumns, HistoryCounts, Model, ParetoNbd};
use goodwill::purchase::{CustomerColumn, HistoryOptions, PurchaseBatch, PurchaseOptions, PurchasesBuilder};

/// The CDNOW sample, in weeks, to 1997-09-30.
fn cdnow() -> HistoryCounts {
    let text = include_str!("../../../tests/data/cdnow_sample.csv");
    let (mut customers, mut days) = (Vec::new(), Vec::new());
    for line in text.lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        let date: i32 = fields[2].parse().unwrap();
        let day = Day::from_ymd(date / 10_000, (date / 100 % 100) as u8, (date % 100) as u8).unwrap();
        customers.push(fields[1].parse::<i64>().unwrap());
        days.push(day.number());
    }
    let mut builder = PurchasesBuilder::new(&PurchaseOptions::default());
    builder
        .update(&PurchaseBatch::new(CustomerColumn::Integers(&customers), &days))
        .unwrap();
    let options = HistoryOptions::new(Day::from_ymd(1997, 9, 30).unwrap());
    HistoryCounts::from_purchases(&builder.finish().unwrap(), &options).unwrap()
}

/// With recency and tenure rounded to two decimals, as most tutorials have them.
fn rounded(counts: &HistoryCounts) -> HistoryCounts {
    let round = |t: f64| (t * 100.0).round() / 100.0;
    let (mut frequency, mut recency, mut tenure) = (Vec::new(), Vec::new(), Vec::new());
    for row in counts.rows() {
        for _ in 0..row.count {
            frequency.push(f64::from(row.history.frequency()));
            recency.push(round(row.history.recency()));
            tenure.push(round(row.history.tenure()));
        }
    }
    let columns = HistoryColumns {
        frequency: &frequency,
        recency: &recency,
        tenure: &tenure,
    };
    HistoryCounts::from_columns(&columns, None, counts.unit()).unwrap()
}

fn close(got: f64, expected: f64, tolerance: f64) {
    let error = (got / expected - 1.0).abs();
    assert!(error <= tolerance, "{got}, not {expected}: {error:e}");
}

/// Estimates, standard errors and log-likelihood by ball arithmetic.
fn optimum(counts: &HistoryCounts, expected: [f64; 4], errors: [f64; 4], log_likelihood: f64) {
    let fitted = ParetoNbd::fit(counts, &FitOptions::default()).unwrap();
    for (k, parameter) in fitted.summary.parameters.iter().enumerate() {
        close(parameter.estimate.value, expected[k], 1e-8);
        close(parameter.estimate.standard_error, errors[k], 1e-6);
    }
    close(fitted.summary.log_likelihood, log_likelihood, 1e-12);
    assert!(
        fitted.summary.converged && fitted.summary.iterations < 30,
        "{}",
        fitted.summary
    );
    println!(
        "{fitted}\n{} {}",
        fitted.summary.iterations, fitted.summary.evaluations
    );
}

#[test]
fn cdnow_optimum() {
    let counts = cdnow();
    optimum(
        &counts,
        [
            0.5532770468531796,
            10.57768346330231,
            0.6062399891278263,
            11.66873528885501,
        ],
        [
            0.047627925979135434,
            0.8427225338164391,
            0.1872813423116573,
            6.211113590595996,
        ],
        -9594.976178939543,
    );
    optimum(
        &rounded(&counts),
        [
            0.5532755086895193,
            10.57761223868171,
            0.6062135686740845,
            11.66791123792023,
        ],
        [
            0.0476287544296438,
            0.8427239235043543,
            0.18727956947078517,
            6.211029319868513,
        ],
        -9594.973929826864,
    );
}
