//! What customers are worth, and how that worth is spread.
//!
//! | question | function |
//! |---|---|
//! | what is a customer worth, at this margin, retention and discount? | [`cltv`](fn@cltv), [`margin_multiple`], [`cltv_finite`] |
//! | what have customers been worth so far? | [`cltv_historic`] |
//! | what does the circulating formula say, and why not use it? | [`cltv_literal`] |

mod cltv;

pub use cltv::{
    Cltv, FirstPayment, HistoricValue, LiteralCltv, cltv, cltv_finite, cltv_historic, cltv_literal,
    margin_multiple,
};
