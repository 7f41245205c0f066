//! Repeat purchase, frequency, order value and gaps: published counts of CDNOW first, then identities and bad input.

use goodwill::ErrorCode;
use goodwill::calendar::{Day, TimeUnit, Window};
use goodwill::purchase::{
    CustomerColumn, Grain, InterpurchaseOptions, PurchaseBatch, PurchaseOptions, Purchases, PurchasesBuilder,
    RepeatOptions, RepeatVariant, interpurchase_time, order_value, purchase_frequency, repeat_rate,
    revenue_per_buyer,
};
use goodwill::quantity::Level;
use proptest::prelude::*;

type Order = (i64, i32, f64);

fn build_with(orders: &[Order], options: &PurchaseOptions) -> Purchases {
    let mut builder = PurchasesBuilder::new(options);
    let customers: Vec<i64> = orders.iter().map(|order| order.0).collect();
    let days: Vec<i32> = orders.iter().map(|order| order.1).collect();
    let amounts: Vec<f64> = orders.iter().map(|order| order.2).collect();
    let batch = PurchaseBatch::new(CustomerColumn::Integers(&customers), &days).amounts(&amounts);
    builder.update(&batch).unwrap();
    builder.finish().unwrap()
}

fn build(orders: &[Order]) -> Purchases {
    build_with(orders, &PurchaseOptions::default())
}

fn cdnow() -> Purchases {
    let path = format!("{}/../../tests/data/cdnow_sample.csv", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).unwrap();
    let orders: Vec<Order> = text
        .lines()
        .skip(1)
        .map(|line| {
            let fields: Vec<&str> = line.split(',').collect();
            let date: u32 = fields[2].parse().unwrap();
            let day = Day::from_ymd(
                (date / 10_000) as i32,
                (date / 100 % 100) as u8,
                (date % 100) as u8,
            );
            (
                fields[1].parse().unwrap(),
                day.unwrap().number(),
                fields[4].parse().unwrap(),
            )
        })
        .collect();
    build(&orders)
}

fn window(start: i32, end: i32) -> Window {
    Window {
        start: Day::new(start).unwrap(),
        end: Day::new(end).unwrap(),
    }
}

fn dates(start: &str, end: &str) -> Window {
    Window {
        start: start.parse().unwrap(),
        end: end.parse().unwrap(),
    }
}

fn horizon(days: u32) -> RepeatOptions {
    RepeatOptions {
        horizon_days: Some(days),
        ..RepeatOptions::default()
    }
}

/// Fader, Hardie & Lee 2005: 2,357 customers, 946 of whom made 2,457 repeat purchases to the end of September 1997.
#[test]
fn cdnow_calibration() {
    let purchases = cdnow();
    let calibration = dates("1997-01-01", "1997-10-01");
    let repeat = repeat_rate(&purchases, calibration, RepeatVariant::TwoOrMore, &horizon(1)).unwrap();
    assert_eq!((repeat.repeaters, repeat.base), (946, 2_357));

    let frequency = purchase_frequency(&purchases, calibration, Level::default()).unwrap();
    assert_eq!((frequency.buyers, frequency.orders), (2_357, 2_357 + 2_457));
    assert_eq!(frequency.distribution[0].buyers, 2_357 - 946);

    let gaps = interpurchase_time(&purchases, calibration, &InterpurchaseOptions::default()).unwrap();
    assert_eq!((gaps.closed_gaps, gaps.open_gaps), (2_457, 2_357));
    // lifelines 0.30
    assert_eq!((gaps.median, gaps.median_with_open_gaps), (27.0, 144.0));
}

#[test]
fn a_truncated_record_knows_old_customers() {
    let options = PurchaseOptions {
        history_start: Some(Day::new(100).unwrap()),
        ..PurchaseOptions::default()
    };
    let purchases = build_with(&[(1, 50, 1.0), (1, 120, 1.0), (2, 110, 1.0)], &options);
    let of = |variant| repeat_rate(&purchases, window(100, 200), variant, &horizon(5)).unwrap();
    assert_eq!(of(RepeatVariant::BoughtBefore).repeaters, 1);
    assert_eq!(of(RepeatVariant::RepeatOrders).repeaters, 1);
    assert_eq!(of(RepeatVariant::WithinHorizon).base, 1); // customer 1 is not new
}

#[test]
fn the_horizon_is_counted_to_the_day() {
    // Observed to day 40: who first bought on day 30 was observed for 10 days.
    let orders = [
        (1, 10, 1.0),
        (1, 20, 1.0),
        (2, 10, 1.0),
        (2, 21, 1.0),
        (3, 30, 1.0),
        (4, 31, 1.0),
        (4, 32, 1.0),
    ];
    let options = PurchaseOptions {
        as_of: Some(Day::new(40).unwrap()),
        ..PurchaseOptions::default()
    };
    let purchases = build_with(&orders, &options);
    let cohort = repeat_rate(
        &purchases,
        window(0, 40),
        RepeatVariant::WithinHorizon,
        &horizon(10),
    )
    .unwrap();
    assert_eq!(
        (cohort.repeaters, cohort.base, cohort.not_yet_observable),
        (1, 3, 1)
    );

    let after = |days| {
        repeat_rate(
            &purchases,
            window(0, 31),
            RepeatVariant::AfterWindow,
            &horizon(days),
        )
    };
    assert_eq!(after(10).unwrap().rate.value, 0.0);
    assert_eq!(after(11).unwrap_err().code(), ErrorCode::Undefined);
    let after = |days| {
        repeat_rate(
            &purchases,
            window(0, 21),
            RepeatVariant::AfterWindow,
            &horizon(days),
        )
    };
    assert_eq!(after(1).unwrap().repeaters, 1); // customer 2, on the first day after
}

#[test]
fn what_cannot_be_known_is_an_error() {
    let purchases = build(&[(1, 10, 1.0), (1, 20, 1.0)]);
    let code = |window, variant, options: RepeatOptions| {
        repeat_rate(&purchases, window, variant, &options)
            .unwrap_err()
            .code()
    };
    let none = RepeatOptions::default();
    assert_eq!(
        code(window(30, 40), RepeatVariant::TwoOrMore, none),
        ErrorCode::Undefined
    );
    assert_eq!(
        code(window(10, 40), RepeatVariant::BoughtBefore, none),
        ErrorCode::Undefined
    );
    assert_eq!(
        code(window(15, 40), RepeatVariant::WithinHorizon, horizon(3)),
        ErrorCode::Undefined
    );
    assert_eq!(
        code(window(0, 15), RepeatVariant::WithinHorizon, horizon(30)),
        ErrorCode::Undefined
    );
    assert_eq!(
        code(window(0, 15), RepeatVariant::WithinHorizon, none),
        ErrorCode::OutOfRange
    );
    assert_eq!(
        code(window(0, 15), RepeatVariant::AfterWindow, horizon(0)),
        ErrorCode::OutOfRange
    );
    assert_eq!(
        code(window(15, 15), RepeatVariant::TwoOrMore, none),
        ErrorCode::Inconsistent
    );

    let level = Level::default();
    let gaps = interpurchase_time(&purchases, window(0, 15), &InterpurchaseOptions::default());
    assert_eq!(gaps.unwrap_err().code(), ErrorCode::Undefined);
    let empty = window(30, 40);
    assert_eq!(
        purchase_frequency(&purchases, empty, level).unwrap_err().code(),
        ErrorCode::Undefined
    );
    assert_eq!(
        order_value(&purchases, empty, level).unwrap_err().code(),
        ErrorCode::Undefined
    );
    assert_eq!(
        revenue_per_buyer(&purchases, empty, level).unwrap_err().code(),
        ErrorCode::Undefined
    );
}

#[test]
fn orders_without_money_have_no_value() {
    let mut builder = PurchasesBuilder::new(&PurchaseOptions::default());
    let batch = PurchaseBatch::new(CustomerColumn::Integers(&[1, 1]), &[10, 20]);
    builder.update(&batch).unwrap();
    let purchases = builder.finish().unwrap();
    let error = order_value(&purchases, window(0, 30), Level::default()).unwrap_err();
    assert_eq!(error.to_string(), "purchases: have no amounts");
    assert!(purchase_frequency(&purchases, window(0, 30), Level::default()).is_ok());
}

#[test]
fn a_window_that_splits_an_occasion_is_refused() {
    let options = PurchaseOptions {
        grain: Grain::Month,
        ..PurchaseOptions::default()
    };
    let start = Day::from_ymd(2024, 1, 1).unwrap().number();
    let purchases = build_with(&[(1, start, 1.0), (1, start + 70, 1.0)], &options);
    let error =
        purchase_frequency(&purchases, dates("2024-01-10", "2024-03-01"), Level::default()).unwrap_err();
    assert_eq!(error.code(), ErrorCode::Inconsistent);
    assert!(purchase_frequency(&purchases, dates("2024-01-01", "2024-03-01"), Level::default()).is_ok());
}

fn orders() -> impl Strategy<Value = Vec<Order>> {
    proptest::collection::vec(
        (0_i64..12, 0_i32..300, 0_i32..9_000)
            .prop_map(|(customer, day, cents)| (customer, day, f64::from(cents) / 100.0)),
        1..80,
    )
}

const VARIANTS: [RepeatVariant; 5] = [
    RepeatVariant::TwoOrMore,
    RepeatVariant::BoughtBefore,
    RepeatVariant::WithinHorizon,
    RepeatVariant::RepeatOrders,
    RepeatVariant::AfterWindow,
];

/// Everything of this page, as text: equal text is equal bits.
fn everything(purchases: &Purchases, window: Window) -> String {
    let level = Level::default();
    let rates = VARIANTS.map(|variant| repeat_rate(purchases, window, variant, &horizon(40)));
    let gaps = interpurchase_time(purchases, window, &InterpurchaseOptions::default());
    format!(
        "{rates:?} {:?} {:?} {:?} {gaps:?}",
        purchase_frequency(purchases, window, level),
        order_value(purchases, window, level),
        revenue_per_buyer(purchases, window, level),
    )
}

fn close(a: f64, b: f64) -> bool {
    a.is_nan() && b.is_nan() || (a - b).abs() <= 1e-12 * a.abs().max(b.abs()).max(1.0)
}

proptest! {
    #[test]
    fn neither_row_order_nor_names_matter(orders in orders(), by in 0_usize..80) {
        let window = window(60, 200);
        let expected = everything(&build(&orders), window);
        let mut turned = orders.clone();
        turned.rotate_left(by % orders.len());
        prop_assert_eq!(&everything(&build(&turned), window), &expected);
        let renamed: Vec<Order> = orders.iter().map(|&(customer, day, amount)| (-7 * customer, day, amount)).collect();
        prop_assert_eq!(&everything(&build(&renamed), window), &expected);
    }

    #[test]
    fn rates_lie_in_their_intervals_and_counts_in_their_base(orders in orders()) {
        let purchases = build(&orders);
        for variant in VARIANTS {
            let Ok(repeat) = repeat_rate(&purchases, window(60, 200), variant, &horizon(40)) else { continue };
            prop_assert!(repeat.repeaters <= repeat.base);
            prop_assert_eq!(repeat.rate.value, repeat.repeaters as f64 / repeat.base as f64);
            let interval = repeat.rate.interval;
            prop_assert!(interval.lower.is_nan() || interval.contains(repeat.rate.value));
            prop_assert!(interval.lower.is_nan() || 0.0 <= interval.lower && interval.upper <= 1.0);
        }
    }

    #[test]
    fn old_and_new_buyers_are_all_buyers(orders in orders()) {
        let purchases = build(&orders);
        let window = window(60, 200);
        let Ok(old) = repeat_rate(&purchases, window, RepeatVariant::BoughtBefore, &horizon(1)) else { return Ok(()) };
        let new = repeat_rate(&purchases, window, RepeatVariant::WithinHorizon, &horizon(1));
        let new = new.map_or(0, |new| new.base + new.not_yet_observable);
        prop_assert!(old.repeaters + new <= old.base);
        let orders = repeat_rate(&purchases, window, RepeatVariant::RepeatOrders, &horizon(1)).unwrap();
        // Every buyer is old, or has exactly one first order.
        prop_assert_eq!(orders.base - orders.repeaters, old.base - old.repeaters);
    }

    #[test]
    fn revenue_per_buyer_is_frequency_times_order_value(orders in orders()) {
        let purchases = build(&orders);
        let window = window(0, 300);
        let level = Level::default();
        let frequency = purchase_frequency(&purchases, window, level).unwrap();
        let value = order_value(&purchases, window, level).unwrap();
        let per_buyer = revenue_per_buyer(&purchases, window, level).unwrap();
        prop_assert!(close(frequency.mean.value * value.mean.value, per_buyer.value));
        prop_assert_eq!(frequency.orders, value.orders);
        prop_assert_eq!(frequency.distribution.iter().map(|row| row.orders * row.buyers).sum::<u64>(), value.orders);
        prop_assert_eq!(frequency.distribution.iter().map(|row| row.buyers).sum::<u64>(), value.buyers);
    }

    #[test]
    fn currency_scales_money_and_nothing_else(orders in orders()) {
        let (window, level) = (window(0, 300), Level::default());
        let dear: Vec<Order> = orders.iter().map(|&(customer, day, amount)| (customer, day, 4.0 * amount)).collect();
        let (a, b) = (build(&orders), build(&dear));
        let (x, y) = (order_value(&a, window, level).unwrap(), order_value(&b, window, level).unwrap());
        prop_assert_eq!((4.0 * x.mean.value).to_bits(), y.mean.value.to_bits());
        prop_assert_eq!((4.0 * x.mean.standard_error).to_bits(), y.mean.standard_error.to_bits());
        prop_assert_eq!(purchase_frequency(&a, window, level).unwrap().mean.value, purchase_frequency(&b, window, level).unwrap().mean.value);
    }

    #[test]
    fn everybody_twice_changes_no_rate(orders in orders()) {
        let twice: Vec<Order> = orders.iter().chain(&orders.iter().map(|&(customer, day, amount)| (customer + 100, day, amount)).collect::<Vec<_>>()).copied().collect();
        let (a, b) = (build(&orders), build(&twice));
        for variant in VARIANTS {
            let (Ok(x), Ok(y)) = (
                repeat_rate(&a, window(60, 200), variant, &horizon(40)),
                repeat_rate(&b, window(60, 200), variant, &horizon(40)),
            ) else { continue };
            prop_assert_eq!((2 * x.repeaters, 2 * x.base), (y.repeaters, y.base));
            prop_assert_eq!(x.rate.value, y.rate.value);
        }
        let options = InterpurchaseOptions::default();
        if let Ok(x) = interpurchase_time(&a, window(0, 300), &options) {
            let y = interpurchase_time(&b, window(0, 300), &options).unwrap();
            prop_assert_eq!(x.median, y.median);
            prop_assert!(close(x.mean.value, y.mean.value));
            // The rounding of survival at exactly one half may differ.
            prop_assert!(close(x.median_with_open_gaps, y.median_with_open_gaps));
        }
    }

    #[test]
    fn the_unit_scales_times_and_nothing_else(orders in orders()) {
        let purchases = build(&orders);
        let of = |unit| interpurchase_time(&purchases, window(0, 300), &InterpurchaseOptions { unit, level: Level::default() });
        let (Ok(days), Ok(weeks)) = (of(TimeUnit::Day), of(TimeUnit::Week)) else { return Ok(()) };
        prop_assert!(close(days.mean.value, 7.0 * weeks.mean.value));
        prop_assert!(close(days.median, 7.0 * weeks.median));
        prop_assert!(close(days.coefficient_of_variation, weeks.coefficient_of_variation));
    }

    #[test]
    fn one_order_each_is_a_plain_mean(amounts in proptest::collection::vec(0_i32..100_000, 2..40)) {
        let orders: Vec<Order> = amounts.iter().enumerate().map(|(i, &cents)| (i as i64, 5, f64::from(cents) / 100.0)).collect();
        let purchases = build(&orders);
        let value = order_value(&purchases, window(0, 10), Level::default()).unwrap();
        let per_buyer = revenue_per_buyer(&purchases, window(0, 10), Level::default()).unwrap();
        prop_assert_eq!(value.mean.value, per_buyer.value);
        prop_assert!(close(value.mean.standard_error, per_buyer.standard_error));
    }
}
