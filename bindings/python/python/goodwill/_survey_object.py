"""The survey object: answers declared once, every metric asked of them."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from os import PathLike
from typing import TYPE_CHECKING, Any

from goodwill import _frames, _survey_plots
from goodwill._goodwill import SurveyAssessment, SurveyData, SurveyDeclaration, Tally, nps, nps_weighted
from goodwill._progress import Progress

if TYPE_CHECKING:
    import numpy as np
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from goodwill._goodwill import Drivers, Ipa, Kano, LoyaltyShares, Nps, NpsWeighted, SatisfactionCurve
    from goodwill._survey_plots import DriverMeasure

__all__ = ["Survey"]


class Survey:
    """The answers of a survey, declared once; any metric can be asked of it, of all respondents or by group.

    `table` is a frame or a dictionary of columns, as exported: headers may be questions, answers may be words.
    `declaration` says what they are: a :class:`SurveyDeclaration`, or the same as TOML, in a text or in a file of that path
    (see the page on surveys).

    >>> answers = {"How likely are you to recommend us?": [10, 9, 3, 99], "Region": ["N", "S", "S", "N"]}
    >>> survey = gw.survey.Survey(answers, gw.survey.SurveyDeclaration(
    ...     [
    ...         gw.survey.ItemDeclaration(
    ...             "recommend",
    ...             column="How likely are you to recommend us?",
    ...             role="recommendation",
    ...             scale=gw.survey.ScaleDeclaration(0, 10, missing=[99]),
    ...         ),
    ...     ],
    ...     groups=[gw.survey.GroupDeclaration("region", column="Region")],
    ... ))
    >>> survey
    <Survey 4 respondents, 1 item, by region>
    >>> survey.ask(gw.survey.nps, "recommend").points
    33.33333333333333
    >>> survey.ask(gw.survey.nps, "recommend", by="region")["N"].points
    100.0
    """

    def __init__(self, table: Any, declaration: SurveyDeclaration | str | PathLike[str]) -> None:
        if not isinstance(declaration, SurveyDeclaration):
            declaration = SurveyDeclaration.from_toml(declaration)
        known = _frames.names_of(table)
        # A header that is not there is for the core to name, with the nearest one.
        headers = [header for header in declaration.headers if header in known] or known
        columns = _frames.columns(table, {header: header for header in headers})
        self._data = SurveyData(declaration, list(columns), list(columns.values()))

    @classmethod
    def _of(cls, data: SurveyData) -> Survey:
        survey = cls.__new__(cls)
        survey._data = data
        return survey

    def __repr__(self) -> str:
        items = len(self.items)
        text = f"<Survey {self.respondents} respondents, {items} item{'s' * (items != 1)}"
        return text + (f", by {', '.join(self.groups)}>" if self.groups else ">")

    @property
    def declaration(self) -> SurveyDeclaration:
        """What was declared."""
        return self._data.declaration

    @property
    def title(self) -> str | None:
        """What the survey is called, if its declaration says so."""
        return self.declaration.title

    @property
    def respondents(self) -> int:
        """The number of respondents, whatever they answered."""
        return self._data.respondents

    @property
    def items(self) -> list[str]:
        """The names of the items."""
        return self._data.items

    @property
    def groups(self) -> list[str]:
        """The names of the group columns."""
        return self._data.groups

    @property
    def notes(self) -> list[str]:
        """What a reader of the figures should know: answers off their scale, respondents without weight or group."""
        return self._data.notes()

    def tally(self, item: str) -> Tally:
        """The answers to an item, counted: what metrics of one item take."""
        return self._data.tally(item)

    def values(self, item: str) -> NDArray[np.float64]:
        """The answers to an item, NaN where one is missing; those of a reverse-keyed item reflected."""
        return self._data.values(item)

    def weights(self) -> NDArray[np.float64] | None:
        """The weights of the respondents, if they have some."""
        return self._data.weights()

    def by(self, group: str) -> dict[str, Survey]:
        """The survey split by a group column."""
        return {label: self._of(part) for label, part in self._data.by(group)}

    def waves(self) -> dict[str, Survey]:
        """The survey split by wave, in their order."""
        return {label: self._of(part) for label, part in self._data.waves()}

    def paired(self, item: str, before: str, after: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The answers of the respondents of two waves, matched by identifier: what metrics of change take."""
        return self._data.paired(item, before, after)

    def ask(
        self, metric: Callable[..., Any], *items: str | list[str], by: str | None = None, **options: Any
    ) -> Any:
        """What a metric of `goodwill.survey` says of items, or of each group of `by` in a dictionary.

        An item is handed over as the metric takes it: counted, or as a column; a list of items as named columns. Weights
        come along where the metric takes them. A metric of groups, :func:`goodwill.survey.compare_groups`, gets those of
        `by` under their names.

        >>> table = {"overall": [5, 4, 2, 3], "price": [4, 4, 1, 3], "staff": [5, 3, 2, 4]}
        >>> items = [gw.survey.ItemDeclaration(name, scale=(1, 5)) for name in table]
        >>> survey = gw.survey.Survey(table, gw.survey.SurveyDeclaration(items))
        >>> survey.ask(gw.survey.top_box, "overall", k=2).score.value
        0.5
        >>> round(survey.ask(gw.survey.cronbach_alpha, ["price", "staff"]).alpha.value, 3)
        0.842
        >>> table["region"] = ["N", "S", "S", "N"]
        >>> groups = [gw.survey.GroupDeclaration("region")]
        >>> survey = gw.survey.Survey(table, gw.survey.SurveyDeclaration(items, groups=groups))
        >>> compared = survey.ask(gw.survey.compare_groups, "overall", measure="mean", by="region")
        >>> pair = compared.pairs[0]
        >>> pair.first, pair.second, pair.difference.value
        ('N', 'S', 1.0)
        """
        parameters = inspect.signature(metric).parameters
        first = next(iter(parameters), "")
        if by is not None and first == "groups":
            (item,) = items
            if isinstance(item, list):
                raise TypeError("items: groups are compared by one item, not by a list of them")
            return metric({label: part.tally(item) for label, part in self.by(by).items()}, **options)
        if by is not None:
            return {label: part.ask(metric, *items, **options) for label, part in self.by(by).items()}
        counted = first == "answers"
        arguments = [
            {name: self.values(name) for name in item}
            if isinstance(item, list)
            else self.tally(item)
            if counted
            else self.values(item)
            for item in items
        ]
        if self._data.is_weighted and "weights" in parameters and not counted:
            options = {"weights": self.weights(), **options}
        return metric(*arguments, **options)

    def nps(self, *, level: float = 0.95) -> Nps | NpsWeighted:
        """The net promoter score of the item of the role recommendation, weighted where respondents have weights."""
        answers = self.tally(self._data.item_of("recommendation"))
        return nps_weighted(answers, level=level) if self._data.is_weighted else nps(answers, level=level)

    def answers(self) -> dict[str, Tally]:
        """The answers to every item on a scale, counted."""
        return dict(self._data.tallies())

    def kano(self, *, level: float = 0.95) -> dict[str, Kano]:
        """What each feature is to customers: the items of the roles kano_functional and kano_dysfunctional, in pairs."""
        return {feature.feature: feature.kano for feature in self._data.kano(level)}

    def importance(self, *, level: float = 0.95) -> Ipa:
        """Importance against performance: the items of these two roles, paired by what they are about."""
        return self._data.importance(level).ipa

    def drivers(self, *, level: float = 0.95) -> Drivers:
        """What drives satisfaction, or else recommendation: the items of the role performance."""
        return self._data.drivers(level).drivers

    def satisfaction_curve(self, *, level: float = 0.95) -> SatisfactionCurve:
        """How loyalty goes with satisfaction: the items of the roles satisfaction, and repurchase or recommendation.

        Loyalty is on the scale of 0 to 1. The zones end at the middle of the scale of satisfaction and at three quarters.
        """
        return self._data.satisfaction_curve(level).curve

    def loyalty(self, *, level: float = 0.95) -> LoyaltyShares:
        """The loyalty matrix: attitude, recommendation or satisfaction by behaviour or repurchase.

        Both are high from three quarters of their scale on.
        """
        return self._data.loyalty(level)

    def plot_nps(self, *, level: float = 0.95, ax: Axes | None = None) -> Axes:
        """Draws :meth:`nps`: see :func:`goodwill.survey.plot_nps`."""
        return _survey_plots.nps(ax, self.nps(level=level))

    def plot_answers(self, *items: str, ax: Axes | None = None) -> Axes:
        """Draws :meth:`answers`, those of all items or of some: see :func:`goodwill.survey.plot_answers`."""
        return _survey_plots.answers(ax, {item: self.tally(item) for item in items} or self.answers())

    def plot_kano(self, *, level: float = 0.95, ax: Axes | None = None) -> Axes:
        """Draws :meth:`kano`: see :func:`goodwill.survey.plot_kano`."""
        return _survey_plots.kano(ax, self.kano(level=level))

    def plot_importance(self, *, level: float = 0.95, ax: Axes | None = None) -> Axes:
        """Draws :meth:`importance`: see :func:`goodwill.survey.plot_importance`."""
        return _survey_plots.importance(ax, self.importance(level=level))

    def plot_drivers(
        self, *, measure: DriverMeasure = "share", level: float = 0.95, ax: Axes | None = None
    ) -> Axes:
        """Draws :meth:`drivers`: see :func:`goodwill.survey.plot_drivers`."""
        return _survey_plots.drivers(ax, self.drivers(level=level), measure)

    def plot_satisfaction_curve(
        self, *, zones: Sequence[str] | None = None, level: float = 0.95, ax: Axes | None = None
    ) -> Axes:
        """Draws :meth:`satisfaction_curve`: see :func:`goodwill.survey.plot_satisfaction_curve`."""
        return _survey_plots.curve(ax, self.satisfaction_curve(level=level), zones)

    def plot_loyalty_matrix(self, *, level: float = 0.95, ax: Axes | None = None) -> Axes:
        """Draws :meth:`loyalty`: see :func:`goodwill.segment.plot_loyalty_matrix`."""
        return _survey_plots.loyalty_matrix(ax, self.loyalty(level=level))

    def assess(self, *, level: float = 0.95, progress: Progress = False) -> SurveyAssessment:
        """Every metric that the declared roles allow, each with its interval; `to_html()` is a page with charts.

        `progress=True` shows on the terminal how far it has come: the sections done and the resamples of the longer ones; a
        function is called with them.
        """
        return self._data.assess(level, progress)
