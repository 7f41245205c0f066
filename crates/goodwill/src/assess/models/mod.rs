//! What probability models make of the orders: which of them fits, how its forecast stood up, who is still a customer.

mod candidates;
mod customers;
mod reason;
mod totals;
mod value;

pub use candidates::ModelCandidate;
pub use customers::{AliveGroup, Outlook};
pub use value::{ValueGroup, ValueOutlook};

use super::AssessOptions;
use crate::calendar::{Day, TimeUnit};
use crate::error::{Error, ErrorCode, Result};
use crate::model::{
    AnyData, AnyFitted, AnyModel, CalibrationTable, FitOptions, HistoryCounts, HoldoutCounts, HoldoutOptions,
    HoldoutTable, ModelKind, Tracking, TrackingOptions, calibration_table, holdout_table, tracking,
};
use crate::purchase::{HistoryOptions, Purchases};
use crate::watch::unless_interrupted;
use alloc::{format, string::String, vec::Vec};

/// Fewer customers who bought again than this tell a model too little.
const FEWEST_REPEATERS: u64 = 20;
/// The unit of the models' time.
const UNIT: TimeUnit = TimeUnit::Week;
/// The most that is held back of the orders, in weeks: a year, so that every season counts once.
const LONGEST_HOLDOUT: i32 = 52;
/// The least that is worth holding back, in weeks.
const SHORTEST_HOLDOUT: i32 = 4;
/// Customers with as many repeat purchases and more stand in one row of the tables.
const CENSOR: u32 = 7;

/// What probability models make of the orders.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ModelSection {
    /// The unit of time of every parameter.
    pub unit: TimeUnit,
    /// The last day of the orders that the candidates were fitted to; what came after was held back. The last day observed
    /// where the orders span too little time to hold any back.
    pub calibration_end: Day,
    /// The models that were tried.
    pub candidates: Vec<ModelCandidate>,
    /// The one that is used.
    pub chosen: ModelKind,
    /// Why, in words.
    pub reason: String,
    /// The chosen model fitted to all orders.
    pub fitted: AnyFitted,
    /// Repeat orders by week, expected and actual, of the chosen candidate.
    pub tracking: Option<Tracking>,
    /// Customers by repeat orders up to the end of calibration, expected and actual, of the chosen candidate.
    pub calibration: CalibrationTable,
    /// Held-back orders by repeat orders before, expected and actual, of the chosen candidate.
    pub holdout: Option<HoldoutTable>,
    /// Who is still a customer, and what they will buy, by the chosen model fitted to all orders.
    pub outlook: Outlook,
    /// What they will be worth; `None` where the orders do not allow it.
    pub value: Option<ValueOutlook>,
    /// What a reader must know.
    pub notes: Vec<String>,
}

/// Fits, compares and uses the models; the error says why the orders do not allow it.
///
/// Beside the section stands why there is no lifetime value in it, where there is none.
pub(super) fn model_section(
    orders: &Purchases,
    as_of: Day,
    options: &AssessOptions,
) -> Result<(ModelSection, Option<String>)> {
    let histories = HistoryOptions {
        unit: UNIT,
        ..HistoryOptions::new(as_of)
    };
    let customers = orders.histories(&histories)?;
    let all = HistoryCounts::from_histories(&customers)?;
    enough_repeaters(&all)?;
    let fit = FitOptions {
        level: options.level,
        watch: options.watch.clone(),
        ..FitOptions::default()
    };
    let split = split(orders, as_of)?;
    let (calibration, calibration_end) = match &split {
        Some(split) => (&split.counts, split.end),
        None => (&all, as_of),
    };
    let mut tried = candidates::fit_all(
        calibration,
        split.as_ref().map(|split| &split.holdout),
        &fit,
        options.level,
    )?;
    let (chosen, reason) = candidates::choose(&mut tried)?;
    let fitted = AnyModel::fit(chosen, AnyData::Histories(&all), &fit)?;
    let on_calibration = candidates::model_of(&tried, chosen)?;
    let (tracked, holdout) = match &split {
        Some(split) => (
            Some(tracking(
                on_calibration,
                orders,
                &TrackingOptions {
                    observation_end: Some(as_of),
                    ..TrackingOptions::new(split.end)
                },
            )?),
            Some(holdout_table(
                on_calibration,
                &split.holdout,
                &HoldoutOptions {
                    groups: CENSOR + 1,
                    ..HoldoutOptions::default()
                },
            )?),
        ),
        None => (None, None),
    };
    let calibration = calibration_table(on_calibration, calibration, CENSOR)?;
    let outlook = customers::outlook(&fitted, &all, options)?;
    let (value, no_value) = if orders.has_amounts() {
        match unless_interrupted(value::value(&fitted, &all, &customers, options))? {
            Ok(value) => (Some(value), None),
            Err(error) => (None, Some(format!("amounts that allow it ({error})"))),
        }
    } else {
        (None, Some("a column of amounts".into()))
    };
    let notes = notes(&fitted, value.as_ref());
    let section = ModelSection {
        unit: UNIT,
        calibration_end,
        candidates: tried.into_iter().map(|tried| tried.candidate).collect(),
        chosen,
        reason,
        fitted,
        tracking: tracked,
        calibration,
        holdout,
        outlook,
        value,
        notes,
    };
    Ok((section, no_value))
}

/// The orders in two: what the candidates are fitted to, and what is held back.
struct Split {
    end: Day,
    counts: HistoryCounts,
    holdout: HoldoutCounts,
}

/// Holds back the later half of the time, in whole weeks, a year at most; nothing where too little would be left.
fn split(orders: &Purchases, as_of: Day) -> Result<Option<Split>> {
    let weeks = (as_of.number() - orders.first_day().number() + 1) / 7;
    let held_back = (weeks / 2).min(LONGEST_HOLDOUT);
    if held_back < SHORTEST_HOLDOUT {
        return Ok(None);
    }
    let end = as_of.plus(-7 * held_back)?;
    // An end inside a week or a month that is one occasion, or customers who are all older: fit to everything instead.
    let Ok(both) = orders.calibration_holdout(end, as_of, UNIT) else {
        return Ok(None);
    };
    let counts = HistoryCounts::from_histories(&both.calibration)?;
    if enough_repeaters(&counts).is_err() {
        return Ok(None);
    }
    Ok(Some(Split {
        end,
        holdout: HoldoutCounts::from_split(&both)?,
        counts,
    }))
}

fn enough_repeaters(counts: &HistoryCounts) -> Result<()> {
    if counts.repeaters() < FEWEST_REPEATERS {
        return Err(Error::new(
            ErrorCode::NotIdentified,
            "orders",
            format!(
                "are of {} customers who ordered again; a model needs at least {FEWEST_REPEATERS}",
                counts.repeaters()
            ),
        ));
    }
    Ok(())
}

fn notes(fitted: &AnyFitted, value: Option<&ValueOutlook>) -> Vec<String> {
    let of_spend = value.map(|value| &value.fitted.summary.warnings);
    let mut notes: Vec<String> = fitted
        .summary
        .warnings
        .iter()
        .chain(of_spend.into_iter().flatten())
        .map(|warning| format!("{}.", warning.message.trim_end_matches('.')))
        .collect();
    if fitted.summary.model == ModelKind::BgNbd {
        notes.push(
            "By the construction of BG/NBD a customer can leave only after a repeat order: P(alive) of everyone with a single order is 1."
                .into(),
        );
    }
    if fitted.summary.model == ModelKind::Nbd {
        notes.push("NBD knows no customer who leaves: P(alive) is 1 for all.".into());
    }
    notes
}
