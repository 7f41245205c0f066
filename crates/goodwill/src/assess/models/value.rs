//! What customers will be worth: the orders a model expects, times the spend another expects of each.

use super::customers::{horizon, per_customer};
use super::totals::{Totals, weighted};
use crate::assess::AssessOptions;
use crate::calendar::TimeUnit;
use crate::error::{Error, Result};
use crate::estimate::{Estimate, Method};
use crate::model::{
    AnyData, AnyFitted, AnyModel, DiscountRate, FitOptions, HistoryCounts, ModelKind, NonPositiveSpend,
    SpendCounts, SpendIndependence,
};
use crate::numeric::sum::{ExactSum, exact_sum};
use crate::purchase::Histories;
use crate::quantity::{Discount, Proportion};
use alloc::vec::Vec;

/// A tenth of the customers, by what they are expected to be worth.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ValueGroup {
    /// Customers.
    pub customers: u64,
    /// Their mean lifetime value.
    pub mean: f64,
    /// Their share of the total.
    pub share: f64,
}

/// Customer lifetime value within a horizon: expected orders, each times the spend expected of the customer and the margin,
/// discounted to the last day observed.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ValueOutlook {
    /// The months looked ahead.
    pub months: u32,
    /// The discount a year.
    pub discount: Discount,
    /// The share of revenue that is margin; without it the value is revenue.
    pub margin: Option<Proportion>,
    /// The Gamma–Gamma model of spend per order, fitted to customers who ordered again.
    pub fitted: AnyFitted,
    /// Whether spend and frequency are related, which the model takes them not to be.
    pub independence: SpendIndependence,
    /// Customers who ordered again with a mean spend of 0 or less; the mean spend of all is expected of them.
    pub without_spend: u64,
    /// The mean value of a customer.
    pub mean: Estimate,
    /// The value of all customers.
    pub total: Estimate,
    /// The customers in tenths, the most valuable first.
    pub tenths: Vec<ValueGroup>,
}

/// The lifetime value of the customers of `histories`, who are those of `counts`.
pub(super) fn value(
    fitted: &AnyFitted,
    counts: &HistoryCounts,
    histories: &Histories,
    options: &AssessOptions,
) -> Result<ValueOutlook> {
    let spend = SpendCounts::from_histories(histories, NonPositiveSpend::Skip)?;
    let fit = FitOptions {
        level: options.level,
        watch: options.watch.clone(),
        ..FitOptions::default()
    };
    let spends = AnyModel::fit(ModelKind::GammaGamma, AnyData::Spend(&spend), &fit)?;
    let discount = DiscountRate::per(TimeUnit::Year, options.discount.get())?;
    let horizon = horizon(fitted, options)?;
    let margin = options.margin.map_or(1.0, Proportion::get);
    let totals = Totals::new(counts);
    let places = places(counts, histories)?;
    let orders_by = |model: &AnyModel| {
        totals.each(model.purchase_model()?, |model, history| {
            model.residual_transactions(history, discount, Some(horizon))
        })
    };
    let margins_by = |model: &AnyModel| -> Result<Vec<f64>> {
        let spends = expected_spends(model, histories)?;
        Ok(spends.into_iter().map(|spend| spend * margin).collect())
    };
    let orders = orders_by(&fitted.model)?;
    let margins = margins_by(&spends.model)?;
    let of_customers: Vec<f64> = places.iter().map(|&place| orders[place]).collect();
    let mut by_place = alloc::vec![ExactSum::new(); counts.len()];
    for (&place, &margin) in places.iter().zip(&margins) {
        by_place[place].add(margin);
    }
    let by_place: Vec<f64> = by_place.iter().map(ExactSum::value).collect();
    let total = weighted(&of_customers, &margins);
    // The two models are fitted to different things: their errors add as squares.
    let by_orders = fitted.predict(|model| Ok(weighted(&orders_by(model)?, &by_place)))?;
    let by_spend = spends.predict(|model| Ok(weighted(&of_customers, &margins_by(model)?)))?;
    let (a, b) = (by_orders.standard_error, by_spend.standard_error);
    let total = Estimate::wald(
        total,
        libm::sqrt(a * a + b * b),
        options.level,
        counts.customers(),
        Method::Delta,
    )
    .clipped(0.0, f64::INFINITY);
    let values: Vec<f64> = of_customers
        .iter()
        .zip(&margins)
        .map(|(orders, margin)| orders * margin)
        .collect();
    Ok(ValueOutlook {
        months: options.value_months,
        discount: options.discount,
        margin: options.margin,
        independence: spend.independence(options.level)?,
        without_spend: spend.skipped(),
        fitted: spends,
        mean: per_customer(&total),
        total,
        tenths: tenths(values),
    })
}

/// The place of each customer's history among the counts.
fn places(counts: &HistoryCounts, histories: &Histories) -> Result<Vec<usize>> {
    (0..histories.len())
        .map(|customer| {
            counts
                .place_of(&histories.history(customer)?)
                .ok_or_else(|| Error::inconsistent("histories", "are not those that were counted"))
        })
        .collect()
}

/// The spend per order expected of each customer.
fn expected_spends(model: &AnyModel, histories: &Histories) -> Result<Vec<f64>> {
    let AnyModel::GammaGamma(model) = model else {
        return Err(Error::inconsistent("model", "is no model of spend"));
    };
    let mean = model.mean_spend()?;
    (0..histories.len())
        .map(|customer| {
            let spend = histories.monetary_value[customer];
            if histories.frequency[customer] == 0 || spend.is_nan() || spend <= 0.0 {
                Ok(mean)
            } else {
                model.expected_spend(histories.frequency[customer], spend)
            }
        })
        .collect()
}

/// Customers in ten groups as equal as can be, the highest values first.
fn tenths(mut values: Vec<f64>) -> Vec<ValueGroup> {
    const GROUPS: usize = 10;
    values.sort_unstable_by(|a, b| b.total_cmp(a));
    let total = exact_sum(values.iter().copied());
    (0..GROUPS)
        .map(|group| &values[group * values.len() / GROUPS..(group + 1) * values.len() / GROUPS])
        .map(|group| {
            let sum = exact_sum(group.iter().copied());
            ValueGroup {
                customers: group.len() as u64,
                mean: sum / group.len().max(1) as f64,
                share: if total > 0.0 { sum / total } else { 0.0 },
            }
        })
        .collect()
}
