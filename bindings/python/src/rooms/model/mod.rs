//! `goodwill.model`.

mod arguments;
mod backtest;
mod compare;
mod counts;
mod covariates;
mod fit;
mod posterior;
mod predict;
mod simulate;
mod time_varying;
mod verbs;

pub(crate) use backtest::{
    AlivePoint, CalibrationRow, CalibrationTable, ForecastError, HistoryGrid, HoldoutRow, HoldoutTable,
    HoldoutTally, Tracking, TrackingPeriod, TrackingTotal, alive_of, calibration_of, forecast_error_of,
    grid_of, holdout_of, tracking_of,
};
pub(crate) use compare::{ComparedModel, ModelComparison, compare_fits, likelihood_ratio_of};
pub(crate) use counts::{HistoryTally, RenewalTally, SpendIndependence, SpendTally};
pub(crate) use covariates::{
    CovariateCore, CovariatePosteriorCore, coefficient_names, fit_with_covariates, posterior_with_covariates,
};
pub(crate) use fit::{
    FitSummary, FitWarning, ModelCore, Parameter, PosteriorRates, fit_model, parameter_names,
};
pub(crate) use posterior::{
    PosteriorCore, PosteriorParameter, PosteriorSummary, PosteriorWarning, posterior_of,
};
pub(crate) use simulate::{
    SimulatedContracts, SimulatedHistories, simulate_contracts, simulate_of, simulate_spend,
};
pub(crate) use time_varying::{PathCore, TimeVaryingCore, fit_time_varying};
