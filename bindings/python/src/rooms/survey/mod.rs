//! `goodwill.survey`: a file a family.

pub(crate) mod nps;
pub(crate) mod satisfaction;
