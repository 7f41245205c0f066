//! Identities of lifetime value that hold for any margin, retention, discount and horizon.

use goodwill::Estimate;
use goodwill::estimate::{ProportionOptions, proportion};
use goodwill::quantity::{Discount, Level, Money, NonNegative, Proportion};
use goodwill::value::{FirstPayment, cltv, cltv_finite, cltv_historic, cltv_literal, margin_multiple};
use proptest::prelude::*;

const FREE: fn() -> NonNegative = NonNegative::default;
const BOTH: [FirstPayment; 2] = [FirstPayment::EndOfPeriod, FirstPayment::Immediate];

fn discount(rate: f64) -> Discount {
    Discount::new("discount", rate).unwrap()
}

fn close(a: f64, b: f64, tolerance: f64) -> bool {
    (a - b).abs() <= tolerance * a.abs().max(b.abs()).max(1.0)
}

/// A retention rate seen in a sample.
fn retentions() -> impl Strategy<Value = Estimate> {
    (2_u64..2_000)
        .prop_flat_map(|n| (0..n, Just(n)))
        .prop_map(|(stayed, n)| proportion(stayed, n, &ProportionOptions::default()).unwrap())
}

proptest! {
    #[test]
    fn an_immediate_payment_is_worth_one_margin_more(r in 0.0..0.999, i in 0.0..2.0) {
        let [end, now] = BOTH.map(|first| margin_multiple(&Estimate::given(r), discount(i), first).unwrap().value);
        prop_assert!(close(now, end + 1.0, 1e-13));
        prop_assert!(close(end, now * r / (1.0 + i), 1e-13));
    }

    #[test]
    fn the_horizon_splits_the_value(r in 0.0..0.99, i in 0.001..0.5, periods in 0_u32..200, margin in -100.0..100.0) {
        // All of it = the first n periods + the rest, discounted and for those who stayed.
        let (margin, retention) = (Estimate::given(margin), Estimate::given(r));
        for first in BOTH {
            let whole = cltv(&margin, &retention, discount(i), first, FREE()).unwrap().cltv.value;
            let part = cltv_finite(&margin, &retention, discount(i), first, periods, FREE()).unwrap().cltv.value;
            let rest = whole * libm::pow(r / (1.0 + i), f64::from(periods));
            prop_assert!(close(whole, part + rest, 1e-12), "{} {} {}", whole, part, rest);
        }
    }

    #[test]
    fn value_rises_with_retention_and_falls_with_discount(retention in retentions(), i in 0.01..1.0, step in 0.001..0.5) {
        for first in BOTH {
            let of = |r: f64, i: f64| margin_multiple(&Estimate::given(r), discount(i), first).unwrap().value;
            prop_assert!(of(retention.value, i + step) <= of(retention.value, i));
            prop_assert!(of(retention.value * (1.0 - step), i) <= of(retention.value, i));
            let multiple = margin_multiple(&retention, discount(i), first).unwrap();
            prop_assert!(multiple.interval.contains(multiple.value));
            prop_assert_eq!(multiple.interval.lower, of(retention.interval.lower, i));
            prop_assert_eq!(multiple.n, retention.n);
        }
    }

    #[test]
    fn slopes_are_derivatives(r in 0.05..0.95, i in 0.0..0.5, periods in 1_u32..60) {
        let h = 1e-6;
        let of = |r: f64, first| {
            let uncertain = Estimate::wald(r, 1.0, Level::default(), 10, goodwill::Method::Wald);
            let finite = cltv_finite(&Estimate::given(1.0), &uncertain, discount(i), first, periods, FREE()).unwrap();
            [finite.multiple, margin_multiple(&uncertain, discount(i), first).unwrap()]
        };
        for first in BOTH {
            let (low, mid, high) = (of(r - h, first), of(r, first), of(r + h, first));
            for form in 0..2 {
                let slope = (high[form].value - low[form].value) / (2.0 * h);
                prop_assert!(close(mid[form].standard_error, slope, 1e-5), "{} {}", mid[form].standard_error, slope);
            }
        }
    }

    #[test]
    fn value_scales_with_the_currency_and_sinks_by_the_cost(
        margin in -1e4..1e4, rate in 0.01..100.0, cost in 0.0..1e4, retention in retentions(), i in 0.001..1.0
    ) {
        let of = |margin: f64, cost: f64| {
            let cost = NonNegative::new("acquisition_cost", cost).unwrap();
            cltv(&Estimate::given(margin), &retention, discount(i), FirstPayment::EndOfPeriod, cost).unwrap().cltv
        };
        let (home, abroad) = (of(margin, cost), of(margin * rate, cost * rate));
        prop_assert!(close(home.value * rate, abroad.value, 1e-9));
        prop_assert!(close(home.interval.upper * rate, abroad.interval.upper, 1e-9));
        prop_assert!(close(of(margin, 0.0).value - cost, home.value, 1e-9));
        prop_assert!(home.interval.contains(home.value));
    }

    #[test]
    fn literal_readings_are_undiscounted_multiples(r in 0.01..0.99, arpc in 0.0..1e4, lifetime in 0.0..50.0) {
        let literal = cltv_literal(
            Money::new("arpc", arpc).unwrap(),
            Proportion::new("retention", r).unwrap(),
            NonNegative::new("lifetime", lifetime).unwrap(),
        ).unwrap();
        let [end, now] = BOTH.map(|first| arpc * margin_multiple(&Estimate::given(r), discount(0.0), first).unwrap().value);
        prop_assert!(close(literal.end_of_period, end, 1e-13) && close(literal.immediate, now, 1e-13));
        prop_assert_eq!(literal.value, arpc * lifetime);
    }

    #[test]
    fn the_order_of_customers_changes_no_bit(
        mut values in proptest::collection::vec(prop_oneof![9 => -1e9..1e9, 1 => Just(f64::NAN)], 2..80), seed in any::<u64>()
    ) {
        values.push(1.0);
        let one = cltv_historic(&values, Level::default()).unwrap();
        prop_assert_eq!(one.customers + one.missing, values.len() as u64);
        let turn = (seed % values.len() as u64) as usize;
        values.rotate_left(turn);
        values.reverse();
        prop_assert_eq!(format!("{one:?}"), format!("{:?}", cltv_historic(&values, Level::default()).unwrap()));
    }
}
