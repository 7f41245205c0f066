"""What a BG/NBD model expects of the CDNOW sample, beside what happened: tracking, calibration and holdout tables.

Straight from the formulas of Fader, Hardie & Lee (2005), in 30 digits, one customer at a time, with no code of this
library. Needs numpy and mpmath. Prints the golden cases of tests/golden/backtest.toml.
"""

import csv
import datetime as dt
import pathlib
from collections import Counter
from functools import cache

from mpmath import beta, gamma, hyp2f1, mp, mpf, rf, sqrt

mp.dps = 30
DATA = pathlib.Path(__file__).parent.parent / "data"
R, ALPHA, A, B = PARAMETERS = [mpf(text) for text in ("0.243", "4.414", "0.793", "2.426")]
CALIBRATED, END = dt.date(1997, 9, 30), dt.date(1998, 6, 30)
START = dt.date(1997, 1, 1)


def purchase_days():
    """Each customer's days, counted from the first of January 1997."""
    customers = {}
    with open(DATA / "cdnow_sample.csv", newline="") as file:
        for row in csv.DictReader(file):
            day = dt.datetime.strptime(row["date"], "%Y%m%d").date()
            customers.setdefault(row["id"], set()).add((day - START).days)
    return [sorted(days) for days in customers.values()]


@cache
def expected(t):
    """E[X(t)]: equation 9."""
    if t == 0:
        return mpf(0)
    z = t / (ALPHA + t)
    return (A + B - 1) / (A - 1) * (1 - (ALPHA / (ALPHA + t)) ** R * hyp2f1(R, B, A + B - 1, z))


@cache
def pmf(n, t):
    """P(X(t) = n): equation 8."""
    alive = beta(A, B + n) / beta(A, B) * rf(R, n) / gamma(n + 1) * (ALPHA / (ALPHA + t)) ** R * (t / (ALPHA + t)) ** n
    if n == 0:
        return alive
    below = sum(rf(R, j) / gamma(j + 1) * (t / (ALPHA + t)) ** j for j in range(n))
    return alive + beta(A + 1, B + n - 1) / beta(A, B) * (1 - (ALPHA / (ALPHA + t)) ** R * below)


@cache
def conditional(x, t_x, T, t):
    """E[X(T, T + t] | x, t_x, T]: equation 10."""
    z = t / (ALPHA + T + t)
    whole = (A + B + x - 1) / (A - 1)
    whole *= 1 - ((ALPHA + T) / (ALPHA + T + t)) ** (R + x) * hyp2f1(R + x, B + x, A + B + x - 1, z)
    if x == 0:
        return whole
    return whole / (1 + A / (B + x - 1) * ((ALPHA + T) / (ALPHA + t_x)) ** (R + x))


def alive(x, t_x, T):
    if x == 0:
        return mpf(1)
    return 1 / (1 + A / (B + x - 1) * ((ALPHA + T) / (ALPHA + t_x)) ** (R + x))


def write(name, value):
    if isinstance(value, (list, tuple)):
        print(f"{name} = [{', '.join(show(each) for each in value)}]")
    else:
        print(f"{name} = {show(value)}")


def show(value):
    return str(value) if isinstance(value, int) else mp.nstr(value, 17, strip_zeros=False, min_fixed=-5, max_fixed=17)


def case(function, tolerance, **inputs):
    print(f'\n[[case]]\nfunction = "{function}"')
    print(f'source = "Fader, Hardie & Lee 2005, in 30 digits: tests/peers/backtest.py"\ntolerance = {tolerance}')
    print('in.model = "bg_nbd"\nin.parameters = [0.243, 4.414, 0.793, 2.426]')
    for name, value in inputs.items():
        print(f"in.{name} = {value}")


SPLIT = dict(
    unit='"week"', orders='"cdnow_sample.csv"', calibration_end='"1997-09-30"', observation_end='"1998-06-30"'
)


def main():
    customers = purchase_days()
    cal, end = (CALIBRATED - START).days, (END - START).days
    week = mpf(7)

    # Tracking, by week.
    first_days = Counter(days[0] for days in customers)
    again = [day for days in customers for day in days[1:]]
    case("tracking", 1e-11, **SPLIT)
    ends = list(range(6, end + 1, 7))
    cumulative = [sum(n * expected((d - s) / week) for s, n in first_days.items() if s < d) for d in ends]
    actual = [sum(day <= d for day in again) for d in ends]
    weeks = len([d for d in ends if d <= cal])
    write("out.customers", len(customers))
    for place in (0, 1, 38, 39, 77):
        write(f"out.periods.{place}.cumulative_actual", actual[place])
        write(f"out.periods.{place}.cumulative_expected", cumulative[place])
        write(f"out.periods.{place}.expected", cumulative[place] - (cumulative[place - 1] if place else 0))
    write("out.calibration.actual", actual[weeks - 1])
    write("out.calibration.expected", cumulative[weeks - 1])
    write("out.holdout.actual", actual[-1] - actual[weeks - 1])
    write("out.holdout.expected", cumulative[-1] - cumulative[weeks - 1])
    write("out.holdout.error", (cumulative[-1] - cumulative[weeks - 1]) / (actual[-1] - actual[weeks - 1]) - 1)

    histories = []
    for days in customers:
        before = [day for day in days if day <= cal]
        histories.append((
            len(before) - 1, (before[-1] - before[0]) / week, (cal - before[0]) / week, len(days) - len(before)
        ))

    # Customers by repeat purchases.
    case("calibration_table", 1e-11, **{key: SPLIT[key] for key in ("unit", "orders")}, as_of='"1997-09-30"', censor=7)
    write("out.customers", float(len(histories)))
    expected_rows = [sum(pmf(n, T) for _, _, T, _ in histories) for n in range(7)]
    expected_rows.append(len(histories) - sum(expected_rows))
    for n in range(8):
        write(f"out.rows.{n}.actual", float(sum(min(x, 7) == n for x, *_ in histories)))
        write(f"out.rows.{n}.expected", expected_rows[n])

    # Holdout by repeat purchases.
    t = mpf(39)
    predicted = [conditional(x, t_x, T, t) for x, t_x, T, _ in histories]
    for by, width, groups, value in (
        ("frequency", 1.0, 8, lambda x, t_x, T: x),
        ("recency", 4.0, 10, lambda x, t_x, T: t_x),
        ("tenure", 3.0, 13, lambda x, t_x, T: T),
        ("idle", 13.0, 3, lambda x, t_x, T: T - t_x),
    ):
        case("holdout_table", 1e-11, **SPLIT, by=f'"{by}"', width=width, groups=groups)
        rows = [[0, 0, mpf(0)] for _ in range(groups)]
        for (x, t_x, T, held), mean in zip(histories, predicted):
            place = int(value(x, t_x, T) / width + mpf("1e-20"))  # whole days: a boundary is met exactly
            row = rows[min(place, groups - 1)]
            row[0] += 1
            row[1] += held
            row[2] += mean
        for name, place in (("customers", 0), ("actual", 1), ("expected", 2)):
            for number, row in enumerate(rows):
                write(f"out.rows.{number}.{name}", row[place])
        if by == "frequency":
            write("out.rows.0.actual_mean", mpf(rows[0][1]) / rows[0][0])
            write("out.rows.0.expected_mean", rows[0][2] / rows[0][0])
        write("out.customers", len(histories))
        write("out.actual", sum(row[1] for row in rows))
        write("out.expected", sum(row[2] for row in rows))

    # Errors.
    case("forecast_error", 1e-11, **SPLIT)
    n = len(histories)
    held = [mpf(row[3]) for row in histories]
    errors = [mean - actual for mean, actual in zip(predicted, held)]
    write("out.customers", n)
    write("out.actual", int(sum(held)))
    write("out.expected", sum(predicted))
    write("out.total_error", sum(predicted) / sum(held) - 1)
    for name, values in (("mae", [abs(error) for error in errors]), ("bias", errors)):
        mean = sum(values) / n
        write(f"out.{name}.value", mean)
        write(f"out.{name}.standard_error", sqrt(sum((value - mean) ** 2 for value in values) / (n - 1) / n))
    write("out.rmse", sqrt(sum(error**2 for error in errors) / n))
    mean_p, mean_h = sum(predicted) / n, sum(held) / n
    covariance = sum((p - mean_p) * (h - mean_h) for p, h in zip(predicted, held))
    spread = sqrt(sum((p - mean_p) ** 2 for p in predicted) * sum((h - mean_h) ** 2 for h in held))
    write("out.correlation", covariance / spread)

    # Grids: the values of frequency 0, 1, … at recencies 0, 13, 26, 39.
    for name, ahead, of in (
        ("conditional_purchases", 39.0, lambda x, t_x: conditional(x, t_x, mpf(39), t)),
        ("probability_alive", 0.0, lambda x, t_x: alive(x, t_x, mpf(39))),
    ):
        case("history_grid", 1e-12, value=f'"{name}"', t=ahead, max_frequency=3, tenure=39.0, steps=3)
        possible = [(x, step) for x in range(4) for step in range(4) if (x == 0) == (step == 0)]
        cells = [of(x, mpf(13 * step)) if (x, step) in possible else None for x in range(4) for step in range(4)]
        print(f"out.values = [{', '.join('nan' if cell is None else show(cell) for cell in cells)}]")

    # One customer: the first of the sample.
    days = customers[0]
    case("alive_timeline", 1e-12, unit='"week"', days=days, until=end, step=182)
    for place, day in enumerate((0, 182, 364, end)):
        seen = [each for each in days if each <= day]
        write(f"out.{place}.frequency", len(seen) - 1)
        write(f"out.{place}.probability_alive", alive(len(seen) - 1, seen[-1] / week, day / week))


main()
