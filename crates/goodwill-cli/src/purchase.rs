//! `goodwill repeat` and `goodwill tiers`.

use crate::cli;
use crate::failure::Failure;
use crate::{assess, output, reading, value};
use goodwill::assess::Unit;
use goodwill::calendar::Window;
use goodwill::choice::Choice;
use goodwill::purchase::{
    InterpurchaseOptions, InterpurchaseTime, OrderValue, PurchaseFrequency, RepeatOptions, RepeatRate,
    RepeatVariant, interpurchase_time, order_value, purchase_frequency, repeat_rate, revenue_per_buyer,
};
use goodwill::{Estimate, Result};
use goodwill_report::terminal::{self, Figure, figures};
use serde::Serialize;

/// Everything about buying again, in one window.
#[derive(Serialize)]
struct Buying {
    window: Window,
    purchase_frequency: PurchaseFrequency,
    order_value: Option<OrderValue>,
    revenue_per_buyer: Option<Estimate>,
    repeat_rates: Vec<RepeatRate>,
    interpurchase_time: Option<InterpurchaseTime>,
    /// What the window does not allow, and why.
    undefined: Vec<String>,
}

impl Buying {
    /// Keeps a figure, or the reason why there is none.
    fn keep<T>(&mut self, name: &str, figure: Result<T>) -> Option<T> {
        figure
            .map_err(|error| {
                let subject = if error.parameter() == "window" {
                    "the window "
                } else {
                    ""
                };
                self.undefined
                    .push(format!("{name}: {subject}{}", error.reason()));
            })
            .ok()
    }
}

pub(crate) fn repeat(arguments: &cli::Repeat) -> Result<(), Failure> {
    let (purchases, notes) = reading::purchases(&arguments.orders, &arguments.reading)?;
    let last = arguments
        .to
        .or(arguments.orders.as_of)
        .unwrap_or(purchases.last_day());
    let window = Window {
        start: arguments.from.unwrap_or(purchases.first_day()),
        end: last.plus(1)?,
    };
    let level = arguments.output.level;
    let mut result = Buying {
        window,
        purchase_frequency: purchase_frequency(&purchases, window, level)
            .map_err(|error| error.rename("from"))?,
        order_value: None,
        revenue_per_buyer: None,
        repeat_rates: Vec::new(),
        interpurchase_time: None,
        undefined: Vec::new(),
    };
    if purchases.has_amounts() {
        result.order_value = result.keep("order_value", order_value(&purchases, window, level));
        result.revenue_per_buyer =
            result.keep("revenue_per_buyer", revenue_per_buyer(&purchases, window, level));
    } else {
        result
            .undefined
            .push("order_value: needs a column of amounts".into());
    }
    let options = RepeatOptions {
        level,
        horizon_days: Some(arguments.repeat_within),
        ..RepeatOptions::default()
    };
    for &variant in RepeatVariant::ALL {
        // Nothing is known of the days after the last.
        if variant == RepeatVariant::AfterWindow && arguments.to.is_none() {
            continue;
        }
        let rate = repeat_rate(&purchases, window, variant, &options);
        let rate = result.keep(variant.name(), rate);
        result.repeat_rates.extend(rate);
    }
    let gaps = InterpurchaseOptions {
        level,
        ..InterpurchaseOptions::default()
    };
    result.interpurchase_time = result.keep(
        "interpurchase_time",
        interpurchase_time(&purchases, window, &gaps),
    );
    output::show(&arguments.output, "repeat_rate", &result, &notes, |width| {
        repeat_table(&result, arguments.repeat_within, width)
    })
}

fn repeat_table(result: &Buying, horizon: u32, width: u16) -> String {
    let within = format!("New customers: again within {horizon} days");
    let after = format!("Again in the {horizon} days after");
    let mut rows = vec![Figure::new(
        "Orders per customer",
        Unit::Number,
        &result.purchase_frequency.mean,
    )];
    if let Some(value) = &result.order_value {
        rows.push(Figure::new("Order value", Unit::Money, &value.mean));
    }
    if let Some(value) = &result.revenue_per_buyer {
        rows.push(Figure::new("Revenue per customer", Unit::Money, value));
    }
    for rate in &result.repeat_rates {
        let title = match rate.variant {
            RepeatVariant::TwoOrMore => "Two or more orders",
            RepeatVariant::BoughtBefore => "Had bought before",
            RepeatVariant::WithinHorizon => &within,
            RepeatVariant::RepeatOrders => "Repeat orders, of all orders",
            RepeatVariant::AfterWindow => &after,
        };
        rows.push(Figure::new(title, Unit::Share, &rate.rate));
    }
    let mut medians = String::new();
    if let Some(time) = &result.interpurchase_time {
        rows.push(Figure::new("Days between orders, mean", Unit::Days, &time.mean));
        let open = if time.median_with_open_gaps.is_nan() {
            "counting the open gaps, fewer than half have closed".to_owned()
        } else {
            format!(
                "counting the open gaps {}",
                terminal::number(Unit::Days, time.median_with_open_gaps)
            )
        };
        medians = format!(
            "Median of the days between orders: {}; {open}.",
            terminal::number(Unit::Days, time.median)
        );
    }
    let header = format!(
        "{} to {}\n\n",
        result.window.start,
        result
            .window
            .end
            .plus(-1)
            .map_or_else(|_| String::new(), |day| day.to_string())
    );
    let remarks = result.undefined.iter().map(String::as_str);
    let remarks = (!medians.is_empty())
        .then_some(medians.as_str())
        .into_iter()
        .chain(remarks);
    header + &figures(&rows, width) + &terminal::bullets(remarks, width)
}

pub(crate) fn tiers(arguments: &cli::Tiers) -> Result<(), Failure> {
    let options = assess::options(&arguments.orders, &arguments.tiers, arguments.output.level)?;
    let (purchases, mut notes) = reading::purchases(&arguments.orders, &arguments.reading)?;
    let assessment = goodwill::assess(&purchases, None, &options)?;
    let Some(tiers) = &assessment.tiers else {
        return Err(value::not_computed(&assessment, "tier_table"));
    };
    notes.extend(assessment.data.notes.iter().cloned());
    output::show(&arguments.output, "purchase_tier_table", tiers, &notes, |width| {
        terminal::tiers(tiers, width)
    })
}
