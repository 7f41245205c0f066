"""Reference values of the Gamma-Gamma model in arbitrary precision; prints the rows of the tables in
crates/goodwill/tests/discrete_models/spend.rs. Needs mpmath."""
from mpmath import mp, mpf, log, loggamma, diff, nstr, betainc, gammainc, exp, psi

mp.dps = 50
X = [2, 1, 7, 1, 3, 50, 1000, 2]
Z = [22.345, 11.77, 73.74, 35.0, 35.0, 10.0, 28.5, 4000.25]
W = [1, 1, 2.5, 1, 3, 1, 1, 1]


def ll(p, q, g):
    t = mpf(0)
    for x, z, w in zip(X, Z, W):
        z = mpf(z)
        t += w * (loggamma(p * x + q) - loggamma(p * x) - loggamma(q) + q * log(g) + (p * x - 1) * log(z)
                  + p * x * log(mpf(x)) - (p * x + q) * log(g + x * z))
    return t


def show(v):
    return ", ".join(repr(float(nstr(a, 20))) for a in v)


print("// derivatives")
for pt in [(6.25, 3.74, 15.44), (0.3, 1.05, 200.0), (40.0, 12.0, 2.5), (1.0, 0.8, 1e6), (6.0, 4.0, 1e-6)]:
    x = [mpf(v) for v in pt]
    g = [diff(ll, tuple(x), tuple(int(i == k) for k in range(3))) for i in range(3)]
    h = [diff(ll, tuple(x), tuple(int(i == k) + int(j == k) for k in range(3))) for i in range(3) for j in range(i, 3)]
    print(f"([{show(x)}], {show([ll(*x)])}, [{show(g)}], [{show(h)}]),")
print("// distributions")
for p, q, g, x, z in [(6.25, 3.74, 15.44, 1, 35.0), (6.25, 3.74, 15.44, 7, 2.0), (6.25, 3.74, 15.44, 3, 900.0), (0.3, 1.05, 200.0, 2, 1e-3), (40.0, 12.0, 2.5, 1000, 8.0), (6.25, 3.74, 15.44, 1, 1e6)]:
    a = [mpf(v) for v in (p, q, g, x, z)]
    P, Q, G, N, S = a
    lp = (loggamma(P * N + Q) - loggamma(P * N) - loggamma(Q) + Q * log(G) + (P * N - 1) * log(S) + P * N * log(N) - (P * N + Q) * log(G + N * S))
    cdf = betainc(P * N, Q, 0, N * S / (G + N * S), regularized=True)
    r = P * G / S
    ipdf = exp(Q * log(r) - r - loggamma(Q)) / S
    icdf = gammainc(Q, r, regularized=True)
    print(f"({show(a)}, {show([exp(lp), cdf, ipdf, icdf])}),")
