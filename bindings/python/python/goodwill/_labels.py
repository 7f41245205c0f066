"""Labels that keep clear of each other, whatever the size of the picture: they are set anew before each drawing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from matplotlib import patheffects
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.patches import Rectangle
from matplotlib.text import Annotation, Text

from goodwill import _drawing as draw


class Before(Artist):
    """Does something before the other artists of the same axes are drawn, when all sizes are known."""

    def __init__(self, ax: Axes, act: Callable[[RendererBase], None]) -> None:
        super().__init__()
        self.act = act
        self.set_zorder(-1e9)
        self.set_in_layout(False)
        ax.add_artist(self)

    def draw(self, renderer: RendererBase) -> None:
        self.act(renderer)


def extent(label: Text, renderer: RendererBase) -> Any:
    """The rectangle of the words alone, in pixels, without the line from an annotation to its dot."""
    return Text.get_window_extent(label, renderer)


def cut(ax: Axes, labels: Sequence[Text], room: Callable[[int, RendererBase], float]) -> None:
    """Keeps each label within its room in pixels: what does not fit is replaced by an ellipsis."""
    whole = [label.get_text() for label in labels]

    def act(renderer: RendererBase) -> None:
        for place, (label, words) in enumerate(zip(labels, whole, strict=True)):
            label.set_text(words)
            kept = len(words)
            while kept > 1 and extent(label, renderer).width > room(place, renderer):
                kept -= 1
                label.set_text(f"{words[:kept].rstrip()}…")

    Before(ax, act)


def inside(ax: Axes, pairs: Sequence[tuple[Text, Rectangle]]) -> None:
    """Shows each text only while it fits in its bar."""

    def act(renderer: RendererBase) -> None:
        for label, bar in pairs:
            label.set_visible(True)  # what is hidden has no extent
            words, room = extent(label, renderer), bar.get_window_extent(renderer)
            label.set_visible(bool(words.width + 4 <= room.width and words.height <= room.height))

    Before(ax, act)


def halo(ax: Axes) -> list[Any]:
    """Sets words off from the lines behind them."""
    return [patheffects.withStroke(linewidth=2.5, foreground=ax.get_facecolor())]


Line = tuple[tuple[float, float], tuple[float, float]]


def beside(ax: Axes, names: Sequence[str], dots: Sequence[tuple[float, float]], lines: Sequence[Line]) -> None:
    """A label for each dot, inside the frame, clear of all dots and of each other as far as there is room.

    It keeps off the level and upright `lines`, given by their ends, too, where that costs little.
    """
    labels = [
        ax.annotate(
            name,
            dot,
            xytext=(0, 0),
            textcoords="offset points",
            ha="left",
            va="center",
            zorder=5,
            arrowprops={"arrowstyle": "-", "color": draw.SOFT, "linewidth": 0.7, "shrinkA": 0, "shrinkB": 3},
            path_effects=halo(ax),
            **draw.text(),
        )
        for name, dot in zip(names, dots, strict=True)
    ]
    for label in labels:
        label.set_in_layout(False)

    def act(renderer: RendererBase) -> None:
        place(ax, labels, lines, renderer)

    Before(ax, act)


def place(ax: Axes, labels: Sequence[Annotation], lines: Sequence[Line], renderer: RendererBase) -> None:
    """Tries rings of places around each dot from the nearest out, and takes the one that costs least."""
    unit: Any = renderer.points_to_pixels(1.0)
    frame = ax.get_window_extent(renderer)
    dots = ax.transData.transform([label.xy for label in labels])
    taken = np.concatenate([dots - 5 * unit, dots + 5 * unit], axis=1)
    ends = ax.transData.transform(np.reshape(lines, (-1, 2))).reshape(-1, 2, 2)
    crossed = np.concatenate([ends.min(axis=1) - unit, ends.max(axis=1) + unit], axis=1)
    angle, reach = (grid.ravel() for grid in np.meshgrid(np.arange(16) * np.pi / 8, 8 + 11 * np.arange(9.0)))
    for label, (x, y) in zip(labels, dots, strict=True):
        words = extent(label, renderer)
        wide, tall = words.width, words.height
        # The side of the label that faces the dot is where the ring is.
        left = x + np.cos(angle) * reach * unit - wide * (0.5 - 0.5 * np.cos(angle))
        middle = y + np.sin(angle) * reach * unit
        low, high = middle - tall / 2, middle + tall / 2
        rooms = np.stack([left, low, left + wide, high], axis=1)
        crowding = 4 * shared(taken, rooms) + shared(crossed, rooms)
        outside = sum(
            np.maximum(gap, 0)
            for gap in (frame.x0 - left, left + wide - frame.x1, frame.y0 - low, high - frame.y1)
        )
        best = int(np.argmin(crowding / unit**2 + 50 * outside / unit + reach))
        label.set_position(((left[best] - x) / unit, (middle[best] - y) / unit))
        if label.arrow_patch is not None:
            label.arrow_patch.set_visible(bool(reach[best] > 8))
        taken = np.concatenate([taken, rooms[best : best + 1]])


def shared(taken: Any, rooms: Any) -> Any:
    """How much of each room is taken: both are rows of left, bottom, right and top."""
    low, high = np.maximum(taken[:, None, :2], rooms[:, :2]), np.minimum(taken[:, None, 2:], rooms[:, 2:])
    return np.maximum(high - low, 0).prod(axis=2).sum(axis=0)
