"""Pictures of surveys: what is drawn is what the result says, and no word covers another."""

from __future__ import annotations

import builtins
import itertools
import random
import re
import warnings

import goodwill as gw
import pytest
from goodwill import _drawing

pytest.importorskip("matplotlib")
import matplotlib  # noqa: E402

matplotlib.use("Agg")
from matplotlib import pyplot  # noqa: E402
from matplotlib.colors import to_hex  # noqa: E402
from matplotlib.text import Text  # noqa: E402

NAMES = ["Delivery 配送", "Packaging", "After-sales service 售后服务", "Price 价格", "App"]


@pytest.fixture(autouse=True)
def closed():
    with warnings.catch_warnings():
        # A glyph that no font has, or a font that is not there, is a warning.
        warnings.simplefilter("error")
        if _drawing.fonts()[-1] not in _drawing.CHINESE:
            warnings.filterwarnings("ignore", message="Glyph")
        yield
    pyplot.close("all")


def ratings(seed, names=NAMES, people=120, points=5):
    random_ = random.Random(seed)
    return {name: [random_.randint(1, points) for _ in range(people)] for name in names}


@pytest.fixture(scope="module")
def results():
    rows = ratings(1)
    noise = random.Random(2)
    overall = [sum(w * x for w, x in zip((3, 2, 1, 0.5, 0), row)) + noise.gauss(0, 3) for row in zip(*rows.values())]
    asked, lacking = ratings(3, [*NAMES, "Hotline", "Manual", "Logo"]), ratings(4, [*NAMES, "Hotline", "Manual", "Logo"])
    satisfaction = [1 + row % 10 for row in range(300)]
    loyalty = [min(answer, 7) / 10 + noise.gauss(0, 0.1) for answer in satisfaction]
    return {
        "nps": gw.survey.nps([10] * 50 + [8] * 40 + [3] * 3 + [None] * 2),
        "answers": {
            **{name: gw.survey.Tally(answers, (1, 5)) for name, answers in rows.items()},
            "How satisfied are you with the after-sales service of our branch? 您对售后服务满意吗": gw.survey.Tally(
                [0, 1, 3, 5, 5, 6, 7, 8, 9, 10, 10], (0, 10)
            ),
            "nobody": gw.survey.Tally([None], (1, 4)),
        },
        "kano": {name: gw.survey.kano(asked[name], lacking[name]) for name in asked},
        "importance": gw.survey.ipa(rows, ratings(5), resamples=200),
        "drivers": gw.survey.drivers(overall, rows, resamples=200),
        "curve": gw.survey.satisfaction_curve(satisfaction, loyalty, cuts=[4, 7]),
        "matrix": gw.segment.loyalty_matrix(satisfaction, loyalty, attitude_cut=7, repeat_cut=0.5),
    }


PLOTS = {
    "nps": gw.survey.plot_nps,
    "answers": gw.survey.plot_answers,
    "kano": gw.survey.plot_kano,
    "importance": gw.survey.plot_importance,
    "drivers": gw.survey.plot_drivers,
    "curve": gw.survey.plot_satisfaction_curve,
    "matrix": gw.segment.plot_loyalty_matrix,
}


def words(ax):
    """Every text that is drawn, with its rectangle."""
    renderer, hidden = ax.figure.canvas.get_renderer(), set()
    for axis in (ax.xaxis, ax.yaxis):
        low, high = sorted(axis.get_view_interval())
        for tick in axis.get_major_ticks():
            hidden |= set() if low <= tick.get_loc() <= high else {tick.label1, tick.label2}
    for text in ax.findobj(Text):
        if text.get_visible() and text.get_text().strip() and text not in hidden:
            yield text.get_text(), Text.get_window_extent(text, renderer)


def covered(ax):
    return [
        (first, second)
        for (first, a), (second, b) in itertools.combinations(words(ax), 2)
        if min(a.x1, b.x1) - max(a.x0, b.x0) > 1 and min(a.y1, b.y1) - max(a.y0, b.y0) > 1
    ]


@pytest.mark.parametrize("name", PLOTS)
@pytest.mark.parametrize("dpi", [72, 200])
def test_no_word_covers_another_or_leaves_the_picture(name, dpi, results, tmp_path):
    ax = PLOTS[name](results[name])
    ax.figure.set_dpi(dpi)
    ax.figure.savefig(tmp_path / "picture.png", dpi=dpi)
    assert (tmp_path / "picture.png").stat().st_size > 5_000
    ax.figure.canvas.draw()
    assert len(list(words(ax))) >= 8
    assert covered(ax) == []
    page = ax.figure.bbox
    for text, room in words(ax):
        assert room.x0 > -2 and room.y0 > -2 and room.x1 < page.x1 + 2 and room.y1 < page.y1 + 2, text


@pytest.mark.parametrize("name", ["kano", "importance"])
def test_labels_keep_clear_when_a_map_is_drawn_again_in_less_room(name, results):
    _, (left, right) = pyplot.subplots(1, 2, figsize=(12, 5), layout="constrained")
    assert PLOTS[name](results[name], ax=left) is left
    PLOTS["drivers"](results["drivers"], ax=right)
    left.figure.canvas.draw()
    left.figure.set_size_inches(9, 4.5)
    left.figure.canvas.draw()
    assert covered(left) == []


def test_labels_of_dots_in_one_place_keep_clear(results):
    feature = results["kano"]["App"]
    ax = gw.survey.plot_kano({f"after-sales service 售后 {i}": feature for i in range(9)})
    ax.figure.canvas.draw()
    assert covered(ax) == []


def test_nps_is_drawn_as_it_is(results):
    nps = results["nps"]
    ax = gw.survey.plot_nps(nps)
    shares = [nps.detractors.value, nps.passives.value, nps.promoters.value]
    assert [bar.get_width() / 2 for bar in ax.patches] == pytest.approx(shares)
    interval, score = ax.lines
    assert list(interval.get_xdata()) == [nps.score.lower, nps.score.upper]
    assert list(score.get_xdata()) == [nps.score.value]
    assert ax.get_title() == "Net promoter score 50.5"
    assert "2 missing" in ax.get_xlabel()
    weighted = gw.survey.nps_weighted([10, 9, 3], [1.0, 2.0, 1.0])
    assert gw.survey.plot_nps(weighted).get_title() == "Net promoter score 50.0"


def test_answers_stand_around_the_middle():
    low, high = gw.survey.Scale(1, 5, "low_is_good"), gw.survey.Scale(1, 5)
    bad = gw.survey.Tally([1, 1, 2, 3], high)
    good = gw.survey.Tally([1, 1, 2, 3], low)
    weighted = gw.survey.Tally([1, 5], (1, 5), [1.0, 3.0])
    assert weighted.shares == (0.25, 0.0, 0.0, 0.0, 0.75)
    assert gw.survey.Tally([None], (1, 5)).shares == ()
    ax = gw.survey.plot_answers({"bad": bad, "good": good, "weighted": weighted})
    bars = [(round(bar.get_x(), 9), bar.get_width(), to_hex(bar.get_facecolor())) for bar in ax.patches]
    colors = [_drawing.WORST, _drawing.BAD, _drawing.MIDDLE, _drawing.GOOD, _drawing.BEST]
    assert bars[:5] == list(zip([-0.875, -0.375, -0.125, 0.125, 0.125], bad.shares, colors))
    assert bars[5:10] == list(zip([-0.125, -0.125, -0.125, 0.125, 0.375], good.shares[::-1], colors))
    assert bars[10][:2] == (-0.25, 0.25)
    four = gw.survey.plot_answers({"four": gw.survey.Tally([1, 2, 3, 4], (1, 4))})
    assert [to_hex(bar.get_facecolor()) for bar in four.patches] == [*colors[:2], *colors[3:]]
    seven = gw.survey.plot_answers({"seven": gw.survey.Tally(range(1, 8), (1, 7))})
    assert [to_hex(bar.get_facecolor()) for bar in seven.patches][:4] == [colors[0], colors[0], colors[1], colors[2]]


def markers(ax):
    return [(line.get_xdata()[0], line.get_ydata()[0]) for line in ax.lines if line.get_marker() not in ("None", "")]


def test_a_kano_map_is_drawn_as_it_is(results):
    features = results["kano"]
    ax = gw.survey.plot_kano(features)
    assert markers(ax) == [(-of.worse.value, of.better.value) for of in features.values()]
    first = next(iter(features.values()))
    assert list(ax.lines[0].get_xdata()) == [-first.worse.upper, -first.worse.lower]
    assert list(ax.lines[1].get_ydata()) == [first.better.lower, first.better.upper]
    legend = [text.get_text().split()[0].replace("-", "_") for text in ax.get_legend().get_texts()]
    assert sorted(legend) == sorted({of.category for of in features.values()})
    reverse = gw.survey.kano([5, 5, 5], [1, 2, 1])
    ax = gw.survey.plot_kano({"fine": first, "unloved": reverse})
    assert markers(ax) == [(-first.worse.value, first.better.value)]
    assert "unloved" in ax.get_xlabel()


def test_a_map_of_importance_is_drawn_as_it_is(results):
    grid = results["importance"]
    ax = gw.survey.plot_importance(grid)
    assert markers(ax) == [(item.performance.value, item.importance.value) for item in grid.items]
    labels = {text.get_text() for text in ax.texts}
    for item in grid.items:
        assert f"{item.name} {100 * item.certainty:.0f}%" in labels
    crosshair = [line for line in ax.lines if line.get_linestyle() == ":"]
    assert crosshair[0].get_xdata()[0] == grid.performance_crosshair
    assert crosshair[1].get_ydata()[0] == grid.importance_crosshair
    given = gw.survey.ipa_derived([0.5, 0.2, 0.1, 0.1, 0.1], ratings(5), resamples=100)
    gw.survey.plot_importance(given).figure.canvas.draw()


@pytest.mark.parametrize("measure", ["share", "lmg", "relative_weight", "standardised_beta", "pratt", "correlation"])
def test_drivers_are_drawn_as_they_are_the_strongest_first(measure, results):
    found = results["drivers"]
    ax = gw.survey.plot_drivers(found, measure=measure)
    strongest = sorted((getattr(driver, measure) for driver in found.predictors), key=lambda one: -one.value)
    assert [bar.get_width() for bar in ax.patches] == [one.value for one in strongest]
    intervals = [list(line.get_xdata()) for line in ax.lines if list(line.get_xdata()) != [0, 0]]
    assert intervals == [[one.lower, one.upper] for one in strongest]
    ax.figure.canvas.draw()
    assert covered(ax) == []


def test_drivers_without_intervals_and_measures_there_are_not(results):
    rows = ratings(1)
    bare = gw.survey.drivers(rows["App"], {name: rows[name] for name in NAMES[:2]}, resamples=0)
    assert "no interval" in gw.survey.plot_drivers(bare).get_xlabel()
    with pytest.raises(ValueError, match="measure: must be one of share, lmg"):
        gw.survey.plot_drivers(bare, measure="beta")


def test_a_curve_is_drawn_as_it_is(results):
    curve = results["curve"]
    ax = gw.survey.plot_satisfaction_curve(curve)
    isotonic, *intervals, means = ax.lines
    assert list(isotonic.get_ydata()) == [level.isotonic for level in curve.levels]
    assert list(means.get_ydata()) == [level.loyalty.value for level in curve.levels]
    assert [list(line.get_ydata()) for line in intervals] == [
        [level.loyalty.lower, level.loyalty.upper] for level in curve.levels
    ]
    assert [text.get_text() for text in ax.texts] == ["defection", "indifference", "affection"]
    named = gw.survey.plot_satisfaction_curve(curve, zones=["低", "中", "高"])
    assert [text.get_text() for text in named.texts] == ["低", "中", "高"]
    with pytest.raises(ValueError, match="zones: must name each of the 3 zones"):
        gw.survey.plot_satisfaction_curve(curve, zones=["low"])


def test_a_matrix_is_drawn_as_it_is(results):
    matrix = results["matrix"]
    ax = gw.segment.plot_loyalty_matrix(matrix)
    shares = [matrix.latent, matrix.loyalty, matrix.none, matrix.spurious]
    written = [text.get_text() for text in ax.texts]
    assert written[1::3] == [f"{100 * share.value:.1f}%" for share in shares]
    assert written[2::3] == [f"{100 * share.lower:.1f}% to {100 * share.upper:.1f}%" for share in shares]


def test_chinese_is_drawn_where_a_font_has_it(results, monkeypatch):
    ax = gw.segment.plot_loyalty_matrix(results["matrix"])
    there = [name for name in _drawing.fonts() if name in _drawing.CHINESE]
    assert any(re.search("忠诚", text.get_text()) for text in ax.texts) == bool(there)
    monkeypatch.setattr(_drawing, "CHINESE", ("No Such Font",))
    without = gw.segment.plot_loyalty_matrix(results["matrix"])
    without.figure.canvas.draw()
    assert [text.get_text() for text in without.texts][::3] == [
        "latent loyalty",
        "loyalty",
        "no loyalty",
        "spurious loyalty",
    ]


def test_without_matplotlib(results, monkeypatch):
    real = builtins.__import__

    def without(name, *rest, **more):
        if name.partition(".")[0] == "matplotlib":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    for name, plot in PLOTS.items():
        with pytest.raises(ImportError, match=r"goodwill\[plot\]"):
            plot(results[name])
