"""The data sets that may be carried: CDNOW's sample of orders, its summaries, and donations.

CDNOW and the donations are from brucehardie.com/datasets (Fader & Hardie 2001; Fader, Hardie & Shang 2010), by way of
lifetimes 0.11.3 (MIT). The summaries are made from the orders when they are asked for.
"""

from __future__ import annotations

from typing import Any

import csv
from collections.abc import Callable
from importlib.resources import files
from io import StringIO

import numpy as np
import pandas as pd  # type: ignore[import-untyped]

import goodwill.purchase

__all__ = [
    "DatasetNotCarried",
    "load_cdnow_summary",
    "load_cdnow_summary_data_with_monetary_value",
    "load_dataset",
    "load_donations",
    "load_transaction_data",
]

NOT_CARRIED = {
    "example_transactions.csv": (
        "it was simulated with lifetimes and has no source of its own; "
        "generate_data.beta_geometric_nbd_model_transactional_data makes transactions like it, and the orders behind "
        "load_cdnow_summary are CDNOW_sample.txt"
    ),
    "CDNOW_master.txt": (
        "it would make the package larger for one file; it is CDNOW_master.txt at brucehardie.com/datasets, "
        "and its 1-in-10 sample is carried as CDNOW_sample.txt"
    ),
}


class DatasetNotCarried(LookupError):
    """A data set of lifetimes that is not in this package, and why."""


def load_dataset(filename: Any, **kwargs: Any) -> Any:
    """A data set by the name of its file in lifetimes; `kwargs` go to `pandas.read_csv`.

    >>> from goodwill.compat.lifetimes.datasets import load_dataset
    >>> load_dataset("cdnow_customers_summary.csv", index_col="ID").loc[1].tolist()
    [2.0, 30.43, 38.86]
    """
    if filename in NOT_CARRIED:
        raise DatasetNotCarried(f"{filename} is not carried: {NOT_CARRIED[filename]}")
    if filename not in MAKERS:
        raise DatasetNotCarried(f"there is no data set {filename}; there are {', '.join(MAKERS)}")
    # An option of read_csv that pandas has dropped, and notebooks have not.
    if kwargs.pop("delim_whitespace", False):
        kwargs["sep"] = r"\s+"
    return pd.read_csv(StringIO(MAKERS[filename]()), **kwargs)


def load_donations(**kwargs: Any) -> Any:
    """Recency and frequency of 11,104 donors over 6 yearly opportunities: how many have each."""
    return load_dataset("donations.csv", **kwargs)


def load_cdnow_summary(**kwargs: Any) -> Any:
    """Frequency, recency and T in weeks of 2,357 CDNOW customers, to 30 September 1997."""
    return load_dataset("cdnow_customers_summary.csv", **kwargs)


def load_cdnow_summary_data_with_monetary_value(**kwargs: Any) -> Any:
    """The same customers, with the mean spend in USD of their repeat purchases."""
    table = load_dataset("cdnow_customers_summary_with_transactions.csv", **kwargs)
    table.columns = ["customer_id", "frequency", "recency", "T", "monetary_value"]
    return table.set_index("customer_id")


def load_transaction_data(**kwargs: Any) -> Any:
    """Raises :class:`DatasetNotCarried`: the simulated transactions of lifetimes may not be passed on."""
    return load_dataset("example_transactions.csv", **kwargs)


def _file(name: Any) -> Any:
    return files(__name__).joinpath(name).read_text(encoding="ascii")


def _orders() -> Any:
    return csv.DictReader(StringIO(_file("cdnow_sample.csv")))


def _sample() -> Any:
    return "".join(
        f" {row['master_id']} {row['id']} {row['date']} {row['cds']:>2} {float(row['spend']):7.2f}\n"
        for row in _orders()
    )


def _summary() -> Any:
    rows = list(_orders())
    found = goodwill.purchase.histories(
        customer=[int(row["id"]) for row in rows],
        date=[row["date"] for row in rows],
        amount=[float(row["spend"]) for row in rows],
        as_of="1997-09-30",
        unit="week",
    )
    columns = (found.customers, found.frequency, found.recency, found.tenure, np.nan_to_num(found.monetary_value))
    return list(zip(*(column.tolist() for column in columns)))


def _cents(value: Any) -> Any:
    """To two decimals, a half up, as the published table has it."""
    return f"{np.floor(100 * value + 0.5 + 1e-9) / 100:.2f}"


def _cdnow() -> Any:
    lines = (f"{customer},{x},{_cents(last)},{_cents(end)}" for customer, x, last, end, _ in _summary())
    return "\n".join(["ID,frequency,recency,T", *lines])


def _cdnow_with_money() -> Any:
    lines = (f"{who},{x},{_cents(last)},{_cents(end)},{_cents(mean)}" for who, x, last, end, mean in _summary())
    return "\n".join(["ID,x,t_x,T,zbar", *lines])


MAKERS: dict[str, Callable[[], str]] = {
    "CDNOW_sample.txt": _sample,
    "cdnow_customers_summary.csv": _cdnow,
    "cdnow_customers_summary_with_transactions.csv": _cdnow_with_money,
    "donations.csv": lambda: _file("donations_rf.csv"),
}
