//! What a model makes of every combination of frequency and recency.

use crate::choice::choice;
use crate::error::{Error, Result};
use crate::model::history::History;
use crate::model::purchase_model::PurchaseModel;
use crate::parallel;
use crate::quantity::{NonNegative, Positive};
use alloc::vec::Vec;

choice! { "value of a grid",
    /// What a grid shows of each history.
    #[derive(Default)]
    GridValue {
        /// Expected purchases in the next `t`.
        #[default]
        ConditionalPurchases = 0, "conditional_purchases";
        /// The probability to be alive `t` after the end of the observation; now for `t` = 0.
        ProbabilityAlive = 1, "probability_alive";
        /// The probability of at least one purchase in the next `t`.
        ProbabilityActive = 2, "probability_active";
    }
}

/// Which histories a grid holds, and what it shows of them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GridOptions {
    /// What is shown.
    pub value: GridValue,
    /// The time ahead, in the model's unit.
    pub t: f64,
    /// Frequencies 0, 1, … up to this.
    pub max_frequency: u32,
    /// T of every history, and the latest recency, in the model's unit.
    pub tenure: f64,
    /// Recencies 0, … , `tenure` in this many equal steps.
    pub steps: u32,
}

/// A value for every combination of frequency and recency.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct HistoryGrid {
    /// What is shown.
    pub value: GridValue,
    /// The time ahead.
    pub t: f64,
    /// T of every history.
    pub tenure: f64,
    /// The frequencies.
    pub frequencies: Vec<u32>,
    /// The recencies.
    pub recencies: Vec<f64>,
    /// The values, all recencies of frequency 0 first; NaN where there is no such history: a recency without a repeat
    /// purchase, a repeat purchase at time 0.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null::column"))]
    pub values: Vec<f64>,
}

impl HistoryGrid {
    /// The value at places of [`frequencies`](Self::frequencies) and [`recencies`](Self::recencies).
    #[must_use]
    pub fn at(&self, frequency: usize, recency: usize) -> f64 {
        self.values[frequency * self.recencies.len() + recency]
    }
}

/// A prediction for every combination of frequency and recency at one tenure: what a recency–frequency heat map shows.
///
/// # Errors
/// `OutOfRange` or `NotFinite` for a negative `t`, a tenure that is not positive, no step; `Overflow` for a grid of more
/// than ten million values; what the model gives.
///
/// # Example
/// ```
/// use goodwill::model::{BgNbd, GridOptions, GridValue, history_grid};
///
/// let model = BgNbd::new(0.243, 4.414, 0.793, 2.426)?;
/// let options =
///     GridOptions { value: GridValue::ProbabilityAlive, t: 0.0, max_frequency: 10, tenure: 39.0, steps: 39 };
/// let grid = history_grid(&model, &options)?;
/// assert_eq!((grid.frequencies.len(), grid.recencies.len()), (11, 40));
/// assert_eq!(grid.at(0, 0), 1.0);
/// assert!(grid.at(0, 1).is_nan());
/// assert!(grid.at(10, 20) < grid.at(2, 20)); // the long silence of a frequent buyer says more
/// # Ok::<(), goodwill::Error>(())
/// ```
pub fn history_grid(model: &dyn PurchaseModel, options: &GridOptions) -> Result<HistoryGrid> {
    const MOST: u64 = 10_000_000;
    let &GridOptions {
        value,
        t,
        max_frequency,
        tenure,
        steps,
    } = options;
    NonNegative::new("t", t)?;
    Positive::new("tenure", tenure)?;
    if steps == 0 {
        return Err(Error::out_of_range("steps", "must be 1 or more").with_value(steps));
    }
    if (u64::from(max_frequency) + 1).saturating_mul(u64::from(steps) + 1) > MOST {
        return Err(Error::new(
            crate::ErrorCode::Overflow,
            "max_frequency",
            "and steps make a grid of more than ten million values",
        ));
    }
    let recencies: Vec<f64> = (0..=steps)
        .map(|step| tenure * (f64::from(step) / f64::from(steps)))
        .collect();
    let cell = |frequency: u32, recency: f64| {
        if (frequency == 0) != (recency == 0.0) {
            return Ok(f64::NAN);
        }
        let history = History::new(frequency, recency, tenure)?;
        match value {
            GridValue::ConditionalPurchases => model.conditional_purchases(&history, t),
            GridValue::ProbabilityAlive => model.probability_alive(&history, t),
            GridValue::ProbabilityActive => model.probability_active(&history, 0.0, t),
        }
    };
    let frequencies: Vec<u32> = (0..=max_frequency).collect();
    let columns = parallel::map(
        frequencies.clone(),
        || (),
        |(), frequency| {
            recencies
                .iter()
                .map(|&recency| cell(frequency, recency))
                .collect()
        },
    );
    let mut values = Vec::with_capacity(frequencies.len() * recencies.len());
    for column in columns {
        let column: Result<Vec<f64>> = column;
        values.extend(column?);
    }
    Ok(HistoryGrid {
        value,
        t,
        tenure,
        frequencies,
        recencies,
        values,
    })
}
