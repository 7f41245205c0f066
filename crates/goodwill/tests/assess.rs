//! The assessment as a whole: what it holds, what it refuses, and what must not change it.
#![cfg(feature = "serde")]

use goodwill::assess::{AssessOptions, Assessment, SurveyAnswers, Unit};
use goodwill::calendar::{Day, Period};
use goodwill::catalogue::Metric;
use goodwill::model::ModelKind;
use goodwill::purchase::{
    CustomerColumn, HistoryOptions, PurchaseBatch, PurchaseOptions, Purchases, PurchasesBuilder,
};
use goodwill::quantity::{Discount, Proportion};
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

/// Without models, which take a while where nothing is optimised.
fn of(orders: &Purchases) -> Assessment {
    let options = AssessOptions {
        models: false,
        ..AssessOptions::default()
    };
    assess(orders, None, &options).unwrap()
}

fn with_models(orders: &Purchases, options: &AssessOptions) -> Assessment {
    assess(orders, None, options).unwrap()
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
    let assessment = with_models(&cdnow().purchases(), &AssessOptions::default());
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
    let options = AssessOptions::default();
    let whole = with_models(&orders.purchases(), &options);
    orders.customers.reverse();
    orders.days.reverse();
    orders.amounts.reverse();
    assert!(json(&with_models(&orders.purchases(), &options)) == json(&whole));
}

#[test]
fn json_round_trips_to_the_same_bits() {
    let whole = with_models(&cdnow().purchases(), &AssessOptions::default());
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
        models: false,
        ..AssessOptions::default()
    };
    let assessment = assess(&cdnow().purchases(), None, &options).unwrap();
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
    let error = assess(&cdnow().purchases(), None, &early).unwrap_err();
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
        perceived: Some(&[4.0, 6.0, f64::NAN, f64::NAN]),
        expected: Some(&[5.0, 5.0, 5.0, f64::NAN]),
    };
    let options = AssessOptions {
        period: Period::Quarter,
        margin: Some(Proportion::new("margin", 0.25).unwrap()),
        models: false,
        ..AssessOptions::default()
    };
    let assessment = assess(&cdnow().purchases(), survey.survey().unwrap().as_ref(), &options).unwrap();
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
    let error = bad.survey().unwrap_err();
    assert_eq!((error.code(), error.index()), (ErrorCode::OutOfRange, Some(0)));
}

#[test]
fn the_model_is_chosen_tested_and_adds_up() {
    let orders = cdnow().purchases();
    let assessment = with_models(&orders, &AssessOptions::default());
    let section = assessment.models.unwrap();
    // Half of 78 weeks: the split of the published studies.
    assert_eq!(section.calibration_end, Day::from_ymd(1997, 9, 30).unwrap());
    assert_eq!(section.chosen, ModelKind::MbgNbd);
    assert!(
        section.reason.contains("MBG/NBD") && section.reason.contains("Out by their AIC: NBD, Pareto/NBD.")
    );
    let candidate = |kind| {
        section
            .candidates
            .iter()
            .find(|candidate| candidate.model == kind)
            .unwrap()
    };
    let bg = candidate(ModelKind::BgNbd);
    assert!((bg.log_likelihood - -9_582.429_206_673_93).abs() < 1e-8);
    assert!((bg.holdout.unwrap().correlation - 0.626).abs() < 5e-4);
    assert!((candidate(ModelKind::ParetoNbd).log_likelihood - -9_594.976_178_939_54).abs() < 1e-8);
    assert_eq!(
        section
            .candidates
            .iter()
            .filter(|candidate| candidate.chosen)
            .count(),
        1
    );

    let tracked = section.tracking.unwrap();
    assert_eq!((tracked.calibration.actual, tracked.holdout.actual), (2457, 1882));
    assert_eq!(
        section.calibration.rows.iter().map(|row| row.actual).sum::<f64>(),
        2357.0
    );
    assert_eq!(section.holdout.unwrap().actual, 1882);
    let outlook = &section.outlook;
    assert_eq!(
        outlook
            .by_probability
            .iter()
            .map(|group| group.customers)
            .sum::<u64>(),
        2357
    );
    // Every customer's own probability and expectation, added up one by one.
    let model = section.fitted.model.purchase_model().unwrap();
    let histories = orders
        .histories(&HistoryOptions::new(assessment.data.as_of))
        .unwrap();
    let alive: f64 = histories
        .map(|history| model.probability_alive(history, 0.0))
        .unwrap()
        .iter()
        .sum();
    assert!((alive - outlook.alive.value).abs() < 1e-9 * alive);
    let year = 12.0 * 30.436875 / 7.0;
    let expected: f64 = histories
        .map(|history| model.conditional_purchases(history, year))
        .unwrap()
        .iter()
        .sum();
    assert!((expected - outlook.orders.value).abs() < 1e-9 * expected);
    let value = section.value.unwrap();
    assert_eq!(
        value.tenths.iter().map(|group| group.customers).sum::<u64>(),
        2357
    );
    assert!((value.tenths.iter().map(|group| group.share).sum::<f64>() - 1.0).abs() < 1e-12);
    assert!(value.tenths.windows(2).all(|pair| pair[0].mean >= pair[1].mean));
    assert!((value.mean.value * 2357.0 - value.total.value).abs() < 1e-9 * value.total.value);
    assert!(value.total.interval.contains(value.total.value) && value.total.standard_error > 0.0);
    assert!(
        assessment
            .findings
            .iter()
            .any(|finding| finding.contains("by MBG/NBD"))
    );
}

#[test]
fn value_scales_with_margin_and_falls_with_discount() {
    let orders = cdnow().purchases();
    let value = |margin: Option<f64>, discount: f64| {
        let options = AssessOptions {
            margin: margin.map(|margin| Proportion::new("margin", margin).unwrap()),
            discount: Discount::new("discount", discount).unwrap(),
            ..AssessOptions::default()
        };
        with_models(&orders, &options)
            .models
            .unwrap()
            .value
            .unwrap()
            .total
    };
    let revenue = value(None, 0.1);
    let margin = value(Some(0.25), 0.1);
    assert!((margin.value - revenue.value / 4.0).abs() < 1e-12 * revenue.value);
    assert!((margin.standard_error - revenue.standard_error / 4.0).abs() < 1e-6 * revenue.standard_error);
    // Twelve months on average half a year away.
    let undiscounted = value(None, 0.0);
    let ratio = revenue.value / undiscounted.value;
    assert!((0.95..0.96).contains(&ratio), "{ratio}");
}

#[test]
fn orders_that_allow_no_model_say_why() {
    let mut orders = cdnow();
    let needs = |orders: &Orders| {
        let assessment = with_models(&orders.purchases(), &AssessOptions::default());
        assert!(assessment.models.is_none());
        let missing = assessment
            .not_computed
            .into_iter()
            .find(|missing| missing.metric == "compare_models");
        missing.unwrap().needs
    };
    orders.customers.truncate(60);
    orders.days.truncate(60);
    orders.amounts.truncate(60);
    assert!(
        needs(&orders).contains("who ordered again; a model needs at least 20"),
        "{}",
        needs(&orders)
    );
    let assessment = of(&cdnow().purchases());
    assert!(assessment.models.is_none());

    // Without money there is a model, and no value.
    let orders = cdnow();
    let mut builder = PurchasesBuilder::new(&PurchaseOptions::default());
    builder
        .update(&PurchaseBatch::new(
            CustomerColumn::Integers(&orders.customers),
            &orders.days,
        ))
        .unwrap();
    let assessment = with_models(&builder.finish().unwrap(), &AssessOptions::default());
    assert!(assessment.models.unwrap().value.is_none());
    assert!(
        assessment
            .not_computed
            .iter()
            .any(|missing| missing.needs == "a column of amounts")
    );
}
