"""Every result prints, compares, hashes, travels and comes apart."""

from __future__ import annotations

import copy
import json
import math
import pickle
from datetime import date

import goodwill as gw
import numpy as np
import pytest

ORDERS = gw.purchase.purchases(
    customer=["ann", "bob", "bob", "cem", "ann"],
    date=["1997-01-01", "1997-01-09", "1997-02-03", "1997-02-05", "1997-03-08"],
    amount=[10.0, 20.0, 15.0, 5.0, 12.5],
)
YEAR = ("1997-01-01", "1997-03-09")
RULES = {"purchase_thresholds": [5, 3]}
SPEND = [541.0, 1463.0, 2445.0, 3438.0, 22261.0]


def results():
    estimate = gw.estimate.proportion(81, 263)
    yield from (estimate, estimate.interval, gw.estimate.mean([7.0]))
    yield gw.calendar.Window(date(1997, 1, 1), date(1998, 1, 1))
    nps = gw.survey.nps([9, 10, 3, 7, None])
    yield from (nps, nps.counts, gw.survey.nps_weighted([9, 3], [1, 2]), gw.survey.nps_paired([9, 3], [8, 9]))
    yield from (gw.survey.nps_of_units([(7, 2, 1), (3, 3, 4)]), gw.survey.nps_homogeneity([(7, 2, 1), (3, 3, 4)]))
    yield gw.survey.satisfaction([9, 6, 8], [8, 8, 8])
    yield from (gw.retention.churn(200, 0, 20, base="start"), gw.retention.churn_cost(0.1, 100, 5.0))
    yield gw.retention.churn_decomposition([800, 200], [40, 40], [500, 500], [25, 100])
    yield gw.retention.churn_reasons(["price", "service", "price"])
    yield gw.retention.growth_accounting(ORDERS, period="month", as_of="1997-03-31")
    yield from (ORDERS.intake, gw.purchase.histories(ORDERS, as_of="1997-03-31"))
    yield gw.purchase.calibration_holdout(ORDERS, calibration_end="1997-02-10", observation_end="1997-03-31")
    yield gw.purchase.repeat_rate(ORDERS, window=YEAR, variant="two_or_more")
    yield from (gw.purchase.purchase_frequency(ORDERS, window=YEAR), gw.purchase.order_value(ORDERS, window=YEAR))
    yield from (gw.purchase.order_ratios(2, 5, 20.0), gw.purchase.interpurchase_time(ORDERS, window=YEAR))
    yield from (gw.segment.tiers(purchases=[7, 4, None], **RULES), gw.segment.yearly_activity(ORDERS, window=YEAR))
    yield gw.segment.tier_table(spend=[9.0, 4.0], purchases=[7.0, 3.0], **RULES)
    yield from (gw.value.cltv(50.0, 0.8, 0.12, first_payment="immediate"), gw.value.cltv_literal(100.0, 0.75, 3.0))
    yield from (gw.value.cltv_historic(SPEND), gw.value.concentration(SPEND), gw.value.abc_classes([*SPEND, None]))
    yield gw.assess(ORDERS, recommendation=[9, 10, 3, 8])


RESULTS = [pytest.param(result, id=f"{number} {type(result).__name__}") for number, result in enumerate(results())]


@pytest.mark.parametrize("result", RESULTS)
def test_travels(result):
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        back = pickle.loads(pickle.dumps(result, protocol))
        assert back == result
        assert hash(back) == hash(result)
        assert repr(back) == repr(result)
    assert copy.copy(result) == copy.deepcopy(result) == result


@pytest.mark.parametrize("result", RESULTS)
def test_comes_apart(result):
    fields = result.to_dict()
    assert list(fields) == list(type(result).__match_args__)
    # The fields make it again.
    assert type(result)(*(getattr(result, name) for name in fields)) == result
    assert type(result)(**{name: getattr(result, name) for name in fields}) == result
    for value in fields.values():
        assert isinstance(value, (dict, list, str, int, float, date, type(None))), value


@pytest.mark.parametrize("result", RESULTS)
def test_shows_itself(result):
    assert type(result).__name__ in repr(result)
    assert len(repr(result)) < 100_000
    html = result._repr_html_()
    assert html.startswith("<")
    for name, value in result.to_dict().items():
        if not isinstance(result, gw.Assessment):
            assert name in html
        assert isinstance(value, object)


@pytest.mark.parametrize("result", RESULTS)
def test_is_frozen(result):
    name = next(iter(result.to_dict()))
    with pytest.raises(AttributeError):
        setattr(result, name, 0)
    with pytest.raises(AttributeError):
        result.something_new = 0


def test_differences_are_seen():
    a, b = gw.estimate.proportion(81, 263), gw.estimate.proportion(81, 264)
    assert a != b
    assert a != "0.308"
    assert a == gw.estimate.proportion(81, 263)
    assert len({a, b, gw.estimate.proportion(81, 263)}) == 2


def test_missing_numbers_equal_themselves():
    one = gw.estimate.mean([7.0])
    assert math.isnan(one.standard_error)
    assert one == gw.estimate.mean([7.0])


def test_estimates_are_numbers_too():
    estimate = gw.estimate.proportion(1, 4)
    assert float(estimate) == 0.25
    assert (estimate.lower, estimate.upper) == (estimate.interval.lower, estimate.interval.upper)
    assert 0.25 in estimate.interval
    assert f"{estimate:.2f}" == "0.25 (95% Wilson 0.05 to 0.70, n = 4)"
    assert f"{estimate}" == str(estimate) == "0.250 (95% Wilson 0.046 to 0.699, n = 4)"
    assert repr(estimate) == "<Estimate 0.250 (95% Wilson 0.046 to 0.699, n = 4)>"
    with pytest.raises(ValueError, match="number of digits"):
        f"{estimate:>10}"


def test_patterns_match():
    match gw.survey.nps_from_counts(50, 35, 15).counts:
        case gw.survey.NpsCounts(promoters, _, detractors):
            assert (promoters, detractors) == (50, 15)
        case _:
            pytest.fail("no match")


def test_arrays_cannot_be_written():
    histories = gw.purchase.histories(ORDERS, as_of="1997-03-31")
    assert isinstance(histories.recency, np.ndarray)
    with pytest.raises(ValueError, match="read-only"):
        histories.recency[0] = 1.0


def test_repr_is_readable():
    assert repr(gw.survey.nps_from_counts(50, 35, 15)) == (
        "Nps(\n"
        "    score=0.350 (95% MOVER 0.199 to 0.481, n = 100),\n"
        "    promoters=0.500 (95% Wilson 0.404 to 0.596, n = 100),\n"
        "    passives=0.350 (95% Wilson 0.264 to 0.447, n = 100),\n"
        "    detractors=0.150 (95% Wilson 0.093 to 0.233, n = 100),\n"
        "    counts=NpsCounts(promoters=50, passives=35, detractors=15, missing=0),\n"
        "    suspect_scale=False,\n"
        ")"
    )
    # Long columns are shortened.
    many = gw.purchase.histories(customer=range(1000), date=[date(1997, 1, 1)] * 1000, as_of="1997-03-31")
    assert "984 more" in repr(many)


def test_an_assessment_is_a_report():
    assessment = gw.assess(ORDERS, recommendation=[9, 10, 3, 8])
    page = assessment.to_html()
    assert page.lower().startswith("<!doctype html>")
    assert "<svg" in page
    document = json.loads(assessment.to_json())
    assert document["schema"].startswith("goodwill-assessment/")
    assert document["data"]["customers"] == 3
    assert "Net promoter score" in str(assessment)


def test_builders_travel():
    builder = gw.purchase.PurchasesBuilder(grain="week", history_start=date(1997, 1, 1))
    builder.update(customer=["ann", "bob"], date=["1997-01-06", "1997-01-08"], amount=[1.0, 2.0])
    back = pickle.loads(pickle.dumps(builder))
    back.update(customer=["ann"], date=["1997-01-07"], amount=[4.0])
    assert back.rows == 3
    assert (back.finish().occasions, builder.finish().occasions) == (2, 2)
    assert back.finish().intake.merged == 1
