//! One file for each room of the core.

pub(crate) mod assess;
pub(crate) mod assess_survey;
pub(crate) mod calendar;
pub(crate) mod estimate;
pub(crate) mod loyalty;
pub(crate) mod model;
pub(crate) mod purchase;
pub(crate) mod retention;
pub(crate) mod segment;
pub(crate) mod survey;
pub(crate) mod value;
