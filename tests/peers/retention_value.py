"""The rows of golden/{churn,growth,cltv,concentration}.toml whose source is scipy, statsmodels, pandas or mpmath.

Prints them, so that a changed row shows as a difference: python tests/peers/retention_value.py
"""

from pathlib import Path

import mpmath as mp
import numpy as np
import pandas as pd
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

mp.mp.dps = 40
DATA = Path(__file__).parents[1] / "data"
Z = stats.norm.ppf(0.975)


def file(name):
    print(f"\n##### {name}")


def show(function, source, tolerance, inputs, outputs):
    print("\n[[case]]")
    print(f'function = "{function}"\nsource = "{source}"\ntolerance = {tolerance}')
    for prefix, values in (("in", inputs), ("out", outputs)):
        for name, value in values.items():
            print(f"{prefix}.{name} = {text(value)}")


def text(value):
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, (list, tuple, np.ndarray, pd.Series)):
        return "[" + ", ".join(text(v) for v in value) + "]"
    if isinstance(value, (int, np.integer)):
        return str(value)
    return "nan" if mp.isnan(value) else repr(float(value))


def estimate(path, value, error, lower, upper, n):
    dot = f"{path}." if path else ""
    return {
        f"{dot}value": value,
        f"{dot}standard_error": error,
        f"{dot}lower": lower,
        f"{dot}upper": upper,
        f"{dot}n": n,
    }


def share(path, x, n, method="wilson"):
    p = x / n
    return estimate(path, p, (p * (1 - p) / n) ** 0.5, *proportion_confint(x, n, method=method), n)


def garwood(path, x, exposure):
    lower = stats.gamma.ppf(0.025, x) / exposure if x else 0.0
    return estimate(path, x / exposure, x**0.5 / exposure, lower, stats.gamma.isf(0.025, x + 1) / exposure, x)


def as_probability(rate, duration):
    """The part `probability` of a rate that is a hazard."""
    part = {name.split(".")[1]: value for name, value in rate.items()}
    f = lambda hazard: -np.expm1(-hazard * duration)
    slope = duration * np.exp(-part["value"] * duration)
    return estimate(
        "probability", f(part["value"]), slope * part["standard_error"], f(part["lower"]), f(part["upper"]), part["n"]
    )


# ---------------------------------------------------------------------------------------------------------------------
file("churn")

flow = {"start": 200, "joined": 50, "lost": 20, "joined_lost": 5, "customer_days": 6300.0, "days": 30.0}
source = "statsmodels 0.15 proportion_confint (Wilson)"
extra = {"lost": 15, "at_risk": 200, "closed_cohort": True}
show("churn", source, 1e-13, flow | {"base": "start"}, share("rate", 15, 200) | share("probability", 15, 200) | extra)
extra = {"lost": 20, "at_risk": 250, "closed_cohort": False}
show("churn", source, 1e-13, flow | {"base": "start_plus_joiners"}, share("rate", 20, 250) | extra)
for method, name in (("beta", "clopper_pearson"), ("agresti_coull", "agresti_coull"), ("normal", "wald")):
    show("churn", f"statsmodels 0.15 proportion_confint ({method})", 1e-12,
         {"start": 120, "lost": 9, "base": "start", "interval": name}, share("rate", 9, 120, method))
rate = garwood("rate", 20, 215.0)
show("churn", "scipy 1.17 gamma quantiles (Garwood)", 1e-12, flow | {"base": "average"},
     rate | as_probability(rate, 1.0) | {"lost": 20, "at_risk": 215})
rate = garwood("rate", 20, 6300.0)
show("churn", "scipy 1.17 gamma quantiles (Garwood)", 1e-12, flow | {"base": "customer_days"},
     rate | as_probability(rate, 30.0) | {"lost": 20, "at_risk": 6300})
rate = garwood("rate", 0, 3000.0)
show("churn", "scipy 1.17 gamma quantiles (Garwood), nobody lost", 1e-12,
     {"start": 100, "lost": 0, "customer_days": 3000, "days": 30, "base": "customer_days"}, rate)


def fay_feuer(active, lost):
    active, lost = np.array(active, float), np.array(lost, float)
    total, variance, widest = (lost / active).sum(), (lost / active**2).sum(), (1 / active).max()
    lower = variance / (2 * total) * stats.chi2.ppf(0.025, 2 * total**2 / variance) if total else 0.0
    mean, wider = total + widest, variance + widest**2
    upper = wider / (2 * mean) * stats.chi2.isf(0.025, 2 * mean**2 / wider)
    return estimate("rate", total, variance**0.5, lower, upper, int(lost.sum()))


for active, lost in (([100, 120, 150], [2, 3, 3]), ([5, 80, 300, 7], [1, 0, 12, 2]), ([40, 25], [0, 0])):
    rate = fay_feuer(active, lost)
    show("churn_daily", "Fay & Feuer 1997, eq. 7 and 8, by scipy 1.17 chi-squared quantiles", 1e-12,
         {"active": active, "lost": lost, "base": "daily_sum"}, rate | as_probability(rate, 1.0))
    rate = garwood("rate", sum(lost), float(sum(active)))
    show("churn_daily", "scipy 1.17 gamma quantiles (Garwood)", 1e-12,
         {"active": active, "lost": lost, "base": "customer_days"}, rate | as_probability(rate, float(len(active))))
show("retention", source, 1e-13, flow, share("", 185, 200))
show("retention_from_counts", source, 1e-13, {"start": 200, "end": 230, "joined": 50}, share("", 180, 200))

for churn, periods in (("0.05", 12), ("0.2", 4), ("0.45963991233736334", mp.mpf(1) / 12), ("1e-9", 365)):
    show("churn_annualised", "mpmath 1.4, 40 digits", 1e-14, {"churn": float(churn), "periods": float(periods)},
         {"value": 1 - (1 - mp.mpf(float(churn))) ** mp.mpf(float(periods)), "standard_error": float("nan")})
parts = share("churn", 15, 200)
value, error, lower, upper, n = parts.values()
given = {"churn": value, "churn_standard_error": error, "churn_lower": lower, "churn_upper": upper, "churn_n": n}
year = lambda c: 1 - (1 - mp.mpf(c)) ** 12
show("churn_annualised", "mpmath 1.4, 40 digits", 1e-13, given | {"periods": 12},
     estimate("", year(value), 12 * (1 - mp.mpf(value)) ** 11 * error, year(lower), year(upper), n))
out = {}
for name, factor in (("lost", 5000), ("forgone", 5000 * 120), ("replacement", 5000 * 30), ("total", 5000 * 150)):
    out |= estimate(name, value * factor, error * factor, lower * factor, upper * factor, n)
show("churn_cost", "statsmodels 0.15 proportion_confint (Wilson), times the money", 1e-13,
     given | {"customers": 5000, "value_per_customer": 120, "acquisition_cost": 30}, out)

counts = {"price": 65, "service": 25, "moved away": 10}
out, cumulative = {"lost": 100, "missing": 7, "vital_few": 2}, 0
for i, (reason, count) in enumerate(counts.items()):
    cumulative += count
    out |= {f"rows.{i}.reason": reason, f"rows.{i}.lost": count, f"rows.{i}.cumulative_lost": cumulative}
    out |= share(f"rows.{i}.share", count, 100) | share(f"rows.{i}.cumulative_share", cumulative, 100)
show("churn_reasons", source, 1e-13,
     {"reasons": ["price", "service", "moved away", "", "price"], "counts": [30, 25, 10, 7, 35]}, out)


def kitagawa(n1, x1, n2, x2):
    """By fractions, intervals by MOVER from statsmodels' Wilson intervals."""
    n1, x1, n2, x2 = (np.array(column, float) for column in (n1, x1, n2, x2))
    s1, s2, c1, c2 = n1 / n1.sum(), n2 / n2.sum(), x1 / n1, x2 / n2
    out, rows = {}, {}
    parts = {"change": (-s1, s2), "mix": ((s2 - s1) / 2, (s2 - s1) / 2), "rate": (-(s1 + s2) / 2, (s1 + s2) / 2)}
    for name, (f1, f2) in parts.items():
        factors, churn = np.concatenate([f1, f2]), np.concatenate([c1, c2])
        n, x = np.concatenate([n1, n2]), np.concatenate([x1, x2])
        lower, upper = proportion_confint(x, n, method="wilson")
        down = factors * np.where(factors > 0, churn - lower, upper - churn)
        up = factors * np.where(factors > 0, upper - churn, churn - lower)
        value, error = (factors * churn).sum(), np.sqrt((factors**2 * churn * (1 - churn) / n).sum())
        out |= estimate(name, value, error, value - np.sqrt((down**2).sum()), value + np.sqrt((up**2).sum()), int(n.sum()))
    for i in range(len(n1)):
        rows[f"groups.{i}.mix"] = (s2 - s1)[i] * (c1 + c2)[i] / 2
        rows[f"groups.{i}.rate"] = (c2 - c1)[i] * (s1 + s2)[i] / 2
    return out | rows


columns = ([400, 350, 250], [20, 28, 50], [300, 300, 500], [18, 21, 95])
names = ("customers_before", "lost_before", "customers_after", "lost_after")
show("churn_decomposition", "Kitagawa 1955, eq. 3, by numpy; Wilson intervals of statsmodels 0.15 by MOVER", 1e-13,
     dict(zip(names, columns)), kitagawa(*columns))

# ---------------------------------------------------------------------------------------------------------------------
file("growth")

orders = pd.read_csv(DATA / "cdnow_sample.csv", dtype={"date": str})
orders["month"] = pd.to_datetime(orders["date"]).dt.to_period("M")
occasions = orders.groupby(["id", "date", "month"])["spend"].sum().reset_index()
seen = occasions.groupby(["id", "month"]).size().unstack(fill_value=0) > 0
first = seen.idxmax(axis=1)
out, before = {}, None
for i, month in enumerate(seen.columns):
    now = seen[month]
    here = occasions[occasions["month"] == month]
    retained = int((now & before).sum()) if before is not None else 0
    new = int((now & (first == month)).sum())
    row = {"label": str(month), "complete": True, "active": int(now.sum()), "retained": retained, "new": new,
           "resurrected": int(now.sum()) - retained - new, "churned": int(before.sum()) - retained if i else 0,
           "orders": len(here), "revenue": here["spend"].sum()}
    out |= {f"periods.{i}.{name}": value for name, value in row.items()} if i in (0, 1, 2, 3, 17) else {}
    if i in (1, 3, 17):
        out |= share(f"periods.{i}.retention", retained, int(before.sum()))
        out |= share(f"periods.{i}.churn", int(before.sum()) - retained, int(before.sum()))
    before = now
show("growth_accounting", "CDNOW sample counted by pandas 2; statsmodels 0.15 (Wilson)", 1e-13,
     {"orders": "cdnow_sample.csv", "period": "month", "as_of": "1998-06-30"}, out)

# ---------------------------------------------------------------------------------------------------------------------
file("cltv")


def multiple(r, i, first):
    r, i = mp.mpf(r), mp.mpf(i)
    return (r if first == "end_of_period" else 1 + i) / (1 + i - r)


def finite(r, i, first, n):
    q = mp.mpf(r) / (1 + mp.mpf(i))
    return mp.fsum(q ** (k + (first == "end_of_period")) for k in range(n))


keys = ("retention", "retention_standard_error", "retention_lower", "retention_upper", "retention_n")
stayed = tuple(share("", 800, 1000).values())
for first in ("end_of_period", "immediate"):
    for r, i in ((0.999, 0.0001), (0.3, 0.0), (1.0, 0.05), (0.0, 0.1)):
        show("margin_multiple", "mpmath 1.4, 40 digits", 1e-13, {"retention": r, "discount": i, "first_payment": first},
             {"value": multiple(r, i, first)})
    slope = mp.mpf(1.12) / (mp.mpf(1.12) - mp.mpf(stayed[0])) ** 2
    ends = [multiple(r, 0.12, first) for r in (stayed[0], stayed[2], stayed[3])]
    show("margin_multiple", "mpmath 1.4 on the Wilson interval of statsmodels 0.15", 1e-13,
         dict(zip(keys, stayed)) | {"discount": 0.12, "first_payment": first},
         estimate("", ends[0], slope * stayed[1], ends[1], ends[2], 1000))
    show("cltv", "mpmath 1.4 on the Wilson interval of statsmodels 0.15", 1e-13,
         dict(zip(keys, stayed)) | {"margin": 50, "discount": 0.12, "first_payment": first, "acquisition_cost": 30},
         estimate("cltv", 50 * ends[0] - 30, 50 * slope * stayed[1], 50 * ends[1] - 30, 50 * ends[2] - 30, 1000)
         | estimate("multiple", ends[0], slope * stayed[1], ends[1], ends[2], 1000))
    margin = {"margin": 50.0, "margin_standard_error": 2.0, "margin_lower": 50 - 2 * Z, "margin_upper": 50 + 2 * Z, "margin_n": 400}
    error = mp.sqrt((ends[0] * 2) ** 2 + (50 * slope * stayed[1]) ** 2)
    show("cltv", "delta method for a product of independent estimates, by mpmath 1.4", 1e-13,
         dict(zip(keys, stayed)) | margin | {"discount": 0.12, "first_payment": first},
         estimate("cltv", 50 * ends[0], error, 50 * ends[0] - Z * error, 50 * ends[0] + Z * error, 400))
    for r, i, n in ((0.8, 0.12, 5), (0.9999999, 1e-9, 60), (1.0, 0.0, 12), (0.0, 0.1, 3), (0.95, 0.01, 1000), (0.5, 0.1, 0)):
        show("cltv_finite", "mpmath 1.4, sum of 40-digit terms", 1e-12,
             {"margin": 50, "retention": r, "discount": i, "first_payment": first, "periods": n},
             {"multiple.value": finite(r, i, first, n), "cltv.value": 50 * finite(r, i, first, n)})
    slope = mp.diff(lambda r: finite(r, 0.12, first, 5), mp.mpf(stayed[0]))
    ends = [finite(r, 0.12, first, 5) for r in (stayed[0], stayed[2], stayed[3])]
    show("cltv_finite", "mpmath 1.4 (numerical derivative) on the Wilson interval of statsmodels 0.15", 1e-12,
         dict(zip(keys, stayed)) | {"margin": 50, "discount": 0.12, "first_payment": first, "periods": 5},
         estimate("multiple", ends[0], slope * stayed[1], ends[1], ends[2], 1000))

values = [120.0, 35.5, 0.0, 310.0, float("nan")]
kept = np.array(values[:4])
low, high = stats.t.interval(0.95, 3, kept.mean(), stats.sem(kept))
show("cltv_historic", "scipy 1.17 t.interval", 1e-13, {"values": values},
     estimate("mean", kept.mean(), stats.sem(kept), low, high, 4) | {"total": kept.sum(), "customers": 4, "missing": 1})

# ---------------------------------------------------------------------------------------------------------------------
file("concentration")


def gini(x):
    mean = mp.fsum(x) / len(x)
    return mp.fsum(abs(a - b) for a in x for b in x) / (2 * len(x) * (len(x) - 1) * mean)


def theil(x):
    mean = mp.fsum(x) / len(x)
    return mp.fsum(v / mean * mp.log(v / mean) for v in x if v > 0) / len(x)


def squares(x):
    return len(x) * mp.fsum((v / mp.fsum(x)) ** 2 for v in x)


def jackknife(f, x):
    """Value and interval of f, every customer left out in turn, Student's t."""
    n = len(x)
    without = [f(x[:i] + x[i + 1 :]) for i in range(n)]
    mean = mp.fsum(without) / n
    error = mp.sqrt(mp.mpf(n - 1) / n * mp.fsum((v - mean) ** 2 for v in without))
    t = stats.t.ppf(0.975, n - 1)
    return f(x), error, f(x) - t * error, f(x) + t * error


def scaled(path, parts, factor, lowest, highest, n):
    value, error, lower, upper = (part * factor for part in parts)
    return estimate(path, value, error, max(lower, lowest), min(upper, highest), n)


def lorenz(x, position):
    whole = int(mp.floor(position))
    rest = (position - whole) * x[whole] if whole < len(x) else 0
    return (mp.fsum(x[:whole]) + rest) / mp.fsum(x)


def lorenz_error(x, position):
    n, mean, held = len(x), mp.fsum(x) / len(x), lorenz(x, position)
    quantile = x[max(int(mp.ceil(position)), 1) - 1]
    influence = [(min(v - quantile, 0) + position / n * quantile - held * v) / mean for v in x]
    return mp.sqrt(mp.fsum(v * v for v in influence) / (n * (n - 1))), quantile / mean


def top(path, x, position):
    value, error = 1 - lorenz(x, position), lorenz_error(x, position)[0]
    return estimate(path, value, error, max(value - Z * error, 0), min(value + Z * error, 1), len(x))


def for_share(x, part):
    n = len(x)
    k = next(k for k in range(n + 1) if 1 - lorenz(x, mp.mpf(n - k)) >= mp.mpf(part))
    error, slope = lorenz_error(x, mp.mpf(n - k))
    error = error / slope
    value = mp.mpf(k) / n
    return {"customers": k, "share": 1 - lorenz(x, mp.mpf(n - k))} | estimate(
        "fraction", value, error, max(value - Z * error, 0), min(value + Z * error, 1), n)


brute = "mpmath 1.4, 40 digits, every customer left out in turn; t by scipy 1.17"
curve = "mpmath 1.4, influence function of a Lorenz ordinate (Beach & Davidson 1983)"
INCOMES = [541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261]
TIES = [0, 41, 3, 3, 8, 12.5, 40, 0, 40, 3, 100, 7]
for values in (INCOMES, TIES):
    x = sorted(mp.mpf(v) for v in values)
    n = len(x)
    parts = jackknife(gini, x)
    show("gini", brute, 1e-12, {"values": values},
         scaled("gini", parts, mp.mpf(n - 1) / n, 0, 1, n) | scaled("unbiased", parts, 1, 0, 1, n))
    parts = jackknife(theil, x)
    show("theil", brute, 1e-12, {"values": values},
         scaled("theil", parts, 1, 0, mp.log(n), n) | {"normalised": parts[0] / mp.log(n)})
    parts = jackknife(squares, x)
    index = scaled("index", parts, mp.mpf(1) / n, mp.mpf(1) / n, 1, n)
    value, error = index["index.value"], index["index.standard_error"]
    show("herfindahl", brute, 1e-12, {"values": values},
         index | estimate("effective_customers", 1 / value, error / value**2, 1 / index["index.upper"], 1 / index["index.lower"], n)
         | {"normalised": (parts[0] - 1) / (n - 1)})
    for part in ("0.2", "0.25"):
        show("top_share", curve, 1e-12, {"values": values, "customers": float(part)}, top("", x, n * (1 - mp.mpf(part))))
    show("top_k_share", curve, 1e-12, {"values": values, "k": 3}, top("", x, mp.mpf(n - 3)))
    for part in ("0.8", "0.5"):
        show("customers_for_share", curve, 1e-12, {"values": values, "share": float(part)}, for_share(x, part))
    show("lorenz_curve", "numpy cumulative sums", 1e-14, {"values": values},
         {"customers": np.arange(n + 1) / n, "amounts": np.concatenate([[0.0], np.cumsum(np.sort(values))]) / np.sum(values)})
    steps = np.linspace(0, 1, 5)
    show("lorenz_curve", "numpy cumulative sums, interpolated", 1e-14, {"values": values, "points": 4},
         {"customers": steps, "amounts": np.interp(steps, np.arange(n + 1) / n, np.concatenate([[0.0], np.cumsum(np.sort(values))]) / np.sum(values))})
    out = {"customers": n, "missing": 1, "total": sum(values), "gini.gini.value": gini(x) * (n - 1) / n,
           "theil.theil.value": theil(x), "herfindahl.index.value": squares(x) / n}
    for name, part in (("top_1_percent", "0.01"), ("top_10_percent", "0.1"), ("top_20_percent", "0.2")):
        out |= top(name, x, n * (1 - mp.mpf(part)))
    out |= {f"customers_for_80.{name}": value for name, value in for_share(x, "0.8").items()}
    out |= {"lorenz.amounts.50": lorenz(x, mp.mpf(n) / 2), "abc.0.customers": for_share(x, "0.8")["customers"]}
    show("concentration", "mpmath 1.4, 40 digits", 1e-12, {"values": values + [float("nan")]}, out)
