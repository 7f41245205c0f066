"""From transactions to what the models take, and back to dates."""

from __future__ import annotations

import pickle
from typing import Any

import numpy as np
import pandas as pd  # type: ignore[import-untyped]

import goodwill.purchase
from goodwill.compat.lifetimes._shapes import numbers

__all__ = [
    "ConvergenceError",
    "calculate_alive_path",
    "calibration_and_holdout_data",
    "coalesce",
    "customer_lifetime_value",
    "expected_cumulative_transactions",
    "summary_data_from_transaction_data",
]


class ConvergenceError(ValueError):
    """A fit that did not reach a maximum of the likelihood."""


def summary_data_from_transaction_data(
    transactions: Any,
    customer_id_col: Any,
    datetime_col: Any,
    monetary_value_col: Any = None,
    datetime_format: Any = None,
    observation_period_end: Any = None,
    freq: str = "D",
    freq_multiplier: int = 1,
    include_first_transaction: bool = False,
) -> Any:
    """Each customer's frequency, recency and T, and monetary value where its column is named; the index says who.

    Transactions of one customer in one period of length `freq` count once. Times are in `freq_multiplier` periods, up
    to the period that holds `observation_period_end`, by default the last transaction's. The first transaction counts
    in frequency and monetary value only with `include_first_transaction`. Monetary value is the mean of what was spent
    in a period, 0 where there is none to count.

    >>> import pandas as pd
    >>> from goodwill.compat.lifetimes.utils import summary_data_from_transaction_data
    >>> orders = pd.DataFrame({"id": [4, 4, 4, 9], "date": ["1997-01-01", "1997-01-18", "1997-08-02", "1997-01-05"]})
    >>> summary_data_from_transaction_data(orders, "id", "date", observation_period_end="1997-09-30")
        frequency  recency      T
    id...
    4         2.0    213.0  272.0
    9         0.0      0.0  268.0
    """
    log = _Log(transactions, customer_id_col, datetime_col, monetary_value_col, datetime_format, freq)
    end = log.last if observation_period_end is None else _moment(observation_period_end, datetime_format)
    return log.until(end, whole_period=True).summary(end, freq_multiplier, include_first_transaction)


def calibration_and_holdout_data(
    transactions: Any,
    customer_id_col: Any,
    datetime_col: Any,
    calibration_period_end: Any,
    observation_period_end: Any = None,
    freq: str = "D",
    freq_multiplier: int = 1,
    datetime_format: Any = None,
    monetary_value_col: Any = None,
    include_first_transaction: bool = False,
) -> Any:
    """The summary up to the end of a calibration period, and what the same customers did from there on.

    The columns of :func:`summary_data_from_transaction_data` end in `_cal`; `frequency_holdout` counts the periods with
    a transaction after `calibration_period_end` and up to `observation_period_end`, `monetary_value_holdout` is the
    mean amount of these transactions, and `duration_holdout` is how long that was. Both ends are moments: a transaction
    at noon of the last day lies after a `calibration_period_end` given as a date.
    """
    log = _Log(transactions, customer_id_col, datetime_col, monetary_value_col, datetime_format, freq)
    split = _moment(calibration_period_end, datetime_format)
    end = log.last if observation_period_end is None else _moment(observation_period_end, datetime_format)
    later = log.between(split, end)
    if later.empty:
        raise ValueError(f"no transaction lies after {split} and not after {end}: there is nothing to hold out")
    table = log.until(split).summary(split, freq_multiplier, include_first_transaction).add_suffix("_cal")
    table = table.join(later.holdout(), how="left").fillna(0)
    table["duration_holdout"] = (log.period(end) - log.period(split)).n / freq_multiplier
    return table


def _find_first_transactions(
    transactions: Any,
    customer_id_col: Any,
    datetime_col: Any,
    monetary_value_col: Any = None,
    datetime_format: Any = None,
    observation_period_end: Any = None,
    freq: str = "D",
) -> Any:
    """One row for each customer and period with a transaction, and whether it is the customer's first."""
    log = _Log(transactions, customer_id_col, datetime_col, monetary_value_col, datetime_format, freq)
    end = log.last if observation_period_end is None else _moment(observation_period_end, datetime_format)
    return log.until(end, whole_period=True).occasions()


class _Log:
    """Transactions with a customer and a date, their dates as periods."""

    def __init__(self, transactions: Any, customer: Any, date: Any, amount: Any, date_format: Any, freq: Any) -> None:
        self.names = (customer, date, amount or None)
        self.freq = _period_name(freq)
        rows = pd.DataFrame({"customer": transactions[customer], "moment": _moment(transactions[date], date_format)})
        if amount:
            rows["amount"] = pd.to_numeric(transactions[amount]).astype(float)
        self.rows = rows.dropna(subset=["customer", "moment"])
        if self.rows.empty:
            raise ValueError(f"transactions: no row has both {customer!r} and {date!r}")

    def _where(self, chosen: Any) -> Any:
        part = object.__new__(_Log)
        part.names, part.freq, part.rows = self.names, self.freq, self.rows[chosen]
        return part

    def period(self, moment: Any) -> Any:
        return moment.to_period(self.freq)

    def until(self, end: Any, whole_period: bool = False) -> Any:
        if whole_period:
            end = self.period(end).end_time
        return self._where(self.rows["moment"] <= end)

    def between(self, start: Any, end: Any) -> Any:
        return self._where((self.rows["moment"] > start) & (self.rows["moment"] <= end))

    @property
    def last(self) -> Any:
        return self.rows["moment"].max()

    @property
    def empty(self) -> Any:
        return self.rows.empty

    @property
    def periods(self) -> Any:
        return pd.DatetimeIndex(self.rows["moment"]).to_period(self.freq)

    def occasions(self) -> Any:
        customer, date, amount = self.names
        rows = pd.DataFrame({customer: self.rows["customer"].array, date: self.periods})
        if amount:
            rows[amount] = self.rows["amount"].array
            rows = rows.groupby([customer, date], as_index=False, sort=True)[amount].sum()
        else:
            rows = rows.drop_duplicates().sort_values([customer, date], ignore_index=True)
        rows["first"] = ~rows.duplicated(customer)
        return rows

    def summary(self, end: Any, multiplier: Any, first: Any) -> Any:
        table, value = self._histories(end, first)
        for column in ("recency", "T"):
            table[column] /= multiplier
        if self.names[2]:
            table["monetary_value"] = value
        return table.fillna(0.0)

    def holdout(self) -> Any:
        table, _ = self._histories(self.last, True, money=False)
        found = pd.DataFrame({"frequency_holdout": table["frequency"].astype(int)})
        if self.names[2]:
            paid = self._where(self.rows["amount"].notna())
            found["monetary_value_holdout"] = paid._histories(self.last, True, grain="row")[1]
        return found

    def _histories(self, end: Any, first: Any, grain: goodwill.purchase.Grain = "day", money: bool = True) -> Any:
        """goodwill's histories, and the mean amounts where there are any.

        goodwill counts days: here the periods stand for them, counted from the first.
        """
        codes, customers = pd.factorize(self.rows["customer"], sort=True)
        index = pd.Index(customers, name=self.names[0])
        if not len(codes):
            return pd.DataFrame(columns=["frequency", "recency", "T"], index=index, dtype=float), pd.Series(dtype=float)
        ordinals = self.periods.asi8
        start = ordinals.min()

        def told(amount: Any) -> Any:
            return goodwill.purchase.histories(
                customer=codes,
                date=(ordinals - start).astype("datetime64[D]"),
                amount=amount,
                as_of=np.datetime64(int(self.period(end).ordinal - start), "D"),
                unit="day",
                grain=grain,
                include_first=first,
            )

        found = told(None)
        table = pd.DataFrame(
            {"frequency": found.frequency.astype(float), "recency": found.recency, "T": found.tenure}, index=index
        )
        if not money or self.names[2] is None:
            return table, None
        # A transaction counts whatever its amount, and one without an amount brings nothing. goodwill takes a negative
        # amount for a return, which is no purchase: so what was paid and what was paid back are told apart.
        paid = self.rows["amount"].fillna(0.0).to_numpy()
        value = told(np.maximum(paid, 0.0)).monetary_value
        if (paid < 0.0).any():
            value = value - told(np.maximum(-paid, 0.0)).monetary_value
        return table, pd.Series(value, index=index)


def _moment(dates: Any, date_format: Any) -> Any:
    """Dates, or a date, as timestamps."""
    if isinstance(dates, pd.Period):
        return dates.to_timestamp()
    if isinstance(dates, pd.Series) and isinstance(dates.dtype, pd.PeriodDtype):
        return dates.dt.to_timestamp()
    found = pd.to_datetime(dates, format=date_format)
    # With a zone, what its clocks show.
    clock = found.dt if isinstance(found, pd.Series) else found
    return found if clock.tz is None else clock.tz_localize(None)


def _period_name(freq: Any) -> Any:
    """What pandas calls a length of time today."""
    return {"H": "h", "T": "min", "S": "s", "A": "Y"}.get(freq, freq)


def expected_cumulative_transactions(
    model: Any,
    transactions: Any,
    datetime_col: Any,
    customer_id_col: Any,
    t: Any,
    datetime_format: Any = None,
    freq: str = "D",
    freq_multiplier: int = 1,
    set_index_date: bool = False,
) -> Any:
    """Repeat transactions by period, added up: those that happened, and those the model expects.

    A customer is expected to make `expected_number_of_purchases_up_to_time` from the period of the first transaction
    on. `t` periods from the first in the data are covered, told every `freq_multiplier`; the model's times are in
    `freq_multiplier` periods. `set_index_date` makes periods the index.
    """
    log = _Log(transactions, customer_id_col, datetime_col, None, datetime_format, freq)
    start = log.period(log.rows["moment"].min())
    occasions = log.until((start + t).end_time).occasions()
    offset = pd.PeriodIndex(occasions[datetime_col]).asi8 - start.ordinal

    def counted(of: Any) -> Any:
        return np.bincount(offset[of], minlength=t + 1)[: t + 1]

    first = occasions["first"].to_numpy()
    expected = np.zeros(t + 1)
    expected[1:] = model.expected_number_of_purchases_up_to_time(np.arange(1, t + 1) / freq_multiplier)
    predicted = np.convolve(counted(first), expected)[freq_multiplier : t + 1 : freq_multiplier]
    actual = np.cumsum(counted(~first))[freq_multiplier - 1 : t : freq_multiplier]
    index = pd.RangeIndex(len(actual))
    if set_index_date:
        index = pd.period_range(start, periods=t + 1, freq=log.freq)[freq_multiplier - 1 : -1 : freq_multiplier]
    return pd.DataFrame({"actual": actual, "predicted": predicted}, index=index)


def calculate_alive_path(model: Any, transactions: Any, datetime_col: Any, t: Any, freq: str = "D") -> Any:
    """The probability that one customer is alive, at each age from 0 to `t` periods and to the last transaction."""
    moments = pd.to_datetime(transactions[datetime_col])
    periods = pd.DatetimeIndex(moments.dropna()).to_period(_period_name(freq)).asi8
    ages = periods - periods.min()
    tenure = np.arange(max(int(t), int(ages.max())) + 1)
    bought = np.zeros(len(tenure), dtype=bool)
    bought[ages] = True
    recency = np.maximum.accumulate(np.where(bought, tenure, 0))
    alive = model.conditional_probability_alive(np.cumsum(bought) - 1, recency, tenure)
    return pd.Series(np.ravel(alive))


def _customer_lifetime_value(
    transaction_prediction_model: Any,
    frequency: Any,
    recency: Any,
    T: Any,
    monetary_value: Any,
    time: int = 12,
    discount_rate: float = 0.01,
    freq: str = "D",
) -> Any:
    """What each customer is expected to bring in the next `time` months, each month discounted at `discount_rate`.

    A month is 30 days, 4.345 weeks or 720 hours, whichever `freq` says that T is measured in ("D", "W", "H"; "M" for
    months). A month's purchases are the model's up to its end less those up to its start, paid at its end.
    """
    months = {"W": 4.345, "M": 1.0, "D": 30, "H": 30 * 24, "h": 30 * 24}
    if freq not in months:
        raise ValueError(f"freq: must be one of {', '.join(map(repr, months))}, got {freq!r}")
    index = frequency.index if isinstance(frequency, pd.Series) else None
    value, before = 0.0, 0.0
    for month in range(1, int(time) + 1):
        until = transaction_prediction_model.predict(month * months[freq], frequency, recency, T)
        value = value + monetary_value * (until - before) / (1 + discount_rate) ** month
        before = until
    if isinstance(value, pd.Series):
        return value.rename("clv")
    return pd.Series(value, index=index, name="clv", dtype=float)


customer_lifetime_value = _customer_lifetime_value


def _scale_time(age: Any) -> Any:
    """What times are multiplied with to make the greatest age 1."""
    return 1.0 / age.max()


def _check_inputs(frequency: Any, recency: Any = None, T: Any = None, monetary_value: Any = None) -> None:
    """Raises ValueError where no customer can have such a history."""
    frequency = numbers(frequency)
    for name, column in (("recency", recency), ("T", T), ("monetary_value", monetary_value)):
        if column is not None and len(column) != len(frequency):
            raise ValueError(f"{name}: has {len(column)} rows, frequency {len(frequency)}")
        if column is not None and np.isnan(numbers(column)).any():
            raise ValueError(f"{name}: is missing in some rows")
    if recency is not None:
        recency = numbers(recency)
        if T is not None and np.any(recency > numbers(T)):
            raise ValueError("recency: the last purchase lies after the end of the observation, T, in some rows")
        if np.any(recency[frequency == 0] != 0):
            raise ValueError("recency: must be 0 where frequency is 0")
        if np.any(recency < 0):
            raise ValueError("recency: is negative in some rows")
        if not len(frequency):
            raise ValueError("frequency, recency and T: there is no row")
    if np.any(frequency != np.floor(frequency)):
        raise ValueError("frequency: must be whole numbers")
    if monetary_value is not None and np.any(numbers(monetary_value) <= 0):
        raise ValueError("monetary_value: must be above 0 in every row")


def _save_obj_without_attr(obj: Any, attr_list: Any, path: Any, values_to_save: Any = None) -> None:
    """Pickles an object with other values, by default None, in place of some of its attributes."""
    values = [None] * len(attr_list) if values_to_save is None else values_to_save
    kept: dict[str, Any] = {}
    try:
        for name, value in zip(attr_list, values):
            if name in obj.__dict__:
                kept[name] = obj.__dict__[name]
                obj.__dict__[name] = value
        with open(path, "wb") as file:
            pickle.dump(obj, file)
    finally:
        obj.__dict__.update(kept)


def coalesce(*args: Any) -> Any:
    """The first that is not None."""
    return next(value for value in args if value is not None)
