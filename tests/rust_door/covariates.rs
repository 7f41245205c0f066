//! Cases of covariates.
//!
//! `in.purchase` and `in.dropout` name the covariates of the two processes. Static ones are columns under their names beside
//! `in.frequency`, `in.recency`, `in.tenure`. Those that change over time are `in.values`, customer by customer and period by
//! period, with `in.starts` and `in.end` for all of them; `in.purchases` are the times of the purchases of all customers, of
//! which each has `in.frequency`.
//!
//! What is asked is the purchases in `in.t` more: of a customer of `in.history` with `in.at_purchase` and `in.at_dropout`, or of
//! the customer number `in.customer`.

use crate::Answer;
use goodwill::Result;
use goodwill::model::{
    AnyModel, Covariate, CovariateFit, CovariateHistories, CovariatePath, FitOptions, History,
    HistoryColumns, TimeVaryingCustomer, TimeVaryingFit, TimeVaryingHistories, TimeVaryingModel,
};
use goodwill_tests::{Case, Outputs};

pub(crate) fn call(case: &Case) -> Answer {
    Some(match case.function.as_str() {
        "fit_covariates" => fitted(case).map(|fit| Outputs::of(&fit)),
        "covariate_purchases" => fitted(case).and_then(|fit| {
            let history = case.numbers("history");
            let history = History::new(history[0] as u32, history[1], history[2])?;
            let (purchase, dropout) = (case.numbers("at_purchase"), case.numbers("at_dropout"));
            let t = case.number("t");
            let ask = |model: &AnyModel| model.purchase_model()?.conditional_purchases(&history, t);
            Ok(Outputs::of(&fit.predict(&purchase, &dropout, ask)?))
        }),
        "fit_time_varying" => varying(case, &customers(case)).map(|fit| Outputs::of(&fit)),
        "varying_purchases" => {
            let customers = customers(case);
            let asked = &customers[case.count("customer") as usize];
            varying(case, &customers)
                .and_then(|fit| fit.predict(|model| model.conditional_purchases(asked, case.number("t"))))
                .map(|estimate| Outputs::of(&estimate))
        }
        _ => return None,
    })
}

fn fitted(case: &Case) -> Result<CovariateFit<AnyModel>> {
    AnyModel::fit_covariates(case.choice("model")?, &grouped(case)?, &FitOptions::default())
}

/// The customers of a case with static covariates.
pub(crate) fn grouped(case: &Case) -> Result<CovariateHistories> {
    let read = |process| {
        let names = case.texts(process).into_iter();
        names.map(|name| (name, case.numbers(name))).collect::<Vec<_>>()
    };
    let (purchase, dropout) = (read("purchase"), read("dropout"));
    let columns = HistoryColumns {
        frequency: &case.numbers("frequency"),
        recency: &case.numbers("recency"),
        tenure: &case.numbers("tenure"),
    };
    CovariateHistories::from_columns(&columns, &list(&purchase), &list(&dropout), None, None)
}

fn list<'a>(columns: &'a [(&'a str, Vec<f64>)]) -> Vec<Covariate<'a>> {
    let columns = columns.iter();
    columns.map(|(name, values)| Covariate { name, values }).collect()
}

fn customers(case: &Case) -> Vec<TimeVaryingCustomer> {
    let (purchases, starts, values) = (
        case.numbers("purchases"),
        case.numbers("starts"),
        case.numbers("values"),
    );
    let width = case.texts("purchase").len() + case.texts("dropout").len();
    let (mut purchases, mut rows) = (purchases.as_slice(), values.chunks(width * starts.len()));
    let bought = case.numbers("frequency").into_iter().zip(case.numbers("tenure"));
    let customers = bought.map(|(frequency, tenure)| {
        let (own, rest) = purchases.split_at(frequency as usize);
        purchases = rest;
        let rows: Vec<Vec<f64>> = rows
            .next()
            .expect("values of every customer")
            .chunks(width)
            .map(<[f64]>::to_vec)
            .collect();
        let path = CovariatePath::new(&starts, case.number("end"), &rows).expect("a path");
        TimeVaryingCustomer::new(own, tenure, path).expect("a customer")
    });
    customers.collect()
}

fn varying(case: &Case, customers: &[TimeVaryingCustomer]) -> Result<TimeVaryingFit> {
    let (purchase, dropout) = (case.texts("purchase"), case.texts("dropout"));
    let data = TimeVaryingHistories::new(&purchase, &dropout, customers.to_vec(), None)?;
    TimeVaryingModel::fit(&data, &FitOptions::default())
}
