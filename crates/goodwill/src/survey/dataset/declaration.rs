//! What a survey says about its columns.

use super::role::ItemRole;
use crate::choice::choice;
use crate::survey::{FractionalScores, OffScale, Polarity};
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

choice! { "form of a survey table",
    /// How answers are laid out.
    #[derive(Default)]
    SurveyForm {
        /// A row for each respondent, a column for each item.
        #[default]
        Wide = 0, "wide";
        /// A row for each answer, with columns for the respondent, the question and the answer.
        Long = 1, "long";
    }
}

/// Which columns of a table are what: said once, obeyed by every metric.
///
/// The fields are the keys of a declaration file. Only `items` is needed.
///
/// ```
/// use goodwill::survey::{ItemDeclaration, ItemRole, ScaleDeclaration, Survey, SurveyDeclaration, SurveyValues};
///
/// let agreement = ScaleDeclaration::new(1, 5)
///     .missing(&[98, 99])
///     .labels("en", &["Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree"])
///     .labels("zh", &["非常不同意", "不同意", "一般", "同意", "非常同意"]);
/// let declaration = SurveyDeclaration::default()
///     .scale("agreement", agreement)
///     .item(ItemDeclaration::new("trust").column("I trust this shop.").on("agreement"))
///     .item(ItemDeclaration::new("doubt").column("I often feel let down.").on("agreement").reversed());
/// let survey = Survey::new(
///     &declaration,
///     &[
///         ("I trust this shop.", SurveyValues::Texts(&[Some("Strongly agree"), Some("同意"), None])),
///         ("I often feel let down.", SurveyValues::Numbers(&[1.0, 2.0, 99.0])),
///     ],
/// )?;
/// assert_eq!(survey.tally("trust")?.counts(), [0, 0, 0, 1, 1]);
/// assert_eq!(survey.tally("doubt")?.counts(), [0, 0, 0, 1, 1]);
/// assert_eq!(survey.tally("doubt")?.missing(), 1);
/// # Ok::<(), goodwill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default, deny_unknown_fields))]
pub struct SurveyDeclaration {
    /// What the survey is called.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub title: Option<String>,
    /// How the answers are laid out.
    pub form: SurveyForm,
    /// The column that says who answered.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub respondent: Option<String>,
    /// The column that says in which wave; it is a group column, too.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub wave: Option<String>,
    /// The column of the weights of respondents.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub weight: Option<String>,
    /// The column that holds the question, in the long form.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub question: Option<String>,
    /// The column that holds the answer, in the long form.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub answer: Option<String>,
    /// What to do with answers off their scale, where the scale does not say.
    pub off_scale: OffScale,
    /// Scales that several items share, by name.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "BTreeMap::is_empty"))]
    pub scales: BTreeMap<String, ScaleDeclaration>,
    /// Columns that say to which group a respondent belongs.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Vec::is_empty"))]
    pub groups: Vec<GroupDeclaration>,
    /// The items.
    pub items: Vec<ItemDeclaration>,
}

impl SurveyDeclaration {
    /// With that scale under that name.
    #[must_use]
    pub fn scale(mut self, name: &str, scale: ScaleDeclaration) -> Self {
        self.scales.insert(name.into(), scale);
        self
    }

    /// With one more item.
    #[must_use]
    pub fn item(mut self, item: ItemDeclaration) -> Self {
        self.items.push(item);
        self
    }

    /// With one more group column.
    #[must_use]
    pub fn group(mut self, group: GroupDeclaration) -> Self {
        self.groups.push(group);
        self
    }

    /// With the column that says who answered.
    #[must_use]
    pub fn respondent(mut self, column: &str) -> Self {
        self.respondent = Some(column.into());
        self
    }

    /// With the column that says in which wave.
    #[must_use]
    pub fn wave(mut self, column: &str) -> Self {
        self.wave = Some(column.into());
        self
    }

    /// With the column of weights.
    #[must_use]
    pub fn weight(mut self, column: &str) -> Self {
        self.weight = Some(column.into());
        self
    }

    /// In the long form, with the columns of the question and of the answer.
    #[must_use]
    pub fn long(mut self, question: &str, answer: &str) -> Self {
        self.form = SurveyForm::Long;
        self.question = Some(question.into());
        self.answer = Some(answer.into());
        self
    }
}

/// One item: the column it stands in, what it asks about, and what its answers may be.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct ItemDeclaration {
    /// Its name in results.
    pub name: String,
    /// The header of its column, most often the question; in the long form, the question. Its name, if not given.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub column: Option<String>,
    /// What it asks about.
    #[cfg_attr(feature = "serde", serde(default))]
    pub role: ItemRole,
    /// The attribute, feature or statement that it is about; items of two roles about the same thing are a pair.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub about: Option<String>,
    /// The dimension of service quality that it belongs to.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub dimension: Option<String>,
    /// The construct that it measures, together with other items.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub construct: Option<String>,
    /// What its answers may be: a scale, or the name of one. Not given: 0 to 10 for a recommendation, any number for
    /// the rest.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub scale: Option<ScaleReference>,
    /// Whether it is keyed the other way round than its neighbours, so that its answers are to be reflected.
    #[cfg_attr(feature = "serde", serde(default))]
    pub reverse: bool,
}

impl ItemDeclaration {
    /// An item of that name, in a column of that name.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self {
            name: name.into(),
            ..Self::default()
        }
    }

    /// In a column with that header.
    #[must_use]
    pub fn column(mut self, header: &str) -> Self {
        self.column = Some(header.into());
        self
    }

    /// Asking about that.
    #[must_use]
    pub fn role(mut self, role: ItemRole) -> Self {
        self.role = role;
        self
    }

    /// About that attribute, feature or statement.
    #[must_use]
    pub fn about(mut self, about: &str) -> Self {
        self.about = Some(about.into());
        self
    }

    /// Of that dimension of service quality.
    #[must_use]
    pub fn dimension(mut self, dimension: &str) -> Self {
        self.dimension = Some(dimension.into());
        self
    }

    /// Measuring that construct.
    #[must_use]
    pub fn construct(mut self, construct: &str) -> Self {
        self.construct = Some(construct.into());
        self
    }

    /// On the scale of that name.
    #[must_use]
    pub fn on(mut self, scale: &str) -> Self {
        self.scale = Some(ScaleReference::Named(scale.into()));
        self
    }

    /// On that scale.
    #[must_use]
    pub fn scale(mut self, scale: ScaleDeclaration) -> Self {
        self.scale = Some(ScaleReference::Here(scale));
        self
    }

    /// Keyed the other way round.
    #[must_use]
    pub fn reversed(mut self) -> Self {
        self.reverse = true;
        self
    }

    /// The header of its column.
    #[must_use]
    pub fn header(&self) -> &str {
        self.column.as_deref().unwrap_or(&self.name)
    }
}

/// What answers may be, and the words they are given in.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct ScaleDeclaration {
    /// The lowest answer.
    pub minimum: i32,
    /// The highest answer.
    pub maximum: i32,
    /// Which end is good.
    #[cfg_attr(feature = "serde", serde(default))]
    pub polarity: Polarity,
    /// Numbers that stand for "no answer".
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub missing: Vec<i32>,
    /// The words for the points, from the lowest up, by language (or by any other name).
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "BTreeMap::is_empty"))]
    pub labels: BTreeMap<String, Vec<String>>,
    /// Words for single numbers, of points or of missing codes.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "BTreeMap::is_empty"))]
    pub codes: BTreeMap<String, i32>,
    /// What to do with an answer that the scale does not have; what the survey says, if not given.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub off_scale: Option<OffScale>,
    /// What to do with an answer between two points.
    #[cfg_attr(feature = "serde", serde(default))]
    pub fractional: FractionalScores,
}

impl ScaleDeclaration {
    /// From `minimum` to `maximum` in whole steps; high is good.
    #[must_use]
    pub fn new(minimum: i32, maximum: i32) -> Self {
        Self {
            minimum,
            maximum,
            ..Self::default()
        }
    }

    /// With that good end.
    #[must_use]
    pub fn polarity(mut self, polarity: Polarity) -> Self {
        self.polarity = polarity;
        self
    }

    /// With numbers that stand for "no answer".
    #[must_use]
    pub fn missing(mut self, codes: &[i32]) -> Self {
        self.missing = codes.to_vec();
        self
    }

    /// With words for the points, from the lowest up, in that language.
    #[must_use]
    pub fn labels(mut self, language: &str, labels: &[&str]) -> Self {
        let labels = labels.iter().map(|&label| label.into()).collect();
        self.labels.insert(language.into(), labels);
        self
    }

    /// With a word for one number.
    #[must_use]
    pub fn code(mut self, text: &str, number: i32) -> Self {
        self.codes.insert(text.into(), number);
        self
    }

    /// With that treatment of answers off the scale.
    #[must_use]
    pub fn off_scale(mut self, off_scale: OffScale) -> Self {
        self.off_scale = Some(off_scale);
        self
    }
}

/// A scale, or the name of one.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(untagged))]
pub enum ScaleReference {
    /// The scale of that name.
    Named(String),
    /// This scale.
    Here(ScaleDeclaration),
}

/// By hand, so that a mistake inside a scale is named as such: an untagged enum says only that nothing fits.
#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for ScaleReference {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> serde::de::Visitor<'de> for Either {
            type Value = ScaleReference;

            fn expecting(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str("the name of a scale, or a scale with minimum and maximum")
            }

            fn visit_str<E: serde::de::Error>(self, name: &str) -> Result<Self::Value, E> {
                Ok(ScaleReference::Named(name.into()))
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                let scale =
                    serde::Deserialize::deserialize(serde::de::value::MapAccessDeserializer::new(map))?;
                Ok(ScaleReference::Here(scale))
            }
        }
        deserializer.deserialize_any(Either)
    }
}

/// A column that says to which group a respondent belongs.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct GroupDeclaration {
    /// Its name in results, and in `by`.
    pub name: String,
    /// The header of its column; its name, if not given.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub column: Option<String>,
    /// The groups in the order in which they are to be shown; others follow, numbers by size and texts by letters.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub order: Vec<String>,
    /// What a value is to be called: `"1" = "North"`, `"北区" = "North"`.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "BTreeMap::is_empty"))]
    pub labels: BTreeMap<String, String>,
}

impl GroupDeclaration {
    /// A group column of that name.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self {
            name: name.into(),
            ..Self::default()
        }
    }

    /// In a column with that header.
    #[must_use]
    pub fn column(mut self, header: &str) -> Self {
        self.column = Some(header.into());
        self
    }

    /// With the groups in that order.
    #[must_use]
    pub fn order(mut self, labels: &[&str]) -> Self {
        self.order = labels.iter().map(|&label| label.into()).collect();
        self
    }

    /// With a name for a value.
    #[must_use]
    pub fn label(mut self, value: &str, label: &str) -> Self {
        self.labels.insert(value.into(), label.into());
        self
    }

    /// The header of its column.
    #[must_use]
    pub fn header(&self) -> &str {
        self.column.as_deref().unwrap_or(&self.name)
    }
}
