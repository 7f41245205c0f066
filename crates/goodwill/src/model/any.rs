//! Any model: for callers who learn only at run time which.

use super::counts::HistoryCounts;
use super::covariates::{CovariateFit, CovariateHistories, CovariatePosterior};
use super::fit::{FitOptions, FitSummary, Fitted};
use super::history::{History, HistoryColumns};
use super::kind::ModelKind;
use super::likelihood::{Model, Setting};
use super::posterior::{Drawn, Posterior, PosteriorOptions};
use super::purchase_model::PurchaseModel;
use super::renewal_counts::RenewalCounts;
use super::renewal_model::RenewalModel;
use super::simulate::Simulate;
use super::spend_counts::SpendCounts;
use crate::error::{Error, ErrorCode, Result};
use crate::estimate::Estimate;
use crate::parallel;
use alloc::{format, vec::Vec};
use core::fmt;

/// The data of any model.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum AnyData<'a> {
    /// Purchase histories: for [`Nbd`](ModelKind::Nbd), [`BgNbd`](ModelKind::BgNbd), [`MbgNbd`](ModelKind::MbgNbd),
    /// [`ParetoNbd`](ModelKind::ParetoNbd) and [`BgBb`](ModelKind::BgBb).
    Histories(&'a HistoryCounts),
    /// Counted renewals: for [`Sbg`](ModelKind::Sbg) and [`Bdw`](ModelKind::Bdw).
    Renewals(&'a RenewalCounts),
    /// Counted spend: for [`GammaGamma`](ModelKind::GammaGamma).
    Spend(&'a SpendCounts),
}

impl AnyData<'_> {
    const fn name(self) -> &'static str {
        match self {
            Self::Histories(_) => "purchase histories",
            Self::Renewals(_) => "counted renewals",
            Self::Spend(_) => "counted spend",
        }
    }
}

/// `Some(model)` for a model of that trait, `None` for the others.
macro_rules! as_purchase {
    (purchase, $model:expr) => {
        Some($model)
    };
    ($other:ident, $model:expr) => {{
        let _ = $model;
        None
    }};
}

macro_rules! as_renewal {
    (renewal, $model:expr) => {
        Some($model)
    };
    ($other:ident, $model:expr) => {{
        let _ = $model;
        None
    }};
}

/// What a model of purchase histories does with covariates; an error for the others.
macro_rules! with_covariates {
    (Histories, $model:ident, $answer:expr) => {
        $answer
    };
    ($other:ident, $model:ident, $answer:expr) => {
        Err(Error::new(
            ErrorCode::NotApplicable,
            "model",
            format!("{} takes no covariates", ModelKind::$model.label()),
        ))
    };
}

/// Declares the models once: `Variant: data, trait;`.
macro_rules! any_models {
    ($($model:ident: $data:ident, $verbs:ident;)*) => {
        /// A model of any kind.
        ///
        /// As JSON it is the model's own form with its kind beside it: `{"model": "bg_nbd", "r": 0.24, …}`.
        #[derive(Debug, Clone, PartialEq)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        #[cfg_attr(feature = "serde", serde(tag = "model", rename_all = "snake_case"))]
        pub enum AnyModel {
            $(
                #[doc = concat!("[`", stringify!($model), "`](super::", stringify!($model), ")")]
                $model(super::$model),
            )*
        }

        $(
            impl From<super::$model> for AnyModel {
                fn from(model: super::$model) -> Self {
                    Self::$model(model)
                }
            }

            impl From<Fitted<super::$model>> for AnyFitted {
                fn from(fitted: Fitted<super::$model>) -> Self {
                    Self { model: fitted.model.into(), summary: fitted.summary }
                }
            }
        )*

        impl AnyModel {
            /// The model of that kind with these parameters.
            ///
            /// # Errors
            /// As [`Model::from_parameters`].
            pub fn from_parameters(kind: ModelKind, parameters: &[f64], setting: Setting) -> Result<Self> {
                match kind {
                    $(ModelKind::$model => super::$model::from_parameters(parameters, setting).map(Self::$model),)*
                }
            }

            /// The names of the parameters of that kind, in their order.
            #[must_use]
            pub const fn parameter_names(kind: ModelKind) -> &'static [&'static str] {
                match kind {
                    $(ModelKind::$model => <super::$model as Model>::PARAMETERS,)*
                }
            }

            /// Fits a model of that kind: [`Model::fit`].
            ///
            /// # Errors
            /// `Inconsistent` for data of another kind; as [`Model::fit`].
            pub fn fit(kind: ModelKind, data: AnyData<'_>, options: &FitOptions) -> Result<AnyFitted> {
                match (kind, data) {
                    $((ModelKind::$model, AnyData::$data(data)) => {
                        super::$model::fit(data, options).map(AnyFitted::from)
                    })*
                    _ => Err(mismatch(kind, data)),
                }
            }

            /// The posterior distribution of the parameters of a model of that kind: [`Model::posterior`].
            ///
            /// # Errors
            /// `Inconsistent` for data of another kind; as [`Model::posterior`].
            pub fn posterior(
                kind: ModelKind,
                data: AnyData<'_>,
                options: &PosteriorOptions,
            ) -> Result<AnyPosterior> {
                match (kind, data) {
                    $((ModelKind::$model, AnyData::$data(data)) => {
                        super::$model::posterior(data, options).map(Posterior::into_any)
                    })*
                    _ => Err(mismatch(kind, data)),
                }
            }

            /// Fits a model of that kind with covariates: [`Model::fit_covariates`].
            ///
            /// # Errors
            /// `NotApplicable` for a model that is not of purchase histories; as [`Model::fit_covariates`].
            pub fn fit_covariates(
                kind: ModelKind,
                data: &CovariateHistories,
                options: &FitOptions,
            ) -> Result<CovariateFit<Self>> {
                match kind {
                    $(ModelKind::$model => with_covariates!(
                        $data,
                        $model,
                        super::$model::fit_covariates(data, options).map(|fitted| fitted.map(Self::$model))
                    ),)*
                }
            }

            /// The posterior distribution of a model of that kind with covariates: [`Model::posterior_covariates`].
            ///
            /// # Errors
            /// `NotApplicable` for a model that is not of purchase histories; as [`Model::posterior_covariates`].
            pub fn posterior_covariates(
                kind: ModelKind,
                data: &CovariateHistories,
                options: &PosteriorOptions,
            ) -> Result<CovariatePosterior<Self>> {
                match kind {
                    $(ModelKind::$model => with_covariates!(
                        $data,
                        $model,
                        super::$model::posterior_covariates(data, options).map(CovariatePosterior::into_any)
                    ),)*
                }
            }

            /// Which model this is.
            #[must_use]
            pub const fn kind(&self) -> ModelKind {
                match *self {
                    $(Self::$model(_) => ModelKind::$model,)*
                }
            }

            /// The parameters, in their order.
            #[must_use]
            pub fn parameters(&self) -> Vec<f64> {
                match *self {
                    $(Self::$model(ref model) => Model::parameters(model),)*
                }
            }

            /// The unit and the regularity.
            #[must_use]
            pub fn setting(&self) -> Setting {
                match *self {
                    $(Self::$model(ref model) => Model::setting(model),)*
                }
            }

            /// The log-likelihood of data at these parameters.
            ///
            /// # Errors
            /// `Inconsistent` for data of another kind; as [`Model::log_likelihood`].
            pub fn log_likelihood(&self, data: AnyData<'_>) -> Result<f64> {
                match (self, data) {
                    $((Self::$model(model), AnyData::$data(data)) => Model::log_likelihood(model, data),)*
                    _ => Err(mismatch(self.kind(), data)),
                }
            }

            /// The derivatives of the log-likelihood by the parameters.
            ///
            /// # Errors
            /// `Inconsistent` for data of another kind; as [`Model::gradient`].
            pub fn gradient(&self, data: AnyData<'_>) -> Result<Vec<f64>> {
                match (self, data) {
                    $((Self::$model(model), AnyData::$data(data)) => Model::gradient(model, data),)*
                    _ => Err(mismatch(self.kind(), data)),
                }
            }

            /// The second derivatives of the log-likelihood by the parameters.
            ///
            /// # Errors
            /// `Inconsistent` for data of another kind; as [`Model::hessian`].
            pub fn hessian(&self, data: AnyData<'_>) -> Result<Vec<Vec<f64>>> {
                match (self, data) {
                    $((Self::$model(model), AnyData::$data(data)) => Model::hessian(model, data),)*
                    _ => Err(mismatch(self.kind(), data)),
                }
            }

            /// The verbs of repeat purchases, where this is such a model.
            #[must_use]
            pub fn as_purchase_model(&self) -> Option<&(dyn PurchaseModel + Sync)> {
                match *self {
                    $(Self::$model(ref model) => as_purchase!($verbs, model),)*
                }
            }

            /// What makes up customers who buy repeatedly, where this is such a model.
            #[must_use]
            pub fn as_simulate(&self) -> Option<&dyn Simulate> {
                match *self {
                    $(Self::$model(ref model) => as_purchase!($verbs, model),)*
                }
            }

            /// The verbs of contract renewals, where this is such a model.
            #[must_use]
            pub fn as_renewal_model(&self) -> Option<&dyn RenewalModel> {
                match *self {
                    $(Self::$model(ref model) => as_renewal!($verbs, model),)*
                }
            }
        }

        impl fmt::Display for AnyModel {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match *self {
                    $(Self::$model(ref model) => fmt::Display::fmt(model, f),)*
                }
            }
        }
    };
}

// One line a model; keep the order of the kinds.
any_models! {
    Sbg: Renewals, renewal;
    Bdw: Renewals, renewal;
    Nbd: Histories, purchase;
    BgNbd: Histories, purchase;
    MbgNbd: Histories, purchase;
    ParetoNbd: Histories, purchase;
    BgBb: Histories, purchase;
    GammaGamma: Spend, spend;
}

fn mismatch(kind: ModelKind, data: AnyData<'_>) -> Error {
    Error::inconsistent(
        "data",
        format!("{} is not fitted to {}", kind.label(), data.name()),
    )
}

impl AnyModel {
    /// The verbs of repeat purchases.
    ///
    /// # Errors
    /// `NotApplicable` for a model of something else.
    pub fn purchase_model(&self) -> Result<&(dyn PurchaseModel + Sync)> {
        self.as_purchase_model().ok_or_else(|| {
            Error::new(
                ErrorCode::NotApplicable,
                "model",
                format!("{} does not describe repeat purchases", self.kind().label()),
            )
        })
    }
}

impl AnyModel {
    /// What `ask` says of the model for rows 0 to `rows` − 1, on several threads with the feature `parallel`; the same bits
    /// as one after the other. Columns in which only histories differ are better served by
    /// [`HistoryColumns::map`](super::HistoryColumns::map), which computes each distinct one once.
    ///
    /// ```
    /// use goodwill::model::{AnyModel, Sbg};
    /// let model = AnyModel::from(Sbg::new(0.668, 3.806)?);
    /// let times = [0, 1, 2];
    /// let survival = model.map_rows(3, |model, row| model.renewal_model()?.survival(times[row]))?;
    /// assert_eq!(survival[2], Sbg::new(0.668, 3.806)?.survival(2)?);
    /// # use goodwill::model::RenewalModel;
    /// # Ok::<(), goodwill::Error>(())
    /// ```
    ///
    /// # Errors
    /// The error of the first row that has one, with the row as its index.
    pub fn map_rows(
        &self,
        rows: usize,
        ask: impl Fn(&Self, usize) -> Result<f64> + Sync + Send,
    ) -> Result<Vec<f64>> {
        /// Rows asked at once.
        const PIECE: usize = 256;
        let pieces = parallel::map(
            (0..rows).step_by(PIECE).collect(),
            || (),
            |(), start| {
                let rows = start..(start + PIECE).min(rows);
                rows.map(|row| ask(self, row).map_err(|error| error.at(row)))
                    .collect::<Result<Vec<f64>>>()
            },
        );
        // A piece ends at its first error, and the first piece that has one comes first.
        let pieces: Vec<Vec<f64>> = pieces.into_iter().collect::<Result<_>>()?;
        Ok(pieces.concat())
    }
}

impl AnyModel {
    /// What makes up customers who buy repeatedly: [`Simulate::simulate`].
    ///
    /// # Errors
    /// `NotApplicable` for a model of something else.
    pub fn simulator(&self) -> Result<&dyn Simulate> {
        self.as_simulate().ok_or_else(|| {
            Error::new(
                ErrorCode::NotApplicable,
                "model",
                format!("{} does not describe repeat purchases", self.kind().label()),
            )
        })
    }
}

impl AnyModel {
    /// The verbs of contract renewals.
    ///
    /// # Errors
    /// `NotApplicable` for a model of something else.
    pub fn renewal_model(&self) -> Result<&dyn RenewalModel> {
        self.as_renewal_model().ok_or_else(|| {
            Error::new(
                ErrorCode::NotApplicable,
                "model",
                format!("{} does not describe contract renewals", self.kind().label()),
            )
        })
    }

    /// The model of spend.
    ///
    /// # Errors
    /// `NotApplicable` for a model of something else.
    pub fn spend_model(&self) -> Result<&super::GammaGamma> {
        match self {
            Self::GammaGamma(model) => Ok(model),
            _ => Err(Error::new(
                ErrorCode::NotApplicable,
                "model",
                format!("{} does not describe spend", self.kind().label()),
            )),
        }
    }
}

/// The posterior distribution of the parameters of a model of any kind.
pub type AnyPosterior = Posterior<AnyModel>;

impl Drawn for AnyModel {
    fn drawn(kind: ModelKind, parameters: &[f64], setting: Setting) -> Result<Self> {
        Self::from_parameters(kind, parameters, setting)
    }
}

/// A fitted model of any kind.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct AnyFitted {
    /// The model of the estimated parameters.
    pub model: AnyModel,
    /// What the fit found.
    pub summary: FitSummary,
}

impl AnyFitted {
    /// Any function of the model with its standard error and interval: [`Fitted::predict`].
    ///
    /// # Errors
    /// Whatever `f` gives, at the estimates or next to them.
    pub fn predict(&self, f: impl Fn(&AnyModel) -> Result<f64>) -> Result<Estimate> {
        let at = self.model.parameters();
        let (kind, setting) = (self.model.kind(), self.model.setting());
        self.summary.propagate(at.len(), &at, |p| {
            f(&AnyModel::from_parameters(kind, p, setting)?)
        })
    }

    /// [`predict`](Self::predict) for rows 0 to `rows` − 1, on several threads.
    ///
    /// # Errors
    /// The error of the first row that has one, with the row as its index.
    pub fn predict_rows(
        &self,
        rows: usize,
        f: impl Fn(&AnyModel, usize) -> Result<f64> + Sync + Send,
    ) -> Result<Vec<Estimate>> {
        parallel::rows(rows, |row| self.predict(|model| f(model, row)))
    }

    /// [`predict`](Self::predict) for every customer of columns, each distinct history once; NaN for a missing row.
    ///
    /// # Errors
    /// `LengthMismatch`; whatever a row's numbers or `f` give, with the row as index.
    pub fn predict_histories(
        &self,
        columns: &HistoryColumns<'_>,
        f: impl Fn(&AnyModel, &History) -> Result<f64> + Sync + Send,
    ) -> Result<Vec<Estimate>> {
        columns.map_to(Estimate::given(f64::NAN), |history| {
            self.predict(|model| f(model, history))
        })
    }
}

impl fmt::Display for AnyFitted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n{}", self.model, self.summary)
    }
}
