//! Columns of histories are answered like their rows.

use goodwill::model::{AnyModel, BgBb, BgNbd, History, HistoryColumns, MbgNbd, Nbd, ParetoNbd};

/// A linear congruential generator, for a row to repeat.
fn pick(state: &mut u64, among: usize) -> usize {
    *state = state
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    (*state >> 33) as usize % among
}

/// Columns with customers of the model, who never came back, whose last purchase was at the end, who are missing, and many of
/// them again, in no order.
fn columns(model: &AnyModel, whole: bool) -> [Vec<f64>; 3] {
    let tenures: Vec<f64> = (0..1500)
        .map(|i| {
            let tenure = 1 + i * 7 % 60;
            if whole {
                f64::from(tenure)
            } else {
                f64::from(tenure) + f64::from(i % 3) / 7.0
            }
        })
        .collect();
    let made = model.simulator().unwrap().simulate(&tenures, 11).unwrap();
    let mut rows: Vec<[f64; 3]> = (0..tenures.len())
        .map(|i| [made.frequency[i], made.recency[i], tenures[i]])
        .collect();
    for (i, &tenure) in tenures.iter().enumerate().take(300) {
        rows.push([0.0, 0.0, tenure]);
        rows.push([f64::from(1 + i as u32 % 40).min(tenure.floor()), tenure, tenure]);
    }
    rows.push([f64::NAN, 1.0, 2.0]);
    rows.push([1.0, f64::NAN, 2.0]);
    rows.push([0.0, 0.0, f64::NAN]);
    let mut state = 1;
    let drawn: Vec<[f64; 3]> = (0..6000).map(|_| rows[pick(&mut state, rows.len())]).collect();
    rows.extend(drawn);
    [0, 1, 2].map(|column| rows.iter().map(|row| row[column]).collect())
}

fn models() -> Vec<(AnyModel, bool)> {
    let discrete = BgBb::new(1.2, 0.75, 0.66, 2.78).unwrap();
    vec![
        (Nbd::new(0.4, 4.5).unwrap().into(), false),
        (BgNbd::new(0.243, 4.414, 0.793, 2.426).unwrap().into(), false),
        // a near 1, where the formula is another one.
        (BgNbd::new(0.9, 8.0, 1.0, 2.426).unwrap().into(), false),
        (
            BgNbd::new(0.9, 8.0, 1.7, 0.8)
                .unwrap()
                .with_regularity(2)
                .unwrap()
                .into(),
            false,
        ),
        (MbgNbd::new(0.5, 6.2, 0.9, 1.6).unwrap().into(), false),
        (ParetoNbd::new(0.553, 10.58, 0.606, 11.66).unwrap().into(), false),
        (ParetoNbd::new(0.8, 9.0, 1.0, 9.0).unwrap().into(), false),
        (discrete.into(), true),
    ]
}

#[test]
fn purchases_of_columns_are_those_of_each_row_bit_for_bit() {
    for (model, whole) in models() {
        let [frequency, recency, tenure] = columns(&model, whole);
        let columns = HistoryColumns {
            frequency: &frequency,
            recency: &recency,
            tenure: &tenure,
        };
        let verbs = model.purchase_model().unwrap();
        for t in [0.0, 1.0, 39.0, 500.0] {
            let all = columns.conditional_purchases(verbs, t).unwrap();
            assert_eq!(all.len(), frequency.len());
            let mut missing = 0;
            for (row, value) in all.iter().enumerate() {
                let [x, last, end] = [frequency[row], recency[row], tenure[row]];
                if x.is_nan() || last.is_nan() || end.is_nan() {
                    assert!(value.is_nan());
                    missing += 1;
                    continue;
                }
                let history = History::new(x as u32, last, end).unwrap();
                let alone = verbs.conditional_purchases(&history, t).unwrap();
                assert_eq!(
                    value.to_bits(),
                    alone.to_bits(),
                    "{model}, row {row} ({x}, {last}, {end}), t = {t}: {value} and {alone}"
                );
            }
            assert!(missing >= 3);
        }
    }
}

#[test]
fn a_row_that_is_refused_alone_is_the_row_of_the_error() {
    for (model, _) in models() {
        let verbs = model.purchase_model().unwrap();
        let columns = HistoryColumns {
            frequency: &[1.0, 2.0, 1.0, 2.0],
            recency: &[2.0, 3.0, 5.0, 6.0],
            tenure: &[4.0, 4.0, 4.0, 4.0],
        };
        let error = columns.conditional_purchases(verbs, 39.0).unwrap_err();
        let alone = History::new(1, 5.0, 4.0).unwrap_err();
        assert_eq!(
            (error.code(), error.parameter()),
            (alone.code(), alone.parameter())
        );
        assert_eq!(error.index(), Some(2));
        let error = columns.conditional_purchases(verbs, -1.0).unwrap_err();
        assert_eq!(error.parameter(), "t");
    }
}
