//! Purchase histories: published counts of CDNOW first, then identities and bad input.

use goodwill::calendar::{Day, TimeUnit};
use goodwill::purchase::{
    CustomerColumn, Histories, HistoryOptions, PurchaseBatch, PurchaseOptions, Purchases, PurchasesBuilder,
};
use std::collections::BTreeSet;

type Columns = (Vec<i64>, Vec<i32>, Vec<f64>);

/// Customer, day number and spend of every row of a CDNOW file.
fn cdnow(file: &str) -> Columns {
    let path = format!("{}/../../tests/data/{file}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).unwrap();
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap().split(',').collect();
    let column = |name| header.iter().position(|field| *field == name).unwrap();
    let (id, date, spend) = (column("id"), column("date"), column("spend"));
    let mut rows = (Vec::new(), Vec::new(), Vec::new());
    for line in lines {
        let fields: Vec<&str> = line.split(',').collect();
        rows.0.push(fields[id].parse().unwrap());
        let date: u32 = fields[date].parse().unwrap();
        let day = Day::from_ymd(
            (date / 10_000) as i32,
            (date / 100 % 100) as u8,
            (date % 100) as u8,
        );
        rows.1.push(day.unwrap().number());
        rows.2.push(fields[spend].parse().unwrap());
    }
    rows
}

fn build(rows: &Columns) -> Purchases {
    let mut builder = PurchasesBuilder::new(&PurchaseOptions::default());
    let batch = PurchaseBatch::new(CustomerColumn::Integers(&rows.0), &rows.1).amounts(&rows.2);
    builder.update(&batch).unwrap();
    builder.finish().unwrap()
}

fn calibration_end() -> Day {
    Day::from_ymd(1997, 9, 30).unwrap()
}

fn observation_end() -> Day {
    Day::from_ymd(1998, 6, 30).unwrap()
}

fn distinct(histories: &Histories) -> usize {
    (0..histories.len())
        .map(|i| {
            (
                histories.frequency[i],
                histories.recency[i].to_bits(),
                histories.tenure[i].to_bits(),
            )
        })
        .collect::<BTreeSet<_>>()
        .len()
}

/// Fader and Hardie's counts of the 1-in-10 sample, and pandas' counts of the whole cohort.
#[test]
fn cdnow_counts() {
    #[rustfmt::skip]
    let expected = [
        // file, rows, customers, zero, merged, days, repeats, repeaters, triples, holdout
        ("cdnow_sample.csv", 6_919, 2_357, 8, 223, 6_696, 2_457, 946, 1_016, 1_882),
        ("cdnow_master.csv", 69_659, 23_570, 80, 2_068, 67_591, 24_337, 9_451, 8_685, 19_684),
    ];
    for (file, rows, customers, zeros, merged, days, repeats, repeaters, triples, holdout) in expected {
        let purchases = build(&cdnow(file));
        let intake = purchases.intake();
        assert_eq!(
            (
                intake.rows,
                intake.customers,
                intake.zero_amounts,
                intake.merged,
                intake.occasions
            ),
            (rows, customers, zeros, merged, days),
            "{file}"
        );
        assert_eq!(purchases.first_day(), Day::from_ymd(1997, 1, 1).unwrap());
        assert_eq!(purchases.last_day(), observation_end());
        let split = purchases
            .calibration_holdout(calibration_end(), observation_end(), TimeUnit::Week)
            .unwrap();
        let frequency = &split.calibration.frequency;
        assert_eq!(split.calibration.len() as u64, customers);
        assert_eq!(frequency.iter().sum::<u32>(), repeats);
        assert_eq!(frequency.iter().filter(|x| **x > 0).count(), repeaters);
        assert_eq!(distinct(&split.calibration), triples);
        assert_eq!(split.holdout_frequency.iter().sum::<u32>(), holdout);
        assert_eq!(split.calibration.later_occasions, u64::from(holdout));
        assert_eq!(split.holdout_duration, 39.0);
        let again = purchases
            .histories(&HistoryOptions::new(calibration_end()))
            .unwrap();
        assert_eq!(again.frequency, split.calibration.frequency);
    }
}
