//! A declaration, checked: which columns are needed and how each is read.

use super::declaration::{
    GroupDeclaration, ItemDeclaration, ScaleDeclaration, ScaleReference, SurveyDeclaration, SurveyForm,
};
use super::near::unknown;
use super::reader::plain;
use super::role::ItemRole;
use crate::error::{Error, ErrorCode, Result};
use crate::survey::Scale;
use alloc::borrow::ToOwned;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// Words and the numbers they stand for.
pub(super) type Words = BTreeMap<String, i32>;

/// What is to be read.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    pub(super) items: Vec<ItemPlan>,
    /// The declared groups, and the wave if it is none of them.
    pub(super) groups: Vec<GroupDeclaration>,
    /// Which of the groups is the wave.
    pub(super) wave: Option<usize>,
    /// What each needed column is.
    pub(super) slots: Vec<Slot>,
}

/// How an item is read; without a scale, as a plain number.
#[derive(Debug, Clone)]
pub(super) struct ItemPlan {
    pub(super) scale: Option<Scale>,
    pub(super) words: Words,
}

/// What a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    Item(usize),
    Group(usize),
    Respondent,
    Weight,
    Question,
    Answer,
}

impl Plan {
    pub(super) fn new(declaration: &SurveyDeclaration) -> Result<Self> {
        let mut items = Vec::new();
        for item in &declaration.items {
            items.push(ItemPlan::new(item, declaration)?);
        }
        if items.is_empty() {
            return Err(Error::new(ErrorCode::Empty, "items", "declares no item"));
        }
        let mut groups = declaration.groups.clone();
        let wave = declaration.wave.as_ref().map(|wave| {
            let known = groups
                .iter()
                .position(|group| group.header() == wave || group.name == *wave);
            known.unwrap_or_else(|| {
                groups.push(GroupDeclaration::new(wave));
                groups.len() - 1
            })
        });
        distinct("items", declaration.items.iter().map(|item| &*item.name))?;
        distinct("groups", groups.iter().map(|group| &*group.name))?;
        let mut plan = Self {
            items,
            groups,
            wave,
            slots: Vec::new(),
        };
        plan.slots = plan.needed(declaration)?;
        Ok(plan)
    }

    fn needed(&self, declaration: &SurveyDeclaration) -> Result<Vec<Slot>> {
        let mut slots = Vec::new();
        let long = declaration.form == SurveyForm::Long;
        for (name, column, slot) in [
            ("question", &declaration.question, Slot::Question),
            ("answer", &declaration.answer, Slot::Answer),
        ] {
            if long && column.is_none() {
                let reason = "must name a column: the survey is in the long form";
                return Err(Error::new(ErrorCode::UnknownColumn, name, reason));
            }
            if !long && column.is_some() {
                let reason = "belongs to the long form, and the survey is in the wide form";
                return Err(Error::new(ErrorCode::Inconsistent, name, reason));
            }
            if long {
                slots.push(slot);
            }
        }
        if long {
            if declaration.respondent.is_none() {
                let reason = "must name a column: the survey is in the long form";
                return Err(Error::new(ErrorCode::UnknownColumn, "respondent", reason));
            }
            distinct("items", declaration.items.iter().map(ItemDeclaration::header))?;
        } else {
            slots.extend((0..self.items.len()).map(Slot::Item));
        }
        slots.extend((0..self.groups.len()).map(Slot::Group));
        slots.extend(declaration.respondent.as_ref().map(|_| Slot::Respondent));
        slots.extend(declaration.weight.as_ref().map(|_| Slot::Weight));
        Ok(slots)
    }
}

impl ItemPlan {
    fn new(item: &ItemDeclaration, declaration: &SurveyDeclaration) -> Result<Self> {
        let standard;
        let declared = match &item.scale {
            Some(ScaleReference::Here(scale)) => Some((&*item.name, scale)),
            Some(ScaleReference::Named(name)) => {
                let scale = declaration.scales.get(name).ok_or_else(|| {
                    let error = unknown("scale", name, declaration.scales.keys().map(|name| &**name));
                    let reason = format!("{} (scale \"{name}\")", error.reason());
                    Error::new(error.code(), format!("items.{}.scale", item.name), reason)
                })?;
                Some((&**name, scale))
            }
            None if item.role == ItemRole::Recommendation => {
                standard = ScaleDeclaration::new(0, 10);
                Some(("recommendation", &standard))
            }
            None => None,
        };
        let Some((name, scale)) = declared else {
            if item.reverse {
                let reason = "has no scale to reflect its answers on";
                return Err(Error::new(
                    ErrorCode::Inconsistent,
                    format!("items.{}.reverse", item.name),
                    reason,
                ));
            }
            return Ok(Self {
                scale: None,
                words: Words::new(),
            });
        };
        let of_scale = |error: Error| {
            let parameter = format!("scales.{name}.{}", error.parameter());
            error.rename(parameter)
        };
        Ok(Self {
            scale: Some(checked(scale, declaration).map_err(of_scale)?),
            words: words(scale).map_err(of_scale)?,
        })
    }
}

fn checked(scale: &ScaleDeclaration, declaration: &SurveyDeclaration) -> Result<Scale> {
    let off_scale = scale.off_scale.unwrap_or(declaration.off_scale);
    Ok(Scale::new(scale.minimum, scale.maximum)?
        .polarity(scale.polarity)
        .missing_codes(&scale.missing)
        .map_err(|error| error.rename("missing"))?
        .off_scale(off_scale)
        .fractional(scale.fractional))
}

/// The words of a scale, each for one number.
fn words(scale: &ScaleDeclaration) -> Result<Words> {
    let mut words = Words::new();
    let mut learn = |place: String, text: &str, number: i32| {
        let known = words.insert(plain(text), number);
        match known {
            Some(other) if other != number => {
                let reason = format!("stands for both {other} and {number}");
                Err(Error::new(ErrorCode::Inconsistent, place, reason).with_value(text))
            }
            _ => Ok(()),
        }
    };
    for (language, labels) in &scale.labels {
        let points = i64::from(scale.maximum) - i64::from(scale.minimum) + 1;
        if labels.len() as i64 != points {
            let reason = format!("must have a label for each of the {points} points, from the lowest up");
            return Err(
                Error::new(ErrorCode::LengthMismatch, format!("labels.{language}"), reason)
                    .with_value(labels.len()),
            );
        }
        for (number, label) in (scale.minimum..).zip(labels) {
            learn(format!("labels.{language}"), label, number)?;
        }
    }
    for (text, &number) in &scale.codes {
        learn("codes".to_owned(), text, number)?;
    }
    Ok(words)
}

fn distinct<'a>(what: &'static str, names: impl Iterator<Item = &'a str>) -> Result<()> {
    let mut seen = BTreeSet::new();
    for name in names {
        if name.is_empty() {
            return Err(Error::new(ErrorCode::Empty, what, "holds one without a name"));
        }
        if !seen.insert(name) {
            let reason = "declares the same name twice";
            return Err(Error::new(ErrorCode::DuplicateColumn, what, reason).with_value(name));
        }
    }
    Ok(())
}
