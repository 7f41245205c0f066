"""Whether customers stay: churn and retention on every base, their cost, reasons and growth accounting."""

from goodwill._goodwill import (
    Churn,
    ChurnCost,
    ChurnDecomposition,
    ChurnReason,
    ChurnReasons,
    GroupEffect,
    Growth,
    GrowthPeriod,
    churn,
    churn_annualised,
    churn_cost,
    churn_daily,
    churn_decomposition,
    churn_reasons,
    growth_accounting,
    growth_from_periods,
    retention,
    retention_from_counts,
)
from goodwill._rooms import claim

__all__ = [
    "Churn",
    "ChurnCost",
    "ChurnDecomposition",
    "ChurnReason",
    "ChurnReasons",
    "GroupEffect",
    "Growth",
    "GrowthPeriod",
    "churn",
    "churn_annualised",
    "churn_cost",
    "churn_daily",
    "churn_decomposition",
    "churn_reasons",
    "growth_accounting",
    "growth_from_periods",
    "retention",
    "retention_from_counts",
]

claim(__name__)
