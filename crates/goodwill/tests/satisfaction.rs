//! Identities of satisfaction that hold for any input.

use goodwill::Estimate;
use goodwill::quantity::NonNegative;
use goodwill::survey::{
    SatisfactionOptions, SatisfactionState, satisfaction, satisfaction_gap, satisfaction_ratio,
    satisfaction_state,
};
use proptest::collection::vec;
use proptest::prelude::*;

/// Answers perceived and expected: 0 to 10 in halves, now and then missing.
fn rows() -> impl Strategy<Value = Vec<(f64, f64)>> {
    let answer = || prop_oneof![9 => (0_u8..=20).prop_map(|half| f64::from(half) / 2.0), 1 => Just(f64::NAN)];
    vec((answer(), answer()), 1..80).prop_filter("somebody answered both", |rows| {
        rows.iter().any(|(b, a)| !b.is_nan() && !a.is_nan())
    })
}

fn columns(rows: &[(f64, f64)]) -> (Vec<f64>, Vec<f64>) {
    rows.iter().copied().unzip()
}

fn text(estimate: &Estimate) -> String {
    format!("{estimate:?}")
}

proptest! {
    #[test]
    fn the_order_of_customers_does_not_matter((rows, shuffled) in rows().prop_flat_map(|v| (Just(v.clone()), Just(v).prop_shuffle()))) {
        let ((b, a), (d, c)) = (columns(&rows), columns(&shuffled));
        let options = SatisfactionOptions::default();
        let (one, other) = (satisfaction(&b, &a, None, &options).unwrap(), satisfaction(&d, &c, None, &options).unwrap());
        prop_assert_eq!(format!("{one:?}"), format!("{other:?}"));
    }

    #[test]
    fn columns_are_their_customers(rows in rows(), tolerance in prop_oneof![Just(0.0), 0.0..3.0]) {
        let tolerance = NonNegative::new("tolerance", tolerance).unwrap();
        let (b, a) = columns(&rows);
        let got = satisfaction(&b, &a, None, &SatisfactionOptions { tolerance, ..Default::default() }).unwrap();
        let complete: Vec<_> = rows.iter().filter(|(b, a)| !b.is_nan() && !a.is_nan()).collect();
        prop_assert_eq!(got.n + got.missing, rows.len() as u64);
        prop_assert_eq!(got.n, complete.len() as u64);
        let n = got.n as f64;
        let share = |state| complete.iter().filter(|(b, a)| satisfaction_state(*b, *a, tolerance).unwrap() == state).count() as f64 / n;
        prop_assert_eq!(got.above.value, share(SatisfactionState::Above));
        prop_assert_eq!(got.equal.value, share(SatisfactionState::Equal));
        prop_assert_eq!(got.below.value, share(SatisfactionState::Below));
        let gaps: f64 = complete.iter().map(|(b, a)| satisfaction_gap(*b, *a).unwrap()).sum();
        prop_assert!((got.mean_gap.value - gaps / n).abs() < 1e-12);
        let positive = |value| NonNegative::new("answer", value).unwrap();
        let ratios: Vec<f64> = complete.iter().filter_map(|(b, a)| satisfaction_ratio(positive(*b), positive(*a)).ok()).collect();
        prop_assert_eq!(got.undefined_ratios + ratios.len() as u64, got.n);
        if ratios.is_empty() {
            prop_assert!(got.mean_of_ratios.value.is_nan() && got.ratio_of_means.value.is_nan());
        } else {
            let mean = ratios.iter().sum::<f64>() / ratios.len() as f64;
            prop_assert!((got.mean_of_ratios.value - mean).abs() < 1e-12);
            prop_assert!(got.ratio_of_means.value >= 0.0);
        }
    }

    #[test]
    fn the_unit_of_the_scale_leaves_ratios_alone(rows in rows()) {
        let (b, a) = columns(&rows);
        let double = |column: &[f64]| column.iter().map(|answer| 2.0 * answer).collect::<Vec<_>>();
        let options = SatisfactionOptions::default();
        let (one, other) = (satisfaction(&b, &a, None, &options).unwrap(), satisfaction(&double(&b), &double(&a), None, &options).unwrap());
        prop_assert_eq!(text(&one.mean_of_ratios), text(&other.mean_of_ratios));
        prop_assert_eq!(text(&one.ratio_of_means), text(&other.ratio_of_means));
        prop_assert_eq!(2.0 * one.mean_gap.value, other.mean_gap.value);
        prop_assert_eq!(one.above, other.above);
    }

    #[test]
    fn equal_expectations_make_both_ratios_one(rows in vec(0.0..10.0, 1..50), expected in 0.5..10.0) {
        let got = satisfaction(&rows, &vec![expected; rows.len()], None, &SatisfactionOptions::default()).unwrap();
        prop_assert!((got.mean_of_ratios.value - got.ratio_of_means.value).abs() < 1e-12 * got.mean_of_ratios.value.max(1.0));
    }

    #[test]
    fn swapping_columns_swaps_the_states(rows in rows()) {
        let (b, a) = columns(&rows);
        let options = SatisfactionOptions::default();
        let (one, other) = (satisfaction(&b, &a, None, &options).unwrap(), satisfaction(&a, &b, None, &options).unwrap());
        prop_assert_eq!(one.above, other.below);
        prop_assert_eq!(one.equal, other.equal);
        prop_assert_eq!(one.mean_gap.value, -other.mean_gap.value);
    }
}
