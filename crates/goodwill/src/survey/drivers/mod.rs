//! What drives an outcome: how much of its variance each item explains.

mod bootstrap;
mod measures;
mod shapley;

use super::ItemAnswers;
use super::products::{Columns, Unit, checked_resamples};
use crate::error::{Error, ErrorCode, Result};
use crate::estimate::Estimate;
use crate::estimate::resample::bootstrapped;
use crate::numeric::linear::Matrix;
use crate::quantity::Level;
use crate::watch::{Step, Steps, Watch};
use alloc::format;
use alloc::vec::Vec;
use measures::Measures;

/// How [`drivers`] estimates.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
pub struct DriverOptions {
    /// Confidence level of every interval.
    pub level: Level,
    /// Resamples of the bootstrap: 100 to 1,000,000, or 0 for no intervals. Of more than 100,000 respondents a thousand
    /// random blocks are drawn from instead of each respondent.
    pub resamples: u32,
    /// Seed of the bootstrap and of the sampled orders.
    pub seed: u64,
    /// 0 averages over all orders of the predictors, exactly, and needs 20 predictors or fewer. Otherwise over that
    /// many random orders, an even number from 100 to 1,000,000, and [`Driver::sampling_error`] says what that costs.
    pub sampled_orders: u32,
    /// Who is told of the progress of the orders and of the bootstrap, and may break them off.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub watch: Watch,
}

impl Default for DriverOptions {
    fn default() -> Self {
        Self {
            level: Level::default(),
            resamples: 1000,
            seed: 0,
            sampled_orders: 0,
            watch: Watch::default(),
        }
    }
}

/// What one predictor does for an outcome.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Driver {
    /// The part of R² that is its own: what it adds, averaged over all orders of the predictors (Lindeman, Merenda
    /// and Gold; the Shapley value). 0 or more; the predictors' add up to R².
    pub lmg: Estimate,
    /// `lmg` over R²: the share of the explained variance, in [0, 1]. NaN if nothing is explained.
    pub share: Estimate,
    /// The standard error of `lmg` that comes from sampling orders; 0 if all orders were taken.
    pub sampling_error: f64,
    /// Johnson's relative weight: the part of R² by way of the nearest uncorrelated predictors. 0 or more; the
    /// predictors' add up to R².
    pub relative_weight: Estimate,
    /// The standardised regression coefficient β: standard deviations of the outcome for one of the predictor, all
    /// others held.
    pub standardised_beta: Estimate,
    /// Pratt's measure: β times the correlation. The predictors' add up to R², but one of them can be negative.
    pub pratt: Estimate,
    /// The correlation with the outcome, by itself.
    pub correlation: Estimate,
    /// The variance inflation factor 1/(1 − R²) of the predictor by all others: 1 if it is correlated with none.
    pub variance_inflation: f64,
}

/// What each of several predictors does for an outcome.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Drivers {
    /// The share of the outcome's variance that the predictors explain together, in [0, 1].
    pub r_squared: Estimate,
    /// R² less what as many predictors explain by chance: 1 − (1 − R²)(n − 1)/(n − p − 1).
    pub adjusted_r_squared: f64,
    /// The predictors, in the order they were given.
    pub predictors: Vec<Driver>,
    /// Respondents with an answer to everything.
    pub n: u64,
    /// Respondents with an answer or the weight missing: they are left out.
    pub missing: u64,
    /// Kish's effective number of respondents (Σw)²/Σw²: what the weights leave of `n`.
    pub effective_n: f64,
    /// Resamples in which a predictor or the outcome did not vary or was a combination of others; they are left out.
    pub failed_resamples: u32,
}

/// The most predictors that all orders are taken of.
const MOST_EXACT: usize = 20;

/// Key drivers 关键驱动: how much of the variance of an outcome each predictor explains.
///
/// Predictors of satisfaction are correlated, so what one adds to R² depends on which came before it. The measure to
/// report is `lmg`: the gain in R² averaged over all p! orders,
/// Σ |S|!(p − |S| − 1)!/p! · \[R²(S ∪ j) − R²(S)\] over the sets S without j, computed exactly up to 20 predictors.
/// Relative weights come near it at any number of predictors; β and Pratt's measure are there to compare. The
/// intervals are percentiles of a bootstrap over respondents, the same for any order of the rows and any threads.
///
/// `outcome` and the columns of `predictors` have a row for each respondent; rows with a NaN are left out and
/// counted. Units do not matter. Weights count as repetitions in every correlation.
///
/// # Errors
/// As of [`ItemAnswers`], with the parameter `outcome` or `items[k]`; [`Undefined`](ErrorCode::Undefined) if the
/// outcome or a predictor does not vary; [`NotIdentified`](ErrorCode::NotIdentified) at a predictor that is a linear
/// combination of those before it (what it has of its own is below 1e-10 of its variance), or if there are fewer
/// respondents than predictors and two; [`OutOfRange`](ErrorCode::OutOfRange) for more than 20 predictors in all
/// orders, and for options out of bounds; [`Interrupted`](ErrorCode::Interrupted) where the watch broke off the work.
///
/// # Example
/// ```
/// use goodwill::survey::{DriverOptions, ItemAnswers, drivers};
///
/// let price = [3.0, 4.0, 2.0, 5.0, 4.0, 1.0, 3.0, 5.0, 2.0, 4.0];
/// let service = [4.0, 4.0, 1.0, 5.0, 3.0, 2.0, 2.0, 4.0, 3.0, 5.0];
/// let overall = [4.0, 4.0, 1.0, 5.0, 4.0, 2.0, 3.0, 5.0, 3.0, 5.0];
/// let options = DriverOptions { resamples: 0, ..Default::default() };
/// let got = drivers(&overall, &ItemAnswers::new(&[&price, &service]), &options)?;
/// assert_eq!(got.r_squared.to_string(), "0.942 (no interval, n = 10)");
/// let lmg = [&got.predictors[0], &got.predictors[1]].map(|driver| driver.lmg.value);
/// assert!((lmg[0] - 0.4153794).abs() < 5e-8 && (lmg[1] - 0.5267262).abs() < 5e-8);
/// assert!((got.predictors[1].standardised_beta.value - 0.640338).abs() < 5e-7);
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Lindeman, Merenda & Gold 1980, *Introduction to Bivariate and Multivariate Analysis*, p. 119; Grömping 2006,
/// "Relative importance for linear regression in R", eqs. 6–8; Johnson 2000, "A heuristic method for estimating the
/// relative weight of predictor variables in multiple regression"; Pratt 1987; Castro, Gómez & Tejada 2009 (sampled
/// orders).
pub fn drivers(outcome: &[f64], predictors: &ItemAnswers<'_>, options: &DriverOptions) -> Result<Drivers> {
    checked_options(predictors.items.len(), options)?;
    let (columns, missing) = complete(outcome, predictors)?;
    let n = columns.rows();
    let p = predictors.items.len();
    if n < p + 2 {
        let reason = format!("needs at least {} complete respondents for {p} predictors", p + 2);
        return Err(Error::new(ErrorCode::NotIdentified, "items", reason).with_value(n));
    }
    let correlations = columns.products().correlations().map_err(|constant| {
        let reason = "does not vary: all answers are the same";
        named(Error::undefined("items", reason), constant, p)
    })?;
    let steps = options.watch.steps(Step::Resample);
    steps.expect(options.resamples as usize);
    let measures = measured(&correlations, options, &steps)?.map_err(|dependent| {
        let reason = "is a linear combination of the items before it";
        named(
            Error::new(ErrorCode::NotIdentified, "items", reason),
            dependent,
            p,
        )
    })?;
    let degrees = (n - 1) as f64 / (n - p - 1) as f64;
    let effective_n = columns.effective_n();
    let (resamples, failed_resamples) = bootstrap::resamples(columns, options, &steps)?;
    let estimates = bootstrapped(
        measures.flat(),
        &resamples,
        options.resamples,
        options.level,
        n as u64,
    );
    let (r_squared, predictors) = measures.assemble(&estimates, &measures::variance_inflation(&correlations));
    Ok(Drivers {
        r_squared,
        adjusted_r_squared: 1.0 - (1.0 - measures.r_squared) * degrees,
        predictors,
        n: n as u64,
        missing,
        effective_n,
        failed_resamples,
    })
}

/// The measures of all respondents, or the first predictor that is a combination of others; an error if broken off.
fn measured(
    correlations: &Matrix,
    options: &DriverOptions,
    steps: &Steps<'_>,
) -> Result<Result<Measures, usize>> {
    if options.sampled_orders == 0 {
        let measures = Measures::of(correlations, options, &|| steps.ask().is_ok());
        return steps.ask().map(|()| measures);
    }
    let orders = options.watch.steps(Step::Order);
    orders.expect(options.sampled_orders as usize);
    // They come in pairs.
    let measures = Measures::of(correlations, options, &|| (0..2).all(|_| orders.count().is_ok()));
    orders.ask().map(|()| measures)
}

/// An error about a column, the outcome being the last.
fn named(error: Error, column: usize, predictors: usize) -> Error {
    if column == predictors {
        error.rename("outcome")
    } else {
        error.rename(format!("items[{column}]"))
    }
}

fn checked_options(predictors: usize, options: &DriverOptions) -> Result<()> {
    checked_resamples(options.resamples)?;
    let orders = options.sampled_orders;
    if orders == 0 && predictors > MOST_EXACT {
        let reason = "must be 20 predictors or fewer for all orders of them; set sampled_orders for more";
        return Err(Error::out_of_range("items", reason).with_value(predictors));
    }
    if orders != 0 && (!(100..=1_000_000).contains(&orders) || orders % 2 == 1) {
        let reason = "must be 0 for all orders, or an even number from 100 to 1,000,000";
        return Err(Error::out_of_range("sampled_orders", reason).with_value(orders));
    }
    Ok(())
}

/// The complete rows, the outcome as the last column, and how many rows are not.
fn complete(outcome: &[f64], predictors: &ItemAnswers<'_>) -> Result<(Columns, u64)> {
    if predictors.items.is_empty() {
        return Err(Error::empty("items"));
    }
    let mut columns = predictors.items.to_vec();
    columns.push(outcome);
    let answers = ItemAnswers {
        items: &columns,
        weights: predictors.weights,
    };
    let last = format!("items[{}]", predictors.items.len());
    let complete = answers.complete().map_err(|error| {
        if error.parameter() == last {
            error.rename("outcome")
        } else {
            error
        }
    })?;
    let columns = Columns::new(&columns, &complete.rows, predictors.weights, Unit::Each);
    Ok((columns, complete.missing))
}
