//! Groups of respondents.

use super::declaration::GroupDeclaration;
use super::near::unknown;
use super::object::Survey;
use super::reader::{number, plain};
use crate::error::Result;
use crate::purchase::{Dictionary, StringIds};
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec;
use alloc::vec::Vec;
use core::cmp::Ordering;

/// In no group.
pub(super) const NO_GROUP: u32 = u32::MAX;

/// A column that says to which group each respondent belongs.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct GroupColumn {
    pub(super) name: String,
    pub(super) labels: Vec<String>,
    /// The number of each respondent's label.
    pub(super) codes: Vec<u32>,
}

/// A group column being read: texts are numbered as they come.
#[derive(Debug, Clone)]
pub(super) struct GroupReader {
    declaration: GroupDeclaration,
    seen: Dictionary,
    pub(super) codes: Vec<u32>,
}

impl GroupReader {
    pub(super) fn new(declaration: GroupDeclaration) -> Self {
        Self {
            declaration,
            seen: Dictionary::default(),
            codes: Vec::new(),
        }
    }

    pub(super) fn header(&self) -> &str {
        self.declaration.header()
    }

    /// The number of a text's group.
    #[inline]
    pub(super) fn code(&mut self, text: &str) -> Result<u32> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(NO_GROUP);
        }
        self.seen.place(text)
    }

    /// The column with its labels in order: as declared, then numbers by size, then texts by letters; never in the
    /// order of the rows.
    pub(super) fn finish(self) -> GroupColumn {
        let Self {
            declaration,
            seen,
            mut codes,
        } = self;
        let texts: Vec<String> = texts_of(&seen.into_texts());
        let label = |text: &String| declaration.labels.get(text).unwrap_or(text).clone();
        let mut labels: Vec<String> = texts.iter().map(label).collect();
        let declared = |label: &String| declaration.order.iter().position(|known| known == label);
        labels.sort_by(|a, b| match (declared(a), declared(b)) {
            (Some(a), Some(b)) => a.cmp(&b),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => by_size_then_letters(a, b),
        });
        labels.dedup();
        let places: Vec<u32> = texts
            .iter()
            .map(|text| {
                let label = label(text);
                labels
                    .iter()
                    .position(|known| *known == label)
                    .unwrap_or_default() as u32
            })
            .collect();
        for code in &mut codes {
            if *code != NO_GROUP {
                *code = places[*code as usize];
            }
        }
        GroupColumn {
            name: declaration.name,
            labels,
            codes,
        }
    }
}

/// The texts of a dictionary, in the order of their numbers.
pub(super) fn texts_of(texts: &StringIds) -> Vec<String> {
    (0..texts.len()).map(|place| texts.get(place).into()).collect()
}

fn by_size_then_letters(a: &String, b: &String) -> Ordering {
    match (number(&plain(a)), number(&plain(b))) {
        (Some(x), Some(y)) => x.total_cmp(&y).then_with(|| a.cmp(b)),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => a.cmp(b),
    }
}

/// A survey split by a group column.
#[derive(Debug, Clone, PartialEq)]
pub struct SurveyGroups {
    /// The name of the group column.
    pub name: String,
    /// The groups that have respondents, in the declared order, then numbers by size and texts by letters.
    pub groups: Vec<SurveyGroup>,
    /// Respondents who are in no group.
    pub missing: u64,
}

/// The respondents of one group.
#[derive(Debug, Clone, PartialEq)]
pub struct SurveyGroup {
    /// What the group is called.
    pub label: String,
    /// Its respondents; every metric can be asked of them as of all.
    pub survey: Survey,
}

impl Survey {
    /// The survey split by a group column: what any metric says of each group is what it says of that part.
    ///
    /// ```
    /// use goodwill::survey::{GroupDeclaration, ItemDeclaration, ItemRole, Survey, SurveyDeclaration, SurveyValues};
    ///
    /// let declaration = SurveyDeclaration::default()
    ///     .item(ItemDeclaration::new("recommend").role(ItemRole::Recommendation))
    ///     .group(GroupDeclaration::new("region"));
    /// let survey = Survey::new(
    ///     &declaration,
    ///     &[
    ///         ("recommend", SurveyValues::Numbers(&[10.0, 3.0, 9.0, 8.0])),
    ///         ("region", SurveyValues::Texts(&[Some("South"), Some("North"), Some("South"), None])),
    ///     ],
    /// )?;
    /// let regions = survey.by("region")?;
    /// assert_eq!(regions.groups[0].label, "North");
    /// assert_eq!(regions.groups[1].survey.tally("recommend")?.n(), 2);
    /// assert_eq!(regions.missing, 1);
    /// assert_eq!(
    ///     survey.by("regoin").unwrap_err().to_string(),
    ///     "regoin: there is no such group column: did you mean \"region\"? The group columns are region"
    /// );
    /// # Ok::<(), goodwill::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`UnknownColumn`](crate::ErrorCode::UnknownColumn), with the nearest name.
    pub fn by(&self, group: &str) -> Result<SurveyGroups> {
        let column = self.group_column(group)?;
        let mut rows: Vec<Vec<u32>> = vec![Vec::new(); column.labels.len()];
        let mut missing = 0;
        self.each_row(|row| match column.codes[row] {
            NO_GROUP => missing += 1,
            code => rows[code as usize].push(row as u32),
        });
        let groups = column
            .labels
            .iter()
            .zip(rows)
            .filter(|(_, rows)| !rows.is_empty());
        Ok(SurveyGroups {
            name: column.name.clone(),
            groups: groups
                .map(|(label, rows)| SurveyGroup {
                    label: label.clone(),
                    survey: self.part(Arc::from(rows)),
                })
                .collect(),
            missing,
        })
    }

    /// The respondents of one group.
    ///
    /// ```
    /// use goodwill::survey::{GroupDeclaration, ItemDeclaration, Survey, SurveyDeclaration, SurveyValues};
    ///
    /// let declaration = SurveyDeclaration::default()
    ///     .item(ItemDeclaration::new("minutes"))
    ///     .group(GroupDeclaration::new("region"));
    /// let survey = Survey::new(
    ///     &declaration,
    ///     &[
    ///         ("minutes", SurveyValues::Numbers(&[3.0, 5.0, 4.0])),
    ///         ("region", SurveyValues::Texts(&[Some("South"), Some("North"), Some("South")])),
    ///     ],
    /// )?;
    /// assert_eq!(survey.group("region", "South")?.values("minutes")?, [3.0, 4.0]);
    /// assert_eq!(
    ///     survey.group("region", "Suoth").unwrap_err().to_string(),
    ///     "Suoth: there is no such region: did you mean \"South\"? The regions are North, South"
    /// );
    /// # Ok::<(), goodwill::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`UnknownColumn`](crate::ErrorCode::UnknownColumn), with the nearest name, if there is no such group column or nobody
    /// is in that group.
    pub fn group(&self, group: &str, label: &str) -> Result<Self> {
        let groups = self.by(group)?.groups;
        let found = groups.iter().find(|part| part.label == label);
        found.map(|part| part.survey.clone()).ok_or_else(|| {
            let labels = groups.iter().map(|part| &*part.label);
            unknown(group, label, labels)
        })
    }

    /// The names of the group columns.
    #[must_use]
    pub fn group_names(&self) -> Vec<&str> {
        self.data.groups.iter().map(|column| &*column.name).collect()
    }

    /// The group of each respondent, `None` where there is none.
    ///
    /// # Errors
    /// [`UnknownColumn`](crate::ErrorCode::UnknownColumn), with the nearest name.
    pub fn labels(&self, group: &str) -> Result<Vec<Option<&str>>> {
        let column = self.group_column(group)?;
        let mut labels = Vec::with_capacity(self.respondents());
        let label = |row: usize| column.labels.get(column.codes[row] as usize);
        self.each_row(|row| labels.push(label(row).map(|label| &**label)));
        Ok(labels)
    }

    pub(super) fn group_column(&self, group: &str) -> Result<&GroupColumn> {
        let columns = &self.data.groups;
        columns
            .iter()
            .find(|column| column.name == group)
            .ok_or_else(|| unknown("group column", group, columns.iter().map(|column| &*column.name)))
    }
}
