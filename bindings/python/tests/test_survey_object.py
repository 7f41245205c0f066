"""The survey object: a declared export, every metric asked of it."""

from __future__ import annotations

from pathlib import Path

import goodwill as gw
import numpy as np
import pytest

DATA = Path(__file__).resolve().parents[3] / "tests" / "data"


@pytest.fixture(scope="module")
def survey():
    pandas = pytest.importorskip("pandas")
    return gw.survey.Survey(pandas.read_csv(DATA / "shop_survey.csv", dtype=str), DATA / "shop_survey.toml")


def test_a_metric_is_that_of_the_column(survey):
    values, weights = survey.values("recommend"), survey.weights()
    assert survey.ask(gw.survey.nps_weighted, "recommend") == gw.survey.nps_weighted(values, weights)
    table = {name: survey.values(name) for name in ("trust", "keeps_word", "let_down")}
    assert survey.ask(gw.survey.cronbach_alpha, list(table)) == gw.survey.cronbach_alpha(table, weights=weights)


def test_groups_are_parts(survey):
    regions = survey.by("region")
    assert sum(part.respondents for part in regions.values()) <= survey.respondents
    asked = survey.ask(gw.survey.top_box, "overall", k=2, by="region")
    assert list(asked) == list(regions)
    for label, part in regions.items():
        assert asked[label] == gw.survey.top_box(part.tally("overall"), k=2)


def test_waves_match_respondents(survey):
    first, second = survey.waves()
    before, after = survey.paired("recommend", first, second)
    assert len(before) == len(after) > 0
    assert np.isfinite(gw.survey.nps_paired(before, after).difference.value)


def test_the_assessment_draws_and_writes(survey):
    said = survey.assess()
    assert said.survey.respondents == survey.respondents
    assert [feature["feature"] for feature in said.survey.kano] == ["same_day", "free_returns"]
    assert said.to_html().startswith("<!DOCTYPE html>") and "Kano" in said.to_html()
    assert said.indicator("csat").estimate.value == said.survey.items[1]["top_box"]["value"]
    assert "Drivers" in str(said)


def test_a_wrong_header_is_named(survey):
    declared = '[[items]]\nname = "x"\ncolumn = "overal"\nscale = { minimum = 1, maximum = 5 }\n'
    with pytest.raises(gw.GoodwillError, match="overal"):
        gw.survey.Survey({"overall": [1, 2]}, declared)
