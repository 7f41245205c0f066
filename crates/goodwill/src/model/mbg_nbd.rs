//! MBG/NBD.

use super::beta_geometric::{
    BetaGeometric, BetaGeometricLikelihood, beta_geometric_model, checked_regularity,
};
use super::counts::HistoryCounts;
use super::fit::{FitOptions, Fitted};
use super::history::History;
use super::kind::ModelKind;
use super::likelihood::{Model, Setting};
use super::purchase_model::{PosteriorRates, PurchaseModel};
use super::simulate::{Simulate, SimulatedLife, Stream};
use super::time::DiscountRate;
use crate::calendar::TimeUnit;
use crate::error::Result;
use alloc::vec::Vec;
use core::fmt;

beta_geometric_model! {
    /// MBG/NBD: as [`BgNbd`](super::BgNbd), but a customer may leave after the first purchase too: λ ~ Gamma(r, α),
    /// p ~ Beta(a, b).
    ///
    /// With x repeat purchases, the last at tₓ, observed for T, a customer has the likelihood
    ///
    /// ```text
    /// Γ(r+x)/Γ(r) · α^r · B(a, b+x+1)/B(a, b) · { (α+T)^−(r+x)  +  a/(b+x) · (α+tₓ)^−(r+x) }
    /// ```
    ///
    /// So a one-time buyer may be gone, and the more likely so the longer the silence. With
    /// [regularity](Self::with_regularity) k > 1 this is MBG/CNBD-k.
    ///
    /// # Example
    /// ```
    /// use goodwill::calendar::TimeUnit;
    /// use goodwill::model::{History, MbgNbd, PurchaseModel};
    ///
    /// let model = MbgNbd::new(0.525, 6.183, 0.891, 1.614)?.with_unit(TimeUnit::Week);
    /// let once = History::new(0, 0.0, 39.0)?;
    /// assert_eq!(format!("{:.4}", model.probability_alive(&once, 0.0)?), "0.3893");
    /// assert_eq!(format!("{:.4}", model.expected_purchases(39.0)?), "1.1830");
    /// # Ok::<(), goodwill::Error>(())
    /// ```
    ///
    /// # Source
    /// Batislam, Denizel and Filiztekin 2007, Empirical validation and comparison of models for customer base analysis,
    /// IJRM 24(3); Hoppe and Wagner 2007, Customer base analysis: the case for a central variant of the
    /// betageometric/NBD model, Marketing JRM 3(2); with regularity: Platzer and Reutterer 2016.
    MbgNbd, "MBG/NBD", 1
}
