//! Identities of tiers that hold for any customers.

use goodwill::calendar::{Day, Window};
use goodwill::estimate::ProportionOptions;
use goodwill::purchase::{
    CustomerColumn, PurchaseBatch, PurchaseOptions, Purchases, PurchasesBuilder, RepeatOptions,
    RepeatVariant, repeat_rate,
};
use goodwill::segment::{
    CIRCULATING_PURCHASES, TierAgreement, TierRules, TierTable, implied_repeat_rate, purchase_tier_table,
    purchase_tiers, tier, tier_table, tiers, tiers_by, yearly_activity,
};
use proptest::prelude::*;

/// Spend, purchases and repeat flag of one customer; money in whole cents, so that scaling by 2 is exact.
type Row = (f64, f64, f64);

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let spend =
        prop_oneof![9 => (-500_i32..400_000).prop_map(|cents| f64::from(cents) / 100.0), 1 => Just(f64::NAN)];
    let purchases = prop_oneof![9 => (0_u32..40).prop_map(|n| f64::from(n) / 4.0), 1 => Just(f64::NAN)];
    let repeat = prop_oneof![Just(0.0), Just(1.0), Just(f64::NAN)];
    proptest::collection::vec((spend, purchases, repeat), 1..60)
}

fn agreement() -> impl Strategy<Value = TierAgreement> {
    prop_oneof![
        Just(TierAgreement::Both),
        Just(TierAgreement::Either),
        Just(TierAgreement::SpendFirst),
        Just(TierAgreement::PurchasesFirst),
    ]
}

fn rules(agreement: TierAgreement, scale: f64) -> TierRules {
    TierRules::new(
        &[1000.0 * scale, 300.0 * scale],
        &CIRCULATING_PURCHASES,
        agreement,
    )
    .unwrap()
}

fn unzip(rows: &[Row]) -> (Vec<f64>, Vec<f64>, Vec<f64>) {
    (
        rows.iter().map(|row| row.0).collect(),
        rows.iter().map(|row| row.1).collect(),
        rows.iter().map(|row| row.2).collect(),
    )
}

fn table(rows: &[Row], rules: &TierRules) -> Option<TierTable> {
    let (spend, purchases, repeat) = unzip(rows);
    tier_table(&spend, &purchases, &repeat, rules, &ProportionOptions::default()).ok()
}

/// Two tables of the same bits; NaN equals NaN.
fn same(a: &TierTable, b: &TierTable) -> bool {
    format!("{a:?}") == format!("{b:?}")
}

fn close(a: f64, b: f64) -> bool {
    a.is_nan() && b.is_nan() || (a - b).abs() <= 1e-12 * a.abs().max(b.abs()).max(1.0)
}

proptest! {
    #[test]
    fn every_customer_is_in_one_tier_or_missing(rows in rows(), agreement in agreement()) {
        let (spend, purchases, _) = unzip(&rows);
        let got = tiers(&spend, &purchases, &rules(agreement, 1.0)).unwrap();
        prop_assert_eq!(got.customers.iter().sum::<u64>() + got.missing, rows.len() as u64);
        for (i, of_customer) in got.tier.iter().enumerate() {
            prop_assert_eq!(tier(spend[i], purchases[i], &rules(agreement, 1.0)).ok(), *of_customer);
        }
    }

    #[test]
    fn both_is_never_above_either(rows in rows()) {
        let (spend, purchases, _) = unzip(&rows);
        let of = |agreement| tiers(&spend, &purchases, &rules(agreement, 1.0)).unwrap().tier;
        let (both, either) = (of(TierAgreement::Both), of(TierAgreement::Either));
        for (i, (low, high)) in both.iter().zip(&either).enumerate() {
            prop_assert_eq!(low.is_none(), high.is_none());
            prop_assert!(low >= high, "{} {:?} {:?}", i, low, high);
            for between in [of(TierAgreement::SpendFirst)[i], of(TierAgreement::PurchasesFirst)[i]] {
                prop_assert!(low.is_none() || high <= &between && &between <= low);
            }
        }
    }

    #[test]
    fn two_criteria_are_the_general_form(rows in rows()) {
        let (spend, purchases, _) = unzip(&rows);
        let columns: [&[f64]; 2] = [&spend, &purchases];
        let thresholds: [&[f64]; 2] = [&[1000.0, 300.0], &CIRCULATING_PURCHASES];
        for (agreement, required) in [(TierAgreement::Both, 2), (TierAgreement::Either, 1)] {
            let special = tiers(&spend, &purchases, &rules(agreement, 1.0)).unwrap();
            prop_assert_eq!(&special, &tiers_by(&columns, &thresholds, required).unwrap());
            let swapped: [&[f64]; 2] = [&purchases, &spend];
            let thresholds: [&[f64]; 2] = [&CIRCULATING_PURCHASES, &[1000.0, 300.0]];
            prop_assert_eq!(&special, &tiers_by(&swapped, &thresholds, required).unwrap());
        }
    }

    #[test]
    fn row_order_does_not_matter(rows in rows(), agreement in agreement(), by in 0_usize..60) {
        let mut turned = rows.clone();
        turned.rotate_left(by % rows.len());
        turned.reverse();
        let rules = rules(agreement, 1.0);
        match (table(&rows, &rules), table(&turned, &rules)) {
            (Some(a), Some(b)) => prop_assert!(same(&a, &b)),
            (a, b) => prop_assert_eq!(a.is_some(), b.is_some()),
        }
    }

    #[test]
    fn the_table_is_a_whole(rows in rows(), agreement in agreement()) {
        let Some(table) = table(&rows, &rules(agreement, 1.0)) else { return Ok(()) };
        let sum = |of: &dyn Fn(&goodwill::segment::TierRow) -> f64| table.tiers.iter().map(of).sum::<f64>();
        prop_assert_eq!(table.customers + table.missing, rows.len() as u64);
        prop_assert!(close(sum(&|row| row.share.value), 1.0));
        if table.revenue != 0.0 && !table.revenue.is_nan() {
            let known = sum(&|row| if row.revenue.is_nan() { 0.0 } else { row.revenue });
            prop_assert!(close(known, table.revenue));
            prop_assert!(close(sum(&|row| row.revenue_share.value), 1.0));
        }
        // Where every customer's flag is known, shares and rates imply the overall rate.
        if table.repeat_missing == 0 && table.tiers.iter().all(|row| row.customers > 0) {
            let shares: Vec<f64> = table.tiers.iter().map(|row| row.share.value).collect();
            let rates: Vec<f64> = table.tiers.iter().map(|row| row.repeat_rate.value).collect();
            prop_assert!(close(implied_repeat_rate(&shares, &rates).unwrap(), table.repeat_rate.value));
        }
    }

    #[test]
    fn currency_does_not_matter(rows in rows(), agreement in agreement()) {
        let dear: Vec<Row> = rows.iter().map(|row| (2.0 * row.0, row.1, row.2)).collect();
        let (Some(a), Some(b)) = (table(&rows, &rules(agreement, 1.0)), table(&dear, &rules(agreement, 2.0))) else {
            return Ok(());
        };
        for (a, b) in a.tiers.iter().zip(&b.tiers) {
            prop_assert_eq!(a.customers, b.customers);
            prop_assert_eq!((2.0 * a.revenue).to_bits(), b.revenue.to_bits());
            prop_assert_eq!(a.revenue_share.value.to_bits(), b.revenue_share.value.to_bits());
            prop_assert_eq!(a.revenue_share.standard_error.to_bits(), b.revenue_share.standard_error.to_bits());
            prop_assert_eq!((2.0 * a.mean_spend.value).to_bits(), b.mean_spend.value.to_bits());
        }
    }

    #[test]
    fn everybody_twice_changes_no_share(rows in rows(), agreement in agreement()) {
        let twice: Vec<Row> = rows.iter().chain(&rows).copied().collect();
        let rules = rules(agreement, 1.0);
        let (Some(a), Some(b)) = (table(&rows, &rules), table(&twice, &rules)) else { return Ok(()) };
        for (a, b) in a.tiers.iter().zip(&b.tiers) {
            prop_assert_eq!(2 * a.customers, b.customers);
            prop_assert_eq!(a.share.value, b.share.value);
            prop_assert!(close(a.repeat_rate.value, b.repeat_rate.value));
            prop_assert!(close(a.revenue_share.value, b.revenue_share.value));
        }
    }

    #[test]
    fn relabelling_who_repeats_turns_the_rate_round(rows in rows(), agreement in agreement()) {
        let other: Vec<Row> = rows.iter().map(|row| (row.0, row.1, 1.0 - row.2)).collect();
        let rules = rules(agreement, 1.0);
        let (Some(a), Some(b)) = (table(&rows, &rules), table(&other, &rules)) else { return Ok(()) };
        prop_assert!(close(a.repeat_rate.value, 1.0 - b.repeat_rate.value));
        prop_assert!(close(a.repeat_rate.interval.lower, 1.0 - b.repeat_rate.interval.upper));
    }
}

/// Orders of a few customers over two years from 2023-01-01.
fn orders() -> impl Strategy<Value = Vec<(i64, i32, f64)>> {
    let start = Day::from_ymd(2023, 1, 1).unwrap().number();
    proptest::collection::vec(
        (0_i64..15, 0_i32..730, 1_i32..50_000)
            .prop_map(move |(customer, day, cents)| (customer, start + day, f64::from(cents) / 100.0)),
        1..120,
    )
}

fn build(orders: &[(i64, i32, f64)]) -> Purchases {
    let mut builder = PurchasesBuilder::new(&PurchaseOptions::default());
    let customers: Vec<i64> = orders.iter().map(|order| order.0).collect();
    let days: Vec<i32> = orders.iter().map(|order| order.1).collect();
    let amounts: Vec<f64> = orders.iter().map(|order| order.2).collect();
    let batch = PurchaseBatch::new(CustomerColumn::Integers(&customers), &days).amounts(&amounts);
    builder.update(&batch).unwrap();
    builder.finish().unwrap()
}

proptest! {
    #[test]
    fn straight_from_purchases_is_the_column_form(orders in orders(), agreement in agreement()) {
        let purchases = build(&orders);
        let year = |year| Day::from_ymd(year, 1, 1).unwrap();
        let window = Window { start: year(2023), end: year(2024) };
        let rules = rules(agreement, 1.0);
        let activity = yearly_activity(&purchases, window).unwrap();
        prop_assert_eq!(activity.years, 1.0);
        let mut columns = tiers(&activity.spend, &activity.purchases, &rules).unwrap();
        for (tier, &bought) in columns.tier.iter_mut().zip(&activity.purchases) {
            if bought == 0.0 {
                *tier = None;
            }
        }
        prop_assert_eq!(&columns.tier, &purchase_tiers(&purchases, window, &rules).unwrap().tier);

        let options = RepeatOptions { horizon_days: Some(100), ..RepeatOptions::default() };
        for variant in [RepeatVariant::TwoOrMore, RepeatVariant::WithinHorizon, RepeatVariant::RepeatOrders] {
            // Nobody in the base, or nobody in the window: nothing to compare.
            let Ok(overall) = repeat_rate(&purchases, window, variant, &options) else { continue };
            let table = purchase_tier_table(&purchases, window, &rules, variant, &options).unwrap();
            prop_assert_eq!(format!("{:?}", table.repeat_rate), format!("{:?}", overall.rate)); // NaN equals NaN
            let spend: f64 = activity.spend.iter().sum();
            prop_assert!(close(table.revenue, spend));
        }
    }
}
