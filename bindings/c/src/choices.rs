//! The core's choices, by their numbers.

use crate::flat::{Flat, Parse};
use goodwill::Result;
use goodwill::choice::Choice;

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
    estimate::{Method, ProportionInterval}
    survey::{FractionalScores, NpsDifferenceInterval, NpsInterval, NpsPairedInterval, SatisfactionState}
    purchase::{Grain, RepeatVariant, ReturnsPolicy, ZeroAmounts}
    retention::{ChurnBase}
    value::{FirstPayment}
    segment::{TierAgreement}
}
