"""What customers say: would they recommend us, did we keep what they expected?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from goodwill import _frames, _goodwill
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
    Ipa,
    IpaItem,
    ItemAnalysis,
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
    NpsWeighted,
    OpportunityItem,
    PenaltyReward,
    PenaltyRewardItem,
    Satisfaction,
    SatisfactionCurve,
    SatisfactionTrap,
    Scale,
    Servperf,
    ServperfDimension,
    ServperfItem,
    Servqual,
    ServqualDimension,
    ServqualItem,
    Speeding,
    StraightLining,
    Tally,
    Weighting,
    ZoneElasticity,
    aapor_rates,
    acsi,
    acsi_compare,
    acsi_from_means,
    cronbach_alpha,
    delivered_value,
    delivered_values,
    design_effect,
    drivers,
    five_gaps,
    ipa,
    ipa_derived,
    item_analysis,
    kano,
    kano_category,
    kano_continuous,
    kano_fuzzy,
    loyalty_elasticity,
    mcdonald_omega,
    nps,
    nps_difference,
    nps_from_counts,
    nps_homogeneity,
    nps_of_units,
    nps_paired,
    nps_sample_size,
    nps_weighted,
    opportunity_score,
    opportunity_scores,
    penalty_reward,
    response_rate,
    satisfaction,
    satisfaction_curve,
    satisfaction_gap,
    satisfaction_ratio,
    satisfaction_reversed,
    satisfaction_state,
    satisfaction_trap,
    servperf,
    servqual,
    speeding,
    straight_lining,
)
from goodwill._rooms import claim
from goodwill.typing import ColumnLike, FrameLike

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
    "Ipa",
    "IpaItem",
    "ItemAnalysis",
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
    "NpsWeighted",
    "OpportunityItem",
    "PenaltyReward",
    "PenaltyRewardItem",
    "Satisfaction",
    "SatisfactionCurve",
    "SatisfactionTrap",
    "Scale",
    "Servperf",
    "ServperfDimension",
    "ServperfItem",
    "Servqual",
    "ServqualDimension",
    "ServqualItem",
    "Speeding",
    "StraightLining",
    "Tally",
    "Weighting",
    "ZoneElasticity",
    "aapor_rates",
    "acsi",
    "acsi_compare",
    "acsi_from_means",
    "cronbach_alpha",
    "delivered_value",
    "delivered_values",
    "design_effect",
    "drivers",
    "five_gaps",
    "ipa",
    "ipa_derived",
    "item_analysis",
    "kano",
    "kano_category",
    "kano_continuous",
    "kano_fuzzy",
    "loyalty_elasticity",
    "mcdonald_omega",
    "nps",
    "nps_difference",
    "nps_from_counts",
    "nps_homogeneity",
    "nps_of_units",
    "nps_paired",
    "nps_sample_size",
    "nps_weighted",
    "opportunity_score",
    "opportunity_scores",
    "penalty_reward",
    "post_stratify",
    "rake",
    "response_rate",
    "satisfaction",
    "satisfaction_curve",
    "satisfaction_gap",
    "satisfaction_ratio",
    "satisfaction_reversed",
    "satisfaction_state",
    "satisfaction_trap",
    "servperf",
    "servqual",
    "speeding",
    "straight_lining",
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


claim(__name__)
