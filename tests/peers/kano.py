"""Writes golden/kano.toml: published tables and figures, then numpy, scipy and statsmodels.

A changed row shows as a difference: python tests/peers/kano.py
"""

import math

import numpy as np
import statsmodels.api as sm
from golden_cases import INF, NAN, Cases, clipped, estimate, linearised, mean, share, undefined
from scipy import stats

NAMES = ["attractive", "one_dimensional", "must_be", "indifferent", "reverse", "questionable"]
LETTERS = "AOMIRQ"
PRECEDENCE = [2, 1, 0, 3, 4, 5]
# Berger et al. 1993: rows the functional answers, columns the dysfunctional, from like to dislike.
TABLE = ["QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ"]
POULIOT = ["QAAAO", "RQIIM", "RIIIM", "RIIQM", "RRRRQ"]
STANDARD = "Berger et al. 1993, evaluation table"

cases = Cases("Kano's model. Published tables and figures first, then independent computations.")
for f in range(5):
    for d in range(5):
        cases.add("kano_category", STANDARD, {"functional": f + 1, "dysfunctional": d + 1},
                  {"value": NAMES[LETTERS.index(TABLE[f][d])]})
for f, d in [(2, 2), (4, 4), (2, 4), (4, 2), (3, 3)]:
    cases.add("kano_category", "Berger et al. 1993, page 33, Pouliot's revision: equal answers contradict but for neutral",
              {"functional": f, "dysfunctional": d, "table": "pouliot"},
              {"value": NAMES[LETTERS.index(POULIOT[f - 1][d - 1])]})
cases.add("kano_category", "definition: 5 is like",
          {"functional": 5, "dysfunctional": 1, "minimum": 1, "maximum": 5, "polarity": "high_is_good"},
          {"value": "one_dimensional"})
cases.add("kano_category", "definition: three answers",
          {"functional": 2, "dysfunctional": 3, "minimum": 1, "maximum": 3, "polarity": "low_is_good"},
          {"value": "must_be"})
cases.fail("kano_category", {"functional": 6, "dysfunctional": 1}, "out_of_range")
cases.fail("kano_category", {"functional": 1, "dysfunctional": 2.5}, "out_of_range")
cases.fail("kano_category", {"functional": 1, "dysfunctional": NAN}, "empty")
cases.fail("kano_category", {"functional": INF, "dysfunctional": 1}, "not_finite")
cases.fail("kano_category", {"functional": 1, "dysfunctional": 1, "minimum": 1, "maximum": 7}, "out_of_range")


def spread(counts):
    """Pairs of answers with these numbers in the categories A, O, M, I, R, Q."""
    cells = np.zeros((5, 5), int)
    for count, (f, d) in zip(counts, [(0, 2), (0, 4), (1, 4), (2, 2), (4, 0), (0, 0)]):
        cells[f, d] = count
    return cells.ravel()


# Printed with two digits; figure 11 has the per cent of those in A, O, M or I, figure 10 tenths of them.
for name, shares, category, better, worse in [
    ("figure 11, edge grip of skis", (7, 33, 50, 10, 0, 0), "must_be", 0.40, -0.83),
    ("figures 10 and 11, ease of turn of skis", (104, 451, 305, 115, 0, 0), "one_dimensional", 0.57, -0.78),
]:
    cases.add("kano", f"Sauerwein et al. 1996, {name}", {"counts": spread(shares)},
              {"category": category, "better.value": better, "worse.value": worse}, 5.1e-3)
for name, counts, category, better, worse in [
    ("bonus program by app", (216, 56, 13, 275, 23, 24), "indifferent", 0.486, -0.123),
    ("smart mirror", (229, 42, 5, 276, 33, 22), "indifferent", 0.491, -0.085),
    ("free wireless network", (187, 71, 46, 258, 19, 26), "indifferent", 0.459, -0.208),
]:
    cases.add("kano", f"Brand & Rese 2026, table 1, {name}", {"counts": spread(counts)},
              {"category": category, "better.value": better, "worse.value": worse}, 5.1e-4)


def categories(f, d, table):
    return np.array([LETTERS.index(table[a][b]) for a, b in zip(f, d)])


def ranked(totals, among=range(6)):
    return sorted(among, key=lambda k: (-totals[k], PRECEDENCE.index(k)))


def discrete(f, d, weights=None, table=TABLE, level=0.95, decision=0.9, grouped=False):
    """Every figure of the discrete analysis, from answers 0 to 4."""
    kinds = categories(f, d, table)
    n = len(kinds)
    w = np.ones(n) if weights is None else np.asarray(weights, float)
    totals = np.array([w[kinds == k].sum() for k in range(6)])
    shares = totals / w.sum()
    effective = w.sum() ** 2 / np.sum(w**2)
    first, second = ranked(totals)[:2]
    a, b = shares[first] * effective, shares[second] * effective
    z = stats.norm.ppf((1 + decision) / 2)
    decided = a - b >= z * math.sqrt((a + b) * (2 * effective - a - b) / (2 * effective))
    out = {}
    top, next_ = first, second
    if grouped:
        matters = shares[:3].sum() > shares[3:].sum()
        top = ranked(totals, [0, 1, 2] if matters else [3, 4, 5])[0]
        next_ = ranked(totals, [k for k in range(6) if k != top])[0]
    out |= {"category": NAMES[top], "runner_up": NAMES[next_], "decided": bool(decided)}

    def part(path, within, base=range(6), sign=1):
        inside, of = np.isin(kinds, within), np.isin(kinds, base)
        if w[of].sum() == 0:
            return undefined(path, n=int(of.sum()))
        if weights is None:
            return share(path, int((inside & of).sum()), int(of.sum()), level, sign)
        value, error, ends = linearised(inside[of], w[of], level=level, correct=False)
        ends = clipped(ends, 0, 1)
        ends = ends if sign > 0 else (-ends[1], -ends[0])
        return estimate(path, sign * value, error, ends, int(of.sum()), "linearised")

    for k, name in enumerate(NAMES):
        out |= part(name, [k])
    out |= part("better", [0, 1], range(4)) | part("worse", [1, 2], range(4), -1)
    value, error, ends = linearised((kinds == first) * 1.0 - (kinds == second), w, level=level, correct=False)
    out |= estimate("category_strength", value, error, clipped(ends, 0, 1), n,
                    "wald" if weights is None else "linearised")
    out |= part("total_strength", [0, 1, 2])
    out |= {"mixed": bool(shares[:3].sum() >= 0.6 and value <= 0.06)}
    out |= {f"counts.{name}": int((kinds == k).sum()) for k, name in enumerate(NAMES)}
    return out | {"n": n, "effective_n": effective, "small_sample": bool(effective < 30)}


def scored(f, d, weights=None, level=0.95):
    fs, ds = np.array([4, 2, 0, -1, -2.0])[f], np.array([-2, -1, 0, 2, 4.0])[d]
    out = mean("functional", fs, weights, level) | mean("dysfunctional", ds, weights, level)
    x, y = np.average(fs, weights=weights), np.average(ds, weights=weights)
    if x < 0 or y < 0:
        category = "reverse"
    else:
        category = [["indifferent", "must_be"], ["attractive", "one_dimensional"]][int(x >= 2)][int(y >= 2)]
    cov = np.cov(fs, ds, ddof=0, aweights=weights)
    out |= {"category": category, "correlation": cov[0, 1] / math.sqrt(cov[0, 0] * cov[1, 1]), "n": len(f)}
    return out


NUMPY = "numpy, scipy, statsmodels Wilson intervals"
random = np.random.default_rng(1984)
chance = np.array([[1, 3, 6, 5, 14], [1, 2, 4, 3, 12], [1, 2, 9, 3, 7], [0, 1, 3, 2, 4], [1, 1, 1, 1, 1.0]]).ravel()
pairs = random.choice(25, 120, p=chance / chance.sum())
f, d = pairs // 5, pairs % 5
w = np.round(random.gamma(4, 0.25, 120), 2)
columns = {"functional": f + 1.0, "dysfunctional": d + 1.0}
nothing = {"missing": 0, "half_missing": 0, "invalid": 0}
cases.add("kano", NUMPY, columns, discrete(f, d) | nothing, 1e-12)
cases.add("kano", NUMPY, {**columns, "level": 0.9, "decision_level": 0.99, "rule": "grouped", "table": "pouliot"},
          discrete(f, d, None, POULIOT, 0.9, 0.99, True), 1e-12)
cases.add("kano", NUMPY, {**columns, "weights": w}, discrete(f, d, w) | nothing, 1e-12)
cases.add("kano", "definition: 5 is like",
          {"functional": 5.0 - f, "dysfunctional": 5.0 - d, "minimum": 1, "maximum": 5, "polarity": "high_is_good"},
          discrete(f, d), 1e-12)
short = [(0, 4), (0, 2), (0, 3), (1, 4), (2, 4), (2, 2)]
sf, sd = np.array(short).T
cases.add("kano", "definition: gaps are counted apart",
          {"functional": [*(sf + 1.0), 1, NAN, NAN, 9], "dysfunctional": [*(sd + 1.0), NAN, 5, NAN, 1],
           "minimum": 1, "maximum": 5, "polarity": "low_is_good", "off_scale": "count"},
          discrete(sf, sd) | {"missing": 1, "half_missing": 2, "invalid": 1}, 1e-12)
cases.add("kano", "definition: all answers alike", {"functional": [1, 1, 1], "dysfunctional": [5, 5, 5]},
          discrete(np.zeros(3, int), np.full(3, 4)), 1e-12)
cases.add("kano", "definition: better and worse have no base", {"functional": [1, 5], "dysfunctional": [1, 1]},
          {"category": "reverse", "better.value": NAN, "worse.value": NAN, "better.n": 0, "total_strength.value": 0})
cases.add("kano", "definition: M > O > A > I > R > Q between equals",
          {"functional": [1, 1, 2, 3, 5, 1], "dysfunctional": [3, 5, 5, 3, 1, 1]},
          {"category": "must_be", "runner_up": "one_dimensional", "decided": False, "category_strength.value": 0})
cases.fail("kano", {"functional": [NAN], "dysfunctional": [1]}, "empty")
cases.fail("kano", {"functional": [], "dysfunctional": []}, "empty")
cases.fail("kano", {"functional": [1, 2], "dysfunctional": [1]}, "length_mismatch")
cases.fail("kano", {"functional": [1, 6], "dysfunctional": [1, 1]}, "out_of_range")
cases.fail("kano", {"functional": [1, 2], "dysfunctional": [1, 1], "weights": [1, -1]}, "out_of_range")
cases.fail("kano", {"functional": [1, 2], "dysfunctional": [1, 1], "weights": [0, 0]}, "undefined")
cases.fail("kano", {"functional": [1, 2], "dysfunctional": [1, 1], "level": 95}, "out_of_range")

cases.add("kano_continuous", "numpy, scipy", columns, scored(f, d) | nothing, 1e-12)
cases.add("kano_continuous", "numpy, scipy", {**columns, "level": 0.8, "weights": w}, scored(f, d, w, 0.8), 1e-12)
for name, (a, b), category in [("must-be", (3, 5), "must_be"), ("attractive", (1, 3), "attractive"),
                               ("reverse", (5, 1), "reverse"), ("indifferent", (3, 3), "indifferent")]:
    cases.add("kano_continuous", "Berger et al. 1993, scores of the answers",
              {"functional": [a] * 3, "dysfunctional": [b] * 3},
              {"functional.value": [4, 2, 0, -1, -2][a - 1], "dysfunctional.value": [-2, -1, 0, 2, 4][b - 1],
               "functional.standard_error": 0, "category": category, "correlation": NAN})
cases.fail("kano_continuous", {"functional": [NAN], "dysfunctional": [1]}, "empty")


def fuzzy(functional, dysfunctional, weights=None, table=TABLE, threshold=0.4, level=0.95):
    """From arrays of memberships, a row a respondent."""
    functional = functional / functional.sum(1, keepdims=True)
    dysfunctional = dysfunctional / dysfunctional.sum(1, keepdims=True)
    cells = functional[:, :, None] * dysfunctional[:, None, :]
    letters = np.array([list(row) for row in table])
    members = np.stack([cells[:, letters == letter].sum(1) for letter in LETTERS], 1)
    reached = members >= threshold - 1e-9
    w = np.ones(len(members)) if weights is None else weights
    out = {"category": NAMES[ranked(w @ reached)[0]]}
    for k, name in enumerate(NAMES):
        out |= mean(name, reached[:, k] * 1.0, weights, level, 0, 1)
        out |= mean(f"memberships.{k}", members[:, k], weights, level, 0, 1)
    base = members[:, :4].sum(1)
    for path, kinds, sign in [("better", [0, 1], 1), ("worse", [1, 2], -1)]:
        value, error, ends = linearised(members[:, kinds].sum(1), w, base, level)
        ends = clipped(ends, 0, 1)
        out |= estimate(path, sign * value, error, ends if sign > 0 else (-ends[1], -ends[0]), len(w), "linearised")
    effective = w.sum() ** 2 / (w**2).sum()
    return out | {"undecided": int((~reached.any(1)).sum()), "n": len(w), "effective_n": effective, "missing": 0}


def memberships(rows):
    raw = random.dirichlet([0.5] * 5, rows)
    rounded = np.round(raw, 2)
    rounded[np.arange(rows), raw.argmax(1)] += np.round(1 - rounded.sum(1), 2)
    return np.round(rounded, 2)


fm, dm = memberships(40), memberships(40)
fw = np.round(random.gamma(4, 0.25, 40), 2)
table = {"items": 5, "functional": fm.T.ravel(), "dysfunctional": dm.T.ravel()}
cases.add("kano_fuzzy", "numpy, scipy", table, fuzzy(fm, dm), 1e-12)
cases.add("kano_fuzzy", "numpy, scipy", {**table, "weights": fw, "threshold": 0.3, "table": "pouliot", "level": 0.9},
          fuzzy(fm, dm, fw, POULIOT, 0.3, 0.9), 1e-12)
sharp = {"items": 5, "functional": np.eye(5)[sf].T.ravel(), "dysfunctional": np.eye(5)[sd].T.ravel()}
cases.add("kano_fuzzy", "definition: sharp answers are the discrete analysis", sharp,
          {key: value for key, value in discrete(sf, sd).items()
           if key.endswith("value") and key.split(".")[0] in {*NAMES, "better", "worse"}}, 1e-12)
one = {"items": 5, "functional": [0.6, 0.4, 0, 0, 0], "dysfunctional": [0, 0, 0, 0.2, 0.8]}
cases.add("kano_fuzzy", "definition: 0.6·0.2 A, 0.6·0.8 O, 0.4·0.8 M, 0.4·0.2 I", one,
          {"category": "one_dimensional", "memberships.0.value": 0.12, "memberships.1.value": 0.48,
           "memberships.2.value": 0.32, "memberships.3.value": 0.08, "one_dimensional.value": 1, "must_be.value": 0},
          1e-15)
cases.fail("kano_fuzzy", {**one, "functional": [0.6, 0.6, 0, 0, 0]}, "out_of_range")
cases.fail("kano_fuzzy", {**one, "functional": [1.2, -0.2, 0, 0, 0]}, "out_of_range")
cases.fail("kano_fuzzy", {**one, "functional": [NAN, 1, 0, 0, 0]}, "empty")
cases.fail("kano_fuzzy", {"items": 4, "functional": [1, 0, 0, 0], "dysfunctional": [1, 0, 0, 0]}, "length_mismatch")


def contrast(overall, items, low, high, weights=None, level=0.95):
    """Least squares on indicators, by statsmodels."""
    design = [np.ones(len(overall))]
    for item in items:
        design += [item <= low, item >= high]
    design = np.array(design, float).T
    n, size = design.shape
    model = sm.OLS(overall, design) if weights is None else sm.WLS(overall, design, weights=weights)
    fit = model.fit()
    covariance, quantile = fit.cov_params(), stats.t.ppf((1 + level) / 2, n - size)
    if weights is not None:
        bread = np.linalg.inv(design.T @ (weights[:, None] * design))
        scores = design * (weights * fit.resid)[:, None]
        covariance, quantile = bread @ (scores.T @ scores) @ bread * n / (n - 1), stats.norm.ppf((1 + level) / 2)
    out = {}

    def of(path, chosen):
        value, error = chosen @ fit.params, math.sqrt(chosen @ covariance @ chosen)
        ends = (value - quantile * error, value + quantile * error)
        out.update(estimate(path, value, error, ends, n, "student_t" if weights is None else "linearised"))
        return value, ends

    unit = np.eye(size)
    of("intercept", unit[0])
    for k, item in enumerate(items):
        penalty, (pl, pu) = of(f"items.{k}.penalty", unit[2 * k + 1])
        reward, (rl, ru) = of(f"items.{k}.reward", unit[2 * k + 2])
        _, (cl, cu) = of(f"items.{k}.contrast", unit[2 * k + 1] + unit[2 * k + 2])
        spread = reward - penalty
        if pu < 0 or rl > 0:
            category = "must_be" if cu < 0 else "attractive" if cl > 0 else "one_dimensional"
        else:
            category = "reverse" if pl > 0 or ru < 0 else "indifferent"
        out.update({f"items.{k}.range": spread, f"items.{k}.category": category,
                    f"items.{k}.asymmetry": (reward + penalty) / spread if spread > 0 else NAN,
                    f"items.{k}.low": int((item <= low).sum()), f"items.{k}.high": int((item >= high).sum())})
    return out | {"r_squared": fit.rsquared, "n": n, "missing": 0}


ratings = random.integers(1, 6, (4, 200)).astype(float)
effects = [(-2.0, 0.1), (-0.9, 0.9), (-0.1, 1.8), (0.0, 0.0)]
overall = 6.0 + random.normal(0, 0.7, 200)
for item, (penalty, reward) in zip(ratings, effects):
    overall += penalty * (item <= 2) + reward * (item >= 5)
overall = np.round(overall, 2)
pw = np.round(random.gamma(4, 0.25, 200), 2)
asked = {"overall": overall, "items": 4, "attributes": ratings.ravel(), "low": 2, "high": 5}
cases.add("penalty_reward", "statsmodels OLS", asked, contrast(overall, ratings, 2, 5), 1e-11)
cases.add("penalty_reward", "statsmodels WLS, numpy sandwich", {**asked, "weights": pw, "level": 0.9},
          contrast(overall, ratings, 2, 5, pw, 0.9), 1e-11)
few = {"overall": [1, 5, 3, 4, 2, 3], "items": 1, "attributes": [1, 5, 3, 3, 1, 5], "low": 1, "high": 5}
cases.fail("penalty_reward", {**few, "attributes": [3, 5, 3, 3, 4, 5]}, "not_identified")
cases.fail("penalty_reward", {**few, "overall": [3, 3, 3, 3, 3, 3]}, "undefined")
cases.fail("penalty_reward", {**few, "low": 5}, "inconsistent")
cases.fail("penalty_reward", {**few, "overall": [1, 5, 3, NAN, NAN, NAN]}, "not_identified")
cases.fail("penalty_reward", {**few, "weights": [0, 0, 0, 0, 0, 0]}, "undefined")
cases.fail("penalty_reward", {**few, "items": 2, "attributes": [1, 5, 3, 3, 1, 5] * 2}, "not_identified")
cases.save("kano.toml")
