//! Renewals, discrete opportunities, spend and lifetime value: against arbitrary precision and published numbers.

#[path = "discrete_models/bg_bb.rs"]
mod bg_bb;
#[path = "discrete_models/lifetime_value.rs"]
mod lifetime_value;
#[path = "discrete_models/recovery.rs"]
mod recovery;
#[path = "discrete_models/renewals.rs"]
mod renewals;
#[path = "discrete_models/spend.rs"]
mod spend;

use goodwill::calendar::Day;
use goodwill::purchase::{
    CustomerColumn, Histories, HistoryOptions, PurchaseBatch, PurchaseOptions, PurchasesBuilder,
};

/// Relatively near.
#[track_caller]
pub(crate) fn near(got: f64, wanted: f64, bound: f64) {
    assert!(
        (got - wanted).abs() <= bound * wanted.abs(),
        "{got:e}, not {wanted:e}: off by {:e}",
        ((got - wanted) / wanted).abs()
    );
}

/// CDNOW as of 1997-09-30, in weeks, with money.
pub(crate) fn cdnow_histories() -> Histories {
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
    let as_of = Day::from_ymd(1997, 9, 30).unwrap();
    builder
        .finish()
        .unwrap()
        .histories(&HistoryOptions::new(as_of))
        .unwrap()
}
