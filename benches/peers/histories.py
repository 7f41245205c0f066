"""Purchase histories by other libraries, on the columns the Rust benchmark wrote.

    python histories.py polars|lifetimes DIRECTORY AS_OF_DAY_NUMBER [--texts]

Reads customers.i64, days.i32 and amounts.f64 before the clock starts. One line a run, as JSON: what was run, its
seconds, and sums that must agree with the other implementations.
"""

import json
import os
import sys
import time
from pathlib import Path


def columns(directory):
    import numpy as np

    kinds = {"customers": "i8", "days": "i4", "amounts": "f8"}
    suffixes = {"customers": "i64", "days": "i32", "amounts": "f64"}
    return {name: np.fromfile(Path(directory, f"{name}.{suffixes[name]}"), f"<{kinds[name]}") for name in kinds}


def report(name, seconds, customers, frequency, recency_days, tenure_days, monetary_value):
    line = {
        "name": name,
        "seconds": seconds,
        "customers": int(customers),
        "frequency": int(frequency),
        "recency_days": round(recency_days),
        "tenure_days": round(tenure_days),
        "monetary_value": float(monetary_value),
    }
    print(json.dumps(line), flush=True)


def polars(directory, as_of, texts):
    os.environ.setdefault("POLARS_MAX_THREADS", "2")
    import polars as pl

    rows = columns(directory)
    orders = pl.DataFrame(
        {
            "customer": rows["customers"],
            "day": pl.Series(rows["days"]).cast(pl.Date),
            "amount": rows["amounts"],
        }
    )
    if texts:
        orders = orders.with_columns(pl.col("customer").cast(pl.String))
    end = pl.lit(as_of, pl.Int32).cast(pl.Date)
    aggregates = {
        "count": pl.len(),
        "first": pl.col("day").min(),
        "last": pl.col("day").max(),
        "total": pl.col("amount").sum(),
    }

    def per_day(frame):
        return frame.group_by("customer", "day").agg(pl.col("amount").sum())

    def results(frame):
        first, last, count, total = pl.col("first"), pl.col("last"), pl.col("count"), pl.col("total")
        return frame.select(
            "customer",
            frequency=count - 1,
            recency=(last - first).dt.total_days() / 7,
            tenure=(end - first).dt.total_days() / 7,
            monetary_value=pl.when(count > 1).then((total - pl.col("opening")) / (count - 1)),
        )

    def arg_min(frame):
        """The first purchase by the position of the earliest day."""
        opening = pl.col("amount").get(pl.col("day").arg_min())
        return results(per_day(frame).group_by("customer").agg(opening=opening, **aggregates))

    def sort_by(frame):
        """The first purchase by sorting within each customer."""
        opening = pl.col("amount").sort_by("day").first()
        return results(per_day(frame).group_by("customer").agg(opening=opening, **aggregates))

    def join(frame):
        """The first purchase by joining the customer's first day back."""
        days = per_day(frame)
        customers = days.group_by("customer").agg(**aggregates)
        opening = days.rename({"amount": "opening"})
        return results(customers.join(opening, left_on=["customer", "first"], right_on=["customer", "day"]))

    runs = {
        "eager, arg_min": lambda: arg_min(orders),
        "eager, sort_by": lambda: sort_by(orders),
        "eager, join": lambda: join(orders),
        "streaming, sort_by": lambda: sort_by(orders.lazy()).collect(engine="streaming"),
        "streaming, join": lambda: join(orders.lazy()).collect(engine="streaming"),
    }
    for name, run in runs.items():
        start = time.perf_counter()
        result = run()
        seconds = time.perf_counter() - start
        report(
            f"polars {pl.__version__} ({name})",
            seconds,
            len(result),
            result["frequency"].cast(pl.Int64).sum(),
            result["recency"].sum() * 7,
            result["tenure"].sum() * 7,
            result["monetary_value"].sum(),
        )


def lifetimes(directory, as_of, texts):
    import warnings

    warnings.filterwarnings("ignore")
    import numpy as np
    import pandas as pd
    from lifetimes import __version__
    from lifetimes.utils import summary_data_from_transaction_data

    rows = columns(directory)
    orders = pd.DataFrame(
        {
            "customer": rows["customers"],
            "day": rows["days"].astype("datetime64[D]").astype("datetime64[ns]"),
            "amount": rows["amounts"],
        }
    )
    if texts:
        orders["customer"] = orders["customer"].astype(str)
    end = pd.Timestamp(np.datetime64(as_of, "D"))
    start = time.perf_counter()
    result = summary_data_from_transaction_data(
        orders, "customer", "day", "amount", observation_period_end=end, freq="D", freq_multiplier=7
    )
    seconds = time.perf_counter() - start
    report(
        f"lifetimes {__version__}",
        seconds,
        len(result),
        result["frequency"].sum(),
        result["recency"].sum() * 7,
        result["T"].sum() * 7,
        result["monetary_value"].sum(),
    )


if __name__ == "__main__":
    {"polars": polars, "lifetimes": lifetimes}[sys.argv[1]](sys.argv[2], int(sys.argv[3]), "--texts" in sys.argv)
