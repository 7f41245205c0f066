"""What every model of repeat purchases predicts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import numpy as np

from goodwill import _goodwill
from goodwill._goodwill import SimulatedHistories
from goodwill._progress import Progress, reporter
from goodwill.error import GoodwillError
from goodwill.model import _backtest, _plots, _value
from goodwill.model._base import Model
from goodwill.model._counts import Counts, HistoryCounts
from goodwill.model._covariates import (
    CovariateFit,
    CovariatePosterior,
    Covariates,
    fit_covariates,
    posterior_covariates,
)
from goodwill.model._data import Gathered, Number, Unit
from goodwill.model._posterior import Priors
from goodwill.purchase import Purchases
from goodwill.typing import ColumnLike, DateLike

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Self = TypeVar("Self", bound="PurchaseModel")


class PurchaseModel(Model):
    """A model of repeat purchases.

    Customers are given as `goodwill.purchase.Histories`, as a table with the columns `frequency`, `recency` and
    `tenure` (or `T`), or by keyword: numbers for one customer, columns for many. One customer gives a number, many give
    a column of the kind of the table or series: a NumPy array for arrays, lists and Histories. A customer with a
    missing number has a missing answer. Times are in the model's own unit, or in `unit` where that is named.
    """

    __slots__ = ()
    _customer = ("frequency", "recency", "tenure")

    def fit(
        self: Self,
        data: Any = None,
        y: None = None,
        *,
        frequency: str | ColumnLike | None = None,
        recency: str | ColumnLike | None = None,
        tenure: str | ColumnLike | None = None,
        weights: str | ColumnLike | None = None,
        progress: Progress = False,
    ) -> Self:
        """A new model of this kind with the parameters of maximum likelihood.

        `data` is `Histories`, :class:`HistoryCounts` or a table; or the columns are given. `weights` is the weight of
        each customer. `y` is ignored: scikit-learn passes it. `progress=True` shows the evaluations of the likelihood, a
        function is called with them.

        Raises `not_identified` where the data cannot identify the parameters, and as :class:`HistoryCounts` does.
        """
        columns = {"frequency": frequency, "recency": recency, "tenure": tenure, "weights": weights}
        return self._fitted(self._data(data, columns), progress)

    def fit_covariates(
        self,
        data: Any = None,
        *,
        purchase: Covariates = (),
        dropout: Covariates = (),
        frequency: str | ColumnLike | None = None,
        recency: str | ColumnLike | None = None,
        tenure: str | ColumnLike | None = None,
        weights: str | ColumnLike | None = None,
        progress: Progress = False,
    ) -> CovariateFit:
        """The parameters of maximum likelihood where covariates of each customer move both processes.

        `purchase` and `dropout` name the covariates of how often customers buy and of how soon they leave: columns of
        the table, or a mapping from names to columns. Of a rate, exp(γ z) multiplies it. A category is a column of 0
        and 1 for each level but one. The model without covariates is fitted too, and the two are compared.

        Raises `not_identified` for a covariate that is constant or a combination of others, `not_applicable` for
        covariates of a process the model does not have.
        """
        return fit_covariates(
            self,
            data,
            {"frequency": frequency, "recency": recency, "tenure": tenure},
            {"weights": weights},
            (purchase, dropout),
            progress,
        )

    def posterior_covariates(
        self,
        data: Any = None,
        *,
        purchase: Covariates = (),
        dropout: Covariates = (),
        frequency: str | ColumnLike | None = None,
        recency: str | ColumnLike | None = None,
        tenure: str | ColumnLike | None = None,
        weights: str | ColumnLike | None = None,
        method: Literal["laplace_psis", "nuts"] = "laplace_psis",
        priors: Priors = None,
        draws: int = 4000,
        chains: int = 4,
        warmup: int = 500,
        seed: int = 0,
        level: float | None = None,
        progress: Progress = False,
    ) -> CovariatePosterior:
        """The posterior distribution of base parameters and coefficients, with covariates given as to `fit_covariates`.

        The options are those of :meth:`posterior`. Priors of base parameters are of a customer whose covariates are all 0; those of
        coefficients, named as in the fit ("purchase.online"), are "flat" (the default) or ("normal", mean, sigma).

        Raises `not_applicable` for another prior of a coefficient, and as `fit_covariates` does.
        """
        return posterior_covariates(
            self,
            data,
            {"frequency": frequency, "recency": recency, "tenure": tenure},
            {"weights": weights},
            (purchase, dropout),
            priors,
            method=method,
            draws=draws,
            chains=chains,
            warmup=warmup,
            seed=seed,
            level=self._options["level"] if level is None else level,
            regularity=self._options.get("regularity", 1),
            progress=reporter(progress),
        )

    def _data(self, data: Any, columns: Mapping[str, Any]) -> Any:
        unit = self._options["unit"] if self._core is None else self._core.unit
        if not isinstance(data, Counts):
            return HistoryCounts(data, unit=unit, **columns)._counts
        if any(column is not None for column in columns.values()):
            raise TypeError("HistoryCounts have no columns to name")
        if unit is not None and unit != data.unit:
            has = f"count {data.unit}s" if data.unit else "do not say what they count"
            raise GoodwillError(f"unit: the histories {has}, the model counts {unit}s", "inconsistent", "unit", data.unit)
        return data._counts

    def _ask(
        self, verb: str, data: Any, frequency: Any, recency: Any, tenure: Any, unit: Unit | None, **others: Any
    ) -> Any:
        customer = {"frequency": frequency, "recency": recency, "tenure": tenure}
        return self._verb(verb, data, customer, others, unit=unit)

    def expected_purchases(self, t: float | ColumnLike, *, unit: Unit | None = None) -> Any:
        """E[X(t)]: the repeat purchases to expect of a new customer in (0, t].

        >>> model = gw.model.BgNbd.from_parameters(r=0.243, alpha=4.414, a=0.793, b=2.426, unit="week")
        >>> round(model.expected_purchases(39), 4)
        1.1967
        >>> model.expected_purchases([13, 26, 39]).round(3)
        array([0.534, 0.903, 1.197])
        """
        return self._verb("expected_purchases", None, {}, {"t": t}, unit=unit)

    def purchase_pmf(
        self, n: int | ColumnLike, to: float | ColumnLike, *, from_: float | ColumnLike = 0.0, unit: Unit | None = None
    ) -> Any:
        """P(X(from, to] = n): the probability that a new customer makes n repeat purchases in (from, to].

        >>> model = gw.model.BgNbd.from_parameters(r=0.243, alpha=4.414, a=0.793, b=2.426)
        >>> model.purchase_pmf([0, 1, 2], to=39).round(4)
        array([0.5738, 0.1994, 0.0854])
        """
        return self._verb("purchase_pmf", None, {}, {"n": n, "from": from_, "to": to}, unit=unit)

    def conditional_purchases(
        self,
        data: Any = None,
        *,
        t: Number,
        frequency: Number | None = None,
        recency: Number | None = None,
        tenure: Number | None = None,
        unit: Unit | None = None,
    ) -> Any:
        """E[X(T, T+t] | history]: the purchases to expect of a customer in the next t.

        >>> model = gw.model.BgNbd.from_parameters(r=0.243, alpha=4.414, a=0.793, b=2.426, unit="week")
        >>> round(model.conditional_purchases(frequency=2, recency=30.43, tenure=38.86, t=39), 3)
        1.226
        """
        return self._ask("conditional_purchases", data, frequency, recency, tenure, unit, t=t)

    def conditional_pmf(
        self,
        data: Any = None,
        *,
        n: Number,
        to: Number,
        from_: Number = 0.0,
        frequency: Number | None = None,
        recency: Number | None = None,
        tenure: Number | None = None,
        unit: Unit | None = None,
    ) -> Any:
        """P(X(T+from, T+to] = n | history): the probability that a customer makes n purchases then."""
        others = {"n": n, "from": from_, "to": to}
        return self._ask("conditional_pmf", data, frequency, recency, tenure, unit, **others)

    def probability_alive(
        self,
        data: Any = None,
        *,
        after: Number = 0.0,
        frequency: Number | None = None,
        recency: Number | None = None,
        tenure: Number | None = None,
        unit: Unit | None = None,
    ) -> Any:
        """P(alive at T + after | history).

        A column of the table, in the table's own kind:

        >>> model = gw.model.BgNbd.from_parameters(r=0.243, alpha=4.414, a=0.793, b=2.426)
        >>> customers = {"frequency": [2, 0], "recency": [30.43, 0.0], "tenure": [38.86, 38.86]}
        >>> model.probability_alive(customers).round(4)
        array([0.7266, 1.    ])
        """
        return self._ask("probability_alive", data, frequency, recency, tenure, unit, after=after)

    def probability_active(
        self,
        data: Any = None,
        *,
        to: Number,
        from_: Number = 0.0,
        frequency: Number | None = None,
        recency: Number | None = None,
        tenure: Number | None = None,
        unit: Unit | None = None,
    ) -> Any:
        """P(at least one purchase in (T+from, T+to] | history)."""
        others = {"from": from_, "to": to}
        return self._ask("probability_active", data, frequency, recency, tenure, unit, **others)

    def residual_transactions(
        self,
        data: Any = None,
        *,
        discount: float,
        discount_unit: Unit | None = None,
        continuous: bool = False,
        horizon: float | None = None,
        horizon_unit: Unit | None = None,
        frequency: Number | None = None,
        recency: Number | None = None,
        tenure: Number | None = None,
    ) -> Any:
        """Discounted expected residual transactions: the purchases after T, each discounted to T.

        `discount` is the rate per `discount_unit`: 0.15 and "year" for 15 % a year; without a unit it is per unit of
        the model's time. `continuous=True` says that it is compounded continuously. `horizon` is how far to count, for
        ever when it is None.

        Raises `undefined` where the sum is infinite: for ever, and without discount.
        """
        customer = {"frequency": frequency, "recency": recency, "tenure": tenure}
        terms = {"discount": discount, "discount_unit": discount_unit, "continuous": continuous, "unit": horizon_unit}
        return self._verb("residual_transactions", data, customer, {"horizon": horizon}, **terms)

    def residual_lifetime(
        self,
        data: Any = None,
        *,
        horizon: float | None = None,
        horizon_unit: Unit | None = None,
        frequency: Number | None = None,
        recency: Number | None = None,
        tenure: Number | None = None,
    ) -> Any:
        """The time a customer is expected to stay alive within the next `horizon`; for ever when it is None.

        Raises `undefined` where that is infinite.
        """
        return self._ask("residual_lifetime", data, frequency, recency, tenure, horizon_unit, horizon=horizon)

    def posterior_rates(
        self,
        data: Any = None,
        *,
        frequency: Number | None = None,
        recency: Number | None = None,
        tenure: Number | None = None,
    ) -> Any:
        """The posterior means of a customer's own rates: `purchase` and `dropout`; two columns for many customers."""
        return self._ask("posterior_rates", data, frequency, recency, tenure, None)

    def log_likelihoods(
        self,
        data: Any = None,
        *,
        frequency: Number | None = None,
        recency: Number | None = None,
        tenure: Number | None = None,
    ) -> Any:
        """The log-likelihood of each customer under these parameters."""
        return self._ask("log_likelihoods", data, frequency, recency, tenure, None)

    def simulate(self, tenure: float | ColumnLike, *, customers: int | None = None, seed: int) -> SimulatedHistories:
        """Customers that the model makes up: histories, the times of their purchases, and when they left.

        One customer a `tenure`, the time observed since the first purchase; or `customers` of one tenure. The same seed
        gives the same customers.

        Raises `not_applicable` for a model that makes up no customers.

        >>> model = gw.model.BgNbd.from_parameters(r=0.243, alpha=4.414, a=0.793, b=2.426, unit="week")
        >>> made = model.simulate(39.0, customers=2000, seed=7)
        >>> len(made), bool(abs(made.frequency.mean() - model.expected_purchases(39.0)) < 0.2)
        (2000, True)
        """
        if isinstance(tenure, (int, float)):
            tenure = np.full(1 if customers is None else customers, float(tenure))
        elif customers is not None:
            raise TypeError("customers is for one tenure: a column of tenures has one customer each")
        return _goodwill.simulate_of(self._model, tenure, seed)

    lifetime_value = _value.lifetime_value

    def _arguments(self, verb: str, data: Any, arguments: Mapping[str, Any]) -> tuple[Gathered, dict[str, Any]]:
        given = dict(arguments)
        if verb == "lifetime_value":
            given["spend"] = _value.spend_of(given.get("spend"), data, given.get("frequency"), given.pop("mean_spend", None))
        return super()._arguments(verb, data, given)

    # Tests of the model, and pictures of them. The pictures need matplotlib: `goodwill[plot]`.

    tracking = _backtest.tracking
    calibration_table = _backtest.calibration_table
    holdout_table = _backtest.holdout_table
    forecast_error = _backtest.forecast_error
    history_grid = _backtest.history_grid
    alive_timeline = _backtest.alive_timeline

    def plot_tracking(
        self, purchases: Purchases, *, cumulative: bool = True, ax: Axes | None = None, **options: Any
    ) -> Axes:
        """Draws `tracking`: repeat purchases since the start, or by period, counted and expected."""
        return _plots.tracking(ax, self.tracking(purchases, **options), cumulative)

    def plot_calibration(self, data: Any = None, *, ax: Axes | None = None, **options: Any) -> Axes:
        """Draws `calibration_table`: customers by their number of repeat purchases, counted and expected."""
        return _plots.calibration(ax, self.calibration_table(data, **options))

    def plot_history_grid(self, *, ax: Axes | None = None, **options: Any) -> Axes:
        """Draws `history_grid`: a prediction for every combination of recency and frequency."""
        return _plots.grid(ax, self.history_grid(**options), self.unit_)

    def plot_probability_alive(
        self, days: ColumnLike, *, until: DateLike, step: int = 1, ax: Axes | None = None
    ) -> Axes:
        """Draws `alive_timeline`: P(alive) of one customer over time, and the days of the purchases."""
        return _plots.alive(ax, self.alive_timeline(days, until=until, step=step))
