"""The spend model, covariates, simulated customers."""

from __future__ import annotations

import pickle

import goodwill as gw
import numpy as np
import pandas as pd
import polars as pl
import pytest

SPEND = {"frequency": [2, 1, 0, 7, 1, 3, 1], "mean_spend": [22.35, 11.77, np.nan, 73.74, 12.0, 21.0, 35.0]}


def refusal(call, code):
    with pytest.raises(gw.GoodwillError) as failure:
        call()
    assert failure.value.code == code, failure.value
    return failure.value


@pytest.fixture(scope="module")
def model():
    return gw.model.GammaGamma.from_parameters(p=6.25, q=3.74, gamma=15.44)


@pytest.fixture(scope="module")
def customers():
    random = np.random.default_rng(5)
    frequency = random.integers(1, 9, 3000)
    rate = random.gamma(3.74, 1 / 15.44, 3000)
    return pl.DataFrame({"frequency": frequency, "monetary_value": random.gamma(6.25 * frequency) / rate / frequency})


def test_published(model):
    assert round(model.expected_spend(frequency=1, mean_spend=11.77), 2) == 18.92
    assert round(model.mean_spend, 2) == 35.22
    spends = model.expected_spend(pd.DataFrame(SPEND))
    assert isinstance(spends, pd.Series)
    assert spends[2] == model.mean_spend  # who did not buy again is expected to spend as all do
    assert not spends.isna().any()
    # The density of the mean of two spends is that of the distribution.
    step = 1e-4
    slope = model.mean_spend_cdf(frequency=2, mean_spend=30 + step) - model.mean_spend_cdf(frequency=2, mean_spend=30 - step)
    assert model.mean_spend_pdf(frequency=2, mean_spend=30) == pytest.approx(slope / 2 / step, rel=1e-6)
    slope = model.spend_cdf([30 + step]) - model.spend_cdf([30 - step])
    assert model.spend_pdf(30) == pytest.approx(slope[0] / 2 / step, rel=1e-6)


def test_fit(customers):
    fitted = gw.model.GammaGamma().fit(customers)
    for name, true in {"p": 6.25, "q": 3.74, "gamma": 15.44}.items():
        assert abs(fitted.params_[name] - true) < 4 * fitted.standard_errors_[name]
    counts = gw.model.SpendCounts(customers)
    assert gw.model.GammaGamma().fit(counts) == fitted
    assert pickle.loads(pickle.dumps(counts)) == counts == gw.model.SpendCounts.from_bytes(counts.to_bytes())
    parts = [gw.model.SpendCounts(customers[start : start + 1000]) for start in (0, 1000, 2000)]
    assert parts[2].merge(*parts[:2]) == counts
    assert pickle.loads(pickle.dumps(fitted)) == fitted == gw.model.from_json(fitted.to_json())
    assert fitted.log_likelihood(customers) == fitted.log_likelihood_
    one = fitted.predict("expected_spend", frequency=1, mean_spend=11.77)
    assert one.lower < 18.92 < one.upper
    assert "unit" not in fitted.get_params()
    sklearn = pytest.importorskip("sklearn.base")
    assert sklearn.clone(fitted).fit(customers) == fitted


def test_independence(customers):
    found = gw.model.spend_independence(customers)
    assert found.pearson.lower < 0 < found.pearson.upper
    assert gw.model.spend_independence(gw.model.SpendCounts(customers)) == found
    assert gw.model.spend_independence(**SPEND).without_purchase == 1
    refusal(lambda: gw.model.spend_independence(frequency=[1, 1, 1, 1], mean_spend=[1, 2, 3, 4]), "undefined")


def test_bad_spend(model):
    error = refusal(lambda: gw.model.GammaGamma().fit(frequency=[2, 1], mean_spend=[22.35, -5.0]), "out_of_range")
    assert (error.parameter, error.index) == ("mean_spend", 1)
    skipped = gw.model.SpendCounts(frequency=[2, 1], mean_spend=[22.35, -5.0], non_positive="skip")
    assert (skipped.customers, skipped.skipped) == (1, 1)
    refusal(lambda: model.expected_spend(frequency=1, mean_spend=0.0), "out_of_range")
    refusal(lambda: gw.model.GammaGamma.from_parameters(p=6, q=0.9, gamma=15).mean_spend, "undefined")
    refusal(lambda: gw.model.GammaGamma().fit(gw.model.HistoryCounts(frequency=[1], recency=[1], tenure=[2])), "inconsistent")
    timed = gw.model.BgNbd.from_parameters(r=0.243, alpha=4.414, a=0.793, b=2.426)
    with pytest.raises(TypeError, match="no verb"):
        timed.predict("expected_spend", frequency=1, mean_spend=2)


# Covariates and simulated customers.


@pytest.fixture(scope="module")
def simulated():
    plain = gw.model.BgNbd.from_parameters(r=0.8, alpha=8.0, a=0.9, b=2.5, unit="week")
    busy = gw.model.BgNbd.from_parameters(r=0.8, alpha=8.0 * np.exp(-0.7), a=0.9, b=2.5, unit="week")
    parts = [plain.simulate(78.0, customers=2000, seed=1), busy.simulate(78.0, customers=2000, seed=2)]
    frame = pl.concat([pl.DataFrame(part).drop("left") for part in parts])
    return frame.with_columns(online=pl.Series([0] * 2000 + [1] * 2000))


def test_simulated_customers():
    model = gw.model.MbgNbd.from_parameters(r=0.8, alpha=8.0, a=0.9, b=2.5, regularity=2)
    made = model.simulate([10.0, 20.0, 30.0], seed=3)
    assert made.tenure.tolist() == [10.0, 20.0, 30.0]
    assert made == model.simulate([10.0, 20.0, 30.0], seed=3) == pickle.loads(pickle.dumps(made))
    assert made.times[made.offsets[2] : made.offsets[3]].tolist() == sorted(made.times[made.offsets[2] :].tolist())
    assert made.frequency.sum() == len(made.times)
    assert refusal(lambda: model.simulate([10.0, -1.0], seed=3), "out_of_range").index == 1
    refitted = gw.model.MbgNbd(regularity=2).fit(model.simulate(78.0, customers=4000, seed=4))
    for name, true in model.params_.items():
        assert abs(refitted.params_[name] - true) < 4 * refitted.standard_errors_[name]


def test_covariates(simulated):
    fit = gw.model.BgNbd(unit="week").fit_covariates(simulated, purchase=["online"])
    gamma, error = fit.params_["purchase.online"], fit.standard_errors_["purchase.online"]
    assert abs(gamma - 0.7) < 4 * error
    assert fit.test.p_value < 1e-6
    assert fit.test.statistic == pytest.approx(2 * (fit.summary().log_likelihood - fit.without.log_likelihood))
    online = fit.model_for({"online": 1})
    assert isinstance(online, gw.model.BgNbd)
    assert online.params_["alpha"] == pytest.approx(fit.base.params_["alpha"] * np.exp(-gamma))
    assert online.unit_ == "week"
    many = fit.predict("conditional_purchases", simulated[[0, 3000]], t=13.0)
    assert isinstance(many, pl.DataFrame)
    row = simulated.row(3000, named=True)
    online_row = {name: row[name] for name in ("frequency", "recency", "tenure")}
    one = fit.predict("conditional_purchases", **online_row, covariates={"online": 1}, t=13.0)
    assert one.value == pytest.approx(online.conditional_purchases(**online_row, t=13.0), rel=1e-12)
    assert many["conditional_purchases"][1] == one.value
    assert many["lower"][1] == one.lower
    assert pickle.loads(pickle.dumps(fit)) == fit == gw.model.CovariateFit.from_json(fit.to_json())
    both = gw.model.BgNbd(unit="week").fit_covariates(simulated, purchase={"web": "online"}, dropout={"web": "online"})
    assert list(both.params_) == ["r", "alpha", "a", "b", "purchase.web", "a.web", "b.web"]
    with pytest.raises(TypeError, match="must name online"):
        fit.model_for({"age": 1})


def test_draws_with_covariates(simulated):
    model = gw.model.BgNbd(unit="week")
    fit = model.fit_covariates(simulated, purchase=["online"])
    posterior = model.posterior_covariates(simulated, purchase=["online"], draws=1000, seed=3)
    assert posterior.draws.shape == (1000, 5)
    assert posterior.weights.sum() == pytest.approx(1)
    assert posterior.k_hat < posterior.summary().k_threshold
    assert posterior.summary().reliable
    assert list(posterior.parameters) == ["r", "alpha", "a", "b", "purchase.online"]
    drawn = posterior.parameters["purchase.online"]
    assert abs(drawn.value - fit.params_["purchase.online"]) < 0.2 * drawn.standard_error
    assert drawn.standard_error == pytest.approx(fit.standard_errors_["purchase.online"], rel=0.1)

    own = posterior.posterior_for({"online": 1})
    assert isinstance(own, gw.model.Posterior)
    assert own.draws[:, 1] == pytest.approx(posterior.draws[:, 1] * np.exp(-posterior.draws[:, 4]), rel=1e-12)
    assert own.mean_model().unit_ == "week"
    row = simulated.row(3000, named=True)
    customer = {name: row[name] for name in ("frequency", "recency", "tenure")}
    one = posterior.predict("conditional_purchases", **customer, covariates={"online": 1}, t=13.0)
    assert one == own.predict("conditional_purchases", **customer, t=13.0)
    assert one.method == "posterior"
    many = posterior.predict("conditional_purchases", simulated[[0, 3000]], t=13.0)
    assert isinstance(many, pl.DataFrame)
    assert many["conditional_purchases"][1] == one.value
    assert many["upper"][1] == one.upper
    few = posterior.thinned(50)
    assert isinstance(few, gw.model.CovariatePosterior)
    assert few.draws.shape == (50, 5)
    assert pickle.loads(pickle.dumps(posterior)) == posterior == gw.model.CovariatePosterior.from_json(posterior.to_json())
    assert posterior == model.posterior_covariates(simulated.reverse(), purchase=["online"], draws=1000, seed=3)
    assert "purchase.online" in repr(posterior)
    with pytest.raises(TypeError, match="must name online"):
        posterior.posterior_for({"age": 1})
    with pytest.raises(AttributeError, match="does not change"):
        posterior.draws = 1


def test_priors_of_coefficients(simulated):
    model, some = gw.model.Nbd(unit="week"), simulated[::20]
    held = model.posterior_covariates(
        some, purchase=["online"], priors={"purchase.online": ("normal", 0.25, 1e-4)}, method="nuts", draws=400, chains=2
    )
    assert held.parameters["purchase.online"].value == pytest.approx(0.25, abs=1e-4)
    assert held.summary().r_hat < 1.1
    for priors in ([("gamma", 2, 1), "flat", "flat"], ("gamma", 2, 1), {"r": ("normal", 1, 2), "alpha": "flat"}):
        assert model.posterior_covariates(some, purchase=["online"], priors=priors, draws=200).summary().reliable
    error = refusal(
        lambda: model.posterior_covariates(some, purchase=["online"], priors=["flat", "flat", "log_flat"]), "not_applicable"
    )
    assert (error.parameter, error.index) == ("priors", 2)
    with pytest.raises(TypeError, match="there are r, alpha, purchase.online"):
        model.posterior_covariates(some, purchase=["online"], priors={"online": "flat"})
    refusal(lambda: model.posterior_covariates(some), "empty")
    refusal(lambda: model.posterior_covariates(some, dropout=["online"]), "not_applicable")


def test_covariates_that_tell_nothing(simulated):
    constant = simulated.with_columns(one=pl.lit(1.0))
    error = refusal(lambda: gw.model.BgNbd().fit_covariates(constant, purchase=["one"]), "not_identified")
    assert "one" in str(error)
    refusal(lambda: gw.model.BgNbd().fit_covariates(simulated), "empty")
    refusal(lambda: gw.model.BgNbd().fit_covariates(simulated, purchase=["onlin"]), "unknown_column")


# Lifetime value.


def test_lifetime_value(model):
    buying = gw.model.BgNbd.from_parameters(r=0.243, alpha=4.414, a=0.793, b=2.426, unit="week")
    table = pd.DataFrame(
        {"frequency": [2, 0, 7], "recency": [30.43, 0.0, 29.43], "tenure": [38.86] * 3, "monetary_value": [22.35, np.nan, 73.74]},
        index=list("abc"),
    )
    year = {"discount": 0.15, "discount_unit": "year", "horizon": 12, "horizon_unit": "month"}
    values = buying.lifetime_value(table, spend=model, **year)
    assert list(values.index) == ["a", "b", "c"]
    one = {name: table[name].iloc[0] for name in ("frequency", "recency", "tenure")}
    spend = model.expected_spend(frequency=2, mean_spend=22.35)
    first = buying.lifetime_value(**one, spend=spend, **year)
    assert values["a"] == pytest.approx(first, rel=1e-12)
    assert first == pytest.approx(spend * buying.residual_transactions(**one, **year))
    assert first == gw.model.lifetime_value(buying, **one, spend=model, mean_spend=22.35, **year)
    half = buying.lifetime_value(table, spend=10.0, margin=0.5, **year)
    assert half["b"] == pytest.approx(5 * buying.residual_transactions(frequency=0, recency=0, tenure=38.86, **year))
    monthly = buying.lifetime_value(**one, spend=spend, period=1, period_unit="month", **year)
    assert monthly < first
    refusal(lambda: buying.lifetime_value(**one, spend=-1.0, **year), "out_of_range")
    refusal(lambda: buying.lifetime_value(**one, spend=1.0, discount=0.0), "undefined")
    with pytest.raises(TypeError, match="spend model"):
        buying.lifetime_value(**one, spend=1.0, mean_spend=2.0, **year)
    counts = buying.simulate(78.0, customers=500, seed=3)
    fitted = gw.model.BgNbd(unit="week").fit(counts)
    sure = fitted.predict("lifetime_value", table, spend=model, **year)
    assert (sure["lower"] < sure["lifetime_value"]).all()
    posterior = fitted.posterior(counts, seed=1).thinned(200)
    assert posterior.predict("lifetime_value", **one, spend=model, mean_spend=22.35, **year).lower > 0


# Covariates that change over time.


def test_time_varying_covariates():
    random = np.random.default_rng(8)
    customers = []
    for _ in range(400):
        rate, drop = random.gamma(2.0, 1 / 20), random.gamma(1.0, 1 / 40)
        campaign = random.integers(0, 2, 6)
        life, purchases = random.exponential(1 / drop), []
        for period, on in enumerate(campaign):
            count = random.poisson(rate * np.exp(0.8 * on) * 13)
            purchases += [time for time in random.uniform(13 * period, 13 * period + 13, count) if time < life]
        customers.append(
            gw.model.CovariatePath(
                purchases=sorted(purchases), tenure=78.0, starts=[13.0 * period for period in range(6)] + [78.0],
                end=104.0, values=[[float(on)] for on in campaign] + [[1.0]],
            )
        )
    fit = gw.model.ParetoNbd(unit="week").fit_time_varying(customers, purchase=["campaign"])
    assert abs(fit.params_["purchase.campaign"] - 0.8) < 4 * fit.standard_errors_["purchase.campaign"]
    assert fit.test.p_value < 1e-6
    assert isinstance(fit.base, gw.model.ParetoNbd)
    alive = fit.probability_alive(customers[:3])
    assert alive[0] == fit.probability_alive(customers[0])
    one = fit.predict("conditional_purchases", customers[0], t=13.0)
    assert one.value == fit.conditional_purchases(customers[0], t=13.0)
    assert one.lower < one.value < one.upper
    error = refusal(lambda: fit.conditional_purchases(customers[:2], t=52.0), "inconsistent")
    assert error.index == 0
    assert repr(pickle.loads(pickle.dumps(customers[0]))) == repr(customers[0])
