"""The interpreter stays free during long work, which shows its progress and answers Ctrl-C."""

from __future__ import annotations

import _thread
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import goodwill as gw
import numpy as np
import pytest

ROWS = 3_000_000


@pytest.fixture(autouse=True)
def ctrl_c():
    """Ctrl-C counts, even where the tests were started in the background and so with SIGINT ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


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


@pytest.fixture(scope="module")
def counts():
    model = gw.model.MbgNbd.from_parameters(r=0.8, alpha=6, a=0.9, b=2.5, unit="week")
    made = model.simulate(60.0, customers=2000, seed=7)
    return gw.model.HistoryCounts(frequency=made.frequency, recency=made.recency, tenure=made.tenure, unit="week")


def test_progress_of_a_fit(counts, capsys):
    seen = []
    model = gw.model.ParetoNbd(starts=3)
    fitted = model.fit(counts, progress=lambda done, total: seen.append((done, total)))
    # The number of evaluations is known when it is over.
    assert all(total is None for _, total in seen[:-1])
    evaluations = fitted.summary().evaluations
    assert seen[-1] == (evaluations, evaluations)
    assert capsys.readouterr().err == ""
    assert model.fit(counts, progress=True) == model.fit(counts) == fitted
    line = capsys.readouterr().err
    assert "100%" in line
    assert "evaluations of the likelihood" in line
    assert line.endswith("\n")


def test_progress_of_a_posterior(counts):
    seen = []
    options = {"method": "nuts", "draws": 400, "chains": 2, "warmup": 50}
    model = gw.model.BgNbd()
    watched = model.posterior(counts, **options, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (500, 500)
    assert watched == model.posterior(counts, **options)


def test_progress_of_an_assessment(orders):
    some = {name: column[:20_000] for name, column in orders.items()}
    seen = []
    watched = gw.assess(some, **NAMES, progress=lambda done, total: seen.append((done, total)))
    assert (20_000, 20_000) in seen
    assert len(seen) > 1
    assert watched == gw.assess(some, **NAMES)


LONG = {"method": "nuts", "draws": 4_000_000, "chains": 4}
"""A posterior that takes hours."""


def test_an_error_in_progress_stops_a_posterior(counts):
    def stop(done, total):
        raise RuntimeError(f"enough after {done} of {total}")

    start = time.perf_counter()
    with pytest.raises(RuntimeError, match="enough"):
        gw.model.BgNbd().posterior(counts, **LONG, progress=stop)
    assert time.perf_counter() - start < 10


@pytest.mark.parametrize(
    "call",
    ["posterior", "thousands of draws for every customer", "errors of every customer", "a verb of every customer"],
)
def test_ctrl_c_stops_a_long_computation(counts, call):
    made = gw.model.BgNbd.from_parameters(r=0.8, alpha=6, a=0.9, b=2.5).simulate(
        np.random.default_rng(3).uniform(20, 60, 200_000), seed=1
    )
    columns = {"frequency": made.frequency, "recency": made.recency, "tenure": made.tenure}
    if call == "posterior":

        def work():
            gw.model.BgNbd().posterior(counts, **LONG)

    elif call == "errors of every customer":
        fitted = gw.model.ParetoNbd().fit(counts)
        # A time of each customer's own: no two answers are the same.
        times = np.linspace(1, 300, 200_000)

        def work():
            fitted.predict("conditional_pmf", **columns, n=3, to=times)

    elif call == "a verb of every customer":
        fitted = gw.model.ParetoNbd().fit(counts)
        many = {name: np.tile(column, 10) for name, column in columns.items()}
        times = np.linspace(1, 300, 2_000_000)

        def work():
            fitted.conditional_pmf(**many, n=40, to=times)

    else:
        posterior = gw.model.BgNbd().posterior(counts)

        def work():
            posterior.predict("conditional_purchases", **columns, t=52)

    asked = []

    def interrupt():
        asked.append(time.perf_counter())
        _thread.interrupt_main()

    timer = threading.Timer(0.5, interrupt)
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        work()
    late = time.perf_counter() - asked[0]
    # 0.05 s on an idle machine.
    assert late < 1, late


def answers(columns, rows):
    """Made-up answers on 1 to 5 that have something in common."""
    random = np.random.default_rng(11)
    common = random.normal(size=rows)
    made = 3 + 0.7 * common + 0.7 * random.normal(size=(columns, rows))
    return {f"q{k}": column for k, column in enumerate(np.clip(np.round(made), 1, 5))}


def bootstraps(rows, **options):
    """The metrics of surveys that resample, as functions of their progress."""
    table = answers(6, rows)
    outcome = table.pop("q0")
    shares = [0.3, 0.3, 0.2, 0.1, 0.1]
    return {
        "drivers": lambda progress: gw.survey.drivers(outcome, table, **options, progress=progress),
        "mcdonald_omega": lambda progress: gw.survey.mcdonald_omega(table, **options, progress=progress),
        "ipa": lambda progress: gw.survey.ipa(table, table, **options, progress=progress),
        "ipa_derived": lambda progress: gw.survey.ipa_derived(shares, table, **options, progress=progress),
    }


@pytest.mark.parametrize("metric", bootstraps(10))
def test_progress_of_a_bootstrap(metric, capsys):
    work = bootstraps(500, resamples=300)[metric]
    seen = []
    watched = work(lambda done, total: seen.append((done, total)))
    assert seen[-1] == (300, 300)
    assert capsys.readouterr().err == ""
    assert work(True) == watched == work(False) == work(None)
    line = capsys.readouterr().err
    assert "100%" in line
    assert "300 resamples" in line


@pytest.mark.parametrize("metric", bootstraps(10))
def test_ctrl_c_stops_a_bootstrap(metric):
    work = bootstraps(50_000, resamples=1_000_000)[metric]
    asked = []

    def interrupt():
        asked.append(time.perf_counter())
        _thread.interrupt_main()

    timer = threading.Timer(0.5, interrupt)
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        work(False)
    late = time.perf_counter() - asked[0]
    assert late < 1, late


def test_an_error_in_progress_stops_a_bootstrap():
    def stop(done, total):
        raise RuntimeError(f"enough after {done} of {total}")

    with pytest.raises(RuntimeError, match="of 1000000"):
        bootstraps(20_000, resamples=1_000_000)["ipa"](stop)
