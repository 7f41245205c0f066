//! Simulated customers.

use super::fit::ModelCore;
use crate::columns::ColumnLike;
use crate::error::{Failure, Reply};
use crate::frames::{self, Table};
use crate::mirror::{Array, Capsule, Given, mirror};
use goodwill::choice::Choice as _;
use goodwill::model::{self as core, AnyModel};
use goodwill::{Error, ErrorCode};
use pyo3::prelude::*;

mirror! {
    /// Simulated customers: their histories, and what no data show: their own rates and when they left.
    SimulatedHistories in "goodwill.model" = core::SimulatedHistories {
        /// Repeat purchases.
        frequency: Array<f64>,
        /// Time of the last purchase; 0 without repeat purchase.
        recency: Array<f64>,
        /// Time observed.
        tenure: Array<f64>,
        /// When the customer left; NaN who had not at the end.
        left: Array<f64>,
        /// The customer's own rate of purchases: what `posterior_rates` estimates.
        purchase_rate: Array<f64>,
        /// The customer's own rate of dropout.
        dropout_rate: Array<f64>,
        /// Where each customer's purchases begin in `times`, and at last its length.
        offsets: Array<usize>,
        /// The times of all repeat purchases since the customer's first one, customer after customer.
        times: Array<f64>,
    }
    methods {
        /// The number of customers.
        fn __len__(&self) -> usize {
            self.0.tenure.len()
        }

        /// The histories as an Arrow stream, one row a customer.
        #[pyo3(signature = (requested_schema = None))]
        fn __arrow_c_stream__<'py>(
            &self,
            py: Python<'py>,
            requested_schema: Option<Bound<'py, PyAny>>,
        ) -> PyResult<Capsule<'py>> {
            self.table()?.__arrow_c_stream__(py, requested_schema)
        }

        /// The histories, one row a customer.
        fn table(&self) -> PyResult<Table> {
            Ok(Table::new(vec![
                ("frequency", frames::doubles(&self.0.frequency)),
                ("recency", frames::doubles(&self.0.recency)),
                ("tenure", frames::doubles(&self.0.tenure)),
                ("left", frames::doubles(&self.0.left)),
                ("purchase_rate", frames::doubles(&self.0.purchase_rate)),
                ("dropout_rate", frames::doubles(&self.0.dropout_rate)),
            ])?)
        }
    }
}

mirror! {
    /// Simulated contracts: how often each was renewed, and whether it ended at the decision after.
    SimulatedContracts in "goodwill.model" = core::SimulatedContracts {
        /// Renewals made.
        renewals: Array<f64>,
        /// Whether the contract ended; else it was still running after the last decision observed.
        churned: Array<bool>,
    }
}

/// Simulated contracts of a model, one a number of decisions.
#[pyfunction]
pub(crate) fn simulate_contracts(
    py: Python<'_>,
    model: &Bound<'_, ModelCore>,
    decisions: ColumnLike<'_, '_>,
    seed: u64,
) -> Reply<SimulatedContracts> {
    let decisions = decisions.read("decisions")?.integers::<u32>()?;
    let model = model.get().model.renewal_model()?;
    Ok(py.detach(|| model.simulate(&decisions, seed)).into())
}

/// Simulated mean spends, one a number of purchases.
#[pyfunction]
pub(crate) fn simulate_spend<'py>(
    py: Python<'py>,
    model: &Bound<'_, ModelCore>,
    frequency: ColumnLike<'_, '_>,
    seed: u64,
) -> Reply<Given<'py, Array<f64>>> {
    let frequency = frequency.read("frequency")?;
    let AnyModel::GammaGamma(model) = &model.get().model else {
        return Err(refused(&model.get().model));
    };
    let spend = py.detach(|| model.simulate(&frequency.numbers()?, seed))?;
    Ok(Given::new(py, &spend)?)
}

/// Simulated customers of a model, one a tenure.
#[pyfunction]
pub(crate) fn simulate_of(
    py: Python<'_>,
    model: &Bound<'_, ModelCore>,
    tenures: ColumnLike<'_, '_>,
    seed: u64,
) -> Reply<SimulatedHistories> {
    let tenures = tenures.read("tenures")?;
    let model = model.get().model.simulator()?;
    Ok(py.detach(|| model.simulate(&tenures.numbers()?, seed))?.into())
}

fn refused(model: &AnyModel) -> Failure {
    Error::new(ErrorCode::NotApplicable, "model", "makes up no such customers")
        .with_value(model.kind().name())
        .into()
}
