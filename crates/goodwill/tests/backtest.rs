//! Backtests: what must add up, what must not change the result, what is refused.

use goodwill::ErrorCode;
use goodwill::calendar::{Day, TimeUnit};
use goodwill::model::{
    BgNbd, GridOptions, GridValue, History, HistoryColumns, HistoryCounts, HoldoutCounts, HoldoutGrouping,
    HoldoutOptions, PurchaseModel, TrackingOptions, alive_timeline, calibration_table, forecast_error,
    history_grid, holdout_table, tracking,
};
use goodwill::purchase::{
    CustomerColumn, HistoryOptions, PurchaseBatch, PurchaseOptions, Purchases, PurchasesBuilder,
};
use goodwill::quantity::Level;

fn model() -> BgNbd {
    BgNbd::new(0.243, 4.414, 0.793, 2.426)
        .unwrap()
        .with_unit(TimeUnit::Week)
}

fn day(year: i32, month: u8, day: u8) -> Day {
    Day::from_ymd(year, month, day).unwrap()
}

fn calibrated() -> Day {
    day(1997, 9, 30)
}

fn cdnow(options: &PurchaseOptions) -> Purchases {
    let text = include_str!("../../../tests/data/cdnow_sample.csv");
    let (mut customers, mut days) = (Vec::new(), Vec::new());
    for line in text.lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        let date: i32 = fields[2].parse().unwrap();
        customers.push(fields[1].parse::<i64>().unwrap());
        days.push(day(date / 10_000, (date / 100 % 100) as u8, (date % 100) as u8).number());
    }
    let mut builder = PurchasesBuilder::new(options);
    builder
        .update(&PurchaseBatch::new(CustomerColumn::Integers(&customers), &days))
        .unwrap();
    builder.finish().unwrap()
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * b.abs().max(1.0)
}

#[test]
fn tracking_adds_up_whatever_the_period() {
    let orders = cdnow(&PurchaseOptions::default());
    let weekly = tracking(&model(), &orders, &TrackingOptions::new(calibrated())).unwrap();
    assert_eq!((weekly.periods.len(), weekly.customers), (78, 2357));
    assert_eq!((weekly.calibration.actual, weekly.holdout.actual), (2457, 1882));
    assert!(weekly.periods.iter().all(|period| period.days == 7));
    assert_eq!(weekly.periods.iter().position(|period| period.holdout), Some(39));
    for period_days in [1, 5, 7, 28, 1000] {
        let options = TrackingOptions {
            period_days,
            ..TrackingOptions::new(calibrated())
        };
        let tracked = tracking(&model(), &orders, &options).unwrap();
        let (mut actual, mut expected) = (0, 0.0);
        for period in &tracked.periods {
            actual += period.actual;
            expected += period.expected;
            assert_eq!(actual, period.cumulative_actual);
            assert!(close(expected, period.cumulative_expected));
        }
        assert_eq!((tracked.calibration.actual, tracked.holdout.actual), (2457, 1882));
        assert_eq!(tracked.calibration.expected, weekly.calibration.expected);
        assert_eq!(tracked.holdout.expected, weekly.holdout.expected);
        assert_eq!(tracked.periods.iter().map(|period| period.days).sum::<u32>(), 546);
    }
    // "Under-forecasting by less than 4 % at week 78."
    let last = weekly.periods.last().unwrap();
    let error = last.cumulative_expected / last.cumulative_actual as f64 - 1.0;
    assert!((-0.04..-0.039).contains(&error), "{error}");
}

#[test]
fn tracking_follows_the_customers_of_the_calibration_only() {
    // 1 is acquired in time, 2 after the calibration, 3 before the records are complete.
    let options = PurchaseOptions {
        history_start: Some(Day::new(100).unwrap()),
        as_of: Some(Day::new(200).unwrap()),
        ..PurchaseOptions::default()
    };
    let mut builder = PurchasesBuilder::new(&options);
    let batch = PurchaseBatch::new(
        CustomerColumn::Integers(&[1, 1, 1, 2, 2, 3, 3]),
        &[100, 120, 180, 160, 170, 90, 130],
    );
    builder.update(&batch).unwrap();
    let orders = builder.finish().unwrap();
    let tracked = tracking(&model(), &orders, &TrackingOptions::new(Day::new(149).unwrap())).unwrap();
    assert_eq!(tracked.customers, 1);
    assert_eq!((tracked.calibration.actual, tracked.holdout.actual), (1, 1));
    assert_eq!(tracked.periods.last().unwrap().end, Day::new(200).unwrap());
    let until = model().expected_purchases(100.0 / 7.0).unwrap();
    assert!(close(
        tracked.calibration.expected + tracked.holdout.expected,
        until
    ));
}

#[test]
fn what_cannot_be_tracked_is_named() {
    let orders = cdnow(&PurchaseOptions::default());
    let refused = |model: &BgNbd, options: &TrackingOptions| {
        let error = tracking(model, &orders, options).unwrap_err();
        (error.code(), error.parameter().to_string())
    };
    let options = TrackingOptions::new(calibrated());
    let unitless = BgNbd::new(0.243, 4.414, 0.793, 2.426).unwrap();
    assert_eq!(
        refused(&unitless, &options),
        (ErrorCode::Inconsistent, "unit".into())
    );
    let none = TrackingOptions {
        period_days: 0,
        ..options
    };
    assert_eq!(
        refused(&model(), &none),
        (ErrorCode::OutOfRange, "period_days".into())
    );
    for (calibration_end, observation_end, parameter) in [
        (day(1996, 1, 1), None, "calibration_end"),
        (day(1998, 6, 30), None, "observation_end"),
        (calibrated(), Some(calibrated()), "observation_end"),
    ] {
        let options = TrackingOptions {
            calibration_end,
            observation_end,
            period_days: 7,
        };
        assert_eq!(
            refused(&model(), &options),
            (ErrorCode::Inconsistent, parameter.into())
        );
    }
}

#[test]
fn calibration_rows_sum_to_the_customers_and_weights_repeat() {
    let orders = cdnow(&PurchaseOptions::default());
    let counts = HistoryCounts::from_purchases(&orders, &HistoryOptions::new(calibrated())).unwrap();
    for censor in [1, 3, 7, 40] {
        let table = calibration_table(&model(), &counts, censor).unwrap();
        assert_eq!(table.rows.len(), censor as usize + 1);
        assert_eq!(table.customers, 2357.0);
        assert_eq!(table.rows.iter().map(|row| row.actual).sum::<f64>(), 2357.0);
        assert!(close(table.rows.iter().map(|row| row.expected).sum(), 2357.0));
        assert!(
            table
                .rows
                .iter()
                .all(|row| row.or_more == (row.frequency == censor) && row.expected > 0.0)
        );
    }
    let columns = HistoryColumns {
        frequency: &[0.0, 2.0],
        recency: &[0.0, 5.0],
        tenure: &[9.0, 8.0],
    };
    let weighted = HistoryCounts::from_columns(&columns, Some(&[3.0, 1.0]), None).unwrap();
    let columns = HistoryColumns {
        frequency: &[0.0, 2.0, 0.0, 0.0],
        recency: &[0.0, 5.0, 0.0, 0.0],
        tenure: &[9.0, 8.0, 9.0, 9.0],
    };
    let repeated = HistoryCounts::from_columns(&columns, None, None).unwrap();
    let table = |counts| calibration_table(&model(), counts, 3).unwrap();
    assert_eq!(table(&weighted), table(&repeated));
    let days = HistoryCounts::from_columns(&columns, None, Some(TimeUnit::Day)).unwrap();
    assert_eq!(
        calibration_table(&model(), &days, 3).unwrap_err().parameter(),
        "unit"
    );
    assert_eq!(
        calibration_table(&model(), &repeated, 0).unwrap_err().parameter(),
        "censor"
    );
    let empty = HistoryCounts::empty(None);
    assert_eq!(
        calibration_table(&model(), &empty, 3).unwrap_err().code(),
        ErrorCode::Empty
    );
}

#[test]
fn holdout_groups_partition_the_customers() {
    let split = cdnow(&PurchaseOptions::default())
        .calibration_holdout(calibrated(), day(1998, 6, 30), TimeUnit::Week)
        .unwrap();
    let data = HoldoutCounts::from_split(&split).unwrap();
    assert_eq!(
        (data.customers(), data.purchases(), data.duration()),
        (2357, 1882, 39.0)
    );
    let error = forecast_error(&model(), &data, Level::default()).unwrap();
    for by in [
        HoldoutGrouping::Frequency,
        HoldoutGrouping::Recency,
        HoldoutGrouping::Tenure,
        HoldoutGrouping::Idle,
    ] {
        for (width, groups) in [(1.0, 8), (3.5, 12), (100.0, 2), (1.0, 1)] {
            let table = holdout_table(&model(), &data, &HoldoutOptions { by, width, groups }).unwrap();
            assert_eq!(table.rows.len(), groups as usize);
            assert_eq!(table.rows.iter().map(|row| row.customers).sum::<u64>(), 2357);
            assert_eq!(table.rows.iter().map(|row| row.actual).sum::<u64>(), 1882);
            assert_eq!(table.expected, error.expected);
            assert!(close(
                table.rows.iter().map(|row| row.expected).sum(),
                table.expected
            ));
            assert_eq!(table.rows.last().unwrap().upper, None);
        }
    }
    // The same rows in another order, as columns of numbers, give the same bits.
    let frequency: Vec<f64> = split
        .calibration
        .frequency
        .iter()
        .rev()
        .map(|&x| f64::from(x))
        .collect();
    let holdout: Vec<f64> = split
        .holdout_frequency
        .iter()
        .rev()
        .map(|&x| f64::from(x))
        .collect();
    let recency: Vec<f64> = split.calibration.recency.iter().rev().copied().collect();
    let tenure: Vec<f64> = split.calibration.tenure.iter().rev().copied().collect();
    let columns = HistoryColumns {
        frequency: &frequency,
        recency: &recency,
        tenure: &tenure,
    };
    let reversed = HoldoutCounts::from_columns(&columns, &holdout, 39.0, Some(TimeUnit::Week)).unwrap();
    assert_eq!(reversed, data);
    assert_eq!(
        forecast_error(&model(), &reversed, Level::default()).unwrap(),
        error
    );
}

#[test]
fn bad_holdout_data_are_named() {
    let columns = HistoryColumns {
        frequency: &[0.0, 2.0],
        recency: &[0.0, 5.0],
        tenure: &[9.0, 8.0],
    };
    let of = |holdout: &[f64], duration: f64| HoldoutCounts::from_columns(&columns, holdout, duration, None);
    let refused = |holdout: &[f64], duration: f64| {
        let error = of(holdout, duration).unwrap_err();
        (error.code(), error.parameter().to_string(), error.index())
    };
    assert_eq!(
        refused(&[0.0, 0.5], 1.0),
        (ErrorCode::OutOfRange, "holdout".into(), Some(1))
    );
    assert_eq!(
        refused(&[-1.0, 0.0], 1.0),
        (ErrorCode::OutOfRange, "holdout".into(), Some(0))
    );
    assert_eq!(
        refused(&[0.0], 1.0),
        (ErrorCode::LengthMismatch, "holdout".into(), None)
    );
    assert_eq!(
        refused(&[0.0, 0.0], 0.0),
        (ErrorCode::OutOfRange, "duration".into(), None)
    );
    assert_eq!(
        refused(&[f64::NAN; 2], 1.0),
        (ErrorCode::Empty, "frequency".into(), None)
    );
    let data = of(&[f64::NAN, 1.0], 4.0).unwrap();
    assert_eq!((data.missing(), data.customers()), (1, 1));
    let error = forecast_error(&model(), &data, Level::default()).unwrap();
    assert!(error.mae.standard_error.is_nan() && error.mae.interval.lower.is_nan() && error.rmse.is_finite());
    let options = |width, groups| HoldoutOptions {
        width,
        groups,
        ..HoldoutOptions::default()
    };
    let table = |options| {
        holdout_table(&model(), &data, &options)
            .unwrap_err()
            .parameter()
            .to_string()
    };
    assert_eq!(
        (table(options(0.0, 3)), table(options(1.0, 0))),
        ("width".into(), "groups".into())
    );
    let days = HoldoutCounts::from_columns(&columns, &[0.0, 1.0], 4.0, Some(TimeUnit::Day)).unwrap();
    assert_eq!(
        forecast_error(&model(), &days, Level::default())
            .unwrap_err()
            .parameter(),
        "unit"
    );
}

#[test]
fn a_grid_holds_what_the_verbs_give() {
    let options = GridOptions {
        value: GridValue::ConditionalPurchases,
        t: 4.0,
        max_frequency: 5,
        tenure: 30.0,
        steps: 10,
    };
    for value in [
        GridValue::ConditionalPurchases,
        GridValue::ProbabilityAlive,
        GridValue::ProbabilityActive,
    ] {
        let grid = history_grid(&model(), &GridOptions { value, ..options }).unwrap();
        assert_eq!(grid.values.len(), 6 * 11);
        let history = History::new(3, 12.0, 30.0).unwrap();
        let direct = match value {
            GridValue::ConditionalPurchases => model().conditional_purchases(&history, 4.0),
            GridValue::ProbabilityAlive => model().probability_alive(&history, 4.0),
            GridValue::ProbabilityActive => model().probability_active(&history, 0.0, 4.0),
        };
        assert_eq!(grid.at(3, 4), direct.unwrap());
        assert_eq!(grid.values.iter().filter(|value| value.is_nan()).count(), 10 + 5);
    }
    let refused = |options| {
        history_grid(&model(), &options)
            .unwrap_err()
            .parameter()
            .to_string()
    };
    assert_eq!(refused(GridOptions { t: -1.0, ..options }), "t");
    assert_eq!(
        refused(GridOptions {
            tenure: 0.0,
            ..options
        }),
        "tenure"
    );
    assert_eq!(refused(GridOptions { steps: 0, ..options }), "steps");
    assert_eq!(
        refused(GridOptions {
            max_frequency: u32::MAX,
            ..options
        }),
        "max_frequency"
    );
}

#[test]
fn a_timeline_sees_what_each_day_knew() {
    let days = [10, 17, 38, 100];
    let path = alive_timeline(&model(), &days, Day::new(94).unwrap(), 7).unwrap();
    assert_eq!(path.len(), 13);
    for point in &path {
        let seen: Vec<i32> = days
            .iter()
            .copied()
            .filter(|&day| day <= point.day.number())
            .collect();
        let week = |day: i32| f64::from(day - 10) / 7.0;
        let history = History::new(
            seen.len() as u32 - 1,
            week(seen[seen.len() - 1]),
            week(point.day.number()),
        )
        .unwrap();
        assert_eq!(point.frequency, history.frequency());
        assert_eq!(
            point.probability_alive,
            model().probability_alive(&history, 0.0).unwrap()
        );
    }
    assert_eq!(path.last().unwrap().day.number(), 94);
    let refused = |days: &[i32], step| {
        let error = alive_timeline(&model(), days, Day::new(94).unwrap(), step).unwrap_err();
        (error.code(), error.index())
    };
    assert_eq!(refused(&[10, 5], 7), (ErrorCode::Inconsistent, Some(1)));
    assert_eq!(refused(&[95], 7), (ErrorCode::Empty, None));
    assert_eq!(refused(&[10], 0), (ErrorCode::OutOfRange, None));
}
