"""Which of several fitted models to believe, and whether spend depends on frequency."""

from __future__ import annotations

from typing import Any

from goodwill import _goodwill
from goodwill._goodwill import ModelComparison, SpendIndependence
from goodwill.estimate import TestResult
from goodwill.model._base import Model
from goodwill.model._counts import SpendCounts
from goodwill.typing import ColumnLike


def compare_models(*models: Model) -> ModelComparison:
    """Fits to the same customers, compared by information criteria: AIC, BIC, their distance to the best, Akaike weights.

    The lowest AIC is chosen. A model less than 2 behind is hardly worse, one more than 10 behind is out. The criteria speak
    of the fit to the calibration period: look at a holdout too.

    Raises `inconsistent` where the fits are not of the same data, differ in regularity or were penalised, `not_applicable`
    for a model that was not fitted.

    >>> survivors = [1000, 869, 743, 653, 593, 551, 517, 491]
    >>> compared = gw.model.compare_models(
    ...     gw.model.Sbg().fit(survivors=survivors), gw.model.Bdw().fit(survivors=survivors)
    ... )
    >>> compared.models[compared.chosen].model
    'bdw'

    Sources: Akaike 1974; Schwarz 1978; Burnham & Anderson 2002, chapter 2.
    """
    return _goodwill.compare_fits([model._model for model in models])


def likelihood_ratio(restricted: Model, full: Model) -> TestResult:
    """The likelihood-ratio test of a model against one it is a special case of.

    Nested are the same model with fewer covariates, and `Sbg` in `Bdw`. For others :func:`compare_models`.

    Raises `inconsistent` where `restricted` is no special case of `full`, or the fits are of different customers.

    >>> survivors = [1000, 869, 743, 653, 593, 551, 517, 491]
    >>> test = gw.model.likelihood_ratio(
    ...     gw.model.Sbg().fit(survivors=survivors), gw.model.Bdw().fit(survivors=survivors)
    ... )
    >>> test.degrees_of_freedom, round(test.statistic, 3)
    (1.0, 11.688)

    Source: Wilks 1938.
    """
    return _goodwill.likelihood_ratio_of(restricted._model, full._model)


def spend_independence(
    data: Any = None,
    *,
    frequency: str | ColumnLike | None = None,
    mean_spend: str | ColumnLike | None = None,
    level: float = 0.95,
) -> SpendIndependence:
    """The correlation of purchase frequency and mean spend, which the Gamma–Gamma model takes to be 0.

    `data` is what :class:`SpendCounts` takes. Customers without purchase are left out and counted. A correlation near 0
    is what matters: with many customers a harmless one is significant too.

    Raises `undefined` when all frequencies or all spends are equal, or with fewer than 4 customers.

    >>> found = gw.model.spend_independence(frequency=[2, 1, 0, 7, 1, 3, 1], mean_spend=[22.35, 11.77, 0, 73.74, 12, 21, 35])
    >>> print(f"{found.pearson:.2f}")
    0.89 (95% transformed 0.27 to 0.99, n = 6)

    Sources: Fader, Hardie & Lee 2005b, section 4; Bonett & Wright 2000.
    """
    counts = data if isinstance(data, SpendCounts) else SpendCounts(data, frequency=frequency, mean_spend=mean_spend)
    return counts._counts.independence(level)
