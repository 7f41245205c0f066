"""Writes golden files, and the estimates that the scripts of the surveys share: scipy and statsmodels."""

import math
from pathlib import Path

import numpy as np
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

GOLDEN = Path(__file__).parents[1] / "golden"
NAN, INF = math.nan, math.inf


def text(value):
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, (bool, np.bool_)):
        return "true" if value else "false"
    if isinstance(value, (list, tuple, np.ndarray)):
        return "[" + ", ".join(text(v) for v in value) + "]"
    if isinstance(value, (int, np.integer)):
        return str(int(value))
    if math.isinf(value):
        return "inf" if value > 0 else "-inf"
    return "nan" if math.isnan(value) else repr(float(value))


class Cases:
    def __init__(self, *head):
        self.lines = [f"# {line}" for line in head]

    def add(self, function, source, inputs, outputs, tolerance=0):
        self.lines += ["", "[[case]]", f'function = "{function}"', f'source = "{source}"']
        if tolerance:
            self.lines.append(f"tolerance = {tolerance}")
        for prefix, values in (("in", inputs), ("out", outputs)):
            self.lines += [f"{prefix}.{name} = {text(value)}" for name, value in values.items()]

    def fail(self, function, inputs, code):
        self.add(function, "definition", inputs, {"error": code})

    def save(self, name):
        (GOLDEN / name).write_text("\n".join(self.lines) + "\n", encoding="utf-8")


def estimate(path, value, error, interval, n, method=None):
    fields = {"value": value, "standard_error": error, "lower": interval[0], "upper": interval[1], "n": n}
    if method:
        fields["method"] = method
    return {f"{path}.{name}" if path else name: number for name, number in fields.items()}


def undefined(path, value=NAN, n=0):
    return estimate(path, value, NAN, (NAN, NAN), n, "none")


def clipped(interval, low, high):
    return max(interval[0], low), min(interval[1], high)


def share(path, x, n, level=0.95, sign=1):
    """A share of counts with Wilson's interval."""
    p = x / n
    lower, upper = proportion_confint(x, n, 1 - level, "wilson")
    lower, upper = max(lower, 0.0), min(upper, 1.0)
    ends = (lower, upper) if sign > 0 else (-upper, -lower)
    return estimate(path, sign * p + 0.0, math.sqrt(p * (1 - p) / n), ends, n, "wilson")


def linearised(values, weights, base=None, level=0.95, correct=True):
    """Σw·values/Σw·base with its linearised standard error and interval."""
    values, weights = np.asarray(values, float), np.asarray(weights, float)
    base = np.ones_like(values) if base is None else np.asarray(base, float)
    whole = np.sum(weights * base)
    value = np.sum(weights * values) / whole
    residuals = weights * (values - value * base)
    m = len(values)
    error = math.sqrt(np.sum(residuals**2) * (m / (m - 1) if correct else 1)) / whole
    half = stats.norm.ppf((1 + level) / 2) * error
    return value, error, (value - half, value + half)


def mean(path, values, weights=None, level=0.95, low=-INF, high=INF):
    """The mean over respondents: Student's t, linearised with weights."""
    values = np.asarray(values, float)
    if weights is not None:
        value, error, ends = linearised(values, weights, level=level)
        return estimate(path, value, error, clipped(ends, low, high), len(values), "linearised")
    value, error = np.mean(values), stats.sem(values)
    half = stats.t.ppf((1 + level) / 2, len(values) - 1) * error
    return estimate(path, value, error, clipped((value - half, value + half), low, high), len(values), "student_t")


MASK = 0xFFFFFFFF


class Philox:
    """Philox-4x32-10 of Salmon et al. 2011, with the seed as the key and (position, stream) as the counter."""

    def __init__(self, seed, stream):
        self.key, self.stream, self.block, self.spare = (seed & MASK, seed >> 32), stream, 0, None

    def next(self):
        if self.spare is not None:
            bits, self.spare = self.spare, None
            return bits
        a, b, c, d = self.block & MASK, self.block >> 32, self.stream & MASK, self.stream >> 32
        k, l = self.key
        for _ in range(10):
            x, y = 0xD2511F53 * a, 0xCD9E8D57 * c
            a, b, c, d = (y >> 32) ^ b ^ k, y & MASK, (x >> 32) ^ d ^ l, x & MASK
            k, l = (k + 0x9E3779B9) & MASK, (l + 0xBB67AE85) & MASK
        self.block += 1
        self.spare = c | d << 32
        return a | b << 32

    def below(self, bound):
        """Lemire's: uniform on 0 to before bound."""
        while True:
            product = self.next() * bound
            low = product & (2**64 - 1)
            if low >= bound or low >= (2**64 - bound) % bound:
                return product >> 64

    def draws(self, members):
        """As many draws with replacement as there are members: two a number, each from a half of its bits."""
        drawn, reject = [], (2**32 - members) % members
        while len(drawn) < members:
            bits = self.next()
            products = [half * members for half in (bits & MASK, bits >> 32)]
            drawn += [product >> 32 for product in products if product & MASK >= reject]
        return drawn[:members]
