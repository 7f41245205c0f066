"""What the fitters of repeat purchases at any time share."""

from __future__ import annotations

from typing import Any

from functools import partial

import numpy as np
import pandas as pd  # type: ignore[import-untyped]

from goodwill.compat.lifetimes._shapes import ask, ask_customers, numbers
from goodwill.compat.lifetimes.fitters import BaseFitter, _weights_of
from goodwill.compat.lifetimes.utils import _check_inputs, _scale_time

__all__ = ["RepeatPurchaseFitter"]


class RepeatPurchaseFitter(BaseFitter):
    """Fits to frequency, recency and T, and predicts from them. Times are in the unit the fitter was given."""

    def _fit_histories(
        self,
        frequency: Any,
        recency: Any,
        T: Any,
        weights: Any,
        index: Any,
        penalty_per_row: bool = False,
        **options: Any,
    ) -> Any:
        """As lifetimes, fits to times scaled so that the longest is 1: it penalises the parameters of these.

        Gives goodwill's fit, and the mean negative log-likelihood with the penalty.
        """
        frequency, recency, T = numbers(frequency), numbers(recency), numbers(T)
        _check_inputs(frequency, recency, T)
        frequency = frequency.astype(int)
        weights = _weights_of(len(frequency), weights)
        self._scale = _scale_time(T)
        penalty = self.penalizer_coef / (len(weights) if penalty_per_row else 1)
        mean_negative = self._estimate(
            {"frequency": frequency, "recency": recency * self._scale, "tenure": T * self._scale},
            weights,
            self._scale,
            penalty,
            **options,
        )
        self.data = pd.DataFrame({"frequency": frequency, "recency": recency, "T": T, "weights": weights}, index=index)
        self.generate_new_data = partial(self._simulate, T)
        return mean_negative

    def _simulate(self, T: Any, size: int = 1) -> Any:
        raise NotImplementedError

    def conditional_expected_number_of_purchases_up_to_time(self, t: Any, frequency: Any, recency: Any, T: Any) -> Any:
        """The purchases to expect of customers in the next `t`."""
        return ask_customers(self._model().conditional_purchases, frequency, recency, T, t=t)

    def predict(self, *args: Any, **kwargs: Any) -> Any:
        """:meth:`conditional_expected_number_of_purchases_up_to_time`."""
        return self.conditional_expected_number_of_purchases_up_to_time(*args, **kwargs)

    def conditional_probability_alive(self, frequency: Any, recency: Any, T: Any) -> Any:
        """The probability that customers have not left."""
        return ask_customers(self._model().probability_alive, frequency, recency, T)

    def conditional_probability_alive_matrix(self, max_frequency: Any = None, max_recency: Any = None) -> Any:
        """The same of every recency (row) and frequency (column), where T is the longest recency."""
        max_frequency = max_frequency or int(self.data["frequency"].max())
        max_recency = max_recency or int(self.data["T"].max())
        recency, frequency = np.indices((max_recency + 1, max_frequency + 1))
        return self.conditional_probability_alive(frequency, recency, max_recency)

    def expected_number_of_purchases_up_to_time(self, t: Any) -> Any:
        """The repeat purchases to expect of a new customer by `t`."""
        return ask(self._model().expected_purchases, t=t)
