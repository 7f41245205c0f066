"""The BG/NBD model as lifetimes has it."""

from __future__ import annotations

from typing import Any

import numpy as np

from goodwill.compat.lifetimes import generate_data
from goodwill.compat.lifetimes._shapes import ask
from goodwill.compat.lifetimes.fitters._repeat_purchases import RepeatPurchaseFitter

__all__ = ["BetaGeoFitter"]


class BetaGeoFitter(RepeatPurchaseFitter):
    """BG/NBD (Fader, Hardie & Lee 2005): :class:`goodwill.model.BgNbd`.

    >>> import pandas as pd
    >>> from goodwill.compat.lifetimes import BetaGeoFitter
    >>> bgf = BetaGeoFitter()
    >>> bgf.params_ = pd.Series({"r": 0.243, "alpha": 4.414, "a": 0.793, "b": 2.426})
    >>> bgf
    <lifetimes.BetaGeoFitter: a: 0.79, alpha: 4.41, b: 2.43, r: 0.24>
    >>> round(float(bgf.predict(39, 2, 30.43, 38.86)), 3)
    1.226
    """

    _goodwill = "BgNbd"
    _parameters = {"r": "r", "alpha": "alpha", "a": "a", "b": "b"}
    _times = ("alpha",)

    def fit(
        self,
        frequency: Any,
        recency: Any,
        T: Any,
        weights: Any = None,
        initial_params: Any = None,
        verbose: bool = False,
        tol: float = 1e-7,
        index: Any = None,
        **kwargs: Any,
    ) -> Any:
        """Fits to histories, one row a customer or `weights` customers, and gives itself back.

        `initial_params` are logarithms, of the parameters for times scaled so that the longest T is 1. `maxiter` is
        heeded; `tol` and other options of optimisers are not needed: a fit goes to the last digits.
        """
        self._negative_log_likelihood_ = self._fit_histories(
            frequency,
            recency,
            T,
            weights,
            index,
            initial=None if initial_params is None else np.exp(initial_params),
            verbose=verbose,
            max_iterations=kwargs.get("maxiter"),
        )
        return self

    def _simulate(self, T: Any, size: int = 1) -> Any:
        return generate_data.beta_geometric_nbd_model(T, size=size, **self._named())

    @classmethod
    def _negative_log_likelihood(
        cls, log_params: Any, freq: Any, rec: Any, T: Any, weights: Any, penalizer_coef: Any
    ) -> Any:
        """Of one customer on average, with the penalty, at the logarithms of the parameters."""
        columns = {"frequency": freq, "recency": rec, "tenure": T}
        return cls._mean_negative(np.exp(log_params), columns, weights, penalizer_coef)

    def conditional_probability_alive(self, frequency: Any, recency: Any, T: Any) -> Any:
        """The probability that customers have not left: always an array, also of one customer and of series."""
        return np.atleast_1d(super().conditional_probability_alive(frequency, recency, T))

    def probability_of_n_purchases_up_to_time(self, t: Any, n: Any) -> Any:
        """The probability that a new customer makes `n` repeat purchases by `t`."""
        model = self._model()
        return ask(lambda t, n: model.purchase_pmf(np.asarray(n, dtype=int)[()], to=t), t=t, n=n)
