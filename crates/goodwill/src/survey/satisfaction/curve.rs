//! 满意–忠诚曲线: how loyalty goes with satisfaction, and where satisfaction stops paying.

use super::piecewise::{BrokenLine, Pairs, complete, zone};
use crate::choice::choice;
use crate::error::{Error, Result};
use crate::estimate::{Estimate, Grouped, Method, mean_of};
use crate::numeric::sum::{ExactSum, exact_sum};
use crate::quantity::Level;
use alloc::vec::Vec;

choice! { "shape of a satisfaction curve",
    /// What happens to the slope at the last cut, by the interval of its change.
    CurveShape {
        /// It falls: more satisfaction pays less than before. This is the satisfaction trap 满意陷阱.
        Saturating = 0, "saturating";
        /// It may be the same.
        Steady = 1, "steady";
        /// It rises: the most satisfied are the most worth pleasing.
        Accelerating = 2, "accelerating";
    }
}

/// The respondents of one level of satisfaction.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct CurveLevel {
    /// The answer.
    pub satisfaction: f64,
    /// Their mean loyalty.
    pub loyalty: Estimate,
    /// The isotonic fit: the nearest curve that never falls.
    pub isotonic: f64,
}

/// One zone of the curve: from its lower end, which belongs to it, to its upper end, which does not unless it is the
/// highest answer.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct CurveZone {
    /// Where it starts: a cut, or the lowest answer.
    pub start: f64,
    /// Where it ends: a cut, or the highest answer.
    pub end: f64,
    /// The share of the respondents in it.
    pub share: Estimate,
    /// Their mean loyalty.
    pub loyalty: Estimate,
    /// How much loyalty a point of satisfaction brings in it, in units of loyalty per unit of satisfaction.
    pub slope: Estimate,
}

/// How loyalty goes with satisfaction.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct SatisfactionCurve {
    /// Every level of satisfaction that was answered, from the lowest.
    pub levels: Vec<CurveLevel>,
    /// The zones between the cuts, from the lowest.
    pub zones: Vec<CurveZone>,
    /// How the slope changes at each cut: the slope above less the slope below.
    pub changes: Vec<Estimate>,
    /// What the last of these changes says.
    pub shape: CurveShape,
    /// The satisfaction from which the isotonic fit rises no more.
    pub plateau: f64,
    /// The share of the variance of loyalty that the broken line explains; NaN if loyalty does not vary.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null"))]
    pub r_squared: f64,
    /// Respondents with both answers.
    pub n: u64,
    /// Respondents with an answer or the weight missing.
    pub missing: u64,
    /// Whether the respondents count for fewer than 30, after Kish: the normal intervals of the slopes are then too short.
    pub small_sample: bool,
}

/// The satisfaction–loyalty curve 满意–忠诚曲线: an isotonic fit without assumptions, and a broken line whose slope in
/// each zone says what a point of satisfaction is worth there.
///
/// `satisfaction` and `loyalty` are columns, row by row one respondent, in any units: loyalty may be 0 and 1 (bought
/// again), an intention on a scale, a share of wallet. `cuts` part satisfaction into zones; there is no default, because
/// the zones belong to the scale. Two cuts give the zones of defection, indifference and affection of Heskett, Jones and
/// co-authors: below 3, from 3 and from 4 on a scale of 1 to 5.
///
/// - **Isotonic**: the weighted least-squares curve that never falls, by pooling adjacent violators.
/// - **Broken line**: continuous, straight in each zone, by weighted least squares. Standard errors are
///   heteroscedasticity-robust (HC1), because the variance of loyalty depends on its level; intervals are normal.
/// - **Shape**: whether the slope falls at the last cut (saturating: the trap), rises, or may be the same.
///
/// # Errors
/// [`Empty`](crate::ErrorCode::Empty) without cuts or complete rows; [`NotIdentified`](crate::ErrorCode::NotIdentified) if
/// a zone holds no answers to fit a slope to; [`OutOfRange`](crate::ErrorCode::OutOfRange) for cuts that do not ascend or
/// a negative weight; [`NotFinite`](crate::ErrorCode::NotFinite), [`LengthMismatch`](crate::ErrorCode::LengthMismatch),
/// [`Overflow`](crate::ErrorCode::Overflow) with the row; [`Undefined`](crate::ErrorCode::Undefined) if all weights are 0.
///
/// # Example
/// ```
/// use goodwill::quantity::Level;
/// use goodwill::survey::{CurveShape, satisfaction_curve};
///
/// let satisfaction = [1.0, 1.0, 2.0, 2.0, 3.0, 3.0, 4.0, 4.0, 5.0, 5.0];
/// let loyalty = [0.1, 0.0, 0.3, 0.3, 0.5, 0.6, 0.8, 0.8, 0.8, 0.8];
/// let curve = satisfaction_curve(&satisfaction, &loyalty, None, &[4.0], Level::default())?;
/// assert_eq!((curve.shape, curve.plateau), (CurveShape::Saturating, 4.0));
/// assert_eq!(curve.levels[2].loyalty.value, 0.55);
/// assert_eq!(format!("{:.2} {:.2}", curve.zones[0].slope.value, curve.zones[1].slope.value), "0.25 0.00");
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Jones & Sasser 1995, *Why satisfied customers defect*; Heskett et al. 1994 (zones); Ayer et al. 1955 (isotonic fit);
/// MacKinnon & White 1985 (HC1).
pub fn satisfaction_curve(
    satisfaction: &[f64],
    loyalty: &[f64],
    weights: Option<&[f64]>,
    cuts: &[f64],
    level: Level,
) -> Result<SatisfactionCurve> {
    let pairs = Pairs::new(satisfaction, loyalty, weights)?;
    Ok(curve(&pairs, cuts, level)?.0)
}

fn curve(pairs: &Pairs, cuts: &[f64], level: Level) -> Result<(SatisfactionCurve, BrokenLine)> {
    if cuts.is_empty() {
        return Err(Error::empty("cuts"));
    }
    let line = BrokenLine::fit(pairs, cuts)?;
    let levels = levels(pairs, level);
    let zones = zones(pairs, cuts, &line, level);
    let change = |cut: usize| {
        let (above, below) = (line.slope_contrast(cut + 1), line.slope_contrast(cut));
        let contrast: Vec<f64> = above
            .iter()
            .zip(&below)
            .map(|(above, below)| above - below)
            .collect();
        line.estimate(line.slope(cut + 1) - line.slope(cut), &contrast, level, pairs.n())
    };
    let changes: Vec<Estimate> = (0..cuts.len()).map(change).collect();
    let last = changes[changes.len() - 1].interval;
    let shape = if last.upper < 0.0 {
        CurveShape::Saturating
    } else if last.lower > 0.0 {
        CurveShape::Accelerating
    } else {
        CurveShape::Steady
    };
    let top = levels[levels.len() - 1].isotonic;
    let plateau = levels.partition_point(|level| level.isotonic < top);
    let curve = SatisfactionCurve {
        plateau: levels[plateau].satisfaction,
        levels,
        zones,
        changes,
        shape,
        r_squared: line.r_squared,
        n: pairs.n(),
        missing: pairs.missing,
        small_sample: pairs.small(),
    };
    Ok((curve, line))
}

/// The mean and the isotonic fit of every level that somebody with a weight answered.
fn levels(pairs: &Pairs, level: Level) -> Vec<CurveLevel> {
    let mut order: Vec<usize> = (0..pairs.x.len())
        .filter(|&row| pairs.weights[row] > 0.0)
        .collect();
    order.sort_unstable_by(|&a, &b| pairs.x[a].total_cmp(&pairs.x[b]).then(a.cmp(&b)));
    let (mut levels, mut weights) = (Vec::new(), Vec::new());
    for rows in order.chunk_by(|&a, &b| pairs.x[a] == pairs.x[b]) {
        let values: Vec<f64> = rows.iter().map(|&row| pairs.y[row]).collect();
        let of_rows: Vec<f64> = rows.iter().map(|&row| pairs.weights[row]).collect();
        let loyalty = mean_of(&values, pairs.weighted.then_some(&of_rows[..]), level);
        weights.push(exact_sum(of_rows));
        levels.push(CurveLevel {
            satisfaction: pairs.x[rows[0]],
            loyalty,
            isotonic: f64::NAN,
        });
    }
    let means: Vec<f64> = levels.iter().map(|level| level.loyalty.value).collect();
    for (level, fitted) in levels.iter_mut().zip(isotonic(&means, &weights)) {
        level.isotonic = fitted;
    }
    levels
}

/// Pools adjacent violators: the least-squares values that never fall.
fn isotonic(means: &[f64], weights: &[f64]) -> Vec<f64> {
    // A block holds the exact sums of its levels and how many they are.
    let mut blocks: Vec<(ExactSum, ExactSum, usize)> = Vec::with_capacity(means.len());
    let mean = |block: &(ExactSum, ExactSum, usize)| block.0.value() / block.1.value();
    let mut values: Vec<f64> = Vec::with_capacity(means.len());
    for (&value, &weight) in means.iter().zip(weights) {
        let (mut sum, mut total) = (ExactSum::new(), ExactSum::new());
        sum.add_product(value, weight);
        total.add(weight);
        let (mut block, mut height) = ((sum, total, 1), value);
        while values.last().is_some_and(|&before| before > height) {
            let (Some(before), Some(_)) = (blocks.pop(), values.pop()) else {
                break;
            };
            block.0.merge(&before.0);
            block.1.merge(&before.1);
            block.2 += before.2;
            height = mean(&block);
        }
        blocks.push(block);
        values.push(height);
    }
    let fitted = blocks.iter().zip(&values);
    fitted
        .flat_map(|(block, &value)| core::iter::repeat_n(value, block.2))
        .collect()
}

fn zones(pairs: &Pairs, cuts: &[f64], line: &BrokenLine, level: Level) -> Vec<CurveZone> {
    let mut groups = Grouped::new(cuts.len() + 1, pairs.weighted);
    for (&x, &weight) in pairs.x.iter().zip(&pairs.weights) {
        groups.add(zone(cuts, x), weight);
    }
    let of = |number: usize| {
        let (loyalty, weights) = pairs.select(&pairs.y, |row| zone(cuts, pairs.x[row]) == number);
        CurveZone {
            start: line.knots[number],
            end: line.knots[number + 1],
            share: groups.share(|group| group == number, level),
            loyalty: mean_of(&loyalty, weights.as_deref(), level),
            slope: line.estimate(
                line.slope(number),
                &line.slope_contrast(number),
                level,
                groups.counts()[number],
            ),
        }
    };
    (0..=cuts.len()).map(of).collect()
}

/// Satisfaction with what is taken for granted against satisfaction beyond it.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct SatisfactionTrap {
    /// The curve of satisfaction with basic expectations 基本期望.
    pub basic: SatisfactionCurve,
    /// The curve of satisfaction with latent expectations 潜在期望.
    pub latent: SatisfactionCurve,
    /// How much more a point is worth in the top zone of latent satisfaction than in that of basic satisfaction: the
    /// difference of the slopes over the same respondents.
    pub slope_difference: Estimate,
    /// The share of the respondents in the top zone of basic satisfaction and not in that of latent satisfaction: more of
    /// the same will not make them more loyal.
    pub exposed: Estimate,
    /// Whether there is a trap: the basic curve is saturating, and the latent one is not.
    pub trap: bool,
    /// Respondents with all three answers.
    pub n: u64,
    /// Respondents with an answer or the weight missing.
    pub missing: u64,
}

/// The satisfaction trap 满意陷阱: is loyalty exhausted by meeting basic expectations, while what customers did not think
/// to expect keeps paying?
///
/// Satisfaction with basic expectations 基本期望 (what everybody takes for granted) and with latent expectations 潜在期望
/// (what nobody asked for) are two answers of the same respondents. Each has its [`satisfaction_curve`] over the rows
/// where all three answers are known, with the same `cuts`; the difference of the slopes in the top zones has the
/// linearised standard error that carries their covariance.
///
/// # Errors
/// As for [`satisfaction_curve`], naming `basic` or `latent`.
///
/// # Example
/// ```
/// use goodwill::quantity::Level;
/// use goodwill::survey::{CurveShape, satisfaction_trap};
///
/// // Every pair of answers from 1 to 5; loyalty saturates in the basic one at 4 and rises with the latent one.
/// let (mut basic, mut latent, mut loyalty) = (vec![], vec![], vec![]);
/// for row in 0..50_u32 {
///     let (b, l) = (1.0 + f64::from(row % 5), 1.0 + f64::from(row / 5 % 5));
///     basic.push(b);
///     latent.push(l);
///     loyalty.push(b.min(4.0) + 0.1 * l + 0.01 * f64::from(row % 3));
/// }
/// let got = satisfaction_trap(&basic, &latent, &loyalty, None, &[3.0, 4.0], Level::default())?;
/// assert_eq!((got.basic.shape, got.latent.shape, got.trap), (CurveShape::Saturating, CurveShape::Steady, true));
/// assert_eq!(got.exposed.value, 0.24);
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Jones & Sasser 1995; the two kinds of expectation are those of the Chinese literature on the satisfaction trap 满意陷阱.
pub fn satisfaction_trap(
    basic: &[f64],
    latent: &[f64],
    loyalty: &[f64],
    weights: Option<&[f64]>,
    cuts: &[f64],
    level: Level,
) -> Result<SatisfactionTrap> {
    let rows = complete(
        &[("basic", basic), ("latent", latent), ("loyalty", loyalty)],
        weights,
    )?;
    let side = |name: &'static str, answers: &[f64]| -> Result<_> {
        let pairs = Pairs::of(&rows, answers, loyalty, weights)?;
        let (curve, line) = curve(&pairs, cuts, level).map_err(|error| match error.parameter() {
            "satisfaction" => error.rename(name),
            _ => error,
        })?;
        Ok((pairs, curve, line))
    };
    let (of_basic, of_latent) = (side("basic", basic)?, side("latent", latent)?);
    let top = cuts.len();
    let influence = |(pairs, _, line): &(Pairs, SatisfactionCurve, BrokenLine)| {
        line.influence(pairs, cuts, &line.slope_contrast(top))
    };
    let squares = influence(&of_latent)
        .into_iter()
        .zip(influence(&of_basic))
        .map(|(latent, basic)| (latent - basic) * (latent - basic));
    let squares = exact_sum(squares);
    let (n, heights) = (rows.len(), cuts.len() + 2);
    let value = of_latent.2.slope(top) - of_basic.2.slope(top);
    let slope_difference = if n > heights {
        let scale = n as f64 / (n - heights) as f64;
        Estimate::wald(
            value,
            libm::sqrt(scale * squares),
            level,
            n as u64,
            Method::Linearised,
        )
    } else {
        Estimate::without_interval(value, level, n as u64)
    };
    let mut groups = Grouped::new(2, weights.is_some());
    for (row, &weight) in of_basic.0.weights.iter().enumerate() {
        let exposed = zone(cuts, of_basic.0.x[row]) == top && zone(cuts, of_latent.0.x[row]) < top;
        groups.add(usize::from(exposed), weight);
    }
    Ok(SatisfactionTrap {
        trap: of_basic.1.shape == CurveShape::Saturating && of_latent.1.shape != CurveShape::Saturating,
        slope_difference,
        exposed: groups.share(|group| group == 1, level),
        n: n as u64,
        missing: of_basic.0.missing,
        basic: of_basic.1,
        latent: of_latent.1,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorCode;
    use approx::assert_relative_eq;

    #[test]
    fn violators_are_pooled() {
        assert_eq!(isotonic(&[1.0, 3.0, 2.0, 4.0], &[1.0; 4]), [1.0, 2.5, 2.5, 4.0]);
        assert_eq!(isotonic(&[3.0, 2.0, 1.0], &[1.0, 1.0, 2.0]), [1.75; 3]);
        assert_eq!(isotonic(&[5.0], &[2.0]), [5.0]);
        assert_eq!(isotonic(&[1.0, 1.0, 2.0], &[1.0; 3]), [1.0, 1.0, 2.0]);
    }

    #[test]
    fn a_line_that_is_broken_is_found() {
        let x: Vec<f64> = (0..40).map(|i| 1.0 + f64::from(i % 9) * 0.5).collect();
        let y: Vec<f64> = x
            .iter()
            .map(|&x| if x < 3.0 { 2.0 * x } else { 6.0 + 0.5 * (x - 3.0) })
            .collect();
        let curve = satisfaction_curve(&x, &y, None, &[3.0], Level::default()).unwrap();
        assert_relative_eq!(curve.zones[0].slope.value, 2.0, max_relative = 1e-13);
        assert_relative_eq!(curve.zones[1].slope.value, 0.5, max_relative = 1e-13);
        assert_relative_eq!(curve.r_squared, 1.0, max_relative = 1e-14);
        assert_eq!(
            (curve.zones[0].start, curve.zones[0].end, curve.zones[1].end),
            (1.0, 3.0, 5.0)
        );
    }

    #[test]
    fn zones_without_answers_are_named() {
        let fail = |x: &[f64], cuts: &[f64]| {
            let y: Vec<f64> = x.to_vec();
            satisfaction_curve(x, &y, None, cuts, Level::default()).unwrap_err()
        };
        let x = [1.0, 2.0, 3.0, 4.0, 5.0];
        assert_eq!(fail(&x, &[]).code(), ErrorCode::Empty);
        assert_eq!(
            fail(&x, &[4.0, 3.0]).to_string(),
            "cuts[1]: must ascend: above 4 before it, got 3"
        );
        assert_eq!(
            fail(&x, &[5.0]).to_string(),
            "cuts[0]: leave no answer above 5: the zone that starts there has no slope"
        );
        assert_eq!(
            fail(&x, &[1.0]).to_string(),
            "cuts[0]: leave the zone from 1 to 1 without an answer"
        );
        assert_eq!(
            fail(&x, &[3.2, 3.7]).to_string(),
            "cuts[1]: leave the zone from 3.2 to 3.7 without an answer"
        );
        assert_eq!(
            fail(&[1.0, 3.0, 5.0], &[2.0, 4.0]).to_string(),
            "cuts: ask for 3 slopes of answers at 3 points: use fewer cuts"
        );
        assert_eq!(fail(&[f64::NAN], &[2.0]).code(), ErrorCode::Empty);
        assert_eq!(fail(&[1.0, f64::INFINITY], &[2.0]).code(), ErrorCode::NotFinite);
        assert_eq!(fail(&[1.0, 1e200], &[2.0]).code(), ErrorCode::Overflow);
    }

    #[test]
    fn as_few_respondents_as_heights_have_no_intervals() {
        let curve =
            satisfaction_curve(&[1.0, 2.0, 3.0], &[1.0, 2.0, 2.5], None, &[2.0], Level::default()).unwrap();
        assert_eq!(curve.zones[0].slope.value, 1.0);
        assert_eq!(curve.zones[0].slope.method, Method::None);
        assert_eq!(curve.shape, CurveShape::Steady);
    }
}
