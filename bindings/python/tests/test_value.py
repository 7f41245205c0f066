"""Lifetime value and concentration: columns of every kind, and what is refused."""

from __future__ import annotations

import math
import pickle

import duckdb
import goodwill as gw
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

SPEND = [541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261, None]

COLUMNS = {
    "numpy": lambda: np.array([math.nan if value is None else value for value in SPEND]),
    "pandas": lambda: pd.Series(SPEND, dtype="Int64"),
    "polars": lambda: pl.Series(SPEND),
    "pyarrow, in pieces": lambda: pa.chunked_array([SPEND[:4], SPEND[4:]]),
    "duckdb": lambda: duckdb.sql(f"SELECT unnest({str(SPEND).replace('None', 'NULL')}) AS spend"),
    "backwards": lambda: SPEND[::-1],
}


@pytest.mark.parametrize("kind", COLUMNS)
def test_every_kind_of_column_gives_the_same(kind):
    expected = gw.value.concentration(SPEND)
    assert expected.missing == 1
    assert gw.value.concentration(COLUMNS[kind]()) == expected


@pytest.mark.parametrize(
    "result",
    [
        gw.value.concentration(SPEND),
        gw.value.abc_classes(SPEND),
        gw.value.lorenz_curve(SPEND, points=4),
        gw.value.cltv(50, gw.estimate.proportion(800, 1000), 0.12, first_payment="immediate"),
        gw.value.cltv_literal(100, 1, 3),
    ],
    ids=lambda result: type(result).__name__,
)
def test_results_travel(result):
    assert pickle.loads(pickle.dumps(result)) == result


def test_the_curve_cannot_be_changed():
    with pytest.raises(ValueError):
        gw.value.lorenz_curve(SPEND).amounts[0] = 1.0


REFUSED = {
    "nothing": (lambda: gw.value.gini([]), "empty", "values", None),
    "nothing but missing": (lambda: gw.value.theil([None, math.nan]), "empty", "values", None),
    "infinite": (lambda: gw.value.herfindahl([1, math.inf]), "not_finite", "values", 1),
    "negative": (lambda: gw.value.concentration([1, None, -2]), "out_of_range", "values", 2),
    "all zero": (lambda: gw.value.top_share([0, 0], 0.2), "undefined", "values", None),
    "no share": (lambda: gw.value.customers_for_share([1], 80), "out_of_range", "share", None),
    "more than there are": (lambda: gw.value.top_k_share([1], 2), "out_of_range", "k", None),
    "texts": (lambda: gw.value.cltv_historic(["a"]), "unsupported_type", "values", None),
    "unknown choice": (
        lambda: gw.value.cltv(50, 0.8, 0.1, first_payment="now"),
        "invalid_choice",
        "first_payment",
        None,
    ),
    "no probability": (
        lambda: gw.value.margin_multiple(1.2, 0.1, first_payment="immediate"),
        "out_of_range",
        "retention",
        None,
    ),
    "endless periods": (
        lambda: gw.value.cltv_finite(50, 0.8, 0.1, 2**40, first_payment="immediate"),
        "out_of_range",
        "periods",
        None,
    ),
}


@pytest.mark.parametrize("why", REFUSED)
def test_refusals_name_the_parameter(why):
    call, code, parameter, index = REFUSED[why]
    with pytest.raises(gw.GoodwillError) as failure:
        call()
    assert (failure.value.code, failure.value.parameter, failure.value.index) == (code, parameter, index)


def test_the_first_payment_is_never_guessed():
    with pytest.raises(TypeError, match="first_payment"):
        gw.value.cltv(50, 0.8, 0.1)


def test_churn_is_no_retention():
    churn = gw.retention.churn(start=200, joined=0, lost=20, base="start")
    with pytest.raises(TypeError, match="retention: must be a number or an estimate"):
        gw.value.cltv(50, churn, 0.1, first_payment="immediate")
