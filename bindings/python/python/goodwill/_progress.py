"""Progress of long work, shown when asked for."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Union

Progress = Union[bool, Callable[[int, Union[int, None]], object]]
"""False: silence. True: a line on the terminal. Or what to call with the rows done and, where known, all rows."""


def reporter(progress: Progress) -> Callable[[int, int | None], object] | None:
    if not progress:
        return None
    return line if progress is True else progress


def line(done: int, total: int | None) -> None:
    share = f"{done / total:4.0%}  " if total else ""
    end = "\n" if done == total else ""
    print(f"\r{share}{done:,} rows", end=end, file=sys.stderr, flush=True)
