//! The fit of a model with covariates.

use super::customer::Names;
use super::design::{Term, design, reach, shifted, to_original};
use super::effects;
use super::profiles::{CovariateHistories, Profile};
use crate::error::{Error, ErrorCode, Result};
use crate::estimate::{Estimate, TestResult};
use crate::model::compare::likelihood_ratio;
use crate::model::counts::HistoryCounts;
use crate::model::fit::{
    FitOptions, FitSummary, Height, Search, by_logarithms, check_regularity, fit_likelihood, shown, warnings,
};
use crate::model::history::{History, HistoryColumns};
use crate::model::likelihood::{Likelihood, Model, Order, Setting};
use crate::model::posterior::Drawn;
use crate::numeric::linear::Matrix;
use crate::numeric::optimise::Look;
use crate::numeric::sum::ExactSum;
use crate::parallel;
use crate::watch::Steps;
use alloc::{string::String, vec, vec::Vec};
use core::fmt;

/// Profiles whose terms are added in one go; the sums of the pieces are added in order, whatever the threads.
const PIECE: usize = 256;

/// A fitted model with covariates.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct CovariateFit<M> {
    /// The model of a customer whose covariates are all 0.
    pub base: M,
    /// The unit and the regularity.
    pub setting: Setting,
    /// The names of the covariates of the purchase process.
    pub purchase: Vec<String>,
    /// The names of the covariates of the dropout process.
    pub dropout: Vec<String>,
    /// Base parameters and coefficients, and what else the fit found.
    pub summary: FitSummary,
    /// The fit without covariates.
    pub without: FitSummary,
    /// The likelihood-ratio test of no covariate having any effect; none with a penalty.
    pub test: Option<TestResult>,
}

impl<M: Drawn> CovariateFit<M> {
    /// The model of a customer with these covariates, for every verb.
    ///
    /// # Errors
    /// `LengthMismatch` or `NotFinite`; `OutOfRange` where the covariates are so extreme that a parameter is no `f64`.
    ///
    /// # Example
    /// See [`Model::fit_covariates`].
    pub fn model_for(&self, purchase: &[f64], dropout: &[f64]) -> Result<M> {
        let values: Vec<f64> = self.summary.parameters.iter().map(|p| p.estimate.value).collect();
        self.model_at(&values, purchase, dropout)
    }

    /// Any function of a customer's model with its standard error and interval, by the delta method; the uncertainty of
    /// the coefficients is counted.
    ///
    /// # Errors
    /// As [`model_for`](Self::model_for); whatever `f` gives.
    pub fn predict(
        &self,
        purchase: &[f64],
        dropout: &[f64],
        f: impl Fn(&M) -> Result<f64>,
    ) -> Result<Estimate> {
        let at: Vec<f64> = self.summary.parameters.iter().map(|p| p.estimate.value).collect();
        self.summary
            .propagate(self.names().base_parameters()?, &at, |values| {
                f(&self.model_at(values, purchase, dropout)?)
            })
    }

    /// [`predict`](Self::predict) for every customer of columns, all of them with these covariates; NaN for a missing row.
    ///
    /// # Errors
    /// As [`predict`](Self::predict), with the row as index; whatever a row's numbers give.
    pub fn predict_histories(
        &self,
        purchase: &[f64],
        dropout: &[f64],
        columns: &HistoryColumns<'_>,
        f: impl Fn(&M, &History) -> Result<f64> + Sync + Send,
    ) -> Result<Vec<Estimate>> {
        columns.map_to(Estimate::given(f64::NAN), |history| {
            self.predict(purchase, dropout, |model| f(model, history))
        })
    }

    /// [`predict`](Self::predict) for rows 0 to `rows` − 1, on several threads. `covariates` gives the covariates of a row, those
    /// of the purchase process first; a row that misses one, NaN, has NaN for an answer.
    ///
    /// # Errors
    /// The error of the first row that has one, with the row as its index.
    pub fn predict_rows(
        &self,
        rows: usize,
        covariates: impl Fn(usize) -> [Vec<f64>; 2] + Sync + Send,
        f: impl Fn(&M, usize) -> Result<f64> + Sync + Send,
    ) -> Result<Vec<Estimate>> {
        parallel::rows(rows, |row| {
            let [purchase, dropout] = covariates(row);
            if purchase.iter().chain(&dropout).any(|z| z.is_nan()) {
                return Ok(Estimate::given(f64::NAN));
            }
            self.predict(&purchase, &dropout, |model| f(model, row))
        })
    }

    fn names(&self) -> Names<'_> {
        Names {
            kind: self.summary.model,
            purchase: &self.purchase,
            dropout: &self.dropout,
            parameters: self.summary.parameters.len(),
        }
    }

    /// The model of a customer, at given base parameters and coefficients.
    fn model_at(&self, values: &[f64], purchase: &[f64], dropout: &[f64]) -> Result<M> {
        let own = self.names().own_parameters(values, purchase, dropout)?;
        M::drawn(self.summary.model, &own, self.setting)
    }

    /// The same fit with its model in another form: `fit.map(AnyModel::from)`.
    #[must_use]
    pub fn map<N>(self, f: impl FnOnce(M) -> N) -> CovariateFit<N> {
        let Self {
            base,
            setting,
            purchase,
            dropout,
            summary,
            without,
            test,
        } = self;
        CovariateFit {
            base: f(base),
            setting,
            purchase,
            dropout,
            summary,
            without,
            test,
        }
    }
}

impl<M: fmt::Display> fmt::Display for CovariateFit<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at covariates of 0\n{}", self.base, self.summary)?;
        if let Some(test) = &self.test {
            let TestResult {
                statistic,
                degrees_of_freedom,
                p_value,
            } = test;
            write!(
                f,
                "\nagainst no covariates: χ² = {statistic:.4}, {degrees_of_freedom} degrees of freedom, p = {}",
                shown(*p_value)
            )?;
        }
        Ok(())
    }
}

/// The likelihoods of the profiles, and how covariates act on each.
pub(super) struct Profiles<L> {
    pub(super) parameters: usize,
    pub(super) terms: Vec<Term>,
    /// Each with what multiplies the coefficients.
    pub(super) each: Vec<(L, Vec<f64>)>,
}

impl<L: Likelihood> Profiles<L> {
    /// The log-likelihood and its derivatives by the search's variables.
    pub(super) fn look(&self, variables: &[f64], steps: &Steps<'_>) -> Result<Look> {
        let n = variables.len();
        let pieces = parallel::map(
            self.each.chunks(PIECE).collect(),
            || (),
            |(), piece: &[(L, Vec<f64>)]| {
                let mut sum = Look {
                    value: 0.0,
                    gradient: vec![0.0; n],
                    hessian: Matrix::zeros(n),
                };
                steps.ask()?;
                for (likelihood, factors) in piece {
                    let theta = shifted(variables, self.parameters, &self.terms, factors);
                    let own = by_logarithms(likelihood, &theta);
                    let reach = reach(self.parameters, &self.terms, factors);
                    sum.value += own.value;
                    for (v, &(i, by)) in reach.iter().enumerate() {
                        sum.gradient[v] += by * own.gradient[i];
                        for (w, &(j, and)) in reach[..=v].iter().enumerate() {
                            sum.hessian[(v, w)] += by * and * own.hessian[(i, j)];
                        }
                    }
                }
                Ok(sum)
            },
        );
        let mut value = ExactSum::new();
        let mut total = Look {
            value: 0.0,
            gradient: vec![0.0; n],
            hessian: Matrix::zeros(n),
        };
        for piece in pieces {
            let piece: Look = piece?;
            value.add(piece.value);
            for v in 0..n {
                total.gradient[v] += piece.gradient[v];
                for w in 0..=v {
                    total.hessian[(v, w)] += piece.hessian[(v, w)];
                    total.hessian[(w, v)] = total.hessian[(v, w)];
                }
            }
        }
        total.value = value.value();
        Ok(total)
    }

    /// The log-likelihood and its first derivatives by the search's variables.
    pub(super) fn slopes(&self, variables: &[f64]) -> (f64, Vec<f64>) {
        let n = variables.len();
        let pieces = parallel::map(
            self.each.chunks(PIECE).collect(),
            || (),
            |(), piece: &[(L, Vec<f64>)]| {
                let (mut value, mut gradient) = (ExactSum::new(), vec![0.0; n]);
                for (likelihood, factors) in piece {
                    let p: Vec<f64> = shifted(variables, self.parameters, &self.terms, factors)
                        .iter()
                        .map(|theta| libm::exp(*theta))
                        .collect();
                    let own = likelihood.evaluate(&p, Order::Gradient);
                    value.add(own.value);
                    let reach = reach(self.parameters, &self.terms, factors);
                    for (slope, (i, by)) in gradient.iter_mut().zip(reach) {
                        *slope += by * own.gradient[i] * p[i];
                    }
                }
                (value, gradient)
            },
        );
        let (mut value, mut gradient) = (ExactSum::new(), vec![0.0; n]);
        for (of_piece, slopes) in &pieces {
            value.merge(of_piece);
            for (slope, more) in gradient.iter_mut().zip(slopes) {
                *slope += more;
            }
        }
        (value.value(), gradient)
    }

    /// Whether the parameters of every profile are numbers.
    pub(super) fn are_natural(&self, variables: &[f64]) -> bool {
        /// Beyond, exp θ is no normal number.
        const LARGEST: f64 = 708.0;
        self.each.iter().all(|(_, factors)| {
            shifted(variables, self.parameters, &self.terms, factors)
                .iter()
                .all(|theta| libm::fabs(*theta) < LARGEST)
        })
    }

    /// The log-likelihood, every profile's rounded once.
    pub(super) fn value(&self, variables: &[f64]) -> f64 {
        let pieces = parallel::map(
            self.each.chunks(PIECE).collect(),
            || (),
            |(), piece: &[(L, Vec<f64>)]| {
                let mut sum = ExactSum::new();
                for (likelihood, factors) in piece {
                    let p: Vec<f64> = shifted(variables, self.parameters, &self.terms, factors)
                        .iter()
                        .map(|theta| libm::exp(*theta))
                        .collect();
                    sum.add(likelihood.evaluate(&p, Order::Value).value);
                }
                sum
            },
        );
        let mut sum = ExactSum::new();
        for piece in &pieces {
            sum.merge(piece);
        }
        sum.value()
    }
}

/// What a fit and a posterior start from.
pub(super) struct Prepared<M: Model> {
    /// The names of the parameters, then those of the coefficients.
    pub(super) names: Vec<String>,
    /// The likelihood without covariates.
    pub(super) pooled: M::Likelihood,
    pub(super) profiles: Profiles<M::Likelihood>,
}

pub(super) fn prepared<M: Model<Data = HistoryCounts>>(
    data: &CovariateHistories,
    regularity: u32,
) -> Result<Prepared<M>> {
    check_regularity(M::KIND, regularity)?;
    if data.purchase_names().is_empty() && data.dropout_names().is_empty() {
        return Err(Error::new(
            ErrorCode::Empty,
            "covariates",
            "are none: fit the model without",
        ));
    }
    let (terms, labels) = design(data, M::PARAMETERS, effects(M::KIND))?;
    let pooled = M::likelihood(&data.pooled()?, regularity)?;
    let names = M::PARAMETERS
        .iter()
        .map(|&name| name.into())
        .chain(labels)
        .collect();
    let each = parallel::map(
        data.profiles().iter().collect(),
        || (),
        |(), profile: &Profile| {
            let factors = terms.iter().map(|term| term.factor(profile)).collect();
            M::likelihood(&profile.counts, regularity).map(|likelihood| (likelihood, factors))
        },
    );
    let profiles = Profiles {
        parameters: M::PARAMETERS.len(),
        terms,
        each: each.into_iter().collect::<Result<_>>()?,
    };
    Ok(Prepared {
        names,
        pooled,
        profiles,
    })
}

/// Fits a model with covariates: first without them, then with them from there.
pub(in crate::model) fn fit<M: Model<Data = HistoryCounts>>(
    data: &CovariateHistories,
    options: &FitOptions,
) -> Result<CovariateFit<M>> {
    let Prepared {
        names,
        pooled,
        profiles,
    } = prepared::<M>(data, options.regularity)?;
    let without = fit_likelihood::<M>(&pooled, options)?;
    let k = M::PARAMETERS.len();
    let start: Vec<f64> = Model::parameters(&without.model)
        .iter()
        .map(|p| libm::log(*p))
        .chain(profiles.terms.iter().map(|_| 0.0))
        .collect();
    let weight = pooled.total_weight();
    let further = FitOptions {
        initial: None, // the search starts from the fit without covariates
        ..options.clone()
    };
    let found = Search {
        kind: M::KIND,
        names: &names,
        base: k,
        objective: &|variables, steps| {
            let look = profiles.look(variables, steps)?;
            Ok(look.mean(weight, options.penalty, &variables[..k]))
        },
        starts: vec![start],
        weight,
    }
    .run(&further)?;
    let warnings = warnings(M::KIND, &names, k, &found, options.penalty);
    let height = Height {
        log_likelihood: profiles.value(&found.point),
        weight,
        complete: pooled.is_complete(),
    };
    let found = found.transformed(&to_original(k, &profiles.terms));
    let setting = Setting {
        unit: data.unit(),
        regularity: options.regularity,
    };
    let parameters: Vec<f64> = found.point[..k].iter().map(|theta| libm::exp(*theta)).collect();
    let summary = FitSummary::new(M::KIND, &names, k, &found, height, &further, warnings);
    let test = if options.penalty > 0.0 {
        None
    } else {
        Some(likelihood_ratio(&without.summary, &summary)?)
    };
    Ok(CovariateFit {
        base: M::from_parameters(&parameters, setting)?,
        setting,
        purchase: data.purchase_names().to_vec(),
        dropout: data.dropout_names().to_vec(),
        summary,
        without: without.summary,
        test,
    })
}
