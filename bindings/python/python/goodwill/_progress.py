"""Progress of long work, shown when asked for."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Union

Progress = Union[bool, Callable[[int, Union[int, None]], object]]
"""False: silence. True: a line on the terminal. Or what to call with the steps done and, where known, all steps: rows,
evaluations of a likelihood, draws."""

Report = Callable[[int, Union[int, None], str], object]
"""What long work calls: the steps done, all steps, and what they are."""


def reporter(progress: Progress) -> Report | None:
    if not progress:
        return None
    if progress is True:
        return line
    report = progress
    return lambda done, total, steps: report(done, total)


def line(done: int, total: int | None, steps: str) -> None:
    share = f"{done / total:4.0%}  " if total else ""
    end = "\n" if done == total else ""
    # What is shorter than the line before must cover it.
    print(f"\r{share}{done:,} {steps}".ljust(50), end=end, file=sys.stderr, flush=True)
