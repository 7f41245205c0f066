//! P(alive) over one customer's time.

use super::unit_of_days;
use crate::calendar::Day;
use crate::error::{Error, Result};
use crate::model::history::History;
use crate::model::purchase_model::PurchaseModel;
use alloc::vec::Vec;

/// P(alive) on a day, given what had been seen by its end.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct AlivePoint {
    /// The day.
    pub day: Day,
    /// Repeat purchases up to and on that day.
    pub frequency: u32,
    /// P(alive | the history as of that day).
    pub probability_alive: f64,
}

/// P(alive) of one customer, from the first purchase to `until`, every `step` days and on `until` itself.
///
/// `days` are the day numbers of the customer's purchases, ascending, as
/// [`Purchases::days_of`](crate::purchase::Purchases::days_of) gives them; those after `until` do not count. The model
/// must know its unit.
///
/// # Errors
/// `Empty` without a day up to `until`; `Inconsistent` with the index of a day before the one before it, or when the model
/// does not know its unit; `OutOfRange` for a step of 0.
///
/// # Example
/// ```
/// use goodwill::calendar::{Day, TimeUnit};
/// use goodwill::model::{BgNbd, alive_timeline};
///
/// let model = BgNbd::new(0.243, 4.414, 0.793, 2.426)?.with_unit(TimeUnit::Week);
/// let path = alive_timeline(&model, &[0, 14, 35], Day::new(140)?, 7)?;
/// assert_eq!(path.len(), 21);
/// assert_eq!(path[0].probability_alive, 1.0); // who never bought again is alive by the model's construction
/// assert_eq!(path[5].frequency, 2);
/// assert!(path[5].probability_alive > path[20].probability_alive);
/// # Ok::<(), goodwill::Error>(())
/// ```
pub fn alive_timeline(
    model: &dyn PurchaseModel,
    days: &[i32],
    until: Day,
    step: u32,
) -> Result<Vec<AlivePoint>> {
    let unit = unit_of_days(model)?;
    if step == 0 {
        return Err(Error::out_of_range("step", "must be 1 day or more").with_value(step));
    }
    if let Some(index) = days.windows(2).position(|pair| pair[1] < pair[0]) {
        return Err(Error::inconsistent("days", "must ascend")
            .with_value(days[index + 1])
            .at(index + 1));
    }
    let end = until.number();
    let Some(&first) = days.first().filter(|&&first| first <= end) else {
        return Err(Error::empty("days"));
    };
    Day::new(first)?;
    let point = |day: i32| {
        let seen = days.partition_point(|&other| other <= day);
        let history = History::new(
            seen as u32 - 1,
            unit.from_days(days[seen - 1] - first),
            unit.from_days(day - first),
        )?;
        Ok(AlivePoint {
            day: Day::new(day)?,
            frequency: history.frequency(),
            probability_alive: model.probability_alive(&history, 0.0)?,
        })
    };
    let regular = (first..end).step_by(step as usize);
    regular.chain([end]).map(point).collect()
}
