//! Growth accounting: its identity, against a naive count, and on the CDNOW orders.

use goodwill::calendar::{Day, Period};
use goodwill::estimate::ProportionOptions;
use goodwill::purchase::{CustomerColumn, PurchaseBatch, PurchaseOptions, Purchases, PurchasesBuilder};
use goodwill::retention::{Growth, growth_accounting, growth_from_periods};
use goodwill::{ErrorCode, Result};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn day(year: i32, month: u8, day: u8) -> Day {
    Day::from_ymd(year, month, day).unwrap()
}

fn purchases(customers: &[i64], days: &[i32], amounts: &[f64], options: &PurchaseOptions) -> Purchases {
    let mut builder = PurchasesBuilder::new(options);
    let batch = PurchaseBatch::new(CustomerColumn::Integers(customers), days).amounts(amounts);
    builder.update(&batch).unwrap();
    builder.finish().unwrap()
}

fn monthly(purchases: &Purchases, as_of: Day) -> Result<Growth> {
    growth_accounting(purchases, Period::Month, as_of, &ProportionOptions::default())
}

#[test]
fn cdnow_by_month() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/data/cdnow_master.csv");
    let (mut customers, mut days, mut amounts) = (vec![], vec![], vec![]);
    for line in std::fs::read_to_string(file).unwrap().lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        let date: i32 = fields[1].parse().unwrap();
        customers.push(fields[0].parse().unwrap());
        days.push(day(date / 10_000, (date / 100 % 100) as u8, (date % 100) as u8).number());
        amounts.push(fields[3].parse().unwrap());
    }
    let purchases = purchases(&customers, &days, &amounts, &PurchaseOptions::default());
    let growth = monthly(&purchases, day(1998, 6, 30)).unwrap();
    assert_eq!(growth.periods.len(), 18);
    assert!(growth.periods.iter().all(|month| month.complete));
    // Counted by pandas: active, retained, new, resurrected, churned, orders, revenue.
    for (month, counts, revenue) in [
        (0, [7846, 0, 7846, 0, 0, 8767], 299_060.17),
        (1, [9633, 1157, 8476, 0, 6689, 11_045], 379_590.03),
        (2, [9524, 1681, 7248, 595, 7952, 11_329], 393_155.27),
        (3, [2822, 1773, 0, 1049, 7751, 3690], 142_824.49),
        (14, [2060, 571, 0, 1489, 980, 2686], 108_970.15),
        (17, [1506, 446, 0, 1060, 1042, 1955], 76_109.3),
    ] {
        let row = &growth.periods[month];
        let got = [
            row.active,
            row.retained,
            row.new,
            row.resurrected,
            row.churned,
            row.orders,
        ];
        assert_eq!(got, counts, "{}", row.label);
        assert!(
            (row.revenue - revenue).abs() < 1e-9,
            "cents are no binary fractions"
        );
    }
    assert_eq!(growth.periods[17].label, "1998-06");

    // As of the 29th, June is not over: what is known of it are lower bounds, and a rate is not among them.
    let growth = monthly(&purchases, day(1998, 6, 29)).unwrap();
    let june = &growth.periods[17];
    assert!(!june.complete && june.retention.value.is_nan() && june.churn.value.is_nan());
    assert!(growth.periods[16].complete && growth.later_orders > 0);
    assert_eq!(june.orders + growth.later_orders, 1955);
}

#[test]
fn edges_of_the_records() {
    let day_number = |month, date| day(1997, month, date).number();
    let customers = [1, 1, 2, 2];
    let days = [
        day_number(1, 20),
        day_number(3, 2),
        day_number(3, 5),
        day_number(4, 1),
    ];
    let options = |history_start| PurchaseOptions {
        history_start,
        ..Default::default()
    };
    // The records may start with the first order: January is not known to be whole.
    let growth = monthly(
        &purchases(&customers, &days, &[1.0; 4], &options(None)),
        day(1997, 4, 30),
    )
    .unwrap();
    let complete: Vec<bool> = growth.periods.iter().map(|month| month.complete).collect();
    assert_eq!(complete, [false, true, true, true]);
    // February had nobody: nothing can be retained in March.
    assert_eq!((growth.periods[1].active, growth.periods[1].churned), (0, 1));
    assert!(growth.periods[2].retention.value.is_nan());

    // Customer 1 is known to have bought before March: not new then.
    let from_march = options(Some(day(1997, 3, 1)));
    let growth = monthly(
        &purchases(&customers, &days, &[1.0; 4], &from_march),
        day(1997, 4, 30),
    )
    .unwrap();
    let march = &growth.periods[0];
    assert_eq!(
        (march.active, march.new, march.resurrected, march.complete),
        (2, 1, 1, true)
    );

    let whole = purchases(&customers, &days, &[1.0; 4], &options(None));
    let error = monthly(&whole, day(1997, 1, 1)).unwrap_err();
    assert_eq!(
        (error.code(), error.parameter()),
        (ErrorCode::Inconsistent, "as_of")
    );
}

#[test]
fn bad_columns_are_refused() {
    let options = ProportionOptions::default();
    let of = |customers: &[i64], periods: &[i32], amounts| {
        growth_from_periods(customers, periods, amounts, None, &options)
    };
    for (result, code, parameter) in [
        (of(&[], &[], None), ErrorCode::Empty, "customers"),
        (of(&[1], &[], None), ErrorCode::LengthMismatch, "periods"),
        (
            of(&[1], &[1], Some(&[][..])),
            ErrorCode::LengthMismatch,
            "amounts",
        ),
        (
            of(&[1, 1], &[1, 2], Some(&[1.0, f64::INFINITY])),
            ErrorCode::NotFinite,
            "amounts",
        ),
        (
            of(&[1, 1], &[1, 1], Some(&[f64::MAX; 2])),
            ErrorCode::Overflow,
            "amounts",
        ),
        (
            of(&[1, 1], &[i32::MIN, i32::MAX], None),
            ErrorCode::OutOfRange,
            "period",
        ),
    ] {
        let error = result.unwrap_err();
        assert_eq!((error.code(), error.parameter()), (code, parameter), "{error}");
    }
    let growth = of(&[1, 2], &[i32::MIN, i32::MIN], Some(&[1.0, f64::NAN])).unwrap();
    assert_eq!(
        (
            growth.periods[0].revenue,
            growth.missing_amounts,
            growth.periods[0].orders
        ),
        (1.0, 1, 2)
    );
}

fn orders() -> impl Strategy<Value = Vec<(i64, i32, f64)>> {
    proptest::collection::vec((0_i64..12, -4_i32..8, -50.0..500.0), 1..120)
}

fn columns(orders: &[(i64, i32, f64)]) -> (Vec<i64>, Vec<i32>, Vec<f64>) {
    (
        orders.iter().map(|order| order.0).collect(),
        orders.iter().map(|order| order.1).collect(),
        orders.iter().map(|order| order.2).collect(),
    )
}

fn growth(orders: &[(i64, i32, f64)], last_complete: Option<i32>) -> Growth {
    let (customers, periods, amounts) = columns(orders);
    growth_from_periods(
        &customers,
        &periods,
        Some(&amounts),
        last_complete,
        &ProportionOptions::default(),
    )
    .unwrap()
}

proptest! {
    #[test]
    fn the_bridge_holds_and_counts_are_right(orders in orders(), last_complete in -5_i32..9) {
        let growth = growth(&orders, Some(last_complete));
        let in_period = |period| orders.iter().filter(|order| order.1 == period).map(|order| order.0).collect::<BTreeSet<_>>();
        let mut seen = BTreeSet::new();
        let mut before = BTreeSet::new();
        for row in &growth.periods {
            let now = in_period(row.index);
            prop_assert_eq!(row.active, now.len() as u64);
            prop_assert_eq!(row.retained, now.intersection(&before).count() as u64);
            prop_assert_eq!(row.new, now.difference(&seen).count() as u64);
            prop_assert_eq!(row.active + row.churned, before.len() as u64 + row.new + row.resurrected);
            prop_assert_eq!(row.active, row.retained + row.new + row.resurrected);
            let rated = row.index <= last_complete && !before.is_empty();
            prop_assert_eq!(!row.retention.value.is_nan(), rated);
            if rated {
                prop_assert_eq!(row.retention.n, before.len() as u64);
                prop_assert!((row.retention.value + row.churn.value - 1.0).abs() < 1e-15);
            }
            seen.extend(now.iter().copied());
            before = now;
        }
        prop_assert_eq!(growth.periods.iter().map(|row| row.orders).sum::<u64>(), orders.len() as u64);
        prop_assert_eq!(growth.periods.iter().map(|row| row.new).sum::<u64>(), seen.len() as u64);
    }

    #[test]
    fn the_order_of_rows_changes_no_bit(mut orders in orders(), seed in any::<u64>()) {
        let one = format!("{:?}", growth(&orders, None)); // NaN is not equal to itself
        let turn = (seed % orders.len() as u64) as usize;
        orders.rotate_left(turn);
        orders.reverse();
        prop_assert_eq!(one, format!("{:?}", growth(&orders, None)));
    }

    #[test]
    fn periods_and_purchases_agree(mut orders in orders()) {
        // One order a customer and day, so that no two merge: the calendar form must count the same.
        for order in &mut orders {
            order.2 = order.2.abs();
        }
        orders.sort_by_key(|order| (order.0, order.1));
        orders.dedup_by_key(|order| (order.0, order.1));
        let (customers, periods, amounts) = columns(&orders);
        let days: Vec<i32> = periods.iter().map(|&index| Period::Month.start(24_000 + index).unwrap().number()).collect();
        let last = *periods.iter().max().unwrap();
        let as_of = Period::Month.window(24_000 + last).unwrap().end.plus(-1).unwrap();
        let calendar = monthly(&purchases(&customers, &days, &amounts, &PurchaseOptions::default()), as_of).unwrap();
        let numbered = growth(&orders, None);
        prop_assert_eq!(calendar.periods.len(), numbered.periods.len());
        for (a, b) in calendar.periods.iter().zip(&numbered.periods) {
            prop_assert_eq!((a.index - 24_000, a.active, a.new, a.retained, a.orders), (b.index, b.active, b.new, b.retained, b.orders));
            prop_assert_eq!(a.revenue, b.revenue);
            prop_assert!(a.complete && b.complete);
        }
    }
}
