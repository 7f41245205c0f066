//! The fit with covariates that change over time.

use super::TimeVaryingModel;
use super::data::{TimeVaryingCustomer, TimeVaryingHistories};
use super::exposure::{Jet, Point};
use crate::error::{Error, ErrorCode, Result};
use crate::estimate::{Estimate, TestResult};
use crate::model::ParetoNbd;
use crate::model::compare::likelihood_ratio;
use crate::model::counts::{HistoryCount, HistoryCounts};
use crate::model::fit::{FitOptions, FitSummary, Height, Search, fit_likelihood, shown, warnings};
use crate::model::kind::ModelKind;
use crate::model::likelihood::{Likelihood, Model, Order, Setting};
use crate::numeric::linear::Matrix;
use crate::numeric::optimise::Look;
use crate::numeric::sum::ExactSum;
use crate::parallel;
use alloc::{format, string::String, vec, vec::Vec};
use core::fmt;

/// Customers whose terms are added in one go.
const PIECE: usize = 64;

/// A fitted Pareto/NBD with covariates that change over time.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct TimeVaryingFit {
    /// The model of the estimates.
    pub model: TimeVaryingModel,
    /// The base parameters, the coefficients (`purchase.<name>`, `dropout.<name>`), and what else the fit found.
    pub summary: FitSummary,
    /// The fit without covariates.
    pub without: FitSummary,
    /// The likelihood-ratio test of no covariate having any effect; none with a penalty. Against static covariates of the
    /// same names use [`likelihood_ratio`](fn@crate::model::likelihood_ratio) with their summary.
    pub test: Option<TestResult>,
}

impl TimeVaryingFit {
    /// Any function of the model with its standard error and interval, by the delta method.
    ///
    /// # Errors
    /// Whatever `f` gives.
    pub fn predict(&self, f: impl Fn(&TimeVaryingModel) -> Result<f64>) -> Result<Estimate> {
        let at: Vec<f64> = self.summary.parameters.iter().map(|p| p.estimate.value).collect();
        let setting = Model::setting(self.model.base());
        let purchases = self.model.purchase().len();
        self.summary.propagate(4, &at, |values| {
            let base = ParetoNbd::from_parameters(&values[..4], setting)?;
            let (purchase, dropout) = values[4..].split_at(purchases);
            f(&TimeVaryingModel::new(base, purchase, dropout)?)
        })
    }
}

impl fmt::Display for TimeVaryingFit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at covariates of 0\n{}", self.model.base(), self.summary)?;
        if let Some(test) = &self.test {
            write!(
                f,
                "\nagainst no covariates: χ² = {:.4}, {} degrees of freedom, p = {}",
                test.statistic,
                test.degrees_of_freedom,
                shown(test.p_value)
            )?;
        }
        Ok(())
    }
}

/// The sum over customers: exact, so that neither their order nor threads change it.
pub(super) fn total(customers: &[TimeVaryingCustomer], point: &Point, order: Order) -> Jet {
    let n = point.len();
    let terms = match order {
        Order::Value => 1,
        Order::Gradient => 1 + n,
        Order::Hessian => 1 + n + n * n,
    };
    let sums = parallel::map(
        customers.chunks(PIECE).collect(),
        || (),
        |(), piece: &[TimeVaryingCustomer]| {
            let mut sums = vec![ExactSum::new(); terms];
            for customer in piece {
                let jet = point.log_likelihood(customer, order);
                let parts = core::iter::once(&jet.value)
                    .chain(&jet.gradient)
                    .chain(&jet.hessian);
                for (sum, part) in sums.iter_mut().zip(parts) {
                    sum.add(*part);
                }
            }
            sums
        },
    );
    let mut all = vec![ExactSum::new(); terms];
    for piece in &sums {
        for (sum, part) in all.iter_mut().zip(piece) {
            sum.merge(part);
        }
    }
    let mut jet = Jet::zero(n);
    jet.value = all[0].value();
    let derivatives = jet.gradient.iter_mut().chain(&mut jet.hessian);
    for (part, sum) in derivatives.zip(&all[1..]) {
        *part = sum.value();
    }
    jet
}

impl TimeVaryingModel {
    /// The model of the highest likelihood, by Newton's method on the logarithms of the base parameters and the coefficients
    /// of standardised covariates; intervals of coefficients are Wald intervals.
    ///
    /// [`FitOptions::initial`] is of the model without covariates. A penalty counts the base parameters at the mean covariates.
    ///
    /// # Errors
    /// `NotIdentified` for a covariate that never changes, by name; as [`Model::fit`].
    pub fn fit(data: &TimeVaryingHistories, options: &FitOptions) -> Result<TimeVaryingFit> {
        let kind = ModelKind::ParetoNbd;
        let rows: Vec<HistoryCount> = data
            .customers
            .iter()
            .map(|customer| HistoryCount {
                history: customer.history,
                weight: 1.0,
                count: 1,
            })
            .collect();
        let counts = HistoryCounts::from_rows(&rows, data.unit)?;
        let pooled = ParetoNbd::likelihood(&counts, options.regularity)?;
        let without = fit_likelihood::<ParetoNbd>(&pooled, options)?;
        let weight = pooled.total_weight();
        let labels = [("purchase", &data.purchase), ("dropout", &data.dropout)];
        let labels: Vec<String> = labels
            .iter()
            .flat_map(|(process, names)| names.iter().map(move |name| format!("{process}.{name}")))
            .collect();
        let scales = standardisation(data, &labels)?;
        let customers = standardised(&data.customers, &scales);
        let purchases = data.purchase.len();
        let point = |variables: &[f64]| Point {
            r: libm::exp(variables[0]),
            alpha: libm::exp(variables[1]),
            s: libm::exp(variables[2]),
            beta: libm::exp(variables[3]),
            purchase: variables[4..4 + purchases].to_vec(),
            dropout: variables[4 + purchases..].to_vec(),
        };
        let names: Vec<String> = ParetoNbd::PARAMETERS
            .iter()
            .map(|&name| name.into())
            .chain(labels)
            .collect();
        let mut start: Vec<f64> = Model::parameters(&without.model)
            .iter()
            .map(|p| libm::log(*p))
            .collect();
        start.resize(names.len(), 0.0);
        let further = FitOptions {
            initial: None,
            ..options.clone()
        };
        let found = Search {
            kind,
            names: &names,
            base: 4,
            objective: &|variables, _| {
                let look = look(&customers, &point(variables));
                Ok(look.mean(weight, options.penalty, &variables[..4]))
            },
            starts: vec![start],
            weight,
        }
        .run(&further)?;
        let warnings = warnings(kind, &names, 4, &found, options.penalty);
        let height = Height {
            log_likelihood: total(&customers, &point(&found.point), Order::Value).value,
            weight,
            complete: pooled.is_complete(),
        };
        let found = found.transformed(&to_original(&scales, purchases));
        let at = point(&found.point);
        let setting = Setting {
            unit: data.unit,
            ..Setting::default()
        };
        let base = ParetoNbd::from_parameters(&[at.r, at.alpha, at.s, at.beta], setting)?;
        let summary = FitSummary::new(kind, &names, 4, &found, height, &further, warnings);
        let test = if options.penalty > 0.0 {
            None
        } else {
            Some(likelihood_ratio(&without.summary, &summary)?)
        };
        Ok(TimeVaryingFit {
            model: Self::new(base, &at.purchase, &at.dropout)?,
            summary,
            without: without.summary,
            test,
        })
    }
}

/// Derivatives by the logarithms of the base parameters and by the coefficients.
fn look(customers: &[TimeVaryingCustomer], point: &Point) -> Look {
    let n = point.len();
    let jet = total(customers, point, Order::Hessian);
    let mut scale = vec![1.0; n];
    scale[..4].copy_from_slice(&[point.r, point.alpha, point.s, point.beta]);
    let gradient: Vec<f64> = jet.gradient.iter().zip(&scale).map(|(g, s)| g * s).collect();
    let hessian = Matrix::from_fn(n, |i, j| {
        let curve = scale[i] * jet.hessian[i * n + j] * scale[j];
        if i == j && i < 4 {
            curve + gradient[i]
        } else {
            curve
        }
    });
    Look {
        value: jet.value,
        gradient,
        hessian,
    }
}

/// Mean and standard deviation of each covariate, over the time of all customers together.
fn standardisation(data: &TimeVaryingHistories, labels: &[String]) -> Result<Vec<[f64; 2]>> {
    labels
        .iter()
        .enumerate()
        .map(|(k, label)| {
            let (mut time, mut first) = (ExactSum::new(), ExactSum::new());
            each(data, k, |length, value| {
                time.add(length);
                first.add_product(length, value);
            });
            let mean = first.value() / time.value();
            let mut second = ExactSum::new();
            each(data, k, |length, value| {
                second.add_product(length, (value - mean) * (value - mean));
            });
            let deviation = libm::sqrt(second.value() / time.value());
            if deviation <= 1e-12 * libm::fabs(mean) {
                return Err(Error::new(
                    ErrorCode::NotIdentified,
                    label.clone(),
                    "is the same for all customers at all times: its effect cannot be told from the base parameters",
                )
                .with_value(mean));
            }
            Ok([mean, deviation])
        })
        .collect()
}

/// Every period of every customer: the time observed in it and the value of a covariate.
fn each(data: &TimeVaryingHistories, covariate: usize, mut visit: impl FnMut(f64, f64)) {
    for customer in &data.customers {
        let path = &customer.path;
        for (period, &start) in path.starts.iter().enumerate() {
            let end = path.starts.get(period + 1).copied().unwrap_or(path.end);
            let length = end.min(customer.history.tenure()) - start.max(0.0);
            if length > 0.0 {
                visit(length, path.row(period)[covariate]);
            }
        }
    }
}

/// The customers with their covariates standardised.
fn standardised(customers: &[TimeVaryingCustomer], scales: &[[f64; 2]]) -> Vec<TimeVaryingCustomer> {
    let mut customers = customers.to_vec();
    for customer in &mut customers {
        let frequency = f64::from(customer.history.frequency());
        for row in customer.path.values.chunks_mut(scales.len()) {
            for (value, [mean, deviation]) in row.iter_mut().zip(scales) {
                *value = (*value - mean) / deviation;
            }
        }
        for (sum, [mean, deviation]) in customer.at_purchases.iter_mut().zip(scales) {
            *sum = (*sum - frequency * mean) / deviation;
        }
    }
    customers
}

/// From logarithms at the mean covariates and coefficients of standardised ones to those at covariates of 0.
fn to_original(scales: &[[f64; 2]], purchases: usize) -> Matrix {
    let mut matrix = Matrix::zeros(4 + scales.len());
    for j in 0..4 {
        matrix[(j, j)] = 1.0;
    }
    for (k, [mean, deviation]) in scales.iter().enumerate() {
        matrix[(4 + k, 4 + k)] = 1.0 / deviation;
        // A rate per standardised unit: its scale, α or β, is what it is divided by.
        let scale = if k < purchases { 1 } else { 3 };
        matrix[(scale, 4 + k)] = mean / deviation;
    }
    matrix
}
