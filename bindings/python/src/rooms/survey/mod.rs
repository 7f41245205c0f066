//! `goodwill.survey`: a file a family.

pub(crate) mod answers;
pub(crate) mod items;
pub(crate) mod nps;
pub(crate) mod satisfaction;
