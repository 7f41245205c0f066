//! Histories counted and predicted: what must not change the result, and what is refused.

use goodwill::ErrorCode;
use goodwill::calendar::{Day, TimeUnit};
use goodwill::model::{History, HistoryColumns, HistoryCount, HistoryCounts};
use goodwill::purchase::{
    CustomerColumn, HistoryOptions, PurchaseBatch, PurchaseOptions, Purchases, PurchasesBuilder,
};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

const WEEK: Option<TimeUnit> = Some(TimeUnit::Week);

/// Columns of histories, many of them alike.
#[derive(Clone, Default)]
struct Columns {
    frequency: Vec<f64>,
    recency: Vec<f64>,
    tenure: Vec<f64>,
}

/// Numbers that look random, below a bound.
fn numbers(mut state: u64) -> impl FnMut(u64) -> f64 {
    move |bound| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) % bound) as f64
    }
}

impl Columns {
    fn new(rows: usize, seed: u64, weeks: u64) -> Self {
        let mut below = numbers(seed);
        let mut columns = Self::default();
        for _ in 0..rows {
            let (frequency, tenure) = (below(4), 20.0 + below(weeks));
            columns.push(
                frequency,
                if frequency == 0.0 { 0.0 } else { below(20) / 7.0 },
                tenure,
            );
        }
        columns
    }

    fn push(&mut self, frequency: f64, recency: f64, tenure: f64) {
        self.frequency.push(frequency);
        self.recency.push(recency);
        self.tenure.push(tenure);
    }

    fn part(&self, rows: std::ops::Range<usize>) -> Self {
        Self {
            frequency: self.frequency[rows.clone()].to_vec(),
            recency: self.recency[rows.clone()].to_vec(),
            tenure: self.tenure[rows].to_vec(),
        }
    }

    fn view(&self) -> HistoryColumns<'_> {
        HistoryColumns {
            frequency: &self.frequency,
            recency: &self.recency,
            tenure: &self.tenure,
        }
    }

    fn count(&self) -> HistoryCounts {
        HistoryCounts::from_columns(&self.view(), None, WEEK).unwrap()
    }
}

fn cdnow() -> Purchases {
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
    builder.finish().unwrap()
}

#[test]
fn cdnow_has_the_published_number_of_distinct_histories() {
    let options = HistoryOptions::new(Day::from_ymd(1997, 9, 30).unwrap());
    let histories = cdnow().histories(&options).unwrap();
    let counts = HistoryCounts::from_histories(&histories).unwrap();
    assert_eq!(
        (counts.len(), counts.customers(), counts.repeaters()),
        (1016, 2357, 946)
    );
    assert_eq!(
        (counts.repeat_purchases(), counts.total_weight()),
        (2457.0, 2357.0)
    );
    assert_eq!((counts.max_frequency(), counts.max_tenure()), (29, 272.0 / 7.0));
    assert_eq!((counts.unit(), counts.log_gaps()), (WEEK, None));

    let frequency: Vec<f64> = histories.frequency.iter().copied().map(f64::from).collect();
    let columns = HistoryColumns {
        frequency: &frequency,
        recency: &histories.recency,
        tenure: &histories.tenure,
    };
    assert_eq!(HistoryCounts::from_columns(&columns, None, WEEK).unwrap(), counts);
    assert_eq!(HistoryCounts::from_rows(counts.rows(), WEEK).unwrap(), counts);
    let reversed: Vec<HistoryCount> = counts.rows().iter().rev().copied().collect();
    assert_eq!(HistoryCounts::from_rows(&reversed, WEEK).unwrap(), counts);

    let with_gaps = HistoryCounts::from_purchases(&cdnow(), &options).unwrap();
    assert_eq!(with_gaps.rows(), counts.rows());
    let direct: f64 = cdnow()
        .iter()
        .flat_map(|customer| {
            let days = customer.days.iter().filter(|&&day| day <= options.as_of.number());
            let days: Vec<i32> = days.copied().collect();
            days.windows(2)
                .map(|pair| libm::log(f64::from(pair[1] - pair[0]) / 7.0))
                .collect::<Vec<f64>>()
        })
        .sum();
    assert!((with_gaps.log_gaps().unwrap() - direct).abs() < 1e-10);
}

#[test]
fn rows_agree_with_a_plain_map_and_ascend() {
    let columns = Columns::new(200_000, 1, 5_000);
    let mut plain: BTreeMap<(u32, u64, u64), u64> = BTreeMap::new();
    for row in 0..columns.frequency.len() {
        let key = (
            columns.frequency[row] as u32,
            columns.tenure[row].to_bits(),
            columns.recency[row].to_bits(),
        );
        *plain.entry(key).or_default() += 1;
    }
    let counted: Vec<_> = columns
        .count()
        .rows()
        .iter()
        .map(|row| {
            let history = row.history;
            (
                (
                    history.frequency(),
                    history.tenure().to_bits(),
                    history.recency().to_bits(),
                ),
                row.count,
            )
        })
        .collect();
    // Positive doubles order as their bits.
    assert_eq!(counted, plain.into_iter().collect::<Vec<_>>());
}

#[test]
fn any_partition_and_any_row_order_give_the_same_bytes() {
    let columns = Columns::new(5_000, 2, 30);
    let weights: Vec<f64> = (0..5_000).map(|row| [0.5, 1.0, 0.0, f64::NAN][row % 4]).collect();
    let whole = HistoryCounts::from_columns(&columns.view(), Some(&weights), WEEK).unwrap();
    assert_eq!(
        (whole.missing(), whole.weightless(), whole.customers()),
        (1250, 1250, 2500)
    );
    assert_eq!(whole.total_weight(), 1875.0);
    for partitions in [1, 3, 8, 17] {
        let size = 5_000_usize.div_ceil(partitions);
        let mut merged = HistoryCounts::empty(WEEK);
        for start in (0..5_000).step_by(size).rev() {
            let rows = start..(start + size).min(5_000);
            let mut state = HistoryCounts::empty(WEEK);
            state
                .update(&columns.part(rows.clone()).view(), Some(&weights[rows]))
                .unwrap();
            merged
                .merge(&HistoryCounts::from_bytes(&state.to_bytes()).unwrap())
                .unwrap();
        }
        assert_eq!(merged.to_bytes(), whole.to_bytes(), "{partitions} partitions");
    }
    let mut reversed = columns.clone();
    reversed.frequency.reverse();
    reversed.recency.reverse();
    reversed.tenure.reverse();
    assert_eq!(reversed.count(), columns.count());
}

#[test]
fn gaps_of_partitions_of_customers_add_exactly() {
    let purchases = cdnow();
    let options = HistoryOptions::new(Day::from_ymd(1998, 6, 30).unwrap());
    let whole = HistoryCounts::from_purchases(&purchases, &options).unwrap();
    let mut merged = HistoryCounts::empty(WEEK);
    for remainder in [2, 0, 1] {
        let mut builder = PurchasesBuilder::new(&PurchaseOptions::default());
        for (index, customer) in purchases.iter().enumerate() {
            if index % 3 == remainder {
                let ids = vec![index as i64; customer.days.len()];
                builder
                    .update(&PurchaseBatch::new(CustomerColumn::Integers(&ids), customer.days))
                    .unwrap();
            }
        }
        let part = HistoryCounts::from_purchases(&builder.finish().unwrap(), &options).unwrap();
        merged.merge(&part).unwrap();
    }
    assert_eq!(merged, whole);
    assert_eq!(merged.to_bytes(), whole.to_bytes());
    merged.merge(&Columns::new(10, 3, 5).count()).unwrap();
    assert_eq!(merged.log_gaps(), None);
}

#[test]
fn bad_rows_are_named() {
    let good = Columns::new(100_000, 4, 30);
    let refused = |frequency: f64, recency: f64, tenure: f64| {
        let mut columns = good.clone();
        columns.push(frequency, recency, tenure);
        columns.push(-7.0, 0.0, 1.0); // the first bad row is the one to be named
        let error = HistoryCounts::from_columns(&columns.view(), None, None).unwrap_err();
        let mapped = columns.view().map(|_| Ok(0.0)).unwrap_err();
        assert_eq!(error, mapped);
        (
            error.code(),
            error.parameter().to_string(),
            error.index().unwrap(),
        )
    };
    let named = |code, parameter: &str| (code, parameter.to_string(), 100_000);
    assert_eq!(refused(1.5, 1.0, 2.0), named(ErrorCode::OutOfRange, "frequency"));
    assert_eq!(refused(-1.0, 1.0, 2.0), named(ErrorCode::OutOfRange, "frequency"));
    assert_eq!(refused(1.0, 3.0, 2.0), named(ErrorCode::Inconsistent, "recency"));
    assert_eq!(refused(0.0, 1.0, 2.0), named(ErrorCode::Inconsistent, "recency"));
    assert_eq!(
        refused(1.0, 1.0, f64::INFINITY),
        named(ErrorCode::NotFinite, "tenure")
    );
    assert_eq!(refused(1.0, -1.0, 2.0), named(ErrorCode::OutOfRange, "recency"));

    let columns = Columns::new(3, 5, 30);
    let weighted = |weights: &[f64]| {
        let error = HistoryCounts::from_columns(&columns.view(), Some(weights), None).unwrap_err();
        (error.code(), error.parameter().to_string(), error.index())
    };
    let weights = "weights".to_string();
    assert_eq!(
        weighted(&[1.0, -1.0, 1.0]),
        (ErrorCode::OutOfRange, weights.clone(), Some(1))
    );
    assert_eq!(
        weighted(&[1.0, 1.0, f64::INFINITY]),
        (ErrorCode::NotFinite, weights.clone(), Some(2))
    );
    assert_eq!(
        weighted(&[1.0]),
        (ErrorCode::LengthMismatch, weights.clone(), None)
    );
    assert_eq!(
        weighted(&[f64::MAX, f64::MAX, f64::MAX]),
        (ErrorCode::Overflow, weights, None)
    );
    assert_eq!(
        weighted(&[0.0, 0.0, f64::NAN]),
        (ErrorCode::Empty, "frequency".to_string(), None)
    );
    let row = |weight, count| HistoryCount {
        history: History::new(1, 1.0, 2.0).unwrap(),
        weight,
        count,
    };
    let rows = |rows: &[HistoryCount]| HistoryCounts::from_rows(rows, None).unwrap_err().code();
    assert_eq!(rows(&[row(1.0, 0)]), ErrorCode::OutOfRange);
    assert_eq!(rows(&[row(1.0, u64::MAX), row(1.0, 1)]), ErrorCode::Overflow);
    assert_eq!(rows(&[]), ErrorCode::Empty);
}

#[test]
fn states_of_different_units_do_not_merge() {
    let columns = Columns::new(3, 5, 30);
    let of = |unit| HistoryCounts::from_columns(&columns.view(), None, unit).unwrap();
    let mut weeks = of(WEEK);
    let error = weeks.merge(&of(Some(TimeUnit::Day))).unwrap_err();
    assert_eq!(
        (error.code(), error.parameter()),
        (ErrorCode::MismatchedState, "unit")
    );
    assert!(error.reason().contains("week and day"), "{error}");
    assert_eq!(weeks, of(WEEK));
    assert_eq!(
        weeks.merge(&of(None)).unwrap_err().code(),
        ErrorCode::MismatchedState
    );
}

#[test]
fn damaged_bytes_are_refused() {
    let options = HistoryOptions::new(Day::from_ymd(1997, 3, 31).unwrap());
    let bytes = HistoryCounts::from_purchases(&cdnow(), &options)
        .unwrap()
        .to_bytes();
    let refused = |bytes: &[u8]| HistoryCounts::from_bytes(bytes).unwrap_err().code();
    for length in (0..bytes.len()).step_by(7) {
        assert_eq!(refused(&bytes[..length]), ErrorCode::InvalidState);
    }
    for place in (0..bytes.len()).step_by(5) {
        let mut damaged = bytes.clone();
        damaged[place] ^= 0x40;
        assert_eq!(refused(&damaged), ErrorCode::InvalidState, "byte {place}");
    }
    let longer: Vec<u8> = bytes.iter().copied().chain([0]).collect();
    assert_eq!(refused(&longer), ErrorCode::InvalidState);
    assert_eq!(
        refused(&PurchasesBuilder::new(&PurchaseOptions::default()).to_bytes()),
        ErrorCode::InvalidState
    );
}

#[test]
fn each_distinct_history_is_predicted_once() {
    let mut columns = Columns::new(70_000, 6, 3);
    columns.frequency[5] = f64::NAN;
    let calls = AtomicUsize::new(0);
    let idle = |history: &History| history.tenure() - history.recency();
    let predicted = columns
        .view()
        .map(|history| {
            calls.fetch_add(1, Ordering::Relaxed);
            Ok(idle(history))
        })
        .unwrap();
    for (row, &predicted) in predicted.iter().enumerate() {
        match columns.view().row(row).unwrap() {
            Some(history) => assert_eq!(predicted, idle(&history)),
            None => assert!(predicted.is_nan()),
        }
    }
    let distinct = columns.count().len();
    assert_eq!(calls.into_inner(), distinct);
    let pairs = columns
        .view()
        .map_to([-1.0; 2], |history| Ok([idle(history), 0.0]))
        .unwrap();
    assert_eq!((pairs[5], pairs[6]), ([-1.0; 2], [predicted[6], 0.0]));
}

#[test]
fn the_first_row_that_cannot_be_predicted_is_named() {
    let mut columns = Columns::new(70_000, 7, 30);
    for row in [66_000, 66_001, 69_000] {
        columns.tenure[row] = 777.0;
    }
    let predict = |history: &History| match history.tenure() {
        777.0 => Err(goodwill::Error::new(ErrorCode::Undefined, "tenure", "is unlucky")),
        tenure => Ok(tenure),
    };
    let first = |columns: &Columns| columns.view().map(predict).unwrap_err();
    let error = first(&columns);
    assert_eq!(
        (error.code(), error.index()),
        (ErrorCode::Undefined, Some(66_000))
    );
    assert_eq!(first(&columns.part(65_990..66_010)).index(), Some(10)); // a column too short to be searched
    columns.frequency[66_500] = -1.0;
    assert_eq!(first(&columns).index(), Some(66_000));
    columns.frequency[65_999] = -1.0;
    assert_eq!(first(&columns).index(), Some(65_999));
}

#[test]
fn histories_predict_like_columns() {
    let histories = cdnow()
        .histories(&HistoryOptions::new(Day::from_ymd(1997, 9, 30).unwrap()))
        .unwrap();
    let tenure = histories.map(|history| Ok(history.tenure())).unwrap();
    assert_eq!(tenure, histories.tenure);
    let with_first = HistoryOptions {
        include_first: true,
        ..HistoryOptions::new(Day::from_ymd(1997, 9, 30).unwrap())
    };
    let with_first = cdnow().histories(&with_first).unwrap();
    assert_eq!(
        with_first.map(|_| Ok(0.0)).unwrap_err().parameter(),
        "include_first"
    );
    assert_eq!(
        HistoryCounts::from_histories(&with_first).unwrap_err().code(),
        ErrorCode::Inconsistent
    );
}

#[test]
#[ignore = "a measurement: run with --release and --nocapture"]
fn a_million_rows() {
    for weeks in [50, 700, 1_000_000] {
        let columns = Columns::new(1_000_000, 8, weeks);
        for _ in 0..3 {
            let start = std::time::Instant::now();
            let counts = columns.count();
            let counted = start.elapsed();
            let start = std::time::Instant::now();
            let mapped = columns.view().map(|history| Ok(history.tenure())).unwrap();
            println!(
                "{} distinct: counted {counted:?}, mapped {:?}, {}",
                counts.len(),
                start.elapsed(),
                mapped.len()
            );
        }
    }
}
