"""Probability models of customers: how long they stay, how often they buy, how much they spend.

A model is fitted to histories, or made from parameters, and then asked:

>>> split = {"frequency": [2, 0, 7], "recency": [30.43, 0.0, 29.43], "tenure": [38.86, 38.86, 38.86]}
>>> model = gw.model.BgNbd.from_parameters(r=0.243, alpha=4.414, a=0.793, b=2.426, unit="week")
>>> model.conditional_purchases(split, t=39).round(2)
array([1.23, 0.2 , 3.34])
"""

from goodwill._goodwill import (
    AlivePoint,
    CalibrationRow,
    CalibrationTable,
    ComparedModel,
    FitSummary,
    FitWarning,
    ForecastError,
    HistoryGrid,
    HoldoutRow,
    HoldoutTable,
    ModelComparison,
    Parameter,
    PosteriorParameter,
    PosteriorRates,
    PosteriorSummary,
    PosteriorWarning,
    SimulatedContracts,
    SimulatedHistories,
    SpendIndependence,
    Tracking,
    TrackingPeriod,
    TrackingTotal,
)
from goodwill._rooms import claim
from goodwill.model._backtest import (
    alive_timeline,
    calibration_table,
    forecast_error,
    history_grid,
    holdout_table,
    tracking,
)
from goodwill.model._base import Model, from_json
from goodwill.model._compare import compare_models, likelihood_ratio, spend_independence
from goodwill.model._counts import HistoryCounts, RenewalCounts, SpendCounts
from goodwill.model._covariates import CovariateFit, CovariatePosterior
from goodwill.model._posterior import Posterior
from goodwill.model._purchase_models import BgBb, BgNbd, MbgNbd, Nbd, ParetoNbd
from goodwill.model._renewal_models import Bdw, RenewalModel, Sbg
from goodwill.model._spend_model import GammaGamma
from goodwill.model._time_varying import CovariatePath, TimeVaryingFit
from goodwill.model._value import lifetime_value
from goodwill.model._verbs import PurchaseModel

__all__ = [
    "AlivePoint",
    "Bdw",
    "BgBb",
    "BgNbd",
    "CalibrationRow",
    "CalibrationTable",
    "ComparedModel",
    "CovariateFit",
    "CovariatePath",
    "CovariatePosterior",
    "FitSummary",
    "FitWarning",
    "ForecastError",
    "GammaGamma",
    "HistoryCounts",
    "HistoryGrid",
    "HoldoutRow",
    "HoldoutTable",
    "MbgNbd",
    "Model",
    "ModelComparison",
    "Nbd",
    "Parameter",
    "ParetoNbd",
    "Posterior",
    "PosteriorParameter",
    "PosteriorRates",
    "PosteriorSummary",
    "PosteriorWarning",
    "PurchaseModel",
    "RenewalCounts",
    "RenewalModel",
    "Sbg",
    "SimulatedContracts",
    "SimulatedHistories",
    "SpendCounts",
    "SpendIndependence",
    "TimeVaryingFit",
    "Tracking",
    "TrackingPeriod",
    "TrackingTotal",
    "alive_timeline",
    "calibration_table",
    "compare_models",
    "forecast_error",
    "from_json",
    "history_grid",
    "holdout_table",
    "lifetime_value",
    "likelihood_ratio",
    "spend_independence",
    "tracking",
]

claim(__name__)
