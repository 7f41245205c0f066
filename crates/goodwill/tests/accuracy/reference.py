#!/usr/bin/env python3
"""Write reference values for the numerical room: seeded points and the true value of the function there.

    python reference.py --out target/accuracy                 # the measurement: 12 000 points a function
    python reference.py --out tests/accuracy/points --points 200 --seed 2   # the committed sample

Needs python-flint (Arb): every value is a ball whose radius is checked, so the reference is proven, not believed.
One file a function, `module.function.tsv`: a comment line, then the arguments, the value as an unevaluated sum of
two doubles (about 32 digits), and for ill-conditioned functions the condition number: how many units in the last place
of the result one unit of the arguments moves. For quantiles that is |p / (x f(x))|.
"""

import argparse
import math
import random
from multiprocessing import Pool
from pathlib import Path

from flint import arb, acb, ctx

TINY = 5e-324
SMALLEST_NORMAL = 2.2250738585072014e-308
LARGEST = 1.7976931348623157e308
BITS = 160  # relative accuracy demanded of every reference


NEGLIGIBLE = arb(0, 1e-300) * arb(0, 1e-300)  # stands for anything far below the smallest subnormal


class Unprovable(Exception):
    """Arb did not reach the accuracy demanded within the precision allowed."""


def ball(function, start=256, limit=8_200):
    """The value of `function()` as a ball of at least BITS good bits, by doubling the working precision."""
    precision = start
    while precision <= limit:
        ctx.prec = precision
        value = function()
        if value.is_finite() and (value.rel_accuracy_bits() >= BITS or abs(value) < arb(10) ** -500):
            return value
        precision *= 2
    raise Unprovable


def two_doubles(value):
    """The ball's midpoint as hi + lo."""
    mid = value.mid()
    hi = to_float(mid)
    if math.isinf(hi) or abs(hi) < 1e-290:
        # Below, lo would be subnormal: scale by 2^200 is left to the reader of the file, 53 bits are enough here.
        return hi, 0.0 if math.isinf(hi) else to_float(mid - arb(hi))
    return hi, to_float(mid - arb(hi))


def to_float(value):
    """Correctly rounded enough: through the exact dyadic midpoint."""
    if value == 0:
        return 0.0
    man, exp = value.mid().man_exp()
    man, exp = int(man), int(exp)
    excess = man.bit_length() - 1100
    if excess > 0:
        man >>= excess
        exp += excess
    try:
        if exp >= 0:
            return float(man << exp) if man.bit_length() + exp <= 1024 else math.copysign(math.inf, man)
        if man.bit_length() + exp < -1080:
            return 0.0
        # int / int is correctly rounded in Python, subnormals included.
        return man / (1 << -exp)
    except OverflowError:
        return math.copysign(math.inf, man)


# ---------------------------------------------------------------------------------------------------------------
# Points
# ---------------------------------------------------------------------------------------------------------------


def log_uniform(r, low, high):
    return math.exp(r.uniform(math.log(low), math.log(high)))


def neighbours(x, r, widest=1e-2):
    """`x` or a number near it: some ulps away, or a relative distance of 1e-16 to `widest`."""
    kind = r.random()
    if kind < 0.2:
        steps = r.randint(-8, 8)
        for _ in range(abs(steps)):
            x = math.nextafter(x, math.inf if steps > 0 else -math.inf)
        return x
    return x * (1 + r.choice((-1, 1)) * log_uniform(r, 1e-16, widest))


def positive(r, roots=()):
    """Arguments of a function of one positive number."""
    kind = r.random()
    if kind < 0.03:
        return r.choice([TINY, SMALLEST_NORMAL, 1e-300, 1e-17, 2.0**-53, 0.5, 1.0, 1.5, 2.0, 3.0, 10.0, 1e15, 1e300])
    if kind < 0.15:
        return log_uniform(r, 1e-307, 1e-2)
    if kind < 0.35 and roots:
        return neighbours(r.choice(roots), r, 0.2)
    if kind < 0.75:
        return r.uniform(0, 20)
    if kind < 0.78:
        return float(r.randint(1, 200))
    if kind < 0.92:
        return log_uniform(r, 10, 1e6)
    return log_uniform(r, 1e6, 1e300)


def shape(r, largest=1e15):
    """A shape parameter."""
    kind = r.random()
    if kind < 0.04:
        return log_uniform(r, 1e-300, 1e-3)
    if kind < 0.15:
        return log_uniform(r, 1e-3, 0.5)
    if kind < 0.40:
        return r.uniform(0, 30)
    if kind < 0.50:
        return r.randint(1, 60) / 2
    if kind < 0.75:
        return log_uniform(r, 10, 1e4)
    if kind < 0.95:
        return log_uniform(r, 1e4, min(1e9, largest))
    return log_uniform(r, 1e6, largest)


def gamma_point(r):
    """(a, x): centre, both tails, both ends."""
    a = shape(r)
    kind = r.random()
    if kind < 0.45:
        x = a + math.sqrt(a) * r.uniform(-38, 38)
    elif kind < 0.55:
        x = neighbours(a, r)
    elif kind < 0.70:
        x = a * log_uniform(r, 1e-3, 1e2)
    elif kind < 0.80:
        x = log_uniform(r, 1e-300, 1)
    elif kind < 0.95:
        x = r.uniform(0, 30)
    else:
        x = r.uniform(0, 740)
    return (a, x) if x > 0 else gamma_point(r)


def beta_point(r):
    """(a, b, x): centre, both tails, both ends."""
    a, b = shape(r, 1e9), shape(r, 1e9)
    kind = r.random()
    if kind < 0.3:
        b = a * log_uniform(r, 0.1, 10)
    elif kind < 0.35:
        a, b = r.sample((log_uniform(r, 1e-2, 30), log_uniform(r, 1e9, 1e15)), 2)
    n = a + b
    kind = r.random()
    if kind < 0.5:
        x = a / n + math.sqrt(a / n * (b / n) / (n + 1)) * r.uniform(-38, 38)
    elif kind < 0.6:
        x = neighbours(a / n, r)
    elif kind < 0.8:
        x = r.random()
    elif kind < 0.9:
        x = log_uniform(r, 1e-300, 1)
    else:
        x = 1 - log_uniform(r, 1e-16, 1)
    return (a, b, x) if 0 < x < 1 else beta_point(r)


def freedom(r, largest=1e15):
    """Degrees of freedom."""
    kind = r.random()
    if kind < 0.4:
        return float(r.randint(1, 200))
    if kind < 0.7:
        return r.uniform(0.05, 100)
    if kind < 0.8:
        return log_uniform(r, 1e-3, 1)
    if kind < 0.97:
        return log_uniform(r, 100, 1e8)
    return log_uniform(r, 1e8, largest)


def t_point(r):
    df = freedom(r)
    kind = r.random()
    if kind < 0.4:
        t = r.uniform(-6, 6)
    elif kind < 0.7:
        t = r.uniform(-38, 38)
    elif kind < 0.9:
        t = r.choice((-1, 1)) * log_uniform(r, 1e-300, 1)
    else:
        t = r.choice((-1, 1)) * log_uniform(r, 1, 1e150)
    return t, df


def f_point(r):
    d1, d2 = freedom(r, 1e9), freedom(r, 1e9)
    if r.random() < 0.05:
        d1, d2 = r.sample((log_uniform(r, 0.1, 60), log_uniform(r, 1e9, 1e15)), 2)
    kind = r.random()
    if kind < 0.5:
        x = 1 + math.sqrt(2 / d1 + 2 / d2) * r.uniform(-6, 38)
    elif kind < 0.7:
        x = r.uniform(0, 5)
    else:
        x = log_uniform(r, 1e-150, 1e150)
    return (x, d1, d2) if x > 0 else f_point(r)


def chi_squared_point(r):
    df = freedom(r)
    kind = r.random()
    if kind < 0.6:
        x = df + math.sqrt(2 * df) * r.uniform(-38, 38)
    elif kind < 0.8:
        x = r.uniform(0, 100)
    else:
        x = log_uniform(r, 1e-300, 1400)
    return (x, df) if x > 0 else chi_squared_point(r)


def ln_beta_point(r):
    kind = r.random()
    if kind < 0.25:
        # Near the curve B(a, b) = 1, where the logarithm vanishes.
        a = log_uniform(r, 0.02, 50)
        low, high = 1e-9, 1e9
        for _ in range(80):
            mid = math.sqrt(low * high)
            if math.lgamma(a) + math.lgamma(mid) - math.lgamma(a + mid) > 0:
                low = mid
            else:
                high = mid
        return a, neighbours(low, r)
    if kind < 0.5:
        return r.uniform(0, 30), r.uniform(0, 30)
    if kind < 0.9:
        return shape(r), shape(r)
    return log_uniform(r, 1e-300, 1e300), log_uniform(r, 1e-300, 1e300)


def normal_point(r):
    kind = r.random()
    if kind < 0.5:
        return (r.uniform(-38.4, 38.4),)
    if kind < 0.8:
        return (r.uniform(-4, 4),)
    if kind < 0.98:
        return (r.choice((-1, 1)) * log_uniform(r, 1e-300, 1),)
    return (r.choice((0.0, 1.0, -1.0, 37.5, -37.5, 5.0, -5.0)),)


# ---------------------------------------------------------------------------------------------------------------
# True values
# ---------------------------------------------------------------------------------------------------------------


def gamma_q(a, x):
    a, x = arb(a), arb(x)
    if x < a:
        return 1 - gamma_p(a, x)
    if x - a - a * (x / a).log() > 900:
        return NEGLIGIBLE
    return x.gamma_upper(a, 1)


def gamma_p(a, x):
    a, x = arb(a), arb(x)
    if x >= a:
        return 1 - gamma_q(a, x)
    if x < a and x - a - a * (x / a).log() > 900:
        return NEGLIGIBLE
    if x > a * 0.9:
        # Arb's lower function crawls for large a; its upper one does not, and cancellation only costs bits.
        return 1 - x.gamma_upper(a, 1)
    # DLMF 8.11.4: positive terms, the rest bounded by a geometric series.
    term = total = arb(1)
    n = 1
    while not term < total * arb(2) ** -ctx.prec:
        term *= x / (a + n)
        total += term
        n += 1
    total += arb(0, 1) * term * 10
    return (a * x.log() - x - (a + 1).lgamma()).exp() * total


def gamma_density(a, x):
    a, x = arb(a), arb(x)
    return (a * x.log() - x - a.lgamma()).exp() / x


def beta_lower(a, b, x):
    """I_x(a, b), on the side of the mean where it is small, else as the complement's complement."""
    a, b, x = arb(a), arb(b), arb(x)
    y = 1 - x
    if x < 0.5 and b * x < (30 if b < 1e6 else 2000):
        return beta_series(a, b, x)
    if y < 0.5 and a * y < (30 if a < 1e6 else 2000):
        return 1 - beta_series(b, a, y)
    if x * (a + b) > a:
        return 1 - beta_tail(b, a, y)
    return beta_tail(a, b, x)


def beta_series(a, b, x):
    """Gauss's series, DLMF 8.17.7: x^a / (a B(a, b)) Σ (1 − b)_n x^n a / (n! (a + n))."""
    exponent = a * x.log() + (a + b).lgamma() - (a + 1).lgamma() - b.lgamma()
    if exponent < -900:
        return NEGLIGIBLE
    term = total = arb(1)
    n = 0
    while True:
        term *= x * (n + 1 - b) / (n + 1)
        n += 1
        total += term * a / (a + n)
        # From here the terms shrink by more than half each time: b x / n < 1/4 and x < 1/2.
        if n > 4 * b * x + 2 and abs(term) < arb(2) ** -ctx.prec:
            break
    total += arb(0, 4) * abs(term) * a / (a + n)
    return exponent.exp() * total


def beta_tail(a, b, x):
    n = a + b
    y = 1 - x
    if a * (x * n / a).log() + b * (y * n / b).log() < -900:
        return NEGLIGIBLE
    return x.beta_lower(a, b, 1)


def beta_density(a, b, x):
    a, b, x = arb(a), arb(b), arb(x)
    return ((a - 1) * x.log() + (b - 1) * (1 - x).log() + (a + b).lgamma() - a.lgamma() - b.lgamma()).exp()


def t_sf(t, df):
    t, df = arb(t), arb(df)
    tails = beta_lower(df / 2, arb(0.5), df / (df + t * t)) / 2
    return tails if t >= 0 else 1 - tails


def t_density(t, df):
    t, df = arb(t), arb(df)
    log = ((df + 1) / 2).lgamma() - (df / 2).lgamma() - (df * arb.pi()).log() / 2
    return (log - (df + 1) / 2 * (1 + t * t / df).log()).exp()


def f_cdf(x, d1, d2):
    x, d1, d2 = arb(x), arb(d1), arb(d2)
    return beta_lower(d1 / 2, d2 / 2, d1 * x / (d1 * x + d2))


def f_sf(x, d1, d2):
    x, d1, d2 = arb(x), arb(d1), arb(d2)
    return beta_lower(d2 / 2, d1 / 2, d2 / (d1 * x + d2))


def f_density(x, d1, d2):
    x, d1, d2 = arb(x), arb(d1), arb(d2)
    v = d1 * x / (d1 * x + d2)
    return beta_density(d1 / 2, d2 / 2, v) * d1 * d2 / (d1 * x + d2) ** 2


def normal_sf(z):
    return (arb(z) / arb(2).sqrt()).erfc() / 2


def normal_density(z):
    return (-(arb(z) ** 2) / 2).exp() / (2 * arb.pi()).sqrt()


def ln_beta(a, b):
    a, b = arb(a), arb(b)
    return a.lgamma() + b.lgamma() - (a + b).lgamma()


def ln_beta_condition(a, b):
    """|a ∂/∂a| + |b ∂/∂b| of ln B; over |ln B|, the condition number."""
    a, b = arb(a), arb(b)
    whole = (a + b).digamma()
    return abs(a * (a.digamma() - whole)) + abs(b * (b.digamma() - whole))


def trigamma(x):
    return acb(x).polygamma(1).real


class Direct:
    """A function evaluated at its points; `condition` where it is ill-conditioned."""

    def __init__(self, domain, points, value, condition=None):
        self.domain, self.points, self.value, self.condition = domain, points, value, condition

    def row(self, r):
        args = self.points(r)
        value = ball(lambda: self.value(*args))
        return args, value, self.condition and to_float(ball(lambda: self.condition(*args)) / abs(value))


class Inverse:
    """A quantile: choose x, take the nearest double p to F(x), then move x to the exact quantile of that p."""

    def __init__(self, domain, points, value, density, increasing=True, largest=1, place=None):
        # `points` gives (x, shapes…); `place` puts p and the shapes in the order of the function's arguments.
        self.domain, self.points, self.value, self.density = domain, points, value, density
        self.sign, self.largest = (1 if increasing else -1), largest
        self.place = place or (lambda p, *rest: (p, *rest))

    def row(self, r):
        while True:
            x, *rest = self.points(r)
            # No shape below 1e-3: there one ulp of the probability moves the quantile by 1e3 and more.
            if min(rest, default=1) < 1e-3:
                continue
            value = ball(lambda: self.value(x, *rest))
            p = to_float(value)
            if 1e-300 <= p < self.largest and p != 0.5:
                break
        for _ in range(6):
            density = ball(lambda: self.density(x, *rest))
            ctx.prec = 512
            step = self.sign * (arb(p) - value) / density
            x = (arb(x) + step).mid()
            # Newton converges quadratically: a relative step of 1e-14 leaves 1e-28 times the curvature.
            if abs(step / x) < 1e-14:
                break
            value = ball(lambda: self.value(x, *rest), start=512)
        else:
            raise Unprovable
        return self.place(p, *rest), x, to_float(abs(arb(p) / (x * density)))


def swap_gamma(r):
    a, x = gamma_point(r)
    return (x, a)


def swap_beta(r):
    a, b, x = beta_point(r)
    return (x, a, b)


def log_point(r):
    kind = r.random()
    if kind < 0.5:
        return (-r.uniform(0, 745),)
    if kind < 0.8:
        return (-r.uniform(0, 5),)
    return (-log_uniform(r, 1e-300, 1),)


ROOT_OF_DIGAMMA = 1.4616321449683622
FUNCTIONS = {
    "log_space.log_1m_exp": Direct("x from -745 to -1e-300", log_point, lambda x: (-arb(x).expm1()).log()),
    "log_space.log_1p_exp": Direct(
        "x from -745 to 745",
        lambda r: (r.choice((-1, 1)) * log_point(r)[0],),
        lambda x: arb(x).exp().log1p(),
    ),
    "gamma.ln_gamma": Direct(
        "x from 5e-324 to 1e300; dense around the zeros 1 and 2",
        lambda r: (positive(r, (1.0, 2.0)),),
        lambda x: arb(x).lgamma(),
    ),
    "gamma.digamma": Direct(
        "x from 5e-324 to 1e300; dense around the zero 1.4616…",
        lambda r: (positive(r, (ROOT_OF_DIGAMMA,)),),
        lambda x: arb(x).digamma(),
    ),
    "gamma.trigamma": Direct(
        "x from 5e-324 to 1e300",
        lambda r: (positive(r),),
        trigamma,
    ),
    "gamma.regularized_p": Direct("a from 1e-300 to 1e15, x from 1e-300", gamma_point, gamma_p),
    "gamma.regularized_q": Direct("a from 1e-300 to 1e15, x from 1e-300", gamma_point, gamma_q),
    "gamma.inverse_p": Inverse(
        "a from 1e-3 to 1e15, p from 1e-300",
        swap_gamma,
        lambda x, a: gamma_p(a, x),
        lambda x, a: gamma_density(a, x),
        largest=1 - 1e-9,
        place=lambda p, a: (a, p),
    ),
    "gamma.inverse_q": Inverse(
        "a from 1e-3 to 1e15, q from 1e-300",
        swap_gamma,
        lambda x, a: gamma_q(a, x),
        lambda x, a: gamma_density(a, x),
        increasing=False,
        largest=1 - 1e-9,
        place=lambda p, a: (a, p),
    ),
    "beta.ln_beta": Direct(
        "a, b from 1e-300 to 1e300; dense around B(a, b) = 1",
        ln_beta_point,
        ln_beta,
        ln_beta_condition,
    ),
    "beta.regularized": Direct("a, b from 1e-300 to 1e15, 0 < x < 1", beta_point, beta_lower),
    "beta.inverse": Inverse(
        "a, b from 1e-3 to 1e15, p from 1e-300",
        swap_beta,
        lambda x, a, b: beta_lower(a, b, x),
        lambda x, a, b: beta_density(a, b, x),
        largest=1 - 1e-9,
        place=lambda p, a, b: (a, b, p),
    ),
    "normal.cdf": Direct("z from -38.4", normal_point, lambda z: normal_sf(-z)),
    "normal.sf": Direct("z to 38.4", normal_point, normal_sf),
    "normal.quantile": Inverse(
        "p from 1e-300 to 1 - 1e-16", normal_point, lambda z: normal_sf(-arb(z)), normal_density
    ),
    "student_t.cdf": Direct("df from 1e-3 to 1e15", t_point, lambda t, df: t_sf(-t, df)),
    "student_t.sf": Direct("df from 1e-3 to 1e15", t_point, t_sf),
    "student_t.quantile": Inverse(
        "df from 1e-3 to 1e15, p from 1e-300 to 1 - 1e-16",
        t_point,
        lambda t, df: t_sf(-arb(t), df),
        t_density,
    ),
    "chi_squared.cdf": Direct("df from 1e-3 to 1e15", chi_squared_point, lambda x, df: gamma_p(arb(df) / 2, arb(x) / 2)),
    "chi_squared.sf": Direct("df from 1e-3 to 1e15", chi_squared_point, lambda x, df: gamma_q(arb(df) / 2, arb(x) / 2)),
    "chi_squared.quantile": Inverse(
        "df from 1e-3 to 1e15, p from 1e-300",
        chi_squared_point,
        lambda x, df: gamma_p(arb(df) / 2, arb(x) / 2),
        lambda x, df: gamma_density(arb(df) / 2, arb(x) / 2) / 2,
        largest=1 - 1e-9,
    ),
    "f_distribution.cdf": Direct("d1, d2 from 1e-3 to 1e15", f_point, f_cdf),
    "f_distribution.sf": Direct("d1, d2 from 1e-3 to 1e15", f_point, f_sf),
    "f_distribution.quantile": Inverse(
        "d1, d2 from 1e-3 to 1e15, p from 1e-300",
        f_point,
        f_cdf,
        f_density,
        largest=1 - 1e-9,
    ),
}


def write(job):
    name, directory, points, seed = job
    function = FUNCTIONS[name]
    r = random.Random(f"{name} {seed}")
    lines, unprovable = [], 0
    while len(lines) < points:
        try:
            args, value, condition = function.row(r)
        except Unprovable:
            unprovable += 1
            continue
        hi, lo = two_doubles(value)
        if hi == 0 and r.random() < 0.99:
            continue  # below the smallest subnormal: a few such points are enough
        fields = [*args, hi, lo] + ([] if condition is None else [float(f"{condition:.3g}")])
        lines.append("\t".join(repr(float(field)) for field in fields))
    header = f"# {name.replace('.', '::')}\t{len(args)}\t{function.domain}\n"
    Path(directory, f"{name}.tsv").write_text(header + "\n".join(lines) + "\n", encoding="ascii" if header.isascii() else "utf-8")
    return name, unprovable


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", required=True, help="directory for the files")
    parser.add_argument("--points", type=int, default=12_000, help="points a function")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=None)
    parser.add_argument("functions", nargs="*", help="only these, for example gamma.digamma")
    options = parser.parse_args()
    Path(options.out).mkdir(parents=True, exist_ok=True)
    jobs = [(name, options.out, options.points, options.seed) for name in options.functions or FUNCTIONS]
    with Pool(options.jobs) as pool:
        for name, unprovable in pool.imap_unordered(write, jobs):
            note = f" ({unprovable} points left out: not proven at 8192 bits)" if unprovable else ""
            print(f"{name}: {options.points} points{note}", flush=True)


if __name__ == "__main__":
    main()
