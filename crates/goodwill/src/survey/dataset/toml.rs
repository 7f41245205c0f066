//! Declarations of surveys, from TOML and as TOML.

use super::builder::SurveyBuilder;
use super::declaration::SurveyDeclaration;
use crate::error::{Error, ErrorCode, Result};
use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::{String, ToString};

impl SurveyDeclaration {
    /// The declaration in a TOML text, checked; errors call the text `name`.
    ///
    /// ```
    /// use goodwill::survey::SurveyDeclaration;
    ///
    /// let declaration = SurveyDeclaration::from_toml(
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
    /// let text = "[[items]]\nname = \"x\"\nrolle = \"effort\"";
    /// let error = SurveyDeclaration::from_toml("survey.toml", text).unwrap_err();
    /// assert!(error.to_string().starts_with("survey.toml: line 3: unknown field `rolle`, expected one of"));
    /// # Ok::<(), goodwill::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`UnsupportedFile`](ErrorCode::UnsupportedFile) at what is no TOML or no key of a declaration, by its line;
    /// otherwise as [`SurveyBuilder::new`].
    pub fn from_toml(name: &str, text: &str) -> Result<Self> {
        let declaration: Self = toml::from_str(text).map_err(|error| {
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

    /// The declaration as TOML: what [`from_toml`](Self::from_toml) reads.
    ///
    /// ```
    /// use goodwill::survey::{ItemDeclaration, ScaleDeclaration, SurveyDeclaration};
    ///
    /// let five = ScaleDeclaration::new(1, 5).labels("zh", &["一", "二", "三", "四", "五"]);
    /// let declaration = SurveyDeclaration::default().item(ItemDeclaration::new("overall").scale(five).reversed());
    /// assert_eq!(SurveyDeclaration::from_toml("survey.toml", &declaration.to_toml()?)?, declaration);
    /// # Ok::<(), goodwill::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`UnsupportedFile`](ErrorCode::UnsupportedFile) at what TOML cannot say.
    pub fn to_toml(&self) -> Result<String> {
        toml::to_string(self)
            .map_err(|error| Error::new(ErrorCode::UnsupportedFile, "declaration", error.to_string()))
    }
}
