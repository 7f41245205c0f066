//! The posterior of a model with covariates.

use super::customer::Names;
use super::design::to_original;
use super::fit::{Prepared, prepared};
use super::profiles::CovariateHistories;
use crate::error::Result;
use crate::estimate::Estimate;
use crate::model::any::AnyModel;
use crate::model::counts::HistoryCounts;
use crate::model::fit::{FitOptions, fit_likelihood};
use crate::model::history::{History, HistoryColumns};
use crate::model::likelihood::{Likelihood, Model, Setting};
use crate::model::posterior::{
    Drawn, Draws, Parameters, Posterior, PosteriorOptions, PosteriorParameter, PosteriorSummary, Prediction,
    Surface, estimate, logarithms, posterior, with_advice,
};
use crate::numeric::optimise::Look;
use crate::parallel;
use crate::watch::{Steps, Watch, unless_interrupted};
use alloc::{string::String, vec, vec::Vec};
use core::fmt;
use core::marker::PhantomData;

/// The posterior distribution of the base parameters and coefficients of a model with covariates: draws with weights, and what
/// they say. [`Model::posterior_covariates`] makes it.
///
/// ```
/// use goodwill::model::{BgNbd, Covariate, CovariateHistories, Model, PosteriorOptions, PurchaseModel, Simulate};
/// // Customers who came online (1) buy twice as often as those who came to the shop (0).
/// let shop = BgNbd::new(0.8, 12.0, 0.9, 2.5)?.simulate(&[60.0; 400], 1)?;
/// let online = BgNbd::new(0.8, 6.0, 0.9, 2.5)?.simulate(&[60.0; 400], 2)?;
/// let both = |shop: &[f64], online: &[f64]| [shop, online].concat();
/// let (frequency, recency) = (both(&shop.frequency, &online.frequency), both(&shop.recency, &online.recency));
/// let (tenure, channel) = (vec![60.0; 800], both(&[0.0; 400], &[1.0; 400]));
/// let columns = goodwill::model::HistoryColumns { frequency: &frequency, recency: &recency, tenure: &tenure };
/// let data = CovariateHistories::from_columns(
///     &columns, &[Covariate { name: "online", values: &channel }], &[], None, None,
/// )?;
/// let posterior = BgNbd::posterior_covariates(&data, &PosteriorOptions::default())?;
/// assert!(posterior.summary.reliable);
/// let effect = posterior.summary.parameter("purchase.online").unwrap();
/// assert!(effect.interval.contains(2_f64.ln()));
/// // Purchases of a new customer in a year, by channel.
/// let [web, walk_in] = [1.0, 0.0].map(|z| posterior.predict(&[z], &[], |model| model.expected_purchases(52.0)));
/// assert!(web?.interval.lower > walk_in?.interval.upper);
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Fader & Hardie 2007 (the likelihood); [`Posterior`] (the draws).
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(try_from = "Stored", bound(serialize = "", deserialize = "M: Drawn"))
)]
pub struct CovariatePosterior<M> {
    /// What it says of base parameters and coefficients, and whether it can be relied on.
    pub summary: PosteriorSummary,
    /// The draws of base parameters and coefficients.
    pub draws: Draws,
    /// What the models of the draws keep beside their parameters.
    pub setting: Setting,
    /// The names of the covariates of the purchase process.
    pub purchase: Vec<String>,
    /// The names of the covariates of the dropout process.
    pub dropout: Vec<String>,
    #[cfg_attr(feature = "serde", serde(skip))]
    model: PhantomData<fn() -> M>,
}

/// What is read before it is checked.
#[cfg(feature = "serde")]
#[derive(serde::Deserialize)]
struct Stored {
    summary: PosteriorSummary,
    draws: Draws,
    setting: Setting,
    purchase: Vec<String>,
    dropout: Vec<String>,
}

#[cfg(feature = "serde")]
impl<M: Drawn> TryFrom<Stored> for CovariatePosterior<M> {
    type Error = crate::error::Error;
    fn try_from(stored: Stored) -> Result<Self> {
        let Stored {
            summary,
            draws,
            setting,
            purchase,
            dropout,
        } = stored;
        let found = Self {
            summary,
            draws,
            setting,
            purchase,
            dropout,
            model: PhantomData,
        };
        let first = found.draws.rows().next().unwrap_or_default();
        if found.summary.parameters.len() != first.len() {
            return Err(crate::error::Error::length_mismatch(
                "parameters",
                found.summary.parameters.len(),
                first.len(),
            ));
        }
        let base = found.names().base_parameters()?;
        found.draws.check_positive(base)?;
        M::drawn(found.summary.model, &first[..base], setting)?;
        Ok(found)
    }
}

/// The likelihood of customers with covariates.
struct Evidence<'a, M: Model> {
    prepared: &'a Prepared<M>,
    options: &'a PosteriorOptions,
    setting: Setting,
}

impl<M: Model> Surface for Evidence<'_, M> {
    fn value(&self, variables: &[f64]) -> Option<f64> {
        let profiles = &self.prepared.profiles;
        profiles.are_natural(variables).then(|| profiles.value(variables))
    }

    fn gradient(&self, variables: &[f64]) -> Option<(f64, Vec<f64>)> {
        let profiles = &self.prepared.profiles;
        profiles
            .are_natural(variables)
            .then(|| profiles.slopes(variables))
    }

    fn look(&self, variables: &[f64], steps: &Steps<'_>) -> Result<Look> {
        self.prepared.profiles.look(variables, steps)
    }

    /// The fit without covariates; where there is none, what it would start from.
    fn starts(&self, proper: bool, watch: &Watch) -> Result<Vec<Vec<f64>>> {
        let pooled = &self.prepared.pooled;
        let options = FitOptions {
            regularity: self.options.regularity,
            watch: watch.clone(),
            ..FitOptions::default()
        };
        let mut points = match unless_interrupted(fit_likelihood::<M>(pooled, &options))? {
            Ok(without) => vec![Model::parameters(&without.model)],
            Err(_) if proper => Vec::new(),
            Err(error) => return Err(with_advice(error)),
        };
        points.extend(pooled.starts());
        let mut starts = logarithms(&points);
        for start in &mut starts {
            start.resize(self.prepared.names.len(), 0.0);
        }
        Ok(starts)
    }

    fn total_weight(&self) -> f64 {
        self.prepared.pooled.total_weight()
    }

    fn setting(&self) -> Setting {
        self.setting
    }
}

impl<M: Model<Data = HistoryCounts>> CovariatePosterior<M> {
    pub(in crate::model) fn of(data: &CovariateHistories, options: &PosteriorOptions) -> Result<Self> {
        let prepared = prepared::<M>(data, options.regularity)?;
        let positive = M::PARAMETERS.len();
        let parameters = Parameters {
            kind: M::KIND,
            names: prepared.names.clone(),
            positive,
            original: Some(to_original(positive, &prepared.profiles.terms)),
        };
        let evidence = Evidence {
            prepared: &prepared,
            options,
            setting: Setting {
                unit: data.unit(),
                regularity: options.regularity,
            },
        };
        let found = posterior(&parameters, &evidence, options)?;
        Ok(Self {
            summary: found.summary,
            draws: found.draws,
            setting: found.setting,
            purchase: data.purchase_names().to_vec(),
            dropout: data.dropout_names().to_vec(),
            model: PhantomData,
        })
    }
}

impl<M: Model> CovariatePosterior<M> {
    /// The same for callers who learn only at run time which model it is of.
    #[must_use]
    pub fn into_any(self) -> CovariatePosterior<AnyModel> {
        CovariatePosterior {
            summary: self.summary,
            draws: self.draws,
            setting: self.setting,
            purchase: self.purchase,
            dropout: self.dropout,
            model: PhantomData,
        }
    }
}

impl<M: Drawn> CovariatePosterior<M> {
    /// The posterior of the model of a customer with these covariates, for every prediction.
    ///
    /// Its parameters are the customer's own; each has the effective draws and the R̂ of whichever of the base parameter and the
    /// coefficients it is made of fares worst.
    ///
    /// # Errors
    /// `LengthMismatch` or `NotFinite`, naming the process; `OutOfRange` where the covariates are so extreme that a parameter is
    /// no `f64`.
    pub fn posterior_for(&self, purchase: &[f64], dropout: &[f64]) -> Result<Posterior<M>> {
        let rows = self.own_parameters(purchase, dropout)?;
        let base = self.names().base_parameters()?;
        for row in &rows {
            M::drawn(self.summary.model, row, self.setting)?;
        }
        let draws = Draws::new(base, rows.concat(), self.draws.weights().to_vec())?;
        let (level, n) = (self.summary.level(), self.summary.respondents());
        let all = &self.summary.parameters;
        let parameters = self
            .names()
            .movers(base)
            .into_iter()
            .enumerate()
            .map(|(parameter, movers)| {
                let made_of: Vec<&PosteriorParameter> = core::iter::once(parameter)
                    .chain(movers)
                    .map(|i| &all[i])
                    .collect();
                let least = |effective: fn(&PosteriorParameter) -> f64| {
                    made_of
                        .iter()
                        .map(|one| effective(one))
                        .fold(f64::INFINITY, f64::min)
                };
                PosteriorParameter {
                    name: all[parameter].name.clone(),
                    estimate: estimate(&draws.column(parameter), draws.weights(), level, n),
                    effective_draws: least(|one| one.effective_draws),
                    effective_tail_draws: least(|one| one.effective_tail_draws),
                    r_hat: made_of.iter().map(|one| one.r_hat).fold(f64::NAN, f64::max),
                }
            })
            .collect();
        let summary = PosteriorSummary {
            parameters,
            covariance: draws.covariance(),
            ..self.summary.clone()
        };
        Ok(Posterior::from_draws(summary, draws, self.setting))
    }

    /// Anything the model of a customer with these covariates says: posterior mean, standard deviation and equal-tailed interval
    /// of `f` over the draws, as [`Posterior::predict`].
    ///
    /// # Errors
    /// As [`posterior_for`](Self::posterior_for); the first error of `f`.
    pub fn predict(
        &self,
        purchase: &[f64],
        dropout: &[f64],
        f: impl Fn(&M) -> Result<f64> + Sync,
    ) -> Result<Estimate> {
        self.prediction(purchase, dropout)?.of(f)
    }

    /// [`predict`](Self::predict) for every customer of columns, all of them with these covariates; NaN for a missing row.
    ///
    /// Every distinct history asks every draw: for many, [`thinned`](Self::thinned) to a few hundred draws first.
    ///
    /// # Errors
    /// As [`predict`](Self::predict), with the row as index; whatever a row's numbers give.
    pub fn predict_histories(
        &self,
        purchase: &[f64],
        dropout: &[f64],
        columns: &HistoryColumns<'_>,
        f: impl Fn(&M, &History) -> Result<f64> + Sync,
    ) -> Result<Vec<Estimate>> {
        self.prediction(purchase, dropout)?.of_histories(columns, f)
    }

    /// [`predict`](Self::predict) for rows 0 to `rows` − 1, on several threads. `covariates` gives the covariates of a row, those
    /// of the purchase process first; a row that misses one, NaN, has NaN for an answer.
    ///
    /// Every row asks every draw: for many rows, [`thinned`](Self::thinned) to a few hundred draws first.
    ///
    /// # Errors
    /// The error of the first row that has one, with the row as its index.
    pub fn predict_rows(
        &self,
        rows: usize,
        covariates: impl Fn(usize) -> [Vec<f64>; 2] + Sync + Send,
        f: impl Fn(&M, usize) -> Result<f64> + Sync + Send,
    ) -> Result<Vec<Estimate>> {
        let missing = Estimate::without_interval(f64::NAN, self.summary.level(), self.summary.respondents());
        parallel::rows(rows, |row| {
            let [purchase, dropout] = covariates(row);
            if purchase.iter().chain(&dropout).any(|z| z.is_nan()) {
                return Ok(missing);
            }
            self.prediction(&purchase, &dropout)?
                .of_one(|model| f(model, row))
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

    /// The customer's own parameters of each draw.
    fn own_parameters(&self, purchase: &[f64], dropout: &[f64]) -> Result<Vec<Vec<f64>>> {
        self.draws
            .rows()
            .zip(self.draws.weights())
            .map(|(row, weight)| {
                let mut own = self.names().own_parameters(row, purchase, dropout)?;
                if *weight == 0.0 {
                    // A draw of no weight may lie beyond the numbers.
                    for p in &mut own {
                        *p = p.clamp(f64::MIN_POSITIVE, f64::MAX);
                    }
                }
                Ok(own)
            })
            .collect()
    }

    fn prediction(&self, purchase: &[f64], dropout: &[f64]) -> Result<Prediction<'_, M>> {
        Ok(Prediction {
            models: self
                .own_parameters(purchase, dropout)?
                .iter()
                .map(|own| M::drawn(self.summary.model, own, self.setting))
                .collect::<Result<_>>()?,
            weights: self.draws.weights(),
            level: self.summary.level(),
            n: self.summary.respondents(),
        })
    }
}

impl<M> CovariatePosterior<M> {
    /// The same with that many draws of one weight, as [`Posterior::thinned`].
    ///
    /// # Errors
    /// `OutOfRange` for 0 draws.
    pub fn thinned(&self, draws: u32) -> Result<Self> {
        Ok(Self {
            summary: self.summary.clone(),
            draws: self.draws.thinned(draws)?,
            setting: self.setting,
            purchase: self.purchase.clone(),
            dropout: self.dropout.clone(),
            model: PhantomData,
        })
    }
}

impl<M> fmt::Display for CovariatePosterior<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.summary, f)
    }
}
