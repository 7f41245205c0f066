"""The BG/BB model as lifetimes has it."""

from __future__ import annotations

from typing import Any

from functools import partial

import numpy as np
import pandas as pd  # type: ignore[import-untyped]

from goodwill.compat.lifetimes import generate_data
from goodwill.compat.lifetimes._shapes import ask, ask_customers, log_likelihoods, numbers
from goodwill.compat.lifetimes.fitters import BaseFitter, _weights_of
from goodwill.compat.lifetimes.utils import _check_inputs

__all__ = ["BetaGeoBetaBinomFitter"]


class BetaGeoBetaBinomFitter(BaseFitter):
    """BG/BB (Fader, Hardie & Shang 2010): :class:`goodwill.model.BgBb`.

    Recency is the number of the last opportunity that a customer took, `n_periods` how many there were.
    """

    _goodwill = "BgBb"
    _parameters = {"alpha": "alpha", "beta": "beta", "gamma": "gamma", "delta": "delta"}

    def fit(
        self,
        frequency: Any,
        recency: Any,
        n_periods: Any,
        weights: Any = None,
        initial_params: Any = None,
        verbose: bool = False,
        tol: float = 1e-7,
        index: Any = None,
        **kwargs: Any,
    ) -> Any:
        """Fits to histories, one row a customer or `weights` customers, and gives itself back.

        `initial_params` are logarithms. `maxiter` is heeded; `tol` and other options of optimisers are not needed.
        """
        frequency, recency, n_periods = numbers(frequency), numbers(recency), numbers(n_periods)
        _check_inputs(frequency, recency, n_periods)
        frequency, recency, n_periods = frequency.astype(int), recency.astype(int), n_periods.astype(int)
        weights = _weights_of(len(frequency), weights)
        self._negative_log_likelihood_ = self._estimate(
            {"frequency": frequency, "recency": recency, "tenure": n_periods},
            weights,
            initial=None if initial_params is None else np.exp(initial_params),
            verbose=verbose,
            max_iterations=kwargs.get("maxiter"),
        )
        columns = {"frequency": frequency, "recency": recency, "n_periods": n_periods, "weights": weights}
        self.data = pd.DataFrame(columns, index=index)
        self.generate_new_data = partial(self._simulate, np.repeat(n_periods, weights.astype(int)))
        return self

    def _simulate(self, n_periods: Any, size: int = 1) -> Any:
        return generate_data.beta_geometric_beta_binom_model(n_periods, size=size, **self._named())

    @classmethod
    def _loglikelihood(cls, params: Any, x: Any, tx: Any, T: Any) -> Any:
        """The log-likelihood of each customer."""
        return log_likelihoods(cls._of(params), x, tx, T)

    @classmethod
    def _negative_log_likelihood(
        cls, log_params: Any, frequency: Any, recency: Any, n_periods: Any, weights: Any, penalizer_coef: int = 0
    ) -> Any:
        """Of one customer on average, with the penalty, at the logarithms of the parameters."""
        columns = {"frequency": frequency, "recency": recency, "tenure": n_periods}
        return cls._mean_negative(np.exp(log_params), columns, weights, penalizer_coef)

    def conditional_expected_number_of_purchases_up_to_time(
        self, m_periods_in_future: Any, frequency: Any, recency: Any, n_periods: Any
    ) -> Any:
        """The purchases to expect of customers at the next opportunities."""
        verb = self._model().conditional_purchases
        return ask_customers(verb, frequency, recency, n_periods, t=m_periods_in_future)

    def conditional_probability_alive(
        self, m_periods_in_future: Any, frequency: Any, recency: Any, n_periods: Any
    ) -> Any:
        """The probability that customers have not left by opportunity `n_periods + m_periods_in_future`."""
        verb = self._model().probability_alive
        return ask_customers(verb, frequency, recency, n_periods, after=m_periods_in_future)

    def expected_number_of_transactions_in_first_n_periods(self, n: Any) -> Any:
        """How many of the customers are expected to take 0, 1, … of the first `n` opportunities."""
        model = self._model()
        customers = self.data.groupby("frequency")["weights"].sum()
        share = ask(lambda x: model.purchase_pmf(x.astype(int), to=float(n)), x=customers.index.to_numpy())
        return pd.DataFrame({"model": share * customers.sum()}, index=customers.index)
