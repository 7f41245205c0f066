//! `goodwill.survey`: a file a family.

pub(crate) mod answers;
pub(crate) mod curve;
pub(crate) mod dataset;
pub(crate) mod declaration;
pub(crate) mod fieldwork;
pub(crate) mod importance;
pub(crate) mod items;
pub(crate) mod kano_model;
pub(crate) mod key_drivers;
pub(crate) mod nps;
pub(crate) mod reliability;
pub(crate) mod satisfaction;
pub(crate) mod satisfaction_index;
pub(crate) mod scores;
pub(crate) mod service;
