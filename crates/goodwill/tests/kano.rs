//! Identities of Kano's model, importance and performance, service quality and the satisfaction index.

use goodwill::Estimate;
use goodwill::quantity::Level;
use goodwill::survey::{
    AcsiOptions, CustomerBenefits, CustomerCosts, DimensionWeights, FiveGapsAnswers, IpaCrosshair,
    IpaOptions, ItemAnswers, KanoCategory, KanoFuzzyOptions, KanoOptions, KanoPairs, KanoRule, KanoTable,
    Polarity, Scale, ServqualOptions, ValueMetric, acsi, acsi_from_means, delivered_value, delivered_values,
    five_gaps, ipa, ipa_derived, kano, kano_category, kano_continuous, kano_fuzzy, opportunity_score,
    opportunity_scores, penalty_reward, servperf, servqual,
};
use proptest::collection::vec;
use proptest::prelude::*;

const LEVEL: f64 = 0.95;

fn level() -> Level {
    Level::new("level", LEVEL).unwrap()
}

/// Answers to both questions of a feature: 1 to 5, now and then missing.
fn pairs() -> impl Strategy<Value = Vec<(f64, f64)>> {
    let answer = || prop_oneof![9 => (1_u8..=5).prop_map(f64::from), 1 => Just(f64::NAN)];
    vec((answer(), answer()), 1..60).prop_filter("somebody answered both", |rows| {
        rows.iter().any(|(f, d)| !f.is_nan() && !d.is_nan())
    })
}

fn shuffled<T: Clone + std::fmt::Debug>(
    rows: impl Strategy<Value = Vec<T>>,
) -> impl Strategy<Value = (Vec<T>, Vec<T>)> {
    rows.prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle()))
}

/// Respondents with answers 1 to 5 to some items, now and then missing.
fn respondents(items: usize) -> impl Strategy<Value = Vec<Vec<f64>>> {
    let answer = prop_oneof![19 => (1_u8..=5).prop_map(f64::from), 1 => Just(f64::NAN)];
    vec(vec(answer, items), 2..25).prop_filter("somebody answered everything", |rows| {
        rows.iter().any(|row| row.iter().all(|answer| !answer.is_nan()))
    })
}

fn columns(rows: &[Vec<f64>]) -> Vec<Vec<f64>> {
    (0..rows[0].len())
        .map(|item| rows.iter().map(|row| row[item]).collect())
        .collect()
}

fn slices(columns: &[Vec<f64>]) -> Vec<&[f64]> {
    columns.iter().map(Vec::as_slice).collect()
}

fn counted(rows: &[(f64, f64)]) -> KanoPairs {
    let (functional, dysfunctional): (Vec<f64>, Vec<f64>) = rows.iter().copied().unzip();
    KanoPairs::of(&functional, &dysfunctional, &KanoPairs::scale()).unwrap()
}

fn weighted(rows: &[(f64, f64)], weights: &[f64]) -> KanoPairs {
    let (functional, dysfunctional): (Vec<f64>, Vec<f64>) = rows.iter().copied().unzip();
    KanoPairs::weighted(&functional, &dysfunctional, weights, &KanoPairs::scale()).unwrap()
}

fn close(a: f64, b: f64) -> bool {
    (a.is_nan() && b.is_nan()) || (a - b).abs() <= 1e-11 * a.abs().max(b.abs()).max(1.0)
}

fn negated(estimate: Estimate) -> [f64; 3] {
    [
        -estimate.value,
        -estimate.interval.upper,
        -estimate.interval.lower,
    ]
}

fn ends(estimate: Estimate) -> [f64; 3] {
    [estimate.value, estimate.interval.lower, estimate.interval.upper]
}

fn all_close(a: [f64; 3], b: [f64; 3]) -> bool {
    a.iter().zip(b).all(|(&a, b)| close(a, b))
}

/// How many resamples are enough to see that bits repeat.
fn quick() -> IpaOptions {
    IpaOptions {
        resamples: 100,
        ..Default::default()
    }
}

proptest! {
    #[test]
    fn the_order_of_respondents_does_not_matter_to_kano((rows, other) in shuffled(pairs())) {
        let options = KanoOptions::default();
        let one = (kano(&counted(&rows), &options).unwrap(), kano_continuous(&counted(&rows), level()).unwrap());
        let two = (kano(&counted(&other), &options).unwrap(), kano_continuous(&counted(&other), level()).unwrap());
        prop_assert_eq!(format!("{one:?}"), format!("{two:?}"));
    }

    #[test]
    fn batches_of_pairs_merge(rows in pairs(), cut in 0.0..1.0, weights in vec(0.1..3.0, 60)) {
        let cut = (cut * rows.len() as f64) as usize;
        let mut parts = counted(&rows[..cut]);
        parts.merge(&counted(&rows[cut..])).unwrap();
        prop_assert_eq!(&parts, &counted(&rows));
        let weights = &weights[..rows.len()];
        let mut heavy = weighted(&rows[..cut], &weights[..cut]);
        heavy.merge(&weighted(&rows[cut..], &weights[cut..])).unwrap();
        prop_assert_eq!(&heavy, &weighted(&rows, weights));
        prop_assert!(heavy.merge(&parts).is_err());
    }

    #[test]
    fn kano_shares_and_coefficients_keep_their_bounds(rows in pairs(), grouped in any::<bool>(), pouliot in any::<bool>()) {
        let options = KanoOptions {
            rule: if grouped { KanoRule::Grouped } else { KanoRule::Mode },
            table: if pouliot { KanoTable::Pouliot } else { KanoTable::Standard },
            ..Default::default()
        };
        let got = kano(&counted(&rows), &options).unwrap();
        let shares = [got.attractive, got.one_dimensional, got.must_be, got.indifferent, got.reverse, got.questionable];
        prop_assert!(close(shares.iter().map(|share| share.value).sum(), 1.0));
        prop_assert_eq!(got.n + got.missing + got.half_missing, rows.len() as u64);
        prop_assert!(close(got.total_strength.value, shares[..3].iter().map(|share| share.value).sum()));
        if got.better.value.is_nan() {
            prop_assert_eq!(got.better.n, 0);
        } else {
            // Better and |worse| share O and miss I: 0 ≤ better + |worse| ≤ 1 + O, each within [0, 1].
            let base: f64 = shares[..4].iter().map(|share| share.value).sum();
            let both = got.better.value - got.worse.value;
            prop_assert!((0.0..=1.0).contains(&got.better.value) && (-1.0..=0.0).contains(&got.worse.value));
            prop_assert!(both <= 1.0 + got.one_dimensional.value / base + 1e-12);
            prop_assert!(got.better.value.max(-got.worse.value) >= got.one_dimensional.value / base - 1e-12);
            prop_assert!(got.better.interval.contains(got.better.value) && got.worse.interval.contains(got.worse.value));
        }
    }

    #[test]
    fn presence_and_absence_change_places(rows in pairs()) {
        // Reversing the scale and swapping the questions turns delight in presence into anger at absence.
        let mirrored: Vec<_> = rows.iter().map(|&(f, d)| (6.0 - d, 6.0 - f)).collect();
        let options = KanoOptions::default();
        let (one, other) = (kano(&counted(&rows), &options).unwrap(), kano(&counted(&mirrored), &options).unwrap());
        prop_assert!(all_close(ends(one.better), negated(other.worse)));
        prop_assert!(all_close(ends(one.worse), negated(other.better)));
        prop_assert_eq!(one.attractive, other.must_be);
        prop_assert_eq!(one.one_dimensional, other.one_dimensional);
        prop_assert_eq!(one.indifferent, other.indifferent);
        prop_assert_eq!(one.reverse, other.reverse);
    }

    #[test]
    fn a_scale_where_five_is_like_says_the_same(rows in pairs()) {
        let scale = Scale::new(1, 5).unwrap().polarity(Polarity::HighIsGood);
        let (functional, dysfunctional): (Vec<f64>, Vec<f64>) = rows.iter().map(|&(f, d)| (6.0 - f, 6.0 - d)).unzip();
        prop_assert_eq!(KanoPairs::of(&functional, &dysfunctional, &scale).unwrap(), counted(&rows));
        for (&f, &d) in functional.iter().zip(&dysfunctional).filter(|(f, d)| !f.is_nan() && !d.is_nan()) {
            let standard = KanoTable::Standard;
            prop_assert_eq!(
                kano_category(f, d, &scale, standard).unwrap(),
                kano_category(6.0 - f, 6.0 - d, &KanoPairs::scale(), standard).unwrap()
            );
        }
    }

    #[test]
    fn weights_repeat_respondents(rows in pairs(), times in vec(1_u8..4, 60)) {
        let times = &times[..rows.len()];
        let weights: Vec<f64> = times.iter().map(|&times| f64::from(times)).collect();
        let repeated: Vec<_> = rows.iter().zip(times).flat_map(|(row, &times)| std::iter::repeat_n(*row, times.into())).collect();
        let (one, other) = (weighted(&rows, &weights), counted(&repeated));
        let options = KanoOptions::default();
        let (light, heavy) = (kano(&one, &options).unwrap(), kano(&other, &options).unwrap());
        prop_assert_eq!(light.category, heavy.category);
        prop_assert!(close(light.better.value, heavy.better.value) && close(light.worse.value, heavy.worse.value));
        prop_assert!(close(light.category_strength.value, heavy.category_strength.value));
        let (light, heavy) = (kano_continuous(&one, level()).unwrap(), kano_continuous(&other, level()).unwrap());
        prop_assert!(close(light.functional.value, heavy.functional.value));
        prop_assert!(close(light.correlation, heavy.correlation));
    }

    #[test]
    fn equal_weights_change_no_value_and_no_error(rows in pairs(), weight in 0.1..9.0) {
        let (one, other) = (counted(&rows), weighted(&rows, &vec![weight; rows.len()]));
        let options = KanoOptions::default();
        let (plain, equal) = (kano(&one, &options).unwrap(), kano(&other, &options).unwrap());
        prop_assert!(close(plain.better.value, equal.better.value) && close(plain.worse.value, equal.worse.value));
        prop_assert!(close(plain.better.standard_error, equal.better.standard_error));
        prop_assert!(close(plain.must_be.standard_error, equal.must_be.standard_error));
        prop_assert!(close(plain.effective_n, equal.effective_n));
        let (plain, equal) = (kano_continuous(&one, level()).unwrap(), kano_continuous(&other, level()).unwrap());
        prop_assert!(close(plain.functional.standard_error, equal.functional.standard_error));
    }

    #[test]
    fn sharp_memberships_are_the_discrete_analysis(rows in pairs()) {
        let complete: Vec<_> = rows.iter().copied().filter(|(f, d)| !f.is_nan() && !d.is_nan()).collect();
        let one_hot = |of: fn(&(f64, f64)) -> f64| -> Vec<Vec<f64>> {
            (1..=5).map(|k| complete.iter().map(|row| f64::from(of(row) == f64::from(k))).collect()).collect()
        };
        let (functional, dysfunctional) = (one_hot(|row| row.0), one_hot(|row| row.1));
        let fuzzy = kano_fuzzy(&slices(&functional), &slices(&dysfunctional), None, &KanoFuzzyOptions::default()).unwrap();
        let discrete = kano(&counted(&complete), &KanoOptions::default()).unwrap();
        prop_assert_eq!(fuzzy.category, discrete.category);
        prop_assert_eq!(fuzzy.attractive.value, discrete.attractive.value);
        prop_assert_eq!(fuzzy.memberships[KanoCategory::Reverse as usize].value, discrete.reverse.value);
        prop_assert!(close(fuzzy.better.value, discrete.better.value) && close(fuzzy.worse.value, discrete.worse.value));
        prop_assert_eq!(fuzzy.undecided, 0);
    }

    #[test]
    fn the_order_of_respondents_does_not_matter_to_a_grid((rows, other) in shuffled(respondents(6)), derived in any::<bool>()) {
        let grid = |rows: &[Vec<f64>]| {
            let columns = columns(rows);
            let columns = slices(&columns);
            let performance = ItemAnswers::new(&columns[..3]);
            let grid = if derived {
                ipa_derived(&[0.5, 0.3, 0.2], &performance, &quick())
            } else {
                ipa(&columns[3..], &performance, &quick())
            };
            format!("{grid:?}")
        };
        prop_assert_eq!(grid(&rows), grid(&other));
    }

    #[test]
    fn grids_shift_and_stretch_with_their_scales(rows in respondents(6), shift in 0_u8..5, crosshair in 0_usize..3) {
        let plain = columns(&rows);
        let moved: Vec<Vec<f64>> = plain.iter().map(|column| column.iter().map(|x| 2.0 * x + f64::from(shift)).collect()).collect();
        let options = |middle: f64| IpaOptions {
            crosshair: [IpaCrosshair::Mean, IpaCrosshair::Median, IpaCrosshair::Midpoint][crosshair],
            importance_midpoint: Some(middle),
            performance_midpoint: Some(middle),
            ..quick()
        };
        let grid = |columns: &[Vec<f64>], middle: f64| {
            let columns = slices(columns);
            ipa(&columns[3..], &ItemAnswers::new(&columns[..3]), &options(middle)).unwrap()
        };
        let (one, other) = (grid(&plain, 3.0), grid(&moved, 6.0 + f64::from(shift)));
        for (a, b) in one.items.iter().zip(&other.items) {
            prop_assert!(close(2.0 * a.gap.value, b.gap.value));
            prop_assert!(close(2.0 * a.importance.value + f64::from(shift), b.importance.value));
            prop_assert!(close(a.quadrants.iter().sum(), 1.0));
            prop_assert_eq!(a.n + a.missing, rows.len() as u64);
        }
    }

    #[test]
    fn opportunity_never_falls_below_importance(importance in 0.0..=10.0, satisfaction in 0.0..=10.0) {
        let score = opportunity_score(importance, satisfaction).unwrap();
        prop_assert!(score >= importance && score <= 20.0);
prop_assert!(score == importance || satisfaction < importance);
    }

    #[test]
    fn opportunities_are_the_score_of_their_shares(rows in respondents(2), top in 1_usize..5) {
        let columns = columns(&rows);
        let columns = slices(&columns);
        let scale = Scale::new(1, 5).unwrap();
        let got = opportunity_scores(&columns[..1], &ItemAnswers::new(&columns[1..]), &scale, top, level()).unwrap();
        let (i, s) = (10.0 * got[0].importance.value, 10.0 * got[0].satisfaction.value);
        prop_assert!(close(got[0].score.value, opportunity_score(i, s).unwrap()));
    }

    #[test]
    fn penalties_do_not_depend_on_order_nor_rewards_on_where_overall_starts(
        (rows, other) in shuffled(respondents(2)), shift in -5.0..5.0,
    ) {
        let got = |rows: &[Vec<f64>], shift: f64| {
            let columns = columns(rows);
            let overall: Vec<f64> = columns[0].iter().map(|x| x + shift).collect();
            penalty_reward(&overall, &ItemAnswers::new(&[&columns[1]]), 2.0, 4.0, level())
        };
        let (one, two, three) = (got(&rows, 0.0), got(&other, 0.0), got(&rows, shift));
        prop_assert_eq!(format!("{one:?}"), format!("{two:?}"));
        if let (Ok(one), Ok(three)) = (one, three) {
            prop_assert!((one.items[0].penalty.value - three.items[0].penalty.value).abs() < 1e-9);
            prop_assert!((one.items[0].reward.value - three.items[0].reward.value).abs() < 1e-9);
            prop_assert!((one.intercept.value + shift - three.intercept.value).abs() < 1e-9);
            prop_assert!((0.0..=1.0).contains(&one.r_squared));
        }
    }

    #[test]
    fn delivered_value_is_benefits_less_costs(parts in prop::array::uniform8(0.0..100.0), unit in 0.5..4.0) {
        let value = |unit: f64| {
            let [product, service, personnel, image, money, time, energy, psychic] = parts.map(|part| part * unit);
            let benefits = CustomerBenefits { product, service, personnel, image };
            let costs = CustomerCosts { money, time, energy, psychic };
            delivered_value(&benefits, &costs, ValueMetric::Money).unwrap()
        };
        let (one, other) = (value(1.0), value(unit));
        prop_assert!(close(one.difference, one.benefits - one.costs));
        prop_assert!(close(one.ratio, other.ratio) && close(one.difference * unit, other.difference));
        let columns: Vec<Vec<f64>> = parts.iter().map(|&part| vec![part; 3]).collect();
        let many = delivered_values(&ItemAnswers::new(&slices(&columns)), ValueMetric::Weighted([1.0; 8]), level()).unwrap();
        prop_assert!(close(many.difference.value, one.difference) && close(many.ratio_of_means.value, one.ratio));
    }

    #[test]
    fn service_gaps_do_not_depend_on_order_or_where_the_scale_starts((rows, other) in shuffled(respondents(6)), shift in 0_u8..9) {
        let options = ServqualOptions { dimensions: vec![2, 1], ..Default::default() };
        let report = |rows: &[Vec<f64>], shift: u8| {
            let columns: Vec<Vec<f64>> = columns(rows).iter().map(|column| column.iter().map(|x| x + f64::from(shift)).collect()).collect();
            let columns = slices(&columns);
            let perceived = ItemAnswers::new(&columns[3..]);
            (
                servqual(&columns[..3], &perceived, DimensionWeights::Shared(&[3.0, 1.0]), &options).unwrap(),
                servperf(&perceived, DimensionWeights::Equal, &options).unwrap(),
            )
        };
        let ((one, performance), two, (moved, lifted)) = (report(&rows, 0), report(&other, 0), report(&rows, shift));
        prop_assert_eq!(format!("{:?}", (&one, &performance)), format!("{two:?}"));
        prop_assert!(close(one.gap.value, moved.gap.value) && close(one.gap_reliability, moved.gap_reliability));
        prop_assert!(close(performance.score.value + f64::from(shift), lifted.score.value));
        // The score is the mean of the dimensions, the weighted score theirs by weight.
        let gaps: Vec<f64> = one.dimensions.iter().map(|dimension| dimension.gap.value).collect();
        prop_assert!(close(one.gap.value, f64::midpoint(gaps[0], gaps[1])));
        prop_assert!(close(one.weighted_gap.value, 0.75 * gaps[0] + 0.25 * gaps[1]));
        prop_assert!(close(one.items[2].gap.value, one.items[2].perceived.value - one.items[2].expected.value));
    }

    #[test]
    fn swapping_sides_turns_a_gap_round(a in vec(1.0..7.0, 2..20), b in vec(1.0..7.0, 2..20)) {
        let forth = five_gaps(&FiveGapsAnswers { believed: &a, standards: &b, ..Default::default() }, level()).unwrap().standards;
        let back = five_gaps(&FiveGapsAnswers { believed: &b, standards: &a, ..Default::default() }, level()).unwrap().standards;
        prop_assert!(all_close(ends(forth), negated(back)));
    }

    #[test]
    fn an_index_is_that_of_its_means((rows, other) in shuffled(respondents(3)), weights in prop::array::uniform3(0.1..5.0)) {
        let options = AcsiOptions { rating_weights: Some(weights.to_vec()), maximum: 5.0, ..Default::default() };
        let index = |rows: &[Vec<f64>]| acsi(&ItemAnswers::new(&slices(&columns(rows))), &options).unwrap();
        let one = index(&rows);
        prop_assert_eq!(format!("{one:?}"), format!("{:?}", index(&other)));
        let means: Vec<f64> = one.ratings.iter().map(|rating| rating.value).collect();
        prop_assert!(close(one.index.value, acsi_from_means(&means, &options).unwrap()));
        prop_assert!((0.0..=100.0).contains(&one.index.value));
        // Stretching the scale to 1 to 10 leaves the index alone.
        let stretched: Vec<Vec<f64>> = rows.iter().map(|row| row.iter().map(|x| 1.0 + (x - 1.0) * 2.25).collect()).collect();
        let wide = AcsiOptions { maximum: 10.0, ..options.clone() };
        prop_assert!(close(one.index.value, acsi(&ItemAnswers::new(&slices(&columns(&stretched))), &wide).unwrap().index.value));
    }

    #[test]
    fn respondent_weights_repeat_respondents_in_an_index(rows in respondents(3), times in vec(1_u8..4, 25)) {
        let weights: Vec<f64> = times[..rows.len()].iter().map(|&times| f64::from(times)).collect();
        let repeated: Vec<_> = rows.iter().zip(&times).flat_map(|(row, &times)| std::iter::repeat_n(row.clone(), times.into())).collect();
        let (light, heavy) = (columns(&rows), columns(&repeated));
        let options = AcsiOptions { maximum: 5.0, ..Default::default() };
        let light = acsi(&ItemAnswers { items: &slices(&light), weights: Some(&weights) }, &options).unwrap();
        let heavy = acsi(&ItemAnswers::new(&slices(&heavy)), &options).unwrap();
        prop_assert!(close(light.index.value, heavy.index.value));
    }
}

#[test]
fn dimensions_have_the_names_of_servqual() {
    let columns: Vec<Vec<f64>> = (0..22)
        .map(|item| vec![f64::from(item % 5) + 1.0, 4.0, 3.0])
        .collect();
    let got = servperf(
        &ItemAnswers::new(&slices(&columns)),
        DimensionWeights::Equal,
        &ServqualOptions::default(),
    )
    .unwrap();
    let names: Vec<&str> = got
        .dimensions
        .iter()
        .map(|dimension| dimension.name.as_str())
        .collect();
    assert_eq!(
        names,
        [
            "tangibles",
            "reliability",
            "responsiveness",
            "assurance",
            "empathy"
        ]
    );
    assert_eq!(
        (got.items[0].name.as_str(), got.items[21].name.as_str()),
        ("item 1", "item 22")
    );
}

#[test]
fn errors_name_item_and_row() {
    let scale = Scale::new(1, 5).unwrap();
    let good: &[f64] = &[1.0, 2.0];
    let text = |error: goodwill::Error| error.to_string();
    let both = [good, good];
    let answers = ItemAnswers::new(&both);
    let missing: &[f64] = &[f64::NAN, f64::NAN];
    assert_eq!(
        text(ipa(&[good, missing], &answers, &quick()).unwrap_err()),
        "performance[1]: holds no usable value"
    );
    assert_eq!(
        text(ipa(&[good], &answers, &quick()).unwrap_err()),
        "importance: must have 2 columns, got 1"
    );
    assert_eq!(
        text(opportunity_scores(&[good, &[1.0, 7.0]], &answers, &scale, 2, level()).unwrap_err()),
        "importance[1][1]: must be between 1 and 5, got 7"
    );
    assert_eq!(
        text(acsi(&ItemAnswers::new(&[good, &[3.0, 0.0]]), &AcsiOptions::default()).unwrap_err()),
        "items[1][1]: must be between 1 and 10, got 0"
    );
    assert_eq!(
        text(penalty_reward(&[1.0, 2.0], &answers, 0.0, 2.0, level()).unwrap_err()),
        "items[0]: was rated low by nobody: it has no such effect to measure"
    );
    let short: &[f64] = &[1.0];
    assert_eq!(
        text(
            servqual(
                &[good, short],
                &answers,
                DimensionWeights::Equal,
                &ServqualOptions::default()
            )
            .unwrap_err()
        ),
        "expected[1]: must have 2 values like the columns before it, got 1"
    );
}
