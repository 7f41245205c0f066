//! Customer lifetime value.

use crate::boundary::{In, Out, copy_text, returning};
use crate::flat::{flat, goodwill_estimate, parse};
use crate::library::goodwill_status;
use bytemuck::{Pod, Zeroable};
use goodwill::value::{self, Cltv, HistoricValue, LiteralCltv};
use std::ffi::c_char;

/// A lifetime value and the multiple it rests on.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_cltv_result {
    /// Lifetime value of one customer, net of the acquisition cost.
    pub cltv: goodwill_estimate,
    /// Discounted expected number of margins.
    pub multiple: goodwill_estimate,
    /// When the first margin falls: `GOODWILL_FIRST_PAYMENT_…`
    pub first_payment: i32,
    /// 0.
    pub reserved: i32,
}
flat!(Cltv => goodwill_cltv_result { cltv, multiple, first_payment });

/// The value today of one unit of margin per period from a customer who stays with a probability each period.
///
/// `first_payment` is one of `GOODWILL_FIRST_PAYMENT_…`. A number without an interval: `goodwill_estimate_given`.
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_margin_multiple(
    retention: In<goodwill_estimate>,
    discount: f64,
    first_payment: i32,
    out: Out<goodwill_estimate>,
) -> goodwill_status {
    returning(out, || {
        value::margin_multiple(&parse!(retention), parse!(discount), parse!(first_payment))
    })
}

/// Lifetime value of a customer who brings `margin` per period for as long as they stay.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_cltv(
    margin: In<goodwill_estimate>,
    retention: In<goodwill_estimate>,
    discount: f64,
    first_payment: i32,
    acquisition_cost: f64,
    out: Out<goodwill_cltv_result>,
) -> goodwill_status {
    returning(out, || {
        value::cltv(
            &parse!(margin),
            &parse!(retention),
            parse!(discount),
            parse!(first_payment),
            parse!(acquisition_cost),
        )
    })
}

/// Lifetime value within a horizon of `periods` margins.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_cltv_finite(
    margin: In<goodwill_estimate>,
    retention: In<goodwill_estimate>,
    discount: f64,
    first_payment: i32,
    periods: u32,
    acquisition_cost: f64,
    out: Out<goodwill_cltv_result>,
) -> goodwill_status {
    returning(out, || {
        value::cltv_finite(
            &parse!(margin),
            &parse!(retention),
            parse!(discount),
            parse!(first_payment),
            periods,
            parse!(acquisition_cost),
        )
    })
}

/// What customers have been worth so far.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_historic_result {
    /// The mean per customer.
    pub mean: goodwill_estimate,
    /// The sum over customers.
    pub total: f64,
    /// Customers with a value.
    pub customers: u64,
    /// Customers without one; left out.
    pub missing: u64,
}
flat!(HistoricValue => goodwill_historic_result { mean, total, customers, missing });

/// Historic value: the mean and the sum of what each of `n` customers has brought so far. NaN is missing.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_cltv_historic(
    values: In<f64>,
    values_stride: usize,
    n: usize,
    level: f64,
    out: Out<goodwill_historic_result>,
) -> goodwill_status {
    returning(out, || {
        value::cltv_historic(&values.column("values", values_stride, n)?, parse!(level))
    })
}

/// What the circulating lifetime value formula gives, and what it was meant to give.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_cltv_literal_result {
    /// The formula taken at its word: ARPC x lifetime, because its middle factor is 1.
    pub value: f64,
    /// The middle factor, retention / (1 - churn): always 1.
    pub factor: f64,
    /// The consistent reading with a first payment at the end of the period; NaN at a retention of 1.
    pub end_of_period: f64,
    /// The consistent reading with an immediate first payment; NaN at a retention of 1.
    pub immediate: f64,
}
flat!(LiteralCltv => goodwill_cltv_literal_result { value, factor, end_of_period, immediate });

/// The circulating formula ARPC x retention / (1 - churn) x lifetime, as it is written, and why not to use it.
///
/// The warning is copied with its final NUL into `buffer`, which has room for `capacity` bytes, or is NULL.
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_cltv_literal(
    arpc: f64,
    retention: f64,
    lifetime: f64,
    buffer: Out<c_char>,
    capacity: usize,
    needed: Out<usize>,
    out: Out<goodwill_cltv_literal_result>,
) -> goodwill_status {
    returning(out, || {
        let literal = value::cltv_literal(parse!(arpc), parse!(retention), parse!(lifetime))?;
        copy_text(&literal.warning, buffer, capacity, needed)?;
        Ok(literal)
    })
}
