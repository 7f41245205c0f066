"""What customers say: how they answer, whether they would recommend us, whether we kept what they expected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from goodwill import _frames, _goodwill, _survey_plots
from goodwill._goodwill import (
    AaporRates,
    Acsi,
    AcsiComparison,
    AcsiDifference,
    CategoryFit,
    CronbachAlpha,
    CurveLevel,
    CurveZone,
    DeliveredValue,
    DeliveredValues,
    DesignEffect,
    Driver,
    Drivers,
    FiveGaps,
    FrequencyRow,
    FrequencyTable,
    GroupComparison,
    GroupDeclaration,
    GroupDifference,
    GroupTest,
    Ipa,
    IpaItem,
    ItemAnalysis,
    ItemDeclaration,
    ItemScore,
    ItemStatistics,
    Kano,
    KanoContinuous,
    KanoCounts,
    KanoFuzzy,
    KanoPairs,
    LoyaltyElasticity,
    McDonaldOmega,
    Nps,
    NpsCounts,
    NpsOfUnits,
    NpsPaired,
    NpsWaves,
    NpsWeighted,
    OpportunityItem,
    PenaltyReward,
    PenaltyRewardItem,
    RecommendWillingness,
    Satisfaction,
    SatisfactionCurve,
    SatisfactionTrap,
    Scale,
    ScaleDeclaration,
    SecureCustomers,
    Servperf,
    ServperfDimension,
    ServperfItem,
    Servqual,
    ServqualDimension,
    ServqualItem,
    Speeding,
    StraightLining,
    SurveyDeclaration,
    Tally,
    Weighting,
    ZoneElasticity,
    aapor_rates,
    acsi,
    acsi_compare,
    acsi_from_means,
    bottom_box,
    compare_groups,
    cronbach_alpha,
    csat,
    delivered_value,
    delivered_values,
    design_effect,
    drivers,
    effort_score,
    five_gaps,
    frequency_table,
    ipa,
    ipa_derived,
    item_analysis,
    kano,
    kano_category,
    kano_continuous,
    kano_fuzzy,
    loyalty_elasticity,
    mcdonald_omega,
    mean_sample_size,
    mean_score,
    net_box,
    nps,
    nps_difference,
    nps_from_counts,
    nps_homogeneity,
    nps_of_units,
    nps_paired,
    nps_sample_size,
    nps_waves,
    nps_weighted,
    opportunity_score,
    opportunity_scores,
    penalty_reward,
    recommend_willingness,
    rescaled_score,
    response_rate,
    satisfaction,
    satisfaction_curve,
    satisfaction_gap,
    satisfaction_ratio,
    satisfaction_reversed,
    satisfaction_state,
    satisfaction_trap,
    secure_customers,
    servperf,
    servqual,
    share_sample_size,
    speeding,
    straight_lining,
    top_box,
)
from goodwill._rooms import claim
from goodwill._survey_object import Survey
from goodwill._survey_plots import DriverMeasure
from goodwill.typing import ColumnLike, FrameLike

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = [
    "AaporRates",
    "Acsi",
    "AcsiComparison",
    "AcsiDifference",
    "CategoryFit",
    "CronbachAlpha",
    "CurveLevel",
    "CurveZone",
    "DeliveredValue",
    "DeliveredValues",
    "DesignEffect",
    "Driver",
    "Drivers",
    "FiveGaps",
    "FrequencyRow",
    "FrequencyTable",
    "GroupComparison",
    "GroupDeclaration",
    "GroupDifference",
    "GroupTest",
    "Ipa",
    "IpaItem",
    "ItemAnalysis",
    "ItemDeclaration",
    "ItemScore",
    "ItemStatistics",
    "Kano",
    "KanoContinuous",
    "KanoCounts",
    "KanoFuzzy",
    "KanoPairs",
    "LoyaltyElasticity",
    "McDonaldOmega",
    "Nps",
    "NpsCounts",
    "NpsOfUnits",
    "NpsPaired",
    "NpsWaves",
    "NpsWeighted",
    "OpportunityItem",
    "PenaltyReward",
    "PenaltyRewardItem",
    "RecommendWillingness",
    "Satisfaction",
    "SatisfactionCurve",
    "SatisfactionTrap",
    "Scale",
    "ScaleDeclaration",
    "SecureCustomers",
    "Servperf",
    "ServperfDimension",
    "ServperfItem",
    "Servqual",
    "ServqualDimension",
    "ServqualItem",
    "Speeding",
    "StraightLining",
    "Survey",
    "SurveyDeclaration",
    "Tally",
    "Weighting",
    "ZoneElasticity",
    "aapor_rates",
    "acsi",
    "acsi_compare",
    "acsi_from_means",
    "bottom_box",
    "compare_groups",
    "cronbach_alpha",
    "csat",
    "delivered_value",
    "delivered_values",
    "design_effect",
    "drivers",
    "effort_score",
    "five_gaps",
    "frequency_table",
    "ipa",
    "ipa_derived",
    "item_analysis",
    "kano",
    "kano_category",
    "kano_continuous",
    "kano_fuzzy",
    "loyalty_elasticity",
    "mcdonald_omega",
    "mean_sample_size",
    "mean_score",
    "net_box",
    "nps",
    "nps_difference",
    "nps_from_counts",
    "nps_homogeneity",
    "nps_of_units",
    "nps_paired",
    "nps_sample_size",
    "nps_waves",
    "nps_weighted",
    "opportunity_score",
    "opportunity_scores",
    "penalty_reward",
    "plot_answers",
    "plot_drivers",
    "plot_importance",
    "plot_kano",
    "plot_nps",
    "plot_satisfaction_curve",
    "post_stratify",
    "rake",
    "recommend_willingness",
    "rescaled_score",
    "response_rate",
    "satisfaction",
    "satisfaction_curve",
    "satisfaction_gap",
    "satisfaction_ratio",
    "satisfaction_reversed",
    "satisfaction_state",
    "satisfaction_trap",
    "secure_customers",
    "servperf",
    "servqual",
    "share_sample_size",
    "speeding",
    "straight_lining",
    "top_box",
]

WeightTotal = Literal["respondents", "targets"]


def rake(
    data: FrameLike,
    targets: Mapping[str, Mapping[Any, float]],
    *,
    weights: str | ColumnLike | None = None,
    tolerance: float = 1e-10,
    most_rounds: int = 1000,
    total: WeightTotal = "respondents",
) -> Weighting:
    """Raking 加权: weights that make the sample agree with the margins of the population, one characteristic each.

    `data` is a table with a row a respondent, `targets` says for each of its columns what each category must sum to, as
    counts or as shares. Round by round, the weights of a category are multiplied by what brings their sum to its target.
    `weights` are those respondents came with. The weights made sum to the number of respondents, or to the total of the
    targets. A respondent with a gap is left out and counted.

    Raises `inconsistent` if a category has a target and no respondent or if counts disagree on the total, `out_of_range`
    for a category without a target or a negative one, `not_converged`, with words, if the margins cannot be met.

    >>> people = {"sex": ["f", "f", "f", "m", "m", "m"], "young": [True, True, False, True, True, False]}
    >>> got = gw.survey.rake(people, {"sex": {"f": 0.5, "m": 0.5}, "young": {True: 40, False: 60}})
    >>> got.weights.round(6).tolist()
    [0.6, 0.6, 1.8, 0.6, 0.6, 1.8]
    >>> got.report.split(",")[0]
    '2 margins met in 1 round'

    Source: Deming & Stephan 1940; Ireland & Kullback 1968.
    """
    asked: dict[str, Any] = {name: name for name in targets}
    columns = _frames.columns(data, asked)
    given = _frames.columns(data, {"weights": weights})["weights"] if isinstance(weights, str) else weights
    margins = [_margin(name, columns[name], of) for name, of in targets.items()]
    return _goodwill.rake_of(margins, given, tolerance, most_rounds, total)


def post_stratify(
    strata: ColumnLike,
    targets: Mapping[Any, float],
    *,
    weights: ColumnLike | None = None,
    total: WeightTotal = "respondents",
) -> Weighting:
    """Post-stratification 事后分层: weights that give each stratum its share of the population in one step.

    `strata` is the stratum of each respondent, `targets` what each must sum to. It is :func:`rake` with one margin.

    Raises as :func:`rake` does.

    >>> got = gw.survey.post_stratify(["new", "old", "old", "old"], {"new": 500, "old": 300}, total="targets")
    >>> got.weights.tolist()
    [500.0, 100.0, 100.0, 100.0]

    Source: Holt & Smith 1979.
    """
    return _goodwill.post_stratify_of(_margin("strata", strata, targets), weights, total)


def _margin(name: str, column: Any, targets: Mapping[Any, float]) -> tuple[str, Any, list[Any], list[float]]:
    pairs = list(targets.items())
    return str(name), column, [category for category, _ in pairs], [float(target) for _, target in pairs]


def plot_nps(score: Nps | NpsWeighted, *, ax: Axes | None = None) -> Axes:
    """Draws :func:`nps`: detractors, passives and promoters in one bar, and the score under it with its interval.

    The axis of the score goes from −100 to 100 points. Needs `goodwill[plot]`.

    >>> ax = gw.survey.plot_nps(gw.survey.nps([10, 9, 9, 8, 7, 6, 10, 3, 9, 10]))
    >>> ax.get_title()
    'Net promoter score 40.0'
    """
    return _survey_plots.nps(ax, score)


def plot_answers(tallies: Mapping[str, Tally], *, ax: Axes | None = None) -> Axes:
    """Draws the answers to several items, a bar for each, so that the middles of their scales lie on one line.

    Good answers reach to the right and bad ones to the left, whichever end of the scale is good; a middle answer lies
    half on either side. Needs `goodwill[plot]`.

    >>> price, service = gw.survey.Tally([2, 4, 5, 3], (1, 5)), gw.survey.Tally([4, 4, 5, 3], (1, 5))
    >>> ax = gw.survey.plot_answers({"price 价格": price, "service 服务": service})
    >>> ax.get_title()
    'Answers around the middle of their scales'
    """
    return _survey_plots.answers(ax, tallies)


def plot_kano(features: Mapping[str, Kano | KanoFuzzy], *, ax: Axes | None = None) -> Axes:
    """Draws :func:`kano` of several features: how far having each satisfies, against how far lacking it dissatisfies.

    The crosses are intervals; colour and shape say the category of the feature. Worse is drawn without its sign. A
    feature that all answers call reverse or questionable has no place on the map and is named under it. Needs `goodwill[plot]`.

    >>> app = gw.survey.kano([1, 1, 2, 2, 3, 1, 2, 2, 1, 2], [5, 3, 5, 5, 5, 5, 3, 5, 4, 5])
    >>> ax = gw.survey.plot_kano({"app 应用": app})
    >>> ax.get_ylabel()
    'better if present'
    """
    return _survey_plots.kano(ax, features)


def plot_importance(grid: Ipa, *, ax: Axes | None = None) -> Axes:
    """Draws :func:`ipa`: importance against performance, and with each attribute how certain its quadrant is.

    The crosses are intervals. Needs `goodwill[plot]`.

    >>> importance = {"speed": [5, 5, 4, 5], "looks": [2, 3, 2, 2], "price": [4, 5, 4, 4]}
    >>> performance = {"speed": [2, 1, 2, 3], "looks": [5, 4, 5, 4], "price": [4, 4, 5, 4]}
    >>> ax = gw.survey.plot_importance(gw.survey.ipa(importance, performance))
    >>> ax.get_title()
    'Importance and performance'
    """
    return _survey_plots.importance(ax, grid)


def plot_drivers(result: Drivers, *, measure: DriverMeasure = "share", ax: Axes | None = None) -> Axes:
    """Draws :func:`drivers`: a bar for each predictor with its interval, the strongest first.

    Needs `goodwill[plot]`.

    >>> answers = {"price": [3, 4, 2, 5, 4, 1, 3, 5, 2, 4], "service": [4, 4, 1, 5, 3, 2, 2, 4, 3, 5]}
    >>> ax = gw.survey.plot_drivers(gw.survey.drivers([4, 4, 1, 5, 4, 2, 3, 5, 3, 5], answers, resamples=200))
    >>> ax.get_title()
    'Shares of the explained variance (LMG)'
    """
    return _survey_plots.drivers(ax, result, measure)


def plot_satisfaction_curve(
    curve: SatisfactionCurve, *, zones: Sequence[str] | None = None, ax: Axes | None = None
) -> Axes:
    """Draws :func:`satisfaction_curve`: mean loyalty at each answer with its interval, and the curve that never falls.

    `zones` names the zones from the lowest; three are defection, indifference and affection if they are not named.
    Needs `goodwill[plot]`.

    >>> satisfaction, loyalty = [1, 1, 2, 2, 3, 3, 4, 4, 5, 5], [0.1, 0, 0.3, 0.3, 0.5, 0.6, 0.8, 0.8, 0.8, 0.8]
    >>> curve = gw.survey.satisfaction_curve(satisfaction, loyalty, cuts=[4])
    >>> ax = gw.survey.plot_satisfaction_curve(curve, zones=["up to 4", "4 and more"])
    >>> ax.get_title()
    'Loyalty by satisfaction'
    """
    return _survey_plots.curve(ax, curve, zones)


claim(__name__)
