//! What a model predicts: the verbs, for columns of customers.

use crate::boundary::{In, Out, given, returning, status};
use crate::flat::{Flat, Parse, flat, goodwill_estimate, parse};
use crate::library::goodwill_status;
use crate::model::goodwill_model;
use crate::options::Options;
use bytemuck::{Pod, Zeroable};
use goodwill::Result;
use goodwill::calendar::TimeUnit;
use goodwill::model::{
    AnyModel, DiscountRate, History, HistoryColumns, PosteriorRates, Question, QuestionVerb,
};

/// In place of a unit of time: the discount compounds continuously, per unit of the model's own time.
pub const GOODWILL_CONTINUOUS: i32 = -1;

/// In place of a horizon: for ever.
pub const GOODWILL_FOR_EVER: f64 = -1.0;

/// The posterior means of a customer's own rates.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_customer_rates {
    /// Purchases per unit of time while alive; per opportunity for BG/BB.
    pub purchase: f64,
    /// Dropout: a rate per unit of time for Pareto/NBD, a probability for the other models.
    pub dropout: f64,
}
flat!(PosteriorRates => goodwill_customer_rates { purchase, dropout });

/// A verb and its arguments; those it has not are ignored.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_question {
    /// `sizeof(goodwill_question)`
    pub struct_size: u32,
    /// `GOODWILL_QUESTION_VERB_…`
    pub verb: i32,
    /// `conditional_pmf`: how many purchases.
    pub count: u32,
    /// `residual_transactions`: the discount is effective per `GOODWILL_TIME_UNIT_…`; `GOODWILL_NONE` is the model's own
    /// unit, `GOODWILL_CONTINUOUS` compounds continuously.
    pub discount_unit: i32,
    /// `conditional_purchases`: how far ahead.
    pub t: f64,
    /// `conditional_pmf`, `probability_active`: the start, counted from T.
    pub from: f64,
    /// `conditional_pmf`, `probability_active`: the end, counted from T.
    pub to: f64,
    /// `probability_alive`: how long after T.
    pub after: f64,
    /// `residual_transactions`: the discount rate.
    pub discount: f64,
    /// `residual_transactions`, `residual_lifetime`: how far ahead, or `GOODWILL_FOR_EVER`.
    pub horizon: f64,
}

impl Options for goodwill_question {
    type Core = Question;
    fn parse(self) -> Result<Question> {
        Ok(match Parse::parse("verb", self.verb)? {
            QuestionVerb::ConditionalPurchases => Question::ConditionalPurchases { t: self.t },
            QuestionVerb::ConditionalPmf => Question::ConditionalPmf {
                n: self.count,
                from: self.from,
                to: self.to,
            },
            QuestionVerb::ProbabilityAlive => Question::ProbabilityAlive { after: self.after },
            QuestionVerb::ProbabilityActive => Question::ProbabilityActive {
                from: self.from,
                to: self.to,
            },
            QuestionVerb::ResidualTransactions => Question::ResidualTransactions {
                discount: rate(self.discount, self.discount_unit)?,
                horizon: until(self.horizon),
            },
            QuestionVerb::ResidualLifetime => Question::ResidualLifetime {
                horizon: until(self.horizon),
            },
        })
    }
    fn defaults() -> Self {
        Self {
            struct_size: size_of::<Self>() as u32,
            verb: QuestionVerb::ProbabilityAlive.flatten(),
            discount_unit: TimeUnit::Year.flatten(),
            horizon: GOODWILL_FOR_EVER,
            ..Zeroable::zeroed()
        }
    }
}

/// A discount rate and the unit it is per.
pub(crate) fn rate(discount: f64, unit: i32) -> Result<DiscountRate> {
    if unit == GOODWILL_CONTINUOUS {
        return DiscountRate::continuous(discount);
    }
    match Parse::parse("discount_unit", unit)? {
        Some(unit) => DiscountRate::per(unit, discount),
        None => DiscountRate::per_model_unit(discount),
    }
}

/// A horizon; `None` is for ever.
pub(crate) fn until(horizon: f64) -> Option<f64> {
    (horizon != GOODWILL_FOR_EVER).then_some(horizon)
}

/// Columns of histories as C gives them.
pub(crate) struct Customers {
    pub(crate) frequency: In<f64>,
    pub(crate) frequency_stride: usize,
    pub(crate) recency: In<f64>,
    pub(crate) recency_stride: usize,
    pub(crate) tenure: In<f64>,
    pub(crate) tenure_stride: usize,
    pub(crate) n: usize,
}

impl Customers {
    /// Hands the columns to `f`.
    pub(crate) fn read<R>(&self, f: impl FnOnce(&HistoryColumns<'_>) -> Result<R>) -> Result<R> {
        f(&HistoryColumns {
            frequency: &self
                .frequency
                .column("frequency", self.frequency_stride, self.n)?,
            recency: &self.recency.column("recency", self.recency_stride, self.n)?,
            tenure: &self.tenure.column("tenure", self.tenure_stride, self.n)?,
        })
    }

    /// One number a customer, into room for all of them.
    fn predict(&self, out: Out<f64>, predict: impl Fn(&History) -> Result<f64> + Sync + Send) -> Result<()> {
        out.fill("out", self.n, &self.read(|columns| columns.map(predict))?)
    }
}

/// E[X(t)]: expected repeat purchases of a new customer in (0, t], for each of `n` times.
///
/// Thread safety: any number of threads may read the same model.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_expected_purchases(
    model: Option<&goodwill_model>,
    t: In<f64>,
    t_stride: usize,
    n: usize,
    out: Out<f64>,
) -> goodwill_status {
    status(|| {
        let model = given(model, "model")?.purchases()?;
        let times = t.column("t", t_stride, n)?;
        let expected = times.iter().enumerate().map(|(row, &t)| {
            model
                .expected_purchases(t)
                .map_err(|error| if n > 1 { error.at(row) } else { error })
        });
        out.fill("out", n, &expected.collect::<Result<Vec<_>>>()?)
    })
}

/// The probability that a new customer makes `count` repeat purchases in (from, to].
///
/// Thread safety: any number of threads may read the same model.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_purchase_pmf(
    model: Option<&goodwill_model>,
    count: u32,
    from: f64,
    to: f64,
    out: Out<f64>,
) -> goodwill_status {
    returning(out, || {
        given(model, "model")?.purchases()?.purchase_pmf(count, from, to)
    })
}

/// Expected purchases of each customer in the next `t`, given the history.
///
/// The columns are the frequency, recency and tenure of `goodwill_history_columns`; a NaN in a row gives NaN. `out` has
/// room for `n` numbers. So it is for every verb below.
///
/// Thread safety: any number of threads may read the same model.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_conditional_purchases(
    model: Option<&goodwill_model>,
    frequency: In<f64>,
    frequency_stride: usize,
    recency: In<f64>,
    recency_stride: usize,
    tenure: In<f64>,
    tenure_stride: usize,
    n: usize,
    t: f64,
    out: Out<f64>,
) -> goodwill_status {
    let customers = Customers {
        frequency,
        frequency_stride,
        recency,
        recency_stride,
        tenure,
        tenure_stride,
        n,
    };
    status(|| {
        let model = given(model, "model")?.purchases()?;
        let next = customers.read(|columns| columns.conditional_purchases(model, t))?;
        out.fill("out", n, &next)
    })
}

/// The probability that each customer makes `count` purchases from T + `from` to T + `to`, given the history.
///
/// Thread safety: any number of threads may read the same model.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_conditional_pmf(
    model: Option<&goodwill_model>,
    frequency: In<f64>,
    frequency_stride: usize,
    recency: In<f64>,
    recency_stride: usize,
    tenure: In<f64>,
    tenure_stride: usize,
    n: usize,
    count: u32,
    from: f64,
    to: f64,
    out: Out<f64>,
) -> goodwill_status {
    let customers = Customers {
        frequency,
        frequency_stride,
        recency,
        recency_stride,
        tenure,
        tenure_stride,
        n,
    };
    status(|| {
        let model = given(model, "model")?.purchases()?;
        customers.predict(out, |history| model.conditional_pmf(history, count, from, to))
    })
}

/// The probability that each customer is alive `after` the end of the observation, given the history.
///
/// Thread safety: any number of threads may read the same model.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_probability_alive(
    model: Option<&goodwill_model>,
    frequency: In<f64>,
    frequency_stride: usize,
    recency: In<f64>,
    recency_stride: usize,
    tenure: In<f64>,
    tenure_stride: usize,
    n: usize,
    after: f64,
    out: Out<f64>,
) -> goodwill_status {
    let customers = Customers {
        frequency,
        frequency_stride,
        recency,
        recency_stride,
        tenure,
        tenure_stride,
        n,
    };
    status(|| {
        let model = given(model, "model")?.purchases()?;
        customers.predict(out, |history| model.probability_alive(history, after))
    })
}

/// The probability that each customer buys from T + `from` to T + `to`, given the history.
///
/// Thread safety: any number of threads may read the same model.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_probability_active(
    model: Option<&goodwill_model>,
    frequency: In<f64>,
    frequency_stride: usize,
    recency: In<f64>,
    recency_stride: usize,
    tenure: In<f64>,
    tenure_stride: usize,
    n: usize,
    from: f64,
    to: f64,
    out: Out<f64>,
) -> goodwill_status {
    let customers = Customers {
        frequency,
        frequency_stride,
        recency,
        recency_stride,
        tenure,
        tenure_stride,
        n,
    };
    status(|| {
        let model = given(model, "model")?.purchases()?;
        customers.predict(out, |history| model.probability_active(history, from, to))
    })
}

/// Discounted expected residual transactions of each customer over the next `horizon`, or `GOODWILL_FOR_EVER`.
///
/// `discount` is effective per `discount_unit`, `GOODWILL_TIME_UNIT_…`; `GOODWILL_NONE` is the model's own unit, and
/// `GOODWILL_CONTINUOUS` compounds continuously per unit of the model.
///
/// Thread safety: any number of threads may read the same model.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_residual_transactions(
    model: Option<&goodwill_model>,
    frequency: In<f64>,
    frequency_stride: usize,
    recency: In<f64>,
    recency_stride: usize,
    tenure: In<f64>,
    tenure_stride: usize,
    n: usize,
    discount: f64,
    discount_unit: i32,
    horizon: f64,
    out: Out<f64>,
) -> goodwill_status {
    let customers = Customers {
        frequency,
        frequency_stride,
        recency,
        recency_stride,
        tenure,
        tenure_stride,
        n,
    };
    status(|| {
        let model = given(model, "model")?.purchases()?;
        let discount = rate(discount, discount_unit)?;
        let horizon = until(horizon);
        customers.predict(out, |history| {
            model.residual_transactions(history, discount, horizon)
        })
    })
}

/// Expected time alive of each customer within the next `horizon`, or `GOODWILL_FOR_EVER`.
///
/// Thread safety: any number of threads may read the same model.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_residual_lifetime(
    model: Option<&goodwill_model>,
    frequency: In<f64>,
    frequency_stride: usize,
    recency: In<f64>,
    recency_stride: usize,
    tenure: In<f64>,
    tenure_stride: usize,
    n: usize,
    horizon: f64,
    out: Out<f64>,
) -> goodwill_status {
    let customers = Customers {
        frequency,
        frequency_stride,
        recency,
        recency_stride,
        tenure,
        tenure_stride,
        n,
    };
    status(|| {
        let model = given(model, "model")?.purchases()?;
        let horizon = until(horizon);
        customers.predict(out, |history| model.residual_lifetime(history, horizon))
    })
}

/// The posterior means of each customer's own rates, into room for `n` of them.
///
/// Thread safety: any number of threads may read the same model.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_posterior_rates(
    model: Option<&goodwill_model>,
    frequency: In<f64>,
    frequency_stride: usize,
    recency: In<f64>,
    recency_stride: usize,
    tenure: In<f64>,
    tenure_stride: usize,
    n: usize,
    out: Out<goodwill_customer_rates>,
) -> goodwill_status {
    let customers = Customers {
        frequency,
        frequency_stride,
        recency,
        recency_stride,
        tenure,
        tenure_stride,
        n,
    };
    status(|| {
        let model = given(model, "model")?.purchases()?;
        let missing = PosteriorRates {
            purchase: f64::NAN,
            dropout: f64::NAN,
        };
        let rates =
            customers.read(|columns| columns.map_to(missing, |history| model.posterior_rates(history)))?;
        let rates: Vec<_> = rates.into_iter().map(Flat::flatten).collect();
        out.fill("out", n, &rates)
    })
}

/// The answer to a question for each customer of a fitted model, with standard error and interval by the delta method,
/// into room for `n` estimates. `goodwill_draws_predict` does the same from a posterior.
///
/// Thread safety: any number of threads may read the same model.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_model_predict(
    model: Option<&goodwill_model>,
    frequency: In<f64>,
    frequency_stride: usize,
    recency: In<f64>,
    recency_stride: usize,
    tenure: In<f64>,
    tenure_stride: usize,
    n: usize,
    question: In<goodwill_question>,
    out: Out<goodwill_estimate>,
) -> goodwill_status {
    let customers = Customers {
        frequency,
        frequency_stride,
        recency,
        recency_stride,
        tenure,
        tenure_stride,
        n,
    };
    status(|| {
        let fitted = given(model, "model")?.fitted()?;
        let question = question.given("question")?;
        let ask = |model: &AnyModel, history: &History| question.ask(model.purchase_model()?, history);
        let answers = customers.read(|columns| fitted.predict_histories(columns, ask))?;
        let answers: Vec<_> = answers.into_iter().map(Flat::flatten).collect();
        out.fill("out", n, &answers)
    })
}

/// The share of contracts that survive each of `n` renewals t.
///
/// Thread safety: any number of threads may read the same model.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_survival(
    model: Option<&goodwill_model>,
    t: In<u32>,
    t_stride: usize,
    n: usize,
    out: Out<f64>,
) -> goodwill_status {
    status(|| {
        let model = given(model, "model")?.renewals()?;
        let renewals = t.column("t", t_stride, n)?;
        let answers = renewals.iter().map(|&t| model.survival(t));
        out.fill("out", n, &answers.collect::<Result<Vec<_>>>()?)
    })
}

/// The share of those who made t - 1 renewals who make the next, for each of `n` renewals t.
///
/// Thread safety: any number of threads may read the same model.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_retention_rate(
    model: Option<&goodwill_model>,
    t: In<u32>,
    t_stride: usize,
    n: usize,
    out: Out<f64>,
) -> goodwill_status {
    status(|| {
        let model = given(model, "model")?.renewals()?;
        let renewals = t.column("t", t_stride, n)?;
        let answers = renewals.iter().map(|&t| model.retention_rate(t));
        out.fill("out", n, &answers.collect::<Result<Vec<_>>>()?)
    })
}

/// The share of contracts that end at each of `n` renewals t.
///
/// Thread safety: any number of threads may read the same model.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_churn_pmf(
    model: Option<&goodwill_model>,
    t: In<u32>,
    t_stride: usize,
    n: usize,
    out: Out<f64>,
) -> goodwill_status {
    status(|| {
        let model = given(model, "model")?.renewals()?;
        let renewals = t.column("t", t_stride, n)?;
        let answers = renewals.iter().map(|&t| model.churn_pmf(t));
        out.fill("out", n, &answers.collect::<Result<Vec<_>>>()?)
    })
}

/// Discounted expected residual lifetime of a contract that has made `renewals`, for each of `n` numbers of them: the
/// further renewals, each discounted to the decision at hand, over `horizon` decisions; `GOODWILL_UNKNOWN` is for ever.
///
/// `discount` is effective per `discount_unit`, `GOODWILL_TIME_UNIT_…`, or `GOODWILL_NONE` for the model's period.
/// Thread safety: any number of threads may read the same model.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_residual_renewals(
    model: Option<&goodwill_model>,
    renewals: In<u32>,
    renewals_stride: usize,
    n: usize,
    discount: f64,
    discount_unit: i32,
    horizon: u64,
    out: Out<f64>,
) -> goodwill_status {
    status(|| {
        let model = given(model, "model")?.renewals()?;
        let discount = rate(discount, discount_unit)?;
        let horizon = parse!(horizon);
        let renewals = renewals.column("renewals", renewals_stride, n)?;
        let answers = renewals
            .iter()
            .map(|&made| model.residual_renewals(made, discount, horizon));
        out.fill("out", n, &answers.collect::<Result<Vec<_>>>()?)
    })
}

/// The elasticity of residual lifetime by retention, for each of `n` numbers of renewals made.
///
/// Thread safety: any number of threads may read the same model.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_retention_elasticity(
    model: Option<&goodwill_model>,
    renewals: In<u32>,
    renewals_stride: usize,
    n: usize,
    discount: f64,
    discount_unit: i32,
    out: Out<f64>,
) -> goodwill_status {
    status(|| {
        let model = given(model, "model")?.renewals()?;
        let discount = rate(discount, discount_unit)?;
        let renewals = renewals.column("renewals", renewals_stride, n)?;
        let answers = renewals
            .iter()
            .map(|&made| model.retention_elasticity(made, discount));
        out.fill("out", n, &answers.collect::<Result<Vec<_>>>()?)
    })
}

/// The probability of `t` further renewals of a contract that has made `renewals`.
///
/// Thread safety: any number of threads may read the same model.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_conditional_survival(
    model: Option<&goodwill_model>,
    renewals: u32,
    t: u32,
    out: Out<f64>,
) -> goodwill_status {
    returning(out, || {
        given(model, "model")?
            .renewals()?
            .conditional_survival(renewals, t)
    })
}

/// The mean of a contract's own probability to churn, given that it has made `renewals`.
///
/// Thread safety: any number of threads may read the same model.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_posterior_churn(
    model: Option<&goodwill_model>,
    renewals: u32,
    out: Out<f64>,
) -> goodwill_status {
    returning(out, || {
        given(model, "model")?.renewals()?.posterior_churn(renewals)
    })
}

/// Makes up a customer for each of `n` times observed: repeat purchases, the time of the last one, when the customer left
/// (NaN for who had not at the end), and the customer's own rates of purchases and of dropout, which
/// `goodwill_posterior_rates` estimates. Each column has room for `n` numbers or is NULL.
///
/// The same seed gives the same customers, on any number of threads.
/// Thread safety: any number of threads may read the same model.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_simulate(
    model: Option<&goodwill_model>,
    tenure: In<f64>,
    tenure_stride: usize,
    n: usize,
    seed: u64,
    frequency: Out<f64>,
    recency: Out<f64>,
    left: Out<f64>,
    purchase_rate: Out<f64>,
    dropout_rate: Out<f64>,
) -> goodwill_status {
    status(|| {
        let tenures = tenure.column("tenure", tenure_stride, n)?;
        let made = given(model, "model")?
            .any()
            .simulator()?
            .simulate(&tenures, seed)?;
        frequency.fill_if_wanted(|| made.frequency.iter().copied());
        recency.fill_if_wanted(|| made.recency.iter().copied());
        left.fill_if_wanted(|| made.left.iter().copied());
        purchase_rate.fill_if_wanted(|| made.purchase_rate.iter().copied());
        dropout_rate.fill_if_wanted(|| made.dropout_rate.iter().copied());
        Ok(())
    })
}
