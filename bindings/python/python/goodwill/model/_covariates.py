"""Covariates of customers, which move how often they buy and how soon they leave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Union

from goodwill import _frames, _goodwill
from goodwill._goodwill import CovariateCore, CovariatePosteriorCore, FitSummary
from goodwill._progress import Progress, reporter
from goodwill.estimate import TestResult
from goodwill.model import _base, _posterior
from goodwill.model._data import gather

Covariates = Union[Sequence[str], Mapping[str, Any]]
"""Names of columns of a table, or a mapping from names to columns, or to names of columns."""


class CovariateFit:
    """A model fitted with covariates. Made by the model's `fit_covariates`.

    The parameters of :meth:`summary` are the base parameters, of a customer whose covariates are all 0, and then the
    coefficients: `purchase.<name>` and `dropout.<name>`, or `<parameter>.<name>` where a process moves two parameters.
    """

    __slots__ = ("_core",)
    _core: CovariateCore

    def __init__(self, core: CovariateCore) -> None:
        object.__setattr__(self, "_core", core)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{name}: a fit does not change")

    @property
    def base(self) -> _base.Model:
        """The model of a customer whose covariates are all 0."""
        return _base.model_of(self._core.base)

    @property
    def params_(self) -> Mapping[str, float]:
        """Base parameters and coefficients by name."""
        return MappingProxyType({one.name: one.estimate.value for one in self.summary().parameters})

    @property
    def standard_errors_(self) -> Mapping[str, float]:
        """The standard error of each base parameter and coefficient."""
        return MappingProxyType({one.name: one.estimate.standard_error for one in self.summary().parameters})

    def summary(self) -> FitSummary:
        """Base parameters and coefficients with intervals, and what else the fit found."""
        return self._core.summary

    @property
    def without(self) -> FitSummary:
        """The fit without covariates."""
        return self._core.without

    @property
    def test(self) -> TestResult | None:
        """The likelihood-ratio test of no covariate having any effect; None with a penalty."""
        return self._core.test

    def model_for(self, covariates: Mapping[str, float]) -> _base.Model:
        """The model of a customer with these covariates, for every verb."""
        sides = (self._core.purchase, self._core.dropout)
        _known(covariates, sides)
        return _base.model_of(self._core.model_for(*([covariates[name] for name in side] for side in sides)))

    def predict(
        self, verb: str, data: Any = None, *, covariates: Mapping[str, Any] | None = None, **arguments: Any
    ) -> Any:
        """What a verb says of customers with their covariates, with its standard error and interval.

        `verb` is the name of a method of the model, the other arguments are those of the method. Covariates are columns
        of the table under their names, or given by name. One customer gives an `goodwill.estimate.Estimate`, many a
        table with the verb's column, `standard_error`, `lower` and `upper`.
        """
        return _predicted(self._core, self.base, verb, data, covariates, arguments)

    def to_json(self) -> str:
        """The fit as JSON that keeps every bit."""
        return self._core.to_json()

    @classmethod
    def from_json(cls, text: str) -> CovariateFit:
        """The fit whose `to_json` that is."""
        return cls(CovariateCore.from_json(text))

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        return CovariateFit.from_json, (self.to_json(),)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, CovariateFit) and self._core == other._core

    def __hash__(self) -> int:
        return hash(self.summary())

    def __repr__(self) -> str:
        return f"<{self._core.words}>"

    def _repr_html_(self) -> str:
        return self._core.summary._repr_html_()


class CovariatePosterior(_posterior.Drawn):
    """Draws of base parameters and coefficients with their weights. Made by the model's `posterior_covariates`.

    The parameters of :meth:`summary` are those of a fit with covariates: base parameters, of a customer whose covariates are all
    0, and then the coefficients.
    """

    __slots__ = ()
    _core: CovariatePosteriorCore
    _reader = CovariatePosteriorCore

    def posterior_for(self, covariates: Mapping[str, float]) -> _posterior.Posterior:
        """The posterior of the model of a customer with these covariates, for every prediction."""
        sides = (self._core.purchase, self._core.dropout)
        _known(covariates, sides)
        own = self._core.posterior_for(*([covariates[name] for name in side] for side in sides))
        return _posterior.Posterior(own)

    def predict(
        self, verb: str, data: Any = None, *, covariates: Mapping[str, Any] | None = None, **arguments: Any
    ) -> Any:
        """What a verb says of customers with their covariates: posterior mean, standard deviation and interval.

        `verb` is the name of a method of the model, the other arguments are those of the method. Covariates are columns
        of the table under their names, or given by name. One customer gives an `goodwill.estimate.Estimate`, many a
        table with the verb's column, `standard_error`, `lower` and `upper`. Every customer asks every draw: for many
        customers, take :meth:`thinned` first.
        """
        sides = (self._core.purchase, self._core.dropout)
        base = _posterior.Posterior(self._core.posterior_for(*([0.0] * len(side) for side in sides))).mean_model()
        return _predicted(self._core, base, verb, data, covariates, arguments)


def _predicted(
    core: CovariateCore | CovariatePosteriorCore,
    base: _base.Model,
    verb: str,
    data: Any,
    covariates: Mapping[str, Any] | None,
    arguments: Mapping[str, Any],
) -> Any:
    gathered, settings = base._arguments(verb, data, arguments)
    sides = (core.purchase, core.dropout)
    names = dict.fromkeys(name for side in sides for name in side)
    if covariates is None:
        found = _frames.columns(data, {name: name for name in names})
    else:
        _known(covariates, sides)
        found = _frames.columns(data, covariates)
    columns = [[found[name] for name in side] for side in sides]
    return gathered.answer(core.predict(verb, gathered.columns, columns[0], columns[1], settings))


def _known(covariates: Mapping[str, Any], sides: tuple[Sequence[str], Sequence[str]]) -> None:
    names = {name for side in sides for name in side}
    if set(covariates) != names:
        raise TypeError(f"covariates: must name {', '.join(sorted(names))}")


def fit_covariates(
    model: _base.Model,
    data: Any,
    customer: Mapping[str, Any],
    others: Mapping[str, Any],
    sides: tuple[Covariates, Covariates],
    progress: Progress,
) -> CovariateFit:
    options = {name: value for name, value in model._options.items() if name not in ("unit", "initial")}
    return CovariateFit(
        _goodwill.fit_with_covariates(
            model._kind,
            **_columns(model, data, customer, others, sides),
            initial=model._initial(),
            progress=reporter(progress),
            **options,
        )
    )


def posterior_covariates(
    model: _base.Model,
    data: Any,
    customer: Mapping[str, Any],
    others: Mapping[str, Any],
    sides: tuple[Covariates, Covariates],
    priors: _posterior.Priors,
    **options: Any,
) -> CovariatePosterior:
    names = _goodwill.parameter_names(model._kind)
    coefficients = _goodwill.coefficient_names(model._kind, list(sides[0]), list(sides[1]))
    return CovariatePosterior(
        _goodwill.posterior_with_covariates(
            model._kind,
            **_columns(model, data, customer, others, sides),
            priors=_posterior.parted(priors, names, coefficients),
            **options,
        )
    )


def _columns(
    model: _base.Model,
    data: Any,
    customer: Mapping[str, Any],
    others: Mapping[str, Any],
    sides: tuple[Covariates, Covariates],
) -> dict[str, Any]:
    """The columns of histories, those of the covariates by process, and the unit."""
    named = [side if isinstance(side, Mapping) else {name: name for name in side} for side in sides]
    # Covariates of the two processes may share a name; the columns are told apart by their side.
    asked = {(side, name): column for side, covariates in enumerate(named) for name, column in covariates.items()}
    keyed = {f"{side}:{name}": column for (side, name), column in asked.items()}
    gathered = gather(data, customer, {**others, **keyed})
    unit = model._options["unit"]
    gathered.in_unit_of(unit)
    found = gathered.columns
    parted = [[(name, found.pop(f"{side}:{name}")) for name in covariates] for side, covariates in enumerate(named)]
    return {**found, "purchase": parted[0], "dropout": parted[1], "unit": gathered.unit or unit}
