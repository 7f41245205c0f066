"""Weights from tables of every kind, and types of loyalty: what the golden cases cannot say."""

from __future__ import annotations

import pickle

import goodwill as gw
import numpy as np
import pandas as pd
import polars as pl
import pytest

PEOPLE = {"sex": ["f", "f", "f", "m", None], "city": [1, 0, 1, 0, 1], "w": [1.0, 1.0, 2.0, 1.0, 1.0]}
TARGETS = {"sex": {"f": 520, "m": 480}, "city": {1: 0.4, 0: 0.6}}


@pytest.mark.parametrize("table", [dict, pd.DataFrame, pl.DataFrame, lambda people: pl.DataFrame(people).lazy()])
def test_raking_of_tables(table):
    got = gw.survey.rake(table(PEOPLE), TARGETS, weights="w")
    weights = got.weights
    assert np.isnan(weights[4]) and got.missing == 1
    assert weights[:3].sum() / weights[:4].sum() == pytest.approx(0.52, abs=1e-9)
    assert weights[[0, 2]].sum() / weights[:4].sum() == pytest.approx(0.4, abs=1e-9)
    assert [(row.margin, row.category) for row in got.categories] == [
        ("sex", "f"),
        ("sex", "m"),
        ("city", "1"),
        ("city", "0"),
    ]


def test_weights_may_be_a_column_and_targets_a_series():
    named = gw.survey.rake(PEOPLE, TARGETS, weights="w")
    given = gw.survey.rake(
        pd.DataFrame(PEOPLE).assign(sex=lambda people: people["sex"].astype("category")),
        {"sex": pd.Series({"f": 520, "m": 480}), "city": pd.Series({1: 40, 0: 60})},
        weights=np.array(PEOPLE["w"]),
    )
    np.testing.assert_allclose(given.weights, named.weights, rtol=1e-12)


def test_categories_of_truth_values_and_numbers():
    truth = gw.survey.post_stratify([True, False, False], {True: 1, False: 1})
    numbers = gw.survey.post_stratify(np.array([1.0, 0.0, 0.0]), {1: 50, 0: 50})
    assert truth.weights.tolist() == numbers.weights.tolist() == [1.5, 0.75, 0.75]


def failure(*arguments, **options):
    with pytest.raises(gw.GoodwillError) as raised:
        gw.survey.rake(*arguments, **options)
    return raised.value


def test_errors_name_the_category():
    error = failure(PEOPLE, {"sex": {"f": 1, "m": 1, "x": 1}})
    assert (error.code, error.parameter) == ("inconsistent", "sex")
    assert "category x" in str(error)
    error = failure(PEOPLE, {"sex": {"f": 1}})
    assert (error.code, error.parameter, error.value, error.index) == ("out_of_range", "sex", "m", 3)
    error = failure(PEOPLE, {"sex": {"f": 2, "m": -1}})
    assert (error.code, error.value) == ("out_of_range", "-1")
    error = failure(PEOPLE, {"age": {"f": 2, "m": 1}})
    assert error.code == "unknown_column"
    error = failure(PEOPLE, TARGETS, tolerance=0.0)
    assert (error.code, error.parameter) == ("out_of_range", "tolerance")
    same = {"a": [0, 0, 1, 1], "b": [0, 0, 1, 1]}
    error = failure(same, {"a": {0: 0.5, 1: 0.5}, "b": {0: 0.4, 1: 0.6}}, most_rounds=20)
    assert error.code == "not_converged"
    assert "after 20 rounds category 0 has 40.0000 % instead of 50.0000 %" in str(error)


def test_errors_of_items_have_their_names():
    with pytest.raises(gw.GoodwillError) as raised:
        gw.segment.loyalty_scores(
            {"continue": [5, 6]}, {"share": [0.5, 0.5]}, attitudinal_scales=[(1, 5)], behavioural_scales=[(0, 1)]
        )
    assert (raised.value.code, raised.value.parameter, raised.value.index) == ("out_of_range", "continue", 1)
    with pytest.raises(gw.GoodwillError) as raised:
        gw.segment.loyalty_types([5], [1], ["boredom"], attitude_cut=4, repeat_cut=0.5)
    assert (raised.value.code, raised.value.index) == ("invalid_choice", 0)
    with pytest.raises(gw.GoodwillError) as raised:
        gw.segment.pyramid_level(5, 4, 3, 2, cuts=[4, 4], rule="highest")
    assert (raised.value.code, raised.value.parameter) == ("length_mismatch", "cuts")


def test_results_are_values():
    for result in (
        gw.survey.rake(PEOPLE, TARGETS),
        gw.survey.aapor_rates(4, 2, 1),
        gw.survey.satisfaction_curve([1, 2, 3, 4, 5], [1, 2, 3, 3, 4], cuts=[3]),
        gw.segment.loyalty_matrix([5, None], [1, 1], attitude_cut=4, repeat_cut=0.5),
        gw.segment.loyalty_pyramid([5], [4], [3], [2], cuts=[4, 4, 4, 4], rule="highest"),
    ):
        assert pickle.loads(pickle.dumps(result)) == result
        assert result.to_dict() and repr(result) and result._repr_html_()
