"""The models of repeat purchases."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from goodwill._progress import Progress
from goodwill.model._base import Initial
from goodwill.model._data import Unit
from goodwill.model._time_varying import CovariatePath, TimeVaryingFit, fit_time_varying
from goodwill.model._verbs import PurchaseModel

ParetoNbd_ = TypeVar("ParetoNbd_", bound="ParetoNbd")
Nbd_ = TypeVar("Nbd_", bound="Nbd")
BgBb_ = TypeVar("BgBb_", bound="BgBb")
Regular = TypeVar("Regular", bound="BetaGeometric")


class Nbd(PurchaseModel):
    """NBD: customers buy at a steady rate of their own, and never leave.

    Rates are gamma distributed with shape `r` and rate `alpha`.

    >>> model = gw.model.Nbd.from_parameters(r=0.385, alpha=12.07, unit="week")
    >>> model.params_["r"], round(model.expected_purchases(39), 3)
    (0.385, 1.244)

    Source: Ehrenberg 1959.
    """

    __slots__ = ()
    _kind = "nbd"

    @classmethod
    def from_parameters(cls: type[Nbd_], *, r: float, alpha: float, unit: Unit | None = None) -> Nbd_:
        """The model of these parameters."""
        return cls._of([r, alpha], unit)


class BetaGeometric(PurchaseModel):
    """What BG/NBD and MBG/NBD share: parameters r, alpha, a, b, and Erlang-k regularity."""

    __slots__ = ()

    def __init__(
        self,
        *,
        unit: Unit | None = None,
        regularity: int = 1,
        penalty: float = 0.0,
        level: float = 0.95,
        max_iterations: int = 200,
        starts: int = 0,
        seed: int = 0,
        initial: Initial = None,
    ) -> None:
        super().__init__(
            unit=unit,
            penalty=penalty,
            level=level,
            max_iterations=max_iterations,
            starts=starts,
            seed=seed,
            initial=initial,
        )
        self._options["regularity"] = regularity

    @classmethod
    def from_parameters(
        cls: type[Regular],
        *,
        r: float,
        alpha: float,
        a: float,
        b: float,
        unit: Unit | None = None,
        regularity: int = 1,
    ) -> Regular:
        """The model of these parameters."""
        return cls._of([r, alpha, a, b], unit, regularity)


class BgNbd(BetaGeometric):
    """BG/NBD: customers buy at a steady rate of their own, and after each repeat purchase may leave for good.

    Rates are gamma distributed with shape `r` and rate `alpha`; the probability to leave is beta distributed with `a`
    and `b`. A customer who bought once is alive by construction. `regularity` k makes the times between purchases
    Erlang-k, k = 1 leaves them exponential.

    Options: `unit` of the times, where the data do not say; `penalty`, which takes that many times the sum of squared
    parameters off the mean log-likelihood; `level` of the intervals; `max_iterations`; `starts`, how many further
    starting points to try, and their `seed`; `initial`, where to start, by name or in order.

    >>> model = gw.model.BgNbd.from_parameters(r=0.243, alpha=4.414, a=0.793, b=2.426, unit="week")
    >>> model
    <BG/NBD (r = 0.243, alpha = 4.414, a = 0.793, b = 2.426; weeks)>
    >>> round(model.conditional_purchases(frequency=2, recency=30.43, tenure=38.86, t=39), 3)
    1.226

    Source: Fader, Hardie & Lee 2005, "Counting your customers" the easy way.
    """

    __slots__ = ()
    _kind = "bg_nbd"


class MbgNbd(BetaGeometric):
    """MBG/NBD: as :class:`BgNbd`, but a customer may leave right after the first purchase too.

    >>> model = gw.model.MbgNbd.from_parameters(r=0.525, alpha=6.183, a=0.891, b=1.614, unit="week")
    >>> round(model.probability_alive(frequency=0, recency=0, tenure=39), 4)
    0.3893

    Sources: Batislam, Denizel & Filiztekin 2007; Hoppe & Wagner 2007; Platzer & Reutterer 2016 (regularity).
    """

    __slots__ = ()
    _kind = "mbg_nbd"


class ParetoNbd(PurchaseModel):
    """Pareto/NBD: customers buy at a steady rate of their own, and leave at any time, at a rate of their own.

    Purchase rates are gamma distributed with shape `r` and rate `alpha`, dropout rates with shape `s` and rate `beta`.

    >>> model = gw.model.ParetoNbd.from_parameters(r=0.5534, alpha=10.5802, s=0.6061, beta=11.6562, unit="week")
    >>> round(model.probability_alive(frequency=0, recency=0, tenure=39), 4)
    0.2941

    Sources: Schmittlein, Morrison & Colombo 1987; Fader & Hardie 2005.
    """

    __slots__ = ()
    _kind = "pareto_nbd"

    def fit_time_varying(
        self,
        customers: Iterable[CovariatePath],
        *,
        purchase: Sequence[str] = (),
        dropout: Sequence[str] = (),
        progress: Progress = False,
    ) -> TimeVaryingFit:
        """The parameters of maximum likelihood where covariates that change over time move both processes.

        `purchase` and `dropout` name the covariates that each :class:`CovariatePath` holds, in their order. The model
        without covariates is fitted too, and the two are compared.

        Raises `not_identified` for a covariate that never changes.

        Source: Bachmann, Meierer & Näf 2021.
        """
        return fit_time_varying(self, customers, purchase, dropout, progress)

    @classmethod
    def from_parameters(
        cls: type[ParetoNbd_], *, r: float, alpha: float, s: float, beta: float, unit: Unit | None = None
    ) -> ParetoNbd_:
        """The model of these parameters."""
        return cls._of([r, alpha, s, beta], unit)


class BgBb(PurchaseModel):
    """BG/BB: at each of a number of opportunities a customer buys or not, and before each may leave for good.

    The probability to buy is beta distributed with `alpha` and `beta`, the probability to leave with `gamma` and
    `delta`. Histories count opportunities: `recency` is the number of the last one that was taken, `tenure` how many
    there were.

    >>> model = gw.model.BgBb.from_parameters(alpha=1.204, beta=0.750, gamma=0.657, delta=2.783)
    >>> round(model.conditional_purchases(frequency=0, recency=0, tenure=6, t=5), 4)
    0.0728

    Source: Fader, Hardie & Shang 2010.
    """

    __slots__ = ()
    _kind = "bg_bb"

    @classmethod
    def from_parameters(
        cls: type[BgBb_], *, alpha: float, beta: float, gamma: float, delta: float, unit: Unit | None = None
    ) -> BgBb_:
        """The model of these parameters."""
        return cls._of([alpha, beta, gamma, delta], unit)
