"""Models by lifetimes, on the columns the Rust benchmark wrote.

    python models.py DIRECTORY [--pareto-rows N]

Reads frequency.f64, recency.f64, tenure.f64 and spend.f64 before the clock starts. One line a task, as JSON: what was done,
its seconds, and the numbers to be held against the other implementation: the parameters of a fit, or a sum over customers.
"""

import json
import sys
import time
import warnings
from pathlib import Path

warnings.filterwarnings("ignore")

import numpy as np
import pandas as pd
from lifetimes import BetaGeoFitter, GammaGammaFitter, ParetoNBDFitter


def timed(task, work, numbers):
    start = time.perf_counter()
    result = work()
    seconds = time.perf_counter() - start
    print(json.dumps({"task": task, "seconds": seconds, "numbers": [float(x) for x in numbers(result)]}), flush=True)
    return result


def parameters(*names):
    return lambda fitter: [fitter.params_[name] for name in names]


def total(values):
    return [np.sum(values)]


def main(directory, pareto_rows):
    column = lambda name: np.fromfile(Path(directory, f"{name}.f64"), "<f8")
    frame = pd.DataFrame({name: column(name) for name in ["frequency", "recency", "tenure", "spend"]})
    x, t_x, T = frame["frequency"], frame["recency"], frame["tenure"]
    bg = timed("fit bg_nbd", lambda: BetaGeoFitter().fit(x, t_x, T), parameters("r", "alpha", "a", "b"))
    repeaters = frame[x > 0]
    gg = timed(
        "fit gamma_gamma",
        lambda: GammaGammaFitter().fit(repeaters["frequency"], repeaters["spend"]),
        parameters("p", "q", "v"),
    )
    timed(
        "conditional_purchases",
        lambda: bg.conditional_expected_number_of_purchases_up_to_time(52, x, t_x, T),
        total,
    )
    timed(
        "lifetime_value",
        lambda: gg.customer_lifetime_value(bg, x, t_x, T, frame["spend"], time=12, discount_rate=0.01, freq="W"),
        total,
    )
    if pareto_rows:
        few = frame.iloc[:pareto_rows]
        timed(
            "fit pareto_nbd",
            lambda: ParetoNBDFitter().fit(few["frequency"], few["recency"], few["tenure"]),
            parameters("r", "alpha", "s", "beta"),
        )


if __name__ == "__main__":
    rows = int(sys.argv[3]) if len(sys.argv) > 3 and sys.argv[2] == "--pareto-rows" else 0
    main(sys.argv[1], rows)
