//! The core's choices, by their numbers.

use crate::flat::{Flat, Parse};
use goodwill::choice::Choice;
use goodwill::{Error, ErrorCode, Result};

/// A choice as the header generator sees it.
#[derive(Debug)]
pub struct ChoiceTable {
    /// The name of the Rust type.
    pub name: &'static str,
    /// What is being chosen.
    pub what: &'static str,
    /// Every choice: its stable name and number.
    pub choices: Vec<(&'static str, i32)>,
}

impl ChoiceTable {
    /// The name in `snake_case`, as C programs ask for it: `nps_interval`.
    #[must_use]
    pub fn c_name(&self) -> String {
        let mut name = String::new();
        for letter in self.name.chars() {
            if letter.is_uppercase() && !name.is_empty() {
                name.push('_');
            }
            name.push(letter.to_ascii_lowercase());
        }
        name
    }

    /// The table of that name.
    pub(crate) fn named(name: &str) -> Result<Self> {
        choices()
            .into_iter()
            .find(|table| table.c_name() == name)
            .ok_or_else(|| {
                Error::new(ErrorCode::InvalidChoice, "choice", "is no choice of this library")
                    .with_value(name)
            })
    }
}

macro_rules! choices {
    ($($room:ident :: { $($name:ident),* $(,)? })*) => {
        $($(
            impl Flat<i32> for goodwill::$room::$name {
                fn flatten(self) -> i32 {
                    self.number()
                }
            }
            impl Parse<i32> for goodwill::$room::$name {
                fn parse(parameter: &'static str, value: i32) -> Result<Self> {
                    Self::from_number(parameter, value)
                }
            }
        )*)*

        /// Every choice of the core.
        #[must_use]
        pub fn choices() -> Vec<ChoiceTable> {
            vec![$($(ChoiceTable {
                name: stringify!($name),
                what: <goodwill::$room::$name as Choice>::WHAT,
                choices: goodwill::$room::$name::ALL.iter().map(|choice| (choice.name(), choice.number())).collect(),
            }),*),*]
        }
    };
}

choices! {
    calendar::{Period, TimeUnit}
    estimate::{Method, ProportionInterval, QuantileType}
    survey::{AcsiReference, Adjustment, CsatMeasure, CurveShape, EffortMeasure, FractionalScores, GroupTestKind, IpaCrosshair, IpaQuadrant, ItemRole, KanoCategory, KanoRule, KanoTable, Measure, NpsDifferenceInterval, NpsInterval, NpsPairedInterval, OffScale, Polarity, SatisfactionState, SurveyForm, WeightTotal}
    purchase::{Grain, RepeatVariant, ReturnsPolicy, ZeroAmounts}
    retention::{ChurnBase}
    value::{AbcClass, FirstPayment}
    segment::{ApostleSegment, LoyaltyQuadrant, LoyaltyReason, LoyaltyType, PyramidLevel, PyramidRule, TierAgreement}
    model::{
        FitWarningKind, GridValue, HoldoutGrouping, ModelKind, NonPositiveSpend, PosteriorMethod, PosteriorWarningKind, PriorKind, QuestionVerb,
    }
    assess::{Unit}
}
