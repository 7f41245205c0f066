"""The model of spend per purchase."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from goodwill import _goodwill
from goodwill._progress import Progress
from goodwill.model._base import Initial, Model
from goodwill.model._counts import Counts, SpendCounts
from goodwill.model._data import Number
from goodwill.typing import ColumnLike

Self = TypeVar("Self", bound="GammaGamma")


class GammaGamma(Model):
    """Gamma–Gamma: what a customer spends on a purchase varies about a mean of their own, and the means vary over
    customers. Spend is independent of how often they buy; :func:`spend_independence` checks it.

    `p` is the shape of one customer's spends, `q` that of the customers' rates, `gamma` their scale, in money. Customers
    are given as for a purchase model, with the columns `frequency` and `mean_spend` (or `monetary_value`).

    >>> model = gw.model.GammaGamma.from_parameters(p=6.25, q=3.74, gamma=15.44)
    >>> round(model.expected_spend(frequency=1, mean_spend=11.77), 2), round(model.mean_spend, 2)
    (18.92, 35.22)

    Sources: Fader, Hardie & Lee 2005b; Fader & Hardie 2013.
    """

    __slots__ = ()
    _kind = "gamma_gamma"
    _customer = ("frequency", "mean_spend")

    def __init__(
        self,
        *,
        penalty: float = 0.0,
        level: float = 0.95,
        max_iterations: int = 200,
        starts: int = 0,
        seed: int = 0,
        initial: Initial = None,
    ) -> None:
        super().__init__(
            penalty=penalty, level=level, max_iterations=max_iterations, starts=starts, seed=seed, initial=initial
        )
        del self._options["unit"]

    @classmethod
    def from_parameters(cls: type[Self], *, p: float, q: float, gamma: float) -> Self:
        """The model of these parameters."""
        return cls._of([p, q, gamma], None)

    def fit(
        self: Self,
        data: Any = None,
        y: None = None,
        *,
        frequency: str | ColumnLike | None = None,
        mean_spend: str | ColumnLike | None = None,
        weights: str | ColumnLike | None = None,
        progress: Progress = False,
    ) -> Self:
        """A new model of this kind with the parameters of maximum likelihood.

        `data` is `goodwill.purchase.Histories`, :class:`SpendCounts` or a table; or the columns are given. Customers
        without purchase are left out. `y` is ignored: scikit-learn passes it. `progress` is as in `BgNbd.fit`.

        Raises `out_of_range` with the row for a mean spend of 0 or less (:class:`SpendCounts` can skip them), and
        `not_identified` where the data cannot identify the parameters.
        """
        columns = {"frequency": frequency, "mean_spend": mean_spend, "weights": weights}
        return self._fitted(self._data(data, columns), progress)

    def _data(self, data: Any, columns: Mapping[str, Any]) -> Any:
        if not isinstance(data, Counts):
            data = SpendCounts(data, **columns)
        return data._counts

    @property
    def mean_spend(self) -> float:
        """The mean spend per purchase over customers. Raises `undefined` for q ≤ 1, where it is infinite."""
        spend: float = self._model.call("expected_spend", {"frequency": 0, "mean_spend": 0.0})
        return spend

    def expected_spend(
        self, data: Any = None, *, frequency: Number | None = None, mean_spend: Number | None = None
    ) -> Any:
        """E[Z | x, z̄]: a customer's expected spend per purchase, given the mean of those made.

        Raises `undefined` where it is infinite: q ≤ 1, for a customer without purchase.
        """
        return self._verb("expected_spend", data, {"frequency": frequency, "mean_spend": mean_spend}, {})

    def spend_pdf(self, spend: float | ColumnLike) -> Any:
        """The density over customers of their own mean spend."""
        return self._verb("spend_pdf", None, {}, {"spend": spend})

    def spend_cdf(self, spend: float | ColumnLike) -> Any:
        """The share of customers whose own mean spend is at most `spend`."""
        return self._verb("spend_cdf", None, {}, {"spend": spend})

    def mean_spend_pdf(
        self, data: Any = None, *, frequency: Number | None = None, mean_spend: Number | None = None
    ) -> Any:
        """The density, over customers with `frequency` purchases, of the mean of their spends, at `mean_spend`."""
        return self._verb("mean_spend_pdf", data, {"frequency": frequency, "mean_spend": mean_spend}, {})

    def mean_spend_cdf(
        self, data: Any = None, *, frequency: Number | None = None, mean_spend: Number | None = None
    ) -> Any:
        """The share of customers with `frequency` purchases whose mean of them is at most `mean_spend`."""
        return self._verb("mean_spend_cdf", data, {"frequency": frequency, "mean_spend": mean_spend}, {})

    def simulate(self, frequency: ColumnLike, *, seed: int) -> NDArray[np.float64]:
        """Mean spends that the model makes up, one for each number of purchases; NaN for a customer without purchase.

        >>> model = gw.model.GammaGamma.from_parameters(p=6.25, q=3.74, gamma=15.44)
        >>> spend = model.simulate([3] * 3000, seed=1)
        >>> bool(abs(spend.mean() / model.mean_spend - 1) < 0.05)
        True
        """
        return _goodwill.simulate_spend(self._model, frequency, seed)
