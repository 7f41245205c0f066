"""Writes golden/importance.toml, service_quality.toml and acsi.toml: published figures, then numpy, scipy and statsmodels.

A changed row shows as a difference: python tests/peers/service_quality.py
"""

import math

import numpy as np
from golden_cases import INF, NAN, Cases, Philox, clipped, estimate, linearised, mean, share, undefined
from scipy import stats

NUMPY = "numpy, scipy"
QUADRANTS = ["concentrate", "keep_up", "low_priority", "possible_overkill"]
random = np.random.default_rng(1977)


def flat(columns):
    return np.asarray(columns).ravel()


# --- importance and performance ---

cases = Cases("Importance and performance. Definitions first, then independent computations.")


def quadrants(importances, performances, crosshair, midpoints):
    middle = {"mean": np.mean, "median": np.median}.get(crosshair)
    across, up = midpoints if middle is None else (middle(importances), middle(performances))
    kinds = [(0 if p < up else 1) if i >= across else (2 if p < up else 3) for i, p in zip(importances, performances)]
    return kinds, across, up


def grid(importance, performance, weights=None, crosshair="mean", midpoints=None, level=0.95, resamples=200, seed=0):
    """Every figure of a grid; with the library's own random numbers, so its bootstrap can be told exactly."""
    stated = np.ndim(importance) == 2
    count, rows = performance.shape
    w = np.ones(rows) if weights is None else weights
    answered = ~np.isnan(performance)
    if stated:
        answered = answered & ~np.isnan(importance)
    out, means = {}, []
    for k in range(count):
        who = answered[k]
        own = None if weights is None else w[who]
        p = performance[k, who]
        if stated:
            i = importance[k, who]
            out |= mean(f"items.{k}.importance", i, own, level) | mean(f"items.{k}.gap", p - i, own, level)
            means.append((np.average(i, weights=own), np.average(p, weights=own)))
        else:
            out |= undefined(f"items.{k}.importance", importance[k]) | undefined(f"items.{k}.gap")
            means.append((importance[k], np.average(p, weights=own)))
        out |= mean(f"items.{k}.performance", p, own, level)
        out |= {f"items.{k}.n": int(who.sum()), f"items.{k}.missing": int((~who).sum())}
    kinds, across, up = quadrants(*zip(*means), crosshair, midpoints)
    out |= {"importance_crosshair": across, "performance_crosshair": up}
    anyone = np.flatnonzero(answered.any(0))
    keys = [*performance, *(importance if stated else []), *([] if weights is None else [w])]
    order = sorted(anyone, key=lambda row: [INF if math.isnan(key[row]) else key[row] for key in keys])
    counts = np.zeros((count, 4), int)
    for stream in range(resamples):
        drawn = [order[place] for place in Philox(seed, stream).draws(len(order))]
        present, again = [], []
        for k in range(count):
            who = [row for row in drawn if answered[k, row]]
            if who and w[who].sum() > 0:
                i = np.average(importance[k, who], weights=w[who]) if stated else importance[k]
                present.append(k)
                again.append((i, np.average(performance[k, who], weights=w[who])))
        for k, kind in zip(present, quadrants(*zip(*again), crosshair, midpoints)[0]):
            counts[k, kind] += 1
    for k, kind in enumerate(kinds):
        shares = counts[k] / counts[k].sum()
        out |= {f"items.{k}.quadrant": QUADRANTS[kind], f"items.{k}.certainty": shares[kind]}
        out |= {f"items.{k}.quadrants.{q}": shares[q] for q in range(4)}
    return out | {"n": len(anyone), "missing": rows - len(anyone)}


# Answers in halves of thirds never tie at a crosshair of means.
importance = np.clip(np.round(random.normal([[4.4], [4.1], [2.6], [3.1], [3.6]], 0.8, (5, 24))), 1, 5)
performance = np.clip(np.round(random.normal([[2.8], [4.3], [2.9], [4.4], [3.6]], 0.9, (5, 24))), 1, 5)
importance[1, 3] = performance[4, 7] = performance[2, 7] = NAN
performance[:, 11] = NAN
w = np.round(random.gamma(4, 0.25, 24), 2)
asked = {"items": 5, "importance": flat(importance), "performance": flat(performance), "resamples": 200}
BOOTSTRAP = "numpy, scipy; bootstrap with Philox-4x32-10"
cases.add("ipa", BOOTSTRAP, asked, grid(importance, performance), 1e-12)
cases.add("ipa", BOOTSTRAP, {**asked, "crosshair": "median", "seed": 7, "level": 0.9, "weights": w},
          grid(importance, performance, w, "median", None, 0.9, 200, 7), 1e-12)
cases.add("ipa", BOOTSTRAP, {**asked, "crosshair": "midpoint", "importance_midpoint": 3, "performance_midpoint": 3.5},
          grid(importance, performance, None, "midpoint", (3, 3.5)), 1e-12)
derived = np.array([0.34, 0.27, 0.08, 0.12, 0.19])
given = {"items": 5, "importance": derived, "performance": flat(performance), "resamples": 200}
cases.add("ipa_derived", BOOTSTRAP, given, grid(derived, performance), 1e-12)
cases.add("ipa_derived", BOOTSTRAP, {**given, "seed": 12345678901, "weights": w, "resamples": 150},
          grid(derived, performance, w, seed=12345678901, resamples=150), 1e-12)
alike = {"items": 2, "importance": [3, 3, 3, 3], "performance": [4, 4, 4, 4]}
cases.add("ipa", "definition: all answers alike, on the lines", alike,
          {"items.0.quadrant": "keep_up", "items.1.quadrant": "keep_up", "items.0.certainty": 1,
           "items.0.gap.value": 1, "items.0.gap.standard_error": 0})
cases.fail("ipa", {**alike, "performance": [4, 4, NAN, NAN]}, "empty")
cases.fail("ipa", {**alike, "crosshair": "midpoint"}, "undefined")
cases.fail("ipa", {**alike, "resamples": 99}, "out_of_range")
cases.fail("ipa", {**alike, "weights": [1, -1]}, "out_of_range")
cases.fail("ipa", {**alike, "weights": [0, 0]}, "undefined")
cases.fail("ipa", {**alike, "performance": [4, 4, INF, 4]}, "not_finite")
cases.fail("ipa_derived", {"items": 2, "importance": [0.5, NAN], "performance": [4, 4, 4, 4]}, "not_finite")

for i, s, score in [(9, 3, 15), (6, 8, 6), (10, 0, 20), (8, 8, 8), (0, 0, 0)]:
    cases.add("opportunity_score", "definition (Ulwick 2002): i + max(i - s, 0)", {"importance": i, "satisfaction": s}, {"value": score})
cases.fail("opportunity_score", {"importance": 11, "satisfaction": 3}, "out_of_range")
cases.fail("opportunity_score", {"importance": 9, "satisfaction": NAN}, "not_finite")


def opportunities(importance, satisfaction, top, weights=None, level=0.95, points=5, low_is_good=False):
    out = {}
    for k, (i, s) in enumerate(zip(importance, satisfaction)):
        who = ~np.isnan(i) & ~np.isnan(s)
        best = (lambda x: x <= top) if low_is_good else (lambda x: x > points - top)
        a, b = best(i[who]) * 1.0, best(s[who]) * 1.0
        n, own = int(who.sum()), None if weights is None else weights[who]
        if weights is None:
            out |= share(f"{k}.importance", int(a.sum()), n, level)
            out |= share(f"{k}.satisfaction", int(b.sum()), n, level)
        else:
            out |= mean(f"{k}.importance", a, own, level, 0, 1) | mean(f"{k}.satisfaction", b, own, level, 0, 1)
        short = np.average(a, weights=own) > np.average(b, weights=own)
        out |= mean(f"{k}.score", 10 * (2 * a - b) if short else 10 * a, own, level, 0, 20)
        out |= {f"{k}.n": n, f"{k}.missing": int((~who).sum()), f"{k}.invalid": 0}
    return out


wanted = {"items": 5, "importance": flat(importance), "satisfaction": flat(performance), "minimum": 1, "maximum": 5}
cases.add("opportunity_scores", NUMPY, {**wanted, "top": 2}, opportunities(importance, performance, 2), 1e-12)
cases.add("opportunity_scores", NUMPY, {**wanted, "top": 1, "weights": w, "level": 0.9},
          opportunities(importance, performance, 1, w, 0.9), 1e-12)
cases.add("opportunity_scores", NUMPY, {**wanted, "top": 2, "polarity": "low_is_good"},
          opportunities(importance, performance, 2, low_is_good=True), 1e-12)
one = {"items": 1, "importance": [5, 4], "satisfaction": [3, 3], "minimum": 1, "maximum": 5, "top": 2}
cases.fail("opportunity_scores", {**one, "top": 5}, "out_of_range")
cases.fail("opportunity_scores", {**one, "top": 0}, "out_of_range")
cases.fail("opportunity_scores", {**one, "satisfaction": [3, 6]}, "out_of_range")
cases.fail("opportunity_scores", {**one, "satisfaction": [NAN, NAN]}, "empty")
cases.save("importance.toml")

# --- delivered value, service quality ---

cases = Cases("Delivered value and service quality. Published figures first, then independent computations.")
offer = {"product": 900, "service": 150, "personnel": 60, "image": 90,
         "money": 700, "time": 60, "energy": 20, "psychic": 20}
cases.add("delivered_value", "definition (Kotler): benefits less costs", {**offer, "in_money": True},
          {"benefits": 1200, "costs": 800, "difference": 400, "ratio": 1.5})
value_weights = [0.4, 0.3, 0.2, 0.1, 0.25, 0.25, 0.25, 0.25]
scores = dict(zip(offer, [8, 7, 6, 5, 6, 4, 3, 2]))
cases.add("delivered_value", "definition (Kotler): weighted means", {**scores, "value_weights": value_weights},
          {"benefits": 7, "costs": 3.75, "difference": 3.25, "ratio": 7 / 3.75}, 1e-15)
cases.add("delivered_value", "definition: it costs nothing",
          {**offer, "money": 0, "time": 0, "energy": 0, "psychic": 0, "in_money": True},
          {"difference": 1200, "ratio": NAN})
cases.fail("delivered_value", offer, "undefined")
cases.fail("delivered_value", {**offer, "in_money": True, "value_weights": value_weights}, "inconsistent")
cases.fail("delivered_value", {**offer, "in_money": True, "time": -1}, "out_of_range")
cases.fail("delivered_value", {**offer, "value_weights": [1, 1, 1, 1, 1, 1, 1, -1]}, "out_of_range")
cases.fail("delivered_value", {**offer, "value_weights": [0] * 8}, "undefined")
cases.fail("delivered_value", {**offer, "in_money": True, "image": NAN}, "not_finite")


def values(parts, by, weights=None, level=0.95):
    by = np.asarray(by, float)
    benefits, costs = by[:4] @ parts[:4], by[4:] @ parts[4:]
    difference = benefits - costs
    out = mean("benefits", benefits, weights, level) | mean("costs", costs, weights, level)
    out |= mean("difference", difference, weights, level)
    w = np.ones(len(benefits)) if weights is None else weights
    value, error, ends = linearised(benefits, w, costs, level)
    out |= estimate("ratio_of_means", value, error, ends, len(w), "linearised")
    positive = difference > 0
    out |= share("positive", int(positive.sum()), len(w), level) if weights is None else mean(
        "positive", positive * 1.0, weights, level, 0, 1)
    return out | {"n": len(w), "effective_n": w.sum() ** 2 / (w**2).sum()}


parts = np.clip(np.round(random.normal(5.5, 2, (8, 30))), 1, 10)
dw = np.round(random.gamma(4, 0.25, 30), 2)
columns = {"items": 8, "answers": flat(parts), "value_weights": value_weights}
cases.add("delivered_values", NUMPY, columns, values(parts, value_weights) | {"missing": 0}, 1e-12)
cases.add("delivered_values", NUMPY, {**columns, "weights": dw, "level": 0.8},
          values(parts, value_weights, dw, 0.8), 1e-12)
cases.add("delivered_values", NUMPY, {"items": 8, "answers": flat(parts), "in_money": True}, values(parts, [1] * 8), 1e-12)
cases.fail("delivered_values", {"items": 2, "answers": [1, 2], "in_money": True}, "length_mismatch")
cases.fail("delivered_values", {"items": 8, "answers": [1, 2, 3, 4, 5, 6, 7, -8], "in_money": True}, "out_of_range")
cases.fail("delivered_values", {"items": 8, "answers": [1, 2, 3, 4, 5, 6, 7, NAN], "in_money": True}, "empty")
cases.fail("delivered_values", {"items": 8, "answers": [1, 2, 3, 4, 5, 6, 7, 8]}, "undefined")
cases.fail("delivered_values", {"items": 8, "answers": [1] * 8, "in_money": True, "weights": [0]}, "undefined")


def variance(values, weights):
    return np.cov(values, ddof=0, aweights=weights)


def alpha(columns, weights):
    k = len(columns)
    if k < 2:
        return NAN
    total = variance(columns.sum(0), weights)
    return k / (k - 1) * (1 - sum(variance(column, weights) for column in columns) / total)


def quality(expected, perceived, dimensions, weights=None, points=None, level=0.95):
    """SERVQUAL, or SERVPERF where nothing is expected."""
    out, starts, gaps, unreliable = {}, np.cumsum([0, *dimensions]), [], []
    n, count = perceived.shape[1], len(dimensions)
    shares = np.full((count, n), 1 / count) if points is None else points / points.sum(0)
    for k, p in enumerate(perceived):
        if expected is not None:
            out |= mean(f"items.{k}.expected", expected[k], weights, level)
            out |= mean(f"items.{k}.gap", p - expected[k], weights, level)
        out |= mean(f"items.{k}.perceived", p, weights, level)
    for k in range(count):
        p = perceived[starts[k]:starts[k + 1]]
        path, gap = f"dimensions.{k}", p.mean(0)
        out |= mean(f"{path}.perceived", p.mean(0), weights, level)
        out |= {f"{path}.weight": np.average(shares[k], weights=weights)}
        if expected is None:
            out |= {f"{path}.reliability": alpha(p, weights)}
        else:
            e = expected[starts[k]:starts[k + 1]]
            gap = (p - e).mean(0)
            out |= mean(f"{path}.expected", e.mean(0), weights, level) | mean(f"{path}.gap", gap, weights, level)
            a, b = alpha(e, weights), alpha(p, weights)
            (ve, c), (_, vp) = np.cov(e.mean(0), p.mean(0), ddof=0, aweights=weights)
            reliability = (vp * b + ve * a - 2 * c) / (vp + ve - 2 * c)
            out |= {f"{path}.expected_reliability": a, f"{path}.perceived_reliability": b,
                    f"{path}.gap_reliability": reliability}
            unreliable.append(variance(gap, weights) * (1 - reliability))
        gaps.append(gap)
    gaps = np.array(gaps)
    one, other = ("score", "weighted_score") if expected is None else ("gap", "weighted_gap")
    out |= mean(one, gaps.mean(0), weights, level) | mean(other, (shares * gaps).sum(0), weights, level)
    if expected is not None:
        out |= {"gap_reliability": 1 - sum(unreliable) / variance(gaps.sum(0), weights)}
    w = np.ones(n) if weights is None else weights
    return out | {"n": n, "effective_n": w.sum() ** 2 / (w**2).sum()}


DIMENSIONS = [4, 5, 4, 4, 5]
level_of = np.repeat(random.normal(5.9, 0.4, (5, 36)), DIMENSIONS, 0)
expected = np.clip(np.round(random.normal(level_of, 0.6)), 1, 7)
perceived = np.clip(np.round(random.normal(level_of - np.repeat([0.1, 1.2, 0.6, 0.4, 0.8], DIMENSIONS)[:, None], 0.9)), 1, 7)
points = random.multinomial(20, [0.11, 0.32, 0.22, 0.19, 0.16], 36).T * 5.0
sw = np.round(random.gamma(4, 0.25, 36), 2)
both = {"items": 22, "expected": flat(expected), "perceived": flat(perceived)}
SERVQUAL = "numpy, scipy"
cases.add("servqual", SERVQUAL, both, quality(expected, perceived, DIMENSIONS) | {
    "missing": 0, "rescaled": 0}, 1e-11)
cases.add("servqual", SERVQUAL, {**both, "points": flat(points), "weights": sw, "level": 0.9},
          quality(expected, perceived, DIMENSIONS, sw, points, 0.9) | {"rescaled": 0}, 1e-11)
fixed = np.array([11, 32, 22, 19, 16.0])
cases.add("servqual", SERVQUAL, {**both, "points": fixed},
          quality(expected, perceived, DIMENSIONS, None, np.repeat(fixed[:, None], 36, 1)), 1e-11)
three = {"items": 3, "dimensions": [2, 1], "perceived": [5, 5, 6, 4, 6, 5, 6, 3, 6, 6, 6, 5]}
hand = {**three, "expected": [7, 6, 7, 6, 7, 7, 6, 6, 6, 5, 6, 4]}
cases.add("servqual", "by hand", {**hand, "points": [60, 50, 30, 20, 40, 50, 60, 80]},
          {"dimensions.0.gap.value": -1.5, "dimensions.1.gap.value": 0.5, "gap.value": -0.5,
           "weighted_gap.value": (-1.5 * 0.6 + 0 * 0.4 - 1.5 * 0.5 + 0.5 - 0.5 * 30 / 90 - 2.5 * 0.2 + 0.8) / 4,
           "dimensions.1.gap_reliability": NAN, "rescaled": 1, "n": 4}, 1e-14)
cases.add("servqual", "definition: a respondent with a gap is left out",
          {**hand, "expected": [7, 6, 7, NAN, 7, 7, 6, 6, 6, 5, 6, 4]}, {"n": 3, "missing": 1})
cases.add("servqual", "definition: all answers alike",
          {**hand, "expected": [6] * 12, "perceived": [6] * 12},
          {"gap.value": 0, "gap.standard_error": 0, "dimensions.0.perceived_reliability": NAN, "gap_reliability": NAN})
cases.fail("servqual", {**hand, "dimensions": [2, 2]}, "out_of_range")
cases.fail("servqual", {**hand, "dimensions": [3, 0]}, "out_of_range")
cases.fail("servqual", {**hand, "points": [-60, 160]}, "out_of_range")
cases.fail("servqual", {**hand, "points": [0, 0]}, "undefined")
cases.fail("servqual", {**hand, "expected": [NAN] * 4 + [5] * 8}, "empty")
cases.fail("servqual", {**hand, "weights": [1, 1, 1, INF]}, "not_finite")
cases.add("servperf", SERVQUAL, {"items": 22, "perceived": flat(perceived)},
          quality(None, perceived, DIMENSIONS) | {"missing": 0}, 1e-11)
cases.add("servperf", SERVQUAL, {"items": 22, "perceived": flat(perceived), "points": flat(points), "weights": sw},
          quality(None, perceived, DIMENSIONS, sw, points), 1e-11)
cases.add("servperf", "by hand", three, {"dimensions.0.perceived.value": 5, "dimensions.1.perceived.value": 5.75,
                                        "score.value": 5.375, "weighted_score.value": 5.375})
cases.fail("servperf", {**three, "perceived": [NAN] * 4 + [5] * 8}, "empty")
cases.fail("servperf", {**three, "dimensions": [2]}, "out_of_range")


def welch(path, a, b, level=0.95):
    test = stats.ttest_ind(a, b, equal_var=False)
    error = math.sqrt(np.var(a, ddof=1) / len(a) + np.var(b, ddof=1) / len(b))
    ends = test.confidence_interval(level)
    return estimate(path, np.mean(a) - np.mean(b), error, (ends.low, ends.high), len(a) + len(b), "student_t")


e, p = expected[4], perceived[4]
believed, standards = np.array([5, 6, 5, 6, 4, 6.0]), np.array([5, 5, 6, 5.0])
delivered, promised = np.array([5, 4, 5, 6, 5, 4, 4.0]), np.array([6, 7, 6.0])
sides = {"expected": e, "perceived": p, "believed": believed, "standards": standards, "delivered": delivered,
         "promised": promised}
five = welch("knowledge", e, believed, 0.9) | welch("standards", believed, standards, 0.9)
five |= welch("delivery", standards, delivered, 0.9) | welch("communication", promised, delivered, 0.9)
cases.add("five_gaps", "scipy stats.ttest_ind with unequal variances", {**sides, "level": 0.9},
          five | mean("service", e - p, None, 0.9) | {"missing": 0}, 1e-12)
error = stats.sem(believed)
half = stats.t.ppf(0.975, 5) * error
cases.add("five_gaps", "definition: a single number is known",
          {"believed": believed, "standards": [5.5], "delivered": [5]},
          estimate("standards", believed.mean() - 5.5, error,
                   (believed.mean() - 5.5 - half, believed.mean() - 5.5 + half), 7, "student_t")
          | {"delivery.value": 0.5, "delivery.standard_error": NAN, "knowledge.value": NAN, "knowledge.n": 0,
             "service.value": NAN}, 1e-12)
cases.add("five_gaps", "definition: gaps are counted", {"expected": [7, NAN, 6, 7], "perceived": [5, 5, NAN, 6]},
          {"service.value": 1.5, "service.n": 2, "missing": 2})
cases.fail("five_gaps", {"expected": [7, 6], "perceived": [5]}, "length_mismatch")
cases.fail("five_gaps", {"expected": [7, 6]}, "empty")
cases.fail("five_gaps", {"expected": [7, INF], "perceived": [5, 5]}, "not_finite")
cases.save("service_quality.toml")

# --- satisfaction index ---

cases = Cases("The satisfaction index. Published figures first, then independent computations.")
PUBLISHED = "Fornell et al. 1996, the index of means 8, 7, 7"
cases.add("acsi_from_means", PUBLISHED, {"means": [8, 7, 7]}, {"value": 70.3704}, 1e-6)
cases.add("acsi_from_means", "definition", {"means": [1, 1, 1]}, {"value": 0})
cases.add("acsi_from_means", "definition", {"means": [10, 10, 10]}, {"value": 100})
cases.add("acsi_from_means", "definition", {"means": [8, 7, 7], "rating_weights": [0.5, 0.3, 0.2]},
          {"value": 100 * (7 * 0.5 + 6 * 0.3 + 6 * 0.2) / 9}, 1e-15)
cases.add("acsi_from_means", "definition: another scale", {"means": [4, 3], "minimum": 1, "maximum": 5}, {"value": 62.5})
cases.fail("acsi_from_means", {"means": [8, 11, 7]}, "out_of_range")
cases.fail("acsi_from_means", {"means": [8, NAN, 7]}, "not_finite")
cases.fail("acsi_from_means", {"means": []}, "empty")
cases.fail("acsi_from_means", {"means": [8, 7, 7], "rating_weights": [1, 1]}, "length_mismatch")
cases.fail("acsi_from_means", {"means": [8, 7, 7], "rating_weights": [1, 1, -1]}, "out_of_range")
cases.fail("acsi_from_means", {"means": [8, 7, 7], "rating_weights": [0, 0, 0]}, "undefined")
cases.fail("acsi_from_means", {"means": [8, 7, 7], "minimum": 10, "maximum": 1}, "out_of_range")


def index(ratings, by=(1, 1, 1), weights=None, level=0.95, low=1, high=10):
    by = np.asarray(by, float)
    own = 100 * (by @ (ratings - low)) / ((high - low) * by.sum())
    out = mean("index", own, weights, level, 0, 100)
    for k, rating in enumerate(ratings):
        out |= mean(f"ratings.{k}", rating, weights, level, low, high)
    w = np.ones(len(own)) if weights is None else weights
    return out | {"n": len(own), "effective_n": w.sum() ** 2 / (w**2).sum()}


base = random.normal(7.4, 1.4, 50)
ratings = np.clip(np.round(base + random.normal([[0.4], [-0.2], [-0.5]], 0.8, (3, 50))), 1, 10)
aw = np.round(random.gamma(4, 0.25, 50), 2)
columns = {"items": 3, "ratings": flat(ratings)}
cases.add("acsi", NUMPY, columns, index(ratings) | {"missing": 0, "small_sample": False}, 1e-12)
cases.add("acsi", NUMPY, {**columns, "rating_weights": [0.39, 0.32, 0.29], "weights": aw, "level": 0.9},
          index(ratings, [0.39, 0.32, 0.29], aw, 0.9), 1e-12)
cases.add("acsi", PUBLISHED, {"items": 3, "ratings": [8, 9, 7, 8, 7, 8, 6, 7, 7, 9, 5, 7]}, {"index.value": 70.3704}, 1e-6)
cases.add("acsi", "definition: all answers alike", {"items": 3, "ratings": [10] * 6},
          {"index.value": 100, "index.standard_error": 0, "index.lower": 100, "small_sample": True})
gap = ratings.copy()
gap[1, 4] = gap[2, 9] = NAN
cases.add("acsi", NUMPY, {"items": 3, "ratings": flat(gap)},
          index(np.delete(ratings, [4, 9], 1)) | {"missing": 2}, 1e-12)
cases.fail("acsi", {"items": 3, "ratings": [8, 8, 11, 8, 8, 8]}, "out_of_range")
cases.fail("acsi", {"items": 3, "ratings": [8, 8, NAN, NAN, 8, 8]}, "empty")
cases.fail("acsi", {"items": 3, "ratings": [8, 8, 8, 8, 8, 8], "weights": [0, 0]}, "undefined")
cases.fail("acsi", {"items": 3, "ratings": [8, 8, 8, 8, 8, 8], "weights": [1, -2]}, "out_of_range")


def against(k, reference, value, error, other, other_error, level=0.95):
    gap, both = value - other, math.hypot(error, 0 if math.isnan(other_error) else other_error)
    half = stats.norm.ppf((1 + level) / 2) * both
    return {f"differences.{k}.reference": reference, f"differences.{k}.value": other,
            f"differences.{k}.difference.value": gap, f"differences.{k}.difference.standard_error": both,
            f"differences.{k}.difference.lower": gap - half, f"differences.{k}.difference.upper": gap + half,
            f"differences.{k}.p_value": 2 * stats.norm.sf(abs(gap) / both)}


cases.add("acsi_compare", "scipy stats.norm",
          {"current": 76, "current_error": 0.8, "past": 74, "past_error": 0.6, "rival": 77.5, "rival_error": 1.1, "index": 77.8},
          against(0, "past", 76, 0.8, 74, 0.6) | against(1, "rival", 76, 0.8, 77.5, 1.1)
          | against(2, "index", 76, 0.8, 77.8, NAN), 1e-12)
cases.add("acsi_compare", "scipy stats.norm", {"current": 76, "current_error": 0.8, "rival": 70, "rival_error": 0.9, "level": 0.9},
          against(0, "rival", 76, 0.8, 70, 0.9, 0.9), 1e-12)
cases.add("acsi_compare", "definition: nothing is known of the error", {"current": 76, "index": 77.8},
          {"differences.0.difference.value": 76 - 77.8, "differences.0.difference.standard_error": NAN,
           "differences.0.p_value": NAN})
cases.fail("acsi_compare", {"current": 76, "current_error": 0.8}, "empty")
cases.fail("acsi_compare", {"current": NAN, "index": 77}, "not_finite")
cases.save("acsi.toml")
