"""What every model has: options, a fit, parameters, and copies of itself in every form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeVar, Union

import numpy as np
from numpy.typing import NDArray

from goodwill import _goodwill
from goodwill._goodwill import FitSummary, FitWarning, ModelCore
from goodwill._progress import Progress, reporter
from goodwill.model._data import Gathered, Unit, gather

if TYPE_CHECKING:
    from goodwill.model import _posterior

ModelKind = Literal["sbg", "bdw", "nbd", "bg_nbd", "mbg_nbd", "pareto_nbd", "bg_bb", "gamma_gamma"]
Initial = Union[Mapping[str, float], Iterable[float], None]
Self = TypeVar("Self", bound="Model")

ALIAS = {"from_": "from", "horizon_unit": "unit"}
"""Arguments that are called otherwise in the core."""

POPULATION = ("expected_purchases", "purchase_pmf", "survival", "retention_rate", "churn_pmf")
"""Verbs that ask about a new customer, not about one with a history."""

SETTINGS = ("unit", "discount", "discount_unit", "continuous", "period", "period_unit", "margin")
"""Arguments that are the same for every customer."""

DEFAULTS: dict[str, dict[str, float]] = {
    "purchase_pmf": {"from": 0.0},
    "conditional_pmf": {"from": 0.0},
    "probability_active": {"from": 0.0},
    "probability_alive": {"after": 0.0},
}
"""What the methods fill in."""


class Model:
    """A probability model of customers: `fit` gives a fitted one, `from_parameters` one with given parameters.

    Options are those of :meth:`fit`, by keyword; see each model. A model with parameters never changes.
    """

    __slots__ = ("_core", "_options")

    _kind: ClassVar[ModelKind]
    """Which model of the core it is."""
    _customer: ClassVar[tuple[str, ...]]
    """The arguments that say who is asked about."""
    _core: ModelCore | None
    _options: dict[str, Any]

    def __init__(
        self,
        *,
        unit: Unit | None = None,
        penalty: float = 0.0,
        level: float = 0.95,
        max_iterations: int = 200,
        starts: int = 0,
        seed: int = 0,
        initial: Initial = None,
    ) -> None:
        self._hold(
            None,
            unit=unit,
            penalty=penalty,
            level=level,
            max_iterations=max_iterations,
            starts=starts,
            seed=seed,
            initial=initial,
        )

    def _hold(self, core: ModelCore | None, **options: Any) -> None:
        object.__setattr__(self, "_core", core)
        object.__setattr__(self, "_options", options)

    def _with(self: Self, core: ModelCore, **options: Any) -> Self:
        made = object.__new__(type(self))
        made._hold(core, **{**self._options, **options})
        return made

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{name}: a {type(self).__name__} does not change; make another one")

    def __delattr__(self, name: str) -> None:
        self.__setattr__(name, None)

    # Options, as scikit-learn asks for them.

    def get_params(self, deep: bool = True) -> dict[str, Any]:
        """The options by name."""
        return dict(self._options)

    def set_params(self: Self, **params: Any) -> Self:
        """Sets options of a model that has no parameters yet, and gives it back."""
        if self._core is not None:
            raise AttributeError(f"a {type(self).__name__} with parameters does not change; make another one")
        for name in params:
            if name not in self._options:
                raise TypeError(f"{name}: there is no such option; there are {', '.join(self._options)}")
        self._options.update(params)
        return self

    def __sklearn_is_fitted__(self) -> bool:
        return self._core is not None

    # Making one.

    def _fitted(self: Self, data: Any, progress: Progress) -> Self:
        options = {name: value for name, value in self._options.items() if name not in ("unit", "initial")}
        core = _goodwill.fit_model(
            self._kind, data, **options, initial=self._initial(), progress=reporter(progress)
        )
        return self._with(core, **({"unit": core.unit} if "unit" in self._options else {}))

    def _initial(self) -> list[float] | None:
        initial = self._options["initial"]
        if isinstance(initial, Mapping):
            names = _goodwill.parameter_names(self._kind)
            if set(initial) != set(names):
                raise TypeError(f"initial: must name {', '.join(names)}")
            return [float(initial[name]) for name in names]
        return None if initial is None else [float(value) for value in initial]

    @classmethod
    def _of(cls: type[Self], parameters: list[float], unit: Unit | None, regularity: int = 1) -> Self:
        return cls._around(ModelCore(cls._kind, parameters, unit, regularity))

    @classmethod
    def _around(cls: type[Self], core: ModelCore) -> Self:
        made = cls()
        setting = {"unit": core.unit, "regularity": core.regularity}
        return made._with(core, **{name: value for name, value in setting.items() if name in made._options})

    @classmethod
    def from_json(cls: type[Self], text: str) -> Self:
        """The model, or fit, whose `to_json` that is, to the same bits."""
        core = ModelCore.from_json(text)
        if core.kind != cls._kind:
            raise TypeError(f"text: is a {core.kind}, not a {cls._kind}")
        return cls._around(core)

    # What it is.

    @property
    def _model(self) -> ModelCore:
        if self._core is None:
            raise AttributeError(f"this {type(self).__name__} has no parameters: fit it, or use from_parameters")
        return self._core

    def summary(self) -> FitSummary:
        """Everything about the fit: parameters with intervals, covariance, convergence, warnings."""
        summary = self._model.summary
        if summary is None:
            raise AttributeError(f"this {type(self).__name__} was made from parameters, not fitted")
        return summary

    @property
    def params_(self) -> Mapping[str, float]:
        """The parameters by name."""
        model = self._model
        return MappingProxyType(dict(zip(model.names, model.parameters)))

    @property
    def standard_errors_(self) -> Mapping[str, float]:
        """The standard error of each parameter, from the observed information."""
        return MappingProxyType({one.name: one.estimate.standard_error for one in self.summary().parameters})

    @property
    def covariance_(self) -> NDArray[np.float64]:
        """The covariance of the parameters, in their order: the inverse of the observed information."""
        covariance = np.array(self.summary().covariance)
        covariance.setflags(write=False)
        return covariance

    @property
    def log_likelihood_(self) -> float:
        """The log-likelihood at the maximum, without penalty."""
        return self.summary().log_likelihood

    @property
    def aic_(self) -> float:
        """Akaike's information criterion."""
        return self.summary().aic

    @property
    def bic_(self) -> float:
        """The Bayesian information criterion."""
        return self.summary().bic

    @property
    def n_iter_(self) -> int:
        """The iterations the fit took."""
        return self.summary().iterations

    @property
    def converged_(self) -> bool:
        """Whether the fit reached a maximum."""
        return self.summary().converged

    @property
    def report_(self) -> str:
        """How the fit went, in words."""
        return self.summary().report

    @property
    def warnings_(self) -> tuple[FitWarning, ...]:
        """What to know before the fit is trusted."""
        return self.summary().warnings

    @property
    def unit_(self) -> Unit | None:
        """The unit of the model's times; None if it was never said."""
        return self._model.unit

    # The likelihood.

    def log_likelihood(self, data: Any = None, **columns: Any) -> float:
        """The log-likelihood of customers under these parameters. Customers are given as to `fit`."""
        return self._model.log_likelihood(self._data(data, columns))

    def gradient(self, data: Any = None, **columns: Any) -> NDArray[np.float64]:
        """The derivatives of the log-likelihood by the parameters."""
        return self._model.gradient(self._data(data, columns))

    def hessian(self, data: Any = None, **columns: Any) -> NDArray[np.float64]:
        """The second derivatives of the log-likelihood by the parameters."""
        return np.array(self._model.hessian(self._data(data, columns)), dtype=np.float64)

    def posterior(
        self,
        data: Any = None,
        *,
        method: Literal["laplace_psis", "nuts"] = "laplace_psis",
        priors: _posterior.Priors = None,
        draws: int = 4000,
        chains: int = 4,
        warmup: int = 500,
        seed: int = 0,
        level: float | None = None,
        progress: Progress = False,
        **columns: Any,
    ) -> _posterior.Posterior:
        """The posterior distribution of the parameters: the likelihood of customers, given as to `fit`, times priors.

        `method` is "laplace_psis", weighted draws around the mode whose k̂ says whether they can be relied on, or "nuts",
        the no-U-turn sampler with its `chains` and `warmup` steps. `priors` is one prior for all parameters, a
        mapping from names to priors or a list with one for each: "log_flat" (the default), "flat", ("log_normal", median, sigma), ("gamma", shape,
        rate), ("half_normal", sigma), ("weibull", shape, scale), ("normal", mean, sigma), cut off at 0. `level` is the model's unless it is given. The same
        `seed` gives the same bits. `progress=True` shows the draws made, a function is called
        with them.
        """
        from goodwill.model import _posterior

        return _posterior.posterior(
            self,
            self._data(data, columns),
            priors,
            method=method,
            draws=draws,
            chains=chains,
            warmup=warmup,
            seed=seed,
            level=self._options["level"] if level is None else level,
            regularity=self._options.get("regularity", 1),
            progress=reporter(progress),
        )

    def _data(self, data: Any, columns: Mapping[str, Any]) -> Any:
        """What the core fits."""
        raise NotImplementedError

    def _verb(
        self,
        verb: str,
        data: Any,
        customer: Mapping[str, Any],
        others: Mapping[str, Any],
        **settings: Any,
    ) -> Any:
        gathered = gather(data, customer, others)
        gathered.in_unit_of(self._model.unit)
        return gathered.answer(self._model.call(verb, gathered.columns, settings))

    def predict(self, verb: str, data: Any = None, **arguments: Any) -> Any:
        """What a verb says, with its standard error and interval: the uncertainty of the fit carried through it.

        `verb` is the name of a method, the other arguments are those of the method. One customer gives an
        `goodwill.estimate.Estimate`, many a table with the verb's column, `standard_error`, `lower` and `upper`. The
        level is that of the fit, the method the delta method.

        Raises `not_applicable` for a model that was not fitted.
        """
        gathered, settings = self._arguments(verb, data, arguments)
        return gathered.answer(self._model.predict(verb, gathered.columns, settings))

    def _arguments(self, verb: str, data: Any, arguments: Mapping[str, Any]) -> tuple[Gathered, dict[str, Any]]:
        """The arguments of a verb, sorted into those of customers and the others."""
        if verb.startswith("_") or not callable(getattr(type(self), verb, None)):
            raise TypeError(f"there is no verb {verb!r} of a {type(self).__name__}")
        given = {ALIAS.get(name, name): value for name, value in arguments.items()}
        settings: dict[str, Any] = {name: given.pop(name) for name in SETTINGS if name in given}
        customer = {name: given.pop(name, None) for name in self._customer} if verb not in POPULATION else {}
        gathered = gather(data, customer, {**DEFAULTS.get(verb, {}), **given})
        gathered.in_unit_of(self._model.unit)
        return gathered, settings

    # Copies.

    def to_json(self) -> str:
        """The model, with its fit if it has one, as JSON that keeps every bit."""
        return self._model.to_json()

    def __reduce__(self) -> tuple[Any, tuple[Any, ...]]:
        return revive, (type(self), self._options, None if self._core is None else self._core.to_json())

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Model):
            return NotImplemented
        same = type(self) is type(other) and self._core == other._core
        return same and (self._core is not None or self._options == other._options)

    def __hash__(self) -> int:
        return hash((self._kind, self._core))

    def __repr__(self) -> str:
        if self._core is None:
            standard = type(self)()._options
            said = [f"{name}={value!r}" for name, value in self._options.items() if value != standard[name]]
            return f"{type(self).__name__}({', '.join(said)})"
        return f"<{self._core.line}>"

    def _repr_html_(self) -> str:
        text = repr(self).strip("<>").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        if self._core is None or self._core.summary is None:
            return f"<code>{text}</code>"
        return f"<p><strong>{text}</strong></p>{self._core.summary._repr_html_()}"

    def __str__(self) -> str:
        return repr(self) if self._core is None else self._core.words


def from_json(text: str) -> Model:
    """The model, or fit, whose `to_json` that is, of whichever kind it is.

    >>> model = gw.model.ParetoNbd.from_parameters(r=0.5534, alpha=10.5802, s=0.6061, beta=11.6562, unit="week")
    >>> gw.model.from_json(model.to_json()) == model
    True
    """
    return model_of(ModelCore.from_json(text))


def model_of(core: ModelCore) -> Model:
    """The class of a model around it."""
    return next(kind for kind in kinds(Model) if kind._kind == core.kind)._around(core)


def kinds(of: type[Model]) -> list[type[Model]]:
    """The models there are."""
    found = [of] if "_kind" in vars(of) else []
    for one in of.__subclasses__():
        found.extend(kinds(one))
    return found


def revive(kind: type[Model], options: dict[str, Any], text: str | None) -> Model:
    """A model out of its pickle."""
    made = object.__new__(kind)
    made._hold(None if text is None else ModelCore.from_json(text), **options)
    return made


