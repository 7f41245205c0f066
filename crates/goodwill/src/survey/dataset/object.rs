//! The survey.

use super::cells::{Cells, INVALID, MISSING, count_codes};
use super::declaration::{ItemDeclaration, SurveyDeclaration};
use super::groups::GroupColumn;
use super::near::unknown;
use super::role::ItemRole;
use crate::error::{Error, ErrorCode, Result};
use crate::purchase::StringIds;
use crate::survey::scale::Reading;
use crate::survey::{ItemAnswers, Scale, Tally};
use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::fmt;

/// The answers of respondents to the items of a survey, typed and counted once, whatever is asked of them.
///
/// It is made from columns by a [`SurveyDeclaration`]: [`Survey::new`], or batch by batch with a
/// [`SurveyBuilder`](super::SurveyBuilder). An item hands out its [`Tally`], for metrics of one item, or its
/// [`values`](Self::values), for metrics of several. Answers of reverse-keyed items come reflected.
/// [`by`](Self::by) splits a survey into surveys of the groups of a column, so every metric can be had by group.
/// Copies and parts share the answers; they cost next to nothing.
///
/// ```
/// use goodwill::survey::{
///     ItemDeclaration, ItemRole, ScaleDeclaration, Survey, SurveyDeclaration, SurveyValues,
/// };
///
/// let declaration = SurveyDeclaration::default()
///     .scale("stars", ScaleDeclaration::new(1, 5).missing(&[99]))
///     .item(ItemDeclaration::new("recommend").role(ItemRole::Recommendation))
///     .item(ItemDeclaration::new("overall").role(ItemRole::Satisfaction).on("stars"));
/// let survey = Survey::new(
///     &declaration,
///     &[
///         ("overall", SurveyValues::Numbers(&[5.0, 4.0, 99.0, 3.0])),
///         ("recommend", SurveyValues::Numbers(&[10.0, 9.0, 7.0, f64::NAN])),
///     ],
/// )?;
/// assert_eq!(survey.respondents(), 4);
/// assert_eq!(survey.tally("overall")?.counts(), [0, 0, 1, 1, 1]);
/// assert_eq!(survey.values("recommend")?[..3], [10.0, 9.0, 7.0]);
/// assert_eq!(survey.item_of(ItemRole::Satisfaction)?.name(), "overall");
/// # Ok::<(), goodwill::Error>(())
/// ```
#[derive(Clone)]
pub struct Survey {
    pub(super) data: Arc<Data>,
    /// The respondents of a part; all of them, if there is no such list.
    rows: Option<Arc<[u32]>>,
}

/// What all parts of a survey share.
#[derive(Debug)]
pub(super) struct Data {
    pub(super) declaration: SurveyDeclaration,
    pub(super) items: Vec<ItemData>,
    pub(super) groups: Vec<GroupColumn>,
    /// Which of the groups is the wave.
    pub(super) wave: Option<usize>,
    /// The number of the identifier of each respondent, and the identifiers.
    pub(super) ids: Option<Vec<u32>>,
    pub(super) id_texts: StringIds,
    pub(super) weights: Option<Vec<f64>>,
    pub(super) respondents: usize,
}

/// The answers to one item.
#[derive(Debug)]
pub(super) struct ItemData {
    pub(super) scale: Option<Scale>,
    pub(super) cells: Cells,
    /// Where the first answer off the scale stands, and what it is.
    pub(super) first_invalid: Option<(usize, String)>,
}

impl Survey {
    pub(super) fn of(data: Data) -> Self {
        Self {
            data: Arc::new(data),
            rows: None,
        }
    }

    /// The part of those rows of the whole.
    pub(super) fn part(&self, rows: Arc<[u32]>) -> Self {
        Self {
            data: Arc::clone(&self.data),
            rows: Some(rows),
        }
    }

    /// Whether it is the whole survey, and not a part of one.
    pub(super) fn is_whole(&self) -> bool {
        self.rows.is_none()
    }

    /// Shows the row of every respondent, in order.
    pub(super) fn each_row(&self, mut see: impl FnMut(usize)) {
        match &self.rows {
            None => (0..self.data.respondents).for_each(see),
            Some(rows) => rows.iter().for_each(|&row| see(row as usize)),
        }
    }

    /// The number of respondents.
    #[must_use]
    pub fn respondents(&self) -> usize {
        self.rows
            .as_ref()
            .map_or(self.data.respondents, |rows| rows.len())
    }

    /// What was declared.
    #[must_use]
    pub fn declaration(&self) -> &SurveyDeclaration {
        &self.data.declaration
    }

    /// The items, in the order of the declaration.
    pub fn items(&self) -> impl Iterator<Item = SurveyItem<'_>> {
        (0..self.data.items.len()).map(|index| SurveyItem { survey: self, index })
    }

    /// The item of that name.
    ///
    /// # Errors
    /// [`UnknownColumn`](ErrorCode::UnknownColumn), with the nearest name.
    pub fn item(&self, name: &str) -> Result<SurveyItem<'_>> {
        self.items().find(|item| item.name() == name).ok_or_else(|| {
            let names = self.data.declaration.items.iter().map(|item| &*item.name);
            unknown("item", name, names)
        })
    }

    /// The items of that role.
    #[must_use]
    pub fn items_of(&self, role: ItemRole) -> Vec<SurveyItem<'_>> {
        self.items().filter(|item| item.role() == role).collect()
    }

    /// The one item of that role.
    ///
    /// # Errors
    /// [`UnknownColumn`](ErrorCode::UnknownColumn) if no item has the role, or several have it: then one must be asked
    /// for by name.
    pub fn item_of(&self, role: ItemRole) -> Result<SurveyItem<'_>> {
        use crate::choice::Choice as _;
        let items = self.items_of(role);
        match items[..] {
            [item] => Ok(item),
            [] => Err(Error::new(
                ErrorCode::UnknownColumn,
                role.name(),
                "no item of the survey has this role",
            )),
            _ => {
                let names: Vec<&str> = items.iter().map(SurveyItem::name).collect();
                let reason = format!("could be any of {}: say which", names.join(", "));
                Err(Error::new(ErrorCode::UnknownColumn, role.name(), reason))
            }
        }
    }

    /// The tally of an item, with the weights of the survey.
    ///
    /// # Errors
    /// As [`item`](Self::item) and [`SurveyItem::tally`].
    pub fn tally(&self, item: &str) -> Result<Tally> {
        self.item(item)?.tally()
    }

    /// The answers to an item, NaN where there is none; reflected if the item is reverse-keyed.
    ///
    /// # Errors
    /// As [`item`](Self::item).
    pub fn values(&self, item: &str) -> Result<Vec<f64>> {
        Ok(self.item(item)?.values())
    }

    /// The weights of the respondents, if there are any; NaN where one has none.
    #[must_use]
    pub fn weights(&self) -> Option<Vec<f64>> {
        let weights = self.data.weights.as_ref()?;
        let mut column = Vec::with_capacity(self.respondents());
        self.each_row(|row| column.push(weights[row]));
        Some(column)
    }

    /// Whether respondents have weights.
    #[must_use]
    pub fn is_weighted(&self) -> bool {
        self.data.weights.is_some()
    }

    /// The identifiers of the respondents, if there are any; `None` where one has none.
    #[must_use]
    pub fn respondent_ids(&self) -> Option<Vec<Option<&str>>> {
        let ids = self.data.ids.as_ref()?;
        let mut column = Vec::with_capacity(self.respondents());
        let texts = &self.data.id_texts;
        self.each_row(|row| {
            let id = ids[row] as usize;
            column.push((id < texts.len()).then(|| texts.get(id)));
        });
        Some(column)
    }

    /// The answers to several items, with the weights, for metrics of several items.
    ///
    /// ```
    /// use goodwill::survey::{ItemDeclaration, ScaleDeclaration, Survey, SurveyDeclaration, SurveyValues};
    ///
    /// let declaration = SurveyDeclaration::default()
    ///     .item(ItemDeclaration::new("a").scale(ScaleDeclaration::new(1, 5)))
    ///     .item(ItemDeclaration::new("b").scale(ScaleDeclaration::new(1, 5)).reversed());
    /// let a = SurveyValues::Numbers(&[1.0, 2.0]);
    /// let survey = Survey::new(&declaration, &[("a", a), ("b", a)])?;
    /// let columns = survey.columns(&["a", "b"])?;
    /// assert_eq!(columns.ask(|answers| answers.items[1].to_vec()), [5.0, 4.0]);
    /// # Ok::<(), goodwill::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`item`](Self::item).
    pub fn columns(&self, items: &[&str]) -> Result<SurveyColumns> {
        let mut columns = Vec::with_capacity(items.len());
        for name in items {
            columns.push(self.item(name)?.values());
        }
        Ok(SurveyColumns {
            names: items.iter().map(|&name| name.to_owned()).collect(),
            columns,
            weights: self.weights(),
        })
    }
}

impl PartialEq for Survey {
    /// The same respondents of the same data.
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.data, &other.data) && self.rows == other.rows
    }
}

impl fmt::Debug for Survey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.items().map(|item| item.data_name()).collect();
        f.debug_struct("Survey")
            .field("respondents", &self.respondents())
            .field("items", &names)
            .field("groups", &self.group_names())
            .finish_non_exhaustive()
    }
}

/// The answers to several items, side by side.
#[derive(Debug, Clone, PartialEq)]
pub struct SurveyColumns {
    /// The names of the items.
    pub names: Vec<String>,
    /// A column for each item, NaN where an answer is missing.
    pub columns: Vec<Vec<f64>>,
    /// A weight for each respondent, if there are weights.
    pub weights: Option<Vec<f64>>,
}

impl SurveyColumns {
    /// What a metric of several items says of these answers.
    pub fn ask<R>(&self, metric: impl FnOnce(&ItemAnswers<'_>) -> R) -> R {
        let items: Vec<&[f64]> = self.columns.iter().map(|column| &column[..]).collect();
        metric(&ItemAnswers {
            items: &items,
            weights: self.weights.as_deref(),
        })
    }
}

/// An item of a survey, and the answers to it.
#[derive(Clone, Copy)]
pub struct SurveyItem<'a> {
    survey: &'a Survey,
    index: usize,
}

impl<'a> SurveyItem<'a> {
    fn data(&self) -> &'a ItemData {
        &self.survey.data.items[self.index]
    }

    fn data_name(&self) -> &'a str {
        &self.declaration().name
    }

    /// What was declared of it.
    #[must_use]
    pub fn declaration(&self) -> &'a ItemDeclaration {
        &self.survey.data.declaration.items[self.index]
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &'a str {
        self.data_name()
    }

    /// The header of its column, most often the question.
    #[must_use]
    pub fn header(&self) -> &'a str {
        self.declaration().header()
    }

    /// What it asks about.
    #[must_use]
    pub fn role(&self) -> ItemRole {
        self.declaration().role
    }

    /// What its answers may be; `None` if it takes any number.
    #[must_use]
    pub fn scale(&self) -> Option<&'a Scale> {
        self.data().scale.as_ref()
    }

    /// The first answer that the scale does not have: its row in the whole survey, from 0 (in the long form, the row of
    /// the table), and what was written there. In a part, this is still that of the whole.
    #[must_use]
    pub fn first_invalid(&self) -> Option<(usize, &'a str)> {
        let (row, text) = self.data().first_invalid.as_ref()?;
        Some((*row, text))
    }

    /// How often each point was answered, with the missing and the invalid answers counted apart, and with the weights
    /// of the survey. Points of a reverse-keyed item are reflected.
    ///
    /// # Errors
    /// [`UnsupportedType`](ErrorCode::UnsupportedType) if the item has no scale.
    pub fn tally(&self) -> Result<Tally> {
        let ItemData { scale, cells, .. } = self.data();
        let Some(scale) = scale else {
            let reason = "takes any number: declare its scale to count its answers";
            return Err(Error::new(
                ErrorCode::UnsupportedType,
                self.name().to_owned(),
                reason,
            ));
        };
        let last = scale.points() - 1;
        let reverse = self.declaration().reverse;
        let reading = |row: usize| match cells {
            Cells::Codes(codes) => match codes[row] {
                MISSING => Reading::Missing,
                INVALID => Reading::Invalid,
                point if reverse => Reading::Point(last - usize::from(point)),
                point => Reading::Point(usize::from(point)),
            },
            Cells::Numbers(numbers) => point(scale, numbers[row], reverse),
        };
        if let Some(weights) = &self.survey.data.weights {
            let mut tally = Tally::new(scale).with_weights();
            self.survey
                .each_row(|row| tally.add_weighted(reading(row), weights[row]));
            return Ok(tally);
        }
        if let (Cells::Codes(codes), None) = (cells, &self.survey.rows) {
            let counts = count_codes(codes);
            let mut points = counts[..=last].to_vec();
            if reverse {
                points.reverse();
            }
            let tally = Tally::from_counts(&points, counts[usize::from(MISSING)], scale)?;
            return Ok(tally.with_invalid(counts[usize::from(INVALID)]));
        }
        let mut tally = Tally::new(scale);
        self.survey.each_row(|row| tally.add(reading(row)));
        Ok(tally)
    }

    /// The answers, NaN where there is none or where it is invalid; reflected if the item is reverse-keyed.
    #[must_use]
    pub fn values(&self) -> Vec<f64> {
        self.answers(self.declaration().reverse)
    }

    /// The answers as they were given: those of a reverse-keyed item are not reflected. Straight-lining is seen here.
    #[must_use]
    pub fn given(&self) -> Vec<f64> {
        self.answers(false)
    }

    fn answers(&self, reverse: bool) -> Vec<f64> {
        let ItemData { scale, cells, .. } = self.data();
        let mut answers = Vec::with_capacity(self.survey.respondents());
        match (cells, scale) {
            (Cells::Codes(codes), Some(scale)) => {
                let mut meaning = [f64::NAN; 256];
                for (point, meaning) in meaning[..scale.points()].iter_mut().enumerate() {
                    let answer = f64::from(scale.minimum()) + point as f64;
                    *meaning = if reverse { scale.reflected(answer) } else { answer };
                }
                self.survey
                    .each_row(|row| answers.push(meaning[usize::from(codes[row])]));
            }
            (Cells::Numbers(numbers), scale) => self.survey.each_row(|row| {
                let answer = if numbers[row].is_infinite() {
                    f64::NAN
                } else {
                    numbers[row]
                };
                answers.push(match scale {
                    Some(scale) if reverse => scale.reflected(answer),
                    _ => answer,
                });
            }),
            // Codes are points of a scale.
            (Cells::Codes(_), None) => answers.resize(self.survey.respondents(), f64::NAN),
        }
        answers
    }

    /// Valid answers, missing ones and invalid ones.
    #[must_use]
    pub fn counts(&self) -> (u64, u64, u64) {
        let (mut n, mut missing, mut invalid) = (0, 0, 0);
        match &self.data().cells {
            Cells::Codes(codes) if self.survey.rows.is_none() => {
                let counts = count_codes(codes);
                missing = counts[usize::from(MISSING)];
                invalid = counts[usize::from(INVALID)];
                n = codes.len() as u64 - missing - invalid;
            }
            Cells::Codes(codes) => self.survey.each_row(|row| match codes[row] {
                MISSING => missing += 1,
                INVALID => invalid += 1,
                _ => n += 1,
            }),
            Cells::Numbers(numbers) => self.survey.each_row(|row| match numbers[row] {
                number if number.is_nan() => missing += 1,
                number if number.is_infinite() => invalid += 1,
                _ => n += 1,
            }),
        }
        (n, missing, invalid)
    }
}

impl fmt::Debug for SurveyItem<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SurveyItem")
            .field("declaration", self.declaration())
            .finish_non_exhaustive()
    }
}

/// The point of a number that the scale has; between two points it is the one below.
fn point(scale: &Scale, number: f64, reverse: bool) -> Reading {
    if number.is_nan() {
        return Reading::Missing;
    }
    if number.is_infinite() {
        return Reading::Invalid;
    }
    let answer = if reverse { scale.reflected(number) } else { number };
    Reading::Point(libm::floor(answer - f64::from(scale.minimum())) as usize)
}
