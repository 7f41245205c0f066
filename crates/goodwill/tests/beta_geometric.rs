//! BG/NBD and MBG/NBD against arbitrary precision: `tests/peers/beta_geometric.py` makes the table.

use goodwill::Result;
use goodwill::model::{
    BgNbd, DiscountRate, History, HistoryColumns, HistoryCounts, MbgNbd, Model, PurchaseModel, Setting,
};

const REFERENCE: &str = include_str!("beta_geometric.csv");

/// A row of the table.
struct Row {
    verb: String,
    parameters: Vec<f64>,
    regularity: u32,
    history: (f64, f64, f64),
    arguments: Vec<f64>,
    value: f64,
}

fn rows(model: &'static str) -> impl Iterator<Item = Row> {
    REFERENCE.lines().skip(1).filter_map(move |line| {
        let fields: Vec<&str> = line.split(',').collect();
        let number = |text: &str| text.parse::<f64>().unwrap();
        (fields[1] == model).then(|| Row {
            verb: fields[0].into(),
            regularity: fields[2].parse().unwrap(),
            parameters: fields[3..7].iter().map(|text| number(text)).collect(),
            history: (number(fields[7]), number(fields[8]), number(fields[9])),
            arguments: fields[10].split_whitespace().map(number).collect(),
            value: number(fields[11]),
        })
    })
}

fn one(history: (f64, f64, f64)) -> HistoryCounts {
    let columns = HistoryColumns {
        frequency: &[history.0],
        recency: &[history.1],
        tenure: &[history.2],
    };
    HistoryCounts::from_columns(&columns, None, None).unwrap()
}

fn predict<M: Model<Data = HistoryCounts> + PurchaseModel>(row: &Row) -> Result<f64> {
    let setting = Setting {
        regularity: row.regularity,
        unit: None,
    };
    let model = M::from_parameters(&row.parameters, setting)?;
    let history = History::new(row.history.0 as u32, row.history.1, row.history.2)?;
    let a = &row.arguments;
    match row.verb.as_str() {
        "log_likelihood" => model.log_likelihood(&one(row.history)),
        "expected_purchases" => model.expected_purchases(a[0]),
        "purchase_pmf" => model.purchase_pmf(a[0] as u32, a[1], a[2]),
        "conditional_purchases" => model.conditional_purchases(&history, a[0]),
        "conditional_pmf" => model.conditional_pmf(&history, a[0] as u32, a[1], a[2]),
        "probability_alive" => model.probability_alive(&history, a[0]),
        "probability_active" => model.probability_active(&history, a[0], a[1]),
        "residual_transactions" => {
            model.residual_transactions(&history, DiscountRate::continuous(a[0])?, a.get(1).copied())
        }
        "residual_lifetime" => model.residual_lifetime(&history, a.first().copied()),
        other => panic!("{other} is no verb"),
    }
}

fn check<M: Model<Data = HistoryCounts> + PurchaseModel>(name: &'static str) {
    let (mut worst, mut complaints, mut count) = (0.0_f64, Vec::new(), 0);
    for row in rows(name) {
        let got = predict::<M>(&row).unwrap();
        // What a double cannot hold rounds to 0.
        let error = if got == row.value {
            0.0
        } else {
            (got - row.value).abs() / row.value.abs().max(f64::MIN_POSITIVE)
        };
        worst = worst.max(error);
        count += 1;
        if error > 1e-11 || error.is_nan() {
            complaints.push(format!(
                "{} k={} {:?} {:?} {:?}: {got:e}, not {:e}: {error:e}",
                row.verb, row.regularity, row.parameters, row.history, row.arguments, row.value
            ));
        }
    }
    assert!(count > 100);
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    println!("{name}: {count} values, worst relative error {worst:e}");
}

#[test]
fn bg_nbd_is_exact() {
    check::<BgNbd>("bg_nbd");
}

#[test]
fn mbg_nbd_is_exact() {
    check::<MbgNbd>("mbg_nbd");
}
