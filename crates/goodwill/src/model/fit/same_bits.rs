//! A fit has the same bits whatever the order of the rows, the number of threads and the partition of the customers.

use super::{FitOptions, Fitted};
use crate::model::counts::HistoryCounts;
use crate::model::history::HistoryColumns;
use crate::model::likelihood::Model;
use crate::model::{
    Bdw, BgBb, BgNbd, GammaGamma, MbgNbd, Nbd, NonPositiveSpend, ParetoNbd, RenewalCounts, RenewalModel, Sbg,
    Simulate, SpendCounts,
};
use crate::numeric::random::CounterRng;
use alloc::{vec, vec::Vec};

/// Customers as rows of columns, which can be counted in parts.
trait Rows: Sync {
    type Counts;
    fn len(&self) -> usize;
    fn count(&self, rows: &[usize]) -> Self::Counts;
    fn merge(&self, counts: &mut Self::Counts, others: &Self::Counts);
}

fn take<T: Copy>(column: &[T], rows: &[usize]) -> Vec<T> {
    rows.iter().map(|&row| column[row]).collect()
}

/// Weights of many bits, so that a plain sum of them would depend on its order.
fn weights(n: usize) -> Vec<f64> {
    (0..n)
        .map(|row| libm::exp(CounterRng::new(5, row as u64).normal()))
        .collect()
}

struct Histories {
    frequency: Vec<f64>,
    recency: Vec<f64>,
    tenure: Vec<f64>,
    weights: Option<Vec<f64>>,
}

impl Rows for Histories {
    type Counts = HistoryCounts;
    fn len(&self) -> usize {
        self.frequency.len()
    }
    fn count(&self, rows: &[usize]) -> HistoryCounts {
        let columns = HistoryColumns {
            frequency: &take(&self.frequency, rows),
            recency: &take(&self.recency, rows),
            tenure: &take(&self.tenure, rows),
        };
        let weights = self.weights.as_ref().map(|weights| take(weights, rows));
        HistoryCounts::from_columns(&columns, weights.as_deref(), None).unwrap()
    }
    fn merge(&self, counts: &mut HistoryCounts, others: &HistoryCounts) {
        counts.merge(others).unwrap();
    }
}

struct Contracts {
    renewals: Vec<f64>,
    churned: Vec<bool>,
    weights: Vec<f64>,
}

impl Rows for Contracts {
    type Counts = RenewalCounts;
    fn len(&self) -> usize {
        self.renewals.len()
    }
    fn count(&self, rows: &[usize]) -> RenewalCounts {
        let (renewals, churned) = (take(&self.renewals, rows), take(&self.churned, rows));
        RenewalCounts::from_contracts(&renewals, &churned, Some(&take(&self.weights, rows))).unwrap()
    }
    fn merge(&self, counts: &mut RenewalCounts, others: &RenewalCounts) {
        counts.merge(others).unwrap();
    }
}

struct Spends {
    frequency: Vec<f64>,
    mean_spend: Vec<f64>,
    weights: Vec<f64>,
}

impl Rows for Spends {
    type Counts = SpendCounts;
    fn len(&self) -> usize {
        self.frequency.len()
    }
    fn count(&self, rows: &[usize]) -> SpendCounts {
        let (frequency, mean_spend) = (take(&self.frequency, rows), take(&self.mean_spend, rows));
        let weights = take(&self.weights, rows);
        SpendCounts::from_columns(&frequency, &mean_spend, Some(&weights), NonPositiveSpend::Refuse).unwrap()
    }
    fn merge(&self, counts: &mut SpendCounts, others: &SpendCounts) {
        counts.merge(others).unwrap();
    }
}

/// Customers who buy and leave at exponential rates, which are exponential over customers.
fn customers(n: u64) -> Histories {
    let mut all = Histories {
        frequency: vec![],
        recency: vec![],
        tenure: vec![],
        weights: None,
    };
    for customer in 0..n {
        let mut rng = CounterRng::new(11, customer);
        let mut wait = || -libm::log(rng.uniform());
        let rate = wait() / 40.0;
        let leaves = wait() / (wait() / 150.0);
        let tenure = 180.0 + libm::floor(90.0 * libm::exp(-wait()));
        let (mut frequency, mut last) = (0.0, 0.0);
        loop {
            let next = last + wait() / rate;
            if next >= tenure.min(leaves) {
                break;
            }
            last = next;
            frequency += 1.0;
        }
        all.frequency.push(frequency);
        all.recency.push(libm::ceil(last) / 7.0);
        all.tenure.push(tenure / 7.0);
    }
    all
}

fn same<M: Model>(customers: &impl Rows<Counts = M::Data>) {
    let order: Vec<usize> = (0..customers.len()).collect();
    let fit = |counts: &M::Data| -> Fitted<M> { M::fit(counts, &FitOptions::default()).unwrap() };
    let reference = fit(&customers.count(&order));
    let mut shuffled = order.clone();
    shuffled.sort_by_key(|&row| CounterRng::new(3, row as u64).next_u64());
    assert_ne!(shuffled, order);
    assert_eq!(fit(&customers.count(&shuffled)), reference);
    for parts in [1, 3, 8, 17] {
        let part = |part: usize| -> Vec<usize> {
            let rows = shuffled.iter().copied();
            rows.filter(|row| row % parts == part).collect()
        };
        let mut merged = customers.count(&part(0));
        for number in (1..parts).rev() {
            customers.merge(&mut merged, &customers.count(&part(number)));
        }
        assert_eq!(fit(&merged), reference, "{parts} parts");
    }
    #[cfg(feature = "parallel")]
    for threads in [1, 2, 8] {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        let fitted = pool.install(|| fit(&customers.count(&order)));
        assert_eq!(fitted, reference, "{threads} threads");
    }
}

#[test]
fn beta_geometric() {
    same::<BgNbd>(&customers(12_000));
    same::<MbgNbd>(&customers(12_000));
}

#[test]
fn pareto() {
    same::<ParetoNbd>(&customers(1_000));
}

#[test]
fn nbd() {
    same::<Nbd>(&Histories {
        weights: Some(weights(12_000)),
        ..customers(12_000)
    });
}

#[test]
fn beta_geometric_beta_binomial() {
    let tenures: Vec<f64> = (0..4_000).map(|customer| f64::from(6 + customer % 9)).collect();
    let simulated = BgBb::new(1.2, 0.75, 0.66, 2.8)
        .unwrap()
        .simulate(&tenures, 2)
        .unwrap();
    same::<BgBb>(&Histories {
        frequency: simulated.columns().frequency.to_vec(),
        recency: simulated.columns().recency.to_vec(),
        tenure: tenures,
        weights: Some(weights(4_000)),
    });
}

#[test]
fn renewals() {
    let decisions: Vec<u32> = (0..12_000).map(|contract| 1 + contract % 12).collect();
    let contracts = |simulated: crate::model::SimulatedContracts| Contracts {
        renewals: simulated.renewals,
        churned: simulated.churned,
        weights: weights(12_000),
    };
    same::<Sbg>(&contracts(Sbg::new(0.67, 3.8).unwrap().simulate(&decisions, 4)));
    same::<Bdw>(&contracts(
        Bdw::new(0.26, 1.7, 1.6).unwrap().simulate(&decisions, 4),
    ));
}

#[test]
fn spend() {
    let frequency: Vec<f64> = (0..6_000).map(|customer| f64::from(1 + customer % 7)).collect();
    let mean_spend = GammaGamma::new(6.25, 3.74, 15.44)
        .unwrap()
        .simulate(&frequency, 6)
        .unwrap();
    same::<GammaGamma>(&Spends {
        frequency,
        mean_spend,
        weights: weights(6_000),
    });
}
