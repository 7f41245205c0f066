"""The interpreter stays free during long work, which shows its progress and answers Ctrl-C."""

from __future__ import annotations

import _thread
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import goodwill as gw
import numpy as np
import pytest

ROWS = 3_000_000


@pytest.fixture(scope="module")
def orders():
    random = np.random.default_rng(1)
    return {
        "id": random.integers(0, 300_000, ROWS),
        "day": random.integers(9_000, 10_000, ROWS).astype("M8[D]"),
        "spend": random.integers(1, 100, ROWS) / 4,
    }


NAMES = {"customer": "id", "date": "day", "amount": "spend"}


def test_other_threads_run_meanwhile(orders):
    ticks = []
    done = threading.Event()

    def tick():
        while not done.is_set():
            ticks.append(time.perf_counter())
            time.sleep(0.001)

    ticker = threading.Thread(target=tick)
    ticker.start()
    try:
        start = time.perf_counter()
        gw.purchase.purchases(orders, **NAMES)
        end = time.perf_counter()
    finally:
        done.set()
        ticker.join()
    meanwhile = [moment for moment in ticks if start < moment < end]
    # With the interpreter held, nothing would tick between two batches of a million rows.
    assert len(meanwhile) > 5 * ROWS / 1_048_576, (len(meanwhile), end - start)


def test_threads_get_the_same_bits(orders):
    wanted = gw.purchase.histories(gw.purchase.purchases(orders, **NAMES), as_of="1998-01-01")
    scores = np.tile(np.arange(11, dtype="i1"), 100_000)
    with ThreadPoolExecutor(4) as pool:
        counted = [pool.submit(gw.survey.nps, scores) for _ in range(8)]
        made = [pool.submit(gw.purchase.purchases, orders, **NAMES) for _ in range(2)]
        assert len({future.result() for future in counted}) == 1
        for future in made:
            got = gw.purchase.histories(future.result(), as_of="1998-01-01")
            assert np.array_equal(got.monetary_value, wanted.monetary_value, equal_nan=True)
            assert np.array_equal(got.recency, wanted.recency)


def test_one_builder_in_many_threads():
    builder = gw.purchase.PurchasesBuilder()
    with ThreadPoolExecutor(8) as pool:
        jobs = [pool.submit(builder.update, customer=[n], date=["1997-01-01"]) for n in range(200)]
        for job in jobs:
            job.result()
    assert builder.rows == 200


def test_progress(orders, capsys):
    seen = []
    gw.purchase.purchases(orders, **NAMES, progress=lambda done, total: seen.append((done, total)))
    assert seen == sorted(seen)
    assert seen[-1] == (ROWS, ROWS)
    assert len(seen) >= 3
    gw.purchase.purchases(orders, **NAMES, progress=True)
    assert "100%" in capsys.readouterr().err
    gw.purchase.purchases(orders, **NAMES)
    assert capsys.readouterr().err == ""


def test_an_error_in_progress_stops_the_work(orders):
    def stop(done, total):
        raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        gw.purchase.purchases(orders, **NAMES, progress=stop)


def test_ctrl_c(orders):
    seen = []

    def interrupt(done, total):
        seen.append(done)
        _thread.interrupt_main()

    with pytest.raises(KeyboardInterrupt):
        gw.purchase.purchases(orders, **NAMES, progress=interrupt)
    assert len(seen) < 3
    # Nothing is left of it.
    assert gw.purchase.purchases(orders, **NAMES).intake.rows == ROWS
