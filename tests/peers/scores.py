"""Writes golden/scores.toml: published numbers, then numpy, scipy and statsmodels on random answers.

A changed row shows as a difference: python tests/peers/scores.py
"""

import math
from itertools import combinations
from pathlib import Path

import numpy as np
import statsmodels.api as sm
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.oneway import anova_oneway
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint, proportions_ztest

GOLDEN = Path(__file__).parents[1] / "golden"
NAN, INF = math.nan, math.inf
Z = stats.norm.ppf(0.975)


def text(value):
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, (list, tuple, np.ndarray)):
        return "[" + ", ".join(text(v) for v in value) + "]"
    if isinstance(value, (bool, np.bool_)):
        return "true" if value else "false"
    if isinstance(value, (int, np.integer)):
        return str(int(value))
    return "nan" if math.isnan(value) else "inf" if value == INF else repr(float(value))


lines = ["# Scores of one item and comparisons of groups. Published numbers first, then independent packages.",
         "# `sizes` says how many of `answers` belong to each group; `items` how many columns stand one after another."]


def add(function, source, inputs, outputs, tolerance=0):
    lines.extend(["", "[[case]]", f'function = "{function}"', f'source = "{source}"'])
    if tolerance:
        lines.append(f"tolerance = {tolerance}")
    for prefix, values in (("in", inputs), ("out", outputs)):
        lines.extend(f"{prefix}.{name} = {text(value)}" for name, value in values.items())


def fail(function, inputs, code):
    add(function, "definition", inputs, {"error": code})


def estimate(path, value, error, interval, n):
    fields = {"value": value, "standard_error": error, "lower": interval[0], "upper": interval[1], "n": n}
    return {f"{path}.{name}": number for name, number in fields.items()}


def share(path, x, n, method="wilson"):
    p = x / n
    lower, upper = proportion_confint(x, n, 0.05, method)
    return estimate(path, p, math.sqrt(p * (1 - p) / n), (max(lower, 0.0), min(upper, 1.0)), n)


def t_mean(path, values):
    mean, error = np.mean(values), stats.sem(values)
    return estimate(path, mean, error, stats.t.interval(0.95, len(values) - 1, mean, error), len(values))


def weighted(values, weights, corrected=False):
    """Mean and robust standard error of a regression on a constant: HC0, or HC1 with n/(n - 1)."""
    fit = sm.WLS(values, np.ones(len(values)), weights=weights).fit(cov_type="HC1" if corrected else "HC0")
    return fit.params[0], fit.bse[0]


def weighted_share(path, box, weights):
    """The share in a box: linearised, or Wilson's on the effective number where that has no width."""
    if box.all() or not box.any():
        return {**share(path, kish(weights) * box.all(), kish(weights)), f"{path}.n": len(box)}
    return linearised(path, *weighted(box.astype(float), weights), len(box), 0, 1)


def linearised(path, value, error, n, low=-INF, high=INF):
    return estimate(path, value, error, (max(value - Z * error, low), min(value + Z * error, high)), n)


def kish(weights):
    return weights.sum() ** 2 / (weights**2).sum()


CES = [80, 210, 140, 110, 160, 180, 120]
add("effort_score", "the worked example of 1,000 answers on 1-7: mean 4.08",
    {"counts": CES, "maximum": 7, "measure": "mean"}, {"score.value": 4.08, "score.n": 1000, "measure": "mean"})
add("effort_score", "the worked example of 1,000 answers on 1-7: 46 % answer 5 to 7",
    {"counts": CES, "maximum": 7, "measure": "top_box"},
    {"score.value": 0.46, "measure": "top_box", "top": 3, "small_sample": False, **share("score", 460, 1000)}, 1e-14)
add("effort_score", "the worked example of 1,000 answers on 1-7: 30 % less 43 %",
    {"counts": CES, "maximum": 7, "measure": "net_box"},
    {"score.value": -0.13, "measure": "net_box", "top": 2, "bottom": 3})
add("effort_score", "definition: CES 1.0, on which little effort is 1",
    {"counts": [50, 25, 15, 6, 4], "polarity": "low_is_good", "measure": "top_box", "top": 2}, {"score.value": 0.75})
fail("effort_score", {"counts": [50, 25, 15, 6, 4], "measure": "net_box"}, "inconsistent")

for interval, lower, upper in [("wald", 0.2076494, 0.4923506), ("adjusted_wald", 0.1991900, 0.4804217),
                               ("tango", 0.1992512, 0.4828868), ("mover", 0.1989933, 0.4807333)]:
    add("net_box", "Rocks 2016, methods; 15/35/50 of 100",
        {"counts": [15, 35, 50], "maximum": 3, "top": 1, "bottom": 1, "interval": interval},
        {"score.value": 0.35, "score.standard_error": 0.0726292, "score.lower": lower, "score.upper": upper,
         "score.method": interval, "small_sample": False}, 5e-8)
for x, n, lower, upper in [(81, 263, 0.255289, 0.366210), (15, 148, 0.062386, 0.160487), (0, 20, 0, 0.161125)]:
    add("top_box", "Newcombe 1998a, table I, method 3", {"counts": [n - x, 0, 0, 0, x], "k": 1},
        {"score.value": x / n, "score.lower": lower, "score.upper": upper, "score.n": n}, 5e-7)
    add("bottom_box", "Newcombe 1998a, table I, method 3", {"counts": [x, 0, 0, 0, n - x], "k": 2},
        {"score.value": x / n, "score.lower": lower, "score.upper": upper, "bottom": 2}, 5e-7)
    add("csat", "Newcombe 1998a, table I, method 3", {"counts": [n - x, 0, 0, x, 0]},
        {"score.value": x / n, "score.lower": lower, "score.upper": upper, "measure": "top_box", "top": 2}, 5e-7)
add("share_sample_size", "Cochran 1977, eq. 4.1, with scipy's quantile",
    {"margin": 0.05}, {"value": math.ceil(Z * Z * 0.25 / 0.05**2)})
for margin, p, level, size in [(0.03, 0.2, 0.95, None), (0.05, 0.5, 0.95, 1000), (0.01, 0.03, 0.99, 20000)]:
    z = stats.norm.ppf((1 + level) / 2)
    n = z * z * p * (1 - p) / margin**2
    inputs = {"margin": margin, "share": p, "level": level}
    if size:
        n, inputs["population_size"] = n / (1 + (n - 1) / size), size
    add("share_sample_size", "Cochran 1977, eq. 4.1 and 4.2, with scipy's quantile", inputs, {"value": math.ceil(n)})
for margin, s, size in [(0.1, 1.0, None), (0.1, 1.0, 1000), (0.25, 1.8, None)]:
    n = (Z * s / margin) ** 2
    inputs = {"margin": margin, "standard_deviation": s}
    if size:
        n, inputs["population_size"] = n / (1 + n / size), size
    add("mean_sample_size", "Cochran 1977, section 4.6, with scipy's quantile", inputs, {"value": math.ceil(n)})
fail("share_sample_size", {"margin": 0}, "out_of_range")
fail("mean_sample_size", {"margin": 0.1, "standard_deviation": 1, "population_size": 0}, "out_of_range")

# --- random answers on five points, some missing, some off the scale

rng = np.random.default_rng(20261122)
TOL = 1e-12


def answers(n, p=(0.05, 0.1, 0.2, 0.4, 0.25)):
    return rng.choice(len(p), n, p=p) + 1


for n in (12, 60, 400):
    x = answers(n).astype(float)
    x[rng.random(n) < 0.1] = NAN
    x[:2] = 99, 7
    column = {"answers": x.tolist(), "missing_codes": [99], "off_scale": "count"}
    valid = x[(x >= 1) & (x <= 5)]
    m, missing = len(valid), int(np.isnan(x).sum()) + 1
    counts = [(valid == k).sum() for k in range(1, 6)]
    told = {"missing": missing, "invalid": 1}
    rows = {}
    for k, count in enumerate(counts):
        rows |= {f"rows.{k}.answer": k + 1, f"rows.{k}.count": count, f"rows.{k}.weight": count,
                 f"rows.{k}.cumulative": sum(counts[: k + 1]) / m, **share(f"rows.{k}.share", count, m)}
    add("frequency_table", "numpy and statsmodels proportion_confint", column,
        {"n": m, **told, "effective_n": m, "median": int(np.quantile(valid, 0.5, method="inverted_cdf")),
         "mode": int(np.argmax(counts)) + 1, **rows}, TOL)
    add("mean_score", "scipy t.interval", column,
        {**t_mean("score", valid), **told, "effective_n": m, "small_sample": m < 30, "measure": "mean"}, TOL)
    add("rescaled_score", "scipy t.interval of (x - 1)/4", column,
        {**t_mean("score", (valid - 1) / 4), **told, "measure": "rescaled"}, TOL)
    add("rescaled_score", "scipy t.interval of (5 - x)/4", {**column, "polarity": "low_is_good"},
        {**t_mean("score", (5 - valid) / 4), **told}, TOL)
    for name, method in [("wilson", "wilson"), ("clopper_pearson", "beta"), ("agresti_coull", "agresti_coull"),
                         ("jeffreys", "jeffreys"), ("wald", "normal")]:
        top, bottom = int((valid >= 4).sum()), int((valid <= 2).sum())
        if method == "jeffreys" and not 0 < bottom < m:
            continue
        small = {"small_sample": method == "normal" and m < 30}
        add("top_box", "statsmodels proportion_confint", {**column, "k": 2, "interval": name},
            {**share("score", top, m, method), **told, **small, "measure": "top_box", "top": 2, "bottom": 0}, TOL)
        add("bottom_box", "statsmodels proportion_confint", {**column, "k": 2, "interval": name},
            {**share("score", bottom, m, method), **told, **small, "measure": "bottom_box", "bottom": 2}, TOL)
    add("csat", "scipy t.interval", {**column, "measure": "mean"},
        {**t_mean("score", valid), **told, "measure": "mean"}, TOL)
    add("csat", "statsmodels proportion_confint", {**column, "top": 1},
        {**share("score", int((valid == 5).sum()), m), **told, "top": 1}, TOL)
    signs = (valid >= 4).astype(float) - (valid <= 2)
    error = math.sqrt(signs.var() / m)
    add("net_box", "numpy: variance of +1, 0, -1", {**column, "top": 2, "bottom": 2, "interval": "wald"},
        {**estimate("score", signs.mean(), error,
                    (max(signs.mean() - Z * error, -1), min(signs.mean() + Z * error, 1)), m), **told,
         "small_sample": m < 30}, TOL)
    willing = {**t_mean("mean", valid), **share("willing", int((valid >= 4).sum()), m),
               **share("unwilling", int((valid <= 2).sum()), m), "n": m, **told, "small_sample": m < 30}
    add("recommend_willingness", "scipy t.interval and statsmodels proportion_confint", column, {**willing, **rows}, TOL)

    weights = rng.gamma(2.0, 1.0, n)
    used, of = weights[(x >= 1) & (x <= 5)], {**column, "weights": weights.tolist()}
    told |= {"effective_n": kish(used), "small_sample": kish(used) < 30}
    add("mean_score", "statsmodels WLS on a constant, HC1", of,
        {**linearised("score", *weighted(valid, used, True), m), **told}, TOL)
    add("rescaled_score", "statsmodels WLS on a constant, HC1", of,
        {**linearised("score", *weighted((valid - 1) / 4, used, True), m), **told}, TOL)
    for function, box, arguments in [("top_box", valid >= 4, {"k": 2}), ("bottom_box", valid <= 1, {"k": 1}),
                                     ("csat", valid >= 4, {})]:
        # Wilson's interval, where nobody or everybody is in the box, does not lean on the normal distribution.
        source, small = "statsmodels WLS on a constant, HC0", told["small_sample"]
        if box.all() or not box.any():
            source, small = "statsmodels proportion_confint of the effective number", False
        add(function, source, {**of, **arguments},
            {**weighted_share("score", box, used), **told, "small_sample": small}, TOL)
    add("net_box", "statsmodels WLS on a constant, HC0", {**of, "top": 2, "bottom": 2},
        {**linearised("score", *weighted(signs, used), m, -1, 1), **told}, TOL)
    rows = {}
    for k in range(5):
        rows |= {f"rows.{k}.weight": used[valid == k + 1].sum(),
                 f"rows.{k}.cumulative": used[valid <= k + 1].sum() / used.sum(),
                 **weighted_share(f"rows.{k}.share", valid == k + 1, used)}
    add("frequency_table", "statsmodels WLS on a constant, HC0, and proportion_confint", of, {**told, **rows}, TOL)

x = answers(40)
error = stats.sem(x) * math.sqrt(1 - 40 / 90)
add("mean_score", "scipy, with the finite population factor of Cochran 1977, eq. 2.20",
    {"answers": x, "population_size": 90},
    estimate("score", x.mean(), error, stats.t.interval(0.95, 39, x.mean(), error), 40), TOL)

# --- secure customers

n = 150
full = rng.choice(4, n, p=(0.05, 0.1, 0.3, 0.55)) + 1.0
columns = [full, np.clip(full + rng.choice(3, n) - 0.0, 1, 5), np.clip(full + rng.choice(3, n), 1, 5) * 1.0]
columns[1][rng.random(n) < 0.08] = NAN
weights = rng.gamma(3.0, 1.0, n)
keep = ~np.isnan(columns[1])
best = [(c == top)[keep] for c, top in zip(columns, (4, 5, 5))]
every = best[0] & best[1] & best[2]
given = {"answers": np.concatenate(columns), "items": 3, "minima": [1, 1, 1], "maxima": [4, 5, 5]}
outputs = {**share("secure", int(every.sum()), int(keep.sum())), "n": int(keep.sum()), "missing": n - int(keep.sum())}
for i, one in enumerate(best):
    outputs |= share(f"each.{i}", int(one.sum()), int(keep.sum()))
add("secure_customers", "numpy and statsmodels proportion_confint", given, outputs, TOL)
outputs = {**linearised("secure", *weighted(every.astype(float), weights[keep]), int(keep.sum()), 0, 1),
           "effective_n": kish(weights[keep])}
for i, one in enumerate(best):
    outputs |= linearised(f"each.{i}", *weighted(one.astype(float), weights[keep]), int(keep.sum()), 0, 1)
add("secure_customers", "statsmodels WLS on a constant, HC0", {**given, "weights": weights}, outputs, TOL)
fail("secure_customers", {**given, "maxima": [4, 4, 5]}, "out_of_range")
fail("secure_customers", {"answers": [NAN, NAN, 4, 5], "items": 2, "minima": [1, 1], "maxima": [5, 5]}, "empty")

# --- groups

ADJUST = {"holm": "holm", "bonferroni": "bonferroni", "benjamini_hochberg": "fdr_bh"}


def compared(sizes, tables, **scale):
    groups = [answers(n, p) for n, p in zip(sizes, tables)]
    return groups, {"answers": np.concatenate(groups), "sizes": sizes, **scale}


def paired(groups, differ, adjustment):
    outputs, p_values = {}, []
    for i, (a, b) in enumerate(combinations(range(len(groups)), 2)):
        fields, p = differ(groups[a], groups[b])
        p_values.append(p)
        outputs |= {f"pairs.{i}.first": a, f"pairs.{i}.second": b, f"pairs.{i}.p_value": p}
        outputs |= {f"pairs.{i}.{name}": value for name, value in fields.items()}
    for i, p in enumerate(multipletests(p_values, method=ADJUST[adjustment])[1]):
        outputs[f"pairs.{i}.adjusted_p_value"] = p
    return outputs


def welch(scale):
    def differ(a, b):
        test = stats.ttest_ind(a * scale, b * scale, equal_var=False)
        interval = test.confidence_interval()
        return {"difference.value": (a.mean() - b.mean()) * scale, "difference.lower": interval.low,
                "difference.upper": interval.high, "difference.method": "student_t", "statistic": test.statistic,
                "degrees_of_freedom": test.df}, test.pvalue

    return differ


def boxed(inside):
    def differ(a, b):
        x, y = inside(a).sum(), inside(b).sum()
        z, p = proportions_ztest([x, y], [len(a), len(b)])
        lower, upper = confint_proportions_2indep(x, len(a), y, len(b), compare="diff", method="newcomb")
        return {"difference.value": x / len(a) - y / len(b), "difference.lower": lower, "difference.upper": upper,
                "difference.method": "newcombe", "statistic": z}, p

    return differ


def wald_pair(score, low, high):
    def differ(a, b):
        (u, s), (v, t) = score(a), score(b)
        error = math.hypot(s, t)
        z = (u - v) / error
        return {"difference.value": u - v, "difference.standard_error": error, "difference.lower": max(u - v - Z * error, low),
                "difference.upper": min(u - v + Z * error, high), "statistic": z}, 2 * stats.norm.sf(abs(z))

    return differ


def heterogeneity(scores):
    values, errors = np.array(scores).T
    w = 1 / errors**2
    q = (w * (values - (w * values).sum() / w.sum()) ** 2).sum()
    return {"omnibus.test": "wald_chi_squared", "omnibus.statistic": q, "omnibus.degrees_of_freedom": len(values) - 1,
            "omnibus.p_value": stats.chi2.sf(q, len(values) - 1)}


TABLES = [(0.05, 0.1, 0.2, 0.4, 0.25), (0.1, 0.15, 0.25, 0.3, 0.2), (0.02, 0.08, 0.2, 0.4, 0.3), (0.2,) * 5]
for sizes, adjustment in [([40, 55], "holm"), ([80, 60, 120], "bonferroni"), ([25, 90, 70, 44], "benjamini_hochberg"),
                          ([300, 250, 280, 400], "holm")]:
    groups, given = compared(sizes, TABLES)
    given["adjustment"] = adjustment
    for measure, scale in [("mean", 1.0), ("rescaled", 0.25)]:
        test = anova_oneway([g.astype(float) for g in groups], use_var="unequal")
        add("compare_groups", "scipy ttest_ind, statsmodels anova_oneway and multipletests", {**given, "measure": measure},
            {"measure": measure, "adjustment": adjustment, "small_sample": min(sizes) < 30,
             "groups.1.score.value": (groups[1].mean() - (scale < 1)) * scale,
             "groups.1.score.standard_error": stats.sem(groups[1]) * scale,
             "omnibus.test": "welch_f", "omnibus.statistic": test.statistic, "omnibus.degrees_of_freedom": test.df_num,
             "omnibus.denominator_degrees_of_freedom": test.df_denom, "omnibus.p_value": test.pvalue,
             **paired(groups, welch(scale), adjustment)}, 1e-11)
    for measure, inside in [("top_box", lambda g: g >= 4), ("bottom_box", lambda g: g <= 2)]:
        table = np.array([[inside(g).sum(), (~inside(g)).sum()] for g in groups])
        test = stats.chi2_contingency(table, correction=False)
        add("compare_groups", "statsmodels proportions_ztest, confint_proportions_2indep; scipy chi2_contingency",
            {**given, "measure": measure},
            {**share("groups.0.score", table[0, 0], sizes[0]), "omnibus.test": "pearson_chi_squared",
             "omnibus.statistic": test.statistic, "omnibus.degrees_of_freedom": test.dof, "omnibus.p_value": test.pvalue,
             "small_sample": min(sizes) < 30 or test.expected_freq.min() < 5,
             **paired(groups, boxed(inside), adjustment)}, 1e-11)

    def net(g):
        s = (g >= 4).astype(float) - (g <= 2)
        return s.mean(), math.sqrt(s.var() / len(g))

    pairs = {path: value for path, value in paired(groups, wald_pair(net, -2, 2), adjustment).items()
             if "lower" not in path and "upper" not in path}
    add("compare_groups", "numpy and scipy", {**given, "measure": "net_box"},
        {"pairs.0.difference.method": "mover", **heterogeneity([net(g) for g in groups]), **pairs}, 1e-11)

    weights = [rng.gamma(2.0, 1.0, n) for n in sizes]
    both = [np.column_stack([g, w]) for g, w in zip(groups, weights)]
    for measure, make, low, high, corrected in [
        ("mean", lambda g: g, -INF, INF, True), ("top_box", lambda g: g >= 4, -1, 1, False),
        ("net_box", lambda g: (g >= 4) * 1.0 - (g <= 2), -2, 2, False)]:
        def score(g, make=make, corrected=corrected):
            return weighted(make(g[:, 0]).astype(float), g[:, 1], corrected)

        add("compare_groups", "statsmodels WLS on a constant, scipy", {**given, "weights": np.concatenate(weights), "measure": measure},
            {"pairs.0.difference.method": "linearised", **heterogeneity([score(g) for g in both]),
             **paired(both, wald_pair(score, low, high), adjustment)}, 1e-11)

groups, given = compared([60, 80, 50], [(0.03,) * 7 + (0.12, 0.2, 0.22, 0.25), (0.05,) * 7 + (0.15, 0.2, 0.15, 0.15),
                                        (0.02,) * 7 + (0.16, 0.2, 0.25, 0.25)], minimum=0, maximum=10)
groups = [g - 1 for g in groups]
given["answers"] = np.concatenate(groups)


def nps(g):
    s = (g >= 9).astype(float) - (g <= 6)
    return s.mean(), math.sqrt(s.var() / len(g))


pairs = {path: value for path, value in paired(groups, wald_pair(nps, -2, 2), "holm").items()
         if "lower" not in path and "upper" not in path}
add("compare_groups", "numpy and scipy", {**given, "measure": "nps"},
    {"groups.0.top": 2, "groups.0.bottom": 7, **heterogeneity([nps(g) for g in groups]), **pairs}, 1e-11)
fail("compare_groups", {"answers": [1, 2, 3, 4], "sizes": [2, 2], "maximum": 4, "measure": "nps"}, "inconsistent")
fail("compare_groups", {"answers": [1, 2, NAN], "sizes": [2, 1], "measure": "mean"}, "empty")
fail("compare_groups", {"answers": [1, 2], "sizes": [2], "measure": "mean"}, "undefined")
add("compare_groups", "definition: no test where everybody is alike, or a group is one person",
    {"answers": [5, 5, 5, 5, 4], "sizes": [2, 2, 1], "measure": "mean"},
    {"pairs.0.difference.value": 0, "pairs.0.p_value": NAN, "pairs.0.adjusted_p_value": NAN, "omnibus.p_value": NAN,
     "pairs.1.difference.value": 1, "pairs.1.difference.lower": NAN, "small_sample": True})

# --- waves of the same respondents

n = 120
base = rng.normal(8, 1.5, n)
waves = [np.clip(np.round(base + shift + rng.normal(0, 1.2, n)), 0, 10) for shift in (0, 0.3, 0.5)]
waves[1][rng.random(n) < 0.05] = NAN
keep = ~np.isnan(waves[1])
signs = np.array([(w[keep] >= 9) * 1.0 - (w[keep] <= 6) for w in waves])
for weights in (None, rng.gamma(3.0, 1.0, n)):
    w = np.ones(n) if weights is None else weights
    w = w[keep]
    centred = signs - (signs * w).sum(axis=1, keepdims=True) / w.sum()
    covariance = (centred * w) @ (centred * w).T / w.sum() ** 2
    values = (signs * w).sum(axis=1) / w.sum()
    outputs = {"n": int(keep.sum()), "missing": n - int(keep.sum()), "effective_n": kish(w), "small_sample": False}
    for i in range(3):
        outputs |= {f"waves.{i}.value": values[i], f"waves.{i}.standard_error": math.sqrt(covariance[i, i])}
        outputs |= {f"covariance.{i}.{j}": covariance[i, j] for j in range(3)}
    p_values = []
    for i, (a, b) in enumerate(combinations(range(3), 2)):
        d, error = values[b] - values[a], math.sqrt(covariance[a, a] + covariance[b, b] - 2 * covariance[a, b])
        p_values.append(2 * stats.norm.sf(abs(d / error)))
        outputs |= {f"changes.{i}.first": b, f"changes.{i}.second": a, f"changes.{i}.statistic": d / error,
                    f"changes.{i}.p_value": p_values[-1],
                    **estimate(f"changes.{i}.difference", d, error, (d - Z * error, d + Z * error), int(keep.sum()))}
    for i, p in enumerate(multipletests(p_values, method="holm")[1]):
        outputs[f"changes.{i}.adjusted_p_value"] = p
    contrast = np.array([[-1, 1, 0], [-1, 0, 1]])
    d = contrast @ values
    q = d @ np.linalg.solve(contrast @ covariance @ contrast.T, d)
    outputs |= {"omnibus.statistic": q, "omnibus.degrees_of_freedom": 2, "omnibus.p_value": stats.chi2.sf(q, 2)}
    given = {"answers": np.concatenate(waves), "items": 3, "interval": "wald"}
    add("nps_waves", "numpy, scipy and statsmodels multipletests",
        given if weights is None else {**given, "weights": weights}, outputs, 1e-11)
fail("nps_waves", {"answers": [9, 10, 3, 7], "items": 1}, "undefined")
fail("nps_waves", {"answers": [9, NAN, NAN, 7], "items": 2}, "empty")
fail("nps_waves", {"answers": [9, 11, 3, 7], "items": 2}, "out_of_range")

# --- what is refused

for function, more in [("frequency_table", {}), ("mean_score", {}), ("rescaled_score", {}), ("top_box", {"k": 2}),
                       ("bottom_box", {"k": 2}), ("net_box", {"top": 2, "bottom": 2}), ("csat", {}),
                       ("recommend_willingness", {}), ("effort_score", {"measure": "mean"})]:
    fail(function, {"answers": [NAN, NAN, NAN], **more}, "empty")
    fail(function, {"answers": [5, 6, 3], **more}, "out_of_range")
    fail(function, {"answers": [5, 4.5, 3], **more}, "out_of_range")
    fail(function, {"answers": [5, INF, 3], **more}, "not_finite")
    fail(function, {"answers": [5, 4], "weights": [1, -1], **more}, "out_of_range")
    fail(function, {"answers": [5, 4], "weights": [0, 0], **more}, "undefined")
fail("top_box", {"answers": [5, 4], "k": 5}, "out_of_range")
fail("top_box", {"answers": [5, 4], "k": 0}, "out_of_range")
fail("net_box", {"answers": [5, 4], "top": 3, "bottom": 3}, "inconsistent")
fail("recommend_willingness", {"answers": [5, 4], "maximum": 7}, "inconsistent")
fail("mean_score", {"answers": [5, 4], "population_size": 1}, "inconsistent")

(GOLDEN / "scores.toml").write_text("\n".join(lines) + "\n")
