"""
The compiled part of goodwill; use the rooms of the package instead.
"""

from collections.abc import Iterable
from datetime import date
from goodwill.typing import ColumnLike
from typing import Any, Final, Literal, SupportsFloat, SupportsIndex, final

__all__ = ["__version__", "Churn", "ChurnCost", "ChurnDecomposition", "ChurnReason", "ChurnReasons", "Estimate", "GroupEffect", "Growth", "GrowthPeriod", "Interval", "Nps", "NpsCounts", "NpsOfUnits", "NpsPaired", "NpsWeighted", "Satisfaction", "TestResult", "Window", "choice_names", "churn", "churn_annualised", "churn_cost", "churn_daily", "churn_decomposition", "churn_reasons", "error_codes", "mean", "nps", "nps_difference", "nps_from_counts", "nps_homogeneity", "nps_of_units", "nps_paired", "nps_sample_size", "nps_weighted", "poisson_rate", "proportion", "proportion_difference", "retention", "retention_from_counts", "satisfaction", "satisfaction_gap", "satisfaction_ratio", "satisfaction_reversed", "satisfaction_state"]

__version__: Final[str]

@final
class Churn:
    """
    Churn on the chosen base.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, base: Literal["start", "start_plus_joiners", "average", "customer_days", "daily_sum"], rate: Estimate, probability: Estimate, lost: int, at_risk: float, closed_cohort: bool) -> Churn: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def at_risk(self, /) -> float:
        """
        What they are divided by: customers, or customer-days on the bases `customer_days` and `daily_sum`.
        """
    @property
    def base(self, /) -> Literal["start", "start_plus_joiners", "average", "customer_days", "daily_sum"]:
        """
        What the lost were divided by.
        """
    @property
    def closed_cohort(self, /) -> bool:
        """
        Whether the lost and the base are the same group of customers, none joining: only then is `1 − rate` a
        retention rate.
        """
    @property
    def lost(self, /) -> int:
        """
        Customers counted as lost: on the base `start` those of the start alone, if they could be told apart.
        """
    @property
    def probability(self, /) -> Estimate:
        """
        The same as a probability that one customer leaves within the period, so that bases can be compared: the
        rate itself on the bases that count customers, 1 − exp(−hazard) on the others.
        """
    @property
    def rate(self, /) -> Estimate:
        """
        `lost / at_risk`, as the base defines it: a share, a rate per customer and period, a rate per customer-day,
        or a cumulative hazard over the period.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class ChurnCost:
    """
    The cost of churn, in the caller's currency per period.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, lost: Estimate, forgone: Estimate, replacement: Estimate, total: Estimate) -> ChurnCost: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def forgone(self, /) -> Estimate:
        """
        Value that leaves with them: `lost · value_per_customer`.
        """
    @property
    def lost(self, /) -> Estimate:
        """
        Customers expected to be lost in the period: `customers · churn`.
        """
    @property
    def replacement(self, /) -> Estimate:
        """
        What it costs to win as many new customers: `lost · acquisition_cost`.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """
    @property
    def total(self, /) -> Estimate:
        """
        `forgone + replacement`.
        """

@final
class ChurnDecomposition:
    """
    The change of churn between two periods, split in two parts that add up to it.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, change: Estimate, mix: Estimate, rate: Estimate, groups: tuple[GroupEffect, ...]) -> ChurnDecomposition: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def change(self, /) -> Estimate:
        """
        Churn after less churn before.
        """
    @property
    def groups(self, /) -> tuple[GroupEffect, ...]:
        """
        One row a group, in the order given.
        """
    @property
    def mix(self, /) -> Estimate:
        """
        The part due to the mix of groups.
        """
    @property
    def rate(self, /) -> Estimate:
        """
        The part due to churn within the groups.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class ChurnReason:
    """
    One reason of the Pareto table.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, reason: str, lost: int, share: Estimate, cumulative_lost: int, cumulative_share: Estimate) -> ChurnReason: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def cumulative_lost(self, /) -> int:
        """
        Customers lost for this reason or a more frequent one.
        """
    @property
    def cumulative_share(self, /) -> Estimate:
        """
        Their share of all who gave a reason.
        """
    @property
    def lost(self, /) -> int:
        """
        Customers lost for it.
        """
    @property
    def reason(self, /) -> str:
        """
        The reason, as given.
        """
    @property
    def share(self, /) -> Estimate:
        """
        Their share of all who gave a reason.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class ChurnReasons:
    """
    Reasons in falling order of frequency.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, rows: tuple[ChurnReason, ...], lost: int, missing: int, vital_few: int) -> ChurnReasons: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def lost(self, /) -> int:
        """
        Lost customers with a reason: the base of the shares.
        """
    @property
    def missing(self, /) -> int:
        """
        Lost customers without one: the reason is empty or blank.
        """
    @property
    def rows(self, /) -> tuple[ChurnReason, ...]:
        """
        One row a reason, the most frequent first; equally frequent ones in the order of their text.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """
    @property
    def vital_few(self, /) -> int:
        """
        The smallest number of reasons that explains at least `vital_share` of the lost.
        """

@final
class Estimate:
    """
    A point estimate with its standard error, interval, confidence level, sample size and method.

    >>> share = gw.estimate.proportion(81, 263)
    >>> print(share)
    0.308 (95% Wilson 0.255 to 0.366, n = 263)
    >>> round(share.value, 4), round(share.lower, 4), share.n, share.method
    (0.308, 0.2553, 263, 'wilson')
    >>> f"{share:.1f}"
    '0.3 (95% Wilson 0.3 to 0.4, n = 263)'
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __float__(self, /) -> float: ...
    def __format__(self, /, spec: str) -> str:
        """
        Formats value and interval with as many digits as `.Nf` asks for.
        """
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, value: float, standard_error: float, interval: Interval, level: float, n: int, method: Literal["none", "wilson", "clopper_pearson", "agresti_coull", "jeffreys", "wald", "newcombe", "mover", "tango", "adjusted_wald", "bootstrap", "student_t", "exact_poisson", "delta", "transformed", "linearised", "jackknife", "fay_feuer"]) -> Estimate: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def interval(self, /) -> Interval:
        """
        The confidence interval.
        """
    @property
    def level(self, /) -> float:
        """
        The confidence level of the interval.
        """
    @property
    def lower(self, /) -> float:
        """
        The lower end of the interval.
        """
    @property
    def method(self, /) -> Literal["none", "wilson", "clopper_pearson", "agresti_coull", "jeffreys", "wald", "newcombe", "mover", "tango", "adjusted_wald", "bootstrap", "student_t", "exact_poisson", "delta", "transformed", "linearised", "jackknife", "fay_feuer"]:
        """
        How the interval was made.
        """
    @property
    def n(self, /) -> int:
        """
        The number of respondents, customers or observations behind it.
        """
    @property
    def standard_error(self, /) -> float:
        """
        Its standard error; NaN where the data cannot give one.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """
    @property
    def upper(self, /) -> float:
        """
        The upper end of the interval.
        """
    @property
    def value(self, /) -> float:
        """
        The point estimate.
        """

@final
class GroupEffect:
    """
    What one group of customers adds to the change of churn.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, share_before: float, share_after: float, churn_before: float, churn_after: float, mix: float, rate: float) -> GroupEffect: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def churn_after(self, /) -> float:
        """
        The group's churn after; NaN if it had no customers.
        """
    @property
    def churn_before(self, /) -> float:
        """
        The group's churn before; NaN if it had no customers.
        """
    @property
    def mix(self, /) -> float:
        """
        What the change of the group's size adds: Δshare · mean churn.
        """
    @property
    def rate(self, /) -> float:
        """
        What the change of the group's churn adds: Δchurn · mean share.
        """
    @property
    def share_after(self, /) -> float:
        """
        The group's share of the customers after.
        """
    @property
    def share_before(self, /) -> float:
        """
        The group's share of the customers before.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class Growth:
    """
    Growth accounting over consecutive periods, from the first with an order to the last observed.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, period: Literal["day", "week", "month", "quarter", "year"] | None, periods: tuple[GrowthPeriod, ...], later_orders: int, missing_amounts: int) -> Growth: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def later_orders(self, /) -> int:
        """
        Orders left out: after `as_of`.
        """
    @property
    def missing_amounts(self, /) -> int:
        """
        Orders whose amount is missing; they count as orders and add nothing to the revenue.
        """
    @property
    def period(self, /) -> Literal["day", "week", "month", "quarter", "year"] | None:
        """
        What a period is; none where periods are numbers of the caller's.
        """
    @property
    def periods(self, /) -> tuple[GrowthPeriod, ...]:
        """
        The periods in order, those without any order included.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class GrowthPeriod:
    """
    One period of growth accounting.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, index: int, label: str, complete: bool, active: int, retained: int, new: int, resurrected: int, churned: int, orders: int, revenue: float, retention: Estimate, churn: Estimate) -> GrowthPeriod: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def active(self, /) -> int:
        """
        Customers with at least one order in the period.
        """
    @property
    def churn(self, /) -> Estimate:
        """
        The share who are not: `churned / active(t − 1)`. NaN where `retention` is.
        """
    @property
    def churned(self, /) -> int:
        """
        Customers active in the period before and not in this one. In an incomplete period: not yet.
        """
    @property
    def complete(self, /) -> bool:
        """
        Whether the records cover the whole period. If not, its counts are lower bounds.
        """
    @property
    def index(self, /) -> int:
        """
        The running number of the period; consecutive periods have consecutive numbers.
        """
    @property
    def label(self, /) -> str:
        """
        The period's name: `1997-03` for a calendar month, the number itself where periods are numbers.
        """
    @property
    def new(self, /) -> int:
        """
        Of these, customers never active before.
        """
    @property
    def orders(self, /) -> int:
        """
        Orders (purchase occasions) in the period.
        """
    @property
    def resurrected(self, /) -> int:
        """
        Of these, customers active before, but not in the period just before.
        """
    @property
    def retained(self, /) -> int:
        """
        Of these, customers active in the period before too.
        """
    @property
    def retention(self, /) -> Estimate:
        """
        The share of the customers of the period before who are active in this one: `retained / active(t − 1)`. NaN, not
        0, in the first period, after a period without customers, and in a period not complete at its end.
        """
    @property
    def revenue(self, /) -> float:
        """
        What they amount to, in the caller's currency; NaN for orders without amounts.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class Interval:
    """
    A closed interval; both ends are NaN where the data cannot give one.
    """
    __match_args__: Final[tuple[str, ...]]
    def __contains__(self, value: SupportsFloat | SupportsIndex, /) -> bool: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, lower: float, upper: float) -> Interval: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    def contains(self, /, value: SupportsFloat | SupportsIndex) -> bool:
        """
        Whether `value` lies inside.
        """
    @property
    def lower(self, /) -> float:
        """
        The lower end.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """
    @property
    def upper(self, /) -> float:
        """
        The upper end.
        """

@final
class Nps:
    """
    A net promoter score, the shares it comes from, and the counts behind them.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, score: Estimate, promoters: Estimate, passives: Estimate, detractors: Estimate, counts: NpsCounts) -> Nps: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def counts(self, /) -> NpsCounts:
        """
        The counts behind the shares.
        """
    @property
    def detractors(self, /) -> Estimate:
        """
        The share of detractors, in [0, 1].
        """
    @property
    def passives(self, /) -> Estimate:
        """
        The share of passives, in [0, 1].
        """
    @property
    def points(self, /) -> float:
        """
        The score in points, −100 to 100: for display.
        """
    @property
    def promoters(self, /) -> Estimate:
        """
        The share of promoters, in [0, 1].
        """
    @property
    def score(self, /) -> Estimate:
        """
        The net promoter score p₊ − p₋, in [−1, 1].
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class NpsCounts:
    """
    How many of the answers are promoters, passives, detractors, and missing.

    Counts of batches `merge` into the counts of the whole.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, promoters: int, passives: int, detractors: int, missing: int) -> NpsCounts: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def detractors(self, /) -> int:
        """
        Answers of 0 to 6.
        """
    @property
    def missing(self, /) -> int:
        """
        Answers not given. They count in no share.
        """
    @property
    def n(self, /) -> int:
        """
        The number of answers given: promoters, passives and detractors.
        """
    @property
    def passives(self, /) -> int:
        """
        Answers of 7 and 8.
        """
    @property
    def promoters(self, /) -> int:
        """
        Answers of 9 and 10.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class NpsOfUnits:
    """
    The two answers to "what is the score of all units together".
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, pooled: Estimate, mean_of_units: Estimate, units: int) -> NpsOfUnits: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def mean_of_units(self, /) -> Estimate:
        """
        The mean of the units' scores: every unit counts the same, in [−1, 1].
        """
    @property
    def pooled(self, /) -> Estimate:
        """
        The score of all respondents: every respondent counts the same, in [−1, 1].
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """
    @property
    def units(self, /) -> int:
        """
        The number of units.
        """

@final
class NpsPaired:
    """
    Two waves of the same respondents.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, difference: Estimate, first: Estimate, second: Estimate, correlation: float, missing: int) -> NpsPaired: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def correlation(self, /) -> float:
        """
        The correlation of a respondent's two groups, scored −1, 0, 1; NaN if everybody was alike in a wave.
        """
    @property
    def difference(self, /) -> Estimate:
        """
        The change: score of the second wave minus score of the first, in [−2, 2].
        """
    @property
    def first(self, /) -> Estimate:
        """
        The score of the first wave among those who answered both, in [−1, 1], with its MOVER interval.
        """
    @property
    def missing(self, /) -> int:
        """
        Respondents with either answer missing: they are left out.
        """
    @property
    def second(self, /) -> Estimate:
        """
        The score of the second wave among those who answered both, in [−1, 1], with its MOVER interval.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class NpsWeighted:
    """
    A net promoter score of weighted answers.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, score: Estimate, promoters: Estimate, passives: Estimate, detractors: Estimate, effective_n: float, missing: int) -> NpsWeighted: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def detractors(self, /) -> Estimate:
        """
        The weighted share of detractors, in [0, 1].
        """
    @property
    def effective_n(self, /) -> float:
        """
        Kish's effective number of respondents (Σw)²/Σw²: what the weights leave of `n`.
        """
    @property
    def missing(self, /) -> int:
        """
        Rows whose answer or weight is missing.
        """
    @property
    def passives(self, /) -> Estimate:
        """
        The weighted share of passives, in [0, 1].
        """
    @property
    def promoters(self, /) -> Estimate:
        """
        The weighted share of promoters, in [0, 1].
        """
    @property
    def score(self, /) -> Estimate:
        """
        The weighted score, in [−1, 1]; `n` is the number of respondents, not of weights.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class Satisfaction:
    """
    Perception against expectation over many customers.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, mean_of_ratios: Estimate, ratio_of_means: Estimate, mean_gap: Estimate, above: Estimate, equal: Estimate, below: Estimate, n: int, missing: int, undefined_ratios: int) -> Satisfaction: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def above(self, /) -> Estimate:
        """
        The share of customers who got more than they expected, in [0, 1].
        """
    @property
    def below(self, /) -> Estimate:
        """
        The share of customers who got less than they expected, in [0, 1].
        """
    @property
    def equal(self, /) -> Estimate:
        """
        The share of customers who got what they expected, in [0, 1].
        """
    @property
    def mean_gap(self, /) -> Estimate:
        """
        The mean gap b − a, in the units of the scale.
        """
    @property
    def mean_of_ratios(self, /) -> Estimate:
        """
        The mean of the customers' own ratios b/a, over those who expected something: every customer counts the
        same. NaN, with `n` = 0, if nobody did.
        """
    @property
    def missing(self, /) -> int:
        """
        Customers with either answer missing.
        """
    @property
    def n(self, /) -> int:
        """
        The number of customers with both answers.
        """
    @property
    def ratio_of_means(self, /) -> Estimate:
        """
        The ratio of the means Σb/Σa: every unit of expectation counts the same. NaN if nobody expected anything.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """
    @property
    def undefined_ratios(self, /) -> int:
        """
        Customers who expected nothing: they have no ratio, but a gap and a state.
        """

@final
class TestResult:
    """
    A test statistic, its degrees of freedom and the p-value.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, statistic: float, degrees_of_freedom: float, p_value: float) -> TestResult: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def degrees_of_freedom(self, /) -> float:
        """
        Degrees of freedom; NaN for a normal statistic.
        """
    @property
    def p_value(self, /) -> float:
        """
        The probability, under the hypothesis, of a statistic at least as extreme.
        """
    @property
    def statistic(self, /) -> float:
        """
        The test statistic.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class Window:
    """
    A half-open span of days: `start` belongs to it, `end` does not.

    >>> from datetime import date
    >>> year = gw.calendar.Window(date(1997, 1, 1), date(1998, 1, 1))
    >>> year.days, year.years, date(1998, 1, 1) in year
    (365, 1.0, False)
    """
    __match_args__: Final[tuple[str, ...]]
    def __contains__(self, day: date, /) -> bool: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, start: date, end: date) -> Window: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def days(self, /) -> int:
        """
        How many days the window spans.
        """
    @property
    def end(self, /) -> date:
        """
        The first day after.
        """
    @property
    def start(self, /) -> date:
        """
        The first day inside.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """
    @property
    def years(self, /) -> float:
        """
        How long the window is in civil years: whole anniversaries of its start, and the rest as a part of a year.
        """

def choice_names() -> list[tuple[str, list[str], list[str]]]:
    """
    For every choice: its type, the names in the stubs, the names in the core.
    """

def churn(start: SupportsIndex, joined: SupportsIndex, lost: SupportsIndex, *, base: Literal["start", "start_plus_joiners", "average", "customer_days", "daily_sum"], joined_lost: SupportsIndex | None = None, customer_days: SupportsFloat | SupportsIndex | None = None, days: SupportsFloat | SupportsIndex | None = None, level: SupportsFloat | SupportsIndex = 0.95, interval: Literal["wilson", "clopper_pearson", "agresti_coull", "jeffreys", "wald"] | None = "wilson") -> Churn:
    """
    Customers lost in a period over the base the caller names.

    | base | rate | interval | probability |
    |---|---|---|---|
    | `start` | lost of the start / start | of a proportion | the rate |
    | `start_plus_joiners` | lost / (start + joined) | of a proportion | the rate |
    | `average` | lost / ((start + end) / 2) | exact Poisson | 1 − exp(−rate) |
    | `customer_days` | lost / customer-days | exact Poisson | 1 − exp(−rate · days) |

    `joined_lost` says how many of the lost had joined during the period; without it the base `start` counts all the
    lost against the start, and `closed_cohort` is false. The base `customer_days` needs `customer_days` and `days`.
    `interval` is that of a proportion, for the bases that count customers.

    Raises `undefined` if the base is 0, `inconsistent` if more are lost than there were, if parts exceed their
    whole, or if the base needs what is not given.

    >>> april = dict(start=200, joined=50, lost=20, joined_lost=5, customer_days=6_300.0, days=30.0)
    >>> churn = gw.retention.churn(**april, base="start")
    >>> print(churn.rate)
    0.075 (95% Wilson 0.046 to 0.120, n = 200)
    >>> churn.closed_cohort
    True
    >>> gw.retention.churn(**april, base="start_plus_joiners").rate.value
    0.08
    >>> print(gw.retention.churn(**april, base="customer_days").probability)
    0.091 (95% transformed 0.057 to 0.137, n = 20)

    Sources: Garwood 1936; Preston, Heuveline & Guillot 2001, ch. 2–3; Noble 2011.
    """

def churn_annualised(churn: Estimate | Churn | float, periods: SupportsFloat | SupportsIndex = 12.0) -> Estimate:
    """
    Churn over `periods` periods in a row, from the churn probability of one: 1 − (1 − c)^periods.

    With 12 periods a monthly churn becomes an annual one; with 1/12 an annual one becomes monthly. It assumes the
    same churn in every period; real customer bases lose their least loyal members first. `churn` is a number, an
    estimate whose interval is carried through, or the result of `churn`, whose probability is used.

    Raises `out_of_range` if the churn is no probability.

    >>> round(gw.retention.churn_annualised(0.05, 12).value, 4)
    0.4596
    >>> print(gw.retention.churn_annualised(gw.estimate.proportion(15, 200), 12))
    0.608 (95% transformed 0.432 to 0.784, n = 200)
    """

def churn_cost(churn: Estimate | Churn | float, customers: SupportsIndex, value_per_customer: SupportsFloat | SupportsIndex, acquisition_cost: SupportsFloat | SupportsIndex = 0.0) -> ChurnCost:
    """
    The cost of a churn probability over a base of customers: the value forgone, and the cost of replacing the lost.

    `value_per_customer` is what one lost customer would still have brought, `acquisition_cost` what a new one costs;
    both in the caller's currency and taken as known. The interval of the churn is carried through. `churn` is a
    number, an estimate, or the result of `churn`, whose probability is used.

    Raises `out_of_range` if the churn is no probability.

    >>> cost = gw.retention.churn_cost(gw.estimate.proportion(20, 200), 5_000, 120.0, 30.0)
    >>> cost.lost.value, cost.forgone.value, cost.replacement.value
    (500.0, 60000.0, 15000.0)
    >>> print(f"{cost.total:.0f}")
    75000 (95% transformed 49253 to 112054, n = 200)
    """

def churn_daily(active: ColumnLike, lost: ColumnLike, *, base: Literal["start", "start_plus_joiners", "average", "customer_days", "daily_sum"], level: SupportsFloat | SupportsIndex = 0.95) -> Churn:
    """
    Churn from daily columns: each day's customers and each day's lost.

    On the base `customer_days` the rate is Σ lost / Σ active, with Garwood's exact Poisson interval. On the base
    `daily_sum` it is H = Σ (lost[d] / active[d]), the Nelson–Aalen cumulative hazard of the period, with the gamma
    interval of Fay and Feuer. The probability that one customer leaves within the period is 1 − exp(−H). A day
    without customers adds nothing.

    Raises `length_mismatch`, `empty`, `inconsistent` at the first day that lost more than it had, `undefined` if no
    day had a customer.

    >>> print(gw.retention.churn_daily([100, 120, 150], [2, 3, 3], base="daily_sum").rate)
    0.065 (95% Fay-Feuer 0.028 to 0.132, n = 8)

    Sources: Nelson 1972; Aalen 1978; Fay & Feuer 1997, eq. 7; Garwood 1936.
    """

def churn_decomposition(customers_before: ColumnLike, lost_before: ColumnLike, customers_after: ColumnLike, lost_after: ColumnLike, *, level: SupportsFloat | SupportsIndex = 0.95) -> ChurnDecomposition:
    """
    Kitagawa's decomposition of a change of churn into mix and rate.

    C₂ − C₁ = Σ (s₂ − s₁)(c₁ + c₂)/2 + Σ (c₂ − c₁)(s₁ + s₂)/2 with shares s and churn c of every group before (1)
    and after (2). The four columns have one row a group; groups must not overlap and together be the whole base.

    Raises `length_mismatch`, `empty`, `inconsistent` at the first group that lost more than it had, `undefined` if a
    period has no customers.

    >>> # Two plans: churn did not move in either, yet the total rose, because the cheap plan grew.
    >>> split = gw.retention.churn_decomposition([800, 200], [40, 40], [500, 500], [25, 100])
    >>> round(split.change.value, 3), round(split.mix.value, 3), split.rate.value
    (0.045, 0.045, 0.0)

    Sources: Kitagawa 1955, eq. 3; Zou & Donner 2008.
    """

def churn_reasons(reasons: ColumnLike, counts: ColumnLike | None = None, *, level: SupportsFloat | SupportsIndex = 0.95, interval: Literal["wilson", "clopper_pearson", "agresti_coull", "jeffreys", "wald"] | None = "wilson", vital_share: SupportsFloat | SupportsIndex = 0.8) -> ChurnReasons:
    """
    The Pareto table of churn reasons: counts, shares, cumulative shares, and the vital few.

    `counts[i]` customers left for `reasons[i]`; without counts every row is one customer. Rows with the same reason
    are added up. A missing or blank reason is counted and no part of the base. `vital_few` is how many reasons reach
    `vital_share` of the lost.

    Raises `length_mismatch`, and `empty` if nobody gave a reason.

    >>> table = gw.retention.churn_reasons(["price", "service", "moved", None, "price"], [30, 25, 10, 7, 35])
    >>> table.lost, table.missing, table.vital_few, table.rows[0].reason
    (100, 7, 2, 'price')
    >>> print(table.rows[0].share)
    0.650 (95% Wilson 0.553 to 0.736, n = 100)
    """

def error_codes() -> list[tuple[str, int, str]]:
    """
    Every error code: name, number and meaning.
    """

def mean(values: ColumnLike, *, level: SupportsFloat | SupportsIndex = 0.95, population_size: SupportsIndex | None = None) -> Estimate:
    """
    The mean of `values` with Student's t interval: x̄ ± t(n − 1) · √(s²/n · (1 − n/N)).

    `values` is any column of numbers; missing ones are skipped, and `n` counts the rest. With `population_size` N
    the values are a sample without replacement from that many. A single value has no interval. The result does not
    depend on the order of the values.

    Raises `empty` if there is no value, `not_finite` at the first infinite one, `inconsistent` if there are more
    values than `population_size`.

    >>> print(gw.estimate.mean([4.0, 5.0, None, 3.0, 5.0, 4.0]))
    4.200 (95% Student t 3.161 to 5.239, n = 5)

    Sources: Student 1908; Cochran 1977, eq. 2.20 (finite population).
    """

def nps(scores: ColumnLike, *, level: SupportsFloat | SupportsIndex = 0.95, interval: Literal["mover", "tango", "adjusted_wald", "wald", "bootstrap"] | None = "mover", resamples: SupportsIndex = 10000, seed: SupportsIndex = 0, missing_code: SupportsIndex | None = None, fractional: Literal["refuse", "half_open"] | None = "refuse") -> Nps:
    """
    The net promoter score 净推荐值 of a column of answers on the scale of 0 to 10.

    Promoters answer 9 or 10, passives 7 or 8, detractors 0 to 6. The score is p₊ − p₋, in [−1, 1]; its standard error
    is √((p₊ + p₋ − (p₊ − p₋)²)/n). Missing answers (None, NaN or `missing_code`) are counted apart and belong to no
    share. `interval` is "mover", "tango", "adjusted_wald", "wald" or "bootstrap" (with `resamples` and `seed`);
    `fractional="half_open"` accepts answers between whole numbers.

    Raises `out_of_range` at the first answer off the scale, `not_finite` at an infinite one, `empty` if nobody
    answered.

    >>> loyal = gw.survey.nps([9, 10, 3, 7])
    >>> loyal.points
    25.0
    >>> print(loyal.score)
    0.250 (95% MOVER -0.461 to 0.747, n = 4)
    >>> print(gw.survey.nps([9, 10, 99, 3, 7], interval="tango", missing_code=99).score)
    0.250 (95% Tango -0.505 to 0.778, n = 4)
    >>> gw.survey.nps([9, 10, 11])
    Traceback (most recent call last):
        ...
    goodwill.error.GoodwillError: scores[2]: must be between 0 and 10, got 11

    Sources: Reichheld 2003; Tango 1998, eq. 9; Rocks 2016; Newcombe 1998 and Zou & Donner 2008 (MOVER).
    """

def nps_difference(a: NpsCounts | Nps | tuple[int, int, int], b: NpsCounts | Nps | tuple[int, int, int], *, level: SupportsFloat | SupportsIndex = 0.95, interval: Literal["mover", "adjusted_wald", "wald"] | None = "mover") -> Estimate:
    """
    The difference NPS(a) − NPS(b) of two independent samples, in [−2, 2].

    Each sample is an `NpsCounts`, an `Nps` or a tuple (promoters, passives, detractors). For the same respondents
    asked twice use `nps_paired`.

    Raises `empty`, naming the sample, if nobody answered.

    >>> print(gw.survey.nps_difference((50, 35, 15), (40, 30, 30)))
    0.250 (95% MOVER 0.032 to 0.459, n = 200)

    Sources: Zou & Donner 2008 (MOVER); Rocks 2016.
    """

def nps_from_counts(promoters: SupportsIndex, passives: SupportsIndex, detractors: SupportsIndex, missing: SupportsIndex | None = None, *, level: SupportsFloat | SupportsIndex = 0.95, interval: Literal["mover", "tango", "adjusted_wald", "wald", "bootstrap"] | None = "mover", resamples: SupportsIndex = 10000, seed: SupportsIndex = 0) -> Nps:
    """
    The net promoter score of counted answers: see `nps`.

    Raises `empty` if the counts are 0.

    >>> loyal = gw.survey.nps_from_counts(50, 35, 15)
    >>> print(loyal.score)
    0.350 (95% MOVER 0.199 to 0.481, n = 100)
    """

def nps_homogeneity(samples: Iterable[NpsCounts | Nps | tuple[int, int, int]]) -> TestResult:
    """
    Whether k samples share one distribution over promoters, passives and detractors: Pearson's χ² on the 3 × k table.

    Raises `empty` at the first sample nobody answered, `undefined` if there are fewer than two samples or all
    respondents belong to one group.

    >>> test = gw.survey.nps_homogeneity([(50, 35, 15), (40, 30, 30), (45, 33, 22)])
    >>> round(test.statistic, 6), test.degrees_of_freedom, round(test.p_value, 6)
    (6.543642, 4.0, 0.162061)

    Sources: Pearson 1900; Agresti 2013, section 3.2.
    """

def nps_of_units(units: Iterable[NpsCounts | Nps | tuple[int, int, int]], *, level: SupportsFloat | SupportsIndex = 0.95) -> NpsOfUnits:
    """
    The net promoter score of several units, pooled and as the mean of the units.

    The two differ where large units score otherwise than small ones. The interval of the mean carries the
    uncertainty within each unit.

    Raises `empty` if there is no unit, or at the first unit nobody answered for.

    >>> scores = gw.survey.nps_of_units([(700, 200, 100), (3, 3, 4)])
    >>> print(scores.pooled)
    0.593 (95% MOVER 0.550 to 0.632, n = 1010)
    >>> print(scores.mean_of_units)
    0.250 (95% MOVER 0.038 to 0.486, n = 1010)

    Source: Zou & Donner 2008.
    """

def nps_paired(first: ColumnLike, second: ColumnLike, *, level: SupportsFloat | SupportsIndex = 0.95, interval: Literal["mover", "wald"] | None = "mover", missing_code: SupportsIndex | None = None, fractional: Literal["refuse", "half_open"] | None = "refuse") -> NpsPaired:
    """
    The change of the score between two waves of the same respondents, row by row.

    Respondents who answered only once are left out and counted.

    Raises `length_mismatch`, `empty` if nobody answered both waves, and for bad answers as `nps` does.

    >>> change = gw.survey.nps_paired([9, 7, 3, 8, 10, 6, 9, 7], [10, 9, 6, 8, 9, 7, 9, 9])
    >>> change.first.value, change.second.value
    (0.125, 0.5)
    >>> print(change.difference)
    0.375 (95% MOVER 0.024 to 0.690, n = 8)

    Source: Zou & Donner 2008, eq. 7.
    """

def nps_sample_size(margin: SupportsFloat | SupportsIndex, *, level: SupportsFloat | SupportsIndex = 0.95, promoters: SupportsFloat | SupportsIndex = 0.5, detractors: SupportsFloat | SupportsIndex = 0.5, population_size: SupportsIndex | None = None) -> int:
    """
    How many answers give the score an interval of ± `margin`.

    n₀ = z²(p₊ + p₋ − (p₊ − p₋)²)/margin², rounded up; from a population of N, n₀/(1 + (n₀ − 1)/N). The margin is on
    the scale of the score: 0.05 for ± 5 points. The default shares, ½ and ½, are the worst case.

    Raises `inconsistent` if the shares exceed 1 together.

    >>> gw.survey.nps_sample_size(0.05)
    1537
    >>> gw.survey.nps_sample_size(0.05, promoters=0.50, detractors=0.15, population_size=1000)
    448

    Source: Cochran 1977, eq. 4.1 and 4.2, with the variance of a score in place of pq.
    """

def nps_weighted(scores: ColumnLike, weights: ColumnLike, *, level: SupportsFloat | SupportsIndex = 0.95, missing_code: SupportsIndex | None = None, fractional: Literal["refuse", "half_open"] | None = "refuse") -> NpsWeighted:
    """
    The net promoter score of answers with weights: NPS = Σwᵢsᵢ/Σwᵢ with s = +1, 0, −1.

    Weights correct for who was asked or who answered; only their ratios matter. The variance is linearised, the
    interval normal and clipped to the scale. Rows with a missing weight or answer are left out and counted.

    Raises `length_mismatch`, `out_of_range` at the first negative weight or bad answer, `empty` if no row is
    complete, `undefined` if all weights are 0.

    >>> loyal = gw.survey.nps_weighted([9, 10, 3, 7], [2.0, 1.0, 1.0, 1.0])
    >>> print(loyal.score)
    0.400 (95% linearised -0.376 to 1.000, n = 4)
    >>> round(loyal.effective_n, 3)
    3.571

    Sources: Kish 1965, section 11.7; Särndal, Swensson & Wretman 1992, result 5.7.1.
    """

def poisson_rate(events: SupportsIndex, exposure: SupportsFloat | SupportsIndex, *, level: SupportsFloat | SupportsIndex = 0.95) -> Estimate:
    """
    A rate `events / exposure` with Garwood's exact Poisson interval; `n` is the number of events.

    The exposure is what the events are counted over: customer-days, contacts, months; it must be positive. No
    events give an interval that starts at exactly 0.

    >>> print(gw.estimate.poisson_rate(10, 200.0))
    0.050 (95% exact Poisson 0.024 to 0.092, n = 10)

    Source: Garwood 1936.
    """

def proportion(successes: SupportsIndex, n: SupportsIndex, *, level: SupportsFloat | SupportsIndex = 0.95, interval: Literal["wilson", "clopper_pearson", "agresti_coull", "jeffreys", "wald"] | None = "wilson") -> Estimate:
    """
    A share `successes / n` with its interval.

    The standard error is √(p(1 − p)/n) whichever interval is chosen. 0 successes give an interval that starts
    at exactly 0, n successes one that ends at exactly 1.

    Raises `undefined` if `n` is 0, `inconsistent` if `successes` exceeds `n`.

    >>> print(gw.estimate.proportion(81, 263))
    0.308 (95% Wilson 0.255 to 0.366, n = 263)
    >>> print(gw.estimate.proportion(0, 20, interval="clopper_pearson"))
    0.000 (95% Clopper-Pearson 0.000 to 0.168, n = 20)

    Sources: Wilson 1927; Clopper & Pearson 1934; Agresti & Coull 1998; Brown, Cai & DasGupta 2001.
    """

def proportion_difference(a: SupportsIndex, n_a: SupportsIndex, b: SupportsIndex, n_b: SupportsIndex, *, level: SupportsFloat | SupportsIndex = 0.95) -> Estimate:
    """
    The difference `a / n_a − b / n_b` of two independent shares, by Newcombe's hybrid score method 10.

    `n` of the result is `n_a + n_b`. Raises as `proportion` does, naming the group's parameter.

    >>> print(gw.estimate.proportion_difference(56, 70, 48, 80))
    0.200 (95% Newcombe 0.052 to 0.334, n = 150)

    Source: Newcombe 1998b, method 10 and table II.
    """

def retention(start: SupportsIndex, joined: SupportsIndex, lost: SupportsIndex, *, joined_lost: SupportsIndex | None = None, customer_days: SupportsFloat | SupportsIndex | None = None, days: SupportsFloat | SupportsIndex | None = None, level: SupportsFloat | SupportsIndex = 0.95, interval: Literal["wilson", "clopper_pearson", "agresti_coull", "jeffreys", "wald"] | None = "wilson") -> Estimate:
    """
    The share of the customers at the start who were still there at the end: retention of one closed cohort.

    (start − lost of the start) / start, which is 1 − churn on the base `start`. If customers joined, `joined_lost`
    must say how many of the lost were theirs, or 1 − churn is no retention.

    Raises `undefined` if `start` is 0, `inconsistent` if customers joined and `joined_lost` is not given.

    >>> print(gw.retention.retention(200, 50, 20, joined_lost=5))
    0.925 (95% Wilson 0.880 to 0.954, n = 200)
    """

def retention_from_counts(start: SupportsIndex, end: SupportsIndex, joined: SupportsIndex, *, level: SupportsFloat | SupportsIndex = 0.95, interval: Literal["wilson", "clopper_pearson", "agresti_coull", "jeffreys", "wald"] | None = "wilson") -> Estimate:
    """
    Retention from a period's opening, closing and new customers: (end − joined) / start.

    The form most dashboards use. It is the retention of the customers at the start only if none of those who joined
    left within the same period; otherwise it is too low.

    Raises `undefined` if `start` is 0, `inconsistent` if the counts contradict one another.

    >>> print(gw.retention.retention_from_counts(200, 230, 50))
    0.900 (95% Wilson 0.851 to 0.934, n = 200)
    """

def satisfaction(perceived: ColumnLike, expected: ColumnLike, *, level: SupportsFloat | SupportsIndex = 0.95, tolerance: SupportsFloat | SupportsIndex = 0.0) -> Satisfaction:
    """
    Satisfaction 客户满意度 over two columns, row by row one customer: ratio, gap and states, each with its interval.

    - `mean_of_ratios`: Σ(bᵢ/aᵢ)/n over aᵢ > 0, Student's t interval;
    - `ratio_of_means`: Σbᵢ/Σaᵢ, linearised;
    - `mean_gap`: Σ(bᵢ − aᵢ)/n, the paired t interval;
    - `above`, `equal`, `below`: shares with Wilson intervals; equal means within `tolerance`.

    Rows with a missing answer are left out and counted. The ratios need a scale that starts at 0.

    Raises `length_mismatch`, `out_of_range` at the first negative answer, `empty` if no row is complete.

    >>> got = gw.survey.satisfaction([9, 6, 8, 5, None], [8, 8, 8, 4, 9])
    >>> print(got.mean_of_ratios)
    1.031 (95% Student t 0.692 to 1.371, n = 4)
    >>> got.above.value, got.equal.value, got.below.value, got.missing
    (0.5, 0.25, 0.25, 1)

    Sources: Oliver 1980 (disconfirmation); Cochran 1977, eq. 6.4 (ratio of means).
    """

def satisfaction_gap(perceived: SupportsFloat | SupportsIndex, expected: SupportsFloat | SupportsIndex) -> float:
    """
    The disconfirmation gap b − a: what was perceived less what was expected, in the units of the scale.

    >>> gw.survey.satisfaction_gap(4.0, 4.5)
    -0.5

    Source: Oliver 1980.
    """

def satisfaction_ratio(perceived: SupportsFloat | SupportsIndex, expected: SupportsFloat | SupportsIndex) -> float:
    """
    Customer satisfaction C = b/a: what was perceived over what was expected.

    Above 1 the customer got more than expected, below 1 less. It needs a scale with a true zero.

    Raises `undefined` if nothing was expected.

    >>> gw.survey.satisfaction_ratio(9.0, 8.0)
    1.125
    """

def satisfaction_reversed(perceived: SupportsFloat | SupportsIndex, expected: SupportsFloat | SupportsIndex) -> float:
    """
    The circulating form "satisfaction = a − b", expectation less perception: always refused.

    It rises as customers grow unhappier. The message names the sound forms.

    >>> gw.survey.satisfaction_reversed(9.0, 8.0)
    Traceback (most recent call last):
        ...
    goodwill.error.GoodwillError: satisfaction_reversed: ...
    """

def satisfaction_state(perceived: SupportsFloat | SupportsIndex, expected: SupportsFloat | SupportsIndex, *, tolerance: SupportsFloat | SupportsIndex = 0.0) -> Literal["below", "equal", "above"]:
    """
    Whether perception is above, equal to or below expectation.

    Equal means within `tolerance` of it, in the units of the scale.

    >>> gw.survey.satisfaction_state(4.0, 4.5)
    'below'
    >>> gw.survey.satisfaction_state(4.0, 4.5, tolerance=0.5)
    'equal'

    Source: Oliver 1980.
    """
