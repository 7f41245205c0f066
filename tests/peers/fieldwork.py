"""Reference numbers of fieldwork, the satisfaction-loyalty curve and the types of loyalty, printed for the golden files.

Independent of the library: NumPy for raking, SciPy for the isotonic fit, statsmodels for slopes and shares.

    python tests/peers/fieldwork.py
"""

import numpy as np
import statsmodels.api as sm
from scipy.optimize import isotonic_regression
from scipy.stats import norm
from statsmodels.stats.proportion import proportion_confint

Z = norm.ppf(0.975)


def show(name, value):
    if isinstance(value, (list, tuple, np.ndarray)):
        print(f"out.{name} = [{', '.join(repr(float(one)) for one in value)}]")
    else:
        print(f"out.{name} = {float(value)!r}" if not isinstance(value, (int, np.integer)) else f"out.{name} = {value}")


def aapor(i, p, r, nc, o, uh, uo, ineligible, e=None):
    known, unknown = i + p + r + nc + o, uh + uo
    if e is None:
        e = known / (known + ineligible)
    reached = i + p + r + o
    bases = {"1": known + unknown, "2": known + e * unknown, "3": known}
    rates = {
        "rr1": (i, bases["1"]), "rr2": (i + p, bases["1"]), "rr3": (i, bases["2"]),
        "rr4": (i + p, bases["2"]), "rr5": (i, bases["3"]), "rr6": (i + p, bases["3"]),
        "coop1": (i, reached), "coop2": (i + p, reached), "coop3": (i, reached - o), "coop4": (i + p, reached - o),
        **{f"ref{k}": (r, base) for k, base in bases.items()},
        **{f"con{k}": (reached, base) for k, base in bases.items()},
    }
    for name, (count, base) in rates.items():
        show(f"{name}.value", count / base)
    for name in ("rr1", "rr3", "coop4", "con2"):
        count, base = rates[name]
        share = count / base
        show(f"{name}.standard_error", np.sqrt(share * (1 - share) / base))
        lower, upper = proportion_confint(count, base, method="wilson")
        show(f"{name}.lower", lower)
        show(f"{name}.upper", upper)
    show("eligibility", e)


def raking(columns, targets, base, rounds=5000):
    """Plain iterative proportional fitting, respondent by respondent."""
    weights = np.array(base, float)
    shares = [np.array(one, float) / np.sum(one) for one in targets]
    for _ in range(rounds):
        for column, share in zip(columns, shares):
            now = np.array([weights[column == k].sum() for k in range(len(share))])
            weights = weights * (share * weights.sum() / now)[column]
    return weights * len(weights) / weights.sum()


def broken_line(x, y, w, cuts, weighted):
    """Hinges by statsmodels with HC1 standard errors; slopes and their changes as contrasts."""
    design = np.column_stack([np.ones_like(x), x] + [np.maximum(x - cut, 0) for cut in cuts])
    fit = sm.WLS(y, design, weights=w / w.mean()).fit(cov_type="HC1")
    contrasts = []
    for zone in range(len(cuts) + 1):
        contrast = np.zeros(design.shape[1])
        contrast[1 : 2 + zone] = 1
        contrasts.append(contrast)
    for zone, contrast in enumerate(contrasts):
        value, error = contrast @ fit.params, np.sqrt(contrast @ fit.cov_params() @ contrast)
        show(f"zones.{zone}.slope.value", value)
        show(f"zones.{zone}.slope.standard_error", error)
        show(f"zones.{zone}.slope.lower", value - Z * error)
        show(f"zones.{zone}.slope.upper", value + Z * error)
    for number in range(len(cuts)):
        value, error = fit.params[2 + number], fit.bse[2 + number]
        show(f"changes.{number}.value", value)
        show(f"changes.{number}.standard_error", error)
    show("r_squared", fit.rsquared)
    levels = np.unique(x)
    means = np.array([np.average(y[x == level], weights=w[x == level]) for level in levels])
    sums = np.array([w[x == level].sum() for level in levels])
    for number, height in enumerate(isotonic_regression(means, weights=sums).x):
        show(f"levels.{number}.isotonic", height)
    zone_of = np.searchsorted(cuts, x, side="right")
    for zone in range(len(cuts) + 1):
        inside = zone_of == zone
        if weighted:
            share = w[inside].sum() / w.sum()
            error = np.sqrt(np.sum((w * (inside - share)) ** 2)) / w.sum()
            show(f"zones.{zone}.share.value", share)
            show(f"zones.{zone}.share.standard_error", error)
            mean = np.average(y[inside], weights=w[inside])
            show(f"zones.{zone}.loyalty.value", mean)
            show(f"zones.{zone}.loyalty.standard_error",
                 np.sqrt(np.sum((w[inside] * (y[inside] - mean)) ** 2)) / w[inside].sum())
        else:
            lower, upper = proportion_confint(inside.sum(), len(x), method="wilson")
            show(f"zones.{zone}.share.value", inside.mean())
            show(f"zones.{zone}.share.lower", lower)
            show(f"zones.{zone}.share.upper", upper)
            lower, upper = sm.stats.DescrStatsW(y[inside]).tconfint_mean()
            show(f"zones.{zone}.loyalty.value", y[inside].mean())
            show(f"zones.{zone}.loyalty.lower", lower)
            show(f"zones.{zone}.loyalty.upper", upper)
    return design, fit, contrasts, zone_of


def elasticity(x, y, w, cuts, origin):
    """slope · (x̄ − origin)/ŷ with the delta method on the hinges."""

    def one(cuts, zone, inside, name):
        design = np.column_stack([np.ones_like(x), x] + [np.maximum(x - cut, 0) for cut in cuts])
        fit = sm.WLS(y, design, weights=w / w.mean()).fit(cov_type="HC1")
        at = np.average(x[inside], weights=w[inside])
        height = np.array([1, at] + [max(at - cut, 0) for cut in cuts])
        slope = np.zeros(len(height))
        slope[1 : 2 + zone] = 1
        value = slope @ fit.params * (at - origin) / (height @ fit.params)
        step = (slope * (at - origin) - value * height) / (height @ fit.params)
        error = np.sqrt(step @ fit.cov_params() @ step)
        if name != "overall":
            show(name.replace(".elasticity", ".satisfaction"), at)
            show(name.replace(".elasticity", ".loyalty"), height @ fit.params)
        show(f"{name}.value", value)
        show(f"{name}.standard_error", error)
        show(f"{name}.lower", value - Z * error)

    zone_of = np.searchsorted(cuts, x, side="right")
    for zone in range(len(cuts) + 1):
        one(cuts, zone, zone_of == zone, f"zones.{zone}.elasticity")
    one([], 0, np.ones(len(x), bool), "overall")


def trap(basic, latent, y, cuts):
    """Two fits of the same respondents; the difference of the top slopes by their influence functions."""
    parts = []
    for x in (basic, latent):
        design = np.column_stack([np.ones_like(x), x] + [np.maximum(x - cut, 0) for cut in cuts])
        fit = sm.OLS(y, design).fit()
        contrast = np.r_[0, np.ones(design.shape[1] - 1)]
        influence = (design @ np.linalg.inv(design.T @ design) @ contrast) * fit.resid
        parts.append((contrast @ fit.params, influence, design.shape[1]))
    (a, ia, p), (b, ib, _) = parts
    error = np.sqrt(len(y) / (len(y) - p) * np.sum((ib - ia) ** 2))
    show("slope_difference.value", b - a)
    show("slope_difference.standard_error", error)
    show("basic.zones.2.slope.value", a)
    show("latent.zones.2.slope.value", b)
    exposed = (basic >= cuts[-1]) & (latent < cuts[-1])
    lower, upper = proportion_confint(exposed.sum(), len(y), method="wilson")
    show("exposed.value", exposed.mean())
    show("exposed.lower", lower)
    show("exposed.upper", upper)


def answers(seed, n):
    """A small survey with a seeded generator: what the golden cases hold as lists."""
    random = np.random.default_rng(seed)
    x = random.integers(1, 6, n).astype(float)
    latent = random.integers(1, 6, n).astype(float)
    y = np.round(0.15 * np.minimum(x, 4) + 0.1 * latent + random.normal(0, 0.08, n), 2)
    y = np.clip(y, 0, None)
    w = np.round(random.uniform(0.5, 2.0, n), 2)
    return x, latent, y, w


def given(name, values):
    print(f"in.{name} = [{', '.join(f'{float(one):g}' for one in values)}]")


def case(function, source, tolerance=1e-9):
    print(f'\n[[case]]\nfunction = "{function}"\nsource = "{source}"\ntolerance = {tolerance:g}')


def fieldwork_file():
    case("aapor_rates", "NumPy and statsmodels, tests/peers/fieldwork.py: e given", 1e-12)
    counts = dict(complete=412, partial=37, refusal=120, non_contact=208, other=19, unknown_household=95,
                  unknown_other=41, ineligible=66)
    for name, count in counts.items():
        print(f"in.{name} = {count}")
    print("in.eligibility = 0.62")
    aapor(*counts.values(), e=0.62)
    case("aapor_rates", "NumPy and statsmodels, tests/peers/fieldwork.py: e from the known cases", 1e-12)
    for name, count in counts.items():
        print(f"in.{name} = {count}")
    aapor(*counts.values())

    random = np.random.default_rng(5)
    n = 60
    sex, age, region = random.integers(0, 2, n), random.integers(0, 3, n), random.integers(0, 4, n)
    base = np.round(random.uniform(0.5, 2.5, n), 2)
    targets = [[480, 520], [0.25, 0.4, 0.35], [10, 20, 30, 40]]
    for name, weights in (("equal", np.ones(n)), ("design", base)):
        case("rake", f"Respondent by respondent in NumPy, tests/peers/fieldwork.py: {name} weights", 1e-8)
        print("in.margins = 3")
        given("categories", np.concatenate([sex, age, region]))
        given("targets", sum(targets, []))
        print("in.target_counts = [2, 3, 4]")
        if name == "design":
            given("weights", base)
        made = raking([sex, age, region], targets, weights)
        for row in (0, 1, 17, 59):
            show(f"weights.{row}", made[row])
        show("design.design_effect", n * np.sum(made**2) / made.sum() ** 2)
        show("design.variation", made.std() / made.mean())
        show("design.largest", made.max() / made.mean())
        row = 0
        for column, target in zip([sex, age, region], targets):
            for k, share in enumerate(np.array(target) / np.sum(target)):
                show(f"categories.{row}.respondents", int((column == k).sum()))
                show(f"categories.{row}.target", share)
                show(f"categories.{row}.before", weights[column == k].sum() / weights.sum())
                show(f"categories.{row}.after", made[column == k].sum() / made.sum())
                row += 1
    case("post_stratify", "By hand in NumPy, tests/peers/fieldwork.py", 1e-12)
    given("strata", region)
    print("in.targets = [10, 20, 30, 40]")
    given("weights", base)
    print('in.total = "targets"')
    made = base * np.array([t / base[region == k].sum() for k, t in enumerate([10, 20, 30, 40])])[region]
    for row in (0, 1, 17, 59):
        show(f"weights.{row}", made[row])
    show("design.effective_n", made.sum() ** 2 / np.sum(made**2))
    case("design_effect", "NumPy, tests/peers/fieldwork.py", 1e-12)
    given("weights", base)
    show("design_effect", n * np.sum(base**2) / base.sum() ** 2)
    show("effective_n", base.sum() ** 2 / np.sum(base**2))
    show("variation", base.std() / base.mean())
    show("smallest", base.min() / base.mean())
    show("largest", base.max() / base.mean())
    show("n", n)


def curve_file():
    x, latent, y, w = answers(11, 80)
    for weighted in (False, True):
        weights = w if weighted else np.ones_like(w)
        extra = ", weighted" if weighted else ""
        case("satisfaction_curve", f"statsmodels WLS with HC1 and SciPy isotonic_regression{extra}")
        given("satisfaction", x)
        given("loyalty", y)
        if weighted:
            given("weights", w)
        print("in.cuts = [3, 4]")
        broken_line(x, y, weights, [3.0, 4.0], weighted)
        case("loyalty_elasticity", f"statsmodels WLS with HC1 and the delta method{extra}")
        given("satisfaction", x)
        given("loyalty", y)
        if weighted:
            given("weights", w)
        print("in.cuts = [3, 4]")
        print(f"in.origin = {0.5 if weighted else 0}")
        elasticity(x, y, weights, [3.0, 4.0], 0.5 if weighted else 0.0)
    case("satisfaction_trap", "statsmodels OLS and influence functions in NumPy")
    given("basic", x)
    given("latent", latent)
    given("loyalty", y)
    print("in.cuts = [3, 4]")
    trap(x, latent, y, [3.0, 4.0])


def loyalty_file():
    random = np.random.default_rng(23)
    n = 40
    attitude = random.integers(1, 6, n).astype(float)
    repeat = np.round(random.uniform(0, 1, n), 2)
    w = np.round(random.uniform(0.5, 2.0, n), 2)
    high, many = attitude >= 4, repeat >= 0.5

    def share(name, inside, weights, among=None):
        inside = inside if among is None else inside[among]
        weights = weights if weights is None or among is None else weights[among]
        show(f"{name}.value", inside.mean() if weights is None else np.average(inside, weights=weights))
        if weights is None:
            lower, upper = proportion_confint(inside.sum(), len(inside), method="wilson")
        else:
            value = np.average(inside, weights=weights)
            error = np.sqrt(np.sum((weights * (inside - value)) ** 2)) / weights.sum()
            show(f"{name}.standard_error", error)
            lower, upper = max(value - Z * error, 0), min(value + Z * error, 1)
        show(f"{name}.lower", lower)
        show(f"{name}.upper", upper)

    for weights in (None, w):
        case("loyalty_matrix", f"NumPy and statsmodels{'' if weights is None else ', weighted'}")
        given("attitude", attitude)
        given("repeat", repeat)
        if weights is not None:
            given("weights", w)
        print("in.attitude_cut = 4\nin.repeat_cut = 0.5")
        share("loyalty", high & many, weights)
        share("latent", high & ~many, weights)
        share("spurious", ~high & many, weights)
        share("none", ~high & ~many, weights)
        share("genuine", high, weights, many)
        show("effective_n", n if weights is None else w.sum() ** 2 / np.sum(w**2))

    satisfaction, loyalty = random.integers(1, 6, n).astype(float), random.integers(1, 6, n).astype(float)
    case("apostle_model", "NumPy and statsmodels")
    given("satisfaction", satisfaction)
    given("loyalty", loyalty)
    print("in.satisfaction_cut = 4\nin.loyalty_cut = 4\nin.apostle = [5, 5]\nin.terrorist = [1, 2]")
    good, loyal = satisfaction >= 4, loyalty >= 4
    top, bottom = (satisfaction >= 5) & (loyalty >= 5), (satisfaction <= 1) & (loyalty <= 2)
    share("apostle", top, None)
    share("loyalist", good & loyal & ~top, None)
    share("mercenary", good & ~loyal, None)
    share("hostage", ~good & loyal, None)
    share("defector", ~good & ~loyal & ~bottom, None)
    share("terrorist", bottom, None)

    names = ["no_alternative", "kinship", "incentive", "habit", "preference", ""]
    reason = random.integers(0, 6, n)
    case("loyalty_types", "NumPy and statsmodels")
    given("attitude", attitude)
    given("repeat", repeat)
    print(f"in.reason = [{', '.join(chr(34) + names[one] + chr(34) for one in reason)}]")
    print("in.attitude_cut = 4\nin.repeat_cut = 0.5")
    share("monopoly", many & (reason == 0), None)
    share("kinship", many & (reason == 1), None)
    share("incentive", many & (reason == 2), None)
    share("inertia", many & ((reason == 3) | ((reason >= 4) & ~high)), None)
    share("trust", many & (reason >= 4) & high, None)
    share("latent", ~many & high, None)
    share("none", ~many & ~high, None)
    show("without_reason", int((many & (reason == 5)).sum()))

    items = random.integers(1, 6, (4, n)).astype(float)
    met = items >= 3
    steps = np.where(met.all(0), 4, np.argmin(met, axis=0))
    case("loyalty_pyramid", "NumPy and statsmodels: cumulative")
    print("in.items = 4")
    given("answers", items.ravel())
    given("weights", w)
    print('in.cuts = [3, 3, 3, 3]\nin.rule = "cumulative"')
    for level in range(5):
        show(f"rows.{level}.customers", int((steps == level).sum()))
        share(f"rows.{level}.share", steps == level, w)
        if level:
            share(f"rows.{level}.reached", steps >= level, w)
            share(f"rows.{level}.conversion", steps >= level, w, steps >= level - 1)
    highest = np.where(met.any(0), 4 - np.argmax(met[::-1], axis=0), 0)
    show("broken", int((steps != highest).sum()))

    ends = np.array([[1, 5], [1, 5], [5, 1], [1, 5]], float)
    weight = np.array([2, 1, 1, 0.5])
    deeds = np.vstack([repeat, random.integers(0, 11, n)])
    mind = weight @ ((items - ends[:, :1]) / (ends[:, 1:] - ends[:, :1])) / weight.sum()
    deed = (deeds[0] + deeds[1] / 10) / 2
    case("loyalty_scores", "NumPy and statsmodels")
    print("in.attitudinal_items = 4")
    given("attitudinal", items.ravel())
    given("attitudinal_worst", ends[:, 0])
    given("attitudinal_best", ends[:, 1])
    given("attitudinal_importance", weight)
    print("in.behavioural_items = 2")
    given("behavioural", deeds.ravel())
    given("behavioural_worst", [0, 0])
    given("behavioural_best", [1, 10])
    for row in (0, 7, 39):
        show(f"attitudinal.{row}", mind[row])
        show(f"behavioural.{row}", deed[row])
    for name, of in (("mean_attitudinal", mind), ("mean_behavioural", deed), ("gap", mind - deed)):
        lower, upper = sm.stats.DescrStatsW(of).tconfint_mean()
        show(f"{name}.value", of.mean())
        show(f"{name}.lower", lower)
        show(f"{name}.upper", upper)
    show("correlation", np.corrcoef(mind, deed)[0, 1])


if __name__ == "__main__":
    for name, write in (("fieldwork", fieldwork_file), ("satisfaction_curve", curve_file), ("loyalty", loyalty_file)):
        print(f"# ---- {name}.toml")
        write()
