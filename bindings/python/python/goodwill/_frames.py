"""Tables of the caller's own kind, in and out. Columns are the business of the compiled part (`src/columns.rs`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import narwhals as nw
import numpy as np
from narwhals.exceptions import DuplicateError

from goodwill._goodwill import Table, stream_columns, unknown_column
from goodwill.error import GoodwillError

__all__ = ["alike", "attach", "columns", "give", "items", "names_of", "take"]


def take(data: Any, columns: Mapping[str, Any]) -> tuple[Any, dict[str, Any], dict[str, str]]:
    """A stream or nothing, the columns asked for, and what to call them in errors.

    With a stream, the columns are the names to find in it; otherwise they are the columns themselves. Without data
    every column must be one.
    """
    names = {role: column if isinstance(column, str) else role for role, column in columns.items()}
    asked = {role: column for role, column in columns.items() if isinstance(column, str)}
    if data is None:
        for role, column in asked.items():
            raise TypeError(f"{role}: the name of a column ({column!r}) needs a table to find it in")
        return None, dict(columns), names
    if isinstance(data, str) or hasattr(data, "__fspath__"):
        raise TypeError(
            "data: must be a table, not the name of a file: read it first, for example with polars, pandas or DuckDB, "
            "or use the goodwill command"
        )
    found, stream = pick(data, asked)
    if stream is None:
        return None, {role: found.get(role, column) for role, column in columns.items()}, names
    if len(asked) < sum(column is not None for column in columns.values()):
        raise TypeError("a column that is no name needs a table in memory")
    return stream, dict(columns), names


def columns(data: Any, asked: Mapping[str, Any]) -> dict[str, Any]:
    """The columns asked for, each of them whole."""
    stream, found, _ = take(data, asked)
    if stream is None:
        return found
    names = [name for name in dict.fromkeys(found.values()) if name is not None]
    read = dict(zip(names, stream_columns(stream, names)))
    return {role: read.get(name) for role, name in found.items()}


def names_of(data: Any) -> list[str]:
    """The names of a table's columns."""
    if isinstance(data, Mapping):
        return list(data)
    if isinstance(data, np.ndarray):
        return list(data.dtype.names or ())
    frame = nw.from_native(data, pass_through=True)
    if isinstance(frame, (nw.DataFrame, nw.LazyFrame)):
        return frame.collect_schema().names()
    return []


def pick(data: Any, asked: Mapping[str, str]) -> tuple[dict[str, Any], Any]:
    """The columns of that name; or a stream that has them, where a table can only be read row by row."""
    if isinstance(data, Mapping):
        check(asked, list(data))
        return {role: data[name] for role, name in asked.items()}, None
    if isinstance(data, np.ndarray):
        if data.dtype.names is None:
            raise TypeError("data: an array needs named fields to be a table")
        check(asked, list(data.dtype.names))
        return {role: data[name] for role, name in asked.items()}, None
    try:
        frame = nw.from_native(data, pass_through=True)
    except DuplicateError:
        # Two columns of one name matter only to who asks for them.
        names = data.column_names if hasattr(data, "column_names") else data.columns
        check(asked, [str(name) for name in names])
        return {role: data[name] for role, name in asked.items()}, None
    if isinstance(frame, nw.DataFrame):
        check(asked, frame.columns)
        return {role: frame.get_column(name).to_native() for role, name in asked.items()}, None
    if isinstance(frame, nw.LazyFrame):
        check(asked, frame.collect_schema().names())
        frame = frame.select(list(dict.fromkeys(asked.values())))
        native = frame.to_native()
        if not hasattr(native, "__arrow_c_stream__"):
            native = frame.collect().to_native()
        return {}, native
    if hasattr(data, "__arrow_c_stream__"):
        return {}, data
    raise TypeError(
        f"data: must be a data frame, an Arrow stream or a dictionary of columns, got {type(data).__qualname__}"
    )


def check(asked: Mapping[str, str], known: Sequence[str]) -> None:
    for name in asked.values():
        if name not in known:
            unknown_column(name, [str(one) for one in known])
        if known.count(name) > 1:
            raise GoodwillError(f"{name}: is the name of {known.count(name)} columns", "duplicate_column", name)


def give(data: Any, table: Table) -> Any:
    """`table` as the kind of table that `data` is."""
    if isinstance(data, (Mapping, np.ndarray)):
        return table.to_numpy()
    frame = nw.from_native(data, pass_through=True)
    if not isinstance(frame, (nw.DataFrame, nw.LazyFrame)):
        return table
    implementation = frame.implementation
    if implementation.is_pandas_like():
        return nw.get_native_namespace(frame).DataFrame(pandas_columns(table))
    if implementation.is_duckdb():
        return relation(data, table)
    if implementation.is_polars() or implementation.is_pyarrow():
        made = nw.from_arrow(table, backend=implementation)
    else:
        made = nw.from_arrow(table, backend="pyarrow")
    return (made.lazy() if isinstance(frame, nw.LazyFrame) and implementation.is_polars() else made).to_native()


def attach(data: Any, table: Table) -> Any:
    """`data` with the columns of `table`, row by row, as its own kind of table."""
    if isinstance(data, Mapping):
        return {**data, **table.to_numpy()}
    if isinstance(data, np.ndarray):
        return {**{name: data[name] for name in data.dtype.names or ()}, **table.to_numpy()}
    frame = nw.from_native(data)
    if isinstance(frame, nw.LazyFrame):
        eager = frame.collect()
        wide = eager.with_columns(*columns_like(eager, table)).to_native()
        if frame.implementation.is_polars():
            return wide.lazy()
        return relation(data, wide) if frame.implementation.is_duckdb() else wide
    return frame.with_columns(*columns_like(frame, table)).to_native()


def alike(like: Any, table: Table) -> Any:
    """`table`, one row for each of `like`: its column if it has only one, in the kind and with the index of `like`.

    What is no frame and no series is answered with arrays.
    """
    frame = nw.from_native(like, pass_through=True, allow_series=True)
    only = table.names[0] if len(table.names) == 1 else None
    if isinstance(frame, nw.LazyFrame):
        if frame.implementation.is_duckdb():
            return relation(like, table)
        if frame.implementation.is_polars():
            frame = nw.from_arrow(table, backend=frame.implementation)
    if not isinstance(frame, (nw.DataFrame, nw.Series)):
        arrays = table.to_numpy()
        return arrays if only is None else arrays[only]
    if frame.implementation.is_pandas_like():
        namespace, index = nw.get_native_namespace(frame), frame.to_native().index
        columns = pandas_columns(table)
        return namespace.DataFrame(columns, index) if only is None else namespace.Series(columns[only], index, name=only)
    made = nw.from_arrow(table, backend=frame.implementation)
    return (made if only is None else made.get_column(only)).to_native()


def columns_like(frame: nw.DataFrame[Any], table: Table) -> list[nw.Series[Any]]:
    if frame.implementation.is_pandas_like():
        values = pandas_columns(table)
        index = frame.to_native().index
        series = nw.get_native_namespace(frame).Series
        return [nw.from_native(series(column, index=index, name=name), series_only=True) for name, column in values.items()]
    made = nw.from_arrow(table, backend=frame.implementation)
    return [made.get_column(name) for name in made.columns]


def pandas_columns(table: Table) -> dict[str, Any]:
    # pandas counts time in seconds or less.
    return {
        name: column.astype("datetime64[s]") if column.dtype.kind == "M" else column
        for name, column in table.to_numpy().items()
    }


def relation(like: Any, table: Any) -> Any:
    """A DuckDB relation of the same connection."""
    goodwill_rows = nw.from_arrow(table, backend="pyarrow").to_native()  # noqa: F841 -- DuckDB finds it by its name
    return like.query("goodwill_relation", "select * from goodwill_rows")


def items(parameter: str, data: Any) -> tuple[list[str] | None, list[Any]]:
    """The columns of a table, a dictionary, a list of columns or a two-dimensional array, and their names if they have any."""
    if isinstance(data, np.ndarray) and data.dtype.names is None:
        if data.ndim != 2:
            raise TypeError(f"{parameter}: an array of items has two dimensions, a row a respondent, got {data.ndim}")
        return None, list(data.T)
    if isinstance(data, (list, tuple)):
        return None, list(data)
    if names := names_of(data):
        found = columns(data, {name: name for name in names})
        return [str(name) for name in names], list(found.values())
    if hasattr(data, "__array__"):
        return items(parameter, np.asarray(data))
    raise TypeError(
        f"{parameter}: must be a data frame, a dictionary or list of columns or an array of two dimensions, "
        f"got {type(data).__qualname__}"
    )
