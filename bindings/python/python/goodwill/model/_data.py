"""Customers in whatever form the caller has them, and answers in the same form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Union

import narwhals as nw

from goodwill import _frames
from goodwill._goodwill import CalibrationHoldout, Histories, Table
from goodwill.error import GoodwillError
from goodwill.typing import ColumnLike

Unit = Literal["day", "week", "month", "year"]

Number = Union[float, str, ColumnLike]
"""A number, a column of numbers, or the name of a column of the table."""

CALLED: dict[str, tuple[str, ...]] = {"tenure": ("tenure", "T"), "mean_spend": ("mean_spend", "monetary_value")}
"""What a column that is not named is called, where that is not the name of its argument."""

ATTRIBUTE = {"mean_spend": "monetary_value"}
"""What Histories call a column, where that is not the name of its argument."""


@dataclass(frozen=True)
class Gathered:
    """Arguments, one each or one a customer; what the answer is to look like; the unit of the times if it is known."""

    columns: dict[str, Any]
    like: Any
    unit: Unit | None

    def answer(self, result: Any) -> Any:
        """What was computed, as the caller's own kind of column or table."""
        return _frames.alike(self.like, result) if isinstance(result, Table) else result

    def in_unit_of(self, unit: str | None) -> None:
        """Refuses times in another unit than the model's."""
        if self.unit is not None and unit is not None and self.unit != unit:
            raise GoodwillError(
                f"unit: the histories count {self.unit}s, the model {unit}s", "inconsistent", "unit", self.unit
            )


def gather(data: Any, customer: Mapping[str, Any], others: Mapping[str, Any] | None = None) -> Gathered:
    """Finds `customer`, the columns that say who it is about, in `data` or in themselves; and the other arguments.

    With a table every text is the name of a column, and a column of `customer` that is not named is found by the name
    of its argument.
    """
    others = {} if others is None else others
    if isinstance(data, CalibrationHoldout):
        data = data.calibration
    given = {**customer, **others}
    if data is None:
        missing = [role for role, column in customer.items() if column is None]
        if missing:
            raise TypeError(f"{missing[0]} must be given: a number, a column, or a table in which to find it")
        columns = _frames.columns(None, given)
        return Gathered(present(columns), _series_among(columns), None)
    if isinstance(data, Histories):
        for role, column in given.items():
            if isinstance(column, str):
                raise TypeError(f"{role}: the name of a column ({column!r}) needs a table to find it in")
        found = {role: getattr(data, ATTRIBUTE.get(role, role)) for role in customer if given[role] is None}
        return Gathered(present({**given, **found}), None, data.unit)
    known = _frames.names_of(data)
    asked = {
        role: _name(role, known) if column is None and role in customer else column for role, column in given.items()
    }
    named = {role: column for role, column in asked.items() if isinstance(column, str)}
    return Gathered(present({**asked, **_frames.columns(data, named)}), data, None)


def present(columns: Mapping[str, Any]) -> dict[str, Any]:
    return {role: column for role, column in columns.items() if column is not None}


def _name(role: str, known: list[str]) -> str:
    names = CALLED.get(role, (role,))
    return next((name for name in names if name in known), names[0])


def _series_among(columns: Mapping[str, Any]) -> Any:
    for column in columns.values():
        if isinstance(nw.from_native(column, pass_through=True, allow_series=True), nw.Series):
            return column
    return None
