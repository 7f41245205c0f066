"""Which tier a customer belongs to, and what kind of loyal they are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Literal, overload

from goodwill import _frames, _goodwill, _survey_plots
from goodwill._goodwill import (
    ApostleModel,
    LoyaltyMatrix,
    LoyaltyPyramid,
    LoyaltyScores,
    LoyaltyTypes,
    PyramidRow,
    TierRow,
    TierTable,
    Tiers,
    YearlyActivity,
    apostle_model,
    apostle_segment,
    implied_repeat_rate,
    loyalty_matrix,
    loyalty_pyramid,
    loyalty_quadrant,
    loyalty_score,
    loyalty_scores,
    loyalty_type,
    loyalty_types,
    per_year,
    purchase_tier_table,
    purchase_tiers,
    pyramid_level,
    tier,
    tiers_by,
    yearly_activity,
)
from goodwill._rooms import claim
from goodwill.typing import ColumnLike, FrameT

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = [
    "CIRCULATING_PURCHASES",
    "ApostleModel",
    "LoyaltyMatrix",
    "LoyaltyPyramid",
    "LoyaltyScores",
    "LoyaltyTypes",
    "PyramidRow",
    "TierRow",
    "TierTable",
    "Tiers",
    "YearlyActivity",
    "apostle_model",
    "apostle_segment",
    "implied_repeat_rate",
    "loyalty_matrix",
    "loyalty_pyramid",
    "loyalty_quadrant",
    "loyalty_score",
    "loyalty_scores",
    "loyalty_type",
    "loyalty_types",
    "per_year",
    "plot_loyalty_matrix",
    "purchase_tier_table",
    "purchase_tiers",
    "pyramid_level",
    "tier",
    "tier_table",
    "tiers",
    "tiers_by",
    "yearly_activity",
]

CIRCULATING_PURCHASES: tuple[float, ...] = _goodwill.circulating_purchases()
"""The circulating table's cuts: 5 and more purchases a year, 3–4, and 1–2."""

Agreement = Literal["both", "either", "spend_first", "purchases_first"]
Interval = Literal["wilson", "clopper_pearson", "agresti_coull", "jeffreys", "wald"]


@overload
def tiers(
    data: None = None,
    *,
    spend: ColumnLike | None = ...,
    purchases: ColumnLike | None = ...,
    spend_thresholds: Iterable[float] | None = ...,
    purchase_thresholds: Iterable[float] | None = ...,
    agreement: Agreement | None = ...,
) -> Tiers: ...
@overload
def tiers(
    data: FrameT,
    *,
    spend: str | ColumnLike | None = ...,
    purchases: str | ColumnLike | None = ...,
    spend_thresholds: Iterable[float] | None = ...,
    purchase_thresholds: Iterable[float] | None = ...,
    agreement: Agreement | None = ...,
) -> FrameT: ...
def tiers(
    data: Any = None,
    *,
    spend: Any = None,
    purchases: Any = None,
    spend_thresholds: Iterable[float] | None = None,
    purchase_thresholds: Iterable[float] | None = None,
    agreement: Agreement | None = None,
) -> Any:
    """The tier 高/中/低价值 of every customer, from one row a customer of spend and purchases a year.

    k descending thresholds part the customers into k + 1 tiers, numbered from 0, the highest; a threshold belongs to
    its tier. With thresholds for both, `agreement` says what decides where they disagree: "both", "either",
    "spend_first" or "purchases_first". A customer who lacks a value has no tier.

    A table in gives the same table with the columns `tier` and `tier_label`; columns give :class:`Tiers`.

    Raises `not_finite` for an infinite value and `out_of_range` for negative purchases, with the row.

    >>> customers = {"id": ["ann", "bob", "cem"], "orders": [7, 4.5, None]}
    >>> table = gw.segment.tiers(customers, purchases="orders", purchase_thresholds=gw.segment.CIRCULATING_PURCHASES)
    >>> table["tier"].tolist(), table["tier_label"].tolist()
    ([0.0, 1.0, nan], ['high', 'medium', None])
    >>> gw.segment.tiers(purchases=[7, 4.5, None], purchase_thresholds=[5, 3]).customers
    (1, 1, 0)
    """
    columns = _frames.columns(data, {"spend": spend, "purchases": purchases})
    result, table = _goodwill.tiers_of(
        columns["spend"], columns["purchases"], spend_thresholds, purchase_thresholds, agreement
    )
    return result if data is None else _frames.attach(data, table)


def tier_table(
    data: Any = None,
    *,
    spend: str | ColumnLike | None = None,
    purchases: str | ColumnLike | None = None,
    repeat: str | ColumnLike | None = None,
    spend_thresholds: Iterable[float] | None = None,
    purchase_thresholds: Iterable[float] | None = None,
    agreement: Agreement | None = None,
    level: float = 0.95,
    interval: Interval = "wilson",
) -> TierTable:
    """Customers, repeat rate and revenue by tier, from one row a customer.

    `spend` and `purchases` are per year, as for :func:`tiers`; the revenue is the sum of `spend`. `repeat` is 1 for a
    customer who bought again, 0 for one who did not, missing where that is not known or not yet observable. They are
    columns, or names of columns of the table `data`. What is not given gives NaN.

    Raises as :func:`tiers` does, `out_of_range` for a `repeat` other than 0 and 1, `empty` if no customer has a tier.

    >>> table = gw.segment.tier_table(
    ...     spend=[900, 500, 340, 160, 60, 40],
    ...     purchases=[9, 5, 4, 3, 1, 1],
    ...     repeat=[1, 1, 1, 0, 0, None],
    ...     purchase_thresholds=[5, 3],
    ... )
    >>> high = table.tiers[0]
    >>> high.customers, high.revenue, high.revenue_share.value
    (2, 1400.0, 0.7)
    >>> print(high.share)
    0.333 (95% Wilson 0.097 to 0.700, n = 6)
    """
    columns = _frames.columns(data, {"spend": spend, "purchases": purchases, "repeat": repeat})
    return _goodwill.tier_table_of(
        columns["spend"],
        columns["purchases"],
        columns["repeat"],
        spend_thresholds,
        purchase_thresholds,
        agreement,
        level,
        interval,
    )


def plot_loyalty_matrix(matrix: LoyaltyMatrix, *, ax: Axes | None = None) -> Axes:
    """Draws :func:`loyalty_matrix`: the share of each type with its interval, by attitude and repeat purchase.

    The more customers are in a cell, the deeper its colour. Needs `goodwill[plot]`.

    >>> matrix = gw.segment.loyalty_matrix([5, 5, 2, 1], [4, 0, 3, 0], attitude_cut=4, repeat_cut=2)
    >>> gw.segment.plot_loyalty_matrix(matrix).get_title()
    'Types of loyalty'
    """
    return _survey_plots.loyalty_matrix(ax, matrix)


claim(__name__)
