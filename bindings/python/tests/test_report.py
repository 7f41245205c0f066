"""The report follows its published schema."""

from __future__ import annotations

import json
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
