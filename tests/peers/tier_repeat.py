"""The rows of golden/tiers.toml and golden/repeat.toml whose source is pandas, statsmodels, scipy or lifelines.

Prints them, so that a changed row shows as a difference: python tests/peers/tier_repeat.py
"""

from pathlib import Path

import numpy as np
import pandas as pd
import statsmodels.api as sm
from lifelines import KaplanMeierFitter
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

DATA = Path(__file__).parents[1] / "data"
Z = stats.norm.ppf(0.975)


def show(function, source, tolerance, inputs, outputs):
    print("\n[[case]]")
    print(f'function = "{function}"\nsource = "{source}"\ntolerance = {tolerance}')
    for prefix, values in (("in", inputs), ("out", outputs)):
        for name, value in values.items():
            print(f"{prefix}.{name} = {text(value)}")


def text(value):
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, (list, tuple, np.ndarray, pd.Series)):
        return "[" + ", ".join(text(v) for v in value) + "]"
    if isinstance(value, (int, np.integer)):
        return str(value)
    return "nan" if np.isnan(value) else repr(float(value))


def estimate(path, value, error, lower, upper, n):
    return {
        f"{path}.value": value,
        f"{path}.standard_error": error,
        f"{path}.lower": lower,
        f"{path}.upper": upper,
        f"{path}.n": n,
    }


def wilson(path, x, n):
    p = x / n
    return estimate(path, p, (p * (1 - p) / n) ** 0.5, *proportion_confint(x, n, method="wilson"), n)


def t_mean(path, values):
    result = stats.ttest_1samp(values, 0)
    interval = result.confidence_interval()
    return estimate(path, np.mean(values), stats.sem(values), interval.low, interval.high, len(values))


def ratio(path, x, y):
    """Sum x / sum y with rows as the sample: weighted least squares on a constant. A row of y = 0 has no residual."""
    keep = y != 0
    fit = sm.WLS(x[keep] / y[keep], np.ones(keep.sum()), weights=y[keep]).fit(cov_type="HC0")
    value, error = fit.params[0], fit.bse[0] * (len(x) / (len(x) - 1)) ** 0.5
    return estimate(path, value, error, value - Z * error, value + Z * error, len(x))


def clustered(path, values, groups):
    """A mean over orders or gaps, clustered by customer."""
    fit = sm.OLS(values, np.ones(len(values))).fit(cov_type="cluster", cov_kwds={"groups": groups})
    value, error = fit.params[0], fit.bse[0]
    return estimate(path, value, error, value - Z * error, value + Z * error, len(np.unique(groups)))


def clustered_wilson(path, flags, groups):
    linear = clustered(path, flags, groups)
    p, error = linear[f"{path}.value"], linear[f"{path}.standard_error"]
    n = min(p * (1 - p) / error**2, len(flags))
    lower, upper = proportion_confint(p * n, n, method="wilson")
    return linear | {f"{path}.lower": lower, f"{path}.upper": upper}


orders = pd.read_csv(DATA / "cdnow_sample.csv")
orders["date"] = pd.to_datetime(orders["date"], format="%Y%m%d")
orders = orders.groupby(["id", "date"], as_index=False)["spend"].sum()
last = orders["date"].max()


def window(start, end):
    inside = orders[(orders["date"] >= start) & (orders["date"] < end)]
    return {"orders": "cdnow_sample.csv", "window_start": start, "window_end": end}, inside


# --- tiers ---
SOURCE = "pandas 2, statsmodels 0.15, scipy 1"
spend = np.array([1250.0, 1000.0, 999.99, 420.0, 300.0, 299.5, 80.0, -15.0, 2400.0, 61.0, 88.0, 310.0])
purchases = np.array([7.0, 5.0, 4.5, 3.0, 6.0, 2.0, 1.0, 1.0, 1.0, 2.5, np.nan, 4.0])
repeat = np.array([1, 1, 1, 0, 1, 0, 0, 1, 0, np.nan, 1, 0])
columns = {"spend": spend, "purchases": purchases}
rules = {"spend_thresholds": [1000.0, 300.0], "purchase_thresholds": [5.0, 3.0]}


def cut(values, thresholds):
    edges = [-np.inf, *reversed(thresholds), np.inf]
    codes = pd.cut(values, edges, right=False, labels=False)
    return len(thresholds) - codes


by_spend, by_purchases = cut(spend, [1000.0, 300.0]), cut(purchases, [5.0, 3.0])
agreements = {
    "both": np.maximum(by_spend, by_purchases),
    "either": np.minimum(by_spend, by_purchases),
    "spend_first": np.where(np.isnan(by_spend), by_purchases, by_spend),
    "purchases_first": np.where(np.isnan(by_purchases), by_spend, by_purchases),
}
for agreement, tier in agreements.items():
    counts = [int((tier == k).sum()) for k in range(3)]
    show("tiers", "pandas.cut, right=False", 0, columns | rules | {"agreement": agreement},
         {"tier": tier, "customers": counts, "missing": int(np.isnan(tier).sum())})


def table(frame, clusters=None):
    """The rows of a tier table from tier, spend, and again out of units per customer."""
    n = len(frame)
    outputs = {"customers": n}
    for k in range(3):
        of = frame[frame["tier"] == k]
        path = f"tiers.{k}"
        outputs[f"{path}.customers"] = len(of)
        outputs |= wilson(f"{path}.share", len(of), n)
        known = of["again"].dropna()
        outputs |= wilson(f"{path}.repeat_rate", int(known.sum()), len(known))
        outputs[f"{path}.revenue"] = of["spend"].sum()
        share = ratio(f"{path}.revenue_share",
                      np.where(frame["tier"] == k, frame["spend"], 0.0), frame["spend"].to_numpy())
        share[f"{path}.revenue_share.lower"] = max(share[f"{path}.revenue_share.lower"], 0.0)
        share[f"{path}.revenue_share.upper"] = min(share[f"{path}.revenue_share.upper"], 1.0)
        outputs |= share
        outputs |= t_mean(f"{path}.mean_spend", of["spend"])
    known = frame["again"].dropna()
    outputs |= wilson("repeat_rate", int(known.sum()), len(known))
    outputs["revenue"] = frame["spend"].sum()
    outputs |= t_mean("mean_spend", frame["spend"])
    outputs["repeat_missing"] = n - len(known)
    return outputs


spend = np.abs(spend)  # a weight below 0 is no weight
columns = {"spend": spend, "purchases": purchases}
thirds = np.array([4, 1, 2, 6, 3, 3, 0, 1, 1, 2, 9, 1], dtype=float)
bands = np.sort(np.column_stack([by_spend, by_purchases, cut(thirds, [4.0, 2.0])]), axis=1)
tier = np.where(np.isnan(bands).any(axis=1), np.nan, bands[:, 1])
show("tiers_by", "pandas.cut, right=False; the second best of three", 0,
     {"criteria": 3, "columns": np.concatenate([spend, purchases, thirds]),
      "thresholds": [1000.0, 300.0, 5.0, 3.0, 4.0, 2.0], "required": 2},
     {"tier": tier, "customers": [int((tier == k).sum()) for k in range(3)], "missing": int(np.isnan(tier).sum())})

frame = pd.DataFrame({"tier": agreements["either"], "spend": spend, "again": repeat}).dropna(subset="tier")
show("tier_table", SOURCE, 1e-12, columns | {"repeat": repeat} | rules | {"agreement": "either"},
     table(frame) | {"missing": int(np.isnan(agreements["either"]).sum())})

given, year = window("1997-01-01", "1998-01-01")
by_customer = year.groupby("id").agg(spend=("spend", "sum"), purchases=("date", "size"))
by_customer["tier"] = np.maximum(cut(by_customer["spend"], [100.0, 40.0]), cut(by_customer["purchases"], [5.0, 3.0]))
horizon = 180
after = orders[(orders["date"] >= "1998-01-01") & (orders["date"] < pd.Timestamp("1998-01-01") + pd.Timedelta(days=horizon))]
by_customer["again"] = by_customer.index.isin(after["id"]).astype(float)
everybody = orders["id"].nunique()
show("purchase_tier_table", SOURCE, 1e-12,
     given | {"spend_thresholds": [100.0, 40.0], "purchase_thresholds": [5.0, 3.0], "agreement": "both",
              "repeat": "after_window", "horizon_days": horizon},
     table(by_customer) | {"missing": everybody - len(by_customer)})

given, half = window("1997-02-01", "1997-08-01")
year_length = 181 / 365
everybody = pd.DataFrame(index=sorted(orders["id"].unique()))
activity = everybody.join(half.groupby("id").agg(spend=("spend", "sum"), purchases=("date", "size"))).fillna(0.0) / year_length
show("yearly_activity", "pandas 2", 1e-13, given,
     {f"{column}.{row}": activity[column].iloc[row] for row in (0, 1, 4, 31, 2356) for column in ("spend", "purchases")}
     | {"years": year_length})
tier = np.where(activity["purchases"] == 0, np.nan,
                np.minimum(cut(activity["spend"], [100.0, 40.0]), cut(activity["purchases"], [5.0, 3.0])))
show("purchase_tiers", "pandas 2", 0,
     given | {"spend_thresholds": [100.0, 40.0], "purchase_thresholds": [5.0, 3.0], "agreement": "either"},
     {f"tier.{row}": tier[row] for row in (0, 1, 2, 31, 2356)}
     | {"customers": [int((tier == k).sum()) for k in range(3)], "missing": int(np.isnan(tier).sum())})

# --- repeat ---
print("\n# ---------- repeat.toml ----------")
given, inside = window("1997-02-01", "1997-08-01")
firsts = orders.groupby("id")["date"].min()
old = firsts.loc[inside["id"].unique()] < "1997-02-01"
counts = inside.groupby("id").size()
SOURCE = "pandas 2, statsmodels 0.15"


def rate(variant, outputs, repeaters, base, **more):
    extra = {"not_yet_observable": more.pop("not_yet_observable", 0)}
    show("repeat_rate", SOURCE, 1e-12, given | {"variant": variant} | more,
         outputs | {"repeaters": int(repeaters), "base": int(base)} | extra)


x, n = (counts >= 2).sum(), len(counts)
rate("two_or_more", wilson("rate", int(x), n), x, n)
rate("bought_before", wilson("rate", int(old.sum()), n), old.sum(), n)

given, inside = window("1997-01-01", "1997-02-01")
horizon = 500
new = firsts[firsts < "1997-02-01"]
observable = new[new + pd.Timedelta(days=horizon) <= last]
second = orders[orders["id"].isin(observable.index)].groupby("id")["date"].apply(lambda d: d.sort_values().iloc[1] if len(d) > 1 else pd.NaT)
again = (second - observable).dt.days <= horizon
rate("within_horizon", wilson("rate", int(again.sum()), len(observable)), again.sum(), len(observable),
     horizon_days=horizon, not_yet_observable=len(new) - len(observable))
horizon = 525  # some of January's newcomers are not observed that long
observable = new[new + pd.Timedelta(days=horizon) <= last]
second = orders[orders["id"].isin(observable.index)].groupby("id")["date"].apply(lambda d: d.sort_values().iloc[1] if len(d) > 1 else pd.NaT)
again = (second - observable).dt.days <= horizon
rate("within_horizon", wilson("rate", int(again.sum()), len(observable)), again.sum(), len(observable),
     horizon_days=horizon, not_yet_observable=len(new) - len(observable))

given, inside = window("1997-02-01", "1997-04-01")
flags = (inside["date"] > inside["id"].map(firsts)).astype(float).to_numpy()
rate("repeat_orders", clustered_wilson("rate", flags, inside["id"].to_numpy()), flags.sum(), len(flags))
horizon = 91
buyers = inside["id"].unique()
after = orders[(orders["date"] >= "1997-04-01") & (orders["date"] < pd.Timestamp("1997-04-01") + pd.Timedelta(days=horizon))]
x = int(np.isin(buyers, after["id"]).sum())
rate("after_window", wilson("rate", x, len(buyers)), x, len(buyers), horizon_days=horizon)

given, inside = window("1997-01-01", "1997-10-01")
per_buyer = inside.groupby("id").size()
spread = per_buyer.value_counts().sort_index()
show("purchase_frequency", "pandas 2, scipy 1", 1e-12, given,
     t_mean("mean", per_buyer) | {"buyers": len(per_buyer), "orders": len(inside),
                                  "distribution.2.orders": spread.index[2], "distribution.2.buyers": spread.iloc[2],
                                  f"distribution.{len(spread) - 1}.orders": spread.index[-1],
                                  f"distribution.{len(spread) - 1}.buyers": spread.iloc[-1]})
show("order_value", "statsmodels 0.15, OLS on a constant, clustered by customer", 1e-12, given,
     clustered("mean", inside["spend"].to_numpy(), inside["id"].to_numpy())
     | {"revenue": inside["spend"].sum(), "orders": len(inside), "buyers": len(per_buyer)})
show("revenue_per_buyer", "scipy 1", 1e-12, given, {path.removeprefix("bare."): number for path, number in t_mean("bare", inside.groupby("id")["spend"].sum()).items()})

inside = inside.sort_values(["id", "date"])
gaps = inside.groupby("id")["date"].diff().dt.days
closed = gaps.dropna()
end = pd.Timestamp("1997-09-30")
open_gaps = (end - inside.groupby("id")["date"].max()).dt.days
fitter = KaplanMeierFitter().fit(np.concatenate([closed, open_gaps]), np.repeat([1, 0], [len(closed), len(open_gaps)]))
show("interpurchase_time", "statsmodels 0.15, OLS clustered by customer; pandas 2; lifelines 0.30", 1e-12, given | {"unit": "day"},
     clustered("mean", closed.to_numpy(), inside.loc[closed.index, "id"].to_numpy())
     | {"median": closed.median(), "coefficient_of_variation": closed.std() / closed.mean(),
        "median_with_open_gaps": float("nan") if np.isinf(fitter.median_survival_time_) else fitter.median_survival_time_,
        "closed_gaps": len(closed), "open_gaps": len(open_gaps)})
