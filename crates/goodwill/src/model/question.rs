//! A question about a customer, as data: for callers who learn only at run time what is asked.

use super::history::History;
use super::purchase_model::PurchaseModel;
use super::time::DiscountRate;
use crate::choice::choice;
use crate::error::Result;

/// What a model is asked of a customer with a history: a verb of [`PurchaseModel`] and its arguments.
///
/// ```
/// use goodwill::model::{BgNbd, History, Question};
/// let model = BgNbd::new(0.243, 4.414, 0.793, 2.426)?;
/// let customer = History::new(2, 30.43, 38.86)?;
/// let asked = Question::ConditionalPurchases { t: 39.0 }.ask(&model, &customer)?;
/// assert_eq!(format!("{asked:.3}"), "1.226");
/// # Ok::<(), goodwill::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(tag = "verb", rename_all = "snake_case"))]
pub enum Question {
    /// [`PurchaseModel::conditional_purchases`]
    ConditionalPurchases {
        /// How far ahead.
        t: f64,
    },
    /// [`PurchaseModel::conditional_pmf`]
    ConditionalPmf {
        /// How many purchases.
        n: u32,
        /// The start, counted from T.
        from: f64,
        /// The end, counted from T.
        to: f64,
    },
    /// [`PurchaseModel::probability_alive`]
    ProbabilityAlive {
        /// How long after T.
        after: f64,
    },
    /// [`PurchaseModel::probability_active`]
    ProbabilityActive {
        /// The start, counted from T.
        from: f64,
        /// The end, counted from T.
        to: f64,
    },
    /// [`PurchaseModel::residual_transactions`]
    ResidualTransactions {
        /// What later purchases are worth less.
        discount: DiscountRate,
        /// How far ahead; for ever without.
        horizon: Option<f64>,
    },
    /// [`PurchaseModel::residual_lifetime`]
    ResidualLifetime {
        /// How far ahead; for ever without.
        horizon: Option<f64>,
    },
}

choice! { "verb of a customer",
    /// A [`Question`] without its arguments.
    QuestionVerb {
        /// [`Question::ConditionalPurchases`]
        ConditionalPurchases = 1, "conditional_purchases";
        /// [`Question::ConditionalPmf`]
        ConditionalPmf = 2, "conditional_pmf";
        /// [`Question::ProbabilityAlive`]
        ProbabilityAlive = 3, "probability_alive";
        /// [`Question::ProbabilityActive`]
        ProbabilityActive = 4, "probability_active";
        /// [`Question::ResidualTransactions`]
        ResidualTransactions = 5, "residual_transactions";
        /// [`Question::ResidualLifetime`]
        ResidualLifetime = 6, "residual_lifetime";
    }
}

impl Question {
    /// What a model answers.
    ///
    /// # Errors
    /// As the verb.
    pub fn ask(&self, model: &dyn PurchaseModel, history: &History) -> Result<f64> {
        match *self {
            Self::ConditionalPurchases { t } => model.conditional_purchases(history, t),
            Self::ConditionalPmf { n, from, to } => model.conditional_pmf(history, n, from, to),
            Self::ProbabilityAlive { after } => model.probability_alive(history, after),
            Self::ProbabilityActive { from, to } => model.probability_active(history, from, to),
            Self::ResidualTransactions { discount, horizon } => {
                model.residual_transactions(history, discount, horizon)
            }
            Self::ResidualLifetime { horizon } => model.residual_lifetime(history, horizon),
        }
    }
}
