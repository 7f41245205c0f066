"""Reference values of the renewal models (sBG, BdW) in arbitrary precision; prints the rows of the tables in
crates/goodwill/tests/models/renewals.rs. Needs mpmath."""
from mpmath import mp, mpf, beta, log, nsum, inf, nstr, diff, zeta, exp

mp.dps = 50


def survival(a, b, c, t):
    return beta(a, b + mpf(t) ** c) / beta(a, b) if t else mpf(1)


def retention(a, b, c, t):
    return survival(a, b, c, t) / survival(a, b, c, t - 1)


def log_likelihood(a, b, c, rows):
    total = mpf(0)
    for t, (renewed, churned) in enumerate(rows, 1):
        r = retention(a, b, c, t)
        total += mpf(renewed) * log(r) + mpf(churned) * log(1 - r)
    return total


def rows_of(survivors):
    s = [mpf(x) for x in survivors]
    return [(s[i], s[i - 1] - s[i]) for i in range(1, len(s))]


def partials(f, x):
    n = len(x)
    g = [diff(f, tuple(x), tuple(int(i == k) for k in range(n))) for i in range(n)]
    h = [
        diff(f, tuple(x), tuple(int(i == k) + int(j == k) for k in range(n)))
        for i in range(n)
        for j in range(i, n)
    ]
    return g, h


def show(values):
    return ", ".join(nstr(v, 17) for v in values)


if __name__ == "__main__":
    print("// (alpha, beta, c, t, S, r, P): mpmath")
    for a, b in [("0.704", "1.182"), ("0.668", "3.806"), ("0.05", "0.02"), ("1", "1"), ("40", "2.5"), ("0.3", "500"), ("900", "30000")]:
        for c in ["1", "0.5", "1.7"]:
            for t in [1, 2, 13, 1000]:
                x = [mpf(float(v)) for v in (a, b, c)]
                s, r = survival(*x, t), retention(*x, t)
                p = survival(*x, t - 1) - s
                print(f"({a}, {b}, {c}, {t}, {show([s, r, p])}),")
    print("// gradients and Hessians at (alpha, beta, c)")
    data = rows_of([1000, 631, 468, 382, 326, 289, 262, 241])
    for x in [("0.704", "1.182", "1"), ("0.05", "0.3", "0.6"), ("12.5", "30", "1.4"), ("2000", "9000", "0.9"), ("0.6", "1.2", "1.05")]:
        x = [mpf(float(v)) for v in x]
        f3 = lambda a, b, c: log_likelihood(a, b, c, data)
        g, h = partials(f3, x)
        print(f"([{show(x)}], {show([f3(*x)])}, [{show(g)}], [{show(h)}]),")
    print("// DERL and elasticity: (alpha, beta, c, renewals, delta, DERL, elasticity)")
    mp.dps = 30
    for a, b, c, n, d in [
        ("0.704", "1.182", "1", 0, "0.1"), ("0.668", "3.806", "1", 4, "0.1"), ("0.704", "1.182", "1", 2, "0.001"),
        ("0.704", "1.182", "0.6", 0, "0.05"), ("2.5", "7", "1.3", 3, "0.02"), ("0.2", "0.5", "1", 0, "0.004"),
        ("0.05", "9", "1.2", 10, "0.003"),
    ]:
        x = [mpf(float(v)) for v in (a, b, c)]
        v = exp(-mpf(float(d)))
        base = survival(*x, n)
        terms, k, s0, s1, power = None, 1, mpf(0), mpf(0), mpf(1)
        if c == "1":
            from mpmath import hyp2f1
            r = (x[1] + n) / (x[0] + x[1] + n)
            s0 = r * hyp2f1(1, x[1] + n + 1, x[0] + x[1] + n + 1, v)
            s1 = r * hyp2f1(2, x[1] + n + 1, x[0] + x[1] + n + 1, v)
        else:
            mp.dps = 20
            while power * k > mpf(10) ** -22:
                s = power * survival(*x, n + k) / base
                s0 += s
                s1 += k * s
                power *= v
                k += 1
            mp.dps = 30
        print(f"({a}, {b}, {c}, {n}, {d}, {show([s0, s1 / s0])}),")
    # Beyond the direct terms, with no discount: Σ S(k)/S(0) over all k, by hypergeometric identity, and finite sums.
    for a, b, n, h in [("1.3", "2", 0, None), ("0.7", "1.2", 1, 100000)]:
        x = [mpf(float(v)) for v in (a, b)]
        if h is None:
            print(f"// undiscounted {a} {b}: {show([(x[1] + n) / (x[0] - 1)])}")
        else:
            # telescoping: Σ_{k=1}^h Γ(b+n+k)/Γ(a+b+n+k) = [Γ(b+n+k+1)/Γ(a+b+n+k)]/(1−a) differences
            from mpmath import gamma, gammaprod
            g = lambda k: gammaprod([x[1] + n + k + 1], [x[0] + x[1] + n + k]) / (1 - x[0])
            s = (g(h) - g(0)) * gammaprod([x[0] + x[1] + n], [x[1] + n])
            print(f"// undiscounted finite {a} {b} {n} {h}: {show([s])}")
