//! Pareto/NBD with covariates that change over time.

use crate::boundary::{In, Out, given, handle, returning, status};
use crate::flat::{goodwill_estimate, goodwill_test_result, parse};
use crate::library::goodwill_status;
use crate::model::{estimates_of, goodwill_fit_options, goodwill_fit_summary};
use goodwill::calendar::TimeUnit;
use goodwill::model::{
    CovariatePath, TimeVaryingCustomer, TimeVaryingFit, TimeVaryingHistories, TimeVaryingModel,
};
use goodwill::{Error, ErrorCode, Result};
use std::ffi::c_char;

/// Customers with covariates that change over time.
pub struct goodwill_varying_data {
    purchase: Vec<String>,
    dropout: Vec<String>,
    unit: Option<TimeUnit>,
    customers: Vec<TimeVaryingCustomer>,
}

/// A fitted Pareto/NBD with covariates that change over time.
pub struct goodwill_varying_fit(TimeVaryingFit);

impl goodwill_varying_fit {
    /// How many covariates a period has.
    fn width(&self) -> usize {
        self.0.model.purchase().len() + self.0.model.dropout().len()
    }
}

/// A customer as C gives them.
struct Customer {
    purchases: In<f64>,
    n: usize,
    tenure: f64,
    starts: In<f64>,
    periods: usize,
    end: f64,
    values: In<f64>,
}

impl Customer {
    /// The customer, whose periods have `width` covariates each.
    fn read(&self, width: usize) -> Result<TimeVaryingCustomer> {
        let purchases = self.purchases.column("purchases", 0, self.n)?;
        let starts = self.starts.column("starts", 0, self.periods)?;
        let values = self
            .values
            .column("values", 0, self.periods.saturating_mul(width))?;
        let rows: Vec<Vec<f64>> = (0..self.periods)
            .map(|period| values[period * width..(period + 1) * width].to_vec())
            .collect();
        TimeVaryingCustomer::new(
            &purchases,
            self.tenure,
            CovariatePath::new(&starts, self.end, &rows)?,
        )
    }
}

/// No customers yet, for covariates of the purchase and of the dropout process with these names; a process may have none.
///
/// `unit` is that of all times, `GOODWILL_TIME_UNIT_…`, or `GOODWILL_NONE` if it is not known. The caller's to free with
/// `goodwill_varying_data_free`.
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_varying_data_new(
    purchase_names: In<In<c_char>>,
    purchase_count: usize,
    dropout_names: In<In<c_char>>,
    dropout_count: usize,
    unit: i32,
    out: Out<Option<Box<goodwill_varying_data>>>,
) -> goodwill_status {
    handle(out, || {
        Ok(goodwill_varying_data {
            purchase: names("purchase_names", purchase_names, purchase_count)?,
            dropout: names("dropout_names", dropout_names, dropout_count)?,
            unit: parse!(unit),
            customers: Vec::new(),
        })
    })
}

fn names(parameter: &'static str, pointers: In<In<c_char>>, n: usize) -> Result<Vec<String>> {
    let pointers = pointers.pointers(parameter, n)?;
    let names = pointers
        .iter()
        .enumerate()
        .map(|(i, name)| match name.text(parameter) {
            Ok(name) => Ok(name.to_owned()),
            Err(error) => Err(error.at(i)),
        });
    names.collect()
}

/// Adds a customer: the times of the `n` repeat purchases, ascending, the time observed, and the covariates over time.
///
/// Times count from the customer's first purchase. Covariates are constant within each of `periods` periods, which begin at
/// `starts`, the first at 0 or earlier; the last ends at `end`, at `tenure` or later. `values` are row by row: for each
/// period the covariates of the purchase process, then those of the dropout process, in the order of their names. What is
/// missing is an error: `GOODWILL_NOT_FINITE` for a NaN, with its period as index, `GOODWILL_INCONSISTENT` for periods that
/// do not reach from 0 to `tenure`. After an error the data are as they were before.
/// Thread safety: one thread at a time may add to data.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_varying_data_add(
    data: Option<&mut goodwill_varying_data>,
    purchases: In<f64>,
    n: usize,
    tenure: f64,
    starts: In<f64>,
    periods: usize,
    end: f64,
    values: In<f64>,
) -> goodwill_status {
    let customer = Customer {
        purchases,
        n,
        tenure,
        starts,
        periods,
        end,
        values,
    };
    status(|| {
        let data = given(data, "data")?;
        let customer = customer.read(data.purchase.len() + data.dropout.len())?;
        data.customers.push(customer);
        Ok(())
    })
}

/// Frees data; NULL is allowed.
///
/// Thread safety: no other thread may still use the data.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_varying_data_free(data: Option<Box<goodwill_varying_data>>) {
    drop(data);
}

/// Fits Pareto/NBD with covariates that change over time, by maximum likelihood. The caller's to free with
/// `goodwill_varying_free`.
///
/// `GOODWILL_NOT_IDENTIFIED` says that the data do not determine the parameters, as when a covariate is the same for all
/// customers at all times; the message says why. What the model is, is in docs/pareto-nbd.md. The fit reads its own copy of
/// the customers.
/// Thread safety: any number of threads may read the same data.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_fit_varying(
    data: Option<&goodwill_varying_data>,
    options: In<goodwill_fit_options>,
    out: Out<Option<Box<goodwill_varying_fit>>>,
) -> goodwill_status {
    handle(out, || {
        let data = given(data, "data")?;
        let options = options.options()?;
        let purchase: Vec<&str> = data.purchase.iter().map(String::as_str).collect();
        let dropout: Vec<&str> = data.dropout.iter().map(String::as_str).collect();
        let histories = TimeVaryingHistories::new(&purchase, &dropout, data.customers.clone(), data.unit)?;
        TimeVaryingModel::fit(&histories, &options).map(goodwill_varying_fit)
    })
}

/// What the fit found beside the parameters.
///
/// Thread safety: any number of threads may read the same fit.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_varying_summary(
    fit: Option<&goodwill_varying_fit>,
    out: Out<goodwill_fit_summary>,
) -> goodwill_status {
    returning(out, || Ok(&given(fit, "fit")?.0.summary))
}

/// The parameters of a customer whose covariates are all 0, then the coefficients of the purchase process, then those of
/// the dropout process, into room for `capacity` of them.
///
/// `needed` receives their number, and NULL `estimates` ask for that alone.
/// Thread safety: any number of threads may read the same fit.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_varying_estimates(
    fit: Option<&goodwill_varying_fit>,
    estimates: Out<goodwill_estimate>,
    capacity: usize,
    needed: Out<usize>,
) -> goodwill_status {
    status(|| {
        let rows = estimates_of(&given(fit, "fit")?.0.summary);
        estimates.fill_rows("estimates", capacity, needed, &rows)
    })
}

/// The covariance matrix of these estimates, in the same order and row by row, into room for `capacity` numbers.
///
/// `needed` receives their number, and NULL `covariance` asks for that alone.
/// Thread safety: any number of threads may read the same fit.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_varying_covariance(
    fit: Option<&goodwill_varying_fit>,
    covariance: Out<f64>,
    capacity: usize,
    needed: Out<usize>,
) -> goodwill_status {
    status(|| {
        let rows = given(fit, "fit")?.0.summary.covariance.concat();
        covariance.fill_rows("covariance", capacity, needed, &rows)
    })
}

/// The likelihood-ratio test of no covariate having any effect. Undefined for a penalised fit.
///
/// Thread safety: any number of threads may read the same fit.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_varying_test(
    fit: Option<&goodwill_varying_fit>,
    out: Out<goodwill_test_result>,
) -> goodwill_status {
    returning(out, || {
        let reason = "was penalised: its likelihood is no maximum";
        given(fit, "fit")?
            .0
            .test
            .ok_or_else(|| Error::new(ErrorCode::Undefined, "fit", reason))
    })
}

/// Expected purchases of a customer in the next `t` after `tenure`, under the covariates of that time, with the interval of
/// the delta method.
///
/// The customer is given as to `goodwill_varying_data_add`, with covariates up to `tenure` + `t`: `GOODWILL_INCONSISTENT` if
/// `end` is before.
/// Thread safety: any number of threads may read the same fit.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_varying_purchases(
    fit: Option<&goodwill_varying_fit>,
    purchases: In<f64>,
    n: usize,
    tenure: f64,
    starts: In<f64>,
    periods: usize,
    end: f64,
    values: In<f64>,
    t: f64,
    out: Out<goodwill_estimate>,
) -> goodwill_status {
    let customer = Customer {
        purchases,
        n,
        tenure,
        starts,
        periods,
        end,
        values,
    };
    returning(out, || {
        let fit = given(fit, "fit")?;
        let customer = customer.read(fit.width())?;
        fit.0.predict(|model| model.conditional_purchases(&customer, t))
    })
}

/// The probability that a customer is alive at `tenure` + `after`, with the interval of the delta method.
///
/// The customer is given as to `goodwill_varying_data_add`, with covariates up to `tenure` + `after`:
/// `GOODWILL_INCONSISTENT` if `end` is before.
/// Thread safety: any number of threads may read the same fit.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_varying_alive(
    fit: Option<&goodwill_varying_fit>,
    purchases: In<f64>,
    n: usize,
    tenure: f64,
    starts: In<f64>,
    periods: usize,
    end: f64,
    values: In<f64>,
    after: f64,
    out: Out<goodwill_estimate>,
) -> goodwill_status {
    let customer = Customer {
        purchases,
        n,
        tenure,
        starts,
        periods,
        end,
        values,
    };
    returning(out, || {
        let fit = given(fit, "fit")?;
        let customer = customer.read(fit.width())?;
        fit.0.predict(|model| model.probability_alive(&customer, after))
    })
}

/// Frees a fit; NULL is allowed.
///
/// Thread safety: no other thread may still use the fit.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_varying_free(fit: Option<Box<goodwill_varying_fit>>) {
    drop(fit);
}
