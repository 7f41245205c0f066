"""The rows of golden/histories.toml whose source is lifetimes, and the CDNOW counts in crates/goodwill/tests/history.rs.

Needs the environment of benches/peers/requirements-lifetimes.txt. Prints the rows, so that a changed one shows as a
difference: python tests/peers/histories.py
"""

import warnings
from pathlib import Path

warnings.filterwarnings("ignore")

import numpy as np
import pandas as pd
from lifetimes.utils import calibration_and_holdout_data, summary_data_from_transaction_data

DATA = Path(__file__).parents[1] / "data"
CALIBRATION_END, OBSERVATION_END = pd.Timestamp("1997-09-30"), pd.Timestamp("1998-06-30")
EPOCH = pd.Timestamp("1970-01-01")


def cdnow(name):
    rows = pd.read_csv(DATA / name)
    return rows.assign(day=pd.to_datetime(rows["date"].astype(str)))[["id", "day", "spend"]]


def text(values):
    numbers = ["nan" if pd.isna(value) else repr(value) for value in np.asarray(values).tolist()]
    return f"[{', '.join(numbers)}]"


def show(function, source, tolerance, **fields):
    print(f'\n[[case]]\nfunction = "{function}"\nsource = "{source}"\ntolerance = {tolerance}')
    for name, value in fields.items():
        print(f"{name.replace('__', '.')} = {value if isinstance(value, str) else text(value)}")


def orders(rows):
    return {
        "in__customers": rows["id"],
        "in__days": (rows["day"] - EPOCH).dt.days,
        "in__amounts": rows["spend"],
    }


def summary(rows, **options):
    """lifetimes gives a customer without a counted purchase a monetary value of 0; there is none."""
    table = summary_data_from_transaction_data(rows, "id", "day", "spend", freq="D", **options)
    table.loc[table["frequency"] == 0, "monetary_value"] = np.nan
    return table


def golden():
    sample = cdnow("cdnow_sample.csv")
    few = sample[(sample["id"] % 160 == 6) | (sample["id"] == 1)]
    for title, as_of, inputs, options in [
        ("to 1997-09-30, weeks", CALIBRATION_END, {}, {"freq_multiplier": 7}),
        ("to 1998-06-30, days", OBSERVATION_END, {"in__unit": '"day"'}, {}),
        (
            "to 1997-09-30, include_first_transaction=True",
            CALIBRATION_END,
            {"in__include_first": "true"},
            {"freq_multiplier": 7, "include_first_transaction": True},
        ),
    ]:
        table = summary(few, observation_period_end=as_of, **options)
        show(
            "histories",
            f"lifetimes 0.11.3, summary_data_from_transaction_data of 16 customers of the CDNOW sample {title}",
            1e-13,
            **orders(few),
            in__as_of=f'"{as_of.date()}"',
            **inputs,
            out__customers=table.index,
            out__frequency=table["frequency"].astype(int),
            out__recency=table["recency"],
            out__tenure=table["T"],
            out__monetary_value=table["monetary_value"],
        )
    table = calibration_and_holdout_data(
        few,
        "id",
        "day",
        CALIBRATION_END,
        observation_period_end=OBSERVATION_END,
        freq="D",
        freq_multiplier=7,
        monetary_value_col="spend",
    )
    for period in ("cal", "holdout"):
        table.loc[table[f"frequency_{period}"] == 0, f"monetary_value_{period}"] = np.nan
    show(
        "calibration_holdout",
        "lifetimes 0.11.3, calibration_and_holdout_data of 16 customers of the CDNOW sample",
        1e-13,
        **orders(few),
        in__calibration_end=f'"{CALIBRATION_END.date()}"',
        in__observation_end=f'"{OBSERVATION_END.date()}"',
        in__unit='"week"',
        out__calibration__frequency=table["frequency_cal"].astype(int),
        out__calibration__recency=table["recency_cal"],
        out__calibration__tenure=table["T_cal"],
        out__calibration__monetary_value=table["monetary_value_cal"],
        out__holdout_frequency=table["frequency_holdout"].astype(int),
        out__holdout_monetary_value=table["monetary_value_holdout"],
        out__holdout_duration=repr(float(table["duration_holdout"].iloc[0])),
    )


def counts():
    for name in ("cdnow_sample.csv", "cdnow_master.csv"):
        rows = cdnow(name)
        days = rows.groupby(["id", "day"], as_index=False)["spend"].sum()
        before = days[days["day"] <= CALIBRATION_END].groupby("id")["day"].agg(["count", "min", "max"])
        frequency = before["count"] - 1
        triples = pd.DataFrame({"x": frequency, "t": before["max"] - before["min"], "T": before["min"]})
        table = summary(rows, observation_period_end=CALIBRATION_END, freq_multiplier=7)
        holdout = (days["day"] > CALIBRATION_END).sum()
        print(
            f"# {name}: {len(rows)} rows, {len(before)} customers, {(rows['spend'] == 0).sum()} zeros,"
            f" {len(rows) - len(days)} merged, {len(days)} purchase days, {frequency.sum()} repeats,"
            f" {(frequency > 0).sum()} repeaters, {len(triples.drop_duplicates())} triples, {holdout} in holdout;"
            f" recency {table['recency'].sum()!r}, tenure {table['T'].sum()!r},"
            f" monetary value {table['monetary_value'].sum()!r}"
        )


if __name__ == "__main__":
    counts()
    golden()
