//! What a reader of the figures should know about the answers.

use super::groups::NO_GROUP;
use super::object::Survey;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

impl Survey {
    /// What a reader of the figures should know, one sentence a line: answers off their scale, respondents without a
    /// weight, a group or an identifier. Missing answers are in every result.
    ///
    /// ```
    /// use goodwill::survey::{ItemDeclaration, OffScale, ScaleDeclaration, Survey, SurveyDeclaration, SurveyValues};
    ///
    /// let mut declaration =
    ///     SurveyDeclaration::default().item(ItemDeclaration::new("effort").scale(ScaleDeclaration::new(1, 7)));
    /// declaration.off_scale = OffScale::Count;
    /// let survey = Survey::new(&declaration, &[("effort", SurveyValues::Numbers(&[7.0, 8.0, 0.0]))])?;
    /// assert_eq!(
    ///     survey.notes(),
    ///     ["2 answers to \"effort\" are off its scale and count as invalid; the first is \"8\", in row 2."]
    /// );
    /// # Ok::<(), goodwill::Error>(())
    /// ```
    #[must_use]
    pub fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        for item in self.items() {
            let (_, _, invalid) = item.counts();
            let first = item
                .first_invalid()
                .filter(|_| self.is_whole())
                .map_or_else(String::new, |(row, text)| {
                    format!("; the first is \"{text}\", in row {}", row + 1)
                });
            let answers = if invalid == 1 {
                "1 answer".into()
            } else {
                format!("{invalid} answers")
            };
            let (are, count) = if invalid == 1 {
                ("is", "counts")
            } else {
                ("are", "count")
            };
            if invalid > 0 {
                let name = item.name();
                notes.push(format!(
                    "{answers} to \"{name}\" {are} off its scale and {count} as invalid{first}."
                ));
            }
        }
        if let Some(weights) = &self.data.weights {
            notes.extend(self.without("a weight: their answers count as missing", |row| {
                weights[row].is_nan()
            }));
        }
        for column in &self.data.groups {
            notes.extend(self.without(&format!("a group of \"{}\"", column.name), |row| {
                column.codes[row] == NO_GROUP
            }));
        }
        if let Some(ids) = &self.data.ids {
            notes.extend(self.without("an identifier", |row| ids[row] == NO_GROUP));
        }
        notes
    }

    fn without(&self, what: &str, lacks: impl Fn(usize) -> bool) -> Option<String> {
        let mut count = 0_u64;
        self.each_row(|row| count += u64::from(lacks(row)));
        match count {
            0 => None,
            1 => Some(format!("1 respondent is without {what}.")),
            _ => Some(format!("{count} respondents are without {what}.")),
        }
    }
}
