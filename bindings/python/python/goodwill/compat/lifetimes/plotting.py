"""The plots of lifetimes. They need matplotlib (`pip install goodwill[plot]`)."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import numpy as np
import pandas as pd  # type: ignore[import-untyped]

from goodwill.compat.lifetimes.utils import (
    _moment,
    _period_name,
    calculate_alive_path,
    coalesce,
    expected_cumulative_transactions,
)

__all__ = [
    "plot_calibration_purchases_vs_holdout_purchases",
    "plot_cumulative_transactions",
    "plot_dropout_rate_heterogeneity",
    "plot_expected_repeat_purchases",
    "plot_frequency_recency_matrix",
    "plot_history_alive",
    "plot_incremental_transactions",
    "plot_period_transactions",
    "plot_probability_alive_matrix",
    "plot_transaction_rate_heterogeneity",
]


def plot_period_transactions(
    model: Any,
    max_frequency: int = 7,
    title: str = "Frequency of Repeat Transactions",
    xlabel: str = "Number of Calibration Period Transactions",
    ylabel: str = "Customers",
    **kwargs: Any,
) -> Any:
    """How many customers made 0, 1, … repeat purchases, beside as many simulated ones. `kwargs` go to pandas."""
    labels = kwargs.pop("label", ["Actual", "Model"])
    simulated = model.generate_new_data(size=len(model.data))
    counts = [
        table["frequency"].astype(int).value_counts().sort_index().iloc[:max_frequency]
        for table in (model.data, simulated)
    ]
    ax = pd.concat(counts, axis=1, keys=labels).sort_index().fillna(0).plot(kind="bar", **kwargs)
    ax.legend()
    ax.set(title=title, xlabel=xlabel, ylabel=ylabel)
    return ax


def plot_calibration_purchases_vs_holdout_purchases(
    model: Any, calibration_holdout_matrix: Any, kind: str = "frequency_cal", n: int = 7, **kwargs: Any
) -> Any:
    """Mean purchases in the holdout period, made and predicted, by what is known from the calibration period.

    `kind` is "frequency_cal", "recency_cal", "T_cal" or "time_since_last_purchase"; the first `n` groups are shown.
    """
    xlabel = {
        "frequency_cal": "Purchases in calibration period",
        "recency_cal": "Age of customer at last purchase",
        "T_cal": "Age of customer at the end of calibration period",
        "time_since_last_purchase": "Time since user made last purchase",
    }[kind]
    table = calibration_holdout_matrix.assign(
        time_since_last_purchase=calibration_holdout_matrix["T_cal"] - calibration_holdout_matrix["recency_cal"],
        model_predictions=model.conditional_expected_number_of_purchases_up_to_time(
            calibration_holdout_matrix["duration_holdout"].iloc[0],
            calibration_holdout_matrix["frequency_cal"],
            calibration_holdout_matrix["recency_cal"],
            calibration_holdout_matrix["T_cal"],
        ),
    )
    ax = table.groupby(kind)[["frequency_holdout", "model_predictions"]].mean().iloc[:n].plot(**kwargs)
    ax.legend()
    ax.set(
        title="Actual Purchases in Holdout Period vs Predicted Purchases",
        xlabel=xlabel,
        ylabel="Average of Purchases in Holdout Period",
    )
    return ax


def plot_frequency_recency_matrix(
    model: Any,
    T: int = 1,
    max_frequency: Any = None,
    max_recency: Any = None,
    title: Any = None,
    xlabel: str = "Customer's Historical Frequency",
    ylabel: str = "Customer's Recency",
    **kwargs: Any,
) -> Any:
    """The purchases to expect in the next `T`, by frequency and recency of a customer. `kwargs` go to `imshow`."""
    if max_frequency is None:
        max_frequency = int(model.data["frequency"].max())
    if max_recency is None:
        max_recency = int(model.data["T"].max())
    recency, frequency = np.indices((max_recency + 1, max_frequency + 1))
    z = model.conditional_expected_number_of_purchases_up_to_time(T, frequency, recency, max_recency)
    if title is None:
        units = "Unit" if T == 1 else "Units"
        title = f"Expected Number of Future Purchases for {T} {units} of Time,\nby Frequency and Recency of a Customer"
    return _heat_map(z, title, xlabel, ylabel, kwargs)


def plot_probability_alive_matrix(
    model: Any,
    max_frequency: Any = None,
    max_recency: Any = None,
    title: str = "Probability Customer is Alive,\nby Frequency and Recency of a Customer",
    xlabel: str = "Customer's Historical Frequency",
    ylabel: str = "Customer's Recency",
    **kwargs: Any,
) -> Any:
    """The probability of being alive, by frequency and recency of a customer. `kwargs` go to `imshow`."""
    z = model.conditional_probability_alive_matrix(max_frequency, max_recency)
    return _heat_map(z, title, xlabel, ylabel, kwargs)


def _heat_map(z: Any, title: Any, xlabel: Any, ylabel: Any, options: Any) -> Any:
    from matplotlib import pyplot as plt

    ax = plt.subplot(111)
    image = ax.imshow(z, **{"interpolation": "none", **options})
    ax.set(title=title, xlabel=xlabel, ylabel=ylabel)
    forceAspect(ax)
    ax.figure.colorbar(image, ax=ax)
    return ax


def plot_expected_repeat_purchases(
    model: Any,
    title: str = "Expected Number of Repeat Purchases per Customer",
    xlabel: str = "Time Since First Purchase",
    ax: Any = None,
    label: Any = None,
    **kwargs: Any,
) -> Any:
    """The repeat purchases to expect of a new customer, up to the longest T and, dashed, half as far beyond it."""
    ax = _axes(ax)
    color = coalesce(kwargs.pop("c", None), kwargs.pop("color", None), "")
    end = model.data["T"].max()
    for start, stop, style in ((0.0, end, {"label": label}), (end, 1.5 * end, {"ls": "--"})):
        times = np.linspace(start, stop, 100)
        style = {**style, **kwargs, **({"color": color} if color else {})}
        (line,) = ax.plot(times, model.expected_number_of_purchases_up_to_time(times), **style)
        color = line.get_color()
    ax.set(title=title, xlabel=xlabel)
    if label is not None:
        ax.legend(loc="lower right")
    return ax


def plot_history_alive(
    model: Any,
    t: Any,
    transactions: Any,
    datetime_col: Any,
    freq: str = "D",
    start_date: Any = None,
    ax: Any = None,
    **kwargs: Any,
) -> Any:
    """The probability that one customer is alive at each age up to `t` periods, with the days of the purchases."""
    ax = _axes(ax)
    moments = _moment(transactions[datetime_col], None)
    path = calculate_alive_path(model, transactions, datetime_col, t, freq)
    name = _period_name(freq)
    ages = pd.period_range(moments.min().to_period(name), periods=len(path), freq=name).to_timestamp()
    bought = pd.DatetimeIndex(moments).to_period(name).unique().to_timestamp()
    ax.plot(ages, path, "-", label="P_alive", **kwargs)
    ax.vlines(bought, ymin=0, ymax=1, colors="r", linestyles="dashed", label="purchases")
    ax.set(
        title="History of P_alive",
        ylabel="P_alive",
        xlim=(moments.min() if start_date is None else pd.to_datetime(start_date), ages[-1]),
        ylim=(0, 1.0),
        yticks=np.arange(0, 1.1, 0.1),
    )
    ax.legend(loc="lower left")
    return ax


def plot_cumulative_transactions(
    model: Any,
    transactions: Any,
    datetime_col: Any,
    customer_id_col: Any,
    t: Any,
    t_cal: Any,
    datetime_format: Any = None,
    freq: str = "D",
    set_index_date: bool = False,
    title: str = "Tracking Cumulative Transactions",
    xlabel: str = "day",
    ylabel: str = "Cumulative Transactions",
    ax: Any = None,
    **kwargs: Any,
) -> Any:
    """Repeat transactions, made and expected, added up over `t` periods; a line marks the end of the calibration."""
    table = expected_cumulative_transactions(
        model,
        transactions,
        datetime_col,
        customer_id_col,
        t,
        datetime_format=datetime_format,
        freq=freq,
        set_index_date=set_index_date,
    )
    return _tracked(table, t_cal, set_index_date, title, xlabel, ylabel, ax, kwargs)


def plot_incremental_transactions(
    model: Any,
    transactions: Any,
    datetime_col: Any,
    customer_id_col: Any,
    t: Any,
    t_cal: Any,
    datetime_format: Any = None,
    freq: str = "D",
    set_index_date: bool = False,
    title: str = "Tracking Daily Transactions",
    xlabel: str = "day",
    ylabel: str = "Transactions",
    ax: Any = None,
    **kwargs: Any,
) -> Any:
    """Repeat transactions, made and expected, of each of `t` periods; a line marks the end of the calibration."""
    table = expected_cumulative_transactions(
        model,
        transactions,
        datetime_col,
        customer_id_col,
        t,
        datetime_format=datetime_format,
        freq=freq,
        set_index_date=set_index_date,
    )
    return _tracked(table.diff(), t_cal, set_index_date, title, xlabel, ylabel, ax, kwargs)


def _tracked(table: Any, t_cal: Any, dated: Any, title: Any, xlabel: Any, ylabel: Any, ax: Any, options: Any) -> Any:
    ax = table.plot(ax=_axes(ax), title=title, **options)
    ax.axvline(x=table.index[int(t_cal)] if dated else t_cal, color="r", linestyle="--")
    ax.set(xlabel="date" if dated else xlabel, ylabel=ylabel)
    return ax


def plot_transaction_rate_heterogeneity(
    model: Any,
    suptitle: str = "Heterogeneity in Transaction Rate",
    xlabel: str = "Transaction Rate",
    ylabel: str = "Density",
    suptitle_fontsize: int = 14,
    **kwargs: Any,
) -> Any:
    """The gamma density of customers' purchase rates. Needs scipy."""
    stats = import_module("scipy.stats")
    r, alpha = model._unload_params("r", "alpha")
    return _density(stats.gamma(r, scale=1 / alpha), suptitle, xlabel, ylabel, suptitle_fontsize, kwargs)


def plot_dropout_rate_heterogeneity(
    model: Any,
    suptitle: str = "Heterogeneity in Dropout Probability",
    xlabel: str = "Dropout Probability p",
    ylabel: str = "Density",
    suptitle_fontsize: int = 14,
    **kwargs: Any,
) -> Any:
    """The beta density of customers' probability to leave after a purchase. Needs scipy."""
    stats = import_module("scipy.stats")
    return _density(stats.beta(*model._unload_params("a", "b")), suptitle, xlabel, ylabel, suptitle_fontsize, kwargs)


def _density(distribution: Any, suptitle: Any, xlabel: Any, ylabel: Any, size: Any, options: Any) -> Any:
    from matplotlib import pyplot as plt

    fig, ax = plt.subplots(1)
    fig.suptitle(suptitle, fontsize=size, fontweight="bold")
    mean, variance = distribution.stats()
    ax.set(title=f"mean: {mean:.3f}, var: {variance:.3f}", xlabel=xlabel, ylabel=ylabel)
    fig.tight_layout(rect=(0, 0.03, 1, 0.95))
    x = np.linspace(0, distribution.ppf(0.99), 100)
    ax.plot(x, distribution.pdf(x), **options)
    return ax


def forceAspect(ax: Any, aspect: int = 1) -> None:
    """Makes the box of an image `aspect` times as wide as it is high."""
    left, right, bottom, top = ax.get_images()[0].get_extent()
    ax.set_aspect(abs((right - left) / (top - bottom)) / aspect)


def _axes(ax: Any) -> Any:
    if ax is not None:
        return ax
    from matplotlib import pyplot as plt

    return plt.subplot(111)
