//! What drives an outcome.

use crate::columns::ColumnLike;
use crate::error::Reply;
use crate::long_work::{ProgressLike, reporter};
use crate::mirror::mirror;
use crate::rooms::survey::items::ItemsLike;
use goodwill::Estimate;
use goodwill::quantity::Level;
use goodwill::survey as core;
use pyo3::prelude::*;

/// A predictor of the core with its name.
#[derive(Clone)]
pub(crate) struct NamedDriver {
    name: String,
    lmg: Estimate,
    share: Estimate,
    sampling_error: f64,
    relative_weight: Estimate,
    standardised_beta: Estimate,
    pratt: Estimate,
    correlation: Estimate,
    variance_inflation: f64,
}

/// The result of the core with the names of the predictors.
#[derive(Clone)]
pub(crate) struct NamedDrivers {
    r_squared: Estimate,
    adjusted_r_squared: f64,
    predictors: Vec<NamedDriver>,
    n: u64,
    missing: u64,
    effective_n: f64,
    failed_resamples: u32,
}

impl NamedDrivers {
    pub(crate) fn new(drivers: core::Drivers, names: Vec<String>) -> Self {
        let named = |(driver, name): (core::Driver, String)| NamedDriver {
            name,
            lmg: driver.lmg,
            share: driver.share,
            sampling_error: driver.sampling_error,
            relative_weight: driver.relative_weight,
            standardised_beta: driver.standardised_beta,
            pratt: driver.pratt,
            correlation: driver.correlation,
            variance_inflation: driver.variance_inflation,
        };
        Self {
            r_squared: drivers.r_squared,
            adjusted_r_squared: drivers.adjusted_r_squared,
            predictors: drivers.predictors.into_iter().zip(names).map(named).collect(),
            n: drivers.n,
            missing: drivers.missing,
            effective_n: drivers.effective_n,
            failed_resamples: drivers.failed_resamples,
        }
    }
}

impl From<NamedDrivers> for core::Drivers {
    fn from(named: NamedDrivers) -> Self {
        let driver = |driver: NamedDriver| core::Driver {
            lmg: driver.lmg,
            share: driver.share,
            sampling_error: driver.sampling_error,
            relative_weight: driver.relative_weight,
            standardised_beta: driver.standardised_beta,
            pratt: driver.pratt,
            correlation: driver.correlation,
            variance_inflation: driver.variance_inflation,
        };
        Self {
            r_squared: named.r_squared,
            adjusted_r_squared: named.adjusted_r_squared,
            predictors: named.predictors.into_iter().map(driver).collect(),
            n: named.n,
            missing: named.missing,
            effective_n: named.effective_n,
            failed_resamples: named.failed_resamples,
        }
    }
}

mirror! {
    /// What one predictor does for an outcome.
    Driver in "goodwill.survey" = NamedDriver {
        /// What the predictor is called.
        name: String,
        /// The part of R² that is its own: what it adds, averaged over all orders of the predictors (Lindeman, Merenda
        /// and Gold; the Shapley value). 0 or more; the predictors' add up to R².
        lmg: Estimate,
        /// `lmg` over R²: the share of the explained variance, in [0, 1]. NaN if nothing is explained.
        share: Estimate,
        /// The standard error of `lmg` that comes from sampling orders; 0 if all orders were taken.
        sampling_error: f64,
        /// Johnson's relative weight: 0 or more; the predictors' add up to R².
        relative_weight: Estimate,
        /// The standardised regression coefficient β.
        standardised_beta: Estimate,
        /// Pratt's measure: β times the correlation. The predictors' add up to R², but one of them can be negative.
        pratt: Estimate,
        /// The correlation with the outcome, by itself.
        correlation: Estimate,
        /// The variance inflation factor: 1 if the predictor is correlated with no other.
        variance_inflation: f64,
    }
}

mirror! {
    /// What each of several predictors does for an outcome.
    Drivers in "goodwill.survey" = NamedDrivers {
        /// The share of the outcome's variance that the predictors explain together, in [0, 1].
        r_squared: Estimate,
        /// R² less what as many predictors explain by chance.
        adjusted_r_squared: f64,
        /// The predictors, in the order they were given.
        predictors: Vec<NamedDriver>,
        /// Respondents with an answer to everything.
        n: u64,
        /// Respondents with an answer or the weight missing: they are left out.
        missing: u64,
        /// Kish's effective number of respondents: what the weights leave of `n`.
        effective_n: f64,
        /// Resamples that had no measures; they are left out.
        failed_resamples: u32,
    }
}

/// Key drivers 关键驱动: how much of the variance of an outcome each predictor explains.
///
/// `predictors` is a frame, a dictionary or list of columns, or an array of two dimensions; its names come along.
/// The measure to report is `lmg`: the gain in R² averaged over all orders of the predictors, exact up to 20 of them;
/// `sampled_orders` takes that many random ones instead. Relative weights, standardised β and Pratt's measure stand
/// beside it. Intervals are of a bootstrap over respondents, the same on every machine; `resamples=0` leaves them out.
/// Rows with a missing answer are left out and counted. `progress=True` shows the resamples done on the terminal; a function
/// is called with them and with all there are.
///
/// Raises `not_identified` at a predictor that is a linear combination of those before it, or with too few respondents;
/// `undefined` if a column does not vary; `out_of_range` for more than 20 predictors in all orders.
///
/// >>> answers = {"price": [3, 4, 2, 5, 4, 1, 3, 5, 2, 4], "service": [4, 4, 1, 5, 3, 2, 2, 4, 3, 5]}
/// >>> got = gw.survey.drivers([4, 4, 1, 5, 4, 2, 3, 5, 3, 5], answers, resamples=0)
/// >>> [(driver.name, round(driver.lmg.value, 3)) for driver in got.predictors]
/// [('price', 0.415), ('service', 0.527)]
///
/// Sources: Lindeman, Merenda & Gold 1980; Grömping 2006; Johnson 2000; Pratt 1987.
#[pyfunction]
#[pyo3(signature = (
    outcome, predictors, *, weights = None, level = 0.95, resamples = 1000, seed = 0, sampled_orders = 0,
    progress = false
))]
#[allow(clippy::too_many_arguments)] // Python's keywords
pub(crate) fn drivers(
    py: Python<'_>,
    outcome: ColumnLike<'_, '_>,
    predictors: ItemsLike<'_, '_>,
    weights: Option<ColumnLike<'_, '_>>,
    level: f64,
    resamples: u32,
    seed: u64,
    sampled_orders: u32,
    progress: Option<ProgressLike<'_, '_>>,
) -> Reply<Drivers> {
    let options = core::DriverOptions {
        level: Level::new("level", level)?,
        resamples,
        seed,
        sampled_orders,
        ..core::DriverOptions::default()
    };
    let report = reporter(py, progress)?;
    let outcome = outcome.read("outcome")?;
    let predictors = predictors.read("predictors", weights)?;
    let got = predictors.ask_watched(py, report.as_ref(), |items, watch| {
        let options = core::DriverOptions { watch, ..options };
        core::drivers(&outcome.numbers()?, items, &options)
    })?;
    Ok(NamedDrivers::new(got, predictors.names).into())
}
