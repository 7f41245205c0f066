//! Customer lifetime value: the convention of the package lifetimes, identities, units and bad input.

use crate::near;
use goodwill::calendar::TimeUnit;
use goodwill::model::{
    BgBb, BgNbd, DiscountRate, FitOptions, GammaGamma, History, HistoryColumns, HistoryCounts, MbgNbd, Model,
    NonPositiveSpend, ParetoNbd, Payments, PurchaseModel, Span, SpendCounts, ValueOptions, lifetime_value,
};
use goodwill::{ErrorCode, Estimate, Method};

/// (x, last, T, mean spend, expected spend, [value at weekly, daily, monthly steps]): ball arithmetic.
type Row = (u32, f64, f64, f64, f64, [f64; 3]);
#[rustfmt::skip]
const LIFETIMES: &[Row] = &[
    (2, 30.43, 38.86, 22.35, 24.663713910761157, [36.289211125599216, 140.12518278717025, 9.822998384366443]),
    (1, 1.71, 38.86, 11.77, 18.916852057842046, [4.6372946597471865, 18.940948692710656, 1.2295197429062945]),
    (0, 0.0, 38.86, 0.0, 35.21897810218978, [8.369004358920462, 38.29002427702577, 2.140490629574102]),
    (0, 0.0, 38.86, 0.0, 35.21897810218978, [8.369004358920462, 38.29002427702577, 2.140490629574102]),
    (0, 0.0, 38.86, 0.0, 35.21897810218978, [8.369004358920462, 38.29002427702577, 2.140490629574102]),
    (7, 29.43, 38.86, 73.74, 71.46967089696709, [283.532776317092, 1003.8163838367501, 79.76807000470447]),
    (1, 5.0, 38.86, 11.77, 18.916852057842046, [6.882355465015213, 28.110860170131335, 1.824769082583284]),
    (0, 0.0, 38.86, 0.0, 35.21897810218978, [8.369004358920462, 38.29002427702577, 2.140490629574102]),
    (2, 35.71, 38.86, 25.55, 27.288385826771655, [43.36787227024756, 167.45833928234083, 11.73909616744301]),
    (0, 0.0, 38.86, 0.0, 35.21897810218978, [8.369004358920462, 38.29002427702577, 2.140490629574102]),
];

fn bg() -> BgNbd {
    BgNbd::new(0.243, 4.414, 0.793, 2.426).unwrap()
}

fn months(n: f64) -> Span {
    Span::new(n, TimeUnit::Month).unwrap()
}

fn monthly(discount: f64, horizon: Option<f64>) -> ValueOptions {
    ValueOptions {
        horizon: horizon.map(months),
        payments: Payments::EndOf(months(1.0)),
        ..ValueOptions::new(DiscountRate::per(TimeUnit::Month, discount).unwrap())
    }
}

#[test]
fn the_convention_of_lifetimes() {
    let spend = GammaGamma::new(6.25, 3.74, 15.44).unwrap();
    let units = [TimeUnit::Week, TimeUnit::Day, TimeUnit::Month];
    let column = |get: fn(&Row) -> f64| LIFETIMES.iter().map(get).collect::<Vec<_>>();
    let (x, last, tenure) = (
        column(|row| f64::from(row.0)),
        column(|row| row.1),
        column(|row| row.2),
    );
    let columns = HistoryColumns {
        frequency: &x,
        recency: &last,
        tenure: &tenure,
    };
    let spends = spend.expected_spends(&x, &column(|row| row.3)).unwrap();
    for (k, unit) in units.into_iter().enumerate() {
        let options = ValueOptions::lifetimes(unit, 12, 0.01).unwrap();
        let values = columns.lifetime_values(&bg(), &spends, &options).unwrap();
        for (row, &(x, last, tenure, mean, expected, wanted)) in LIFETIMES.iter().enumerate() {
            let history = History::new(x, last, tenure).unwrap();
            let spend = spend.expected_spend(x, mean).unwrap();
            near(spend, expected, 1e-14);
            near(
                lifetime_value(&bg(), &history, spend, &options).unwrap(),
                wanted[k],
                1e-12,
            );
            near(values[row], wanted[k], 1e-12);
        }
    }
    let years = ValueOptions::lifetimes(TimeUnit::Year, 12, 0.01).unwrap_err();
    assert_eq!(years.code(), ErrorCode::NotApplicable);
}

#[test]
fn columns_and_rows_agree_for_every_model() {
    let x = [0.0, 1.0, 1.0, 3.0, 3.0, 7.0, 12.0, f64::NAN, 0.0, 2.0];
    let last = [0.0, 2.0, 20.0, 8.0, 30.0, 35.0, 40.0, 1.0, 0.0, 2.0];
    let tenure = [40.0, 40.0, 40.0, 40.0, 40.0, 36.0, 40.0, 40.0, 1.0, 2.0];
    let spend = [10.0, 20.0, 30.0, 0.0, 5.5, 6.0, 7.0, 8.0, 9.0, f64::NAN];
    // More rows than are worth a search.
    let many = |column: &[f64]| column.iter().copied().cycle().take(300).collect::<Vec<_>>();
    let (x, last, tenure, spend) = (many(&x), many(&last), many(&tenure), many(&spend));
    let columns = HistoryColumns {
        frequency: &x,
        recency: &last,
        tenure: &tenure,
    };
    let week = |model: BgNbd| model.with_unit(TimeUnit::Week);
    let models: [Box<dyn PurchaseModel>; 5] = [
        Box::new(week(bg())),
        Box::new(week(bg().with_regularity(2).unwrap())),
        Box::new(
            MbgNbd::new(0.525, 6.183, 0.891, 1.614)
                .unwrap()
                .with_unit(TimeUnit::Week),
        ),
        Box::new(
            ParetoNbd::new(0.553, 10.578, 0.606, 11.669)
                .unwrap()
                .with_unit(TimeUnit::Week),
        ),
        Box::new(
            BgBb::new(1.204, 0.750, 0.657, 2.783)
                .unwrap()
                .with_unit(TimeUnit::Week),
        ),
    ];
    let rate = DiscountRate::per(TimeUnit::Year, 0.15).unwrap();
    let weeks = |n| Span::new(n, TimeUnit::Week).unwrap();
    for model in &models {
        for (horizon, payments) in [
            (Some(52.0), Payments::EndOf(weeks(4.0))),
            (Some(10.0), Payments::EndOf(weeks(4.0))),
            (Some(20.0), Payments::Continuous),
            (None, Payments::Continuous),
            (None, Payments::EndOf(weeks(13.0))),
        ] {
            let options = ValueOptions {
                horizon: horizon.map(weeks),
                payments,
                discount: rate,
                margin: 0.3,
            };
            let values = columns.lifetime_values(model.as_ref(), &spend, &options).unwrap();
            for row in 0..10 {
                match columns.row(row).unwrap() {
                    Some(history) if !spend[row].is_nan() => {
                        let one = lifetime_value(model.as_ref(), &history, spend[row], &options).unwrap();
                        near(values[row], one, 1e-11);
                        assert_eq!(values[row].to_bits(), values[row + 290].to_bits());
                    }
                    _ => assert!(values[row].is_nan()),
                }
            }
        }
    }
}

#[test]
fn payments_and_horizons() {
    let model = bg().with_unit(TimeUnit::Week);
    let history = History::new(2, 30.43, 38.86).unwrap();
    let value = |options: &ValueOptions| lifetime_value(&model, &history, 25.0, options).unwrap();
    // Paid later, worth less; by one period's discount at most.
    let year = monthly(0.01, Some(12.0));
    let at_once = ValueOptions {
        payments: Payments::Continuous,
        ..year
    };
    assert!(value(&year) < value(&at_once) && value(&year) > value(&at_once) / 1.01);
    // Finer and finer periods tend to continuous payment.
    let fine = ValueOptions {
        payments: Payments::EndOf(Span::new(0.1, TimeUnit::Day).unwrap()),
        horizon: Some(months(1.0)),
        ..year
    };
    let month = ValueOptions {
        payments: Payments::Continuous,
        ..fine
    };
    near(value(&fine), value(&month), 1e-4);
    // For ever is the limit of long.
    near(
        value(&monthly(0.05, None)),
        value(&monthly(0.05, Some(800.0))),
        1e-12,
    );
    // Without discount it is spend times expected purchases; a last, shorter period counts.
    let free = ValueOptions {
        horizon: Some(Span::new(10.0, TimeUnit::Week).unwrap()),
        ..monthly(0.0, None)
    };
    near(
        value(&free),
        25.0 * model.conditional_purchases(&history, 10.0).unwrap(),
        1e-14,
    );
    // The same in other units of the same lengths.
    let days = ValueOptions {
        horizon: Some(Span::new(365.2425, TimeUnit::Day).unwrap()),
        payments: Payments::EndOf(Span::new(30.436875, TimeUnit::Day).unwrap()),
        discount: DiscountRate::per(TimeUnit::Year, 0.126_825_030_131_969_72).unwrap(),
        margin: 1.0,
    };
    near(value(&days), value(&year), 1e-13);
    let margin = ValueOptions { margin: 0.3, ..year };
    near(value(&margin), 0.3 * value(&year), 1e-15);
    let none = ValueOptions {
        horizon: Some(months(0.0)),
        ..year
    };
    assert_eq!(value(&none), 0.0);
}

#[test]
fn bad_input_is_named() {
    let model = bg().with_unit(TimeUnit::Week);
    let history = History::new(2, 30.43, 38.86).unwrap();
    let year = monthly(0.01, Some(12.0));
    let code = |model: &BgNbd, spend: f64, options: &ValueOptions| {
        let error = lifetime_value(model, &history, spend, options).unwrap_err();
        (error.code(), error.parameter().to_string())
    };
    // A model that does not know its unit cannot read months.
    assert_eq!(code(&bg(), 25.0, &year), (ErrorCode::Inconsistent, "unit".into()));
    assert_eq!(code(&model, -1.0, &year), (ErrorCode::OutOfRange, "spend".into()));
    assert_eq!(
        code(&model, f64::NAN, &year),
        (ErrorCode::NotFinite, "spend".into())
    );
    let nan = ValueOptions {
        margin: f64::NAN,
        ..year
    };
    assert_eq!(code(&model, 25.0, &nan), (ErrorCode::NotFinite, "margin".into()));
    let still = ValueOptions {
        payments: Payments::EndOf(months(0.0)),
        ..year
    };
    assert_eq!(
        code(&model, 25.0, &still),
        (ErrorCode::OutOfRange, "payments".into())
    );
    assert_eq!(
        code(&model, 25.0, &monthly(0.0, None)),
        (ErrorCode::Undefined, "horizon".into())
    );
    let endless = ValueOptions::new(DiscountRate::continuous(0.0).unwrap());
    assert_eq!(code(&model, 25.0, &endless).0, ErrorCode::Undefined);
    let columns = HistoryColumns {
        frequency: &[0.0, 2.0],
        recency: &[0.0, 41.0],
        tenure: &[40.0, 40.0],
    };
    let row = columns.lifetime_values(&model, &[1.0, 1.0], &year).unwrap_err();
    assert_eq!((row.parameter(), row.index()), ("recency", Some(1)));
    let short = columns.lifetime_values(&model, &[1.0], &year).unwrap_err();
    assert_eq!(
        (short.code(), short.parameter()),
        (ErrorCode::LengthMismatch, "spend")
    );
    let good = HistoryColumns {
        recency: &[0.0, 39.0],
        ..columns
    };
    let row = good.lifetime_values(&model, &[1.0, -1.0], &year).unwrap_err();
    assert_eq!((row.parameter(), row.index()), ("spend", Some(1)));
}

#[test]
fn uncertainty_in_one_call() {
    let histories = crate::cdnow_histories();
    let counts = HistoryCounts::from_histories(&histories).unwrap();
    let spends = SpendCounts::from_histories(&histories, NonPositiveSpend::Refuse);
    let spends = spends
        .or_else(|_| SpendCounts::from_histories(&histories, NonPositiveSpend::Skip))
        .unwrap();
    let purchases = BgNbd::fit(&counts, &FitOptions::default()).unwrap();
    let spend_model = GammaGamma::fit(&spends, &FitOptions::default()).unwrap();
    let history = History::new(2, 30.43, 38.86).unwrap();
    let options = monthly(0.01, Some(12.0));
    let spend = spend_model
        .predict(|model| model.expected_spend(2, 22.35))
        .unwrap();
    let value = purchases.lifetime_value(&history, &spend, &options).unwrap();
    near(
        value.value,
        lifetime_value(&purchases.model, &history, spend.value, &options).unwrap(),
        1e-14,
    );
    assert_eq!(value.method, Method::Delta);
    assert!(value.interval.lower > 0.0 && value.interval.contains(value.value));
    // Two independent parts: relative errors add up in squares.
    let known = purchases
        .lifetime_value(&history, &Estimate::given(spend.value), &options)
        .unwrap();
    let relative = |estimate: &Estimate| estimate.standard_error / estimate.value;
    near(
        relative(&value),
        (relative(&known) * relative(&known) + relative(&spend) * relative(&spend)).sqrt(),
        1e-12,
    );
    let any: goodwill::model::AnyFitted = purchases.clone().into();
    assert_eq!(
        any.lifetime_value(&history, &spend, &options).unwrap().value,
        value.value
    );
}
