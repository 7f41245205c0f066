"""Key drivers and reliability by numpy and scipy: writes tests/golden/drivers.toml and reliability.toml.

    python tests/peers/drivers.py

Shares of R-squared by their definition over every set, relative weights by a matrix square root, alpha from a covariance
matrix, omega by scipy's minimiser: nothing here knows how the library computes them.
"""

import csv
import itertools
import math
from pathlib import Path

import numpy as np
from scipy import linalg, optimize, stats

HERE = Path(__file__).resolve().parent
GOLDEN = HERE.parent / "golden"
NAN = math.nan


def read(name):
    with (HERE.parent / "data" / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    return np.array([[float(field) for field in row] for row in rows])


def number(value):
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, (bool, np.bool_)):
        return "true" if value else "false"
    if isinstance(value, (int, np.integer)):
        return str(value)
    value = float(value)
    if math.isnan(value):
        return "nan"
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)


def line(key, value):
    if isinstance(value, (list, tuple, np.ndarray)):
        return f"{key} = [{', '.join(number(one) for one in np.ravel(value))}]"
    return f"{key} = {number(value)}"


class File:
    def __init__(self, name, head):
        self.path, self.lines = GOLDEN / name, [f"# {head}"]

    def case(self, function, source, tolerance, inputs, outputs):
        self.lines += ["", "[[case]]", line("function", function), line("source", source)]
        if tolerance:
            self.lines.append(f"tolerance = {tolerance:g}")
        self.lines += [line(f"in.{key}", value) for key, value in inputs.items()]
        self.lines += [line(f"out.{key}", value) for key, value in outputs.items()]

    def write(self):
        self.path.write_text("\n".join(self.lines) + "\n", encoding="utf-8")


# ---- key drivers


def correlations(columns, weights=None):
    return np.corrcoef(columns) if weights is None else weighted_correlations(columns, weights)


def weighted_covariances(columns, weights):
    centred = columns - np.average(columns, axis=1, weights=weights)[:, None]
    return (weights * centred) @ centred.T / np.sum(weights)


def weighted_correlations(columns, weights):
    covariances = weighted_covariances(columns, weights)
    sizes = np.sqrt(np.diag(covariances))
    return covariances / np.outer(sizes, sizes)


def explained(matrix, members):
    members = list(members)
    if not members:
        return 0.0
    outcome = matrix[members, -1]
    return float(outcome @ np.linalg.solve(matrix[np.ix_(members, members)], outcome))


def measures(matrix):
    """R-squared, and a row of measures for each predictor; the outcome is last."""
    p = len(matrix) - 1
    values = {
        members: explained(matrix, members)
        for size in range(p + 1)
        for members in itertools.combinations(range(p), size)
    }
    whole = values[tuple(range(p))]
    inner, outcome = matrix[:p, :p], matrix[:p, p]
    beta = np.linalg.solve(inner, outcome)
    root = linalg.sqrtm(inner).real
    relative = (root**2) @ (np.linalg.solve(root, outcome) ** 2)
    inflation = np.diag(np.linalg.inv(inner))
    rows = []
    for j in range(p):
        others = [k for k in range(p) if k != j]
        lmg = 0.0
        for size in range(p):
            weight = math.factorial(size) * math.factorial(p - size - 1) / math.factorial(p)
            for members in itertools.combinations(others, size):
                lmg += weight * (values[tuple(sorted((*members, j)))] - values[members])
        rows.append(
            {
                "lmg.value": lmg,
                "share.value": lmg / whole,
                "relative_weight.value": relative[j],
                "standardised_beta.value": beta[j],
                "pratt.value": beta[j] * outcome[j],
                "correlation.value": outcome[j],
                "variance_inflation": inflation[j],
            }
        )
    return whole, rows


def driver_outputs(whole, rows, n, missing, effective):
    p = len(rows)
    out = {"r_squared.value": whole, "adjusted_r_squared": 1 - (1 - whole) * (n - 1) / (n - p - 1)}
    for j, row in enumerate(rows):
        out |= {f"predictors.{j}.{key}": value for key, value in row.items()}
        out[f"predictors.{j}.sampling_error"] = 0.0
    return out | {"n": n, "missing": missing, "effective_n": effective, "failed_resamples": 0}


def driver_inputs(outcome, predictors, resamples=0, **more):
    return {"outcome": outcome, "items": len(predictors), "predictors": predictors, "resamples": resamples} | more


def drivers(file):
    swiss, attitude = read("swiss.csv").T, read("attitude.csv").T
    published = [0.0570912, 0.1711730, 0.2601347, 0.1055702, 0.1127659]
    file.case(
        "drivers",
        "R package relaimpo, calc.relimp of swiss (Groemping 2006)",
        5e-8,
        driver_inputs(swiss[0], swiss[1:]),
        {"r_squared.value": 0.7067350} | {f"predictors.{j}.lmg.value": share for j, share in enumerate(published)},
    )
    for name, data in [("swiss", swiss), ("attitude", attitude)]:
        whole, rows = measures(correlations(np.vstack([data[1:], data[:1]])))
        n = data.shape[1]
        file.case(
            "drivers",
            f"numpy, every set of predictors; R's {name}",
            1e-11,
            driver_inputs(data[0], data[1:]),
            driver_outputs(whole, rows, n, 0, n),
        )

    random = np.random.default_rng(6)
    n = 60
    shared = random.normal(size=n)
    answers = np.clip(np.round(6 + 1.5 * shared + 1.5 * random.normal(size=(9, n))), 1, 10)
    weights = np.round(random.gamma(3, 0.4, n), 2)
    answers[2, 5] = answers[0, 17] = NAN
    weights[30] = NAN
    complete = ~np.isnan(answers).any(axis=0) & ~np.isnan(weights)
    kept, w = answers[:, complete], weights[complete]
    whole, rows = measures(correlations(np.vstack([kept[1:], kept[:1]]), w))
    file.case(
        "drivers",
        "numpy, every set of predictors; weights and gaps",
        1e-11,
        driver_inputs(answers[0], answers[1:], weights=weights),
        driver_outputs(whole, rows, int(complete.sum()), 3, w.sum() ** 2 / (w**2).sum()),
    )
    file.case(
        "drivers",
        "numpy: a bootstrap of 4,000 resamples of swiss, to its own error",
        0.035,
        driver_inputs(swiss[0], swiss[1:], resamples=2000, seed=7),
        bootstrap_outputs(np.vstack([swiss[1:], swiss[:1]])),
    )
    # Columns of a Hadamard matrix are uncorrelated: whatever the order, each predictor adds its squared correlation.
    hadamard = linalg.hadamard(32).astype(float)[1:]
    outcome = (np.arange(1, 32)[:, None] * hadamard).sum(axis=0)
    squares = np.arange(1, 32) ** 2
    file.case(
        "drivers",
        "by hand: 24 uncorrelated predictors of 31, 100 sampled orders",
        1e-13,
        driver_inputs(outcome, hadamard[:24], sampled_orders=100),
        {"r_squared.value": squares[:24].sum() / squares.sum()}
        | {f"predictors.{j}.lmg.value": squares[j] / squares.sum() for j in range(24)}
        | {f"predictors.{j}.sampling_error": 0.0 for j in range(24)},
    )
    whole, rows = measures(correlations(np.vstack([attitude[1:], attitude[:1]])))
    file.case(
        "drivers",
        "numpy, every set; 4,000 sampled orders of attitude come within 0.005",
        5e-3,
        driver_inputs(attitude[0], attitude[1:], sampled_orders=4000, seed=3),
        {"r_squared.value": whole} | {f"predictors.{j}.lmg.value": row["lmg.value"] for j, row in enumerate(rows)},
    )
    twin = swiss.copy()
    twin[4] = 2 * swiss[1] - swiss[3]
    constant = swiss.copy()
    constant[2] = 4
    refusals = [
        ("not_identified", driver_inputs(twin[0], twin[1:])),
        ("undefined", driver_inputs(constant[0], constant[1:])),
        ("undefined", driver_inputs(constant[2], constant[[0, 1]])),
        ("not_identified", driver_inputs(swiss[0, :6], swiss[1:, :6])),
        ("out_of_range", driver_inputs(outcome, hadamard[:21])),
        ("out_of_range", driver_inputs(swiss[0], swiss[1:], resamples=99)),
        ("out_of_range", driver_inputs(swiss[0], swiss[1:], sampled_orders=101)),
    ]
    for error, inputs in refusals:
        file.case("drivers", "domain", 0, inputs, {"error": error})


def bootstrap_outputs(columns):
    random = np.random.default_rng(5)
    n = columns.shape[1]
    drawn = []
    for _ in range(4000):
        whole, rows = measures(np.corrcoef(columns[:, random.integers(0, n, n)]))
        drawn.append([whole] + [row[key] for row in rows for key in ("lmg.value", "correlation.value")])
    lower, upper = np.percentile(drawn, [2.5, 97.5], axis=0)
    errors = np.std(drawn, axis=0, ddof=1)
    out = {}
    names = ["r_squared"] + [f"predictors.{j}.{key}" for j in range(len(columns) - 1) for key in ("lmg", "correlation")]
    for name, low, high, error in zip(names, lower, upper, errors, strict=True):
        out |= {f"{name}.lower": low, f"{name}.upper": high, f"{name}.standard_error": error, f"{name}.method": "bootstrap"}
    return out


# ---- reliability


def alpha_of(covariances):
    k = len(covariances)
    return k / (k - 1) * (1 - np.trace(covariances) / covariances.sum())


def alpha_outputs(columns, weights=None, missing=0):
    """Coefficient alpha, its distribution-free standard error by numerical influence, and Feldt's interval."""
    k, n = columns.shape
    w = np.ones(n) if weights is None else weights
    alpha = alpha_of(weighted_covariances(columns, w))
    # The derivative of alpha by each respondent's weight is the influence on it.
    influence = np.empty(n)
    for row in range(n):
        h = 1e-4 * w[row]
        up, down = w.copy(), w.copy()
        up[row] += h
        down[row] -= h
        difference = alpha_of(weighted_covariances(columns, up)) - alpha_of(weighted_covariances(columns, down))
        influence[row] = difference / (2 * h)
    error = math.sqrt(np.sum((w * influence) ** 2))
    matrix = weighted_correlations(columns, w)
    mean = (matrix.sum() - k) / (k * (k - 1))
    if weights is None:
        f = lambda p: stats.f.ppf(p, n - 1, (n - 1) * (k - 1))
        interval = (1 - (1 - alpha) * f(0.975), 1 - (1 - alpha) * f(0.025), "feldt")
    else:
        z = stats.norm.ppf(0.975)
        interval = (alpha - z * error, min(1.0, alpha + z * error), "linearised")
    return {
        "alpha.value": alpha,
        "alpha.standard_error": error,
        "alpha.lower": interval[0],
        "alpha.upper": interval[1],
        "alpha.method": interval[2],
        "standardised": k * mean / (1 + (k - 1) * mean),
        "mean_correlation": mean,
        "items": k,
        "n": n,
        "missing": missing,
        "effective_n": w.sum() ** 2 / (w**2).sum(),
        "small_sample": n < 30,
    }


def one_factor(matrix):
    """Loadings and uniquenesses by maximum likelihood, and the discrepancy."""
    k = len(matrix)

    def discrepancy(logs):
        own = np.exp(logs)
        values = np.linalg.eigvalsh(matrix / np.sqrt(np.outer(own, own)))[:-1]
        return np.sum(values - np.log(values) - 1)

    start = np.log((1 - 0.5 / k) / np.diag(np.linalg.inv(matrix)))
    bounds = [(math.log(0.005), None)] * k
    best = optimize.minimize(discrepancy, start, bounds=bounds, method="L-BFGS-B", options={"ftol": 1e-15, "gtol": 1e-10})
    own = np.exp(best.x)
    values, vectors = np.linalg.eigh(matrix / np.sqrt(np.outer(own, own)))
    loadings = np.sqrt(max(values[-1] - 1, 0)) * vectors[:, -1] * np.sqrt(own)
    return loadings * np.sign(loadings.sum()), own, best.fun


def omega_of(loadings, own, sizes):
    common = np.sum(loadings * sizes) ** 2
    return common / (common + np.sum(own * sizes**2))


def omega_outputs(columns, weights=None, missing=0):
    k, n = columns.shape
    w = np.ones(n) if weights is None else weights
    effective = w.sum() ** 2 / (w**2).sum()
    loadings, own, discrepancy = one_factor(weighted_correlations(columns, w))
    sizes = np.sqrt(np.diag(weighted_covariances(columns, w)))
    statistic = (effective - 1 - (2 * k + 5) / 6 - 2 / 3) * discrepancy
    degrees = k * (k - 3) // 2
    out = {"omega.value": omega_of(loadings, own, sizes), "standardised": omega_of(loadings, own, np.ones(k))}
    out |= {f"loadings.{j}": loading for j, loading in enumerate(loadings)}
    out |= {f"uniquenesses.{j}": share for j, share in enumerate(own)}
    return out | {
        "one_factor.statistic": statistic,
        "one_factor.degrees_of_freedom": degrees,
        "one_factor.p_value": stats.chi2.sf(statistic, degrees),
        "heywood": bool((own < 0.0050001).any()),
        "n": n,
        "missing": missing,
        "effective_n": effective,
    }


def item_outputs(columns):
    k, n = columns.shape
    total = columns.sum(axis=0)
    matrix = np.corrcoef(columns)
    explained_by_others = 1 - 1 / np.diag(np.linalg.inv(matrix))
    t = stats.t.ppf(0.975, n - 1)
    out = {f"alpha.{key}": value for key, value in alpha_outputs(columns).items() if key in ("alpha.value", "n")}
    for j in range(k):
        x, rest = columns[j], total - columns[j]
        error = x.std(ddof=1) / math.sqrt(n)
        z, v = (x - x.mean()) / x.std(), (rest - rest.mean()) / rest.std()
        r = np.mean(z * v)
        influence = z * v - r * (z**2 + v**2) / 2
        others = alpha_outputs(np.delete(columns, j, axis=0))
        out |= {
            f"items.{j}.mean.value": x.mean(),
            f"items.{j}.mean.standard_error": error,
            f"items.{j}.mean.lower": x.mean() - t * error,
            f"items.{j}.mean.upper": x.mean() + t * error,
            f"items.{j}.standard_deviation": x.std(ddof=1),
            f"items.{j}.item_rest.value": r,
            f"items.{j}.item_rest.standard_error": math.sqrt(np.sum(influence**2)) / n,
            f"items.{j}.item_total": np.corrcoef(x, total)[0, 1],
            f"items.{j}.squared_multiple_correlation": explained_by_others[j],
            f"items.{j}.alpha_if_dropped.value": others["alpha.value"],
            f"items.{j}.alpha_if_dropped.lower": others["alpha.lower"],
            f"items.{j}.alpha_if_dropped.upper": others["alpha.upper"],
            f"items.{j}.reversed": False,
        }
    return out


def block(columns, **more):
    return {"items": len(columns), "answers": columns} | more


ABILITY = np.array(
    [
        [24.641, 5.991, 33.520, 6.023, 20.755, 29.701],
        [5.991, 6.700, 18.137, 1.782, 4.936, 7.204],
        [33.520, 18.137, 149.831, 19.424, 31.430, 50.753],
        [6.023, 1.782, 19.424, 12.711, 4.757, 9.075],
        [20.755, 4.936, 31.430, 4.757, 52.604, 66.762],
        [29.701, 7.204, 50.753, 9.075, 66.762, 135.292],
    ]
)


def with_covariances(covariances, n):
    """Columns whose covariances are these."""
    random = np.random.default_rng(1)
    noise = random.normal(size=(n, len(covariances)))
    basis, _ = np.linalg.qr(noise - noise.mean(axis=0))
    return np.linalg.cholesky(covariances) @ basis.T * math.sqrt(n - 1)


def reliability(file):
    attitude = read("attitude.csv").T
    file.case(
        "cronbach_alpha",
        "R package psych, alpha(attitude); Feldt's interval of it",
        5e-5,
        block(attitude),
        {"alpha.value": 0.8431428, "standardised": 0.8390838, "alpha.lower": 0.7394, "alpha.upper": 0.9158},
    )
    file.case("cronbach_alpha", "numpy and scipy; R's attitude", 1e-8, block(attitude), alpha_outputs(attitude))
    random = np.random.default_rng(8)
    n = 45
    shared = random.normal(size=n)
    answers = np.clip(np.round(3 + 0.8 * shared + 0.8 * random.normal(size=(5, n))), 1, 5)
    answers[3] = 6 - answers[3]
    turned = answers.copy()
    turned[3] = -turned[3]
    file.case("cronbach_alpha", "numpy and scipy; an item reversed", 1e-8, block(answers, reversed=[3]), alpha_outputs(turned))
    weights = np.round(random.gamma(3, 0.4, n) + 0.05, 2)
    gaps = answers.copy()
    gaps[1, 4] = NAN
    kept = np.arange(n) != 4
    file.case(
        "cronbach_alpha",
        "numpy and scipy; weights and a gap",
        1e-8,
        block(gaps, reversed=[3], weights=weights),
        alpha_outputs(turned[:, kept], weights[kept], 1),
    )
    file.case("cronbach_alpha", "domain: everybody answered the same", 0, block(np.full((3, 10), 4)), {"error": "undefined"})
    file.case("cronbach_alpha", "domain: one item", 0, block(attitude[:1]), {"error": "undefined"})
    file.case("cronbach_alpha", "domain: no such item", 0, block(attitude, reversed=[7]), {"error": "out_of_range"})

    published = {
        "loadings": [0.682, 0.384, 0.502, 0.300, 0.877, 0.849],
        "uniquenesses": [0.535, 0.853, 0.748, 0.910, 0.232, 0.280],
    }
    file.case(
        "mcdonald_omega",
        "R's reference output of factanal(factors = 1, covmat = ability.cov), on columns with those covariances",
        5.1e-4,
        block(with_covariances(ABILITY, 112), resamples=0),
        {f"{name}.{j}": value for name, values in published.items() for j, value in enumerate(values)},
    )
    file.case(
        "mcdonald_omega",
        "R's reference output of factanal(factors = 1, covmat = ability.cov), its test",
        7e-5,
        block(with_covariances(ABILITY, 112), resamples=0),
        {"one_factor.statistic": 75.18, "one_factor.degrees_of_freedom": 9},
    )
    file.case("mcdonald_omega", "scipy's minimiser; R's attitude", 2e-7, block(attitude, resamples=0), omega_outputs(attitude))
    file.case(
        "mcdonald_omega",
        "scipy's minimiser; an item reversed, weights and a gap",
        2e-7,
        block(gaps, reversed=[3], weights=weights, resamples=0),
        omega_outputs(turned[:, kept], weights[kept], 1),
    )
    heywood = with_covariances(np.array([[1, 0.8, 0.8], [0.8, 1, 0.5], [0.8, 0.5, 1]]), 40)
    file.case(
        "mcdonald_omega",
        "scipy's minimiser; a Heywood case",
        2e-6,
        block(heywood, resamples=0),
        {key: value for key, value in omega_outputs(heywood).items() if not key.startswith("one_factor")},
    )
    drawn = []
    bootstrap = np.random.default_rng(4)
    for _ in range(2000):
        sample = attitude[:, bootstrap.integers(0, 30, 30)]
        loadings, own, _ = one_factor(np.corrcoef(sample))
        drawn.append(omega_of(loadings, own, sample.std(axis=1)))
    lower, upper = np.percentile(drawn, [2.5, 97.5])
    file.case(
        "mcdonald_omega",
        "scipy: a bootstrap of 2,000 resamples of attitude, to its own error",
        0.02,
        block(attitude, resamples=1000, seed=2),
        {"omega.lower": lower, "omega.upper": upper, "omega.standard_error": np.std(drawn), "omega.method": "bootstrap"},
    )
    file.case("mcdonald_omega", "domain: two items", 0, block(attitude[:2]), {"error": "not_identified"})
    twin = attitude[[0, 1, 2, 0]]
    file.case("mcdonald_omega", "domain: an item twice", 0, block(twin), {"error": "not_identified"})

    file.case("item_analysis", "numpy and scipy; R's attitude", 1e-8, block(attitude), item_outputs(attitude))
    care(file)


def care(file):
    random = np.random.default_rng(9)
    answers = random.integers(1, 4, (6, 40)).astype(float)
    answers[:, 3] = 2
    answers[1:5, 8] = 3
    answers[2, 11] = answers[4, 11] = NAN
    answers[1:5, 20] = NAN

    def runs(row):
        given = row[~np.isnan(row)]
        return max(len(list(group)) for _, group in itertools.groupby(given)), given

    longest = [runs(row) if np.sum(~np.isnan(row)) >= 3 else (0, row) for row in answers.T]
    judged = [run > 0 for run, _ in longest]
    flags = [run >= 4 for run, _ in longest]
    n, flagged = sum(judged), sum(flags)
    z = stats.norm.ppf(0.975)
    p = flagged / n
    centre, half = (p + z * z / (2 * n)) / (1 + z * z / n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    out = {"share.value": p, "share.lower": centre - half, "share.upper": centre + half, "share.method": "wilson"}
    out |= {"flagged": flagged, "n": n, "missing": 40 - n}
    for row in range(40):
        run, given = longest[row]
        out[f"flags.{row}"] = flags[row]
        out[f"longest_runs.{row}"] = run
        out[f"variability.{row}"] = np.std(given, ddof=1) if run else NAN
    file.case("straight_lining", "numpy", 1e-12, block(answers, longest_run=4), out)
    file.case(
        "straight_lining",
        "numpy",
        1e-12,
        block(answers),
        {"flagged": sum(run == len(given) for run, given in longest if run), "n": n},
    )
    file.case("straight_lining", "domain: a run of one", 0, block(answers, longest_run=1), {"error": "out_of_range"})

    times = np.round(random.gamma(4, 10, (3, 30)) + 3, 1)
    times[:, 2] = [4, 5, 3]
    times[1, 9] = NAN
    times[:, 12] = NAN
    weights = np.round(random.gamma(4, 0.25, 30), 2) + 0.05
    medians = np.nanmedian(times, axis=1)
    with np.errstate(all="ignore"):
        speeds = np.array([np.mean(row[~np.isnan(row)]) if (~np.isnan(row)).any() else NAN for row in np.minimum(medians[:, None] / times, 3).T])
    seen = ~np.isnan(speeds)
    flags = speeds >= 1.5
    w = weights[seen]
    share = np.sum(w * flags[seen]) / w.sum()
    error = math.sqrt(np.sum(w**2 * (flags[seen] - share) ** 2)) / w.sum()
    out = {"share.value": share, "share.standard_error": error, "share.method": "linearised"}
    out |= {"flagged": int(flags.sum()), "n": int(seen.sum()), "missing": int((~seen).sum())}
    out |= {f"medians.{page}": median for page, median in enumerate(medians)}
    out |= {f"speeds.{row}": speed for row, speed in enumerate(speeds)}
    out |= {f"flags.{row}": bool(flag) for row, flag in enumerate(flags)}
    inputs = {"items": 3, "times": times, "weights": weights, "threshold": 1.5}
    file.case("speeding", "numpy", 1e-12, inputs, out)
    zero = times.copy()
    zero[1, 3] = 0
    file.case("speeding", "domain: no time at all", 0, {"items": 3, "times": zero}, {"error": "out_of_range"})
    file.case("speeding", "domain: a cap below the threshold", 0, inputs | {"threshold": 4}, {"error": "inconsistent"})


def main():
    file = File("drivers.toml", "Key drivers. Published numbers first, then numpy. Predictors stand one after another.")
    drivers(file)
    file.write()
    file = File("reliability.toml", "Reliability and care. Published numbers first, then numpy and scipy. Items stand one after another.")
    reliability(file)
    file.write()


if __name__ == "__main__":
    main()
