//! Declarations of surveys, from TOML.

use goodwill::survey::{SurveyBuilder, SurveyDeclaration};
use goodwill::{Error, ErrorCode, Result};
use std::path::Path;

/// The declaration in a TOML file.
///
/// [`FileNotFound`](ErrorCode::FileNotFound), [`FileUnreadable`](ErrorCode::FileUnreadable); otherwise as
/// [`parse_declaration`], with the path as the parameter.
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
    parse_declaration(&name, &text)
}

/// The declaration in a TOML text, checked; errors call it `name`.
///
/// ```
/// use goodwill_arrow::declaration::parse_declaration;
///
/// let declaration = parse_declaration(
///     "survey.toml",
///     r#"
///     respondent = "答卷编号"
///
///     [scales.satisfied]
///     minimum = 1
///     maximum = 5
///     missing = [98, 99]
///     labels.zh = ["非常不满意", "不满意", "一般", "满意", "非常满意"]
///     labels.en = ["Very dissatisfied", "Dissatisfied", "Neutral", "Satisfied", "Very satisfied"]
///
///     [[items]]
///     name = "overall"
///     column = "您对我们的总体满意度如何？"
///     role = "satisfaction"
///     scale = "satisfied"
///     "#,
/// )?;
/// assert_eq!(declaration.items[0].header(), "您对我们的总体满意度如何？");
///
/// let error = parse_declaration("survey.toml", "[[items]]\nname = \"x\"\nrolle = \"effort\"").unwrap_err();
/// assert!(error.to_string().starts_with("survey.toml: line 3: unknown field `rolle`, expected one of"));
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// [`UnsupportedFile`](ErrorCode::UnsupportedFile) at what is no TOML or no key of a declaration, by its line; otherwise as
/// [`SurveyBuilder::new`].
pub fn parse_declaration(name: &str, text: &str) -> Result<SurveyDeclaration> {
    let declaration: SurveyDeclaration = toml::from_str(text).map_err(|error| {
        let line = error.span().map_or(String::new(), |span| {
            let line = text[..span.start].matches('\n').count() + 1;
            format!("line {line}: ")
        });
        let reason = format!("{line}{}", error.message().trim_end());
        Error::new(ErrorCode::UnsupportedFile, name.to_owned(), reason)
    })?;
    SurveyBuilder::new(&declaration)
        .map_err(|error| {
            let parameter = format!("{name}: {}", error.parameter());
            error.rename(parameter)
        })
        .map(|_| declaration)
}
