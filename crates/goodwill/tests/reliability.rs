//! Reliability: published coefficients, and identities that hold for any answers.

use goodwill::quantity::Positive;
use goodwill::survey::{
    CronbachAlpha, ItemAnswers, OmegaOptions, ReliabilityOptions, SpeedingOptions, StraightLiningOptions,
    cronbach_alpha, item_analysis, mcdonald_omega, speeding, straight_lining,
};
use goodwill::{ErrorCode, Result};
use proptest::prelude::*;

fn attitude() -> Vec<Vec<f64>> {
    let mut columns = vec![Vec::new(); 7];
    for line in include_str!("../../../tests/data/attitude.csv").lines().skip(1) {
        for (column, field) in columns.iter_mut().zip(line.split(',')) {
            column.push(field.parse::<f64>().unwrap());
        }
    }
    columns
}

fn slices(columns: &[Vec<f64>]) -> Vec<&[f64]> {
    columns.iter().map(Vec::as_slice).collect()
}

fn alpha_of(columns: &[Vec<f64>], weights: Option<&[f64]>, reversed: &[usize]) -> Result<CronbachAlpha> {
    let items = slices(columns);
    let options = ReliabilityOptions {
        reversed: reversed.to_vec(),
        ..ReliabilityOptions::default()
    };
    cronbach_alpha(
        &ItemAnswers {
            items: &items,
            weights,
        },
        &options,
    )
}

fn omega_options(resamples: u32) -> OmegaOptions {
    OmegaOptions {
        resamples,
        ..OmegaOptions::default()
    }
}

fn omega_of(columns: &[Vec<f64>]) -> Result<f64> {
    let items = slices(columns);
    mcdonald_omega(&ItemAnswers::new(&items), &omega_options(0)).map(|omega| omega.omega.value)
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-10 * (1.0 + a.abs().max(b.abs())) || (a.is_nan() && b.is_nan())
}

/// `psych::alpha(attitude)` in R, and Feldt's interval of it.
#[test]
fn attitude_alpha() {
    let got = alpha_of(&attitude(), None, &[]).unwrap();
    assert!((got.alpha.value - 0.8431428).abs() < 5e-8);
    assert!((got.standardised - 0.8390838).abs() < 5e-8);
    assert!((got.alpha.interval.lower - 0.7394).abs() < 5e-5);
    assert!((got.alpha.interval.upper - 0.9158).abs() < 5e-5);
    assert!(!got.small_sample);
}

/// A bootstrap of α must see about the standard error that the influence of each respondent gives.
#[test]
fn the_standard_error_is_about_what_a_jackknife_sees() {
    let columns = attitude();
    let got = alpha_of(&columns, None, &[]).unwrap();
    let without: Vec<f64> = (0..30)
        .map(|row| {
            let mut weights = vec![1.0; 30];
            weights[row] = 0.0;
            alpha_of(&columns, Some(&weights), &[]).unwrap().alpha.value
        })
        .collect();
    let mean = without.iter().sum::<f64>() / 30.0;
    let squares: f64 = without.iter().map(|x| (x - mean) * (x - mean)).sum();
    let jackknife = (29.0 / 30.0 * squares).sqrt();
    let ratio = jackknife / got.alpha.standard_error;
    assert!((0.95..1.25).contains(&ratio), "{ratio}");
}

#[test]
fn equal_weights_keep_value_and_standard_error() {
    let columns = attitude();
    let plain = alpha_of(&columns, None, &[]).unwrap().alpha;
    let weighted = alpha_of(&columns, Some(&[0.7; 30]), &[]).unwrap();
    assert!(close(plain.value, weighted.alpha.value));
    assert!(close(plain.standard_error, weighted.alpha.standard_error));
    assert!(close(weighted.effective_n, 30.0));
    let items = slices(&columns);
    let analysis = |weights| {
        let answers = ItemAnswers {
            items: &items,
            weights,
        };
        item_analysis(&answers, &ReliabilityOptions::default()).unwrap()
    };
    let (a, b) = (analysis(None), analysis(Some(&[2.5; 30][..])));
    for (a, b) in a.items.iter().zip(&b.items) {
        assert!(close(a.mean.value, b.mean.value) && close(a.item_rest.value, b.item_rest.value));
        assert!(close(a.item_rest.standard_error, b.item_rest.standard_error));
        assert!(close(a.standard_deviation, b.standard_deviation));
        assert!(close(a.alpha_if_dropped.value, b.alpha_if_dropped.value));
    }
}

#[test]
fn alpha_without_an_item_is_the_alpha_of_the_others() {
    let columns = attitude();
    let items = slices(&columns);
    let analysis = item_analysis(&ItemAnswers::new(&items), &ReliabilityOptions::default()).unwrap();
    for (item, got) in analysis.items.iter().enumerate() {
        let mut others = columns.clone();
        others.remove(item);
        let expected = alpha_of(&others, None, &[]).unwrap().alpha;
        assert!(close(got.alpha_if_dropped.value, expected.value));
        assert!(close(
            got.alpha_if_dropped.standard_error,
            expected.standard_error
        ));
        assert!(close(
            got.alpha_if_dropped.interval.lower,
            expected.interval.lower
        ));
    }
}

#[test]
fn undefined_coefficients_say_so() {
    let failure = |columns: &[Vec<f64>]| {
        let error = alpha_of(columns, None, &[]).unwrap_err();
        (error.code(), error.to_string())
    };
    let same = vec![vec![4.0; 10]; 3];
    assert_eq!(failure(&same).0, ErrorCode::Undefined);
    assert!(failure(&same).1.contains("same answers"));
    let up: Vec<f64> = (0..10).map(f64::from).collect();
    let down: Vec<f64> = (0..10).map(|x| 9.0 - f64::from(x)).collect();
    assert_eq!(failure(&[up.clone(), down.clone()]).0, ErrorCode::Undefined);
    assert!(close(
        alpha_of(&[up.clone(), down], None, &[1]).unwrap().alpha.value,
        1.0
    ));
    assert_eq!(failure(std::slice::from_ref(&up)).0, ErrorCode::Undefined);
    let error = alpha_of(&[up.clone(), up.clone()], None, &[2]).unwrap_err();
    assert_eq!(
        (error.code(), error.parameter()),
        (ErrorCode::OutOfRange, "reversed")
    );

    assert_eq!(
        omega_of(&[up.clone(), up.clone()]).unwrap_err().code(),
        ErrorCode::NotIdentified
    );
    let twice = [
        attitude()[0].clone(),
        attitude()[1].clone(),
        attitude()[0].clone(),
    ];
    let error = omega_of(&twice).unwrap_err();
    assert_eq!(
        (error.code(), error.parameter()),
        (ErrorCode::NotIdentified, "items[2]")
    );
    let constant = [attitude()[0].clone(), vec![1.0; 30], attitude()[1].clone()];
    let error = omega_of(&constant).unwrap_err();
    assert_eq!(
        (error.code(), error.parameter()),
        (ErrorCode::Undefined, "items[1]")
    );
    let few: Vec<Vec<f64>> = attitude().iter().map(|column| column[..7].to_vec()).collect();
    assert_eq!(omega_of(&few).unwrap_err().code(), ErrorCode::NotIdentified);
}

#[test]
fn omega_repeats_in_any_order() {
    let columns = attitude();
    let turned: Vec<Vec<f64>> = columns
        .iter()
        .map(|column| column.iter().rev().copied().collect())
        .collect();
    let all = |columns: &[Vec<f64>]| {
        let items = slices(columns);
        mcdonald_omega(&ItemAnswers::new(&items), &omega_options(200)).unwrap()
    };
    let got = all(&columns);
    assert_eq!(format!("{got:?}"), format!("{:?}", all(&turned)));
    assert!(got.omega.interval.contains(got.omega.value));
    assert!(!got.heywood && got.one_factor.degrees_of_freedom == 14.0);
}

#[test]
fn careless_bad_input_is_named() {
    let (a, b) = ([3.0, f64::NAN, 4.0], [3.0, 2.0, 5.0]);
    let items: [&[f64]; 2] = [&a, &b];
    let answers = ItemAnswers::new(&items);
    let straight = |longest_run, least_answers| {
        let options = StraightLiningOptions {
            longest_run,
            least_answers,
            ..StraightLiningOptions::default()
        };
        straight_lining(&answers, &options)
    };
    assert_eq!(straight(1, 2).unwrap_err().parameter(), "longest_run");
    assert_eq!(straight(0, 1).unwrap_err().parameter(), "least_answers");
    assert_eq!(straight(0, 3).unwrap_err().code(), ErrorCode::Empty);
    assert_eq!(straight(0, 2).unwrap().flags, [true, false, false]);
    assert_eq!(straight(2, 2).unwrap().flagged, 1);

    let zero = [1.0, 0.0, 2.0];
    let error = speeding(&ItemAnswers::new(&[&b, &zero]), &SpeedingOptions::default()).unwrap_err();
    assert_eq!((error.parameter(), error.index()), ("items[1]", Some(1)));
    let options = SpeedingOptions {
        threshold: Positive::new("threshold", 4.0).unwrap(),
        ..SpeedingOptions::default()
    };
    let error = speeding(&ItemAnswers::new(&[&b]), &options).unwrap_err();
    assert_eq!(
        (error.code(), error.parameter()),
        (ErrorCode::Inconsistent, "cap")
    );
}

/// Two pages; the second was not shown to the last.
#[test]
fn speeds_are_means_over_pages() {
    let (first, second) = ([10.0, 20.0, 40.0, 5.0], [30.0, 60.0, 90.0, f64::NAN]);
    let weights = [1.0, 1.0, 1.0, 3.0];
    let items: [&[f64]; 2] = [&first, &second];
    let answers = ItemAnswers {
        items: &items,
        weights: Some(&weights),
    };
    let got = speeding(&answers, &SpeedingOptions::default()).unwrap();
    assert_eq!(got.medians, [15.0, 60.0]);
    assert_eq!(
        got.speeds,
        [1.75, 0.875, f64::midpoint(15.0 / 40.0, 60.0 / 90.0), 3.0]
    );
    assert_eq!(got.flags, [false, false, false, true]);
    assert_eq!(got.share.value, 0.5);
    assert!(close(got.share.standard_error, (12.0_f64 / 4.0).sqrt() / 6.0));
}

/// Answers of 1 to 5 to three to six items.
fn answers() -> impl Strategy<Value = Vec<Vec<f64>>> {
    (3_usize..7, 10_usize..50).prop_flat_map(|(items, rows)| {
        let answer = (1_u8..6).prop_map(f64::from);
        proptest::collection::vec(proptest::collection::vec(answer, rows), items)
    })
}

proptest! {
    #[test]
    fn order_shift_and_scale_change_no_bit(columns in answers(), turn in 0_usize..50) {
        let Ok(expected) = alpha_of(&columns, None, &[]) else { return Ok(()) };
        let mut turned = columns.clone();
        for column in &mut turned {
            let turn = turn % column.len();
            column.rotate_left(turn);
        }
        prop_assert_eq!(format!("{expected:?}"), format!("{:?}", alpha_of(&turned, None, &[]).unwrap()));
        let moved: Vec<Vec<f64>> = columns.iter().map(|column| column.iter().map(|x| 4.0 * x - 100.0).collect()).collect();
        let got = alpha_of(&moved, None, &[]).unwrap();
        prop_assert_eq!(expected.alpha.value.to_bits(), got.alpha.value.to_bits());
        let sevenths: Vec<Vec<f64>> = columns.iter().map(|column| column.iter().map(|x| x / 7.0 + 0.1).collect()).collect();
        let got = alpha_of(&sevenths, None, &[]).unwrap();
        prop_assert!(close(expected.alpha.value, got.alpha.value));
        prop_assert!((expected.alpha.standard_error - got.alpha.standard_error).abs() < 1e-8 * (1.0 + got.alpha.standard_error));
    }

    #[test]
    fn a_weight_is_a_repetition(columns in answers(), seed in any::<u64>()) {
        let weights: Vec<f64> = (0..columns[0].len()).map(|row| (seed >> (row % 60) & 3) as f64).collect();
        let repeated: Vec<Vec<f64>> = columns
            .iter()
            .map(|column| column.iter().zip(&weights).flat_map(|(&x, &w)| vec![x; w as usize]).collect())
            .collect();
        let Ok(expected) = alpha_of(&repeated, None, &[]) else { return Ok(()) };
        let got = alpha_of(&columns, Some(&weights), &[]).unwrap();
        prop_assert_eq!(expected.alpha.value.to_bits(), got.alpha.value.to_bits());
        prop_assert_eq!(expected.standardised.to_bits(), got.standardised.to_bits());
    }

    #[test]
    fn a_reversed_item_is_one_turned_around(columns in answers()) {
        let turned: Vec<Vec<f64>> = columns
            .iter()
            .enumerate()
            .map(|(item, column)| if item == 1 { column.iter().map(|x| 6.0 - x).collect() } else { column.clone() })
            .collect();
        let Ok(expected) = alpha_of(&columns, None, &[]) else { return Ok(()) };
        let got = alpha_of(&turned, None, &[1]).unwrap();
        prop_assert_eq!(expected.alpha.value.to_bits(), got.alpha.value.to_bits());
        let items = slices(&turned);
        let options = ReliabilityOptions { reversed: vec![1], ..ReliabilityOptions::default() };
        let analysis = item_analysis(&ItemAnswers::new(&items), &options).unwrap();
        let mean = turned[1].iter().sum::<f64>() / turned[1].len() as f64;
        prop_assert!(close(analysis.items[1].mean.value, mean));
    }

    #[test]
    fn omega_is_a_share(columns in answers()) {
        // A shared part makes the items of one kind.
        let columns: Vec<Vec<f64>> = columns[1..]
            .iter()
            .map(|column| column.iter().zip(&columns[0]).map(|(x, shared)| x + 3.0 * shared).collect())
            .collect();
        prop_assume!(columns.len() >= 3);
        let Ok(omega) = omega_of(&columns) else { return Ok(()) };
        prop_assert!((0.0..=1.0).contains(&omega));
    }

    #[test]
    fn straight_lines_do_not_feel_the_direction(columns in answers(), run in 2_u32..5) {
        let items = slices(&columns);
        let options = StraightLiningOptions { longest_run: run, ..StraightLiningOptions::default() };
        let forward = straight_lining(&ItemAnswers::new(&items), &options).unwrap();
        let backwards: Vec<&[f64]> = items.iter().rev().copied().collect();
        let got = straight_lining(&ItemAnswers::new(&backwards), &options).unwrap();
        prop_assert_eq!(&forward, &got);
        let flagged = forward.longest_runs.iter().filter(|&&longest| longest >= run).count() as u64;
        prop_assert_eq!(forward.flagged, flagged);
        for (variability, longest) in forward.variability.iter().zip(&forward.longest_runs) {
            prop_assert_eq!(*variability == 0.0, *longest as usize == items.len());
        }
    }
}
