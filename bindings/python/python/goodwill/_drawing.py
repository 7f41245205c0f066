"""What pictures share: their axes, colours, fonts and numbers. matplotlib is an optional extra, and loads with the first one."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes

BLUE, AMBER, GREEN, RED, SKY, GREY = "#0072b2", "#e69f00", "#009e73", "#d55e00", "#56b4e9", "#b8bfc7"
"""The palette of Okabe and Ito, which colour-blind readers can tell apart, as in the report."""

WORST, BAD, MIDDLE, GOOD, BEST = "#b35806", "#f1a340", "#d8dadd", "#92c5de", "#0571b0"
"""From the worst answer to the best; the ends differ in hue, and the nearer the end, the darker."""

INK, SOFT, RULE, CARD = "#1b1f24", "#5a6470", "#dfe3e8", "#f6f8fa"

CHINESE = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "PingFang SC",
    "Hiragino Sans GB",
    "Heiti SC",
    "Microsoft YaHei",
    "SimHei",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Noto Sans CJK JP",
    "Arial Unicode MS",
    "Droid Sans Fallback",
)
"""Fonts with Chinese characters, the best first."""


def axes(ax: Axes | None, height: float | None = None) -> Axes:
    """The axes to draw on: new ones, `height` inches high, unless some are given."""
    if ax is not None:
        return ax
    try:
        from matplotlib import pyplot
    except ImportError as error:
        raise ImportError("plots need matplotlib: pip install 'goodwill[plot]'") from error
    figure, made = pyplot.subplots(layout="constrained")
    if height is not None:
        figure.set_figheight(height)
    return made


def tidy(ax: Axes, *, title: str, x: str, y: str) -> Axes:
    ax.set(title=title, xlabel=x, ylabel=y)
    ax.spines[["top", "right"]].set_visible(False)
    return ax


def fonts() -> list[str]:
    """The reader's own fonts, and one with Chinese characters behind them if there is any."""
    from matplotlib import font_manager, rcParams

    known = {font.name for font in font_manager.fontManager.ttflist}
    return [*rcParams["font.family"], *[name for name in CHINESE if name in known][:1]]


def both(english: str, chinese: str) -> str:
    """A name in both languages, or without the Chinese where no font has it."""
    return f"{english} {chinese}" if fonts()[-1] in CHINESE else english


def text(size: str | float = "small", color: str = INK, **more: Any) -> dict[str, Any]:
    """How words are set."""
    return {"fontfamily": fonts(), "fontsize": size, "color": color, **more}


def signed(value: float, digits: int) -> str:
    """A number with a true minus sign and no negative zero; a dash where there is none."""
    if not math.isfinite(value):
        return "–"
    written = f"{abs(value):,.{digits}f}"
    return f"−{written}" if value < 0 and written.strip("0.") else written


def percent(value: float, digits: int = 1) -> str:
    written = signed(100 * value, digits)
    return written if written == "–" else f"{written}%"


def points(value: float) -> str:
    return signed(100 * value, 1)


def number(value: float) -> str:
    return signed(value, 3 if abs(value) < 10 else int(abs(value) < 1000))
