"""Shares of 10 million answers by numpy and pandas: python benches/peers/tallies.py"""

import time

import numpy as np
import pandas as pd

ROUNDS = 9
answers = np.random.default_rng(7).integers(0, 11, 10_000_000)


def best(make):
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        make()
        times.append(time.perf_counter() - start)
    return 1e3 * min(times)


print(f"{'type':>8} {'bincount ms':>12} {'value_counts ms':>16}")
for kind in ("int8", "int32", "int64", "float32", "float64"):
    column = answers.astype(kind)
    series = pd.Series(column)
    print(f"{kind:>8} {best(lambda: np.bincount(column.astype(np.intp))):12.1f} {best(lambda: series.value_counts()):16.1f}")
