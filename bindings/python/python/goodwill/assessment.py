"""The whole indicator system from one set of inputs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from goodwill import _frames, _goodwill
from goodwill._goodwill import (
    AliveGroup,
    Assessment,
    CurveSection,
    DataSummary,
    DriverSection,
    GroupScore,
    GroupSection,
    ImportanceSection,
    Indicator,
    ItemSummary,
    KanoFeature,
    LoyaltyShares,
    ModelCandidate,
    ModelSection,
    NotComputed,
    OrdersPerCustomer,
    Outlook,
    ReliabilitySection,
    ServqualSection,
    SurveyAssessment,
    SurveySection,
    TierSection,
    ValueGroup,
    ValueOutlook,
    WaveChange,
)
from goodwill._progress import Progress, reporter
from goodwill._survey_object import Survey
from goodwill.purchase import Purchases, purchases
from goodwill.typing import ColumnLike, DateLike

__all__ = [
    "AliveGroup",
    "Assessment",
    "CurveSection",
    "DataSummary",
    "DriverSection",
    "GroupScore",
    "GroupSection",
    "ImportanceSection",
    "Indicator",
    "ItemSummary",
    "KanoFeature",
    "LoyaltyShares",
    "ModelCandidate",
    "ModelSection",
    "NotComputed",
    "OrdersPerCustomer",
    "Outlook",
    "ReliabilitySection",
    "ServqualSection",
    "SurveyAssessment",
    "SurveySection",
    "TierSection",
    "ValueGroup",
    "ValueOutlook",
    "WaveChange",
    "assess",
]


def assess(
    orders: Any = None,
    *,
    customer: str | ColumnLike | None = None,
    date: str | ColumnLike | None = None,
    amount: str | ColumnLike | None = None,
    survey: Any = None,
    recommendation: str | ColumnLike | None = None,
    perceived: str | ColumnLike | None = None,
    expected: str | ColumnLike | None = None,
    as_of: DateLike | None = None,
    period: Literal["day", "week", "month", "quarter", "year"] = "month",
    level: float = 0.95,
    repeat_within_days: int = 90,
    margin: float | None = None,
    spend_thresholds: Iterable[float] | None = None,
    purchase_thresholds: Iterable[float] | None = None,
    agreement: Literal["both", "either", "spend_first", "purchases_first"] | None = None,
    models: bool = True,
    value_months: int = 12,
    discount: float = 0.1,
    progress: Progress = False,
) -> Assessment:
    """Every indicator that orders and survey answers allow, each with its interval.

    `orders` is a table of orders with `customer`, `date` and `amount` naming its columns (or :class:`Purchases`);
    `survey` is a declared :class:`goodwill.survey.Survey`, or a table of answers with `recommendation` (0 to 10),
    `perceived` and `expected` naming its columns. Without
    a table they are columns. A column that is not named is taken if it is called what it is: `customer`, `date`,
    `amount`, `recommendation`, `perceived`, `expected`.

    What cannot be computed is listed in `not_computed` with what it needs. `as_of` is the last day observed, the day of
    the last order when not given; `margin` is the share of revenue that is margin. Tiers are by 5 and 3 purchases a year
    unless thresholds are given. `models` says whether probability models are fitted to the orders; they look
    `value_months` ahead, and money to come is discounted by `discount` a year. `progress=True` shows the rows read and the
    evaluations of the models' likelihoods; a function is called with them.

    In a notebook the result shows itself; `print` gives terminal tables, `to_html()` the report as one page, `to_json()`
    the JSON of the published schema.

    Raises `inconsistent` if `as_of` lies before the first order, and as the survey metrics do for answers off the scale.

    >>> orders = {
    ...     "customer": ["ann", "bob", "bob", "cem", "ann"],
    ...     "date": ["1997-01-01", "1997-01-09", "1997-02-03", "1997-02-05", "1997-03-08"],
    ...     "amount": [10.0, 20.0, 15.0, 5.0, 12.5],
    ... }
    >>> assessment = gw.assess(orders, recommendation=[9, 10, 3, 8])
    >>> assessment.data.customers, assessment.data.revenue
    (3, 62.5)
    >>> assessment.indicator("nps").estimate.value
    0.25
    >>> [missing.needs for missing in assessment.not_computed if missing.metric == "satisfaction"]
    ['survey columns of perceived and of expected value']
    """
    bought = orders if isinstance(orders, Purchases) else _purchases(orders, customer, date, amount, as_of, progress)
    columns = {"recommendation": recommendation, "perceived": perceived, "expected": expected}
    declared = survey if isinstance(survey, Survey) else None
    if declared and (given := [role for role, column in columns.items() if column is not None]):
        raise TypeError(f"{given[0]}: a declared Survey says itself which of its columns that is")
    answers = _answers(None if declared else survey, columns)
    return _goodwill.assess_purchases(
        bought,
        answers["recommendation"],
        answers["perceived"],
        answers["expected"],
        as_of,
        period,
        level,
        repeat_within_days,
        margin,
        spend_thresholds,
        purchase_thresholds,
        agreement,
        models,
        value_months,
        discount,
        reporter(progress),
        declared._data if declared else None,
    )


def _purchases(orders: Any, customer: Any, date: Any, amount: Any, as_of: Any, progress: Progress) -> Purchases:
    if orders is not None:
        names = _frames.names_of(orders)
        customer = "customer" if customer is None else customer
        date = "date" if date is None else date
        amount = "amount" if amount is None and "amount" in names else amount
    elif customer is None or date is None:
        raise TypeError("orders must be given: a table, Purchases, or the columns customer and date")
    return purchases(orders, customer=customer, date=date, amount=amount, as_of=as_of, progress=progress)


def _answers(survey: Any, columns: dict[str, Any]) -> dict[str, Any]:
    if survey is not None:
        known = _frames.names_of(survey)
        columns = {
            role: role if column is None and role in known else column for role, column in columns.items()
        }
        if all(column is None for column in columns.values()):
            raise TypeError(
                "survey: none of its columns is called recommendation, perceived or expected: name those that are; "
                f"the columns are {', '.join(known)}"
            )
    return _frames.columns(survey, columns)
