"""The survey object: a declared export, every metric asked of it."""

from __future__ import annotations

import copy
import json
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
    assert [feature.feature for feature in said.survey.kano] == ["same_day", "free_returns"]
    assert said.to_html().startswith("<!DOCTYPE html>") and "Kano" in said.to_html()
    assert said.indicator("csat").estimate == said.survey.items[1].top_box
    assert "Drivers" in str(said)


def test_every_section_is_typed_and_says_what_the_metrics_say(survey):
    said = survey.assess()
    section = said.survey
    part = {name: survey.values(name) for name in ("trust", "keeps_word", "let_down")}
    assert section.reliability[0].alpha == gw.survey.cronbach_alpha(part, weights=survey.weights())
    assert section.reliability[0].construct == "trust" and section.reliability[0].items == tuple(part)
    assert section.effort == survey.ask(gw.survey.effort_score, "effort", measure="mean")
    assert section.items[0].counts == survey.tally("recommend").counts
    assert (section.items[0].role, section.items[0].polarity) == ("recommendation", "high_is_good")
    assert section.nps is None and section.nps_weighted == survey.nps()
    assert [driver.name for driver in section.drivers.drivers.predictors] == list(section.drivers.attributes)
    assert [item.name for item in section.importance.ipa.items] == list(section.importance.attributes)
    assert [item.name for item in section.service_quality.servqual.items] == list(section.service_quality.statements)
    names = [dimension.name for dimension in section.service_quality.servqual.dimensions]
    assert names == list(section.service_quality.dimensions) == names
    score = section.groups[0].scores[0]
    assert score.comparison.names == score.labels and score.comparison.pairs[0].first == score.labels[0]
    asked = survey.ask(gw.survey.compare_groups, "recommend", measure="nps", by="region")
    assert asked == score.comparison and asked.names == tuple(survey.by("region"))
    change = section.waves[0]
    assert change.same_respondents and change.change.value == pytest.approx(change.second.value - change.first.value)
    # A result like any other: it travels, prints and comes apart as the JSON does.
    again = pickle.loads(pickle.dumps(said))
    assert again == said and hash(again) == hash(said) and again.to_json() == said.to_json()
    assert "GroupComparison(" in repr(section) and "0x" not in repr(section)
    plain, json_ = section.to_dict(), json.loads(said.to_json())["survey"]
    assert plain["kano"][0]["kano"]["better"]["value"] == json_["kano"][0]["kano"]["better"]["value"]
    assert plain["curve"]["curve"]["levels"][0]["isotonic"] == json_["curve"]["curve"]["levels"][0]["isotonic"]


def test_orders_and_a_declared_survey_are_assessed_together(survey):
    orders = {"customer": ["a", "b", "b"], "date": ["2024-01-01", "2024-01-05", "2024-02-01"]}
    both = gw.assess(orders, survey=survey, models=False)
    assert both.survey == survey.assess().survey
    assert both.indicator("csat").estimate == survey.assess().indicator("csat").estimate
    with pytest.raises(TypeError, match="perceived: a declared Survey says itself"):
        gw.assess(orders, survey=survey, perceived=[1, 2, 3])


def test_parts_are_those_of_the_assessment(survey):
    section = survey.assess().survey
    assert survey.kano() == {feature.feature: feature.kano for feature in section.kano}
    assert survey.importance() == section.importance.ipa
    assert survey.drivers() == section.drivers.drivers
    assert survey.satisfaction_curve() == section.curve.curve
    assert survey.loyalty() == section.loyalty
    assert {name: tally.counts for name, tally in survey.answers().items()} == {
        item.name: item.counts for item in section.items
    }
    assert survey.nps(level=0.9).score.level == 0.9


def test_a_part_that_was_not_asked_says_what_it_needs():
    one = gw.survey.Survey({"a": [1, 2]}, gw.survey.SurveyDeclaration([gw.survey.ItemDeclaration("a", scale=(1, 5))]))
    for name, needs in [
        ("kano", "kano_functional and kano_dysfunctional"),
        ("importance", "importance and performance"),
        ("drivers", "satisfaction or recommendation"),
        ("satisfaction_curve", "satisfaction, and repurchase"),
        ("loyalty", "attitude, recommendation"),
        ("nps", "no item of the survey has this role"),
    ]:
        with pytest.raises(gw.GoodwillError, match=needs):
            getattr(one, name)()


def test_a_survey_draws_its_own_pictures(survey, tmp_path):
    pytest.importorskip("matplotlib").use("Agg")
    from matplotlib import pyplot

    drawn = {
        "nps": (survey.plot_nps, gw.survey.plot_nps(survey.nps())),
        "answers": (survey.plot_answers, gw.survey.plot_answers(survey.answers())),
        "kano": (survey.plot_kano, gw.survey.plot_kano(survey.kano())),
        "importance": (survey.plot_importance, gw.survey.plot_importance(survey.importance())),
        "drivers": (survey.plot_drivers, gw.survey.plot_drivers(survey.drivers())),
        "curve": (survey.plot_satisfaction_curve, gw.survey.plot_satisfaction_curve(survey.satisfaction_curve())),
        "loyalty": (survey.plot_loyalty_matrix, None),
    }
    for name, (draw, same) in drawn.items():
        ax = draw()
        ax.figure.savefig(tmp_path / f"{name}.png")
        assert (tmp_path / f"{name}.png").stat().st_size > 5_000
        if same is not None:
            assert [text.get_text() for text in ax.texts] == [text.get_text() for text in same.texts]
            assert [list(line.get_xdata()) for line in ax.lines] == [list(line.get_xdata()) for line in same.lines]
    shares = survey.loyalty()
    written = [text.get_text() for text in survey.plot_loyalty_matrix().texts][1::3]
    assert written == [f"{100 * share.value:.1f}%" for share in (shares.latent, shares.loyalty, shares.none, shares.spurious)]
    ax = pyplot.subplots()[1]
    assert survey.plot_answers("trust", "let_down", ax=ax) is ax
    measured = survey.plot_drivers(measure="pratt")
    strongest = max(driver.pratt.value for driver in survey.drivers().predictors)
    assert measured.patches[0].get_width() == strongest
    pyplot.close("all")


def test_groups_are_called_by_their_names():
    tallies = {name: gw.survey.Tally.from_counts(counts, (1, 3)) for name, counts in {"N": [1, 2, 9], "S": [9, 2, 1]}.items()}
    named = gw.survey.compare_groups(tallies, "mean")
    listed = gw.survey.compare_groups(list(tallies.values()), "mean")
    assert (named.names, named.pairs[0].first, named.pairs[0].second) == (("N", "S"), "N", "S")
    assert (listed.names, listed.pairs[0].first, listed.pairs[0].second) == (("group 1", "group 2"), 0, 1)
    assert named.groups == listed.groups and named.pairs[0].difference == listed.pairs[0].difference
    assert pickle.loads(pickle.dumps(named)) == named != listed
    with pytest.raises(gw.GoodwillError, match=r"groups.empty: "):
        gw.survey.compare_groups({**tallies, "empty": gw.survey.Tally.from_counts([0, 0, 0], (1, 3))}, "mean")
    waves = {"spring": [9, 7, 3, 8], "autumn": [9, 9, 5, 10]}
    change = gw.survey.nps_waves(waves).changes[0]
    assert (change.first, change.second) == ("autumn", "spring")
    unnamed = gw.survey.nps_waves(list(waves.values()))
    assert (unnamed.changes[0].first, unnamed.names) == (1, ("wave 1", "wave 2"))


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


@pytest.mark.parametrize("weights", [None, [0.1, 0.2, 0.3, 0.4, 0.5]])
def test_tallies_travel(weights):
    scale = gw.survey.Scale(0, 10, missing_codes=[99], off_scale="count")
    tally = gw.survey.Tally([9, 10, 3, 99, 12], scale, weights)
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(tally, protocol)) == tally
    assert copy.deepcopy(tally) == gw.survey.Tally.from_bytes(tally.to_bytes()) == tally
    assert gw.survey.Tally.from_bytes(tally.to_bytes()).merge(tally).counts[9:] == (2, 2)
    for damaged in (b"", tally.to_bytes()[:-1], b"x" + tally.to_bytes()[1:], tally.to_bytes() + b"0"):
        with pytest.raises(gw.GoodwillError) as error:
            gw.survey.Tally.from_bytes(damaged)
        assert error.value.code == "invalid_state"


def test_a_tally_with_weights_has_a_score():
    scores, weights = [9, 10, 3, 7, None], [2.0, 1.0, 1.0, 0.3, 1.0]
    tally = gw.survey.Tally(scores, (0, 10), weights)
    assert gw.survey.nps_weighted(tally) == gw.survey.nps_weighted(scores, weights)
    assert gw.survey.nps_weighted(tally, level=0.9).score.level == 0.9
    with pytest.raises(gw.GoodwillError, match="answers: must have weights"):
        gw.survey.nps_weighted(gw.survey.Tally([9, 3], (0, 10)))
    with pytest.raises(gw.GoodwillError, match="must be 0 to 10"):
        gw.survey.nps_weighted(gw.survey.Tally([4, 3], (1, 5), [1.0, 2.0]))
    with pytest.raises(TypeError, match="weights: must be given"):
        gw.survey.nps_weighted([9, 3])
