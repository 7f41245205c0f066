"""A first look at a customer base: who is still there, who will buy, and for how much."""

# %% Histories of the customers of an online music shop, in weeks
import numpy as np
import pandas as pd
from lifetimes import BetaGeoFitter, GammaGammaFitter
from lifetimes.datasets import load_cdnow_summary, load_cdnow_summary_data_with_monetary_value
from lifetimes.plotting import (
    plot_expected_repeat_purchases,
    plot_frequency_recency_matrix,
    plot_period_transactions,
    plot_probability_alive_matrix,
)

data = load_cdnow_summary(index_col=[0])
print(data.head())

# %% Fit the BG/NBD model
bgf = BetaGeoFitter(penalizer_coef=0.0)
bgf.fit(data["frequency"], data["recency"], data["T"])
print(bgf)
assert repr(bgf) == "<lifetimes.BetaGeoFitter: fitted with 2357 subjects, a: 0.79, alpha: 4.41, b: 2.43, r: 0.24>"
print(bgf.summary)
assert list(bgf.summary.columns) == ["coef", "se(coef)", "lower 95% bound", "upper 95% bound"]
assert (bgf.summary["se(coef)"] > 0).all()

# %% What it says about frequency and recency
plot_frequency_recency_matrix(bgf, T=4)
plot_probability_alive_matrix(bgf)
plot_expected_repeat_purchases(bgf, label="expected")

# %% The best customers of the next week
t = 1
data["predicted_purchases"] = bgf.conditional_expected_number_of_purchases_up_to_time(
    t, data["frequency"], data["recency"], data["T"]
)
best = data.sort_values(by="predicted_purchases").tail(5)
print(best)
assert best["predicted_purchases"].iloc[-1] > 0.5

# %% Does the model fit?
np.random.seed(42)
plot_period_transactions(bgf)

# %% One customer's future, 10 weeks
individual = data.iloc[20]
outlook = bgf.predict(10, individual["frequency"], individual["recency"], individual["T"])
print(outlook)
assert 0 < outlook < 1
alive = bgf.conditional_probability_alive(data["frequency"], data["recency"], data["T"])
assert alive.shape == (2357,)
assert ((alive > 0) & (alive <= 1)).all()

# %% Value: those who came back
summary = load_cdnow_summary_data_with_monetary_value()
returning = summary[summary["frequency"] > 0]
returning = returning[returning["monetary_value"] > 0]
assert abs(returning[["monetary_value", "frequency"]].corr().iloc[0, 1]) < 0.2
ggf = GammaGammaFitter(penalizer_coef=0)
ggf.fit(returning["frequency"], returning["monetary_value"])
print(ggf)
profit = ggf.conditional_expected_average_profit(summary["frequency"], summary["monetary_value"])
print(profit.head(10))
assert isinstance(profit, pd.Series)
assert round(profit.loc[1], 1) == 24.7

# %% Lifetime value of twelve months
bgf.fit(summary["frequency"], summary["recency"], summary["T"])
clv = ggf.customer_lifetime_value(
    bgf,
    summary["frequency"],
    summary["recency"],
    summary["T"],
    summary["monetary_value"],
    time=12,
    discount_rate=0.01,
    freq="W",
)
print(clv.head(10))
assert clv.name == "clv"
assert (clv.index == summary.index).all()
assert (clv >= 0).all()
