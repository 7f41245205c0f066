"""Every golden case, through the Python door: the files, tolerances and bits of the Rust and C runners.

With `GOODWILL_BITS` set, the bits of every expected number are written to that file, to be compared with what the other
doors give.
"""

from __future__ import annotations

import csv
import functools
import importlib
import itertools
import math
import os
import pkgutil
import struct
import sys
from datetime import date
from pathlib import Path

import goodwill as gw
import numpy as np
import pytest
from goodwill import _goodwill

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

TESTS = Path(__file__).resolve().parents[3] / "tests"
EPOCH = date(1970, 1, 1)


def flat(value, path=""):
    """The leaves of a result by their paths: the ends of an interval stand beside the value, a bare one is `value`."""
    if isinstance(value, dict):
        parts = value.items()
    elif isinstance(value, (list, tuple)):
        parts = enumerate(value)
    else:
        yield path or "value", math.nan if value is None else value
        return
    for key, part in parts:
        yield from flat(part, path if key == "interval" else f"{path}.{key}" if path else str(key))


def read_cases():
    for file in sorted((TESTS / "golden").glob("*.toml")):
        for number, case in enumerate(tomllib.loads(file.read_text(encoding="utf-8"))["case"], 1):
            yield f"{file.stem}:{number}", case


CASES = dict(read_cases())


def estimates(*names):
    """Folds the parts of an estimate that is uncertain; one that is given is a number already."""

    def shape(inputs):
        level = inputs.pop("level", 0.95)
        for name in names:
            if f"{name}_lower" in inputs:
                error, lower, upper, n = (
                    inputs.pop(f"{name}_{part}") for part in ("standard_error", "lower", "upper", "n")
                )
                interval = gw.estimate.Interval(lower, upper)
                inputs[name] = gw.estimate.Estimate(inputs[name], error, interval, level, n, "wald")
        return inputs

    return shape


def samples(name):
    """One sample a group, from one list of counts for each kind of answer."""
    return lambda inputs: {
        name: list(zip(inputs.pop("promoters"), inputs.pop("passives"), inputs.pop("detractors"), strict=True)),
        **inputs,
    }


SHAPES = {
    "churn": lambda inputs: {"joined": 0, **inputs},
    "churn_annualised": estimates("churn"),
    "churn_cost": estimates("churn"),
    "cltv": estimates("margin", "retention"),
    "cltv_finite": estimates("margin", "retention"),
    "margin_multiple": estimates("retention"),
    "nps_difference": lambda inputs: {**inputs, "a": tuple(inputs["a"]), "b": tuple(inputs["b"])},
    "nps_homogeneity": samples("samples"),
    "nps_of_units": samples("units"),
    "retention": lambda inputs: {"joined": 0, **inputs},
}
"""What makes the arguments of a function from the flat inputs of a case, where they differ."""


def scaled(inputs):
    """The scale of a case: `minimum` and `maximum`, and what else it says."""
    names = ("polarity", "missing_codes", "off_scale", "fractional")
    given = {name: inputs.pop(name) for name in names if name in inputs}
    inputs["scale"] = gw.survey.Scale(inputs.pop("minimum", 1), inputs.pop("maximum", 5), **given)
    return inputs


def answered(inputs):
    """Answers on a scale: a column, or counts of its points."""
    scaled(inputs)
    if "counts" in inputs:
        counts = np.array(inputs.pop("counts"), "u8")
        inputs["answers"] = gw.survey.Tally.from_counts(counts, inputs.pop("scale"), inputs.pop("missing", 0))
    return inputs


def itemised(*names):
    """Columns that stand one after another in the lists of those names: as many as `items` says, of one length."""

    def shape(inputs):
        count = inputs.pop("items")
        for name in names:
            inputs[name] = list(np.reshape(inputs[name], (count, -1)))
        return inputs

    return shape


def raked(inputs):
    """Margins one after another, categories below 0 for none: a table with a column a margin, and targets by category."""
    count = inputs.pop("margins")
    targets = iter(inputs.pop("targets"))
    columns = np.reshape(np.array(inputs.pop("categories"), float), (count, -1))
    names = [f"margin {number}" for number in range(count)]
    inputs["targets"] = {
        name: dict(enumerate(itertools.islice(targets, size)))
        for name, size in zip(names, inputs.pop("target_counts"), strict=True)
    }
    return {"data": {name: np.where(column < 0, np.nan, column) for name, column in zip(names, columns)}, **inputs}


def stratified(inputs):
    strata = np.array(inputs["strata"], float)
    return {**inputs, "strata": np.where(strata < 0, np.nan, strata), "targets": dict(enumerate(inputs["targets"]))}


def reasoned(inputs):
    if "reason" in inputs:
        inputs["reason"] = [reason or None for reason in inputs["reason"]]
    return inputs


def pyramid(inputs):
    """Habit, satisfaction, liking and commitment of one customer or of many."""
    answers, count = inputs.pop("answers"), inputs.pop("items", None)
    columns = answers if count is None else np.reshape(answers, (count, -1))
    return {**dict(zip(("habit", "satisfaction", "liking", "commitment"), columns, strict=True)), **inputs}


def scored(inputs):
    """Items with the ends of their scales: one side without a name, or two with theirs."""
    sides = [side for side in ("attitudinal_", "behavioural_") if f"{side}worst" in inputs] or [""]
    for side in sides:
        inputs[f"{side}scales"] = list(zip(inputs.pop(f"{side}worst"), inputs.pop(f"{side}best"), strict=True))
        if side:
            inputs[side[:-1]] = list(np.reshape(inputs[side[:-1]], (inputs.pop(f"{side}items"), -1)))
    return inputs


def extremes(inputs):
    return {name: tuple(value) if name in ("apostle", "terrorist") else value for name, value in inputs.items()}


SHAPES |= {
    "apostle_model": extremes,
    "apostle_segment": extremes,
    "loyalty_pyramid": pyramid,
    "loyalty_score": scored,
    "loyalty_scores": scored,
    "loyalty_types": reasoned,
    "post_stratify": stratified,
    "pyramid_level": pyramid,
    "rake": raked,
}


def battery(inputs):
    """Items that are called so in Python, too."""
    itemised("answers")(inputs)
    inputs["items"] = inputs.pop("answers")
    return inputs


SHAPES |= {
    "cronbach_alpha": battery,
    "drivers": itemised("predictors"),
    "item_analysis": battery,
    "mcdonald_omega": battery,
    "speeding": itemised("times"),
    "straight_lining": battery,
}


def kano_answered(inputs):
    """Pairs of answers to a feature, or counts of them; 1 is "like" unless the case says otherwise."""
    if "minimum" in inputs:
        scaled(inputs)
    if "cells" in inputs:
        inputs["table"] = np.reshape(inputs.pop("cells"), (5, 5)).tolist()
    if "counts" in inputs:
        inputs["functional"] = gw.survey.KanoPairs.from_counts(np.reshape(inputs.pop("counts"), (5, 5)).tolist())
    return inputs


def served(*names):
    """Items in dimensions; as many points as dimensions are the same for all respondents."""

    def shape(inputs):
        count = len(inputs.get("dimensions", [0] * 5))
        if len(inputs.get("points", [])) > count:
            inputs["points"] = np.reshape(inputs["points"], (count, -1)).T
        return itemised(*names)(inputs)

    return shape


def index_known(inputs):
    """Indices with their standard errors, as far as a case has them."""
    for name in ("current", "past", "rival", "index"):
        if f"{name}_error" in inputs:
            error = inputs.pop(f"{name}_error")
            interval = gw.estimate.Interval(math.nan, math.nan)
            inputs[name] = gw.estimate.Estimate(inputs[name], error, interval, 0.95, 0, "wald")
    return inputs


SHAPES |= {
    "acsi": itemised("ratings"),
    "acsi_compare": index_known,
    "delivered_values": itemised("answers"),
    "ipa": itemised("importance", "performance"),
    "ipa_derived": itemised("performance"),
    "kano": kano_answered,
    "kano_category": kano_answered,
    "kano_continuous": kano_answered,
    "kano_fuzzy": itemised("functional", "dysfunctional"),
    "opportunity_scores": lambda inputs: itemised("importance", "satisfaction")(scaled(inputs)),
    "penalty_reward": itemised("attributes"),
    "servperf": served("perceived"),
    "servqual": served("expected", "perceived"),
}


def grouped(inputs):
    """Groups of answers: `sizes` says how many of them belong to each."""
    scale = scaled(inputs).pop("scale")
    ends = np.cumsum(inputs.pop("sizes"))[:-1]
    columns = [np.split(np.array(inputs.pop(name), float), ends) for name in ("answers", "weights") if name in inputs]
    inputs["groups"] = [gw.survey.Tally(group[0], scale, *group[1:]) for group in zip(*columns)]
    return inputs


def secured(inputs):
    inputs["scales"] = list(zip(inputs.pop("minima"), inputs.pop("maxima")))
    inputs["items"] = itemised("answers")(inputs).pop("answers")
    return inputs


def waved(inputs):
    inputs["waves"] = itemised("answers")(inputs).pop("answers")
    return inputs


SHAPES |= {
    "bottom_box": answered,
    "compare_groups": grouped,
    "csat": answered,
    "effort_score": answered,
    "frequency_table": answered,
    "mean_score": answered,
    "net_box": answered,
    "nps_waves": waved,
    "recommend_willingness": answered,
    "rescaled_score": answered,
    "secure_customers": secured,
    "top_box": answered,
}


@functools.cache
def purchases(file):
    with (TESTS / "data" / file).open(encoding="utf-8", newline="") as text:
        rows = list(csv.DictReader(text))
    return gw.purchase.purchases(
        customer=[int(row["id"]) for row in rows],
        date=[row["date"] for row in rows],
        amount=[float(row["spend"]) for row in rows],
    )


def bought(inputs):
    """Purchases from a file of orders, in a window."""
    inputs["purchases"] = purchases(inputs.pop("orders"))
    return windowed(inputs) if "window_start" in inputs else inputs


def windowed(inputs):
    return {"window": (inputs.pop("window_start"), inputs.pop("window_end")), **inputs}


def columns(inputs):
    """Columns of orders; a day is a number since 1970."""
    inputs["customer"] = inputs.pop("customers")
    inputs["date"] = np.array(inputs.pop("days"), "M8[D]")
    inputs["amount"] = inputs.pop("amounts", None)
    return inputs


def criteria(inputs):
    """Columns and thresholds of the criteria stand one after another, in equal parts."""
    count = inputs.pop("criteria")
    for name in ("columns", "thresholds"):
        values, part = inputs[name], -(-len(inputs[name]) // count)
        inputs[name] = [values[start : start + part] for start in range(0, len(values), part)]
    return inputs


SHAPES |= {
    "calibration_holdout": columns,
    "growth_accounting": bought,
    "histories": columns,
    "interpurchase_time": bought,
    "order_value": bought,
    "per_year": windowed,
    "purchase_frequency": bought,
    "purchase_tier_table": bought,
    "purchase_tiers": bought,
    "repeat_rate": bought,
    "revenue_per_buyer": bought,
    "tiers_by": criteria,
    "yearly_activity": bought,
}


MODELS = {
    "sbg": "Sbg",
    "bdw": "Bdw",
    "nbd": "Nbd",
    "bg_nbd": "BgNbd",
    "mbg_nbd": "MbgNbd",
    "pareto_nbd": "ParetoNbd",
    "bg_bb": "BgBb",
    "gamma_gamma": "GammaGamma",
}
"""The class of a model by its name."""


def model_class(kind):
    return getattr(gw.model, MODELS[kind])


def made(inputs):
    """The model of the parameters of a case."""
    kind = model_class(inputs.pop("model"))
    names = _goodwill.parameter_names(kind._kind)
    options = {name: inputs.pop(name) for name in ("unit", "regularity") if name in inputs}
    return kind.from_parameters(**dict(zip(names, inputs.pop("parameters"), strict=True)), **options)


def asked(inputs):
    """The arguments of a verb: `from` is a word of Python, and a rate says how it is compounded."""
    if "discount" in inputs:
        inputs["continuous"] = True
    for ours, python in {"discount_rate": "discount", "from": "from_"}.items():
        if ours in inputs:
            inputs[python] = inputs.pop(ours)
    return {name: np.array(value) if isinstance(value, list) else value for name, value in inputs.items()}


def side_by_side(name, inputs):
    """Models of several kinds, fitted to the same customers."""
    if "orders" in inputs:
        bought = purchases(inputs["orders"])
        data = {"data": gw.purchase.histories(bought, as_of=inputs["as_of"], unit=inputs["unit"])}
    else:
        data = {"survivors": inputs["survivors"]}

    def fit(kind):
        return model_class(kind)().fit(*data.values()) if "data" in data else model_class(kind)().fit(**data)

    if name == "likelihood_ratio":
        return gw.model.likelihood_ratio(fit(inputs["restricted"]), fit(inputs["full"]))
    return gw.model.compare_models(*(fit(kind) for kind in inputs["models"]))


def fitted(inputs):
    """A fit, to columns or to a file of orders."""
    kind = model_class(inputs.pop("model"))
    if "orders" in inputs:
        bought = purchases(inputs.pop("orders"))
        data = gw.purchase.histories(bought, as_of=inputs.pop("as_of"), unit=inputs.pop("unit", "week"))
        if "non_positive" in inputs:
            data = gw.model.SpendCounts(data, non_positive=inputs.pop("non_positive"))
        return kind(**inputs).fit(data).summary()
    columns = {"frequency", "recency", "tenure", "weights", "survivors", "mean_spend"} & set(inputs)
    data = {name: inputs.pop(name) for name in columns}
    return kind(**inputs).fit(**data).summary()


PRIOR_NUMBERS = {"log_flat": 0, "flat": 0, "log_normal": 2, "gamma": 2, "half_normal": 1, "weibull": 2, "normal": 2}
"""How many numbers a prior has."""


def drawn(inputs):
    """A posterior; its priors are names, and the numbers of all of them one after the other."""
    kind = model_class(inputs.pop("model"))
    return kind().posterior(**priors_of(inputs), **inputs).summary()


def priors_of(inputs):
    if "priors" not in inputs:
        return {}
    numbers = iter(inputs.pop("prior_numbers"))
    return {"priors": [(name, *itertools.islice(numbers, PRIOR_NUMBERS[name])) for name in inputs.pop("priors")]}


def drawn_with_covariates(name, inputs):
    """A posterior with static covariates, columns under their names, or what it says of one customer."""
    sides = {side: inputs.pop(side) for side in ("purchase", "dropout")}
    asked = {one: inputs.pop(one) for one in ("history", "at_purchase", "at_dropout", "t") if one in inputs}
    named = {side: {one: inputs[one] for one in names} for side, names in sides.items()}
    for one in {one for names in sides.values() for one in names}:
        del inputs[one]
    kind = model_class(inputs.pop("model"))
    posterior = kind().posterior_covariates(**named, **priors_of(inputs), **inputs)
    if name == "posterior_covariates":
        return posterior.summary()
    customer = dict(zip(("frequency", "recency", "tenure"), asked["history"], strict=True))
    covariates = {one: value for side, names in sides.items() for one, value in zip(names, asked[f"at_{side}"], strict=True)}
    return posterior.predict("conditional_purchases", **customer, t=asked["t"], covariates=covariates)


def backtested(name, inputs):
    """A model against what happened: orders up to a day, and after it."""
    model, bought = made(inputs), purchases(inputs.pop("orders"))
    if name == "tracking":
        return model.tracking(bought, **inputs)
    if "as_of" in inputs:
        histories = gw.purchase.histories(bought, as_of=inputs.pop("as_of"), unit=model.unit_ or "week")
        return getattr(model, name)(histories, **inputs)
    ends = {end: inputs.pop(end) for end in ("calibration_end", "observation_end")}
    split = gw.purchase.calibration_holdout(bought, **ends, unit=model.unit_)
    return getattr(model, name)(split, **inputs)


def with_covariates(name, inputs):
    """A fit with static covariates, columns under their names, or what it says of one customer."""
    sides = {side: inputs[side] for side in ("purchase", "dropout")}
    columns = {column: inputs[column] for column in ("frequency", "recency", "tenure")}
    named = {side: {one: inputs[one] for one in names} for side, names in sides.items()}
    fit = model_class(inputs["model"])().fit_covariates(**columns, **named)
    if name == "fit_covariates":
        return {"summary": fit.summary().to_dict(), "test": fit.test.to_dict()}
    customer = dict(zip(("frequency", "recency", "tenure"), inputs["history"], strict=True))
    covariates = {one: value for side, names in sides.items() for one, value in zip(names, inputs[f"at_{side}"], strict=True)}
    return fit.predict("conditional_purchases", **customer, t=inputs["t"], covariates=covariates)


def over_time(name, inputs):
    """A fit with covariates that change over time, one list for all customers, or what it says of one of them."""
    width = len(inputs["purchase"]) + len(inputs["dropout"])
    times = iter(inputs["purchases"])
    values = iter(np.reshape(inputs["values"], (len(inputs["tenure"]), len(inputs["starts"]), width)).tolist())
    customers = [
        gw.model.CovariatePath(
            purchases=list(itertools.islice(times, frequency)),
            tenure=tenure,
            starts=inputs["starts"],
            end=inputs["end"],
            values=next(values),
        )
        for frequency, tenure in zip(inputs["frequency"], inputs["tenure"], strict=True)
    ]
    fit = gw.model.ParetoNbd().fit_time_varying(customers, purchase=inputs["purchase"], dropout=inputs["dropout"])
    if name == "fit_time_varying":
        return {"summary": fit.summary().to_dict(), "test": fit.test.to_dict()}
    return fit.predict("conditional_purchases", customers[inputs["customer"]], t=inputs["t"])


def modelled(name, inputs):
    """A case of the model room: a fit, a test of a model, or a verb."""
    if name == "fit":
        return fitted(inputs)
    if name == "posterior":
        return drawn(inputs)
    if name == "simulate":
        inputs["tenure"] = inputs.pop("tenures")
    if "orders" in inputs:
        return backtested(name, inputs)
    if name == "alive_timeline":
        inputs |= {"days": np.array(inputs["days"], "M8[D]"), "until": np.datetime64(inputs["until"], "D")}
        return [point.to_dict() for point in made(inputs).alive_timeline(**inputs)]
    if name in ("residual_transactions", "lifetime_value") and not {"discount", "discount_rate"} & set(inputs):
        inputs["discount_rate"] = 0.0
    return getattr(made(inputs), name)(**asked(inputs))


def evaluated(name, inputs):
    if name in ("compare_models", "likelihood_ratio"):
        return side_by_side(name, inputs)
    if name in ("fit_covariates", "covariate_purchases"):
        return with_covariates(name, inputs)
    if name in ("posterior_covariates", "posterior_purchases"):
        return drawn_with_covariates(name, inputs)
    if name in ("fit_time_varying", "varying_purchases"):
        return over_time(name, inputs)
    if "model" in inputs:
        return modelled(name, inputs)
    return function(name)(**SHAPES.get(name, dict)(inputs))


def function(name):
    for room in pkgutil.iter_modules(gw.__path__):
        if not room.name.startswith("_"):
            module = importlib.import_module(f"goodwill.{room.name}")
            if name in module.__all__:
                return getattr(module, name)
    return pytest.fail(f"no room has {name}")


@pytest.fixture(scope="module")
def bits():
    lines = []
    yield lines
    if path := os.environ.get("GOODWILL_BITS"):
        Path(path).write_text("".join(lines), encoding="utf-8", newline="\n")


def compared(got, wanted):
    """What came out as the kind of what is wanted: a day is a text or a number."""
    if isinstance(got, date):
        return got.isoformat() if isinstance(wanted, str) else float((got - EPOCH).days)
    return got if isinstance(got, str) else float(got)


def near(got, wanted, tolerance):
    if isinstance(got, str) or isinstance(wanted, str):
        return got == wanted
    wanted = float(wanted)
    if math.isnan(got) or math.isnan(wanted):
        return math.isnan(got) and math.isnan(wanted)
    return got == wanted or abs(got - wanted) <= tolerance * max(1.0, abs(wanted))


@pytest.mark.parametrize("name", CASES)
def test_golden(name, bits):
    case = CASES[name]
    inputs = dict(case.get("in", {}))
    if "error" in case["out"]:
        with pytest.raises(gw.GoodwillError) as failure:
            evaluated(case["function"], inputs)
        assert failure.value.code == case["out"]["error"]
        return
    result = evaluated(case["function"], inputs)
    if isinstance(result, np.ndarray):
        result = result.tolist()
    if isinstance(result, tuple):
        result = [part.to_dict() if hasattr(part, "to_dict") else part for part in result]
    outputs = dict(flat(result.to_dict() if hasattr(result, "to_dict") else result))
    complaints = []
    for path, wanted in flat(case["out"]):
        assert path in outputs, f"there are {', '.join(outputs)}"
        got = compared(outputs[path], wanted)
        if not near(got, wanted, case.get("tolerance", 0.0)):
            complaints.append(f"{path} is {got!r}, expected {wanted!r}")
        if isinstance(got, float):
            number = got if math.isfinite(got) else math.nan
            bits.append(f"{name} {path} {struct.pack('>d', number).hex()}\n")
    assert not complaints, "\n".join(complaints)
