//! 满意弹性: the satisfaction elasticity of loyalty.

use super::piecewise::{BrokenLine, Pairs};
use crate::error::{Error, Result};
use crate::estimate::{Estimate, mean_of};
use crate::quantity::{Level, finite};
use alloc::vec::Vec;

/// How [`loyalty_elasticity`] estimates.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
pub struct ElasticityOptions {
    /// Confidence level of every interval.
    pub level: Level,
    /// The answer that means no satisfaction at all: 0, or 1 on a scale of 1 to 5 that is read so. Per cent are counted
    /// from there.
    pub origin: f64,
}

/// The elasticity in one zone, at its centre.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ZoneElasticity {
    /// Where the zone starts: a cut, or the lowest answer.
    pub start: f64,
    /// Where it ends: a cut, or the highest answer.
    pub end: f64,
    /// The mean satisfaction of the respondents in it: where the elasticity is taken.
    pub satisfaction: f64,
    /// The loyalty that the broken line has there.
    pub loyalty: f64,
    /// By how many per cent loyalty rises when satisfaction rises by one; NaN where the loyalty there is 0.
    pub elasticity: Estimate,
}

/// The satisfaction elasticity of loyalty, by zone and overall.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct LoyaltyElasticity {
    /// The zones between the cuts, from the lowest.
    pub zones: Vec<ZoneElasticity>,
    /// The elasticity of one straight line through all answers, at their means.
    pub overall: Estimate,
    /// Respondents with both answers.
    pub n: u64,
    /// Respondents with an answer or the weight missing.
    pub missing: u64,
    /// Whether the respondents count for fewer than 30, after Kish: the normal intervals are then too short.
    pub small_sample: bool,
}

/// The satisfaction elasticity of loyalty 满意弹性: by how many per cent loyalty rises when satisfaction rises by one per
/// cent, in each zone of the [`satisfaction_curve`](super::satisfaction_curve).
///
/// In a zone it is slope · (x̄ − origin)/ŷ(x̄), with the slope and the height ŷ of the broken line at the mean
/// satisfaction x̄ of the zone's respondents; overall it is the same for one straight line. Above 1 loyalty is elastic:
/// it answers more than in proportion. The interval is linearised in the fit, with x̄ as given.
///
/// Per cent need a zero. Loyalty must be a quantity with one (a share, a number of purchases), and `origin` says where
/// satisfaction has its own: moving it moves every elasticity, which is why slopes are the sounder thing to compare.
/// Without cuts there is one zone.
///
/// # Errors
/// As for [`satisfaction_curve`](super::satisfaction_curve), save that `cuts` may be empty;
/// [`OutOfRange`](crate::ErrorCode::OutOfRange) if an answer lies below the origin or loyalty is negative.
///
/// # Example
/// ```
/// use goodwill::survey::{ElasticityOptions, loyalty_elasticity};
///
/// let satisfaction = [1.0, 2.0, 3.0, 4.0, 5.0, 1.0, 2.0, 3.0, 4.0, 5.0];
/// let loyalty = [1.0, 2.1, 3.0, 3.2, 3.4, 1.0, 1.9, 3.0, 3.2, 3.4];
/// let got = loyalty_elasticity(&satisfaction, &loyalty, None, &[3.0], &ElasticityOptions::default())?;
/// // 1 a point at (1.5, 1.5) below 3; 0.2 a point at (4, 3.2) above.
/// assert!((got.zones[0].elasticity.value - 1.0).abs() < 1e-12);
/// assert!((got.zones[1].elasticity.value - 0.25).abs() < 1e-12);
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Anderson & Sullivan 1993, *The antecedents and consequences of customer satisfaction for firms* (elasticity of
/// repurchase intentions).
pub fn loyalty_elasticity(
    satisfaction: &[f64],
    loyalty: &[f64],
    weights: Option<&[f64]>,
    cuts: &[f64],
    options: &ElasticityOptions,
) -> Result<LoyaltyElasticity> {
    let origin = finite("origin", options.origin)?;
    let below = |column: &[f64], bound: f64| column.iter().position(|&value| value < bound);
    if let Some(row) = below(satisfaction, origin) {
        let error = Error::out_of_range(
            "satisfaction",
            alloc::format!("must not lie below the origin, {origin}"),
        );
        return Err(error.with_value(satisfaction[row]).at(row));
    }
    if let Some(row) = below(loyalty, 0.0) {
        let error = Error::out_of_range("loyalty", "must be 0 or more: per cent need a zero");
        return Err(error.with_value(loyalty[row]).at(row));
    }
    let pairs = Pairs::new(satisfaction, loyalty, weights)?;
    let line = BrokenLine::fit(&pairs, cuts)?;
    let zones = (0..=cuts.len()).map(|number| {
        let inside = |row: usize| super::piecewise::zone(cuts, pairs.x[row]) == number;
        let (start, end) = (line.knots[number], line.knots[number + 1]);
        let elasticity = elasticity(&pairs, cuts, &line, number, inside, options);
        ZoneElasticity {
            start,
            end,
            satisfaction: elasticity.0,
            loyalty: elasticity.1,
            elasticity: elasticity.2,
        }
    });
    let zones: Vec<ZoneElasticity> = zones.collect();
    let overall = if cuts.is_empty() {
        zones[0].elasticity
    } else {
        let straight = BrokenLine::fit(&pairs, &[])?;
        elasticity(&pairs, &[], &straight, 0, |_| true, options).2
    };
    Ok(LoyaltyElasticity {
        zones,
        overall,
        n: pairs.n(),
        missing: pairs.missing,
        small_sample: pairs.small(),
    })
}

/// Where it is taken, the height there, and the elasticity.
fn elasticity(
    pairs: &Pairs,
    cuts: &[f64],
    line: &BrokenLine,
    zone: usize,
    inside: impl Fn(usize) -> bool,
    options: &ElasticityOptions,
) -> (f64, f64, Estimate) {
    let (answers, weights) = pairs.select(&pairs.x, inside);
    let n = answers.len() as u64;
    let centre = mean_of(&answers, weights.as_deref(), options.level).value;
    let height = line.at(cuts, centre);
    let distance = centre - options.origin;
    if height == 0.0 || !height.is_finite() {
        let undefined = Estimate::without_interval(f64::NAN, options.level, n);
        return (centre, height, undefined);
    }
    let value = line.slope(zone) * distance / height;
    // d(s·d/h) = d/h · ds − s·d/h² · dh
    let gradient: Vec<f64> = line
        .slope_contrast(zone)
        .iter()
        .zip(line.height_contrast(cuts, centre))
        .map(|(slope, at)| (distance * slope - value * at) / height)
        .collect();
    (centre, height, line.estimate(value, &gradient, options.level, n))
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn proportional_loyalty_has_elasticity_1() {
        let x = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
        let y: Vec<f64> = x.iter().map(|x| 0.3 * x).collect();
        for cuts in [&[][..], &[3.0], &[2.5, 4.5]] {
            let got = loyalty_elasticity(&x, &y, None, cuts, &ElasticityOptions::default()).unwrap();
            assert_relative_eq!(got.overall.value, 1.0, max_relative = 1e-13);
            for zone in got.zones {
                assert_relative_eq!(zone.elasticity.value, 1.0, max_relative = 1e-12);
            }
        }
    }

    #[test]
    fn per_cent_need_a_zero() {
        let options = ElasticityOptions {
            origin: 1.0,
            ..Default::default()
        };
        let fail = |x: &[f64], y: &[f64]| {
            loyalty_elasticity(x, y, None, &[], &options)
                .unwrap_err()
                .to_string()
        };
        assert_eq!(
            fail(&[1.0, 0.0], &[1.0, 1.0]),
            "satisfaction[1]: must not lie below the origin, 1, got 0"
        );
        assert_eq!(
            fail(&[1.0, 2.0], &[1.0, -1.0]),
            "loyalty[1]: must be 0 or more: per cent need a zero, got -1"
        );
    }

    #[test]
    fn nobody_loyal_has_no_elasticity() {
        let got = loyalty_elasticity(
            &[1.0, 2.0, 3.0],
            &[0.0; 3],
            None,
            &[],
            &ElasticityOptions::default(),
        )
        .unwrap();
        assert!(got.overall.value.is_nan() && got.overall.n == 3);
    }
}
