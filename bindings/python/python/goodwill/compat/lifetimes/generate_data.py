"""Customers made up as the models have it, drawn from NumPy's global generator: `numpy.random.seed` repeats them.

>>> import numpy as np
>>> from goodwill.compat.lifetimes.generate_data import beta_geometric_nbd_model
>>> np.random.seed(0)
>>> made = beta_geometric_nbd_model(T=39.0, r=0.243, alpha=4.414, a=0.793, b=2.426, size=1000)
>>> list(made.columns)
['frequency', 'recency', 'T', 'lambda', 'p', 'alive']
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd  # type: ignore[import-untyped]

from goodwill.compat.lifetimes.utils import _period_name

__all__ = [
    "beta_geometric_beta_binom_model",
    "beta_geometric_nbd_model",
    "beta_geometric_nbd_model_transactional_data",
    "modified_beta_geometric_nbd_model",
    "pareto_nbd_model",
]


def beta_geometric_nbd_model(T: Any, r: float, alpha: float, a: float, b: float, size: int = 1) -> Any:
    """Histories of `size` customers by BG/NBD, with their own purchase rate `lambda` and dropout probability `p`.

    `T` is a number, or one a customer; `alive` is 1 for those who have not left by T.
    """
    return _beta_geometric(T, r, alpha, a, b, size, from_the_start=False)


def modified_beta_geometric_nbd_model(T: Any, r: float, alpha: float, a: float, b: float, size: int = 1) -> Any:
    """As :func:`beta_geometric_nbd_model`, but by MBG/NBD: a customer may leave right after the first purchase."""
    return _beta_geometric(T, r, alpha, a, b, size, from_the_start=True)


def pareto_nbd_model(T: Any, r: float, alpha: float, s: float, beta: float, size: int = 1) -> Any:
    """Histories of `size` customers by Pareto/NBD, with their own rates to purchase, `lambda`, and to leave, `mu`."""
    tenure = _for_each(T, size)
    rate = np.random.gamma(r, 1.0 / alpha, size)
    mu = np.random.gamma(s, 1.0 / beta, size)
    leaves = np.random.exponential(1.0, size) / mu
    who, when, _ = _purchases(np.minimum(tenure, leaves), rate, np.zeros(size))
    return _histories(who, when, tenure, {"lambda": rate, "mu": mu, "alive": leaves > tenure})


def beta_geometric_beta_binom_model(
    N: Any, alpha: float, beta: float, gamma: float, delta: float, size: int = 1
) -> Any:
    """Histories of `size` customers by BG/BB, with their own probabilities to purchase, `p`, and to leave, `theta`.

    `N` is how many opportunities there were, a number or one a customer; `alive` is 1 for those who have not left
    before the opportunity after these.
    """
    periods = _for_each(N, size)
    p = np.random.beta(alpha, beta, size)
    theta = np.random.beta(gamma, delta, size)
    leaves_before = np.random.geometric(theta)
    frequency, recency = np.zeros(size), np.zeros(size)
    for opportunity in range(1, int(periods.max(initial=0)) + 1):
        takes = (opportunity <= periods) & (opportunity < leaves_before) & (np.random.random(size) < p)
        frequency += takes
        recency[takes] = opportunity
    columns = {"frequency": frequency, "recency": recency, "n_periods": periods, "p": p, "theta": theta}
    return pd.DataFrame({**columns, "alive": leaves_before > periods + 1, "customer_id": np.arange(size)}).astype(float)


def beta_geometric_nbd_model_transactional_data(
    T: Any,
    r: float,
    alpha: float,
    a: float,
    b: float,
    observation_period_end: Any = "2019-1-1",
    freq: str = "D",
    size: int = 1,
) -> Any:
    """The dates of all purchases of `size` customers by BG/NBD, whose first is `T` days, or `freq`, before the end."""
    tenure = _for_each(T, size)
    rate = np.random.gamma(r, 1.0 / alpha, size)
    who, when, _ = _purchases(tenure, rate, np.random.beta(a, b, size))
    customer = np.concatenate([np.arange(size), who])
    # The clock starts a period after the first purchase, so that none of the others is merged with it.
    since = np.concatenate([np.zeros(size), 1.0 + when])
    ago = pd.to_timedelta(since - tenure[customer], unit=_period_name(freq))
    table = pd.DataFrame({"customer_id": customer, "date": pd.to_datetime(observation_period_end) + ago})
    return table.sort_values(["customer_id", "date"], ignore_index=True)


def _beta_geometric(T: Any, r: float, alpha: float, a: float, b: float, size: int, from_the_start: bool) -> Any:
    tenure = _for_each(T, size)
    rate = np.random.gamma(r, 1.0 / alpha, size)
    p = np.random.beta(a, b, size)
    stays = np.random.random(size) >= p if from_the_start else np.ones(size, dtype=bool)
    who, when, alive = _purchases(np.where(stays, tenure, 0.0), rate, p)
    return _histories(who, when, tenure, {"lambda": rate, "p": p, "alive": alive & stays})


def _for_each(T: Any, size: int) -> Any:
    """One number a customer."""
    values = np.asarray(T, dtype=float)
    if values.ndim and len(values) < size:
        raise ValueError(f"T: there are {len(values)} for {size} customers")
    return np.full(size, values) if values.ndim == 0 else values[:size]


def _purchases(end: Any, rate: Any, dropout: Any) -> Any:
    """Who buys when before the end: at the own rate, and after each purchase leaving with the own probability.

    Gives the customers and times of all purchases, round by round, and who has not left.
    """
    who: list[Any] = []
    when: list[Any] = []
    alive = np.ones(len(end), dtype=bool)
    clock = np.zeros(len(end))
    on = np.flatnonzero(end > 0.0)
    while len(on):
        clock[on] += np.random.exponential(1.0, len(on)) / rate[on]
        on = on[clock[on] < end[on]]
        who.append(on)
        when.append(clock[on])
        stays = np.random.random(len(on)) >= dropout[on]
        alive[on[~stays]] = False
        on = on[stays]
    if not who:
        return np.zeros(0, dtype=int), np.zeros(0), alive
    return np.concatenate(who), np.concatenate(when), alive


def _histories(who: Any, when: Any, tenure: Any, own: dict[str, Any]) -> Any:
    recency = np.zeros(len(tenure))
    np.maximum.at(recency, who, when)
    columns = {"frequency": np.bincount(who, minlength=len(tenure)), "recency": recency, "T": tenure, **own}
    table = pd.DataFrame(columns).astype(float)
    return table.rename_axis("customer_id")
