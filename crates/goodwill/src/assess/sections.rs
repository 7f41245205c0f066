//! The parts of an assessment, room by room: each files its indicators and gives what is to be shown beside them.

use super::indicators::{Indicators, Label, Unit};
use super::{AssessOptions, ModelSection, OrdersPerCustomer, TierSection, models};
use crate::calendar::{Day, Period, TimeUnit, Window};
use crate::choice::Choice;
use crate::error::Result;
use crate::numeric::sum::exact_sum;
use crate::purchase::{
    InterpurchaseOptions, PurchaseFrequency, Purchases, RepeatOptions, RepeatVariant, interpurchase_time,
    order_value, repeat_rate, revenue_per_buyer,
};
use crate::retention::GrowthPeriod;
use crate::segment::{TierRules, purchase_tier_table};
use crate::value::{Concentration, cltv_historic, concentration};
use crate::watch::unless_interrupted;
use alloc::{format, string::String, string::ToString, vec::Vec};

pub(super) fn purchase_indicators(
    indicators: &mut Indicators,
    orders: &Purchases,
    span: Window,
    frequency: &PurchaseFrequency,
    options: &AssessOptions,
) {
    let days = format!("over {} days", span.days());
    let label = Label::new(
        "purchase_frequency",
        Unit::Number,
        format!("orders per customer {days}"),
    );
    indicators.add(label.headline(), Ok(frequency.mean));
    if orders.has_amounts() {
        let label = Label::new("order_value", Unit::Money, "revenue per order").headline();
        indicators.add(
            label,
            order_value(orders, span, options.level).map(|value| value.mean),
        );
        let label = Label::new(
            "revenue_per_buyer",
            Unit::Money,
            format!("revenue per customer {days}"),
        );
        indicators.add(label, revenue_per_buyer(orders, span, options.level));
    } else {
        indicators.lacks("order_value", "a column of amounts");
        indicators.lacks("revenue_per_buyer", "a column of amounts");
    }

    let horizon = options.repeat_within_days;
    let repeat = RepeatOptions {
        level: options.level,
        horizon_days: Some(horizon),
        ..RepeatOptions::default()
    };
    let rate = |window, variant| repeat_rate(orders, window, variant, &repeat).map(|rate| rate.rate);
    let label = Label::new(
        "repeat_rate",
        Unit::Share,
        format!("customers with two or more orders {days}"),
    );
    indicators.add(
        label.titled("Repeat purchase: two or more orders").headline(),
        rate(span, RepeatVariant::TwoOrMore),
    );
    let within = format!("Ordered again within {horizon} days");
    let label = Label::new(
        "repeat_rate",
        Unit::Share,
        "of new customers observed that long after their first order",
    );
    indicators.add(label.titled(&within), rate(span, RepeatVariant::WithinHorizon));
    let label = Label::new("repeat_rate", Unit::Share, format!("of all orders {days}"));
    indicators.add(
        label.titled("Repeat orders among all orders"),
        rate(span, RepeatVariant::RepeatOrders),
    );
    let recent = Window {
        start: span
            .start
            .max(span.end.plus(-horizon.cast_signed()).unwrap_or(span.start)),
        end: span.end,
    };
    let label = Label::new(
        "repeat_rate",
        Unit::Share,
        format!("of the buyers of the last {} days", recent.days()),
    );
    indicators.add(
        label.titled("Had bought before (old customers)"),
        rate(recent, RepeatVariant::BoughtBefore),
    );

    let gaps = InterpurchaseOptions {
        unit: TimeUnit::Day,
        level: options.level,
    };
    let label = Label::new(
        "interpurchase_time",
        Unit::Days,
        "days between two orders of a customer, closed gaps only",
    );
    indicators.add(
        label,
        interpurchase_time(orders, span, &gaps).map(|time| time.mean),
    );
}

pub(super) fn orders_per_customer(frequency: &PurchaseFrequency) -> Vec<OrdersPerCustomer> {
    const LAST: u64 = 10;
    let mut rows: Vec<OrdersPerCustomer> = Vec::new();
    for count in &frequency.distribution {
        let label = if count.orders < LAST {
            count.orders.to_string()
        } else {
            format!("{LAST}+")
        };
        match rows.last_mut().filter(|row| row.label == label) {
            Some(row) => row.customers += count.buyers,
            None => rows.push(OrdersPerCustomer {
                label,
                customers: count.buyers,
            }),
        }
    }
    rows
}

pub(super) fn retention_indicators(indicators: &mut Indicators, periods: &[GrowthPeriod], grain: Period) {
    let Some(last) = periods
        .iter()
        .rev()
        .find(|period| period.retention.value.is_finite())
    else {
        let needs = format!("orders in two complete periods (grain: {})", grain.name());
        indicators.lacks("retention", &needs);
        indicators.lacks("churn", &needs);
        return;
    };
    let note = format!(
        "into {}: customers of the {} before who ordered again",
        last.label,
        grain.name()
    );
    indicators.add(
        Label::new("retention", Unit::Share, note).headline(),
        Ok(last.retention),
    );
    let note = format!(
        "into {}: customers of the {} before who did not order",
        last.label,
        grain.name()
    );
    indicators.add(Label::new("churn", Unit::Share, note), Ok(last.churn));
}

pub(super) fn tier_section(
    indicators: &mut Indicators,
    orders: &Purchases,
    span: Window,
    options: &AssessOptions,
) -> Option<TierSection> {
    const YEAR: i32 = 365;
    let rules = &options.tier_rules;
    let horizon = options.repeat_within_days.cast_signed();
    // With enough history, a window that leaves the horizon to see who came back; else all there is.
    let split = span.days() >= 2 * horizon;
    let end = if split {
        span.end.plus(-horizon).ok()?
    } else {
        span.end
    };
    let start = end.plus(-YEAR).map_or(span.start, |start| start.max(span.start));
    let window = Window { start, end };
    let (variant, again) = if split {
        (
            RepeatVariant::AfterWindow,
            format!("ordered again in the {horizon} days after"),
        )
    } else {
        (
            RepeatVariant::TwoOrMore,
            "ordered twice or more in that time".into(),
        )
    };
    let repeat = RepeatOptions {
        level: options.level,
        horizon_days: split.then_some(options.repeat_within_days),
        ..RepeatOptions::default()
    };
    match purchase_tier_table(orders, window, rules, variant, &repeat) {
        Ok(table) => Some(TierSection {
            rule: format!(
                "Customers by their orders from {} to {}, per year; the repeat rate is the share who {again}.",
                window.start,
                window.end.plus(-1).ok()?
            ),
            labels: (0..rules.tiers()).map(|tier| tier_label(rules, tier)).collect(),
            table,
        }),
        Err(error) => {
            indicators.lacks("tier_table", &format!("data that allow it ({error})"));
            None
        }
    }
}

/// "high (5 or more purchases a year)".
fn tier_label(rules: &TierRules, tier: usize) -> String {
    let band = |thresholds: &[f64], what: &str| {
        let lower = thresholds.get(tier);
        let upper = tier.checked_sub(1).and_then(|above| thresholds.get(above));
        match (lower, upper) {
            (Some(lower), None) => format!("{lower} or more {what} a year"),
            (Some(lower), Some(upper)) => format!("{lower} to below {upper} {what} a year"),
            (None, Some(upper)) => format!("below {upper} {what} a year"),
            (None, None) => String::new(),
        }
    };
    let bands: Vec<String> = [
        (rules.spend_thresholds(), "spent"),
        (rules.purchase_thresholds(), "purchases"),
    ]
    .into_iter()
    .filter(|(thresholds, _)| !thresholds.is_empty())
    .map(|(thresholds, what)| band(thresholds, what))
    .collect();
    format!("{} ({})", rules.label(tier as u32), bands.join(", "))
}

pub(super) fn value_indicators(
    indicators: &mut Indicators,
    spend: Option<&[f64]>,
    options: &AssessOptions,
) -> Option<Concentration> {
    let Some(spend) = spend else {
        indicators.lacks("cltv_historic", "a column of amounts");
        indicators.lacks("concentration", "a column of amounts");
        return None;
    };
    let (margin, note) = match options.margin {
        Some(margin) => (
            margin.get(),
            format!("margin of {}% of revenue per customer so far", margin.percent()),
        ),
        None => (
            1.0,
            "revenue per customer so far; give a margin to see profit".into(),
        ),
    };
    let margins: Vec<f64> = spend.iter().map(|spend| spend * margin).collect();
    let label = Label::new("cltv_historic", Unit::Money, note).headline();
    indicators.add(
        label,
        cltv_historic(&margins, options.level).map(|value| value.mean),
    );

    // Who returned more than they bought has no place on a Lorenz curve; they bring nothing.
    let bought: Vec<f64> = spend
        .iter()
        .map(|&spend| if spend < 0.0 { 0.0 } else { spend })
        .collect();
    let concentration = match concentration(&bought, options.level) {
        Ok(concentration) => concentration,
        Err(error) => {
            indicators.lacks("concentration", &format!("data that allow it ({error})"));
            return None;
        }
    };
    for (metric, title, unit, note, estimate) in [
        (
            "top_share",
            "Revenue share of the top 20%",
            Unit::Share,
            "",
            concentration.top_20_percent,
        ),
        (
            "top_share",
            "Revenue share of the top 10%",
            Unit::Share,
            "",
            concentration.top_10_percent,
        ),
        (
            "customers_for_share",
            "Customers who bring 80% of revenue",
            Unit::Share,
            "the fewest that do, as a share of all",
            concentration.customers_for_80.fraction,
        ),
        (
            "gini",
            "Gini coefficient of revenue",
            Unit::Number,
            "0: all customers bring the same; 1: one brings all",
            concentration.gini.gini,
        ),
        (
            "herfindahl",
            "Effective number of customers",
            Unit::Number,
            "as many equal customers would be as concentrated",
            concentration.herfindahl.effective_customers,
        ),
    ] {
        indicators.add(Label::new(metric, unit, note).titled(title), Ok(estimate));
    }
    Some(concentration)
}

/// The models, or why there are none.
pub(super) fn model_section(
    indicators: &mut Indicators,
    orders: &Purchases,
    as_of: Day,
    options: &AssessOptions,
) -> Result<Option<ModelSection>> {
    if !options.models {
        indicators.lacks("compare_models", "models to be asked for");
        return Ok(None);
    }
    match unless_interrupted(models::model_section(orders, as_of, options))? {
        Ok((section, no_value)) => {
            if let Some(needs) = no_value {
                indicators.lacks("lifetime_value", &needs);
            }
            if let Some(value) = &section.value {
                let what = value.margin.map_or_else(
                    || "revenue".into(),
                    |margin| format!("margin of {}% of revenue", margin.percent()),
                );
                let note = format!(
                    "{what} of the next {} months per customer, discounted at {}% a year, by {}",
                    value.months,
                    100.0 * value.discount.get(),
                    section.chosen.label()
                );
                let title = format!("Customer lifetime value, {} months", value.months);
                let label = Label::new("lifetime_value", Unit::Money, note).titled(&title);
                indicators.add(label.headline(), Ok(value.mean));
            }
            Ok(Some(section))
        }
        Err(error) => {
            indicators.lacks("compare_models", &format!("orders that allow it ({error})"));
            Ok(None)
        }
    }
}

/// What each customer has spent; none without amounts.
pub(super) fn spend(orders: &Purchases) -> Option<Vec<f64>> {
    let of = |amounts: &[f64]| exact_sum(amounts.iter().copied());
    orders
        .has_amounts()
        .then(|| orders.iter().map(|customer| of(customer.amounts)).collect())
}

/// What the numbers alone do not say.
pub(super) fn notes(spend: Option<&[f64]>) -> Vec<String> {
    let negative = spend
        .unwrap_or_default()
        .iter()
        .filter(|&&spend| spend < 0.0)
        .count();
    (negative > 0)
        .then(|| {
            format!(
                "Customers who returned more than they bought: {negative}. In the concentration of revenue they count as 0."
            )
        })
        .into_iter()
        .collect()
}
