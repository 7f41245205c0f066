"""The Gamma-Gamma model as lifetimes has it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd  # type: ignore[import-untyped]

from goodwill.compat.lifetimes._shapes import ask, numbers
from goodwill.compat.lifetimes.fitters import BaseFitter, _weights_of
from goodwill.compat.lifetimes.utils import ConvergenceError, _check_inputs, _customer_lifetime_value

__all__ = ["GammaGammaFitter"]


class GammaGammaFitter(BaseFitter):
    """Gamma-Gamma model of spend (Fader, Hardie & Lee 2005): :class:`goodwill.model.GammaGamma`; its γ is `v` here.

    >>> import pandas as pd
    >>> from goodwill.compat.lifetimes import GammaGammaFitter
    >>> ggf = GammaGammaFitter()
    >>> ggf.params_ = pd.Series({"p": 6.25, "q": 3.74, "v": 15.44})
    >>> round(float(ggf.conditional_expected_average_profit(2, 22.35)), 2)
    24.66
    """

    _goodwill = "GammaGamma"
    _parameters = {"p": "p", "q": "q", "v": "gamma"}

    def fit(
        self,
        frequency: Any,
        monetary_value: Any,
        weights: Any = None,
        initial_params: Any = None,
        verbose: bool = False,
        tol: float = 1e-7,
        index: Any = None,
        q_constraint: bool = False,
        **kwargs: Any,
    ) -> Any:
        """Fits to the repeat purchases and their mean value, one row a customer or `weights` customers.

        `initial_params` are logarithms. `q_constraint` refuses a fit with q ≤ 1, where the value of customers has no mean.
        `maxiter` is heeded; `tol` and other options of optimisers are not needed.
        """
        frequency, monetary_value = numbers(frequency), numbers(monetary_value)
        _check_inputs(frequency, monetary_value=monetary_value)
        weights = _weights_of(len(frequency), weights)
        self._negative_log_likelihood_ = self._estimate(
            {"frequency": frequency, "mean_spend": monetary_value},
            weights,
            initial=None if initial_params is None else np.exp(initial_params),
            verbose=verbose,
            max_iterations=kwargs.get("maxiter"),
        )
        if q_constraint and self.params_["q"] <= 1:
            raise ConvergenceError(
                f"q is {self.params_['q']:.3g} at the maximum of the likelihood: at q ≤ 1 the value of customers has no mean, "
                "and holding q at 1 would not give it one"
            )
        columns = {"monetary_value": monetary_value, "frequency": frequency, "weights": weights}
        self.data = pd.DataFrame(columns, index=index)
        return self

    @classmethod
    def _negative_log_likelihood(
        cls, log_params: Any, frequency: Any, avg_monetary_value: Any, weights: Any, penalizer_coef: Any
    ) -> Any:
        """Of one customer on average, with the penalty, at the logarithms of the parameters."""
        columns = {"frequency": frequency, "mean_spend": avg_monetary_value}
        return cls._mean_negative(np.exp(log_params), columns, weights, penalizer_coef)

    def conditional_expected_average_profit(self, frequency: Any = None, monetary_value: Any = None) -> Any:
        """The mean value to expect of customers' purchases; of those it was fitted to where none are given."""
        if monetary_value is None:
            monetary_value = self.data["monetary_value"]
        if frequency is None:
            frequency = self.data["frequency"]
        return ask(self._model().expected_spend, frequency=frequency, mean_spend=monetary_value)

    def customer_lifetime_value(
        self,
        transaction_prediction_model: Any,
        frequency: Any,
        recency: Any,
        T: Any,
        monetary_value: Any,
        time: int = 12,
        discount_rate: float = 0.01,
        freq: str = "D",
    ) -> Any:
        """What each customer is expected to bring in the next `time` months, each discounted at `discount_rate`.

        `freq` says what T is measured in: "D", "W", "M" or "H". Purchases come from the other model, their value from
        this one. A month is 30 days, 4.345 weeks or 720 hours.
        """
        value = self.conditional_expected_average_profit(frequency, monetary_value)
        return _customer_lifetime_value(
            transaction_prediction_model, frequency, recency, T, value, time, discount_rate, freq
        )
