//! Fieldwork: identities that hold for any sample.

use goodwill::quantity::Proportion;
use goodwill::survey::{
    AaporOptions, Dispositions, Margin, RakeOptions, WeightTotal, Weighting, aapor_rates, design_effect,
    post_stratify, rake,
};
use proptest::collection::vec;
use proptest::prelude::*;

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * (1.0 + a.abs().max(b.abs()))
}

/// A sample of two characteristics in which every cell is taken, so that any positive margins can be met.
#[derive(Debug, Clone)]
struct Sample {
    a: Vec<Option<u32>>,
    b: Vec<Option<u32>>,
    weights: Vec<f64>,
    targets_a: Vec<f64>,
    targets_b: Vec<f64>,
}

const A: u32 = 3;
const B: u32 = 2;

fn sample() -> impl Strategy<Value = Sample> {
    let people = vec((0..A, 0..B, 0.2_f64..5.0), 0..60);
    let targets = (vec(0.1_f64..1.0, A as usize), vec(0.1_f64..1.0, B as usize));
    (people, targets).prop_map(|(mut people, (targets_a, targets_b))| {
        people.extend((0..A).flat_map(|a| (0..B).map(move |b| (a, b, 1.0))));
        let share = |targets: Vec<f64>| {
            let total: f64 = targets.iter().sum();
            targets.into_iter().map(|target| target / total).collect()
        };
        Sample {
            a: people.iter().map(|&(a, _, _)| Some(a)).collect(),
            b: people.iter().map(|&(_, b, _)| Some(b)).collect(),
            weights: people.iter().map(|&(_, _, weight)| weight).collect(),
            targets_a: share(targets_a),
            targets_b: share(targets_b),
        }
    })
}

fn margin<'a>(name: &'a str, categories: &'a [Option<u32>], targets: &'a [f64]) -> Margin<'a> {
    Margin {
        name,
        categories,
        targets,
        labels: &[],
    }
}

fn raked(sample: &Sample) -> Weighting {
    let margins = [
        margin("a", &sample.a, &sample.targets_a),
        margin("b", &sample.b, &sample.targets_b),
    ];
    rake(&margins, Some(&sample.weights), &RakeOptions::default()).unwrap()
}

fn share_of(weights: &[f64], categories: &[Option<u32>], category: u32) -> f64 {
    let inside: f64 = weights
        .iter()
        .zip(categories)
        .filter(|(_, of)| **of == Some(category))
        .map(|(weight, _)| weight)
        .sum();
    inside / weights.iter().sum::<f64>()
}

proptest! {
    #[test]
    fn raking_hits_its_margins(sample in sample()) {
        let got = raked(&sample);
        for (category, &target) in (0..).zip(&sample.targets_a) {
            prop_assert!(close(share_of(&got.weights, &sample.a, category), target));
        }
        for (category, &target) in (0..).zip(&sample.targets_b) {
            prop_assert!(close(share_of(&got.weights, &sample.b, category), target));
        }
        prop_assert!(got.largest_error <= RakeOptions::default().tolerance.get());
        prop_assert!(close(got.weights.iter().sum(), sample.a.len() as f64));
        for row in &got.categories {
            prop_assert!(close(row.after, row.target));
        }
    }

    /// The odds ratios of the weights by cell are those of the weights they came with.
    #[test]
    fn raking_keeps_the_association(sample in sample()) {
        let got = raked(&sample);
        let cell = |weights: &[f64], a: u32, b: u32| -> f64 {
            (0..weights.len())
                .filter(|&row| sample.a[row] == Some(a) && sample.b[row] == Some(b))
                .map(|row| weights[row])
                .sum()
        };
        let odds = |weights: &[f64]| {
            cell(weights, 0, 0) * cell(weights, 1, 1) / (cell(weights, 0, 1) * cell(weights, 1, 0))
        };
        prop_assert!((odds(&got.weights) / odds(&sample.weights) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn the_order_of_respondents_changes_no_bit(sample in sample(), by in 1_usize..50) {
        let n = sample.a.len();
        let order: Vec<usize> = (0..n).map(|row| (row + by) % n).rev().collect();
        let turned = Sample {
            a: order.iter().map(|&row| sample.a[row]).collect(),
            b: order.iter().map(|&row| sample.b[row]).collect(),
            weights: order.iter().map(|&row| sample.weights[row]).collect(),
            ..sample.clone()
        };
        let (here, there) = (raked(&sample), raked(&turned));
        for (place, &row) in order.iter().enumerate() {
            prop_assert_eq!(here.weights[row].to_bits(), there.weights[place].to_bits());
        }
        prop_assert_eq!(here.report, there.report);
    }

    #[test]
    fn names_of_categories_do_not_matter(sample in sample()) {
        let mirrored = Sample {
            a: sample.a.iter().map(|a| a.map(|a| A - 1 - a)).collect(),
            targets_a: sample.targets_a.iter().rev().copied().collect(),
            ..sample.clone()
        };
        let (here, there) = (raked(&sample), raked(&mirrored));
        for (here, there) in here.weights.iter().zip(&there.weights) {
            prop_assert_eq!(here.to_bits(), there.to_bits());
        }
    }

    /// Counts or shares, weights of any unit: the weights made are the same.
    #[test]
    fn units_do_not_matter(sample in sample(), scale in 0.01_f64..100.0) {
        let scaled = Sample {
            weights: sample.weights.iter().map(|weight| weight * scale).collect(),
            targets_b: sample.targets_b.iter().map(|target| target * 100.0).collect(),
            ..sample.clone()
        };
        for (here, there) in raked(&sample).weights.iter().zip(raked(&scaled).weights) {
            prop_assert!(close(*here, there));
        }
    }

    /// A respondent of weight 2 stands for two of weight 1.
    #[test]
    fn weights_are_repetition(sample in sample()) {
        let whole: Vec<f64> = sample.weights.iter().map(|weight| weight.ceil()).collect();
        let rows: Vec<usize> = whole
            .iter()
            .enumerate()
            .flat_map(|(row, &weight)| std::iter::repeat_n(row, weight as usize))
            .collect();
        let weighted = Sample { weights: whole.clone(), ..sample.clone() };
        let repeated = Sample {
            a: rows.iter().map(|&row| sample.a[row]).collect(),
            b: rows.iter().map(|&row| sample.b[row]).collect(),
            weights: vec![1.0; rows.len()],
            ..sample.clone()
        };
        let (here, there) = (raked(&weighted), raked(&repeated));
        let scale = rows.len() as f64 / sample.a.len() as f64;
        for (&row, &weight) in rows.iter().zip(&there.weights) {
            prop_assert!(close(here.weights[row] / whole[row] * scale, weight));
        }
    }

    #[test]
    fn one_margin_is_post_stratification(sample in sample()) {
        let a = margin("a", &sample.a, &sample.targets_a);
        let got = post_stratify(&a, Some(&sample.weights), WeightTotal::Targets).unwrap();
        for (row, weight) in got.weights.iter().enumerate() {
            let stratum = sample.a[row];
            let sum: f64 = (0..sample.a.len())
                .filter(|&other| sample.a[other] == stratum)
                .map(|other| sample.weights[other])
                .sum();
            let target = sample.targets_a[stratum.unwrap() as usize];
            prop_assert!(close(*weight, sample.weights[row] * target / sum));
        }
        prop_assert_eq!(got.rounds, 1);
    }

    #[test]
    fn design_effects(weights in vec(0.1_f64..10.0, 1..50), scale in 0.01_f64..100.0) {
        let got = design_effect(&weights).unwrap();
        prop_assert!(got.design_effect >= 1.0 && got.effective_n >= 1.0 - 1e-12);
        prop_assert!(close(got.design_effect, 1.0 + got.variation * got.variation));
        prop_assert!(close(got.effective_n * got.design_effect, weights.len() as f64));
        let scaled: Vec<f64> = weights.iter().map(|weight| weight * scale).collect();
        prop_assert!(close(design_effect(&scaled).unwrap().design_effect, got.design_effect));
    }

    #[test]
    fn outcome_rates_are_in_order(
        cases in [1_u64..500, 0..500, 0..500, 0..500, 0..500, 0..500, 0..500],
        e in 0.0_f64..=1.0,
    ) {
        let [complete, partial, refusal, non_contact, other, unknown_household, unknown_other] = cases;
        let cases = Dispositions {
            complete, partial, refusal, non_contact, other, unknown_household, unknown_other, ineligible: 0,
        };
        let options = AaporOptions { eligibility: Some(Proportion::new("e", e).unwrap()), ..Default::default() };
        let got = aapor_rates(&cases, &options).unwrap();
        for (least, middle, most) in [
            (got.rr1, got.rr3, got.rr5),
            (got.rr2, got.rr4, got.rr6),
            (got.ref1, got.ref2, got.ref3),
            (got.con1, got.con2, got.con3),
        ] {
            prop_assert!(least.value <= middle.value && middle.value <= most.value);
            prop_assert!(least.interval.contains(least.value) && most.interval.contains(most.value));
        }
        prop_assert!(got.rr1.value <= got.rr2.value && got.coop1.value <= got.coop3.value);
        // Response = contact · cooperation.
        prop_assert!(close(got.rr1.value, got.con1.value * got.coop1.value));
        prop_assert!(close(got.rr4.value, got.con2.value * got.coop2.value));
    }
}
