"""Probability models of customers: how long they stay, how often they buy, how much they spend.

A model is fitted to histories, or made from parameters, and then asked:

>>> split = {"frequency": [2, 0, 7], "recency": [30.43, 0.0, 29.43], "tenure": [38.86, 38.86, 38.86]}
>>> model = gw.model.BgNbd.from_parameters(r=0.243, alpha=4.414, a=0.793, b=2.426, unit="week")
>>> model.conditional_purchases(split, t=39).round(2)
array([1.23, 0.2 , 3.34])
"""

from goodwill._goodwill import (
    ComparedModel,
    FitSummary,
    FitWarning,
    ModelComparison,
    Parameter,
    PosteriorParameter,
    PosteriorRates,
    PosteriorSummary,
    PosteriorWarning,
    SpendIndependence,
)
from goodwill._rooms import claim
from goodwill.model._base import Model, from_json
from goodwill.model._compare import compare_models, likelihood_ratio, spend_independence
from goodwill.model._counts import HistoryCounts, RenewalCounts, SpendCounts
from goodwill.model._covariates import CovariateFit
from goodwill.model._posterior import Posterior
from goodwill.model._purchase_models import BgNbd, MbgNbd, ParetoNbd
from goodwill.model._renewal_models import Bdw, RenewalModel, Sbg
from goodwill.model._spend_model import GammaGamma
from goodwill.model._verbs import PurchaseModel

__all__ = [
    "Bdw",
    "BgNbd",
    "ComparedModel",
    "CovariateFit",
    "FitSummary",
    "FitWarning",
    "GammaGamma",
    "HistoryCounts",
    "MbgNbd",
    "Model",
    "ModelComparison",
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
    "SpendCounts",
    "SpendIndependence",
    "compare_models",
    "from_json",
    "likelihood_ratio",
    "spend_independence",
]

claim(__name__)
