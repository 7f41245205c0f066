"""Customers compressed to what the likelihoods depend on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import numpy as np

from goodwill import _goodwill
from goodwill.model._data import Unit, gather
from goodwill.typing import ColumnLike


class HistoryCounts:
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

    __slots__ = ("_counts",)
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

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{name}: counts do not change; merge makes new ones")

    @property
    def unit(self) -> str | None:
        """The unit of recency and tenure, if it is known."""
        return self._counts.unit

    @property
    def total_weight(self) -> float:
        """The weights of all customers: their number when none is weighted."""
        return self._counts.total_weight

    def __len__(self) -> int:
        """The number of distinct histories."""
        return len(self._counts)

    def merge(self, *others: HistoryCounts) -> HistoryCounts:
        """These customers and those of the others."""
        return _history_counts(self._counts.merge([other._counts for other in others]))

    def to_numpy(self) -> Mapping[str, Any]:
        """The distinct histories as arrays: frequency, recency, tenure, weight, count."""
        return self._counts.table().to_numpy()

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self._counts.table().__arrow_c_stream__(requested_schema)

    def to_bytes(self) -> bytes:
        """The state, the same on every platform and in every language of the library."""
        return self._counts.to_bytes()

    @classmethod
    def from_bytes(cls, state: bytes) -> HistoryCounts:
        """The counts whose state that is."""
        return _history_counts(_goodwill.HistoryTally.from_bytes(state))

    def __reduce__(self) -> tuple[Any, tuple[bytes]]:
        return HistoryCounts.from_bytes, (self.to_bytes(),)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, HistoryCounts) and self.to_bytes() == other.to_bytes()

    def __hash__(self) -> int:
        return hash(self.to_bytes())

    def __repr__(self) -> str:
        unit = f", {self.unit}s" if self.unit else ""
        return f"<HistoryCounts: {len(self):,} distinct histories, total weight {self.total_weight:,.15g}{unit}>"


def _history_counts(counts: _goodwill.HistoryTally) -> HistoryCounts:
    made = object.__new__(HistoryCounts)
    object.__setattr__(made, "_counts", counts)
    return made


class RenewalCounts:
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

    __slots__ = ("_counts",)
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

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{name}: counts do not change; merge makes new ones")

    @property
    def unit(self) -> str | None:
        """The length of a period, if it is known."""
        return self._counts.unit

    @property
    def customers(self) -> float:
        """The contracts that faced at least one renewal."""
        return self._counts.customers

    def merge(self, *others: RenewalCounts) -> RenewalCounts:
        """These contracts and those of the others."""
        return _renewal_counts(self._counts.merge([other._counts for other in others]))

    def to_numpy(self) -> Mapping[str, Any]:
        """One row a renewal: how many renewed, churned, and were renewed but not observed further."""
        return self._counts.table().to_numpy()

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self._counts.table().__arrow_c_stream__(requested_schema)

    def to_bytes(self) -> bytes:
        """The state, the same on every platform and in every language of the library."""
        return self._counts.to_bytes()

    @classmethod
    def from_bytes(cls, state: bytes) -> RenewalCounts:
        """The counts whose state that is."""
        return _renewal_counts(_goodwill.RenewalTally.from_bytes(state))

    def __reduce__(self) -> tuple[Any, tuple[bytes]]:
        return RenewalCounts.from_bytes, (self.to_bytes(),)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RenewalCounts) and self.to_bytes() == other.to_bytes()

    def __hash__(self) -> int:
        return hash(self.to_bytes())

    def __repr__(self) -> str:
        return f"<RenewalCounts: {self.customers:,.15g} contracts, {len(self.to_numpy()['renewal'])} renewals>"


class SpendCounts:
    """The distinct frequencies and mean spends of a customer base: what the spend model is fitted to.

    `data` is `goodwill.purchase.Histories` or a table with the columns `frequency` and `mean_spend` (or
    `monetary_value`); or the columns are given. Customers without purchase have no mean spend: they are counted apart.
    `non_positive` says what becomes of a mean spend of 0 or less: "refuse" it by row, or "skip" and count it.

    >>> counts = gw.model.SpendCounts(frequency=[2, 0, 1, 1], mean_spend=[22.35, 0, 11.77, 11.77])
    >>> len(counts), counts.customers, counts.without_purchase
    (2, 3, 1)
    """

    __slots__ = ("_counts",)
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

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{name}: counts do not change; merge makes new ones")

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
        return _spend_counts(self._counts.merge([other._counts for other in others]))

    def to_numpy(self) -> Mapping[str, Any]:
        """The distinct pairs as arrays: frequency, mean_spend, weight, count."""
        return self._counts.table().to_numpy()

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self._counts.table().__arrow_c_stream__(requested_schema)

    def to_bytes(self) -> bytes:
        """The state, the same on every platform and in every language of the library."""
        return self._counts.to_bytes()

    @classmethod
    def from_bytes(cls, state: bytes) -> SpendCounts:
        """The counts whose state that is."""
        return _spend_counts(_goodwill.SpendTally.from_bytes(state))

    def __reduce__(self) -> tuple[Any, tuple[bytes]]:
        return SpendCounts.from_bytes, (self.to_bytes(),)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SpendCounts) and self.to_bytes() == other.to_bytes()

    def __hash__(self) -> int:
        return hash(self.to_bytes())

    def __repr__(self) -> str:
        return f"<SpendCounts: {len(self):,} distinct pairs, {self.customers:,} customers>"


def _spend_counts(counts: _goodwill.SpendTally) -> SpendCounts:
    made = object.__new__(SpendCounts)
    object.__setattr__(made, "_counts", counts)
    return made


def _is_column(thing: object) -> bool:
    return hasattr(thing, "__len__") and not isinstance(thing, str)


def _renewal_counts(counts: _goodwill.RenewalTally) -> RenewalCounts:
    made = object.__new__(RenewalCounts)
    object.__setattr__(made, "_counts", counts)
    return made
