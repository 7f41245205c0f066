//! Probability models of customers: how long they stay, how often they buy, how much they spend.
//!
//! | model | data | parameters |
//! |---|---|---|
//! | `Sbg`, `Bdw` | renewals of a contract, counted by period | α, β (c) |
//! | `Nbd`, `BgNbd`, `MbgNbd`, `ParetoNbd` | purchases at any time | r, α · r, α, a, b · r, α, s, β |
//! | `BgBb` | purchases at discrete opportunities | α, β, γ, δ |
//! | `GammaGamma` | spend per purchase | p, q, γ |
//!
//! The same verbs in each: [`Model`] fits, [`PurchaseModel`] predicts.

mod any;
mod backtest;
mod bdw;
mod beta_geometric;
mod bg_bb;
mod bg_nbd;
mod compare;
mod counts;
mod counts_state;
mod covariates;
mod distinct;
mod fit;
mod gamma_gamma;
mod history;
mod kind;
mod lifetime_value;
mod likelihood;
mod mbg_nbd;
mod model_type;
mod nbd;
mod pareto_nbd;
mod posterior;
mod purchase_model;
mod question;
mod renewal_counts;
mod renewal_model;
mod renewals;
mod sbg;
mod simulate;
mod spend_counts;
mod spend_independence;
mod spend_likelihood;
mod sums;
mod survival_sum;
mod time;

pub use any::{AnyData, AnyFitted, AnyModel, AnyPosterior};
pub use backtest::*;
pub use bdw::Bdw;
pub use beta_geometric::BetaGeometricLikelihood;
pub use bg_bb::{BgBb, BgBbLikelihood};
pub use bg_nbd::BgNbd;
pub use compare::{ComparedModel, ModelComparison, compare_models, likelihood_ratio};
pub use counts::{HistoryCount, HistoryCounts};
pub use covariates::{Covariate, CovariateFit, CovariateHistories, CovariatePosterior, Profile};
pub use fit::{FitOptions, FitSummary, FitWarning, FitWarningKind, Fitted, Parameter};
pub use gamma_gamma::GammaGamma;
pub use history::{History, HistoryColumns};
pub use kind::ModelKind;
pub use lifetime_value::{Payments, PurchaseVerbs, ValueOptions, lifetime_value};
pub use likelihood::{Derivatives, Likelihood, Model, Order, Setting};
pub use mbg_nbd::MbgNbd;
pub use nbd::{Nbd, NbdLikelihood};
pub use pareto_nbd::{
    CovariatePath, ParetoNbd, ParetoNbdLikelihood, TimeVaryingCustomer, TimeVaryingFit, TimeVaryingHistories,
    TimeVaryingModel,
};
pub use posterior::{
    Drawn, Draws, Posterior, PosteriorMethod, PosteriorOptions, PosteriorParameter, PosteriorSummary,
    PosteriorWarning, PosteriorWarningKind, Prior, PriorKind,
};
pub use purchase_model::{PosteriorRates, PurchaseModel};
pub use question::{Question, QuestionVerb};
pub use renewal_counts::{RenewalCount, RenewalCounts};
pub use renewal_model::{RenewalModel, SimulatedContracts};
pub use renewals::RenewalLikelihood;
pub use sbg::Sbg;
pub use simulate::{Simulate, SimulatedHistories, SimulatedLife, Stream};
pub use spend_counts::{NonPositiveSpend, SpendCount, SpendCounts};
pub use spend_independence::{SpendIndependence, spend_independence};
pub use spend_likelihood::SpendLikelihood;
pub use time::{DiscountRate, Span};
