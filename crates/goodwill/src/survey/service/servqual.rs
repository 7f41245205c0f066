//! SERVQUAL and SERVPERF: service quality by dimensions.

use crate::error::{Error, ErrorCode, Result};
use crate::estimate::Estimate;
use crate::numeric::sum::{exact_mean, exact_sum};
use crate::quantity::{Level, NonNegative};
use crate::survey::ItemAnswers;
use crate::survey::respondents::{
    check_columns, check_count, check_weights, complete_rows, effective, item_name, mean_of, named,
    weights_of,
};
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

/// How [`servqual`] and [`servperf`] group items and estimate.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
pub struct ServqualOptions {
    /// How many items each dimension has, in the order of the columns. The 22 items of SERVQUAL are tangibles 4,
    /// reliability 5, responsiveness 4, assurance 4, empathy 5.
    pub dimensions: Vec<usize>,
    /// Confidence level of every interval.
    pub level: Level,
}

impl Default for ServqualOptions {
    fn default() -> Self {
        Self {
            dimensions: vec![4, 5, 4, 4, 5],
            level: Level::default(),
        }
    }
}

impl ServqualOptions {
    /// What a dimension is called.
    fn name(&self, dimension: usize) -> String {
        const STANDARD: [&str; 5] = [
            "tangibles",
            "reliability",
            "responsiveness",
            "assurance",
            "empathy",
        ];
        if self.dimensions == Self::default().dimensions {
            STANDARD[dimension].into()
        } else {
            alloc::format!("dimension {}", dimension + 1)
        }
    }
}

/// What the dimensions count in the weighted score.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum DimensionWeights<'a> {
    /// All the same: the weighted score is the unweighted.
    #[default]
    Equal,
    /// A weight for each dimension, the same for all respondents; only their ratios matter.
    Shared(&'a [f64]),
    /// The points that each respondent shared out: a column for each dimension. A row is divided by its sum, which
    /// should be 100; those whose sum is another are counted.
    Points(&'a [&'a [f64]]),
}

/// One item of SERVQUAL.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ServqualItem {
    /// What the item is called: `item 1`, `item 2` … unless the door knows the caller's name.
    pub name: String,
    /// Mean expectation.
    pub expected: Estimate,
    /// Mean perception.
    pub perceived: Estimate,
    /// Mean of perception less expectation: below 0 where the service falls short.
    pub gap: Estimate,
}

/// One dimension of SERVQUAL.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ServqualDimension {
    /// What the dimension is called: that of SERVQUAL if the dimensions are its, else `dimension 1` …
    pub name: String,
    /// Mean expectation over the dimension's items.
    pub expected: Estimate,
    /// Mean perception over the dimension's items.
    pub perceived: Estimate,
    /// Mean of perception less expectation.
    pub gap: Estimate,
    /// The dimension's mean share of the weighted score, in [0, 1].
    pub weight: f64,
    /// Cronbach's α of the expectations; NaN for a single item or items that do not vary together.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null"))]
    pub expected_reliability: f64,
    /// Cronbach's α of the perceptions.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null"))]
    pub perceived_reliability: f64,
    /// The reliability of the difference: lower than that of either side where the two go together.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null"))]
    pub gap_reliability: f64,
}

/// Service quality as perception less expectation.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Servqual {
    /// Each item, in the order given.
    pub items: Vec<ServqualItem>,
    /// Each dimension, in the order given.
    pub dimensions: Vec<ServqualDimension>,
    /// The unweighted SERVQUAL score: the mean of the dimensions' gaps.
    pub gap: Estimate,
    /// The weighted score: every respondent's gaps by that respondent's weights.
    pub weighted_gap: Estimate,
    /// The reliability of the unweighted score, a sum of differences.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null"))]
    pub gap_reliability: f64,
    /// The number of complete respondents.
    pub n: u64,
    /// Kish's effective number of respondents; `n` without weights.
    pub effective_n: f64,
    /// Respondents with anything missing.
    pub missing: u64,
    /// Respondents whose points did not add up to 100.
    pub rescaled: u64,
    /// Whether there are fewer than 30 effective respondents.
    pub small_sample: bool,
}

/// One item of SERVPERF.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ServperfItem {
    /// What the item is called: `item 1`, `item 2` … unless the door knows the caller's name.
    pub name: String,
    /// Mean perception.
    pub perceived: Estimate,
}

/// One dimension of SERVPERF.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ServperfDimension {
    /// What the dimension is called: that of SERVQUAL if the dimensions are its, else `dimension 1` …
    pub name: String,
    /// Mean perception over the dimension's items.
    pub perceived: Estimate,
    /// The dimension's mean share of the weighted score, in [0, 1].
    pub weight: f64,
    /// Cronbach's α of the perceptions; NaN for a single item or items that do not vary together.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null"))]
    pub reliability: f64,
}

/// Service quality as perception alone.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Servperf {
    /// Each item, in the order given.
    pub items: Vec<ServperfItem>,
    /// Each dimension, in the order given.
    pub dimensions: Vec<ServperfDimension>,
    /// The unweighted score: the mean of the dimensions' means.
    pub score: Estimate,
    /// The weighted score: every respondent's perceptions by that respondent's weights.
    pub weighted_score: Estimate,
    /// The number of complete respondents.
    pub n: u64,
    /// Kish's effective number of respondents; `n` without weights.
    pub effective_n: f64,
    /// Respondents with anything missing.
    pub missing: u64,
    /// Respondents whose points did not add up to 100.
    pub rescaled: u64,
    /// Whether there are fewer than 30 effective respondents.
    pub small_sample: bool,
}

/// SERVQUAL: perception less expectation over the items of a service, by item, by dimension and in all.
///
/// Both tables have a column for each item, dimension after dimension, and a row for each respondent; a respondent with
/// anything missing is left out. The score of a dimension is the mean over its items, the unweighted score the mean over
/// the dimensions, the weighted score Σ_d w_d·gap_d with every respondent's own points or shared weights. Intervals are
/// Student's t over the respondents, with respondent weights linearised. Reverse-worded items must be reflected in both
/// tables before ([`Scale::reflected`](crate::survey::Scale::reflected)).
///
/// A difference of two answers is less reliable than either: `gap_reliability` is (σ²_P α_P + σ²_E α_E − 2σ_PE)/(σ²_P +
/// σ²_E − 2σ_PE) for a dimension, and 1 − Σσ²_d(1 − r_d)/σ² for the unweighted score over its dimensions.
///
/// # Errors
/// [`LengthMismatch`](ErrorCode::LengthMismatch) if columns or rows differ; [`OutOfRange`](ErrorCode::OutOfRange) if the
/// dimensions do not add up to the items or one is empty, or at negative weights or points;
/// [`Undefined`](ErrorCode::Undefined) if weights are all 0, or a respondent's points are (by row);
/// [`Empty`](ErrorCode::Empty) if no row is complete; [`NotFinite`](ErrorCode::NotFinite).
///
/// # Example
/// ```
/// use goodwill::survey::{DimensionWeights, ItemAnswers, ServqualOptions, servqual};
///
/// // Two dimensions: two items and one.
/// let expected: [&[f64]; 3] = [&[7.0, 6.0, 7.0, 6.0], &[7.0, 7.0, 6.0, 6.0], &[6.0, 5.0, 6.0, 4.0]];
/// let perceived: [&[f64]; 3] = [&[5.0, 5.0, 6.0, 4.0], &[6.0, 5.0, 6.0, 3.0], &[6.0, 6.0, 6.0, 5.0]];
/// let options = ServqualOptions { dimensions: vec![2, 1], ..Default::default() };
/// let weights = DimensionWeights::Shared(&[60.0, 40.0]);
/// let got = servqual(&expected, &ItemAnswers::new(&perceived), weights, &options)?;
/// assert_eq!(got.dimensions[0].gap.value, -1.5);
/// assert_eq!(got.gap.to_string(), "-0.500 (95% Student t -0.959 to -0.041, n = 4)");
/// assert_eq!(format!("{:.3}", got.weighted_gap.value), "-0.700");
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Parasuraman, Zeithaml & Berry 1988; Zeithaml, Parasuraman & Berry 1990 (points); Peter, Churchill & Brown 1993
/// (reliability of differences); Nunnally 1978 (of sums of them).
pub fn servqual(
    expected: &[&[f64]],
    perceived: &ItemAnswers<'_>,
    weights: DimensionWeights<'_>,
    options: &ServqualOptions,
) -> Result<Servqual> {
    let items = perceived.items;
    check_count("expected", expected.len(), items.len())?;
    check_columns("expected", expected, perceived.rows())?;
    let quality = Quality::new(Some(expected), perceived, weights, options)?;
    let rows = &quality.rows;
    let mut dimensions = Vec::with_capacity(options.dimensions.len());
    let (mut gaps, mut unreliable) = (Vec::new(), Vec::new());
    for (number, range) in quality.ranges().into_iter().enumerate() {
        let e = quality.means_over(&expected[range.clone()]);
        let p = quality.means_over(&items[range.clone()]);
        let gap: Vec<f64> = p.iter().zip(&e).map(|(p, e)| p - e).collect();
        let of = |columns: &[&[f64]]| quality.alpha(&columns[range.clone()]);
        let (expected_reliability, perceived_reliability) = (of(expected), of(items));
        let (e_variance, p_variance) = (quality.covariance(&e, &e), quality.covariance(&p, &p));
        let shared = quality.covariance(&e, &p);
        let gap_variance = quality.covariance(&gap, &gap);
        let gap_reliability = if gap_variance > 0.0 {
            (p_variance * perceived_reliability + e_variance * expected_reliability - 2.0 * shared)
                / (p_variance + e_variance - 2.0 * shared)
        } else {
            f64::NAN
        };
        unreliable.push(gap_variance * (1.0 - gap_reliability));
        dimensions.push(ServqualDimension {
            name: options.name(number),
            expected: quality.mean(&e)?,
            perceived: quality.mean(&p)?,
            gap: quality.mean(&gap)?,
            weight: quality.share(number),
            expected_reliability,
            perceived_reliability,
            gap_reliability,
        });
        gaps.push(gap);
    }
    let whole: Vec<f64> = (0..rows.len())
        .map(|row| exact_sum(gaps.iter().map(|gap| gap[row])) / gaps.len() as f64)
        .collect();
    // The score is the sum of the gaps over their number: so is its variance, over the number squared.
    let summed = quality.covariance(&whole, &whole) * (gaps.len() * gaps.len()) as f64;
    let item = |number: usize| {
        let (e, p) = (expected[number], items[number]);
        let of = |of: &dyn Fn(usize) -> f64| {
            let values: Vec<f64> = rows.iter().map(|&row| of(row)).collect();
            quality.mean(&values)
        };
        Ok(ServqualItem {
            name: item_name(number),
            expected: of(&|row| e[row])?,
            perceived: of(&|row| p[row])?,
            gap: of(&|row| p[row] - e[row])?,
        })
    };
    let effective_n = quality.effective_n();
    Ok(Servqual {
        items: (0..items.len()).map(item).collect::<Result<_>>()?,
        dimensions,
        gap: quality.mean(&whole)?,
        weighted_gap: quality.mean(&quality.weighted(&gaps))?,
        gap_reliability: if summed > 0.0 {
            1.0 - exact_sum(unreliable) / summed
        } else {
            f64::NAN
        },
        n: rows.len() as u64,
        effective_n,
        missing: (perceived.rows() - rows.len()) as u64,
        rescaled: quality.rescaled,
        small_sample: effective_n < 30.0,
    })
}

/// SERVPERF: perceptions alone over the items of a service, by item, by dimension and in all.
///
/// Asking for perceptions only halves the questionnaire and avoids the difference of two answers. Columns, dimensions,
/// weights and intervals are as in [`servqual`].
///
/// # Errors
/// As for [`servqual`].
///
/// # Example
/// ```
/// use goodwill::survey::{DimensionWeights, ItemAnswers, ServqualOptions, servperf};
///
/// let perceived: [&[f64]; 3] = [&[5.0, 5.0, 6.0, 4.0], &[6.0, 5.0, 6.0, 3.0], &[6.0, 6.0, 6.0, 5.0]];
/// let options = ServqualOptions { dimensions: vec![2, 1], ..Default::default() };
/// let got = servperf(&ItemAnswers::new(&perceived), DimensionWeights::Equal, &options)?;
/// assert_eq!((got.dimensions[0].perceived.value, got.score.value), (5.0, 5.375));
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Cronin & Taylor 1992, *Measuring service quality: a reexamination and extension*.
pub fn servperf(
    perceived: &ItemAnswers<'_>,
    weights: DimensionWeights<'_>,
    options: &ServqualOptions,
) -> Result<Servperf> {
    let quality = Quality::new(None, perceived, weights, options)?;
    let rows = &quality.rows;
    let mut dimensions = Vec::with_capacity(options.dimensions.len());
    let mut scores = Vec::new();
    for (number, range) in quality.ranges().into_iter().enumerate() {
        let columns = &perceived.items[range];
        let score = quality.means_over(columns);
        dimensions.push(ServperfDimension {
            name: options.name(number),
            perceived: quality.mean(&score)?,
            weight: quality.share(number),
            reliability: quality.alpha(columns),
        });
        scores.push(score);
    }
    let whole: Vec<f64> = (0..rows.len())
        .map(|row| exact_sum(scores.iter().map(|score| score[row])) / scores.len() as f64)
        .collect();
    let item = |(number, item): (usize, &&[f64])| {
        let values: Vec<f64> = rows.iter().map(|&row| item[row]).collect();
        Ok(ServperfItem {
            name: item_name(number),
            perceived: quality.mean(&values)?,
        })
    };
    let items = perceived.items.iter().enumerate().map(item);
    let effective_n = quality.effective_n();
    Ok(Servperf {
        items: items.collect::<Result<_>>()?,
        dimensions,
        score: quality.mean(&whole)?,
        weighted_score: quality.mean(&quality.weighted(&scores))?,
        n: rows.len() as u64,
        effective_n,
        missing: (perceived.rows() - rows.len()) as u64,
        rescaled: quality.rescaled,
        small_sample: effective_n < 30.0,
    })
}

/// The complete respondents, and what the dimensions count to each of them.
struct Quality<'a> {
    options: &'a ServqualOptions,
    rows: Vec<usize>,
    /// Weights of the respondents.
    weights: Option<Vec<f64>>,
    /// Shares of the dimensions, a row for each respondent, or one for all.
    shares: Vec<Vec<f64>>,
    rescaled: u64,
}

impl<'a> Quality<'a> {
    fn new(
        expected: Option<&[&[f64]]>,
        perceived: &ItemAnswers<'_>,
        dimension_weights: DimensionWeights<'_>,
        options: &'a ServqualOptions,
    ) -> Result<Self> {
        let height = perceived.rows();
        check_dimensions(&options.dimensions, perceived.items.len())?;
        check_columns("perceived", perceived.items, height)?;
        check_weights(perceived.weights, height)?;
        let points = match dimension_weights {
            DimensionWeights::Points(points) => points,
            _ => &[],
        };
        if let DimensionWeights::Points(points) = dimension_weights {
            check_count("points", points.len(), options.dimensions.len())?;
            check_columns("points", points, height)?;
            check_points(points)?;
        }
        let columns = perceived
            .items
            .iter()
            .chain(expected.unwrap_or(&[]))
            .chain(points)
            .copied();
        let rows = complete_rows(&columns, perceived.weights, height);
        if rows.is_empty() {
            return Err(Error::empty("perceived"));
        }
        let weights = weights_of(perceived.weights, &rows)?;
        let (shares, rescaled) = shares(dimension_weights, &rows, options.dimensions.len())?;
        Ok(Self {
            options,
            rows,
            weights,
            shares,
            rescaled,
        })
    }

    /// The columns of each dimension.
    fn ranges(&self) -> Vec<core::ops::Range<usize>> {
        let mut start = 0;
        let next = |&size: &usize| {
            start += size;
            start - size..start
        };
        self.options.dimensions.iter().map(next).collect()
    }

    fn mean(&self, values: &[f64]) -> Result<Estimate> {
        mean_of(values, self.weights.as_deref(), self.options.level)
    }

    fn effective_n(&self) -> f64 {
        effective(self.rows.len(), self.weights.as_deref())
    }

    /// Every respondent's mean over some columns.
    fn means_over(&self, columns: &[&[f64]]) -> Vec<f64> {
        let mean = |&row: &usize| {
            let answers: Vec<f64> = columns.iter().map(|column| column[row]).collect();
            exact_mean(&answers)
        };
        self.rows.iter().map(mean).collect()
    }

    /// Every respondent's scores by that respondent's shares.
    fn weighted(&self, scores: &[Vec<f64>]) -> Vec<f64> {
        let of = |row: usize| {
            let shares = &self.shares[if self.shares.len() == 1 { 0 } else { row }];
            exact_sum(shares.iter().zip(scores).map(|(share, score)| share * score[row]))
        };
        (0..self.rows.len()).map(of).collect()
    }

    /// The mean share of a dimension.
    fn share(&self, dimension: usize) -> f64 {
        if let [shares] = &self.shares[..] {
            return shares[dimension];
        }
        let of = |row: usize| (self.weight(row), self.shares[row][dimension]);
        let whole = exact_sum((0..self.rows.len()).map(|row| self.weight(row)));
        exact_sum((0..self.rows.len()).map(|row| of(row).0 * of(row).1)) / whole
    }

    fn weight(&self, row: usize) -> f64 {
        self.weights.as_ref().map_or(1.0, |weights| weights[row])
    }

    /// The covariance of two columns over the respondents; reliabilities do not depend on what it is divided by.
    fn covariance(&self, x: &[f64], y: &[f64]) -> f64 {
        let whole = exact_sum((0..x.len()).map(|row| self.weight(row)));
        let centre = |of: &[f64]| exact_sum((0..x.len()).map(|row| self.weight(row) * of[row])) / whole;
        let (a, b) = (centre(x), centre(y));
        exact_sum((0..x.len()).map(|row| self.weight(row) * (x[row] - a) * (y[row] - b))) / whole
    }

    /// Cronbach's α: k/(k − 1) · (1 − Σσ²ᵢ/σ²).
    fn alpha(&self, columns: &[&[f64]]) -> f64 {
        let k = columns.len() as f64;
        let answers = |column: &[f64]| -> Vec<f64> { self.rows.iter().map(|&row| column[row]).collect() };
        let totals: Vec<f64> = self
            .rows
            .iter()
            .map(|&row| exact_sum(columns.iter().map(|column| column[row])))
            .collect();
        let total = self.covariance(&totals, &totals);
        if columns.len() < 2 || total <= 0.0 {
            return f64::NAN;
        }
        let parts = exact_sum(columns.iter().map(|column| {
            let column = answers(column);
            self.covariance(&column, &column)
        }));
        k / (k - 1.0) * (1.0 - parts / total)
    }
}

fn check_dimensions(dimensions: &[usize], items: usize) -> Result<()> {
    if items == 0 {
        return Err(Error::empty("perceived"));
    }
    if let Some(index) = dimensions.iter().position(|&size| size == 0) {
        return Err(
            Error::out_of_range("dimensions", "must have at least one item each")
                .with_value(0)
                .at(index),
        );
    }
    let sum = dimensions
        .iter()
        .fold(0, |sum: usize, &size| sum.saturating_add(size));
    if sum != items {
        let reason = alloc::format!("must add up to the number of items, {items}");
        return Err(Error::out_of_range("dimensions", reason).with_value(sum));
    }
    Ok(())
}

fn check_points(points: &[&[f64]]) -> Result<()> {
    for (number, column) in points.iter().enumerate() {
        if let Some(index) = column.iter().position(|&points| points < 0.0) {
            return Err(Error::out_of_range("points", NonNegative::BOUND)
                .with_value(column[index])
                .at(index)
                .rename(named("points", number)));
        }
    }
    Ok(())
}

/// The shares of the dimensions, and how many respondents' points did not add up to 100.
fn shares(weights: DimensionWeights<'_>, rows: &[usize], dimensions: usize) -> Result<(Vec<Vec<f64>>, u64)> {
    match weights {
        DimensionWeights::Equal => Ok((vec![vec![1.0 / dimensions as f64; dimensions]], 0)),
        DimensionWeights::Shared(weights) => {
            if weights.len() != dimensions {
                let reason = alloc::format!("must have {dimensions} values, one for each dimension");
                return Err(Error::new(ErrorCode::LengthMismatch, "points", reason).with_value(weights.len()));
            }
            for (index, &weight) in weights.iter().enumerate() {
                NonNegative::new("points", weight).map_err(|error| error.at(index))?;
            }
            let sum = exact_sum(weights.iter().copied());
            if sum == 0.0 {
                return Err(Error::undefined("points", "are all 0"));
            }
            Ok((vec![weights.iter().map(|weight| weight / sum).collect()], 0))
        }
        DimensionWeights::Points(points) => {
            let mut rescaled = 0;
            let mut shares = Vec::with_capacity(rows.len());
            for &row in rows {
                let own: Vec<f64> = points.iter().map(|column| column[row]).collect();
                let sum = exact_sum(own.iter().copied());
                if sum == 0.0 {
                    return Err(Error::undefined("points", "are all 0").at(row));
                }
                rescaled += u64::from(libm::fabs(sum - 100.0) > 1e-6);
                shares.push(own.iter().map(|points| points / sum).collect());
            }
            Ok((shares, rescaled))
        }
    }
}
