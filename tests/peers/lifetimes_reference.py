"""What lifetimes 0.11.3 answers to the calls that notebooks make: bindings/python/tests/lifetimes_reference.json.

`CALLS` is the list of calls, each a function of the library. The tests of `goodwill.compat.lifetimes` import this file,
make the same calls of the drop-in and compare with the recorded answers, so they need no lifetimes.

Needs the environment of benches/peers/requirements-lifetimes.txt: python tests/peers/lifetimes_reference.py
"""

import hashlib
import importlib
import json
import warnings
from pathlib import Path

import numpy as np
import pandas as pd

ROOT = Path(__file__).resolve().parents[2]
ANSWERS = ROOT / "bindings" / "python" / "tests" / "lifetimes_reference.json"

CALLS = {}

# Parameters near the published ones of CDNOW and of the donations, with few digits so that they are exactly these.
BG = {"r": 0.243, "alpha": 4.414, "a": 0.793, "b": 2.426}
MBG = {"r": 0.525, "alpha": 6.183, "a": 0.891, "b": 1.614}
PARETO = {"r": 0.553, "alpha": 10.578, "s": 0.606, "beta": 11.669}
BGBB = {"alpha": 1.204, "beta": 0.75, "gamma": 0.657, "delta": 2.783}
GG = {"p": 6.25, "q": 3.74, "v": 15.44}

HISTORIES = pd.DataFrame(
    {
        "frequency": [0, 1, 2, 2, 7, 26, 1, 4],
        "recency": [0.0, 1.71, 30.43, 3.0, 29.43, 30.86, 38.86, 5.0],
        "T": [38.86, 38.86, 38.86, 20.0, 38.86, 31.0, 38.86, 38.0],
    },
    index=pd.Index([11, 12, 13, 14, 15, 16, 17, 18], name="customer"),
)
DONORS = pd.DataFrame({"frequency": [0, 1, 3, 6], "recency": [0, 1, 5, 6], "n_periods": [6, 6, 6, 6]})
SPEND = pd.DataFrame(
    {"frequency": [0.0, 1.0, 2.0, 7.0], "monetary_value": [0.0, 11.77, 22.35, 73.74]}, index=[4, 3, 2, 1]
)
WEIGHTS = [5, 1, 2, 3, 4, 1, 1, 2]


def call(function):
    CALLS[function.__name__] = function
    return function


def each(**groups):
    """One call a keyword, under the name of the function and the keyword."""

    def register(function):
        for name, argument in groups.items():
            CALLS[f"{function.__name__}.{name}"] = lambda lib, argument=argument: function(lib, argument)
        return function

    return register


def assigned(lib, name):
    fitter, parameters = {
        "bg": ("BetaGeoFitter", BG),
        "mbg": ("ModifiedBetaGeoFitter", MBG),
        "pareto": ("ParetoNBDFitter", PARETO),
        "bgbb": ("BetaGeoBetaBinomFitter", BGBB),
        "gg": ("GammaGammaFitter", GG),
    }[name]
    model = getattr(lib, fitter)()
    model.params_ = pd.Series(parameters)
    return model


def orders(name="cdnow_sample.csv"):
    rows = pd.read_csv(ROOT / "tests" / "data" / name)
    return rows.assign(date=pd.to_datetime(rows["date"].astype(str)))[["id", "date", "spend"]]


def hours():
    """A few orders with a time of day, two of them in one hour, one without customer, one without amount."""
    return pd.DataFrame(
        {
            "who": ["b", "a", "a", "b", None, "a", "c", "a"],
            "when": [
                "2024-01-03 10:15",
                "2024-01-01 08:00",
                "2024-01-01 08:30",
                "2024-01-09 23:59",
                "2024-01-05 12:00",
                "2024-02-11 07:00",
                "2024-02-12 00:00",
                "2024-02-10 19:00",
            ],
            "paid": [10.0, 5.0, 2.5, 7.25, 1.0, None, 4.0, -3.0],
        }
    )


def transactions():
    """Dates alone, as calculate_alive_path takes one customer's."""
    return pd.DataFrame({"date": pd.to_datetime(["2024-01-01", "2024-01-04", "2024-01-04", "2024-01-20"])})


THREE = dict(bg="bg", mbg="mbg", pareto="pareto")


# ---- predictions


@each(**THREE)
def conditional_purchases(lib, name):
    h = HISTORIES
    return assigned(lib, name).conditional_expected_number_of_purchases_up_to_time(
        39, h["frequency"], h["recency"], h["T"]
    )


@each(**THREE)
def conditional_purchases_arrays(lib, name):
    h = HISTORIES
    model = assigned(lib, name)
    times = np.arange(len(h)) * 10.0
    return model.conditional_expected_number_of_purchases_up_to_time(
        times, h["frequency"].values, h["recency"].values, h["T"].values
    )


@each(**THREE)
def conditional_purchases_times(lib, name):
    return assigned(lib, name).conditional_expected_number_of_purchases_up_to_time(
        np.array([1.0, 52.0]), 2, 30.43, 38.86
    )


@each(**THREE)
def conditional_purchases_scalar(lib, name):
    return assigned(lib, name).conditional_expected_number_of_purchases_up_to_time(39, 2, 30.43, 38.86)


@each(**THREE)
def probability_alive(lib, name):
    h = HISTORIES
    return assigned(lib, name).conditional_probability_alive(h["frequency"], h["recency"], h["T"])


@each(**THREE)
def probability_alive_arrays(lib, name):
    h = HISTORIES
    return assigned(lib, name).conditional_probability_alive(h["frequency"].values, h["recency"].values, h["T"].values)


@each(**THREE)
def probability_alive_scalar(lib, name):
    return assigned(lib, name).conditional_probability_alive(2, 30.43, 38.86)


@each(**THREE)
def probability_alive_matrix(lib, name):
    return assigned(lib, name).conditional_probability_alive_matrix(max_frequency=3, max_recency=4)


@each(**THREE)
def expected_purchases(lib, name):
    return assigned(lib, name).expected_number_of_purchases_up_to_time(np.array([0.0, 1.0, 39.0, 500.0]))


@each(**THREE)
def expected_purchases_scalar(lib, name):
    return assigned(lib, name).expected_number_of_purchases_up_to_time(39)


@each(**THREE)
def expected_purchases_series(lib, name):
    return assigned(lib, name).expected_number_of_purchases_up_to_time(pd.Series([1.0, 39.0], index=["x", "y"]))


@each(bg="bg", mbg="mbg")
def purchase_probability(lib, name):
    model = assigned(lib, name)
    return [float(model.probability_of_n_purchases_up_to_time(39.0, n)) for n in (0, 1, 2, 10)]


@call
def purchase_probability_times(lib):
    return assigned(lib, "bg").probability_of_n_purchases_up_to_time(np.array([1.0, 39.0]), 2)


@call
def conditional_probability(lib):
    h = HISTORIES
    return assigned(lib, "pareto").conditional_probability_of_n_purchases_up_to_time(
        1, 39, h["frequency"], h["recency"], h["T"]
    )


@call
def conditional_probability_arrays(lib):
    h = HISTORIES
    return assigned(lib, "pareto").conditional_probability_of_n_purchases_up_to_time(
        3, 39, h["frequency"].values, h["recency"].values, h["T"].values
    )


@call
def conditional_probability_scalar(lib):
    return [
        float(assigned(lib, "pareto").conditional_probability_of_n_purchases_up_to_time(n, 39, 2, 30.43, 38.86))
        for n in range(5)
    ]


@call
def donor_purchases(lib):
    d = DONORS
    return assigned(lib, "bgbb").conditional_expected_number_of_purchases_up_to_time(
        5, d["frequency"], d["recency"], d["n_periods"]
    )


@call
def donor_purchases_arrays(lib):
    d = DONORS
    model = assigned(lib, "bgbb")
    return model.conditional_expected_number_of_purchases_up_to_time(
        np.array([0, 1, 5, 50]), d["frequency"].values, d["recency"].values, d["n_periods"].values
    )


@each(now=0, next=1, later=4)
def donor_alive(lib, after):
    d = DONORS
    return assigned(lib, "bgbb").conditional_probability_alive(after, d["frequency"], d["recency"], d["n_periods"])


@call
def average_profit(lib):
    return assigned(lib, "gg").conditional_expected_average_profit(SPEND["frequency"], SPEND["monetary_value"])


@call
def average_profit_arrays(lib):
    return assigned(lib, "gg").conditional_expected_average_profit(
        SPEND["frequency"].values, SPEND["monetary_value"].values
    )


@call
def average_profit_scalar(lib):
    return assigned(lib, "gg").conditional_expected_average_profit(2.0, 22.35)


@each(days="D", weeks="W", months="M")
def lifetime_value(lib, freq):
    h = HISTORIES.iloc[:4].set_axis(SPEND.index)
    bg = assigned(lib, "bg")
    bg.predict = bg.conditional_expected_number_of_purchases_up_to_time
    return assigned(lib, "gg").customer_lifetime_value(
        bg, h["frequency"], h["recency"], h["T"], SPEND["monetary_value"], time=12, discount_rate=0.01, freq=freq
    )


@call
def lifetime_value_of_profits(lib):
    h = HISTORIES.iloc[:4].set_axis(SPEND.index)
    bg = assigned(lib, "pareto")
    bg.predict = bg.conditional_expected_number_of_purchases_up_to_time
    return lib.utils._customer_lifetime_value(
        bg, h["frequency"], h["recency"], h["T"], SPEND["monetary_value"], time=3, discount_rate=0.1, freq="W"
    )


# ---- likelihoods


@each(bg=("BetaGeoFitter", BG), mbg=("ModifiedBetaGeoFitter", MBG))
def negative_log_likelihood(lib, which):
    fitter, parameters = which
    h = HISTORIES
    f = getattr(lib, fitter)._negative_log_likelihood
    log_params = np.log(list(parameters.values()))
    columns = (h["frequency"].values, h["recency"].values, h["T"].values)
    return [float(f(log_params, *columns, np.ones(8), 0.0)), float(f(log_params, *columns, np.array(WEIGHTS), 0.1))]


@call
def negative_log_likelihood_pareto(lib):
    h = HISTORIES
    f = lib.ParetoNBDFitter._negative_log_likelihood
    columns = (h["frequency"].values, h["recency"].values, h["T"].values)
    parameters = list(PARETO.values())
    return [
        float(f(parameters, *columns, np.ones(8), 0.0)),
        float(f(parameters, *columns, np.array(WEIGHTS), 0.1)),
        float(f([1.0, -1.0, 1.0, 1.0], *columns, np.ones(8), 0.0)),
    ]


@call
def conditional_log_likelihood_pareto(lib):
    h = HISTORIES
    return lib.ParetoNBDFitter._conditional_log_likelihood(
        list(PARETO.values()), h["frequency"].values, h["recency"].values, h["T"].values
    )


@call
def conditional_log_likelihood_pareto_scalar(lib):
    return float(lib.ParetoNBDFitter._conditional_log_likelihood(list(PARETO.values()), 2, 30.43, 38.86))


@call
def log_likelihood_donors(lib):
    d = DONORS
    return lib.BetaGeoBetaBinomFitter._loglikelihood(
        list(BGBB.values()), d["frequency"].values, d["recency"].values, d["n_periods"].values
    )


@call
def negative_log_likelihood_donors(lib):
    d = DONORS
    f = lib.BetaGeoBetaBinomFitter._negative_log_likelihood
    columns = (d["frequency"].values, d["recency"].values, d["n_periods"].values)
    return float(f(np.log(list(BGBB.values())), *columns, np.array([4, 3, 2, 1]), 0.01))


@call
def negative_log_likelihood_spend(lib):
    f = lib.GammaGammaFitter._negative_log_likelihood
    s = SPEND.iloc[1:]
    return float(
        f(np.log(list(GG.values())), s["frequency"].values, s["monetary_value"].values, np.array([1, 2, 3]), 0.01)
    )


# ---- fits


def describe(model):
    found = {
        "repr": repr(model),
        "params": model.params_,
        "negative_log_likelihood": float(model._negative_log_likelihood_),
        "columns": list(model.data.columns),
        "rows": len(model.data),
        "first": model.data.head(3),
        "scale": float(getattr(model, "_scale", 0.0)),
    }
    if hasattr(model, "standard_errors_"):
        found["standard_errors"] = model.standard_errors_
        found["confidence_intervals"] = model.confidence_intervals_
        found["variances"] = pd.Series(np.diag(model.variance_matrix_), index=model.variance_matrix_.index)
        found["summary"] = model.summary
    return found


@each(bg="BetaGeoFitter", mbg="ModifiedBetaGeoFitter", pareto="ParetoNBDFitter")
def fit(lib, fitter):
    cdnow = lib.datasets.load_cdnow_summary(index_col=[0])
    np.random.seed(0)
    return describe(getattr(lib, fitter)().fit(cdnow["frequency"], cdnow["recency"], cdnow["T"], index=cdnow.index))


@each(bg="BetaGeoFitter", mbg="ModifiedBetaGeoFitter", pareto="ParetoNBDFitter")
def fit_penalized(lib, fitter):
    cdnow = lib.datasets.load_cdnow_summary(index_col=[0])
    np.random.seed(0)
    penalty = 10.0 if fitter == "ParetoNBDFitter" else 0.01
    return describe(getattr(lib, fitter)(penalizer_coef=penalty).fit(cdnow["frequency"], cdnow["recency"], cdnow["T"]))


@each(bg="BetaGeoFitter", mbg="ModifiedBetaGeoFitter", pareto="ParetoNBDFitter")
def fit_weighted(lib, fitter):
    cdnow = lib.datasets.load_cdnow_summary(index_col=[0])
    counts = cdnow.groupby(["frequency", "recency", "T"]).size().reset_index(name="weights")
    np.random.seed(0)
    return describe(
        getattr(lib, fitter)().fit(counts["frequency"], counts["recency"], counts["T"], weights=counts["weights"])
    )


@call
def fit_from_start(lib):
    cdnow = lib.datasets.load_cdnow_summary(index_col=[0])
    model = lib.BetaGeoFitter().fit(
        cdnow["frequency"], cdnow["recency"], cdnow["T"], initial_params=np.log([0.3, 0.1, 0.8, 2.0]), tol=1e-6
    )
    return model.params_


@call
def fit_donations(lib):
    donors = lib.datasets.load_donations()
    return describe(
        lib.BetaGeoBetaBinomFitter().fit(donors["frequency"], donors["recency"], donors["periods"], donors["weights"])
    )


@call
def fit_donations_penalized(lib):
    donors = lib.datasets.load_donations()
    model = lib.BetaGeoBetaBinomFitter(penalizer_coef=0.01)
    return describe(model.fit(donors["frequency"], donors["recency"], donors["periods"], donors["weights"]))


@call
def donors_by_frequency(lib):
    donors = lib.datasets.load_donations()
    model = lib.BetaGeoBetaBinomFitter()
    model.fit(donors["frequency"], donors["recency"], donors["periods"], donors["weights"])
    model.params_ = pd.Series(BGBB)
    return model.expected_number_of_transactions_in_first_n_periods(6)


def repeaters(lib):
    cdnow = lib.datasets.load_cdnow_summary_data_with_monetary_value()
    return cdnow[(cdnow["frequency"] > 0) & (cdnow["monetary_value"] > 0)]


@call
def fit_spend(lib):
    cdnow = repeaters(lib)
    return describe(lib.GammaGammaFitter().fit(cdnow["frequency"], cdnow["monetary_value"], index=cdnow.index))


@call
def fit_spend_penalized(lib):
    cdnow = repeaters(lib)
    return describe(lib.GammaGammaFitter(penalizer_coef=0.0001).fit(cdnow["frequency"], cdnow["monetary_value"]))


@call
def fit_spend_constrained(lib):
    cdnow = repeaters(lib)
    return lib.GammaGammaFitter().fit(cdnow["frequency"], cdnow["monetary_value"], q_constraint=True).params_


@call
def average_profit_of_fit(lib):
    cdnow = repeaters(lib)
    model = lib.GammaGammaFitter().fit(cdnow["frequency"], cdnow["monetary_value"], index=cdnow.index)
    model.params_ = pd.Series(GG)
    return model.conditional_expected_average_profit().head(3)


@each(bg="bg", mbg="mbg", pareto="pareto", bgbb="bgbb", gg="gg")
def assigned_repr(lib, name):
    return repr(assigned(lib, name))


@each(
    bg="BetaGeoFitter",
    mbg="ModifiedBetaGeoFitter",
    pareto="ParetoNBDFitter",
    bgbb="BetaGeoBetaBinomFitter",
    gg="GammaGammaFitter",
)
def unfitted(lib, fitter):
    model = getattr(lib, fitter)(penalizer_coef=0.5)
    return [repr(model), model.penalizer_coef, hasattr(model, "params_"), hasattr(model, "data")]


@each(bg="BetaGeoFitter", mbg="ModifiedBetaGeoFitter", pareto="ParetoNBDFitter")
def unfitted_prediction(lib, fitter):
    return getattr(lib, fitter)().conditional_probability_alive(1, 2.0, 3.0)


# ---- what is refused


@each(
    recency_after_end=([1, 2], [5.0, 3.0], [4.0, 4.0]),
    recency_without_repeat=([0, 2], [1.0, 3.0], [4.0, 4.0]),
    negative_recency=([1, 2], [-1.0, 3.0], [4.0, 4.0]),
    nothing=([], [], []),
    fine=([1, 2], [1.0, 3.0], [4.0, 4.0]),
)
def checks(lib, columns):
    return lib.utils._check_inputs(*(np.array(column) for column in columns))


@each(fraction=([1.5], None), negative_spend=([1.0], [-1.0]), zero_spend=([1.0], [0.0]), fine=([1.0], [1.0]))
def checks_spend(lib, columns):
    frequency, value = (None if column is None else np.array(column) for column in columns)
    return lib.utils._check_inputs(frequency, monetary_value=value)


@call
def fit_refused(lib):
    return lib.BetaGeoFitter().fit([1, 2], [5.0, 3.0], [4.0, 4.0])


@each(none=dict(iterative_fitting=0), both=dict(iterative_fitting=2, initial_params=[1.0] * 4))
def fit_pareto_refused(lib, options):
    h = HISTORIES
    return lib.ParetoNBDFitter().fit(h["frequency"], h["recency"], h["T"], **options)


# ---- utils


@each(
    days={},
    weeks_as_days=dict(freq_multiplier=7, observation_period_end="1997-09-30"),
    weeks=dict(freq="W", observation_period_end="1997-09-30"),
    first=dict(include_first_transaction=True),
    money=dict(monetary_value_col="spend", observation_period_end="1997-09-30"),
    money_weeks=dict(monetary_value_col="spend", freq="W"),
    money_first=dict(monetary_value_col="spend", include_first_transaction=True, observation_period_end="1997-02-01"),
)
def summary(lib, options):
    table = lib.utils.summary_data_from_transaction_data(orders(), "id", "date", **options)
    return {"head": table.head(3), "rows": len(table), "sums": table.sum(), "digest": digest(table)}


@each(
    days=dict(freq="D"),
    hours=dict(freq="h"),
    hours_as_days=dict(freq="h", freq_multiplier=24),
    money=dict(monetary_value_col="paid"),
    money_first=dict(monetary_value_col="paid", include_first_transaction=True),
    ended=dict(observation_period_end="2024-02-10"),
)
def summary_of_hours(lib, options):
    table = hours()
    return lib.utils.summary_data_from_transaction_data(table, "who", "when", **options)


@call
def summary_of_formatted(lib):
    table = pd.DataFrame({"id": [1, 1, 2], "day": ["20240105", "20240301", "20240202"]})
    return lib.utils.summary_data_from_transaction_data(
        table, "id", "day", datetime_format="%Y%m%d", observation_period_end="20240401"
    )


@each(
    days=dict(calibration_period_end="1997-09-30", observation_period_end="1998-06-30"),
    default_end=dict(calibration_period_end="1997-09-30"),
    weeks=dict(calibration_period_end="1997-09-30", freq="W"),
    weeks_as_days=dict(calibration_period_end="1997-09-30", observation_period_end="1998-06-30", freq_multiplier=7),
    money=dict(calibration_period_end="1997-09-30", observation_period_end="1998-06-30", monetary_value_col="spend"),
    first=dict(calibration_period_end="1997-09-30", include_first_transaction=True),
    no_holdout=dict(calibration_period_end="1999-09-30"),
)
def calibration(lib, options):
    table = lib.utils.calibration_and_holdout_data(orders(), "id", "date", **options)
    return {"head": table.head(3), "rows": len(table), "sums": table.sum(), "digest": digest(table)}


@call
def calibration_of_hours(lib):
    table = hours().dropna()
    return lib.utils.calibration_and_holdout_data(
        table, "who", "when", calibration_period_end="2024-01-09", monetary_value_col="paid"
    )


@each(days={}, weeks=dict(freq="W"), money=dict(monetary_value_col="spend", observation_period_end="1997-01-31"))
def first_transactions(lib, options):
    table = lib.utils._find_first_transactions(orders(), "id", "date", **options)
    return {
        "columns": list(table.columns),
        "rows": len(table),
        "firsts": int(table["first"].sum()),
        "head": table.head(4).astype(str),
    }


@each(
    weeks=(78, dict(freq="W")),
    days=(60, dict(freq="D")),
    days_as_weeks=(70, dict(freq="D", freq_multiplier=7)),
    dated=(20, dict(freq="W", set_index_date=True)),
)
def cumulative(lib, which):
    t, options = which
    return lib.utils.expected_cumulative_transactions(assigned(lib, "bg"), orders(), "date", "id", t, **options)


@each(days=(30, "D"), short=(5, "D"), weeks=(6, "W"))
def alive_path(lib, which):
    t, freq = which
    path = lib.utils.calculate_alive_path(assigned(lib, "bg"), transactions(), "date", t, freq)
    return [float(np.ravel(value)[0]) for value in path]


@call
def scale(lib):
    return lib.utils._scale_time(pd.Series([2.0, 4.0]))


@call
def coalesced(lib):
    from_plotting = importlib.import_module(f"{lib.__name__}.plotting") if hasattr(lib, "plotting") else lib.utils
    return getattr(from_plotting, "coalesce", lambda *_: 3)(None, 3, 4)


# ---- datasets


@call
def dataset_cdnow(lib):
    table = lib.datasets.load_cdnow_summary(index_col=[0])
    return {"head": table.head(3), "dtypes": [str(kind) for kind in table.dtypes], "digest": digest(table)}


@call
def dataset_cdnow_some(lib):
    return lib.datasets.load_cdnow_summary(usecols=["frequency", "T"], nrows=2)


@call
def dataset_cdnow_money(lib):
    table = lib.datasets.load_cdnow_summary_data_with_monetary_value()
    return {"head": table.head(3), "dtypes": [str(kind) for kind in table.dtypes], "digest": digest(table)}


@call
def dataset_donations(lib):
    return lib.datasets.load_donations()


@call
def dataset_orders(lib):
    names = ["customer_id", "customer_index", "date", "quantity", "amount"]
    table = lib.datasets.load_dataset("CDNOW_sample.txt", header=None, sep=r"\s+", names=names)
    return {"head": table.head(3), "dtypes": [str(kind) for kind in table.dtypes], "digest": digest(table)}


# ---- answers as JSON


def digest(table):
    """Of all numbers, to 9 decimals: two tables with the same digest have the same values."""
    text = table.reset_index().to_csv(index=False, float_format="%.9f").replace("\r\n", "\n")
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def plain(value):
    """A value with what kind of thing it is."""
    if isinstance(value, pd.DataFrame):
        return {
            "kind": "DataFrame",
            "columns": [str(name) for name in value.columns],
            "index": [str(label) for label in value.index],
            "index_name": value.index.name,
            "values": [plain(value.iloc[:, column].tolist()) for column in range(value.shape[1])],
        }
    if isinstance(value, pd.Series):
        return {"kind": "Series", "index": [str(label) for label in value.index], "values": plain(value.tolist())}
    if isinstance(value, np.ndarray) and value.ndim > 0:
        return {"kind": "ndarray", "shape": list(value.shape), "values": plain(value.ravel().tolist())}
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, (int, np.integer)):
        return int(value)
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, (float, np.ndarray)):
        number = float(value)
        return number if np.isfinite(number) else repr(number)
    return {"kind": type(value).__name__, "text": str(value)}


def answer(lib, name):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with np.errstate(all="ignore"):
            try:
                return plain(CALLS[name](lib))
            except Exception as error:  # which exception is the answer, too
                return {"error": [kind.__name__ for kind in type(error).__mro__ if issubclass(kind, Exception)]}


def main():
    lib = importlib.import_module("lifetimes")
    for module in ("utils", "datasets", "plotting", "generate_data"):
        try:
            importlib.import_module(f"lifetimes.{module}")
        except ModuleNotFoundError as missing:
            print(f"without lifetimes.{module}: {missing}")
    answers = {name: answer(lib, name) for name in CALLS}
    lines = ",\n".join(f"{json.dumps(name)}: {json.dumps(found)}" for name, found in answers.items())
    ANSWERS.write_text("{\n" + lines + "\n}\n")
    print(f"{len(answers)} answers of lifetimes {lib.__version__}")


if __name__ == "__main__":
    main()
