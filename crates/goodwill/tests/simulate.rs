//! What simulation promises whatever the model. That simulated customers follow their model is tested with each.

use goodwill::ErrorCode;
use goodwill::model::{AnyModel, BgNbd, GammaGamma, Simulate};

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
