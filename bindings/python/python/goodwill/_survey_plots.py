"""Pictures of what customers say. Every number that is drawn is a field of a result."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from goodwill import _drawing as draw
from goodwill._drawing import AMBER, BLUE, CARD, GREEN, GREY, INK, RED, RULE, SKY, SOFT, both, text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from goodwill._goodwill import (
        Drivers,
        Estimate,
        Ipa,
        Kano,
        KanoFuzzy,
        LoyaltyMatrix,
        LoyaltyShares,
        Nps,
        NpsWeighted,
        SatisfactionCurve,
        Tally,
    )

DriverMeasure = Literal["share", "lmg", "relative_weight", "standardised_beta", "pratt", "correlation"]


def _frameless(ax: Axes, *hidden: str) -> None:
    ax.spines[list(hidden)].set_visible(False)
    ax.tick_params(colors=SOFT, labelsize="small", length=0, pad=5)


def _heading(ax: Axes, title: str, pad: float = 6.0) -> None:
    ax.set_title(title, fontfamily=draw.fonts(), color=INK, pad=pad)


def _key(ax: Axes, names: Iterable[tuple[str, str]], **where: Any) -> None:
    """What the colours stand for."""
    from matplotlib.patches import Patch

    patches = [Patch(color=color, label=name) for name, color in names]
    ax.legend(handles=patches, frameon=False, prop={"family": draw.fonts(), "size": "small"}, **where)


def _known(estimate: Estimate) -> bool:
    return _finite(_ends(estimate))


def _interval(estimate: Estimate, write: Any) -> str:
    if not _known(estimate):
        return "no interval"
    return f"{100 * estimate.level:g}% interval {write(estimate.lower)} to {write(estimate.upper)}"


def nps(ax: Axes | None, score: Nps | NpsWeighted) -> Axes:
    ax = draw.axes(ax, 2.9)
    from goodwill import _labels

    parts = [
        ("detractors (0–6)", RED, score.detractors.value),
        ("passives (7–8)", GREY, score.passives.value),
        ("promoters (9–10)", GREEN, score.promoters.value),
    ]
    start, inside = -1.0, []
    for name, color, share in parts:
        # The whole bar is two wide, as the axis of the score under it.
        bar = ax.barh(1.0, 2 * share, 0.5, left=start, color=color, label=name).patches[0]
        ink = INK if color == GREY else "white"
        words = ax.text(start + share, 1.0, draw.percent(share), ha="center", va="center", **text("medium", ink))
        words.set_fontweight("bold")
        inside.append((words, bar))
        start += 2 * share
    _labels.inside(ax, inside)
    if _known(score.score):
        ax.plot([score.score.lower, score.score.upper], [0, 0], color=BLUE, alpha=0.45, lw=4, solid_capstyle="round")
    ax.plot(score.score.value, 0, "o", color=BLUE, ms=7)
    at = min(max(score.score.value, -0.85), 0.85)
    words = ax.text(at, 0.24, f"NPS {draw.points(score.score.value)}", ha="center", va="bottom", **text("medium"))
    words.set_fontweight("bold")
    ax.vlines([-1, -0.5, 0, 0.5, 1], -0.3, 0.2, color=RULE, lw=1, zorder=0)
    ax.set(xlim=(-1.03, 1.03), ylim=(-0.35, 1.3), yticks=[])
    ax.set_xticks([-1, -0.5, 0, 0.5, 1], ["−100", "−50", "0", "50", "100"])
    _frameless(ax, "left", "right", "top", "bottom")
    missing = score.missing if hasattr(score, "missing") else score.counts.missing
    note = f"{_interval(score.score, draw.points)}; {score.score.n:,} answers, {missing:,} missing"
    ax.set_xlabel(note, **text(color=SOFT))
    _key(ax, [part[:2] for part in parts], loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=3)
    _heading(ax, f"Net promoter score {draw.points(score.score.value)}", 28.0)
    return ax


def answers(ax: Axes | None, tallies: Mapping[str, Tally]) -> Axes:
    ax = draw.axes(ax, 1.3 + 0.62 * len(tallies))
    from goodwill import _labels

    low = high = 0.05
    inside, labels = [], []
    for row, (name, tally) in enumerate(tallies.items()):
        shares = list(tally.shares)
        if tally.scale.polarity == "low_is_good":
            shares.reverse()
        distances = [2 * point - (len(shares) - 1) for point in range(len(shares))]
        # A middle answer lies half on either side of the line.
        below = sum(share * (1.0, 0.5, 0.0)[1 + _sign(side)] for share, side in zip(shares, distances, strict=True))
        start = -below
        for share, side in zip(shares, distances, strict=True):
            color = _answer_color(side, len(shares))
            bar = ax.barh(-row - 0.12, share, 0.46, left=start, color=color, ec=ax.get_facecolor(), lw=0.6).patches[0]
            ink = "white" if color in (draw.WORST, draw.BEST) else INK
            where = start + share / 2
            words = ax.text(where, -row - 0.13, draw.percent(share, 0), ha="center", va="center", **text("x-small", ink))
            inside.append((words, bar))
            start += share
        low, high = max(low, below), max(high, start)
        edge = ax.get_yaxis_transform()
        labels.append(ax.text(0, -row + 0.17, name, va="bottom", transform=edge, in_layout=False, **text()))
        n = f"n = {tally.n:,}" if tally.n else "no answers"
        ax.text(1, -row + 0.17, n, va="bottom", ha="right", transform=edge, **text("x-small", SOFT))
        if not shares:
            continue
        ax.vlines([0, 0], [-row + 0.11, -row - 0.41], [-row + 0.17, -row - 0.35], color=SOFT, lw=1)
    _labels.inside(ax, inside)
    _labels.cut(ax, labels, lambda _, renderer: 0.8 * ax.get_window_extent(renderer).width)
    ax.set(xlim=(-low, high), ylim=(0.45 - len(tallies), 0.5), xticks=[], yticks=[])
    _frameless(ax, "left", "right", "top", "bottom")
    key = [("worst answers", draw.WORST), ("middle", draw.MIDDLE), ("best answers", draw.BEST)]
    _key(ax, key, loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=3)
    _heading(ax, "Answers around the middle of their scales", 28.0)
    return ax


def _sign(value: int) -> int:
    return (value > 0) - (value < 0)


def _answer_color(side: int, points: int) -> str:
    """The outer half of each side is darker."""
    if side == 0:
        return draw.MIDDLE
    outer = 2 * abs(side) > points
    if side < 0:
        return draw.WORST if outer else draw.BAD
    return draw.BEST if outer else draw.GOOD


class Spot(NamedTuple):
    """One thing on a map, with an interval each way where there is one."""

    label: str
    color: str
    marker: str
    x: float
    y: float
    x_ends: tuple[float, float]
    y_ends: tuple[float, float]


def _map(ax: Axes, spots: Sequence[Spot], cross: tuple[float, float], quadrants: Sequence[str]) -> None:
    """Spots in a plane cut into quadrants, named from the upper left clockwise outside the frame."""
    from goodwill import _labels

    for spot in spots:
        if _finite(spot.x_ends):
            ax.plot(spot.x_ends, [spot.y] * 2, color=spot.color, alpha=0.55, lw=1.6, zorder=2)
        if _finite(spot.y_ends):
            ax.plot([spot.x] * 2, spot.y_ends, color=spot.color, alpha=0.55, lw=1.6, zorder=2)
        ax.plot(spot.x, spot.y, spot.marker, color=spot.color, ms=7, zorder=3, mec="white", mew=0.6, clip_on=False)
    ax.axvline(cross[0], color=SOFT, ls=":", lw=1, zorder=1)
    ax.axhline(cross[1], color=SOFT, ls=":", lw=1, zorder=1)
    (left, right), (bottom, top) = ax.get_xlim(), ax.get_ylim()
    ax.set(xlim=(left, right), ylim=(bottom, top))
    halves = [((left + cross[0]) / 2, cross[0] - left), ((cross[0] + right) / 2, right - cross[0])]
    names, rooms = [], []
    for name, half, upper in zip(quadrants, (0, 1, 1, 0), (True, True, False, False), strict=True):
        names.append(
            ax.annotate(
                name,
                (halves[half][0], 1.0 if upper else 0.0),
                xycoords=ax.get_xaxis_transform(),
                xytext=(0, 5 if upper else -19),
                textcoords="offset points",
                ha="center",
                va="bottom" if upper else "top",
                **text(color=SOFT),
            )
        )
        rooms.append(halves[half][1] / (right - left))
    _labels.cut(ax, names, lambda place, renderer: rooms[place] * ax.get_window_extent(renderer).width - 4)
    ax.grid(color=RULE, lw=0.8, zorder=0)
    ax.set_axisbelow(True)
    _frameless(ax, "left", "right", "top", "bottom")
    across = [((spot.x_ends[0], spot.y), (spot.x_ends[1], spot.y)) for spot in spots if _finite(spot.x_ends)]
    up = [((spot.x, spot.y_ends[0]), (spot.x, spot.y_ends[1])) for spot in spots if _finite(spot.y_ends)]
    _labels.beside(ax, [spot.label for spot in spots], [(spot.x, spot.y) for spot in spots], across + up)


def _finite(ends: tuple[float, float]) -> bool:
    return all(map(math.isfinite, ends))


def _ends(estimate: Estimate) -> tuple[float, float]:
    return estimate.lower, estimate.upper


def kano(ax: Axes | None, features: Mapping[str, Kano | KanoFuzzy]) -> Axes:
    ax = draw.axes(ax, 5.4)
    looks = {
        "attractive": (both("attractive", "魅力"), GREEN, "o"),
        "one_dimensional": (both("one-dimensional", "期望"), BLUE, "s"),
        "must_be": (both("must-be", "基本"), RED, "^"),
        "indifferent": (both("indifferent", "无差异"), GREY, "D"),
        "reverse": (both("reverse", "反向"), AMBER, "v"),
        "questionable": (both("questionable", "可疑"), SKY, "P"),
    }
    spots, nowhere = [], []
    for name, feature in features.items():
        if math.isfinite(feature.better.value):
            worse = feature.worse
            ends = (-worse.upper, -worse.lower), _ends(feature.better)
            _, color, marker = looks[feature.category]
            spots.append(Spot(name, color, marker, -worse.value, feature.better.value, *ends))
        else:
            nowhere.append(name)
    ax.set(xlim=(0, 1), ylim=(0, 1))
    quarters = [looks[name][0] for name in ("attractive", "one_dimensional", "must_be", "indifferent")]
    _map(ax, spots, (0.5, 0.5), quarters)
    ticks = [0, 0.25, 0.5, 0.75, 1]
    ax.set_xticks(ticks, [draw.percent(tick, 0) for tick in ticks])
    ax.set_yticks(ticks, [draw.percent(tick, 0) for tick in ticks])
    note = f"\nonly reverse or questionable: {', '.join(nowhere)}" if nowhere else ""
    ax.set_xlabel(f"worse if absent{note}", labelpad=20, **text())
    ax.set_ylabel("better if present", **text())
    from matplotlib.lines import Line2D

    seen = dict.fromkeys(feature.category for feature in features.values() if math.isfinite(feature.better.value))
    key = [Line2D([], [], ls="", ms=7, label=looks[of][0], color=looks[of][1], marker=looks[of][2]) for of in seen]
    font = {"family": draw.fonts(), "size": "small"}
    columns = min(len(key), 3)
    where: dict[str, Any] = {"loc": "lower center", "bbox_to_anchor": (0.5, 1.05), "ncols": max(1, columns)}
    ax.legend(handles=key, frameon=False, prop=font, columnspacing=1.2, handletextpad=0.3, **where)
    _heading(ax, "Kano: better and worse", 22.0 + 16.0 * math.ceil(len(key) / 3))
    return ax


def importance(ax: Axes | None, ipa: Ipa) -> Axes:
    ax = draw.axes(ax, 5.4)
    looks = {
        "concentrate": (both("concentrate here", "重点改进"), RED, "^"),
        "keep_up": (both("keep up", "继续保持"), GREEN, "o"),
        "possible_overkill": (both("possible overkill", "过度投入"), AMBER, "D"),
        "low_priority": (both("low priority", "低优先级"), GREY, "s"),
    }
    spots = [
        Spot(
            f"{item.name} {draw.percent(item.certainty, 0)}",
            *looks[item.quadrant][1:],
            item.performance.value,
            item.importance.value,
            _ends(item.performance),
            _ends(item.importance),
        )
        for item in ipa.items
    ]
    cross = ipa.performance_crosshair, ipa.importance_crosshair
    ax.set_xlim(*_around([cross[0], *(end for spot in spots for end in (spot.x, *spot.x_ends))]))
    ax.set_ylim(*_around([cross[1], *(end for spot in spots for end in (spot.y, *spot.y_ends))]))
    _map(ax, spots, cross, [name for name, _, _ in looks.values()])
    ax.set_xlabel(both("performance", "绩效"), labelpad=20, **text())
    ax.set_ylabel(both("importance", "重要性"), **text())
    _heading(ax, "Importance and performance", 24.0)
    return ax


def _around(ends: Iterable[float]) -> tuple[float, float]:
    """What an axis shows of these: all, with a margin."""
    known = [end for end in ends if math.isfinite(end)]
    margin = 0.06 * max(max(known) - min(known), 1e-9)
    return min(known) - margin, max(known) + margin


MEASURES = {
    "share": "Shares of the explained variance (LMG)",
    "lmg": "Parts of R² (LMG)",
    "relative_weight": "Relative weights: parts of R²",
    "standardised_beta": "Standardised regression coefficients β",
    "pratt": "Pratt's measure: parts of R²",
    "correlation": "Correlations with the outcome",
}


def drivers(ax: Axes | None, result: Drivers, measure: str) -> Axes:
    if measure not in MEASURES:
        raise ValueError(f"measure: must be one of {', '.join(MEASURES)}, got {measure!r}")
    ax = draw.axes(ax, 1.2 + 0.55 * len(result.predictors))
    from goodwill import _labels

    write = draw.percent if measure == "share" else draw.number
    measured: list[tuple[str, Estimate]] = [(driver.name, getattr(driver, measure)) for driver in result.predictors]
    rows = sorted(measured, key=lambda row: -row[1].value if math.isfinite(row[1].value) else math.inf)
    edge, labels = ax.get_yaxis_transform(), []
    for row, (name, estimate) in enumerate(rows):
        ax.barh(-row - 0.14, estimate.value, 0.32, color=SKY, label=name)
        if _known(estimate):
            ax.plot([estimate.lower, estimate.upper], [-row - 0.14] * 2, color=INK, alpha=0.8, lw=1.6)
        words = {"va": "bottom", "transform": edge, "path_effects": _labels.halo(ax), **text()}
        labels.append(ax.text(0.008, -row + 0.06, name, in_layout=False, **words))
        value = ax.text(1, -row + 0.06, write(estimate.value), ha="right", **words)
        value.set_fontweight("bold")
    _labels.cut(ax, labels, lambda _, renderer: 0.8 * ax.get_window_extent(renderer).width)
    ends = [0.0, *(end for _, estimate in rows for end in (estimate.value, *_ends(estimate)))]
    low, high = _around(ends)
    ax.set(xlim=(low if min(ends) < 0 else 0, high), ylim=(0.5 - len(rows), 0.5), yticks=[])
    ax.axvline(0, color=SOFT, lw=1)
    ax.grid(axis="x", color=RULE, lw=0.8)
    ax.set_axisbelow(True)
    ax.xaxis.set_major_formatter(lambda tick, _: draw.percent(tick, 0) if measure == "share" else f"{tick:g}")
    _frameless(ax, "left", "right", "top", "bottom")
    together = result.r_squared
    note = f"R² = {draw.percent(together.value)}, {_interval(together, draw.percent)}; n = {result.n:,}"
    ax.set_xlabel(note, **text(color=SOFT))
    _heading(ax, MEASURES[measure])
    return ax


def curve(ax: Axes | None, result: SatisfactionCurve, zones: Sequence[str] | None) -> Axes:
    if zones is None:
        usual = ["defection", "indifference", "affection"]
        zones = usual if len(result.zones) == 3 else [f"zone {place + 1}" for place in range(len(result.zones))]
    if len(zones) != len(result.zones):
        raise ValueError(f"zones: must name each of the {len(result.zones)} zones, got {len(zones)} names")
    ax = draw.axes(ax, 4.2)
    from goodwill import _labels

    levels = result.levels
    at = [level.satisfaction for level in levels]
    margin = 0.05 * max(at[-1] - at[0], 1e-9)
    left, right = at[0] - margin, at[-1] + margin
    names, rooms = [], []
    for place, (zone, name) in enumerate(zip(result.zones, zones, strict=True)):
        start = left if place == 0 else zone.start
        end = right if place == len(result.zones) - 1 else zone.end
        ax.axvspan(start, end, color=RULE if place % 2 else CARD, lw=0, zorder=0)
        middle = (start + end) / 2, 1.0
        where: dict[str, Any] = {"xycoords": ax.get_xaxis_transform(), "xytext": (0, 4), "textcoords": "offset points"}
        names.append(ax.annotate(name, middle, ha="center", va="bottom", **where, **text(color=SOFT)))
        rooms.append((end - start) / (right - left))
    _labels.cut(ax, names, lambda place, renderer: rooms[place] * ax.get_window_extent(renderer).width - 4)
    ax.plot(at, [level.isotonic for level in levels], color=AMBER, lw=2.2, label="the nearest curve that never falls")
    for level in levels:
        if _known(level.loyalty):
            ax.plot([level.satisfaction] * 2, _ends(level.loyalty), color=BLUE, alpha=0.55, lw=1.6)
    means = [level.loyalty.value for level in levels]
    ax.plot(at, means, "o", color=BLUE, ms=5.5, label="mean loyalty, with its interval")
    ax.set_xlim(left, right)
    ax.set_xticks(at[:: max(1, len(at) // 12)], [f"{tick:g}" for tick in at[:: max(1, len(at) // 12)]])
    ax.grid(axis="y", color=RULE, lw=0.8)
    _frameless(ax, "left", "right", "top", "bottom")
    ax.set_xlabel("satisfaction", **text())
    ax.set_ylabel("loyalty", **text())
    ax.legend(frameon=False, loc="best", prop={"family": draw.fonts(), "size": "small"})
    _heading(ax, "Loyalty by satisfaction", 22.0)
    return ax


def loyalty_matrix(ax: Axes | None, matrix: LoyaltyMatrix | LoyaltyShares) -> Axes:
    ax = draw.axes(ax, 3.6)
    from matplotlib.colors import to_rgba
    from matplotlib.patches import Rectangle

    cells = [
        (0, 1, both("latent loyalty", "潜在忠诚"), matrix.latent),
        (1, 1, both("loyalty", "忠诚"), matrix.loyalty),
        (0, 0, both("no loyalty", "不忠诚"), matrix.none),
        (1, 0, both("spurious loyalty", "虚假忠诚"), matrix.spurious),
    ]
    most = max(1e-9, *(share.value for *_, share in cells))
    center: dict[str, Any] = {"ha": "center", "va": "center"}
    for column, row, name, share in cells:
        tint = to_rgba(BLUE, 0.06 + 0.44 * share.value / most)
        ax.add_patch(Rectangle((column + 0.01, row + 0.015), 0.98, 0.97, color=tint, lw=0))
        ax.text(column + 0.5, row + 0.78, name, **center, **text("medium"))
        ax.text(column + 0.5, row + 0.5, draw.percent(share.value), **center, **text("xx-large", fontweight="bold"))
        if _known(share):
            ends = f"{draw.percent(share.lower)} to {draw.percent(share.upper)}"
            ax.text(column + 0.5, row + 0.22, ends, **center, **text(color=INK))
    ax.set(xlim=(0, 2), ylim=(0, 2))
    ax.set_xticks([0.5, 1.5], ["low", "high"])
    ax.set_yticks([0.5, 1.5], ["low", "high"])
    _frameless(ax, "left", "right", "top", "bottom")
    ax.set_xlabel("repeat purchase", **text())
    ax.set_ylabel("attitude", **text())
    _heading(ax, "Types of loyalty")
    return ax
