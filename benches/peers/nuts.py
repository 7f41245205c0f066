"""The posterior of BG/NBD by PyMC-Marketing's NUTS, on the columns the Rust benchmark wrote.

    python nuts.py DIRECTORY [--draws N] [--chains N] [--tune N]

Reads frequency.f64, recency.f64 and tenure.f64 before the clock starts. Priors: r Weibull(2, 1), alpha Weibull(2, 10), a and b
half-normal(5). One line as JSON: the seconds, the first of which PyMC spends compiling, and of r, alpha, a, b the posterior
means, standard deviations and bulk effective sizes. A second line is the same once more: compiled before.
"""

import argparse
import json
import logging
import time
import warnings
from pathlib import Path

warnings.filterwarnings("ignore")
logging.disable(logging.WARNING)

import arviz
import numpy as np
import pandas as pd
from pymc_extras.prior import Prior
from pymc_marketing.clv import BetaGeoModel

NAMES = ["r", "alpha", "a", "b"]


def main(directory, draws, chains, tune):
    column = lambda name: np.fromfile(Path(directory, f"{name}.f64"), "<f8")
    frame = pd.DataFrame(
        {"frequency": column("frequency"), "recency": column("recency"), "T": column("tenure")}
    )
    frame.insert(0, "customer_id", range(len(frame)))
    priors = {
        "r": Prior("Weibull", alpha=2, beta=1),
        "alpha": Prior("Weibull", alpha=2, beta=10),
        "a": Prior("HalfNormal", sigma=5),
        "b": Prior("HalfNormal", sigma=5),
    }
    sampling = {"draws": draws // chains, "tune": tune, "chains": chains, "random_seed": 1, "progressbar": False}
    for task in ["nuts", "nuts, compiled before"]:
        model = BetaGeoModel(model_config=priors, sampler_config=sampling)
        start = time.perf_counter()
        model.fit(data=frame)
        seconds = time.perf_counter() - start
        posterior = model.idata.posterior
        numbers = [[float(posterior[name].mean()) for name in NAMES], [float(posterior[name].std()) for name in NAMES]]
        effective = arviz.ess(posterior, var_names=NAMES)
        numbers.append([float(effective[name]) for name in NAMES])
        print(json.dumps({"task": task, "seconds": seconds, "numbers": sum(numbers, [])}), flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("directory")
    parser.add_argument("--draws", type=int, default=4000)
    parser.add_argument("--chains", type=int, default=4)
    parser.add_argument("--tune", type=int, default=500)
    main(**vars(parser.parse_args()))
