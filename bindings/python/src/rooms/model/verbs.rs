//! The verbs of the models by their names, over numbers and columns.

use super::arguments::{Values, rows};
use crate::error::Reply;
use crate::long_work::Desk;
use goodwill::calendar::TimeUnit;
use goodwill::choice::Choice as _;
use goodwill::model::{
    AnyData, AnyModel, DiscountRate, History, HistoryColumns, HistoryCount, HistoryCounts, Payments, Span,
    ValueOptions, lifetime_value,
};
use goodwill::quantity::Discount;
use goodwill::{Error, ErrorCode, Result};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyDict;

macro_rules! arguments {
    ($($variant:ident $name:literal $time:literal;)*) => {
        /// An argument that may be one number a customer.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        enum Argument { $($variant),* }

        impl Argument {
            const ALL: &'static [(Self, &'static str)] = &[$((Self::$variant, $name)),*];

            fn name(self) -> &'static str {
                Self::ALL[self as usize].1
            }

            /// Whether it is a time from T on, in the unit of the call.
            fn is_time(self) -> bool {
                match self { $(Self::$variant => $time),* }
            }
        }
    };
}

arguments! {
    Frequency "frequency" false;
    Recency "recency" false;
    Tenure "tenure" false;
    T "t" true;
    N "n" false;
    From "from" true;
    To "to" true;
    After "after" true;
    Horizon "horizon" true;
    Renewals "renewals" false;
    MeanSpend "mean_spend" false;
    Spend "spend" false;
}

macro_rules! verbs {
    ($($variant:ident $name:literal ($($argument:ident)*);)*) => {
        /// What is asked of a model.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Verb { $($variant),* }

        impl Verb {
            fn named(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Self::$variant),)*
                    _ => None,
                }
            }

            pub(super) fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }

            /// The arguments it cannot do without.
            fn needs(self) -> &'static [Argument] {
                match self { $(Self::$variant => &[$(Argument::$argument),*]),* }
            }
        }
    };
}

verbs! {
    ExpectedPurchases "expected_purchases" (T);
    PurchasePmf "purchase_pmf" (N From To);
    ConditionalPurchases "conditional_purchases" (Frequency Recency Tenure T);
    ConditionalPmf "conditional_pmf" (Frequency Recency Tenure N From To);
    ProbabilityAlive "probability_alive" (Frequency Recency Tenure After);
    ProbabilityActive "probability_active" (Frequency Recency Tenure From To);
    ResidualTransactions "residual_transactions" (Frequency Recency Tenure);
    ResidualLifetime "residual_lifetime" (Frequency Recency Tenure);
    PurchaseRate "purchase_rate" (Frequency Recency Tenure);
    DropoutRate "dropout_rate" (Frequency Recency Tenure);
    LogLikelihoods "log_likelihoods" (Frequency Recency Tenure);
    LifetimeValue "lifetime_value" (Frequency Recency Tenure Spend);
    Survival "survival" (T);
    RetentionRate "retention_rate" (T);
    ChurnPmf "churn_pmf" (T);
    ConditionalSurvival "conditional_survival" (Renewals T);
    ResidualRenewals "residual_renewals" (Renewals);
    RetentionElasticity "retention_elasticity" (Renewals);
    PosteriorChurn "posterior_churn" (Renewals);
    ExpectedSpend "expected_spend" (Frequency MeanSpend);
    SpendPdf "spend_pdf" (Spend);
    SpendCdf "spend_cdf" (Spend);
    MeanSpendPdf "mean_spend_pdf" (Frequency MeanSpend);
    MeanSpendCdf "mean_spend_cdf" (Frequency MeanSpend);
}

/// What is the same for every customer of a call.
pub(super) struct Terms {
    /// The unit of the times of the call; `None` for the model's own.
    unit: Option<TimeUnit>,
    discount: Option<DiscountRate>,
    payments: Payments,
    margin: f64,
}

impl Terms {
    /// The terms among the keyword arguments of a call.
    pub(super) fn read(given: Option<&Bound<'_, PyDict>>) -> Reply<Self> {
        const NAMES: [&str; 7] = [
            "unit",
            "discount",
            "discount_unit",
            "continuous",
            "period",
            "period_unit",
            "margin",
        ];
        let get = |name: &str| -> PyResult<Option<Bound<'_, PyAny>>> {
            let found = given.map(|given| given.get_item(name)).transpose()?.flatten();
            Ok(found.filter(|object| !object.is_none()))
        };
        for key in given.iter().flat_map(|given| given.keys()) {
            let key: String = key.extract()?;
            if !NAMES.contains(&key.as_str()) {
                return Err(PyTypeError::new_err(format!("there is no argument {key}")).into());
            }
        }
        let number =
            |name: &str| -> PyResult<Option<f64>> { get(name)?.map(|number| number.extract()).transpose() };
        let unit = |name: &'static str| -> Reply<Option<TimeUnit>> {
            let Some(object) = get(name)? else { return Ok(None) };
            Ok(Some(TimeUnit::from_name(name, object.extract()?)?))
        };
        let per = unit("discount_unit")?;
        let continuous = get("continuous")?.is_some_and(|continuous| continuous.is_truthy().unwrap_or(false));
        let discount = match number("discount")? {
            Some(_) if continuous && per.is_some() => {
                let reason = "is for a rate that is compounded once per unit: a continuous one is per unit of the model";
                return Err(Error::new(ErrorCode::Inconsistent, "discount_unit", reason).into());
            }
            Some(delta) if continuous => Some(DiscountRate::continuous(delta)?),
            Some(rate) => Some(DiscountRate::Effective {
                rate: Discount::new("discount", rate)?,
                per,
            }),
            None => None,
        };
        let payments = match (number("period")?, unit("period_unit")?) {
            (Some(period), Some(unit)) => Payments::EndOf(Span::new(period, unit)?),
            (Some(period), None) => Payments::EndOf(Span::of_model(period)?),
            (None, _) => Payments::Continuous,
        };
        Ok(Self {
            unit: unit("unit")?,
            discount,
            payments,
            margin: number("margin")?.unwrap_or(1.0),
        })
    }
}

/// A verb and its arguments, in the unit of the model.
pub(super) struct Call {
    pub(super) verb: Verb,
    values: [Option<Values>; Argument::ALL.len()],
    terms: Terms,
    /// The rows of the columns; `None` when every argument is a number.
    pub(super) rows: Option<usize>,
}

impl Call {
    pub(super) fn read(
        verb: &str,
        arguments: &Bound<'_, PyDict>,
        terms: Terms,
        model: Option<TimeUnit>,
    ) -> Reply<Self> {
        let verb = Verb::named(verb)
            .ok_or_else(|| PyTypeError::new_err(format!("there is no verb called {verb}")))?;
        let mut values = [const { None }; Argument::ALL.len()];
        for (key, object) in arguments.iter() {
            let name: String = key.extract()?;
            let Some(&(argument, name)) = Argument::ALL.iter().find(|(_, known)| *known == name) else {
                return Err(
                    PyTypeError::new_err(format!("{name}: {} has no such argument", verb.name())).into(),
                );
            };
            let mut read = Values::read(name, &object)?;
            if let (true, Some(unit)) = (argument.is_time(), terms.unit) {
                read = read.scaled(Span::new(1.0, unit)?.in_units(model)?);
            }
            values[argument as usize] = Some(read);
        }
        for &argument in verb.needs() {
            if values[argument as usize].is_none() {
                return Err(PyTypeError::new_err(format!("{} must be given", argument.name())).into());
            }
        }
        let given = Argument::ALL.iter().zip(&values);
        let rows = rows(given.filter_map(|(&(_, name), values)| Some((name, values.as_ref()?))))?;
        Ok(Self {
            verb,
            values,
            terms,
            rows,
        })
    }

    fn get(&self, argument: Argument, row: usize) -> f64 {
        self.values[argument as usize]
            .as_ref()
            .map_or(f64::NAN, |values| values.at(row))
    }

    /// The answer of a model for one row.
    pub(super) fn at(&self, model: &AnyModel, row: usize) -> Result<f64> {
        let history = self.history(row)?;
        self.ask(model, history.as_ref(), row)
    }

    fn ask(&self, model: &AnyModel, history: Option<&History>, row: usize) -> Result<f64> {
        match history {
            Some(history) => self.of_customer(model, history, row),
            None if matches!(self.verb, Verb::ExpectedPurchases | Verb::PurchasePmf) => {
                let model = model.purchase_model()?;
                let of = |argument| self.get(argument, row);
                match self.verb {
                    Verb::ExpectedPurchases => model.expected_purchases(of(Argument::T)),
                    _ => model.purchase_pmf(
                        self.whole(Argument::N, row)?,
                        of(Argument::From),
                        of(Argument::To),
                    ),
                }
            }
            None if self.of_spend() => self.about_spend(model, row),
            None => self.of_contract(model, row),
        }
    }

    /// What a model of repeat purchases says of a customer.
    fn of_customer(&self, any: &AnyModel, history: &History, row: usize) -> Result<f64> {
        use Argument::{After, From, N, Spend, T, To};
        let model = any.purchase_model()?;
        let of = |argument| self.get(argument, row);
        match self.verb {
            Verb::ConditionalPurchases => model.conditional_purchases(history, of(T)),
            Verb::ConditionalPmf => model.conditional_pmf(history, self.whole(N, row)?, of(From), of(To)),
            Verb::ProbabilityAlive => model.probability_alive(history, of(After)),
            Verb::ProbabilityActive => model.probability_active(history, of(From), of(To)),
            Verb::ResidualTransactions => {
                model.residual_transactions(history, self.discount()?, self.horizon(row))
            }
            Verb::ResidualLifetime => model.residual_lifetime(history, self.horizon(row)),
            Verb::PurchaseRate => Ok(model.posterior_rates(history)?.purchase),
            Verb::DropoutRate => Ok(model.posterior_rates(history)?.dropout),
            Verb::LifetimeValue => lifetime_value(model, history, of(Spend), &self.value_options(row)?),
            _ => {
                let one = HistoryCount {
                    history: *history,
                    weight: 1.0,
                    count: 1,
                };
                let one = HistoryCounts::from_rows(&[one], any.setting().unit)?;
                any.log_likelihood(AnyData::Histories(&one))
            }
        }
    }

    /// What a model of contracts says of one.
    fn of_contract(&self, model: &AnyModel, row: usize) -> Result<f64> {
        let model = model.renewal_model()?;
        let whole = |argument| self.whole(argument, row);
        match self.verb {
            Verb::Survival => model.survival(whole(Argument::T)?),
            Verb::RetentionRate => model.retention_rate(whole(Argument::T)?),
            Verb::ChurnPmf => model.churn_pmf(whole(Argument::T)?),
            Verb::ConditionalSurvival => {
                model.conditional_survival(whole(Argument::Renewals)?, whole(Argument::T)?)
            }
            Verb::ResidualRenewals => {
                let horizon = self.horizon(row).map(|_| whole(Argument::Horizon)).transpose()?;
                model.residual_renewals(whole(Argument::Renewals)?, self.discount()?, horizon)
            }
            Verb::RetentionElasticity => {
                model.retention_elasticity(whole(Argument::Renewals)?, self.discount()?)
            }
            _ => model.posterior_churn(whole(Argument::Renewals)?),
        }
    }

    /// Whether this asks a model of spend.
    fn of_spend(&self) -> bool {
        let of = [Argument::MeanSpend, Argument::Spend];
        !self.of_histories() && self.verb.needs().iter().any(|argument| of.contains(argument))
    }

    /// What a model of spend says.
    fn about_spend(&self, model: &AnyModel, row: usize) -> Result<f64> {
        let AnyModel::GammaGamma(model) = model else {
            let reason = "does not describe spend";
            return Err(Error::new(ErrorCode::NotApplicable, "model", reason).with_value(model.kind().name()));
        };
        let (spend, mean) = (self.get(Argument::Spend, row), self.get(Argument::MeanSpend, row));
        let frequency = || self.whole(Argument::Frequency, row);
        match self.verb {
            Verb::ExpectedSpend => model.expected_spend(frequency()?, mean),
            Verb::SpendPdf => model.spend_pdf(spend),
            Verb::SpendCdf => model.spend_cdf(spend),
            Verb::MeanSpendPdf => model.mean_spend_pdf(frequency()?, mean),
            _ => model.mean_spend_cdf(frequency()?, mean),
        }
    }

    /// Without a rate nothing is discounted.
    fn discount(&self) -> Result<DiscountRate> {
        self.terms
            .discount
            .map_or_else(|| DiscountRate::continuous(0.0), Ok)
    }

    /// How purchases become money.
    fn value_options(&self, row: usize) -> Result<ValueOptions> {
        Ok(ValueOptions {
            horizon: self.horizon(row).map(Span::of_model).transpose()?,
            payments: self.terms.payments,
            discount: self.discount()?,
            margin: self.terms.margin,
        })
    }

    /// How far ahead to look; `None` for ever.
    fn horizon(&self, row: usize) -> Option<f64> {
        self.values[Argument::Horizon as usize]
            .as_ref()
            .map(|values| values.at(row))
    }

    fn whole(&self, argument: Argument, row: usize) -> Result<u32> {
        let number = self.get(argument, row);
        let count = number as u32;
        if f64::from(count) == number {
            return Ok(count);
        }
        Err(Error::new(
            ErrorCode::OutOfRange,
            argument.name(),
            "must be a whole number, 0 or more",
        )
        .with_value(number))
    }

    /// Whether this asks about customers with a history.
    fn of_histories(&self) -> bool {
        self.verb.needs().contains(&Argument::Tenure)
    }

    fn history(&self, row: usize) -> Result<Option<History>> {
        if !self.of_histories() {
            return Ok(None);
        }
        let [frequency, recency, tenure] = [Argument::Frequency, Argument::Recency, Argument::Tenure]
            .map(|argument| [self.get(argument, row)]);
        let columns = HistoryColumns {
            frequency: &frequency,
            recency: &recency,
            tenure: &tenure,
        };
        let history = columns.row(0).map_err(|error| without_index(&error))?;
        // A number that is missing was not given as a column: the scalar form says which.
        history.map_or_else(
            || History::new(0, recency[0], tenure[0]).map(Some),
            |history| Ok(Some(history)),
        )
    }

    /// The histories asked about, where they are all that differs from row to row.
    pub(super) fn histories(&self, rows: usize) -> Option<Histories> {
        use Argument::{Frequency, Recency, Tenure};
        let constant = |&(argument, _): &(Argument, &str)| {
            [Frequency, Recency, Tenure].contains(&argument) || self.is_constant(argument)
        };
        Argument::ALL
            .iter()
            .all(constant)
            .then(|| self.all_histories(rows))?
    }

    /// The histories asked about, one a row.
    fn all_histories(&self, rows: usize) -> Option<Histories> {
        if !self.of_histories() {
            return None;
        }
        let column = |argument: Argument| Some(self.values[argument as usize].as_ref()?.column(rows));
        Some(Histories {
            frequency: column(Argument::Frequency)?,
            recency: column(Argument::Recency)?,
            tenure: column(Argument::Tenure)?,
        })
    }

    fn is_constant(&self, argument: Argument) -> bool {
        self.values[argument as usize].as_ref().is_none_or(Values::is_one)
    }

    /// The answer of a model about a history; NaN where it is undefined.
    pub(super) fn of_history(&self, model: &AnyModel, history: &History) -> Result<f64> {
        defined(self.ask(model, Some(history), 0))
    }

    /// The answer of a model for a row of columns; NaN where a number is missing or the answer is undefined.
    pub(super) fn of_row(&self, model: &AnyModel, row: usize) -> Result<f64> {
        if self.is_missing(row) {
            return Ok(f64::NAN);
        }
        defined(self.at(model, row))
    }

    /// The answers for all rows; an error where the work was broken off meanwhile.
    pub(super) fn column(&self, model: &AnyModel, rows: usize, desk: &Desk) -> Result<Vec<f64>> {
        let spend = self.values[Argument::Spend as usize].as_ref();
        if let (Verb::LifetimeValue, Some(spend), true) =
            (self.verb, spend, self.is_constant(Argument::Horizon))
            && let Some(histories) = self.all_histories(rows)
        {
            let (spend, options) = (spend.column(rows), self.value_options(0)?);
            return histories
                .columns()
                .lifetime_values(model.purchase_model()?, &spend, &options);
        }
        let histories = self.histories(rows);
        if let (Verb::ConditionalPurchases, Some(histories)) = (self.verb, &histories) {
            let t = self.get(Argument::T, 0);
            let next = histories
                .columns()
                .conditional_purchases(model.purchase_model()?, t);
            // What is undefined for some is asked row by row.
            if !next
                .as_ref()
                .is_err_and(|error| error.code() == ErrorCode::Undefined)
            {
                return next;
            }
        }
        match histories {
            Some(histories) => histories.columns().map(|history| {
                desk.ask()?;
                self.of_history(model, history)
            }),
            None => model.map_rows(rows, |model, row| {
                desk.ask()?;
                self.of_row(model, row)
            }),
        }
    }

    /// The rows of this call's columns and of others that go with them.
    pub(super) fn rows_with(&self, others: Option<usize>) -> Result<Option<usize>> {
        match (self.rows, others) {
            (Some(rows), Some(others)) if rows != others => {
                let reason = format!("must have {rows} values like the columns before it");
                Err(Error::new(ErrorCode::LengthMismatch, "covariates", reason).with_value(others))
            }
            (rows, others) => Ok(rows.or(others)),
        }
    }

    /// Whether an argument of a row is missing.
    pub(super) fn is_missing(&self, row: usize) -> bool {
        // Who did not buy has no mean spend, and an expected one.
        let unspent = |argument| argument == Argument::MeanSpend && self.get(Argument::Frequency, row) == 0.0;
        Argument::ALL
            .iter()
            .zip(&self.values)
            .any(|(&(argument, _), values)| {
                values.as_ref().is_some_and(|values| values.at(row).is_nan()) && !unspent(argument)
            })
    }
}

/// Columns of histories.
pub(super) struct Histories {
    frequency: Vec<f64>,
    recency: Vec<f64>,
    tenure: Vec<f64>,
}

impl Histories {
    pub(super) fn columns(&self) -> HistoryColumns<'_> {
        HistoryColumns {
            frequency: &self.frequency,
            recency: &self.recency,
            tenure: &self.tenure,
        }
    }
}

/// An undefined figure is an error for one customer and NaN in a column.
fn defined(answer: Result<f64>) -> Result<f64> {
    match answer {
        Err(error) if error.code() == ErrorCode::Undefined => Ok(f64::NAN),
        answer => answer,
    }
}

fn without_index(error: &Error) -> Error {
    let plain = Error::new(
        error.code(),
        error.parameter().to_owned(),
        error.reason().to_owned(),
    );
    match error.value() {
        Some(value) => plain.with_value(value),
        None => plain,
    }
}
