"""From a log of orders to a tested model, and to one customer's story."""

# %% The log
import os
import tempfile

import matplotlib.pyplot as plt
import pandas as pd
from lifetimes import BetaGeoFitter, ModifiedBetaGeoFitter, ParetoNBDFitter
from lifetimes.datasets import load_dataset
from lifetimes.plotting import (
    plot_calibration_purchases_vs_holdout_purchases,
    plot_cumulative_transactions,
    plot_history_alive,
    plot_incremental_transactions,
)
from lifetimes.utils import (
    calibration_and_holdout_data,
    expected_cumulative_transactions,
    summary_data_from_transaction_data,
)

log = load_dataset(
    "CDNOW_sample.txt",
    header=None,
    sep=r"\s+",
    names=["customer_id", "customer_index", "date", "quantity", "amount"],
    converters={"date": lambda text: pd.to_datetime(text, format="%Y%m%d")},
)
print(log.head())

# %% Histories by day
rfm = summary_data_from_transaction_data(
    log, "customer_index", "date", monetary_value_col="amount", observation_period_end="1998-06-30"
)
print(rfm.head())
assert list(rfm.columns) == ["frequency", "recency", "T", "monetary_value"]
assert rfm.loc[1, "frequency"] == 3

# %% Fit to the calibration period, in weeks, and look at the holdout
split = calibration_and_holdout_data(
    log,
    "customer_index",
    "date",
    calibration_period_end="1997-09-30",
    observation_period_end="1998-06-30",
    freq_multiplier=7,
)
fitters = {}
for name, fitter in {
    "BG/NBD": BetaGeoFitter(),
    "MBG/NBD": ModifiedBetaGeoFitter(),
    "Pareto/NBD": ParetoNBDFitter(),
}.items():
    fitter.fit(split["frequency_cal"], split["recency_cal"], split["T_cal"])
    predicted = fitter.predict(
        split["duration_holdout"].iloc[0], split["frequency_cal"], split["recency_cal"], split["T_cal"]
    )
    fitters[name] = fitter
    print(name, fitter.params_.to_dict(), predicted.sum(), split["frequency_holdout"].sum())
    # 1,882 purchase days in the holdout; the models expect a little less.
    assert 1500 < predicted.sum() < 2000
    plot_calibration_purchases_vs_holdout_purchases(fitter, split)

# %% Track the whole base by week
weekly = BetaGeoFitter().fit(*(split[column] for column in ("frequency_cal", "recency_cal", "T_cal")))
tracked = expected_cumulative_transactions(weekly, log, "date", "customer_index", 78, freq="W")
print(tracked.tail())
plot_cumulative_transactions(weekly, log, "date", "customer_index", 78, 39, freq="W", xlabel="week")
plt.figure()
plot_incremental_transactions(weekly, log, "date", "customer_index", 78, 39, freq="W", set_index_date=True)

# %% One customer over time
daily = BetaGeoFitter(penalizer_coef=0.0)
daily.fit(rfm["frequency"], rfm["recency"], rfm["T"])
story = log[log["customer_index"] == 1]
plt.figure()
plot_history_alive(daily, 600, story, "date")

# %% Keep the model for tomorrow
path = os.path.join(tempfile.mkdtemp(), "bgf.pkl")
daily.save_model(path, save_data=False, save_generate_data_method=False)
loaded = BetaGeoFitter()
loaded.load_model(path)
print(loaded)
assert loaded.data is None
assert daily.data is not None
assert loaded.predict(30, 2, 30, 60) == daily.predict(30, 2, 30, 60)
