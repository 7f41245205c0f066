//! What customers are worth, and how that worth is spread.
//!
//! | question | function |
//! |---|---|
//! | what is a customer worth, at this margin, retention and discount? | [`cltv`](fn@cltv), [`margin_multiple`], [`cltv_finite`] |
//! | what have customers been worth so far? | [`cltv_historic`] |
//! | on how few customers does the total rest? | [`concentration`](fn@concentration), [`gini`], [`top_share`], [`top_k_share`], [`customers_for_share`], [`lorenz_curve`], [`herfindahl`], [`theil`], [`abc_classes`] |
//! | what does the circulating formula say, and why not use it? | [`cltv_literal`] |

mod cltv;
mod concentration;

pub(crate) use cltv::product;
pub use cltv::{
    Cltv, FirstPayment, HistoricValue, LiteralCltv, cltv, cltv_finite, cltv_historic, cltv_literal,
    margin_multiple,
};
pub use concentration::{
    AbcClass, AbcClasses, AbcOptions, AbcRow, Concentration, CustomersForShare, Gini, Herfindahl,
    LorenzCurve, Theil, abc_classes, concentration, customers_for_share, gini, herfindahl, lorenz_curve,
    theil, top_k_share, top_share,
};
