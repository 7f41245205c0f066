"""LMG shares of R-squared and their bootstrap by numpy, on the columns the Rust benchmark wrote.

    python drivers.py FILE COLUMNS RESAMPLES

FILE holds the columns one after the other, little-endian doubles, the outcome first. Prints one line of JSON: the seconds
and the shares. R-squared of all sets of one size is one batched solve, which is as fast as numpy gets.
"""

import itertools
import json
import math
import sys
import time

import numpy as np


class Sets:
    """The sets of predictors by size, with their numbers as bits; made once."""

    def __init__(self, predictors):
        self.predictors = predictors
        self.by_size = []
        for size in range(1, predictors + 1):
            members = np.array(list(itertools.combinations(range(predictors), size)), dtype=np.int64)
            self.by_size.append((members, (1 << members).sum(axis=1)))

    def shares(self, correlations):
        p = self.predictors
        explained = np.zeros(1 << p)
        for members, numbers in self.by_size:
            for chunk in np.array_split(np.arange(len(members)), max(1, len(members) // 20_000)):
                rows = members[chunk]
                inner = correlations[rows[:, :, None], rows[:, None, :]]
                outcome = correlations[rows, p]
                slopes = np.linalg.solve(inner, outcome[:, :, None])[:, :, 0]
                explained[numbers[chunk]] = (slopes * outcome).sum(axis=1)
        sets = np.arange(1 << p)
        sizes = np.zeros(1 << p, dtype=np.int64)
        for j in range(p):
            sizes += sets >> j & 1
        factor = np.array([math.factorial(s) * math.factorial(p - s - 1) / math.factorial(p) for s in range(p)])
        shares = []
        for j in range(p):
            without = sets[(sets >> j & 1) == 0]
            shares.append(np.sum(factor[sizes[without]] * (explained[without | 1 << j] - explained[without])))
        return np.array(shares)


def main(path, columns, resamples):
    data = np.fromfile(path, "<f8").reshape(columns, -1)
    data = np.vstack([data[1:], data[:1]])
    start = time.perf_counter()
    sets = Sets(columns - 1)
    shares = sets.shares(np.corrcoef(data))
    random = np.random.default_rng(0)
    n = data.shape[1]
    drawn = [sets.shares(np.corrcoef(data[:, random.integers(0, n, n)])) for _ in range(resamples)]
    if drawn:
        np.percentile(drawn, [2.5, 97.5], axis=0)
    seconds = time.perf_counter() - start
    print(json.dumps({"task": "drivers", "seconds": seconds, "numbers": shares.tolist()}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
