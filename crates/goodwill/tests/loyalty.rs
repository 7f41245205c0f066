//! The satisfaction–loyalty curve and the types of loyalty: identities that hold for any answers.

use goodwill::Estimate;
use goodwill::choice::Choice as _;
use goodwill::quantity::Level;
use goodwill::segment::{
    ApostleCuts, LoyaltyCuts, LoyaltyQuadrant, LoyaltyReason, LoyaltyType, PyramidRule, ScoreItems,
    apostle_model, apostle_segment, loyalty_matrix, loyalty_pyramid, loyalty_quadrant, loyalty_score,
    loyalty_scores, loyalty_type, loyalty_types, pyramid_level,
};
use goodwill::survey::{
    ElasticityOptions, SatisfactionCurve, loyalty_elasticity, satisfaction_curve, satisfaction_trap,
};
use proptest::collection::vec;
use proptest::prelude::*;

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * (1.0 + a.abs().max(b.abs()))
}

fn same(a: Estimate, b: Estimate) -> bool {
    let near = |a: f64, b: f64| close(a, b) || (a.is_nan() && b.is_nan());
    near(a.value, b.value)
        && near(a.standard_error, b.standard_error)
        && near(a.interval.lower, b.interval.lower)
        && near(a.interval.upper, b.interval.upper)
}

/// Rows of satisfaction from 1 to 5, loyalty and a whole weight, with every answer given at least twice.
fn survey() -> impl Strategy<Value = Vec<(f64, f64, f64)>> {
    vec((1_u8..=5, 0.0_f64..1.0, 1_u8..4), 5..60).prop_map(|mut rows| {
        rows.extend((0..10).map(|k| (1 + k % 5, 0.1 * f64::from(k), 1)));
        rows.into_iter()
            .map(|(x, y, w)| (f64::from(x), y, f64::from(w)))
            .collect()
    })
}

fn split(rows: &[(f64, f64, f64)]) -> (Vec<f64>, Vec<f64>, Vec<f64>) {
    (
        rows.iter().map(|row| row.0).collect(),
        rows.iter().map(|row| row.1).collect(),
        rows.iter().map(|row| row.2).collect(),
    )
}

const CUTS: [f64; 2] = [3.0, 4.0];

fn curve(rows: &[(f64, f64, f64)], weighted: bool) -> SatisfactionCurve {
    let (x, y, w) = split(rows);
    satisfaction_curve(&x, &y, weighted.then_some(&w[..]), &CUTS, Level::default()).unwrap()
}

proptest! {
    #[test]
    fn the_isotonic_fit_rises_and_keeps_the_mean(rows in survey()) {
        let got = curve(&rows, true);
        let (x, y, w) = split(&rows);
        for pair in got.levels.windows(2) {
            prop_assert!(pair[0].satisfaction < pair[1].satisfaction && pair[0].isotonic <= pair[1].isotonic);
        }
        let fitted: f64 = (0..x.len())
            .map(|row| {
                let level = got.levels.iter().find(|level| level.satisfaction == x[row]).unwrap();
                w[row] * level.isotonic
            })
            .sum();
        let total: f64 = y.iter().zip(&w).map(|(y, w)| y * w).sum();
        prop_assert!(close(fitted, total));
        let top = got.levels[got.levels.len() - 1].isotonic;
        let below = |level: &goodwill::survey::CurveLevel| level.satisfaction < got.plateau;
        prop_assert!(got.levels.iter().all(|level| below(level) == (level.isotonic < top)));
    }

    #[test]
    fn the_order_of_respondents_changes_no_bit(rows in survey(), by in 1_usize..50) {
        let mut turned = rows.clone();
        turned.rotate_left(by % rows.len());
        turned.reverse();
        prop_assert_eq!(curve(&rows, true), curve(&turned, true));
        prop_assert_eq!(curve(&rows, false), curve(&turned, false));
    }

    #[test]
    fn weights_are_repetition(rows in survey()) {
        let repeated: Vec<(f64, f64, f64)> = rows
            .iter()
            .flat_map(|&row| std::iter::repeat_n(row, row.2 as usize))
            .collect();
        let (weighted, repeated) = (curve(&rows, true), curve(&repeated, false));
        for (a, b) in weighted.zones.iter().zip(&repeated.zones) {
            prop_assert!(close(a.slope.value, b.slope.value));
            prop_assert!(close(a.share.value, b.share.value) && close(a.loyalty.value, b.loyalty.value));
        }
        for (a, b) in weighted.levels.iter().zip(&repeated.levels) {
            prop_assert!(close(a.isotonic, b.isotonic));
        }
        prop_assert!(close(weighted.r_squared, repeated.r_squared));
    }

    /// Equal weights are none, down to the standard error of the slopes.
    #[test]
    fn equal_weights_change_no_slope(rows in survey(), weight in 0.1_f64..10.0) {
        let equal: Vec<(f64, f64, f64)> = rows.iter().map(|&(x, y, _)| (x, y, weight)).collect();
        let (plain, weighted) = (curve(&rows, false), curve(&equal, true));
        for (a, b) in plain.zones.iter().zip(&weighted.zones) {
            prop_assert!(same(a.slope, b.slope) && close(a.share.value, b.share.value));
        }
        prop_assert_eq!(plain.shape, weighted.shape);
    }

    /// x → a + bx, y → c + dy: slopes go by d/b, shares and shape stay.
    #[test]
    fn scales_may_shift(rows in survey(), b in 0.5_f64..4.0, d in 0.1_f64..10.0, shift in -3.0_f64..3.0) {
        let (x, y, _) = split(&rows);
        let moved_x: Vec<f64> = x.iter().map(|x| shift + b * x).collect();
        let moved_y: Vec<f64> = y.iter().map(|y| shift + d * y).collect();
        let cuts = CUTS.map(|cut| shift + b * cut);
        let here = curve(&rows, false);
        let there = satisfaction_curve(&moved_x, &moved_y, None, &cuts, Level::default()).unwrap();
        for (here, there) in here.zones.iter().zip(&there.zones) {
            prop_assert!(close(here.slope.value * d / b, there.slope.value));
            prop_assert!(close(here.slope.standard_error * d / b, there.slope.standard_error));
            prop_assert!(same(here.share, there.share));
        }
        prop_assert!(close(here.r_squared, there.r_squared));
    }

    /// Elasticities have no unit, and the origin is a shift of the scale.
    #[test]
    fn elasticities_have_no_unit(rows in survey(), b in 0.5_f64..4.0, d in 0.1_f64..10.0, origin in 0.0_f64..1.0) {
        let (x, y, _) = split(&rows);
        let options = |origin| ElasticityOptions { origin, ..Default::default() };
        let here = loyalty_elasticity(&x, &y, None, &CUTS, &options(origin)).unwrap();
        let moved_x: Vec<f64> = x.iter().map(|x| b * (x - origin)).collect();
        let moved_y: Vec<f64> = y.iter().map(|y| d * y).collect();
        let cuts = CUTS.map(|cut| b * (cut - origin));
        let there = loyalty_elasticity(&moved_x, &moved_y, None, &cuts, &options(0.0)).unwrap();
        prop_assert!((here.overall.value / there.overall.value - 1.0).abs() < 1e-6 || close(here.overall.value, there.overall.value));
        let curve = curve(&rows, false);
        for (zone, slope) in here.zones.iter().zip(&curve.zones) {
            let expected = slope.slope.value * (zone.satisfaction - origin) / zone.loyalty;
            prop_assert!(close(zone.elasticity.value, expected));
        }
    }

    /// Against itself there is no trap and no difference.
    #[test]
    fn a_curve_against_itself(rows in survey()) {
        let (x, y, w) = split(&rows);
        let got = satisfaction_trap(&x, &x, &y, Some(&w), &CUTS, Level::default()).unwrap();
        prop_assert_eq!(&got.basic, &got.latent);
        prop_assert_eq!(&got.basic, &curve(&rows, true));
        prop_assert_eq!((got.slope_difference.value, got.slope_difference.standard_error), (0.0, 0.0));
        prop_assert_eq!((got.exposed.value, got.trap), (0.0, false));
    }

    #[test]
    fn shares_sum_to_1_and_one_customer_is_a_column_of_one(
        rows in vec((1.0_f64..5.0, 0.0_f64..1.0, 0.1_f64..3.0, 0_usize..6), 1..40),
    ) {
        let (attitude, repeat, weights) = split(&rows.iter().map(|row| (row.0, row.1, row.2)).collect::<Vec<_>>());
        let reasons: Vec<Option<LoyaltyReason>> = rows.iter().map(|row| LoyaltyReason::ALL.get(row.3).copied()).collect();
        let level = Level::default();
        let cuts = LoyaltyCuts { attitude: 3.0, repeat: 0.5 };
        let extremes = ApostleCuts {
            satisfaction: 3.0, loyalty: 0.5, apostle: Some((4.0, 0.8)), terrorist: Some((2.0, 0.3)),
        };
        for weights in [None, Some(&weights[..])] {
            let matrix = loyalty_matrix(&attitude, &repeat, weights, &cuts, level).unwrap();
            let types = loyalty_types(&attitude, &repeat, &reasons, weights, &cuts, level).unwrap();
            let apostles = apostle_model(&attitude, &repeat, weights, &extremes, level).unwrap();
            prop_assert!(close(matrix.loyalty.value + matrix.latent.value + matrix.spurious.value + matrix.none.value, 1.0));
            let shares = [types.monopoly, types.kinship, types.incentive, types.inertia, types.trust, types.latent, types.none];
            prop_assert!(close(shares.iter().map(|share| share.value).sum(), 1.0));
            // The two typologies agree on who does not repeat.
            prop_assert!(same(matrix.latent, types.latent) && same(matrix.none, types.none));
            let shares = [
                apostles.apostle, apostles.loyalist, apostles.mercenary, apostles.hostage, apostles.defector, apostles.terrorist,
            ];
            prop_assert!(close(shares.iter().map(|share| share.value).sum(), 1.0));
            prop_assert!(close(apostles.apostle.value + apostles.loyalist.value, matrix.loyalty.value));
            for (row, &reason) in reasons.iter().enumerate() {
                let quadrant = loyalty_quadrant(attitude[row], repeat[row], &cuts).unwrap();
                prop_assert_eq!(matrix.quadrant[row], Some(quadrant));
                let kind = loyalty_type(attitude[row], repeat[row], reason, &cuts).unwrap();
                prop_assert_eq!(types.kind[row], Some(kind));
                prop_assert_eq!(quadrant == LoyaltyQuadrant::None, kind == LoyaltyType::None);
                let segment = apostle_segment(attitude[row], repeat[row], &extremes).unwrap();
                prop_assert_eq!(apostles.segment[row], Some(segment));
            }
        }
    }

    #[test]
    fn the_pyramid_narrows(rows in vec([0.0_f64..1.0, 0.0..1.0, 0.0..1.0, 0.0..1.0], 1..40)) {
        let columns: Vec<Vec<f64>> = (0..4).map(|k| rows.iter().map(|row| row[k]).collect()).collect();
        let answers: [&[f64]; 4] = std::array::from_fn(|k| &columns[k][..]);
        for &rule in PyramidRule::ALL {
            let got = loyalty_pyramid(&answers, None, &[0.5; 4], rule, Level::default()).unwrap();
            prop_assert!(close(got.rows.iter().map(|row| row.share.value).sum(), 1.0));
            let mut width = 1.0;
            for row in &got.rows[1..] {
                prop_assert!(row.reached.value <= width);
                if width > 0.0 {
                    prop_assert!(close(row.conversion.value, row.reached.value / width));
                }
                width = row.reached.value;
            }
            for (row, answers) in rows.iter().enumerate() {
                prop_assert_eq!(got.level[row], Some(pyramid_level(answers, &[0.5; 4], rule).unwrap()));
            }
        }
    }

    /// Turning a scale around, or moving it, changes no score.
    #[test]
    fn scores_have_no_unit(rows in vec((1.0_f64..5.0, 0.0_f64..10.0), 2..30), shift in -5.0_f64..5.0) {
        let first: Vec<f64> = rows.iter().map(|row| row.0).collect();
        let second: Vec<f64> = rows.iter().map(|row| row.1).collect();
        let turned: Vec<f64> = first.iter().map(|x| shift - x).collect();
        let (items, turned): ([&[f64]; 2], [&[f64]; 2]) = ([&first, &second], [&turned, &second]);
        let here = ScoreItems { items: &items, worst: &[1.0, 0.0], best: &[5.0, 10.0], importance: &[2.0, 1.0] };
        let there = ScoreItems {
            items: &turned, worst: &[shift - 1.0, 0.0], best: &[shift - 5.0, 10.0], importance: &[4.0, 2.0],
        };
        // Rounding may leave an answer at the end of a turned scale just outside; the draws are not at the ends.
        let got = loyalty_scores(&here, &there, None, Level::default()).unwrap();
        prop_assert!(got.gap.value.abs() < 1e-12 && (got.correlation - 1.0).abs() < 1e-9);
        for (row, &(x, y)) in rows.iter().enumerate() {
            prop_assert!((0.0..=1.0).contains(&got.attitudinal[row]));
            let one = loyalty_score(&[x, y], &[1.0, 0.0], &[5.0, 10.0], &[2.0, 1.0]).unwrap();
            prop_assert_eq!(one.to_bits(), got.attitudinal[row].to_bits());
        }
    }
}
