//! A file of orders → purchases.

use super::guess::{choose, not_found};
use super::report::Tally;
use super::{
    BadRows, Batch, ColumnChoice, ColumnUse, FileFormat, FileOptions, Progress, ReadReport, Role, Scan,
    SkipReason, Table,
};
use crate::column::{
    Customers, customers, days_or_else, each_text, integer_ids, is_text, misfit, text_numbers,
};
use crate::date::{DateDetector, DateFormat};
use crate::text::{Number, NumberDetector, NumberFormat, parse_number};
use arrow_array::Array;
use goodwill::purchase::{MISSING_DAY, PurchaseBatch, PurchaseOptions, Purchases, PurchasesBuilder};
use goodwill::{Error, ErrorCode, Result};
use std::borrow::Cow;
use std::ops::ControlFlow;
use std::path::Path;

/// Rows looked at for the formats of dates and numbers before reading begins. What comes later and speaks against
/// them is an error or begins the reading anew, so that neither this number nor the size of a batch shows in a result.
const HEAD_ROWS: usize = 10_000;

/// Rows of a batch whose value could not be read, and the value.
pub(super) type Unreadable = Vec<(usize, String)>;

/// Which columns of a file are what, and how they are written. The default recognises everything by itself.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OrdersOptions {
    /// The column of customers.
    pub customer: Option<String>,
    /// The column of dates.
    pub date: Option<String>,
    /// The column of amounts.
    pub amount: Option<String>,
    /// The column of quantities: the amount is then quantity × unit price.
    pub quantity: Option<String>,
    /// The column of unit prices.
    pub unit_price: Option<String>,
    /// Leave amounts aside, even if the file has some.
    pub no_amounts: bool,
    /// How the dates are written; found from all of them when not given.
    pub date_format: Option<DateFormat>,
    /// How the numbers are written; found from all of them when not given.
    pub number_format: Option<NumberFormat>,
    /// How the file is read.
    pub file: FileOptions,
    /// How rows become purchase occasions.
    pub purchase: PurchaseOptions,
}

/// Reads a file of orders into [`Purchases`], and reports everything that was found out, chosen or left out.
///
/// ```
/// use goodwill_arrow::file::{OrdersOptions, Role, read_purchases};
///
/// # let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/data/cdnow_sample.csv");
/// let (purchases, report) = read_purchases(path, &OrdersOptions::default())?; // tests/data/cdnow_sample.csv
/// assert_eq!(purchases.customers(), 2_357);
/// assert_eq!(purchases.occasions(), 6_696);
/// assert_eq!(report.column(Role::Customer).unwrap().name, "id");
/// assert_eq!(report.notes()[1], "Column \"date\" was taken as the date (by its name and its date-like values), written YYYYMMDD.");
/// # Ok::<(), goodwill::Error>(())
/// ```
pub fn read_purchases(path: impl AsRef<Path>, options: &OrdersOptions) -> Result<(Purchases, ReadReport)> {
    read_purchases_with(path, options, &mut |_| ControlFlow::Continue(()))
}

/// As [`read_purchases`], telling `progress` how far it has come after every batch. Breaking off gives
/// [`ErrorCode::Interrupted`].
pub fn read_purchases_with(
    path: impl AsRef<Path>,
    options: &OrdersOptions,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<(Purchases, ReadReport)> {
    let table = Table::open(path, &options.file)?;
    let columns = Columns::choose(&table, options)?;
    let mut formats = Formats::find(&table, &columns, options, progress)?;
    loop {
        let mut reading = Reading::new(&table, &columns, &formats, options);
        let scan = table.scan(&columns.wanted(), &mut |batch| {
            if progress(batch.progress()).is_break() {
                return Err(interrupted(&table));
            }
            reading.take(batch)
        })?;
        match reading.revised()? {
            Some(revised) => formats = revised,
            None => return reading.finish(&scan),
        }
    }
}

pub(super) fn interrupted(table: &Table) -> Error {
    Error::new(
        ErrorCode::Interrupted,
        table.path().display().to_string(),
        "reading was broken off",
    )
}

/// A column to read: where it is, its name, who chose it.
#[derive(Debug, Clone)]
pub(super) struct Chosen {
    pub(super) index: usize,
    pub(super) role: Role,
    pub(super) name: String,
    pub(super) choice: ColumnChoice,
}

impl Chosen {
    pub(super) fn new(table: &Table, role: Role, (index, choice): (usize, ColumnChoice)) -> Self {
        Self {
            index,
            role,
            name: table.columns()[index].name.clone(),
            choice,
        }
    }

    pub(super) fn used(&self, format: Option<String>, currency: Option<String>) -> ColumnUse {
        ColumnUse {
            role: self.role,
            name: self.name.clone(),
            choice: self.choice.clone(),
            format,
            currency,
        }
    }
}

/// The columns of a file of orders.
#[derive(Debug, Clone)]
struct Columns {
    customer: Chosen,
    date: Chosen,
    /// None, the amount, or quantity and unit price.
    money: Vec<Chosen>,
}

impl Columns {
    fn choose(table: &Table, options: &OrdersOptions) -> Result<Self> {
        let mut taken = Vec::new();
        // What is named is not free to be guessed as something else.
        let given = [
            &options.customer,
            &options.date,
            &options.amount,
            &options.quantity,
            &options.unit_price,
        ];
        for name in given.into_iter().flatten() {
            taken.push(table.column(name)?);
        }
        let mut need = |role: Role, given: &Option<String>| {
            choose(table, role, given.as_deref(), &mut taken)?
                .map(|choice| Chosen::new(table, role, choice))
                .ok_or_else(|| not_found(table, role))
        };
        let customer = need(Role::Customer, &options.customer)?;
        let date = need(Role::Date, &options.date)?;
        let money = Self::money(table, options, &mut taken)?;
        Ok(Self {
            customer,
            date,
            money,
        })
    }

    fn money(table: &Table, options: &OrdersOptions, taken: &mut Vec<usize>) -> Result<Vec<Chosen>> {
        if options.no_amounts {
            return Ok(Vec::new());
        }
        let product = options.quantity.is_some() || options.unit_price.is_some();
        if product && options.amount.is_some() {
            return Err(Error::new(
                ErrorCode::Inconsistent,
                "amount",
                "is given, and so is a quantity or a unit price: the amount is one or the product of the others",
            ));
        }
        if !product && let Some(choice) = choose(table, Role::Amount, options.amount.as_deref(), taken)? {
            return Ok(vec![Chosen::new(table, Role::Amount, choice)]);
        }
        let mut factor = |role, given: &Option<String>| {
            let choice = choose(table, role, given.as_deref(), taken)?;
            Ok::<_, Error>(choice.map(|choice| Chosen::new(table, role, choice)))
        };
        let quantity = factor(Role::Quantity, &options.quantity)?;
        let unit_price = factor(Role::UnitPrice, &options.unit_price)?;
        match (quantity, unit_price) {
            (Some(quantity), Some(unit_price)) => Ok(vec![quantity, unit_price]),
            (Some(_), None) if product => Err(not_found(table, Role::UnitPrice)),
            (None, Some(_)) if product => Err(not_found(table, Role::Quantity)),
            // A price and no quantity: each row is one article.
            (None, Some(price)) => Ok(vec![Chosen {
                role: Role::Amount,
                choice: ColumnChoice::Guessed {
                    why: "it is a price and there is no quantity".into(),
                },
                ..price
            }]),
            (None | Some(_), None) => Ok(Vec::new()),
        }
    }

    fn wanted(&self) -> Vec<usize> {
        [&self.customer, &self.date]
            .into_iter()
            .chain(&self.money)
            .map(|column| column.index)
            .collect()
    }
}

/// How the values of the columns are written.
#[derive(Debug, Clone)]
struct Formats {
    /// Identifiers of a CSV file are integers as long as every one of them is written as one.
    integer_ids: bool,
    date: Option<DateFormat>,
    numbers: Vec<NumberColumn>,
}

/// How the numbers of one column are written, and how sure that is.
#[derive(Debug, Clone)]
pub(super) struct NumberColumn {
    pub(super) format: NumberFormat,
    pub(super) given: bool,
    pub(super) detector: NumberDetector,
}

impl NumberColumn {
    pub(super) fn new(given: Option<NumberFormat>) -> Self {
        Self {
            format: given.unwrap_or_default(),
            given: given.is_some(),
            detector: NumberDetector::default(),
        }
    }

    /// Shows the texts of a column, as long as its format can still turn out another.
    pub(super) fn see(&mut self, array: &dyn Array) {
        if !self.given && !self.detector.is_certain() {
            each_text(array, &mut |text| self.detector.see(text));
        }
    }

    /// Settles the format by what was seen; true where it is another than before.
    pub(super) fn settle(&mut self, name: &str) -> Result<bool> {
        if self.given || self.detector.seen() == (0, 0) {
            return Ok(false);
        }
        let before = std::mem::replace(&mut self.format, self.detector.format(name)?);
        Ok(self.format != before)
    }

    /// Reads one text that is not plain digits; none where it is no number, however it is written.
    pub(super) fn read(&mut self, name: &str, text: &str) -> Result<Option<f64>> {
        match parse_number(text, self.format) {
            Some(Number {
                value,
                currency: None,
            }) => Ok(Some(value)),
            Some(Number {
                value,
                currency: Some(currency),
            }) => {
                self.detector.check_currency(name, currency)?;
                Ok(Some(value))
            }
            None => {
                if self.given {
                    return Ok(None);
                }
                self.detector.see(text);
                // Read in the wrong format: it will be read again in the right one.
                let other = self.detector.is_certain() && self.detector.format(name)? != self.format;
                Ok(other.then_some(f64::NAN))
            }
        }
    }

    /// The words for the report: only text has a format to find.
    pub(super) fn found(&self) -> Option<String> {
        let text = self.given || self.detector.seen() != (0, 0);
        (text && (self.format == NumberFormat::Comma || self.given)).then(|| self.format.to_string())
    }
}

impl Formats {
    /// Looks at the first rows, and on to the end as long as the dates or the numbers can be read two ways.
    fn find(
        table: &Table,
        columns: &Columns,
        options: &OrdersOptions,
        progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<Self> {
        let mut dates = DateDetector::default();
        let mut dates_are_text = false;
        let mut numbers: Vec<NumberColumn> = columns
            .money
            .iter()
            .map(|_| NumberColumn::new(options.number_format))
            .collect();
        let mut integer_ids_fit = table.format() == FileFormat::Csv;
        table.scan_by(HEAD_ROWS, &columns.wanted(), &mut |batch| {
            if progress(Progress {
                done: 0,
                rows: 0,
                ..batch.progress()
            })
            .is_break()
            {
                return Err(interrupted(table));
            }
            integer_ids_fit = integer_ids_fit && integer_ids(batch.column(0)).is_some();
            if options.date_format.is_none() && is_text(batch.column(1).data_type()) {
                dates_are_text = true;
                each_text(batch.column(1), &mut |text| dates.see(text));
            }
            for (i, numbers) in numbers.iter_mut().enumerate() {
                numbers.see(batch.column(2 + i));
            }
            let open = dates_are_text && dates.is_undecided()
                || numbers
                    .iter()
                    .any(|column| !column.given && column.detector.is_undecided());
            Ok(if open {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            })
        })?;
        let date = match &options.date_format {
            Some(format) => Some(format.clone()),
            None if dates_are_text => Some(dates.format(&columns.date.name)?),
            None => None,
        };
        for (column, numbers) in columns.money.iter().zip(&mut numbers) {
            numbers.settle(&column.name)?;
        }
        Ok(Self {
            integer_ids: integer_ids_fit,
            date,
            numbers,
        })
    }
}

/// One pass over the file.
struct Reading<'a> {
    table: &'a Table,
    columns: &'a Columns,
    options: &'a OrdersOptions,
    formats: Formats,
    /// Set when an identifier that is no integer turns up: the pass is repeated with texts.
    texts_needed: bool,
    builder: PurchasesBuilder,
    tally: Tally,
}

impl<'a> Reading<'a> {
    fn new(table: &'a Table, columns: &'a Columns, formats: &Formats, options: &'a OrdersOptions) -> Self {
        Self {
            table,
            columns,
            options,
            formats: formats.clone(),
            texts_needed: false,
            builder: PurchasesBuilder::new(&options.purchase),
            tally: Tally::default(),
        }
    }

    fn take(&mut self, batch: &Batch<'_>) -> Result<ControlFlow<()>> {
        let Some(customers) = self.customers(batch)? else {
            self.texts_needed = true;
            return Ok(ControlFlow::Break(()));
        };
        let (mut bad_days, mut bad_amounts) = (Unreadable::new(), Unreadable::new());
        let days = self.days(batch, &mut bad_days)?;
        let amounts = self.amounts(batch, &mut bad_amounts)?;
        self.count(
            batch,
            &customers,
            &days,
            amounts.as_deref(),
            (&bad_days, &bad_amounts),
        );
        let purchases = PurchaseBatch {
            amounts: amounts.as_deref(),
            customer_validity: customers.validity(),
            ..PurchaseBatch::new(customers.column(), &days)
        };
        self.builder.update(&purchases).map_err(|error| {
            // The core numbers the rows of the batch and knows no column names.
            let name = match error.parameter() {
                "customers" => &self.columns.customer.name,
                "days" => &self.columns.date.name,
                _ => self
                    .columns
                    .money
                    .first()
                    .map_or("amounts", |column| &column.name),
            };
            error
                .clone()
                .rename(name.to_owned())
                .offset_by(batch.first_row() as usize)
        })?;
        Ok(ControlFlow::Continue(()))
    }

    fn customers<'b>(&self, batch: &'b Batch<'_>) -> Result<Option<Customers<'b>>> {
        if self.formats.integer_ids {
            return Ok(integer_ids(batch.column(0)));
        }
        customers(&self.columns.customer.name, batch.column(0))
            .map(Some)
            .map_err(|error| error.offset_by(batch.first_row() as usize))
    }

    fn days<'b>(&self, batch: &'b Batch<'_>, unreadable: &mut Unreadable) -> Result<Cow<'b, [i32]>> {
        let name = &self.columns.date.name;
        let format = self.formats.date.as_ref();
        let opposite = match format {
            Some(DateFormat::DayMonthYear(separator)) => Some(DateFormat::MonthDayYear(*separator)),
            Some(DateFormat::MonthDayYear(separator)) => Some(DateFormat::DayMonthYear(*separator)),
            _ => None,
        };
        days_or_else(name, batch.column(1), format, &mut |row, text| {
            check_line_breaks(name, text, batch.line(row))?;
            let error = |error: Error| Err(error.with_value(text).at(batch.first_row() as usize + row));
            if self.options.date_format.is_none()
                && let Some(opposite) = &opposite
                && opposite.day(text).is_some()
            {
                return error(Error::new(
                    ErrorCode::InvalidDate,
                    name.clone(),
                    format!(
                        "mixes day-first and month-first dates: line {} is like {opposite} and rows before \
                             it like {}; give the date format",
                        batch.line(row),
                        format.map_or(String::new(), ToString::to_string)
                    ),
                ));
            }
            if self.options.file.bad_rows == BadRows::Error {
                return error(misfit(name, format));
            }
            unreadable.push((row, text.to_owned()));
            Ok(MISSING_DAY)
        })
    }

    fn amounts<'b>(
        &mut self,
        batch: &'b Batch<'_>,
        unreadable: &mut Unreadable,
    ) -> Result<Option<Cow<'b, [f64]>>> {
        let mut product: Option<Cow<'b, [f64]>> = None;
        for (i, column) in self.columns.money.iter().enumerate() {
            let factors = self.formats.numbers[i].numbers(
                &column.name,
                batch,
                2 + i,
                self.options.file.bad_rows,
                unreadable,
            )?;
            product = Some(match product {
                None => factors,
                Some(quantities) => quantities
                    .iter()
                    .zip(&*factors)
                    .map(|(q, price)| q * price)
                    .collect(),
            });
        }
        Ok(product)
    }

    /// Notes the lines of the rows that the core will leave out: the same rows, in the same order of reasons.
    fn count(
        &mut self,
        batch: &Batch<'_>,
        customers: &Customers<'_>,
        days: &[i32],
        amounts: Option<&[f64]>,
        (unreadable_days, unreadable_amounts): (&Unreadable, &Unreadable),
    ) {
        let text_of = |list: &Unreadable, row: usize| {
            list.iter()
                .find(|(other, _)| *other == row)
                .map(|(_, text)| format!("{text:?}"))
        };
        for row in 0..batch.rows() {
            let (reason, text) = if !customers.is_present(row) {
                (SkipReason::MissingCustomer, None)
            } else if days[row] == MISSING_DAY {
                match text_of(unreadable_days, row) {
                    Some(text) => (SkipReason::UnreadableDate, Some(text)),
                    None => (SkipReason::MissingDate, None),
                }
            } else if amounts.is_some_and(|amounts| amounts[row].is_nan()) {
                match text_of(unreadable_amounts, row) {
                    Some(text) => (SkipReason::UnreadableAmount, Some(text)),
                    None => (SkipReason::MissingAmount, None),
                }
            } else {
                continue;
            };
            self.tally
                .add(reason, batch.line(row), || text.unwrap_or_default());
        }
    }

    /// The formats for another pass, where this one came upon something that speaks against its own.
    fn revised(&mut self) -> Result<Option<Formats>> {
        let mut revised = std::mem::take(&mut self.texts_needed);
        if revised {
            self.formats.integer_ids = false;
        }
        for (column, numbers) in self.columns.money.iter().zip(&mut self.formats.numbers) {
            revised |= numbers.settle(&column.name)?;
        }
        Ok(revised.then(|| self.formats.clone()))
    }

    fn finish(self, scan: &Scan) -> Result<(Purchases, ReadReport)> {
        let name = &self.columns.date.name;
        let unreadable = self.tally.get(SkipReason::UnreadableDate);
        if self.options.date_format.is_none()
            && let (Some(skipped), Some(format)) = (unreadable, &self.formats.date)
            && skipped.rows * 10 > scan.rows
        {
            let reason = format!(
                "is not in one date format: {} of {} values are not {format}, the first of them on line {} ({})",
                skipped.rows, scan.rows, skipped.lines[0], skipped.example
            );
            return Err(Error::new(ErrorCode::InvalidDate, name.clone(), reason));
        }
        let purchases = self.builder.finish()?;
        let Columns {
            customer,
            date,
            money,
        } = self.columns;
        let mut report = self.table.report_of(scan, self.tally);
        report.columns.push(customer.used(None, None));
        report
            .columns
            .push(date.used(self.formats.date.as_ref().map(ToString::to_string), None));
        for (column, numbers) in money.iter().zip(&self.formats.numbers) {
            let currency = numbers.detector.currency().map(str::to_owned);
            report.columns.push(column.used(numbers.found(), currency));
        }
        Ok((purchases, report))
    }
}

/// A date or a number that runs over several lines is what a forgotten quote makes of them. How many rows are lost in
/// it cannot be told, so it is no row to skip.
fn check_line_breaks(name: &str, text: &str, line: u64) -> Result<()> {
    if !text.contains('\n') {
        return Ok(());
    }
    Err(Error::new(
        ErrorCode::MalformedRow,
        name.to_owned(),
        format!("holds a line break in the row that starts on line {line}: a quote there is not closed"),
    ))
}

impl NumberColumn {
    /// The numbers of column `index` of a batch. Texts that are none go to `unreadable` and count as missing.
    pub(super) fn numbers<'b>(
        &mut self,
        name: &str,
        batch: &'b Batch<'_>,
        index: usize,
        bad_rows: BadRows,
        unreadable: &mut Unreadable,
    ) -> Result<Cow<'b, [f64]>> {
        let array = batch.column(index);
        self.see(array);
        text_numbers(name, array, self.format, &mut |row, text| {
            if let Some(value) = self.read(name, text)? {
                return Ok(value);
            }
            check_line_breaks(name, text, batch.line(row))?;
            if bad_rows == BadRows::Error {
                return Err(
                    Error::new(ErrorCode::UnsupportedType, name.to_owned(), "must hold numbers")
                        .with_value(text)
                        .at(batch.first_row() as usize + row),
                );
            }
            unreadable.push((row, text.to_owned()));
            Ok(f64::NAN)
        })
    }
}
