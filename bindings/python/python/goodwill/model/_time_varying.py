"""Covariates of customers that change over time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from goodwill import _goodwill
from goodwill._goodwill import FitSummary, PathCore, TimeVaryingCore
from goodwill._progress import Progress, reporter
from goodwill.estimate import Estimate, TestResult
from goodwill.model import _base


class CovariatePath:
    """One customer: when they bought, how long they were observed, and their covariates over time.

    `purchases` are the times of the repeat purchases and `tenure` the time observed, both since the first purchase and in
    the model's unit. Covariates are constant in each period: `starts` are the starts of the periods, the first of them 0
    or earlier, `end` is the end of the last, and `values` holds a list for each period: first the covariates of the
    purchase process, then those of the dropout process. Predictions need covariates as far as they reach.

    Raises `inconsistent` for times that do not ascend, or covariates that end before the tenure.

    >>> customer = gw.model.CovariatePath(purchases=[3.0, 30.0], tenure=39.0, starts=[0, 26, 39], end=52, values=[[0], [1], [1]])
    >>> customer
    CovariatePath(purchases=[3.0, 30.0], tenure=39.0, starts=[0, 26, 39], end=52, values=[[0], [1], [1]])
    """

    __slots__ = ("_core", "_given")
    _core: PathCore
    _given: dict[str, Any]

    def __init__(
        self,
        *,
        purchases: Sequence[float],
        tenure: float,
        starts: Sequence[float],
        end: float,
        values: Sequence[Sequence[float]],
    ) -> None:
        given = {"purchases": purchases, "tenure": tenure, "starts": starts, "end": end, "values": values}
        object.__setattr__(self, "_core", PathCore(purchases, tenure, starts, end, values))
        object.__setattr__(self, "_given", given)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{name}: a path does not change")

    def __reduce__(self) -> tuple[Any, tuple[dict[str, Any]]]:
        return _path, (self._given,)

    def __repr__(self) -> str:
        return f"CovariatePath({', '.join(f'{name}={value!r}' for name, value in self._given.items())})"


def _path(given: dict[str, Any]) -> CovariatePath:
    return CovariatePath(**given)


class TimeVaryingFit:
    """Pareto/NBD fitted with covariates that change over time. Made by `ParetoNbd.fit_time_varying`.

    The parameters of :meth:`summary` are the base parameters, of a customer whose covariates are all 0, and then the
    coefficients: `purchase.<name>` and `dropout.<name>`. exp(γ z) multiplies a rate.
    """

    __slots__ = ("_core",)
    _core: TimeVaryingCore

    def __init__(self, core: TimeVaryingCore) -> None:
        object.__setattr__(self, "_core", core)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{name}: a fit does not change")

    @property
    def base(self) -> _base.Model:
        """The model of a customer whose covariates are all 0."""
        return _base.model_of(self._core.base)

    @property
    def params_(self) -> Mapping[str, float]:
        """Base parameters and coefficients by name."""
        return MappingProxyType({one.name: one.estimate.value for one in self.summary().parameters})

    @property
    def standard_errors_(self) -> Mapping[str, float]:
        """The standard error of each base parameter and coefficient."""
        return MappingProxyType({one.name: one.estimate.standard_error for one in self.summary().parameters})

    def summary(self) -> FitSummary:
        """Base parameters and coefficients with intervals, and what else the fit found."""
        return self._core.summary

    @property
    def without(self) -> FitSummary:
        """The fit without covariates."""
        return self._core.without

    @property
    def test(self) -> TestResult | None:
        """The likelihood-ratio test of no covariate having any effect; None with a penalty."""
        return self._core.test

    def probability_alive(self, customers: CovariatePath | Iterable[CovariatePath], *, after: float = 0.0) -> Any:
        """P(alive at T + after) of one customer, or of each of many."""
        return self._ask("probability_alive", customers, after)

    def conditional_purchases(self, customers: CovariatePath | Iterable[CovariatePath], *, t: float) -> Any:
        """Expected purchases in the next t, under the covariates of that time."""
        return self._ask("conditional_purchases", customers, t)

    def predict(self, verb: str, customer: CovariatePath, *, after: float = 0.0, t: float | None = None) -> Estimate:
        """`probability_alive` or `conditional_purchases` of one customer with its standard error and interval."""
        if verb not in ("probability_alive", "conditional_purchases"):
            raise TypeError(f"there is no verb {verb!r} of a TimeVaryingFit")
        return self._core.predict(verb, customer._core, after if t is None else t)

    def _ask(self, verb: str, customers: CovariatePath | Iterable[CovariatePath], time: float) -> Any:
        if isinstance(customers, CovariatePath):
            return float(self._core.call(verb, [customers._core], time)[0])
        return self._core.call(verb, [customer._core for customer in customers], time)

    def __repr__(self) -> str:
        return f"<{self._core.words}>"

    def _repr_html_(self) -> str:
        return self._core.summary._repr_html_()


def fit_time_varying(
    model: _base.Model,
    customers: Iterable[CovariatePath],
    purchase: Sequence[str],
    dropout: Sequence[str],
    progress: Progress,
) -> TimeVaryingFit:
    cores = [customer._core for customer in customers]
    options = {**model._options, "initial": model._initial(), "progress": reporter(progress)}
    return TimeVaryingFit(_goodwill.fit_time_varying(cores, list(purchase), list(dropout), **options))
