"""Estimates: a value never travels without its standard error, interval, sample size and method."""

from goodwill._goodwill import (
    Estimate,
    Interval,
    TestResult,
    mean,
    poisson_rate,
    proportion,
    proportion_difference,
)
from goodwill._rooms import claim

__all__ = [
    "Estimate",
    "Interval",
    "TestResult",
    "mean",
    "poisson_rate",
    "proportion",
    "proportion_difference",
]

claim(__name__)
