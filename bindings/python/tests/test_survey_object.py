"""The survey object: a declared export, every metric asked of it."""

from __future__ import annotations

import copy
import pickle
import re
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


FIVE = gw.survey.ScaleDeclaration(1, 5, missing=[98, 99], labels={"zh": list("一二三四五"), "en": list("abcde")})
WRITTEN = gw.survey.SurveyDeclaration(
    [
        gw.survey.ItemDeclaration("recommend", column="Would you?", role="recommendation"),
        gw.survey.ItemDeclaration("trust", scale="five", construct="trust", about="us"),
        gw.survey.ItemDeclaration("doubt", scale="five", construct="trust", reverse=True),
        gw.survey.ItemDeclaration("ease", role="effort", scale=gw.survey.ScaleDeclaration(1, 7, "low_is_good")),
    ],
    title="两个 languages",
    wave="Year",
    weight="Weight",
    off_scale="count",
    scales={"five": FIVE},
    groups=[gw.survey.GroupDeclaration("region", column="Where?", order=["North"], labels={"1": "North", "2": "South"})],
)
TOML = """
title = "两个 languages"
wave = "Year"
weight = "Weight"
off_scale = "count"
groups = [{ name = "region", column = "Where?", order = ["North"], labels = { 1 = "North", 2 = "South" } }]
[scales.five]
minimum = 1
maximum = 5
missing = [98, 99]
labels.zh = ["一", "二", "三", "四", "五"]
labels.en = ["a", "b", "c", "d", "e"]
[[items]]
name = "recommend"
column = "Would you?"
role = "recommendation"
[[items]]
name = "trust"
scale = "five"
construct = "trust"
about = "us"
[[items]]
name = "doubt"
scale = "five"
construct = "trust"
reverse = true
[[items]]
name = "ease"
role = "effort"
scale = { minimum = 1, maximum = 7, polarity = "low_is_good" }
"""
ANSWERS = {
    "Would you?": [10, 9, 3, 11, 7, None],
    "trust": ["五", "d", "1", "98", "三", "x"],
    "doubt": [1, 2, 5, 4, None, 3],
    "ease": [1, 7, 4, 4, 2, 3],
    "Year": [2023, 2023, 2023, 2024, 2024, 2024],
    "Weight": [1.0, 0.5, 0.3, 2.0, 0.7, 1.1],
    "Where?": [1, 2, 2, 1, None, 2],
}


def test_what_is_written_in_python_is_what_the_file_says(tmp_path):
    assert gw.survey.SurveyDeclaration.from_toml(TOML) == WRITTEN
    path = tmp_path / "survey.toml"
    path.write_text(TOML, encoding="utf-8")
    said = gw.survey.Survey(ANSWERS, WRITTEN).assess()
    for same in (TOML, path, str(path), WRITTEN.to_toml()):
        survey = gw.survey.Survey(ANSWERS, same)
        assert survey.declaration == WRITTEN
        # The same bits: JSON writes every digit.
        assert survey.assess().to_json() == said.to_json()
    shop = gw.survey.SurveyDeclaration.from_toml(DATA / "shop_survey.toml")
    assert gw.survey.SurveyDeclaration.from_toml(shop.to_toml()) == shop
    assert len(shop.items) > 30 and shop.groups[0].labels["华东"] == "华东 East"


def test_a_declaration_is_a_value():
    assert eval(repr(WRITTEN), vars(gw.survey)) == WRITTEN
    assert repr(WRITTEN.items[2]) == 'ItemDeclaration(name="doubt", construct="trust", scale="five", reverse=True)'
    for value in (WRITTEN, *WRITTEN.items, FIVE, *WRITTEN.groups):
        assert value == pickle.loads(pickle.dumps(value)) == copy.deepcopy(value)
        assert hash(value) == hash(copy.copy(value))
        fields = value.to_dict()
        assert list(fields) == list(type(value).__match_args__)
        assert type(value)(*(getattr(value, name) for name in fields)) == value
        with pytest.raises(AttributeError):
            setattr(value, next(iter(fields)), None)
    assert WRITTEN != gw.survey.SurveyDeclaration(WRITTEN.items, scales=WRITTEN.scales)
    assert WRITTEN.items[3].scale.polarity == "low_is_good" and WRITTEN.items[1].scale == "five"
    # What comes out is a copy: nothing of it changes the declaration.
    WRITTEN.scales.clear()
    FIVE.labels["en"] = ()
    assert WRITTEN.scales == {"five": FIVE} and FIVE.labels["en"] == tuple("abcde")


@pytest.mark.parametrize(
    ("error", "says", "declare"),
    [
        (gw.GoodwillError, "role: must be one of", lambda s: s.ItemDeclaration("a", role="satisfation")),
        (gw.GoodwillError, "polarity: must be one of", lambda s: s.ScaleDeclaration(1, 5, polarity="up")),
        (gw.GoodwillError, "off_scale: must be one of", lambda s: s.ScaleDeclaration(1, 5, off_scale="drop")),
        (TypeError, "name: ", lambda s: s.ItemDeclaration(3)),
        (TypeError, "column: ", lambda s: s.ItemDeclaration("a", column=3)),
        (TypeError, "scale: ", lambda s: s.ItemDeclaration("a", scale=[1])),
        (TypeError, "missing: ", lambda s: s.ScaleDeclaration(1, 5, missing="98")),
        (TypeError, "labels: ", lambda s: s.ScaleDeclaration(1, 5, labels=["a"])),
        (TypeError, "items: ", lambda s: s.SurveyDeclaration(["a"])),
        (TypeError, "colum", lambda s: s.ItemDeclaration("a", colum="x")),
        (gw.GoodwillError, "items: declares no item", lambda s: s.SurveyDeclaration([])),
        (gw.GoodwillError, "items: declares the same name twice", lambda s: declared(s, "a", "a")),
        (gw.GoodwillError, "items.a.scale: ", lambda s: s.SurveyDeclaration([s.ItemDeclaration("a", scale="b")])),
        (gw.GoodwillError, "items.a.reverse: ", lambda s: s.SurveyDeclaration([s.ItemDeclaration("a", reverse=True)])),
        (gw.GoodwillError, "scales.a.maximum: ", lambda s: s.SurveyDeclaration([s.ItemDeclaration("a", scale=(5, 1))])),
        (gw.GoodwillError, "question: ", lambda s: s.SurveyDeclaration([s.ItemDeclaration("a")], form="long")),
        (gw.GoodwillError, "declaration: line 2: ", lambda s: s.SurveyDeclaration.from_toml("[[items]]\nnam = 'x'")),
        (gw.GoodwillError, "no_such.toml: does not exist", lambda s: s.Survey({"a": [1]}, "no_such.toml")),
        (TypeError, "declaration: must be a SurveyDeclaration", lambda s: s.Survey({"a": [1]}, 5)),
    ],
)
def test_a_mistake_names_its_field(error, says, declare):
    with pytest.raises(error, match=re.escape(says)):
        declare(gw.survey)


def declared(survey, *names):
    return survey.SurveyDeclaration([survey.ItemDeclaration(name) for name in names])
