//! A fit has the same bits whatever the order of the rows, the number of threads and the partition of the customers.

use super::{FitOptions, Fitted};
use crate::model::counts::HistoryCounts;
use crate::model::history::HistoryColumns;
use crate::model::likelihood::Model;
use crate::model::{BgNbd, MbgNbd, ParetoNbd};
use crate::numeric::random::CounterRng;
use alloc::{vec, vec::Vec};

struct Columns {
    frequency: Vec<f64>,
    recency: Vec<f64>,
    tenure: Vec<f64>,
}

/// Customers who buy and leave at exponential rates, which are exponential over customers.
fn customers(n: u64) -> Columns {
    let mut all = Columns {
        frequency: vec![],
        recency: vec![],
        tenure: vec![],
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

impl Columns {
    fn rows(&self, rows: &[usize]) -> HistoryCounts {
        let take = |column: &[f64]| rows.iter().map(|&row| column[row]).collect::<Vec<_>>();
        let (frequency, recency, tenure) = (take(&self.frequency), take(&self.recency), take(&self.tenure));
        let columns = HistoryColumns {
            frequency: &frequency,
            recency: &recency,
            tenure: &tenure,
        };
        HistoryCounts::from_columns(&columns, None, None).unwrap()
    }
}

fn same<M: Model<Data = HistoryCounts>>(n: u64) {
    let columns = customers(n);
    let order: Vec<usize> = (0..n as usize).collect();
    let whole = columns.rows(&order);
    let fit = |counts: &HistoryCounts| -> Fitted<M> { M::fit(counts, &FitOptions::default()).unwrap() };
    let reference = fit(&whole);
    let mut shuffled = order.clone();
    shuffled.sort_by_key(|&row| CounterRng::new(3, row as u64).next_u64());
    assert_ne!(shuffled, order);
    let shuffled_counts = columns.rows(&shuffled);
    assert_eq!(fit(&shuffled_counts), reference);
    for parts in [3, 8, 17] {
        let mut merged = HistoryCounts::empty(None);
        for part in 0..parts {
            let rows: Vec<usize> = shuffled
                .iter()
                .copied()
                .filter(|row| row % parts == part)
                .collect();
            merged.merge(&columns.rows(&rows)).unwrap();
        }
        assert_eq!(fit(&merged), reference, "{parts} parts");
    }
    #[cfg(feature = "parallel")]
    for threads in [1, 2, 8] {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        assert_eq!(pool.install(|| fit(&whole)), reference, "{threads} threads");
    }
}

#[test]
fn beta_geometric() {
    same::<BgNbd>(12_000);
    same::<MbgNbd>(12_000);
}

#[test]
fn pareto() {
    same::<ParetoNbd>(1_000);
}
