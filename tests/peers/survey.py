"""Writes golden/estimate.toml, nps.toml and satisfaction.toml: published numbers, then numpy, scipy, statsmodels
and mpmath. A changed row shows as a difference: python tests/peers/survey.py
"""

import math
from pathlib import Path

import mpmath
import numpy as np
import statsmodels.api as sm
from scipy import optimize, stats
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

GOLDEN = Path(__file__).parents[1] / "golden"
NAN, INF = math.nan, math.inf


def text(value):
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(text(v) for v in value) + "]"
    if isinstance(value, (int, np.integer)):
        return str(int(value))
    return "nan" if math.isnan(value) else "inf" if value == INF else repr(float(value))


class Cases:
    def __init__(self, head):
        self.lines = [f"# {line}" for line in head]

    def add(self, function, source, inputs, outputs, tolerance=0):
        self.lines += ["", "[[case]]", f'function = "{function}"', f'source = "{source}"']
        if tolerance:
            self.lines.append(f"tolerance = {tolerance}")
        for prefix, values in (("in", inputs), ("out", outputs)):
            self.lines += [f"{prefix}.{name} = {text(value)}" for name, value in values.items()]

    def fail(self, function, inputs, code):
        self.add(function, "definition", inputs, {"error": code})

    def save(self, name):
        (GOLDEN / name).write_text("\n".join(self.lines) + "\n")


def estimate(path, value, error, interval, n):
    dot = f"{path}." if path else ""
    fields = {"value": value, "standard_error": error, "lower": interval[0], "upper": interval[1], "n": n}
    return {dot + name: number for name, number in fields.items()}


def z_of(level=0.95):
    return stats.norm.ppf((1 + level) / 2)


def around(value, half, low=-INF, high=INF):
    return max(value - half, low), min(value + half, high)


def share(path, x, n, level=0.95):
    p = x / n
    lower, upper = proportion_confint(x, n, 1 - level, "wilson")
    return estimate(path, p, math.sqrt(p * (1 - p) / n), (max(lower, 0.0), upper), n)


def t_mean(path, values, level=0.95):
    mean, error = np.mean(values), stats.sem(values)
    return estimate(path, mean, error, stats.t.interval(level, len(values) - 1, mean, error), len(values))


# --- estimate ---

cases = Cases(["Shares, means and rates. Published numbers first, then independent packages."])
for x, n, lower, upper in [(81, 263, 0.255289, 0.366210), (15, 148, 0.062386, 0.160487), (0, 20, 0, 0.161125)]:
    cases.add("proportion", "Newcombe 1998a, table I, method 3", {"successes": x, "n": n},
              {"value": x / n, "lower": lower, "upper": upper, "n": n}, 5e-7)
cases.add("proportion_difference", "Newcombe 1998b, table II, method 10", {"a": 56, "n_a": 70, "b": 48, "n_b": 80},
          {"value": 0.2, "lower": 0.052431, "upper": 0.333873, "n": 150}, 5e-7)

METHODS = {"wilson": "wilson", "clopper_pearson": "beta", "agresti_coull": "agresti_coull", "jeffreys": "jeffreys",
           "wald": "normal"}
for name, method in METHODS.items():
    source = f"statsmodels proportion_confint(method='{method}')"
    for x, n, level in [(81, 263, 0.95), (15, 148, 0.99), (1, 29, 0.95), (999999, 1000000, 0.9)]:
        lower, upper = proportion_confint(x, n, 1 - level, method)
        p = x / n
        cases.add("proportion", source, {"successes": x, "n": n, "interval": name, "level": level},
                  estimate("", p, math.sqrt(p * (1 - p) / n), (max(lower, 0), min(upper, 1)), n) | {"method": name}, 1e-12)
    for x in (0, 20):
        lower, upper = proportion_confint(x, 20, 0.05, method)
        if name == "jeffreys":
            lower, upper = (0, upper) if x == 0 else (lower, 1)
        ends = "; the open end by Brown, Cai & DasGupta 2001" if name == "jeffreys" else ""
        cases.add("proportion", source + ends, {"successes": x, "n": 20, "interval": name},
                  estimate("", x / 20, 0, (max(lower, 0), min(upper, 1)), 20), 1e-12)
cases.fail("proportion", {"successes": 0, "n": 0}, "undefined")
cases.fail("proportion", {"successes": 3, "n": 2}, "inconsistent")
cases.fail("proportion", {"successes": 1, "n": 2, "level": 1.0}, "out_of_range")
cases.fail("proportion", {"successes": 1, "n": 2, "interval": "wilsons"}, "invalid_choice")

for a, n_a, b, n_b, level in [(56, 70, 48, 80, 0.95), (9, 10, 3, 10, 0.9), (0, 29, 0, 20, 0.95), (10, 10, 0, 10, 0.99)]:
    interval = confint_proportions_2indep(a, n_a, b, n_b, method="newcomb", compare="diff", alpha=1 - level)
    p, q = a / n_a, b / n_b
    error = math.sqrt(p * (1 - p) / n_a + q * (1 - q) / n_b)
    cases.add("proportion_difference", "statsmodels confint_proportions_2indep(method='newcomb')",
              {"a": a, "n_a": n_a, "b": b, "n_b": n_b, "level": level}, estimate("", p - q, error, interval, n_a + n_b), 1e-12)
cases.fail("proportion_difference", {"a": 1, "n_a": 2, "b": 0, "n_b": 0}, "undefined")
cases.fail("proportion_difference", {"a": 1, "n_a": 2, "b": 3, "n_b": 2}, "inconsistent")

values = [4.0, 5.0, 3.0, 5.0, 4.0, 2.5, 1.0]
for level in (0.95, 0.9):
    cases.add("mean", "scipy stats.t.interval", {"values": values, "level": level}, t_mean("", values, level), 1e-12)
cases.add("mean", "scipy stats.t.interval; NaN is missing", {"values": [NAN, *values]}, t_mean("", values), 1e-12)
error = stats.sem(values) * math.sqrt(1 - len(values) / 20)
cases.add("mean", "Cochran 1977, eq. 2.20, with scipy stats.t.ppf", {"values": values, "population_size": 20},
          estimate("", np.mean(values), error, around(np.mean(values), stats.t.ppf(0.975, 6) * error), 7), 1e-12)
cases.add("mean", "definition: a census is certain", {"values": [1.0, 2.0, 6.0], "population_size": 3},
          estimate("", 3, 0, (3, 3), 3))
cases.add("mean", "definition: one value has no spread", {"values": [7.0]},
          estimate("", 7, NAN, (NAN, NAN), 1) | {"method": "none"})
cases.fail("mean", {"values": []}, "empty")
cases.fail("mean", {"values": [NAN, NAN]}, "empty")
cases.fail("mean", {"values": [1.0, INF]}, "not_finite")
cases.fail("mean", {"values": [1.0, 1e200]}, "overflow")
cases.fail("mean", {"values": [1.0, 2.0], "population_size": 1}, "inconsistent")

for events, lower, upper in [(1, 0.0253, 5.572), (10, 4.795, 18.39), (50, 37.11, 65.92)]:
    cases.add("poisson_rate", "Pearson & Hartley, table 40, after Garwood 1936", {"events": events, "exposure": 1.0},
              {"value": events, "lower": lower, "upper": upper}, 5e-4)
for events, exposure, level in [(0, 1.0, 0.95), (10, 200.0, 0.95), (3, 17.5, 0.99), (12345, 1e6, 0.9)]:
    tail = (1 - level) / 2
    lower = stats.chi2.ppf(tail, 2 * events) / 2 / exposure if events else 0
    upper = stats.chi2.ppf(1 - tail, 2 * events + 2) / 2 / exposure
    cases.add("poisson_rate", "scipy stats.chi2.ppf", {"events": events, "exposure": exposure, "level": level},
              estimate("", events / exposure, math.sqrt(events) / exposure, (lower, upper), events), 1e-12)
cases.fail("poisson_rate", {"events": 1, "exposure": 0.0}, "out_of_range")
cases.save("estimate.toml")

# --- net promoter score ---

GROUPS = ("promoters", "passives", "detractors")


def groups(counts):
    return dict(zip(GROUPS, counts))


def net(counts):
    return (counts[0] - counts[2]) / sum(counts)


def variance(counts):
    """Of the score."""
    n = sum(counts)
    return ((counts[0] + counts[2]) / n - net(counts) ** 2) / n


def mover(counts, level=0.95):
    n = sum(counts)
    p, d = counts[0] / n, counts[2] / n
    (l1, u1), (l2, u2) = (proportion_confint(x, n, 1 - level, "wilson") for x in (counts[0], counts[2]))
    r = -math.sqrt(p * d / ((1 - p) * (1 - d))) if p * d else 0
    down = math.sqrt((p - l1) ** 2 + (u2 - d) ** 2 - 2 * r * (p - l1) * (u2 - d))
    up = math.sqrt((u1 - p) ** 2 + (d - l2) ** 2 - 2 * r * (u1 - p) * (d - l2))
    return p - d - down, p - d + up


def tango(counts, level=0.95):
    b, _, c = counts
    n, z = sum(counts), z_of(level)

    def statistic(score):
        linear, constant = -b - c + (2 * n - b + c) * score, -c * score * (1 - score)
        likely = (math.sqrt(max(linear**2 - 8 * n * constant, 0)) - linear) / (4 * n)
        spread = n * (2 * likely + score * (1 - score))
        return (b - c - n * score) / math.sqrt(spread) if spread > 0 else math.copysign(1e9, b - c - n * score)

    solve = lambda shift, low, high: optimize.brentq(lambda s: statistic(s) - shift, low, high, xtol=1e-16, rtol=1e-15)
    return solve(z, -1 + 1e-9, net(counts)), solve(-z, net(counts), 1 - 1e-9)


def adjusted(counts):
    return counts[0] + 0.75, counts[1] + 1.5, counts[2] + 0.75


def wald(counts, level=0.95):
    return around(net(counts), z_of(level) * math.sqrt(variance(counts)), -1, 1)


def score(path, counts, interval):
    return estimate(path, net(counts), math.sqrt(variance(counts)), interval, sum(counts))


cases = Cases(["Net promoter score. Published numbers first, then independent packages.",
               "Samples stand as [promoters, passives, detractors], or as one column of counts for each group."])
OURS, THEIRS = (50, 35, 15), (40, 30, 30)
PUBLISHED = {"mover": (0.1989933, 0.4807333), "tango": (0.1992512, 0.4828868),
             "adjusted_wald": (0.1991900, 0.4804217), "wald": (0.2076494, 0.4923506)}
for name, interval in PUBLISHED.items():
    cases.add("nps_from_counts", "Rocks 2016, methods; 15/35/50 of 100", groups(OURS) | {"interval": name},
              estimate("score", 0.35, 0.0726292, interval, 100) | {"score.method": name}, 5e-8)
for counts, level in [(OURS, 0.95), ((2, 1, 1), 0.95), ((700, 200, 100), 0.99), ((0, 3, 9), 0.9)]:
    given = groups(counts) | {"level": level}
    shares = {}
    for group, count in groups(counts).items():
        shares |= share(group, count, sum(counts), level)
    cases.add("nps_from_counts", "MOVER on statsmodels Wilson intervals", given,
              score("score", counts, mover(counts, level)) | shares | {"score.method": "mover"}, 1e-12)
    ends = lambda interval: dict(zip(("score.lower", "score.upper"), interval))
    if counts[0]:
        cases.add("nps_from_counts", "Tango 1998, eq. 9, solved by scipy brentq", given | {"interval": "tango"},
                  ends(tango(counts, level)), 1e-11)
    cases.add("nps_from_counts", "scipy stats.norm", given | {"interval": "adjusted_wald"},
              ends(wald(adjusted(counts), level)), 1e-12)
    cases.add("nps_from_counts", "scipy stats.norm", given | {"interval": "wald"}, ends(wald(counts, level)), 1e-12)
end = z_of() ** 2 / (10 + z_of() ** 2)
cases.add("nps_from_counts", "Tango 1998 without discordance: z²/(n + z²)", groups((0, 10, 0)) | {"interval": "tango"},
          estimate("score", 0, 0, (-end, end), 10), 1e-12)
cases.add("nps_from_counts", "definition: unanimity", groups((8, 0, 0)) | {"missing": 3, "interval": "wald"},
          estimate("score", 1, 0, (1, 1), 8) | {"counts.missing": 3})
resamples = np.random.default_rng(1).multinomial(100, [0.5, 0.35, 0.15], 2_000_000) @ np.array([1, 0, -1]) / 100
cases.add("nps_from_counts", "numpy multinomial, 2,000,000 resamples", groups(OURS) | {"interval": "bootstrap", "seed": 7},
          {"score.lower": np.quantile(resamples, 0.025), "score.upper": np.quantile(resamples, 0.975),
           "score.method": "bootstrap"}, 0.0101)
cases.fail("nps_from_counts", groups((0, 0, 0)), "empty")
cases.fail("nps_from_counts", groups(OURS) | {"interval": "bootstrap", "resamples": 99}, "out_of_range")
cases.fail("nps_from_counts", groups(OURS) | {"interval": "exact"}, "invalid_choice")

cases.add("nps", "MOVER on statsmodels Wilson intervals", {"scores": [9, 10, 3, 7]},
          score("score", (2, 1, 1), mover((2, 1, 1)))
          | {"counts.promoters": 2, "counts.passives": 1, "counts.detractors": 1, "counts.missing": 0}, 1e-12)
cases.add("nps", "Reichheld 2003: 9–10, 7–8, 0–6", {"scores": list(range(11))},
          {"score.value": -5 / 11, "counts.promoters": 2, "counts.passives": 2, "counts.detractors": 7, "score.n": 11}, 1e-15)
cases.add("nps", "definition: a missing code counts apart", {"scores": [9, 99, 3, 99], "missing_code": 99},
          {"score.value": 0, "score.n": 2, "counts.missing": 2})
cases.add("nps", "definition: NaN is missing", {"scores": [9.0, NAN, 3.0]},
          {"score.value": 0, "score.n": 2, "counts.missing": 1})
cases.add("nps", "definition: half-open cuts", {"scores": [6.5, 7.0, 8.999, 9.0], "fractional": "half_open"},
          {"score.value": 0, "counts.promoters": 1, "counts.passives": 2, "counts.detractors": 1})
cases.fail("nps", {"scores": [9, 11]}, "out_of_range")
cases.fail("nps", {"scores": [9, -1]}, "out_of_range")
cases.fail("nps", {"scores": [9.0, 6.5]}, "out_of_range")
cases.fail("nps", {"scores": [9.0, INF]}, "not_finite")
cases.fail("nps", {"scores": []}, "empty")
cases.fail("nps", {"scores": [9], "missing_code": 5}, "out_of_range")

difference, error = net(OURS) - net(THEIRS), math.sqrt(variance(OURS) + variance(THEIRS))
(l1, u1), (l2, u2) = mover(OURS), mover(THEIRS)
pair = {"a": OURS, "b": THEIRS}
interval = (difference - math.hypot(net(OURS) - l1, u2 - net(THEIRS)), difference + math.hypot(u1 - net(OURS), net(THEIRS) - l2))
cases.add("nps_difference", "Zou & Donner 2008 on statsmodels Wilson intervals", pair,
          estimate("", difference, error, interval, 200) | {"method": "mover"}, 1e-12)
cases.add("nps_difference", "scipy stats.norm", pair | {"interval": "wald"},
          estimate("", difference, error, around(difference, z_of() * error), 200) | {"method": "wald"}, 1e-12)
a, b = adjusted(OURS), adjusted(THEIRS)
interval = around(net(a) - net(b), z_of() * math.sqrt(variance(a) + variance(b)))
cases.add("nps_difference", "Rocks 2016 adjustment, scipy stats.norm", pair | {"interval": "adjusted_wald"},
          estimate("", difference, error, interval, 200) | {"method": "adjusted_wald"}, 1e-12)
cases.fail("nps_difference", {"a": OURS, "b": (0, 0, 0)}, "empty")


def columns(samples):
    return {group: [sample[i] for sample in samples] for i, group in enumerate(GROUPS)}


for samples in ([OURS, THEIRS, (45, 33, 22)], [(700, 200, 100), (3, 3, 4)], [(10, 0, 20), (30, 0, 15)]):
    table = np.array(samples)
    test = stats.chi2_contingency(table[:, table.sum(0) > 0], correction=False)
    cases.add("nps_homogeneity", "scipy stats.chi2_contingency(correction=False)", columns(samples),
              {"statistic": test.statistic, "degrees_of_freedom": test.dof, "p_value": test.pvalue}, 1e-12)
cases.fail("nps_homogeneity", columns([(5, 5, 5)]), "undefined")
cases.fail("nps_homogeneity", columns([(5, 0, 0), (5, 0, 0)]), "undefined")
cases.fail("nps_homogeneity", columns([(5, 1, 2), (0, 0, 0)]), "empty")


def signs(scores):
    return (np.array(scores) >= 9).astype(int) - (np.array(scores) <= 6).astype(int)


def counted(sign):
    return tuple(int((sign == group).sum()) for group in (1, 0, -1))


first, second = [9, 7, 3, 8, 10, 6, 9, 7], [10, 9, 6, 8, 9, 7, 9, 9]
x, y = signs(first), signs(second)
r, error = np.corrcoef(x, y)[0, 1], (y - x).std() / math.sqrt(len(x))
(l1, u1), (l2, u2) = mover(counted(x)), mover(counted(y))
down = math.sqrt((y.mean() - l2) ** 2 + (u1 - x.mean()) ** 2 - 2 * r * (y.mean() - l2) * (u1 - x.mean()))
up = math.sqrt((u2 - y.mean()) ** 2 + (x.mean() - l1) ** 2 - 2 * r * (u2 - y.mean()) * (x.mean() - l1))
pair = {"first": first, "second": second}
cases.add("nps_paired", "Zou & Donner 2008, numpy corrcoef", pair,
          estimate("difference", 0.375, error, (0.375 - down, 0.375 + up), 8)
          | {"difference.method": "mover", "first.value": x.mean(), "second.value": y.mean(), "first.lower": l1,
             "second.upper": u2, "correlation": r, "missing": 0}, 1e-12)
cases.add("nps_paired", "numpy std of the changes, scipy stats.norm", pair | {"interval": "wald"},
          estimate("difference", 0.375, error, around(0.375, z_of() * error), 8), 1e-12)
cases.add("nps_paired", "definition: only complete pairs count",
          {"first": [9, 99, 3], "second": [2, 9, 99], "missing_code": 99},
          {"difference.value": -2, "difference.n": 1, "missing": 2, "correlation": NAN})
cases.fail("nps_paired", {"first": [9, 1], "second": [1]}, "length_mismatch")
cases.fail("nps_paired", {"first": [9, 1], "second": [1, 12]}, "out_of_range")
cases.fail("nps_paired", {"first": [], "second": []}, "empty")

for scores, weights in [([9, 10, 3, 7], [2.0, 1.0, 1.0, 1.0]),
                        ([9, 10, 3, 7, 8, 10, 0, 9, 6, 9], [0.5, 1.25, 2.0, 0.8, 1.0, 1.1, 0.3, 0.9, 1.7, 0.45])]:
    sign, w = signs(scores), np.array(weights)
    indicators = {"score": sign, "promoters": sign == 1, "passives": sign == 0, "detractors": sign == -1}
    outputs = {}
    for path, indicator in indicators.items():
        fit = sm.WLS(indicator.astype(float), np.ones(len(w)), weights=w).fit(cov_type="HC0")
        interval = around(fit.params[0], z_of() * fit.bse[0], -1 if path == "score" else 0, 1)
        outputs |= estimate(path, fit.params[0], fit.bse[0], interval, len(w))
    outputs |= {"score.method": "linearised", "effective_n": w.sum() ** 2 / (w**2).sum(), "missing": 0}
    cases.add("nps_weighted", "statsmodels WLS on a constant, HC0; Kish 1965 for effective_n",
              {"scores": scores, "weights": weights}, outputs, 1e-12)
cases.add("nps_weighted", "definition: NaN weights are missing", {"scores": [9, 3, 10], "weights": [1.0, NAN, 3.0]},
          {"score.value": 1, "score.n": 2, "effective_n": 1.6, "missing": 1}, 1e-15)
cases.fail("nps_weighted", {"scores": [9], "weights": [1.0, 2.0]}, "length_mismatch")
cases.fail("nps_weighted", {"scores": [9], "weights": [-1.0]}, "out_of_range")
cases.fail("nps_weighted", {"scores": [9, 3], "weights": [0.0, 0.0]}, "undefined")
cases.fail("nps_weighted", {"scores": [9], "weights": [INF]}, "not_finite")
cases.fail("nps_weighted", {"scores": [9], "weights": [NAN]}, "empty")

units = [(700, 200, 100), (3, 3, 4), OURS]
whole = tuple(sum(group) for group in zip(*units))
mean = math.fsum(net(unit) for unit in units) / 3
down = math.hypot(*(net(unit) - mover(unit)[0] for unit in units)) / 3
up = math.hypot(*(mover(unit)[1] - net(unit) for unit in units)) / 3
error = math.sqrt(sum(variance(unit) for unit in units)) / 3
cases.add("nps_of_units", "Zou & Donner 2008 on statsmodels Wilson intervals", columns(units),
          score("pooled", whole, mover(whole))
          | estimate("mean_of_units", mean, error, (mean - down, mean + up), sum(whole)) | {"units": 3}, 1e-12)
cases.fail("nps_of_units", columns([]), "empty")
cases.fail("nps_of_units", columns([(1, 1, 1), (0, 0, 0)]), "empty")

mpmath.mp.dps = 40
for given in ({"margin": 0.05}, {"margin": 0.05, "promoters": 0.5, "detractors": 0.15},
              {"margin": 0.05, "promoters": 0.5, "detractors": 0.15, "population_size": 1000},
              {"margin": 0.01, "promoters": 0.6, "detractors": 0.1, "level": 0.99}, {"margin": 1.0}):
    p, d = (mpmath.mpf(given.get(group, 0.5)) for group in ("promoters", "detractors"))
    z = mpmath.sqrt(2) * mpmath.erfinv(mpmath.mpf(given.get("level", 0.95)))
    needed = z**2 * (p + d - (p - d) ** 2) / mpmath.mpf(given["margin"]) ** 2
    if size := given.get("population_size"):
        needed /= 1 + (needed - 1) / size
    cases.add("nps_sample_size", "Cochran 1977, eq. 4.1 and 4.2, in mpmath", given, {"value": int(mpmath.ceil(needed))})
cases.fail("nps_sample_size", {"margin": 0.0}, "out_of_range")
cases.fail("nps_sample_size", {"margin": 0.05, "promoters": 0.7, "detractors": 0.4}, "inconsistent")
cases.fail("nps_sample_size", {"margin": 1e-12}, "overflow")
cases.save("nps.toml")

# --- satisfaction ---

cases = Cases(["Perception b against expectation a."])
for perceived in (9.0, 0.0):
    cases.add("satisfaction_ratio", "C = b/a", {"perceived": perceived, "expected": 8.0}, {"value": perceived / 8})
cases.fail("satisfaction_ratio", {"perceived": 9.0, "expected": 0.0}, "undefined")
cases.fail("satisfaction_ratio", {"perceived": -1.0, "expected": 8.0}, "out_of_range")
cases.fail("satisfaction_ratio", {"perceived": NAN, "expected": 8.0}, "not_finite")
cases.add("satisfaction_gap", "definition (Oliver 1980)", {"perceived": 4.0, "expected": 4.5}, {"value": -0.5})
cases.fail("satisfaction_gap", {"perceived": INF, "expected": 4.5}, "not_finite")
cases.fail("satisfaction_reversed", {"perceived": 9.0, "expected": 8.0}, "refused")
for perceived, tolerance, state in [(5.0, 0.0, "above"), (4.0, 0.0, "equal"), (3.0, 0.0, "below"), (4.5, 0.5, "equal")]:
    cases.add("satisfaction_state", "definition (Oliver 1980)", {"perceived": perceived, "expected": 4.0, "tolerance": tolerance},
              {"value": state})
cases.fail("satisfaction_state", {"perceived": NAN, "expected": 4.0, "tolerance": 0.0}, "not_finite")
cases.fail("satisfaction_state", {"perceived": 3.0, "expected": 4.0, "tolerance": -1.0}, "out_of_range")

for perceived, expected, options in [
    ([9.0, 6.0, 8.0, 5.0, NAN], [8.0, 8.0, 8.0, 4.0, 9.0], {}),
    ([9.0, 6.0, 8.0, 5.0, 7.0, 3.0, 10.0, 6.5], [8.0, 8.0, 8.0, 4.0, 0.0, 5.0, 9.5, 7.0], {"level": 0.9, "tolerance": 0.5}),
]:
    level, tolerance = options.get("level", 0.95), options.get("tolerance", 0.0)
    b, a = np.array(perceived), np.array(expected)
    complete = ~np.isnan(a) & ~np.isnan(b)
    b, a = b[complete], a[complete]
    n, gap, asked = len(b), b - a, a > 0
    ratio, cov = b.sum() / a.sum(), np.cov(b, a)
    error = math.sqrt((cov[0, 0] + ratio**2 * cov[1, 1] - 2 * ratio * cov[0, 1]) / n) / a.mean()
    outputs = t_mean("mean_of_ratios", b[asked] / a[asked], level)
    outputs |= estimate("ratio_of_means", ratio, error, around(ratio, z_of(level) * error), n)
    outputs |= t_mean("mean_gap", gap, level)
    for path, state in (("above", gap > tolerance), ("equal", abs(gap) <= tolerance), ("below", gap < -tolerance)):
        outputs |= share(path, int(state.sum()), n, level)
    outputs |= {"n": n, "missing": int((~complete).sum()), "undefined_ratios": int((~asked).sum())}
    cases.add("satisfaction", "scipy stats.t.interval, numpy cov, statsmodels Wilson intervals",
              {"perceived": perceived, "expected": expected} | options, outputs, 1e-12)
weights = [0.5, 1.25, 2.0, 0.8, 1.0, 1.1, 0.0, 0.9, NAN]
b = np.array([9.0, 6.0, 8.0, 5.0, 7.0, 3.0, 10.0, 6.5, 4.0])
a = np.array([8.0, 8.0, 8.0, 4.0, 6.0, 5.0, 9.5, 7.0, 5.0])
w, n = np.array(weights[:-1]), 8


def regressed(path, y, x, weights, low=-INF, high=INF, scale=1.0):
    """The slope of a weighted regression through the origin, on 1 for a mean."""
    fit = sm.WLS(y, x, weights=weights).fit(cov_type="HC0")
    value, error = fit.params[0], fit.bse[0] * scale
    return estimate(path, value, error, around(value, z_of() * error, low, high), n) | {f"{path}.method": "linearised"}


gap, one = (b - a)[:-1], np.ones(n)
outputs = regressed("mean_of_ratios", (b / a)[:-1], one, w) | regressed("mean_gap", gap, one, w)
# A regression of b on a with weights w/a has the slope Σwb/Σwa.
outputs |= regressed("ratio_of_means", b[:-1], a[:-1], w / a[:-1], scale=math.sqrt(n / (n - 1)))
for path, state in (("above", gap > 0), ("equal", gap == 0), ("below", gap < 0)):
    outputs |= regressed(path, state.astype(float), one, w, 0, 1)
cases.add("satisfaction", "statsmodels WLS, HC0", {"perceived": b.tolist(), "expected": a.tolist(), "weights": weights},
          outputs | {"n": 8, "missing": 1, "undefined_ratios": 0}, 1e-12)
for bad, code in [([1.0], "length_mismatch"), ([1.0, -1.0], "out_of_range"), ([0.0, 0.0], "undefined"),
                  ([1.0, INF], "not_finite"), ([NAN, NAN], "empty")]:
    cases.fail("satisfaction", {"perceived": [1.0, 2.0], "expected": [1.0, 2.0], "weights": bad}, code)
cases.add("satisfaction", "definition: nobody expected anything", {"perceived": [1.0, 2.0], "expected": [0.0, 0.0]},
          {"mean_of_ratios.value": NAN, "mean_of_ratios.n": 0, "ratio_of_means.value": NAN, "mean_gap.value": 1.5,
           "above.value": 1, "undefined_ratios": 2})
cases.fail("satisfaction", {"perceived": [1.0], "expected": [1.0, 2.0]}, "length_mismatch")
cases.fail("satisfaction", {"perceived": [1.0, 2.0], "expected": [1.0, -2.0]}, "out_of_range")
cases.fail("satisfaction", {"perceived": [INF], "expected": [1.0]}, "not_finite")
cases.fail("satisfaction", {"perceived": [NAN], "expected": [1.0]}, "empty")
cases.fail("satisfaction", {"perceived": [], "expected": []}, "empty")
cases.save("satisfaction.toml")
