//! What customers say.

mod acsi;
mod curve;
mod dataset;
mod drivers;
mod fieldwork;
mod importance;
mod items;
mod kano;
mod nps;
mod reliability;
mod satisfaction;
mod scores;
mod service;
mod tally;

pub use acsi::*;
pub use curve::*;
pub use dataset::*;
pub use drivers::*;
pub use fieldwork::*;
pub use importance::*;
pub(crate) use items::Block;
pub use items::*;
pub use kano::*;
pub use nps::*;
pub use reliability::*;
pub use satisfaction::*;
pub use scores::*;
pub use service::*;
pub use tally::*;

/// Answers of type `int8_t`.
pub const GOODWILL_TYPE_INT8: i32 = 0;
/// Answers of type `uint8_t`.
pub const GOODWILL_TYPE_UINT8: i32 = 1;
/// Answers of type `int16_t`.
pub const GOODWILL_TYPE_INT16: i32 = 2;
/// Answers of type `int32_t`.
pub const GOODWILL_TYPE_INT32: i32 = 3;
/// Answers of type `int64_t`.
pub const GOODWILL_TYPE_INT64: i32 = 4;
/// Answers of type `float`; NaN is a missing answer.
pub const GOODWILL_TYPE_FLOAT: i32 = 5;
/// Answers of type `double`; NaN is a missing answer.
pub const GOODWILL_TYPE_DOUBLE: i32 = 6;

/// The expression, with `T` the type of the scores.
macro_rules! of_type {
    ($scores_type:ident, $t:ident => $body:expr) => {
        of_type!(@ $scores_type, $t, $body, {
            GOODWILL_TYPE_INT8: i8, GOODWILL_TYPE_UINT8: u8, GOODWILL_TYPE_INT16: i16, GOODWILL_TYPE_INT32: i32,
            GOODWILL_TYPE_INT64: i64, GOODWILL_TYPE_FLOAT: f32, GOODWILL_TYPE_DOUBLE: f64
        })
    };
    (@ $scores_type:ident, $t:ident, $body:expr, { $($number:ident: $type:ty),* }) => {
        match $scores_type {
            $($number => {
                type $t = $type;
                $body
            })*
            other => {
                let reason = "must be one of GOODWILL_TYPE_...";
                Err(Error::new(ErrorCode::InvalidChoice, stringify!($scores_type), reason).with_value(other))
            }
        }
    };
}
pub(crate) use of_type;
