//! Declarations of surveys, from TOML files.

use goodwill::survey::SurveyDeclaration;
use goodwill::{Error, ErrorCode, Result};
use std::path::Path;

/// The declaration in a TOML file.
///
/// [`FileNotFound`](ErrorCode::FileNotFound), [`FileUnreadable`](ErrorCode::FileUnreadable); otherwise as
/// [`SurveyDeclaration::from_toml`], with the path as its name.
pub fn read_declaration(path: impl AsRef<Path>) -> Result<SurveyDeclaration> {
    let path = path.as_ref();
    let name = path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => Error::new(ErrorCode::FileNotFound, name.clone(), "does not exist"),
        std::io::ErrorKind::InvalidData => Error::new(
            ErrorCode::UnsupportedFile,
            name.clone(),
            "is no TOML: it is not written in UTF-8",
        ),
        _ => Error::new(
            ErrorCode::FileUnreadable,
            name.clone(),
            format!("cannot be read: {error}"),
        ),
    })?;
    SurveyDeclaration::from_toml(&name, &text)
}

/// The declaration in a TOML text: [`SurveyDeclaration::from_toml`].
pub fn parse_declaration(name: &str, text: &str) -> Result<SurveyDeclaration> {
    SurveyDeclaration::from_toml(name, text)
}
