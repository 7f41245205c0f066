"""The table EXTREME of crates/goodwill/src/model/pareto_nbd/tests/extreme.rs, in ball arithmetic at 500 bits.

Integrals are rigorous (Petras' algorithm), derivatives are central differences with a step of 1e-30:
python tests/peers/pareto_nbd.py > table
"""

from flint import acb, arb, ctx

ctx.prec = 500
PARAMETERS = [
    (0.5534, 10.5802, 0.6061, 11.6562),
    (0.8, 5.0, 1.0, 50.0),
    (1.5, 10.0, 0.7, 10.0),
    (0.3, 200.0, 2.5, 0.4),
    (0.55, 10.0, 1.0 + 2.0**-30, 12.0),
    (0.55, 10.0, 1.0 - 2.0**-24, 12.0),
    (0.4, 6.0, 1e-6, 3.0),
    (2.0, 15.0, 40.0, 300.0),
    (0.01, 0.5, 0.2, 2.0),
    (50.0, 400.0, 0.3, 5.0),
    (0.6, 0.05, 0.9, 1000.0),
]
HISTORIES = [
    (0, 0.0, 39.0),
    (1, 3.0, 39.0),
    (2, 30.43, 38.86),
    (5, 39.0, 39.0),
    (30, 10.0, 40.0),
    (3, 0.001, 1000.0),
    (1000, 37.0, 39.0),
    (1000, 900.0, 1000.0),
]


def power(base, exponent, analytic):
    """base ** -exponent, which is analytic off the negative real axis."""
    if analytic and not base.real > 0 and base.imag.contains(0):
        return acb("nan")
    return (-exponent * base.log()).exp()


def integral(f, start, end):
    value = acb.integral(f, acb(start), acb(end), rel_tol=arb(2) ** -440, abs_tol=arb(2) ** -30000, eval_limit=10**7).real
    assert value.rel_accuracy_bits() > 200, value
    return value


def gone(p, history, extra_alpha=0, extra_beta=0):
    """s ∫ (α+y)^-(r+x+extra_alpha) (β+y)^-(s+1+extra_beta) dy over (t_x, T)."""
    r, alpha, s, beta = p
    x, recency, tenure = history
    if recency == tenure:
        return arb(0)

    def f(y, analytic):
        return power(acb(alpha) + y, acb(r + x + extra_alpha), analytic) * power(
            acb(beta) + y, acb(s + 1 + extra_beta), analytic
        )

    return s * integral(f, arb(recency), arb(tenure))


def alive(p, history):
    r, alpha, s, beta = p
    x, _, tenure = history
    return (alpha + tenure) ** -(r + x) * (beta + tenure) ** -s


def log_likelihood(p, history):
    r, alpha, s, beta = p
    x = history[0]
    constant = (r + x).lgamma() - r.lgamma() + r * alpha.log() + s * beta.log()
    return constant + (alive(p, history) + gone(p, history)).log()


def pmf(p, n, start, end):
    """P(X(start, end] = n) of a new customer."""
    r, alpha, s, beta = p
    span = end - start
    ways = (r + n).gamma() / (r.gamma() * arb(n).fac() if n == 0 else r.gamma() * arb(n + 1).gamma())

    def f(u, analytic):
        return (
            power(acb(alpha) + u, acb(r + n), analytic)
            * u**n
            * power(acb(beta + start) + u, acb(s + 1), analytic)
        )

    leaving = s * beta**s * alpha**r * integral(f, arb(0), arb(span))
    staying = alpha**r * arb(span) ** n * (alpha + span) ** -(r + n) * (beta / (beta + end)) ** s
    value = ways * (leaving + staying)
    return value + 1 - (beta / (beta + start)) ** s if n == 0 else value


def lifetime(p, t):
    _, _, s, beta = p
    if s == 1:
        return beta * ((beta + t) / beta).log()
    return beta / (s - 1) * (1 - (beta / (beta + t)) ** (s - 1))


def row(p, history):
    r, alpha, s, beta = p
    x, recency, tenure = history
    here, away = alive(p, history), gone(p, history)
    p_alive = here / (here + away)
    now = (r + x, alpha + tenure, s, beta + tenure)
    rate = now[0] / now[1]
    delta = arb(0.003)
    z = delta * now[3]
    forever = now[3] * acb(z).hypgeom_u(acb(1), acb(2 - s)).real

    def discounted(u, analytic):
        return power(1 + u / acb(now[3]), acb(s), analytic) * (-delta * u).exp()

    window = [pmf(now, n, arb(10), arb(49)) * p_alive for n in (0, 3, 40)]
    window[0] += 1 - p_alive
    dropout = (s * here / (beta + tenure) + (s + 1) * gone(p, history, 0, 1)) / (here + away)
    return [
        log_likelihood(p, history),
        p_alive,
        p_alive * rate * lifetime(now, arb(39)),
        *window,
        p_alive * pmf_active(now, arb(10), arb(49)),
        p_alive * rate * forever,
        p_alive * rate * integral(discounted, arb(0), arb(52)),
        p_alive * lifetime(now, arb(52)),
        (r + x) * (here / (alpha + tenure) + gone(p, history, 1, 0)) / (here + away),
        dropout,
        rate * lifetime((r, alpha, s, beta), arb(39)) / rate * r / alpha,
    ]


def pmf_active(p, start, end):
    return 1 - pmf(p, 0, start, end)


def derivatives(p, history):
    h = arb(10) ** -30

    def at(*moves):
        q = list(p)
        for k, sign in moves:
            q[k] = q[k] + sign * h
        return log_likelihood(tuple(q), history)

    middle = at()
    up = [at((k, 1)) for k in range(4)]
    down = [at((k, -1)) for k in range(4)]
    first = [(up[k] - down[k]) / (2 * h) for k in range(4)]
    second = []
    for i in range(4):
        for j in range(i, 4):
            if i == j:
                second.append((up[i] - 2 * middle + down[i]) / (h * h))
            else:
                second.append(
                    (at((i, 1), (j, 1)) - at((i, 1), (j, -1)) - at((i, -1), (j, 1)) + at((i, -1), (j, -1)))
                    / (4 * h * h)
                )
    return first + second


def digits(values):
    return "[" + ", ".join(repr(float(v.mid())) for v in values) + "]"


if __name__ == "__main__":
    for p in PARAMETERS:
        q = tuple(arb(v) for v in p)
        for x, recency, tenure in HISTORIES:
            history = (x, arb(recency), arb(tenure))
            values = row(q, history)
            if not values[1] > 1e-290:
                continue
            given = [*p, float(x), recency, tenure]
            print(f"        ({given}, {digits(values)}, {digits(derivatives(q, history))}),")
