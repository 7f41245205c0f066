"""How often the 95 % intervals of the Gini coefficient hold the true value: the table in docs/concentration.md.

Jackknife with Student's t around the unbiased coefficient, and the asymptotic variance of Davidson (2009) around the
biased one: python tests/peers/gini_coverage.py
"""

import numpy as np
from scipy import stats

SAMPLES = 4000
Z = stats.norm.ppf(0.975)
rng = np.random.default_rng(1)


def sums(x):
    n = x.shape[1]
    rank = 2 * np.arange(1, n + 1) - n - 1
    return n, rank, (rank * x).sum(1, keepdims=True), x.sum(1, keepdims=True), np.cumsum(x, 1)


def jackknife(x):
    n, rank, weighted, total, below = sums(x)
    without = weighted - rank * x + (below - x) - (total - below)
    replicates = without / ((n - 2) * (total - x))
    squares = (replicates - replicates.mean(1, keepdims=True)) ** 2
    error = np.sqrt((n - 1) / n * squares.sum(1))
    return (weighted / ((n - 1) * total))[:, 0], stats.t.ppf(0.975, n - 1) * error


def asymptotic(x):
    n, rank, weighted, total, below = sums(x)
    gini = weighted / (n * total)
    z = -(gini + 1) * x + (rank + n) / n * x - 2 / n * below
    error = np.sqrt(((z - z.mean(1, keepdims=True)) ** 2).sum(1)) / total[:, 0]
    return gini[:, 0], Z * error


cases = {
    "exponential": (lambda size: rng.exponential(1, size), 1 / 2),
    "lognormal, sigma 1": (lambda size: rng.lognormal(0, 1, size), 2 * stats.norm.cdf(1 / 2**0.5) - 1),
    "lognormal, sigma 1.5": (lambda size: rng.lognormal(0, 1.5, size), 2 * stats.norm.cdf(1.5 / 2**0.5) - 1),
    "Pareto, alpha 3": (lambda size: rng.pareto(3, size) + 1, 1 / 5),
}
for name, (draw, true) in cases.items():
    for n in (50, 200, 1000):
        x = np.sort(draw((SAMPLES, n)), axis=1)
        row = []
        for interval in (jackknife, asymptotic):
            value, half = interval(x)
            row.append(f"{interval.__name__} {np.mean(abs(value - true) <= half):.3f}")
        print(f"{name:21} n = {n:5}  " + "  ".join(row))
