//! Key drivers: published shares, and identities that hold for any answers.

use goodwill::survey::{DriverOptions, Drivers, ItemAnswers, drivers};
use goodwill::{ErrorCode, Result};
use proptest::prelude::*;

/// The columns of a file of `tests/data`.
fn columns(text: &str) -> Vec<Vec<f64>> {
    let mut columns: Vec<Vec<f64>> = Vec::new();
    for line in text.lines().skip(1) {
        let numbers = line.split(',').map(|field| field.parse::<f64>().unwrap());
        for (at, number) in numbers.enumerate() {
            if columns.len() <= at {
                columns.push(Vec::new());
            }
            columns[at].push(number);
        }
    }
    columns
}

fn swiss() -> Vec<Vec<f64>> {
    columns(include_str!("../../../tests/data/swiss.csv"))
}

/// No intervals.
fn bare() -> DriverOptions {
    DriverOptions {
        resamples: 0,
        ..DriverOptions::default()
    }
}

fn with(
    outcome: &[f64],
    items: &[Vec<f64>],
    weights: Option<&[f64]>,
    options: &DriverOptions,
) -> Result<Drivers> {
    let items: Vec<&[f64]> = items.iter().map(Vec::as_slice).collect();
    drivers(
        outcome,
        &ItemAnswers {
            items: &items,
            weights,
        },
        options,
    )
}

fn point(columns: &[Vec<f64>]) -> Drivers {
    with(&columns[0], &columns[1..], None, &bare()).unwrap()
}

fn shares(drivers: &Drivers) -> Vec<f64> {
    drivers.predictors.iter().map(|driver| driver.lmg.value).collect()
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-12 * (1.0 + a.abs().max(b.abs()))
}

/// Every measure of every predictor.
fn measures(drivers: &Drivers) -> Vec<[f64; 7]> {
    let row = |driver: &goodwill::survey::Driver| {
        [
            driver.lmg.value,
            driver.share.value,
            driver.relative_weight.value,
            driver.standardised_beta.value,
            driver.pratt.value,
            driver.correlation.value,
            driver.variance_inflation,
        ]
    };
    drivers.predictors.iter().map(row).collect()
}

/// R's `relaimpo::calc.relimp(swiss)` as Grömping's package prints it.
#[test]
fn swiss_fertility() {
    let got = point(&swiss());
    let published = [0.0570912, 0.1711730, 0.2601347, 0.1055702, 0.1127659];
    for (share, published) in shares(&got).iter().zip(published) {
        assert!((share - published).abs() < 5e-8, "{share} {published}");
    }
    assert!((got.r_squared.value - 0.7067350).abs() < 5e-8);
}

#[test]
fn a_bootstrap_covers_and_repeats() {
    let swiss = swiss();
    let options = DriverOptions::default();
    let got = with(&swiss[0], &swiss[1..], None, &options).unwrap();
    let again = with(&swiss[0], &swiss[1..], None, &options).unwrap();
    assert_eq!(format!("{got:?}"), format!("{again:?}"));
    for driver in &got.predictors {
        for estimate in [
            driver.lmg,
            driver.relative_weight,
            driver.share,
            driver.correlation,
        ] {
            assert!(estimate.interval.contains(estimate.value), "{estimate}");
            assert!(estimate.standard_error > 0.0);
        }
        assert!(driver.lmg.interval.lower >= 0.0);
    }
    assert_eq!(got.failed_resamples, 0);
    let other = with(
        &swiss[0],
        &swiss[1..],
        None,
        &DriverOptions {
            seed: 1,
            ..options.clone()
        },
    )
    .unwrap();
    assert_ne!(got.r_squared.interval, other.r_squared.interval);
    // Rows in another order: not a bit is different.
    let turned: Vec<Vec<f64>> = swiss
        .iter()
        .map(|column| column.iter().rev().copied().collect())
        .collect();
    let turned = with(&turned[0], &turned[1..], None, &options).unwrap();
    assert_eq!(format!("{got:?}"), format!("{turned:?}"));
}

#[test]
fn more_than_twenty_are_sampled() {
    let mut state = 1_u32;
    let mut answer = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        f64::from(state >> 28)
    };
    let columns: Vec<Vec<f64>> = (0..26).map(|_| (0..200).map(|_| answer()).collect()).collect();
    let refused = with(&columns[0], &columns[1..], None, &bare()).unwrap_err();
    assert_eq!(
        (refused.code(), refused.parameter()),
        (ErrorCode::OutOfRange, "items")
    );
    let sampled = DriverOptions {
        sampled_orders: 400,
        ..bare()
    };
    let got = with(&columns[0], &columns[1..], None, &sampled).unwrap();
    assert!(close(shares(&got).iter().sum(), got.r_squared.value));
    assert!(got.predictors.iter().all(|driver| driver.sampling_error > 0.0));
    // The same 19 of them both ways.
    let exact = with(&columns[0], &columns[1..20], None, &bare()).unwrap();
    let near = with(&columns[0], &columns[1..20], None, &sampled).unwrap();
    for (exact, near) in exact.predictors.iter().zip(&near.predictors) {
        assert_eq!(exact.sampling_error, 0.0);
        assert!((exact.lmg.value - near.lmg.value).abs() < 5.0 * near.sampling_error);
    }
}

#[test]
fn bad_input_is_named() {
    let swiss = swiss();
    let failure = |columns: &[Vec<f64>]| {
        let error = with(&columns[0], &columns[1..], None, &bare()).unwrap_err();
        (error.code(), error.parameter().to_owned())
    };
    let mut dependent = swiss.clone();
    dependent[4] = (0..47)
        .map(|row| 2.0 * swiss[1][row] - 0.3 * swiss[2][row] + 5.0)
        .collect();
    assert_eq!(
        failure(&dependent),
        (ErrorCode::NotIdentified, "items[3]".to_owned())
    );
    let mut twice = swiss.clone();
    twice[3] = swiss[2].clone();
    assert_eq!(failure(&twice), (ErrorCode::NotIdentified, "items[2]".to_owned()));
    let mut constant = swiss.clone();
    constant[2] = vec![0.1; 47];
    assert_eq!(failure(&constant), (ErrorCode::Undefined, "items[1]".to_owned()));
    constant = swiss.clone();
    constant[0] = vec![7.0; 47];
    assert_eq!(failure(&constant), (ErrorCode::Undefined, "outcome".to_owned()));
    let few: Vec<Vec<f64>> = swiss.iter().map(|column| column[..6].to_vec()).collect();
    assert_eq!(failure(&few), (ErrorCode::NotIdentified, "items".to_owned()));
    let mut infinite = swiss.clone();
    infinite[0][3] = f64::INFINITY;
    assert_eq!(failure(&infinite), (ErrorCode::NotFinite, "outcome".to_owned()));
    let mut short = swiss.clone();
    short[0].pop();
    assert_eq!(failure(&short).0, ErrorCode::LengthMismatch);
    assert_eq!(failure(&swiss[..1]), (ErrorCode::Empty, "items".to_owned()));
    for (resamples, sampled_orders) in [(99, 0), (0, 101), (0, 50), (2_000_000, 0)] {
        let options = DriverOptions {
            resamples,
            sampled_orders,
            ..bare()
        };
        let error = with(&swiss[0], &swiss[1..], None, &options).unwrap_err();
        assert_eq!(error.code(), ErrorCode::OutOfRange);
    }
}

#[test]
fn missing_rows_are_left_out() {
    let mut swiss = swiss();
    let expected = point(
        &swiss
            .iter()
            .map(|column| column[2..].to_vec())
            .collect::<Vec<_>>(),
    );
    swiss[0][0] = f64::NAN;
    swiss[3][1] = f64::NAN;
    let got = point(&swiss);
    assert_eq!((got.n, got.missing), (45, 2));
    assert_eq!(measures(&got), measures(&expected));
}

/// Answers of 1 to 10: an outcome and two to five items, no two alike.
fn answers() -> impl Strategy<Value = Vec<Vec<f64>>> {
    (2_usize..6, 15_usize..60).prop_flat_map(|(items, rows)| {
        let answer = (1_u8..11).prop_map(f64::from);
        proptest::collection::vec(proptest::collection::vec(answer, rows), items + 1)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn shares_add_up_to_r_squared(columns in answers()) {
        prop_assume!(with(&columns[0], &columns[1..], None, &bare()).is_ok());
        let got = point(&columns);
        let sum = |of: fn(&goodwill::survey::Driver) -> f64| got.predictors.iter().map(of).sum::<f64>();
        prop_assert!(close(sum(|driver| driver.lmg.value), got.r_squared.value));
        prop_assert!(close(sum(|driver| driver.relative_weight.value), got.r_squared.value));
        prop_assert!(close(sum(|driver| driver.pratt.value), got.r_squared.value));
        prop_assert!(close(sum(|driver| driver.share.value), 1.0));
        prop_assert!(got.predictors.iter().all(|driver| driver.lmg.value >= -1e-15));
        prop_assert!(got.predictors.iter().all(|driver| driver.relative_weight.value >= 0.0));
    }

    #[test]
    fn shifts_and_scalings_change_nothing(columns in answers(), factor in 0.01..100.0, shift in -1000.0..1000.0) {
        prop_assume!(with(&columns[0], &columns[1..], None, &bare()).is_ok());
        let expected = measures(&point(&columns));
        let mut moved = columns.clone();
        moved[1].iter_mut().for_each(|x| *x = *x * factor + shift);
        let got = measures(&point(&moved));
        for (a, b) in expected.as_flattened().iter().zip(got.as_flattened()) {
            prop_assert!((a - b).abs() < 1e-9 * (1.0 + a.abs()), "{} {}", a, b);
        }
        // By a power of two and a whole number: not a bit.
        moved[1] = columns[1].iter().map(|x| x * 8.0 + 100.0).collect();
        prop_assert_eq!(&expected, &measures(&point(&moved)));
    }

    #[test]
    fn the_order_of_rows_changes_no_bit(columns in answers(), turn in 0_usize..60, real in any::<bool>()) {
        let divisor = if real { 7.0 } else { 1.0 };
        let columns: Vec<Vec<f64>> = columns.iter().map(|column| column.iter().map(|x| x / divisor).collect()).collect();
        let options = DriverOptions { resamples: 100, ..bare() };
        let Ok(expected) = with(&columns[0], &columns[1..], None, &options) else { return Ok(()) };
        let mut turned = columns;
        for column in &mut turned {
            let turn = turn % column.len();
            column.rotate_left(turn);
        }
        let got = with(&turned[0], &turned[1..], None, &options).unwrap();
        prop_assert_eq!(format!("{expected:?}"), format!("{got:?}"));
    }

    #[test]
    fn a_weight_is_a_repetition(columns in answers(), seed in any::<u64>()) {
        let weights: Vec<f64> = (0..columns[0].len()).map(|row| (seed >> (row % 60) & 3) as f64).collect();
        let repeated: Vec<Vec<f64>> = columns
            .iter()
            .map(|column| column.iter().zip(&weights).flat_map(|(&x, &w)| vec![x; w as usize]).collect())
            .collect();
        let Ok(expected) = with(&repeated[0], &repeated[1..], None, &bare()) else { return Ok(()) };
        let got = with(&columns[0], &columns[1..], Some(&weights), &bare()).unwrap();
        prop_assert_eq!(measures(&expected), measures(&got));
        let tenths: Vec<f64> = weights.iter().map(|w| w / 10.0).collect();
        let scaled = with(&columns[0], &columns[1..], Some(&tenths), &bare()).unwrap();
        for (a, b) in measures(&expected).as_flattened().iter().zip(measures(&scaled).as_flattened()) {
            prop_assert!((a - b).abs() < 1e-9 * (1.0 + a.abs()), "{} {}", a, b);
        }
    }

    #[test]
    fn swapped_predictors_swap_their_shares(columns in answers()) {
        prop_assume!(with(&columns[0], &columns[1..], None, &bare()).is_ok());
        let expected = measures(&point(&columns));
        let mut swapped = columns.clone();
        swapped.swap(1, 2);
        let mut got = measures(&point(&swapped));
        got.swap(0, 1);
        for (a, b) in expected.as_flattened().iter().zip(got.as_flattened()) {
            prop_assert!((a - b).abs() < 1e-9 * (1.0 + a.abs()), "{} {}", a, b);
        }
    }
}
