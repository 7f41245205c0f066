//! Identities of churn and retention that hold for any input.

use goodwill::estimate::ProportionOptions;
use goodwill::quantity::{Level, Positive};
use goodwill::retention::{
    ChurnBase, CustomerFlow, ReasonOptions, churn, churn_annualised, churn_daily, churn_decomposition,
    churn_reasons, retention, retention_from_counts,
};
use proptest::prelude::*;

/// A possible period: start, joined, lost of the start, lost of the joined.
fn flows() -> impl Strategy<Value = CustomerFlow> {
    (1_u64..5_000, 0_u64..5_000).prop_flat_map(|(start, joined)| {
        (0..=start, 0..=joined).prop_map(move |(start_lost, joined_lost)| CustomerFlow {
            start,
            joined,
            lost: start_lost + joined_lost,
            joined_lost: Some(joined_lost),
            ..Default::default()
        })
    })
}

/// Columns (customers, lost) of equal length, with no more lost than customers.
fn columns(rows: std::ops::Range<usize>) -> impl Strategy<Value = Vec<(u64, u64)>> {
    proptest::collection::vec((0_u64..400).prop_flat_map(|n| (Just(n), 0..=n)), rows)
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-13 * a.abs().max(b.abs()).max(1.0)
}

proptest! {
    #[test]
    fn stayed_and_left_are_the_whole(flow in flows()) {
        let options = ProportionOptions::default();
        let left = churn(&flow, ChurnBase::Start, &options).unwrap();
        let stayed = retention(&flow, &options).unwrap();
        prop_assert!(left.closed_cohort);
        prop_assert!(close(left.rate.value + stayed.value, 1.0));
        prop_assert!(close(left.rate.interval.lower + stayed.interval.upper, 1.0));
    }

    #[test]
    fn the_circulating_form_is_right_when_no_joiner_leaves(flow in flows()) {
        let options = ProportionOptions::default();
        let closed = CustomerFlow { lost: flow.lost - flow.joined_lost.unwrap(), joined_lost: Some(0), ..flow };
        let circulating = retention_from_counts(closed.start, closed.end(), closed.joined, &options).unwrap();
        prop_assert_eq!(circulating, retention(&closed, &options).unwrap());
    }

    #[test]
    fn every_rate_lies_in_its_interval(flow in flows(), day_share in 0.0..1.0) {
        let days = 30.0;
        let (least, most) = ((flow.start - flow.start.min(flow.lost)) as f64, (flow.start + flow.joined) as f64);
        let flow = CustomerFlow {
            customer_days: Some(days * (least + day_share * (most - least))),
            days: Some(days),
            ..flow
        };
        for base in [ChurnBase::Start, ChurnBase::StartPlusJoiners, ChurnBase::Average, ChurnBase::CustomerDays] {
            let Ok(got) = churn(&flow, base, &ProportionOptions::default()) else { continue };
            prop_assert!(got.rate.interval.contains(got.rate.value), "{:?}", got);
            prop_assert!(got.probability.interval.contains(got.probability.value), "{:?}", got);
            prop_assert!((0.0..=1.0).contains(&got.probability.value));
        }
    }

    #[test]
    fn the_order_of_days_changes_no_bit(mut days in columns(1..40), seed in any::<u64>()) {
        let split = |days: &[(u64, u64)]| -> (Vec<u64>, Vec<u64>) { days.iter().copied().unzip() };
        let (active, lost) = split(&days);
        let level = Level::default();
        let one = [ChurnBase::DailySum, ChurnBase::CustomerDays].map(|base| churn_daily(&active, &lost, base, level));
        let turn = (seed % days.len() as u64) as usize;
        days.rotate_left(turn);
        days.reverse();
        let (active, lost) = split(&days);
        let other = [ChurnBase::DailySum, ChurnBase::CustomerDays].map(|base| churn_daily(&active, &lost, base, level));
        prop_assert_eq!(one, other);
    }

    #[test]
    fn annualising_there_and_back(flow in flows(), periods in 0.1..24.0) {
        let start = churn(&flow, ChurnBase::Start, &ProportionOptions::default()).unwrap().rate;
        prop_assume!(start.interval.upper < 0.5);
        let there = churn_annualised(&start, Positive::new("periods", periods).unwrap()).unwrap();
        let back = churn_annualised(&there, Positive::new("periods", 1.0 / periods).unwrap()).unwrap();
        prop_assert!((back.value - start.value).abs() < 1e-9, "{back} {start}");
        prop_assert!((back.interval.upper - start.interval.upper).abs() < 1e-9);
        prop_assert!((back.standard_error - start.standard_error).abs() < 1e-9);
    }

    #[test]
    fn a_table_of_reasons_is_its_rows(counts in proptest::collection::vec(0_u64..30, 4)) {
        let names = ["price", "service", "moved", ""];
        let rows: Vec<&str> = names.iter().zip(&counts).flat_map(|(name, &n)| vec![*name; n as usize]).collect();
        let options = ReasonOptions::default();
        let table = churn_reasons(&names, Some(&counts), &options);
        let raw = churn_reasons(&rows, None, &options);
        if counts[..3].iter().sum::<u64>() == 0 {
            prop_assert!(table.is_err() && raw.is_err());
        } else {
            let table = table.unwrap();
            prop_assert_eq!(table.rows.iter().map(|row| row.lost).sum::<u64>(), table.lost);
            prop_assert!(table.rows.windows(2).all(|pair| pair[0].lost >= pair[1].lost));
            prop_assert_eq!(table, raw.unwrap());
        }
    }

    #[test]
    fn mix_and_rate_add_up(groups in proptest::collection::vec(
        ((0_u64..400).prop_flat_map(|n| (Just(n), 0..=n)), (0_u64..400).prop_flat_map(|n| (Just(n), 0..=n))), 1..8)
    ) {
        let (before, after): (Vec<_>, Vec<_>) = groups.into_iter().unzip();
        let (n1, x1): (Vec<u64>, Vec<u64>) = before.into_iter().unzip();
        let (n2, x2): (Vec<u64>, Vec<u64>) = after.into_iter().unzip();
        prop_assume!(n1.iter().sum::<u64>() > 0 && n2.iter().sum::<u64>() > 0);
        let split = churn_decomposition(&n1, &x1, &n2, &x2, Level::default()).unwrap();
        prop_assert!(close(split.mix.value + split.rate.value, split.change.value));
        // Time reversed, every part changes its sign.
        let back = churn_decomposition(&n2, &x2, &n1, &x1, Level::default()).unwrap();
        prop_assert!(close(back.mix.value, -split.mix.value) && close(back.rate.value, -split.rate.value));
        prop_assert!(close(back.rate.interval.lower, -split.rate.interval.upper));
        for part in [split.change, split.mix, split.rate] {
            prop_assert!(part.interval.lower <= part.value + 1e-15 && part.value <= part.interval.upper + 1e-15);
        }
    }
}
