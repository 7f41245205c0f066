//! The same respondents over several waves.

use super::compare::NpsPairedInterval;
use super::counts::{NpsCounts, NpsScoring, Rule};
use super::score::{NpsOptions, mover_difference, nps_from_counts};
use crate::error::{Error, Result};
use crate::estimate::{Estimate, Interval, Method};
use crate::numeric::chi_squared;
use crate::numeric::linear::Matrix;
use crate::numeric::sum::ExactSum;
use crate::quantity::Level;
use crate::survey::{
    Adjustment, GroupDifference, GroupTest, GroupTestKind, ItemAnswers, adjust, checked_weight, wald_pair,
};
use alloc::format;
use alloc::vec;
use alloc::vec::Vec;

/// How [`nps_waves`] reads and estimates.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
pub struct NpsWavesOptions {
    /// Confidence level of every interval.
    pub level: Level,
    /// How the interval of a change is made where respondents have no weights.
    pub interval: NpsPairedInterval,
    /// How the p-values of the pairs of waves are adjusted for their number.
    pub adjustment: Adjustment,
    /// How answers are read.
    pub scoring: NpsScoring,
}

/// Several waves of the same respondents.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct NpsWaves {
    /// The score of each wave among those who answered all, in [−1, 1].
    pub waves: Vec<Estimate>,
    /// The covariance of the waves' scores, row by row; its diagonal holds the squared standard errors.
    pub covariance: Vec<Vec<f64>>,
    /// The change between every two waves, later less earlier: `first` is the later wave.
    pub changes: Vec<GroupDifference>,
    /// Whether the score changed at all: Wald's χ² on the changes from the first wave, with their covariance.
    pub omnibus: GroupTest,
    /// How the p-values of the changes are adjusted.
    pub adjustment: Adjustment,
    /// Respondents who answered every wave.
    pub n: u64,
    /// Respondents with an answer or the weight missing: they are left out.
    pub missing: u64,
    /// Kish's effective number of respondents: what weights leave of `n`.
    pub effective_n: f64,
    /// Whether fewer than 30 respondents (effective ones, where they have weights) answered every wave: tests lean on the
    /// normal distribution.
    pub small_sample: bool,
}

/// The net promoter score of the same respondents over several waves, with the covariance between them.
///
/// With s each respondent's group in each wave, scored −1, 0, 1, the covariance of two waves' scores is that of their s
/// over n; a change's variance is both waves' variances less twice their covariance. A wave is an item of `waves`, a
/// respondent a row. With weights the covariance is linearised, Σw²(sᵢ − NPSᵢ)(sⱼ − NPSⱼ)/(Σw)², and intervals are
/// normal and clipped. For two waves without weights see [`nps_paired`](super::nps_paired).
///
/// # Errors
/// [`Undefined`](crate::ErrorCode::Undefined) for fewer than two waves, or if all weights are 0;
/// [`LengthMismatch`](crate::ErrorCode::LengthMismatch); bad answers as for [`NpsCounts::from_scores`], the parameter is
/// `items[k]`; [`OutOfRange`](crate::ErrorCode::OutOfRange) at a negative weight;
/// [`Empty`](crate::ErrorCode::Empty) if nobody answered every wave.
///
/// # Example
/// ```
/// use goodwill::survey::{ItemAnswers, NpsWavesOptions, nps_waves};
///
/// let spring = [9.0, 7.0, 3.0, 8.0, 10.0, 6.0, 9.0, 7.0];
/// let summer = [9.0, 9.0, 5.0, 8.0, 9.0, 7.0, 8.0, 7.0];
/// let autumn = [10.0, 9.0, 6.0, 8.0, 9.0, 7.0, 9.0, 9.0];
/// let items: [&[f64]; 3] = [&spring, &summer, &autumn];
/// let got = nps_waves(&ItemAnswers::new(&items), &NpsWavesOptions::default())?;
/// assert_eq!((got.waves[0].value, got.waves[1].value, got.waves[2].value), (0.125, 0.25, 0.5));
/// assert_eq!(got.changes[1].difference.to_string(), "0.375 (95% MOVER 0.024 to 0.690, n = 8)");
/// assert!(got.small_sample);
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Variance of a paired difference; intervals: Zou & Donner 2008, eq. 7; Särndal, Swensson & Wretman 1992, result 5.7.1
/// (weights); Wald 1943 (the test).
pub fn nps_waves(waves: &ItemAnswers<'_>, options: &NpsWavesOptions) -> Result<NpsWaves> {
    let count = waves.items.len();
    if count < 2 {
        return Err(Error::undefined("items", "needs at least two waves to compare"));
    }
    let sums = Sums::of(waves, options)?;
    let covariance: Vec<Vec<f64>> = (0..count)
        .map(|a| (0..count).map(|b| sums.covariance(a, b)).collect())
        .collect();
    let weighted = waves.weights.is_some();
    let scores = (0..count)
        .map(|wave| sums.score(wave, covariance[wave][wave], weighted, options.level))
        .collect::<Result<Vec<_>>>()?;
    let mut changes = Vec::new();
    for earlier in 0..count {
        for later in earlier + 1..count {
            let cross = covariance[earlier][later];
            let variance = covariance[earlier][earlier] + covariance[later][later] - 2.0 * cross;
            let error = libm::sqrt(variance.max(0.0));
            let change = change(&scores[earlier], &scores[later], error, cross, weighted, options);
            changes.push(wald_pair(later, earlier, change));
        }
    }
    adjust(&mut changes, options.adjustment);
    let effective_n = sums.weight / sums.squares * sums.weight;
    Ok(NpsWaves {
        omnibus: omnibus(&scores, &covariance),
        waves: scores,
        covariance,
        changes,
        adjustment: options.adjustment,
        n: sums.n,
        missing: sums.missing,
        effective_n,
        small_sample: effective_n < 30.0,
    })
}

/// Later less earlier.
fn change(
    earlier: &Estimate,
    later: &Estimate,
    standard_error: f64,
    covariance: f64,
    weighted: bool,
    options: &NpsWavesOptions,
) -> Estimate {
    let value = later.value - earlier.value;
    let wald =
        |method| Estimate::wald(value, standard_error, options.level, later.n, method).clipped(-2.0, 2.0);
    if weighted {
        return wald(Method::Linearised);
    }
    match options.interval {
        NpsPairedInterval::Wald => wald(Method::Wald),
        NpsPairedInterval::Mover => {
            let spread = earlier.standard_error * later.standard_error;
            let correlation = if spread > 0.0 {
                (covariance / spread).clamp(-1.0, 1.0)
            } else {
                0.0
            };
            let distances = |e: &Estimate| (e.value - e.interval.lower, e.interval.upper - e.value);
            let (down, up) = mover_difference(distances(later), distances(earlier), correlation);
            Estimate {
                interval: Interval {
                    lower: value - down,
                    upper: value + up,
                }
                .clipped(-2.0, 2.0),
                ..wald(Method::Mover)
            }
        }
    }
}

/// Wald's χ² that all waves are alike; without a statistic where the changes are not independent of each other.
fn omnibus(scores: &[Estimate], covariance: &[Vec<f64>]) -> GroupTest {
    let changes: Vec<f64> = scores[1..]
        .iter()
        .map(|score| score.value - scores[0].value)
        .collect();
    let of_changes = Matrix::from_fn(changes.len(), |a, b| {
        covariance[a + 1][b + 1] - covariance[a + 1][0] - covariance[0][b + 1] + covariance[0][0]
    });
    let statistic = of_changes.cholesky().map_or(f64::NAN, |root| {
        root.half_solve(&changes).iter().map(|part| part * part).sum()
    });
    let degrees_of_freedom = changes.len() as f64;
    GroupTest {
        test: GroupTestKind::WaldChiSquared,
        statistic,
        degrees_of_freedom,
        denominator_degrees_of_freedom: f64::NAN,
        p_value: chi_squared::sf(statistic, degrees_of_freedom),
    }
}

/// Sums over the respondents who answered every wave; all exact, so that their order does not matter.
struct Sums {
    n: u64,
    missing: u64,
    counts: Vec<NpsCounts>,
    /// Σw and Σw².
    weight: f64,
    squares: f64,
    /// Σws of each wave.
    signs: Vec<f64>,
    /// Σw²s of each wave.
    square_signs: Vec<f64>,
    /// Σw²sᵢsⱼ of each pair.
    products: Vec<Vec<f64>>,
}

impl Sums {
    fn of(waves: &ItemAnswers<'_>, options: &NpsWavesOptions) -> Result<Self> {
        let (rows, count) = (waves.rows(), waves.items.len());
        for (wave, item) in waves.items.iter().enumerate() {
            if item.len() != rows {
                return Err(
                    Error::length_mismatch("items", item.len(), rows).rename(format!("items[{wave}]"))
                );
            }
        }
        if let Some(weights) = waves.weights.filter(|weights| weights.len() != rows) {
            return Err(Error::length_mismatch("weights", weights.len(), rows));
        }
        let rule = Rule::new(&options.scoring)?;
        let exact = |size: usize| vec![ExactSum::default(); size];
        let (mut total, mut signs, mut square_signs) = (exact(2), exact(count), exact(count));
        let mut products: Vec<Vec<ExactSum>> = (0..count).map(|_| exact(count)).collect();
        let mut counts = vec![NpsCounts::default(); count];
        let (mut n, mut missing) = (0_u64, 0_u64);
        let mut groups = Vec::with_capacity(count);
        for row in 0..rows {
            groups.clear();
            for (wave, item) in waves.items.iter().enumerate() {
                let group = rule.group("items", row, item[row]);
                groups.extend(group.map_err(|error| error.rename(format!("items[{wave}]")))?);
            }
            let weight = waves
                .weights
                .map_or(Ok(Some(1.0)), |weights| checked_weight(row, weights[row]))?;
            let Some(weight) = weight.filter(|_| groups.len() == count) else {
                missing += 1;
                continue;
            };
            n += 1;
            total[0].add(weight);
            total[1].add_product(weight, weight);
            for (wave, group) in groups.iter().enumerate() {
                counts[wave].add(*group, 1);
                let sign = group.sign();
                if sign == 0.0 {
                    continue;
                }
                signs[wave].add(sign * weight);
                square_signs[wave].add_product(sign * weight, weight);
                for (other, product) in groups.iter().zip(&mut products[wave]) {
                    product.add_product(sign * other.sign() * weight, weight);
                }
            }
        }
        if n == 0 {
            return Err(Error::empty("items"));
        }
        if total[0].value() == 0.0 {
            return Err(Error::undefined("weights", "are all 0"));
        }
        let values = |sums: Vec<ExactSum>| sums.iter().map(ExactSum::value).collect::<Vec<_>>();
        Ok(Self {
            n,
            missing,
            counts,
            weight: total[0].value(),
            squares: total[1].value(),
            signs: values(signs),
            square_signs: values(square_signs),
            products: products.into_iter().map(values).collect(),
        })
    }

    fn value(&self, wave: usize) -> f64 {
        self.signs[wave] / self.weight
    }

    /// Σw²(sᵢ − θᵢ)(sⱼ − θⱼ)/(Σw)².
    fn covariance(&self, a: usize, b: usize) -> f64 {
        let (of_a, of_b) = (self.value(a), self.value(b));
        // In an order that does not matter, so that the matrix is symmetric.
        let mixed = of_a * self.square_signs[b] + of_b * self.square_signs[a];
        (self.products[a][b] - mixed + of_a * of_b * self.squares) / (self.weight * self.weight)
    }

    fn score(&self, wave: usize, variance: f64, weighted: bool, level: Level) -> Result<Estimate> {
        if weighted {
            let error = libm::sqrt(variance.max(0.0));
            let score = Estimate::wald(self.value(wave), error, level, self.n, Method::Linearised);
            return Ok(score.clipped(-1.0, 1.0));
        }
        let options = NpsOptions {
            level,
            ..Default::default()
        };
        Ok(nps_from_counts(&self.counts[wave], &options)?.score)
    }
}
