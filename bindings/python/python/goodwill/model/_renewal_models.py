"""The models of contracts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

import numpy as np

from goodwill import _goodwill
from goodwill._goodwill import SimulatedContracts
from goodwill._progress import Progress
from goodwill.error import GoodwillError
from goodwill.model._base import Model
from goodwill.model._counts import Counts, RenewalCounts
from goodwill.model._data import Number, Unit
from goodwill.typing import ColumnLike

Self = TypeVar("Self", bound="RenewalModel")
Sbg_ = TypeVar("Sbg_", bound="Sbg")
Bdw_ = TypeVar("Bdw_", bound="Bdw")


class RenewalModel(Model):
    """A model of how long contracts last, in renewal periods.

    A contract faces its first renewal after one period; `t` counts renewals. Numbers give a number, columns a column of
    the same kind.
    """

    __slots__ = ()
    _customer = ("renewals",)

    def fit(
        self: Self,
        data: Any = None,
        y: None = None,
        *,
        survivors: Any = None,
        renewals: str | ColumnLike | None = None,
        churned: str | ColumnLike | None = None,
        weights: str | ColumnLike | None = None,
        progress: Progress = False,
    ) -> Self:
        """A new model of this kind with the parameters of maximum likelihood.

        `data` is :class:`RenewalCounts`; otherwise the arguments are its. `y` is ignored: scikit-learn passes it.
        `progress` is as in `BgNbd.fit`.

        Raises `not_identified` where the data cannot identify the parameters, and as :class:`RenewalCounts` does.
        """
        columns = {"survivors": survivors, "renewals": renewals, "churned": churned, "weights": weights}
        return self._fitted(self._data(data, columns), progress)

    def _data(self, data: Any, columns: Mapping[str, Any]) -> Any:
        unit = self._options["unit"] if self._core is None else self._core.unit
        if not isinstance(data, Counts):
            return RenewalCounts(data, unit=unit, **columns)._counts
        if unit is not None and unit != data.unit:
            has = f"count {data.unit}s" if data.unit else "do not say what they count"
            raise GoodwillError(f"unit: the contracts {has}, the model counts {unit}s", "inconsistent", "unit", data.unit)
        return data._counts

    def survival(self, t: int | ColumnLike) -> Any:
        """S(t): the probability that a new contract is renewed at least t times.

        >>> regular = gw.model.Sbg.from_parameters(alpha=0.704, beta=1.182, unit="year")
        >>> regular.survival([0, 1, 2, 12]).round(3)
        array([1.   , 0.627, 0.474, 0.17 ])
        """
        return self._verb("survival", None, {}, {"t": t})

    def retention_rate(self, t: int | ColumnLike) -> Any:
        """S(t) / S(t−1): the share of those who face renewal t who renew.

        >>> regular = gw.model.Sbg.from_parameters(alpha=0.704, beta=1.182, unit="year")
        >>> regular.retention_rate([1, 2, 12]).round(3)
        array([0.627, 0.756, 0.945])
        """
        return self._verb("retention_rate", None, {}, {"t": t})

    def churn_pmf(self, t: int | ColumnLike) -> Any:
        """P(T = t): the probability that a new contract ends at renewal t."""
        return self._verb("churn_pmf", None, {}, {"t": t})

    def conditional_survival(self, data: Any = None, *, t: Number, renewals: Number | None = None) -> Any:
        """The probability of t further renewals of a customer who has made `renewals`."""
        return self._verb("conditional_survival", data, {"renewals": renewals}, {"t": t})

    def residual_renewals(
        self,
        data: Any = None,
        *,
        discount: float,
        discount_unit: Unit | None = None,
        continuous: bool = False,
        horizon: int | None = None,
        renewals: Number | None = None,
    ) -> Any:
        """DERL: the discounted expected number of further renewals of a customer who has made `renewals` and is about
        to decide; over `horizon` renewals, or for ever.

        `discount` is the rate per `discount_unit`, without a unit per period. The first renewal counts in full.

        Raises `undefined` where the sum is infinite.

        >>> regular = gw.model.Sbg.from_parameters(alpha=0.704, beta=1.182)
        >>> round(regular.residual_renewals(renewals=0, discount=0.1), 4)
        2.9647
        """
        terms = {"discount": discount, "discount_unit": discount_unit, "continuous": continuous}
        return self._verb("residual_renewals", data, {"renewals": renewals}, {"horizon": horizon}, **terms)

    def retention_elasticity(
        self,
        data: Any = None,
        *,
        discount: float,
        discount_unit: Unit | None = None,
        continuous: bool = False,
        renewals: Number | None = None,
    ) -> Any:
        """By how many per cent :meth:`residual_renewals` rises when every later retention rate rises by one per cent."""
        terms = {"discount": discount, "discount_unit": discount_unit, "continuous": continuous}
        return self._verb("retention_elasticity", data, {"renewals": renewals}, {}, **terms)

    def posterior_churn(self, data: Any = None, *, renewals: Number | None = None) -> Any:
        """The mean of a customer's own churn probability, given that the contract was renewed `renewals` times."""
        return self._verb("posterior_churn", data, {"renewals": renewals}, {})


    def simulate(self, decisions: int | ColumnLike, *, customers: int | None = None, seed: int) -> SimulatedContracts:
        """Contracts that the model makes up: how often each is renewed, and whether it then ends.

        One contract a number of `decisions` it is observed for; or `customers` of one number. The same seed gives the
        same contracts.

        >>> model = gw.model.Sbg.from_parameters(alpha=0.668, beta=3.806)
        >>> made = model.simulate(7, customers=3000, seed=5)
        >>> bool(abs((made.renewals >= 7).mean() - model.survival(7)) < 0.03)
        True
        """
        if isinstance(decisions, int):
            decisions = np.full(1 if customers is None else customers, decisions)
        return _goodwill.simulate_contracts(self._model, decisions, seed)


class Sbg(RenewalModel):
    """Shifted beta-geometric: each customer churns with a probability of their own, the same at every renewal.

    The probabilities are beta distributed with `alpha` and `beta`, so retention rises as those who leave early are gone.

    >>> survivors = [1000, 631, 468, 382, 326, 289, 262, 241]
    >>> model = gw.model.Sbg(unit="year").fit(survivors=survivors)
    >>> {name: round(value, 3) for name, value in model.params_.items()}
    {'alpha': 0.704, 'beta': 1.182}

    Source: Fader & Hardie 2007, How to project customer retention.
    """

    __slots__ = ()
    _kind = "sbg"

    @classmethod
    def from_parameters(cls: type[Sbg_], *, alpha: float, beta: float, unit: Unit | None = None) -> Sbg_:
        """The model of these parameters."""
        return cls._of([alpha, beta], unit)


class Bdw(RenewalModel):
    """Beta-discrete-Weibull: as :class:`Sbg`, but a customer's churn probability drifts with age; c = 1 is `Sbg`.

    >>> model = gw.model.Bdw.from_parameters(alpha=0.704, beta=1.182, c=1.0)
    >>> round(model.survival(1), 4)
    0.6267

    Source: Fader, Hardie, Liu, Davin & Steenburgh 2018.
    """

    __slots__ = ()
    _kind = "bdw"

    @classmethod
    def from_parameters(cls: type[Bdw_], *, alpha: float, beta: float, c: float, unit: Unit | None = None) -> Bdw_:
        """The model of these parameters."""
        return cls._of([alpha, beta, c], unit)
