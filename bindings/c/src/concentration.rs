//! On how few customers the total rests.

use crate::boundary::{In, Out, returning, status};
use crate::flat::{Flat, flat, goodwill_estimate, parse};
use crate::library::goodwill_status;
use crate::options::options;
use bytemuck::{Pod, Zeroable};
use goodwill::value::{self, AbcOptions, AbcRow, Concentration, CustomersForShare, Gini, Herfindahl, Theil};

/// A customer without a class, in columns of classes.
pub const GOODWILL_NO_CLASS: i32 = -1;

/// The Gini coefficient in its two forms.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_gini_result {
    /// Twice the area between the Lorenz curve and the diagonal.
    pub gini: goodwill_estimate,
    /// The same times n / (n - 1), free of most of the bias of small samples; NaN for one customer.
    pub unbiased: goodwill_estimate,
    /// Customers without an amount; left out.
    pub missing: u64,
}
flat!(Gini => goodwill_gini_result { gini, unbiased, missing });

/// The Gini coefficient of `n` customers' amounts. NaN is missing.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_gini(
    values: In<f64>,
    values_stride: usize,
    n: usize,
    level: f64,
    out: Out<goodwill_gini_result>,
) -> goodwill_status {
    returning(out, || {
        value::gini(&values.column("values", values_stride, n)?, parse!(level))
    })
}

/// The Theil index and its share of the possible.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_theil_result {
    /// The index, in nats: 0 if all are equal, ln n if one holds all.
    pub theil: goodwill_estimate,
    /// The index over ln n; NaN for one customer.
    pub normalised: f64,
    /// Customers without an amount; left out.
    pub missing: u64,
}
flat!(Theil => goodwill_theil_result { theil, normalised, missing });

/// The Theil index of `n` customers' amounts. NaN is missing.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_theil(
    values: In<f64>,
    values_stride: usize,
    n: usize,
    level: f64,
    out: Out<goodwill_theil_result>,
) -> goodwill_status {
    returning(out, || {
        value::theil(&values.column("values", values_stride, n)?, parse!(level))
    })
}

/// The Herfindahl-Hirschman index in three units.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_herfindahl_result {
    /// The sum of the squared shares.
    pub index: goodwill_estimate,
    /// How many customers of equal size would be as concentrated.
    pub effective_customers: goodwill_estimate,
    /// The index from 0 to 1 whatever the number of customers; NaN for one.
    pub normalised: f64,
    /// Customers without an amount; left out.
    pub missing: u64,
}
flat!(Herfindahl => goodwill_herfindahl_result { index, effective_customers, normalised, missing });

/// The Herfindahl-Hirschman index of `n` customers' amounts. NaN is missing.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_herfindahl(
    values: In<f64>,
    values_stride: usize,
    n: usize,
    level: f64,
    out: Out<goodwill_herfindahl_result>,
) -> goodwill_status {
    returning(out, || {
        value::herfindahl(&values.column("values", values_stride, n)?, parse!(level))
    })
}

/// The share of the total that the largest part of the customers holds: 0.2 asks what the largest fifth does.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_top_share(
    values: In<f64>,
    values_stride: usize,
    n: usize,
    customers: f64,
    level: f64,
    out: Out<goodwill_estimate>,
) -> goodwill_status {
    returning(out, || {
        let values = values.column("values", values_stride, n)?;
        value::top_share(&values, parse!(customers), parse!(level))
    })
}

/// The share of the total that the `k` largest customers hold.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_top_k_share(
    values: In<f64>,
    values_stride: usize,
    n: usize,
    k: u64,
    level: f64,
    out: Out<goodwill_estimate>,
) -> goodwill_status {
    returning(out, || {
        value::top_k_share(&values.column("values", values_stride, n)?, k, parse!(level))
    })
}

/// How few customers hold a share of the total.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_customers_result {
    /// The smallest number of customers that hold at least the share.
    pub customers: u64,
    /// The share of the total that they hold.
    pub share: f64,
    /// These customers as a share of all.
    pub fraction: goodwill_estimate,
    /// Customers without an amount; left out.
    pub missing: u64,
}
flat!(CustomersForShare => goodwill_customers_result { customers, share, fraction, missing });

/// The smallest number of customers that hold a share of the total.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_customers_for_share(
    values: In<f64>,
    values_stride: usize,
    n: usize,
    share: f64,
    level: f64,
    out: Out<goodwill_customers_result>,
) -> goodwill_status {
    returning(out, || {
        let values = values.column("values", values_stride, n)?;
        value::customers_for_share(&values, parse!(share), parse!(level))
    })
}

/// The Lorenz curve: the share of the total that the smallest customers hold, in `points` equal steps (0 for one step
/// per customer).
///
/// `customers` and `amounts`, each NULL or with room for `capacity` points, receive the curve from (0, 0) to (1, 1), and
/// `needed` the number of its points. `missing` may be NULL.
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_lorenz_curve(
    values: In<f64>,
    values_stride: usize,
    n: usize,
    points: usize,
    customers: Out<f64>,
    amounts: Out<f64>,
    capacity: usize,
    needed: Out<usize>,
    missing: Out<u64>,
) -> goodwill_status {
    status(|| {
        let curve = value::lorenz_curve(&values.column("values", values_stride, n)?, points)?;
        customers.fill_rows("customers", capacity, needed, &curve.customers)?;
        amounts.fill_rows("amounts", capacity, needed, &curve.amounts)?;
        missing.write(curve.missing);
        Ok(())
    })
}

/// Where the ABC classes end.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_abc_options {
    /// `sizeof(goodwill_abc_options)`
    pub struct_size: u32,
    /// 0.
    pub reserved: i32,
    /// Class A holds the total up to this share.
    pub a: f64,
    /// Classes A and B hold the total up to this share.
    pub b: f64,
}
options!(goodwill_abc_options: AbcOptions { a, b });

/// One ABC class.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_abc_row {
    /// The class: `GOODWILL_ABC_CLASS_…`
    pub abc_class: i32,
    /// 0.
    pub reserved: i32,
    /// Customers in it.
    pub customers: u64,
    /// Their share of the customers.
    pub customer_share: f64,
    /// What they hold.
    pub amount: f64,
    /// Their share of the total.
    pub amount_share: f64,
}
flat!(AbcRow => goodwill_abc_row { abc_class, customers, customer_share, amount, amount_share });

impl Flat<[goodwill_abc_row; 3]> for [AbcRow; 3] {
    fn flatten(self) -> [goodwill_abc_row; 3] {
        self.map(Flat::flatten)
    }
}

/// ABC classes of `n` customers by their amounts. NaN is missing.
///
/// `classes` has room for `n`, `GOODWILL_NO_CLASS` where the amount is missing; `rows` for the three classes; each of
/// `classes`, `rows` and `missing` may be NULL.
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_abc_classes(
    values: In<f64>,
    values_stride: usize,
    n: usize,
    options: In<goodwill_abc_options>,
    classes: Out<i32>,
    rows: Out<goodwill_abc_row>,
    missing: Out<u64>,
) -> goodwill_status {
    status(|| {
        let abc = value::abc_classes(&values.column("values", values_stride, n)?, &options.options()?)?;
        classes.fill_if_wanted(|| {
            abc.abc_class
                .iter()
                .map(|class| class.map_or(GOODWILL_NO_CLASS, Flat::flatten))
        });
        rows.fill_if_wanted(|| abc.rows.flatten());
        missing.write(abc.missing);
        Ok(())
    })
}

/// All measures of concentration of one base of customers.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_concentration_result {
    /// Customers with an amount.
    pub customers: u64,
    /// Customers without; left out.
    pub missing: u64,
    /// The sum of the amounts.
    pub total: f64,
    /// The Gini coefficient.
    pub gini: goodwill_gini_result,
    /// The Theil index.
    pub theil: goodwill_theil_result,
    /// The Herfindahl-Hirschman index and the effective number of customers.
    pub herfindahl: goodwill_herfindahl_result,
    /// The share of the total that the largest 1 % of the customers hold.
    pub top_1_percent: goodwill_estimate,
    /// The share that the largest 10 % hold.
    pub top_10_percent: goodwill_estimate,
    /// The share that the largest 20 % hold.
    pub top_20_percent: goodwill_estimate,
    /// How few customers hold 80 % of the total.
    pub customers_for_80: goodwill_customers_result,
    /// Classes A, B and C.
    pub abc: [goodwill_abc_row; 3],
}
flat!(Concentration => goodwill_concentration_result {
    customers, missing, total, gini, theil, herfindahl, top_1_percent, top_10_percent, top_20_percent,
    customers_for_80, abc,
});

/// Every measure of concentration at once, from `n` customers' amounts. NaN is missing.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_concentration(
    values: In<f64>,
    values_stride: usize,
    n: usize,
    level: f64,
    out: Out<goodwill_concentration_result>,
) -> goodwill_status {
    returning(out, || {
        value::concentration(&values.column("values", values_stride, n)?, parse!(level))
    })
}
