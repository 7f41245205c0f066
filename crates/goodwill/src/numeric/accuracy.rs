//! Guards the accuracy of this room on the committed sample of reference points; `docs/numerics.md` tells how the
//! sample and the published table are made.

use super::super::numeric;
use numeric::{beta, chi_squared, f_distribution, gamma, normal, student_t};
use proptest::prelude::*;

#[path = "../../tests/accuracy/measure.rs"]
mod measure;

#[test]
fn committed_points_keep_their_bounds() {
    let directory = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/accuracy/points");
    let measured = measure::measure_directory(&directory).expect("the sample is committed");
    let mut missed = Vec::new();
    for row in &measured {
        assert!(row.points >= 150, "{} has too few points", row.name);
        if !row.holds {
            missed.push(std::format!("{row} at {:?}", row.worst_at));
        }
    }
    assert!(missed.is_empty(), "{missed:#?}");
}

/// Positive numbers of every size.
fn positive() -> impl Strategy<Value = f64> {
    prop_oneof![
        2 => (1_u64..f64::INFINITY.to_bits()).prop_map(f64::from_bits),
        3 => 1e-3..1e3,
        1 => prop_oneof![Just(5e-324), Just(f64::MIN_POSITIVE), Just(1.0), Just(20.0), Just(1e15), Just(f64::MAX)],
    ]
}

fn probability() -> impl Strategy<Value = f64> {
    prop_oneof![
        2 => 0.0..=1.0,
        1 => (0..=1.0_f64.to_bits()).prop_map(f64::from_bits),
        1 => (0_u64..1 << 20).prop_map(|ulps| f64::from_bits(1.0_f64.to_bits() - ulps)),
    ]
}

/// A pair of tails: probabilities that add up to 1.
fn tails(lower: f64, upper: f64) -> bool {
    (0.0..=1.0).contains(&lower) && (0.0..=1.0).contains(&upper) && (lower + upper - 1.0).abs() <= 2e-15
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn nothing_is_nan_inside_the_domain(a in positive(), b in positive(), x in positive(), v in probability()) {
        prop_assert!(!gamma::ln_gamma(x).is_nan());
        prop_assert!(!gamma::digamma(x).is_nan());
        prop_assert!(gamma::trigamma(x) >= 0.0);
        prop_assert!(!beta::ln_beta(a, b).is_nan());
        prop_assert!(tails(gamma::regularized_p(a, x), gamma::regularized_q(a, x)));
        let (lower, upper) = (beta::regularized(a, b, v), beta::regularized(b, a, 1.0 - v));
        prop_assert!((0.0..=1.0).contains(&lower) && (0.0..=1.0).contains(&upper));
        prop_assert!(tails(normal::cdf(x), normal::sf(x)) && tails(normal::cdf(-x), normal::sf(-x)));
        prop_assert!(tails(student_t::cdf(x, a), student_t::sf(x, a)));
        prop_assert!(tails(chi_squared::cdf(x, a), chi_squared::sf(x, a)));
        prop_assert!(tails(f_distribution::cdf(x, a, b), f_distribution::sf(x, a, b)));
    }

    #[test]
    fn quantiles_are_defined_everywhere(a in positive(), b in positive(), p in probability()) {
        prop_assert!(gamma::inverse_p(a, p) >= 0.0 && gamma::inverse_q(a, p) >= 0.0);
        prop_assert!((0.0..=1.0).contains(&beta::inverse(a, b, p)));
        prop_assert!(!normal::quantile(p).is_nan());
        let t = student_t::quantile(p, a);
        prop_assert!(if p < 0.5 { t <= 0.0 } else { t >= 0.0 }, "{t}");
        prop_assert!(chi_squared::quantile(p, a) >= 0.0 && chi_squared::upper_quantile(p, a) >= 0.0);
        prop_assert!(f_distribution::quantile(p, a, b) >= 0.0 && f_distribution::upper_quantile(p, a, b) >= 0.0);
    }
}
