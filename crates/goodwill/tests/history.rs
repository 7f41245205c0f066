//! Purchase histories: published counts of CDNOW first, then identities and bad input.

use goodwill::calendar::{Day, Period, TimeUnit, Window};
use goodwill::choice::Choice;
use goodwill::purchase::{
    CustomerColumn, CustomerId, CustomerIds, Grain, Histories, HistoryOptions, MISSING_DAY, PurchaseBatch,
    PurchaseOptions, Purchases, PurchasesBuilder, ReturnsPolicy, Validity, ZeroAmounts, histories,
};
use goodwill::{Error, ErrorCode};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

type Columns = (Vec<i64>, Vec<i32>, Vec<f64>);

/// Customer, day number and spend of every row of a CDNOW file.
fn cdnow(file: &str) -> Columns {
    let path = format!("{}/../../tests/data/{file}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).unwrap();
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap().split(',').collect();
    let column = |name| header.iter().position(|field| *field == name).unwrap();
    let (id, date, spend) = (column("id"), column("date"), column("spend"));
    let mut rows = (Vec::new(), Vec::new(), Vec::new());
    for line in lines {
        let fields: Vec<&str> = line.split(',').collect();
        rows.0.push(fields[id].parse().unwrap());
        let date: u32 = fields[date].parse().unwrap();
        let day = Day::from_ymd(
            (date / 10_000) as i32,
            (date / 100 % 100) as u8,
            (date % 100) as u8,
        );
        rows.1.push(day.unwrap().number());
        rows.2.push(fields[spend].parse().unwrap());
    }
    rows
}

fn build(rows: &Columns) -> Purchases {
    let mut builder = PurchasesBuilder::new(&PurchaseOptions::default());
    let batch = PurchaseBatch::new(CustomerColumn::Integers(&rows.0), &rows.1).amounts(&rows.2);
    builder.update(&batch).unwrap();
    builder.finish().unwrap()
}

fn calibration_end() -> Day {
    Day::from_ymd(1997, 9, 30).unwrap()
}

fn observation_end() -> Day {
    Day::from_ymd(1998, 6, 30).unwrap()
}

fn distinct(histories: &Histories) -> usize {
    (0..histories.len())
        .map(|i| {
            (
                histories.frequency[i],
                histories.recency[i].to_bits(),
                histories.tenure[i].to_bits(),
            )
        })
        .collect::<BTreeSet<_>>()
        .len()
}

/// Fader and Hardie's counts of the 1-in-10 sample, and pandas' counts of the whole cohort.
#[test]
fn cdnow_counts() {
    #[rustfmt::skip]
    let expected = [
        // file, rows, customers, zero, merged, days, repeats, repeaters, triples, holdout
        ("cdnow_sample.csv", 6_919, 2_357, 8, 223, 6_696, 2_457, 946, 1_016, 1_882),
        ("cdnow_master.csv", 69_659, 23_570, 80, 2_068, 67_591, 24_337, 9_451, 8_685, 19_684),
    ];
    for (file, rows, customers, zeros, merged, days, repeats, repeaters, triples, holdout) in expected {
        let purchases = build(&cdnow(file));
        let intake = purchases.intake();
        assert_eq!(
            (
                intake.rows,
                intake.customers,
                intake.zero_amounts,
                intake.merged,
                intake.occasions
            ),
            (rows, customers, zeros, merged, days),
            "{file}"
        );
        assert_eq!(purchases.first_day(), Day::from_ymd(1997, 1, 1).unwrap());
        assert_eq!(purchases.last_day(), observation_end());
        let split = purchases
            .calibration_holdout(calibration_end(), observation_end(), TimeUnit::Week)
            .unwrap();
        let frequency = &split.calibration.frequency;
        assert_eq!(split.calibration.len() as u64, customers);
        assert_eq!(frequency.iter().sum::<u32>(), repeats);
        assert_eq!(frequency.iter().filter(|x| **x > 0).count(), repeaters);
        assert_eq!(distinct(&split.calibration), triples);
        assert_eq!(split.holdout_frequency.iter().sum::<u32>(), holdout);
        assert_eq!(split.calibration.later_occasions, u64::from(holdout));
        assert_eq!(split.holdout_duration, 39.0);
        let again = purchases
            .histories(&HistoryOptions::new(calibration_end()))
            .unwrap();
        assert_eq!(again.frequency, split.calibration.frequency);
    }
}

// A second implementation, slow and plain: maps, and sums in 2^-70ths.

#[derive(Debug, Clone, Copy)]
struct Order {
    customer: i64,
    day: i32,
    amount: f64,
}

fn exact(amounts: impl IntoIterator<Item = f64>) -> f64 {
    let unit = (1_i128 << 70) as f64;
    let sum: i128 = amounts.into_iter().map(|amount| (amount * unit) as i128).sum();
    sum as f64 / unit
}

/// Customer → occasions as (day, amounts of its rows, late returns as (day, amount)).
type Plain = BTreeMap<i64, Vec<Occasion>>;
type Occasion = (i32, Vec<f64>, Vec<(i32, f64)>);

fn plainly(orders: &[Order], options: &PurchaseOptions) -> Plain {
    let mut rows: BTreeMap<i64, Vec<Order>> = BTreeMap::new();
    for order in orders {
        let day = Day::new(order.day).unwrap();
        let kept = options.as_of.is_none_or(|end| day <= end)
            && options.history_start.is_none_or(|start| day >= start)
            && (order.amount >= 0.0 || options.returns == ReturnsPolicy::Net)
            && (order.amount != 0.0 || options.zero_amounts == ZeroAmounts::Keep);
        if kept {
            rows.entry(order.customer).or_default().push(*order);
        }
    }
    let mut plain = Plain::new();
    for (customer, mut rows) in rows {
        rows.sort_by(|a, b| (a.day, a.amount).partial_cmp(&(b.day, b.amount)).unwrap());
        let period = |order: &Order| match options.grain {
            Grain::Week => Period::Week.index_of(Day::new(order.day).unwrap()),
            Grain::Month => Period::Month.index_of(Day::new(order.day).unwrap()),
            Grain::Day | Grain::Row => order.day,
        };
        let mut occasions: Vec<Occasion> = Vec::new();
        let mut periods: Vec<Vec<Order>> = Vec::new();
        for row in rows {
            match periods.last_mut() {
                Some(last)
                    if period(&last[0]) == period(&row)
                        && (options.grain != Grain::Row || last[0].amount < 0.0 && row.amount < 0.0) =>
                {
                    last.push(row);
                }
                _ => periods.push(vec![row]),
            }
        }
        for rows in periods {
            if let Some(purchase) = rows.iter().find(|row| row.amount >= 0.0) {
                occasions.push((purchase.day, rows.iter().map(|row| row.amount).collect(), vec![]));
            } else if let Some((_, _, late)) = occasions.last_mut() {
                let mut days: BTreeMap<i32, Vec<f64>> = BTreeMap::new();
                for row in rows {
                    days.entry(row.day).or_default().push(row.amount);
                }
                late.extend(days.into_iter().map(|(day, amounts)| (day, exact(amounts))));
            }
        }
        if !occasions.is_empty() {
            plain.insert(customer, occasions);
        }
    }
    plain
}

fn check(purchases: &Purchases, orders: &[Order]) {
    let options = purchases.options();
    let plain = plainly(orders, options);
    let ids: Vec<i64> = plain.keys().copied().collect();
    assert_eq!(purchases.ids(), &CustomerIds::Integers(ids));
    for (index, (_, occasions)) in plain.iter().enumerate() {
        let days: Vec<i32> = occasions.iter().map(|(day, ..)| *day).collect();
        assert_eq!(purchases.days_of(index), days);
        let amounts: Vec<f64> = occasions.iter().map(|occasion| net(occasion, i32::MAX)).collect();
        assert_eq!(purchases.amounts_of(index), amounts);
    }
    let intake = purchases.intake();
    let zeros = if options.zero_amounts == ZeroAmounts::Drop {
        intake.zero_amounts
    } else {
        0
    };
    assert_eq!(
        intake.rows,
        intake.missing_customer
            + intake.missing_day
            + intake.missing_amount
            + intake.after_as_of
            + intake.before_history_start
            + intake.returns
            + zeros
            + intake.occasions
            + intake.merged
    );
    assert_eq!(intake.occasions, purchases.occasions() as u64);
    assert_eq!(intake.customers, purchases.customers() as u64);
}

fn net((_, amounts, late): &Occasion, until: i32) -> f64 {
    let own = exact(amounts.iter().copied());
    let late: Vec<f64> = late
        .iter()
        .filter(|late| late.0 <= until)
        .map(|late| late.1)
        .collect();
    if late.is_empty() {
        own
    } else {
        exact(late.into_iter().chain([own]))
    }
}

fn columns(orders: &[Order]) -> Columns {
    (
        orders.iter().map(|order| order.customer).collect(),
        orders.iter().map(|order| order.day).collect(),
        orders.iter().map(|order| order.amount).collect(),
    )
}

fn feed(builder: &mut PurchasesBuilder, orders: &[Order]) {
    let (customers, days, amounts) = columns(orders);
    let batch = PurchaseBatch::new(CustomerColumn::Integers(&customers), &days);
    builder.update(&batch.amounts(&amounts)).unwrap();
}

fn any_orders(most: usize) -> impl Strategy<Value = Vec<Order>> {
    let order = (0..12_i64, 10_000..10_060_i32, -2_000..8_000_i32).prop_map(|(customer, day, cents)| Order {
        customer: customer - 6,
        day,
        // A good share of zeros.
        amount: if (0..1_000).contains(&cents) {
            0.0
        } else {
            f64::from(cents) / 100.0
        },
    });
    proptest::collection::vec(order, 1..most)
}

fn any_options() -> impl Strategy<Value = PurchaseOptions> {
    let day = |range| {
        proptest::option::of(range).prop_map(|day: Option<i32>| day.map(|day| Day::new(day).unwrap()))
    };
    (
        proptest::sample::select(Grain::ALL),
        proptest::sample::select(&[ReturnsPolicy::Net, ReturnsPolicy::Drop][..]),
        proptest::sample::select(ZeroAmounts::ALL),
        day(10_000..10_020),
        day(10_040..10_060),
    )
        .prop_map(
            |(grain, returns, zero_amounts, history_start, as_of)| PurchaseOptions {
                grain,
                returns,
                zero_amounts,
                history_start,
                as_of,
            },
        )
}

proptest! {
    #[test]
    fn agrees_with_a_plain_implementation(orders in any_orders(120), options in any_options()) {
        let mut builder = PurchasesBuilder::new(&options);
        feed(&mut builder, &orders);
        match builder.finish() {
            Ok(purchases) => check(&purchases, &orders),
            Err(error) => {
                prop_assert_eq!(error.code(), ErrorCode::Empty);
                prop_assert!(plainly(&orders, &options).is_empty());
            }
        }
    }

    /// Any order, any batches, any partition, through bytes: the same.
    #[test]
    fn order_batches_and_parts_do_not_matter(
        (orders, shuffled) in any_orders(80).prop_flat_map(|orders| (Just(orders.clone()), Just(orders).prop_shuffle())),
        options in any_options(),
        batch in 1_usize..40,
        cut in 0_usize..80,
    ) {
        let mut whole = PurchasesBuilder::new(&options);
        feed(&mut whole, &orders);
        let (left, right) = shuffled.split_at(cut.min(shuffled.len()));
        let [mut first, mut second] = [left, right].map(|orders| {
            let mut part = PurchasesBuilder::new(&options);
            orders.chunks(batch).for_each(|orders| feed(&mut part, orders));
            PurchasesBuilder::from_bytes(&part.to_bytes()).unwrap()
        });
        if batch % 2 == 0 {
            std::mem::swap(&mut first, &mut second);
        }
        first.merge(second).unwrap();
        prop_assert_eq!(whole.finish(), first.finish());
    }

    /// Texts and numbers group the same.
    #[test]
    fn texts_group_like_numbers(orders in any_orders(80), options in any_options(), cut in 0_usize..80) {
        let mut numbers = PurchasesBuilder::new(&options);
        feed(&mut numbers, &orders);
        let texts: Vec<String> = orders.iter().map(|order| format!("{:03}", order.customer + 6)).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let (_, days, amounts) = columns(&orders);
        let mut parts = [PurchasesBuilder::new(&options), PurchasesBuilder::new(&options)];
        let cut = cut.min(orders.len());
        for (part, range) in parts.iter_mut().zip([cut..orders.len(), 0..cut]) {
            let batch = PurchaseBatch::new(CustomerColumn::Strings(&texts[range.clone()]), &days[range.clone()]);
            part.update(&batch.amounts(&amounts[range])).unwrap();
        }
        let [mut first, second] = parts;
        first.merge(second).unwrap();
        let first = PurchasesBuilder::from_bytes(&first.to_bytes()).unwrap();
        match (numbers.finish(), first.finish()) {
            (Ok(numbers), Ok(texts)) => {
                prop_assert_eq!(numbers.days(), texts.days());
                prop_assert_eq!(numbers.amounts(), texts.amounts());
                prop_assert_eq!(numbers.starts(), texts.starts());
                prop_assert_eq!(numbers.intake(), texts.intake());
                for (number, text) in numbers.ids().iter().zip(texts.ids().iter()) {
                    let CustomerId::Integer(number) = number else { unreachable!() };
                    prop_assert_eq!(CustomerId::String(&format!("{:03}", number + 6)), text);
                }
            }
            (numbers, texts) => prop_assert_eq!(numbers.err(), texts.err()),
        }
    }

    /// A later `as_of` in the histories, or already at intake: the same, at every grain that cannot be split.
    #[test]
    fn as_of_early_or_late(orders in any_orders(120), options in any_options(), as_of in 10_000_i32..10_060) {
        let options = PurchaseOptions { as_of: None, ..options };
        let early = PurchaseOptions { as_of: Some(Day::new(as_of).unwrap()), ..options };
        let [early, late] = [early, options].map(|options| {
            let mut builder = PurchasesBuilder::new(&options);
            feed(&mut builder, &orders);
            let options = HistoryOptions::new(Day::new(as_of).unwrap());
            builder.finish().and_then(|purchases| purchases.histories(&options))
        });
        match (early, late) {
            (Ok(early), Ok(late)) => {
                prop_assert_eq!(early.customers, late.customers);
                prop_assert_eq!(early.frequency, late.frequency);
                prop_assert_eq!(early.recency, late.recency);
                prop_assert_eq!(early.tenure, late.tenure);
                let bits = |values: Vec<f64>| values.into_iter().map(f64::to_bits).collect::<Vec<_>>();
                prop_assert_eq!(bits(early.monetary_value), bits(late.monetary_value));
            }
            (_, Err(error)) => prop_assert!(matches!(error.code(), ErrorCode::Inconsistent | ErrorCode::Empty)),
            (Err(error), Ok(_)) => prop_assert!(false, "{error}"),
        }
    }

    /// What is inside a window is what is left when the rest is never taken in.
    #[test]
    fn window_is_what_was_never_outside(orders in any_orders(120), from in 10_000_i32..10_030, days in 1_i32..30) {
        let window = Window { start: Day::new(from).unwrap(), end: Day::new(from + days).unwrap() };
        let mut builder = PurchasesBuilder::new(&PurchaseOptions::default());
        feed(&mut builder, &orders);
        let Ok(purchases) = builder.finish() else { return Ok(()) };
        let inside: Vec<Order> =
            orders.iter().copied().filter(|order| window.contains(Day::new(order.day).unwrap())).collect();
        let mut builder = PurchasesBuilder::new(&PurchaseOptions::default());
        feed(&mut builder, &inside);
        match (purchases.within(window), builder.finish()) {
            (Ok(cut), Ok(inside)) => {
                prop_assert_eq!(cut.ids(), inside.ids());
                prop_assert_eq!(cut.days(), inside.days());
                prop_assert_eq!(cut.starts(), inside.starts());
                prop_assert_eq!(cut.amounts(), inside.amounts());
            }
            (cut, inside) => prop_assert_eq!(cut.err(), inside.err()),
        }
    }
}

/// Enough rows for chunks and buckets, in every shape of batch.
#[test]
fn many_rows_in_any_batches() {
    let mut seed = 1_u64;
    let mut draw = |below: u64| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    let orders: Vec<Order> = (0..150_000)
        .map(|_| Order {
            // Identifiers that need all 64 bits.
            customer: (draw(15_000) as i64).wrapping_mul(-7_046_029_254_386_353_131),
            day: 18_000 + draw(900) as i32,
            amount: (draw(100_000) as f64 - 1_000.0) / 100.0,
        })
        .collect();
    let mut whole = PurchasesBuilder::new(&PurchaseOptions::default());
    feed(&mut whole, &orders);
    let state = whole.to_bytes();
    let whole = whole.finish().unwrap();
    check(&whole, &orders);
    for batch in [1_000, 131_072] {
        let mut builder = PurchasesBuilder::new(&PurchaseOptions::default());
        orders
            .chunks(batch)
            .rev()
            .for_each(|orders| feed(&mut builder, orders));
        assert!(builder.finish().unwrap() == whole, "batches of {batch}");
    }
    let back = PurchasesBuilder::from_bytes(&state).unwrap();
    assert!(back.finish().unwrap() == whole);

    let options = PurchaseOptions {
        returns: ReturnsPolicy::Drop,
        ..PurchaseOptions::default()
    };
    let mut dropping = PurchasesBuilder::new(&options);
    feed(&mut dropping, &orders);
    let dropping = dropping.finish().unwrap();
    check(&dropping, &orders);
    assert_eq!(
        dropping.days(),
        whole.days(),
        "returns never make or unmake an occasion"
    );

    // The same customers as texts, one long column in the manner of Arrow.
    let (numbers, days, amounts) = columns(&orders);
    let (mut offsets, mut bytes) = (vec![0_i32], Vec::new());
    for number in &numbers {
        bytes.extend(format!("{:020}", i128::from(*number) - i128::from(i64::MIN)).as_bytes());
        offsets.push(bytes.len() as i32);
    }
    let customers = CustomerColumn::Utf8 {
        offsets: &offsets,
        bytes: &bytes,
    };
    let mut texts = PurchasesBuilder::new(&PurchaseOptions::default());
    texts
        .update(&PurchaseBatch::new(customers, &days).amounts(&amounts))
        .unwrap();
    let mut merged = PurchasesBuilder::new(&PurchaseOptions::default());
    let reversed: Vec<String> = numbers
        .iter()
        .rev()
        .map(|number| format!("{:020}", i128::from(*number) - i128::from(i64::MIN)))
        .collect();
    let reversed: Vec<&str> = reversed.iter().map(String::as_str).collect();
    let (some_days, some_amounts): (Vec<i32>, Vec<f64>) =
        orders.iter().rev().map(|order| (order.day, order.amount)).unzip();
    merged
        .update(
            &PurchaseBatch::new(
                CustomerColumn::Strings(&reversed[..100_000]),
                &some_days[..100_000],
            )
            .amounts(&some_amounts[..100_000]),
        )
        .unwrap();
    let mut rest = PurchasesBuilder::new(&PurchaseOptions::default());
    rest.update(
        &PurchaseBatch::new(
            CustomerColumn::Strings(&reversed[100_000..]),
            &some_days[100_000..],
        )
        .amounts(&some_amounts[100_000..]),
    )
    .unwrap();
    rest.merge(merged).unwrap();
    let (texts, rest) = (texts.finish().unwrap(), rest.finish().unwrap());
    assert_eq!(texts.days(), whole.days());
    assert_eq!(texts.amounts(), whole.amounts());
    assert!(texts == rest);
}

/// Sums over all customers of lifetimes' `summary_data_from_transaction_data`, in weeks: tests/peers/histories.py.
#[test]
fn cdnow_sums_of_lifetimes() {
    let expected = [
        (
            "cdnow_sample.csv",
            16_135.571_428_571_43,
            77_111.285_714_285_71,
            33_183.643_766_870_584,
        ),
        (
            "cdnow_master.csv",
            161_377.714_285_714_26,
            771_390.857_142_857,
            336_714.287_438_224_24,
        ),
    ];
    for (file, recency, tenure, monetary_value) in expected {
        let histories = build(&cdnow(file))
            .histories(&HistoryOptions::new(calibration_end()))
            .unwrap();
        let spend = histories.monetary_value.iter().filter(|value| !value.is_nan());
        for (got, expected) in [
            (histories.recency.iter().sum::<f64>(), recency),
            (histories.tenure.iter().sum(), tenure),
            (spend.sum(), monetary_value),
        ] {
            assert!(
                (got - expected).abs() <= 1e-12 * expected,
                "{file}: {got} is not {expected}"
            );
        }
    }
}

/// The first customer of the sample, as in Fader and Hardie's spreadsheets: x = 2, t = 30.43, T = 38.86.
#[test]
fn cdnow_histories_of_a_customer() {
    let purchases = build(&cdnow("cdnow_sample.csv"));
    let histories = purchases
        .histories(&HistoryOptions::new(calibration_end()))
        .unwrap();
    let first = histories.customers.position(CustomerId::Integer(1)).unwrap();
    assert_eq!(histories.frequency[first], 2);
    assert_eq!(histories.recency[first], 213.0 / 7.0);
    assert_eq!(histories.tenure[first], 272.0 / 7.0);
    assert_eq!(histories.monetary_value[first], 22.345);
    assert_eq!(histories.first_day[first], 9_862);
    let nothing = histories.frequency.iter().position(|x| *x == 0).unwrap();
    assert!(histories.monetary_value[nothing].is_nan() && histories.recency[nothing] == 0.0);
}

#[test]
fn first_purchase_included_as_lifetimes_can() {
    let orders =
        [(1, 10_000, 10.0), (1, 10_007, 20.0), (2, 10_003, 5.0)].map(|(customer, day, amount)| Order {
            customer,
            day,
            amount,
        });
    let mut builder = PurchasesBuilder::new(&PurchaseOptions::default());
    feed(&mut builder, &orders);
    let options = HistoryOptions {
        include_first: true,
        ..HistoryOptions::new(Day::new(10_014).unwrap())
    };
    let histories = builder.finish().unwrap().histories(&options).unwrap();
    assert_eq!(histories.frequency, [2, 1]);
    assert_eq!(histories.monetary_value, [15.0, 5.0]);
    assert_eq!(histories.recency, [1.0, 0.0]);
}

#[test]
fn returns_lower_the_latest_occasion_and_leak_into_no_earlier_history() {
    let orders = [
        (1, 10_000, 10.0),
        (1, 10_007, 20.0),
        (1, 10_020, -15.0),
        (1, 10_021, -5.0),
        (2, 9_999, -1.0),
        (2, 10_000, 3.0),
    ]
    .map(|(customer, day, amount)| Order {
        customer,
        day,
        amount,
    });
    let mut builder = PurchasesBuilder::new(&PurchaseOptions::default());
    feed(&mut builder, &orders);
    let purchases = builder.finish().unwrap();
    assert_eq!(
        purchases.amounts_of(0),
        [10.0, 0.0],
        "an occasion may net to nothing and stays one"
    );
    assert_eq!(purchases.intake().unmatched_returns, 1);
    for (as_of, spend) in [(10_019, 20.0), (10_020, 5.0), (10_021, 0.0)] {
        let histories = purchases
            .histories(&HistoryOptions::new(Day::new(as_of).unwrap()))
            .unwrap();
        assert_eq!(histories.frequency, [1, 0]);
        assert_eq!(histories.monetary_value[0], spend, "{as_of}");
    }
    let window = Window {
        start: Day::new(10_001).unwrap(),
        end: Day::new(10_021).unwrap(),
    };
    let within = purchases.within(window).unwrap();
    assert_eq!(within.amounts(), [5.0]);
    assert!(within.known_before(0), "the customer bought before the window");
    let split = purchases
        .calibration_holdout(
            Day::new(10_006).unwrap(),
            Day::new(10_020).unwrap(),
            TimeUnit::Day,
        )
        .unwrap();
    assert_eq!(split.holdout_monetary_value[0], 5.0);
}

#[test]
fn first_seen_is_not_first_purchase() {
    let orders = [
        (1, 10_000, 10.0),
        (1, 10_107, 20.0),
        (2, 10_103, 5.0),
        (3, 10_001, 5.0),
    ]
    .map(|(customer, day, amount)| Order {
        customer,
        day,
        amount,
    });
    let options = PurchaseOptions {
        history_start: Some(Day::new(10_100).unwrap()),
        ..PurchaseOptions::default()
    };
    let mut builder = PurchasesBuilder::new(&options);
    feed(&mut builder, &orders);
    let purchases = builder.finish().unwrap();
    assert_eq!(purchases.customers(), 2);
    assert!(purchases.known_before(0) && !purchases.known_before(1));
    assert_eq!(purchases.intake().before_history_start, 2);
    assert_eq!(purchases.intake().customers_without_purchases, 1);
    let mut options = HistoryOptions::new(Day::new(10_200).unwrap());
    let histories = purchases.histories(&options).unwrap();
    assert_eq!(histories.customers, CustomerIds::Integers(vec![2]));
    assert_eq!(histories.known_before, 1);
    options.include_known_before = true;
    assert_eq!(purchases.histories(&options).unwrap().len(), 2);
}

#[test]
fn orders_without_money() {
    let histories = histories(
        CustomerColumn::Strings(&["b", "a", "b", ""]),
        &[10_000, 10_001, 10_010, 10_000],
        None,
        &PurchaseOptions::default(),
        &HistoryOptions::new(Day::new(10_010).unwrap()),
    )
    .unwrap();
    assert_eq!(histories.frequency, [0, 1]);
    assert!(histories.monetary_value.iter().all(|value| value.is_nan()));
}

#[test]
fn missing_values_are_counted_once() {
    let customers = [1, 2, 3, 4, 5, 6];
    let days = [10_000, MISSING_DAY, 10_000, 10_000, 10_000, 10_001];
    let amounts = [1.0, f64::NAN, f64::NAN, 2.0, 3.0, 4.0];
    let all_but = |row: u8| [!(1 << row) << 3, 0xff];
    let (customer_bits, day_bits, amount_bits) = (all_but(3), all_but(4), [0xff, 0xff]);
    let batch = PurchaseBatch {
        customer_validity: Some(Validity {
            bits: &customer_bits,
            offset: 3,
        }),
        day_validity: Some(Validity {
            bits: &day_bits,
            offset: 3,
        }),
        amount_validity: Some(Validity {
            bits: &amount_bits,
            offset: 3,
        }),
        ..PurchaseBatch::new(CustomerColumn::Integers(&customers), &days).amounts(&amounts)
    };
    let mut builder = PurchasesBuilder::new(&PurchaseOptions::default());
    builder.update(&batch).unwrap();
    let purchases = builder.finish().unwrap();
    let intake = purchases.intake();
    assert_eq!(
        (
            intake.missing_customer,
            intake.missing_day,
            intake.missing_amount,
            intake.occasions
        ),
        (1, 2, 1, 2)
    );
    assert_eq!(purchases.ids(), &CustomerIds::Integers(vec![1, 6]));
}

fn refused(batch: &PurchaseBatch<'_>, options: &PurchaseOptions) -> Error {
    let mut builder = PurchasesBuilder::new(options);
    let before = builder.to_bytes();
    let error = builder.update(batch).unwrap_err();
    assert_eq!(builder.to_bytes(), before, "a refused batch leaves no trace");
    error
}

#[test]
fn bad_columns_are_refused() {
    let (ids, days) = ([1, 2, 3], [10_000, 10_001, 10_002]);
    let batch = PurchaseBatch::new(CustomerColumn::Integers(&ids), &days);
    let default = PurchaseOptions::default();

    let error = refused(
        &PurchaseBatch::new(CustomerColumn::Integers(&ids), &days[..2]),
        &default,
    );
    assert_eq!(
        (error.code(), error.parameter()),
        (ErrorCode::LengthMismatch, "days")
    );
    let error = refused(&batch.amounts(&[1.0]), &default);
    assert_eq!(
        (error.code(), error.parameter()),
        (ErrorCode::LengthMismatch, "amounts")
    );
    let short = Validity {
        bits: &[0xff],
        offset: 6,
    };
    let error = refused(
        &PurchaseBatch {
            day_validity: Some(short),
            ..batch
        },
        &default,
    );
    assert_eq!(
        (error.code(), error.parameter()),
        (ErrorCode::LengthMismatch, "day_validity")
    );

    let error = refused(&batch.amounts(&[1.0, f64::NEG_INFINITY, f64::INFINITY]), &default);
    assert_eq!(error.to_string(), "amounts[1]: must be a finite number, got -inf");
    let error = refused(
        &PurchaseBatch {
            days: &[10_000, 3_000_000, 0],
            ..batch
        },
        &default,
    );
    assert_eq!(
        (error.code(), error.parameter(), error.index()),
        (ErrorCode::InvalidDate, "days", Some(1))
    );
    let strict = PurchaseOptions {
        returns: ReturnsPolicy::Error,
        ..default
    };
    let error = refused(&batch.amounts(&[1.0, 0.0, -2.5]), &strict);
    assert_eq!(
        (error.code(), error.index(), error.value()),
        (ErrorCode::OutOfRange, Some(2), Some("-2.5"))
    );

    let texts = |offsets: &'static [i32], bytes: &'static [u8]| {
        PurchaseBatch::new(CustomerColumn::Utf8 { offsets, bytes }, &[10_000; 2])
    };
    for (offsets, bytes, code, index) in [
        (&[0, 2, 9], &b"abcd"[..], ErrorCode::Inconsistent, 1),
        (&[0, 3, 2], b"abcd", ErrorCode::Inconsistent, 1),
        (&[-1, 2, 3], b"abcd", ErrorCode::Inconsistent, 0),
        (&[0, 1, 4], b"a\xffcd", ErrorCode::UnsupportedType, 1),
        (&[0, 1, 2], "é".as_bytes(), ErrorCode::UnsupportedType, 0),
    ] {
        let error = refused(&texts(offsets, bytes), &default);
        assert_eq!(
            (error.code(), error.index()),
            (code, Some(index)),
            "{offsets:?} {error}"
        );
    }
    let long = CustomerColumn::LargeUtf8 {
        offsets: &[1, 1, 3],
        bytes: b"abc",
    };
    let mut builder = PurchasesBuilder::new(&default);
    builder.update(&PurchaseBatch::new(long, &[10_000; 2])).unwrap();
    assert_eq!(builder.finish().unwrap().ids().get(0), CustomerId::String("bc"));

    let mut builder = PurchasesBuilder::new(&default);
    builder.update(&batch).unwrap();
    let before = builder.to_bytes();
    let error = builder.update(&batch.amounts(&[1.0; 3])).unwrap_err();
    assert_eq!(
        (error.code(), error.parameter()),
        (ErrorCode::Inconsistent, "amounts")
    );
    let texts = PurchaseBatch::new(CustomerColumn::Strings(&["a"]), &[10_000]);
    let error = builder.update(&texts).unwrap_err();
    assert_eq!(
        (error.code(), error.parameter()),
        (ErrorCode::Inconsistent, "customers")
    );
    assert_eq!(builder.to_bytes(), before);
    // The first bad row, however many threads looked.
    let many = vec![f64::INFINITY; 400_000];
    let (ids, days) = (vec![0; 400_000], vec![0; 400_000]);
    let batch = PurchaseBatch::new(CustomerColumn::Integers(&ids), &days);
    let mut builder = PurchasesBuilder::new(&default);
    assert_eq!(
        builder.update(&batch.amounts(&many)).unwrap_err().index(),
        Some(0)
    );
}

#[test]
fn nothing_to_build_on_is_empty() {
    let empty = |batch: &PurchaseBatch<'_>| {
        let mut builder = PurchasesBuilder::new(&PurchaseOptions::default());
        builder.update(batch).unwrap();
        builder.finish().unwrap_err().code()
    };
    assert_eq!(
        empty(&PurchaseBatch::new(CustomerColumn::Integers(&[]), &[])),
        ErrorCode::Empty
    );
    assert_eq!(
        empty(&PurchaseBatch::new(CustomerColumn::Strings(&["", ""]), &[0, 0])),
        ErrorCode::Empty
    );
    let missing = PurchaseBatch::new(CustomerColumn::Integers(&[1]), &[MISSING_DAY]);
    assert_eq!(empty(&missing), ErrorCode::Empty);
    assert_eq!(
        empty(
            &PurchaseBatch {
                days: &[0],
                ..missing
            }
            .amounts(&[f64::NAN])
        ),
        ErrorCode::Empty
    );
    assert_eq!(
        empty(
            &PurchaseBatch {
                days: &[0],
                ..missing
            }
            .amounts(&[-1.0])
        ),
        ErrorCode::Empty
    );
    let huge = PurchaseBatch::new(CustomerColumn::Integers(&[1, 1]), &[0, 0]);
    assert_eq!(empty(&huge.amounts(&[f64::MAX, f64::MAX])), ErrorCode::Overflow);
}

#[test]
fn as_of_out_of_place_is_refused() {
    let rows = cdnow("cdnow_sample.csv");
    let purchases = build(&rows);
    let before = HistoryOptions::new(Day::from_ymd(1996, 12, 31).unwrap());
    let error = purchases.histories(&before).unwrap_err();
    assert_eq!(
        error.to_string(),
        "as_of: lies before the first purchase, 1997-01-01, got 1996-12-31"
    );
    let error = purchases
        .calibration_holdout(observation_end(), calibration_end(), TimeUnit::Week)
        .unwrap_err();
    assert_eq!(
        (error.code(), error.parameter()),
        (ErrorCode::Inconsistent, "observation_end")
    );

    // A week is one occasion: 1997-09-30, a Tuesday, would split it; the Sunday before does not.
    let mut options = PurchaseOptions {
        grain: Grain::Week,
        ..PurchaseOptions::default()
    };
    let mut builder = PurchasesBuilder::new(&options);
    let batch = PurchaseBatch::new(CustomerColumn::Integers(&rows.0), &rows.1).amounts(&rows.2);
    builder.update(&batch).unwrap();
    let weeks = builder.finish().unwrap();
    let error = weeks
        .histories(&HistoryOptions::new(calibration_end()))
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "as_of: must end with a week, because an occasion is all of a week, got 1997-09-30"
    );
    let sunday = Day::from_ymd(1997, 9, 28).unwrap();
    assert!(weeks.histories(&HistoryOptions::new(sunday)).is_ok());

    // What was never taken in cannot be summarised.
    options = PurchaseOptions {
        as_of: Some(calibration_end()),
        ..PurchaseOptions::default()
    };
    let mut builder = PurchasesBuilder::new(&options);
    builder.update(&batch).unwrap();
    let early = builder.finish().unwrap();
    assert_eq!(early.intake().after_as_of, 1_959);
    let error = early
        .histories(&HistoryOptions::new(observation_end()))
        .unwrap_err();
    assert_eq!(
        (error.code(), error.parameter()),
        (ErrorCode::Inconsistent, "as_of")
    );
}

#[test]
fn states_that_differ_do_not_merge() {
    let state = |options: &PurchaseOptions, batch: &PurchaseBatch<'_>| {
        let mut builder = PurchasesBuilder::new(options);
        builder.update(batch).unwrap();
        builder
    };
    let numbers = PurchaseBatch::new(CustomerColumn::Integers(&[1]), &[0]);
    let texts = PurchaseBatch::new(CustomerColumn::Strings(&["1"]), &[0]);
    let default = PurchaseOptions::default();
    let weekly = PurchaseOptions {
        grain: Grain::Week,
        ..default
    };
    for other in [
        state(&weekly, &numbers),
        state(&default, &texts),
        state(&default, &numbers.amounts(&[1.0])),
    ] {
        let error = state(&default, &numbers).merge(other).unwrap_err();
        assert_eq!(error.code(), ErrorCode::MismatchedState);
    }
    let mut nothing = PurchasesBuilder::new(&default);
    nothing.merge(state(&default, &texts)).unwrap();
    nothing.merge(PurchasesBuilder::new(&default)).unwrap();
    assert_eq!(nothing.rows(), 1);
}

#[test]
fn damaged_states_are_refused() {
    let mut builder = PurchasesBuilder::new(&PurchaseOptions {
        history_start: Some(Day::new(9_000).unwrap()),
        ..PurchaseOptions::default()
    });
    let texts = PurchaseBatch::new(
        CustomerColumn::Strings(&["ann", "bob", "ann"]),
        &[9_862, 9_863, 8_000],
    );
    builder.update(&texts.amounts(&[1.5, 2.0, 3.0])).unwrap();
    let bytes = builder.to_bytes();
    assert_eq!(PurchasesBuilder::from_bytes(&bytes).unwrap().to_bytes(), bytes);
    for length in 0..bytes.len() {
        let error = PurchasesBuilder::from_bytes(&bytes[..length]).unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidState, "cut to {length} bytes");
    }
    for place in 0..bytes.len() {
        for bit in 0..8 {
            let mut damaged = bytes.clone();
            damaged[place] ^= 1 << bit;
            let error = PurchasesBuilder::from_bytes(&damaged).unwrap_err();
            assert_eq!(error.code(), ErrorCode::InvalidState, "bit {bit} of byte {place}");
        }
    }
    let mut longer = bytes.clone();
    longer.push(0);
    assert!(PurchasesBuilder::from_bytes(&longer).is_err());
}
