"""The report follows its published schema."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import goodwill as gw
import jsonschema
import pyarrow.csv

ROOT = Path(__file__).resolve().parents[3]


def test_the_report_follows_its_published_schema():
    schema = json.loads((ROOT / "docs/report.schema.json").read_text(encoding="utf-8"))
    orders = pyarrow.csv.read_csv(ROOT / "tests/data/cdnow_sample.csv")
    survey = pyarrow.csv.read_csv(ROOT / "tests/data/survey_example.csv")
    for answers in ({}, {"survey": survey, "recommendation": "recommend"}):
        assessment = gw.assess(orders, customer="id", date="date", amount="spend", **answers)
        jsonschema.Draft202012Validator(schema).validate(json.loads(assessment.to_json()))


def test_the_models_of_a_report_can_be_asked():
    orders = pyarrow.csv.read_csv(ROOT / "tests/data/cdnow_sample.csv")
    columns = {"customer": "id", "date": "date", "amount": "spend"}
    assessment = gw.assess(orders, **columns)
    section = assessment.models
    assert isinstance(section.fitted, gw.model.PurchaseModel)
    assert section.chosen == section.fitted.summary().model
    assert section.outlook.months == 12
    assert isinstance(section.value.fitted, gw.model.GammaGamma)
    assert 0 < section.fitted.probability_alive(frequency=2, recency=30.0, tenure=39.0) < 1
    assert pickle.loads(pickle.dumps(assessment)) == assessment
    assert gw.assess(orders, **columns, value_months=24).models.outlook.orders.value > section.outlook.orders.value
    assert gw.assess(orders, **columns, models=False).models is None
