//! Models whose parameters depend on what else is known of a customer.

use crate::boundary::{In, Out, given, handle, returning, status};
use crate::flat::{Flat, goodwill_estimate, goodwill_test_result, parse};
use crate::library::goodwill_status;
use crate::model::{estimates_of, goodwill_fit_options, goodwill_fit_summary, goodwill_model};
use crate::posterior::{goodwill_draws, goodwill_posterior_options, goodwill_prior, with_priors};
use crate::predict::{Customers, goodwill_question};
use goodwill::model::{AnyModel, Covariate, CovariateFit, CovariateHistories, History};
use goodwill::{Error, ErrorCode, Result};
use std::borrow::Cow;
use std::ffi::c_char;

/// A fitted model with covariates.
pub struct goodwill_covariate_fit(CovariateFit<AnyModel>);

/// Columns with their names, as C gives them.
struct Covariates<'a> {
    names: Vec<&'a str>,
    columns: Vec<Cow<'a, [f64]>>,
}

impl Covariates<'_> {
    fn list(&self) -> Vec<Covariate<'_>> {
        let both = self.names.iter().zip(&self.columns);
        both.map(|(name, values)| Covariate { name, values }).collect()
    }
}

/// Fits a model of kind `model`, `GOODWILL_MODEL_KIND_…`, with covariates of the purchase and of the dropout process.
///
/// A process has `names` and as many columns of `n` numbers side by side, or none. The histories are those of
/// `goodwill_data_columns`; how each model depends on covariates is in docs/models.md. The caller's to free with
/// `goodwill_covariates_free`.
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_covariates_fit(
    model: i32,
    frequency: In<f64>,
    frequency_stride: usize,
    recency: In<f64>,
    recency_stride: usize,
    tenure: In<f64>,
    tenure_stride: usize,
    n: usize,
    unit: i32,
    purchase_names: In<In<c_char>>,
    purchase_columns: In<In<f64>>,
    purchase_count: usize,
    dropout_names: In<In<c_char>>,
    dropout_columns: In<In<f64>>,
    dropout_count: usize,
    options: In<goodwill_fit_options>,
    out: Out<Option<Box<goodwill_covariate_fit>>>,
) -> goodwill_status {
    let customers = Customers {
        frequency,
        frequency_stride,
        recency,
        recency_stride,
        tenure,
        tenure_stride,
        n,
    };
    let sides = [
        Side {
            names: purchase_names,
            columns: purchase_columns,
            count: purchase_count,
        },
        Side {
            names: dropout_names,
            columns: dropout_columns,
            count: dropout_count,
        },
    ];
    handle(out, || {
        let data = histories(&customers, unit, &sides)?;
        AnyModel::fit_covariates(parse!(model), &data, &options.options()?).map(goodwill_covariate_fit)
    })
}

/// The posterior distribution of base parameters and coefficients of a model of kind `model`, with covariates given as to
/// `goodwill_covariates_fit`.
///
/// `priors` has one for each of `prior_count` base parameters and coefficients, in the order of `goodwill_covariates_estimates`,
/// or is NULL: flat on the logarithms of the parameters and on the coefficients. That of a coefficient is
/// `GOODWILL_PRIOR_KIND_FLAT` or `GOODWILL_PRIOR_KIND_NORMAL`. `goodwill_draws_for` makes the draws of a customer, which answer
/// every question. The caller's to free with `goodwill_draws_free`.
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_covariates_posterior(
    model: i32,
    frequency: In<f64>,
    frequency_stride: usize,
    recency: In<f64>,
    recency_stride: usize,
    tenure: In<f64>,
    tenure_stride: usize,
    n: usize,
    unit: i32,
    purchase_names: In<In<c_char>>,
    purchase_columns: In<In<f64>>,
    purchase_count: usize,
    dropout_names: In<In<c_char>>,
    dropout_columns: In<In<f64>>,
    dropout_count: usize,
    priors: In<goodwill_prior>,
    prior_count: usize,
    options: In<goodwill_posterior_options>,
    out: Out<Option<Box<goodwill_draws>>>,
) -> goodwill_status {
    let customers = Customers {
        frequency,
        frequency_stride,
        recency,
        recency_stride,
        tenure,
        tenure_stride,
        n,
    };
    let sides = [
        Side {
            names: purchase_names,
            columns: purchase_columns,
            count: purchase_count,
        },
        Side {
            names: dropout_names,
            columns: dropout_columns,
            count: dropout_count,
        },
    ];
    handle(out, || {
        let data = histories(&customers, unit, &sides)?;
        let options = with_priors(priors, prior_count, options)?;
        AnyModel::posterior_covariates(parse!(model), &data, &options).map(Into::into)
    })
}

/// The covariates of a process, as C gives them.
struct Side {
    names: In<In<c_char>>,
    columns: In<In<f64>>,
    count: usize,
}

/// Histories with the covariates of the purchase and of the dropout process.
fn histories(customers: &Customers, unit: i32, [buying, leaving]: &[Side; 2]) -> Result<CovariateHistories> {
    let purchase = (
        buying.names.pointers("purchase_names", buying.count)?,
        buying.columns.pointers("purchase_columns", buying.count)?,
    );
    let dropout = (
        leaving.names.pointers("dropout_names", leaving.count)?,
        leaving.columns.pointers("dropout_columns", leaving.count)?,
    );
    let purchase = covariates("purchase_names", "purchase_columns", &purchase, customers.n)?;
    let dropout = covariates("dropout_names", "dropout_columns", &dropout, customers.n)?;
    customers.read(|columns| {
        CovariateHistories::from_columns(columns, &purchase.list(), &dropout.list(), None, parse!(unit))
    })
}

fn covariates<'a>(
    names: &'static str,
    columns: &'static str,
    (name_pointers, column_pointers): &'a (Vec<In<c_char>>, Vec<In<f64>>),
    n: usize,
) -> Result<Covariates<'a>> {
    Ok(Covariates {
        names: name_pointers
            .iter()
            .map(|name| name.text(names))
            .collect::<Result<_>>()?,
        columns: column_pointers
            .iter()
            .map(|column| column.column(columns, 0, n))
            .collect::<Result<_>>()?,
    })
}

/// What the fit found beside the parameters.
///
/// Thread safety: any number of threads may read the same fit.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_covariates_summary(
    fit: Option<&goodwill_covariate_fit>,
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
pub extern "C" fn goodwill_covariates_estimates(
    fit: Option<&goodwill_covariate_fit>,
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
pub extern "C" fn goodwill_covariates_covariance(
    fit: Option<&goodwill_covariate_fit>,
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
pub extern "C" fn goodwill_covariates_test(
    fit: Option<&goodwill_covariate_fit>,
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

/// The model of a customer with these covariates, for every verb; the caller's to free with `goodwill_model_free`.
///
/// Thread safety: any number of threads may read the same fit.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_covariates_model(
    fit: Option<&goodwill_covariate_fit>,
    purchase: In<f64>,
    purchase_count: usize,
    dropout: In<f64>,
    dropout_count: usize,
    out: Out<Option<Box<goodwill_model>>>,
) -> goodwill_status {
    handle(out, || {
        given(fit, "fit")?
            .0
            .model_for(
                &purchase.column("purchase", 0, purchase_count)?,
                &dropout.column("dropout", 0, dropout_count)?,
            )
            .map(Into::into)
    })
}

/// The answer to a question for each of `n` customers who share these covariates, with standard error and interval by the
/// delta method, in which the uncertainty of the coefficients is counted, into room for `n` estimates.
///
/// Thread safety: any number of threads may read the same fit.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_covariates_predict(
    fit: Option<&goodwill_covariate_fit>,
    purchase: In<f64>,
    purchase_count: usize,
    dropout: In<f64>,
    dropout_count: usize,
    frequency: In<f64>,
    frequency_stride: usize,
    recency: In<f64>,
    recency_stride: usize,
    tenure: In<f64>,
    tenure_stride: usize,
    n: usize,
    question: In<goodwill_question>,
    out: Out<goodwill_estimate>,
) -> goodwill_status {
    let customers = Customers {
        frequency,
        frequency_stride,
        recency,
        recency_stride,
        tenure,
        tenure_stride,
        n,
    };
    status(|| {
        let fit = &given(fit, "fit")?.0;
        let question = question.given("question")?;
        let purchase = purchase.column("purchase", 0, purchase_count)?;
        let dropout = dropout.column("dropout", 0, dropout_count)?;
        let ask = |model: &AnyModel, history: &History| question.ask(model.purchase_model()?, history);
        let answers = customers.read(|columns| fit.predict_histories(&purchase, &dropout, columns, ask))?;
        let answers: Vec<_> = answers.into_iter().map(Flat::flatten).collect();
        out.fill("out", n, &answers)
    })
}

/// Frees a fit; NULL is allowed.
///
/// Thread safety: no other thread may still use the fit.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_covariates_free(fit: Option<Box<goodwill_covariate_fit>>) {
    drop(fit);
}
