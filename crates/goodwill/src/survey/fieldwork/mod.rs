//! How well the sample was reached, and weights that mend what it lacks.

mod aapor;
mod design;
mod rake;
mod response;

pub use aapor::{AaporOptions, AaporRates, Dispositions, aapor_rates};
pub use design::{DesignEffect, design_effect};
pub use rake::{CategoryFit, Margin, RakeOptions, WeightTotal, Weighting, post_stratify, rake};
pub use response::response_rate;
