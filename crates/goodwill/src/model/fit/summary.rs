//! What a fit found.

use super::options::FitOptions;
use super::search::Found;
use super::warning::FitWarning;
use crate::error::Result;
use crate::estimate::{Estimate, Interval, Method, z_of};
use crate::model::kind::ModelKind;
use crate::quantity::Level;
use alloc::{format, string::String, vec, vec::Vec};
use core::fmt;

/// An estimated parameter.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Parameter {
    /// Its name, as in the paper of the model.
    pub name: String,
    /// Its value, standard error and interval. A positive parameter has a [`Method::LogWald`] interval, which stays
    /// positive; a coefficient of a covariate a [`Method::Wald`] one.
    pub estimate: Estimate,
}

/// What a fit found, and how sure it is.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct FitSummary {
    /// Which model was fitted.
    pub model: ModelKind,
    /// Erlang-k regularity of the times between purchases; 1 for all models but BG/NBD and MBG/NBD.
    pub regularity: u32,
    /// The parameters, in their order.
    pub parameters: Vec<Parameter>,
    /// The covariance matrix of the estimates: the inverse of the observed information. With a penalty, the penalty
    /// counts as information.
    pub covariance: Vec<Vec<f64>>,
    /// ℓ, the log-likelihood at the estimates, without penalty.
    pub log_likelihood: f64,
    /// Whether ℓ has every term of the data, so that fits of different regularity can be compared.
    pub complete: bool,
    /// Akaike's information criterion: 2k − 2ℓ for k parameters.
    pub aic: f64,
    /// The Bayesian information criterion: k ln W − 2ℓ for the total weight W of the customers.
    pub bic: f64,
    /// W: the total weight of the customers; their number when none is weighted.
    pub customers: f64,
    /// Steps of the search, over all starts.
    pub iterations: u32,
    /// Evaluations of the likelihood, over all starts.
    pub evaluations: u32,
    /// The condition number of the information by the logarithms of the parameters: its largest eigenvalue over its
    /// smallest. Beyond 10⁶, say, a combination of parameters is known much worse than the others.
    pub condition: f64,
    /// Whether the search ended at a maximum. A fit that did not is an error, so this is true.
    pub converged: bool,
    /// How the search ended, in words.
    pub report: String,
    /// What to know before using the estimates.
    pub warnings: Vec<FitWarning>,
}

/// How high a maximum is.
#[derive(Clone, Copy)]
pub(in crate::model) struct Height {
    pub(in crate::model) log_likelihood: f64,
    pub(in crate::model) weight: f64,
    pub(in crate::model) complete: bool,
}

impl FitSummary {
    /// The parameter of that name.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<&Estimate> {
        self.parameters
            .iter()
            .find(|parameter| parameter.name == name)
            .map(|parameter| &parameter.estimate)
    }

    /// The number of parameters.
    #[must_use]
    pub fn degrees_of_freedom(&self) -> usize {
        self.parameters.len()
    }

    /// The summary of a search; the first `base` variables are logarithms.
    pub(in crate::model) fn new(
        kind: ModelKind,
        names: &[String],
        base: usize,
        found: &Found,
        likelihood: Height,
        options: &FitOptions,
        warnings: Vec<FitWarning>,
    ) -> Self {
        let Height {
            log_likelihood,
            weight,
            complete,
        } = likelihood;
        let k = names.len();
        let scale: Vec<f64> = (0..k)
            .map(|i| if i < base { libm::exp(found.point[i]) } else { 1.0 })
            .collect();
        let n = respondents(weight);
        let parameters = (0..k)
            .map(|i| {
                let error = libm::sqrt(found.covariance[(i, i)]);
                Parameter {
                    name: names[i].clone(),
                    estimate: if i < base {
                        log_wald(scale[i], error * scale[i], options.level, n)
                    } else {
                        Estimate::wald(found.point[i], error, options.level, n, Method::Wald)
                    },
                }
            })
            .collect();
        Self {
            model: kind,
            regularity: options.regularity,
            parameters,
            covariance: (0..k)
                .map(|i| {
                    (0..k)
                        .map(|j| found.covariance[(i, j)] * (scale[i] * scale[j]))
                        .collect()
                })
                .collect(),
            log_likelihood,
            complete,
            aic: 2.0 * k as f64 - 2.0 * log_likelihood,
            bic: k as f64 * libm::log(weight) - 2.0 * log_likelihood,
            customers: weight,
            iterations: found.iterations,
            evaluations: found.evaluations,
            condition: found.information.largest() / found.information.smallest(),
            converged: true,
            report: found.report.clone(),
            warnings,
        }
    }

    /// The delta method: `f` at the estimates, its standard error by central differences in the logarithms of the
    /// first `base` parameters and in the others themselves.
    pub(in crate::model) fn propagate(
        &self,
        base: usize,
        at: &[f64],
        f: impl Fn(&[f64]) -> Result<f64>,
    ) -> Result<Estimate> {
        /// A fourth-order stencil: its error, about STEP⁴, and the rounding of `f` over STEP are both below 1e-10.
        const STEP: f64 = 1e-3;
        let value = f(at)?;
        let k = at.len();
        let mut slopes = vec![0.0; k];
        for (i, slope) in slopes.iter_mut().enumerate() {
            let error = libm::sqrt(self.covariance[i][i]);
            let moved = |by: f64| {
                let mut point = at.to_vec();
                if i < base {
                    point[i] *= libm::exp(by * STEP);
                } else {
                    point[i] += by * STEP * error;
                }
                f(&point)
            };
            let near = moved(1.0)? - moved(-1.0)?;
            let wide = moved(2.0)? - moved(-2.0)?;
            let unit = if i < base { at[i] } else { error };
            *slope = if unit == 0.0 {
                0.0
            } else {
                (8.0 * near - wide) / (12.0 * STEP) / unit
            };
        }
        let variance: f64 = (0..k)
            .flat_map(|i| (0..k).map(move |j| (i, j)))
            .map(|(i, j)| slopes[i] * self.covariance[i][j] * slopes[j])
            .sum();
        let (level, n) = self
            .parameters
            .first()
            .map_or((Level::default(), 0), |parameter| {
                (parameter.estimate.level, parameter.estimate.n)
            });
        Ok(Estimate::wald(
            value,
            libm::sqrt(variance.max(0.0)),
            level,
            n,
            Method::Delta,
        ))
    }
}

/// The number of customers behind an estimate: the total weight, rounded.
pub(in crate::model) fn respondents(weight: f64) -> u64 {
    libm::round(weight) as u64
}

/// The normal interval of the logarithm, carried back: value · exp(±z · standard error / value).
fn log_wald(value: f64, standard_error: f64, level: Level, n: u64) -> Estimate {
    let factor = libm::exp(z_of(level) * standard_error / value);
    Estimate {
        value,
        standard_error,
        interval: Interval {
            lower: value / factor,
            upper: value * factor,
        },
        level,
        n,
        method: Method::LogWald,
    }
}

/// A number with five significant digits, as a table shows it.
pub(in crate::model) fn shown(value: f64) -> String {
    let size = libm::fabs(value);
    if size != 0.0 && !(1e-4..1e7).contains(&size) {
        return format!("{value:.4e}");
    }
    let before = if size < 1.0 {
        0
    } else {
        libm::floor(libm::log10(size)) as usize
    };
    // Small numbers keep five digits after their zeros.
    let zeros = if size == 0.0 || size >= 0.1 {
        0
    } else {
        (-libm::floor(libm::log10(size))) as usize - 1
    };
    format!("{value:.*}", 4_usize.saturating_sub(before) + zeros)
}

impl fmt::Display for FitSummary {
    /// A table of the parameters, then the report and the warnings.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{} fitted to {} customers: log-likelihood {:.4}, AIC {:.3}, BIC {:.3}",
            self.model.label(),
            self.customers,
            self.log_likelihood,
            self.aic,
            self.bic
        )?;
        let level = self
            .parameters
            .first()
            .map_or(0.95, |parameter| parameter.estimate.level.get());
        let percent = libm::round(level * 1e6) / 1e4;
        let mut rows = vec![[
            String::from("parameter"),
            String::from("estimate"),
            String::from("standard error"),
            format!("{percent}% interval"),
        ]];
        rows.extend(self.parameters.iter().map(|Parameter { name, estimate }| {
            [
                name.clone(),
                shown(estimate.value),
                shown(estimate.standard_error),
                format!(
                    "{} to {}",
                    shown(estimate.interval.lower),
                    shown(estimate.interval.upper)
                ),
            ]
        }));
        write_table(f, &rows)?;
        write!(f, "{}", self.report)?;
        for warning in &self.warnings {
            write!(f, "\nwarning: {}", warning.message)?;
        }
        Ok(())
    }
}

/// Columns side by side, names to the left and numbers to the right.
pub(in crate::model) fn write_table(f: &mut fmt::Formatter<'_>, rows: &[[String; 4]]) -> fmt::Result {
    let width = |column: usize| {
        rows.iter()
            .map(|row| row[column].chars().count())
            .max()
            .unwrap_or(0)
    };
    let widths = [width(0), width(1), width(2), width(3)];
    for [name, value, error, interval] in rows {
        writeln!(
            f,
            "  {name:<0$}  {value:>1$}  {error:>2$}  {interval:>3$}",
            widths[0], widths[1], widths[2], widths[3]
        )?;
    }
    Ok(())
}
