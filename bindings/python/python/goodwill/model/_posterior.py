"""Posterior distributions: how sure the parameters, and whatever is predicted from them, are."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Literal, Union

import numpy as np
from numpy.typing import NDArray

from goodwill import _goodwill
from goodwill._goodwill import PosteriorCore, PosteriorSummary
from goodwill.estimate import Estimate
from goodwill.model import _base

Method = Literal["laplace_psis", "nuts"]
Prior = Union[str, tuple[Any, ...]]
"""A prior by its name, with its numbers if it has any: "log_flat", "flat", ("log_normal", median, sigma), ("gamma",
shape, rate), ("half_normal", sigma), ("weibull", shape, scale)."""
Priors = Union[Prior, Mapping[str, Prior], list[Prior], None]
"""One prior for all parameters, one for each that is named (the others are "log_flat"), or a list with one for each."""


class Posterior:
    """Draws of a model's parameters with their weights, and what follows from them. Made by the model's `posterior`.

    >>> counts = gw.model.RenewalCounts(survivors=[1000, 631, 468, 382, 326], unit="year")
    >>> posterior = gw.model.Sbg().posterior(counts, seed=1)
    >>> posterior.draws.shape, bool(posterior.k_hat < 0.5)
    ((4000, 2), True)
    >>> print(f"{posterior.predict('survival', t=5):.3f}")
    0.285 (95% posterior 0.254 to 0.315, n = 1000)
    """

    __slots__ = ("_core",)
    _core: PosteriorCore

    def __init__(self, core: PosteriorCore) -> None:
        object.__setattr__(self, "_core", core)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{name}: a posterior does not change")

    @property
    def draws(self) -> NDArray[np.float64]:
        """The draws of the parameters, one a row, the parameters in their order."""
        return self._core.draws.reshape(-1, len(self.summary().parameters))

    @property
    def weights(self) -> NDArray[np.float64]:
        """The weights of the draws; they sum to 1."""
        return self._core.weights

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
        return self._core.summary

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

    def thinned(self, draws: int) -> Posterior:
        """The same with that many draws of one weight. The summary stays that of all draws."""
        return Posterior(self._core.thinned(draws))

    def to_json(self) -> str:
        """The posterior as JSON that keeps every bit."""
        return self._core.to_json()

    @classmethod
    def from_json(cls, text: str) -> Posterior:
        """The posterior whose `to_json` that is."""
        return cls(PosteriorCore.from_json(text))

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        return Posterior.from_json, (self.to_json(),)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Posterior) and self._core == other._core

    def __hash__(self) -> int:
        return hash(self.summary())

    def __repr__(self) -> str:
        return f"<{self._core.summary}>"

    def _repr_html_(self) -> str:
        return self._core.summary._repr_html_()


def posterior(model: _base.Model, data: Any, priors: Priors, **options: Any) -> Posterior:
    names = _goodwill.parameter_names(model._kind)
    if priors is None:
        given: list[Prior] = []
    elif isinstance(priors, Mapping):
        for name in priors:
            if name not in names:
                raise TypeError(f"priors: there is no parameter {name}; there are {', '.join(names)}")
        given = [priors.get(name, "log_flat") for name in names]
    elif isinstance(priors, list):
        given = priors
    else:
        given = [priors] * len(names)
    parted = [(one, []) if isinstance(one, str) else (one[0], [float(number) for number in one[1:]]) for one in given]
    return Posterior(_goodwill.posterior_of(model._kind, data, priors=parted, **options))
