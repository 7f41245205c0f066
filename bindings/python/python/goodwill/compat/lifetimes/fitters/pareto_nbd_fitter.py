"""The Pareto/NBD model as lifetimes has it."""

from __future__ import annotations

from typing import Any

import numpy as np

from goodwill.compat.lifetimes import generate_data
from goodwill.compat.lifetimes._shapes import ask_customers, log_likelihoods, numbers
from goodwill.compat.lifetimes.fitters._repeat_purchases import RepeatPurchaseFitter

__all__ = ["ParetoNBDFitter"]


class ParetoNBDFitter(RepeatPurchaseFitter):
    """Pareto/NBD (Schmittlein, Morrison & Colombo 1987): :class:`goodwill.model.ParetoNbd`.

    Unlike that of lifetimes it has standard errors, intervals and a summary.
    """

    _goodwill = "ParetoNbd"
    _parameters = {"r": "r", "alpha": "alpha", "s": "s", "beta": "beta"}
    _times = ("alpha", "beta")

    def fit(
        self,
        frequency: Any,
        recency: Any,
        T: Any,
        weights: Any = None,
        iterative_fitting: int = 1,
        initial_params: Any = None,
        verbose: bool = False,
        tol: float = 1e-4,
        index: Any = None,
        fit_method: str = "Nelder-Mead",
        maxiter: int = 2000,
        **kwargs: Any,
    ) -> Any:
        """Fits to histories, one row a customer or `weights` customers, and gives itself back.

        `initial_params` are the parameters for times scaled so that the longest T is 1; `iterative_fitting` is from how
        many points to start. `fit_method`, `tol` and other options of optimisers are not needed: a fit goes to the last
        digits, and does not depend on luck.
        """
        if iterative_fitting <= 0:
            raise ValueError(f"iterative_fitting: must be 1 or more, got {iterative_fitting}")
        if iterative_fitting > 1 and initial_params is not None:
            raise ValueError("iterative_fitting: must be 1 where initial_params say where to start")
        mean = self._fit_histories(
            frequency,
            recency,
            T,
            weights,
            index,
            penalty_per_row=True,
            initial=initial_params,
            verbose=verbose,
            starts=iterative_fitting - 1,
            max_iterations=kwargs.get("maxiter", maxiter),
        )
        # lifetimes adds up where it takes means for the other models.
        self._negative_log_likelihood_ = mean * len(self.data)
        return self

    def _simulate(self, T: Any, size: int = 1) -> Any:
        return generate_data.pareto_nbd_model(T, size=size, **self._named())

    @classmethod
    def _conditional_log_likelihood(cls, params: Any, freq: Any, rec: Any, T: Any) -> Any:
        """The log-likelihood of each customer."""
        return log_likelihoods(cls._of(params), freq, rec, T)

    @classmethod
    def _negative_log_likelihood(
        cls, params: Any, freq: Any, rec: Any, T: Any, weights: Any, penalizer_coef: Any
    ) -> Any:
        """Of all rows, weighted by `weights` over their mean, with the penalty; infinite where no model is."""
        if np.any(np.asarray(params) <= 0.0):
            return np.inf
        columns = {"frequency": freq, "recency": rec, "tenure": T}
        rows = len(numbers(weights))
        return rows * cls._mean_negative(params, columns, weights, penalizer_coef / rows)

    def conditional_probability_of_n_purchases_up_to_time(
        self, n: Any, t: Any, frequency: Any, recency: Any, T: Any
    ) -> Any:
        """The probability that customers make `n` purchases in the next `t`."""
        model = self._model()

        def pmf(n: Any, t: Any, **columns: Any) -> Any:
            return model.conditional_pmf(n=np.asarray(n, dtype=int)[()], to=t, **columns)

        return ask_customers(pmf, frequency, recency, T, n=n, t=t)
