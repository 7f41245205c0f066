"""The models: fits, verbs on numbers and on columns of every kind, copies, and refusals."""

from __future__ import annotations

import copy
import csv
import pickle

import goodwill as gw
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from conftest import ROOT

CDNOW = {"r": 0.243, "alpha": 4.414, "a": 0.793, "b": 2.426}
CUSTOMERS = {
    "frequency": [2, 0, 7, 1, 29],
    "recency": [30.43, 0.0, 29.43, 12.5, 38.5],
    "tenure": [38.86, 38.86, 38.86, 27.0, 38.86],
}


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
def histories(orders):
    return gw.purchase.histories(orders, as_of="1997-09-30", unit="week")


@pytest.fixture(scope="module")
def model():
    return gw.model.BgNbd.from_parameters(**CDNOW, unit="week")


@pytest.fixture(scope="module")
def fitted(histories):
    return gw.model.BgNbd().fit(histories)


def refusal(call, code):
    with pytest.raises(gw.GoodwillError) as failure:
        call()
    assert failure.value.code == code, failure.value
    return failure.value


# Fits.


def test_cdnow(fitted):
    assert fitted.params_ == pytest.approx(
        {"r": 0.2425945224301571, "alpha": 4.413602019013504, "a": 0.7929220172255976, "b": 2.425906776826332}, rel=1e-8
    )
    assert fitted.log_likelihood_ == pytest.approx(-9582.429206673931, rel=1e-12)
    assert fitted.standard_errors_ == pytest.approx(
        {"r": 0.012557378067872244, "alpha": 0.37822405985380597, "a": 0.1857338213721818, "b": 0.7054142597948337}, rel=1e-6
    )
    assert fitted.covariance_[0, 1] == pytest.approx(0.0037064200657462316, rel=1e-6)
    assert fitted.aic_ == pytest.approx(2 * 4 + 2 * 9582.429206673931)
    assert fitted.bic_ == pytest.approx(4 * np.log(2357) + 2 * 9582.429206673931)
    assert fitted.converged_
    assert fitted.n_iter_ < 200
    assert fitted.report_
    assert fitted.unit_ == "week"
    summary = fitted.summary()
    assert summary.customers == 2357
    assert [one.name for one in summary.parameters] == list(CDNOW)
    r = summary.parameters[0].estimate
    assert r.lower < r.value < r.upper
    assert not fitted.covariance_.flags.writeable


def as_columns(histories):
    return {name: getattr(histories, name) for name in CUSTOMERS}


def test_every_kind_of_data_gives_the_same_bits(histories, fitted):
    columns = as_columns(histories)
    counts = gw.model.HistoryCounts(histories)
    shuffled = np.random.default_rng(3).permutation(len(histories))
    weeks = gw.model.BgNbd(unit="week")
    for data in (columns, pd.DataFrame(columns), pl.DataFrame(columns), pl.LazyFrame(columns), pa.table(columns)):
        assert weeks.fit(data) == fitted
    renamed = pd.DataFrame(columns).rename(columns={"tenure": "T", "frequency": "x"})
    assert weeks.fit(renamed, frequency="x") == fitted
    assert weeks.fit(counts) == fitted
    assert weeks.fit(**{name: column[shuffled] for name, column in columns.items()}) == fitted
    distinct = counts.to_numpy()
    weights = distinct.pop("weight") * distinct.pop("count")
    weighted = weeks.fit(**distinct, weights=weights)
    assert weighted.params_ == pytest.approx(fitted.params_, rel=1e-9)


def test_options(histories, fitted):
    penalised = gw.model.BgNbd(penalty=0.1, level=0.9, starts=2, seed=7).fit(histories)
    assert penalised.params_["b"] < fitted.params_["b"]
    assert [warning.kind for warning in penalised.warnings_] == ["penalty"]
    assert penalised.summary().parameters[0].estimate.level == 0.9
    regular = gw.model.MbgNbd(regularity=2).fit(histories)
    assert regular.summary().regularity == 2
    near = gw.model.BgNbd(initial={"r": 0.2, "alpha": 4.0, "a": 1.0, "b": 2.0}).fit(histories)
    assert near.params_ == pytest.approx(fitted.params_, rel=1e-7)


def test_scikit_learn(histories, fitted):
    sklearn = pytest.importorskip("sklearn.base")
    first = gw.model.MbgNbd(penalty=0.1, regularity=2)
    assert sklearn.clone(first).get_params() == first.get_params()
    assert first.set_params(penalty=0.2) is first
    assert first.get_params()["penalty"] == 0.2
    again = sklearn.clone(fitted)
    assert not again.__sklearn_is_fitted__()
    assert again.fit(histories) == fitted
    with pytest.raises(TypeError, match="penality"):
        first.set_params(penality=1)


def test_nothing_changes_a_model(model, fitted):
    for one in (model, fitted):
        with pytest.raises(AttributeError, match="does not change"):
            one.level = 0.5
        with pytest.raises(AttributeError, match="does not change"):
            one.set_params(level=0.5)
        with pytest.raises(AttributeError, match="does not change"):
            del one._core
        with pytest.raises(TypeError):
            one.params_["r"] = 1.0
    with pytest.raises(AttributeError, match="no parameters"):
        gw.model.BgNbd().params_
    with pytest.raises(AttributeError, match="made from parameters"):
        model.standard_errors_
    assert not hasattr(model, "aic_")


# Copies.


def test_copies_are_equal_to_the_bit(model, fitted):
    for one in (model, fitted, gw.model.BgNbd(penalty=0.1)):
        for twin in (pickle.loads(pickle.dumps(one)), copy.copy(one), copy.deepcopy(one)):
            assert twin == one
            assert hash(twin) == hash(one)
            assert twin.get_params() == one.get_params()
    for one in (model, fitted):
        text = one.to_json()
        assert gw.model.BgNbd.from_json(text) == one == gw.model.from_json(text)
        assert gw.model.from_json(text).to_json() == text
    assert model != fitted
    assert fitted.summary() == pickle.loads(pickle.dumps(fitted.summary()))
    with pytest.raises(TypeError, match="bg_nbd"):
        gw.model.ParetoNbd.from_json(model.to_json())
    with pytest.raises(ValueError, match="no model"):
        gw.model.from_json("{}")


def test_how_it_looks(model, fitted):
    assert repr(model) == "<BG/NBD (r = 0.243, alpha = 4.414, a = 0.793, b = 2.426; weeks)>"
    assert repr(gw.model.BgNbd(penalty=0.1)) == "BgNbd(penalty=0.1)"
    assert "log-likelihood" in str(fitted)
    assert "<table>" in fitted._repr_html_()
    assert "<code>" in model._repr_html_()


def test_counts(histories):
    counts = gw.model.HistoryCounts(histories)
    assert len(counts) == 1016
    assert counts.total_weight == 2357
    assert counts.unit == "week"
    columns = as_columns(histories)
    parts = [
        gw.model.HistoryCounts(**{name: column[part::3] for name, column in columns.items()}, unit="week")
        for part in range(3)
    ]
    assert parts[0].merge(*parts[1:]) == counts == parts[2].merge(parts[0], parts[1])
    assert pickle.loads(pickle.dumps(counts)) == counts
    assert gw.model.HistoryCounts.from_bytes(counts.to_bytes()) == counts
    assert pa.table(counts).column_names == ["frequency", "recency", "tenure", "weight", "count"]
    days = gw.model.HistoryCounts(CUSTOMERS, unit="day")
    refusal(lambda: counts.merge(days), "mismatched_state")
    refusal(lambda: gw.model.HistoryCounts.from_bytes(counts.to_bytes()[:-1]), "invalid_state")


# Verbs.

VERBS = {
    "conditional_purchases": {"t": 39.0},
    "conditional_pmf": {"n": 2, "to": 39.0},
    "probability_alive": {},
    "probability_active": {"to": 13.0},
    "residual_transactions": {"discount": 0.15, "discount_unit": "year"},
    "log_likelihoods": {},
}


@pytest.mark.parametrize("verb", VERBS)
def test_numbers_and_columns_agree(model, verb):
    ask = getattr(model, verb)
    column = ask(**{name: np.array(values) for name, values in CUSTOMERS.items()}, **VERBS[verb])
    one = [
        ask(**{name: values[row] for name, values in CUSTOMERS.items()}, **VERBS[verb])
        for row in range(len(CUSTOMERS["tenure"]))
    ]
    assert all(isinstance(value, float) for value in one)
    assert column.tolist() == one


@pytest.mark.parametrize("verb", VERBS)
def test_answers_are_of_the_kind_of_the_question(model, verb):
    ask = getattr(model, verb)
    wanted = ask(CUSTOMERS, **VERBS[verb])
    assert isinstance(wanted, np.ndarray)
    index = pd.Index(["ann", "bob", "cem", "dee", "eve"], name="who")
    frame = pd.DataFrame(CUSTOMERS, index=index)
    series = ask(frame, **VERBS[verb])
    assert isinstance(series, pd.Series)
    assert series.index.equals(index)
    assert series.name == verb
    assert np.array_equal(series, wanted)
    assert isinstance(ask(**{name: frame[name] for name in frame}, **VERBS[verb]), pd.Series)
    for kind in (pl.DataFrame, pl.LazyFrame):
        polars = ask(kind(CUSTOMERS), **VERBS[verb])
        assert isinstance(polars, pl.Series)
        assert np.array_equal(polars.to_numpy(), wanted)
    arrow = ask(pa.table(CUSTOMERS), **VERBS[verb])
    assert isinstance(arrow, pa.ChunkedArray)
    assert np.array_equal(arrow.to_numpy(), wanted)


def test_duckdb(model):
    duckdb = pytest.importorskip("duckdb")
    connection = duckdb.connect()
    frame = pd.DataFrame(CUSTOMERS)
    relation = connection.from_df(frame)
    answer = model.probability_alive(relation)
    assert isinstance(answer, duckdb.DuckDBPyRelation)
    assert np.array_equal(answer.fetchnumpy()["probability_alive"], model.probability_alive(CUSTOMERS))


def test_histories_are_answered_in_their_order(model, histories):
    answer = model.conditional_purchases(histories, t=39)
    assert isinstance(answer, np.ndarray)
    assert len(answer) == len(histories)
    row = 17
    assert answer[row] == model.conditional_purchases(
        frequency=int(histories.frequency[row]), recency=histories.recency[row], tenure=histories.tenure[row], t=39
    )


def test_one_time_a_customer(model):
    t = np.array([1.0, 2.0, 13.0, 26.0, 39.0])
    columns = model.conditional_purchases(CUSTOMERS, t=t)
    assert columns[4] == model.conditional_purchases(frequency=29, recency=38.5, tenure=38.86, t=39.0)
    assert np.array_equal(model.conditional_purchases({**CUSTOMERS, "ahead": t}, t="ahead"), columns)
    assert model.expected_purchases(t)[2] == model.expected_purchases(13.0)
    assert model.purchase_pmf(np.arange(400), to=39).sum() == pytest.approx(1.0)


def test_missing_is_missing(model):
    frame = pl.DataFrame({"frequency": [2, None], "recency": [30.43, 1.0], "tenure": [38.86, 39.0]})
    answer = model.conditional_purchases(frame, t=39.0)
    assert answer.null_count() == 1
    array = model.conditional_purchases(frequency=[2.0, np.nan], recency=[30.43, 1.0], tenure=[38.86, 39.0], t=39.0)
    assert np.isnan(array).tolist() == [False, True]
    assert np.isnan(model.expected_purchases([1.0, np.nan])).tolist() == [False, True]


def test_units(model):
    assert model.expected_purchases(52, unit="week") == model.expected_purchases(52)
    assert model.expected_purchases(1, unit="year") == pytest.approx(model.expected_purchases(365.2425 / 7))
    one = {"frequency": 2, "recency": 30.43, "tenure": 38.86}
    year = model.residual_transactions(**one, discount=0.15, discount_unit="year")
    weekly = model.residual_transactions(**one, discount=1.15 ** (7 / 365.2425) - 1)
    delta = model.residual_transactions(**one, discount=np.log(1.15) * 7 / 365.2425, continuous=True)
    assert year == pytest.approx(weekly) == pytest.approx(delta)
    ahead = model.residual_transactions(**one, discount=0.15, discount_unit="year", horizon=12, horizon_unit="month")
    assert 0 < ahead < year
    unknown = gw.model.BgNbd.from_parameters(**CDNOW)
    assert refusal(lambda: unknown.expected_purchases(1, unit="year"), "inconsistent").parameter == "unit"
    days = gw.model.BgNbd.from_parameters(**CDNOW, unit="day")
    refusal(lambda: days.log_likelihood(gw.model.HistoryCounts(CUSTOMERS, unit="week")), "inconsistent")


def test_units_of_histories(histories):
    days = gw.model.BgNbd.from_parameters(**CDNOW, unit="day")
    refusal(lambda: days.probability_alive(histories), "inconsistent")
    refusal(lambda: gw.model.BgNbd(unit="day").fit(histories), "inconsistent")


def test_rates(model):
    one = model.posterior_rates(frequency=2, recency=30.43, tenure=38.86)
    assert isinstance(one, gw.model.PosteriorRates)
    many = model.posterior_rates(CUSTOMERS)
    assert set(many) == {"purchase_rate", "dropout_rate"}
    assert many["purchase_rate"][0] == one.purchase
    frame = model.posterior_rates(pd.DataFrame(CUSTOMERS, index=list("abcde")))
    assert list(frame.index) == list("abcde")
    assert frame["dropout_rate"].iloc[0] == one.dropout


def test_predictions_have_intervals(fitted, model):
    one = fitted.predict("conditional_purchases", frequency=2, recency=30.43, tenure=38.86, t=39)
    assert one.value == fitted.conditional_purchases(frequency=2, recency=30.43, tenure=38.86, t=39)
    assert one.lower < one.value < one.upper
    assert one.method == "delta"
    frame = pl.DataFrame(CUSTOMERS)
    many = fitted.predict("probability_alive", frame)
    assert isinstance(many, pl.DataFrame)
    assert many.columns == ["probability_alive", "standard_error", "lower", "upper"]
    assert fitted.predict("purchase_pmf", n=1, from_=1.0, to=2.0).value == fitted.purchase_pmf(1, from_=1.0, to=2.0)
    refusal(lambda: model.predict("expected_purchases", t=1.0), "not_applicable")


def test_likelihood_and_derivatives(fitted, histories):
    assert fitted.log_likelihood(histories) == fitted.log_likelihood_
    assert np.abs(fitted.gradient(histories)).max() < 1e-3
    information = -fitted.hessian(histories)
    assert np.allclose(np.linalg.inv(information), fitted.covariance_, rtol=1e-5)
    assert fitted.log_likelihoods(histories).sum() == pytest.approx(fitted.log_likelihood_, rel=1e-12)


# Refusals.


@pytest.mark.parametrize(
    ("change", "code", "parameter"),
    [
        ({"recency": [30.43, 0.0, 29.43, 99.0, 38.5]}, "inconsistent", "recency"),
        ({"recency": [30.43, 0.0, 29.43, -1.0, 38.5]}, "out_of_range", "recency"),
        ({"recency": [30.43, 0.0, 29.43, float("inf"), 38.5]}, "not_finite", "recency"),
        ({"frequency": [2, 0, 7, 0, 29]}, "inconsistent", "recency"),
        ({"frequency": [2, 0, 7, -1, 29]}, "out_of_range", "frequency"),
        ({"frequency": [2, 0, 7, 1.5, 29]}, "out_of_range", "frequency"),
    ],
)
def test_bad_histories_are_refused_by_row(model, change, code, parameter):
    bad = {**CUSTOMERS, **change}
    for call in (
        lambda: model.probability_alive(bad),
        lambda: model.conditional_purchases(bad, t=np.ones(5)),
        lambda: gw.model.BgNbd().fit(bad),
        lambda: gw.model.HistoryCounts(bad),
    ):
        error = refusal(call, code)
        assert (error.parameter, error.index) == (parameter, 3)
    one = refusal(lambda: model.probability_alive(**{name: values[3] for name, values in bad.items()}), code)
    assert (one.parameter, one.index) == (parameter, None)


def test_bad_arguments(model):
    one = {"frequency": 2, "recency": 30.43, "tenure": 38.86}
    assert refusal(lambda: model.conditional_purchases(**one, t=-1.0), "out_of_range").parameter == "t"
    refusal(lambda: model.conditional_purchases(**one, t=float("inf")), "not_finite")
    assert refusal(lambda: model.purchase_pmf(1.5, to=1.0), "out_of_range").parameter == "n"
    refusal(lambda: model.residual_transactions(**one, discount=-2.0), "out_of_range")
    refusal(lambda: model.residual_transactions(**one, discount=0.1, discount_unit="year", continuous=True), "inconsistent")
    refusal(lambda: model.expected_purchases(1.0, unit="fortnight"), "invalid_choice")
    refusal(lambda: model.probability_alive(frequency=[2, 3], recency=[1.0], tenure=[2.0]), "length_mismatch")
    refusal(lambda: model.probability_alive({"frequency": [2], "recency": [1.0], "age": [2.0]}), "unknown_column")
    with pytest.raises(TypeError, match="tenure must be given"):
        model.probability_alive(frequency=2, recency=1.0)
    with pytest.raises(TypeError, match="needs a table"):
        model.probability_alive(frequency="x", recency=1.0, tenure=1.0)
    with pytest.raises(TypeError, match="no verb"):
        model.predict("purchase_everything", t=1.0)


@pytest.mark.parametrize("bad", [0.0, -1.0, float("inf"), float("nan")])
def test_bad_parameters(bad):
    for name in CDNOW:
        with pytest.raises(gw.GoodwillError) as failure:
            gw.model.BgNbd.from_parameters(**{**CDNOW, name: bad})
        assert failure.value.parameter == name


def test_what_cannot_be_fitted():
    refusal(lambda: gw.model.BgNbd().fit(frequency=[0, 0], recency=[0, 0], tenure=[10, 20]), "not_identified")
    refusal(lambda: gw.model.BgNbd().fit(frequency=[2], recency=[3], tenure=[10]), "not_identified")
    refusal(lambda: gw.model.BgNbd().fit(frequency=[], recency=[], tenure=[]), "empty")
    refusal(lambda: gw.model.BgNbd(penalty=-1).fit(CUSTOMERS), "out_of_range")
    refusal(lambda: gw.model.BgNbd(level=95).fit(CUSTOMERS), "out_of_range")
    error = refusal(lambda: gw.model.BgNbd().fit(CUSTOMERS, weights=[1, 1, -1, 1, 1]), "out_of_range")
    assert (error.parameter, error.index) == ("weights", 2)


def test_arguments_of_every_row_change_no_bit():
    """Rows that differ in more than their history are shared out among threads."""
    model = gw.model.BgNbd.from_parameters(**CDNOW)
    rows = 700
    table = {name: np.resize(column, rows) for name, column in CUSTOMERS.items()}
    n, t = np.arange(rows) % 4, np.linspace(1, 60, rows)
    got = model.conditional_pmf(**table, n=n, to=t)
    times = gw.model.Sbg.from_parameters(alpha=0.668, beta=3.806)
    for row in range(0, rows, 41):
        one = {name: column[row] for name, column in table.items()}
        assert got[row] == model.conditional_pmf(**one, n=int(n[row]), to=t[row])
        assert times.survival(np.arange(rows))[row] == times.survival(row)
    assert np.isnan(model.conditional_pmf(**table, n=np.where(n == 3, np.nan, n), to=60)[3])
    bad = np.where(np.arange(rows) >= 650, -1.0, n)
    bad[300] = 0.5
    error = refusal(lambda: model.conditional_pmf(**table, n=bad, to=60), "out_of_range")
    assert (error.parameter, error.index) == ("n", 300)
