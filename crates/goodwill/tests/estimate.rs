//! Identities of shares, means and rates that hold for any input.

use goodwill::Estimate;
use goodwill::choice::Choice;
use goodwill::estimate::{
    MeanOptions, ProportionInterval, ProportionOptions, mean, poisson_rate, proportion, proportion_difference,
};
use goodwill::quantity::{Level, Positive};
use proptest::prelude::*;

/// Successes out of n.
fn counts() -> impl Strategy<Value = (u64, u64)> {
    prop_oneof![1_u64..30, 1_u64..10_000].prop_flat_map(|n| (0..=n, Just(n)))
}

fn intervals() -> impl Strategy<Value = ProportionInterval> {
    proptest::sample::select(ProportionInterval::ALL)
}

fn levels() -> impl Strategy<Value = Level> {
    (0.01..0.999).prop_map(|level| Level::new("level", level).unwrap())
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-12 * a.abs().max(b.abs()).max(1.0)
}

fn encloses(outer: &Estimate, inner: &Estimate) -> bool {
    outer.interval.lower <= inner.interval.lower && inner.interval.upper <= outer.interval.upper
}

proptest! {
    #[test]
    fn a_share_lies_in_its_interval_on_the_scale((x, n) in counts(), interval in intervals(), level in levels()) {
        let got = proportion(x, n, &ProportionOptions { level, interval }).unwrap();
        prop_assert!(0.0 <= got.interval.lower && got.interval.upper <= 1.0);
        // These two are centred elsewhere, but wide enough at every usual level.
        let shifted = matches!(interval, ProportionInterval::AgrestiCoull | ProportionInterval::Jeffreys);
        if !shifted || level.get() > 0.6 {
            prop_assert!(got.interval.lower <= got.value && got.value <= got.interval.upper, "{got:?}");
        }
    }

    #[test]
    fn counting_failures_mirrors_the_share((x, n) in counts(), interval in intervals(), level in levels()) {
        let options = ProportionOptions { level, interval };
        let (successes, failures) = (proportion(x, n, &options).unwrap(), proportion(n - x, n, &options).unwrap());
        prop_assert!(close(successes.value, 1.0 - failures.value));
        prop_assert!(close(successes.interval.lower, 1.0 - failures.interval.upper));
        prop_assert!(close(successes.interval.upper, 1.0 - failures.interval.lower));
        prop_assert!(close(successes.standard_error, failures.standard_error));
    }

    #[test]
    fn more_confidence_is_a_wider_interval((x, n) in counts(), interval in intervals(), level in levels()) {
        let wider = Level::new("level", 0.5 * (1.0 + level.get())).unwrap();
        let got = proportion(x, n, &ProportionOptions { level, interval }).unwrap();
        let wider = proportion(x, n, &ProportionOptions { level: wider, interval }).unwrap();
        prop_assert!(encloses(&wider, &got));
    }

    #[test]
    fn the_exact_interval_holds_the_jeffreys_interval((x, n) in counts(), level in levels()) {
        let with = |interval| proportion(x, n, &ProportionOptions { level, interval }).unwrap();
        prop_assert!(encloses(&with(ProportionInterval::ClopperPearson), &with(ProportionInterval::Jeffreys)));
    }

    #[test]
    fn a_difference_changes_sign_with_its_groups((a, n_a) in counts(), (b, n_b) in counts(), level in levels()) {
        let there = proportion_difference(a, n_a, b, n_b, level).unwrap();
        let back = proportion_difference(b, n_b, a, n_a, level).unwrap();
        prop_assert_eq!(there.value, -back.value);
        prop_assert_eq!(there.interval.lower, -back.interval.upper);
        prop_assert_eq!(there.standard_error, back.standard_error);
        prop_assert!(-1.0 - 1e-15 <= there.interval.lower && there.interval.upper <= 1.0 + 1e-15);
        prop_assert!(there.interval.contains(there.value));
    }

    #[test]
    fn a_mean_does_not_know_the_order_of_rows(
        (values, shuffled) in proptest::collection::vec(-1e6..1e6, 1..60).prop_flat_map(|v| (Just(v.clone()), Just(v).prop_shuffle())),
        gaps in 0_usize..3,
    ) {
        let options = MeanOptions::default();
        let mut shuffled = shuffled;
        shuffled.extend(std::iter::repeat_n(f64::NAN, gaps));
        let (one, other) = (mean(&values, &options).unwrap(), mean(&shuffled, &options).unwrap());
        prop_assert_eq!(format!("{one:?}"), format!("{other:?}"));
    }

    #[test]
    fn a_mean_moves_with_its_scale(values in proptest::collection::vec(-1e3..1e3, 2..60), shift in -1e3..1e3) {
        let options = MeanOptions::default();
        let moved: Vec<f64> = values.iter().map(|x| 4.0 * x).collect();
        let (one, other) = (mean(&values, &options).unwrap(), mean(&moved, &options).unwrap());
        prop_assert_eq!(4.0 * one.value, other.value);
        prop_assert_eq!(4.0 * one.standard_error, other.standard_error);
        let moved: Vec<f64> = values.iter().map(|x| x + shift).collect();
        let other = mean(&moved, &options).unwrap();
        prop_assert!(close(one.value + shift, other.value));
        prop_assert!(close(one.interval.upper + shift, other.interval.upper));
    }

    #[test]
    fn a_smaller_population_leaves_less_doubt(values in proptest::collection::vec(-1e3..1e3, 2..60), more in 0_u64..1000) {
        let n = values.len() as u64;
        let of = |population_size| mean(&values, &MeanOptions { population_size, ..Default::default() }).unwrap();
        let (infinite, large, small) = (of(None), of(Some(n + more + 1)), of(Some(n + more)));
        prop_assert!(small.standard_error <= large.standard_error && large.standard_error <= infinite.standard_error);
        prop_assert!(encloses(&infinite, &large) && encloses(&large, &small));
    }

    #[test]
    fn a_rate_scales_with_its_exposure(events in 0_u64..5_000, level in levels()) {
        let rate = |exposure| poisson_rate(events, Positive::new("exposure", exposure).unwrap(), level).unwrap();
        let (one, eight) = (rate(1.0), rate(8.0));
        prop_assert_eq!(one.value, 8.0 * eight.value);
        prop_assert_eq!(one.interval.upper, 8.0 * eight.interval.upper);
        prop_assert!(one.interval.contains(one.value));
        prop_assert_eq!(one.interval.lower == 0.0, events == 0);
    }

    #[test]
    fn rates_and_shares_agree_where_events_are_rare(events in 0_u64..20) {
        let n = 100_000_000;
        let exact = ProportionOptions { interval: ProportionInterval::ClopperPearson, ..Default::default() };
        let share = proportion(events, n, &exact).unwrap();
        let rate = poisson_rate(events, Positive::new("exposure", n as f64).unwrap(), Level::default()).unwrap();
        prop_assert!((share.interval.upper / rate.interval.upper - 1.0).abs() < 1e-6);
        prop_assert!((share.interval.lower - rate.interval.lower).abs() <= 1e-6 * rate.interval.lower);
    }
}
