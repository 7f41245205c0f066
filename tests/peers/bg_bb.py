"""Reference values of the BG/BB model in arbitrary precision, from the formulas of Fader, Hardie & Shang (2010); prints the
rows of the tables in crates/goodwill/tests/discrete_models/bg_bb.rs. Needs mpmath."""
from mpmath import mp, mpf, beta, binomial, log, exp, diff, nstr, hyp2f1, fsum

mp.dps = 60


def L(a, b, g, d, x, tx, n):
    s = beta(a + x, b + n - x) / beta(a, b) * beta(g, d + n) / beta(g, d)
    return s + fsum(beta(a + x, b + tx - x + i) / beta(a, b) * beta(g + 1, d + tx + i) / beta(g, d) for i in range(n - tx))


def alive(a, b, g, d, x, tx, n, m):
    return beta(a + x, b + n - x) / beta(a, b) * beta(g, d + n + m) / beta(g, d) / L(a, b, g, d, x, tx, n)


def pmf(a, b, g, d, k, n):
    if k > n:
        return mpf(0)
    s = binomial(n, k) * beta(a + k, b + n - k) / beta(a, b) * beta(g, d + n) / beta(g, d)
    return s + fsum(binomial(i, k) * beta(a + k, b + i - k) / beta(a, b) * beta(g + 1, d + i) / beta(g, d) for i in range(k, n))


def S(g, d, t):
    return beta(g, d + t) / beta(g, d)


def interval_pmf(a, b, g, d, k, start, m):
    return (1 - S(g, d, start) if k == 0 else 0) + S(g, d, start) * pmf(a, b, g, d + start, k, m)


def conditional_pmf(a, b, g, d, x, tx, n, k, start, m):
    p = alive(a, b, g, d, x, tx, n, start)
    return (1 - p if k == 0 else 0) + p * pmf(a + x, b + n - x, g, d + n + start, k, m)


def expected(a, b, g, d, m):
    return a / (a + b) * fsum(S(g, d, i) for i in range(1, m + 1))


def conditional(a, b, g, d, x, tx, n, m):
    return alive(a, b, g, d, x, tx, n, 0) * expected(a + x, b + n - x, g, d + n, m)


def dert(a, b, g, d, x, tx, n, delta):
    v = exp(-delta)
    A, B, D = a + x, b + n - x, d + n
    r = D / (g + D)
    return alive(a, b, g, d, x, tx, n, 0) * A / (A + B) * v * r * hyp2f1(1, D + 1, g + D + 1, v)


def rates(a, b, g, d, x, tx, n):
    l = L(a, b, g, d, x, tx, n)
    return a / (a + b) * L(a + 1, b, g, d, x, tx, n) / l, g / (g + d) * L(a, b, g + 1, d, x, tx, n) / l


def show(v):
    return ", ".join(repr(float(nstr(mpf(a), 20))) for a in v)


if __name__ == "__main__":
    print("// individual: alpha beta gamma delta x tx n | ll alive0 alive5 cet7 dert(.02) pmf0(3,10] pmf2(3,10] active(3,10] p theta")
    sets = [(1.204, 0.75, 0.657, 2.783), (0.05, 0.02, 0.05, 1.5), (1, 1, 1, 1), (25.5, 300.25, 2.5, 40), (0.3, 4, 900, 30000)]
    for st in sets:
        for h in [(0, 0, 6), (4, 5, 6), (3, 12, 40), (1, 1, 300), (200, 990, 1000), (1000, 1000, 1000)]:
            p = [mpf(v) for v in st]
            row = [log(L(*p, *h)), alive(*p, *h, 0), alive(*p, *h, 5), conditional(*p, *h, 7), dert(*p, *h, mpf(0.02)),
                   conditional_pmf(*p, *h, 0, 3, 7), conditional_pmf(*p, *h, 2, 3, 7)]
            row.append(1 - row[-2])
            row += list(rates(*p, *h))
            print(f"([{show(st)}], {h}, [{show(row)}]),")
    print("// population: alpha beta gamma delta n | expected(n) pmf(0,n) pmf(1,n) pmf(n,n) pmf 1 in (5, 5+n]")
    for st in sets:
        for n in [1, 2, 12, 400]:
            p = [mpf(v) for v in st]
            row = [expected(*p, n), pmf(*p, 0, n), pmf(*p, 1, n), pmf(*p, n, n), interval_pmf(*p, 1, 5, n), interval_pmf(*p, 0, 5, n)]
            print(f"([{show(st)}], {n}, [{show(row)}]),")
    print("// pmf in the middle of very many opportunities")
    p = [mpf(v) for v in (3, 2, 0.01, 5)]
    print(f"// pmf(1200, 2000) at 3, 2, 0.01, 5: {show([pmf(*p, 1200, 2000)])}")
    print("// derivatives")
    mp.dps = 40
    data = [(0, 0, 6, 3464), (1, 1, 6, 1091), (2, 5, 6, 173), (6, 6, 6, 1203), (3, 12, 40, 2.5), (1, 3, 60, 1), (0, 0, 1, 7)]
    f = lambda a, b, g, d: fsum(w * log(L(a, b, g, d, x, tx, n)) for x, tx, n, w in data)
    for st in [(1.204, 0.75, 0.657, 2.783), (0.05, 0.02, 0.05, 1.5), (30, 60, 5, 900)]:
        x = tuple(mpf(v) for v in st)
        g = [diff(f, x, tuple(int(i == k) for k in range(4))) for i in range(4)]
        h = [diff(f, x, tuple(int(i == k) + int(j == k) for k in range(4))) for i in range(4) for j in range(i, 4)]
        print(f"([{show(st)}], {show([f(*x)])}, [{show(g)}], [{show(h)}]),")
