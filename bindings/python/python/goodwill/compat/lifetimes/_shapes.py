"""Numbers, arrays and series in, the same kind out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd  # type: ignore[import-untyped]


def numbers(values: Any) -> Any:
    """Values as floats, what is missing as NaN."""
    if isinstance(values, pd.Series):
        return values.to_numpy(dtype=float, na_value=np.nan)
    return np.asarray(values, dtype=float)


def ask(verb: Callable[..., Any], **columns: Any) -> Any:
    """`verb` of columns, which may be numbers, arrays of any shape and series.

    All are numbers: so is the answer. One is a series: the answer is one with its index, and further series are matched
    with it by their labels. Otherwise it is an array of the common shape.
    """
    series = [column for column in columns.values() if isinstance(column, pd.Series)]
    index = None
    if series:
        index = series[0].index
        if not all(one.index.equals(index) for one in series):
            index = pd.concat(series, axis=1).index
            columns = {
                name: column.reindex(index) if isinstance(column, pd.Series) else column
                for name, column in columns.items()
            }
    arrays = np.broadcast_arrays(*(numbers(column) for column in columns.values()))
    shape = arrays[0].shape
    told = {name: array.ravel() if shape else float(array) for name, array in zip(columns, arrays)}
    answer = np.asarray(verb(**told), dtype=float).reshape(shape)
    return answer[()] if index is None else pd.Series(answer, index=index)


def ask_customers(verb: Callable[..., Any], frequency: Any, recency: Any, tenure: Any, **others: Any) -> Any:
    """`verb` of customers. Without repeat purchase there is no time of the last one: recency is then taken as 0."""

    def told(frequency: Any, recency: Any, **columns: Any) -> Any:
        recency = np.where(np.equal(frequency, 0.0), 0.0, recency)[()]
        return verb(frequency=frequency, recency=recency, **columns)

    return ask(told, frequency=frequency, recency=recency, tenure=tenure, **others)


def log_likelihoods(model: Any, frequency: Any, recency: Any, tenure: Any) -> Any:
    """The log-likelihood of each customer."""

    def each(frequency: Any, recency: Any, tenure: Any) -> Any:
        rows = np.broadcast(frequency, recency, tenure)
        return np.array([model.log_likelihood(frequency=[x], recency=[last], tenure=[end]) for x, last, end in rows])

    return ask_customers(each, frequency, recency, tenure)
