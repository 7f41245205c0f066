"""Checked by mypy, never run: what a typed caller may rely on."""

import goodwill as gw
from goodwill.estimate import Estimate
from goodwill.survey import Nps
from typing_extensions import assert_type

nps = gw.survey.nps([9, 10, 3])
assert_type(nps, Nps)
assert_type(nps.score, Estimate)
assert_type(nps.score.value, float)
assert_type(nps.counts.promoters, int)
gw.survey.nps([9, 10], interval="tango")
gw.survey.nps([9, 10], interval="tangle")  # type: ignore[arg-type]
gw.survey.nps([9, 10], 0.9)  # type: ignore[call-arg]
nps.score.value = 0.0  # type: ignore[misc]

model = gw.model.BgNbd.from_parameters(r=0.243, alpha=4.414, a=0.793, b=2.426, unit="week")
assert_type(model, gw.model.BgNbd)
assert_type(gw.model.ParetoNbd().fit({"frequency": [1]}), gw.model.ParetoNbd)
assert_type(model.log_likelihood_, float)
assert_type(model.posterior({}).parameters["r"], Estimate)
gw.model.BgNbd(unit="fortnight")  # type: ignore[arg-type]
gw.model.BgNbd(penality=0.1)  # type: ignore[call-arg]

declaration = gw.survey.SurveyDeclaration(
    [gw.survey.ItemDeclaration("overall", role="satisfaction", scale=(1, 5))],
    scales={"agree": gw.survey.ScaleDeclaration(1, 5, labels={"en": ["a", "b", "c", "d", "e"]})},
)
gw.survey.ItemDeclaration("overall", role="satisfation")  # type: ignore[arg-type]
assert_type(declaration.items[0].role == "item", bool)
assert_type(gw.survey.Survey({"overall": [5]}, declaration).declaration, gw.survey.SurveyDeclaration)
