//! What a model is fitted to or asked about: histories, from orders or from a file of them.

use crate::cli::{HistoryNames, Orders, Reading};
use crate::failure::Failure;
use crate::reading;
use goodwill::calendar::TimeUnit;
use goodwill::model::HistoryCounts;
use goodwill::purchase::{CustomerId, Histories, HistoryOptions, Purchases};
use goodwill_arrow::file::HistoryTable;

/// A file, read.
pub(crate) struct Input {
    pub(crate) table: HistoryTable,
    /// The unit of its times, if it is known.
    pub(crate) unit: Option<TimeUnit>,
    /// What a reader of the result should know about how it was read.
    pub(crate) notes: Vec<String>,
    /// The orders, if it holds orders.
    orders: Option<(Purchases, HistoryOptions)>,
}

/// Reads orders or histories, whichever the file holds.
pub(crate) fn read(
    orders: &Orders,
    names: &HistoryNames,
    unit: Option<TimeUnit>,
    flags: &Reading,
) -> Result<Input, Failure> {
    if let Some((table, report)) = reading::histories(orders, names, flags)? {
        return Ok(Input {
            table,
            unit,
            notes: reading::notes(&report),
            orders: None,
        });
    }
    let (purchases, notes) = reading::purchases(orders, flags)?;
    let options = HistoryOptions {
        unit: unit.unwrap_or_default(),
        ..HistoryOptions::new(orders.as_of.unwrap_or(purchases.last_day()))
    };
    let histories = purchases.histories(&options)?;
    Ok(Input {
        table: table(&histories, purchases.has_amounts()),
        unit: Some(options.unit),
        notes,
        orders: Some((purchases, options)),
    })
}

fn table(histories: &Histories, money: bool) -> HistoryTable {
    let name = |id: CustomerId<'_>| match id {
        CustomerId::Integer(id) => id.to_string(),
        CustomerId::String(id) => id.to_owned(),
    };
    HistoryTable {
        customers: histories.customers.iter().map(name).collect(),
        frequency: histories.frequency.iter().copied().map(f64::from).collect(),
        recency: histories.recency.clone(),
        tenure: histories.tenure.clone(),
        monetary_value: if money {
            histories.monetary_value.clone()
        } else {
            Vec::new()
        },
        weights: Vec::new(),
    }
}

impl Input {
    /// The distinct histories; of orders with the times between purchases.
    pub(crate) fn counts(&self) -> goodwill::Result<HistoryCounts> {
        match &self.orders {
            Some((purchases, options)) => HistoryCounts::from_purchases(purchases, options),
            None => HistoryCounts::from_columns(&self.table.columns(), self.weights(), self.unit),
        }
    }

    /// How many customers each row stands for, if it says so.
    pub(crate) fn weights(&self) -> Option<&[f64]> {
        (!self.table.weights.is_empty()).then_some(&self.table.weights[..])
    }

    /// Whether there is money.
    pub(crate) fn has_money(&self) -> bool {
        !self.table.monetary_value.is_empty()
    }
}
