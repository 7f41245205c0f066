//! The score of a business made of units: shops, regions, countries.

use super::counts::NpsCounts;
use super::score::{NpsOptions, nps_from_counts};
use crate::error::{Error, Result};
use crate::estimate::{Estimate, Interval, Method};
use crate::numeric::sum::exact_sum;
use crate::quantity::Level;
use alloc::vec::Vec;

/// The two answers to "what is the score of all units together".
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct NpsOfUnits {
    /// The score of all respondents: every respondent counts the same, in [−1, 1].
    pub pooled: Estimate,
    /// The mean of the units' scores: every unit counts the same, in [−1, 1].
    pub mean_of_units: Estimate,
    /// The number of units.
    pub units: u64,
}

/// The net promoter score of several units, pooled and as the mean of the units.
///
/// The two differ where large units score otherwise than small ones; neither is wrong, and a report that says
/// which it shows cannot mislead. The units are taken as all the units there are: the interval of their mean
/// carries the uncertainty within each, combined from the units' own MOVER intervals.
///
/// # Errors
/// [`Empty`](crate::ErrorCode::Empty) if there is no unit, or at the first unit nobody answered for.
///
/// # Example
/// ```
/// use goodwill::{quantity::Level, survey::{NpsCounts, nps_of_units}};
///
/// let flagship = NpsCounts { promoters: 700, passives: 200, detractors: 100, missing: 0 };
/// let kiosk = NpsCounts { promoters: 3, passives: 3, detractors: 4, missing: 0 };
/// let scores = nps_of_units(&[flagship, kiosk], Level::default())?;
/// assert_eq!(scores.pooled.to_string(), "0.593 (95% MOVER 0.550 to 0.632, n = 1010)");
/// assert_eq!(scores.mean_of_units.to_string(), "0.250 (95% MOVER 0.038 to 0.486, n = 1010)");
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Zou & Donner 2008 (an interval for a linear combination of independent estimates).
pub fn nps_of_units(units: &[NpsCounts], level: Level) -> Result<NpsOfUnits> {
    if units.is_empty() {
        return Err(Error::empty("units"));
    }
    let options = NpsOptions {
        level,
        ..Default::default()
    };
    let score = |counts| nps_from_counts(counts, &options).map(|nps| nps.score);
    let mut whole = NpsCounts::default();
    let mut scores = Vec::with_capacity(units.len());
    for (index, unit) in units.iter().enumerate() {
        scores.push(score(unit).map_err(|error| error.rename("units").at(index))?);
        whole.merge(unit);
    }
    let pooled = score(&whole).map_err(|error| error.rename("units"))?;
    let count = units.len() as f64;
    let value = exact_sum(scores.iter().map(|score| score.value)) / count;
    let combine = |distance: fn(&Estimate) -> f64| {
        libm::sqrt(exact_sum(
            scores.iter().map(|score| distance(score) * distance(score)),
        )) / count
    };
    let down = combine(|score| score.value - score.interval.lower);
    let up = combine(|score| score.interval.upper - score.value);
    Ok(NpsOfUnits {
        pooled,
        mean_of_units: Estimate {
            value,
            standard_error: combine(|score| score.standard_error),
            interval: Interval {
                lower: value - down,
                upper: value + up,
            }
            .clipped(-1.0, 1.0),
            level,
            n: pooled.n,
            method: Method::Mover,
        },
        units: units.len() as u64,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_abs_diff_eq;

    const UNIT: NpsCounts = NpsCounts {
        promoters: 50,
        passives: 35,
        detractors: 15,
        missing: 2,
    };

    #[test]
    fn one_unit_is_its_own_mean() {
        let one = nps_of_units(&[UNIT], Level::default()).unwrap();
        assert_eq!(one.pooled.value, one.mean_of_units.value);
        assert_abs_diff_eq!(
            one.pooled.interval.lower,
            one.mean_of_units.interval.lower,
            epsilon = 1e-15
        );
        assert_abs_diff_eq!(
            one.pooled.interval.upper,
            one.mean_of_units.interval.upper,
            epsilon = 1e-15
        );
        assert_abs_diff_eq!(
            one.pooled.standard_error,
            one.mean_of_units.standard_error,
            epsilon = 1e-15
        );
    }

    #[test]
    fn equal_units_agree_with_the_pool() {
        let two = nps_of_units(&[UNIT, UNIT], Level::default()).unwrap();
        assert_eq!(two.pooled.value, two.mean_of_units.value);
        assert_abs_diff_eq!(
            two.pooled.standard_error,
            two.mean_of_units.standard_error,
            epsilon = 1e-15
        );
    }

    #[test]
    fn errors_name_the_unit() {
        assert_eq!(
            nps_of_units(&[], Level::default()).unwrap_err().code(),
            crate::ErrorCode::Empty
        );
        let error = nps_of_units(&[UNIT, NpsCounts::default()], Level::default()).unwrap_err();
        assert_eq!(error.to_string(), "units[1]: holds no usable value");
    }
}
