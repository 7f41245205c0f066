"""What a model expected beside what happened. Each function is a method of the purchase models too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from goodwill import _goodwill
from goodwill._goodwill import (
    AlivePoint,
    CalibrationHoldout,
    CalibrationTable,
    ForecastError,
    HistoryGrid,
    HoldoutTable,
    Purchases,
    Tracking,
)
from goodwill.model._data import gather
from goodwill.typing import ColumnLike, DateLike

if TYPE_CHECKING:
    from goodwill.model._verbs import PurchaseModel


def tracking(
    model: PurchaseModel,
    purchases: Purchases,
    *,
    calibration_end: DateLike,
    observation_end: DateLike | None = None,
    period_days: int = 7,
) -> Tracking:
    """The repeat purchases of the customers acquired up to `calibration_end`, period by period, beside what the model
    expects of them.

    Periods are counted from the end of calibration, back and forth; the first and the last may be shorter. What the
    customers did in the calibration period does not enter the expectation, so this tests the model, not the customers.
    `observation_end` is the last day observed where it is not given. The model must know its unit.

    Raises `inconsistent` when it does not, or when the observation ends before the calibration does.

    >>> orders = gw.purchase.purchases(
    ...     customer=[1, 1, 2, 2], date=["1997-01-01", "1997-01-10", "1997-01-04", "1997-01-28"]
    ... )
    >>> model = gw.model.BgNbd.from_parameters(r=0.243, alpha=4.414, a=0.793, b=2.426, unit="week")
    >>> tracked = gw.model.tracking(model, orders, calibration_end="1997-01-21")
    >>> [period.cumulative_actual for period in tracked.periods], tracked.holdout.actual
    ([0, 1, 1, 2], 1)

    Source: Fader, Hardie & Lee 2005, figures 3 and 4.
    """
    return _goodwill.tracking_of(model._model, purchases, calibration_end, observation_end, period_days)


def calibration_table(
    model: PurchaseModel,
    data: Any = None,
    *,
    censor: int = 7,
    frequency: str | ColumnLike | None = None,
    recency: str | ColumnLike | None = None,
    tenure: str | ColumnLike | None = None,
    weights: str | ColumnLike | None = None,
) -> CalibrationTable:
    """Customers by their number of repeat purchases in the time they were observed, beside the number the model expects.

    Customers are given as to `fit`. Everyone with `censor` purchases or more is in the last row.

    >>> model = gw.model.BgNbd.from_parameters(r=0.243, alpha=4.414, a=0.793, b=2.426)
    >>> table = gw.model.calibration_table(model, frequency=[0, 2, 9], recency=[0, 30, 38], tenure=[39, 39, 39])
    >>> [row.actual for row in table.rows]
    [1.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0]

    Source: Fader, Hardie & Lee 2005, figure 2.
    """
    columns = {"frequency": frequency, "recency": recency, "tenure": tenure, "weights": weights}
    return _goodwill.calibration_of(model._model, model._data(data, columns), censor)


def _held_out(model: PurchaseModel, data: Any, duration: float | None, columns: dict[str, Any]) -> Any:
    if isinstance(data, CalibrationHoldout):
        return _goodwill.HoldoutTally.of_split(data)
    if duration is None:
        raise TypeError("duration must be given: the length of the holdout period")
    gathered = gather(data, columns)
    return _goodwill.HoldoutTally.of_columns(**gathered.columns, duration=duration, unit=model.unit_)


def holdout_table(
    model: PurchaseModel,
    data: Any = None,
    *,
    by: Literal["frequency", "recency", "tenure", "idle"] = "frequency",
    width: float = 1.0,
    groups: int = 8,
    duration: float | None = None,
    frequency: str | ColumnLike | None = None,
    recency: str | ColumnLike | None = None,
    tenure: str | ColumnLike | None = None,
    holdout_frequency: str | ColumnLike | None = None,
) -> HoldoutTable:
    """Holdout purchases of customers grouped by their calibration history, beside what the model expects of each group.

    `data` is `goodwill.purchase.CalibrationHoldout`, or a table with the columns `frequency`, `recency`, `tenure` and
    `holdout_frequency`, or the columns are given; then `duration` is the length of the holdout period. Groups are
    `width` wide, the last of them holds all that is left; "idle" is the time since the last purchase.

    >>> model = gw.model.BgNbd.from_parameters(r=0.243, alpha=4.414, a=0.793, b=2.426)
    >>> split = {
    ...     "frequency": [0, 2, 9], "recency": [0, 30.43, 38], "tenure": [39, 38.86, 39], "holdout_frequency": [0, 1, 4]
    ... }
    >>> table = gw.model.holdout_table(model, split, duration=39)
    >>> table.customers, table.actual, round(table.rows[2].expected, 3)
    (3, 5, 1.226)

    Source: Fader, Hardie & Lee 2005, figure 4.
    """
    columns = {
        "frequency": frequency, "recency": recency, "tenure": tenure, "holdout_frequency": holdout_frequency
    }
    return _goodwill.holdout_of(model._model, _held_out(model, data, duration, columns), by, width, groups)


def forecast_error(
    model: PurchaseModel,
    data: Any = None,
    *,
    level: float = 0.95,
    duration: float | None = None,
    frequency: str | ColumnLike | None = None,
    recency: str | ColumnLike | None = None,
    tenure: str | ColumnLike | None = None,
    holdout_frequency: str | ColumnLike | None = None,
) -> ForecastError:
    """How far the holdout purchases a model expects of each customer are from those that happened: mean absolute error,
    root mean squared error, bias, correlation, and the error of the total.

    The data are those of :func:`holdout_table`. Expectations are means, so the mean absolute error has a floor that no
    model passes: compare models on the same data, not data sets.

    >>> model = gw.model.BgNbd.from_parameters(r=0.243, alpha=4.414, a=0.793, b=2.426)
    >>> error = gw.model.forecast_error(
    ...     model, frequency=[0, 2], recency=[0, 30.43], tenure=[39, 38.86], holdout_frequency=[0, 1], duration=39
    ... )
    >>> error.actual, round(error.expected, 4)
    (1, 1.4206)
    """
    columns = {
        "frequency": frequency, "recency": recency, "tenure": tenure, "holdout_frequency": holdout_frequency
    }
    return _goodwill.forecast_error_of(model._model, _held_out(model, data, duration, columns), level)


def history_grid(
    model: PurchaseModel,
    *,
    tenure: float,
    max_frequency: int,
    t: float = 0.0,
    value: Literal["conditional_purchases", "probability_alive", "probability_active"] = "conditional_purchases",
    steps: int = 50,
) -> HistoryGrid:
    """A prediction for every combination of frequency and recency at one tenure: what a recency–frequency heat map shows.

    `value` is the verb, `t` the time ahead (for "probability_alive" now where it is 0). Frequencies go up to
    `max_frequency`, recencies to `tenure` in `steps` equal steps. Where there is no such history the value is NaN.

    >>> model = gw.model.BgNbd.from_parameters(r=0.243, alpha=4.414, a=0.793, b=2.426)
    >>> grid = gw.model.history_grid(model, value="probability_alive", max_frequency=10, tenure=39, steps=39)
    >>> round(float(grid.values.reshape(11, 40)[2, 30]), 3)
    0.72
    """
    return _goodwill.grid_of(model._model, value, t, max_frequency, tenure, steps)


def alive_timeline(
    model: PurchaseModel, days: ColumnLike, *, until: DateLike, step: int = 1
) -> tuple[AlivePoint, ...]:
    """P(alive) of one customer, from the first purchase to `until`, every `step` days, as it looked on each day.

    `days` are the days of the customer's purchases, ascending. The model must know its unit.

    >>> model = gw.model.BgNbd.from_parameters(r=0.243, alpha=4.414, a=0.793, b=2.426, unit="week")
    >>> life = gw.model.alive_timeline(model, ["1997-01-01", "1997-01-15"], until="1997-05-21", step=70)
    >>> [(point.frequency, round(point.probability_alive, 2)) for point in life]
    [(0, 1.0), (1, 0.53), (1, 0.37)]
    """
    return tuple(_goodwill.alive_of(model._model, days, until, step))
