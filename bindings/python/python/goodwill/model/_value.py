"""What customers will be worth: purchases to come, times what each brings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Union

from goodwill.model._data import Number, Unit, gather
from goodwill.model._spend_model import GammaGamma
from goodwill.typing import ColumnLike

if TYPE_CHECKING:
    from goodwill.model._verbs import PurchaseModel

Spend = Union[float, str, ColumnLike, GammaGamma]
"""Expected spend per purchase: a number, a column, the name of one, or the spend model that tells it."""


def lifetime_value(
    model: PurchaseModel,
    data: Any = None,
    *,
    spend: Spend,
    discount: float,
    discount_unit: Unit | None = None,
    continuous: bool = False,
    horizon: float | None = None,
    horizon_unit: Unit | None = None,
    period: float | None = None,
    period_unit: Unit | None = None,
    margin: float = 1.0,
    frequency: Number | None = None,
    recency: Number | None = None,
    tenure: Number | None = None,
    mean_spend: Number | None = None,
) -> Any:
    """Customer lifetime value 客户终身价值: the expected margin of a customer's future purchases within the horizon,
    discounted to now.

    `spend` is the expected spend per purchase, or a :class:`GammaGamma` model, which is asked for it (with `mean_spend`, or
    `monetary_value`, of the table). `margin` is the share of spend that is margin. `discount` is the rate per
    `discount_unit`, `horizon` how far to look (for ever when None); each is in the model's own unit where no unit is named.
    With a `period` purchases are paid at its end, without one at their own moment.

    It is the value still to come, at the model's parameters; `model.predict("lifetime_value", …)` and the posterior's
    `predict` give it with its interval.

    Raises `undefined` where the value is infinite: for ever, and without discount.

    >>> model = gw.model.BgNbd.from_parameters(r=0.243, alpha=4.414, a=0.793, b=2.426, unit="week")
    >>> spend = gw.model.GammaGamma.from_parameters(p=6.25, q=3.74, gamma=15.44)
    >>> customer = {"frequency": 2, "recency": 30.43, "tenure": 38.86, "mean_spend": 22.35}
    >>> year = gw.model.lifetime_value(
    ...     model, **customer, spend=spend, discount=0.15, discount_unit="year",
    ...     horizon=1, horizon_unit="year", period=1, period_unit="month",
    ... )
    >>> round(year, 2)
    35.95

    Source: Fader, Hardie & Lee 2005b.
    """
    spend = spend_of(spend, data, frequency, mean_spend)
    customer = {"frequency": frequency, "recency": recency, "tenure": tenure}
    gathered = gather(data, customer, {"spend": spend, "horizon": horizon})
    gathered.in_unit_of(model.unit_)
    terms = {
        "unit": horizon_unit,
        "discount": discount,
        "discount_unit": discount_unit,
        "continuous": continuous,
        "period": period,
        "period_unit": period_unit,
        "margin": margin,
    }
    return gathered.answer(model._model.call("lifetime_value", gathered.columns, terms))


def spend_of(spend: Any, data: Any, frequency: Any, mean_spend: Any) -> Any:
    """What a customer is expected to spend: as it is given, or as a spend model tells it."""
    if isinstance(spend, GammaGamma):
        return spend.expected_spend(data, frequency=frequency, mean_spend=mean_spend)
    if mean_spend is not None:
        raise TypeError("mean_spend is for a spend model: here the spend is given")
    return spend
