"""Plots of models. Every number that is drawn comes out of a table method; matplotlib is an optional extra."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodwill._drawing import axes, tidy

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from goodwill._goodwill import AlivePoint, CalibrationTable, HistoryGrid, Tracking

ACTUAL, MODEL, FAINT = "#1b4965", "#d1495b", "#b8c4cc"
"""Colours that also differ in lightness: what happened, what the model says, and what is only a guide."""


def times(unit: str | None) -> str:
    """What an axis of times is called."""
    return f"{unit}s" if unit else "time"


def tracking(ax: Axes | None, tracked: Tracking, cumulative: bool) -> Axes:
    ax = axes(ax)
    days = [period.end for period in tracked.periods]
    if cumulative:
        ax.plot(days, [period.cumulative_actual for period in tracked.periods], color=ACTUAL, label="counted")  # type: ignore[arg-type]
        ax.plot(days, [period.cumulative_expected for period in tracked.periods], color=MODEL, ls="--", label="expected")  # type: ignore[arg-type]
    else:
        full = [period for period in tracked.periods if period.days == tracked.period_days]
        days = [period.end for period in full]
        ax.plot(days, [period.actual for period in full], color=ACTUAL, label="counted")  # type: ignore[arg-type]
        ax.plot(days, [period.expected for period in full], color=MODEL, ls="--", label="expected")  # type: ignore[arg-type]
    ax.axvline(tracked.calibration_end, color=FAINT, zorder=0)  # type: ignore[arg-type]
    ax.annotate(
        "end of calibration",
        (tracked.calibration_end, 0.02),
        xycoords=("data", "axes fraction"),
        xytext=(4, 0),
        textcoords="offset points",
        color="0.45",
    )
    ax.set_ylim(bottom=0)
    ax.legend(loc="upper left" if cumulative else "upper right", frameon=False)
    ax.tick_params(axis="x", rotation=30)
    title = "Repeat purchases since the start" if cumulative else f"Repeat purchases in {tracked.period_days} days"
    return tidy(ax, title=title, x="", y="repeat purchases")


def calibration(ax: Axes | None, table: CalibrationTable) -> Axes:
    ax = axes(ax)
    places = range(len(table.rows))
    ax.bar([place - 0.2 for place in places], [row.actual for row in table.rows], 0.38, color=ACTUAL, label="counted")
    ax.bar([place + 0.2 for place in places], [row.expected for row in table.rows], 0.38, color=MODEL, label="expected")
    ax.set_xticks(places, [f"{row.frequency}+" if row.or_more else str(row.frequency) for row in table.rows])
    ax.legend(frameon=False)
    return tidy(ax, title="Customers by repeat purchases", x="repeat purchases", y="customers")


def grid(ax: Axes | None, shown: HistoryGrid, unit: str | None) -> Axes:
    ax = axes(ax)
    values = shown.values.reshape(len(shown.frequencies), len(shown.recencies))
    ahead = f"the next {shown.t:g} {times(unit)}"
    title = {
        "conditional_purchases": f"Expected purchases in {ahead}",
        "probability_alive": "P(alive)" if shown.t == 0.0 else f"P(alive after {ahead})",
        "probability_active": f"P(a purchase in {ahead})",
    }[shown.value]
    mesh = ax.pcolormesh(shown.recencies, shown.frequencies, values, shading="nearest", cmap="viridis", rasterized=True)
    ax.figure.colorbar(mesh, ax=ax)
    ax.set_yticks(shown.frequencies[:: max(1, len(shown.frequencies) // 10)])
    return tidy(ax, title=title, x=f"time of the last purchase ({times(unit)} since the first)", y="repeat purchases")


def alive(ax: Axes | None, life: tuple[AlivePoint, ...]) -> Axes:
    ax = axes(ax)
    ax.plot([point.day for point in life], [point.probability_alive for point in life], color=MODEL)  # type: ignore[arg-type]
    bought = [later.day for before, later in zip(life, life[1:]) if later.frequency > before.frequency]
    for day in [life[0].day, *bought]:
        ax.axvline(day, color=FAINT, linewidth=1, zorder=0)  # type: ignore[arg-type]
    ax.plot([], [], color=FAINT, label="purchase")
    ax.set_ylim(0, 1.02)
    ax.legend(loc="lower left", frameon=False)
    ax.tick_params(axis="x", rotation=30)
    return tidy(ax, title="Probability that the customer is alive", x="", y="P(alive)")
