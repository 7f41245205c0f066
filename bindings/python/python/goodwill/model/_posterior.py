"""Posterior distributions: how sure the parameters, and whatever is predicted from them, are."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, ClassVar, Literal, TypeVar, Union

import numpy as np
from numpy.typing import NDArray

from goodwill import _goodwill
from goodwill._goodwill import PosteriorCore, PosteriorSummary
from goodwill.estimate import Estimate
from goodwill.model import _base

Method = Literal["laplace_psis", "nuts"]
Prior = Union[str, tuple[Any, ...]]
"""A prior by its name, with its numbers if it has any: "log_flat", "flat", ("log_normal", median, sigma), ("gamma",
shape, rate), ("half_normal", sigma), ("weibull", shape, scale), ("normal", mean, sigma)."""
Priors = Union[Prior, Mapping[str, Prior], list[Prior], None]
"""One prior for all parameters, one for each that is named (the others are "log_flat"), or a list with one for each. Coefficients
of covariates are "flat" unless they are named or in the list."""
Self = TypeVar("Self", bound="Drawn")


class Drawn:
    """Draws of parameters with their weights."""

    __slots__ = ("_core",)
    _core: Any
    _reader: ClassVar[Any]
    """What is inside."""

    def __init__(self, core: Any) -> None:
        object.__setattr__(self, "_core", core)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{name}: a posterior does not change")

    @property
    def draws(self) -> NDArray[np.float64]:
        """The draws of the parameters, one a row, the parameters in their order."""
        draws: NDArray[np.float64] = self._core.draws
        return draws.reshape(-1, len(self.summary().parameters))

    @property
    def weights(self) -> NDArray[np.float64]:
        """The weights of the draws; they sum to 1."""
        weights: NDArray[np.float64] = self._core.weights
        return weights

    @property
    def k_hat(self) -> float:
        """k̂: the shape of the tail of the importance ratios; NaN for NUTS, whose draws weigh alike."""
        return self.summary().k_hat

    @property
    def parameters(self) -> Mapping[str, Estimate]:
        """Posterior mean, standard deviation and interval of each parameter."""
        return MappingProxyType({one.name: one.estimate for one in self.summary().parameters})

    def summary(self) -> PosteriorSummary:
        """What the posterior says of the parameters, and whether it can be relied on."""
        summary: PosteriorSummary = self._core.summary
        return summary

    def thinned(self: Self, draws: int) -> Self:
        """The same with that many draws of one weight. The summary stays that of all draws."""
        return type(self)(self._core.thinned(draws))

    def to_json(self) -> str:
        """The posterior as JSON that keeps every bit."""
        text: str = self._core.to_json()
        return text

    @classmethod
    def from_json(cls: type[Self], text: str) -> Self:
        """The posterior whose `to_json` that is."""
        return cls(cls._reader.from_json(text))

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        return type(self).from_json, (self.to_json(),)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, type(self)) and bool(self._core == other._core)

    def __hash__(self) -> int:
        return hash(self.summary())

    def __repr__(self) -> str:
        return f"<{self._core.summary}>"

    def _repr_html_(self) -> str:
        return self.summary()._repr_html_()


class Posterior(Drawn):
    """Draws of a model's parameters with their weights, and what follows from them. Made by the model's `posterior`.

    >>> counts = gw.model.RenewalCounts(survivors=[1000, 631, 468, 382, 326], unit="year")
    >>> posterior = gw.model.Sbg().posterior(counts, seed=1)
    >>> posterior.draws.shape, bool(posterior.k_hat < 0.5)
    ((4000, 2), True)
    >>> print(f"{posterior.predict('survival', t=5):.3f}")
    0.285 (95% posterior 0.254 to 0.315, n = 1000)
    """

    __slots__ = ()
    _core: PosteriorCore
    _reader = PosteriorCore

    def predict(self, verb: str, data: Any = None, **arguments: Any) -> Any:
        """What a verb says, with the uncertainty of the parameters: posterior mean, standard deviation and interval.

        `verb` is the name of a method of the model, the other arguments are those of the method. One customer gives an
        `goodwill.estimate.Estimate`, many a table with the verb's column, `standard_error`, `lower` and `upper`. Every
        customer asks every draw: for many customers, take :meth:`thinned` first.
        """
        model = self.mean_model()
        gathered, settings = model._arguments(verb, data, arguments)
        return gathered.answer(self._core.predict(verb, gathered.columns, settings))

    def mean_model(self) -> _base.Model:
        """The model of the posterior means of the parameters."""
        return _base.model_of(self._core.mean_model())


def posterior(model: _base.Model, data: Any, priors: Priors, **options: Any) -> Posterior:
    given = parted(priors, _goodwill.parameter_names(model._kind), [])
    return Posterior(_goodwill.posterior_of(model._kind, data, priors=given, **options))


def parted(priors: Priors, names: list[str], coefficients: list[str]) -> list[tuple[str, list[float]]]:
    """The prior of each parameter and coefficient: its name and its numbers."""
    usual = {**dict.fromkeys(names, "log_flat"), **dict.fromkeys(coefficients, "flat")}
    given: list[Prior]
    if priors is None:
        given = []
    elif isinstance(priors, Mapping):
        for name in priors:
            if name not in usual:
                raise TypeError(f"priors: there is no parameter {name}; there are {', '.join(usual)}")
        given = [priors.get(name, other) for name, other in usual.items()]
    elif isinstance(priors, list):
        given = priors
    else:
        given = [priors] * len(names) + ["flat"] * len(coefficients)
    return [(one, []) if isinstance(one, str) else (one[0], [float(number) for number in one[1:]]) for one in given]
