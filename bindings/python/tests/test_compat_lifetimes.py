"""`goodwill.compat.lifetimes` answers what lifetimes 0.11.3 answered, on today's pandas.

The answers were recorded by tests/peers/lifetimes_reference.py, whose calls are made here of the drop-in.
"""

from __future__ import annotations

import copy
import doctest
import importlib
import importlib.util
import json
import math
import pickle
import re

import numpy as np
import pandas as pd
import pytest
from conftest import ROOT
from goodwill import GoodwillError
from goodwill.compat import lifetimes

ANSWERS = json.loads((ROOT / "bindings/python/tests/lifetimes_reference.json").read_text())


def load(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


reference = load(ROOT / "tests/peers/lifetimes_reference.py")

# Where the drop-in is right and lifetimes is not, as docs/migration-lifetimes.md says.
DIFFERENT = {
    # A customer who never bought again has no time of the last purchase; lifetimes fills the column with such.
    "probability_alive_matrix.mbg",
    "probability_alive_matrix.pareto",
    # It adds up over the times as well as over the purchases: a probability below 0.
    "purchase_probability_times",
}

# Its optimisers stop early: how far its optimum may be from ours, relatively.
LOOSE = {"fit": 1e-5, "fit.pareto": 2e-4, "fit_penalized.pareto": 2e-4, "fit_weighted.pareto": 2e-4}
LOOSE["fit_spend_constrained"] = 5e-5


def tolerance(name):
    if name in LOOSE:
        return LOOSE[name]
    group = name.split(".")[0]
    return LOOSE.get(group, LOOSE["fit"] if group.startswith("fit") else 1e-10)


def compare(found, expected, rel, where):
    if isinstance(expected, dict):
        assert isinstance(found, dict) and found.keys() >= expected.keys(), where
        for key in expected:
            compare(found[key], expected[key], rel, f"{where}.{key}")
    elif isinstance(expected, list):
        assert isinstance(found, list) and len(found) == len(expected), where
        for place, (one, other) in enumerate(zip(found, expected)):
            compare(one, other, rel, f"{where}[{place}]")
    elif isinstance(expected, float) or (isinstance(expected, int) and not isinstance(expected, bool)):
        assert math.isclose(found, expected, rel_tol=rel, abs_tol=1e-12), f"{where}: {found} for {expected}"
    else:
        assert found == expected, f"{where}: {found} for {expected}"


def test_every_call_has_its_answer():
    assert list(ANSWERS) == list(reference.CALLS)


@pytest.mark.parametrize("name", [name for name in ANSWERS if name not in DIFFERENT])
def test_answers_as_lifetimes(name):
    compare(reference.answer(lifetimes, name), ANSWERS[name], tolerance(name), name)


# ---- where the drop-in is right


def test_the_probability_of_several_times_is_that_of_each():
    model = reference.assigned(lifetimes, "bg")
    each = [model.probability_of_n_purchases_up_to_time(t, 2) for t in (1.0, 39.0)]
    assert model.probability_of_n_purchases_up_to_time(np.array([1.0, 39.0]), 2).tolist() == each
    assert each[0] > 0


@pytest.mark.parametrize("name", ["bg", "mbg", "pareto"])
def test_without_repeat_purchase_recency_is_nothing(name):
    model = reference.assigned(lifetimes, name)
    matrix = model.conditional_probability_alive_matrix(max_frequency=3, max_recency=4)
    assert matrix.shape == (5, 4)
    assert len(set(matrix[:, 0])) == 1
    assert matrix[0, 0] == np.ravel(model.conditional_probability_alive(0, 0.0, 4))[0]
    expected = ANSWERS[f"probability_alive_matrix.{name}"]["values"]
    assert matrix[:, 1:].ravel().tolist() == pytest.approx(np.reshape(expected, (5, 4))[:, 1:].ravel().tolist())


@pytest.mark.parametrize("name", ["bg", "mbg", "pareto"])
def test_heavy_buyers_have_numbers(name):
    model = reference.assigned(lifetimes, name)
    frequency = np.array([100.0, 500.0, 1000.0])
    expected = model.predict(39, frequency, np.full(3, 38.86), np.full(3, 38.86))
    assert np.isfinite(expected).all()
    assert (np.diff(expected) > 0).all()
    assert ((expected > 0.4 * frequency) & (expected < frequency)).all()


def test_no_purchase_in_no_time_is_certain():
    model = reference.assigned(lifetimes, "pareto")
    chances = [model.conditional_probability_of_n_purchases_up_to_time(n, 0, 2, 30.43, 38.86) for n in (0, 1)]
    assert chances == [1.0, 0.0]


def fitted():
    cdnow = lifetimes.datasets.load_cdnow_summary(index_col=[0])
    return lifetimes.BetaGeoFitter().fit(cdnow["frequency"], cdnow["recency"], cdnow["T"], index=cdnow.index)


@pytest.mark.parametrize("fitter", ["BetaGeoFitter", "ModifiedBetaGeoFitter", "ParetoNBDFitter"])
def test_covariances_are_those_of_the_likelihood(fitter):
    """By differences of the negative log-likelihood: lifetimes has the diagonal right and the rest wrong."""
    cdnow = lifetimes.datasets.load_cdnow_summary(index_col=[0])
    counts = cdnow.groupby(["frequency", "recency", "T"]).size().reset_index(name="weights")
    model = getattr(lifetimes, fitter)()
    columns = [counts[name] for name in ("frequency", "recency", "T", "weights")]
    model.fit(*columns)
    best = np.log(model.params_.to_numpy())

    def negative(shifts):
        parameters = best + shifts if fitter != "ParetoNBDFitter" else np.exp(best + shifts)
        scale = columns[3].sum() if fitter != "ParetoNBDFitter" else columns[3].mean()
        return scale * model._negative_log_likelihood(parameters, *(column.to_numpy() for column in columns), 0.0)

    step = 1e-3 * np.eye(4)
    information = np.array(
        [
            [
                sum(a * b * negative(a * step[i] + b * step[j]) for a in (1, -1) for b in (1, -1)) / 4e-6
                for j in range(4)
            ]
            for i in range(4)
        ]
    )
    expected = np.linalg.inv(information) * np.outer(model.params_, model.params_)
    assert model.variance_matrix_.to_numpy() == pytest.approx(expected, rel=2e-3)
    assert model.variance_matrix_.to_numpy() == pytest.approx(model.variance_matrix_.to_numpy().T, rel=1e-12)
    assert model.standard_errors_.to_numpy() == pytest.approx(np.sqrt(np.diag(model.variance_matrix_)))


def test_a_pareto_fit_has_a_summary():
    cdnow = lifetimes.datasets.load_cdnow_summary(index_col=[0])
    model = lifetimes.ParetoNBDFitter().fit(cdnow["frequency"], cdnow["recency"], cdnow["T"])
    assert list(model.summary.index) == ["r", "alpha", "s", "beta"]
    assert (model.summary["se(coef)"] > 0).all()


def test_a_fit_that_says_nothing_is_an_error():
    with pytest.raises(lifetimes.utils.ConvergenceError):
        lifetimes.BetaGeoFitter().fit([0, 0, 0], [0.0, 0.0, 0.0], [10.0, 20.0, 30.0])


def test_a_mean_that_does_not_exist_is_an_error():
    model = lifetimes.GammaGammaFitter()
    model.params_ = {"p": 6.0, "q": 0.9, "v": 15.0}
    with pytest.raises(GoodwillError, match="q"):
        model.conditional_expected_average_profit(0, 0.0)
    found = model.conditional_expected_average_profit(pd.Series([0, 2]), pd.Series([0.0, 22.35]))
    assert np.isnan(found[0])
    assert found[1] == pytest.approx(6.0 * (15.0 + 2 * 22.35) / (6.0 * 2 + 0.9 - 1))


@pytest.mark.parametrize(
    "frequency, recency, end, says",
    [
        ([1.5, 2], [1.0, 1.0], [2.0, 2.0], "frequency"),
        ([1, 2], [1.0, np.nan], [2.0, 2.0], "recency"),
        ([1, 2], [1.0, 3.0], [2.0, 2.0], "recency"),
        ([1], [1.0, 2.0], [2.0, 2.0], "recency: has 2 rows, frequency 1"),
    ],
)
def test_histories_that_cannot_be_are_refused(frequency, recency, end, says):
    for fitter in (lifetimes.BetaGeoFitter, lifetimes.ParetoNBDFitter, lifetimes.BetaGeoBetaBinomFitter):
        with pytest.raises(ValueError, match=says):
            fitter().fit(frequency, recency, end)
    if len(frequency) == 2 and not np.isnan(recency).any():
        with pytest.raises(GoodwillError, match=says):
            reference.assigned(lifetimes, "bg").predict(1, np.array(frequency), np.array(recency), np.array(end))


def test_transactions_that_say_nothing_are_refused():
    table = pd.DataFrame({"id": [None, 2], "day": ["2024-01-01", None]})
    with pytest.raises(ValueError, match="no row has both 'id' and 'day'"):
        lifetimes.utils.summary_data_from_transaction_data(table, "id", "day")


def test_dates_with_a_zone_are_what_its_clocks_show():
    late = pd.to_datetime(["2024-01-01 23:30", "2024-01-03 00:30"]).tz_localize("America/New_York")
    table = pd.DataFrame({"id": [1, 1], "at": late})
    found = lifetimes.utils.summary_data_from_transaction_data(table, "id", "at", observation_period_end="2024-01-05")
    assert found.loc[1].tolist() == [1.0, 2.0, 4.0]


def test_months_and_dates_as_texts():
    table = pd.DataFrame({"id": [1, 1, 2], "day": ["31.01.2024", "02.03.2024", "15.02.2024"]})
    found = lifetimes.utils.summary_data_from_transaction_data(table, "id", "day", datetime_format="%d.%m.%Y", freq="M")
    assert found.loc[1].tolist() == [1.0, 2.0, 2.0]
    assert found.loc[2].tolist() == [0.0, 0.0, 1.0]


# ---- copies


def test_models_are_saved_and_loaded(tmp_path):
    model = fitted()
    path = str(tmp_path / "model.pkl")
    model.save_model(path)
    loaded = lifetimes.BetaGeoFitter()
    loaded.load_model(path)
    assert repr(loaded) == repr(model)
    pd.testing.assert_frame_equal(loaded.data, model.data)
    pd.testing.assert_frame_equal(loaded.summary, model.summary)
    assert loaded.predict(39, 2, 30.43, 38.86) == model.predict(39, 2, 30.43, 38.86)
    assert len(loaded.generate_new_data(size=3)) == 3

    model.save_model(path, save_data=False, save_generate_data_method=False, values_to_save=["gone", None])
    loaded.load_model(path)
    assert (loaded.data, loaded.generate_new_data) == ("gone", None)
    assert len(model.data) == 2357
    assert loaded.params_.equals(model.params_)


def test_models_pickle_and_copy():
    model = fitted()
    again = pickle.loads(pickle.dumps(model))
    assert repr(again) == repr(copy.deepcopy(model)) == repr(model)
    assert again.generate_new_data.func.__self__ is again


# ---- simulated customers


GENERATORS = {
    "beta_geometric_nbd_model": ["frequency", "recency", "T", "lambda", "p", "alive"],
    "modified_beta_geometric_nbd_model": ["frequency", "recency", "T", "lambda", "p", "alive"],
    "pareto_nbd_model": ["frequency", "recency", "T", "lambda", "mu", "alive"],
}


@pytest.mark.parametrize("name", GENERATORS)
def test_customers_are_made_up_again_after_the_same_seed(name):
    generate = getattr(lifetimes.generate_data, name)
    np.random.seed(1)
    first = generate(np.linspace(10, 50, 200), 0.5, 5.0, 0.9, 2.0, size=200)
    second = generate(50, 0.5, 5.0, 0.9, 2.0, size=200)
    np.random.seed(1)
    again = generate(np.linspace(10, 50, 200), 0.5, 5.0, 0.9, 2.0, size=200)
    assert list(first.columns) == GENERATORS[name]
    assert first.index.name == "customer_id"
    pd.testing.assert_frame_equal(first, again)
    assert not first["lambda"].equals(second["lambda"])
    assert first["T"].tolist() == np.linspace(10, 50, 200).tolist()
    assert (first["recency"][first["frequency"] == 0] == 0).all()
    assert (first["recency"] <= first["T"]).all()


def test_parameters_come_back_from_made_up_customers():
    np.random.seed(3)
    made = lifetimes.generate_data.beta_geometric_nbd_model(60.0, 0.5, 5.0, 0.9, 2.0, size=5000)
    found = lifetimes.BetaGeoFitter().fit(made["frequency"], made["recency"], made["T"])
    away = (found.params_ - [0.5, 5.0, 0.9, 2.0]) / found.standard_errors_
    assert (away.abs() < 4).all()
    assert made["lambda"].mean() == pytest.approx(0.1, rel=0.1)
    assert made["p"].mean() == pytest.approx(0.9 / 2.9, rel=0.05)


def test_made_up_donors():
    np.random.seed(3)
    made = lifetimes.generate_data.beta_geometric_beta_binom_model(6, 1.2, 0.75, 0.66, 2.78, size=5000)
    assert list(made.columns) == ["frequency", "recency", "n_periods", "p", "theta", "alive", "customer_id"]
    assert ((made["frequency"] <= made["recency"]) & (made["recency"] <= made["n_periods"])).all()
    found = lifetimes.BetaGeoBetaBinomFitter().fit(made["frequency"], made["recency"], made["n_periods"])
    away = (found.params_ - [1.2, 0.75, 0.66, 2.78]) / found.standard_errors_
    assert (away.abs() < 4).all()
    assert made["p"].mean() == pytest.approx(1.2 / 1.95, rel=0.05)
    assert made["theta"].mean() == pytest.approx(0.66 / 3.44, rel=0.05)
    # Alive is who takes part in the opportunity after these too: (1 - θ)⁷ of them.
    assert made["alive"].mean() == pytest.approx(((1 - made["theta"]) ** 7).mean(), abs=0.03)


def test_made_up_transactions():
    np.random.seed(3)
    log = lifetimes.generate_data.beta_geometric_nbd_model_transactional_data(
        100, 0.5, 5.0, 0.9, 2.0, observation_period_end="2019-1-1", freq="D", size=300
    )
    assert list(log.columns) == ["customer_id", "date"]
    assert log["customer_id"].nunique() == 300
    assert log.groupby("customer_id")["date"].min().eq(pd.Timestamp("2018-09-23")).all()
    assert log["date"].max() < pd.Timestamp("2019-01-02")
    found = lifetimes.utils.summary_data_from_transaction_data(
        log, "customer_id", "date", observation_period_end="2019-1-1"
    )
    assert (found["T"] == 100).all()
    assert found["frequency"].mean() == pytest.approx(3.4, abs=1.5)


# ---- datasets, notebooks, examples


def test_the_data_carried_are_the_projects(data):
    from importlib.resources import files

    carried = files("goodwill.compat.lifetimes.datasets")
    for name in ("cdnow_sample.csv", "donations_rf.csv"):
        assert carried.joinpath(name).read_bytes() == (data / name).read_bytes()


def test_data_that_are_not_carried_say_why():
    with pytest.raises(
        lifetimes.datasets.DatasetNotCarried, match="example_transactions.csv is not carried: it was simulated"
    ):
        lifetimes.datasets.load_transaction_data()
    with pytest.raises(lifetimes.datasets.DatasetNotCarried, match="brucehardie.com"):
        lifetimes.datasets.load_dataset("CDNOW_master.txt")
    with pytest.raises(lifetimes.datasets.DatasetNotCarried, match="there is no data set larynx.csv"):
        lifetimes.datasets.load_dataset("larynx.csv")


def test_an_option_that_pandas_dropped_still_works():
    table = lifetimes.datasets.load_dataset("CDNOW_sample.txt", header=None, delim_whitespace=True)
    assert table.shape == (6919, 5)


@pytest.fixture
def pyplot():
    matplotlib = pytest.importorskip("matplotlib")
    matplotlib.use("agg")
    from matplotlib import pyplot

    yield pyplot
    pyplot.close("all")


NOTEBOOKS = sorted((ROOT / "bindings/python/tests/lifetimes_notebooks").glob("*.py"))


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_run_as_they_are(notebook, pyplot):
    text = notebook.read_text()
    if "rate_heterogeneity" in text:
        pytest.importorskip("scipy")
    text = re.sub(r"^from lifetimes\b", "from goodwill.compat.lifetimes", text, flags=re.MULTILINE)
    assert "goodwill.compat.lifetimes" in text
    exec(compile(text, str(notebook), "exec"), {"__name__": notebook.stem})


def test_plots(pyplot):
    from goodwill.compat.lifetimes import plotting

    np.random.seed(0)
    model = fitted()
    axes = plotting.plot_period_transactions(model)
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["Actual", "Model"]
    assert axes.containers[0][0].get_height() == 1411
    pyplot.close("all")

    axes = plotting.plot_probability_alive_matrix(model, max_frequency=3, max_recency=4)
    drawn = axes.get_images()[0].get_array()
    assert (drawn == model.conditional_probability_alive_matrix(3, 4)).all()
    pyplot.close("all")

    axes = plotting.plot_frequency_recency_matrix(model, T=2, max_frequency=3, max_recency=4)
    assert axes.get_images()[0].get_array()[4, 3] == model.predict(2, 3, 4.0, 4.0)
    assert axes.get_title().startswith("Expected Number of Future Purchases for 2 Units of Time")
    pyplot.close("all")

    axes = plotting.plot_expected_repeat_purchases(model, label="model", color="k")
    solid, dashed = axes.get_lines()
    assert (solid.get_color(), dashed.get_color(), dashed.get_linestyle()) == ("k", "k", "--")
    assert solid.get_ydata()[-1] == dashed.get_ydata()[0] == model.expected_number_of_purchases_up_to_time(38.86)
    pyplot.close("all")

    axes = plotting.plot_history_alive(model, 30, reference.transactions(), "date")
    assert len(axes.get_lines()[0].get_xdata()) == 31


# With this the drop-in is documented: its examples run.
MODULES = ["utils", "datasets", "generate_data", "fitters.beta_geo_fitter", "fitters.gamma_gamma_fitter"]


@pytest.mark.parametrize("module", MODULES)
def test_examples_run(module):
    module = importlib.import_module(f"goodwill.compat.lifetimes.{module}")
    found = doctest.testmod(module, optionflags=doctest.ELLIPSIS)
    assert found.attempted > 0
    assert found.failed == 0
