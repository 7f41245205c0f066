//! `goodwill.purchase`.

use super::estimate as door;
use crate::capsule;
use crate::choice::{Pick, pick};
use crate::columns::Column;
use crate::error::Reply;
use crate::frames::{self, Table};
use crate::mirror::{Array, Capsule, Mirror, Tree, mirror};
use crate::scalar::{Count, DateLike, WindowLike};
use arrow_array::ffi_stream::ArrayStreamReader;
use arrow_array::{Array as _, ArrayReader as _, ArrayRef, StructArray};
use arrow_schema::DataType;
use goodwill::calendar::{Day, TimeUnit};
use goodwill::estimate::ProportionInterval;
use goodwill::purchase::{
    self as core, CustomerId, CustomerIds, Grain, HistoryOptions, PurchaseBatch, PurchaseOptions,
    RepeatVariant, ReturnsPolicy, ZeroAmounts,
};
use goodwill::quantity::{Level, Money};
use goodwill::{Error, ErrorCode, Estimate};
use goodwill_arrow::column;
use goodwill_arrow::date::DateFormat;
use pyo3::inspect::PyStaticExpr;
use pyo3::prelude::*;
use pyo3::type_hint_identifier;
use pyo3::types::PyBytes;
use std::sync::{Mutex, MutexGuard, PoisonError};

mirror! {
    /// The three ratios of `OrderTotals`. Totals carry no spread, so these have no interval.
    OrderRatios in "goodwill.purchase" = core::OrderRatios {
        /// 购买频率: orders per buyer.
        purchase_frequency: f64,
        /// 客单价: revenue per order.
        order_value: f64,
        /// Revenue per buyer: purchase frequency × order value.
        revenue_per_buyer: f64,
    }
}

mirror! {
    /// What an order brings.
    OrderValue in "goodwill.purchase" = core::OrderValue {
        /// Revenue per order, in the currency of the amounts; `n` counts buyers.
        mean: Estimate,
        /// Revenue of the window.
        revenue: f64,
        /// Orders in the window.
        orders: u64,
        /// Customers who placed them.
        buyers: u64,
    }
}

mirror! {
    /// How often the buyers of a period bought.
    PurchaseFrequency in "goodwill.purchase" = core::PurchaseFrequency {
        /// Orders per buyer, at least 1: the mean, with Student's t interval.
        mean: Estimate,
        /// Customers with an order in the window.
        buyers: u64,
        /// Their orders in it.
        orders: u64,
        /// How many buyers placed how many orders, by ascending number of orders; numbers nobody has are left out.
        distribution: Vec<core::OrderCount>,
    }
}

mirror! {
    /// How many buyers placed that many orders.
    OrderCount in "goodwill.purchase" = core::OrderCount {
        /// Orders of one buyer.
        orders: u64,
        /// Buyers with that many.
        buyers: u64,
    }
}

mirror! {
    /// What became of the rows: every row read is counted once, `rows = missing_customer + missing_day +
    /// missing_amount + after_as_of + before_history_start + returns + merged + occasions`, and `+ zero_amounts`
    /// where `ZeroAmounts::Drop` leaves them out.
    Intake in "goodwill.purchase" = core::Intake {
        /// Rows read.
        rows: u64,
        /// Rows without a customer; left out.
        missing_customer: u64,
        /// Rows with a customer and without a day; left out.
        missing_day: u64,
        /// Rows with a customer and a day and without an amount, where amounts are given; left out.
        missing_amount: u64,
        /// Rows after `as_of`; left out.
        after_as_of: u64,
        /// Rows before `history_start`; they make no occasion.
        before_history_start: u64,
        /// Rows with a negative amount, whatever the policy did with them.
        returns: u64,
        /// Of the returns that were netted, rows before the customer's first occasion; left out.
        unmatched_returns: u64,
        /// Rows with an amount of exactly zero, whatever the policy did with them.
        zero_amounts: u64,
        /// Rows that joined an occasion made by another row.
        merged: u64,
        /// Purchase occasions.
        occasions: u64,
        /// Customers with an occasion.
        customers: u64,
        /// Customers named by a row, none of whose rows made an occasion. Rows after `as_of`, rows without a day or an
        /// amount, dropped returns and dropped zeros name nobody.
        customers_without_purchases: u64,
    }
}

mirror! {
    /// Each customer's purchases as of a day: parallel columns, customers by ascending identifier.
    Histories in "goodwill.purchase" = core::Histories {
        /// Who.
        customers: CustomerIds,
        /// Repeat purchase occasions: all but the first (all, with `include_first`).
        frequency: Array<u32>,
        /// Time from the first purchase to the last, in `unit`; 0 for a customer who bought once.
        recency: Array<f64>,
        /// T: time from the first purchase to `as_of`, in `unit`.
        tenure: Array<f64>,
        /// Mean amount of the occasions that `frequency` counts; NaN where there is none, and for orders without money.
        monetary_value: Array<f64>,
        /// The day number of the first purchase.
        first_day: Days,
        /// The day number of the last purchase up to `as_of`.
        last_day: Days,
        /// The last day observed.
        as_of: Day,
        /// The unit of recency and tenure.
        unit: TimeUnit,
        /// Whether frequency and monetary value count the first purchase.
        include_first: bool,
        /// Occasions left out because they lie after `as_of`.
        later_occasions: u64,
        /// Customers left out because all their purchases lie after `as_of`.
        later_customers: u64,
        /// Customers left out because they bought before `history_start`.
        known_before: u64,
    }
    methods {
        /// The number of customers.
        fn __len__(&self) -> usize {
            self.0.len()
        }

        /// The histories as an Arrow stream, one row a customer.
        #[pyo3(signature = (requested_schema = None))]
        fn __arrow_c_stream__<'py>(
            &self,
            py: Python<'py>,
            requested_schema: Option<Bound<'py, PyAny>>,
        ) -> PyResult<Capsule<'py>> {
            self.table("customer")?.__arrow_c_stream__(py, requested_schema)
        }

        /// The histories as a table whose customers are called `customer`.
        fn table(&self, customer: &str) -> PyResult<Table> {
            Ok(history_table(&self.0, customer, Vec::new())?)
        }
    }
}

mirror! {
    /// Histories up to the end of a calibration period, and what the same customers did in the holdout period after it.
    CalibrationHoldout in "goodwill.purchase" = core::CalibrationHoldout {
        /// The calibration period, as of its last day.
        calibration: core::Histories,
        /// Purchase occasions of each customer of `calibration` in the holdout period.
        holdout_frequency: Array<u32>,
        /// Mean amount of those occasions; NaN where there is none, and for orders without money.
        holdout_monetary_value: Array<f64>,
        /// The length of the holdout period, in `calibration.unit`; the same for every customer.
        holdout_duration: f64,
        /// The last day of the holdout period.
        observation_end: Day,
    }
    methods {
        /// The number of customers.
        fn __len__(&self) -> usize {
            self.0.calibration.len()
        }

        /// Calibration histories and holdout purchases as an Arrow stream, one row a customer.
        #[pyo3(signature = (requested_schema = None))]
        fn __arrow_c_stream__<'py>(
            &self,
            py: Python<'py>,
            requested_schema: Option<Bound<'py, PyAny>>,
        ) -> PyResult<Capsule<'py>> {
            self.table("customer")?.__arrow_c_stream__(py, requested_schema)
        }

        /// Calibration histories and holdout purchases as a table whose customers are called `customer`.
        fn table(&self, customer: &str) -> PyResult<Table> {
            let split = &self.0;
            let duration = vec![split.holdout_duration; split.calibration.len()];
            let holdout = vec![
                ("holdout_frequency", frames::counts(&split.holdout_frequency)),
                ("holdout_monetary_value", frames::doubles(&split.holdout_monetary_value)),
                ("holdout_duration", frames::doubles(&duration)),
            ];
            Ok(history_table(&split.calibration, customer, holdout)?)
        }
    }
}

mirror! {
    /// The time between one purchase and the next.
    InterpurchaseTime in "goodwill.purchase" = core::InterpurchaseTime {
        /// The mean of the closed gaps, in `unit`; `n` counts the customers who have one.
        mean: Estimate,
        /// The median of the closed gaps, in `unit`.
        median: f64,
        /// The standard deviation of the closed gaps over their mean: 0 for clockwork, 1 for purchases at random times;
        /// NaN for a single gap, or where all gaps are 0.
        coefficient_of_variation: f64,
        /// The time after which half of all gaps, open ones included, have closed (Kaplan–Meier), in `unit`; NaN if fewer
        /// than half close while observed.
        median_with_open_gaps: f64,
        /// Gaps between two purchases in the window.
        closed_gaps: u64,
        /// Gaps that began with a buyer's last purchase in the window: one per buyer.
        open_gaps: u64,
        /// The unit of the times.
        unit: TimeUnit,
    }
}

mirror! {
    /// A repeat purchase rate and what it is made of.
    RepeatRate in "goodwill.purchase" = core::RepeatRate {
        /// The rate, in [0, 1].
        rate: Estimate,
        /// Which rate it is.
        variant: RepeatVariant,
        /// The customers, or orders, that repeat: the numerator.
        repeaters: u64,
        /// The customers, or orders, that could: the denominator.
        base: u64,
        /// Customers left out because they were observed for less than the horizon.
        not_yet_observable: u64,
    }
}

/// Day numbers: an ndarray of `datetime64[D]` in Python.
struct Days;

impl Mirror for Days {
    type Core = Vec<i32>;
    const HINT: PyStaticExpr = pyo3::type_hint_subscript!(
        type_hint_identifier!("numpy.typing", "NDArray"),
        type_hint_identifier!("numpy", "datetime64")
    );

    fn give<'py>(core: &Self::Core, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let days: Vec<i64> = core.iter().map(|&day| day.into()).collect();
        crate::mirror::frozen_array(py, &days)?.call_method1("view", ("M8[D]",))
    }

    fn take(object: &Bound<'_, PyAny>) -> PyResult<Self::Core> {
        Ok(Column::read("days", object)?
            .days()
            .map_err(crate::error::Failure::Core)?
            .into_owned())
    }

    fn tree(core: &Self::Core) -> Tree {
        Tree::List(
            core.iter()
                .map(|&day| Day::new(day).map_or(Tree::None, Tree::Date))
                .collect(),
        )
    }
}

/// Customer identifiers: an ndarray of integers or of texts.
impl Mirror for CustomerIds {
    type Core = Self;
    const HINT: PyStaticExpr = pyo3::type_hint_subscript!(
        type_hint_identifier!("numpy.typing", "NDArray"),
        type_hint_identifier!("typing", "Any")
    );

    fn give<'py>(core: &Self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        match core {
            Self::Integers(ids) => crate::mirror::frozen_array(py, ids),
            Self::Strings(ids) => {
                let texts = pyo3::types::PyList::new(py, ids.iter())?;
                py.import("numpy")?.call_method1("array", (texts, "O"))
            }
        }
    }

    fn take(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(ids) = object.extract::<Vec<i64>>() {
            return Ok(Self::Integers(ids));
        }
        let texts = object.extract::<Vec<String>>()?;
        Ok(Self::Strings(texts.iter().map(String::as_str).collect()))
    }

    fn tree(core: &Self) -> Tree {
        let id = |id: CustomerId<'_>| match id {
            CustomerId::Integer(id) => Tree::Int(id.into()),
            CustomerId::String(id) => Tree::Text(id.into()),
        };
        Tree::List(core.iter().map(id).collect())
    }
}

fn history_table(
    histories: &core::Histories,
    customer: &str,
    more: Vec<(&'static str, ArrayRef)>,
) -> Reply<Table> {
    let mut columns = vec![
        (customer, frames::identifiers(&histories.customers)),
        ("frequency", frames::counts(&histories.frequency)),
        ("recency", frames::doubles(&histories.recency)),
        ("tenure", frames::doubles(&histories.tenure)),
        ("monetary_value", frames::doubles(&histories.monetary_value)),
        ("first_day", frames::dates(&histories.first_day)),
        ("last_day", frames::dates(&histories.last_day)),
    ];
    columns.extend(more);
    Table::new(columns)
}

/// Customers and their purchase occasions: what every metric of purchases is computed from.
///
/// Made by `purchases` from one table, or by a `PurchasesBuilder` from many.
///
/// >>> orders = gw.purchase.purchases(customer=[4, 4, 9], date=["1997-01-01", "1997-01-18", "1997-01-02"])
/// >>> orders
/// <Purchases: 2 customers, 3 occasions from 1997-01-01 to 1997-01-18>
/// >>> orders.customers, orders.occasions, orders.intake.rows
/// (2, 3, 3)
#[pyclass(frozen, module = "goodwill.purchase")]
pub(crate) struct Purchases(pub(crate) core::Purchases);

#[pymethods]
impl Purchases {
    /// The number of customers with a purchase.
    #[getter]
    fn customers(&self) -> usize {
        self.0.customers()
    }

    /// The number of purchase occasions.
    #[getter]
    fn occasions(&self) -> usize {
        self.0.occasions()
    }

    /// What became of the rows: read, left out by reason, merged.
    #[getter]
    fn intake(&self) -> Intake {
        (*self.0.intake()).into()
    }

    /// Whether the orders have amounts.
    #[getter]
    fn has_amounts(&self) -> bool {
        self.0.has_amounts()
    }

    /// The day of the first purchase.
    #[getter]
    fn first_day<'py>(&self, py: Python<'py>) -> PyResult<crate::mirror::Given<'py, Day>> {
        crate::mirror::Given::new(py, &self.0.first_day())
    }

    /// The day of the last purchase.
    #[getter]
    fn last_day<'py>(&self, py: Python<'py>) -> PyResult<crate::mirror::Given<'py, Day>> {
        crate::mirror::Given::new(py, &self.0.last_day())
    }

    /// The identifiers of the customers, ascending.
    #[getter]
    fn ids<'py>(&self, py: Python<'py>) -> PyResult<crate::mirror::Given<'py, CustomerIds>> {
        crate::mirror::Given::new(py, self.0.ids())
    }

    /// The purchases inside a window alone.
    fn within(&self, py: Python<'_>, window: WindowLike<'_, '_>) -> PyResult<Self> {
        let window = window.get("window")?;
        Ok(Self(
            py.detach(|| self.0.within(window))
                .map_err(crate::error::Failure::Core)?,
        ))
    }

    /// The occasions as an Arrow stream: customer, day and amount, by customer and day.
    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Capsule<'py>> {
        let ids = self.0.ids();
        let rows = (0..self.0.customers()).flat_map(|index| self.0.range_of(index).map(move |_| index));
        let customers = match ids {
            CustomerIds::Integers(ids) => CustomerIds::Integers(rows.map(|index| ids[index]).collect()),
            CustomerIds::Strings(ids) => CustomerIds::Strings(rows.map(|index| ids.get(index)).collect()),
        };
        let mut columns = vec![
            ("customer", frames::identifiers(&customers)),
            ("day", frames::dates(self.0.days())),
        ];
        if self.0.has_amounts() {
            columns.push(("amount", frames::doubles(self.0.amounts())));
        }
        Table::new(columns)?.__arrow_c_stream__(py, requested_schema)
    }

    fn __len__(&self) -> usize {
        self.0.occasions()
    }

    fn __repr__(&self) -> String {
        format!(
            "<Purchases: {} customers, {} occasions from {} to {}>",
            self.0.customers(),
            self.0.occasions(),
            self.0.first_day(),
            self.0.last_day()
        )
    }

    fn _repr_html_(&self) -> String {
        let summary = self.__repr__();
        format!(
            "<p>{}</p>{}",
            summary.trim_matches(['<', '>']),
            <core::Intake as Mirror>::tree(self.0.intake()).html()
        )
    }
}

/// What the columns of a table of orders are called, so that errors speak the caller's language.
struct Names {
    customer: String,
    date: String,
    amount: String,
}

impl Names {
    fn rename(&self, error: Error) -> Error {
        let name = match error.parameter() {
            "customers" => &self.customer,
            "days" => &self.date,
            "amounts" => &self.amount,
            _ => return error,
        };
        error.rename(name.clone())
    }
}

/// The columns of some orders, in memory.
struct Orders {
    customers: Column,
    days: Column,
    amounts: Option<Column>,
}

/// How many rows are taken in before Python is asked whether somebody pressed Ctrl-C.
const ROWS_AT_A_TIME: usize = 1 << 20;

/// The part of a column from `row` on that lies in one piece, at most `most` rows.
struct Cursor<'a> {
    chunks: &'a [ArrayRef],
    offset: usize,
}

impl<'a> Cursor<'a> {
    fn new(column: &'a Column) -> Self {
        Self {
            chunks: &column.chunks,
            offset: 0,
        }
    }

    fn available(&mut self) -> usize {
        while let Some(chunk) = self.chunks.first() {
            if self.offset < chunk.len() {
                return chunk.len() - self.offset;
            }
            (self.chunks, self.offset) = (&self.chunks[1..], 0);
        }
        0
    }

    fn take(&mut self, rows: usize) -> ArrayRef {
        let part = self.chunks[0].slice(self.offset, rows);
        self.offset += rows;
        part
    }
}

/// Takes in orders, batch by batch.
#[pyclass(frozen, module = "goodwill._goodwill")]
pub(crate) struct OrderIntake(Mutex<core::PurchasesBuilder>);

impl OrderIntake {
    fn lock(&self) -> MutexGuard<'_, core::PurchasesBuilder> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[pymethods]
impl OrderIntake {
    #[new]
    #[pyo3(signature = (grain, returns, zero_amounts, history_start = None, as_of = None))]
    fn construct(
        grain: Option<Pick<'_, Grain>>,
        returns: Option<Pick<'_, ReturnsPolicy>>,
        zero_amounts: Option<Pick<'_, ZeroAmounts>>,
        history_start: Option<DateLike<'_, '_>>,
        as_of: Option<DateLike<'_, '_>>,
    ) -> PyResult<Self> {
        let options = PurchaseOptions {
            grain: pick("grain", grain)?,
            returns: pick("returns", returns)?,
            zero_amounts: pick("zero_amounts", zero_amounts)?,
            history_start: history_start.map(|day| day.get("history_start")).transpose()?,
            as_of: as_of.map(|day| day.get("as_of")).transpose()?,
        };
        Ok(Self(Mutex::new(core::PurchasesBuilder::new(&options))))
    }

    /// The number of rows taken in.
    #[getter]
    fn rows(&self) -> u64 {
        self.lock().rows()
    }

    /// Takes in the rows of a stream by the names of its columns, or of three columns. All of them or none.
    #[pyo3(signature = (stream, customer, date, amount, names, progress = None))]
    #[allow(clippy::too_many_arguments)]
    fn update(
        &self,
        py: Python<'_>,
        stream: Option<Bound<'_, PyAny>>,
        customer: Bound<'_, PyAny>,
        date: Bound<'_, PyAny>,
        amount: Option<Bound<'_, PyAny>>,
        names: (String, String, String),
        progress: Option<Bound<'_, PyAny>>,
    ) -> PyResult<()> {
        let names = Names {
            customer: names.0,
            date: names.1,
            amount: names.2,
        };
        let fresh = core::PurchasesBuilder::new(self.lock().options());
        let mut taking = Taking {
            builder: fresh,
            names,
            rows: 0,
            total: None,
            progress,
        };
        match stream {
            None => {
                let orders = Orders {
                    customers: Column::read(&taking.names.customer, &customer)?,
                    days: Column::read(&taking.names.date, &date)?,
                    amounts: amount
                        .map(|amount| Column::read(&taking.names.amount, &amount))
                        .transpose()?,
                };
                taking.columns(py, &orders)?;
            }
            Some(stream) => {
                let reader = capsule::stream(&stream.call_method0("__arrow_c_stream__")?)?;
                taking.stream(py, reader, amount.is_some())?;
            }
        }
        let taken = taking.builder;
        Ok(py
            .detach(|| self.lock().merge(taken))
            .map_err(crate::error::Failure::Core)?)
    }

    /// Takes in everything another intake holds.
    fn merge(&self, py: Python<'_>, other: &Bound<'_, Self>) -> PyResult<()> {
        let other = other.get().lock().clone();
        Ok(py
            .detach(|| self.lock().merge(other))
            .map_err(crate::error::Failure::Core)?)
    }

    /// Groups the rows into occasions by customer.
    fn finish(&self, py: Python<'_>) -> PyResult<Purchases> {
        let builder = self.lock().clone();
        Ok(Purchases(
            py.detach(|| builder.finish())
                .map_err(crate::error::Failure::Core)?,
        ))
    }

    /// The same as `finish`, leaving nothing behind.
    fn close(&self, py: Python<'_>) -> PyResult<Purchases> {
        let empty = core::PurchasesBuilder::new(self.lock().options());
        let builder = std::mem::replace(&mut *self.lock(), empty);
        Ok(Purchases(
            py.detach(|| builder.finish())
                .map_err(crate::error::Failure::Core)?,
        ))
    }

    /// The state as bytes, the same on every platform.
    fn to_bytes<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &self.lock().to_bytes())
    }

    /// The intake whose state these bytes are.
    #[staticmethod]
    fn from_bytes(bytes: &[u8]) -> PyResult<Self> {
        let builder = core::PurchasesBuilder::from_bytes(bytes).map_err(crate::error::Failure::Core)?;
        Ok(Self(Mutex::new(builder)))
    }
}

/// Orders on their way into a builder.
struct Taking<'py> {
    builder: core::PurchasesBuilder,
    names: Names,
    rows: usize,
    total: Option<usize>,
    progress: Option<Bound<'py, PyAny>>,
}

impl Taking<'_> {
    fn columns(&mut self, py: Python<'_>, orders: &Orders) -> Reply<()> {
        let rows = orders.customers.len();
        for column in [Some(&orders.days), orders.amounts.as_ref()]
            .into_iter()
            .flatten()
        {
            if column.len() != rows {
                let reason = format!("must have {rows} values like the columns before it");
                return Err(Error::new(ErrorCode::LengthMismatch, column.name.clone(), reason)
                    .with_value(column.len())
                    .into());
            }
        }
        self.total = Some(self.rows + rows);
        let days = &orders.days;
        let format = column::date_format(&days.name, days.chunks.iter().map(AsRef::as_ref))?;
        let mut cursors: Vec<_> = [Some(&orders.customers), Some(days), orders.amounts.as_ref()]
            .into_iter()
            .flatten()
            .map(Cursor::new)
            .collect();
        loop {
            let rows = cursors
                .iter_mut()
                .map(Cursor::available)
                .min()
                .unwrap_or(0)
                .min(ROWS_AT_A_TIME);
            if rows == 0 {
                return Ok(());
            }
            let parts: Vec<_> = cursors.iter_mut().map(|cursor| cursor.take(rows)).collect();
            self.rows(py, &parts, format.as_ref())?;
        }
    }

    fn stream(&mut self, py: Python<'_>, mut reader: ArrayStreamReader, amounts: bool) -> Reply<()> {
        let names = &self.names;
        let mut wanted = vec![&names.customer, &names.date];
        if amounts {
            wanted.push(&names.amount);
        }
        let wanted: Vec<_> = wanted.into_iter().map(String::as_str).collect();
        let places = frames::places(reader.field().data_type(), &wanted)?;
        // The one format of a column of texts is found from all of it.
        let texts = match reader.field().data_type() {
            DataType::Struct(fields) => match fields[places[1]].data_type() {
                DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => true,
                DataType::Dictionary(_, values) => !values.is_numeric(),
                _ => false,
            },
            _ => false,
        };
        let mut kept = Vec::new();
        loop {
            let Some(batch) = py.detach(|| reader.next()) else {
                break;
            };
            let batch: StructArray = batch
                .map_err(|error| capsule::arrow_error(&error))?
                .to_data()
                .into();
            let parts: Vec<_> = places.iter().map(|&place| batch.column(place).clone()).collect();
            if texts {
                kept.push(parts);
            } else {
                self.pieces(py, &parts)?;
            }
            py.check_signals()?;
        }
        if texts {
            let column = |place: usize, name: &String| Column {
                name: name.clone(),
                chunks: kept.iter().map(|parts| parts[place].clone()).collect(),
            };
            let orders = Orders {
                customers: column(0, &self.names.customer),
                days: column(1, &self.names.date),
                amounts: amounts.then(|| column(2, &self.names.amount)),
            };
            self.columns(py, &orders)?;
        }
        Ok(())
    }

    /// One batch of a stream, in parts that leave time for Ctrl-C.
    fn pieces(&mut self, py: Python<'_>, parts: &[ArrayRef]) -> Reply<()> {
        let length = parts[0].len();
        for start in (0..length).step_by(ROWS_AT_A_TIME) {
            let rows = ROWS_AT_A_TIME.min(length - start);
            let parts: Vec<_> = parts.iter().map(|part| part.slice(start, rows)).collect();
            self.rows(py, &parts, None)?;
        }
        Ok(())
    }

    fn rows(&mut self, py: Python<'_>, parts: &[ArrayRef], format: Option<&DateFormat>) -> Reply<()> {
        let (builder, names) = (&mut self.builder, &self.names);
        let taken = py.detach(|| {
            let customers = column::customers(&names.customer, &parts[0])?;
            let days = column::days(&names.date, &parts[1], format)?;
            let amounts = parts
                .get(2)
                .map(|part| column::numbers(&names.amount, part))
                .transpose()?;
            let mut batch = PurchaseBatch::new(customers.column(), &days);
            batch.customer_validity = customers.validity();
            batch.amounts = amounts.as_deref();
            builder.update(&batch)
        });
        taken.map_err(|error| self.names.rename(error).offset_by(self.rows))?;
        self.rows += parts[0].len();
        py.check_signals()?;
        if let Some(progress) = &self.progress {
            progress.call1((self.rows, self.total, "rows"))?;
        }
        Ok(())
    }
}

/// Histories of purchases as of a day.
#[pyfunction]
#[pyo3(signature = (purchases, as_of, unit, include_first, include_known_before))]
pub(crate) fn histories_of(
    py: Python<'_>,
    purchases: &Bound<'_, Purchases>,
    as_of: DateLike<'_, '_>,
    unit: Option<Pick<'_, TimeUnit>>,
    include_first: bool,
    include_known_before: bool,
) -> Reply<Histories> {
    let options = HistoryOptions {
        as_of: as_of.get("as_of")?,
        unit: pick("unit", unit)?,
        include_first,
        include_known_before,
    };
    let purchases = purchases.get();
    Ok(py.detach(|| purchases.0.histories(&options))?.into())
}

/// Calibration histories and holdout purchases.
#[pyfunction]
#[pyo3(signature = (purchases, calibration_end, observation_end, unit))]
pub(crate) fn calibration_holdout_of(
    py: Python<'_>,
    purchases: &Bound<'_, Purchases>,
    calibration_end: DateLike<'_, '_>,
    observation_end: DateLike<'_, '_>,
    unit: Option<Pick<'_, TimeUnit>>,
) -> Reply<CalibrationHoldout> {
    let (from, to) = (
        calibration_end.get("calibration_end")?,
        observation_end.get("observation_end")?,
    );
    let unit = pick("unit", unit)?;
    let purchases = purchases.get();
    Ok(py
        .detach(|| purchases.0.calibration_holdout(from, to, unit))?
        .into())
}

fn repeat_options(
    level: f64,
    interval: Option<Pick<'_, ProportionInterval>>,
    horizon_days: Option<u32>,
) -> Reply<core::RepeatOptions> {
    Ok(core::RepeatOptions {
        level: Level::new("level", level)?,
        interval: pick("interval", interval)?,
        horizon_days,
    })
}

/// The repeat purchase rate 重复购买率 of the buyers of a window.
///
/// | variant | numerator | denominator |
/// |---|---|---|
/// | `two_or_more` | buyers with two orders or more in the window | buyers in the window |
/// | `bought_before` | buyers with an order before the window | buyers in the window |
/// | `within_horizon` | of those, with a second order at most `horizon_days` after the first | customers whose first order lies in the window, observed for `horizon_days` after it |
/// | `repeat_orders` | orders in the window that are not their customer's first | orders in the window |
/// | `after_window` | of those, with an order in the `horizon_days` that follow the window | buyers in the window |
///
/// An order is a purchase occasion. Shares of customers have the interval asked for; the share of orders is clustered
/// by customer.
///
/// Raises `undefined` if nobody is in the denominator or the horizon is not over, `out_of_range` for a missing horizon
/// where one is needed.
///
/// >>> orders = gw.purchase.purchases(
/// ...     customer=[1, 1, 2, 2, 3, 4],
/// ...     date=["1997-01-11", "1997-04-21", "1997-04-16", "1997-05-11", "1997-05-21", "1997-07-19"],
/// ... )
/// >>> window = ("1997-04-11", "1997-07-20")
/// >>> gw.purchase.repeat_rate(orders, window=window, variant="two_or_more").rate.value
/// 0.25
/// >>> repeat = gw.purchase.repeat_rate(orders, window=window, variant="within_horizon", horizon_days=30)
/// >>> repeat.rate.value, repeat.not_yet_observable
/// (0.5, 1)
///
/// Sources: Korn & Graubard 1998 and Dean & Pagano 2015 for the share of orders.
#[pyfunction]
#[pyo3(signature = (purchases, *, window, variant, horizon_days = None, level = 0.95, interval = "wilson"))]
pub(crate) fn repeat_rate(
    py: Python<'_>,
    purchases: &Bound<'_, Purchases>,
    window: WindowLike<'_, '_>,
    variant: Pick<'_, RepeatVariant>,
    horizon_days: Option<u32>,
    level: f64,
    interval: Option<Pick<'_, ProportionInterval>>,
) -> Reply<RepeatRate> {
    let (window, variant) = (window.get("window")?, variant.get("variant")?);
    let options = repeat_options(level, interval, horizon_days)?;
    let purchases = purchases.get();
    Ok(py
        .detach(|| core::repeat_rate(&purchases.0, window, variant, &options))?
        .into())
}

/// The repeat purchase rate from two counts: repeaters / base.
///
/// `variant` says what was counted, and the result names it.
///
/// Raises `undefined` if `base` is 0, `inconsistent` if `repeaters` exceeds it.
///
/// >>> print(gw.purchase.repeat_from_counts(81, 263, variant="two_or_more").rate)
/// 0.308 (95% Wilson 0.255 to 0.366, n = 263)
#[pyfunction]
#[pyo3(signature = (repeaters, base, *, variant, level = 0.95, interval = "wilson"))]
pub(crate) fn repeat_from_counts(
    repeaters: Count<'_, '_>,
    base: Count<'_, '_>,
    variant: Pick<'_, RepeatVariant>,
    level: f64,
    interval: Option<Pick<'_, ProportionInterval>>,
) -> Reply<RepeatRate> {
    let options = repeat_options(level, interval, None)?;
    let (repeaters, base) = (repeaters.get("repeaters")?, base.get("base")?);
    Ok(core::repeat_from_counts(repeaters, base, variant.get("variant")?, &options)?.into())
}

/// Purchase frequency 购买频率: orders per buyer in a window.
///
/// Customers without an order in the window are no buyers of it, so the frequency is at least 1; it grows with the
/// length of the window.
///
/// Raises `undefined` if the window holds no purchase.
///
/// >>> orders = gw.purchase.purchases(
/// ...     customer=[1, 1, 1, 2, 3], date=["2024-01-10", "2024-01-12", "2024-01-15", "2024-01-11", "2024-04-09"]
/// ... )
/// >>> frequency = gw.purchase.purchase_frequency(orders, window=("2024-01-10", "2024-01-20"))
/// >>> frequency.mean.value, [(row.orders, row.buyers) for row in frequency.distribution]
/// (2.0, [(1, 1), (3, 1)])
#[pyfunction]
#[pyo3(signature = (purchases, *, window, level = 0.95))]
pub(crate) fn purchase_frequency(
    py: Python<'_>,
    purchases: &Bound<'_, Purchases>,
    window: WindowLike<'_, '_>,
    level: f64,
) -> Reply<PurchaseFrequency> {
    let (window, level) = (window.get("window")?, Level::new("level", level)?);
    let purchases = purchases.get();
    Ok(py
        .detach(|| core::purchase_frequency(&purchases.0, window, level))?
        .into())
}

/// Average order value 客单价 in a window: revenue / orders, in the currency of the amounts.
///
/// Returns inside the window lower it. The sample is of customers, whose orders resemble one another: the standard
/// error is clustered by customer.
///
/// Raises `undefined` if the window holds no purchase, `inconsistent` for orders without amounts.
///
/// >>> orders = gw.purchase.purchases(
/// ...     customer=[1, 1, 2], date=["2024-01-10", "2024-01-12", "2024-01-11"], amount=[30.0, 50.0, 10.0]
/// ... )
/// >>> gw.purchase.order_value(orders, window=("2024-01-01", "2024-02-01")).mean.value
/// 30.0
///
/// Sources: Cochran 1977, section 6.3; Liang & Zeger 1986 (clusters).
#[pyfunction]
#[pyo3(signature = (purchases, *, window, level = 0.95))]
pub(crate) fn order_value(
    py: Python<'_>,
    purchases: &Bound<'_, Purchases>,
    window: WindowLike<'_, '_>,
    level: f64,
) -> Reply<OrderValue> {
    let (window, level) = (window.get("window")?, Level::new("level", level)?);
    let purchases = purchases.get();
    Ok(py
        .detach(|| core::order_value(&purchases.0, window, level))?
        .into())
}

/// Revenue per buyer in a window, in the currency of the amounts: purchase frequency × order value.
///
/// Raises as `order_value` does.
///
/// >>> orders = gw.purchase.purchases(
/// ...     customer=[1, 1, 2], date=["2024-01-10", "2024-01-12", "2024-01-11"], amount=[30.0, 50.0, 10.0]
/// ... )
/// >>> gw.purchase.revenue_per_buyer(orders, window=("2024-01-01", "2024-02-01")).value
/// 45.0
#[pyfunction]
#[pyo3(signature = (purchases, *, window, level = 0.95))]
pub(crate) fn revenue_per_buyer(
    py: Python<'_>,
    purchases: &Bound<'_, Purchases>,
    window: WindowLike<'_, '_>,
    level: f64,
) -> Reply<door::Estimate> {
    let (window, level) = (window.get("window")?, Level::new("level", level)?);
    let purchases = purchases.get();
    Ok(py
        .detach(|| core::revenue_per_buyer(&purchases.0, window, level))?
        .into())
}

/// Purchase frequency, order value and revenue per buyer from a period's totals. Totals have no spread: no interval.
///
/// Raises `undefined` without buyers, `inconsistent` if there are fewer orders than buyers.
///
/// >>> gw.purchase.order_ratios(200, 500, 20_000.0)
/// OrderRatios(purchase_frequency=2.5, order_value=40.0, revenue_per_buyer=100.0)
#[pyfunction]
pub(crate) fn order_ratios(buyers: Count<'_, '_>, orders: Count<'_, '_>, revenue: f64) -> Reply<OrderRatios> {
    let totals = core::OrderTotals {
        buyers: buyers.get("buyers")?,
        orders: orders.get("orders")?,
        revenue: Money::new("revenue", revenue)?,
    };
    Ok(core::order_ratios(&totals)?.into())
}

/// Inter-purchase time 购买间隔: the time between consecutive purchases of a customer inside a window.
///
/// Mean, median and coefficient of variation are of the gaps that closed, and biased short; `median_with_open_gaps`
/// counts those still running as censored (Kaplan–Meier). `unit` is "day", "week", "month" or "year".
///
/// Raises `undefined` if nobody bought twice in the window.
///
/// >>> orders = gw.purchase.purchases(
/// ...     customer=[1, 1, 1, 2, 2, 3],
/// ...     date=["2024-01-01", "2024-01-08", "2024-01-18", "2024-01-04", "2024-02-03", "2024-01-02"],
/// ... )
/// >>> gaps = gw.purchase.interpurchase_time(orders, window=("2024-01-01", "2024-02-10"))
/// >>> gaps.median, gaps.median_with_open_gaps, gaps.closed_gaps, gaps.open_gaps
/// (10.0, 30.0, 3, 3)
///
/// Source: Kaplan & Meier 1958.
#[pyfunction]
#[pyo3(signature = (purchases, *, window, unit = "day", level = 0.95))]
pub(crate) fn interpurchase_time(
    py: Python<'_>,
    purchases: &Bound<'_, Purchases>,
    window: WindowLike<'_, '_>,
    unit: Option<Pick<'_, TimeUnit>>,
    level: f64,
) -> Reply<InterpurchaseTime> {
    let window = window.get("window")?;
    let options = core::InterpurchaseOptions {
        unit: unit.map_or(Ok(TimeUnit::Day), |unit| unit.get("unit"))?,
        level: Level::new("level", level)?,
    };
    let purchases = purchases.get();
    Ok(py
        .detach(|| core::interpurchase_time(&purchases.0, window, &options))?
        .into())
}
