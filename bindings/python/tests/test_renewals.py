"""Contract models: counts, fits, verbs."""

from __future__ import annotations

import pickle

import goodwill as gw
import numpy as np
import pandas as pd
import polars as pl
import pytest

REGULAR = [1000, 631, 468, 382, 326, 289, 262, 241]
HIGH_END = [1000, 869, 743, 653, 593, 551, 517, 491]


def refusal(call, code):
    with pytest.raises(gw.GoodwillError) as failure:
        call()
    assert failure.value.code == code, failure.value
    return failure.value


@pytest.fixture(scope="module")
def fitted():
    return gw.model.Sbg(unit="year").fit(survivors=REGULAR)


def test_published(fitted):
    # Fader & Hardie 2007: 0.704 and 1.182 for the regular customers, 0.668 and 3.806 for the high-end ones.
    assert {name: round(value, 3) for name, value in fitted.params_.items()} == {"alpha": 0.704, "beta": 1.182}
    high = gw.model.Sbg().fit(survivors=HIGH_END)
    assert {name: round(value, 3) for name, value in high.params_.items()} == {"alpha": 0.668, "beta": 3.806}
    assert fitted.survival(12) == pytest.approx(0.17, abs=0.005)
    assert fitted.unit_ == "year"


def test_counts_are_the_same_in_every_form(fitted):
    counts = gw.model.RenewalCounts(survivors=np.array(REGULAR), unit="year")
    contracts = pd.DataFrame({
        "renewals": [*range(7), 7],
        "churned": [1] * 7 + [0],
        "weights": [*(-np.diff(REGULAR)), REGULAR[-1]],
    })
    same = gw.model.RenewalCounts(contracts, weights="weights", unit="year")
    assert same == counts
    assert pickle.loads(pickle.dumps(counts)) == counts == gw.model.RenewalCounts.from_bytes(counts.to_bytes())
    assert gw.model.Sbg().fit(counts) == fitted == gw.model.Sbg(unit="year").fit(contracts, weights="weights")
    both = gw.model.RenewalCounts(survivors=[REGULAR, HIGH_END])
    assert both == gw.model.RenewalCounts(survivors=HIGH_END).merge(gw.model.RenewalCounts(survivors=REGULAR))
    assert list(both.to_numpy()) == ["renewal", "renewed", "churned", "censored"]
    assert pl.DataFrame(both).height == 7


def test_verbs(fitted):
    t = [1, 2, 3]
    survival = fitted.survival(t)
    assert survival.tolist() == [fitted.survival(one) for one in t]
    assert np.allclose(fitted.churn_pmf(t), -np.diff([1.0, *survival]))
    assert np.allclose(fitted.retention_rate(t), survival / [1.0, *survival[:-1]])
    assert fitted.conditional_survival(renewals=1, t=2) == pytest.approx(survival[2] / survival[0])
    customers = pd.DataFrame({"renewals": [0, 1, 5]}, index=list("abc"))
    derl = fitted.residual_renewals(customers, discount=0.1)
    assert list(derl.index) == ["a", "b", "c"]
    assert derl.is_monotonic_increasing
    assert fitted.residual_renewals(renewals=0, discount=0.1, discount_unit="year") == derl.iloc[0]
    assert fitted.residual_renewals(renewals=0, discount=0.1, horizon=3) < derl.iloc[0]
    assert (fitted.retention_elasticity(customers, discount=0.1) > 1).all()
    assert fitted.posterior_churn(customers).is_monotonic_decreasing
    one = fitted.predict("residual_renewals", renewals=2, discount=0.1)
    assert one.lower < one.value < one.upper
    assert len(fitted.predict("survival", t=t)["lower"]) == 3


def test_comparison():
    models = [kind().fit(survivors=HIGH_END) for kind in (gw.model.Sbg, gw.model.Bdw)]
    compared = gw.model.compare_models(*models)
    assert [row.model for row in compared.models] == ["sbg", "bdw"]
    assert compared.models[0].log_likelihood == models[0].log_likelihood_
    test = gw.model.likelihood_ratio(*models)
    assert test.statistic == pytest.approx(2 * (models[1].log_likelihood_ - models[0].log_likelihood_))
    assert test.degrees_of_freedom == 1
    refusal(lambda: gw.model.likelihood_ratio(*models[::-1]), "inconsistent")
    refusal(lambda: gw.model.compare_models(models[0], gw.model.Sbg().fit(survivors=[10, 6, 4])), "inconsistent")
    refusal(lambda: gw.model.compare_models(gw.model.Sbg.from_parameters(alpha=1, beta=1)), "not_applicable")


def test_posterior(fitted):
    counts = gw.model.RenewalCounts(survivors=REGULAR, unit="year")
    posterior = fitted.posterior(counts, seed=1)
    assert posterior.draws.shape == (4000, 2)
    assert posterior.weights.sum() == pytest.approx(1.0)
    assert posterior.k_hat < posterior.summary().k_threshold
    assert posterior.summary().reliable
    mean = posterior.parameters["alpha"]
    assert mean.value == pytest.approx((posterior.draws[:, 0] * posterior.weights).sum())
    assert mean.method == "posterior"
    assert posterior == fitted.posterior(counts, seed=1) != fitted.posterior(counts, seed=2)
    assert pickle.loads(pickle.dumps(posterior)) == posterior
    assert gw.model.Posterior.from_json(posterior.to_json()) == posterior
    one = posterior.predict("survival", t=12)
    assert one.lower < fitted.survival(12) < one.upper
    few = posterior.thinned(200)
    many = few.predict("residual_renewals", pl.DataFrame({"renewals": [0, 1, None]}), discount=0.1)
    assert many.columns == ["residual_renewals", "standard_error", "lower", "upper"]
    assert many["lower"].null_count() == 1
    assert posterior.mean_model().params_["alpha"] == mean.value
    assert "k̂" in repr(posterior)
    assert "<table>" in posterior._repr_html_()
    assert not posterior.draws.flags.writeable
    with pytest.raises(AttributeError):
        posterior.draws = None


def test_priors_and_nuts():
    counts = gw.model.RenewalCounts(survivors=[100, 63, 47, 38])
    flat = gw.model.Sbg().posterior(counts, seed=1)
    tight = gw.model.Sbg().posterior(counts, seed=1, priors={"alpha": ("log_normal", 1.0, 0.01)})
    assert tight.parameters["alpha"].standard_error < 0.02 < flat.parameters["alpha"].standard_error
    assert gw.model.Sbg().posterior(counts, seed=1, priors="log_flat") == flat
    nuts = gw.model.Sbg().posterior(counts, method="nuts", draws=400, chains=2, warmup=200, seed=1, priors=("gamma", 2, 1))
    assert np.isnan(nuts.k_hat)
    assert nuts.summary().chains == 2
    refusal(lambda: gw.model.Sbg().posterior(counts, priors="cauchy"), "invalid_choice")
    refusal(lambda: gw.model.Sbg().posterior(counts, priors=("gamma", 2)), "inconsistent")
    refusal(lambda: gw.model.Sbg().posterior(counts, draws=3), "out_of_range")
    with pytest.raises(TypeError, match="no parameter gamma"):
        gw.model.Sbg().posterior(counts, priors={"gamma": "flat"})


def test_bad_contracts():
    assert refusal(lambda: gw.model.RenewalCounts(survivors=[10, 11]), "inconsistent").index == 1
    refusal(lambda: gw.model.RenewalCounts(survivors=[10]), "empty")
    error = refusal(lambda: gw.model.RenewalCounts(renewals=[1, 1.5], churned=[0, 1]), "out_of_range")
    assert (error.parameter, error.index) == ("renewals", 1)
    assert refusal(lambda: gw.model.RenewalCounts(renewals=[1, 2], churned=[0, 2]), "out_of_range").index == 1
    refusal(lambda: gw.model.Sbg().fit(survivors=[10, 10, 10]), "not_identified")
    refusal(lambda: gw.model.Sbg(unit="month").fit(gw.model.RenewalCounts(survivors=REGULAR, unit="year")), "inconsistent")
    refusal(lambda: gw.model.Sbg.from_parameters(alpha=1, beta=1).survival(-1), "out_of_range")
    refusal(lambda: gw.model.Sbg.from_parameters(alpha=1, beta=1).survival(1.5), "out_of_range")
    refusal(lambda: gw.model.Sbg.from_parameters(alpha=0.5, beta=1).residual_renewals(renewals=0, discount=0.0), "undefined")
    with pytest.raises(TypeError, match="no place"):
        gw.model.RenewalCounts(survivors=[10, 5], renewals=[1])
