//! One survey object: every answer of every respondent, read once, typed, and asked by every metric.

mod builder;
mod cells;
mod declaration;
mod groups;
mod near;
mod notes;
mod object;
mod plan;
mod reader;
mod role;
#[cfg(feature = "declarations")]
mod toml;
mod topics;
mod waves;

pub use builder::{SurveyBuilder, SurveyColumn, SurveyColumnKind, SurveyValues};
pub use declaration::{
    GroupDeclaration, ItemDeclaration, ScaleDeclaration, ScaleReference, SurveyDeclaration, SurveyForm,
};
pub use groups::{SurveyGroup, SurveyGroups};
pub use object::{Survey, SurveyColumns, SurveyItem};
pub use role::ItemRole;
pub use topics::ItemPair;
pub use waves::PairedAnswers;
