//! `goodwill churn` and `goodwill growth`.

use crate::cli;
use crate::failure::Failure;
use crate::{output, reading};
use goodwill::Estimate;
use goodwill::assess::Unit;
use goodwill::estimate::ProportionOptions;
use goodwill::retention::{Churn, ChurnBase, CustomerFlow, churn_annualised, growth_accounting, retention};
use goodwill_report::terminal::{self, Figure, figures};
use serde::Serialize;

/// Churn, and what follows from it.
#[derive(Serialize)]
struct ChurnResult {
    #[serde(flatten)]
    churn: Churn,
    /// Retention of the customers at the start, where the counts can tell it.
    retention: Option<Estimate>,
    /// The probability that one customer leaves within a year.
    annualised: Option<Estimate>,
}

pub(crate) fn churn(arguments: &cli::Churn) -> Result<(), Failure> {
    let flow = CustomerFlow {
        start: arguments.start,
        joined: arguments.joined,
        lost: arguments.lost,
        joined_lost: arguments.joined_lost,
        customer_days: arguments.customer_days,
        days: arguments.days,
    };
    let options = ProportionOptions {
        level: arguments.output.level,
        ..ProportionOptions::default()
    };
    let churn = goodwill::retention::churn(&flow, arguments.base, &options)?;
    let annualised = arguments
        .periods_per_year
        .map(|periods| churn_annualised(&churn.probability, periods))
        .transpose()?;
    let result = ChurnResult {
        churn,
        retention: retention(&flow, &options).ok(),
        annualised,
    };
    output::show(&arguments.output, "churn", &result, &[], |width| {
        let (rate, unit) = match churn.base {
            ChurnBase::Start => ("Churn, of the customers at the start", Unit::Share),
            ChurnBase::StartPlusJoiners => ("Churn, of the start and the joiners", Unit::Share),
            ChurnBase::Average => ("Churn, of the average customers", Unit::Share),
            ChurnBase::CustomerDays | ChurnBase::DailySum => ("Churn per customer-day", Unit::Number),
        };
        let mut rows = vec![Figure::new(rate, unit, &churn.rate)];
        if churn.rate != churn.probability {
            rows.push(Figure::new(
                "Probability to leave within the period",
                Unit::Share,
                &churn.probability,
            ));
        }
        if let Some(annualised) = &result.annualised {
            rows.push(Figure::new(
                "Probability to leave within a year",
                Unit::Share,
                annualised,
            ));
        }
        if let Some(retention) = &result.retention {
            rows.push(Figure::new(
                "Retention of the customers at the start",
                Unit::Share,
                retention,
            ));
        }
        let mut text = figures(&rows, width);
        if result.retention.is_none() {
            text.push_str(
                "No retention: --joined-lost does not say how many of the lost had joined meanwhile\n",
            );
        }
        text
    })
}

pub(crate) fn growth(arguments: &cli::Growth) -> Result<(), Failure> {
    let (purchases, notes) = reading::purchases(&arguments.orders, &arguments.reading)?;
    let as_of = arguments.orders.as_of.unwrap_or(purchases.last_day());
    let options = ProportionOptions {
        level: arguments.output.level,
        ..ProportionOptions::default()
    };
    let growth = growth_accounting(&purchases, arguments.period, as_of, &options)?;
    output::show(&arguments.output, "growth_accounting", &growth, &notes, |width| {
        terminal::growth(&growth.periods, width)
    })
}
