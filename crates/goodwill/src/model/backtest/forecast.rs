//! How far a forecast was from what happened.

use super::holdout_counts::HoldoutCounts;
use crate::error::Result;
use crate::estimate::{Estimate, Method};
use crate::model::purchase_model::PurchaseModel;
use crate::numeric::sum::ExactSum;
use crate::quantity::Level;

/// How far a forecast was from what happened, by customer and in total.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ForecastError {
    /// Customers.
    pub customers: u64,
    /// Their holdout purchases.
    pub actual: u64,
    /// The holdout purchases expected of them.
    pub expected: f64,
    /// The error of the total: expected / actual − 1; NaN where nobody bought.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null"))]
    pub total_error: f64,
    /// Mean absolute error of a customer's forecast, in purchases.
    pub mae: Estimate,
    /// Root mean squared error of a customer's forecast, in purchases.
    pub rmse: f64,
    /// Mean of expected less actual: above 0, the model expects too much.
    pub bias: Estimate,
    /// Pearson's correlation of expected and actual; NaN where one of them is the same for all.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null"))]
    pub correlation: f64,
}

/// Compares the holdout purchases a model expects of each customer with those that happened.
///
/// Expectations are means: a customer expected to buy 0.3 times buys 0 times or once, so the mean absolute error has a
/// floor that no model passes. Compare models on the same data, not data sets.
///
/// # Errors
/// `Inconsistent` when model and data name different units; what [`PurchaseModel::conditional_purchases`] gives.
///
/// # Example
/// ```
/// use goodwill::model::{BgNbd, HistoryColumns, HoldoutCounts, forecast_error};
/// use goodwill::quantity::Level;
///
/// let columns = HistoryColumns { frequency: &[0.0, 2.0], recency: &[0.0, 30.43], tenure: &[39.0, 38.86] };
/// let data = HoldoutCounts::from_columns(&columns, &[0.0, 1.0], 39.0, None)?;
/// let error = forecast_error(&BgNbd::new(0.243, 4.414, 0.793, 2.426)?, &data, Level::default())?;
/// assert_eq!((error.customers, error.actual), (2, 1));
/// assert!((error.expected - (0.19453072170326547 + 1.2260281747671444)).abs() < 1e-12);
/// assert!((error.mae.value - error.bias.value).abs() < 1e-15); // both were expected to buy more than they did
/// # Ok::<(), goodwill::Error>(())
/// ```
pub fn forecast_error(
    model: &dyn PurchaseModel,
    data: &HoldoutCounts,
    level: Level,
) -> Result<ForecastError> {
    let expected_each = data.expected(model)?;
    let customers = data.customers();
    let actual = data.purchases();
    let n = customers as f64;
    let sum = |term: &dyn Fn(f64, f64) -> f64| {
        let mut sum = ExactSum::new();
        for (row, &expected) in data.rows().iter().zip(&expected_each) {
            sum.add_product(row.count as f64, term(expected, f64::from(row.purchases)));
        }
        sum.value()
    };
    let mean_of = |error: &dyn Fn(f64, f64) -> f64| {
        let mean = sum(error) / n;
        let squares = sum(&|expected, actual| {
            let distance = error(expected, actual) - mean;
            distance * distance
        });
        let standard_error = libm::sqrt(squares / (n - 1.0) / n); // NaN for a single customer
        Estimate::wald(mean, standard_error, level, customers, Method::Wald)
    };
    let expected = sum(&|expected, _| expected);
    let bias = mean_of(&|expected, actual| expected - actual);
    let (mean_expected, mean_actual) = (expected / n, actual as f64 / n);
    let [covariance, of_expected, of_actual] = [(1, 1), (2, 0), (0, 2)].map(|(a, b)| {
        sum(&|expected, actual| {
            let (expected, actual) = (expected - mean_expected, actual - mean_actual);
            match (a, b) {
                (1, 1) => expected * actual,
                (2, 0) => expected * expected,
                _ => actual * actual,
            }
        })
    });
    Ok(ForecastError {
        customers,
        actual,
        expected,
        total_error: if actual == 0 {
            f64::NAN
        } else {
            expected / actual as f64 - 1.0
        },
        mae: mean_of(&|expected, actual| libm::fabs(expected - actual)),
        rmse: libm::sqrt(sum(&|expected, actual| (expected - actual) * (expected - actual)) / n),
        bias,
        correlation: covariance / libm::sqrt(of_expected * of_actual),
    })
}
