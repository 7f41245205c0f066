"""Reference values of BG/NBD and MBG/NBD with Erlang-k regularity, in arbitrary precision.

    python tests/peers/beta_geometric.py > crates/goodwill/tests/beta_geometric.csv

Needs python-flint, and mpmath for the derivatives. Nothing here sums over phases, as the library does: given p and the rate, a phase count has a power
series in the roots of unity, so that every verb is an integral over p (or over time, or over the rate) of closed forms.
"""

from flint import acb, arb, ctx

ctx.prec = 330
ONE, ZERO = acb(1), acb(0)


def real(x):
    return x.real if isinstance(x, acb) else x


def integral(f, low, high):
    return acb.integral(lambda z, _: f(z), acb(low), acb(high), rel_tol=arb(2) ** -70, abs_tol=arb(2) ** -3000, eval_limit=200000).real


def mean_of_powers(phi, a, b):
    """2F1(1, b; a + b; phi): the sum over n of E[(1-p)^n] phi^n, p ~ Beta(a, b)."""
    if b < 100 or not 0.7 < float(phi) < 0.97:
        return real(acb.hypgeom_2f1(acb(phi), ONE, acb(b), acb(a + b)))
    # There the library's transformations lose what they gain, and take seconds; the series has positive terms.
    total, term, n = arb(0), arb(1), 0
    while term > arb(2) ** -100:
        total += term
        term *= phi * (b + n) / (a + b + n)
        n += 1
    return total + arb(0, term / (1 - phi))


def rising(a, n):
    out = arb(1)
    for i in range(n):
        out *= a + i
    return out


class Process:
    def __init__(self, model, k, r, alpha, a, b):
        self.first = {"bg_nbd": 0, "mbg_nbd": 1}[model]
        self.k, self.r, self.alpha, self.a, self.b = k, arb(r), arb(alpha), arb(a), arb(b)

    def given(self, x, tx, T):
        tx, T = arb(tx), arb(T)
        k, chances = self.k, x + self.first
        shape = self.r + k * x
        z = (T - tx) / (self.alpha + T)
        weights = [rising(shape, j) / rising(arb(1), j) * z**j for j in range(k)]
        silent = sum(weights, arb(0))
        odds = arb(0)
        if chances:
            odds = self.a / (self.b + chances - 1) * ((self.alpha + T) / (self.alpha + tx)) ** shape / silent
        return Given(self, shape, self.alpha + tx, self.alpha + T, chances, [w / silent for w in weights], 1 / (1 + odds), odds / (1 + odds))

    def log_likelihood(self, x, tx, T):
        g = self.given(x, tx, T)
        k, c = self.k, g.chances
        z = (arb(T) - arb(tx)) / g.rate
        s = sum((rising(g.shape, j) / rising(arb(1), j) * z**j for j in range(k)), arb(0))
        alive = g.rate ** -g.shape * s
        gone = self.a / (self.b + c - 1) * g.last ** -g.shape if c else arb(0)
        return ((self.r + k * x).lgamma() - self.r.lgamma() + self.r * self.alpha.log()
                + (self.b + c).lgamma() - self.b.lgamma() - (self.a + self.b + c).lgamma() + (self.a + self.b).lgamma() + (alive + gone).log())


class Given:
    def __init__(self, process, shape, last, rate, chances, weights, alive, gone):
        self.shape, self.last, self.rate, self.chances = shape, last, rate, chances
        self.weights, self.alive, self.gone, self.k = weights, alive, gone, process.k
        self.a, self.b = process.a, process.b + chances

    def mix(self, f):
        return self.alive * sum((w * f(j) for j, w in enumerate(self.weights) if w > 0), arb(0))

    def roots(self, q):
        """The k-th roots of q."""
        k = self.k
        theta = q if k == 1 else q ** (arb(1) / k)
        return [theta * acb(arb(2 * l) / k).exp_pi_i() if l else theta * ONE for l in range(k)]

    def staying_given(self, p, s, j):
        """E over the rate of (1-p)^purchases by the time s, from j phases begun."""
        k, total = self.k, ZERO
        for root in self.roots(1 - p):
            coefficient = sum((root**(j - rho) for rho in range(k)), ZERO) / k
            total += coefficient * (1 + s / self.rate * (1 - root)) ** -(self.shape + j)
        return total

    def over_p(self, f, a=None, b=None):
        """E[f(p)], p ~ Beta(a, b), in v = logit p."""
        a, b = a or self.a, b or self.b
        ln_beta = a.lgamma() + b.lgamma() - (a + b).lgamma()

        # The trapezoidal rule on the line: its error falls like exp(-9.8/step).
        step, total = 0.08, arb(0)
        low, high = -float(75 / a) - 5, float(75 / b) + 5
        for i in range(int((high - low) / step)):
            v = arb(low) + i * arb(step)
            up, down = 1 + v.exp(), 1 + (-v).exp()
            total += real(f(acb(1 / down), acb(1 / up))) * (-a * down.log() - b * up.log() - ln_beta).exp()
        return step * total

    def staying(self, s, j):
        if self.k == 1:
            return real(acb.hypgeom_2f1(acb(-arb(s) / self.rate), acb(self.shape), acb(self.a), acb(self.a + self.b)))
        return self.over_p(lambda p, q: self.staying_given(p, arb(s), j))

    def purchases(self, t, j):
        """In closed form for k = 1, a = 1 as a limit; E[(1 - staying)/p] otherwise."""
        t = arb(t)
        if self.k == 1:
            return self.closed(t, self.shape)
        return self.over_p(lambda p, q: (1 - self.staying_given(p, t, j)) / p)

    def closed(self, t, shape):
        """E[(1 - (1 + p t/rate)^-shape)/p] over p (Fader, Hardie and Lee 2005, equation 9, for any shape)."""
        before, ctx.prec = ctx.prec, 600
        a = self.a if self.a != 1 else 1 + arb(2) ** -200
        c, u = a + self.b - 1, t / (self.rate + t)
        f = real(acb.hypgeom_2f1(acb(u), acb(shape), acb(self.b), acb(c)))
        value = c / (a - 1) * (1 - (1 - u) ** shape * f)
        ctx.prec = before
        return value

    def expected(self, t):
        return self.mix(lambda j: self.purchases(t, j))

    def alive_after(self, s):
        return self.mix(lambda j: self.staying(s, j))

    def tail(self, n, shape, t, rate):
        """P(at least n phases in t)."""
        return real(acb(t / (rate + t)).beta_lower(acb(n), acb(shape), regularized=True)) if n else arb(1)

    def at_least(self, n, start, length):
        """P(n purchases or more in the window), n >= 1."""
        start, length = arb(start), arb(length)
        survived = rising(self.b, n - 1) / rising(self.a + self.b, n - 1)
        if start == 0:
            return self.mix(lambda j: survived * self.tail(n * self.k - j, self.shape + j, length, self.rate))
        k = self.k

        def one(j):
            shape = self.shape + j

            def f(p, q):
                total = ZERO
                for root in self.roots(q):
                    rate = self.rate + (1 - root) * start
                    u = length / (rate + length)
                    # The window starts with c phases begun, and takes n k - c to n purchases.
                    for c in range(k):
                        m = n * k - c
                        # The incomplete beta by its series, analytic in u; 1-u near 0 is not met here.
                        series = acb.hypgeom_2f1(u, acb(m) + shape, ONE, acb(m + 1))
                        ln = (acb(m) + shape).lgamma() - acb(m + 1).lgamma() - acb(shape).lgamma()
                        total += root ** (j - c) * (self.rate / rate) ** shape * (ln + m * u.log() + shape * (1 - u).log()).exp() * series
                return total / k

            return survived * self.over_p(f, self.a, self.b + n - 1)

        return self.mix(one)

    def pmf(self, n, start, end):
        length = arb(end) - arb(start)
        more = self.at_least(n + 1, start, length)
        return (1 if n == 0 else self.at_least(n, start, length)) - more

    def discounted(self, delta, horizon):
        delta = arb(delta)
        if horizon is not None and self.k > 1:
            return self.mix(lambda j: self.discounted_phases(delta, arb(horizon), j))
        if horizon is not None:
            top = (1 + arb(horizon) / self.rate).log()

            def f(w):
                s = w.exp() - 1
                return (-delta * self.rate * s).exp() * self.shape * w.exp() * acb.hypgeom_2f1(-s, acb(self.shape + 1), acb(self.a), acb(self.a + self.b))

            return self.alive * integral(f, 0, top)

        def one(j):
            shape, k = self.shape + j, self.k

            def g(v):
                rate = v.exp() / self.rate
                phase = rate / (rate + delta)
                phi = phase**k
                inner = mean_of_powers(phi, self.a, self.b)
                return (shape * v - v.exp() - shape.lgamma()).exp() * phase ** (k - j) * inner

            # The trapezoidal rule on the line: its error falls like exp(-9.8/step).
            step = min(0.08, 0.2 * float(shape) ** -0.5)
            mode = float(shape.log())
            low = mode - 55 / (float(shape) + 1) - 12 * float(shape) ** -0.5 - 8
            high = max(mode, 0.0) + 4.5
            count = int((high - low) / step)
            return step * sum((g(arb(low) + i * arb(step)) for i in range(count)), arb(0))

        return self.mix(one)

    def discounted_phases(self, delta, horizon, j):
        """The integral over time of the discounted density of purchases, from j phases begun: a purchase ends the k-th phase.
        Gauss's rule in ln(1 + t/rate), p inside."""
        k, shape, top = self.k, self.shape + j, (1 + horizon / self.rate).log()

        def density(t):
            def f(p, q):
                powers = (root ** (j - k + 1) * (1 + t / self.rate * (1 - root)) ** -(shape + 1) for root in self.roots(q))
                return shape / self.rate * sum(powers, ZERO) / k

            return self.over_p(f)

        total, n = arb(0), 40
        for i in range(n):
            x, weight = arb.legendre_p_root(n, i, True)
            growth = (top * (1 + x) / 2).exp()
            t = self.rate * (growth - 1)
            total += weight * self.rate * growth * (-delta * t).exp() * density(t)
        return top / 2 * total

    def purchase_rate(self):
        alive = self.mix(lambda j: (self.shape + j) / self.rate)
        return (alive + self.gone * self.shape / self.last) / self.k

    def dropout(self):
        return (self.alive * self.a + self.gone * (self.a + 1)) / (self.a + self.b)

    def time_given(self, q, horizon, j):
        """The integral of `staying_given` over time up to the horizon."""
        k, shape, total = self.k, self.shape + j - 1, ZERO
        for root in self.roots(q):
            coefficient = sum((root ** (j - rho) for rho in range(k)), ZERO) / k
            pace = (1 - root) / self.rate
            total += coefficient * (1 - (1 + horizon * pace) ** -shape) / (shape * pace)
        return total

    def lifetime(self, horizon):
        if horizon is not None and self.k > 1:
            return self.mix(lambda j: self.over_p(lambda p, q: self.time_given(q, arb(horizon), j)))
        if horizon is not None:  # the integral of (1 + p u/rate)^-shape is of the same form
            return self.alive * self.rate / (self.shape - 1) * self.closed(arb(horizon), self.shape - 1)
        mean_chances = (self.a + self.b - 1) / (self.a - 1)
        return self.mix(lambda j: (self.k * mean_chances - j) * self.rate / (self.shape + j - 1))


PARAMETERS = [
    (0.243, 4.414, 0.793, 2.426),
    (0.525, 6.183, 0.891, 1.614),
    (0.243, 4.414, 1.0, 2.426),
    (0.6, 8.0, 1.0 + 1e-9, 0.7),
    (0.6, 8.0, 0.999, 3.0),
    (0.4, 5.0, 0.05, 2.5),
    (0.4, 5.0, 0.05, 0.08),
    (1.7, 12.0, 2.5, 40.0),
    (0.05, 0.02, 0.8, 1.5),
    (3.0, 2500.0, 0.6, 1.1),
    (20.0, 90.0, 30.0, 400.0),
]
HISTORIES = [(0, 0.0, 39.0), (1, 1.71, 38.86), (2, 30.43, 38.86), (26, 30.86, 31.0), (5, 39.0, 39.0), (10, 20.0, 39.0), (400, 190.0, 200.0), (1000, 998.0, 1000.0), (1000, 500.0, 1000.0), (1, 0.001, 1000.0)]


def emit(verb, model, k, parameters, history, arguments, value):
    text = value.str(17, radius=False, more=True) if isinstance(value, arb) else str(value)
    good = value.rel_accuracy_bits() if value != 0 else 99
    if good < 50:
        import sys
        print("inaccurate", verb, model, k, parameters, history, arguments, value, file=sys.stderr)
        return
    fields = [verb, model, str(k), *map(repr, parameters), *map(repr, history), " ".join(map(repr, arguments)), text]
    print(",".join(fields), flush=True)


def main(models=("bg_nbd", "mbg_nbd")):
    print("verb,model,regularity,r,alpha,a,b,frequency,recency,tenure,arguments,value")
    for model in models:
        for i, parameters in enumerate(PARAMETERS):
            for k in (1, 2, 3) if i in (0, 2, 7) else (1,):
                process = Process(model, k, *parameters)
                new = process.given(0, 0, 0)

                def put(verb, history, arguments, value):
                    emit(verb, model, k, parameters, history, arguments, value)

                START = (0, 0.0, 0.0)
                for t in (0.01, 1.0, 39.0, 1000.0, 1e6) if k == 1 else (0.01, 39.0, 1e5):
                    put("expected_purchases", START, [t], new.expected(t))
                for n in (0, 1, 2, 7, 20, 60):
                    put("purchase_pmf", START, [n, 0.0, 39.0], new.pmf(n, 0.0, 39.0))
                if i in (0, 5) or k > 1:
                    for n in (0, 3):
                        put("purchase_pmf", START, [n, 10.0, 22.0], new.pmf(n, 10.0, 22.0))
                for x, tx, T in HISTORIES if k == 1 else HISTORIES[:5]:
                    history, given = (x, tx, T), process.given(x, tx, T)
                    put("log_likelihood", history, [], process.log_likelihood(x, tx, T))
                    if given.alive < 1e-290:
                        continue
                    put("probability_alive", history, [0.0], given.alive)
                    put("posterior_purchase", history, [], given.purchase_rate())
                    put("posterior_dropout", history, [], given.dropout())
                    put("probability_alive", history, [52.0], given.alive_after(52.0))
                    for t in (0.5, 39.0, 520.0) if k == 1 else (39.0,):
                        put("conditional_purchases", history, [t], given.expected(t))
                    for n in (0, 1, 5) if k == 1 else (0, 3):
                        put("conditional_pmf", history, [n, 0.0, 26.0], given.pmf(n, 0.0, 26.0))
                    put("probability_active", history, [0.0, 13.0], given.at_least(1, 0.0, 13.0))
                    if i in (0, 1, 2, 7) and x in ((0, 2, 10, 1000) if k == 1 else (0, 2, 26)):
                        put("conditional_pmf", history, [2, 13.0, 26.0], given.pmf(2, 13.0, 26.0))
                        put("probability_active", history, [13.0, 26.0], given.at_least(1, 13.0, 13.0))
                    if i in (0, 2, 7) and x in ((0, 2) if k == 1 else (0, 2, 26)):
                        put("residual_transactions", history, [0.0027, 52.0], given.discounted(0.0027, 52.0))
                    if k == 1 or x < 5:
                        put("residual_lifetime", history, [104.0], given.lifetime(104.0))
                    if i in (0, 2, 5, 7) and (k == 1 or x < 5):
                        put("residual_transactions", history, [0.0027], given.discounted(0.0027, None))
                    if parameters[2] > 1 and given.shape > 1:
                        put("residual_lifetime", history, [], given.lifetime(None))


def derivatives():
    """Of the log-likelihood by r, alpha, a, b."""
    from mpmath import diff, log, loggamma, mp, mpf, nstr, rf, factorial

    mp.dps = 60

    def log_likelihood(p, first, k, x, tx, T):
        r, alpha, a, b = p
        R, c, tx, T = r + k * x, x + first, mpf(tx), mpf(T)
        z = (T - tx) / (alpha + T)
        inside = (alpha + T) ** -R * sum(rf(R, j) / factorial(j) * z**j for j in range(k))
        if c:
            inside += a / (b + c - 1) * (alpha + tx) ** -R
        beta = loggamma(b + c) - loggamma(b) - loggamma(a + b + c) + loggamma(a + b)
        return loggamma(R) - loggamma(r) + r * log(alpha) + beta + log(inside)

    for model, first in (("bg_nbd", 0), ("mbg_nbd", 1)):
        for parameters in (PARAMETERS[0], PARAMETERS[2], PARAMETERS[5], PARAMETERS[7], PARAMETERS[9]):
            for k in (1, 3):
                for history in ((0, 0.0, 39.0), (2, 30.43, 38.86), (26, 30.86, 31.0), (5, 39.0, 39.0), (400, 5.0, 6.0)):
                    def put(verb, arguments, value):
                        fields = [verb, model, str(k), *map(repr, parameters), *map(repr, history), arguments, nstr(value, 17)]
                        print(",".join(fields))

                    f = lambda *p: log_likelihood(p, first, k, *history)
                    point = tuple(map(mpf, parameters))
                    for i in range(4):
                        put("gradient", str(i), diff(f, point, tuple(int(i == m) for m in range(4))))
                        for j in range(i, 4):
                            put("hessian", f"{i} {j}", diff(f, point, tuple(int(i == m) + int(j == m) for m in range(4))))


if __name__ == "__main__":
    main()
    derivatives()
