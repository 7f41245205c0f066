"""Bad input is refused with the code, the parameter, the value and the row; nothing is silent."""

from __future__ import annotations

import pickle
from datetime import date

import goodwill as gw
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

INF = float("inf")
ORDERS = {"id": [4, 4], "date": ["1997-01-01", "1997-01-18"], "spend": [29.33, 29.73]}


def refusal(call, code):
    with pytest.raises(gw.GoodwillError) as failure:
        call()
    assert failure.value.code == code
    assert failure.value.number == gw.error.CODES[code]
    return failure.value


def test_every_code_is_known():
    assert len(gw.error.CODES) == len(gw.error.MEANINGS) == len(set(gw.error.CODES.values()))
    assert gw.error.CODES["undefined"] == 2
    assert all(meaning.endswith(".") for meaning in gw.error.MEANINGS.values())


def test_errors_are_value_errors_and_travel():
    error = refusal(lambda: gw.survey.nps([9, 10, 11]), "out_of_range")
    assert isinstance(error, ValueError)
    assert (error.parameter, error.value, error.index) == ("scores", "11", 2)
    assert str(error) == "scores[2]: must be between 0 and 10, got 11"
    back = pickle.loads(pickle.dumps(error))
    assert (str(back), back.code, back.parameter, back.value, back.index) == (
        str(error),
        "out_of_range",
        "scores",
        "11",
        2,
    )


@pytest.mark.parametrize("empty", [[], (), np.array([]), pl.Series([], dtype=pl.Int64), pa.array([], pa.int8()), pd.Series([])])
def test_empty(empty):
    assert refusal(lambda: gw.survey.nps(empty), "empty").parameter == "scores"
    refusal(lambda: gw.estimate.mean(empty), "empty")
    refusal(lambda: gw.value.gini(empty), "empty")
    refusal(lambda: gw.survey.satisfaction(empty, empty), "empty")
    refusal(lambda: gw.purchase.purchases(customer=empty, date=empty), "empty")


@pytest.mark.parametrize("missing", [[None, None], [float("nan")] * 2, pl.Series([None, None]), pa.nulls(2), pd.Series([pd.NA, pd.NA])])
def test_all_missing(missing):
    refusal(lambda: gw.survey.nps(missing), "empty")
    refusal(lambda: gw.estimate.mean(missing), "empty")
    refusal(lambda: gw.purchase.purchases(customer=missing, date=ORDERS["date"]), "empty")
    refusal(lambda: gw.purchase.purchases(customer=ORDERS["id"], date=missing), "empty")


@pytest.mark.parametrize("bad", [INF, -INF])
def test_not_finite(bad):
    error = refusal(lambda: gw.estimate.mean([1.0, bad]), "not_finite")
    assert (error.parameter, error.index) == ("values", 1)
    refusal(lambda: gw.survey.nps([9.0, bad]), "not_finite")
    refusal(lambda: gw.value.cltv(bad, 0.8, 0.1, first_payment="immediate"), "not_finite")
    refusal(lambda: gw.survey.satisfaction_gap(4.0, bad), "not_finite")
    error = refusal(
        lambda: gw.purchase.purchases({**ORDERS, "spend": [1.0, bad]}, customer="id", date="date", amount="spend"),
        "not_finite",
    )
    assert (error.parameter, error.index) == ("spend", 1)
    refusal(lambda: gw.estimate.proportion(1, 2, level=float("nan")), "not_finite")


def test_out_of_scale():
    refusal(lambda: gw.survey.nps([9, -1]), "out_of_range")
    refusal(lambda: gw.survey.nps([9, 8.5]), "out_of_range")
    assert gw.survey.nps([9, 8.5], fractional="half_open").counts.passives == 1
    refusal(lambda: gw.survey.satisfaction([-1.0], [3.0]), "out_of_range")
    refusal(lambda: gw.estimate.proportion(1, 2, level=95), "out_of_range")
    refusal(lambda: gw.retention.churn_annualised(1.5, 12), "out_of_range")
    refusal(lambda: gw.segment.tiers(purchases=[1.0, -2.0], purchase_thresholds=[5, 3]), "out_of_range")


@pytest.mark.parametrize("count", [-1, 2**64, np.int64(-3)])
def test_counts_below_zero_or_too_large(count):
    error = refusal(lambda: gw.estimate.proportion(count, 5), "out_of_range")
    assert (error.parameter, error.value) == ("successes", str(count))
    refusal(lambda: gw.survey.nps_from_counts(50, count, 15), "out_of_range")
    refusal(lambda: gw.retention.churn(200, 0, count, base="start"), "out_of_range")
    refusal(lambda: gw.retention.churn_daily([100, 120], [1, int(count)], base="daily_sum"), "out_of_range")


def test_zero_denominators():
    refusal(lambda: gw.estimate.proportion(0, 0), "undefined")
    refusal(lambda: gw.survey.satisfaction_ratio(9.0, 0.0), "undefined")
    refusal(lambda: gw.retention.churn(0, 0, 0, base="start"), "undefined")
    refusal(lambda: gw.value.margin_multiple(1.0, 0.0, first_payment="immediate"), "undefined")


def test_contradictions():
    refusal(lambda: gw.estimate.proportion(5, 4), "inconsistent")
    refusal(lambda: gw.retention.churn(10, 0, 11, base="start"), "inconsistent")
    refusal(lambda: gw.purchase.histories(ORDERS, customer="id", date="date", as_of="1996-12-31"), "inconsistent")
    orders = gw.purchase.purchases(ORDERS, customer="id", date="date", as_of="1997-01-10")
    assert orders.intake.after_as_of == 1
    refusal(lambda: gw.purchase.histories(orders, as_of="1997-01-18"), "inconsistent")
    refusal(lambda: gw.purchase.order_value(orders, window=("1997-01-01", "1997-01-10")), "inconsistent")


def test_lengths_that_differ():
    assert refusal(lambda: gw.survey.satisfaction([1, 2], [1]), "length_mismatch").parameter == "expected"
    error = refusal(lambda: gw.purchase.purchases(customer=[1, 2], date=["1997-01-01"]), "length_mismatch")
    assert error.parameter == "date"


def test_choices_list_their_names():
    error = refusal(lambda: gw.survey.nps([9], interval="tangle"), "invalid_choice")
    assert "mover, tango, adjusted_wald, wald, bootstrap" in str(error)
    refusal(lambda: gw.retention.churn(10, 0, 1, base="end"), "invalid_choice")
    refusal(lambda: gw.purchase.purchases(ORDERS, customer="id", date="date", grain="year"), "invalid_choice")
    refusal(lambda: gw.segment.tier(1.0, 2.0, spend_thresholds=[3], purchase_thresholds=[5]), "invalid_choice")


@pytest.mark.parametrize("dates", [["1997-01-01", "1997-02-30"], [19970101, 19971301], ["1997-01-01", "soon"]])
def test_dates_that_are_none(dates):
    error = refusal(lambda: gw.purchase.purchases(customer=[1, 2], date=dates), "invalid_date")
    assert error.parameter == "date"
    refusal(lambda: gw.purchase.histories(ORDERS, customer="id", date="date", as_of="1997-02-30"), "invalid_date")


def test_dates_that_may_be_two_things_are_not_guessed():
    refusal(lambda: gw.purchase.purchases(customer=[1, 2], date=["01/02/1997", "03/04/1997"]), "invalid_date")


@pytest.mark.parametrize("make", [dict, pd.DataFrame, pl.DataFrame, pl.LazyFrame, pa.table, lambda t: pa.table(t).to_reader()])
def test_column_names(make):
    error = refusal(lambda: gw.purchase.purchases(make(ORDERS), customer="id", date="date", amount="Spent"), "unknown_column")
    assert error.parameter == "Spent"
    assert 'did you mean "spend"?' in str(error)
    assert "id, date, spend" in str(error)


def test_duplicate_columns():
    frame = pd.DataFrame([[4, "1997-01-01", 4]], columns=["id", "date", "id"])
    refusal(lambda: gw.purchase.purchases(frame, customer="id", date="date"), "duplicate_column")


def test_columns_of_the_wrong_kind():
    refusal(lambda: gw.estimate.mean(["a"]), "unsupported_type")
    refusal(lambda: gw.estimate.mean([1, "a"]), "unsupported_type")
    refusal(lambda: gw.estimate.mean(np.ones((2, 2))), "unsupported_type")
    refusal(lambda: gw.estimate.mean(pa.table({"a": [1], "b": [2]})), "unsupported_type")
    refusal(lambda: gw.purchase.purchases(customer=[1.5, 2], date=ORDERS["date"]), "unsupported_type")
    refusal(lambda: gw.purchase.purchases(customer=[1, 2], date=[True, False]), "invalid_date")


@pytest.mark.parametrize("bad", ["abc", b"abc", 3, None, {}, object(), {"a": [1]}, int])
def test_what_is_no_column_is_a_type_error(bad):
    with pytest.raises(TypeError, match="values: must be a column"):
        gw.estimate.mean(bad)


@pytest.mark.parametrize(
    "call",
    [
        lambda: gw.estimate.proportion("81", 263),
        lambda: gw.estimate.proportion(81.5, 263),
        lambda: gw.estimate.proportion(81, 263, level="high"),
        lambda: gw.estimate.proportion(81, 263, 0.9),
        lambda: gw.estimate.proportion(81, 263, interval=3),
        lambda: gw.survey.nps_difference((1, 2), (3, 4, 5)),
        lambda: gw.retention.churn(200, 0, 20),
        lambda: gw.retention.churn_cost("much", 100, 5.0),
        lambda: gw.purchase.purchases(customer="id", date="date"),
        lambda: gw.purchase.purchases(42, customer="id", date="date"),
        lambda: gw.purchase.purchases("orders.csv", customer="id", date="date"),
        lambda: gw.purchase.histories(ORDERS, as_of="1997-09-30"),
        lambda: gw.purchase.histories(ORDERS, customer="id", date="date", as_of=19970930),
        lambda: gw.purchase.repeat_rate([1, 2], window=("1997-01-01", "1997-02-01"), variant="two_or_more"),
        lambda: gw.assess(),
        lambda: gw.assess(ORDERS, customer="id", survey={"other": [1]}),
        lambda: gw.estimate.mean([object()]),
    ],
)
def test_type_errors(call):
    with pytest.raises(TypeError):
        call()


def test_states_that_are_damaged_or_foreign():
    builder = gw.purchase.PurchasesBuilder()
    builder.update(customer=[1], date=["1997-01-01"])
    state = builder.to_bytes()
    for bad in (b"", state[:-1], b"x" + state[1:], state + b"x"):
        refusal(lambda bad=bad: gw.purchase.PurchasesBuilder.from_bytes(bad), "invalid_state")
    refusal(lambda: builder.merge(gw.purchase.PurchasesBuilder(grain="week")), "mismatched_state")


def test_a_refused_batch_leaves_no_trace():
    builder = gw.purchase.PurchasesBuilder()
    builder.update(customer=[1], date=["1997-01-01"])
    refusal(lambda: builder.update(customer=[2, 3], date=["1997-01-02", "soon"]), "invalid_date")
    assert builder.rows == 1
    assert builder.finish().last_day == date(1997, 1, 1)


def test_refused_forms_name_the_sound_one():
    assert "satisfaction_gap" in str(refusal(lambda: gw.survey.satisfaction_reversed(9.0, 8.0), "refused"))
