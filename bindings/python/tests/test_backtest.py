"""Models against what happened, and the pictures of it."""

from __future__ import annotations

import builtins
import csv
import pickle
import subprocess
import sys
from datetime import date

import goodwill as gw
import numpy as np
import pandas as pd
import polars as pl
import pytest
from conftest import ROOT

CDNOW = {"r": 0.243, "alpha": 4.414, "a": 0.793, "b": 2.426}
DAYS = ["1997-01-01", "1997-01-18", "1997-08-02", "1997-12-12"]
PERIODS = {"calibration_end": "1997-09-30", "observation_end": "1998-06-30"}


@pytest.fixture(scope="module")
def orders():
    with (ROOT / "tests" / "data" / "cdnow_sample.csv").open(encoding="utf-8", newline="") as text:
        rows = list(csv.DictReader(text))
    return gw.purchase.purchases(
        customer=[int(row["id"]) for row in rows],
        date=[row["date"] for row in rows],
        amount=[float(row["spend"]) for row in rows],
    )


@pytest.fixture(scope="module")
def model():
    return gw.model.BgNbd.from_parameters(**CDNOW, unit="week")


@pytest.fixture(scope="module")
def split(orders):
    return gw.purchase.calibration_holdout(orders, **PERIODS, unit="week")


def refusal(call, code):
    with pytest.raises(gw.GoodwillError) as failure:
        call()
    assert failure.value.code == code, failure.value
    return failure.value


def test_tracking(model, orders):
    tracked = model.tracking(orders, **PERIODS)
    assert tracked == gw.model.tracking(model, orders, **PERIODS) == pickle.loads(pickle.dumps(tracked))
    assert tracked.calibration.actual == 2457
    assert tracked.holdout.actual == 1882
    table = pl.DataFrame(tracked)
    assert table["actual"].sum() == 2457 + 1882
    assert table["holdout"].sum() == 39
    assert table["end"].dtype == pl.Date
    unknown = gw.model.BgNbd.from_parameters(**CDNOW)
    refusal(lambda: unknown.tracking(orders, **PERIODS), "inconsistent")
    refusal(lambda: model.tracking(orders, calibration_end="1998-06-30", observation_end="1998-06-01"), "inconsistent")


def test_calibration(model, split):
    table = model.calibration_table(split.calibration, censor=7)
    assert [row.actual for row in table.rows] == [1411, 439, 214, 100, 62, 38, 29, 64]
    assert sum(row.expected for row in table.rows) == pytest.approx(2357)
    assert table.rows[-1].or_more
    assert table == model.calibration_table(gw.model.HistoryCounts(split.calibration))
    assert pl.DataFrame(table).columns == ["frequency", "actual", "expected"]
    refusal(lambda: model.calibration_table(split.calibration, censor=0), "out_of_range")


def test_holdout(model, split):
    table = model.holdout_table(split)
    assert (table.customers, table.actual) == (2357, 1882)
    frame = pd.DataFrame({
        "frequency": split.calibration.frequency,
        "recency": split.calibration.recency,
        "tenure": split.calibration.tenure,
        "holdout_frequency": split.holdout_frequency,
    })
    assert model.holdout_table(frame, duration=39.0) == table
    assert [row.customers for row in model.holdout_table(split, by="idle", width=13.0, groups=3).rows][0] > 0
    error = model.forecast_error(split)
    assert error == model.forecast_error(frame, duration=39.0)
    assert error.correlation == pytest.approx(0.63, abs=0.01)
    assert error.mae.lower < error.mae.value
    assert pl.DataFrame(table)["upper"].null_count() == 1
    with pytest.raises(TypeError, match="duration"):
        model.holdout_table(frame)
    assert refusal(lambda: model.holdout_table(frame.assign(holdout_frequency=0.5), duration=39), "out_of_range").index == 0


def test_grid(model):
    grid = model.history_grid(value="probability_alive", max_frequency=10, tenure=39.0, steps=39)
    values = grid.values.reshape(11, 40)
    assert values[2, 30] == model.probability_alive(frequency=2, recency=30.0, tenure=39.0)
    assert np.isnan(values[0, 1])
    assert grid == pickle.loads(pickle.dumps(grid))
    refusal(lambda: model.history_grid(max_frequency=10, tenure=0.0, t=1.0), "out_of_range")


def test_a_life(model):
    life = model.alive_timeline(DAYS, until="1998-06-30", step=7)
    assert life[0].day == date(1997, 1, 1)
    assert life[-1].day == date(1998, 6, 30)
    assert life[-1].frequency == 3
    tenure = (date(1998, 6, 30) - date(1997, 1, 1)).days / 7
    recency = (date(1997, 12, 12) - date(1997, 1, 1)).days / 7
    assert life[-1].probability_alive == model.probability_alive(frequency=3, recency=recency, tenure=tenure)
    refusal(lambda: model.alive_timeline(DAYS[::-1], until="1998-06-30"), "inconsistent")


def test_pictures(model, orders, split, tmp_path):
    matplotlib = pytest.importorskip("matplotlib")
    matplotlib.use("Agg")
    from matplotlib import pyplot

    pictures = {
        "tracking": model.plot_tracking(orders, **PERIODS),
        "incremental": model.plot_tracking(orders, cumulative=False, **PERIODS),
        "calibration": model.plot_calibration(split.calibration),
        "grid": model.plot_history_grid(max_frequency=20, tenure=39.0, t=39.0),
        "alive": model.plot_probability_alive(DAYS, until="1998-06-30"),
    }
    for name, ax in pictures.items():
        ax.figure.savefig(tmp_path / f"{name}.png")
        assert (tmp_path / f"{name}.png").stat().st_size > 5_000
        assert ax.get_title()
        assert ax.get_ylabel()
    tracked = model.tracking(orders, **PERIODS)
    drawn = pictures["tracking"].lines[0].get_ydata()
    assert list(drawn) == [period.cumulative_actual for period in tracked.periods]
    assert [bar.get_height() for bar in pictures["calibration"].patches[:8]] == [1411, 439, 214, 100, 62, 38, 29, 64]
    given = pyplot.subplots()[1]
    assert model.plot_calibration(split.calibration, ax=given) is given
    pyplot.close("all")


def test_without_matplotlib(model, split, monkeypatch):
    real = builtins.__import__

    def without(name, *rest, **more):
        if name.partition(".")[0] == "matplotlib":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(ImportError, match=r"goodwill\[plot\]"):
        model.plot_calibration(split.calibration)


def test_the_package_loads_no_matplotlib():
    code = "import goodwill, sys; assert 'matplotlib' not in sys.modules and 'sklearn' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
