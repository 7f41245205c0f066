"""Customers compressed to what the likelihoods depend on."""

from __future__ import annotations

from typing import Any, Literal, TypeVar

import numpy as np

from goodwill import _goodwill
from goodwill.model._data import Unit, gather
from goodwill.purchase import Purchases
from goodwill.typing import ColumnLike, DateLike


Self = TypeVar("Self", bound="Counts")


class Counts:
    """What a model is fitted to, compressed. It never changes; its parts merge, in any order to the same bits."""

    __slots__ = ("_counts",)
    _counts: Any

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{name}: counts do not change; merge makes new ones")

    @classmethod
    def _around(cls: type[Self], counts: object) -> Self:
        made = object.__new__(cls)
        object.__setattr__(made, "_counts", counts)
        return made

    @property
    def unit(self) -> Unit | None:
        """The unit of the times, or the length of a period; None if it is not known."""
        unit: Unit | None = getattr(self._counts, "unit", None)
        return unit

    def to_numpy(self) -> dict[str, Any]:
        """The distinct rows as arrays."""
        columns: dict[str, Any] = self._counts.table().to_numpy()
        return columns

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self._counts.table().__arrow_c_stream__(requested_schema)

    def to_bytes(self) -> bytes:
        """The state, the same on every platform and in every language of the library."""
        state: bytes = self._counts.to_bytes()
        return state

    @classmethod
    def from_bytes(cls: type[Self], state: bytes) -> Self:
        """The counts whose state that is."""
        raise NotImplementedError

    def __reduce__(self) -> tuple[Any, tuple[bytes]]:
        return type(self).from_bytes, (self.to_bytes(),)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Counts) and type(self) is type(other) and self.to_bytes() == other.to_bytes()

    def __hash__(self) -> int:
        return hash(self.to_bytes())


class HistoryCounts(Counts):
    """The distinct histories of a customer base, and how many customers have each: all that a transaction model is
    fitted to.

    `data` is `goodwill.purchase.Histories` or a table with the columns `frequency`, `recency` and `tenure` (or `T`);
    or the columns are given. `weights` is the weight of each customer. `unit` is the unit of the times, where the data
    do not say. A row with a missing number is left out.

    Raises `out_of_range`, `not_finite` and `inconsistent` with the row of the offending value, `empty` without a
    complete row.

    >>> counts = gw.model.HistoryCounts(frequency=[2, 0, 0], recency=[30.43, 0, 0], tenure=[38.86, 39.0, 39.0])
    >>> len(counts), counts.total_weight
    (2, 3.0)

    Parts merge, in any order to the same bits, and travel as bytes or pickles:

    >>> both = counts.merge(gw.model.HistoryCounts.from_bytes(counts.to_bytes()))
    >>> len(both), both.total_weight
    (2, 6.0)
    """

    __slots__ = ()
    _counts: _goodwill.HistoryTally

    def __init__(
        self,
        data: Any = None,
        *,
        frequency: str | ColumnLike | None = None,
        recency: str | ColumnLike | None = None,
        tenure: str | ColumnLike | None = None,
        weights: str | ColumnLike | None = None,
        unit: Unit | None = None,
    ) -> None:
        gathered = gather(
            data, {"frequency": frequency, "recency": recency, "tenure": tenure}, {"weights": weights}
        )
        gathered.in_unit_of(unit)
        object.__setattr__(self, "_counts", _goodwill.HistoryTally(**gathered.columns, unit=gathered.unit or unit))

    @property
    def total_weight(self) -> float:
        """The weights of all customers: their number when none is weighted."""
        return self._counts.total_weight

    def __len__(self) -> int:
        """The number of distinct histories."""
        return len(self._counts)

    @classmethod
    def from_purchases(
        cls, purchases: Purchases, *, as_of: DateLike, unit: Unit = "week", include_known_before: bool = False
    ) -> HistoryCounts:
        """The histories of customers as of a day, with the times between their purchases, which `Histories` do not hold.

        Erlang-k models of different `regularity` are compared by their likelihoods only where those times are known.

        >>> orders = gw.purchase.purchases(customer=[1, 1, 2], date=["1997-01-01", "1997-01-15", "1997-01-08"])
        >>> gw.model.HistoryCounts.from_purchases(orders, as_of="1997-02-12")
        <HistoryCounts: 2 distinct histories, total weight 2, weeks>
        """
        return cls._around(_goodwill.HistoryTally.of_purchases(purchases, as_of, unit, include_known_before))

    @property
    def customers(self) -> int:
        """The customers, each counted once whatever their weight."""
        return self._counts.customers

    @property
    def missing(self) -> int:
        """Rows left out because a number was missing."""
        return self._counts.missing

    def merge(self, *others: HistoryCounts) -> HistoryCounts:
        """These customers and those of the others."""
        return self._around(self._counts.merge([other._counts for other in others]))

    @classmethod
    def from_bytes(cls, state: bytes) -> HistoryCounts:
        """The counts whose state that is."""
        return cls._around(_goodwill.HistoryTally.from_bytes(state))

    def __repr__(self) -> str:
        unit = f", {self.unit}s" if self.unit else ""
        return f"<HistoryCounts: {len(self):,} distinct histories, total weight {self.total_weight:,.15g}{unit}>"


class RenewalCounts(Counts):
    """Contracts by the renewal at which they ended, or the last one they are known to have passed: what a contract
    model is fitted to.

    `survivors` is one cohort, or several: how many are still customers at the start and after each renewal. Or
    `renewals` says how often each contract was renewed and `churned` whether it ended then (else it is still running),
    and `weights` how many such contracts there are; they may be names of columns of the table `data`. `unit` is the
    length of a period.

    Raises `inconsistent` where survivors rise, `out_of_range` for a number of renewals that is none, with the row.

    >>> counts = gw.model.RenewalCounts(survivors=[1000, 869, 743, 653])
    >>> counts.customers
    1000.0
    >>> counts.merge(gw.model.RenewalCounts(survivors=[500, 430])).to_numpy()["renewed"]
    array([1299.,  743.,  653.])
    """

    __slots__ = ()
    _counts: _goodwill.RenewalTally

    def __init__(
        self,
        data: Any = None,
        *,
        survivors: Any = None,
        renewals: str | ColumnLike | None = None,
        churned: str | ColumnLike | None = None,
        weights: str | ColumnLike | None = None,
        unit: Unit | None = None,
    ) -> None:
        if survivors is not None:
            if any(column is not None for column in (data, renewals, churned, weights)):
                raise TypeError("survivors are given: renewals, churned and weights have no place beside them")
            several = not isinstance(survivors, np.ndarray) and any(_is_column(one) for one in survivors)
            counts = _goodwill.RenewalTally.of_cohorts(list(survivors) if several else [survivors], unit)
        else:
            found = gather(data, {"renewals": renewals, "churned": churned}, {"weights": weights})
            counts = _goodwill.RenewalTally.of_contracts(**found.columns, unit=unit)
        object.__setattr__(self, "_counts", counts)

    @property
    def customers(self) -> float:
        """The contracts that faced at least one renewal."""
        return self._counts.customers

    def merge(self, *others: RenewalCounts) -> RenewalCounts:
        """These contracts and those of the others."""
        return self._around(self._counts.merge([other._counts for other in others]))

    @classmethod
    def from_bytes(cls, state: bytes) -> RenewalCounts:
        """The counts whose state that is."""
        return cls._around(_goodwill.RenewalTally.from_bytes(state))

    def __repr__(self) -> str:
        return f"<RenewalCounts: {self.customers:,.15g} contracts, {len(self.to_numpy()['renewal'])} renewals>"


class SpendCounts(Counts):
    """The distinct frequencies and mean spends of a customer base: what the spend model is fitted to.

    `data` is `goodwill.purchase.Histories` or a table with the columns `frequency` and `mean_spend` (or
    `monetary_value`); or the columns are given. Customers without purchase have no mean spend: they are counted apart.
    `non_positive` says what becomes of a mean spend of 0 or less: "refuse" it by row, or "skip" and count it.

    >>> counts = gw.model.SpendCounts(frequency=[2, 0, 1, 1], mean_spend=[22.35, 0, 11.77, 11.77])
    >>> len(counts), counts.customers, counts.without_purchase
    (2, 3, 1)
    """

    __slots__ = ()
    _counts: _goodwill.SpendTally

    def __init__(
        self,
        data: Any = None,
        *,
        frequency: str | ColumnLike | None = None,
        mean_spend: str | ColumnLike | None = None,
        weights: str | ColumnLike | None = None,
        non_positive: Literal["refuse", "skip"] = "refuse",
    ) -> None:
        found = gather(data, {"frequency": frequency, "mean_spend": mean_spend}, {"weights": weights})
        object.__setattr__(self, "_counts", _goodwill.SpendTally(**found.columns, non_positive=non_positive))

    @property
    def customers(self) -> int:
        """Customers with a purchase."""
        return self._counts.customers

    @property
    def without_purchase(self) -> int:
        """Customers without a purchase, who have no mean spend."""
        return self._counts.without_purchase

    @property
    def skipped(self) -> int:
        """Customers left out because their mean spend is 0 or less."""
        return self._counts.skipped

    @property
    def missing(self) -> int:
        """Customers left out because a number is missing."""
        return self._counts.missing

    def __len__(self) -> int:
        """The number of distinct pairs."""
        return len(self._counts)

    def merge(self, *others: SpendCounts) -> SpendCounts:
        """These customers and those of the others."""
        return self._around(self._counts.merge([other._counts for other in others]))

    @classmethod
    def from_bytes(cls, state: bytes) -> SpendCounts:
        """The counts whose state that is."""
        return cls._around(_goodwill.SpendTally.from_bytes(state))

    def __repr__(self) -> str:
        return f"<SpendCounts: {len(self):,} distinct pairs, {self.customers:,} customers>"


def _is_column(thing: object) -> bool:
    return hasattr(thing, "__len__") and not isinstance(thing, str)


