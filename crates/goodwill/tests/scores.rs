//! Identities of the scores of an item that hold for any answers.

use goodwill::estimate::{MeanOptions, ProportionOptions, mean};
use goodwill::survey::{
    Adjustment, CompareOptions, ItemAnswers, ItemScore, Measure, NetBoxOptions, Nps, NpsOptions,
    NpsPairedOptions, NpsWavesOptions, Polarity, Scale, Tally, bottom_box, compare_groups, frequency_table,
    mean_score, net_box, nps, nps_paired, nps_waves, rescaled_score, top_box,
};
use goodwill::{ErrorCode, Estimate};
use proptest::collection::vec;
use proptest::prelude::*;

fn answers() -> impl Strategy<Value = Vec<f64>> {
    vec(
        prop_oneof![9 => (1..=5_i32).prop_map(f64::from), 1 => Just(f64::NAN)],
        1..120,
    )
    .prop_filter("somebody answered", |answers| answers.iter().any(|x| !x.is_nan()))
}

fn five() -> Scale {
    Scale::new(1, 5).unwrap()
}

/// Every figure of one item.
fn figures(tally: &Tally) -> Vec<ItemScore> {
    let (shares, means) = (ProportionOptions::default(), MeanOptions::default());
    vec![
        mean_score(tally, &means).unwrap(),
        rescaled_score(tally, &means).unwrap(),
        top_box(tally, 2, &shares).unwrap(),
        bottom_box(tally, 1, &shares).unwrap(),
        net_box(tally, 2, 2, &NetBoxOptions::default()).unwrap(),
    ]
}

fn bits(estimate: &Estimate) -> [u64; 4] {
    [
        estimate.value,
        estimate.standard_error,
        estimate.interval.lower,
        estimate.interval.upper,
    ]
    .map(f64::to_bits)
}

fn close(a: f64, b: f64) -> bool {
    (a.is_nan() && b.is_nan()) || (a - b).abs() <= 1e-12 * a.abs().max(1.0)
}

proptest! {
    #[test]
    fn order_and_batches_change_no_bit(
        answers in answers(), weights in vec(0.01_f64..9.0, 120), cut in 0_usize..120,
    ) {
        let weights = &weights[..answers.len()];
        let cut = cut.min(answers.len());
        let scale = five();
        let backwards = |column: &[f64]| column.iter().rev().copied().collect::<Vec<_>>();
        for weighted in [false, true] {
            let count = |answers: &[f64], weights: &[f64]| if weighted {
                Tally::weighted(answers, weights, &scale).unwrap()
            } else {
                Tally::of(answers, &scale).unwrap()
            };
            let whole = count(&answers, weights);
            let turned = count(&backwards(&answers), &backwards(weights));
            let mut merged = count(&answers[cut..], &weights[cut..]);
            merged.merge(&count(&answers[..cut], &weights[..cut])).unwrap();
            for ((a, b), c) in figures(&whole).iter().zip(figures(&turned)).zip(figures(&merged)) {
                prop_assert_eq!(bits(&a.score), bits(&b.score));
                prop_assert_eq!(bits(&a.score), bits(&c.score));
                prop_assert_eq!(a.effective_n.to_bits(), b.effective_n.to_bits());
            }
        }
    }

    #[test]
    fn every_type_counts_alike(answers in vec(0_i8..=12, 0..3000)) {
        let scale = Scale::new(1, 10).unwrap().missing_codes(&[0]).unwrap()
            .off_scale(goodwill::survey::OffScale::Count);
        let expected = Tally::of(&answers, &scale).unwrap();
        macro_rules! alike {
            ($($type:ty)*) => {$({
                let column: Vec<$type> = answers.iter().map(|&answer| answer as $type).collect();
                prop_assert_eq!(&Tally::of(&column, &scale).unwrap(), &expected);
            })*};
        }
        alike!(u8 u16 i16 u32 i32 u64 i64 f32 f64);
        let one_by_one: Vec<u64> = (1..=10)
            .map(|point| answers.iter().filter(|&&answer| answer == point).count() as u64)
            .collect();
        prop_assert_eq!(expected.counts(), one_by_one);
        prop_assert_eq!(expected.missing(), answers.iter().filter(|&&answer| answer == 0).count() as u64);
        prop_assert_eq!(expected.invalid(), answers.iter().filter(|&&answer| answer > 10).count() as u64);
    }

    #[test]
    fn a_mean_is_the_mean(answers in answers()) {
        let tally = Tally::of(&answers, &five()).unwrap();
        let options = MeanOptions::default();
        let (score, plain) = (mean_score(&tally, &options).unwrap(), mean(&answers, &options).unwrap());
        prop_assert_eq!(score.score.value.to_bits(), plain.value.to_bits());
        prop_assert!(close(score.score.standard_error, plain.standard_error));
        prop_assert!(close(score.score.interval.upper, plain.interval.upper));
    }

    #[test]
    fn equal_weights_change_nothing(answers in answers(), weight in 0.001_f64..1000.0) {
        let plain = Tally::of(&answers, &five()).unwrap();
        let weighted = Tally::weighted(&answers, &vec![weight; answers.len()], &five()).unwrap();
        for (a, b) in figures(&plain).iter().zip(figures(&weighted)) {
            prop_assert!(close(a.score.value, b.score.value), "{:?} {:?}", a, b);
            prop_assert!(close(a.score.standard_error, b.score.standard_error), "{:?} {:?}", a, b);
            prop_assert!((a.effective_n - b.effective_n).abs() < 1e-9 * a.effective_n);
        }
    }

    #[test]
    fn a_whole_weight_is_a_repetition_of_the_value(answers in answers(), seed in 0_u64..99) {
        let weights: Vec<f64> = (0..answers.len() as u64).map(|i| ((i * 7 + seed) % 3 + 1) as f64).collect();
        let repeated: Vec<f64> = answers
            .iter()
            .zip(&weights)
            .flat_map(|(&answer, &weight)| std::iter::repeat_n(answer, weight as usize))
            .collect();
        let weighted = Tally::weighted(&answers, &weights, &five()).unwrap();
        let repeated = Tally::of(&repeated, &five()).unwrap();
        for (a, b) in figures(&weighted).iter().zip(figures(&repeated)) {
            prop_assert!(close(a.score.value, b.score.value), "{:?} {:?}", a, b);
        }
        let (a, b) = (
            frequency_table(&weighted, &ProportionOptions::default()).unwrap(),
            frequency_table(&repeated, &ProportionOptions::default()).unwrap(),
        );
        prop_assert_eq!((a.median, a.mode), (b.median, b.mode));
    }

    #[test]
    fn a_reversed_scale_swaps_best_and_worst(answers in answers()) {
        let high = Tally::of(&answers, &five()).unwrap();
        let low = Tally::of(&answers, &five().polarity(Polarity::LowIsGood)).unwrap();
        let (shares, nets) = (ProportionOptions::default(), NetBoxOptions::default());
        prop_assert_eq!(
            top_box(&high, 2, &shares).unwrap().score,
            bottom_box(&low, 2, &shares).unwrap().score
        );
        let (a, b) = (net_box(&high, 2, 1, &nets).unwrap().score, net_box(&low, 1, 2, &nets).unwrap().score);
        prop_assert_eq!(a.value, -b.value);
        prop_assert!(close(a.interval.lower, -b.interval.upper));
        let rescaled = |tally| rescaled_score(tally, &MeanOptions::default()).unwrap().score;
        prop_assert!(close(rescaled(&high).value, 1.0 - rescaled(&low).value));
    }

    #[test]
    fn a_shifted_scale_shifts_the_mean_alone(answers in answers(), shift in -40_i32..40) {
        let moved: Vec<f64> = answers.iter().map(|&x| x + f64::from(shift)).collect();
        let (here, there) = (
            Tally::of(&answers, &five()).unwrap(),
            Tally::of(&moved, &Scale::new(1 + shift, 5 + shift).unwrap()).unwrap(),
        );
        for (a, b) in figures(&here).iter().zip(figures(&there)) {
            let shift = if a.measure == Measure::Mean { f64::from(shift) } else { 0.0 };
            prop_assert!((a.score.value + shift - b.score.value).abs() < 1e-12);
            prop_assert!(close(a.score.standard_error, b.score.standard_error));
        }
    }

    #[test]
    fn groups_in_another_order_swap_signs(
        a in vec(1_i8..=5, 2..60), b in vec(1_i8..=5, 2..60), measure in 0_usize..5,
    ) {
        let measure = [
            Measure::Mean, Measure::Rescaled, Measure::TopBox, Measure::BottomBox, Measure::NetBox,
        ][measure];
        let of = |column: &[i8]| Tally::of(column, &five()).unwrap();
        let options = CompareOptions::default();
        let here = compare_groups(&[of(&a), of(&b)], measure, &options).unwrap();
        let there = compare_groups(&[of(&b), of(&a)], measure, &options).unwrap();
        let (x, y) = (&here.pairs[0], &there.pairs[0]);
        prop_assert!(close(x.difference.value, -y.difference.value));
        prop_assert!(close(x.difference.interval.lower, -y.difference.interval.upper));
        prop_assert!(close(x.p_value, y.p_value));
        // Of two groups there is nothing to adjust, and the test of all is the test of the pair.
        prop_assert!(close(x.adjusted_p_value, x.p_value));
        if !here.omnibus.p_value.is_nan() && !x.p_value.is_nan() {
            prop_assert!((here.omnibus.p_value - x.p_value).abs() < 1e-9, "{:?} {:?}", here.omnibus, x);
        }
    }

    #[test]
    fn two_waves_are_a_pair(pairs in vec((0_i8..=10, 0_i8..=10), 2..80)) {
        let first: Vec<f64> = pairs.iter().map(|pair| f64::from(pair.0)).collect();
        let second: Vec<f64> = pairs.iter().map(|pair| f64::from(pair.1)).collect();
        let items: [&[f64]; 2] = [&first, &second];
        let waves = nps_waves(&ItemAnswers::new(&items), &NpsWavesOptions::default()).unwrap();
        let pair = nps_paired(&first, &second, &NpsPairedOptions::default()).unwrap();
        let change = &waves.changes[0].difference;
        prop_assert_eq!((waves.waves[0], waves.waves[1]), (pair.first, pair.second));
        prop_assert!(close(change.value, pair.difference.value));
        prop_assert!((change.standard_error - pair.difference.standard_error).abs() < 1e-9);
        prop_assert!((change.interval.lower - pair.difference.interval.lower).abs() < 1e-7);
    }

    #[test]
    fn a_net_box_of_2_and_7_is_the_net_promoter_score(scores in vec(0_i8..=10, 1..200)) {
        let tally = Tally::of(&scores, &Scale::new(0, 10).unwrap()).unwrap();
        let net = net_box(&tally, 2, 7, &NetBoxOptions::default()).unwrap();
        prop_assert_eq!(net.score, nps(&scores, &NpsOptions::default()).unwrap().score);
        let of_tally = Nps::from_tally(&tally, &NpsOptions::default()).unwrap();
        prop_assert_eq!(of_tally, nps(&scores, &NpsOptions::default()).unwrap());
    }
}

#[test]
fn a_column_without_zeros_is_suspect_and_left_as_it_is() {
    let scores: Vec<i8> = (0..150_u8).map(|i| 1 + (i % 10) as i8).collect();
    let got = nps(&scores, &NpsOptions::default()).unwrap();
    assert!(got.suspect_scale);
    assert_eq!(
        (got.counts.promoters, got.counts.detractors),
        (30, 90),
        "nothing is recoded"
    );
    assert!(!nps(&scores[..99], &NpsOptions::default()).unwrap().suspect_scale);
    let mut one_zero = scores;
    one_zero[149] = 0;
    assert!(!nps(&one_zero, &NpsOptions::default()).unwrap().suspect_scale);
}

#[test]
fn what_has_no_net_promoter_score_is_refused() {
    let four = Tally::of(&[1, 4, 4, 2], &Scale::new(1, 4).unwrap()).unwrap();
    let error = Nps::from_tally(&four, &NpsOptions::default()).unwrap_err();
    assert_eq!(
        (error.code(), error.parameter()),
        (ErrorCode::Inconsistent, "scale")
    );
    let ten = Scale::new(0, 10).unwrap();
    let weighted = Tally::weighted(&[1, 9], &[1.0, 2.0], &ten).unwrap();
    assert_eq!(
        Nps::from_tally(&weighted, &NpsOptions::default())
            .unwrap_err()
            .code(),
        ErrorCode::Inconsistent
    );
}

#[test]
fn bad_groups_are_named() {
    let tally = |answers: &[f64]| Tally::of(answers, &five()).unwrap();
    let options = CompareOptions {
        adjustment: Adjustment::None,
        ..Default::default()
    };
    let compared = |groups: &[Tally]| compare_groups(groups, Measure::Mean, &options).unwrap_err();
    let empty = compared(&[tally(&[4.0]), tally(&[f64::NAN, f64::NAN])]);
    assert_eq!(
        (empty.code(), empty.parameter(), empty.index()),
        (ErrorCode::Empty, "groups", Some(1))
    );
    let other = Tally::of(&[4.0], &Scale::new(1, 7).unwrap()).unwrap();
    assert_eq!(compared(&[tally(&[4.0]), other]).code(), ErrorCode::Inconsistent);
    let weighted = Tally::weighted(&[4.0], &[1.0], &five()).unwrap();
    assert_eq!(compared(&[tally(&[4.0]), weighted]).index(), Some(1));
    assert_eq!(compared(&[tally(&[4.0])]).code(), ErrorCode::Undefined);
}
