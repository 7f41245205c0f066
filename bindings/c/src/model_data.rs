//! What models are fitted to.

use crate::boundary::{In, Out, given, handle, returning, status, two};
use crate::flat::parse;
use crate::library::goodwill_status;
use crate::purchase::{at, goodwill_history, goodwill_history_options, goodwill_purchases};
use bytemuck::{Pod, Zeroable};
use goodwill::model::{AnyData, HistoryColumns, HistoryCounts, ModelKind, RenewalCounts, SpendCounts};
use goodwill::{Error, ErrorCode, Result};

/// What a model is fitted to: histories, contracts or spends, each distinct one once with how many customers have it.
pub struct goodwill_model_data(Data);

enum Data {
    Histories(HistoryCounts),
    Renewals(RenewalCounts),
    Spend(SpendCounts),
}

impl goodwill_model_data {
    pub(crate) fn any(&self) -> AnyData<'_> {
        match &self.0 {
            Data::Histories(counts) => AnyData::Histories(counts),
            Data::Renewals(counts) => AnyData::Renewals(counts),
            Data::Spend(counts) => AnyData::Spend(counts),
        }
    }

    pub(crate) fn histories(&self) -> Result<&HistoryCounts> {
        match &self.0 {
            Data::Histories(counts) => Ok(counts),
            Data::Renewals(_) | Data::Spend(_) => Err(Error::new(
                ErrorCode::Inconsistent,
                "data",
                "are no purchase histories",
            )),
        }
    }
}

/// How much data there is.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_model_data_summary {
    /// The total weight of the customers; their number when none is weighted.
    pub customers: f64,
    /// Distinct histories, renewals or spends.
    pub distinct: u64,
    /// Rows left out: a value was missing, or for spend there was no purchase or no positive amount.
    pub missing: u64,
}

/// Data from columns of histories: repeat purchases, time of the last one, time observed, and weights (NULL for none).
///
/// `unit` is that of the times, `GOODWILL_TIME_UNIT_…`, or `GOODWILL_NONE` if it is not known. Rows with a NaN are left
/// out and counted. For BG/BB, recency and tenure are numbers of opportunities. The caller's to free with
/// `goodwill_model_data_free`.
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_data_columns(
    frequency: In<f64>,
    frequency_stride: usize,
    recency: In<f64>,
    recency_stride: usize,
    tenure: In<f64>,
    tenure_stride: usize,
    weights: In<f64>,
    weights_stride: usize,
    n: usize,
    unit: i32,
    out: Out<Option<Box<goodwill_model_data>>>,
) -> goodwill_status {
    handle(out, || {
        let columns = HistoryColumns {
            frequency: &frequency.column("frequency", frequency_stride, n)?,
            recency: &recency.column("recency", recency_stride, n)?,
            tenure: &tenure.column("tenure", tenure_stride, n)?,
        };
        let weights = weights.optional_column("weights", weights_stride, n)?;
        HistoryCounts::from_columns(&columns, weights.as_deref(), parse!(unit))
            .map(Data::Histories)
            .map(goodwill_model_data)
    })
}

/// Data from the histories of `goodwill_purchases_histories` or `goodwill_histories`, in their unit.
///
/// Thread safety: any number of threads may read the same history.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_data_history(
    history: Option<&goodwill_history>,
    out: Out<Option<Box<goodwill_model_data>>>,
) -> goodwill_status {
    handle(out, || {
        HistoryCounts::from_histories(given(history, "history")?.histories())
            .map(Data::Histories)
            .map(goodwill_model_data)
    })
}

/// Data from purchases as of a day, with the times between them: what comparing regularities needs. Otherwise the same as
/// `goodwill_data_history` of `goodwill_purchases_histories`.
///
/// Thread safety: any number of threads may read the same purchases.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_data_purchases(
    purchases: Option<&goodwill_purchases>,
    as_of: i32,
    options: In<goodwill_history_options>,
    out: Out<Option<Box<goodwill_model_data>>>,
) -> goodwill_status {
    handle(out, || {
        HistoryCounts::from_purchases(given(purchases, "purchases")?.inner(), &at(as_of, options)?)
            .map(Data::Histories)
            .map(goodwill_model_data)
    })
}

/// Data from one cohort of contracts: how many were there at the start and after each of the `n` - 1 renewals.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_data_survivors(
    survivors: In<f64>,
    survivors_stride: usize,
    n: usize,
    out: Out<Option<Box<goodwill_model_data>>>,
) -> goodwill_status {
    handle(out, || {
        RenewalCounts::from_survivors(&survivors.column("survivors", survivors_stride, n)?)
            .map(Data::Renewals)
            .map(goodwill_model_data)
    })
}

/// Data from columns of spend: purchases, their mean amount, and weights (NULL for none). Rows without a purchase are left
/// out and counted; `non_positive`, `GOODWILL_NON_POSITIVE_SPEND_…`, says what an amount of 0 or less does.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_data_spend(
    frequency: In<f64>,
    frequency_stride: usize,
    mean_spend: In<f64>,
    mean_spend_stride: usize,
    weights: In<f64>,
    weights_stride: usize,
    n: usize,
    non_positive: i32,
    out: Out<Option<Box<goodwill_model_data>>>,
) -> goodwill_status {
    handle(out, || {
        SpendCounts::from_columns(
            &frequency.column("frequency", frequency_stride, n)?,
            &mean_spend.column("mean_spend", mean_spend_stride, n)?,
            weights.optional_column("weights", weights_stride, n)?.as_deref(),
            parse!(non_positive),
        )
        .map(Data::Spend)
        .map(goodwill_model_data)
    })
}

/// Data from the mean spend of the repeat purchases of histories; `non_positive` as for `goodwill_data_spend`.
///
/// Thread safety: any number of threads may read the same history.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_data_history_spend(
    history: Option<&goodwill_history>,
    non_positive: i32,
    out: Out<Option<Box<goodwill_model_data>>>,
) -> goodwill_status {
    handle(out, || {
        SpendCounts::from_histories(given(history, "history")?.histories(), parse!(non_positive))
            .map(Data::Spend)
            .map(goodwill_model_data)
    })
}

/// Adds everything `other` holds to `data`. Both must be of one kind and one unit.
///
/// Thread safety: one thread at a time may use the data, and this uses both.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_data_merge(
    data: Out<goodwill_model_data>,
    other: Out<goodwill_model_data>,
) -> goodwill_status {
    status(|| {
        two(("data", data), ("other", other), |data, other| {
            match (&mut data.0, &other.0) {
                (Data::Histories(data), Data::Histories(other)) => data.merge(other),
                (Data::Renewals(data), Data::Renewals(other)) => data.merge(other),
                (Data::Spend(data), Data::Spend(other)) => data.merge(other),
                _ => Err(Error::new(
                    ErrorCode::MismatchedState,
                    "other",
                    "holds data of another kind",
                )),
            }
        })
    })
}

/// Everything the data hold, as bytes to be kept or sent to another machine, into room for `capacity` of them.
///
/// `needed` receives their number; NULL `bytes` ask for that alone.
/// Thread safety: any number of threads may read the same data.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_data_to_bytes(
    data: Option<&goodwill_model_data>,
    bytes: Out<u8>,
    capacity: usize,
    needed: Out<usize>,
) -> goodwill_status {
    status(|| {
        let state = match &given(data, "data")?.0 {
            Data::Histories(counts) => counts.to_bytes(),
            Data::Renewals(counts) => counts.to_bytes(),
            Data::Spend(counts) => counts.to_bytes(),
        };
        bytes.fill_rows("bytes", capacity, needed, &state)
    })
}

/// The data that those `n` bytes hold, for a model of kind `model`, `GOODWILL_MODEL_KIND_…`. The caller's to free with
/// `goodwill_model_data_free`.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_data_from_bytes(
    model: i32,
    bytes: In<u8>,
    n: usize,
    out: Out<Option<Box<goodwill_model_data>>>,
) -> goodwill_status {
    handle(out, || {
        let bytes = bytes.column("bytes", 0, n)?;
        Ok(goodwill_model_data(match parse!(model) {
            ModelKind::Sbg | ModelKind::Bdw => Data::Renewals(RenewalCounts::from_bytes(&bytes)?),
            ModelKind::GammaGamma => Data::Spend(SpendCounts::from_bytes(&bytes)?),
            _ => Data::Histories(HistoryCounts::from_bytes(&bytes)?),
        }))
    })
}

/// How much data there is.
///
/// Thread safety: any number of threads may read the same data.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_data_describe(
    data: Option<&goodwill_model_data>,
    out: Out<goodwill_model_data_summary>,
) -> goodwill_status {
    returning(out, || {
        Ok(match &given(data, "data")?.0 {
            Data::Histories(counts) => goodwill_model_data_summary {
                customers: counts.total_weight(),
                distinct: counts.len() as u64,
                missing: counts.missing(),
            },
            Data::Renewals(counts) => goodwill_model_data_summary {
                customers: counts.customers(),
                distinct: counts.rows().len() as u64,
                missing: counts.missing(),
            },
            Data::Spend(counts) => goodwill_model_data_summary {
                customers: counts.customers() as f64,
                distinct: counts.len() as u64,
                missing: counts.missing() + counts.without_purchase() + counts.skipped(),
            },
        })
    })
}

/// Frees data; NULL is allowed.
///
/// Thread safety: no other thread may still use the data.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_data_free(data: Option<Box<goodwill_model_data>>) {
    drop(data);
}
