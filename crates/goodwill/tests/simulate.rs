//! What simulation promises whatever the model. That simulated customers follow their model is tested with each.

use goodwill::ErrorCode;
use goodwill::model::{AnyModel, BgBb, BgNbd, GammaGamma, MbgNbd, Nbd, ParetoNbd, Simulate};

#[test]
fn a_customer_depends_on_no_other() {
    let model = BgNbd::new(0.243, 4.414, 0.793, 2.426).unwrap();
    let tenures: Vec<f64> = (0..3000).map(|i| f64::from(20 + i % 40)).collect();
    let all = model.simulate(&tenures, 9).unwrap();
    let any = AnyModel::from(model);
    let again = any.simulator().unwrap().simulate(&tenures, 9).unwrap();
    assert_eq!((&all.times, &all.offsets), (&again.times, &again.offsets));
    let first = model.simulate(&tenures[..1500], 9).unwrap();
    assert_eq!(first.times, all.times[..first.times.len()]);
    let other = model.simulate(&tenures, 10).unwrap();
    assert_ne!(all.frequency, other.frequency);
    let error = model.simulate(&[1.0, -1.0], 9).unwrap_err();
    assert_eq!((error.code(), error.index()), (ErrorCode::OutOfRange, Some(1)));
    let spend = AnyModel::from(GammaGamma::new(6.25, 3.74, 15.44).unwrap());
    assert_eq!(spend.simulator().err().unwrap().code(), ErrorCode::NotApplicable);
}

/// The mean of a column within four of its standard errors.
fn assert_mean(column: &[f64], mean: f64, what: &str) {
    let n = column.len() as f64;
    let found = column.iter().sum::<f64>() / n;
    let spread = column.iter().map(|x| (x - found) * (x - found)).sum::<f64>() / n;
    assert!(
        (found - mean).abs() <= 4.0 * (spread / n).sqrt(),
        "{what}: {found} for {mean}"
    );
}

#[test]
fn own_rates_have_the_means_of_their_distributions() {
    let nbd = Nbd::new(0.8, 6.0).unwrap();
    let pareto = ParetoNbd::new(0.8, 6.0, 1.5, 12.0).unwrap();
    let bg = BgNbd::new(0.8, 6.0, 0.9, 2.5).unwrap();
    let mbg = MbgNbd::new(0.8, 6.0, 0.9, 2.5)
        .unwrap()
        .with_regularity(2)
        .unwrap();
    let bb = BgBb::new(1.2, 0.75, 0.66, 2.78).unwrap();
    let cases: [(&str, &dyn Simulate, [f64; 2]); 5] = [
        ("nbd", &nbd, [0.8 / 6.0, 0.0]),
        ("pareto", &pareto, [0.8 / 6.0, 1.5 / 12.0]),
        ("bg", &bg, [0.8 / 6.0, 0.9 / 3.4]),
        // A purchase is two phases.
        ("mbg", &mbg, [0.8 / 12.0, 0.9 / 3.4]),
        ("bb", &bb, [1.2 / 1.95, 0.66 / 3.44]),
    ];
    for (name, model, [purchase, dropout]) in cases {
        let made = model.simulate(&vec![30.0; 4000], 5).unwrap();
        assert_mean(&made.purchase_rate, purchase, name);
        assert_mean(&made.dropout_rate, dropout, name);
    }
    // Who never leaves buys at the own rate.
    let made = nbd.simulate(&vec![50.0; 4000], 5).unwrap();
    let surplus: Vec<f64> = made
        .frequency
        .iter()
        .zip(&made.purchase_rate)
        .map(|(x, rate)| x - 50.0 * rate)
        .collect();
    assert_mean(&surplus, 0.0, "purchases beyond the own rate");
}
