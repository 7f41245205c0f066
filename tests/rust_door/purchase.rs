//! Cases of the purchase room.

use crate::Answer;
use goodwill::Result;
use goodwill::calendar::{Day, Window};
use goodwill::purchase::{
    CustomerColumn, InterpurchaseOptions, OrderTotals, PurchaseBatch, PurchaseOptions, Purchases,
    PurchasesBuilder, RepeatOptions, interpurchase_time, order_ratios, order_value, purchase_frequency,
    repeat_from_counts, repeat_rate, revenue_per_buyer,
};
use goodwill::quantity::{Level, Money};
use goodwill_tests::{Case, Outputs, data_dir};

pub(crate) fn call(case: &Case) -> Answer {
    Some(match case.function.as_str() {
        "repeat_from_counts" => from_counts(case),
        "repeat_rate" => rate(case),
        "purchase_frequency" => in_window(case)
            .and_then(|(orders, window)| give(&purchase_frequency(&orders, window, level(case)?)?)),
        "order_value" => {
            in_window(case).and_then(|(orders, window)| give(&order_value(&orders, window, level(case)?)?))
        }
        "revenue_per_buyer" => in_window(case)
            .and_then(|(orders, window)| give(&revenue_per_buyer(&orders, window, level(case)?)?)),
        "interpurchase_time" => gaps(case),
        "order_ratios" => ratios(case),
        _ => return None,
    })
}

#[allow(clippy::unnecessary_wraps)] // so that a call reads as one chain
fn give(result: &impl serde::Serialize) -> Result<Outputs> {
    Ok(Outputs::of(result))
}

fn level(case: &Case) -> Result<Level> {
    Level::new("level", case.number_or("level", 0.95))
}

/// The columns `id`, `date` (YYYYMMDD) and `spend` of the file the case names.
pub(crate) fn orders(case: &Case) -> Result<Purchases> {
    let path = data_dir().join(case.text("orders"));
    let text = std::fs::read_to_string(path).expect("a readable data file");
    let mut lines = text.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let header = lines.next().expect("a header");
    let column = |name| header.iter().position(|field| *field == name).expect(name);
    let (id, date, spend) = (column("id"), column("date"), column("spend"));
    let (mut customers, mut days, mut amounts) = (Vec::new(), Vec::new(), Vec::new());
    for fields in lines {
        let date: i32 = fields[date].parse().expect("a date");
        let day = Day::from_ymd(date / 10_000, (date / 100 % 100) as u8, (date % 100) as u8)?;
        customers.push(fields[id].parse::<i64>().expect("a customer"));
        days.push(day.number());
        amounts.push(fields[spend].parse::<f64>().expect("an amount"));
    }
    let mut builder = PurchasesBuilder::new(&PurchaseOptions::default());
    builder.update(&PurchaseBatch::new(CustomerColumn::Integers(&customers), &days).amounts(&amounts))?;
    builder.finish()
}

pub(crate) fn window(case: &Case) -> Result<Window> {
    Ok(Window {
        start: case.text("window_start").parse()?,
        end: case.text("window_end").parse()?,
    })
}

fn in_window(case: &Case) -> Result<(Purchases, Window)> {
    Ok((orders(case)?, window(case)?))
}

pub(crate) fn repeat_options(case: &Case) -> Result<RepeatOptions> {
    Ok(RepeatOptions {
        level: level(case)?,
        interval: case.choice_or_default("interval")?,
        horizon_days: case
            .has("horizon_days")
            .then(|| case.count("horizon_days") as u32),
    })
}

fn from_counts(case: &Case) -> Result<Outputs> {
    give(&repeat_from_counts(
        case.count("repeaters"),
        case.count("base"),
        case.choice("variant")?,
        &repeat_options(case)?,
    )?)
}

fn rate(case: &Case) -> Result<Outputs> {
    give(&repeat_rate(
        &orders(case)?,
        window(case)?,
        case.choice("variant")?,
        &repeat_options(case)?,
    )?)
}

fn gaps(case: &Case) -> Result<Outputs> {
    let defaults = InterpurchaseOptions::default();
    let options = InterpurchaseOptions {
        unit: if case.has("unit") {
            case.choice("unit")?
        } else {
            defaults.unit
        },
        level: level(case)?,
    };
    give(&interpurchase_time(&orders(case)?, window(case)?, &options)?)
}

fn ratios(case: &Case) -> Result<Outputs> {
    give(&order_ratios(&OrderTotals {
        buyers: case.count("buyers"),
        orders: case.count("orders"),
        revenue: Money::new("revenue", case.number("revenue"))?,
    })?)
}
