"""
The compiled part of goodwill; use the rooms of the package instead.
"""

from _typeshed import SupportsGetItem
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from goodwill._progress import Progress
from goodwill.model import Model
from goodwill.typing import AnswersLike, ColumnLike, DateLike, ItemsLike, PairsLike, ScaleLike, WindowLike
from numpy import bool_, datetime64, float64, uint32, uintp
from numpy.typing import NDArray
from os import PathLike
from typing import Any, Final, Literal, SupportsFloat, SupportsIndex, final

__all__ = ["__version__", "AaporRates", "AbcClasses", "AbcRow", "Acsi", "AcsiComparison", "AcsiDifference", "AliveGroup", "AlivePoint", "ApostleModel", "Assessment", "CalibrationHoldout", "CalibrationRow", "CalibrationTable", "CategoryFit", "Churn", "ChurnCost", "ChurnDecomposition", "ChurnReason", "ChurnReasons", "Cltv", "ComparedModel", "Concentration", "CovariateCore", "CovariatePosteriorCore", "CronbachAlpha", "CurveLevel", "CurveSection", "CurveZone", "CustomersForShare", "DataSummary", "DeliveredValue", "DeliveredValues", "DesignEffect", "Driver", "DriverSection", "Drivers", "Estimate", "FitSummary", "FitWarning", "FiveGaps", "ForecastError", "FrequencyRow", "FrequencyTable", "Gini", "GroupComparison", "GroupDeclaration", "GroupDifference", "GroupEffect", "GroupScore", "GroupSection", "GroupTest", "Growth", "GrowthPeriod", "Herfindahl", "HistoricValue", "Histories", "HistoryGrid", "HistoryTally", "HoldoutRow", "HoldoutTable", "HoldoutTally", "ImportanceSection", "Indicator", "Intake", "InterpurchaseTime", "Interval", "Ipa", "IpaItem", "ItemAnalysis", "ItemDeclaration", "ItemScore", "ItemStatistics", "ItemSummary", "Kano", "KanoContinuous", "KanoCounts", "KanoFeature", "KanoFuzzy", "KanoPairs", "LiteralCltv", "LorenzCurve", "LoyaltyElasticity", "LoyaltyMatrix", "LoyaltyPyramid", "LoyaltyScores", "LoyaltyShares", "LoyaltyTypes", "McDonaldOmega", "ModelCandidate", "ModelComparison", "ModelCore", "ModelSection", "NotComputed", "Nps", "NpsCounts", "NpsOfUnits", "NpsPaired", "NpsWaves", "NpsWeighted", "OpportunityItem", "OrderCount", "OrderIntake", "OrderRatios", "OrderValue", "OrdersPerCustomer", "Outlook", "Parameter", "PathCore", "PenaltyReward", "PenaltyRewardItem", "PosteriorCore", "PosteriorParameter", "PosteriorRates", "PosteriorSummary", "PosteriorWarning", "PurchaseFrequency", "Purchases", "PyramidRow", "RecommendWillingness", "ReliabilitySection", "RenewalTally", "RepeatRate", "Satisfaction", "SatisfactionCurve", "SatisfactionTrap", "Scale", "ScaleDeclaration", "SecureCustomers", "Servperf", "ServperfDimension", "ServperfItem", "Servqual", "ServqualDimension", "ServqualItem", "ServqualSection", "SimulatedContracts", "SimulatedHistories", "Speeding", "SpendIndependence", "SpendTally", "StraightLining", "StreamColumn", "SurveyAssessment", "SurveyData", "SurveyDeclaration", "SurveySection", "Table", "Tally", "TestResult", "Theil", "TierRow", "TierSection", "TierTable", "Tiers", "TimeVaryingCore", "Tracking", "TrackingPeriod", "TrackingTotal", "ValueGroup", "ValueOutlook", "WaveChange", "Weighting", "Window", "YearlyActivity", "ZoneElasticity", "aapor_rates", "abc_classes", "acsi", "acsi_compare", "acsi_from_means", "alive_of", "apostle_model", "apostle_segment", "assess_purchases", "bottom_box", "calibration_holdout_of", "calibration_of", "choice_names", "churn", "churn_annualised", "churn_cost", "churn_daily", "churn_decomposition", "churn_reasons", "circulating_purchases", "cltv", "cltv_finite", "cltv_historic", "cltv_literal", "coefficient_names", "compare_fits", "compare_groups", "concentration", "cronbach_alpha", "csat", "customers_for_share", "delivered_value", "delivered_values", "design_effect", "drivers", "effort_score", "error_codes", "fit_model", "fit_time_varying", "fit_with_covariates", "five_gaps", "forecast_error_of", "frequency_table", "gini", "grid_of", "growth_accounting", "growth_from_periods", "herfindahl", "histories_of", "holdout_of", "implied_repeat_rate", "interpurchase_time", "ipa", "ipa_derived", "item_analysis", "kano", "kano_category", "kano_continuous", "kano_fuzzy", "likelihood_ratio_of", "lorenz_curve", "loyalty_elasticity", "loyalty_matrix", "loyalty_pyramid", "loyalty_quadrant", "loyalty_score", "loyalty_scores", "loyalty_type", "loyalty_types", "margin_multiple", "mcdonald_omega", "mean", "mean_sample_size", "mean_score", "net_box", "nps", "nps_difference", "nps_from_counts", "nps_homogeneity", "nps_of_units", "nps_paired", "nps_sample_size", "nps_waves", "nps_weighted", "opportunity_score", "opportunity_scores", "order_ratios", "order_value", "parameter_names", "penalty_reward", "per_year", "poisson_rate", "post_stratify_of", "posterior_of", "posterior_with_covariates", "proportion", "proportion_difference", "purchase_frequency", "purchase_tier_table", "purchase_tiers", "pyramid_level", "rake_of", "recommend_willingness", "repeat_from_counts", "repeat_rate", "rescaled_score", "response_rate", "retention", "retention_from_counts", "revenue_per_buyer", "satisfaction", "satisfaction_curve", "satisfaction_gap", "satisfaction_ratio", "satisfaction_reversed", "satisfaction_state", "satisfaction_trap", "secure_customers", "servperf", "servqual", "share_sample_size", "simulate_contracts", "simulate_of", "simulate_spend", "speeding", "straight_lining", "stream_columns", "theil", "tier", "tier_table_of", "tiers_by", "tiers_of", "top_box", "top_k_share", "top_share", "tracking_of", "unknown_column", "yearly_activity"]

__version__: Final[str]

@final
class AaporRates:
    """
    The outcome rates of a sample, each in [0, 1]. `n` of each is its denominator, rounded; a rate whose denominator is 0
    is NaN.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, rr1: Estimate, rr2: Estimate, rr3: Estimate, rr4: Estimate, rr5: Estimate, rr6: Estimate, coop1: Estimate, coop2: Estimate, coop3: Estimate, coop4: Estimate, ref1: Estimate, ref2: Estimate, ref3: Estimate, con1: Estimate, con2: Estimate, con3: Estimate, eligibility: float, cases: int) -> AaporRates: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def cases(self, /) -> int:
        """
        All cases, the ineligible among them.
        """
    @property
    def con1(self, /) -> Estimate:
        """
        Contact rate 1: the reached over all cases that are or may be eligible.
        """
    @property
    def con2(self, /) -> Estimate:
        """
        Contact rate 2: the reached over the cases that are or, by e, are likely to be eligible.
        """
    @property
    def con3(self, /) -> Estimate:
        """
        Contact rate 3: the reached over the cases known to be eligible.
        """
    @property
    def coop1(self, /) -> Estimate:
        """
        Cooperation rate 1: complete interviews over all who were reached.
        """
    @property
    def coop2(self, /) -> Estimate:
        """
        Cooperation rate 2: as 1, with partial interviews counted as responses.
        """
    @property
    def coop3(self, /) -> Estimate:
        """
        Cooperation rate 3: complete interviews over those reached who could have answered.
        """
    @property
    def coop4(self, /) -> Estimate:
        """
        Cooperation rate 4: as 3, with partial interviews counted as responses.
        """
    @property
    def eligibility(self, /) -> float:
        """
        The share e of the cases of unknown eligibility that counts as eligible.
        """
    @property
    def ref1(self, /) -> Estimate:
        """
        Refusal rate 1: refusals over all cases that are or may be eligible.
        """
    @property
    def ref2(self, /) -> Estimate:
        """
        Refusal rate 2: refusals over the cases that are or, by e, are likely to be eligible.
        """
    @property
    def ref3(self, /) -> Estimate:
        """
        Refusal rate 3: refusals over the cases known to be eligible.
        """
    @property
    def rr1(self, /) -> Estimate:
        """
        Response rate 1, the least: complete interviews over all cases that are or may be eligible.
        """
    @property
    def rr2(self, /) -> Estimate:
        """
        Response rate 2: as 1, with partial interviews counted as responses.
        """
    @property
    def rr3(self, /) -> Estimate:
        """
        Response rate 3: complete interviews over the cases that are or, by e, are likely to be eligible.
        """
    @property
    def rr4(self, /) -> Estimate:
        """
        Response rate 4: as 3, with partial interviews counted as responses.
        """
    @property
    def rr5(self, /) -> Estimate:
        """
        Response rate 5: complete interviews over the cases known to be eligible.
        """
    @property
    def rr6(self, /) -> Estimate:
        """
        Response rate 6, the greatest: as 5, with partial interviews counted as responses.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class AbcClasses:
    """
    Every customer's class, and the classes.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, abc_class: Sequence[Literal["a", "b", "c"] | None], rows: tuple[AbcRow, ...], missing: int) -> AbcClasses: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def abc_class(self, /) -> tuple[Literal["a", "b", "c"] | None, ...]:
        """
        The class of each customer, in the order given; none where the amount is missing.
        """
    @property
    def missing(self, /) -> int:
        """
        Customers without an amount.
        """
    @property
    def rows(self, /) -> tuple[AbcRow, ...]:
        """
        Classes A, B and C.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class AbcRow:
    """
    One ABC class.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, abc_class: Literal["a", "b", "c"], customers: int, customer_share: float, amount: float, amount_share: float) -> AbcRow: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def abc_class(self, /) -> Literal["a", "b", "c"]:
        """
        The class.
        """
    @property
    def amount(self, /) -> float:
        """
        What they hold.
        """
    @property
    def amount_share(self, /) -> float:
        """
        Their share of the total.
        """
    @property
    def customer_share(self, /) -> float:
        """
        Their share of the customers.
        """
    @property
    def customers(self, /) -> int:
        """
        Customers in it.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class Acsi:
    """
    A satisfaction index.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, index: Estimate, ratings: Sequence[Estimate], n: int, effective_n: float, missing: int, small_sample: bool) -> Acsi: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def effective_n(self, /) -> float:
        """
        Kish's effective number of respondents; `n` without weights.
        """
    @property
    def index(self, /) -> Estimate:
        """
        The index, in [0, 100].
        """
    @property
    def missing(self, /) -> int:
        """
        Respondents with a rating or the weight missing.
        """
    @property
    def n(self, /) -> int:
        """
        The number of respondents with every rating.
        """
    @property
    def ratings(self, /) -> tuple[Estimate, ...]:
        """
        The mean of each rating, on its scale.
        """
    @property
    def small_sample(self, /) -> bool:
        """
        Whether there are fewer than 30 effective respondents.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class AcsiComparison:
    """
    An index and its distance to each reference that was given.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, current: Estimate, differences: Sequence[AcsiDifference]) -> AcsiComparison: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def current(self, /) -> Estimate:
        """
        The own index.
        """
    @property
    def differences(self, /) -> tuple[AcsiDifference, ...]:
        """
        The differences: past, rival, index, as far as given.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class AcsiDifference:
    """
    The distance of an index to one reference.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, reference: Literal["past", "rival", "index"], value: float, difference: Estimate, p_value: float) -> AcsiDifference: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def difference(self, /) -> Estimate:
        """
        The own index less the reference, in points.
        """
    @property
    def p_value(self, /) -> float:
        """
        The probability of a difference at least that far from 0 if there were none; NaN where no uncertainty is known.
        """
    @property
    def reference(self, /) -> Literal["past", "rival", "index"]:
        """
        What is compared with.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """
    @property
    def value(self, /) -> float:
        """
        The value of the reference.
        """

@final
class AliveGroup:
    """
    Customers whose P(alive) lies in a tenth of [0, 1].
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, lower: float, upper: float, customers: int) -> AliveGroup: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def customers(self, /) -> int:
        """
        Customers.
        """
    @property
    def lower(self, /) -> float:
        """
        P(alive) from here …
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """
    @property
    def upper(self, /) -> float:
        """
        … to here; the last group includes 1.
        """

@final
class AlivePoint:
    """
    P(alive) on a day, given what had been seen by its end.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, day: date, frequency: int, probability_alive: float) -> AlivePoint: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def day(self, /) -> date:
        """
        The day.
        """
    @property
    def frequency(self, /) -> int:
        """
        Repeat purchases up to and on that day.
        """
    @property
    def probability_alive(self, /) -> float:
        """
        P(alive | the history as of that day).
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class ApostleModel:
    """
    Customers by satisfaction and loyalty.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, segment: Sequence[Literal["apostle", "loyalist", "mercenary", "hostage", "defector", "terrorist"] | None], apostle: Estimate, loyalist: Estimate, mercenary: Estimate, hostage: Estimate, defector: Estimate, terrorist: Estimate, n: int, missing: int, effective_n: float) -> ApostleModel: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def apostle(self, /) -> Estimate:
        """
        The share of apostles, in [0, 1]; 0 where they are not told apart.
        """
    @property
    def defector(self, /) -> Estimate:
        """
        The share of defectors who are no terrorists, in [0, 1].
        """
    @property
    def effective_n(self, /) -> float:
        """
        Kish's effective number of customers; `n` without weights.
        """
    @property
    def hostage(self, /) -> Estimate:
        """
        The share of hostages, in [0, 1].
        """
    @property
    def loyalist(self, /) -> Estimate:
        """
        The share of the other loyalists, in [0, 1].
        """
    @property
    def mercenary(self, /) -> Estimate:
        """
        The share of mercenaries, in [0, 1].
        """
    @property
    def missing(self, /) -> int:
        """
        Customers without one.
        """
    @property
    def n(self, /) -> int:
        """
        Customers with a segment.
        """
    @property
    def segment(self, /) -> tuple[Literal["apostle", "loyalist", "mercenary", "hostage", "defector", "terrorist"] | None, ...]:
        """
        The segment of each customer; `None` where an answer or the weight is missing.
        """
    @property
    def terrorist(self, /) -> Estimate:
        """
        The share of terrorists, in [0, 1]; 0 where they are not told apart.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class Assessment:
    """
    Every indicator the inputs allow, with its interval.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, schema: str, goodwill: str, level: float, data: DataSummary, indicators: Sequence[Indicator], periods: Sequence[GrowthPeriod], orders_per_customer: Sequence[OrdersPerCustomer], tiers: TierSection | None, concentration: Concentration | None, models: ModelSection | None, survey: SurveySection | None, findings: Sequence[str], not_computed: Sequence[NotComputed]) -> Assessment: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def concentration(self, /) -> Concentration | None:
        """
        How revenue is spread; absent without amounts.
        """
    @property
    def data(self, /) -> DataSummary:
        """
        What the data are.
        """
    @property
    def findings(self, /) -> tuple[str, ...]:
        """
        The main results in plain sentences.
        """
    @property
    def goodwill(self, /) -> str:
        """
        The version of the library.
        """
    def indicator(self, /, metric: str) -> Indicator | None:
        """
        The first indicator of that metric, or None.
        """
    @property
    def indicators(self, /) -> tuple[Indicator, ...]:
        """
        The scalar indicators.
        """
    @property
    def level(self, /) -> float:
        """
        The confidence level of every interval.
        """
    @property
    def models(self, /) -> ModelSection | None:
        """
        What probability models make of the orders: the future of the customers.
        """
    @property
    def not_computed(self, /) -> tuple[NotComputed, ...]:
        """
        What could not be computed, and what it needs.
        """
    @property
    def orders_per_customer(self, /) -> tuple[OrdersPerCustomer, ...]:
        """
        Customers by their number of orders.
        """
    @property
    def periods(self, /) -> tuple[GrowthPeriod, ...]:
        """
        Growth accounting, retention, orders and revenue by period.
        """
    @property
    def schema(self, /) -> str:
        """
        The name and version of this form: `SCHEMA`.
        """
    @property
    def survey(self, /) -> SurveySection | None:
        """
        What the survey says; absent without one.
        """
    @property
    def tiers(self, /) -> TierSection | None:
        """
        Customers by tier.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """
    def to_html(self, /) -> str:
        """
        The report: one self-contained page with charts.
        """
    def to_json(self, /) -> str:
        """
        The assessment as JSON, in the published schema.
        """

@final
class CalibrationHoldout:
    """
    Histories up to the end of a calibration period, and what the same customers did in the holdout period after it.
    """
    __match_args__: Final[tuple[str, ...]]
    def __arrow_c_stream__(self, /, requested_schema: Any | None = None) -> object:
        """
        Calibration histories and holdout purchases as an Arrow stream, one row a customer.
        """
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __len__(self, /) -> int:
        """
        The number of customers.
        """
    def __new__(cls, /, calibration: Histories, holdout_frequency: NDArray[uint32], holdout_monetary_value: NDArray[float64], holdout_duration: float, observation_end: date) -> CalibrationHoldout: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def calibration(self, /) -> Histories:
        """
        The calibration period, as of its last day.
        """
    @property
    def holdout_duration(self, /) -> float:
        """
        The length of the holdout period, in `calibration.unit`; the same for every customer.
        """
    @property
    def holdout_frequency(self, /) -> NDArray[uint32]:
        """
        Purchase occasions of each customer of `calibration` in the holdout period.
        """
    @property
    def holdout_monetary_value(self, /) -> NDArray[float64]:
        """
        Mean amount of those occasions; NaN where there is none, and for orders without money.
        """
    @property
    def observation_end(self, /) -> date:
        """
        The last day of the holdout period.
        """
    def table(self, /, customer: str) -> Table:
        """
        Calibration histories and holdout purchases as a table whose customers are called `customer`.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class CalibrationRow:
    """
    Customers with a number of repeat purchases.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, frequency: int, or_more: bool, actual: float, expected: float) -> CalibrationRow: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def actual(self, /) -> float:
        """
        Customers who made as many; their weight where they are weighted.
        """
    @property
    def expected(self, /) -> float:
        """
        Customers the model expects to make as many.
        """
    @property
    def frequency(self, /) -> int:
        """
        The number of repeat purchases.
        """
    @property
    def or_more(self, /) -> bool:
        """
        Whether more count here too: the last row.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class CalibrationTable:
    """
    Customers by their number of repeat purchases: counted and expected.
    """
    __match_args__: Final[tuple[str, ...]]
    def __arrow_c_stream__(self, /, requested_schema: Any | None = None) -> object:
        """
        The rows as an Arrow stream.
        """
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, rows: Sequence[CalibrationRow], customers: float) -> CalibrationTable: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def customers(self, /) -> float:
        """
        All customers, by weight: the sum of either column.
        """
    @property
    def rows(self, /) -> tuple[CalibrationRow, ...]:
        """
        From no repeat purchase up to the censoring number and more.
        """
    def table(self, /) -> Table:
        """
        The rows as a table.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class CategoryFit:
    """
    One category of one margin, before and after weighting.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, margin: str, category: str, respondents: int, target: float, before: float, after: float) -> CategoryFit: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def after(self, /) -> float:
        """
        Its share of the respondents, by the weights they leave with.
        """
    @property
    def before(self, /) -> float:
        """
        Its share of the respondents, by the weights they came with.
        """
    @property
    def category(self, /) -> str:
        """
        The category, as a text.
        """
    @property
    def margin(self, /) -> str:
        """
        The name of the margin.
        """
    @property
    def respondents(self, /) -> int:
        """
        Respondents in it.
        """
    @property
    def target(self, /) -> float:
        """
        Its share of the population, in [0, 1].
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

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
    def __new__(cls, /, change: Estimate, mix: Estimate, rate: Estimate, groups: Sequence[GroupEffect]) -> ChurnDecomposition: ...
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
    def __new__(cls, /, rows: Sequence[ChurnReason], lost: int, missing: int, vital_few: int) -> ChurnReasons: ...
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
class Cltv:
    """
    A lifetime value and the multiple it rests on.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, cltv: Estimate, multiple: Estimate, first_payment: Literal["end_of_period", "immediate"]) -> Cltv: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def cltv(self, /) -> Estimate:
        """
        Lifetime value of one customer, net of the acquisition cost, in the unit of the margin.
        """
    @property
    def first_payment(self, /) -> Literal["end_of_period", "immediate"]:
        """
        When the first margin falls.
        """
    @property
    def multiple(self, /) -> Estimate:
        """
        Discounted expected number of margins: what one unit of margin per period is worth.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class ComparedModel:
    """
    One model of a comparison.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, model: Literal["sbg", "bdw", "nbd", "bg_nbd", "mbg_nbd", "pareto_nbd", "bg_bb", "gamma_gamma"], parameters: int, log_likelihood: float, aic: float, bic: float, delta_aic: float, akaike_weight: float, chosen: bool) -> ComparedModel: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def aic(self, /) -> float:
        """
        Akaike's information criterion.
        """
    @property
    def akaike_weight(self, /) -> float:
        """
        Its Akaike weight: exp(−ΔAIC/2), in shares of the sum.
        """
    @property
    def bic(self, /) -> float:
        """
        The Bayesian information criterion.
        """
    @property
    def chosen(self, /) -> bool:
        """
        Whether its AIC is the lowest; of equals the first.
        """
    @property
    def delta_aic(self, /) -> float:
        """
        How far its AIC is above the lowest.
        """
    @property
    def log_likelihood(self, /) -> float:
        """
        Its log-likelihood.
        """
    @property
    def model(self, /) -> Literal["sbg", "bdw", "nbd", "bg_nbd", "mbg_nbd", "pareto_nbd", "bg_bb", "gamma_gamma"]:
        """
        Which model.
        """
    @property
    def parameters(self, /) -> int:
        """
        How many parameters it has.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class Concentration:
    """
    All measures of concentration of one base of customers.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, customers: int, missing: int, total: float, gini: Gini, theil: Theil, herfindahl: Herfindahl, top_1_percent: Estimate, top_10_percent: Estimate, top_20_percent: Estimate, customers_for_80: CustomersForShare, abc: tuple[AbcRow, ...], lorenz: LorenzCurve) -> Concentration: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def abc(self, /) -> tuple[AbcRow, ...]:
        """
        Classes A (to 80 % of the total), B (to 95 %) and C.
        """
    @property
    def customers(self, /) -> int:
        """
        Customers with an amount; 0 is one.
        """
    @property
    def customers_for_80(self, /) -> CustomersForShare:
        """
        How few customers hold 80 % of the total.
        """
    @property
    def gini(self, /) -> Gini:
        """
        The Gini coefficient.
        """
    @property
    def herfindahl(self, /) -> Herfindahl:
        """
        The Herfindahl–Hirschman index and the effective number of customers.
        """
    @property
    def lorenz(self, /) -> LorenzCurve:
        """
        The Lorenz curve at every percent of the customers.
        """
    @property
    def missing(self, /) -> int:
        """
        Customers without; left out.
        """
    @property
    def theil(self, /) -> Theil:
        """
        The Theil index.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """
    @property
    def top_10_percent(self, /) -> Estimate:
        """
        The share that the largest 10 % hold.
        """
    @property
    def top_1_percent(self, /) -> Estimate:
        """
        The share of the total that the largest 1 % of the customers hold.
        """
    @property
    def top_20_percent(self, /) -> Estimate:
        """
        The share that the largest 20 % hold.
        """
    @property
    def total(self, /) -> float:
        """
        The sum of the amounts.
        """

@final
class CovariateCore:
    """
    A fit with covariates.
    """
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def base(self, /) -> ModelCore:
        """
        The model of a customer whose covariates are all 0.
        """
    @property
    def dropout(self, /) -> list[str]:
        """
        The names of the covariates of the dropout process.
        """
    @staticmethod
    def from_json(text: str) -> CovariateCore:
        """
        The fit that was written as JSON.
        """
    def model_for(self, /, purchase: SupportsGetItem[int, SupportsFloat | SupportsIndex], dropout: SupportsGetItem[int, SupportsFloat | SupportsIndex]) -> ModelCore:
        """
        The model of a customer with these covariates.
        """
    def predict(self, /, verb: str, arguments: dict[str, Any], purchase: SupportsGetItem[int, Any], dropout: SupportsGetItem[int, Any], terms: dict[str, Any] | None = None) -> Any:
        """
        What a verb says with its interval: an estimate, or a table of values and intervals.
        """
    @property
    def purchase(self, /) -> list[str]:
        """
        The names of the covariates of the purchase process.
        """
    @property
    def summary(self, /) -> FitSummary:
        """
        What the fit found.
        """
    @property
    def test(self, /) -> TestResult | None:
        """
        The likelihood-ratio test of no covariate having any effect.
        """
    def to_json(self, /) -> str:
        """
        The fit as JSON.
        """
    @property
    def unit(self, /) -> Literal["day", "week", "month", "year"] | None:
        """
        The unit of the times.
        """
    @property
    def without(self, /) -> FitSummary:
        """
        The fit without covariates.
        """
    @property
    def words(self, /) -> str:
        """
        The fit in words.
        """

@final
class CovariatePosteriorCore:
    """
    Draws of base parameters and coefficients of a model with covariates.
    """
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def draws(self, /) -> NDArray[float64]:
        """
        The draws, one after the other.
        """
    @property
    def dropout(self, /) -> list[str]:
        """
        The names of the covariates of the dropout process.
        """
    @staticmethod
    def from_json(text: str) -> CovariatePosteriorCore:
        """
        The posterior that was written as JSON.
        """
    def posterior_for(self, /, purchase: SupportsGetItem[int, SupportsFloat | SupportsIndex], dropout: SupportsGetItem[int, SupportsFloat | SupportsIndex]) -> PosteriorCore:
        """
        The posterior of the model of a customer with these covariates.
        """
    def predict(self, /, verb: str, arguments: dict[str, Any], purchase: SupportsGetItem[int, Any], dropout: SupportsGetItem[int, Any], terms: dict[str, Any] | None = None) -> Any:
        """
        What a verb says over all draws: an estimate, or a table of values and intervals.
        """
    @property
    def purchase(self, /) -> list[str]:
        """
        The names of the covariates of the purchase process.
        """
    @property
    def summary(self, /) -> PosteriorSummary:
        """
        What it says.
        """
    def thinned(self, /, draws: SupportsIndex) -> CovariatePosteriorCore:
        """
        The same with that many draws of one weight.
        """
    def to_json(self, /) -> str:
        """
        The posterior as JSON.
        """
    @property
    def weights(self, /) -> NDArray[float64]:
        """
        The weights of the draws.
        """

@final
class CronbachAlpha:
    """
    Coefficient alpha of a set of items.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, alpha: Estimate, standardised: float, mean_correlation: float, items: int, n: int, missing: int, effective_n: float, small_sample: bool) -> CronbachAlpha: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def alpha(self, /) -> Estimate:
        """
        α of the answers as they are, from covariances: at most 1, negative where items pull against each other.
        """
    @property
    def effective_n(self, /) -> float:
        """
        Kish's effective number of respondents: what the weights leave of `n`.
        """
    @property
    def items(self, /) -> int:
        """
        The number of items.
        """
    @property
    def mean_correlation(self, /) -> float:
        """
        The mean correlation of two items; NaN if an item does not vary.
        """
    @property
    def missing(self, /) -> int:
        """
        Respondents with an answer or the weight missing: they are left out.
        """
    @property
    def n(self, /) -> int:
        """
        Respondents who answered every item.
        """
    @property
    def small_sample(self, /) -> bool:
        """
        Whether there are fewer than 30 respondents.
        """
    @property
    def standardised(self, /) -> float:
        """
        α of the answers in standard deviations, from correlations; NaN if an item does not vary.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class CurveLevel:
    """
    The respondents of one level of satisfaction.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, satisfaction: float, loyalty: Estimate, isotonic: float) -> CurveLevel: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def isotonic(self, /) -> float:
        """
        The isotonic fit: the nearest curve that never falls.
        """
    @property
    def loyalty(self, /) -> Estimate:
        """
        Their mean loyalty.
        """
    @property
    def satisfaction(self, /) -> float:
        """
        The answer.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class CurveSection:
    """
    How loyalty goes with satisfaction.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, satisfaction: str, loyalty: str, curve: SatisfactionCurve) -> CurveSection: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def curve(self, /) -> SatisfactionCurve:
        """
        The curve and its zones: below the middle of the scale, up to three quarters of it, above.
        """
    @property
    def loyalty(self, /) -> str:
        """
        The item of loyalty, on the scale of 0 to 1.
        """
    @property
    def satisfaction(self, /) -> str:
        """
        The item of satisfaction.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class CurveZone:
    """
    One zone of the curve: from its lower end, which belongs to it, to its upper end, which does not unless it is the
    highest answer.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, start: float, end: float, share: Estimate, loyalty: Estimate, slope: Estimate) -> CurveZone: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def end(self, /) -> float:
        """
        Where it ends: a cut, or the highest answer.
        """
    @property
    def loyalty(self, /) -> Estimate:
        """
        Their mean loyalty.
        """
    @property
    def share(self, /) -> Estimate:
        """
        The share of the respondents in it.
        """
    @property
    def slope(self, /) -> Estimate:
        """
        How much loyalty a point of satisfaction brings in it, in units of loyalty per unit of satisfaction.
        """
    @property
    def start(self, /) -> float:
        """
        Where it starts: a cut, or the lowest answer.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class CustomersForShare:
    """
    How few customers hold a share of the total.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, customers: int, fraction: Estimate, share: float, missing: int) -> CustomersForShare: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def customers(self, /) -> int:
        """
        The smallest number of customers that hold at least the share.
        """
    @property
    def fraction(self, /) -> Estimate:
        """
        These customers as a share of all.
        """
    @property
    def missing(self, /) -> int:
        """
        Customers without an amount; left out.
        """
    @property
    def share(self, /) -> float:
        """
        The share of the total that they hold: at least the one asked for.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class DataSummary:
    """
    What the data are.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, first_day: date, last_day: date, as_of: date, customers: int, orders: int, has_amounts: bool, revenue: float, intake: Intake, notes: Sequence[str]) -> DataSummary: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def as_of(self, /) -> date:
        """
        The last day observed.
        """
    @property
    def customers(self, /) -> int:
        """
        Customers with at least one order.
        """
    @property
    def first_day(self, /) -> date:
        """
        The day of the first order.
        """
    @property
    def has_amounts(self, /) -> bool:
        """
        Whether the orders carry money.
        """
    @property
    def intake(self, /) -> Intake:
        """
        What was read, merged and skipped.
        """
    @property
    def last_day(self, /) -> date:
        """
        The day of the last order.
        """
    @property
    def notes(self, /) -> tuple[str, ...]:
        """
        What had to be decided or left out, in sentences: by the assessment, and by the reader of the files.
        """
    @property
    def orders(self, /) -> int:
        """
        Orders: what a customer bought on one day, unless another grain was asked for.
        """
    @property
    def revenue(self, /) -> float:
        """
        The sum of all amounts; NaN without any.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class DeliveredValue:
    """
    The value delivered to one customer.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, benefits: float, costs: float, difference: float, ratio: float) -> DeliveredValue: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def benefits(self, /) -> float:
        """
        The sum of the benefits.
        """
    @property
    def costs(self, /) -> float:
        """
        The sum of the costs.
        """
    @property
    def difference(self, /) -> float:
        """
        Benefits less costs.
        """
    @property
    def ratio(self, /) -> float:
        """
        Benefits over costs; NaN if it costs nothing.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class DeliveredValues:
    """
    The value delivered to many customers.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, benefits: Estimate, costs: Estimate, difference: Estimate, ratio_of_means: Estimate, positive: Estimate, n: int, effective_n: float, missing: int, small_sample: bool) -> DeliveredValues: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def benefits(self, /) -> Estimate:
        """
        The mean of the benefits.
        """
    @property
    def costs(self, /) -> Estimate:
        """
        The mean of the costs.
        """
    @property
    def difference(self, /) -> Estimate:
        """
        The mean of benefits less costs.
        """
    @property
    def effective_n(self, /) -> float:
        """
        Kish's effective number of respondents; `n` without weights.
        """
    @property
    def missing(self, /) -> int:
        """
        Customers with an answer or the weight missing.
        """
    @property
    def n(self, /) -> int:
        """
        The number of customers with all eight answers.
        """
    @property
    def positive(self, /) -> Estimate:
        """
        The share of customers who get more than it costs them.
        """
    @property
    def ratio_of_means(self, /) -> Estimate:
        """
        The ratio of the means; NaN if it costs nobody anything.
        """
    @property
    def small_sample(self, /) -> bool:
        """
        Whether there are fewer than 30 effective respondents.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class DesignEffect:
    """
    What weights cost in precision.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, design_effect: float, effective_n: float, variation: float, smallest: float, largest: float, n: int, missing: int) -> DesignEffect: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def design_effect(self, /) -> float:
        """
        n·Σw²/(Σw)² = 1 + CV²(w), 1 or more: how much larger the variance is than with equal weights.
        """
    @property
    def effective_n(self, /) -> float:
        """
        (Σw)²/Σw²: how many respondents with equal weights would tell as much.
        """
    @property
    def largest(self, /) -> float:
        """
        The largest weight over the mean weight.
        """
    @property
    def missing(self, /) -> int:
        """
        Respondents without a weight.
        """
    @property
    def n(self, /) -> int:
        """
        Respondents with a weight, those with a weight of 0 among them.
        """
    @property
    def smallest(self, /) -> float:
        """
        The smallest weight over the mean weight.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """
    @property
    def variation(self, /) -> float:
        """
        The coefficient of variation of the weights, with the denominator n.
        """

@final
class Driver:
    """
    What one predictor does for an outcome.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, name: str, lmg: Estimate, share: Estimate, sampling_error: float, relative_weight: Estimate, standardised_beta: Estimate, pratt: Estimate, correlation: Estimate, variance_inflation: float) -> Driver: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def correlation(self, /) -> Estimate:
        """
        The correlation with the outcome, by itself.
        """
    @property
    def lmg(self, /) -> Estimate:
        """
        The part of R² that is its own: what it adds, averaged over all orders of the predictors (Lindeman, Merenda
        and Gold; the Shapley value). 0 or more; the predictors' add up to R².
        """
    @property
    def name(self, /) -> str:
        """
        What the predictor is called.
        """
    @property
    def pratt(self, /) -> Estimate:
        """
        Pratt's measure: β times the correlation. The predictors' add up to R², but one of them can be negative.
        """
    @property
    def relative_weight(self, /) -> Estimate:
        """
        Johnson's relative weight: 0 or more; the predictors' add up to R².
        """
    @property
    def sampling_error(self, /) -> float:
        """
        The standard error of `lmg` that comes from sampling orders; 0 if all orders were taken.
        """
    @property
    def share(self, /) -> Estimate:
        """
        `lmg` over R²: the share of the explained variance, in [0, 1]. NaN if nothing is explained.
        """
    @property
    def standardised_beta(self, /) -> Estimate:
        """
        The standardised regression coefficient β.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """
    @property
    def variance_inflation(self, /) -> float:
        """
        The variance inflation factor: 1 if the predictor is correlated with no other.
        """

@final
class DriverSection:
    """
    What drives an outcome.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, outcome: str, attributes: Sequence[str], drivers: Drivers) -> DriverSection: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def attributes(self, /) -> tuple[str, ...]:
        """
        The attributes that explain it, in the order of the drivers.
        """
    @property
    def drivers(self, /) -> Drivers:
        """
        What each of them does.
        """
    @property
    def outcome(self, /) -> str:
        """
        The item that is explained.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class Drivers:
    """
    What each of several predictors does for an outcome.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, r_squared: Estimate, adjusted_r_squared: float, predictors: Sequence[Driver], n: int, missing: int, effective_n: float, failed_resamples: int) -> Drivers: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def adjusted_r_squared(self, /) -> float:
        """
        R² less what as many predictors explain by chance.
        """
    @property
    def effective_n(self, /) -> float:
        """
        Kish's effective number of respondents: what the weights leave of `n`.
        """
    @property
    def failed_resamples(self, /) -> int:
        """
        Resamples that had no measures; they are left out.
        """
    @property
    def missing(self, /) -> int:
        """
        Respondents with an answer or the weight missing: they are left out.
        """
    @property
    def n(self, /) -> int:
        """
        Respondents with an answer to everything.
        """
    @property
    def predictors(self, /) -> tuple[Driver, ...]:
        """
        The predictors, in the order they were given.
        """
    @property
    def r_squared(self, /) -> Estimate:
        """
        The share of the outcome's variance that the predictors explain together, in [0, 1].
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
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
    def __new__(cls, /, value: float, standard_error: float, interval: Interval, level: float, n: int, method: Literal["none", "wilson", "clopper_pearson", "agresti_coull", "jeffreys", "wald", "newcombe", "mover", "tango", "adjusted_wald", "bootstrap", "student_t", "exact_poisson", "delta", "transformed", "linearised", "jackknife", "fay_feuer", "log_wald", "posterior", "feldt"]) -> Estimate: ...
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
    def method(self, /) -> Literal["none", "wilson", "clopper_pearson", "agresti_coull", "jeffreys", "wald", "newcombe", "mover", "tango", "adjusted_wald", "bootstrap", "student_t", "exact_poisson", "delta", "transformed", "linearised", "jackknife", "fay_feuer", "log_wald", "posterior", "feldt"]:
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
class FitSummary:
    """
    What a fit found, and how sure it is.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, model: Literal["sbg", "bdw", "nbd", "bg_nbd", "mbg_nbd", "pareto_nbd", "bg_bb", "gamma_gamma"], regularity: int, parameters: Sequence[Parameter], covariance: Sequence[Sequence[float]], log_likelihood: float, aic: float, bic: float, customers: float, iterations: int, evaluations: int, condition: float, converged: bool, complete: bool, report: str, warnings: Sequence[FitWarning]) -> FitSummary: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def aic(self, /) -> float:
        """
        Akaike's information criterion.
        """
    @property
    def bic(self, /) -> float:
        """
        The Bayesian information criterion.
        """
    @property
    def complete(self, /) -> bool:
        """
        Whether the log-likelihood has every term of the data, so that fits of different regularity can be compared.
        """
    @property
    def condition(self, /) -> float:
        """
        The condition number of the information by the logarithms of the parameters.
        """
    @property
    def converged(self, /) -> bool:
        """
        Whether the search ended at a maximum.
        """
    @property
    def covariance(self, /) -> tuple[tuple[float, ...], ...]:
        """
        The covariance of the estimates: the inverse of the observed information.
        """
    @property
    def customers(self, /) -> float:
        """
        The total weight of the customers; their number when none is weighted.
        """
    @property
    def evaluations(self, /) -> int:
        """
        Evaluations of the likelihood, over all starts.
        """
    @property
    def iterations(self, /) -> int:
        """
        Steps of the search, over all starts.
        """
    @property
    def log_likelihood(self, /) -> float:
        """
        The log-likelihood at the estimates, without penalty.
        """
    @property
    def model(self, /) -> Literal["sbg", "bdw", "nbd", "bg_nbd", "mbg_nbd", "pareto_nbd", "bg_bb", "gamma_gamma"]:
        """
        Which model was fitted.
        """
    @property
    def parameters(self, /) -> tuple[Parameter, ...]:
        """
        The parameters, in their order.
        """
    @property
    def regularity(self, /) -> int:
        """
        Erlang-k regularity of the times between purchases; 1 for exponential times.
        """
    @property
    def report(self, /) -> str:
        """
        How the search ended, in words.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """
    @property
    def warnings(self, /) -> tuple[FitWarning, ...]:
        """
        What to know before using the estimates.
        """

@final
class FitWarning:
    """
    What to know before the estimates are used.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, kind: Literal["flat_ridge", "boundary", "near_one", "undefined_mean", "spend_frequency", "penalty", "local_optima"], message: str) -> FitWarning: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def kind(self, /) -> Literal["flat_ridge", "boundary", "near_one", "undefined_mean", "spend_frequency", "penalty", "local_optima"]:
        """
        What it warns of.
        """
    @property
    def message(self, /) -> str:
        """
        The same in words, with the numbers.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class FiveGaps:
    """
    The five gaps of one dimension of a service: each is what there should be less what there is, above 0 where it falls
    short; NaN, with `n` = 0, where a side was not asked.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, knowledge: Estimate, standards: Estimate, delivery: Estimate, communication: Estimate, service: Estimate, missing: int) -> FiveGaps: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def communication(self, /) -> Estimate:
        """
        Gap 4, communication 沟通差距: what is promised less what is delivered.
        """
    @property
    def delivery(self, /) -> Estimate:
        """
        Gap 3, delivery 传递差距: the standards less what is delivered.
        """
    @property
    def knowledge(self, /) -> Estimate:
        """
        Gap 1, knowledge 认知差距: what customers expect less what managers believe they do.
        """
    @property
    def missing(self, /) -> int:
        """
        Answers missing in any column, and customers with only one of the two answers of gap 5.
        """
    @property
    def service(self, /) -> Estimate:
        """
        Gap 5, the service gap 服务差距: what customers expect less what they perceive.
        """
    @property
    def standards(self, /) -> Estimate:
        """
        Gap 2, standards 标准差距: what managers believe less the standards set.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class ForecastError:
    """
    How far a forecast was from what happened, by customer and in total.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, customers: int, actual: int, expected: float, total_error: float, mae: Estimate, rmse: float, bias: Estimate, correlation: float) -> ForecastError: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def actual(self, /) -> int:
        """
        Their holdout purchases.
        """
    @property
    def bias(self, /) -> Estimate:
        """
        Mean of expected less actual: above 0, the model expects too much.
        """
    @property
    def correlation(self, /) -> float:
        """
        Pearson's correlation of expected and actual; NaN where one of them is the same for all.
        """
    @property
    def customers(self, /) -> int:
        """
        Customers.
        """
    @property
    def expected(self, /) -> float:
        """
        The holdout purchases expected of them.
        """
    @property
    def mae(self, /) -> Estimate:
        """
        Mean absolute error of a customer's forecast, in purchases.
        """
    @property
    def rmse(self, /) -> float:
        """
        Root mean squared error of a customer's forecast, in purchases.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """
    @property
    def total_error(self, /) -> float:
        """
        The error of the total: expected / actual − 1; NaN where nobody bought.
        """

@final
class FrequencyRow:
    """
    One answer of a scale: who gave it.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, answer: int, count: int, weight: float, share: Estimate, cumulative: float) -> FrequencyRow: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def answer(self, /) -> int:
        """
        The answer.
        """
    @property
    def count(self, /) -> int:
        """
        How many gave it.
        """
    @property
    def cumulative(self, /) -> float:
        """
        The share of this answer and all lower ones.
        """
    @property
    def share(self, /) -> Estimate:
        """
        Their share of the valid answers.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """
    @property
    def weight(self, /) -> float:
        """
        Their weights added up; the count, where respondents have none.
        """

@final
class FrequencyTable:
    """
    How often each answer was given.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, rows: Sequence[FrequencyRow], n: int, missing: int, invalid: int, effective_n: float, median: int, mode: int, small_sample: bool) -> FrequencyTable: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def effective_n(self, /) -> float:
        """
        Kish's effective number of respondents: what weights leave of `n`.
        """
    @property
    def invalid(self, /) -> int:
        """
        Answers that the scale does not have.
        """
    @property
    def median(self, /) -> int:
        """
        The lowest answer that at least half the respondents do not exceed.
        """
    @property
    def missing(self, /) -> int:
        """
        Answers not given.
        """
    @property
    def mode(self, /) -> int:
        """
        The most frequent answer; of several, the lowest.
        """
    @property
    def n(self, /) -> int:
        """
        Valid answers: the base of the shares.
        """
    @property
    def rows(self, /) -> tuple[FrequencyRow, ...]:
        """
        The answers, from the lowest up: every one the scale has.
        """
    @property
    def small_sample(self, /) -> bool:
        """
        Whether fewer than 30 respondents stand behind intervals that lean on the normal distribution.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class Gini:
    """
    The Gini coefficient in its two forms.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, gini: Estimate, unbiased: Estimate, missing: int) -> Gini: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def gini(self, /) -> Estimate:
        """
        Twice the area between the Lorenz curve and the diagonal: 0 if all are equal, (n − 1)/n if one holds all.
        """
    @property
    def missing(self, /) -> int:
        """
        Customers without an amount; left out.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """
    @property
    def unbiased(self, /) -> Estimate:
        """
        The same times n/(n − 1): free of most of the bias of small samples, 1 if one holds all. NaN for one
        customer.
        """

@final
class GroupComparison:
    """
    A figure of several groups, and how they differ.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, measure: Literal["mean", "rescaled", "top_box", "bottom_box", "net_box", "nps"], names: Sequence[str], groups: Sequence[ItemScore], omnibus: GroupTest, pairs: Sequence[GroupDifference], adjustment: Literal["holm", "bonferroni", "benjamini_hochberg", "none"], small_sample: bool) -> GroupComparison: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def adjustment(self, /) -> Literal["holm", "bonferroni", "benjamini_hochberg", "none"]:
        """
        How the p-values of the pairs are adjusted.
        """
    @property
    def groups(self, /) -> tuple[ItemScore, ...]:
        """
        The figure of each group.
        """
    @property
    def measure(self, /) -> Literal["mean", "rescaled", "top_box", "bottom_box", "net_box", "nps"]:
        """
        Which figure is compared.
        """
    @property
    def names(self, /) -> tuple[str, ...]:
        """
        What the groups are called: `group 1` and so on, where they were given no names.
        """
    @property
    def omnibus(self, /) -> GroupTest:
        """
        Whether the groups differ at all.
        """
    @property
    def pairs(self, /) -> tuple[GroupDifference, ...]:
        """
        Every pair of groups: the first with the second, the first with the third …, the second with the third ….
        """
    @property
    def small_sample(self, /) -> bool:
        """
        Whether a group has fewer than 30 respondents, or Pearson's χ² expects fewer than 5 in a cell: take the p-values
        as rough ones.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class GroupDeclaration:
    """
    A column that says to which group a respondent belongs.

    >>> gw.survey.GroupDeclaration("region", order=["North", "South"], labels={"1": "North", "2": "South"}).order
    ('North', 'South')
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, name: str, column: str | None = None, order: Sequence[str] | None = None, labels: Mapping[str, str] | None = None) -> GroupDeclaration: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def column(self, /) -> str | None:
        """
        The header of its column; its name, if not given.
        """
    @property
    def labels(self, /) -> dict[str, str]:
        """
        What a value is to be called: `{"1": "North"}`.
        """
    @property
    def name(self, /) -> str:
        """
        Its name in results, and in `by`.
        """
    @property
    def order(self, /) -> tuple[str, ...]:
        """
        The groups in the order in which they are to be shown; others follow, numbers by size and texts by letters.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class GroupDifference:
    """
    One group against another.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, first: int | str, second: int | str, difference: Estimate, statistic: float, degrees_of_freedom: float, p_value: float, adjusted_p_value: float) -> GroupDifference: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def adjusted_p_value(self, /) -> float:
        """
        The p-value adjusted for the number of pairs.
        """
    @property
    def degrees_of_freedom(self, /) -> float:
        """
        Degrees of freedom of t; NaN for a normal statistic.
        """
    @property
    def difference(self, /) -> Estimate:
        """
        The first group's figure less the second's; its `n` counts both groups.
        """
    @property
    def first(self, /) -> int | str:
        """
        The first group: its name, or its place where it was given none.
        """
    @property
    def p_value(self, /) -> float:
        """
        The p-value of this pair alone.
        """
    @property
    def second(self, /) -> int | str:
        """
        The second group.
        """
    @property
    def statistic(self, /) -> float:
        """
        The two-sided test that there is no difference; NaN where the data cannot give one.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
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
class GroupScore:
    """
    One figure of one item in every group.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, item: str, title: str, unit: Literal["share", "points", "count", "money", "days", "number"], labels: Sequence[str], comparison: GroupComparison) -> GroupScore: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def comparison(self, /) -> GroupComparison:
        """
        The figure in each of them, and whether they differ.
        """
    @property
    def item(self, /) -> str:
        """
        The item.
        """
    @property
    def labels(self, /) -> tuple[str, ...]:
        """
        The groups of the section that have answers, in their order.
        """
    @property
    def title(self, /) -> str:
        """
        What the figure is.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """
    @property
    def unit(self, /) -> Literal["share", "points", "count", "money", "days", "number"]:
        """
        What its number counts.
        """

@final
class GroupSection:
    """
    The headline figures by the groups of one column.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, name: str, missing: int, scores: Sequence[GroupScore]) -> GroupSection: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def missing(self, /) -> int:
        """
        Respondents in no group.
        """
    @property
    def name(self, /) -> str:
        """
        The group column.
        """
    @property
    def scores(self, /) -> tuple[GroupScore, ...]:
        """
        The figures.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class GroupTest:
    """
    Whether groups differ at all.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, test: Literal["pearson_chi_squared", "welch_f", "wald_chi_squared"], statistic: float, degrees_of_freedom: float, denominator_degrees_of_freedom: float, p_value: float) -> GroupTest: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def degrees_of_freedom(self, /) -> float:
        """
        Degrees of freedom, of the numerator for F.
        """
    @property
    def denominator_degrees_of_freedom(self, /) -> float:
        """
        Degrees of freedom of the denominator of F; NaN for χ².
        """
    @property
    def p_value(self, /) -> float:
        """
        The probability, if the groups are alike, of a statistic at least as large; NaN where there is none.
        """
    @property
    def statistic(self, /) -> float:
        """
        The test statistic; NaN where the data cannot give one: everybody alike, or a group of one.
        """
    @property
    def test(self, /) -> Literal["pearson_chi_squared", "welch_f", "wald_chi_squared"]:
        """
        Which test it is.
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
    def __new__(cls, /, period: Literal["day", "week", "month", "quarter", "year"] | None, periods: Sequence[GrowthPeriod], later_orders: int, missing_amounts: int) -> Growth: ...
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
class Herfindahl:
    """
    The Herfindahl–Hirschman index in three units.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, index: Estimate, effective_customers: Estimate, normalised: float, missing: int) -> Herfindahl: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def effective_customers(self, /) -> Estimate:
        """
        `1 / index`: how many customers of equal size would be as concentrated.
        """
    @property
    def index(self, /) -> Estimate:
        """
        The sum of the squared shares, from 1/n (all equal) to 1 (one holds all). Times 10,000 in competition law.
        """
    @property
    def missing(self, /) -> int:
        """
        Customers without an amount; left out.
        """
    @property
    def normalised(self, /) -> float:
        """
        `(index − 1/n)/(1 − 1/n)`, from 0 to 1 whatever the number of customers. NaN for one customer.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class HistoricValue:
    """
    What customers have been worth so far.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, mean: Estimate, total: float, customers: int, missing: int) -> HistoricValue: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def customers(self, /) -> int:
        """
        Customers with a value.
        """
    @property
    def mean(self, /) -> Estimate:
        """
        The mean per customer, in the unit of the values.
        """
    @property
    def missing(self, /) -> int:
        """
        Customers without one; left out.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """
    @property
    def total(self, /) -> float:
        """
        The sum over customers.
        """

@final
class Histories:
    """
    Each customer's purchases as of a day: parallel columns, customers by ascending identifier.
    """
    __match_args__: Final[tuple[str, ...]]
    def __arrow_c_stream__(self, /, requested_schema: Any | None = None) -> object:
        """
        The histories as an Arrow stream, one row a customer.
        """
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __len__(self, /) -> int:
        """
        The number of customers.
        """
    def __new__(cls, /, customers: NDArray[Any], frequency: NDArray[uint32], recency: NDArray[float64], tenure: NDArray[float64], monetary_value: NDArray[float64], first_day: NDArray[datetime64], last_day: NDArray[datetime64], as_of: date, unit: Literal["day", "week", "month", "year"], include_first: bool, later_occasions: int, later_customers: int, known_before: int) -> Histories: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def as_of(self, /) -> date:
        """
        The last day observed.
        """
    @property
    def customers(self, /) -> NDArray[Any]:
        """
        Who.
        """
    @property
    def first_day(self, /) -> NDArray[datetime64]:
        """
        The day number of the first purchase.
        """
    @property
    def frequency(self, /) -> NDArray[uint32]:
        """
        Repeat purchase occasions: all but the first (all, with `include_first`).
        """
    @property
    def include_first(self, /) -> bool:
        """
        Whether frequency and monetary value count the first purchase.
        """
    @property
    def known_before(self, /) -> int:
        """
        Customers left out because they bought before `history_start`.
        """
    @property
    def last_day(self, /) -> NDArray[datetime64]:
        """
        The day number of the last purchase up to `as_of`.
        """
    @property
    def later_customers(self, /) -> int:
        """
        Customers left out because all their purchases lie after `as_of`.
        """
    @property
    def later_occasions(self, /) -> int:
        """
        Occasions left out because they lie after `as_of`.
        """
    @property
    def monetary_value(self, /) -> NDArray[float64]:
        """
        Mean amount of the occasions that `frequency` counts; NaN where there is none, and for orders without money.
        """
    @property
    def recency(self, /) -> NDArray[float64]:
        """
        Time from the first purchase to the last, in `unit`; 0 for a customer who bought once.
        """
    def table(self, /, customer: str) -> Table:
        """
        The histories as a table whose customers are called `customer`.
        """
    @property
    def tenure(self, /) -> NDArray[float64]:
        """
        T: time from the first purchase to `as_of`, in `unit`.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """
    @property
    def unit(self, /) -> Literal["day", "week", "month", "year"]:
        """
        The unit of recency and tenure.
        """

@final
class HistoryGrid:
    """
    A value for every combination of frequency and recency.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, value: Literal["conditional_purchases", "probability_alive", "probability_active"], t: float, tenure: float, frequencies: NDArray[uint32], recencies: NDArray[float64], values: NDArray[float64]) -> HistoryGrid: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def frequencies(self, /) -> NDArray[uint32]:
        """
        The frequencies.
        """
    @property
    def recencies(self, /) -> NDArray[float64]:
        """
        The recencies.
        """
    @property
    def t(self, /) -> float:
        """
        The time ahead.
        """
    @property
    def tenure(self, /) -> float:
        """
        T of every history.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """
    @property
    def value(self, /) -> Literal["conditional_purchases", "probability_alive", "probability_active"]:
        """
        What is shown.
        """
    @property
    def values(self, /) -> NDArray[float64]:
        """
        The values, all recencies of frequency 0 first; NaN where there is no such history.
        """

@final
class HistoryTally:
    """
    The distinct histories of customers.
    """
    def __len__(self, /) -> int: ...
    def __new__(cls, /, *, frequency: ColumnLike, recency: ColumnLike, tenure: ColumnLike, weights: ColumnLike | None = None, unit: Literal["day", "week", "month", "year"] | None = None) -> HistoryTally: ...
    @property
    def customers(self, /) -> int:
        """
        Customers counted.
        """
    @staticmethod
    def from_bytes(bytes: bytes) -> HistoryTally:
        """
        The counts whose state these bytes are.
        """
    def merge(self, /, others: SupportsGetItem[int, HistoryTally]) -> HistoryTally:
        """
        These customers and those of the others.
        """
    @property
    def missing(self, /) -> int:
        """
        Rows left out because a number was missing.
        """
    @staticmethod
    def of_purchases(purchases: Purchases, as_of: DateLike, unit: Literal["day", "week", "month", "year"] | None, include_known_before: bool) -> HistoryTally:
        """
        Of customers as of a day, with the times between their purchases.
        """
    def table(self, /) -> Table:
        """
        The distinct histories, one a row.
        """
    def to_bytes(self, /) -> bytes:
        """
        The state as bytes.
        """
    @property
    def total_weight(self, /) -> float:
        """
        The weights of all customers.
        """
    @property
    def unit(self, /) -> Literal["day", "week", "month", "year"] | None:
        """
        The unit of recency and tenure.
        """

@final
class HoldoutRow:
    """
    The holdout purchases of one group of customers.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, lower: float, upper: float | None, customers: int, actual: int, expected: float, actual_mean: float, expected_mean: float) -> HoldoutRow: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def actual(self, /) -> int:
        """
        Their holdout purchases.
        """
    @property
    def actual_mean(self, /) -> float:
        """
        `actual` per customer; NaN without customers.
        """
    @property
    def customers(self, /) -> int:
        """
        Customers.
        """
    @property
    def expected(self, /) -> float:
        """
        The holdout purchases the model expects of them.
        """
    @property
    def expected_mean(self, /) -> float:
        """
        `expected` per customer; NaN without customers.
        """
    @property
    def lower(self, /) -> float:
        """
        The group holds customers from here …
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """
    @property
    def upper(self, /) -> float | None:
        """
        … to below here; None for the last group, which has no end.
        """

@final
class HoldoutTable:
    """
    Holdout purchases by group of customers.
    """
    __match_args__: Final[tuple[str, ...]]
    def __arrow_c_stream__(self, /, requested_schema: Any | None = None) -> object:
        """
        The groups as an Arrow stream.
        """
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, by: Literal["frequency", "recency", "tenure", "idle"], rows: Sequence[HoldoutRow], customers: int, actual: int, expected: float) -> HoldoutTable: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def actual(self, /) -> int:
        """
        All holdout purchases.
        """
    @property
    def by(self, /) -> Literal["frequency", "recency", "tenure", "idle"]:
        """
        What the groups are by.
        """
    @property
    def customers(self, /) -> int:
        """
        All customers.
        """
    @property
    def expected(self, /) -> float:
        """
        All the model expects.
        """
    @property
    def rows(self, /) -> tuple[HoldoutRow, ...]:
        """
        The groups, ascending.
        """
    def table(self, /) -> Table:
        """
        The groups as a table.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class HoldoutTally:
    """
    Customers with what they did in a holdout period.
    """
    @staticmethod
    def of_columns(*, frequency: ColumnLike, recency: ColumnLike, tenure: ColumnLike, holdout_frequency: ColumnLike, duration: SupportsFloat | SupportsIndex, unit: Literal["day", "week", "month", "year"] | None = None) -> HoldoutTally:
        """
        Of columns.
        """
    @staticmethod
    def of_split(split: CalibrationHoldout) -> HoldoutTally:
        """
        Of customers whose purchases were split.
        """

@final
class ImportanceSection:
    """
    Importance against performance.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, attributes: Sequence[str], ipa: Ipa) -> ImportanceSection: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def attributes(self, /) -> tuple[str, ...]:
        """
        The attributes, in the order of the items.
        """
    @property
    def ipa(self, /) -> Ipa:
        """
        Where each of them lies, and how certain that is.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class Indicator:
    """
    One scalar indicator with its interval.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, metric: str, title: str, chinese: str, unit: Literal["share", "points", "count", "money", "days", "number"], estimate: Estimate, note: str, headline: bool) -> Indicator: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def chinese(self, /) -> str:
        """
        The metric in Chinese.
        """
    @property
    def estimate(self, /) -> Estimate:
        """
        The figure.
        """
    @property
    def headline(self, /) -> bool:
        """
        Whether it belongs among the few figures to see first.
        """
    @property
    def metric(self, /) -> str:
        """
        The name of the metric in the catalogue.
        """
    @property
    def note(self, /) -> str:
        """
        What exactly was measured: window, base, variant.
        """
    @property
    def title(self, /) -> str:
        """
        What this figure is, in English: the metric, or the variant of it.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """
    @property
    def unit(self, /) -> Literal["share", "points", "count", "money", "days", "number"]:
        """
        What the number counts.
        """

@final
class Intake:
    """
    What became of the rows: every row read is counted once, `rows = missing_customer + missing_day +
    missing_amount + after_as_of + before_history_start + returns + merged + occasions`, and `+ zero_amounts`
    where `ZeroAmounts::Drop` leaves them out.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, rows: int, missing_customer: int, missing_day: int, missing_amount: int, after_as_of: int, before_history_start: int, returns: int, unmatched_returns: int, zero_amounts: int, merged: int, occasions: int, customers: int, customers_without_purchases: int) -> Intake: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def after_as_of(self, /) -> int:
        """
        Rows after `as_of`; left out.
        """
    @property
    def before_history_start(self, /) -> int:
        """
        Rows before `history_start`; they make no occasion.
        """
    @property
    def customers(self, /) -> int:
        """
        Customers with an occasion.
        """
    @property
    def customers_without_purchases(self, /) -> int:
        """
        Customers named by a row, none of whose rows made an occasion. Rows after `as_of`, rows without a day or an
        amount, dropped returns and dropped zeros name nobody.
        """
    @property
    def merged(self, /) -> int:
        """
        Rows that joined an occasion made by another row.
        """
    @property
    def missing_amount(self, /) -> int:
        """
        Rows with a customer and a day and without an amount, where amounts are given; left out.
        """
    @property
    def missing_customer(self, /) -> int:
        """
        Rows without a customer; left out.
        """
    @property
    def missing_day(self, /) -> int:
        """
        Rows with a customer and without a day; left out.
        """
    @property
    def occasions(self, /) -> int:
        """
        Purchase occasions.
        """
    @property
    def returns(self, /) -> int:
        """
        Rows with a negative amount, whatever the policy did with them.
        """
    @property
    def rows(self, /) -> int:
        """
        Rows read.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """
    @property
    def unmatched_returns(self, /) -> int:
        """
        Of the returns that were netted, rows before the customer's first occasion; left out.
        """
    @property
    def zero_amounts(self, /) -> int:
        """
        Rows with an amount of exactly zero, whatever the policy did with them.
        """

@final
class InterpurchaseTime:
    """
    The time between one purchase and the next.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, mean: Estimate, median: float, coefficient_of_variation: float, median_with_open_gaps: float, closed_gaps: int, open_gaps: int, unit: Literal["day", "week", "month", "year"]) -> InterpurchaseTime: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def closed_gaps(self, /) -> int:
        """
        Gaps between two purchases in the window.
        """
    @property
    def coefficient_of_variation(self, /) -> float:
        """
        The standard deviation of the closed gaps over their mean: 0 for clockwork, 1 for purchases at random times;
        NaN for a single gap, or where all gaps are 0.
        """
    @property
    def mean(self, /) -> Estimate:
        """
        The mean of the closed gaps, in `unit`; `n` counts the customers who have one.
        """
    @property
    def median(self, /) -> float:
        """
        The median of the closed gaps, in `unit`.
        """
    @property
    def median_with_open_gaps(self, /) -> float:
        """
        The time after which half of all gaps, open ones included, have closed (Kaplan–Meier), in `unit`; NaN if fewer
        than half close while observed.
        """
    @property
    def open_gaps(self, /) -> int:
        """
        Gaps that began with a buyer's last purchase in the window: one per buyer.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """
    @property
    def unit(self, /) -> Literal["day", "week", "month", "year"]:
        """
        The unit of the times.
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
class Ipa:
    """
    An importance–performance grid.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, items: Sequence[IpaItem], importance_crosshair: float, performance_crosshair: float, n: int, missing: int, small_sample: bool) -> Ipa: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def importance_crosshair(self, /) -> float:
        """
        The importance that divides.
        """
    @property
    def items(self, /) -> tuple[IpaItem, ...]:
        """
        Each attribute, in the order given.
        """
    @property
    def missing(self, /) -> int:
        """
        Respondents who answered about none, or have no weight.
        """
    @property
    def n(self, /) -> int:
        """
        Respondents who answered about at least one attribute.
        """
    @property
    def performance_crosshair(self, /) -> float:
        """
        The performance that divides.
        """
    @property
    def small_sample(self, /) -> bool:
        """
        Whether an attribute was answered by fewer than 30.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class IpaItem:
    """
    One attribute on the grid.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, name: str, importance: Estimate, performance: Estimate, gap: Estimate, quadrant: Literal["concentrate", "keep_up", "low_priority", "possible_overkill"], certainty: float, quadrants: tuple[float, ...], n: int, missing: int) -> IpaItem: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def certainty(self, /) -> float:
        """
        The share of resamples that put the attribute in that quadrant: near 1 it is certain, near 0.5 a toss-up.
        """
    @property
    def gap(self, /) -> Estimate:
        """
        Performance less importance over the same respondents; NaN where importance was given.
        """
    @property
    def importance(self, /) -> Estimate:
        """
        Mean importance; without interval where it was given.
        """
    @property
    def missing(self, /) -> int:
        """
        Respondents who did not.
        """
    @property
    def n(self, /) -> int:
        """
        Respondents who answered all that was asked about the attribute.
        """
    @property
    def name(self, /) -> str:
        """
        What the attribute is called.
        """
    @property
    def performance(self, /) -> Estimate:
        """
        Mean performance.
        """
    @property
    def quadrant(self, /) -> Literal["concentrate", "keep_up", "low_priority", "possible_overkill"]:
        """
        What the attribute asks for.
        """
    @property
    def quadrants(self, /) -> tuple[float, ...]:
        """
        The share of resamples in each quadrant: concentrate, keep up, low priority, possible overkill.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class ItemAnalysis:
    """
    Coefficient alpha, and what each item does for it.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, alpha: CronbachAlpha, items: Sequence[ItemStatistics]) -> ItemAnalysis: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def alpha(self, /) -> CronbachAlpha:
        """
        Cronbach's α of all items.
        """
    @property
    def items(self, /) -> tuple[ItemStatistics, ...]:
        """
        The items, in the order they were given.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class ItemDeclaration:
    """
    One item: the column it stands in, what it asks about, and what its answers may be.

    >>> item = gw.survey.ItemDeclaration("trust", column="I trust this shop.", scale=(1, 5))
    >>> item.role, item.scale.maximum
    ('item', 5)
    >>> gw.survey.ItemDeclaration("overall", role="satisfation")
    Traceback (most recent call last):
        ...
    goodwill.error.GoodwillError: role: must be one of item, recommendation, satisfaction, ..., got satisfation
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, name: str, column: str | None = None, role: Literal["item", "recommendation", "satisfaction", "repurchase", "effort", "perceived", "expected", "performance", "importance", "service_expectation", "service_perception", "kano_functional", "kano_dysfunctional", "satisfaction_index", "benefit", "cost", "attitude", "behaviour", "duration"] | None = None, about: str | None = None, dimension: str | None = None, construct: str | None = None, scale: str | ScaleDeclaration | tuple[int, int] | None = None, reverse: bool | None = None) -> ItemDeclaration: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def about(self, /) -> str | None:
        """
        The attribute, feature or statement that it is about; items of two roles about the same thing are a pair.
        """
    @property
    def column(self, /) -> str | None:
        """
        The header of its column, most often the question; in the long form, the question. Its name, if not given.
        """
    @property
    def construct(self, /) -> str | None:
        """
        The construct that it measures, together with other items.
        """
    @property
    def dimension(self, /) -> str | None:
        """
        The dimension of service quality that it belongs to.
        """
    @property
    def name(self, /) -> str:
        """
        Its name in results.
        """
    @property
    def reverse(self, /) -> bool:
        """
        Whether it is keyed the other way round than its neighbours, so that its answers are to be reflected.
        """
    @property
    def role(self, /) -> Literal["item", "recommendation", "satisfaction", "repurchase", "effort", "perceived", "expected", "performance", "importance", "service_expectation", "service_perception", "kano_functional", "kano_dysfunctional", "satisfaction_index", "benefit", "cost", "attitude", "behaviour", "duration"]:
        """
        What it asks about.
        """
    @property
    def scale(self, /) -> str | ScaleDeclaration | None:
        """
        What its answers may be: a scale, its lowest and highest answer, or the name of one of the survey's scales. Not
        given: 0 to 10 for a recommendation, any number for the rest.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class ItemScore:
    """
    A figure of one item, with who stands behind it.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, score: Estimate, measure: Literal["mean", "rescaled", "top_box", "bottom_box", "net_box", "nps"], top: int, bottom: int, effective_n: float, missing: int, invalid: int, small_sample: bool) -> ItemScore: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def bottom(self, /) -> int:
        """
        How many of the worst answers count in it; 0 where it is no share.
        """
    @property
    def effective_n(self, /) -> float:
        """
        Kish's effective number of respondents: what weights leave of `n`.
        """
    @property
    def invalid(self, /) -> int:
        """
        Answers that the scale does not have.
        """
    @property
    def measure(self, /) -> Literal["mean", "rescaled", "top_box", "bottom_box", "net_box", "nps"]:
        """
        Which figure it is.
        """
    @property
    def missing(self, /) -> int:
        """
        Answers not given.
        """
    @property
    def score(self, /) -> Estimate:
        """
        The figure; its `n` is the number of valid answers.
        """
    @property
    def small_sample(self, /) -> bool:
        """
        Whether fewer than 30 respondents (effective ones, where they have weights) stand behind an interval that leans
        on the normal distribution: take it as a rough one.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """
    @property
    def top(self, /) -> int:
        """
        How many of the best answers count in it; 0 where it is no share.
        """

@final
class ItemStatistics:
    """
    What one item does for the sum of all.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, name: str, mean: Estimate, standard_deviation: float, item_rest: Estimate, item_total: float, squared_multiple_correlation: float, alpha_if_dropped: Estimate, reversed: bool) -> ItemStatistics: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def alpha_if_dropped(self, /) -> Estimate:
        """
        Cronbach's α of the other items: above that of all, the set is better without the item.
        """
    @property
    def item_rest(self, /) -> Estimate:
        """
        The correlation with the sum of the other items, the corrected item–total correlation: below 0.3 the item
        has little to do with them, below 0 it is likely reverse-keyed.
        """
    @property
    def item_total(self, /) -> float:
        """
        The correlation with the sum of all items, the item itself among them.
        """
    @property
    def mean(self, /) -> Estimate:
        """
        The mean answer, as it was given even if the item is reverse-keyed.
        """
    @property
    def name(self, /) -> str:
        """
        What the item is called.
        """
    @property
    def reversed(self, /) -> bool:
        """
        Whether the item counts backwards.
        """
    @property
    def squared_multiple_correlation(self, /) -> float:
        """
        The share of the item's variance that the other items explain; NaN if items are combinations of others.
        """
    @property
    def standard_deviation(self, /) -> float:
        """
        The standard deviation of the answers, with n − 1.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class ItemSummary:
    """
    The answers to one item on a scale.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, name: str, question: str, role: Literal["item", "recommendation", "satisfaction", "repurchase", "effort", "perceived", "expected", "performance", "importance", "service_expectation", "service_perception", "kano_functional", "kano_dysfunctional", "satisfaction_index", "benefit", "cost", "attitude", "behaviour", "duration"], about: str, minimum: int, maximum: int, polarity: Literal["high_is_good", "low_is_good"], counts: Sequence[int], shares: Sequence[float], n: int, missing: int, invalid: int, mean: Estimate, top_box: Estimate, bottom_box: Estimate) -> ItemSummary: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def about(self, /) -> str:
        """
        The attribute, feature or statement.
        """
    @property
    def bottom_box(self, /) -> Estimate:
        """
        The share of the two worst.
        """
    @property
    def counts(self, /) -> tuple[int, ...]:
        """
        How many gave each answer, from the lowest up.
        """
    @property
    def invalid(self, /) -> int:
        """
        Answers off the scale.
        """
    @property
    def maximum(self, /) -> int:
        """
        The highest.
        """
    @property
    def mean(self, /) -> Estimate:
        """
        The mean answer.
        """
    @property
    def minimum(self, /) -> int:
        """
        The lowest answer of the scale.
        """
    @property
    def missing(self, /) -> int:
        """
        Answers not given.
        """
    @property
    def n(self, /) -> int:
        """
        Answers given.
        """
    @property
    def name(self, /) -> str:
        """
        The name of the item.
        """
    @property
    def polarity(self, /) -> Literal["high_is_good", "low_is_good"]:
        """
        Which end is good.
        """
    @property
    def question(self, /) -> str:
        """
        What was asked: the header of the column.
        """
    @property
    def role(self, /) -> Literal["item", "recommendation", "satisfaction", "repurchase", "effort", "perceived", "expected", "performance", "importance", "service_expectation", "service_perception", "kano_functional", "kano_dysfunctional", "satisfaction_index", "benefit", "cost", "attitude", "behaviour", "duration"]:
        """
        What it asks about.
        """
    @property
    def shares(self, /) -> tuple[float, ...]:
        """
        The (weighted) share of each answer, from the lowest up.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """
    @property
    def top_box(self, /) -> Estimate:
        """
        The share of the two best answers.
        """

@final
class Kano:
    """
    What a feature is to the respondents together.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, category: Literal["attractive", "one_dimensional", "must_be", "indifferent", "reverse", "questionable"], runner_up: Literal["attractive", "one_dimensional", "must_be", "indifferent", "reverse", "questionable"], decided: bool, attractive: Estimate, one_dimensional: Estimate, must_be: Estimate, indifferent: Estimate, reverse: Estimate, questionable: Estimate, better: Estimate, worse: Estimate, category_strength: Estimate, total_strength: Estimate, mixed: bool, counts: KanoCounts, n: int, effective_n: float, missing: int, half_missing: int, invalid: int, small_sample: bool) -> Kano: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def attractive(self, /) -> Estimate:
        """
        The share of respondents to whom the feature is attractive.
        """
    @property
    def better(self, /) -> Estimate:
        """
        (A + O)/(A + O + M + I): how far having it satisfies. NaN if all answers are R or Q.
        """
    @property
    def category(self, /) -> Literal["attractive", "one_dimensional", "must_be", "indifferent", "reverse", "questionable"]:
        """
        The category of the feature, by the rule.
        """
    @property
    def category_strength(self, /) -> Estimate:
        """
        The share of the most frequent category less that of the next.
        """
    @property
    def counts(self, /) -> KanoCounts:
        """
        How many respondents are in each category.
        """
    @property
    def decided(self, /) -> bool:
        """
        Whether Fong's test tells the first from the second: if not, call the feature mixed, or segment.
        """
    @property
    def effective_n(self, /) -> float:
        """
        Kish's effective number of respondents; `n` without weights.
        """
    @property
    def half_missing(self, /) -> int:
        """
        Respondents with one of the two answers missing.
        """
    @property
    def indifferent(self, /) -> Estimate:
        """
        The share to whom it is indifferent.
        """
    @property
    def invalid(self, /) -> int:
        """
        Respondents with an answer that the scale does not have.
        """
    @property
    def missing(self, /) -> int:
        """
        Respondents with both answers, or the weight, missing.
        """
    @property
    def mixed(self, /) -> bool:
        """
        Total strength of 60 % or more with category strength of 6 % or less.
        """
    @property
    def must_be(self, /) -> Estimate:
        """
        The share to whom it is a must-be.
        """
    @property
    def n(self, /) -> int:
        """
        The number of complete pairs of answers.
        """
    @property
    def one_dimensional(self, /) -> Estimate:
        """
        The share to whom it is one-dimensional.
        """
    @property
    def questionable(self, /) -> Estimate:
        """
        The share whose answers contradict each other.
        """
    @property
    def reverse(self, /) -> Estimate:
        """
        The share who would rather not have it.
        """
    @property
    def runner_up(self, /) -> Literal["attractive", "one_dimensional", "must_be", "indifferent", "reverse", "questionable"]:
        """
        The category that comes next in frequency.
        """
    @property
    def small_sample(self, /) -> bool:
        """
        Whether there are fewer than 30 effective respondents.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """
    @property
    def total_strength(self, /) -> Estimate:
        """
        The share of A, O and M together.
        """
    @property
    def worse(self, /) -> Estimate:
        """
        −(O + M)/(A + O + M + I): how far lacking it dissatisfies. NaN if all answers are R or Q.
        """

@final
class KanoContinuous:
    """
    Where a feature lies in the plane of satisfaction by its presence and dissatisfaction by its absence.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, functional: Estimate, dysfunctional: Estimate, category: Literal["attractive", "one_dimensional", "must_be", "indifferent", "reverse", "questionable"], correlation: float, n: int, missing: int, half_missing: int, invalid: int, small_sample: bool) -> KanoContinuous: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def category(self, /) -> Literal["attractive", "one_dimensional", "must_be", "indifferent", "reverse", "questionable"]:
        """
        The region the two means lie in.
        """
    @property
    def correlation(self, /) -> float:
        """
        The correlation of the two scores; NaN if either does not vary.
        """
    @property
    def dysfunctional(self, /) -> Estimate:
        """
        Mean score of the dysfunctional question, in [−2, 4].
        """
    @property
    def functional(self, /) -> Estimate:
        """
        Mean score of the functional question, in [−2, 4].
        """
    @property
    def half_missing(self, /) -> int:
        """
        Respondents with one of the two answers missing.
        """
    @property
    def invalid(self, /) -> int:
        """
        Respondents with an answer that the scale does not have.
        """
    @property
    def missing(self, /) -> int:
        """
        Respondents with both answers, or the weight, missing.
        """
    @property
    def n(self, /) -> int:
        """
        The number of complete pairs of answers.
        """
    @property
    def small_sample(self, /) -> bool:
        """
        Whether there are fewer than 30 respondents.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class KanoCounts:
    """
    How many respondents are in each category.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, attractive: int, one_dimensional: int, must_be: int, indifferent: int, reverse: int, questionable: int) -> KanoCounts: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def attractive(self, /) -> int:
        """
        Attractive, A.
        """
    @property
    def indifferent(self, /) -> int:
        """
        Indifferent, I.
        """
    @property
    def must_be(self, /) -> int:
        """
        Must-be, M.
        """
    @property
    def one_dimensional(self, /) -> int:
        """
        One-dimensional, O.
        """
    @property
    def questionable(self, /) -> int:
        """
        Questionable, Q.
        """
    @property
    def reverse(self, /) -> int:
        """
        Reverse, R.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class KanoFeature:
    """
    What a feature is to customers.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, feature: str, kano: Kano) -> KanoFeature: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def feature(self, /) -> str:
        """
        The feature.
        """
    @property
    def kano(self, /) -> Kano:
        """
        Its Kano analysis.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class KanoFuzzy:
    """
    What a feature is to respondents who shared their answers out over the scale.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, category: Literal["attractive", "one_dimensional", "must_be", "indifferent", "reverse", "questionable"], attractive: Estimate, one_dimensional: Estimate, must_be: Estimate, indifferent: Estimate, reverse: Estimate, questionable: Estimate, memberships: tuple[Estimate, ...], better: Estimate, worse: Estimate, undecided: int, n: int, effective_n: float, missing: int, small_sample: bool) -> KanoFuzzy: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def attractive(self, /) -> Estimate:
        """
        The share of respondents whose membership of attractive reaches the threshold.
        """
    @property
    def better(self, /) -> Estimate:
        """
        Better from the memberships.
        """
    @property
    def category(self, /) -> Literal["attractive", "one_dimensional", "must_be", "indifferent", "reverse", "questionable"]:
        """
        The category that most respondents count for.
        """
    @property
    def effective_n(self, /) -> float:
        """
        Kish's effective number of respondents; `n` without weights.
        """
    @property
    def indifferent(self, /) -> Estimate:
        """
        The share that counts for indifferent.
        """
    @property
    def memberships(self, /) -> tuple[Estimate, ...]:
        """
        The mean memberships of A, O, M, I, R and Q, before any threshold.
        """
    @property
    def missing(self, /) -> int:
        """
        Respondents with a membership or the weight missing.
        """
    @property
    def must_be(self, /) -> Estimate:
        """
        The share that counts for must-be.
        """
    @property
    def n(self, /) -> int:
        """
        The number of respondents with all ten memberships.
        """
    @property
    def one_dimensional(self, /) -> Estimate:
        """
        The share that counts for one-dimensional.
        """
    @property
    def questionable(self, /) -> Estimate:
        """
        The share that counts for questionable.
        """
    @property
    def reverse(self, /) -> Estimate:
        """
        The share that counts for reverse.
        """
    @property
    def small_sample(self, /) -> bool:
        """
        Whether there are fewer than 30 effective respondents.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """
    @property
    def undecided(self, /) -> int:
        """
        Respondents who reach the threshold for no category.
        """
    @property
    def worse(self, /) -> Estimate:
        """
        Worse from the memberships.
        """

@final
class KanoPairs:
    """
    The pairs of answers to a feature, counted: how would you feel if it were there, and if it were not?

    Every Kano analysis takes two columns or these. Pairs of batches `merge`. The scale is 1 "I like it", 2 "I expect it",
    3 "I am neutral", 4 "I can live with it", 5 "I dislike it" unless another, of 3 or 5 points, is given.

    >>> pairs = gw.survey.KanoPairs([1, 1, 2, 4, None], [5, 3, 5, None, None])
    >>> pairs
    <KanoPairs 3 pairs, 1 half missing, 1 missing, 0 invalid>
    >>> pairs.counts[0]
    (0, 0, 1, 0, 1)
    """
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, functional: ColumnLike, dysfunctional: ColumnLike, scale: ScaleLike | None = None, weights: ColumnLike | None = None) -> KanoPairs: ...
    def __repr__(self, /) -> str: ...
    @property
    def counts(self, /) -> tuple[tuple[int, ...], ...]:
        """
        How often each pair was given: rows functional, columns dysfunctional, both from "like" to "dislike".
        """
    @staticmethod
    def from_counts(counts: SupportsGetItem[int, SupportsGetItem[int, SupportsIndex]]) -> KanoPairs:
        """
        The pairs counted elsewhere: five rows for the answers to the functional question, five columns for the
        dysfunctional, both from "like" to "dislike".

        Raises `length_mismatch` unless there are five rows of five.
        """
    @property
    def half_missing(self, /) -> int:
        """
        Respondents with one of the two answers missing.
        """
    @property
    def invalid(self, /) -> int:
        """
        Respondents with an answer that the scale does not have.
        """
    def merge(self, /, other: KanoPairs) -> KanoPairs:
        """
        The pairs of both batches.

        Raises `inconsistent` if only one of the two has weights.
        """
    @property
    def missing(self, /) -> int:
        """
        Respondents with both answers, or the weight, missing.
        """
    @property
    def n(self, /) -> int:
        """
        The number of complete pairs.
        """
    @property
    def weighted(self, /) -> bool:
        """
        Whether the respondents have weights.
        """

@final
class LiteralCltv:
    """
    What the circulating lifetime value formula gives, and what it was meant to give.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, value: float, factor: float, end_of_period: float, immediate: float, warning: str) -> LiteralCltv: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def end_of_period(self, /) -> float:
        """
        The consistent reading with a first payment at the end of the period: ARPC × r/(1 − r). NaN at r = 1.
        """
    @property
    def factor(self, /) -> float:
        """
        The middle factor, retention/(1 − churn): always 1.
        """
    @property
    def immediate(self, /) -> float:
        """
        The consistent reading with an immediate first payment: ARPC × 1/(1 − r). NaN at r = 1.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """
    @property
    def value(self, /) -> float:
        """
        The formula taken at its word: ARPC × lifetime, because its middle factor is 1.
        """
    @property
    def warning(self, /) -> str:
        """
        Why not to use `value`, in a sentence.
        """

@final
class LorenzCurve:
    """
    Points of a Lorenz curve, from (0, 0) to (1, 1).
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, customers: NDArray[float64], amounts: NDArray[float64], missing: int) -> LorenzCurve: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def amounts(self, /) -> NDArray[float64]:
        """
        The share of the total that they hold.
        """
    @property
    def customers(self, /) -> NDArray[float64]:
        """
        Shares of the customers, the smallest first.
        """
    @property
    def missing(self, /) -> int:
        """
        Customers without an amount; left out.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class LoyaltyElasticity:
    """
    The satisfaction elasticity of loyalty, by zone and overall.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, zones: Sequence[ZoneElasticity], overall: Estimate, n: int, missing: int, small_sample: bool) -> LoyaltyElasticity: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def missing(self, /) -> int:
        """
        Respondents with an answer or the weight missing.
        """
    @property
    def n(self, /) -> int:
        """
        Respondents with both answers.
        """
    @property
    def overall(self, /) -> Estimate:
        """
        The elasticity of one straight line through all answers, at their means.
        """
    @property
    def small_sample(self, /) -> bool:
        """
        Whether the respondents count for fewer than 30, after Kish: the normal intervals are then too short.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """
    @property
    def zones(self, /) -> tuple[ZoneElasticity, ...]:
        """
        The zones between the cuts, from the lowest.
        """

@final
class LoyaltyMatrix:
    """
    Customers by attitude and repeat purchase.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, quadrant: Sequence[Literal["loyalty", "latent", "spurious", "none"] | None], loyalty: Estimate, latent: Estimate, spurious: Estimate, none: Estimate, genuine: Estimate, n: int, missing: int, effective_n: float) -> LoyaltyMatrix: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def effective_n(self, /) -> float:
        """
        Kish's effective number of customers; `n` without weights.
        """
    @property
    def genuine(self, /) -> Estimate:
        """
        How much of the repeat buying is loyalty: loyal over loyal and spurious; NaN if nobody repeats.
        """
    @property
    def latent(self, /) -> Estimate:
        """
        The share with high attitude and few repeats, in [0, 1].
        """
    @property
    def loyalty(self, /) -> Estimate:
        """
        The share with high attitude and many repeats, in [0, 1].
        """
    @property
    def missing(self, /) -> int:
        """
        Customers without one.
        """
    @property
    def n(self, /) -> int:
        """
        Customers with a quadrant.
        """
    @property
    def none(self, /) -> Estimate:
        """
        The share with low attitude and few repeats, in [0, 1].
        """
    @property
    def quadrant(self, /) -> tuple[Literal["loyalty", "latent", "spurious", "none"] | None, ...]:
        """
        The quadrant of each customer; `None` where an answer or the weight is missing.
        """
    @property
    def spurious(self, /) -> Estimate:
        """
        The share with low attitude and many repeats, in [0, 1].
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class LoyaltyPyramid:
    """
    Customers by level of the pyramid.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, level: Sequence[Literal["switcher", "habitual", "satisfied", "friend", "committed"] | None], rows: Sequence[PyramidRow], broken: int, n: int, missing: int, effective_n: float) -> LoyaltyPyramid: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def broken(self, /) -> int:
        """
        Customers who meet a criterion and miss one below it: with many, the pyramid is none.
        """
    @property
    def effective_n(self, /) -> float:
        """
        Kish's effective number of customers; `n` without weights.
        """
    @property
    def level(self, /) -> tuple[Literal["switcher", "habitual", "satisfied", "friend", "committed"] | None, ...]:
        """
        The level of each customer; `None` where an answer or the weight is missing.
        """
    @property
    def missing(self, /) -> int:
        """
        Customers without one.
        """
    @property
    def n(self, /) -> int:
        """
        Customers with a level.
        """
    @property
    def rows(self, /) -> tuple[PyramidRow, ...]:
        """
        The levels, from the lowest up.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class LoyaltyScores:
    """
    How loyal customers are in mind and in deed.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, attitudinal: NDArray[float64], behavioural: NDArray[float64], mean_attitudinal: Estimate, mean_behavioural: Estimate, gap: Estimate, correlation: float, n: int, missing: int) -> LoyaltyScores: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def attitudinal(self, /) -> NDArray[float64]:
        """
        The attitudinal score of each customer, in [0, 1]; NaN where an answer is missing.
        """
    @property
    def behavioural(self, /) -> NDArray[float64]:
        """
        The behavioural score of each customer, in [0, 1]; NaN where an answer is missing.
        """
    @property
    def correlation(self, /) -> float:
        """
        The correlation of the two scores over customers who have both; NaN if either does not vary.
        """
    @property
    def gap(self, /) -> Estimate:
        """
        By how much the attitudinal score is higher, on average over customers who have both.
        """
    @property
    def mean_attitudinal(self, /) -> Estimate:
        """
        The mean attitudinal score.
        """
    @property
    def mean_behavioural(self, /) -> Estimate:
        """
        The mean behavioural score.
        """
    @property
    def missing(self, /) -> int:
        """
        Customers with an answer or the weight missing.
        """
    @property
    def n(self, /) -> int:
        """
        Customers with both scores.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class LoyaltyShares:
    """
    The shares of the loyalty matrix of Dick and Basu.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, attitude: str, repeat: str, loyalty: Estimate, latent: Estimate, spurious: Estimate, none: Estimate, genuine: Estimate, n: int, missing: int) -> LoyaltyShares: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def attitude(self, /) -> str:
        """
        The item of attitude; high from three quarters of its scale on.
        """
    @property
    def genuine(self, /) -> Estimate:
        """
        How much of the repeat purchase is loyalty.
        """
    @property
    def latent(self, /) -> Estimate:
        """
        High attitude without repeat purchase.
        """
    @property
    def loyalty(self, /) -> Estimate:
        """
        High attitude and repeat purchase.
        """
    @property
    def missing(self, /) -> int:
        """
        Respondents without.
        """
    @property
    def n(self, /) -> int:
        """
        Respondents with both answers.
        """
    @property
    def none(self, /) -> Estimate:
        """
        Neither.
        """
    @property
    def repeat(self, /) -> str:
        """
        The item of repeat purchase; high from three quarters of its scale on.
        """
    @property
    def spurious(self, /) -> Estimate:
        """
        Repeat purchase without attitude.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class LoyaltyTypes:
    """
    Customers by what holds them.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, kind: Sequence[Literal["monopoly", "kinship", "incentive", "inertia", "trust", "latent", "none"] | None], monopoly: Estimate, kinship: Estimate, incentive: Estimate, inertia: Estimate, trust: Estimate, latent: Estimate, none: Estimate, without_reason: int, n: int, missing: int, effective_n: float) -> LoyaltyTypes: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def effective_n(self, /) -> float:
        """
        Kish's effective number of customers; `n` without weights.
        """
    @property
    def incentive(self, /) -> Estimate:
        """
        The share held by incentives, in [0, 1].
        """
    @property
    def inertia(self, /) -> Estimate:
        """
        The share held by habit, in [0, 1].
        """
    @property
    def kind(self, /) -> tuple[Literal["monopoly", "kinship", "incentive", "inertia", "trust", "latent", "none"] | None, ...]:
        """
        The type of each customer; `None` where attitude, repeat or the weight is missing.
        """
    @property
    def kinship(self, /) -> Estimate:
        """
        The share that belongs to the supplier, in [0, 1].
        """
    @property
    def latent(self, /) -> Estimate:
        """
        The share that would, but does not yet, in [0, 1].
        """
    @property
    def missing(self, /) -> int:
        """
        Customers without one.
        """
    @property
    def monopoly(self, /) -> Estimate:
        """
        The share held by the lack of an alternative, in [0, 1].
        """
    @property
    def n(self, /) -> int:
        """
        Customers with a type.
        """
    @property
    def none(self, /) -> Estimate:
        """
        The share that is not loyal, in [0, 1].
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """
    @property
    def trust(self, /) -> Estimate:
        """
        The share held by trust, in [0, 1].
        """
    @property
    def without_reason(self, /) -> int:
        """
        Customers who repeat and gave no reason: their attitude decided.
        """

@final
class McDonaldOmega:
    """
    Coefficient omega of a set of items, and the model of one factor it comes from.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, omega: Estimate, standardised: float, loadings: Sequence[float], uniquenesses: Sequence[float], one_factor: TestResult, heywood: bool, n: int, missing: int, effective_n: float, failed_resamples: int) -> McDonaldOmega: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def effective_n(self, /) -> float:
        """
        Kish's effective number of respondents: what the weights leave of `n`.
        """
    @property
    def failed_resamples(self, /) -> int:
        """
        Resamples in which no factor was found; they are left out.
        """
    @property
    def heywood(self, /) -> bool:
        """
        Whether an item's own share was held at 0.005 (a Heywood case).
        """
    @property
    def loadings(self, /) -> tuple[float, ...]:
        """
        The correlation of each item with the factor.
        """
    @property
    def missing(self, /) -> int:
        """
        Respondents with an answer or the weight missing: they are left out.
        """
    @property
    def n(self, /) -> int:
        """
        Respondents who answered every item.
        """
    @property
    def omega(self, /) -> Estimate:
        """
        ω of the answers as they are: the share of the variance of their sum that is the factor's, in [0, 1].
        """
    @property
    def one_factor(self, /) -> TestResult:
        """
        Bartlett's χ² test that one factor is enough; NaN for three items, which one factor always fits.
        """
    @property
    def standardised(self, /) -> float:
        """
        ω of the answers in standard deviations.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """
    @property
    def uniquenesses(self, /) -> tuple[float, ...]:
        """
        The share of each item's variance that is its own, at least 0.005.
        """

@final
class ModelCandidate:
    """
    A model that was tried on the orders.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, model: Literal["sbg", "bdw", "nbd", "bg_nbd", "mbg_nbd", "pareto_nbd", "bg_bb", "gamma_gamma"], label: str, parameters: Sequence[Parameter], log_likelihood: float, aic: float, bic: float, delta_aic: float, holdout: ForecastError | None, refused: str | None, chosen: bool) -> ModelCandidate: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def aic(self, /) -> float:
        """
        Akaike's information criterion.
        """
    @property
    def bic(self, /) -> float:
        """
        The Bayesian information criterion.
        """
    @property
    def chosen(self, /) -> bool:
        """
        Whether it is the one that is used.
        """
    @property
    def delta_aic(self, /) -> float:
        """
        How far its AIC is above the lowest.
        """
    @property
    def holdout(self, /) -> ForecastError | None:
        """
        How far its forecast of the orders held back was from what happened.
        """
    @property
    def label(self, /) -> str:
        """
        Its name in words: BG/NBD.
        """
    @property
    def log_likelihood(self, /) -> float:
        """
        Its log-likelihood.
        """
    @property
    def model(self, /) -> Literal["sbg", "bdw", "nbd", "bg_nbd", "mbg_nbd", "pareto_nbd", "bg_bb", "gamma_gamma"]:
        """
        Which.
        """
    @property
    def parameters(self, /) -> tuple[Parameter, ...]:
        """
        Its parameters, as fitted to the orders up to the end of calibration; empty where it could not be fitted.
        """
    @property
    def refused(self, /) -> str | None:
        """
        Why it could not be fitted.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class ModelComparison:
    """
    Fitted models side by side.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, models: Sequence[ComparedModel], chosen: int) -> ModelComparison: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def chosen(self, /) -> int:
        """
        The position of the chosen one.
        """
    @property
    def models(self, /) -> tuple[ComparedModel, ...]:
        """
        The models, in the order they were given.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class ModelCore:
    """
    A model with parameters, and the fit they came from if they came from one.
    """
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, kind: Literal["sbg", "bdw", "nbd", "bg_nbd", "mbg_nbd", "pareto_nbd", "bg_bb", "gamma_gamma"], parameters: SupportsGetItem[int, SupportsFloat | SupportsIndex], unit: Literal["day", "week", "month", "year"] | None, regularity: SupportsIndex) -> ModelCore: ...
    def call(self, /, verb: str, arguments: dict[str, Any], terms: dict[str, Any] | None = None) -> Any:
        """
        What a verb says of one customer, or of each of many: a number, or a table of one column.
        """
    @staticmethod
    def from_json(text: str) -> ModelCore:
        """
        The model, or fit, that was written as JSON.
        """
    def gradient(self, /, data: HistoryTally | RenewalTally | SpendTally) -> NDArray[float64]:
        """
        The derivatives of the log-likelihood.
        """
    def hessian(self, /, data: HistoryTally | RenewalTally | SpendTally) -> tuple[tuple[float, ...], ...]:
        """
        The second derivatives of the log-likelihood.
        """
    @property
    def kind(self, /) -> Literal["sbg", "bdw", "nbd", "bg_nbd", "mbg_nbd", "pareto_nbd", "bg_bb", "gamma_gamma"]:
        """
        Which model it is.
        """
    @property
    def line(self, /) -> str:
        """
        The model in a line.
        """
    def log_likelihood(self, /, data: HistoryTally | RenewalTally | SpendTally) -> float:
        """
        The log-likelihood of data.
        """
    @property
    def names(self, /) -> list[str]:
        """
        The names of the parameters.
        """
    @property
    def parameters(self, /) -> list[float]:
        """
        The parameters.
        """
    def predict(self, /, verb: str, arguments: dict[str, Any], terms: dict[str, Any] | None = None) -> Any:
        """
        What a verb says with its interval, by the delta method: an estimate, or a table of values and intervals.
        """
    @property
    def regularity(self, /) -> int:
        """
        Erlang-k regularity.
        """
    @property
    def summary(self, /) -> FitSummary | None:
        """
        What the fit found.
        """
    def to_json(self, /) -> str:
        """
        The model, with its fit if it has one, as JSON.
        """
    @property
    def unit(self, /) -> Literal["day", "week", "month", "year"] | None:
        """
        The unit of the times.
        """
    @property
    def words(self, /) -> str:
        """
        The model, and its fit if it has one, in words.
        """

@final
class ModelSection:
    """
    What probability models make of the orders.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, unit: Literal["day", "week", "month", "year"], calibration_end: date, candidates: Sequence[ModelCandidate], chosen: Literal["sbg", "bdw", "nbd", "bg_nbd", "mbg_nbd", "pareto_nbd", "bg_bb", "gamma_gamma"], reason: str, fitted: Model, tracking: Tracking | None, calibration: CalibrationTable, holdout: HoldoutTable | None, outlook: Outlook, value: ValueOutlook | None, notes: Sequence[str]) -> ModelSection: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def calibration(self, /) -> CalibrationTable:
        """
        Customers by repeat orders up to the end of calibration, expected and actual, of the chosen candidate.
        """
    @property
    def calibration_end(self, /) -> date:
        """
        The last day of the orders that the candidates were fitted to; what came after was held back.
        """
    @property
    def candidates(self, /) -> tuple[ModelCandidate, ...]:
        """
        The models that were tried.
        """
    @property
    def chosen(self, /) -> Literal["sbg", "bdw", "nbd", "bg_nbd", "mbg_nbd", "pareto_nbd", "bg_bb", "gamma_gamma"]:
        """
        The one that is used.
        """
    @property
    def fitted(self, /) -> Model:
        """
        The chosen model fitted to all orders: a model of `goodwill.model`.
        """
    @property
    def holdout(self, /) -> HoldoutTable | None:
        """
        Held-back orders by repeat orders before, expected and actual, of the chosen candidate.
        """
    @property
    def notes(self, /) -> tuple[str, ...]:
        """
        What a reader must know.
        """
    @property
    def outlook(self, /) -> Outlook:
        """
        Who is still a customer, and what they will buy, by the chosen model fitted to all orders.
        """
    @property
    def reason(self, /) -> str:
        """
        Why, in words.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """
    @property
    def tracking(self, /) -> Tracking | None:
        """
        Repeat orders by week, expected and actual, of the chosen candidate.
        """
    @property
    def unit(self, /) -> Literal["day", "week", "month", "year"]:
        """
        The unit of time of every parameter.
        """
    @property
    def value(self, /) -> ValueOutlook | None:
        """
        What they will be worth; None where the orders do not allow it.
        """

@final
class NotComputed:
    """
    An indicator the inputs do not allow, and what it needs.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, metric: str, title: str, chinese: str, needs: str) -> NotComputed: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def chinese(self, /) -> str:
        """
        Its Chinese name.
        """
    @property
    def metric(self, /) -> str:
        """
        The name of the metric.
        """
    @property
    def needs(self, /) -> str:
        """
        What is missing.
        """
    @property
    def title(self, /) -> str:
        """
        Its English name.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class Nps:
    """
    A net promoter score, the shares it comes from, and the counts behind them.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, score: Estimate, promoters: Estimate, passives: Estimate, detractors: Estimate, counts: NpsCounts, suspect_scale: bool) -> Nps: ...
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
    @property
    def suspect_scale(self, /) -> bool:
        """
        Whether at least 100 answered and nobody gave a 0: the question may have been put on 1 to 10, whose scores do
        not compare with those of 0 to 10. Nothing is recoded.
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
class NpsWaves:
    """
    Several waves of the same respondents.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, names: Sequence[str], waves: Sequence[Estimate], covariance: Sequence[Sequence[float]], changes: Sequence[GroupDifference], omnibus: GroupTest, adjustment: Literal["holm", "bonferroni", "benjamini_hochberg", "none"], n: int, missing: int, effective_n: float, small_sample: bool) -> NpsWaves: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def adjustment(self, /) -> Literal["holm", "bonferroni", "benjamini_hochberg", "none"]:
        """
        How the p-values of the changes are adjusted.
        """
    @property
    def changes(self, /) -> tuple[GroupDifference, ...]:
        """
        The change between every two waves, later less earlier: `first` is the later wave.
        """
    @property
    def covariance(self, /) -> tuple[tuple[float, ...], ...]:
        """
        The covariance of the waves' scores, row by row.
        """
    @property
    def effective_n(self, /) -> float:
        """
        Kish's effective number of respondents: what weights leave of `n`.
        """
    @property
    def missing(self, /) -> int:
        """
        Respondents with an answer or the weight missing: they are left out.
        """
    @property
    def n(self, /) -> int:
        """
        Respondents who answered every wave.
        """
    @property
    def names(self, /) -> tuple[str, ...]:
        """
        What the waves are called: `wave 1` and so on, where they were given no names.
        """
    @property
    def omnibus(self, /) -> GroupTest:
        """
        Whether the score changed at all.
        """
    @property
    def small_sample(self, /) -> bool:
        """
        Whether fewer than 30 respondents answered every wave: tests lean on the normal distribution.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """
    @property
    def waves(self, /) -> tuple[Estimate, ...]:
        """
        The score of each wave among those who answered all, in [−1, 1].
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
class OpportunityItem:
    """
    The opportunity of one outcome that customers want.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, name: str, importance: Estimate, satisfaction: Estimate, score: Estimate, n: int, missing: int, invalid: int, small_sample: bool) -> OpportunityItem: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def importance(self, /) -> Estimate:
        """
        The share of respondents who find it important.
        """
    @property
    def invalid(self, /) -> int:
        """
        Respondents with an answer that the scale does not have.
        """
    @property
    def missing(self, /) -> int:
        """
        Respondents with an answer or the weight missing.
        """
    @property
    def n(self, /) -> int:
        """
        Respondents who answered both questions.
        """
    @property
    def name(self, /) -> str:
        """
        What the outcome is called.
        """
    @property
    def satisfaction(self, /) -> Estimate:
        """
        The share of respondents who are satisfied.
        """
    @property
    def score(self, /) -> Estimate:
        """
        The opportunity score, in [0, 20].
        """
    @property
    def small_sample(self, /) -> bool:
        """
        Whether fewer than 30 answered.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class OrderCount:
    """
    How many buyers placed that many orders.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, orders: int, buyers: int) -> OrderCount: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def buyers(self, /) -> int:
        """
        Buyers with that many.
        """
    @property
    def orders(self, /) -> int:
        """
        Orders of one buyer.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class OrderIntake:
    """
    Takes in orders, batch by batch.
    """
    def __new__(cls, /, grain: Literal["day", "week", "month", "row"] | None, returns: Literal["net", "drop", "error"] | None, zero_amounts: Literal["keep", "drop"] | None, history_start: DateLike | None = None, as_of: DateLike | None = None) -> OrderIntake: ...
    def close(self, /) -> Purchases:
        """
        The same as `finish`, leaving nothing behind.
        """
    def finish(self, /) -> Purchases:
        """
        Groups the rows into occasions by customer.
        """
    @staticmethod
    def from_bytes(bytes: bytes) -> OrderIntake:
        """
        The intake whose state these bytes are.
        """
    def merge(self, /, other: OrderIntake) -> None:
        """
        Takes in everything another intake holds.
        """
    @property
    def rows(self, /) -> int:
        """
        The number of rows taken in.
        """
    def to_bytes(self, /) -> bytes:
        """
        The state as bytes, the same on every platform.
        """
    def update(self, /, stream: Any | None, customer: Any, date: Any, amount: Any | None, names: tuple[str, str, str], progress: Any | None = None) -> None:
        """
        Takes in the rows of a stream by the names of its columns, or of three columns. All of them or none.
        """

@final
class OrderRatios:
    """
    The three ratios of `OrderTotals`. Totals carry no spread, so these have no interval.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, purchase_frequency: float, order_value: float, revenue_per_buyer: float) -> OrderRatios: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def order_value(self, /) -> float:
        """
        客单价: revenue per order.
        """
    @property
    def purchase_frequency(self, /) -> float:
        """
        购买频率: orders per buyer.
        """
    @property
    def revenue_per_buyer(self, /) -> float:
        """
        Revenue per buyer: purchase frequency × order value.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class OrderValue:
    """
    What an order brings.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, mean: Estimate, revenue: float, orders: int, buyers: int) -> OrderValue: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def buyers(self, /) -> int:
        """
        Customers who placed them.
        """
    @property
    def mean(self, /) -> Estimate:
        """
        Revenue per order, in the currency of the amounts; `n` counts buyers.
        """
    @property
    def orders(self, /) -> int:
        """
        Orders in the window.
        """
    @property
    def revenue(self, /) -> float:
        """
        Revenue of the window.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class OrdersPerCustomer:
    """
    One row of the distribution of orders per customer.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, label: str, customers: int) -> OrdersPerCustomer: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def customers(self, /) -> int:
        """
        Customers with that many orders.
        """
    @property
    def label(self, /) -> str:
        """
        `1`, `2`, …, or `10+`.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class Outlook:
    """
    Who is still a customer, and what they will buy. Intervals are those of the model's parameters.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, customers: int, alive_share: Estimate, alive: Estimate, by_probability: Sequence[AliveGroup], months: int, orders: Estimate, orders_per_customer: Estimate) -> Outlook: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def alive(self, /) -> Estimate:
        """
        The number of customers expected to be one still.
        """
    @property
    def alive_share(self, /) -> Estimate:
        """
        The mean of P(alive): the share of customers who are expected to be one still.
        """
    @property
    def by_probability(self, /) -> tuple[AliveGroup, ...]:
        """
        Customers by P(alive), in tenths.
        """
    @property
    def customers(self, /) -> int:
        """
        Customers the model was fitted to.
        """
    @property
    def months(self, /) -> int:
        """
        The months looked ahead.
        """
    @property
    def orders(self, /) -> Estimate:
        """
        Orders expected in that time of the customers there are.
        """
    @property
    def orders_per_customer(self, /) -> Estimate:
        """
        The same per customer.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class Parameter:
    """
    An estimated parameter.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, name: str, estimate: Estimate) -> Parameter: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def estimate(self, /) -> Estimate:
        """
        Its value, standard error and interval.
        """
    @property
    def name(self, /) -> str:
        """
        Its name, as in the paper of the model.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class PathCore:
    """
    A customer with covariates over time.
    """
    def __new__(cls, /, purchases: SupportsGetItem[int, SupportsFloat | SupportsIndex], tenure: SupportsFloat | SupportsIndex, starts: SupportsGetItem[int, SupportsFloat | SupportsIndex], end: SupportsFloat | SupportsIndex, values: SupportsGetItem[int, SupportsGetItem[int, SupportsFloat | SupportsIndex]]) -> PathCore: ...

@final
class PenaltyReward:
    """
    The penalties and rewards of attributes.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, items: Sequence[PenaltyRewardItem], intercept: Estimate, r_squared: float, n: int, missing: int) -> PenaltyReward: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def intercept(self, /) -> Estimate:
        """
        Overall satisfaction where every attribute is middling.
        """
    @property
    def items(self, /) -> tuple[PenaltyRewardItem, ...]:
        """
        Each attribute, in the order given.
        """
    @property
    def missing(self, /) -> int:
        """
        Respondents with an answer or the weight missing.
        """
    @property
    def n(self, /) -> int:
        """
        The number of complete respondents.
        """
    @property
    def r_squared(self, /) -> float:
        """
        The share of the variance of overall satisfaction that penalties and rewards explain.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class PenaltyRewardItem:
    """
    The penalty and the reward of one attribute.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, name: str, penalty: Estimate, reward: Estimate, contrast: Estimate, range: float, asymmetry: float, category: Literal["attractive", "one_dimensional", "must_be", "indifferent", "reverse", "questionable"], low: int, high: int) -> PenaltyRewardItem: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def asymmetry(self, /) -> float:
        """
        (reward + penalty)/(reward − penalty): −1 is a pure dissatisfier, 1 a pure satisfier.
        """
    @property
    def category(self, /) -> Literal["attractive", "one_dimensional", "must_be", "indifferent", "reverse", "questionable"]:
        """
        What the attribute is: basic (must-be), performance (one-dimensional) or delighter (attractive).
        """
    @property
    def contrast(self, /) -> Estimate:
        """
        Reward + penalty: above 0 where a reward outweighs the penalty.
        """
    @property
    def high(self, /) -> int:
        """
        Respondents who rated the attribute high.
        """
    @property
    def low(self, /) -> int:
        """
        Respondents who rated the attribute low.
        """
    @property
    def name(self, /) -> str:
        """
        What the attribute is called.
        """
    @property
    def penalty(self, /) -> Estimate:
        """
        What low performance does to overall satisfaction, against middling.
        """
    @property
    def range(self, /) -> float:
        """
        The range of the attribute's impact, reward − penalty.
        """
    @property
    def reward(self, /) -> Estimate:
        """
        What high performance does to overall satisfaction, against middling.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class PosteriorCore:
    """
    Draws of the parameters of a model.
    """
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def draws(self, /) -> NDArray[float64]:
        """
        The draws, one after the other.
        """
    @staticmethod
    def from_json(text: str) -> PosteriorCore:
        """
        The posterior that was written as JSON.
        """
    @property
    def kind(self, /) -> Literal["sbg", "bdw", "nbd", "bg_nbd", "mbg_nbd", "pareto_nbd", "bg_bb", "gamma_gamma"]:
        """
        Which model it is of.
        """
    def mean_model(self, /) -> ModelCore:
        """
        The model of the posterior means.
        """
    def predict(self, /, verb: str, arguments: dict[str, Any], terms: dict[str, Any] | None = None) -> Any:
        """
        What a verb says over all draws: an estimate, or a table of values and intervals.
        """
    @property
    def summary(self, /) -> PosteriorSummary:
        """
        What it says.
        """
    def thinned(self, /, draws: SupportsIndex) -> PosteriorCore:
        """
        The same with that many draws of one weight.
        """
    def to_json(self, /) -> str:
        """
        The posterior as JSON.
        """
    @property
    def unit(self, /) -> Literal["day", "week", "month", "year"] | None:
        """
        The unit of the times.
        """
    @property
    def weights(self, /) -> NDArray[float64]:
        """
        The weights of the draws.
        """

@final
class PosteriorParameter:
    """
    The posterior of one parameter.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, name: str, estimate: Estimate, effective_draws: float, effective_tail_draws: float, r_hat: float) -> PosteriorParameter: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def effective_draws(self, /) -> float:
        """
        How many independent draws know its middle as well.
        """
    @property
    def effective_tail_draws(self, /) -> float:
        """
        How many know its 5 % and 95 % quantiles as well, the smaller.
        """
    @property
    def estimate(self, /) -> Estimate:
        """
        Posterior mean, standard deviation and equal-tailed interval.
        """
    @property
    def name(self, /) -> str:
        """
        Its name.
        """
    @property
    def r_hat(self, /) -> float:
        """
        R̂ of its chains; NaN for weighted draws, which have no chains.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class PosteriorRates:
    """
    The posterior means of one customer's own rates.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, purchase: float, dropout: float) -> PosteriorRates: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def dropout(self, /) -> float:
        """
        Dropout: per unit of time for Pareto/NBD, per purchase for BG/NBD and MBG/NBD, per opportunity for BG/BB.
        """
    @property
    def purchase(self, /) -> float:
        """
        Purchases per unit of time while alive; per opportunity for BG/BB.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class PosteriorSummary:
    """
    What a posterior says of the parameters, and whether it can be relied on.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, model: Literal["sbg", "bdw", "nbd", "bg_nbd", "mbg_nbd", "pareto_nbd", "bg_bb", "gamma_gamma"], method: Literal["laplace_psis", "nuts"], parameters: Sequence[PosteriorParameter], covariance: Sequence[Sequence[float]], customers: float, draws: int, effective_draws: float, k_hat: float, k_threshold: float, r_hat: float, chains: int, divergences: int, evaluations: int, reliable: bool, report: str, warnings: Sequence[PosteriorWarning]) -> PosteriorSummary: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def chains(self, /) -> int:
        """
        Chains; 0 for weighted draws.
        """
    @property
    def covariance(self, /) -> tuple[tuple[float, ...], ...]:
        """
        The posterior covariance of the parameters.
        """
    @property
    def customers(self, /) -> float:
        """
        The total weight of the customers; their number when none is weighted.
        """
    @property
    def divergences(self, /) -> int:
        """
        Trajectories that left the energy surface.
        """
    @property
    def draws(self, /) -> int:
        """
        The number of draws.
        """
    @property
    def effective_draws(self, /) -> float:
        """
        How many independent draws they are worth, for the parameter that fares worst.
        """
    @property
    def evaluations(self, /) -> int:
        """
        Evaluations of the likelihood by the sampler.
        """
    @property
    def k_hat(self, /) -> float:
        """
        k̂: the shape of the tail of the importance ratios; NaN for NUTS.
        """
    @property
    def k_threshold(self, /) -> float:
        """
        The largest k̂ to rely on; NaN for NUTS.
        """
    @property
    def method(self, /) -> Literal["laplace_psis", "nuts"]:
        """
        How the draws were made.
        """
    @property
    def model(self, /) -> Literal["sbg", "bdw", "nbd", "bg_nbd", "mbg_nbd", "pareto_nbd", "bg_bb", "gamma_gamma"]:
        """
        Which model.
        """
    @property
    def parameters(self, /) -> tuple[PosteriorParameter, ...]:
        """
        The parameters, in their order.
        """
    @property
    def r_hat(self, /) -> float:
        """
        R̂ of the parameter that fares worst; NaN for weighted draws.
        """
    @property
    def reliable(self, /) -> bool:
        """
        Whether nothing speaks against the draws.
        """
    @property
    def report(self, /) -> str:
        """
        The diagnosis in words.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """
    @property
    def warnings(self, /) -> tuple[PosteriorWarning, ...]:
        """
        Why the draws should not be relied on.
        """

@final
class PosteriorWarning:
    """
    Why draws should not be relied on.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, kind: Literal["heavy_tail", "few_draws", "chains_disagree", "divergences"], message: str) -> PosteriorWarning: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def kind(self, /) -> Literal["heavy_tail", "few_draws", "chains_disagree", "divergences"]:
        """
        What it warns of.
        """
    @property
    def message(self, /) -> str:
        """
        The same in words, with the numbers and what to do.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class PurchaseFrequency:
    """
    How often the buyers of a period bought.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, mean: Estimate, buyers: int, orders: int, distribution: Sequence[OrderCount]) -> PurchaseFrequency: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def buyers(self, /) -> int:
        """
        Customers with an order in the window.
        """
    @property
    def distribution(self, /) -> tuple[OrderCount, ...]:
        """
        How many buyers placed how many orders, by ascending number of orders; numbers nobody has are left out.
        """
    @property
    def mean(self, /) -> Estimate:
        """
        Orders per buyer, at least 1: the mean, with Student's t interval.
        """
    @property
    def orders(self, /) -> int:
        """
        Their orders in it.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class Purchases:
    """
    Customers and their purchase occasions: what every metric of purchases is computed from.

    Made by `purchases` from one table, or by a `PurchasesBuilder` from many.

    >>> orders = gw.purchase.purchases(customer=[4, 4, 9], date=["1997-01-01", "1997-01-18", "1997-01-02"])
    >>> orders
    <Purchases: 2 customers, 3 occasions from 1997-01-01 to 1997-01-18>
    >>> orders.customers, orders.occasions, orders.intake.rows
    (2, 3, 3)
    """
    def __arrow_c_stream__(self, /, requested_schema: Any | None = None) -> object:
        """
        The occasions as an Arrow stream: customer, day and amount, by customer and day.
        """
    def __len__(self, /) -> int: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def customers(self, /) -> int:
        """
        The number of customers with a purchase.
        """
    @property
    def first_day(self, /) -> date:
        """
        The day of the first purchase.
        """
    @property
    def has_amounts(self, /) -> bool:
        """
        Whether the orders have amounts.
        """
    @property
    def ids(self, /) -> NDArray[Any]:
        """
        The identifiers of the customers, ascending.
        """
    @property
    def intake(self, /) -> Intake:
        """
        What became of the rows: read, left out by reason, merged.
        """
    @property
    def last_day(self, /) -> date:
        """
        The day of the last purchase.
        """
    @property
    def occasions(self, /) -> int:
        """
        The number of purchase occasions.
        """
    def within(self, /, window: WindowLike) -> Purchases:
        """
        The purchases inside a window alone.
        """

@final
class PyramidRow:
    """
    One level of the pyramid.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, level: Literal["switcher", "habitual", "satisfied", "friend", "committed"], customers: int, share: Estimate, reached: Estimate, conversion: Estimate) -> PyramidRow: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def conversion(self, /) -> Estimate:
        """
        The share of those who reached the level below who also reached this one; NaN for the lowest.
        """
    @property
    def customers(self, /) -> int:
        """
        Customers on it.
        """
    @property
    def level(self, /) -> Literal["switcher", "habitual", "satisfied", "friend", "committed"]:
        """
        Which level.
        """
    @property
    def reached(self, /) -> Estimate:
        """
        The share of customers on it or above, in [0, 1]: the width of the pyramid.
        """
    @property
    def share(self, /) -> Estimate:
        """
        Their share of all customers with a level, in [0, 1].
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class RecommendWillingness:
    """
    Willingness to recommend on a scale of five points.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, rows: Sequence[FrequencyRow], mean: Estimate, willing: Estimate, unwilling: Estimate, n: int, missing: int, invalid: int, effective_n: float, small_sample: bool) -> RecommendWillingness: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def effective_n(self, /) -> float:
        """
        Kish's effective number of respondents: what weights leave of `n`.
        """
    @property
    def invalid(self, /) -> int:
        """
        Answers that the scale does not have.
        """
    @property
    def mean(self, /) -> Estimate:
        """
        The mean answer, in points.
        """
    @property
    def missing(self, /) -> int:
        """
        Answers not given.
        """
    @property
    def n(self, /) -> int:
        """
        Valid answers: the base of the shares.
        """
    @property
    def rows(self, /) -> tuple[FrequencyRow, ...]:
        """
        The five answers, from the lowest up, with their shares.
        """
    @property
    def small_sample(self, /) -> bool:
        """
        Whether fewer than 30 respondents answered: the interval of the mean is a rough one.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """
    @property
    def unwilling(self, /) -> Estimate:
        """
        The unwilling: the share of the two worst answers.
        """
    @property
    def willing(self, /) -> Estimate:
        """
        The willing: the share of the two best answers.
        """

@final
class ReliabilitySection:
    """
    How well items measure one thing together.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, construct: str, items: Sequence[str], alpha: CronbachAlpha) -> ReliabilitySection: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def alpha(self, /) -> CronbachAlpha:
        """
        Cronbach's α.
        """
    @property
    def construct(self, /) -> str:
        """
        What they are declared to measure.
        """
    @property
    def items(self, /) -> tuple[str, ...]:
        """
        The items.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class RenewalTally:
    """
    Contracts by the renewal at which they ended.
    """
    @property
    def customers(self, /) -> float:
        """
        The contracts that faced a renewal.
        """
    @staticmethod
    def from_bytes(bytes: bytes) -> RenewalTally:
        """
        The counts whose state these bytes are.
        """
    def merge(self, /, others: SupportsGetItem[int, RenewalTally]) -> RenewalTally:
        """
        These contracts and those of the others.
        """
    @staticmethod
    def of_cohorts(cohorts: SupportsGetItem[int, Any], unit: Literal["day", "week", "month", "year"] | None = None) -> RenewalTally:
        """
        Of cohorts: how many are left at the start and after each renewal.
        """
    @staticmethod
    def of_contracts(*, renewals: ColumnLike, churned: ColumnLike, weights: ColumnLike | None = None, unit: Literal["day", "week", "month", "year"] | None = None) -> RenewalTally:
        """
        Of contracts: how often each was renewed, and whether it ended then.
        """
    def table(self, /) -> Table:
        """
        What happened at each renewal, one a row.
        """
    def to_bytes(self, /) -> bytes:
        """
        The state as bytes.
        """
    @property
    def unit(self, /) -> Literal["day", "week", "month", "year"] | None:
        """
        The length of a period.
        """

@final
class RepeatRate:
    """
    A repeat purchase rate and what it is made of.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, rate: Estimate, variant: Literal["two_or_more", "bought_before", "within_horizon", "repeat_orders", "after_window"], repeaters: int, base: int, not_yet_observable: int) -> RepeatRate: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def base(self, /) -> int:
        """
        The customers, or orders, that could: the denominator.
        """
    @property
    def not_yet_observable(self, /) -> int:
        """
        Customers left out because they were observed for less than the horizon.
        """
    @property
    def rate(self, /) -> Estimate:
        """
        The rate, in [0, 1].
        """
    @property
    def repeaters(self, /) -> int:
        """
        The customers, or orders, that repeat: the numerator.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """
    @property
    def variant(self, /) -> Literal["two_or_more", "bought_before", "within_horizon", "repeat_orders", "after_window"]:
        """
        Which rate it is.
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
class SatisfactionCurve:
    """
    How loyalty goes with satisfaction.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, levels: Sequence[CurveLevel], zones: Sequence[CurveZone], changes: Sequence[Estimate], shape: Literal["saturating", "steady", "accelerating"], plateau: float, r_squared: float, n: int, missing: int, small_sample: bool) -> SatisfactionCurve: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def changes(self, /) -> tuple[Estimate, ...]:
        """
        How the slope changes at each cut: the slope above less the slope below.
        """
    @property
    def levels(self, /) -> tuple[CurveLevel, ...]:
        """
        Every level of satisfaction that was answered, from the lowest.
        """
    @property
    def missing(self, /) -> int:
        """
        Respondents with an answer or the weight missing.
        """
    @property
    def n(self, /) -> int:
        """
        Respondents with both answers.
        """
    @property
    def plateau(self, /) -> float:
        """
        The satisfaction from which the isotonic fit rises no more.
        """
    @property
    def r_squared(self, /) -> float:
        """
        The share of the variance of loyalty that the broken line explains; NaN if loyalty does not vary.
        """
    @property
    def shape(self, /) -> Literal["saturating", "steady", "accelerating"]:
        """
        What the last of these changes says.
        """
    @property
    def small_sample(self, /) -> bool:
        """
        Whether the respondents count for fewer than 30, after Kish: the normal intervals are then too short.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """
    @property
    def zones(self, /) -> tuple[CurveZone, ...]:
        """
        The zones between the cuts, from the lowest.
        """

@final
class SatisfactionTrap:
    """
    Satisfaction with what is taken for granted against satisfaction beyond it.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, basic: SatisfactionCurve, latent: SatisfactionCurve, slope_difference: Estimate, exposed: Estimate, trap: bool, n: int, missing: int) -> SatisfactionTrap: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def basic(self, /) -> SatisfactionCurve:
        """
        The curve of satisfaction with basic expectations 基本期望.
        """
    @property
    def exposed(self, /) -> Estimate:
        """
        The share of the respondents in the top zone of basic satisfaction and not in that of latent satisfaction.
        """
    @property
    def latent(self, /) -> SatisfactionCurve:
        """
        The curve of satisfaction with latent expectations 潜在期望.
        """
    @property
    def missing(self, /) -> int:
        """
        Respondents with an answer or the weight missing.
        """
    @property
    def n(self, /) -> int:
        """
        Respondents with all three answers.
        """
    @property
    def slope_difference(self, /) -> Estimate:
        """
        How much more a point is worth in the top zone of latent satisfaction than in that of basic satisfaction.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """
    @property
    def trap(self, /) -> bool:
        """
        Whether there is a trap: the basic curve is saturating, and the latent one is not.
        """

@final
class Scale:
    """
    A scale of answers: the whole numbers from `minimum` to `maximum`, which end is good, and which numbers say that
    there is no answer.

    `off_scale="count"` counts answers off the scale as invalid instead of raising; `fractional="half_open"` takes an
    answer between two points as the point below.

    Raises `out_of_range` unless there are 2 to 250 points, or if a missing code is itself an answer.

    >>> scale = gw.survey.Scale(1, 5, missing_codes=[98, 99])
    >>> scale.points, scale.midpoint, scale.missing_codes
    (5, 3.0, [98, 99])
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, minimum: SupportsIndex, maximum: SupportsIndex, polarity: Literal["high_is_good", "low_is_good"] | None = "high_is_good", missing_codes: SupportsGetItem[int, SupportsIndex] | None = None, off_scale: Literal["refuse", "count"] | None = "refuse", fractional: Literal["refuse", "half_open"] | None = "refuse") -> Scale: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def fractional(self, /) -> str:
        """
        What to do with an answer between two points: "refuse" or "half_open".
        """
    @property
    def maximum(self, /) -> int:
        """
        The highest answer.
        """
    @property
    def midpoint(self, /) -> float:
        """
        The middle of the scale, which need not be an answer.
        """
    @property
    def minimum(self, /) -> int:
        """
        The lowest answer.
        """
    @property
    def missing_codes(self, /) -> list[int]:
        """
        The numbers that stand for "no answer".
        """
    @property
    def off_scale(self, /) -> str:
        """
        What to do with an answer the scale does not have: "refuse" or "count".
        """
    @property
    def points(self, /) -> int:
        """
        The number of answers there are.
        """
    @property
    def polarity(self, /) -> str:
        """
        Which end is good: "high_is_good" or "low_is_good".
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values.
        """

@final
class ScaleDeclaration:
    """
    What answers may be, and the words they are given in: the whole numbers from `minimum` to `maximum`.

    >>> gw.survey.ScaleDeclaration(1, 3, missing=[9], labels={"en": ["no", "maybe", "yes"]})
    ScaleDeclaration(minimum=1, maximum=3, missing=(9,), labels={"en": ("no", "maybe", "yes")})
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, minimum: int, maximum: int, polarity: Literal["high_is_good", "low_is_good"] | None = None, missing: Sequence[int] | None = None, labels: Mapping[str, Sequence[str]] | None = None, codes: Mapping[str, int] | None = None, off_scale: Literal["refuse", "count"] | None = None, fractional: Literal["refuse", "half_open"] | None = None) -> ScaleDeclaration: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def codes(self, /) -> dict[str, int]:
        """
        Words for single numbers, of points or of missing codes.
        """
    @property
    def fractional(self, /) -> Literal["refuse", "half_open"]:
        """
        What to do with an answer between two points.
        """
    @property
    def labels(self, /) -> dict[str, tuple[str, ...]]:
        """
        The words for the points, from the lowest up, by language (or by any other name).
        """
    @property
    def maximum(self, /) -> int:
        """
        The highest answer.
        """
    @property
    def minimum(self, /) -> int:
        """
        The lowest answer.
        """
    @property
    def missing(self, /) -> tuple[int, ...]:
        """
        Numbers that stand for "no answer".
        """
    @property
    def off_scale(self, /) -> Literal["refuse", "count"] | None:
        """
        What to do with an answer that the scale does not have; what the survey says, if not given.
        """
    @property
    def polarity(self, /) -> Literal["high_is_good", "low_is_good"]:
        """
        Which end is good.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class SecureCustomers:
    """
    Customers who give the best answer to every item at once.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, secure: Estimate, each: Sequence[Estimate], n: int, missing: int, invalid: int, effective_n: float, small_sample: bool) -> SecureCustomers: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def each(self, /) -> tuple[Estimate, ...]:
        """
        The share that gives the best answer to each item, among the same respondents.
        """
    @property
    def effective_n(self, /) -> float:
        """
        Kish's effective number of respondents: what weights leave of `n`.
        """
    @property
    def invalid(self, /) -> int:
        """
        Respondents with an answer that its scale does not have.
        """
    @property
    def missing(self, /) -> int:
        """
        Respondents with an answer or the weight missing.
        """
    @property
    def n(self, /) -> int:
        """
        Respondents who answered every item.
        """
    @property
    def secure(self, /) -> Estimate:
        """
        The share of them.
        """
    @property
    def small_sample(self, /) -> bool:
        """
        Whether fewer than 30 respondents stand behind an interval that leans on the normal distribution.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class Servperf:
    """
    Service quality as perception alone.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, items: Sequence[ServperfItem], dimensions: Sequence[ServperfDimension], score: Estimate, weighted_score: Estimate, n: int, effective_n: float, missing: int, rescaled: int, small_sample: bool) -> Servperf: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def dimensions(self, /) -> tuple[ServperfDimension, ...]:
        """
        Each dimension, in the order given.
        """
    @property
    def effective_n(self, /) -> float:
        """
        Kish's effective number of respondents; `n` without weights.
        """
    @property
    def items(self, /) -> tuple[ServperfItem, ...]:
        """
        Each item, in the order given.
        """
    @property
    def missing(self, /) -> int:
        """
        Respondents with anything missing.
        """
    @property
    def n(self, /) -> int:
        """
        The number of complete respondents.
        """
    @property
    def rescaled(self, /) -> int:
        """
        Respondents whose points did not add up to 100.
        """
    @property
    def score(self, /) -> Estimate:
        """
        The unweighted score: the mean of the dimensions' means.
        """
    @property
    def small_sample(self, /) -> bool:
        """
        Whether there are fewer than 30 effective respondents.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """
    @property
    def weighted_score(self, /) -> Estimate:
        """
        The weighted score: every respondent's perceptions by that respondent's weights.
        """

@final
class ServperfDimension:
    """
    One dimension of SERVPERF.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, name: str, perceived: Estimate, weight: float, reliability: float) -> ServperfDimension: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def name(self, /) -> str:
        """
        What the dimension is called.
        """
    @property
    def perceived(self, /) -> Estimate:
        """
        Mean perception over the dimension's items.
        """
    @property
    def reliability(self, /) -> float:
        """
        Cronbach's α of the perceptions; NaN for a single item.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """
    @property
    def weight(self, /) -> float:
        """
        The dimension's mean share of the weighted score.
        """

@final
class ServperfItem:
    """
    One item of SERVPERF.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, name: str, perceived: Estimate) -> ServperfItem: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def name(self, /) -> str:
        """
        What the item is called.
        """
    @property
    def perceived(self, /) -> Estimate:
        """
        Mean perception.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class Servqual:
    """
    Service quality as perception less expectation.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, items: Sequence[ServqualItem], dimensions: Sequence[ServqualDimension], gap: Estimate, weighted_gap: Estimate, gap_reliability: float, n: int, effective_n: float, missing: int, rescaled: int, small_sample: bool) -> Servqual: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def dimensions(self, /) -> tuple[ServqualDimension, ...]:
        """
        Each dimension, in the order given.
        """
    @property
    def effective_n(self, /) -> float:
        """
        Kish's effective number of respondents; `n` without weights.
        """
    @property
    def gap(self, /) -> Estimate:
        """
        The unweighted SERVQUAL score: the mean of the dimensions' gaps.
        """
    @property
    def gap_reliability(self, /) -> float:
        """
        The reliability of the unweighted score, a sum of differences.
        """
    @property
    def items(self, /) -> tuple[ServqualItem, ...]:
        """
        Each item, in the order given.
        """
    @property
    def missing(self, /) -> int:
        """
        Respondents with anything missing.
        """
    @property
    def n(self, /) -> int:
        """
        The number of complete respondents.
        """
    @property
    def rescaled(self, /) -> int:
        """
        Respondents whose points did not add up to 100.
        """
    @property
    def small_sample(self, /) -> bool:
        """
        Whether there are fewer than 30 effective respondents.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """
    @property
    def weighted_gap(self, /) -> Estimate:
        """
        The weighted score: every respondent's gaps by that respondent's weights.
        """

@final
class ServqualDimension:
    """
    One dimension of SERVQUAL.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, name: str, expected: Estimate, perceived: Estimate, gap: Estimate, weight: float, expected_reliability: float, perceived_reliability: float, gap_reliability: float) -> ServqualDimension: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def expected(self, /) -> Estimate:
        """
        Mean expectation over the dimension's items.
        """
    @property
    def expected_reliability(self, /) -> float:
        """
        Cronbach's α of the expectations; NaN for a single item.
        """
    @property
    def gap(self, /) -> Estimate:
        """
        Mean of perception less expectation.
        """
    @property
    def gap_reliability(self, /) -> float:
        """
        The reliability of the difference.
        """
    @property
    def name(self, /) -> str:
        """
        What the dimension is called.
        """
    @property
    def perceived(self, /) -> Estimate:
        """
        Mean perception over the dimension's items.
        """
    @property
    def perceived_reliability(self, /) -> float:
        """
        Cronbach's α of the perceptions; NaN for a single item.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """
    @property
    def weight(self, /) -> float:
        """
        The dimension's mean share of the weighted score.
        """

@final
class ServqualItem:
    """
    One item of SERVQUAL.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, name: str, expected: Estimate, perceived: Estimate, gap: Estimate) -> ServqualItem: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def expected(self, /) -> Estimate:
        """
        Mean expectation.
        """
    @property
    def gap(self, /) -> Estimate:
        """
        Mean of perception less expectation: below 0 where the service falls short.
        """
    @property
    def name(self, /) -> str:
        """
        What the item is called.
        """
    @property
    def perceived(self, /) -> Estimate:
        """
        Mean perception.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class ServqualSection:
    """
    Service quality by dimension.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, dimensions: Sequence[str], statements: Sequence[str], servqual: Servqual) -> ServqualSection: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def dimensions(self, /) -> tuple[str, ...]:
        """
        The dimensions, in the order of the result.
        """
    @property
    def servqual(self, /) -> Servqual:
        """
        Gaps by dimension and statement.
        """
    @property
    def statements(self, /) -> tuple[str, ...]:
        """
        The statements, in the order of the result.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class SimulatedContracts:
    """
    Simulated contracts: how often each was renewed, and whether it ended at the decision after.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, renewals: NDArray[float64], churned: NDArray[bool_]) -> SimulatedContracts: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def churned(self, /) -> NDArray[bool_]:
        """
        Whether the contract ended; else it was still running after the last decision observed.
        """
    @property
    def renewals(self, /) -> NDArray[float64]:
        """
        Renewals made.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class SimulatedHistories:
    """
    Simulated customers: their histories, and what no data show: their own rates and when they left.
    """
    __match_args__: Final[tuple[str, ...]]
    def __arrow_c_stream__(self, /, requested_schema: Any | None = None) -> object:
        """
        The histories as an Arrow stream, one row a customer.
        """
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __len__(self, /) -> int:
        """
        The number of customers.
        """
    def __new__(cls, /, frequency: NDArray[float64], recency: NDArray[float64], tenure: NDArray[float64], left: NDArray[float64], purchase_rate: NDArray[float64], dropout_rate: NDArray[float64], offsets: NDArray[uintp], times: NDArray[float64]) -> SimulatedHistories: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def dropout_rate(self, /) -> NDArray[float64]:
        """
        The customer's own rate of dropout.
        """
    @property
    def frequency(self, /) -> NDArray[float64]:
        """
        Repeat purchases.
        """
    @property
    def left(self, /) -> NDArray[float64]:
        """
        When the customer left; NaN who had not at the end.
        """
    @property
    def offsets(self, /) -> NDArray[uintp]:
        """
        Where each customer's purchases begin in `times`, and at last its length.
        """
    @property
    def purchase_rate(self, /) -> NDArray[float64]:
        """
        The customer's own rate of purchases: what `posterior_rates` estimates.
        """
    @property
    def recency(self, /) -> NDArray[float64]:
        """
        Time of the last purchase; 0 without repeat purchase.
        """
    def table(self, /) -> Table:
        """
        The histories, one row a customer.
        """
    @property
    def tenure(self, /) -> NDArray[float64]:
        """
        Time observed.
        """
    @property
    def times(self, /) -> NDArray[float64]:
        """
        The times of all repeat purchases since the customer's first one, customer after customer.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class Speeding:
    """
    Respondents who answer too fast.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, share: Estimate, flags: NDArray[bool_], speeds: NDArray[float64], medians: Sequence[float], flagged: int, n: int, missing: int) -> Speeding: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def flagged(self, /) -> int:
        """
        Respondents flagged.
        """
    @property
    def flags(self, /) -> NDArray[bool_]:
        """
        Whether each respondent is flagged; somebody without a time is not.
        """
    @property
    def medians(self, /) -> tuple[float, ...]:
        """
        The median time of each page, in the unit of the times.
        """
    @property
    def missing(self, /) -> int:
        """
        Respondents without a time, or without a weight.
        """
    @property
    def n(self, /) -> int:
        """
        Respondents judged.
        """
    @property
    def share(self, /) -> Estimate:
        """
        The share of respondents flagged, in [0, 1].
        """
    @property
    def speeds(self, /) -> NDArray[float64]:
        """
        How many times as fast as usual each respondent was; NaN for somebody without a time.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class SpendIndependence:
    """
    The relation of spend and frequency among customers with a purchase.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, pearson: Estimate, pearson_test: TestResult, spearman: Estimate, spearman_test: TestResult, without_purchase: int) -> SpendIndependence: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def pearson(self, /) -> Estimate:
        """
        Pearson's correlation of frequency and mean spend, with Fisher's z interval.
        """
    @property
    def pearson_test(self, /) -> TestResult:
        """
        The t test of no linear relation.
        """
    @property
    def spearman(self, /) -> Estimate:
        """
        Spearman's rank correlation, with the interval of Bonett & Wright (2000).
        """
    @property
    def spearman_test(self, /) -> TestResult:
        """
        The t test of no monotone relation.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """
    @property
    def without_purchase(self, /) -> int:
        """
        Customers left out because they made no purchase.
        """

@final
class SpendTally:
    """
    The distinct (frequency, mean spend) of customers.
    """
    def __len__(self, /) -> int: ...
    def __new__(cls, /, *, frequency: ColumnLike, mean_spend: ColumnLike, weights: ColumnLike | None = None, non_positive: Literal["refuse", "skip"] | None = "refuse") -> SpendTally: ...
    @property
    def customers(self, /) -> int:
        """
        Customers with a purchase.
        """
    @staticmethod
    def from_bytes(bytes: bytes) -> SpendTally:
        """
        The counts whose state these bytes are.
        """
    def independence(self, /, level: SupportsFloat | SupportsIndex) -> SpendIndependence:
        """
        The correlation of frequency and mean spend.
        """
    def merge(self, /, others: SupportsGetItem[int, SpendTally]) -> SpendTally:
        """
        These customers and those of the others.
        """
    @property
    def missing(self, /) -> int:
        """
        Customers left out because a number is missing.
        """
    @property
    def skipped(self, /) -> int:
        """
        Customers left out because their mean spend is 0 or less.
        """
    def table(self, /) -> Table:
        """
        The distinct frequencies and mean spends, one pair a row.
        """
    def to_bytes(self, /) -> bytes:
        """
        The state as bytes.
        """
    @property
    def without_purchase(self, /) -> int:
        """
        Customers without a purchase.
        """

@final
class StraightLining:
    """
    Respondents who answer all alike.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, share: Estimate, flags: NDArray[bool_], longest_runs: NDArray[uint32], variability: NDArray[float64], flagged: int, n: int, missing: int) -> StraightLining: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def flagged(self, /) -> int:
        """
        Respondents flagged.
        """
    @property
    def flags(self, /) -> NDArray[bool_]:
        """
        Whether each respondent is flagged; somebody who answered too little is not.
        """
    @property
    def longest_runs(self, /) -> NDArray[uint32]:
        """
        The most equal answers that each respondent gave one after another; 0 for somebody who answered too little.
        """
    @property
    def missing(self, /) -> int:
        """
        Respondents who answered too little, or have no weight.
        """
    @property
    def n(self, /) -> int:
        """
        Respondents judged.
        """
    @property
    def share(self, /) -> Estimate:
        """
        The share of respondents flagged, in [0, 1].
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """
    @property
    def variability(self, /) -> NDArray[float64]:
        """
        The standard deviation of each respondent's own answers; NaN for somebody who answered too little.
        """

@final
class StreamColumn:
    """
    A column read from a stream: an Arrow stream of its own.
    """
    def __arrow_c_stream__(self, /, requested_schema: Any | None = None) -> object:
        """
        The column as an Arrow stream.
        """

@final
class SurveyAssessment:
    """
    All that a survey says, by itself.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, schema: str, goodwill: str, level: float, indicators: Sequence[Indicator], survey: SurveySection, notes: Sequence[str], findings: Sequence[str], not_computed: Sequence[NotComputed]) -> SurveyAssessment: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def findings(self, /) -> tuple[str, ...]:
        """
        The main results in plain sentences.
        """
    @property
    def goodwill(self, /) -> str:
        """
        The version of the library.
        """
    def indicator(self, /, metric: str) -> Indicator | None:
        """
        The first indicator of that metric, or None.
        """
    @property
    def indicators(self, /) -> tuple[Indicator, ...]:
        """
        The scalar indicators.
        """
    @property
    def level(self, /) -> float:
        """
        The confidence level of every interval.
        """
    @property
    def not_computed(self, /) -> tuple[NotComputed, ...]:
        """
        What could not be computed, and what it needs.
        """
    @property
    def notes(self, /) -> tuple[str, ...]:
        """
        What had to be decided or left out, in sentences.
        """
    @property
    def schema(self, /) -> str:
        """
        The name and version of this form.
        """
    @property
    def survey(self, /) -> SurveySection:
        """
        Everything else.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """
    def to_html(self, /) -> str:
        """
        The report: one self-contained page with charts.
        """
    def to_json(self, /) -> str:
        """
        The assessment as JSON.
        """

@final
class SurveyData:
    """
    The answers of respondents to the items of a survey, as declared.
    """
    def __new__(cls, /, declaration: SurveyDeclaration, headers: SupportsGetItem[int, str], columns: SupportsGetItem[int, Any]) -> SurveyData: ...
    def assess(self, /, level: SupportsFloat | SupportsIndex, progress: Progress | None) -> SurveyAssessment: ...
    def by(self, /, group: str) -> list[tuple[str, SurveyData]]: ...
    @property
    def declaration(self, /) -> SurveyDeclaration: ...
    def drivers(self, /, level: SupportsFloat | SupportsIndex) -> DriverSection: ...
    @property
    def groups(self, /) -> list[str]: ...
    def importance(self, /, level: SupportsFloat | SupportsIndex) -> ImportanceSection: ...
    @property
    def is_weighted(self, /) -> bool: ...
    def item_of(self, /, role: Literal["item", "recommendation", "satisfaction", "repurchase", "effort", "perceived", "expected", "performance", "importance", "service_expectation", "service_perception", "kano_functional", "kano_dysfunctional", "satisfaction_index", "benefit", "cost", "attitude", "behaviour", "duration"]) -> str: ...
    @property
    def items(self, /) -> list[str]: ...
    def kano(self, /, level: SupportsFloat | SupportsIndex) -> list[KanoFeature]: ...
    def loyalty(self, /, level: SupportsFloat | SupportsIndex) -> LoyaltyShares: ...
    def notes(self, /) -> list[str]: ...
    def paired(self, /, item: str, before: str, after: str) -> tuple[NDArray[float64], NDArray[float64]]: ...
    @property
    def respondents(self, /) -> int: ...
    def satisfaction_curve(self, /, level: SupportsFloat | SupportsIndex) -> CurveSection: ...
    def tallies(self, /) -> list[tuple[str, Tally]]: ...
    def tally(self, /, item: str) -> Tally: ...
    def values(self, /, item: str) -> NDArray[float64]: ...
    def waves(self, /) -> list[tuple[str, SurveyData]]: ...
    def weights(self, /) -> NDArray[float64] | None: ...

@final
class SurveyDeclaration:
    """
    Which columns of a table are what: said once, obeyed by every metric. The fields are the keys of a declaration file
    (see the page on surveys).

    Raises `inconsistent`, `unknown_column`, `duplicate_column`, `length_mismatch` or `out_of_range`, naming the field, at
    what contradicts itself.

    >>> declaration = gw.survey.SurveyDeclaration(
    ...     [
    ...         gw.survey.ItemDeclaration("recommend", column="How likely?", role="recommendation"),
    ...         gw.survey.ItemDeclaration("let_down", scale="agree", reverse=True),
    ...     ],
    ...     scales={"agree": (1, 5)},
    ...     groups=[gw.survey.GroupDeclaration("region")],
    ... )
    >>> declaration.headers
    ['How likely?', 'let_down', 'region']
    >>> gw.survey.SurveyDeclaration.from_toml(declaration.to_toml()) == declaration
    True
    >>> gw.survey.SurveyDeclaration([gw.survey.ItemDeclaration("q1", scale="agree")])
    Traceback (most recent call last):
        ...
    goodwill.error.GoodwillError: items.q1.scale: ...
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, items: Sequence[ItemDeclaration], title: str | None = None, form: Literal["wide", "long"] | None = None, respondent: str | None = None, wave: str | None = None, weight: str | None = None, question: str | None = None, answer: str | None = None, off_scale: Literal["refuse", "count"] | None = None, scales: Mapping[str, ScaleDeclaration | tuple[int, int]] | None = None, groups: Sequence[GroupDeclaration] | None = None) -> SurveyDeclaration: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def answer(self, /) -> str | None:
        """
        The column that holds the answer, in the long form.
        """
    @property
    def form(self, /) -> Literal["wide", "long"]:
        """
        How the answers are laid out: "wide", a row for each respondent, or "long", a row for each answer.
        """
    @staticmethod
    def from_toml(source: str | PathLike[str]) -> SurveyDeclaration:
        """
        The declaration in a TOML text, or in the file of that path.

        Raises `unsupported_file`, with the line, at what is no key of a declaration, `file_not_found`, and as the class
        does.
        """
    @property
    def groups(self, /) -> tuple[GroupDeclaration, ...]:
        """
        Columns that say to which group a respondent belongs.
        """
    @property
    def headers(self, /) -> list[str]:
        """
        The headers of the columns that a table needs.
        """
    @property
    def items(self, /) -> tuple[ItemDeclaration, ...]:
        """
        The items.
        """
    @property
    def off_scale(self, /) -> Literal["refuse", "count"]:
        """
        What to do with answers off their scale, where the scale does not say.
        """
    @property
    def question(self, /) -> str | None:
        """
        The column that holds the question, in the long form.
        """
    @property
    def respondent(self, /) -> str | None:
        """
        The column that says who answered.
        """
    @property
    def scales(self, /) -> dict[str, ScaleDeclaration]:
        """
        Scales that several items share, by name.
        """
    @property
    def title(self, /) -> str | None:
        """
        What the survey is called.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """
    def to_toml(self, /) -> str:
        """
        The declaration as TOML: what a declaration file holds.
        """
    @property
    def wave(self, /) -> str | None:
        """
        The column that says in which wave; it is a group column, too.
        """
    @property
    def weight(self, /) -> str | None:
        """
        The column of the weights of respondents.
        """

@final
class SurveySection:
    """
    What the survey says.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, title: str | None, respondents: int, weighted: bool, items: Sequence[ItemSummary], nps: Nps | None, nps_weighted: NpsWeighted | None, effort: ItemScore | None, satisfaction: Satisfaction | None, acsi: Acsi | None, curve: CurveSection | None, loyalty: LoyaltyShares | None, drivers: DriverSection | None, importance: ImportanceSection | None, kano: Sequence[KanoFeature], service_quality: ServqualSection | None, reliability: Sequence[ReliabilitySection], groups: Sequence[GroupSection], waves: Sequence[WaveChange]) -> SurveySection: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def acsi(self, /) -> Acsi | None:
        """
        Satisfaction index of the ACSI kind, if its items were asked.
        """
    @property
    def curve(self, /) -> CurveSection | None:
        """
        How loyalty goes with satisfaction, if both were asked.
        """
    @property
    def drivers(self, /) -> DriverSection | None:
        """
        What drives satisfaction, if attributes were rated.
        """
    @property
    def effort(self, /) -> ItemScore | None:
        """
        Customer effort score, if effort was asked.
        """
    @property
    def groups(self, /) -> tuple[GroupSection, ...]:
        """
        The headline figures by group.
        """
    @property
    def importance(self, /) -> ImportanceSection | None:
        """
        Importance against performance of attributes, if both were asked.
        """
    @property
    def items(self, /) -> tuple[ItemSummary, ...]:
        """
        Every item on a scale: its answers counted, missing and invalid ones apart, with mean and boxes.
        """
    @property
    def kano(self, /) -> tuple[KanoFeature, ...]:
        """
        What features are to customers, one row a pair of Kano questions.
        """
    @property
    def loyalty(self, /) -> LoyaltyShares | None:
        """
        Attitude by repeat purchase, if both were asked.
        """
    @property
    def nps(self, /) -> Nps | None:
        """
        Net promoter score, if recommendation was asked.
        """
    @property
    def nps_weighted(self, /) -> NpsWeighted | None:
        """
        The same of respondents with weights, who have no counts.
        """
    @property
    def reliability(self, /) -> tuple[ReliabilitySection, ...]:
        """
        How well items measure what they are declared to measure together.
        """
    @property
    def respondents(self, /) -> int:
        """
        Respondents, whatever they answered.
        """
    @property
    def satisfaction(self, /) -> Satisfaction | None:
        """
        Satisfaction, if perceived and expected value were asked.
        """
    @property
    def service_quality(self, /) -> ServqualSection | None:
        """
        Service quality by dimension, if SERVQUAL statements were asked.
        """
    @property
    def title(self, /) -> str | None:
        """
        What the survey is called, if its declaration says so.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """
    @property
    def waves(self, /) -> tuple[WaveChange, ...]:
        """
        What changed from wave to wave.
        """
    @property
    def weighted(self, /) -> bool:
        """
        Whether respondents have weights.
        """

@final
class Table:
    """
    A table of results: an Arrow stream for who can read one, ndarrays for who cannot.
    """
    def __arrow_c_stream__(self, /, requested_schema: Any | None = None) -> object:
        """
        The table as an Arrow stream.
        """
    @property
    def names(self, /) -> list[str]:
        """
        The names of the columns.
        """
    def to_numpy(self, /) -> dict[str, NDArray[Any]]:
        """
        The columns as ndarrays: days as `datetime64[D]`, missing numbers as NaN.
        """

@final
class Tally:
    """
    The answers to one item, counted: how often each point of a scale was answered, with the missing and the invalid
    answers apart.

    Every metric of a single item takes a column of answers or a tally. Tallies of batches `merge`.

    >>> tally = gw.survey.Tally([5, 4, 4, 2, 99, None], gw.survey.Scale(1, 5, missing_codes=[99]))
    >>> tally.n, tally.missing, tally.counts
    (4, 2, (0, 1, 0, 2, 1))
    """
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, answers: ColumnLike, scale: ScaleLike, weights: ColumnLike | None = None) -> Tally: ...
    def __reduce__(self, /) -> tuple[Any, tuple[bytes]]: ...
    def __repr__(self, /) -> str: ...
    @property
    def counts(self, /) -> tuple[int, ...]:
        """
        How many gave each point, from the lowest up.
        """
    @staticmethod
    def from_bytes(bytes: bytes) -> Tally:
        """
        The tally that `to_bytes` wrote.

        Raises `invalid_state` when the bytes are truncated, damaged or of an unknown version.
        """
    @staticmethod
    def from_counts(counts: ColumnLike, scale: ScaleLike, missing: SupportsIndex | None = None) -> Tally:
        """
        The tally of answers counted elsewhere: how many gave each point of the scale, from the lowest up.

        Raises `length_mismatch` unless there is a count for each point.
        """
    @property
    def invalid(self, /) -> int:
        """
        Answers that the scale does not have.
        """
    def merge(self, /, other: Tally) -> Tally:
        """
        The tally of both batches.

        Raises `inconsistent` if the scales differ, or if only one of the two has weights.
        """
    @property
    def missing(self, /) -> int:
        """
        Answers not given.
        """
    @property
    def n(self, /) -> int:
        """
        The number of valid answers.
        """
    @property
    def scale(self, /) -> Scale:
        """
        The scale of the answers.
        """
    @property
    def shares(self, /) -> tuple[float, ...]:
        """
        The share of each point among the valid answers, from the lowest up: weighted, where respondents have weights, and
        empty if nobody answered.
        """
    def to_bytes(self, /) -> bytes:
        """
        The tally as bytes, the same on every platform.
        """
    @property
    def weighted(self, /) -> bool:
        """
        Whether the respondents have weights.
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
class Theil:
    """
    The Theil index and its share of the possible.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, theil: Estimate, normalised: float, missing: int) -> Theil: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def missing(self, /) -> int:
        """
        Customers without an amount; left out.
        """
    @property
    def normalised(self, /) -> float:
        """
        `theil / ln n`, in [0, 1]. NaN for one customer.
        """
    @property
    def theil(self, /) -> Estimate:
        """
        The index, in nats: 0 if all are equal, ln n if one holds all.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class TierRow:
    """
    One row of a `TierTable`.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, customers: int, share: Estimate, repeat_rate: Estimate, revenue: float, revenue_share: Estimate, mean_spend: Estimate) -> TierRow: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def customers(self, /) -> int:
        """
        Customers in the tier.
        """
    @property
    def mean_spend(self, /) -> Estimate:
        """
        What one of them spent on average; NaN in an empty tier.
        """
    @property
    def repeat_rate(self, /) -> Estimate:
        """
        The share of them who bought again, of those for whom that is known; NaN if it is known for none.
        """
    @property
    def revenue(self, /) -> float:
        """
        What they spent, in the unit of the spend column; NaN without one.
        """
    @property
    def revenue_share(self, /) -> Estimate:
        """
        Their share of the revenue; NaN if there is none.
        """
    @property
    def share(self, /) -> Estimate:
        """
        Their share of all customers that have a tier.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class TierSection:
    """
    The tiers of the customers.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, rule: str, labels: Sequence[str], table: TierTable) -> TierSection: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def labels(self, /) -> tuple[str, ...]:
        """
        A label for each tier, from the highest down.
        """
    @property
    def rule(self, /) -> str:
        """
        How the tiers were made, in a sentence.
        """
    @property
    def table(self, /) -> TierTable:
        """
        Customers, repeat rate and revenue by tier.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class TierTable:
    """
    What each tier holds: customers, repeat rate and revenue.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, tiers: Sequence[TierRow], customers: int, repeat_rate: Estimate, revenue: float, mean_spend: Estimate, missing: int, spend_missing: int, repeat_missing: int) -> TierTable: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def customers(self, /) -> int:
        """
        Customers that have a tier.
        """
    @property
    def mean_spend(self, /) -> Estimate:
        """
        What one of them spent on average.
        """
    @property
    def missing(self, /) -> int:
        """
        Customers without a tier: a value is missing, or they did not buy in the window.
        """
    @property
    def repeat_missing(self, /) -> int:
        """
        Customers with a tier of whom it is not known whether they bought again: they are not in the repeat rates.
        """
    @property
    def repeat_rate(self, /) -> Estimate:
        """
        The repeat rate of all of them together.
        """
    @property
    def revenue(self, /) -> float:
        """
        What all of them spent; NaN without a spend column.
        """
    @property
    def spend_missing(self, /) -> int:
        """
        Customers with a tier whose spend is missing: they are not in the revenue.
        """
    @property
    def tiers(self, /) -> tuple[TierRow, ...]:
        """
        The tiers, from the highest down.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class Tiers:
    """
    The tier of every customer of a column.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, tier: NDArray[float64], customers: Sequence[int], missing: int) -> Tiers: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def customers(self, /) -> tuple[int, ...]:
        """
        How many customers each tier holds, from the highest down.
        """
    @property
    def missing(self, /) -> int:
        """
        How many customers have no tier.
        """
    @property
    def tier(self, /) -> NDArray[float64]:
        """
        The tier of each customer, 0 the highest; `None` where a value it needs is missing.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class TimeVaryingCore:
    """
    A fit with covariates that change over time.
    """
    @property
    def base(self, /) -> ModelCore:
        """
        The model of a customer whose covariates are all 0.
        """
    def call(self, /, verb: str, customers: SupportsGetItem[int, PathCore], time: SupportsFloat | SupportsIndex) -> NDArray[float64]:
        """
        What a verb says of customers, one number each.
        """
    def predict(self, /, verb: str, customer: PathCore, time: SupportsFloat | SupportsIndex) -> Estimate:
        """
        What a verb says of one customer, with its interval.
        """
    @property
    def summary(self, /) -> FitSummary:
        """
        What the fit found.
        """
    @property
    def test(self, /) -> TestResult | None:
        """
        The likelihood-ratio test of no covariate having any effect.
        """
    @property
    def without(self, /) -> FitSummary:
        """
        The fit without covariates.
        """
    @property
    def words(self, /) -> str:
        """
        The fit in words.
        """

@final
class Tracking:
    """
    Repeat purchases by period, counted and expected.
    """
    __match_args__: Final[tuple[str, ...]]
    def __arrow_c_stream__(self, /, requested_schema: Any | None = None) -> object:
        """
        The periods as an Arrow stream.
        """
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, calibration_end: date, period_days: int, customers: int, periods: Sequence[TrackingPeriod], calibration: TrackingTotal, holdout: TrackingTotal, holdout_mape: float) -> Tracking: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def calibration(self, /) -> TrackingTotal:
        """
        All periods of the calibration.
        """
    @property
    def calibration_end(self, /) -> date:
        """
        The last day of calibration.
        """
    @property
    def customers(self, /) -> int:
        """
        The customers tracked: first purchase seen, and not after the end of calibration.
        """
    @property
    def holdout(self, /) -> TrackingTotal:
        """
        All periods after it.
        """
    @property
    def holdout_mape(self, /) -> float:
        """
        Mean absolute percentage error of the full periods of the holdout with purchases; NaN without any.
        """
    @property
    def period_days(self, /) -> int:
        """
        Days in a period.
        """
    @property
    def periods(self, /) -> tuple[TrackingPeriod, ...]:
        """
        The periods in order; one ends with the calibration.
        """
    def table(self, /) -> Table:
        """
        The periods, one a row.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class TrackingPeriod:
    """
    One period of a tracking.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, end: date, days: int, holdout: bool, actual: int, expected: float, cumulative_actual: int, cumulative_expected: float) -> TrackingPeriod: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def actual(self, /) -> int:
        """
        Repeat purchases in it.
        """
    @property
    def cumulative_actual(self, /) -> int:
        """
        Repeat purchases up to its end.
        """
    @property
    def cumulative_expected(self, /) -> float:
        """
        Repeat purchases the model expects up to its end.
        """
    @property
    def days(self, /) -> int:
        """
        Its length: shorter than the others only in the first and the last period.
        """
    @property
    def end(self, /) -> date:
        """
        Its last day.
        """
    @property
    def expected(self, /) -> float:
        """
        Repeat purchases the model expects in it.
        """
    @property
    def holdout(self, /) -> bool:
        """
        Whether it lies after the end of calibration.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class TrackingTotal:
    """
    Repeat purchases of several periods.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, actual: int, expected: float, error: float) -> TrackingTotal: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def actual(self, /) -> int:
        """
        How many there were.
        """
    @property
    def error(self, /) -> float:
        """
        expected / actual − 1; NaN where there were none.
        """
    @property
    def expected(self, /) -> float:
        """
        How many the model expects.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class ValueGroup:
    """
    A tenth of the customers, by what they are expected to be worth.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, customers: int, mean: float, share: float) -> ValueGroup: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def customers(self, /) -> int:
        """
        Customers.
        """
    @property
    def mean(self, /) -> float:
        """
        Their mean lifetime value.
        """
    @property
    def share(self, /) -> float:
        """
        Their share of the total.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class ValueOutlook:
    """
    Customer lifetime value within a horizon: expected orders times expected spend and margin, discounted.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, months: int, discount: float, margin: float | None, fitted: Model, independence: SpendIndependence, without_spend: int, mean: Estimate, total: Estimate, tenths: Sequence[ValueGroup]) -> ValueOutlook: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def discount(self, /) -> float:
        """
        The discount a year.
        """
    @property
    def fitted(self, /) -> Model:
        """
        The Gamma–Gamma model of spend per order, fitted to customers who ordered again.
        """
    @property
    def independence(self, /) -> SpendIndependence:
        """
        Whether spend and frequency are related, which the model takes them not to be.
        """
    @property
    def margin(self, /) -> float | None:
        """
        The share of revenue that is margin; without it the value is revenue.
        """
    @property
    def mean(self, /) -> Estimate:
        """
        The mean value of a customer.
        """
    @property
    def months(self, /) -> int:
        """
        The months looked ahead.
        """
    @property
    def tenths(self, /) -> tuple[ValueGroup, ...]:
        """
        The customers in tenths, the most valuable first.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """
    @property
    def total(self, /) -> Estimate:
        """
        The value of all customers.
        """
    @property
    def without_spend(self, /) -> int:
        """
        Customers who ordered again with a mean spend of 0 or less; the mean spend of all is expected of them.
        """

@final
class WaveChange:
    """
    What changed between a wave and the next.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, item: str, title: str, before: str, after: str, same_respondents: bool, first: Estimate, second: Estimate, change: Estimate) -> WaveChange: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def after(self, /) -> str:
        """
        The later one.
        """
    @property
    def before(self, /) -> str:
        """
        The earlier wave.
        """
    @property
    def change(self, /) -> Estimate:
        """
        The later less the earlier.
        """
    @property
    def first(self, /) -> Estimate:
        """
        The net promoter score in the earlier wave.
        """
    @property
    def item(self, /) -> str:
        """
        The item.
        """
    @property
    def same_respondents(self, /) -> bool:
        """
        Whether it is about the respondents of both waves, matched by identifier; else the waves are two samples.
        """
    @property
    def second(self, /) -> Estimate:
        """
        The net promoter score in the later one.
        """
    @property
    def title(self, /) -> str:
        """
        What the figure is.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

@final
class Weighting:
    """
    Weights, and how well they do.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, weights: NDArray[float64], n: int, missing: int, rounds: int, largest_error: float, categories: Sequence[CategoryFit], design: DesignEffect, report: str) -> Weighting: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def categories(self, /) -> tuple[CategoryFit, ...]:
        """
        Every category of every margin.
        """
    @property
    def design(self, /) -> DesignEffect:
        """
        What the weights cost in precision.
        """
    @property
    def largest_error(self, /) -> float:
        """
        The largest distance of a category from its target that is left, as a part of the target.
        """
    @property
    def missing(self, /) -> int:
        """
        Respondents left out: a category or the weight they came with is not known.
        """
    @property
    def n(self, /) -> int:
        """
        Respondents with a weight.
        """
    @property
    def report(self, /) -> str:
        """
        The same in words.
        """
    @property
    def rounds(self, /) -> int:
        """
        Rounds over all margins.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """
    @property
    def weights(self, /) -> NDArray[float64]:
        """
        The weight of each respondent; NaN for one who was left out.
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

@final
class YearlyActivity:
    """
    What every customer spent and how often they bought in a window, per year.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, spend: NDArray[float64], purchases: NDArray[float64], years: float) -> YearlyActivity: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def purchases(self, /) -> NDArray[float64]:
        """
        Orders (purchase occasions) a year, by customer.
        """
    @property
    def spend(self, /) -> NDArray[float64]:
        """
        Spend a year, by customer in the order of `Purchases::ids`; 0 for who did not buy in the window; empty for
        orders without amounts.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """
    @property
    def years(self, /) -> float:
        """
        The length of the window in years, by which the totals were divided.
        """

@final
class ZoneElasticity:
    """
    The elasticity in one zone, at its centre.
    """
    __match_args__: Final[tuple[str, ...]]
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __new__(cls, /, start: float, end: float, satisfaction: float, loyalty: float, elasticity: Estimate) -> ZoneElasticity: ...
    def __reduce__(self, /) -> tuple[type[Any], tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def elasticity(self, /) -> Estimate:
        """
        By how many per cent loyalty rises when satisfaction rises by one; NaN where the loyalty there is 0.
        """
    @property
    def end(self, /) -> float:
        """
        Where it ends: a cut, or the highest answer.
        """
    @property
    def loyalty(self, /) -> float:
        """
        The loyalty that the broken line has there.
        """
    @property
    def satisfaction(self, /) -> float:
        """
        The mean satisfaction of the respondents in it: where the elasticity is taken.
        """
    @property
    def start(self, /) -> float:
        """
        Where the zone starts: a cut, or the lowest answer.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The fields as plain Python values, nested results as dictionaries.
        """

def aapor_rates(complete: SupportsIndex, partial: SupportsIndex | None = None, refusal: SupportsIndex | None = None, non_contact: SupportsIndex | None = None, other: SupportsIndex | None = None, unknown_household: SupportsIndex | None = None, unknown_other: SupportsIndex | None = None, ineligible: SupportsIndex | None = None, *, eligibility: SupportsFloat | SupportsIndex | None = None, level: SupportsFloat | SupportsIndex = 0.95) -> AaporRates:
    """
    Response, cooperation, refusal and contact rates by the Standard Definitions of AAPOR.

    The arguments are numbers of cases: complete interviews I, partial interviews P, refusals R, eligible cases not reached
    NC, reached but prevented otherwise O, of unknown eligibility UH and UO, and known not to be eligible. `eligibility` is
    the share e of the unknown cases that are eligible; by default that of the known cases.

    Raises `empty` without cases, `undefined` if e is not given and no case has a known eligibility.

    >>> rates = gw.survey.aapor_rates(4, 2, 1, 1, 1, 1, 1, eligibility=0.9)
    >>> [round(rate.value, 3) for rate in (rates.rr1, rates.rr2, rates.rr3, rates.rr4, rates.rr5, rates.rr6)]
    [0.364, 0.545, 0.37, 0.556, 0.444, 0.667]

    Source: AAPOR 2023, Standard Definitions, 10th edition.
    """

def abc_classes(values: ColumnLike, *, a: SupportsFloat | SupportsIndex = 0.8, b: SupportsFloat | SupportsIndex = 0.95) -> AbcClasses:
    """
    ABC classes by one amount per customer: A up to 80 % of the total, B up to 95 %, C the rest.

    `a` and `b` are the shares at which the classes end. Customers are taken from the largest down. One belongs to A
    if those before them hold less than the first share (so that A reaches it), to B if less than the second.
    Customers of equal amounts stay together, in the higher class.

    Raises as `concentration` does, and `inconsistent` if `b` is below `a`.

    >>> classes = gw.value.abc_classes([60, 5, 25, None, 10])
    >>> classes.abc_class
    ('a', 'c', 'a', None, 'b')
    >>> [row.amount_share for row in classes.rows]
    [0.85, 0.1, 0.05]

    Source: Dickie 1951, "ABC inventory analysis shoots for dollars, not pennies".
    """

def acsi(ratings: ItemsLike, *, rating_weights: SupportsGetItem[int, SupportsFloat | SupportsIndex] | None = None, weights: ColumnLike | None = None, minimum: SupportsFloat | SupportsIndex = 1.0, maximum: SupportsFloat | SupportsIndex = 10.0, level: SupportsFloat | SupportsIndex = 0.95) -> Acsi:
    """
    The satisfaction index 满意度指数 of the American Customer Satisfaction Index, from its three ratings on 1 to 10: overall
    satisfaction, against expectations, against an ideal.

    index = 100 · Σwᵢ(x̄ᵢ − 1)/(9 Σwᵢ). Without `rating_weights` the ratings count alike; any number of them on one scale will
    do. The interval is that of the mean of the respondents' own indices.

    Raises `out_of_range` at a rating off the scale, `length_mismatch`, `empty`, `undefined` if all weights are 0.

    >>> print(gw.survey.acsi([[8, 9, 7, 8], [7, 8, 6, 7], [7, 9, 5, 7]]).index)
    70.370 (95% Student t 51.123 to 89.618, n = 4)

    Source: Fornell et al. 1996.
    """

def acsi_compare(current: Estimate | Churn | float, *, past: Estimate | Churn | float | None = None, rival: Estimate | Churn | float | None = None, index: Estimate | Churn | float | None = None, level: SupportsFloat | SupportsIndex = 0.95) -> AcsiComparison:
    """
    An index against its past, a rival, and a published index 对标: numbers or estimates, at least one of the three.

    Samples are taken as independent; a reference that is a mere number counts as known.

    Raises `empty` if no reference is given, `not_finite`.

    >>> ours = gw.survey.acsi([[8, 9, 7, 8], [7, 8, 6, 7], [7, 9, 5, 7]]).index
    >>> got = gw.survey.acsi_compare(ours, index=77.8)
    >>> print(got.differences[0].difference)
    -7.430 (95% Wald -19.284 to 4.424, n = 4)

    Source: Fornell et al. 1996.
    """

def acsi_from_means(means: SupportsGetItem[int, SupportsFloat | SupportsIndex], *, rating_weights: SupportsGetItem[int, SupportsFloat | SupportsIndex] | None = None, minimum: SupportsFloat | SupportsIndex = 1.0, maximum: SupportsFloat | SupportsIndex = 10.0) -> float:
    """
    The satisfaction index from the means of the ratings: see `acsi`.

    >>> round(gw.survey.acsi_from_means([8, 7, 7]), 4)
    70.3704

    Source: Fornell et al. 1996.
    """

def alive_of(model: ModelCore, days: ColumnLike, until: DateLike, step: SupportsIndex) -> list[AlivePoint]:
    """
    P(alive) of one customer over time.
    """

def apostle_model(satisfaction: ColumnLike, loyalty: ColumnLike, *, satisfaction_cut: SupportsFloat | SupportsIndex, loyalty_cut: SupportsFloat | SupportsIndex, apostle: tuple[SupportsFloat | SupportsIndex, SupportsFloat | SupportsIndex] | None = None, terrorist: tuple[SupportsFloat | SupportsIndex, SupportsFloat | SupportsIndex] | None = None, weights: ColumnLike | None = None, level: SupportsFloat | SupportsIndex = 0.95) -> ApostleModel:
    """
    The apostle model 传道者模型: apostles, loyalists, mercenaries, hostages, defectors and terrorists by satisfaction and
    loyalty, with shares.

    The cuts are those of `apostle_segment`.

    Raises as `apostle_segment` and `loyalty_matrix` do.

    >>> got = gw.segment.apostle_model(
    ...     [5, 4, 5, 2], [5, 5, 1, 4], satisfaction_cut=4, loyalty_cut=4, apostle=(5, 5)
    ... )
    >>> got.segment
    ('apostle', 'loyalist', 'mercenary', 'hostage')

    Source: Jones & Sasser 1995.
    """

def apostle_segment(satisfaction: SupportsFloat | SupportsIndex, loyalty: SupportsFloat | SupportsIndex, *, satisfaction_cut: SupportsFloat | SupportsIndex, loyalty_cut: SupportsFloat | SupportsIndex, apostle: tuple[SupportsFloat | SupportsIndex, SupportsFloat | SupportsIndex] | None = None, terrorist: tuple[SupportsFloat | SupportsIndex, SupportsFloat | SupportsIndex] | None = None) -> Literal["apostle", "loyalist", "mercenary", "hostage", "defector", "terrorist"]:
    """
    The segment of one customer in the apostle model: "apostle", "loyalist", "mercenary", "hostage", "defector" or
    "terrorist".

    `apostle` and `terrorist` are pairs of satisfaction and loyalty: apostles reach both, terrorists stay at or below both.
    Without them the two are not told apart from loyalists and defectors.

    Raises `undefined` if a value is NaN, `out_of_range` for extremes outside their quadrant.

    >>> cuts = dict(satisfaction_cut=4, loyalty_cut=4, apostle=(5, 5), terrorist=(1, 1))
    >>> gw.segment.apostle_segment(5, 5, **cuts), gw.segment.apostle_segment(5, 2, **cuts)
    ('apostle', 'mercenary')

    Source: Jones & Sasser 1995.
    """

def assess_purchases(orders: Purchases, recommendation: ColumnLike | None, perceived: ColumnLike | None, expected: ColumnLike | None, as_of: DateLike | None, period: Literal["day", "week", "month", "quarter", "year"] | None, level: SupportsFloat | SupportsIndex, repeat_within_days: SupportsIndex, margin: SupportsFloat | SupportsIndex | None, spend_thresholds: Iterable[float] | None, purchase_thresholds: Iterable[float] | None, agreement: Literal["both", "either", "spend_first", "purchases_first"] | None, models: bool, value_months: SupportsIndex, discount: SupportsFloat | SupportsIndex, progress: Any | None = None, declared: SurveyData | None = None) -> Assessment:
    """
    Every indicator that orders and survey columns allow.
    """

def bottom_box(answers: AnswersLike, k: SupportsIndex, *, scale: ScaleLike | None = None, weights: ColumnLike | None = None, level: SupportsFloat | SupportsIndex = 0.95, interval: Literal["wilson", "clopper_pearson", "agresti_coull", "jeffreys", "wald"] | None = "wilson") -> ItemScore:
    """
    The share of the `k` worst answers 低分占比: see `top_box`.

    >>> print(gw.survey.bottom_box([5, 4, 4, 2, 1], 2, scale=(1, 5)).score)
    0.400 (95% Wilson 0.118 to 0.769, n = 5)
    """

def calibration_holdout_of(purchases: Purchases, calibration_end: DateLike, observation_end: DateLike, unit: Literal["day", "week", "month", "year"] | None) -> CalibrationHoldout:
    """
    Calibration histories and holdout purchases.
    """

def calibration_of(model: ModelCore, counts: HistoryTally, censor: SupportsIndex) -> CalibrationTable:
    """
    Customers by their number of repeat purchases: counted and expected.
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

def circulating_purchases() -> tuple[float, ...]:
    """
    The circulating table's cuts: 5 and more purchases a year, 3–4, and 1–2.
    """

def cltv(margin: Estimate | float, retention: Estimate | float, discount: SupportsFloat | SupportsIndex, *, first_payment: Literal["end_of_period", "immediate"], acquisition_cost: SupportsFloat | SupportsIndex = 0.0) -> Cltv:
    """
    Lifetime value 客户终身价值 of a customer who brings `margin` per period for as long as they stay: margin × the
    `margin_multiple`, less the acquisition cost.

    `margin` is revenue less the cost of serving, per period, the same in every period. Margin and retention are
    numbers that are given, or estimates: with an interval on one of them it is carried through; with both, they are
    taken as independent and combined by the delta method. One retention rate for all customers understates the value
    of those who are left: the loyal ones remain.

    Raises as `margin_multiple` does, and `not_finite` if the margin is.

    >>> value = gw.value.cltv(50, gw.estimate.proportion(800, 1000), 0.12, first_payment="end_of_period")
    >>> print(f"{value.cltv:.2f}")
    125.00 (95% transformed 111.89 to 138.95, n = 1000)
    >>> round(gw.value.cltv(50, 0.8, 0.12, first_payment="immediate", acquisition_cost=30).cltv.value, 2)
    145.0

    Sources: Gupta & Lehmann 2003; Fader & Hardie 2010.
    """

def cltv_finite(margin: Estimate | float, retention: Estimate | float, discount: SupportsFloat | SupportsIndex, periods: SupportsIndex, *, first_payment: Literal["end_of_period", "immediate"], acquisition_cost: SupportsFloat | SupportsIndex = 0.0) -> Cltv:
    """
    Lifetime value within a horizon: the first `periods` margins of `cltv`, less the acquisition cost.

    With q = r/(1 + i) and n periods the multiple is q + q² + … + qⁿ for a first margin at the end of the period, and
    1 + q + … + qⁿ⁻¹ for an immediate one. It is defined at 1 + i = r too, where every term is 1, and tends to
    `margin_multiple` as the horizon grows. Intervals as for `cltv`.

    Raises `out_of_range` or `not_finite` if the retention is no probability or the margin not finite.

    >>> value = gw.value.cltv_finite(50, 0.8, 0.12, 5, first_payment="end_of_period")
    >>> round(value.cltv.value, 2), round(value.multiple.value, 4)
    (101.76, 2.0352)

    Sources: Berger & Nasr 1998, case 1; Gupta & Lehmann 2003.
    """

def cltv_historic(values: ColumnLike, *, level: SupportsFloat | SupportsIndex = 0.95) -> HistoricValue:
    """
    Historic value: the mean and the sum of what each customer has brought so far.

    `values` has one row a customer: the sum of their past margins, or of their spend where margins are not known (say
    which). Nothing is discounted and nothing is forecast. The interval is that of a mean (Student's t); the values of
    customers are skewed, so it needs hundreds of customers to mean what it says.

    Raises `empty` if there is no value, `not_finite` at the first infinite one, `overflow` if the squares exceed the
    range of a double.

    >>> historic = gw.value.cltv_historic([120.0, 35.5, 0.0, 310.0, None])
    >>> historic.total, historic.customers, historic.missing
    (465.5, 4, 1)
    >>> print(f"{historic.mean:.1f}")
    116.4 (95% Student t -104.1 to 336.8, n = 4)
    """

def cltv_literal(arpc: SupportsFloat | SupportsIndex, retention: SupportsFloat | SupportsIndex, lifetime: SupportsFloat | SupportsIndex) -> LiteralCltv:
    """
    The circulating formula ARPC × retention/(1 − churn) × lifetime, computed as it is written.

    It is offered because people arrive with it. Churn is 1 − retention, so retention/(1 − churn) is 1 whatever the
    retention, and the result is ARPC × lifetime: retention does not enter. What was meant is one of two sums of a
    geometric series, neither discounted: r/(1 − r) payments if the first falls at the end of the first period,
    1/(1 − r) if it falls at once; both already hold the lifetime, which must not be multiplied again. The result has
    their values beside the literal one, and a warning to show. Use `cltv`, which discounts too.

    `arpc` is the average revenue per customer and period; `lifetime` is counted in the same periods.

    Raises `undefined` if retention is 0: the factor is 0/0.

    >>> literal = gw.value.cltv_literal(100, 0.75, 3)
    >>> literal.value, literal.end_of_period, literal.immediate
    (300.0, 300.0, 400.0)
    >>> literal = gw.value.cltv_literal(100, 0.375, 3)  # half the retention leaves the literal value as it was
    >>> literal.value, literal.end_of_period
    (300.0, 60.0)

    Source: Fader & Hardie 2010 (the consistent readings).
    """

def coefficient_names(kind: Literal["sbg", "bdw", "nbd", "bg_nbd", "mbg_nbd", "pareto_nbd", "bg_bb", "gamma_gamma"], purchase: SupportsGetItem[int, str], dropout: SupportsGetItem[int, str]) -> list[str]:
    """
    The names of the coefficients of covariates, in their order.
    """

def compare_fits(models: SupportsGetItem[int, ModelCore]) -> ModelComparison:
    """
    Fits compared by information criteria.
    """

def compare_groups(groups: Mapping[Any, AnswersLike] | Iterable[AnswersLike], measure: Literal["mean", "rescaled", "top_box", "bottom_box", "net_box", "nps"], *, scale: ScaleLike | None = None, top: SupportsIndex = 2, bottom: SupportsIndex = 2, level: SupportsFloat | SupportsIndex = 0.95, adjustment: Literal["holm", "bonferroni", "benjamini_hochberg", "none"] | None = "holm") -> GroupComparison:
    """
    A figure of several groups 分组比较: each group's estimate, whether the groups differ at all, and every pair's
    difference with its interval and a p-value adjusted for the number of pairs.

    `groups` is a dictionary or list of columns on one `scale`, or of tallies, which may have weights; the result has
    them in that order, and calls those of a dictionary by its keys. `measure` is "mean", "rescaled", "top_box", "bottom_box", "net_box" (of `top` and `bottom`
    answers) or "nps". Means are compared by Welch's t and F, shares by Newcombe's interval and χ², net shares by MOVER
    and Wald's χ², weighted ones by their linearised variances. `adjustment` is "holm", "bonferroni",
    "benjamini_hochberg" or "none".

    Raises `undefined` for fewer than two groups, `empty` at the first group without a valid answer, `inconsistent` if
    scales differ or only some groups have weights.

    >>> got = gw.survey.compare_groups(
    ...     {"north": gw.survey.Tally.from_counts([2, 3, 10, 40, 45], (1, 5)),
    ...      "south": gw.survey.Tally.from_counts([5, 10, 20, 40, 25], (1, 5)),
    ...      "west": gw.survey.Tally.from_counts([4, 8, 18, 42, 28], (1, 5))},
    ...     "top_box",
    ... )
    >>> got.names, got.pairs[0].first, got.pairs[0].second
    (('north', 'south', 'west'), 'north', 'south')
    >>> print(got.pairs[0].difference)
    0.200 (95% Newcombe 0.080 to 0.313, n = 200)
    >>> got.omnibus.test, round(got.omnibus.p_value, 4), round(got.pairs[0].adjusted_p_value, 4)
    ('pearson_chi_squared', 0.0039, 0.0033)

    Sources: Welch 1947, 1951; Newcombe 1998; Zou & Donner 2008; Holm 1979; Benjamini & Hochberg 1995.
    """

def concentration(values: ColumnLike, *, level: SupportsFloat | SupportsIndex = 0.95) -> Concentration:
    """
    Every measure of concentration 集中度 at once, from one amount per customer, 0 or more: spend, margin, points.

    The values themselves are exact for the customers at hand. The intervals take them as a sample of the customers
    such a business attracts. Missing amounts are left out and counted.

    Raises `empty` if there is no amount, `not_finite` at the first infinite and `out_of_range` at the first negative
    one: a customer who returned more than they bought has no place on a Lorenz curve, so decide first whether such
    customers count as 0 or are left out; `undefined` if all are 0, `overflow` if they add past the range of a double.

    >>> spend = [541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261]
    >>> spread = gw.value.concentration(spend)
    >>> print(spread.gini.unbiased)
    0.513 (95% jackknife 0.254 to 0.773, n = 10)
    >>> round(spread.herfindahl.effective_customers.value, 1), spread.customers_for_80.customers
    (5.4, 5)

    Data and digits of the example: R package ineq (Zeileis).
    """

def cronbach_alpha(items: ItemsLike, *, reversed: Any | None = None, weights: ColumnLike | None = None, level: SupportsFloat | SupportsIndex = 0.95) -> CronbachAlpha:
    """
    Cronbach's alpha 克朗巴哈系数: how much of the variance of the sum of k items is shared,
    α = k/(k − 1) · (1 − Σs²ⱼ/s²).

    Feldt's interval; with weights a normal one. `reversed` are the numbers or names of the reverse-keyed items. Rows with a
    missing answer are left out and counted.

    Raises `undefined` for fewer than two items, or if all answers are the same.

    >>> answers = {"a": [4, 3, 5, 2, 4], "b": [5, 3, 4, 2, 4], "c": [2, 3, 1, 4, 1]}
    >>> print(gw.survey.cronbach_alpha(answers, reversed=["c"]).alpha)
    0.939 (95% Feldt 0.692 to 0.993, n = 5)

    Sources: Cronbach 1951; Feldt 1965; Maydeu-Olivares, Coffman & Hartmann 2007 (standard error).
    """

def csat(answers: AnswersLike, *, scale: ScaleLike | None = None, weights: ColumnLike | None = None, measure: Literal["top_box", "mean", "rescaled"] | None = "top_box", top: SupportsIndex = 2, level: SupportsFloat | SupportsIndex = 0.95, interval: Literal["wilson", "clopper_pearson", "agresti_coull", "jeffreys", "wald"] | None = "wilson") -> ItemScore:
    """
    Customer satisfaction score 满意度 (CSAT): the share of the two best answers, unless another measure is asked for.

    `measure` is "top_box" (of `top` answers), "mean" or "rescaled"; the result names it. A facet (product quality,
    service, after-sales, price …) and satisfaction overall are items of their own.

    Raises as `top_box` and `mean_score` do.

    >>> tally = gw.survey.Tally.from_counts([2, 3, 10, 40, 45], (1, 5))
    >>> satisfied = gw.survey.csat(tally)
    >>> print(satisfied.score, satisfied.measure, satisfied.top)
    0.850 (95% Wilson 0.767 to 0.907, n = 100) top_box 2
    >>> gw.survey.csat(tally, measure="mean").score.value
    4.23
    """

def customers_for_share(values: ColumnLike, share: SupportsFloat | SupportsIndex, *, level: SupportsFloat | SupportsIndex = 0.95) -> CustomersForShare:
    """
    The smallest number of customers that hold a share of the total: the k of "k customers bring 80 %".

    The standard error of the fraction k/n is that of the Lorenz ordinate there over the curve's slope; the interval
    is cut to [0, 1].

    Raises as `concentration` does, and `out_of_range` if `share` is no share.

    >>> spend = [541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261]
    >>> few = gw.value.customers_for_share(spend, 0.8)
    >>> few.customers, few.fraction.value, round(few.share, 4)
    (5, 0.5, 0.8149)

    Sources: as `top_share`.
    """

def delivered_value(product: SupportsFloat | SupportsIndex, service: SupportsFloat | SupportsIndex, personnel: SupportsFloat | SupportsIndex, image: SupportsFloat | SupportsIndex, money: SupportsFloat | SupportsIndex, time: SupportsFloat | SupportsIndex, energy: SupportsFloat | SupportsIndex, psychic: SupportsFloat | SupportsIndex, *, in_money: bool = False, value_weights: SupportsGetItem[int, SupportsFloat | SupportsIndex] | None = None) -> DeliveredValue:
    """
    Customer delivered value 顾客让渡价值 of one customer, or one offer: (product + service + personnel + image) − (money +
    time + energy + psychic cost), and their ratio.

    Either `in_money=True` and every term is an amount of one currency, or `value_weights` has eight weights in the order of
    the arguments: answers on scales have no sum without weights.

    Raises `undefined` without a metric, `inconsistent` with both, `out_of_range` at a negative term or weight.

    >>> got = gw.survey.delivered_value(900, 150, 60, 90, 700, 60, 20, 20, in_money=True)
    >>> got.difference, got.ratio
    (400.0, 1.5)

    Source: Kotler, Marketing Management.
    """

def delivered_values(answers: ItemsLike, *, in_money: bool = False, value_weights: SupportsGetItem[int, SupportsFloat | SupportsIndex] | None = None, weights: ColumnLike | None = None, level: SupportsFloat | SupportsIndex = 0.95) -> DeliveredValues:
    """
    Customer delivered value over many customers, from eight columns in the order of `delivered_value`.

    Raises `length_mismatch` unless there are eight columns, `undefined` without a metric, `out_of_range` at a negative answer,
    `empty` if nobody answered everything.

    >>> columns = [[8, 6, 9], [7, 5, 8], [6, 6, 7], [5, 4, 8], [6, 8, 5], [4, 6, 3], [3, 5, 2], [2, 6, 2]]
    >>> weights = [0.4, 0.3, 0.2, 0.1, 0.4, 0.3, 0.2, 0.1]
    >>> print(gw.survey.delivered_values(columns, value_weights=weights).difference)
    2.067 (95% Student t -5.228 to 9.361, n = 3)

    Source: Kotler, Marketing Management.
    """

def design_effect(weights: ColumnLike) -> DesignEffect:
    """
    The design effect of weights, after Kish: 1 + CV²(w), and the effective number of respondents n/deff.

    >>> got = gw.survey.design_effect([1, 1, 1, 3])
    >>> got.effective_n, round(got.design_effect, 4)
    (3.0, 1.3333)

    Source: Kish 1965, section 11.7.
    """

def drivers(outcome: ColumnLike, predictors: ItemsLike, *, weights: ColumnLike | None = None, level: SupportsFloat | SupportsIndex = 0.95, resamples: SupportsIndex = 1000, seed: SupportsIndex = 0, sampled_orders: SupportsIndex = 0, progress: Progress | None = False) -> Drivers:
    """
    Key drivers 关键驱动: how much of the variance of an outcome each predictor explains.

    `predictors` is a frame, a dictionary or list of columns, or an array of two dimensions; its names come along.
    The measure to report is `lmg`: the gain in R² averaged over all orders of the predictors, exact up to 20 of them;
    `sampled_orders` takes that many random ones instead. Relative weights, standardised β and Pratt's measure stand
    beside it. Intervals are of a bootstrap over respondents, the same on every machine; `resamples=0` leaves them out.
    Rows with a missing answer are left out and counted. `progress=True` shows the resamples done on the terminal; a function
    is called with them and with all there are.

    Raises `not_identified` at a predictor that is a linear combination of those before it, or with too few respondents;
    `undefined` if a column does not vary; `out_of_range` for more than 20 predictors in all orders.

    >>> answers = {"price": [3, 4, 2, 5, 4, 1, 3, 5, 2, 4], "service": [4, 4, 1, 5, 3, 2, 2, 4, 3, 5]}
    >>> got = gw.survey.drivers([4, 4, 1, 5, 4, 2, 3, 5, 3, 5], answers, resamples=0)
    >>> [(driver.name, round(driver.lmg.value, 3)) for driver in got.predictors]
    [('price', 0.415), ('service', 0.527)]

    Sources: Lindeman, Merenda & Gold 1980; Grömping 2006; Johnson 2000; Pratt 1987.
    """

def effort_score(answers: AnswersLike, measure: Literal["mean", "top_box", "net_box"], *, scale: ScaleLike | None = None, weights: ColumnLike | None = None, top: SupportsIndex | None = None, bottom: SupportsIndex | None = None, level: SupportsFloat | SupportsIndex = 0.95, interval: Literal["wilson", "clopper_pearson", "agresti_coull", "jeffreys", "wald"] | None = "wilson", net_interval: Literal["mover", "tango", "adjusted_wald", "wald", "bootstrap"] | None = "mover") -> ItemScore:
    """
    Customer effort score 客户费力度 (CES): "mean", "top_box" (the share of the best answers: 5 to 7 of 7) or "net_box"
    (6 and 7 less 1 to 3, of 7).

    On a scale of other than seven points `top`, and for a net share `bottom`, say which answers count. The older item
    (CES 1.0), on which little effort is 1, has a scale with `polarity="low_is_good"`.

    Raises `inconsistent` where it must be said which answers count; otherwise as `top_box` and `net_box` do.

    >>> easy = gw.survey.Tally.from_counts([4, 3, 5, 8, 20, 30, 30], (1, 7))
    >>> [gw.survey.effort_score(easy, measure).score.value for measure in ("mean", "top_box", "net_box")]
    [5.47, 0.8, 0.48]

    Sources: Dixon, Freeman & Toman 2010; Dixon, Toman & DeLisi 2013.
    """

def error_codes() -> list[tuple[str, int, str]]:
    """
    Every error code: name, number and meaning.
    """

def fit_model(kind: Literal["sbg", "bdw", "nbd", "bg_nbd", "mbg_nbd", "pareto_nbd", "bg_bb", "gamma_gamma"], data: HistoryTally | RenewalTally | SpendTally, *, regularity: SupportsIndex = 1, penalty: SupportsFloat | SupportsIndex = 0.0, level: SupportsFloat | SupportsIndex = 0.95, max_iterations: SupportsIndex = 200, starts: SupportsIndex = 0, seed: SupportsIndex = 0, initial: SupportsGetItem[int, SupportsFloat | SupportsIndex] | None = None, progress: Any | None = None) -> ModelCore:
    """
    A model fitted by maximum likelihood.
    """

def fit_time_varying(customers: SupportsGetItem[int, PathCore], purchase: SupportsGetItem[int, str], dropout: SupportsGetItem[int, str], *, unit: Literal["day", "week", "month", "year"] | None = None, penalty: SupportsFloat | SupportsIndex = 0.0, level: SupportsFloat | SupportsIndex = 0.95, max_iterations: SupportsIndex = 200, starts: SupportsIndex = 0, seed: SupportsIndex = 0, initial: SupportsGetItem[int, SupportsFloat | SupportsIndex] | None = None, progress: Any | None = None) -> TimeVaryingCore:
    """
    Pareto/NBD fitted with covariates that change over time.
    """

def fit_with_covariates(kind: Literal["sbg", "bdw", "nbd", "bg_nbd", "mbg_nbd", "pareto_nbd", "bg_bb", "gamma_gamma"], *, frequency: ColumnLike, recency: ColumnLike, tenure: ColumnLike, purchase: SupportsGetItem[int, tuple[str, Any]], dropout: SupportsGetItem[int, tuple[str, Any]], weights: ColumnLike | None = None, unit: Literal["day", "week", "month", "year"] | None = None, regularity: SupportsIndex = 1, penalty: SupportsFloat | SupportsIndex = 0.0, level: SupportsFloat | SupportsIndex = 0.95, max_iterations: SupportsIndex = 200, starts: SupportsIndex = 0, seed: SupportsIndex = 0, initial: SupportsGetItem[int, SupportsFloat | SupportsIndex] | None = None, progress: Any | None = None) -> CovariateCore:
    """
    A model fitted with covariates.
    """

def five_gaps(*, expected: ColumnLike | None = None, perceived: ColumnLike | None = None, believed: ColumnLike | None = None, standards: ColumnLike | None = None, delivered: ColumnLike | None = None, promised: ColumnLike | None = None, level: SupportsFloat | SupportsIndex = 0.95) -> FiveGaps:
    """
    The five gaps of service quality in one dimension: where between a customer's expectation and perception the service
    is lost.

    Every column holds scores on the same scale; one that was not asked is left out, and a column of one number is a number
    that was set, such as a standard. Gap 5 is paired over the customers, the others compare different people (Welch).

    Raises `length_mismatch` if expected and perceived differ in rows, `empty` if no gap has answers on both sides.

    >>> gaps = gw.survey.five_gaps(expected=[6, 7, 6, 7], perceived=[5, 5, 6, 4], believed=[5, 6, 5], standards=[5.5])
    >>> print(gaps.service)
    1.500 (95% Student t -0.554 to 3.554, n = 4)
    >>> print(gaps.knowledge)
    1.167 (95% Student t -0.010 to 2.343, n = 7)

    Source: Parasuraman, Zeithaml & Berry 1985.
    """

def forecast_error_of(model: ModelCore, data: HoldoutTally, level: SupportsFloat | SupportsIndex) -> ForecastError:
    """
    How far a forecast was from what happened.
    """

def frequency_table(answers: AnswersLike, *, scale: ScaleLike | None = None, weights: ColumnLike | None = None, level: SupportsFloat | SupportsIndex = 0.95, interval: Literal["wilson", "clopper_pearson", "agresti_coull", "jeffreys", "wald"] | None = "wilson") -> FrequencyTable:
    """
    The frequency table 频数表 of an item: every answer of its scale with count, share, interval and cumulative share.

    `answers` is a column, with its `scale` as a pair (1, 5) or a `Scale`, or a `Tally`. Missing and invalid answers are
    shown beside the table, in no share. With `weights`, shares are weighted and their variance is linearised.

    Raises `empty` without a valid answer, `out_of_range` at the first answer off the scale, `undefined` if all weights
    are 0.

    >>> table = gw.survey.frequency_table([5, 4, 4, 2, None], scale=(1, 5))
    >>> table.n, table.missing, table.mode, table.median
    (4, 1, 4, 4)
    >>> print(table.rows[3].share)
    0.500 (95% Wilson 0.150 to 0.850, n = 4)

    Sources: Wilson 1927; Kish 1965, section 11.7.
    """

def gini(values: ColumnLike, *, level: SupportsFloat | SupportsIndex = 0.95) -> Gini:
    """
    The Gini coefficient of one amount per customer: Σ(2i − n − 1)·x₍ᵢ₎ / (n·Σx), with amounts ascending.

    The standard error is the jackknife's, the interval Student's t, cut to [0, 1]. Amounts of customers are skewed
    and any interval for a Gini coefficient is too narrow on small samples: this one covered a true value at 95 % in
    90 % (n = 50), 91 % (200) and 94 % (1,000) of lognormal samples (σ = 1), and in 84, 88 and 93 % of Pareto ones
    (α = 3). Fewer than three customers have no interval.

    Raises as `concentration` does.

    >>> spend = [541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261]
    >>> gini = gw.value.gini(spend)
    >>> round(gini.gini.value, 7), round(gini.unbiased.value, 7)
    (0.4620911, 0.5134346)

    Sources: Gini 1914; Davidson 2009 (bias correction); Karagiannis & Kovačević 2000 (jackknife in one pass).
    """

def grid_of(model: ModelCore, value: Literal["conditional_purchases", "probability_alive", "probability_active"] | None, t: SupportsFloat | SupportsIndex, max_frequency: SupportsIndex, tenure: SupportsFloat | SupportsIndex, steps: SupportsIndex) -> HistoryGrid:
    """
    A prediction for every combination of frequency and recency.
    """

def growth_accounting(purchases: Purchases, *, period: Literal["day", "week", "month", "quarter", "year"] | None = "month", as_of: DateLike, level: SupportsFloat | SupportsIndex = 0.95, interval: Literal["wilson", "clopper_pearson", "agresti_coull", "jeffreys", "wald"] | None = "wilson") -> Growth:
    """
    Growth accounting of purchases by calendar period, as of a day.

    In every period, exactly: active(t) = active(t − 1) + new + resurrected − churned, and active(t) = retained + new +
    resurrected. `period` is "day", "week", "month", "quarter" or "year"; `as_of` is the last day observed. A period
    that ends after it is not complete and has no retention and no churn yet. Churn here is not being active in *one*
    period: choose a period longer than most gaps between purchases.

    Raises `inconsistent` if `as_of` lies before the first order or after the last day observed.

    >>> orders = gw.purchase.purchases(
    ...     customer=["ann", "bob", "bob", "cem", "ann"],
    ...     date=["1997-01-01", "1997-01-09", "1997-02-03", "1997-02-05", "1997-03-08"],
    ... )
    >>> growth = gw.retention.growth_accounting(orders, period="month", as_of="1997-03-31")
    >>> [(row.label, row.active, row.new, row.retained, row.resurrected, row.churned) for row in growth.periods]
    [('1997-01', 2, 2, 0, 0, 0), ('1997-02', 2, 1, 1, 0, 1), ('1997-03', 1, 0, 0, 1, 2)]

    Source: the "growth accounting" of Hsu 2015 (Social Capital).
    """

def growth_from_periods(customers: ColumnLike, periods: ColumnLike, amounts: ColumnLike | None = None, *, last_complete: SupportsIndex | None = None, level: SupportsFloat | SupportsIndex = 0.95, interval: Literal["wilson", "clopper_pearson", "agresti_coull", "jeffreys", "wald"] | None = "wilson") -> Growth:
    """
    Growth accounting from columns of orders whose periods are already numbered: subscription months, seasons, waves.

    One row an order, in any order: whose it is (any integers), the number of its period, and its amount if there are
    amounts. `last_complete` is the last period that was observed to its end; without it all are taken to be.

    Raises `empty` without rows, `length_mismatch`, `not_finite` at the first infinite amount.

    >>> growth = gw.retention.growth_from_periods([1, 1, 2, 2, 3, 3, 1], [1, 2, 1, 2, 2, 3, 4], last_complete=3)
    >>> [row.churned for row in growth.periods]
    [0, 0, 2, 1]
    """

def herfindahl(values: ColumnLike, *, level: SupportsFloat | SupportsIndex = 0.95) -> Herfindahl:
    """
    The Herfindahl–Hirschman index of one amount per customer, Σ(x/Σx)², and the effective number of customers.

    The interval is for a base of as many customers as there are: n times the index is 1 + CV², whose jackknife it
    is; Student's t, cut to [1/n, 1]. Fewer than three customers have none.

    Raises as `concentration` does.

    >>> # A supplier with four customers: half, a quarter, an eighth, an eighth.
    >>> index = gw.value.herfindahl([40, 20, 10, 10])
    >>> index.index.value, round(index.effective_customers.value, 2), index.normalised
    (0.34375, 2.91, 0.125)

    Sources: Hirschman 1945; Herfindahl 1950; Adelman 1969 (effective number).
    """

def histories_of(purchases: Purchases, as_of: DateLike, unit: Literal["day", "week", "month", "year"] | None, include_first: bool, include_known_before: bool) -> Histories:
    """
    Histories of purchases as of a day.
    """

def holdout_of(model: ModelCore, data: HoldoutTally, by: Literal["frequency", "recency", "tenure", "idle"] | None, width: SupportsFloat | SupportsIndex, groups: SupportsIndex) -> HoldoutTable:
    """
    Holdout purchases of groups of customers: counted and expected.
    """

def implied_repeat_rate(shares: ColumnLike, rates: ColumnLike) -> float:
    """
    The overall repeat rate that a tier table of shares and rates implies: Σ share · rate.

    `shares` are the tiers' shares of all customers and sum to 1; `rates` their repeat rates; both in [0, 1].

    Raises `inconsistent` if the shares do not sum to 1.

    >>> # 15 % high, 30 % medium and 55 % low value, who come back at 85, 60 and 30 %.
    >>> gw.segment.implied_repeat_rate([0.15, 0.30, 0.55], [0.85, 0.60, 0.30])
    0.4725
    """

def interpurchase_time(purchases: Purchases, *, window: WindowLike, unit: Literal["day", "week", "month", "year"] | None = "day", level: SupportsFloat | SupportsIndex = 0.95) -> InterpurchaseTime:
    """
    Inter-purchase time 购买间隔: the time between consecutive purchases of a customer inside a window.

    Mean, median and coefficient of variation are of the gaps that closed, and biased short; `median_with_open_gaps`
    counts those still running as censored (Kaplan–Meier). `unit` is "day", "week", "month" or "year".

    Raises `undefined` if nobody bought twice in the window.

    >>> orders = gw.purchase.purchases(
    ...     customer=[1, 1, 1, 2, 2, 3],
    ...     date=["2024-01-01", "2024-01-08", "2024-01-18", "2024-01-04", "2024-02-03", "2024-01-02"],
    ... )
    >>> gaps = gw.purchase.interpurchase_time(orders, window=("2024-01-01", "2024-02-10"))
    >>> gaps.median, gaps.median_with_open_gaps, gaps.closed_gaps, gaps.open_gaps
    (10.0, 30.0, 3, 3)

    Source: Kaplan & Meier 1958.
    """

def ipa(importance: ItemsLike, performance: ItemsLike, *, weights: ColumnLike | None = None, crosshair: Literal["mean", "median", "midpoint"] | None = "mean", importance_midpoint: SupportsFloat | SupportsIndex | None = None, performance_midpoint: SupportsFloat | SupportsIndex | None = None, level: SupportsFloat | SupportsIndex = 0.95, resamples: SupportsIndex = 2000, seed: SupportsIndex = 0, progress: Progress | None = False) -> Ipa:
    """
    Importance–performance analysis with stated importance: how important each attribute is to respondents, and how well
    it is done.

    Both tables have a column for each attribute and a row for each respondent; an attribute is averaged over those who
    answered both of its questions. The lines cross at the mean of the attributes' means, at their median, or at the middle
    of the scales (`crosshair="midpoint"` with both midpoints). The certainty of a quadrant is a bootstrap over respondents;
    `progress=True` shows the resamples done on the terminal; a function is called with them and with all there are.

    Raises `length_mismatch`, `empty` naming the attribute if nobody answered about it, `undefined` for a midpoint crosshair
    without midpoints, `out_of_range` for fewer than 100 or more than 1,000,000 resamples.

    >>> importance = {"speed": [5, 5, 4, 5], "looks": [2, 3, 2, 2], "price": [4, 5, 4, 4]}
    >>> performance = {"speed": [2, 1, 2, 3], "looks": [5, 4, 5, 4], "price": [4, 4, 5, 4]}
    >>> grid = gw.survey.ipa(importance, performance)
    >>> [(item.name, item.quadrant, item.certainty) for item in grid.items][0]
    ('speed', 'concentrate', 1.0)

    Source: Martilla & James 1977.
    """

def ipa_derived(importance: ColumnLike, performance: ItemsLike, *, weights: ColumnLike | None = None, crosshair: Literal["mean", "median", "midpoint"] | None = "mean", importance_midpoint: SupportsFloat | SupportsIndex | None = None, performance_midpoint: SupportsFloat | SupportsIndex | None = None, level: SupportsFloat | SupportsIndex = 0.95, resamples: SupportsIndex = 2000, seed: SupportsIndex = 0, progress: Progress | None = False) -> Ipa:
    """
    Importance–performance analysis with derived importance: one number for each attribute, such as its share of what
    drives overall satisfaction, or its correlation with it.

    The importances are taken as known; the rest is as in `ipa`.

    Raises as `ipa`, and `not_finite` at an importance that is no number.

    >>> performance = {"speed": [2, 1, 2, 3], "looks": [5, 4, 5, 4], "price": [4, 4, 5, 4]}
    >>> grid = gw.survey.ipa_derived([0.6, 0.1, 0.3], performance)
    >>> grid.items[1].quadrant
    'possible_overkill'

    Source: Martilla & James 1977.
    """

def item_analysis(items: ItemsLike, *, reversed: Any | None = None, weights: ColumnLike | None = None, level: SupportsFloat | SupportsIndex = 0.95) -> ItemAnalysis:
    """
    Item analysis 题项分析: of every item its mean, its correlation with the rest, and α without it.

    `reversed` are the numbers or names of the reverse-keyed items. Rows with a missing answer are left out and counted.

    Raises what `cronbach_alpha` raises.

    >>> answers = {"a": [4, 3, 5, 2, 4], "b": [5, 3, 4, 2, 4], "c": [2, 3, 1, 4, 1]}
    >>> got = gw.survey.item_analysis(answers, reversed=["c"])
    >>> [(item.name, round(item.item_rest.value, 3)) for item in got.items]
    [('a', 0.933), ('b', 0.801), ('c', 0.902)]

    Source: Nunnally & Bernstein 1994.
    """

def kano(functional: PairsLike, dysfunctional: ColumnLike | None = None, *, scale: ScaleLike | None = None, weights: ColumnLike | None = None, table: Literal["standard", "pouliot"] | Sequence[Sequence[Literal["attractive", "one_dimensional", "must_be", "indifferent", "reverse", "questionable"]]] | None = "standard", rule: Literal["mode", "grouped"] | None = "mode", level: SupportsFloat | SupportsIndex = 0.95, interval: Literal["wilson", "clopper_pearson", "agresti_coull", "jeffreys", "wald"] | None = "wilson", decision_level: SupportsFloat | SupportsIndex = 0.9) -> Kano:
    """
    The discrete Kano analysis of a feature: shares of the categories, the category of the feature, better and worse.

    `functional` and `dysfunctional` are two columns, row by row one respondent, or `functional` is `KanoPairs`. The
    category is the most frequent, between equal ones must-be, one-dimensional, attractive, indifferent;
    `rule="grouped"` first asks whether A + O + M outweigh I + R + Q. better = (A + O)/(A + O + M + I), worse =
    −(O + M)/(A + O + M + I). `decided` is Fong's test of the first category against the second at `decision_level`.

    Raises `length_mismatch`, `out_of_range` off the scale, `empty` if no pair is complete, `undefined` if all weights are 0.

    >>> got = gw.survey.kano([1, 1, 2, 2, 3, 1, 2, 2, 1, 2], [5, 3, 5, 5, 5, 5, 3, 5, 4, 5])
    >>> got.category, got.decided
    ('must_be', False)
    >>> print(got.better)
    0.400 (95% Wilson 0.168 to 0.687, n = 10)
    >>> print(got.worse)
    -0.700 (95% Wilson -0.892 to -0.397, n = 10)

    Sources: Kano et al. 1984; Berger et al. 1993; Fong 1996; Lee & Newcomb 1997.
    """

def kano_category(functional: SupportsFloat | SupportsIndex, dysfunctional: SupportsFloat | SupportsIndex, *, scale: ScaleLike | None = None, table: Literal["standard", "pouliot"] | Sequence[Sequence[Literal["attractive", "one_dimensional", "must_be", "indifferent", "reverse", "questionable"]]] | None = "standard") -> Literal["attractive", "one_dimensional", "must_be", "indifferent", "reverse", "questionable"]:
    """
    The Kano category of one customer's pair of answers to a feature: how would you feel if it were there (`functional`),
    and if it were not (`dysfunctional`)?

    | functional \\ dysfunctional | like | expect | neutral | live with | dislike |
    |---|---|---|---|---|---|
    | like | questionable | attractive | attractive | attractive | one_dimensional |
    | expect, neutral, live with | reverse | indifferent | indifferent | indifferent | must_be |
    | dislike | reverse | reverse | reverse | reverse | questionable |

    `table="pouliot"` makes (2, 2) and (4, 4) questionable; five rows of five categories are a table of one's own.

    Raises `empty` if an answer is missing, `out_of_range` off the scale, `length_mismatch` or `invalid_choice` for a table
    that is not five by five categories.

    >>> gw.survey.kano_category(1, 3)
    'attractive'
    >>> gw.survey.kano_category(2, 5)
    'must_be'

    Sources: Kano et al. 1984; Berger et al. 1993.
    """

def kano_continuous(functional: PairsLike, dysfunctional: ColumnLike | None = None, *, scale: ScaleLike | None = None, weights: ColumnLike | None = None, level: SupportsFloat | SupportsIndex = 0.95) -> KanoContinuous:
    """
    The continuous Kano analysis of a feature: the mean of scored answers to either question.

    Present: like 4, expect 2, neutral 0, live with −1, dislike −2. Absent: like −2, expect −1, neutral 0, live with 2,
    dislike 4. The square [0, 4]² is cut at 2; a mean below 0 is a reverse feature. Arguments as in `kano`.

    >>> got = gw.survey.kano_continuous([1, 1, 2, 3], [5, 4, 5, 5])
    >>> got.functional.value, got.dysfunctional.value, got.category
    (2.5, 3.5, 'one_dimensional')

    Source: DuMouchel in Berger et al. 1993.
    """

def kano_fuzzy(functional: ItemsLike, dysfunctional: ItemsLike, *, weights: ColumnLike | None = None, table: Literal["standard", "pouliot"] | Sequence[Sequence[Literal["attractive", "one_dimensional", "must_be", "indifferent", "reverse", "questionable"]]] | None = "standard", threshold: SupportsFloat | SupportsIndex = 0.4, level: SupportsFloat | SupportsIndex = 0.95) -> KanoFuzzy:
    """
    The fuzzy Kano analysis of a feature, for questionnaires that let a respondent share an answer out: 0.7 "I like it",
    0.3 "I expect it".

    Both tables have five columns, from "like" to "dislike", and a row for each respondent that adds up to 1. A respondent
    counts for every category whose membership reaches `threshold`.

    Raises `length_mismatch`, `out_of_range` at a membership outside [0, 1] or a row that does not add up to 1, `empty`.

    >>> got = gw.survey.kano_fuzzy([[0.6], [0.4], [0.0], [0.0], [0.0]], [[0.0], [0.0], [0.0], [0.2], [0.8]])
    >>> got.category, round(got.memberships[1].value, 3)
    ('one_dimensional', 0.48)

    Source: Lee & Huang 2009.
    """

def likelihood_ratio_of(restricted: ModelCore, full: ModelCore) -> TestResult:
    """
    The likelihood-ratio test of one fit against another.
    """

def lorenz_curve(values: ColumnLike, *, points: SupportsIndex | None = None) -> LorenzCurve:
    """
    The Lorenz curve: the share of the total that the smallest p of the customers hold, for p from 0 to 1.

    `points` asks for that many equal steps of p, a fraction of a customer counting for that fraction of their amount;
    0 asks for one step per customer. The diagonal is perfect equality; the Gini coefficient is twice the area between
    it and the curve.

    Raises as `concentration` does.

    >>> curve = gw.value.lorenz_curve([70, 10, 20, 0])
    >>> curve.customers, curve.amounts
    (array([0.  , 0.25, 0.5 , 0.75, 1.  ]), array([0. , 0. , 0.1, 0.3, 1. ]))
    >>> gw.value.lorenz_curve([70, 10, 20, 0], points=2).amounts
    array([0. , 0.1, 1. ])

    Sources: Lorenz 1905; Gastwirth 1971.
    """

def loyalty_elasticity(satisfaction: ColumnLike, loyalty: ColumnLike, *, cuts: Iterable[float] | None = None, origin: SupportsFloat | SupportsIndex = 0.0, weights: ColumnLike | None = None, level: SupportsFloat | SupportsIndex = 0.95) -> LoyaltyElasticity:
    """
    The satisfaction elasticity of loyalty 满意弹性: by how many per cent loyalty rises when satisfaction rises by one per
    cent, in each zone between the `cuts` and overall.

    Per cent need a zero: `origin` is the answer that means no satisfaction at all, and loyalty may not be negative.

    Raises as `satisfaction_curve` does; `out_of_range` if an answer lies below the origin or loyalty below 0.

    >>> satisfaction = [1, 2, 3, 4, 5] * 2
    >>> loyalty = [1, 2.1, 3, 3.2, 3.4, 1, 1.9, 3, 3.2, 3.4]
    >>> got = gw.survey.loyalty_elasticity(satisfaction, loyalty, cuts=[3])
    >>> [round(zone.elasticity.value, 6) for zone in got.zones]
    [1.0, 0.25]

    Source: Anderson & Sullivan 1993.
    """

def loyalty_matrix(attitude: ColumnLike, repeat: ColumnLike, *, attitude_cut: SupportsFloat | SupportsIndex, repeat_cut: SupportsFloat | SupportsIndex, weights: ColumnLike | None = None, level: SupportsFloat | SupportsIndex = 0.95) -> LoyaltyMatrix:
    """
    The loyalty matrix 忠诚矩阵 of Dick and Basu: loyalty, latent loyalty, spurious loyalty and none, by attitude and repeat
    purchase, with shares.

    Raises `length_mismatch`, `not_finite`, `out_of_range` for a negative weight, `empty` if no customer has a quadrant.

    >>> got = gw.segment.loyalty_matrix(
    ...     [5, 4, 2, 3, 5, None], [0.9, 0.5, 0.7, 0.1, 0.2, 0.9], attitude_cut=4, repeat_cut=0.5
    ... )
    >>> got.loyalty.value, got.latent.value, got.spurious.value, got.none.value
    (0.4, 0.2, 0.2, 0.2)
    >>> got.quadrant[2:], got.missing
    (('spurious', 'none', 'latent', None), 1)

    Source: Dick & Basu 1994.
    """

def loyalty_pyramid(habit: ColumnLike, satisfaction: ColumnLike, liking: ColumnLike, commitment: ColumnLike, *, cuts: Iterable[float], rule: Literal["cumulative", "highest"], weights: ColumnLike | None = None, level: SupportsFloat | SupportsIndex = 0.95) -> LoyaltyPyramid:
    """
    The loyalty pyramid 忠诚金字塔: switchers, habitual, satisfied, befriended and committed buyers, with shares and with how
    many of each level reach the next.

    `cuts` and `rule` are those of `pyramid_level`.

    Raises as `loyalty_matrix` does.

    >>> got = gw.segment.loyalty_pyramid(
    ...     [1, 5, 5, 4, 5], [2, 3, 4, 5, 5], [1, 2, 3, 4, 5], [1, 1, 5, 2, 4], cuts=[4, 4, 4, 4], rule="cumulative"
    ... )
    >>> got.level
    ('switcher', 'habitual', 'satisfied', 'friend', 'committed')
    >>> got.rows[1].reached.value, got.rows[2].conversion.value, got.broken
    (0.8, 0.75, 1)

    Source: Aaker 1991, chapter 2.
    """

def loyalty_quadrant(attitude: SupportsFloat | SupportsIndex, repeat: SupportsFloat | SupportsIndex, *, attitude_cut: SupportsFloat | SupportsIndex, repeat_cut: SupportsFloat | SupportsIndex) -> Literal["loyalty", "latent", "spurious", "none"]:
    """
    The quadrant of one customer in the loyalty matrix of Dick and Basu: "loyalty", "latent", "spurious" or "none".

    `attitude` is how much better than its rivals they think of the supplier, `repeat` how much they buy again; a value at
    the cut is high.

    Raises `undefined` if a value is NaN.

    >>> gw.segment.loyalty_quadrant(3, 0.8, attitude_cut=4, repeat_cut=0.5)
    'spurious'

    Source: Dick & Basu 1994.
    """

def loyalty_score(answers: Iterable[float], *, scales: SupportsGetItem[int, tuple[SupportsFloat | SupportsIndex, SupportsFloat | SupportsIndex]], importance: Iterable[float] | None = None) -> float:
    """
    The loyalty score of one customer: the mean of their answers, each read as 0 at its worst and 1 at its best.

    `scales` has a pair for each answer, the worst and the best; the best may be the lower number. Answers count alike or
    by `importance`.

    Raises `undefined` if an answer is NaN, `out_of_range` if it is off its scale.

    >>> # Continue, recommend, "a rival could win me over", pay more.
    >>> gw.segment.loyalty_score([4, 9, 2, 3], scales=[(1, 5), (0, 10), (5, 1), (1, 5)])
    0.725

    Source: Zeithaml, Berry & Parasuraman 1996.
    """

def loyalty_scores(attitudinal: ItemsLike, behavioural: ItemsLike, *, attitudinal_scales: SupportsGetItem[int, tuple[SupportsFloat | SupportsIndex, SupportsFloat | SupportsIndex]], behavioural_scales: SupportsGetItem[int, tuple[SupportsFloat | SupportsIndex, SupportsFloat | SupportsIndex]], attitudinal_importance: Iterable[float] | None = None, behavioural_importance: Iterable[float] | None = None, weights: ColumnLike | None = None, level: SupportsFloat | SupportsIndex = 0.95) -> LoyaltyScores:
    """
    Attitudinal and behavioural loyalty 态度忠诚与行为忠诚 as scores in [0, 1].

    Attitudinal items ask what customers mean to do: continue, recommend, resist rivals, pay a premium. Behavioural items
    say what they did: buy again, buy across categories, advocate, stay immune to rivals. A score is the mean of the items,
    each from 0 at its worst answer to 1 at its best: see `loyalty_score`. A customer has a score only if every item of it is
    answered.

    Raises `out_of_range` at an answer off its scale, `length_mismatch`, `empty` if no customer has both scores.

    >>> got = gw.segment.loyalty_scores(
    ...     {"continue": [5, 4, 3], "recommend": [10, 8, 5]},
    ...     {"repeat share": [0.75, 0.25, 0.5]},
    ...     attitudinal_scales=[(1, 5), (0, 10)],
    ...     behavioural_scales=[(0, 1)],
    ... )
    >>> got.attitudinal.tolist(), got.mean_behavioural.value
    ([1.0, 0.775, 0.5], 0.5)

    Source: Zeithaml, Berry & Parasuraman 1996; Dick & Basu 1994.
    """

def loyalty_type(attitude: SupportsFloat | SupportsIndex, repeat: SupportsFloat | SupportsIndex, reason: Literal["no_alternative", "kinship", "incentive", "habit", "preference"] | None = None, *, attitude_cut: SupportsFloat | SupportsIndex, repeat_cut: SupportsFloat | SupportsIndex) -> Literal["monopoly", "kinship", "incentive", "inertia", "trust", "latent", "none"]:
    """
    The type of loyalty of one customer: "monopoly", "kinship", "incentive", "inertia", "trust", "latent" or "none"
    垄断/亲缘/利益/惰性/信赖/潜在.

    A customer who repeats is of the type of their `reason`: "no_alternative", "kinship", "incentive", "habit" or
    "preference". Preference, or no reason, is trust where the attitude is high and inertia where it is low. A customer who
    does not repeat is latent or none, by attitude.

    Raises `undefined` if attitude or repeat is NaN.

    >>> gw.segment.loyalty_type(2, 0.9, "no_alternative", attitude_cut=4, repeat_cut=0.5)
    'monopoly'
    >>> gw.segment.loyalty_type(5, 0.9, attitude_cut=4, repeat_cut=0.5)
    'trust'
    """

def loyalty_types(attitude: ColumnLike, repeat: ColumnLike, reason: ColumnLike | None = None, *, attitude_cut: SupportsFloat | SupportsIndex, repeat_cut: SupportsFloat | SupportsIndex, weights: ColumnLike | None = None, level: SupportsFloat | SupportsIndex = 0.95) -> LoyaltyTypes:
    """
    The six types of loyalty 忠诚类型 of many customers, with shares: see `loyalty_type`.

    `reason` is a column of the names of reasons, `None` where none was given; or nothing if nobody was asked.

    Raises as `loyalty_matrix` does, and `invalid_choice` with the row for an unknown reason.

    >>> got = gw.segment.loyalty_types(
    ...     [3, 5, 5, None], [0.8, 0.8, 0.1, 0.8], ["incentive", None, None, "habit"], attitude_cut=4, repeat_cut=0.5
    ... )
    >>> got.kind, got.without_reason
    (('incentive', 'trust', 'latent', None), 1)
    """

def margin_multiple(retention: Estimate | float, discount: SupportsFloat | SupportsIndex, *, first_payment: Literal["end_of_period", "immediate"]) -> Estimate:
    """
    The value today of one unit of margin per period from a customer who stays with probability r each period.

    r/(1 + i − r) if the first margin falls at the end of the period, (1 + i)/(1 + i − r) if it falls at once.
    `retention` is the probability to stay one more period, the same in every period and for every customer, of one
    closed cohort: a number that is given, or an estimate, whose interval is carried through the multiple. `discount`
    is the rate per the same period. An end of the interval at which the multiple is unbounded is infinite.

    Raises `undefined` if 1 + i − r = 0: nobody ever leaves and nothing is discounted; `out_of_range` or `not_finite`
    if the retention is no probability.

    >>> [round(gw.value.margin_multiple(r, 0.12, first_payment="end_of_period").value, 2) for r in (0.6, 0.7, 0.8, 0.9)]
    [1.15, 1.67, 2.5, 4.09]

    Sources: Gupta & Lehmann 2003, table 1; Fader & Hardie 2010 (which forms are consistent, and what constant
    retention hides).
    """

def mcdonald_omega(items: ItemsLike, *, reversed: Any | None = None, weights: ColumnLike | None = None, level: SupportsFloat | SupportsIndex = 0.95, resamples: SupportsIndex = 1000, seed: SupportsIndex = 0, progress: Progress | None = False) -> McDonaldOmega:
    """
    McDonald's omega 麦克唐纳欧米伽系数: ω = (Σλⱼ)²/((Σλⱼ)² + Σψⱼ) of one factor, fitted by maximum likelihood.

    The interval is of percentiles of a bootstrap over respondents; `resamples=0` leaves it out. `reversed` are the numbers
    or names of the reverse-keyed items. Rows with a missing answer are left out and counted. `progress=True` shows the
    resamples done on the terminal; a function is called with them and with all there are.

    Raises `not_identified` for fewer than three items, at an item that is a linear combination of those before it, or with
    too few respondents; `undefined` at an item that does not vary.

    >>> answers = {"a": [4, 3, 5, 2, 4], "b": [5, 3, 4, 2, 4], "c": [2, 3, 1, 4, 1]}
    >>> got = gw.survey.mcdonald_omega(answers, reversed=["c"], resamples=0)
    >>> round(got.omega.value, 4)
    0.9456

    Sources: McDonald 1999; Jöreskog 1967; Kelley & Pornprasertmanit 2016.
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

def mean_sample_size(margin: SupportsFloat | SupportsIndex, standard_deviation: SupportsFloat | SupportsIndex, *, level: SupportsFloat | SupportsIndex = 0.95, population_size: SupportsIndex | None = None) -> int:
    """
    How many answers give a mean an interval of ± `margin`, in points, if an answer has that standard deviation.

    n₀ = z²s²/margin², rounded up; from a population of N, n₀/(1 + n₀/N). On 1–5 a standard deviation of about 1 is usual.

    >>> gw.survey.mean_sample_size(0.1, 1.0)
    385

    Source: Cochran 1977, section 4.6.
    """

def mean_score(answers: AnswersLike, *, scale: ScaleLike | None = None, weights: ColumnLike | None = None, level: SupportsFloat | SupportsIndex = 0.95, population_size: SupportsIndex | None = None) -> ItemScore:
    """
    The mean answer 平均评分 of an item, in points of its scale, with Student's t interval.

    With `population_size` N the answers are a sample without replacement from that many. With `weights` the variance is
    linearised and the interval normal. A single answer has no interval.

    Raises as `frequency_table` does; `inconsistent` for a population smaller than the sample, or beside weights.

    >>> mean = gw.survey.mean_score([4, 5, None, 3, 5, 4], scale=(1, 5))
    >>> print(mean.score)
    4.200 (95% Student t 3.161 to 5.239, n = 5)
    >>> mean.missing, mean.small_sample
    (1, True)

    Sources: Student 1908; Cochran 1977, eq. 2.20; Särndal, Swensson & Wretman 1992, result 5.7.1.
    """

def net_box(answers: AnswersLike, top: SupportsIndex, bottom: SupportsIndex, *, scale: ScaleLike | None = None, weights: ColumnLike | None = None, level: SupportsFloat | SupportsIndex = 0.95, interval: Literal["mover", "tango", "adjusted_wald", "wald", "bootstrap"] | None = "mover", resamples: SupportsIndex = 10000, seed: SupportsIndex = 0) -> ItemScore:
    """
    The share of the `top` best answers less the share of the `bottom` worst 净占比, in [−1, 1].

    The variance is that of a trinomial. `interval` is "mover", "tango", "adjusted_wald", "wald" or "bootstrap"; with
    `weights` the variance is linearised and the interval normal.

    Raises as `top_box` does; `inconsistent` if the two ends overlap.

    >>> tally = gw.survey.Tally.from_counts([2, 3, 10, 40, 45], (1, 5))
    >>> print(gw.survey.net_box(tally, 2, 2).score)
    0.800 (95% MOVER 0.672 to 0.876, n = 100)

    Sources: Newcombe 1998 and Zou & Donner 2008 (MOVER); Tango 1998; Rocks 2016 (adjusted Wald).
    """

def nps(scores: AnswersLike, *, level: SupportsFloat | SupportsIndex = 0.95, interval: Literal["mover", "tango", "adjusted_wald", "wald", "bootstrap"] | None = "mover", resamples: SupportsIndex = 10000, seed: SupportsIndex = 0, missing_code: SupportsIndex | None = None, fractional: Literal["refuse", "half_open"] | None = "refuse") -> Nps:
    """
    The net promoter score 净推荐值 of a column of answers on the scale of 0 to 10.

    Promoters answer 9 or 10, passives 7 or 8, detractors 0 to 6. The score is p₊ − p₋, in [−1, 1]; its standard error
    is √((p₊ + p₋ − (p₊ − p₋)²)/n). Missing answers (None, NaN or `missing_code`) are counted apart and belong to no
    share; a `Tally` on 0 to 10 is counted already. Where 100 answered and nobody gave a 0, `suspect_scale` warns that
    the question may have been put on 1 to 10. `interval` is "mover", "tango", "adjusted_wald", "wald" or "bootstrap" (with `resamples` and `seed`);
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

def nps_waves(waves: ItemsLike, *, weights: ColumnLike | None = None, level: SupportsFloat | SupportsIndex = 0.95, interval: Literal["mover", "wald"] | None = "mover", adjustment: Literal["holm", "bonferroni", "benjamini_hochberg", "none"] | None = "holm", missing_code: SupportsIndex | None = None, fractional: Literal["refuse", "half_open"] | None = "refuse") -> NpsWaves:
    """
    The net promoter score of the same respondents over several waves, with the covariance between them.

    `waves` is a frame, a dictionary or list of columns, one a wave, or an array with a row a respondent. Who left a wave
    out is left out and counted. With `weights` the covariance is linearised and intervals are normal. `adjustment` of
    the p-values is "holm", "bonferroni", "benjamini_hochberg" or "none".

    Raises `undefined` for fewer than two waves, `empty` if nobody answered every wave, and for bad answers as `nps` does.

    >>> got = gw.survey.nps_waves({
    ...     "spring": [9, 7, 3, 8, 10, 6, 9, 7],
    ...     "summer": [9, 9, 5, 8, 9, 7, 8, 7],
    ...     "autumn": [10, 9, 6, 8, 9, 7, 9, 9],
    ... })
    >>> [wave.value for wave in got.waves]
    [0.125, 0.25, 0.5]
    >>> got.changes[1].first, got.changes[1].second
    ('autumn', 'spring')
    >>> print(got.changes[1].difference)
    0.375 (95% MOVER 0.024 to 0.690, n = 8)

    Sources: Zou & Donner 2008, eq. 7; Särndal, Swensson & Wretman 1992, result 5.7.1; Wald 1943.
    """

def nps_weighted(scores: AnswersLike, weights: ColumnLike | None = None, *, level: SupportsFloat | SupportsIndex = 0.95, missing_code: SupportsIndex | None = None, fractional: Literal["refuse", "half_open"] | None = "refuse") -> NpsWeighted:
    """
    The net promoter score of answers with weights: NPS = Σwᵢsᵢ/Σwᵢ with s = +1, 0, −1.

    Weights correct for who was asked or who answered; only their ratios matter. The variance is linearised, the
    interval normal and clipped to the scale. Rows with a missing weight or answer are left out and counted.

    Raises `length_mismatch`, `out_of_range` at the first negative weight or bad answer, `empty` if no row is
    complete, `undefined` if all weights are 0. A `Tally` with weights is counted already.

    >>> loyal = gw.survey.nps_weighted([9, 10, 3, 7], [2.0, 1.0, 1.0, 1.0])
    >>> print(loyal.score)
    0.400 (95% linearised -0.376 to 1.000, n = 4)
    >>> round(loyal.effective_n, 3)
    3.571

    Sources: Kish 1965, section 11.7; Särndal, Swensson & Wretman 1992, result 5.7.1.
    """

def opportunity_score(importance: SupportsFloat | SupportsIndex, satisfaction: SupportsFloat | SupportsIndex) -> float:
    """
    The opportunity score of one outcome: importance + max(importance − satisfaction, 0), both in [0, 10].

    Raises `out_of_range` outside [0, 10].

    >>> gw.survey.opportunity_score(9.0, 3.0)
    15.0

    Source: Ulwick 2002.
    """

def opportunity_scores(importance: ItemsLike, satisfaction: ItemsLike, *, scale: ScaleLike, top: SupportsIndex, weights: ColumnLike | None = None, level: SupportsFloat | SupportsIndex = 0.95) -> tuple[OpportunityItem, ...]:
    """
    The opportunity scores of outcomes from answers: importance and satisfaction are ten times the share of respondents in
    the `top` best answers of the scale.

    Both tables have a column for each outcome and a row for each respondent.

    Raises `length_mismatch`, `out_of_range` at an answer off the scale, `empty` naming the outcome.

    >>> got = gw.survey.opportunity_scores({"speed": [5, 4, 5, 4]}, {"speed": [2, 3, 4, 1]}, scale=(1, 5), top=2)
    >>> got[0].name, got[0].score.value
    ('speed', 17.5)

    Source: Ulwick 2002.
    """

def order_ratios(buyers: SupportsIndex, orders: SupportsIndex, revenue: SupportsFloat | SupportsIndex) -> OrderRatios:
    """
    Purchase frequency, order value and revenue per buyer from a period's totals. Totals have no spread: no interval.

    Raises `undefined` without buyers, `inconsistent` if there are fewer orders than buyers.

    >>> gw.purchase.order_ratios(200, 500, 20_000.0)
    OrderRatios(purchase_frequency=2.5, order_value=40.0, revenue_per_buyer=100.0)
    """

def order_value(purchases: Purchases, *, window: WindowLike, level: SupportsFloat | SupportsIndex = 0.95) -> OrderValue:
    """
    Average order value 客单价 in a window: revenue / orders, in the currency of the amounts.

    Returns inside the window lower it. The sample is of customers, whose orders resemble one another: the standard
    error is clustered by customer.

    Raises `undefined` if the window holds no purchase, `inconsistent` for orders without amounts.

    >>> orders = gw.purchase.purchases(
    ...     customer=[1, 1, 2], date=["2024-01-10", "2024-01-12", "2024-01-11"], amount=[30.0, 50.0, 10.0]
    ... )
    >>> gw.purchase.order_value(orders, window=("2024-01-01", "2024-02-01")).mean.value
    30.0

    Sources: Cochran 1977, section 6.3; Liang & Zeger 1986 (clusters).
    """

def parameter_names(kind: Literal["sbg", "bdw", "nbd", "bg_nbd", "mbg_nbd", "pareto_nbd", "bg_bb", "gamma_gamma"]) -> list[str]:
    """
    The names of a model's parameters.
    """

def penalty_reward(overall: ColumnLike, attributes: ItemsLike, *, low: SupportsFloat | SupportsIndex, high: SupportsFloat | SupportsIndex, weights: ColumnLike | None = None, level: SupportsFloat | SupportsIndex = 0.95) -> PenaltyReward:
    """
    Penalty–reward contrast analysis: Kano's factors from ordinary ratings, without his questionnaire.

    `overall` satisfaction is regressed on two indicators for each attribute: rated `low` or less (the penalty), rated
    `high` or more (the reward). An attribute is a must-be if the penalty outweighs the reward, attractive the other way
    round, one-dimensional if neither does, indifferent if neither can be told from 0.

    Raises `length_mismatch`, `inconsistent` unless low < high, `not_identified` naming the attribute, `undefined` if overall
    satisfaction does not vary, `empty`.

    >>> clean = [1, 2, 3, 4, 5, 5, 3, 4, 1, 5, 3, 2]
    >>> overall = [4, 5, 7, 8, 8, 7, 8, 7, 4, 8, 8, 5]
    >>> got = gw.survey.penalty_reward(overall, {"clean": clean}, low=2, high=5)
    >>> got.items[0].name, got.items[0].category
    ('clean', 'must_be')
    >>> print(f"{got.items[0].penalty}")
    -3.100 (95% Student t -3.956 to -2.244, n = 12)

    Sources: Brandt 1987; Matzler & Sauerwein 2002; Mikulić & Prebežac 2008.
    """

def per_year(total: SupportsFloat | SupportsIndex, window: WindowLike) -> float:
    """
    What a total collected in a window amounts to per year.

    A window from one date to the same date a year later is exactly one year, leap year or not.

    >>> gw.segment.per_year(9.0, ("2023-07-01", "2025-07-01"))
    4.5
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

def post_stratify_of(strata: tuple[str, Any, Any, SupportsGetItem[int, SupportsFloat | SupportsIndex]], weights: ColumnLike | None, total: Literal["respondents", "targets"] | None) -> Weighting:
    """
    Weights that meet one margin.
    """

def posterior_of(kind: Literal["sbg", "bdw", "nbd", "bg_nbd", "mbg_nbd", "pareto_nbd", "bg_bb", "gamma_gamma"], data: HistoryTally | RenewalTally | SpendTally, *, method: Literal["laplace_psis", "nuts"] | None = "laplace_psis", priors: SupportsGetItem[int, tuple[str, SupportsGetItem[int, SupportsFloat | SupportsIndex]]] = ..., draws: SupportsIndex = 4000, chains: SupportsIndex = 4, warmup: SupportsIndex = 500, seed: SupportsIndex = 0, level: SupportsFloat | SupportsIndex = 0.95, regularity: SupportsIndex = 1, progress: Any | None = None) -> PosteriorCore:
    """
    The posterior distribution of a model's parameters.
    """

def posterior_with_covariates(kind: Literal["sbg", "bdw", "nbd", "bg_nbd", "mbg_nbd", "pareto_nbd", "bg_bb", "gamma_gamma"], *, frequency: ColumnLike, recency: ColumnLike, tenure: ColumnLike, purchase: SupportsGetItem[int, tuple[str, Any]], dropout: SupportsGetItem[int, tuple[str, Any]], weights: ColumnLike | None = None, unit: Literal["day", "week", "month", "year"] | None = None, method: Literal["laplace_psis", "nuts"] | None = "laplace_psis", priors: SupportsGetItem[int, tuple[str, SupportsGetItem[int, SupportsFloat | SupportsIndex]]] = ..., draws: SupportsIndex = 4000, chains: SupportsIndex = 4, warmup: SupportsIndex = 500, seed: SupportsIndex = 0, level: SupportsFloat | SupportsIndex = 0.95, regularity: SupportsIndex = 1, progress: Any | None = None) -> CovariatePosteriorCore:
    """
    The posterior distribution of a model with covariates.
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

def purchase_frequency(purchases: Purchases, *, window: WindowLike, level: SupportsFloat | SupportsIndex = 0.95) -> PurchaseFrequency:
    """
    Purchase frequency 购买频率: orders per buyer in a window.

    Customers without an order in the window are no buyers of it, so the frequency is at least 1; it grows with the
    length of the window.

    Raises `undefined` if the window holds no purchase.

    >>> orders = gw.purchase.purchases(
    ...     customer=[1, 1, 1, 2, 3], date=["2024-01-10", "2024-01-12", "2024-01-15", "2024-01-11", "2024-04-09"]
    ... )
    >>> frequency = gw.purchase.purchase_frequency(orders, window=("2024-01-10", "2024-01-20"))
    >>> frequency.mean.value, [(row.orders, row.buyers) for row in frequency.distribution]
    (2.0, [(1, 1), (3, 1)])
    """

def purchase_tier_table(purchases: Purchases, *, window: WindowLike, repeat: Literal["two_or_more", "bought_before", "within_horizon", "repeat_orders", "after_window"], spend_thresholds: Iterable[float] | None = None, purchase_thresholds: Iterable[float] | None = None, agreement: Literal["both", "either", "spend_first", "purchases_first"] | None = None, horizon_days: SupportsIndex | None = None, level: SupportsFloat | SupportsIndex = 0.95, interval: Literal["wilson", "clopper_pearson", "agresti_coull", "jeffreys", "wald"] | None = "wilson") -> TierTable:
    """
    Customers, repeat rate and revenue by tier, from the purchases in a window.

    Tiers are by spend and orders per year. `repeat` says which repeat rate the table shows (see
    `goodwill.purchase.repeat_rate`): "two_or_more" is 100 % by construction in a tier that asks for two orders in the
    window; "after_window" with `horizon_days` asks whether they returned afterwards.

    Raises as `purchase_tiers` and `repeat_rate` do; `empty` if nobody bought in the window.

    >>> orders = gw.purchase.purchases(
    ...     customer=[1, 1, 1, 1, 1, 2, 2, 3],
    ...     date=["2024-01-01", "2024-02-20", "2024-03-31", "2024-07-19", "2024-10-27"]
    ...     + ["2024-01-06", "2025-02-04", "2024-01-08"],
    ...     amount=[40, 50, 60, 70, 80, 50, 10, 50],
    ... )
    >>> table = gw.segment.purchase_tier_table(
    ...     orders, window=("2024-01-01", "2025-01-01"), purchase_thresholds=[5, 3], repeat="after_window", horizon_days=30
    ... )
    >>> [(row.customers, row.revenue, round(row.revenue_share.value, 2)) for row in table.tiers]
    [(1, 300.0, 0.75), (0, 0.0, 0.0), (2, 100.0, 0.25)]
    """

def purchase_tiers(purchases: Purchases, *, window: WindowLike, spend_thresholds: Iterable[float] | None = None, purchase_thresholds: Iterable[float] | None = None, agreement: Literal["both", "either", "spend_first", "purchases_first"] | None = None) -> Tiers:
    """
    The tier of every customer from the purchases in a window, by spend and orders per year; customers as in
    `purchases.ids`.

    A customer without a purchase in the window has none and is counted as missing.

    Raises `inconsistent` for a window that ends before it starts, or if the rules ask for spend and the orders have no
    amounts.

    >>> orders = gw.purchase.purchases(
    ...     customer=[1, 1, 1, 1, 1, 2, 2, 3, 4],
    ...     date=["2024-01-01", "2024-02-20", "2024-03-31", "2024-07-19", "2024-10-27"]
    ...     + ["2024-01-06", "2024-01-10", "2024-01-08", "2023-12-31"],
    ... )
    >>> year = ("2024-01-01", "2025-01-01")
    >>> tiers = gw.segment.purchase_tiers(orders, window=year, purchase_thresholds=[5, 3])
    >>> tiers.tier.tolist(), tiers.customers, tiers.missing
    ([0.0, 2.0, 2.0, nan], (1, 0, 2), 1)
    """

def pyramid_level(habit: SupportsFloat | SupportsIndex, satisfaction: SupportsFloat | SupportsIndex, liking: SupportsFloat | SupportsIndex, commitment: SupportsFloat | SupportsIndex, *, cuts: Iterable[float], rule: Literal["cumulative", "highest"]) -> Literal["switcher", "habitual", "satisfied", "friend", "committed"]:
    """
    The level of one customer in the loyalty pyramid: "switcher", "habitual", "satisfied", "friend" or "committed".

    `cuts` are four numbers, from where on habit, satisfaction, liking and commitment count. With the `rule` "cumulative" a
    level needs its own criterion and those below it, with "highest" its own only.

    Raises `undefined` if an answer is NaN.

    >>> gw.segment.pyramid_level(5, 4, 2, 4, cuts=[4, 4, 4, 4], rule="cumulative")
    'satisfied'
    >>> gw.segment.pyramid_level(5, 4, 2, 4, cuts=[4, 4, 4, 4], rule="highest")
    'committed'

    Source: Aaker 1991, chapter 2.
    """

def rake_of(margins: SupportsGetItem[int, tuple[str, Any, Any, SupportsGetItem[int, SupportsFloat | SupportsIndex]]], weights: ColumnLike | None, tolerance: SupportsFloat | SupportsIndex, most_rounds: SupportsIndex, total: Literal["respondents", "targets"] | None) -> Weighting:
    """
    Weights that meet margins.
    """

def recommend_willingness(answers: AnswersLike, *, scale: ScaleLike | None = None, weights: ColumnLike | None = None, level: SupportsFloat | SupportsIndex = 0.95, interval: Literal["wilson", "clopper_pearson", "agresti_coull", "jeffreys", "wald"] | None = "wilson") -> RecommendWillingness:
    """
    Willingness to recommend 推荐意愿 on five points: counts, shares, mean, the share of the willing (the two best answers)
    and of the unwilling (the two worst).

    The base is who answered the item; missing answers are counted apart.

    Raises as `frequency_table` does; `inconsistent` unless the scale has five points.

    >>> would = gw.survey.recommend_willingness(gw.survey.Tally.from_counts([5, 10, 25, 40, 20], (1, 5), missing=12))
    >>> would.mean.value, would.willing.value, would.unwilling.value, would.missing
    (3.6, 0.6, 0.15, 12)
    """

def repeat_from_counts(repeaters: SupportsIndex, base: SupportsIndex, *, variant: Literal["two_or_more", "bought_before", "within_horizon", "repeat_orders", "after_window"], level: SupportsFloat | SupportsIndex = 0.95, interval: Literal["wilson", "clopper_pearson", "agresti_coull", "jeffreys", "wald"] | None = "wilson") -> RepeatRate:
    """
    The repeat purchase rate from two counts: repeaters / base.

    `variant` says what was counted, and the result names it.

    Raises `undefined` if `base` is 0, `inconsistent` if `repeaters` exceeds it.

    >>> print(gw.purchase.repeat_from_counts(81, 263, variant="two_or_more").rate)
    0.308 (95% Wilson 0.255 to 0.366, n = 263)
    """

def repeat_rate(purchases: Purchases, *, window: WindowLike, variant: Literal["two_or_more", "bought_before", "within_horizon", "repeat_orders", "after_window"], horizon_days: SupportsIndex | None = None, level: SupportsFloat | SupportsIndex = 0.95, interval: Literal["wilson", "clopper_pearson", "agresti_coull", "jeffreys", "wald"] | None = "wilson") -> RepeatRate:
    """
    The repeat purchase rate 重复购买率 of the buyers of a window.

    | variant | numerator | denominator |
    |---|---|---|
    | `two_or_more` | buyers with two orders or more in the window | buyers in the window |
    | `bought_before` | buyers with an order before the window | buyers in the window |
    | `within_horizon` | of those, with a second order at most `horizon_days` after the first | customers whose first order lies in the window, observed for `horizon_days` after it |
    | `repeat_orders` | orders in the window that are not their customer's first | orders in the window |
    | `after_window` | of those, with an order in the `horizon_days` that follow the window | buyers in the window |

    An order is a purchase occasion. Shares of customers have the interval asked for; the share of orders is clustered
    by customer.

    Raises `undefined` if nobody is in the denominator or the horizon is not over, `out_of_range` for a missing horizon
    where one is needed.

    >>> orders = gw.purchase.purchases(
    ...     customer=[1, 1, 2, 2, 3, 4],
    ...     date=["1997-01-11", "1997-04-21", "1997-04-16", "1997-05-11", "1997-05-21", "1997-07-19"],
    ... )
    >>> window = ("1997-04-11", "1997-07-20")
    >>> gw.purchase.repeat_rate(orders, window=window, variant="two_or_more").rate.value
    0.25
    >>> repeat = gw.purchase.repeat_rate(orders, window=window, variant="within_horizon", horizon_days=30)
    >>> repeat.rate.value, repeat.not_yet_observable
    (0.5, 1)

    Sources: Korn & Graubard 1998 and Dean & Pagano 2015 for the share of orders.
    """

def rescaled_score(answers: AnswersLike, *, scale: ScaleLike | None = None, weights: ColumnLike | None = None, level: SupportsFloat | SupportsIndex = 0.95, population_size: SupportsIndex | None = None) -> ItemScore:
    """
    The rescaled score 百分制 of an item: (x̄ − min)/(max − min), from 0, the worst answer, to 1, the best.

    On a scale whose low end is good it is (max − x̄)/(max − min). Otherwise as `mean_score`.

    >>> tally = gw.survey.Tally.from_counts([2, 3, 10, 40, 45], (1, 5))
    >>> print(gw.survey.rescaled_score(tally).score)
    0.808 (95% Student t 0.763 to 0.852, n = 100)
    """

def response_rate(valid: SupportsIndex, sent: SupportsIndex, *, level: SupportsFloat | SupportsIndex = 0.95, interval: Literal["wilson", "clopper_pearson", "agresti_coull", "jeffreys", "wald"] | None = "wilson") -> Estimate:
    """
    The valid response rate 有效回收率: questionnaires that came back and can be used, over those sent out.

    The return rate 回收率 (returned/sent) and the valid share 有效率 (valid/returned) are each an
    `estimate.proportion`; this is their product.

    >>> print(gw.survey.response_rate(412, 500))
    0.824 (95% Wilson 0.788 to 0.855, n = 500)
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

def revenue_per_buyer(purchases: Purchases, *, window: WindowLike, level: SupportsFloat | SupportsIndex = 0.95) -> Estimate:
    """
    Revenue per buyer in a window, in the currency of the amounts: purchase frequency × order value.

    Raises as `order_value` does.

    >>> orders = gw.purchase.purchases(
    ...     customer=[1, 1, 2], date=["2024-01-10", "2024-01-12", "2024-01-11"], amount=[30.0, 50.0, 10.0]
    ... )
    >>> gw.purchase.revenue_per_buyer(orders, window=("2024-01-01", "2024-02-01")).value
    45.0
    """

def satisfaction(perceived: ColumnLike, expected: ColumnLike, weights: ColumnLike | None = None, *, level: SupportsFloat | SupportsIndex = 0.95, tolerance: SupportsFloat | SupportsIndex = 0.0) -> Satisfaction:
    """
    Satisfaction 客户满意度 over two columns, row by row one customer: ratio, gap and states, each with its interval.

    - `mean_of_ratios`: Σ(bᵢ/aᵢ)/n over aᵢ > 0, Student's t interval;
    - `ratio_of_means`: Σbᵢ/Σaᵢ, linearised;
    - `mean_gap`: Σ(bᵢ − aᵢ)/n, the paired t interval;
    - `above`, `equal`, `below`: shares with Wilson intervals; equal means within `tolerance`.

    With weights a customer counts w times in every sum, and all standard errors are linearised.

    Rows with a missing answer or weight are left out and counted. The ratios need a scale that starts at 0.

    Raises `length_mismatch`, `out_of_range` at the first negative answer, `empty` if no row is complete.

    >>> got = gw.survey.satisfaction([9, 6, 8, 5, None], [8, 8, 8, 4, 9])
    >>> print(got.mean_of_ratios)
    1.031 (95% Student t 0.692 to 1.371, n = 4)
    >>> got.above.value, got.equal.value, got.below.value, got.missing
    (0.5, 0.25, 0.25, 1)

    Sources: Oliver 1980 (disconfirmation); Cochran 1977, eq. 6.4 (ratio of means).
    """

def satisfaction_curve(satisfaction: ColumnLike, loyalty: ColumnLike, *, cuts: Iterable[float], weights: ColumnLike | None = None, level: SupportsFloat | SupportsIndex = 0.95) -> SatisfactionCurve:
    """
    The satisfaction–loyalty curve 满意–忠诚曲线: an isotonic fit without assumptions, and a broken line whose slope in each
    zone says what a point of satisfaction is worth there.

    `cuts` part satisfaction into zones, for example 3 and 4 on a scale of 1 to 5. The shape is "saturating" (the trap),
    "steady" or "accelerating", by the change of the slope at the last cut.

    Raises `not_identified` if a zone holds no answers to fit a slope to, `out_of_range` for cuts that do not ascend.

    >>> satisfaction = [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]
    >>> loyalty = [0.1, 0.0, 0.3, 0.3, 0.5, 0.6, 0.8, 0.8, 0.8, 0.8]
    >>> curve = gw.survey.satisfaction_curve(satisfaction, loyalty, cuts=[4])
    >>> curve.shape, curve.plateau, round(curve.zones[0].slope.value, 2)
    ('saturating', 4.0, 0.25)

    Source: Jones & Sasser 1995; Ayer et al. 1955 (isotonic fit); MacKinnon & White 1985 (standard errors).
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

def satisfaction_trap(basic: ColumnLike, latent: ColumnLike, loyalty: ColumnLike, *, cuts: Iterable[float], weights: ColumnLike | None = None, level: SupportsFloat | SupportsIndex = 0.95) -> SatisfactionTrap:
    """
    The satisfaction trap 满意陷阱: is loyalty exhausted by meeting basic expectations, while what customers did not think to
    expect keeps paying?

    `basic` and `latent` are satisfaction with basic 基本期望 and with latent expectations 潜在期望 of the same respondents, on
    one scale, parted by the same `cuts`.

    Raises as `satisfaction_curve` does.

    >>> basic = [1 + row % 5 for row in range(50)]
    >>> latent = [1 + row // 5 % 5 for row in range(50)]
    >>> loyalty = [min(b, 4) + 0.1 * l + 0.01 * (row % 3) for row, (b, l) in enumerate(zip(basic, latent))]
    >>> got = gw.survey.satisfaction_trap(basic, latent, loyalty, cuts=[3, 4])
    >>> got.basic.shape, got.latent.shape, got.trap, got.exposed.value
    ('saturating', 'steady', True, 0.24)

    Source: Jones & Sasser 1995.
    """

def secure_customers(items: ItemsLike, scales: ScaleLike | Iterable[ScaleLike], *, weights: ColumnLike | None = None, level: SupportsFloat | SupportsIndex = 0.95, interval: Literal["wilson", "clopper_pearson", "agresti_coull", "jeffreys", "wald"] | None = "wilson") -> SecureCustomers:
    """
    The secure customer index 安全客户指数: the share of customers who give the best answer to satisfaction, repurchase and
    recommendation at once.

    `items` is a frame, a dictionary or list of columns, or an array with a row a respondent; `scales` one scale for all
    or one for each. Who left an item out belongs to no share and is counted.

    Raises `length_mismatch` unless there is a scale for each item, `out_of_range` at an answer off its scale, `empty` if
    nobody answered every item, `undefined` if all weights are 0.

    >>> got = gw.survey.secure_customers(
    ...     {"satisfied": [4, 4, 4, 3, None], "again": [5, 5, 4, 5, 5], "recommend": [5, 5, 5, 5, 5]},
    ...     [(1, 4), (1, 5), (1, 5)],
    ... )
    >>> print(got.secure)
    0.500 (95% Wilson 0.150 to 0.850, n = 4)
    >>> got.each[0].value, got.missing
    (0.75, 1)

    Source: the secure customer index of Burke, Inc. (Brandt 1996).
    """

def servperf(perceived: ItemsLike, *, points: ItemsLike | None = None, dimensions: SupportsGetItem[int, SupportsIndex] | None = None, weights: ColumnLike | None = None, level: SupportsFloat | SupportsIndex = 0.95) -> Servperf:
    """
    SERVPERF: perceptions alone over the items of a service, by item, by dimension and in all. Arguments as in `servqual`.

    >>> got = gw.survey.servperf([[5, 5, 6, 4], [6, 5, 6, 3], [6, 6, 6, 5]], dimensions=[2, 1])
    >>> got.dimensions[0].perceived.value, got.score.value
    (5.0, 5.375)

    Source: Cronin & Taylor 1992.
    """

def servqual(expected: ItemsLike, perceived: ItemsLike, *, points: ItemsLike | None = None, dimensions: SupportsGetItem[int, SupportsIndex] | None = None, weights: ColumnLike | None = None, level: SupportsFloat | SupportsIndex = 0.95) -> Servqual:
    """
    SERVQUAL: perception less expectation over the items of a service, by item, by dimension and in all.

    Both tables have a column for each item, dimension after dimension, and a row for each respondent. `dimensions` is how
    many items each has; the default is the 22 items of SERVQUAL: tangibles 4, reliability 5, responsiveness 4, assurance 4,
    empathy 5. `points` is what the dimensions count: a number for each, or a table of what each respondent gave them out of
    100. Reverse-worded items must be reflected in both tables before.

    Raises `length_mismatch`, `out_of_range` if the dimensions do not add up to the items, `undefined` if a respondent's points
    are all 0, `empty` if nobody answered everything.

    >>> expected = [[7, 6, 7, 6], [7, 7, 6, 6], [6, 5, 6, 4]]
    >>> perceived = [[5, 5, 6, 4], [6, 5, 6, 3], [6, 6, 6, 5]]
    >>> got = gw.survey.servqual(expected, perceived, points=[60, 40], dimensions=[2, 1])
    >>> print(got.gap)
    -0.500 (95% Student t -0.959 to -0.041, n = 4)
    >>> round(got.weighted_gap.value, 3)
    -0.7

    Sources: Parasuraman, Zeithaml & Berry 1988; Peter, Churchill & Brown 1993 (reliability of differences).
    """

def share_sample_size(margin: SupportsFloat | SupportsIndex, *, level: SupportsFloat | SupportsIndex = 0.95, share: SupportsFloat | SupportsIndex = 0.5, population_size: SupportsIndex | None = None) -> int:
    """
    How many answers give a share an interval of ± `margin`.

    n₀ = z²p(1 − p)/margin², rounded up; from a population of N, n₀/(1 + (n₀ − 1)/N). The default share, ½, is the worst
    case. Answers, not invitations: divide by the response rate to be expected.

    >>> gw.survey.share_sample_size(0.05)
    385
    >>> gw.survey.share_sample_size(0.05, population_size=1000)
    278

    Source: Cochran 1977, eq. 4.1 and 4.2.
    """

def simulate_contracts(model: ModelCore, decisions: ColumnLike, seed: SupportsIndex) -> SimulatedContracts:
    """
    Simulated contracts of a model, one a number of decisions.
    """

def simulate_of(model: ModelCore, tenures: ColumnLike, seed: SupportsIndex) -> SimulatedHistories:
    """
    Simulated customers of a model, one a tenure.
    """

def simulate_spend(model: ModelCore, frequency: ColumnLike, seed: SupportsIndex) -> NDArray[float64]:
    """
    Simulated mean spends, one a number of purchases.
    """

def speeding(times: ItemsLike, *, threshold: SupportsFloat | SupportsIndex = 2.0, cap: SupportsFloat | SupportsIndex = 3.0, weights: ColumnLike | None = None, level: SupportsFloat | SupportsIndex = 0.95) -> Speeding:
    """
    Speeding 快速作答: who answers much faster than others, by the relative speed index.

    `times` holds a column for each page, or one for the whole interview, in any unit. A respondent's speed is the mean over
    the pages seen of median time / own time, each at most `cap`; who is at or above `threshold` is flagged. With one column
    and the defaults: less than half of the median.

    Raises `out_of_range` at a time that is not above 0, `inconsistent` for a cap below the threshold.

    >>> got = gw.survey.speeding([[300, 280, 120, 400, None, 310]])
    >>> got.flags.tolist(), got.medians
    ([False, False, True, False, False, False], (300.0,))

    Source: Leiner 2019.
    """

def straight_lining(items: ItemsLike, *, longest_run: SupportsIndex = 0, least_answers: SupportsIndex = 3, weights: ColumnLike | None = None, level: SupportsFloat | SupportsIndex = 0.95) -> StraightLining:
    """
    Straight-lining 直线作答: who gives the same answer to item after item.

    The items stand in the order they were asked; missing answers are passed over. By default only one answer throughout is
    flagged; `longest_run` flags that many equal answers one after another. Who answered fewer than `least_answers` items
    is not judged. Give reverse-keyed items as they were answered.

    Raises `out_of_range` for a run or a least number of answers below 2, `empty` if nobody answered enough.

    >>> got = gw.survey.straight_lining([[3, 5, 1, 4], [3, 4, 2, 4], [3, 4, 5, None]])
    >>> got.flags.tolist(), got.longest_runs.tolist(), got.missing
    ([True, False, False, False], [3, 2, 1, 0], 1)

    Sources: Johnson 2005; Dunn, Heggestad, Shanock & Theilgard 2018.
    """

def stream_columns(stream: Any, names: SupportsGetItem[int, str]) -> list[StreamColumn]:
    """
    The columns of those names of a stream, which can be read once.
    """

def theil(values: ColumnLike, *, level: SupportsFloat | SupportsIndex = 0.95) -> Theil:
    """
    The Theil index of one amount per customer: the mean of (x/μ)·ln(x/μ), where an amount of 0 adds 0.

    Unlike the Gini coefficient it splits exactly into inequality within groups and between them. Jackknife standard
    error, Student's t interval cut to [0, ln n]; fewer than three customers have none.

    Raises as `concentration` does.

    >>> spend = [541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261]
    >>> round(gw.value.theil(spend).theil.value, 7)
    0.3623412

    Source: Theil 1967, Economics and Information Theory, ch. 4.
    """

def tier(spend: SupportsFloat | SupportsIndex = ..., purchases: SupportsFloat | SupportsIndex = ..., *, spend_thresholds: Iterable[float] | None = None, purchase_thresholds: Iterable[float] | None = None, agreement: Literal["both", "either", "spend_first", "purchases_first"] | None = None) -> int:
    """
    The tier of one customer: 0 is the highest.

    `spend` is money a year in the currency of the thresholds, `purchases` is purchases a year. k descending thresholds
    part the customers into k + 1 tiers; a threshold belongs to its tier. With thresholds for both, `agreement` says
    what decides where they disagree: "both", "either", "spend_first" or "purchases_first".

    Raises `undefined` if a value the rules need is missing, `out_of_range` for negative `purchases`.

    >>> gw.segment.tier(purchases=4.5, purchase_thresholds=gw.segment.CIRCULATING_PURCHASES)
    1
    >>> # 1,200 a year in two purchases: high by spend, low by frequency.
    >>> rules = dict(spend_thresholds=[1000, 300], purchase_thresholds=[5, 3])
    >>> gw.segment.tier(1200, 2, **rules, agreement="both"), gw.segment.tier(1200, 2, **rules, agreement="either")
    (2, 0)
    """

def tier_table_of(spend: ColumnLike | None, purchases: ColumnLike | None, repeat: ColumnLike | None, spend_thresholds: Iterable[float] | None, purchase_thresholds: Iterable[float] | None, agreement: Literal["both", "either", "spend_first", "purchases_first"] | None, level: SupportsFloat | SupportsIndex, interval: Literal["wilson", "clopper_pearson", "agresti_coull", "jeffreys", "wald"] | None) -> TierTable:
    """
    The tier table of columns.
    """

def tiers_by(columns: Iterable[ColumnLike], thresholds: Iterable[Iterable[float]], required: SupportsIndex) -> Tiers:
    """
    The tier of every customer by any number of criteria: the highest that at least `required` of them reach.

    `columns` holds one column per criterion and `thresholds` the descending thresholds of each, equally many. A
    customer who lacks a value has no tier.

    Raises `length_mismatch`, and `out_of_range` if `required` is 0 or more than there are criteria.

    >>> # Spend, purchases and categories bought from; two of the three must reach the tier.
    >>> columns = [[1200.0, 90.0], [2.0, 6.0], [4.0, 1.0]]
    >>> gw.segment.tiers_by(columns, [[1000.0, 300.0], [5.0, 3.0], [4.0, 2.0]], required=2).tier.tolist()
    [0.0, 2.0]
    """

def tiers_of(spend: ColumnLike | None, purchases: ColumnLike | None, spend_thresholds: Iterable[float] | None, purchase_thresholds: Iterable[float] | None, agreement: Literal["both", "either", "spend_first", "purchases_first"] | None) -> tuple[Tiers, Table]:
    """
    The tiers of columns, and what the tiers are called.
    """

def top_box(answers: AnswersLike, k: SupportsIndex, *, scale: ScaleLike | None = None, weights: ColumnLike | None = None, level: SupportsFloat | SupportsIndex = 0.95, interval: Literal["wilson", "clopper_pearson", "agresti_coull", "jeffreys", "wald"] | None = "wilson") -> ItemScore:
    """
    The share of the `k` best answers 高分占比: top-2 box is the share of 4 and 5 on 1–5.

    Best is the high end, or the low end where the polarity of the scale says so. With `weights` the variance is
    linearised, and the interval normal and clipped to [0, 1].

    Raises as `frequency_table` does; `out_of_range` unless `k` is 1 or more and less than the scale has points.

    >>> tally = gw.survey.Tally.from_counts([2, 3, 10, 40, 45], (1, 5), missing=7)
    >>> best = gw.survey.top_box(tally, 2)
    >>> print(best.score)
    0.850 (95% Wilson 0.767 to 0.907, n = 100)
    >>> best.missing
    7
    """

def top_k_share(values: ColumnLike, k: SupportsIndex, *, level: SupportsFloat | SupportsIndex = 0.95) -> Estimate:
    """
    The share of the total that the `k` largest customers hold: what leaves with them.

    Raises as `concentration` does, and `out_of_range` if `k` is 0 or more than there are customers with an amount.

    >>> spend = [541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261]
    >>> round(gw.value.top_k_share(spend, 3).value, 6)
    0.637807

    Sources: as `top_share`; the concentration ratio CRₖ of industrial economics.
    """

def top_share(values: ColumnLike, customers: SupportsFloat | SupportsIndex, *, level: SupportsFloat | SupportsIndex = 0.95) -> Estimate:
    """
    The share of the total that the largest part of the customers holds: 1 − L(1 − p) of the Lorenz curve L.

    `customers` is the part: 0.2 asks what the largest fifth holds. Where it ends within a customer, they count for
    that fraction of their amount. The standard error is that of a Lorenz ordinate, by its influence function; the
    interval is cut to [0, 1].

    Raises as `concentration` does, and `out_of_range` if `customers` is no share.

    >>> spend = [541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261]
    >>> print(gw.value.top_share(spend, 0.2))
    0.513 (95% linearised 0.337 to 0.689, n = 10)

    Sources: Gastwirth 1971; Beach & Davidson 1983 (variance of Lorenz ordinates).
    """

def tracking_of(model: ModelCore, purchases: Purchases, calibration_end: DateLike, observation_end: DateLike | None, period_days: SupportsIndex) -> Tracking:
    """
    Repeat purchases by period, counted and expected.
    """

def unknown_column(name: str, known: SupportsGetItem[int, str]) -> None:
    """
    Raises the error for a column that is not there, with the nearest name that is.
    """

def yearly_activity(purchases: Purchases, *, window: WindowLike) -> YearlyActivity:
    """
    Spend and orders per year of every customer, from the purchases in a window; customers as in `purchases.ids`.

    Everybody is measured by the whole window, newcomers too. A window much shorter than a year multiplies chance.

    Raises `inconsistent` for a window that ends before it starts or splits an occasion.

    >>> orders = gw.purchase.purchases(
    ...     customer=[7, 7, 7, 9], date=["2023-03-01", "2023-03-10", "2024-07-13", "2023-03-01"], amount=[80, 20, 60, 30]
    ... )
    >>> activity = gw.segment.yearly_activity(orders, window=("2023-01-01", "2025-01-01"))
    >>> activity.spend.tolist(), activity.purchases.tolist()
    ([80.0, 15.0], [1.5, 0.5])
    """
