"""How often customers buy, and whether they come back.

Orders become :class:`Purchases` once, with :func:`purchases` from one table or a :class:`PurchasesBuilder` from many;
every metric is computed from them. :func:`histories` gives what buy-till-you-die models are fitted to.
"""

from __future__ import annotations

from typing import Any, Literal, overload

from goodwill import _frames, _goodwill
from goodwill._goodwill import (
    CalibrationHoldout,
    Histories,
    Intake,
    InterpurchaseTime,
    OrderCount,
    OrderRatios,
    OrderValue,
    PurchaseFrequency,
    Purchases,
    RepeatRate,
    interpurchase_time,
    order_ratios,
    order_value,
    purchase_frequency,
    repeat_from_counts,
    repeat_rate,
    revenue_per_buyer,
)
from goodwill._progress import Progress, reporter
from goodwill._rooms import claim
from goodwill.typing import ColumnLike, DateLike, FrameT

__all__ = [
    "CalibrationHoldout",
    "Histories",
    "Intake",
    "InterpurchaseTime",
    "OrderCount",
    "OrderRatios",
    "OrderValue",
    "PurchaseFrequency",
    "Purchases",
    "PurchasesBuilder",
    "RepeatRate",
    "calibration_holdout",
    "histories",
    "interpurchase_time",
    "order_ratios",
    "order_value",
    "purchase_frequency",
    "purchases",
    "repeat_from_counts",
    "repeat_rate",
    "revenue_per_buyer",
]

Grain = Literal["day", "week", "month", "row"]
Returns = Literal["net", "drop", "error"]
ZeroAmounts = Literal["keep", "drop"]
Unit = Literal["day", "week", "month", "year"]


class PurchasesBuilder:
    """Takes in orders in batches, in any order, and needs no row twice; the order of rows changes no bit.

    `grain` says which rows of a customer make one purchase occasion: those of one "day", "week", "month", or every
    "row". `returns` says what negative amounts do: "net" lowers money and never the count of occasions, "drop" leaves
    them out, "error" refuses them. `zero_amounts` says whether an amount of exactly zero is a purchase: "keep" or
    "drop". `history_start` is the first day from which the records are complete, `as_of` the last day observed.

    >>> builder = gw.purchase.PurchasesBuilder()
    >>> january = {"id": [4, 4, 9], "day": ["1997-01-01", "1997-01-01", "1997-01-18"], "spend": [20.0, 9.33, 14.96]}
    >>> builder.update(january, customer="id", date="day", amount="spend")
    >>> builder.update(customer=[4], date=["1997-02-02"], amount=[29.73])
    >>> orders = builder.finish()
    >>> orders.customers, orders.occasions, orders.intake.merged
    (2, 3, 1)

    States travel as bytes, or as pickles, and merge:

    >>> other = gw.purchase.PurchasesBuilder.from_bytes(builder.to_bytes())
    >>> builder.merge(other)
    >>> builder.rows
    8
    """

    __slots__ = ("_intake",)

    def __init__(
        self,
        *,
        grain: Grain = "day",
        returns: Returns = "net",
        zero_amounts: ZeroAmounts = "keep",
        history_start: DateLike | None = None,
        as_of: DateLike | None = None,
    ) -> None:
        self._intake = _goodwill.OrderIntake(grain, returns, zero_amounts, history_start, as_of)

    def update(
        self,
        data: Any = None,
        *,
        customer: str | ColumnLike,
        date: str | ColumnLike,
        amount: str | ColumnLike | None = None,
        progress: Progress = False,
    ) -> None:
        """Takes in a table by the names of its columns, or columns. All rows or, after an error, none.

        Rows with a missing customer, date or amount are left out and counted (see `Purchases.intake`). Texts are read
        as dates of one format, found from the whole column and never guessed.
        """
        stream, columns, names = _frames.take(data, {"customer": customer, "date": date, "amount": amount})
        self._intake.update(
            stream,
            columns["customer"],
            columns["date"],
            columns["amount"],
            (names["customer"], names["date"], names["amount"]),
            reporter(progress),
        )

    def merge(self, other: PurchasesBuilder) -> None:
        """Takes in everything another builder with the same options holds."""
        self._intake.merge(other._intake)

    @property
    def rows(self) -> int:
        """The number of rows taken in."""
        return self._intake.rows

    def finish(self) -> Purchases:
        """The purchase occasions by customer. The builder stays as it is and can take in more."""
        return self._intake.finish()

    def to_bytes(self) -> bytes:
        """The state, the same on every platform and in every language of the library."""
        return self._intake.to_bytes()

    @classmethod
    def from_bytes(cls, state: bytes) -> PurchasesBuilder:
        """The builder whose state that is."""
        builder = cls.__new__(cls)
        builder._intake = _goodwill.OrderIntake.from_bytes(state)
        return builder

    def __reduce__(self) -> tuple[Any, tuple[bytes]]:
        return PurchasesBuilder.from_bytes, (self.to_bytes(),)

    def __repr__(self) -> str:
        return f"<PurchasesBuilder: {self.rows:,} rows>"


def purchases(
    data: Any = None,
    *,
    customer: str | ColumnLike,
    date: str | ColumnLike,
    amount: str | ColumnLike | None = None,
    grain: Grain = "day",
    returns: Returns = "net",
    zero_amounts: ZeroAmounts = "keep",
    history_start: DateLike | None = None,
    as_of: DateLike | None = None,
    progress: Progress = False,
) -> Purchases:
    """Orders, one row each, as purchase occasions by customer.

    `data` is a table of any kind and `customer`, `date`, `amount` are names of its columns; without `data` they are
    columns themselves. The other options are those of :class:`PurchasesBuilder`. `progress=True` shows the rows done,
    a function is called with the rows done and, where known, all rows.

    Raises `unknown_column` with the nearest name, `invalid_date` at the first value that is no date, `not_finite` at an
    infinite amount, `empty` when no row makes an occasion.

    >>> orders = {"who": ["ann", "bob", "ann", None], "day": ["2024-01-01", "2024-01-03", "2024-02-01", "2024-02-02"]}
    >>> bought = gw.purchase.purchases(orders, customer="who", date="day")
    >>> bought
    <Purchases: 2 customers, 3 occasions from 2024-01-01 to 2024-02-01>
    >>> bought.intake.missing_customer
    1
    """
    builder = PurchasesBuilder(
        grain=grain, returns=returns, zero_amounts=zero_amounts, history_start=history_start, as_of=as_of
    )
    builder.update(data, customer=customer, date=date, amount=amount, progress=progress)
    return builder._intake.close()


def _customer_name(customer: Any) -> str:
    return customer if isinstance(customer, str) else "customer"


@overload
def histories(data: Purchases, *, as_of: DateLike, unit: Unit = ..., include_first: bool = ..., include_known_before: bool = ...) -> Histories: ...
@overload
def histories(
    data: None = None,
    *,
    customer: ColumnLike,
    date: ColumnLike,
    amount: ColumnLike | None = ...,
    as_of: DateLike,
    unit: Unit = ...,
    include_first: bool = ...,
    include_known_before: bool = ...,
    grain: Grain = ...,
    returns: Returns = ...,
    zero_amounts: ZeroAmounts = ...,
    history_start: DateLike | None = ...,
    progress: Progress = ...,
) -> Histories: ...
@overload
def histories(
    data: FrameT,
    *,
    customer: str | ColumnLike,
    date: str | ColumnLike,
    amount: str | ColumnLike | None = ...,
    as_of: DateLike,
    unit: Unit = ...,
    include_first: bool = ...,
    include_known_before: bool = ...,
    grain: Grain = ...,
    returns: Returns = ...,
    zero_amounts: ZeroAmounts = ...,
    history_start: DateLike | None = ...,
    progress: Progress = ...,
) -> FrameT: ...
def histories(
    data: Any = None,
    *,
    customer: Any = None,
    date: Any = None,
    amount: Any = None,
    as_of: DateLike,
    unit: Unit = "week",
    include_first: bool = False,
    include_known_before: bool = False,
    grain: Grain = "day",
    returns: Returns = "net",
    zero_amounts: ZeroAmounts = "keep",
    history_start: DateLike | None = None,
    progress: Progress = False,
) -> Any:
    """Each customer's purchases as of a day: frequency, recency, tenure (T) and monetary value.

    `frequency` counts repeat purchase occasions; `recency` is the time from the first purchase to the last, `tenure`
    from the first to `as_of`, both in exact fractions of `unit`; `monetary_value` is the mean amount of the repeat
    occasions, NaN where there is none. Customers ascend by identifier.

    A table in gives a table of the same kind (a dictionary of columns gives one of arrays); columns, or
    :class:`Purchases`, give :class:`Histories` with the counts of what was left out.

    Raises as :func:`purchases` does, and `inconsistent` when `as_of` lies before the first purchase.

    >>> # The first customer of the CDNOW sample.
    >>> orders = {
    ...     "id": [4, 4, 4, 4],
    ...     "date": ["1997-01-01", "1997-01-18", "1997-08-02", "1997-12-12"],
    ...     "spend": [29.33, 29.73, 14.96, 26.48],
    ... }
    >>> table = gw.purchase.histories(orders, customer="id", date="date", amount="spend", as_of="1997-09-30")
    >>> table["frequency"].tolist(), table["recency"].round(2).tolist(), table["tenure"].round(2).tolist()
    ([2], [30.43], [38.86])
    """
    bought = _bought(data, customer, date, amount, grain, returns, zero_amounts, history_start, progress)
    result = _goodwill.histories_of(bought, as_of, unit, include_first, include_known_before)
    return _of_kind(data, customer, result)


def _bought(
    data: Any,
    customer: Any,
    date: Any,
    amount: Any,
    grain: Grain,
    returns: Returns,
    zero_amounts: ZeroAmounts,
    history_start: DateLike | None,
    progress: Progress,
) -> Purchases:
    if isinstance(data, Purchases):
        return data
    if customer is None or date is None:
        raise TypeError("customer and date must be given: columns, or names of columns of a table")
    return purchases(
        data,
        customer=customer,
        date=date,
        amount=amount,
        grain=grain,
        returns=returns,
        zero_amounts=zero_amounts,
        history_start=history_start,
        progress=progress,
    )


def _of_kind(data: Any, customer: Any, result: Any) -> Any:
    if data is None or isinstance(data, Purchases):
        return result
    return _frames.give(data, result.table(_customer_name(customer)))


@overload
def calibration_holdout(
    data: Purchases, *, calibration_end: DateLike, observation_end: DateLike, unit: Unit = ...
) -> CalibrationHoldout: ...
@overload
def calibration_holdout(
    data: None = None,
    *,
    customer: ColumnLike,
    date: ColumnLike,
    amount: ColumnLike | None = ...,
    calibration_end: DateLike,
    observation_end: DateLike,
    unit: Unit = ...,
    grain: Grain = ...,
    returns: Returns = ...,
    zero_amounts: ZeroAmounts = ...,
    history_start: DateLike | None = ...,
    progress: Progress = ...,
) -> CalibrationHoldout: ...
@overload
def calibration_holdout(
    data: FrameT,
    *,
    customer: str | ColumnLike,
    date: str | ColumnLike,
    amount: str | ColumnLike | None = ...,
    calibration_end: DateLike,
    observation_end: DateLike,
    unit: Unit = ...,
    grain: Grain = ...,
    returns: Returns = ...,
    zero_amounts: ZeroAmounts = ...,
    history_start: DateLike | None = ...,
    progress: Progress = ...,
) -> FrameT: ...
def calibration_holdout(
    data: Any = None,
    *,
    customer: Any = None,
    date: Any = None,
    amount: Any = None,
    calibration_end: DateLike,
    observation_end: DateLike,
    unit: Unit = "week",
    grain: Grain = "day",
    returns: Returns = "net",
    zero_amounts: ZeroAmounts = "keep",
    history_start: DateLike | None = None,
    progress: Progress = False,
) -> Any:
    """Histories up to the end of a calibration period, and what the same customers did in the holdout period after it.

    Input and kind of output are those of :func:`histories`; the columns `holdout_frequency`, `holdout_monetary_value`
    and `holdout_duration` are added.

    Raises as :func:`histories` does, and `inconsistent` when the holdout period ends before it starts.

    >>> split = gw.purchase.calibration_holdout(
    ...     customer=[4, 4, 4, 4],
    ...     date=["1997-01-01", "1997-01-18", "1997-08-02", "1997-12-12"],
    ...     amount=[29.33, 29.73, 14.96, 26.48],
    ...     calibration_end="1997-09-30",
    ...     observation_end="1998-06-30",
    ... )
    >>> split.calibration.frequency.tolist(), split.holdout_frequency.tolist(), split.holdout_duration
    ([2], [1], 39.0)
    """
    bought = _bought(data, customer, date, amount, grain, returns, zero_amounts, history_start, progress)
    result = _goodwill.calibration_holdout_of(bought, calibration_end, observation_end, unit)
    return _of_kind(data, customer, result)


claim(__name__)
