//! The assessment as a whole: what it holds, what it refuses, and what must not change it.
#![cfg(feature = "serde")]

use goodwill::assess::{AssessOptions, Assessment, SurveyAnswers, Unit};
use goodwill::calendar::{Day, Period};
use goodwill::catalogue::Metric;
use goodwill::purchase::{CustomerColumn, PurchaseBatch, PurchaseOptions, Purchases, PurchasesBuilder};
use goodwill::quantity::Proportion;
use goodwill::{ErrorCode, assess};

struct Orders {
    customers: Vec<i64>,
    days: Vec<i32>,
    amounts: Vec<f64>,
}

fn cdnow() -> Orders {
    let text = include_str!("../../../tests/data/cdnow_sample.csv");
    let mut orders = Orders {
        customers: Vec::new(),
        days: Vec::new(),
        amounts: Vec::new(),
    };
    for line in text.lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        let date: i32 = fields[2].parse().unwrap();
        let day = Day::from_ymd(date / 10_000, (date / 100 % 100) as u8, (date % 100) as u8).unwrap();
        orders.customers.push(fields[1].parse().unwrap());
        orders.days.push(day.number());
        orders.amounts.push(fields[4].parse().unwrap());
    }
    orders
}

impl Orders {
    fn purchases(&self) -> Purchases {
        let mut builder = PurchasesBuilder::new(&PurchaseOptions::default());
        let batch = PurchaseBatch::new(CustomerColumn::Integers(&self.customers), &self.days);
        builder.update(&batch.amounts(&self.amounts)).unwrap();
        builder.finish().unwrap()
    }
}

fn of(orders: &Purchases) -> Assessment {
    assess(orders, &SurveyAnswers::default(), &AssessOptions::default()).unwrap()
}

fn value(assessment: &Assessment, metric: &str) -> f64 {
    assessment.indicator(metric).unwrap().estimate.value
}

fn json(assessment: &Assessment) -> String {
    serde_json::to_string(assessment).unwrap()
}

#[test]
fn cdnow_has_the_published_counts() {
    let assessment = of(&cdnow().purchases());
    let data = &assessment.data;
    assert_eq!(
        (data.intake.rows, data.intake.merged, data.intake.zero_amounts),
        (6919, 223, 8)
    );
    assert_eq!((data.customers, data.orders), (2357, 6696));
    assert_eq!(data.last_day, Day::from_ymd(1998, 6, 30).unwrap());
    assert_eq!(assessment.periods.len(), 18);
    assert_eq!(value(&assessment, "purchase_frequency"), 6696.0 / 2357.0);
    for pair in assessment.periods.windows(2) {
        let [before, now] = pair else { unreachable!() };
        assert_eq!(
            now.active + now.churned,
            before.active + now.new + now.resurrected
        );
    }
    let tiers = assessment.tiers.unwrap();
    assert_eq!(tiers.table.customers + tiers.table.missing, 2357);
}

#[test]
fn every_indicator_is_in_the_catalogue_and_has_an_interval() {
    let assessment = of(&cdnow().purchases());
    for indicator in &assessment.indicators {
        assert_eq!(
            Metric::named(&indicator.metric).unwrap().chinese,
            indicator.chinese
        );
        let (estimate, interval) = (&indicator.estimate, indicator.estimate.interval);
        assert!(
            interval.contains(estimate.value),
            "{}: {estimate}",
            indicator.title
        );
        assert!(indicator.unit != Unit::Share || (0.0..=1.0).contains(&estimate.value));
    }
    let lacking: Vec<&str> = assessment
        .not_computed
        .iter()
        .map(|missing| missing.metric.as_str())
        .collect();
    assert_eq!(lacking, ["nps", "satisfaction"]);
}

#[test]
fn the_order_of_rows_changes_no_bit() {
    let mut orders = cdnow();
    let whole = of(&orders.purchases());
    orders.customers.reverse();
    orders.days.reverse();
    orders.amounts.reverse();
    assert!(json(&of(&orders.purchases())) == json(&whole));
}

#[test]
fn json_round_trips_to_the_same_bits() {
    let whole = of(&cdnow().purchases());
    let back: Assessment = serde_json::from_str(&json(&whole)).unwrap();
    assert!(json(&back) == json(&whole));
}

#[test]
fn another_currency_scales_money_and_nothing_else() {
    let mut orders = cdnow();
    let dollars = of(&orders.purchases());
    orders.amounts.iter_mut().for_each(|amount| *amount *= 4.0);
    let quarters = of(&orders.purchases());
    for (a, b) in dollars.indicators.iter().zip(&quarters.indicators) {
        let factor = if a.unit == Unit::Money { 4.0 } else { 1.0 };
        assert_eq!(a.estimate.value * factor, b.estimate.value, "{}", a.title);
        assert_eq!(
            a.estimate.interval.lower * factor,
            b.estimate.interval.lower,
            "{}",
            a.title
        );
    }
}

#[test]
fn orders_after_the_day_of_observation_are_left_out() {
    let as_of = Day::from_ymd(1997, 9, 30).unwrap();
    let options = AssessOptions {
        as_of: Some(as_of),
        ..AssessOptions::default()
    };
    let assessment = assess(&cdnow().purchases(), &SurveyAnswers::default(), &options).unwrap();
    assert_eq!(assessment.data.as_of, as_of);
    // 2,357 first purchases and 2,457 repeats in calibration.
    assert_eq!(assessment.data.orders, 2357 + 2457);
    assert_eq!(
        assessment.indicator("repeat_rate").unwrap().estimate.value,
        946.0 / 2357.0
    );

    let early = AssessOptions {
        as_of: Day::from_ymd(1996, 1, 1).ok(),
        ..AssessOptions::default()
    };
    let error = assess(&cdnow().purchases(), &SurveyAnswers::default(), &early).unwrap_err();
    assert_eq!(
        (error.code(), error.parameter()),
        (ErrorCode::Inconsistent, "as_of")
    );
}

#[test]
fn what_the_data_do_not_allow_is_said_and_not_guessed() {
    // One customer, one order, no money.
    let mut builder = PurchasesBuilder::new(&PurchaseOptions::default());
    builder
        .update(&PurchaseBatch::new(CustomerColumn::Strings(&["ann"]), &[10_000]))
        .unwrap();
    let assessment = of(&builder.finish().unwrap());
    assert_eq!(assessment.data.customers, 1);
    assert!(assessment.data.revenue.is_nan() && assessment.concentration.is_none());
    for metric in [
        "order_value",
        "cltv_historic",
        "concentration",
        "retention",
        "churn",
        "interpurchase_time",
    ] {
        let missing = assessment
            .not_computed
            .iter()
            .find(|missing| missing.metric == metric);
        assert!(
            missing.is_some_and(|missing| !missing.needs.is_empty()),
            "{metric}"
        );
    }
}

#[test]
fn customers_who_returned_more_than_they_bought_are_noted() {
    let mut orders = Orders {
        customers: vec![1, 1, 2, 3],
        days: vec![0, 3, 5, 9],
        amounts: vec![10.0, -25.0, 30.0, 5.0],
    };
    let assessment = of(&orders.purchases());
    assert_eq!(assessment.data.notes.len(), 1);
    assert!(
        assessment.data.notes[0].contains("bought: 1."),
        "{}",
        assessment.data.notes[0]
    );
    assert_eq!(assessment.concentration.unwrap().total, 35.0);
    orders.amounts[1] = 25.0;
    assert!(of(&orders.purchases()).data.notes.is_empty());
}

#[test]
fn survey_period_and_margin_are_the_callers() {
    let survey = SurveyAnswers {
        recommendation: Some(&[10.0, 9.0, 0.0, f64::NAN]),
        perceived: Some(&[4.0, 6.0]),
        expected: Some(&[5.0, 5.0]),
    };
    let options = AssessOptions {
        period: Period::Quarter,
        margin: Some(Proportion::new("margin", 0.25).unwrap()),
        ..AssessOptions::default()
    };
    let assessment = assess(&cdnow().purchases(), &survey, &options).unwrap();
    assert_eq!(assessment.periods.len(), 6);
    assert_eq!(value(&assessment, "nps"), 1.0 / 3.0);
    assert_eq!(value(&assessment, "satisfaction"), 1.0);
    assert_eq!(
        value(&assessment, "cltv_historic"),
        value(&of(&cdnow().purchases()), "cltv_historic") / 4.0
    );
    assert!(
        assessment
            .findings
            .iter()
            .any(|finding| finding.contains("first impression"))
    );

    let bad = SurveyAnswers {
        recommendation: Some(&[11.0]),
        ..SurveyAnswers::default()
    };
    let error = assess(&cdnow().purchases(), &bad, &AssessOptions::default()).unwrap_err();
    assert_eq!((error.code(), error.index()), (ErrorCode::OutOfRange, Some(0)));
}
