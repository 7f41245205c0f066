//! Items that belong together.

use super::object::{Survey, SurveyItem};
use super::role::ItemRole;
use crate::choice::Choice as _;
use crate::error::{Error, ErrorCode, Result};
use alloc::borrow::ToOwned;
use alloc::format;
use alloc::vec::Vec;

/// Two items about the same thing: importance and performance of an attribute, expectation and perception of a
/// statement, a feature being there and not being there.
#[derive(Debug, Clone, Copy)]
pub struct ItemPair<'a> {
    /// The attribute, feature or statement.
    pub about: &'a str,
    /// The dimension of service quality, if one is declared.
    pub dimension: Option<&'a str>,
    /// The item of the first role.
    pub first: SurveyItem<'a>,
    /// The item of the second role.
    pub second: SurveyItem<'a>,
}

impl Survey {
    /// The items of two roles, paired by what they are about, in the order of the first. An item without `about` is
    /// about what its name says.
    ///
    /// ```
    /// use goodwill::survey::{ItemDeclaration, ItemRole, ScaleDeclaration, Survey, SurveyDeclaration, SurveyValues};
    ///
    /// let five = || ScaleDeclaration::new(1, 5);
    /// let declaration = SurveyDeclaration::default()
    ///     .item(ItemDeclaration::new("price_i").role(ItemRole::Importance).about("price").scale(five()))
    ///     .item(ItemDeclaration::new("price_p").role(ItemRole::Performance).about("price").scale(five()));
    /// let answers = SurveyValues::Numbers(&[4.0, 5.0]);
    /// let survey = Survey::new(&declaration, &[("price_i", answers), ("price_p", answers)])?;
    /// let pairs = survey.pairs(ItemRole::Importance, ItemRole::Performance)?;
    /// assert_eq!((pairs[0].about, pairs[0].second.name()), ("price", "price_p"));
    /// # Ok::<(), goodwill::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`UnknownColumn`](ErrorCode::UnknownColumn) if no item has one of the roles;
    /// [`Inconsistent`](ErrorCode::Inconsistent) at a thing that has not exactly one item of each.
    pub fn pairs(&self, first: ItemRole, second: ItemRole) -> Result<Vec<ItemPair<'_>>> {
        let (firsts, mut seconds) = (self.items_of(first), self.items_of(second));
        for (role, items) in [(first, &firsts), (second, &seconds)] {
            if items.is_empty() {
                let reason = "no item of the survey has this role";
                return Err(Error::new(ErrorCode::UnknownColumn, role.name(), reason));
            }
        }
        let mut pairs: Vec<ItemPair<'_>> = Vec::with_capacity(firsts.len());
        for item in firsts {
            let about = item.about();
            let Some(place) = seconds.iter().position(|second| second.about() == about) else {
                return Err(alone(item, second));
            };
            let other = seconds.remove(place);
            pairs.push(ItemPair {
                about,
                dimension: item.dimension().or(other.dimension()),
                first: item,
                second: other,
            });
        }
        match seconds.first() {
            Some(item) => Err(alone(*item, first)),
            None => Ok(pairs),
        }
    }

    /// The constructs that items are declared to measure, in the order of the declaration, each with its items.
    #[must_use]
    pub fn constructs(&self) -> Vec<(&str, Vec<SurveyItem<'_>>)> {
        let mut constructs: Vec<(&str, Vec<SurveyItem<'_>>)> = Vec::new();
        for item in self.items() {
            let Some(construct) = item.construct() else {
                continue;
            };
            match constructs.iter_mut().find(|(name, _)| *name == construct) {
                Some((_, items)) => items.push(item),
                None => constructs.push((construct, [item].into())),
            }
        }
        constructs
    }
}

fn alone(item: SurveyItem<'_>, other: ItemRole) -> Error {
    let reason = format!(
        "has no item of the role {} of its own: they are paired by what they are about, \"{}\"",
        other.name(),
        item.about()
    );
    Error::new(ErrorCode::Inconsistent, item.name().to_owned(), reason)
}

impl<'a> SurveyItem<'a> {
    /// The attribute, feature or statement it is about; its name, if nothing else is declared.
    #[must_use]
    pub fn about(&self) -> &'a str {
        let declaration = self.declaration();
        declaration.about.as_deref().unwrap_or(&declaration.name)
    }

    /// The dimension of service quality it belongs to.
    #[must_use]
    pub fn dimension(&self) -> Option<&'a str> {
        self.declaration().dimension.as_deref()
    }

    /// The construct it measures.
    #[must_use]
    pub fn construct(&self) -> Option<&'a str> {
        self.declaration().construct.as_deref()
    }
}
