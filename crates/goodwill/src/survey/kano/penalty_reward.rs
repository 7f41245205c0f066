//! Kano's factors from ordinary ratings: what low performance costs against what high performance earns.

use super::category::KanoCategory;
use crate::error::{Error, ErrorCode, Result};
use crate::estimate::{Estimate, Interval, Method, z_of};
use crate::numeric::linear::{Cholesky, Matrix};
use crate::numeric::student_t;
use crate::numeric::sum::{ExactSum, exact_sum};
use crate::quantity::{Level, finite};
use crate::survey::ItemAnswers;
use crate::survey::respondents::{check_column, complete_rows, item_name, named, weights_of};
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

/// The penalty and the reward of one attribute.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct PenaltyRewardItem {
    /// What the item is called: `item 1`, `item 2` … unless the door knows the caller's name.
    pub name: String,
    /// What low performance does to overall satisfaction, against middling: below 0 where it costs.
    pub penalty: Estimate,
    /// What high performance does to overall satisfaction, against middling: above 0 where it earns.
    pub reward: Estimate,
    /// Reward + penalty: above 0 where a reward outweighs the penalty.
    pub contrast: Estimate,
    /// The range of the attribute's impact, reward − penalty.
    pub range: f64,
    /// Impact asymmetry (reward + penalty)/(reward − penalty), in [−1, 1] where both have their proper sign: −1 is a
    /// pure dissatisfier, 1 a pure satisfier. NaN if the range is not positive.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null"))]
    pub asymmetry: f64,
    /// What the attribute is: basic (must-be), performance (one-dimensional) or delighter (attractive).
    pub category: KanoCategory,
    /// Respondents who rated the attribute low.
    pub low: u64,
    /// Respondents who rated the attribute high.
    pub high: u64,
}

/// The penalties and rewards of attributes.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct PenaltyReward {
    /// Each attribute, in the order given.
    pub items: Vec<PenaltyRewardItem>,
    /// Overall satisfaction where every attribute is middling.
    pub intercept: Estimate,
    /// The share of the variance of overall satisfaction that penalties and rewards explain.
    pub r_squared: f64,
    /// The number of complete respondents.
    pub n: u64,
    /// Respondents with an answer or the weight missing.
    pub missing: u64,
}

/// Penalty–reward contrast analysis: Kano's factors from ordinary ratings, without his questionnaire.
///
/// Overall satisfaction is regressed on two indicators for each attribute: rated `low` or less (its coefficient is the
/// penalty), rated `high` or more (the reward). Both are measured from the ratings between. By the intervals at `level`:
///
/// - must-be (basic 基本): penalty + reward is below 0, the penalty outweighs the reward;
/// - attractive (delighter 魅力): penalty + reward is above 0;
/// - one-dimensional (performance 期望): either matters, and neither outweighs the other;
/// - indifferent: neither a penalty nor a reward can be told from 0;
/// - reverse: the clear effects have the wrong sign only.
///
/// Least squares with Student's t intervals on n − 2k − 1 degrees of freedom; with weights weighted least squares and
/// linearised intervals. Collinear attributes share what they explain: compare with `drivers`.
///
/// # Errors
/// [`LengthMismatch`](ErrorCode::LengthMismatch); [`Inconsistent`](ErrorCode::Inconsistent) unless `low` < `high`;
/// [`NotIdentified`](ErrorCode::NotIdentified), naming the attribute, if nobody rated it low, or high, or the indicators
/// depend on those before, and if there are not more complete respondents than coefficients;
/// [`Undefined`](ErrorCode::Undefined) if overall satisfaction does not vary or all weights are 0;
/// [`Empty`](ErrorCode::Empty); [`NotFinite`](ErrorCode::NotFinite); [`OutOfRange`](ErrorCode::OutOfRange) at a negative
/// weight.
///
/// # Example
/// ```
/// use goodwill::{quantity::Level, survey::{ItemAnswers, KanoCategory, penalty_reward}};
///
/// // A clean room is taken for granted: 1 or 2 of 5 costs three points, 5 earns next to nothing.
/// let clean = [1.0, 2.0, 3.0, 4.0, 5.0, 5.0, 3.0, 4.0, 1.0, 5.0, 3.0, 2.0];
/// let overall = [4.0, 5.0, 7.0, 8.0, 8.0, 7.0, 8.0, 7.0, 4.0, 8.0, 8.0, 5.0];
/// let got = penalty_reward(&overall, &ItemAnswers::new(&[&clean]), 2.0, 5.0, Level::default())?;
/// let item = &got.items[0];
/// assert_eq!(item.category, KanoCategory::MustBe);
/// assert_eq!(format!("{:.1}", item.penalty), "-3.1 (95% Student t -4.0 to -2.2, n = 12)");
/// assert_eq!(format!("{:.2}", item.asymmetry), "-0.96");
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Brandt 1987; Matzler & Sauerwein 2002; Mikulić & Prebežac 2008 (impact range and asymmetry).
pub fn penalty_reward(
    overall: &[f64],
    attributes: &ItemAnswers<'_>,
    low: f64,
    high: f64,
    level: Level,
) -> Result<PenaltyReward> {
    let (low, high) = (finite("low", low)?, finite("high", high)?);
    if low >= high {
        let reason = alloc::format!("must be above low, {low}");
        return Err(Error::inconsistent("high", reason).with_value(high));
    }
    let everyone = attributes.complete()?;
    check_column("overall", overall, attributes.rows())?;
    let columns = attributes.items.iter().copied().chain([overall]);
    let complete = complete_rows(&columns, attributes.weights, attributes.rows());
    if complete.is_empty() {
        return Err(Error::empty("overall"));
    }
    let regression = Regression {
        overall: complete.iter().map(|&row| overall[row]).collect(),
        active: complete
            .iter()
            .map(|&row| indicators(attributes.items, row, low, high))
            .collect(),
        weights: weights_of(attributes.weights, &complete)?,
        size: 2 * attributes.items.len() + 1,
        level,
    };
    let fit = regression.fit()?;
    let missing = everyone.missing + (everyone.rows.len() - complete.len()) as u64;
    let unit = |column: usize| {
        let mut chosen = vec![0.0; regression.size];
        chosen[column] = 1.0;
        chosen
    };
    let items = (0..attributes.items.len())
        .map(|item| {
            let (down, up) = (2 * item + 1, 2 * item + 2);
            let penalty = regression.combination(&fit, &unit(down));
            let reward = regression.combination(&fit, &unit(up));
            let mut both = unit(down);
            both[up] = 1.0;
            let contrast = regression.combination(&fit, &both);
            let range = reward.value - penalty.value;
            PenaltyRewardItem {
                name: item_name(item),
                penalty,
                reward,
                contrast,
                range,
                asymmetry: if range > 0.0 {
                    contrast.value / range
                } else {
                    f64::NAN
                },
                category: classified(&penalty, &reward, &contrast),
                low: regression.members(down),
                high: regression.members(up),
            }
        })
        .collect();
    Ok(PenaltyReward {
        items,
        intercept: regression.combination(&fit, &unit(0)),
        r_squared: fit.r_squared,
        n: complete.len() as u64,
        missing,
    })
}

fn classified(penalty: &Estimate, reward: &Estimate, contrast: &Estimate) -> KanoCategory {
    if penalty.interval.upper < 0.0 || reward.interval.lower > 0.0 {
        if contrast.interval.upper < 0.0 {
            KanoCategory::MustBe
        } else if contrast.interval.lower > 0.0 {
            KanoCategory::Attractive
        } else {
            KanoCategory::OneDimensional
        }
    } else if penalty.interval.lower > 0.0 || reward.interval.upper < 0.0 {
        KanoCategory::Reverse
    } else {
        KanoCategory::Indifferent
    }
}

/// The columns of the design that are 1 for a respondent; every other one is 0.
fn indicators(items: &[&[f64]], row: usize, low: f64, high: f64) -> Vec<usize> {
    let mut active = vec![0];
    for (number, item) in items.iter().enumerate() {
        if item[row] <= low {
            active.push(2 * number + 1);
        } else if item[row] >= high {
            active.push(2 * number + 2);
        }
    }
    active
}

/// A regression on indicators.
struct Regression {
    overall: Vec<f64>,
    active: Vec<Vec<usize>>,
    weights: Option<Vec<f64>>,
    /// The number of coefficients.
    size: usize,
    level: Level,
}

/// What came of it.
struct Fit {
    coefficients: Vec<f64>,
    covariance: Matrix,
    r_squared: f64,
}

impl Regression {
    fn weight(&self, row: usize) -> f64 {
        self.weights.as_ref().map_or(1.0, |weights| weights[row])
    }

    /// How many respondents a column is 1 for.
    fn members(&self, column: usize) -> u64 {
        self.active
            .iter()
            .filter(|active| active.contains(&column))
            .count() as u64
    }

    /// Σ f x xᵀ over the respondents.
    fn products(&self, factor: impl Fn(usize) -> f64) -> Matrix {
        let mut sums = vec![ExactSum::new(); self.size * self.size];
        for (row, active) in self.active.iter().enumerate() {
            let factor = factor(row);
            for &i in active {
                for &j in active.iter().filter(|&&j| j <= i) {
                    sums[i * self.size + j].add(factor);
                }
            }
        }
        Matrix::from_fn(self.size, |i, j| sums[i.max(j) * self.size + i.min(j)].value())
    }

    fn fit(&self) -> Result<Fit> {
        let (n, size) = (self.overall.len(), self.size);
        for column in 1..size {
            if self.members(column) == 0 {
                let side = if column % 2 == 1 { "low" } else { "high" };
                let reason = alloc::format!("was rated {side} by nobody: it has no such effect to measure");
                return Err(Error::new(
                    ErrorCode::NotIdentified,
                    named("items", (column - 1) / 2),
                    reason,
                ));
            }
        }
        if n <= size {
            let reason = alloc::format!("has too few complete respondents for {size} coefficients");
            return Err(Error::new(ErrorCode::NotIdentified, "overall", reason).with_value(n));
        }
        let gram = self.products(|row| self.weight(row));
        let factor = checked_factor(&gram)?;
        let whole = exact_sum((0..n).map(|row| self.weight(row)));
        let mean = exact_sum((0..n).map(|row| self.weight(row) * self.overall[row])) / whole;
        // Centred, so that the sums do not cancel.
        let mut sides = vec![ExactSum::new(); size];
        for (row, active) in self.active.iter().enumerate() {
            for &column in active {
                sides[column].add(self.weight(row) * (self.overall[row] - mean));
            }
        }
        let sides: Vec<f64> = sides.iter().map(ExactSum::value).collect();
        let mut coefficients = factor.solve(&sides);
        let residual = |row: usize| {
            let fitted: f64 = self.active[row].iter().map(|&column| coefficients[column]).sum();
            (self.overall[row] - mean) - fitted
        };
        let squares = |of: &dyn Fn(usize) -> f64| {
            exact_sum((0..n).map(|row| {
                let value = of(row);
                self.weight(row) * value * value
            }))
        };
        let total = squares(&|row| self.overall[row] - mean);
        if total == 0.0 {
            return Err(Error::undefined("overall", "does not vary"));
        }
        let rest = squares(&residual);
        let inverse = factor.inverse();
        let covariance = if self.weights.is_none() {
            let variance = rest / (n - size) as f64;
            Matrix::from_fn(size, |i, j| variance * inverse[(i, j)])
        } else {
            let count = n as f64;
            let meat = self.products(|row| {
                let score = self.weight(row) * residual(row);
                score * score * (count / (count - 1.0))
            });
            let half: Vec<Vec<f64>> = meat.rows().iter().map(|row| inverse.times(row)).collect();
            Matrix::from_fn(size, |i, j| (0..size).map(|k| inverse[(i, k)] * half[k][j]).sum())
        };
        coefficients[0] += mean;
        Ok(Fit {
            coefficients,
            covariance,
            r_squared: (1.0 - rest / total).clamp(0.0, 1.0),
        })
    }

    /// The estimate of a sum of coefficients.
    fn combination(&self, fit: &Fit, chosen: &[f64]) -> Estimate {
        let value = crate::numeric::linear::dot(chosen, &fit.coefficients);
        let standard_error = libm::sqrt(fit.covariance.form(chosen, chosen).max(0.0));
        let n = self.overall.len();
        let (quantile, method) = if self.weights.is_none() {
            let freedom = (n - self.size) as f64;
            (-student_t::quantile(self.level.tail(), freedom), Method::StudentT)
        } else {
            (z_of(self.level), Method::Linearised)
        };
        let half = quantile * standard_error;
        Estimate {
            value,
            standard_error,
            interval: Interval {
                lower: value - half,
                upper: value + half,
            },
            level: self.level,
            n: n as u64,
            method,
        }
    }
}

/// The factor of the products; an indicator that the ones before it determine has no effect of its own.
fn checked_factor(gram: &Matrix) -> Result<Cholesky> {
    // Rounding leaves some 1e-16 of a pivot that is 0.
    const DETERMINED: f64 = 1e-10;
    let size = gram.size();
    let mut lower = Matrix::zeros(size);
    for row in 0..size {
        for column in 0..=row {
            let mut rest = gram[(row, column)];
            for k in 0..column {
                rest -= lower[(row, k)] * lower[(column, k)];
            }
            if row > column {
                lower[(row, column)] = rest / lower[(column, column)];
            } else if rest > DETERMINED * gram[(row, row)] {
                lower[(row, row)] = libm::sqrt(rest);
            } else if row == 0 {
                return Err(Error::undefined("weights", "are all 0"));
            } else {
                let reason = "is rated low or high by just those whom the attributes before it tell already";
                return Err(Error::new(
                    ErrorCode::NotIdentified,
                    named("items", (row - 1) / 2),
                    reason,
                ));
            }
        }
    }
    gram.cholesky()
        .ok_or_else(|| Error::new(ErrorCode::NotIdentified, "items", "depend on one another"))
}
