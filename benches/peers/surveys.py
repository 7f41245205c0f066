"""The tables of a survey report by pandas, on the columns the Rust benchmark wrote.

    python surveys.py FILE COLUMNS

FILE holds the columns one after the other, little-endian doubles: recommendation, the items, the number of the region.
Prints one line of JSON: the seconds and the means. Counts, shares, means with standard errors, boxes, net promoter score, all
by region too where the report has it, correlations for alpha, and a regression for the drivers; no intervals, no Shapley
shares.
"""

import json
import sys
import time

import numpy as np
import pandas as pd


def main(path, columns):
    data = np.fromfile(path, "<f8").reshape(columns, -1)
    items = [f"q{number}" for number in range(columns - 2)]
    frame = pd.DataFrame(dict(zip(["recommend", *items, "region"], data, strict=True)))
    frame["region"] = frame["region"].astype("category")
    start = time.perf_counter()
    scales = ["recommend", *items]
    for name in scales:
        counts = frame[name].value_counts(dropna=False).sort_index()
        counts / counts.sum()
    means = frame[scales].mean()
    frame[scales].sem()
    (frame[items] >= 4).sum() / frame[items].notna().sum()
    (frame[items] <= 2).sum() / frame[items].notna().sum()
    groups = pd.cut(frame["recommend"], [-1, 6, 8, 10], labels=["detractor", "passive", "promoter"])
    groups.value_counts(normalize=True)
    pd.crosstab(frame["region"], groups, normalize="index")
    frame.groupby("region", observed=True)["q0"].agg(["mean", "sem", "count"])
    frame.groupby("q0")["q1"].agg(["mean", "sem", "count"])
    pd.crosstab(frame["recommend"] >= 8, frame["q1"] >= 4, normalize="all")
    for block in (items[12:18], items[18:]):
        complete = frame[block].dropna()
        k = len(block)
        covariance = complete.cov().to_numpy()
        k / (k - 1) * (1 - np.trace(covariance) / covariance.sum())
    complete = frame[["q0", *items[2:12]]].dropna()
    correlations = complete.corr().to_numpy()
    np.linalg.solve(correlations[1:, 1:], correlations[1:, 0])
    seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "numbers": means.tolist()}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
