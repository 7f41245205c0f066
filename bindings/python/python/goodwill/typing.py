"""Types of what goodwill accepts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, TypeVar, Union, runtime_checkable

import numpy as np

if TYPE_CHECKING:
    from goodwill.calendar import Window
    from goodwill.survey import KanoPairs, Scale, Tally

__all__ = [
    "AnswersLike",
    "ArrayLike",
    "ArrowArray",
    "ArrowStream",
    "ColumnLike",
    "DateLike",
    "FrameLike",
    "FrameT",
    "ItemsLike",
    "PairsLike",
    "ScaleLike",
    "WindowLike",
]


@runtime_checkable
class ArrowStream(Protocol):
    """What exports an Arrow C stream: pyarrow, polars, DuckDB, pandas, nanoarrow."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...


@runtime_checkable
class ArrowArray(Protocol):
    """What exports an Arrow C array."""

    def __arrow_c_array__(self, requested_schema: object | None = None) -> tuple[object, object]: ...


@runtime_checkable
class ArrayLike(Protocol):
    """What NumPy can look at: arrays, pandas columns."""

    def __array__(self) -> Any: ...


ColumnLike: TypeAlias = ArrowStream | ArrowArray | ArrayLike | Iterable[Any]
"""A column: an array, a series, a one-column relation, a buffer or a list; `None` and NaN are missing."""

FrameLike: TypeAlias = Any
"""A table: a data frame or relation of any library that narwhals knows, an Arrow stream, or a dictionary of columns."""

FrameT = TypeVar("FrameT")
"""The caller's own kind of table."""

DateLike: TypeAlias = Union[date, str, np.datetime64]
"""A calendar day: a date, a datetime (the day it names), or a text like `"1997-09-30"`."""

WindowLike: TypeAlias = Union["Window", tuple[DateLike, DateLike]]
"""A half-open span of days: a `Window`, or its first day and the first day after it."""

ScaleLike: TypeAlias = Union["Scale", tuple[int, int]]
"""A scale of answers: a `Scale`, or its lowest and highest answer."""

AnswersLike: TypeAlias = Union["Tally", ColumnLike]
"""The answers to one item: a column, or a `Tally` in which they are counted already."""

ItemsLike: TypeAlias = Any
"""The answers to several items: a data frame, a dictionary or list of columns, or an array with a row a respondent."""

PairsLike: TypeAlias = Union["KanoPairs", ColumnLike]
"""The pairs of answers to a feature: `KanoPairs`, or a column of functional answers with one of dysfunctional beside it."""
