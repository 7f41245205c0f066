"""Customers made up by the models; their seed is drawn from NumPy's global generator, so `numpy.random.seed` repeats them.

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
from goodwill.model import BgBb, BgNbd, MbgNbd, ParetoNbd

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
    return _histories(BgNbd.from_parameters(r=r, alpha=alpha, a=a, b=b), T, size, "p")


def modified_beta_geometric_nbd_model(T: Any, r: float, alpha: float, a: float, b: float, size: int = 1) -> Any:
    """As :func:`beta_geometric_nbd_model`, but by MBG/NBD: a customer may leave right after the first purchase."""
    return _histories(MbgNbd.from_parameters(r=r, alpha=alpha, a=a, b=b), T, size, "p")


def pareto_nbd_model(T: Any, r: float, alpha: float, s: float, beta: float, size: int = 1) -> Any:
    """Histories of `size` customers by Pareto/NBD, with their own rates to purchase, `lambda`, and to leave, `mu`."""
    return _histories(ParetoNbd.from_parameters(r=r, alpha=alpha, s=s, beta=beta), T, size, "mu")


def beta_geometric_beta_binom_model(
    N: Any, alpha: float, beta: float, gamma: float, delta: float, size: int = 1
) -> Any:
    """Histories of `size` customers by BG/BB, with their own probabilities to purchase, `p`, and to leave, `theta`.

    `N` is how many opportunities there were, a number or one a customer; `alive` is 1 for those who have not left
    before the opportunity after these.
    """
    model, periods, seed = BgBb.from_parameters(alpha=alpha, beta=beta, gamma=gamma, delta=delta), _each(N, size), _seed()
    made = model.simulate(periods, seed=seed)
    # The same customers, an opportunity longer.
    longer = model.simulate(periods + 1, seed=seed)
    columns = {"frequency": made.frequency, "recency": made.recency, "n_periods": periods}
    own = {"p": made.purchase_rate, "theta": made.dropout_rate, "alive": np.isnan(longer.left)}
    return pd.DataFrame({**columns, **own, "customer_id": np.arange(size)}).astype(float)


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
    made = BgNbd.from_parameters(r=r, alpha=alpha, a=a, b=b).simulate(_each(T, size), seed=_seed())
    who = np.repeat(np.arange(size), made.frequency.astype(int))
    customer = np.concatenate([np.arange(size), who])
    # The clock starts a period after the first purchase, so that none of the others is merged with it.
    since = np.concatenate([np.zeros(size), 1.0 + made.times])
    ago = pd.to_timedelta(since - made.tenure[customer], unit=_period_name(freq))
    table = pd.DataFrame({"customer_id": customer, "date": pd.to_datetime(observation_period_end) + ago})
    return table.sort_values(["customer_id", "date"], ignore_index=True)


def _histories(model: Any, T: Any, size: int, dropout: str) -> Any:
    made = model.simulate(_each(T, size), seed=_seed())
    columns = {"frequency": made.frequency, "recency": made.recency, "T": made.tenure}
    own = {"lambda": made.purchase_rate, dropout: made.dropout_rate, "alive": np.isnan(made.left)}
    return pd.DataFrame({**columns, **own}).astype(float).rename_axis("customer_id")


def _each(T: Any, size: int) -> Any:
    """One number a customer."""
    values = np.asarray(T, dtype=float)
    if values.ndim and len(values) < size:
        raise ValueError(f"T: there are {len(values)} for {size} customers")
    return np.full(size, values) if values.ndim == 0 else values[:size]


def _seed() -> int:
    return int(np.random.randint(0, 2**63, dtype=np.uint64))
