//! The index of one group of customers.

use crate::error::{Error, ErrorCode, Result};
use crate::estimate::Estimate;
use crate::numeric::sum::{exact_dot, exact_sum};
use crate::quantity::{Level, finite};
use crate::survey::ItemAnswers;
use crate::survey::respondents::{effective, mean_of, named, weights_of};
use alloc::vec::Vec;

/// How [`acsi`] weighs and estimates.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
pub struct AcsiOptions {
    /// The weight of each rating, 0 or more; only their ratios matter. `None`: all alike.
    pub rating_weights: Option<Vec<f64>>,
    /// The lowest answer of the scale.
    pub minimum: f64,
    /// The highest answer of the scale.
    pub maximum: f64,
    /// Confidence level of every interval.
    pub level: Level,
}

impl Default for AcsiOptions {
    fn default() -> Self {
        Self {
            rating_weights: None,
            minimum: 1.0,
            maximum: 10.0,
            level: Level::default(),
        }
    }
}

/// A satisfaction index.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Acsi {
    /// The index, in [0, 100].
    pub index: Estimate,
    /// The mean of each rating, on its scale.
    pub ratings: Vec<Estimate>,
    /// The number of respondents with every rating.
    pub n: u64,
    /// Kish's effective number of respondents; `n` without weights.
    pub effective_n: f64,
    /// Respondents with a rating or the weight missing.
    pub missing: u64,
    /// Whether there are fewer than 30 effective respondents.
    pub small_sample: bool,
}

/// The satisfaction index of the American Customer Satisfaction Index, from its three ratings on 1 to 10: overall
/// satisfaction, against expectations, against an ideal.
///
/// index = 100 · Σwᵢ(x̄ᵢ − 1)/(9 Σwᵢ): 0 if everybody gives 1, 100 if everybody gives 10. The ACSI weighs the ratings by
/// the partial-least-squares weights of its model, which it does not publish for a year's companies; equal weights come
/// close. Any number of ratings on one scale will do. The interval is that of the mean of the respondents' own
/// indices, so it knows that the ratings of one respondent resemble each other: Student's t, with respondent weights
/// linearised.
///
/// # Errors
/// [`OutOfRange`](ErrorCode::OutOfRange) at a rating off the scale, a negative weight, or a scale whose maximum is not above
/// its minimum; [`LengthMismatch`](ErrorCode::LengthMismatch); [`Empty`](ErrorCode::Empty);
/// [`Undefined`](ErrorCode::Undefined) if all weights are 0; [`NotFinite`](ErrorCode::NotFinite).
///
/// # Example
/// ```
/// use goodwill::survey::{AcsiOptions, ItemAnswers, acsi};
///
/// let overall = [8.0, 9.0, 7.0, 8.0];
/// let expected = [7.0, 8.0, 6.0, 7.0];
/// let ideal = [7.0, 9.0, 5.0, 7.0];
/// let got = acsi(&ItemAnswers::new(&[&overall, &expected, &ideal]), &AcsiOptions::default())?;
/// assert_eq!(got.index.to_string(), "70.370 (95% Student t 51.123 to 89.618, n = 4)");
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Fornell, Johnson, Anderson, Cha & Bryant 1996, *The American Customer Satisfaction Index*.
pub fn acsi(ratings: &ItemAnswers<'_>, options: &AcsiOptions) -> Result<Acsi> {
    if ratings.items.is_empty() {
        return Err(Error::empty("items"));
    }
    let shares = Shares::of(ratings.items.len(), options)?;
    for (number, rating) in ratings.items.iter().enumerate() {
        if let Some(index) = rating
            .iter()
            .position(|&x| x.is_finite() && !(shares.minimum..=shares.maximum).contains(&x))
        {
            return Err(shares
                .off_scale(rating[index])
                .at(index)
                .rename(named("items", number)));
        }
    }
    let complete = ratings.complete()?;
    let weights = weights_of(ratings.weights, &complete.rows)?;
    let weights = weights.as_deref();
    let own: Vec<f64> = complete
        .rows
        .iter()
        .map(|&row| shares.index(ratings.items.iter().map(|rating| rating[row])))
        .collect();
    let n = complete.rows.len();
    let effective_n = effective(n, weights);
    let means = ratings.items.iter().map(|rating| {
        let values: Vec<f64> = complete.rows.iter().map(|&row| rating[row]).collect();
        mean_of(&values, weights, options.level)
            .map(|estimate| estimate.clipped(shares.minimum, shares.maximum))
    });
    Ok(Acsi {
        index: mean_of(&own, weights, options.level)?.clipped(0.0, 100.0),
        ratings: means.collect::<Result<_>>()?,
        n: n as u64,
        effective_n,
        missing: complete.missing,
        small_sample: effective_n < 30.0,
    })
}

/// The satisfaction index from the means of the ratings: see [`acsi`]. Means carry no uncertainty, so neither does the
/// index.
///
/// # Errors
/// [`Empty`](ErrorCode::Empty); [`OutOfRange`](ErrorCode::OutOfRange) at a mean off the scale;
/// [`LengthMismatch`](ErrorCode::LengthMismatch); [`Undefined`](ErrorCode::Undefined) if all weights are 0;
/// [`NotFinite`](ErrorCode::NotFinite).
///
/// # Example
/// ```
/// use goodwill::survey::{AcsiOptions, acsi_from_means};
///
/// let index = acsi_from_means(&[8.0, 7.0, 7.0], &AcsiOptions::default())?;
/// assert!((index - 70.3704).abs() < 5e-5);
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Fornell et al. 1996.
pub fn acsi_from_means(means: &[f64], options: &AcsiOptions) -> Result<f64> {
    if means.is_empty() {
        return Err(Error::empty("means"));
    }
    let shares = Shares::of(means.len(), options)?;
    for (index, &mean) in means.iter().enumerate() {
        let mean = finite("means", mean).map_err(|error| error.at(index))?;
        if !(shares.minimum..=shares.maximum).contains(&mean) {
            return Err(shares.off_scale(mean).at(index).rename("means"));
        }
    }
    Ok(shares.index(means.iter().copied()))
}

/// What part of the index each rating makes.
struct Shares {
    weights: Vec<f64>,
    total: f64,
    minimum: f64,
    maximum: f64,
}

impl Shares {
    fn of(ratings: usize, options: &AcsiOptions) -> Result<Self> {
        let minimum = finite("minimum", options.minimum)?;
        let maximum = finite("maximum", options.maximum)?;
        if minimum >= maximum {
            let reason = alloc::format!("must be above the minimum, {minimum}");
            return Err(Error::out_of_range("maximum", reason).with_value(maximum));
        }
        let weights = match &options.rating_weights {
            Some(weights) => weights.clone(),
            None => alloc::vec![1.0; ratings],
        };
        if weights.len() != ratings {
            let reason = alloc::format!("must have {ratings} values, one for each rating");
            return Err(
                Error::new(ErrorCode::LengthMismatch, "rating_weights", reason).with_value(weights.len())
            );
        }
        for (index, &weight) in weights.iter().enumerate() {
            finite("rating_weights", weight).map_err(|error| error.at(index))?;
            if weight < 0.0 {
                return Err(Error::out_of_range("rating_weights", "must be 0 or more")
                    .with_value(weight)
                    .at(index));
            }
        }
        let total = exact_sum(weights.iter().copied());
        if total == 0.0 {
            return Err(Error::undefined("rating_weights", "are all 0"));
        }
        Ok(Self {
            weights,
            total,
            minimum,
            maximum,
        })
    }

    fn index(&self, ratings: impl Iterator<Item = f64>) -> f64 {
        let above: Vec<f64> = ratings.map(|rating| rating - self.minimum).collect();
        let width = self.maximum - self.minimum;
        100.0 * exact_dot(&self.weights, &above) / (width * self.total)
    }

    fn off_scale(&self, rating: f64) -> Error {
        let reason = alloc::format!("must be between {} and {}", self.minimum, self.maximum);
        Error::out_of_range("items", reason).with_value(rating)
    }
}
