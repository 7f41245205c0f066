//! The same respondents, again.

use super::groups::{NO_GROUP, SurveyGroups};
use super::near::unknown;
use super::object::Survey;
use crate::error::{Error, ErrorCode, Result};
use alloc::vec;
use alloc::vec::Vec;

/// The answers to one item in two waves, of the respondents who took part in both.
#[derive(Debug, Clone, PartialEq)]
pub struct PairedAnswers {
    /// The answers in the first of the two waves, NaN where there is none; one for each respondent who is in both.
    pub before: Vec<f64>,
    /// The answers of the same respondents in the second.
    pub after: Vec<f64>,
    /// Respondents of the first wave who are not in the second.
    pub only_before: u64,
    /// Respondents of the second wave who are not in the first.
    pub only_after: u64,
    /// Respondents of either wave without an identifier.
    pub unidentified: u64,
}

impl Survey {
    /// The survey split by wave, in the order of the waves.
    ///
    /// # Errors
    /// [`UnknownColumn`](ErrorCode::UnknownColumn) if no wave is declared.
    pub fn waves(&self) -> Result<SurveyGroups> {
        let wave = self.wave_column()?;
        self.by(&self.data.groups[wave].name)
    }

    fn wave_column(&self) -> Result<usize> {
        self.data.wave.ok_or_else(|| {
            let reason = "declares no column that says in which wave";
            Error::new(ErrorCode::UnknownColumn, "wave", reason)
        })
    }

    /// The answers to one item in two waves, respondent by respondent: what metrics of change in the same respondents
    /// take. Respondents are matched by their identifiers.
    ///
    /// ```
    /// use goodwill::survey::{ItemDeclaration, ItemRole, Survey, SurveyDeclaration, SurveyValues};
    ///
    /// let declaration = SurveyDeclaration::default()
    ///     .respondent("id")
    ///     .wave("year")
    ///     .item(ItemDeclaration::new("recommend").role(ItemRole::Recommendation));
    /// let survey = Survey::new(
    ///     &declaration,
    ///     &[
    ///         ("id", SurveyValues::Texts(&[Some("a"), Some("b"), Some("b"), Some("c"), Some("a")])),
    ///         ("year", SurveyValues::Numbers(&[2023.0, 2023.0, 2024.0, 2024.0, 2024.0])),
    ///         ("recommend", SurveyValues::Numbers(&[6.0, 9.0, 10.0, 3.0, 8.0])),
    ///     ],
    /// )?;
    /// let change = survey.paired("recommend", "2023", "2024")?;
    /// assert_eq!((change.before, change.after), (vec![6.0, 9.0], vec![8.0, 10.0]));
    /// assert_eq!((change.only_before, change.only_after), (0, 1));
    /// # Ok::<(), goodwill::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`UnknownColumn`](ErrorCode::UnknownColumn) if no wave or no identifier is declared, or there is no such item or
    /// wave; [`Inconsistent`](ErrorCode::Inconsistent) if both waves are the same.
    pub fn paired(&self, item: &str, before: &str, after: &str) -> Result<PairedAnswers> {
        let column = &self.data.groups[self.wave_column()?];
        let Some(ids) = &self.data.ids else {
            let reason = "declares no column that says who answered";
            return Err(Error::new(ErrorCode::UnknownColumn, "respondent", reason));
        };
        let wave = |label: &str| {
            let found = column.labels.iter().position(|known| known == label);
            found
                .map(|code| code as u32)
                .ok_or_else(|| unknown("wave", label, column.labels.iter().map(|label| &**label)))
        };
        let codes = (wave(before)?, wave(after)?);
        if codes.0 == codes.1 {
            let reason = "must be another wave than the one before";
            return Err(Error::inconsistent("after", reason).with_value(after));
        }
        let values = self.item(item)?.values();
        // Where each respondent of the second wave stands.
        let mut second = vec![NO_GROUP; self.data.id_texts.len()];
        let (mut firsts, mut place) = (Vec::new(), 0);
        let (mut unidentified, mut seconds) = (0, 0);
        self.each_row(|row| {
            let (wave, id) = (column.codes[row], ids[row]);
            if wave == codes.0 || wave == codes.1 {
                match (id, wave == codes.1) {
                    (NO_GROUP, _) => unidentified += 1,
                    (_, true) => {
                        second[id as usize] = place;
                        seconds += 1;
                    }
                    (_, false) => firsts.push((id, place)),
                }
            }
            place += 1;
        });
        let mut paired = PairedAnswers {
            before: Vec::new(),
            after: Vec::new(),
            only_before: 0,
            only_after: 0,
            unidentified,
        };
        for (id, first) in firsts {
            match second[id as usize] {
                NO_GROUP => paired.only_before += 1,
                second => {
                    paired.before.push(values[first as usize]);
                    paired.after.push(values[second as usize]);
                }
            }
        }
        paired.only_after = seconds - paired.before.len() as u64;
        Ok(paired)
    }
}
