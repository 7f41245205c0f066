//! Cases of the model room, through the model of any kind.
//!
//! `in.model` and `in.parameters`, with `in.regularity` and `in.unit` where they matter, then a verb's arguments by their
//! Rust names. A history is `in.frequency`, `in.recency`, `in.tenure`: three numbers, or three lists for the column form.
//! Data are histories with `in.weights`, or `in.orders` with `in.as_of`, or `in.survivors`, or `in.frequency` with
//! `in.mean_spend`.

use crate::Answer;
use crate::purchase::orders;
use crate::retention::level;
use goodwill::calendar::TimeUnit;
use goodwill::choice::Choice;
use goodwill::model::{
    AnyData, AnyModel, DiscountRate, FitOptions, History, HistoryColumns, HistoryCounts, ModelKind, Payments,
    PurchaseModel, RenewalCounts, RenewalModel, Setting, Span, SpendCounts, ValueOptions, compare_models,
    lifetime_value, likelihood_ratio, spend_independence,
};
use goodwill::purchase::HistoryOptions;
use goodwill::{ErrorCode, Result};
use goodwill_tests::{Case, Outputs};

pub(crate) fn call(case: &Case) -> Answer {
    Some(match case.function.as_str() {
        "expected_purchases" => of_new(case, |model| model.expected_purchases(case.number("t"))),
        "purchase_pmf" => of_new(case, |model| {
            model.purchase_pmf(case.count("n") as u32, case.number("from"), case.number("to"))
        }),
        "conditional_purchases" => of_histories(case, |model, history| {
            model.conditional_purchases(history, case.number("t"))
        }),
        "conditional_pmf" => of_histories(case, |model, history| {
            model.conditional_pmf(
                history,
                case.count("n") as u32,
                case.number("from"),
                case.number("to"),
            )
        }),
        "probability_alive" => of_histories(case, |model, history| {
            model.probability_alive(history, case.number_or("after", 0.0))
        }),
        "probability_active" => of_histories(case, |model, history| {
            model.probability_active(history, case.number("from"), case.number("to"))
        }),
        "residual_transactions" => of_histories(case, |model, history| {
            model.residual_transactions(history, discount(case)?, horizon(case))
        }),
        "residual_lifetime" => of_histories(case, |model, history| {
            model.residual_lifetime(history, horizon(case))
        }),
        "posterior_rates" => rates(case),
        "survival" => of_contracts(case, |model| model.survival(periods(case, "t"))),
        "retention_rate" if case.has("model") => {
            of_contracts(case, |model| model.retention_rate(periods(case, "t")))
        }
        "churn_pmf" => of_contracts(case, |model| model.churn_pmf(periods(case, "t"))),
        "conditional_survival" => of_contracts(case, |model| {
            model.conditional_survival(periods(case, "renewals"), periods(case, "t"))
        }),
        "residual_renewals" => of_contracts(case, |model| {
            let horizon = case.has("horizon").then(|| periods(case, "horizon"));
            model.residual_renewals(periods(case, "renewals"), discount(case)?, horizon)
        }),
        "retention_elasticity" => of_contracts(case, |model| {
            model.retention_elasticity(periods(case, "renewals"), discount(case)?)
        }),
        "posterior_churn" => of_contracts(case, |model| model.posterior_churn(periods(case, "renewals"))),
        "expected_spend" => spend(case),
        "lifetime_value" => value(case),
        "spend_independence" => level(case)
            .and_then(|level| {
                spend_independence(&case.numbers("frequency"), &case.numbers("mean_spend"), level)
            })
            .map(|found| Outputs::of(&found)),
        "log_likelihood" => with_data(case, |data| model(case)?.log_likelihood(data).map(give)),
        "gradient" => with_data(case, |data| {
            model(case)?.gradient(data).map(|gradient| Outputs::of(&gradient))
        }),
        "hessian" => with_data(case, |data| {
            model(case)?.hessian(data).map(|hessian| Outputs::of(&hessian))
        }),
        "fit" => with_data(case, |data| {
            let options = FitOptions {
                penalty: case.number_or("penalty", 0.0),
                regularity: case.count_or("regularity", 1) as u32,
                ..FitOptions::default()
            };
            AnyModel::fit(case.choice("model")?, data, &options).map(|fitted| Outputs::of(&fitted.summary))
        }),
        "simulate" => model(case).and_then(|model| {
            let made = model
                .simulator()?
                .simulate(&case.numbers("tenures"), case.count("seed"))?;
            Ok(Outputs::of(&made))
        }),
        "likelihood_ratio" => with_data(case, |data| {
            let fitted = |key| AnyModel::fit(case.choice(key)?, data, &FitOptions::default());
            likelihood_ratio(&fitted("restricted")?.summary, &fitted("full")?.summary)
                .map(|test| Outputs::of(&test))
        }),
        "compare_models" => with_data(case, |data| {
            let fits = case.texts("models").into_iter().map(|name| {
                let kind = ModelKind::from_name("models", name)?;
                AnyModel::fit(kind, data, &FitOptions::default())
            });
            let fits = fits.collect::<Result<Vec<_>>>()?;
            let summaries: Vec<_> = fits.iter().map(|fit| &fit.summary).collect();
            compare_models(&summaries).map(|compared| Outputs::of(&compared))
        }),
        _ => return None,
    })
}

fn give(value: f64) -> Outputs {
    Outputs::of(&value)
}

fn unit(case: &Case) -> Result<Option<TimeUnit>> {
    case.has("unit").then(|| case.choice("unit")).transpose()
}

pub(crate) fn model(case: &Case) -> Result<AnyModel> {
    let setting = Setting {
        unit: unit(case)?,
        regularity: case.count_or("regularity", 1) as u32,
    };
    AnyModel::from_parameters(case.choice("model")?, &case.numbers("parameters"), setting)
}

fn of_new(case: &Case, predict: impl Fn(&dyn PurchaseModel) -> Result<f64>) -> Result<Outputs> {
    predict(model(case)?.purchase_model()?).map(give)
}

/// Whether the histories of a case are columns.
fn has_columns(case: &Case) -> bool {
    case.is_list("frequency")
}

fn history(case: &Case) -> Result<History> {
    History::new(
        case.count("frequency") as u32,
        case.number("recency"),
        case.number("tenure"),
    )
}

fn of_histories(
    case: &Case,
    predict: impl Fn(&(dyn PurchaseModel + Sync), &History) -> Result<f64> + Sync + Send,
) -> Result<Outputs> {
    let model = model(case)?;
    let model = model.purchase_model()?;
    if !has_columns(case) {
        return predict(model, &history(case)?).map(give);
    }
    let (frequency, recency, tenure) = columns(case);
    let columns = HistoryColumns {
        frequency: &frequency,
        recency: &recency,
        tenure: &tenure,
    };
    Ok(Outputs::of(&columns.map(|history| predict(model, history))?))
}

fn rates(case: &Case) -> Result<Outputs> {
    let rates = model(case)?.purchase_model()?.posterior_rates(&history(case)?)?;
    Ok(Outputs::of(&rates))
}

fn of_contracts(case: &Case, predict: impl Fn(&dyn RenewalModel) -> Result<f64>) -> Result<Outputs> {
    let model = model(case)?;
    let contracts = model.as_renewal_model().ok_or_else(|| {
        goodwill::Error::new(ErrorCode::NotApplicable, "model", "does not describe renewals")
    })?;
    predict(contracts).map(give)
}

fn spend(case: &Case) -> Result<Outputs> {
    match model(case)? {
        AnyModel::GammaGamma(model) if has_columns(case) => {
            let spends = model.expected_spends(&case.numbers("frequency"), &case.numbers("mean_spend"))?;
            Ok(Outputs::of(&spends))
        }
        AnyModel::GammaGamma(model) => model
            .expected_spend(case.count("frequency") as u32, case.number("mean_spend"))
            .map(give),
        _ => Err(goodwill::Error::new(
            ErrorCode::NotApplicable,
            "model",
            "does not describe spend",
        )),
    }
}

/// `in.horizon` and `in.period` are in the unit of the model.
fn value(case: &Case) -> Result<Outputs> {
    let model = model(case)?;
    let model = model.purchase_model()?;
    let span = |key| {
        case.has(key)
            .then(|| Span::of_model(case.number(key)))
            .transpose()
    };
    let options = ValueOptions {
        horizon: span("horizon")?,
        payments: span("period")?.map_or(Payments::Continuous, Payments::EndOf),
        discount: discount(case)?,
        margin: case.number_or("margin", 1.0),
    };
    if !has_columns(case) {
        return lifetime_value(model, &history(case)?, case.number("spend"), &options).map(give);
    }
    let (frequency, recency, tenure) = columns(case);
    let columns = HistoryColumns {
        frequency: &frequency,
        recency: &recency,
        tenure: &tenure,
    };
    let values = columns.lifetime_values(model, &case.numbers("spend"), &options)?;
    Ok(Outputs::of(&values))
}

fn periods(case: &Case, key: &str) -> u32 {
    case.count(key) as u32
}

fn horizon(case: &Case) -> Option<f64> {
    case.has("horizon").then(|| case.number("horizon"))
}

/// `in.discount` is continuous; `in.discount_rate` is effective per `in.discount_unit`, or per unit of the model.
fn discount(case: &Case) -> Result<DiscountRate> {
    if case.has("discount_unit") {
        DiscountRate::per(case.choice("discount_unit")?, case.number("discount_rate"))
    } else if case.has("discount_rate") {
        DiscountRate::per_model_unit(case.number("discount_rate"))
    } else {
        DiscountRate::continuous(case.number_or("discount", 0.0))
    }
}

fn columns(case: &Case) -> (Vec<f64>, Vec<f64>, Vec<f64>) {
    (
        case.numbers("frequency"),
        case.numbers("recency"),
        case.numbers("tenure"),
    )
}

/// The data of a case, whatever their kind.
fn with_data(case: &Case, then: impl Fn(AnyData<'_>) -> Result<Outputs>) -> Result<Outputs> {
    let weights = case.has("weights").then(|| case.numbers("weights"));
    let weights = weights.as_deref();
    if case.has("survivors") {
        return then(AnyData::Renewals(&RenewalCounts::from_survivors(
            &case.numbers("survivors"),
        )?));
    }
    if case.has("mean_spend") {
        let (frequency, mean_spend) = (case.numbers("frequency"), case.numbers("mean_spend"));
        let non_positive = case.choice_or_default("non_positive")?;
        let counts = SpendCounts::from_columns(&frequency, &mean_spend, weights, non_positive)?;
        return then(AnyData::Spend(&counts));
    }
    if case.has("orders") {
        let options = HistoryOptions {
            unit: case.choice_or_default("unit")?,
            ..HistoryOptions::new(case.text("as_of").parse()?)
        };
        let purchases = orders(case)?;
        if case.has("model") && case.text("model") == "gamma_gamma" {
            let non_positive = case.choice_or_default("non_positive")?;
            let counts = SpendCounts::from_histories(&purchases.histories(&options)?, non_positive)?;
            return then(AnyData::Spend(&counts));
        }
        return then(AnyData::Histories(&HistoryCounts::from_purchases(
            &purchases, &options,
        )?));
    }
    let (frequency, recency, tenure) = columns(case);
    let columns = HistoryColumns {
        frequency: &frequency,
        recency: &recency,
        tenure: &tenure,
    };
    then(AnyData::Histories(&HistoryCounts::from_columns(
        &columns,
        weights,
        unit(case)?,
    )?))
}
