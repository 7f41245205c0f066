"""Errors: one exception type, the same stable codes as in Rust and C."""

from __future__ import annotations

from goodwill._goodwill import error_codes as _error_codes

__all__ = ["CODES", "MEANINGS", "GoodwillError"]

CODES: dict[str, int] = {name: number for name, number, _ in _error_codes()}
"""The stable number of every error code, by its stable name."""

MEANINGS: dict[str, str] = {name: meaning for name, _, meaning in _error_codes()}
"""What every error code means, by its name."""


class GoodwillError(ValueError):
    """What is wrong, which parameter holds it, and where.

    >>> import goodwill as gw
    >>> try:
    ...     gw.estimate.proportion(3, 0)
    ... except gw.GoodwillError as error:
    ...     print(error)
    ...     print(error.code, error.number, error.parameter, error.value, error.index)
    n: is 0: a share of nothing has no value
    undefined 2 n None None
    """

    code: str
    """The stable name of the error: one of :data:`CODES`."""
    parameter: str
    """The parameter or column that holds the offending value."""
    value: str | None
    """The offending value as text, where there is one."""
    index: int | None
    """The zero-based row of the offending value, where there is one."""

    def __init__(
        self, message: str, code: str, parameter: str, value: str | None = None, index: int | None = None
    ) -> None:
        super().__init__(message)
        self.code = code
        self.parameter = parameter
        self.value = value
        self.index = index

    @property
    def number(self) -> int:
        """The stable number of :attr:`code`."""
        return CODES[self.code]

    def __reduce__(self) -> tuple[type[GoodwillError], tuple[object, ...]]:
        return type(self), (str(self), self.code, self.parameter, self.value, self.index)
