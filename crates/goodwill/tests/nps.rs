//! Identities of the net promoter score that hold for any input.

use goodwill::Estimate;
use goodwill::choice::Choice;
use goodwill::quantity::{Level, Positive, Proportion};
use goodwill::survey::{
    NpsCounts, NpsDifferenceInterval, NpsDifferenceOptions, NpsInterval, NpsOptions, NpsPairedInterval,
    NpsPairedOptions, NpsSampleSizeOptions, NpsScoring, NpsWeightedOptions, nps, nps_difference,
    nps_from_counts, nps_homogeneity, nps_of_units, nps_paired, nps_sample_size, nps_weighted,
};
use proptest::collection::vec;
use proptest::prelude::*;

fn counts() -> impl Strategy<Value = NpsCounts> {
    let count = || prop_oneof![0_u64..6, 0_u64..5_000];
    (count(), count(), count())
        .prop_filter("somebody answered", |(p, s, d)| p + s + d > 0)
        .prop_map(|(promoters, passives, detractors)| NpsCounts {
            promoters,
            passives,
            detractors,
            missing: 0,
        })
}

fn swapped(counts: &NpsCounts) -> NpsCounts {
    NpsCounts {
        promoters: counts.detractors,
        detractors: counts.promoters,
        ..*counts
    }
}

fn with(interval: NpsInterval) -> NpsOptions {
    NpsOptions {
        interval,
        resamples: 100,
        ..Default::default()
    }
}

fn bits(estimate: &Estimate) -> [u64; 4] {
    let interval = estimate.interval;
    [
        estimate.value,
        estimate.standard_error,
        interval.lower,
        interval.upper,
    ]
    .map(f64::to_bits)
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-12
}

/// Answers, with 99 for missing, and the same in another order.
fn answers() -> impl Strategy<Value = (Vec<u8>, Vec<u8>)> {
    vec(prop_oneof![9 => 0_u8..=10, 1 => Just(99)], 1..300)
        .prop_flat_map(|scores| (Just(scores.clone()), Just(scores).prop_shuffle()))
}

const CODED: NpsScoring = NpsScoring {
    missing_code: Some(99),
    fractional: goodwill::survey::FractionalScores::Refuse,
};

proptest! {
    #[test]
    fn neither_order_nor_type_matters((scores, shuffled) in answers()) {
        let counts = NpsCounts::from_scores(&scores, &CODED).unwrap();
        prop_assert_eq!(counts.n() + counts.missing, scores.len() as u64);
        prop_assert_eq!(counts, NpsCounts::from_scores(&shuffled, &CODED).unwrap());
        let signed: Vec<i8> = scores.iter().map(|&score| score as i8).collect();
        prop_assert_eq!(counts, NpsCounts::from_scores(&signed, &CODED).unwrap());
        let wide: Vec<i64> = scores.iter().map(|&score| i64::from(score)).collect();
        prop_assert_eq!(counts, NpsCounts::from_scores(&wide, &CODED).unwrap());
        let floats: Vec<f64> = scores.iter().map(|&score| if score == 99 { f64::NAN } else { f64::from(score) }).collect();
        prop_assert_eq!(counts, NpsCounts::from_scores(&floats, &NpsScoring::default()).unwrap());
    }

    #[test]
    fn batches_merge_into_the_whole((scores, _) in answers(), cut in 0.0..1.0) {
        let cut = (cut * scores.len() as f64) as usize;
        let mut merged = NpsCounts::from_scores(&scores[..cut], &CODED).unwrap();
        merged.merge(&NpsCounts::from_scores(&scores[cut..], &CODED).unwrap());
        prop_assert_eq!(merged, NpsCounts::from_scores(&scores, &CODED).unwrap());
    }

    #[test]
    fn the_first_bad_answer_is_named((scores, _) in answers(), at in 0.0..1.0, bad in 11_u8..99) {
        let mut scores = scores;
        let at = (at * scores.len() as f64) as usize;
        scores[at] = bad;
        let error = NpsCounts::from_scores(&scores, &CODED).unwrap_err();
        prop_assert_eq!(error.index(), Some(at));
        prop_assert_eq!(error.value().map(str::to_owned), Some(bad.to_string()));
    }

    #[test]
    fn swapping_promoters_and_detractors_mirrors_the_score(counts in counts()) {
        for &interval in NpsInterval::ALL {
            let (there, back) = (nps_from_counts(&counts, &with(interval)).unwrap(), nps_from_counts(&swapped(&counts), &with(interval)).unwrap());
            prop_assert_eq!(there.score.value, -back.score.value);
            prop_assert_eq!(there.score.standard_error, back.score.standard_error);
            prop_assert_eq!(bits(&there.promoters), bits(&back.detractors));
            if interval != NpsInterval::Bootstrap {
                prop_assert_eq!(there.score.interval.lower, -back.score.interval.upper);
                prop_assert_eq!(there.score.interval.upper, -back.score.interval.lower);
            }
        }
    }

    #[test]
    fn intervals_hold_the_score_and_grow_with_the_level(counts in counts()) {
        for &interval in NpsInterval::ALL {
            let at = |level| {
                let options = NpsOptions { level: Level::new("level", level).unwrap(), ..with(interval) };
                nps_from_counts(&counts, &options).unwrap().score
            };
            let (narrow, wide) = (at(0.9), at(0.99));
            prop_assert!(-1.0 <= wide.interval.lower && wide.interval.upper <= 1.0);
            prop_assert!(wide.interval.lower <= narrow.interval.lower && narrow.interval.upper <= wide.interval.upper);
            if matches!(interval, NpsInterval::Mover | NpsInterval::Tango | NpsInterval::Wald) {
                prop_assert!(narrow.interval.contains(narrow.value), "{narrow:?}");
            }
        }
    }

    #[test]
    fn without_passives_the_score_is_a_share(promoters in 1_u64..5_000, detractors in 1_u64..5_000) {
        // NPS = 2p − 1, and the shares' correlation is −1: MOVER's interval is Wilson's, carried over.
        let counts = NpsCounts { promoters, detractors, ..Default::default() };
        let got = nps_from_counts(&counts, &NpsOptions::default()).unwrap();
        prop_assert!(close(got.score.value, 2.0 * got.promoters.value - 1.0));
        prop_assert!(close(got.score.interval.lower, 2.0 * got.promoters.interval.lower - 1.0));
        prop_assert!(close(got.score.interval.upper, 2.0 * got.promoters.interval.upper - 1.0));
        prop_assert!(close(got.score.standard_error, 2.0 * got.promoters.standard_error));
    }

    #[test]
    fn a_bootstrap_repeats_bit_for_bit(counts in counts(), seed in any::<u64>()) {
        let options = NpsOptions { seed, ..with(NpsInterval::Bootstrap) };
        let (one, again) = (nps_from_counts(&counts, &options).unwrap(), nps_from_counts(&counts, &options).unwrap());
        prop_assert_eq!(bits(&one.score), bits(&again.score));
    }

    #[test]
    fn a_difference_changes_sign_with_its_samples(a in counts(), b in counts()) {
        for &interval in NpsDifferenceInterval::ALL {
            let options = NpsDifferenceOptions { interval, ..Default::default() };
            let (there, back) = (nps_difference(&a, &b, &options).unwrap(), nps_difference(&b, &a, &options).unwrap());
            prop_assert_eq!(there.value, -back.value);
            prop_assert_eq!(there.interval.lower, -back.interval.upper);
            prop_assert_eq!(there.standard_error, back.standard_error);
        }
    }

    #[test]
    fn homogeneity_does_not_know_the_order_of_samples(
        (samples, shuffled) in vec(counts(), 2..8).prop_flat_map(|v| (Just(v.clone()), Just(v).prop_shuffle())),
    ) {
        let (one, other) = (nps_homogeneity(&samples), nps_homogeneity(&shuffled));
        prop_assert_eq!(&one, &other);
        if let Ok(test) = one {
            prop_assert!(test.statistic >= 0.0 && (0.0..=1.0).contains(&test.p_value));
            let mirrored: Vec<_> = samples.iter().map(swapped).collect();
            prop_assert_eq!(test, nps_homogeneity(&mirrored).unwrap());
        }
    }

    #[test]
    fn a_paired_change_is_the_difference_of_both_waves(
        rows in vec((0_u8..=10, 0_u8..=10), 1..200).prop_flat_map(|v| (Just(v.clone()), Just(v).prop_shuffle())),
    ) {
        let columns = |rows: &[(u8, u8)]| -> (Vec<u8>, Vec<u8>) { rows.iter().copied().unzip() };
        let (first, second) = columns(&rows.0);
        let (first_shuffled, second_shuffled) = columns(&rows.1);
        for &interval in NpsPairedInterval::ALL {
            let options = NpsPairedOptions { interval, ..Default::default() };
            let change = nps_paired(&first, &second, &options).unwrap();
            prop_assert!(close(change.difference.value, change.second.value - change.first.value));
            prop_assert_eq!(change.first, nps(&first, &NpsOptions::default()).unwrap().score);
            let (v, w) = (change.first.standard_error, change.second.standard_error);
            let correlation = if change.correlation.is_nan() { 0.0 } else { change.correlation };
            let variance = v * v + w * w - 2.0 * correlation * v * w;
            let error = change.difference.standard_error;
            prop_assert!((error * error - variance).abs() < 1e-12);
            prop_assert!(change.difference.interval.contains(change.difference.value));
            let again = nps_paired(&first_shuffled, &second_shuffled, &options).unwrap();
            prop_assert_eq!(bits(&change.difference), bits(&again.difference));
            let back = nps_paired(&second, &first, &options).unwrap().difference;
            prop_assert_eq!(change.difference.value, -back.value);
            prop_assert_eq!(change.difference.interval.lower, -back.interval.upper);
        }
    }

    #[test]
    fn whole_weights_are_repetition(rows in vec((0_u8..=10, 0_u8..5), 1..100)) {
        prop_assume!(rows.iter().any(|&(_, weight)| weight > 0));
        let scores: Vec<u8> = rows.iter().map(|&(score, _)| score).collect();
        let weights: Vec<f64> = rows.iter().map(|&(_, weight)| f64::from(weight)).collect();
        let repeated: Vec<u8> = rows.iter().flat_map(|&(score, weight)| std::iter::repeat_n(score, weight.into())).collect();
        let weighted = nps_weighted(&scores, &weights, &NpsWeightedOptions::default()).unwrap();
        let plain = nps(&repeated, &NpsOptions::default()).unwrap();
        prop_assert_eq!(weighted.score.value, plain.score.value);
        prop_assert_eq!(weighted.passives.value, plain.passives.value);
        prop_assert!(weighted.effective_n <= scores.len() as f64 + 1e-9);
    }

    #[test]
    fn weights_count_by_their_ratios(
        rows in vec((0_u8..=10, 0.01..10.0), 1..100).prop_flat_map(|v| (Just(v.clone()), Just(v).prop_shuffle())),
    ) {
        let columns = |rows: &[(u8, f64)]| -> (Vec<u8>, Vec<f64>) { rows.iter().copied().unzip() };
        let ((scores, weights), (scores_shuffled, weights_shuffled)) = (columns(&rows.0), columns(&rows.1));
        let options = NpsWeightedOptions::default();
        let one = nps_weighted(&scores, &weights, &options).unwrap();
        prop_assert_eq!(bits(&one.score), bits(&nps_weighted(&scores_shuffled, &weights_shuffled, &options).unwrap().score));
        let doubled: Vec<f64> = weights.iter().map(|weight| 4.0 * weight).collect();
        let other = nps_weighted(&scores, &doubled, &options).unwrap();
        prop_assert_eq!(bits(&one.score), bits(&other.score));
        prop_assert_eq!(one.effective_n, other.effective_n);
        prop_assert!(close(one.promoters.value + one.passives.value + one.detractors.value, 1.0));
    }

    #[test]
    fn the_pool_lies_among_its_units(units in vec(counts(), 1..10)) {
        let got = nps_of_units(&units, Level::default()).unwrap();
        let scores: Vec<f64> = units.iter().map(|unit| nps_from_counts(unit, &NpsOptions::default()).unwrap().score.value).collect();
        let (low, high) = scores.iter().fold((1.0_f64, -1.0_f64), |(low, high), &score| (low.min(score), high.max(score)));
        for estimate in [got.pooled, got.mean_of_units] {
            prop_assert!(low - 1e-12 <= estimate.value && estimate.value <= high + 1e-12);
            prop_assert!(estimate.interval.contains(estimate.value));
        }
    }

    #[test]
    fn the_sample_size_keeps_its_margin(promoters in 0.05..0.9, share in 0.1..1.0, margin in 0.01..0.3) {
        let detractors = share * (1.0 - promoters);
        let options = NpsSampleSizeOptions {
            promoters: Proportion::new("promoters", promoters).unwrap(),
            detractors: Proportion::new("detractors", detractors).unwrap(),
            ..Default::default()
        };
        let n = nps_sample_size(Positive::new("margin", margin).unwrap(), &options).unwrap() as f64;
        let net = promoters - detractors;
        let half = |n: f64| 1.959963984540054 * ((promoters + detractors - net * net) / n).sqrt();
        prop_assert!(half(n) <= margin * (1.0 + 1e-9));
        prop_assert!(n == 1.0 || half(n - 1.0) > margin * (1.0 - 1e-9));
    }
}
