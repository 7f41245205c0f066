"""The reference in crates/goodwill/src/model/pareto_nbd/time_varying/tests.rs: one customer, in ball arithmetic at 500 bits.

python tests/peers/time_varying.py
"""

from flint import acb, arb, ctx

from pareto_nbd import integral, power

ctx.prec = 500
STARTS, END = [-3.0, 5.0, 13.0, 20.5, 30.0], 39.0
PURCHASE = [[0.2, 1.0], [0.0, -1.0], [1.0, 0.5], [0.3, 2.0], [0.7, -0.4]]
DROPOUT = [[1.0], [0.0], [-1.5], [0.8], [0.1]]
TIMES, TENURE = [2.0, 6.0, 14.0], 36.0
POINT = [0.55, 10.6, 0.61, 11.7, 0.6, -0.3, 0.9]


def pieces(start, end):
    edges = [max(s, 0.0) for s in STARTS] + [END]
    for k in range(len(STARTS)):
        low, high = max(edges[k], start), min(edges[k + 1], end)
        if low < high:
            yield k, low, high


def rate(coefficients, covariates):
    return sum((c * arb(x) for c, x in zip(coefficients, covariates)), arb(0)).exp()


def exposure(point, t):
    a = d = arb(0)
    for k, low, high in pieces(0.0, t):
        a += rate(point[4:6], PURCHASE[k]) * (arb(high) - arb(low))
        d += rate(point[6:], DROPOUT[k]) * (arb(high) - arb(low))
    return a, d


def log_likelihood(point):
    r, alpha, s, beta = point[:4]
    p = r + len(TIMES)
    a, d = exposure(point, TENURE)
    total = (alpha + a) ** -p * (beta + d) ** -s
    for k, low, high in pieces(TIMES[-1], TENURE):
        a, d = exposure(point, low)
        pace, risk = rate(point[4:6], PURCHASE[k]), rate(point[6:], DROPOUT[k])

        def f(y, analytic):
            bought = acb(alpha + a) + pace * (y - arb(low))
            risked = acb(beta + d) + risk * (y - arb(low))
            return risk * power(bought, acb(p), analytic) * power(risked, acb(s + 1), analytic)

        total += s * integral(f, arb(low), arb(high))
    at = arb(0)
    for t in TIMES:
        k = max(k for k, start in enumerate(STARTS) if start <= t)
        at += rate(point[4:6], PURCHASE[k]).log()
    return p.lgamma() - r.lgamma() + r * alpha.log() + s * beta.log() + at + total.log()


if __name__ == "__main__":
    h = arb(10) ** -30
    point = [arb(v) for v in POINT]

    def at(*moves):
        moved = list(point)
        for k, sign in moves:
            moved[k] += sign * h
        return log_likelihood(moved)

    n = len(POINT)
    print(repr(float(at().mid())))
    print([float(((at((k, 1)) - at((k, -1))) / (2 * h)).mid()) for k in range(n)])
    for i in range(n):
        row = []
        for j in range(n):
            four = at((i, 1), (j, 1)) - at((i, 1), (j, -1)) - at((i, -1), (j, 1)) + at((i, -1), (j, -1))
            row.append(float((four / (4 * h * h)).mid()))
        print(row)
