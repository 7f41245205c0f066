//! Identities of concentration that hold for any amounts.

use goodwill::quantity::{Level, Proportion};
use goodwill::value::{
    AbcClass, AbcOptions, abc_classes, concentration, customers_for_share, gini, herfindahl, lorenz_curve,
    theil, top_k_share, top_share,
};
use proptest::prelude::*;

/// Amounts with ties and zeros among them, not all 0.
fn amounts() -> impl Strategy<Value = Vec<f64>> {
    let amount = prop_oneof![3 => 0.01..1e6, 1 => Just(0.0), 1 => (1_u8..5).prop_map(f64::from)];
    proptest::collection::vec(amount, 2..60).prop_map(|mut values| {
        values.push(3.0);
        values
    })
}

fn close(a: f64, b: f64, tolerance: f64) -> bool {
    (a - b).abs() <= tolerance * a.abs().max(b.abs()).max(1.0) || (a.is_nan() && b.is_nan())
}

fn level() -> Level {
    Level::default()
}

fn part(value: f64) -> Proportion {
    Proportion::new("part", value).unwrap()
}

proptest! {
    #[test]
    fn the_order_of_customers_changes_no_bit(mut values in amounts(), seed in any::<u64>()) {
        values.push(f64::NAN);
        let one = concentration(&values, level()).unwrap();
        let turn = (seed % values.len() as u64) as usize;
        values.rotate_left(turn);
        values.reverse();
        prop_assert_eq!(format!("{one:?}"), format!("{:?}", concentration(&values, level()).unwrap()));
    }

    #[test]
    fn gini_is_the_mean_difference_and_the_area(values in amounts()) {
        let got = gini(&values, level()).unwrap();
        let n = values.len() as f64;
        let total: f64 = values.iter().sum();
        let differences: f64 = values.iter().flat_map(|a| values.iter().map(move |b| (a - b).abs())).sum();
        prop_assert!(close(got.gini.value, differences / (2.0 * n * total), 1e-12));
        prop_assert!(close(got.unbiased.value, differences / (2.0 * (n - 1.0) * total), 1e-12));
        let curve = lorenz_curve(&values, 0).unwrap();
        let area: f64 = curve.amounts.windows(2).map(|pair| 0.5 * (pair[0] + pair[1]) / n).sum();
        prop_assert!(close(got.gini.value, 1.0 - 2.0 * area, 1e-12));
        prop_assert!((0.0..=1.0).contains(&got.unbiased.value));
    }

    #[test]
    fn the_curve_is_convex_from_corner_to_corner(values in amounts(), points in 0_usize..30) {
        let curve = lorenz_curve(&values, points).unwrap();
        prop_assert_eq!((curve.customers[0], curve.amounts[0]), (0.0, 0.0));
        prop_assert_eq!((*curve.customers.last().unwrap(), *curve.amounts.last().unwrap()), (1.0, 1.0));
        let rises: Vec<f64> = curve.amounts.windows(2).map(|pair| pair[1] - pair[0]).collect();
        prop_assert!(rises.windows(2).all(|pair| pair[0] <= pair[1] + 1e-13));
    }

    #[test]
    fn jackknife_in_closed_form_is_the_jackknife(values in amounts()) {
        prop_assume!(values.iter().filter(|&&value| value > 0.0).count() > 1);
        let n = values.len() as f64;
        let brute = |of: &dyn Fn(&[f64]) -> f64| {
            let replicates: Vec<f64> = (0..values.len())
                .map(|j| of(&[&values[..j], &values[j + 1..]].concat()))
                .collect();
            let mean = replicates.iter().sum::<f64>() / n;
            ((n - 1.0) / n * replicates.iter().map(|r| (r - mean) * (r - mean)).sum::<f64>()).sqrt()
        };
        let got = concentration(&values, level()).unwrap();
        let of_gini = brute(&|rest| gini(rest, level()).unwrap().unbiased.value);
        let of_theil = brute(&|rest| theil(rest, level()).unwrap().theil.value);
        let of_index = brute(&|rest| rest.len() as f64 * herfindahl(rest, level()).unwrap().index.value) / n;
        prop_assert!(close(got.gini.unbiased.standard_error, of_gini, 1e-10));
        prop_assert!(close(got.theil.theil.standard_error, of_theil, 1e-10));
        prop_assert!(close(got.herfindahl.index.standard_error, of_index, 1e-10));
    }

    #[test]
    fn currency_and_copies_do_not_matter(values in amounts(), rate in 1e-3..1e3, copies in 2_usize..5) {
        let one = concentration(&values, level()).unwrap();
        let scaled: Vec<f64> = values.iter().map(|value| value * rate).collect();
        let copied: Vec<f64> = (0..copies).flat_map(|_| values.iter().copied()).collect();
        for other in [concentration(&scaled, level()).unwrap(), concentration(&copied, level()).unwrap()] {
            prop_assert!(close(one.gini.gini.value, other.gini.gini.value, 1e-12));
            prop_assert!(close(one.theil.theil.value, other.theil.theil.value, 1e-11));
            prop_assert!(close(one.top_20_percent.value, other.top_20_percent.value, 1e-11));
            let effective = |of: &goodwill::value::Concentration| of.herfindahl.effective_customers.value / of.customers as f64;
            prop_assert!(close(effective(&one), effective(&other), 1e-12));
        }
    }

    #[test]
    fn a_gift_from_rich_to_poor_lowers_every_measure(values in amounts(), i in 0_usize..60, j in 0_usize..60, share in 0.0..0.5) {
        let (i, j) = (i % values.len(), j % values.len());
        let (poor, rich) = if values[i] < values[j] { (i, j) } else { (j, i) };
        let mut after = values.clone();
        let gift = share * (values[rich] - values[poor]);
        after[rich] -= gift;
        after[poor] += gift;
        let (before, after) = (concentration(&values, level()).unwrap(), concentration(&after, level()).unwrap());
        prop_assert!(after.gini.gini.value <= before.gini.gini.value + 1e-12);
        prop_assert!(after.theil.theil.value <= before.theil.theil.value + 1e-11);
        prop_assert!(after.herfindahl.index.value <= before.herfindahl.index.value + 1e-12);
        prop_assert!(after.top_10_percent.value <= before.top_10_percent.value + 1e-12);
    }

    #[test]
    fn top_shares_and_customers_for_a_share_are_inverse(values in amounts(), share in 0.01..1.0, k in 1_u64..60) {
        let k = k.min(values.len() as u64);
        let top = top_k_share(&values, k, level()).unwrap();
        let as_part = top_share(&values, part(k as f64 / values.len() as f64), level()).unwrap();
        prop_assert!(close(top.value, as_part.value, 1e-12));
        let few = customers_for_share(&values, part(share), level()).unwrap();
        prop_assert!(few.share >= share - 1e-11);
        prop_assert!(close(few.share, top_k_share(&values, few.customers, level()).unwrap().value, 1e-15));
        if few.customers > 1 {
            prop_assert!(top_k_share(&values, few.customers - 1, level()).unwrap().value < share);
        }
    }

    #[test]
    fn classes_are_a_partition_from_the_largest_down(mut values in amounts(), a in 0.0..1.0, b in 0.0..1.0) {
        values.push(f64::NAN);
        let (a, b) = if a < b { (a, b) } else { (b, a) };
        let options = AbcOptions { a: part(a), b: part(b) };
        let classes = abc_classes(&values, &options).unwrap();
        prop_assert_eq!(classes.abc_class.iter().filter(|class| class.is_none()).count(), 1);
        let mut pairs: Vec<(f64, AbcClass)> = values.iter().zip(&classes.abc_class).filter_map(|(v, c)| c.map(|c| (*v, c))).collect();
        pairs.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
        prop_assert!(pairs.windows(2).all(|pair| pair[0].1 <= pair[1].1 && (pair[0].0 > pair[1].0 || pair[0].1 == pair[1].1)));
        for row in &classes.rows {
            prop_assert_eq!(row.customers, pairs.iter().filter(|pair| pair.1 == row.abc_class).count() as u64);
            let amount: f64 = pairs.iter().filter(|pair| pair.1 == row.abc_class).map(|pair| pair.0).sum();
            prop_assert!(close(row.amount, amount, 1e-12));
        }
        // A reaches its share, and would not without its smallest customers.
        if a > 0.0 {
            prop_assert!(classes.rows[0].amount_share >= a - 1e-11);
        }
        prop_assert!(classes.rows[0].amount_share + classes.rows[1].amount_share >= b - 1e-11);
    }
}
