"""Fits with covariates, from the likelihoods of the papers, in 50 digits: the golden cases of tests/golden/covariates.toml.

    python tests/peers/covariates.py > tests/golden/covariates.toml

Needs python-flint, mpmath and scipy. Static covariates: Fader & Hardie 2007, "Incorporating time-invariant covariates into the Pareto/NBD and
BG/NBD models"; those that change over time: Bachmann, Meierer & Naef 2021, "The role of time-varying contextual factors in
latent attrition models for customer base analysis". Integrals are Gauss's rule, derivatives are differences in 50 digits, and
the maximum is Newton's. The customers are made up here.
"""

import random
import sys
from bisect import bisect_right
from collections import Counter
from math import exp, lgamma, log

import mpmath
import numpy as np
from flint import arb, ctx
from mpmath import mp
from scipy.optimize import minimize

mp.dps = 50
ctx.prec = 200
STEP = mp.mpf(10) ** -10
Z = mp.sqrt(2) * mp.erfinv(mp.mpf("0.95"))
NODES = 40
RULE = [(x, w) for x, w in zip(*np.polynomial.legendre.leggauss(NODES))]


def legendre(n):
    """Nodes and weights on (0, 1), in full precision."""
    rule = []
    for x, _ in RULE:
        x = mp.mpf(float(x))
        for _ in range(3):
            p, before = mp.legendre(n, x), mp.legendre(n - 1, x)
            slope = n * (x * p - before) / (x * x - 1)
            x -= p / slope
        before = mp.legendre(n - 1, x)
        slope = -n * before / (x * x - 1)
        rule.append(((1 + x) / 2, 1 / ((1 - x * x) * slope * slope)))
    return rule


FULL = legendre(NODES)


class Balls:
    """Ball arithmetic, with mpmath's names."""

    rule = [(arb(mpmath.nstr(x, 55)), arb(mpmath.nstr(w, 55))) for x, w in FULL]
    exp = staticmethod(lambda v: arb(v).exp())
    log = staticmethod(lambda v: arb(v).log())
    loggamma = staticmethod(lambda v: arb(v).lgamma())
    hyp2f1 = staticmethod(lambda a, b, c, z: arb(z).hypgeom_2f1(a, b, c))
    mpf = staticmethod(arb)


class Floats:
    """Doubles, for a first search."""

    rule = [(float(x), float(w)) for x, w in FULL]
    exp, log, loggamma = staticmethod(exp), staticmethod(log), staticmethod(lgamma)
    mpf = staticmethod(float)


def in_balls(f):
    """A function of balls as one of mpmath's numbers."""
    return lambda v: mp.mpf(f([arb(mpmath.nstr(x, 55)) for x in v]).mid().str(55, radius=False))


# ---- likelihoods of one customer; `m` is Balls or Floats


def ended(m, r, alpha, s, beta, x, pieces):
    """Log of the mean over both rates of (purchases made, then silence), for cumulated exposures piece by piece:
    (pace, risk, A and D at the start, length)."""
    p = r + x
    ln_alive, ln_gone = None, []
    for pace, risk, a, d, length in pieces["after"]:
        if length == 0:
            continue
        # In ln of what the purchase rate has seen.
        low, high = m.log(alpha + a), m.log(alpha + a + pace * length)
        for node, weight in m.rule:
            w = low + (high - low) * node
            seen = m.exp(w)
            y = (seen - alpha - a) / pace
            ln = -(p - 1) * w - (s + 1) * m.log(beta + d + risk * y)
            ln_gone.append(ln + m.log(weight * (high - low) * risk / pace * s))
    a, d = pieces["all"]
    ln_alive = -p * m.log(alpha + a) - s * m.log(beta + d)
    total = m.exp(ln_alive) + sum(m.exp(ln) for ln in ln_gone)
    ln = m.loggamma(p) - m.loggamma(r) + r * m.log(alpha) + s * m.log(beta) + m.log(total)
    return ln, m.exp(ln_alive) / total


def pareto(m, q, x, tx, T):
    r, alpha, s, beta = q
    pieces = {"after": [(1, 1, tx, tx, T - tx)], "all": (T, T)}
    return ended(m, r, alpha, s, beta, x, pieces)


def pareto_purchases(m, q, x, tx, T, t):
    r, alpha, s, beta = q
    alive = pareto(m, q, x, tx, T)[1]
    return alive * (r + x) / (alpha + T) * (beta + T) / (s - 1) * (1 - ((beta + T) / (beta + T + t)) ** (s - 1))


def nbd(m, q, x, tx, T):
    r, alpha = q
    return (m.loggamma(r + x) - m.loggamma(r) + r * m.log(alpha) - (r + x) * m.log(alpha + T),)


def nbd_purchases(m, q, x, tx, T, t):
    r, alpha = q
    return (r + x) / (alpha + T) * t


def beta_geometric(m, q, chances, x, tx, T):
    r, alpha, a, b = q
    inside = (alpha + T) ** -(r + x)
    if chances != 0:
        inside += a / (b + chances - 1) * (alpha + tx) ** -(r + x)
    beta = m.loggamma(b + chances) - m.loggamma(b) - m.loggamma(a + b + chances) + m.loggamma(a + b)
    return (m.loggamma(r + x) - m.loggamma(r) + r * m.log(alpha) + beta + m.log(inside),)


def bg(m, q, x, tx, T):
    return beta_geometric(m, q, x, x, tx, T)


def bg_purchases(m, q, x, tx, T, t):
    """Fader, Hardie & Lee 2005, equation 10."""
    r, alpha, a, b = q
    f = m.hyp2f1(r + x, b + x, a + b + x - 1, t / (alpha + T + t))
    top = (a + b + x - 1) / (a - 1) * (1 - ((alpha + T) / (alpha + T + t)) ** (r + x) * f)
    return top / (1 + (a / (b + x - 1) * ((alpha + T) / (alpha + tx)) ** (r + x) if x != 0 else 0))


def mbg(m, q, x, tx, T):
    return beta_geometric(m, q, x + 1, x, tx, T)


def bg_bb(m, q, x, tx, n):
    """Fader, Hardie & Shang 2010, equation 5."""
    alpha, beta, gamma, delta = q
    x, tx, n = (int(float(v)) for v in (x, tx, n))
    b = lambda u, v: m.loggamma(u) + m.loggamma(v) - m.loggamma(u + v)
    base = b(alpha, beta) + b(gamma, delta)
    terms = [b(alpha + x, beta + n - x) + b(gamma, delta + n) - base]
    for i in range(n - tx):
        terms.append(b(alpha + x, beta + tx - x + i) + b(gamma + 1, delta + tx + i) - base)
    alive = m.exp(terms[0])
    total = alive + sum(m.exp(term) for term in terms[1:])
    return m.log(total), alive / total


def bg_bb_purchases(m, q, x, tx, n, t):
    """Each later opportunity is taken with the mean of p, by those who stayed until then."""
    alpha, beta, gamma, delta = q
    alive = bg_bb(m, q, x, tx, n)[1]
    stays, total = 1, 0
    for i in range(int(float(t))):
        stays = stays * (delta + n + i) / (gamma + delta + n + i)
        total += stays
    return alive * (alpha + x) / (alpha + beta + n) * total


MODELS = {
    # likelihood, purchases in t more, names, effects: (process, parameter, sign)
    "pareto_nbd": (pareto, pareto_purchases, 4, [("purchase", 1, -1), ("dropout", 3, -1)]),
    "nbd": (nbd, nbd_purchases, 2, [("purchase", 1, -1)]),
    "bg_nbd": (bg, bg_purchases, 4, [("purchase", 1, -1), ("dropout", 2, 1), ("dropout", 3, 1)]),
    "mbg_nbd": (mbg, None, 4, [("purchase", 1, -1), ("dropout", 2, 1), ("dropout", 3, 1)]),
    "bg_bb": (bg_bb, bg_bb_purchases, 4, [("purchase", 0, 1), ("purchase", 1, 1), ("dropout", 2, 1), ("dropout", 3, 1)]),
}


# ---- the maximum, and what is known there


def climb(f, start):
    """The maximum of f(m, variables), the observed information there inverted."""
    rough = minimize(lambda v: -f(Floats, list(map(float, v))), start, method="BFGS", options={"gtol": 1e-7})
    point = [mp.mpf(float(v)) for v in rough.x]
    full = in_balls(lambda v: f(Balls, v))
    _, hessian = slopes(full, point)
    for _ in range(30):
        # Near the maximum the same Hessian serves every step.
        step = mp.lu_solve(hessian, -slopes(full, point, second=False))
        point = [v + by for v, by in zip(point, step)]
        moved = max(abs(by) for by in step)
        if moved > 1e-5:
            _, hessian = slopes(full, point)
        if moved < mp.mpf(10) ** -14:
            _, hessian = slopes(full, point)
            return point, full(point), -(hessian**-1)
    raise ArithmeticError("no maximum")


def slopes(f, point, second=True):
    n = len(point)

    def at(*moves):
        moved = list(point)
        for i, by in moves:
            moved[i] += by * STEP
        return f(moved)

    up, down = [at((i, 1)) for i in range(n)], [at((i, -1)) for i in range(n)]
    gradient = mp.matrix([(u - d) / (2 * STEP) for u, d in zip(up, down, strict=True)])
    if not second:
        return gradient
    centre, hessian = f(point), mp.matrix(n, n)
    for i in range(n):
        hessian[i, i] = (up[i] - 2 * centre + down[i]) / STEP**2
        for j in range(i):
            both = at((i, 1), (j, 1)) + at((i, -1), (j, -1)) - at((i, 1), (j, -1)) - at((i, -1), (j, 1))
            hessian[i, j] = hessian[j, i] = both / (4 * STEP**2)
    return gradient, hessian


# ---- customers


def sample(customers):
    """Pareto/NBD customers with covariates: columns."""
    rows = []
    for customer in range(customers):
        rng = random.Random(customer)
        online, age = int(rng.random() < 0.45), 20 + int(45 * rng.random())
        tenure = 40 + int(25 * rng.random())
        rate = rng.gammavariate(1.1, 1 / 9) * exp(0.5 * online + 0.015 * (age - 40))
        left = rng.expovariate(1) / (rng.gammavariate(1.5, 1 / 40) * exp(-0.4 * online))
        time, last, x = 0.0, 0.0, 0
        while True:
            time += rng.expovariate(1) / rate
            if time >= min(left, tenure):
                break
            last, x = round(time, 2), x + 1
        rows.append((x, last, tenure, online, age))
    return dict(zip(("frequency", "recency", "tenure", "online", "age"), map(list, zip(*rows))))


def opportunities(customers, effect=0.5, leaving=(0.9, 5.0)):
    """BG/BB customers, who leave later where they are online."""
    rows = []
    for customer in range(customers):
        rng = random.Random(1000 + customer)
        online, n = int(rng.random() < 0.5), 6 + int(5 * rng.random())
        buys = rng.betavariate(1.2 * exp(0.6 * online), 1.6)
        leaves = rng.betavariate(leaving[0], leaving[1] * exp(effect * online))
        x = last = 0
        for t in range(1, n + 1):
            if rng.random() < leaves:
                break
            if rng.random() < buys:
                x, last = x + 1, t
        rows.append((x, last, n, online))
    return dict(zip(("frequency", "recency", "tenure", "online"), map(list, zip(*rows))))


STARTS, END = [0.0, 13.0, 26.0, 39.0, 52.0], 78.0


def campaigns(customers):
    """Pareto/NBD customers whose covariates change over time: (times, tenure, a row a period)."""
    out = []
    for customer in range(customers):
        rng = random.Random(2000 + customer)
        values = [[int(rng.random() < 0.4), round(rng.gauss(0, 1), 1)] for _ in STARTS]
        rate, risk = rng.gammavariate(1.0, 1 / 9), rng.gammavariate(1.2, 1 / 30)
        tenure = 52 + int(12 * rng.random())
        paces = [exp(0.7 * c) for c, _ in values]
        risks = [exp(0.4 * w) for _, w in values]
        left = passes(rng.expovariate(risk), risks)
        times, seen = [], 0.0
        while True:
            seen += rng.expovariate(rate)
            time = passes(seen, paces)
            if time >= min(left, tenure):
                break
            times.append(round(time, 2))
        out.append((times, tenure, values))
    return out


def passes(amount, paces):
    """When the exposure passes an amount."""
    for k, start in enumerate(STARTS):
        length = (STARTS[k + 1] if k + 1 < len(STARTS) else 1e9) - start
        if amount <= paces[k] * length:
            return start + amount / paces[k]
        amount -= paces[k] * length


def pieces_of(m, values, purchase, dropout, begin, end):
    """(pace, risk, length) from begin to end."""
    edges = [*STARTS, END]
    for k, row in enumerate(values):
        low, high = max(edges[k], begin), min(edges[k + 1], end)
        if low < high:
            yield m.exp(purchase * row[0]), m.exp(dropout * row[1]), high - low


def varying(m, variables, customer):
    """Log-likelihood, P(alive), and A and D at the tenure."""
    r, alpha, s, beta = map(m.exp, variables[:4])
    times, tenure, values = customer
    last = times[-1] if times else 0
    a = d = 0
    for pace, risk, length in pieces_of(m, values, *variables[4:], 0, last):
        a, d = a + pace * length, d + risk * length
    after = []
    for pace, risk, length in pieces_of(m, values, *variables[4:], last, tenure):
        after.append((pace, risk, a, d, length))
        a, d = a + pace * length, d + risk * length
    ln, alive = ended(m, r, alpha, s, beta, len(times), {"after": after, "all": (a, d)})
    at = sum(variables[4] * values[bisect_right(STARTS, t) - 1][0] for t in times)
    return ln + at, alive, a, d


def varying_purchases(m, variables, customer, t):
    """The mean of the purchase rate of those alive, times how many of them still are."""
    r, alpha, s, beta = map(m.exp, variables[:4])
    times, tenure, values = customer
    _, alive, a, d = varying(m, variables, customer)
    total, begin = 0, d
    for pace, risk, length in pieces_of(m, values, *variables[4:], tenure, tenure + t):
        end = d + risk * length
        total += pace / risk * (beta + begin) ** s * ((beta + end) ** (1 - s) - (beta + d) ** (1 - s)) / (1 - s)
        d = end
    return alive * (r + len(times)) / (alpha + a) * total


# ---- the cases


def text(number):
    return mpmath.nstr(number, 17, min_fixed=-5, max_fixed=17)


def listed(values):
    return "[" + ", ".join(f'"{v}"' if isinstance(v, str) else repr(v) for v in values) + "]"


def head(function, source, inputs):
    print("\n[[case]]")
    print(f'function = "{function}"')
    print(f'source = "{source}: tests/peers/covariates.py, 50 digits"')
    print("tolerance = 1e-9")
    for name, value in inputs.items():
        print(f"in.{name} = {listed(value) if isinstance(value, list) else chr(34) + value + chr(34) if isinstance(value, str) else repr(value)}")


def put_estimate(path, value, error, low, high):
    for name, number in (("value", value), ("standard_error", error), ("lower", low), ("upper", high)):
        print(f"out.{path}{name} = {text(number)}")


def put_fit(base, point, top, covariance, alone):
    n = len(point)
    print(f"out.summary.log_likelihood = {text(top)}")
    scale = [mp.exp(v) if i < base else mp.mpf(1) for i, v in enumerate(point)]
    for i, v in enumerate(point):
        error = mp.sqrt(covariance[i, i])
        path = f"summary.parameters.{i}.estimate."
        if i < base:
            put_estimate(path, scale[i], scale[i] * error, scale[i] * mp.exp(-Z * error), scale[i] * mp.exp(Z * error))
        else:
            put_estimate(path, v, error, v - Z * error, v + Z * error)
    statistic, degrees = 2 * (top - alone), n - base
    print(f"out.test.statistic = {text(statistic)}")
    print(f"out.test.degrees_of_freedom = {degrees}")
    print(f"out.test.p_value = {text(mp.gammainc(mp.mpf(degrees) / 2, statistic / 2, regularized=True))}")


def put_prediction(f, point, covariance):
    value, gradient = f(point), slopes(f, point, second=False)
    error = mp.sqrt((gradient.T * covariance * gradient)[0])
    put_estimate("", value, error, value - Z * error, value + Z * error)


def static(model, data, start, asked, **names):
    likelihood, purchases, base, effects = MODELS[model]
    terms = [(parameter, sign, name) for process, parameter, sign in effects for name in names[process]]
    customers = list(zip(data["frequency"], data["recency"], data["tenure"]))
    used = dict.fromkeys([*names["purchase"], *names["dropout"]])
    distinct = Counter(zip(customers, zip(*(data[name] for name in used))))

    def own(m, variables, covariates):
        logs = list(variables[:base])
        for (parameter, sign, name), coefficient in zip(terms, variables[base:]):
            logs[parameter] = logs[parameter] + sign * coefficient * covariates[name]
        return [m.exp(v) for v in logs]

    def total(m, variables):
        return sum(
            times * likelihood(m, own(m, variables, dict(zip(used, values))), *map(m.mpf, customer))[0]
            for (customer, values), times in distinct.items()
        )

    logs = [log(v) for v in start]
    point, top, covariance = climb(total, logs + [0.0] * len(terms))
    alone = climb(lambda m, v: sum(n * likelihood(m, [m.exp(w) for w in v], *map(m.mpf, c))[0] for c, n in Counter(customers).items()), logs)[1]
    source = f"{'Fader & Hardie 2007' if model in ('pareto_nbd', 'bg_nbd') else 'Fader & Hardie 2007, by analogy'}, made-up customers"
    columns = {name: data[name] for name in ("frequency", "recency", "tenure", *used)}
    inputs = {"model": model, **names, **columns}
    head("fit_covariates", source, inputs)
    put_fit(base, point, top, covariance, alone)
    if purchases is None:
        return
    (x, tx, T, t), covariates = asked
    head("covariate_purchases", source, {**inputs, "at_purchase": [covariates[n] for n in names["purchase"]], "at_dropout": [covariates[n] for n in names["dropout"]], "history": [x, tx, T], "t": t})
    exact = [arb(v) for v in (x, tx, T, t)]
    put_prediction(in_balls(lambda v: purchases(Balls, own(Balls, v, covariates), *exact)), point, covariance)


def over_time(customers):
    def total(m, variables):
        return sum(varying(m, variables, [list(map(m.mpf, c[0])), m.mpf(c[1]), c[2]])[0] for c in customers)

    start = [log(v) for v in (1.0, 9.0, 1.2, 30.0)]
    point, top, covariance = climb(total, start + [0.0, 0.0])
    alone = climb(lambda m, v: total(m, [*v, m.mpf(0), m.mpf(0)]), start)[1]
    source = "Bachmann, Meierer & Naef 2021, made-up customers"
    inputs = {
        "purchase": ["campaign"], "dropout": ["winter"],
        "frequency": [len(c[0]) for c in customers], "purchases": [t for c in customers for t in c[0]],
        "tenure": [c[1] for c in customers], "starts": STARTS, "end": END,
        "values": [v for c in customers for row in c[2] for v in row],
    }
    head("fit_time_varying", source, inputs)
    put_fit(4, point, top, covariance, alone)
    for customer, t in ((3, 12.0), (10, 8.5)):
        c = customers[customer]
        exact = [list(map(arb, c[0])), arb(c[1]), c[2]]
        head("varying_purchases", source, {**inputs, "customer": customer, "t": t})
        put_prediction(in_balls(lambda v: varying_purchases(Balls, v, exact, arb(t))), point, covariance)


if __name__ == "__main__":
    print("# Covariates of customers: fits of made-up customers by the likelihoods of the papers (tests/peers/covariates.py).")
    data, chances = sample(150), opportunities(240)
    asked = (3, 20.5, 40.0, 26.0), {"online": 1, "age": 35}
    both = {"purchase": ["online", "age"], "dropout": ["online"]}
    one = {"purchase": ["online"], "dropout": ["online"]}
    cases = {
        "nbd": lambda: static("nbd", data, (1.0, 15.0), asked, purchase=["online", "age"], dropout=[]),
        "bg_nbd": lambda: static("bg_nbd", data, (1.0, 12.0, 1.0, 5.0), asked, **both),
        "mbg_nbd": lambda: static("mbg_nbd", data, (1.0, 12.0, 1.0, 5.0), asked, **one),
        "bg_bb": lambda: static("bg_bb", chances, (1.2, 1.6, 0.9, 5.0), ((4, 5, 8, 6), {"online": 1}), purchase=["online"], dropout=[]),
        "bg_bb_dropout": lambda: static("bg_bb", opportunities(400, 1.0, (0.5, 1.5)), (1.2, 1.6, 0.5, 1.5), ((4, 5, 8, 6), {"online": 1}), purchase=[], dropout=["online"]),
        "pareto_nbd": lambda: static("pareto_nbd", data, (1.1, 9.0, 1.5, 40.0), asked, **both),
        "time_varying": lambda: over_time(campaigns(90)),
    }
    for name in sys.argv[1:] or cases:
        cases[name]()
