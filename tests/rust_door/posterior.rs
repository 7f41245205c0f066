//! Cases of posterior distributions.
//!
//! `in.model` and its data: `in.survivors`, or `in.frequency`, `in.recency`, `in.tenure`. Priors are `in.priors`, a name a
//! parameter, and `in.prior_numbers`, the numbers of all of them one after the other. The rest are the options by name.
//!
//! With covariates the data are those of a fit with covariates, and `posterior_purchases` asks for the purchases in `in.t` more
//! of a customer of `in.history` with `in.at_purchase` and `in.at_dropout`.

use crate::Answer;
use crate::covariates::grouped;
use goodwill::model::{
    AnyData, AnyModel, CovariatePosterior, History, HistoryColumns, HistoryCounts, ModelKind,
    PosteriorOptions, PosteriorSummary, Prior, PriorKind, RenewalCounts,
};
use goodwill::quantity::Level;
use goodwill::{Result, choice::Choice};
use goodwill_tests::{Case, Outputs};

pub(crate) fn call(case: &Case) -> Answer {
    Some(match case.function.as_str() {
        "posterior" => posterior(case).map(|summary| Outputs::of(&summary)),
        "posterior_covariates" => with_covariates(case).map(|found| Outputs::of(&found.summary)),
        "posterior_purchases" => with_covariates(case).and_then(|found| {
            let history = case.numbers("history");
            let history = History::new(history[0] as u32, history[1], history[2])?;
            let (purchase, dropout) = (case.numbers("at_purchase"), case.numbers("at_dropout"));
            let t = case.number("t");
            let ask = |model: &AnyModel| model.purchase_model()?.conditional_purchases(&history, t);
            Ok(Outputs::of(&found.predict(&purchase, &dropout, ask)?))
        }),
        _ => return None,
    })
}

fn with_covariates(case: &Case) -> Result<CovariatePosterior<AnyModel>> {
    AnyModel::posterior_covariates(case.choice("model")?, &grouped(case)?, &options(case)?)
}

fn posterior(case: &Case) -> Result<PosteriorSummary> {
    let kind: ModelKind = case.choice("model")?;
    let options = options(case)?;
    let posterior = if case.has("survivors") {
        let counts = RenewalCounts::from_survivors(&case.numbers("survivors"))?;
        AnyModel::posterior(kind, AnyData::Renewals(&counts), &options)
    } else {
        let columns = HistoryColumns {
            frequency: &case.numbers("frequency"),
            recency: &case.numbers("recency"),
            tenure: &case.numbers("tenure"),
        };
        let counts = HistoryCounts::from_columns(&columns, None, None)?;
        AnyModel::posterior(kind, AnyData::Histories(&counts), &options)
    };
    Ok(posterior?.summary)
}

fn options(case: &Case) -> Result<PosteriorOptions> {
    let usual = PosteriorOptions::default();
    let count = |key, usual: u32| case.count_or(key, u64::from(usual)) as u32;
    Ok(PosteriorOptions {
        method: case.choice_or_default("method")?,
        priors: priors(case)?,
        draws: count("draws", usual.draws),
        chains: count("chains", usual.chains),
        warmup: count("warmup", usual.warmup),
        seed: case.count_or("seed", usual.seed),
        level: Level::new("level", case.number_or("level", usual.level.get()))?,
        regularity: count("regularity", usual.regularity),
        ..usual
    })
}

fn priors(case: &Case) -> Result<Vec<Prior>> {
    if !case.has("priors") {
        return Ok(Vec::new());
    }
    let numbers = case.numbers("prior_numbers");
    let mut left = numbers.as_slice();
    case.texts("priors")
        .into_iter()
        .map(|name| {
            let kind = PriorKind::from_name("prior", name)?;
            let (own, rest) = left.split_at(kind.numbers().min(left.len()));
            left = rest;
            Prior::from_numbers(kind, own)
        })
        .collect()
}
