//! What a verb says, with its interval.

use super::fit::Arguments;
use super::verbs::{Call, Terms};
use crate::error::Reply;
use crate::frames::{self, Table};
use crate::long_work::attended;
use crate::mirror::Mirror;
use goodwill::calendar::TimeUnit;
use goodwill::model::{AnyFitted, AnyModel, AnyPosterior, History, HistoryColumns};
use goodwill::{Estimate, Result};
use pyo3::prelude::*;

/// What knows how sure a model is.
pub(super) trait Uncertain: Sync {
    fn of_one(&self, f: impl Fn(&AnyModel) -> Result<f64> + Sync) -> Result<Estimate>;
    fn of_rows(
        &self,
        rows: usize,
        f: impl Fn(&AnyModel, usize) -> Result<f64> + Sync + Send,
    ) -> Result<Vec<Estimate>>;
    fn of_histories(
        &self,
        columns: &HistoryColumns<'_>,
        f: impl Fn(&AnyModel, &History) -> Result<f64> + Sync + Send,
    ) -> Result<Vec<Estimate>>;
}

macro_rules! uncertain {
    ($($name:ty),*) => {$(
        impl Uncertain for $name {
            fn of_one(&self, f: impl Fn(&AnyModel) -> Result<f64> + Sync) -> Result<Estimate> {
                self.predict(f)
            }
            fn of_rows(
                &self,
                rows: usize,
                f: impl Fn(&AnyModel, usize) -> Result<f64> + Sync + Send,
            ) -> Result<Vec<Estimate>> {
                self.predict_rows(rows, f)
            }
            fn of_histories(
                &self,
                columns: &HistoryColumns<'_>,
                f: impl Fn(&AnyModel, &History) -> Result<f64> + Sync + Send,
            ) -> Result<Vec<Estimate>> {
                self.predict_histories(columns, f)
            }
        }
    )*};
}

uncertain!(AnyFitted, AnyPosterior);

/// What a verb says with its interval: an estimate, or a table of values and intervals.
pub(super) fn predicted<'py>(
    py: Python<'py>,
    of: &impl Uncertain,
    unit: Option<TimeUnit>,
    verb: &str,
    arguments: &Arguments<'_, 'py>,
    terms: Option<&Arguments<'_, 'py>>,
) -> Reply<Bound<'py, PyAny>> {
    let call = Call::read(
        verb,
        &arguments.0,
        Terms::read(terms.map(|terms| &*terms.0))?,
        unit,
    )?;
    let Some(rows) = call.rows else {
        let estimate = py.detach(|| of.of_one(|model| call.at(model, 0)))?;
        return Ok(Estimate::give(&estimate, py)?);
    };
    let estimates = attended(py, None, |desk| match call.histories(rows) {
        Some(histories) => of.of_histories(&histories.columns(), |model, history| {
            desk.ask()?;
            call.of_history(model, history)
        }),
        None => of.of_rows(rows, |model, row| {
            desk.ask()?;
            call.of_row(model, row)
        }),
    })?;
    table(py, &call, &estimates)
}

/// One estimate a row, null for a row whose value is NaN: it misses something, or the answer is undefined.
pub(super) fn table<'py>(py: Python<'py>, call: &Call, estimates: &[Estimate]) -> Reply<Bound<'py, PyAny>> {
    let column = |part: fn(&Estimate) -> f64| {
        let known = |estimate: &Estimate| {
            if estimate.value.is_nan() {
                f64::NAN
            } else {
                part(estimate)
            }
        };
        frames::doubles(&estimates.iter().map(known).collect::<Vec<_>>())
    };
    let table = Table::new(vec![
        (call.verb.name(), column(|estimate| estimate.value)),
        ("standard_error", column(|estimate| estimate.standard_error)),
        ("lower", column(|estimate| estimate.interval.lower)),
        ("upper", column(|estimate| estimate.interval.upper)),
    ])?;
    Ok(Bound::new(py, table)?.into_any())
}
