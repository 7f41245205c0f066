"""Yearly donors, and customers that never were."""

# %% Donations: six opportunities to give
import numpy as np
import pandas as pd
from lifetimes import BetaGeoBetaBinomFitter, BetaGeoFitter, ParetoNBDFitter
from lifetimes.datasets import load_donations
from lifetimes.generate_data import (
    beta_geometric_beta_binom_model,
    beta_geometric_nbd_model,
    beta_geometric_nbd_model_transactional_data,
    modified_beta_geometric_nbd_model,
    pareto_nbd_model,
)
from lifetimes.plotting import plot_dropout_rate_heterogeneity, plot_transaction_rate_heterogeneity

donors = load_donations()
bbtf = BetaGeoBetaBinomFitter()
bbtf.fit(donors["frequency"], donors["recency"], donors["periods"], donors["weights"])
print(bbtf)
assert repr(bbtf) == (
    "<lifetimes.BetaGeoBetaBinomFitter: fitted with 22 subjects, alpha: 1.20, beta: 0.75, delta: 2.78, gamma: 0.66>"
)

# %% Who will give again?
donors["alive"] = bbtf.conditional_probability_alive(1, donors["frequency"], donors["recency"], donors["periods"])
donors["next_5"] = bbtf.conditional_expected_number_of_purchases_up_to_time(
    5, donors["frequency"], donors["recency"], donors["periods"]
)
print(donors.sort_values("next_5").tail())
assert round(donors["next_5"].max(), 2) == 3.75
print(bbtf.expected_number_of_transactions_in_first_n_periods(6))

# %% A model with known parameters needs no fit
bgf = BetaGeoFitter()
bgf.params_ = pd.Series({"r": 0.243, "alpha": 4.414, "a": 0.793, "b": 2.426})
print(bgf.expected_number_of_purchases_up_to_time([13, 26, 39] * np.ones(3)))
print([bgf.probability_of_n_purchases_up_to_time(39, n) for n in range(4)])
plot_transaction_rate_heterogeneity(bgf)
plot_dropout_rate_heterogeneity(bgf)

# %% Make customers up, and find the parameters again
np.random.seed(7)
made = beta_geometric_nbd_model(T=100.0, r=0.5, alpha=10.0, a=0.8, b=2.5, size=3000)
print(made.head())
assert list(made.columns) == ["frequency", "recency", "T", "lambda", "p", "alive"]
assert (made["recency"] <= made["T"]).all()
assert len(made) == 3000
for model in (modified_beta_geometric_nbd_model, pareto_nbd_model):
    others = model(100.0, 0.5, 10.0, 0.8, 2.5, size=50)
    assert len(others) == 50
    assert others["alive"].isin([0, 1]).all()
givers = beta_geometric_beta_binom_model(6, 1.2, 0.75, 0.66, 2.8, size=50)
assert (givers["frequency"] <= givers["n_periods"]).all()

# %% As many again, from a fit
pareto = ParetoNBDFitter()
pareto.fit(made["frequency"], made["recency"], made["T"])
again = pareto.generate_new_data(size=10)
print(again)
assert len(again) == 10
